"""What is typed into the forms of the story is there again: finding, notice, note, correction of the registration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop.domain import entries as e
from desktop.domain.intake import ComplaintType, Mood
from tests.factories import a_finding
from tests.ui.driving import press, sees, shown, write
from tests.ui.follow_up.hands import case_of, choose, say, texts
from tests.ui.kept.hands import Office, throw_away, typed_into

if TYPE_CHECKING:
    from desktop.ui.cases.page import CasesPage
    from desktop.ui.intake.form import IntakeForm


def test_a_finding_half_typed_is_there_again_with_its_shares(office: Office) -> None:
    case = office.staffed.registered()
    page = office.opened(case, "story")
    press(shown(page, "stands", QWidget), "yes")
    press(page, "share_button")
    choose(page, "responsible", "Sorting")
    write(page, "answers_name_2", "Li")  # a name before anybody said which party
    say(page, "account", "The belt tore")
    page.open_case(office.staffed.registered(waybill="YT8962646785389").case_id)

    page.open_case(case.case_id)

    assert shown(page, "account", QPlainTextEdit).toPlainText() == "The belt tore"
    assert shown(page, "responsible", QComboBox).currentText().startswith("Sorting")
    assert shown(page, "answers_name_2", QLineEdit).text() == "Li"
    assert "Here again" in texts(page)
    shown(page, "account", QPlainTextEdit).setFocus()
    throw_away()
    assert shown(page, "account", QPlainTextEdit).toPlainText() == ""
    assert not sees(page, "answers_name_2")


def test_a_finding_being_changed_opens_again_and_cancel_lets_it_go(office: Office) -> None:
    case = office.staffed.registered()
    office.staffed.write("clerk", case.case_id, a_finding("受压。", responsible="transport"))
    page = office.opened(case, "story")
    press(page, "change_finding_button")
    say(page, "cause", "Too high a pile")
    page.leave()

    again = office.opened(case, "story")
    assert shown(again, "cause", QPlainTextEdit).toPlainText() == "Too high a pile"
    assert shown(again, "account", QPlainTextEdit).toPlainText() == "受压。"
    buttons = [found for found in again.findChildren(QWidget) if getattr(found, "text", str)() == "Cancel"]
    QTest.mouseClick(next(found for found in buttons if found.isVisible()), Qt.MouseButton.LeftButton)

    QApplication.processEvents()
    assert office.drafts() == []
    assert "受压。" in texts(again)


def test_a_notice_half_written_is_there_again(office: Office) -> None:
    case = office.staffed.registered()
    office.staffed.write("clerk", case.case_id, a_finding("受压。", responsible="transport"))
    page = office.opened(case, "story", who="supervisor")
    press(page, "give_notice_button")
    write(page, "penalty", "abc")
    say(page, "reason", "They loaded it")
    page.leave()

    again = office.opened(case, "story", who="supervisor")

    assert shown(again, "penalty", QLineEdit).text() == "abc"
    assert shown(again, "reason", QPlainTextEdit).toPlainText() == "They loaded it"


def test_a_note_half_written_is_there_again(office: Office) -> None:
    case = office.staffed.registered()
    page = office.opened(case, "story")
    write(page, "note_edit", "The customer will")
    page.leave()

    again = office.opened(case, "story")

    assert shown(again, "note_edit", QLineEdit).text() == "The customer will"
    assert "Here again" in shown(again, "note_kept_line", QLabel).text()
    press(again, "add_note_button")
    assert office.drafts() == []


def registration_of(page: CasesPage) -> IntakeForm:
    assert page._correction is not None
    return page._correction.form


def test_a_correction_half_made_is_named_in_the_story_and_stands_there_again_in_every_field(office: Office) -> None:
    case = office.staffed.registered()
    page = office.opened(case, "story")
    press(page, "correct_button")
    form = registration_of(page)
    lines = [line for line in form.findChildren(QLineEdit) if line.isVisible()]
    for line in lines:
        line.setText("12,5")  # cannot be read as an amount or a day; stays as it is typed
    for edit in form.findChildren(QPlainTextEdit):
        edit.setPlainText("写到一半 half a sent")
    form.change("types", (ComplaintType.SHORTAGE, ComplaintType.DELAY))
    form.change("privacy_told", False)
    form.change("mood", Mood.EXPLANATION)
    write(page, "reason_edit", "Misheard at the counter")
    before, chosen = typed_into(form), form.intake()
    assert len(lines) > 12
    page.open_case(office.staffed.registered(waybill="YT8962646785389").case_id)

    again = office.opened(case, "story")
    assert "Begun, not saved: Correction of the registration" in texts(again)
    assert "half a sent" not in texts(again), "names and phones stay covered until somebody goes on"
    press(again, "go_on_correction_button")

    assert typed_into(registration_of(again)) == before
    assert registration_of(again).intake() == chosen
    assert shown(again, "reason_edit", QLineEdit).text() == "Misheard at the counter"
    assert "Here again" in texts(again)
    assert isinstance(case_of(office.staffed, case).history[-1].entry.body, e.Revealed), (
        "nothing was recorded but looks"
    )


def test_a_correction_goes_on_and_is_recorded_once(office: Office) -> None:
    case = office.staffed.registered()
    page = office.opened(case, "story")
    press(page, "correct_button")
    write(page, "complainant_name", "Wang Xiaoming")
    QTest.keyClick(page.focusWidget() or page, Qt.Key.Key_Escape)
    assert "Begun, not saved: Correction of the registration" in texts(page)
    assert [draft.form for draft in office.drafts()] == ["correction"]
    press(page, "go_on_correction_button")
    assert shown(page, "complainant_name", QLineEdit).text() == "Wang Xiaoming"

    write(page, "reason_edit", "Misheard")
    press(page, "save_correction_button")

    assert case_of(office.staffed, case).intake.complainant_name == "Wang Xiaoming"
    assert office.drafts() == []
    assert "Begun, not saved" not in texts(page)


def test_one_key_throws_a_correction_away_and_brings_it_back(office: Office) -> None:
    page = office.opened(office.staffed.registered(), "story")
    press(page, "correct_button")
    name = write(page, "complainant_name", "Wang Xiaoming")
    page.leave()

    throw_away()
    assert name.text() == "𬭊䶮"
    assert office.drafts() == []
    throw_away()
    assert name.text() == "Wang Xiaoming"
    assert [draft.typed for draft in office.drafts()] == [{"complainant_name": "Wang Xiaoming"}]
    throw_away()
    press(page, "leave_correction_button")
    assert "Begun, not saved" not in texts(page)


def test_half_a_correction_lies_on_top_of_what_somebody_else_corrected(office: Office) -> None:
    case = office.staffed.registered()
    page = office.opened(case, "story")
    press(page, "correct_button")
    write(page, "complainant_name", "Wang Xiaoming")
    page.leave()
    theirs = msgspec.structs.replace(case.intake, phone="18800001111")
    office.staffed.write("supervisor", case.case_id, e.CaseCorrected(intake=theirs, reason="客户换号"))

    again = office.opened(case, "story")
    press(again, "go_on_correction_button")
    assert "The case has changed since" in texts(again)
    write(again, "reason_edit", "Misheard")
    press(again, "save_correction_button")

    now = case_of(office.staffed, case).intake
    assert (now.complainant_name, now.phone) == ("Wang Xiaoming", "18800001111")
