"""The intake: what a customer tells us and what the clerk reads off the parcel.

Every field has a default, so that a draft can hold anything at all; what is missing or impossible is told
by ``desktop.domain.check``. Amounts are whole fen, dates ISO text as typed or picked, an unknown answer is
``None``.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from desktop.domain.claim import Scope, ValueProof
from desktop.domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable


class Channel(StrEnum):
    """The way a complaint reached us."""

    UNKNOWN = ""
    COUNTER = "counter"
    PHONE = "phone"
    WECHAT = "wechat"
    HEAD_OFFICE = "head_office"
    PLATFORM = "platform"
    REGULATOR = "regulator"
    CITY_HOTLINE = "city_hotline"
    EMAIL = "email"
    LETTER = "letter"
    CHAT = "chat"
    APP = "app"
    OTHER = "other"


class Capacity(StrEnum):
    """What the complainant is to the parcel."""

    UNKNOWN = ""
    SENDER = "sender"
    RECIPIENT = "recipient"
    AGENT = "agent"


class ComplaintType(StrEnum):
    """What the complaint is about."""

    DELAY = "delay"
    LOSS = "loss"
    DAMAGE = "damage"
    SHORTAGE = "shortage"
    WRONG_CONTENTS = "wrong_contents"
    MISDELIVERY = "misdelivery"
    UNAUTHORIZED_STATION = "unauthorized_station"
    FALSE_SIGN = "false_sign"
    ATTITUDE = "attitude"
    FEE = "fee"
    PICKUP = "pickup"
    CLAIM_REFUSED = "claim_refused"
    INQUIRY = "inquiry"
    SUGGESTION = "suggestion"
    OTHER = "other"


class Matter(StrEnum):
    """What a customer comes with (查询、咨询、投诉、建议)."""

    UNKNOWN = ""
    INQUIRY = "inquiry"
    CONSULTATION = "consultation"
    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"


class Mood(StrEnum):
    """How a customer comes; it decides what helps (scripts)."""

    UNKNOWN = ""
    VENT = "vent"
    VENT_AND_SOLVE = "vent-and-solve"
    EXPLANATION = "explanation"
    ONE_OUTCOME = "one-outcome"


class DamageExtent(StrEnum):
    """Whether anything of a damaged thing is left to use."""

    UNKNOWN = ""
    TOTAL = "total"
    PARTIAL = "partial"


class Ask(StrEnum):
    """What the customer asks us to do."""

    FIND = "find"
    REDELIVER = "redeliver"
    RESEND = "resend"
    REFUND = "refund"
    COMPENSATE = "compensate"
    APOLOGISE = "apologise"
    DEAL_WITH_STAFF = "deal_with_staff"
    EXPLAIN = "explain"


# Written as text for ever: what proves the value counts in what a claim rests on, also while it is not known.
_ProofCode = Annotated[str, msgspec.Meta(pattern=f"^({'|'.join(ValueProof)})?$")]

#: Stars of a complaint: 1 simple, 3 complex, 5 major; 0 not judged yet.
Level = Literal[0, 1, 3, 5]


class Intake(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One complaint as taken in.

    Attributes:
        channel: the way it came.
        external_number: number of the work order at head office, the platform or the regulator.
        waybill: cleaned number; empty where there is none.
        waybill_raw: the text as scanned or typed.
        no_waybill_reason: why there is no waybill number.
        carrier: code of the carrier, as in ``resources/waybills.toml``.
        complainant_name: who complains.
        capacity: sender, recipient or somebody's agent.
        phone: number to call back, as typed.
        other_contact: any other way to reach the complainant.
        other_party_name: the sender where the recipient complains, and the other way round.
        other_party_phone: their phone, as typed.
        types: what it is about; the first is the main one.
        damage_extent: for damage only.
        level: stars.
        words: the customer's own words.
        note: the clerk's own record.
        asks: what the customer wants.
        asked_amount: sum asked for, in fen.
        posted_on: day of posting.
        promised_by: last promised day of delivery.
        happened_on: day it happened.
        delivered_on: day of delivery or sign-for.
        found_on: day the customer noticed.
        signed_by: who signed for the parcel.
        insured: insured value (保价) bought; ``None`` unknown.
        declared_value: declared or stated value, in fen.
        premium: paid for insured value, in fen.
        freight: fee without premium and add-ons, in fen.
        contents: what was inside.
        quantity: number of pieces inside.
        actual_value: full value of the contents, in fen.
        value_proof: what proves it, a ``ValueProof``; empty while nobody has said.
        weight_kg: charged weight, as a decimal string.
        privacy_told: the notice on personal information was given (个人信息保护法 art. 17).
        read_back: what was written down was read back to the customer, who confirmed it.
        matter: inquiry, consultation, complaint or suggestion.
        mood: how the customer comes.
        address: of delivery, as far as the matter needs it.
        courier: name or number of the courier the matter is about.
        route: line, delivery area or shelf it happened on.
        client: shop or contract customer that sent the parcel.
        scope: how far the parcel travels; ``None`` where nobody has said, as with most parcels within the mainland.

    """

    channel: Channel = Channel.UNKNOWN
    external_number: str = ""
    waybill: str = ""
    waybill_raw: str = ""
    no_waybill_reason: str = ""
    carrier: str = ""
    complainant_name: str = ""
    capacity: Capacity = Capacity.UNKNOWN
    phone: str = ""
    other_contact: str = ""
    other_party_name: str = ""
    other_party_phone: str = ""
    types: tuple[ComplaintType, ...] = ()
    damage_extent: DamageExtent = DamageExtent.UNKNOWN
    level: Level = 0
    words: str = ""
    note: str = ""
    asks: tuple[Ask, ...] = ()
    asked_amount: int | None = None
    posted_on: str | None = None
    promised_by: str | None = None
    happened_on: str | None = None
    delivered_on: str | None = None
    found_on: str | None = None
    signed_by: str = ""
    insured: bool | None = None
    declared_value: int | None = None
    premium: int | None = None
    freight: int | None = None
    contents: str = ""
    quantity: int | None = None
    actual_value: int | None = None
    value_proof: _ProofCode = ""
    weight_kg: str = ""
    privacy_told: bool = False
    matter: Matter = Matter.UNKNOWN
    mood: Mood = Mood.UNKNOWN
    address: str = ""
    courier: str = ""
    route: str = ""
    client: str = ""
    scope: Scope | None = None
    read_back: bool = False


