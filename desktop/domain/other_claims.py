"""One claim per waybill: what other cases of the same parcel have come to, and when that keeps a payment back.

Nobody recovers the same loss twice (no double recovery), and carriers' terms allow one claim per waybill. Two cases of
a parcel may still be right, late delivery and then damage for instance: so a second claim is approved knowingly, by a
second person and with a reason that goes on record.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.case import Status
from desktop.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


class Stage(StrEnum):
    """How far the claim of another case has come."""

    ASSESSED = "assessed"
    PROPOSED = "proposed"
    REFUSED = "refused"
    APPROVED = "approved"
    #: A paper that is no draft and states an amount is out.
    ISSUED = "issued"


class OtherClaim(msgspec.Struct, frozen=True):
    """The claim of another case of the same waybill; the amount is the last one it came to, in fen."""

    case_id: str
    number: str
    stage: Stage
    amount_fen: int

    @property
    def in_force(self) -> bool:
        """Whether the customer may count on that money."""
        return self.stage in (Stage.APPROVED, Stage.ISSUED)


class SecondClaim(Refused):
    """Another case of the same waybill has a claim in force; approving one more needs a reason of its own.

    Attributes:
        others: those claims.
    """

    def __init__(self, others: Sequence[OtherClaim]) -> None:
        super().__init__(*(claim.case_id for claim in others))
        self.others = tuple(others)


_STAGES = {
    Status.ASSESSED: Stage.ASSESSED,
    Status.PROPOSED: Stage.PROPOSED,
    Status.PASSED_UP: Stage.PROPOSED,
    Status.RETURNED: Stage.PROPOSED,
    Status.REFUSED: Stage.REFUSED,
    Status.APPROVED: Stage.APPROVED,
}


def other_claim(
    case_id: str,
    number: str,
    settlement: str,
    amount_fen: int | None,
    issued_fen: int | None,
    given_up_fen: int = 0,
) -> OtherClaim | None:
    """Return what another case has come to; None where it has no amount that holds, or pays nothing.

    Args:
        case_id: of the other case.
        number: of the other case.
        settlement: code of how far its settlement has come (a ``Status``).
        amount_fen: proposed, else computed.
        issued_fen: on its last paper that is no draft; None without one.
        given_up_fen: what of it the customer gave up for goods that were found.
    """
    stage = _STAGES.get(Status(settlement))
    amount_fen, issued_fen = (fen and max(0, fen - given_up_fen) for fen in (amount_fen, issued_fen))
    if issued_fen and stage is not Stage.APPROVED:
        # The approval may hold no longer; the customer has the paper all the same.
        return OtherClaim(case_id, number, Stage.ISSUED, issued_fen)
    if stage is None or not amount_fen:
        return None
    return OtherClaim(case_id, number, Stage.ISSUED if issued_fen else stage, amount_fen)


def refusal_of_second(amount_fen: int, others: Sequence[OtherClaim], seen: Collection[str] = ()) -> Refused | None:
    """Return why an amount may not be approved beside the claims of other cases, or None.

    Args:
        amount_fen: what is to be approved; nothing at all stands beside any claim.
        others: the claims of other cases of the waybill.
        seen: ids of the cases beside whose claims it is approved knowingly.
    """
    in_the_way = [claim for claim in others if claim.in_force and claim.case_id not in seen]
    return SecondClaim(in_the_way) if amount_fen and in_the_way else None
