"""Taking a complaint in, by the keys and clicks of a clerk, at a real office on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from desktop import i18n
from desktop.actions import cases, intake, papers
from desktop.actions.desk import Desk, Reference, load_reference
from desktop.domain.intake import Capacity, Channel, ComplaintType, Intake
from desktop.domain.problems import Problem
from desktop.ui.background import Background, InlineBackground
from desktop.ui.changes import Changes
from desktop.ui.intake.page import IntakePage
from desktop.wording.evidence import evidence_problem_text
from tests.factories import an_intake
from tests.ui.driving import to_front

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.conftest import FrozenClock
    from tests.factories import Staffed

WAYBILL = "SF1385628716739"


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


@pytest.fixture
def desk(staffed: Staffed, clock: FrozenClock, reference: Reference) -> Desk:
    return Desk(staffed.office, staffed.signers["clerk"], clock, reference)


@pytest.fixture
def changes() -> Changes:
    return Changes()


@pytest.fixture
def page(desk: Desk, changes: Changes, qtbot: QtBot) -> Iterator[IntakePage]:
    made = IntakePage(desk, InlineBackground(), changes)
    window = QWidget()
    qtbot.addWidget(window)
    made.setParent(window)
    assert made.right_panel is not None
    made.right_panel.setParent(window)
    window.resize(974, 648)
    made.resize(974, 648)
    window.show()
    qtbot.waitExposed(window)
    to_front(window, qtbot)
    made.start("")
    yield made
    made.leave()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, times: int = 1, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for _time in range(times):
        QTest.keyClick(focused(), key, modifier)


def say(text: str) -> None:
    """Enter Chinese as an input method does: no key is pressed."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(focused(), event)


def button(page: QWidget, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def write(page: IntakePage, name: str, text: str) -> None:
    page.form.change(name, text)


def fill_in(page: IntakePage, **changes: object) -> None:
    page.form.fill(Intake())
    page.form.fill(an_intake(**changes))


def test_a_phone_complaint_of_loss_is_taken_in_by_keyboard_alone(
    page: IntakePage, desk: Desk, changes: Changes, qtbot: QtBot
) -> None:
    QTest.keyClicks(focused(), WAYBILL)
    press(Qt.Key.Key_Tab)  # past the number, which counts as complete now
    press(Qt.Key.Key_Tab, 2)  # past "no number" and the carrier found by the number
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    QTest.keyClick(focused(), Qt.Key.Key_Down)  # the second way: by phone
    press(Qt.Key.Key_Tab)
    say("𬭊䶮")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Right)  # from sender to recipient
    press(Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "13912345678")
    press(Qt.Key.Key_Tab, 6)  # other contact, other party and phone, record, notice
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)  # loss
    press(Qt.Key.Key_Tab)
    say("十天没有收到")
    with qtbot.waitSignal(changes.case_changed):
        press(Qt.Key.Key_F9)

    (row,) = cases.list_cases(desk)
    case = cases.read_case(desk, row.case_id)
    assert case.intake.waybill == WAYBILL
    assert case.intake.carrier == "sf"
    assert case.intake.channel is Channel.PHONE
    assert case.intake.complainant_name == "𬭊䶮"
    assert case.intake.capacity is Capacity.RECIPIENT
    assert case.intake.phone == "13912345678"
    assert case.intake.types == (ComplaintType.LOSS,)
    assert case.intake.level == 5
    assert case.intake.words == "十天没有收到"


def test_all_problems_are_told_at_once_and_nothing_is_written(page: IntakePage, desk: Desk) -> None:
    button(page, "save_button").click()

    texts = [label.text() for label in page.form.findChildren(QLabel) if label.property("role") == "problem"]
    assert len([text for text in texts if text]) == 7  # channel, waybill, who, as what, phone, type, words
    assert page.form.problem_bar.isVisible()
    assert focused() is page.form.waybill_field.edit
    assert cases.list_cases(desk) == []


def test_enter_of_a_scanner_saves_nothing(page: IntakePage, desk: Desk) -> None:
    fill_in(page)

    page.form.focus("waybill")
    press(Qt.Key.Key_Return)
    page.form.focus("complainant_name")
    press(Qt.Key.Key_Return)

    assert cases.list_cases(desk) == []


def test_a_saved_case_opens_and_the_form_is_empty_again(page: IntakePage, changes: Changes, qtbot: QtBot) -> None:
    fill_in(page)

    with qtbot.waitSignal(changes.case_requested) as asked:
        button(page, "save_button").click()

    assert asked.args is not None
    assert asked.args[1] == "story"
    assert page.form.intake().complainant_name == ""
    assert page.form.intake().channel is Channel.COUNTER