#: Fields a person may correct without touching what a settlement rests on: the ways to reach people, how the
#: matter came to us, our own notes. A field that is not named here counts.
NOT_OF_THE_CLAIM = frozenset(
    {
        "channel",
        "external_number",
        "waybill_raw",
        "phone",
        "other_contact",
        "other_party_phone",
        "note",
        "privacy_told",
        "read_back",
        "matter",
        "mood",
        "address",
        "courier",
        "route",
        "client",
    }
)

#: Fields where a line break is part of the text.
LONG_TEXTS = frozenset({"words", "note"})

_LEVELS: dict[ComplaintType, Level] = {
    ComplaintType.LOSS: 5,
    ComplaintType.DAMAGE: 5,
    ComplaintType.SHORTAGE: 5,
    # The wrong article inside is short contents seen from the other side.
    ComplaintType.WRONG_CONTENTS: 5,
    ComplaintType.DELAY: 3,
    # These need someone to go and find out, as delay does; the parcel may yet turn up.
    ComplaintType.MISDELIVERY: 3,
    ComplaintType.UNAUTHORIZED_STATION: 3,
    ComplaintType.FALSE_SIGN: 3,
    ComplaintType.FEE: 3,
    ComplaintType.CLAIM_REFUSED: 3,
}

_EVENTS = {
    ComplaintType.DELAY: "delay",
    ComplaintType.LOSS: "loss",
    ComplaintType.SHORTAGE: "shortage",
    ComplaintType.WRONG_CONTENTS: "wrong-contents",
    ComplaintType.MISDELIVERY: "misdelivery",
}
#: Who claims, where the complainant says what they are to the parcel; for whom an agent claims is not said.
_CLAIMANTS = {Capacity.SENDER: "sender", Capacity.RECIPIENT: "consignee"}
_DAMAGE_EVENTS = {DamageExtent.TOTAL: "total-damage", DamageExtent.PARTIAL: "partial-damage"}

_NO_COMPLAINT = frozenset({Matter.INQUIRY, Matter.CONSULTATION, Matter.SUGGESTION})
_NO_COMPLAINT_TYPES = frozenset({ComplaintType.INQUIRY, ComplaintType.SUGGESTION})

#: Carriers whose terms are a rule pack of the same name.
_CARRIERS_WITH_TERMS = frozenset({"sf", "jd", "zto", "yto", "sto", "yunda", "jt", "deppon", "ems"})


def default_level(types: Iterable[ComplaintType]) -> Level:
    """Return the stars that the complaint types call for: those of the gravest one, 0 where there is none."""
    levels: list[Level] = [_LEVELS.get(kind, 1) for kind in types]
    return max(levels, default=0)


