"""Where things stand on the page: inside the margins, clear of the QR code, which can be read."""

from __future__ import annotations

from dataclasses import replace

import pytest
import segno
from reportlab.lib.pagesizes import A4, A5
from reportlab.lib.units import mm

from tests.documents import factories, reading

NAME = "阿卜杜热合曼·麦麦提艾力·" * 5
ADDRESS = (
    "新疆维吾尔自治区克孜勒苏柯尔克孜自治州阿克陶县布伦口乡苏巴什村五组一百二十八号院内东侧第三排平房，近 G314 国道"
)
WORDS = (
    "我打了 0571-5550 0199 三次，都说‘正在核实’……http://example.com/a/very/long/path?with=query&and=more_of_it\n第二段。"
    * 30
)


def crowded(name: str, language: str) -> bytes:
    """Build a paper with everything longer than anyone would like."""
    make, build = factories.PAPERS[name]
    office = replace(factories.OFFICE, name=factories.OFFICE.name * 3, address=ADDRESS * 2, licence=ADDRESS)
    changes: dict[str, dict[str, object]] = {
        "receipt": {"customer": NAME, "request": WORDS},
        "calculation": {"terms": ADDRESS, "adjustment": replace(factories.an_adjustment(), reason=WORDS)},
        "agreement": {"claimant_name": NAME, "claimant_address": ADDRESS, "damage": WORDS, "account": "6222" * 12},
        "apology": {"customer_name": NAME, "happened": WORDS},
        "notice": {"name": NAME, "found": WORDS, "reason": WORDS},
        "history": {"entries": (replace(factories.a_history().entries[2], what=WORDS, who=NAME),), "customer": NAME},
        "recovery": {},
    }
    return build(make(issue=replace(make().issue, office=office), **changes[name]), language=language)


@pytest.mark.parametrize("name", sorted(factories.PAPERS))
def test_no_character_leaves_the_margins_or_touches_the_qr_code(name: str, language: str) -> None:
    pdf = crowded(name, language)
    width, _height = A5 if name == "receipt" else A4
    left, right = (12, 12) if name == "receipt" else (25, 20)
    side = (21 if name == "receipt" else 25) * mm

    for page in range(len(reading.pages(pdf))):
        for box in reading.boxes(pdf, page):
            # A point and a half for strokes that reach beyond their advance, like the tail of j.
            assert box[0] >= left * mm - 1.5
            assert box[2] <= width - right * mm + 1.5
            assert box[1] >= 8 * mm
            assert page or box[2] < width - right * mm - side or box[1] > 7 * mm + side


@pytest.mark.parametrize("name", sorted(factories.PAPERS))
def test_lines_of_text_do_not_overlap(name: str, language: str) -> None:
    """Characters in one column of the page never share ground."""
    pdf = crowded(name, language)

    for page in range(len(reading.pages(pdf))):
        boxes = sorted(reading.boxes(pdf, page), key=lambda box: -box[3])
        for index, upper in enumerate(boxes):
            for lower in boxes[index + 1 : index + 120]:
                across = min(upper[2], lower[2]) - max(upper[0], lower[0])
                down = min(upper[3], lower[3]) - max(upper[1], lower[1])
                assert across < 1 or down < 1


@pytest.mark.parametrize("name", ["receipt", "agreement"])
@pytest.mark.parametrize("draft", [False, True], ids=["final", "draft"])
def test_qr_code_prints_as_it_was_made(name: str, language: str, draft: bool) -> None:
    make, build = factories.PAPERS[name]
    issue = replace(make().issue, draft=draft)
    side, margin = (21, 12) if name == "receipt" else (25, 20)
    scale = 6.0
    wanted = [list(row) for row in segno.make(issue.qr, error="m", micro=False).matrix]

    page = reading.Picture(build(make(issue=issue), language=language), 0, scale)

    module = side * mm / (len(wanted) + 8)
    right = page.width / scale - margin * mm
    first = (right - len(wanted) * module, page.height / scale - 7 * mm - side * mm + 4 * module)
    middles = [(number + 0.5) * module for number in range(len(wanted))]
    found = [[int(page.is_dark((first[0] + x) * scale, (first[1] + y) * scale)) for x in middles] for y in middles]
    assert found == wanted
