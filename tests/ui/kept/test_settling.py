"""What is typed on the way to a decision is there again: facts, proposal, reasons."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop.actions import settlement
from desktop.domain import entries as e
from desktop.domain.claim import DirectCost, Event
from desktop.domain.proposal import ProposalDraft, Remedy
from desktop.ui import ask
from desktop.ui.assessment.facts_form import FactsForm
from tests.factories import YUAN, example_facts
from tests.ui.conftest import PASSWORD
from tests.ui.driving import press, shown, write
from tests.ui.follow_up.hands import case_of, say, texts
from tests.ui.kept.hands import throw_away, typed_into

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.case import Case
    from desktop.ui.approval.page import ApprovalPage
    from desktop.ui.cases.page import CasesPage
    from tests.ui.kept.hands import Office


def test_a_proposal_half_written_is_there_again(office: Office) -> None:
    case = office.staffed.assessed()
    page = office.opened(case, "proposal")
    write(page, "amount", "3500")
    say(page, "change_reason", "An old customer")
    press(page, "apologise")
    page.leave()

    again = office.opened(case, "proposal")

    assert shown(again, "amount", QLineEdit).text() in ("3500", "3,500.00")
    assert shown(again, "change_reason", QPlainTextEdit).toPlainText() == "An old customer"
    assert "¥3,500.00" in texts(again), "the sentence follows"
    press(again, "send_button")
    proposal = case_of(office.staffed, case).proposal
    assert proposal is not None
    assert (proposal.body.amount_fen, proposal.body.remedies) == (350_000, ("apologise",))
    assert office.drafts() == []


@pytest.fixture
def case(office: Office) -> Case:
    """The parcel of example CN-V-03 under the terms of a plain agreement, worked out and recorded: 3,421 yuan."""
    registered = office.staffed.registered(carrier="zz")
    return settlement.keep_assessment(office.desk("clerk"), registered.case_id, example_facts(), registered.basis)


def amount_of(page: CasesPage) -> str:
    return shown(page, "payable_amount", QLabel).text()


def type_amount(page: CasesPage, key: str, amount: str) -> QLineEdit:
    line = write(shown(page, "facts_form", QWidget), key, amount)
    QApplication.processEvents()
    return line


def test_facts_half_typed_are_there_again_and_only_what_differs_is_kept(office: Office, case: Case) -> None:
    """Worth 2,000 with the whole parcel broken pays 2,000, and 421 of freight go back as before."""
    page = office.opened(case, "assessment")
    type_amount(page, "actual_value", "2000")
    assert amount_of(page) == "¥2,421.00"
    page.open_case(office.staffed.registered(waybill="YT8962646785389").case_id, "assessment")
    (draft,) = office.drafts()
    assert (draft.form, list(draft.typed)) == ("assessment", ["actual_value"])
    assert Decimal(draft.typed["actual_value"].replace(",", "")) == 2000, "tidied or not, as the field was left"

    page.open_case(case.case_id, "assessment")
    assert amount_of(page) == "¥2,421.00"
    again = office.opened(case, "assessment")

    assert amount_of(again) == "¥2,421.00"
    assert "Here again" in texts(again)
    press(again, "keep_button")
    now = case_of(office.staffed, case)
    assert now.assessment is not None
    assert now.assessment.body.payable_fen == 2421 * YUAN
    assert office.drafts() == []
    assert "Here again" not in texts(again)


def test_facts_typed_back_to_what_is_recorded_leave_no_draft(office: Office, case: Case) -> None:
    page = office.opened(case, "assessment")
    type_amount(page, "actual_value", "2000")
    page.leave()
    assert len(office.drafts()) == 1

    type_amount(page, "actual_value", "9,500.00")
    page.leave()

    assert office.drafts() == []


def test_choices_and_lines_of_costs_come_back_with_the_amounts(office: Office, case: Case) -> None:
    """The product belongs to other terms than the recorded ones, and the repair matters only to damage in part."""
    page = office.opened(case, "assessment")
    form = shown(page, "facts_form", FactsForm)
    form.change("terms", "sf")
    product = form.widget("product").offered[0]
    form.change("product", product)
    form.change("event", Event.PARTIAL_DAMAGE)
    form.change("loss_ratio", Decimal("0.5"))
    form.change("consumer", True)
    form.change("direct_costs", (DirectCost("Inspection", Decimal(120)),))
    before, facts = typed_into(form), form.facts()
    page.leave()

    again = office.opened(case, "assessment")

    form = shown(again, "facts_form", FactsForm)
    assert form.facts() == facts
    assert typed_into(form) == before
    assert facts is not None
    assert (facts.product, facts.direct_costs) == (product, (DirectCost("Inspection", Decimal(120)),))
    form.focus("actual_value")
    throw_away()
    assert form.facts() == example_facts()
    assert office.drafts() == []


def test_facts_somebody_else_recorded_meanwhile_lie_beneath_and_that_is_said(office: Office, case: Case) -> None:
    """They found 300 of freight, not 421: with a loss of 2,000 the rules pay 2,300."""
    page = office.opened(case, "assessment")
    type_amount(page, "actual_value", "2000")
    page.open_case(office.staffed.registered(waybill="YT8962646785389").case_id)
    theirs = example_facts(freight=Decimal(300), actual_value=Decimal(9000))
    settlement.keep_assessment(office.desk("supervisor"), case.case_id, theirs, case.basis)

    page.open_case(case.case_id, "assessment")

    assert "The case has changed since" in texts(page)
    assert amount_of(page) == "¥2,300.00"
    assert "What is on the screen differs from it." in texts(page)


def test_a_correction_beneath_facts_being_typed_takes_none_of_them_away(office: Office, case: Case) -> None:
    page = office.opened(case, "assessment")
    type_amount(page, "actual_value", "2000")
    corrected = msgspec.structs.replace(case.intake, freight=300 * YUAN)
    office.staffed.write("clerk", case.case_id, e.CaseCorrected(intake=corrected, reason="看错"))

    page._changes.case_changed.emit(case.case_id)
    QApplication.processEvents()

    assert amount_of(page) == "¥2,300.00"
    assert "The case has changed since" in texts(page)


def test_an_assessment_recorded_while_ours_was_on_its_way_is_not_overwritten(office: Office, case: Case) -> None:
    page = office.opened(case, "assessment")
    type_amount(page, "actual_value", "2000")
    theirs = settlement.keep_assessment(
        office.desk("supervisor"), case.case_id, example_facts(freight=Decimal(300)), case.basis
    )

    press(page, "keep_button")

    assert case_of(office.staffed, case).assessment == theirs.assessment
    assert "Somebody else has saved a new assessment meanwhile" in texts(page)
    assert amount_of(page) == "¥2,300.00"
    press(page, "keep_button")
    now = case_of(office.staffed, case)
    assert now.assessment is not None
    assert now.assessment.body.payable_fen == 2300 * YUAN


def test_who_may_only_look_tries_out_without_a_draft(office: Office, case: Case) -> None:
    page = office.opened(case, "assessment", who="auditor")
    type_amount(page, "actual_value", "2000")
    page.leave()

    assert office.drafts("auditor") == []


def in_the_window(act: Callable[[QDialog], None]) -> None:
    """Act in the window that is about to ask something, as soon as it takes keys."""

    def now() -> None:
        window = QApplication.activeModalWidget()
        assert isinstance(window, QDialog)
        if not window.isActiveWindow():
            window.activateWindow()
            QTimer.singleShot(10, now)
            return
        try:
            act(window)
        finally:
            if window.isVisible():
                window.reject()

    QTimer.singleShot(0, now)


def type_reason(words: str) -> Callable[[QDialog], None]:
    def act(window: QDialog) -> None:
        QTest.keyClicks(shown(window, "asked_reason_edit", QPlainTextEdit), words)
        window.reject()

    return act


def read_reason(told: list[str], then: Callable[[QDialog], None]) -> Callable[[QDialog], None]:
    def act(window: QDialog) -> None:
        told.append(shown(window, "asked_reason_edit", QPlainTextEdit).toPlainText())
        told.append(texts(window))
        then(window)

    return act


def test_the_reason_of_a_decision_half_written_is_there_again(
    office: Office, case: Case, page_for: Callable[[str], ApprovalPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = ProposalDraft(3421 * YUAN, 3421 * YUAN, "", (Remedy.COMPENSATE,), "")
    settlement.propose(office.desk("clerk"), case.case_id, draft)
    page = page_for("supervisor")
    in_the_window(type_reason("The invoice is miss"))
    press(page, "return_button")
    assert [(kept.form, kept.pick, kept.typed) for kept in office.drafts("supervisor")] == [
        ("verdict", "return", {"words": "The invoice is miss"})
    ]

    told: list[str] = []
    again = page_for("supervisor")
    in_the_window(read_reason(told, lambda window: window.reject()))
    press(again, "approve_button")
    in_the_window(read_reason(told, lambda window: press(window, "asked_verb_button")))
    monkeypatch.setattr(ask, "ask_password", lambda *_args: None)
    press(again, "return_button")

    assert told[0] == "", "another verdict has its own reason"
    assert told[2] == "The invoice is miss"
    assert "Here again" in told[3]
    assert len(office.drafts("supervisor")) == 1, "not signed yet"
    monkeypatch.setattr(ask, "ask_password", lambda *_args: PASSWORD)
    in_the_window(lambda window: press(window, "asked_verb_button"))
    press(again, "return_button")
    assert office.staffed.office.case(case.case_id).decisions[-1].body.reason == "The invoice is miss"
    assert office.drafts("supervisor") == []


def test_one_key_throws_the_reason_of_a_decision_away(
    office: Office, case: Case, page_for: Callable[[str], ApprovalPage]
) -> None:
    draft = ProposalDraft(3421 * YUAN, 3421 * YUAN, "", (Remedy.COMPENSATE,), "")
    settlement.propose(office.desk("clerk"), case.case_id, draft)
    page = page_for("supervisor")
    in_the_window(type_reason("Half"))
    press(page, "refuse_button")

    def throw(window: QDialog) -> None:
        edit = shown(window, "asked_reason_edit", QPlainTextEdit)
        QTest.keyClick(edit, Qt.Key.Key_Delete, Qt.KeyboardModifier.AltModifier)
        assert edit.toPlainText() == ""
        window.reject()

    in_the_window(throw)
    press(page, "refuse_button")

    assert office.drafts("supervisor") == []
