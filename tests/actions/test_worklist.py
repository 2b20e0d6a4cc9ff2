"""The desk's lists at a real office: my own work, that of people I stand in for, what only a supervisor has to do."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop.actions import cases, intake, life, oversight, people, settlement, worklist
from desktop.actions.worklist import Which
from desktop.domain import entries as e
from desktop.domain.case import Status
from desktop.domain.intake import ComplaintType
from desktop.domain.proposal import ProposalDraft, Remedy
from desktop.errors import Incomplete
from desktop.lateness import load_lateness
from desktop.resource_files import BadResourceFileError
from desktop.storage import index
from tests.factories import YUAN, an_intake

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from tests.actions.conftest import Desks
    from tests.conftest import FrozenClock


def tasks(desk: Desk, which: Which = Which.MINE) -> list[tuple[str, str]]:
    return [(row.number, row.task) for row in worklist.read_work(desk, which).rows]


def an_order(due_in: timedelta, desk: Desk, case: Case, **changes: str) -> str:
    order = e.OrderOpened(
        order_id="", task="find", department="sorting", person_id=changes.get("person_id", ""), contact_id="",
        urgent=False, due_at="", words="查监控。",
    )  # fmt: skip
    opened = life.open_order(desk, case.case_id, order, desk.clock.now() + due_in)
    return opened.life.open_orders[-1].order_id


def test_a_person_sees_their_own_cases_and_everybody_those_of_all(desks: Desks) -> None:
    mine = intake.register_case(desks.clerk, an_intake())
    other = intake.register_case(desks.supervisor, an_intake(waybill="YT8962646785389"))

    assert tasks(desks.clerk) == [(mine.number, "first-reply")]
    assert tasks(desks.supervisor) == [(other.number, "first-reply")]
    assert sorted(tasks(desks.clerk, Which.EVERYBODY)) == sorted(
        [(mine.number, "first-reply"), (other.number, "first-reply")]
    )


def test_a_stand_in_has_the_work_of_who_is_away_on_those_days_only(desks: Desks, clock: FrozenClock) -> None:
    case = intake.register_case(desks.clerk, an_intake())
    away, stand_in = desks.clerk.person.person_id, desks.manager.person.person_id
    oversight.set_stand_in(
        desks.supervisor, e.StandInSet(person_id=away, stand_in=stand_in, first="2026-03-02", last="2026-03-03")
    )

    work = worklist.read_work(desks.manager, Which.MINE)
    assert [(row.number, row.person_id) for row in work.rows] == [(case.number, away)]
    assert work.away == {away}
    assert worklist.remind(desks.manager, load_lateness()).overdue == 0
    clock.advance(hours=48)  # the fourth of March
    after = worklist.read_work(desks.manager, Which.MINE)
    assert (after.rows, after.away) == ((), frozenset())


def test_what_a_department_is_asked_as_a_whole_is_on_the_desk_of_everybody_who_works_there(desks: Desks) -> None:
    case = intake.register_case(desks.supervisor, an_intake())
    life.take_step(desks.supervisor, case.case_id, e.CustomerContacted("phone", "progress", reached=True, words="在查"))
    an_order(timedelta(hours=1), desks.supervisor, case)
    assert tasks(desks.clerk) == []

    move_to(desks, desks.clerk, "sorting")

    assert tasks(desks.clerk) == [(case.number, "order")]
    counts = worklist.read_work(desks.clerk, Which.MINE).counts
    assert (counts.overdue, counts.today) == (0, 1)
    told = worklist.remind(desks.clerk, load_lateness())
    assert [row.task for row in told.rows] == ["order"]


def move_to(desks: Desks, desk: Desk, department: str) -> None:
    people.change_person(desks.manager, msgspec.structs.replace(desk.person, department=department))


def test_oversight_of_a_department_shows_its_people_and_what_is_late_with_them(
    desks: Desks, clock: FrozenClock
) -> None:
    mine = intake.register_case(desks.clerk, an_intake())
    intake.register_case(desks.supervisor, an_intake(waybill="YT8962646785389"))
    move_to(desks, desks.clerk, "delivery")
    clock.advance(minutes=31)

    late = oversight.read_overdue(desks.supervisor, "delivery")
    assert ([row.number for row in late.rows], late.total) == ([mine.number], 1)
    assert oversight.read_overdue(desks.supervisor).total == 2
    assert [one.person.person_id for one in oversight.read_people(desks.supervisor, "delivery")] == [
        desks.clerk.person.person_id
    ]
    assert oversight.read_overdue(desks.supervisor, "claims").rows == []
    assert [row.number for row in cases.look_up(desks.clerk, department="delivery").rows] == [mine.number]


def test_a_department_nobody_knows_is_not_given(desks: Desks) -> None:
    with pytest.raises(Incomplete) as raised:
        move_to(desks, desks.clerk, "moon")

    assert [(problem.field, problem.code) for problem in raised.value.problems] == [("department", "unknown-choice")]


def test_a_supervisor_also_has_proposals_of_others_and_escalated_orders(desks: Desks) -> None:
    case = intake.register_case(desks.clerk, an_intake())
    own = intake.register_case(desks.supervisor, an_intake(waybill="YT8962646785389"))
    for desk, one in ((desks.clerk, case), (desks.supervisor, own)):
        draft = ProposalDraft(800 * YUAN, 0, "客户往返三次。", (Remedy.COMPENSATE,), "请批。")
        settlement.propose(desk, one.case_id, draft)
    order_id = an_order(timedelta(hours=4), desks.clerk, case)
    life.take_step(desks.clerk, case.case_id, e.OrderEscalated(order_id=order_id, reason="两次催办没有回音。"))

    found = tasks(desks.supervisor)

    assert (case.number, "decide") in found
    assert (case.number, "order") in found
    assert (own.number, "decide") not in found, "four eyes: nobody decides on a case they took in"
    assert own.number in [number for number, _task in found]
    assert ("decide" in [task for _number, task in tasks(desks.clerk)]) is False


def test_a_case_that_waits_and_one_that_is_done_have_lists_of_their_own(desks: Desks) -> None:
    waits = intake.register_case(desks.clerk, an_intake())
    life.take_step(desks.clerk, waits.case_id, e.WaitBegan(reason="evidence", words="等发票。"))

    rows = worklist.read_work(desks.clerk, Which.WAITING).rows

    assert [(row.number, row.waiting) for row in rows] == [(waits.number, True)]
    assert worklist.read_work(desks.supervisor, Which.WAITING).rows == rows, "a supervisor sees those of all"
    assert tasks(desks.clerk, Which.TO_CLOSE) == []


def test_the_counts_are_those_of_the_rows(desks: Desks, clock: FrozenClock) -> None:
    intake.register_case(desks.clerk, an_intake())
    counts = worklist.read_work(desks.clerk, Which.MINE).counts
    assert (counts.overdue, counts.today, counts.still_open, counts.to_decide) == (0, 1, 1, 0)

    clock.advance(minutes=31)  # the first reply is owed within half an hour of opening time

    late = worklist.read_work(desks.clerk, Which.MINE).counts
    assert (late.overdue, late.today) == (1, 0)
    assert oversight.count_pressing(desks.manager) == 1
    assert [row.task for row in oversight.read_overdue(desks.supervisor).rows] == ["first-reply"]


def test_an_order_put_before_a_supervisor_counts_among_what_is_late_for_them(desks: Desks, clock: FrozenClock) -> None:
    case = intake.register_case(desks.clerk, an_intake())
    order_id = an_order(timedelta(hours=4), desks.clerk, case)
    life.take_step(desks.clerk, case.case_id, e.OrderEscalated(order_id=order_id, reason="两次催办没有回音。"))

    clock.advance(hours=1)
    soon = worklist.read_work(desks.supervisor, Which.MINE).counts
    clock.advance(hours=4)
    late = worklist.read_work(desks.supervisor, Which.MINE).counts

    assert (soon.overdue, soon.today) == (0, 1)
    assert (late.overdue, late.today) == (1, 0)


def test_a_first_reply_is_told_ten_minutes_before_and_only_once(desks: Desks, clock: FrozenClock) -> None:
    case = intake.register_case(desks.clerk, an_intake(level=5))
    lateness = load_lateness()
    clock.advance(minutes=19)
    assert worklist.remind(desks.clerk, lateness).rows == ()

    clock.advance(minutes=2)  # nine minutes are left

    assert [(row.number, row.task) for row in worklist.remind(desks.clerk, lateness).rows] == [
        (case.number, "first-reply")
    ]
    clock.advance(minutes=1)
    assert worklist.remind(desks.clerk, lateness) == ((), 0, ())
    clock.advance(minutes=10)
    assert worklist.remind(desks.clerk, lateness).overdue == 1
    assert worklist.remind(desks.manager, lateness) == ((), 0, ()), "it is not the manager's"


def test_a_work_order_is_told_two_hours_before_and_the_law_a_day(desks: Desks, clock: FrozenClock) -> None:
    case = intake.register_case(desks.clerk, an_intake(level=5))
    life.take_step(
        desks.clerk, case.case_id, e.CustomerContacted(way="phone", about="first-reply", reached=True, words="已回电。")
    )
    order_id = an_order(timedelta(hours=3), desks.clerk, case, person_id=desks.supervisor.person.person_id)
    lateness = load_lateness()
    assert worklist.remind(desks.supervisor, lateness).rows == ()

    clock.advance(hours=1)

    assert [row.ref for row in worklist.remind(desks.supervisor, lateness).rows] == [order_id]
    # Seven natural days from 2 March end on 9 March at 18:00, close of business; a day before is 8 March, 18:00.
    clock.advance(hours=6 * 24 + 6)  # 8 March, 16:00
    assert "complaint-reply" not in [row.task for row in worklist.remind(desks.clerk, lateness).rows]
    clock.advance(hours=3)
    assert "complaint-reply" in [row.task for row in worklist.remind(desks.clerk, lateness).rows]


def test_lateness_of_no_known_limit_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "promises.toml"
    file.write_text('warnings = [{task = "dinner", minutes = 10}]\ncosts = []\n', "utf-8")

    with pytest.raises(BadResourceFileError):
        load_lateness(file)


def test_only_sourced_costs_are_told() -> None:
    lateness = load_lateness()

    assert lateness.costs
    for cost in lateness.costs:
        assert set(cost.text) == set(cost.source) == {"zh_CN", "en"}
        assert all(cost.text.values())
        assert all(cost.source.values())
    assert lateness.costs_of("appeal") == (), "no text we saw says what a late answer to the authority costs"


def test_a_list_that_stops_knows_how_many_rows_there_are(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a short list counts is what a long one shows: own and departments' work, proposals, escalated orders."""
    for number in range(4):
        desk = desks.clerk if number % 2 else desks.supervisor
        case = intake.register_case(desk, an_intake(waybill=f"YT896264678538{number}"))
        order_id = an_order(timedelta(hours=1), desk, case)
        if number > 1:
            life.take_step(desk, case.case_id, e.OrderEscalated(order_id=order_id, reason="没人应。"))
            life.take_step(desk, case.case_id, e.WaitBegan(reason="evidence", words="等照片。"))
    proposed = intake.register_case(desks.clerk, an_intake(waybill="YT8962646785399", types=(ComplaintType.ATTITUDE,)))
    settlement.propose(desks.clerk, proposed.case_id, ProposalDraft(0, 0, "", (Remedy.APOLOGISE,), ""))

    for desk in (desks.clerk, desks.supervisor, desks.manager):
        for which in Which:
            monkeypatch.setattr(worklist, "LONGEST", 500)
            everything = worklist.read_work(desk, which)
            assert everything.total == len(everything.rows)
            monkeypatch.setattr(worklist, "LONGEST", 1)
            short = worklist.read_work(desk, which)
            assert (len(short.rows), short.total) == (min(1, everything.total), everything.total), which
    monkeypatch.setattr(worklist, "LONGEST", 500)
    assert len(worklist.read_work(desks.supervisor, Which.EVERYBODY).rows) > 8


def test_a_search_that_stops_says_of_how_many_whatever_it_is_narrowed_by(
    desks: Desks, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        intake.register_case(desks.clerk, an_intake(waybill=f"YT896264678538{number}"))
    proposed = intake.register_case(desks.clerk, an_intake(waybill="YT8962646785399", types=(ComplaintType.ATTITUDE,)))
    settlement.propose(desks.clerk, proposed.case_id, ProposalDraft(0, 0, "", (Remedy.APOLOGISE,), ""))
    monkeypatch.setattr(index, "LONGEST_SEARCH", 2)

    def found(*narrowed: Status) -> tuple[int, int]:
        rows, total = cases.search(desks.clerk, "YT89626467853", narrowed)
        return len(rows), total

    assert found() == (2, 6)
    assert found(Status.REGISTERED) == (2, 5)
    assert found(Status.PROPOSED) == (1, 1)
    assert cases.search(desks.clerk, "", ()) == ([], 0)
