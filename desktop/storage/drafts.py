"""What is half typed and said by nobody yet. It is in the database, so it is encrypted; it is not in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from desktop.storage import tables as t

if TYPE_CHECKING:
    from sqlalchemy import Connection

_d = t.drafts.c


def put(connection: Connection, draft_id: str, person_id: str, saved_at: str, content: bytes) -> None:
    """Keep a draft in the place of the one of the same id."""
    row = {"person_id": person_id, "saved_at": saved_at, "content": content}
    statement = upsert(t.drafts).values(draft_id=draft_id, **row)
    connection.execute(statement.on_conflict_do_update([_d.draft_id], set_=row))


def of_person(connection: Connection, person_id: str, *, prefix: str = "", other_than: str = "") -> list[bytes]:
    """Return the drafts of a person, newest first.

    Args:
        connection: to the office.
        person_id: whose.
        prefix: only those whose id begins so.
        other_than: without those whose id begins so.
    """
    query = select(_d.content).where(_d.person_id == person_id)
    if prefix:
        query = query.where(_d.draft_id.startswith(prefix, autoescape=True))
    if other_than:
        query = query.where(~_d.draft_id.startswith(other_than, autoescape=True))
    return list(connection.execute(query.order_by(_d.saved_at.desc())).scalars())


def drop(connection: Connection, draft_id: str) -> None:
    """Throw a draft away; one that is not there is no trouble."""
    connection.execute(delete(t.drafts).where(_d.draft_id == draft_id))
