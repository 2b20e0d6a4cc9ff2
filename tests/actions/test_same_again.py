"""The same matter again and the same trouble again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop.actions import intake, life, same_again
from desktop.domain import entries as e
from desktop.domain.authority import NotAllowed
from desktop.domain.intake import ComplaintType, Intake
from desktop.domain.traces import Trace, TraceKind
from desktop.errors import Incomplete
from desktop.storage.verify import verify
from tests.actions.living import TAKEN_BACK
from tests.factories import an_intake

if TYPE_CHECKING:
    from tests.actions.conftest import Desks
    from tests.conftest import FrozenClock


def test_an_earlier_case_is_seen_while_somebody_types(desks: Desks) -> None:
    same_parcel = intake.register_case(desks.clerk, an_intake())
    same_phone = intake.register_case(desks.clerk, an_intake(waybill="YT8962646785389", complainant_name="李某"))
    intake.register_case(
        desks.clerk,
        an_intake(waybill="YT8962646785390", complainant_name="赵某", phone="13900002222", other_party_phone=""),
    )
    typed = Intake(waybill="SF1385628716739", phone="+86 " + an_intake().phone)

    before = same_again.look_back(desks.clerk, typed)

    assert [(case.row.number, case.shared) for case in before.cases] == [
        (same_parcel.number, (TraceKind.WAYBILL, TraceKind.PHONE)),
        (same_phone.number, (TraceKind.PHONE,)),
    ]
    assert all(case.is_open for case in before.cases)
    life.withdraw(desks.clerk, same_parcel.case_id, TAKEN_BACK)
    assert not same_again.look_back(desks.clerk, typed).cases[0].is_open


@pytest.mark.parametrize(
    "typed", [Intake(), Intake(phone="138****1234"), Intake(complainant_name="王*"), Intake(phone="12")]
)
def test_what_is_masked_or_too_short_finds_nobody(desks: Desks, typed: Intake) -> None:
    intake.register_case(desks.clerk, an_intake(complainant_name="王五", phone="13800001234"))

    assert same_again.look_back(desks.clerk, typed).cases == ()


def test_spellings_of_one_address_are_one_place(desks: Desks) -> None:
    intake.register_case(desks.clerk, an_intake(address="江南市 青石路8号（3栋-201）"))

    typed = Intake(address="江南市青石路８号 3栋201")

    assert [case.shared for case in same_again.look_back(desks.clerk, typed).cases] == [(TraceKind.ADDRESS,)]


def test_three_alike_in_a_month_are_a_pattern_with_a_card_and_a_later_check(desks: Desks, clock: FrozenClock) -> None:
    def taken(number: int, **changes: object) -> None:
        usual = {"types": (ComplaintType.FALSE_SIGN,), "courier": "007", "phone": f"1380000{number:04}"}
        wanted = an_intake(waybill=f"YT89626467853{number:02}", contents=f"内件 {number}", **usual | changes)
        intake.register_case(desks.clerk, wanted)

    taken(10, courier="００７")
    clock.advance(days=31)
    for number in (11, 12):
        taken(number)
    assert same_again.recurring(desks.supervisor) == [], "two lately and one long ago are none"
    taken(13, types=(ComplaintType.ATTITUDE,))
    assert same_again.recurring(desks.supervisor) == [], "another type is another trouble"
    taken(14)

    (pattern,) = same_again.recurring(desks.supervisor)
    assert (pattern.group.trace, pattern.group.type) == (Trace(TraceKind.COURIER, "007"), "false_sign")
    assert (pattern.group.size, len(pattern.cases), pattern.cause) == (3, 3, None)
    often = same_again.look_back(desks.clerk, Intake(courier="007")).often
    assert [(one.trace.kind, one.count) for one in often] == [(TraceKind.COURIER, 4)]

    card = e.CauseOpened(
        cause_id="", trace=pattern.group.trace, cases=tuple(row.case_id for row in pattern.cases),
        cause="派件前未打电话，先点签收。", countermeasure="签收前必须电话，主管抽查录音。", check_on="2026-05-04",
        owner=desks.supervisor.person.person_id,
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        same_again.open_cause(desks.clerk, card)
    cause_id = same_again.open_cause(desks.supervisor, card)
    (pattern,) = same_again.recurring(desks.supervisor)
    assert pattern.cause is not None
    assert pattern.cause.check_on == "2026-05-04"
    with pytest.raises(Incomplete):
        same_again.check_cause(desks.supervisor, e.CauseChecked(cause_id=cause_id, result="same", words=""))
    checked = e.CauseChecked(cause_id=cause_id, result="better", words="本月 0 件。")
    same_again.check_cause(desks.supervisor, checked)
    assert desks.manager.office.people.branch.causes[cause_id].check_on == ""
    assert verify(desks.manager.office).faults == []


def a_pattern(desks: Desks, count: int = 3) -> e.CauseOpened:
    """So many alike cases, and the card for them as typed."""
    for number in range(count):
        wanted = an_intake(
            types=(ComplaintType.FALSE_SIGN,), courier="007", phone=f"1380000{number:04}",
            waybill=f"YT89626467853{number:02}", contents=f"内件 {number}",
        )  # fmt: skip
        intake.register_case(desks.clerk, wanted)
    return e.CauseOpened(
        cause_id="", trace=(TraceKind.COURIER, "007"), cases=(), cause="先点签收。", countermeasure="签收前必须电话。",
        check_on="2026-03-09", owner=desks.clerk.person.person_id,
    )  # fmt: skip


def test_who_sees_to_a_countermeasure_is_told_on_the_day_and_records_the_check(
    desks: Desks, clock: FrozenClock
) -> None:
    cause_id = same_again.open_cause(desks.supervisor, a_pattern(desks))
    assert same_again.checks_due(desks.clerk) == []
    clock.advance(days=7)
    (due,) = same_again.checks_due(desks.clerk)
    assert due.opened.cause_id == cause_id
    assert same_again.checks_due(desks.supervisor) == [], "it is the clerk's"
    check = e.CauseChecked(cause_id=cause_id, result="same", words="又 1 件。", check_on="2026-03-20")

    same_again.check_cause(desks.clerk, check)

    assert same_again.checks_due(desks.clerk) == []
    card = desks.manager.office.people.branch.causes[cause_id]
    assert (card.check_on, [body.words for _time, body in card.checks]) == ("2026-03-20", ["又 1 件。"])
    assert desks.manager.office.people.not_obeyed == {}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"check_on": "9999-99"}, "check_on"),
        ({"check_on": "2026-03-02"}, "check_on"),
        ({"owner": "nobody"}, "owner"),
        ({"cause": " "}, "cause"),
    ],
)
def test_a_card_names_a_day_and_somebody_who_is_here(desks: Desks, changes: dict[str, str], field: str) -> None:
    card = msgspec.structs.replace(a_pattern(desks), **changes)

    with pytest.raises(Incomplete) as refusal:
        same_again.open_cause(desks.supervisor, card)

    assert [problem.field for problem in refusal.value.problems] == [field]


def test_a_pattern_has_one_open_card_at_a_time(desks: Desks, clock: FrozenClock) -> None:
    card = a_pattern(desks)
    cause_id = same_again.open_cause(desks.supervisor, card)
    with pytest.raises(Incomplete) as refusal:
        same_again.open_cause(desks.supervisor, card)
    assert [problem.code for problem in refusal.value.problems] == ["card-is-open"]

    over = e.CauseChecked(cause_id=cause_id, result="better", words="本月 0 件。")
    same_again.check_cause(desks.supervisor, over)
    with pytest.raises(Incomplete):
        same_again.check_cause(desks.supervisor, over)
    clock.advance(minutes=1)
    again = same_again.open_cause(desks.supervisor, card)

    (pattern,) = same_again.recurring(desks.supervisor)
    assert pattern.cause is not None
    assert pattern.cause.opened.cause_id == again


def test_the_branch_says_how_many_alike_are_a_pattern_and_a_merged_case_is_none_of_them(desks: Desks) -> None:
    a_pattern(desks, 4)
    assert [pattern.group.size for pattern in same_again.recurring(desks.supervisor)] == [4]
    with pytest.raises(NotAllowed):
        same_again.set_pattern(desks.supervisor, 5, 14)
    with pytest.raises(Incomplete):
        same_again.set_pattern(desks.manager, 1, 0)

    same_again.set_pattern(desks.manager, 4, 14)
    assert [pattern.group.size for pattern in same_again.recurring(desks.supervisor)] == [4]
    before = same_again.look_back(desks.clerk, Intake(courier="007"))
    assert ([one.count for one in before.often], before.pattern) == ([4], (4, 14))
    newest, other = (row.case_id for row in same_again.recurring(desks.supervisor)[0].cases[:2])
    life.merge(desks.clerk, newest, other, "同一件。")

    assert same_again.recurring(desks.supervisor) == [], "three are not enough here"
    assert [one.count for one in same_again.look_back(desks.clerk, Intake(courier="007")).often] == [3]
