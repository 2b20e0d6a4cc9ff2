"""Says why a step in a case's life cannot be taken, and what to do next."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain import (
    answers,
    as_seen,
    ending,
    handling,
    life,
    money_back,
    new_steps,
    notice_steps,
    notices,
    work_orders,
)
from desktop.domain import entries as e
from desktop.i18n import _
from desktop.wording import case as words
from desktop.wording import life_words as w

if TYPE_CHECKING:
    from collections.abc import Callable


def _is_closed(_error: life.CaseIsClosed) -> str:
    return _("The case is closed. Reopen it first, with a reason.")


def _is_open(_error: life.CaseIsOpen) -> str:
    return _("The case is open already.")


def _not_approved(error: as_seen.NotApproved) -> str:
    if error.why:
        told = _("Nothing was recorded: the approval does not hold any more. {why}")
        return told.format(why=words.stale(error.why))
    return _("Nothing is carried out that has not been approved, or that has changed since. Look at the proposal.")


def _proposal_replaced(error: as_seen.ProposalReplaced) -> str:
    told = _("Nothing was recorded: the proposal has changed since you looked ({moment}). {changes} {state}")
    state = _("The new one is approved.") if error.is_approved else _("The new one is not approved yet.")
    when = i18n.moment_of_text(error.at)
    return told.format(moment=when, changes=_changes(error.before, error.now), state=state)


def _changes(before: e.Proposed | None, now: e.Proposed) -> str:
    """Say what a proposal says now, and what the one before it said where that differs."""
    remedies = _(", ").join(words.remedy(code) for code in now.remedies)
    if before is None or (before.amount_fen, before.remedies) == (now.amount_fen, now.remedies):
        return _("It says now: {amount}; {remedies}.").format(amount=i18n.yuan(now.amount_fen), remedies=remedies)
    parts = []
    if before.amount_fen != now.amount_fen:
        amounts = _("Amount now {now}, before {before}.")
        parts.append(amounts.format(now=i18n.yuan(now.amount_fen), before=i18n.yuan(before.amount_fen)))
    if before.remedies != now.remedies:
        earlier = _(", ").join(words.remedy(code) for code in before.remedies)
        parts.append(_("Remedies now: {now}; before: {before}.").format(now=remedies, before=earlier))
    return parts[0] if len(parts) == 1 else _("{first} {second}").format(first=parts[0], second=parts[1])


def _outcome_changed(error: as_seen.OutcomeChanged) -> str:
    if error.now is None:
        return _("Nothing was recorded: the outcome you saw holds no longer, and there is no new one yet.")
    told = _(
        "Nothing was recorded: the outcome has changed since you looked ({moment}): {outcome}. Tell the customer that."
    )
    return told.format(moment=i18n.moment_of_text(error.at), outcome=_outcome(error))


def _assessment_changed(_error: as_seen.AssessmentChanged) -> str:
    return _(
        "Somebody else has saved a new assessment meanwhile. Nothing was recorded. Its facts are shown now with what "
        "you typed on top; look through them and save again."
    )


def _finding_changed(_error: as_seen.FindingChanged) -> str:
    return _("Nothing was recorded: the finding has changed since you looked. Read it again, then give the notice.")


def _outcome(error: as_seen.OutcomeChanged) -> str:
    if isinstance(error.now, e.FindingRecorded):
        return _("the complaint does not stand")
    if error.amount_fen is None:
        return _("the proposal was refused")
    return _("{amount} approved").format(amount=i18n.yuan(error.amount_fen))


def _more_than_approved(error: life.MoreThanApproved) -> str:
    if not error.left_fen:
        return _("All that was approved has been paid.")
    return _("More than was approved. At most {amount} may be paid now.").format(amount=i18n.yuan(error.left_fen))


def _payee_differs(_error: life.PayeeDiffers) -> str:
    return _("The payee is not the complainant. Write down why the money goes to somebody else, or correct the name.")


def _customer_declines(_error: answers.CustomerDeclines) -> str:
    return _("The customer declines the outcome. Write down why the money goes out all the same.")


def _not_proposed(_error: life.NotProposed) -> str:
    return _("This remedy is not among the approved ones, or it was carried out already.")


def _not_done(error: life.NotDone) -> str:
    missing = _(", ").join(w.name(w.MISSING, code) for code in error.missing)
    return _("The case cannot be closed yet. Still missing: {missing}.").format(missing=missing)


def _not_to_merge(error: life.NotToMerge) -> str:
    still_open = _(", ").join(w.name(w.MISSING, code) for code in error.missing)
    told = _("This case cannot go on in the other one; it still holds: {missing}. {advice}")
    return told.format(missing=still_open, advice=_("Finish that here first, or let the other case go on in this one."))


def _no_outcome_yet(_error: ending.NoOutcomeYet) -> str:
    return _(
        "The customer asks for money and nobody has decided yet, so there is no outcome to tell. "
        "Record the talk as progress."
    )


def _not_waiting(_error: life.NotWaiting) -> str:
    return _("We are not waiting for the customer on this case.")


def _waiting_already(_error: life.WaitingAlready) -> str:
    return _("We are waiting for the customer already. End that wait first.")


def _written_twice(_error: notice_steps.WrittenTwice) -> str:
    return _("That was recorded already.")


def _no_such_notice(_error: notice_steps.NoSuchNotice) -> str:
    return _("There is no such notice, or nothing to answer on it.")


def _penalty_too_high(error: notice_steps.PenaltyTooHigh) -> str:
    return _("The penalty is above the share of the loss. At most {amount} may be charged.").format(
        amount=i18n.yuan(error.most_fen)
    )


def _no_share(_error: notice_steps.NoShare) -> str:
    return _("By the finding in force nobody answers for this share, or they had their notice for it.")


def _earlier_notices(error: notice_steps.EarlierNoticesStand) -> str:
    who = _(", ").join(one.name or words.responsible(one.party) for one in error.parties)
    return _("A notice given on an earlier finding still stands ({who}). Withdraw it first.").format(who=who)


def _given_by_you(_error: new_steps.GivenByYou) -> str:
    return _("You gave this notice yourself. Another supervisor or manager answers the objection.")


def _own_handling(_error: handling.OwnHandling) -> str:
    return _("This complaint is about how that person handled a case. Somebody else looks after it and closes it.")


def _not_on_the_spot(_error: handling.NotOnTheSpot) -> str:
    return _(
        "A complaint about how a case was handled is not answered on the spot. Save it; somebody else looks into it."
    )


def _loss_too_high(error: notices.LossTooHigh) -> str:
    told = _("The case shows a loss of {amount}. Only a manager adds direct costs to it, with the reason.")
    return told.format(amount=i18n.yuan(error.most_fen))


def _in_time(_error: notice_steps.InTime) -> str:
    return _("This objection came in time, so it has to be heard.")


def _nothing_comes_back(_error: money_back.NothingComesBack) -> str:
    return _("No money is to come back: nothing was paid, no goods were found, or all of it is here.")


def _wish_unknown(_error: money_back.WishUnknown) -> str:
    return _("First ask the customer what they want, the goods or the money, and record it under Goods found.")


def _keeps_money(_error: money_back.KeepsMoney) -> str:
    return _(
        "The customer keeps the money and leaves the goods. Record it under Goods found if they want the goods now."
    )


def _wish_changed(error: money_back.WishChanged) -> str:
    told = _("Nothing was recorded: the customer's wish was recorded anew: {wish}. Still to come back: {amount}.")
    return told.format(wish=w.name(w.WISHES, error.wish), amount=i18n.yuan(error.back_fen))


def _more_than_paid(error: money_back.MoreThanPaid) -> str:
    return _("More than can come back. At most {amount}.").format(amount=i18n.yuan(error.most_fen))


def _back_already(error: money_back.BackAlready) -> str:
    told = _("{amount} came back for the goods already. What goes out again needs another proposal.")
    return told.format(amount=i18n.yuan(error.back_fen))


def _before_payment(error: money_back.BeforePayment) -> str:
    day = i18n.day(date.fromisoformat(error.paid_on))
    return _("Money cannot have come back before it was paid ({day}). Look at the day.").format(day=day)


def _goods_instead(_error: money_back.GoodsInstead) -> str:
    return _(
        "The customer takes the goods that were found, so nothing is paid for their loss any more. "
        "Where something else is owed, make another proposal."
    )


def _nobody_to_tell(_error: notices.NobodyToTell) -> str:
    return _("The finding names nobody of ours or of our partners, so there is nobody to give a notice to.")


def _no_such_order(_error: work_orders.NoSuchOrder) -> str:
    return _("There is no such work order on this case.")


def _same_holder(_error: work_orders.SameHolder) -> str:
    return _("They have this work order already. Choose somebody else.")


def _order_closed(_error: work_orders.OrderIsClosed) -> str:
    return _("The work order is done or withdrawn already. Open a new one if there is more to do.")


SENTENCES: dict[type, Callable[..., str]] = {
    life.CaseIsClosed: _is_closed,
    life.CaseIsOpen: _is_open,
    as_seen.NotApproved: _not_approved,
    as_seen.ProposalReplaced: _proposal_replaced,
    as_seen.OutcomeChanged: _outcome_changed,
    as_seen.AssessmentChanged: _assessment_changed,
    as_seen.FindingChanged: _finding_changed,
    life.MoreThanApproved: _more_than_approved,
    life.PayeeDiffers: _payee_differs,
    answers.CustomerDeclines: _customer_declines,
    life.NotProposed: _not_proposed,
    life.NotDone: _not_done,
    life.NotToMerge: _not_to_merge,
    ending.NoOutcomeYet: _no_outcome_yet,
    life.NotWaiting: _not_waiting,
    life.WaitingAlready: _waiting_already,
    notice_steps.WrittenTwice: _written_twice,
    notice_steps.NoSuchNotice: _no_such_notice,
    notice_steps.PenaltyTooHigh: _penalty_too_high,
    notice_steps.InTime: _in_time,
    money_back.NothingComesBack: _nothing_comes_back,
    money_back.WishUnknown: _wish_unknown,
    money_back.KeepsMoney: _keeps_money,
    money_back.WishChanged: _wish_changed,
    money_back.MoreThanPaid: _more_than_paid,
    money_back.BackAlready: _back_already,
    money_back.BeforePayment: _before_payment,
    money_back.GoodsInstead: _goods_instead,
    handling.OwnHandling: _own_handling,
    handling.NotOnTheSpot: _not_on_the_spot,
    new_steps.GivenByYou: _given_by_you,
    notice_steps.NoShare: _no_share,
    notice_steps.EarlierNoticesStand: _earlier_notices,
    notices.LossTooHigh: _loss_too_high,
    notices.NobodyToTell: _nobody_to_tell,
    work_orders.NoSuchOrder: _no_such_order,
    work_orders.SameHolder: _same_holder,
    work_orders.OrderIsClosed: _order_closed,
}
