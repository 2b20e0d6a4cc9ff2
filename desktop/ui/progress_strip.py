"""The thin bar under the top bar: something is going on, how far, and a way to stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui import panels, theme

if TYPE_CHECKING:
    from desktop.ui.background import Background, Progress

_LINE = 3
#: Milliseconds between steps of the moving piece.
_STEP = 90


class ProgressStrip(QWidget):
    """A 3 px line that is always there, so nothing jumps, and a row with words and cancel for long work."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress: Progress | None = None
        self._line = _Line()
        self._words = panels.text("", "secondary", wrap=False)
        self._cancel = panels.link_button(_("Cancel"), self._on_cancel)
        self._row = QFrame()
        theme.mark(self._row, area="top")
        across = QHBoxLayout(self._row)
        across.setContentsMargins(theme.XL, 2, theme.M, 2)
        across.addWidget(self._words)
        across.addStretch(1)
        across.addWidget(self._cancel)
        self._row.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._line)
        layout.addWidget(self._row)
        background.busy_changed.connect(self._line.run)
        background.progress_started.connect(self.begin)
        background.progress_ended.connect(self.end)

    def begin(self, progress: Progress) -> None:
        """Show a long piece of work."""
        self._progress = progress
        self._words.setText(progress.text)
        self._cancel.setVisible(progress.can_cancel)
        self._cancel.setEnabled(True)
        progress.moved.connect(self._line.set_share)
        self._row.show()

    def end(self, progress: Progress) -> None:
        """Take it away again."""
        progress.moved.disconnect(self._line.set_share)
        self._line.set_share(-1.0)
        if progress is self._progress:
            self._progress = None
            self._row.hide()

    def _on_cancel(self) -> None:
        if self._progress is not None:
            self._cancel.setEnabled(False)
            self._words.setText(_("Stopping"))
            self._progress.cancel()


class _Line(QWidget):
    """The line itself: still, moving while the share is unknown, or filled so far."""

    def __init__(self) -> None:
        super().__init__()
        self._share = -1.0
        self._place = 0.0
        self.setFixedHeight(_LINE)
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP)
        self._timer.timeout.connect(self._advance)

    def run(self, busy: bool) -> None:
        """Start or stop moving."""
        self._place = 0.0
        if busy:
            self._timer.start()
        else:
            self._timer.stop()
        self.update()

    def set_share(self, share: float) -> None:
        """Fill so far; below zero the share is unknown."""
        self._share = share
        self.update()

    def _advance(self) -> None:
        self._place = (self._place + 0.04) % 1.0
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        painter = QPainter(self)
        accent = theme.current().colour("accent")
        if self._share >= 0:
            painter.fillRect(QRectF(0, 0, self.width() * self._share, _LINE), accent)
        elif self._timer.isActive():
            start = (self._place * 1.3 - 0.3) * self.width()
            painter.fillRect(QRectF(start, 0, self.width() * 0.3, _LINE), accent)
        painter.end()
