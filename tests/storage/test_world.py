"""The world at fault, really tried: no room, no rights, a file held by another program, several threads at once."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.domain import entries as e
from desktop.errors import DeskError, NotWritable, OfficeInUse
from desktop.storage import case_lists, database
from desktop.storage.keys import FILE, KeyFile, Signer, Unlocked
from desktop.storage.office import Office, check_place
from desktop.storage.verify import verify
from tests.factories import Staffed, no_due

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def no_file_grows() -> Iterator[None]:
    """Refuse to let any file grow, as a full disk does, whoever runs the tests."""
    resource = pytest.importorskip("resource", reason="only Unix limits the size of files")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("times", [1, 3])
def test_where_nothing_can_be_written_nothing_is_changed_and_work_goes_on_afterwards(
    staffed: Staffed, times: int
) -> None:
    case = staffed.registered()
    before = verify(staffed.office).entries

    with no_file_grows():
        for _again in range(times):
            with pytest.raises(DeskError):
                staffed.write("clerk", case.case_id, e.NoteAdded(words="长" * 9000))
            with pytest.raises(DeskError):
                staffed.write("manager", "", e.OfficeChanged(office=staffed.office.details))
            with pytest.raises(NotWritable):
                staffed.office.attachments.keep(b"photo")
            assert staffed.office.case(case.case_id) == case

    report = verify(staffed.office)
    assert (report.entries, report.faults) == (before, [])
    staffed.office.attachments.keep(b"photo")
    staffed.write("clerk", case.case_id, e.NoteAdded(words="好了"))
    assert verify(staffed.office).faults == []


def test_a_password_that_cannot_be_kept_leaves_the_old_one(tmp_path: Path, staffed: Staffed) -> None:
    unlocked = Unlocked(staffed.key, staffed.signers["clerk"])
    KeyFile.new(tmp_path, "office").put("01", unlocked, "first-one")

    with no_file_grows(), pytest.raises(NotWritable):
        KeyFile.read(tmp_path).put("01", unlocked, "second-one")

    assert KeyFile.read(tmp_path).unlock("01", "first-one").signer.person_id == "clerk"
    assert [path.name for path in tmp_path.glob(".new-*")] == []


def test_a_key_file_that_may_not_be_read_is_said_so(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()  # the closest to a forbidden file that also stops an administrator

    with pytest.raises(NotWritable):
        KeyFile.read(tmp_path)


def test_a_place_below_a_file_is_no_place_for_an_office(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("x")

    check_place(tmp_path / "letter.txt" / "office")  # nothing is there yet; making the folder is refused
    with pytest.raises(DeskError):
        check_place(tmp_path / "letter.txt")


HOLDER = (
    "import sys, sqlcipher3.dbapi2 as sqlcipher\n"
    "connection = sqlcipher.connect(sys.argv[1], isolation_level=None)\n"
    "connection.execute(f'''PRAGMA key = \"x'{sys.argv[2]}'\"''')\n"
    "connection.execute('BEGIN EXCLUSIVE')\n"
    "print('held', flush=True)\n"
    "sys.stdin.read()\n"
)


def test_a_database_held_by_another_program_is_said_to_be_in_use(
    staffed: Staffed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 100)
    case = staffed.registered()
    staffed.office.close()
    staffed.office = Office.open(staffed.office.folder, staffed.key, no_due)
    path, key = staffed.office.folder / database.FILE, staffed.key.derive("database").hex()
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path), key], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"

        with pytest.raises(OfficeInUse):
            staffed.write("clerk", case.case_id, e.NoteAdded(words="等等"))
        assert staffed.office.case(case.case_id) == case
        holder.communicate(b"")

    staffed.write("clerk", case.case_id, e.NoteAdded(words="好了"))
    assert verify(staffed.office).faults == []


def test_a_photo_whose_file_broke_is_whole_again_once_it_is_added_again(staffed: Staffed) -> None:
    name = staffed.office.attachments.keep(b"photo")
    stored = next(path for path in (staffed.office.folder / "attachments").rglob("*") if path.is_file())
    stored.write_bytes(b"")

    assert staffed.office.attachments.keep(b"photo") == name
    assert staffed.office.attachments.fetch(name) == b"photo"


def test_threads_that_read_and_write_at_once_neither_wait_for_ever_nor_lose_anything(staffed: Staffed) -> None:
    """Two writers although the program has but one, and readers who see people change under them."""
    case_id = staffed.registered().case_id
    finished = threading.Event()

    def write(number: int) -> None:
        for turn in range(15):
            signer = Signer.new(f"p{number}-{turn}")
            person = e.NewPerson(signer.person_id, signer.person_id, "某", "clerk", 0, 0, signer.public_key)
            staffed.write("manager", "", e.PersonAdded(person=person))
            with staffed.office.writing(staffed.now + timedelta(seconds=turn)) as writing:
                writing.append(signer, case_id, e.NoteAdded(words="x"))

    def read() -> None:
        while not finished.is_set():
            staffed.office.case(case_id)
            with staffed.office.reading() as connection:
                case_lists.list_cases(connection)

    with ThreadPoolExecutor() as pool:
        readers = [pool.submit(read) for _reader in range(2)]
        writers = [pool.submit(write, number) for number in range(2)]
        wait(writers, timeout=60)
        finished.set()

    assert [call.exception(timeout=60) for call in writers + readers] == [None] * 4
    assert len(staffed.office.people.everyone()) == 5 + 30
    assert len(staffed.office.case(case_id).history) == 1 + 30
    assert verify(staffed.office).faults == []
