"""What an office paid in alike cases, so that a supervisor sees whether an amount is out of line.

Two cases are alike where the same thing happened (claim event), both were insured or both were not, and the value at
stake lies in the same band: of insured parcels the insured value, which bounds what is paid whatever the goods were
worth, of others the value of the goods. The two are never compared with each other, nor is one taken for the other.
Cases under the same carrier's terms are preferred as soon as there are enough of them.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.claim import ClaimFacts
from desktop.domain.intake import claim_event
from desktop.domain.money import LARGEST, PLACES, Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.domain.case import Case
    from desktop.domain.intake import Intake

#: Upper edges of the bands of value in whole units of the currency, each about three times the one before (half a
#: power of ten). An edge belongs to the band below it: 1,000 lies in "over 300 up to 1,000".
EDGES = (100, 300, 1000, 3000, 10_000, 30_000, 100_000)
#: The band of cases whose value nobody knows; the others are 1 (up to the first edge) to ``len(EDGES) + 1``.
NO_VALUE = 0
#: Fewer amounts than this have a median, but no spread, and none of them makes another amount unusual.
ENOUGH = 5
#: So many of the nearest cases are named.
NEAREST = 3


class Cover(StrEnum):
    """Whether insured value was bought."""

    INSURED = "insured"
    UNINSURED = "uninsured"
    UNKNOWN = ""


class Likeness(msgspec.Struct, frozen=True):
    """What makes two cases alike.

    Attributes:
        band: band of ``value_fen``, see ``band_of``.
        value_fen: value at stake in smallest units of the currency; None where it is not known. The insured value
            where ``cover`` is insured, else the value of the goods.
        terms: rule pack the amount rests on; empty without an assessment.
    """

    event: str
    cover: Cover
    currency: str
    band: int
    value_fen: int | None
    terms: str


class Settled(msgspec.Struct, frozen=True):
    """A case with an approved amount, as far as a comparison needs it.

    Attributes:
        decided_at: time of the approval, UTC text as in entries.
    """

    case_id: str
    number: str
    terms: str
    value_fen: int | None
    amount_fen: int
    decided_at: str


class Unusual(StrEnum):
    """How an amount is out of line with those of alike cases."""

    #: More than one and a half times the median.
    FAR_ABOVE = "far-above"
    #: Above the upper quartile: more than in three of four cases.
    ABOVE = "above"
    #: Below the lower quartile: less than in three of four cases.
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was approved in alike cases; amounts in smallest units of the likeness's currency.

    Attributes:
        same_terms: only cases under the same terms were counted, for there were enough of them.
        median_fen: None without any case.
        middle_fen: lower and upper quartile, between which lies the middle half; None with fewer cases than ``ENOUGH``.
        nearest: of the cases counted those nearest in value, of equally near ones those decided last.
    """

    likeness: Likeness
    same_terms: bool
    count: int
    median_fen: int | None
    middle_fen: tuple[int, int] | None
    nearest: tuple[Settled, ...] = ()

    def judge(self, amount_fen: int) -> Unusual | None:
        """Tell whether an amount is unusual; None for an ordinary one, or while there are too few cases to say."""
        if self.middle_fen is None or self.median_fen is None:
            return None
        low, high = self.middle_fen
        if 2 * amount_fen > 3 * self.median_fen:
            return Unusual.FAR_ABOVE
        if amount_fen > high:
            return Unusual.ABOVE
        return Unusual.BELOW if amount_fen < low else None


def likeness(case: Case) -> Likeness | None:
    """Return what other cases are compared by; None where no claim event is known or nobody knows its currency.

    The facts of an assessment that holds go before what the registration says.
    """
    facts = _assessed_facts(case)
    if facts is None:
        return _likeness_of_intake(case.intake)
    assert case.assessment is not None, "there are facts"
    if facts.currency not in PLACES:
        return None
    goods = (facts.actual_value, facts.value_told, facts.market_value, facts.loss_amount)
    value = _first_amount((facts.declared_value,) if facts.insured else goods, facts.currency)
    return _likeness(
        facts.event.value, facts.insured, value, facts.currency, facts.terms or case.assessment.body.pack_id
    )


def band_of(value: Decimal) -> int:
    """Return the band of a value in whole units of its currency: 1 up to the first of ``EDGES``, then one more each."""
    return bisect_left(EDGES, value) + 1


def compare(this: Likeness, paid: Iterable[tuple[str, int]]) -> Comparison:
    """Sum up what was approved in alike cases, but for the three nearest.

    Args:
        this: the case that is looked at, which must not be among them.
        paid: of each other case alike the terms and the amount in smallest units.
    """
    every = list(paid)
    same = [amount for terms, amount in every if terms == this.terms] if this.terms else []
    same_terms = len(same) >= ENOUGH
    amounts = sorted(same if same_terms else (amount for _terms, amount in every))
    return Comparison(
        likeness=this,
        same_terms=same_terms,
        count=len(amounts),
        median_fen=quartile(amounts, 2) if amounts else None,
        middle_fen=(quartile(amounts, 1), quartile(amounts, 3)) if len(amounts) >= ENOUGH else None,
    )


def quartile(ordered: Sequence[int], number: int) -> int:
    """Return the first, second (the median) or third quartile of ascending whole amounts, at least one.

    It stands at ``number × (n - 1) ÷ 4`` counted from 0, between two amounts in proportion (the "inclusive" method of
    Python's ``statistics``): the median of an even count is the mean of the middle two. Half a smallest unit and more
    is rounded up, so that the result is an amount one can pay.
    """
    place, quarters = divmod(number * (len(ordered) - 1), 4)
    low = ordered[place]
    high = ordered[place + 1] if quarters else low
    return (4 * low + quarters * (high - low) + 2) // 4


def _assessed_facts(case: Case) -> ClaimFacts | None:
    if case.assessment is None or case.assessment_stale:
        return None
    try:
        return msgspec.json.decode(case.assessment.body.facts, type=ClaimFacts)
    except msgspec.MsgspecError:
        return None


def _likeness_of_intake(intake: Intake) -> Likeness | None:
    event = claim_event(intake)
    if event is None:
        return None
    # Without insured value a stated value is only what the sender said of the goods.
    in_order = (intake.declared_value,) if intake.insured else (intake.actual_value, intake.declared_value)
    value = _first_amount((None if fen is None else Decimal(fen).scaleb(-PLACES["CNY"]) for fen in in_order), "CNY")
    return _likeness(event, intake.insured, value, "CNY", "")


def _first_amount(known: Iterable[Decimal | None], currency: str) -> Money | None:
    """Return the first amount that is known; none where it is no amount anybody could have at stake."""
    value = next((one for one in known if one is not None), None)
    if value is None or not value.is_finite() or not 0 <= value <= LARGEST:
        return None
    return Money.rounded(value, currency)


def _likeness(event: str, insured: bool | None, value: Money | None, currency: str, terms: str) -> Likeness:
    covers = {True: Cover.INSURED, False: Cover.UNINSURED, None: Cover.UNKNOWN}
    return Likeness(
        event=event,
        cover=covers[insured],
        currency=currency,
        band=band_of(value.amount) if value is not None else NO_VALUE,
        value_fen=value.fen if value is not None else None,
        terms=terms,
    )
