"""Says what cover costs, so that it can be read out before posting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.loss import figure
from desktop.domain.premium import name_in
from desktop.domain.problems import Problem
from desktop.i18n import _
from desktop.wording.assessment import spoken
from desktop.wording.citations import citation_text
from desktop.wording.formulas import Known, calculation_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

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


def table_names(tables: Sequence[PremiumTable]) -> list[str]:
    """Name tables to choose from: by what they are for, and with their prices only where that alone is not enough."""
    short = [name_in(spoken(table.title)) for table in tables]
    return [name if short.count(name) == 1 else spoken(table.title) for name, table in zip(short, tables, strict=True)]


def premium_text(premium: Premium, declared: Decimal, pack: RulePack, agreement: RulePack | None = None) -> str:
    """Return one sentence: carrier, agreement, table, calculation and amount, and where it stands."""
    titles = [pack.sheet.title, *([agreement.sheet.title] if agreement else []), premium.table.title]
    known = Known("price", {"declared_value": figure(declared)})
    said = calculation_text(_(", ").join(map(spoken, titles)), premium.formula, figure(premium.amount), known)
    sources = "; ".join(citation_text(text) for text in premium.citations)
    return f"{said} [{sources}]" if sources else said
