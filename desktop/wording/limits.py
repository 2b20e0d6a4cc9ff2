"""Time limits of the branch in words: what each is for, how long it is, what is wrong with what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain.limits import Unit
from desktop.i18n import N_, _
from desktop.wording.claim import choice_label
from desktop.wording.promises import limit_length, promise_label, source_of, source_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.domain.branch import BranchLimit, SetLimit
    from desktop.domain.limits import Limit, OwnLimit
    from desktop.domain.people import People
    from desktop.domain.problems import Problem

_UNITS = {
    Unit.OPEN_MINUTES: N_("Minutes of opening time"),
    Unit.HOURS: N_("Hours"),
    Unit.WORKDAYS: N_("Working days"),
    Unit.DAYS: N_("Calendar days"),
}

_PROBLEMS = {
    "required": N_("Please fill this in."),
    "not-a-count": N_("Write a whole number from 1 to {largest}."),
    "in-the-past": N_("This day has gone by. What was promised then keeps the limits of that time."),
}


def name(limit: Limit) -> str:
    """Name a limit: the promise, with stars or route where it is for some alone."""
    label = promise_label(limit.promise)
    if limit.level:
        return _("{promise} ({for_whom})").format(promise=label, for_whom="★" * limit.level)
    if limit.scope:
        return _("{promise} ({for_whom})").format(promise=label, for_whom=choice_label("scope", limit.scope))
    # Beside a settlement by stars, the one without is for what nobody has judged yet.
    return label


def unit_label(unit: Unit) -> str:
    """Name what a limit counts, for the label of a field."""
    return _(_UNITS[unit])


def length(limit: Limit | OwnLimit) -> str:
    """Say how long a limit is: ``3 working days``."""
    return limit_length(limit.unit, limit.length)


def published(limit: Limit) -> str:
    """Say where a limit is written, and whether the law fixes it."""
    said = source_text(limit)
    if limit.mark != "verified":
        said = _("{source} (seen only in a copy)").format(source=said)
    if limit.statutory:
        sentence = _("{length} by law or standard. Source: {source}. The branch may only take less.")
    else:
        sentence = _("{length}. Source: {source}. No law fixes it; the branch decides.")
    return sentence.format(length=length(limit), source=said)


def ours(one: BranchLimit) -> str:
    """Say what the branch promises itself today; empty where it has set nothing."""
    return length(one.own) if one.own is not None else ""


def to_come(one: BranchLimit) -> str:
    """Say what counts from days to come; empty for nothing."""
    return _("; ").join(
        _("{length} from {day} on").format(
            length=length(own) if own.length else length(one.limit), day=i18n.day(own.first)
        )
        for own in one.to_come
    )


def was_set(one: SetLimit, people: People) -> str:
    """Say when who set what: ``From 2 Mar 2026: 3 working days (李芳, 1 Mar 2026 09:00)``."""
    person = people.at(one.actor, one.time)
    what = length(one.limit) if one.limit.length else _("as published")
    return _("From {day}: {what} ({name}, {time})").format(
        day=i18n.day(one.limit.first),
        what=what,
        name=person.name if person is not None else _("Unknown person"),
        time=i18n.moment_of_text(one.time),
    )


def problems_by_field(problems: Iterable[Problem]) -> dict[str, str]:
    """Return the sentences about an own limit by field; the first of a field counts."""
    found: dict[str, str] = {}
    for problem in problems:
        found.setdefault(problem.field, _problem(problem))
    return found


def _problem(problem: Problem) -> str:
    if problem.code == "looser-than-law":
        allowed = limit_length(problem.facts["unit"], int(problem.facts["length"]))
        sentence = _("At most {length}: law or standard allow no more. Source: {source}.")
        return sentence.format(length=allowed, source=source_of(problem.facts))
    return _(_PROBLEMS[problem.code]).format(**problem.facts)
