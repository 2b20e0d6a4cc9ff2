"""What stands around the content of every paper: margins, footer, QR code, draft mark, metadata.

``build`` turns a story (a list of blocks) into PDF bytes. The same facts give the same bytes.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal

import segno
from reportlab.lib.pagesizes import A4, A5
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from desktop import i18n
from desktop.documents import fonts, styles
from desktop.documents.text import one_line, write_line
from desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.platypus import Flowable

    from desktop.documents.facts import Issue

PRODUCER = "Mingpei"
_QUIET = 4
_FOOT_BASELINE = 10 * mm
#: The fonts and ReportLab's state belong to the process; papers are drawn one after the other.
_drawing = threading.Lock()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper's pages: title for footer and metadata, facts of the issue, what the QR code is for, size."""

    title: str
    issue: Issue
    qr_note: str
    size: Literal["A4", "A5"] = "A4"

    @property
    def extent(self) -> tuple[float, float]:
        """Width and height in points."""
        width, height = A4 if self.size == "A4" else A5
        return float(width), float(height)

    @property
    def qr_side(self) -> float:
        """Side of the QR code with its quiet zone in points."""
        return float((25 if self.size == "A4" else 21) * mm)

    @property
    def margins(self) -> tuple[float, float, float]:
        """Left, right and top margin in points."""
        if self.size == "A4":
            return styles.A4_LEFT, styles.A4_RIGHT, styles.A4_TOP
        return styles.A5_SIDE, styles.A5_SIDE, styles.A5_TOP

    @property
    def content_width(self) -> float:
        """Width between the margins in points."""
        left, right, _top = self.margins
        return self.extent[0] - left - right


def build(story: Sequence[Flowable], sheet: Sheet) -> bytes:
    """Draw a story on as many pages as it needs.

    Raises:
        MissingCharacters: no font has some character of the furniture (the story has checked its own).

    """
    target = BytesIO()
    with _drawing:
        fonts.load(fonts.SANS)
        document = BaseDocTemplate(
            target,
            pagesize=sheet.extent,
            title=f"{sheet.title} {sheet.issue.number}",
            author=sheet.issue.office.name,
            subject=sheet.title,
            producer=PRODUCER,
            creator=PRODUCER,
            lang=i18n.language().replace("_", "-"),
            invariant=1,
            pageCompression=1,
            initialFontName=fonts.SANS,
            allowSplitting=1,
        )
        document.addPageTemplates(
            [
                PageTemplate("first", _frame(sheet, first=True), onPage=_underlay(sheet), autoNextPageTemplate="later"),
                PageTemplate("later", _frame(sheet, first=False), onPage=_underlay(sheet)),
            ]
        )
        document.build(list(story), canvasmaker=_canvas_class(sheet))
    return target.getvalue()


def _frame(sheet: Sheet, *, first: bool) -> Frame:
    left, _right, top = sheet.margins
    height = sheet.extent[1]
    bottom = _FOOT_BASELINE + 7 * mm
    if first and sheet.issue.qr:
        bottom = _FOOT_BASELINE - 3 * mm + sheet.qr_side + 1 * mm
    return Frame(
        left,
        bottom,
        sheet.content_width,
        height - top - bottom,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
        id="content",
    )


def _underlay(sheet: Sheet) -> Any:  # noqa: ANN401 - a ReportLab callback
    def draw(canvas: Canvas, _document: BaseDocTemplate) -> None:
        if sheet.issue.draft:
            _draw_draft_mark(canvas, sheet)

    return draw


def _canvas_class(sheet: Sheet) -> type[Canvas]:
    """Make a canvas that holds its pages back until their number is known, then adds the footer."""

    class CountingCanvas(Canvas):  # type: ignore[misc]  # ReportLab has no types
        def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
            super().__init__(*args, **kwargs)
            stamp = sheet.issue.issued_at.astimezone(i18n.BEIJING).strftime("D:%Y%m%d%H%M%S+08'00'")
            self.setDateFormatter(lambda *_parts: stamp)
            self._held: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 - ReportLab's name
            self._held.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            total = len(self._held)
            for number, page in enumerate(self._held, 1):
                self.__dict__.update(page)
                _draw_footer(self, sheet, number, total)
                super().showPage()
            super().save()

    return CountingCanvas


