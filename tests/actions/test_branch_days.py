"""Days and hours of the branch: a change moves what is open, in one go, and says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from desktop.actions import branch_days, cases, intake, life
from desktop.domain import entries as e
from desktop.domain.authority import NotAllowed
from desktop.domain.intake import ComplaintType, DamageExtent
from desktop.domain.life import CaseIsClosed, NotWaiting, WaitingAlready
from desktop.domain.owed import ANOTHER_REMEDY
from desktop.errors import Incomplete
from desktop.storage.verify import verify
from tests.actions.living import TAKEN_BACK
from tests.factories import an_intake

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.actions.branch_days import Moved
    from desktop.domain.case import Case
    from tests.actions.conftest import Desks
    from tests.conftest import FrozenClock

#: Monday 2 March 2026 at nine; five working days end on Monday 9 March.
LUNCH = (("08:30", "12:00"), ("14:00", "17:30"))
#: The holidays of 2026 as made up here: also Thursday 5 March is off, and Saturday 7 March is worked for it.
YEAR = """
year = 2026
source = "made up"
rest = [2026-01-01, 2026-03-05, 2026-05-01, 2026-10-01, 2026-10-02]
work = [2026-03-07]
"""


def registered(desks: Desks, **changes: object) -> Case:
    return intake.register_case(desks.clerk, an_intake(**changes))


def said(moved: list[Moved]) -> dict[str, tuple[str, str]]:
    """Old and new due time by promise, in UTC to the minute."""
    return {one.promise: (one.old[5:16], one.new[5:16]) for one in moved}


def due_in_list(desks: Desks, case: Case) -> str:
    (row,) = [row for row in cases.list_cases(desks.clerk) if row.case_id == case.case_id]
    return row.due_at[5:16]


def test_other_hours_move_open_cases_and_say_so(desks: Desks) -> None:
    case = registered(desks)

    moved = branch_days.set_hours(desks.manager, LUNCH, every_day=False)

    # Close of business is 17:30 (09:30 UTC) instead of 18:00; half past nine still comes half an hour after nine.
    assert said(moved) == {
        "settlement": ("03-09T10:00", "03-09T09:30"),
        "complaint-reply": ("03-09T10:00", "03-09T09:30"),
        "claim-settlement": ("04-01T10:00", "04-01T09:30"),
    }
    assert {one.number for one in moved} == {case.number}
    assert [one.new for one in moved] == sorted(one.new for one in moved)
    assert verify(desks.manager.office).faults == []


def test_what_is_first_in_the_lists_moves_too(desks: Desks) -> None:
    case = registered(desks)
    life.take_step(desks.clerk, case.case_id, e.CustomerContacted("phone", "progress", reached=True, words="在查"))
    assert due_in_list(desks, case) == "03-09T10:00"

    branch_days.set_hours(desks.manager, LUNCH, every_day=False)

    assert due_in_list(desks, case) == "03-09T09:30"


def test_own_closing_days_move_working_days_only(desks: Desks) -> None:
    registered(desks)

    moved = branch_days.set_closing_days(desks.manager, [("2026-03-06", "盘点"), ("2026-03-04", " 装修 ")])

    # Wednesday and Friday are closed: two working days later, Wednesday 11 March.
    assert said(moved) == {"settlement": ("03-09T10:00", "03-11T10:00")}
    assert desks.manager.office.people.branch.closing_days == {"2026-03-04": "装修", "2026-03-06": "盘点"}
    assert said(branch_days.set_closing_days(desks.manager, [])) == {"settlement": ("03-11T10:00", "03-09T10:00")}


def test_an_imported_calendar_moves_what_is_open_and_leaves_what_is_closed(desks: Desks, tmp_path: Path) -> None:
    opened, closed = registered(desks), registered(desks, waybill="SF1385628716740")
    life.withdraw(desks.clerk, closed.case_id, TAKEN_BACK)
    rows = "SELECT * FROM cases WHERE case_id = :id"
    with desks.clerk.office.reading() as connection:
        before = connection.execute(text(rows), {"id": closed.case_id}).all()

    year, moved = branch_days.import_calendar(desks.manager, written(tmp_path, YEAR))

    # Tuesday, Wednesday, Friday, the made-up Saturday, Monday: the very same day, and nothing moves.
    assert (year.year, moved) == (2026, [])
    _year, moved = branch_days.import_calendar(desks.manager, written(tmp_path, YEAR.replace("2026-03-07", "")))
    assert said(moved) == {"settlement": ("03-09T10:00", "03-10T10:00")}
    assert [one.case_id for one in moved] == [opened.case_id]
    with desks.clerk.office.reading() as connection:
        assert connection.execute(text(rows), {"id": closed.case_id}).all() == before
    assert verify(desks.manager.office).faults == []


def written(folder: Path, words: str) -> Path:
    path = folder / "2026.toml"
    path.write_text(words, "utf-8")
    return path


def test_nothing_but_due_times_of_the_index_is_written(desks: Desks) -> None:
    registered(desks)
    others = ("papers", "settled", "traces", "search", "erasures")
    with desks.clerk.office.reading() as connection:
        before = [connection.execute(text(f"SELECT rowid, * FROM {table}")).all() for table in others]

    branch_days.set_hours(desks.manager, LUNCH, every_day=True)

    with desks.clerk.office.reading() as connection:
        assert [connection.execute(text(f"SELECT rowid, * FROM {table}")).all() for table in others] == before


def test_only_a_manager_sets_days_and_hours(desks: Desks, tmp_path: Path) -> None:
    path = written(tmp_path, YEAR)
    with pytest.raises(NotAllowed):
        branch_days.set_hours(desks.supervisor, LUNCH, every_day=False)
    with pytest.raises(NotAllowed):
        branch_days.set_closing_days(desks.clerk, [("2026-03-04", "盘点")])
    with pytest.raises(NotAllowed):
        branch_days.import_calendar(desks.clerk, path)

    branch = desks.manager.office.people.branch
    assert (branch.hours, branch.closing_days, branch.calendars) == (None, {}, {})


def problems(raised: pytest.ExceptionInfo[Incomplete]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in raised.value.problems]


@pytest.mark.parametrize(
    ("spans", "told"),
    [
        ([], [("opens-0", "required")]),
        ([("09:00", "")], [("closes-0", "required")]),
        ([("9 o'clock", "24:00")], [("opens-0", "not-a-time"), ("closes-0", "not-a-time")]),
        ([("18:00", "09:00")], [("closes-0", "times-must-rise")]),
        ([("09:00", "12:00"), ("12:00", "18:00")], [("opens-1", "times-must-rise")]),
        (
            [("", "12:00"), ("11:00", "11:00")],
            [("opens-0", "required"), ("opens-1", "times-must-rise"), ("closes-1", "times-must-rise")],
        ),
    ],
)
def test_all_that_is_wrong_with_hours_is_told(
    desks: Desks, spans: list[tuple[str, str]], told: list[tuple[str, str]]
) -> None:
    with pytest.raises(Incomplete) as raised:
        branch_days.set_hours(desks.manager, spans, every_day=False)

    assert problems(raised) == told


def test_all_that_is_wrong_with_closing_days_is_told(desks: Desks) -> None:
    days = [("2026-02-30", "盘点"), ("2026-03-04", " "), ("2026-03-04", "盘点")]

    with pytest.raises(Incomplete) as raised:
        branch_days.set_closing_days(desks.manager, days)

    assert problems(raised) == [("0", "not-a-day"), ("1", "no-reason"), ("2", "day-twice")]


def test_all_that_is_wrong_with_a_calendar_is_told_with_its_line(desks: Desks, tmp_path: Path) -> None:
    bad = """year = 2026
