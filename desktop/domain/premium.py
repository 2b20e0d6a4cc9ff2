"""What cover costs before posting: the premium tables of a rule pack, and those of a customer's own agreement."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.claim import DATES, ClaimFacts, Event
from desktop.domain.loss import figure
from desktop.domain.money import Money
from desktop.domain.problems import Problem
from desktop.domain.rules import PackKind, in_force

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from desktop.domain.packs import Chosen, PackLibrary, RulePack
    from desktop.domain.rules import Band, PremiumTable, Product


@dataclass(frozen=True)
class Premium:
    """The price of cover for one parcel.

    Attributes:
        amount: in yuan, rounded once.
        table: the table it came from.
        formula: the calculation with its numbers, for example ``max(1.00, 3000.00 × 0.005)``.
        citations: where the table stands, with its mark.
    """

    amount: Decimal
    table: PremiumTable
    formula: str
    citations: tuple[str, ...]


def terms_on(packs: PackLibrary, terms: str, on: date, agreement: str = "") -> Chosen:
    """Pick the terms in force on a day, with a customer's agreement laid over them, before there is a claim."""
    if not agreement:
        return packs.in_force(terms, on)
    facts = ClaimFacts(event=Event.LOSS, terms=terms, agreement=agreement)
    return packs.choose(msgspec.structs.replace(facts, **dict.fromkeys(DATES, on)))


def agreement_over(pack: RulePack, packs: PackLibrary) -> RulePack | None:
    """Return the customer's agreement laid over some terms, if there is one."""
    laid_over = (packs.find(ref.sha256) for ref in pack.bases)
    return next((found for found in laid_over if found is not None and found.sheet.kind == PackKind.AGREEMENT), None)


def agreed_tables(pack: RulePack, packs: PackLibrary) -> tuple[PremiumTable, ...]:
    """Return the premium tables of the agreement laid over some terms, if there is one and it has any."""
    agreement = agreement_over(pack, packs)
    return () if agreement is None else agreement.sheet.premiums


def quote(
    pack: RulePack, declared: Decimal, on: date, product: str = "", agreed: Sequence[PremiumTable] = ()
) -> Premium | list[Problem]:
    """Work out what a declared value costs.

    Args:
        pack: the carrier's terms.
        declared: the value to declare, in yuan.
        on: the day of posting.
        product: id of a premium table or of the product it is for; without one, the table that holds for all
            products, or else the first.
        agreed: the tables of the customer's own agreement, which come before those of the terms, for their product or
            for all; only naming a table of the terms by its id asks for that one.

    Returns:
        The premium, or what stands in its way: no table, an unknown product, a value above what may be declared.
    """
    tables = [table for table in pack.sheet.premiums if in_force(table.valid_from, table.valid_to, on)]
    if not tables:
        return [Problem("terms", "no-premium-table", {"terms": pack.sheet.id, "on": on.isoformat()})]
    table = _table_asked_for(pack, product, tables, agreed)
    names = dict.fromkeys((*(table.id for table in tables), *(kind.id for kind in pack.sheet.products)))
    if table is None or (product and product not in names):
        known = ", ".join(names)
        return [Problem("product", "unknown-product", {"product": product, "known": known})]
    if declared <= 0:
        return [Problem("declared_value", "too-few", {"least": "0.01"})]
    band = _band_for(declared, table)
    if band is None:
        return [Problem("declared_value", "above-largest", {"largest": figure(_largest(table))})]
    amount, formula = _price(declared, band)
    rounded = Money.of_fraction(amount).amount
    return Premium(rounded, table, formula, pack.citations(table.cite, on))


def listed_otherwise(
    pack: RulePack, paid: Decimal, declared: Decimal, on: date, product: str, agreed: Sequence[PremiumTable] = ()
) -> Decimal | None:
    """Return what a declared value costs by the list where something else was paid; ``None`` where that agrees.

    Where several lists may hold, for the product or while none is known, what any of them gives agrees; where there is
    no list, anything does.
    """
    price = quote(pack, declared, on, product, agreed)
    if not isinstance(price, Premium) or price.amount == paid:
        return None
    lists = (table.id for table in pack.sheet.premiums if not product or table.product in ("", product))
    others = (quote(pack, declared, on, name, agreed) for name in lists)
    if any(isinstance(other, Premium) and other.amount == paid for other in others):
        return None
    return price.amount


def product_named(pack: RulePack, on: date, said: str) -> str:
    """Return the id of the product or premium table somebody named by its id or by its title in any language.

    What is none of these comes back as it was said, for ``quote`` to refuse. Of a product and a table with one title
    the product is meant: its tables belong to it.
    """
    tables = [table for table in pack.sheet.premiums if in_force(table.valid_from, table.valid_to, on)]
    known: tuple[Product | PremiumTable, ...] = (*pack.sheet.products, *tables)
    wanted = said.strip().casefold()
    if not wanted or any(part.id == said for part in known):
        return said
    names = [(part.id, (part.id, part.title.zh_CN, part.title.en)) for part in known]
    return next((name for name, called in names if wanted in map(str.casefold, (*called, *map(name_in, called)))), said)


def name_in(title: str) -> str:
    """Return what a title calls a table before it tells the prices: ``Heavy parcel: 2 up to 500, ...``."""
    return re.split(r"[：:]", title, maxsplit=1)[0].strip()


def largest_declarable(
    pack: RulePack, on: date, product: str | None, agreed: Sequence[PremiumTable] = ()
) -> Decimal | None:
    """Return the largest value the carrier takes for a product, where its tables or those agreed say so."""
    tables = [table for table in pack.sheet.premiums if in_force(table.valid_from, table.valid_to, on)]
    table = _table_asked_for(pack, product or "", tables, agreed) or _table_for("", tables)
    return table.largest if table is not None else None


def _table_asked_for(
    pack: RulePack, product: str, tables: list[PremiumTable], agreed: Sequence[PremiumTable]
) -> PremiumTable | None:
    """Pick a table by product or by its own id; what a customer agreed comes before the terms."""
    own = [table for table in tables if table in agreed]
    # A product and a table of the terms may share an id; the product is meant then, as in ``product_named``.
    named = product not in {kind.id for kind in pack.sheet.products} and any(table.id == product for table in tables)
    agreed_on = own and not named and (product or any(not table.product for table in own))
    return (_table_for(product, own) if agreed_on else None) or _table_for(product, tables)


def _table_for(product: str, tables: list[PremiumTable]) -> PremiumTable | None:
    if product:
        fitting = [table for table in tables if product in (table.id, table.product)]
        if fitting:
            return fitting[0]
    # A product without a table of its own is priced like all others.
    general = [table for table in tables if not table.product]
    return next(iter(general if general or product else tables), None)


def _band_for(declared: Decimal, table: PremiumTable) -> Band | None:
    if table.largest is not None and declared > table.largest:
        return None
    return next((band for band in table.bands if band.up_to is None or declared <= band.up_to), None)


def _largest(table: PremiumTable) -> Decimal:
    if table.largest is not None:
        return table.largest
    last = table.bands[-1].up_to
    assert last is not None, "only a closed table refuses a value"
    return last


def _price(declared: Decimal, band: Band) -> tuple[Fraction, str]:
    if band.fee is not None:
        return Fraction(band.fee), figure(band.fee)
    assert band.rate is not None, "check_rules wants a fee or a rate"
    share = Fraction(declared) * Fraction(band.rate)
    formula = f"{figure(declared)} × {band.rate}"
    if band.least is None:
        return share, formula
    return max(share, Fraction(band.least)), f"max({figure(band.least)}, {formula})"
