"""Whom to give a responsibility notice, what the matter cost us, and what they bear of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain import entries as e
from desktop.domain.check_finding import ACCOUNTABLE, WHOLE
from desktop.domain.money_back import kept_fen
from desktop.domain.payments import left_to_pay
from desktop.errors import Refused

if TYPE_CHECKING:
    from desktop.domain.case import Case

#: Remedies that send a parcel once more, at our cost.
_SENT_AGAIN = ("redeliver", "resend")


class NobodyToTell(Refused):
    """The finding names nobody whom the branch can call to account."""


def shares_of(finding: e.FindingRecorded) -> tuple[e.Share, ...]:
    """Return who answers for how much; in a finding without shares one party answers for all of it."""
    if finding.shares or not finding.responsible:
        return finding.shares
    return (e.Share(finding.responsible, WHOLE),)


def to_be_told(case: Case) -> tuple[e.Share, ...]:
    """Return those who answer to the branch and have had no notice yet."""
    if case.finding is None or case.finding[1].stands == "no":
        return ()
    told = [(given.party, given.percent) for given in (notice.given[1] for notice in case.life.notices.values())]
    left = []
    for share in shares_of(case.finding[1]):
        if (share.party, share.percent) in told:
            # By party and share, not by name: the name may be known only when the notice is written.
            told.remove((share.party, share.percent))
        elif share.party in ACCOUNTABLE:
            left.append(share)
    return tuple(left)


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
