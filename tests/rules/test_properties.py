"""What must hold for every claim under every pack of the program, whatever the facts."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desktop.calendars import load_calendar
from desktop.domain.assess import assess
from desktop.domain.assessment import Assessment, Line, write_assessment
from desktop.domain.claim import (
    CHOICES,
    COUNTS,
    DATES,
    FLAGS,
    MONEY,
    RATIOS,
    WEIGHTS,
    CapStatus,
    Cause,
    ClaimFacts,
    DirectCost,
    Event,
    ExchangeRate,
    GoodsClass,
    Keeper,
    Scope,
    ValueProof,
)
from desktop.domain.money import PLACES
from desktop.domain.packs import PackLibrary
from desktop.domain.premium import Premium, quote
from desktop.domain.rules import Method, PackKind
from desktop.rulepacks import load_packs

PACKS = load_packs(calendar=load_calendar())
TERMS = PACKS.terms()
TODAY = date(2026, 11, 21)
#: Rules by which the law or the terms themselves name a sum, whatever was lost.
NAMED_SUMS = {
    rule.id
    for pack in PACKS.packs
    for rule in pack.sheet.rules
    if rule.method in (Method.FIXED, Method.INSURED_SUM) or (rule.at_least and rule.method == Method.ACTUAL_LOSS)
}
PROVINCES = sorted({pack.sheet.id for pack in PACKS.packs if pack.sheet.kind == PackKind.PROVINCE})
OTHER_CURRENCIES = sorted(
    {cap.currency for pack in PACKS.packs for rule in pack.sheet.rules for cap in rule.caps} - {"CNY"}
)

_yuan = st.decimals("0", "5000", places=2)
_value = st.decimals("0.01", "5000", places=2)
_shares = st.decimals("0", "1", places=3)


@st.composite
def _sound(draw: st.DrawFn, /, **fixed: st.SearchStrategy[Any]) -> ClaimFacts:
    """Facts that leave nothing open and do not contradict each other, so that mostly a sum comes out."""
    terms = draw(st.sampled_from(TERMS))
    products = [product.id for product in PACKS.products(terms)]
    posted = max(TODAY, _last_version(terms))
    event = draw(st.sampled_from([event for event in Event if event != Event.DELAY]))
    part = event in (Event.PARTIAL_DAMAGE, Event.SHORTAGE)
    actual, freight, weight = draw(_value), draw(_yuan), draw(_value)
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "event": st.just(event),
        "terms": st.just(terms),
        "product": st.sampled_from(products) if products else st.none(),
        "account": st.sampled_from(CHOICES["account"]),
        "province": st.none() | st.sampled_from(PROVINCES),
        "consumer": st.none() | st.booleans(),
        **{key: st.just(posted) for key in ("accepted_on", "event_on", "claimed_on", "as_of")},
        "scope": st.sampled_from(Scope),
        "insured": st.just(True),
        "declared_value": _value,
        "premium": _yuan,
        "value_proof": st.sampled_from(ValueProof),
        "actual_value": st.just(actual),
        "market_value": st.just(actual) | _value,
        "loss_ratio": _shares if part else st.none(),
        "pieces": st.just(3),
        "pieces_lost": st.just(1 if part else 3),
        "freight": st.just(freight),
        "freight_affected": st.just(freight),
        "weight_kg": st.just(weight),
        "weight_affected_kg": st.just(weight),
        "cause": st.sampled_from([None, Cause.CARRIER, Cause.UNKNOWN, Cause.FORCE_MAJEURE]),
        "cap_status": st.sampled_from([None, *CapStatus]),
        "goods": st.sampled_from([None, *GoodsClass]),
        "salvage_value": st.none() | st.just(actual / 4).map(lambda amount: round(amount, 2)),
        "salvage_kept_by": st.sampled_from([None, *Keeper]),
        "advance_paid": st.none() | _yuan,
        "direct_costs": st.sampled_from([(), (DirectCost("检测费", Decimal(30)),)]),
        "rates": st.just(tuple(ExchangeRate(currency, Decimal("7.1"), posted) for currency in OTHER_CURRENCIES)),
        **fixed,
    }
    return ClaimFacts(**{key: draw(kind) for key, kind in kinds.items()})


def _last_version(terms: str) -> date:
    return max(pack.sheet.in_force_from for pack in PACKS.packs if pack.sheet.id == terms)


def _uninsured(facts: ClaimFacts) -> ClaimFacts:
    return msgspec.structs.replace(facts, insured=False, declared_value=None, premium=None)


_posted_with_or_without_cover = st.one_of(_sound(), _sound().map(_uninsured))


def _hostile_decimals() -> st.SearchStrategy[Decimal]:
    """Whatever the reading of facts lets through, sound or not."""
    return st.decimals(-(10**15) + 1, 10**15 - 1, places=9) | st.sampled_from([Decimal(0), Decimal("1.0000001")])


def _any_value(terms: str) -> dict[str, st.SearchStrategy[Any]]:
    """By key, what the reading of facts lets through: known or not, sensible or impossible."""
    named = [product.id for product in PACKS.products(terms)] or ["parcel"]
    agreed = [pack.sheet.id for pack in PACKS.agreements(terms)] or ["acme"]
    figures = _yuan | _hostile_decimals()
    days = st.dates() | st.dates(TODAY - timedelta(days=400), TODAY + timedelta(days=400))
    rate = st.builds(ExchangeRate, st.sampled_from([*PLACES, "XXX"]), figures, days)
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "product": st.sampled_from([*named, "none"]),
        "province": st.sampled_from([*PROVINCES, "CN-XX"]),
        "agreement": st.sampled_from(agreed),
        **dict.fromkeys((*MONEY, *WEIGHTS), figures),
        **dict.fromkeys(RATIOS, _shares | _hostile_decimals()),
        **dict.fromkeys(COUNTS, st.integers(0, 5) | st.integers(-(10**15), 10**15)),
        **dict.fromkeys(DATES, days),
        **dict.fromkeys(FLAGS, st.booleans()),
        **{key: st.sampled_from(choices) for key, choices in CHOICES.items() if key != "event"},
    }
    return {
        **{key: st.none() | kind for key, kind in kinds.items()},
        "event": st.sampled_from(Event),
        "terms": st.sampled_from([*TERMS, "nobody", None]),
        "currency": st.sampled_from([*PLACES, "XXX"]),
        "direct_costs": st.lists(st.builds(DirectCost, st.just("检测费"), figures), max_size=2).map(tuple),
        "rates": st.lists(rate, max_size=2).map(tuple),
    }


@st.composite
def _any_facts(draw: st.DrawFn) -> ClaimFacts:
    """Facts that began as sound ones; some of them were lost and others spoilt."""
    facts = draw(_posted_with_or_without_cover)
    kinds = _any_value(facts.terms or "")
    spoilt = draw(st.lists(st.sampled_from(sorted(kinds)), unique=True, max_size=draw(st.sampled_from([2, 6, 40]))))
    return msgspec.structs.replace(facts, **{key: draw(kinds[key]) for key in spoilt})


@settings(max_examples=400, deadline=None)
@given(_any_facts())
def test_no_facts_make_it_fail_and_every_answer_is_whole(facts: ClaimFacts) -> None:
    result = assess(facts, PACKS)

    if result.payable is None:
        assert result.needs or result.problems
        assert not result.lines
    else:
        assert not result.needs
        assert not result.problems
    _check_sums(result)


@settings(max_examples=200, deadline=None)
@given(_any_facts())
def test_equal_facts_give_equal_bytes_that_can_be_read_again(facts: ClaimFacts) -> None:
    first = write_assessment(assess(facts, PACKS))

    assert write_assessment(assess(msgspec.structs.replace(facts), PACKS)) == first
    assert write_assessment(msgspec.json.decode(first, type=Assessment)) == first


@settings(max_examples=200, deadline=None)
@given(_any_facts())
def test_what_packs_remember_of_other_claims_makes_no_difference(facts: ClaimFacts) -> None:
    fresh = PackLibrary([dataclasses.replace(pack) for pack in PACKS.packs], PACKS.calendar)

    assert write_assessment(assess(facts, PACKS)) == write_assessment(assess(facts, fresh))


@settings(max_examples=400, deadline=None)
@given(_posted_with_or_without_cover)
def test_the_goods_never_pay_more_than_was_lost(facts: ClaimFacts) -> None:
    result = assess(facts, PACKS)

    assert facts.actual_value is not None
    assert facts.market_value is not None
    lost = max(facts.actual_value, facts.market_value)
    for lines in (result.lines, *(other.lines for other in result.alternatives)):
        assert all(line.amount <= lost for line in lines if line.kind == "goods" and line.rule not in NAMED_SUMS)


@settings(max_examples=200, deadline=None)
@given(_posted_with_or_without_cover)
def test_sums_of_sound_facts_are_whole_and_never_negative(facts: ClaimFacts) -> None:
    _check_sums(assess(facts, PACKS))


@settings(max_examples=300, deadline=None)
@given(_sound(), _yuan)
def test_more_declared_never_pays_less(facts: ClaimFacts, more: Decimal) -> None:
    assert facts.declared_value is not None
    lower, higher = (
        assess(msgspec.structs.replace(facts, declared_value=declared), PACKS).payable
        for declared in (facts.declared_value, facts.declared_value + more)
    )

    assume(lower is not None)
    assert lower is not None
    assert higher is not None
    assert higher >= lower


@settings(max_examples=200, deadline=None)
@given(_sound(market_value=st.none(), salvage_value=st.none()).map(_uninsured), _yuan)
def test_a_dearer_parcel_never_pays_less(facts: ClaimFacts, more: Decimal) -> None:
    assert facts.actual_value is not None
    lower, higher = (
        assess(msgspec.structs.replace(facts, actual_value=value), PACKS).payable
        for value in (facts.actual_value, facts.actual_value + more)
    )

    assume(lower is not None)
    assert lower is not None
    assert higher is not None
    assert higher >= lower


@settings(max_examples=200, deadline=None)
@given(_sound(salvage_value=st.none(), advance_paid=st.none()).map(_uninsured), _shares)
def test_the_senders_share_touches_the_goods_only(facts: ClaimFacts, share: Decimal) -> None:
    assume(share < 1)
    whole = assess(facts, PACKS)
    shared = assess(msgspec.structs.replace(facts, sender_fault_share=share), PACKS)

    assume(whole.payable is not None and shared.exempt == whole.exempt)
    assert _goods(shared.lines) <= _goods(whole.lines)
    assert _others(shared.lines) == _others(whole.lines)


@settings(max_examples=300, deadline=None)
@given(_posted_with_or_without_cover, _shares)
def test_the_senders_share_taken_off_the_loss_first_never_pays_less(facts: ClaimFacts, share: Decimal) -> None:
    result = assess(msgspec.structs.replace(facts, sender_fault_share=share), PACKS)

    assume(result.payable is not None)
    assert result.payable is not None
    first = [other.payable for other in result.alternatives if other.reading == "own-share-first"]
    assert all(payable > result.payable for payable in first)


@settings(max_examples=200, deadline=None)
@given(
    _sound(
        consumer=st.booleans(),
        cause=st.sampled_from(Cause),
        goods=st.sampled_from(GoodsClass),
        loss_amount=st.just(Decimal("0.01")),
        loss_ratio=st.none(),
        repair_cost=_yuan,
        salvage_value=st.just(Decimal(0)),
        salvage_kept_by=st.sampled_from(Keeper),
        advance_paid=_yuan,
    )
)
def test_where_everything_is_known_nothing_is_needed(facts: ClaimFacts) -> None:
    assert assess(facts, PACKS).needs == ()


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(TERMS), st.decimals("0", "1000000", places=2), st.data())
def test_a_premium_is_quoted_or_refused_and_never_negative(terms: str, declared: Decimal, data: st.DataObject) -> None:
    on = max(TODAY, _last_version(terms))
    pack = PACKS.in_force(terms, on).pack
    assert pack is not None
    product = data.draw(st.sampled_from(["", *(product.id for product in pack.sheet.products)]))
    answer = quote(pack, declared, on, product)

    assert answer
    assert not isinstance(answer, Premium) or answer.amount >= 0


def _check_sums(result: Assessment) -> None:
    if result.payable is not None:
        assert result.payable == sum((line.amount for line in result.lines), Decimal(0))
        assert result.payable >= 0
    for other in result.alternatives:
        assert other.payable == sum((line.amount for line in other.lines), Decimal(0))
        assert other.payable >= 0


def _goods(lines: tuple[Line, ...]) -> Decimal:
    return sum((line.amount for line in lines if line.kind == "goods"), Decimal(0))


def _others(lines: tuple[Line, ...]) -> list[tuple[str, Decimal]]:
    return [(line.kind, line.amount) for line in lines if line.kind != "goods"]
