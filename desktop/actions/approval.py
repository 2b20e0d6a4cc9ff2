"""Decisions on proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.actions.sign_in import confirm
from desktop.domain import entries as e
from desktop.domain.authority import NotYet, Verb
from desktop.domain.case import Status
from desktop.domain.other_claims import refusal_of_second
from desktop.domain.proposal import check_reason
from desktop.errors import Incomplete
from desktop.storage import case_lists, claims

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.domain.other_claims import OtherClaim
    from desktop.errors import Refused
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
        return case_lists.list_cases(connection, (Status.PROPOSED.value, Status.PASSED_UP.value))


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
        SecondClaim: another case of the waybill has a claim in force; see ``approve_second``.
        FourEyes, AboveLimit, Stale, NotAllowed ...: the reason why not; nothing was written.
    """
    return _record(
        desk, case_id, VERBS[verdict], e.Decided(proposal=proposal, verdict=verdict, reason=reason), password
    )


def approve_second(
    desk: Desk, case_id: str, proposal: str, beside: Sequence[OtherClaim], reason: str, password: str
) -> Case:
    """Approve a proposal although other cases of the same waybill have claims in force.

    Args:
        desk: with the supervisor at it.
        case_id: the case.
        proposal: digest of the proposal on the screen.
        beside: the other claims as they were seen; goes on record.
        reason: why a second claim is right; goes on record.
        password: the supervisor's own.

    Raises:
        SecondClaim: there is one more that was not seen.
        Incomplete, WrongPassword, TooManyTries, FourEyes, AboveLimit, Stale, NotAllowed: as for ``decide``.
    """
    seen = tuple(claim.case_id for claim in beside if claim.in_force)
    body = e.Decided(proposal=proposal, verdict=e.Verdict.APPROVE, reason=reason, beside=seen)
    return _record(desk, case_id, Verb.APPROVE, body, password)


def settle_alone(desk: Desk, case_id: str, proposal: str, reason: str, password: str) -> Case:
    """Approve one's own small proposal under one's own limit; the case is marked for later review.

    Raises:
        AboveLimit: there is no such limit, or the amount is more.
        SecondClaim: another case of the waybill has a claim in force, so a second person has to say why.
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
        case = writing.case(case_id)
        refusal = case.may(verb, writing.person(confirmed.signer), body.proposal)
        if refusal is None and body.verdict is e.Verdict.APPROVE:
            refusal = _refusal_of_second(writing.connection, case, body)
        if refusal is not None:
            raise refusal
        writing.append(confirmed.signer, case_id, body)
        return writing.case(case_id)


def _refusal_of_second(connection: Connection, case: Case, body: e.Decided) -> Refused | None:
    """Look at the other cases of the waybill inside the transaction: of two approvals at once the later is refused."""
    assert case.proposal is not None, "there is something to approve"
    others = claims.other_claims(connection, case.intake.waybill, case.case_id)
    return refusal_of_second(case.proposal.body.amount_fen, others, body.beside)
