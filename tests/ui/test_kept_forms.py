"""What is typed into the forms of a case and not recorded is there again, wherever the person has been meanwhile."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from desktop import i18n
from desktop.actions import form_drafts, life
from desktop.domain import entries as e
from desktop.ui.background import Background, InlineBackground
from desktop.ui.cases.page import CasesPage
from desktop.ui.changes import Changes
from desktop.ui.desk.page import DeskPage
from desktop.ui.follow_up.view import FORMS
from desktop.wording.form_drafts import name_of
from tests.factories import a_finding
from tests.ui.driving import press, sees, shown, to_front, write
from tests.ui.follow_up.hands import alt, approved, bodies, case_of, choose, save, say, sheet, texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from tests.conftest import FrozenClock
    from tests.factories import Staffed


class Office(NamedTuple):
    """An office with the hands to open its cases."""

    staffed: Staffed
    desk: Callable[[str], Desk]
    qtbot: QtBot

    def page(self, who: str = "clerk", background: Background | None = None) -> CasesPage:
        """A window of its own, as after a start of the program."""
        page = CasesPage(self.desk(who), background or InlineBackground(), Changes())
        self.qtbot.addWidget(page)
        page.resize(1294, 716)
        page.show()
        to_front(page, self.qtbot)
        return page

    def opened(self, case: Case, part: str = "follow-up", who: str = "clerk") -> CasesPage:
        page = self.page(who)
        page.open_case(case.case_id, part)
        return page

    def drafts(self, who: str = "clerk") -> list[form_drafts.FormDraft]:
        return form_drafts.my_forms(self.desk(who))


@pytest.fixture
def office(staffed: Staffed, desk_of: Callable[[str], Desk], qtbot: QtBot) -> Office:
    i18n.set_language("en")
    return Office(staffed, desk_of, qtbot)


def with_an_order(office: Office, now: datetime) -> str:
    """Put a work order on an approved case; return the id of the case."""
    case = approved(office.staffed)
    order = e.OrderOpened("", "find", "sorting", "", "", False, "", "Please look.")
    return life.open_order(office.desk("clerk"), case.case_id, order, now + timedelta(hours=2)).case_id


def typed_into(root: QWidget) -> dict[str, object]:
    """Return what stands in every field of a form in sight."""
    found: dict[str, object] = {}
    for edit in root.findChildren(QPlainTextEdit):
        found[edit.objectName()] = edit.toPlainText()
    for line in root.findChildren(QLineEdit):
        found[line.objectName()] = line.text()
    for box in root.findChildren(QComboBox):
        found[box.objectName()] = box.currentText()
    return found


def throw_away() -> None:
    here = QApplication.focusWidget()
    assert here is not None
    QTest.keyClick(here, Qt.Key.Key_Delete, Qt.KeyboardModifier.AltModifier)


ABOUT_ORDERS = {"hand-over", "press", "escalate", "answer", "withdraw-order"}


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_of_the_follow_up_is_there_again_after_another_case_and_a_new_start(
    form: str, office: Office, clock: FrozenClock
) -> None:
    case = office.staffed.office.case(with_an_order(office, clock.now()))
    if form == "end-wait":
        office.staffed.write("clerk", case.case_id, e.WaitBegan(reason="evidence", words="等照片。"))
    if form == "money-back":
        assert case.proposal is not None
        name, digest = case.intake.complainant_name, case.proposal.digest
        payment = e.PaymentMade(digest, 100, "cash", name, "", "", "2026-03-02")
        office.staffed.write(
            "clerk", case.case_id, payment, e.GoodsFound(where="传送带下", wish="goods", words="完好。")
        )
    if form == "reopen":
        taken_back = e.OrderWithdrawn(case.life.open_orders[0].order_id, "找到了。")
        office.staffed.write("clerk", case.case_id, taken_back, e.CaseClosed(outcome="withdrawn", words="完。"))
    other = office.staffed.registered(waybill="YT8962646785389")
    who = "supervisor" if form in ("assign", "reopen") else "clerk"
    page = office.opened(case, who=who)
    order_id = case.life.open_orders[0].order_id if form in ABOUT_ORDERS else ""
    page._view.begin_act(form, order_id)
    inside = sheet(page, form)
    for edit in inside.findChildren(QPlainTextEdit):
        if edit.isVisible():
            edit.setPlainText("写到一半 half a sent")
    for line in inside.findChildren(QLineEdit):
        if line.isVisible():
            line.setText("12,5")  # cannot be read as an amount, a day or a moment; stays as it is typed
    before = typed_into(inside)
    assert any("half" in str(text) or text == "12,5" for text in before.values())

    page.open_case(other.case_id, "follow-up")
    assert not sees(page, f"{form}_sheet")
    page.open_case(case.case_id, "follow-up")
    assert typed_into(sheet(page, form)) == before
    again = office.opened(case, who=who)

    assert typed_into(sheet(again, form)) == before
    assert "Here again" in texts(sheet(again, form))
    assert bodies(case_of(office.staffed, case)) == bodies(office.staffed.office.case(case.case_id))


def test_choices_come_back_with_the_words(office: Office) -> None:
    case = office.staffed.registered()
    page = office.opened(case)
    alt(page, Qt.Key.Key_N)
    choose(sheet(page, "order"), "task", "Look at the video")
    choose(sheet(page, "order"), "receiver", "Delivery")
    press(sheet(page, "order"), "True")
    page.leave()

    again = office.opened(case)

    inside = sheet(again, "order")
    assert shown(inside, "task", QComboBox).currentText() == "Look at the video"
    assert shown(inside, "receiver", QComboBox).currentText().startswith("Delivery")
    say(inside, "words", "Tape of the evening.")
    save(again, "order")
    (order,) = case_of(office.staffed, case).life.open_orders
    assert (order.opened[1].task, order.opened[1].urgent) == ("video", True)


def test_what_is_recorded_does_not_come_back(office: Office) -> None:
    case = office.staffed.registered()
    page = office.opened(case)
    alt(page, Qt.Key.Key_T)
    say(sheet(page, "tell"), "words", "We look into it.")
    page.leave()
    assert len(office.drafts()) == 1

    save(page, "tell")

    assert office.drafts() == []
    assert not sees(office.opened(case), "tell_sheet")


def test_one_key_throws_away_and_the_same_key_brings_back(office: Office) -> None:
    case = office.staffed.registered()
    page = office.opened(case)
    alt(page, Qt.Key.Key_T)
    say(sheet(page, "tell"), "words", "Half a sente")
    page.leave()
    page = office.opened(case)
    edit = shown(sheet(page, "tell"), "words", QPlainTextEdit)
    edit.setFocus()

    throw_away()
    assert edit.toPlainText() == ""
    assert office.drafts() == []
    assert "thrown away" in texts(sheet(page, "tell"))

    throw_away()
    assert edit.toPlainText() == "Half a sente"
    assert [draft.typed["words"] for draft in office.drafts()] == ["Half a sente"]
    throw_away()
    page.leave()
    assert not sees(office.opened(case), "tell_sheet")


def test_typing_over_what_was_thrown_away_does_not_bring_it_back(office: Office) -> None:
    page = office.opened(office.staffed.registered())
    alt(page, Qt.Key.Key_T)
    edit = say(sheet(page, "tell"), "words", "one")
    throw_away()
    QTest.keyClicks(edit, "two")
    throw_away()
    throw_away()

    assert edit.toPlainText() == "two"


def test_several_forms_begun_are_named_and_the_last_one_is_open(office: Office, clock: FrozenClock) -> None:
    case = office.staffed.registered()
    page = office.opened(case)
    alt(page, Qt.Key.Key_N)
    say(sheet(page, "order"), "words", "Search belt 7.")
    page.leave()
    clock.advance(minutes=1)
    alt(page, Qt.Key.Key_T)
    say(sheet(page, "tell"), "words", "We look")
    page.leave()

    again = office.opened(case)
    assert shown(sheet(again, "tell"), "words", QPlainTextEdit).toPlainText() == "We look"
    shown(sheet(again, "tell"), "words", QPlainTextEdit).setFocus()
    QTest.keyClick(again.focusWidget() or again, Qt.Key.Key_Escape)

    assert "Begun, not saved: New work order" in texts(again)
    press(again, "go_on_order_button")
    assert shown(sheet(again, "order"), "words", QPlainTextEdit).toPlainText() == "Search belt 7."


def test_a_case_that_changed_meanwhile_is_said_beside_what_was_typed(office: Office) -> None:
    case = office.staffed.registered()
    page = office.opened(case)
    alt(page, Qt.Key.Key_T)
    say(sheet(page, "tell"), "words", "Half")
    page.open_case(office.staffed.registered(waybill="YT8962646785389").case_id)
    office.staffed.write("supervisor", case.case_id, e.NoteAdded(words="客户来电"))

    page.open_case(case.case_id, "follow-up")

    assert "The case has changed since" in texts(sheet(page, "tell"))


def test_an_amount_nobody_touched_follows_the_case(office: Office) -> None:
    case = approved(office.staffed)
    page = office.opened(case)
    alt(page, Qt.Key.Key_P)
    choose(sheet(page, "pay"), "method", "cash")
    page.leave()
    digest = case.proposal.digest if case.proposal is not None else ""
    part = e.PaymentMade(
        proposal=digest, amount_fen=100_000, method="cash", payee=case.intake.complainant_name, payee_reason="",
        reference="", paid_on="2026-03-02",
    )  # fmt: skip
    life.pay(office.desk("supervisor"), case.case_id, part, digest)

    again = office.opened(case)

    # 3,421.00 approved, 1,000.00 of it paid meanwhile.
    assert shown(sheet(again, "pay"), "amount", QLineEdit).text() == "2,421.00"
    assert "Paid so far: ¥1,000.00" in texts(sheet(again, "pay"))
    assert "The case has changed since" in texts(sheet(again, "pay"))


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


def test_nobody_else_sees_what_somebody_half_typed(office: Office) -> None:
    case = office.staffed.registered()
    page = office.opened(case)
    alt(page, Qt.Key.Key_T)
    say(sheet(page, "tell"), "words", "Half")
    page.leave()

    assert not sees(office.opened(case, who="supervisor"), "tell_sheet")
    assert office.drafts("supervisor") == []
    assert sees(office.opened(case), "tell_sheet")


def test_a_look_leaves_no_draft(office: Office) -> None:
    case = approved(office.staffed)
    page = office.opened(case)
    for form in ("tell", "order", "pay", "close", "link"):
        page._view.begin_act(form, "")
    page._view.show_part("proposal")
    page._view.show_part("story")
    page.leave()

    assert office.drafts() == []


def test_what_is_typed_is_kept_by_itself_and_says_when(office: Office, background: Background, qtbot: QtBot) -> None:
    case = office.staffed.registered()
    page = office.page(background=background)
    page.open_case(case.case_id, "follow-up")
    qtbot.waitUntil(lambda: sees(page, "tell_button"))
    alt(page, Qt.Key.Key_T)
    say(sheet(page, "tell"), "words", "Half a sente")

    qtbot.waitUntil(lambda: "Draft saved 09:00:00" in texts(sheet(page, "tell")))

    assert [draft.typed["words"] for draft in office.drafts()] == ["Half a sente"]


def test_a_case_chosen_to_link_to_is_chosen_again(office: Office, background: Background, qtbot: QtBot) -> None:
    first, second = office.staffed.registered(), office.staffed.registered()
    case = office.staffed.registered()
    page = office.page(background=background)
    page.open_case(case.case_id, "follow-up")
    qtbot.waitUntil(lambda: sees(page, "link_button"))
    alt(page, Qt.Key.Key_M)
    other = shown(sheet(page, "link"), "other", QComboBox)
    qtbot.waitUntil(lambda: other.count() == 3)
    beside = next(earlier for earlier in (first, second) if not other.currentText().startswith(earlier.number))
    choose(sheet(page, "link"), "other", beside.number)
    page.leave()
    qtbot.waitUntil(lambda: bool(office.drafts()))

    again = office.page(background=background)
    again.open_case(case.case_id, "follow-up")
    qtbot.waitUntil(lambda: sees(again, "link_sheet"))

    other = shown(sheet(again, "link"), "other", QComboBox)
    qtbot.waitUntil(lambda: other.currentText().startswith(beside.number))


def test_the_desk_names_what_is_half_typed_and_leads_there(office: Office) -> None:
    case = office.staffed.registered()
    page = office.opened(case)
    alt(page, Qt.Key.Key_T)
    say(sheet(page, "tell"), "words", "Half")
    page.leave()
    changes, asked = Changes(), []
    changes.case_requested.connect(lambda case_id, part: asked.append((case_id, part)))
    desk = DeskPage(office.desk("clerk"), InlineBackground(), changes)
    office.qtbot.addWidget(desk)
    assert desk.right_panel is not None
    office.qtbot.addWidget(desk.right_panel)
    desk.right_panel.show()
    desk.opened()
    QApplication.processEvents()

    button = shown(desk.right_panel, "form_draft_button", QPushButton)
    assert button.accessibleName().startswith(f"{case.number} · Tell the customer")
    press(desk.right_panel, "form_draft_button")

    assert asked == [(case.case_id, "follow-up")]


def test_every_form_has_a_name_and_a_part_of_the_case() -> None:
    for form in (*FORMS, "finding", "note", "notice-give", "notice-object", "notice-answer", "proposal"):
        assert name_of(form), form
        assert form_drafts.part_of(form) in ("story", "proposal", "follow-up")
    assert all(name_of(form) == i18n._(declared.title) for form, declared in FORMS.items())
