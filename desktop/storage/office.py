"""One office folder: lock, keys, database, encrypted files, and the one way to write to its journal."""

from __future__ import annotations

import os
import platform
import secrets
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import filelock
import msgspec
from sqlalchemy import insert, select

from desktop.domain import entries as e
from desktop.domain.case import Case
from desktop.domain.people import People
from desktop.errors import (
    DatabaseDamaged,
    EntryBroken,
    FolderNotEmpty,
    KeyReplaced,
    NoOffice,
    NoSuchCase,
    OfficeExists,
    OfficeInUse,
)
from desktop.paths import sync_folder, write_atomically
from desktop.storage import database, index, journal, keys
from desktop.storage import tables as t
from desktop.storage.files import FileStore, disk_error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection

    from desktop.domain.people import Person
    from desktop.storage.index import Owing
    from desktop.storage.keys import OfficeKey, Signer, Unlocked

_LOCK, _HOLDER = "office.lock", "office.since"


class _Holder(msgspec.Struct, frozen=True):
    """Which program holds the office, on which computer, and the staff number of who works there."""

    pid: int
    computer: str = ""
    code: str = ""


@dataclass
class Writing:
    """What a writing transaction gives: look, then append; the index follows by itself at the end.

    Attributes:
        people: as they stand with what this transaction has added so far.

    """

    connection: Connection
    people: People
    _office: Office
    _time: str
    _touched: dict[str, None] = field(default_factory=dict)
    _cases: dict[str, Case] = field(default_factory=dict)

    @property
    def time(self) -> str:
        """The time every entry of this transaction bears."""
        return self._time

    def case(self, case_id: str) -> Case:
        """Return a case as it stands inside this transaction.

        Raises:
            NoSuchCase: it has no entries.

        """
        if case_id not in self._cases:
            self._cases[case_id] = _case(self.connection, case_id, self.people)
        return self._cases[case_id]

    def person(self, signer: Signer) -> Person:
        """Return the person who signs, as they stand now."""
        person = self.people.at(signer.person_id)
        assert person is not None, "only people of the office get a signer"
        return person

    def append(self, signer: Signer, case_id: str, *bodies: e.Body) -> list[e.Header]:
        """Append entries to one case, or to the office where ``case_id`` is empty.

        Raises:
            KeyReplaced: this key is no longer the person's; what it signs would not verify.
            NoSuchCase: an erasure names nothing that can be erased.

        """
        if self.people.office is not None and self.people.key_at(signer.person_id, self._time) != signer.public_key:
            raise KeyReplaced
        headers = journal.append(
            self.connection, signer, self._office.device, self._time, [(case_id, body) for body in bodies]
        )
        if case_id:
            self._touched[case_id] = None
            self._cases.pop(case_id, None)
        else:
            for header, body in zip(headers, bodies, strict=True):
                self._take_office_entry(header, body)
        return headers

    def _take_office_entry(self, header: e.Header, body: e.Body) -> None:
        self.people = self.people.after(e.Entry(header, body))
        # Roles, keys and limits of this moment have their say in every case.
        self._cases.clear()
        if isinstance(body, e.BodyErased) and header.entry_id not in self.people.not_obeyed:
            self._erase(header, body)

    def _erase(self, header: e.Header, body: e.BodyErased) -> None:
        case_id = index.case_of_entry(self.connection, body.entry_id)
        if not case_id:  # Without its own entries the office would not open any more.
            raise NoSuchCase(body.entry_id)
        index.record_erasure(self.connection, header, body)
        self._touched[case_id] = None

    def finish(self) -> None:
        """Bring the index rows of every touched case up to date."""
        for case_id in self._touched:
            index.refresh(self.connection, self.case(case_id), self.people, self._office.owing)


