"""Facts of a claim that contradict each other or cannot be, all of them at once."""

from __future__ import annotations

from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING

from desktop.domain.claim import DATES, MONEY, RATIOS, WEIGHTS, Cause, Claimant, Event, OrderedBy, ValueProof
from desktop.domain.money import PLACES, UNITS
from desktop.domain.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from desktop.domain.claim import ClaimFacts

#: More than any parcel is worth or weighs; larger figures are slips of the keyboard.
LARGEST_AMOUNT = Decimal("1000000000")
LARGEST_WEIGHT = Decimal("100000")
LARGEST_COUNT = 1_000_000
LARGEST_RATE = Decimal("100000")
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
_money_of: attrgetter[tuple[Decimal | None, ...]] = attrgetter(*MONEY)

_dates_of: attrgetter[tuple[date | None, ...]] = attrgetter(*DATES)

_EXCUSES = (Cause.FORCE_MAJEURE, Cause.NATURE_OF_GOODS, Cause.SENDER, Cause.CONSIGNEE)


def check_claim(facts: ClaimFacts) -> list[Problem]:
    """Return everything about the facts that cannot be right."""
    out_of_bounds = [*_amounts(facts), *_weights_and_shares(facts), *_counts(facts)]
    if any(problem.code in _UNFIT for problem in out_of_bounds):
        # Nothing can be compared with a figure that is no figure.
        return out_of_bounds
    return [
        *out_of_bounds,
        *_order_of_dates(facts),
        *_cover(facts),
        *_parts(facts),
        *_share_and_sum(facts),
        *_fault(facts),
        *_rates(facts),
    ]


def warn_of(facts: ClaimFacts) -> tuple[Problem, ...]:
    """Return what a person should look at again although it can be computed."""
    warnings = []
    if facts.value_proof == ValueProof.NONE:
        warnings.append(Problem("value_proof", "value-unproven"))
    if facts.insured and facts.declared_value is not None and facts.actual_value is not None:
        if facts.declared_value > facts.actual_value:
            warnings.append(Problem("declared_value", "over-insured"))
        elif facts.declared_value < facts.actual_value:
            warnings.append(Problem("declared_value", "under-insured"))
    if facts.event == Event.MISDELIVERY:
        warnings.append(Problem("event", "misdelivery-counts-as-loss"))
    if facts.claimant == Claimant.CONSIGNEE:
        warnings.append(Problem("claimant", "consignee-outside-contract"))
    if facts.freight == 0 and not facts.insured:
        warnings.append(Problem("freight", "fee-is-zero"))
    if facts.ordered_by in (OrderedBy.COURIER, OrderedBy.AGENT):
        warnings.append(Problem("ordered_by", "terms-perhaps-not-seen"))
    if facts.station_consent is False:
        warnings.append(Problem("station_consent", "station-without-consent"))
    return tuple(warnings)


def _amounts(facts: ClaimFacts) -> Iterator[Problem]:
    if facts.currency not in PLACES:
        yield Problem("currency", "unknown-currency", {"known": ", ".join(PLACES)})
        return
    unit = UNITS[facts.currency]
    amounts = [(key, amount) for key, amount in zip(MONEY, _money_of(facts), strict=True) if amount is not None]
    amounts += [("direct_costs", cost.amount) for cost in facts.direct_costs]
    for key, amount in amounts:
        if not amount.is_finite() or abs(amount) > LARGEST_AMOUNT:
            yield Problem(key, "out-of-range", {"largest": str(LARGEST_AMOUNT)})
        elif amount < 0:
            yield Problem(key, "negative")
        elif amount % unit:
            yield Problem(key, "finer-than-unit", {"unit": str(unit)})


def _rates(facts: ClaimFacts) -> Iterator[Problem]:
    for rate in facts.rates:
        if rate.currency not in PLACES or rate.currency == facts.currency:
            yield Problem("rates", "unknown-currency", {"known": ", ".join(PLACES)})
        if not 0 < rate.rate <= LARGEST_RATE:
            yield Problem("rates", "rate-out-of-range", {"largest": str(LARGEST_RATE)})


