"""The rail at the left: one icon over one word for each page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from desktop.i18n import _, ngettext
from desktop.ui import icons, theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.page import Page

_ICON = 20
#: Height of a button without its word.
_SMALL_BUTTON = 36


class Rail(QFrame):
    """The pages as buttons.

    Signals:
        page_requested: the person wants the page with this key.

    """

    page_requested = Signal(str)

    def __init__(self, pages: Sequence[Page], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, _RailButton] = {}
        group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.S - 2, theme.S, theme.S - 2, theme.S)
        layout.setSpacing(theme.XS)
        for number, page in enumerate(pages, start=1):
            button = _RailButton(page, f"Ctrl+{number}" if number < 10 else "")
            button.clicked.connect(lambda _checked=False, key=page.key: self.page_requested.emit(key))
            group.addButton(button)
            self._buttons[page.key] = button
        for page in pages:
            if not page.at_end:
                layout.addWidget(self._buttons[page.key])
        layout.addStretch(1)
        for page in pages:
            if page.at_end:
                layout.addWidget(self._buttons[page.key])
        self._small = False
        self.setFixedWidth(theme.RAIL)
        theme.mark(self, area="rail")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words out where the window is too low for them; the tool tips still say them."""
        super().resizeEvent(event)
        count = len(self._buttons)
        small = self.height() < count * theme.RAIL_BUTTON + (count - 1) * theme.XS + 2 * theme.S
        if small != self._small:
            self._small = small
            for button in self._buttons.values():
                button.set_small(small=small)

    def minimumSizeHint(self) -> QSize:
        """Ask for no more height than the icons alone need."""
        count = len(self._buttons)
        return QSize(theme.RAIL, count * _SMALL_BUTTON + (count - 1) * theme.XS + 2 * theme.S)

    def show_current(self, key: str) -> None:
        """Mark the page that is open."""
        self._buttons[key].setChecked(True)

    def set_badge(self, key: str, count: int) -> None:
        """Show how many wait on a page; zero shows nothing."""
        if key in self._buttons:
            self._buttons[key].set_count(count)


class _RailButton(QToolButton):
    """Icon over word, with a small count."""

    def __init__(self, page: Page, shortcut: str) -> None:
        super().__init__()
        self._label = _(page.label)
        self._count = 0
        self.setText(self._label)
        self.setAccessibleName(self._label)
        self.setObjectName(f"{page.key}_page_button")
        self.setIcon(icons.icon(page.icon, "secondary", size=_ICON))
        self.setIconSize(QSize(_ICON, _ICON))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(theme.RAIL - 2 * theme.S + 3, theme.RAIL_BUTTON)
        keys = " / ".join(key for key in (page.shortcut, shortcut) if key)
        self.setToolTip(f"{self._label} ({keys})" if keys else self._label)
        theme.mark(self, kind="rail")

    def set_small(self, *, small: bool) -> None:
        """Show the icon alone, or its word too."""
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(style.ToolButtonIconOnly if small else style.ToolButtonTextUnderIcon)
        self.setFixedHeight(_SMALL_BUTTON if small else theme.RAIL_BUTTON)

    def set_count(self, count: int) -> None:
        """Show a count at the icon's corner."""
        self._count = count
        waiting = ngettext("{name}, {count} waiting", "{name}, {count} waiting", count)
        self.setAccessibleName(waiting.format(name=self._label, count=count) if count else self._label)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the count over the button."""
        super().paintEvent(event)
        if not self._count:
            return
        words = str(self._count) if self._count < 100 else "99+"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.SMALL - 1, bold=True))
        width = max(16, painter.fontMetrics().horizontalAdvance(words) + 8)
        place = QRectF(self.width() / 2 + 3, 4, width, 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().colour("accent"))
        painter.drawRoundedRect(place, 8, 8)
        painter.setPen(theme.current().colour("on_accent"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
        painter.end()
