"""Walks through the facts under one set of rules, step by step, and records every step.

Other readings run the same steps with other choices, so that a supervisor sees what a dispute could cost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.assessment import Step
from desktop.domain.claim import Event
from desktop.domain.conditions import Situation
from desktop.domain.lines import Lines
from desktop.domain.loss import is_whole
from desktop.domain.money import NIL
from desktop.domain.periods import held_against, lateness
from desktop.domain.problems import Problem
from desktop.domain.reading import Choices, Outcome, Terms

if TYPE_CHECKING:
    from desktop.domain.claim import ClaimFacts
    from desktop.domain.packs import RulePack
    from desktop.domain.periods import InTime
    from desktop.domain.plan import Limits, Plan
    from desktop.domain.rules import TimeLimit

#: Wrong contents count as total damage (GB/T 27917.3); what went to somebody else is lost to the claimant.
_COUNTS_AS = {Event.WRONG_CONTENTS: "total-damage", Event.MISDELIVERY: "loss"}
#: What a part counts as where it is the whole.
_WHOLE_OF = {Event.PARTIAL_DAMAGE: "total-damage", Event.SHORTAGE: "loss"}
_DELAY = Event.DELAY


class Reader:
    """Walks through the steps once and fills an ``Outcome``.

    Attributes:
        situation: the facts with what has been worked out about them so far.
        plan: what the terms say to the situation; ``None`` where it did not come to that.
        lines: likewise.
    """

    def __init__(self, facts: ClaimFacts, terms: Terms, choices: Choices = Choices()) -> None:  # noqa: B008 - frozen
        self.facts = facts
        self.terms = terms
        self.choices = choices
        self.pack = terms.pack
        self.outcome = Outcome()
        self.situation = Situation(facts, terms.on, _product(facts, terms.pack))
        self.lines: Lines | None = None
        self._cited = terms.cited
        self.plan: Plan | None = None
        self._open: tuple[str, ...] = ()

    def read(self) -> Outcome:
        """Go through event, time limits, limits lifted, exemptions and lines; stop where facts are missing."""
        outcome, due = self.outcome, NIL[self.facts.currency]
        self._event()
        if not outcome.needs:
            plan = self.plan = self.terms.plans.of(self.situation)
            outcome.steps += plan.event
            self._time_limits(plan.limits)
            self._limit_and_exemption(plan)
            self._open = tuple(outcome.needs)
            if not outcome.time_barred:
                self.lines = Lines(self.situation, self.terms, self.choices, outcome, plan.fittings)
                due = self.lines.work_out()
        if outcome.settle(due):
            amounts = " + ".join([str(line.amount) for line in outcome.lines]).replace("+ -", "− ")
            self._step("total", formula=amounts, outcome=str(due))
        return outcome

    def read_otherwise(self, facts: ClaimFacts, terms: Terms, choices: Choices) -> Outcome:
        """Read the claim once more, with other facts about its limit or consumer, other terms or other choices.

        What else differs has no part in how the event counts nor in how large the loss is. Where it has none in time
        limits and exemptions either, which is nearly always, only the lines are worked out anew, without steps.
        """
        main = self.plan
        if main is None or choices.given_back or choices.delay_only or choices.agreed_terms is not None:
            return Reader(facts, terms, choices).read()
        situation = self.situation.with_facts(facts)
        situation.answerable = choices.without_exemption
        plan = self.terms.plans.of(situation)
        if plan.limits is not main.limits or plan.exempting is not main.exempting:
            return Reader(facts, terms, choices).read()
        outcome = Outcome(treated_as=self.outcome.treated_as, needs=list(self._open))
        if not choices.without_exemption:
            outcome.exempt = self.outcome.exempt
        fittings = self.pack.table(choices.optional).remembered.of(situation) if choices.optional else plan.fittings
        outcome.settle(Lines(situation, terms, choices, outcome, fittings, self.lines).work_out())
        return outcome

    def _event(self) -> None:
        facts = self.facts
        if facts.event != _DELAY:
            self._treat(counts_as(facts), late=False)
            return
        late = lateness(facts, self.pack.sheet, self.terms.on, given_back=self.choices.given_back)
        self.outcome.need(late.needs)
        if late.needs:
            return
        until = "delivered_on" if facts.delivered_on is not None else "as_of"
        inputs = {"promised_by": str(facts.promised_by), until: str(getattr(facts, until)), "days": str(late.days)}
        cite = self.pack.sheet.delay_cite
        if late.limit is not None:
            inputs |= {"limit": str(late.limit.days), "edge": late.limit.edge}
            cite = (*late.limit.cite, *cite)
        self._step("lateness", inputs=inputs, outcome=late.treated_as, cite=cite)
        self._treat("delay" if self.choices.delay_only else late.treated_as, late=late.days > 0)

    def _treat(self, treated_as: str, *, late: bool) -> None:
        self.outcome.treated_as = self.situation.treated_as = treated_as
        self.situation.late = late

    def _time_limits(self, limits: Limits) -> None:
        self.outcome.not_applied += limits.not_applied
        for limit, conditions in limits.asked:
            answer = held_against(limit, self.facts, conditions, self.terms.calendar)
            bars = self._bars(limit)
            if answer.barred and not bars:
                late = {"rule": limit.id, "until": str(answer.until)}
                self.outcome.warnings.append(Problem("claimed_on", "late-notice", late))
                continue
            self.outcome.need(answer.needs if bars else ())
            if answer.warning:
                self.outcome.warnings.append(answer.warning)
            if answer.until is None or answer.barred is None:
                continue
            if answer.barred:
                self.outcome.barred_by.append(limit)
            self._time_limit_step(limit, answer)

    def _bars(self, limit: TimeLimit) -> bool:
        """Say whether being late for a limit ends the claim in this reading."""
        otherwise = self.choices.agreed_terms
        return otherwise if otherwise is not None and limit.agreed else limit.bars

    def _time_limit_step(self, limit: TimeLimit, answer: InTime) -> None:
        facts = self.facts
        started, made = getattr(facts, answer.start), facts.claimed_on or facts.as_of
        assert answer.until is not None, "without a last day there is no step"
        assert made is not None, "without a day of the claim there is no last day to hold it against"
        inputs = {"start": answer.start, "started": started.isoformat(), "made": made.isoformat()}
        if answer.moved_from is not None:
            inputs["moved_from"] = str(answer.moved_from)
        code = "time-limit-passed" if answer.barred else "time-limit-kept"
        self._step(code, rule=limit.id, inputs=inputs, outcome=answer.until.isoformat(), cite=limit.cite)

    def _limit_and_exemption(self, plan: Plan) -> None:
        """Say what takes the limit away and whether the carrier has to answer.

        What does not work against these terms is only warned of.
        """
        outcome = self.outcome
        for key, by in plan.taken_away:
            if by not in self.terms.plans.lifting:
                outcome.warnings.append(Problem(key, "no-effect-on-limit", {"by": by}))
        outcome.steps += plan.about_limit
        outcome.need(plan.exempting.needs)
        outcome.not_applied += plan.exempting.not_applied
        if plan.exempting.first is not None:
            outcome.exempt = plan.exempting.first.id
        if outcome.exempt is not None or not outcome.barred_by:
            outcome.steps += plan.about_answering

    def _step(
        self, code: str, *, rule: str = "", inputs: dict[str, str] | None = None, formula: str = "",
        outcome: str = "", cite: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        citations = self._cited[cite] if cite else ()
        step = Step(code=code, rule=rule, inputs=inputs or {}, formula=formula, outcome=outcome, citations=citations)
        self.outcome.steps.append(step)


def counts_as(facts: ClaimFacts) -> str:
    """Return how an event other than a delay counts; a part that is the whole counts as such, unless it is repaired."""
    if facts.event in _WHOLE_OF and facts.repair_cost is None and is_whole(facts):
        return _WHOLE_OF[facts.event]
    return _COUNTS_AS.get(facts.event, facts.event.value)


def _product(facts: ClaimFacts, pack: RulePack) -> str | None:
    """Return the product given, or the one the route leaves no choice about."""
    if facts.product is not None or facts.scope is None:
        return facts.product
    fitting = [product.id for product in pack.sheet.products if facts.scope in product.scope]
    return fitting[0] if len(fitting) == 1 else None
