"""What has to be done next on a case, as one sentence, the part of the case it is done in, and the form for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from desktop import i18n
from desktop.actions.papers import issued_papers
from desktop.domain.answers import DECLINES, has_declined
from desktop.domain.as_seen import outcome_since
from desktop.domain.case import Status
from desktop.domain.intake import claim_type
from desktop.domain.life import to_be_done, told_since
from desktop.domain.money_back import to_come_back, took_goods
from desktop.domain.payments import left_to_pay
from desktop.domain.taking_in import asks_for_money
from desktop.i18n import N_, _
from desktop.wording import case as words
from desktop.wording import life_words as w

if TYPE_CHECKING:
    from desktop.domain.case import Case

Part = Literal["story", "assessment", "proposal", "papers", "follow-up"]


class Step(NamedTuple):
    """One sentence, and where to go for it.

    Attributes:
        act: key of the form in the follow-up that does it; empty where there is none.

    """

    words: str
    part: Part
    act: str = ""


_AFTER: dict[Status, tuple[str, Part]] = {
    Status.ASSESSED: (N_("Make a proposal."), "proposal"),
    Status.PROPOSED: (N_("A supervisor looks at the proposal and decides."), "proposal"),
    Status.PASSED_UP: (N_("Somebody with a higher limit decides."), "proposal"),
    Status.RETURNED: (N_("The proposal came back. Change it and send it again."), "proposal"),
    Status.CLOSED: (N_("The case is closed. Reopen it if the customer comes back."), "follow-up"),
    Status.WITHDRAWN: (N_("The customer withdrew the matter. Reopen it if they come back."), "follow-up"),
    Status.MERGED: (N_("The case goes on in another one."), "follow-up"),
}


def next_step(case: Case) -> Step:
    """Return what comes next."""
    if case.life.found and case.life.found[-1][1].wish == "open":
        return Step(_("The goods turned up. Ask the customer: the goods, or the money."), "follow-up", "found")
    if back := to_come_back(case):
        sentence = _("{amount} comes back from the customer for the goods found. Record it when it is here.")
        return Step(sentence.format(amount=i18n.yuan(back)), "follow-up", "money-back")
    if case.life.is_closed:
        sentence, part = _AFTER[case.status]
        return Step(_(sentence), part)
    if case.life.waiting is not None:
        reason = w.name(w.WAITS, case.life.waiting.began[1].reason)
        return Step(
            _("We wait for {reason}. End the wait when it has come.").format(reason=reason), "follow-up", "end-wait"
        )
    if case.life.reopened and not _spoken_since(case, case.life.reopened_since):
        sentence = _("The case was reopened. See what is new and tell the customer how it goes on.")
        return Step(sentence, "follow-up", "tell")
    if case.proposal_stale:
        return Step(words.stale(case.proposal_stale), _place_of(case.proposal_stale))
    if case.assessment_stale:
        return Step(words.stale(case.assessment_stale), "assessment")
    if case.settlement in (Status.APPROVED, Status.REFUSED):
        return _after_decision(case)
    if case.status is not Status.REGISTERED:
        sentence, part = _AFTER[case.status]
        return Step(_(sentence), part)
    return _before_proposal(case)


def _before_proposal(case: Case) -> Step:
    if case.finding is None:
        if case.life.open_orders:
            return _on_orders(case)
        return Step(_("Find out what happened and save the finding."), "story")
    if case.finding[1].stands == "no":
        if asks_for_money(case.intake):
            sentence = _(
                "The complaint does not stand, but money is asked for. Propose an answer; a supervisor decides."
            )
            return Step(sentence, "proposal")
        if told_since(case, outcome_since(case)) is None:
            sentence = _("The complaint does not stand. Explain it to the customer, kindly and with the reasons.")
            return Step(sentence, "follow-up", "tell")
        return _at_the_end(case)
    if claim_type(case.intake.types) is None:
        return Step(_("No money is at stake by the rules. Make a proposal."), "proposal")
    return Step(_("Assess what the rules pay."), "assessment")


def _after_decision(case: Case) -> Step:
    """Return what follows an approval or a refusal: papers, telling the customer, doing it, asking, closing."""
    told = told_since(case, outcome_since(case))
    if case.settlement is Status.REFUSED:
        if told is None:
            sentence = _("The proposal was refused. Tell the customer why and where to turn next.")
            return Step(sentence, "follow-up", "tell")
        return _at_the_end(case)
    stands = case.finding is None or case.finding[1].stands != "no"
    if stands and has_declined(case):
        return Step(_("The customer does not accept. Offer another remedy."), "proposal")
    if not stands and told is not None and told[1].answer == DECLINES:
        sentence = _("The customer does not accept. Explain the reasons and the rules once more, then close.")
        return Step(sentence, "follow-up", "tell")
    if took_goods(case):
        sentence = _("The customer takes the goods found. Tell them how it ends.")
        return Step(sentence, "follow-up", "tell") if told is None else _at_the_end(case)
    papers_out = {"agreement", "apology"} <= issued_papers(case)
    if not papers_out and told is None and not case.life.payments and not case.life.remedies:
        return Step(_("Issue the papers and tell the customer."), "papers")
    if told is None:
        sentence = _("Tell the customer and pay.") if left_to_pay(case) else _("Tell the customer.")
        return Step(sentence, "follow-up", "tell")
    if left_to_pay(case):
        return Step(_("Pay what was approved and record the payment."), "follow-up", "pay")
    if to_be_done(case):
        remedies = _(", ").join(words.remedy(code) for code in to_be_done(case))
        return Step(_("Carry out what was approved: {remedies}.").format(remedies=remedies), "follow-up", "carry-out")
    return _at_the_end(case)


def _at_the_end(case: Case) -> Step:
    if case.life.open_orders:
        return _on_orders(case)
    asked = case.life.satisfaction
    if asked is None or asked[0].time < case.life.reopened_since:
        return Step(_("Ask the customer whether they are satisfied."), "follow-up", "satisfaction")
    return Step(_("Close the case."), "follow-up", "close")


def _spoken_since(case: Case, time: str) -> bool:
    return any(body.reached and header.time >= time for header, body in case.life.contacts)


def _on_orders(case: Case) -> Step:
    order = min(case.life.open_orders, key=lambda order: order.due_at)
    task = w.name(w.TASKS, order.opened[1].task)
    return Step(_("A work order is out ({task}). Record what came of it.").format(task=task), "follow-up")


def _place_of(stale: str) -> Part:
    return "assessment" if stale == "facts-changed" else "proposal"
