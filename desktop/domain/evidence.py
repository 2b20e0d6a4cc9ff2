"""What may be kept as evidence: photos and PDF files, told by their first bytes and never by their name.

Recordings and office documents are not taken: the program could neither show nor check them. What is refused
is refused by name and with a reason, so that the clerk can tell the customer. And whether a proof of value that is
named can be seen at all.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.claim import ValueProof
from desktop.domain.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.domain.case import Case

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


class Unshown(StrEnum):
    """Why a proof of value that is named cannot be seen."""

    NO_FILE = "no-file"
    SAID_MISSING = "said-missing"


class _Proof(msgspec.Struct, frozen=True):
    """The one fact of a recorded assessment that is asked for here; all others are passed over."""

    value_proof: str | None = None


def proof_named(case: Case) -> str | None:
    """Return what the recorded assessment names as the proof of value, else the registration; None for nothing."""
    named = None
    if case.assessment is not None and not case.assessment_stale:
        try:
            named = msgspec.json.decode(case.assessment.body.facts, type=_Proof).value_proof
        except msgspec.MsgspecError:
            named = None
    return named or case.intake.value_proof or None


def unshown_proof(case: Case, proof: str | None, names: Iterable[str]) -> Unshown | None:
    """Return why a proof of value that is named is not to be seen in a case.

    A file says what it is by its name alone, so any file may be the proof; none at all is not, nor one the finding says
    is still missing.

    Args:
        case: as it stands.
        proof: a ``ValueProof``; None or ``none`` where nobody names one.
        names: what the proof is called among the evidence that may be missing.
    """
    if not proof or proof == ValueProof.NONE:
        return None
    if not case.evidence:
        return Unshown.NO_FILE
    missing = [one.missing for one in case.finding[1].allegations] if case.finding is not None else []
    if any(name in words for name in names for words in missing):
        return Unshown.SAID_MISSING
    return None
