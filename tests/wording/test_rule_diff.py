"""What differs between two packs, in words and in columns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec
import pytest

from desktop.domain.rule_diff import ChangeKind, differences
from desktop.domain.rules import (
    Band,
    Cap,
    Citation,
    Edge,
    LostAfter,
    Mark,
    PackKind,
    PremiumTable,
    RuleSheet,
    Text,
    TimeLimit,
)
from desktop.rulepacks import load_packs
from desktop.wording.rule_diff import diff_groups, diff_lines
from desktop.wording.side_by_side import side_by_side, width_of
from tests.rules.sheets import a_rule, a_sheet

pytestmark = pytest.mark.usefixtures("english")


def test_a_part_is_named_by_its_title_and_says_whether_it_is_new() -> None:
    before, after = a_sheet(a_rule("a"), a_rule("b")), a_sheet(a_rule("b"), a_rule("c"), version="2")
    groups = [(group.id, group.title, group.change) for group in diff_groups(differences(before, after), before, after)]

    assert groups == [
        ("", "The pack", ChangeKind.CHANGED),
        ("c", "Rule: Limit", ChangeKind.ADDED),
        ("a", "Rule: Limit", ChangeKind.REMOVED),
    ]


def test_a_rule_that_only_gained_a_value_is_changed_and_not_new() -> None:
    before, after = a_sheet(a_rule("a")), a_sheet(a_rule("a", optional=True))
    (group,) = diff_groups(differences(before, after), before, after)

    assert group.change is ChangeKind.CHANGED
    assert group.rows[0].change is ChangeKind.ADDED


def test_both_packs_stand_beside_each_other_on_every_line() -> None:
    before, after = a_sheet(a_rule("a")), a_sheet(a_rule("a", title=Text(zh_CN="每票最高一百元", en="Limit")))
    lines = diff_lines(differences(before, after), before, after, 80)

    row = next(line for line in lines if "title.zh_CN" in line)
    assert row.startswith("~")
    assert row.index("限额") < row.index("每票最高一百元")
    assert all(width_of(line) <= 80 for line in lines)


def test_chinese_takes_two_columns_and_goes_on_in_the_next_line() -> None:
    lines = side_by_side([("甲乙丙丁", "one two three"), ("e\u0301", "")], (4, 8))

    assert lines == ["甲乙  one two", "丙丁  three", "e\u0301"]


def told(before: RuleSheet, after: RuleSheet) -> list[tuple[str, str, str]]:
    groups = diff_groups(differences(before, after), before, after)
    return [(row.label, row.before, row.after) for group in groups for row in group.rows]


def test_keys_that_make_one_sentence_are_told_as_that_sentence() -> None:
    five = a_rule("a", caps=(Cap(freight_multiple=Decimal(5)), Cap(amount=Decimal(300))))
    seven = a_rule("a", caps=(Cap(freight_multiple=Decimal(7)), Cap(amount=Decimal(1000))), when={"insured": True})

    assert told(a_sheet(five), a_sheet(seven)) == [
        (
            "When",
            "Insured value bought: No; Counts as: Lost or Wholly damaged",
            "Insured value bought: Yes",
        ),
        (
            "Pays",
            "The loss, at most the lowest of: 5 times the postage; ¥300.00",
            "The loss, at most the lowest of: 7 times the postage; ¥1,000.00",
        ),
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"in_force_from": date(2026, 7, 1)}, ("In force from", "1 Jan 2026", "1 Jul 2026")),
        ({"kind": PackKind.AGREEMENT}, ("Kind", "Terms of a carrier", "Customer's agreement")),
        ({"chosen_by": "claimed_on"}, ("Chosen by", "Posted on", "Claimed on")),
        ({"regime": "upu"}, ("Body of law", "Express", "International post")),
        ({"agreed": False}, ("Agreed terms", "Yes", "No")),
        ({"title": Text(zh_CN="试用", en="Test")}, ("Title", "Trial", "Test")),
        ({"title": Text(zh_CN="试行", en="Trial")}, ("Title · in Chinese", "试用", "试行")),
    ],
)
def test_values_of_the_head_are_put_into_words(change: dict[str, object], said: tuple[str, str, str]) -> None:
    before = a_sheet()

    assert told(before, msgspec.structs.replace(before, **change)) == [said]


def test_premiums_time_limits_and_sources_are_put_into_words() -> None:
    title = Text(zh_CN="甲", en="First")
    source = Citation(id="terms", instrument="某快递条款", version="2026", article="第8条", mark=Mark.UNVERIFIED)
    before = a_sheet(
        citations=(source,),
        time_limits=(TimeLimit(id="t", title=title, cite=("terms",), start=("delivered_on",), days=7),),
        lost_after=(LostAfter(scope=("same-city",), days=3, edge=Edge.AFTER, cite=("terms",)),),
        premiums=(PremiumTable(id="p", title=title, cite=("terms",), bands=(Band(rate=Decimal("0.006")),)),),
    )
    after = a_sheet(
        citations=(msgspec.structs.replace(source, mark=Mark.VERIFIED),),
        time_limits=(msgspec.structs.replace(before.time_limits[0], days=10),),
        lost_after=(msgspec.structs.replace(before.lost_after[0], days=5),),
        premiums=(msgspec.structs.replace(before.premiums[0], bands=(Band(rate=Decimal("0.005"), least=Decimal(1)),)),),
    )

    assert told(before, after) == [
        ("Checked", "not checked", "read in the text"),
        ("Time limit", "7 days after: Delivered on", "10 days after: Delivered on"),
        ("Number of days", "3", "5"),
        (
            "Price",
            "any value: 0.6% of the declared value",
            "any value: 0.5% of the declared value, at least ¥1.00",
        ),
    ]
    titles = [group.title for group in diff_groups(differences(before, after), before, after)]
    assert titles == [
        "Source: 某快递条款(2026) 第8条",
        "Time limit: First",
        "Treated as lost: Same city",
        "Premium table: First",
    ]


def test_no_difference_is_lost_where_the_sentence_stays_the_same() -> None:
    """The words name the limit; which clause it comes from stands in its own line."""
    source = Citation(id="other", instrument="某快递条款", version="2026", article="第9条", mark=Mark.VERIFIED)
    plain = a_rule("a")
    cited = a_rule("a", caps=(Cap(freight_multiple=Decimal(5), cite=("other",)),))

    assert told(a_sheet(plain, citations=(source,)), a_sheet(cited, citations=(source,))) == [
        ("Limit 1 · Sources", "", "某快递条款(2026) 第9条")
    ]


@pytest.mark.parametrize("terms", ["sf", "jd", "postal", "cmr", "upu", "none"])
def test_every_difference_between_packs_of_the_program_is_told(terms: str) -> None:
    packs = {pack.sheet.id: pack.sheet for pack in load_packs().packs}
    before, after = packs["generic"], packs[terms]
    changes = differences(before, after)
    groups = diff_groups(changes, before, after)

    assert {group.id for group in groups} == {change.id for change in changes}
    for group in groups:
        assert group.rows
        assert all(row.before != row.after for row in group.rows)
        assert "{" not in group.title
