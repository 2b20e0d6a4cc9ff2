"""By when a work order is due unless somebody says otherwise."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from desktop.domain.work_orders import due_by_default
from desktop.domain.workdays import BEIJING, OpeningHours, Unannounced


def beijing(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """A moment of March 2026; the 2nd is a Monday."""
    return datetime(2026, 3, day, hour, minute, second, tzinfo=BEIJING)


NOON_BREAK = OpeningHours(((time(9), time(12)), (time(14), time(18))))
EVERY_DAY = OpeningHours(every_day=True)
CLOSED_TUESDAY = OpeningHours(closed=frozenset({date(2026, 3, 3)}))


@pytest.mark.parametrize(
    ("now", "hours", "expected"),
    [
        (beijing(2, 9, 20), OpeningHours(), beijing(2, 11, 20)),
        (beijing(2, 9, 20, 31), OpeningHours(), beijing(2, 11, 20)),  # to the minute
        (beijing(2, 16, 0), OpeningHours(), beijing(2, 18)),  # two hours are left, to the minute
        (beijing(2, 17, 0), OpeningHours(), beijing(3, 10)),  # one today, one tomorrow
        (beijing(2, 20, 0), OpeningHours(), beijing(3, 11)),  # closed: from tomorrow's opening
        (beijing(2, 11, 0), NOON_BREAK, beijing(2, 15)),  # the break does not count
        (beijing(6, 17, 0), OpeningHours(), beijing(9, 10)),  # Friday: the weekend does not count
        (beijing(6, 17, 0), EVERY_DAY, beijing(7, 10)),
        (beijing(2, 17, 0), CLOSED_TUESDAY, beijing(4, 10)),
    ],
)
def test_an_urgent_order_has_two_opening_hours(now: datetime, hours: OpeningHours, expected: datetime) -> None:
    assert due_by_default(now.astimezone(UTC), Unannounced(), hours, urgent=True) == expected


@pytest.mark.parametrize(
    ("now", "hours", "expected"),
    [
        (beijing(2, 9, 0), OpeningHours(), beijing(3, 18)),
        (beijing(2, 23, 59), OpeningHours(), beijing(3, 18)),
        (beijing(2, 7, 0), NOON_BREAK, beijing(3, 18)),
        (beijing(6, 9, 0), OpeningHours(), beijing(9, 18)),
        (beijing(6, 9, 0), EVERY_DAY, beijing(7, 18)),
        (beijing(2, 9, 0), CLOSED_TUESDAY, beijing(4, 18)),
    ],
)
def test_any_other_has_until_the_next_open_day_ends(now: datetime, hours: OpeningHours, expected: datetime) -> None:
    assert due_by_default(now.astimezone(UTC), Unannounced(), hours, urgent=False) == expected
