"""How long a text message is, as phones and operators count it (3GPP TS 23.038 and 23.040).

A message of the plain alphabet holds 160 characters, any other, so every Chinese one, 70; a longer one goes out, and is
charged, as parts of 153 or 67.
"""

from __future__ import annotations

from typing import NamedTuple

#: The alphabet every phone knows, and the characters that take the room of two.
_PLAIN = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüàÆæßÉ"
)
_DOUBLE = frozenset("^{}\\[~]|€")


class SmsSize(NamedTuple):
    """The size of a message.

    Attributes:
        length: what it takes, counted as the phone does.
        parts: how many messages it goes out as; 0 for an empty text.

    """

    length: int
    parts: int


def sms_size(text: str) -> SmsSize:
    """Return how long a message is and how many it goes out as."""
    if all(char in _PLAIN or char in _DOUBLE for char in text):
        return _size(sum(2 if char in _DOUBLE else 1 for char in text), 160, 153)
    # A rare character of a name counts as two.
    return _size(len(text.encode("utf-16-le")) // 2, 70, 67)


def _size(length: int, alone: int, joined: int) -> SmsSize:
    if not length:
        return SmsSize(0, 0)
    return SmsSize(length, 1 if length <= alone else -(-length // joined))
