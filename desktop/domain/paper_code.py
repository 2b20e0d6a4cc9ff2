"""The text in a paper's QR code: number, amount, day and draft mark, signed by whoever issues the paper.

``MP1|XY260302-001-1|3421.00|20260302|-|<signature>``: short enough for a small code on a bad printer, and nothing in
it that would tell a stranger who the customer is. Making and checking signatures is not done here.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.entries import digest

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.money import Money

FORMAT = "MP1"
_DRAFT, _FINAL, _NO_AMOUNT = "D", "-", "-"
_CODE = re.compile(
    r"MP1\|([A-Z0-9-]{1,60})\|(-|\d{1,12}(?:\.\d{1,2})?)\|(\d{8})\|([D-])\|([A-Za-z0-9_-]{86})", re.ASCII
)


class UnreadableCode(ValueError):
    """A text that is no paper code of ours."""


@dataclass(frozen=True, slots=True)
class PaperCode:
    """What a paper's code says.

    Attributes:
        amount: as printed, without a currency sign; empty where the paper states none.
        on: day of issue in Beijing.

    """

    number: str
    amount: str
    on: date
    draft: bool

    @classmethod
    def of(cls, number: str, amount: Money | None, on: date, *, draft: bool) -> PaperCode:
        """Build the code of a paper."""
        return cls(number, amount.text if amount is not None else "", on, draft)

    def message(self) -> bytes:
        """Return the bytes that are signed: every field, in one fixed form."""
        return msgspec.json.encode(["mingpei paper 1", self.number, self.amount, self.on.isoformat(), self.draft])

    def signed(self, sign: Callable[[bytes], bytes]) -> str:
        """Return the text of the QR code."""
        signature = base64.urlsafe_b64encode(sign(self.message())).rstrip(b"=").decode()
        mark = _DRAFT if self.draft else _FINAL
        return "|".join((FORMAT, self.number, self.amount or _NO_AMOUNT, f"{self.on:%Y%m%d}", mark, signature))


def read_code(text: str) -> tuple[PaperCode, bytes]:
    """Read a scanned or pasted text into what it says and its signature.

    Raises:
        UnreadableCode: it is something else.

    """
    found = _CODE.fullmatch("".join(text.split()))
    if found is None:
        raise UnreadableCode
    number, amount, day, mark, signature = found.groups()
    try:
        on = date(int(day[:4]), int(day[4:6]), int(day[6:]))
        raw = base64.urlsafe_b64decode(signature + "==")
    except (ValueError, binascii.Error) as error:
        raise UnreadableCode from error
    return PaperCode(number, "" if amount == _NO_AMOUNT else amount, on, mark == _DRAFT), raw


def short_code(text: str) -> str:
    """Return eight characters of a code's hash, to compare by eye with those printed: ``KX7Q-M2VD``."""
    letters = base64.b32encode(bytes.fromhex(digest(text.encode()))).decode()[:8]
    return f"{letters[:4]}-{letters[4:]}"
