"""A window that was replaced is gone with all its pages, however long the program runs."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtWidgets import QApplication, QWidget

from desktop.actions import intake, papers
from desktop.ui.page_table import PAGES
from tests.factories import an_intake
from tests.ui.program.hands import desk_of, sign_in

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.app import App


def test_every_widget_has_a_parent_to_go_with(app: App, qtbot: QtBot) -> None:
    before = set(QApplication.topLevelWidgets())
    sign_in(app, qtbot)
    assert app.window is not None
    for entry in PAGES:
        app.window.show_page(entry.key)
        qtbot.waitUntil(lambda: not app.background.is_busy)

    came = set(QApplication.topLevelWidgets()) - before
    assert {widget for widget in came if widget.parent() is None} == {app.window}


def test_nothing_of_the_pages_is_kept_after_another_theme_was_chosen(app: App, qtbot: QtBot) -> None:
    sign_in(app, qtbot)
    case = intake.register_case(desk_of(app), an_intake())
    papers.issue_paper(desk_of(app), case.case_id, "receipt", "zh_CN")
    assert app.window is not None
    assert app.changes is not None
    app.changes.case_requested.emit(case.case_id, "papers")
    for entry in PAGES:
        app.window.show_page(entry.key)
        qtbot.waitUntil(lambda: not app.background.is_busy)
    kept = [weakref.ref(widget) for widget in (app.window, *app.window.findChildren(QWidget))]
    assert len(kept) > 1000

    app.apply_settings(msgspec.structs.replace(app.settings, theme="dark"))

    qtbot.waitUntil(lambda: not app.background.is_busy)
    gc.collect()
    assert [left for widget in kept if (left := widget()) is not None] == []
