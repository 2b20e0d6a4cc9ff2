"""Sums are told from numbers of parcels, phones and days."""

from __future__ import annotations

import pytest

from desktop.domain.said_sums import largest_sum


@pytest.mark.parametrize(
    ("text", "largest"),
    [
        ("价值3000元", 3000),
        ("¥1,299.50", 1299.5),
        ("2.5万", 25_000),
        ("值1200多块", 1200),
        ("运费12元，东西800块", 800),
        ("单号463431409940372元", 0),
        ("打18412345678", 0),
        ("等了3天", 0),
        ("1.2.3元", 0),
        ("", 0),
    ],
)
def test_the_largest_sum_is_found(text: str, largest: float) -> None:
    assert largest_sum(text) == largest
