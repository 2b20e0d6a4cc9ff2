"""The migration steps and ``tables.py`` say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from desktop.storage import index, tables
from desktop.storage.database import Database
from desktop.storage.migrations import STEPS
from desktop.storage.office import Office
from desktop.storage.verify import verify
from tests.factories import no_due

if TYPE_CHECKING:
    from pathlib import Path

    from tests.factories import Staffed


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


def test_an_office_of_the_first_schema_gets_the_new_index_and_a_mark_to_fill_it(staffed: Staffed) -> None:
    staffed.registered()
    with staffed.office.database.writing() as connection:
        index.set_mark(connection, "the calendar of then")
        for statement in ("DROP TABLE settled", "DROP TABLE tasks", "DROP TABLE traces", "PRAGMA user_version = 1"):
            connection.exec_driver_sql(statement)
    staffed.office.close()

    staffed.office = Office.open(staffed.office.folder, staffed.key, no_due)

    with staffed.office.reading() as connection:
        assert connection.execute(text("PRAGMA user_version")).scalar_one() == tables.SCHEMA
        assert connection.execute(text("SELECT count(*) FROM settled")).scalar_one() == 0
        assert index.mark(connection) == "", "the index counts as written by nobody"
    assert (staffed.office.folder / "backups" / "before-schema-2.db").is_file()
    with staffed.office.database.writing() as connection:
        index.rebuild(connection, no_due)
    assert verify(staffed.office).faults == []
