"""Says which other cases of the same waybill have come to an amount, and asks for the reason of one more claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import i18n
from desktop.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.other_claims import OtherClaim

_CLAIMS = {
    "assessed": N_("case {number}: assessed at {amount}"),
    "proposed": N_("case {number}: {amount} proposed"),
    "refused": N_("case {number}: {amount} refused"),
    "approved": N_("case {number}: {amount} approved"),
    "issued": N_("case {number}: paper issued for {amount}"),
}


def claim(other: OtherClaim) -> str:
    """Name the other case, how far it has come, and its amount."""
    return _(_CLAIMS[other.stage.value]).format(number=other.number, amount=i18n.yuan(other.amount_fen))


def warning(others: Sequence[OtherClaim]) -> str:
    """Warn of the claims of other cases; empty where there are none."""
    if not others:
        return ""
    told = _("; ").join(claim(other) for other in others)
    if any(other.in_force for other in others):
        return _(
            "This waybill has a claim already ({claims}). One waybill, one claim: nothing is paid twice for the same "
            "loss. Approving one more needs a reason."
        ).format(claims=told)
    return _(
        "Another case of this waybill has been worked on ({claims}). One waybill, one claim: settle the loss in one of "
        "them."
    ).format(claims=told)


def question(others: Sequence[OtherClaim]) -> str:
    """Ask a supervisor why one more claim is right."""
    told = _("; ").join(claim(other) for other in others if other.in_force)
    return _(
        "The same waybill has a claim already ({claims}). Why is one more right, and not the same loss paid twice? "
        "Your answer goes on record."
    ).format(claims=told)
