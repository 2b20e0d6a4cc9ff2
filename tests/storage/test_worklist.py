"""Lists of things to do: what makes a row, in which order, and that no list reads everything there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from sqlalchemy import event

from desktop.domain import entries as e
from desktop.domain.owed import ANOTHER_REMEDY, Task
from desktop.storage import oversight, reminders, worklist
from tests.factories import Staffed, no_due

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from desktop.domain.case import Case
    from desktop.domain.people import People
    from desktop.domain.work_rows import TaskRow

MORNING, NOON, EVENING = "2026-03-02T01", "2026-03-02T04", "2026-03-02T09"


@pytest.fixture
def owed(staffed: Staffed) -> dict[str, list[Task]]:
    """What the index takes for owed, by the waybill of a case; a test fills it in before it takes the case in."""
    tasks: dict[str, list[Task]] = {}

    def owing(case: Case, _people: People) -> list[Task]:
        return tasks.get(case.intake.waybill, [])

    staffed.office.owing = owing
    return tasks


@pytest.fixture
def taken_in(staffed: Staffed, owed: dict[str, list[Task]]) -> Callable[..., Case]:
    def take(name: str, *tasks: Task, who: str = "clerk", **changes: object) -> Case:
        owed[name] = list(tasks)
        return staffed.registered(who, waybill=name, **changes)

    return take


def promise(due_at: str, task: str = "settlement", person: str = "clerk", **changes: object) -> Task:
    return msgspec.structs.replace(Task(task, "", due_at, person), **changes)


def order(due_at: str, person: str = "", ref: str = "o1", **changes: object) -> Task:
    return msgspec.structs.replace(Task("order", ref, due_at, person, "sorting"), **changes)


def rows(found: list[TaskRow]) -> list[tuple[str, str]]:
    return [(row.waybill, row.task) for row in found]


def test_of_several_promises_of_a_case_only_the_first_to_break_is_a_row(
    staffed: Staffed, taken_in: Callable[..., Case]
) -> None:
    taken_in("A", promise(NOON, "first-reply"), promise(EVENING), promise(EVENING, "complaint-reply", statutory=True))
    taken_in("B", promise(MORNING), order("2026-03-03", "clerk"), order(EVENING, "clerk", "o2"))

    with staffed.office.reading() as connection:
        found = worklist.tasks(connection, {"clerk"}, 10)

    assert rows(found) == [("B", "settlement"), ("A", "first-reply"), ("B", "order"), ("B", "order")]
    assert [row.ref for row in found] == ["", "", "o2", "o1"]


def test_what_stands_still_comes_last_unless_the_law_goes_on(staffed: Staffed, taken_in: Callable[..., Case]) -> None:
    taken_in("still", promise(MORNING, waiting=True))
    taken_in("law", promise(MORNING, waiting=True), promise(EVENING, "complaint-reply", statutory=True))

    with staffed.office.reading() as connection:
        assert rows(worklist.tasks(connection, {"clerk"}, 10)) == [("law", "complaint-reply"), ("still", "settlement")]
        assert sorted(rows(worklist.waiting(connection, {"clerk"}, 10))) == [
            ("law", "settlement"),
            ("still", "settlement"),
        ]
        assert worklist.pressing(connection, {"clerk"}, NOON, "2026-03-03") == (0, 1)
        assert worklist.overdue(connection, NOON, 10) == []


def test_work_orders_nobody_here_has_are_with_who_looks_after_the_case(
    staffed: Staffed, taken_in: Callable[..., Case]
) -> None:
    taken_in("mine", order(NOON), order(EVENING, "junior", "o2"))
    taken_in("other", order(MORNING), who="junior")

    with staffed.office.reading() as connection:
        assert [(row.waybill, row.ref) for row in worklist.tasks(connection, {"clerk"}, 10)] == [("mine", "o1")]
        assert rows(worklist.tasks(connection, {"junior"}, 10)) == [("other", "order"), ("mine", "order")]
        assert len(worklist.tasks(connection, None, 10)) == 3
        assert len(worklist.tasks(connection, None, 2)) == 2


def test_whoever_looks_after_a_case_presses_its_orders_that_are_nearly_late_or_with_somebody_who_left(
    staffed: Staffed, taken_in: Callable[..., Case]
) -> None:
    taken_in("mine", order(MORNING, "junior", "o1"), order(EVENING, "junior", "o2"), order(EVENING, "left", "o3"))
    taken_in("other", order(MORNING, "supervisor", "o4"), who="junior")
    pressed = worklist.Pressed(NOON, frozenset({"left"}))

    def refs(people: set[str] | None) -> list[str]:
        return sorted(row.ref for row in worklist.tasks(connection, people, 10, (), pressed))

    with staffed.office.reading() as connection:
        assert refs({"clerk"}) == ["o1", "o3"]
        # Who has an order and looks after its case, or stands in for both, has it once.
        assert refs({"clerk", "junior"}) == ["o1", "o2", "o3", "o4"]
        assert refs({"supervisor"}) == ["o4"]
        assert refs(None) == ["o1", "o2", "o3", "o4"]
        assert worklist.pressing(connection, {"clerk"}, NOON, EVENING, (), pressed) == (1, 0)
        assert worklist.tasks(connection, {"clerk"}, 10) == []


def test_a_step_towards_an_outcome_is_a_row_of_its_own_and_stands_for_the_promises_it_serves(
    staffed: Staffed, taken_in: Callable[..., Case]
) -> None:
    step = Task(ANOTHER_REMEDY, "", NOON, "clerk")
    taken_in("declined", step, promise(NOON), promise(NOON, "complaint-reply", statutory=True))
    taken_in("late too", step, promise(NOON), promise(MORNING, "first-reply"))

    with staffed.office.reading() as connection:
        assert sorted(rows(worklist.tasks(connection, {"clerk"}, 10))) == [
            ("declined", ANOTHER_REMEDY),
            ("late too", ANOTHER_REMEDY),
            ("late too", "first-reply"),
        ]


def test_what_a_department_is_asked_as_a_whole_is_with_everybody_who_works_there(
    staffed: Staffed, taken_in: Callable[..., Case]
) -> None:
    taken_in("whole", order(NOON, department="delivery"))
    taken_in("named", order(EVENING, "junior", department="delivery"))
    taken_in("elsewhere", order(EVENING), who="junior")

    with staffed.office.reading() as connection:
        assert worklist.tasks(connection, {"supervisor"}, 10) == []
        assert rows(worklist.tasks(connection, {"supervisor"}, 10, {"delivery"})) == [("whole", "order")]
        assert worklist.pressing(connection, {"supervisor"}, EVENING, EVENING, {"delivery"}) == (1, 0)
        # Of one's own department and one's own case it is one thing to do, not two.
        assert worklist.pressing(connection, {"clerk"}, EVENING, EVENING, {"delivery"}) == (1, 0)
        soon = worklist.due_between(connection, {"supervisor"}, (MORNING, EVENING), 10, {"delivery"})
        assert rows(soon) == [("whole", "order")]


def test_lists_of_a_department_hold_its_people_and_what_it_is_asked_as_a_whole(
    staffed: Staffed, taken_in: Callable[..., Case]
) -> None:
    taken_in("of clerk", promise(MORNING))
    taken_in(
        "of junior",
        promise(MORNING, person="junior"),
        order(MORNING, department="delivery", escalated=True),
        who="junior",
    )
    taken_in("sorting", order(MORNING, escalated=True))
    taken_in("outside", order(MORNING, department="centre", escalated=True))

    with staffed.office.reading() as connection:
        found = worklist.overdue(connection, NOON, 10, DELIVERY)
        assert sorted(rows(found)) == [("of clerk", "settlement"), ("of junior", "order"), ("outside", "order")]
        assert worklist.count_overdue(connection, NOON, DELIVERY) == 3
        assert worklist.count_overdue(connection, NOON) == 5
        assert sorted(rows(worklist.escalated(connection, 10, DELIVERY))) == [
            ("of junior", "order"),
            ("outside", "order"),
        ]
        assert (worklist.count_escalated(connection, DELIVERY), worklist.count_escalated(connection)) == (2, 3)
        assert len(worklist.overdue(connection, NOON, 2)) == 2, "a list may stop, its count does not"


def test_a_case_at_its_end_asks_for_nothing(staffed: Staffed, taken_in: Callable[..., Case]) -> None:
    case = taken_in("over", order(MORNING))
    into = taken_in("goes on")
    staffed.write("clerk", case.case_id, e.CaseMerged(into=into.case_id, reason="同一件"))

    with staffed.office.reading() as connection:
        assert worklist.tasks(connection, None, 10) == []
        assert worklist.overdue(connection, NOON, 10) == []
        assert rows(worklist.to_close(connection, None, 10)) == [("goes on", "close")]
        assert worklist.count_open(connection, {"clerk"}) == 1
        assert oversight.loads(connection, NOON) == [
            oversight.Load("clerk", 1, into.registered.time if into.registered else "", 0)
        ]


def test_the_work_of_a_person_counts_a_case_once_however_much_of_it_is_late(
    staffed: Staffed, taken_in: Callable[..., Case]
) -> None:
    first = taken_in("A", promise(MORNING, "first-reply"), promise(MORNING), order(MORNING, "junior"))
    taken_in("B", promise(EVENING))
    assert first.registered is not None

    with staffed.office.reading() as connection:
        loads = oversight.loads(connection, NOON)

    assert loads == [
        oversight.Load("clerk", 2, first.registered.time, 1),
        oversight.Load("junior", 0, "", 1, orders=1),
    ]


def test_three_claims_of_one_customer_are_seen_but_not_those_of_the_other_party(staffed: Staffed) -> None:
    for number in range(3):
        staffed.registered(phone="139 1234 5678", other_party_phone="025-80000001", waybill=f"SF138562871673{number}")
    staffed.registered(phone="13912340000")

    with staffed.office.reading() as connection:
        found = oversight.claims_again(connection, "2026-01-01", 3)
        assert [(again.phone, len(again.cases)) for again in found] == [("13912345678", 3)]
        assert oversight.claims_again(connection, "2026-01-01", 4) == []
        assert oversight.claims_again(connection, "2027-01-01", 3) == []


def test_a_reminder_is_told_once_and_forgotten_in_time(staffed: Staffed, taken_in: Callable[..., Case]) -> None:
    taken_in("A", promise(NOON))
    with staffed.office.reading() as connection:
        row = worklist.tasks(connection, None, 1)[0]
    later = msgspec.structs.replace(row, due_at=EVENING)
    keys = {reminders.key_of("clerk", row), reminders.key_of("clerk", later), reminders.key_of("junior", row)}
    assert len(keys) == 3, "moved to another time, and to another person, it is another reminder"

    with staffed.office.database.writing() as connection:
        reminders.note(connection, {reminders.key_of("clerk", row)}, MORNING, "2026-01")
        assert reminders.told(connection, keys) == {reminders.key_of("clerk", row)}
        reminders.note(connection, {reminders.key_of("junior", row)}, EVENING, NOON)
        assert reminders.told(connection, keys) == {reminders.key_of("junior", row)}


#: The delivery people and what is asked of them as a whole.
DELIVERY = worklist.Hands(frozenset({"clerk"}), frozenset({"delivery"}))

PRESSED = worklist.Pressed(NOON, frozenset({"junior"}))

QUESTIONS: dict[str, Callable[[Connection], object]] = {
    "mine": lambda c: worklist.tasks(c, {"clerk", "junior"}, 500),
    "everybody's": lambda c: worklist.tasks(c, None, 500),
    "waiting": lambda c: worklist.waiting(c, {"clerk"}, 500),
    "everybody waiting": lambda c: worklist.waiting(c, None, 500),
    "mine and my department's": lambda c: worklist.tasks(c, {"clerk"}, 500, {"delivery"}),
    "mine and those I press": lambda c: worklist.tasks(c, {"clerk"}, 500, {"delivery"}, PRESSED),
    "given to me": lambda c: worklist.given(c, "clerk", {"delivery"}, 500),
    "overdue": lambda c: worklist.overdue(c, NOON, 500),
    "overdue of a department": lambda c: worklist.overdue(c, NOON, 500, DELIVERY),
    "escalated": lambda c: worklist.escalated(c, 500),
    "escalated of a department": lambda c: worklist.escalated(c, 500, DELIVERY),
    "soon": lambda c: worklist.due_between(c, {"clerk"}, (MORNING, NOON), 500, {"delivery"}),
    "counts": lambda c: worklist.pressing(c, {"clerk"}, MORNING, NOON),
    "cases of a person": lambda c: oversight.cases_of(c, "clerk", 500),
    "odd approvals": lambda c: oversight.odd_approvals(c, MORNING, 500),
    "decided lately": lambda c: oversight.decided_since(c, MORNING, 200),
}
#: These sort what few cases they find; all others read an index in its order.
_SORTS = {"cases of a person"}


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_list_scans_or_sorts_everything(staffed: Staffed, question: str) -> None:
    statements: list[tuple[str, tuple[object, ...]]] = []

    def note(_c: object, _cursor: object, statement: str, parameters: tuple[object, ...], *_rest: object) -> None:
        statements.append((statement, parameters))

    with staffed.office.reading() as connection:
        event.listen(connection, "before_cursor_execute", note)
        QUESTIONS[question](connection)
        event.remove(connection, "before_cursor_execute", note)
        cursor = connection.connection.cursor()
        steps = [
            str(step[-1])
            for statement, parameters in statements
            for step in cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
        ]

    assert steps
    for step in steps:
        assert "TEMP B-TREE FOR ORDER BY" not in step or question in _SORTS, steps
        assert "USING" in step or not step.startswith("SCAN"), steps


def test_no_due_means_nothing_to_do(staffed: Staffed) -> None:
    staffed.office.owing = no_due
    staffed.registered()

    with staffed.office.reading() as connection:
        assert worklist.tasks(connection, None, 10) == []
