"""Lists of cases, by status and by who looks after them, read from the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from desktop.storage import index
from desktop.storage import tables as t
from desktop.storage.index import CaseRow

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement, Connection

#: So many rows a list has at most.
LONGEST_LIST = 500


def list_cases(
    connection: Connection,
    statuses: tuple[str, ...] = (),
    limit: int = LONGEST_LIST,
    owners: Collection[str] | None = None,
) -> list[CaseRow]:
    """Return cases, the promise that breaks first on top; those without one come last, newest first.

    Args:
        connection: the database.
        statuses: of these alone; empty for any.
        limit: at most so many.
        owners: looked after by these people alone; ``None`` for everybody.
    """
    c = t.cases.c
    query = select(t.cases).order_by(c.due_at, c.registered_at.desc()).where(*_of(statuses, owners))
    # Two queries, because each walks the index on due_at and stops; one for both would sort all cases there are.
    dated = [CaseRow(*row) for row in connection.execute(query.where(c.due_at > "").limit(limit))]
    rest = connection.execute(query.where(c.due_at == "").limit(limit - len(dated)))
    return dated + [CaseRow(*row) for row in rest]


def count_cases(connection: Connection, statuses: tuple[str, ...] = (), owners: Collection[str] | None = None) -> int:
    """Count the cases that ``list_cases`` would return without an end."""
    return connection.execute(select(func.count()).where(*_of(statuses, owners)).select_from(t.cases)).scalar_one()


def search(
    connection: Connection, words: str, statuses: tuple[str, ...] = (), owners: Collection[str] | None = None
) -> tuple[list[CaseRow], int]:
    """Return the cases that were searched for, the newest first, and how many there are.

    Args:
        connection: the database.
        words: part of a number, waybill, name or phone.
        statuses: of these alone; empty for any.
        owners: looked after by these people alone; ``None`` for everybody.
    """
    only = _of(statuses, owners)
    rows = index.find_cases(connection, words, index.LONGEST_SEARCH, only)
    full = len(rows) >= index.LONGEST_SEARCH
    return rows, index.count_found(connection, words, only) if full else len(rows)


def _of(statuses: tuple[str, ...], owners: Collection[str] | None) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [t.cases.c.status.in_(statuses)] if statuses else []
    return found if owners is None else [*found, t.cases.c.owner.in_(owners)]
