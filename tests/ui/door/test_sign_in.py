"""Signing in at the door, and how guessing is slowed down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from desktop.ui.door.countdown import Countdown
from tests.ui.conftest import PASSWORD
from tests.ui.door.hands import AtTheDoor
from tests.ui.driving import press, shown, write

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot

    from desktop.ui.background import Background
    from tests.conftest import FrozenClock


def test_enter_signs_in_with_the_last_staff_number_filled_in(at_the_door: AtTheDoor, qtbot: QtBot) -> None:
    assert shown(at_the_door.window, "code_field", QLineEdit).text() == "01"

    at_the_door.try_password(qtbot, PASSWORD)

    assert at_the_door.desk is not None
    assert at_the_door.desk.person.name == "李芳"


def test_another_staff_number_signs_in_another_person(at_the_door: AtTheDoor, qtbot: QtBot) -> None:
    write(at_the_door.window, "code_field", "02")

    at_the_door.try_password(qtbot, PASSWORD)

    assert at_the_door.desk is not None
    assert at_the_door.desk.person.name == "王强"


def test_a_wrong_password_does_not_say_which_of_the_two_was_wrong(at_the_door: AtTheDoor, qtbot: QtBot) -> None:
    at_the_door.try_password(qtbot, "not-the-password")
    of_a_known_number = at_the_door.problem()
    write(at_the_door.window, "code_field", "99")
    at_the_door.try_password(qtbot, "not-the-password")

    assert at_the_door.problem() == of_a_known_number
    assert shown(at_the_door.window, "password_field", QLineEdit).text() == ""


def test_guessing_gets_slower_and_the_button_counts_down(
    at_the_door: AtTheDoor, qtbot: QtBot, clock: FrozenClock
) -> None:
    seconds = at_the_door.window.content.entry._countdown._timer  # type: ignore[attr-defined]
    seconds.blockSignals(True)
    for _try in range(3):
        at_the_door.try_password(qtbot, "not-the-password")
    button = shown(at_the_door.window, "enter_button", QPushButton)
    qtbot.waitUntil(lambda: "2" in button.text())
    write(at_the_door.window, "password_field", PASSWORD)
    assert not button.isEnabled()
    QTest.keyClick(shown(at_the_door.window, "password_field", QLineEdit), Qt.Key.Key_Return)
    assert at_the_door.desk is None
    clock.advance(seconds=3)
    seconds.blockSignals(False)
    qtbot.waitUntil(button.isEnabled)

    press(at_the_door.window, "enter_button")

    qtbot.waitUntil(lambda: at_the_door.desk is not None)


def test_the_wait_survives_a_restart(
    at_the_door: AtTheDoor,
    qtbot: QtBot,
    background: Background,
    clock: FrozenClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for _try in range(4):
        at_the_door.try_password(qtbot, "not-the-password")
        clock.advance(seconds=10)
        qtbot.waitUntil(
            lambda: not at_the_door.window.content.entry._countdown.is_running  # type: ignore[attr-defined]
        )
    clock.advance(seconds=-10)
    monkeypatch.setattr(Countdown, "_tick", lambda _self: None)

    again = AtTheDoor(at_the_door.folder, background, clock)

    qtbot.waitUntil(lambda: "4" in shown(again.window, "enter_button", QPushButton).text())
    again.close()
