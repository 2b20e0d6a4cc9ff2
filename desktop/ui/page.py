"""What a page of the main window is, and how it is announced in the rail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class PageWidget(QWidget):
    """The base of every page: margins, an optional right panel, and what the window asks of it.

    Add to ``body``. Set ``right_panel`` in the constructor to fill the panel at the right, ``first_focus`` to
    the widget that has the keyboard when the page comes to the front. ``came_from`` is the key of the page that was in
    front before it.

    Signals:
        said: a short message for the top bar, such as "Saved 14:32:05".
        panel_requested: the right panel has to be seen, also by somebody who folded it away.
        alone_requested: the page wants the window to itself, without rail and bar, or gives it back.

    """

    said = Signal(str)
    panel_requested = Signal()
    alone_requested = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.right_panel: QWidget | None = None
        self.first_focus: QWidget | None = None
        self.came_from = ""
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(theme.XL, theme.L, theme.XL, theme.L)
        self.body.setSpacing(theme.M)

    def focus_first(self) -> None:
        """Give the keyboard to ``first_focus``, or to the first widget that takes it."""
        chosen = self.first_focus or next(filter(self._takes_tab, self._in_focus_order()), self)
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _in_focus_order(self) -> Iterator[QWidget]:
        following = self.nextInFocusChain()
        while following is not None and following is not self and self.isAncestorOf(following):
            yield following
            following = following.nextInFocusChain()

    def _takes_tab(self, widget: QWidget) -> bool:
        by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        return by_tab and widget.isVisibleTo(self) and widget.isEnabled()

    def opened(self) -> None:
        """Refresh what is shown; called each time the page comes to the front."""

    def may_leave(self) -> bool:
        """Keep the draft or ask; say whether the page may go to the back."""
        return True

    def part_in_front(self) -> int:
        """Return which part of the page is in front; a window built anew shows the same."""
        return 0

    def show_part(self, number: int) -> None:
        """Bring a part of the page to the front."""
        del number

    def take_scan(self, code: str) -> bool:
        """Take a scan made anywhere in the window; say whether this page used it."""
        del code
        return False


@dataclass(frozen=True)
class Page:
    """One entry of the rail.

    Attributes:
        key: name used by ``MainWindow.show_page``.
        label: one short word, marked with ``N_``.
        icon: name of a Lucide icon in ``resources/icons``.
        make: builds the page when it is first opened.
        shortcut: a key beside Ctrl+1 ... Ctrl+9, such as ``F2``.
        at_end: stands at the foot of the rail.

    """

    key: str
    label: str
    icon: str
    make: Callable[[], PageWidget]
    shortcut: str = ""
    at_end: bool = False
