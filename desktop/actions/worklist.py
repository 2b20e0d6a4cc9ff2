"""What the person at the desk has to do now, and what they are to be told of before it breaks."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from desktop import i18n
from desktop.domain.authority import VERBS_OF, Verb
from desktop.domain.case import Status
from desktop.domain.work_rows import TaskRow, in_order
from desktop.storage import index, journal, reminders, worklist

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.actions.desk import Desk
    from desktop.domain.lateness import Lateness
    from desktop.domain.people import Person

#: So many rows a list has at most: nobody works through more, and the first ones are the urgent ones.
LONGEST = 500

#: Reminders are remembered for so long; a task that is later than this is told by every list.
_REMEMBERED = timedelta(days=60)


class Which(StrEnum):
    """The lists of the desk."""

    MINE = "mine"
    EVERYBODY = "everybody"
    WAITING = "waiting"
    TO_CLOSE = "to-close"


class Counts(NamedTuple):
    """The figures over the list: rows that are late and due today, open cases, proposals waiting."""

    overdue: int
    today: int
    still_open: int
    to_decide: int


class Work(NamedTuple):
    """What a list shows.

    Attributes:
        away: ids of the people this person stands in for today.
        total: how many rows there are, shown or not.

    """

    rows: tuple[TaskRow, ...]
    counts: Counts
    away: frozenset[str]
    total: int


class Reminders(NamedTuple):
    """What to say now.

    Attributes:
        rows: what breaks soon and was not told yet.
        overdue: how many things are late, told or not.

    """

    rows: tuple[TaskRow, ...]
    overdue: int


def supervises(person: Person) -> bool:
    """Tell whether a person sees to the work of others."""
    return Verb.SUPERVISE in VERBS_OF[person.role]


def stands_in_for(desk: Desk) -> frozenset[str]:
    """Return the ids of the people whose work is this person's today because they are away."""
    branch, today = desk.office.people.branch, i18n.today(desk.clock.now()).isoformat()
    me = desk.person.person_id
    return frozenset(away for away in branch.stand_ins if branch.stand_in_for(away, today) == me)


def departments_of(desk: Desk, away: frozenset[str]) -> frozenset[str]:
    """Return the departments of this person and of those they stand in for."""
    people = (desk.person, *(desk.office.people.at(person_id) for person_id in away))
    return frozenset(person.department for person in people if person is not None)


def read_work(desk: Desk, which: Which) -> Work:
    """Return one of the lists of the desk with the counts over it, what breaks first on top.

    Everybody's list, and for those who see to the work of others also the cases that wait or are to be closed, know no
    persons; the rest is this person's own work and that of people they stand in for, with what is asked of their
    departments as a whole.
    """
    away = stands_in_for(desk)
    own = {desk.person.person_id, *away}
    everything = which is Which.EVERYBODY or (which is not Which.MINE and supervises(desk.person))
    people = None if everything else own
    with desk.office.reading() as connection:
        rows = _rows(connection, desk, which, people)
        total = _count_rows(connection, desk, which, people) if len(rows) > LONGEST else len(rows)
        counts = _counts(connection, desk, people, departments_of(desk, away))
    return Work(tuple(rows[:LONGEST]), counts, away, total)


def remind(desk: Desk, lateness: Lateness) -> Reminders:
    """Return what this person is to be told of now, and note that they were told.

    Reads the index alone, and writes only where there is something new to say.
    """
    now = desk.clock.now()
    away = stands_in_for(desk)
    people, departments = {desk.person.person_id, *away}, departments_of(desk, away)
    stamp, ahead = journal.stamp(now), journal.stamp(now + lateness.longest_warning)
    with desk.office.reading() as connection:
        near = worklist.due_between(connection, people, (stamp, ahead), LONGEST, departments)
        due = [row for row in near if datetime.fromisoformat(row.due_at) - lateness.warning_of(row.task) <= now]
        keys = {reminders.key_of(desk.person.person_id, row): row for row in due}
        told = reminders.told(connection, keys)
        overdue = worklist.pressing(connection, people, stamp, stamp, departments).overdue
    new = {key: row for key, row in keys.items() if key not in told}
    if new:
        with desk.office.database.writing() as connection:
            reminders.note(connection, new, stamp, journal.stamp(now - _REMEMBERED))
    return Reminders(tuple(new.values()), overdue)


def _rows(connection: Connection, desk: Desk, which: Which, people: set[str] | None) -> list[TaskRow]:
    # One more than is shown tells that there is more.
    limit = LONGEST + 1
    match which:
        case Which.WAITING:
            return worklist.waiting(connection, people, limit)
        case Which.TO_CLOSE:
            return worklist.to_close(connection, people, limit)
        case _:
            departments = departments_of(desk, stands_in_for(desk))
            rows = worklist.tasks(connection, people, limit, departments)
    if supervises(desk.person):
        rows += _above(connection, desk, limit)
    once = {(row.case_id, row.task, row.ref): row for row in rows}
    return sorted(once.values(), key=in_order)


def _above(connection: Connection, desk: Desk, limit: int) -> list[TaskRow]:
    """Return what only those have to do who see to the work of others."""
    me = desk.person
    proposals = worklist.to_decide(connection, me.person_id, me.limit_fen, limit)
    return proposals + worklist.escalated(connection, limit)


def _count_rows(connection: Connection, desk: Desk, which: Which, people: set[str] | None) -> int:
    """Count what ``_rows`` would return without an end."""
    match which:
        case Which.WAITING:
            return worklist.count_waiting(connection, people)
        case Which.TO_CLOSE:
            return worklist.count_to_close(connection, people)
        case _:
            departments = departments_of(desk, stands_in_for(desk))
            total = worklist.count_tasks(connection, people, departments)
    if supervises(desk.person):
        total += worklist.count_to_decide(connection, desk.person.person_id, desk.person.limit_fen)
        total += worklist.count_escalated_to_others(connection, people, departments)
    return total


def _counts(connection: Connection, desk: Desk, people: set[str] | None, departments: frozenset[str]) -> Counts:
    now = desk.clock.now()
    tomorrow = i18n.local(i18n.today(now) + timedelta(days=1))
    late, today = worklist.pressing(connection, people, journal.stamp(now), journal.stamp(tomorrow), departments)
    by_status = index.count_by_status(connection)
    to_decide = by_status.get(Status.PROPOSED, 0) + by_status.get(Status.PASSED_UP, 0)
    return Counts(late, today, worklist.count_open(connection, people), to_decide)
