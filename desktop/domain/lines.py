"""Works out the lines of one reading: the goods first, then what goes with them, each rounded once.

Which rules fit is known by then from conditions alone; here they meet the figures. Other readings work their lines out
in the same way with other choices, so that a supervisor sees what a dispute could cost.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.assessment import Line, NotApplied, Step
from desktop.domain.caps import rate_of
from desktop.domain.conditions import Situation
from desktop.domain.exact import times
from desktop.domain.loss import Reckoned, figure
from desktop.domain.methods import reckon
from desktop.domain.money import NIL, rounded
from desktop.domain.plan import NO_DAMAGE
from desktop.domain.problems import Problem
from desktop.domain.rules import LineKind, Method
from desktop.domain.table import Fitting, Fittings, Picked, pick, pick_at_most

if TYPE_CHECKING:
    from desktop.domain.exact import Amount
    from desktop.domain.packs import RulePack
    from desktop.domain.reading import Choices, Outcome, Terms
    from desktop.domain.rules import Rule

#: Methods that do not measure the loss.
_WITHOUT_LOSS = frozenset({Method.NOTHING, Method.FIXED})
_GOODS, _ADVANCE, _ASK_CARRIER, _MARKET_PRICE, _SALVAGE_OF_LOSS = (
    LineKind.GOODS,
    LineKind.ADVANCE,
    Method.ASK_CARRIER,
    Method.MARKET_PRICE,
    Method.SALVAGE_OF_LOSS,
)


class Lines:
    """The lines of one reading.

    Attributes:
        worked_out: by kind, the rule that answered and its line; ``None`` where that came to nothing.
    """

    def __init__(
        self, situation: Situation, terms: Terms, choices: Choices, outcome: Outcome, fittings: Fittings,
        main: Lines | None = None,
    ) -> None:  # fmt: skip
        """Begin with the goods.

        Args:
            situation: the facts, how the event counts, and whether the limit and an exemption apply.
            terms: the rules to work by.
            choices: what to assume instead of what the rules say.
            outcome: what has been found so far; the lines are added to it.
            fittings: the rules that fit the situation.
            main: for another reading of the same event, the lines of the main one. Only those keep their steps, and
                where nothing that differs has a part in a line, it is taken over.
        """
        self.situation = situation
        self.facts = situation.facts
        self.terms = terms
        self.pack = terms.pack
        self.choices = choices
        self.outcome = outcome
        self.worked_out: dict[LineKind, tuple[Rule, Line | None]] = {}
        self._main = main
        self._cited = terms.cited
        self._fittings = fittings
        self._total = NIL[self.facts.currency]
        self._agreed: Amount | None = None

    def work_out(self) -> Decimal:
        """Add all lines to the outcome and return their sum, which counts unless facts are missing."""
        fittings, cover, main = self._fittings, self.choices.cover, self._main
        self.outcome.not_applied += fittings.left_out
        goods = self._goods(fittings.goods if cover is None else fittings.goods_by[cover])
        if main is not None and fittings.by_themselves and self._takes_over_all(main):
            return self._total
        for fits in fittings.after:
            if self._takes_over(fits):
                continue
            picked = pick(fits, self.situation, goods if fits.kind != _ADVANCE else self._total)
            if picked.rule is not None and picked.rule.method == _SALVAGE_OF_LOSS:
                picked = self._off_the_loss(picked, goods)
            self._note(picked)
            self._add_line(fits.kind, picked, self.pack)
        self.outcome.not_applied += fittings.not_applied
        return self._total

    def pays_the_same_by(self, cover: Method) -> bool:
        """Say whether the goods come to the same where cover below the full value is counted in another way."""
        if self.facts.salvage_value is not None:
            # What is left may be taken off in that way as well.
            return False
        return self._every_cover_is_alike() or self.goods_by(cover) == self._agreed

    def _every_cover_is_alike(self) -> bool:
        """Say whether no figure has to be worked out to know that it makes no difference how cover is counted.

        All of the goods gone: the value insured, at most the loss. Insured in full: the loss.
        """
        rule, loss = self._fittings.goods.rule, self.situation.loss()
        if rule is None or self._fittings.goods.doubtful or rule.threshold is not None or rule.at_least:
            return False
        value: Decimal | None = getattr(self.facts, rule.value)
        if value is None or loss.full is None or loss.ratio is None:
            return False
        return loss.ratio == 1 or value >= loss.full

    def goods_by(self, cover: Method) -> Amount | None:
        """Return what the goods come to where cover is counted in another way; ``None`` where facts are missing."""
        return pick(self._fittings.goods_by[cover], self.situation).reckoned.amount

    def _takes_over_all(self, main: Lines) -> bool:
        """Take over every line of the main reading but the goods, where the same rules answer for all of them."""
        after = self._fittings.after
        if after is not main._fittings.after:
            return False
        found = [main.worked_out.get(fits.kind) for fits in after]
        if None in found:
            return False
        for answer in found:
            if answer is not None and answer[1] is not None:
                self._take(answer[1])
        return True

    def _takes_over(self, fits: Fitting) -> bool:
        """Take over what the main reading came to by the same rule, where nothing that differs has a part in it."""
        main, rule = self._main, fits.rule
        if main is None or rule is None or not fits.by_itself:
            return False
        known, line = main.worked_out.get(fits.kind, (None, None))
        if known is not rule:
            return False
        if line is not None:
            self._take(line)
        return True

    def _goods(self, fitting: Fitting) -> Decimal:
        """Work out the goods line; a province's rule stands unless the carrier's own terms give more."""
        kind, situation = _GOODS, self.situation
        if self.choices.own_share_first:
            situation = situation.with_own_share(self.facts.sender_fault_share or Decimal(0))
        picked, pack = pick(fitting, situation), self.pack
        self._agreed = picked.reckoned.amount
        province = self.terms.province
        if province is not None and not self.choices.without_province:
            of_province = pick(province.table().remembered.of(situation).goods, situation)
            if of_province.rule is not None or of_province.needs:
                picked, pack = self._higher(picked, of_province, fitting, situation)
        self._note(picked)
        if picked.rule is None:
            if not picked.needs and not self._nothing_due():
                self.outcome.problems.append(Problem("terms", "no-rule", {"terms": pack.sheet.id}))
            return Decimal(0)
        if picked.rule.method == _ASK_CARRIER:
            asked = {"terms": pack.sheet.id, "rule": picked.rule.id}
            self._step("ask-carrier", rule=picked.rule.id, cite=picked.rule.cite)
            self.outcome.problems.append(Problem("terms", "ask-carrier", asked))
            return Decimal(0)
        self.outcome.goods_rule, self.outcome.of_province = picked.rule, pack is province
        if self._main is None and picked.rule.method not in _WITHOUT_LOSS:
            self._loss("market_value" if picked.rule.method == _MARKET_PRICE else "actual_value")
        return self._add_line(kind, picked, pack)

    def _loss(self, basis: str) -> None:
        loss = self.situation.loss(basis)
        if loss.amount is not None:
            amount = rounded(loss.amount, self.facts.currency)
            self._step("loss", inputs=loss.inputs, formula=loss.formula, outcome=str(amount))

    def _off_the_loss(self, picked: Picked, goods: Decimal) -> Picked:
        """Take off by how much less the goods line would be, had the loss been smaller by what is left."""
        facts, rule = self.facts, self.outcome.goods_rule
        if facts.loss_amount is not None:
            # Whoever found a sum has counted what is left already.
            self.outcome.warnings.append(Problem("salvage_value", "salvage-in-loss"))
            return msgspec.structs.replace(picked, reckoned=Reckoned(Decimal(0)))
        value = facts.market_value if rule is not None and rule.method == _MARKET_PRICE else facts.actual_value
        if rule is None or value is None or facts.salvage_value is None:
            return picked
        net = msgspec.structs.replace(facts, loss_amount=max(value - facts.salvage_value, Decimal(0)))
        now = Situation(net, self.situation.on, treated_as=self.situation.treated_as)
        if self.choices.own_share_first:
            now = now.with_own_share(facts.sender_fault_share or Decimal(0))
        smaller = reckon(rule, now)
        if smaller.amount is None:
            return picked
        paid = rounded(self._less_own_share(smaller.amount), facts.currency)
        inputs = {"salvage_value": figure(facts.salvage_value)}
        formula = f"{figure(paid)} − {figure(goods)}"
        return msgspec.structs.replace(picked, reckoned=Reckoned(paid - goods, formula, inputs))

    def _less_own_share(self, amount: Amount) -> Amount:
        share = self.facts.sender_fault_share
        off_the_sum = self.pack.sheet.fault_cite and not self.choices.own_share_first
        return times(amount, 1 - share) if share and off_the_sum else amount

    def _nothing_due(self) -> bool:
        return self.outcome.exempt is not None or self.outcome.treated_as in NO_DAMAGE

    def _higher(
        self, agreed: Picked, of_province: Picked, fitting: Fitting, situation: Situation
    ) -> tuple[Picked, RulePack]:
        """Let the province's rule stand unless there are agreed terms and they give more.

        What is missing does not matter where the terms cannot give more whatever it is.
        """
        province = self.terms.province
        assert province is not None, "only asked where a province has rules"
        winner, pack, loser = of_province, province, agreed
        if self.pack.sheet.agreed and not self.choices.province_only:
            ours, theirs = agreed.reckoned.amount, of_province.reckoned.amount
            most = pick_at_most(fitting, situation) if agreed.needs and theirs is not None else None
            if most is None or theirs is None or most > theirs:
                self.outcome.need((*agreed.needs, *of_province.needs))
            else:
                agreed = msgspec.structs.replace(agreed, needs=())
                passed = [
                    NotApplied(rule=rule.id, line=rule.line, condition="superseded") for rule, _ in fitting.doubtful
                ]
                self.outcome.not_applied += passed
            if agreed.rule is not None and agreed.rule.method == _ASK_CARRIER:
                self.outcome.warnings.append(Problem("terms", "carrier-may-owe-more"))
            if ours is not None and theirs is not None and ours > theirs:
                winner, pack, loser = agreed, self.pack, of_province
        self.outcome.not_applied.extend(loser.not_applied)
        if loser.rule is not None:
            superseded = NotApplied(rule=loser.rule.id, line=loser.rule.line, condition="superseded")
            self.outcome.not_applied.append(superseded)
        return winner, pack

    def _note(self, picked: Picked) -> None:
        if picked.needs:
            self.outcome.need(picked.needs)
        self.outcome.not_applied += picked.not_applied

    def _add_line(self, kind: LineKind, picked: Picked, pack: RulePack) -> Decimal:
        """Round once, here, and record the line and its step; only a goods line may be nil."""
        rule, reckoned = picked.rule, picked.reckoned
        if rule is None or reckoned.amount is None:
            return Decimal(0)
        amount, formula, inputs = reckoned.amount, reckoned.formula, reckoned.inputs
        if not amount and not inputs and kind != _GOODS:
            self.worked_out[kind] = rule, None
            return Decimal(0)
        citations = (self._cited if pack is self.pack else pack.period(self.terms.on).cited)[rule.cites]
        share = self.facts.sender_fault_share
        if share and kind == _GOODS and self.pack.sheet.fault_cite:
            amount = self._less_own_share(amount)
            if not self.choices.own_share_first:
                formula = f"{_grouped(formula)} × (1 − {share})"
            inputs = {**inputs, "sender_fault_share": str(share)}
            citations += self._cited[self.pack.sheet.fault_cite]
        if "rates" in inputs:
            self._rate(inputs["rates"])
        due = rounded(amount, self.facts.currency)
        line = None
        if due or kind == _GOODS:
            line = Line(kind=kind, amount=due, formula=formula, rule=rule.id, citations=citations)
            self._take(line)
            if self._main is None:
                step = Step(
                    code=f"line-{rule.method}", rule=rule.id, inputs=inputs, formula=formula, outcome=str(due),
                    citations=citations,
                )  # fmt: skip
                self.outcome.steps.append(step)
        self.worked_out[kind] = rule, line
        return due

    def _take(self, line: Line) -> None:
        self.outcome.lines.append(line)
        self._total += line.amount

    def _rate(self, currency: str) -> None:
        rate = rate_of(currency, self.facts)
        assert rate is not None, "without a rate nothing was converted"
        inputs = {"currency": currency, "into": self.facts.currency, "on": rate.on.isoformat()}
        self._step("rate", inputs=inputs, outcome=str(rate.rate))

    def _step(
        self, code: str, *, rule: str = "", inputs: dict[str, str] | None = None, formula: str = "",
        outcome: str = "", cite: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        if self._main is not None:
            return
        citations = self._cited[cite] if cite else ()
        step = Step(code=code, rule=rule, inputs=inputs or {}, formula=formula, outcome=outcome, citations=citations)
        self.outcome.steps.append(step)


def _grouped(formula: str) -> str:
    return f"({formula})" if " + " in formula and not formula.startswith("min(") else formula
