"""Checks on a proposal and on a verdict before they are recorded."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.intake import claim_type
from desktop.domain.problems import Problem

if TYPE_CHECKING:
    from desktop.domain.intake import Intake

LONGEST_TEXT = 2000


class Remedy(StrEnum):
    """What we offer besides or instead of money."""

    COMPENSATE = "compensate"
    REFUND = "refund"
    REDELIVER = "redeliver"
    RESEND = "resend"
    FIND = "find"
    APOLOGISE = "apologise"


class ProposalDraft(msgspec.Struct, frozen=True):
    """A proposal as typed.

    Attributes:
        amount_fen: what we want to pay; None while it is not a number.
        computed_fen: what the rules gave; 0 without an assessment.
        change_reason: why the two differ.
        kept_fen: what the customer has already from payments on this case.
        includes_kept: whether that is part of the amount; None while nobody has said so.
    """

    amount_fen: int | None
    computed_fen: int
    change_reason: str = ""
    remedies: tuple[Remedy, ...] = ()
    words: str = ""
    kept_fen: int = 0
    includes_kept: bool | None = None

    @property
    def paid_before_fen(self) -> int:
        """Return how much of the amount was paid before."""
        return min(self.kept_fen, self.amount_fen or 0) if self.includes_kept else 0


def check_proposal(draft: ProposalDraft) -> list[Problem]:
    """Return everything that keeps a proposal from being sent to a supervisor."""
    problems = []
    if draft.amount_fen is None:
        problems.append(Problem("amount", "required"))
    elif draft.amount_fen < 0:
        problems.append(Problem("amount", "negative"))
    elif draft.amount_fen != draft.computed_fen and not draft.change_reason.strip():
        problems.append(Problem("change_reason", "change-needs-reason"))
    if draft.kept_fen and draft.amount_fen and draft.includes_kept is None:
        problems.append(Problem("includes_kept", "required"))
    if not draft.remedies:
        problems.append(Problem("remedies", "required"))
    for key in ("change_reason", "words"):
        if len(getattr(draft, key)) > LONGEST_TEXT:
            problems.append(Problem(key, "too-long", {"limit": str(LONGEST_TEXT)}))
    return problems


def goodwill_fen(intake: Intake, amount_fen: int, computed_fen: int, *, assessed: bool) -> int:
    """Return how much of an amount is goodwill, in fen: what goes beyond the rules, and so is no liability.

    Where no money rules apply to the matter, all of it is. A claim nobody has worked out has none: what is owed is not
    known, and may be more than is offered.
    """
    if not assessed and claim_type(intake.types) is not None:
        return 0
    return max(0, amount_fen - computed_fen)


def check_reason(reason: str) -> list[Problem]:
    """Return why the reason of a verdict cannot be taken."""
    if not reason.strip():
        return [Problem("reason", "required")]
    if len(reason) > LONGEST_TEXT:
        return [Problem("reason", "too-long", {"limit": str(LONGEST_TEXT)})]
    return []
