"""When a customer may turn to the postal authority."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.appeals import load_appeals
from desktop.calendars import load_timing
from desktop.domain import entries as e
from desktop.domain.appeal import Opened, appeal_window
from desktop.domain.intake import Channel, ComplaintType, Matter
from desktop.domain.periods import months_later
from tests.domain.story import Story, told
from tests.factories import an_assessment

if TYPE_CHECKING:
    from desktop.domain.appeal import AppealWindow
    from tests.factories import Staffed

RULES = load_appeals()
CALENDAR = load_timing().calendar


def window(story: Story) -> AppealWindow:
    found = appeal_window(story.case, RULES, CALENDAR)
    assert found is not None
    return found


def codes(story: Story) -> list[str]:
    return [reason.code for reason in window(story).because]


def test_without_an_outcome_it_opens_after_seven_days_and_closes_a_year_after_posting(staffed: Staffed) -> None:
    # Complained on Monday 2 March 2026: not counted, 3 to 9 March are the seven days. Posted on 20 February 2026;
    # 20 February 2027 is a Saturday.
    found = window(Story(staffed))

    assert (found.first, found.opened) == (date(2026, 3, 10), Opened.UNANSWERED)
    assert found.last == date(2027, 2, 20)
    assert {"date": "2027-02-20", "moved": "2027-02-22"} in [dict(reason.facts) for reason in found.because]


def test_whoever_was_told_an_outcome_need_not_wait(staffed: Staffed) -> None:
    story = Story(staffed).at("03-04T10:00", "clerk", told())

    assert (window(story).first, window(story).opened) == (date(2026, 3, 4), Opened.TOLD)
    assert "appeal-accepted" not in codes(story)
    assert "appeal-accepted" in codes(story.at("03-05T10:00", "clerk", told(answer="accepts")))
    assert window(story).first == date(2026, 3, 4)


@pytest.mark.parametrize("no_outcome", [told(reached=False), told("progress"), told("first-reply")])
def test_a_call_nobody_took_or_news_on_the_way_is_no_outcome(staffed: Staffed, no_outcome: e.CustomerContacted) -> None:
    story = Story(staffed).at("03-04T10:00", "clerk", no_outcome)

    assert window(story).opened is Opened.UNANSWERED


def test_an_outcome_told_after_the_seven_days_does_not_close_it(staffed: Staffed) -> None:
    story = Story(staffed).at("03-11T10:00", "clerk", told())

    assert (window(story).first, window(story).opened) == (date(2026, 3, 10), Opened.UNANSWERED)
    assert "appeal-told-late" in codes(story)


def test_without_a_day_of_posting_the_year_runs_from_the_complaint(staffed: Staffed) -> None:
    found = window(Story(staffed, posted_on=None))

    assert found.last == date(2027, 3, 2)
    assert [reason.code for reason in found.because if reason.code.startswith("appeal-until")] == [
        "appeal-until-dispute"
    ]


def test_in_zhejiang_it_closes_after_six_months(staffed: Staffed) -> None:
    story = Story(staffed)
    assessed = an_assessment(story.case)
    facts = msgspec.json.decode(assessed.facts) | {"province": "CN-ZJ"}
    story.at("03-02T10:00", "clerk", msgspec.structs.replace(assessed, facts=msgspec.Raw(msgspec.json.encode(facts))))

    # Six months from 20 February.
    assert window(story).last == date(2026, 8, 20)
    assert "Zhejiang" in window(story).because[-1].facts["source_en"]


def test_in_zhejiang_nobody_knows_the_end_without_the_day_of_posting(staffed: Staffed) -> None:
    story = Story(staffed, posted_on=None)
    assessed = an_assessment(story.case)
    facts = msgspec.json.decode(assessed.facts) | {"province": "CN-ZJ"}
    story.at("03-02T10:00", "clerk", msgspec.structs.replace(assessed, facts=msgspec.Raw(msgspec.json.encode(facts))))

    assert window(story).last is None
    assert "appeal-needs-posting" in codes(story)


@pytest.mark.parametrize(
    "changes",
    [
        {"channel": Channel.REGULATOR},
        {"matter": Matter.INQUIRY},
        {"types": (ComplaintType.INQUIRY,), "asks": ()},
    ],
)
def test_who_has_appealed_already_or_only_asks_has_nothing_to_appeal(
    staffed: Staffed, changes: dict[str, object]
) -> None:
    assert appeal_window(Story(staffed, **changes).case, RULES, CALENDAR) is None


def test_a_closed_case_can_be_appealed_a_withdrawn_one_cannot(staffed: Staffed) -> None:
    story = Story(staffed).at("03-04T10:00", "clerk", told())
    closed = story.at("03-05T10:00", "clerk", e.CaseClosed(outcome="settled", words="办结。"))
    assert window(closed).opened is Opened.TOLD

    other = Story(staffed, waybill="SF1385628716740")
    withdrawn = other.at("03-06T10:00", "clerk", e.CaseClosed(outcome="withdrawn", words="撤回。"))
    assert appeal_window(withdrawn.case, RULES, CALENDAR) is None


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.integers(1, 30))
def test_months_end_where_turning_the_leaves_of_a_calendar_ends(start: date, months: int) -> None:
    leaf, turned = start, 0
    while turned < months:
        tomorrow = leaf + timedelta(days=1)
        turned += tomorrow.month != leaf.month
        leaf = tomorrow
    # The first day of the month: go on to the same number, or to the last day there is.
    while leaf.day < start.day and (leaf + timedelta(days=1)).month == leaf.month:
        leaf += timedelta(days=1)

    assert months_later(start, months) == leaf
