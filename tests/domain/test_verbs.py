"""Which rights an entry takes: those of the day it was written, whatever may be done without a supervisor since."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain import entries as e
from desktop.domain.money_back import to_come_back
from tests.domain.story import Story
from tests.factories import YUAN

if TYPE_CHECKING:
    from tests.factories import Staffed

PAID = 800 * YUAN


def let_settle_alone(staffed: Staffed, limit_fen: int) -> None:
    clerk = staffed.office.people.at("clerk")
    assert clerk is not None
    staffed.write("manager", "", e.PersonChanged("clerk", clerk.name, "clerk", 0, limit_fen, True))


def letting_go(reason: str) -> e.GoodsFound:
    """Half of what was paid comes back, where that is agreed."""
    return e.GoodsFound("驿站货架", "goods", "盘点时找到。", back_fen=PAID // 2, reason=reason)


@pytest.mark.parametrize(
    ("who", "reason", "obeyed"),
    [
        ("clerk", "", False),
        ("clerk", " ", False),
        ("clerk", "外盒压坏。", True),
        ("supervisor", "", True),
    ],
)
def test_money_let_go_without_a_reason_was_a_supervisors(
    staffed: Staffed, who: str, reason: str, *, obeyed: bool
) -> None:
    let_settle_alone(staffed, PAID)
    story = Story(staffed).approved("03-02T10:00", PAID).payment("03-03T10:00", PAID)

    story.at("03-10T09:00", who, letting_go(reason))

    assert story.case.history[-1].stale == ("" if obeyed else "not-allowed")
    assert to_come_back(story.case) == (PAID // 2 if obeyed else 0), "nothing is known of goods where it is not obeyed"


@pytest.mark.parametrize(
    ("who", "own", "obeyed"),
    [("clerk", False, False), ("clerk", True, True), ("supervisor", False, True), ("supervisor", True, True)],
)
def test_who_gave_their_case_away_had_to_supervise_until_they_could_say_it_is_theirs(
    staffed: Staffed, who: str, *, own: bool, obeyed: bool
) -> None:
    story = Story(staffed)

    story.at("03-02T10:00", who, e.CaseAssigned("junior", "交接班。", own))

    assert story.case.history[-1].stale == ("" if obeyed else "not-allowed")
    assert story.case.owner == ("junior" if obeyed else "clerk")


def test_nobody_gives_away_as_theirs_what_somebody_else_looks_after(staffed: Staffed) -> None:
    story = Story(staffed).at("03-02T10:00", "supervisor", e.CaseAssigned("junior", "交接班。"))

    story.at("03-02T11:00", "clerk", e.CaseAssigned("clerk", "我来。", own=True))

    assert story.case.history[-1].stale == "not-allowed"
