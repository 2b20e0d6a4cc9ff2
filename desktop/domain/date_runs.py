"""Dated values that take turns: no day may have two of them, and none between the first and the last may have none."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Dated(NamedTuple):
    """One value of a run: where it stands in its file, and the days it is for; a missing end is open."""

    path: str
    start: date | None
    end: date | None


def check_run(run: Iterable[Dated], *, gaps: bool = True) -> Iterator[Problem]:
    """Find ends before starts, overlaps and, unless they are allowed, gaps."""
    parts = sorted(run, key=lambda part: part.start or date.min)
    for part in parts:
        if part.start is not None and part.end is not None and part.end < part.start:
            yield Problem(f"{part.path}.valid_to", "ends-before-start")
    for earlier, later in pairwise(parts):
        if later.start is None or earlier.end is None or later.start <= earlier.end:
            yield Problem(f"{later.path}.valid_from", "dates-overlap", {"other": earlier.path})
        elif gaps and later.start - earlier.end > timedelta(days=1):
            missing = {"from": (earlier.end + timedelta(days=1)).isoformat(), "to": _day_before(later.start)}
            yield Problem(f"{later.path}.valid_from", "dates-gap", missing)


def covers(run: Iterable[Dated], start: date, end: date | None) -> bool:
    """Say whether a run without gaps has a value from one day to another."""
    parts = sorted(run, key=lambda part: part.start or date.min)
    first, last = parts[0].start, parts[-1].end
    return (first is None or first <= start) and (last is None or (end is not None and end <= last))


def _day_before(day: date) -> str:
    return (day - timedelta(days=1)).isoformat()
