"""Writing a finding down: who answers, point by point, demands that go too far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop import i18n
from desktop.actions import cases
from desktop.domain import entries as e
from desktop.domain.intake import ComplaintType
from desktop.ui import theme
from desktop.ui.cases.finding import Finding
from tests.factories import a_finding
from tests.ui.driving import press, sees, shown, to_front
from tests.ui.inline import InlineBackground

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from tests.factories import Staffed

PHOTO = e.EvidenceAdded(name="外箱.jpg", media_type="image/jpeg", sha256="0" * 64, stored_as="0", size=9)


pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def opened(desk: Desk, qtbot: QtBot) -> Callable[[Case], Finding]:
    def made(case: Case) -> Finding:
        card = Finding(desk, InlineBackground())
        qtbot.addWidget(card)
        card.resize(900, 520)
        card.show()
        card.show_case(case)
        to_front(card, qtbot)
        return card

    return made


def finding_of(desk: Desk, case: Case) -> e.FindingRecorded:
    finding = cases.read_case(desk, case.case_id).finding
    assert finding is not None
    return msgspec.structs.replace(finding[1], salt="")


def choose(card: QWidget, name: str, code: str) -> None:
    box = shown(card, name, QWidget)
    box.set_value(code)  # type: ignore[attr-defined]  # a choice


def write(card: QWidget, name: str, words: str) -> None:
    field = shown(card, name, QWidget)
    field.setFocus()
    field.set_value(words)  # type: ignore[attr-defined]  # a text


def texts(card: QWidget) -> str:
    QApplication.processEvents()  # what was just added becomes visible
    return "\n".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())


def test_the_simple_case_takes_three_answers(desk: Desk, staffed: Staffed, opened: Callable[[Case], Finding]) -> None:
    case = staffed.registered()
    card = opened(case)

    press(shown(card, "stands", QWidget), "yes")
    choose(card, "responsible", "transport")
    write(card, "account", "装车时受压。")
    assert not sees(card, "percent")
    press(card, "record_finding_button")

    assert finding_of(desk, case) == a_finding(
        shares=(e.Share("transport", 100),), allegations=(e.Allegation("damage", "yes"),)
    )
    assert "Transport" in texts(card)


def test_two_parties_share_and_the_second_gets_what_is_left(
    desk: Desk, staffed: Staffed, opened: Callable[[Case], Finding]
) -> None:
    case = staffed.registered()
    card = opened(case)
    press(shown(card, "stands", QWidget), "partly")
    choose(card, "responsible", "delivery")
    write(card, "account", "包装过薄，派送时又受压。")

    press(card, "share_button")
    choose(card, "responsible_2", "sender")
    press(card, "record_finding_button")
    assert cases.read_case(desk, case.case_id).finding is None
    assert "Give everybody named a share above 0 %" in texts(card)

    percent = shown(card, "percent", QWidget)
    percent.setFocus()
    QTest.keyClicks(percent, "70")
    assert "Together 100 %" in texts(card)
    press(card, "record_finding_button")

    written = finding_of(desk, case)
    assert written.shares == (e.Share("delivery", 70), e.Share("sender", 30))
    assert written.responsible == "delivery"
    assert "Delivery 70 %, Sender's packing 30 %" in texts(card)


def test_a_party_taken_out_leaves_the_other_with_all_of_it(
    desk: Desk, staffed: Staffed, opened: Callable[[Case], Finding]
) -> None:
    case = staffed.registered()
    card = opened(case)
    press(shown(card, "stands", QWidget), "yes")
    choose(card, "responsible", "delivery")
    write(card, "account", "派送时受压。")
    press(card, "share_button")

    press(card, "remove_share")
    choose(card, "responsible", "station")
    press(card, "record_finding_button")

    assert finding_of(desk, case).shares == (e.Share("station", 100),)


def test_each_point_has_its_own_answer_evidence_and_what_is_missing(
    desk: Desk, staffed: Staffed, opened: Callable[[Case], Finding]
) -> None:
    case = staffed.registered(types=(ComplaintType.DAMAGE, ComplaintType.ATTITUDE))
    (header,) = staffed.write("clerk", case.case_id, PHOTO)
    card = opened(cases.read_case(desk, case.case_id))

    press(shown(card, "stands", QWidget), "partly")
    press(shown(card, "stands_damage", QWidget), "yes")
    press(shown(card, "evidence_damage", QWidget), header.entry_id)
    assert not sees(card, "missing_damage"), "nothing more is asked where a point plainly stands"
    press(shown(card, "stands_damage", QWidget), "partly")
    press(shown(card, "missing_damage", QWidget), "weight record")
    press(shown(card, "stands_attitude", QWidget), "open")
    press(shown(card, "missing_attitude", QWidget), "call record")
    write(card, "missing_else_attitude", "当班名单")
    choose(card, "responsible", "delivery")
    write(card, "account", "破损属实；态度待查。")
    press(card, "record_finding_button")

    assert finding_of(desk, case).allegations == (
        e.Allegation("damage", "partly", (header.entry_id,), "weight record"),
        e.Allegation("attitude", "open", (), "call record, 当班名单"),
    )
    assert "In part; rests on 外箱.jpg; missing: weight record" in texts(card)

    press(card, "change_finding_button")
    press(card, "record_finding_button")
    assert finding_of(desk, case).allegations[1].missing == "call record, 当班名单", "what was typed comes back"


def test_a_contradiction_is_told_at_its_field(desk: Desk, staffed: Staffed, opened: Callable[[Case], Finding]) -> None:
    case = staffed.registered()
    card = opened(case)
    press(shown(card, "stands", QWidget), "no")
    press(shown(card, "stands_damage", QWidget), "yes")
    write(card, "account", "外箱完好。")

    press(card, "record_finding_button")

    assert cases.read_case(desk, case.case_id).finding is None
    assert "One of the points stands." in texts(card)


def test_a_demand_that_goes_too_far_has_reasons_and_goodwill(
    desk: Desk, staffed: Staffed, opened: Callable[[Case], Finding]
) -> None:
    case = staffed.assessed()
    card = opened(case)
    press(shown(card, "stands", QWidget), "yes")
    choose(card, "responsible", "transport")
    write(card, "account", "装车时受压。")
    assert not sees(card, "unreasonable")

    press(shown(card, "too_far", QWidget), "True")
    reasons = shown(card, "unreasonable", QWidget)
    begun = str(reasons.value())  # type: ignore[attr-defined]  # a text
    assert "¥3,421.00" in begun, "what the rules give is there already"
    write(card, "unreasonable", f"{begun} 要求十倍赔偿没有依据。")
    write(card, "goodwill", "上门致歉")
    press(card, "record_finding_button")

    written = finding_of(desk, case)
    assert written.unreasonable.endswith("要求十倍赔偿没有依据。")
    assert written.goodwill == "上门致歉"
    assert "上门致歉" in texts(card)


def test_a_finding_of_earlier_days_shows_and_can_be_changed(
    desk: Desk, staffed: Staffed, opened: Callable[[Case], Finding]
) -> None:
    case = staffed.registered()
    staffed.write("clerk", case.case_id, a_finding("旧的核实。"))
    card = opened(cases.read_case(desk, case.case_id))
    assert "Transport" in texts(card)

    press(card, "change_finding_button")
    write(card, "account", "新的核实。")
    press(card, "record_finding_button")

    assert finding_of(desk, case).account == "新的核实。"
    assert finding_of(desk, case).shares == (e.Share("transport", 100),)


def test_it_is_written_by_keyboard_alone(
    desk: Desk, staffed: Staffed, opened: Callable[[Case], Finding], qtbot: QtBot
) -> None:
    case = staffed.registered()
    card = opened(case)
    shown(card, "stands", QWidget).setFocus()

    def focus() -> QWidget:
        window = card.window().focusWidget()
        assert window is not None
        return window

    QTest.keyClick(focus(), Qt.Key.Key_Right)
    QTest.keyClick(focus(), Qt.Key.Key_Tab)
    assert focus().objectName() == "responsible"
    choose(card, "responsible", "station")
    for _step in range(12):
        if focus().objectName() == "account":
            break
        QTest.keyClick(focus(), Qt.Key.Key_Tab)
    assert focus().objectName() == "account"
    QTest.keyClicks(focus(), "pressed")
    button = shown(card, "record_finding_button", QWidget)
    for _step in range(6):
        if focus() is button:
            break
        QTest.keyClick(focus(), Qt.Key.Key_Tab)
    QTest.keyClick(focus(), Qt.Key.Key_Return)

    # The arrow key goes from the first answer to the second.
    assert (finding_of(desk, case).stands, finding_of(desk, case).responsible) == ("partly", "station")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_what_is_missing_moves_nothing_sideways(
    opened: Callable[[Case], Finding], staffed: Staffed, language: str
) -> None:
    i18n.set_language(language)
    card = opened(staffed.registered())
    names = ("stands", "responsible", "answers_name", "too_far", "account")
    before = {name: across(card, name) for name in names}

    press(card, "record_finding_button")
    QApplication.processEvents()

    assert {name: across(card, name) for name in names} == before
    line = shown(card, "answers_name", QLineEdit)
    assert line.fontMetrics().horizontalAdvance(line.placeholderText()) <= line.width() - 2 * theme.S


def test_who_answers_is_chosen_and_marked_where_it_is_missing(
    opened: Callable[[Case], Finding], staffed: Staffed
) -> None:
    card = opened(staffed.registered())
    choose(card, "stands", "yes")

    press(card, "record_finding_button")

    assert shown(card, "responsible", QWidget).property("invalid") is True
    said = [label.text() for label in card.findChildren(QLabel) if label.isVisible()]
    assert "Please choose." in said
    choose(card, "responsible", "transport")
    assert shown(card, "responsible", QWidget).property("invalid") is False


def across(card: QWidget, name: str) -> tuple[int, int]:
    """Where a field begins in a card, and how wide it is."""
    field = shown(card, name, QWidget)
    return field.mapTo(card, QPoint(0, 0)).x(), field.width()


def test_a_finding_of_100_000_characters_is_said_to_be_too_long_and_stays(
    desk: Desk, staffed: Staffed, opened: Callable[[Case], Finding]
) -> None:
    case = staffed.registered()
    card = opened(case)
    press(shown(card, "stands", QWidget), "yes")
    choose(card, "responsible", "transport")
    write(card, "account", "压" * 100_000)
    write(card, "cause", "因" * 100_000)

    press(card, "record_finding_button")

    assert "too long" in texts(card)
    assert shown(card, "account", QPlainTextEdit).toPlainText() == "压" * 100_000
    assert cases.read_case(desk, case.case_id).finding is None