def _weights_and_shares(facts: ClaimFacts) -> Iterator[Problem]:
    for key in (*WEIGHTS, *RATIOS):
        value: Decimal | None = getattr(facts, key)
        if value is None:
            continue
        if not value.is_finite() or value > LARGEST_WEIGHT:
            yield Problem(key, "out-of-range", {"largest": str(LARGEST_WEIGHT if key in WEIGHTS else 1)})
        elif value < 0:
            yield Problem(key, "negative")
        elif key in RATIOS and value > 1:
            yield Problem(key, "ratio-above-1")
        elif int(value.as_tuple().exponent) < _FINEST:
            yield Problem(key, "finer-than-unit", {"unit": str(Decimal(1).scaleb(_FINEST))})


def _counts(facts: ClaimFacts) -> Iterator[Problem]:
    for key, least in (("pieces", 1), ("pieces_lost", 0)):
        count: int | None = getattr(facts, key)
        if count is None:
            continue
        if count < least:
            yield Problem(key, "too-few", {"least": str(least)})
        elif count > LARGEST_COUNT:
            yield Problem(key, "out-of-range", {"largest": str(LARGEST_COUNT)})


def _order_of_dates(facts: ClaimFacts) -> Iterator[Problem]:
    """Hold the dates to their order: a parcel is posted, something happens to it, somebody claims."""
    pairs = (
        ("accepted_on", "event_on"),
        ("accepted_on", "claimed_on"),
        ("accepted_on", "as_of"),
        ("accepted_on", "promised_by"),
        ("event_on", "claimed_on"),
        ("event_on", "as_of"),
        ("accepted_on", "delivered_on"),
        ("delivered_on", "as_of"),
    )
    known = {key: day for key, day in zip(DATES, _dates_of(facts), strict=True) if day is not None}
    for earlier, later in pairs:
        if earlier in known and later in known and known[later] < known[earlier]:
            yield Problem(later, "before", {"other": earlier, "on": known[earlier].isoformat()})
    if facts.event not in _IN_THE_CARRIERS_HANDS or facts.station_consent is False:
        return
    happened, delivered = known.get("event_on"), known.get("delivered_on")
    if happened is not None and delivered is not None and delivered < happened:
        yield Problem("delivered_on", "before", {"other": "event_on", "on": happened.isoformat()})


def _cover(facts: ClaimFacts) -> Iterator[Problem]:
    if facts.insured is False:
        for key in ("declared_value", "premium"):
            if getattr(facts, key):
                yield Problem(key, "without-insurance", {"other": "insured"})
    if facts.insured and facts.declared_value == 0:
        yield Problem("declared_value", "insured-for-nothing", {"other": "insured"})


def _parts(facts: ClaimFacts) -> Iterator[Problem]:
    """No part is larger than its whole."""
    for part, whole in (
        ("freight_affected", "freight"),
        ("weight_affected_kg", "weight_kg"),
        ("pieces_lost", "pieces"),
    ):
        lesser, greater = getattr(facts, part), getattr(facts, whole)
        if lesser is not None and greater is not None and lesser > greater:
            yield Problem(part, "above", {"other": whole, "limit": str(greater)})
    values = [value for value in (facts.actual_value, facts.market_value) if value is not None]
    for part in ("loss_amount", "salvage_value"):
        amount: Decimal | None = getattr(facts, part)
        if amount is not None and values and amount > max(values):
            other = "actual_value" if facts.actual_value is not None else "market_value"
            yield Problem(part, "above", {"other": other, "limit": str(max(values))})


def _share_and_sum(facts: ClaimFacts) -> Iterator[Problem]:
    """Hold a share and a sum of the same loss against each other."""
    value, amount, ratio = facts.actual_value, facts.loss_amount, facts.loss_ratio
    if value and amount is not None and ratio is not None and abs(amount / value - ratio) > _SHARE_TOLERANCE:
        yield Problem("loss_ratio", "contradicts", {"other": "loss_amount"})
    if facts.event not in _WHOLE:
        return
    if ratio is not None and ratio < 1:
        yield Problem("loss_ratio", "whole-parcel", {"other": "event"})
    if facts.pieces is not None and facts.pieces_lost is not None and facts.pieces_lost < facts.pieces:
        yield Problem("pieces_lost", "whole-parcel", {"other": "event"})


def _fault(facts: ClaimFacts) -> Iterator[Problem]:
    share = facts.sender_fault_share
    if facts.cause == Cause.SENDER and share == 0:
        yield Problem("sender_fault_share", "contradicts", {"other": "cause"})
    if facts.cause != Cause.SENDER and share == 1:
        yield Problem("sender_fault_share", "contradicts", {"other": "cause"})
    if facts.gross_negligence and facts.cause in _EXCUSES:
        yield Problem("gross_negligence", "contradicts", {"other": "cause"})
