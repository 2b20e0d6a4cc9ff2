"""How each role of text looks on paper; all lengths in points.

Forms are set in Hei (Noto Sans SC) 9.5 pt, letters in Song (Noto Serif SC) 12 pt on 20 pt. Black ink first: grey
is used only where nothing is lost when a bad printer or a fax drops it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from reportlab.lib.colors import Color, black
from reportlab.lib.units import mm

from desktop.documents import fonts

Align = Literal["left", "right", "center", "justify"]

#: Behind labels; so light that a fax drops it and a laser printer does not smear it.
LABEL_GREY = Color(0.935, 0.935, 0.935)
INK = black
HAIRLINE = 0.5
_LATIN_LEADING = 1.45
THIN = 0.25


@dataclass(frozen=True, slots=True)
class Style:
    """One role of text.

    Attributes:
        indent: how far the first line of each paragraph moves in.
        left: how far all lines move in; ``hang`` how far before them a marker stands.
        before: empty space above, dropped at the head of a page; ``after`` is below.
        with_next: never the last thing on a page.

    """

    font: str
    size: float
    leading: float
    align: Align = "left"
    indent: float = 0.0
    left: float = 0.0
    hang: float = 0.0
    before: float = 0.0
    after: float = 0.0
    with_next: bool = False


TITLE = Style(fonts.SANS_BOLD, 18, 24, "center", after=2)
SUBTITLE = Style(fonts.SANS, 9, 13, "center", after=7)
OFFICE = Style(fonts.SANS, 10.5, 15, "center", after=1)
SECTION = Style(fonts.SANS_BOLD, 10.5, 15, before=9, after=3)
BODY = Style(fonts.SANS, 9.5, 14.5, "justify", after=3)
CELL = Style(fonts.SANS, 9.5, 13.5)
CELL_BOLD = Style(fonts.SANS_BOLD, 9.5, 13.5)
CELL_RIGHT = Style(fonts.SANS, 9.5, 13.5, "right")
CELL_RIGHT_BOLD = Style(fonts.SANS_BOLD, 9.5, 13.5, "right")
CELL_CENTER = Style(fonts.SANS, 9.5, 13.5, "center")
LABEL = Style(fonts.SANS, 9, 13.5)
LABEL_CENTER = Style(fonts.SANS, 9, 13.5, "center")
LABEL_RIGHT = Style(fonts.SANS, 9, 13.5, "right")
SMALL = Style(fonts.SANS, 8, 11.5, "justify", after=2)
STEP = Style(fonts.SANS, 9.5, 14.5, "justify", left=18, hang=18, after=1)
STEP_CITED = replace(STEP, with_next=True)
STEP_NOTE = Style(fonts.SANS, 8.5, 12.5, left=18, after=2)
NOTICE = Style(fonts.SANS, 8, 11.8, "justify", left=11, hang=11, after=1)
DUE_LABEL = Style(fonts.SANS, 8.5, 12, "center")
DUE = Style(fonts.SANS_BOLD, 10, 14, "center")
FIGURE = Style(fonts.SANS_BOLD, 24, 30, "right")
WORDS = Style(fonts.SANS, 10.5, 15, "right")

LETTER_TITLE = Style(fonts.SERIF_BOLD, 18, 26, "center", after=10)
LETTER = Style(fonts.SERIF, 12, 20, "justify", indent=24)
LETTER_OFFICE = Style(fonts.SERIF_BOLD, 14, 20, "center")
LETTER_ADDRESS = Style(fonts.SERIF, 9, 13, "center", after=3)
LETTER_REFERENCE = Style(fonts.SERIF, 9, 13, "right", after=8)
LETTER_LEAD = Style(fonts.SERIF, 12, 20, "justify", indent=24, with_next=True)
LETTER_NUMBERED = Style(fonts.SERIF, 12, 20, "justify", left=43, hang=19)
LETTER_FLUSH = Style(fonts.SERIF, 12, 20)
LETTER_RIGHT = Style(fonts.SERIF, 12, 20, "right")
CLAUSE_HEAD = Style(fonts.SERIF_BOLD, 10.5, 17, before=6, after=1)
CLAUSE = Style(fonts.SERIF, 10.5, 17, "justify", after=1)
CLAUSE_NUMBERED = Style(fonts.SERIF, 10.5, 17, "justify", left=17, hang=17, after=1)
WORDS_IN_AGREEMENT = Style(fonts.SERIF_BOLD, 10.5, 17, "right", after=2)

RECOVERY_CODE = Style(fonts.SANS_BOLD, 17, 26, "center")


def in_language(style: Style, language: str) -> Style:
    """Return the style as the language sets it.

    Chinese is flush on both sides, paragraphs indented; other languages are ragged, set closer, paragraphs apart.
    """
    if language.startswith("zh"):
        return style
    return replace(
        style,
        align="left" if style.align == "justify" else style.align,
        indent=0.0,
        leading=min(style.leading, _LATIN_LEADING * style.size),
        before=style.before + style.size / 2 if style.indent else style.before,
    )


#: A4 letters and forms: 25 mm to the left for the binder, 20 mm elsewhere.
A4_LEFT, A4_RIGHT, A4_TOP = 25 * mm, 20 * mm, 20 * mm
A5_SIDE, A5_TOP = 12 * mm, 10 * mm
