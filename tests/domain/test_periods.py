"""The last day of a period, counted by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.periods import last_day
from desktop.domain.rules import WEEKDAYS, Text, TimeLimit
from desktop.rulepacks import BadRuleFiles, read_packs
from tests.rules.small import PACK, sources


def a_limit(**length: Any) -> TimeLimit:  # noqa: ANN401 - any part of a period
    return TimeLimit(id="a", title=Text(zh_CN="甲", en="A"), cite=(), start=("accepted_on",), **length)


@pytest.mark.parametrize(
    ("start", "length", "last"),
    [
        # Civil code 201: the first day is not counted; 202: the day that corresponds is the last one.
        (date(2026, 3, 2), {"days": 1}, date(2026, 3, 3)),
        (date(2026, 3, 2), {"months": 1}, date(2026, 4, 2)),
        (date(2026, 3, 2), {"years": 1}, date(2027, 3, 2)),
        # 202: where no day corresponds, the last of the month.
        (date(2026, 1, 31), {"months": 1}, date(2026, 2, 28)),
        (date(2024, 1, 31), {"months": 1}, date(2024, 2, 29)),
        (date(2024, 2, 29), {"years": 1}, date(2025, 2, 28)),
        (date(2024, 2, 29), {"years": 4}, date(2028, 2, 29)),
        (date(2026, 2, 28), {"months": 1}, date(2026, 3, 28)),
        (date(2025, 12, 31), {"months": 2}, date(2026, 2, 28)),
        (date(2025, 11, 30), {"years": 1, "months": 3}, date(2027, 2, 28)),
        # Years and months first, then days: 8 February 2024, and 30 days through a leap day.
        (date(2023, 2, 8), {"years": 1, "days": 30}, date(2024, 3, 9)),
        # CMR 32(1)(b): a year from the thirtieth, or from the sixtieth, day.
        (date(2023, 2, 8), {"after_days": 30, "years": 1}, date(2024, 3, 10)),
        (date(2024, 1, 30), {"after_days": 30, "years": 1}, date(2025, 2, 28)),
        (date(2023, 12, 31), {"after_days": 60, "years": 1}, date(2025, 2, 28)),
        (date(2023, 1, 5), {"after_days": 60, "years": 1}, date(2024, 3, 6)),
        # CMR 32(1)(c): a year from the end of three months. In one go it would be 29 February 2024.
        (date(2022, 11, 29), {"after_months": 3, "years": 1}, date(2024, 2, 28)),
        (date(2023, 11, 30), {"after_months": 3, "years": 1}, date(2025, 2, 28)),
        (date(2026, 1, 31), {"after_months": 1, "after_days": 1, "days": 1}, date(2026, 3, 2)),
        # CMR 30(1): seven days without Sundays. 10 March 2025 is a Monday, 16 and 23 March are Sundays.
        (date(2025, 3, 10), {"days": 7, "skips": ("sunday",)}, date(2025, 3, 18)),
        (date(2025, 3, 15), {"days": 7, "skips": ("sunday",)}, date(2025, 3, 24)),
        (date(2025, 3, 16), {"days": 7, "skips": ("sunday",)}, date(2025, 3, 24)),
        (date(2025, 3, 14), {"days": 1, "skips": ("saturday", "sunday")}, date(2025, 3, 17)),
        # The calendar ends before the period does.
        (date(9999, 12, 1), {"days": 31}, date.max),
        (date(9999, 12, 1), {"months": 1}, date.max),
        (date(9999, 12, 31), {"days": 1, "skips": ("sunday",)}, date.max),
        (date(9999, 12, 1), {"after_days": 31, "years": 1}, date.max),
    ],
)
def test_the_last_day(start: date, length: dict[str, Any], last: date) -> None:
    assert last_day(a_limit(**length), start) == last


@given(
    st.dates(max_value=date(2900, 1, 1)),
    st.integers(0, 400),
    st.sets(st.sampled_from(WEEKDAYS), min_size=1, max_size=6).map(lambda names: tuple(sorted(names))),
)
def test_days_without_some_weekdays_end_on_one_that_counts(start: date, days: int, skips: tuple[str, ...]) -> None:
    last = last_day(a_limit(days=days, skips=skips), start)

    passed = [date.fromordinal(day) for day in range(start.toordinal() + 1, last.toordinal() + 1)]
    assert sum(WEEKDAYS[day.weekday()] not in skips for day in passed) == days
    assert not passed or WEEKDAYS[last.weekday()] not in skips


@pytest.mark.parametrize(
    ("length", "code"),
    [
        ('days = 7\nskips = ["sun"]', "not-one-of"),
        ('months = 1\nskips = ["sunday"]', "skips-do-not-fit"),
        (f"days = 7\nskips = {list(WEEKDAYS)}", "skips-do-not-fit"),
        ("days = 7\nafter_days = 4000", "out-of-range"),
        ("days = 7\nafter_months = -1", "out-of-range"),
        ("after_days = 30", "empty"),
    ],
)
def test_a_period_that_makes_no_sense_is_refused(length: str, code: str) -> None:
    limit = """
[[time_limit]]
id = "trial.notice"
start = ["accepted_on"]
cite = ["terms"]
title = { zh_CN = "期限", en = "Limit" }
"""
    with pytest.raises(BadRuleFiles) as refused:
        read_packs(sources(PACK + limit + length))

    assert [problem.code for problem in refused.value.problems] == [code]
