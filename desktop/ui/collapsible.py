"""A section that folds to one line."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from desktop.ui import icons, theme


class Collapsible(QWidget):
    """A section that folds to one line.

    Signals:
        toggled: opened (``True``) or folded.

    """

    toggled = Signal(bool)

    def __init__(self, title: str, content: QWidget, *, is_open: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self.head = QToolButton()
        self.head.setText(title)
        self.head.setCheckable(True)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.mark(self.head, kind="fold")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.XS)
        layout.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(content)
        self.head.toggled.connect(self._fold)
        self.head.setChecked(is_open)
        self._fold(is_open)

    def set_title(self, title: str) -> None:
        """Change the line that stays."""
        self.head.setText(title)

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
