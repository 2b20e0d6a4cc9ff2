"""Says why a step in a case's life cannot be taken, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain import life, notices, work_orders
from desktop.domain.money import Money
from desktop.i18n import _
from desktop.wording import life_words as w

if TYPE_CHECKING:
    from collections.abc import Callable


def _is_closed(_error: life.CaseIsClosed) -> str:
    return _("The case is closed. Reopen it first, with a reason.")


def _is_open(_error: life.CaseIsOpen) -> str:
    return _("The case is open already.")


def _not_approved(_error: life.NotApproved) -> str:
    return _("Nothing is carried out that has not been approved, or that has changed since. Look at the proposal.")


def _more_than_approved(error: life.MoreThanApproved) -> str:
    if not error.left_fen:
        return _("All that was approved has been paid.")
    return _("More than was approved. At most {amount} may be paid now.").format(amount=_amount(error.left_fen))


def _payee_differs(_error: life.PayeeDiffers) -> str:
    return _("The payee is not the complainant. Write down why the money goes to somebody else, or correct the name.")


def _not_proposed(_error: life.NotProposed) -> str:
    return _("This remedy is not among the approved ones, or it was carried out already.")


def _not_done(error: life.NotDone) -> str:
    missing = _(", ").join(w.name(w.MISSING, code) for code in error.missing)
    return _("The case cannot be closed yet. Still missing: {missing}.").format(missing=missing)


def _not_waiting(_error: life.NotWaiting) -> str:
    return _("We are not waiting for the customer on this case.")


def _waiting_already(_error: life.WaitingAlready) -> str:
    return _("We are waiting for the customer already. End that wait first.")


def _written_twice(_error: life.WrittenTwice) -> str:
    return _("That was recorded already.")


def _no_such_notice(_error: life.NoSuchNotice) -> str:
    return _("There is no such notice, or nothing to answer on it.")


def _penalty_too_high(error: life.PenaltyTooHigh) -> str:
    return _("The penalty is above the share of the loss. At most {amount} may be charged.").format(
        amount=_amount(error.most_fen)
    )


def _nobody_to_tell(_error: notices.NobodyToTell) -> str:
    return _("The finding names nobody of ours or of our partners, so there is nobody to give a notice to.")


def _no_such_order(_error: work_orders.NoSuchOrder) -> str:
    return _("There is no such work order on this case.")


def _order_closed(_error: work_orders.OrderIsClosed) -> str:
    return _("The work order is done or withdrawn already. Open a new one if there is more to do.")


def _amount(fen: int) -> str:
    return i18n.money(Money.from_fen(fen))


SENTENCES: dict[type, Callable[..., str]] = {
    life.CaseIsClosed: _is_closed,
    life.CaseIsOpen: _is_open,
    life.NotApproved: _not_approved,
    life.MoreThanApproved: _more_than_approved,
    life.PayeeDiffers: _payee_differs,
    life.NotProposed: _not_proposed,
    life.NotDone: _not_done,
    life.NotWaiting: _not_waiting,
    life.WaitingAlready: _waiting_already,
    life.WrittenTwice: _written_twice,
    life.NoSuchNotice: _no_such_notice,
    life.PenaltyTooHigh: _penalty_too_high,
    notices.NobodyToTell: _nobody_to_tell,
    work_orders.NoSuchOrder: _no_such_order,
    work_orders.OrderIsClosed: _order_closed,
}
