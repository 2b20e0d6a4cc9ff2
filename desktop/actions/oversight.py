"""Seeing to the work of others: what is late, escalated or unusual, by person; giving cases away, stand-ins."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from operator import itemgetter
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

import msgspec

from desktop import i18n
from desktop.actions import odd_steps
from desktop.actions.same_again import Recurring, recurring
from desktop.domain import entries as e
from desktop.domain.authority import Verb, refusal_of_role
from desktop.domain.check_life import check_life, tidy_body
from desktop.domain.check_oversight import check_receiver, check_stand_in, may_look_after
from desktop.domain.closing import refusal_to_record
from desktop.domain.new_steps import refusal_of_new
from desktop.domain.owed import owner_of
from desktop.domain.problems import Problem
from desktop.domain.similar import Unusual, compare
from desktop.domain.traces import Trace, TraceKind
from desktop.domain.work_orders import due_by_default
from desktop.errors import Incomplete
from desktop.storage import index, journal, oversight, worklist
from desktop.storage.alike import Group
from desktop.storage.worklist import EVERYBODY, Hands

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.domain.people import Person
    from desktop.domain.similar import Comparison
    from desktop.domain.work_rows import TaskRow
    from desktop.storage.index import CaseRow
    from desktop.storage.oversight import Load

Row = TypeVar("Row")

#: So many rows a list has at most.
LONGEST = 500
#: Days that are looked at for what is unusual.
LATELY = 90
#: So many claims of one customer within those days are looked at twice.
MANY_CLAIMS = 3
#: So many characters of an entry's id tell its time, to the millisecond.
_OF_ITS_TIME = 13
#: So many of the last approved amounts are compared with alike cases.
COMPARED = 200


class Odd(StrEnum):
    """Why a case should be looked at."""

    ABOVE_USUAL = "above-usual"
    CLAIMS_AGAIN = "claims-again"
    ALONE = "alone"
    CHANGED_AMOUNT = "changed-amount"
    MONEY_BACK = "money-back"
    OWN_OBJECTION = odd_steps.OWN_OBJECTION
    OTHER_PAYEE = odd_steps.OTHER_PAYEE
    PAID_DESPITE = odd_steps.PAID_DESPITE
    LET_GO = odd_steps.LET_GO
    WITHDRAWN_UNPAID = "withdrawn-unpaid"


class OddCase(NamedTuple):
    """A case that should be looked at.

    Attributes:
        comparison: for ``ABOVE_USUAL``, what alike cases came to.
        claims: for ``CLAIMS_AGAIN``, how many the customer made.
        fen: for ``LET_GO``, how much was let go.

    """

    why: Odd
    row: CaseRow
    comparison: Comparison | None = None
    claims: int = 0
    fen: int = 0


class PersonsWork(NamedTuple):
    """The work of one person.

    Attributes:
        leaves: the entries that say who looks after it while they are away, today or on days to come, the nearest
            first.

    """

    person: Person
    load: Load
    leaves: tuple[e.StandInSet, ...]


class Listed(NamedTuple, Generic[Row]):
    """Rows of a list that may stop before its end.

    Attributes:
        total: how many there are.

    """

    rows: list[Row]
    total: int


class OddList(NamedTuple):
    """What is unusual, and how far was looked.

    Attributes:
        approvals: how many approvals were odd in themselves; at most ``LONGEST`` of them are among the rows.
        amounts: how many amounts were approved; at most the last ``COMPARED`` were compared.
        money_back: in how many cases money is to come back; at most ``LONGEST`` of them are among the rows.
    """

    rows: list[OddCase]
    approvals: int
    amounts: int
    money_back: int = 0


def hands_of(desk: Desk, department: str) -> Hands:
    """Return whose work a department is; everybody's for an empty text."""
    if not department:
        return EVERYBODY
    return Hands(desk.office.people.in_department(department), frozenset({department}))


def read_overdue(desk: Desk, department: str = "") -> Listed[TaskRow]:
    """Return what is late in the whole office, or with one department, the latest first."""
    now, by = journal.stamp(desk.clock.now()), hands_of(desk, department)
    with desk.office.reading() as connection:
        rows = worklist.overdue(connection, now, LONGEST, by)
        return Listed(rows, len(rows) if len(rows) < LONGEST else worklist.count_overdue(connection, now, by))


def read_escalated(desk: Desk, department: str = "") -> Listed[TaskRow]:
    """Return the work orders that lie before the supervisor, of all or of one department."""
    by = hands_of(desk, department)
    with desk.office.reading() as connection:
        rows = worklist.escalated(connection, LONGEST, by)
        return Listed(rows, len(rows) if len(rows) < LONGEST else worklist.count_escalated(connection, by))


def count_pressing(desk: Desk) -> int:
    """Return how many things are late in the whole office or lie before the supervisor."""
    now = journal.stamp(desk.clock.now())
    with desk.office.reading() as connection:
        return worklist.count_overdue(connection, now) + worklist.count_escalated(connection, since=now)


