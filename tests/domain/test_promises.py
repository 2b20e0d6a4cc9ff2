"""Due times: from what, how long, and why."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.calendars import load_timing
from desktop.domain.promises import (
    Due,
    NoLimitInForceError,
    Pause,
    Promise,
    Timing,
    due_time,
    limit_in_force,
)
from desktop.domain.workdays import BEIJING, OpeningHours

TIMING = load_timing()
LUNCH_BREAK = OpeningHours(((time(9), time(12)), (time(13), time(18))))
STATUTORY = [Promise.COMPLAINT_REPLY, Promise.CLAIM_REPLY, Promise.CLAIM_SETTLEMENT, Promise.CLAIM_PAYMENT]


def beijing(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def codes(due: Due) -> list[str]:
    return [reason.code for reason in due.because]


# 2025-03-03 is a Monday.
@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2025-03-03T10:00", "2025-03-03T10:30"),
        ("2025-03-03T08:00", "2025-03-03T09:30"),
        ("2025-03-03T17:30", "2025-03-03T18:00"),
        ("2025-03-03T17:45", "2025-03-04T09:15"),
        ("2025-03-03T18:00", "2025-03-04T09:30"),
        ("2025-03-07T17:45", "2025-03-10T09:15"),
        ("2025-03-08T11:00", "2025-03-10T09:30"),
        # 1 to 8 October 2025 are off; Sunday 28 September is worked.
        ("2025-09-30T17:50", "2025-10-09T09:20"),
        ("2025-09-28T10:00", "2025-09-28T10:30"),
    ],
)
def test_the_first_reply_takes_thirty_minutes_of_opening_time(start: str, end: str) -> None:
    assert due_time(Promise.FIRST_REPLY, beijing(start), TIMING).at == beijing(end)


def test_a_lunch_break_is_no_opening_time() -> None:
    timing = Timing(TIMING.limits, TIMING.calendar, LUNCH_BREAK)

    due = due_time(Promise.FIRST_REPLY, beijing("2025-03-03T11:45"), timing)

    assert due.at == beijing("2025-03-03T13:15")


def test_a_branch_open_every_day_replies_on_a_saturday() -> None:
    timing = Timing(TIMING.limits, TIMING.calendar, OpeningHours(every_day=True))

    due = due_time(Promise.FIRST_REPLY, beijing("2025-03-08T11:00"), timing)

    assert due.at == beijing("2025-03-08T11:30")


@pytest.mark.parametrize(
    ("start", "level", "end"),
    [
        ("2025-03-03T10:00", 0, "2025-03-04T10:00"),
        ("2025-03-03T10:00", 1, "2025-03-04T18:00"),
        ("2025-03-03T10:00", 3, "2025-03-06T18:00"),
        ("2025-03-03T10:00", 5, "2025-03-10T18:00"),
        ("2025-03-07T16:40", 3, "2025-03-12T18:00"),
        # Friday before a make-up Sunday: 28, 29, 30 September.
        ("2025-09-26T16:40", 3, "2025-09-30T18:00"),
        # 30 September, then 9 and 10 October behind the holidays; Saturday 11 October is worked.
        ("2025-09-29T10:00", 3, "2025-10-10T18:00"),
        ("2025-09-29T10:00", 5, "2025-10-13T18:00"),
        # Late in the evening the day is the same day.
        ("2025-03-03T23:59", 1, "2025-03-04T18:00"),
    ],
)
def test_a_settlement_is_due_by_its_stars(start: str, level: int, end: str) -> None:
    due = due_time(Promise.SETTLEMENT, beijing(start), TIMING, level=level)

    assert (due.at, due.provisional) == (beijing(end), False)


@pytest.mark.parametrize(
    ("promise", "start", "end"),
    [
        (Promise.COMPLAINT_REPLY, "2025-03-03T10:00", "2025-03-10T18:00"),
        (Promise.COMPLAINT_REPLY, "2025-03-03T23:30", "2025-03-10T18:00"),
        (Promise.CLAIM_REPLY, "2025-03-07T10:00", "2025-03-08T10:00"),
        (Promise.CLAIM_SETTLEMENT, "2025-03-03T10:00", "2025-04-02T18:00"),
        (Promise.CLAIM_PAYMENT, "2025-03-03T10:00", "2025-03-10T18:00"),
        (Promise.APPEAL, "2025-03-03T10:00", "2025-03-18T18:00"),
    ],
)
def test_a_statutory_limit_counts_natural_days(promise: Promise, start: str, end: str) -> None:
    due = due_time(promise, beijing(start), TIMING)

    assert (due.at, due.provisional) == (beijing(end), False)


def test_an_end_on_a_holiday_stays_and_the_later_day_is_told() -> None:
    due = due_time(Promise.COMPLAINT_REPLY, beijing("2025-09-26T10:00"), TIMING)

    assert due.at == beijing("2025-10-03T18:00")
    (told,) = [reason.facts for reason in due.because if reason.code == "ends-on-rest-day"]
    assert told == {"date": "2025-10-03", "moved": "2025-10-09"}


def test_the_zone_of_the_computer_does_not_matter() -> None:
    here = due_time(Promise.SETTLEMENT, beijing("2025-03-04T00:30"), TIMING, level=1)
    there = due_time(Promise.SETTLEMENT, datetime(2025, 3, 3, 16, 30, tzinfo=UTC), TIMING, level=1)

    assert here.at == there.at == beijing("2025-03-05T18:00")


def test_the_way_to_a_due_time_is_told_step_by_step() -> None:
    due = due_time(Promise.SETTLEMENT, beijing("2025-09-26T16:40"), TIMING, level=5)

    # 28, 29, 30 September, then 9 and 10 October.
    assert due.at == beijing("2025-10-10T18:00")
    assert codes(due) == [
        "from",
        "limit-workdays",
        "start-day-not-counted",
        "make-up",
        "holidays",
        "close-of-business",
    ]
    assert due.because[-2].facts == {"count": "6", "first": "2025-10-01", "last": "2025-10-08"}


def test_a_year_without_announced_holidays_is_provisional() -> None:
    due = due_time(Promise.SETTLEMENT, beijing("2040-12-28T10:00"), TIMING, level=5)

    assert due.provisional
    # Friday 28 December 2040; 31 December, then 2 to 4 and 7 January: New Year's Day is always off.
    assert due.at == beijing("2041-01-07T18:00")
    assert [reason.facts["year"] for reason in due.because if reason.code == "holidays-not-announced"] == [
        "2040",
        "2041",
    ]


def test_natural_days_and_hours_need_no_calendar() -> None:
    assert not due_time(Promise.COMPLAINT_REPLY, beijing("2040-12-28T10:00"), TIMING).provisional
    assert not due_time(Promise.CLAIM_REPLY, beijing("2040-12-28T10:00"), TIMING).provisional


def test_a_limit_not_yet_in_force_is_refused() -> None:
    with pytest.raises(NoLimitInForceError) as caught:
        due_time(Promise.COMPLAINT_REPLY, beijing("2018-04-30T10:00"), TIMING)

    assert (caught.value.promise, caught.value.on) == (Promise.COMPLAINT_REPLY, date(2018, 4, 30))


def test_the_article_follows_the_revision() -> None:
    before = limit_in_force(TIMING.limits, Promise.COMPLAINT_REPLY, date(2025, 5, 31))
    after = limit_in_force(TIMING.limits, Promise.COMPLAINT_REPLY, date(2025, 6, 1))

    assert ("28" in before.source["en"], "29" in after.source["en"]) == (True, True)
    assert before.length == after.length == 7


def test_a_start_without_a_zone_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="time zone"):
        due_time(Promise.FIRST_REPLY, datetime(2025, 3, 3, 10), TIMING)  # noqa: DTZ001 - the mistake itself


def pause(start: str, end: str) -> Pause:
    return Pause(beijing(start), beijing(end))


@pytest.mark.parametrize(
    ("promise", "level", "pauses", "end"),
    [
        (Promise.FIRST_REPLY, 0, [pause("2025-03-03T10:10", "2025-03-03T10:20")], "2025-03-03T10:40"),
        (Promise.FIRST_REPLY, 0, [pause("2025-03-03T10:10", "2025-03-03T20:00")], "2025-03-04T09:20"),
        (Promise.FIRST_REPLY, 0, [pause("2025-03-03T08:00", "2025-03-03T09:00")], "2025-03-03T10:30"),
        # Two waits that overlap stand still once.
        (
            Promise.FIRST_REPLY,
            0,
            [pause("2025-03-03T10:10", "2025-03-03T10:20"), pause("2025-03-03T10:15", "2025-03-03T10:25")],
            "2025-03-03T10:45",
        ),
        (Promise.SETTLEMENT, 0, [pause("2025-03-03T12:00", "2025-03-03T15:00")], "2025-03-04T13:00"),
        (Promise.SETTLEMENT, 0, [pause("2025-03-05T12:00", "2025-03-05T15:00")], "2025-03-04T10:00"),
        # What begins at the due time itself comes too late.
        (Promise.SETTLEMENT, 0, [pause("2025-03-04T10:00", "2025-03-04T12:00")], "2025-03-04T10:00"),
        # The opening time we waited is left over at the end: a whole day, six hours, half an hour at night none.
        (Promise.SETTLEMENT, 3, [pause("2025-03-04T08:00", "2025-03-04T19:00")], "2025-03-07T18:00"),
        (Promise.SETTLEMENT, 3, [pause("2025-03-04T12:00", "2025-03-04T19:00")], "2025-03-07T15:00"),
        (Promise.SETTLEMENT, 3, [pause("2025-03-04T18:00", "2025-03-04T18:30")], "2025-03-06T18:00"),
        # Two half days make one.
        (
            Promise.SETTLEMENT,
            3,
            [pause("2025-03-04T13:30", "2025-03-04T18:00"), pause("2025-03-05T09:00", "2025-03-05T13:30")],
            "2025-03-07T18:00",
        ),
        # From ten on the last day to ten on Monday: the eight hours that were left are left then.
        (Promise.SETTLEMENT, 3, [pause("2025-03-06T10:00", "2025-03-10T10:00")], "2025-03-10T18:00"),
        # The day it came in does not count, and so no wait on it either.
        (Promise.SETTLEMENT, 3, [pause("2025-03-03T10:00", "2025-03-03T18:00")], "2025-03-06T18:00"),
        (Promise.COMPLAINT_REPLY, 0, [pause("2025-03-04T08:00", "2025-03-06T19:00")], "2025-03-10T18:00"),
        (Promise.CLAIM_REPLY, 0, [pause("2025-03-03T12:00", "2025-03-03T15:00")], "2025-03-04T10:00"),
    ],
)
def test_waiting_for_the_customer_stops_our_own_clock_only(
    promise: Promise, level: int, pauses: list[Pause], end: str
) -> None:
    due = due_time(promise, beijing("2025-03-03T10:00"), TIMING, level=level, pauses=pauses)

    assert due.at == beijing(end)


def test_own_closing_days_and_holidays_on_the_way_are_told_for_opening_minutes_too() -> None:
    closed = OpeningHours(closed=frozenset({date(2025, 9, 28), date(2025, 10, 4), date(2025, 10, 9)}))

    due = due_time(Promise.FIRST_REPLY, beijing("2025-09-27T10:00"), Timing(TIMING.limits, TIMING.calendar, closed))
    later = due_time(Promise.FIRST_REPLY, beijing("2025-09-30T17:50"), Timing(TIMING.limits, TIMING.calendar, closed))

    # Saturday 27; the make-up Sunday is closed; Monday. Then 1 to 8 October off, the 9th closed; Saturday 4th is off.
    assert (due.at, later.at) == (beijing("2025-09-29T09:30"), beijing("2025-10-10T09:20"))
    assert codes(due)[2:] == ["open-on-workdays", "closing-days"]
    assert [dict(reason.facts) for reason in later.because[3:]] == [
        {"count": "6", "first": "2025-10-01", "last": "2025-10-08"},
        {"days": "2025-10-09"},
    ]


def test_a_natural_day_on_which_the_branch_is_closed_warns() -> None:
    closed = OpeningHours(closed=frozenset({date(2025, 3, 10)}))

    due = due_time(Promise.COMPLAINT_REPLY, beijing("2025-03-03T10:00"), Timing(TIMING.limits, TIMING.calendar, closed))

    assert due.at == beijing("2025-03-10T18:00")
    assert due.because[-1] == ("ends-on-closing-day", {"date": "2025-03-10"})


def test_a_wait_that_begins_at_the_due_time_comes_too_late() -> None:
    start, end = beijing("2025-03-03T10:00"), beijing("2025-03-04T10:00")

    assert due_time(Promise.SETTLEMENT, start, TIMING, waiting_since=end).waiting_since is None
    before = end - timedelta(minutes=1)
    assert due_time(Promise.SETTLEMENT, start, TIMING, waiting_since=before).waiting_since == before
    assert due_time(Promise.COMPLAINT_REPLY, start, TIMING, waiting_since=before).waiting_since is None


MOMENTS = st.integers(0, 8 * 365 * 24 * 60 * 60).map(
    lambda seconds: datetime(2018, 6, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
LEVELS = st.sampled_from([0, 1, 3, 5])
PAUSES = st.lists(
    st.tuples(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=9))).map(
        lambda wait: Pause(wait[0], wait[0] + wait[1])
    ),
    max_size=4,
)


@given(st.sampled_from(Promise), MOMENTS, LEVELS, PAUSES)
def test_nothing_is_due_before_it_began(promise: Promise, start: datetime, level: int, pauses: list[Pause]) -> None:
    assert due_time(promise, start, TIMING, level=level, pauses=pauses).at > start


@given(st.sampled_from(Promise), MOMENTS, LEVELS, PAUSES)
def test_waiting_never_makes_anything_due_sooner(
    promise: Promise, start: datetime, level: int, pauses: list[Pause]
) -> None:
    plain = due_time(promise, start, TIMING, level=level)
    waited = due_time(promise, start, TIMING, level=level, pauses=pauses)

    assert waited.at >= plain.at
    if promise in STATUTORY:
        assert waited == plain


@given(MOMENTS, st.sampled_from([1, 3, 5]))
def test_working_days_agree_with_counting_on_the_fingers(start: datetime, level: int) -> None:
    end = due_time(Promise.SETTLEMENT, start, TIMING, level=level).at.astimezone(BEIJING)

    counted = 0
    day = start.astimezone(BEIJING).date()
    while day < end.date():
        day = date.fromordinal(day.toordinal() + 1)
        counted += TIMING.calendar.is_workday(day)
    assert counted == level
    assert TIMING.calendar.is_workday(end.date())
    assert end.time() == time(18)


@given(MOMENTS, st.sampled_from([OpeningHours(), LUNCH_BREAK]))
def test_opening_minutes_agree_with_watching_the_clock(start: datetime, hours: OpeningHours) -> None:
    start = start.replace(second=0, microsecond=0)
    end = due_time(Promise.FIRST_REPLY, start, Timing(TIMING.limits, TIMING.calendar, hours)).at

    watched = 0
    minute = start.astimezone(BEIJING)
    while minute < end:
        is_open = any(opens <= minute.time() < closes for opens, closes in hours.spans)
        watched += is_open and TIMING.calendar.is_workday(minute.date())
        minute += timedelta(minutes=1)
    assert watched == 30
