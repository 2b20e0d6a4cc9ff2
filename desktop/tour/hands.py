"""Eyes and hands of the tour: finds widgets by name, clicks, types as a person does, and takes pictures."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NoReturn, TypeVar

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QDialog,
    QLabel,
    QMenu,
    QTabWidget,
    QWidget,
)

from desktop.ui.choices import ChoiceField

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

W = TypeVar("W", bound=QWidget)

#: Long enough for a slow machine to derive keys and draw a paper; the tour never waits longer than it has to.
PATIENCE = 60.0
_BLINK = 20  # milliseconds between two looks
_TICK = 12  # pixels from the left to the middle of a tick box
#: Milliseconds a person looks before a picture is taken: what follows typing with a delay has come by then.
_LOOK = 400


class TourFailedError(Exception):
    """Something a person would expect on the screen did not come."""


class Hands:
    """Works the windows of one application and keeps the pictures."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        #: Tells whether the program has come to rest; asked before every picture and every change of part.
        self.is_idle: Callable[[], bool] = lambda: True
        self.pictures: list[str] = []

    def find(self, path: str, kind: type[W]) -> W:
        """Return the visible widget of a name, waiting for it to appear.

        Args:
            path: object names from the outside in, as ``founder_form/name``.
            kind: the class it must have.

        Raises:
            TourFailedError: it does not.
        """
        found: list[W] = []

        def look() -> bool:
            found[:] = [widget for widget in _on_screen(path) if isinstance(widget, kind)]
            return bool(found)

        self.wait(look, f"no {kind.__name__} named {path!r} on the screen")
        return found[0]

    def is_on_screen(self, path: str) -> bool:
        """Tell whether there is a visible widget of a name right now."""
        return bool(_on_screen(path))

    def rows_of(self, name: str) -> int:
        """Return how many rows a list shows."""
        view: QAbstractItemView = self.find(name, QAbstractItemView)
        return view.model().rowCount()

    def wait(self, ready: Callable[[], bool], otherwise: str) -> None:
        """Let the program work until something is so.

        Raises:
            TourFailedError: it never is.
        """
        end = time.monotonic() + PATIENCE
        while not ready():
            if time.monotonic() > end:
                self.fail(otherwise)
            QTest.qWait(_BLINK)

    def fail(self, words: str) -> NoReturn:
        """Keep a picture of what is there instead, and give up.

        Raises:
            TourFailedError: always.
        """
        self.picture("failed")
        raise TourFailedError(words)

    def click(self, name: str) -> None:
        """Click a button once it can be clicked."""
        button: QAbstractButton = self.find(name, QAbstractButton)
        self.wait(button.isEnabled, f"{name!r} cannot be clicked")
        # A tick box answers only where its box and words are.
        where = QPoint(_TICK, button.height() // 2) if isinstance(button, QCheckBox) else QPoint()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=where)

    def write(self, name: str, words: str) -> None:
        """Put the cursor into a field, empty it and write into it."""
        field: QWidget = self.find(name, QWidget)
        editor = field.focusProxy() or field
        editor.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(editor, Qt.Key.Key_Delete)
        self.type(editor, words)

    def type(self, editor: QWidget, words: str) -> None:
        """Type plain letters key by key; what a keyboard does not have comes from the input method."""
        if words.isascii():
            QTest.keyClicks(editor, words)
            return
        event = QInputMethodEvent("", [])
        event.setCommitString(words)
        QApplication.sendEvent(editor, event)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        place = QApplication.focusWidget() or QApplication.activeWindow()
        if place is None:
            self.fail(f"nothing takes the key {key.name}")
        QTest.keyClick(place, key, modifier)

    def pick(self, name: str, value: object) -> None:
        """Choose from a drop-down list, walking down with the arrow key."""
        box: ChoiceField = self.find(name, ChoiceField)
        box.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(box, Qt.Key.Key_Home)
        for _step in range(box.count()):
            if box.value() == value:
                return
            QTest.keyClick(box, Qt.Key.Key_Down)
        self.fail(f"{value!r} is not in {name!r}")

    def press_word(self, name: str, word: str) -> None:
        """Click the button with a word on it inside a field of several buttons."""
        field: QWidget = self.find(name, QWidget)
        for button in field.findChildren(QAbstractButton):
            if button.text() == word and button.isVisible():
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
                return
        self.fail(f"no button {word!r} in {name!r}")

    def press_place(self, name: str, place: int) -> None:
        """Click the button at a place (from 0) inside a field of several buttons."""
        field: QWidget = self.find(name, QWidget)
        QTest.mouseClick(field.findChildren(QAbstractButton)[place], Qt.MouseButton.LeftButton)

    def click_row(self, name: str, row: int = 0, *, twice: bool = False) -> None:
        """Click a row of a list."""
        view = self.find(name, QAbstractItemView)
        self.wait(lambda: view.model() is not None and view.model().rowCount() > row, f"{name!r} has no row {row}")
        where = view.visualRect(view.model().index(row, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(where.x(), where.y()))
        if twice:
            QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(where.x(), where.y()))

    def choose_in_menu(self, name: str, place: int) -> None:
        """Open the menu of a button and walk down to one of its lines (from 0)."""

        def choose() -> None:
            menu = QApplication.activePopupWidget()
            if not isinstance(menu, QMenu):
                QTimer.singleShot(_BLINK, choose)
                return
            for _step in range(place + 1):
                QTest.keyClick(menu, Qt.Key.Key_Down)
            QTest.keyClick(menu, Qt.Key.Key_Return)

        QTimer.singleShot(_BLINK, choose)
        self.click(name)

    def words_on(self, name: str) -> list[str]:
        """Return the texts of all labels inside a widget, in reading order."""
        place: QWidget = self.find(name, QWidget)
        labels = [label for label in place.findChildren(QLabel) if label.isVisible() and label.text()]
        labels.sort(key=lambda label: (label.mapTo(place, QPoint()).y(), label.mapTo(place, QPoint()).x()))
        return [label.text() for label in labels]

    def show_tab(self, name: str, place: int) -> None:
        """Click a tab, once what was done on the one in front is done."""
        self.wait(self.is_idle, "the program does not come to rest")
        tabs: QTabWidget = self.find(name, QTabWidget)
        QTest.mouseClick(tabs.tabBar(), Qt.MouseButton.LeftButton, pos=tabs.tabBar().tabRect(place).center())

    def answering(self, answer: Callable[[QDialog], None]) -> None:
        """Answer the next dialog: it runs a loop of its own, so the answer has to be on its way before it opens."""
        started = time.monotonic()

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog) and dialog.isVisible():
                answer(dialog)
            elif time.monotonic() - started < PATIENCE:
                QTimer.singleShot(_BLINK, look)

        QTimer.singleShot(_BLINK, look)

    def picture(self, name: str) -> None:
        """Keep a picture of the window in front."""
        self.settle()
        window: QWidget | None = QApplication.activeModalWidget() or QApplication.activeWindow() or _any_window()
        file = f"{len(self.pictures) + 1:02d}-{name}.png"
        if window is None or not window.grab().save(str(self._folder / file)):
            raise TourFailedError(f"no picture of {name!r} could be taken")
        self.pictures.append(file)

    def settle(self) -> None:
        """Let work, layouts and paints come to rest."""
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QTest.qWait(_LOOK)
        self.wait(self.is_idle, "the program does not come to rest")
        QTest.qWait(_BLINK)


def _on_screen(path: str) -> list[QWidget]:
    """Return the visible widgets of a path of object names, those of a dialog in front of everything first."""
    front = QApplication.activeModalWidget()
    windows = [front] if front else []
    places = [*windows, *(window for window in QApplication.topLevelWidgets() if window is not front)]
    for name in path.split("/"):
        places = [
            widget
            for place in places
            if place.isVisible()
            for widget in (place, *place.findChildren(QWidget))
            if widget.objectName() == name and widget.isVisible()
        ]
    return places


def _any_window() -> QWidget | None:
    return next((widget for widget in QApplication.topLevelWidgets() if widget.isVisible()), None)
