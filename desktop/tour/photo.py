"""What a phone would have taken on the tour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

if TYPE_CHECKING:
    from pathlib import Path


def broken_vase(path: Path) -> Path:
    """Draw a broken vase, keep it as a photo and return where."""
    picture = QImage(960, 720, QImage.Format.Format_RGB32)
    picture.fill(QColor("#B9A58C"))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for place, colour in (((300, 240), "#EEF3F7"), ((470, 330), "#DDE7F0"), ((380, 430), "#F7FAFC")):
        shard = QPainterPath()
        shard.moveTo(*place)
        for step in ((150, 20), (210, 130), (90, 190), (-40, 120)):
            shard.lineTo(place[0] + step[0], place[1] + step[1])
        shard.closeSubpath()
        painter.fillPath(shard, QColor(colour))
        painter.setPen(QColor("#2F5C9A"))
        painter.drawPath(shard)
    painter.end()
    picture.save(str(path))
    return path
