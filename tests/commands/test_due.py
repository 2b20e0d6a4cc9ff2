"""``due`` tells a promise's time and why it is then."""

import argparse
import json

import pytest

from desktop.commands import due


def ran(*words: str) -> int:
    parser = argparse.ArgumentParser()
    due.add_arguments(parser)
    return due.run(parser.parse_args(words))


def test_the_due_time_is_printed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    status = ran("complaint-reply", "--from", "2025-03-03T10:00+08:00", "--json")

    printed = json.loads(capsys.readouterr().out)
    assert status == 0
    assert (printed["due"], printed["provisional"]) == ("2025-03-10T18:00:00+08:00", False)
    assert [reason["code"] for reason in printed["because"]] == [
        "from",
        "limit-days",
        "start-day-not-counted",
        "close-of-business",
    ]


def test_stars_choose_the_limit(capsys: pytest.CaptureFixture[str]) -> None:
    ran("settlement", "--from", "2025-03-03T10:00+08:00", "--level", "3", "--json")

    assert json.loads(capsys.readouterr().out)["due"] == "2025-03-06T18:00:00+08:00"


@pytest.mark.parametrize("start", ["2025-03-03T10:00", "2025-03-03 10:00", "2025-03-03T02:00Z"])
def test_a_moment_without_a_zone_is_beijing_time(start: str, capsys: pytest.CaptureFixture[str]) -> None:
    ran("claim-reply", "--from", start, "--json")

    assert json.loads(capsys.readouterr().out)["due"] == "2025-03-04T10:00:00+08:00"


def test_people_get_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    ran("first-reply", "--from", "2025-03-03T10:00+08:00")

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2025-03-03 10:30"
    assert len(lines) == 4


@pytest.mark.parametrize("start", ["yesterday", "9999-12-31T23:00", "1999-12-31T10:00", ""])
def test_what_is_no_moment_is_refused(start: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran("appeal", "--from", start) == 2
    assert capsys.readouterr().err


def test_a_day_before_the_law_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert ran("complaint-reply", "--from", "2017-03-03T10:00+08:00") == 2
    assert capsys.readouterr().err


def test_an_unknown_promise_is_refused() -> None:
    with pytest.raises(SystemExit):
        ran("lunch", "--from", "2025-03-03T10:00")
