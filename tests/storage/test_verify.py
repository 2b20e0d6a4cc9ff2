"""``verify`` names the first entry that is wrong, whatever was done to the database by someone who holds its key."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from desktop.domain import entries as e
from desktop.domain.people import Role
from desktop.errors import DatabaseDamaged
from desktop.storage import index, journal
from desktop.storage.database import FILE
from desktop.storage.keys import Signer
from desktop.storage.office import Office
from desktop.storage.verify import Fault, Report, check, verify
from desktop.wording.faults import sentence
from tests.factories import Staffed, a_decision, a_new_person, no_due

PAGE = 4096  # bytes, as SQLCipher 4 writes them
GUARDS = ("entries_stay_as_they_are", "entries_stay", "bodies_stay_as_they_are", "bodies_stay")


@pytest.fixture
def busy(staffed: Staffed) -> Staffed:
    """An office with a decided case, evidence and a paper."""
    case = staffed.proposed()
    staffed.write("supervisor", case.case_id, a_decision(case))
    photo, paper = b"photo", b"%PDF"
    staffed.write(
        "clerk",
        case.case_id,
        e.EvidenceAdded(
            name="a.jpg",
            media_type="image/jpeg",
            sha256=e.digest(photo),
            stored_as=staffed.office.attachments.keep(photo),
            size=5,
        ),
        e.PaperIssued(
            paper="receipt",
            number="SL1",
            language="zh_CN",
            draft=False,
            proposal="",
            amount_fen=None,
            sha256=e.digest(paper),
            stored_as=staffed.office.papers.keep(paper),
            code="",
        ),
    )
    return staffed


def entry_numbers(staffed: Staffed) -> list[int]:
    with staffed.office.reading() as connection:
        return list(connection.execute(text("SELECT number FROM entries ORDER BY number")).scalars())


def tamper(staffed: Staffed, *statements: str) -> Report:
    """Do what an intruder with the key would, look, and take it back."""
    with staffed.office.database._engine.connect() as connection:
        connection.connection.execute("PRAGMA foreign_keys = OFF")
        intrusion = connection.begin()
        for guard in GUARDS:
            connection.exec_driver_sql(f"DROP TRIGGER {guard}")
        for statement in statements:
            assert connection.exec_driver_sql(statement).rowcount > 0, "the statement must hit something"
        report = check(connection, staffed.office)
        intrusion.rollback()
        connection.connection.execute("PRAGMA foreign_keys = ON")
    return report


def test_untouched_office_verifies(busy: Staffed) -> None:
    report = verify(busy.office)

    assert report.faults == []
    assert (report.entries, report.cases, report.files) == (11, 1, 2)


@pytest.mark.parametrize(
    "column", ["entry_id", "case_id", "kind", "time", "actor", "device", "number", "previous", "digest"]
)
def test_one_changed_character_in_any_header_is_found_and_named(busy: Staffed, column: str) -> None:
    for number in entry_numbers(busy):
        where = f"WHERE number = {number}"
        with busy.office.reading() as connection:
            before = str(connection.exec_driver_sql(f"SELECT {column} FROM entries {where}").scalar_one())
        after = "9" + before if column == "number" else ("0" if before[:1] != "0" else "1") + before[1:]
        report = tamper(busy, f"UPDATE entries SET {column} = '{after}' {where}")

        assert report.faults, f"{column} of entry {number} went unseen"
        # An entry moved to another log leaves a gap where it was; either place is a true answer.
        assert report.faults[0].number == number or column == "device"


def test_one_changed_byte_of_any_body_or_signature_is_found_and_named(busy: Staffed) -> None:
    for number in entry_numbers(busy):
        with busy.office.reading() as connection:
            body, signature = connection.exec_driver_sql(
                f"SELECT body, signature FROM entries JOIN bodies USING (entry_id) WHERE number = {number}"
            ).one()
        where = f"WHERE entry_id = (SELECT entry_id FROM entries WHERE number = {number})"
        for table, column, content in (("bodies", "body", body), ("entries", "signature", signature)):
            for place in (0, len(content) // 2, len(content) - 1):
                changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
                report = tamper(busy, f"UPDATE {table} SET {column} = x'{changed.hex()}' {where}")

                assert report.faults, f"byte {place} in {column} of entry {number} went unseen"
                assert report.faults[0].number == number


def test_a_deleted_entry_is_found_and_its_number_named(busy: Staffed) -> None:
    for number in entry_numbers(busy):
        which = f"(SELECT entry_id FROM entries WHERE number = {number})"
        report = tamper(
            busy, f"DELETE FROM bodies WHERE entry_id = {which}", f"DELETE FROM entries WHERE entry_id = {which}"
        )

        assert report.faults[0].code in ("number-missing", "tail-missing")
        assert report.faults[0].number == number


@pytest.mark.parametrize("table", ["bodies", "heads", "cases", "papers", "search"])
def test_a_deleted_row_of_any_other_table_is_found(busy: Staffed, table: str) -> None:
    report = tamper(busy, f"DELETE FROM {table} WHERE rowid = (SELECT max(rowid) FROM {table})")

    assert report.faults


def test_a_changed_amount_in_the_index_is_found_and_a_rebuild_mends_it(busy: Staffed) -> None:
    report = tamper(busy, "UPDATE cases SET amount_fen = 1")
    assert [fault.code for fault in report.faults] == ["index-differs"]

    with busy.office.database.writing() as connection:
        index.rebuild(connection, no_due)
    assert verify(busy.office).faults == []


def test_an_approval_forged_by_a_clerk_with_the_database_key_is_found(staffed: Staffed) -> None:
    case = staffed.proposed()
    forged = staffed.signers["clerk"]
    with staffed.office.writing(staffed.now) as writing:
        header = writing.append(forged, case.case_id, a_decision(case))[0]

    assert staffed.office.case(case.case_id).status == "proposed"

    statement = f"UPDATE entries SET actor = 'supervisor' WHERE entry_id = '{header.entry_id}'"
    report = tamper(staffed, statement)
    assert (report.faults[0].code, report.faults[0].entry_id) == ("bad-signature", header.entry_id)


def test_a_person_added_by_a_clerk_is_not_obeyed_and_is_named(staffed: Staffed) -> None:
    accomplice = Signer.new("accomplice")
    body = e.PersonAdded(person=a_new_person(accomplice, Role.MANAGER, limit_fen=None))
    header = staffed.write("clerk", "", body)[0]

    assert staffed.office.people.at("accomplice") is None
    assert [(f.code, f.entry_id) for f in verify(staffed.office).faults] == [("not-obeyed", header.entry_id)]


def test_an_erased_body_leaves_a_chain_that_verifies(staffed: Staffed) -> None:
    case = staffed.registered()
    assert case.registered is not None
    staffed.write("manager", "", e.BodyErased(entry_id=case.registered.entry_id, reason="保存期满"))

    assert verify(staffed.office).faults == []
    with staffed.office.reading() as connection:
        assert index.find_cases(connection, "䶮") == []


def test_a_changed_or_missing_file_is_named_by_its_entry(busy: Staffed) -> None:
    stored = next(path for path in (busy.office.folder / "attachments").rglob("*") if path.is_file())
    content = stored.read_bytes()
    stored.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))

    assert [fault.code for fault in verify(busy.office).faults] == ["file-broken"]
    stored.unlink()
    assert [fault.code for fault in verify(busy.office).faults] == ["file-broken"]


STRANGE = ("x''", "x'00ff'", "1.5", "99", "'~'", "CAST(x'ff' AS TEXT)", "CAST(x'c3' AS TEXT)", "'\U0010ffff'")


@pytest.mark.parametrize("value", STRANGE)
@pytest.mark.parametrize("column", ["case_id", "kind", "time", "actor", "device", "number", "previous", "digest"])
def test_whatever_stands_in_a_header_is_named_and_never_stops_the_check(
    staffed: Staffed, column: str, value: str
) -> None:
    staffed.registered()
    for number in (1, 2, 6):
        report = tamper(staffed, f"UPDATE entries SET {column} = {value} WHERE number = {number}")

        assert report.faults, f"{column} of entry {number} went unseen"
        assert report.faults[0].number == number or column in ("device", "number")


@pytest.mark.parametrize("value", ["x''", "x'ff'", "1.5", "'{}'", "CAST(body AS TEXT)", "CAST(x'ff' AS TEXT)"])
def test_whatever_stands_in_a_body_is_named(staffed: Staffed, value: str) -> None:
    staffed.registered()
    for number in (1, 2, 6):
        which = f"(SELECT entry_id FROM entries WHERE number = {number})"
        report = tamper(staffed, f"UPDATE bodies SET body = {value} WHERE entry_id = {which}")

        assert [fault.number for fault in report.faults][:1] == [number]


@pytest.mark.parametrize("time", ["2026-3-2T01:00:00.000000Z", "9999-12-31T23:59:59.999999Z"])
def test_a_time_nobody_can_read_is_named_although_it_is_signed(staffed: Staffed, time: str) -> None:
    case = staffed.registered()
    with staffed.office.database.writing() as connection:
        body = (case.case_id, e.NoteAdded(words="晚了"))
        header = journal.append(connection, staffed.signers["clerk"], staffed.office.device, time, [body])[0]

    faults = verify(staffed.office).faults

    assert (faults[0].code, faults[0].entry_id) == ("time-unreadable", header.entry_id)
    assert faults_said(faults)


def test_an_erasure_of_what_is_not_there_does_not_stop_a_rebuild(staffed: Staffed) -> None:
    with staffed.office.database.writing() as connection:
        bodies: list[tuple[str, e.Body]] = [("", e.BodyErased(entry_id=entry_id, reason="x")) for entry_id in "xxy"]
        journal.append(
            connection, staffed.signers["manager"], staffed.office.device, "2026-03-03T01:00:00.000000Z", bodies
        )
        index.rebuild(connection, no_due)

    assert verify(staffed.office).faults == []


def test_two_cases_or_papers_of_one_number_are_both_kept_in_the_lists(busy: Staffed) -> None:
    numbers = []
    twice = "260302-00x"  # no other number, made of hexadecimal digits, begins with it
    for _device in range(2):
        case = busy.registered()
        again = e.CaseRegistered(number=twice, intake=case.intake)
        busy.write("clerk", f"{case.case_id}2", again)
        busy.write("clerk", case.case_id, a_paper("SL1", busy.office.papers.keep(b"%PDF")))
        numbers.append(case.number)

    with busy.office.database.writing() as connection:
        index.rebuild(connection, no_due)

    assert verify(busy.office).faults == []
    with busy.office.reading() as connection:
        assert [row.number for row in index.find_cases(connection, twice)] == [twice] * 2
        assert [row.number for row in index.list_papers(connection)] == ["SL1"] * 3


def test_a_second_set_of_words_to_search_for_is_found(busy: Staffed) -> None:
    report = tamper(busy, "INSERT INTO search SELECT case_id, '9', '9', '9', '9' FROM cases")
    assert [fault.code for fault in report.faults] == ["index-surplus"]
    report = tamper(
        busy,
        "INSERT INTO search SELECT * FROM search",
    )
    assert [fault.code for fault in report.faults] == ["index-surplus"]


def test_a_lost_device_row_is_damage_that_can_be_explained(staffed: Staffed) -> None:
    with staffed.office.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM local WHERE key = 'device'")
    staffed.office.close()

    with pytest.raises(DatabaseDamaged):
        Office.open(staffed.office.folder, staffed.key, no_due)


def a_paper(number: str, stored_as: str) -> e.PaperIssued:
    return e.PaperIssued(
        paper="receipt",
        number=number,
        language="zh_CN",
        draft=False,
        proposal="",
        amount_fen=None,
        sha256=e.digest(b"%PDF"),
        stored_as=stored_as,
        code="",
    )


def looks_sound(staffed: Staffed) -> bool:
    try:
        office = Office.open(staffed.office.folder, staffed.key, no_due)
    except DatabaseDamaged:
        return False
    try:
        return not verify(office).faults
    except DatabaseDamaged:
        return False
    finally:
        office.close()


def faults_said(faults: list[Fault]) -> list[str]:
    return [sentence(fault) for fault in faults]


def test_a_flipped_bit_in_any_page_of_the_file_is_told(busy: Staffed) -> None:
    busy.office.close()
    path = busy.office.folder / FILE
    sound = path.read_bytes()
    for page in range(0, len(sound), PAGE * 3):
        spoilt = bytearray(sound)
        spoilt[page + PAGE // 2] ^= 1
        path.write_bytes(spoilt)

        assert not looks_sound(busy), f"page at {page} went unseen"
