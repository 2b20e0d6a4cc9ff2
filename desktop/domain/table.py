"""Reading the decision table: which rule of a kind answers, and which were looked at and do not fit."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from desktop.domain.assessment import NotApplied
from desktop.domain.conditions import match, values_of
from desktop.domain.loss import Reckoned
from desktop.domain.methods import reckon
from desktop.domain.rules import LineKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.domain.conditions import Match, Situation
    from desktop.domain.rules import Rule


@dataclass
class Picked:
    """The rule that answers for one kind of line.

    Attributes:
        rule: ``None`` where no rule of this kind fits.
        needs: facts that decide which rule answers or what it gives.
    """

    rule: Rule | None = None
    reckoned: Reckoned = field(default_factory=lambda: Reckoned(None))
    needs: tuple[str, ...] = ()
    not_applied: list[NotApplied] = field(default_factory=list)


def pick(rules: Iterable[Rule], line: LineKind, situation: Situation, found: Decimal = Decimal(0)) -> Picked:
    """Apply the first rule of a kind whose conditions hold.

    Where a condition of an earlier rule cannot be answered, all rules that might apply are worked out: if they agree,
    the missing fact does not matter; if not, it is needed.
    """
    picked = Picked()
    open_rules: list[tuple[Rule, Match]] = []
    for rule in rules:
        if rule.line != line:
            continue
        # Unless a rule says otherwise, it speaks of a carrier that has to answer.
        answer = match({"exempt": "none", **rule.when}, situation)
        if answer.holds is False:
            picked.not_applied.append(passed_over(rule.id, line, answer))
        elif picked.rule is not None:
            picked.not_applied.append(NotApplied(rule=rule.id, line=line, condition="order"))
        elif answer.holds:
            picked.rule = rule
        else:
            open_rules.append((rule, answer))
    if open_rules:
        _settle(picked, open_rules, situation, found)
    elif picked.rule is not None:
        picked.reckoned = reckon(picked.rule, situation, found)
        picked.needs = picked.reckoned.needs
    return picked


def _settle(picked: Picked, open_rules: list[tuple[Rule, Match]], situation: Situation, found: Decimal) -> None:
    """Choose among rules that depend on missing facts, or name the facts."""
    results = [reckon(rule, situation, found) for rule, _ in open_rules]
    amounts = {result.amount for result in results}
    certain = results[0]
    if picked.rule is not None:
        certain = reckon(picked.rule, situation, found)
        amounts.add(certain.amount)
    elif open_rules[0][0].line != LineKind.GOODS:
        # A refund may be not due at all; for the goods the rules of a pack answer every case between them.
        amounts.add(Fraction(0))
    if len(amounts) > 1 or None in amounts:
        missing = [key for _, answer in open_rules for key in answer.missing]
        picked.rule, picked.needs = None, tuple(dict.fromkeys(missing))
        return
    if picked.rule is None:
        picked.rule = open_rules[0][0]
    picked.reckoned = certain
    for rule, answer in open_rules:
        if rule is not picked.rule:
            why = NotApplied(rule=rule.id, line=rule.line, condition="no-difference", wanted=answer.missing)
            picked.not_applied.append(why)


def passed_over(rule_id: str, line: str, answer: Match) -> NotApplied:
    """Record a rule whose conditions do not hold."""
    return NotApplied(
        rule=rule_id, line=line, condition=answer.failed, wanted=values_of(answer.wanted), found=answer.found
    )
