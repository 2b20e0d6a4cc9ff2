"""Rule packs in words: every method, condition, limit and price has a sentence, in both languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec
import pytest

from desktop.domain.conditions import CONDITIONS
from desktop.domain.rules import Band, Cap, Edge, LineKind, LostAfter, Method, Part, Rule, RuleSheet, Text, TimeLimit
from desktop.rulepacks import load_packs
from desktop.wording import rule_packs as words
from desktop.wording.rule_diff import key_text
from desktop.wording.rule_words import METHOD_NAMES
from tests.rules.sheets import a_rule, a_sheet

PACK = load_packs().packs[0]
DAY = date(2026, 3, 2)


pytestmark = pytest.mark.usefixtures("english")


def gives(**changes: object) -> str:
    rule = msgspec.structs.replace(a_rule("a", cite=()), **changes)
    return words.rule_text(rule, PACK, DAY).gives


@pytest.mark.parametrize("method", list(Method))
def test_every_method_has_words(method: Method) -> None:
    assert "{" not in gives(method=method, rate=Decimal("0.1"))
    assert method.value in METHOD_NAMES


@pytest.mark.parametrize(
    ("cap", "said"),
    [
        (Cap(amount=Decimal(500)), "¥500.00"),
        (Cap(per_piece=Decimal(200)), "¥200.00 a piece"),
        (Cap(per_kg=Decimal("8.33"), currency="XDR", part=Part.AFFECTED), "SDR8.33 a kilogram of the affected pieces"),
        (Cap(amount=Decimal(40), per_kg=Decimal("4.505")), "¥40.00 + 4.505 CNY a kilogram"),
        (Cap(freight_multiple=Decimal(7)), "7 times the postage"),
        (Cap(freight_multiple=Decimal(1)), "the whole postage"),
        (Cap(freight_multiple=Decimal("1.0"), part=Part.AFFECTED), "the whole postage of the affected pieces"),
        (Cap(amount=Decimal(1), valid_to=date(2026, 6, 30)), "¥1.00 (until 30 Jun 2026)"),
        (Cap(amount=Decimal(1), valid_from=date(2026, 7, 1)), "¥1.00 (from 1 Jul 2026)"),
    ],
)
def test_a_limit_says_what_it_is_for_and_when(cap: Cap, said: str) -> None:
    assert words.limits_text((cap,)).replace("\xa0", "") == said


def test_of_several_limits_the_lowest_counts() -> None:
    assert gives(caps=(Cap(freight_multiple=Decimal(7)), Cap(amount=Decimal(1000)))) == (
        "The loss, at most the lowest of: 7 times the postage; ¥1,000.00"
    )


def test_a_threshold_a_floor_and_an_own_part_are_said() -> None:
    assert "in full once 80% of the actual value is covered" in gives(
        method=Method.PROPORTIONAL, threshold=Decimal("0.8")
    )
    assert gives(method=Method.FIRST_LOSS, at_least=(Cap(amount=Decimal(30)),)).endswith("never limited below ¥30.00")
    assert gives(method=Method.DEDUCTIBLE, amount=Decimal(20), rate=Decimal("0.1")) == "¥20.00 + 10% of the goods line"


@pytest.mark.parametrize("condition", [name for name, known in CONDITIONS.items() if known])
def test_every_condition_and_each_of_its_values_has_words(condition: str) -> None:
    for value in CONDITIONS[condition] or ():
        said = words.when_text({condition: (value,)}, PACK.sheet)
        assert said
        assert f" {value}" not in said or "-" not in value, "a code is no word"


def test_any_damage_is_said_in_one_word_and_products_by_their_titles() -> None:
    sf = next(pack for pack in load_packs().packs if pack.sheet.id == "sf")

    said = words.when_text({"treated_as": "damage", "product": "domestic"}, sf.sheet)
    assert said == "Counts as: any loss or damage; Product: Domestic"


def test_whether_a_value_is_proven_is_said_as_such() -> None:
    assert words.when_text({"proof": False}, PACK.sheet) == "Proof of value: not proven"
    assert words.when_text({"proof": True}, PACK.sheet) == "Proof of value: proven"


def test_bands_follow_each_other() -> None:
    bands = (
        Band(up_to=Decimal(500), fee=Decimal(1)),
        Band(up_to=Decimal(2000), rate=Decimal("0.004"), least=Decimal(2)),
        Band(rate=Decimal("0.006")),
    )

    assert [(band.declared, band.price) for band in words.bands(bands)] == [
        ("up to ¥500.00", "¥1.00"),
        ("above ¥500.00, up to ¥2,000.00", "0.4% of the declared value, at least ¥2.00"),
        ("above ¥2,000.00", "0.6% of the declared value"),
    ]
    assert words.bands((Band(fee=Decimal(1)),))[0].declared == "any value"
    assert words.bands((Band(fee=Decimal(0)),))[0].price == "free"


def test_times_are_said_with_what_they_begin_with() -> None:
    limit = TimeLimit(
        id="a", title=Text(zh_CN="甲", en="A"), cite=(), start=("accepted_on",), years=1, months=2, days=3, bars=False
    )
    late = LostAfter(scope=("same-city", "taiwan"), days=3, edge=Edge.ON, cite=())

    assert words.time_text(limit) == "1 year, 2 months, 3 days after: Posted on; only a reminder"
    waits = msgspec.structs.replace(limit, months=0, days=0, after_months=3, after_days=1, bars=True)
    assert words.time_text(waits) == "1 year, begun 3 months, 1 day after: Posted on"
    week = msgspec.structs.replace(limit, years=0, months=0, days=7, skips=("saturday", "sunday"), bars=True)
    assert words.time_text(week) == "7 days after: Posted on; not counted: Saturday, Sunday"
    assert words.late_text(late) == "Same city, Taiwan: from day 3 late"


def test_every_key_of_a_rule_file_has_a_name() -> None:
    sheet: RuleSheet = a_sheet(a_rule("a"))
    limit = TimeLimit(id="a", title=Text(zh_CN="甲", en="A"), cite=(), start=())
    keys = [
        field.name for part in (sheet, sheet.rules[0], limit, Cap(), Band()) for field in msgspec.structs.fields(part)
    ]
    tables = {"citations", "products", "rules", "exemptions", "caps_lifted", "time_limits", "lost_after", "premiums"}

    assert [key for key in keys if key not in tables and key_text(key) == key] == []
    assert key_text("caps.1.per_kg") == "Limit 2 · A kilogram"
    assert key_text("when.treated_as") == "Condition · Counts as"


def test_a_rule_names_its_line_and_whether_it_must_be_paid() -> None:
    rule: Rule = a_rule("a", line=LineKind.PREMIUM_REFUND, method=Method.PREMIUM, optional=True, cite=(), when={})
    text = words.rule_text(rule, PACK, DAY)

    assert (text.line, text.gives, text.when, text.optional) == (
        "Insurance fee refunded",
        "The insurance fee",
        "",
        True,
    )
