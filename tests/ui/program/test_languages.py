"""Every window in the language chosen while the program runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtWidgets import (
    QLabel,
    QTabWidget,
)

from desktop import i18n, paths
from desktop import settings as kept_settings
from desktop.ui.choices import SegmentedField
from desktop.ui.page_table import PAGES
from tests.ui.driving import sees, shown
from tests.ui.program.hands import sign_in, words_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop.app import App


def test_another_language_leaves_the_same_tab_in_front(app: App, qtbot: QtBot) -> None:
    before = sign_in(app, qtbot)
    before.show_page("office")
    shown(before, "office_tabs", QTabWidget).setCurrentIndex(6)
    shown(before, "language", SegmentedField).set_value("en")

    qtbot.waitUntil(lambda: app.window is not before)

    assert shown(app.window, "office_tabs", QTabWidget).currentIndex() == 6
    assert sees(app.window, "computer_form")


def test_every_page_speaks_the_language_chosen_while_running(app: App, qtbot: QtBot, qapp: QApplication) -> None:
    sign_in(app, qtbot)
    assert app.window is not None
    app.window.show_page("office")

    app.apply_settings(msgspec.structs.replace(app.settings, language="en"))

    assert app.window is not None
    assert app.window.current_key == "office"
    assert kept_settings.load().language == "en"
    for entry in PAGES:
        page = app.window.show_page(entry.key)
        qapp.processEvents()
        assert page.isVisible()
        spoken = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
        chinese = [words for words in spoken if _is_chinese(words) and words not in ("李芳", "王强")]
        # What a person typed stays as it is; everything of ours is English.
        assert not [words for words in chinese if words in catalogue()], entry.key
    assert app.window.show_page("office").isVisible()


def _is_chinese(words: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in words)


def catalogue() -> set[str]:
    """Return every Chinese message of the program."""
    messages = i18n.catalogue(paths.translations(), "zh_CN")
    return {text for text in getattr(messages, "_catalog", {}).values() if isinstance(text, str)}


def test_the_door_speaks_another_language_at_once(app: App, qtbot: QtBot) -> None:
    assert app.sign_in_window is not None
    before = app.sign_in_window

    before.language_chosen.emit("en")

    qtbot.waitUntil(lambda: app.sign_in_window is not before)
    assert "Staff number" in words_of(app.sign_in_window)
    assert kept_settings.load().language == "en"