def read_unusual(desk: Desk, department: str = "") -> OddList:
    """Return the cases of the last days that should be looked at, the one with the newest entry first.

    One case stands there once for each reason. A department's are those its people look after.
    """
    since, people = journal.stamp(desk.clock.now() - timedelta(days=LATELY)), hands_of(desk, department).people
    with desk.office.reading() as connection:
        found = [*_odd_amounts(connection, since), *_above_usual(connection, since)]
        # However long ago: a closed case makes no task, and its money is forgotten if nobody sees it here.
        back = oversight.money_to_come_back(connection, LONGEST)
        found += [OddCase(Odd.MONEY_BACK, row) for row in back]
        found += [
            OddCase(Odd.CLAIMS_AGAIN, again.cases[0], claims=len(again.cases))
            for again in oversight.claims_again(connection, since, MANY_CLAIMS)
        ]
        ids = journal.new_id(desk.clock.now() - timedelta(days=LATELY))[:_OF_ITS_TIME]
        steps = odd_steps.read_odd_steps(connection, desk.office.people, ids, LONGEST)
        found += [OddCase(Odd(step.why), step.row, fen=step.fen) for step in steps]
        unpaid = odd_steps.read_withdrawn_unpaid(connection, desk.office.people, since, LONGEST)
        found += [OddCase(Odd.WITHDRAWN_UNPAID, row) for row in unpaid]
        approvals = oversight.count_odd_approvals(connection, since)
        amounts = oversight.count_decided_since(connection, since)
        backs = len(back) if len(back) < LONGEST else oversight.count_money_to_come_back(connection)
    rows = [odd for odd in found if people is None or odd.row.owner in people]
    rows.sort(key=lambda odd: (odd.row.last_at, odd.row.number, odd.why), reverse=True)
    return OddList(rows, approvals, amounts, backs)


def read_people(desk: Desk, department: str = "") -> list[PersonsWork]:
    """Return everybody who can have work, or left some behind, with what they have to do; who has most late on top.

    Args:
        desk: a supervisor's.
        department: of one department alone; empty for all.

    """
    now = desk.clock.now()
    with desk.office.reading() as connection:
        loads = {load.person_id: load for load in oversight.loads(connection, journal.stamp(now))}
    found = []
    for person in desk.office.people.everyone():
        if department and person.department != department:
            continue
        load = loads.get(person.person_id)
        if load is None and not may_look_after(person):
            continue
        nothing = oversight.Load(person.person_id, 0, "", 0)
        found.append(PersonsWork(person, load or nothing, leaves_of(desk, person.person_id)))
    return sorted(found, key=lambda one: (-one.load.overdue, -one.load.open, one.person.code))


def leaves_of(desk: Desk, person_id: str) -> tuple[e.StandInSet, ...]:
    """Return the leaves of a person that last or are to come, the nearest first."""
    today = i18n.today(desk.clock.now()).isoformat()
    leaves = desk.office.people.branch.stand_ins.get(person_id, ())
    return tuple(sorted((leave for leave in leaves if leave.last >= today), key=lambda leave: leave.first))


def read_cases_of(desk: Desk, person_id: str) -> Listed[CaseRow]:
    """Return the open cases a person looks after or has a work order in, the oldest first."""
    with desk.office.reading() as connection:
        rows = oversight.cases_of(connection, person_id, LONGEST)
        return Listed(rows, len(rows) if len(rows) < LONGEST else oversight.count_cases_of(connection, person_id))


def read_patterns(desk: Desk) -> list[Recurring]:
    """Return what keeps coming up, and the root-cause cards whose trouble has stopped but whose check is still to come.

    Cards that are to be looked at today come first, then what is most frequent.
    """
    found, today = recurring(desk), i18n.today(desk.clock.now()).isoformat()
    seen = {pattern.cause.opened.cause_id for pattern in found if pattern.cause is not None}
    rest = [
        cause
        for cause in desk.office.people.branch.causes.values()
        if cause.check_on and cause.opened.cause_id not in seen
    ]
    with desk.office.reading() as connection:
        for cause in rest:
            rows = oversight.cases_by_id(connection, list(cause.opened.cases))
            kind, value = cause.opened.trace
            group = Group(Trace(TraceKind(kind), value), "", len(rows), cause.time, cause.time)
            found.append(Recurring(group, tuple(rows.values()), cause))
    return sorted(found, key=lambda pattern: (not is_due(pattern, today), -pattern.group.size))


def is_due(pattern: Recurring, today: str) -> bool:
    """Tell whether somebody has to look whether a countermeasure helped; ``today`` as ISO date."""
    return pattern.cause is not None and bool(pattern.cause.check_on) and pattern.cause.check_on <= today


