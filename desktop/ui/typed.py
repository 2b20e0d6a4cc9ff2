"""What people type, read forgivingly: amounts, dates, numbers, scans. Pure functions, no widgets.

Readers return ``None`` for nothing typed and raise ``Unreadable`` for what they cannot read; they never
guess.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from desktop.domain.money import PLACES, Money

_AMOUNT: Final = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d*)?|-?\.\d+")
_UNITS: Final = ("元整", "元", "块钱", "块", "人民币", "rmb", "cny")
_DAY_WORDS: Final = {
    "大前天": -3,
    "前天": -2,
    "昨天": -1,
    "昨": -1,
    "yesterday": -1,
    "y": -1,
    "今天": 0,
    "今": 0,
    "today": 0,
    "t": 0,
    "明天": 1,
    "tomorrow": 1,
    "后天": 2,
}
_LONGEST_AMOUNT: Final = 24
_LAST_HOUR: Final = 23
_LAST_MINUTE: Final = 59


class Unreadable(ValueError):
    """Something was typed that cannot be read; ``reason`` is a short code such as ``not_a_date``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def narrow(text: str) -> str:
    """Return text with full-width letters and digits made narrow and invisible characters removed."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if unicodedata.category(c) not in ("Cc", "Cf")).strip()


def clean_scan(text: str) -> str:
    """Return a scanned code as our patterns want it: narrow, upper case, no blanks or control characters."""
    # Symbology identifiers (]C1 and the like) come from scanners set up to send them; not part of the number.
    tight = "".join(narrow(text).split()).upper()
    return re.sub(r"^\][A-Z]\d", "", tight)


def read_money(text: str, currency: str = "CNY", *, negative: bool = False) -> Money | None:
    """Read an amount: ``3421``, ``￥３，４２１．００``, ``3,421元``.

    A comma that does not group thousands (``12,5``) is refused, not dropped: dropping makes the sum ten times
    larger.
    """
    tight = "".join(narrow(text).replace("。", ".").split()).lower()
    for unit in _UNITS:
        tight = tight.removesuffix(unit).removeprefix(unit)
    tight = tight.removeprefix("¥")
    if not tight:
        if narrow(text):
            raise Unreadable("not_an_amount")
        return None
    if len(tight) > _LONGEST_AMOUNT or not tight.isascii() or not _AMOUNT.fullmatch(tight):
        raise Unreadable("not_an_amount")
    amount = Decimal(tight.replace(",", ""))
    if amount < 0 and not negative:
        raise Unreadable("negative")
    if amount != amount.quantize(Decimal(1).scaleb(-PLACES[currency])):
        raise Unreadable("too_fine")
    try:
        return Money(amount, currency)
    except ValueError as error:
        raise Unreadable("too_large") from error


def read_integer(text: str, least: int | None = None, most: int | None = None) -> int | None:
    """Read a whole number between two bounds."""
    tight = narrow(text).replace(",", "")
    if not tight:
        return None
    if not re.fullmatch(r"-?\d{1,15}", tight, re.ASCII):
        raise Unreadable("not_a_number")
    value = int(tight)
    if (least is not None and value < least) or (most is not None and value > most):
        raise Unreadable("out_of_range")
    return value


def read_decimal(
    text: str, places: int = 3, least: Decimal | None = None, most: Decimal | None = None
) -> Decimal | None:
    """Read a decimal number (a weight, a share) with at most so many places."""
    tight = "".join(narrow(text).replace("。", ".").split())
    if not tight:
        return None
    if len(tight) > _LONGEST_AMOUNT or not tight.isascii() or not _AMOUNT.fullmatch(tight):
        raise Unreadable("not_a_number")
    value = Decimal(tight.replace(",", ""))
    if value != value.quantize(Decimal(1).scaleb(-places)):
        raise Unreadable("too_fine")
    if (least is not None and value < least) or (most is not None and value > most):
        raise Unreadable("out_of_range")
    return value


def read_time(text: str) -> str | None:
    """Read a time of day into ``HH:MM``: ``9``, ``930``, ``09:30``, ``9点半``, ``9：30``."""
    tight = "".join(narrow(text).split()).replace("点半", ":30").replace("点", ":").replace(".", ":").rstrip("分:")
    if not tight:
        return None
    found = re.fullmatch(r"(\d{1,2})(?::?(\d{2}))?", tight, re.ASCII)
    if found is None or int(found[1]) > _LAST_HOUR or int(found[2] or 0) > _LAST_MINUTE:
        raise Unreadable("not_a_time")
    return f"{int(found[1]):02}:{found[2] or '00'}"


def read_date(text: str, today: date, *, past: bool = True) -> date | None:
    """Read a date: ``2026-03-02``, ``20260302``, ``3-2``, ``0302``, ``3月2日``, ``2日``, ``昨天``.

    The order is always year, month, day. Without a year it is the last such day up to today, or with
    ``past=False`` the next one from today on.
    """
    tight = narrow(text).lower()
    if not tight:
        return None
    if tight in _DAY_WORDS:
        return today + timedelta(days=_DAY_WORDS[tight])
    parts = _date_parts(tight)
    if len(parts) == 3:
        year, month, day = parts
        return _date(year if year > 99 else 2000 + year, month, day)
    if len(parts) == 2:
        return _nearest_year(parts[0], parts[1], today, past=past)
    return _nearest_month(parts[0], today, past=past)


def _date_parts(tight: str) -> list[int]:
    if re.fullmatch(r"\d{8}", tight):
        return [int(tight[:4]), int(tight[4:6]), int(tight[6:])]
    if re.fullmatch(r"\d{6}", tight):
        return [int(tight[:2]), int(tight[2:4]), int(tight[4:])]
    if re.fullmatch(r"\d{3,4}", tight):
        return [int(tight[:-2]), int(tight[-2:])]
    pieces = re.sub(r"[日号]$", "", tight)
    pieces = re.sub(r"\s*[-/.年月\s]\s*", " ", pieces)
    if not re.fullmatch(r"(\d{4} |\d{2} )?\d{1,2} \d{1,2}|\d{1,2}", pieces, re.ASCII):
        raise Unreadable("not_a_date")
    return [int(piece) for piece in pieces.split()]


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Unreadable("no_such_day") from error


def _nearest_year(month: int, day: int, today: date, *, past: bool) -> date:
    for year in (today.year, today.year - 1 if past else today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if (found <= today) if past else (found >= today):
            return found
    raise Unreadable("no_such_day")


def _nearest_month(day: int, today: date, *, past: bool) -> date:
    step = -1 if past else 1
    for months in range(3):
        count = today.year * 12 + today.month - 1 + step * months
        try:
            found = date(count // 12, count % 12 + 1, day)
        except ValueError:
            continue
        if (found <= today) if past else (found >= today):
            return found
    raise Unreadable("no_such_day")


def read_phone(text: str) -> str | None:
    """Read a phone number: mobile, landline or 400 number, with ``-1234`` or ``转1234`` for an extension.

    Only characters and length are judged: number segments change every year. A masked
    number (``138****1234``) is kept as it stands.
    """
    tight = "".join(narrow(text).split())
    if not tight:
        return None
    digits = sum(c.isdigit() or c == "*" for c in tight)
    if not re.fullmatch(r"\+?[\d*()\[\]\-,#_【】（）]+((转分机|转|分机|ext\.?)\d+\]?)?", tight, re.IGNORECASE):
        raise Unreadable("not_a_phone")
    if not 5 <= digits <= 20:
        raise Unreadable("not_a_phone")
    return tight


_SHARE_WORDS: Final = {"半": 2, "一半": 2, "half": 2, "全部": 1, "all": 1}
_DIGITS: Final = {**{word: number for number, word in enumerate("零一二三四五六七八九")}, "两": 2}
_NUMERAL: Final = "(?:[零一二两三四五六七八九]?十[一二三四五六七八九]?|[零一二两三四五六七八九])"
_TENTHS: Final = re.compile(rf"({_NUMERAL}|\d{{1,2}}(?:\.\d{{1,4}})?)成([半一二三四五六七八九])?")
_FRACTION_WORDS: Final = re.compile(rf"(百|{_NUMERAL})分之(百|{_NUMERAL}|\d{{1,3}}(?:\.\d{{1,4}})?)")
#: Digits of a share that is not a round number of percent, as ``1/3``.
_SHARE_PLACES: Final = 9


def read_share(text: str) -> Decimal | None:
    """Read a share of a whole as 0 to 1: ``30``, ``30%``, ``0.3``, ``3/10``, ``三成``, ``百分之三十``, ``一半``.

    A number up to 1 is the share itself, so 1 is all of it; one percent and less have to be written with the sign.
    """
    tight = "".join(narrow(text).replace("。", ".").split()).lower()
    if not tight:
        return None
    share = _share_in_words(tight)
    if share is not None:
        pass
    elif found := re.fullmatch(r"(\d{1,6})/(\d{1,6})", tight, re.ASCII):
        if not int(found[2]):
            raise Unreadable("not_a_number")
        share = Decimal(found[1]) / Decimal(found[2])
    elif re.fullmatch(r"\d{1,6}(\.\d{1,7})?%?|\.\d{1,7}%?", tight, re.ASCII):
        number = Decimal(tight.removesuffix("%"))
        share = number if number <= 1 and not tight.endswith("%") else number / 100
    else:
        raise Unreadable("not_a_number")
    if share > 1:
        raise Unreadable("out_of_range")
    return share.quantize(Decimal(1).scaleb(-_SHARE_PLACES)).normalize() + 0


def _share_in_words(tight: str) -> Decimal | None:
    if tight in _SHARE_WORDS:
        return Decimal(1) / _SHARE_WORDS[tight]
    if found := _TENTHS.fullmatch(tight):
        # 三成半 is 35 %, 三成五 as well.
        more = {None: Decimal(0), "半": Decimal("0.5")}.get(found[2])
        return (_counted(found[1]) + (_counted(found[2]) / 10 if more is None else more)) / 10
    if found := _FRACTION_WORDS.fullmatch(tight):
        whole = _counted(found[1])
        if not whole:
            raise Unreadable("not_a_number")
        return _counted(found[2]) / whole
    return None


def _counted(word: str) -> Decimal:
    """Read a number up to a hundred in Chinese or in digits."""
    if word == "百":
        return Decimal(100)
    if "十" in word:
        tens, _ten, units = word.partition("十")
        return Decimal((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[units] if units else 0))
    return Decimal(_DIGITS[word]) if word in _DIGITS else Decimal(word)
