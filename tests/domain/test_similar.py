"""What counts as alike, and the figures alike cases come to."""

from __future__ import annotations

import statistics
from decimal import Decimal
from fractions import Fraction
from math import floor

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import entries as e
from desktop.domain.case import Assessment, Case
from desktop.domain.claim import ClaimFacts, Event
from desktop.domain.intake import ComplaintType, DamageExtent
from desktop.domain.money import LARGEST_FEN
from desktop.domain.similar import ENOUGH, NO_VALUE, Cover, Likeness, Unusual, band_of, compare, likeness, quartile
from tests.factories import YUAN, an_intake


def a_likeness(terms: str = "sf") -> Likeness:
    return Likeness("total-damage", Cover.INSURED, "CNY", 4, 3000 * YUAN, terms)


def a_case(facts: ClaimFacts | None = None, **changes: object) -> Case:
    """A case as registered, with an assessment of these facts that still fits."""
    case = Case("case", intake=an_intake(**changes))
    if facts is not None:
        header = e.Header("", "", "", "", "", "", 0, "", "digest")
        body = e.Assessed(
            basis=case.basis,
            facts=msgspec.Raw(msgspec.json.encode(facts)),
            assessment=msgspec.Raw(b"{}"),
            payable_fen=0,
            pack_id="generic",
            pack_version="1",
            pack_sha256="0" * 64,
        )
        case.assessment = Assessment(header, body)
    return case


@pytest.mark.parametrize(
    ("value", "band"),
    [
        ("0", 1), ("99.99", 1), ("100", 1), ("100.01", 2), ("300", 2), ("300.01", 3), ("1000", 3), ("3000", 4),
        ("3000.01", 5), ("10000", 5), ("30000", 6), ("100000", 7), ("100000.01", 8), ("999999999999.99", 8),
    ],
)  # fmt: skip
def test_an_edge_belongs_to_the_band_below_it(value: str, band: int) -> None:
    assert band_of(Decimal(value)) == band


@pytest.mark.parametrize(
    ("amounts", "first", "median", "third"),
    [
        # Places 1, 2 and 3 of 0 to 4: amounts as they stand.
        ([100, 200, 300, 400, 1000], 200, 300, 400),
        # Places 1.25, 2.5 and 3.75 of 0 to 5: 200 + 25, between 300 and 500, 500 + 75.
        ([100, 200, 300, 500, 600, 900], 225, 400, 575),
        # The middle of 100 and 201 is 150.5, and half a fen counts up; so do 125.25 (down) and 175.75 (up).
        ([100, 201], 125, 151, 176),
        ([7], 7, 7, 7),
        ([5, 5, 5, 5], 5, 5, 5),
    ],
)
def test_quartiles_derived_by_hand(amounts: list[int], first: int, median: int, third: int) -> None:
    assert [quartile(amounts, number) for number in (1, 2, 3)] == [first, median, third]


@given(st.lists(st.integers(0, LARGEST_FEN), min_size=2, max_size=60))
def test_median_and_quartiles_are_those_of_the_statistics_module_rounded_to_a_fen(amounts: list[int]) -> None:
    exact = [Fraction(amount) for amount in amounts]
    expected = [floor(cut + Fraction(1, 2)) for cut in statistics.quantiles(exact, n=4, method="inclusive")]

    assert [quartile(sorted(amounts), number) for number in (1, 2, 3)] == expected
    assert expected[1] == floor(statistics.median(exact) + Fraction(1, 2))


@given(st.lists(st.integers(0, LARGEST_FEN), min_size=1, max_size=60))
def test_quartiles_stand_in_order_between_the_smallest_and_the_largest(amounts: list[int]) -> None:
    cuts = [quartile(sorted(amounts), number) for number in (1, 2, 3)]

    assert [min(amounts), *cuts, max(amounts)] == sorted([min(amounts), *cuts, max(amounts)])


def test_without_any_case_there_is_no_figure() -> None:
    nothing = compare(a_likeness(), [])

    assert (nothing.count, nothing.median_fen, nothing.middle_fen) == (0, None, None)
    assert nothing.judge(10**9) is None


def test_a_few_cases_have_a_median_but_no_spread_and_judge_nobody() -> None:
    few = compare(a_likeness(), [("sf", 100 * YUAN)] * (ENOUGH - 1))

    assert (few.count, few.median_fen, few.middle_fen) == (4, 100 * YUAN, None)
    assert few.judge(100_000 * YUAN) is None


def test_the_same_terms_are_enough_from_five_cases_on() -> None:
    own, others = [("sf", 100 * YUAN)] * ENOUGH, [("jd", 900 * YUAN)] * 20

    enough = compare(a_likeness(), [*others, *own])
    too_few = compare(a_likeness(), [*others, *own[1:]])

    assert (enough.same_terms, enough.count, enough.median_fen) == (True, 5, 100 * YUAN)
    assert (too_few.same_terms, too_few.count, too_few.median_fen) == (False, 24, 900 * YUAN)


def test_a_case_nobody_assessed_has_no_terms_to_prefer() -> None:
    found = compare(a_likeness(terms=""), [("", 100)] * 9 + [("sf", 300)])

    assert (found.same_terms, found.count) == (False, 10)


