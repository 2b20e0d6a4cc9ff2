"""Load what due times are worked out with: the working-day calendar and the dated limits.

Holidays come from chinese-calendar; a year it does not know yet can be given as a file
``resources/calendars/YEAR.toml`` (or in a folder of the office), for example::

    year = 2027
    source = "国务院办公厅通知，国办发明电〔2026〕… 号"
    rest = [2027-01-01, 2027-02-05]   # days off that would be working days
    work = [2027-02-07]               # weekend days worked instead
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Annotated, Literal

import chinese_calendar
import msgspec

from desktop import paths
from desktop.domain.branch import opening_hours
from desktop.domain.claim import Scope
from desktop.domain.intake import Level
from desktop.domain.problems import Problem
from desktop.domain.promises import Limit, Promise, Timing, Unit
from desktop.domain.workdays import SATURDAY, OpeningHours
from desktop.resource_files import BadResourceFileError, parse_toml, read_toml
from desktop.rule_text import struct_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from desktop.domain.branch import Branch
    from desktop.domain.workdays import Calendar
    from desktop.rule_text import Source


class Year(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The announced holidays of one year.

    Attributes:
        year: the year; every day in the lists is in it.
        source: the announcement.
        rest: days off that would be working days.
        work: weekend days that are worked.

    """

    year: int
    source: str
    rest: tuple[date, ...] = ()
    work: tuple[date, ...] = ()


#: Years somebody may import: the holidays with a fixed date are those of the rules in force since 2025.
FIRST_YEAR, LAST_YEAR = 2025, 2100

#: Month and day of the holidays that have a fixed date (全国年节及纪念日放假办法, 2024).
FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})


class ChinaCalendar:
    """Working days in mainland China; a year given as a file goes before what the library knows."""

    def __init__(self, years: Iterable[Year] = ()) -> None:
        self._years: Mapping[int, Year] = {year.year: year for year in years}

    def is_workday(self, day: date) -> bool:
        """Whether offices work on a day; in an unknown year, Monday to Friday but for the fixed holidays."""
        if given := self._years.get(day.year):
            return day in given.work or (day.weekday() < SATURDAY and day not in given.rest)
        return _library_says(day)

    def known(self, year: int) -> bool:
        """Whether the holidays of a year have been announced to us."""
        return year in self._years or _library_knows(year)

    def make_up(self, day: date) -> bool:
        """Whether a day is a weekend day worked in place of a holiday."""
        return day.weekday() >= SATURDAY and self.is_workday(day)


