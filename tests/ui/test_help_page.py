"""The staff manual on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget, QTextBrowser

from desktop import i18n
from desktop.ui.help.page import HelpPage
from tests.ui.driving import shown

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def page(qtbot: QtBot) -> HelpPage:
    made = HelpPage(cast("object", None), None, None)  # type: ignore[arg-type]  # it asks nothing of them
    qtbot.addWidget(made)
    made.resize(1000, 640)
    made.show()
    return made


@pytest.mark.parametrize(
    ("came_from", "title"), [("desk", "前台：现在该做什么"), ("", "从这里开始"), ("x", "从这里开始")]
)
def test_it_opens_where_the_page_before_is_explained(page: HelpPage, came_from: str, title: str) -> None:
    page.came_from = came_from
    page.opened()

    assert shown(page, "help_text", QTextBrowser).toPlainText().startswith(title)


def test_words_narrow_the_sections_and_the_keyboard_walks_them(page: HelpPage) -> None:
    page.opened()
    search = shown(page, "help_search", QLineEdit)
    search.setText("时钟 恢复单")

    sections = shown(page, "help_sections", QListWidget)
    assert [sections.item(row).text() for row in range(sections.count())] == ["出了问题"]
    assert "恢复单" in shown(page, "help_text", QTextBrowser).toPlainText()
    search.setText("没有这样的字")
    assert "没有" in shown(page, "help_text", QTextBrowser).toPlainText() or i18n.language() == "en"
    search.clear()
    sections.setFocus()
    sections.setCurrentRow(0)
    QTest.keyClick(sections, Qt.Key.Key_Down)
    assert shown(page, "help_text", QTextBrowser).toPlainText().startswith("前台")
