"""Signs in, unlocks and reads the windows of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLabel,
    QToolButton,
    QWidget,
)

from tests.ui.conftest import PASSWORD
from tests.ui.driving import to_front, write

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.app import App
    from desktop.ui.main_window import MainWindow


def sign_in(app: App, qtbot: QtBot) -> MainWindow:
    """Sign 李芳 in through the door."""
    line = write(app.sign_in_window, "password_field", PASSWORD)
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: app.window is not None)
    assert app.window is not None
    to_front(app.window, qtbot)
    return app.window


def unlock(app: App, qtbot: QtBot, root: QWidget | None = None) -> None:
    """Type the password into the lock and wait until it opens."""
    line = write(root or app.window, "password_field", PASSWORD)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert app.guard is not None
    qtbot.waitUntil(lambda: app.guard is not None and app.guard.cover is None)


def words_of(window: QWidget) -> str:
    """Return everything a window says in labels and buttons."""
    labels = [label.text() for label in window.findChildren(QLabel)]
    buttons = [button.text() for button in window.findChildren(QToolButton)]
    return "\n".join([window.windowTitle(), *labels, *buttons])


def desk_of(app: App) -> Desk:
    assert app.desk is not None
    return app.desk
