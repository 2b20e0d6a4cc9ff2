"""Amounts in capitals after 支付结算办法 (银发[1997]393), annex 1; the traps are bugs reported elsewhere."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.money import LARGEST, Money, NoCapitals, capitals


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"),
        ("0.01", "壹分"),
        ("0.10", "壹角"),
        ("0.11", "壹角壹分"),
        ("1", "壹元整"),
        ("10", "壹拾元整"),
        ("10.01", "壹拾元零壹分"),
        ("22.42", "贰拾贰元肆角贰分"),
        ("100.05", "壹佰元零伍分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
        ("3421", "叁仟肆佰贰拾壹元整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("12000.01", "壹万贰仟元零壹分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("100000", "壹拾万元整"),
        ("103453", "壹拾万叁仟肆佰伍拾叁元整"),
        ("107000.53", "壹拾万柒仟元零伍角叁分"),
        ("200500", "贰拾万零伍佰元整"),
        ("1903971", "壹佰玖拾万叁仟玖佰柒拾壹元整"),
        ("100000001", "壹亿零壹元整"),
        ("100005000", "壹亿零伍仟元整"),
        ("100050000", "壹亿零伍万元整"),
        ("200000000", "贰亿元整"),
        ("1050000000", "壹拾亿伍仟万元整"),
        ("999999999999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_an_amount_is_written_in_capitals(amount: str, words: str) -> None:
    assert capitals(Money.parse(amount)) == f"人民币{words}"


def test_a_full_stop_after_jiao_is_written_where_the_office_wants_it() -> None:
    assert capitals(Money.parse("1409.50"), close_jiao=True) == "人民币壹仟肆佰零玖元伍角整"
    assert capitals(Money.parse("0.5"), close_jiao=True) == "人民币伍角整"
    assert capitals(Money.parse("1409.51"), close_jiao=True) == "人民币壹仟肆佰零玖元伍角壹分"


@pytest.mark.parametrize("money", [Money(Decimal("-0.01")), Money(Decimal(5), "USD")])
def test_a_negative_or_foreign_amount_has_no_capitals(money: Money) -> None:
    with pytest.raises(NoCapitals):
        capitals(money)


def test_an_amount_too_large_to_write_is_no_amount() -> None:
    with pytest.raises(ValueError, match="out of range"):
        Money(LARGEST + Decimal("0.01"))


@settings(deadline=None)
@given(st.integers(0, 99_999_999_999_999))
def test_capitals_can_be_read_back(fen: int) -> None:
    words = capitals(Money.from_fen(fen))

    assert _read_back(words) == fen
    assert "零零" not in words
    assert words.endswith("整") == (fen % 10 == 0 and (fen % 100 == 0))


def _read_back(words: str) -> int:
    """Read capitals the slow and simple way."""
    digits = {character: value for value, character in enumerate("零壹贰叁肆伍陆柒捌玖")}
    total = group = digit = 0
    for character in words.removeprefix("人民币").removesuffix("整"):
        if character in digits:
            digit = digits[character]
        elif character in "仟佰拾":
            group += digit * {"仟": 1000, "佰": 100, "拾": 10}[character]
            digit = 0
        elif character in "亿万":
            total += (group + digit) * {"亿": 10**8, "万": 10**4}[character] * 100
            group = digit = 0
        elif character == "元":
            total += (group + digit) * 100
            group = digit = 0
        else:
            total += digit * {"角": 10, "分": 1}[character]
            digit = 0
    return total


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [
        (Fraction(1, 200), "0.01"),
        (Fraction(-1, 200), "-0.01"),
        (Fraction(1, 3), "0.33"),
        (Fraction(499, 100_000), "0.00"),
    ],
)
def test_an_exact_result_is_rounded_half_up_once(exact: Fraction, rounded: str) -> None:
    assert Money.of_fraction(exact).text == rounded


def test_a_currency_without_hundredths_is_rounded_to_whole_units() -> None:
    assert Money.of_fraction(Fraction(5, 2), "JPY").text == "3"
