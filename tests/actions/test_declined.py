"""A customer who declines: another remedy has to be offered, and nothing is paid or closed as if they were content."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop.actions import life, worklist
from desktop.actions.worklist import Which
from desktop.domain import entries as e
from desktop.domain.answers import CustomerDeclines
from desktop.domain.case import Status
from desktop.domain.life import NotDone
from desktop.domain.payments import left_to_pay
from desktop.errors import Incomplete
from desktop.wording.life_history import sentence
from tests.actions.living import TOLD, approved, pay
from tests.factories import YUAN

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from tests.actions.conftest import Desks


@pytest.fixture
def declined(desks: Desks) -> Case:
    return tell(desks, approved(desks), "declines")


def tell(desks: Desks, case: Case, answer: str) -> Case:
    assert case.decision is not None
    return life.tell(desks.clerk, case.case_id, msgspec.structs.replace(TOLD, answer=answer), case.decision.digest)


def tasks(desk: Desk, which: Which = Which.MINE) -> list[tuple[str, str]]:
    return [(row.number, row.task) for row in worklist.read_work(desk, which).rows]


def closed(outcome: str) -> e.CaseClosed:
    return e.CaseClosed(outcome=outcome, words="已说明。")


def test_the_owner_is_to_offer_another_remedy_and_the_case_is_not_among_those_to_close(
    desks: Desks, declined: Case
) -> None:
    assert tasks(desks.clerk) == [(declined.number, "another-remedy")]
    assert tasks(desks.supervisor) == []
    assert tasks(desks.supervisor, Which.EVERYBODY) == [(declined.number, "another-remedy")]
    assert tasks(desks.clerk, Which.TO_CLOSE) == []


def test_what_is_declined_is_paid_only_with_a_reason_and_the_history_says_so(desks: Desks, declined: Case) -> None:
    with pytest.raises(CustomerDeclines):
        pay(desks.clerk, declined, 800 * YUAN)
    with pytest.raises(CustomerDeclines):
        pay(desks.clerk, declined, 800 * YUAN, despite=" ")

    case = pay(desks.clerk, declined, 800 * YUAN, despite="无争议部分先行支付。")

    assert left_to_pay(case) == 0
    assert "无争议部分先行支付" in sentence(case.life.payments[0][1])
    # They go on declining: something has still to be offered.
    assert tasks(desks.clerk) == [(case.number, "another-remedy")]


def test_a_declined_case_ends_as_not_accepted(desks: Desks, declined: Case) -> None:
    with pytest.raises(NotDone) as raised:
        life.take_step(desks.clerk, declined.case_id, closed("settled"))
    assert raised.value.missing == ("paid", "accepted")

    ended = life.take_step(desks.clerk, declined.case_id, closed("not-accepted"))
    assert (ended.status, tasks(desks.clerk)) == (Status.CLOSED, [])


def test_whoever_accepts_ends_as_settled_alone(desks: Desks) -> None:
    other = pay(desks.clerk, tell(desks, approved(desks), "accepts"), 800 * YUAN)
    with pytest.raises(NotDone) as raised:
        life.take_step(desks.clerk, other.case_id, closed("not-accepted"))
    assert raised.value.missing == ("declined",)
    assert life.take_step(desks.clerk, other.case_id, closed("settled")).status is Status.CLOSED


def test_a_yes_after_the_no_makes_everything_as_usual(desks: Desks, declined: Case) -> None:
    case = tell(desks, declined, "accepts")

    assert tasks(desks.clerk) == [(case.number, "claim-payment")]
    assert life.take_step(desks.clerk, pay(desks.clerk, case, 800 * YUAN).case_id, closed("settled")).life.is_closed


def test_a_closing_of_earlier_days_is_obeyed_all_the_same(desks: Desks, declined: Case) -> None:
    paid = pay(desks.clerk, declined, 800 * YUAN, despite="无争议部分先行支付。")
    with desks.clerk.office.writing(desks.clerk.clock.now()) as writing:
        writing.append(desks.clerk.signer, paid.case_id, closed("settled"))

    assert desks.clerk.office.case(paid.case_id).status is Status.CLOSED


def test_only_known_things_are_talked_about(desks: Desks, declined: Case) -> None:
    with pytest.raises(Incomplete):
        life.take_step(desks.clerk, declined.case_id, msgspec.structs.replace(TOLD, about="weather"))
