"""Due times in words."""

from datetime import datetime, time

import pytest

from desktop.calendars import load_timing
from desktop.domain.promises import NoLimitInForceError, Pause, Promise, Timing, due_time
from desktop.domain.workdays import BEIJING, OpeningHours
from desktop.i18n import use
from desktop.wording.promises import due_text, explain, no_limit_text, promise_label, source_text

TIMING = load_timing()


def beijing(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def test_a_due_time_explains_itself() -> None:
    with use("en"):
        said = explain(due_time(Promise.SETTLEMENT, beijing("2025-09-26T16:40"), TIMING, level=5))

    assert said == [
        "Counted from 26 Sep 2025 16:40.",
        "Limit: 5 working days. Source: branch service promise (★★★★★).",
        "26 Sep 2025 itself is not counted.",
        "28 Sep 2025 is a make-up working day and counts.",
        "6 weekdays from 1 Oct 2025 to 8 Oct 2025 are public holidays and do not count.",
        "The last day ends at close of business, 18:00.",
    ]


def test_a_statutory_end_on_a_holiday_says_why_it_stays() -> None:
    with use("en"):
        said = explain(due_time(Promise.COMPLAINT_REPLY, beijing("2025-09-26T10:00"), TIMING))

    assert said[-1] == (
        "3 Oct 2025 is a rest day. The Civil Code would allow until 9 Oct 2025; the earlier day is kept to be safe."
    )


def test_the_first_reply_names_the_opening_hours() -> None:
    hours = OpeningHours(((time(9), time(12)), (time(13), time(18))), every_day=True)

    with use("en"):
        said = explain(
            due_time(
                Promise.FIRST_REPLY,
                beijing("2025-03-08T11:00"),
                Timing(TIMING.limits, TIMING.calendar, hours),
            )
        )

    assert said[-1] == "Open 09:00-12:00, 13:00-18:00 every day."


@pytest.mark.parametrize(
    ("promise", "start", "level"),
    [(promise, "2040-12-28T10:00", level) for promise in Promise for level in (0, 1, 3, 5)],
)
def test_every_step_has_words(promise: Promise, start: str, level: int) -> None:
    waits = [Pause(beijing(start), beijing("2041-01-01T00:00"))]
    due = due_time(promise, beijing(start), TIMING, level=level, pauses=waits)

    with use("en"):
        assert all(sentence.endswith(".") for sentence in explain(due))


def test_a_limit_nobody_has_read_in_the_original_says_so() -> None:
    with use("en"):
        said = explain(due_time(Promise.CLAIM_PAYMENT, beijing("2025-03-03T10:00"), TIMING))

    assert said[1] == "Limit: 7 calendar days. Source: GB/T 27917 Express service (seen only in a copy)."


def test_a_provisional_day_says_so() -> None:
    due = due_time(Promise.SETTLEMENT, beijing("2040-12-28T10:00"), TIMING, level=5)

    with use("en"):
        assert due_text(due) == "7 Jan 2041 18:00 (provisional)"


def test_waits_are_told_with_how_often_and_how_long() -> None:
    waits = [
        Pause(beijing("2025-03-03T12:00"), beijing("2025-03-03T13:05")),
        Pause(beijing("2025-03-04T13:00"), beijing("2025-03-05T14:00")),
    ]
    with use("en"):
        by_the_clock = explain(due_time(Promise.SETTLEMENT, beijing("2025-03-03T10:00"), TIMING, pauses=waits[:1]))
        by_days = explain(due_time(Promise.SETTLEMENT, beijing("2025-03-03T10:00"), TIMING, level=3, pauses=waits))

    assert by_the_clock[-1] == "We waited for the customer 1 time, 1 h 5 min; this time is left out."
    # 1 h 5 min and 1 day 1 h. On the day it came in no opening time counts; 5 h of the 4th and 5 h of the 5th do.
    assert by_days[-1] == (
        "We waited for the customer 2 times, 1 day 2 h 5 min in all; this time is left out. "
        "Of that, 10 h is opening time."
    )


def test_a_wait_that_goes_on_says_so() -> None:
    since = beijing("2025-03-03T12:00")

    with use("en"):
        said = explain(due_time(Promise.SETTLEMENT, beijing("2025-03-03T10:00"), TIMING, waiting_since=since))

    assert said[-1] == "We wait for the customer since 3 Mar 2025 12:00; until that ends, the time stands still."


def test_every_promise_has_a_name_and_every_limit_a_source() -> None:
    with use("en"):
        assert len({promise_label(promise) for promise in Promise}) == len(Promise)
        assert all(source_text(limit) for limit in TIMING.limits)


def test_a_missing_limit_is_said_with_its_day() -> None:
    error = NoLimitInForceError(Promise.COMPLAINT_REPLY, beijing("2018-04-30T10:00").date())

    with use("en"):
        assert "30 Apr 2018" in no_limit_text(error)