def test_saving_with_a_receipt_issues_it_and_shows_it(
    page: IntakePage, desk: Desk, changes: Changes, qtbot: QtBot
) -> None:
    fill_in(page)

    with qtbot.waitSignal(changes.paper_requested) as asked:
        button(page, "save_and_print_button").click()

    (row,) = cases.list_cases(desk)
    (paper,) = papers.list_papers(desk, row.case_id)
    assert asked.args == [paper.number]
    assert paper.paper == "receipt"


def test_the_same_keys_choose_the_same_type_in_the_next_case(page: IntakePage) -> None:
    page.form.focus("types")
    press(Qt.Key.Key_Right, 3)
    press(Qt.Key.Key_Space)
    assert page.form.intake().types != ()

    page.start("")
    page.form.focus("types")
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)

    assert page.form.intake().types == (ComplaintType.LOSS,)


def test_a_second_press_while_saving_makes_no_second_case(desk: Desk, changes: Changes, qtbot: QtBot) -> None:
    background = Background()
    page = IntakePage(desk, background, changes)
    qtbot.addWidget(page)
    page.form.fill(an_intake())

    page.save()
    page.save()
    assert background.drain()
    QApplication.processEvents()

    assert len(cases.list_cases(desk)) == 1


def test_a_virtual_number_is_asked_about(page: IntakePage) -> None:
    page.form.change("phone", "18412345678-1234")

    page._show_needs()

    assert i18n._("A virtual number may stop working in a few days. Ask for the real one.") in [
        label.text() for label in page.panel.findChildren(QLabel)
    ]


def test_the_case_of_the_same_waybill_is_offered_before_saving(
    page: IntakePage, staffed: Staffed, changes: Changes, qtbot: QtBot
) -> None:
    case = staffed.registered(waybill=WAYBILL)

    QTest.keyClicks(focused(), WAYBILL)
    press(Qt.Key.Key_Return)
    with qtbot.waitSignal(changes.case_requested) as asked:
        button(page.panel, "open_same_button").click()

    assert asked.args == [case.case_id, "story"]


def test_the_same_waybill_is_seen_when_the_field_is_left_by_a_click(page: IntakePage, staffed: Staffed) -> None:
    staffed.registered(waybill=WAYBILL)

    QTest.keyClicks(focused(), WAYBILL)
    page.form.focus("words")

    assert page.panel.findChild(QPushButton, "open_same_button") is not None


def test_the_carrier_a_clerk_chose_stays_when_the_number_changes(page: IntakePage) -> None:
    page.form.waybill_field.edit.setText(WAYBILL)
    assert page.form.intake().carrier == "sf"

    page.form.waybill_field.edit.setText("YT8962646785389")
    assert page.form.intake().carrier == "yto"

    page.form.choose_carrier("ems")
    page.form.waybill_field.edit.setText(WAYBILL)
    assert page.form.intake().carrier == "ems"


def test_a_number_no_carrier_uses_is_taken_all_the_same(page: IntakePage, desk: Desk) -> None:
    fill_in(page, waybill="Q7", waybill_raw="Q7", carrier="")

    button(page, "save_button").click()

    assert [row.waybill for row in cases.list_cases(desk)] == ["Q7"]


def test_a_box_number_is_taken_off_and_kept_in_the_raw_text(page: IntakePage) -> None:
    QTest.keyClicks(focused(), "JDX024407261700-1-1-")
    press(Qt.Key.Key_Return)

    assert page.form.intake().waybill == "JDX024407261700"
    assert page.form.intake().waybill_raw == "JDX024407261700-1-1-"


def test_two_scans_that_ran_together_are_offered_apart(page: IntakePage) -> None:
    QTest.keyClicks(focused(), WAYBILL + "YT8962646785389")
    press(Qt.Key.Key_Return)

    offered = [one for one in page.form.waybill_field.findChildren(QPushButton) if one.property("kind") == "link"]
    assert [one.isVisible() for one in offered] == [True, True]
    offered[1].click()

    assert page.form.intake().waybill == "YT8962646785389"


def test_without_a_waybill_a_reason_is_enough(page: IntakePage, desk: Desk) -> None:
    fill_in(page)

    button(page, "no_waybill_button").click()
    write(page, "no_waybill_reason", "面单已丢失")
    button(page, "save_button").click()

    (row,) = cases.list_cases(desk)
    assert row.waybill == ""


def test_the_level_follows_the_types_until_a_person_changes_it(page: IntakePage) -> None:
    chips = page.form.change

    chips("types", (ComplaintType.ATTITUDE,))
    assert page.form.intake().level == 1
    chips("types", (ComplaintType.ATTITUDE, ComplaintType.DAMAGE))
    assert page.form.intake().level == 5
    chips("level", 3)
    chips("types", (ComplaintType.ATTITUDE,))
    assert page.form.intake().level == 3


def test_the_claim_group_is_shown_only_for_types_with_a_parcel_to_pay_for(page: IntakePage) -> None:
    claim = page.form.findChild(QWidget, "claim_card")
    assert isinstance(claim, QWidget)

    page.form.change("types", (ComplaintType.ATTITUDE,))
    assert not claim.isVisible()
    page.form.change("types", (ComplaintType.LOSS,))
    assert claim.isVisible()


