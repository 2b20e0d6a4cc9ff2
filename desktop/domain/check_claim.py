"""Facts of a claim that contradict each other or cannot be, all of them at once."""

from __future__ import annotations

from decimal import Decimal
from itertools import chain, repeat
from operator import attrgetter
from typing import TYPE_CHECKING

from desktop.domain.claim import DATES, MONEY, RATIOS, WEIGHTS, Cause, Claimant, Event, OrderedBy, ValueProof
from desktop.domain.money import PLACES, UNITS
from desktop.domain.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from desktop.domain.claim import ClaimFacts

#: More than any parcel is worth or weighs; larger figures are slips of the keyboard.
LARGEST_AMOUNT = Decimal("1000000000")
LARGEST_WEIGHT = Decimal("100000")
LARGEST_COUNT = 1_000_000
LARGEST_RATE = Decimal("100000")
_NIL = Decimal(0)
#: A share written with few digits need not hit the sum exactly.
_SHARE_TOLERANCE = Decimal("0.01")

#: Digits after the point of a weight or share; more is noise.
_FINEST = -9
_UNFIT = frozenset({"out-of-range", "finer-than-unit"})

#: Events after which nothing is left of the parcel for its addressee.
_WHOLE = (Event.LOSS, Event.TOTAL_DAMAGE, Event.WRONG_CONTENTS, Event.MISDELIVERY)
#: What happens to a parcel while a carrier has it. What went to somebody else, and a delay, may come to light later;
#: and a parcel left at a station without consent has not been handed over (快递市场管理办法 28).
_IN_THE_CARRIERS_HANDS = (
    Event.LOSS, Event.TOTAL_DAMAGE, Event.PARTIAL_DAMAGE, Event.SHORTAGE, Event.WRONG_CONTENTS,
)  # fmt: skip

#: What happens to a parcel happens in this order: each day with those that do not lie before it.
_ORDER = (
    ("accepted_on", ("event_on", "claimed_on", "as_of", "promised_by", "delivered_on")),
    ("event_on", ("claimed_on", "as_of")),
    ("delivered_on", ("as_of",)),
)
#: Parts, each with its whole.
_PARTS = (("freight_affected", "freight"), ("weight_affected_kg", "weight_kg"), ("pieces_lost", "pieces"))

_MEASURES = (*WEIGHTS, *RATIOS)
_NOT_MEASURED = (None,) * len(_MEASURES)
_NO_PROOF, _MISDELIVERY = ValueProof.NONE, Event.MISDELIVERY

# Several facts at once are quicker to get at than one after the other, and every claim is checked.
_money_of: attrgetter[tuple[Decimal | None, ...]] = attrgetter(*MONEY)
_measures_of: attrgetter[tuple[Decimal | None, ...]] = attrgetter(*_MEASURES)
_days_of: attrgetter[tuple[date | None, ...]] = attrgetter(*DATES)
_parts_of: attrgetter[tuple[Decimal | None, ...]] = attrgetter(*[part for part, _whole in _PARTS])
_wholes_of: attrgetter[tuple[Decimal | None, ...]] = attrgetter(*[whole for _part, whole in _PARTS])

_EXCUSES = (Cause.FORCE_MAJEURE, Cause.NATURE_OF_GOODS, Cause.SENDER, Cause.CONSIGNEE)


def check_claim(facts: ClaimFacts) -> list[Problem]:
    """Return everything about the facts that cannot be right."""
    problems = [*_amounts(facts), *_weights_and_shares(facts), *_counts(facts)]
    if problems and any(problem.code in _UNFIT for problem in problems):
        # Nothing can be compared with a figure that is no figure.
        return problems
    for held_against_each_other in _COMPARISONS:
        problems += held_against_each_other(facts)
    return problems


