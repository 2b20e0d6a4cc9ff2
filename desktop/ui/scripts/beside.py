"""Scripts at the side of an open case, out of the way until somebody wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QWidget

from desktop.actions.scripts import situation_of
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.scripts.panel import ScriptsPanel

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.ui.background import Background
    from desktop.ui.changes import Changes

#: The key that shows them and puts them away.
SHOW = "F6"


class ScriptsBeside(QFrame):
    """A column with the scripts for the case in front; its ``button`` belongs into the head of the page."""

    def __init__(self, desk: Desk, background: Background, changes: Changes) -> None:
        super().__init__()
        self.setObjectName("scripts_beside")
        self._desk, self._background, self._changes = desk, background, changes
        self._panel: ScriptsPanel | None = None
        self._case: Case | None = None
        self.button: QPushButton = panels.quiet_button(_("Scripts"), icon="file-text", shortcut=SHOW)
        self.button.setObjectName("scripts_button")
        self.button.setCheckable(True)
        self.button.toggled.connect(self._show_or_hide)
        self._inside = panels.column()
        self.setLayout(self._inside)
        self.setFixedWidth(theme.PANEL)
        theme.mark(self, area="popup")
        self.hide()

    def over(self, widget: QWidget) -> QGridLayout:
        """Return a layout with a widget and these scripts over its right side: nothing in it moves for them."""
        both = QGridLayout()
        both.addWidget(widget, 0, 0)
        both.addWidget(self, 0, 0, Qt.AlignmentFlag.AlignRight)
        self.raise_()
        return both

    def show_case(self, case: Case) -> None:
        """Follow the case in front."""
        self._case = case
        if self._panel is not None and self.button.isChecked():
            self._panel.show_situation(situation_of(self._desk, case))

    def _show_or_hide(self, wanted: bool) -> None:
        if wanted and self._panel is None:
            # Made when it is first wanted: most cases need none.
            self._panel = ScriptsPanel(self._desk, self._background, self._changes)
            holder = QWidget()
            around = panels.column(self._panel, None)
            around.setContentsMargins(theme.M, theme.M, theme.M, theme.M)
            holder.setLayout(around)
            self._inside.addWidget(panels.scrolling(holder))
        self.setVisible(wanted)
        self.raise_()
        if wanted and self._case is not None:
            self.show_case(self._case)
