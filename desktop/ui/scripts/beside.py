"""Scripts at the side of an open case, out of the way until somebody wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QWidget

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
    """A column with the scripts for the case in front; its ``button`` belongs into the head of the page.

    It takes its room from what it stands beside and lies over nothing: below may be the button that saves. The
    keyboard stays where it is when it comes, and goes back where it was when it goes.
    """

    def __init__(self, desk: Desk, background: Background, changes: Changes) -> None:
        super().__init__()
        self.setObjectName("scripts_beside")
        self._desk, self._background, self._changes = desk, background, changes
        self._panel: ScriptsPanel | None = None
        self._case: Case | None = None
        self._before: QWidget | None = None
        self.button: QPushButton = panels.quiet_button(_("Scripts"), icon="file-text", shortcut=SHOW)
        self.button.setObjectName("scripts_button")
        self.button.setCheckable(True)
        # A click takes nobody out of the field they write in.
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.toggled.connect(self._show_or_hide)
        self._inside = panels.column()
        self.setLayout(self._inside)
        self.setFixedWidth(theme.PANEL)
        theme.mark(self, area="card")
        self.hide()
        cast("QApplication", QGuiApplication.instance()).focusChanged.connect(self._follow)

    def beside(self, widget: QWidget) -> QHBoxLayout:
        """Return a layout with a widget and these scripts at its right."""
        # It may become narrower than it would like; what does not fit scrolls.
        widget.setMinimumWidth(1)
        both = panels.row(widget, self, spacing=theme.M)
        both.setStretch(0, 1)
        return both

    def put_away(self) -> bool:
        """Close the scripts; say whether they were open."""
        was_open = self.button.isChecked()
        self.button.setChecked(False)
        return was_open

    def _follow(self, before: QWidget | None, here: QWidget | None) -> None:
        """Remember from where the keyboard came in here."""
        if here is not None and before is not None and self.isAncestorOf(here) and not self.isAncestorOf(before):
            self._before = before

    def _give_back(self) -> None:
        here, before = QApplication.focusWidget(), self._before
        if here is None or not self.isAncestorOf(here):
            return
        known = before is not None and shiboken6.isValid(before) and before.isVisible()
        (before if before is not None and known else self.button).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_case(self, case: Case) -> None:
        """Follow the case in front."""
        self._case = case
        if self._panel is not None and self.button.isChecked():
            self._panel.show_situation(situation_of(self._desk, case))

    def _show_or_hide(self, wanted: bool) -> None:
        if wanted and self._panel is None:
            # Made when it is first wanted: most cases need none.
            close = panels.icon_button("x", _("Close the scripts (Esc)"), self.put_away)
            close.setObjectName("close_scripts_button")
            close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._panel = ScriptsPanel(self._desk, self._background, self._changes, aside=close)
            holder = QWidget()
            around = panels.column(self._panel, None)
            around.setContentsMargins(theme.M, theme.M, theme.M, theme.M)
            holder.setLayout(around)
            self._inside.addWidget(panels.scrolling(holder))
        if not wanted:
            self._give_back()
        self.setVisible(wanted)
        if wanted and self._case is not None:
            self.show_case(self._case)
