"""A case's life around its settlement: talks with the customer, waits, work orders, doing what was approved, the end.

``Life`` is part of the fold of a case (``desktop.domain.case``): pure and total. What keeps a step back is answered by
``refusal_of``; an entry it refuses is kept and shown as stale.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from desktop.domain import entries as e
from desktop.domain.answers import NOT_ACCEPTED
from desktop.domain.as_seen import outcome_digest, refusal_of_proposal
from desktop.domain.ending import ABOUT_HANDLING
from desktop.domain.money_back import (
    MISTAKE,
    GoodsInstead,
    refusal_of_found,
    refusal_of_return,
    to_come_back,
    took_goods,
    undecided_fen,
)
from desktop.domain.notice_steps import Notice, WrittenTwice, refusal_of_notice
from desktop.domain.payments import is_another, left_to_pay
from desktop.domain.work_orders import WorkOrder, refusal_of_step
from desktop.errors import Refused

if TYPE_CHECKING:
    from desktop.domain.case import Case


class CaseIsClosed(Refused):
    """The case is at its end; it has to be reopened first."""


class CaseIsOpen(Refused):
    """Only a closed case can be reopened."""


class MoreThanApproved(Refused):
    """A payment goes beyond what was approved.

    Attributes:
        left_fen: what is still to be paid.

    """

    field = "amount_fen"

    def __init__(self, left_fen: int) -> None:
        super().__init__(left_fen)
        self.left_fen = left_fen


class PayeeDiffers(Refused):
    """The money goes to somebody other than the complainant, and nobody said why."""

    field = "payee_reason"


class NotProposed(Refused):
    """The remedy is not among the approved ones, or was carried out already."""


class NotDone(Refused):
    """The case cannot be closed yet.

    Attributes:
        missing: ``outcome-told``, ``paid``, ``remedies``, ``orders``, ``decision``, ``wish``, ``money-back``,
            ``objection``, or what an outcome rests on (``ending.lacking``).

    """

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(*missing)
        self.missing = missing


class NotToMerge(NotDone):
    """The case cannot go on in another one, for something of its own is still open or was paid on it.

    Attributes:
        missing: as in ``NotDone``, or ``money-out`` where the customer has money of this case, or ``claim`` where the
            other case is none.

    """


class NotWaiting(Refused):
    """We wait for nobody, so no wait can end."""


class WaitingAlready(Refused):
    """We wait for the customer already; one wait ends before another begins."""


@dataclass
class Wait:
    """A time we waited for the customer; ``ended`` is None while we still do."""

    began: tuple[e.Header, e.WaitBegan]
    ended: tuple[e.Header, e.WaitEnded] | None = None


#: What ends a case.
Ending: TypeAlias = "e.CaseClosed | e.CaseMerged"

#: What may still be written once a case is at its end.
_AFTER_THE_END = (
    e.CaseReopened,
    e.GoodsFound,
    e.MoneyReturned,
    e.CaseLinked,
    e.SatisfactionAsked,
    e.NoticeGiven,
    e.NoticeObjected,
    e.ObjectionAnswered,
    e.NoticeWithdrawn,
    e.CustomerContacted,
)

_ORDER_STEPS = (e.OrderHandedOver, e.OrderReminded, e.OrderEscalated, e.OrderAnswered, e.OrderWithdrawn)


@dataclass
class Life:
    """What happened to a case around its settlement; each list oldest first."""

    contacts: list[tuple[e.Header, e.CustomerContacted]] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)
    orders: dict[str, WorkOrder] = field(default_factory=dict)
    notices: dict[str, Notice] = field(default_factory=dict)
    payments: list[tuple[e.Header, e.PaymentMade]] = field(default_factory=list)
    remedies: list[tuple[e.Header, e.RemedyDone]] = field(default_factory=list)
    satisfaction: tuple[e.Header, e.SatisfactionAsked] | None = None
    found: list[tuple[e.Header, e.GoodsFound]] = field(default_factory=list)
    returned: list[tuple[e.Header, e.MoneyReturned]] = field(default_factory=list)
    links: list[tuple[e.Header, e.CaseLinked]] = field(default_factory=list)
    assigned: tuple[e.Header, e.CaseAssigned] | None = None
    ending: tuple[e.Header, Ending] | None = None
    reopened: list[tuple[e.Header, e.CaseReopened]] = field(default_factory=list)

    @property
    def waiting(self) -> Wait | None:
        """The wait that still goes on, if we wait for the customer."""
        return self.waits[-1] if self.waits and self.waits[-1].ended is None else None

    @property
    def open_orders(self) -> list[WorkOrder]:
        """Work orders that are neither done nor withdrawn."""
        return [order for order in self.orders.values() if order.is_open]

    @property
    def is_closed(self) -> bool:
        """Whether the case is at its end."""
        return self.ending is not None

    @property
    def reopened_since(self) -> str:
        """When the case was last reopened (UTC text); empty if never."""
        return self.reopened[-1][0].time if self.reopened else ""

    def take(self, header: e.Header, body: e.LifeBody) -> None:
        """Take in an entry that nothing keeps back."""
        match body:
            case e.CustomerContacted():
                self.contacts.append((header, body))
            case e.WaitBegan():
                self.waits.append(Wait((header, body)))
            case e.WaitEnded():
                self.waits[-1].ended = (header, body)
            case e.OrderOpened():
                self.orders[body.order_id] = WorkOrder.new(header, body)
            case e.OrderHandedOver() | e.OrderReminded() | e.OrderEscalated() | e.OrderAnswered() | e.OrderWithdrawn():
                self.orders[body.order_id].take(header, body)
            case e.NoticeGiven():
                self.notices[body.notice_id] = Notice((header, body))
            case e.NoticeObjected() | e.ObjectionAnswered() | e.NoticeWithdrawn():
                self.notices[body.notice_id].take(header, body)
            case e.CaseClosed() | e.CaseMerged() | e.CaseReopened():
                self._take_ending(header, body)
            case _:
                self._take_deed(header, body)

    def _take_ending(self, header: e.Header, body: e.CaseClosed | e.CaseMerged | e.CaseReopened) -> None:
        if isinstance(body, e.CaseReopened):
            self.ending = None
            self.reopened.append((header, body))
        else:
            self.ending = (header, body)
            if self.waiting is not None:
                # Whoever reopens the case begins anew, and does not go on waiting unawares.
                self.waits[-1].ended = (header, e.WaitEnded(words=""))

    def _take_deed(self, header: e.Header, body: e.LifeBody) -> None:
        match body:
            case e.PaymentMade():
                self.payments.append((header, body))
            case e.RemedyDone():
                self.remedies.append((header, body))
            case e.SatisfactionAsked():
                self.satisfaction = (header, body)
            case e.GoodsFound():
                self.found.append((header, body))
            case e.MoneyReturned():
                self.returned.append((header, body))
            case e.CaseLinked():
                self.links.append((header, body))
                if body.handed_to and body.relation == ABOUT_HANDLING:
                    self.assigned = (header, e.CaseAssigned(person_id=body.handed_to, reason=body.reason))
            case e.CaseAssigned():
                self.assigned = (header, body)


def to_be_done(case: Case) -> tuple[str, ...]:
    """Return the approved remedies, money apart, that nobody has carried out yet; their codes.

    Postage that is refunded is money like any other: where an amount was approved it is part of that.
    """
    paid = case.proposal is not None and case.proposal.body.amount_fen > 0
    return tuple(code for code in open_remedies(case) if not (paid and code == "refund"))


def open_remedies(case: Case) -> tuple[str, ...]:
    """Return the approved remedies of which somebody may still record that they were carried out."""
    if case.proposal is None or not case.is_approved:
        return ()
    done = {body.remedy for _header, body in case.life.remedies if body.proposal == case.proposal.digest}
    return tuple(code for code in case.proposal.body.remedies if code != "compensate" and code not in done)


def told_since(case: Case, time: str) -> tuple[e.Header, e.CustomerContacted] | None:
    """Return the last time the customer was reached about the outcome as it stands, at or after a moment (UTC text)."""
    now = outcome_digest(case)
    for header, body in reversed(case.life.contacts):
        # Another device may have told an outcome replaced on ours; talks of earlier days name none.
        is_this = not now or body.outcome in ("", now)
        if body.reached and body.about == "outcome" and header.time >= time and is_this:
            return header, body
    return None


def missing_to_end(case: Case, outcome: str) -> tuple[str, ...]:
    """Return without what a closing is not obeyed; what is asked of a new one, ``closing.missing_to_close`` says."""
    missing = []
    at_once = outcome in ("at-once", "withdrawn", "found")
    if not at_once and case.proposal is not None and case.decision is None and not case.is_approved:
        missing.append("decision")
    carried_out = outcome not in ("withdrawn", "found", NOT_ACCEPTED)
    if left_to_pay(case) and carried_out:
        missing.append("paid")
    if to_be_done(case) and carried_out:
        missing.append("remedies")
    if case.life.open_orders:
        missing.append("orders")
    if undecided_fen(case):
        missing.append("wish")
    if to_come_back(case):
        missing.append("money-back")
    decided = case.decision.header.time if case.decision else ""
    if not at_once and told_since(case, max(decided, case.life.reopened_since)) is None:
        missing.append("outcome-told")
    return tuple(missing)


def refusal_of(case: Case, body: e.LifeBody) -> Refused | None:
    """Return why an entry of a case's life does not fit the case as it stands, or None."""
    life = case.life
    if life.is_closed and not isinstance(body, _AFTER_THE_END):
        return CaseIsClosed()
    if isinstance(body, _ORDER_STEPS):
        return refusal_of_step(life.orders, body.order_id)
    match body:
        case e.CaseReopened():
            return None if life.is_closed else CaseIsOpen()
        case e.PaymentMade():
            return _refusal_of_payment(case, body)
        case e.RemedyDone():
            return _refusal_of_remedy(case, body)
        case e.GoodsFound():
            return refusal_of_found(case, body)
        case e.MoneyReturned():
            # Money of a payment that was a mistake is owed again, which a closed case cannot be.
            closed = life.is_closed and body.cause == MISTAKE
            return CaseIsClosed() if closed else refusal_of_return(case, body)
        case e.CaseClosed():
            missing = missing_to_end(case, body.outcome)
            return NotDone(missing) if missing else None
        case e.NoticeGiven() | e.NoticeObjected() | e.ObjectionAnswered() | e.NoticeWithdrawn():
            return refusal_of_notice(life.notices, body)
        case _:
            return _refusal_of_beginning(case, body)


def _refusal_of_beginning(case: Case, body: e.LifeBody) -> Refused | None:
    life = case.life
    match body:
        case e.WaitBegan():
            return WaitingAlready() if life.waiting else None
        case e.WaitEnded():
            return None if life.waiting else NotWaiting()
        case e.OrderOpened() if body.order_id in life.orders:
            return WrittenTwice()
        case e.CaseMerged() if body.into == case.case_id:
            return CaseIsOpen()
        case _:
            return None


def _refusal_of_payment(case: Case, body: e.PaymentMade) -> Refused | None:
    refusal = refusal_of_proposal(case, body.proposal)
    if refusal is not None:
        return refusal
    if took_goods(case):
        return GoodsInstead()
    left = left_to_pay(case)
    if not body.amount_fen or body.amount_fen > left:
        return MoreThanApproved(left)
    return PayeeDiffers() if is_another(case, body.payee) and not body.payee_reason.strip() else None


def _refusal_of_remedy(case: Case, body: e.RemedyDone) -> Refused | None:
    refusal = refusal_of_proposal(case, body.proposal)
    if refusal is not None:
        return refusal
    return None if body.remedy in open_remedies(case) else NotProposed()
