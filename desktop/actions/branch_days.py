"""Days and hours of the branch: opening hours, own closing days, the announced holidays. A manager's verbs.

Each moves the due times of the open cases in the same transaction and returns what moved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.calendars import check_year
from desktop.domain import entries as e
from desktop.domain.authority import Verb, refusal_of_role
from desktop.domain.branch import check_closing_days, check_hours
from desktop.domain.problems import Problem
from desktop.domain.workdays import day_of, year_to_import
from desktop.errors import Incomplete
from desktop.rulepacks import read_source
from desktop.storage.redating import Moved, redate
from desktop.wording import system

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.actions.desk import Desk
    from desktop.calendars import Year

__all__ = ["Moved", "calendar_wanted", "import_calendar", "look_at_calendar", "move", "set_closing_days", "set_hours"]


def set_hours(desk: Desk, spans: Sequence[tuple[str, str]], *, every_day: bool) -> list[Moved]:
    """Set when the branch is open from now on.

    Args:
        desk: a manager's.
        spans: opening and closing times (``HH:MM``), one pair for each stretch between breaks.
        every_day: open on rest days too.

    Raises:
        Incomplete: a time cannot be read, or they do not follow each other.
        NotAllowed: only a manager does that.
    """
    problems = check_hours(spans)
    if problems:
        raise Incomplete(problems)
    return move(desk, e.HoursSet(spans=tuple(spans), every_day=every_day))


def set_closing_days(desk: Desk, days: Sequence[tuple[str, str]]) -> list[Moved]:
    """Set the branch's own closing days, all that are known.

    Args:
        desk: a manager's.
        days: ISO dates with the reason for each, in any order.

    Raises:
        Incomplete: a day is none or has no reason.
        NotAllowed: only a manager does that.
    """
    problems = check_closing_days(days)
    if problems:
        raise Incomplete(problems)
    return move(desk, e.ClosingDaysSet(days=tuple(sorted((day, reason.strip()) for day, reason in days))))


def look_at_calendar(path: Path) -> Year:
    """Read the announced holidays of a year from a file; nothing is taken in.

    Raises:
        Incomplete: everything that is wrong with it, each with its line.
    """
    return _read(path)[0]


def import_calendar(desk: Desk, path: Path) -> tuple[Year, list[Moved]]:
    """Take the announced holidays of a year in; they go before what the program knows of that year.

    Raises:
        Incomplete: everything that is wrong with the file, each with its line.
        NotAllowed: only a manager does that.
    """
    year, source = _read(path)
    return year, move(desk, e.CalendarImported(year=year.year, source=source))


def calendar_wanted(desk: Desk) -> int | None:
    """Return the year whose holidays this person should import now; None for those who cannot, or if all is known."""
    if refusal_of_role(Verb.MANAGE, desk.person) is not None:
        return None
    return year_to_import(day_of(desk.clock.now()), desk.timing.calendar)


def _read(path: Path) -> tuple[Year, str]:
    try:
        source = read_source(path)
    except OSError as error:
        facts = {"file": path.name, "reason": system.reason(error)}
        raise Incomplete([Problem("", "cannot-read", facts)]) from error
    year = check_year(source)
    if isinstance(year, list):
        raise Incomplete(year)
    return year, source.raw.decode("utf-8-sig")


def move(desk: Desk, *bodies: e.HoursSet | e.ClosingDaysSet | e.CalendarImported | e.LimitSet) -> list[Moved]:
    """Append entries that move due times, and move those of the open cases; a manager's verb.

    Raises:
        NotAllowed: only a manager does that.
    """
    refusal = refusal_of_role(Verb.MANAGE, desk.person)
    if refusal is not None:
        raise refusal
    with desk.office.writing(desk.clock.now()) as writing:
        writing.append(desk.signer, "", *bodies)
        return redate(writing.connection, writing.people, desk.office.owing)
