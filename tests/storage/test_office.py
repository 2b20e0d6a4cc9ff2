"""The office folder: secrecy on disk, faults of the world, crashes, and the guards of the journal."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import exc, text

from desktop.domain import entries as e
from desktop.domain.people import Role
from desktop.errors import (
    ClockBehind,
    DatabaseDamaged,
    EntryBroken,
    FileBroken,
    FolderNotEmpty,
    MadeByNewer,
    NoOffice,
    NoSuchCase,
    OfficeExists,
)
from desktop.storage import index, journal, office
from desktop.storage.keys import Signer
from desktop.storage.office import Office
from desktop.storage.verify import verify
from tests.factories import Staffed, a_new_person, no_due

SECRETS = ("𬭊䶮", "某clerk", "13912345678", "SF1385628716739", "青石路", "瓷瓶")


def every_byte(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_nothing_in_the_folder_shows_a_name_phone_or_waybill(staffed: Staffed) -> None:
    staffed.registered()
    staffed.office.attachments.keep("寄件人 𬭊䶮 13912345678".encode())

    content = every_byte(staffed.office.folder)

    for secret in SECRETS:
        for coding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
            assert secret.encode(coding) not in content
    names = " ".join(str(path.relative_to(staffed.office.folder)) for path in staffed.office.folder.rglob("*"))
    assert not any(secret in names for secret in SECRETS)


def test_the_database_is_unreadable_without_the_key(staffed: Staffed) -> None:
    connection = sqlite3.connect(staffed.office.folder / "office.db")
    with pytest.raises(sqlite3.DatabaseError):
        connection.execute("SELECT count(*) FROM sqlite_master")
    connection.close()
    assert b"SQLite format" not in every_byte(staffed.office.folder)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET kind = 'x'",
        "DELETE FROM entries",
        "UPDATE bodies SET body = x'00'",
        "DELETE FROM bodies",
        "INSERT OR REPLACE INTO bodies SELECT entry_id, x'00' FROM entries LIMIT 1",
        "INSERT OR REPLACE INTO entries SELECT * FROM entries LIMIT 1",
        "INSERT INTO bodies SELECT entry_id, body FROM bodies WHERE true ON CONFLICT DO UPDATE SET body = x'00'",
    ],
)
def test_the_journal_refuses_every_change(staffed: Staffed, statement: str) -> None:
    staffed.registered()

    with pytest.raises(exc.IntegrityError), staffed.office.database.writing() as connection:
        connection.execute(text(statement))
    assert verify(staffed.office).faults == []


def test_a_second_program_is_told_that_the_office_is_in_use(staffed: Staffed) -> None:
    script = (
        "import sys; from pathlib import Path; from desktop.storage.office import Office;"
        "from desktop.storage.keys import OfficeKey; from desktop.errors import OfficeInUse\n"
        "try: Office.open(Path(sys.argv[1]), OfficeKey(bytes.fromhex(sys.argv[2])), lambda case: ('', ''))\n"
        "except OfficeInUse: print('in use')"
    )
    root = str(Path(office.__file__).parents[2])
    said = subprocess.run(
        [sys.executable, "-c", script, str(staffed.office.folder), staffed.key.secret.hex()],
        capture_output=True,
        text=True,
        check=False,
        cwd=root,
    )
    assert said.stdout.strip() == "in use", said.stderr


def test_reopening_gives_back_what_was_written(staffed: Staffed) -> None:
    case = staffed.proposed()
    staffed.office.close()

    staffed.office = Office.open(staffed.office.folder, staffed.key, no_due)

    assert staffed.office.case(case.case_id) == case
    assert verify(staffed.office).faults == []


def test_a_missing_office_is_said_to_be_missing(tmp_path: Path, staffed: Staffed) -> None:
    with pytest.raises(NoOffice):
        Office.open(tmp_path / "nowhere", staffed.key, no_due)


@pytest.mark.parametrize("spoil", [b"not a database at all" * 400, b""])
def test_a_spoilt_database_is_said_to_be_damaged_and_left_alone(staffed: Staffed, spoil: bytes) -> None:
    staffed.office.close()
    path = staffed.office.folder / "office.db"
    for extra in staffed.office.folder.glob("office.db-*"):
        extra.unlink()
    path.write_bytes(spoil)

    with pytest.raises(DatabaseDamaged):
        Office.open(staffed.office.folder, staffed.key, no_due)
    assert path.read_bytes() == spoil


def test_an_office_of_a_newer_version_is_left_alone(staffed: Staffed) -> None:
    with staffed.office.database.writing() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 99")
    staffed.office.close()

    with pytest.raises(MadeByNewer) as refusal:
        Office.open(staffed.office.folder, staffed.key, no_due)
    assert refusal.value.schema == 99


def test_a_forged_person_keeps_the_office_shut(staffed: Staffed) -> None:
    with staffed.office.database._engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("DROP TRIGGER bodies_stay_as_they_are")
        connection.exec_driver_sql(
            'UPDATE bodies SET body = replace(body, \'"role":"clerk"\', \'"role":"manager"\')'
            " WHERE entry_id IN (SELECT entry_id FROM entries WHERE kind = 'person-added')"
        )
    staffed.office.close()

    with pytest.raises(EntryBroken):
        Office.open(staffed.office.folder, staffed.key, no_due)


def test_a_changed_entry_of_a_case_is_not_shown_as_true(staffed: Staffed) -> None:
    case = staffed.registered()
    with staffed.office.database._engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("DROP TRIGGER bodies_stay_as_they_are")
        connection.exec_driver_sql("UPDATE bodies SET body = replace(body, '300000', '900000')")

    with pytest.raises(EntryBroken):
        staffed.office.case(case.case_id)


def test_an_unknown_case_is_refused(staffed: Staffed) -> None:
    with pytest.raises(NoSuchCase):
        staffed.office.case("nothing")


def test_an_error_in_the_middle_of_a_transaction_leaves_nothing(staffed: Staffed) -> None:
    before = verify(staffed.office).entries

    def fail() -> None:
        with staffed.office.writing(staffed.now) as writing:
            writing.append(staffed.signers["manager"], "", e.OfficeChanged(office=staffed.office.details))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    report = verify(staffed.office)
    assert (report.entries, report.faults) == (before, [])


def test_a_clock_set_back_is_refused_until_someone_confirms_and_never_dates_before_the_last(staffed: Staffed) -> None:
    case = staffed.registered()
    last = case.history[-1].entry.header.time
    staffed.now -= timedelta(days=3000)

    with pytest.raises(ClockBehind):
        staffed.write("clerk", case.case_id, e.NoteAdded(words="晚了"))

    staffed.office.clock_confirmed = True
    header = staffed.write("clerk", case.case_id, e.NoteAdded(words="晚了"))[0]
    assert header.time > last
    assert verify(staffed.office).faults == []


def test_a_new_office_needs_an_empty_place(tmp_path: Path, staffed: Staffed) -> None:
    with pytest.raises(OfficeExists):
        office.check_place(staffed.office.folder)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("x")
    with pytest.raises(FolderNotEmpty):
        office.check_place(tmp_path / "other")


def test_search_finds_two_characters_of_a_rare_name_and_any_part_of_a_number(staffed: Staffed) -> None:
    case = staffed.registered()
    staffed.registered(complainant_name="张小五", waybill="YT8962646785389", phone="13700000000")

    with staffed.office.reading() as connection:
        for words in ("𬭊䶮", "𬭊", "345678", "SF1385 6287", "sf1385", "ＳＦ1385"):
            assert [row.case_id for row in index.find_cases(connection, words)] == [case.case_id], words
        assert len(index.find_cases(connection, "260302")) == 2
        assert [row.complainant for row in index.find_cases(connection, "zhangxiao")] == ["张小五"]
        assert [row.complainant for row in index.find_cases(connection, "ZXW")] == ["张小五"]
        for nothing in ("", "  ", '"', "*", "' OR 1=1 --", "王"):
            assert index.find_cases(connection, nothing) == []


def test_files_are_kept_once_and_a_changed_one_is_refused(staffed: Staffed) -> None:
    store = staffed.office.attachments
    name = store.keep(b"photo")

    assert store.keep(b"photo") == name
    assert store.fetch(name) == b"photo"
    path = next(path for path in (staffed.office.folder / "attachments").rglob("*") if path.is_file())
    path.write_bytes(path.read_bytes()[:-1] + b"\x00")
    with pytest.raises(FileBroken):
        store.fetch(name)
    with pytest.raises(FileBroken):
        store.fetch("f" * 64)


def test_ids_are_version_7_and_sort_by_time() -> None:
    moment = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    ids = [journal.new_id(moment + timedelta(milliseconds=n)) for n in range(50)]

    assert ids == sorted(ids)
    assert all(re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", i) for i in ids)


def _write_until_killed(folder: Path, key: bytes, secret: bytes, started: multiprocessing.synchronize.Event) -> None:
    from desktop.storage.keys import OfficeKey, Signer

    opened = Office.open(folder, OfficeKey(key), no_due)
    me = Signer.of("clerk", secret)
    with opened.reading() as connection:
        case_id = index.case_ids(connection)[0]
    for number in range(100_000):
        photo = number.to_bytes(4, "big") * 500
        kept = opened.attachments.keep(photo)
        body = e.EvidenceAdded(name="p", media_type="image/png", sha256=e.digest(photo), stored_as=kept, size=2000)
        with opened.writing(datetime(2026, 3, 2, 2, 0, tzinfo=UTC)) as writing:
            writing.append(me, case_id, e.NoteAdded(words=str(number)), body)
        started.set()


@pytest.mark.parametrize("seconds", [0.0, 0.013, 0.031])
def test_a_process_killed_while_writing_leaves_whole_transactions(staffed: Staffed, seconds: float) -> None:
    staffed.registered()
    staffed.office.close()
    context = multiprocessing.get_context("spawn")
    started = context.Event()
    arguments = (staffed.office.folder, staffed.key.secret, staffed.signers["clerk"].secret, started)
    writer = context.Process(target=_write_until_killed, args=arguments)
    writer.start()
    assert started.wait(30)
    writer.join(seconds)
    assert writer.pid is not None
    os.kill(writer.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
    writer.join()

    staffed.office = Office.open(staffed.office.folder, staffed.key, no_due)
    with staffed.office.reading() as connection:
        rows = connection.execute(text("SELECT kind, count(*) FROM entries GROUP BY kind"))
        kinds = {str(kind): int(count) for kind, count in rows}
    assert kinds["note-added"] == kinds["evidence-added"] >= 1
    assert verify(staffed.office).faults == []


def test_a_case_reads_also_while_the_news_of_somebody_who_joined_is_on_its_way(staffed: Staffed) -> None:
    case = staffed.registered()
    before = staffed.office.people
    newcomer = Signer.new("newcomer")
    staffed.write("manager", "", e.PersonAdded(person=a_new_person(newcomer, Role.CLERK)))
    staffed.signers["newcomer"] = newcomer
    staffed.write("newcomer", case.case_id, e.NoteAdded(words="接手"))

    # As a second thread sees the office between the commit and what follows it.
    staffed.office.people = before

    assert [line.stale for line in staffed.office.case(case.case_id).history] == ["", ""]
