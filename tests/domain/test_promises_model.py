"""Due times against a slow and obvious model: walk minute by minute and cross off each minute that counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.promises import Pause, Promise, Unit, due_time
from tests.domain.slow_model import (
    DAY,
    LIMITS,
    SATURDAY,
    STARTS,
    WAITS,
    Office,
    minutes,
    model,
    moment,
    offices,
    the_day,
    timing_of,
)

if TYPE_CHECKING:
    from desktop.domain.promises import Due


def facts_of(due: Due, code: str) -> list[dict[str, str]]:
    return [dict(reason.facts) for reason in due.because if reason.code == code]


@given(offices(), LIMITS, STARTS, WAITS, st.booleans())
def test_a_due_time_is_where_walking_minute_by_minute_ends(
    office: Office, limit: tuple[Unit, int], start: int, offsets: list[tuple[int, int]], statutory: bool
) -> None:
    waits = [(start + begin, start + begin + length) for begin, length in offsets]
    pauses = [Pause(moment(begin), moment(end)) for begin, end in waits]

    due = due_time(Promise.SETTLEMENT, moment(start), timing_of(office, *limit, statutory=statutory), pauses=pauses)

    walked = model(*limit, office, start, [] if statutory else waits)
    assert due.at == moment(walked.end)
    waited = [int(facts["minutes"]) for facts in facts_of(due, "waited")]
    assert waited == ([walked.waited] if walked.waited else [])


@given(offices(), LIMITS.filter(lambda limit: limit[0] in {Unit.OPEN_MINUTES, Unit.WORKDAYS}), STARTS, WAITS)
def test_every_day_that_had_a_say_is_told(
    office: Office, limit: tuple[Unit, int], start: int, offsets: list[tuple[int, int]]
) -> None:
    unit, length = limit
    waits = [(start + begin, start + begin + length) for begin, length in offsets]
    pauses = [Pause(moment(begin), moment(end)) for begin, end in waits]

    due = due_time(Promise.SETTLEMENT, moment(start), timing_of(office, unit, length, statutory=False), pauses=pauses)

    walked = model(unit, length, office, start, waits)
    by_calendar = unit is Unit.WORKDAYS or not office.every_day
    days = sorted(walked.days)
    worked = [day for day in days if not by_calendar or office.works(day)]
    closed = [the_day(day) for day in worked if day in office.closed]
    made_up = [the_day(day) for day in worked if by_calendar and day in office.made_up - office.closed]
    holidays = [day for day in days if by_calendar and day % 7 < SATURDAY and day in office.off]
    years = sorted({moment(day * DAY).year for day in days}) if by_calendar else []
    unknown = [str(year) for year in years if year not in office.known]
    assert [facts["days"].split(", ") for facts in facts_of(due, "closing-days")] == ([closed] if closed else [])
    assert [facts["date"] for facts in facts_of(due, "make-up")] == made_up
    assert [int(facts["count"]) for facts in facts_of(due, "holidays")] == ([len(holidays)] if holidays else [])
    assert [facts["year"] for facts in facts_of(due, "holidays-not-announced")] == unknown
    assert due.provisional == bool(unknown)
    assert [int(facts["open_minutes"]) for facts in facts_of(due, "waited")] == (
        [walked.waited_open] if walked.waited else []
    )


@given(offices(), LIMITS, STARTS, WAITS, minutes(-DAY, 9 * DAY), minutes(1, 5 * DAY), st.booleans())
def test_nothing_becomes_late_while_we_wait_and_what_is_late_stays_late(
    office: Office,
    limit: tuple[Unit, int],
    start: int,
    offsets: list[tuple[int, int]],
    since: int,
    length: int,
    statutory: bool,
) -> None:
    timing = timing_of(office, *limit, statutory=statutory)
    began, now = moment(start + since), moment(start + since + length)
    pauses = [Pause(moment(start + begin), moment(start + begin + long)) for begin, long in offsets]
    pauses = [Pause(pause.start, min(pause.end, began)) for pause in pauses if pause.start < began]

    waiting = due_time(Promise.SETTLEMENT, moment(start), timing, pauses=pauses, waiting_since=began)
    ended = due_time(Promise.SETTLEMENT, moment(start), timing, pauses=[*pauses, Pause(began, now)])

    if waiting.waiting_since is None:
        assert statutory or waiting.at <= began
        assert ended.at == waiting.at
    else:
        assert ended.at > max(now, moment(start))
        assert ended.at >= waiting.at
