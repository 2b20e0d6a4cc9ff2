"""Exact amounts of money: decimal inside, whole smallest units in storage, never float."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction
from math import floor

#: Digits after the point of each currency we know. SDR is kept in hundredths, as claims are settled.
PLACES = {"CNY": 2, "XDR": 2, "USD": 2, "EUR": 2, "HKD": 2, "GBP": 2, "TWD": 2, "MOP": 2, "JPY": 0, "KRW": 0}

#: More than any parcel is worth; a longer number is a slip of the keyboard or an attack.
LARGEST = Decimal("999999999999.99")
LARGEST_FEN = 99_999_999_999_999


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
    def of_fraction(cls, amount: Fraction, currency: str = "CNY") -> Money:
        """Round an exact result half-up, away from zero, to the currency's smallest unit."""
        units = floor(abs(amount) * 10 ** PLACES[currency] + Fraction(1, 2))
        return cls.from_fen(-units if amount < 0 else units, currency)

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
