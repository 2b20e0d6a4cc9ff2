"""Who takes the seat: a line to say it in (a name, its initials, a staff number), and a button for each person."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.i18n import _
from desktop.spellings import bare, spellings
from desktop.ui import panels, theme
from desktop.ui.fields import TextField
from desktop.wording import case as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from desktop.domain.people import Person
    from desktop.ui.background import Background


class Seats(QWidget):
    """The people who can sign in here; nobody is chosen until somebody says who they are.

    Signals:
        chosen: this ``Person`` wants the seat.
    """

    chosen = Signal(object)

    def __init__(self, people: Sequence[Person], background: Background, *, width: int) -> None:
        """Offer people in this order, with buttons ``width`` pixels wide."""
        super().__init__()
        self._people = list(people)
        self._spelt: dict[str, tuple[str, ...]] = {person.person_id: (bare(person.name),) for person in people}
        self._line = _Line(_("Name, its initials, or staff number"))
        self._line.setObjectName("who_edit")
        self._line.setAccessibleName(_("Who takes the seat?"))
        self._nobody = panels.text(_("Nobody here goes by that."), "secondary")
        self._nobody.setObjectName("nobody_label")
        self._nobody.hide()
        self._buttons = {person.person_id: self._button(person, width) for person in people}
        inner = QWidget()
        rows = panels.column(*self._buttons.values(), None, spacing=theme.XS)
        inner.setLayout(rows)
        self.setLayout(panels.column(self._line, self._nobody, panels.scrolling(inner), spacing=theme.M))
        self.setFocusProxy(self._line)
        self._line.changed.connect(self._narrow_down)
        self._line.returnPressed.connect(self._choose)
        self._line.left_downwards.connect(self._go_to_first)
        background.run(partial(_spell, [(person.person_id, person.name) for person in people]), self._take_spellings)

    def clear(self) -> None:
        """Offer everybody again."""
        self._line.set_value("")

    def _button(self, person: Person, width: int) -> QPushButton:
        line = _("{name} · {role}").format(name=person.name, role=words.role(person.role.value))
        made = panels.button(line, partial(self.chosen.emit, person), icon="users")
        made.setObjectName(f"person_{person.code}")
        made.setToolTip(_("Staff number {code}").format(code=person.code))
        made.setMinimumWidth(width)
        return made

    def _take_spellings(self, spelt: dict[str, tuple[str, ...]]) -> None:
        self._spelt = spelt
        self._narrow_down()

    def _fitting(self) -> list[Person]:
        """Return whom the words in the line may mean; only one, where it is their staff number."""
        wanted = bare(str(self._line.value()))
        if not wanted:
            return self._people
        numbered = [one for one in self._people if bare(one.code).lstrip("0") == wanted.lstrip("0")]
        return numbered or [one for one in self._people if self._fits(one, wanted)]

    def _fits(self, person: Person, wanted: str) -> bool:
        written, *by_sound = self._spelt[person.person_id]
        return (
            wanted in written
            or bare(person.code).startswith(wanted)
            or any(sound.startswith(wanted) for sound in by_sound)
        )

    def _narrow_down(self) -> None:
        fitting = {person.person_id for person in self._fitting()}
        for person_id, button in self._buttons.items():
            button.setVisible(person_id in fitting)
        self._nobody.setVisible(not fitting)

    def _choose(self) -> None:
        """Take the one that is meant; with several the keyboard goes on among them, with none named nowhere."""
        fitting = self._fitting()
        if bare(str(self._line.value())) and len(fitting) == 1:
            self.chosen.emit(fitting[0])
        elif bare(str(self._line.value())):
            self._go_to_first()

    def _go_to_first(self) -> None:
        for person in self._fitting()[:1]:
            self._buttons[person.person_id].setFocus(Qt.FocusReason.TabFocusReason)


class _Line(TextField):
    """The line to say it in.

    Signals:
        left_downwards: the arrow key wants to go on to what is below.
    """

    left_downwards = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go down with the arrow key."""
        if event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
            return
        super().keyPressEvent(event)


def _spell(names: list[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    return {person_id: spellings(name) for person_id, name in names}
