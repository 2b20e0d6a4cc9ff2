"""Bodies of entries about a case's life around its settlement: talks, waits, work orders, doing it, the end."""

from __future__ import annotations

from desktop.domain.entry_body import EntryBody, Fen, Percent


class CustomerContacted(EntryBody, frozen=True, tag="customer-contacted"):
    """We spoke to the customer, or tried to.

    Attributes:
        way: ``counter``, ``phone``, ``wechat``, ``sms``, ``email``, ``letter``, ``platform`` or ``other``.
        about: ``first-reply``, ``progress``, ``evidence``, ``outcome``, ``apology``, ``authority`` or ``other``. With
            ``authority`` the postal authority was answered, and the customer heard nothing.
        reached: false for a call nobody took: it is evidence, but no answer.
        words: what was said.
        answer: what the customer says to an outcome: ``accepts``, ``declines`` or empty.
        outcome: digest of the decision or finding they were told; empty for other talks and before there was one.

    """

    way: str
    about: str
    reached: bool
    words: str
    answer: str = ""
    outcome: str = ""


class WaitBegan(EntryBody, frozen=True, tag="wait-began"):
    """From now on we wait for the customer; our own promises stand still, statutory ones do not.

    Attributes:
        reason: ``evidence``, ``decision``, ``goods``, ``account`` or ``other``.

    """

    reason: str
    words: str


class WaitEnded(EntryBody, frozen=True, tag="wait-ended"):
    """We no longer wait."""

    words: str


class OrderOpened(EntryBody, frozen=True, tag="order-opened"):
    """Somebody is asked to do something for a case.

    Attributes:
        order_id: entry-like id, made by us.
        task: ``find``, ``video``, ``weigh``, ``ask-courier``, ``ask-station``, ``redeliver``, ``evidence``, ``claim``,
            ``stop`` (change of address or contact) or ``other``.
        department: ``counter``, ``delivery``, ``sorting``, ``transport``, ``station``, ``claims``, ``branch``,
            ``centre``, ``vendor`` or ``head-office``.
        person_id: who of this office; empty where the department as a whole is asked.
        contact_id: whom outside this office; empty for our own.
        urgent: before others.
        due_at: until when, UTC text as in entries.
        words: what is to be done.

    """

    order_id: str
    task: str
    department: str
    person_id: str
    contact_id: str
    urgent: bool
    due_at: str
    words: str


class OrderHandedOver(EntryBody, frozen=True, tag="order-handed-over"):
    """A work order goes to somebody else; fields as in ``OrderOpened``.

    Attributes:
        due_at: until when from now on, UTC text; empty leaves it as it was.
        settles: it lay before the supervisor and no longer does; by a supervisor.

    """

    order_id: str
    department: str
    person_id: str
    contact_id: str
    reason: str
    due_at: str = ""
    settles: bool = False


class OrderReminded(EntryBody, frozen=True, tag="order-reminded"):
    """Who has a work order was pressed."""

    order_id: str
    words: str


class OrderEscalated(EntryBody, frozen=True, tag="order-escalated"):
    """A work order is put before the supervisor."""

    order_id: str
    reason: str


class OrderAnswered(EntryBody, frozen=True, tag="order-answered"):
    """What came of a work order.

    Attributes:
        done: false for news on the way.

    """

    order_id: str
    words: str
    done: bool


class OrderWithdrawn(EntryBody, frozen=True, tag="order-withdrawn"):
    """A work order is no longer needed."""

    order_id: str
    reason: str


class NoticeGiven(EntryBody, frozen=True, tag="notice-given"):
    """Those responsible were told: the responsibility notice, with the penalty if there is one.

    Attributes:
        notice_id: made by us.
        party: code as in ``FindingRecorded.responsible``.
        name: of the person or company.
        percent: their share.
        loss_fen: what the matter cost us.
        penalty_fen: what they bear of it; never more than their share of the loss.
        object_until: last day (ISO) to object.
        direct_fen: the part of the loss that is documented direct costs beyond what the case shows; by a manager.
        direct_reason: what those costs were, and where they are documented.

    """

    notice_id: str
    party: str
    name: str
    percent: Percent
    loss_fen: Fen
    penalty_fen: Fen
    reason: str
    object_until: str
    direct_fen: Fen = 0
    direct_reason: str = ""


class NoticeObjected(EntryBody, frozen=True, tag="notice-objected"):
    """Who was told objects."""

    notice_id: str
    words: str


class ObjectionAnswered(EntryBody, frozen=True, tag="objection-answered"):
    """A supervisor answers an objection.

    Attributes:
        penalty_fen: what stands now; not above what it was.
        heard: false for one that came after the last day and was not heard for that; everything stays as it was.

    """

    notice_id: str
    penalty_fen: Fen
    reason: str
    heard: bool = True


class NoticeWithdrawn(EntryBody, frozen=True, tag="notice-withdrawn"):
    """A supervisor takes a notice back: nothing of it is to be borne any more. The paper stays as it was issued."""

    notice_id: str
    reason: str


