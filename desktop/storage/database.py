"""Opens the encrypted database file: connections, transactions, schema."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import create_engine, event, exc
from sqlalchemy.pool import QueuePool

from desktop.errors import DatabaseDamaged, DiskFull, MadeByNewer, NotWritable, OfficeInUse
from desktop.storage import migrations
from desktop.storage.tables import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from desktop.errors import DeskError

FILE = "office.db"
#: Milliseconds to wait for a lock another connection holds.
PATIENCE = 5000
_LEAST_ROOM = 64 * 1024  # bytes


class Database:
    """One SQLCipher file and the two ways to use it: ``reading()`` and ``writing()``."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Prepare to use a database file with its 32-byte key; nothing is opened yet."""
        self._path, self._key = path, key
        # A few connections: one writes, others may read for lists, papers and backups meanwhile.
        self._engine: Engine = create_engine(
            "sqlite://",
            creator=self._connect,
            module=sqlcipher,
            # Parameters hold names and phones; errors end up in logs.
            hide_parameters=True,
            poolclass=QueuePool,
            pool_size=4,
            max_overflow=8,
        )
        event.listen(self._engine, "begin", _begin)

    def open(self, *, new: bool = False) -> None:
        """Check that the file is ours and of our schema; bring an older one up to date.

        Args:
            new: make the file; otherwise an empty one counts as damaged, never as a fresh start.

        Raises:
            DatabaseDamaged: it is not a database, or not one of this key.
            MadeByNewer: a newer version of the program wrote it; nothing was changed.
            DiskFull, NotWritable, OfficeInUse: it may be sound, but cannot be opened now.

        """
        if not new and self._path.stat().st_size == 0:
            raise DatabaseDamaged  # even to look at it would write a first page
        try:
            with self._engine.connect() as connection:
                schema = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
                connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
        except exc.DatabaseError as error:
            self.close()
            raise _world(error, self._path) or DatabaseDamaged() from error
        if schema > SCHEMA:
            self.close()
            raise MadeByNewer(schema)
        if schema == 0 and not new:
            self.close()
            raise DatabaseDamaged
        if schema < SCHEMA:
            self._migrate(schema)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the database.

        Raises:
            DiskFull, NotWritable, OfficeInUse, DatabaseDamaged: it cannot be read.

        """
        with self._explained(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is kept, or nothing.

        Raises:
            DiskFull: no room; nothing was kept.
            NotWritable: the file or folder is read-only.
            OfficeInUse: another program keeps the file to itself.
            DatabaseDamaged: it cannot be read as a database any more.

        """
        with (
            self._explained(),
            self._engine.connect().execution_options(begin="BEGIN IMMEDIATE") as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Tell faults of the world, which a person can mend, from our own mistakes."""
        try:
            yield
        except exc.DatabaseError as error:
            explained = _world(error, self._path)
            if explained is None:
                raise
            raise explained from error

    def _connect(self) -> Any:  # noqa: ANN401 - sqlcipher3 has no types
        connection = sqlcipher.connect(str(self._path), isolation_level=None, check_same_thread=False)
        # One spoilt byte must not make a whole table unreadable: the digests tell that it is spoilt.
        connection.text_factory = _text
        # Damage is told as an error; the library would also write it to the console.
        connection.execute("PRAGMA cipher_log_level = NONE")
        # The raw key form skips SQLCipher's own derivation: ours is Argon2id, in the key file.
        connection.execute(f"PRAGMA key = \"x'{self._key.hex()}'\"")
        for setting in (
            "foreign_keys = ON",
            "journal_mode = WAL",
            "synchronous = FULL",
            f"busy_timeout = {PATIENCE}",
            "temp_store = MEMORY",
            "trusted_schema = OFF",
        ):
            try:
                connection.execute(f"PRAGMA {setting}")
            except sqlcipher.DatabaseError:
                connection.close()
                raise
        return connection

    def _migrate(self, schema: int) -> None:
        if schema > 0:
            self._back_up(schema)
        with self._engine.connect() as connection:
            # Outside the transaction: inside one the pragma does nothing.
            connection.connection.execute("PRAGMA foreign_keys = OFF")
            with connection.execution_options(begin="BEGIN IMMEDIATE").begin():
                migrations.migrate(connection, schema)
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                    raise DatabaseDamaged
            connection.connection.execute("PRAGMA foreign_keys = ON")

    def _back_up(self, schema: int) -> None:
        """Keep the database as it was before a migration; VACUUM INTO takes the WAL along and keeps the key."""
        folder = self._path.parent / "backups"
        folder.mkdir(exist_ok=True)
        target = folder / f"before-schema-{schema + 1}.db"
        unfinished = target.with_suffix(".new")
        unfinished.unlink(missing_ok=True)
        with self._engine.connect() as connection:
            connection.connection.execute("VACUUM INTO ?", (str(unfinished),))
        shutil.move(unfinished, target)


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _world(error: exc.DatabaseError, path: Path) -> DeskError | None:
    text = str(error.orig)
    if "full" in text:
        return DiskFull()
    if "disk I/O error" in text and _no_room(path.parent):
        return DiskFull()  # what growing the shared memory of the WAL on a full disk is called
    if "readonly" in text or "unable to open" in text or "disk I/O error" in text:
        return NotWritable(path.parent)
    if "locked" in text:
        return OfficeInUse("")
    # A full-text table is damaged where its "vtable constructor failed".
    return DatabaseDamaged() if any(word in text for word in ("malformed", "not a database", "vtable")) else None


def _no_room(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _LEAST_ROOM
    except OSError:
        return False
