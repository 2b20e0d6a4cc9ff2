"""A small strip that shows where an amount stands: the middle half as a box, the median as a bar, the amount on top.

Shape and words carry it all, so that it reads the same without colours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import _
from desktop.ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_BOX = 14
_POINTER = 5
_POINTER_HEIGHT = 7
_BAR = 3
#: Share of the width kept free at both ends.
_MARGIN = 0.08


class SpreadStrip(QWidget):
    """Drawn from the smallest to the largest of what is marked; without a spread it takes no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._median = 0
        self._middle = (0, 0)
        self._amount: int | None = None
        self._line = QFontMetricsF(theme.font(theme.SMALL)).height()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(round(2 * self._line + _POINTER_HEIGHT + _BOX + theme.S))
        self.setObjectName("spread_strip")
        self.hide()

    def show_spread(self, median: int | None, middle: tuple[int, int] | None, amount: int | None) -> None:
        """Show a spread and an amount, in smallest units of one currency; without a spread hide."""
        if median is not None and middle is not None:
            self._median, self._middle, self._amount = median, middle, amount
        self.setVisible(median is not None and middle is not None)
        self.update()

    def place(self, amount: int) -> float:
        """Return how far from the left an amount stands, in pixels."""
        marked = [*self._middle, self._median, *([] if self._amount is None else [self._amount])]
        low, high = min(marked), max(marked)
        share = (amount - low) / (high - low) if high > low else 0.5
        return self.width() * (_MARGIN + share * (1 - 2 * _MARGIN))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the strip."""
        colour = theme.current().colour
        painter = QPainter(self)
        painter.setFont(theme.font(theme.SMALL))
        top = self._line + _POINTER_HEIGHT + theme.XS
        middle = top + _BOX / 2
        painter.setPen(QPen(colour("border"), 1))
        painter.drawLine(QPointF(0, middle), QPointF(self.width(), middle))
        left, right = (self.place(amount) for amount in self._middle)
        painter.setBrush(colour("accent_soft"))
        # At least as wide as the bar of the median, which would else stand for itself.
        width = max(right - left, _BAR + 4.0)
        painter.drawRect(QRectF((left + right - width) / 2, top, width, _BOX))
        painter.fillRect(QRectF(self.place(self._median) - _BAR / 2, top - 2, _BAR, _BOX + 4), colour("text"))
        self._write(painter, _("Median"), self.place(self._median), top + _BOX + 3, "secondary")
        if self._amount is not None:
            self._point(painter, self.place(self._amount), top - 3)
        painter.end()

    def _point(self, painter: QPainter, x: float, y: float) -> None:
        """Draw the pointer to this case's amount."""
        # Only here: upright and level lines are sharper without.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().colour("accent"))
        corners = (QPointF(x, y), *(QPointF(x + side, y - _POINTER_HEIGHT) for side in (-_POINTER, _POINTER)))
        painter.drawPolygon(QPolygonF(corners))
        self._write(painter, _("This case"), x, 0, "text")

    def _write(self, painter: QPainter, words: str, x: float, y: float, role: str) -> None:
        """Write words under or over a place, moved in where they would leave the strip."""
        width = QFontMetricsF(painter.font()).horizontalAdvance(words)
        left = min(max(x - width / 2, 0.0), max(self.width() - width, 0.0))
        painter.setPen(theme.current().colour(role))
        painter.drawText(QRectF(left, y, width + 1, self._line), words)
