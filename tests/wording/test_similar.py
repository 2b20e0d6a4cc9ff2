"""What is said about alike cases and about other claims of a waybill."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.domain.other_claims import OtherClaim, SecondClaim, Stage
from desktop.domain.similar import EDGES, NO_VALUE, Cover, Likeness, Settled, compare
from desktop.wording import other_claims, similar
from desktop.wording.errors import explain
from tests.factories import YUAN

pytestmark = pytest.mark.usefixtures("english")


def a_likeness(band: int = 4, terms: str = "sf", cover: Cover = Cover.INSURED, currency: str = "CNY") -> Likeness:
    return Likeness("total-damage", cover, currency, band, 3000 * YUAN, terms)


#: Quartiles 200, 300 and 400 yuan: places 1, 2 and 3 of these five.
FIVE = compare(a_likeness(), [("sf", amount * YUAN) for amount in (100, 200, 300, 400, 1000)])


@pytest.mark.parametrize(
    ("band", "said"),
    [
        (NO_VALUE, "Wholly damaged, insured, for how much is unknown"),
        (1, "Wholly damaged, insured for up to ¥100"),
        (2, "Wholly damaged, insured for over ¥100 up to ¥300"),
        (4, "Wholly damaged, insured for over ¥1,000 up to ¥3,000"),
        (len(EDGES), "Wholly damaged, insured for over ¥30,000 up to ¥100,000"),
        (len(EDGES) + 1, "Wholly damaged, insured for over ¥100,000"),
    ],
)
def test_what_is_compared_is_named_with_its_band(band: int, said: str) -> None:
    assert similar.kind(a_likeness(band)) == said


def test_other_covers_and_currencies_are_named_too() -> None:
    goods = "Wholly damaged, not insured, goods worth over ¥1,000 up to ¥3,000"
    assert similar.kind(a_likeness(cover=Cover.UNINSURED)) == goods
    assert similar.kind(a_likeness(cover=Cover.UNKNOWN)).startswith("Wholly damaged, insured or not is unknown")
    assert similar.kind(a_likeness(currency="USD")).endswith("insured for over $1,000 up to $3,000")


def test_count_median_and_middle_half_are_told() -> None:
    assert similar.count(FIVE) == "5 approved cases like this, same terms"
    assert similar.median(FIVE) == "Median ¥300.00"
    assert similar.middle(FIVE) == "Half of them between ¥200.00 and ¥400.00"


def test_a_few_cases_are_said_to_be_too_few() -> None:
    one, none = compare(a_likeness(), [("jd", 100 * YUAN)]), compare(a_likeness(), [])

    assert similar.count(one) == "1 approved case like this, any terms"
    assert similar.median(one) == "Median ¥100.00"
    assert similar.middle(one) == "Fewer than 5: too few to tell what is usual."
    assert similar.count(none) == "No case like this has been approved here yet."
    assert (similar.median(none), similar.middle(none)) == ("", "")
    assert similar.count(compare(a_likeness(terms=""), [("jd", 1)])) == "1 approved case like this"


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (300 * YUAN, ""),
        (19999, "¥199.99 is less than in three of four alike cases (from ¥200.00)."),
        (40001, "¥400.01 is more than in three of four alike cases (up to ¥400.00)."),
        (45001, "¥450.01 is more than one and a half times what is usual in alike cases (¥300.00)."),
    ],
)
def test_an_unusual_amount_is_told_in_a_sentence(fen: int, said: str) -> None:
    assert similar.unusual(FIVE, fen) == said


def test_one_of_the_nearest_is_named_by_number_amount_value_and_day() -> None:
    case = Settled("id", "260302-001", "sf", 2900 * YUAN, 3421 * YUAN, "2026-03-02T16:30:00.000000Z")
    unknown = Settled("id", "260302-001", "sf", None, 3421 * YUAN, "2026-03-02T15:30:00.000000Z")

    goods = a_likeness(cover=Cover.UNINSURED)

    assert similar.nearest(goods, case)[1].startswith("goods worth ¥2,900.00")
    assert similar.nearest_title(goods) != similar.nearest_title(a_likeness())
    # 16:30 in Greenwich is half past midnight of the next day in Beijing.
    assert similar.nearest(a_likeness(), case) == ("260302-001: ¥3,421.00", "insured for ¥2,900.00, decided 3 Mar 2026")
    assert similar.nearest(a_likeness(), unknown) == ("260302-001: ¥3,421.00", "decided 2 Mar 2026")


def test_amounts_stand_in_the_currency_of_the_cases() -> None:
    dollars = replace(FIVE, likeness=a_likeness(currency="USD"))

    assert similar.median(dollars) == "Median $300.00"


def a_claim(stage: Stage) -> OtherClaim:
    return OtherClaim("id", "260302-001", stage, 3421 * YUAN)


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        (Stage.ASSESSED, "case 260302-001: assessed at ¥3,421.00"),
        (Stage.PROPOSED, "case 260302-001: ¥3,421.00 proposed"),
        (Stage.REFUSED, "case 260302-001: ¥3,421.00 refused"),
        (Stage.APPROVED, "case 260302-001: ¥3,421.00 approved"),
        (Stage.ISSUED, "case 260302-001: paper issued for ¥3,421.00"),
    ],
)
def test_another_claim_is_named_with_its_amount(stage: Stage, said: str) -> None:
    assert other_claims.claim(a_claim(stage)) == said
    warned = other_claims.warning([a_claim(stage)])
    assert said in warned
    assert ("needs a reason" in warned) is a_claim(stage).in_force


def test_nothing_is_warned_of_where_there_is_nothing() -> None:
    assert other_claims.warning([]) == ""


def test_the_question_for_a_reason_names_what_is_in_force_only() -> None:
    asked = other_claims.question([a_claim(Stage.APPROVED), OtherClaim("x", "260302-009", Stage.ASSESSED, 1)])

    assert "260302-001" in asked
    assert "260302-009" not in asked


def test_the_refusal_says_what_to_do() -> None:
    said = explain(SecondClaim([a_claim(Stage.ISSUED)]))

    assert "case 260302-001: paper issued for ¥3,421.00" in said
    assert "a supervisor may approve one more with a reason" in said
