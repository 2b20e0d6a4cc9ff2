"""A text is cut into pieces that are found again where they stand, and weighed by what they weigh together."""

from __future__ import annotations

import math

import pytest

from desktop.domain.intake import ComplaintType
from desktop.domain.learned import Learned, pieces
from desktop.domain.phrases import Phrasebook

CONCEPTS = Phrasebook([(word, ((word,),), "broken") for word in ("碎", "broke")])
WEIGHTS = {"@broken": (3.0, 0.0), "晚": (0.0, 2.0), "late": (0.0, 2.0)}
LEARNED = Learned(
    CONCEPTS, (ComplaintType.DAMAGE, ComplaintType.DELAY), (0.0, 0.0), WEIGHTS, {ComplaintType.DELAY: frozenset({"晚"})}
)


def test_pieces_are_concepts_runs_of_characters_and_english_words_and_pairs() -> None:
    text = "全碎了, it broke"

    found = pieces(text, CONCEPTS)

    assert {"@broken", "全", "碎", "了", "全碎", "碎了", "全碎了", "it", "broke", "it broke"} == set(found)
    assert all(text[span.start : span.end] == piece for piece, span in found.items() if not piece.startswith("@"))
    assert text[found["@broken"].start] == "碎"


def test_what_is_blotted_out_is_in_no_piece() -> None:
    assert set(pieces("没\0\0晚", CONCEPTS)) == {"没", "晚"}


def test_shares_follow_the_weights_and_make_one() -> None:
    weighed = LEARNED.weigh("碎了")

    assert weighed is not None
    # One known piece, a concept, which counts 1.5: scaled by 1 / 1.5, so 3 - 0 = 2 apart.
    assert weighed.shares[ComplaintType.DAMAGE] - weighed.shares[ComplaintType.DELAY] == pytest.approx(2.0)
    assert sum(math.exp(share) for share in weighed.shares.values()) == pytest.approx(1.0)


def test_a_text_of_unknown_pieces_is_not_weighed() -> None:
    assert LEARNED.weigh("你好") is None


def test_concepts_are_shown_before_mere_text() -> None:
    weighed = LEARNED.weigh("晚了还碎")

    assert weighed is not None
    assert [tuple(span) for span in weighed.spoke_for(ComplaintType.DAMAGE)] == [(3, 4)]
    assert weighed.spoke_for(ComplaintType.DELAY) == [], "one character of mere text says nothing to a reader"


def test_a_type_lacks_what_it_needs() -> None:
    broken, late = LEARNED.weigh("碎"), LEARNED.weigh("晚")

    assert broken is not None
    assert late is not None
    assert broken.lacks(ComplaintType.DELAY)
    assert not late.lacks(ComplaintType.DELAY)
    assert not broken.lacks(ComplaintType.DAMAGE)
