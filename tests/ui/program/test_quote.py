"""A quote inside the whole window: one key away, turned, locked, made a case of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)

from desktop.actions import intake
from tests.ui.driving import press, sees, shown, write
from tests.ui.program.hands import desk_of, sign_in, unlock

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.app import App


def test_a_quote_is_one_key_away_and_has_the_window_to_itself_for_the_customer(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    window.show_page("cases")

    QTest.keyClick(window, Qt.Key.Key_F8)
    assert window.current_key == "quote"
    write(window, "actual_value", "500")
    write(window, "share_lost", "50")
    write(window, "freight", "20")
    QTest.keyClick(window, Qt.Key.Key_F11)

    assert not sees(window, "quote_page_button")
    assert not sees(window, "search_box")
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert shown(window, "turn_back_button", QPushButton).hasFocus()

    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)

    assert window.current_key == "intake"
    assert sees(window, "quote_page_button")
    assert sees(window, "search_box")


def test_a_quote_that_is_turned_to_the_customer_is_still_locked_and_stays_turned(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    QTest.keyClick(window, Qt.Key.Key_F8)
    write(window, "actual_value", "500")
    write(window, "share_lost", "50")
    write(window, "freight", "20")
    QTest.keyClick(window, Qt.Key.Key_F11)

    window.lock_requested.emit()

    assert window.is_locked
    assert not sees(window, "first_amount")
    unlock(app, qtbot)
    assert sees(window, "first_amount")
    assert not sees(window, "search_box")


def test_a_case_made_of_a_quote_begins_with_its_facts_and_becomes_a_draft(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    QTest.keyClick(window, Qt.Key.Key_F8)
    write(window, "declared_value", "3000")
    write(window, "actual_value", "5000")
    write(window, "share_lost", "50")
    write(window, "freight", "20")
    write(window, "premium", "15")

    press(window, "make_case_button")

    assert window.current_key == "intake"
    assert shown(window, "actual_value", QLineEdit).text() == "5,000.00"
    assert shown(window, "declared_value", QLineEdit).text() == "3,000.00"
    assert "¥1,500.00" in shown(window, "note", QPlainTextEdit).toPlainText()
    app.keep_drafts()
    qtbot.waitUntil(lambda: len(intake.my_drafts(desk_of(app))) == 1)
    assert intake.my_drafts(desk_of(app))[0].intake.freight == 2000
