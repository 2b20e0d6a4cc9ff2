"""Money that comes back: what is owed, what is left, what nobody can record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop.domain import entries as e
from desktop.domain.closing import missing_to_close, refusal_to_record
from desktop.domain.life import CaseIsClosed, refusal_of
from desktop.domain.money_back import (
    BackAlready,
    BeforePayment,
    GoodsInstead,
    KeepsMoney,
    MoreThanPaid,
    NothingComesBack,
    WishChanged,
    WishUnknown,
    given_up_fen,
    kept_fen,
    to_come_back,
)
from desktop.domain.notices import loss_of
from desktop.domain.payments import left_to_pay, paid_fen
from desktop.domain.promises import Promise
from tests.domain.story import Story, told
from tests.factories import YUAN, a_decision, a_proposal

if TYPE_CHECKING:
    from tests.factories import Staffed

AMOUNT = 3421 * YUAN
TOLD = told(answer="accepts")


class Money(Story):
    """A story in which money goes out and comes back."""

    def paid(self, when: str = "03-03 10:00", fen: int = AMOUNT) -> Money:
        self.approved("03-02 10:00")
        assert self.case.proposal is not None
        payment = e.PaymentMade(self.case.proposal.digest, fen, "transfer", "𬭊䶮", "", "T1", "2026-03-03")
        self.at(when, "clerk", payment)
        return self

    def found(self, when: str, wish: str, back_fen: int | None = None, who: str = "supervisor") -> Money:
        self.at(when, who, e.GoodsFound("驿站货架", wish, "盘点时找到。", back_fen))
        return self

    def back(self, when: str, fen: int, **changes: object) -> Money:
        self.at(when, "clerk", self.returned(fen, **changes))
        return self

    def returned(self, fen: int, **changes: object) -> e.MoneyReturned:
        """Money for the goods found last, unless told otherwise."""
        rests_on = self.case.life.found[-1][0].digest if self.case.life.found else ""
        usual = e.MoneyReturned("goods-found", rests_on, fen, "cash", "𬭊䶮", "", "2026-03-20", "")
        return msgspec.structs.replace(usual, **changes)

    def mistake(self, fen: int) -> e.MoneyReturned:
        payment = self.case.life.payments[-1][0].digest
        return self.returned(fen, cause="mistake", rests_on=payment, words="转错账户，银行退回。")

    @property
    def status(self) -> str:
        return self.case.status.value

    @property
    def stale(self) -> str:
        return self.case.history[-1].stale


def test_who_takes_the_goods_gives_back_what_was_paid_and_may_do_so_in_parts(staffed: Staffed) -> None:
    story = Money(staffed).paid().found("03-10 09:00", "goods", who="clerk")
    assert to_come_back(story.case) == AMOUNT
    assert loss_of(story.case) == (("paid", AMOUNT),), "until it is here it is a loss"

    story.back("03-11 09:00", 3000 * YUAN)
    assert (kept_fen(story.case), to_come_back(story.case)) == (421 * YUAN, 421 * YUAN)
    assert isinstance(refusal_of(story.case, story.returned(421 * YUAN + 1)), MoreThanPaid)
    story.back("03-12 09:00", 421 * YUAN)

    assert (kept_fen(story.case), to_come_back(story.case), left_to_pay(story.case)) == (0, 0, 0)
    assert loss_of(story.case) == ()
    assert given_up_fen(story.case) == AMOUNT
    assert isinstance(refusal_of(story.case, story.returned(1)), NothingComesBack)


def test_who_keeps_the_money_gives_nothing_back(staffed: Staffed) -> None:
    story = Money(staffed).paid().found("03-10 09:00", "money")

    assert (kept_fen(story.case), to_come_back(story.case), given_up_fen(story.case)) == (AMOUNT, 0, 0)
    assert isinstance(refusal_of(story.case, story.returned(1)), KeepsMoney)
    assert missing_to_close(story.case, "settled") == ("remedies", "outcome-told")


def test_nothing_comes_back_before_the_customer_has_chosen_and_the_case_cannot_close(staffed: Staffed) -> None:
    story = Money(staffed).paid()
    assert isinstance(refusal_of(story.case, story.returned(1)), NothingComesBack), "no goods were found"
    story.at("03-09 09:00", "clerk", TOLD)
    story.found("03-10 09:00", "open")

    assert isinstance(refusal_of(story.case, story.returned(1)), WishUnknown)
    assert missing_to_close(story.case, "found") == ("wish", "outcome-told")
    story.found("03-10 10:00", "goods")
    assert missing_to_close(story.case, "found") == ("money-back", "outcome-told")
    assert missing_to_close(story.case, "withdrawn") == ("money-back",), "who withdraws says so themselves"
    story.back("03-11 09:00", AMOUNT)
    assert missing_to_close(story.case, "found") == ("outcome-told",)
    story.at("03-11 10:00", "clerk", told())
    assert missing_to_close(story.case, "found") == ()


def test_a_part_is_agreed_by_a_supervisor_only(staffed: Staffed) -> None:
    # The vase is chipped: 421 of 3,421 stay with the customer, 3,000 come back.
    story = Money(staffed).paid().found("03-10 09:00", "goods", 3000 * YUAN, who="clerk")
    assert story.stale == "not-allowed"
    assert to_come_back(story.case) == 0
    story.found("03-10 10:00", "goods", 3000 * YUAN)
    assert to_come_back(story.case) == 3000 * YUAN

    story.back("03-11 09:00", 3000 * YUAN)

    assert (kept_fen(story.case), to_come_back(story.case)) == (421 * YUAN, 0)
    assert given_up_fen(story.case) == 3000 * YUAN
    assert loss_of(story.case) == (("paid", 421 * YUAN),)
    too_much = e.GoodsFound("驿站货架", "goods", "再议。", AMOUNT + 1)
    assert isinstance(refusal_of(story.case, too_much), MoreThanPaid)


def test_goods_chosen_before_everything_is_paid_end_the_payment_and_its_promise(staffed: Staffed) -> None:
    story = Money(staffed).paid(fen=1000 * YUAN)
    assert Promise.CLAIM_PAYMENT in story.open()

    story.found("03-10 09:00", "goods")

    assert (left_to_pay(story.case), to_come_back(story.case)) == (0, 1000 * YUAN)
    assert Promise.CLAIM_PAYMENT not in story.open()
    assert story.case.proposal is not None
    more = e.PaymentMade(story.case.proposal.digest, 1, "cash", "𬭊䶮", "", "", "2026-03-10")
    assert isinstance(refusal_of(story.case, more), GoodsInstead)
    story.back("03-11 09:00", 1000 * YUAN)
    assert given_up_fen(story.case) == AMOUNT


def test_what_is_approved_after_the_goods_were_chosen_is_paid_and_does_not_come_back(staffed: Staffed) -> None:
    story = Money(staffed).paid().found("03-10 09:00", "goods").back("03-11 09:00", AMOUNT)
    story.at("03-12 09:00", "clerk", a_proposal(story.case, 300 * YUAN, AMOUNT))
    story.at("03-12 10:00", "supervisor", a_decision(story.case))
    assert left_to_pay(story.case) == 300 * YUAN, "for the delay"

    story.payment("03-13 09:00", 300 * YUAN)

    assert (left_to_pay(story.case), to_come_back(story.case), kept_fen(story.case)) == (0, 0, 300 * YUAN)
    assert given_up_fen(story.case) == 0


def test_a_payment_that_was_a_mistake_is_owed_again(staffed: Staffed) -> None:
    story = Money(staffed).paid()
    story.at("03-04 09:00", "clerk", e.RemedyDone(story.case.life.payments[0][1].proposal, "apologise", "已致歉。"))
    assert story.status == "done"
    assert isinstance(refusal_of(story.case, story.mistake(AMOUNT + 1)), MoreThanPaid)

    story.at("03-05 09:00", "clerk", story.mistake(AMOUNT))

    assert (paid_fen(story.case), left_to_pay(story.case), kept_fen(story.case)) == (0, AMOUNT, 0)
    assert story.status == "approved"
    assert Promise.CLAIM_PAYMENT in story.open()
    assert missing_to_close(story.case, "settled") == ("paid", "outcome-told")
    assert isinstance(refusal_of(story.case, story.mistake(1)), NothingComesBack), "all of it is here"
    story.payment("03-06 09:00", AMOUNT)
    assert left_to_pay(story.case) == 0
    assert loss_of(story.case) == (("paid", AMOUNT),)


def test_a_mistake_in_a_closed_case_needs_it_open_but_money_for_goods_does_not(staffed: Staffed) -> None:
    story = Money(staffed).paid()
    done = e.RemedyDone(story.case.life.payments[0][1].proposal, "apologise", "已致歉。")
    story.at("03-04 09:00", "clerk", done, TOLD, e.CaseClosed(outcome="settled", words="客户认可。"))
    assert story.status == "closed"

    assert isinstance(refusal_of(story.case, story.mistake(AMOUNT)), CaseIsClosed)
    story.found("03-10 09:00", "goods").back("03-11 09:00", AMOUNT)

    assert story.status == "closed"
    assert kept_fen(story.case) == 0


def test_money_that_came_back_goes_out_again_only_on_another_proposal(staffed: Staffed) -> None:
    story = Money(staffed).paid().found("03-10 09:00", "goods").back("03-11 09:00", 2000 * YUAN)

    for changed in (e.GoodsFound("柜台", "money", "改主意。"), e.GoodsFound("柜台", "goods", "少收。", 1999 * YUAN)):
        refusal = refusal_of(story.case, changed)
        assert isinstance(refusal, BackAlready)
        assert refusal.back_fen == 2000 * YUAN
    story.found("03-12 09:00", "goods", 2000 * YUAN)
    assert to_come_back(story.case) == 0


def test_money_that_rests_on_a_wish_since_recorded_anew_is_refused(staffed: Staffed) -> None:
    story = Money(staffed).paid().found("03-10 09:00", "goods")
    seen = story.returned(AMOUNT)
    story.found("03-10 10:00", "goods", 3000 * YUAN)

    refusal = refusal_of(story.case, seen)

    assert isinstance(refusal, WishChanged)
    assert (refusal.wish, refusal.back_fen) == ("goods", 3000 * YUAN)


def test_money_does_not_come_back_before_it_was_paid(staffed: Staffed) -> None:
    story = Money(staffed).paid().found("03-10 09:00", "goods")

    refusal = refusal_of(story.case, story.returned(AMOUNT, returned_on="2026-03-02"))

    assert isinstance(refusal, BeforePayment)
    assert refusal.paid_on == "2026-03-03"
    assert refusal_of(story.case, story.returned(AMOUNT, returned_on="2026-03-03")) is None


@pytest.mark.parametrize("cause", ["mistake", "goods-found", "gift"])
def test_without_a_payment_nothing_comes_back(staffed: Staffed, cause: str) -> None:
    story = Money(staffed)
    story.approved("03-02 10:00")

    assert isinstance(refusal_of(story.case, story.returned(1, cause=cause)), NothingComesBack)


def test_more_than_the_goods_bring_back_is_refused_with_what_they_do(staffed: Staffed) -> None:
    """Of 3,421 paid, 3,000 were for the goods by the agreement a supervisor recorded: 421 stay with the customer."""
    story = Money(staffed).paid().found("03-04 10:00", "goods", back_fen=3000 * YUAN)

    refusal = refusal_to_record(story.case, story.returned(3500 * YUAN))

    assert isinstance(refusal, MoreThanPaid)
    assert refusal.most_fen == 3000 * YUAN
