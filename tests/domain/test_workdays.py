"""Working days, make-up days and opening hours."""

from datetime import UTC, datetime, time

import pytest

from desktop.domain.workdays import OpeningHours, at, day_of


@pytest.mark.parametrize(
    "spans",
    [
        (),
        ((time(18), time(9)),),
        ((time(9), time(9)),),
        ((time(9), time(13)), (time(12), time(18))),
        ((time(13), time(18)), (time(9), time(12))),
    ],
)
def test_opening_hours_must_follow_each_other(spans: tuple[tuple[time, time], ...]) -> None:
    with pytest.raises(ValueError, match="follow"):
        OpeningHours(spans)


def test_the_day_is_the_day_in_beijing() -> None:
    assert str(day_of(datetime(2025, 3, 3, 16, 30, tzinfo=UTC))) == "2025-03-04"
    assert at(day_of(datetime(2025, 3, 3, 10, tzinfo=UTC)), time(9)) == datetime(2025, 3, 3, 1, tzinfo=UTC)
