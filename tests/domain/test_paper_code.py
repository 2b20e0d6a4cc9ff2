"""The text of a paper's QR code: read back as written, whatever a scanner does to it; anything else refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.paper_code import PaperCode, UnreadableCode, is_code, read_code, short_code

codes = st.builds(
    PaperCode,
    number=st.from_regex(r"(SL|HS|XY|ZQ)[0-9]{6}-[0-9]{3}-[1-9][0-9]?", fullmatch=True),
    fen=st.none() | st.integers(0, 10**14 - 1),
    on=st.dates(date(2020, 1, 1), date(2099, 12, 31)),
    draft=st.booleans(),
)


@given(code=codes, signature=st.binary(min_size=64, max_size=64))
def test_a_code_reads_back_as_it_was_written(code: PaperCode, signature: bytes) -> None:
    text = code.signed(lambda _message: signature)

    assert read_code(text) == (code, signature)
    assert read_code(f"  {text[:30].lower()}\r\n{text[30:]}") == (code, signature)
    assert is_code(text)


@given(code=codes, signature=st.binary(min_size=64, max_size=64))
def test_a_code_has_only_what_every_scanner_types_and_a_small_square_holds(code: PaperCode, signature: bytes) -> None:
    text = code.signed(lambda _message: signature)

    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")
    # 20 characters of number at most, 14 of amount: far below version 8 with correction M (221 characters).
    assert len(text) <= 160


@given(one=codes, other=codes)
def test_different_papers_have_different_messages_to_sign(one: PaperCode, other: PaperCode) -> None:
    assert (one.message() == other.message()) == (one == other)


@given(st.text(max_size=200))
def test_nothing_else_is_read_as_a_code(text: str) -> None:
    if not is_code(text):
        with pytest.raises(UnreadableCode):
            read_code(text)


def test_a_day_that_is_none_is_refused() -> None:
    text = PaperCode("XY260302-001-1", 342_100, date(2026, 3, 2), draft=False).signed(lambda _message: bytes(64))

    with pytest.raises(UnreadableCode):
        read_code(text.replace("20260302F", "20261399F"))


def test_the_short_code_is_two_groups_of_four_and_follows_the_text() -> None:
    one, other = short_code("MP1-A"), short_code("MP1-B")

    assert [len(group) for group in one.split("-")] == [4, 4]
    assert one != other
