"""What the customer's words suggest while they are typed: shown, marked, taken over with one key, never by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.domain.intake import ComplaintType, Intake, Matter, Mood
from desktop.domain.money import Money
from desktop.ui.choices import ChoiceField, SegmentedField
from desktop.ui.intake.words_field import WordsField
from tests.factories import YUAN
from tests.ui.driving import focused, key, press, say, sees, shown

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.intake.page import IntakePage

#: A lost parcel of some worth, told in anger, and only one end will do.
LOST = "快递丢了，到现在没有任何说法，气死我了，里面的手机3000块，必须赔我！"
ALT = Qt.KeyboardModifier.AltModifier


def tell(page: IntakePage, qtbot: QtBot, words: str = LOST) -> None:
    """Type the customer's words and wait until they are read."""
    page.form.focus("words")
    key(Qt.Key.Key_A, modifier=Qt.KeyboardModifier.ControlModifier)
    say(words)
    qtbot.waitUntil(lambda: bool(shown(page, "words", WordsField).extraSelections()))


def take_over() -> None:
    key(Qt.Key.Key_T, modifier=ALT)


def test_words_suggest_and_nothing_is_set_before_the_person_says_so(page: IntakePage, qtbot: QtBot) -> None:
    tell(page, qtbot)

    assert sees(page.panel, "suggestion_card")
    assert page.form.intake() == Intake(words=LOST)

    take_over()

    taken = page.form.intake()
    assert (taken.matter, taken.types[0], taken.level) == (Matter.COMPLAINT, ComplaintType.LOSS, 5)
    assert taken.mood is Mood.ONE_OUTCOME
    assert not sees(page.panel, "suggestion_card"), "nothing is left to take over"
    assert focused() is shown(page, "words", WordsField), "typing goes on"


def test_the_words_that_led_to_it_are_underlined_and_say_why(page: IntakePage, qtbot: QtBot) -> None:
    # A rare character takes two places in Qt: what stands behind it must be marked all the same.
    tell(page, qtbot, "𬭊䶮说：花瓶碎了")
    field = shown(page, "words", WordsField)

    marks = [found.cursor.selectedText() for found in field.extraSelections()]  # type: ignore[attr-defined]
    underlined = [found.format.fontUnderline() for found in field.extraSelections()]  # type: ignore[attr-defined]

    assert "碎了" in "".join(marks)
    assert all(underlined), "not by colour alone"
    assert "损毁" in field.tip_at(field.toPlainText().index("碎") + 1)
    assert field.tip_at(0) == ""
    because = shown(page.panel, "suggested_because", QLabel).text()
    assert "碎" in because


def test_what_the_clerk_chose_stays(page: IntakePage, qtbot: QtBot) -> None:
    form = page.form
    press(shown(page, "matter", SegmentedField), Matter.CONSULTATION)
    press(page, ComplaintType.DELAY)
    shown(page, "mood", ChoiceField).setFocus()
    key(Qt.Key.Key_Down, 3)
    tell(page, qtbot)

    take_over()

    kept = form.intake()
    assert kept.matter is Matter.CONSULTATION
    assert kept.types == (ComplaintType.DELAY,)
    assert kept.mood is Mood.EXPLANATION
    assert kept.level == 5, "the level had only followed the type by itself"


def test_more_words_change_what_was_taken_over_but_not_what_was_chosen_since(page: IntakePage, qtbot: QtBot) -> None:
    tell(page, qtbot, "快递员态度很差，骂人")
    take_over()
    assert page.form.intake().types == (ComplaintType.ATTITUDE,)
    shown(page, "mood", ChoiceField).setFocus()
    key(Qt.Key.Key_Down)
    chosen = page.form.intake().mood

    tell(page, qtbot, "快递员态度很差，骂人，快递还丢了，必须赔")
    qtbot.waitUntil(lambda: sees(page.panel, "suggestion_card"))
    take_over()

    assert page.form.intake().types[0] is ComplaintType.LOSS
    assert page.form.intake().mood is chosen


def test_a_next_case_begins_without_suggestion_or_marks(page: IntakePage, qtbot: QtBot) -> None:
    tell(page, qtbot)

    press(page, "start_over_button")

    assert not sees(page.panel, "suggestion_card")
    assert shown(page, "words", WordsField).extraSelections() == []
    take_over()
    assert page.form.intake() == Intake()


def test_words_that_say_nothing_suggest_nothing(page: IntakePage, qtbot: QtBot) -> None:
    tell(page, qtbot)
    key(Qt.Key.Key_A, modifier=Qt.KeyboardModifier.ControlModifier)

    QTest.keyClicks(focused(), "ab cd")

    qtbot.waitUntil(lambda: not sees(page.panel, "suggestion_card"))
    assert shown(page, "words", WordsField).extraSelections() == []


def test_a_hundred_thousand_characters_are_kept_told_and_not_lost(page: IntakePage, qtbot: QtBot) -> None:
    pasted = "快递丢了，必须赔我！" * 10_000
    QGuiApplication.clipboard().setText(pasted)
    page.form.focus("words")

    key(Qt.Key.Key_V, modifier=Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: sees(page.panel, "suggestion_card"))
    press(page, "save_button")

    assert page.form.intake().words == pasted
    assert "95000" in page.form.troubles()["words"]
    page.leave()
    page.start("")
    press(page.panel, "draft_button")
    assert page.form.intake().words == pasted


def test_sums_in_words_are_taken_over_into_their_fields(page: IntakePage, qtbot: QtBot) -> None:
    tell(page, qtbot, "花瓶碎了，买成一千二，当时保价三千，运费十八，要求赔一千二")

    take_over()

    taken = page.form.intake()
    assert (taken.actual_value, taken.declared_value) == (1200 * YUAN, 3000 * YUAN)
    assert (taken.freight, taken.asked_amount) == (18 * YUAN, 1200 * YUAN)
    assert taken.insured is True, "whoever names what it was insured for says that it was"


def test_a_no_somebody_chose_is_not_overruled_by_a_sum_in_the_words(page: IntakePage, qtbot: QtBot) -> None:
    page.form.change("insured", False)
    tell(page, qtbot, "花瓶碎了，当时保价三千")

    take_over()

    assert page.form.intake().insured is False


def test_a_rough_sum_is_shown_and_left_to_be_asked(page: IntakePage, qtbot: QtBot) -> None:
    tell(page, qtbot, "花瓶碎了，值三千多块")

    told = " ".join(label.text() for label in page.panel.findChildren(QLabel) if label.isVisible())
    take_over()

    assert "3,000.00" in told
    assert page.form.intake().actual_value is None
    assert page.form.intake().types == (ComplaintType.DAMAGE,)


def test_a_sum_the_clerk_typed_stays(page: IntakePage, qtbot: QtBot) -> None:
    tell(page, qtbot, "花瓶碎了，买成一千二")
    take_over()
    page.form.change("actual_value", Money.from_fen(900 * YUAN))

    tell(page, qtbot, "花瓶碎了，买成一千五")
    take_over()

    assert page.form.intake().actual_value == 900 * YUAN


def test_two_different_sums_for_one_field_are_left_to_the_clerk(page: IntakePage, qtbot: QtBot) -> None:
    tell(page, qtbot, "花瓶碎了，保价三千，不对，是保价两千")

    take_over()

    assert page.form.intake().declared_value is None
