"""The same matter again, seen before it is taken in twice; the same trouble again, before it goes on for months."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec

from desktop import i18n
from desktop.domain.authority import Verb, refusal_of_role
from desktop.domain.branch import Cause
from desktop.domain.problems import Problem
from desktop.domain.taking_in import ENDED
from desktop.domain.traces import MATTER, TROUBLE, Trace, TraceKind, traces_of
from desktop.errors import Incomplete
from desktop.storage import alike, journal, oversight
from desktop.storage.alike import Group
from desktop.storage.index import CaseRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.actions.desk import Desk
    from desktop.domain import entries as e
    from desktop.domain.intake import Intake

#: Days that count as "lately".
LATELY = 30

#: So many alike cases lately are a pattern.
PATTERN = 3


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
    """What there was before: cases that may be the same matter, and what keeps coming up."""

    cases: tuple[Earlier, ...]
    often: tuple[Often, ...]


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
    since = journal.stamp(desk.clock.now() - timedelta(days=LATELY))
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
    return Before(tuple(cases), tuple(often))


def named(desk: Desk, case_ids: Iterable[str]) -> list[Earlier]:
    """Return cases by id as earlier ones, without what they share; one that is not here is left out."""
    with desk.office.reading() as connection:
        rows = oversight.cases_by_id(connection, list(case_ids))
    return [Earlier(row, (), row.status not in ENDED) for row in rows.values()]


def recurring(desk: Desk, days: int = LATELY, least: int = PATTERN) -> list[Recurring]:
    """Return the patterns of the last days: N alike cases, by courier, route, shop, address, goods or customer."""
    since = journal.stamp(desk.clock.now() - timedelta(days=days))
    causes = {cause.opened.trace: cause for cause in desk.office.people.branch.causes.values()}
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
        Incomplete: the cause, the countermeasure, the day or who sees to it is missing, or the day has come already.
        NotAllowed: that is for those who see to the work of others.
    """
    problems = [
        Problem(name, "required")
        for name in ("cause", "countermeasure", "check_on", "owner")
        if not str(getattr(cause, name)).strip()
    ]
    if not problems and cause.check_on <= i18n.today(desk.clock.now()).isoformat():
        problems.append(Problem("check_on", "in-the-past"))
    if problems:
        raise Incomplete(problems)
    made = msgspec.structs.replace(cause, cause_id=journal.new_id(desk.clock.now()))
    _record(desk, made)
    return made.cause_id


def check_cause(desk: Desk, check: e.CauseChecked) -> None:
    """Record whether a countermeasure helped; a card that is not at its end gets the next day to look.

    Raises:
        Incomplete: nothing was said.
        NotAllowed: that is for those who see to the work of others.
    """
    if not check.words.strip():
        raise Incomplete([Problem("words", "required")])
    _record(desk, check)


def _record(desk: Desk, body: e.CauseOpened | e.CauseChecked) -> None:
    refusal = refusal_of_role(Verb.SUPERVISE, desk.person)
    if refusal is not None:
        raise refusal
    with desk.office.writing(desk.clock.now()) as writing:
        writing.append(desk.signer, "", body)
