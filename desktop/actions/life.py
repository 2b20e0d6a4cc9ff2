"""The life of a case around its settlement: steps that any hand at the desk takes, and those of a supervisor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop import i18n
from desktop.actions import intake as registering
from desktop.domain import entries as e
from desktop.domain.as_seen import FindingChanged, refusal_of_outcome
from desktop.domain.authority import Verb, refusal_of_role
from desktop.domain.case import verb_of
from desktop.domain.check_life import check_life, tidy_body
from desktop.domain.life import CaseIsClosed, refusal_of
from desktop.errors import CaseChanged, Incomplete
from desktop.storage import journal

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.domain.intake import Intake


def take_step(desk: Desk, case_id: str, body: e.LifeBody) -> Case:
    """Record one step in the life of a case.

    Raises:
        Incomplete: all that is missing or impossible.
        Refused: this person may not, or the case does not stand so that it fits.
    """
    case = desk.office.case(case_id)
    body = checked(desk, body, case)
    return desk.record(case_id, verb_of(body, case, desk.person), body)


def open_order(desk: Desk, case_id: str, order: e.OrderOpened, due: datetime) -> Case:
    """Ask somebody to do something by a time; the order gets its id here.

    Raises:
        Incomplete: all that is missing or impossible: nothing said, a time gone by, somebody who left.
        Refused: this person may not, or the case is closed.
    """
    made = msgspec.structs.replace(order, order_id=journal.new_id(desk.clock.now()), due_at=journal.stamp(due))
    return take_step(desk, case_id, made)


def give_notice(desk: Desk, case_id: str, notice: e.NoticeGiven, finding: str) -> Case:
    """Tell those responsible, with what they bear; the notice gets its id here.

    Args:
        desk: with who gives it.
        case_id: the case.
        notice: as typed; its id is set here.
        finding: digest of the finding on the screen, which names them.

    Raises:
        Incomplete: all that is missing or impossible.
        FindingChanged: another finding has taken the place of that one.
        PenaltyTooHigh: it goes beyond their share of the loss.
        Refused: this person may not.
    """
    made = checked(desk, msgspec.structs.replace(notice, notice_id=journal.new_id(desk.clock.now())))

    def make(case: Case) -> tuple[e.Body, ...]:
        if finding != (case.finding[0].digest if case.finding else ""):
            raise FindingChanged
        return (made,)

    return desk.record_from(case_id, verb_of(made), make)


def tell(desk: Desk, case_id: str, contact: e.CustomerContacted, outcome: str) -> Case:
    """Record a talk with the customer; one about the outcome names the outcome the person saw.

    Args:
        desk: with who spoke.
        case_id: the case.
        contact: as typed; its ``outcome`` is set here.
        outcome: digest of the outcome on the screen; empty while there was none.

    Raises:
        Incomplete: it is not said how, about what, or what was said.
        OutcomeChanged: another outcome has taken the place of that one, so the customer does not know it.
        Refused: this person may not, or the case is closed.
    """
    if contact.about != "outcome":
        return take_step(desk, case_id, msgspec.structs.replace(contact, outcome=""))
    made = checked(desk, msgspec.structs.replace(contact, outcome=outcome))

    def make(case: Case) -> tuple[e.Body, ...]:
        changed = refusal_of_outcome(case, outcome)
        if changed is not None:
            raise changed
        return (made,)

    return desk.record_from(case_id, verb_of(made), make)


def pay(desk: Desk, case_id: str, payment: e.PaymentMade, proposal: str) -> Case:
    """Record a payment on the approved proposal the person saw.

    Args:
        desk: with who pays.
        case_id: the case.
        payment: as typed; its ``proposal`` is set here.
        proposal: digest of the proposal on the screen.

    Raises:
        Incomplete: all that is missing or impossible.
        NotApproved: the proposal is not approved, or no longer.
        ProposalReplaced: another one has taken its place; says what changed.
        MoreThanApproved, PayeeDiffers, GoodsInstead: as they say.
    """
    return take_step(desk, case_id, msgspec.structs.replace(payment, proposal=proposal))


def carry_out(desk: Desk, case_id: str, remedy: e.RemedyDone, proposal: str) -> Case:
    """Record that a remedy of the approved proposal the person saw was carried out.

    Args:
        desk: with who did it.
        case_id: the case.
        remedy: as typed; its ``proposal`` is set here.
        proposal: digest of the proposal on the screen.

    Raises:
        Incomplete: it is not said how.
        NotApproved, NotProposed: nobody approved it.
        ProposalReplaced: another proposal has taken its place; says what changed.
    """
    return take_step(desk, case_id, msgspec.structs.replace(remedy, proposal=proposal))


def take_back(desk: Desk, case_id: str, returned: e.MoneyReturned, rests_on: str) -> Case:
    """Record money that came back, for the wish of the customer or the payment the person saw.

    Args:
        desk: with who takes it.
        case_id: the case.
        returned: as typed; its ``rests_on`` is set here.
        rests_on: digest of the goods found or of the payment on the screen.

    Raises:
        Incomplete: all that is missing or impossible.
        WishUnknown, KeepsMoney, NothingComesBack: nothing is to come back.
        WishChanged: the customer's wish was recorded anew; says what it is now.
        MoreThanPaid, BeforePayment: as they say.
        CaseIsClosed: a payment of a closed case was a mistake, so the case has to go on.
    """
    return take_step(desk, case_id, msgspec.structs.replace(returned, rests_on=rests_on))


def settle_at_once(
    desk: Desk,
    intake: Intake,
    contact: e.CustomerContacted,
    draft_id: str = "",
    beside: registering.Beside = registering.ALONE,
) -> Case:
    """Take a matter in, answer it and close it in one step: what was answered on the spot is recorded all the same.

    Args:
        desk: with who answers.
        intake: what the customer says.
        contact: the answer.
        draft_id: the draft it was typed as.
        beside: files handed in and links to other cases.

    Raises:
        Incomplete: something is missing in the registration or the answer; nothing was written.
        NotAllowed: an auditor registers nothing.
    """
    answer = checked(desk, contact)
    closing = e.CaseClosed(outcome="at-once", words=contact.words.strip())
    return registering.register_case(
        desk, intake, beside.evidence, draft_id, then=(answer, closing), links=beside.links
    )


def merge(desk: Desk, case_id: str, into: str, reason: str) -> Case:
    """Let a case go on in another one; both histories name the other.

    Raises:
        Incomplete: without a reason, or into itself.
        CaseIsClosed: one of the two is at its end.
        Refused: this person may not.
    """
    merged = checked(desk, e.CaseMerged(into=into, reason=reason))
    linked = checked(desk, e.CaseLinked(other=case_id, relation="same-matter", reason=reason))
    if into == case_id:
        raise CaseChanged
    with desk.office.writing(desk.clock.now()) as writing:
        refusal = refusal_of_role(Verb.LOOK_AFTER, writing.person(desk.signer))
        if refusal is not None:
            raise refusal
        goal, case = writing.case(into), writing.case(case_id)
        if goal.life.is_closed:
            raise CaseIsClosed
        unfit = refusal_of(case, merged)
        if unfit is not None:
            raise unfit
        writing.append(desk.signer, into, linked)
        writing.append(desk.signer, case_id, merged)
        return writing.case(case_id)


def checked(desk: Desk, body: e.LifeBody, case: Case | None = None) -> e.LifeBody:
    """Return a step tidied; days and sums are looked at beside those of the case, where there is one.

    Raises:
        Incomplete: all that is missing or impossible.
    """
    body, now = tidy_body(body), desk.clock.now()
    problems = check_life(body, desk.office.people, journal.stamp(now), i18n.today(now), case)
    if problems:
        raise Incomplete(problems)
    return body
