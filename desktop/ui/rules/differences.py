"""Two rule packs side by side: a list of what differs, and the values in full of the line one is on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.domain.rule_diff import ChangeKind
from desktop.i18n import N_, _
from desktop.ui import panels, richtext, theme
from desktop.ui.table_model import Column, RowsModel, Tone
from desktop.ui.table_view import RowsView
from desktop.wording.changed_parts import changed_parts
from desktop.wording.rule_diff import CHANGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.wording.changed_parts import Pieces
    from desktop.wording.rule_diff import DiffGroup

_ICONS = {
    ChangeKind.ADDED: "plus",
    ChangeKind.REMOVED: "x",
    ChangeKind.CHANGED: "pencil",
    ChangeKind.MOVED: "move-horizontal",
}
_TONES: dict[ChangeKind, Tone] = {
    ChangeKind.ADDED: "good",
    ChangeKind.REMOVED: "danger",
    ChangeKind.CHANGED: "warning",
    ChangeKind.MOVED: "accent",
}
#: Lines of text the values in full take.
_FULL_HEIGHT = 96
_WHAT_WIDTH = 232


@dataclass(frozen=True)
class DiffLine:
    """One line of the list: the heading of a part, or one value of it.

    Attributes:
        change: ``None`` for a heading.
        tip: what the file calls the part; of use to who writes packs.
    """

    label: str
    change: ChangeKind | None
    before: str = ""
    after: str = ""
    tip: str = ""


def lines_of(groups: Sequence[DiffGroup]) -> list[DiffLine]:
    """Put headings and values under each other."""
    lines = []
    for group in groups:
        lines.append(DiffLine(group.title, None, tip=group.id))
        lines += [DiffLine(row.label, row.change, row.before, row.after) for row in group.rows]
    return lines


def _pieces(line: DiffLine) -> tuple[Pieces, Pieces]:
    return changed_parts(line.before, line.after)


_COLUMNS: tuple[Column[DiffLine], ...] = (
    Column(
        N_("What"),
        lambda line: line.label,
        tone=lambda line: "accent" if line.change is None else "",
        tip=lambda line: " · ".join(filter(None, (line.label, line.tip))) if line.tip else "",
        width=_WHAT_WIDTH,
    ),
    Column(
        N_("Change made"),
        lambda line: "" if line.change is None else _(CHANGES[line.change]),
        icon=lambda line: "" if line.change is None else _ICONS[line.change],
        tone=lambda line: "" if line.change is None else _TONES[line.change],
        width=116,
    ),
    Column(N_("Before"), lambda line: line.before, pieces=lambda line: _pieces(line)[0], mark="danger_soft"),
    Column(N_("After"), lambda line: line.after, pieces=lambda line: _pieces(line)[1], mark="good_soft"),
)


class DifferencesView(QWidget):
    """The list, and below it both values in full, beside each other."""

    def __init__(self) -> None:
        super().__init__()
        self.table = RowsView(
            RowsModel(_COLUMNS), empty_text=_("The two packs are the same."), empty_icon="circle-check"
        )
        self.table.setObjectName("differences_table")
        self.table.setAccessibleName(_("Differences"))
        self._before = panels.text("", selectable=True)
        self._after = panels.text("", selectable=True)
        for value in (self._before, self._after):
            value.setTextFormat(Qt.TextFormat.RichText)
        self._before.setObjectName("value_before")
        self._after.setObjectName("value_after")
        sides = []
        for name, value in ((_("Before"), self._before), (_("After"), self._after)):
            side = panels.Card(margin=theme.S, scroll=True)
            side.body.addWidget(panels.text(name, "secondary"))
            side.body.addWidget(value)
            side.body.addStretch(1)
            sides.append(side)
        full = QWidget()
        full.setFixedHeight(_FULL_HEIGHT)
        full.setLayout(panels.columns(*sides, spacing=theme.M))
        layout = panels.column(self.table, full)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.table.row_chosen.connect(self._show_full)

    def show_groups(self, groups: Sequence[DiffGroup]) -> None:
        """Show other differences, standing on the first value."""
        lines = lines_of(groups)
        self.table.clearSpans()
        self.table.rows_model.set_rows(lines)
        for number, line in enumerate(lines):
            if line.change is None:
                self.table.setSpan(number, 0, 1, len(_COLUMNS))
        self._show_full(None)
        if lines:
            self.table.choose(1)

    def _show_full(self, line: DiffLine | None) -> None:
        before, after = _pieces(line) if line is not None else ((), ())
        self._before.setText(_marked(before, "danger_soft"))
        self._after.setText(_marked(after, "good_soft"))


def _marked(pieces: Pieces, ground: str) -> str:
    """Mark what changed by its ground and by bold type: colour alone says nothing to some."""
    colour = theme.current().colour(ground).name()
    return "".join(richtext.marked(piece, colour) if changed else richtext.plain(piece) for piece, changed in pieces)
