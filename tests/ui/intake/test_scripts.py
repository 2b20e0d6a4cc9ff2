"""Scripts beside a new case, an open case, and in the hands of who may change them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop import i18n
from desktop.actions import intake, scripts, settlement
from desktop.domain.intake import Ask, ComplaintType, DamageExtent
from desktop.domain.scripts import Step
from desktop.domain.sms import sms_size
from desktop.ui.cases.page import CasesPage
from desktop.ui.choices import ChoiceField
from desktop.ui.fields import LongTextField
from desktop.ui.office.scripts_tab import ScriptsTab
from desktop.ui.scripts.message import Message
from tests.factories import a_finding, an_intake
from tests.ui.driving import focused, key, press, say, sees, shown, to_front, write
from tests.ui.inline import InlineBackground

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.ui.changes import Changes
    from desktop.ui.intake.page import IntakePage

LATE = an_intake(types=(ComplaintType.DELAY,), level=3, asks=(Ask.FIND,), words="三天没动静了")


def fold(panel: QWidget, script_id: str, qtbot: QtBot) -> QWidget:
    """A script of the panel, once it is laid out."""
    qtbot.waitUntil(lambda: sees(panel, f"script_{script_id}"))
    return shown(panel, f"script_{script_id}", QWidget)


def messages(script: QWidget) -> list[Message]:
    return [found for found in script.findChildren(Message) if found.isVisible()]


def part(message: Message, name: str) -> str:
    return shown(message, name, QLabel).text()


def test_scripts_follow_what_is_typed(page: IntakePage, qtbot: QtBot) -> None:
    panel = page.panel.scripts
    assert sees(panel, "script_opening-phone")

    page.form.focus("words")
    say("三天没动静了")
    qtbot.waitUntil(lambda: sees(panel, "script_hearing-out"))
    press(page, ComplaintType.DELAY)
    qtbot.waitUntil(lambda: sees(panel, "script_delay-first-reply"))

    step = shown(panel, "script_step", ChoiceField)
    assert step.value() is Step.FIRST_REPLY
    step.setFocus()
    key(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: sees(panel, "script_due-time"))  # the step the person picked
    page.form.focus("words")
    say("，急")
    qtbot.waitUntil(lambda: not page._follow.isActive())
    assert step.value() is Step.DUE_TIME, "it stays picked"


def test_a_text_with_a_hole_is_not_copied_and_says_what_is_missing(page: IntakePage, qtbot: QtBot) -> None:
    page.form.fill(LATE)
    page.form.change("note", "已记录")
    qtbot.waitUntil(lambda: sees(page.panel.scripts, "script_delay-first-reply"))
    QGuiApplication.clipboard().setText("before")

    for message in messages(fold(page.panel.scripts, "delay-first-reply", qtbot)):
        assert "受理编号" in part(message, "message_note")
        assert not shown(message, "copy_button", QPushButton).isEnabled()
        press(message, "copy_button")

    assert QGuiApplication.clipboard().text() == "before"


@pytest.fixture
def cases_page(desk_of: Callable[[str], Desk], changes: Changes, qtbot: QtBot) -> CasesPage:
    page = CasesPage(desk_of("clerk"), InlineBackground(), changes)
    qtbot.addWidget(page)
    page.resize(1294, 648)
    page.show()
    qtbot.waitExposed(page)
    to_front(page, qtbot)
    return page


def test_an_open_case_fills_in_its_own_numbers_and_copies(
    cases_page: CasesPage, desk_of: Callable[[str], Desk], qtbot: QtBot
) -> None:
    case = intake.register_case(desk_of("clerk"), LATE)
    cases_page.open_case(case.case_id)
    assert not sees(cases_page, "scripts_beside")

    key(Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: sees(cases_page, "scripts_beside"))
    _wechat, sms = messages(fold(cases_page, "delay-first-reply", qtbot))
    press(sms, "copy_button")

    copied = QGuiApplication.clipboard().text()
    assert case.number in copied
    assert "SF1385628716739" in copied
    assert "{" not in copied
    assert "[" not in copied
    assert str(sms_size(copied).length) in part(sms, "message_note")


def test_the_scripts_lie_over_nothing_and_go_with_escape(
    cases_page: CasesPage, desk_of: Callable[[str], Desk], qtbot: QtBot
) -> None:
    case = intake.register_case(desk_of("clerk"), LATE)
    cases_page.open_case(case.case_id, "assessment")
    field = shown(cases_page, "declared_value", QWidget)
    field.setFocus()

    key(Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: sees(cases_page, "script_delay-first-reply"))

    beside, save = shown(cases_page, "scripts_beside", QWidget), shown(cases_page, "keep_button", QWidget)
    qtbot.waitUntil(lambda: not place(beside).intersects(place(save)))
    assert not place(beside).intersects(place(shown(cases_page, "case_tabs", QWidget)))
    assert focused() is field, "it takes nobody out of a field"
    key(Qt.Key.Key_Escape)
    assert not sees(cases_page, "scripts_beside")
    assert focused() is field


@pytest.mark.parametrize("way", ["escape", "button", "key"])
def test_the_keyboard_goes_back_from_the_scripts_where_it_was(
    cases_page: CasesPage, desk_of: Callable[[str], Desk], qtbot: QtBot, way: str
) -> None:
    case = intake.register_case(desk_of("clerk"), LATE)
    cases_page.open_case(case.case_id, "assessment")
    field = shown(cases_page, "declared_value", QWidget)
    field.setFocus()
    press(cases_page, "scripts_button")
    qtbot.waitUntil(lambda: sees(cases_page, "script_delay-first-reply"))
    assert focused() is field

    shown(cases_page, "script_step", QWidget).setFocus()
    if way == "button":
        press(cases_page, "close_scripts_button")
    else:
        key(Qt.Key.Key_Escape if way == "escape" else Qt.Key.Key_F6)

    qtbot.waitUntil(lambda: not sees(cases_page, "scripts_beside"))
    assert focused() is field


def test_a_loss_that_was_confirmed_is_searched_for_no_longer(
    cases_page: CasesPage, desk_of: Callable[[str], Desk], qtbot: QtBot
) -> None:
    lost = an_intake(types=(ComplaintType.LOSS,), level=5, damage_extent=DamageExtent.UNKNOWN)
    case = intake.register_case(desk_of("clerk"), lost)
    cases_page.open_case(case.case_id)
    key(Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: sees(cases_page, "script_loss-first-reply"))

    settlement.record_finding(desk_of("clerk"), case.case_id, a_finding("逐站查无此件，确认丢失。"))
    cases_page.opened()

    qtbot.waitUntil(lambda: sees(cases_page, "script_loss-progress-found"))
    assert not sees(cases_page, "script_loss-progress")


def place(widget: QWidget) -> QRect:
    """Where a widget is in its window."""
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def test_what_only_the_person_knows_is_typed_in_a_small_line(
    cases_page: CasesPage, desk_of: Callable[[str], Desk], qtbot: QtBot
) -> None:
    case = intake.register_case(desk_of("clerk"), LATE)
    cases_page.open_case(case.case_id)
    press(cases_page, "scripts_button")
    shown(cases_page, "script_step", ChoiceField).set_value(Step.PROGRESS)
    script = fold(cases_page, "delay-progress", qtbot)
    qtbot.waitUntil(lambda: sees(script, "typed_progress"))
    (wechat, *_more) = messages(script)
    assert i18n._("What has been found out so far") in part(wechat, "message_note")

    write(script, "typed_progress", "件已到江南中转场")
    press(wechat, "copy_button")

    assert "件已到江南中转场" in QGuiApplication.clipboard().text()


@pytest.fixture
def tab_for(desk_of: Callable[[str], Desk], changes: Changes, qtbot: QtBot) -> Callable[[str], ScriptsTab]:
    def opened(who: str) -> ScriptsTab:
        tab = ScriptsTab(desk_of(who), InlineBackground(), changes)
        qtbot.addWidget(tab)
        tab.resize(1246, 560)
        tab.show()
        to_front(tab, qtbot)
        places = [script.id for script in tab.table.model().rows]  # type: ignore[attr-defined]  # a RowsModel
        tab.table.choose(places.index("first-reply"))
        return tab

    return opened


def retype(tab: ScriptsTab, name: str, words: str) -> None:
    shown(tab, name, LongTextField).setFocus()
    key(Qt.Key.Key_A, modifier=Qt.KeyboardModifier.ControlModifier)
    say(words)


def problems(tab: ScriptsTab) -> list[str]:
    return [label.text() for label in tab.form.findChildren(QLabel) if label.property("role") == "problem"]


def own_words(desk: Desk) -> tuple[str, ...]:
    return next(one for one in scripts.list_scripts(desk) if one.id == "first-reply").words("zh_CN").say


def test_a_supervisor_changes_the_words_is_told_at_once_what_is_wrong_and_goes_back(
    tab_for: Callable[[str], ScriptsTab], desk_of: Callable[[str], Desk], qtbot: QtBot
) -> None:
    ours = own_words(desk_of("clerk"))
    tab = tab_for("supervisor")

    retype(tab, "say", "绝对没问题。")
    qtbot.waitUntil(lambda: any("绝对" in text for text in problems(tab)))
    assert focused().objectName() == "say", "telling it takes nobody out of the field"
    assert not tab.keep_button.isEnabled()
    retype(tab, "say", "您好，我是{staff}。\n这件事我来跟。")
    qtbot.waitUntil(tab.keep_button.isEnabled)
    press(tab, "keep_script_button")

    assert own_words(desk_of("clerk")) == ("您好，我是{staff}。", "这件事我来跟。")
    press(tab, "ours_button")
    assert own_words(desk_of("clerk")) == ours


def test_what_is_typed_for_one_script_is_there_after_looking_at_another(
    tab_for: Callable[[str], ScriptsTab],
) -> None:
    tab = tab_for("manager")
    retype(tab, "say", "这件事我来跟。")

    here = tab.table.currentIndex().row()
    tab.table.choose(0)
    tab.table.choose(here)

    assert shown(tab, "say", LongTextField).value() == "这件事我来跟。"


def test_a_clerk_reads_the_words_and_changes_nothing(tab_for: Callable[[str], ScriptsTab]) -> None:
    tab = tab_for("clerk")

    assert not sees(tab, "keep_script_button")
    assert not sees(tab, "ours_button")
    assert shown(tab, "say", LongTextField).isReadOnly()
