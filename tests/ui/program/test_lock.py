"""The lock of the window, and another person taking the seat."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop import settings as kept_settings
from tests.ui.conftest import PASSWORD
from tests.ui.driving import focused, key, press, say, sees, shown, to_front, write
from tests.ui.program.hands import desk_of, sign_in, unlock, words_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.app import App
    from desktop.ui.main_window import MainWindow


def test_the_lock_covers_the_window_and_opens_for_the_same_person(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    press_lock(window)
    assert window.is_locked
    assert not sees(window, "office_page")

    write(window, "password_field", "not-the-password")
    press(window, "enter_button")
    qtbot.waitUntil(lambda: sees(window, "password_problem"))
    assert window.is_locked
    unlock(app, qtbot)

    assert app.window is window, "what was in hand is still there"
    assert not window.is_locked


def press_lock(window: MainWindow) -> None:
    window.lock_requested.emit()


def test_ctrl_l_locks(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)

    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: window.is_locked)


def test_the_window_locks_when_nobody_touches_it(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    assert app.guard is not None
    timer = app.guard._idle._timer
    assert timer.interval() == 5 * 60_000

    timer.setTimerType(Qt.TimerType.PreciseTimer)
    whole = timer.interval()
    for sign in ("mouse", "key"):
        timer.start()
        qtbot.waitUntil(lambda: timer.remainingTime() < whole - 50)
        before = timer.remainingTime()
        if sign == "mouse":
            QTest.mouseMove(window.windowHandle(), QPoint(20, 20))
        else:
            QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
        qtbot.waitUntil(partial(lambda least: timer.remainingTime() > least, before))
    assert not window.is_locked, "a sign of life starts the count anew"

    timer.start(1)
    qtbot.waitUntil(lambda: window.is_locked)


def test_a_dialog_is_covered_and_keeps_what_was_typed(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    dialog = QDialog(window)
    note = QPlainTextEdit("未写完的理由")
    QVBoxLayout(dialog).addWidget(note)
    dialog.open()
    assert app.guard is not None

    app.guard.lock()

    cover = app.guard.cover
    assert cover is not None
    curtain = shown(dialog, "curtain", QWidget)
    assert curtain.geometry() == dialog.rect()
    QTest.keyClick(cover.window(), Qt.Key.Key_Escape)
    assert app.guard.cover is cover, "Escape opens no lock"
    unlock(app, qtbot, cover)
    assert dialog.isVisible()
    assert note.toPlainText() == "未写完的理由"
    assert not sees(dialog, "curtain")
    dialog.close()


@pytest.mark.parametrize("how", ["by hand", "idle"])
def test_a_locked_window_takes_the_password_at_once(app: App, qtbot: QtBot, how: str) -> None:
    window = sign_in(app, qtbot)
    assert app.guard is not None
    if how == "idle":
        app.guard._idle.idled.emit()
    else:
        QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: sees(window, "password_field"))
    line = shown(window, "password_field", QLineEdit)
    assert line.hasFocus()

    QTest.keyClicks(line, "not-the-password")
    QTest.keyClick(line, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: sees(window, "password_problem"))
    assert shown(window, "password_problem", QLabel).text() == "密码不对。"
    assert line.hasFocus()
    unlock(app, qtbot)


@pytest.mark.parametrize("typed", ["02", "2", "wq", "wangq", "王强", "强"])
def test_whoever_takes_the_seat_says_who_they_are(app: App, qtbot: QtBot, typed: str) -> None:
    window = sign_in(app, qtbot)
    window.switch_requested.emit()
    line = focused()
    assert line is shown(window, "who_edit", QLineEdit), "nobody is chosen yet"
    qtbot.waitUntil(lambda: not app.background.is_busy)
    to_front(window, qtbot)

    say(typed) if not typed.isascii() else QTest.keyClicks(line, typed)
    assert sees(window, "person_02")
    assert not sees(window, "person_01")
    key(Qt.Key.Key_Return)

    password = shown(window, "password_field", QLineEdit)
    assert password.hasFocus()
    assert "王强" in [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    QTest.keyClicks(password, PASSWORD)
    QTest.keyClick(password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk_of(app).person.name == "王强")


def test_enter_alone_chooses_nobody_and_an_unknown_number_says_so(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    window.switch_requested.emit()

    key(Qt.Key.Key_Return)
    assert sees(window, "who_edit")
    QTest.keyClicks(focused(), "77")
    assert sees(window, "nobody_label")
    key(Qt.Key.Key_Return)

    assert sees(window, "who_edit")
    press(window, "cancel_switch_button")


def test_the_seat_changes_with_the_keyboard_alone(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    window.switch_requested.emit()

    key(Qt.Key.Key_Down)
    second = shown(window, "person_02", QPushButton)
    assert second.hasFocus(), "whoever leaves stands last"
    QTest.keyClick(second, Qt.Key.Key_Return)
    line = shown(window, "password_field", QLineEdit)
    assert line.hasFocus()
    QTest.keyClicks(line, PASSWORD)
    QTest.keyClick(line, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: desk_of(app).person.name == "王强")


def test_the_lock_gives_the_keyboard_and_the_place_back(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    page = window.show_page("intake")
    bar = max((area.verticalScrollBar() for area in page.findChildren(QScrollArea)), key=lambda one: one.maximum())
    field = shown(page, "note", QPlainTextEdit)
    field.setFocus()
    say("客户很急")
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.wait(50)  # the area follows the keyboard with the next events
    bar.setValue(bar.maximum())
    before = bar.value()

    press(window, "lock_button")
    qtbot.waitUntil(lambda: window.is_locked)
    unlock(app, qtbot)

    assert focused() is field
    qtbot.waitUntil(lambda: bar.value() == before)
    say("，等回电")
    assert field.toPlainText() == "客户很急，等回电"


def test_another_person_takes_the_seat_of_a_locked_window(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    press_lock(window)
    press(window, "somebody_else_button")
    assert not sees(window, "cancel_switch_button"), "a locked window has no way back without a password"
    press(window, "person_02")
    line = write(window, "password_field", PASSWORD)
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk_of(app).person.name == "王强")

    assert app.window is not None
    assert app.window is not window
    assert not app.window.is_locked
    assert "王强" in words_of(app.window)
    assert "李芳" not in " ".join(button.text() for button in app.window.findChildren(QToolButton))
    assert kept_settings.load().last_staff_code == "02"


def test_the_next_person_begins_at_the_desk_and_the_drafts_of_the_former_one_stay(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    page = window.show_page("cases")
    write(window, "search_box", "孙丽")
    write(page, "search_edit", "13900002222")
    left: list[str] = []
    page.leave = lambda: left.append(desk_of(app).person.name)  # type: ignore[attr-defined]
    window.switch_requested.emit()
    press(window, "person_02")
    line = write(window, "password_field", PASSWORD)
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk_of(app).person.name == "王强")

    assert app.window is not None
    assert app.window.current_key == "desk"
    assert shown(app.window, "search_box", QLineEdit).text() == ""
    assert shown(app.window.show_page("cases"), "search_edit", QLineEdit).text() == ""
    assert left[0] == "李芳"


def test_whoever_wants_to_change_places_may_think_better_of_it(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    window.switch_requested.emit()
    assert sees(window, "lock_cover")

    press(window, "cancel_switch_button")

    assert not window.is_locked
    assert app.window is window


def test_a_forgotten_change_of_places_becomes_a_lock(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    window.switch_requested.emit()
    assert app.guard is not None

    app.guard.lock()

    assert not sees(window, "cancel_switch_button")
    press(window, "somebody_else_button")
    assert not sees(window, "cancel_switch_button")
    press(window, "person_01")
    unlock(app, qtbot)


def test_a_change_of_colours_does_not_open_the_lock(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    app.settings = msgspec.structs.replace(app.settings, theme="system")
    press_lock(window)

    app._on_colour_scheme()

    assert app.window is window
    assert sees(window, "lock_cover")
    unlock(app, qtbot)
    qtbot.waitUntil(lambda: app.window is not window)


def test_a_closed_account_does_not_take_the_seat(app: App, qtbot: QtBot) -> None:
    from desktop.actions import people

    window = sign_in(app, qtbot)
    desk = desk_of(app)
    (clerk,) = (one for one in desk.office.people.everyone() if one.code == "02")
    people.change_person(desk, msgspec.structs.replace(clerk, active=False))

    window.switch_requested.emit()

    assert not sees(window, "person_02")
    press(window, "cancel_switch_button")


def test_the_idle_minutes_follow_the_settings(app: App, qtbot: QtBot) -> None:
    sign_in(app, qtbot)

    app.apply_settings(msgspec.structs.replace(app.settings, idle_lock_minutes=12))

    assert app.guard is not None
    assert app.guard._idle._timer.interval() == timedelta(minutes=12).total_seconds() * 1000