class Office:
    """An open office. Only one program holds an office at a time."""

    def __init__(self, folder: Path, office_key: OfficeKey, owing: Owing) -> None:
        self.folder = folder
        self.key = office_key
        self.owing = owing
        self.attachments = FileStore(folder / "attachments", office_key)
        self.papers = FileStore(folder / "papers", office_key)
        self.database = database.Database(folder / database.FILE, office_key.derive("database"))
        self.clock_confirmed = False
        self.people = People()
        self.device = ""
        self._lock = filelock.FileLock(folder / _LOCK, thread_local=False)
        self._one_writer = threading.RLock()

    @classmethod
    def found(cls, folder: Path, unlocked: Unlocked, founding: e.OfficeFounded, now: datetime, owing: Owing) -> Office:
        """Make the database of a new office in a folder from ``make_folder``; its first entry is ``founding``.

        Raises:
            NotWritable, DiskFull: it cannot be made.

        """
        office = cls(folder, unlocked.office_key, owing)
        office._take_lock()
        try:
            office.database.open(new=True)
            office._begin_log()
            with office.writing(now) as writing:
                writing.append(unlocked.signer, "", founding)
        except BaseException:
            office.close()
            raise
        return office

    @classmethod
    def open(cls, folder: Path, office_key: OfficeKey, owing: Owing, *, damaged_too: bool = False) -> Office:
        """Open an office with its key: take the lock, check the database, bring it up to date.

        Args:
            folder: the office folder.
            office_key: from the key file.
            owing: tells the index what a case has to have done by when.
            damaged_too: open it although entries about people are broken; only to examine it.

        Raises:
            NoOffice: there is none.
            OfficeInUse: another program holds it.
            EntryBroken: an entry about the office or its people was changed.
            DatabaseDamaged, MadeByNewer, NotWritable: as they say; nothing was changed.

        """
        if not _is_file(folder / database.FILE):
            raise NoOffice(folder)
        office = cls(folder, office_key, owing)
        office._take_lock()
        try:
            office.database.open()
            with office.database.reading() as connection:
                office.people, _entries, faults = journal.office_entries(connection)
                device = connection.execute(select(t.local.c.value).where(t.local.c.key == "device")).scalar()
            if device is None:
                raise DatabaseDamaged  # noqa: TRY301 - the office is closed below
            office.device = device
            if not damaged_too:
                _refuse_broken(faults)
        except BaseException:
            office.close()
            raise
        return office

    @property
    def details(self) -> e.OfficeDetails:
        """The branch as it appears on papers."""
        assert self.people.office is not None, "the first entry founds the office"
        return self.people.office

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the database."""
        with self.database.reading() as connection:
            yield connection

    @contextmanager
    def writing(self, now: datetime) -> Iterator[Writing]:
        """One transaction on the journal: all entries and their index rows are kept, or nothing.

        Raises:
            ClockBehind: the computer's clock stands before the last entry and nobody confirmed going on.
            DiskFull, NotWritable: nothing was kept.

        """
        # One at a time also within this program: the next one starts from the people this one leaves behind.
        with self._one_writer:
            with self.database.writing() as connection:
                last = journal.last_time(connection)
                time = journal.time_for(now, last, clock_confirmed=self.clock_confirmed)
                writing = Writing(connection, self.people, self, time)
                yield writing
                writing.finish()
            self.people = writing.people

    def check_clock(self, now: datetime) -> None:
        """Check that the computer's clock does not stand clearly before the last entry.

        Raises:
            ClockBehind: it does, and nobody confirmed going on.
        """
        with self.reading() as connection:
            journal.time_for(now, journal.last_time(connection), clock_confirmed=self.clock_confirmed)

    def tell_holder(self, code: str) -> None:
        """Write down for the message of a second program who works here, by staff number, and on which computer.

        The lock itself is the operating system's; where this cannot be written, the message says less.
        """
        path = self.folder / _HOLDER
        with suppress(OSError):
            taken = path.stat().st_mtime
            write_atomically(path, msgspec.json.encode(_Holder(os.getpid(), platform.node(), code)))
            os.utime(path, (taken, taken))  # it tells since when the office is open, whoever works here

    def case(self, case_id: str) -> Case:
        """Return a case as it stands, every entry checked.

        Raises:
            NoSuchCase: it is not here.
            EntryBroken: an entry was changed since it was written.

        """
        with self.reading() as connection:
            return _case(connection, case_id, self._people_in(connection))

    def _people_in(self, connection: Connection) -> People:
        """Return the people as one view of the database has them.

        A case may hold entries of somebody who joined a moment ago: the write that let them in is done, and
        ``self.people`` follows only then.
        """
        people = self.people
        if journal.count_of_office_entries(connection) == people.entries:
            return people
        return journal.office_entries(connection)[0]

    def close(self) -> None:
        """Let go of database and lock."""
        self.database.close()
        self._lock.release()

    def _begin_log(self) -> None:
        self.device = secrets.token_hex(8)
        with self.database.writing() as connection:
            connection.execute(insert(t.local).values(key="device", value=self.device))

    def _take_lock(self) -> None:
        try:
            self._lock.acquire(timeout=0)
        except filelock.Timeout as error:
            raise _in_use(self.folder) from error
        except OSError as error:
            raise disk_error(error, self.folder) from error
        # Only for the message of a second program; the lock itself is the operating system's.
        try:
            write_atomically(self.folder / _HOLDER, msgspec.json.encode(_Holder(os.getpid(), platform.node())))
        except OSError as error:
            self._lock.release()
            raise disk_error(error, self.folder) from error


def check_place(folder: Path) -> None:
    """Check that a new office can be made at a place.

    Raises:
        OfficeExists: there is one already.
        FolderNotEmpty: something else is there.
        NotWritable: it is closed to us.
    """
    try:
        taken = (folder / database.FILE).exists() or (folder / keys.FILE).exists()
        empty = not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
    except OSError as error:
        raise disk_error(error, folder) from error
    if taken:
        raise OfficeExists(folder)
    if not empty:
        raise FolderNotEmpty(folder)


def check_free(folder: Path) -> None:
    """Check that no other program holds an office, without opening it.

    Raises:
        OfficeInUse: one does.
        NotWritable: the folder cannot be written to.
    """
    lock = filelock.FileLock(folder / _LOCK, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout as error:
        raise _in_use(folder) from error
    except OSError as error:
        raise disk_error(error, folder) from error
    lock.release()


def make_folder(folder: Path) -> None:
    """Make an empty office folder.

    Raises:
        NotWritable, DiskFull: it cannot be made.
    """
    try:
        for part in ("attachments", "papers", "backups"):
            (folder / part).mkdir(parents=True)
    except OSError as error:
        raise disk_error(error, folder) from error


def move_into_place(made: Path, folder: Path) -> None:
    """Give a finished office folder its final name, in one step.

    Raises:
        NotWritable: the place cannot be taken.
    """
    try:
        if folder.is_dir():
            folder.rmdir()  # Windows does not rename onto an empty folder
        made.rename(folder)
        sync_folder(folder.absolute().parent)
    except OSError as error:
        raise disk_error(error, folder) from error


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError as error:
        raise disk_error(error, path.parent) from error


def _refuse_broken(faults: dict[str, str]) -> None:
    for entry_id, fault in faults.items():
        raise EntryBroken(entry_id, fault)


def _in_use(folder: Path) -> OfficeInUse:
    """Return the refusal with what the program that holds the office wrote down about itself, if it did."""
    path = folder / _HOLDER
    try:
        since = str(int(path.stat().st_mtime))
        holder = msgspec.json.decode(path.read_bytes(), type=_Holder)
    except (OSError, msgspec.MsgspecError):
        # The program before this one wrote its number alone.
        return OfficeInUse(_changed_at(path))
    return OfficeInUse(since, holder.computer, holder.code)


def _changed_at(path: Path) -> str:
    try:
        return str(int(path.stat().st_mtime))
    except OSError:
        return ""


def _case(connection: Connection, case_id: str, people: People) -> Case:
    found = journal.case_entries(connection, case_id, people)
    if not found:
        raise NoSuchCase(case_id)
    return Case.from_entries(found, people)
