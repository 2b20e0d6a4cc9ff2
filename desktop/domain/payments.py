"""What is paid on a case and what is left to pay: the amount in force, less what the customer has of it already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.money_back import kept_fen, returned_of_payment, took_goods

if TYPE_CHECKING:
    from desktop.domain.case import Case


def is_another(case: Case, payee: str) -> bool:
    """Tell whether money would go to somebody else than the complainant; spaces and capitals make no difference."""
    return _plain(payee) != _plain(case.intake.complainant_name)


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()


def paid_fen(case: Case) -> int:
    """Return what was paid on the proposal in force, less what came back of it because it was a mistake."""
    digest = case.proposal.digest if case.proposal else ""
    return sum(
        body.amount_fen - returned_of_payment(case, header.digest)
        for header, body in case.life.payments
        if body.proposal == digest
    )


def left_to_pay(case: Case) -> int:
    """Return what was approved and is not paid yet, in fen; nothing once the customer chose goods that were found."""
    if case.proposal is None or not case.is_approved or took_goods(case):
        return 0
    return max(0, case.proposal.body.amount_fen - paid_before_fen(case) - paid_fen(case))


def paid_before_fen(case: Case) -> int:
    """Return how much of the amount in force the customer has from payments on earlier proposals."""
    if case.proposal is None:
        return 0
    # What was counted in and came back since, because that payment was a mistake, is owed again.
    return max(0, min(case.proposal.body.paid_before_fen, kept_fen(case) - paid_fen(case)))
