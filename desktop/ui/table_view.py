"""The look of every list: rows with hairlines, a ring round the row in focus, a word for empty lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHelpEvent,
    QIcon,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from desktop.ui import icons, theme
from desktop.ui.table_model import TONE, RowsModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    Index = QModelIndex | QPersistentModelIndex

Row = TypeVar("Row")
#: Room left and right of the words of a cell.
PADDING = theme.M


class RowsView(QTableView, Generic[Row]):
    """A list over a ``RowsModel``.

    Signals:
        row_opened: Enter or a double click on a row; carries the row.
        row_chosen: another row became current (``None`` when none is); carries the row.

    """

    row_opened = Signal(object)
    row_chosen = Signal(object)

    def __init__(
        self,
        model: RowsModel[Row],
        *,
        empty_text: str = "",
        empty_icon: str = "inbox",
        headings: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows_model = model
        self._empty_text = empty_text
        self._empty_icon = empty_icon
        self.setModel(model)
        self.setItemDelegate(_RowDelegate(self))
        self._dress()
        self.horizontalHeader().setVisible(headings)
        self._size_columns()
        self.activated.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        model.modelReset.connect(self._on_reset)

    def current_row(self) -> Row | None:
        """Return the row the person is on."""
        return self.rows_model.row_at(self.currentIndex())

    def selected_rows(self) -> list[Row]:
        """Return all rows chosen, from top to bottom (one, unless ``allow_many`` was called)."""
        found = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        return [row for row in map(self.rows_model.row_at, found) if row is not None]

    def allow_many(self) -> None:
        """Let several rows be chosen at once with Shift and Ctrl."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def choose(self, position: int) -> None:
        """Make a row current and bring it into view."""
        index = self.rows_model.index(position, 0)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def sort_by(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column and show so in the heading; from here on headings can be clicked."""
        self.setSortingEnabled(True)
        self.sortByColumn(column, order)

    def set_empty_text(self, text: str, icon: str = "inbox") -> None:
        """Say what to do when nothing is there."""
        self._empty_text, self._empty_icon = text, icon
        self.viewport().update()

    def _dress(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.current().row)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QTableView.Shape.NoFrame)

    def _size_columns(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        header.setFixedHeight(theme.HEADER)
        header.setSectionsMovable(False)
        for number, column in enumerate(self.rows_model.columns):
            if column.width:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(number, column.width)
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    def _open(self, index: QModelIndex) -> None:
        if (row := self.rows_model.row_at(index)) is not None:
            self.row_opened.emit(row)

    def _on_current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.row_chosen.emit(self.rows_model.row_at(current))

    def _on_reset(self) -> None:
        self.row_chosen.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter on every platform; Home and End go to the first and last row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Home:
            self.choose(0)
        elif event.key() == Qt.Key.Key_End:
            self.choose(self.rows_model.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: Any) -> None:  # noqa: ANN401 - a QFocusEvent; the stub of the base differs
        """Give the keyboard a row to stand on."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows_model.rowCount():
            self.choose(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, or what to do when there are none."""
        super().paintEvent(event)
        if self.rows_model.rowCount() == 0 and self._empty_text:
            self._paint_empty()

    def _paint_empty(self) -> None:
        area = self.viewport().rect().adjusted(theme.XL, 0, -theme.XL, 0)
        painter = QPainter(self.viewport())
        side = 2 * theme.ICON
        picture = icons.pixmap(self._empty_icon, "border", side, self.devicePixelRatioF())
        middle = area.center()
        painter.drawPixmap(middle.x() - side // 2, middle.y() - side - theme.S, picture)
        painter.setFont(theme.font())
        painter.setPen(theme.current().colour("secondary"))
        words = QRect(area.x(), middle.y() + theme.XS, area.width(), area.height() // 2)
        painter.drawText(words, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, self._empty_text)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the empty text in the middle."""
        super().resizeEvent(event)
        self.viewport().update()


class _RowDelegate(QStyledItemDelegate):
    """Paints one cell; all rows look alike in every list."""

    def __init__(self, view: RowsView[Any]) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint background, hairline, icon, words and the focus ring."""
        look = theme.current()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]  # not in the stub
        rect: QRect = option.rect  # type: ignore[attr-defined]  # not in the stub
        painter.save()
        if chosen:
            painter.fillRect(rect, look.colour("accent_soft"))
        painter.setPen(look.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        self._paint_cell(painter, rect, index)
        if chosen and index.column() == 0:
            painter.fillRect(QRect(rect.x(), rect.y(), 3, rect.height()), look.colour("accent"))
        if self._view.hasFocus() and index.row() == self._view.currentIndex().row():
            self._paint_ring(painter, rect, index, look.colour("accent"))
        painter.restore()

    def _paint_cell(self, painter: QPainter, rect: QRect, index: Index) -> None:
        column = self._view.rows_model.columns[index.column()]
        inner = rect.adjusted(PADDING, 0, -PADDING, -1)
        tone = str(index.data(TONE) or "text")
        symbol = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(symbol, QIcon):
            side = theme.ICON - 2
            place = QRect(inner.x(), inner.center().y() - side // 2 + 1, side, side)
            symbol.paint(painter, place)
            inner.setLeft(place.right() + 1 + theme.S - 2)
        painter.setFont(theme.font(bold=column.strong))
        painter.setPen(theme.current().colour(tone))
        if column.pieces is not None:
            row = self._view.rows_model.row_at(index)
            _paint_pieces(painter, inner, column.pieces(row), theme.current().colour(column.mark))
            return
        painter.drawText(inner, column.align | Qt.TextFlag.TextSingleLine, self._fitted(painter, column, inner, index))

    def _fitted(self, painter: QPainter, column: Any, inner: QRect, index: Index) -> str:  # noqa: ANN401 - Column[Row]
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "").replace("\n", " ")
        cut = Qt.TextElideMode.ElideMiddle if column.middle else Qt.TextElideMode.ElideRight
        return QFontMetrics(painter.font()).elidedText(words, cut, inner.width())

    def _paint_ring(self, painter: QPainter, rect: QRect, index: Index, colour: QColor) -> None:
        last = index.column() == index.model().columnCount() - 1
        # The ring goes round the whole row: each cell clips its own piece of it.
        far = rect.width() + 2 * theme.RADIUS
        around = QRectF(rect).adjusted(1, 1, -1, -2)
        around.adjust(0 if index.column() == 0 else -far, 0, 0 if last else far, 0)
        painter.setClipRect(rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, theme.RING))
        painter.drawRoundedRect(around, 4, 4)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row and the width of its words."""
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        width = QFontMetrics(theme.font()).horizontalAdvance(words) + 2 * PADDING
        if index.data(Qt.ItemDataRole.DecorationRole) is not None:
            width += theme.ICON + theme.S
        return QSize(width, theme.current().row)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Show the whole words when they are cut off."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        own = index.data(Qt.ItemDataRole.ToolTipRole)
        room: QRect = option.rect  # type: ignore[attr-defined]  # not in the stub
        cut = self.sizeHint(option, index).width() > room.width()
        QToolTip.showText(event.globalPos(), str(own or (index.data() if cut else "")), view)
        return True


def _paint_pieces(painter: QPainter, inner: QRect, pieces: Sequence[tuple[str, bool]], ground: QColor) -> None:
    """Write pieces after each other as far as there is room, marked ones in bold on their ground."""
    room = QRect(inner)
    for piece, is_marked in pieces:
        painter.setFont(theme.font(bold=is_marked))
        metrics = QFontMetrics(painter.font())
        words = piece.replace("\n", " ")
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        width = metrics.horizontalAdvance(shown)
        if is_marked:
            height = metrics.height()
            painter.fillRect(QRect(room.x(), room.center().y() - height // 2, width, height), ground)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
        room.setLeft(room.x() + width)
        if shown != words or room.width() < PADDING:
            return
