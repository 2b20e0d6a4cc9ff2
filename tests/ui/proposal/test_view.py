"""The proposal of a case: amount, reason, remedies, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton

from desktop.domain import entries as e
from desktop.domain.case import Status
from desktop.domain.intake import ComplaintType
from desktop.domain.payments import left_to_pay
from desktop.domain.proposal import Remedy
from desktop.ui import ask
from desktop.ui.choices import ChoiceField
from tests.factories import YUAN, a_decision, an_assessment
from tests.ui.driving import to_front
from tests.ui.follow_up.hands import approved
from tests.ui.proposal.reading import banner, is_enabled, is_shown, offer, press, type_amount, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.domain.case import Case
    from desktop.ui.proposal.view import ProposalView
    from tests.factories import Staffed


def test_the_computed_amount_stands_there_with_its_origin_and_a_sentence(
    view_for: Callable[[str], ProposalView], staffed: Staffed
) -> None:
    view = view_for("clerk")
    view.show_case(staffed.assessed())

    assert cast("QLineEdit", view.findChild(QLineEdit, "amount")).text() == "3,421.00"
    assert words(view, "proposal_sentence") == "Damage (瓷瓶): pay ¥3,421.00, because that is what the rules give."
    assert not is_shown(view, "change_reason")


def test_a_changed_amount_needs_a_reason_which_goes_into_the_sentence(
    view_for: Callable[[str], ProposalView], staffed: Staffed
) -> None:
    case = staffed.assessed()
    view = view_for("clerk")
    view.show_case(case)
    offer(view, Remedy.COMPENSATE)

    type_amount(view, "3600")
    press(view, "send_button")
    assert staffed.office.case(case.case_id).proposal is None
    assert is_shown(view, "change_reason")

    reason = cast("QPlainTextEdit", view.findChild(QPlainTextEdit, "change_reason"))
    QTest.keyClicks(reason, "three trips")
    assert "because three trips (the rules give ¥3,421.00)" in words(view, "proposal_sentence")
    press(view, "send_button")

    proposal = staffed.office.case(case.case_id).proposal
    assert proposal is not None
    assert (proposal.body.amount_fen, proposal.body.computed_fen, proposal.body.change_reason) == (
        3600 * YUAN,
        3421 * YUAN,
        "three trips",
    )


def test_the_computed_amount_is_one_click_away(view_for: Callable[[str], ProposalView], staffed: Staffed) -> None:
    view = view_for("clerk")
    view.show_case(staffed.assessed())
    type_amount(view, "1")

    press(view, "use_computed_button")

    assert cast("QLineEdit", view.findChild(QLineEdit, "amount")).text() == "3,421.00"
    assert not is_shown(view, "use_computed_button")


def test_after_sending_it_waits_and_cannot_be_sent_twice(
    view_for: Callable[[str], ProposalView], staffed: Staffed, qtbot: QtBot
) -> None:
    case = staffed.assessed()
    view = view_for("clerk")
    view.show_case(case)
    offer(view, Remedy.COMPENSATE, Remedy.APOLOGISE)

    with qtbot.waitSignal(view._changes.case_changed):
        press(view, "send_button")

    assert staffed.office.case(case.case_id).status is Status.PROPOSED
    assert "a supervisor" in "\n".join(label.text() for label in view.findChildren(QLabel))
    assert not is_shown(view, "send_button")
    type_amount(view, "3000")
    assert cast("QLineEdit", view.findChild(QLineEdit, "amount")).text() == "3,421.00"

    press(view, "change_button")
    assert not is_shown(view, "change_button")
    type_amount(view, "3000")
    assert is_shown(view, "send_button")


def test_after_sending_the_keyboard_stays_on_the_proposal(
    view_for: Callable[[str], ProposalView], staffed: Staffed, qtbot: QtBot
) -> None:
    view = view_for("clerk")
    view.show_case(staffed.assessed())
    to_front(view, qtbot)
    offer(view, Remedy.COMPENSATE)
    button = cast("QPushButton", view.findChild(QPushButton, "send_button"))
    button.setFocus()

    QTest.keyClick(button, Qt.Key.Key_Space)

    assert cast("QPushButton", view.findChild(QPushButton, "change_button")).hasFocus()


@pytest.mark.parametrize(
    ("verdict", "said", "may_send"),
    [
        (e.Verdict.RETURN, "Change the proposal and send it again.", True),
        (e.Verdict.REFUSE, "Another proposal may be sent.", True),
        (e.Verdict.APPROVE, "The papers can be issued.", False),
        (e.Verdict.PASS_UP, "It waits for somebody with a higher limit.", False),
    ],
)
def test_a_verdict_is_shown_with_its_reason_and_the_next_step(
    view_for: Callable[[str], ProposalView], staffed: Staffed, verdict: e.Verdict, said: str, may_send: bool
) -> None:
    case = staffed.proposed()
    staffed.write("supervisor", case.case_id, a_decision(case, verdict, reason="为此"))
    view = view_for("clerk")

    view.show_case(staffed.office.case(case.case_id))

    assert "某supervisor" in banner(view)
    assert "为此" in banner(view)
    assert said in banner(view)
    assert is_shown(view, "send_button") is may_send


def test_a_stale_proposal_says_why_and_leads_to_the_step_that_mends_it(
    view_for: Callable[[str], ProposalView], staffed: Staffed, qtbot: QtBot
) -> None:
    case = staffed.proposed()
    corrected = msgspec.structs.replace(case.intake, freight=1)
    staffed.write("clerk", case.case_id, e.CaseCorrected(intake=corrected, reason="看错"))
    view = view_for("clerk")
    view.show_case(staffed.office.case(case.case_id))

    assert "Assess the case again." in banner(view)
    assert not is_enabled(view, "send_button")
    with qtbot.waitSignal(view._changes.case_requested) as asked:
        press(view, "onward_button")
    assert asked.args == [case.case_id, "assessment"]


def test_a_complaint_without_money_can_be_settled_by_remedies_alone(
    view_for: Callable[[str], ProposalView], staffed: Staffed
) -> None:
    case = staffed.registered(types=(ComplaintType.ATTITUDE,), asks=())
    view = view_for("clerk")
    view.show_case(case)

    press(view, "send_button")
    assert staffed.office.case(case.case_id).proposal is None

    offer(view, Remedy.APOLOGISE)
    press(view, "send_button")
    assert staffed.office.case(case.case_id).status is Status.PROPOSED
    assert "no money rules apply" in words(view, "proposal_sentence")


def test_an_auditor_reads_but_sends_nothing(view_for: Callable[[str], ProposalView], staffed: Staffed) -> None:
    view = view_for("auditor")
    view.show_case(staffed.assessed())

    assert not is_enabled(view, "send_button")
    assert "Auditor" in words(view, "proposal_note")


def test_what_is_being_typed_survives_news_about_the_case(
    view_for: Callable[[str], ProposalView], staffed: Staffed
) -> None:
    case = staffed.assessed()
    view = view_for("clerk")
    view.show_case(case)
    type_amount(view, "3600")
    staffed.write("clerk", case.case_id, e.NoteAdded(words="客户来电"))

    view.show_case(staffed.office.case(case.case_id))

    assert cast("QLineEdit", view.findChild(QLineEdit, "amount")).text() == "3600"
    assert view.is_dirty


def test_a_new_assessment_changes_the_amount_and_leaves_what_was_typed_beside_it(
    view_for: Callable[[str], ProposalView], staffed: Staffed
) -> None:
    case = staffed.assessed(payable=100 * YUAN)
    view = view_for("clerk")
    view.show_case(case)
    note = cast("QPlainTextEdit", view.findChild(QPlainTextEdit, "words"))
    QTest.keyClicks(note, "regular customer")
    staffed.write("clerk", case.case_id, an_assessment(case, 90 * YUAN))

    view.show_case(staffed.office.case(case.case_id))

    assert cast("QLineEdit", view.findChild(QLineEdit, "amount")).text() == "90.00"
    assert note.toPlainText() == "regular customer"


def paid(staffed: Staffed) -> Case:
    """3,421 yuan approved and paid in cash."""
    case = approved(staffed, remedies=("compensate",))
    assert case.proposal is not None
    staffed.write(
        "clerk", case.case_id, e.PaymentMade(case.proposal.digest, 3421 * YUAN, "cash", "𬭊䶮", "", "", "2026-03-02")
    )
    return staffed.office.case(case.case_id)


@pytest.mark.parametrize(
    ("choice", "sentence", "before", "left"),
    [
        (True, "Of this ¥3,421.00 was paid before; ¥79.00 goes out now.", 3421 * YUAN, 79 * YUAN),
        (False, "¥3,421.00 was paid before; with this it is ¥6,921.00 in all.", 0, 3500 * YUAN),
    ],
)
def test_a_second_proposal_says_what_becomes_of_the_money_that_was_paid(
    view_for: Callable[[str], ProposalView],
    staffed: Staffed,
    monkeypatch: pytest.MonkeyPatch,
    choice: bool,
    sentence: str,
    before: int,
    left: int,
) -> None:
    monkeypatch.setattr(ask, "confirm", lambda *_words, **_more: True)
    case = paid(staffed)
    view = view_for("clerk")
    view.show_case(case)
    assert not is_shown(view, "includes_kept"), "nothing is asked of what was sent and paid"
    press(view, "change_button")
    type_amount(view, "3500")
    QTest.keyClicks(cast("QPlainTextEdit", view.findChild(QPlainTextEdit, "change_reason")), "two more trips")
    press(view, "send_button")
    assert staffed.office.case(case.case_id).decision is not None, "it is not sent before that is said"

    box = cast("ChoiceField", view.findChild(ChoiceField, "includes_kept"))
    box.setFocus()
    QTest.keyClicks(box, "¥3,421.00 is part" if choice else "The amount")
    assert sentence in words(view, "proposal_sentence")
    press(view, "send_button")

    sent = staffed.office.case(case.case_id)
    assert sent.proposal is not None
    assert (sent.proposal.body.amount_fen, sent.proposal.body.paid_before_fen) == (3500 * YUAN, before)
    staffed.write("supervisor", case.case_id, a_decision(sent))
    assert left_to_pay(staffed.office.case(case.case_id)) == left
