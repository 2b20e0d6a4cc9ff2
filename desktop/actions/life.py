"""The life of a case around its settlement: steps that any hand at the desk takes, and those of a supervisor."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec

from desktop import i18n
from desktop.actions import intake as registering
from desktop.domain import entries as e
from desktop.domain.as_seen import FindingChanged, refusal_of_outcome
from desktop.domain.authority import Verb, refusal_of_role
from desktop.domain.check_life import check_life, tidy_body
from desktop.domain.closing import refusal_to_record
from desktop.domain.ending import ABOUT_HANDLING
from desktop.domain.handling import NotOnTheSpot, entrusted
from desktop.domain.intake import is_claim
from desktop.domain.life import CaseIsClosed, NotToMerge
from desktop.domain.merging import began, came_up_here, reached_at
from desktop.domain.money_back import RECKONED
from desktop.domain.new_steps import refusal_of_new
from desktop.domain.notice_steps import WrittenTwice
from desktop.domain.owed import owner_of
from desktop.domain.problems import Problem
from desktop.domain.taking_in import MoneyIsAsked, asks_for_money
from desktop.domain.verbs import verb_of
from desktop.errors import Incomplete, NoSuchCase
from desktop.storage import journal

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.domain.intake import Intake

Step = TypeVar("Step", bound=e.LifeBody)


def take_step(desk: Desk, case_id: str, body: e.LifeBody) -> Case:
    """Record one step in the life of a case.

    Raises:
        Incomplete: all that is missing or impossible.
        Refused: this person may not, or the case does not stand so that it fits.
    """
    if isinstance(body, e.OrderHandedOver):
        return hand_over(desk, case_id, body)
    if isinstance(body, e.CaseLinked):
        return link(desk, case_id, body)
    if isinstance(body, e.GoodsFound):
        body = msgspec.structs.replace(body, reckoned=RECKONED)
    case = desk.office.case(case_id)
    body = checked(desk, body, case)
    if isinstance(body, e.CaseAssigned):
        body = msgspec.structs.replace(body, own=case.owner == desk.person.person_id)
    return desk.record(case_id, verb_of(body, case, desk.person), body)


def open_order(desk: Desk, case_id: str, order: e.OrderOpened, due: datetime) -> Case:
    """Ask somebody to do something by a time; the order gets its id here.

    Raises:
        Incomplete: all that is missing or impossible: nothing said, a time gone by, somebody who left.
        Refused: this person may not, or the case is closed.
    """
    made = msgspec.structs.replace(order, order_id=journal.new_id(desk.clock.now()), due_at=journal.stamp(due))
    return take_step(desk, case_id, made)


def hand_over(desk: Desk, case_id: str, handed: e.OrderHandedOver) -> Case:
    """Give a work order to somebody else; one that lay before the supervisor no longer does once a supervisor does.

    Args:
        desk: with who hands it over.
        case_id: the case.
        handed: as typed; without another time it is due when it was, which has to be still to come.

    Raises:
        Incomplete: all that is missing or impossible.
        SameHolder, NoSuchOrder, OrderIsClosed: as they say.
        Refused: this person may not, or the case is closed.
    """
    made = checked(desk, handed)

    def make(case: Case) -> tuple[e.Body, ...]:
        order = case.life.orders.get(made.order_id)
        if order is None:
            return (made,)
        if not made.due_at and order.due_at <= journal.stamp(desk.clock.now()):
            raise Incomplete([Problem("due_at", "required")])
        settles = order.is_escalated and case.may(Verb.SUPERVISE, desk.person) is None
        return (msgspec.structs.replace(made, settles=settles),)

    return desk.record_from(case_id, Verb.LOOK_AFTER, make)


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
        NoShare, EarlierNoticesStand: by the finding in force, or notices on an earlier one, it is not to be given.
        LossTooHigh: it states a loss that the case does not show.
        PenaltyTooHigh: it goes beyond their share of the loss, or what the others leave of it.
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
        NoOutcomeYet: it is a claim on which nobody has decided.
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


def withdraw(desk: Desk, case_id: str, said: e.CustomerContacted) -> Case:
    """Close a case whose customer withdraws it, with the talk in which they said so, in one step.

    Args:
        desk: with who closes it.
        case_id: the case.
        said: how the customer said so, and what.

    Raises:
        Incomplete: it is not said how, or what was said.
        NotDone: something else keeps the case open; nothing was written.
        Refused: this person may not, or the case is closed.
    """
    closing = e.CaseClosed(outcome="withdrawn", words=said.words)
    steps = (checked(desk, said), checked(desk, closing))
    with desk.office.writing(desk.clock.now()) as writing:
        person = writing.person(desk.signer)
        for body in steps:
            case = writing.case(case_id)
            refusal = case.may(verb_of(body, case, person), person) or refusal_to_record(case, body)
            refusal = refusal or refusal_of_new(case, body, person, writing.people)
            if refusal is not None:
                raise refusal
            writing.append(desk.signer, case_id, body)
        return writing.case(case_id)


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
        MoneyIsAsked: the customer asks for money.
        NotOnTheSpot: it is a complaint about how another case was handled, which somebody else looks into.
    """
    answer = checked(desk, contact)
    if asks_for_money(intake):
        raise MoneyIsAsked
    if any(one.relation == ABOUT_HANDLING for one in beside.links):
        raise NotOnTheSpot
    closing = e.CaseClosed(outcome="at-once", words=contact.words.strip())
    return registering.register_case(
        desk, intake, beside.evidence, draft_id, then=(answer, closing), links=beside.links
    )