@lru_cache(maxsize=10_000)
def _library_says(day: date) -> bool:
    """Ask the library, which goes through all its years for every answer, once about each day."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < SATURDAY and (day.month, day.day) not in FIXED_HOLIDAYS


@cache
def _library_knows(year: int) -> bool:
    days = (day for table in (chinese_calendar.holidays, chinese_calendar.workdays) for day in table)
    return any(day.year == year for day in days)


def load_calendar(*folders: Path) -> ChinaCalendar:
    """Load the calendar with the year files of the program and of further folders; the last folder wins.

    Raises:
        BadResourceFileError: a year file is damaged or holds days of another year.

    """
    files = [file for folder in (paths.resource("calendars"), *folders) for file in sorted(folder.glob("*.toml"))]
    return ChinaCalendar(_year(file) for file in files)


def _year(file: Path) -> Year:
    return _checked(file.name, read_toml(file, Year))


def read_year(name: str, content: bytes) -> Year:
    """Read the holidays of a year from TOML; ``name`` is what messages call it.

    Raises:
        BadResourceFileError: it is no such file, or holds days of another year.

    """
    return _checked(name, parse_toml(name, content, Year))


def check_year(source: Source) -> Year | list[Problem]:
    """Read a year somebody wants to import, or say everything that is wrong with it, line by line."""
    year = struct_of(source, Year)
    if isinstance(year, list):
        return year
    problems = [source.placed(problem) for problem in _slips(year)]
    problems.sort(key=lambda problem: int(problem.facts.get("line", 0)))
    return problems or year


def _slips(year: Year) -> Iterator[Problem]:
    if not FIRST_YEAR <= year.year <= LAST_YEAR:
        yield Problem("year", "year-out-of-range", {"first": str(FIRST_YEAR), "last": str(LAST_YEAR)})
    if not year.source.strip():
        yield Problem("source", "empty")
    if not year.rest:
        yield Problem("rest", "no-rest-days")
    seen: set[date] = set()
    for name, days in (("rest", year.rest), ("work", year.work)):
        for number, day in enumerate(days):
            facts = {"day": day.isoformat(), "year": str(year.year)}
            if day.year != year.year:
                yield Problem(f"{name}.{number}", "day-of-other-year", facts)
            elif (day.weekday() >= SATURDAY) != (name == "work"):
                yield Problem(f"{name}.{number}", "rest-on-weekend" if name == "rest" else "work-on-weekday", facts)
            if day in seen:
                yield Problem(f"{name}.{number}", "day-twice", facts)
            seen.add(day)
    if FIRST_YEAR <= year.year <= LAST_YEAR:
        yield from _forgotten(year)


def _forgotten(year: Year) -> Iterator[Problem]:
    """Name the holidays with a fixed date that are missing: nobody works on them in any year."""
    for month, day in sorted(FIXED_HOLIDAYS):
        fixed = date(year.year, month, day)
        if year.rest and fixed.weekday() < SATURDAY and fixed not in year.rest:
            yield Problem("rest", "holiday-missing", {"day": fixed.isoformat()})


def _checked(name_of_file: str, year: Year) -> Year:
    for name, days in (("rest", year.rest), ("work", year.work)):
        for day in days:
            if day.year != year.year:
                raise BadResourceFileError(name_of_file, f"{name}: {day} is not in {year.year}")
            if (day.weekday() >= SATURDAY) != (name == "work"):
                raise BadResourceFileError(name_of_file, f"{name}: {day} is a {day:%A}")
    return year


#: Name of the rules by which promises begin and end (``desktop.domain.owed``); another one with every change to them,
#: so that an index written by the earlier ones is made anew.
RULES = "2026-11-22"


class _LimitLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    promise: Promise
    unit: Unit
    length: Annotated[int, msgspec.Meta(ge=1, le=10_000)]
    valid_from: date
    source: dict[str, str]
    mark: Literal["verified", "secondary", "unverified"]
    level: Level = 0
    statutory: bool = False
    valid_to: date | None = None
    scope: Scope | None = None


class _Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    limits: tuple[_LimitLine, ...]
    #: Read by ``desktop.lateness``.
    warnings: tuple[object, ...] = ()
    costs: tuple[object, ...] = ()
    #: Read by ``desktop.appeals``.
    appeals: tuple[object, ...] = ()


def load_limits(path: Path | None = None) -> tuple[Limit, ...]:
    """Load the dated limits of our promises.

    Raises:
        BadResourceFileError: the file is damaged.

    """
    path = path or paths.resource("promises.toml")
    lines = read_toml(path, _Limits).limits
    return tuple(Limit(**(msgspec.structs.asdict(line) | {"scope": line.scope or ""})) for line in lines)


def mark_of_timing(*folders: Path) -> str:
    """Return a mark that changes whenever due times might: rules, limits, year files, the holiday library."""
    files = [path for folder in (paths.resource("calendars"), *folders) for path in sorted(folder.glob("*.toml"))]
    content = b"\0".join(path.read_bytes() for path in (paths.resource("promises.toml"), *files))
    return hashlib.sha256((RULES + version("chinese-calendar")).encode() + content).hexdigest()


def load_timing(hours: OpeningHours | None = None, *folders: Path) -> Timing:
    """Load everything due times need.

    Args:
        hours: opening hours of the branch; 09:00 to 18:00 on working days where it has not said.
        folders: further folders with year files.

    Raises:
        BadResourceFileError: a file is damaged.

    """
    return Timing(load_limits(), load_calendar(*folders), hours or OpeningHours())


def timing_of(program: Timing, branch: Branch) -> Timing:
    """Return what due times of a branch are worked out with: the program's, with its own days, hours and limits."""
    own = tuple(one.limit for one in branch.limits)
    if branch.hours is None and not branch.calendars and not branch.closing_days and not own:
        return program
    hours = program.hours if branch.hours is None else opening_hours(branch.hours)
    years = [year for year in map(_imported, branch.calendars.values()) if year is not None]
    calendar = _WithYears(program.calendar, years) if years else program.calendar
    return replace(program, calendar=calendar, hours=replace(hours, closed=branch.closed), own=own)


@lru_cache(maxsize=16)
def _imported(source: str) -> Year | None:
    """Read an imported year once; one that cannot be read (our own import takes none in) is as if it were not there."""
    try:
        return read_year("", source.encode())
    except BadResourceFileError:
        return None


class _WithYears:
    """A calendar in which years the branch imported go before what the program knows."""

    def __init__(self, program: Calendar, years: Sequence[Year]) -> None:
        self._program, self._imported = program, ChinaCalendar(years)
        self._years = {year.year for year in years}

    def is_workday(self, day: date) -> bool:
        return (self._imported if day.year in self._years else self._program).is_workday(day)

    def known(self, year: int) -> bool:
        return year in self._years or self._program.known(year)

    def make_up(self, day: date) -> bool:
        return (self._imported if day.year in self._years else self._program).make_up(day)
