"""How a case ends and where it goes: closing, withdrawing, reopening, merging, giving away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QPushButton, QWidget

from desktop import i18n
from desktop.domain import entries as e
from desktop.domain.case import Status
from desktop.ui.cases.next_step import next_step
from desktop.ui.cases.page import CasesPage
from desktop.ui.changes import Changes
from tests.ui.driving import press, sees, shown, to_front, write
from tests.ui.follow_up.hands import alt, approved, case_of, choose, lines_of, save, say, sheet, tell, texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.ui.background import Background
    from tests.conftest import FrozenClock
    from tests.factories import Staffed


def test_closing_lists_what_is_missing_leads_there_and_comes_back(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = approved(staffed)
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_E)
    close = sheet(page, "close")
    say(close, "words", "All done.")
    save(page, "close")

    assert case_of(staffed, case).status is Status.APPROVED, "refused: nothing written"
    assert shown(close, "missing_paid_button", QWidget).hasFocus(), "the first thing to do has the keyboard"
    press(close, "missing_paid_button")
    choose(sheet(page, "pay"), "method", "cash")
    save(page, "pay")
    close = sheet(page, "close")
    assert not sees(close, "missing_paid_button")
    press(close, "missing_remedies_button")
    say(sheet(page, "carry-out"), "words", "Letter sent.")
    save(page, "carry-out")
    press(sheet(page, "close"), "missing_outcome-told_button")
    say(sheet(page, "tell"), "words", "Paid and apologised.")
    save(page, "tell")
    close = sheet(page, "close")
    assert shown(close, "words", QPlainTextEdit).toPlainText() == "All done.", "the form waited"
    save(page, "close")

    assert case_of(staffed, case).status is Status.CLOSED


def test_a_withdrawn_complaint_needs_no_settlement(staffed: Staffed, open_page: Callable[..., CasesPage]) -> None:
    case = staffed.proposed()
    page = open_page("clerk", case)

    alt(page, Qt.Key.Key_X)
    close = sheet(page, "close")
    assert not sees(close, "missing_talk_button"), "that talk is what is typed here"
    choose(close, "way", "on")
    say(close, "words", "The parcel arrived after all.")
    save(page, "close")

    ended = case_of(staffed, case)
    assert ended.status is Status.WITHDRAWN
    assert [(body.way, body.words) for _header, body in ended.life.contacts] == [
        ("platform", "The parcel arrived after all.")
    ]


def test_a_closed_case_is_reopened_and_asks_to_be_answered_anew(
    staffed: Staffed, open_page: Callable[..., CasesPage], clock: FrozenClock
) -> None:
    case = staffed.registered(asks=())
    said = e.CustomerContacted(way="phone", about="progress", reached=True, words="Explained.")
    staffed.write("clerk", case.case_id, said, e.CaseClosed(outcome="at-once", words="Answered."))
    page = open_page("clerk", case)
    assert not sees(page, "close_button")

    clock.advance(hours=1)
    staffed.now = clock.now()
    alt(page, Qt.Key.Key_E)
    say(sheet(page, "reopen"), "reason", "The customer called again.")
    save(page, "reopen")

    again = case_of(staffed, case)
    assert again.status is Status.REGISTERED
    assert next_step(again).act == "tell"
    clock.advance(minutes=5)
    tell(page, "We look into it.")
    assert next_step(case_of(staffed, case)).part == "story"


def test_a_case_is_merged_into_one_found_by_its_number(staffed: Staffed, open_page: Callable[..., CasesPage]) -> None:
    goal = staffed.registered(waybill="YT8962646785389", phone="18800001111", complainant_name="Zhang San")
    case = staffed.registered()
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_M)
    link = sheet(page, "link")
    choose(link, "relation", "This case goes on")
    say(link, "reason", "Same parcel, second call.")
    for number, trouble in (("999999-999", "no case of this number"), (case.number, "the case itself")):
        write(link, "number", number)
        save(page, "link")
        assert trouble in texts(link)
    write(link, "number", goal.number)
    save(page, "link")

    assert case_of(staffed, case).status is Status.MERGED
    assert [body.other for _h, body in case_of(staffed, goal).life.links] == [case.case_id]
    asked: list[str] = []
    page._changes.case_requested.connect(lambda case_id, _part: asked.append(case_id))
    press(page, "other_case_0_button")
    assert asked == [goal.case_id]


def test_a_number_typed_is_looked_up_beside_the_typing(
    staffed: Staffed, desk_of: Callable[[str], Desk], background: Background, qtbot: QtBot
) -> None:
    goal = staffed.registered(waybill="YT8962646785389", phone="18800001111", complainant_name="Zhang San")
    case = staffed.registered()
    i18n.set_language("en")
    page = CasesPage(desk_of("clerk"), background, Changes())
    qtbot.addWidget(page)
    page.resize(1294, 716)
    page.show()
    to_front(page, qtbot)
    page.open_case(case.case_id, "follow-up")
    qtbot.waitUntil(lambda: sees(page, "link_button"))
    alt(page, Qt.Key.Key_M)
    link = sheet(page, "link")

    write(link, "number", "999999-999")
    qtbot.waitUntil(lambda: "no case of this number" in texts(link))
    write(link, "number", goal.number)
    qtbot.waitUntil(lambda: f"{goal.number} · Damage" in texts(link))
    assert "no case of this number" not in texts(link)
    choose(link, "relation", "This case goes on")
    say(link, "reason", "Same parcel, second call.")
    save(page, "link")

    qtbot.waitUntil(lambda: case_of(staffed, case).status is Status.MERGED)


def test_an_earlier_case_of_the_waybill_is_offered_for_linking(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    earlier, case = staffed.registered(), staffed.registered()
    page = open_page("clerk", case)

    alt(page, Qt.Key.Key_M)
    link = sheet(page, "link")
    assert shown(link, "other", QComboBox).currentText().startswith(earlier.number)
    choose(link, "relation", "About how")
    say(link, "reason", "Complains about the first answer.")
    save(page, "link")

    assert [(b.other, b.relation) for _h, b in case_of(staffed, case).life.links] == [
        (earlier.case_id, "about-handling")
    ]
    assert [(b.other, b.relation) for _h, b in case_of(staffed, earlier).life.links] == [(case.case_id, "related")]
    assert "某supervisor looks after it from now on." in texts(page)


def test_a_case_with_something_open_says_what_would_be_lost_by_merging(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    goal, case = staffed.registered(), approved(staffed)
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_M)
    link = sheet(page, "link")
    choose(link, "relation", "This case goes on")
    choose(link, "other", goal.number)
    say(link, "reason", "Same parcel.")
    told = texts(link)
    assert "Still on this case: the payment" in told
    assert "Still on this case: the approved remedies" in told

    save(page, "link")

    assert case_of(staffed, case).status is Status.APPROVED
    assert "Merged like this something would be lost." in texts(link)
    assert shown(link, "missing_paid_button", QWidget).hasFocus()


def test_a_case_that_goes_on_shows_what_was_said_and_handed_in_on_the_other(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    goal, case = staffed.registered(), staffed.registered()
    said = e.CustomerContacted(way="phone", about="progress", reached=True, words="We look into it.")
    photo = e.EvidenceAdded(name="box.jpg", media_type="image/jpeg", sha256="0" * 64, stored_as="x", size=9)
    staffed.write("clerk", case.case_id, said, photo)
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_M)
    link = sheet(page, "link")
    choose(link, "relation", "This case goes on")
    choose(link, "other", goal.number)
    say(link, "reason", "Same parcel.")
    save(page, "link")

    page = open_page("clerk", goal, "story")

    model = shown(page, "history_list", QWidget).model()  # type: ignore[attr-defined]  # a list
    told = "\n".join(str(model.index(row, 0).data()) for row in range(model.rowCount()))
    assert f"[{case.number}] Progress, by phone: We look into it." in told
    assert f"{case.number} goes on here, taken in 2 Mar" in told
    button = shown(page, "evidence_button", QWidget)
    assert button.accessibleName() == "box.jpg"
    assert case.number in button.toolTip()


def test_related_cases_show_their_number_and_state_and_open_with_a_key(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case, first, second = staffed.registered(), staffed.registered(), staffed.proposed()
    staffed.write("clerk", first.case_id, e.CaseClosed(outcome="withdrawn", words="Withdrawn."))
    for other, relation in ((first, "about-handling"), (second, "related")):
        staffed.write("clerk", case.case_id, e.CaseLinked(other=other.case_id, relation=relation, reason="x"))
    staffed.write("clerk", case.case_id, e.CaseLinked(other="elsewhere", relation="same-matter", reason="x"))
    page = open_page("clerk", case)

    told = texts(page)
    assert f"{first.number} · About how that case was handled · Damage · Withdrawn" in told
    assert f"{second.number} · Related · Damage · Proposed" in told
    assert "The same matter (a case of another office)" in told
    asked: list[str] = []
    page._changes.case_requested.connect(lambda case_id, _part: asked.append(case_id))
    alt(page, Qt.Key.Key_2)
    alt(page, Qt.Key.Key_1)
    alt(page, Qt.Key.Key_3)
    assert asked == [second.case_id, first.case_id]


def test_whoever_looks_after_a_case_or_a_supervisor_gives_it_to_somebody(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = staffed.registered()
    assert shown(open_page("clerk", case), "assign_button", QPushButton).isEnabled(), "one's own, at the end of a shift"
    others = staffed.registered("supervisor")
    assert not shown(open_page("clerk", others), "assign_button", QPushButton).isEnabled()
    page = open_page("supervisor", case)

    alt(page, Qt.Key.Key_A)
    box = shown(sheet(page, "assign"), "person_id", QComboBox)
    assert "某auditor" not in lines_of(box)
    box.setCurrentText("某manager")
    say(sheet(page, "assign"), "reason", "The clerk is on leave.")
    save(page, "assign")

    assigned = case_of(staffed, case).life.assigned
    assert assigned is not None
    assert assigned[1].person_id == "manager"
    assert "Looked after by 某manager" in texts(page)
