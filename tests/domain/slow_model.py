"""A slow and obvious model of due times: walk minute by minute and cross off each minute that counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from desktop.domain.promises import Limit, Promise, Timing, Unit
from desktop.domain.workdays import BEIJING, OpeningHours

if TYPE_CHECKING:
    from collections.abc import Callable

#: Day 0 of the model; Monday, and the turn of the year lies 33 days ahead.
FIRST = datetime(2029, 11, 26, tzinfo=BEIJING)
DAY = 24 * 60
SATURDAY = 5


@dataclass(frozen=True)
class Office:
    """A branch as the model knows it: days are numbers from ``FIRST``, times of day minutes."""

    spans: tuple[tuple[int, int], ...]
    every_day: bool
    off: frozenset[int]
    made_up: frozenset[int]
    closed: frozenset[int]
    known: frozenset[int]

    def in_hours(self, minute: int) -> bool:
        return any(opens <= minute % DAY < closes for opens, closes in self.spans)

    def works(self, day: int) -> bool:
        weekend = day % 7 >= SATURDAY
        return day in self.made_up if weekend else day not in self.off

    def is_workday(self, day: date) -> bool:
        return self.works((day - FIRST.date()).days)

    def make_up(self, day: date) -> bool:
        return (day - FIRST.date()).days in self.made_up

    def is_known(self, year: int) -> bool:
        return year in self.known


class Book:
    """The same days as the program asks for them."""

    def __init__(self, office: Office) -> None:
        self.is_workday, self.make_up, self.known = office.is_workday, office.make_up, office.is_known


@dataclass
class Walked:
    """What the walk came to."""

    end: int = 0
    waited: int = 0
    waited_open: int = 0
    days: set[int] = field(default_factory=set)


def walk(start: int, needed: int, counts: Callable[[int, Walked], bool], waits: list[tuple[int, int]]) -> Walked:
    """Cross off ``needed`` minutes from ``start`` on: those that count while nobody is waited for."""
    walked, minute = Walked(), start
    while needed:
        counted = counts(minute, walked)
        if any(begin <= minute < end for begin, end in waits):
            walked.waited += 1
            walked.waited_open += counted
        else:
            needed -= counted
        minute += 1
    walked.end = minute
    return walked


def model(unit: Unit, length: int, office: Office, start: int, waits: list[tuple[int, int]]) -> Walked:
    """Return when ``length`` of a unit is over, in minutes from ``FIRST``."""

    def open_for_business(minute: int, walked: Walked) -> bool:
        if not office.in_hours(minute):
            return False
        walked.days.add(minute // DAY)
        return minute // DAY not in office.closed and (office.every_day or office.works(minute // DAY))

    def on_a_later_workday(minute: int, walked: Walked) -> bool:
        if not office.in_hours(minute) or minute // DAY == start // DAY:
            return False
        walked.days.add(minute // DAY)
        return minute // DAY not in office.closed and office.works(minute // DAY)

    if unit is Unit.OPEN_MINUTES:
        return walk(start, length, open_for_business, waits)
    if unit is Unit.WORKDAYS:
        a_day = sum(closes - opens for opens, closes in office.spans)
        return walk(start, length * a_day, on_a_later_workday, waits)
    close_of_last_day = (start // DAY + length) * DAY + office.spans[-1][1]
    needed = length * 60 if unit is Unit.HOURS else close_of_last_day - start
    return walk(start, needed, lambda _minute, _walked: True, waits)


def moment(minute: int) -> datetime:
    return FIRST + timedelta(minutes=minute)


def the_day(number: int) -> str:
    return str(moment(number * DAY).date())


def timing_of(office: Office, unit: Unit, length: int, *, statutory: bool) -> Timing:
    limit = Limit(
        Promise.SETTLEMENT, 0, unit, length, statutory, date(2020, 1, 1), None, {"en": "made up"}, mark="verified"
    )
    spans = tuple((clock(opens), clock(closes)) for opens, closes in office.spans)
    closed = frozenset(moment(day * DAY).date() for day in office.closed)
    return Timing((limit,), Book(office), OpeningHours(spans, office.every_day, closed))


def clock(minute: int) -> time:
    return time(minute // 60, minute % 60)


def minutes(first: int, last: int) -> st.SearchStrategy[int]:
    """Any minute, and often a full or half hour, so that things begin and end at the same moment."""
    return st.one_of(
        st.integers(first, last),
        st.integers(-(-first // 60), last // 60).map(lambda hours: hours * 60),
        st.integers(-(-first // 30), last // 30).map(lambda halves: halves * 30),
    )


@st.composite
def offices(draw: st.DrawFn) -> Office:
    """One to three spans a day, holidays and make-up days, own closing days, years announced or not."""
    edges = draw(st.lists(minutes(0, DAY - 1), min_size=2, max_size=6, unique=True).map(sorted))
    edges = edges[: len(edges) // 2 * 2]
    days = st.integers(0, 70)
    return Office(
        spans=tuple(zip(edges[::2], edges[1::2], strict=True)),
        every_day=draw(st.booleans()),
        off=draw(st.frozensets(days.filter(lambda day: day % 7 < SATURDAY), max_size=12)),
        made_up=draw(st.frozensets(days.filter(lambda day: day % 7 >= SATURDAY), max_size=5)),
        closed=draw(st.frozensets(days, max_size=8)),
        known=draw(st.frozensets(st.sampled_from([2029, 2030]))),
    )


LIMITS = st.one_of(
    st.tuples(st.just(Unit.OPEN_MINUTES), minutes(1, 900)),
    st.tuples(st.just(Unit.HOURS), st.integers(1, 72)),
    st.tuples(st.just(Unit.WORKDAYS), st.integers(1, 5)),
    st.tuples(st.just(Unit.DAYS), st.integers(1, 8)),
)
STARTS = minutes(3 * DAY, 42 * DAY)
#: Minutes from the start: before it, over it, within, across and long after the limit; they may overlap.
WAITS = st.lists(st.tuples(minutes(-2 * DAY, 9 * DAY), minutes(0, 4 * DAY)), max_size=4)
