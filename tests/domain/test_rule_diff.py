"""The difference between two versions of a pack, value by value."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from desktop.domain.rule_diff import Change, ChangeKind, differences
from desktop.domain.rules import Cap, Citation, Mark, RuleSheet, Text
from desktop.rulepacks import load_packs
from tests.rules.sheets import a_rule, a_sheet


def told(before: RuleSheet, after: RuleSheet) -> list[tuple[str, str, str, str, str, str]]:
    return [(c.change.value, c.table, c.id, c.key, c.before, c.after) for c in differences(before, after)]


@pytest.mark.parametrize("pack", load_packs().packs, ids=lambda pack: pack.sheet.id)
def test_a_pack_does_not_differ_from_itself(pack: object) -> None:
    sheet = pack.sheet  # type: ignore[attr-defined]  # a RulePack

    assert differences(sheet, sheet) == ()


def test_a_changed_value_is_told_with_the_way_to_it() -> None:
    dearer = a_rule("trial.goods", caps=(Cap(freight_multiple=Decimal(7), amount=Decimal("1000.00")),))

    assert told(a_sheet(a_rule("trial.goods")), a_sheet(dearer, version="2", in_force_to=date(2026, 12, 31))) == [
        ("changed", "", "", "version", "1", "2"),
        ("added", "", "", "in_force_to", "", "2026-12-31"),
        ("added", "rule", "trial.goods", "caps.0.amount", "", "1000.00"),
        ("changed", "rule", "trial.goods", "caps.0.freight_multiple", "5", "7"),
    ]


def test_a_condition_and_a_title_are_told_each_for_itself() -> None:
    other = a_rule("trial.goods", when={"insured": True, "cap": "applies"}, title=Text(zh_CN="上限", en="Limit"))

    assert told(a_sheet(a_rule("trial.goods")), a_sheet(other)) == [
        ("changed", "rule", "trial.goods", "title.zh_CN", "限额", "上限"),
        ("changed", "rule", "trial.goods", "when.insured", "false", "true"),
        ("added", "rule", "trial.goods", "when.cap", "", "applies"),
        ("removed", "rule", "trial.goods", "when.treated_as", "loss, total-damage", ""),
    ]


def test_a_new_rule_and_one_that_went_are_told_value_by_value() -> None:
    changes = differences(a_sheet(a_rule("trial.old")), a_sheet(a_rule("trial.new")))

    assert {(c.change, c.id) for c in changes} == {(ChangeKind.ADDED, "trial.new"), (ChangeKind.REMOVED, "trial.old")}
    assert Change(
        change=ChangeKind.REMOVED, table="rule", id="trial.old", key="caps.0.freight_multiple", before="5", after=""
    ) in changes  # fmt: skip


def test_another_order_of_rules_is_a_difference_for_the_first_that_fits_is_applied() -> None:
    one, two, three = (a_rule(name) for name in ("trial.1", "trial.2", "trial.3"))

    assert told(a_sheet(one, two, three), a_sheet(three, one, two)) == [("moved", "rule", "trial.3", "", "3", "1")]


def test_a_rule_that_makes_room_for_a_new_one_has_not_moved() -> None:
    one, two, new = (a_rule(name) for name in ("trial.1", "trial.2", "trial.new"))

    assert {c.id for c in differences(a_sheet(one, two), a_sheet(new, one, two))} == {"trial.new"}


def test_editions_of_one_citation_are_told_apart() -> None:
    def edition(version: str, end: date | None = None) -> Citation:
        return Citation(
            id="law", instrument="条例", version=version, article="第27条", mark=Mark.VERIFIED, valid_to=end
        )

    before = a_sheet(citations=(edition("2019", date(2025, 5, 31)), edition("2025")))
    after = a_sheet(citations=(edition("2019", date(2025, 6, 30)), edition("2025")))

    assert told(before, after) == [("changed", "citation", "law", "valid_to", "2025-05-31", "2025-06-30")]
