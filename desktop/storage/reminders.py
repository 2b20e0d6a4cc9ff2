"""What a person was told of before it broke, so that nobody is told twice; kept with this copy of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from desktop.storage import tables as t

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from desktop.domain.work_rows import TaskRow

_PREFIX = "told "


def key_of(person_id: str, row: TaskRow) -> str:
    """Return what a reminder is known by: a task whose time was moved breaks at another moment and is told anew."""
    return f"{_PREFIX}{person_id} {row.case_id} {row.task} {row.ref} {row.due_at}"


def key_of_given(person_id: str, row: TaskRow) -> str:
    """Return what the notice of a work order or case that was given to somebody is known by: it is told once."""
    return f"{_PREFIX}{person_id} {row.case_id} given {row.ref}"


def told(connection: Connection, keys: Collection[str]) -> set[str]:
    """Return those of some reminders that were told already."""
    return set(connection.execute(select(t.local.c.key).where(t.local.c.key.in_(keys))).scalars())


def note(connection: Connection, keys: Collection[str], now: str, forget_before: str) -> None:
    """Note that reminders were told at a moment (UTC text), and forget those told long ago."""
    of_ours = t.local.c.key.startswith(_PREFIX, autoescape=True)
    connection.execute(delete(t.local).where(of_ours, t.local.c.value < forget_before))
    connection.execute(insert(t.local), [{"key": key, "value": now} for key in keys])