def warn_of(facts: ClaimFacts) -> tuple[Problem, ...]:
    """Return what a person should look at again although it can be computed."""
    warnings = []
    if facts.value_proof == _NO_PROOF:
        warnings.append(Problem("value_proof", "value-unproven"))
    if facts.insured and facts.declared_value is not None and facts.actual_value is not None:
        if facts.declared_value > facts.actual_value:
            warnings.append(Problem("declared_value", "over-insured"))
        elif facts.declared_value < facts.actual_value:
            warnings.append(Problem("declared_value", "under-insured"))
    if facts.event == _MISDELIVERY:
        warnings.append(Problem("event", "misdelivery-counts-as-loss"))
    if facts.claimant is not None and facts.claimant == Claimant.CONSIGNEE:
        warnings.append(Problem("claimant", "consignee-outside-contract"))
    if facts.freight == 0 and not facts.insured:
        warnings.append(Problem("freight", "fee-is-zero"))
    if facts.ordered_by is not None and facts.ordered_by in (OrderedBy.COURIER, OrderedBy.AGENT):
        warnings.append(Problem("ordered_by", "terms-perhaps-not-seen"))
    if facts.station_consent is False:
        warnings.append(Problem("station_consent", "station-without-consent"))
    return tuple(warnings)


def _amounts(facts: ClaimFacts) -> Sequence[Problem]:
    unit = UNITS.get(facts.currency)
    if unit is None:
        return [Problem("currency", "unknown-currency", {"known": ", ".join(PLACES)})]
    amounts = _money_of(facts)
    if facts.direct_costs:
        amounts += tuple([cost.amount for cost in facts.direct_costs])
    for amount in amounts:
        if amount is not None and not _fits(amount, unit):
            return _unfit(zip(chain(MONEY, repeat("direct_costs")), amounts, strict=False), unit)
    return ()


def _fits(amount: Decimal, unit: Decimal) -> bool:
    return amount.is_finite() and _NIL <= amount <= LARGEST_AMOUNT and not amount % unit


def _unfit(amounts: Iterable[tuple[str, Decimal | None]], unit: Decimal) -> list[Problem]:
    problems = []
    for key, amount in amounts:
        if amount is None or _fits(amount, unit):
            continue
        if not amount.is_finite() or not -LARGEST_AMOUNT <= amount <= LARGEST_AMOUNT:
            problems.append(Problem(key, "out-of-range", {"largest": str(LARGEST_AMOUNT)}))
        elif amount < 0:
            problems.append(Problem(key, "negative"))
        else:
            problems.append(Problem(key, "finer-than-unit", {"unit": str(unit)}))
    return problems


def _rates(facts: ClaimFacts) -> Sequence[Problem]:
    if not facts.rates:
        return ()
    problems = []
    for rate in facts.rates:
        if rate.currency not in PLACES or rate.currency == facts.currency:
            problems.append(Problem("rates", "unknown-currency", {"known": ", ".join(PLACES)}))
        if not 0 < rate.rate <= LARGEST_RATE:
            problems.append(Problem("rates", "rate-out-of-range", {"largest": str(LARGEST_RATE)}))
    return problems


def _weights_and_shares(facts: ClaimFacts) -> Sequence[Problem]:
    problems = []
    measures = _measures_of(facts)
    for key, value in zip(_MEASURES, measures, strict=True) if measures != _NOT_MEASURED else ():
        if value is None:
            continue
        if not value.is_finite() or value > LARGEST_WEIGHT:
            problems.append(Problem(key, "out-of-range", {"largest": str(LARGEST_WEIGHT if key in WEIGHTS else 1)}))
        elif value < 0:
            problems.append(Problem(key, "negative"))
        elif key in RATIOS and value > 1:
            problems.append(Problem(key, "ratio-above-1"))
        elif int(value.as_tuple().exponent) < _FINEST:
            problems.append(Problem(key, "finer-than-unit", {"unit": str(Decimal(1).scaleb(_FINEST))}))
    return problems


def _counts(facts: ClaimFacts) -> Sequence[Problem]:
    if facts.pieces is None and facts.pieces_lost is None:
        return ()
    problems = []
    for key, count, least in (("pieces", facts.pieces, 1), ("pieces_lost", facts.pieces_lost, 0)):
        if count is None:
            continue
        if count < least:
            problems.append(Problem(key, "too-few", {"least": str(least)}))
        elif count > LARGEST_COUNT:
            problems.append(Problem(key, "out-of-range", {"largest": str(LARGEST_COUNT)}))
    return problems


