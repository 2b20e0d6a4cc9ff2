"""What may be kept as evidence: photos and PDF files, told by their first bytes and never by their name.

Recordings and office documents are not taken: the program could neither show nor check them. What is refused
is refused by name and with a reason, so that the clerk can tell the customer.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum

from desktop.domain.problems import Problem

#: Largest file, in bytes.
LARGEST_BYTES = 20 * 1024 * 1024

#: How many first bytes ``check_evidence`` wants to see.
HEAD_BYTES = 64

#: Longest part of a file name that is shown or kept.
LONGEST_NAME = 100

FIELD = "evidence"


class EvidenceKind(StrEnum):
    """The files that are taken, by media type."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    HEIC = "image/heic"
    GIF = "image/gif"
    PDF = "application/pdf"


_STARTS = (
    (b"\xff\xd8\xff", EvidenceKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", EvidenceKind.PNG),
    (b"GIF87a", EvidenceKind.GIF),
    (b"GIF89a", EvidenceKind.GIF),
    (b"%PDF-", EvidenceKind.PDF),
)
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_OTHER_PICTURES = frozenset({b"avif", b"avis"})
# Windows, Linux and macOS programs, Android packages' code, Windows shortcuts, scripts.
_PROGRAM_STARTS = (
    b"MZ",
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"dex\n",
    b"L\x00\x00\x00\x01\x14\x02\x00",
    b"#!",
)
_RECORDING_STARTS = (
    b"ID3",
    b"OggS",
    b"#!AMR",
    b"fLaC",
    b"\x1aE\xdf\xa3",
    b"\xff\xfb",
    b"\xff\xf3",
    b"\xff\xf1",
)


def check_evidence(name: str, head: bytes, size: int) -> EvidenceKind | Problem:
    """Tell what a file is, or why it is not taken.

    Args:
        name: the file's name, for the sentence only.
        head: its first ``HEAD_BYTES`` bytes.
        size: its length in bytes.

    """
    shown = shown_name(name)
    if size == 0:
        return refusal(shown, "evidence-empty")
    if size > LARGEST_BYTES:
        return Problem(FIELD, "evidence-too-large", {"name": shown, "size": str(size), "limit": str(LARGEST_BYTES)})
    return _kind(head) or refusal(shown, _refused_as(head))


def refusal(name: str, code: str) -> Problem:
    """Return the problem of a file that is not taken."""
    return Problem(FIELD, code, {"name": shown_name(name)})


def shown_name(name: str) -> str:
    """Return the last part of a file name, without what could disguise it on screen, and not too long."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(char for char in last if unicodedata.category(char)[0] != "C")
    return visible if len(visible) <= LONGEST_NAME else visible[: LONGEST_NAME - 1] + "…"


def _kind(head: bytes) -> EvidenceKind | None:
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return EvidenceKind.WEBP
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return EvidenceKind.HEIC
    return None


def _refused_as(head: bytes) -> str:
    film = head[4:8] == b"ftyp" and head[8:12] not in _OTHER_PICTURES
    if film or head[:4] == b"RIFF" or head.startswith(_RECORDING_STARTS):
        return "evidence-recording"
    return "evidence-program" if head.startswith(_PROGRAM_STARTS) else "evidence-other-kind"
