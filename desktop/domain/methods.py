"""The closed set of calculations; every parameter comes from the rule, every figure from the facts.

Amounts stay exact here and are rounded once, when they become a line. No method that measures a loss ever gives
more than the loss; only ``fixed``, ``insured-sum`` and ``at_least`` may, because there the law itself names the sum.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.domain.caps import caps_in_force, floor_of, limit_of, whole_or_affected
from desktop.domain.exact import Amount, over, plus, times
from desktop.domain.loss import Loss, Reckoned, figure
from desktop.domain.rules import Method, Part

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.conditions import Situation
    from desktop.domain.rules import Rule

#: How cover below the full value may be counted; the products of one carrier differ in nothing but this.
COVER = frozenset({Method.FIRST_LOSS, Method.PROPORTIONAL, Method.AGREED_VALUE})
_SHARE = Part.SHARE


def reckon(rule: Rule, situation: Situation, found: Decimal = Decimal(0)) -> Reckoned:
    """Carry out the method of a rule.

    Args:
        rule: what to do.
        situation: what is known.
        found: the goods line already found, for what is measured by it; for ``advance`` the sum of all lines.
    """
    return _METHODS[rule.method](rule, situation, found)


def at_most(rule: Rule, situation: Situation) -> Amount | None:
    """Return what a rule gives at most, whatever the facts it still needs are; ``None`` where nobody can say."""
    reckoned = reckon(rule, situation)
    if not reckoned.needs or rule.method != Method.CAPPED:
        return reckoned.amount
    return min((limit.amount for limit in _limits(rule, situation) if limit.amount is not None), default=None)


def _actual_loss(rule: Rule, situation: Situation, found: Decimal) -> Reckoned:
    loss, floor = situation.loss(), floor_of(rule, situation)
    if floor is None:
        return loss
    if loss.amount is None or floor.amount is None:
        return Reckoned(None, needs=(*loss.needs, *floor.needs))
    formula = f"max({loss.formula}, {floor.formula})"
    return Reckoned(max(loss.amount, floor.amount), formula, {**loss.inputs, **floor.inputs})


def _insured_sum(rule: Rule, situation: Situation, found: Decimal) -> Reckoned:
    value: Decimal | None = getattr(situation.facts, rule.value)
    if value is None:
        return Reckoned(None, needs=(rule.value,))
    return Reckoned(value, figure(value), {rule.value: figure(value)})


def _market_price(rule: Rule, situation: Situation, found: Decimal) -> Reckoned:
    return situation.loss("market_value")


def _first_loss(rule: Rule, situation: Situation, found: Decimal) -> Reckoned:
    loss = situation.loss()
    limit: Decimal | None = getattr(situation.facts, rule.value)
    if loss.amount is None or limit is None:
        return _missing(loss, rule.value, limit)
    floor = floor_of(rule, situation) if limit < loss.amount else None
    if floor is not None and floor.needs:
        return Reckoned(None, needs=floor.needs)
    highest: Amount = limit
    text = figure(limit)
    inputs = {**loss.inputs, rule.value: text}
    if floor is not None and floor.amount is not None and floor.amount > highest:
        highest, text, inputs = floor.amount, f"max({text}, {floor.formula})", {**inputs, **floor.inputs}
    return Reckoned(min(loss.amount, highest), f"min({loss.formula}, {text})", inputs)


def _proportional(rule: Rule, situation: Situation, found: Decimal) -> Reckoned:
    """Pay the loss in the proportion of the limit to the full value; the proportion is never above 1."""
    loss = situation.loss()
    limit: Decimal | None = getattr(situation.facts, rule.value)
    if loss.amount is None or limit is None:
        return _missing(loss, rule.value, limit)
    if loss.full is None:
        return Reckoned(None, needs=("actual_value",))
    text = figure(limit)
    inputs = {**loss.inputs, rule.value: text}
    enough = loss.full if rule.threshold is None else times(rule.threshold, loss.full)
    if limit >= enough:
        return Reckoned(min(loss.amount, limit), f"min({loss.formula}, {text})", inputs)
    amount = over(times(loss.amount, limit), loss.full)
    return Reckoned(amount, f"{loss.formula} × {text} ÷ {inputs['actual_value']}", inputs)


def _agreed_value(rule: Rule, situation: Situation, found: Decimal) -> Reckoned:
    """Pay the agreed value times the share lost, held to the loss where that is known: the law may fix the sum."""
    loss = situation.loss()
    agreed: Decimal | None = getattr(situation.facts, rule.value)
    if agreed is None or loss.ratio is None:
        of_loss = () if loss.ratio is not None else loss.needs or ("actual_value",)
        return Reckoned(None, needs=(*of_loss, *(() if agreed is not None else (rule.value,))))
    text = figure(agreed)
    inputs = {**loss.inputs, rule.value: text}
    amount = times(agreed, loss.ratio)
    formula = text if loss.ratio == 1 else f"{text} × {_share_text(loss)}"
    if loss.amount is not None and loss.amount < amount:
        return Reckoned(loss.amount, f"min({loss.formula}, {formula})", inputs)
    return Reckoned(amount, formula, inputs)


def _share_text(loss: Loss) -> str:
    """Write the share lost the way the facts gave it."""
    given = loss.inputs
    if not given.keys() & {"loss_ratio", "pieces"} and "actual_value" in given:
        return f"{loss.formula} ÷ {given['actual_value']}"
    parts = [given["loss_ratio"]] if "loss_ratio" in given else []
    if "pieces" in given:
        parts.append(f"{given['pieces_lost']} ÷ {given['pieces']}")
    if "sender_fault_share" in given:
        parts.append(f"(1 − {given['sender_fault_share']})")
    return " × ".join(parts)


def _repair(rule: Rule, situation: Situation, found: Decimal) -> Reckoned:
    repair, limit = situation.facts.repair_cost, getattr(situation.facts, rule.value)
    needs = tuple(key for key, value in (("repair_cost", repair), (rule.value, limit)) if value is None)
    if repair is None or limit is None:
        return Reckoned(None, needs=needs)
    kept = 1 - situation.own_share
    bounds = {"repair_cost": repair * kept, rule.value: limit}
    if situation.facts.loss_amount is not None:
        bounds["loss_amount"] = situation.facts.loss_amount * kept
    if situation.facts.actual_value is not None:
        bounds["actual_value"] = situation.facts.actual_value * kept
    loss = situation.loss()
    if loss.amount is not None and loss.ratio is not None and not {"loss_amount", "repair_cost"} & loss.inputs.keys():
        # A share found by a person or by count bounds the repair like a sum.
        return _lowest_of([_lowest(bounds), loss])
    return _lowest(bounds)


def _lowest(bounds: dict[str, Decimal]) -> Reckoned:
    inputs = {key: figure(value) for key, value in bounds.items()}
    return Reckoned(min(bounds.values()), f"min({', '.join(inputs.values())})", inputs)


def _capped(rule: Rule, situation: Situation, found: Decimal) -> Reckoned:
    """Hold the loss to the lowest of the limits in force."""
    loss = situation.loss()
    return _lowest_of([loss, *_limits(rule, situation)])


def _fixed(rule: Rule, situation: Situation, found: Decimal) -> Reckoned:
    return _lowest_of(_limits(rule, situation))


def _limits(rule: Rule, situation: Situation) -> list[Reckoned]:
    limits = [limit_of(cap, situation) for cap in caps_in_force(rule, situation)]
    assert limits, "check_rules refuses limits that leave out a day"
    return limits


def _lowest_of(parts: list[Reckoned]) -> Reckoned:
    if any([part.needs for part in parts]):
        return Reckoned(None, needs=tuple(dict.fromkeys(key for part in parts for key in part.needs)))
    if len(parts) == 1:
        return parts[0]
    inputs: dict[str, str] = {}
    for part in parts:
        inputs |= part.inputs
    amounts = [part.amount for part in parts if part.amount is not None]
    return Reckoned(min(amounts), f"min({', '.join([part.formula for part in parts])})", inputs)


def _discretionary(rule: Rule, situation: Situation, found: Decimal) -> Reckoned:
    amount = situation.facts.loss_amount
    if amount is None:
        return Reckoned(None, needs=("loss_amount",))
    amount *= 1 - situation.own_share
    return Reckoned(amount, figure(amount), {"loss_amount": figure(amount)})


def _nothing(rule: Rule, situation: Situation, found: Decimal) -> Reckoned:
    return Reckoned(Decimal(0), "0.00")


def _ask_carrier(rule: Rule, situation: Situation, found: Decimal) -> Reckoned:
    return Reckoned(None)


def _freight_refund(rule: Rule, situation: Situation, found: Decimal) -> Reckoned:
    if rule.part == _SHARE:
        return _share_of_freight(situation)
    key, fee = whole_or_affected(rule.part, situation, "freight", "freight_affected")
    if fee is None:
        return Reckoned(None, needs=(key,))
    text = figure(fee)
    return Reckoned(fee, text, {key: text})


def _share_of_freight(situation: Situation) -> Reckoned:
    """Give back the fee in the proportion of the value lost."""
    fee, loss = situation.facts.freight, situation.loss()
    if fee is None or loss.ratio is None:
        of_loss = () if loss.ratio is not None else loss.needs or ("actual_value",)
        return Reckoned(None, needs=(*(() if fee is not None else ("freight",)), *of_loss))
    inputs = {"freight": figure(fee), **loss.inputs}
    formula = figure(fee) if loss.ratio == 1 else f"{figure(fee)} × {_share_text(loss)}"
    return Reckoned(times(fee, loss.ratio), formula, inputs)


def _premium_refund(rule: Rule, situation: Situation, found: Decimal) -> Reckoned:
    premium = situation.facts.premium
    if premium is None:
        return Reckoned(None, needs=("premium",))
    return Reckoned(premium, figure(premium), {"premium": figure(premium)})


def _costs(rule: Rule, situation: Situation, found: Decimal) -> Reckoned:
    amounts = [cost.amount for cost in situation.facts.direct_costs]
    return Reckoned(sum(amounts, Decimal(0)), " + ".join(map(figure, amounts)) or "0.00")


def _salvage(rule: Rule, situation: Situation, goods: Decimal) -> Reckoned:
    """Take off what the claimant keeps, at most what the goods line gives."""
    left = situation.facts.salvage_value
    if left is None:
        return Reckoned(None, needs=("salvage_value",))
    return Reckoned(-min(left, goods), f"−min({figure(left)}, {figure(goods)})", {"salvage_value": figure(left)})


def _deductible(rule: Rule, situation: Situation, goods: Decimal) -> Reckoned:
    own_part = plus(rule.amount or Decimal(0), times(rule.rate or Decimal(0), goods))
    text = figure(rule.amount) if rule.amount is not None else f"{figure(goods)} × {rule.rate}"
    return Reckoned(-min(own_part, goods), f"−min({text}, {figure(goods)})")


def _premium_excess(rule: Rule, situation: Situation, goods: Decimal) -> Reckoned:
    """Give back the part of the premium that bought more cover than was paid out, or than there was to cover."""
    facts = situation.facts
    by_value = rule.value == "actual_value"
    given = {"premium": facts.premium, "declared_value": facts.declared_value}
    if by_value:
        given["actual_value"] = facts.actual_value
    needs = tuple(key for key, value in given.items() if value is None)
    premium, declared, used = facts.premium, facts.declared_value, facts.actual_value if by_value else goods
    if premium is None or declared is None or used is None:
        return Reckoned(None, needs=needs)
    if not declared or used >= declared:
        return Reckoned(Decimal(0), "0.00")
    amount = times(premium, over(declared - used, declared))
    formula = f"{figure(premium)} × ({figure(declared)} − {figure(used)}) ÷ {figure(declared)}"
    return Reckoned(amount, formula, {key: figure(value) for key, value in given.items() if value is not None})


def _advance(rule: Rule, situation: Situation, so_far: Decimal) -> Reckoned:
    """Take off what was paid beforehand, at most what is due in all."""
    paid = situation.facts.advance_paid
    if paid is None:
        return Reckoned(None, needs=("advance_paid",))
    return Reckoned(-min(paid, so_far), f"−min({figure(paid)}, {figure(so_far)})", {"advance_paid": figure(paid)})


def _missing(loss: Loss, key: str, value: Decimal | None) -> Reckoned:
    return Reckoned(None, needs=(*loss.needs, *(() if value is not None else (key,))))


_METHODS: dict[Method, Callable[[Rule, Situation, Decimal], Reckoned]] = {
    Method.ACTUAL_LOSS: _actual_loss,
    Method.MARKET_PRICE: _market_price,
    Method.FIRST_LOSS: _first_loss,
    Method.PROPORTIONAL: _proportional,
    Method.AGREED_VALUE: _agreed_value,
    Method.CAPPED: _capped,
    Method.REPAIR: _repair,
    Method.FIXED: _fixed,
    Method.INSURED_SUM: _insured_sum,
    Method.DISCRETIONARY: _discretionary,
    Method.ASK_CARRIER: _ask_carrier,
    Method.NOTHING: _nothing,
    Method.FREIGHT: _freight_refund,
    Method.PREMIUM: _premium_refund,
    Method.PREMIUM_EXCESS: _premium_excess,
    Method.COSTS: _costs,
    Method.SALVAGE: _salvage,
    # How much less a smaller loss would have given is for the reader to find; here it is what is left.
    Method.SALVAGE_OF_LOSS: _salvage,
    Method.DEDUCTIBLE: _deductible,
    Method.ADVANCE: _advance,
}

#: Methods that need to know what other lines came to; all others give the same whatever else is paid.
BY_OTHER_LINES = frozenset(
    {Method.PREMIUM_EXCESS, Method.SALVAGE, Method.SALVAGE_OF_LOSS, Method.DEDUCTIBLE, Method.ADVANCE}
)