@pytest.mark.parametrize(
    ("yuan", "expected"),
    [
        ("199.99", Unusual.BELOW),
        ("200", None),
        ("300", None),
        ("400", None),
        ("400.01", Unusual.ABOVE),
        # One and a half times 300 is 450: not more than that.
        ("450", Unusual.ABOVE),
        ("450.01", Unusual.FAR_ABOVE),
    ],
)
def test_an_amount_is_judged_by_the_middle_half_and_the_median(yuan: str, expected: Unusual | None) -> None:
    # Quartiles 200, 300 and 400 as derived above.
    found = compare(a_likeness(), [("sf", amount * YUAN) for amount in (100, 200, 300, 400, 1000)])

    assert found.judge(int(Decimal(yuan) * YUAN)) is expected


def test_far_above_the_median_is_told_even_inside_the_middle_half() -> None:
    # Places 1, 2 and 3: 100, 100 and 900; 200 lies between 100 and 900 and above 150.
    found = compare(a_likeness(), [("sf", amount * YUAN) for amount in (100, 100, 100, 900, 900)])

    assert found.middle_fen == (100 * YUAN, 900 * YUAN)
    assert found.judge(200 * YUAN) is Unusual.FAR_ABOVE


def test_an_insured_parcel_is_valued_at_what_was_insured() -> None:
    # 3,000 insured of 9,500: the band over 1,000 up to 3,000.
    assert likeness(a_case()) == Likeness("total-damage", Cover.INSURED, "CNY", 4, 3000 * YUAN, "")


def test_a_parcel_that_was_not_insured_is_valued_at_what_it_was_worth() -> None:
    told = a_case(insured=False, actual_value=None)

    assert likeness(a_case(insured=False)) == Likeness("total-damage", Cover.UNINSURED, "CNY", 5, 9500 * YUAN, "")
    assert likeness(told) == Likeness("total-damage", Cover.UNINSURED, "CNY", 4, 3000 * YUAN, "")


def test_the_goods_are_never_taken_for_what_was_insured() -> None:
    # Insured, nobody knows for how much: 9,500 of goods are no insured value to compare with others.
    unknown = Likeness("total-damage", Cover.INSURED, "CNY", NO_VALUE, None, "")
    facts = ClaimFacts(event=Event.LOSS, terms="jd", insured=True, actual_value=Decimal(9500))

    assert likeness(a_case(declared_value=None)) == unknown
    assert likeness(a_case(facts)) == Likeness("loss", Cover.INSURED, "CNY", NO_VALUE, None, "jd")


def test_a_value_nobody_knows_makes_a_band_of_its_own() -> None:
    found = likeness(a_case(insured=None, declared_value=None, actual_value=None))

    assert found == Likeness("total-damage", Cover.UNKNOWN, "CNY", NO_VALUE, None, "")


def test_the_facts_of_an_assessment_go_before_the_registration() -> None:
    facts = ClaimFacts(event=Event.LOSS, terms="jd", insured=False, actual_value=Decimal("120.50"))

    assert likeness(a_case(facts)) == Likeness("loss", Cover.UNINSURED, "CNY", 2, 12050, "jd")


def test_facts_without_terms_are_compared_under_the_pack_that_was_used() -> None:
    found = likeness(a_case(ClaimFacts(event=Event.LOSS, insured=True, declared_value=Decimal(500))))

    assert found == Likeness("loss", Cover.INSURED, "CNY", 3, 500 * YUAN, "generic")


def test_a_stale_assessment_says_nothing_any_more() -> None:
    case = a_case(ClaimFacts(event=Event.LOSS, insured=False))
    case.intake = an_intake(declared_value=250 * YUAN)

    assert likeness(case) == Likeness("total-damage", Cover.INSURED, "CNY", 2, 250 * YUAN, "")


def test_other_currencies_are_compared_among_themselves_in_their_own_smallest_units() -> None:
    dollars = ClaimFacts(event=Event.LOSS, insured=True, declared_value=Decimal(200), currency="USD", terms="upu")
    yen = ClaimFacts(event=Event.LOSS, insured=True, declared_value=Decimal(20000), currency="JPY", terms="upu")

    assert likeness(a_case(dollars)) == Likeness("loss", Cover.INSURED, "USD", 2, 20000, "upu")
    assert likeness(a_case(yen)) == Likeness("loss", Cover.INSURED, "JPY", 6, 20000, "upu")


@pytest.mark.parametrize(
    "case",
    [
        a_case(damage_extent=DamageExtent.UNKNOWN),
        a_case(types=(ComplaintType.ATTITUDE,)),
        a_case(types=()),
        a_case(ClaimFacts(event=Event.LOSS, currency="XXX")),
    ],
    ids=["extent unknown", "no claim", "no type", "unknown currency"],
)
def test_what_cannot_be_compared_is_compared_with_nothing(case: Case) -> None:
    assert likeness(case) is None


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-1", "1e30"])
def test_a_value_that_is_none_is_unknown(value: str) -> None:
    facts = ClaimFacts(event=Event.LOSS, insured=True, declared_value=Decimal(value))

    found = likeness(a_case(facts))

    assert found is not None
    assert (found.band, found.value_fen) == (NO_VALUE, None)


def test_facts_this_version_cannot_read_leave_the_registration() -> None:
    case = a_case(ClaimFacts(event=Event.LOSS))
    assert case.assessment is not None
    body = msgspec.structs.replace(case.assessment.body, facts=msgspec.Raw(b"{}"))
    case.assessment = Assessment(case.assessment.header, body)

    assert likeness(case) == likeness(a_case())
