"""Due times written anew: what is left in the index is what a rebuild would write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from desktop.calendars import load_timing, timing_of
from desktop.domain import entries as e
from desktop.domain.intake import ComplaintType
from desktop.domain.owed import OBJECTION, tasks_of
from desktop.storage import index
from desktop.storage import tables as t
from desktop.storage.redating import redate
from tests.factories import a_finding

if TYPE_CHECKING:
    from desktop.domain.case import Case
    from desktop.domain.owed import Task
    from desktop.domain.people import People
    from tests.factories import Staffed


def owing(case: Case, people: People) -> list[Task]:
    return tasks_of(case, timing_of(load_timing(), people.branch))


def first_due(staffed: Staffed, case_id: str) -> tuple[str, str, str]:
    c = t.cases.c
    with staffed.office.reading() as connection:
        row = connection.execute(select(c.status, c.due_promise, c.due_at).where(c.case_id == case_id)).one()
    return (row.status, row.due_promise, row.due_at)


def test_a_closed_case_with_an_open_objection_has_nothing_due_after_closing_days(staffed: Staffed) -> None:
    staffed.office.owing = owing
    case_id = staffed.registered(types=(ComplaintType.ATTITUDE,), asks=()).case_id
    staffed.write("supervisor", case_id, a_finding(responsible="delivery"))
    staffed.write("supervisor", case_id, e.NoticeGiven("n1", "delivery", "李某", 100, 0, 0, "未联系。", "2026-03-20"))
    said = e.CustomerContacted("phone", "outcome", True, "已道歉。", "accepts")
    staffed.write("clerk", case_id, said, e.CaseClosed("settled", "已道歉。"), e.NoticeObjected("n1", "不服。"))
    assert first_due(staffed, case_id) == ("closed", "", "")

    with staffed.office.writing(staffed.now) as writing:
        days = tuple((f"2026-03-{day:02}", "装修") for day in range(3, 14))
        writing.append(staffed.signers["manager"], "", e.ClosingDaysSet(days=days))
        moved = redate(writing.connection, writing.people, owing)

    assert [one.promise for one in moved] == [OBJECTION], "the supervisors have longer"
    assert first_due(staffed, case_id) == ("closed", "", "")
    with staffed.office.writing(staffed.now) as writing:
        index.rebuild(writing.connection, owing)
    assert first_due(staffed, case_id) == ("closed", "", "")