def _order_of_dates(facts: ClaimFacts) -> Sequence[Problem]:
    days = [day for day in _days_of(facts) if day is not None]
    if not days or (facts.event_on is None and facts.delivered_on is None and min(days) == facts.accepted_on):
        # All there mostly is: the day of posting, and days after it.
        return ()
    problems = []
    for earlier, laters in _ORDER:
        first: date | None = getattr(facts, earlier)
        if first is None:
            continue
        for later in laters:
            then: date | None = getattr(facts, later)
            if then is not None and then < first:
                problems.append(Problem(later, "before", {"other": earlier, "on": first.isoformat()}))
    happened, delivered = facts.event_on, facts.delivered_on
    if happened is not None and delivered is not None and delivered < happened and _in_the_carriers_hands(facts):
        problems.append(Problem("delivered_on", "before", {"other": "event_on", "on": happened.isoformat()}))
    return problems


def _in_the_carriers_hands(facts: ClaimFacts) -> bool:
    return facts.event in _IN_THE_CARRIERS_HANDS and facts.station_consent is not False


def _cover(facts: ClaimFacts) -> Sequence[Problem]:
    if facts.insured:
        empty = facts.declared_value == 0
        return [Problem("declared_value", "insured-for-nothing", {"other": "insured"})] if empty else ()
    if facts.insured is None:
        return ()
    given = [key for key in ("declared_value", "premium") if getattr(facts, key)]
    return [Problem(key, "without-insurance", {"other": "insured"}) for key in given]


def _parts_and_wholes(facts: ClaimFacts) -> Sequence[Problem]:
    """No part is larger than its whole."""
    parts = _parts_of(facts)
    if not any(parts) and facts.loss_amount is None and facts.salvage_value is None:
        return ()
    problems = []
    for (part, whole), lesser, greater in zip(_PARTS, parts, _wholes_of(facts), strict=True):
        if lesser is not None and greater is not None and lesser > greater:
            problems.append(Problem(part, "above", {"other": whole, "limit": str(greater)}))
    for part, amount in (("loss_amount", facts.loss_amount), ("salvage_value", facts.salvage_value)):
        if amount is None:
            continue
        largest = max(
            [value for value in (facts.actual_value, facts.market_value) if value is not None], default=amount
        )
        if amount > largest:
            other = "actual_value" if facts.actual_value is not None else "market_value"
            problems.append(Problem(part, "above", {"other": other, "limit": str(largest)}))
    return problems


def _share_and_sum(facts: ClaimFacts) -> Sequence[Problem]:
    """Hold a share and a sum of the same loss against each other."""
    problems = []
    value, amount, ratio = facts.actual_value, facts.loss_amount, facts.loss_ratio
    if value and amount is not None and ratio is not None and abs(amount / value - ratio) > _SHARE_TOLERANCE:
        problems.append(Problem("loss_ratio", "contradicts", {"other": "loss_amount"}))
    if facts.event not in _WHOLE:
        return problems
    if ratio is not None and ratio < 1:
        problems.append(Problem("loss_ratio", "whole-parcel", {"other": "event"}))
    if facts.pieces is not None and facts.pieces_lost is not None and facts.pieces_lost < facts.pieces:
        problems.append(Problem("pieces_lost", "whole-parcel", {"other": "event"}))
    return problems


def _fault(facts: ClaimFacts) -> Sequence[Problem]:
    problems = []
    share = facts.sender_fault_share
    if share is not None:
        by_sender = facts.cause == Cause.SENDER
        if (by_sender and share == 0) or (not by_sender and share == 1):
            problems.append(Problem("sender_fault_share", "contradicts", {"other": "cause"}))
    if facts.gross_negligence and facts.cause in _EXCUSES:
        problems.append(Problem("gross_negligence", "contradicts", {"other": "cause"}))
    return problems


_COMPARISONS = (_order_of_dates, _cover, _parts_and_wholes, _share_and_sum, _fault, _rates)
