"""What people type is read forgivingly and never guessed."""

from __future__ import annotations

import contextlib
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.money import Money
from desktop.ui import typed

if TYPE_CHECKING:
    from collections.abc import Callable

#: A Saturday.
TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("3421", 342100),
        ("3,421.00", 342100),
        ("￥３，４２１．５０", 342150),
        ("¥ 12.5", 1250),
        ("12。5", 1250),
        ("3421元", 342100),
        ("3421元整", 342100),
        ("20块", 2000),
        ("人民币 1 000", 100000),
        (".5", 50),
        ("0", 0),
        ("1,234,567.89", 123456789),
    ],
)
def test_an_amount_is_read_however_it_is_written(text: str, fen: int) -> None:
    amount = typed.read_money(text)

    assert amount == Money.from_fen(fen)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("12,5", "not_an_amount"),
        ("1,23,456", "not_an_amount"),
        ("abc", "not_an_amount"),
        ("元", "not_an_amount"),
        ("1e5", "not_an_amount"),
        ("٣٤", "not_an_amount"),
        ("3-4", "not_an_amount"),
        ("1.234", "too_fine"),
        ("-5", "negative"),
        ("9999999999999", "too_large"),
    ],
)
def test_what_is_no_amount_says_why(text: str, reason: str) -> None:
    with pytest.raises(typed.Unreadable) as caught:
        typed.read_money(text)

    assert caught.value.reason == reason


def test_nothing_typed_is_no_amount_and_no_fault() -> None:
    assert typed.read_money("  ") is None


@given(st.integers(min_value=0, max_value=10**13))
def test_every_amount_reads_back_from_its_grouped_form(fen: int) -> None:
    amount = Money.from_fen(fen)

    assert typed.read_money(f"¥{amount.amount:,}") == amount


@given(st.text(max_size=30))
def test_no_text_breaks_a_reader(text: str) -> None:
    readers: tuple[Callable[[str], object], ...] = (
        typed.read_money,
        typed.read_integer,
        typed.read_decimal,
        typed.read_phone,
        lambda typed_text: typed.read_date(typed_text, TODAY),
        typed.clean_scan,
    )
    for read in readers:
        with contextlib.suppress(typed.Unreadable):
            read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-02", date(2026, 3, 2)),
        ("2026/3/2", date(2026, 3, 2)),
        ("2026.3.2", date(2026, 3, 2)),
        ("2026年3月2日", date(2026, 3, 2)),
        ("20260302", date(2026, 3, 2)),
        ("260302", date(2026, 3, 2)),
        ("26-3-2", date(2026, 3, 2)),
        ("3-2", date(2026, 3, 2)),
        ("３－２", date(2026, 3, 2)),
        ("3.2", date(2026, 3, 2)),
        ("3 2", date(2026, 3, 2)),
        ("0302", date(2026, 3, 2)),
        ("302", date(2026, 3, 2)),
        ("3月2号", date(2026, 3, 2)),
        ("今天", date(2026, 11, 21)),
        ("昨天", date(2026, 11, 20)),
        ("前天", date(2026, 11, 19)),
        ("yesterday", date(2026, 11, 20)),
        ("20", date(2026, 11, 20)),
        ("20日", date(2026, 11, 20)),
        # Not yet come this year or month: the last one is meant.
        ("12-31", date(2025, 12, 31)),
        ("25", date(2026, 10, 25)),
        # No 31 in September or November; October's is the last.
        ("31", date(2026, 10, 31)),
    ],
)
def test_a_date_is_read_the_way_people_write_it(text: str, expected: date) -> None:
    assert typed.read_date(text, TODAY) == expected


def test_for_a_promise_the_next_such_day_is_meant() -> None:
    assert typed.read_date("3-2", TODAY, past=False) == date(2027, 3, 2)
    assert typed.read_date("25", TODAY, past=False) == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31/12/2026", "not_a_date"),
        ("下次", "not_a_date"),
        ("3-", "not_a_date"),
        ("2026-02-30", "no_such_day"),
        ("13-1", "no_such_day"),
        ("2-29", "no_such_day"),
        ("99999", "not_a_date"),
    ],
)
def test_what_is_no_date_says_why(text: str, reason: str) -> None:
    with pytest.raises(typed.Unreadable) as caught:
        typed.read_date(text, TODAY)

    assert caught.value.reason == reason


def test_a_scan_is_narrowed_and_cleaned() -> None:
    assert typed.clean_scan("ＹＴ８９１２\r\n") == "YT8912"
    assert typed.clean_scan("\x02sf1 385\t6200\u200b01\x03") == "SF1385620001"
    assert typed.clean_scan("]C1SF1385620001") == "SF1385620001"


@pytest.mark.parametrize(
    "text",
    [
        "13800138000",
        "+86 138-0013-8000",
        "010-65283022",
        "18412345678-1234",
        "18412345678转1234",
        "95338",
        "138****1234",
    ],
)
def test_phones_of_every_kind_are_taken(text: str) -> None:
    assert typed.read_phone(text) == text.replace(" ", "")


@pytest.mark.parametrize("text", ["123", "王先生", "1380013800013800138000"])
def test_what_cannot_be_a_phone_is_refused(text: str) -> None:
    with pytest.raises(typed.Unreadable):
        typed.read_phone(text)


def test_numbers_keep_their_bounds() -> None:
    assert typed.read_integer("１２", 0, 20) == 12
    assert typed.read_decimal("1.25") == Decimal("1.25")
    with pytest.raises(typed.Unreadable, match="out_of_range"):
        typed.read_integer("21", 0, 20)
    with pytest.raises(typed.Unreadable, match="too_fine"):
        typed.read_decimal("1.2345", 3)
