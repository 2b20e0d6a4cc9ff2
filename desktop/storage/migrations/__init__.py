"""Brings an older database up to the schema of this program, one step after the other.

A step writes its own SQL and never imports ``tables``: it must do tomorrow what it did on the day it was written.
There is no way back: a backup is made first and restored if need be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.storage.migrations import (
    step_1_journal,
    step_2_settled,
    step_3_tasks,
    step_4_worklist,
    step_5_money_back,
)

if TYPE_CHECKING:
    from types import ModuleType

    from sqlalchemy import Connection

#: The step at place n brings schema n to schema n + 1.
STEPS: tuple[ModuleType, ...] = (
    step_1_journal,
    step_2_settled,
    step_3_tasks,
    step_4_worklist,
    step_5_money_back,
)


def migrate(connection: Connection, schema: int) -> None:
    """Run the steps that are missing and record the schema reached, inside the caller's one transaction.

    The caller turns ``foreign_keys`` off before that transaction: Alembic's table copies would delete child rows.
    """
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext

    operations = Operations(MigrationContext.configure(connection))
    for number, step in enumerate(STEPS[schema:], start=schema + 1):
        step.upgrade(operations)
        connection.exec_driver_sql(f"PRAGMA user_version = {number}")