def _draw_footer(canvas: Canvas, sheet: Sheet, number: int, total: int) -> None:
    left, right, _top = sheet.margins
    width = sheet.extent[0]
    pages = _("Page {number} of {total}").format(number=number, total=total)
    name = f"{sheet.title}　{sheet.issue.number}"
    has_qr = number == 1 and bool(sheet.issue.qr)
    edge = width - right - (sheet.qr_side + 3 * mm if has_qr else 0)
    canvas.saveState()
    canvas.setLineWidth(styles.THIN)
    canvas.setStrokeColor(styles.INK)
    canvas.setFillColor(styles.INK)
    canvas.line(left, _FOOT_BASELINE + 4 * mm, edge, _FOOT_BASELINE + 4 * mm)
    _write(canvas, name, left, _FOOT_BASELINE, 7.5)
    _write(canvas, pages, edge, _FOOT_BASELINE, 7.5, from_right=True)
    if has_qr:
        _draw_qr(canvas, sheet, width - right, _FOOT_BASELINE - 3 * mm)
        _write(canvas, sheet.qr_note, edge, _FOOT_BASELINE + 6 * mm, 7, from_right=True)
    canvas.restoreState()


def _write(canvas: Canvas, words: str, x: float, y: float, size: float, *, from_right: bool = False) -> None:
    line = one_line(words, fonts.SANS, size)
    write_line(canvas, line, x - line.width if from_right else x, y, size)


def _draw_qr(canvas: Canvas, sheet: Sheet, right: float, y: float) -> None:
    """Draw a QR code with its quiet zone; neighbouring modules are one bar, without seams."""
    rows = [
        bytes(row) for row in segno.make(sheet.issue.qr, error="m", micro=False).matrix_iter(scale=1, border=_QUIET)
    ]
    module = sheet.qr_side / len(rows)
    # The quiet zone reaches into the margin, so that the black edge stands flush with the text above.
    x = right - sheet.qr_side + _QUIET * module
    path = canvas.beginPath()
    for row_number, row in enumerate(rows):
        start = None
        for column, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                top = y + sheet.qr_side - (row_number + 1) * module
                path.rect(x + start * module, top, (column - start) * module, module)
                start = None
    canvas.drawPath(path, stroke=0, fill=1)


def _draw_draft_mark(canvas: Canvas, sheet: Sheet) -> None:
    """Write DRAFT across the page as thin outlines under the text, and boxed in plain black at the top.

    The outline hides nothing; the box is there for the printer or fax that loses it.
    """
    width, height = sheet.extent
    word = _("DRAFT")
    size = width * 0.3 if len(word) < 4 else width * 0.22
    line = one_line(word, fonts.SANS_BOLD, size)
    canvas.saveState()
    canvas.translate(width / 2, height / 2)
    canvas.rotate(45)
    canvas.setStrokeGray(0.55)
    canvas.setLineWidth(0.6)
    write = canvas.beginText(-line.width / 2, -size * 0.38)
    write.setFont(fonts.SANS_BOLD, size)
    write.setTextRenderMode(1)
    write.textOut(word)
    canvas.drawText(write)
    canvas.restoreState()
    _draw_draft_box(canvas, sheet)


def _draw_draft_box(canvas: Canvas, sheet: Sheet) -> None:
    left, _right, top = sheet.margins
    note = _("Draft, not yet in force")
    line = one_line(note, fonts.SANS_BOLD, 8)
    y = sheet.extent[1] - top + 1.6 * mm
    canvas.saveState()
    canvas.setFillColor(styles.INK)
    canvas.setStrokeColor(styles.INK)
    canvas.setLineWidth(styles.HAIRLINE)
    canvas.rect(left, y, line.width + 4 * mm, 4.6 * mm)
    write_line(canvas, line, left + 2 * mm, y + 1.5 * mm, 8)
    canvas.restoreState()
