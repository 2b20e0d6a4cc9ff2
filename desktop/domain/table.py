"""The decision table of a pack: which rule of a kind answers, and which were looked at and do not fit."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.assessment import NotApplied
from desktop.domain.conditions import Match, Remembered, match, once, values_of
from desktop.domain.loss import Reckoned
from desktop.domain.methods import BY_OTHER_LINES, COVER, at_most, reckon
from desktop.domain.rules import LineKind, Method, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.domain.conditions import Situation
    from desktop.domain.exact import Amount
    from desktop.domain.rules import RuleSheet, When


#: The kinds of line in the order they are worked out and printed.
AFTER_GOODS = (
    LineKind.SALVAGE,
    LineKind.DEDUCTIBLE,
    LineKind.FREIGHT_REFUND,
    LineKind.PREMIUM_REFUND,
    LineKind.DIRECT_COST,
    LineKind.ADVANCE,
)


class Fitting(msgspec.Struct, frozen=True, gc=False):
    """What the conditions of the rules of one kind come to, whatever the figures are.

    Attributes:
        rule: the first whose conditions hold.
        doubtful: those before it that depend on missing facts, each with these facts.
        not_applied: the others, and why.
        by_itself: whether it is certain which rule answers, and that rule does not look at what other lines came to.
    """

    kind: LineKind
    rule: Rule | None
    doubtful: tuple[tuple[Rule, tuple[str, ...]], ...]
    not_applied: tuple[NotApplied, ...]
    by_itself: bool

    @property
    def is_none(self) -> bool:
        """Whether no rule of this kind applies, whatever the missing facts are."""
        return self.rule is None and not self.doubtful


class Fittings(msgspec.Struct, frozen=True, gc=False):
    """What the conditions of all rules come to, in the order the lines are worked out.

    Attributes:
        goods_by: the same rules for the goods with cover below the full value counted in another way.
        after: the kinds after the goods of which a rule applies or may apply; rules of the kinds passed over on the
            way are among what each did not apply.
        left_out: rules the carrier need not follow and this reading does not ask for.
        not_applied: rules of the kinds passed over after the last.
        by_themselves: whether that is so of all of those after the goods.
    """

    goods: Fitting
    goods_by: dict[Method, Fitting]
    after: tuple[Fitting, ...]
    left_out: tuple[NotApplied, ...]
    not_applied: tuple[NotApplied, ...]
    by_themselves: bool


class Picked(msgspec.Struct, frozen=True, gc=False):
    """The rule that answers for one kind of line.

    Attributes:
        rule: ``None`` where no rule of this kind fits.
        needs: facts that decide which rule answers or what it gives.
    """

    rule: Rule | None
    reckoned: Reckoned
    needs: tuple[str, ...]
    not_applied: tuple[NotApplied, ...]


class Table:
    """The rules of one reading of a pack in the order they are asked.

    Attributes:
        remembered: which rules fit a situation, for readings that have no plan of their own.
    """

    def __init__(self, sheet: RuleSheet, optional: str = "") -> None:
        """Put the rules in order.

        Args:
            sheet: the pack.
            optional: id of a rule that another reading asks for, because the carrier may follow it or the text can be
                understood so; it then comes first.
        """
        first = [rule for rule in sheet.rules if optional and rule.id == optional]
        self._rules = [*first, *(rule for rule in sheet.rules if not rule.optional and not rule.beside)]
        self._afters: list[tuple[Fitting, ...]] = []
        self.remembered = Remembered(whens_of(self._rules), self.lines)
        unasked = [rule for rule in sheet.rules if rule.optional and not optional]
        self._left_out = tuple(NotApplied(rule=rule.id, line=rule.line, condition="optional") for rule in unasked)

    def lines(self, situation: Situation) -> Fittings:
        """Hold the rules against a situation."""
        after: list[Fitting] = []
        passed: tuple[NotApplied, ...] = ()
        for kind in AFTER_GOODS:
            fitting = self._fitting(kind, situation)
            passed += fitting.not_applied
            if not fitting.is_none and not _comes_to_nothing(fitting, situation):
                after.append(msgspec.structs.replace(fitting, not_applied=passed))
                passed = ()
        goods = self._fitting(LineKind.GOODS, situation)
        return Fittings(
            goods=goods,
            goods_by={method: _all_counted_by(method, goods) for method in COVER},
            after=once(self._afters, tuple(after)),
            left_out=self._left_out,
            not_applied=passed,
            by_themselves=all(fitting.by_itself for fitting in after),
        )

    def _fitting(self, kind: LineKind, situation: Situation) -> Fitting:
        """Go through the rules of one kind; the first whose conditions hold answers."""
        holds: Rule | None = None
        doubtful: list[tuple[Rule, tuple[str, ...]]] = []
        not_applied: list[NotApplied] = []
        for rule in self._rules:
            if rule.line != kind:
                continue
            answer = match(_when(rule), situation)
            if answer.holds is False:
                not_applied.append(passed_over(rule.id, rule.line, answer))
            elif holds is not None:
                not_applied.append(NotApplied(rule=rule.id, line=rule.line, condition="order"))
            elif answer.holds:
                holds = rule
            else:
                doubtful.append((rule, answer.missing))
        by_itself = holds is not None and not doubtful and holds.method not in BY_OTHER_LINES
        return Fitting(kind, holds, tuple(doubtful), tuple(not_applied), by_itself)


def _all_counted_by(method: Method, goods: Fitting) -> Fitting:
    doubtful = tuple((_counted_by(method, rule), missing) for rule, missing in goods.doubtful)
    rule = None if goods.rule is None else _counted_by(method, goods.rule)
    return msgspec.structs.replace(goods, rule=rule, doubtful=doubtful)


def _is_of_cover(rule: Rule) -> bool:
    """Say whether a rule counts cover, or would if the carrier had said how."""
    asked = rule.method == Method.ASK_CARRIER and values_of(rule.when.get("insured", ())) == ("true",)
    return asked or rule.method in COVER


def _counted_by(method: Method, rule: Rule) -> Rule:
    return msgspec.structs.replace(rule, method=method, threshold=None) if _is_of_cover(rule) else rule


def _comes_to_nothing(fitting: Fitting, situation: Situation) -> bool:
    """Say whether the rule pays costs of which there are none; they may be left out of every reading then."""
    rule = fitting.rule
    return (
        rule is not None and rule.method == Method.COSTS and not fitting.doubtful and not situation.facts.direct_costs
    )


def whens_of(rules: Iterable[Rule]) -> list[When]:
    """Return what rules ask for."""
    return [_when(rule) for rule in rules]


def _when(rule: Rule) -> When:
    """Return the conditions of a rule; unless it says otherwise, it speaks of a carrier that has to answer."""
    return {"exempt": "none", **rule.when}


def passed_over(rule_id: str, line: str, answer: Match) -> NotApplied:
    """Record a rule whose conditions do not hold."""
    return NotApplied(
        rule=rule_id, line=line, condition=answer.failed, wanted=values_of(answer.wanted), found=answer.found
    )


def pick(fitting: Fitting, situation: Situation, found: Decimal = Decimal(0)) -> Picked:
    """Apply the rule that fits.

    Where a condition of an earlier rule cannot be answered, all rules that might apply are worked out: if they agree,
    the missing fact does not matter; if not, it is needed.
    """
    if fitting.doubtful:
        return _settled(fitting, situation, found)
    if fitting.rule is None:
        return Picked(None, _NOTHING, (), fitting.not_applied)
    reckoned = reckon(fitting.rule, situation, found)
    return Picked(fitting.rule, reckoned, reckoned.needs, fitting.not_applied)


def pick_at_most(fitting: Fitting, situation: Situation) -> Amount | None:
    """Return what the rules that may answer give at most, whatever the missing facts are; ``None`` if unknown."""
    rules = [rule for rule, _missing in fitting.doubtful] + ([fitting.rule] if fitting.rule is not None else [])
    bounds = [at_most(rule, situation) for rule in rules]
    known = [bound for bound in bounds if bound is not None]
    return max(known) if known and len(known) == len(bounds) else None


_NOTHING = Reckoned(None)


def _settled(fitting: Fitting, situation: Situation, found: Decimal) -> Picked:
    """Choose among rules that depend on missing facts, or name the facts."""
    rules = [rule for rule, _missing in fitting.doubtful]
    results = [reckon(rule, situation, found) for rule in rules]
    amounts = {result.amount for result in results}
    certain = results[0]
    if fitting.rule is not None:
        certain = reckon(fitting.rule, situation, found)
        amounts.add(certain.amount)
    elif rules[0].line != LineKind.GOODS:
        # A refund may be not due at all; for the goods the rules of a pack answer every case between them.
        amounts.add(Decimal(0))
    if len(amounts) > 1 or None in amounts:
        missing = tuple(dict.fromkeys(key for _rule, keys in fitting.doubtful for key in keys))
        return Picked(None, _NOTHING, missing, fitting.not_applied)
    chosen = fitting.rule or rules[0]
    no_difference = [
        NotApplied(rule=rule.id, line=rule.line, condition="no-difference", wanted=missing)
        for rule, missing in fitting.doubtful
        if rule is not chosen
    ]
    return Picked(chosen, certain, (), (*fitting.not_applied, *no_difference))
