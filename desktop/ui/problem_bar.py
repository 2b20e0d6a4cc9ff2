"""What is wrong with a form: a line under each field, and a bar above the button that sums them up."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.i18n import _
from desktop.ui import icons, theme
from desktop.ui.flow import FlowLayout


class ProblemLine(QWidget):
    """A red line with an icon under a field."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        mark = icons.Symbol("circle-alert", "danger", 14)
        self._text = QLabel()
        self._text.setWordWrap(True)
        theme.mark(self._text, role="problem")
        # The icon sits on the first line of the words, a little below its top.
        mark.setFixedHeight(17)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.XS)
        layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 1)
        self.hide()

    def show_text(self, text: str) -> None:
        """Show a problem, or hide the line."""
        self._text.setText(text)
        self.setVisible(bool(text))


class ProblemBar(QFrame):
    """The summary above the button: which fields need attention, each with a jump.

    It belongs to its form until a layout takes it; before that it stays out of sight.

    Signals:
        jump_requested: the person wants to go to the field with this key.

    """

    jump_requested = Signal(str)

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        self._form = form
        self._problems: list[tuple[str, str]] = []
        mark = icons.Symbol("circle-alert", "danger")
        self._text = QLabel()
        theme.mark(self._text, tone="danger")
        self._links = QWidget()
        self._flow = FlowLayout(self._links, spacing=theme.M)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.M, theme.XS, theme.M, theme.XS)
        layout.setSpacing(theme.S)
        layout.addWidget(mark)
        layout.addWidget(self._text)
        layout.addWidget(self._links, 1)
        theme.mark(self, area="banner", tone="danger")
        self.hide()

    def show_problems(self, problems: list[tuple[str, str]]) -> None:
        """Show a jump for each (key, label)."""
        self._problems = problems
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for key, label in problems:
            button = QPushButton(label)
            button.setAutoDefault(False)
            theme.mark(button, kind="link")
            button.clicked.connect(lambda _checked=False, key=key: self.jump_requested.emit(key))
            self._flow.addWidget(button)
        self._text.setText(_("Please look at:"))
        self._show_if_placed()

    def changeEvent(self, event: QEvent) -> None:
        """Come into sight when a layout takes the bar after its problems were found."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ParentChange:
            self._show_if_placed()

    def _show_if_placed(self) -> None:
        is_placed = self.parentWidget() not in (None, self._form)
        self.setVisible(is_placed and bool(self._problems))

    def drop(self, key: str) -> None:
        """Take one field out of the summary."""
        self.show_problems([(other, label) for other, label in self._problems if other != key])
