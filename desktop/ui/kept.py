"""Rows that are made once and filled anew: for what follows every keystroke.

Making a widget costs a style, a layout and a picture of its own; a row that says the same as before costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.ui import panels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.wording.claim_problems import FieldText


class Hideable(Protocol):
    """A widget, or a few that stand in one row."""

    def setVisible(self, visible: bool, /) -> None:  # noqa: N802 - Qt's own name and order
        """Show or hide all of it."""


RowKind = TypeVar("RowKind", bound=Hideable)


class KeptRows(Generic[RowKind]):
    """Rows of one kind in their order; those not needed now are hidden and wait.

    ``make`` makes the row of a number and puts it where it belongs. Tab comes last to a row made late, unless the
    pane around says otherwise.
    """

    def __init__(self, make: Callable[[int], RowKind]) -> None:
        self._make = make
        self.made: list[RowKind] = []

    def fit(self, count: int) -> Iterator[RowKind]:
        """Go through as many rows as are needed, showing each once it is filled; hide the others."""
        self.hide(count)
        for place in range(count):
            if place == len(self.made):
                self.made.append(self._make(place))
            yield self.made[place]
            self.made[place].setVisible(True)

    def hide(self, first: int = 0) -> None:
        """Hide the rows from one on."""
        for row in self.made[first:]:
            row.setVisible(False)


class JumpLines(QWidget):
    """Names of facts, each with a sentence and a way to its field.

    Signals:
        wanted: the person wants to go to the fact with this key.
    """

    wanted = Signal(str)

    def __init__(self, lead: str = "", *, spacing: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lead = lead
        self._lead_label = panels.text(lead, "strong")
        self._column = panels.column(self._lead_label, spacing=spacing)
        self._rows = KeptRows(self._make)
        self.setLayout(self._column)
        self._lead_label.setVisible(bool(lead))
        self.hide()

    def show_lines(self, lines: Sequence[FieldText], lead: str = "") -> None:
        """Show these and no others, under another lead if one is given; nothing to show hides all of it."""
        self._lead_label.setText(lead or self._lead)
        self._lead_label.setVisible(bool(lead or self._lead))
        for row, line in zip(self._rows.fit(len(lines)), lines, strict=True):
            row.show_line(line)
        self.setVisible(bool(lines))

    def tab_stops(self) -> list[QWidget]:
        """Return what Tab stops at, from top to bottom."""
        return [row.jump for row in self._rows.made]

    def _make(self, _place: int) -> _JumpLine:
        row = _JumpLine()
        row.jump.clicked.connect(lambda: self.wanted.emit(row.field))
        self._column.addWidget(row)
        return row


class _JumpLine(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.field = ""
        self.jump = panels.link_button("")
        self._sentence = panels.text("", "secondary")
        self.setLayout(panels.column(self.jump, self._sentence, spacing=0))

    def show_line(self, line: FieldText) -> None:
        self.field = line.field
        self.jump.setText(line.label or _("Show where"))
        self._sentence.setText(line.sentence)

    def setVisible(self, visible: bool, /) -> None:  # noqa: N802 - Qt's own name
        """Answer to a name only while in sight: another line may be about the same fact by then."""
        self.jump.setObjectName(f"jump_{self.field}" if visible else "")
        super().setVisible(visible)
