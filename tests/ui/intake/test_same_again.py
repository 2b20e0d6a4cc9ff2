"""The same again while somebody types: seen before saving, gone on with, linked, or new with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from desktop import i18n
from desktop.actions import cases, intake
from desktop.domain import entries as e
from desktop.domain.case import Status
from desktop.domain.intake import Ask, ComplaintType
from desktop.ui import ask
from desktop.ui.choices import ChoiceField
from tests.factories import an_intake
from tests.ui.driving import focused, key, press, sees, shown, write

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.ui.changes import Changes
    from desktop.ui.intake.page import IntakePage
    from tests.factories import Staffed

WAYBILL = "SF1385628716739"
AGAIN = "第二次打电话了，件还没有消息。"


@pytest.fixture
def earlier(desk: Desk) -> Case:
    """A case of the same parcel, still open."""
    return intake.register_case(desk, an_intake(types=(ComplaintType.DELAY,), asks=(Ask.FIND,)))


def scan(waybill: str = WAYBILL) -> None:
    QTest.keyClicks(focused(), waybill)
    key(Qt.Key.Key_Return)


def card(page: IntakePage, case: Case) -> QWidget:
    return shown(page.panel, f"earlier_{case.case_id}", QWidget)


def links(page: IntakePage) -> list[e.CaseLinked]:
    return list(page.panel.same_again.links)


def all_cases(desk: Desk) -> list[Case]:
    """The cases there are, the one registered last at the end."""
    rows = sorted(cases.list_cases(desk), key=lambda row: row.number)
    return [cases.read_case(desk, row.case_id) for row in rows]


@pytest.mark.parametrize(
    ("typed", "shared"),
    [
        ({"phone": "139 1234 5678"}, "phone"),
        ({"complainant_name": "𬭊䶮"}, "name"),
        ({"address": "江南市青石路8号3栋201"}, "address"),
    ],
)
def test_an_earlier_case_is_seen_while_somebody_types(
    page: IntakePage, desk: Desk, qtbot: QtBot, typed: dict[str, str], shared: str
) -> None:
    known = intake.register_case(desk, an_intake(address="江南市 青石路８号（3栋-201）"))
    (field,) = typed
    page.form.focus(field)

    write(page, field, typed[field])

    qtbot.waitUntil(lambda: sees(page.panel, f"earlier_{known.case_id}"))
    told = shown(card(page, known), "shared_traces", QLabel).text()
    assert told == i18n._("Shared: {what}").format(what=i18n._(f"same {shared}"))
    assert len(all_cases(desk)) == 1


def test_what_keeps_coming_up_is_told(page: IntakePage, desk: Desk, qtbot: QtBot) -> None:
    for number in range(2):
        intake.register_case(
            desk,
            an_intake(
                waybill=f"YT896264678538{number}",
                complainant_name=f"客户{number}",
                phone=f"1390000000{number}",
                courier="李师傅 007",
            ),
        )
    page.form.focus("courier")

    write(page, "courier", "李师傅007")

    qtbot.waitUntil(lambda: sees(page.panel, "often_line"))
    (line,) = shown(page.panel, "often_line", QWidget).findChildren(QLabel)
    assert "2" in line.text()
    assert i18n._("Courier") in line.text()


def test_the_words_go_on_in_the_earlier_case_and_the_draft_is_put_away(
    page: IntakePage, desk: Desk, earlier: Case, changes: Changes, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def confirm(_parent: QWidget, _title: str, text: str, _verb: str) -> bool:
        asked.append(text)
        return True

    monkeypatch.setattr(ask, "confirm", confirm)
    scan()
    page.form.change("channel", an_intake().channel)
    page.form.change("words", AGAIN)
    page.form.change("signed_by", "物业前台")
    page.leave()
    assert len(intake.my_drafts(desk)) == 1

    with qtbot.waitSignal(changes.case_requested) as shown_case:
        press(card(page, earlier), "continue_there_button")

    assert shown_case.args == [earlier.case_id, "story"]
    assert i18n._("Signed for by") in asked[0], "what does not go along is named"
    (case,) = all_cases(desk)
    ((_header, contact),) = case.life.contacts
    assert (contact.way, contact.about, contact.reached, contact.words) == ("counter", "progress", True, AGAIN)
    assert intake.my_drafts(desk) == []
    assert page.form.intake().words == ""


def test_a_closed_case_is_reopened_when_the_customer_comes_back(
    page: IntakePage, staffed: Staffed, desk: Desk, earlier: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "confirm", lambda *_args: True)
    staffed.write("clerk", earlier.case_id, e.CaseClosed(outcome="withdrawn", words="客户撤回。"))
    scan()
    page.form.change("words", AGAIN)

    press(card(page, earlier), "continue_there_button")

    (case,) = all_cases(desk)
    assert case.status is Status.REGISTERED
    assert case.life.reopened[0][1].reason == AGAIN


def test_without_words_nothing_goes_on_anywhere(page: IntakePage, desk: Desk, earlier: Case) -> None:
    scan()

    press(card(page, earlier), "continue_there_button")

    assert focused().objectName() == "words"
    assert all_cases(desk)[0].life.contacts == []


def test_a_second_case_for_an_open_waybill_needs_a_reason_and_both_name_each_other(
    page: IntakePage, desk: Desk, earlier: Case, qtbot: QtBot
) -> None:
    page.form.fill(an_intake(types=(ComplaintType.ATTITUDE,)))

    key(Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: focused().objectName() == "link_reason")
    assert len(all_cases(desk)) == 1, "nothing is saved without a reason"
    write(card(page, earlier), "link_reason", "另一件事：快递员骂人")
    key(Qt.Key.Key_Return)
    key(Qt.Key.Key_F9)

    qtbot.waitUntil(lambda: len(all_cases(desk)) == 2)
    old, new = all_cases(desk)
    ((_header, link),) = new.life.links
    assert (link.other, link.relation, link.reason) == (old.case_id, "related", "另一件事：快递员骂人")
    ((_header, back),) = old.life.links
    assert (back.other, back.relation) == (new.case_id, "related")


def test_a_complaint_about_the_handling_is_linked_as_such(
    page: IntakePage, desk: Desk, earlier: Case, staffed: Staffed, qtbot: QtBot
) -> None:
    staffed.write("clerk", earlier.case_id, e.CaseClosed(outcome="withdrawn", words="客户撤回。"))
    page.form.fill(an_intake(types=(ComplaintType.ATTITUDE,)))
    page._look_back.look()

    press(card(page, earlier), "link_button")
    form = shown(card(page, earlier), "link_form", QWidget)
    shown(form, "relation", ChoiceField).setFocus()
    key(Qt.Key.Key_Down, 2)
    write(form, "link_reason", "不满意上次的处理")
    press(form, "keep_link_button")
    key(Qt.Key.Key_F9)

    qtbot.waitUntil(lambda: len(all_cases(desk)) == 2)
    old, new = all_cases(desk)
    ((_header, link),) = new.life.links
    assert (link.other, link.relation) == (old.case_id, "about-handling")
    assert old.status is Status.WITHDRAWN, "the earlier one stays as it is"


def test_a_link_can_be_taken_back_and_goes_with_a_new_form(page: IntakePage, earlier: Case) -> None:
    scan()
    press(card(page, earlier), "link_button")
    write(card(page, earlier), "link_reason", "两件事")
    key(Qt.Key.Key_Return)
    assert len(links(page)) == 1

    press(card(page, earlier), "unlink_button")
    assert not links(page)

    press(card(page, earlier), "link_button")
    write(card(page, earlier), "link_reason", "两件事")
    key(Qt.Key.Key_Return)
    press(page, "start_over_button")
    assert not links(page)
    assert not sees(page.panel, "same_again")


def test_a_reason_half_typed_stays_while_more_is_found(
    page: IntakePage, desk: Desk, earlier: Case, qtbot: QtBot
) -> None:
    other = intake.register_case(
        desk, an_intake(waybill="YT8962646785389", phone="13900002222", complainant_name="赵某")
    )
    scan()
    press(card(page, earlier), "link_button")
    write(card(page, earlier), "link_reason", "两件")

    page.form.change("phone", "13900002222")

    qtbot.waitUntil(lambda: sees(page.panel, f"earlier_{other.case_id}"))
    assert shown(card(page, earlier), "link_reason", QWidget).text() == "两件"  # type: ignore[attr-defined]


def test_a_link_chosen_before_saving_comes_back_with_the_draft(
    page: IntakePage, desk: Desk, earlier: Case, staffed: Staffed, qtbot: QtBot
) -> None:
    scan()
    press(card(page, earlier), "link_button")
    write(card(page, earlier), "link_reason", "另一件事：快递员骂人")
    key(Qt.Key.Key_Return)
    chosen = links(page)
    assert [link.other for link in chosen] == [earlier.case_id]

    page.start_over()
    assert links(page) == [], "the next customer has nothing to do with it"
    (draft,) = intake.my_drafts(desk)
    page.open_draft(draft.draft_id)

    assert links(page) == chosen
    assert "另一件事：快递员骂人" in shown(card(page, earlier), "linked_note", QLabel).text()
    page.form.fill(an_intake(types=(ComplaintType.ATTITUDE,)))
    key(Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: len(all_cases(desk)) == 2)
    assert [body.other for _header, body in all_cases(desk)[1].life.links] == [earlier.case_id]


def test_a_link_stays_in_the_draft_though_nothing_typed_leads_to_that_case_any_more(
    page: IntakePage, desk: Desk, earlier: Case
) -> None:
    scan()
    press(card(page, earlier), "link_button")
    write(card(page, earlier), "link_reason", "同一客户")
    key(Qt.Key.Key_Return)
    write(page, "waybill_edit", "YT8962646785389")

    page.start_over()
    (draft,) = intake.my_drafts(desk)
    page.open_draft(draft.draft_id)

    assert [link.other for link in links(page)] == [earlier.case_id]
    assert earlier.number in "\n".join(label.text() for label in card(page, earlier).findChildren(QLabel))
    press(card(page, earlier), "unlink_button")
    page.start_over()
    page.open_draft(draft.draft_id)
    assert links(page) == [], "taken back before leaving, so it is not in the draft"
