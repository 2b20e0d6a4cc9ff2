"""赔偿计算单: what the rules pay for a loss, line by line, with the reason for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from desktop import i18n
from desktop.documents import facts as shared
from desktop.documents import page, parts, styles
from desktop.documents.parts import Column, Pair
from desktop.documents.tables import Cell, Row, Table
from desktop.documents.text import Stack, Text
from desktop.i18n import N_, _

if TYPE_CHECKING:
    from datetime import date, datetime

    from reportlab.platypus import Flowable

    from desktop.domain.money import Money

Trust = Literal["verified", "secondary", "unverified"]

#: Without these it is not issued.
REQUIRED = ("issue.case_number", "event", "terms", "amount_in_words", "steps", "prepared")

_TRUST = {"verified": N_("[text read]"), "secondary": N_("[second-hand]"), "unverified": N_("[unchecked]")}


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """One line of the sum: what for, the formula with what each of its figures is, the amount."""

    what: str
    formula: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationFacts:
    """Where a rule stands, and how well we know its text."""

    text: str
    trust: Trust


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFacts:
    """One step of the reasoning, in a sentence, with what it rests on."""

    text: str
    citations: tuple[CitationFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAppliedFacts:
    """A rule that was looked at and not applied, and why."""

    rule: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """Another reading of the rules or facts: its name, what would make it true, with what it rests on."""

    name: str
    when: str
    citations: tuple[CitationFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingFacts:
    """What other readings would pay that come to the same sum."""

    cases: tuple[CaseFacts, ...]
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedFacts:
    """A fact the calculation rests on, its value in words, where it comes from."""

    name: str
    value: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackFacts:
    """The rule pack: title, version, the first characters of its content hash, the day it was chosen by."""

    title: str
    version: str
    short_hash: str
    chosen_for: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustmentFacts:
    """A proposed amount that differs from the computed one, and the reason for it.

    Attributes:
        goodwill: what the proposal goes beyond the rules, a line of its own; None where it stays below them.

    """

    proposed: Money
    amount_in_words: str
    reason: str
    goodwill: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalculationFacts:
    """What the calculation sheet says.

    Attributes:
        event: what the loss is treated as, in words.
        terms: whose terms apply, in words.
        lines: empty where the rules give nothing: that is worth a sheet as well.
        payable: the sum of the lines.
        prepared: who reckoned it and when; ``reviewed`` and ``approved`` once they have happened.

    """

    issue: shared.Issue
    event: str
    terms: str
    calculated_at: datetime
    payable: Money
    amount_in_words: str
    lines: tuple[LineFacts, ...]
    steps: tuple[StepFacts, ...]
    pack: PackFacts
    prepared: shared.Mark | None
    used: tuple[UsedFacts, ...] = ()
    not_applied: tuple[NotAppliedFacts, ...] = ()
    readings: tuple[ReadingFacts, ...] = ()
    warnings: tuple[str, ...] = ()
    adjustment: AdjustmentFacts | None = None
    reviewed: shared.Mark | None = None
    approved: shared.Mark | None = None


def build_calculation(facts: CalculationFacts, *, language: str) -> bytes:
    """Draw the calculation sheet.

    Raises:
        MissingCharacters: no font has some character of the facts.
        IncompletePaper: required facts are empty and it is no draft.

    """
    shared.check(facts, REQUIRED, facts.issue)
    with i18n.use(language):
        sheet = page.Sheet(_("Calculation sheet"), facts.issue, _("Scan to check number, amount and date"))
        width = sheet.content_width
        story = [
            *parts.heading(facts.issue.office, sheet.title),
            parts.grid(_head_rows(facts), width),
            parts.gap(3),
            _amounts(facts, width),
            *_body(facts, width),
            *_close(facts, width),
        ]
        return page.build(story, sheet)


def _head_rows(facts: CalculationFacts) -> list[Pair]:
    issue = facts.issue
    return [
        Pair(_("Sheet number"), issue.number),
        Pair(_("Case number"), issue.case_number),
        Pair(_("Waybill"), issue.waybill),
        Pair(_("Calculated at"), i18n.moment(facts.calculated_at)),
        Pair(_("Treated as"), facts.event),
        Pair(_("Terms"), facts.terms),
    ]


def _amounts(facts: CalculationFacts, width: float) -> Table:
    after = _("Proposed with goodwill") if _goodwill(facts) else _("Proposed after adjustment")
    label = parts.label_width([_("Payable by the rules"), after], styles.CELL_BOLD)
    rows = [_amount_row(_("Payable by the rules"), facts.payable, facts.amount_in_words)]
    if facts.adjustment:
        changed = facts.adjustment
        if changed.goodwill:
            rows.append(_amount_row(_("Goodwill"), changed.goodwill, ""))
            rows.append(_reason_row(_("Reason for the goodwill"), changed.reason))
        rows.append(_amount_row(after, changed.proposed, changed.amount_in_words))
        if not changed.goodwill:
            rows.append(_reason_row(_("Reason for the adjustment"), changed.reason))
    return Table(rows, [label, width - label], tail=len(rows))


def _goodwill(facts: CalculationFacts) -> Money | None:
    return facts.adjustment.goodwill if facts.adjustment else None


def _reason_row(label: str, reason: str) -> Row:
    return Cell(Text(label, styles.LABEL), grey=True), Cell(Text(reason, styles.CELL))


def _amount_row(label: str, amount: Money, words: str) -> Row:
    figure = Text(i18n.money(amount), styles.FIGURE)
    return (
        Cell(Text(label, styles.CELL_BOLD), grey=True),
        Cell(Stack(figure, Text(words, styles.WORDS)) if words else figure),
    )


def _body(facts: CalculationFacts, width: float) -> list[Flowable]:
    blocks = [
        (_("What the amount is made of"), [_lines_table(facts, width)]),
        (_("How it was worked out"), _steps(facts)),
    ]
    if facts.not_applied:
        blocks.append((_("Rules looked at and not applied"), [_not_applied_table(facts, width)]))
    if facts.readings:
        blocks.append((_("What other readings would pay"), [_readings_table(facts, width)]))
    if facts.used:
        blocks.append((_("Facts used"), [_used_table(facts, width)]))
    if facts.warnings:
        blocks.append((_("To be noted"), parts.numbered(facts.warnings, styles.STEP)))
    return [
        block
        for number, (heading, content) in enumerate(blocks, 1)
        for block in parts.section(_section_name(number, heading), content)
    ]


def _section_name(number: int, heading: str) -> str:
    return _("{number}. {heading}").format(number=parts.ordinal(number), heading=heading)


def _lines_table(facts: CalculationFacts, width: float) -> Table:
    rows = [(line.what, line.formula, i18n.money(line.amount)) for line in facts.lines]
    return parts.table(
        [
            Column(_("What for"), 2.2),
            Column(_("Formula with its numbers"), 6.2),
            Column(_("Amount"), 2.2, "right"),
        ],
        rows or [(_("Nothing"), _("The rules give nothing here; why is said below."), i18n.money(facts.payable))],
        width,
        total=(_("Sum"), "", i18n.money(facts.payable)),
    )


def _steps(facts: CalculationFacts) -> list[Flowable]:
    blocks: list[Flowable] = []
    for number, step in enumerate(facts.steps, 1):
        style = styles.STEP_CITED if step.citations else styles.STEP
        blocks.append(Text(step.text, style, marker=f"{number}."))
        if step.citations:
            blocks.append(Text(_sources(step.citations), styles.STEP_NOTE))
    return blocks


def _sources(citations: tuple[CitationFacts, ...]) -> str:
    sources = _("; ").join(f"{cited.text} {_(_TRUST[cited.trust])}" for cited in citations)
    return _("Source: {sources}").format(sources=sources)


def _not_applied_table(facts: CalculationFacts, width: float) -> Table:
    rows = [(rule.rule, rule.why) for rule in facts.not_applied]
    return parts.table([Column(_("Rule"), 5.2), Column(_("Why not"), 4.8)], rows, width)


def _readings_table(facts: CalculationFacts, width: float) -> Table:
    columns = [Column(_("When it would hold"), 8), Column(_("It would pay"), 2, "right")]
    rows = [("\n".join(map(_case, one.cases)), i18n.money(one.amount)) for one in facts.readings]
    return parts.table(columns, rows, width)


def _case(case: CaseFacts) -> str:
    said = _("{name}: {when}.").format(name=case.name, when=case.when)
    return "\n".join([said, _sources(case.citations)]) if case.citations else said


def _used_table(facts: CalculationFacts, width: float) -> Table:
    if not any(fact.source for fact in facts.used):
        # Two facts a line: the signatures then stand on the page with what is signed.
        return parts.grid([Pair(fact.name, fact.value) for fact in facts.used], width)
    columns = [Column(_("Fact"), 3), Column(_("Value"), 4), Column(_("Comes from"), 3.2)]
    return parts.table(columns, [(fact.name, fact.value, fact.source) for fact in facts.used], width)


def _close(facts: CalculationFacts, width: float) -> list[Flowable]:
    pack = facts.pack
    rules = _("Rules: {title}, version {version}, check value {short}.").format(
        title=pack.title, version=pack.version, short=pack.short_hash
    )
    if pack.chosen_for:
        rules = parts.sentences(rules, _("Chosen for {day}.").format(day=i18n.day(pack.chosen_for)))
    marks = _(
        "Marks: {verified} we have read the text itself; {secondary} from a copy or a digest; {unverified} "
        "general knowledge, to be confirmed with your own carrier."
    ).format(**{trust: _(words) for trust, words in _TRUST.items()})
    signed = [
        (_("Prepared by"), facts.prepared),
        (_("Reviewed by"), facts.reviewed),
        (_("Approved by"), facts.approved),
    ]
    return [
        parts.gap(3),
        # Nobody signs an empty page: the rules the amount rests on stand above the signatures.
        parts.together(Text(rules, styles.SMALL), Text(marks, styles.SMALL), parts.gap(2), parts.marks(signed, width)),
    ]
