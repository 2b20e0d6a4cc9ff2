"""One sentence for each entry of a case's life around its settlement, readable by a stranger."""

from __future__ import annotations

from datetime import date

import msgspec

from desktop import i18n
from desktop.domain import entries as e
from desktop.domain.answers import AUTHORITY
from desktop.domain.masking import mask_name
from desktop.i18n import _
from desktop.wording import case as words
from desktop.wording import life_words as w
from desktop.wording.names import Names
from desktop.wording.sentences import ended


def sentence(body: e.LifeBody, names: Names | None = None) -> str:
    """Say what happened, without who and when; ``names`` tells whom and what ids stand for."""
    names = names or Names()
    match body:
        case e.CustomerContacted():
            return _contact(body)
        case e.WaitBegan():
            return _("Waiting for {reason}: {words}").format(reason=w.name(w.WAITS, body.reason), words=body.words)
        case e.WaitEnded():
            return _("Waiting no longer: {words}").format(words=body.words)
        case e.CaseAssigned():
            name = names.person(body.person_id)
            if not name:
                return _("Given to somebody else: {reason}").format(reason=body.reason)
            return _("Given to {name}: {reason}").format(name=name, reason=body.reason)
        case e.CaseLinked():
            return _linked(body, names)
        case e.NoticeGiven() | e.NoticeObjected() | e.ObjectionAnswered() | e.NoticeWithdrawn():
            return _notice(body, names)
        case e.PaymentMade() | e.RemedyDone() | e.SatisfactionAsked() | e.GoodsFound() | e.MoneyReturned():
            return _deed(body)
        case e.CaseClosed() | e.CaseReopened() | e.CaseMerged():
            return _ending(body, names)
        case _:
            return _order(body, names)


def _contact(body: e.CustomerContacted) -> str:
    way, about = w.name(w.WAYS, body.way), w.name(w.ABOUT, body.about)
    if body.about == AUTHORITY and body.reached:
        return _("{about}, {way}: {words}").format(about=about, way=way, words=body.words)
    if body.about == AUTHORITY:
        return _("{about}, {way}: not sent yet. {words}").format(about=about, way=way, words=body.words)
    if not body.reached:
        return _("{about}, {way}: the customer was not reached. {words}").format(about=about, way=way, words=body.words)
    if body.answer:
        return _("{about}, {way}: {words} The customer {answer}.").format(
            about=about, way=way, words=ended(body.words), answer=w.name(w.ANSWERS, body.answer)
        )
    return _("{about}, {way}: {words}").format(about=about, way=way, words=body.words)


def _linked(body: e.CaseLinked, names: Names) -> str:
    relation, number = w.name(w.RELATIONS, body.relation), names.numbers.get(body.other)
    if body.since:
        return _taken_over(body, number or _("Another case"))
    told = _("Linked: {relation}. {reason}").format(relation=relation, reason=body.reason)
    if number:
        told = _("Linked with {number}: {relation}. {reason}").format(
            number=number, relation=relation, reason=body.reason
        )
    if not body.handed_to:
        return told
    whom = _("{name} looks after it from now on.").format(name=names.person(body.handed_to) or _("Unknown person"))
    return _("{first} {second}").format(first=told, second=whom)


def _taken_over(body: e.CaseLinked, number: str) -> str:
    told = _("{number} goes on here, taken in {moment}: {reason}").format(
        number=number, moment=i18n.moment_of_text(body.since), reason=body.reason
    )
    reached = _("The customer was last reached there {moment}.").format(
        moment=i18n.moment_of_text(body.reached) if body.reached else ""
    )
    return _("{first} {second}").format(first=told, second=reached) if body.reached else told


def _order(body: e.LifeBody, names: Names) -> str:
    match body:
        case e.OrderOpened():
            told = _("Work order to {department}: {task}. {words}").format(
                department=names.holder(body.department, body.person_id, body.contact_id),
                task=w.name(w.TASKS, body.task),
                words=body.words,
            )
            due = i18n.moment_of_text(body.due_at) if body.due_at else ""
            return _("{sentence} (by {moment})").format(sentence=told, moment=due) if due else told
        case e.OrderHandedOver():
            whom = names.holder(body.department, body.person_id, body.contact_id)
            told = _("Work order handed over to {department}: {reason}").format(department=whom, reason=body.reason)
            if body.due_at:
                due = i18n.moment_of_text(body.due_at)
                told = _("{sentence} (by {moment})").format(sentence=told, moment=due)
        case e.OrderReminded():
            told = _("Work order chased: {words}").format(words=body.words)
        case e.OrderEscalated():
            told = _("Work order put before the supervisor: {reason}").format(reason=body.reason)
        case e.OrderAnswered():
            line = _("Work order done: {words}") if body.done else _("News on a work order: {words}")
            told = line.format(words=body.words)
        case e.OrderWithdrawn():
            told = _("Work order withdrawn: {reason}").format(reason=body.reason)
        case _:
            return e.kind_of(body)
    task = names.order(body.order_id)
    return _("{task}: {sentence}").format(task=task, sentence=told) if task else told


