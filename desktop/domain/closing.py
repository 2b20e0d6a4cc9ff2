"""What a step needs at the moment somebody records it, beyond what every entry needs to be obeyed.

The fold obeys what was recorded by the rules of its day: a closing or a payment that was good then stays good. What is
asked for here may grow, and is asked only when a step is about to be written.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desktop.domain import entries as e
from desktop.domain.answers import missing_answer, refusal_despite
from desktop.domain.ending import lacking
from desktop.domain.life import (
    NotDone,
    NotToMerge,
    missing_to_end,
    refusal_of,
    to_be_done,
    told_since,
)
from desktop.domain.money_back import (
    GOODS,
    BackAlready,
    MoreThanPaid,
    NothingComesBack,
    WishUnknown,
    back_for_goods,
    kept_fen,
    result_since,
    returned_of_payment,
    to_come_back,
    undecided_fen,
)
from desktop.domain.notice_steps import is_objected, refusal_to_give
from desktop.domain.payments import left_to_pay
from desktop.domain.problems import Problem
from desktop.domain.work_orders import refusal_to_hand_over
from desktop.domain.workdays import day_of

if TYPE_CHECKING:
    from desktop.domain.case import Case
    from desktop.errors import Refused


def missing_to_close(case: Case, outcome: str) -> tuple[str, ...]:
    """Return what is still to be done before a case may be closed with an outcome.

    Codes as in ``life.NotDone`` and ``answers.missing_answer``. Goods that turned up, and money that came back for
    them, change how the case ends, so the customer has to be told again; one who withdrew said it themselves.
    """
    lacks = lacking(case, outcome)
    missing = (*lacks, *(code for code in missing_to_end(case, outcome) if code not in lacks))
    missing += missing_answer(case, outcome)
    if is_objected(case):
        missing = (*missing, "objection")
    changed = result_since(case)
    if outcome == "found" or (changed and outcome not in ("withdrawn", "at-once")):
        changed = max(changed, case.life.reopened_since)
        untold = "outcome-told" not in missing and told_since(case, changed) is None
        return (*missing, "outcome-told") if untold else missing
    return missing


def missing_to_merge(case: Case) -> tuple[str, ...]:
    """Return what keeps a case from going on in another one: all that would be lost there, or done twice."""
    open_here = {
        "decision": case.settlement.value in ("proposed", "passed-up"),
        "paid": bool(left_to_pay(case)),
        "remedies": bool(to_be_done(case)),
        "orders": bool(case.life.open_orders),
        "objection": is_objected(case),
        "wish": bool(undecided_fen(case)),
        "money-back": bool(to_come_back(case)),
        "money-out": bool(kept_fen(case)),
    }
    return tuple(code for code, is_open in open_here.items() if is_open)


def refusal_to_record(case: Case, body: e.LifeBody) -> Refused | None:
    """Return why a step may not be recorded on a case as it stands, or None."""
    refusal = refusal_of(case, body)
    if isinstance(refusal, NotDone) and isinstance(body, e.CaseClosed):
        return NotDone(missing_to_close(case, body.outcome))  # all that is missing at once
    if isinstance(refusal, MoreThanPaid) and isinstance(body, e.MoneyReturned) and body.cause == GOODS:
        return MoreThanPaid(to_come_back(case))  # what the goods bring back, and not all the customer has
    if refusal is not None:
        return refusal
    match body:
        case e.PaymentMade() if undecided_fen(case):
            return WishUnknown()
        case e.CaseClosed():
            missing = missing_to_close(case, body.outcome)
            return NotDone(missing) if missing else None
        case e.PaymentMade():
            return refusal_despite(case, body)
        case e.MoneyReturned() if body.cause == GOODS:
            most = to_come_back(case)
            if not most:
                return NothingComesBack()
            return MoreThanPaid(most) if body.amount_fen > most else None
        case e.GoodsFound():
            return _refusal_to_ask(case, body)
        case _:
            return _refusal_beside(case, body)


def _refusal_beside(case: Case, body: e.LifeBody) -> Refused | None:
    match body:
        case e.CaseMerged():
            lost = missing_to_merge(case)
            return NotToMerge(lost) if lost else None
        case e.NoticeGiven():
            return refusal_to_give(case, body)
        case e.OrderHandedOver():
            return refusal_to_hand_over(case.life.orders[body.order_id], body)
        case _:
            return None


def _refusal_to_ask(case: Case, body: e.GoodsFound) -> Refused | None:
    """Return why so much, in all, cannot be asked to come back: it goes beyond what was out, or is here already."""
    if body.asked_fen is None:
        return None
    back = back_for_goods(case)
    if body.asked_fen < back:
        return BackAlready(back)
    out = kept_fen(case) + back
    return MoreThanPaid(out, field="asked_fen") if body.asked_fen > out else None


def first_day(case: Case) -> date | None:
    """Return the day a case was taken in, in Beijing: nothing was paid on it before that."""
    return day_of(e.moment(case.registered.time)) if case.registered is not None else None


def same_again(case: Case, body: e.LifeBody) -> e.PaymentMade | e.MoneyReturned | None:
    """Return money recorded before that looks like the same once more, or None.

    The same amount in the same way on the same day, or the same number of a transfer; money that came back because it
    was a mistake is no longer out, and may well go out once more. Two different numbers are two transfers.
    """
    if isinstance(body, e.PaymentMade):
        paid = reversed(case.life.payments)
        return next(
            (one for head, one in paid if not returned_of_payment(case, head.digest) and _alike(one, body)), None
        )
    if isinstance(body, e.MoneyReturned):
        return next((one for _head, one in reversed(case.life.returned) if _alike(one, body)), None)
    return None


def remarks(case: Case) -> list[Problem]:
    """Return what looks wrong in the money of a case and keeps nothing back: days that cannot be, payments told twice.

    Codes: ``paid-before-case``, ``back-before-case``, ``paid-before-approval``, ``paid-twice``; the facts are an amount
    in fen, and days as ISO text.
    """
    first = first_day(case)
    found = []
    for number, (header, body) in enumerate(case.life.payments):
        day = day_in(body.paid_on)
        told = {"fen": str(body.amount_fen), "day": body.paid_on}
        if day is not None and first is not None and day < first:
            found.append(Problem("paid_on", "paid-before-case", told | {"first": first.isoformat()}))
        elif day is not None and (decided := _decided(case, body)) and day < decided:
            found.append(Problem("paid_on", "paid-before-approval", told | {"first": decided.isoformat()}))
        out = [one for head, one in case.life.payments[:number] if not returned_of_payment(case, head.digest)]
        if not returned_of_payment(case, header.digest) and any(_alike(one, body) for one in out):
            found.append(Problem("amount_fen", "paid-twice", told))
    for _header, back in case.life.returned:
        day = day_in(back.returned_on)
        if day is not None and first is not None and day < first:
            told = {"fen": str(back.amount_fen), "day": back.returned_on, "first": first.isoformat()}
            found.append(Problem("returned_on", "back-before-case", told))
    return found


def day_in(text: str) -> date | None:
    """Return the day an ISO text names; None for what another program wrote that is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _alike(one: e.PaymentMade | e.MoneyReturned, other: e.PaymentMade | e.MoneyReturned) -> bool:
    if one.reference and other.reference:
        return "".join(one.reference.split()).casefold() == "".join(other.reference.split()).casefold()
    days = [body.paid_on if isinstance(body, e.PaymentMade) else body.returned_on for body in (one, other)]
    return (one.amount_fen, one.method, days[0]) == (other.amount_fen, other.method, days[1])


def _decided(case: Case, body: e.PaymentMade) -> date | None:
    """Return the day the proposal a payment carries out was approved, as far as it is the one in force."""
    if case.proposal is None or case.proposal.digest != body.proposal or case.decision is None:
        return None
    return day_of(e.moment(case.decision.header.time))
