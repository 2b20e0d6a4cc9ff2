"""What the calculation sheet says, gathered from a case. Call it inside ``i18n.use(language)``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.actions.paper_facts import (
    Assessed,
    assessed,
    currency_of,
    goodwill_of,
    in_words,
    mark_of,
    name_of,
    pack_title,
)
from desktop.documents import calculation
from desktop.documents.facts import Issue, Mark
from desktop.domain import entries as e
from desktop.domain.authority import NotYet, Verb
from desktop.domain.money import Money
from desktop.wording import assessment as assessment_words
from desktop.wording import case as case_words
from desktop.wording import claim as claim_words
from desktop.wording import settlement as words
from desktop.wording.citations import cited

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from desktop.actions.desk import Desk
    from desktop.actions.paper_facts import PaperDetails
    from desktop.domain.assessment import Alternative, Assessment
    from desktop.domain.case import Case

_SHORT_HASH = 12
#: Warnings that ask the clerk to compare what was typed.
_FOR_THE_CLERK = frozenset({"premium-not-as-listed"})
_TRUSTS: dict[str, calculation.Trust] = {
    "[verified]": "verified",
    "[secondary]": "secondary",
    "[unverified]": "unverified",
}


def calculation_facts(desk: Desk, case: Case, issue: Issue, _details: PaperDetails) -> calculation.CalculationFacts:
    """Gather the calculation sheet.

    Raises:
        NotYet: the case was not assessed.
    """
    made = assessed(case)
    if made is None or case.assessment is None:
        raise NotYet(Verb.ASSESS)
    result, header = made.result, case.assessment.header
    said = assessment_words.explain(result, desk.reference.packs)
    payable = Money.from_fen(case.assessment.body.payable_fen, made.currency)
    terms = pack_title(desk, case)
    stale = case_words.stale(case.assessment_stale) if case.assessment_stale else ""
    return calculation.CalculationFacts(
        issue=issue,
        event=claim_words.choice_label("event", result.treated_as or ""),
        terms=terms,
        calculated_at=e.moment(header.time),
        payable=payable,
        amount_in_words=in_words(payable),
        lines=tuple(
            calculation.LineFacts(what=text.title, formula=text.formula, amount=Money(line.amount, made.currency))
            for text, line in zip(said.lines, result.lines, strict=True)
        ),
        steps=tuple(
            calculation.StepFacts(text=text.sentence, citations=tuple(map(_citation, step.citations)))
            for text, step in zip(said.steps, result.steps, strict=True)
        ),
        pack=_pack(desk, made, terms),
        prepared=Mark(name=name_of(desk, header), at=e.moment(header.time)),
        used=tuple(_used(desk, made, terms)),
        not_applied=tuple(calculation.NotAppliedFacts(rule=line.rule, why=line.why) for line in said.set_aside),
        readings=_readings(said.readings, result.alternatives, made.currency),
        warnings=tuple(filter(None, (stale, *_noted(said, result)))),
        adjustment=_adjustment(case),
        reviewed=mark_of(desk, case, e.Verdict.PASS_UP),
        approved=mark_of(desk, case, e.Verdict.APPROVE),
    )


def _noted(said: assessment_words.Explanation, result: Assessment) -> list[str]:
    """Return what a customer is told to note as well; what the clerk is to look up is none of it."""
    both = zip(said.warnings, result.warnings, strict=True)
    return [text.sentence for text, warning in both if warning.code not in _FOR_THE_CLERK]


def _readings(
    said: tuple[assessment_words.ReadingText, ...], others: Sequence[Alternative], currency: str
) -> tuple[calculation.ReadingFacts, ...]:
    """List the readings, those that come to the same sum as one: a customer asks what the difference is."""
    by_sum: dict[Decimal, list[calculation.CaseFacts]] = {}
    for text, other in zip(said, others, strict=True):
        case = calculation.CaseFacts(
            name=text.title, when=text.condition, citations=tuple(map(_citation, other.citations))
        )
        by_sum.setdefault(other.payable, []).append(case)
    return tuple(
        calculation.ReadingFacts(cases=tuple(cases), amount=Money(payable, currency))
        for payable, cases in by_sum.items()
    )


def _citation(text: str) -> calculation.CitationFacts:
    """Take the mark off a citation; one without a mark was checked by nobody."""
    body, _space, mark = text.rpartition(" ")
    trust = _TRUSTS.get(mark)
    return calculation.CitationFacts(text=cited(body if trust else text), trust=trust or "unverified")


def _pack(desk: Desk, made: Assessed, terms: str) -> calculation.PackFacts:
    ref = made.result.pack
    assert ref is not None, "only a result under a pack is kept"
    pack = desk.reference.packs.find(ref.sha256)
    chosen: date | None = getattr(made.facts, pack.sheet.chosen_by) if pack else None
    return calculation.PackFacts(
        title=terms, version=ref.version, short_hash=ref.sha256[:_SHORT_HASH], chosen_for=chosen
    )


def _used(desk: Desk, made: Assessed, terms: str) -> list[calculation.UsedFacts]:
    facts = made.facts
    named = {"terms": terms, "agreement": _agreement_title(desk, made), "product": _product_title(desk, made)}
    values = ((key, named.get(key) or words.fact_value(facts, key)) for key in facts.__struct_fields__)
    return [calculation.UsedFacts(name=claim_words.field_label(key), value=value) for key, value in values if value]


def _agreement_title(desk: Desk, made: Assessed) -> str:
    """Name the customer's own agreement; empty where there is none, or it is not here any more."""
    packs = (desk.reference.packs.find(ref.sha256) for ref in made.result.layers if ref.id == made.facts.agreement)
    return next((assessment_words.spoken(pack.sheet.title) for pack in packs if pack is not None), "")


def _product_title(desk: Desk, made: Assessed) -> str:
    pack = desk.reference.packs.find(made.result.pack.sha256) if made.result.pack else None
    products = pack.sheet.products if pack else ()
    return next((assessment_words.spoken(kind.title) for kind in products if kind.id == made.facts.product), "")


def _adjustment(case: Case) -> calculation.AdjustmentFacts | None:
    if case.proposal is None or case.proposal_stale:
        return None
    body = case.proposal.body
    if body.amount_fen == body.computed_fen:
        return None
    proposed = Money.from_fen(body.amount_fen, currency_of(case))
    return calculation.AdjustmentFacts(
        proposed=proposed, amount_in_words=in_words(proposed), reason=body.change_reason, goodwill=goodwill_of(case)
    )
