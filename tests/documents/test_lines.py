"""Line breaking: the rules of Chinese print, checked on examples and on whatever hypothesis thinks of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents import fonts, lines

SIZE = 10.0
CLOSING = "，。、；：！？）》」』】”’,.;:!?)]}%"
OPENING = "（《「『【“‘([{¥#"
TEXT = st.text(
    st.sampled_from("中文字快递赔偿abcXYZ0123456789 -/" + CLOSING + OPENING + "…—\n𬭊䶮"), min_size=1, max_size=120
)


def texts(set_lines: list[lines.Line]) -> list[str]:
    return ["".join(piece.text for piece in line.pieces) for line in set_lines]


def set_in(words: str, width: float, *, justify: bool = False, indent: float = 0.0) -> list[lines.Line]:
    return lines.break_lines([(words, fonts.SANS)], SIZE, width, justify=justify, indent=indent)


@given(TEXT, st.integers(60, 400), st.booleans())
def test_nothing_is_lost_but_spaces_at_line_ends(words: str, width: int, justify: bool) -> None:
    found = "".join(texts(set_in(words, width, justify=justify)))

    assert found.replace(" ", "") == words.replace(" ", "").replace("\n", "")


@given(TEXT, st.integers(60, 400), st.booleans())
def test_no_line_is_wider_than_its_room(words: str, width: int, justify: bool) -> None:
    for line in set_in(words, width, justify=justify):
        assert line.width <= width + 0.1


@given(st.text(st.sampled_from("中文字快递赔偿，。《》（）“”"), min_size=1, max_size=120))
def test_no_line_begins_with_a_closing_or_ends_with_an_opening_mark(words: str) -> None:
    marks_in_a_row = 0
    for char in words:
        marks_in_a_row = marks_in_a_row + 1 if char in CLOSING + OPENING else 0
        if marks_in_a_row > 3:  # a pile of marks wider than the line has to be cut somewhere
            return

    found = texts(set_in(words, 120))

    assert all(line[0] not in CLOSING for line in found[1:])
    assert all(line[-1] not in OPENING for line in found[:-1])


@pytest.mark.parametrize(
    ("words", "width", "expected"),
    [
        # Ten characters of 10 pt fill 100 pt; the full stop needs only its left half.
        ("一二三四五六七八九。", 95, ["一二三四五六七八九。"]),
        ("一二三四五六七八九十。", 100, ["一二三四五六七八九", "十。"]),
        ("赔偿一二三四五¥3,421.00元", 100, ["赔偿一二三四五", "¥3,421.00元"]),
        ("合计一二三（四五）", 60, ["合计一二三", "（四五）"]),
        ("在2026年3月11日前付清", 65, ["在2026年3月", "11日前付清"]),
        ("pay within seven days", 60, ["pay within", "seven days"]),
        ("一\n\n二", 100, ["一", "", "二"]),
        ("", 100, [""]),
    ],
)
def test_examples(words: str, width: float, expected: list[str]) -> None:
    assert texts(set_in(words, width)) == expected


def test_word_longer_than_the_line_is_cut() -> None:
    found = set_in("6222" * 20, 100)

    assert "".join(texts(found)) == "6222" * 20
    assert len(found) > 1


def test_neighbouring_marks_share_their_blank_halves() -> None:
    # 》、《 are three marks of 10 pt, two of which give up half.
    plain = lines.natural_width("民法典》", fonts.SANS, SIZE)

    assert plain == pytest.approx(35)
    assert lines.natural_width("》、《法", fonts.SANS, SIZE) == pytest.approx(30)


def test_justified_lines_are_flush_except_the_last() -> None:
    *full, last = set_in("一二三四五六七，八九十" * 9, 104, justify=True)

    assert [line.width for line in full] == pytest.approx([104] * len(full))
    assert last.width < 104


def test_line_that_would_be_torn_apart_stays_ragged() -> None:
    first, _second = set_in("一二三SF1385620000012SF1385620000012", 100, justify=True)[:2]

    assert first.width < 100


def test_first_line_is_indented() -> None:
    first, second = set_in("一二三四五六七八九十一二", 100, indent=20)

    assert first.pieces[0].x == 20
    assert second.pieces[0].x == 0
    assert len(first.pieces[0].text) == 8


def test_too_many_pieces_are_not_made() -> None:
    (line,) = set_in("快件于2026年交寄", 200)

    assert [piece.text for piece in line.pieces] == ["快件于2026年交寄"]


def test_a_line_to_write_on_is_never_cut_in_two() -> None:
    blank = "_" * 16

    # Alone the blank fits; after the words it does not.
    found = texts(set_in(f"运单号 {blank}，内件", 100))

    assert blank in "\n".join(found)
