"""The one door to work off the main thread.

``work`` gets plain values and returns plain values; it never sees a widget. ``done`` and ``failed`` run on
the main thread. Everything that writes goes through one thread, so the database has one writer.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal

#: Milliseconds after which the window shows that something is going on.
SHOW_BUSY_AFTER = 200

Result = TypeVar("Result")
Failed = Callable[[Exception], None]


class Cancelled(Exception):
    """Raised by ``Progress.step`` inside the work when the person pressed cancel."""


class Progress(QObject):
    """How far a long piece of work is; made on the main thread, reported from the work.

    Signals:
        moved: the share done, from 0 to 1, or -1 while unknown.

    """

    moved = Signal(float)

    def __init__(self, text: str, parent: QObject | None = None, *, can_cancel: bool = True) -> None:
        super().__init__(parent)
        self.text = text
        self.can_cancel = can_cancel
        self._cancelled = False

    def step(self, finished: int, total: int) -> None:
        """Report from inside the work.

        Raises:
            Cancelled: the person wants it to stop; let it pass through.

        """
        if self._cancelled:
            raise Cancelled
        self.moved.emit(finished / total if total else -1.0)

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._cancelled = True


@dataclass(frozen=True)
class _Job:
    """Who is to hear of a piece of work; stays on the main thread, for it leads to widgets."""

    done: Callable[..., None] | None
    failed: Failed | None
    progress: Progress | None


@dataclass(frozen=True)
class _Outcome:
    """What came of the job of that number."""

    number: int
    result: object = None
    error: Exception | None = None


def _outcome(number: int, work: Callable[[], object]) -> _Outcome:
    try:
        return _Outcome(number, work())
    except Exception as error:  # noqa: BLE001 - the one door: every error goes on to ``failed``
        return _Outcome(number, error=error)


class Background(QObject):
    """Runs work on two pools: one thread that writes, a few that read.

    Signals:
        busy_changed: work has been going on for 200 ms (``True``) or nothing is left (``False``).
        progress_started: a long piece of work began; carries its ``Progress``.
        progress_ended: that piece of work is over.
        failed_unheard: an error nobody asked to hear about; ``app.py`` shows it.

    """

    busy_changed = Signal(bool)
    progress_started = Signal(object)
    progress_ended = Signal(object)
    failed_unheard = Signal(object)
    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Not Qt's pools: PySide now and then keeps what was run on them for ever, and with it the pages that asked.
        self._writing = ThreadPoolExecutor(1, "writing")
        self._reading = ThreadPoolExecutor(max(2, QThread.idealThreadCount() - 1), "reading")
        self._jobs: dict[int, _Job] = {}
        self._numbers = itertools.count()
        self._underway: set[Future[None]] = set()
        self._closed = False
        self._busy_shown = False
        self._busy = QTimer(self)
        self._busy.setSingleShot(True)
        self._busy.setInterval(SHOW_BUSY_AFTER)
        self._busy.timeout.connect(self._show_busy)
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None] | None = None,
        failed: Failed | None = None,
        *,
        writes: bool = False,
        progress: Progress | None = None,
    ) -> None:
        """Run ``work`` elsewhere, then ``done(result)`` or ``failed(error)`` here.

        Nothing is called when ``done``/``failed`` belong to a widget that no longer exists. A cancelled piece
        of work calls neither. After ``drain`` new work is left undone: the program is closing.
        """
        if self._closed:
            return
        number = self._begin(_Job(done, failed, progress))
        pool = self._writing if writes else self._reading
        running = pool.submit(lambda: self._ended.emit(_outcome(number, work)))
        self._underway.add(running)
        running.add_done_callback(self._underway.discard)

    @property
    def is_busy(self) -> bool:
        """Whether any work is not done yet."""
        return bool(self._jobs)

    def drain(self, milliseconds: int = 30_000) -> bool:
        """Take no more work and wait for what is running; say whether it finished in time."""
        self._closed = True
        # What was taken on is still done; then the threads end.
        for pool in (self._writing, self._reading):
            pool.shutdown(wait=False)
        _finished, late = wait(tuple(self._underway), milliseconds / 1000)
        return not late

    def _begin(self, job: _Job) -> int:
        number = next(self._numbers)
        self._jobs[number] = job
        if len(self._jobs) == 1:
            self._busy.start()
        if job.progress is not None:
            self.progress_started.emit(job.progress)
        return number

    def _deliver(self, outcome: _Outcome) -> None:
        job = self._jobs.pop(outcome.number)
        if job.progress is not None:
            self.progress_ended.emit(job.progress)
        if not self._jobs:
            self._busy.stop()
            if self._busy_shown:
                self._busy_shown = False
                self.busy_changed.emit(False)
        if isinstance(outcome.error, Cancelled):
            return
        if outcome.error is not None:
            self._report(job, outcome.error)
        elif job.done is not None and is_alive(job.done):
            job.done(outcome.result)

    def _report(self, job: _Job, error: Exception) -> None:
        if job.failed is None:
            self.failed_unheard.emit(error)
        elif is_alive(job.failed):
            job.failed(error)

    def _show_busy(self) -> None:
        self._busy_shown = True
        self.busy_changed.emit(True)


def is_alive(slot: Callable[..., object]) -> bool:
    """Say whether the widget a callback belongs to still exists."""
    owner = getattr(slot, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
