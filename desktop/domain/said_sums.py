"""Sums of money as customers name them in passing: ¥300, 3000元, 2.5万, 1200多块."""

from __future__ import annotations

import re

_UNITS = {"元": 1, "块": 1, "圆": 1, "蚊": 1, "千": 1_000, "k": 1_000, "w": 10_000, "万": 10_000}
#: A sign before or a unit behind makes a figure a sum: ¥300, 3000元, 2.5万. Longer runs are numbers of parcels.
_FIGURE = re.compile(
    r"([¥$])?(?<![0-9.,])([0-9]{1,9}(?:,[0-9]{3})*(?:\.[0-9]{1,2})?)(?![0-9.,]*[0-9])[多来几]?([元块圆蚊千kw万])?"
)


def largest_sum(text: str) -> float:
    """Return the largest sum of money written in figures, in yuan, 0 without one; a hint, nothing to reckon with."""
    sums = (
        float(digits.replace(",", "")) * _UNITS.get(unit, 1)
        for sign, digits, unit in _FIGURE.findall(text)
        if sign or unit
    )
    return max(sums, default=0.0)