class PaymentMade(EntryBody, frozen=True, tag="payment-made"):
    """Money went to the customer.

    Attributes:
        proposal: digest of the approved proposal it carries out.
        method: ``cash``, ``transfer``, ``wechat``, ``alipay`` or ``deduction``.
        payee: name of who got it.
        payee_reason: why it is somebody other than the complainant; empty if it is the complainant.
        reference: number of the transfer or receipt.
        paid_on: ISO date.
        despite: why it is paid although the customer declines the outcome; empty where they do not.

    """

    proposal: str
    amount_fen: Fen
    method: str
    payee: str
    payee_reason: str
    reference: str
    paid_on: str
    despite: str = ""


class RemedyDone(EntryBody, frozen=True, tag="remedy-done"):
    """A remedy other than money was carried out.

    Attributes:
        proposal: digest of the approved proposal it carries out.
        remedy: its code.
        waybill: of the new parcel, where there is one.

    """

    proposal: str
    remedy: str
    words: str
    waybill: str = ""


class SatisfactionAsked(EntryBody, frozen=True, tag="satisfaction-asked"):
    """The customer was asked whether they are satisfied.

    Attributes:
        score: 1 to 5; 0 where they gave none.

    """

    score: Percent
    words: str


class CaseClosed(EntryBody, frozen=True, tag="case-closed"):
    """The case is at its end.

    Attributes:
        outcome: ``settled``, ``not-accepted`` (explained, and the customer does not accept it), ``at-once``,
            ``unfounded``, ``refused``, ``withdrawn`` or ``found``.

    """

    outcome: str
    words: str


class CaseReopened(EntryBody, frozen=True, tag="case-reopened"):
    """A closed case goes on."""

    reason: str


class GoodsFound(EntryBody, frozen=True, tag="goods-found"):
    """Lost goods turned up.

    Attributes:
        where: the place.
        wish: what the customer wants: ``goods`` (and gives back what was paid), ``money`` (and leaves the goods),
            or ``open`` while nobody has asked.
        back_fen: what comes back in all, agreed by somebody who may let the rest go, where that is another amount than
            what was paid for the goods; None for that.
        asked_fen: what comes back in all if a supervisor agrees; until then everything paid for the goods does. None
            where nothing is asked.
        reason: why another amount comes back; empty where none does.
        agreed: digest of the ``GoodsFound`` before this one in which ``back_fen`` was agreed, where it stays as it was
            and this entry adds something else; empty where it is agreed here, or nothing is.
        reckoned: how it is told what was paid for the goods: 0 as before there was this field, 1 as ``paid_ledger``
            has it.

    """

    where: str
    wish: str
    words: str
    back_fen: Fen | None = None
    asked_fen: Fen | None = None
    reason: str = ""
    agreed: str = ""
    reckoned: int = 0


class MoneyReturned(EntryBody, frozen=True, tag="money-returned"):
    """Money that was paid came back to us.

    Attributes:
        cause: ``goods-found`` or ``mistake``.
        rests_on: digest of the ``GoodsFound`` in which the customer chose the goods, or of the ``PaymentMade`` that was
            a mistake.
        method: as in ``PaymentMade``.
        payer: name of who gave it back.
        reference: number of the transfer or receipt.
        returned_on: ISO date.
        words: why a payment was a mistake; what else there is to say.

    """

    cause: str
    rests_on: str
    amount_fen: Fen
    method: str
    payer: str
    reference: str
    returned_on: str
    words: str


class CaseLinked(EntryBody, frozen=True, tag="case-linked"):
    """Another case has to do with this one.

    Attributes:
        other: its id.
        relation: ``same-matter``, ``related`` or ``about-handling`` (a complaint about how ``other`` was handled).
        since: when ``other`` began that goes on here (UTC text); empty where it goes its own way. Our promises to the
            customer began there.
        claimed: when the claim came up there; empty where it is none.
        reached: when the customer was last reached there; empty if never.
        handled_by: who looked after ``other``, where this case is about how that was handled.
        handed_to: who looks after this one from now on for that reason; empty where it stays with whoever has it.

    """

    other: str
    relation: str
    reason: str
    since: str = ""
    claimed: str = ""
    reached: str = ""
    handled_by: str = ""
    handed_to: str = ""


class CaseMerged(EntryBody, frozen=True, tag="case-merged"):
    """This case goes on in another one, which is named, and ends here."""

    into: str
    reason: str


class CaseAssigned(EntryBody, frozen=True, tag="case-assigned"):
    """Somebody else looks after the case now.

    Attributes:
        own: given on by whoever looked after it. Without that it takes a supervisor, as it did of everybody until this
            could be said.

    """

    person_id: str
    reason: str
    own: bool = False


LifeBody = (
    CustomerContacted
    | WaitBegan
    | WaitEnded
    | OrderOpened
    | OrderHandedOver
    | OrderReminded
    | OrderEscalated
    | OrderAnswered
    | OrderWithdrawn
    | NoticeGiven
    | NoticeObjected
    | ObjectionAnswered
    | NoticeWithdrawn
    | PaymentMade
    | RemedyDone
    | SatisfactionAsked
    | CaseClosed
    | CaseReopened
    | GoodsFound
    | MoneyReturned
    | CaseLinked
    | CaseMerged
    | CaseAssigned
)
