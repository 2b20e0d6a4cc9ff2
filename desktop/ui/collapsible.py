"""A section that folds to one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QToolButton, QWidget

from desktop.ui import icons, theme

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class Collapsible(QWidget):
    """A section that folds to one line.

    Signals:
        toggled: opened (``True``) or folded.

    """

    toggled = Signal(bool)

    def __init__(self, title: str, content: QWidget, *, is_open: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self.head = _Head()
        self.head.setObjectName("fold_head")
        self.head.setText(title)
        self.head.setCheckable(True)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.mark(self.head, kind="fold")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.XS)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(1, 1)
        self._grid.addWidget(self.head, 0, 0, Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(content, 1, 0)
        self.head.toggled.connect(self._fold)
        self.head.setChecked(is_open)
        self._fold(is_open)

    def set_title(self, title: str) -> None:
        """Change the line that stays."""
        self.head.setText(title)
        self._fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the line that stays where it does not fit: what it names may be a sum of money."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        many = self.head.fit(width)
        theme.mark(self.head, lines="many" if many else "")
        # The style names the least height of a button, and a layout goes by that and not by what the words need.
        self._grid.setRowMinimumHeight(0, self.head.sizeHint().height() if many else 0)

    @property
    def is_open(self) -> bool:
        """Whether the content is in sight."""
        return self.head.isChecked()

    def set_open(self, is_open: bool) -> None:
        """Open or fold it."""
        self.head.setChecked(is_open)

    def _fold(self, is_open: bool) -> None:
        self.head.setIcon(icons.icon("chevron-down" if is_open else "chevron-right", "secondary", checked="secondary"))
        self._content.setVisible(is_open)
        self.toggled.emit(is_open)


class _Head(QToolButton):
    """A button whose words break into lines; Qt's own would be cut off or push the page wider."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """Return the words as they were given."""
        return self._words

    def setText(self, words: str, /) -> None:  # noqa: N802 - Qt's own name
        """Show words on one line; ``fit`` breaks them."""
        if words != self._words:
            self._words = words
            super().setText(words)
            self.setAccessibleName(words)

    def minimumSizeHint(self) -> QSize:
        """Ask for no more width than the sign needs."""
        return QSize(theme.XL, super().minimumSizeHint().height())

    def fit(self, width: int) -> bool:
        """Break the words so that they fit a width, in pixels; tell whether that takes more than one line."""
        self.ensurePolished()
        # Beside the words stand the sign, a gap, and the room the style leaves for the ring.
        room = width - super().sizeHint().width() + self._widest(super().text())
        lines = [self._words] if self._widest(self._words) <= room else self._broken(max(room, 1))
        if "\n".join(lines) != super().text():
            super().setText("\n".join(lines))
        return len(lines) > 1

    def _widest(self, words: str) -> int:
        return max(self.fontMetrics().horizontalAdvance(line) for line in words.split("\n"))

    def _broken(self, room: int) -> list[str]:
        layout = QTextLayout(self._words, self.font())
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room)
        layout.endLayout()
        spans = [(line.textStart(), line.textLength()) for line in map(layout.lineAt, range(layout.lineCount()))]
        return [self._words[start : start + length].strip() for start, length in spans]
