"""What happens on the tour: a branch is founded, a vase arrives broken, two people settle the claim."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication

from desktop import settings as kept_settings
from desktop.app import App, dress
from desktop.tour import checks
from desktop.tour.day import Day
from desktop.tour.hands import Hands, TourFailedError
from desktop.tour.people import CLERK, MANAGER, TourClock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: The whole screen of an old office PC.
SCREEN = (1366, 768)


class Story:
    """One walk through the program, and what there is to tell of it."""

    def __init__(self, out: Path, language: str, look: str) -> None:
        self._out = out
        self._steps: list[dict[str, object]] = []
        self._qapp = _application()
        settings = kept_settings.Settings(language=language, theme=look)  # type: ignore[arg-type]  # checked by argparse
        dress(self._qapp, settings)
        self._clock = TourClock()
        self._app = App(self._qapp, out / "office", settings, self._clock)
        self._hands = Hands(out / "pictures", lambda: self._app.background.is_busy)
        self._day = Day(self._app, self._hands, self._clock, out)
        self._checked: dict[str, object] = {}

    def tell(self) -> None:
        """Do every step; stop at the first that fails.

        Raises:
            TourFailedError: something did not come out as it should.
        """
        # Out of the way: nothing is to look as if a mouse were over it.
        QCursor.setPos(*SCREEN)
        self._app.start()
        for step in (*self._day.steps(), self.come_back):
            self._do(step)
        self._app.finish()
        self._checked = checks.check(self._out, self._day.papers)

    def come_back(self) -> None:
        """Close the program, start it again and sign in."""
        self._app.finish()
        self._app = App(self._qapp, self._out / "office", kept_settings.load(), self._clock)
        self._app.start()
        _fill_the_screen()
        self._hands.write("password_field", MANAGER.password)
        self._hands.picture("sign-in")
        self._hands.click("enter_button")
        self._hands.wait(lambda: self._app.window is not None, "nobody is let in")

    def report(self) -> dict[str, object]:
        """Return what ``tour.json`` holds."""
        people = [{"staff": worker.code, "password": worker.password} for worker in (MANAGER, CLERK)]
        return {
            "steps": self._steps,
            "pictures": [f"pictures/{name}" for name in self._hands.pictures],
            "papers": {kind: f"papers/{name}" for kind, name in self._day.papers.items()},
            "office": "office",
            "people": people,
            **self._checked,
        }

    def _do(self, step: Callable[[], None]) -> None:
        started = time.monotonic()
        words = (step.__doc__ or step.__name__).strip().rstrip(".")
        _fill_the_screen()
        try:
            step()
        except TourFailedError as error:
            raise TourFailedError(f"{words}: {error}") from error
        self._steps.append({"step": words, "seconds": round(time.monotonic() - started, 2)})


def _fill_the_screen() -> None:
    for window in QApplication.topLevelWidgets():
        if window.isWindow() and window.isVisible() and window.windowFlags() & Qt.WindowType.Window:
            window.resize(*SCREEN)


def _application() -> QApplication:
    running = QApplication.instance()
    return running if isinstance(running, QApplication) else QApplication([])
