"""What is left to pay once more than one proposal was paid on a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop.domain import entries as e
from desktop.domain.closing import refusal_to_record
from desktop.domain.life import to_be_done
from desktop.domain.money_back import WishUnknown, kept_fen
from desktop.domain.payments import left_to_pay, paid_before_fen
from desktop.domain.proposal import ProposalDraft, Remedy, check_proposal
from tests.domain.story import Story
from tests.factories import YUAN, a_decision, a_proposal

if TYPE_CHECKING:
    from tests.factories import Staffed

FIRST = 3421 * YUAN


@pytest.fixture
def story(staffed: Staffed) -> Story:
    """3,421 yuan approved and paid."""
    return Story(staffed).approved("03-02 10:00", FIRST).payment("03-03 10:00", FIRST)


def again(story: Story, fen: int, *, before: int) -> Story:
    """Approve another proposal, of which so much was paid before."""
    second = msgspec.structs.replace(a_proposal(story.case, fen, FIRST), paid_before_fen=before)
    story.at("03-04 10:00", "clerk", second)
    return story.at("03-04 11:00", "supervisor", a_decision(story.case))


@pytest.mark.parametrize(
    ("fen", "before", "left"),
    [
        (FIRST, FIRST, 0),
        (FIRST + 200 * YUAN, FIRST, 200 * YUAN),
        (200 * YUAN, 0, 200 * YUAN),
        (FIRST - 100 * YUAN, FIRST - 100 * YUAN, 0),
    ],
)
def test_what_was_paid_before_goes_out_again_only_where_the_proposal_says_so(
    story: Story, fen: int, before: int, left: int
) -> None:
    assert left_to_pay(again(story, fen, before=before).case) == left


def test_an_earlier_payment_that_bounced_is_owed_again(story: Story) -> None:
    again(story, FIRST + 200 * YUAN, before=FIRST)
    first = story.case.life.payments[0][0].digest
    bounced = e.MoneyReturned("mistake", first, FIRST, "transfer", "𬭊䶮", "", "2026-03-05", "转错账户，银行退回。")

    story.at("03-05 10:00", "clerk", bounced)

    assert paid_before_fen(story.case) == 0
    assert left_to_pay(story.case) == FIRST + 200 * YUAN


def test_an_approval_of_earlier_days_is_paid_in_full(story: Story) -> None:
    """Proposals written before the question was asked say nothing of it; what was paid on them stays paid."""
    written = msgspec.json.encode(a_proposal(story.case, FIRST))
    old = msgspec.json.decode(written.replace(b',"paid_before_fen":0', b""), type=e.Proposed)
    story.at("03-04 10:00", "clerk", old)
    story.at("03-04 11:00", "supervisor", a_decision(story.case))

    story.payment("03-05 10:00", FIRST)

    assert kept_fen(story.case) == 2 * FIRST
    assert all(not line.stale for line in story.case.history)


def test_refunded_postage_is_part_of_the_amount_and_may_still_be_recorded(staffed: Staffed) -> None:
    story = Story(staffed)
    proposal = msgspec.structs.replace(a_proposal(story.case, FIRST, 0), remedies=("compensate", "refund"))
    story.at("03-02 10:00", "clerk", proposal).at("03-02 11:00", "supervisor", a_decision(story.case))
    assert to_be_done(story.case) == ()
    assert story.case.proposal is not None

    story.at("03-02 12:00", "clerk", e.RemedyDone(story.case.proposal.digest, "refund", "随赔款一起退。"))

    assert all(not line.stale for line in story.case.history)


def test_nothing_goes_out_while_nobody_knows_whether_the_customer_wants_the_goods(story: Story) -> None:
    again(story, FIRST + 200 * YUAN, before=FIRST)
    story.at("03-05 10:00", "clerk", e.GoodsFound("驿站货架", "open", "盘点时找到。"))
    assert story.case.proposal is not None

    payment = e.PaymentMade(story.case.proposal.digest, 200 * YUAN, "cash", "𬭊䶮", "", "", "2026-03-05")

    assert isinstance(refusal_to_record(story.case, payment), WishUnknown)


@pytest.mark.parametrize(("said", "codes"), [(None, ["required"]), (True, []), (False, [])])
def test_who_proposes_after_a_payment_says_whether_it_is_part_of_the_amount(
    said: bool | None, codes: list[str]
) -> None:
    draft = ProposalDraft(FIRST, FIRST, remedies=(Remedy.COMPENSATE,), kept_fen=FIRST, includes_kept=said)

    assert [(problem.field, problem.code) for problem in check_proposal(draft)] == [
        ("includes_kept", code) for code in codes
    ]
