"""The proposal of a case: amount, reason, remedies, where it stands and who may settle it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from desktop import i18n
from desktop.actions.desk import Desk, load_reference
from desktop.domain import entries as e
from desktop.domain.case import Status
from desktop.domain.intake import ComplaintType
from desktop.domain.proposal import Remedy
from desktop.storage.keys import KeyFile, Unlocked
from desktop.ui import ask
from desktop.ui.background import InlineBackground
from desktop.ui.changes import Changes
from desktop.ui.proposal.view import ProposalView
from desktop.wording import case as case_words
from tests.factories import YUAN, a_decision, a_proposal, an_assessment
from tests.ui.driving import to_front

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.domain.case import Case
    from tests.conftest import FrozenClock
    from tests.factories import Staffed

PASSWORD = "parcel-2026"


@pytest.fixture
def view_for(qtbot: QtBot, staffed: Staffed, clock: FrozenClock) -> Callable[[str], ProposalView]:
    """Open the view for one of the people."""
    i18n.set_language("en")

    def opened(who: str) -> ProposalView:
        desk = Desk(staffed.office, staffed.signers[who], clock, load_reference())
        view = ProposalView(desk, InlineBackground(), Changes())
        qtbot.addWidget(view)
        view.resize(926, 560)
        view.show()
        return view

    return opened


def words(view: QWidget, name: str) -> str:
    return cast("QLabel", view.findChild(QLabel, name)).text()


def banner(view: QWidget) -> str:
    state = cast("QWidget", view.findChild(QWidget, "proposal_state"))
    return "\n".join(label.text() for label in state.findChildren(QLabel)) if state.isVisible() else ""


def press(view: QWidget, name: str) -> None:
    QTest.mouseClick(cast("QPushButton", view.findChild(QPushButton, name)), Qt.MouseButton.LeftButton)


def is_enabled(view: QWidget, name: str) -> bool:
    return cast("QPushButton", view.findChild(QPushButton, name)).isEnabled()


def is_shown(view: QWidget, name: str) -> bool:
    return cast("QWidget", view.findChild(QWidget, name)).isVisible()


def type_amount(view: QWidget, text: str) -> None:
    line = cast("QLineEdit", view.findChild(QLineEdit, "amount"))
    line.selectAll()
    QTest.keyClicks(line, text)


def offer(view: ProposalView, *remedies: Remedy) -> None:
    """Press the chips of some remedies."""
    field = cast("QWidget", view.findChild(QWidget, "remedies"))
    for chip in field.findChildren(QPushButton):
        if chip.text() in {case_words.remedy(remedy.value) for remedy in remedies}:
            QTest.mouseClick(chip, Qt.MouseButton.LeftButton)


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


def test_goodwill_is_told_while_typing_and_so_is_what_is_unusual(
    view_for: Callable[[str], ProposalView], staffed: Staffed, qtbot: QtBot
) -> None:
    for place in range(5):
        alike = staffed.registered(waybill=f"SF138562871674{place}")
        staffed.write("clerk", alike.case_id, an_assessment(alike))
        alike = staffed.office.case(alike.case_id)
        staffed.write("clerk", alike.case_id, a_proposal(alike))
        staffed.write("supervisor", alike.case_id, a_decision(staffed.office.case(alike.case_id)))
    view = view_for("clerk")
    view.show_case(staffed.assessed())
    assert not is_shown(view, "amount_parts")
    assert "5 approved cases" in words(view, "similar_figures")
    assert not is_shown(view, "similar_unusual")

    type_amount(view, "3600")

    def told() -> list[str]:
        parts = cast("QWidget", view.findChild(QWidget, "amount_parts")).findChildren(QLabel)
        return [label.text() for label in parts if label.isVisible()]

    # 3,600.00 - 3,421.00 = 179.00
    qtbot.waitUntil(lambda: told() == ["By the rules", "¥3,421.00", "Goodwill", "¥179.00"])
    assert "is more than in three of four alike cases" in words(view, "similar_unusual")


def test_another_claim_of_the_waybill_is_told_and_one_click_away(
    view_for: Callable[[str], ProposalView], staffed: Staffed, qtbot: QtBot
) -> None:
    first, second = staffed.proposed(), staffed.assessed()
    view = view_for("clerk")
    view.show_case(second)
    assert f"case {first.number}: ¥3,421.00 proposed" in claims(view)

    # Decided while the view is open: it hears of it.
    staffed.write("supervisor", first.case_id, a_decision(first))
    view._changes.case_changed.emit(first.case_id)
    assert f"case {first.number}: ¥3,421.00 approved" in claims(view)
    with qtbot.waitSignal(view._changes.case_requested) as asked:
        press(view, "other_case_button")
    assert asked.args == [first.case_id, "story"]

    view.show_case(staffed.registered(waybill="YT8962646785389"))
    assert claims(view) == ""


def claims(view: QWidget) -> str:
    warned = cast("QWidget", view.findChild(QWidget, "other_claims"))
    return "\n".join(label.text() for label in warned.findChildren(QLabel)) if warned.isVisible() else ""


def test_nobody_is_offered_to_settle_a_second_claim_alone(
    view_for: Callable[[str], ProposalView], staffed: Staffed
) -> None:
    with_alone_limit(staffed, 5000)
    first = staffed.proposed()
    staffed.write("supervisor", first.case_id, a_decision(first))
    view = view_for("clerk")

    view.show_case(staffed.assessed())

    assert not is_shown(view, "settle_alone_button")


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


def with_alone_limit(staffed: Staffed, yuan: int) -> None:
    """Let the clerk settle small cases alone, and give them a password to sign with."""
    clerk = staffed.office.people.at("clerk")
    assert clerk is not None
    staffed.write(
        "manager",
        "",
        e.PersonChanged(
            person_id="clerk",
            name=clerk.name,
            role="clerk",
            limit_fen=0,
            alone_limit_fen=yuan * YUAN,
            active=True,
        ),
    )
    keys = KeyFile.new(staffed.office.folder, "office")
    keys.put("clerk", Unlocked(staffed.key, staffed.signers["clerk"]), PASSWORD)


@pytest.mark.parametrize(("limit", "shown"), [(0, False), (3420, False), (3421, True)])
def test_settling_alone_is_offered_only_within_ones_own_limit(
    view_for: Callable[[str], ProposalView], staffed: Staffed, limit: int, shown: bool
) -> None:
    with_alone_limit(staffed, limit)
    view = view_for("clerk")

    view.show_case(staffed.assessed())

    assert is_shown(view, "settle_alone_button") is shown


def test_settling_alone_sends_signs_and_marks_the_case(
    view_for: Callable[[str], ProposalView], staffed: Staffed, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_alone_limit(staffed, 5000)
    case = staffed.assessed()
    view = view_for("clerk")
    view.show_case(case)
    offer(view, Remedy.COMPENSATE)
    monkeypatch.setattr(ask, "ask_reason", lambda *_args, **_options: "网点只有一人")
    monkeypatch.setattr(ask, "ask_password", lambda *_args: PASSWORD)

    press(view, "settle_alone_button")

    settled: Case = staffed.office.case(case.case_id)
    assert settled.status is Status.APPROVED
    assert settled.decision is not None
    assert settled.decision.body.alone
    assert "marked for later review" in banner(view)


def test_a_wrong_password_leaves_the_proposal_waiting(
    view_for: Callable[[str], ProposalView], staffed: Staffed, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_alone_limit(staffed, 5000)
    case = staffed.assessed()
    view = view_for("clerk")
    view.show_case(case)
    offer(view, Remedy.COMPENSATE)
    monkeypatch.setattr(ask, "ask_reason", lambda *_args, **_options: "网点只有一人")
    monkeypatch.setattr(ask, "ask_password", lambda *_args: "not-it-2026")

    press(view, "settle_alone_button")

    assert staffed.office.case(case.case_id).status is not Status.APPROVED
    assert banner(view) == "The password is wrong."


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


def test_whoever_is_about_to_send_without_a_finding_is_told_and_may_still_do_so(
    view_for: Callable[[str], ProposalView], staffed: Staffed, qtbot: QtBot
) -> None:
    case = staffed.assessed()
    view = view_for("clerk")
    view.show_case(case)

    assert "Nobody has recorded yet what happened." in banner(view)
    assert words(view, "proposal_note") == "This would be sent without a finding."
    with qtbot.waitSignal(view._changes.case_requested) as asked:
        press(view, "onward_button")
    assert asked.args == [case.case_id, "story"]
    assert is_enabled(view, "send_button")

    staffed.write("clerk", case.case_id, e.FindingRecorded(stands="yes", responsible="transport", account="受压。"))
    view.show_case(staffed.office.case(case.case_id))

    assert "Nobody has recorded" not in banner(view)
    assert words(view, "proposal_note") == ""


def test_whoever_cannot_propose_is_not_asked_for_a_finding(
    view_for: Callable[[str], ProposalView], staffed: Staffed
) -> None:
    view = view_for("auditor")
    view.show_case(staffed.assessed())

    assert "Nobody has recorded" not in banner(view)
