"""Exact sums: decimals as long as nothing is divided, which is nearly always, and fractions where something is.

Python's operators round decimals to 28 digits and refuse to mix them with fractions; these functions never round.
"""

from __future__ import annotations

from decimal import Context, Decimal, Inexact
from fractions import Fraction

#: An amount or a share, not rounded; the two compare with each other.
Amount = Decimal | Fraction

#: Far more digits than a product of the longest figures anywhere has; to run out of them is a mistake of ours.
_EXACT = Context(prec=500, traps=[Inexact])


def times(one: Amount, other: Amount) -> Amount:
    """Multiply."""
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return _EXACT.multiply(one, other)
    return Fraction(one) * Fraction(other)


def plus(one: Amount, other: Amount) -> Amount:
    """Add."""
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return _EXACT.add(one, other)
    return Fraction(one) + Fraction(other)


def over(one: Amount, other: Amount) -> Fraction:
    """Divide; by anything but nothing."""
    # One fraction of whole numbers, because each that is made is reduced, and that takes its time.
    (upper, lower), (of_upper, of_lower) = one.as_integer_ratio(), other.as_integer_ratio()
    return Fraction(upper * of_lower, lower * of_upper)
