"""Two packs held against each other on the page of rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QTextDocument
from PySide6.QtWidgets import QLabel

from desktop.actions import rule_packs
from tests.rules.own_version import MINE, source
from tests.ui.driving import press, shown
from tests.ui.rules.reading import choose, rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.actions.desk import Desk
    from desktop.ui.rules.page import RulesPage


def test_two_versions_stand_side_by_side_and_change_places(desk: Desk, open_page: Callable[[Desk], RulesPage]) -> None:
    rule_packs.import_pack(desk, source(MINE))
    page = open_page(desk)
    choose(page, "generic")
    press(page, "compare_button")

    table = page.comparing.differences.table
    lines = [(line.label, line.before, line.after) for line in table.rows_model.rows]
    assert ("Pays", "The loss, at most 5 times the postage", "The loss, at most 8 times the postage") in lines
    assert ("In force from", "1 Jan 2021", "1 Feb 2026") in lines
    assert ("Version", "2026-11", "branch-1") in lines
    press(page, "swap_packs_button")
    assert ("Version", "branch-1", "2026-11") in [
        (line.label, line.before, line.after) for line in table.rows_model.rows
    ]


def test_a_value_is_read_in_full_below_the_list_with_what_changed_in_bold(
    desk: Desk, open_page: Callable[[Desk], RulesPage]
) -> None:
    rule_packs.import_pack(desk, source(MINE))
    page = open_page(desk)
    choose(page, "generic")
    press(page, "compare_button")
    table = page.comparing.differences.table

    table.choose(table.rows_model.position_of(lambda line: "in Chinese" in line.label))

    for name, number in (("value_before", "5"), ("value_after", "8")):
        shown_words = QTextDocument()
        shown_words.setHtml(shown(page, name, QLabel).text())
        assert shown_words.toPlainText() == f"未保价：按实际损失赔偿，最高不超过运费的{number}倍"
        assert bold_words(shown_words) == [number]


def test_the_list_speaks_of_rules_and_not_of_their_ids(desk: Desk, open_page: Callable[[Desk], RulesPage]) -> None:
    page = open_page(desk)
    choose(page, "sf")
    press(page, "compare_button")
    page.comparing.before.set_value(next(row.sha256 for row in rows(page) if row.pack_id == "jd"))

    model = page.comparing.differences.table.rows_model
    headings = [line.label for line in model.rows if line.change is None]
    assert any(heading.startswith("Rule: Insured, value not proven") for heading in headings)
    assert not [heading for heading in headings if "sf." in heading or "jd." in heading]
    assert model.rows[1].label != "Id", "what a person goes by comes first"
    tip = model.columns[0].tip
    assert tip is not None
    assert any(tip(line).endswith("sf.domestic.no-proof") for line in model.rows if line.change is None)


def bold_words(document: QTextDocument) -> list[str]:
    found, block = [], document.begin()
    pieces = block.begin()
    while not pieces.atEnd():
        piece = pieces.fragment()
        if piece.charFormat().fontWeight() > QFont.Weight.Normal:
            found.append(piece.text())
        pieces += 1
    return found
