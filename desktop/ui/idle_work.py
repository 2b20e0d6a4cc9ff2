"""Work nobody waits for yet, done while nobody touches anything: what comes next is ready when somebody goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QWindow
    from PySide6.QtWidgets import QWidget

#: Milliseconds without a key or the mouse after which a piece of work may begin.
QUIET = 400
_SIGNS_OF_LIFE = {
    QEvent.Type.KeyPress,
    QEvent.Type.KeyRelease,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
}


class IdleWork(QObject):
    """Pieces of work on the main thread, one at a time, each after a moment of quiet in a window."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__(inside)
        self._inside = inside
        self._pieces: list[Callable[[], object]] = []
        self._window: QWindow | None = None
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET)
        self._quiet.timeout.connect(self._do_one)

    def plan(self, *pieces: Callable[[], object]) -> None:
        """Do these when there is time, and forget what was planned before."""
        self._pieces = list(pieces)
        self._watch(self._inside.window().windowHandle() if pieces else None)
        self._quiet.start()

    def _do_one(self) -> None:
        if not self._pieces:
            self._watch(None)
            return
        # Out of sight it would only be in the way of whatever is in front.
        if self._inside.isVisible():
            self._pieces.pop(0)()
        self._quiet.start()

    def _watch(self, window: QWindow | None) -> None:
        if self._window is not None and shiboken6.isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait on at every sign of life."""
        if event.type() in _SIGNS_OF_LIFE:
            self._quiet.start()
        return super().eventFilter(watched, event)
