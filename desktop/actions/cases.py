"""Looking at cases: lists, search, one case, masked personal data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain import entries as e
from desktop.domain.authority import Verb
from desktop.storage import index, oversight

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case, Status
    from desktop.storage.index import CaseRow


def list_cases(desk: Desk, statuses: tuple[Status, ...] = ()) -> list[CaseRow]:
    """Return cases, the promise that breaks first on top."""
    with desk.office.reading() as connection:
        return index.list_cases(connection, tuple(status.value for status in statuses))


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
