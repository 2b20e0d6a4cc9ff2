"""Dated values of one thing take turns without overlap or gap."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.domain.date_runs import Dated, check_run, covers

JAN, FEB, MAR = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)
JAN_END, FEB_END = date(2026, 1, 31), date(2026, 2, 28)


@pytest.mark.parametrize(
    ("run", "found"),
    [
        ([(None, JAN_END), (FEB, None)], []),
        ([(FEB, None), (None, JAN_END)], []),
        ([(None, FEB), (FEB, None)], ["b.valid_from dates-overlap"]),
        ([(None, None), (FEB, None)], ["b.valid_from dates-overlap"]),
        ([(None, None), (None, None)], ["b.valid_from dates-overlap"]),
        ([(JAN, JAN_END), (MAR, None)], ["b.valid_from dates-gap"]),
        ([(FEB, JAN), (MAR, None)], ["a.valid_to ends-before-start", "b.valid_from dates-gap"]),
    ],
)
def test_overlaps_and_gaps_are_found(run: list[tuple[date | None, date | None]], found: list[str]) -> None:
    parts = [Dated("ab"[place], start, end) for place, (start, end) in enumerate(run)]

    assert [f"{problem.field} {problem.code}" for problem in check_run(parts)] == found


def test_a_gap_is_named_by_its_days() -> None:
    (problem,) = check_run([Dated("a", JAN, JAN_END), Dated("b", MAR, None)])

    assert problem.facts == {"from": "2026-02-01", "to": "2026-02-28"}


@pytest.mark.parametrize(
    ("first", "last", "end", "whole"),
    [
        (None, None, None, True),
        (JAN, None, None, True),
        (FEB, None, None, False),
        (None, FEB_END, None, False),
        (None, FEB_END, FEB_END, True),
        (None, FEB_END, MAR, False),
    ],
)
def test_a_run_covers_a_period_or_not(first: date | None, last: date | None, end: date | None, whole: bool) -> None:
    run = [Dated("a", first, FEB), Dated("b", date(2026, 2, 2), last)]

    assert covers(run, JAN, end) is whole
