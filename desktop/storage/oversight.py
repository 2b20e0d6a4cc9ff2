"""What those look at who see to the work of others, read from the index alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Text, case, cast, func, or_, select

from desktop.domain.case import Status
from desktop.domain.intake import ComplaintType, claim_type
from desktop.domain.owed import ORDER
from desktop.domain.similar import Cover, Likeness, Settled
from desktop.domain.traces import TraceKind, phone_value
from desktop.storage import tables as t
from desktop.storage.index import CaseRow
from desktop.storage.worklist import OPEN

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

#: Complaint types that compensation rules know.
_CLAIMS = tuple(kind.value for kind in ComplaintType if claim_type((kind,)) is not None)


class Load(NamedTuple):
    """The work of one person.

    Attributes:
        open: cases they look after that are not at their end.
        oldest: when the oldest of those open cases was taken in, UTC text; empty without any.
        overdue: cases with a promise that is broken, and late work orders.
        orders: work orders they have to answer, late or not, in whosever cases.

    """

    person_id: str
    open: int
    oldest: str
    overdue: int
    orders: int = 0


class Decided(NamedTuple):
    """An approved amount with what it is compared by."""

    likeness: Likeness
    settled: Settled


class Again(NamedTuple):
    """The claims of one customer, the one registered last first."""

    phone: str
    cases: tuple[CaseRow, ...]


def loads(connection: Connection, now: str) -> list[Load]:
    """Return the work of everybody who has any, by person id; ``now`` as UTC text."""
    c, k = t.cases.c, t.tasks.c
    cases = select(c.owner, func.count(), func.min(c.registered_at)).where(c.status.in_(OPEN)).group_by(c.owner)
    open_cases = {owner: (count, oldest) for owner, count, oldest in connection.execute(cases)}
    # A case counts once, however many of its promises are broken; ``ref`` keeps its work orders apart.
    joined = select(k.person_id, k.case_id, k.ref).join(t.cases, c.case_id == k.case_id).where(c.status.in_(OPEN))
    late = joined.where(k.waiting.is_(False), k.due_at < now).distinct().subquery()
    counted = select(late.c.person_id, func.count()).group_by(late.c.person_id)
    overdue = {person_id: count for person_id, count in connection.execute(counted)}
    has_orders = joined.where(k.task == ORDER).distinct().subquery()
    to_answer = select(has_orders.c.person_id, func.count()).group_by(has_orders.c.person_id)
    orders = {person_id: count for person_id, count in connection.execute(to_answer)}
    found = sorted({*open_cases, *overdue, *orders} - {""})
    return [Load(who, *open_cases.get(who, (0, "")), overdue.get(who, 0), orders.get(who, 0)) for who in found]


def cases_of(connection: Connection, person_id: str, limit: int) -> list[CaseRow]:
    """Return the open cases a person looks after, or has a work order in, the oldest first."""
    query = select(t.cases).where(*_with(person_id)).order_by(t.cases.c.registered_at).limit(limit)
    return [CaseRow(*row) for row in connection.execute(query)]


def count_cases_of(connection: Connection, person_id: str) -> int:
    """Count the rows of ``cases_of``."""
    query = select(func.count()).select_from(t.cases).where(*_with(person_id))
    return connection.execute(query).scalar_one()


def _with(person_id: str) -> tuple[ColumnElement[bool], ...]:
    c, k = t.cases.c, t.tasks.c
    asked = select(k.case_id).where(k.person_id == person_id, k.task == ORDER)
    return c.status.in_(OPEN), or_(c.owner == person_id, c.case_id.in_(asked))


def count_odd_approvals(connection: Connection, since: str) -> int:
    """Count the rows of ``odd_approvals``."""
    return connection.execute(select(func.count()).where(*_odd(since))).scalar_one()


def count_decided_since(connection: Connection, since: str) -> int:
    """Count the rows of ``decided_since``."""
    return connection.execute(select(func.count()).where(t.settled.c.decided_at >= since)).scalar_one()


def _odd(since: str) -> tuple[ColumnElement[bool], ...]:
    c = t.cases.c
    odd = or_(c.alone.is_(True), c.computed_fen != c.amount_fen)
    return c.settlement == Status.APPROVED.value, c.last_at >= since, odd


def odd_approvals(connection: Connection, since: str, limit: int) -> list[CaseRow]:
    """Return cases approved by one person alone, or with another amount than the rules came to, the newest first.

    Args:
        connection: the database.
        since: UTC text; cases with no entry since then are left out.
        limit: at most so many.

    """
    query = select(t.cases).where(*_odd(since)).order_by(t.cases.c.last_at.desc())
    return [CaseRow(*row) for row in connection.execute(query.limit(limit))]


def money_to_come_back(connection: Connection, limit: int) -> list[CaseRow]:
    """Return cases in which goods were found after a payment and the money is not settled, the newest entry first."""
    c = t.cases.c
    query = select(t.cases).where(c.open_back_fen > 0).order_by(c.last_at.desc()).limit(limit)
    return [CaseRow(*row) for row in connection.execute(query)]


def count_money_to_come_back(connection: Connection) -> int:
    """Count the rows of ``money_to_come_back``."""
    return connection.execute(select(func.count()).where(t.cases.c.open_back_fen > 0)).scalar_one()


def with_field_filled(connection: Connection, kind: str, field: str, since: str, limit: int) -> list[CaseRow]:
    """Return cases with an entry of a kind written since a moment that has something in a field of its body.

    Whether such an entry is obeyed only the fold can tell.

    Args:
        connection: the database.
        kind: as in ``entries.kind_of``.
        field: name of the field; an empty text, or none, is nothing.
        since: as the beginning of the entry ids of that moment, which rise with the time.
        limit: at most so many.

    """
    k, body = t.entries.c, cast(t.bodies.c.body, Text)
    # A body that was damaged may be no JSON at all: then the case is named, and whoever folds it finds that out.
    filled = func.coalesce(case((func.json_valid(body) == 1, func.json_extract(body, f"$.{field}")), else_="?"), "")
    found = (
        select(k.case_id)
        .join(t.bodies, t.bodies.c.entry_id == k.entry_id)
        .where(k.entry_id >= since, k.kind == kind, filled != "")
    )
    query = select(t.cases).where(t.cases.c.case_id.in_(found)).order_by(t.cases.c.last_at.desc()).limit(limit)
    return [CaseRow(*row) for row in connection.execute(query)]


def withdrawn_approved(connection: Connection, since: str, limit: int) -> list[CaseRow]:
    """Return cases that were withdrawn with an approved amount, the newest entry first.

    Args:
        connection: the database.
        since: UTC text; cases with no entry since then are left out.
        limit: at most so many.

    """
    c = t.cases.c
    query = select(t.cases).where(
        c.status == Status.WITHDRAWN.value, c.settlement == Status.APPROVED.value, c.amount_fen > 0, c.last_at >= since
    )
    return [CaseRow(*row) for row in connection.execute(query.order_by(c.last_at.desc()).limit(limit))]


def decided_since(connection: Connection, since: str, limit: int) -> list[Decided]:
    """Return approved amounts with what they are compared by, the one decided last first."""
    c = t.settled.c
    query = select(t.settled).where(c.decided_at >= since).order_by(c.decided_at.desc()).limit(limit)
    return [
        Decided(
            Likeness(row.event, Cover(row.cover), row.currency, row.band, row.value_fen, row.terms),
            Settled(row.case_id, row.number, row.terms, row.value_fen, row.amount_fen, row.decided_at),
        )
        for row in connection.execute(query)
    ]


def cases_by_id(connection: Connection, case_ids: list[str]) -> dict[str, CaseRow]:
    """Return cases by their id."""
    rows = connection.execute(select(t.cases).where(t.cases.c.case_id.in_(case_ids)))
    return {row.case_id: row for row in (CaseRow(*found) for found in rows)}


def claims_again(connection: Connection, since: str, least: int) -> list[Again]:
    """Return the customers who made at least so many claims since a moment (UTC text), the newest claim first.

    A customer is who has the phone the complaint came with: the other party's number makes nobody a claimant.
    """
    k = t.traces.c
    often = (
        select(k.value)
        .where(k.trace == TraceKind.PHONE.value, k.registered_at >= since, k.type.in_(_CLAIMS))
        .group_by(k.value)
        .having(func.count() >= least)
    )
    found = []
    for phone in connection.execute(often).scalars():
        ids = select(k.case_id).where(k.trace == TraceKind.PHONE.value, k.value == phone, k.registered_at >= since)
        query = select(t.cases).where(
            t.cases.c.case_id.in_(ids), t.cases.c.status != Status.MERGED.value, t.cases.c.type.in_(_CLAIMS)
        )
        rows = connection.execute(query.order_by(t.cases.c.registered_at.desc()))
        own = tuple(row for row in (CaseRow(*one) for one in rows) if phone_value(row.phone) == phone)
        if len(own) >= least:
            found.append(Again(phone, own))
    return sorted(found, key=lambda again: again.cases[0].registered_at, reverse=True)
