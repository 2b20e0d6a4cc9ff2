"""The migration steps and ``tables.py`` say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from desktop.storage import tables
from desktop.storage.database import Database
from desktop.storage.migrations import STEPS

if TYPE_CHECKING:
    from pathlib import Path


def test_the_steps_lead_to_the_tables_the_program_works_with(tmp_path: Path) -> None:
    database = Database(tmp_path / "office.db", bytes(32))
    database.open(new=True)
    with database.reading() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), tables.metadata)
        schema = connection.execute(text("PRAGMA user_version")).scalar_one()
    database.close()

    # The search table and what SQLite keeps for it are no tables of SQLAlchemy's.
    strange = [line for line in differences if line[0] != "remove_table" or not line[1].name.startswith("search")]
    assert strange == []
    assert schema == tables.SCHEMA == len(STEPS)
