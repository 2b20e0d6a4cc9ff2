"""Promises (时限): when an answer, a settlement or a payment is due, and why.

Only events are stored; due times are worked out from them here. Our own promises follow opening hours and
working days and stand still while we wait for the customer: the time that is left is kept, to the minute, and runs on
afterwards. Statutory ones never stand still.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.limits import (
    ANY_ROUTE,
    Limit,
    NoLimitInForceError,
    OwnLimit,
    Promise,
    Route,
    Unit,
    limit_in_force,
    own_in_force,
)
from desktop.domain.workdays import ONE_DAY, Days, OpeningHours, at, day_of, next_workday

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desktop.domain.workdays import Calendar

__all__ = [
    "Due",
    "Limit",
    "NoLimitInForceError",
    "Pause",
    "Promise",
    "Reason",
    "Timing",
    "Unit",
    "due_time",
    "limit_in_force",
]


class Pause(NamedTuple):
    """A time we waited for the customer."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Timing:
    """What due times are worked out with.

    Attributes:
        limits: the dated limits as they are published.
        calendar: working days.
        hours: opening hours of the branch.
        own: what the branch itself promises in their place, in the order in which it was set.

    """

    limits: tuple[Limit, ...]
    calendar: Calendar
    hours: OpeningHours
    own: tuple[OwnLimit, ...] = ()


class Reason(NamedTuple):
    """One step of the way to a due time; ``desktop.wording.promises`` puts it into words."""

    code: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Due:
    """When a promise is due.

    Attributes:
        at: the last moment, in UTC.
        provisional: a year in between has no announced holidays yet, so the day may still move.
        because: the steps to it.
        statutory: fixed by law or standard, so that it never stands still.
        waiting_since: it stands still since then, for we wait for the customer; ``at`` is then only the earliest it
            can be, for every minute of the wait moves it on.

    """

    at: datetime
    provisional: bool
    because: tuple[Reason, ...]
    statutory: bool = False
    waiting_since: datetime | None = None


def due_time(  # noqa: PLR0913 - each is one thing a due time depends on
    promise: Promise,
    start: datetime,
    timing: Timing,
    *,
    level: int = 0,
    route: Route = ANY_ROUTE,
    pauses: Sequence[Pause] = (),
    waiting_since: datetime | None = None,
) -> Due:
    """Work out when a promise is due.

    Args:
        promise: what we owe.
        start: when it began: the complaint or claim came in, the settlement was agreed, the appeal arrived.
        timing: limits, calendar and opening hours.
        level: stars of the complaint.
        route: how far the parcel travels.
        pauses: times we waited for the customer; a statutory limit does not heed them.
        waiting_since: when a wait began that still goes on; what was late by then stays late.

    Raises:
        NoLimitInForceError: nothing was promised by that name on that day.
        ValueError: ``start`` has no time zone.

    """
    if start.tzinfo is None:
        raise ValueError("a start needs a time zone")
    day = day_of(start)
    limit = limit_in_force(timing.limits, promise, day, level, route.scope)
    own = own_in_force(timing.own, limit, day)
    way = _Way(start, timing, () if limit.statutory else _merged(pauses, start))
    if limit.scope:
        way.because.append(Reason("route", {"scope": limit.scope, "known_by": route.known_by}))
    way.because += [_limit_reason(limit)] if own is None else [_own_reason(own), _instead_of(limit, start, timing)]
    end = _STEPS[limit.unit](way, limit.length if own is None else own.length)
    way.tell_waits(end)
    stands_still = waiting_since is not None and not limit.statutory and waiting_since < end
    if stands_still and waiting_since is not None:
        way.because.append(Reason("waiting", {"since": waiting_since.isoformat()}))
    way.because += [Reason("holidays-not-announced", {"year": str(year)}) for year in way.unknown]
    return Due(end, bool(way.unknown), tuple(way.because), limit.statutory, waiting_since if stands_still else None)


def _limit_reason(limit: Limit) -> Reason:
    return Reason(f"limit-{limit.unit}", _published(limit))


def _own_reason(own: OwnLimit) -> Reason:
    return Reason(f"own-{own.unit}", {"length": str(own.length), "first": own.first.isoformat()})


def _instead_of(limit: Limit, start: datetime, timing: Timing) -> Reason:
    """Name the limit that an own one stands for; where the law fixes it, with the moment up to which it would allow."""
    if not limit.statutory:
        return Reason(f"instead-of-{limit.unit}", _published(limit))
    allowed = _STEPS[limit.unit](_Way(start, timing, ()), limit.length)
    return Reason(f"by-law-{limit.unit}", {**_published(limit), "at": allowed.isoformat()})


def _published(limit: Limit) -> dict[str, str]:
    sources = {f"source_{language}": text for language, text in limit.source.items()}
    return {"length": str(limit.length), "mark": limit.mark, **sources}


def _merged(pauses: Sequence[Pause], start: datetime) -> tuple[Pause, ...]:
    """Order the waits after a start, and make one of those that overlap: no minute stands still twice."""
    waits: list[Pause] = []
    for pause in sorted(pauses):
        wait = Pause(max(pause.start, start), pause.end)
        if wait.end <= wait.start:
            continue
        if waits and wait.start <= waits[-1].end:
            waits[-1] = Pause(waits[-1].start, max(waits[-1].end, wait.end))
        else:
            waits.append(wait)
    return tuple(waits)


