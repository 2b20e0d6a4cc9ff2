"""The index: rows for cases, papers and settlements, and the words to search for; all made from the journal alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import String, delete, func, insert, literal_column, select, text
from sqlalchemy.dialects.sqlite import insert as upsert

from desktop.domain import entries as e
from desktop.domain.case import Case
from desktop.domain.money_back import given_up_fen, to_come_back, took_goods, undecided_fen
from desktop.domain.owed import OBJECTION, Task, owner_of
from desktop.domain.similar import Settled, likeness
from desktop.domain.traces import traces_of
from desktop.spellings import bare, spellings
from desktop.storage import journal
from desktop.storage import tables as t

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import ColumnElement, Connection, Select, Table

    from desktop.domain.people import People
    from desktop.domain.similar import Likeness

    #: Tells what a case has to have done by when, the most urgent first.
    Owing = Callable[[Case, People], list[Task]]
    #: Hears how many cases of how many are done.
    Tell = Callable[[int, int], None]

Rows = dict["Table", list[dict[str, Any]]]
#: So many cases take about a tenth of a second.
_TOLD_EVERY = 40
#: So many cases a search brings at most.
LONGEST_SEARCH = 100

#: The tables with rows made from one case alone.
OF_A_CASE = (t.cases, t.papers, t.settled, t.tasks, t.traces)


class CaseRow(msgspec.Struct, frozen=True):
    """A case as lists show it; fields as the columns of ``cases``. ``computed_fen`` needs a proposal and assessment."""

    case_id: str
    number: str
    status: str
    settlement: str
    stale: str
    waybill: str
    complainant: str
    phone: str
    type: str
    level: int
    registered_at: str
    registered_by: str
    owner: str
    waiting: bool
    proposed_at: str
    last_at: str
    amount_fen: int | None
    due_at: str
    due_promise: str
    alone: bool
    entries: int
    computed_fen: int | None = None
    given_up_fen: int = 0
    open_back_fen: int = 0


class PaperRow(msgspec.Struct, frozen=True):
    """A paper as lists show it; fields as the columns of ``papers``."""

    number: str
    case_id: str
    entry_id: str
    paper: str
    issued_at: str
    issued_by: str
    draft: bool
    amount_fen: int | None
    stored_as: str


def refresh(connection: Connection, case: Case, people: People, owing: Owing) -> None:
    """Write the rows of one case anew."""
    for table in OF_A_CASE:
        connection.execute(delete(table).where(table.c.case_id == case.case_id))
    connection.execute(_DELETE_SEARCH, {"case_id": case.case_id, "phrase": _phrase(("case_id",), case.case_id)})
    _write(connection, rows_of(case, people, owing))
    for row in search_rows(case):
        connection.execute(_INSERT_SEARCH, row)


def record_erasure(connection: Connection, header: e.Header, body: e.BodyErased) -> None:
    """Delete an erased body; the row in ``erasures`` is what lets the trigger allow it."""
    values = {"entry_id": body.entry_id, "erased_by": header.entry_id}
    connection.execute(upsert(t.erasures).values(values).on_conflict_do_nothing())
    connection.execute(delete(t.bodies).where(t.bodies.c.entry_id == body.entry_id))


def rebuild(connection: Connection, owing: Owing, tell: Tell | None = None) -> None:
    """Throw the index away and make it again from the journal.

    Args:
        connection: writes; what was there stays if this fails.
        owing: works out what a case has to have done by when.
        tell: hears now and then how many cases of how many are done.
    """
    people, office_entries, _faults = journal.office_entries(connection)
    erased = erasure_rows(connection, people, office_entries)
    connection.execute(text("DELETE FROM search"))
    for table in t.INDEXES:
        connection.execute(delete(table))
    _write(connection, {t.erasures: erased})
    waiting = case_ids(connection)
    for done, case_id in enumerate(waiting):
        if tell is not None and done % _TOLD_EVERY == 0:
            tell(done, len(waiting))
        case = Case.from_entries(journal.case_entries(connection, case_id, people), people)
        refresh(connection, case, people, owing)


def mark(connection: Connection) -> str:
    """Return what the due times of the index were last worked out with."""
    return connection.execute(select(t.local.c.value).where(t.local.c.key == "timing")).scalar() or ""


def set_mark(connection: Connection, words: str) -> None:
    """Note what the due times were worked out with."""
    connection.execute(delete(t.local).where(t.local.c.key == "timing"))
    connection.execute(insert(t.local).values(key="timing", value=words))


def case_ids(connection: Connection) -> list[str]:
    """Return the ids of all cases in the journal."""
    query = select(t.entries.c.case_id).where(t.entries.c.case_id != "").distinct().order_by(t.entries.c.case_id)
    return list(connection.execute(query).scalars())


def erasure_rows(connection: Connection, people: People, office_entries: list[e.Entry]) -> list[dict[str, Any]]:
    """Return the rows of ``erasures`` as the journal has them: the first erasure of each entry that is obeyed."""
    first: dict[str, str] = {}
    for entry in office_entries:
        obeyed = entry.header.entry_id not in people.not_obeyed
        if isinstance(entry.body, e.BodyErased) and obeyed and case_of_entry(connection, entry.body.entry_id):
            first.setdefault(entry.body.entry_id, entry.header.entry_id)
    return [{"entry_id": entry_id, "erased_by": erased_by} for entry_id, erased_by in first.items()]


def case_of_entry(connection: Connection, entry_id: str) -> str:
    """Return the case an entry belongs to; an empty text for one of the office, or one that is not here."""
    return connection.execute(select(t.entries.c.case_id).where(t.entries.c.entry_id == entry_id)).scalar() or ""


def rows_of(case: Case, people: People, owing: Owing) -> Rows:
    """Return the rows one case has in each index."""
    if case.registered is None:
        return {table: [] for table in OF_A_CASE}
    tasks = owing(case, people)
    proposal, intake, assessed = case.proposal, case.intake, case.assessment
    computed = assessed.body.payable_fen if assessed else None
    row = CaseRow(
        case_id=case.case_id,
        number=case.number,
        status=case.status.value,
        settlement=case.settlement.value,
        stale=case.proposal_stale or case.assessment_stale,
        waybill=intake.waybill,
        complainant=intake.complainant_name,
        phone=intake.phone,
        type=intake.types[0] if intake.types else "",
        level=intake.level,
        registered_at=case.registered.time,
        registered_by=case.registered.actor,
        owner=owner_of(case),
        waiting=case.life.waiting is not None,
        proposed_at=proposal.header.time if proposal else "",
        last_at=case.history[-1].entry.header.time,
        amount_fen=proposal.body.amount_fen if proposal else computed,
        **first_due(tasks),
        alone=bool(case.decision and case.decision.body.alone),
        entries=len(case.history),
        computed_fen=proposal.body.computed_fen if proposal and assessed else None,
        given_up_fen=given_up_fen(case),
        open_back_fen=to_come_back(case) or undecided_fen(case),
    )
    return {
        t.cases: [msgspec.structs.asdict(row)],
        t.papers: [_paper_row(*paper) for paper in case.papers],
        t.settled: settled_rows(case),
        t.tasks: task_rows(case.case_id, tasks),
        t.traces: trace_rows(case),
    }


def first_due(tasks: list[Task]) -> dict[str, str]:
    """Return what a case has to have done first, of its tasks in order; an objection is due to the supervisors alone.

    What stands still is no due time: a case that only waits stands behind all that press.
    """
    first = next((task for task in tasks if task.task != OBJECTION), None)
    if first is None:
        return {"due_at": "", "due_promise": ""}
    return {"due_at": "" if first.waiting else first.due_at, "due_promise": first.task}


def task_rows(case_id: str, tasks: list[Task]) -> list[dict[str, Any]]:
    """Return the rows of what a case has to have done."""
    return [{"case_id": case_id} | msgspec.structs.asdict(task) for task in tasks]


def trace_rows(case: Case) -> list[dict[str, Any]]:
    """Return what others are found by as the same matter or the same trouble again."""
    assert case.registered is not None, "only such cases have rows"
    common = {
        "case_id": case.case_id,
        "type": case.intake.types[0].value if case.intake.types else "",
        "registered_at": case.registered.time,
    }
    return [common | {"trace": trace.kind.value, "value": trace.value} for trace in traces_of(case.intake)]


def settled_rows(case: Case) -> list[dict[str, Any]]:
    """Return the row of a case that others are compared with: one whose approval holds and that can be compared."""
    alike = likeness(case)
    # Where the customer took goods that were found, the loss the amount was approved for is none.
    if not case.is_approved or alike is None or took_goods(case):
        return []
    assert case.proposal is not None, "approved"
    assert case.decision is not None, "approved"
    row = Settled(
        case_id=case.case_id,
        number=case.number,
        terms=alike.terms,
        value_fen=alike.value_fen,
        amount_fen=case.proposal.body.amount_fen,
        decided_at=case.decision.header.time,
    )
    return [msgspec.structs.asdict(row) | {name: getattr(alike, name) for name in _ALIKE} | {"cover": str(alike.cover)}]


def search_rows(case: Case) -> list[dict[str, str]]:
    """Return what can be searched for in one case."""
    intake = case.intake
    if case.registered is None:
        return []
    return [
        {
            "case_id": case.case_id,
            "number": _spaced(case.number),
            "waybill": _spaced(intake.waybill),
            "names": " | ".join((*_spellings(intake.complainant_name), *_spellings(intake.other_party_name))),
            "phones": f"{_spaced(intake.phone)} | {_spaced(intake.other_party_phone)}",
        }
    ]


def find_cases(
    connection: Connection, words: str, limit: int = LONGEST_SEARCH, only: Sequence[ColumnElement[bool]] = ()
) -> list[CaseRow]:
    """Return cases in which a number, waybill, name or phone holds what was typed, newest first.

    Args:
        connection: the database.
        words: as typed.
        limit: at most so many.
        only: what else has to be true of the cases.
    """
    if not _spaced(words):
        return []
    query = select(t.cases).order_by(t.cases.c.registered_at.desc())
    if only:
        query = query.where(t.cases.c.case_id.in_(_found(words)), *only).limit(limit)
    else:
        # The index of the search knows the newest ones by itself and stops.
        newest = connection.execute(_found(words).order_by(text("rowid DESC")).limit(limit)).scalars()
        query = query.where(t.cases.c.case_id.in_(list(newest)))
    return [CaseRow(*row) for row in connection.execute(query)]


def count_found(connection: Connection, words: str, only: Sequence[ColumnElement[bool]] = ()) -> int:
    """Count what ``find_cases`` would return without an end."""
    if not _spaced(words):
        return 0
    if not only:
        return connection.execute(select(func.count()).select_from(_found(words).subquery())).scalar_one()
    query = select(func.count()).where(t.cases.c.case_id.in_(_found(words)), *only)
    return connection.execute(query).scalar_one()


def _found(words: str) -> Select[Any]:
    phrase = _phrase(("number", "waybill", "names", "phones"), _spaced(words))
    matches = text("search MATCH :phrase").bindparams(phrase=phrase)
    return select(literal_column("case_id", String)).select_from(text("search")).where(matches)


def cases_of_waybill(connection: Connection, waybill: str) -> list[CaseRow]:
    """Return the cases of one waybill, newest first."""
    query = select(t.cases).where(t.cases.c.waybill == waybill).order_by(t.cases.c.registered_at.desc())
    return [CaseRow(*row) for row in connection.execute(query)] if waybill else []


def paid_alike(connection: Connection, alike: Likeness, but_for: str) -> list[tuple[str, int]]:
    """Return terms and approved amount of all cases alike, but for one case."""
    columns = t.settled.c.terms, t.settled.c.amount_fen
    return [(terms, fen) for terms, fen in connection.execute(select(*columns).where(*_is_alike(alike, but_for)))]


def nearest_alike(
    connection: Connection, alike: Likeness, but_for: str, limit: int, *, same_terms: bool
) -> list[Settled]:
    """Return the cases alike that are nearest in value, of equally near ones those decided last, but for one case."""
    c = t.settled.c
    distance = func.abs(c.value_fen - (alike.value_fen or 0))
    query = select(*(c[name] for name in Settled.__struct_fields__)).where(*_is_alike(alike, but_for))
    if same_terms:
        query = query.where(c.terms == alike.terms)
    # The number at last, so that the order never depends on chance.
    query = query.order_by(distance, c.decided_at.desc(), c.number.desc(), c.case_id).limit(limit)
    return [Settled(*row) for row in connection.execute(query)]


def _is_alike(alike: Likeness, but_for: str) -> list[ColumnElement[bool]]:
    same = [t.settled.c[name] == getattr(alike, name) for name in _ALIKE]
    return [*same, t.settled.c.case_id != but_for]


def list_papers(connection: Connection, case_id: str = "", limit: int = 500) -> list[PaperRow]:
    """Return papers, newest first; of one case if it is named."""
    query = select(t.papers).order_by(t.papers.c.issued_at.desc(), t.papers.c.number.desc()).limit(limit)
    if case_id:
        query = query.where(t.papers.c.case_id == case_id)
    return [PaperRow(*row) for row in connection.execute(query)]


def paper_numbered(connection: Connection, number: str) -> PaperRow | None:
    """Return the paper with a number, if this office issued it."""
    row = connection.execute(select(t.papers).where(t.papers.c.number == number)).first()
    return PaperRow(*row) if row else None


def count_by_status(connection: Connection) -> dict[str, int]:
    """Return how many cases stand in each status."""
    query = select(t.cases.c.status, func.count()).group_by(t.cases.c.status)
    return {status: count for status, count in connection.execute(query)}


def next_serial(connection: Connection, table: Table, prefix: str) -> int:
    """Return the next free serial for numbers ``PREFIX001``, ``PREFIX002`` ... in a table's ``number`` column."""
    # A range, because LIKE would look at every number there is.
    query = select(table.c.number).where(table.c.number >= prefix, table.c.number < f"{prefix}\U0010ffff")
    serials = (number.removeprefix(prefix) for number in connection.execute(query).scalars())
    return max((int(n) for n in serials if n.isdecimal() and len(n) <= _LONGEST_SERIAL), default=0) + 1


