"""Working days and opening hours: counting with a calendar that is passed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Time limits run by Beijing time wherever the computer's own zone points.
BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")

ONE_DAY = timedelta(days=1)

#: First weekday of the weekend, as ``date.weekday`` counts.
SATURDAY = 5


class Calendar(Protocol):
    """Which days are worked."""

    def is_workday(self, day: date) -> bool:
        """Whether offices work on a day; in an unknown year, as far as that can be told."""
        ...

    def known(self, year: int) -> bool:
        """Whether the holidays of a year have been announced."""
        ...

    def make_up(self, day: date) -> bool:
        """Whether a day is a weekend day worked in place of a holiday (调休)."""
        ...


class Unannounced:
    """A calendar without any holidays: Monday to Friday, and no year is known."""

    def is_workday(self, day: date) -> bool:
        """Whether a day is from Monday to Friday."""
        return day.weekday() < SATURDAY

    def known(self, year: int) -> bool:
        """Never: nobody has told us."""
        return False

    def make_up(self, day: date) -> bool:
        """Never: weekends are weekends."""
        return False


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """When the branch is open.

    Attributes:
        spans: opening and closing times in order, without overlaps; one for each stretch between breaks.
        every_day: open on rest days too.
        closed: the branch's own closing days.

    """

    spans: tuple[tuple[time, time], ...] = ((time(9), time(18)),)
    every_day: bool = False
    closed: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        times = [moment for span in self.spans for moment in span]
        if not times or any(later <= earlier for earlier, later in pairwise(times)):
            raise ValueError("opening hours must follow each other")

    @property
    def close(self) -> time:
        """When business ends for the day."""
        return self.spans[-1][1]

    @property
    def opening(self) -> time:
        """When business begins for the day."""
        return self.spans[0][0]

    def on(self, day: date) -> list[tuple[datetime, datetime]]:
        """Return the stretches of a day as moments."""
        return [(at(day, opens), at(day, closes)) for opens, closes in self.spans]


def at(day: date, moment: time) -> datetime:
    """Return a time of day in Beijing as UTC."""
    return datetime.combine(day, moment, BEIJING).astimezone(UTC)


def day_of(moment: datetime) -> date:
    """Return the calendar day in Beijing of a moment."""
    return moment.astimezone(BEIJING).date()


def days_after(start: date) -> Iterator[date]:
    """Give the days after a day, for ever: the day something starts on is not counted (民法典 art. 201)."""
    day = start
    while True:
        day += ONE_DAY
        yield day


def next_workday(day: date, calendar: Calendar) -> date:
    """Return the day itself if it is worked, else the next that is."""
    while not calendar.is_workday(day):
        day += ONE_DAY
    return day


def open_stretches(start: datetime, calendar: Calendar, hours: OpeningHours) -> Iterator[tuple[datetime, datetime]]:
    """Give the stretches of opening time from a moment on, for ever."""
    day = day_of(start)
    while True:
        if day not in hours.closed and (hours.every_day or calendar.is_workday(day)):
            for opens, closes in hours.on(day):
                if closes > start:
                    yield max(opens, start), closes
        day += ONE_DAY
