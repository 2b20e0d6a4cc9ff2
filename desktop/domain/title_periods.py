"""Lengths of time as titles name them: 一年, 30日内, 24小时, ``within two years``, ``the thirtieth day``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Months and days; years are months.
Length = tuple[int, int]

_HAN = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_TENS = {"十": 10, "百": 100}
_HAN_NUMBER = "[一二两三四五六七八九十百〇零]+"
#: A number of four digits before 年 is a year, and what follows 月 or 条 a date or an article.
_ZH = re.compile(
    rf"(?<![\d.月第条一二两三四五六七八九十百])(第)?(\d{{1,3}}|{_HAN_NUMBER}|半)\s*个?"
    r"(年|(?<=个)月|月(?=内)|周|星期|工作日|自然日|日历日|日|天|小时)(?!版)"
)
_UNITS = {
    "年": (12, 0), "月": (1, 0), "周": (0, 7), "星期": (0, 7),
    "工作日": (0, 1), "自然日": (0, 1), "日历日": (0, 1), "日": (0, 1), "天": (0, 1),
    "year": (12, 0), "month": (1, 0), "week": (0, 7), "day": (0, 1),
}  # fmt: skip
_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_NUMBERS = {word: value for value, word in enumerate(_WORDS)} | {
    "a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "tenth": 10, "fifteenth": 15,
    "twentieth": 20, "thirtieth": 30, "sixtieth": 60, "ninetieth": 90,
}  # fmt: skip
_EN = re.compile(
    rf"(?<![\d.,])\b(\d{{1,3}}(?:st|nd|rd|th)?|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})[\s-]+"
    r"(?:(?:working|calendar|natural|business|full)\s+)?(year|month|week|day|hour)s?\b",
    re.IGNORECASE,
)


def length_of(*, years: int = 0, months: int = 0, days: int = 0) -> Length:
    """Return a length of time in months and days."""
    return 12 * years + months, days


def lengths_named(title: str) -> Iterator[tuple[str, Length]]:
    """Find the lengths of time a title names, each with the words for it; hours that are no whole days are left out."""
    for found in _ZH.finditer(title):
        length = _half(found[3]) if found[2] == "半" else _length(_of_han(found[2]), found[3])
        if length is not None:
            yield found[0].strip(), length
    for found in _EN.finditer(title):
        digits = re.match(r"\d+", found[1])
        length = _length(int(digits[0]) if digits else _NUMBERS[found[1].lower()], found[2].lower())
        if length is not None:
            yield found[0].strip(), length


def _length(count: int, unit: str) -> Length | None:
    if unit in ("小时", "hour"):
        return None if count % 24 else (0, count // 24)
    months, days = _UNITS[unit]
    return months * count, days * count


def _half(unit: str) -> Length | None:
    return {"年": (6, 0), "月": (0, 15)}.get(unit)


def _of_han(text: str) -> int:
    if text.isdecimal():
        return int(text)
    total, digit = 0, 0
    for char in text:
        if char in _TENS:
            total += (digit or 1) * _TENS[char]
            digit = 0
        else:
            digit = _HAN[char]
    return total + digit
