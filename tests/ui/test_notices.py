"""Telling those who answer: the notice, their objection, the answer to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.domain import entries as e
from desktop.ui.cases.notices import Notices
from desktop.wording import history
from desktop.wording.names import Names
from tests.factories import YUAN, a_decision, a_finding, a_proposal
from tests.ui.driving import press, sees, shown, write
from tests.ui.inline import InlineBackground

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from tests.conftest import FrozenClock
    from tests.factories import Staffed

SHARES = (e.Share("delivery", 70, "张三"), e.Share("sender", 30))


@pytest.fixture
def card_for(english: None, desk_of: Callable[[str], Desk], qtbot: QtBot) -> Callable[[str, Case], Notices]:
    def made(who: str, case: Case) -> Notices:
        card = Notices(desk_of(who), InlineBackground())
        qtbot.addWidget(card)
        card.resize(860, 300)
        card.show()
        card.show_case(case)
        return card

    return made


def approved(staffed: Staffed, shares: tuple[e.Share, ...] = SHARES) -> Case:
    """A case with 3,421 yuan approved and a finding."""
    case = staffed.assessed()
    staffed.write("clerk", case.case_id, a_finding(shares=shares, responsible="delivery"))
    staffed.write("clerk", case.case_id, a_proposal(staffed.office.case(case.case_id), 3421 * YUAN))
    staffed.write("supervisor", case.case_id, a_decision(staffed.office.case(case.case_id)))
    return staffed.office.case(case.case_id)


def texts(card: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())


def push(card: QWidget, name: str) -> None:
    QApplication.processEvents()  # what was just added becomes visible
    press(card, name)


def say(card: QWidget, name: str, words: str) -> None:
    field = shown(card, name, QWidget)
    field.set_value(words)  # type: ignore[attr-defined]  # a text


def notices(staffed: Staffed, case: Case) -> list[e.NoticeGiven]:
    return [notice.given[1] for notice in staffed.office.case(case.case_id).life.notices.values()]


def test_a_supervisor_gives_the_notice_as_it_is_filled_in(
    staffed: Staffed, card_for: Callable[[str, Case], Notices]
) -> None:
    case = approved(staffed)
    card = card_for("supervisor", case)
    assert "Sender's packing" not in texts(card), "the sender is nobody of ours"

    push(card, "give_notice_button")
    assert "¥3,421.00 approved for the customer" in texts(card)
    push(card, "notice_save_button")

    (given,) = notices(staffed, case)
    # 3,421.00 x 70 % = 2,394.70; Monday 2 March 2026 and three working days: Thursday 5 March.
    assert (given.party, given.name, given.percent) == ("delivery", "张三", 70)
    assert (given.loss_fen, given.penalty_fen, given.object_until) == (342100, 239470, "2026-03-05")
    assert given.reason == "装车时受压。"
    assert "Delivery (张三) 70 %: bears ¥2,394.70 of ¥3,421.00" in texts(card)
    assert "May object until 5 Mar 2026" in texts(card)
    assert not sees(card, "give_notice_button")
    assert card.hasFocus(), "the page stays where the result is"


def test_the_loss_is_what_the_case_shows_and_the_penalty_never_above_the_share(
    staffed: Staffed, card_for: Callable[[str, Case], Notices]
) -> None:
    case = approved(staffed)
    card = card_for("supervisor", case)
    push(card, "give_notice_button")

    assert not sees(card, "direct"), "only a manager adds to it"
    write(card, "penalty", "2394.71")
    push(card, "notice_save_button")
    assert notices(staffed, case) == []
    assert "At most ¥2,394.70 may be charged." in texts(card)

    write(card, "penalty", "200.00")
    push(card, "notice_save_button")
    assert [given.penalty_fen for given in notices(staffed, case)] == [200 * YUAN]


def test_a_manager_adds_documented_costs_and_the_penalty_follows(
    staffed: Staffed, card_for: Callable[[str, Case], Notices]
) -> None:
    case = approved(staffed)
    card = card_for("manager", case)
    push(card, "give_notice_button")
    assert not sees(card, "direct_reason")

    write(card, "direct", "79.00")
    # (3,421.00 + 79.00) x 70 % = 2,450.00
    assert shown(card, "penalty", QWidget).value().text == "2450.00"  # type: ignore[attr-defined]  # an amount
    push(card, "notice_save_button")
    assert notices(staffed, case) == [], "costs are documented"
    say(card, "direct_reason", "上门车费，票据在案。")
    push(card, "notice_save_button")

    (given,) = notices(staffed, case)
    assert (given.loss_fen, given.direct_fen, given.penalty_fen) == (350000, 7900, 245000)


def test_a_notice_on_an_earlier_finding_is_marked_and_withdrawn(
    staffed: Staffed, card_for: Callable[[str, Case], Notices]
) -> None:
    case = approved(staffed)
    card = card_for("supervisor", case)
    push(card, "give_notice_button")
    push(card, "notice_save_button")
    halves = (e.Share("delivery", 50, "张三"), e.Share("sender", 50))
    staffed.write("clerk", case.case_id, a_finding(shares=halves, responsible="delivery"))
    card.show_case(staffed.office.case(case.case_id))
    assert "The finding has changed" in texts(card)
    push(card, "give_notice_button")
    push(card, "notice_save_button")
    assert "A notice given on an earlier finding still stands (张三). Withdraw it first." in texts(card)

    push(card, "withdraw_notice_button")
    push(card, "notice_save_button")
    (notice,) = staffed.office.case(case.case_id).life.notices.values()
    assert notice.withdrawn is None, "not without a reason"
    say(card, "reason", "责任比例重新核定。")
    push(card, "notice_save_button")

    (notice,) = staffed.office.case(case.case_id).life.notices.values()
    assert notice.penalty_fen == 0
    assert "Withdrawn, nothing is to be borne" in texts(card)
    assert "责任比例重新核定。" in texts(card)
    assert not sees(card, "withdraw_notice_button")


def test_a_day_gone_by_to_object_is_told_at_its_field(
    staffed: Staffed, card_for: Callable[[str, Case], Notices]
) -> None:
    case = approved(staffed)
    card = card_for("supervisor", case)
    push(card, "give_notice_button")

    write(card, "object_until", "2026-03-01")
    push(card, "notice_save_button")

    assert notices(staffed, case) == []
    assert "This day has gone by already." in texts(card)


def test_an_objection_is_recorded_by_anybody_and_answered_by_a_supervisor(
    staffed: Staffed, card_for: Callable[[str, Case], Notices]
) -> None:
    case = approved(staffed)
    card = card_for("supervisor", case)
    push(card, "give_notice_button")
    push(card, "notice_save_button")

    clerk = card_for("clerk", staffed.office.case(case.case_id))
    push(clerk, "object_button")
    say(clerk, "words", "交接时外箱已破，有照片。")
    push(clerk, "notice_save_button")
    assert "Objection to be answered" in texts(clerk)
    assert not sees(clerk, "answer_button"), "a clerk answers no objection"

    card.show_case(staffed.office.case(case.case_id))
    assert "You gave this notice, so another supervisor or manager answers" in texts(card)
    assert not sees(card, "answer_button")
    card = card_for("manager", staffed.office.case(case.case_id))
    push(card, "answer_button")
    say(card, "reason", "照片属实，减半。")
    write(card, "penalty", "2394.71")
    push(card, "notice_save_button")
    assert "At most ¥2,394.70 may be charged." in texts(card)
    write(card, "penalty", "1197.35")
    push(card, "notice_save_button")

    (notice,) = staffed.office.case(case.case_id).life.notices.values()
    assert notice.penalty_fen == 119735
    assert "Objection answered, ¥1,197.35 stands" in texts(card)
    assert "照片属实，减半。" in texts(card)


def test_a_clerk_sees_who_is_to_be_told_but_gives_no_notice(
    staffed: Staffed, card_for: Callable[[str, Case], Notices]
) -> None:
    card = card_for("clerk", approved(staffed))

    assert "Not told yet" in texts(card)
    assert not sees(card, "give_notice_button")


@pytest.mark.parametrize("shares", [(e.Share("sender", 100),), (e.Share("unknown", 100),)])
def test_there_is_nothing_to_see_where_nobody_of_ours_answers(
    staffed: Staffed, card_for: Callable[[str, Case], Notices], shares: tuple[e.Share, ...]
) -> None:
    assert not card_for("supervisor", approved(staffed, shares)).isVisible()


def test_what_is_typed_outlives_a_new_entry(staffed: Staffed, card_for: Callable[[str, Case], Notices]) -> None:
    case = approved(staffed)
    card = card_for("supervisor", case)
    push(card, "give_notice_button")
    say(card, "reason", "还在写")

    staffed.write("clerk", case.case_id, e.NoteAdded(words="来电"))
    card.show_case(staffed.office.case(case.case_id))

    assert shown(card, "reason", QWidget).value() == "还在写"  # type: ignore[attr-defined]  # a text


def test_a_late_objection_is_marked_and_the_supervisor_says_whether_it_is_heard(
    staffed: Staffed, card_for: Callable[[str, Case], Notices], clock: FrozenClock
) -> None:
    case = approved(staffed)
    card = card_for("supervisor", case)
    push(card, "give_notice_button")
    push(card, "notice_save_button")
    clock.advance(days=5)
    clerk = card_for("clerk", staffed.office.case(case.case_id))
    push(clerk, "object_button")
    say(clerk, "words", "出差了。")
    push(clerk, "notice_save_button")
    assert "Late objection: hear it or not" in texts(clerk)
    assert "Objected on 7 Mar 2026, after the last day (5 Mar 2026)." in texts(clerk)

    card = card_for("manager", staffed.office.case(case.case_id))
    push(card, "answer_button")
    say(card, "reason", "通知在先。")
    push(card, "notice_save_button")
    (notice,) = staffed.office.case(case.case_id).life.notices.values()
    assert notice.answered is None, "first it has to be said whether it is heard"
    press(shown(card, "heard", QWidget), "False")
    assert not sees(card, "penalty")
    push(card, "notice_save_button")

    (notice,) = staffed.office.case(case.case_id).life.notices.values()
    assert notice.answered is not None
    assert (notice.answered[1].heard, notice.penalty_fen) == (False, 239470)
    assert "Objection came late and was not heard, ¥2,394.70 stands" in texts(card)
    folded = staffed.office.case(case.case_id)
    names = Names.of_case(folded, staffed.office.people, {})
    told = [history.sentence(line, card._desk.reference.packs, names) for line in folded.history[-2:]]
    assert told == [
        "张三 objects to the notice, late (last day 5 Mar 2026): 出差了。",
        "张三: Objection not heard, for it came late: 通知在先。",
    ]


def test_a_notice_on_a_finding_changed_meanwhile_is_refused_and_keeps_what_was_typed(
    staffed: Staffed, card_for: Callable[[str, Case], Notices]
) -> None:
    case = approved(staffed)
    assert case.proposal is not None
    paid = e.PaymentMade(case.proposal.digest, 3421 * YUAN, "cash", "𬭊䶮", "", "", "2026-03-02")
    staffed.write("clerk", case.case_id, paid)
    case = staffed.office.case(case.case_id)
    card = card_for("supervisor", case)
    card.recorded.connect(card.show_case)
    push(card, "give_notice_button")
    say(card, "reason", "核对过监控。")
    staffed.write("clerk", case.case_id, a_finding("另一段监控。", shares=SHARES, responsible="delivery"))

    push(card, "notice_save_button")

    assert notices(staffed, case) == []
    assert "the finding has changed since you looked" in texts(card)
    assert shown(card, "reason", QWidget).value() == "核对过监控。"  # type: ignore[attr-defined]  # a text
    push(card, "notice_save_button")
    assert [given.reason for given in notices(staffed, case)] == ["核对过监控。"], "delivery still answers for 70 %"


def test_a_penalty_above_the_share_of_what_is_left_after_money_came_back_is_pointed_out(
    staffed: Staffed, card_for: Callable[[str, Case], Notices]
) -> None:
    case = approved(staffed)
    assert case.proposal is not None
    paid = e.PaymentMade(case.proposal.digest, 3421 * YUAN, "cash", "𬭊䶮", "", "", "2026-03-02")
    staffed.write("clerk", case.case_id, paid)
    card = card_for("supervisor", staffed.office.case(case.case_id))
    push(card, "give_notice_button")
    push(card, "notice_save_button")
    (found,) = staffed.write("clerk", case.case_id, e.GoodsFound("驿站", "goods", "盘点时找到。"))
    back = e.MoneyReturned("goods-found", found.digest, 3000 * YUAN, "cash", "𬭊䶮", "", "2026-03-02", "")
    staffed.write("clerk", case.case_id, back)

    card.show_case(staffed.office.case(case.case_id))

    # 421.00 x 70 % = 294.70
    assert "Money came back since: the loss is ¥421.00 now, their share ¥294.70." in texts(card)
