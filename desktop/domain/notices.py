"""What a matter cost us, and what those who answer for it bear of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.check_finding import WHOLE
from desktop.domain.money_back import kept_fen
from desktop.domain.payments import left_to_pay
from desktop.errors import Refused

if TYPE_CHECKING:
    from desktop.domain import entries as e
    from desktop.domain.case import Case

#: Remedies that send a parcel once more, at our cost.
_SENT_AGAIN = ("redeliver", "resend")


class NobodyToTell(Refused):
    """The finding names nobody whom the branch can call to account."""


class LossTooHigh(Refused):
    """A notice states a loss the case does not show.

    Attributes:
        most_fen: what was paid or approved, the postage, and the direct costs a manager stated.

    """

    def __init__(self, most_fen: int) -> None:
        super().__init__(most_fen)
        self.most_fen = most_fen


def refusal_of_loss(case: Case, body: e.NoticeGiven) -> Refused | None:
    """Return why a notice states a loss that the case does not show, or None."""
    most = sum(fen for _part, fen in loss_of(case)) + body.direct_fen
    return LossTooHigh(most) if body.loss_fen > most else None


def loss_of(case: Case) -> tuple[tuple[str, int], ...]:
    """Return what the matter cost us, part by part in fen.

    ``paid`` is what went to the customer and did not come back, or ``approved`` where nothing has been paid yet;
    ``carriage`` is the postage of every parcel sent once more. Postage given back to the customer is part of what was
    paid.
    """
    kept, left = kept_fen(case), left_to_pay(case)
    parts = [("paid", kept)] if kept else []
    if case.proposal is not None and case.is_approved:
        if not kept and left:
            parts.append(("approved", left))
        again = sum(code in _SENT_AGAIN for code in case.proposal.body.remedies)
        if again and case.intake.freight:
            parts.append(("carriage", again * case.intake.freight))
    return tuple(parts)


def most_to_bear(loss_fen: int, percent: int) -> int:
    """Return the share of a loss in whole fen, rounded down: nobody bears more than their part."""
    return loss_fen * percent // WHOLE
