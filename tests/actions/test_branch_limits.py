"""Limits of the branch's own: stricter than the law alone, from a day on, and what they move."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.actions import branch_limits, intake, life
from desktop.actions.due import promises_of
from desktop.domain import entries as e
from desktop.domain.authority import NotAllowed
from desktop.domain.limits import Promise
from desktop.domain.people import People
from desktop.errors import Incomplete
from desktop.i18n import use
from desktop.storage import journal
from desktop.storage.verify import verify
from desktop.wording.limits import problems_by_field
from tests.factories import an_intake

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain.branch import BranchLimit
    from desktop.domain.case import Case
    from tests.actions.conftest import Desks
    from tests.conftest import FrozenClock

#: The clock stands at nine on Monday 2 March 2026.
TODAY = date(2026, 3, 2)


def limit_of(desk: Desk, promise: Promise, level: int = 0, scope: str = "") -> BranchLimit:
    (one,) = [one for one in branch_limits.read_limits(desk) if one.limit.key == (promise, level, scope)]
    return one


def promise(
    desks: Desks, what: Promise, length: int, first: date = TODAY, level: int = 0
) -> list[tuple[str, str, str]]:
    moved = branch_limits.set_limit(desks.manager, limit_of(desks.manager, what, level).limit, length, first)
    return [(one.promise, one.old[5:16], one.new[5:16]) for one in moved]


def due(desks: Desks, case: Case, what: Promise) -> str:
    case = desks.clerk.office.case(case.case_id)
    return promises_of(desks.clerk, case)[what].at.isoformat()[5:16]


def registered(desks: Desks, **changes: object) -> Case:
    return intake.register_case(desks.clerk, an_intake(**changes))


def test_a_stricter_limit_moves_open_cases_and_says_so(desks: Desks) -> None:
    case = registered(desks)

    # Seven days from Monday 2 March end on the 9th, three on Thursday the 5th; close of business is 10:00 UTC.
    assert promise(desks, Promise.COMPLAINT_REPLY, 3) == [("complaint-reply", "03-09T10:00", "03-05T10:00")]

    assert due(desks, case, Promise.COMPLAINT_REPLY) == "03-05T10:00"
    assert verify(desks.manager.office).faults == []


def test_stars_and_routes_have_limits_of_their_own(desks: Desks) -> None:
    five, three = registered(desks), registered(desks, waybill="SF1385628716740", level=3)

    # Five working days end on Monday 9 March, two on Wednesday the 4th; three stars keep Thursday the 5th.
    assert promise(desks, Promise.SETTLEMENT, 2, level=5) == [("settlement", "03-09T10:00", "03-04T10:00")]

    assert (due(desks, five, Promise.SETTLEMENT), due(desks, three, Promise.SETTLEMENT)) == (
        "03-04T10:00",
        "03-05T10:00",
    )


def test_what_began_before_the_day_keeps_its_time_and_its_reasons(desks: Desks, clock: FrozenClock) -> None:
    before = registered(desks)

    assert promise(desks, Promise.COMPLAINT_REPLY, 3, date(2026, 3, 4)) == []

    clock.advance(days=2)
    after = registered(desks, waybill="SF1385628716740")
    assert due(desks, before, Promise.COMPLAINT_REPLY) == "03-09T10:00"
    assert due(desks, after, Promise.COMPLAINT_REPLY) == "03-07T10:00"
    told = {
        case.case_id: [reason.code for reason in promises_of(desks.clerk, case)[Promise.COMPLAINT_REPLY].because]
        for case in (desks.clerk.office.case(before.case_id), desks.clerk.office.case(after.case_id))
    }
    assert "limit-days" in told[before.case_id]
    assert ("own-days" in told[after.case_id], "by-law-days" in told[after.case_id]) == (True, True)


@pytest.mark.parametrize(
    ("what", "length", "source"),
    [
        (
            Promise.COMPLAINT_REPLY,
            8,
            "At most 7 calendar days: law or standard allow no more. Source: Interim Regulations",
        ),
        (Promise.CLAIM_REPLY, 25, "At most 24 hours: law or standard allow no more. Source: GB/T 27917"),
        (Promise.CLAIM_SETTLEMENT, 31, "At most 30 calendar days: law or standard allow no more. Source: GB/T 27917"),
        (Promise.CLAIM_PAYMENT, 8, "At most 7 calendar days: law or standard allow no more. Source: GB/T 27917"),
        (Promise.APPEAL, 16, "At most 15 calendar days: law or standard allow no more. Source: Postal consumer appeal"),
    ],
)
def test_what_is_looser_than_the_law_is_refused_with_the_law_named(
    desks: Desks, what: Promise, length: int, source: str
) -> None:
    with pytest.raises(Incomplete) as raised:
        promise(desks, what, length)

    assert [(problem.field, problem.code) for problem in raised.value.problems] == [("length", "looser-than-law")]
    with use("en"):
        assert problems_by_field(raised.value.problems)["length"].startswith(source)
    assert desks.manager.office.people.branch.limits == ()
    # As long as the law allows is no looser.
    promise(desks, what, length - 1)


def test_what_no_law_fixes_may_be_longer_too(desks: Desks) -> None:
    registered(desks)

    assert promise(desks, Promise.SETTLEMENT, 6, level=5) == [("settlement", "03-09T10:00", "03-10T10:00")]


def test_an_international_parcel_may_take_up_to_sixty_days_and_no_longer(desks: Desks) -> None:
    abroad = limit_of(desks.manager, Promise.CLAIM_SETTLEMENT, scope="international").limit
    branch_limits.set_limit(desks.manager, abroad, 45, TODAY)

    with pytest.raises(Incomplete):
        branch_limits.set_limit(desks.manager, abroad, 61, TODAY)
    case = registered(desks, waybill="RB123456785US")
    # 45 days from 2 March: 29 in March and 16 in April.
    assert due(desks, case, Promise.CLAIM_SETTLEMENT) == "04-16T10:00"


def test_a_day_gone_by_and_no_count_are_told_together(desks: Desks) -> None:
    with pytest.raises(Incomplete) as raised:
        promise(desks, Promise.SETTLEMENT, 0, date(2026, 3, 1))

    assert [(problem.field, problem.code) for problem in raised.value.problems] == [
        ("length", "not-a-count"),
        ("first", "in-the-past"),
    ]


def test_the_published_limit_comes_back_and_nothing_is_left_for_days_to_come(desks: Desks) -> None:
    registered(desks)
    promise(desks, Promise.COMPLAINT_REPLY, 3)
    promise(desks, Promise.COMPLAINT_REPLY, 2, date(2026, 4, 1))
    here = limit_of(desks.manager, Promise.COMPLAINT_REPLY)
    assert (here.own and here.own.length, [own.length for own in here.to_come]) == (3, [2])

    moved = branch_limits.drop_limit(desks.manager, here.limit)

    assert [(one.old[5:16], one.new[5:16]) for one in moved] == [("03-05T10:00", "03-09T10:00")]
    here = limit_of(desks.manager, Promise.COMPLAINT_REPLY)
    assert here.own is None
    assert here.to_come == ()
    assert len(here.set) == 4, "what was ever set stays on record"


def test_only_a_manager_sets_a_limit(desks: Desks) -> None:
    limit = limit_of(desks.supervisor, Promise.COMPLAINT_REPLY).limit
    with pytest.raises(NotAllowed):
        branch_limits.set_limit(desks.supervisor, limit, 3, TODAY)
    with pytest.raises(NotAllowed):
        branch_limits.drop_limit(desks.clerk, limit)


def a_limit(**changes: object) -> e.LimitSet:
    usual: dict[str, object] = {
        "promise": "complaint-reply", "level": 0, "scope": "", "unit": "days", "length": 3, "first": "2026-03-02",
    }  # fmt: skip
    return e.LimitSet(**(usual | changes))  # type: ignore[arg-type]  # one of them wrong on purpose


@pytest.mark.parametrize(
    "unreadable",
    [{"promise": "a-rose-garden"}, {"unit": "moons"}, {"length": -1}, {"length": 10_001}, {"first": "2026-02-30"}],
)
def test_what_cannot_be_worked_by_is_not_obeyed_whoever_wrote_it(desks: Desks, unreadable: dict[str, object]) -> None:
    office = desks.manager.office
    with office.writing(desks.manager.clock.now()) as writing:
        (header,) = writing.append(desks.manager.signer, "", a_limit(**unreadable))

    assert office.people.not_obeyed == {header.entry_id: "unreadable"}
    assert office.people.branch.limits == ()


def test_what_is_looser_than_the_law_is_not_obeyed_even_where_it_was_written(desks: Desks) -> None:
    case = registered(desks)
    office = desks.manager.office
    with office.writing(desks.manager.clock.now()) as writing:
        writing.append(desks.manager.signer, "", a_limit(length=30), a_limit(unit="hours", length=1))

    assert due(desks, case, Promise.COMPLAINT_REPLY) == "03-09T10:00"


def test_a_reader_of_the_journal_alone_finds_the_same_limits(desks: Desks) -> None:

    promise(desks, Promise.COMPLAINT_REPLY, 3)
    with desks.manager.office.reading() as connection:
        _people, entries, _faults = journal.office_entries(connection)

    assert People.from_entries(entries).branch.limits == desks.manager.office.people.branch.limits


def test_a_wait_does_not_stop_a_stricter_answer_by_law(desks: Desks) -> None:
    case = registered(desks)
    promise(desks, Promise.COMPLAINT_REPLY, 3)
    life.take_step(desks.clerk, case.case_id, e.WaitBegan(reason="evidence", words="等发票"))

    found = promises_of(desks.clerk, desks.clerk.office.case(case.case_id))[Promise.COMPLAINT_REPLY]

    assert (found.statutory, found.waiting_since) == (True, None)
