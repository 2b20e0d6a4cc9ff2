"""Stands at the door of an office and reads what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from desktop.actions.desk import load_reference
from desktop.ui.door.door import Door
from desktop.ui.door.entrance import Entrance
from tests.ui.driving import sees, shown, write

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.ui.background import Background
    from tests.conftest import FrozenClock


class AtTheDoor:
    """A door in front of a folder, and whoever got in."""

    def __init__(
        self, folder: Path, background: Background, clock: FrozenClock, last_code: str = "01", *, expected: bool = True
    ) -> None:
        self.folder = folder
        self.desk: Desk | None = None
        self.door = Door(Entrance(folder, clock, load_reference), background, last_code, expected=expected)
        self.door.entered.connect(self._enter)
        self.door.window.show()

    @property
    def window(self) -> QWidget:
        return self.door.window

    def _enter(self, desk: Desk) -> None:
        self.desk = desk

    def try_password(self, qtbot: QtBot, password: str) -> None:
        """Type a password, press Enter and wait for whatever follows."""
        line = write(self.window, "password_field", password)
        QTest.keyClick(line, Qt.Key.Key_Return)
        qtbot.waitUntil(self._is_answered)

    def _is_answered(self) -> bool:
        return self.desk is not None or sees(self.window, "password_problem") or sees(self.window, "trouble_banner")

    def problem(self) -> str:
        return shown(self.window, "password_problem", QLabel).text()

    def trouble(self, qtbot: QtBot) -> str:
        """Wait for the banner and return its words."""
        qtbot.waitUntil(lambda: sees(self.window, "trouble_banner"))
        labels = shown(self.window, "trouble_banner", QWidget).findChildren(QLabel)
        return "".join(label.text() for label in labels)

    def close(self) -> None:
        if self.desk is not None:
            self.desk.office.close()
        self.door.close()
