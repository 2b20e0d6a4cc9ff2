"""Answered on the spot: one line for what the customer was told, and the case is saved and closed with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame

from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.fields import TextField

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

#: Longest answer that is told in one go.
_LONGEST = 1000


class AtOnceBar(QFrame):
    """The line for the answer; Enter saves, Escape drops it.

    Signals:
        answered: carries what the customer was told.
    """

    answered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("at_once_bar")
        self._answer = TextField(longest=_LONGEST)
        self._answer.setObjectName("at_once_answer")
        label = panels.text(_("What the customer was told"), "label", wrap=False)
        label.setBuddy(self._answer)
        self._answer.setAccessibleName(label.text())
        self._save = panels.button(_("Save and close"), self._settle, icon="check")
        self._save.setObjectName("answer_button")
        drop = panels.icon_button("x", _("Not on the spot after all"), self.drop)
        line = panels.row(label, self._answer, self._save, drop)
        line.setContentsMargins(theme.M, theme.XS, theme.M, theme.XS)
        line.setStretch(1, 1)
        self.setLayout(line)
        theme.mark(self, area="banner", tone="info")
        self._answer.changed.connect(self._offer)
        self._answer.returnPressed.connect(self._settle)
        self._offer()
        self.hide()

    def start(self) -> None:
        """Ask for the answer; what was typed before stays."""
        self.show()
        self._answer.setFocus()

    def drop(self) -> None:
        """Put the line away with what is in it."""
        self._answer.set_value("")
        self.hide()

    def _offer(self) -> None:
        self._save.setEnabled(bool(self._answer.value()))

    def _settle(self) -> None:
        if self._answer.value():
            self.answered.emit(str(self._answer.value()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Drop it on Escape."""
        if event.matches(QKeySequence.StandardKey.Cancel):
            self.drop()
            return
        super().keyPressEvent(event)
