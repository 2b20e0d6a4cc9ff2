"""Steps in the life of a case that somebody should look at: money given away, to others or despite a no.

The journal names the cases that may hold one; whether it was obeyed, only the fold of the case tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.domain import entries as e
from desktop.domain.authority import VERBS_OF, Verb
from desktop.domain.case import Case
from desktop.domain.money_back import let_go
from desktop.domain.payments import left_to_pay
from desktop.errors import EntryBroken
from desktop.storage import journal, oversight

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from desktop.domain.people import People
    from desktop.storage.index import CaseRow

#: Values of ``oversight.Odd``.
OWN_OBJECTION, OTHER_PAYEE, PAID_DESPITE, LET_GO = "own-objection", "other-payee", "paid-despite", "let-go"


class OddStep(NamedTuple):
    """A step that should be looked at.

    Attributes:
        why: one of the codes above.
        row: its case.
        fen: for ``LET_GO``, how much was let go.
    """

    why: str
    row: CaseRow
    fen: int = 0


class _Kind(NamedTuple):
    """One kind: a field of the entry that is filled in such a step, and how much was let go; None where it is none."""

    why: str
    entry: type[e.LifeBody]
    field: str
    fen: Callable[[Case, str, People], int | None]


def read_odd_steps(connection: Connection, people: People, since: str, limit: int) -> list[OddStep]:
    """Return unusual steps, of a case one for each reason; a case that is damaged is left out.

    Args:
        connection: the database.
        people: of the office.
        since: how the ids of entries begin that were written lately.
        limit: at most so many cases for each reason.
    """
    folded: dict[str, Case | None] = {}
    found = []
    for kind in _KINDS:
        tag = str(kind.entry.__struct_config__.tag)
        for row in oversight.with_field_filled(connection, tag, kind.field, since, limit):
            if row.case_id not in folded:
                folded[row.case_id] = _case(connection, row.case_id, people)
            case = folded[row.case_id]
            fen = kind.fen(case, since, people) if case is not None else None
            if fen is not None:
                found.append(OddStep(kind.why, row, fen))
    return found


def read_withdrawn_unpaid(connection: Connection, people: People, since: str, limit: int) -> list[CaseRow]:
    """Return the cases said to be withdrawn though money was approved that the customer never got.

    Args:
        connection: the database.
        people: of the office.
        since: UTC text; cases with no entry since then are left out.
        limit: at most so many cases are looked at.
    """
    rows = oversight.withdrawn_approved(connection, since, limit)
    folded = ((row, _case(connection, row.case_id, people)) for row in rows)
    return [row for row, case in folded if case is not None and left_to_pay(case)]


def _case(connection: Connection, case_id: str, people: People) -> Case | None:
    try:
        return Case.from_entries(journal.case_entries(connection, case_id, people), people)
    except EntryBroken:
        return None


def _heard_by_giver(case: Case, _since: str, _people: People) -> int | None:
    """Somebody answered the objection to their own notice, for want of anybody else."""
    heard = any(
        notice.answered is not None and notice.answered[0].actor == notice.given[0].actor
        for notice in case.life.notices.values()
    )
    return 0 if heard else None


def _to_another(case: Case, since: str, _people: People) -> int | None:
    return 0 if any(body.payee_reason for body in _paid_since(case, since)) else None


def _despite_a_no(case: Case, since: str, _people: People) -> int | None:
    return 0 if any(body.despite for body in _paid_since(case, since)) else None


def _paid_since(case: Case, since: str) -> list[e.PaymentMade]:
    return [body for header, body in case.life.payments if header.entry_id >= since]


def _let_go_alone(case: Case, since: str, people: People) -> int | None:
    """Somebody let a customer who takes the goods keep money paid for them, with nobody above agreeing."""
    agreed = let_go(case)
    if agreed is None or agreed[0].entry_id < since:
        return None
    header, fen = agreed
    person = people.at(header.actor, header.time)
    return fen if person is not None and Verb.SUPERVISE not in VERBS_OF[person.role] else None


_KINDS = (
    _Kind(OWN_OBJECTION, e.ObjectionAnswered, "notice_id", _heard_by_giver),
    _Kind(OTHER_PAYEE, e.PaymentMade, "payee_reason", _to_another),
    _Kind(PAID_DESPITE, e.PaymentMade, "despite", _despite_a_no),
    _Kind(LET_GO, e.GoodsFound, "back_fen", _let_go_alone),
)
