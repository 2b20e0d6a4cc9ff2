"""The icon in the system's tray: how much is late, and a message before something breaks."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QSystemTrayIcon

from desktop.i18n import _
from desktop.ui import icons, theme
from desktop.wording import work as words

_SIDE = 64
#: More than this is told as "99+".
_MOST = 99
#: Milliseconds a message asks the system to stay.
_STAYS = 10_000


class Tray(QObject):
    """The program in the tray.

    Signals:
        chosen: the icon or a message was clicked.

    """

    chosen = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icon = QSystemTrayIcon(self)
        self._icon.activated.connect(lambda _why: self.chosen.emit())
        self._icon.messageClicked.connect(self.chosen)
        self.show_count(0)

    @classmethod
    def of_this_computer(cls, parent: QObject | None = None) -> Tray | None:
        """Return the tray where there is one."""
        return cls(parent) if QSystemTrayIcon.isSystemTrayAvailable() else None

    @property
    def tool_tip(self) -> str:
        """What the icon says."""
        return self._icon.toolTip()

    def set_visible(self, visible: bool) -> None:
        """Show or hide the icon."""
        self._icon.setVisible(visible)

    def show_count(self, overdue: int) -> None:
        """Show how many things are late, on the icon and in its words."""
        self._icon.setIcon(QIcon(picture(overdue)))
        late = words.overdue(overdue) if overdue else _("nothing overdue")
        self._icon.setToolTip(_("Mingpei: {state}").format(state=late))

    def tell(self, title: str, text: str) -> None:
        """Let the system show a message."""
        self._icon.showMessage(title, text, QIcon(picture(0)), _STAYS)


def picture(count: int) -> QPixmap:
    """Return the icon, with a count in its corner unless there is nothing to count."""
    made = QPixmap(icons.pixmap("file-check", "accent", _SIDE))
    if not count:
        return made
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    said = str(count) if count <= _MOST else f"{_MOST}+"
    place = QRectF(_SIDE * 0.3, _SIDE * 0.4, _SIDE * 0.7, _SIDE * 0.6)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.current().colour("danger"))
    painter.drawRoundedRect(place, _SIDE / 5, _SIDE / 5)
    font = theme.font(bold=True)
    font.setPixelSize(round(_SIDE * (0.5 if len(said) < 3 else 0.34)))
    painter.setFont(font)
    painter.setPen(theme.current().colour("surface"))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, said)
    painter.end()
    return made