def _paper_row(header: e.Header, body: e.PaperIssued) -> dict[str, Any]:
    row = PaperRow(
        body.number,
        header.case_id,
        header.entry_id,
        body.paper,
        header.time,
        header.actor,
        body.draft,
        body.amount_fen,
        body.stored_as,
    )
    return msgspec.structs.asdict(row)


def _write(connection: Connection, rows: Rows) -> None:
    for table, some in rows.items():
        if some:
            connection.execute(insert(table), some)


_LONGEST_SERIAL = 9

#: What must be equal in two cases alike; fields of a ``Likeness`` and columns of ``settled``.
_ALIKE = ("event", "cover", "currency", "band")

#: By the phrase first, for which there is an index; FTS5 has none for equality.
_DELETE_SEARCH = text("DELETE FROM search WHERE search MATCH :phrase AND case_id = :case_id")
_INSERT_SEARCH = text(
    "INSERT INTO search (case_id, number, waybill, names, phones) VALUES (:case_id, :number, :waybill, :names, :phones)"
)


def _phrase(columns: tuple[str, ...], words: str) -> str:
    quoted = words.replace('"', '""')
    return f'{{{" ".join(columns)}}} : "{quoted}"'


def _spellings(name: str) -> tuple[str, ...]:
    """Return a name as written, in pinyin and by its initials: a scan box has no Chinese input method."""
    return tuple(" ".join(spelt) for spelt in spellings(name))


def _spaced(words: str) -> str:
    """One character a token, so that a phrase finds any part of a Chinese name or of a number."""
    return " ".join(bare(words))