def test_a_draft_holds_anything_and_comes_back_whole(page: IntakePage, desk: Desk) -> None:
    write(page, "complainant_name", "𬭊䶮")
    page.form.change("types", (ComplaintType.LOSS, ComplaintType.DELAY))
    page.form.findChild(QWidget, "posted_on").setText("大约上周")  # type: ignore[union-attr]  # it is a line
    page.leave()
    before = page.form.intake()

    page.start("")
    assert page.form.intake().complainant_name == ""
    (draft,) = intake.my_drafts(desk)
    page.open_draft(draft.draft_id)

    assert page.form.intake() == before
    assert before.posted_on == "大约上周"


def test_a_draft_is_kept_by_itself_soon_after_typing_stops(page: IntakePage, desk: Desk, qtbot: QtBot) -> None:
    write(page, "complainant_name", "张三")

    qtbot.waitUntil(lambda: len(intake.my_drafts(desk)) == 1)

    line = page.findChild(QLabel, "draft_line")
    assert isinstance(line, QLabel)
    assert "09:00:00" in line.text()  # the clock of the tests stands at nine


def test_a_draft_is_kept_also_while_somebody_types_without_a_pause(page: IntakePage, desk: Desk, qtbot: QtBot) -> None:
    words = page.form.findChild(QWidget, "words")
    assert isinstance(words, QWidget)
    words.setFocus()

    def type_on() -> bool:
        QTest.keyClicks(words, "a")
        return bool(intake.my_drafts(desk))

    # A key at every look, far more often than the silence a draft waits for.
    qtbot.waitUntil(type_on)

    assert intake.my_drafts(desk)[0].intake.words


def test_an_untouched_form_leaves_no_draft(page: IntakePage, desk: Desk) -> None:
    page.leave()
    page.start("")
    page.leave()

    assert intake.my_drafts(desk) == []


def test_registering_puts_the_draft_away(page: IntakePage, desk: Desk) -> None:
    fill_in(page)
    write(page, "note", "已记录")
    page.leave()
    assert len(intake.my_drafts(desk)) == 1

    button(page, "save_button").click()

    assert intake.my_drafts(desk) == []


def test_evidence_is_checked_and_refused_by_name(page: IntakePage, desk: Desk, tmp_path: Path) -> None:
    photo, fake = tmp_path / "外箱.png", tmp_path / "收据.pdf"
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.gray)
    assert picture.save(str(photo))
    fake.write_bytes(b"MZ not a receipt")
    fill_in(page)

    page.evidence.add([photo, fake])
    assert [label.text() for label in page._banner.findChildren(QLabel) if label.text()] == [
        evidence_problem_text(Problem("evidence", "evidence-program", {"name": "收据.pdf"}))
    ]
    button(page, "save_button").click()

    (row,) = cases.list_cases(desk)
    case = cases.read_case(desk, row.case_id)
    assert [body.name for _header, body in case.evidence] == ["外箱.png"]


def test_the_same_photo_is_taken_once_and_the_second_time_is_told(
    page: IntakePage, tmp_path: Path, qtbot: QtBot
) -> None:
    photo, copy = tmp_path / "外箱.png", tmp_path / "外箱 (1).png"
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.gray)
    assert picture.save(str(photo))
    assert picture.save(str(copy))
    fill_in(page)
    page.form.change("types", (ComplaintType.DAMAGE,))
    bar = page._scroll.verticalScrollBar()

    page.evidence.add([photo])
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())
    assert not page._banner.isVisible()
    page.evidence.add([photo, copy])

    assert [kept.name for kept in page.evidence.evidence] == ["外箱.png"]
    assert page._banner.isVisible()
    told = "\n".join(label.text() for label in page._banner.findChildren(QLabel))
    assert "外箱.png" in told
    assert "外箱 (1).png" in told


def test_a_lost_promise_may_lie_ahead_but_a_posting_may_not(page: IntakePage) -> None:
    page.form.change("types", (ComplaintType.DELAY,))
    promised = page.form.findChild(QWidget, "promised_by")
    posted = page.form.findChild(QWidget, "posted_on")
    promised.setText("3-5")  # type: ignore[union-attr]  # today is 2 March 2026
    posted.setText("3-5")  # type: ignore[union-attr]

    assert page.form.intake().promised_by == "2026-03-05"
    assert page.form.intake().posted_on == "2025-03-05"


def test_the_primary_fields_fit_a_small_screen_without_scrolling(page: IntakePage) -> None:
    QApplication.processEvents()

    for key in ("privacy_told", "asked_amount", "level"):
        field = page.form.findChild(QWidget, key)
        assert isinstance(field, QWidget)
        bottom = field.mapTo(page, field.rect().bottomLeft()).y()
        assert bottom < button(page, "save_button").geometry().top(), key