def tidy(intake: Intake) -> Intake:
    """Take control, invisible and unstorable characters out of every text, and the spaces around it.

    What scanners, chat programs and spreadsheets leave behind is no reason to refuse a complaint.
    """
    changes = {
        name: tidy_text(value, long=name in LONG_TEXTS)
        for name, value in msgspec.structs.asdict(intake).items()
        if type(value) is str
    }
    return msgspec.structs.replace(intake, **changes)


def tidy_text(text: str, *, long: bool) -> str:
    """Take invisible and unstorable characters out of a text; a ``long`` one keeps its lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    spaced = lines if long else lines.replace("\n", " ")
    plain = spaced.replace("\t", " ")
    # A text has many characters, but few different ones: a long paste must not stop the typing.
    unseen = [char for char in set(plain) - {"\n"} if not _is_visible(char)]
    return plain.translate(dict.fromkeys(map(ord, unseen))).strip()


def _is_visible(char: str) -> bool:
    # Cc control, Cf invisible formatting (zero width, writing direction), Cs half a surrogate pair.
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs"}


def claim_basis(intake: Intake) -> bytes:
    """Return canonical bytes of everything a settlement rests on.

    Two intakes with equal bytes may share an assessment and a proposal; where they differ, a correction has
    touched what was approved.
    """
    fields = msgspec.structs.asdict(intake)
    basis = {name: value for name, value in fields.items() if name not in NOT_OF_THE_CLAIM}
    basis["asks"] = sorted(intake.asks)
    if intake.scope is None:
        # Assessments made before anybody could say it keep the basis they were made on.
        del basis["scope"]
    return msgspec.json.encode(basis, order="sorted")


def claim_type(types: Iterable[ComplaintType]) -> ComplaintType | None:
    """Return the first complaint type that compensation rules know, ``None`` where nothing can be claimed."""
    return next((kind for kind in types if kind in _EVENTS or kind is ComplaintType.DAMAGE), None)


def is_claim(intake: Intake) -> bool:
    """Tell whether a matter is a claim: money is asked for, or something happened that compensation rules know."""
    asked = Ask.COMPENSATE in intake.asks or bool(intake.asked_amount)
    return asked or claim_type(intake.types) is not None


def is_complaint(intake: Intake) -> bool:
    """Tell whether a matter is a complaint: whoever only asks or suggests something complains of nothing."""
    only_asks = bool(intake.types) and _NO_COMPLAINT_TYPES.issuperset(intake.types)
    return intake.matter not in _NO_COMPLAINT and not only_asks


def claim_event(intake: Intake) -> str | None:
    """Return the claim event, ``None`` without one or while the extent of a damage is unknown."""
    kind = claim_type(intake.types)
    if kind is ComplaintType.DAMAGE:
        return _DAMAGE_EVENTS.get(intake.damage_extent)
    return _EVENTS[kind] if kind else None


def facts_for_claim(intake: Intake, office_terms: str) -> dict[str, object]:
    """Return the claim facts an intake gives; a fact it does not give is left out, never guessed.

    Args:
        intake: a complaint that passed ``check_intake`` for the step ``assess``.
        office_terms: rule pack of the office's own brand, for a parcel without a named carrier.

    """
    event = claim_event(intake)
    facts: dict[str, object | None] = {
        "terms": _terms(intake.carrier, office_terms),
        "event": event,
        "claimant": _CLAIMANTS.get(intake.capacity),
        "accepted_on": intake.posted_on,
        "promised_by": intake.promised_by,
        # A late parcel's event is its arrival.
        "event_on": (intake.delivered_on if event == "delay" else None) or intake.happened_on,
        "delivered_on": intake.delivered_on,
        "insured": intake.insured,
        # Without insured value a stated value is only what the sender said.
        "value_told" if intake.insured is False else "declared_value": _decimal(intake.declared_value),
        "premium": _decimal(intake.premium),
        "freight": _decimal(intake.freight),
        "actual_value": _decimal(intake.actual_value),
        "value_proof": intake.value_proof or None,
        "pieces": intake.quantity if event == "shortage" else None,
        "weight_kg": intake.weight_kg or None,
        "scope": str(intake.scope or "") or None,
    }
    return {key: value for key, value in facts.items() if value is not None and value != ""}


def _terms(carrier: str, office_terms: str) -> str | None:
    if not carrier:
        return office_terms
    return carrier if carrier in _CARRIERS_WITH_TERMS else None


def _decimal(fen: int | None) -> str | None:
    return None if fen is None else Money.from_fen(fen).text
