"""Lets Python's cycle collector run on the main thread only.

Left alone, the collector runs on whichever thread happens to allocate. Windows kept alive by a reference cycle would
then be taken apart on a worker thread, which Qt forbids: it crashes or hangs now and then, and never twice alike.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

#: Milliseconds between two looks; a look that finds little to do costs microseconds.
LOOK_EVERY = 1000


class GarbageOnMain(QObject):
    """Takes the collector over while it lives; made on the main thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(collect_due)
        self._timer.start()

    def stop(self) -> None:
        """Give the collector back, once no worker thread is left."""
        self._timer.stop()
        gc.enable()


def collect_due() -> None:
    """Collect the oldest generation whose threshold is reached, as the interpreter would have done by itself."""
    for generation in (2, 1, 0):
        limit = gc.get_threshold()[generation]
        if limit and gc.get_count()[generation] > limit:
            gc.collect(generation)
            return
