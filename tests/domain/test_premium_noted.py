"""A premium that is not what the price list gives is pointed out beside the result, and changes nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from desktop.domain.assess import assess
from desktop.domain.premium import Premium, quote
from desktop.rulepacks import load_packs
from tests.factories import example_facts

if TYPE_CHECKING:
    from desktop.domain.problems import Problem

PACKS = load_packs()
CODE = "premium-not-as-listed"


def noted(**changes: Any) -> list[Problem]:  # noqa: ANN401 - facts of a claim
    return [warning for warning in assess(example_facts(**changes), PACKS).warnings if warning.code == CODE]


def test_it_is_said_what_was_noted_and_what_the_list_gives() -> None:
    # YTO: 0.1 % from 300 to 5,000 yuan, so 3,000 cost 3.00.
    (found,) = noted(terms="yto", premium=Decimal(15))

    assert (found.field, found.facts) == ("premium", {"paid": "15.00", "listed": "3.00"})


def test_it_changes_nothing_of_what_is_paid() -> None:
    as_listed, otherwise = (assess(example_facts(terms="yto", premium=Decimal(paid)), PACKS) for paid in (3, 15))

    assert as_listed.payable == otherwise.payable
    assert otherwise.problems == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"terms": "yto", "premium": Decimal("3.00")},
        {"terms": "yto", "premium": None},
        # SF has a list for each kind of product: 0.5 % of 3,000 by the first of them.
        {"terms": "sf", "premium": Decimal(15)},
        # Terms without a list say nothing about a price.
        {"terms": "generic", "premium": Decimal(7)},
        {"terms": "yto", "premium": Decimal(15), "insured": False, "declared_value": None},
    ],
)
def test_what_agrees_or_cannot_be_compared_is_not_spoken_of(changes: dict[str, Any]) -> None:
    assert noted(**changes) == []


def test_while_the_product_is_not_known_any_list_will_do() -> None:
    pack = next(pack for pack in PACKS.packs if pack.sheet.id == "sf")
    prices = {
        table.id: price.amount
        for table in pack.sheet.premiums
        if isinstance(price := quote(pack, Decimal(3000), date(2026, 2, 20), table.id), Premium)
    }
    assert len(set(prices.values())) > 1, "SF prices its kinds of product differently"

    for amount in prices.values():
        assert noted(terms="sf", premium=amount) == []
    assert noted(terms="sf", premium=Decimal(999)) != []
