"""How large the loss is, measured from the facts before any limit is looked at."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.exact import Amount, over, times

if TYPE_CHECKING:
    from desktop.domain.claim import ClaimFacts

ALL = Decimal(1)

#: The whole parcel is gone; the full value is the loss unless a share is given.
TOTAL = frozenset({"loss", "total-damage"})


class Reckoned(msgspec.Struct, frozen=True, gc=False):
    """An amount not yet rounded, with the calculation that gave it.

    Attributes:
        amount: exact; ``None`` while ``needs`` names missing facts.
        formula: the calculation with its numbers.
        inputs: the facts used, by key.
    """

    amount: Amount | None
    formula: str = ""
    inputs: dict[str, str] = {}
    needs: tuple[str, ...] = ()


class Loss(Reckoned, frozen=True, gc=False):
    """The loss, and which share of the full value it is.

    Attributes:
        full: full value of the contents on the basis used, where known.
        ratio: share of the full value that was lost, at most 1, where known.
    """

    full: Decimal | None = None
    ratio: Amount | None = None


def figure(value: Decimal) -> str:
    """Write an amount for a formula, with two decimals."""
    return f"{value:.2f}"


def measure(facts: ClaimFacts, treated_as: str, basis: str = "actual_value") -> Loss:
    """Measure the loss on a basis: ``actual_value`` or ``market_value``.

    A sum found by a person comes first, then a share of the value, then a count, then the cost of repair; a parcel
    wholly gone is its full value. The loss is never above the full value.
    """
    value: Decimal | None = getattr(facts, basis)
    if facts.loss_amount is not None:
        return _sum(facts.loss_amount, "loss_amount", value, basis)
    share = _share(facts)
    if share is not None:
        return _of_share(share, value, basis)
    if treated_as in TOTAL:
        if value is None:
            return Loss(None, needs=(basis,), ratio=ALL)
        text = figure(value)
        return Loss(value, text, {basis: text}, full=value, ratio=ALL)
    if facts.pieces_lost is not None:
        return Loss(None, needs=("pieces",))
    if facts.repair_cost is not None:
        return _sum(facts.repair_cost, "repair_cost", value, basis)
    return Loss(None, needs=("loss_amount",))


def is_whole(facts: ClaimFacts) -> bool:
    """Say whether all of the value, or every piece, is gone, by whatever ``measure`` would go by."""
    if facts.loss_amount is not None:
        value = facts.actual_value if facts.actual_value is not None else facts.market_value
        return value is not None and value > 0 and facts.loss_amount >= value
    if facts.loss_ratio is not None:
        return facts.loss_ratio == 1
    return facts.pieces is not None and facts.pieces == facts.pieces_lost


def less_own_share(loss: Loss, share: Decimal) -> Loss:
    """Take the sender's own share off a loss before any limit is looked at."""
    if loss.needs and loss.ratio is None:
        return loss
    kept = 1 - share
    return msgspec.structs.replace(
        loss,
        amount=None if loss.amount is None else times(loss.amount, kept),
        ratio=None if loss.ratio is None else times(loss.ratio, kept),
        formula=f"{loss.formula} × (1 − {share})" if loss.formula else "",
        inputs={**loss.inputs, "sender_fault_share": str(share)},
    )


def _sum(amount: Decimal, key: str, value: Decimal | None, basis: str) -> Loss:
    """Take a sum as the loss, held to the full value where that is known."""
    inputs = {key: figure(amount)}
    if value is None:
        return Loss(amount, figure(amount), inputs)
    inputs[basis] = figure(value)
    if amount >= value:
        formula = figure(value) if amount == value else f"min({figure(amount)}, {figure(value)})"
        return Loss(value, formula, inputs, full=value, ratio=ALL)
    return Loss(amount, figure(amount), inputs, full=value, ratio=over(amount, value))


def _share(facts: ClaimFacts) -> tuple[Amount, str, dict[str, str]] | None:
    if facts.loss_ratio is not None:
        return facts.loss_ratio, str(facts.loss_ratio), {"loss_ratio": str(facts.loss_ratio)}
    if facts.pieces_lost is not None and facts.pieces is not None:
        counts = {"pieces_lost": str(facts.pieces_lost), "pieces": str(facts.pieces)}
        return Fraction(facts.pieces_lost, facts.pieces), f"{facts.pieces_lost} ÷ {facts.pieces}", counts
    return None


def _of_share(share: tuple[Amount, str, dict[str, str]], value: Decimal | None, basis: str) -> Loss:
    ratio, text, inputs = share
    if value is None:
        return Loss(None, inputs=inputs, needs=(basis,), ratio=ratio)
    whole = figure(value)
    inputs = {basis: whole, **inputs}
    if ratio == 1:
        return Loss(value, whole, inputs, full=value, ratio=ratio)
    return Loss(times(value, ratio), f"{whole} × {text}", inputs, full=value, ratio=ratio)