def reassign(desk: Desk, case_ids: Sequence[str], person_id: str, reason: str, of: str = "") -> None:
    """Give cases to somebody else to look after: all of them in one transaction, or none.

    Args:
        desk: a supervisor's.
        case_ids: the cases.
        person_id: who gets them.
        reason: why they change hands; it stays in each.
        of: whose work is given away: of cases others look after only their work orders go along. Empty gives the
            cases themselves away and leaves the orders where they are.

    Raises:
        Incomplete: nothing chosen, no reason, or nobody who could look after them.
        CaseIsClosed: one of them is at its end.
        NotAllowed: that is for those who see to the work of others.
    """
    body = tidy_body(e.CaseAssigned(person_id=person_id, reason=reason))
    now = desk.clock.now()
    problems = check_life(body, desk.office.people, journal.stamp(now), i18n.today(now))
    known = {problem.field for problem in problems}
    problems += [p for p in check_receiver("person_id", person_id, desk.office.people) if p.field not in known]
    if not case_ids:
        problems.append(Problem("cases", "required"))
    if problems:
        raise Incomplete(problems)
    with desk.office.writing(now) as writing:
        for case_id in dict.fromkeys(case_ids):
            case = writing.case(case_id)
            steps: list[e.LifeBody] = [body] if not of or owner_of(case) == of else []
            steps += _handed_over(case, body, of, desk)
            person = writing.person(desk.signer)
            for step in steps:
                refusal = case.may(Verb.SUPERVISE, person) or refusal_to_record(case, step)
                refusal = refusal or refusal_of_new(case, step, person, writing.people)
                if refusal is not None:
                    raise refusal
            writing.append(desk.signer, case_id, *steps)


def _handed_over(case: Case, body: e.CaseAssigned, of: str, desk: Desk) -> list[e.LifeBody]:
    """Return what hands the work orders of a case over that one person has; one that is late gets a new time."""
    now, timing = desk.clock.now(), desk.timing
    receiver = desk.office.people.at(body.person_id)
    steps: list[e.LifeBody] = []
    for order in case.life.open_orders:
        if not of or order.person_id != of or receiver is None:
            continue
        due = due_by_default(now, timing.calendar, timing.hours, urgent=order.opened[1].urgent)
        steps.append(
            e.OrderHandedOver(
                order_id=order.order_id,
                department=receiver.department,
                person_id=body.person_id,
                contact_id="",
                reason=body.reason,
                due_at="" if order.due_at > journal.stamp(now) else journal.stamp(due),
                settles=order.is_escalated,
            )
        )
    return steps


def set_stand_in(desk: Desk, body: e.StandInSet) -> None:
    """Say who looks after somebody's work while they are away; without a name the leave of that id ends.

    Args:
        desk: a supervisor's.
        body: as typed; a leave to come beside others gets its id here. Without a name and an id all of them end.

    Raises:
        Incomplete: all that is missing or impossible.
        NotAllowed: that is for those who see to the work of others.
    """
    problems = check_stand_in(body, desk.office.people, i18n.today(desk.clock.now()))
    if problems:
        raise Incomplete(problems)
    if body.stand_in and not body.leave_id:
        body = msgspec.structs.replace(body, leave_id=journal.new_id(desk.clock.now()))
    record_for_office(desk, body)


def record_for_office(desk: Desk, body: e.StandInSet | e.ContactKept) -> None:
    """Append an entry of the office that those write who see to the work of others.

    Raises:
        NotAllowed: this person does not.
    """
    refusal = refusal_of_role(Verb.SUPERVISE, desk.person)
    if refusal is not None:
        raise refusal
    with desk.office.writing(desk.clock.now()) as writing:
        writing.append(desk.signer, "", body)


def _odd_amounts(connection: Connection, since: str) -> list[OddCase]:
    found = []
    for row in oversight.odd_approvals(connection, since, LONGEST):
        if row.alone:
            found.append(OddCase(Odd.ALONE, row))
        if row.computed_fen is not None and row.computed_fen != row.amount_fen:
            found.append(OddCase(Odd.CHANGED_AMOUNT, row))
    return found


def _above_usual(connection: Connection, since: str) -> list[OddCase]:
    """Compare the last approved amounts with alike cases as approvals do: each with all others, itself left out."""
    above, paid_by_kind = [], {}
    for likeness, settled in oversight.decided_since(connection, since, COMPARED):
        kind = (likeness.event, likeness.cover, likeness.currency, likeness.band)
        if kind not in paid_by_kind:
            paid_by_kind[kind] = sorted(index.paid_alike(connection, likeness, ""), key=itemgetter(1))
        others = list(paid_by_kind[kind])
        others.remove((settled.terms, settled.amount_fen))
        comparison = compare(likeness, others)
        if comparison.judge(settled.amount_fen) in (Unusual.ABOVE, Unusual.FAR_ABOVE):
            above.append((settled.case_id, comparison))
    rows = oversight.cases_by_id(connection, [case_id for case_id, _comparison in above])
    return [OddCase(Odd.ABOVE_USUAL, rows[case_id], comparison) for case_id, comparison in above if case_id in rows]
