"""Looking at cases: lists, search, one case, masked personal data."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.domain import entries as e
from desktop.domain.authority import Verb
from desktop.storage import case_lists, index, oversight

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case, Status
    from desktop.storage.index import CaseRow


class Found(NamedTuple):
    """Cases of a list that may stop before its end.

    Attributes:
        total: how many there are.

    """

    rows: list[CaseRow]
    total: int


def list_cases(desk: Desk, statuses: tuple[Status, ...] = ()) -> list[CaseRow]:
    """Return cases, the promise that breaks first on top."""
    return look_up(desk, statuses).rows


def look_up(desk: Desk, statuses: tuple[Status, ...] = (), department: str = "") -> Found:
    """Return cases, the promise that breaks first on top, and how many there are.

    Args:
        desk: where they are looked at.
        statuses: of these alone; empty for any.
        department: looked after by people of this department alone; empty for all.
    """
    codes = tuple(status.value for status in statuses)
    owners = owners_in(desk, department)
    with desk.office.reading() as connection:
        rows = case_lists.list_cases(connection, codes, case_lists.LONGEST_LIST, owners)
        full = len(rows) >= case_lists.LONGEST_LIST
        return Found(rows, case_lists.count_cases(connection, codes, owners) if full else len(rows))


def search(desk: Desk, words: str, statuses: tuple[Status, ...] = (), department: str = "") -> Found:
    """Return the cases in which a number, waybill, name or phone holds what was typed, and how many there are.

    Args:
        desk: where they are looked for.
        words: as typed.
        statuses: of these alone; empty for any.
        department: looked after by people of this department alone; empty for all.
    """
    codes = tuple(status.value for status in statuses)
    with desk.office.reading() as connection:
        return Found(*case_lists.search(connection, words, codes, owners_in(desk, department)))


def owners_in(desk: Desk, department: str) -> frozenset[str] | None:
    """Return the people of a department; ``None`` for everybody where none is named."""
    return desk.office.people.in_department(department) if department else None


def find_cases(desk: Desk, words: str) -> list[CaseRow]:
    """Return the cases in which a number, waybill, name or phone holds what was typed."""
    with desk.office.reading() as connection:
        return index.find_cases(connection, words)


def read_rows(desk: Desk, case_ids: Iterable[str]) -> dict[str, CaseRow]:
    """Return cases as lists show them, by id; those that are not in this office are left out."""
    with desk.office.reading() as connection:
        return oversight.cases_by_id(connection, list(case_ids))


def count_by_status(desk: Desk) -> dict[str, int]:
    """Return how many cases stand in each status."""
    with desk.office.reading() as connection:
        return index.count_by_status(connection)


def read_case(desk: Desk, case_id: str) -> Case:
    """Return one case as it stands, every entry checked.

    Raises:
        NoSuchCase: it is not here.
        EntryBroken: an entry was changed since it was written.
    """
    return desk.office.case(case_id)


def read_evidence(desk: Desk, stored_as: str) -> bytes:
    """Return the content of a piece of evidence.

    Raises:
        FileBroken: it is missing or was changed.
    """
    return desk.office.attachments.fetch(stored_as)


def reveal(desk: Desk, case_id: str, what: str) -> None:
    """Record that the person at the desk looked at masked personal data (``phone``, ``name`` ...)."""
    desk.record(case_id, Verb.REVEAL, e.Revealed(what=what))


def add_note(desk: Desk, case_id: str, words: str) -> Case:
    """Add a note to a case."""
    return desk.record(case_id, Verb.NOTE, e.NoteAdded(words=words.strip()))
