"""Walks through the facts under one set of rules, step by step, and records every step.

Other readings run the same steps with other choices, so that a supervisor sees what a dispute could cost.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.assessment import Line, NotApplied, Step
from desktop.domain.caps import rate_of
from desktop.domain.claim import CapStatus, Event
from desktop.domain.conditions import Situation
from desktop.domain.exact import times
from desktop.domain.loss import Reckoned, figure
from desktop.domain.methods import BY_OTHER_LINES, reckon
from desktop.domain.money import NIL, rounded
from desktop.domain.periods import held_against, lateness
from desktop.domain.problems import Problem
from desktop.domain.reading import Choices, Outcome, Terms
from desktop.domain.rules import LineKind, Method
from desktop.domain.table import Fitting, Picked, pick

if TYPE_CHECKING:
    from desktop.domain.claim import ClaimFacts
    from desktop.domain.exact import Amount
    from desktop.domain.packs import RulePack
    from desktop.domain.periods import InTime
    from desktop.domain.rules import Rule, TimeLimit
    from desktop.domain.table import Exempting, Fittings, Limits

#: Wrong contents count as total damage (GB/T 27917.3); what went to somebody else is lost to the claimant.
_COUNTS_AS = {Event.WRONG_CONTENTS: "total-damage", Event.MISDELIVERY: "loss"}
#: Where it stands that a carrier answers, and that wrong contents are total damage.
_CARRIER_ANSWERS = "civil-carrier"
_DAMAGE = "gbt-damage"
_NO_DAMAGE = frozenset({"delay", "on-time"})


class Reader:
    """Walks through the steps once and fills an ``Outcome``."""

    def __init__(self, facts: ClaimFacts, terms: Terms, choices: Choices, main: Reader | None = None) -> None:
        """Begin a reading.

        Args:
            facts: the claim.
            terms: the rules to read it under.
            choices: what to assume instead of what the rules say.
            main: for another reading, the main one. Only a main reading keeps its steps, and where other facts or
                choices cannot make a difference, what it found holds here as well.
        """
        self.facts = facts
        self.terms = terms
        self.choices = choices
        self._main = main
        # What else another reading changes has no part in how the event counts, nor in how large the loss is.
        self._same_event = main if main is not None and not choices.given_back else None
        self.pack = terms.pack
        self.table = terms.pack.table(choices.optional)
        self.outcome = Outcome()
        self._agreed: Amount | None = None
        self._fittings: Fittings | None = None
        self._cited = terms.pack.cited_on(terms.on)
        self._total = NIL[facts.currency]
        self.limits: Limits | None = None
        self.exempting: Exempting | None = None
        #: By kind, the rule that answered and its line; ``None`` where that came to nothing.
        self.worked_out: dict[LineKind, tuple[Rule, Line | None]] = {}
        self.situation: Situation
        if self._same_event is None:
            self.situation = Situation(facts, terms.on, _product(facts, terms.pack))
        else:
            self.situation = self._same_event.situation.with_facts(facts)
            self.outcome.treated_as = self.situation.treated_as
            if self._same_event.facts is facts:
                # Whether these hold is a matter of facts alone.
                self.limits, self.exempting = self._same_event.limits, self._same_event.exempting

    def read(self) -> Outcome:
        """Go through event, time limits, limits lifted, exemptions and lines; stop where facts are missing."""
        outcome = self.outcome
        if self._same_event is None:
            self._event()
        if not outcome.needs:
            self._time_limits()
            self._cap()
            self._exemption()
            if not outcome.time_barred:
                self._lines()
        if not outcome.needs and not outcome.problems:
            outcome.payable = self._total
            if self._main is None:
                amounts = " + ".join([str(line.amount) for line in outcome.lines]).replace("+ -", "− ")
                self._step("total", formula=amounts, outcome=str(outcome.payable))
        return outcome

    def is_in_time(self, limits: Limits) -> bool:
        """Say whether this reading held the same limits against the claim and found it in time."""
        return self.limits is limits and not self.outcome.time_barred and not self.outcome.needs

    def is_answerable(self, exempting: Exempting) -> bool:
        """Say whether this reading held the same exemptions against the claim and found none."""
        return self.exempting is exempting and self.outcome.exempt is None and not self.outcome.needs

    def pays_the_same_by(self, cover: Method) -> bool:
        """Say whether the goods come to the same where cover below the full value is counted in another way."""
        if self.facts.salvage_value is not None:
            # What is left may be taken off in that way as well.
            return False
        assert self._fittings is not None, "only asked where the goods have a line"
        return pick(self._fittings.goods_by[cover], self.situation).reckoned.amount == self._agreed

    def _event(self) -> None:
        facts = self.facts
        if facts.event != Event.DELAY:
            treated_as = _COUNTS_AS.get(facts.event, facts.event.value)
            cite = self._known(_DAMAGE) if facts.event == Event.WRONG_CONTENTS else ()
            self._step("event", inputs={"event": facts.event}, outcome=treated_as, cite=cite)
            self._treat(treated_as, late=False)
            return
        late = lateness(facts, self.pack.sheet, self.terms.on, given_back=self.choices.given_back)
        self._need(late.needs)
        if late.needs:
            return
        until = "delivered_on" if facts.delivered_on is not None else "as_of"
        inputs = {"promised_by": str(facts.promised_by), until: str(getattr(facts, until)), "days": str(late.days)}
        cite = self.pack.sheet.delay_cite
        if late.limit is not None:
            inputs |= {"limit": str(late.limit.days), "edge": late.limit.edge}
            cite = (*late.limit.cite, *cite)
        self._step("lateness", inputs=inputs, outcome=late.treated_as, cite=cite)
        self._treat(late.treated_as, late=late.days > 0)

    def _treat(self, treated_as: str, *, late: bool) -> None:
        self.outcome.treated_as = self.situation.treated_as = treated_as
        self.situation.late = late

    def _time_limits(self) -> None:
        limits = self.limits = self.limits or self.pack.grounds.time_limits.of(self.situation)
        if self._main is not None and self._main.is_in_time(limits):
            return
        self.outcome.not_applied += limits.not_applied
        for limit, conditions in limits.asked:
            answer = held_against(limit, self.facts, conditions, self.terms.calendar)
            if answer.barred and not limit.bars:
                late = {"rule": limit.id, "until": str(answer.until)}
                self.outcome.warnings.append(Problem("claimed_on", "late-notice", late))
                continue
            self._need(answer.needs if limit.bars else ())
            if answer.warning:
                self.outcome.warnings.append(answer.warning)
            if answer.until is None or answer.barred is None:
                continue
            barred = answer.barred and not self.choices.without_time_limit
            self.outcome.time_barred |= barred
            if self._main is None:
                self._time_limit_step(limit, answer, barred=barred)

    def _time_limit_step(self, limit: TimeLimit, answer: InTime, *, barred: bool) -> None:
        made = str(self.facts.claimed_on or self.facts.as_of)
        inputs = {"start": answer.start, "started": str(getattr(self.facts, answer.start)), "made": made}
        if answer.moved_from is not None:
            inputs["moved_from"] = str(answer.moved_from)
        code = "time-limit-passed" if barred else "time-limit-kept"
        self._step(code, rule=limit.id, inputs=inputs, outcome=str(answer.until), cite=limit.cite)

    def _cap(self) -> None:
        """Find what takes the limit away; what does not work against these terms is only warned of."""
        works = self.pack.grounds.lifted
        for key, by in _limit_taken_away(self.facts):
            if by in works:
                self.situation.lifted = self.situation.lifted or by
                self._step("cap-lifted", rule=by, cite=works[by].cite)
            else:
                self.outcome.warnings.append(Problem(key, "no-effect-on-limit", {"by": by}))
        if works and not self.situation.lifted and self.outcome.treated_as not in _NO_DAMAGE:
            self._step("cap-applies")

    def _exemption(self) -> None:
        exempting = self.exempting = self.exempting or self.pack.grounds.exemptions.of(self.situation)
        if self._main is not None and self._main.is_answerable(exempting):
            return
        outcome = self.outcome
        self._need(exempting.needs)
        outcome.not_applied += exempting.not_applied
        exemption = exempting.first
        if exemption is not None and not self.choices.without_exemption:
            outcome.exempt = self.situation.exempt = exemption.id
            self._step("exempt", rule=exemption.id, inputs=self._cause(), cite=exemption.cite)
        elif not outcome.time_barred and outcome.treated_as not in _NO_DAMAGE:
            self._step("answerable", inputs=self._cause(), cite=self._known(_CARRIER_ANSWERS))

    def _cause(self) -> dict[str, str]:
        return {"cause": str(self.facts.cause or "")}

    def _lines(self) -> None:
        self.outcome.not_applied.extend(self.table.left_out)
        fittings = self._fittings = self.table.lines.of(self.situation)
        cover = self.choices.cover
        goods = self._goods(fittings.goods if cover is None else fittings.goods_by[cover])
        for fits in fittings.after:
            if self._takes_over(fits):
                continue
            picked = pick(fits, self.situation, goods if fits.kind != LineKind.ADVANCE else self._total)
            if picked.rule is not None and picked.rule.method == Method.SALVAGE_OF_LOSS:
                picked = self._off_the_loss(picked, goods)
            self._note(picked)
            self._add_line(fits.kind, picked, self.pack)
        self.outcome.not_applied += fittings.not_applied

    def _takes_over(self, fits: Fitting) -> bool:
        """Take over what the main reading came to by the same rule, where nothing that differs has a part in it."""
        main, rule = self._same_event, fits.rule
        if main is None or rule is None or fits.doubtful or rule.method in BY_OTHER_LINES:
            return False
        known, line = main.worked_out.get(fits.kind, (None, None))
        if known is not rule:
            return False
        if line is not None:
            self._take(line)
        return True

    def _goods(self, fitting: Fitting) -> Decimal:
        """Work out the goods line; a province's rule stands unless the carrier's own terms give more."""
        kind = LineKind.GOODS
        picked, pack = pick(fitting, self.situation), self.pack
        self._agreed = picked.reckoned.amount
        province = self.terms.province
        if province is not None and not self.choices.without_province:
            of_province = pick(province.table().lines.of(self.situation).goods, self.situation)
            if of_province.rule is not None or of_province.needs:
                picked, pack = self._higher(picked, of_province)
        self._note(picked)
        if picked.rule is None:
            if not picked.needs and not self._nothing_due():
                self.outcome.problems.append(Problem("terms", "no-rule", {"terms": pack.sheet.id}))
            return Decimal(0)
        if picked.rule.method == Method.ASK_CARRIER:
            asked = {"terms": pack.sheet.id, "rule": picked.rule.id}
            self._step("ask-carrier", rule=picked.rule.id, cite=picked.rule.cite)
            self.outcome.problems.append(Problem("terms", "ask-carrier", asked))
            return Decimal(0)
        self.outcome.goods_rule, self.outcome.of_province = picked.rule, pack is province
        if self._main is None and picked.rule.method not in (Method.NOTHING, Method.FIXED):
            self._loss("market_value" if picked.rule.method == Method.MARKET_PRICE else "actual_value")
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
        value = facts.market_value if rule is not None and rule.method == Method.MARKET_PRICE else facts.actual_value
        if rule is None or value is None or facts.salvage_value is None:
            return picked
        net = msgspec.structs.replace(facts, loss_amount=max(value - facts.salvage_value, Decimal(0)))
        smaller = reckon(rule, Situation(net, self.situation.on, treated_as=self.situation.treated_as))
        if smaller.amount is None:
            return picked
        paid = rounded(self._less_own_share(smaller.amount), facts.currency)
        inputs = {"salvage_value": figure(facts.salvage_value)}
        formula = f"{figure(paid)} − {figure(goods)}"
        return msgspec.structs.replace(picked, reckoned=Reckoned(paid - goods, formula, inputs))

    def _less_own_share(self, amount: Amount) -> Amount:
        share = self.facts.sender_fault_share
        return times(amount, 1 - share) if share and self.pack.sheet.fault_cite else amount

    def _nothing_due(self) -> bool:
        return self.outcome.exempt is not None or self.outcome.treated_as in _NO_DAMAGE

    def _higher(self, agreed: Picked, of_province: Picked) -> tuple[Picked, RulePack]:
        """Let the province's rule stand unless there are agreed terms and they give more."""
        province = self.terms.province
        assert province is not None, "only asked where a province has rules"
        winner, pack, loser = of_province, province, agreed
        if self.pack.sheet.agreed:
            self._need((*agreed.needs, *of_province.needs))
            ours, theirs = agreed.reckoned.amount, of_province.reckoned.amount
            if agreed.rule is not None and agreed.rule.method == Method.ASK_CARRIER:
                self.outcome.warnings.append(Problem("terms", "carrier-may-owe-more"))
            if ours is not None and theirs is not None and ours > theirs:
                winner, pack, loser = agreed, self.pack, of_province
        self.outcome.not_applied.extend(loser.not_applied)
        if loser.rule is not None:
            superseded = NotApplied(rule=loser.rule.id, line=loser.rule.line, condition="superseded")
            self.outcome.not_applied.append(superseded)
        return winner, pack

    def _note(self, picked: Picked) -> None:
        self._need(picked.needs)
        self.outcome.not_applied += picked.not_applied

    def _add_line(self, kind: LineKind, picked: Picked, pack: RulePack) -> Decimal:
        """Round once, here, and record the line and its step; only a goods line may be nil."""
        rule, reckoned = picked.rule, picked.reckoned
        if rule is None or reckoned.amount is None:
            return Decimal(0)
        amount, formula, inputs = reckoned.amount, reckoned.formula, reckoned.inputs
        citations = pack.citations(rule.cites, self.terms.on)
        share = self.facts.sender_fault_share
        if share and kind == LineKind.GOODS and self.pack.sheet.fault_cite:
            amount = self._less_own_share(amount)
            formula = f"{_grouped(formula)} × (1 − {share})"
            inputs = {**inputs, "sender_fault_share": str(share)}
            citations += self._cited[self.pack.sheet.fault_cite]
        if "rates" in inputs:
            self._rate(inputs["rates"])
        due = rounded(amount, self.facts.currency)
        line = None
        if due or kind == LineKind.GOODS:
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

    def _known(self, cite: str) -> tuple[str, ...]:
        """Return a citation where the terms have it at hand."""
        return (cite,) if cite in self.pack.cited else ()

    def _rate(self, currency: str) -> None:
        rate = rate_of(currency, self.facts)
        assert rate is not None, "without a rate nothing was converted"
        inputs = {"currency": currency, "into": self.facts.currency, "on": rate.on.isoformat()}
        self._step("rate", inputs=inputs, outcome=str(rate.rate))

    def _need(self, keys: tuple[str, ...]) -> None:
        for key in keys:
            if key not in self.outcome.needs:
                self.outcome.needs.append(key)

    def _step(
        self, code: str, *, rule: str = "", inputs: dict[str, str] | None = None, formula: str = "",
        outcome: str = "", cite: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        if self._main is not None:
            return
        citations = self._cited[cite] if cite else ()
        step = Step(code=code, rule=rule, inputs=inputs or {}, formula=formula, outcome=outcome, citations=citations)
        self.outcome.steps.append(step)


def _limit_taken_away(facts: ClaimFacts) -> list[tuple[str, str]]:
    """Return what a person found to take the limit away, each after the key of the fact."""
    found = []
    if facts.cap_status not in (None, CapStatus.APPLIES):
        found.append(("cap_status", str(facts.cap_status)))
    if facts.gross_negligence:
        found.append(("gross_negligence", "gross-negligence"))
    return found


def _product(facts: ClaimFacts, pack: RulePack) -> str | None:
    """Return the product given, or the one the route leaves no choice about."""
    if facts.product is not None or facts.scope is None:
        return facts.product
    fitting = [product.id for product in pack.sheet.products if facts.scope in product.scope]
    return fitting[0] if len(fitting) == 1 else None


def _grouped(formula: str) -> str:
    return f"({formula})" if " + " in formula and not formula.startswith("min(") else formula
