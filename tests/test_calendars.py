"""The calendars and promises the program comes with, and those a branch imports."""

from datetime import date
from pathlib import Path

import pytest

from desktop.calendars import load_calendar, load_limits
from desktop.domain.promises import Promise
from desktop.i18n import LANGUAGES
from desktop.resource_files import BadResourceFileError

YEAR = """
year = 2040
source = "made up"
rest = [2040-01-02, 2040-02-13]
work = [2040-02-18]
"""


def written(folder: Path, text: str) -> Path:
    (folder / "2040.toml").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("day", "worked", "make_up"),
    [
        (date(2025, 9, 28), True, True),
        (date(2025, 10, 1), False, False),
        (date(2025, 10, 8), False, False),
        (date(2025, 10, 9), True, False),
        (date(2025, 10, 11), True, True),
        (date(2025, 10, 12), False, False),
        (date(2026, 2, 14), True, True),
    ],
)
def test_announced_years_know_their_holidays(day: date, worked: bool, make_up: bool) -> None:
    calendar = load_calendar()

    assert (calendar.is_workday(day), calendar.make_up(day)) == (worked, make_up)


def test_a_year_nobody_announced_is_guessed() -> None:
    calendar = load_calendar()

    assert calendar.known(2026)
    assert not calendar.known(2040)
    assert not calendar.known(1990)
    # A Sunday, then a Monday; 1 May is off in every year.
    assert [calendar.is_workday(date(2040, 1, day)) for day in (1, 2)] == [False, True]
    assert not calendar.is_workday(date(2040, 5, 1))
    assert not calendar.make_up(date(2040, 2, 18))


def test_a_year_can_be_given_as_a_file(tmp_path: Path) -> None:
    calendar = load_calendar(written(tmp_path, YEAR))

    assert calendar.known(2040)
    assert not calendar.is_workday(date(2040, 1, 2))
    assert calendar.is_workday(date(2040, 1, 3))
    assert calendar.make_up(date(2040, 2, 18))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("2040-01-02", "2041-01-02", "2041-01-02 is not in 2040"),
        ("2040-02-18", "2040-02-20", "2040-02-20 is a Monday"),
        ("2040-01-02", "2040-01-01", "2040-01-01 is a Sunday"),
        ('source = "made up"', "", "source"),
        ("rest", "holidays", "holidays"),
        ("[2040-02-18]", "[2040-02-30]", "line 5"),
    ],
)
def test_a_bad_year_is_refused_by_name_and_place(tmp_path: Path, before: str, after: str, told: str) -> None:
    with pytest.raises(BadResourceFileError) as caught:
        load_calendar(written(tmp_path, YEAR.replace(before, after)))

    assert caught.value.name == "2040.toml"
    assert told in caught.value.reason


def test_every_promise_has_a_limit_with_a_source_in_every_language() -> None:
    limits = load_limits()

    assert {limit.promise for limit in limits} == set(Promise)
    assert all(set(limit.source) == set(LANGUAGES) for limit in limits)


def test_a_limit_of_no_time_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "promises.toml"
    file.write_text(
        '[[limits]]\npromise = "appeal"\nunit = "days"\nlength = 0\nvalid_from = 2020-01-01\n'
        'source = { en = "x" }\nmark = "verified"\n'
    )

    with pytest.raises(BadResourceFileError):
        load_limits(file)
