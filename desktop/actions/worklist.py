"""What the person at the desk has to do now, and what they are to be told of before it breaks."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from desktop import i18n
from desktop.domain import entries as e
from desktop.domain.authority import VERBS_OF, Verb
from desktop.domain.case import Case, Status
from desktop.domain.lateness import USUAL_WARNING
from desktop.domain.new_steps import judges_beside
from desktop.domain.owed import OBJECTION, STEPS
from desktop.domain.work_rows import TaskRow, in_order
from desktop.errors import EntryBroken
from desktop.storage import index, journal, reminders, worklist

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.actions.desk import Desk
    from desktop.domain.lateness import Lateness
    from desktop.domain.people import Person

#: So many rows a list has at most: nobody works through more, and the first ones are the urgent ones.
LONGEST = 500
#: More proposals than this have never waited at once.
_ALL = 10 * LONGEST

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
        given: work orders and cases that somebody else gave this person, and that were not told yet.

    """

    rows: tuple[TaskRow, ...]
    overdue: int
    given: tuple[TaskRow, ...] = ()


def supervises(person: Person) -> bool:
    """Tell whether a person sees to the work of others."""
    return Verb.SUPERVISE in VERBS_OF[person.role]


def stands_in_for(desk: Desk) -> frozenset[str]:
    """Return the ids of the people whose work is this person's today because they are away."""
    people, today = desk.office.people, i18n.today(desk.clock.now()).isoformat()
    me = desk.person.person_id
    return frozenset(away for away in people.branch.stand_ins if people.stand_in_for(away, today) == me)


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
    me = desk.person.person_id
    people, departments = {me, *away}, departments_of(desk, away)
    stamp, ahead = journal.stamp(now), journal.stamp(now + lateness.longest_warning)
    with desk.office.reading() as connection:
        near = worklist.due_between(connection, people, (stamp, ahead), LONGEST, departments)
        # A step towards an outcome breaks with the promise it serves, which is told by its own name.
        due = [row for row in near if row.task not in STEPS and _is_near(row, lateness, now)]
        keys = {reminders.key_of(me, row): row for row in due}
        overdue = worklist.pressing(connection, people, stamp, stamp, departments, pressed_by(desk, now)).overdue
        given = worklist.given(connection, me, departments_of(desk, frozenset()), LONGEST)
        keys_given = {reminders.key_of_given(me, row): row for row in given}
        told = reminders.told(connection, [*keys, *keys_given])
        new = {key: row for key, row in keys.items() if key not in told}
        arrived = {key: row for key, row in keys_given.items() if key not in told}
        by_others = [row for row in arrived.values() if _giver(connection, desk, row) not in ("", me)]
    if new or arrived:
        with desk.office.database.writing() as connection:
            reminders.note(connection, [*new, *arrived], stamp, journal.stamp(now - _REMEMBERED))
    return Reminders(tuple(new.values()), overdue, tuple(by_others))


def pressed_by(desk: Desk, now: datetime) -> worklist.Pressed:
    """Return which work orders with others whoever looks after the case sees: due soon, or with somebody who left."""
    gone = frozenset(person.person_id for person in desk.office.people.everyone() if not person.active)
    return worklist.Pressed(journal.stamp(now + USUAL_WARNING), gone)


def _is_near(row: TaskRow, lateness: Lateness, now: datetime) -> bool:
    return datetime.fromisoformat(row.due_at) - lateness.warning_of(row.task) <= now


def _giver(connection: Connection, desk: Desk, row: TaskRow) -> str:
    """Return who gave somebody a work order or a case; empty for a case nobody gave away, or one that is damaged."""
    case = _case(connection, desk, row.case_id)
    if case is None:
        return ""
    if not row.ref:
        return case.life.assigned[0].actor if case.life.assigned is not None else ""
    order = case.life.orders[row.ref]
    headers = [order.opened[0], *(header for header, body in order.steps if isinstance(body, e.OrderHandedOver))]
    return headers[-1].actor


def _case(connection: Connection, desk: Desk, case_id: str) -> Case | None:
    people = desk.office.people
    try:
        return Case.from_entries(journal.case_entries(connection, case_id, people), people)
    except EntryBroken:
        return None


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
            rows = worklist.tasks(connection, people, limit, departments, pressed_by(desk, desk.clock.now()))
    if supervises(desk.person):
        rows += _above(connection, desk, limit)
    once = {(row.case_id, row.task, row.ref): row for row in rows}
    return sorted(once.values(), key=in_order)


def _above(connection: Connection, desk: Desk, limit: int) -> list[TaskRow]:
    """Return what only those have to do who see to the work of others."""
    escalated = [row for row in worklist.escalated(connection, limit) if not _is_own(connection, desk, row)]
    return _to_judge(connection, desk, limit) + escalated


def _is_own(connection: Connection, desk: Desk, row: TaskRow) -> bool:
    """Tell whether a row is an objection to this person's own notice, which somebody else answers."""
    case, me = _case(connection, desk, row.case_id) if row.task == OBJECTION else None, desk.person.person_id
    notice = case.life.notices.get(row.ref) if case is not None else None
    return notice is not None and notice.given[0].actor == me and bool(judges_beside(desk.office.people, me))


def _to_judge(connection: Connection, desk: Desk, limit: int) -> list[TaskRow]:
    """Return the proposals this person may judge: whoever may send one back may decide on it or pass it up."""
    me, found = desk.person, []
    for row in worklist.to_decide(connection, me.person_id, me.limit_fen, limit):
        case = _case(connection, desk, row.case_id)
        if case is not None and case.may(Verb.RETURN, me) is None:
            found.append(row)
    return found


def _count_rows(connection: Connection, desk: Desk, which: Which, people: set[str] | None) -> int:
    """Count what ``_rows`` would return without an end."""
    match which:
        case Which.WAITING:
            return worklist.count_waiting(connection, people)
        case Which.TO_CLOSE:
            return worklist.count_to_close(connection, people)
        case _:
            departments = departments_of(desk, stands_in_for(desk))
            pressed = pressed_by(desk, desk.clock.now())
            total = worklist.count_tasks(connection, people, departments, pressed)
    if supervises(desk.person):
        total += len(_to_judge(connection, desk, _ALL))
        total += worklist.count_escalated_to_others(connection, people, departments, pressed)
    return total


def _counts(connection: Connection, desk: Desk, people: set[str] | None, departments: frozenset[str]) -> Counts:
    now = desk.clock.now()
    tomorrow = i18n.local(i18n.today(now) + timedelta(days=1))
    stamps, pressed = (journal.stamp(now), journal.stamp(tomorrow)), pressed_by(desk, now)
    late, today = worklist.pressing(connection, people, *stamps, departments, pressed)
    if supervises(desk.person):
        # What was put before the supervisors stands among their rows.
        late += worklist.count_escalated_to_others(connection, people, departments, pressed, ("", stamps[0]))
        today += worklist.count_escalated_to_others(connection, people, departments, pressed, stamps)
    by_status = index.count_by_status(connection)
    to_decide = by_status.get(Status.PROPOSED, 0) + by_status.get(Status.PASSED_UP, 0)
    return Counts(late, today, worklist.count_open(connection, people), to_decide)
