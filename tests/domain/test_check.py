"""What a registration must say, and what in it contradicts itself."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.check import check_intake
from desktop.domain.claim import ValueProof
from desktop.domain.intake import Capacity, Channel, ComplaintType, DamageExtent, Intake

TODAY = date(2026, 3, 20)


def an_intake(**changes: object) -> Intake:
    intake = Intake(
        channel=Channel.COUNTER,
        waybill="SF1385628716739",
        complainant_name="王小明",
        capacity=Capacity.RECIPIENT,
        phone="13800001234",
        types=(ComplaintType.ATTITUDE,),
        words="快递员态度不好",
    )
    return msgspec.structs.replace(intake, **changes)


def a_claim(**changes: object) -> Intake:
    claim = an_intake(
        types=(ComplaintType.LOSS,),
        posted_on="2026-03-02",
        insured=True,
        declared_value=300000,
        freight=42100,
        actual_value=950000,
        value_proof=ValueProof.INVOICE,
    )
    return msgspec.structs.replace(claim, **changes)


def told(intake: Intake, step: str = "register") -> set[tuple[str, str]]:
    problems = check_intake(intake, "assess" if step == "assess" else "register", TODAY)
    return {(problem.field, problem.code) for problem in problems}


def test_a_draft_may_hold_anything() -> None:
    strange = Intake(posted_on="tomorrow", freight=-1, words="x" * 9999, waybill="4.6E+14")

    assert check_intake(Intake(), "draft", TODAY) == []
    assert check_intake(strange, "draft", TODAY) == []


def test_a_complete_intake_can_be_registered() -> None:
    assert told(an_intake()) == set()


def test_everything_missing_is_told_at_once() -> None:
    assert told(Intake()) == {
        ("channel", "missing"),
        ("waybill", "no-waybill-or-reason"),
        ("complainant_name", "missing"),
        ("capacity", "missing"),
        ("phone", "missing-phone"),
        ("types", "missing"),
        ("words", "missing"),
    }


def test_blanks_are_nothing() -> None:
    assert told(an_intake(complainant_name="  \u200b", words="\n")) == {
        ("complainant_name", "missing"),
        ("words", "missing"),
    }


def test_a_reason_stands_for_a_waybill() -> None:
    assert told(an_intake(waybill="", no_waybill_reason="面单被雨淋湿")) == set()


def test_rounded_digits_are_no_waybill() -> None:
    assert told(an_intake(waybill="4.63431E+14")) == {("waybill", "waybill-lost-digits")}


@pytest.mark.parametrize(
    ("phone", "code"), [("", "missing-phone"), ("138****1234", "phone-masked"), ("1234", "phone-unreadable")]
)
def test_we_must_be_able_to_call_back(phone: str, code: str) -> None:
    assert told(an_intake(phone=phone)) == {("phone", code)}


@pytest.mark.parametrize("phone", ["18412345678-1234", "0571-88001234", "+852 9123 4567"])
def test_any_number_that_rings_will_do(phone: str) -> None:
    assert told(an_intake(phone=phone)) == set()


def test_a_complaint_handed_down_may_have_another_way_back() -> None:
    handed_down = an_intake(channel=Channel.PLATFORM, phone="138****1234", other_contact="平台工单内回复")

    assert told(handed_down) == set()
    assert told(msgspec.structs.replace(handed_down, channel=Channel.COUNTER)) == {("phone", "phone-masked")}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"posted_on": "2026-03-21"}, ("posted_on", "future-date")),
        ({"found_on": "2026-03-21"}, ("found_on", "future-date")),
        ({"posted_on": "20260302"}, ("posted_on", "not-a-date")),
        ({"posted_on": "2026-02-30"}, ("posted_on", "not-a-date")),
        ({"posted_on": "2026-W10-1"}, ("posted_on", "not-a-date")),
        ({"posted_on": ""}, ("posted_on", "not-a-date")),
        ({"posted_on": "1926-03-02"}, ("posted_on", "date-too-early")),
        ({"posted_on": "2026-03-05", "promised_by": "2026-03-04"}, ("promised_by", "dates-out-of-order")),
        ({"posted_on": "2026-03-05", "delivered_on": "2026-03-04"}, ("delivered_on", "dates-out-of-order")),
        ({"posted_on": "2026-03-05", "happened_on": "2026-03-04"}, ("happened_on", "dates-out-of-order")),
        ({"posted_on": "2026-03-05", "found_on": "2026-03-04"}, ("found_on", "dates-out-of-order")),
        ({"happened_on": "2026-03-05", "found_on": "2026-03-04"}, ("found_on", "dates-out-of-order")),
        ({"freight": -1}, ("freight", "negative-amount")),
        ({"asked_amount": -1}, ("asked_amount", "negative-amount")),
        ({"actual_value": 10**14}, ("actual_value", "amount-too-large")),
        ({"quantity": 0}, ("quantity", "not-a-count")),
        ({"quantity": -2}, ("quantity", "not-a-count")),
        ({"weight_kg": "0"}, ("weight_kg", "not-a-weight")),
        ({"weight_kg": "-1"}, ("weight_kg", "not-a-weight")),
        ({"weight_kg": "1,5"}, ("weight_kg", "not-a-weight")),
        ({"weight_kg": "1e3"}, ("weight_kg", "not-a-weight")),
        ({"weight_kg": "１"}, ("weight_kg", "not-a-weight")),
        ({"weight_kg": "1."}, ("weight_kg", "not-a-weight")),
        ({"weight_kg": "100001"}, ("weight_kg", "not-a-weight")),
        ({"words": "多" * 5001}, ("words", "too-long")),
        ({"complainant_name": "王" * 201}, ("complainant_name", "too-long")),
        ({"insured": False, "premium": 200}, ("premium", "premium-without-insurance")),
        ({"insured": True, "declared_value": 0}, ("declared_value", "insured-for-nothing")),
        ({"types": (ComplaintType.DELAY, ComplaintType.DELAY)}, ("types", "type-twice")),
    ],
)
def test_what_cannot_be_is_told(changes: dict[str, object], problem: tuple[str, str]) -> None:
    assert told(an_intake(**changes)) == {problem}


@pytest.mark.parametrize(
    "changes",
    [
        {"posted_on": "2026-03-20", "delivered_on": "2026-03-20", "found_on": "2026-03-20"},
        {"promised_by": "2026-04-01"},
        {"posted_on": "2026-03-05", "promised_by": "2026-03-05"},
        {"words": "多" * 5000},
        {"weight_kg": "0.5"},
        {"weight_kg": "100000"},
        {"freight": 0},
    ],
)
def test_what_is_only_unusual_passes(changes: dict[str, object]) -> None:
    assert told(an_intake(**changes)) == set()


def test_damage_is_found_after_delivery_but_a_late_parcel_is_missed_before() -> None:
    days = {"delivered_on": "2026-03-09", "found_on": "2026-03-06"}

    assert told(an_intake(types=(ComplaintType.DELAY,), **days)) == set()
    assert told(an_intake(types=(ComplaintType.DAMAGE,), **days)) == {("found_on", "dates-out-of-order")}


def test_the_limit_of_a_text_is_told_with_its_number() -> None:
    (problem,) = check_intake(an_intake(words="多" * 5001), "register", TODAY)

    assert problem.facts == {"limit": "5000", "length": "5001"}


def test_control_characters_are_cleaned_and_not_told() -> None:
    assert told(an_intake(complainant_name="王\x00小明", words="态度\x07不好")) == set()


def test_a_complete_claim_can_be_assessed() -> None:
    assert told(a_claim(), "assess") == set()


def test_a_loss_needs_its_value_and_its_insurance() -> None:
    assert told(an_intake(types=(ComplaintType.LOSS,)), "assess") == {
        ("posted_on", "missing-to-assess"),
        ("insured", "missing-to-assess"),
        ("freight", "missing-to-assess"),
        ("actual_value", "missing-to-assess"),
        ("value_proof", "missing-to-assess"),
    }


def test_an_insured_parcel_needs_its_declared_value() -> None:
    assert told(a_claim(declared_value=None), "assess") == {("declared_value", "missing-to-assess")}
    assert told(a_claim(declared_value=None, insured=False), "assess") == set()


def test_a_delay_needs_the_promised_day_and_no_value() -> None:
    delay = a_claim(types=(ComplaintType.DELAY,), actual_value=None, value_proof="")

    assert told(delay, "assess") == {("promised_by", "missing-to-assess")}


def test_a_damage_needs_its_extent() -> None:
    damage = a_claim(types=(ComplaintType.DAMAGE,))

    assert told(damage, "assess") == {("damage_extent", "missing-to-assess")}
    assert told(msgspec.structs.replace(damage, damage_extent=DamageExtent.TOTAL), "assess") == set()


def test_no_proof_is_a_known_answer() -> None:
    assert told(a_claim(value_proof=ValueProof.NONE), "assess") == set()


def test_attitude_has_nothing_to_assess() -> None:
    assert told(an_intake(), "assess") == {("types", "nothing-to-assess")}


def test_the_type_that_can_be_claimed_decides_what_is_needed() -> None:
    assert told(a_claim(types=(ComplaintType.ATTITUDE, ComplaintType.LOSS)), "assess") == set()


DATES = st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1)).map(str) | st.text(max_size=12)
AMOUNTS = st.none() | st.integers()


@given(
    st.builds(
        Intake,
        phone=st.text(),
        waybill=st.text(),
        words=st.text(),
        weight_kg=st.text(),
        types=st.lists(st.sampled_from(ComplaintType), max_size=3).map(tuple),
        posted_on=DATES,
        promised_by=DATES,
        delivered_on=DATES,
        found_on=DATES,
        freight=AMOUNTS,
        declared_value=AMOUNTS,
        quantity=AMOUNTS,
    )
)
def test_anything_can_be_checked_and_each_problem_has_its_field(intake: Intake) -> None:
    problems = check_intake(intake, "assess", TODAY)

    assert {problem.field for problem in problems} <= set(intake.__struct_fields__)
    assert all(problem in problems for problem in check_intake(intake, "register", TODAY))
