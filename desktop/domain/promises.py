"""Promises (时限): when an answer, a settlement or a payment is due, and why.

Only events are stored; due times are worked out from them here. Our own promises follow opening hours and
working days and stand still while we wait for the customer: the time that is left is kept, to the minute, and runs on
afterwards. Statutory ones never stand still.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.workdays import ONE_DAY, Days, OpeningHours, at, day_of, next_workday
from desktop.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from desktop.domain.workdays import Calendar


class Promise(StrEnum):
    """What we owe by a certain time."""

    FIRST_REPLY = "first-reply"
    SETTLEMENT = "settlement"
    COMPLAINT_REPLY = "complaint-reply"
    CLAIM_REPLY = "claim-reply"
    CLAIM_SETTLEMENT = "claim-settlement"
    CLAIM_PAYMENT = "claim-payment"
    APPEAL = "appeal"
    OBJECTION = "objection"


class Unit(StrEnum):
    """What a limit counts."""

    OPEN_MINUTES = "open-minutes"
    HOURS = "hours"
    WORKDAYS = "workdays"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Limit:
    """How long we have for a promise.

    Attributes:
        promise: the promise.
        level: stars it is for; 0 for any level that has no limit of its own.
        unit: what is counted.
        length: how many.
        statutory: fixed by law or standard, so that it never stands still.
        valid_from: first day it is in force.
        valid_to: last day, ``None`` while in force.
        source: where it is written, by language.
        mark: ``verified``, ``secondary`` or ``unverified``.

    """

    promise: Promise
    level: int
    unit: Unit
    length: int
    statutory: bool
    valid_from: date
    valid_to: date | None
    source: Mapping[str, str]
    mark: str


class Pause(NamedTuple):
    """A time we waited for the customer."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Timing:
    """What due times are worked out with.

    Attributes:
        limits: the dated limits.
        calendar: working days.
        hours: opening hours of the branch.

    """

    limits: tuple[Limit, ...]
    calendar: Calendar
    hours: OpeningHours


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


class NoLimitInForceError(Refused):
    """No limit for a promise was in force on a day.

    Attributes:
        promise: the promise asked for.
        on: the day.

    """

    def __init__(self, promise: Promise, on: date) -> None:
        super().__init__(promise.value, on.isoformat())
        self.promise = promise
        self.on = on


def due_time(
    promise: Promise,
    start: datetime,
    timing: Timing,
    *,
    level: int = 0,
    pauses: Sequence[Pause] = (),
    waiting_since: datetime | None = None,
) -> Due:
    """Work out when a promise is due.

    Args:
        promise: what we owe.
        start: when it began: the complaint or claim came in, the settlement was agreed, the appeal arrived.
        timing: limits, calendar and opening hours.
        level: stars of the complaint.
        pauses: times we waited for the customer; a statutory limit does not heed them.
        waiting_since: when a wait began that still goes on; what was late by then stays late.

    Raises:
        NoLimitInForceError: nothing was promised by that name on that day.
        ValueError: ``start`` has no time zone.

    """
    if start.tzinfo is None:
        raise ValueError("a start needs a time zone")
    limit = limit_in_force(timing.limits, promise, day_of(start), level)
    way = _Way(start, timing, () if limit.statutory else _merged(pauses, start))
    way.because.append(_limit_reason(limit))
    end = _STEPS[limit.unit](way, limit.length)
    way.tell_waits(end)
    stands_still = waiting_since is not None and not limit.statutory and waiting_since < end
    if stands_still and waiting_since is not None:
        way.because.append(Reason("waiting", {"since": waiting_since.isoformat()}))
    way.because += [Reason("holidays-not-announced", {"year": str(year)}) for year in way.unknown]
    return Due(end, bool(way.unknown), tuple(way.because), limit.statutory, waiting_since if stands_still else None)


def _limit_reason(limit: Limit) -> Reason:
    sources = {f"source_{language}": text for language, text in limit.source.items()}
    return Reason(f"limit-{limit.unit}", {"length": str(limit.length), "mark": limit.mark, **sources})


def limit_in_force(limits: Iterable[Limit], promise: Promise, on: date, level: int = 0) -> Limit:
    """Return the limit for a promise on a day: the one of that level, else the one for any level.

    Raises:
        NoLimitInForceError: there is none.

    """
    fitting = [
        limit
        for limit in limits
        if limit.promise is promise
        and limit.level in {level, 0}
        and limit.valid_from <= on
        and (limit.valid_to is None or on <= limit.valid_to)
    ]
    if not fitting:
        raise NoLimitInForceError(promise, on)
    return max(fitting, key=lambda limit: (limit.level, limit.valid_from))


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
