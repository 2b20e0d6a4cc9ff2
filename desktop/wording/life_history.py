"""One sentence for each entry of a case's life around its settlement, readable by a stranger."""

from __future__ import annotations

from desktop import i18n
from desktop.domain import entries as e
from desktop.domain.money import Money
from desktop.i18n import _
from desktop.wording import case as words
from desktop.wording import life_words as w


def sentence(body: e.LifeBody) -> str:
    """Say what happened, without who and when."""
    match body:
        case e.CustomerContacted():
            return _contact(body)
        case e.WaitBegan():
            return _("Waiting for {reason}: {words}").format(reason=w.name(w.WAITS, body.reason), words=body.words)
        case e.WaitEnded():
            return _("Waiting no longer: {words}").format(words=body.words)
        case e.CaseAssigned():
            return _("Given to somebody else: {reason}").format(reason=body.reason)
        case e.CaseLinked():
            return _("Linked: {relation}. {reason}").format(
                relation=w.name(w.RELATIONS, body.relation), reason=body.reason
            )
        case e.NoticeGiven() | e.NoticeObjected() | e.ObjectionAnswered():
            return _notice(body)
        case e.PaymentMade() | e.RemedyDone() | e.SatisfactionAsked() | e.GoodsFound():
            return _deed(body)
        case e.CaseClosed() | e.CaseReopened() | e.CaseMerged():
            return _ending(body)
        case _:
            return _order(body)


def _contact(body: e.CustomerContacted) -> str:
    way, about = w.name(w.WAYS, body.way), w.name(w.ABOUT, body.about)
    if not body.reached:
        return _("{about}, {way}: the customer was not reached. {words}").format(about=about, way=way, words=body.words)
    if body.answer:
        return _("{about}, {way}: {words} The customer {answer}.").format(
            about=about, way=way, words=body.words, answer=w.name(w.ANSWERS, body.answer)
        )
    return _("{about}, {way}: {words}").format(about=about, way=way, words=body.words)


def _order(body: e.LifeBody) -> str:
    match body:
        case e.OrderOpened():
            return _("Work order to {department}: {task}. {words}").format(
                department=w.name(w.DEPARTMENTS, body.department), task=w.name(w.TASKS, body.task), words=body.words
            )
        case e.OrderHandedOver():
            return _("Work order handed over to {department}: {reason}").format(
                department=w.name(w.DEPARTMENTS, body.department), reason=body.reason
            )
        case e.OrderReminded():
            return _("Work order pressed: {words}").format(words=body.words)
        case e.OrderEscalated():
            return _("Work order put before the supervisor: {reason}").format(reason=body.reason)
        case e.OrderAnswered():
            line = _("Work order done: {words}") if body.done else _("News on a work order: {words}")
            return line.format(words=body.words)
        case e.OrderWithdrawn():
            return _("Work order withdrawn: {reason}").format(reason=body.reason)
        case _:
            return e.kind_of(body)


def _notice(body: e.NoticeGiven | e.NoticeObjected | e.ObjectionAnswered) -> str:
    match body:
        case e.NoticeGiven():
            return _("Responsibility notice to {party}: share {percent} %, bears {amount}. {reason}").format(
                party=body.name or words.responsible(body.party),
                percent=body.percent,
                amount=_amount(body.penalty_fen),
                reason=body.reason,
            )
        case e.NoticeObjected():
            return _("Objection to the notice: {words}").format(words=body.words)
        case e.ObjectionAnswered():
            return _("Objection answered, {amount} stands: {reason}").format(
                amount=_amount(body.penalty_fen), reason=body.reason
            )


def _deed(body: e.PaymentMade | e.RemedyDone | e.SatisfactionAsked | e.GoodsFound) -> str:
    match body:
        case e.PaymentMade():
            return _("Paid {amount} ({method})").format(
                amount=_amount(body.amount_fen), method=w.name(w.METHODS, body.method)
            )
        case e.RemedyDone():
            return _("Carried out: {remedy}. {words}").format(remedy=words.remedy(body.remedy), words=body.words)
        case e.SatisfactionAsked(score=0):
            return _("Asked whether satisfied: no answer. {words}").format(words=body.words)
        case e.SatisfactionAsked():
            return _("Asked whether satisfied: {score} of 5. {words}").format(score=body.score, words=body.words)
        case e.GoodsFound():
            return _("Goods found at {where}; the customer: {wish}. {words}").format(
                where=body.where, wish=w.name(w.WISHES, body.wish), words=body.words
            )


def _ending(body: e.CaseClosed | e.CaseReopened | e.CaseMerged) -> str:
    match body:
        case e.CaseClosed():
            return _("Closed: {outcome}. {words}").format(outcome=w.name(w.OUTCOMES, body.outcome), words=body.words)
        case e.CaseReopened():
            return _("Reopened: {reason}").format(reason=body.reason)
        case e.CaseMerged():
            return _("Merged into another case: {reason}").format(reason=body.reason)


def _amount(fen: int) -> str:
    return i18n.money(Money.from_fen(fen))
