"""Reads the lists an office keeps beside its journal, as far as only tests want to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from desktop.domain.owed import Task
from desktop.storage import tables as t

if TYPE_CHECKING:
    from sqlalchemy import Connection


def tasks_of_case(connection: Connection, case_id: str) -> list[Task]:
    """Return what one case has to have done by when, the most urgent first."""
    columns = [t.tasks.c[name] for name in Task.__struct_fields__]
    query = (
        select(*columns)
        .where(t.tasks.c.case_id == case_id)
        .order_by(t.tasks.c.waiting, t.tasks.c.due_at, t.tasks.c.task)
    )
    return [Task(*row) for row in connection.execute(query)]
