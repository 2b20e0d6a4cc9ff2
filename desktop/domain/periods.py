"""Two questions of time: until when may a claim be made, and how late is a parcel.

Periods follow civil code 200-204: the first day is not counted, a period of years ends on the same day of the year.
A last day on a holiday moves to the next working day; no calendar is read here, so close calls are warned of.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop.domain.problems import Problem
from desktop.domain.rules import Edge, in_force

if TYPE_CHECKING:
    from desktop.domain.claim import ClaimFacts
    from desktop.domain.conditions import Match
    from desktop.domain.rules import LostAfter, RuleSheet, TimeLimit

#: The longest run of days off there has been; a claim this soon after the last day may still be in time.
LONGEST_HOLIDAY = timedelta(days=10)


def last_day(limit: TimeLimit, start: date) -> date:
    """Return the last day of a time limit."""
    try:
        year = start.year + limit.years
        day = min(start.day, calendar.monthrange(year, start.month)[1])
        return date(year, start.month, day) + timedelta(days=limit.days)
    except (OverflowError, ValueError):
        return date.max


@dataclass(frozen=True)
class InTime:
    """Whether a claim was made in time under one limit.

    Attributes:
        barred: ``None`` where it depends on ``needs`` or cannot be said.
    """

    barred: bool | None
    start: str = ""
    until: date | None = None
    needs: tuple[str, ...] = ()
    warning: Problem | None = None


def in_time(limit: TimeLimit, facts: ClaimFacts) -> InTime:
    """Hold the day of the claim, or the day we calculate for, against a time limit."""
    known = [(key, getattr(facts, key)) for key in limit.start if getattr(facts, key) is not None]
    made = facts.claimed_on or facts.as_of
    if not known or made is None:
        missing = "claimed_on" if made is None else limit.start[0]
        return InTime(None, warning=Problem(missing, "time-limit-not-checked", {"rule": limit.id}))
    key, start = known[0]
    until = last_day(limit, start)
    if made <= until:
        return InTime(False, key, until)
    if key != limit.start[0]:
        return InTime(None, key, until, needs=(limit.start[0],))
    if facts.claimed_on is None:
        return InTime(None, key, until, needs=("claimed_on",))
    close = made - until <= LONGEST_HOLIDAY
    note = Problem("claimed_on", "time-limit-near-holiday", {"until": until.isoformat()}) if close else None
    return InTime(True, key, until, warning=note)


def held_against(limit: TimeLimit, facts: ClaimFacts, fits: Match) -> InTime:
    """Answer for a limit whose conditions hold or may hold; an open condition counts only where it would bar."""
    answer = in_time(limit, facts)
    if fits.holds or not answer.barred:
        return answer if fits.holds else InTime(None)
    return InTime(None, answer.start, answer.until, needs=fits.missing)


@dataclass(frozen=True)
class Lateness:
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


def lateness(facts: ClaimFacts, sheet: RuleSheet, on: date) -> Lateness:
    """Decide how a late parcel counts on the day we calculate for.

    The threshold runs from the promised day, in calendar days; where the route is not known and the thresholds do not
    all agree, the scope is needed.
    """
    needs = tuple(key for key in ("promised_by", "as_of") if getattr(facts, key) is None)
    if facts.promised_by is None or facts.as_of is None:
        return Lateness("", needs=needs)
    days = (facts.as_of - facts.promised_by).days
    if days <= 0:
        return Lateness("on-time", days)
    limits = [limit for limit in sheet.lost_after if in_force(limit.valid_from, limit.valid_to, on)]
    if facts.scope is not None:
        limits = [limit for limit in limits if facts.scope in limit.scope]
    answers = {_is_lost(limit, days) for limit in limits}
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
    whole = facts.loss_ratio == 1 or (facts.loss_amount is not None and facts.loss_amount == facts.actual_value)
    return "total-damage" if whole else "partial-damage"
