"""Whom to tell, what a matter cost, what is borne."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import entries as e
from desktop.domain.notice_steps import shares_of, to_be_told
from desktop.domain.notices import loss_of, most_to_bear
from tests.factories import YUAN, a_decision, a_finding, a_proposal

if TYPE_CHECKING:
    from desktop.domain.case import Case
    from tests.factories import Staffed


def with_finding(staffed: Staffed, finding: e.FindingRecorded, *further: e.Body) -> Case:
    case = staffed.registered()
    staffed.write("supervisor", case.case_id, finding, *further)
    return staffed.office.case(case.case_id)


def notice(party: str, percent: int, name: str = "") -> e.NoticeGiven:
    return e.NoticeGiven(
        notice_id=f"{party}{name}", party=party, name=name, percent=percent, loss_fen=100, penalty_fen=0,
        reason="核实。", object_until="2026-03-05",
    )  # fmt: skip


def test_a_finding_of_earlier_days_has_one_who_answers_for_all() -> None:
    assert shares_of(a_finding()) == (e.Share("transport", 100),)
    assert shares_of(a_finding(responsible="")) == ()


def test_each_who_answers_to_us_is_told_once(staffed: Staffed) -> None:
    shares = (e.Share("delivery", 50, "张三"), e.Share("delivery", 30, "李四"), e.Share("customer", 20))
    finding = a_finding(shares=shares, responsible="delivery")

    assert to_be_told(with_finding(staffed, finding)) == shares[:2]
    # The name was corrected when the notice was written: it is the same one.
    assert to_be_told(with_finding(staffed, finding, notice("delivery", 50, "张三丰"))) == shares[1:2]


def test_nobody_is_told_where_the_complaint_does_not_stand(staffed: Staffed) -> None:
    assert to_be_told(with_finding(staffed, a_finding(stands="no"))) == ()


def test_the_loss_is_what_was_approved_and_then_what_was_paid(staffed: Staffed) -> None:
    case = staffed.assessed()
    assert loss_of(case) == ()
    proposal = a_proposal(case, 3421 * YUAN)
    (header,) = staffed.write("clerk", case.case_id, proposal)
    staffed.write("supervisor", case.case_id, a_decision(staffed.office.case(case.case_id)))

    assert loss_of(staffed.office.case(case.case_id)) == (("approved", 3421 * YUAN),)

    paid = e.PaymentMade(
        proposal=header.digest, amount_fen=1000 * YUAN, method="cash", payee="𬭊䶮", payee_reason="", reference="",
        paid_on="2026-03-02",
    )  # fmt: skip
    staffed.write("clerk", case.case_id, paid)
    assert loss_of(staffed.office.case(case.case_id)) == (("paid", 1000 * YUAN),)


def test_sending_once_more_costs_the_postage_again(staffed: Staffed) -> None:
    case = staffed.registered(freight=12 * YUAN)
    proposal = e.Proposed(
        assessment="", finding="", basis=case.basis, amount_fen=0, computed_fen=0, change_reason="",
        remedies=("redeliver", "resend"), words="",
    )  # fmt: skip
    staffed.write("clerk", case.case_id, proposal)
    staffed.write("supervisor", case.case_id, a_decision(staffed.office.case(case.case_id)))

    assert loss_of(staffed.office.case(case.case_id)) == (("carriage", 24 * YUAN),)


@pytest.mark.parametrize(("loss", "percent", "most"), [(342100, 70, 239470), (101, 50, 50), (0, 100, 0), (99, 1, 0)])
def test_a_share_is_rounded_down_to_whole_fen(loss: int, percent: int, most: int) -> None:
    assert most_to_bear(loss, percent) == most


@given(st.integers(0, 10**12), st.lists(st.integers(1, 40), min_size=1, max_size=5))
def test_all_together_never_bear_more_than_the_loss(loss: int, parts: list[int]) -> None:
    shares = [part * 100 // sum(parts) for part in parts]

    assert sum(most_to_bear(loss, share) for share in shares) <= loss
