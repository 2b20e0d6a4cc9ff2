"""Promises (时限): when an answer, a settlement or a payment is due, and why.

Only events are stored; due times are worked out from them here. Our own promises follow opening hours and
working days and stand still while we wait for the customer. Statutory ones never stand still.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.workdays import (
    SATURDAY,
    OpeningHours,
    at,
    day_of,
    days_after,
    next_workday,
    open_stretches,
)
from desktop.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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

    """

    at: datetime
    provisional: bool
    because: tuple[Reason, ...]
    statutory: bool = False


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


def due_time(promise: Promise, start: datetime, timing: Timing, *, level: int = 0, pauses: Sequence[Pause] = ()) -> Due:
    """Work out when a promise is due.

    Args:
        promise: what we owe.
        start: when it began: the complaint or claim came in, the settlement was agreed, the appeal arrived.
        timing: limits, calendar and opening hours.
        level: stars of the complaint.
        pauses: times we waited for the customer; a statutory limit does not heed them.

    Raises:
        NoLimitInForceError: nothing was promised by that name on that day.
        ValueError: ``start`` has no time zone.

    """
    if start.tzinfo is None:
        raise ValueError("a start needs a time zone")
    limit = limit_in_force(timing.limits, promise, day_of(start), level)
    waits = () if limit.statutory else _merged(pauses, start)
    because = [Reason("from", {"at": start.isoformat()}), _limit_reason(limit)]
    if limit.unit is Unit.HOURS:
        end = _after_hours(start, timedelta(hours=limit.length), waits)
    elif limit.unit is Unit.OPEN_MINUTES:
        end = _after_open_time(start, timedelta(minutes=limit.length), waits, timing, because)
    elif limit.unit is Unit.WORKDAYS:
        end = _after_workdays(start, limit.length, waits, timing, because)
    else:
        return replace(_after_days(start, limit.length, timing, because), statutory=limit.statutory)
    if waits:
        because.append(Reason("waited", {"times": str(len(waits))}))
    return _checked(start, end, limit, timing, because)


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


def _after_hours(start: datetime, length: timedelta, waits: Iterable[Pause]) -> datetime:
    end = start + length
    for wait in waits:
        if wait.start < end:
            end += wait.end - wait.start
    return end


def _after_open_time(
    start: datetime, length: timedelta, waits: Sequence[Pause], timing: Timing, because: list[Reason]
) -> datetime:
    because.append(Reason("open-every-day" if timing.hours.every_day else "open-on-workdays", _spans(timing)))
    for opens, closes in open_stretches(start, timing.calendar, timing.hours):
        begin = opens
        for wait in (*waits, Pause(closes, closes)):
            free = max(timedelta(0), min(wait.start, closes) - begin)
            if length <= free:
                return begin + length
            length -= free
            begin = max(begin, min(wait.end, closes))
    raise AssertionError("opening hours never end")


def _spans(timing: Timing) -> dict[str, str]:
    spans = [f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in timing.hours.spans]
    return {"hours": ", ".join(spans)}


def _close_of_business(timing: Timing) -> Reason:
    """Say that the last day ends when business ends (民法典 art. 203)."""
    return Reason("close-of-business", {"time": f"{timing.hours.close:%H:%M}"})


def _after_workdays(
    start: datetime, length: int, waits: Iterable[Pause], timing: Timing, because: list[Reason]
) -> datetime:
    because.append(Reason("start-day-not-counted", {"date": str(day_of(start))}))
    calendar, hours = timing.calendar, timing.hours
    left, holidays, closed = length, [], []
    for day in days_after(day_of(start)):
        opens, closes = at(day, hours.opening), at(day, hours.close)
        if day in hours.closed:
            closed.append(day)
        elif not calendar.is_workday(day):
            if day.weekday() < SATURDAY:
                holidays.append(day)
        elif not any(wait.start <= opens and closes <= wait.end for wait in waits):
            left -= 1
            if calendar.make_up(day):
                because.append(Reason("make-up", {"date": str(day)}))
        if left == 0:
            break
    if holidays:
        facts = {"count": str(len(holidays)), "first": str(holidays[0]), "last": str(holidays[-1])}
        because.append(Reason("holidays", facts))
    if closed:
        because.append(Reason("closing-days", {"days": ", ".join(str(day) for day in closed)}))
    because.append(_close_of_business(timing))
    return closes


def _after_days(start: datetime, length: int, timing: Timing, because: list[Reason]) -> Due:
    """Count natural days to the close of business of the last one (民法典 arts. 201, 203).

    Article 203 moves an end on a rest day to the next working day. The due time stays on the earlier day:
    the limits are read both ways, and who acts by then is right under either reading. The later day is told.
    """
    last = day_of(start) + timedelta(days=length)
    end = at(last, timing.hours.close)
    because.append(Reason("start-day-not-counted", {"date": str(day_of(start))}))
    because.append(_close_of_business(timing))
    if not timing.calendar.is_workday(last):
        moved = next_workday(last, timing.calendar)
        because.append(Reason("ends-on-rest-day", {"date": str(last), "moved": str(moved)}))
    return Due(end, provisional=False, because=tuple(because))


def _checked(start: datetime, end: datetime, limit: Limit, timing: Timing, because: list[Reason]) -> Due:
    """Mark a due time that rests on holidays nobody has announced yet."""
    by_calendar = limit.unit is Unit.WORKDAYS or (limit.unit is Unit.OPEN_MINUTES and not timing.hours.every_day)
    years = range(day_of(start).year, day_of(end).year + 1) if by_calendar else range(0)
    unknown = [year for year in years if not timing.calendar.known(year)]
    because += [Reason("holidays-not-announced", {"year": str(year)}) for year in unknown]
    return Due(end, provisional=bool(unknown), because=tuple(because), statutory=limit.statutory)
