"""Shows a PDF page by page, sharp on every screen; prints and saves it."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

import pypdfium2
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

from desktop import paths
from desktop.exchange.evidence_files import PDFIUM
from desktop.i18n import _
from desktop.ui import ask, panels, theme

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent, QWheelEvent

#: A PDF point is 1/72 inch, a pixel at 100 % is 1/96.
_PIXELS_PER_POINT = 96 / 72
_ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
#: On a wide screen the fitted page stays small enough to see a good part of it at once.
_WIDEST_FIT = 1.25
_GAP = theme.M
#: Pictures of pages kept; one A4 page at 200 % is about 14 MB.
_KEPT = 6
#: Laser printers draw no finer than they are sent; more only slows the queue.
_PRINT_DPI = 300


class Document:
    """A PDF in memory, opened for each picture: that takes a fraction of drawing it, and nothing is left to close.

    PDFium serves one thread at a time, and evidence is read on another.

    Attributes:
        sizes: width and height of every page, in points.

    """

    def __init__(self, content: bytes) -> None:
        self.content = content
        with PDFIUM, pypdfium2.PdfDocument(content) as pdf:
            self.sizes: list[tuple[float, float]] = [pdf.get_page_size(place) for place in range(len(pdf))]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self.sizes)

    def picture(self, number: int, scale: float) -> QImage:
        """Draw one page (from 0) at so many pixels per point."""
        with PDFIUM, pypdfium2.PdfDocument(self.content) as pdf:
            bitmap = pdf[number].render(scale=scale, rev_byteorder=True)
            made = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, _format(bitmap.n_channels))
            # A copy: the bitmap's memory goes away with it.
            return made.copy()


class PdfPreview(QWidget):
    """Pages under a small bar: page x of y, zoom, print, save.

    Signals:
        printed: the document went to a printer.
        saved: the document was written to a file.

    """

    printed = Signal()
    saved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._name = ""
        self._canvas = _Canvas()
        self._area = _Area(self._canvas)
        self._where = panels.text("", "secondary", wrap=False)
        self._smaller = panels.icon_button("zoom-out", _("Smaller"), lambda: self._canvas.step(-1), shortcut="Ctrl+-")
        self._larger = panels.icon_button("zoom-in", _("Larger"), lambda: self._canvas.step(1), shortcut="Ctrl+=")
        self._fit = panels.icon_button("move-horizontal", _("Fit width"), self._canvas.fit_width, shortcut="Ctrl+0")
        self._save = panels.quiet_button(_("Save as"), self.save, icon="download")
        self._print = panels.button(_("Print"), self.print, icon="printer", shortcut="Ctrl+P")
        self._save.setObjectName("save_paper_button")
        self._print.setObjectName("print_paper_button")
        bar = panels.row(self._where, None, self._smaller, self._larger, self._fit, self._save, self._print)
        layout = panels.column(bar, self._area)
        self.setLayout(layout)
        self._area.verticalScrollBar().valueChanged.connect(self._tell_place)
        self._canvas.resized.connect(self._tell_place)
        self.clear()

    def show_pdf(self, content: bytes, name: str) -> None:
        """Show a document; ``name`` is proposed when saving and printing.

        Raises:
            pypdfium2.PdfiumError: the bytes are no PDF.

        """
        self.clear()
        self._document = Document(content)
        self._name = name
        self._canvas.show_document(self._document)
        self._area.verticalScrollBar().setValue(0)
        self._offer(offered=True)
        self._tell_place()

    def wait(self, *, waiting: bool = True) -> None:
        """Offer nothing to print or save while another document is on its way: the one in sight is out of date."""
        self._offer(offered=not waiting and self._document is not None)

    def clear(self) -> None:
        """Show nothing."""
        self._canvas.show_document(None)
        self._document = None
        self._where.setText("")
        self._offer(offered=False)

    def save(self) -> None:
        """Ask where, then write the file."""
        if self._document is None:
            return
        target = ask.choose_save_path(self, _("Save as"), f"{self._name}.pdf", (("PDF", "*.pdf"),))
        if target is not None:
            try:
                paths.write_atomically(target, self._document.content)
            except OSError:
                ask.tell(self, _("The file could not be saved"), _("Please choose another folder."), "warning")
                return
            self.saved.emit()

    def print(self) -> None:
        """Ask for a printer, then print."""
        if self._document is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._name)
        printer.setResolution(_PRINT_DPI)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            print_document(self._document, printer)
            self.printed.emit()

    def _offer(self, *, offered: bool) -> None:
        for button in (self._smaller, self._larger, self._fit, self._save, self._print):
            button.setEnabled(offered)

    def _tell_place(self) -> None:
        if self._document is not None:
            middle = self._area.verticalScrollBar().value() + self._area.viewport().height() // 2
            place = self._canvas.page_at(middle) + 1
            self._where.setText(_("Page {page} of {pages}").format(page=place, pages=self._document.pages))


def print_document(document: Document, printer: QPrinter) -> None:
    """Send the pages the person chose to a printer, each on its own sheet and in its own size."""
    first = max(printer.fromPage(), 1) - 1
    last = printer.toPage() or document.pages
    painter = QPainter()
    for number in range(first, min(last, document.pages)):
        width, height = document.sizes[number]
        wide = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
        printer.setPageOrientation(wide)
        if not painter.isActive():
            painter.begin(printer)
        else:
            printer.newPage()
        picture = document.picture(number, printer.resolution() / 72)
        sheet = printer.paperRect(QPrinter.Unit.DevicePixel)
        inner = printer.pageRect(QPrinter.Unit.DevicePixel)
        # Drawn from the edge of the sheet, not from the printable area: margins are part of our papers.
        painter.drawImage(QRectF(sheet.x() - inner.x(), sheet.y() - inner.y(), sheet.width(), sheet.height()), picture)
    if painter.isActive():
        painter.end()


class _Area(QScrollArea):
    """Scrolls the pages; Ctrl and the wheel zoom."""

    def __init__(self, canvas: _Canvas) -> None:
        super().__init__()
        self._canvas = canvas
        self.setWidget(canvas)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Pages"))
        theme.mark(self, area="pages")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep fitting the width."""
        super().resizeEvent(event)
        self._canvas.set_room(self.viewport().width())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._canvas.step(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the ends with Home and End; the rest scrolls."""
        bar = self.verticalScrollBar()
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.minimum() if event.key() == Qt.Key.Key_Home else bar.maximum())
        else:
            super().keyPressEvent(event)


class _Canvas(QWidget):
    """All pages under each other; draws only those in sight."""

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._document: Document | None = None
        self._zoom = 0.0
        self._room = 0
        self._pictures: OrderedDict[tuple[int, float], QImage] = OrderedDict()

    def show_document(self, document: Document | None) -> None:
        """Show other pages, fitting the width."""
        self._document = document
        self._zoom = 0.0
        self._pictures.clear()
        self._lay_out()

    def set_room(self, width: int) -> None:
        """Tell how wide the view is."""
        if width != self._room:
            self._room = width
            self._lay_out()

    def fit_width(self) -> None:
        """Let the widest page fill the view."""
        self._zoom = 0.0
        self._lay_out()

    def step(self, direction: int) -> None:
        """Go to the next larger or smaller zoom."""
        now = self.factor()
        steps = [zoom for zoom in _ZOOMS if (zoom > now + 0.01 if direction > 0 else zoom < now - 0.01)]
        if steps:
            self._zoom = steps[0] if direction > 0 else steps[-1]
            self._lay_out()

    def factor(self) -> float:
        """Return the zoom in force; 1.0 is the size on paper."""
        if self._zoom or self._document is None or not self._document.sizes:
            return self._zoom or 1.0
        widest: float = max(width for width, height in self._document.sizes) * _PIXELS_PER_POINT
        return min(max((self._room - 2 * _GAP) / widest, _ZOOMS[0] / 2), _WIDEST_FIT)

    def page_at(self, y: int) -> int:
        """Return the number of the page (from 0) at a height."""
        places = self._places()
        return next((number for number, place in enumerate(places) if y <= place.bottom() + _GAP), len(places) - 1)

    def _places(self) -> list[QRect]:
        if self._document is None:
            return []
        scale = self.factor() * _PIXELS_PER_POINT
        places, y = [], _GAP
        for width, height in self._document.sizes:
            size = QSize(round(width * scale), round(height * scale))
            places.append(QRect(QPoint((self.width() - size.width()) // 2, y), size))
            y += size.height() + _GAP
        return places

    def _lay_out(self) -> None:
        scale = self.factor() * _PIXELS_PER_POINT
        sizes = self._document.sizes if self._document is not None else []
        width = max((round(width * scale) for width, height in sizes), default=0) + 2 * _GAP
        height = sum(round(height * scale) + _GAP for width, height in sizes) + _GAP
        self.resize(max(width, self._room), height)
        self.update()
        self.resized.emit()

    def _picture(self, document: Document, number: int) -> QImage:
        scale = self.factor() * _PIXELS_PER_POINT * self.devicePixelRatioF()
        key = (number, scale)
        if key not in self._pictures:
            self._pictures[key] = document.picture(number, scale)
            while len(self._pictures) > _KEPT:
                self._pictures.popitem(last=False)
        self._pictures.move_to_end(key)
        return self._pictures[key]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages in sight, white with a hairline on every theme: paper is white."""
        if self._document is None:
            return
        painter = QPainter(self)
        for number, place in enumerate(self._places()):
            if place.intersects(event.rect()):
                painter.drawImage(place, self._picture(self._document, number))
                painter.setPen(theme.current().colour("line"))
                painter.drawRect(place.adjusted(-1, -1, 0, 0))
        painter.end()


def _format(channels: int) -> QImage.Format:
    return {1: QImage.Format.Format_Grayscale8, 3: QImage.Format.Format_RGB888}.get(
        channels, QImage.Format.Format_RGBX8888
    )
