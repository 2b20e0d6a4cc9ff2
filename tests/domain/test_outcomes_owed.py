"""An outcome that is declined, gives way or comes too early, and stars that are changed: what is owed then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop.domain import entries as e
from desktop.domain.answers import stand_of
from desktop.domain.as_seen import outcome_digest
from desktop.domain.closing import missing_to_close
from desktop.domain.entries import Verdict
from desktop.domain.intake import Ask, ComplaintType, Matter
from desktop.domain.owed import AMEND, ANOTHER_REMEDY, promises_of, tasks_of
from desktop.domain.promises import Promise
from desktop.storage.journal import stamp
from tests.domain.story import TIMING, Story, beijing, told
from tests.factories import YUAN, a_decision, a_proposal, an_assessment, an_intake

if TYPE_CHECKING:
    from tests.factories import Staffed

WAIT = e.WaitBegan(reason="evidence", words="等客户补发票。")
CLOSED = e.CaseClosed(outcome="withdrawn", words="客户撤回。")
REOPENED = e.CaseReopened(reason="客户又来电。")


def test_the_first_yes_begins_the_time_to_pay_and_a_yes_after_a_no_begins_it_anew(staffed: Staffed) -> None:
    story = Story(staffed).approved("03-02T10:00").at("03-05T11:00", "clerk", told(answer="accepts"))
    assert story.due() == {"claim-payment": "03-12 18:00"}

    # Neither a second yes nor a talk without an answer moves it.
    assert story.at("03-08T11:00", "clerk", told(answer="accepts")).due() == {"claim-payment": "03-12 18:00"}
    assert story.at("03-09T11:00", "clerk", told()).due() == {"claim-payment": "03-12 18:00"}
    assert story.at("03-10T11:00", "clerk", told("progress")).due() == {"claim-payment": "03-12 18:00"}

    story.at("03-11T10:00", "clerk", told(answer="declines")).at("03-11T16:00", "clerk", told(answer="accepts"))
    assert story.due() == {"claim-payment": "03-18 18:00"}


@pytest.mark.parametrize(
    ("changes", "complains"),
    [
        ({"types": (ComplaintType.INQUIRY,)}, False),
        ({"types": (ComplaintType.SUGGESTION,)}, False),
        ({"types": (ComplaintType.ATTITUDE,), "matter": Matter.CONSULTATION}, False),
        ({"types": (ComplaintType.INQUIRY, ComplaintType.ATTITUDE)}, True),
        ({"types": (ComplaintType.ATTITUDE,), "matter": Matter.COMPLAINT}, True),
        ({"types": ()}, True),
    ],
)
def test_only_a_complaint_is_owed_the_answer_of_the_law(
    staffed: Staffed, changes: dict[str, object], *, complains: bool
) -> None:
    usual = {Promise.FIRST_REPLY, Promise.SETTLEMENT}

    found = Story(staffed, asks=(), **changes).open()

    assert found == (usual | {Promise.COMPLAINT_REPLY} if complains else usual)


def test_a_question_that_becomes_a_complaint_owes_the_answer_of_the_law_from_then_on(staffed: Staffed) -> None:
    story = Story(staffed, types=(ComplaintType.INQUIRY,), asks=())

    complaint = an_intake(types=(ComplaintType.ATTITUDE,), asks=())
    story.at("03-05T10:00", "clerk", e.CaseCorrected(intake=complaint, reason="客户投诉"))

    assert story.due()["complaint-reply"] == "03-12 18:00"


def test_an_outcome_the_customer_declines_ends_nothing(staffed: Staffed) -> None:
    before = {"settlement": "03-09 18:00", "complaint-reply": "03-09 18:00", "claim-settlement": "04-01 18:00"}
    story = Story(staffed).approved("03-03T10:00").at("03-03T11:00", "clerk", told(answer="declines"))

    # From the complaint, as if nobody had told them anything; and nothing is to be paid that nobody takes.
    assert story.due() == before
    first = tasks_of(story.case, TIMING)[0]
    assert (first.task, first.person_id, first.due_at) == (ANOTHER_REMEDY, "clerk", "2026-03-09T10:00:00.000000Z")

    # A talk without an answer takes no no back; another proposal is another step.
    story.at("03-03T12:00", "clerk", told())
    assert story.due() == before
    story.at("03-04T09:00", "clerk", an_assessment(story.case, 4000 * YUAN))
    story.at("03-04T09:00", "clerk", a_proposal(story.case, 4000 * YUAN))
    assert story.due() == before
    assert ANOTHER_REMEDY not in [task.task for task in tasks_of(story.case, TIMING)]
    story.at("03-04T10:00", "supervisor", a_decision(story.case)).at("03-04T11:00", "clerk", told(answer="accepts"))
    assert story.due() == {"claim-payment": "03-11 18:00"}


def test_a_proposal_that_came_back_is_a_step_of_its_own_for_the_owner(staffed: Staffed) -> None:
    story = Story(staffed)
    story.at("03-03T10:00", "clerk", an_assessment(story.case))
    story.at("03-03T10:00", "clerk", a_proposal(story.case))
    assert AMEND not in [task.task for task in tasks_of(story.case, TIMING)]

    story.at("03-03T11:00", "supervisor", a_decision(story.case, Verdict.RETURN))

    found = {task.task: task for task in tasks_of(story.case, TIMING)}
    # By the settlement's time, and before the promises of that time, so that it is the row that is seen.
    assert (found[AMEND].due_at, found[AMEND].person_id) == (found["settlement"].due_at, "clerk")
    names = [task.task for task in tasks_of(story.case, TIMING)]
    assert names.index(AMEND) < names.index("complaint-reply") < names.index("settlement")


@pytest.mark.parametrize(
    ("types", "asks"),
    [((ComplaintType.DELAY,), ()), ((ComplaintType.ATTITUDE,), (Ask.APOLOGISE,))],
)
def test_a_loss_that_comes_up_after_an_outcome_was_told_has_limits_of_its_own(
    staffed: Staffed, types: tuple[ComplaintType, ...], asks: tuple[Ask, ...]
) -> None:
    story = Story(staffed, types=types, asks=asks, level=1).at("03-02T10:00", "clerk", told(answer="accepts"))
    assert story.due() == {}

    loss = an_intake(types=(*types, ComplaintType.LOSS), asks=asks, level=5)
    story.at("03-04T10:00", "clerk", e.CaseCorrected(intake=loss, reason="查实已丢失"))

    # From Wednesday 4 March: five working days, seven and thirty natural ones.
    due = story.due()
    assert (due["settlement"], due["complaint-reply"]) == ("03-11 18:00", "03-11 18:00")
    # The claim of a delay is as old as the complaint, but was answered.
    assert due["claim-settlement"] == "04-03 18:00"
    assert story.approved("03-05T10:00").at("03-05T11:00", "clerk", told(answer="accepts")).due() == {
        "claim-payment": "03-12 18:00",
        **({"claim-reply": "03-05 10:00"} if not asks and types[0] is not ComplaintType.DELAY else {}),
    }


def test_news_on_the_way_is_no_outcome_a_loss_would_have_to_come_after(staffed: Staffed) -> None:
    story = Story(staffed, types=(ComplaintType.DELAY,), asks=(), level=3).at("03-02T10:00", "clerk", told("progress"))

    loss = an_intake(types=(ComplaintType.LOSS,), asks=(), level=5)
    story.at("03-04T10:00", "clerk", e.CaseCorrected(intake=loss, reason="查实已丢失"))

    assert story.due() == {
        "settlement": "03-09 18:00",
        "complaint-reply": "03-09 18:00",
        "claim-settlement": "04-01 18:00",
    }


def test_a_corrected_telephone_number_brings_nothing_up(staffed: Staffed) -> None:
    story = Story(staffed).approved("03-03T10:00").at("03-03T11:00", "clerk", told(answer="accepts"))
    story.payment("03-03T12:00", 3421 * YUAN)

    story.at("03-20T10:00", "clerk", e.CaseCorrected(intake=an_intake(phone="13812345678"), reason="改号"))

    assert story.due() == {}


def test_an_outcome_that_no_longer_holds_has_to_be_told_anew_from_then_on(staffed: Staffed) -> None:
    story = Story(staffed).approved("03-03T10:00")
    named = msgspec.structs.replace(told(answer="accepts"), outcome=outcome_digest(story.case))
    story.at("03-03T11:00", "clerk", named)
    assert story.due() == {"claim-payment": "03-10 18:00"}

    # The freight was written down wrongly, so the approval holds no longer and a new one has to be found and told.
    story.at("03-12T10:00", "clerk", e.CaseCorrected(intake=an_intake(freight=500 * YUAN), reason="运费记错"))

    assert story.due() == {
        "settlement": "03-19 18:00",
        "complaint-reply": "03-19 18:00",
        "claim-settlement": "04-11 18:00",
    }


def test_other_stars_heal_nothing_that_was_late(staffed: Staffed) -> None:
    story = Story(staffed, types=(ComplaintType.ATTITUDE,), asks=(), level=1).at(
        "03-02T10:00", "clerk", told("progress")
    )
    assert story.due()["settlement"] == "03-03 18:00"
    raised = an_intake(types=(ComplaintType.ATTITUDE,), asks=(), level=5)

    story.at("03-05T10:00", "clerk", e.CaseCorrected(intake=raised, reason="升级"))

    due = promises_of(story.case, TIMING)[Promise.SETTLEMENT]
    assert story.due()["settlement"] == "03-03 18:00"
    assert [reason.code for reason in due.because][-1] == "late-before-change"


def test_stars_raised_in_time_count_from_the_complaint_on(staffed: Staffed) -> None:
    story = Story(staffed, types=(ComplaintType.ATTITUDE,), asks=(), level=1)
    raised = an_intake(types=(ComplaintType.ATTITUDE,), asks=(), level=5)

    story.at("03-03T17:59", "clerk", e.CaseCorrected(intake=raised, reason="升级"))

    assert story.due()["settlement"] == "03-09 18:00"


def test_stars_changed_while_we_wait_are_changed_in_time(staffed: Staffed) -> None:
    story = Story(staffed, level=1).at("03-03T17:00", "clerk", WAIT)
    story.at("03-06T10:00", "clerk", e.CaseCorrected(intake=an_intake(level=5), reason="升级"))

    assert story.due()["settlement"] == "waiting"


def test_a_case_taken_up_again_is_settled_once_its_old_decision_is_told_anew(staffed: Staffed) -> None:
    story = Story(staffed).approved("03-03T10:00").at("03-03T11:00", "clerk", told(answer="accepts"))
    assert story.case.proposal is not None
    apology = e.RemedyDone(proposal=story.case.proposal.digest, remedy="apologise", words="已当面致歉。")
    story.payment("03-04T10:00", 3421 * YUAN).at("03-04T11:00", "clerk", apology, CLOSED)
    story.at("03-16T10:00", "clerk", REOPENED)
    assert Promise.SETTLEMENT in story.open()

    story.at("03-16T11:00", "clerk", told(answer="accepts"))

    assert story.due() == {}
    assert missing_to_close(story.case, "settled") == ()


@pytest.mark.parametrize(
    ("began", "due", "why"),
    [
        ("03-19T09:00", "03-27 18:00", "they said no to all of it on Friday the 20th: seven days from there"),
        ("03-20T10:30", "03-27 18:00", "a matter that began after the no makes nothing earlier either"),
    ],
)
def test_a_case_merged_in_after_a_no_takes_nothing_off_the_time_that_began_there(
    staffed: Staffed, began: str, due: str, why: str
) -> None:
    story = Story(staffed).approved("03-02T10:00").at("03-02T12:00", "clerk", told())
    story.at("03-20T10:00", "clerk", told(answer="declines"))
    assert story.due()["complaint-reply"] == due

    story.at("03-20T11:00", "clerk", merged_in(began))

    assert story.due()["complaint-reply"] == due, why


def test_a_case_merged_into_one_that_was_reopened_takes_nothing_off_either(staffed: Staffed) -> None:
    story = Story(staffed).at("03-03T09:00", "clerk", CLOSED).at("03-20T10:00", "clerk", REOPENED)
    before = story.due()["complaint-reply"]

    assert story.at("03-20T11:00", "clerk", merged_in("03-19T09:00")).due()["complaint-reply"] == before


def test_who_has_heard_nothing_has_waited_since_the_earlier_case_whatever_they_said_no_to(staffed: Staffed) -> None:
    """A no there and then is no news to wait anew for: taken in on 2 March, merged in from 28 February."""
    story = Story(staffed).approved("03-02T10:00").at("03-03T10:00", "clerk", told(answer="declines"))
    began = "02-28T09:00"

    story.at("03-03T11:00", "clerk", merged_in(began))

    assert stand_of(story.case).asked == stamp(beijing(began))


def merged_in(began: str) -> e.CaseLinked:
    return e.CaseLinked(other="b", relation="same-matter", reason="同一运单。", since=stamp(beijing(began)))
