"""One block of text on a page: wraps, splits between pages, draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import Flowable

from desktop import i18n
from desktop.documents import lines, styles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.canvas import Canvas

    from desktop.documents.styles import Style

#: From the top of the em box to the baseline, in em; the same in all four fonts.
_ASCENT = 0.88
#: Fewer lines than this never stand alone at the foot or the head of a page.
_TOGETHER = 2


class Text(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A block of text in one style; it knows no markup, so any character is only itself.

    Attributes:
        marker: a number or sign that hangs in the left margin of the first line.
        set_lines: the broken lines; given only for the parts of a split block, which keep them as they are.

    """

    def __init__(
        self,
        content: str | Sequence[tuple[str, str]],
        style: Style,
        marker: str = "",
        set_lines: Sequence[lines.Line] = (),
    ) -> None:
        super().__init__()
        style = styles.in_language(style, i18n.language())
        self.spans = [(content, style.font)] if isinstance(content, str) else list(content)
        self.look = style
        self.marker = marker
        self.keepWithNext = style.with_next
        self.spaceBefore = style.before
        self.spaceAfter = style.after
        self.set_lines = list(set_lines)
        self._broken_at: float | None = -1.0 if set_lines else None

    def _break(self, width: float) -> None:
        if self._broken_at in {-1.0, width}:
            return
        look = self.look
        self.set_lines = lines.break_lines(
            self.spans, look.size, width - look.left, justify=look.align == "justify", indent=look.indent
        )
        self._broken_at = width

    @property
    def least_height(self) -> float:
        """The height the text needs to begin on a page."""
        return _TOGETHER * self.look.leading

    def emptied(self) -> Text:
        """Return a block of the same look without words."""
        return Text("", self.look)

    def draw(self) -> None:
        """Draw the lines on the canvas ReportLab has put in place."""
        canvas: Canvas = self.canv
        look = self.look
        y = self.height - (look.leading - look.size) / 2 - _ASCENT * look.size
        canvas.setFillColor(styles.INK)
        if self.marker:
            write_line(canvas, one_line(self.marker, look.font, look.size), look.left - look.hang, y, look.size)
        for line in self.set_lines:
            rest = self.width - look.left - line.width
            shift = look.left + {"right": rest, "center": rest / 2}.get(look.align, 0.0)
            write_line(canvas, line, shift, y, look.size)
            y -= look.leading

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's
        """Return the size the text takes in a width."""
        self._break(availWidth)
        self.width, self.height = availWidth, len(self.set_lines) * self.look.leading
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803 - ReportLab's names
        """Return two blocks, the first of which fits, or nothing if too few lines would stand alone."""
        self._break(availWidth)
        fits = int(availHeight // self.look.leading)
        if fits >= len(self.set_lines):
            return [self]
        fits = min(fits, len(self.set_lines) - _TOGETHER)
        if fits < _TOGETHER:
            return []
        return [
            Text("", self.look, self.marker, self.set_lines[:fits]),
            Text("", self.look, "", self.set_lines[fits:]),
        ]


class Stack(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Short texts of different looks one below the other, never cut."""

    def __init__(self, *texts: Text) -> None:
        super().__init__()
        self.texts = texts

    def emptied(self) -> Stack:
        """Return a stack without texts."""
        return Stack()

    def draw(self) -> None:
        """Draw the texts from the top down."""
        y = self.height
        for one in self.texts:
            y -= one.height
            one.drawOn(self.canv, 0, y)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's names
        """Return the size of all texts together."""
        self.width, self.height = availWidth, sum(one.wrap(availWidth, availHeight)[1] for one in self.texts)
        return self.width, self.height


def one_line(words: str, font: str, size: float) -> lines.Line:
    """Set words on a single line of whatever width they need."""
    return lines.break_lines([(words.replace("\n", " "), font)], size, 1e6, justify=False)[0]


def write_line(canvas: Canvas, line: lines.Line, x: float, y: float, size: float) -> None:
    """Write one set line with its left edge at x and its baseline at y."""
    write = canvas.beginText()
    for piece in line.pieces:
        write.setFont(piece.font, size)
        write.setCharSpace(piece.spacing)
        write.setTextOrigin(x + piece.x, y)
        write.textOut(piece.text)
    canvas.drawText(write)
