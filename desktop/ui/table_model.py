"""One model for every list: rows of any kind, columns declared once.

COLUMNS = (
    Column(N_("Case"), lambda case: case.number, width=110),
    Column(N_("Due"), lambda case: money(case.due), lambda case: case.due.amount, align=RIGHT),
)
model = RowsModel(COLUMNS)
model.set_rows(cases)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, Literal, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.i18n import _
from desktop.ui import icons

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
Tone = Literal["", "secondary", "accent", "warning", "danger", "good"]

LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

#: Returns the sort key of a cell, the row behind it, or the name of its colour.
SORT: Final = Qt.ItemDataRole.UserRole
ROW: Final = Qt.ItemDataRole.UserRole + 1
TONE: Final = Qt.ItemDataRole.UserRole + 2
_NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column of a list.

    Attributes:
        title: heading, marked with ``N_``.
        text: the words of a cell.
        sort_key: what to sort by instead of the words; ``None`` for a row sorts last.
        align: ``LEFT`` or ``RIGHT`` (money, numbers).
        icon: name of an icon for a cell, or nothing; it takes the colour of ``tone``.
        tone: colour of a cell; state always shows in words or icon too.
        tip: longer text for the tool tip; else the words themselves when they are cut off.
        width: first width in pixels; 0 lets the column share what is left.
        middle: cut long words in the middle (waybills) instead of at the end.
        strong: write in bold.
        pieces: the words of a cell in pieces, each with whether it is to be marked; together they are ``text``.
        mark: name of the colour behind marked pieces, which are bold as well.

    """

    title: str
    text: Callable[[Row], str]
    sort_key: Callable[[Row], object] | None = None
    align: Qt.AlignmentFlag = LEFT
    icon: Callable[[Row], str] | None = None
    tone: Callable[[Row], Tone] | None = None
    tip: Callable[[Row], str] | None = None
    width: int = 0
    middle: bool = False
    strong: bool = False
    pieces: Callable[[Row], Sequence[tuple[str, bool]]] | None = None
    mark: str = ""


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows under declared columns; sorts itself."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: list[Row] = []
        self._order: tuple[int, Qt.SortOrder] | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows as shown."""
        return tuple(self._rows)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show the answer to a new query, in the order last asked for."""
        self.beginResetModel()
        self._rows = list(rows)
        if self._order is not None:
            self._rows = self._sorted(*self._order)
        self.endResetModel()

    def row_at(self, index: Index) -> Row | None:
        """Return the row behind an index, or ``None`` outside the list."""
        inside = index.isValid() and 0 <= index.row() < len(self._rows)
        return self._rows[index.row()] if inside else None

    def position_of(self, matches: Callable[[Row], bool]) -> int:
        """Return the position of the first row that matches, or -1."""
        return next((position for position, row in enumerate(self._rows) if matches(row)), -1)

    def _sorted(self, column: int, order: Qt.SortOrder) -> list[Row]:
        key = self.columns[column].sort_key or self.columns[column].text
        known = [(key(row), row) for row in self._rows]
        filled = [pair for pair in known if pair[0] is not None]
        filled.sort(key=lambda pair: pair[0], reverse=order == Qt.SortOrder.DescendingOrder)  # type: ignore[arg-type,return-value]  # keys of one column compare with each other
        return [row for _key, row in filled] + [row for found, row in known if found is None]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of rows; a cell has none below it."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns; a cell has none below it."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Answer for one cell."""
        row = self.row_at(index)
        if row is None:
            return None
        column = self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return column.text(row)
            case Qt.ItemDataRole.ToolTipRole:
                return column.tip(row) if column.tip else None
            case Qt.ItemDataRole.DecorationRole:
                name = column.icon(row) if column.icon else ""
                return icons.icon(name, self._ink(column, row)) if name else None
            case Qt.ItemDataRole.TextAlignmentRole:
                return column.align
            case _:
                return self._own_role(column, row, role)

    def _own_role(self, column: Column[Row], row: Row, role: int) -> object:
        if role == SORT:
            return column.sort_key(row) if column.sort_key else column.text(row)
        if role == ROW:
            return row
        if role == TONE:
            return column.tone(row) if column.tone else ""
        return None

    def _ink(self, column: Column[Row], row: Row) -> str:
        return (column.tone(row) if column.tone else "") or "secondary"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the heading of a column."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(self.columns[section].title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.columns[section].align
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the rows; equal rows keep their order, the selection stays on its row."""
        if not 0 <= column < len(self.columns):
            return
        self._order = (column, order)
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [self._rows[index.row()] for index in before]
        self._rows = self._sorted(column, order)
        places = {id(row): position for position, row in enumerate(self._rows)}
        after = [self.index(places[id(row)], index.column()) for row, index in zip(held, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
