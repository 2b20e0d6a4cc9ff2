"""Background work that tells when the computer's clock stands before the last entry, whoever asked for the work."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal

from desktop.errors import ClockBehind
from desktop.ui.background import Background

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.background import Failed, Progress

Result = TypeVar("Result")


class ClockWatchingBackground(Background):
    """The background of the running program.

    Signals:
        clock_behind: an action was refused because of the clock; carries the ``ClockBehind``.
    """

    clock_behind = Signal(object)

    def run(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None] | None = None,
        failed: Failed | None = None,
        *,
        writes: bool = False,
        progress: Progress | None = None,
    ) -> None:
        """Run ``work`` elsewhere, as ``Background`` does; a refusal because of the clock is told beside."""

        def watched() -> Result:
            try:
                return work()
            except ClockBehind as error:
                self.clock_behind.emit(error)
                raise

        super().run(watched, done, failed, writes=writes, progress=progress)
