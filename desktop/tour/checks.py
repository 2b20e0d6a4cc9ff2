"""Looks at what the tour left behind, with other tools than those that made it where there are any."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2

from desktop.actions.desk import load_reference
from desktop.actions.examining import examine
from desktop.clock import SystemClock
from desktop.exchange.evidence_files import PDFIUM
from desktop.tour.hands import TourFailedError
from desktop.tour.people import CLERK, CUSTOMER, CUSTOMER_PHONE, MANAGER, PAYABLE, PAYABLE_IN_WORDS, WAYBILL

if TYPE_CHECKING:
    from pathlib import Path

#: What must be found again when the text of a paper is copied.
EXPECTED = {
    "receipt": (CUSTOMER, WAYBILL),
    "calculation": (WAYBILL, "¥3,000.00", "¥421.00", PAYABLE, PAYABLE_IN_WORDS),
    "agreement": (CUSTOMER, WAYBILL, "¥3,000.00", "¥421.00", PAYABLE, PAYABLE_IN_WORDS),
    "apology": (CUSTOMER, PAYABLE),
}
_MARKS_OF_A_DRAFT = ("草稿", "预览", "DRAFT", "Draft", "Preview")
_SECRETS = (CUSTOMER, CUSTOMER_PHONE, WAYBILL, MANAGER.name, CLERK.name)
_CODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")


def check(out: Path, papers: dict[str, str]) -> dict[str, object]:
    """Check papers, secrecy and the office itself; return what the report says of them.

    Raises:
        TourFailedError: something is not as it should be.
    """
    for kind, wanted in EXPECTED.items():
        words = text_of(out / "papers" / papers[kind])
        if any(mark in words for mark in _MARKS_OF_A_DRAFT):
            raise TourFailedError(f"{papers[kind]} is still a draft")
        missing = [one for one in wanted if one.replace(" ", "") not in words]
        if missing:
            raise TourFailedError(f"{papers[kind]} lacks {missing}")
    _check_secrecy(out / "office")
    report = examine(out / "office", CLERK.code, CLERK.password, load_reference(), SystemClock())
    if report.faults:
        raise TourFailedError(f"the office does not verify: {report.faults[0]}")
    verified = {"entries": report.entries, "cases": report.cases, "files": report.files, "faults": 0}
    return {"amounts": {"payable": PAYABLE, "in_words": PAYABLE_IN_WORDS}, "verified": verified}


def text_of(paper: Path) -> str:
    """Return the text of a PDF as it is copied out of a viewer, without blanks and line breaks."""
    with PDFIUM:
        document = pypdfium2.PdfDocument(paper)
        words = "".join(page.get_textpage().get_text_bounded() for page in document)
        document.close()
    return "".join(words.split())


def _check_secrecy(office: Path) -> None:
    for file in sorted(office.rglob("*")):
        content = file.read_bytes() if file.is_file() else b""
        for secret in _SECRETS:
            if secret in file.name or any(secret.encode(coding) in content for coding in _CODINGS):
                raise TourFailedError(f"{file.name} shows what it must not")
