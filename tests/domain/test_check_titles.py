"""A title that names another figure than the rule counts by."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from desktop.domain.check_cases import warn_of_pack
from desktop.domain.rules import Cap, LineKind, Method, Text
from desktop.rule_text import Source
from desktop.rulepacks import load_packs, look_at, plain_sheet
from tests.domain.test_rule_diff import a_rule, a_sheet

FIVE_TIMES = {"caps": (Cap(freight_multiple=Decimal(5)),)}
FIVE_HUNDRED = {"caps": (Cap(amount=Decimal(500)),)}
A_PIECE = {"caps": (Cap(per_piece=Decimal(500)),)}
DOLLARS = {"caps": (Cap(amount=Decimal(100), currency="USD"), Cap(per_kg=Decimal(20), currency="USD"))}
BOTH = {"caps": (Cap(freight_multiple=Decimal(7)), Cap(amount=Decimal(1000)))}
TENTH: dict[str, Any] = {
    "line": LineKind.DEDUCTIBLE, "method": Method.DEDUCTIBLE, "caps": (), "rate": Decimal("0.1"),
}  # fmt: skip


def named(title: str, changes: dict[str, Any]) -> list[str]:
    rule = a_rule("a", when={}, title=Text(zh_CN=title, en="A"), **changes)
    return [p.facts["named"] for p in warn_of_pack(a_sheet(rule)) if p.code == "title-names-another-figure"]


@pytest.mark.parametrize(
    ("title", "changes"),
    [
        ("最高 3 倍运费", FIVE_TIMES),
        ("运费的3倍", FIVE_TIMES),
        ("按三倍运费赔偿", FIVE_TIMES),
        ("at most 3 times the fee", FIVE_TIMES),
        ("three times the postage", FIVE_TIMES),
        ("最高 500 元", {"caps": (Cap(amount=Decimal(300)),)}),
        ("每件最高500元", {"caps": (Cap(per_piece=Decimal(200)),)}),
        ("500 per piece", {"caps": (Cap(per_piece=Decimal(200)),)}),
        ("at most 500 a waybill", {"caps": (Cap(amount=Decimal(300)),)}),
        ("最高2万元", FIVE_HUNDRED),
        ("at most 1,500", FIVE_HUNDRED),
        ("最高运费7倍且不超过500元", BOTH),
        ("at most 100 USD a waybill and 10 USD a kilogram", DOLLARS),
        ("承担20%", TENTH),
    ],
)
def test_another_figure_is_told(title: str, changes: dict[str, Any]) -> None:
    assert len(named(title, changes)) == 1


@pytest.mark.parametrize(
    ("title", "changes"),
    [
        ("最高 5 倍运费", FIVE_TIMES),
        ("五倍运费", FIVE_TIMES),
        ("five times the fee, as of 2026", FIVE_TIMES),
        ("最高500元", FIVE_HUNDRED),
        ("每件最高500元(30日内)", A_PIECE),
        ("500.00 per piece", A_PIECE),
        ("1,000元以内、运费7倍", BOTH),
        ("最高运费7倍且不超过1000元", BOTH),
        ("每票100美元与每千克20美元取低者为限", DOLLARS),
        ("承担10%", TENTH),
        # A figure that says whom the rule is for, or nothing the rule counts by.
        ("3000元以下的物品：最高500元", FIVE_HUNDRED),
        ("第3条：最高500元", FIVE_HUNDRED),
        ("不超过30日", FIVE_HUNDRED),
        ("按实际损失赔偿，市价500元", {"method": Method.ACTUAL_LOSS, "caps": ()}),
    ],
)
def test_the_same_figure_or_none_is_no_contradiction(title: str, changes: dict[str, Any]) -> None:
    assert named(title, changes) == []


@pytest.mark.parametrize("pack", load_packs().packs, ids=lambda pack: pack.sheet.id)
def test_the_packs_of_the_program_give_no_warning(pack: Any) -> None:  # noqa: ANN401 - a RulePack
    assert warn_of_pack(plain_sheet(pack)) == []
    assert look_at([Source("own.toml", pack.source.encode())]) == []
