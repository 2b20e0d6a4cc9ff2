"""Phrases are found however the text is written, and in time that grows with its length alone."""

from __future__ import annotations

import pytest

from desktop.domain.phrases import Phrasebook, Writing

WRITING = Writing({"遞": "递", "沒": "没", "’": "'"}, {"快弟": "快递"})


def _found(text: str, *phrases: str) -> list[tuple[str, ...]]:
    book = Phrasebook((phrase, tuple((part,) for part in phrase.split("~")), None) for phrase in phrases)
    folded = WRITING.fold(text)
    return [
        tuple(text[folded.places[span.start] : folded.places[span.end - 1] + 1] for span in item.spans)
        for item in book.find(folded.text)
    ]


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("快遞沒到", "快递没到"),
        ("ＤＥＬＡＹ５天", "delay5天"),
        ("快弟", "快递"),
        ("没\u200b收\ufeff到\x00", "没收到"),
        ("a\r\nb\tc\u3000d", "a\n\nb c d"),
        ("İ", "i"),
    ],
)
def test_a_text_is_made_uniform(written: str, folded: str) -> None:
    text, places = WRITING.fold(written)

    assert text == folded
    assert len(places) == len(text) + 1
    assert places == sorted(places)


def test_what_is_found_stands_where_it_was_written() -> None:
    assert _found("我的 快\u200b遞 沒收到", "快递", "没收到") == [("快\u200b遞",), ("沒收到",)]


def test_a_longer_phrase_hides_a_shorter_one_within_it() -> None:
    assert _found("东西丢在门口", "丢", "丢在门口") == [("丢在门口",)]
    assert _found("丢在门口又丢", "丢", "丢在门口") == [("丢在门口",), ("丢",)]


def test_parts_belong_together_within_a_sentence_and_near() -> None:
    assert _found("签收了，没收到", "签收~没收到", "没收到") == [("签收", "没收到")]
    assert _found("签收了。没收到", "签收~没收到") == []
    assert _found("签收" + "的" * 12 + "没收到", "签收~没收到") == [("签收", "没收到")]
    assert _found("签收" + "的" * 13 + "没收到", "签收~没收到") == []
    assert _found("没收到签收", "签收~没收到") == []


def test_latin_phrases_are_whole_words_unless_their_end_is_open() -> None:
    assert _found("late plate later", "late") == [("late",)]
    assert _found("Damaged and damages", "damag*") == [("Damag",), ("damag",)]
    assert _found("iPhone丢了", "iphone") == [("iPhone",)]


def test_a_number_within_a_longer_one_is_not_found() -> None:
    assert _found("我要打12345投诉", "12345") == [("12345",)]
    assert _found("电话13812345678", "12345") == []
    assert _found("1234567", "12345") == []


def test_one_text_may_stand_for_two_things() -> None:
    book = Phrasebook([("推诿", (("推诿",),), "attitude"), ("推诿", (("推诿",),), "anger")])

    assert {item.sense for item in book.find("推诿")} == {"attitude", "anger"}
