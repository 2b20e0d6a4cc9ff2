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

#: Month from which on the holidays of the next year can be expected.
_ANNOUNCED_BY = 11

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

    @property
    def length(self) -> timedelta:
        """How long the branch is open on a day."""
        return sum((closes - opens for opens, closes in self.on(date.min + ONE_DAY)), timedelta(0))

    def on(self, day: date) -> list[tuple[datetime, datetime]]:
        """Return the stretches of a day as moments."""
        return [(at(day, opens), at(day, closes)) for opens, closes in self.spans]


def at(day: date, moment: time) -> datetime:
    """Return a time of day in Beijing as UTC."""
    return datetime.combine(day, moment, BEIJING).astimezone(UTC)


def day_of(moment: datetime) -> date:
    """Return the calendar day in Beijing of a moment."""
    return moment.astimezone(BEIJING).date()


def year_to_import(today: date, calendar: Calendar) -> int | None:
    """Return the year whose holidays should be imported now: this one, from November on the next; None if known.

    The State Council's office announces the holidays of a year in the autumn before it.
    """
    due = [today.year, today.year + 1] if today.month >= _ANNOUNCED_BY else [today.year]
    return next((year for year in due if not calendar.known(year)), None)


def next_workday(day: date, calendar: Calendar) -> date:
    """Return the day itself if it is worked, else the next that is."""
    while not calendar.is_workday(day):
        day += ONE_DAY
    return day


class Days:
    """The days on which a branch works from a day on, one after the other, for ever; and what lay between them.

    Attributes:
        make_up: days gone through that are worked in place of a holiday.
        holidays: weekdays gone through that are public holidays.
        closed: own closing days gone through on which the branch would have been open.
        years: years whose holidays had a say.

    """

    def __init__(self, first: date, calendar: Calendar, hours: OpeningHours) -> None:
        self._next, self._calendar, self._hours = first, calendar, hours
        self.make_up: list[date] = []
        self.holidays: list[date] = []
        self.closed: list[date] = []
        self.years: list[int] = []

    def __iter__(self) -> Iterator[date]:
        """Give the days."""
        while True:
            day, self._next = self._next, self._next + ONE_DAY
            if self._is_open(day):
                yield day

    def _is_open(self, day: date) -> bool:
        if not self._hours.every_day:
            if day.year not in self.years:
                self.years.append(day.year)
            if not self._calendar.is_workday(day):
                if day.weekday() < SATURDAY:
                    self.holidays.append(day)
                return False
        if day in self._hours.closed:
            self.closed.append(day)
            return False
        if not self._hours.every_day and self._calendar.make_up(day):
            self.make_up.append(day)
        return True
