"""Writes the due times of open cases anew when days, hours or the calendar of the branch have changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from desktop.domain.case import Case
from desktop.domain.owed import STEPS
from desktop.errors import EntryBroken
from desktop.storage import index, journal
from desktop.storage import tables as t

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.domain.people import People
    from desktop.storage.index import Owing


@dataclass(frozen=True)
class Moved:
    """A due time that moved.

    Attributes:
        number: of the case.
        promise: its code.
        old: UTC text as in entries.
        new: the same.
    """

    case_id: str
    number: str
    promise: str
    old: str
    new: str


def redate(connection: Connection, people: People, owing: Owing) -> list[Moved]:
    """Work out anew what open cases owe by when; return what moved, what is due first on top.

    Only cases that have something to be done are looked at, a closed one for an objection alone, and nothing else of
    the index is written. A case that cannot be trusted keeps its old times and keeps nobody from the others.
    """
    moved: list[Moved] = []
    for case_id in connection.execute(select(t.tasks.c.case_id).distinct()).scalars().all():
        try:
            entries = journal.case_entries(connection, case_id, people)
        except EntryBroken:
            continue
        moved += _redate(connection, Case.from_entries(entries, people), people, owing)
    return sorted(moved, key=lambda one: (one.new, one.number, one.promise))


def _redate(connection: Connection, case: Case, people: People, owing: Owing) -> list[Moved]:
    c = t.tasks.c
    before = connection.execute(select(c.task, c.ref, c.due_at, c.waiting).where(c.case_id == case.case_id)).all()
    tasks = owing(case, people)
    old = {(row.task, row.ref): row.due_at for row in before}
    changed = [task for task in tasks if task.due_at != old.get((task.task, task.ref), task.due_at)]
    if not changed and len(tasks) == len(before):
        return []
    connection.execute(delete(t.tasks).where(c.case_id == case.case_id))
    if tasks:
        connection.execute(insert(t.tasks), index.task_rows(case.case_id, tasks))
    first = index.first_due(tasks)
    connection.execute(update(t.cases).where(t.cases.c.case_id == case.case_id).values(**first))
    return [
        Moved(case.case_id, case.number, task.task, old[task.task, task.ref], task.due_at)
        for task in changed
        if task.task not in STEPS
    ]
