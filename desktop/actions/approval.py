"""Decisions on proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.actions.sign_in import confirm
from desktop.domain import entries as e
from desktop.domain.authority import NotYet, Verb
from desktop.domain.case import Status
from desktop.domain.proposal import check_reason
from desktop.errors import Incomplete
from desktop.storage import index

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.storage.index import CaseRow

VERBS = {
    e.Verdict.APPROVE: Verb.APPROVE,
    e.Verdict.RETURN: Verb.RETURN,
    e.Verdict.REFUSE: Verb.REFUSE,
    e.Verdict.PASS_UP: Verb.PASS_UP,
}


def waiting(desk: Desk) -> list[CaseRow]:
    """Return the cases whose proposal waits for a verdict, the promise that breaks first on top."""
    with desk.office.reading() as connection:
        return index.list_cases(connection, (Status.PROPOSED.value, Status.PASSED_UP.value))


def decide(desk: Desk, case_id: str, proposal: str, verdict: e.Verdict, reason: str, password: str) -> Case:
    """Give a verdict on exactly the proposal that was seen, signed with the password asked again.

    Args:
        desk: with the supervisor at it.
        case_id: the case.
        proposal: digest of the proposal on the screen.
        verdict: approve, return, refuse or pass up.
        reason: why; goes on record.
        password: the supervisor's own.

    Raises:
        Incomplete: the reason is missing.
        WrongPassword, TooManyTries: not confirmed.
        FourEyes, AboveLimit, Stale, NotAllowed ...: the reason why not; nothing was written.
    """
    return _record(
        desk, case_id, VERBS[verdict], e.Decided(proposal=proposal, verdict=verdict, reason=reason), password
    )


def settle_alone(desk: Desk, case_id: str, proposal: str, reason: str, password: str) -> Case:
    """Approve one's own small proposal under one's own limit; the case is marked for later review.

    Raises:
        AboveLimit: there is no such limit, or the amount is more.
        Incomplete, WrongPassword, TooManyTries, Stale, NotAllowed: nothing was written.
    """
    body = e.Decided(proposal=proposal, verdict=e.Verdict.APPROVE, reason=reason, alone=True)
    return _record(desk, case_id, Verb.SETTLE_ALONE, body, password)


def _record(desk: Desk, case_id: str, verb: Verb, body: e.Decided, password: str) -> Case:
    problems = check_reason(body.reason)
    if problems:
        raise Incomplete(problems)
    if not body.proposal:
        raise NotYet(Verb.PROPOSE)
    confirmed = desk.seat(confirm(desk, password))
    with confirmed.office.writing(confirmed.clock.now()) as writing:
        refusal = writing.case(case_id).may(verb, writing.person(confirmed.signer), body.proposal)
        if refusal is not None:
            raise refusal
        writing.append(confirmed.signer, case_id, body)
        return writing.case(case_id)
