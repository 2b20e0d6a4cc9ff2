"""Fonts: which characters there are, and how they copy out of the PDF."""

from __future__ import annotations

import pytest

from desktop.documents import fonts
from desktop.errors import MissingCharacters


def test_rare_character_is_mapped_to_its_surrogate_pair() -> None:
    # U+2CB4A - 0x10000 = 0x1CB4A; upper ten bits 0x72, lower ten bits 0x34A.
    assert "<02> <D872DF4A>" in fonts.to_unicode_map([0, ord("A"), 0x2CB4A]).splitlines()


def test_map_is_written_in_blocks_of_at_most_a_hundred() -> None:
    written = fonts.to_unicode_map([0, *range(0x4E00, 0x4E00 + 250)]).splitlines()

    assert [line for line in written if line.endswith("beginbfchar")] == [
        "100 beginbfchar",
        "100 beginbfchar",
        "50 beginbfchar",
    ]
    assert not [line for line in written if line.endswith("<0000>")]


@pytest.mark.parametrize("font", [fonts.SANS, fonts.SANS_BOLD, fonts.SERIF, fonts.SERIF_BOLD])
@pytest.mark.parametrize("char", list("𬭊䶮龘㐂¥×÷≤≥−…—“”〔〕·℃"))
def test_every_font_has_what_papers_need(font: str, char: str) -> None:
    assert fonts.font_for(char, font) == font


def test_other_family_steps_in_for_a_missing_character() -> None:
    sans = set(fonts.load(fonts.SANS).face.charToGlyph)
    only_in_serif = chr(min(point for point in fonts.load(fonts.SERIF).face.charToGlyph if point not in sans))

    assert fonts.runs(f"甲{only_in_serif}乙", fonts.SANS) == [
        (fonts.SANS, "甲"),
        (fonts.SERIF, only_in_serif),
        (fonts.SANS, "乙"),
    ]


def test_missing_characters_are_named_once_each_in_order() -> None:
    with pytest.raises(MissingCharacters) as refusal:
        fonts.runs("a😀b🚀c😀", fonts.SANS)

    assert refusal.value.characters == ("😀", "🚀")


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("a\tb", "a b"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("王\x00\x1b\u202e芳", "王芳"),
        ("葛\U000e0100城", "葛城"),
        ("cafe\u0301", "café"),
        ("1\u00a02\u20093\u30004", "1 2 3\u30004"),
    ],
)
def test_text_is_cleaned(raw: str, cleaned: str) -> None:
    assert fonts.clean(raw) == cleaned
