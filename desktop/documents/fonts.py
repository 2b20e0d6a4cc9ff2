"""The four fonts of the papers: loading, which characters they have, and correct copying of rare ones.

Noto Sans SC (forms) and Noto Serif SC (letters) are embedded as subsets, so nothing is asked of the printing
machine. Each font is read once per process, when a paper first uses it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import groupby
from mmap import ACCESS_READ, mmap
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from desktop import paths
from desktop.errors import MissingCharacters

if TYPE_CHECKING:
    from io import BufferedReader

SANS = "NotoSansSC-Regular"
SANS_BOLD = "NotoSansSC-Bold"
SERIF = "NotoSerifSC-Regular"
SERIF_BOLD = "NotoSerifSC-Bold"

#: Where to look when a font lacks a character: the same weight of the other family.
_SUBSTITUTE = {SANS: SERIF, SERIF: SANS, SANS_BOLD: SERIF_BOLD, SERIF_BOLD: SANS_BOLD}

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_WITH_MARKS = re.compile("\\w[\u0300-\u036f]+")
#: Choose between two shapes of one character; no font of ours has more than one.
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


class CopyableFont(TTFont):  # type: ignore[misc]  # ReportLab has no types
    """A TrueType font whose text can be copied out of the PDF whatever the character.

    ReportLab writes the code point itself into the ToUnicode map. The format wants UTF-16, so a character beyond
    the basic plane (𬭊 in a name) would be copied and found as another. The map is replaced once ReportLab has
    made it.
    """

    def addObjects(self, doc: Any) -> None:  # noqa: N802, ANN401 - ReportLab's name; its document has no type
        """Add the font's subsets to a PDF document."""
        subsets = [list(subset) for subset in self.state[doc].subsets]
        names = [self.getSubsetInternalName(number, doc)[1:] for number in range(len(subsets))]
        super().addObjects(doc)
        drawn = doc.idToObject["BasicFonts"].dict
        for name, subset in zip(names, subsets, strict=True):
            doc.idToObject[drawn[name].ToUnicode.name].content = to_unicode_map(subset)


def to_unicode_map(subset: list[int]) -> str:
    """Map a subset's one-byte codes to UTF-16 (ISO 32000-1, 9.10.3), in blocks of at most 100."""
    rows = [
        f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>" for code, point in enumerate(subset) if point
    ]
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *(line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


class _Mapped:
    """A font file that ReportLab may hold for ever: mapped, so that the 10 to 15 MB of it stay on the disk."""

    def __init__(self, file: BufferedReader) -> None:
        self.name = file.name
        self._file = file

    def read(self) -> mmap:
        """Return what works like the bytes of the file."""
        return mmap(self._file.fileno(), 0, access=ACCESS_READ)


@lru_cache
def load(name: str) -> CopyableFont:
    """Read a font once and make it known to ReportLab under its name."""
    with paths.resource("fonts", f"{name}.ttf").open("rb") as file:
        font = CopyableFont(name, _Mapped(file), asciiReadable=False)
    pdfmetrics.registerFont(font)
    return font


@lru_cache(maxsize=16384)
def font_for(char: str, font: str) -> str | None:
    """Return the wished font if it has the character, else its substitute, else None."""
    for name in (font, _SUBSTITUTE[font]):
        if ord(char) in load(name).face.charToGlyph:
            return name
    return None


@lru_cache(maxsize=16384)
def width(char: str, font: str) -> float:
    """Return the advance of a character in thousandths of the font size."""
    return float(load(font).face.getCharWidth(ord(char)))


def clean(text: str) -> str:
    """Drop control and direction characters and shape selectors; unify spaces and line ends."""
    text = _SELECTORS.sub("", _LINE_ENDS.sub("\n", text)).replace("\t", " ")
    text = _WITH_MARKS.sub(lambda found: unicodedata.normalize("NFC", found.group()), text)
    return "".join(
        " " if unicodedata.category(char) == "Zs" and char != "\u3000" else char
        for char in text
        if char == "\n" or unicodedata.category(char) not in {"Cc", "Cf"}
    )


def missing(text: str) -> list[str]:
    """Return the characters of a text that no font of ours has."""
    return [char for char in dict.fromkeys(clean(text)) if char != "\n" and font_for(char, SANS) is None]


def _home(char: str, font: str) -> str:
    return font if char == "\n" else str(font_for(char, font))


def runs(text: str, font: str) -> list[tuple[str, str]]:
    """Cut a text into ``(font, text)`` pieces, falling back to the other family where one lacks a character.

    Raises:
        MissingCharacters: neither family has some of them.

    """
    if gone := missing(text):
        raise MissingCharacters(gone)
    return [(name, "".join(chars)) for name, chars in groupby(text, lambda char: _home(char, font))]
