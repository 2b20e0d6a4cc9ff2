"""How the branch works, as its entries say: its days and hours, contacts, stand-ins, scripts, root causes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import msgspec

from desktop.domain import entries as e
from desktop.domain.limits import OwnLimit, Promise, Unit, is_too_loose
from desktop.domain.problems import Problem
from desktop.domain.workdays import OpeningHours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.limits import Limit

    BranchBody: TypeAlias = (
        e.HoursSet
        | e.ClosingDaysSet
        | e.CalendarImported
        | e.LimitSet
        | e.StandInSet
        | e.ContactKept
        | e.ScriptKept
        | e.PatternSet
        | e.CauseOpened
        | e.CauseChecked
    )


#: So many alike cases within so many days are a pattern, unless the branch says otherwise; and the most it may say.
PATTERN = (3, 30)
MOST_ALIKE, LONGEST_PATTERN = 50, 365
#: Nobody counts further; it keeps slips of the keyboard out.
LONGEST_LIMIT = 10_000


@dataclass(frozen=True)
class Cause:
    """A root cause with the looks at whether its countermeasure helped, oldest first."""

    opened: e.CauseOpened
    time: str
    actor: str
    checks: tuple[tuple[str, e.CauseChecked], ...] = ()

    @property
    def check_on(self) -> str:
        """The next day (ISO) to look; empty once the matter is at its end."""
        return self.checks[-1][1].check_on if self.checks else self.opened.check_on


class SetLimit(NamedTuple):
    """A limit the branch set for itself, with when (UTC text) and by whom (person id)."""

    limit: OwnLimit
    time: str
    actor: str


class BranchLimit(NamedTuple):
    """A published limit with what the branch made of it.

    Attributes:
        limit: as published and in force today.
        own: what the branch promises today in its place; ``None`` where the published limit stands.
        set: everything the branch ever set for it, oldest first.
        to_come: what changes on days to come, the nearest first.

    """

    limit: Limit
    own: OwnLimit | None
    set: tuple[SetLimit, ...]
    to_come: tuple[OwnLimit, ...]


@dataclass(frozen=True)
class Branch:
    """The settings of the branch; a new one for each change.

    Attributes:
        hours: None while nobody has set them: the program's own stand.
        closing_days: ISO date to reason.
        calendars: source by year.
        stand_ins: by person who is away, every leave that was not ended, each with an id; of two on one day the one set
            later counts.
        contacts: by id.
        scripts: the branch's own source by script id.
        causes: by id.
        pattern: so many alike cases within so many days call for a root-cause card.
        limits: the branch's own limits in the order in which they were set.

    """

    hours: e.HoursSet | None = None
    closing_days: dict[str, str] = field(default_factory=dict)
    calendars: dict[int, str] = field(default_factory=dict)
    stand_ins: dict[str, tuple[e.StandInSet, ...]] = field(default_factory=dict)
    contacts: dict[str, e.ContactKept] = field(default_factory=dict)
    scripts: dict[str, str] = field(default_factory=dict)
    causes: dict[str, Cause] = field(default_factory=dict)
    pattern: tuple[int, int] = PATTERN
    limits: tuple[SetLimit, ...] = ()

    def after(self, header: e.Header, body: BranchBody) -> Branch:
        """Return the branch with one more entry taken in."""
        match body:
            case e.HoursSet():
                return replace(self, hours=body)
            case e.ClosingDaysSet():
                return replace(self, closing_days=dict(body.days))
            case e.CalendarImported():
                return replace(self, calendars=self.calendars | {body.year: body.source})
            case e.LimitSet():
                return replace(self, limits=(*self.limits, SetLimit(own_limit(body), header.time, header.actor)))
            case e.StandInSet():
                return replace(self, stand_ins=self.stand_ins | {body.person_id: self._leaves_after(header, body)})
            case e.ContactKept():
                return replace(self, contacts=self.contacts | {body.contact_id: body})
            case e.ScriptKept():
                return replace(self, scripts=self.scripts | {body.script_id: body.source})
            case e.PatternSet():
                return replace(self, pattern=(body.count, body.days))
            case e.CauseOpened() | e.CauseChecked():
                return replace(self, causes=self.causes | {body.cause_id: self._cause_after(header, body)})

    def open_cause_of(self, trace: tuple[str, str]) -> Cause | None:
        """Return the root-cause card of a pattern that is not at its end."""
        return next((cause for cause in self.causes.values() if cause.opened.trace == trace and cause.check_on), None)

    @property
    def closed(self) -> frozenset[date]:
        """The branch's own closing days."""
        return frozenset(date.fromisoformat(day) for day in self.closing_days)

    def stand_in_for(self, person_id: str, on: str) -> str:
        """Return who is named to look after somebody's work on a day (ISO date), or an empty text."""
        on_leave = [leave for leave in self.stand_ins.get(person_id, ()) if leave.first <= on <= leave.last]
        return on_leave[-1].stand_in if on_leave else ""

    def leaves(self) -> list[e.StandInSet]:
        """Return every leave of everybody that was not ended."""
        return [leave for leaves in self.stand_ins.values() for leave in leaves]

    def _cause_after(self, header: e.Header, body: e.CauseOpened | e.CauseChecked) -> Cause:
        if isinstance(body, e.CauseOpened):
            return Cause(body, header.time, header.actor)
        known = self.causes[body.cause_id]
        return replace(known, checks=(*known.checks, (header.time, body)))

    def _leaves_after(self, header: e.Header, body: e.StandInSet) -> tuple[e.StandInSet, ...]:
        """Return somebody's leaves with one more or without the one that is ended; an entry without id is about all."""
        if not body.leave_id:
            return (msgspec.structs.replace(body, leave_id=header.entry_id),) if body.stand_in else ()
        others = [leave for leave in self.stand_ins.get(body.person_id, ()) if leave.leave_id != body.leave_id]
        return (*others, body) if body.stand_in else tuple(others)


