"""Read a file somebody hands in as evidence: once, without trusting its name, and never to run it."""

from __future__ import annotations

import os
import stat
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2

from desktop.domain.evidence import (
    HEAD_BYTES,
    LARGEST_BYTES,
    EvidenceKind,
    check_evidence,
    refusal,
    shown_name,
)
from desktop.domain.problems import Problem
from desktop.exchange.picture_files import is_whole

if TYPE_CHECKING:
    from pathlib import Path

#: PDFium works for one thread at a time, in the whole program.
PDFIUM = threading.Lock()

# A pipe must not keep us waiting, no program started later inherits the file, Windows must not change bytes.
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file as read.

    Attributes:
        name: its name, for people; never used as a path.
        kind: what its bytes are.
        content: all of it.

    """

    name: str
    kind: EvidenceKind
    content: bytes


def read_evidence(path: Path) -> Evidence | Problem:
    """Read a photo or PDF file and see that it is whole, or say why it is not taken.

    Links are followed; folders, devices and pipes are not files. The size is looked at before the content.
    """
    name = shown_name(path.name)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return refusal(name, "evidence-not-a-file")
        content = _read(path)
    except FileNotFoundError:
        return refusal(name, "evidence-missing")
    except PermissionError:
        return refusal(name, "evidence-no-permission")
    except (OSError, ValueError):
        # ValueError: a name with a zero byte in it.
        return refusal(name, "evidence-unreadable")
    if isinstance(content, int):
        return _checked(name, b"", content)
    return _checked(name, content, len(content))


def _read(path: Path) -> bytes | int:
    """Return the content of a regular file, or its size where that is too much to read."""
    handle = os.open(path, _OPEN_FLAGS)
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            # Exchanged since we looked.
            raise OSError
        if found.st_size > LARGEST_BYTES:
            return found.st_size
        # It may grow while we read: one byte too many tells.
        return file.read(LARGEST_BYTES + 1)


def _checked(name: str, content: bytes, size: int) -> Evidence | Problem:
    kind = check_evidence(name, content[:HEAD_BYTES], size)
    if isinstance(kind, Problem):
        return kind
    if kind is EvidenceKind.PDF:
        trouble = _pdf_trouble(content)
    else:
        trouble = "" if is_whole(kind, content) else "evidence-damaged"
    return refusal(name, trouble) if trouble else Evidence(name, kind, content)


def _pdf_trouble(content: bytes) -> str:
    """Open a PDF and its first page; return the code of what is wrong, empty where nothing is."""
    with PDFIUM:
        try:
            with pypdfium2.PdfDocument(content) as document:
                if len(document) == 0:
                    return "evidence-damaged"
                document[0].close()
        except pypdfium2.PdfiumError as error:
            locked = getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD
            return "evidence-locked" if locked else "evidence-damaged"
    return ""
