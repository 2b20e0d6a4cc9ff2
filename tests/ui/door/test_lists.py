"""Coming in after an update that wants the lists made anew: the door says so while it happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLabel, QWidget
from sqlalchemy import text

from desktop import i18n
from desktop.actions import intake, sign_in
from desktop.actions.desk import load_reference
from tests.factories import an_intake
from tests.ui.conftest import PASSWORD
from tests.ui.door.hands import AtTheDoor
from tests.ui.driving import fill, press, sees, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.ui.background import Background
    from tests.conftest import FrozenClock
    from tests.ui.conftest import Founded

SAID = "The program was updated and is making its lists anew: 0 %. This happens once; nothing is lost."


@pytest.fixture
def updated_folder(office_folder: Path, clock: FrozenClock) -> Path:
    """An office with a case whose lists were last made by another program."""
    desk = sign_in.sign_in(office_folder, "01", PASSWORD, load_reference(), clock)
    intake.register_case(desk, an_intake())
    with desk.office.database.writing() as connection:
        connection.execute(text("DELETE FROM local WHERE key = 'timing'"))
    desk.office.close()
    return office_folder


@pytest.fixture
def at_the_door(updated_folder: Path, background: Background, clock: FrozenClock) -> Iterator[AtTheDoor]:
    i18n.set_language("en")
    door = AtTheDoor(updated_folder, background, clock)
    yield door
    door.close()


class Shown(QObject):
    """Keeps the words a banner comes into sight with."""

    def __init__(self, banner: QWidget) -> None:
        super().__init__()
        self.words: list[str] = []
        banner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self.words.append("".join(label.text() for label in watched.findChildren(QLabel)))
        return False


def told(window: QWidget, name: str) -> str:
    return "".join(label.text() for label in shown(window, name, QWidget).findChildren(QLabel))


def test_whoever_signs_in_is_told_that_the_lists_are_made_anew(at_the_door: AtTheDoor, qtbot: QtBot) -> None:
    assert not sees(at_the_door.window, "lists_banner")

    at_the_door.try_password(qtbot, PASSWORD)

    assert at_the_door.desk is not None
    assert told(at_the_door.window, "lists_banner") == SAID


def test_the_second_time_there_is_nothing_to_tell(
    at_the_door: AtTheDoor, background: Background, clock: FrozenClock, qtbot: QtBot
) -> None:
    at_the_door.try_password(qtbot, PASSWORD)
    assert at_the_door.desk is not None
    at_the_door.desk.office.close()
    again = AtTheDoor(at_the_door.folder, background, clock)

    again.try_password(qtbot, PASSWORD)

    assert again.desk is not None
    assert not sees(again.window, "lists_banner")
    again.close()


def test_whoever_comes_in_by_the_recovery_sheet_is_told_too(
    at_the_door: AtTheDoor, founded: Founded, qtbot: QtBot
) -> None:
    press(at_the_door.window, "forgotten_button")
    fill(
        at_the_door.window,
        "recovery_page",
        recovery_code=founded.recovery_code,
        password="another-2026",
        password_again="another-2026",
    )
    banner = at_the_door.window.findChild(QWidget, "recovery_banner")
    assert banner is not None
    # The page is gone with its banner as soon as the office is open.
    heard = Shown(banner)

    press(at_the_door.window, "recover_button")

    qtbot.waitUntil(lambda: sees(at_the_door.window, "recovery_code_card"))
    assert heard.words == [SAID]
