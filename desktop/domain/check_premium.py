"""What is wrong with the premium tables of a rule file."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from desktop.domain.date_runs import Dated, check_run
from desktop.domain.problems import Problem
from desktop.domain.rules import PackKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.domain.rules import Band, PremiumTable, RuleSheet

    Between = Callable[[str, Decimal | None, Decimal], Iterator[Problem]]

LARGEST_DECLARED = Decimal("100000000")


def check_premiums(sheet: RuleSheet, between: Between) -> Iterator[Problem]:
    """Find tables for unknown products, bands that do not follow each other and prices that cannot be.

    Args:
        sheet: the file.
        between: finds a figure that is negative, too fine or above a bound.
    """
    runs: dict[tuple[str, str], list[Dated]] = {}
    products = {product.id for product in sheet.products}
    for place, table in enumerate(sheet.premiums):
        path = f"premium.{place}"
        runs.setdefault((table.id, table.product), []).append(Dated(path, table.valid_from, table.valid_to))
        # An agreement prices the products of the terms it lies over; ``check_packs`` knows those.
        if table.product and table.product not in products and sheet.kind != PackKind.AGREEMENT:
            known = ", ".join(sorted(products))
            yield Problem(f"{path}.product", "not-one-of", {"value": table.product, "known": known})
        yield from between(f"{path}.largest", table.largest, LARGEST_DECLARED)
        yield from _bands(path, table, between)
    for run in runs.values():
        yield from check_run(run)


def _bands(path: str, table: PremiumTable, between: Between) -> Iterator[Problem]:
    if not table.bands:
        yield Problem(f"{path}.bands", "empty")
    for number, band in enumerate(table.bands):
        where = f"{path}.bands.{number}"
        if (band.fee is None) == (band.rate is None):
            yield Problem(where, "fee-or-rate")
        if band.least is not None and band.rate is None:
            yield Problem(f"{where}.least", "fee-or-rate")
        yield from between(f"{where}.up_to", band.up_to, LARGEST_DECLARED)
        yield from between(f"{where}.fee", band.fee, LARGEST_DECLARED)
        yield from between(f"{where}.least", band.least, LARGEST_DECLARED)
        yield from between(f"{where}.rate", band.rate, Decimal(1))
    last = table.bands[-1].up_to if table.bands else None
    if last is not None and table.largest is not None and last < table.largest:
        yield Problem(f"{path}.bands", "bands-end-early", {"largest": str(table.largest)})
    for number, (lower, upper) in enumerate(pairwise(table.bands)):
        if not _follow(lower, upper):
            yield Problem(f"{path}.bands.{number + 1}.up_to", "bands-out-of-order")


def _follow(lower: Band, upper: Band) -> bool:
    return lower.up_to is not None and (upper.up_to is None or lower.up_to < upper.up_to)
