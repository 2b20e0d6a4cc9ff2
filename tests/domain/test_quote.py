"""Quotes: two sides of one question, and what cover would have changed; every sum worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop.domain.claim import Account, ClaimFacts, Event, ValueProof
from desktop.domain.intake import ComplaintType, DamageExtent
from desktop.domain.money import Money
from desktop.domain.premium import Premium
from desktop.domain.quote import Axis, Question, answer, intake_of, price_lists
from tests.quoting import trial_packs

if TYPE_CHECKING:
    from desktop.domain.packs import PackLibrary
    from desktop.domain.quote import Answer

TODAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def packs() -> PackLibrary:
    return trial_packs()


def half_broken(**changes: object) -> ClaimFacts:
    """Insured for 3,000, worth 5,000, half of it broken, 20 for the postage."""
    usual: dict[str, object] = {
        "event": Event.PARTIAL_DAMAGE, "terms": "trial", "product": "ratio", "insured": True,
        "declared_value": Decimal(3000), "actual_value": Decimal(5000), "loss_ratio": Decimal("0.5"),
        "freight": Decimal(20),
    }  # fmt: skip
    return ClaimFacts(**(usual | changes))  # type: ignore[arg-type]  # by name


def sums(found: Answer) -> list[str]:
    return [str(side.result.payable) for side in found.sides]


def test_without_proof_the_limit_is_left_and_the_premium_comes_back(packs: PackLibrary) -> None:
    found = answer(Question(half_broken()), packs, TODAY)

    # The loss is 2,500; in proportion 2,500 x 3,000 / 5,000. Without proof 3 x 20, and 0.5 % of 3,000 back.
    assert sums(found) == ["1500.00", "75.00"]
    assert found.difference == Money(Decimal(-1425))


def test_a_premium_somebody_named_goes_before_the_table(packs: PackLibrary) -> None:
    found = answer(Question(half_broken(premium=Decimal(18))), packs, TODAY)

    assert sums(found) == ["1500.00", "78.00"]
    assert [side.premium for side in found.sides] == [None, None]


@pytest.mark.parametrize(
    ("axis", "other", "expected"),
    [
        # 3 x 20 without insurance.
        (Axis.COVER, {}, ["1500.00", "60.00"]),
        # In full up to 3,000: the loss of 2,500.
        (Axis.PRODUCT, {"other_product": "full"}, ["1500.00", "2500.00"]),
        # Without the limit the loss itself.
        (Axis.LIMIT, {}, ["1500.00", "2500.00"]),
        # A plain agreement pays the loss up to the declared value.
        (Axis.TERMS, {"other_terms": "generic"}, ["1500.00", "2500.00"]),
    ],
)
def test_what_is_compared_decides_the_other_side(
    packs: PackLibrary, axis: Axis, other: dict[str, str], expected: list[str]
) -> None:
    question = Question(half_broken(value_proof=ValueProof.ORDER), axis, **other)  # type: ignore[arg-type]  # by name

    found = answer(question, packs, TODAY)

    assert sums(found) == expected


@pytest.mark.parametrize(
    "question",
    [
        Question(half_broken(), Axis.PRODUCT),
        Question(half_broken(), Axis.PRODUCT, other_product="ratio"),
        Question(half_broken(), Axis.TERMS),
        Question(half_broken(), Axis.TERMS, other_terms="trial"),
    ],
)
def test_nothing_to_compare_with_leaves_one_side(packs: PackLibrary, question: Question) -> None:
    found = answer(question, packs, TODAY)

    assert len(found.sides) == 1
    assert found.difference is None


def test_cover_for_the_whole_value_is_priced_and_worked_out(packs: PackLibrary) -> None:
    found = answer(Question(half_broken(insured=False, declared_value=None)), packs, TODAY)

    assert sums(found) == ["60.00", "60.00"]
    assert found.cover is not None
    assert isinstance(found.cover.price, Premium)
    # 0.5 % of 5,000; insured in full, the loss of 2,500.
    assert found.cover.price.amount == Decimal("25.00")
    assert found.cover.side.result.payable == Decimal("2500.00")


def test_cover_for_another_value_can_be_asked_for(packs: PackLibrary) -> None:
    found = answer(Question(half_broken(), cover=Decimal(1000)), packs, TODAY)

    assert found.cover is not None
    assert isinstance(found.cover.price, Premium)
    assert found.cover.price.amount == Decimal("2.00")
    # 2,500 x 1,000 / 5,000.
    assert found.cover.side.result.payable == Decimal("500.00")


def test_cover_one_has_already_changes_nothing(packs: PackLibrary) -> None:
    assert answer(Question(half_broken(), cover=Decimal(3000)), packs, TODAY).cover is None


def test_a_carrier_with_several_price_lists_is_asked_by_the_one_chosen(packs: PackLibrary) -> None:
    facts = half_broken(terms="sf", product="domestic", account=Account.WALK_IN)
    offered = [table.id for table in price_lists(facts, packs, TODAY)]

    by_chosen = answer(Question(facts, price_list="heavy-parcel"), packs, TODAY).cover
    by_first = answer(Question(facts), packs, TODAY).cover

    assert offered[0] == "domestic"
    assert "heavy-parcel" in offered
    assert "cross-border" not in offered
    assert by_chosen is not None
    assert by_first is not None
    assert isinstance(by_chosen.price, Premium)
    assert isinstance(by_first.price, Premium)
    # Heavy parcels cost 0.6 % of 5,000, express and economy 0.5 %.
    assert (by_chosen.price.amount, by_first.price.amount) == (Decimal("30.00"), Decimal("25.00"))


def test_a_price_list_of_other_terms_says_nothing(packs: PackLibrary) -> None:
    found = answer(Question(half_broken(), price_list="heavy-parcel"), packs, TODAY)

    assert found.cover is not None
    assert isinstance(found.cover.price, Premium)
    assert found.cover.price.table.id == "trial.cover"


def test_a_value_above_what_may_be_declared_has_no_price(packs: PackLibrary) -> None:
    found = answer(Question(half_broken(), cover=Decimal(20001)), packs, TODAY)

    assert found.cover is not None
    assert isinstance(found.cover.price, list)
    assert found.cover.price[0].code == "above-largest"


def test_what_is_missing_is_named_and_nothing_guessed(packs: PackLibrary) -> None:
    found = answer(Question(half_broken(loss_ratio=None, freight=None)), packs, TODAY)

    assert found.sides[0].result.needs == ("loss_amount",)
    assert set(found.sides[1].result.needs) == {"loss_amount", "freight"}
    assert found.difference is None


def test_days_are_those_of_today_and_a_late_parcel_was_posted_before(packs: PackLibrary) -> None:
    promised = date(2026, 2, 20)
    facts = half_broken(event=Event.DELAY, promised_by=promised)

    side = answer(Question(facts), packs, TODAY).sides[0]

    assert (side.facts.accepted_on, side.facts.as_of) == (promised, TODAY)


def test_a_case_begins_with_what_was_said_and_nothing_else() -> None:
    facts = half_broken(account=Account.WALK_IN, weight_kg=Decimal("2.50"), value_proof=None)

    begun = intake_of(facts, "zto", "a note")

    assert (begun.types, begun.damage_extent) == ((ComplaintType.DAMAGE,), DamageExtent.PARTIAL)
    assert (begun.insured, begun.declared_value, begun.actual_value, begun.freight) == (True, 300000, 500000, 2000)
    assert (begun.carrier, begun.weight_kg, begun.note, begun.posted_on) == ("zto", "2.50", "a note", None)


def test_silence_about_insurance_stays_a_question_for_the_case() -> None:
    begun = intake_of(half_broken(insured=False, declared_value=None))

    assert begun.insured is None


@pytest.mark.parametrize("event", list(Event))
def test_every_event_begins_a_case_of_its_type(event: Event) -> None:
    facts = msgspec.structs.replace(half_broken(), event=event)

    assert intake_of(facts).types
