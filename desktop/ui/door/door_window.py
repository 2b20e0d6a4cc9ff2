"""The window before anybody is signed in: what the program is at the left, the step in hand at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop import __version__, i18n
from desktop.i18n import _
from desktop.ui import icons, panels, theme
from desktop.ui.choices import SegmentedField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QCloseEvent

_SIDE = 264
_SIZE = (960, 660)


class DoorContent(QWidget):
    """What the door shows at the right; a step of coming in.

    Signals:
        busy_changed: an office is being opened or made (``True``); the door must not change under it.
    """

    busy_changed = Signal(bool)

    def may_close(self) -> bool:
        """Ask before something typed is lost; say whether the window may close."""
        return True


class DoorWindow(QWidget):
    """Frame of everything that comes before the main window.

    Signals:
        language_chosen: the person wants another language; its code.
        closed: the person closed the window.
    """

    language_chosen = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content: DoorContent | None = None
        self._busy = False
        self._steps = _Steps()
        self._place = QVBoxLayout()
        self._language = SegmentedField(tuple(i18n.LANGUAGES.items()))
        self._language.setObjectName("language_field")
        self._language.setAccessibleName(_("Language"))
        self._language.set_value(i18n.language())
        self.setWindowTitle(_("Mingpei"))
        self.setObjectName("door_window")
        self._build()
        self._language.changed.connect(self._on_language)
        self.resize(*_SIZE)
        self.setMinimumSize(*_SIZE)

    def show_content(self, content: DoorContent, steps: Sequence[str] = (), *, with_language: bool = True) -> None:
        """Put a step at the right, and the steps it belongs to at the left."""
        if self.content is not None:
            self.content.hide()
            self.content.deleteLater()
        self.content = content
        self._busy = False
        self._language.setEnabled(True)
        self._language.setVisible(with_language)
        content.busy_changed.connect(self._on_busy)
        self._place.addWidget(content)
        self._steps.set_names(steps)
        content.show()
        content.setFocus()

    def show_step(self, number: int) -> None:
        """Mark where the person is among the steps."""
        self._steps.mark_current(number)

    def _build(self) -> None:
        side = QFrame()
        side.setFixedWidth(_SIDE)
        theme.mark(side, area="rail")
        left = QVBoxLayout(side)
        left.setContentsMargins(theme.XL, theme.XL, theme.XL, theme.L)
        left.setSpacing(theme.XS)
        left.addWidget(icons.Symbol("file-check", "accent", 36))
        left.addSpacing(theme.S)
        left.addWidget(panels.text(_("Mingpei"), "title", wrap=False))
        left.addWidget(panels.text(_("Complaints and claims at the branch"), "secondary"))
        left.addSpacing(theme.XL)
        left.addWidget(self._steps)
        left.addStretch(1)
        left.addWidget(panels.text(_("Version {version}").format(version=__version__), "secondary", wrap=False))
        top = panels.row()
        top.addStretch(1)
        self._language.setFixedWidth(200)
        top.addWidget(self._language)
        right = QVBoxLayout()
        right.setContentsMargins(theme.XL, theme.L, theme.XL, theme.L)
        right.setSpacing(theme.S)
        right.addLayout(top)
        right.addLayout(self._place, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(side)
        across.addLayout(right, 1)

    def _on_language(self) -> None:
        chosen = self._language.value()
        if isinstance(chosen, str) and chosen != i18n.language():
            self.language_chosen.emit(chosen)

    def _on_busy(self, busy: bool) -> None:
        self._busy = busy
        self._language.setEnabled(not busy)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask the step in hand, then say goodbye."""
        if self._busy or (self.content is not None and not self.content.may_close()):
            event.ignore()
            return
        event.accept()
        self.closed.emit()


class _Steps(QWidget):
    """The steps of the first run, one line each: done, in hand, to come."""

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.M)

    def set_names(self, names: Sequence[str]) -> None:
        """Show other steps."""
        self._names = tuple(names)
        self.mark_current(0)

    def mark_current(self, current: int) -> None:
        """Mark one step as in hand and those before it as done."""
        panels.clear(self._layout)
        for number, name in enumerate(self._names):
            self._layout.addWidget(_step_line(name, number, current))


def _step_line(name: str, number: int, current: int) -> QWidget:
    line = QWidget()
    layout = QHBoxLayout(line)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.S)
    if number < current:
        layout.addWidget(icons.Symbol("circle-check", "good"))
    else:
        mark = QLabel(str(number + 1))
        mark.setFixedWidth(theme.ICON)
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme.mark(mark, role="strong", tone="accent" if number == current else "secondary")
        layout.addWidget(mark)
    if number == current:
        words = panels.text(name, "strong", tone="accent", wrap=False)
        words.setAccessibleName(_("{step}, in hand").format(step=name))
    else:
        words = panels.text(name, tone="secondary", wrap=False)
        if number < current:
            words.setAccessibleName(_("{step}, done").format(step=name))
    layout.addWidget(words, 1)
    return line