def opening_hours(body: e.HoursSet) -> OpeningHours:
    """Return the opening hours an entry sets.

    Raises:
        ValueError: a time is none, or they do not follow each other.
    """
    spans = tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in body.spans)
    if any(moment.tzinfo is not None for span in spans for moment in span):
        raise ValueError("opening hours are those of the clock on the wall")
    return OpeningHours(spans, every_day=body.every_day)


def own_limit(body: e.LimitSet) -> OwnLimit:
    """Return the limit an entry sets.

    Raises:
        ValueError: there is no such promise or unit, or it cannot be counted.
    """
    if not 0 <= body.length <= LONGEST_LIMIT:
        raise ValueError("a limit is a count")
    first = date.fromisoformat(body.first)
    return OwnLimit(Promise(body.promise), body.level, body.scope, Unit(body.unit), body.length, first)


def check_own_limit(limit: Limit, later: Sequence[Limit], wanted: OwnLimit, today: date) -> list[Problem]:
    """Return what is wrong with a limit the branch wants to set for itself; the field is ``length`` or ``first``.

    Args:
        limit: the published limit it stands for, as in force on the first day.
        later: those published already that take its place after that day.
        wanted: what is to be set.
        today: nothing is set for a day gone by: what was promised then was promised by the limits of that time.
    """
    problems = []
    if not 1 <= wanted.length <= LONGEST_LIMIT:
        problems.append(Problem("length", "not-a-count", {"largest": str(LONGEST_LIMIT)}))
    law = next((one for one in (limit, *later) if is_too_loose(wanted.length, one)), None)
    if law is not None:
        sources = {f"source_{language}": text for language, text in law.source.items()}
        facts = {"length": str(law.length), "unit": law.unit.value, "mark": law.mark, **sources}
        problems.append(Problem("length", "looser-than-law", facts))
    if wanted.first < today:
        problems.append(Problem("first", "in-the-past"))
    return problems


def check_hours(spans: Sequence[tuple[str, str]]) -> list[Problem]:
    """Return what is wrong with opening hours (``HH:MM``); the field is ``opens-0``, ``closes-0`` and so on."""
    problems: list[Problem] = []
    before: time | None = None
    for number, span in enumerate(spans):
        for key, words in zip((f"opens-{number}", f"closes-{number}"), span, strict=True):
            moment = _time_of(words)
            if moment is None:
                problems.append(Problem(key, "not-a-time" if words.strip() else "required"))
            elif before is not None and moment <= before:
                problems.append(Problem(key, "times-must-rise", {"before": f"{before:%H:%M}"}))
            before = moment or before
    return problems or ([] if spans else [Problem("opens-0", "required")])


def _time_of(words: str) -> time | None:
    """Read ``HH:MM``, and nothing else."""
    try:
        return datetime.strptime(words, "%H:%M").time()  # noqa: DTZ007 - the time on the wall, of no day
    except ValueError:
        return None


def check_closing_days(days: Sequence[tuple[str, str]]) -> list[Problem]:
    """Return what is wrong with closing days; the field is the number of the day in the list."""
    problems = []
    seen: set[str] = set()
    for number, (day, reason) in enumerate(days):
        if not is_readable(e.ClosingDaysSet(days=((day, reason),))):
            problems.append(Problem(f"{number}", "not-a-day", {"day": day}))
        elif not reason.strip():
            problems.append(Problem(f"{number}", "no-reason", {"day": day}))
        if day in seen:
            problems.append(Problem(f"{number}", "day-twice", {"day": day}))
        seen.add(day)
    return problems


def is_readable(body: e.Body | None) -> bool:
    """Tell whether days and hours can be worked by; what cannot is not obeyed, whoever wrote it."""
    try:
        if isinstance(body, e.HoursSet):
            opening_hours(body)
        elif isinstance(body, e.ClosingDaysSet):
            for day, _reason in body.days:
                date.fromisoformat(day)
        elif isinstance(body, e.LimitSet):
            own_limit(body)
        elif isinstance(body, e.PatternSet):
            return 1 < body.count <= MOST_ALIKE and 0 < body.days <= LONGEST_PATTERN
    except ValueError:
        return False
    return True
