"""Checks an office against itself: numbers, chains, digests, signatures, index and files."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, text

from desktop.domain import entries as e
from desktop.domain.case import Case
from desktop.errors import FileBroken
from desktop.storage import index, journal
from desktop.storage import tables as t
from desktop.storage.database import FILE

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.domain.people import People
    from desktop.storage.office import Office


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong.

    Attributes:
        code: ``number-missing``, ``chain-broken``, ``time-backwards``, ``body-missing``, ``body-changed``,
            ``body-unreadable``, ``kind-changed``, ``unknown-signer``, ``bad-signature``, ``time-unreadable``,
            ``tail-missing``, ``body-without-entry``, ``not-obeyed``, ``index-differs``, ``index-surplus``,
            ``index-missing``, ``file-broken``, ``database-damaged``.
        entry_id: the entry it is about; empty for a missing one.
        device: whose log.
        number: place in that log; 0 where there is none.
        where: table, kind of entry or stored name that helps to find it.

    """

    code: str
    entry_id: str = ""
    device: str = ""
    number: int = 0
    where: str = ""


@dataclass
class Report:
    """What was looked at and what was found, in log order."""

    entries: int = 0
    cases: int = 0
    files: int = 0
    faults: list[Fault] = field(default_factory=list)


def verify(office: Office) -> Report:
    """Check a whole office; the first fault of the report is the first entry that is wrong."""
    with office.reading() as connection:
        return check(connection, office)


def check(connection: Connection, office: Office) -> Report:
    """Check an office as one connection sees it.

    Index and files are looked at only where the journal is sound: they are judged by it.
    """
    report = Report()
    people, office_entries = _check_journal(connection, report)
    if not report.faults:
        _check_index(connection, people, office_entries, office, report)
        _check_files(connection, office, report)
        _check_pages(connection, report)
    return report


def _check_journal(connection: Connection, report: Report) -> tuple[People, list[e.Entry]]:
    people, office_entries, office_faults = journal.office_entries(connection)
    erased = {row["entry_id"] for row in index.erasure_rows(connection, people, office_entries)}
    device, number, previous, last = "", 0, e.NO_PREVIOUS, ""
    heads: dict[str, tuple[int, str]] = {}
    for row in journal.everything(connection):
        header = journal.header_of(row)
        if header.device != device:
            device, number, previous, last = header.device, 0, e.NO_PREVIOUS, ""
        report.entries += 1
        code = _fault_in_log(header, number, previous, last) or _fault_of_entry(
            header, row.body, people, office_faults, erased
        )
        if code == "number-missing":
            report.faults.append(Fault(code, device=device, number=number + 1))
        elif code:
            report.faults.append(Fault(code, header.entry_id, device, header.number, header.kind))
        number, previous, last = header.number, header.hash(), header.time
        heads[device] = (number, previous)
    _check_heads(connection, heads, report)
    return people, office_entries


def _fault_of_entry(
    header: e.Header, body: bytes | None, people: People, office_faults: dict[str, str], erased: set[str]
) -> str:
    if not header.case_id:
        not_obeyed = "not-obeyed" if header.entry_id in people.not_obeyed else ""
        return office_faults.get(header.entry_id, not_obeyed)
    if body is None and header.entry_id not in erased:
        return "body-missing"
    return journal.fault_of(header, body, people)


def _fault_in_log(header: e.Header, number: int, previous: str, last: str) -> str:
    if header.number != number + 1:
        return "number-missing"
    if header.previous != previous:
        return "chain-broken"
    return "time-backwards" if header.time < last else ""


def _check_heads(connection: Connection, heads: dict[str, tuple[int, str]], report: Report) -> None:
    kept = {row.device: (row.number, row.hash) for row in connection.execute(select(t.heads))}
    for device in sorted(heads.keys() | kept.keys()):
        number, _hash = heads.get(device, (0, ""))
        if kept.get(device) != heads.get(device):
            report.faults.append(Fault("tail-missing", device=device, number=number + 1, where="heads"))
    orphans = text("SELECT entry_id FROM bodies WHERE entry_id NOT IN (SELECT entry_id FROM entries)")
    for entry_id in connection.execute(orphans).scalars():
        report.faults.append(Fault("body-without-entry", entry_id, where="bodies"))


def _check_index(
    connection: Connection, people: People, office_entries: list[e.Entry], office: Office, report: Report
) -> None:
    expected: index.Rows = {table: [] for table in t.INDEXES}
    expected[t.erasures] = index.erasure_rows(connection, people, office_entries)
    words: list[dict[str, str]] = []
    for case_id in index.case_ids(connection):
        case = Case.from_entries(journal.unchecked_entries(connection, case_id), people)
        report.cases += 1
        for table, rows in index.rows_of(case, people, office.owing).items():
            expected[table] += rows
        words += index.search_rows(case)
    for table, rows in expected.items():
        key = t.INDEXES[table]
        found = [dict(row) for row in connection.execute(select(table)).mappings()]
        report.faults += _differences(table.name, rows, found, key)
    found_words = [
        dict(row)
        for row in connection.execute(text("SELECT case_id, number, waybill, names, phones FROM search")).mappings()
    ]
    report.faults += _differences("search", words, found_words, ("case_id",))


def _check_pages(connection: Connection, report: Report) -> None:
    """Read every page, also those no question of ours has read so far: the next entry may need them."""
    found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalars().all()
    if found != ["ok"]:
        report.faults.append(Fault("database-damaged", where=FILE))


def _differences(
    name: str, expected: list[dict[str, Any]], found: list[dict[str, Any]], key: tuple[str, ...]
) -> list[Fault]:
    place_of = itemgetter(*key)
    wanted, there = {place_of(row): row for row in expected}, {place_of(row): row for row in reversed(found)}
    surplus = len(found) - len(there) + sum(1 for place in there if place not in wanted)
    faults = [Fault("index-missing", where=name) for place in wanted if place not in there]
    faults += [Fault("index-surplus", where=name) for _row in range(surplus)]
    differs = (place for place in wanted if place in there and wanted[place] != there[place])
    return faults + [Fault("index-differs", where=name) for _place in differs]


def _check_files(connection: Connection, office: Office, report: Report) -> None:
    for row in journal.everything(connection):
        if row.body is None or row.kind not in ("evidence-added", "paper-issued"):
            continue
        body = e.decode_body(row.body)
        assert isinstance(body, e.EvidenceAdded | e.PaperIssued)
        store = office.attachments if isinstance(body, e.EvidenceAdded) else office.papers
        report.files += 1
        try:
            intact = e.digest(store.fetch(body.stored_as)) == body.sha256
        except FileBroken:
            intact = False
        if not intact:
            report.faults.append(Fault("file-broken", row.entry_id, row.device, row.number, body.stored_as[:16]))
