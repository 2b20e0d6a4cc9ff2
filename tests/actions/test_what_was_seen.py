"""A step in the life of a case rests on what whoever took it had before them, or is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop.actions import approval, intake, life, settlement
from desktop.domain import entries as e
from desktop.domain.as_seen import FindingChanged, OutcomeChanged, ProposalReplaced, outcome_digest
from desktop.domain.authority import NotAllowed
from desktop.domain.case import Status
from desktop.domain.life import (
    told_since,
)
from desktop.domain.money_back import MoreThanPaid, WishChanged, kept_fen
from desktop.domain.proposal import ProposalDraft, Remedy
from desktop.errors import Incomplete
from desktop.storage.verify import verify
from tests.actions.conftest import PASSWORD
from tests.actions.living import TOLD, approved, carry_out, pay, tasks
from tests.factories import YUAN, a_finding, an_intake

if TYPE_CHECKING:
    from desktop.domain.case import Case
    from tests.actions.conftest import Desks


def replaced(desks: Desks, case: Case, amount: int, *remedies: Remedy) -> Case:
    """The same case after somebody put another proposal in the place of its approved one, approved as well."""
    draft = ProposalDraft(amount, 0, "再核一次。", remedies, "")
    proposed = settlement.propose(desks.clerk, case.case_id, draft)
    assert proposed.proposal is not None
    digest = proposed.proposal.digest
    return approval.decide(desks.supervisor, case.case_id, digest, e.Verdict.APPROVE, "同意。", PASSWORD)


def test_a_payment_on_a_proposal_since_replaced_is_refused_and_says_what_changed(desks: Desks) -> None:
    case = approved(desks)
    assert case.proposal is not None
    draft = ProposalDraft(900 * YUAN, 0, "再加一百。", (Remedy.COMPENSATE,), "")
    settlement.propose(desks.clerk, case.case_id, draft)

    with pytest.raises(ProposalReplaced) as refusal:
        pay(desks.clerk, case, 800 * YUAN)

    assert refusal.value.before == case.proposal.body
    assert (refusal.value.now.amount_fen, refusal.value.is_approved) == (900 * YUAN, False)


def test_a_remedy_is_carried_out_on_the_proposal_that_was_seen_or_not_at_all(desks: Desks) -> None:
    case = approved(desks, 0, (Remedy.REDELIVER, Remedy.APOLOGISE))
    now = replaced(desks, case, 0, Remedy.APOLOGISE)
    assert now.is_approved, "and it apologises too: yet nobody here has seen it"

    with pytest.raises(ProposalReplaced) as refusal:
        carry_out(desks.clerk, case, e.RemedyDone(proposal="", remedy="apologise", words="上门致歉"))

    assert refusal.value.is_approved
    assert refusal.value.before is not None
    assert (refusal.value.before.remedies, refusal.value.now.remedies) == (("redeliver", "apologise"), ("apologise",))
    assert desks.clerk.office.case(case.case_id).life.remedies == []
    assert carry_out(desks.clerk, now, e.RemedyDone(proposal="", remedy="apologise", words="上门致歉")).life.remedies


def test_nobody_is_told_an_outcome_that_has_changed_since_it_was_seen(desks: Desks) -> None:
    case = approved(desks)
    seen = outcome_digest(case)
    now = replaced(desks, case, 900 * YUAN, Remedy.COMPENSATE)

    with pytest.raises(OutcomeChanged) as refusal:
        life.tell(desks.clerk, case.case_id, TOLD, seen)

    assert refusal.value.amount_fen == 900 * YUAN
    assert desks.clerk.office.case(case.case_id).life.contacts == []
    progress = msgspec.structs.replace(TOLD, about="progress", answer="")
    assert life.tell(desks.clerk, case.case_id, progress, seen).life.contacts, "other talks rest on nothing"
    told = life.tell(desks.clerk, case.case_id, TOLD, outcome_digest(now))
    assert told.life.contacts[-1][1].outcome == outcome_digest(now)
    assert told_since(told, "") is not None


def test_an_outcome_told_before_there_was_one_is_refused_once_there_is(desks: Desks) -> None:
    case = intake.register_case(desks.clerk, an_intake())
    settlement.record_finding(desks.clerk, case.case_id, a_finding(stands="no", responsible="", shares=()))

    with pytest.raises(OutcomeChanged) as refusal:
        life.tell(desks.clerk, case.case_id, TOLD, "")

    assert isinstance(refusal.value.now, e.FindingRecorded)


def test_a_notice_rests_on_the_finding_that_was_seen(desks: Desks) -> None:
    case = intake.register_case(desks.clerk, an_intake())
    case = settlement.record_finding(desks.clerk, case.case_id, a_finding(responsible="delivery"))
    assert case.finding is not None
    seen = case.finding[0].digest
    settlement.record_finding(desks.clerk, case.case_id, a_finding(responsible="sorting"))
    notice = e.NoticeGiven(
        notice_id="", party="delivery", name="", percent=100, loss_fen=0, penalty_fen=0, reason="未经同意投柜。",
        object_until="2026-03-09",
    )  # fmt: skip

    with pytest.raises(FindingChanged):
        life.give_notice(desks.supervisor, case.case_id, notice, seen)

    assert desks.clerk.office.case(case.case_id).life.notices == {}


def test_money_for_goods_found_comes_back_with_everything_said_and_rests_on_the_wish_that_was_seen(
    desks: Desks,
) -> None:
    case = pay(desks.clerk, approved(desks), 800 * YUAN)
    found = e.GoodsFound(where="驿站货架", wish="goods", words="盘点时找到。")
    case = life.take_step(desks.clerk, case.case_id, found)
    seen = case.life.found[-1][0].digest
    empty = e.MoneyReturned(
        cause="goods-found", rests_on="", amount_fen=0, method="transfer", payer=" ", reference="",
        returned_on="2026-03-03", words="",
    )  # fmt: skip
    with pytest.raises(Incomplete) as problems:
        life.take_back(desks.clerk, case.case_id, empty, seen)
    assert {(problem.field, problem.code) for problem in problems.value.problems} == {
        ("amount_fen", "required"), ("reference", "required"), ("payer", "required"), ("returned_on", "in-the-future"),
    }  # fmt: skip
    full = msgspec.structs.replace(
        empty, amount_fen=800 * YUAN, payer="𬭊䶮", reference="BK-1", returned_on="2026-03-02"
    )
    part = e.GoodsFound("驿站货架", "goods", "有划痕。", back_fen=500 * YUAN, reason="协商留 300 元作修补。")
    with pytest.raises(NotAllowed):
        life.take_step(desks.clerk, case.case_id, part)
    case = life.take_step(desks.supervisor, case.case_id, part)
    with pytest.raises(WishChanged):
        life.take_back(desks.clerk, case.case_id, full, seen)
    with pytest.raises(MoreThanPaid) as refusal:
        life.take_back(desks.clerk, case.case_id, full, case.life.found[-1][0].digest)
    assert refusal.value.most_fen == 500 * YUAN

    less = msgspec.structs.replace(full, amount_fen=500 * YUAN)
    done = life.take_back(desks.clerk, case.case_id, less, case.life.found[-1][0].digest)

    assert [body.payer for _header, body in done.life.returned] == ["𬭊䶮"]
    assert kept_fen(done) == 300 * YUAN
    assert verify(desks.manager.office).faults == []


def test_a_payment_that_was_a_mistake_says_why(desks: Desks) -> None:
    case = pay(desks.clerk, approved(desks), 800 * YUAN)
    payment_seen = case.life.payments[0][0].digest
    back = e.MoneyReturned(
        cause="mistake", rests_on="", amount_fen=800 * YUAN, method="cash", payer="王某", reference="",
        returned_on="2026-03-02", words=" ",
    )  # fmt: skip
    with pytest.raises(Incomplete) as problems:
        life.take_back(desks.clerk, case.case_id, back, payment_seen)
    assert [(problem.field, problem.code) for problem in problems.value.problems] == [("words", "required")]

    case = life.take_back(desks.clerk, case.case_id, msgspec.structs.replace(back, words="付错人。"), payment_seen)

    assert "claim-payment" in tasks(desks.clerk, case), "it is owed again"
    assert pay(desks.clerk, case, 800 * YUAN).status is Status.DONE


def test_a_part_of_the_money_is_agreed_only_where_the_customer_takes_the_goods(desks: Desks) -> None:
    case = pay(desks.clerk, approved(desks), 800 * YUAN)
    kept = e.GoodsFound(where="驿站", wish="money", words="客户不要了。", back_fen=100 * YUAN)

    with pytest.raises(Incomplete) as problems:
        life.take_step(desks.supervisor, case.case_id, kept)

    assert [(problem.field, problem.code) for problem in problems.value.problems] == [("back_fen", "unknown-choice")]
