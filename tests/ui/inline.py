"""A background that runs everything at once, for tests that are not about threads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.background import Background, _Job, _outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.background import Failed, Progress, Result


class InlineBackground(Background):
    """Runs everything at once on the calling thread."""

    def run(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None] | None = None,
        failed: Failed | None = None,
        *,
        writes: bool = False,
        progress: Progress | None = None,
    ) -> None:
        """Run ``work`` and deliver its answer before returning."""
        number = self._begin(_Job(done, failed, progress))
        self._deliver(_outcome(number, work))