def link(desk: Desk, case_id: str, linked: e.CaseLinked) -> Case:
    """Name another case in a case, and this one in the other.

    A complaint about how the other one was handled goes to somebody else than who handled it, where there is somebody.

    Raises:
        Incomplete: without a reason, to the case itself, or to one that is not here.
        WrittenTwice: they are linked like that already.
        Refused: this person may not.
    """
    made = checked(desk, linked)
    if made.other == case_id:
        raise Incomplete([Problem("other", "same-case")])
    with desk.office.writing(desk.clock.now()) as writing:
        case = writing.case(case_id)
        refusal = case.may(Verb.LOOK_AFTER, writing.person(desk.signer))
        if refusal is not None:
            raise refusal
        if any((body.other, body.relation) == (made.other, made.relation) for _header, body in case.life.links):
            raise WrittenTwice
        try:
            other = writing.case(made.other)
        except NoSuchCase as error:
            raise Incomplete([Problem("other", "unknown-case")]) from error
        writing.append(desk.signer, case_id, entrusted(made, other, owner_of(case), writing.people))
        writing.append(desk.signer, made.other, registering.link_back(made, case_id))
        return writing.case(case_id)


def merge(desk: Desk, case_id: str, into: str, reason: str) -> Case:
    """Let a case go on in another one; both histories name the other, and its promises go by the earlier beginning.

    Raises:
        Incomplete: without a reason, or into itself.
        CaseIsClosed: one of the two is at its end.
        NotToMerge: something of it is still open or was paid, or it is a claim and the other is none; says what.
        Refused: this person may not.
    """
    merged = checked(desk, e.CaseMerged(into=into, reason=reason))
    if into == case_id:
        raise Incomplete([Problem("into", "same-case")])
    with desk.office.writing(desk.clock.now()) as writing:
        refusal = refusal_of_role(Verb.LOOK_AFTER, writing.person(desk.signer))
        if refusal is not None:
            raise refusal
        goal, case = writing.case(into), writing.case(case_id)
        if goal.life.is_closed:
            raise CaseIsClosed
        unfit = refusal_to_record(case, merged)
        if unfit is not None:
            raise unfit
        if is_claim(case.intake) and not is_claim(goal.intake):
            raise NotToMerge(("claim",))
        writing.append(desk.signer, into, _taken_over(case, merged.reason))
        writing.append(desk.signer, case_id, merged)
        return writing.case(case_id)


def _taken_over(case: Case, reason: str) -> e.CaseLinked:
    """Name a case in the one it goes on in, with what that one's promises go by."""
    return e.CaseLinked(
        other=case.case_id,
        relation="same-matter",
        reason=reason,
        since=began(case),
        claimed=came_up_here(case, is_claim),
        reached=reached_at(case),
    )


def checked(desk: Desk, body: Step, case: Case | None = None) -> Step:
    """Return a step tidied; days and sums are looked at beside those of the case, where there is one.

    Raises:
        Incomplete: all that is missing or impossible.
    """
    tidied, now = tidy_body(body), desk.clock.now()
    problems = check_life(tidied, desk.office.people, journal.stamp(now), i18n.today(now), case)
    if problems:
        raise Incomplete(problems)
    return tidied
