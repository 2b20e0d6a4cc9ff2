"""The page of rule packs by clicks and keys, at a real office on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from desktop import i18n
from desktop.actions import rule_packs
from desktop.domain import entries as e
from desktop.ui.changes import Changes
from desktop.ui.office.branch_tab import BranchTab
from tests.rules.own_version import MINE, assessed, lost, source
from tests.ui.driving import press, sees, shown
from tests.ui.rules.reading import EXAMPLE, PREMIUMS, RULES, SOURCES, TIMES, cells, choose, rows, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.ui.background import Background
    from desktop.ui.rules.page import RulesPage


def test_the_list_tells_name_version_state_sources_and_use(desk: Desk, open_page: Callable[[Desk], RulesPage]) -> None:
    rule_packs.import_pack(desk, source(MINE))
    assessed(desk, lost())
    page = open_page(desk)

    assert cells(page, "generic") == ["Plain express agreement", "branch-1", "In force", "3 to confirm", "1 case"]
    assert cells(page, "none")[2:] == ["In force", "all confirmed", "not yet"]
    theirs = next(row for row in rows(page) if row.pack_id == "generic" and row.version == "2026-11")
    assert page.table.rows_model.columns[2].text(theirs) == "Replaced"


def test_a_pack_says_what_it_is_and_what_is_to_be_confirmed(desk: Desk, open_page: Callable[[Desk], RulesPage]) -> None:
    page = open_page(desk)
    choose(page, "sf")

    said = words(page.detail)
    pack = next(row.pack for row in rows(page) if row.pack_id == "sf")
    assert pack is not None
    assert pack.sheet.note is not None
    assert pack.sheet.note.en in said
    assert "sf 2026-11" in said
    assert "sources: from a copy" in said


def test_rules_premiums_times_and_sources_are_put_into_words(
    desk: Desk, open_page: Callable[[Desk], RulesPage]
) -> None:
    rule_packs.import_pack(desk, source(EXAMPLE.read_text(encoding="utf-8")))
    page = open_page(desk)
    choose(page, "chenque")

    page.detail.tabs.setCurrentIndex(RULES)
    said = words(page.detail)
    assert "Pays: The loss, at most ¥200.00 a piece" in said
    assert "When: Insured value bought: No; Counts as: any loss or damage" in said
    assert "晨雀快运服务协议(2026年3月版) 第8条 不能证明价值 (not checked)" in said
    assert "The carrier may pay this but need not." in said
    page.detail.tabs.setCurrentIndex(PREMIUMS)
    assert "above ¥500.00, up to ¥2,000.00" in words(page.detail)
    assert "0.4% of the declared value, at least ¥2.00" in words(page.detail)
    page.detail.tabs.setCurrentIndex(TIMES)
    assert "Time limit: 7 days after: Day of the damage; only a reminder" in words(page.detail)
    assert "Same city: after 3 days late" in words(page.detail)
    page.detail.tabs.setCurrentIndex(SOURCES)
    assert words(page.detail).index("(not checked)") < words(page.detail).index("(read in the text)")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_part_of_every_pack_of_the_program_can_be_read(
    desk: Desk, open_page: Callable[[Desk], RulesPage], language: str
) -> None:
    page = open_page(desk)
    i18n.set_language(language)

    for place in range(len(rows(page))):
        page.table.choose(place)
        for part in range(page.detail.tabs.count()):
            page.detail.tabs.setCurrentIndex(part)
            assert words(page.detail.tabs.currentWidget())


def test_a_clerk_reads_and_compares_but_cannot_import(
    desk_of: Callable[[str], Desk], open_page: Callable[[Desk], RulesPage]
) -> None:
    manager = desk_of("01")
    rule_packs.import_pack(manager, source(MINE))
    page = open_page(desk_of("02"))

    assert cells(page, "generic")[1] == "branch-1"
    for name in ("import_button", "pack_drop", "guide_button", "withdraw_pack_button"):
        assert not sees(page, name)
    assert "A manager imports" in words(page)
    press(page, "compare_button")
    assert sees(page, "differences_table")


def test_everything_can_be_reached_by_keyboard(
    desk: Desk, open_page: Callable[[Desk], RulesPage], qtbot: QtBot
) -> None:
    page = open_page(desk)
    page.focus_first()
    assert page.table.hasFocus()
    QTest.keyClick(page.table, Qt.Key.Key_End)
    assert page.table.currentIndex().row() == len(rows(page)) - 1
    QTest.keyClick(page.table, Qt.Key.Key_Home)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.detail.tabs.tabBar().hasFocus()
    QTest.keyClick(page.detail.tabs.tabBar(), Qt.Key.Key_Right)
    assert page.detail.tabs.currentIndex() == RULES
    assert "Grounds for exemption" in words(page.detail)
    QTest.keyClick(page.detail.tabs.tabBar(), Qt.Key.Key_Tab)
    assert page.focusWidget() is not None
    assert page.focusWidget().property("area") == "reading", "the text can be scrolled"

    press(page, "compare_button")
    assert page.comparing.before.hasFocus()
    shown(page, "back_to_packs_button", QWidget).setFocus()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: sees(page, "packs_table"))
    assert page.table.hasFocus()


def test_the_page_fits_the_smallest_window(desk: Desk, open_page: Callable[[Desk], RulesPage]) -> None:
    page = open_page(desk)
    page.resize(1108, 608)

    for name in ("guide_button", "compare_button", "import_button"):
        button = shown(page, name, QPushButton)
        right = button.mapTo(page, button.rect().bottomRight())
        assert page.rect().contains(right)
        assert button.width() >= button.sizeHint().width()
    assert page.minimumSizeHint().width() <= 1108
    assert page.minimumSizeHint().height() <= 608


def test_a_pack_the_program_cannot_use_is_shown_as_such(desk: Desk, open_page: Callable[[Desk], RulesPage]) -> None:
    later = source(MINE.replace('method = "actual-loss"', 'method = "by-weather"'))
    body = e.RulePackImported(
        file="mine.toml", pack_id="generic", version="branch-1", sha256=later.sha256, source=later.raw.decode()
    )
    with desk.office.writing(desk.clock.now()) as writing:
        writing.append(desk.signer, "", body)
    page = open_page(desk)
    choose(page, "generic")

    assert cells(page, "generic")[:3] == ["generic", "branch-1", "Unusable"]
    assert "cannot use this pack" in words(page.detail)
    assert not page.detail.tabs.isTabEnabled(RULES)
    press(page, "compare_button")
    assert sees(page, "differences_table")


def test_the_branch_can_choose_terms_that_just_came_in(desk: Desk, background: Background, qtbot: QtBot) -> None:
    changes = Changes()
    tab = BranchTab(desk, background, changes, may_manage=True)
    qtbot.addWidget(tab)
    field: Any = tab.form.widget("terms")
    before = field.value()
    rule_packs.import_pack(desk, source(EXAMPLE.read_text(encoding="utf-8")))

    changes.rules_changed.emit()

    field.set_value("chenque")
    assert (before, field.value()) == ("sf", "chenque")


def test_what_is_in_force_today_comes_first_and_what_is_over_last(
    desk: Desk, open_page: Callable[[Desk], RulesPage]
) -> None:
    rule_packs.import_pack(desk, source(MINE))
    # Not in force before April; it is the second of March.
    later = EXAMPLE.read_text(encoding="utf-8").replace("in_force_from = 2026-03-01", "in_force_from = 2026-04-01")
    rule_packs.import_pack(desk, source(later))
    page = open_page(desk)

    states = [page.table.rows_model.columns[2].text(row) for row in rows(page)]
    assert (rows(page)[0].pack_id, states[0]) == ("generic", "In force")
    assert [state for state in dict.fromkeys(states)] == ["In force", "Not yet", "Replaced"]
    assert (rows(page)[-1].pack_id, rows(page)[-1].version) == ("generic", "2026-11")
    chosen = page.table.current_row()
    assert chosen is not None
    assert chosen.version == "branch-1"
