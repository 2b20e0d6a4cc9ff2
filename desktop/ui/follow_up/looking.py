"""What a form has to look up: asked off the main thread, once somebody has stopped typing; one question at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.ui.intake.same_again import LOOK_AFTER

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.ui.background import Background, Failed
    from desktop.ui.follow_up.step_form import Found, Look, Seen
    from desktop.ui.forms import Values


class Looking(QObject):
    """Asks the question of a form whenever it is another one.

    Signals:
        found: the answer to the question that was asked last; a ``Found``.
    """

    found = Signal(object)

    def __init__(self, desk: Desk, background: Background, look: Look, failed: Failed, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._background, self._look, self._failed = desk, background, look, failed
        self._asked: str | None = None
        self._values: Values = {}
        self._seen: Seen | None = None
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(LOOK_AFTER)
        self._silence.timeout.connect(self._ask)

    def start(self, seen: Seen, values: Values) -> None:
        """Ask at once: the form was opened, or filled anew."""
        self._asked, self._seen, self._values = None, seen, values
        self._ask()

    def follow(self, values: Values) -> None:
        """Ask once the person has stopped typing."""
        self._values = values
        self._silence.start()

    def _ask(self) -> None:
        self._silence.stop()
        desk, seen, question = self._desk, self._seen, self._look.asks(self._values)
        if seen is None or question == self._asked:
            return
        self._asked = question
        self._background.run(lambda: (question, self._look.look(desk, seen, question)), self._tell, self._failed)

    def _tell(self, answer: tuple[str, Found]) -> None:
        question, found = answer
        # What fields offer is right whatever has been asked since.
        if question == self._asked or found.options:
            self.found.emit(found)
