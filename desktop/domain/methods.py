"""The closed set of calculations; every parameter comes from the rule, every figure from the facts.

Amounts stay exact fractions here and are rounded once, when they become a line. No method that measures a loss ever
gives more than the loss; only ``fixed`` may, because there the law itself names the sum.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from desktop.domain.loss import TOTAL, Loss, Reckoned, figure, measure
from desktop.domain.rules import Cap, Method, Part

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.claim import ClaimFacts
    from desktop.domain.conditions import Situation
    from desktop.domain.rules import Rule

#: How cover below the full value may be counted; the products of one carrier differ in nothing but this.
COVER = frozenset({Method.FIRST_LOSS, Method.PROPORTIONAL, Method.AGREED_VALUE})


def reckon(rule: Rule, situation: Situation, goods: Decimal = Decimal(0)) -> Reckoned:
    """Carry out the method of a rule; ``goods`` is the goods line already found, for what is taken off it."""
    if rule.method == Method.SALVAGE:
        return _salvage(situation.facts, goods)
    if rule.method == Method.DEDUCTIBLE:
        return _deductible(rule, goods)
    return _METHODS[rule.method](rule, situation)


def _actual_loss(rule: Rule, situation: Situation) -> Reckoned:
    return measure(situation.facts, situation.treated_as)


def _market_price(rule: Rule, situation: Situation) -> Reckoned:
    return measure(situation.facts, situation.treated_as, "market_value")


def _first_loss(rule: Rule, situation: Situation) -> Reckoned:
    loss = measure(situation.facts, situation.treated_as)
    limit: Decimal | None = getattr(situation.facts, rule.value)
    if loss.amount is None or limit is None:
        return _missing(loss, rule.value, limit)
    formula = f"min({loss.formula}, {figure(limit)})"
    return Reckoned(min(loss.amount, Fraction(limit)), formula, {**loss.inputs, rule.value: figure(limit)})


def _proportional(rule: Rule, situation: Situation) -> Reckoned:
    """Pay the loss in the proportion covered ÷ full value; the proportion is never above 1."""
    loss = measure(situation.facts, situation.treated_as)
    limit: Decimal | None = getattr(situation.facts, rule.value)
    if loss.amount is None or limit is None:
        return _missing(loss, rule.value, limit)
    if loss.full is None:
        return Reckoned(None, needs=("actual_value",))
    inputs = {**loss.inputs, rule.value: figure(limit)}
    covered = Fraction(limit) / loss.full if loss.full else Fraction(1)
    if covered >= (Fraction(rule.threshold) if rule.threshold is not None else 1):
        return Reckoned(min(loss.amount, Fraction(limit)), f"min({loss.formula}, {figure(limit)})", inputs)
    full = inputs["actual_value"]
    return Reckoned(loss.amount * covered, f"{loss.formula} × {figure(limit)} ÷ {full}", inputs)


def _agreed_value(rule: Rule, situation: Situation) -> Reckoned:
    """Pay the agreed value times the share lost, held to the loss where that is known."""
    loss = measure(situation.facts, situation.treated_as)
    agreed: Decimal | None = getattr(situation.facts, rule.value)
    if agreed is None or loss.ratio is None:
        of_loss = () if loss.ratio is not None else loss.needs or ("actual_value",)
        return Reckoned(None, needs=(*of_loss, *(() if agreed is not None else (rule.value,))))
    inputs = {**loss.inputs, rule.value: figure(agreed)}
    amount = Fraction(agreed) * loss.ratio
    formula = figure(agreed) if loss.ratio == 1 else f"{figure(agreed)} × {_share_text(loss)}"
    if loss.amount is not None and loss.amount < amount:
        return Reckoned(loss.amount, f"min({loss.formula}, {formula})", inputs)
    return Reckoned(amount, formula, inputs)


def _share_text(loss: Loss) -> str:
    """Write the share lost the way the facts gave it."""
    given = loss.inputs
    if "loss_ratio" in given:
        return given["loss_ratio"]
    if "pieces" in given:
        return f"{given['pieces_lost']} ÷ {given['pieces']}"
    return f"{loss.formula} ÷ {given['actual_value']}"


def _repair(rule: Rule, situation: Situation) -> Reckoned:
    repair, limit = situation.facts.repair_cost, getattr(situation.facts, rule.value)
    needs = tuple(key for key, value in (("repair_cost", repair), (rule.value, limit)) if value is None)
    if repair is None or limit is None:
        return Reckoned(None, needs=needs)
    bounds = {"repair_cost": repair, rule.value: limit}
    if situation.facts.loss_amount is not None:
        bounds["loss_amount"] = situation.facts.loss_amount
    if situation.facts.actual_value is not None:
        bounds["actual_value"] = situation.facts.actual_value
    return _lowest(bounds)


def _lowest(bounds: dict[str, Decimal]) -> Reckoned:
    inputs = {key: figure(value) for key, value in bounds.items()}
    return Reckoned(Fraction(min(bounds.values())), f"min({', '.join(inputs.values())})", inputs)


def _capped(rule: Rule, situation: Situation) -> Reckoned:
    loss = measure(situation.facts, situation.treated_as)
    caps = [_cap(cap, situation) for cap in rule.caps]
    needs = [key for part in (loss, *caps) for key in part.needs]
    amounts = [part.amount for part in (loss, *caps) if part.amount is not None]
    if needs:
        return Reckoned(None, needs=tuple(dict.fromkeys(needs)))
    inputs = dict(loss.inputs)
    for cap in caps:
        inputs.update(cap.inputs)
    return Reckoned(min(amounts), f"min({', '.join([loss.formula, *(cap.formula for cap in caps)])})", inputs)


def _fixed(rule: Rule, situation: Situation) -> Reckoned:
    caps = [_cap(cap, situation) for cap in rule.caps]
    needs = tuple(dict.fromkeys(key for cap in caps for key in cap.needs))
    amounts = [cap.amount for cap in caps if cap.amount is not None]
    if needs:
        return Reckoned(None, needs=needs)
    inputs = {key: value for cap in caps for key, value in cap.inputs.items()}
    formula = caps[0].formula if len(caps) == 1 else f"min({', '.join(cap.formula for cap in caps)})"
    return Reckoned(min(amounts), formula, inputs)


def _cap(cap: Cap, situation: Situation) -> Reckoned:
    """Work out one limit: the sum of its parts."""
    facts, needs = situation.facts, []
    if (cap.amount is not None or cap.per_kg is not None) and cap.currency != facts.currency:
        needs.append("currency")
    amount, texts, inputs = Fraction(0), [], {}
    parts: list[tuple[str, Decimal, Decimal | None, str]] = []
    if cap.amount is not None:
        amount += Fraction(cap.amount)
        texts.append(figure(cap.amount))
    if cap.per_kg is not None:
        key, kilograms = _whole_or_affected(cap.part, situation, "weight_kg", "weight_affected_kg")
        parts.append((key, cap.per_kg, kilograms, f"{figure(cap.per_kg)} × {kilograms}"))
    if cap.freight_multiple is not None:
        key, fee = _whole_or_affected(cap.part, situation, "freight", "freight_affected")
        parts.append((key, cap.freight_multiple, fee, f"{cap.freight_multiple} × {figure(fee or Decimal(0))}"))
    for key, rate, measured, text in parts:
        if measured is None:
            needs.append(key)
            continue
        amount += Fraction(rate) * Fraction(measured)
        texts.append(text)
        inputs[key] = str(measured)
    if needs:
        return Reckoned(None, needs=tuple(needs))
    return Reckoned(amount, " + ".join(texts), inputs)


def _whole_or_affected(part: Part, situation: Situation, whole: str, affected: str) -> tuple[str, Decimal | None]:
    """Pick the fact a rule asks for; where the whole parcel is gone, the whole is what is affected."""
    value: Decimal | None
    if part == Part.AFFECTED:
        value = getattr(situation.facts, affected)
        if value is not None or situation.treated_as not in TOTAL:
            return affected, value
    value = getattr(situation.facts, whole)
    return whole, value


def _discretionary(rule: Rule, situation: Situation) -> Reckoned:
    found = situation.facts.loss_amount
    if found is None:
        return Reckoned(None, needs=("loss_amount",))
    return Reckoned(Fraction(found), figure(found), {"loss_amount": figure(found)})


def _nothing(rule: Rule, situation: Situation) -> Reckoned:
    return Reckoned(Fraction(0), "0.00")


def _freight_refund(rule: Rule, situation: Situation) -> Reckoned:
    key, fee = _whole_or_affected(rule.part, situation, "freight", "freight_affected")
    if fee is None:
        return Reckoned(None, needs=(key,))
    return Reckoned(Fraction(fee), figure(fee), {key: figure(fee)})


def _premium_refund(rule: Rule, situation: Situation) -> Reckoned:
    premium = situation.facts.premium
    if premium is None:
        return Reckoned(None, needs=("premium",))
    return Reckoned(Fraction(premium), figure(premium), {"premium": figure(premium)})


def _costs(rule: Rule, situation: Situation) -> Reckoned:
    amounts = [cost.amount for cost in situation.facts.direct_costs]
    return Reckoned(Fraction(sum(amounts, Decimal(0))), " + ".join(map(figure, amounts)) or "0.00")


def _salvage(facts: ClaimFacts, goods: Decimal) -> Reckoned:
    """Take off what the claimant keeps, at most what the goods line gives."""
    left = facts.salvage_value
    if left is None:
        return Reckoned(None, needs=("salvage_value",))
    return Reckoned(
        -Fraction(min(left, goods)), f"−min({figure(left)}, {figure(goods)})", {"salvage_value": figure(left)}
    )


def _deductible(rule: Rule, goods: Decimal) -> Reckoned:
    own_part = Fraction(rule.amount or 0) + Fraction(rule.rate or 0) * Fraction(goods)
    text = figure(rule.amount) if rule.amount is not None else f"{figure(goods)} × {rule.rate}"
    return Reckoned(-min(own_part, Fraction(goods)), f"−min({text}, {figure(goods)})")


def _missing(loss: Loss, key: str, value: Decimal | None) -> Reckoned:
    return Reckoned(None, needs=(*loss.needs, *(() if value is not None else (key,))))


_METHODS: dict[Method, Callable[[Rule, Situation], Reckoned]] = {
    Method.ACTUAL_LOSS: _actual_loss,
    Method.MARKET_PRICE: _market_price,
    Method.FIRST_LOSS: _first_loss,
    Method.PROPORTIONAL: _proportional,
    Method.AGREED_VALUE: _agreed_value,
    Method.CAPPED: _capped,
    Method.REPAIR: _repair,
    Method.FIXED: _fixed,
    Method.DISCRETIONARY: _discretionary,
    Method.NOTHING: _nothing,
    Method.FREIGHT: _freight_refund,
    Method.PREMIUM: _premium_refund,
    Method.COSTS: _costs,
}
