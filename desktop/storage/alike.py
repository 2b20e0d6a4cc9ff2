"""Finding cases by what they have in common (the same matter, the same trouble again), or that others name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, or_, select

from desktop.domain.case import Status
from desktop.domain.traces import Trace, TraceKind
from desktop.storage import tables as t
from desktop.storage.index import CaseRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import Connection


#: What goes on in another case is the same trouble, not the same trouble again.
_MERGED = select(t.cases.c.case_id).where(t.cases.c.status == Status.MERGED.value)


class Shared(NamedTuple):
    """A case with the traces it shares with something."""

    row: CaseRow
    traces: tuple[Trace, ...]


class Group(NamedTuple):
    """Cases with one trace and one complaint type in common."""

    trace: Trace
    type: str
    size: int
    first_at: str
    last_at: str


def sharing(connection: Connection, traces: Iterable[Trace], but_for: str = "", limit: int = 200) -> list[Shared]:
    """Return cases that share a trace, the one registered last first; each trace brings at most ``limit``."""
    found: dict[str, list[Trace]] = {}
    c = t.traces.c
    for trace in traces:
        # One query a trace: each walks the index from its newest case on and stops.
        query = (
            select(c.case_id)
            .where(c.trace == trace.kind.value, c.value == trace.value, c.case_id != but_for)
            .order_by(c.registered_at.desc())
            .limit(limit)
        )
        for case_id in connection.execute(query).scalars():
            found.setdefault(case_id, []).append(trace)
    rows = select(t.cases).where(t.cases.c.case_id.in_(found)).order_by(t.cases.c.registered_at.desc())
    cases = [CaseRow(*row) for row in connection.execute(rows)]
    return [Shared(row, tuple(found[row.case_id])) for row in cases]


def count_since(connection: Connection, trace: Trace, since: str, but_for: str = "") -> int:
    """Return how many cases registered since a moment (UTC text) share a trace."""
    c = t.traces.c
    query = select(func.count()).where(
        c.trace == trace.kind.value,
        c.value == trace.value,
        c.registered_at >= since,
        c.case_id != but_for,
        c.case_id.not_in(_MERGED),
    )
    return connection.execute(query).scalar_one()


def groups(connection: Connection, kinds: Collection[TraceKind], since: str, least: int) -> list[Group]:
    """Return what at least ``least`` cases of one type, registered since a moment, have in common; most first."""
    c = t.traces.c
    amount = func.count().label("amount")
    query = (
        select(c.trace, c.value, c.type, amount, func.min(c.registered_at), func.max(c.registered_at))
        .where(
            or_(*(c.trace == kind.value for kind in kinds)),
            c.registered_at >= since,
            c.type != "",
            c.case_id.not_in(_MERGED),
        )
        .group_by(c.trace, c.value, c.type)
        .having(amount >= least)
        .order_by(amount.desc(), c.trace, c.value, c.type)
    )
    return [
        Group(Trace(TraceKind(kind), value), type_, count, first, last)
        for kind, value, type_, count, first, last in connection.execute(query)
    ]


def members(connection: Connection, group: Group, since: str) -> list[CaseRow]:
    """Return the cases of a group, the one registered last first."""
    c = t.traces.c
    ids = select(c.case_id).where(
        c.trace == group.trace.kind.value,
        c.value == group.trace.value,
        c.type == group.type,
        c.registered_at >= since,
        c.case_id.not_in(_MERGED),
    )
    query = select(t.cases).where(t.cases.c.case_id.in_(ids)).order_by(t.cases.c.registered_at.desc())
    return [CaseRow(*row) for row in connection.execute(query)]


def numbers_of(connection: Connection, case_ids: Iterable[str]) -> dict[str, str]:
    """Return the numbers of cases by id; one that is not here has none."""
    query = select(t.cases.c.case_id, t.cases.c.number).where(t.cases.c.case_id.in_(list(case_ids)))
    return {str(case_id): str(number) for case_id, number in connection.execute(query)}
