"""Which words of a text changed."""

from __future__ import annotations

import pytest

from desktop.wording.changed_parts import changed_parts


@pytest.mark.parametrize(
    ("before", "after", "was", "now"),
    [
        ("最高5倍", "最高8倍", ["5"], ["8"]),
        ("at most 7 times", "at most 10 times", ["7"], ["10"]),
        ("up to ¥1,000.00 a piece", "up to ¥1,200.00 a piece", ["¥1,000.00"], ["¥1,200.00"]),
        ("0.6% of the value", "0.8% of the value", ["0.6%"], ["0.8%"]),
        ("the loss", "the loss, at most 5", [], [", at most 5"]),
        ("same", "same", [], []),
        ("一年", "", [], []),
        ("2026-11", "branch-1", [], []),
    ],
)
def test_only_what_differs_is_marked(before: str, after: str, was: list[str], now: list[str]) -> None:
    old, new = changed_parts(before, after)

    assert "".join(piece for piece, _changed in old) == before
    assert "".join(piece for piece, _changed in new) == after
    assert [piece for piece, changed in old if changed] == was
    assert [piece for piece, changed in new if changed] == now
