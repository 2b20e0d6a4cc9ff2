"""What has to be done, read from the index alone: tasks with their cases, what breaks first on top.

A case owes several promises at once; of those only the one that breaks first makes a row, for whoever keeps it looks
at the case anyway. Each work order is a row of its own, and so is the step towards an outcome that somebody waits for.
What stands still because we wait for the customer comes last.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, exists, func, not_, or_, select, tuple_

from desktop.domain.case import Status
from desktop.domain.owed import OBJECTION, ORDER, STEPS
from desktop.domain.people import DEPARTMENTS_HERE
from desktop.domain.work_rows import CLOSE, DECIDE, TaskRow, in_order
from desktop.storage import tables as t

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import ColumnElement, Connection, RowMapping, Select

#: Statuses of cases at their end.
ENDED = (Status.CLOSED.value, Status.WITHDRAWN.value, Status.MERGED.value)
#: Statuses of cases that somebody still has to do something about.
OPEN = tuple(status.value for status in Status if status.value not in ENDED)


class Pressing(NamedTuple):
    """How many things are late, and how many are still to come by a moment."""

    overdue: int
    soon: int


class Hands(NamedTuple):
    """Whose work is meant.

    Attributes:
        people: their ids; ``None`` for everybody.
        departments: what is asked of these as a whole belongs to it too.

    """

    people: frozenset[str] | None = None
    departments: frozenset[str] = frozenset()


EVERYBODY = Hands()
#: After every due time, as UTC text compares.
LATEST = "~"


class Pressed(NamedTuple):
    """Which work orders of their own cases people are shown although somebody else has them: so that somebody presses.

    Attributes:
        until: those due before this moment (UTC text).
        gone: ids of people who left; theirs are shown however much time is left.

    """

    until: str = ""
    gone: frozenset[str] = frozenset()


NOBODY = Pressed()

_ROWS_BESIDE = (ORDER, OBJECTION)
_OF_CASE = TaskRow.__struct_fields__[: TaskRow.__struct_fields__.index("task")]
_OF_TASK = TaskRow.__struct_fields__[len(_OF_CASE) :]
_c, _k = t.cases.c, t.tasks.c
_other = t.tasks.alias("other")


def tasks(
    connection: Connection,
    people: Collection[str] | None,
    limit: int,
    departments: Collection[str] = (),
    pressed: Pressed = NOBODY,
) -> list[TaskRow]:
    """Return what some people have to do, or everybody (None): at most ``limit`` rows.

    Work orders that no person of the office has are with whoever looks after their case, and with those who work in the
    department that is asked as a whole. Those that are to be pressed are with whoever looks after their case as well.
    """
    shares = _shares(people, _FIRST, departments=departments, pressed=pressed)
    return _merged((_read(connection, query.order_by(_k.waiting, _k.due_at).limit(limit)) for query in shares), limit)


def waiting(connection: Connection, people: Collection[str] | None, limit: int) -> list[TaskRow]:
    """Return the cases that stand still because we wait for the customer, one row each."""
    shares = _shares(people, and_(_k.waiting.is_(True), _FIRST_WAITING))
    return _merged((_read(connection, query.order_by(_k.due_at).limit(limit)) for query in shares), limit)


def count_tasks(
    connection: Connection,
    people: Collection[str] | None,
    departments: Collection[str] = (),
    pressed: Pressed = NOBODY,
) -> int:
    """Count the rows of ``tasks``."""
    shares = _shares(people, _FIRST, departments=departments, pressed=pressed)
    return sum(_count(connection, share) for share in shares)


def count_escalated_to_others(
    connection: Connection,
    people: Collection[str] | None,
    departments: Collection[str] = (),
    pressed: Pressed = NOBODY,
    within: tuple[str, str] = ("", LATEST),
) -> int:
    """Count the rows of ``escalated`` that are not among those of ``tasks``, due from a moment to before another."""
    due = and_(_k.due_at >= within[0], _k.due_at < within[1])
    own = _shares(people, and_(_k.escalated.is_(True), due), departments=departments, pressed=pressed)
    return _count(connection, _escalated(EVERYBODY).where(due)) - sum(_count(connection, share) for share in own)


def count_waiting(connection: Connection, people: Collection[str] | None) -> int:
    """Count the rows of ``waiting``."""
    shares = _shares(people, and_(_k.waiting.is_(True), _FIRST_WAITING))
    return sum(_count(connection, share) for share in shares)


def to_close(connection: Connection, people: Collection[str] | None, limit: int) -> list[TaskRow]:
    """Return the cases that owe nothing any more and are not closed yet, the oldest first."""
    query = _to_close(people).order_by(_c.registered_at)
    return [_of_case(row, CLOSE) for row in connection.execute(query.limit(limit)).mappings()]


def count_to_close(connection: Connection, people: Collection[str] | None) -> int:
    """Count the rows of ``to_close``."""
    return _count(connection, _to_close(people))


def given(connection: Connection, person_id: str, departments: Collection[str], limit: int) -> list[TaskRow]:
    """Return what others may have given a person: work orders with them or their departments, cases taken in elsewhere.

    A case is a row without a task.
    """
    orders = _k.task == ORDER
    as_a_whole = and_(_k.person_id == "", _k.department.in_(departments))
    rows = _read(connection, _tasks(orders, _k.person_id == person_id).limit(limit))
    rows += _read(connection, _tasks(orders, as_a_whole).limit(limit))
    cases = _cases(_c.owner == person_id, _c.registered_by != person_id, _c.status.in_(OPEN)).limit(limit)
    return rows + [_of_case(row, "") for row in connection.execute(cases).mappings()]


def to_decide(connection: Connection, but_by: str, up_to: int | None, limit: int) -> list[TaskRow]:
    """Return the proposals that wait for a decision.

    Args:
        connection: the database.
        but_by: not those in cases this person took in themselves.
        up_to: of those passed up only amounts up to so many fen; ``None`` for any amount.
        limit: at most so many.
    """
    query = _to_decide(but_by, up_to).order_by(_c.due_at == "", _c.due_at)
    return [_of_case(row, DECIDE) for row in connection.execute(query.limit(limit)).mappings()]


def escalated(connection: Connection, limit: int, by: Hands = EVERYBODY) -> list[TaskRow]:
    """Return the work orders and objections that lie before the supervisor, what is due first on top."""
    return _read(connection, _escalated(by).order_by(_k.due_at).limit(limit))


def count_escalated(connection: Connection, by: Hands = EVERYBODY, since: str = "") -> int:
    """Count the rows of ``escalated`` that are due at or after a moment (UTC text)."""
    return _count(connection, _escalated(by).where(_k.due_at >= since))


def overdue(connection: Connection, now: str, limit: int, by: Hands = EVERYBODY) -> list[TaskRow]:
    """Return what is late, whoever has it, the latest first; ``now`` as UTC text."""
    return _read(connection, _overdue(now, by).order_by(_k.due_at).limit(limit))


def count_overdue(connection: Connection, now: str, by: Hands = EVERYBODY) -> int:
    """Count the rows of ``overdue``."""
    return _count(connection, _overdue(now, by))


def due_between(
    connection: Connection,
    people: Collection[str] | None,
    within: tuple[str, str],
    limit: int,
    departments: Collection[str] = (),
) -> list[TaskRow]:
    """Return everything due from one moment to another (UTC text), each promise of a case on its own."""
    first, last = within
    due = and_(_k.waiting.is_(False), _k.due_at >= first, _k.due_at <= last)
    shares = _shares(people, due, departments=departments)
    return _merged((_read(connection, query.order_by(_k.due_at).limit(limit)) for query in shares), limit)


def pressing(
    connection: Connection,
    people: Collection[str] | None,
    now: str,
    until: str,
    departments: Collection[str] = (),
    pressed: Pressed = NOBODY,
) -> Pressing:
    """Count the rows of ``tasks`` that are late and those due up to a moment (UTC text)."""

    def count(*within: ColumnElement[bool]) -> int:
        shares = _shares(people, and_(_k.waiting.is_(False), *within, _FIRST), departments=departments, pressed=pressed)
        return sum(_count(connection, share) for share in shares)

    return Pressing(count(_k.due_at < now), count(_k.due_at >= now, _k.due_at < until))


def count_open(connection: Connection, people: Collection[str] | None) -> int:
    """Return how many cases are not at their end."""
    query = select(func.count()).where(_c.status.in_(OPEN), *_owned(people))
    return connection.execute(query).scalar_one()


def _is_first(*alike: ColumnElement[bool]) -> ColumnElement[bool]:
    """Say that no other promise of the same case breaks before this one."""
    before = tuple_(_other.c.waiting, _other.c.due_at, _other.c.task) < tuple_(_k.waiting, _k.due_at, _k.task)
    same_case = and_(_other.c.case_id == _k.case_id, _other.c.task.not_in(_ROWS_BESIDE))
    return or_(_k.task.in_((*_ROWS_BESIDE, *STEPS)), not_(exists().where(same_case, before, *alike)))


_FIRST = _is_first()
_FIRST_WAITING = _is_first(_other.c.waiting == _k.waiting)


def _tasks(*where: ColumnElement[bool]) -> Select[Any]:
    columns = (*(_c[name] for name in _OF_CASE), *(_k[name] for name in _OF_TASK))
    # A case at its end may still hold work orders nobody answered; there is nothing to be done about them.
    joined = select(*columns).select_from(t.tasks).join(t.cases, _c.case_id == _k.case_id)
    # An objection is answered whatever became of its case.
    return joined.where(or_(_c.status.not_in(ENDED), _k.task == OBJECTION), *where)


def _cases(*where: ColumnElement[bool]) -> Select[Any]:
    return select(*(_c[name] for name in _OF_CASE), _c.due_at).where(*where)


def _to_close(people: Collection[str] | None) -> Select[Any]:
    return _cases(_c.due_promise == "", _c.status.in_(OPEN), *_owned(people))


def _to_decide(but_by: str, up_to: int | None) -> Select[Any]:
    statuses = (Status.PROPOSED.value, Status.PASSED_UP.value)
    found = _cases(_c.status.in_(statuses), _c.registered_by != but_by)
    if up_to is None:
        return found
    return found.where(or_(_c.status != Status.PASSED_UP.value, func.coalesce(_c.amount_fen, 0) <= up_to))


def _escalated(by: Hands) -> Select[Any]:
    return _tasks(_k.escalated.is_(True), *_in_hand(by))


def _overdue(now: str, by: Hands) -> Select[Any]:
    return _tasks(_k.waiting.is_(False), _k.due_at < now, _FIRST, *_in_hand(by))


def _in_hand(by: Hands) -> list[ColumnElement[bool]]:
    if by.people is None:
        return []
    # What a department here is asked as a whole is its own; what is asked outside is with who looks after the case.
    asked_outside = and_(_k.department.not_in(DEPARTMENTS_HERE), _c.owner.in_(by.people))
    as_a_whole = and_(_k.person_id == "", or_(_k.department.in_(by.departments), asked_outside))
    return [or_(_k.person_id.in_(by.people), as_a_whole)]


def _count(connection: Connection, query: Select[Any]) -> int:
    return connection.execute(query.with_only_columns(func.count())).scalar_one()


def _shares(
    people: Collection[str] | None,
    *where: ColumnElement[bool],
    departments: Collection[str] = (),
    pressed: Pressed = NOBODY,
) -> list[Select[Any]]:
    """Return one query for each person, one for work orders no person has, one for those to be pressed.

    Each walks an index and stops, and none has a row of another.
    """
    if people is None:
        return [_tasks(*where)]
    own = [_tasks(_k.person_id == person_id, *where) for person_id in sorted(people)]
    with_them: ColumnElement[bool] = _c.owner.in_(people)
    if departments:
        with_them = or_(with_them, _k.department.in_(departments))
    shares = [*own, _tasks(_k.person_id == "", _k.task != OBJECTION, with_them, *where)]
    if pressed != NOBODY:
        soon_or_gone = or_(_k.due_at < pressed.until, _k.person_id.in_(pressed.gone))
        with_others = and_(_k.task == ORDER, _k.person_id.not_in({"", *people}), soon_or_gone)
        shares.append(_tasks(_k.waiting.is_(False), with_others, _c.owner.in_(people), *where))
    return shares


def _owned(people: Collection[str] | None) -> list[ColumnElement[bool]]:
    return [] if people is None else [_c.owner.in_(people)]


def _read(connection: Connection, query: Select[Any]) -> list[TaskRow]:
    return [TaskRow(**row) for row in connection.execute(query).mappings()]


def _of_case(row: RowMapping, task: str) -> TaskRow:
    known = dict(row) | {"task": task, "ref": "", "person_id": "", "department": ""}
    return TaskRow(**known, statutory=False, waiting=False, escalated=False)


def _merged(shares: Iterable[list[TaskRow]], limit: int) -> list[TaskRow]:
    rows = {(row.case_id, row.task, row.ref): row for share in shares for row in share}
    return list(islice(sorted(rows.values(), key=in_order), limit))
