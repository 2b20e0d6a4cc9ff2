"""When to keep what somebody types: soon after the last key, and now and then while they type without a pause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

#: Milliseconds of silence after which what is typed is kept.
KEEP_AFTER = 3000
#: Milliseconds after which it is kept while somebody types on without a pause.
KEEP_AT_LATEST = 5000


class Keeping(QObject):
    """Two clocks started by ``touch``; whichever runs out first calls ``keep``, which calls ``rest``."""

    def __init__(self, keep: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._soon = self._clock(KEEP_AFTER, keep)
        self._at_latest = self._clock(KEEP_AT_LATEST, keep)

    def touch(self) -> None:
        """Take note that something was typed."""
        self._soon.start()
        if not self._at_latest.isActive():
            self._at_latest.start()

    def rest(self) -> None:
        """Stop: it is kept, or there is nothing to keep."""
        self._soon.stop()
        self._at_latest.stop()

    def _clock(self, milliseconds: int, keep: Callable[[], None]) -> QTimer:
        clock = QTimer(self)
        clock.setSingleShot(True)
        clock.setInterval(milliseconds)
        clock.timeout.connect(keep)
        return clock
