"""What differs between two packs, in words and in columns."""

from __future__ import annotations

import pytest

from desktop import i18n
from desktop.domain.rule_diff import ChangeKind, differences
from desktop.domain.rules import Text
from desktop.wording.rule_diff import diff_groups, diff_lines
from desktop.wording.side_by_side import side_by_side, width_of
from tests.domain.test_rule_diff import a_rule, a_sheet


@pytest.fixture(autouse=True)
def english() -> None:
    i18n.set_language("en")


def test_a_part_is_named_by_its_title_and_says_whether_it_is_new() -> None:
    before, after = a_sheet(a_rule("a"), a_rule("b")), a_sheet(a_rule("b"), a_rule("c"), version="2")
    groups = {group.title: group.change for group in diff_groups(differences(before, after), before, after)}

    assert groups == {
        "The pack": ChangeKind.CHANGED,
        "Rule a: Limit": ChangeKind.REMOVED,
        "Rule c: Limit": ChangeKind.ADDED,
    }


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
