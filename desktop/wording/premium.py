"""Says what cover costs, so that it can be read out before posting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain.money import Money
from desktop.domain.premium import name_in
from desktop.domain.problems import Problem
from desktop.i18n import _
from desktop.wording.assessment import spoken
from desktop.wording.citations import citation_text

if TYPE_CHECKING:
    from desktop.domain.packs import RulePack
    from desktop.domain.premium import Premium
    from desktop.domain.rules import PremiumTable, Product


def with_titles(problem: Problem, pack: RulePack | None) -> Problem:
    """Let a refusal of a product name those there are by id and title."""
    if pack is None or problem.code != "unknown-product":
        return problem
    parts: tuple[Product | PremiumTable, ...] = (*pack.sheet.premiums, *pack.sheet.products)
    titles = {part.id: name_in(spoken(part.title)) for part in parts}
    ids = problem.facts["known"].split(", ")
    named = (_("{id} ({title})").format(id=name, title=titles[name]) if name in titles else name for name in ids)
    return Problem(problem.field, problem.code, {**problem.facts, "known": _("; ").join(named)})


def premium_text(premium: Premium, pack: RulePack) -> str:
    """Return one sentence: carrier, table, calculation and amount, and where it stands."""
    said = _("{carrier}, {table}: {formula}, that is {amount}.").format(
        carrier=spoken(pack.sheet.title),
        table=spoken(premium.table.title),
        formula=premium.formula,
        amount=i18n.money(Money(premium.amount)),
    )
    sources = "; ".join(citation_text(text) for text in premium.citations)
    return f"{said} [{sources}]" if sources else said
