"""The text in a paper's QR code: number, amount, day and draft mark, signed by whoever issues the paper.

``MP1-XY260302-001-1-342100-20260302F-<signature>``: capital letters, digits and hyphens alone. QR codes hold those in
little room, every scanner types them the same with and without Caps Lock, and no field tidies them into something
else. Nothing in it tells a stranger who the customer is. Making and checking signatures is not done here.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.entries import digest

if TYPE_CHECKING:
    from collections.abc import Callable

FORMAT = "MP1"
_DRAFT, _FINAL, _NO_AMOUNT = "D", "F", "X"
#: Ed25519 signatures have 64 bytes: 103 letters of base 32 (RFC 4648) without their padding.
_CODE = re.compile(r"MP1-([A-Z0-9-]{1,60})-(X|\d{1,14})-(\d{8})([DF])-([A-Z2-7]{103})", re.ASCII)
_PADDING = "="


class UnreadableCode(ValueError):
    """A text that is no paper code of ours."""


@dataclass(frozen=True, slots=True)
class PaperCode:
    """What a paper's code says.

    Attributes:
        fen: the amount printed, in whole smallest units; None where the paper states none.
        on: day of issue in Beijing.
    """

    number: str
    fen: int | None
    on: date
    draft: bool

    def message(self) -> bytes:
        """Return the bytes that are signed: every field, in one fixed form."""
        return msgspec.json.encode(["mingpei paper 1", self.number, self.fen, self.on.isoformat(), self.draft])

    def signed(self, sign: Callable[[bytes], bytes]) -> str:
        """Return the text of the QR code."""
        signature = base64.b32encode(sign(self.message())).decode().rstrip(_PADDING)
        amount = _NO_AMOUNT if self.fen is None else str(self.fen)
        day = f"{self.on:%Y%m%d}{_DRAFT if self.draft else _FINAL}"
        return "-".join((FORMAT, self.number, amount, day, signature))


def tidy_code(text: str) -> str:
    """Bring a scanned or pasted text into the one form codes are compared in."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def is_code(text: str) -> bool:
    """Tell whether a scanned text looks like a paper code and not like a waybill."""
    return tidy_code(text).startswith(f"{FORMAT}-")


def read_code(text: str) -> tuple[PaperCode, bytes]:
    """Read a scanned or pasted text into what it says and its signature.

    Raises:
        UnreadableCode: it is something else.
    """
    found = _CODE.fullmatch(tidy_code(text))
    if found is None:
        raise UnreadableCode
    number, amount, day, mark, signature = found.groups()
    try:
        on = date(int(day[:4]), int(day[4:6]), int(day[6:]))
        raw = base64.b32decode(signature + _PADDING)
    except ValueError as error:
        raise UnreadableCode from error
    return PaperCode(number, None if amount == _NO_AMOUNT else int(amount), on, mark == _DRAFT), raw


def short_code(text: str) -> str:
    """Return eight characters of a code's hash, to compare by eye with those printed: ``KX7Q-M2VD``."""
    letters = base64.b32encode(bytes.fromhex(digest(text.encode()))).decode()[:8]
    return f"{letters[:4]}-{letters[4:]}"
