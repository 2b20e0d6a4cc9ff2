"""All that is certainly missing is named at once, and nothing that may turn out not to matter."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop.domain.ahead import all_needs
from desktop.domain.assess import assess
from desktop.domain.claim import ClaimFacts, Event, ExchangeRate
from desktop.domain.read_facts import facts_from
from desktop.rulepacks import load_packs
from tests.benchmarks import made_up

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKS = load_packs()
POSTED = date(2026, 3, 2)
#: How large a loss is can be told in any of these ways, and how late a parcel is too; asked for is the first.
SAID_BY = {
    "loss_amount": ("loss_amount", "loss_ratio", "pieces_lost", "repair_cost"),
    "as_of": ("as_of", "delivered_on"),
}
#: What frees the carrier or takes its limit away is not asked for, and counts only where somebody says it.
NEVER_ASKED = {"event", "terms", "cause", "cap_status"}


def asked(**facts: object) -> tuple[str, ...]:
    claim = ClaimFacts(**facts)  # type: ignore[arg-type]  # by name
    return all_needs(claim, assess(claim, PACKS).needs, PACKS)


def test_what_a_parcel_lost_by_air_is_reckoned_from_is_asked_for_with_the_day_it_goes_by() -> None:
    """Montreal, article 22(3): not insured it is 26 SDR for each kilogram, at most the real loss."""
    uninsured = asked(event=Event.LOSS, terms="montreal", insured=False, accepted_on=POSTED)
    insured = asked(event=Event.LOSS, terms="montreal", insured=True, accepted_on=POSTED)

    assert set(uninsured) == {"event_on", "actual_value", "weight_kg", "rates"}
    assert set(insured) == {"event_on", "actual_value", "declared_value"}


def test_what_is_needed_only_one_way_or_the_other_is_not_asked_for_yet() -> None:
    """Whether weight or declared value counts follows from whether an interest was declared."""
    assert set(asked(event=Event.LOSS, terms="montreal", accepted_on=POSTED)) == {"event_on", "insured", "actual_value"}


def test_a_delay_asks_for_both_days_and_what_is_paid_by() -> None:
    """Plain agreement: what came late goes with the fee back, and lost or not, the fee counts."""
    needs = asked(event=Event.DELAY, terms="generic", accepted_on=POSTED)

    assert needs[:2] == ("promised_by", "as_of")
    assert "freight" in needs


def test_what_is_missing_at_once_comes_first_and_nothing_twice() -> None:
    claim = ClaimFacts(event=Event.LOSS, terms="generic", accepted_on=POSTED)
    first = assess(claim, PACKS).needs

    needs = all_needs(claim, first, PACKS)

    assert needs[: len(first)] == first
    assert len(set(needs)) == len(needs)


@pytest.mark.parametrize("event", Event)
def test_once_all_of_it_is_known_at_most_a_question_that_follows_is_left(event: Event) -> None:
    """By air: what is named is given, and the amount stands there, or one more thing is asked."""
    claim = ClaimFacts(event=event, terms="montreal", accepted_on=POSTED, insured=False, claimed_on=date(2026, 3, 8))
    given: dict[str, object] = {
        "event_on": date(2026, 3, 5), "actual_value": Decimal(900), "weight_kg": Decimal(2),
        "loss_amount": Decimal(100),
        "weight_affected_kg": Decimal(1), "promised_by": date(2026, 3, 4), "as_of": date(2026, 3, 9),
        "rates": (ExchangeRate("XDR", Decimal("9.61"), date(2026, 3, 8)),),
    }  # fmt: skip
    needs = all_needs(claim, assess(claim, PACKS).needs, PACKS)

    result = assess(msgspec.structs.replace(claim, **{key: given[key] for key in needs}), PACKS)

    assert result.payable is not None or len(result.needs) == 1


def _left_out() -> Iterator[tuple[ClaimFacts, ClaimFacts]]:
    """Return made-up claims that come to an amount, each with what is left of it when a few facts are not known."""
    random = Random(made_up.SEED)  # noqa: S311 - the same claims every time are wanted
    for raw in made_up.mixed(1500, PACKS):
        whole = facts_from(raw)
        assert isinstance(whole, ClaimFacts), whole
        result = assess(whole, PACKS)
        if result.payable is None or result.time_barred or result.treated_as == "on-time":
            continue
        gone = random.sample(sorted(raw.keys() - NEVER_ASKED), 4)
        left = facts_from({key: value for key, value in raw.items() if key not in gone})
        if isinstance(left, ClaimFacts):
            yield whole, left


def test_nothing_is_named_that_an_amount_can_do_without() -> None:
    """Without any of it there is no amount, or it would be asked for as soon as what is missing first is known."""
    named = 0
    for whole, left in _left_out():
        result = assess(left, PACKS)
        if result.problems or not result.needs:
            continue
        for key in all_needs(left, result.needs, PACKS)[len(result.needs) :]:
            ways = SAID_BY.get(key, (key,))
            nothing: dict[str, object] = {way: () if way == "rates" else None for way in ways}
            without = assess(msgspec.structs.replace(whole, **nothing), PACKS)
            first = {known: getattr(whole, known) for need in result.needs for known in SAID_BY.get(need, (need,))}
            next_asked = assess(msgspec.structs.replace(left, **first), PACKS).needs
            assert without.payable is None or key in next_asked, (key, left)
            named += 1
    assert named > 100
