"""Eyes and hands of the tour: finds widgets by name, clicks, types as a person does, and takes pictures."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NoReturn, TypeVar

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer
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

    def __init__(self, folder: Path, is_busy: Callable[[], bool]) -> None:
        self._folder, self._is_busy = folder, is_busy
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
        # The mouse goes on; without a real one the button would stay lit.
        button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
        button.update()

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

    def press(self, name: str, key: Qt.Key) -> None:
        """Press a key in a field."""
        field: QWidget = self.find(name, QWidget)
        QTest.keyClick(field.focusProxy() or field, key)

    def pick(self, name: str, value: object) -> None:
        """Choose from a drop-down list by value or by what stands there, walking down with the arrow key."""
        box: ChoiceField = self.find(name, ChoiceField)
        box.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(box, Qt.Key.Key_Home)
        for _step in range(box.count()):
            if value in (box.value(), box.currentText()):
                return
            QTest.keyClick(box, Qt.Key.Key_Down)
        self.fail(f"{value!r} is not in {name!r}")

    def click_row(self, name: str, words: str = "", *, twice: bool = False) -> None:
        """Click the first row of a list in which some words stand."""
        view: QAbstractItemView = self.find(name, QAbstractItemView)
        found: list[QModelIndex] = []

        def look() -> bool:
            model = view.model()
            cells = (
                model.index(row, column) for row in range(model.rowCount()) for column in range(model.columnCount())
            )
            found[:] = [cell for cell in cells if words in str(cell.data())]
            return bool(found)

        self.wait(look, f"{name!r} has no row with {words!r}")
        where = view.visualRect(found[0].siblingAtColumn(0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
        if twice:
            QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)

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
        """Click a tab."""
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
        end = time.monotonic() + PATIENCE
        while self._is_busy() and time.monotonic() < end:
            QTest.qWait(_LOOK)


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
