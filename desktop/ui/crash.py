"""What happens when the program itself is wrong: log it, keep the drafts, say so once and calmly."""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, qVersion

from desktop import __version__

if TYPE_CHECKING:
    import logging
    from collections.abc import Callable
    from types import TracebackType

    Show = Callable[[str], None]


class CrashReporter(QObject):
    """Takes uncaught exceptions of every thread and shows them on the main one."""

    _caught = Signal(str)

    def __init__(self, log: logging.Logger, before: Callable[[], None], show: Show) -> None:
        super().__init__()
        self._log = log
        self._before = before
        self._show = show
        self._open = False
        self._caught.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Deal with one uncaught exception; ``KeyboardInterrupt`` still ends the program."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        # An exception's message may hold a name or a phone: only its kind and the places go into the log.
        places = "".join(traceback.format_tb(trace))
        self._log.error("uncaught %s\n%s", kind.__name__, places)
        self._caught.emit(f"{heading()}\n\n{kind.__name__}\n{places}")

    def _tell(self, report: str) -> None:
        if self._open:
            return
        self._open = True
        try:
            self._before()
            self._show(report)
        finally:
            self._open = False


def install(log: logging.Logger, before: Callable[[], None], show: Show) -> CrashReporter:
    """Catch what nobody else catches.

    ``before`` keeps the drafts, ``show`` is ``ask.show_bug`` with its parent. Keep the reporter alive.
    """
    reporter = CrashReporter(log, before, show)
    sys.excepthook = reporter.take

    def in_thread(caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            reporter.take(caught.exc_type, caught.exc_value, caught.exc_traceback)

    threading.excepthook = in_thread
    return reporter


def heading() -> str:
    """Return the lines that say which program on which system."""
    return f"Mingpei {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"
