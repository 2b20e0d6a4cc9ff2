"""Choices as chips that remember the order they were chosen in; one Tab stop, arrow keys walk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.i18n import _
from desktop.ui import icons, theme
from desktop.ui.as_typed import among
from desktop.ui.flow import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIGN = 14
_STEPS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}


class OrderedChips(QWidget):
    """Any number of choices in the order they were made.

    Tab enters and leaves as a whole; the arrow keys walk from chip to chip, Space switches one, Home and End go
    to the first and the last.
    """

    changed = Signal()

    def __init__(
        self, options: Sequence[tuple[object, str]], *, first_is_main: bool = False, parent: QWidget | None = None
    ) -> None:
        """Take the choices; with ``first_is_main`` the one chosen first is marked as the main one."""
        super().__init__(parent)
        self._first_is_main = first_is_main
        self._chosen: list[object] = []
        self._chips: dict[object, QPushButton] = {}
        layout = FlowLayout(self)
        for value, label in options:
            chip = QPushButton(label)
            chip.setAutoDefault(False)
            chip.setIconSize(QSize(_SIGN, _SIGN))
            chip.setCheckable(True)
            chip.clicked.connect(lambda on, value=value: self._switch(value, on=on))
            chip.installEventFilter(self)
            theme.mark(chip, kind="chip")
            chip.setObjectName(str(value))
            self._chips[value] = chip
            layout.addWidget(chip)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._stand_on(next(iter(self._chips.values())))
        self._dress()

    def value(self) -> object:
        """Return the chosen values, first chosen first."""
        return tuple(self._chosen)

    def set_value(self, value: object) -> None:
        """Choose exactly these values in this order."""
        wanted = value if isinstance(value, (tuple, list)) else ()
        self._chosen = [offered for offered in dict.fromkeys(wanted) if offered in self._chips]
        # Where the keyboard stood in the case before must not decide what the same keys choose in this one.
        self._stand_on(self._chips[self._chosen[0]] if self._chosen else next(iter(self._chips.values())))
        self._dress()
        self.changed.emit()

    def typed(self) -> object:
        """Return what is chosen, in plain values and in its order."""
        return msgspec.to_builtins(self._chosen, enc_hook=str)

    def type_again(self, typed: object) -> None:
        """Choose it again; what is no longer offered is left out."""
        self.set_value(among(self._chips, typed))

    def trouble(self) -> str:
        """Find nothing unreadable in a choice."""
        return ""

    def set_read_only(self, read_only: bool) -> None:
        """Lock the choice."""
        for chip in self._chips.values():
            chip.setEnabled(not read_only)

    def chip(self, value: object) -> QPushButton:
        """Return the chip of a value."""
        return self._chips[value]

    def _switch(self, value: object, *, on: bool) -> None:
        if on:
            self._chosen.append(value)
        else:
            self._chosen.remove(value)
        self._stand_on(self._chips[value])
        self._dress()
        self.changed.emit()

    def _dress(self) -> None:
        for value, chip in self._chips.items():
            on = value in self._chosen
            is_main = self._first_is_main and on and self._chosen[0] == value
            chip.setChecked(on)
            # A sign beside the word: being on, or the main one, is never shown by colour alone.
            name = "circle-check" if is_main else "check" if on else "plus"
            chip.setIcon(icons.icon(name, "accent" if on else "secondary", size=_SIGN))
            chip.setAccessibleName(_("{choice}, main one").format(choice=chip.text()) if is_main else chip.text())

    def _stand_on(self, here: QPushButton) -> None:
        """Let Tab stop at one chip only."""
        for chip in self._chips.values():
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chip is here else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(here)

    def _walk(self, start: QPushButton, key: int) -> bool:
        chips = list(self._chips.values())
        if key == Qt.Key.Key_Home:
            there = chips[0]
        elif key == Qt.Key.Key_End:
            there = chips[-1]
        elif key in _STEPS:
            there = chips[(chips.index(start) + _STEPS[Qt.Key(key)]) % len(chips)]
        else:
            return False
        self._stand_on(there)
        there.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk with the arrow keys."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QPushButton)
            and self._walk(watched, event.key())
        ):
            return True
        return super().eventFilter(watched, event)
