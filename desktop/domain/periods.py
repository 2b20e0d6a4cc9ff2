"""Two questions of time: until when may a claim be made, and how late is a parcel.

Periods follow civil code 200-204: the first day is not counted, a period of years ends on the same day of the year.
So do those of CMR (30(4), 32(1)).
A last day on a day of rest moves to the next working day (art. 203). Where the holidays of the year are not announced
yet, weekends and the holidays with a fixed date are days of rest, and close calls are warned of either way.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.loss import is_whole
from desktop.domain.problems import Problem
from desktop.domain.rules import WEEKDAYS, Edge, LostAfter, in_force
from desktop.domain.workdays import next_workday

if TYPE_CHECKING:
    from desktop.domain.claim import ClaimFacts
    from desktop.domain.conditions import Match
    from desktop.domain.rules import RuleSheet, TimeLimit
    from desktop.domain.workdays import Calendar

#: Days every month has.
SHORTEST_MONTH = 28

#: The longest run of days off there has been; a claim this soon after the last day may still be in time.
LONGEST_HOLIDAY = timedelta(days=10)


def last_day(limit: TimeLimit, start: date) -> date:
    """Return the last day of a time limit.

    What has to pass before it begins comes first, a year from the thirtieth day being another thing than thirty days
    after a year; then years and months, then days.
    """
    if limit.after_months or limit.after_days:
        start = _later(start, limit.after_months, limit.after_days)
    if limit.skips:
        return _later_without(start, limit.days, limit.skips)
    return _later(start, limit.years * 12 + limit.months, limit.days)


def months_later(start: date, months: int) -> date:
    """Return the last day of a period of months: that day of the month, or the last there is (civil code 202)."""
    return _later(start, months, 0)


@lru_cache(maxsize=4096)
def _later(start: date, months: int, days: int) -> date:
    """Return the same day some months later, or the last of that month (civil code 202), and some days after that."""
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    if year > MAXYEAR:
        return date.max
    # Only the end of a long month has no such day in a short one.
    day = start.day if start.day <= SHORTEST_MONTH else min(start.day, monthrange(year, month + 1)[1])
    try:
        return date(year, month + 1, day) + timedelta(days=days)
    except OverflowError:
        return date.max


def _later_without(start: date, days: int, skips: tuple[str, ...]) -> date:
    """Return the day on which so many days have passed, some weekdays not counted."""
    day = start
    while days and day < date.max:
        day += timedelta(days=1)
        days -= WEEKDAYS[day.weekday()] not in skips
    return day


class InTime(msgspec.Struct, frozen=True, gc=False):
    """Whether a claim was made in time under one limit.

    Attributes:
        barred: ``None`` where it depends on ``needs`` or cannot be said.
        moved_from: the last day by count, where it was a day of rest.
    """

    barred: bool | None
    start: str = ""
    until: date | None = None
    moved_from: date | None = None
    needs: tuple[str, ...] = ()
    warning: Problem | None = None


def in_time(limit: TimeLimit, facts: ClaimFacts, calendar: Calendar | None = None) -> InTime:
    """Hold the day of the claim, or the day we calculate for, against a time limit.

    Args:
        limit: the limit.
        facts: the claim.
        calendar: the days of rest a last day moves past; ``None`` where the law that governs knows no such move.
    """
    made, start = facts.claimed_on or facts.as_of, None
    for key in limit.start:
        start = getattr(facts, key)
        if start is not None:
            break
    if start is None or made is None:
        missing = "claimed_on" if made is None else limit.start[0]
        return InTime(None, warning=Problem(missing, "time-limit-not-checked", {"rule": limit.id}))
    counted = last_day(limit, start)
    until = counted if calendar is None else next_workday(counted, calendar)
    moved_from = counted if until != counted else None
    if made <= until:
        return InTime(False, key, until, moved_from, warning=_near_holiday(counted, made, calendar))
    if key != limit.start[0]:
        return InTime(None, key, until, needs=(limit.start[0],))
    if facts.claimed_on is None:
        return InTime(None, key, until, needs=("claimed_on",))
    return InTime(True, key, until, moved_from, warning=_near_holiday(until, made, calendar))


def _near_holiday(until: date, made: date, calendar: Calendar | None) -> Problem | None:
    """Warn of a claim soon after a last day of a year whose holidays and make-up days nobody has announced."""
    if calendar is None or not timedelta(0) < made - until <= LONGEST_HOLIDAY or calendar.known(until.year):
        return None
    return Problem("claimed_on", "time-limit-near-holiday", {"until": until.isoformat()})


def held_against(limit: TimeLimit, facts: ClaimFacts, fits: Match, calendar: Calendar | None = None) -> InTime:
    """Answer for a limit whose conditions hold or may hold; an open condition counts only where it would bar."""
    answer = in_time(limit, facts, calendar)
    if fits.holds or not answer.barred:
        return answer if fits.holds else InTime(None)
    return InTime(None, answer.start, answer.until, needs=fits.missing)


class Lateness(msgspec.Struct, frozen=True, gc=False):
    """What became of a delay.

    Attributes:
        treated_as: ``on-time``, ``delay``, ``loss``, ``total-damage`` or ``partial-damage``; empty while needs remain.
        days: days after the promised day.
        limit: the threshold that was held against it.
    """

    treated_as: str
    days: int = 0
    limit: LostAfter | None = None
    needs: tuple[str, ...] = ()


def lateness(facts: ClaimFacts, sheet: RuleSheet, on: date, *, given_back: bool = False) -> Lateness:
    """Decide how a late parcel counts: by the day it came or, while it has not come, by the day we calculate for.

    The threshold runs from the promised day, in calendar days; where the route is not known and the thresholds do not
    all agree, the scope is needed. A parcel that came is late and not lost, however late it came: to treat it as lost
    is a right while it is missing.

    Args:
        facts: the claim.
        sheet: the rules with the thresholds.
        on: the day whose edition of the thresholds counts.
        given_back: read as if the customer had refused or handed back what came too late.
    """
    until = facts.delivered_on or facts.as_of
    if facts.promised_by is None or until is None:
        known = {"promised_by": facts.promised_by, "as_of": until}
        return Lateness("", needs=tuple(key for key, day in known.items() if day is None))
    days = (until - facts.promised_by).days
    if days <= 0:
        return Lateness("on-time", days)
    limits = [limit for limit in sheet.lost_after if in_force(limit.valid_from, limit.valid_to, on)]
    if facts.scope is not None:
        limits = [limit for limit in limits if facts.scope in limit.scope]
    came = facts.delivered_on is not None and not given_back
    answers = {False} if came else {_is_lost(limit, days) for limit in limits}
    if len(answers) > 1:
        return Lateness("", days, needs=("scope",))
    limit = limits[0] if limits else None
    if answers == {True}:
        return Lateness("loss", days, limit)
    return Lateness(_value_lost(facts), days, limit)


def _is_lost(limit: LostAfter, days: int) -> bool:
    return days > limit.days if limit.edge == Edge.AFTER else days >= limit.days


def _value_lost(facts: ClaimFacts) -> str:
    """Treat a delay that made the contents lose value as damage (GB/T 27917.3)."""
    if not facts.loss_ratio and not facts.loss_amount:
        return "delay"
    return "total-damage" if is_whole(facts) else "partial-damage"
