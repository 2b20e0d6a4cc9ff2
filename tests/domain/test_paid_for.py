"""What money was paid for, and how much of it comes back with goods that were found.

The agreement says: who takes goods that were found returns the compensation for the goods, and refunded freight is
kept. Every figure below is that sentence applied by hand to the lines of the amount.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from desktop.domain import entries as e
from desktop.domain.closing import missing_to_close, refusal_to_record, remarks, same_again
from desktop.domain.intake import ComplaintType
from desktop.domain.life import missing_to_end, refusal_of
from desktop.domain.money_back import (
    RECKONED,
    BackAlready,
    MoreThanPaid,
    NothingComesBack,
    asked_back,
    due_back,
    kept_fen,
    lets_go_alone,
    paid_parts,
    to_come_back,
)
from tests.domain.story import Story, told
from tests.factories import YUAN, a_decision, a_proposal, worked_out

if TYPE_CHECKING:
    from tests.factories import Staffed

GOODS, POSTAGE = 3000 * YUAN, 42 * YUAN
ALL = GOODS + POSTAGE
GOODS_FOUND = e.GoodsFound("驿站货架", "open", "盘点时找到。", reckoned=RECKONED)
BEFORE = 0


class Lost(Story):
    """A lost parcel: 3,000 yuan for the goods, 42 yuan of postage refunded."""

    def worked_out(
        self,
        amount: int = 0,
        treated_as: str = "loss",
        lines: dict[str, int] | None = None,
        included: int = 0,
        day: str = "03-02",
    ) -> Lost:
        lines = lines or {"goods": GOODS, "freight_refund": POSTAGE}
        computed = sum(lines.values())
        proposed = f"{day} 10:00"
        self.at(proposed, "clerk", worked_out(self.case, treated_as, **lines))
        proposal = a_proposal(self.case, amount or computed, computed)
        self.at(proposed, "clerk", msgspec.structs.replace(proposal, paid_before_fen=included))
        self.at(proposed.replace(":00", ":30"), "supervisor", a_decision(self.case))
        assert not self.case.history[-1].stale
        return self

    def agreed(self, amount: int, remedies: tuple[str, ...] = ("compensate",)) -> Lost:
        """Approve one sum nobody worked out."""
        proposal = a_proposal(self.case, amount, 0)
        self.at("03-02 10:00", "clerk", msgspec.structs.replace(proposal, remedies=remedies))
        self.at("03-02 11:00", "supervisor", a_decision(self.case))
        return self

    def paid(self, fen: int = 0, when: str = "03-03 10:00", **changes: object) -> Lost:
        assert self.case.proposal is not None
        usual = e.PaymentMade(
            self.case.proposal.digest,
            fen or self.case.proposal.body.amount_fen,
            "transfer",
            "𬭊䶮",
            "",
            "",
            "2026-03-03",
        )
        self.at(when, "clerk", msgspec.structs.replace(usual, **changes))
        assert not self.case.history[-1].stale
        return self

    def found(self, wish: str = "goods", who: str = "clerk", when: str = "03-10 09:00", **changes: object) -> Lost:
        self.at(when, who, msgspec.structs.replace(GOODS_FOUND, wish=wish, **changes))
        return self

    def returned(self, fen: int, **changes: object) -> e.MoneyReturned:
        found = self.case.life.found[-1][0].digest
        usual = e.MoneyReturned("goods-found", found, fen, "cash", "𬭊䶮", "", "2026-03-11", "")
        return msgspec.structs.replace(usual, **changes)


def test_the_goods_are_given_back_and_the_refunded_postage_stays(staffed: Staffed) -> None:
    story = Lost(staffed).worked_out().paid().found()

    assert paid_parts(story.case) == {"goods": GOODS, "freight-refund": POSTAGE}
    assert to_come_back(story.case) == GOODS
    refusal = refusal_to_record(story.case, story.returned(ALL))
    assert isinstance(refusal, MoreThanPaid)
    assert (refusal.most_fen, refusal.field) == (GOODS, "amount_fen")

    story.at("03-11 09:00", "clerk", story.returned(GOODS))
    assert (to_come_back(story.case), kept_fen(story.case)) == (0, POSTAGE)
    assert isinstance(refusal_to_record(story.case, story.returned(1)), NothingComesBack)


@pytest.mark.parametrize(
    ("lines", "amount", "back", "why"),
    [
        ({"goods": 3000, "freight_refund": 42, "premium_refund": 15}, 3057, 3000, "the cover fee stays as the postage"),
        ({"goods": 3000, "direct_cost": 80}, 3080, 3000, "what an inspection cost them is not the goods"),
        ({"goods": 3000, "salvage": -200, "freight_refund": 42}, 2842, 2800, "only 2,800 was paid for the goods"),
        ({"goods": 3000, "deductible": -300}, 2700, 2700, "their own share was never paid"),
        ({"goods": 3000, "freight_refund": 42}, 3142, 3000, "100 on top is goodwill, which nobody has to return"),
        ({"goods": 3000, "freight_refund": 42}, 2542, 2500, "500 taken off comes off the goods: 3,000 less 500"),
        ({"freight_refund": 42}, 42, 0, "nothing was paid for the goods"),
        ({"goods": 100, "freight_refund": 42}, 30, 0, "of 30 all is postage, which is owed first"),
    ],
)
def test_each_line_goes_where_the_agreement_puts_it(
    staffed: Staffed, lines: dict[str, int], amount: int, back: int, why: str
) -> None:
    story = Lost(staffed).worked_out(amount * YUAN, lines={kind: yuan * YUAN for kind, yuan in lines.items()})

    story.paid().found()

    assert to_come_back(story.case) == back * YUAN, why
    assert sum(paid_parts(story.case).values()) == amount * YUAN


def test_compensation_for_a_delay_is_not_paid_for_the_goods(staffed: Staffed) -> None:
    story = Lost(staffed).worked_out(treated_as="delay", lines={"goods": 60 * YUAN}).paid().found()

    assert paid_parts(story.case) == {"delay": 60 * YUAN}
    assert to_come_back(story.case) == 0


@pytest.mark.parametrize(
    ("remedies", "back", "why"),
    [
        (("compensate",), 500, "one sum for the loss"),
        (("compensate", "refund"), 500, "nobody said how much of it is postage"),
        (("refund",), 0, "postage is all that was paid"),
    ],
)
def test_a_sum_nobody_worked_out_comes_back_whole_but_a_refund_alone_does_not(
    staffed: Staffed, remedies: tuple[str, ...], back: int, why: str
) -> None:
    story = Lost(staffed, types=(ComplaintType.LOSS,)).agreed(500 * YUAN, remedies).paid().found()

    assert to_come_back(story.case) == back * YUAN, why


def test_of_a_part_payment_the_postage_is_kept_first(staffed: Staffed) -> None:
    # 1,000 of 3,042 is out: 42 of it is the postage they keep in any case, so 958 was for the goods.
    story = Lost(staffed).worked_out().paid(1000 * YUAN).found()

    assert to_come_back(story.case) == 958 * YUAN


def test_two_payments_count_together(staffed: Staffed) -> None:
    story = Lost(staffed).worked_out().paid(1000 * YUAN).paid(2042 * YUAN, reference="B2").found()

    assert paid_parts(story.case) == {"goods": GOODS, "freight-refund": POSTAGE}


def test_a_journal_in_which_everything_came_back_keeps_what_it_says(staffed: Staffed) -> None:
    """Written when all that was paid had to come back: it is neither undone nor owed back."""
    story = Lost(staffed).worked_out().paid().found(reckoned=BEFORE)
    story.at("03-11 09:00", "clerk", story.returned(ALL))

    assert not story.case.history[-1].stale
    assert (kept_fen(story.case), to_come_back(story.case)) == (0, 0)


LATE = {"goods": 200 * YUAN}


@pytest.mark.parametrize("reckoned", [BEFORE, RECKONED])
@pytest.mark.parametrize("more", [0, 1])
def test_a_loss_that_turns_out_to_be_a_delay_gives_nothing_back_whether_or_not_more_was_paid(
    staffed: Staffed, more: int, reckoned: int
) -> None:
    """200 yuan paid for a loss; 200 for the delay take them in: what the customer has is for the delay by then."""
    story = Lost(staffed).worked_out(lines=LATE).paid()
    late = {"goods": 200 * YUAN + more}
    story.worked_out(treated_as="delay", lines=late, included=200 * YUAN, day="03-04")
    if more:
        story.paid(more, when="03-05 10:00", reference="T2")

    story.found(reckoned=reckoned)

    assert paid_parts(story.case) == {"delay": 200 * YUAN + more}
    assert (due_back(story.case), to_come_back(story.case)) == (0, 0)
    assert "money-back" not in missing_to_close(story.case, "found")


def test_goodwill_that_a_later_amount_for_the_goods_takes_in_comes_back_but_not_by_entries_of_before(
    staffed: Staffed,
) -> None:
    story = Lost(staffed).worked_out(200 * YUAN, lines={"goods": 0}).paid()
    assert paid_parts(story.case) == {"goodwill": 200 * YUAN}
    story.worked_out(lines=LATE, included=200 * YUAN, day="03-04").found(reckoned=BEFORE)
    assert to_come_back(story.case) == 0, "as the customer was told by then"
    clerk = staffed.office.people.at("clerk")
    assert clerk is not None
    nothing = msgspec.structs.replace(GOODS_FOUND, wish="goods", back_fen=0, reason="客户已另行让步。", reckoned=BEFORE)
    assert lets_go_alone(story.case, nothing, clerk), "nothing was let go as it was reckoned by then"
    assert not lets_go_alone(story.case, msgspec.structs.replace(nothing, reckoned=RECKONED), clerk)

    story.found(when="03-11 09:00")

    assert paid_parts(story.case) == {"goods": 200 * YUAN}
    assert to_come_back(story.case) == 200 * YUAN


def test_what_is_taken_in_leaves_the_earlier_amount_kind_by_kind(staffed: Staffed) -> None:
    """3,042 paid, 42 of it postage. 1,042 are approved anew, all of them paid: 42 postage and 1,000 for the goods.

    Of the 2,000 beyond that nothing is postage, for there was only one.
    """
    story = Lost(staffed).worked_out().paid()
    story.worked_out(lines={"goods": 1000 * YUAN, "freight_refund": POSTAGE}, included=1042 * YUAN, day="03-04")

    assert paid_parts(story.found().case) == {"goods": GOODS, "freight-refund": POSTAGE}


def test_goods_given_back_paid_for_again_and_found_again_give_back_what_was_paid_for_them_the_second_time(
    staffed: Staffed,
) -> None:
    """512 paid, 12 of it postage; 500 came back with the goods. Then 92, the 12 among it: 80 for the goods."""
    first = {"goods": 500 * YUAN, "freight_refund": 12 * YUAN}
    story = Lost(staffed).worked_out(lines=first).paid().found(when="03-04 09:00")
    story.at("03-05 09:00", "clerk", story.returned(500 * YUAN))
    second = {"goods": 80 * YUAN, "freight_refund": 12 * YUAN}
    story.worked_out(lines=second, included=12 * YUAN, day="03-06").paid(80 * YUAN, when="03-07 10:00", reference="T2")

    story.found()

    assert paid_parts(story.case) == {"goods": 80 * YUAN, "freight-refund": 12 * YUAN}
    assert (due_back(story.case), to_come_back(story.case)) == (580 * YUAN, 80 * YUAN), "500 of the 580 are here"
    story.at("03-11 09:00", "clerk", story.returned(80 * YUAN))
    assert not story.case.history[-1].stale
    assert (to_come_back(story.case), kept_fen(story.case)) == (0, 12 * YUAN)


def test_what_is_asked_counts_in_all_with_what_is_here_already(staffed: Staffed) -> None:
    """3,042 paid, 2,000 of it back: 2,500 in all may be asked, 1,999 may not, nor a fen beyond the 3,042."""
    story = Lost(staffed).worked_out().paid().found()
    story.at("03-11 09:00", "clerk", story.returned(2000 * YUAN))

    def asked(fen: int) -> object:
        body = msgspec.structs.replace(GOODS_FOUND, wish="goods", asked_fen=fen, reason="少一件。")
        return refusal_to_record(story.case, body)

    assert asked(2500 * YUAN) is None
    assert asked(2000 * YUAN) is None
    assert asked(ALL) is None
    below, above = asked(2000 * YUAN - 1), asked(ALL + 1)
    assert isinstance(below, BackAlready)
    assert below.back_fen == 2000 * YUAN
    assert isinstance(above, MoreThanPaid)
    assert (above.most_fen, above.field) == (ALL, "asked_fen")


def test_a_word_added_by_a_clerk_leaves_what_a_supervisor_agreed(staffed: Staffed) -> None:
    story = Lost(staffed).worked_out().paid()
    story.found(who="supervisor", back_fen=2000 * YUAN, reason="少一件。")
    agreement = story.case.life.found[-1][0].digest

    story.found(when="03-11 09:00", back_fen=2000 * YUAN, reason="少一件。", agreed=agreement)

    assert not story.case.history[-1].stale
    assert to_come_back(story.case) == 2000 * YUAN
    story.found(when="03-11 10:00", back_fen=2000 * YUAN, reason="又来电。", agreed=story.case.life.found[-1][0].digest)
    assert not story.case.history[-1].stale, "the word before carries it on"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"back_fen": 1999 * YUAN}, "another amount was not agreed"),
        ({"agreed": "0" * 64}, "there is no such agreement"),
        ({"agreed": ""}, "as entries of before had it: nothing is named"),
    ],
)
def test_a_clerk_cannot_pass_something_off_as_agreed(staffed: Staffed, changes: dict[str, Any], why: str) -> None:
    story = Lost(staffed).worked_out().paid()
    story.found(who="supervisor", back_fen=2000 * YUAN, reason="少一件。")
    as_agreed: dict[str, Any] = {
        "back_fen": 2000 * YUAN,
        "reason": "少一件。",
        "agreed": story.case.life.found[-1][0].digest,
    }

    story.found(when="03-11 09:00", **as_agreed | changes)

    assert story.case.history[-1].stale == "not-allowed", why
    assert to_come_back(story.case) == 2000 * YUAN


def test_an_agreement_ends_with_the_next_one_and_with_a_new_decision(staffed: Staffed) -> None:
    story = Lost(staffed).worked_out().paid()
    story.found(who="supervisor", back_fen=2000 * YUAN, reason="少一件。", when="03-04 09:00")
    first: dict[str, Any] = {
        "back_fen": 2000 * YUAN,
        "reason": "少一件。",
        "agreed": story.case.life.found[-1][0].digest,
    }
    story.found(who="supervisor", back_fen=2500 * YUAN, reason="再议。", when="03-04 10:00")
    story.found(when="03-04 11:00", **first)
    assert story.case.history[-1].stale == "not-allowed", "it was agreed anew meanwhile"
    again: dict[str, Any] = {"back_fen": 2500 * YUAN, "reason": "再议。", "agreed": story.case.life.found[-1][0].digest}
    story.worked_out(lines=LATE, day="03-05")

    story.found(**again)

    assert story.case.history[-1].stale == "not-allowed", "the case was settled anew since"


def test_a_clerk_asks_for_a_part_and_it_holds_once_a_supervisor_agrees(staffed: Staffed) -> None:
    story = Lost(staffed).worked_out().paid().found(asked_fen=2000 * YUAN, reason="只找到两件中的一件。")
    assert to_come_back(story.case) == GOODS, "nobody has agreed yet"
    assert asked_back(story.case) == 2000 * YUAN
    story.at("03-11 09:00", "clerk", story.returned(2000 * YUAN))
    assert to_come_back(story.case) == 1000 * YUAN

    story.found(who="supervisor", when="03-12 09:00", back_fen=2000 * YUAN, reason="同意。")

    assert to_come_back(story.case) == 0
    assert asked_back(story.case) is None
    assert kept_fen(story.case) == 1042 * YUAN, "1,000 let go and the postage"


def test_a_clerk_lets_go_only_as_much_as_they_may_settle_alone(staffed: Staffed) -> None:
    clerk = staffed.office.people.at("clerk")
    assert clerk is not None
    staffed.write("manager", "", e.PersonChanged("clerk", clerk.name, "clerk", 0, 200 * YUAN, True))
    story = Lost(staffed).worked_out().paid().found(back_fen=GOODS - 201 * YUAN, reason="外盒压坏。")
    assert story.case.history[-1].stale == "not-allowed"

    story.found(when="03-10 10:00", back_fen=GOODS - 200 * YUAN, reason="外盒压坏。")

    assert not story.case.history[-1].stale
    assert to_come_back(story.case) == 2800 * YUAN


def test_who_knew_the_earlier_outcome_is_told_again_after_goods_money_and_a_payment_made_once_more(
    staffed: Staffed,
) -> None:
    story = Lost(staffed).worked_out().paid()
    assert story.case.proposal is not None
    done = e.RemedyDone(story.case.proposal.digest, "apologise", "已致歉。")
    story.at("03-04 09:00", "clerk", told(answer="accepts"), done)
    assert missing_to_close(story.case, "settled") == ()

    story.found()
    assert missing_to_close(story.case, "found") == ("money-back", "outcome-told")
    story.at("03-10 10:00", "clerk", told())
    assert missing_to_close(story.case, "found") == ("money-back",)
    story.at("03-11 09:00", "clerk", story.returned(GOODS))
    assert missing_to_close(story.case, "settled") == missing_to_close(story.case, "found") == ("outcome-told",)
    story.at("03-11 10:00", "clerk", told("progress"))
    assert missing_to_close(story.case, "found") == ("outcome-told",), "that was about something else"
    story.at("03-11 11:00", "clerk", told())
    assert missing_to_close(story.case, "found") == ()


def test_a_payment_made_once_more_after_a_mistake_is_told_too(staffed: Staffed) -> None:
    story = Lost(staffed).worked_out().paid()
    assert story.case.proposal is not None
    done = e.RemedyDone(story.case.proposal.digest, "apologise", "已致歉。")
    story.at("03-04 09:00", "clerk", told(), done)
    mistake = e.MoneyReturned(
        "mistake", story.case.life.payments[0][0].digest, ALL, "transfer", "𬭊䶮", "R1", "2026-03-05", "账号有误。"
    )
    story.at("03-05 09:00", "clerk", mistake)
    assert missing_to_close(story.case, "settled") == ("paid",)

    story.paid(when="03-06 09:00", paid_on="2026-03-06")

    assert missing_to_close(story.case, "settled") == ("outcome-told",)


def test_a_closing_of_before_is_obeyed_as_it_was(staffed: Staffed) -> None:
    """Closed when the earlier word to the customer was enough: an update does not open old cases again."""
    story = Lost(staffed).worked_out().paid()
    assert story.case.proposal is not None
    done = e.RemedyDone(story.case.proposal.digest, "apologise", "已致歉。")
    story.at("03-04 09:00", "clerk", told(), done)
    story.found("money")
    closing = e.CaseClosed(outcome="settled", words="客户留款。")
    assert missing_to_end(story.case, "settled") == ()
    assert refusal_of(story.case, closing) is None
    assert refusal_to_record(story.case, closing) is not None

    story.at("03-12 09:00", "clerk", closing)

    assert story.case.life.is_closed


def test_the_same_payment_twice_is_pointed_out(staffed: Staffed) -> None:
    story = Lost(staffed).worked_out().paid(1000 * YUAN, reference="T1")
    (_header, first) = story.case.life.payments[0]

    assert same_again(story.case, first) == first
    assert same_again(story.case, msgspec.structs.replace(first, reference="")) == first, "amount, way and day are"
    assert same_again(story.case, msgspec.structs.replace(first, reference="T2")) is None, "two numbers, two transfers"
    assert same_again(story.case, msgspec.structs.replace(first, reference=" t1", amount_fen=5)) == first
    assert same_again(story.case, msgspec.structs.replace(first, reference="", method="cash")) is None
    story.paid(1000 * YUAN, reference="")
    assert [one.code for one in remarks(story.case)] == ["paid-twice"]


def test_days_that_cannot_be_in_an_older_journal_are_remarks(staffed: Staffed) -> None:
    """Taken in on 2 March 2026; the journal says 1 December 2025, and a text that is no day at all."""
    story = Lost(staffed).worked_out().paid(1000 * YUAN, paid_on="2025-12-01").paid(2042 * YUAN, paid_on="12-1")
    story.found()
    story.at("03-11 09:00", "clerk", story.returned(GOODS, returned_on="2026-03-01"))

    assert [(one.code, one.facts["day"]) for one in remarks(story.case)] == [
        ("paid-before-case", "2025-12-01"),
        ("back-before-case", "2026-03-01"),
    ]
    assert remarks(story.case)[0].facts["first"] == "2026-03-02"
