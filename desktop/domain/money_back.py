"""Money that comes back: the customer chose goods found after the payment, or a payment was a mistake.

Where the customer takes the goods, nothing approved for their loss is owed any more, and what was paid for the goods
comes back (``paid_for``, as the agreement has it), or what a supervisor agreed on instead. A payment that was a mistake
(a wrong account, a transfer that failed) is owed again as soon as its money is back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.paid_for import for_goods, paid_up
from desktop.domain.paid_ledger import place, still_held
from desktop.errors import Refused

if TYPE_CHECKING:
    from desktop.domain import entries as e
    from desktop.domain.case import Case
    from desktop.domain.people import Person

#: Codes of ``MoneyReturned.cause``.
GOODS, MISTAKE = "goods-found", "mistake"

#: ``GoodsFound.reckoned`` of entries written now.
RECKONED = 1


class NothingComesBack(Refused):
    """No money is to come back: none was paid, nothing was found, or all of it is here."""


class WishUnknown(Refused):
    """Goods were found, and nobody has recorded yet what the customer wants."""


class KeepsMoney(Refused):
    """The customer keeps the money and leaves the goods, so nothing comes back."""


class WishChanged(Refused):
    """What the customer wants was recorded anew since the person looked.

    Attributes:
        wish: what they want now, as in ``GoodsFound``.
        back_fen: what comes back of it now.
    """

    def __init__(self, wish: str, back_fen: int) -> None:
        super().__init__(wish, back_fen)
        self.wish, self.back_fen = wish, back_fen


class MoreThanPaid(Refused):
    """More is to come back than the customer has, or gives back.

    Attributes:
        most_fen: what can come back now.
    """

    def __init__(self, most_fen: int, field: str = "amount_fen") -> None:
        super().__init__(most_fen)
        self.most_fen, self.field = most_fen, field


class BackAlready(Refused):
    """Money is back for goods found; it goes out again only on another proposal.

    Attributes:
        back_fen: how much.
    """

    def __init__(self, back_fen: int) -> None:
        super().__init__(back_fen)
        self.back_fen = back_fen


class BeforePayment(Refused):
    """Money cannot have come back before it was paid.

    Attributes:
        paid_on: day of the first payment, ISO.
    """

    field = "returned_on"

    def __init__(self, paid_on: str) -> None:
        super().__init__(paid_on)
        self.paid_on = paid_on


class GoodsInstead(Refused):
    """The customer chose the goods that were found, so nothing is paid for their loss any more."""


def kept_fen(case: Case) -> int:
    """Return what the customer has: everything paid on the case, less what came back."""
    paid = sum(body.amount_fen for _header, body in case.life.payments)
    return paid - sum(body.amount_fen for _header, body in case.life.returned)


def returned_of_payment(case: Case, payment: str) -> int:
    """Return what came back of one payment, known by its digest, because it was a mistake."""
    return sum(body.amount_fen for _header, body in case.life.returned if body.rests_on == payment)


def back_for_goods(case: Case, before: e.Header | None = None) -> int:
    """Return what came back because goods were found, up to an entry if one is given."""
    return sum(
        body.amount_fen
        for header, body in case.life.returned
        if body.cause == GOODS and (before is None or place(header) < place(before))
    )


def took_goods(case: Case) -> bool:
    """Tell whether the customer chose the goods since the proposal in force was decided: it is settled by that."""
    if not case.life.found:
        return False
    header, body = case.life.found[-1]
    return body.wish == "goods" and (case.decision is None or case.decision.header.time <= header.time)


def paid_parts(case: Case) -> dict[str, int]:
    """Return what the customer was paid for, in fen by kind as in ``paid_for``, less payments that were a mistake.

    What came back for goods before they were found the last time is taken off: it was settled then.
    """
    return still_held(case, returned_before=case.life.found[-1][0] if case.life.found else None)


def back_if_taken(case: Case, before: e.Header | None = None, reckoned: int = RECKONED) -> int:
    """Return what comes back in all if the customer takes the goods and nothing else is agreed on.

    Args:
        case: the case.
        before: leave out what was paid from this entry on, for it was approved for something else.
        reckoned: as in ``GoodsFound``.
    """
    if reckoned:
        return for_goods(still_held(case, before)) + back_for_goods(case, before)
    return for_goods(_paid_as_before(case, before))


def due_back(case: Case) -> int:
    """Return what the customer gives back in all for the goods they chose, what is here already among it."""
    if not case.life.found or case.life.found[-1][1].wish != "goods":
        return 0
    header, body = case.life.found[-1]
    if body.back_fen is not None:
        return body.back_fen
    due = back_if_taken(case, header)
    # An update asks nobody for more than they were told.
    return due if body.reckoned else min(due, back_if_taken(case, header, reckoned=0))


def to_come_back(case: Case) -> int:
    """Return what the customer is still to give back for the goods they chose."""
    return max(0, min(due_back(case) - back_for_goods(case), kept_fen(case)))


def asked_back(case: Case) -> int | None:
    """Return what would come back in all if a supervisor agreed to what was asked; None where nothing is asked."""
    if not case.life.found:
        return None
    body = case.life.found[-1][1]
    return body.asked_fen if body.wish == "goods" and body.back_fen is None else None


def agreement_on_goods(case: Case) -> tuple[e.Header, e.GoodsFound] | None:
    """Return the agreement in force that another amount comes back than was paid for the goods; None without one.

    A proposal decided since has settled the case anew, and the agreement with it.
    """
    if not took_goods(case) or case.life.found[-1][1].back_fen is None:
        return None
    return case.life.found[-1]


def stays_agreed(case: Case | None, body: e.GoodsFound) -> bool:
    """Tell whether an entry leaves the agreement in force as it is: it names it, and wish and amount are the same."""
    agreement = agreement_on_goods(case) if case is not None and body.agreed else None
    if agreement is None:
        return False
    header, earlier = agreement
    return (body.agreed, body.wish, body.back_fen) == (header.digest, earlier.wish, earlier.back_fen)


def lets_go_alone(case: Case | None, body: e.GoodsFound, person: Person | None) -> bool:
    """Tell whether a person may let a customer keep so much of what was paid for the goods, beside them.

    Whoever does so gives the branch's money away, which is theirs up to what they may settle alone. Asking more than
    was paid for the goods is not theirs.

    Args:
        case: the case as it stood before; what was paid or came back by a later header is no part of it.
        body: one without a reason was written when this took a supervisor, whatever the amount.
        person: who writes it.
    """
    if case is None or person is None or body.back_fen is None or not body.reason.strip():
        return False
    return 0 <= back_if_taken(case, reckoned=body.reckoned) - body.back_fen <= person.alone_limit_fen


def let_go(case: Case) -> tuple[e.Header, int] | None:
    """Return what was agreed on to stay with the customer of what was paid for the goods, and the entry that says so.

    Where later entries left an agreement as it was, that is the first one. None where nothing was let go.
    """
    agreement = agreement_on_goods(case)
    if agreement is None:
        return None
    earlier = {header.digest: (header, body) for header, body in case.life.found}
    header, body = agreement
    while body.agreed in earlier:
        header, body = earlier.pop(body.agreed)
    fen = back_if_taken(case, header, body.reckoned) - (body.back_fen or 0)
    return (header, fen) if fen > 0 else None


def result_since(case: Case) -> str:
    """Return when goods or money last changed how a case ends (UTC text); empty if they never did.

    That is goods that were found or what the customer wants, money back for them, and a payment made once more because
    one before it was a mistake.
    """
    life = case.life
    times = [header.time for header, _body in life.found]
    times += [header.time for header, body in life.returned if body.cause == GOODS]
    again = [header.time for header, body in life.returned if body.cause == MISTAKE]
    times += [header.time for header, _body in life.payments if again and header.time > again[0]]
    return max(times, default="")


def undecided_fen(case: Case) -> int:
    """Return what the customer has while goods were found and nobody knows which of the two they want."""
    return kept_fen(case) if case.life.found and case.life.found[-1][1].wish == "open" else 0


def given_up_fen(case: Case) -> int:
    """Return how much of the approved amount the customer neither has nor will get, for they took the goods."""
    if case.proposal is None or not case.is_approved or not took_goods(case):
        return 0
    return max(0, case.proposal.body.amount_fen - kept_fen(case))


def refusal_of_return(case: Case, body: e.MoneyReturned) -> Refused | None:
    """Return why money that came back does not fit the case, or None."""
    most = _most_back(case, body)
    if isinstance(most, Refused):
        return most
    if not most:
        return NothingComesBack()
    if not body.amount_fen or body.amount_fen > most:
        return MoreThanPaid(most)
    first = min(payment.paid_on for _header, payment in case.life.payments)
    return BeforePayment(first) if body.returned_on and body.returned_on < first else None


def refusal_of_found(case: Case, body: e.GoodsFound) -> Refused | None:
    """Return why goods found, or what the customer wants, does not fit what came back already, or None."""
    back = back_for_goods(case)
    if back and (body.wish == "money" or (body.back_fen is not None and body.back_fen < back)):
        return BackAlready(back)
    if body.back_fen is not None and body.back_fen > kept_fen(case) + back:
        return MoreThanPaid(kept_fen(case) + back, field="back_fen")
    return None


def _most_back(case: Case, body: e.MoneyReturned) -> int | Refused:
    """Return how much can come back for what the money is said to come back for, or why nothing can."""
    if body.cause == MISTAKE:
        payment = next((one for header, one in case.life.payments if header.digest == body.rests_on), None)
        if payment is None:
            return NothingComesBack()
        return min(payment.amount_fen - returned_of_payment(case, body.rests_on), kept_fen(case))
    if body.cause != GOODS or not case.life.found:
        return NothingComesBack()
    header, found = case.life.found[-1]
    if body.rests_on != header.digest:
        return WishChanged(found.wish, to_come_back(case))
    if found.wish != "goods":
        return KeepsMoney() if found.wish == "money" else WishUnknown()
    if found.back_fen is not None:
        return to_come_back(case)
    # Until it was reckoned what was paid for the goods, all of it came back: such money stays counted.
    if found.reckoned:
        everything = sum(still_held(case, header).values()) + back_for_goods(case, header)
    else:
        everything = sum(_paid_as_before(case, header).values())
    return max(0, min(everything - back_for_goods(case), kept_fen(case)))


def _paid_as_before(case: Case, before: e.Header | None) -> dict[str, int]:
    """Return what was paid for, as ``GoodsFound`` that is not marked as ``reckoned`` anew has it."""
    return paid_up(
        case,
        (
            (payment.proposal, payment.amount_fen - returned_of_payment(case, paid.digest))
            for paid, payment in case.life.payments
            if before is None or place(paid) < place(before)
        ),
    )
