"""Catches a scan that lands in the wrong place and puts the place back as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from desktop.domain.waybill import Force
from desktop.ui import typed
from desktop.ui.scan_field import ScanField
from desktop.ui.scans import Burst, could_be_printed, is_label
from desktop.ui.top_bar import SearchBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.waybill import Forms


class ScanCatcher(QObject):
    """Watches the keys of whatever has the focus.

    A burst at a scanner's pace, ended by Enter or Tab, is a scan where nothing could be written (a button, a list);
    in a field it has to look like a waybill as well, the more so the more the field is for numbers of its own. The
    ending key is swallowed and the field gets back the text it had. Fields made for scans and password fields are left
    alone.

    Signals:
        scanned: a code was scanned in the window while the focus was elsewhere.
        strayed: a code was scanned into a dialog that has no use for it; it pressed no button, and what it wrote into
            a field stays there to be seen.

    """

    scanned = Signal(str)
    strayed = Signal(str)

    def __init__(self, window: QWidget, forms: Forms) -> None:
        super().__init__(window)
        self._window, self._forms = window, forms
        self._watched: QWidget | None = None
        self._burst = Burst()
        self._restore: Callable[[], None] = _nothing
        application = cast("QApplication", QGuiApplication.instance())
        application.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        # The focus also moves away from a widget that is just being deleted.
        if self._watched is not None and shiboken6.isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = new if new is not None and self._is_ours(new) and not _is_left_alone(new) else None
        self._forget()
        if self._watched is not None:
            self._watched.installEventFilter(self)

    def _is_ours(self, widget: QWidget) -> bool:
        """Whether a widget is in this window or in a dialog of it; other windows see to their own scans."""
        place: QWidget | None = widget.window()
        while place is not None and place is not self._window:
            place = place.parentWidget()
        return place is not None

    def _forget(self) -> None:
        self._burst.forget()
        self._restore = _nothing

    def _note(self, event: QKeyEvent) -> None:
        if self._burst.note(event):
            self._restore = _remember(self._watched)

    def _is_scan(self) -> bool:
        if not self._burst.is_fast:
            return False
        if self._restore is _nothing:
            return could_be_printed(typed.clean_scan(self._burst.text))
        return is_label(self._burst.text, getattr(self._watched, "least_scan", Force.WEAK), self._forms)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note keys, forget them when an input method composes, swallow the end of a scan."""
        if event.type() == QEvent.Type.InputMethod:
            self._forget()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            found, code, restore = self._is_scan(), typed.clean_scan(self._burst.text), self._restore
            self._forget()
            if found:
                at_home = self._watched is not None and self._watched.window() is self._window
                if at_home:
                    restore()
                heard = self.scanned if at_home else self.strayed
                # After this event: whoever listens may move the focus or close the field.
                QTimer.singleShot(0, self, lambda: heard.emit(code))
                return True
        elif event.text() and event.text().isprintable():
            self._note(event)
        elif event.key() not in (Qt.Key.Key_Shift, Qt.Key.Key_CapsLock):
            self._forget()
        return super().eventFilter(watched, event)


def _is_left_alone(widget: QWidget) -> bool:
    hidden = isinstance(widget, QLineEdit) and widget.echoMode() != QLineEdit.EchoMode.Normal
    return hidden or isinstance(widget, (ScanField, SearchBox))


def _remember(widget: QWidget | None) -> Callable[[], None]:
    if isinstance(widget, QLineEdit):
        line, words, place = widget, widget.text(), widget.cursorPosition()

        def put_back_line() -> None:
            line.setText(words)
            line.setCursorPosition(place)

        return put_back_line
    if isinstance(widget, QPlainTextEdit) and not widget.isReadOnly():
        area, page, at = widget, widget.toPlainText(), widget.textCursor().position()

        def put_back_area() -> None:
            area.setPlainText(page)
            cursor = area.textCursor()
            cursor.setPosition(at)
            area.setTextCursor(cursor)

        return put_back_area
    return _nothing


def _nothing() -> None:
    return None
