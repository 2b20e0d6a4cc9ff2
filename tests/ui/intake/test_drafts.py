"""Drafts keep themselves, come back whole and go when the case is registered."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.actions import intake
from desktop.domain.intake import ComplaintType, Intake
from tests.ui.driving import sees, shown
from tests.ui.intake.keyboard import button, fill_in, write

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.ui.intake.page import IntakePage


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


def test_the_cards_of_drafts_have_the_room_their_lines_need(page: IntakePage, desk: Desk, qtbot: QtBot) -> None:
    intake.save_draft(desk, intake.Draft("d1", Intake(complainant_name="张三", waybill="SF1385628716739")))
    page.opened()
    qtbot.waitUntil(lambda: sees(page.panel, "draft_button"))

    card = shown(page.panel, "draft_button", QPushButton)
    lines = [line.geometry() for line in card.findChildren(QLabel)]

    qtbot.waitUntil(lambda: card.height() >= card.sizeHint().height())
    assert len(lines) == 3
    assert not any(one.intersects(other) for one, other in pairwise(lines))
