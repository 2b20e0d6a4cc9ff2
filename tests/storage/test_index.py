"""The index stays quick as an office grows: no question looks at every case there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, text

from desktop.domain import entries as e
from desktop.domain.owed import Task
from desktop.domain.similar import Cover, Likeness
from desktop.storage import case_lists, claims, index
from desktop.storage import tables as t
from tests.factories import Staffed, an_intake

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from desktop.domain.case import Case
    from desktop.domain.people import People


def plans(connection: Connection, ask: Callable[[], object]) -> list[str]:
    """Return how SQLite goes about every statement that a question needs."""
    statements: list[tuple[str, tuple[object, ...]]] = []

    def note(_c: object, _cursor: object, statement: str, parameters: tuple[object, ...], *_rest: object) -> None:
        statements.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    ask()
    event.remove(connection, "before_cursor_execute", note)
    cursor = connection.connection.cursor()
    return [
        str(step[-1])
        for statement, parameters in statements
        for step in cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
    ]


A_LIKENESS = Likeness("total-damage", Cover.INSURED, "CNY", 4, 3000, "sf")
QUESTIONS: dict[str, Callable[[Connection], object]] = {
    "all cases": case_lists.list_cases,
    "a new number": lambda connection: index.next_serial(connection, t.cases, "260302-"),
    "a new paper number": lambda connection: index.next_serial(connection, t.papers, "SL260302-"),
    "a paper by number": lambda connection: index.paper_numbered(connection, "SL1"),
    "papers": index.list_papers,
    "what alike cases were paid": lambda connection: index.paid_alike(connection, A_LIKENESS, "x"),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_neither_scans_nor_sorts_everything(staffed: Staffed, question: str) -> None:
    staffed.registered()
    with staffed.office.reading() as connection:
        steps = plans(connection, lambda: QUESTIONS[question](connection))

    assert steps
    for step in steps:
        assert "TEMP B-TREE FOR ORDER BY" not in step, step
        assert "USING" in step or not step.startswith("SCAN"), step


@pytest.mark.parametrize("same_terms", [True, False])
def test_alike_cases_are_read_from_their_index_alone(staffed: Staffed, same_terms: bool) -> None:
    with staffed.office.reading() as connection:
        paid = plans(connection, lambda: index.paid_alike(connection, A_LIKENESS, "x"))
        near = plans(connection, lambda: index.nearest_alike(connection, A_LIKENESS, "x", 3, same_terms=same_terms))

    alike = "SEARCH settled USING COVERING INDEX ix_settled_alike (event=? AND cover=? AND currency=? AND band=?)"
    assert paid == [alike]
    # Only the alike ones are put in order, and of these no more than three are kept.
    assert near == [alike, "USE TEMP B-TREE FOR ORDER BY"]


def test_claims_of_a_waybill_are_found_by_waybill_and_case(staffed: Staffed) -> None:
    staffed.registered()
    with staffed.office.reading() as connection:
        steps = plans(connection, lambda: claims.other_claims(connection, an_intake().waybill, "x"))

    # The few found are put in order; none of the others is looked at.
    assert [step for step in steps if step.startswith("S")] == [
        "SEARCH cases USING INDEX ix_cases_waybill (waybill=?)",
        "SEARCH papers USING INDEX ix_papers_case_id (case_id=?)",
    ]


def test_an_entry_finds_the_search_row_of_its_case_by_the_full_text_index(staffed: Staffed) -> None:
    case_id = staffed.registered().case_id
    with staffed.office.reading() as connection:
        steps = plans(
            connection,
            lambda: connection.execute(
                text("SELECT 1 FROM search WHERE search MATCH :phrase AND case_id = :case_id"),
                {"phrase": f'{{case_id}} : "{case_id}"', "case_id": case_id},
            ),
        )
    assert any("INDEX 0:M" in step for step in steps), steps


@pytest.mark.parametrize("case_id", ['quo"te', "019cac0f-2680-77b1-bb14-b2d92d1ba95a", "a b", "网点"])
def test_a_case_has_one_search_row_however_often_it_changes(staffed: Staffed, case_id: str) -> None:
    staffed.write("clerk", case_id, e.CaseRegistered(number="260302-001", intake=an_intake()))
    for _again in range(3):
        staffed.write("clerk", case_id, e.NoteAdded(words="x"))

    with staffed.office.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM search")).scalar() == 1
        assert [row.case_id for row in index.find_cases(connection, "260302")] == [case_id]
        assert index.find_cases(connection, "77b1") == [], "the id is no word to search for"


def test_cases_that_owe_nothing_come_last_newest_first(staffed: Staffed) -> None:
    due = iter(["2026-03-05", "", "2026-03-04", ""])
    promised: dict[str, str] = {}

    def owing(case: Case, _people: People) -> list[Task]:
        due_at = promised.setdefault(case.case_id, next(due, ""))
        return [Task("settlement", "", due_at, "clerk")] if due_at else []

    staffed.office.owing = owing
    late, old, soon, new = (staffed.registered().case_id for _case in range(4))

    with staffed.office.reading() as connection:
        assert [row.case_id for row in case_lists.list_cases(connection)] == [soon, late, new, old]
        assert [row.case_id for row in case_lists.list_cases(connection, limit=3)] == [soon, late, new]
        assert [row.case_id for row in case_lists.list_cases(connection, ("registered",), limit=1)] == [soon]
        assert case_lists.list_cases(connection, ("approved",)) == []


def test_serials_go_on_after_the_largest_and_ignore_what_is_no_serial(staffed: Staffed) -> None:
    for number in ("260302-009", "260302-010", "260302-²", "260302-x", "260303-500", f"260302-{'9' * 5000}"):
        staffed.write("clerk", f"case {len(number)} {number[:12]}", e.CaseRegistered(number=number, intake=an_intake()))

    with staffed.office.reading() as connection:
        assert index.next_serial(connection, t.cases, "260302-") == 11
        assert index.next_serial(connection, t.cases, "260304-") == 1
