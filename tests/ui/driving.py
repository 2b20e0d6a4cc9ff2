"""Hands for the tests: find what is in sight by its name, press it, type into it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Kind = TypeVar("Kind", bound=QWidget)


def sees(root: QWidget | None, name: str) -> bool:
    """Say whether a widget of that name is in sight."""
    return root is not None and any(found.isVisible() for found in root.findChildren(QWidget, name))


def shown(root: QWidget | None, name: str, kind: type[Kind]) -> Kind:
    """Return the one widget of that name in sight."""
    assert root is not None, "there is a window"
    visible = [found for found in root.findChildren(kind, name) if found.isVisible()]
    assert len(visible) == 1, f"{len(visible)} widgets named {name} in sight"
    return visible[0]


def to_front(window: QWidget, qtbot: QtBot) -> None:
    """Make a window the active one: keys pressed before it is reach nobody."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def focused() -> QWidget:
    """Return what has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the keyboard"
    return widget


def key(pressed: Qt.Key, times: int = 1, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    for _time in range(times):
        QTest.keyClick(focused(), pressed, modifier)


def say(words: str) -> None:
    """Enter Chinese where the keyboard is, as an input method does: no key is pressed."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(focused(), event)


def press(root: QWidget | None, name: str) -> None:
    """Click a button as a person does; one that is shut does nothing."""
    button = shown(root, name, QWidget)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def write(root: QWidget | None, name: str, words: str) -> QLineEdit:
    """Replace what stands in a line of text."""
    line = shown(root, name, QLineEdit)
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    if words.isascii():
        QTest.keyClicks(line, words)
    else:
        committed = QInputMethodEvent()
        committed.setCommitString(words)
        QApplication.sendEvent(line, committed)
    return line


def fill(root: QWidget | None, form: str, **words: str) -> None:
    """Write into several lines of one form."""
    inside = shown(root, form, QWidget)
    for name, text in words.items():
        write(inside, name, text)
