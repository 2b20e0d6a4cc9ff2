"""The decision table of a pack: which rule of a kind answers, and which were looked at and do not fit."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.assessment import NotApplied
from desktop.domain.conditions import Match, Remembered, match, values_of
from desktop.domain.loss import Reckoned
from desktop.domain.methods import COVER, reckon
from desktop.domain.rules import Exemption, LineKind, Method, Rule, TimeLimit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.conditions import Situation
    from desktop.domain.rules import CapLifted, RuleSheet, When


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
    """

    kind: LineKind
    rule: Rule | None
    doubtful: tuple[tuple[Rule, tuple[str, ...]], ...]
    not_applied: tuple[NotApplied, ...]

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
        not_applied: rules of the kinds passed over after the last.
    """

    goods: Fitting
    goods_by: dict[Method, Fitting]
    after: tuple[Fitting, ...]
    not_applied: tuple[NotApplied, ...]


class Limits(msgspec.Struct, frozen=True, gc=False):
    """The time limits of a pack held against a situation.

    Attributes:
        asked: those whose conditions hold or depend on missing facts, each with the answer to its conditions.
        not_applied: the others, and why.
    """

    asked: tuple[tuple[TimeLimit, Match], ...]
    not_applied: tuple[NotApplied, ...]


class Exempting(msgspec.Struct, frozen=True, gc=False):
    """The exemptions of a pack held against a situation.

    Attributes:
        first: the first that holds, which is the one that is applied.
        needs: facts that decide whether others hold.
        not_applied: those that do not hold, and why.
    """

    first: Exemption | None
    needs: tuple[str, ...]
    not_applied: tuple[NotApplied, ...]


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


class Grounds:
    """What is asked before the rules: whether the claim is in time, and whether the carrier has to answer.

    Attributes:
        exemptions: what each comes to in a situation.
        time_limits: the same.
        lifted: what takes the limit away, by its name.
    """

    def __init__(self, sheet: RuleSheet) -> None:
        self._sheet = sheet
        self.exemptions = Remembered([exemption.when for exemption in sheet.exemptions], self._exempting)
        self.time_limits = Remembered([limit.when for limit in sheet.time_limits], self._limits)
        self.lifted: dict[str, CapLifted] = {lifted.by: lifted for lifted in sheet.caps_lifted}

    def _limits(self, situation: Situation) -> Limits:
        answers = [(limit, match(limit.when, situation)) for limit in self._sheet.time_limits]
        return Limits(
            asked=tuple((limit, answer) for limit, answer in answers if answer.holds is not False),
            not_applied=_passed_over_of(answers, "time-limit"),
        )

    def _exempting(self, situation: Situation) -> Exempting:
        answers = [(exemption, match(exemption.when, situation)) for exemption in self._sheet.exemptions]
        return Exempting(
            first=next((exemption for exemption, answer in answers if answer.holds), None),
            needs=tuple(dict.fromkeys(key for _exemption, answer in answers for key in answer.missing)),
            not_applied=_passed_over_of(answers, "exemption"),
        )


class Table:
    """The rules of one reading of a pack in the order they are asked.

    Attributes:
        lines: which rules fit a situation.
        left_out: rules the carrier need not follow and this reading does not ask for.
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
        self.lines = Remembered([_when(rule) for rule in self._rules], self._lines)
        unasked = [rule for rule in sheet.rules if rule.optional and not optional]
        self.left_out = tuple(NotApplied(rule=rule.id, line=rule.line, condition="optional") for rule in unasked)

    def _lines(self, situation: Situation) -> Fittings:
        after: list[Fitting] = []
        passed: tuple[NotApplied, ...] = ()
        for kind in AFTER_GOODS:
            fitting = self._fitting(kind, situation)
            passed += fitting.not_applied
            if not fitting.is_none:
                after.append(msgspec.structs.replace(fitting, not_applied=passed))
                passed = ()
        goods = self._fitting(LineKind.GOODS, situation)
        return Fittings(goods, {method: _all_counted_by(method, goods) for method in COVER}, tuple(after), passed)

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
                not_applied.append(_passed_over(rule.id, rule.line, answer))
            elif holds is not None:
                not_applied.append(NotApplied(rule=rule.id, line=rule.line, condition="order"))
            elif answer.holds:
                holds = rule
            else:
                doubtful.append((rule, answer.missing))
        return Fitting(kind, holds, tuple(doubtful), tuple(not_applied))


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


def _when(rule: Rule) -> When:
    """Return the conditions of a rule; unless it says otherwise, it speaks of a carrier that has to answer."""
    return {"exempt": "none", **rule.when}


def _passed_over_of(answers: Sequence[tuple[Exemption | TimeLimit, Match]], line: str) -> tuple[NotApplied, ...]:
    return tuple(_passed_over(part.id, line, answer) for part, answer in answers if answer.holds is False)


def _passed_over(rule_id: str, line: str, answer: Match) -> NotApplied:
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