source = ""
rest = [
  2026-01-02, 2025-05-01, 2026-03-07,
  2026-01-02,
]
work = [2026-03-09]
"""
    with pytest.raises(Incomplete) as raised:
        branch_days.import_calendar(desks.manager, written(tmp_path, bad))

    told = [(problem.code, problem.facts["line"], problem.facts.get("day", "")) for problem in raised.value.problems]
    # 1 January, 1 May, 1 and 2 October of 2026 are weekdays; 2 May and 3 October are Saturdays.
    assert told == [
        ("empty", "2", ""),
        ("holiday-missing", "3", "2026-01-01"),
        ("holiday-missing", "3", "2026-05-01"),
        ("holiday-missing", "3", "2026-10-01"),
        ("holiday-missing", "3", "2026-10-02"),
        ("day-of-other-year", "4", "2025-05-01"),
        ("rest-on-weekend", "4", "2026-03-07"),
        ("day-twice", "5", "2026-01-02"),
        ("work-on-weekday", "7", "2026-03-09"),
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"year = 2026\n", [("source", "missing-key")]),
        (b'year = 2026\nsource = "x"\n', [("rest", "no-rest-days")]),
        (b'year = 1999\nsource = "x"\nrest = [1999-01-01]\n', [("year", "year-out-of-range")]),
        (
            b'year = "2026"\nsource = 5\nfree = []\n',
            [("year", "wants-whole-number"), ("source", "wants-text"), ("free", "unknown-key")],
        ),
        (b'year = 2026\nsource = "x"\nrest = [2026-01-01T10:00:00]\n', [("rest.0", "wants-date")]),
        (b"year = [\n", [("", "not-toml")]),
        ("放假".encode("gbk"), [("", "not-text")]),
        (b"", [("year", "missing-key"), ("source", "missing-key")]),
    ],
)
def test_what_is_no_calendar_is_refused(
    desks: Desks, tmp_path: Path, content: bytes, told: list[tuple[str, str]]
) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(content)

    with pytest.raises(Incomplete) as raised:
        branch_days.import_calendar(desks.manager, path)

    assert problems(raised) == told
    assert desks.manager.office.people.branch.calendars == {}


def test_a_file_that_is_not_there_is_told(desks: Desks, tmp_path: Path) -> None:
    with pytest.raises(Incomplete) as raised:
        branch_days.import_calendar(desks.manager, tmp_path / "none.toml")

    assert problems(raised) == [("", "cannot-read")]


def test_the_manager_is_reminded_from_november_on_until_the_next_year_is_known(
    desks: Desks, clock: FrozenClock, tmp_path: Path
) -> None:
    assert branch_days.calendar_wanted(desks.manager) is None
    clock.advance(days=243)  # 31 October 2026
    assert branch_days.calendar_wanted(desks.manager) is None

    clock.advance(days=1)

    assert branch_days.calendar_wanted(desks.manager) == 2027
    assert branch_days.calendar_wanted(desks.clerk) is None
    # Of these days 2 May and 2 and 3 October 2027 are at a weekend.
    days = '"x"\nrest = [2027-01-01, 2027-10-01]\n'
    path = tmp_path / "2027.toml"
    path.write_text(f"year = 2027\nsource = {days}")
    branch_days.import_calendar(desks.manager, path)
    assert branch_days.calendar_wanted(desks.manager) is None


def test_waiting_begins_once_and_ends_once(desks: Desks) -> None:
    case_id = registered(desks).case_id
    with pytest.raises(NotWaiting):
        life.take_step(desks.clerk, case_id, e.WaitEnded(words="收到"))

    case = life.take_step(desks.clerk, case_id, e.WaitBegan(reason="evidence", words=" 等发票 "))
    assert case.life.waiting is not None
    assert case.life.waiting.began[1].words == "等发票"
    with pytest.raises(WaitingAlready):
        life.take_step(desks.clerk, case_id, e.WaitBegan(reason="goods", words="等退货"))
    assert life.take_step(desks.clerk, case_id, e.WaitEnded(words="收到")).life.waiting is None

    life.take_step(desks.clerk, case_id, e.WaitBegan(reason="goods", words="等退货"))
    life.withdraw(desks.clerk, case_id, TAKEN_BACK)
    with pytest.raises(CaseIsClosed):
        life.take_step(desks.clerk, case_id, e.WaitBegan(reason="other", words="再等"))
    with pytest.raises(CaseIsClosed):
        life.take_step(desks.clerk, case_id, e.WaitEnded(words="好"))


def test_a_wait_needs_a_reason_and_words(desks: Desks) -> None:
    case_id = registered(desks).case_id

    with pytest.raises(Incomplete) as raised:
        life.take_step(desks.clerk, case_id, e.WaitBegan(reason="rain", words=" "))
    assert problems(raised) == [("words", "required"), ("reason", "unknown-choice")]
    life.take_step(desks.clerk, case_id, e.WaitBegan(reason="other", words="等回电"))
    with pytest.raises(Incomplete):
        life.take_step(desks.clerk, case_id, e.WaitEnded(words=""))


def test_a_case_that_only_waits_has_no_due_time_in_the_lists(desks: Desks) -> None:
    only_asks = {"types": (ComplaintType.INQUIRY,), "asks": (), "damage_extent": DamageExtent.UNKNOWN}
    case = registered(desks, **only_asks)
    declined = e.CustomerContacted("phone", "outcome", reached=True, words="不赔", answer="declines")
    life.take_step(desks.clerk, case.case_id, declined)
    assert due_in_list(desks, case) == "03-09T10:00"

    life.take_step(desks.clerk, case.case_id, e.WaitBegan(reason="decision", words="等客户考虑"))

    (row,) = cases.list_cases(desks.clerk)
    assert (row.due_at, row.due_promise, row.waiting) == ("", ANOTHER_REMEDY, True)
