"""The evidence of a case as thumbnails; one opens at full size."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QWidget

from desktop import i18n, paths
from desktop.actions import cases
from desktop.i18n import _
from desktop.ui import ask, icons, panels, theme
from desktop.ui.flow import FlowLayout
from desktop.ui.intake.evidence_area import size_text
from desktop.ui.preview import PdfPreview

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.domain.entries import EvidenceAdded
    from desktop.ui.background import Background

_THUMB = QSize(112, 84)
#: Height of the name under it.
_NAME = 18
_PDF = "application/pdf"


class EvidenceView(QWidget):
    """Thumbnails, each with its name; Enter or a click opens one."""

    failed = Signal(object)

    def __init__(self, desk: Desk, background: Background) -> None:
        super().__init__()
        self._desk, self._background = desk, background
        self._buttons: dict[str, _Thumbnail] = {}
        self._flow = FlowLayout(self, spacing=theme.S)

    def show_case(self, case: Case, merged: Sequence[Case] = ()) -> None:
        """Show the evidence of a case and of those that go on in it; what is shown already stays."""
        pieces = [(one.number if one is not case else "", *piece) for one in (case, *merged) for piece in one.evidence]
        wanted = list(dict.fromkeys(body.stored_as for _number, _header, body in pieces))
        if wanted == list(self._buttons) and wanted:
            return
        panels.clear(self._flow)
        self._buttons = {}
        for number, header, body in pieces:
            if body.stored_as in self._buttons:
                continue
            button = self._button(body)
            taken_in = _("{name}, {size}, {moment}").format(
                name=body.name, size=size_text(body.size), moment=i18n.moment_of_text(header.time)
            )
            here = _("[{number}] {sentence}").format(number=number, sentence=taken_in) if number else taken_in
            button.setToolTip(here)
            self._buttons[body.stored_as] = button
            self._flow.addWidget(button)
            if body.media_type != _PDF:
                self._background.run(partial(self._thumbnail, body.stored_as), self._show_thumbnail, self.failed.emit)
        if not wanted:
            self._flow.addWidget(panels.text(_("None yet."), "secondary", wrap=False))

    def _button(self, body: EvidenceAdded) -> _Thumbnail:
        button = _Thumbnail(body.name)
        button.clicked.connect(partial(self._open, body))
        return button

    def _thumbnail(self, stored_as: str) -> tuple[str, QImage]:
        return stored_as, read_picture(cases.read_evidence(self._desk, stored_as), _THUMB * 2)

    def _show_thumbnail(self, found: tuple[str, QImage]) -> None:
        stored_as, picture = found
        if stored_as in self._buttons and not picture.isNull():
            self._buttons[stored_as].show_picture(picture)

    def _open(self, body: EvidenceAdded, _on: bool = False) -> None:
        self._background.run(
            lambda: (body, cases.read_evidence(self._desk, body.stored_as)), self._show_viewer, self.failed.emit
        )

    def _show_viewer(self, found: tuple[EvidenceAdded, bytes]) -> None:
        body, content = found
        viewer = EvidenceViewer(body.name, body.media_type, content, self)
        viewer.open()


class _Thumbnail(QAbstractButton):
    """A small picture over its name; an icon for what has no picture."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._picture = QPixmap()
        self.setText(name)
        self.setAccessibleName(name)
        self.setObjectName("evidence_button")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_picture(self, picture: QImage) -> None:
        """Show a picture instead of the icon."""
        self._picture = QPixmap.fromImage(picture)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the one size all thumbnails have."""
        return QSize(_THUMB.width() + 2 * theme.XS, _THUMB.height() + 2 * theme.XS + _NAME)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter as with Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture, the name, and the ring of the focus."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = QRect(theme.XS, theme.XS, _THUMB.width(), _THUMB.height())
        if self._picture.isNull():
            side = 2 * theme.ICON
            symbol = icons.pixmap("file-text", "secondary", side, self.devicePixelRatioF())
            painter.drawPixmap(room.center().x() - side // 2, room.center().y() - side // 2, symbol)
        else:
            fitted = self._picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(QPoint(0, 0), fitted)
            place.moveCenter(room.center())
            painter.drawPixmap(place, self._picture)
        painter.setFont(theme.font(theme.SMALL))
        painter.setPen(look.colour("secondary"))
        name = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room.adjusted(0, room.height(), 0, _NAME), Qt.AlignmentFlag.AlignCenter, name)
        ring = self.hasFocus()
        painter.setPen(QPen(look.colour("accent" if ring else "line"), theme.RING if ring else 1))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        painter.end()


class EvidenceViewer(QDialog):
    """One piece of evidence in a window of its own; Escape closes it."""

    def __init__(self, name: str, media_type: str, content: bytes, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("evidence_viewer")
        self._name, self._content = name, content
        save = panels.quiet_button(_("Save a copy"), self.save, icon="download")
        close = panels.button(_("Close"), self.accept)
        if media_type == _PDF:
            self._pdf = PdfPreview()
            self._pdf.show_pdf(content, name.removesuffix(".pdf"))
            shown: QWidget = self._pdf
        else:
            shown = _Picture(read_picture(content))
        layout = panels.column(shown, panels.footer(panels.text(name, "secondary"), save, close), spacing=theme.M)
        layout.setContentsMargins(theme.L, theme.L, theme.L, theme.L)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        window = parent.window().size()
        self.resize(window.width() * 4 // 5, window.height() * 9 // 10)

    def save(self) -> None:
        """Ask where, then write a copy, readable by anyone who can open that place."""
        target = ask.choose_save_path(self, _("Save a copy"), self._name)
        if target is None:
            return
        try:
            paths.write_atomically(target, self._content)
        except OSError:
            ask.tell(self, _("The file could not be saved"), _("Please choose another folder."), "warning")


class _Picture(QLabel):
    """A photo as large as the window allows, never larger than it is."""

    def __init__(self, picture: QImage) -> None:
        super().__init__()
        self._picture = QPixmap.fromImage(picture)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumSize(200, 200)
        if picture.isNull():
            self.setText(_("This kind of photo cannot be shown here. Save a copy and open it with another program."))

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Fit the photo to the room."""
        if not self._picture.isNull():
            ratio = self.devicePixelRatioF()
            room = (self.size() * ratio).boundedTo(self._picture.size())
            fitted = self._picture.scaled(
                room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            fitted.setDevicePixelRatio(ratio)
            self.setPixmap(fitted)


def read_picture(content: bytes, largest: QSize | None = None) -> QImage:
    """Read a photo the right way up, scaled down to a size if one is given; a null image where Qt cannot."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    if largest is not None and reader.size().isValid():
        reader.setScaledSize(reader.size().scaled(largest, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
