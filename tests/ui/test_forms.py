"""One declaration makes the rows, reads them, fills them and marks what is wrong."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextOption
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolTip, QVBoxLayout, QWidget

from desktop.domain.money import Money
from desktop.ui import panels
from desktop.ui.choices import ChipsField, ChoiceField, YesNoField
from desktop.ui.date_field import DateField
from desktop.ui.fields import LongTextField, MoneyField, PasswordField, PhoneField, TextField, kind
from desktop.ui.forms import Field, Form, Section, is_empty
from desktop.ui.scan_field import ScanField
from tests.ui.driving import to_front

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


KINDS = (("loss", "丢失"), ("damage", "破损"))


FIELDS = (
    Section("寄件"),
    Field("waybill", "运单号", ScanField, required=True),
    Field("sent_on", "寄件日期", kind(DateField, lambda: date(2026, 11, 21)), hint="见面单"),
    Field("cover", "保价", YesNoField, beside=True),
    Field("insured", "保价金额", MoneyField, when=lambda v: v["cover"] is True, required=True),
    Section("经过"),
    Field("kind", "类型", kind(ChoiceField, KINDS), required=True),
    Field("damage", "破损情况", TextField, required=lambda v: v["kind"] == "damage"),
    Field("asks", "要求", kind(ChipsField, (("refund", "退运费"), ("pay", "赔偿")))),
    Field("phone", "电话", PhoneField),
    Field("story", "原话", LongTextField),
)


FULL = {
    "waybill": "SF1385620001",
    "sent_on": date(2026, 3, 2),
    "cover": True,
    "insured": Money.from_fen(500000),
    "kind": "damage",
    "damage": "内件碎裂",
    "asks": ("pay",),
    "phone": "13800138000",
    "story": "外箱完好",
}


@pytest.fixture(params=["above", "left"])
def form(request: pytest.FixtureRequest, qtbot: QtBot) -> Form:
    made = Form(FIELDS, labels=request.param)
    qtbot.addWidget(made)
    made.show()
    to_front(made, qtbot)
    return made


def test_what_is_filled_in_is_read_back(form: Form) -> None:
    form.fill(FULL)

    assert form.values() == FULL
    assert not form.is_dirty


def test_an_empty_form_holds_nothing(form: Form) -> None:
    assert all(is_empty(value) for value in form.values().values())
    assert not form.is_dirty


def test_no_and_zero_are_answers() -> None:
    assert not is_empty(False)
    assert not is_empty(Money.from_fen(0))
    assert is_empty(())


def test_typing_makes_it_dirty_and_saving_clean_again(form: Form, qtbot: QtBot) -> None:
    form.fill(FULL)

    with qtbot.waitSignal(form.changed) as heard:
        QTest.keyClicks(form.widget("damage"), "x")

    assert heard.args == ["damage"]
    assert form.is_dirty
    form.mark_saved()
    assert not form.is_dirty


def test_filling_is_not_announced_as_a_change(form: Form, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(form.changed):
        form.fill(FULL)


def test_a_field_shows_only_while_it_matters_and_else_reads_as_nothing(form: Form) -> None:
    form.fill(FULL)
    assert form.widget("insured").isVisible()

    form.change("cover", False)

    assert not form.widget("insured").isVisible()
    assert form.values()["insured"] is None
    assert "insured" in form.values()


def test_missing_and_unreadable_fields_are_marked_in_their_own_line(form: Form) -> None:
    form.fill({"cover": True, "kind": "damage", "phone": "12"})

    assert not form.check()

    marked = {label.text() for label in form.findChildren(QLabel) if label.property("role") == "problem"}
    assert "" in marked
    assert len(marked) == 3  # nothing, "fill in", "looks incomplete"
    wrong = {name for name in FULL if form.widget(name).property("invalid")}
    assert wrong == {"waybill", "insured", "damage", "phone"}


def test_a_hidden_field_is_not_missed(form: Form) -> None:
    form.fill({"waybill": "SF1385620001", "cover": False, "kind": "loss"})

    assert form.check()


def place_bar(form: Form, qtbot: QtBot) -> QWidget:
    """Show the summary of a form in a window of its own."""
    place = QWidget()
    qtbot.addWidget(place)
    QVBoxLayout(place).addWidget(form.problem_bar)
    place.show()
    to_front(form, qtbot)
    return place


def test_a_summary_nobody_placed_never_becomes_a_window(form: Form, qtbot: QtBot) -> None:
    form.mark_problems({"phone": "号码不全"})
    assert not form.problem_bar.isVisible()
    assert not form.problem_bar.isWindow()

    place = place_bar(form, qtbot)

    assert form.problem_bar.isVisible()
    assert form.problem_bar.window() is place


def test_the_summary_jumps_to_each_problem(form: Form, qtbot: QtBot) -> None:
    place = place_bar(form, qtbot)
    form.fill(FULL)
    assert form.problem_bar.isHidden()

    form.mark_problems({"phone": "号码不全", "story": "太短"})

    assert form.problem_bar.isVisible()
    assert form.problem_bar.window() is place
    jumps = {button.text(): button for button in form.problem_bar.findChildren(QPushButton)}
    assert set(jumps) == {"电话", "原话"}
    assert form.widget("phone").hasFocus()
    jumps["原话"].click()
    assert form.widget("story").hasFocus()


def test_mending_a_field_takes_its_mark_away(form: Form, qtbot: QtBot) -> None:
    place = place_bar(form, qtbot)
    form.fill({**FULL, "damage": ""})
    form.check()
    assert form.problem_bar.isVisibleTo(place)

    QTest.keyClicks(form.widget("damage"), "x")

    assert not form.widget("damage").property("invalid")
    assert form.problem_bar.isHidden()


def test_a_jump_scrolls_a_long_form(qtbot: QtBot) -> None:
    form = Form(FIELDS)
    area = panels.scrolling(form)
    qtbot.addWidget(area)
    area.resize(400, 200)
    area.show()
    to_front(area, qtbot)

    form.focus("story")

    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 0)
    assert (
        area.viewport()
        .rect()
        .intersects(form.widget("story").rect().translated(form.widget("story").mapTo(area.viewport(), QPoint(0, 0))))
    )


def test_what_is_needed_is_named_in_words_and_ticked_off(form: Form) -> None:
    form.fill({**FULL, "waybill": "", "damage": ""})
    line = form._required

    assert "运单号" in line.text()
    assert "破损情况" in line.text()
    form.fill(FULL)
    assert "运单号" not in line.text()


ALL_FILLED = "Everything needed is filled in."


@pytest.mark.usefixtures("english")
def test_what_cannot_be_read_is_marked_as_soon_as_the_field_is_left(form: Form, qtbot: QtBot) -> None:
    place = place_bar(form, qtbot)
    form.fill(FULL)
    day = form.widget("sent_on")
    day.setFocus()
    day.selectAll()
    QTest.keyClicks(day, "2-30")
    assert not day.property("invalid")

    QTest.keyClick(day, Qt.Key.Key_Tab)

    assert day.property("invalid")
    assert "There is no such day." in [label.text() for label in form.findChildren(QLabel)]
    assert form.problem_bar.isVisibleTo(place)
    assert not day.hasFocus(), "the keyboard goes where the person went"
    day.setFocus()
    day.selectAll()
    QTest.keyClicks(day, "3-2")
    assert not day.property("invalid")
    assert form.problem_bar.isHidden()


@pytest.mark.usefixtures("english")
def test_nothing_says_that_all_is_filled_in_under_an_error(form: Form) -> None:
    banner = panels.Banner(parent=form)
    form.heed(banner)
    form.fill(FULL)
    line = form._required
    assert line.text() == ALL_FILLED

    form.mark_problems({"insured": "超出批准金额"})
    assert line.text() == "Please correct what is marked."
    form.clear_problems()
    assert line.text() == ALL_FILLED
    banner.tell("Nothing was recorded.", "danger")
    assert line.text() == ""
    banner.tell("Drawn anew.", "info")
    assert line.text() == ALL_FILLED


def test_every_field_has_a_label_with_a_buddy_and_a_name(form: Form) -> None:
    labels = {label.text(): label for label in form.findChildren(QLabel) if label.buddy() is not None}

    for field in FIELDS:
        if isinstance(field, Field):
            widget = form.widget(field.key)
            assert labels[field.label].buddy() is widget
            assert widget.accessibleName() == field.label
            assert widget.objectName() == field.key


def test_tab_walks_in_the_order_declared(form: Form, qtbot: QtBot) -> None:
    form.fill(FULL)
    form.widget("waybill").setFocus()
    walked: list[str] = []

    for _step in range(10):
        focused = QApplication.focusWidget()
        assert focused is not None
        inside = next(key for key in FULL if form.widget(key) is focused or form.widget(key).isAncestorOf(focused))
        if not walked or walked[-1] != inside:
            walked.append(inside)
        QTest.keyClick(focused, Qt.Key.Key_Tab)

    assert walked == list(FULL)[: len(walked)]
    assert len(walked) > 6


def test_read_only_forms_can_be_read_but_not_changed(form: Form) -> None:
    form.fill(FULL)
    form.set_read_only(True)

    for key in ("waybill", "damage", "phone", "story", "sent_on", "insured"):
        QTest.keyClicks(form.widget(key), "9")

    assert form.values() == FULL


def test_money_is_right_aligned_forgiving_and_tidied(qtbot: QtBot) -> None:
    field = MoneyField()
    qtbot.addWidget(field)
    field.show()
    field.setText("￥３４２１元")
    field.tidy()

    assert field.value() == Money.from_fen(342100)
    assert field.text() == "3,421.00"
    assert field.alignment() & Qt.AlignmentFlag.AlignRight
    field.setText("三千")
    field.tidy()
    assert field.text() == "三千"
    assert field.value() is None
    assert field.trouble() != ""


def test_a_date_is_written_out_when_the_field_is_left(qtbot: QtBot) -> None:
    field = DateField(lambda: date(2026, 11, 21))
    qtbot.addWidget(field)
    field.setText("昨天")
    field.tidy()

    assert field.text() == "2026-11-20"
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.value() == date(2026, 11, 19)
    field.setText("2026-12-01")
    assert field.value() is None
    assert field.trouble() != ""


def test_the_day_of_the_week_shows_behind_a_date(qtbot: QtBot) -> None:
    field = DateField(lambda: date(2026, 11, 21))
    qtbot.addWidget(field)
    field.resize(200, 32)
    field.show()
    field.setText("2026-03-0")
    without = field.grab().toImage()

    field.setText("2026-03-02")
    behind = field.grab().toImage()

    # Right of the words and left of the calendar button.
    strip = range(110, 160)
    assert any(without.pixel(x, 16) != behind.pixel(x, 16) for x in strip)


def test_the_calendar_fills_the_field(qtbot: QtBot) -> None:
    field = DateField(lambda: date(2026, 11, 21))
    qtbot.addWidget(field)
    field.show()
    QTest.keyClick(field, Qt.Key.Key_F4)
    popup = next(child for child in field.findChildren(QWidget) if child.property("area") == "popup")

    assert popup.isVisible()
    popup.picked.emit(popup._calendar.selectedDate())  # type: ignore[attr-defined]  # a private class

    assert field.value() == date(2026, 11, 21)


def test_a_paste_into_a_story_is_plain(qtbot: QtBot) -> None:
    field = LongTextField()
    qtbot.addWidget(field)
    from PySide6.QtCore import QMimeData

    rich = QMimeData()
    rich.setHtml("<b>外箱</b>")
    rich.setText("外箱\u200b完好\r\n内件碎")
    field.insertFromMimeData(rich)

    assert field.value() == "外箱完好\n内件碎"


def test_caps_lock_is_noticed_from_the_letters(qtbot: QtBot) -> None:
    field = PasswordField()
    qtbot.addWidget(field)

    with qtbot.waitSignal(field.caps_lock_seen) as heard:
        # Without Shift, a capital can only come from Caps Lock.
        QTest.keyClicks(field, "A", Qt.KeyboardModifier.NoModifier)
    assert heard.args == [True]
    with qtbot.waitSignal(field.caps_lock_seen) as heard:
        QTest.keyClicks(field, "A", Qt.KeyboardModifier.ShiftModifier)
    assert heard.args == [False]


def test_a_field_whose_neighbour_is_hidden_stands_at_the_left_in_its_usual_width(qtbot: QtBot) -> None:
    fields = (
        Field("abroad", "国际", YesNoField),
        Field("scope", "范围", TextField, when=lambda values: values["abroad"] is True),
        Field("province", "省份", TextField, beside=True),
        Field("freight", "运费", TextField),
        Field("account", "月结", TextField, beside=True, when=lambda values: values["abroad"] is True),
    )
    form = Form(fields)
    qtbot.addWidget(form)
    form.resize(412, 400)
    form.show()

    def places() -> dict[str, tuple[int, int]]:
        QApplication.processEvents()
        shown = [(key, form.widget(key)) for key in ("scope", "province", "freight", "account")]
        return {key: (found.x(), found.width()) for key, found in shown if found.isVisible()}

    form.change("abroad", True)
    # Half of 412, less half of the 12 between.
    assert places() == {"scope": (0, 200), "province": (212, 200), "freight": (0, 200), "account": (212, 200)}

    form.change("abroad", False)
    assert places() == {"province": (0, 200), "freight": (0, 200)}


ENDLESS = {
    "a word": "x" * 100_000,
    "full stops": "。" * 100_000,
    "a scanner": "\x1d\x02" * 50_000,
    "a word among others": "The parcel is broken. " + "y" * 3000 + " Please look.",
}
ORDINARY = {
    "lines": ("The parcel came open and wet. " * 3 + "\n") * 1111,
    "one paragraph": "The parcel came open and wet. " * 3333,
    "Chinese": "快递摔坏了，里面全碎，赔钱。" * 7142,
    "a link": "https://example.com/" + "a" * 200,
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS.keys())
def test_a_word_without_end_is_broken_anywhere_until_it_is_gone(text: str, qtbot: QtBot) -> None:
    # Looking for the end of such a word Qt reads all of it at every line: over a second a key.
    field = LongTextField()
    qtbot.addWidget(field)
    field.show()

    field.insertPlainText(text)
    QTest.keyClicks(field, "a")

    assert field.wordWrapMode() is QTextOption.WrapMode.WrapAnywhere
    assert field.toPlainText() == text + "a"
    while field.document().isUndoAvailable():
        field.undo()
    assert field.toPlainText() == ""
    assert field.wordWrapMode() is QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
    field.redo()
    assert field.toPlainText().startswith(text)
    assert field.wordWrapMode() is QTextOption.WrapMode.WrapAnywhere


@pytest.mark.parametrize("text", ORDINARY.values(), ids=ORDINARY.keys())
def test_a_long_text_of_ordinary_words_breaks_between_them(text: str, qtbot: QtBot) -> None:
    field = LongTextField()
    qtbot.addWidget(field)

    field.set_value(text)

    assert field.wordWrapMode() is QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
    assert field.toPlainText() == text


def test_a_paste_that_does_not_fit_a_line_is_cut_off_with_a_word(qtbot: QtBot) -> None:
    line = TextField(longest=1000)
    qtbot.addWidget(line)
    line.show()
    to_front(line, qtbot)
    QApplication.clipboard().setText("x" * 100_000)

    line.paste()

    assert line.text() == "x" * 1000
    assert "1000" in QToolTip.text()
