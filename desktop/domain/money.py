"""Exact amounts of money: decimal inside, whole smallest units in storage, never float."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TYPE_CHECKING

from desktop.errors import Refused

if TYPE_CHECKING:
    from desktop.domain.exact import Amount

#: Digits after the point of each currency we know. SDR is kept in hundredths, as claims are settled.
PLACES = {"CNY": 2, "XDR": 2, "USD": 2, "EUR": 2, "HKD": 2, "GBP": 2, "TWD": 2, "MOP": 2, "JPY": 0, "KRW": 0}
#: The smallest unit of each.
UNITS = {currency: Decimal(1).scaleb(-places) for currency, places in PLACES.items()}
#: Nothing at all, as it is written in each.
NIL = {currency: Decimal(0).scaleb(-places) for currency, places in PLACES.items()}

#: More than any parcel is worth; a longer number is a slip of the keyboard or an attack.
LARGEST = Decimal("999999999999.99")
LARGEST_FEN = 99_999_999_999_999

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_GROUPS = ("亿", "万", "")


@dataclass(frozen=True, order=False, slots=True)
class Money:
    """An amount in one currency.

    Attributes:
        amount: in whole units (yuan), at most as precise as the currency's smallest unit.
        currency: ISO 4217 code.

    """

    amount: Decimal
    currency: str = "CNY"

    def __post_init__(self) -> None:
        places = PLACES.get(self.currency)
        if places is None:
            raise ValueError(f"unknown currency {self.currency!r}")
        if not isinstance(self.amount, Decimal) or not self.amount.is_finite():
            raise TypeError("an amount is a finite Decimal")
        if abs(self.amount) > LARGEST:
            raise ValueError("amount out of range")
        rounded = self.amount.quantize(Decimal(1).scaleb(-places))
        if rounded != self.amount:
            raise ValueError("amount is finer than the currency's smallest unit; round it first")
        object.__setattr__(self, "amount", rounded)

    @classmethod
    def rounded(cls, amount: Decimal, currency: str = "CNY") -> Money:
        """Round half-up to the currency's smallest unit: once, at each line."""
        return cls(amount.quantize(Decimal(1).scaleb(-PLACES[currency]), rounding=ROUND_HALF_UP), currency)

    @classmethod
    def of_fraction(cls, amount: Amount, currency: str = "CNY") -> Money:
        """Round an exact result half-up, away from zero, to the currency's smallest unit."""
        return cls(rounded(amount, currency), currency)

    @classmethod
    def parse(cls, text: str, currency: str = "CNY") -> Money:
        """Read what a person typed or a file holds: ``3421``, ``3,421.00``, ``¥3421``.

        Raises:
            ValueError: not an amount, finer than a smallest unit, or out of range.

        """
        cleaned = text.strip().lstrip("¥￥").replace(",", "").replace("，", "").strip()
        if not cleaned.isascii() or len(cleaned) > 24 or not cleaned.strip("-").replace(".", "", 1).isdigit():
            raise ValueError("not an amount")
        try:
            return cls(Decimal(cleaned), currency)
        except InvalidOperation as error:
            raise ValueError("not an amount") from error

    @classmethod
    def from_fen(cls, fen: int, currency: str = "CNY") -> Money:
        """Build an amount from whole smallest units, as stored."""
        return cls(Decimal(fen).scaleb(-PLACES[currency]), currency)

    @property
    def fen(self) -> int:
        """Whole smallest units, for storage."""
        return int(self.amount.scaleb(PLACES[self.currency]))

    @property
    def text(self) -> str:
        """The amount as a plain decimal string: ``3421.00``."""
        return str(self.amount)

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._same(other)

    def __bool__(self) -> bool:
        return bool(self.amount)

    def _same(self, other: Money) -> Decimal:
        if other.currency != self.currency:
            raise ValueError("two currencies; convert first, with a rate and its date")
        return other.amount


def rounded(amount: Amount, currency: str) -> Decimal:
    """Round an exact result half-up, away from zero, to the smallest unit of a currency we know."""
    if isinstance(amount, Decimal):
        return amount.quantize(UNITS[currency], ROUND_HALF_UP)
    # In whole numbers, because sums of fractions are slow: floor(x + 1/2) of x = units ÷ denominator.
    units, denominator = amount.numerator * 10 ** PLACES[currency], amount.denominator
    whole = (2 * abs(units) + denominator) // (2 * denominator)
    return Decimal(-whole if units < 0 else whole).scaleb(-PLACES[currency])


class NoCapitals(Refused):
    """An amount has no form in capital characters: it is negative or not in yuan."""

    def __init__(self, amount: Money) -> None:
        super().__init__(amount.currency)
        self.amount = amount


def capitals(amount: Money, *, close_jiao: bool = False) -> str:
    """Write yuan in capital characters, as papers need it: ``人民币叁仟肆佰贰拾壹元整``.

    支付结算办法 (银发[1997]393), annex 1: 整 after 元, never after 分; after 角 it may be left out, and is unless
    ``close_jiao`` asks for it (会计基础工作规范 article 52).

    Raises:
        NoCapitals: the amount is negative or in another currency.
    """
    if amount.currency != "CNY" or amount.amount < 0:
        raise NoCapitals(amount)
    yuan, rest = divmod(amount.fen, 100)
    jiao, fen = divmod(rest, 10)
    words = f"{_whole_yuan(yuan)}元" if yuan or not rest else ""
    # 零 stands for a skipped 角, and after a round yuan that 角 follows (1680.32 in the annex).
    if yuan and ((fen and not jiao) or (jiao and not yuan % 10)):
        words += "零"
    if jiao:
        words += f"{_DIGITS[jiao]}角"
    if fen:
        words += f"{_DIGITS[fen]}分"
    elif not jiao or close_jiao:
        words += "整"
    return f"人民币{words}"


def _whole_yuan(yuan: int) -> str:
    if not yuan:
        return _DIGITS[0]
    words, skipped = "", False
    for unit, group in zip(_GROUPS, (yuan // 10**8, yuan // 10**4 % 10**4, yuan % 10**4), strict=True):
        if group:
            # One 零 for any run of zeros; none before a group that begins with its 仟.
            gap = words and (skipped or group < 10**3)
            words += ("零" if gap else "") + _four_digits(group) + unit
        skipped = bool(words) and not group
    return words


def _four_digits(group: int) -> str:
    words, gap = "", False
    for digit, place in zip(f"{group:04}", _PLACES, strict=True):
        if digit == "0":
            gap = bool(words)
            continue
        words += ("零" if gap else "") + _DIGITS[int(digit)] + place
        gap = False
    return words
