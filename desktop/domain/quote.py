"""A quote without a case: what the rules would pay, seen from two sides, and what cover would have changed.

Nothing here is recorded. What a case knows and a question at the counter does not (days, the price of cover) is put in
openly: the days are those of today, the price is that of the carrier's own table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from desktop.domain import intake as taken
from desktop.domain.assess import assess
from desktop.domain.claim import CapStatus, ClaimFacts, Event, ValueProof
from desktop.domain.intake import Ask, ComplaintType, DamageExtent, Intake
from desktop.domain.money import Money
from desktop.domain.premium import Premium, agreed_tables
from desktop.domain.premium import quote as price_of
from desktop.domain.rules import in_force

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from desktop.domain.assessment import Assessment
    from desktop.domain.packs import PackLibrary, RulePack
    from desktop.domain.problems import Problem
    from desktop.domain.rules import PremiumTable


class Axis(StrEnum):
    """What the two sides of a quote differ in."""

    #: With an invoice or order record, and without any proof of value.
    PROOF = "proof"
    #: Insured, and not insured.
    COVER = "cover"
    #: Two products of one carrier.
    PRODUCT = "product"
    #: The limit in the terms holds, and it does not.
    LIMIT = "limit"
    #: Two carriers.
    TERMS = "terms"


@dataclass(frozen=True)
class Question:
    """What somebody wants to know.

    Attributes:
        facts: as far as they were said; days and what the axis decides are put in.
        other_terms: for ``TERMS``: the other carrier.
        other_product: for ``PRODUCT`` and ``TERMS``: the product of the other side.
        cover: the insured value to compare with; the actual value where none is named.
        price_list: id of the premium table of the first side's terms, where they have several.
    """

    facts: ClaimFacts
    axis: Axis = Axis.PROOF
    other_terms: str | None = None
    other_product: str | None = None
    cover: Decimal | None = None
    price_list: str | None = None


@dataclass(frozen=True)
class Side:
    """One of the two results, with the facts it rests on.

    Attributes:
        premium: the price of the cover where nobody said what was paid and the carrier's table tells.
    """

    facts: ClaimFacts
    result: Assessment
    premium: Premium | None = None


@dataclass(frozen=True)
class Cover:
    """What another insured value would cost before posting, and what it would pay.

    Attributes:
        price: the premium, or why there is none to tell.
        side: the first side with this cover.
    """

    value: Decimal
    price: Premium | list[Problem]
    side: Side


@dataclass(frozen=True)
class Answer:
    """Both sides of a question.

    Attributes:
        sides: the second one is missing while nobody said what to compare with.
        cover: missing where it would be what the first side has already, or no value is known.
    """

    axis: Axis
    sides: tuple[Side, ...]
    cover: Cover | None = None

    @property
    def difference(self) -> Money | None:
        """By how much the second side gives more than the first; ``None`` while one of them cannot be computed."""
        totals = [side.result.total for side in self.sides]
        if len(totals) < 2 or totals[0] is None or totals[1] is None or totals[0].currency != totals[1].currency:
            return None
        return totals[1] - totals[0]


def answer(question: Question, packs: PackLibrary, today: date) -> Answer:
    """Work out both sides of a question, and what cover would have changed."""
    dated = _dated(question.facts, today)
    found = tuple(_side(facts, packs, question.price_list) for facts in _both(question, dated))
    return Answer(question.axis, found, _cover(question, found[0], packs))


def price_lists(facts: ClaimFacts, packs: PackLibrary, today: date) -> tuple[PremiumTable, ...]:
    """Return the premium tables a person can choose from for these terms and this product."""
    chosen = packs.choose(_dated(facts, today))
    return () if chosen.pack is None else _tables(chosen.pack, facts.product, today)


def _tables(pack: RulePack, product: str | None, on: date) -> tuple[PremiumTable, ...]:
    tables = (table for table in pack.sheet.premiums if in_force(table.valid_from, table.valid_to, on))
    return tuple(table for table in tables if table.product in ("", product))


def _dated(facts: ClaimFacts, today: date) -> ClaimFacts:
    """Ask as if it had happened and were claimed today; what is late was posted before it was promised."""
    posted = today if facts.promised_by is None else min(today, facts.promised_by)
    days = {"accepted_on": posted, "event_on": today, "claimed_on": today, "as_of": today}
    missing = {key: day for key, day in days.items() if getattr(facts, key) is None}
    return msgspec.structs.replace(facts, **missing)


def _both(question: Question, facts: ClaimFacts) -> tuple[ClaimFacts, ...]:
    change = msgspec.structs.replace
    if question.axis is Axis.PROOF:
        proven = ValueProof.INVOICE if facts.value_proof in (None, ValueProof.NONE) else facts.value_proof
        return change(facts, value_proof=proven), change(facts, value_proof=ValueProof.NONE)
    if question.axis is Axis.COVER:
        return change(facts, insured=True), change(facts, insured=False, declared_value=None, premium=None)
    if question.axis is Axis.LIMIT:
        return change(facts, cap_status=CapStatus.APPLIES), change(facts, cap_status=CapStatus.VOID)
    if question.axis is Axis.PRODUCT:
        if question.other_product in (None, facts.product):
            return (facts,)
        # What was paid for cover under one product says nothing of another.
        return facts, change(facts, product=question.other_product, premium=None)
    if question.other_terms in (None, facts.terms):
        return (facts,)
    elsewhere = change(facts, terms=question.other_terms, product=question.other_product, agreement=None, premium=None)
    return facts, elsewhere


def _side(facts: ClaimFacts, packs: PackLibrary, price_list: str | None) -> Side:
    premium = None
    if facts.insured and facts.premium is None and facts.declared_value:
        price = _price(facts, facts.declared_value, packs, price_list)
        if isinstance(price, Premium):
            premium, facts = price, msgspec.structs.replace(facts, premium=price.amount)
    return Side(facts, assess(facts, packs), premium)


def _price(facts: ClaimFacts, value: Decimal, packs: PackLibrary, price_list: str | None) -> Premium | list[Problem]:
    chosen = packs.choose(facts)
    if chosen.pack is None:
        return list(chosen.problems)
    assert facts.accepted_on is not None, "a quote is dated"
    # A price list of other terms says nothing here; one that somebody chose comes before what was agreed.
    named = {table.id for table in _tables(chosen.pack, facts.product, facts.accepted_on)} & {price_list}
    if named:
        return price_of(chosen.pack, value, facts.accepted_on, named.pop())
    return price_of(chosen.pack, value, facts.accepted_on, facts.product or "", agreed_tables(chosen.pack, packs))


def _cover(question: Question, first: Side, packs: PackLibrary) -> Cover | None:
    value = question.cover if question.cover is not None else first.facts.actual_value
    if not value or not first.facts.terms or first.facts.currency != "CNY":
        return None
    if first.facts.insured and first.facts.declared_value == value:
        return None
    covered = msgspec.structs.replace(first.facts, insured=True, declared_value=value, premium=None)
    price = _price(covered, value, packs, question.price_list)
    return Cover(value, price, _side(covered, packs, question.price_list))


_TYPES = {
    Event.LOSS: ComplaintType.LOSS,
    Event.TOTAL_DAMAGE: ComplaintType.DAMAGE,
    Event.PARTIAL_DAMAGE: ComplaintType.DAMAGE,
    Event.SHORTAGE: ComplaintType.SHORTAGE,
    Event.WRONG_CONTENTS: ComplaintType.WRONG_CONTENTS,
    Event.DELAY: ComplaintType.DELAY,
    Event.MISDELIVERY: ComplaintType.MISDELIVERY,
}
_EXTENTS = {Event.TOTAL_DAMAGE: DamageExtent.TOTAL, Event.PARTIAL_DAMAGE: DamageExtent.PARTIAL}


def intake_of(facts: ClaimFacts, carrier: str = "", note: str = "") -> Intake:
    """Return the beginning of a case: what a quote was told, and nothing that was only put in.

    Args:
        facts: as they were said, without the days of ``answer``.
        carrier: code of the carrier where it is not for the waybill to say.
        note: the clerk's record of what was quoted.
    """
    types = (_TYPES[facts.event],)
    return Intake(
        carrier=carrier,
        types=types,
        level=taken.default_level(types),
        damage_extent=_EXTENTS.get(facts.event, DamageExtent.UNKNOWN),
        asks=(Ask.COMPENSATE,),
        note=note,
        promised_by=facts.promised_by.isoformat() if facts.promised_by else None,
        # A quote takes silence for "not insured"; a case has to be told.
        insured=facts.insured or None,
        declared_value=_fen(facts.declared_value),
        premium=_fen(facts.premium),
        freight=_fen(facts.freight),
        quantity=facts.pieces,
        actual_value=_fen(facts.actual_value),
        value_proof=facts.value_proof or "",
        weight_kg="" if facts.weight_kg is None else f"{facts.weight_kg:f}",
    )


def _fen(amount: Decimal | None) -> int | None:
    return None if amount is None else Money(amount).fen
