"""Read finished papers back the way others do: as text, as character boxes, as a picture."""

from __future__ import annotations

from io import BytesIO

import pypdf
import pypdfium2


def pages(pdf: bytes) -> list[str]:
    """Return the text of each page as pypdf reads it."""
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages]


def whole_text(pdf: bytes) -> str:
    """Return all text without blanks, so that line ends do not matter."""
    return "".join("".join(pages(pdf)).split())


def body_text(pdf: bytes, number: str) -> str:
    """Return all text without blanks and without the footers, which are drawn last and begin with title and number."""
    bodies = [page[: page.rfind("\n", 0, page.rfind(number))] for page in pages(pdf)]
    return "".join("".join(bodies).split())


def golden_text(pdf: bytes) -> str:
    """Return all text, page by page, for a golden file."""
    cleaned = ["\n".join(line.strip() for line in page.splitlines()) for page in pages(pdf)]
    return "".join(f"=== page {number}\n{page.strip()}\n" for number, page in enumerate(cleaned, 1))


def boxes(pdf: bytes, page: int) -> list[tuple[float, float, float, float]]:
    """Return left, bottom, right, top in points of every visible character on a page."""
    document = pypdfium2.PdfDocument(pdf)
    text = document[page].get_textpage()
    found = [text.get_charbox(index) for index in range(text.count_chars()) if text.get_text_range(index, 1).strip()]
    document.close()
    return [box for box in found if box[2] > box[0]]


class Picture:
    """A page as grey pixels.

    Attributes:
        width: in pixels, as is ``height``.

    """

    def __init__(self, pdf: bytes, page: int, scale: float) -> None:
        document = pypdfium2.PdfDocument(pdf)
        image = document[page].render(scale=scale).to_pil().convert("L")
        document.close()
        self.width, self.height = image.size
        self._grey = image.tobytes()

    def is_dark(self, x: float, y: float) -> bool:
        """Tell whether a pixel, counted from the top left, is nearer to black than to white."""
        return bool(self._grey[int(y) * self.width + int(x)] < 128)
