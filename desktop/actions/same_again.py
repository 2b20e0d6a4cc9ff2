"""The same matter again, seen before it is taken in twice; the same trouble again, before it goes on for months."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from desktop import i18n
from desktop.domain import entries as e
from desktop.domain.authority import Verb, refusal_of_role
from desktop.domain.branch import LONGEST_PATTERN, MOST_ALIKE, PATTERN, Cause
from desktop.domain.check_oversight import check_receiver
from desktop.domain.problems import Problem
from desktop.domain.taking_in import ENDED
from desktop.domain.traces import MATTER, TROUBLE, Trace, TraceKind, traces_of
from desktop.errors import Incomplete
from desktop.storage import alike, journal, oversight
from desktop.storage.alike import Group
from desktop.storage.index import CaseRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from desktop.actions.desk import Desk
    from desktop.domain.intake import Intake


#: Codes of ``CauseChecked.result``.
RESULTS = ("better", "same", "worse")


class Earlier(msgspec.Struct, frozen=True):
    """An earlier case that may be the same matter.

    Attributes:
        shared: what both have in common, the strongest first.
        is_open: it is not at its end yet.
    """

    row: CaseRow
    shared: tuple[TraceKind, ...]
    is_open: bool


class Often(msgspec.Struct, frozen=True):
    """How many other cases lately share something with this one: the courier, the route, the shop, the goods."""

    trace: Trace
    count: int


class Before(msgspec.Struct, frozen=True):
    """What there was before: cases that may be the same matter, and what keeps coming up.

    Attributes:
        pattern: so many alike cases within so many days are a pattern here.
    """

    cases: tuple[Earlier, ...]
    often: tuple[Often, ...]
    pattern: tuple[int, int] = PATTERN


class Recurring(msgspec.Struct, frozen=True):
    """A pattern: alike cases, with the root-cause card somebody opened for it, if there is one."""

    group: Group
    cases: tuple[CaseRow, ...]
    cause: Cause | None


def look_back(desk: Desk, intake: Intake, but_for: str = "") -> Before:
    """Return what there was before a matter; quick enough to ask while somebody types.

    Args:
        desk: where it is typed.
        intake: as typed so far.
        but_for: the case itself, once it is one.
    """
    traces = traces_of(intake)
    since = journal.stamp(desk.clock.now() - timedelta(days=lately(desk)))
    with desk.office.reading() as connection:
        shared = alike.sharing(connection, [trace for trace in traces if trace.kind in MATTER], but_for, limit=20)
        often = [
            Often(trace, count)
            for trace in traces
            if trace.kind in TROUBLE and (count := alike.count_since(connection, trace, since, but_for))
        ]
    cases = [
        Earlier(
            found.row,
            tuple(sorted((trace.kind for trace in found.traces), key=MATTER.index)),
            found.row.status not in ENDED,
        )
        for found in shared
    ]
    # An open case of the same parcel first: that is where this call belongs.
    cases.sort(key=lambda case: (MATTER.index(case.shared[0]), not case.is_open))
    return Before(tuple(cases), tuple(often), desk.office.people.branch.pattern)


def named(desk: Desk, case_ids: Iterable[str]) -> list[Earlier]:
    """Return cases by id as earlier ones, without what they share; one that is not here is left out."""
    with desk.office.reading() as connection:
        rows = oversight.cases_by_id(connection, list(case_ids))
    return [Earlier(row, (), row.status not in ENDED) for row in rows.values()]


def lately(desk: Desk) -> int:
    """Return within how many days alike cases are a pattern in this branch."""
    return desk.office.people.branch.pattern[1]


def recurring(desk: Desk) -> list[Recurring]:
    """Return the patterns of the last days: N alike cases, by courier, route, shop, address, goods or customer."""
    least, days = desk.office.people.branch.pattern
    since = journal.stamp(desk.clock.now() - timedelta(days=days))
    branch = desk.office.people.branch
    # The one that is not at its end, else the last one there was.
    causes = {cause.opened.trace: branch.open_cause_of(cause.opened.trace) or cause for cause in branch.causes.values()}
    with desk.office.reading() as connection:
        return [
            Recurring(
                group,
                tuple(alike.members(connection, group, since)),
                causes.get((group.trace.kind.value, group.trace.value)),
            )
            for group in alike.groups(connection, (*TROUBLE, TraceKind.PHONE), since, least)
        ]


def open_cause(desk: Desk, cause: e.CauseOpened) -> str:
    """Open a root-cause card: why it happens, what is done against it, when somebody looks again; return its id.

    Raises:
        Incomplete: the cause, the countermeasure, the day or who sees to it is missing or impossible, or there is an
            open card for it already.
        NotAllowed: that is for those who see to the work of others.
    """
    problems = [
        Problem(name, "required")
        for name in ("cause", "countermeasure", "check_on", "owner")
        if not str(getattr(cause, name)).strip()
    ]
    known = {problem.field for problem in problems}
    problems += [one for one in _of_day(desk, cause.check_on) if "check_on" not in known]
    problems += [one for one in check_receiver("owner", cause.owner, desk.office.people) if "owner" not in known]
    if desk.office.people.branch.open_cause_of(cause.trace) is not None:
        problems.append(Problem("trace", "card-is-open"))
    if problems:
        raise Incomplete(problems)
    made = msgspec.structs.replace(cause, cause_id=journal.new_id(desk.clock.now()))
    _record(desk, made)
    return made.cause_id


def check_cause(desk: Desk, check: e.CauseChecked) -> None:
    """Record whether a countermeasure helped; a card that is not at its end gets the next day to look.

    Raises:
        Incomplete: nothing was said, the day is none, or the card is at its end.
        NotAllowed: that is for whoever sees to it, and for those who see to the work of others.
    """
    problems = [] if check.words.strip() else [Problem("words", "required")]
    problems += [] if check.result in RESULTS else [Problem("result", "unknown-choice")]
    problems += _of_day(desk, check.check_on) if check.check_on else []
    card = desk.office.people.branch.causes.get(check.cause_id)
    if card is None or not card.check_on:
        problems.append(Problem("cause_id", "card-is-closed"))
    if problems:
        raise Incomplete(problems)
    own = card is not None and card.opened.owner == desk.person.person_id
    _record(desk, check, Verb.LOOK_AFTER if own else Verb.SUPERVISE)


def checks_due(desk: Desk, away: Collection[str] = ()) -> list[Cause]:
    """Return the root-cause cards on which this person, or somebody they stand in for, has to look today or had to."""
    today, people = i18n.today(desk.clock.now()).isoformat(), desk.office.people
    mine = {desk.person.person_id, *away}
    due = [cause for cause in people.branch.causes.values() if cause.check_on and cause.check_on <= today]
    return sorted((cause for cause in due if cause.opened.owner in mine), key=lambda cause: cause.check_on)


def set_pattern(desk: Desk, count: int, days: int) -> None:
    """Say from how many alike cases within how many days on there is a pattern.

    Raises:
        Incomplete: a figure out of bounds.
        NotAllowed: only a manager does that.
    """
    problems = [Problem("count", "unknown-choice")] if not 1 < count <= MOST_ALIKE else []
    problems += [Problem("days", "unknown-choice")] if not 0 < days <= LONGEST_PATTERN else []
    if problems:
        raise Incomplete(problems)
    _record(desk, e.PatternSet(count=count, days=days), Verb.MANAGE)


def _of_day(desk: Desk, text: str) -> list[Problem]:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return [Problem("check_on", "not-a-date")]
    return [] if day > i18n.today(desk.clock.now()) else [Problem("check_on", "in-the-past")]


def _record(desk: Desk, body: e.CauseOpened | e.CauseChecked | e.PatternSet, verb: Verb = Verb.SUPERVISE) -> None:
    refusal = refusal_of_role(verb, desk.person)
    if refusal is not None:
        raise refusal
    with desk.office.writing(desk.clock.now()) as writing:
        writing.append(desk.signer, "", body)
