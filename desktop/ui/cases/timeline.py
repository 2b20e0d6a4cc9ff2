"""The history of a case, newest first: what, who, when; what is no longer obeyed is struck through and says why.

One list that paints only what is in sight, so that a case with hundreds of entries opens at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QKeySequence, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop import i18n
from desktop.actions.history import names_of
from desktop.domain import entries as e
from desktop.domain.history import Strand, belongs
from desktop.i18n import N_, _, ngettext
from desktop.ui import icons, panels, theme
from desktop.ui.choices import ChoiceField
from desktop.ui.table_model import ROW, Column, RowsModel
from desktop.wording import case as words
from desktop.wording import history

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QKeyEvent

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case, Happened
    from desktop.wording.names import Names

    Index = QModelIndex | QPersistentModelIndex

_ICONS = {
    "case-registered": "inbox",
    "case-corrected": "file-check",
    "evidence-added": "paperclip",
    "finding-recorded": "scan-line",
    "assessed": "calculator",
    "proposed": "file-text",
    "decided": "stamp",
    "paper-issued": "printer",
    "note-added": "info",
    "revealed": "eye",
    "case-assigned": "users",
    "notice-given": "scale",
    "notice-objected": "scale",
    "objection-answered": "scale",
    "notice-withdrawn": "scale",
    "case-linked": "copy",
    "case-closed": "circle-check",
    "case-merged": "circle-check",
    "payment-made": "check",
    "money-returned": "check",
    "remedy-done": "check",
}
#: Kinds that share an icon by the way their names begin.
_FAMILIES = {"order-": "inbox", "wait-": "calendar", "customer-": "users"}

STRANDS = {
    Strand.TALKS: N_("Talks"),
    Strand.ORDERS: N_("Work orders"),
    Strand.MONEY: N_("Money"),
    Strand.DECISIONS: N_("Decisions"),
    Strand.PAPERS: N_("Papers and evidence"),
    Strand.LOOKS: N_("Looks at personal data"),
}
_SIGN = 16
_BETWEEN = 2


@dataclass(frozen=True)
class Line:
    """One line in words; looks at masked data by the same person in a row count as one.

    Attributes:
        kind: of the entry.
        stale: why it is not obeyed; empty if it is.

    """

    kind: str
    sentence: str
    stale: str
    who_and_when: str

    @property
    def text(self) -> str:
        """Return all of it, as it is read aloud and copied."""
        return "\n".join(filter(None, (self.sentence, self.stale, self.who_and_when)))


class Timeline(QWidget):
    """All entries of a case, or those of one strand.

    Signals:
        print_requested: the history is wanted on paper.
    """

    print_requested = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._lines: list[Line] = []
        self._strand = ChoiceField()
        self._strand.setObjectName("strand_box")
        self._strand.setAccessibleName(_("Show"))
        self._print = panels.icon_button("printer", _("Print the history"), self.print_requested.emit)
        self._print.setObjectName("print_history_button")
        self.model: RowsModel[Line] = RowsModel((Column(N_("History"), lambda line: line.text),))
        self._list = _Lines(self.model)
        top = panels.row(self._strand, self._print)
        top.setStretch(0, 1)
        layout = panels.column(top, self._list)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._strand.changed.connect(self._show_strand)

    def show_case(self, case: Case, merged: Sequence[Case] = ()) -> None:
        """Show the history of a case with those that go on in it; the strand looked at stays."""
        told = self._told(case)
        for other in merged:
            told += self._told(other, other.number)
        told.sort(key=itemgetter(0))
        self._lines = [line for _time, line in reversed(told)]
        chosen = self._strand.value()
        self._strand.blockSignals(True)
        self._strand.set_options(self._options())
        self._strand.set_value(chosen or "")
        if self._strand.value() is None:
            self._strand.set_value("")
        self._strand.blockSignals(False)
        self._show_strand()

    def _told(self, case: Case, number: str = "") -> list[tuple[str, Line]]:
        """Return the lines of one case with their times (UTC text), the oldest first."""
        names = names_of(self._desk, case)
        return [
            (happened.entry.header.time, self._line(happened, times, names, number))
            for happened, times in _together(case.history)
        ]

    def _options(self) -> list[tuple[object, str]]:
        counted = [("", _("Everything"), len(self._lines))]
        counted += [(strand, _(name), len(self._of(strand))) for strand, name in STRANDS.items()]
        return [
            (code, _("{name} ({count})").format(name=name, count=i18n.number(count)))
            for code, name, count in counted
            if count or not code
        ]

    def _of(self, strand: Strand) -> list[Line]:
        return [line for line in self._lines if belongs(line.kind, strand)]

    def _show_strand(self) -> None:
        strand = self._strand.value()
        self.model.set_rows(self._of(strand) if isinstance(strand, Strand) else self._lines)

    def _line(self, happened: Happened, times: int, names: Names, number: str) -> Line:
        header = happened.entry.header
        who = names.person(header.actor, header.time) or _("Unknown person")
        told = history.sentence(happened, self._desk.reference.packs, names)
        if times > 1:
            looks = ngettext("Looked at masked data {count} time", "Looked at masked data {count} times", times)
            told = looks.format(count=times)
        if number:
            told = _("[{number}] {sentence}").format(number=number, sentence=told)
        stale = _("Does not count: {why}").format(why=words.stale(happened.stale)) if happened.stale else ""
        when = _("{who} · {moment}").format(who=who, moment=i18n.moment_of_text(header.time))
        return Line(header.kind, told, stale, when)


def _together(happened: Iterable[Happened]) -> list[tuple[Happened, int]]:
    """Count looks at masked data by the same person in a row as one."""
    lines: list[tuple[Happened, int]] = []
    for one in happened:
        before = lines[-1][0].entry if lines else None
        same_look = (
            before is not None
            and isinstance(one.entry.body, e.Revealed)
            and isinstance(before.body, e.Revealed)
            and before.header.actor == one.entry.header.actor
        )
        if same_look:
            lines[-1] = (one, lines[-1][1] + 1)
        else:
            lines.append((one, 1))
    return lines


class _Lines(QListView):
    """The list; arrow keys walk, the copy keys copy the line the person is on."""

    def __init__(self, model: RowsModel[Line]) -> None:
        super().__init__()
        self.setObjectName("history_list")
        self.setAccessibleName(_("History"))
        self.setModel(model)
        self.setItemDelegate(_LineDelegate(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setTabKeyNavigation(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy a whole line."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(str(self.currentIndex().data() or ""))
        else:
            super().keyPressEvent(event)


class Piece(NamedTuple):
    """One text of a line with its look: font and colour."""

    text: str
    font: QFont
    role: str


def pieces(line: Line) -> list[Piece]:
    """Return the texts of a line from the top down."""
    sentence = theme.font()
    sentence.setStrikeOut(bool(line.stale))
    small = theme.font(theme.SECONDARY)
    made = [Piece(line.sentence, sentence, "secondary" if line.stale else "text")]
    if line.stale:
        made.append(Piece(line.stale, small, "warning"))
    return [*made, Piece(line.who_and_when, small, "secondary")]


class _LineDelegate(QStyledItemDelegate):
    """Paints a line: its icon, its texts under each other, the ring of the keyboard."""

    def __init__(self, view: _Lines) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height the texts need in the width of the list."""
        width = self._view.viewport().width()
        line: Line = index.data(ROW)
        height = sum(_laid_out(piece, self._room(width))[1] for piece in pieces(line))
        return QSize(width, round(height) + _BETWEEN * len(pieces(line)) + theme.M)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        rect: QRect = option.rect  # type: ignore[attr-defined]  # not in the stub
        line: Line = index.data(ROW)
        painter.save()
        name = _ICONS.get(line.kind) or next((i for k, i in _FAMILIES.items() if line.kind.startswith(k)), "info")
        symbol = icons.pixmap(name, "secondary", _SIGN, self._view.devicePixelRatioF())
        painter.drawPixmap(rect.x() + theme.XS, rect.y() + theme.S - 1, symbol)
        x, y = rect.x() + theme.XS + _SIGN + theme.S, float(rect.y() + theme.XS + 1)
        for piece in pieces(line):
            layout, height = _laid_out(piece, self._room(rect.width()))
            painter.setPen(theme.current().colour(piece.role))
            layout.draw(painter, QPointF(x, y))
            y += height + _BETWEEN
        if self._view.hasFocus() and index == self._view.currentIndex():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.current().colour("accent"), theme.RING))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), theme.XS, theme.XS)
        painter.restore()

    def _room(self, width: int) -> int:
        return max(40, width - 2 * theme.XS - _SIGN - theme.S)


def _laid_out(piece: Piece, width: int) -> tuple[QTextLayout, float]:
    """Break a text into lines; return it with its height in pixels."""
    layout = QTextLayout(piece.text.replace("\n", "\u2028"), piece.font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    height = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout, height
