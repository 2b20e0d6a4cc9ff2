"""The field a barcode scanner writes into.

Scanners type very fast and end with Enter or Tab. Neither key may ever press a button here: a scan must not
save a form by accident.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit

from desktop.ui import fields, theme, typed
from desktop.ui.scans import Burst

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

#: Milliseconds of silence that end a scan without Enter.
IDLE = 120
#: Seconds in which the same code again is a double trigger.
DOUBLE = 2.0


class ScanField(QLineEdit):
    """A waybill number, scanned or typed; the Chinese input method stays out.

    Signals:
        changed: the text changed.
        scanned: a code is complete (Enter, Tab, or a scanner fell silent); carries the cleaned text.
        repeated: the same code was keyed again within two seconds and was left out.

    """

    changed = Signal()
    scanned = Signal(str)
    repeated = Signal(str)

    def __init__(self, placeholder: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setMaxLength(200)
        self._burst = Burst()
        self._keyed = False
        self._committed = ""
        self._committed_at = 0.0
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE)
        self._idle.timeout.connect(self._commit_if_scanner)
        self.textChanged.connect(self._clean)

    def value(self) -> object:
        """Return the cleaned code."""
        return typed.clean_scan(self.text())

    def set_value(self, value: object) -> None:
        """Show a code without announcing it as a scan."""
        self.setText("" if value is None else str(value))
        self._burst.forget()
        self._keyed = False
        self._committed = str(self.value())
        self._committed_at = 0.0

    def trouble(self) -> str:
        """Say when something other than letters and digits is left."""
        return "" if str(self.value()).isascii() else fields.explain("not_ascii")

    def set_read_only(self, read_only: bool) -> None:
        """Switch between reading and writing."""
        self.setReadOnly(read_only)
        theme.mark(self, readOnly=read_only)

    def commit(self) -> None:
        """Announce the code once; the same one keyed anew within two seconds counts as a double trigger."""
        self._idle.stop()
        self._burst.forget()
        keyed, self._keyed = self._keyed, False
        code = str(self.value())
        if not code or self.isReadOnly():
            return
        now = monotonic()
        announced = code == self._committed and now - self._committed_at < DOUBLE
        if announced and not keyed:
            # Enter for a code that was announced already, when the keys fell silent.
            return
        self._committed, self._committed_at = code, now
        (self.repeated if announced else self.scanned).emit(code)

    def _clean(self, text: str) -> None:
        cleaned = typed.clean_scan(text)
        if cleaned != text:
            behind = len(typed.clean_scan(text[: self.cursorPosition()]))
            self.setText(cleaned)
            self.setCursorPosition(behind)
            return
        theme.mark(self, invalid=not cleaned.isascii())
        self.changed.emit()

    def _commit_if_scanner(self) -> None:
        if self._burst.is_fast:
            self.commit()

    def inputMethodQuery(self, query: Qt.InputMethodQuery, argument: object = None) -> object:
        """Keep the input method out: it would turn letters of a scan into a candidate window."""
        if query == Qt.InputMethodQuery.ImEnabled:
            return False
        return super().inputMethodQuery(query) if argument is None else super().inputMethodQuery(query, argument)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Time the keys; swallow Enter so that it never reaches a default button."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commit()
            event.accept()
            return
        super().keyPressEvent(event)
        if event.text().isprintable() and event.text():
            self._burst.note(event)
            self._keyed = True
            self._idle.start()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's own name
        """Take Tab as the end of a code, then move on."""
        if str(self.value()) != self._committed:
            self.commit()
        return super().focusNextPrevChild(forward)
