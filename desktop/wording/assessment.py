"""Says an assessment in plain sentences: what is paid, each step, what else it could come to, what is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain.money import Money
from desktop.domain.problems import Problem
from desktop.i18n import N_, _
from desktop.wording.citations import citation_text
from desktop.wording.claim import choice_label, field_label
from desktop.wording.claim_problems import FieldText, need_text, problem_text, warning_text
from desktop.wording.rule_words import (
    CONDITION_LABELS,
    CONDITION_VALUES,
    LINE_TITLES,
    OTHER_READING,
    PROOF_VALUES,
    READINGS,
    RULE_READINGS,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from desktop.domain.assessment import Alternative, Assessment, Line, NotApplied, PackRef, Step
    from desktop.domain.packs import PackLibrary, RulePack
    from desktop.domain.rules import Text

_AMOUNTS = r"\((?P<amounts>(?:[^()]|\([^()]*\))*)\)"
_EXTREMES = (
    (re.compile("min" + _AMOUNTS), N_("the lowest of {figures}")),
    (re.compile("max" + _AMOUNTS), N_("the highest of {figures}")),
)
_SHARED = re.compile(r" × \(1 − (?P<share>[0-9.]+)\)$")


@dataclass(frozen=True)
class LineText:
    """One amount: ``kind`` is its code, ``rule`` says which rule gave it."""

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
    """Another reading: its code, its name, its sum, and a sentence with what would make it true."""

    reading: str
    title: str
    amount: str
    sentence: str
    citations: tuple[str, ...]


@dataclass(frozen=True)
class Explanation:
    """All sentences about one assessment, in the language in force when they were made.

    Attributes:
        headline: the result in one sentence.
        payable: the amount as shown, empty while it cannot be computed.
        rules: which rules were used; empty where none were found.
        not_applied: a sentence for each rule looked at that does not fit.
    """

    headline: str
    payable: str
    rules: str
    lines: tuple[LineText, ...]
    steps: tuple[StepText, ...]
    not_applied: tuple[str, ...]
    readings: tuple[ReadingText, ...]
    needs: tuple[FieldText, ...]
    problems: tuple[FieldText, ...]
    warnings: tuple[FieldText, ...]


def pack_title(pack: RulePack | None, pack_id: str, version: str) -> str:
    """Name a rule pack with its version; its id stands in where the pack is no longer here."""
    title = pack_id if pack is None else spoken(pack.sheet.title)
    return _("{title}, version {version}").format(title=title, version=version)


def explain(assessment: Assessment, packs: PackLibrary) -> Explanation:
    """Put an assessment into sentences; rule titles come from the packs it was made with.

    Where a pack is no longer there, the id of the rule stands for its title.
    """
    return _Speaker(assessment, packs).all()


def _citations(citations: Iterable[str]) -> tuple[str, ...]:
    return tuple(citation_text(citation) for citation in citations)


class _Speaker:
    """Holds what all sentences about one assessment need."""

    def __init__(self, assessment: Assessment, packs: PackLibrary) -> None:
        self.assessment = assessment
        refs = (assessment.pack, *assessment.layers)
        found = (packs.find(ref.sha256) for ref in refs if ref is not None)
        self.packs: tuple[RulePack, ...] = tuple(pack for pack in found if pack is not None)

    def all(self) -> Explanation:
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
            not_applied=tuple(self.passed_over(rule) for rule in assessment.not_applied),
            readings=tuple(self.reading(alternative) for alternative in assessment.alternatives),
            needs=tuple(need_text(key) for key in assessment.needs),
            problems=tuple(problem_text(self.named(problem)) for problem in assessment.problems),
            warnings=tuple(warning_text(warning) for warning in assessment.warnings),
        )

    def headline(self) -> str:
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

    def money(self, amount: Decimal | str) -> str:
        return i18n.money(Money(Decimal(amount), self.assessment.currency))

    def title(self, rule_id: str) -> str:
        for pack in self.packs:
            title = pack.title_of(rule_id)
            if title is not None:
                return spoken(title)
        return rule_id

    def pack_title(self, ref: PackRef) -> str:
        found = next((pack for pack in self.packs if pack.sha256 == ref.sha256), None)
        return pack_title(found, ref.id, ref.version)

    def named(self, problem: Problem) -> Problem:
        """Call the terms by their title instead of their id."""
        title = next((spoken(p.sheet.title) for p in self.packs if p.sheet.id == problem.facts.get("terms")), None)
        return problem if title is None else Problem(problem.field, problem.code, {**problem.facts, "terms": title})

    def line(self, line: Line) -> LineText:
        title = _(LINE_TITLES.get(line.kind, line.kind))
        amount = self.money(line.amount)
        return LineText(line.kind, title, self.title(line.rule), line.formula, amount, _citations(line.citations))

    def reading(self, other: Alternative) -> ReadingText:
        title, sentence = READINGS.get(other.reading, (other.reading, OTHER_READING))
        amount = self.money(other.payable)
        for prefix, of_rule in RULE_READINGS.items():
            if other.reading.startswith(prefix):
                rule = self.title(other.reading.removeprefix(prefix))
                said = _(of_rule).format(rule=rule, amount=amount)
                return ReadingText(other.reading, rule, amount, said, _citations(other.citations))
        said = _(sentence).format(amount=amount)
        return ReadingText(other.reading, _(title), amount, said, _citations(other.citations))

    def step(self, step: Step) -> str:
        if step.code.startswith("line-"):
            return self.calculated(self.title(step.rule), step)
        return _STEPS[step.code](self, step)

    def calculated(self, title: str, step: Step) -> str:
        """Say a calculation so that it can be followed by ear."""
        amount, formula = self.money(step.outcome), step.formula
        shared = _SHARED.search(formula)
        if shared:
            formula = formula[: shared.start()]
        words = formula
        for extreme, said in _EXTREMES:
            found = extreme.fullmatch(formula)
            if found:
                words = _(said).format(figures=_(", ").join(found["amounts"].split(", ")))
        if shared:
            return _("{title}: {words}, less the sender's own share of {share}, makes {amount}.").format(
                title=title, words=words, share=_percent(shared["share"]), amount=amount
            )
        if formula in {step.outcome, "0.00"} or formula.startswith("−"):
            return _("{title}: {amount}.").format(title=title, amount=amount)
        return _("{title}: {words}, that is {amount}.").format(title=title, words=words, amount=amount)

    def passed_over(self, rule: NotApplied) -> str:
        title = self.title(rule.rule)
        if rule.condition == "order":
            return _("{title}: not needed, an earlier rule answers.").format(title=title)
        if rule.condition == "no-difference":
            return _("{title}: makes no difference here.").format(title=title)
        if rule.condition == "optional":
            return _("{title}: the carrier may grant this but need not.").format(title=title)
        if rule.condition == "superseded":
            return _("{title}: another rule comes before it.").format(title=title)
        if rule.condition in {"known", "unknown"}:
            fields = _(", ").join(field_label(key) for key in rule.found.split(", "))
            sentence = _("{title}: does not fit, {fields} is not given.")
            if rule.condition == "unknown":
                sentence = _("{title}: does not fit, {fields} is given.")
            return sentence.format(title=title, fields=fields)
        wanted = _(" or ").join(self.value(rule.condition, value) for value in rule.wanted)
        return _('{title}: does not fit. It asks for "{condition}": {wanted}; here: {found}.').format(
            title=title,
            condition=_condition(rule.condition),
            wanted=wanted,
            found=self.value(rule.condition, rule.found),
        )

    def value(self, condition: str, value: str) -> str:
        if condition == "exempt" and value != "none":
            return self.title(value)
        if condition == "product":
            return self.product(value)
        if condition == "proof":
            return _(PROOF_VALUES.get(value, value))
        if condition == "treated_as":
            return choice_label("event", value)
        if value in CONDITION_VALUES and condition in CONDITION_LABELS:
            return _(CONDITION_VALUES[value])
        return choice_label(condition, value)

    def product(self, name: str) -> str:
        titles = {product.id: product.title for pack in self.packs for product in pack.sheet.products}
        return spoken(titles[name]) if name in titles else name


def spoken(title: Text) -> str:
    """Return a title of a rule file in the language in force."""
    return title.zh_CN if i18n.language() == "zh_CN" else title.en


def _percent(share: str) -> str:
    return f"{(Decimal(share) * 100).normalize():f}%"


def _condition(condition: str) -> str:
    return _(CONDITION_LABELS[condition]) if condition in CONDITION_LABELS else field_label(condition)


def _day(text: str) -> str:
    return i18n.day(date.fromisoformat(text))


def _pack_step(speaker: _Speaker, step: Step) -> str:
    pack = speaker.assessment.pack
    title = step.outcome if pack is None else speaker.pack_title(pack)
    day = next((value for key, value in step.inputs.items() if key.endswith("_on")), "")
    said = _("Rules used: {title}, as they stood on {day}.").format(title=title, day=_day(day))
    if "province" not in step.inputs:
        return said
    layer = next((pack for pack in speaker.packs if pack.sheet.id == step.inputs["province"]), None)
    if layer is None:
        return said + _(" The consumer rule of the province comes before them.")
    return said + _(" Before them comes: {province}.").format(province=spoken(layer.sheet.title))


def _event_step(speaker: _Speaker, step: Step) -> str:
    event, treated_as = choice_label("event", step.inputs["event"]), choice_label("event", step.outcome)
    if event == treated_as:
        return _("What happened: {event}.").format(event=event)
    said = _("What happened: {event}. It counts as: {treated_as}.").format(event=event, treated_as=treated_as)
    if step.inputs["event"] not in {"partial-damage", "shortage"}:
        return said
    return _("{said} Nothing of it is left, so the rules for the whole hold.").format(said=said)


def _lateness_step(speaker: _Speaker, step: Step) -> str:
    days = int(step.inputs["days"])
    if "delivered_on" in step.inputs:
        said = _came_late(step, days)
        return said if days <= 0 else said + _what_it_counts_as(step)
    facts = {"promised": _day(step.inputs["promised_by"]), "as_of": _day(step.inputs["as_of"])}
    if days <= 0:
        return _("Promised by {promised}; on {as_of} it is not late.").format(**facts)
    said = i18n.ngettext(
        "Promised by {promised}; on {as_of} it is {days} day late.",
        "Promised by {promised}; on {as_of} it is {days} days late.",
        days,
    ).format(days=days, **facts)
    return said + _what_it_counts_as(step)


def _came_late(step: Step, days: int) -> str:
    facts = {"promised": _day(step.inputs["promised_by"]), "came": _day(step.inputs["delivered_on"])}
    if days <= 0:
        return _("Promised by {promised} and delivered on {came}: not late.").format(**facts)
    return i18n.ngettext(
        "Promised by {promised} and delivered on {came}: {days} day late.",
        "Promised by {promised} and delivered on {came}: {days} days late.",
        days,
    ).format(days=days, **facts)


def _what_it_counts_as(step: Step) -> str:
    if step.outcome == "loss":
        return _(" More than {limit} days late may be treated as lost.").format(limit=step.inputs["limit"])
    if step.outcome == "delay":
        return _(" It counts as late, not as lost.")
    return _(" The contents lost value by it, so it counts as damage.")


def _time_limit_step(speaker: _Speaker, step: Step) -> str:
    facts = {"title": speaker.title(step.rule), "until": _day(step.outcome), "made": _day(step.inputs["made"])}
    if step.code == "time-limit-passed":
        said = _("{title}: the last day was {until}; {made} is too late.").format(**facts)
    else:
        said = _("{title}: the last day is {until}; {made} is in time.").format(**facts)
    moved = step.inputs.get("moved_from")
    if moved is None:
        return said
    return said + _(" By count it would have been {day}, a day of rest, so it moved on.").format(day=_day(moved))


def _exempt_step(speaker: _Speaker, step: Step) -> str:
    return _("Ground for exemption: {title}. The carrier does not answer for the goods.").format(
        title=speaker.title(step.rule)
    )


def _answerable_step(speaker: _Speaker, step: Step) -> str:
    return _("No ground for exemption has been found, so the carrier answers for the damage.")


def _cap_applies_step(speaker: _Speaker, step: Step) -> str:
    return _("Nobody has found that a limit in the terms falls away; where there is one, it applies.")


def _cap_lifted_step(speaker: _Speaker, step: Step) -> str:
    return _("The limit may not be relied on: {title}.").format(title=speaker.title(step.rule))


def _ask_carrier_step(speaker: _Speaker, step: Step) -> str:
    return _("{title}. What the carrier answers decides.").format(title=speaker.title(step.rule))


def _loss_step(speaker: _Speaker, step: Step) -> str:
    return speaker.calculated(_("The loss"), step)


def _rate_step(speaker: _Speaker, step: Step) -> str:
    return _("Exchange rate of {day}: 1 {currency} = {rate} {into}.").format(
        day=_day(step.inputs["on"]), currency=step.inputs["currency"], rate=step.outcome, into=step.inputs["into"]
    )


def _total_step(speaker: _Speaker, step: Step) -> str:
    amount = speaker.money(step.outcome)
    if step.formula in {"", step.outcome}:
        return _("Payable in all: {amount}.").format(amount=amount)
    return _("Payable in all: {formula} = {amount}.").format(formula=step.formula, amount=amount)


_STEPS: dict[str, Callable[[_Speaker, Step], str]] = {
    "pack": _pack_step,
    "event": _event_step,
    "lateness": _lateness_step,
    "time-limit-kept": _time_limit_step,
    "time-limit-passed": _time_limit_step,
    "exempt": _exempt_step,
    "answerable": _answerable_step,
    "cap-applies": _cap_applies_step,
    "cap-lifted": _cap_lifted_step,
    "ask-carrier": _ask_carrier_step,
    "loss": _loss_step,
    "rate": _rate_step,
    "total": _total_step,
}
