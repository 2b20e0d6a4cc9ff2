"""Says an assessment in plain sentences: what is paid, each step, what else it could come to, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain.money import Money
from desktop.domain.problems import Problem
from desktop.i18n import _
from desktop.wording.assessment_steps import STEPS
from desktop.wording.citations import citation_text
from desktop.wording.claim import field_label
from desktop.wording.claim_problems import FieldText, need_text, problem_text, warning_text
from desktop.wording.formulas import Known, calculation_text, formula_text
from desktop.wording.not_applied import SetAside, passed_over, set_aside
from desktop.wording.rule_cases import condition_value
from desktop.wording.rule_words import LINE_TITLES, OTHER_READING, READINGS, RULE_READINGS, WAIVED
from desktop.wording.titles import pack_title, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.domain.assessment import Alternative, Assessment, Line, PackRef, Step
    from desktop.domain.packs import PackLibrary, RulePack

__all__ = ["Explanation", "LineText", "ReadingText", "Speaker", "StepText", "explain", "pack_title", "spoken"]


@dataclass(frozen=True)
class LineText:
    """One amount: ``kind`` is its code, ``rule`` says which rule gave it, ``formula`` names its figures."""

    kind: str
    title: str
    rule: str
    formula: str
    amount: str
    citations: tuple[str, ...]


@dataclass(frozen=True)
class StepText:
    """One numbered step that can be read out to a customer."""

    number: int
    sentence: str
    citations: tuple[str, ...]


@dataclass(frozen=True)
class ReadingText:
    """Another reading: its code, its name, its sum, and a sentence with what would make it true.

    Attributes:
        condition: what would make it true, without the sum; no whole sentence.
    """

    reading: str
    title: str
    amount: str
    sentence: str
    condition: str
    citations: tuple[str, ...]


@dataclass(frozen=True)
class Explanation:
    """All sentences about one assessment, in the language in force when they were made.

    Attributes:
        headline: the result in one sentence.
        payable: the amount as shown, empty while it cannot be computed.
        rules: which rules were used; empty where none were found.
        not_applied: a sentence for each rule looked at that does not fit.
        set_aside: the same, with what has one plain reason in common folded into a line.
        provisional: why the sums of the readings are no result; empty where there is one, or no reading.
    """

    headline: str
    payable: str
    rules: str
    lines: tuple[LineText, ...]
    steps: tuple[StepText, ...]
    not_applied: tuple[str, ...]
    set_aside: tuple[SetAside, ...]
    readings: tuple[ReadingText, ...]
    provisional: str
    needs: tuple[FieldText, ...]
    problems: tuple[FieldText, ...]
    warnings: tuple[FieldText, ...]


def explain(assessment: Assessment, packs: PackLibrary) -> Explanation:
    """Put an assessment into sentences; rule titles come from the packs it was made with.

    Where a pack is no longer there, the id of the rule stands for its title.
    """
    return Speaker(assessment, packs).all()


def _citations(citations: Iterable[str]) -> tuple[str, ...]:
    return tuple(citation_text(citation) for citation in citations)


class Speaker:
    """Holds what all sentences about one assessment need; the sentences themselves stand in the modules it asks."""

    def __init__(self, assessment: Assessment, packs: PackLibrary) -> None:
        self.assessment = assessment
        refs = (assessment.pack, *assessment.layers)
        found = (packs.find(ref.sha256) for ref in refs if ref is not None)
        self.packs: tuple[RulePack, ...] = tuple(pack for pack in found if pack is not None)
        steps = assessment.steps
        self._loss = next(((step.formula, step.outcome) for step in steps if step.code == "loss"), ("", ""))
        self._rates = {step.inputs["currency"]: step.outcome for step in steps if step.code == "rate"}
        self._steps_of_lines = {(step.rule, step.outcome): step for step in steps if step.code.startswith("line-")}

    def all(self) -> Explanation:
        """Return everything there is to say."""
        assessment = self.assessment
        return Explanation(
            headline=self.headline(),
            payable="" if assessment.payable is None else self.money(assessment.payable),
            rules="" if assessment.pack is None else self.pack_title(assessment.pack),
            lines=tuple(self.line(line) for line in assessment.lines),
            steps=tuple(
                StepText(number, self.step(step), _citations(step.citations))
                for number, step in enumerate(assessment.steps, 1)
            ),
            not_applied=tuple(passed_over(self, rule) for rule in assessment.not_applied),
            set_aside=set_aside(self, assessment.not_applied),
            readings=tuple(self.reading(alternative) for alternative in assessment.alternatives),
            provisional=self.provisional(),
            needs=tuple(need_text(key) for key in assessment.needs),
            problems=tuple(problem_text(self.named(problem)) for problem in assessment.problems),
            warnings=tuple(warning_text(warning) for warning in assessment.warnings),
        )

    def headline(self) -> str:
        """Say the result in one sentence."""
        assessment = self.assessment
        if assessment.problems and all(problem.code == "ask-carrier" for problem in assessment.problems):
            return _("Cannot be computed here: only the carrier knows its limit. Ask the carrier.")
        if assessment.problems:
            return _("Cannot be computed: the facts contradict each other or cannot be right.")
        if assessment.payable is None:
            labels = _(", ").join(field_label(key) for key in assessment.needs)
            return _("Cannot be computed yet. Missing: {fields}.").format(fields=labels)
        amount = self.money(assessment.payable)
        if assessment.time_barred:
            return _("The claim came too late. Payable: {amount}.").format(amount=amount)
        if assessment.exempt_reason:
            reason = self.title(assessment.exempt_reason)
            return _("No liability for the goods: {reason}. Payable: {amount}.").format(reason=reason, amount=amount)
        return _("Payable: {amount}.").format(amount=amount)

    def provisional(self) -> str:
        """Say why the sums of the readings are no result."""
        assessment = self.assessment
        if assessment.payable is not None or not assessment.alternatives:
            return ""
        if assessment.problems:
            return _(
                "No result: only the carrier knows its figure. Each of these sums is due in the one case it is named "
                "for, and what the carrier answers may change it."
            )
        return _("No result: facts are still missing. These sums hold without them, and the result may be higher.")

    def money(self, amount: Decimal | str) -> str:
        """Show an amount of the assessment."""
        return i18n.money(Money(Decimal(amount), self.assessment.currency))

    def title(self, rule_id: str) -> str:
        """Return the title of a rule; its id where the pack is gone."""
        for pack in self.packs:
            title = pack.title_of(rule_id)
            if title is not None:
                return spoken(title)
        return rule_id

    def pack_title(self, ref: PackRef) -> str:
        """Name a pack with its version."""
        found = next((pack for pack in self.packs if pack.sha256 == ref.sha256), None)
        return pack_title(found, ref.id, ref.version)

    def named(self, problem: Problem) -> Problem:
        """Call the terms by their title instead of their id."""
        title = next((spoken(p.sheet.title) for p in self.packs if p.sheet.id == problem.facts.get("terms")), None)
        return problem if title is None else Problem(problem.field, problem.code, {**problem.facts, "terms": title})

    def line(self, line: Line) -> LineText:
        """Say one amount."""
        title = _(LINE_TITLES.get(line.kind, line.kind))
        amount = self.money(line.amount)
        step = self._steps_of_lines.get((line.rule, str(line.amount)))
        known = Known(currency=self.assessment.currency) if step is None else self._known(step)
        formula = formula_text(line.formula, known)
        return LineText(line.kind, title, self.title(line.rule), formula, amount, _citations(line.citations))

    def reading(self, other: Alternative) -> ReadingText:
        """Say another reading."""
        title, condition = self._titled(other.reading)
        amount = self.money(other.payable)
        said = _("{condition}: {amount}.").format(condition=condition, amount=amount)
        return ReadingText(other.reading, title, amount, said, condition, _citations(other.citations))

    def _titled(self, reading: str) -> tuple[str, str]:
        """Return the name of a reading and what would make it true."""
        for prefix, of_rule in RULE_READINGS.items():
            if reading.startswith(prefix):
                rule = self.title(reading.removeprefix(prefix))
                return rule, _(of_rule).format(rule=rule)
        title, condition = READINGS.get(reading, (reading, OTHER_READING))
        return _(title), _(condition)

    def step(self, step: Step) -> str:
        """Say one step."""
        if not step.code.startswith("line-"):
            return STEPS[step.code](self, step)
        said = self.calculated(self._title_of_line(step), step)
        # What is missing or wrong may change this amount too, and it is no part of a result.
        return said if self.assessment.payable is not None else _("Not final: {sentence}").format(sentence=said)

    def _title_of_line(self, step: Step) -> str:
        """Name the rule of a line; where it waives the fee, say that the postage goes back, as its line does."""
        title = self.title(step.rule)
        if self._waives_the_fee(step, title):
            return _("{title}, so the postage goes back").format(title=title)
        return title

    def _waives_the_fee(self, step: Step, title: str) -> bool:
        lines = (
            line.kind for line in self.assessment.lines if (line.rule, str(line.amount)) == (step.rule, step.outcome)
        )
        return next(lines, "") == "freight-refund" and any(word in title for word in WAIVED)

    def calculated(self, title: str, step: Step) -> str:
        """Say a calculation so that it can be followed by ear."""
        return calculation_text(title, step.formula, step.outcome, self._known(step))

    def _known(self, step: Step) -> Known:
        """Gather what is known of the figures in a step; the loss itself rests on no other loss."""
        method, loss = step.code.removeprefix("line-"), self._loss if step.code != "loss" else ("", "")
        return Known(method, step.inputs, self.assessment.currency, loss, self._rates)

    def value(self, condition: str, value: str) -> str:
        """Say what a condition asks for or found."""
        if condition == "exempt" and value != "none":
            return self.title(value)
        if condition == "product":
            return self.product(value)
        return condition_value(condition, value)

    def product(self, name: str) -> str:
        """Return the title of a product."""
        titles = {product.id: product.title for pack in self.packs for product in pack.sheet.products}
        return spoken(titles[name]) if name in titles else name
