"""What a case owes by when, from its first word to its closing and beyond."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop.domain import entries as e
from desktop.domain.claim import Scope
from desktop.domain.entries import Verdict
from desktop.domain.intake import Ask, Channel, ComplaintType
from desktop.domain.life import CaseIsClosed, NotWaiting, WaitingAlready, refusal_of
from desktop.domain.owed import ANOTHER_REMEDY, ORDER, promises_of, tasks_of
from desktop.domain.promises import Promise
from tests.domain.story import TIMING, Story, beijing, told
from tests.factories import YUAN, a_decision, a_finding, a_proposal, an_assessment, an_intake

if TYPE_CHECKING:
    from desktop.domain.case import Case
    from tests.factories import Staffed

CLAIM = {Promise.CLAIM_REPLY, Promise.CLAIM_SETTLEMENT}


def a_wait() -> e.WaitBegan:
    return e.WaitBegan(reason="evidence", words="等客户补发票。")


def a_receipt() -> e.PaperIssued:
    return e.PaperIssued("receipt", "P1", "zh_CN", False, "", None, "0" * 64, "0" * 64, "")


ENDED = e.WaitEnded(words="发票收到。")
CLOSED = e.CaseClosed(outcome="withdrawn", words="客户撤回。")
REOPENED = e.CaseReopened(reason="客户又来电。")


def test_a_claim_owes_everything_from_the_first_minute(staffed: Staffed) -> None:
    # Level 5: five working days after Monday 2 March; 7 and 30 natural days; 24 hours.
    assert Story(staffed).due() == {
        "first-reply": "03-02 09:30",
        "claim-reply": "03-03 09:00",
        "settlement": "03-09 18:00",
        "complaint-reply": "03-09 18:00",
        "claim-settlement": "04-01 18:00",
    }


def assessed_as(case: Case, **facts: str) -> e.Assessed:
    return msgspec.structs.replace(an_assessment(case), facts=msgspec.Raw(msgspec.json.encode(facts)))


# 2 March and 60 days: 29 more in March, 30 in April, so Friday 1 May, a holiday that does not move it.
@pytest.mark.parametrize(
    ("changes", "end", "known_by"),
    [
        ({"scope": Scope.INTERNATIONAL}, "05-01 18:00", "registration"),
        ({"scope": Scope.HK_MACAU}, "04-01 18:00", "registration"),
        ({"scope": Scope.TAIWAN}, "04-01 18:00", "registration"),
        ({"scope": Scope.INTER_PROVINCE}, "04-01 18:00", None),
        ({"waybill": "RB123456785US"}, "05-01 18:00", "waybill"),
        ({"waybill": "EB000717595HK"}, "04-01 18:00", "waybill"),
        # A misread digit, and a number of the own post: nothing is known, and the shorter time is kept.
        ({"waybill": "RB123456786US"}, "04-01 18:00", None),
        ({"waybill": "RB123456785CN"}, "04-01 18:00", None),
        # What a person says goes before the number.
        ({"waybill": "RB123456785US", "scope": Scope.TAIWAN}, "04-01 18:00", "registration"),
    ],
)
def test_an_international_parcel_has_sixty_days_for_its_claim(
    staffed: Staffed, changes: dict[str, object], end: str, known_by: str | None
) -> None:
    story = Story(staffed, **changes)

    assert story.due()["claim-settlement"] == end
    told = [
        reason.facts["known_by"]
        for reason in promises_of(story.case, TIMING)[Promise.CLAIM_SETTLEMENT].because
        if reason.code == "route"
    ]
    assert told == ([known_by] if known_by else [])


def test_the_route_as_assessed_goes_first_until_the_assessment_is_out_of_date(staffed: Staffed) -> None:
    story = Story(staffed, scope=Scope.TAIWAN)
    story.at("03-02T10:00", "clerk", assessed_as(story.case, scope="international"))
    assert story.due()["claim-settlement"] == "05-01 18:00"

    corrected = msgspec.structs.replace(story.case.intake, freight=500 * YUAN)
    story.at("03-02T11:00", "clerk", e.CaseCorrected(corrected, "运费记错"))

    assert story.case.assessment_stale
    assert story.due()["claim-settlement"] == "04-01 18:00"


@pytest.mark.parametrize("facts", [b"[]", b'{"scope": "to-the-moon"}', b'{"scope": 5}'])
def test_an_assessment_that_says_nothing_readable_of_the_route_says_nothing(staffed: Staffed, facts: bytes) -> None:
    story = Story(staffed)
    story.at("03-02T10:00", "clerk", msgspec.structs.replace(an_assessment(story.case), facts=msgspec.Raw(facts)))

    assert story.due()["claim-settlement"] == "04-01 18:00"


@pytest.mark.parametrize(
    ("types", "asks", "amount", "is_claim"),
    [
        ((ComplaintType.ATTITUDE,), (Ask.APOLOGISE,), None, False),
        ((ComplaintType.ATTITUDE,), (Ask.COMPENSATE,), None, True),
        ((ComplaintType.ATTITUDE,), (), 50 * YUAN, True),
        ((ComplaintType.ATTITUDE,), (), 0, False),
        ((ComplaintType.ATTITUDE, ComplaintType.DELAY), (Ask.FIND,), None, True),
        ((ComplaintType.DAMAGE,), (), None, True),
        ((ComplaintType.INQUIRY,), (Ask.FIND,), None, False),
        ((), (), None, False),
    ],
)
def test_claim_times_run_where_money_is_asked_for_or_compensation_rules_know_the_matter(
    staffed: Staffed, types: tuple[ComplaintType, ...], asks: tuple[Ask, ...], amount: int | None, *, is_claim: bool
) -> None:
    story = Story(staffed, types=types, asks=asks, asked_amount=amount, level=1)

    assert story.open() & CLAIM == (CLAIM if is_claim else set())


def test_a_claim_that_comes_up_later_runs_from_then_on(staffed: Staffed) -> None:
    story = Story(staffed, types=(ComplaintType.ATTITUDE,), asks=(), level=1)
    claim = an_intake(types=(ComplaintType.ATTITUDE,), asks=(Ask.COMPENSATE,), level=1)
    story.at("03-02T10:00", "clerk", told("first-reply"))

    story.at("03-04T15:00", "clerk", e.CaseCorrected(intake=claim, reason="客户要求赔偿"))

    # What was said on Monday was no answer to a claim of Wednesday.
    assert story.due()["claim-reply"] == "03-05 15:00"
    assert story.due()["claim-settlement"] == "04-03 18:00"
    assert story.due()["complaint-reply"] == "03-09 18:00"
    story.at("03-04T16:00", "clerk", e.CaseCorrected(intake=an_intake(types=(), asks=()), reason="不要了"))
    assert not story.open() & CLAIM


@pytest.mark.parametrize("way", ["counter", "phone", "wechat", "sms", "email", "letter", "platform", "other"])
def test_an_answer_by_any_way_is_an_answer(staffed: Staffed, way: str) -> None:
    story = Story(staffed).at("03-02T09:10", "clerk", told("first-reply", way=way))

    assert story.open() == {Promise.SETTLEMENT, Promise.COMPLAINT_REPLY, Promise.CLAIM_SETTLEMENT}


def test_a_call_nobody_took_is_no_answer(staffed: Staffed) -> None:
    before = Story(staffed).due()

    assert Story(staffed).at("03-02T09:10", "clerk", told(reached=False)).due() == before


def test_a_receipt_answers_complaint_and_claim_but_work_nobody_saw_answers_nothing(staffed: Staffed) -> None:
    receipt = Story(staffed).at("03-02T09:00", "clerk", a_receipt())
    worked = Story(staffed).at("03-02T09:02", "clerk", a_finding())
    worked.at("03-02T09:05", "clerk", an_assessment(worked.case))
    worked.at("03-02T09:06", "clerk", a_proposal(worked.case))

    answers = {Promise.FIRST_REPLY, Promise.CLAIM_REPLY}
    assert not receipt.open() & answers
    assert worked.open() & answers == answers
    assert worked.due()["first-reply"] == "03-02 09:30"


def test_a_wait_begun_before_any_talk_does_not_stop_the_first_reply(staffed: Staffed) -> None:
    story = Story(staffed).at("03-02T09:10", "clerk", a_wait())
    assert (story.due()["first-reply"], story.due()["settlement"]) == ("03-02 09:30", "waiting")

    # Nor does a wait that ended move it.
    assert story.at("03-02T09:25", "clerk", ENDED).due()["first-reply"] == "03-02 09:30"
    assert Promise.FIRST_REPLY not in story.at("03-02T09:29", "clerk", told("evidence")).open()


def test_one_promise_never_hides_another(staffed: Staffed) -> None:
    story = Story(staffed)
    assert [task.task for task in tasks_of(story.case, TIMING)][:2] == ["first-reply", "claim-reply"]

    # News on the way is an answer, and moves nothing else.
    later = {promise: due for promise, due in story.due().items() if promise not in {"first-reply", "claim-reply"}}
    story.at("03-02T09:20", "clerk", told("progress"))

    assert story.due() == later
    assert tasks_of(story.case, TIMING)[0].task == "complaint-reply"


def test_other_stars_keep_the_time_already_waited(staffed: Staffed) -> None:
    story = Story(staffed, level=3)
    story.at("03-03T09:00", "clerk", a_wait()).at("03-03T18:00", "clerk", ENDED)
    # Three working days end on the 5th, and the 3rd was waited.
    assert story.due()["settlement"] == "03-06 18:00"

    story.at("03-05T10:00", "clerk", e.CaseCorrected(intake=an_intake(level=5), reason="已定为丢失"))

    # From the registration, not from the change; the day waited is still left out: 9 March and one day.
    assert story.due()["settlement"] == "03-10 18:00"
    story.at("03-05T10:01", "clerk", e.CaseCorrected(intake=an_intake(level=1), reason="已定为态度"))
    assert story.due()["settlement"] == "03-04 18:00"


def test_while_we_wait_our_own_times_stand_still_and_the_laws_do_not(staffed: Staffed) -> None:
    story = Story(staffed).at("03-02T09:10", "clerk", told("first-reply")).at("03-03T10:00", "clerk", a_wait())

    assert story.due() == {
        "settlement": "waiting",
        "complaint-reply": "03-09 18:00",
        "claim-settlement": "04-01 18:00",
    }
    tasks = tasks_of(story.case, TIMING)
    assert [(task.task, task.waiting) for task in tasks] == [
        ("complaint-reply", False),
        ("claim-settlement", False),
        ("settlement", True),
    ]

    story.at("03-04T10:00", "clerk", ENDED)

    # Eight hours of Tuesday and one of Wednesday: nine hours of opening time, one day.
    assert story.due()["settlement"] == "03-10 18:00"


def test_waiting_heals_nothing_that_is_late_already(staffed: Staffed) -> None:
    story = Story(staffed, level=1).at("03-04T09:00", "clerk", a_wait())

    assert story.due()["settlement"] == "03-03 18:00"
    assert story.due()["first-reply"] == "03-02 09:30"
    assert not any(task.waiting for task in tasks_of(story.case, TIMING))


def test_what_stands_still_comes_after_all_that_presses(staffed: Staffed) -> None:
    # A question the customer is not content with the answer to: no law sets a time for it.
    story = Story(staffed, types=(ComplaintType.INQUIRY,), asks=()).at("03-02T09:10", "clerk", told(answer="declines"))
    story.at("03-02T09:20", "clerk", a_wait())
    assert story.due() == {"settlement": "waiting"}

    late = "2026-12-01T00:00:00.000Z"
    order = e.OrderOpened("o1", "find", "sorting", "clerk", "", urgent=False, due_at=late, words="找件")
    story.at("03-02T09:30", "clerk", order)

    assert [(task.task, task.waiting) for task in tasks_of(story.case, TIMING)] == [
        (ORDER, False),
        (ANOTHER_REMEDY, True),
        ("settlement", True),
    ]


def test_a_decision_settles_and_the_customer_has_still_to_be_told(staffed: Staffed) -> None:
    story = Story(staffed).at("03-02T09:10", "clerk", told()).approved("03-03T10:00")

    # What was said before the decision was not its outcome.
    assert story.due() == {
        "claim-payment": "03-10 18:00",
        "complaint-reply": "03-09 18:00",
        "claim-settlement": "04-01 18:00",
    }
    story.at("03-03T11:00", "clerk", told())
    assert story.open() == {Promise.CLAIM_PAYMENT}


@pytest.mark.parametrize("verdict", [Verdict.REFUSE, Verdict.RETURN])
def test_a_refusal_settles_and_a_return_does_not(staffed: Staffed, verdict: Verdict) -> None:
    story = Story(staffed)
    story.at("03-03T10:00", "clerk", an_assessment(story.case))
    story.at("03-03T10:00", "clerk", a_proposal(story.case))
    assert story.due()["settlement"] == "03-09 18:00"
    story.at("03-03T11:00", "supervisor", a_decision(story.case, verdict))
    story.at("03-03T12:00", "clerk", told())

    assert story.due() == ({} if verdict is Verdict.REFUSE else {"settlement": "03-09 18:00"})


@pytest.mark.parametrize(("answer", "settled"), [("accepts", True), ("", True), ("declines", False)])
def test_without_a_proposal_the_outcome_settles_unless_it_is_declined(
    staffed: Staffed, answer: str, *, settled: bool
) -> None:
    story = Story(staffed, types=(ComplaintType.ATTITUDE,), asks=(), level=1)

    story.at("03-02T10:00", "clerk", told(answer=answer))

    assert story.due() == ({} if settled else {"settlement": "03-03 18:00", "complaint-reply": "03-09 18:00"})


def test_payment_is_owed_until_all_is_paid(staffed: Staffed) -> None:
    story = Story(staffed).approved("03-03T10:00").at("03-03T11:00", "clerk", told())
    assert story.due() == {"claim-payment": "03-10 18:00"}

    story.payment("03-04T10:00", 3000 * YUAN)
    assert story.due() == {"claim-payment": "03-10 18:00"}

    story.payment("03-05T10:00", 421 * YUAN)
    assert story.due() == {}


def test_payment_runs_from_the_agreement_and_without_one_there_is_none(staffed: Staffed) -> None:
    story = Story(staffed).approved("03-03T10:00").at("03-06T11:00", "clerk", told(answer="accepts"))
    assert story.due() == {"claim-payment": "03-13 18:00"}

    # They take it back on Saturday the 7th: nothing is agreed, and what they wait for runs from then on. Five working
    # days after it are the 13th, seven and thirty natural ones the 14th and 6 April.
    story.at("03-07T11:00", "clerk", told(answer="declines"))
    assert story.due() == {
        "settlement": "03-13 18:00",
        "complaint-reply": "03-14 18:00",
        "claim-settlement": "04-06 18:00",
    }


def test_the_regulator_is_owed_an_answer_of_its_own(staffed: Staffed) -> None:
    story = Story(staffed, channel=Channel.REGULATOR)
    assert story.due()["appeal"] == "03-17 18:00"

    # What the customer hears is no answer to the authority, by whatever way; and the other way round.
    story.at("03-05T10:00", "clerk", told("authority", way="platform", reached=False))
    assert {"appeal", "first-reply"} <= set(story.due())
    story.at("03-05T11:00", "clerk", told(way="platform"))
    assert story.due() == {"appeal": "03-17 18:00"}
    assert story.at("03-06T10:00", "clerk", told("authority", way="platform")).due() == {}
    other = Story(staffed, channel=Channel.REGULATOR).at("03-06T11:00", "clerk", told("authority"))
    assert {Promise.FIRST_REPLY, Promise.CLAIM_REPLY, Promise.COMPLAINT_REPLY} <= other.open()
    assert Promise.APPEAL not in Story(staffed, channel=Channel.CITY_HOTLINE).open()


def test_a_closed_case_owes_nothing_and_a_reopened_one_everything_anew(staffed: Staffed) -> None:
    story = Story(staffed).approved("03-03T10:00").at("03-03T11:00", "clerk", told())
    story.at("03-04T09:00", "clerk", a_wait()).at("03-04T10:00", "clerk", CLOSED)
    assert story.due() == {}
    assert tasks_of(story.case, TIMING) == []

    story.at("03-16T10:00", "clerk", REOPENED)

    # Monday 16 March: the same limits from there; nobody waits any more. What was approved is still to be paid.
    assert story.due() == {
        "first-reply": "03-16 10:30",
        "claim-reply": "03-17 10:00",
        "settlement": "03-23 18:00",
        "complaint-reply": "03-23 18:00",
        "claim-settlement": "04-15 18:00",
        "claim-payment": "03-10 18:00",
    }
    story.payment("03-16T10:10", 3421 * YUAN).approved("03-17T10:00", 100 * YUAN)
    story.at("03-17T11:00", "clerk", told()).payment("03-17T12:00", 100 * YUAN)
    assert story.due() == {}


def test_the_time_waited_before_a_case_was_closed_moves_nothing_afterwards(staffed: Staffed) -> None:
    story = Story(staffed, level=1).at("03-02T10:00", "clerk", a_wait()).at("03-05T10:00", "clerk", CLOSED)

    assert story.at("03-16T10:00", "clerk", REOPENED).due()["settlement"] == "03-17 18:00"


def stale(case: Case) -> list[str]:
    return [line.stale for line in case.history][1:]


def test_waits_follow_each_other(staffed: Staffed) -> None:
    story = Story(staffed)
    assert isinstance(refusal_of(story.case, ENDED), NotWaiting)
    story.at("03-02T10:00", "clerk", ENDED, a_wait())
    assert isinstance(refusal_of(story.case, a_wait()), WaitingAlready)
    story.at("03-02T11:00", "clerk", a_wait(), ENDED)

    assert stale(story.case) == ["not-allowed", "", "not-allowed", ""]
    story.at("03-02T12:00", "clerk", CLOSED)
    assert isinstance(refusal_of(story.case, a_wait()), CaseIsClosed)


def test_an_office_without_limits_owes_nothing(staffed: Staffed) -> None:
    story = Story(staffed)
    long_ago = [limit for limit in TIMING.limits if limit.valid_to is not None]

    assert promises_of(story.case, type(TIMING)(tuple(long_ago), TIMING.calendar, TIMING.hours)) == {}


def test_what_stands_still_is_told_with_its_beginning(staffed: Staffed) -> None:
    story = Story(staffed).at("03-03T10:00", "clerk", a_wait())
    due = promises_of(story.case, TIMING)[Promise.SETTLEMENT]

    assert due.waiting_since == beijing("03-03T10:00")
    assert [reason.code for reason in due.because][-1] == "waiting"
    assert due.at - beijing("03-09T18:00") == timedelta(0)
