"""Phone numbers as customers, labels and platforms write them: loose, as a number refused cannot be called.

Segment lists are not used: every published one refuses numbers that have been handed out since. Virtual
numbers (a host and an extension in place of the real number) stay whole, and a number that came in masked
stays text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.problems import Problem

#: Platforms write a virtual host with 11 digits; a written example has 12.
HOST_DIGITS = 11


class PhoneKind(StrEnum):
    """What sort of number it is."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    #: 400, 800, 95xxx, 12305 and other short service numbers.
    SERVICE = "service"
    #: A number with an extension that a platform lends out for some days.
    VIRTUAL = "virtual"
    #: Thirteen digits of a device.
    DEVICE = "device"
    #: Outside the mainland, written with + or 00.
    ABROAD = "abroad"
    MASKED = "masked"
    UNREADABLE = "unreadable"


_CALLABLE = frozenset(PhoneKind) - {PhoneKind.MASKED, PhoneKind.UNREADABLE}


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number, read.

    Attributes:
        text: one way of writing it: ``13800001234``, ``0571-88001234-801``, ``18412345678-1234``; what was
            typed where it is masked or unreadable.
        kind: what sort it is.
        host: the digits to dial; empty where it is masked or unreadable.
        ext: the digits to dial after that.
        masked_input: it came with digits hidden: matches no one and counts as no verified phone.

    """

    text: str
    kind: PhoneKind
    host: str = ""
    ext: str = ""
    masked_input: bool = False

    @property
    def can_be_called(self) -> bool:
        """Whether there is a number to dial."""
        return self.kind in _CALLABLE

    @property
    def hint(self) -> str:
        """Code of what the clerk should know: ``virtual-may-expire``, ``virtual-host-length`` or none."""
        if self.kind is not PhoneKind.VIRTUAL:
            return ""
        return "virtual-may-expire" if len(self.host) == HOST_DIGITS else "virtual-host-length"


_MASK_SIGNS = str.maketrans(dict.fromkeys("×•●·∗✱﹡", "*"))
_HIDDEN_BY_X = re.compile(r"(?<=\d)[xX]{2,}(?=\d|\Z)", re.ASCII)
_MASKED = re.compile(r"[\d+\-() ]*\*[\d*+\-() ]*", re.ASCII)
_VIRTUAL = re.compile(
    r"(1\d{10,11})(?:(?:[-_,/#x*]|转分机号?|转接|转|分机号?|ext\.?):?(\d{3,6})|[\[【(](\d{3,6})[\]】)])",
    re.ASCII,
)
_MOBILE = re.compile(r"(?:\+?86|0086|17951|12593)?-?0?(1[3-9]\d{9})", re.ASCII)
_DEVICE = re.compile(r"(?:\+?86)?(1(?:410|440|46\d|48\d)\d{9})", re.ASCII)
_SERVICE = re.compile(r"([48]00\d{7}|95\d{3,16}|1[02]\d{3,6})(?:(?:[-转#]|分机)(\d{1,6}))?", re.ASCII)
# Area codes have three digits (010, 02x) or four; behind +86 people leave the zero out.
_LANDLINE = re.compile(
    r"(?:(?:\+|00)?86-?(10|2\d|[3-9]\d\d)-?|(?:(?:\+|00)?86-?)?\(?0(10|2\d|[3-9]\d\d)\)?-?)?"
    r"([2-9]\d{6,7})(?:(?:[-转#]|分机|ext\.?)(\d{1,6}))?",
    re.ASCII,
)
_ABROAD = re.compile(r"(?:\+|00)(?!86)([1-9]\d{6,14})", re.ASCII)
# A number among words: 王先生13800001234. A second run of digits could be an extension, so there is none.
_IN_WORDS = re.compile(r"[^\d*]*(1[3-9]\d{9})[^\d*]*", re.ASCII)


def read_phone(typed: str) -> Phone:
    """Read a phone number; whatever cannot be read comes back as unreadable text."""
    plain = unicodedata.normalize("NFKC", typed).translate(_MASK_SIGNS)
    shown = "".join(char for char in plain if unicodedata.category(char)[0] != "C").strip()
    shown = _HIDDEN_BY_X.sub(lambda hidden: "*" * len(hidden[0]), shown)
    phone = _read(re.sub(r"\s+", "", shown).lower().lstrip("'"))
    if phone is None and _MASKED.fullmatch(shown):
        return Phone(shown, PhoneKind.MASKED, masked_input=True)
    return phone or Phone(shown, PhoneKind.UNREADABLE)


def _read(written: str) -> Phone | None:
    if found := _VIRTUAL.fullmatch(written):
        host, ext = found[1], found[2] or found[3]
        return Phone(f"{host}-{ext}", PhoneKind.VIRTUAL, host, ext)
    dialled = re.sub(r"(?<=\d)-(?=\d)", "", written)
    if found := _MOBILE.fullmatch(dialled):
        return Phone(found[1], PhoneKind.MOBILE, found[1])
    if found := _DEVICE.fullmatch(dialled):
        return Phone(found[1], PhoneKind.DEVICE, found[1])
    if found := _ABROAD.fullmatch(re.sub(r"[-()]", "", written)):
        return Phone(f"+{found[1]}", PhoneKind.ABROAD, f"+{found[1]}")
    if found := _SERVICE.fullmatch(dialled) or _SERVICE.fullmatch(written):
        return _with_extension(found[1], found[1], found[2] or "", PhoneKind.SERVICE)
    return _read_landline(written) or _read_among_words(dialled)


def _read_landline(written: str) -> Phone | None:
    found = _LANDLINE.fullmatch(written)
    if not found:
        return None
    area = found[1] or found[2]
    host, text = (f"0{area}{found[3]}", f"0{area}-{found[3]}") if area else (found[3], found[3])
    return _with_extension(text, host, found[4] or "", PhoneKind.LANDLINE)


def _with_extension(text: str, host: str, ext: str, kind: PhoneKind) -> Phone:
    return Phone(f"{text}-{ext}" if ext else text, kind, host, ext)


def _read_among_words(dialled: str) -> Phone | None:
    found = _IN_WORDS.fullmatch(dialled)
    return Phone(found[1], PhoneKind.MOBILE, found[1]) if found else None


def check_phone(typed: str, field: str) -> list[Problem]:
    """Return what keeps a number from being called; an empty field is for the caller to judge."""
    phone = read_phone(typed)
    if phone.can_be_called or not typed.strip():
        return []
    return [Problem(field, "phone-masked" if phone.masked_input else "phone-unreadable")]
