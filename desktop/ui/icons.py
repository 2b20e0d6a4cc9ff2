"""Lucide line icons in the colours of the theme, sharp at every scale factor.

The SVG files in ``resources/icons`` draw with ``currentColor``; it is replaced before rendering.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from desktop import paths
from desktop.ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

#: Scale factors of the screens we meet: 100, 125, 150, 175, 200 and 300 percent.
_SCALES = (1.0, 1.25, 1.5, 1.75, 2.0, 3.0)
#: Thinner than Lucide's own 2: calmer beside Chinese text.
_STROKE = 'stroke-width="1.75"'


def icon(name: str, role: str = "text", *, checked: str = "accent", size: int = theme.ICON, gap: int = 0) -> QIcon:
    """Return an icon in a colour of the theme.

    ``checked`` is its colour on a pressed-in button; ``gap`` is empty room at its right, because Qt sets
    words close to the icon of a button.
    """
    return _icon(name, role, checked, (size, gap), theme.current().name)


def pixmap(name: str, role: str = "text", size: int = theme.ICON, scale: float = 1.0) -> QPixmap:
    """Return one picture of an icon for a screen of the given scale, for labels and own painting."""
    return _pixmap(name, theme.current().colour(role).name(), size, scale)


class Symbol(QWidget):
    """An icon beside words. It says nothing to a screen reader: the words do."""

    def __init__(
        self, name: str, role: str = "secondary", size: int = theme.ICON, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._role, self._size = name, role, size
        self.setFixedSize(size, size)

    def show_icon(self, name: str, role: str) -> None:
        """Show another icon or colour."""
        if (name, role) != (self._name, self._role):
            self._name, self._role = name, role
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon as sharp as this screen can."""
        painter = QPainter(self)
        picture = pixmap(self._name, self._role, self._size, self.devicePixelRatioF())
        painter.drawPixmap(0, self.height() - self._size, picture)
        painter.end()


@lru_cache(maxsize=512)
def _icon(name: str, role: str, checked: str, room: tuple[int, int], _theme: str) -> QIcon:
    colour = theme.current().colour
    made = QIcon()
    for scale in _SCALES:
        for mode, state, ink in (
            (QIcon.Mode.Normal, QIcon.State.Off, role),
            (QIcon.Mode.Normal, QIcon.State.On, checked),
            (QIcon.Mode.Disabled, QIcon.State.Off, "border"),
            (QIcon.Mode.Disabled, QIcon.State.On, "border"),
        ):
            made.addPixmap(_pixmap(name, colour(ink).name(), room[0], scale, room[1]), mode, state)
    return made


@lru_cache(maxsize=2048)
def _pixmap(name: str, colour: str, size: int, scale: float, gap: int = 0) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    side = round(size * scale)
    image = QImage(QSize(side + round(gap * scale), side), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture = QPixmap.fromImage(image)
    picture.setDevicePixelRatio(scale)
    return picture


@lru_cache
def _source(name: str) -> str:
    svg = paths.resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    return svg.replace('stroke-width="2"', _STROKE)
