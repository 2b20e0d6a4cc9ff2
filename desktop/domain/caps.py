"""Works out the limits of a rule: flat, by weight, by piece, by the fee, in the claim's currency or converted."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.domain.exact import Amount, plus, times
from desktop.domain.loss import TOTAL, Reckoned, figure
from desktop.domain.rules import Part, in_force

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.claim import ClaimFacts, ExchangeRate
    from desktop.domain.conditions import Situation
    from desktop.domain.rules import Cap, Rule

_AFFECTED = Part.AFFECTED


def caps_in_force(rule: Rule, situation: Situation) -> Sequence[Cap]:
    """Return the limits of a rule that were in force on the day the terms go by."""
    if not rule.caps_are_dated:
        return rule.caps
    return [cap for cap in rule.caps if _holds(cap, situation)]


def floor_of(rule: Rule, situation: Situation) -> Reckoned | None:
    """Return the lowest of the limits below which a declared value does not lower what is paid."""
    if not rule.at_least:
        return None
    floors = [limit_of(cap, situation) for cap in rule.at_least if _holds(cap, situation)]
    if not floors:
        return None
    return min(floors, key=lambda floor: -1 if floor.amount is None else floor.amount)


def _holds(cap: Cap, situation: Situation) -> bool:
    return situation.on is None or in_force(cap.valid_from, cap.valid_to, situation.on)


def limit_of(cap: Cap, situation: Situation) -> Reckoned:
    """Work out one limit: the sum of its parts, converted where it is set in another currency than the claim's."""
    if cap.amount is None and cap.per_kg is None and cap.per_piece is None and cap.freight_multiple is not None:
        return _by_fee(cap, cap.freight_multiple, situation)
    sum_of = _Sum()
    if cap.amount is not None:
        sum_of.add(cap.amount, figure(cap.amount))
    if cap.per_kg is not None:
        sum_of.by_count(cap.per_kg, *whole_or_affected(cap.part, situation, "weight_kg", "weight_affected_kg"))
    if cap.per_piece is not None:
        sum_of.by_count(cap.per_piece, *_pieces(situation))
    if cap.amount is not None or cap.per_kg is not None or cap.per_piece is not None:
        sum_of.convert(cap.currency, situation.facts)
    if cap.freight_multiple is not None:
        sum_of.plus(_by_fee(cap, cap.freight_multiple, situation))
    if sum_of.needs:
        return Reckoned(None, needs=tuple(sum_of.needs))
    return Reckoned(sum_of.amount, " + ".join(sum_of.texts), sum_of.inputs)


def _by_fee(cap: Cap, multiple: Decimal, situation: Situation) -> Reckoned:
    """Work out the commonest part of a limit, and mostly all there is of it: a multiple of the fee."""
    key, fee = whole_or_affected(cap.part, situation, "freight", "freight_affected")
    if fee is None:
        return Reckoned(None, needs=(key,))
    text = figure(fee)
    return Reckoned(times(multiple, fee), f"{multiple} × {text}", {key: text})


def whole_or_affected(part: Part, situation: Situation, whole: str, affected: str) -> tuple[str, Decimal | None]:
    """Pick the fact a rule asks for; where the whole parcel is gone, the whole is what is affected."""
    value: Decimal | None
    if part == _AFFECTED:
        value = getattr(situation.facts, affected)
        if value is not None or situation.treated_as not in TOTAL:
            return affected, value
    value = getattr(situation.facts, whole)
    return whole, value


def rate_of(currency: str, facts: ClaimFacts) -> ExchangeRate | None:
    """Return the exchange rate a person gave for a currency."""
    return next((rate for rate in facts.rates if rate.currency == currency), None)


def _pieces(situation: Situation) -> tuple[str, int | None]:
    """Count the pieces a limit by piece is for: those lost, or all where the whole parcel is gone."""
    facts = situation.facts
    if situation.treated_as in TOTAL and facts.pieces_lost is None:
        return "pieces", facts.pieces
    return "pieces_lost", facts.pieces_lost


@dataclass
class _Sum:
    """The parts of a limit, added up as they come."""

    amount: Amount = Decimal(0)
    texts: list[str] = field(default_factory=list)
    inputs: dict[str, str] = field(default_factory=dict)
    needs: list[str] = field(default_factory=list)

    def add(self, amount: Amount, text: str) -> None:
        self.amount = plus(self.amount, amount)
        self.texts.append(text)

    def by_count(self, each: Decimal, key: str, count: Decimal | int | None) -> None:
        if count is None:
            self.needs.append(key)
            return
        self.inputs[key] = str(count)
        self.add(times(each, Decimal(count)), f"{figure(each)} × {count}")

    def plus(self, part: Reckoned) -> None:
        if part.amount is None:
            self.needs += part.needs
            return
        self.inputs |= part.inputs
        self.add(part.amount, part.formula)

    def convert(self, currency: str, facts: ClaimFacts) -> None:
        """Turn what has been added so far into the currency of the claim."""
        if currency == facts.currency:
            return
        rate = rate_of(currency, facts)
        if rate is None:
            self.needs.append("rates")
            return
        text = " + ".join(self.texts)
        self.amount = times(self.amount, rate.rate)
        self.texts = [f"({text}) × {rate.rate}" if len(self.texts) > 1 else f"{text} × {rate.rate}"]
        self.inputs["rates"] = currency
