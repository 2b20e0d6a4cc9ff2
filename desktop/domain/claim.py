"""The facts of one claim: exactly the keys of the facts file that ``calc`` reads.

Every key but ``event`` may be missing, and then nothing is assumed. Amounts are decimals of ``currency``, weights are
kilograms, ratios run from 0 to 1. Encoding a ``ClaimFacts`` with msgspec gives the facts file again.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec

from desktop.domain.codes import Code


class Event(Code):
    """What happened to the parcel."""

    LOSS = "loss"
    TOTAL_DAMAGE = "total-damage"
    PARTIAL_DAMAGE = "partial-damage"
    SHORTAGE = "shortage"
    WRONG_CONTENTS = "wrong-contents"
    DELAY = "delay"
    MISDELIVERY = "misdelivery"


class Scope(Code):
    """How far the parcel travels; delay limits depend on it."""

    SAME_CITY = "same-city"
    INTRA_PROVINCE = "intra-province"
    INTER_PROVINCE = "inter-province"
    HK_MACAU = "hk-macau"
    TAIWAN = "taiwan"
    INTERNATIONAL = "international"


class Cause(Code):
    """Who or what brought the damage about, as found by a person."""

    CARRIER = "carrier"
    FORCE_MAJEURE = "force-majeure"
    NATURE_OF_GOODS = "nature-of-goods"
    SENDER = "sender"
    CONSIGNEE = "consignee"
    UNKNOWN = "unknown"


class CapStatus(Code):
    """Whether the agreed or statutory limit may be relied on; a person decides."""

    APPLIES = "applies"
    NOT_INCORPORATED = "not-incorporated"
    VOID = "void"
    NOTICE_FAILED = "notice-failed"


class ValueProof(Code):
    """What shows the value of the contents."""

    INVOICE = "invoice"
    ORDER = "order"
    APPRAISAL = "appraisal"
    NONE = "none"


class Account(Code):
    """How the sender pays the carrier."""

    MONTHLY = "monthly"
    WALK_IN = "walk-in"


class Keeper(Code):
    """Who keeps what is left of damaged goods."""

    CLAIMANT = "claimant"
    CARRIER = "carrier"


class Claimant(Code):
    """Who claims."""

    SENDER = "sender"
    BENEFICIARY = "beneficiary"
    CONSIGNEE = "consignee"


class GoodsClass(Code):
    """What kind of thing was sent, where terms or premiums differ by it."""

    ORDINARY = "ordinary"
    DOCUMENTS = "documents"
    FRAGILE = "fragile"
    VALUABLES = "valuables"
    PERISHABLE = "perishable"
    ELECTRONICS = "electronics"


class OrderedBy(Code):
    """Who filled in the order and so saw, or did not see, the terms."""

    SENDER = "sender"
    COURIER = "courier"
    AGENT = "agent"


class ExchangeRate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many units of the claim's currency one unit of ``currency`` is worth, and on which day."""

    currency: str
    rate: Decimal
    on: date


class DirectCost(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A cost the damage caused beside the goods, for example an inspection fee."""

    what: str
    amount: Decimal


class ClaimFacts(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What is known about one claim; ``None`` means not known."""

    event: Event
    terms: str | None = None
    product: str | None = None
    account: Account | None = None
    province: str | None = None
    consumer: bool | None = None
    accepted_on: date | None = None
    event_on: date | None = None
    claimed_on: date | None = None
    as_of: date | None = None
    scope: Scope | None = None
    promised_by: date | None = None
    insured: bool | None = None
    declared_value: Decimal | None = None
    premium: Decimal | None = None
    value_told: Decimal | None = None
    actual_value: Decimal | None = None
    value_proof: ValueProof | None = None
    market_value: Decimal | None = None
    loss_amount: Decimal | None = None
    loss_ratio: Decimal | None = None
    pieces: int | None = None
    pieces_lost: int | None = None
    repair_cost: Decimal | None = None
    salvage_value: Decimal | None = None
    salvage_kept_by: Keeper | None = None
    freight: Decimal | None = None
    freight_affected: Decimal | None = None
    weight_kg: Decimal | None = None
    weight_affected_kg: Decimal | None = None
    cause: Cause | None = None
    sender_fault_share: Decimal | None = None
    prohibited: bool | None = None
    cap_status: CapStatus | None = None
    gross_negligence: bool | None = None
    direct_costs: tuple[DirectCost, ...] = ()
    currency: str = "CNY"
    # Beside the keys every reader of facts knows, what only some terms ask for.
    agreement: str | None = None
    claimant: Claimant | None = None
    goods: GoodsClass | None = None
    ordered_by: OrderedBy | None = None
    station_consent: bool | None = None
    advance_paid: Decimal | None = None
    delivered_on: date | None = None
    rates: tuple[ExchangeRate, ...] = ()


#: Every key of the facts file, in the order of the page that describes it.
FIELDS: tuple[str, ...] = (
    "terms", "product", "account", "province", "consumer", "accepted_on", "event_on", "claimed_on", "as_of", "scope",
    "promised_by", "event", "insured", "declared_value", "premium", "value_told", "actual_value", "value_proof",
    "market_value", "loss_amount", "loss_ratio", "pieces", "pieces_lost", "repair_cost", "salvage_value",
    "salvage_kept_by", "freight", "freight_affected", "weight_kg", "weight_affected_kg", "cause", "sender_fault_share",
    "prohibited", "cap_status", "gross_negligence", "direct_costs", "currency",
    "agreement", "claimant", "goods", "ordered_by", "station_consent", "advance_paid", "delivered_on", "rates",
)  # fmt: skip

#: Keys whose value is one of a fixed list, with the list.
CHOICES: dict[str, type[Code]] = {
    "event": Event,
    "account": Account,
    "scope": Scope,
    "value_proof": ValueProof,
    "salvage_kept_by": Keeper,
    "cause": Cause,
    "cap_status": CapStatus,
    "claimant": Claimant,
    "goods": GoodsClass,
    "ordered_by": OrderedBy,
}
MONEY = (
    "declared_value", "premium", "value_told", "actual_value", "market_value", "loss_amount", "repair_cost",
    "salvage_value", "freight", "freight_affected", "advance_paid",
)  # fmt: skip
WEIGHTS = ("weight_kg", "weight_affected_kg")
RATIOS = ("loss_ratio", "sender_fault_share")
DATES = ("accepted_on", "event_on", "claimed_on", "as_of", "promised_by", "delivered_on")
FLAGS = ("consumer", "insured", "prohibited", "gross_negligence", "station_consent")
COUNTS = ("pieces", "pieces_lost")
NAMES = ("terms", "product", "province", "agreement")


def write_facts(facts: ClaimFacts) -> bytes:
    """Return the facts as the JSON of a facts file; equal facts give equal bytes."""
    return msgspec.json.encode(facts)
