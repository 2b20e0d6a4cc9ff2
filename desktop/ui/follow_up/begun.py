"""Forms somebody began and did not save: named where the next step is chosen, so that none is forgotten."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.ui import panels, theme

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Which form: its key, the work order it is about, what is picked beforehand.
Place = tuple[str, str, str]


class Begun(QWidget):
    """One line for each form begun; hidden while there are none.

    Signals:
        wanted: go on with a form; its place.
    """

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._lines = panels.column(spacing=theme.XS)
        self._shown: Sequence[tuple[Place, str]] = ()
        self.setLayout(self._lines)
        self.hide()

    def show_begun(self, begun: Sequence[tuple[Place, str]]) -> None:
        """Name these forms."""
        if begun == self._shown:
            return
        self._shown = begun
        panels.clear(self._lines)
        for place, title in begun:
            go_on = panels.link_button(_("Go on"), partial(self.wanted.emit, place))
            go_on.setObjectName(f"go_on_{place[0]}_button")
            words = panels.text(_("Begun, not saved: {form}").format(form=title), "secondary")
            line = panels.row(words, go_on)
            line.setStretch(0, 1)
            self._lines.addLayout(line)
        self.setVisible(bool(begun))
