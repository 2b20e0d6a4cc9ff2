"""Steps in the life of a case that several tests take, through the verbs of the desk."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec

from desktop.actions import approval, intake, life, settlement
from desktop.domain import entries as e
from desktop.domain.proposal import ProposalDraft, Remedy
from tests.actions.conftest import PASSWORD
from tests.factories import YUAN, an_intake
from tests.storage.lists import tasks_of_case

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from tests.actions.conftest import Desks
    from tests.conftest import FrozenClock

TOLD = e.CustomerContacted(way="phone", about="outcome", reached=True, words="已告知处理结果。", answer="accepts")


#: A customer who takes the matter back.
TAKEN_BACK = e.CustomerContacted(way="phone", about="other", reached=True, words="客户撤回。")


def approved(
    desks: Desks,
    amount: int = 800 * YUAN,
    remedies: tuple[Remedy, ...] = (Remedy.COMPENSATE,),
    finding: e.FindingRecorded | None = None,
) -> Case:
    """A case with an approved amount; who complains is 𬭊䶮 (``an_intake``)."""
    case = intake.register_case(desks.clerk, an_intake())
    if finding is not None:
        settlement.record_finding(desks.clerk, case.case_id, finding)
    draft = ProposalDraft(amount, 0, "客户往返三次。", remedies, "请批。")
    proposed = settlement.propose(desks.clerk, case.case_id, draft)
    assert proposed.proposal is not None
    verdict = e.Verdict.APPROVE
    return approval.decide(desks.supervisor, case.case_id, proposed.proposal.digest, verdict, "同意。", PASSWORD)


def give_notice(desk: Desk, case: Case, notice: e.NoticeGiven) -> Case:
    """Give a notice on the finding the case was read with."""
    return life.give_notice(desk, case.case_id, notice, case.finding[0].digest if case.finding else "")


def payment(amount: int, **changes: object) -> e.PaymentMade:
    usual = e.PaymentMade(
        proposal="", amount_fen=amount, method="cash", payee="𬭊䶮", payee_reason="", reference="", paid_on="2026-03-02"
    )
    return msgspec.structs.replace(usual, **changes)


def pay(desk: Desk, case: Case, amount: int, **changes: object) -> Case:
    assert case.proposal is not None
    return life.pay(desk, case.case_id, payment(amount, **changes), case.proposal.digest)


def carry_out(desk: Desk, case: Case, remedy: e.RemedyDone) -> Case:
    assert case.proposal is not None
    return life.carry_out(desk, case.case_id, remedy, case.proposal.digest)


def order(**changes: object) -> e.OrderOpened:
    usual = e.OrderOpened(
        order_id="", task="find", department="sorting", person_id="", contact_id="", urgent=False, due_at="",
        words="查 3 月 1 日晚班分拣监控。",
    )  # fmt: skip
    return msgspec.structs.replace(usual, **changes)


def open_order(desk: Desk, case: Case, clock: FrozenClock, **changes: object) -> tuple[Case, str]:
    case = life.open_order(desk, case.case_id, order(**changes), clock.now() + timedelta(hours=4))
    return case, case.life.open_orders[-1].order_id


def tasks(desk: Desk, case: Case) -> list[str]:
    with desk.office.reading() as connection:
        return [row.task for row in tasks_of_case(connection, case.case_id)]
