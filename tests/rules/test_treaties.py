"""What the treaties on carriage across a border promise for any facts, and where Chinese law counts days otherwise."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.calendars import load_calendar
from desktop.domain.assess import assess
from desktop.domain.claim import ClaimFacts, Event, ExchangeRate
from desktop.domain.rules import PackKind
from desktop.rulepacks import load_packs

if TYPE_CHECKING:
    from desktop.domain.assessment import Assessment

DAY = date(2025, 6, 3)
PACKS = load_packs(calendar=load_calendar())
TREATIES = ("montreal", "cmr", "upu")
ALL = (*TREATIES, "air-domestic")
#: The only sum a treaty can be read to fix whatever was lost.
FIXED = {"upu.registered.fixed"}

_amounts = st.decimals("0.01", "5000", places=2)
_weights = st.decimals("0.001", "60", places=3)


def _claims(**fixed: st.SearchStrategy[Any]) -> st.SearchStrategy[ClaimFacts]:
    kinds: dict[str, Any] = {
        "terms": st.sampled_from(ALL),
        "product": st.none(),
        "event": st.sampled_from([Event.LOSS, Event.TOTAL_DAMAGE, Event.PARTIAL_DAMAGE]),
        "insured": st.just(False),
        "actual_value": _amounts,
        "loss_ratio": st.decimals("0", "1", places=3),
        "weight_kg": _weights,
        "freight": _amounts,
        "accepted_on": st.just(DAY),
        "event_on": st.just(DAY),
        "claimed_on": st.just(DAY),
        "as_of": st.just(DAY),
        "currency": st.just("CNY"),
        "rates": st.decimals("0.1", "20", places=4).map(lambda rate: (ExchangeRate("XDR", rate, DAY),)),
    }
    return st.builds(ClaimFacts, **{**kinds, **fixed}).map(_matched)


def _matched(facts: ClaimFacts) -> ClaimFacts:
    """Give mail its product, whole losses no share, and damage in part the weight of the whole."""
    changes: dict[str, Any] = {"product": "parcel" if facts.terms == "upu" and facts.product is None else facts.product}
    if facts.terms != "upu":
        changes["product"] = None
    if facts.event == Event.PARTIAL_DAMAGE:
        changes["weight_affected_kg"] = facts.weight_kg
    else:
        changes["loss_ratio"] = None
    return msgspec.structs.replace(facts, **changes)


def _goods(result: Assessment) -> Decimal:
    assert result.payable is not None, (result.needs, result.problems)
    return sum((line.amount for line in result.lines if line.kind == "goods"), Decimal(0))


@settings(max_examples=300, deadline=None)
@given(_claims(product=st.sampled_from(["parcel", "registered"]), gross_negligence=st.booleans()))
def test_no_reading_of_a_treaty_pays_more_than_the_value_for_the_goods(facts: ClaimFacts) -> None:
    result = assess(facts, PACKS)

    assert result.payable is not None
    assert facts.actual_value is not None
    for lines in (result.lines, *(other.lines for other in result.alternatives)):
        goods = [line for line in lines if line.kind == "goods" and line.rule not in FIXED]
        assert all(line.amount <= facts.actual_value for line in goods)


@settings(deadline=None)
@given(_claims(), _weights)
def test_a_heavier_parcel_never_pays_less(facts: ClaimFacts, more: Decimal) -> None:
    assert facts.weight_kg is not None
    weight = facts.weight_kg + more
    affected = weight if facts.weight_affected_kg is not None else None
    heavier = msgspec.structs.replace(facts, weight_kg=weight, weight_affected_kg=affected)

    assert _goods(assess(heavier, PACKS)) >= _goods(assess(facts, PACKS))


@settings(deadline=None)
@given(_claims(terms=st.just("montreal")), st.integers(0, 7500), st.integers(0, 3000))
def test_a_later_flight_never_pays_less(facts: ClaimFacts, back: int, later: int) -> None:
    """The limits have only ever risen."""
    first = DAY - timedelta(days=back)
    earlier, after = (
        msgspec.structs.replace(facts, accepted_on=day, event_on=day, claimed_on=day, as_of=day)
        for day in (first, first + timedelta(days=later))
    )

    assert _goods(assess(after, PACKS)) >= _goods(assess(earlier, PACKS))


@settings(deadline=None)
@given(_claims(terms=st.sampled_from(["montreal", "upu"])))
def test_gross_conduct_changes_nothing_where_the_treaty_does_not_say_so(facts: ClaimFacts) -> None:
    gross = msgspec.structs.replace(facts, gross_negligence=True)

    assert assess(gross, PACKS).payable == assess(facts, PACKS).payable


@settings(deadline=None)
@given(_claims(terms=st.just("cmr")))
def test_a_carriers_charges_go_back_in_the_share_of_the_loss_and_never_above_it(facts: ClaimFacts) -> None:
    back = sum((line.amount for line in assess(facts, PACKS).lines if line.kind == "freight-refund"), Decimal(0))

    assert facts.freight is not None
    assert back <= facts.freight
    if facts.event != Event.PARTIAL_DAMAGE:
        assert back == facts.freight


@pytest.mark.parametrize(("terms", "barred"), [("montreal", True), ("air-domestic", False)])
def test_a_last_day_on_a_sunday_moves_under_chinese_law_only(terms: str, barred: bool) -> None:
    """Received on Sunday 2025-06-08: the fourteenth day is Sunday the 22nd (civil code 203 moves it to Monday)."""
    facts = ClaimFacts(
        terms=terms, event=Event.TOTAL_DAMAGE, insured=False, actual_value=Decimal(50), weight_kg=Decimal(4),
        accepted_on=DAY, event_on=date(2025, 6, 8), delivered_on=date(2025, 6, 8), claimed_on=date(2025, 6, 23),
        currency="CNY",
        rates=(ExchangeRate("XDR", Decimal("9.6"), date(2025, 6, 23)),),
    )  # fmt: skip

    assert assess(facts, PACKS).time_barred is barred


def test_every_value_read_on_a_page_or_in_a_text_says_where() -> None:
    """Only the amounts of the mail regulations were read in a copy that has no address."""
    without = {
        citation.id
        for pack in PACKS.packs
        if pack.sheet.kind == PackKind.CARRIER and pack.sheet.id in ALL
        for citation in pack.sheet.citations
        if citation.mark != "unverified" and not citation.address
    }

    assert without == {"upu-30", "upu-40"}
