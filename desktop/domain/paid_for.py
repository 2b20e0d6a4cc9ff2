"""What money that went to the customer was for: the goods themselves, or what stays with them when the goods turn up.

The agreement has it that who takes goods that were found gives back what was paid for the goods; postage, the cover
fee, costs of their own and goodwill stay. An amount nobody worked out line by line is one sum, and all of it counts as
paid for the goods unless only a refund was agreed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.domain import entries as e
from desktop.domain.assessment import Assessment
from desktop.domain.money import Money
from desktop.domain.proposal import Remedy, goodwill_fen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.domain.case import Case

#: Kinds of what is paid for; others are kinds of line as in ``rules.LineKind``. ``AGREED`` is a sum without lines.
GOODS, AGREED, GOODWILL, DELAY, REFUND = "goods", "agreed", "goodwill", "delay", "freight-refund"

#: What comes back with the goods.
COMES_BACK = frozenset({GOODS, AGREED})

#: What is paid for the goods, less what is taken off it: one sum.
_OF_GOODS = frozenset({"goods", "salvage", "deductible", "advance"})
_LATE = frozenset({"delay", "on-time"})


def made_up(case: Case, proposal: str) -> dict[str, int]:
    """Return what the amount of a proposal, known by its digest, is for: fen by kind, nothing below zero."""
    body = proposed(case, proposal)
    if body is None:
        return {}
    lines = _lines(case, body)
    if lines is None:
        return {_kind_without_lines(case, body): body.amount_fen}
    more = body.amount_fen - body.computed_fen
    if more > 0:
        lines[GOODWILL] = more
    elif more:
        # What the parties took off comes off the goods; the refunds are owed as they are.
        lines[GOODS] = lines.get(GOODS, 0) + more
    return _within(lines, body.amount_fen)


def paid_up(case: Case, payments: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return what payments were for, in fen by kind, as it was reckoned before ``paid_ledger``.

    That is how ``GoodsFound`` without a mark goes on being judged: an amount that includes earlier money counts only
    where something was paid on it, and money back for goods is not taken off. Where only a part of an approved amount
    was paid, what stays with the customer is counted first: they are owed it whatever becomes of the goods.

    Args:
        case: the case.
        payments: digest of the proposal, and fen that went out on it.
    """
    paid: dict[str, int] = {}
    for proposal, fen in payments:
        paid[proposal] = paid.get(proposal, 0) + fen
    _carry_over(case, paid)
    told: dict[str, int] = {}
    for proposal, fen in paid.items():
        parts = made_up(case, proposal) or {AGREED: fen}
        left = fen
        for kind in sorted(parts, key=lambda kind: kind in COMES_BACK):
            taken = min(left, parts[kind])
            told[kind] = told.get(kind, 0) + taken
            left -= taken
        if left:
            told[AGREED] = told.get(AGREED, 0) + left
    return {kind: fen for kind, fen in told.items() if fen}


def _carry_over(case: Case, paid: dict[str, int]) -> None:
    """Count what went out on earlier proposals as paid on the one whose amount includes it."""
    earlier: list[str] = []
    for proposal in paid:
        body = proposed(case, proposal)
        wanted = body.paid_before_fen if body is not None else 0
        for before in reversed(earlier):
            moved = min(wanted, paid[before])
            paid[before] -= moved
            paid[proposal] += moved
            wanted -= moved
        earlier.append(proposal)


def for_goods(parts: dict[str, int]) -> int:
    """Return how much of some money comes back with the goods."""
    return sum(fen for kind, fen in parts.items() if kind in COMES_BACK)


def _lines(case: Case, body: e.Proposed) -> dict[str, int] | None:
    """Return what the rules gave, line by line; None where nobody worked it out so."""
    made = _assessed(case, body.assessment)
    if made is None or not made.lines:
        return None
    goods = DELAY if made.treated_as in _LATE else GOODS
    lines: dict[str, int] = {}
    for line in made.lines:
        kind = goods if line.kind in _OF_GOODS else line.kind
        try:
            lines[kind] = lines.get(kind, 0) + Money(line.amount, made.currency).fen
        except (ValueError, TypeError):
            return None
    # Another program's lines may not come to the amount: then they say nothing about it.
    return lines if sum(lines.values()) == body.computed_fen else None


def _within(lines: dict[str, int], amount: int) -> dict[str, int]:
    """Cut parts down to an amount, the goods first."""
    over = sum(fen for fen in lines.values() if fen > 0) - amount
    found = {}
    for kind in sorted(lines, key=lambda kind: kind not in COMES_BACK):
        fen = max(0, lines[kind])
        found[kind] = fen - min(fen, max(0, over))
        over -= fen - found[kind]
    return {kind: fen for kind, fen in found.items() if fen}


def _kind_without_lines(case: Case, body: e.Proposed) -> str:
    assessed = bool(body.assessment)
    if goodwill_fen(case.intake, body.amount_fen, body.computed_fen, assessed=assessed) == body.amount_fen:
        return GOODWILL
    only_refund = Remedy.REFUND in body.remedies and Remedy.COMPENSATE not in body.remedies
    return REFUND if only_refund else AGREED


def proposed(case: Case, digest: str) -> e.Proposed | None:
    """Return the proposal of a digest; None where the case has none, or its body was erased."""
    if case.proposal is not None and case.proposal.digest == digest:
        return case.proposal.body
    found = (line.entry.body for line in case.history if line.entry.header.digest == digest)
    return next((body for body in found if isinstance(body, e.Proposed)), None)


def _assessed(case: Case, digest: str) -> Assessment | None:
    """Return the assessment of a digest; None without one, or where this program cannot read it."""
    if not digest:
        return None
    if case.assessment is not None and case.assessment.digest == digest:
        body: e.Body | None = case.assessment.body
    else:
        body = next((line.entry.body for line in case.history if line.entry.header.digest == digest), None)
    if not isinstance(body, e.Assessed):
        return None
    try:
        return msgspec.json.decode(body.assessment, type=Assessment)
    except msgspec.MsgspecError:
        return None