class _Way:
    """The way from a start to a due time, and what is to be told of it.

    Attributes:
        because: the steps so far.
        unknown: years without announced holidays that were counted through.

    """

    def __init__(self, start: datetime, timing: Timing, waits: tuple[Pause, ...]) -> None:
        self.start, self.timing, self._waits = start, timing, waits
        self.because = [Reason("from", {"at": start.isoformat()})]
        self.unknown: list[int] = []
        self._open_waited: timedelta | None = None

    def after_hours(self, length: int) -> datetime:
        """Count hours by the clock."""
        return self._by_the_clock(self.start + timedelta(hours=length))

    def after_open_minutes(self, length: int) -> datetime:
        """Count minutes of opening time."""
        hours = self.timing.hours
        spans = [f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in hours.spans]
        code = "open-every-day" if hours.every_day else "open-on-workdays"
        self.because.append(Reason(code, {"hours": ", ".join(spans)}))
        # A day that is over when the promise begins has no part in it.
        first = day_of(self.start) + (timedelta(0) if self.start < at(day_of(self.start), hours.close) else ONE_DAY)
        return self._through(Days(first, self.timing.calendar, hours), timedelta(minutes=length))

    def after_workdays(self, length: int) -> datetime:
        """Count working days after that of the start to the close of business of the last one (民法典 arts. 201, 203).

        A day is worth its opening time: so much of it as we waited for the customer is still left afterwards.
        """
        self._tell_start_day()
        hours = replace(self.timing.hours, every_day=False)
        first = day_of(self.start) + ONE_DAY
        end = self._through(Days(first, self.timing.calendar, hours), length * hours.length)
        if not self._open_waited:
            self._tell_close_of_business()
        return end

    def after_days(self, length: int) -> datetime:
        """Count natural days to the close of business of the last one (民法典 arts. 201, 203).

        Article 203 moves an end on a rest day to the next working day. The due time stays on the earlier day:
        the limits are read both ways, and who acts by then is right under either reading. The later day is told.
        """
        last = day_of(self.start) + timedelta(days=length)
        self._tell_start_day()
        close = at(last, self.timing.hours.close)
        end = self._by_the_clock(close)
        if end > close:
            return end
        self._tell_close_of_business()
        if not self.timing.calendar.is_workday(last):
            moved = next_workday(last, self.timing.calendar)
            self.because.append(Reason("ends-on-rest-day", {"date": str(last), "moved": str(moved)}))
        elif last in self.timing.hours.closed:
            self.because.append(Reason("ends-on-closing-day", {"date": str(last)}))
        return end

    def tell_waits(self, end: datetime) -> None:
        """Say how often and how long we waited up to a due time."""
        waits = [wait for wait in self._waits if wait.start < end]
        if not waits:
            return
        facts = {"times": str(len(waits)), "minutes": _minutes(sum((w.end - w.start for w in waits), timedelta(0)))}
        if self._open_waited is not None:
            facts["open_minutes"] = _minutes(self._open_waited)
        self.because.append(Reason("waited", facts))

    def _by_the_clock(self, end: datetime) -> datetime:
        for wait in self._waits:
            if wait.start < end:
                end += wait.end - wait.start
        return end

    def _through(self, days: Days, left: timedelta) -> datetime:
        """Spend opening time day by day, but for what we waited, and tell of the days on the way."""
        self._open_waited = timedelta(0)
        for day in days:
            for opens, closes in self.timing.hours.on(day):
                begin = max(opens, self.start)
                for wait in (*self._waits, Pause(closes, closes)):
                    free = min(wait.start, closes) - begin
                    if left <= free:
                        self._tell_days(days)
                        return begin + left
                    left -= max(timedelta(0), free)
                    after = max(begin, min(wait.end, closes))
                    self._open_waited += max(timedelta(0), after - max(begin, wait.start))
                    begin = after
        raise AssertionError("opening hours never end")

    def _tell_days(self, days: Days) -> None:
        self.because += [Reason("make-up", {"date": str(day)}) for day in days.make_up]
        if days.holidays:
            first, last = days.holidays[0], days.holidays[-1]
            facts = {"count": str(len(days.holidays)), "first": str(first), "last": str(last)}
            self.because.append(Reason("holidays", facts))
        if days.closed:
            self.because.append(Reason("closing-days", {"days": ", ".join(str(day) for day in days.closed)}))
        self.unknown = [year for year in days.years if not self.timing.calendar.known(year)]

    def _tell_start_day(self) -> None:
        self.because.append(Reason("start-day-not-counted", {"date": str(day_of(self.start))}))

    def _tell_close_of_business(self) -> None:
        self.because.append(Reason("close-of-business", {"time": f"{self.timing.hours.close:%H:%M}"}))


def _minutes(length: timedelta) -> str:
    return str(length // timedelta(minutes=1))


_STEPS: Mapping[Unit, Callable[[_Way, int], datetime]] = {
    Unit.OPEN_MINUTES: _Way.after_open_minutes,
    Unit.HOURS: _Way.after_hours,
    Unit.WORKDAYS: _Way.after_workdays,
    Unit.DAYS: _Way.after_days,
}
