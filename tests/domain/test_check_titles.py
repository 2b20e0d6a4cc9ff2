"""A title that names another figure than the rule counts by."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pytest

from desktop import i18n
from desktop.domain.check_cases import warn_of_pack
from desktop.domain.problems import Problem
from desktop.domain.rules import Band, Cap, LineKind, Method, PremiumTable, Text, TimeLimit
from desktop.rule_text import Source
from desktop.rulepacks import load_packs, look_at, plain_sheet
from desktop.wording.rule_files import rule_file_text
from tests.rules.sheets import a_rule, a_sheet

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


def bands(*prices: str) -> tuple[Band, ...]:
    """Read bands as "500:1" for a fee, ":0.5%" for a share of everything above, "2000:0.4%>2" with a least fee."""
    found = []
    for price in prices:
        up_to, _colon, costs = price.partition(":")
        costs, _sign, least = costs.partition(">")
        share = Decimal(costs[:-1]) / 100 if costs.endswith("%") else None
        found.append(
            Band(
                up_to=Decimal(up_to) if up_to else None,
                fee=Decimal(costs) if share is None else None,
                rate=share,
                least=Decimal(least) if least else None,
            )
        )
    return tuple(found)


SF = bands("500:1", "1000:2", ":0.5%")
YTO = bands("300:0", "5000:0.1%", ":0.5%")
FRAGILE = bands(":0.8%>16")


def named_price(title: str, prices: tuple[Band, ...]) -> list[str]:
    table = PremiumTable(id="p", title=Text(zh_CN=title, en="A"), cite=("law",), bands=prices, largest=Decimal(20000))
    sheet = msgspec.structs.replace(a_sheet(a_rule("a")), premiums=(table,))
    return [p.facts["named"] for p in warn_of_pack(sheet) if p.field == "premium.0.title.zh_CN"]


@pytest.mark.parametrize(
    ("title", "prices"),
    [
        ("500元以内2元，1000元以内2元，以上0.5%", SF),
        ("500元以内1元，2000元以内2元，以上0.5%", SF),
        ("500元以内1元，1000元以内2元，以上0.6%", SF),
        ("1 up to 500, 3 up to 1,000, 0.5 % above", SF),
        ("1 up to 500, 2 up to 1,000, 0.4 % above", SF),
        ("保价费（500元以内免费，5000元以内0.1%，以上0.5%）", YTO),
        ("保价费（300元以内免费，5000元以内0.2%，以上0.5%）", YTO),
        ("保价费（300元以内免费，5000元以内2‰，以上0.5%）", YTO),
        ("Premium: free up to 500, 0.1 % up to 5,000, 0.5 % above", YTO),
        ("Premium: 1 up to 300, 0.1 % up to 5,000, 0.5 % above", YTO),
        ("易碎品：0.7%，最低16元", FRAGILE),
        ("易碎品：0.8%，最低4元", FRAGILE),
        ("Fragile: 0.8 %, at least 4", FRAGILE),
        ("保价费8%", FRAGILE),
        ("保价费，最高可保3万元", FRAGILE),
    ],
)
def test_another_price_of_cover_is_told(title: str, prices: tuple[Band, ...]) -> None:
    assert len(named_price(title, prices)) == 1


@pytest.mark.parametrize(
    ("title", "prices"),
    [
        ("500元以内1元，1000元以内2元，以上0.5%", SF),
        ("500元及以内收1元；1,000元以内2元；以上5‰", SF),
        ("1 up to 500, 2 up to 1,000, 0.5 % above", SF),
        ("300元以内免费，5000元以内1‰，以上0.5%", YTO),
        ("Premium: free up to 300, 0.1 % up to 5,000, 0.5 % above", YTO),
        ("易碎品：0.8%，最低16元，最高可保2万元", FRAGILE),
        ("Fragile: 0.8 %, at least 16", FRAGILE),
        ("2025年版保价费", FRAGILE),
        ("保价费", SF),
    ],
)
def test_the_prices_of_the_table_are_no_contradiction(title: str, prices: tuple[Band, ...]) -> None:
    assert named_price(title, prices) == []


def named_time(title: str, length: dict[str, Any]) -> list[str]:
    limit = TimeLimit(id="t", title=Text(zh_CN=title, en=title), cite=("law",), start=("accepted_on",), **length)
    sheet = msgspec.structs.replace(a_sheet(a_rule("a")), time_limits=(limit,))
    found = [p for p in warn_of_pack(sheet) if p.code == "title-names-another-time"]
    assert [p.field for p in found[::2]] == ["time_limit.0.title.zh_CN"] * (len(found) // 2)
    return [p.facts["named"] for p in found[: len(found) // 2]]


@pytest.mark.parametrize(
    ("title", "length"),
    [
        ("自交寄之日起一年内索赔", {"years": 2}),
        ("收货之日起14日内提出", {"days": 7}),
        ("六个月内查询", {"months": 3}),
        ("妥投后24小时内提出", {"days": 2}),
        ("一百八十日内查询", {"days": 80}),
        ("两周内提出", {"days": 7}),
        ("一个月内提出", {"days": 30}),
        ("a written claim within 30 days", {"days": 7}),
        ("within two years of arrival", {"years": 1}),
        ("48 hours to object", {"days": 1}),
        ("one year from the sixtieth day after", {"years": 1, "after_days": 30}),
        ("期限届满后第60日起一年", {"years": 1, "after_days": 30}),
        ("7 working days", {"days": 5}),
    ],
)
def test_another_length_of_time_is_told(title: str, length: dict[str, Any]) -> None:
    assert len(named_time(title, length)) == 1


@pytest.mark.parametrize(
    ("title", "length"),
    [
        ("自交寄之日起一年内索赔", {"years": 1}),
        ("十二个月内索赔", {"years": 1}),
        ("一百八十日内查询", {"days": 180}),
        ("两周内提出", {"days": 14}),
        ("半年内提出", {"months": 6}),
        ("一年零二个月内提出", {"years": 1, "months": 2}),
        ("48 hours to object", {"days": 2}),
        ("one year from the thirtieth day after the agreed time", {"years": 1, "after_days": 30}),
        ("within 30 calendar days, one claim a waybill", {"days": 30}),
        # Dates, articles and editions are no lengths of time.
        ("2026年3月1日起：30日内提出", {"days": 30}),
        ("第3条：30日内提出", {"days": 30}),
        ("2023年版标准：30日内提出", {"days": 30}),
        ("期满36小时内当面提出", {"days": 2}),
        ("当日提出", {"days": 1}),
    ],
)
def test_the_same_length_of_time_is_no_contradiction(title: str, length: dict[str, Any]) -> None:
    assert named_time(title, length) == []


def test_the_warning_says_both_times() -> None:
    i18n.set_language("en")
    problem = Problem(
        "time_limit.0.title.en", "title-names-another-time",
        {"named": "30 days", "years": "1", "months": "0", "days": "7", "file": "own.toml"},
    )  # fmt: skip

    assert rule_file_text(problem) == (
        'own.toml: time_limit 1, title, en: warning: The title says "30 days", but the time of this limit is: '
        "1 year, 7 days. Correct the one that is wrong."
    )


@pytest.mark.parametrize("pack", load_packs().packs, ids=lambda pack: pack.sheet.id)
def test_the_packs_of_the_program_give_no_warning(pack: Any) -> None:  # noqa: ANN401 - a RulePack
    assert warn_of_pack(plain_sheet(pack)) == []
    assert look_at([Source("own.toml", pack.source.encode())]) == []
