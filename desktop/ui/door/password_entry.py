"""A password line with its button: Caps Lock, wrong passwords and the wait they cost, in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n import _, ngettext
from desktop.ui import panels, theme
from desktop.ui.door.countdown import Countdown
from desktop.ui.fields import PasswordField

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHBoxLayout


class PasswordEntry(QWidget):
    """Label, password, what went wrong, and the button.

    Signals:
        entered: the person wants in with the password typed.
    """

    entered = Signal(str)

    def __init__(self, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verb = verb
        self._busy = False
        self._countdown = Countdown(self)
        self.password_field = PasswordField()
        self.password_field.setObjectName("password_field")
        self.button = panels.primary_button(verb, self._enter)
        self.button.setObjectName("enter_button")
        self.problem = panels.text("", "", tone="danger")
        self.problem.setObjectName("password_problem")
        self._label = panels.text(_("Password"), "label", wrap=False)
        self._label.setBuddy(self.password_field)
        self._caps = panels.text(_("Caps Lock is on."), "secondary", tone="warning")
        self._build()
        self.password_field.returnPressed.connect(self._enter)
        self.password_field.caps_lock_seen.connect(self._caps.setVisible)
        self.password_field.changed.connect(self._on_changed)
        self._countdown.ticked.connect(self._on_tick)
        self._countdown.ended.connect(self._on_tick)
        self.setFocusProxy(self.password_field)
        self._refresh()

    def set_busy(self, busy: bool) -> None:
        """Keep the button from being pressed twice while the password is tried."""
        self._busy = busy
        self._refresh()

    def set_verb(self, verb: str) -> None:
        """Let the button say something else."""
        self._verb = verb
        if not self._countdown.is_running:
            self.button.setText(verb)

    def refuse(self, words: str) -> None:
        """Say why the password did not open anything, and ask for it again."""
        self._say(words)

    def hold(self, seconds: int) -> None:
        """Hold the next try back because of wrong passwords before."""
        if seconds:
            self._say(_("There were several wrong passwords. Please wait a moment."))
        self.wait(seconds)

    def wait(self, seconds: int) -> None:
        """Keep the button shut for so many seconds."""
        self._countdown.start(seconds)

    def clear(self) -> None:
        """Forget what was typed and said."""
        self._say("")

    def add_beside(self, other: QWidget) -> None:
        """Set something at the left of the button."""
        self._line.insertWidget(0, other)

    def _build(self) -> None:
        self._caps.hide()
        self.problem.hide()
        self._line: QHBoxLayout = panels.row()
        self._line.addStretch(1)
        self._line.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.XS)
        for widget in (self._label, self.password_field, self._caps, self.problem):
            layout.addWidget(widget)
        layout.addSpacing(theme.M)
        layout.addLayout(self._line)

    def _say(self, words: str) -> None:
        self._busy = False
        self.password_field.set_value("")
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        theme.mark(self.password_field, invalid=bool(words))
        self._refresh()
        self.password_field.setFocus()

    def _enter(self) -> None:
        if self.button.isEnabled():
            self.entered.emit(self.password_field.text())

    def _on_changed(self) -> None:
        if self.password_field.text():
            self.problem.hide()
            theme.mark(self.password_field, invalid=False)
        self._refresh()

    def _on_tick(self, seconds: int = 0) -> None:
        waiting = ngettext("Wait {n} second", "Wait {n} seconds", seconds).format(n=seconds)
        self.button.setText(waiting if seconds else self._verb)
        self._refresh()

    def _refresh(self) -> None:
        ready = bool(self.password_field.text()) and not self._busy and not self._countdown.is_running
        self.button.setEnabled(ready)