def _notice(body: e.NoticeGiven | e.NoticeObjected | e.ObjectionAnswered | e.NoticeWithdrawn, names: Names) -> str:
    match body:
        case e.NoticeWithdrawn():
            who, told = names.told(body.notice_id), _("Notice withdrawn: {reason}").format(reason=body.reason)
            return _("{task}: {sentence}").format(task=who, sentence=told) if who else told
        case e.NoticeGiven() if body.direct_fen:
            told = _notice(msgspec.structs.replace(body, direct_fen=0), names)
            costs = _("Direct costs {amount}: {reason}")
            costs = costs.format(amount=i18n.yuan(body.direct_fen), reason=body.direct_reason)
            return _("{first} {second}").format(first=told, second=costs)
        case e.NoticeGiven():
            return _("Responsibility notice to {party}: share {percent} %, bears {amount}. {reason}").format(
                party=body.name or words.responsible(body.party),
                percent=body.percent,
                amount=i18n.yuan(body.penalty_fen),
                reason=body.reason,
            )
        case e.NoticeObjected():
            who, last = names.told(body.notice_id), names.last_day(body.notice_id)
            if not who:
                return _("Objection to the notice: {words}").format(words=body.words)
            if last:
                told = _("{name} objects to the notice, late (last day {day}): {words}")
                return told.format(name=who, day=i18n.day(date.fromisoformat(last)), words=body.words)
            return _("{name} objects to the notice: {words}").format(name=who, words=body.words)
        case e.ObjectionAnswered():
            told = _answer_line(body, names).format(amount=i18n.yuan(body.penalty_fen), reason=body.reason)
            who = names.told(body.notice_id)
            return _("{task}: {sentence}").format(task=who, sentence=told) if who else told


def _answer_line(body: e.ObjectionAnswered, names: Names) -> str:
    if not body.heard:
        return _("Objection not heard, for it came late: {reason}")
    if names.last_day(body.notice_id):
        return _("Late objection heard and answered, {amount} stands: {reason}")
    return _("Objection answered, {amount} stands: {reason}")


def _deed(body: e.PaymentMade | e.RemedyDone | e.SatisfactionAsked | e.GoodsFound | e.MoneyReturned) -> str:
    match body:
        case e.GoodsFound() | e.MoneyReturned():
            return _back(body)
        case e.PaymentMade():
            return _payment(body)
        case e.RemedyDone():
            return _("Carried out: {remedy}. {words}").format(remedy=words.remedy(body.remedy), words=body.words)
        case e.SatisfactionAsked(score=0):
            return _("Asked whether satisfied: no answer. {words}").format(words=body.words)
        case e.SatisfactionAsked():
            return _("Asked whether satisfied: {score} of 5. {words}").format(score=body.score, words=body.words)


def _back(body: e.GoodsFound | e.MoneyReturned) -> str:
    if isinstance(body, e.GoodsFound):
        wish = w.name(w.WISHES, body.wish)
        if body.back_fen is not None:
            wish = _("{wish} ({amount} of it, as agreed)").format(wish=wish, amount=i18n.yuan(body.back_fen))
        elif body.asked_fen is not None:
            asked = _("{wish} (asked of a supervisor: {amount} of it)")
            wish = asked.format(wish=wish, amount=i18n.yuan(body.asked_fen))
        if body.reason:
            wish = _("{wish}, because: {reason}").format(wish=wish, reason=body.reason.rstrip("。.；; "))
        return _("Goods found at {where}; the customer: {wish}. {words}").format(
            where=body.where, wish=wish, words=body.words
        )
    told = _("{amount} came back ({method}, {day}) from {name}: {cause}").format(
        amount=i18n.yuan(body.amount_fen),
        method=w.name(w.METHODS, body.method),
        day=day(body.returned_on),
        name=mask_name(body.payer),
        cause=w.name(w.BACK_FOR, body.cause),
    )
    return _("{sentence}. {words}").format(sentence=told, words=body.words) if body.words else told


def _payment(body: e.PaymentMade) -> str:
    told = _("Paid {amount} ({method}, {day})").format(
        amount=i18n.yuan(body.amount_fen), method=w.name(w.METHODS, body.method), day=day(body.paid_on)
    )
    if body.payee_reason:
        told = _("{sentence}, to somebody else: {reason}").format(sentence=told, reason=body.payee_reason)
    if body.despite:
        told = _("{sentence}; paid although the customer declines: {reason}").format(sentence=told, reason=body.despite)
    return told


def _ending(body: e.CaseClosed | e.CaseReopened | e.CaseMerged, names: Names) -> str:
    match body:
        case e.CaseClosed():
            return _("Closed: {outcome}. {words}").format(outcome=w.name(w.OUTCOMES, body.outcome), words=body.words)
        case e.CaseReopened():
            return _("Reopened: {reason}").format(reason=body.reason)
        case e.CaseMerged():
            number = names.numbers.get(body.into)
            if not number:
                return _("Merged into another case: {reason}").format(reason=body.reason)
            return _("Merged into {number}: {reason}").format(number=number, reason=body.reason)


def day(text: str) -> str:
    """Say a day an entry names; what another program wrote that is no day stands as it is."""
    try:
        return i18n.day(date.fromisoformat(text))
    except ValueError:
        return text or _("no day")
