"""A quote turned to the customer, or copied for a chat: only what is theirs to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from desktop.domain.quote import Axis
from tests.ui.driving import press, sees, shown, write
from tests.ui.quote.reading import amounts, ask_for_the_vase, compare, is_open, words

if TYPE_CHECKING:
    from desktop.ui.quote.page import QuotePage


def test_turned_to_the_customer_nothing_internal_is_in_sight_and_escape_comes_back(page: QuotePage) -> None:
    ask_for_the_vase(page)
    assert "dispute" in words(page, "first_inside")
    usual = shown(page, "first_amount", QLabel).font().pointSizeF()
    asked: list[bool] = []
    page.alone_requested.connect(asked.append)

    QTest.keyClick(page, Qt.Key.Key_F11)

    in_sight = " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
    assert "dispute" not in in_sight
    assert "Trial Express; Standard cover; Partly damaged" in in_sight
    assert "depends on what is found" in in_sight
    assert not sees(page, "quote_form")
    assert shown(page, "first_amount", QLabel).font().pointSizeF() > 1.5 * usual

    QTest.keyClick(page, Qt.Key.Key_Escape)

    assert sees(page, "quote_form")
    assert asked == [True, False]
    assert shown(page, "declared_value", QLineEdit).hasFocus()


def test_what_a_dispute_could_cost_is_not_for_customers(page: QuotePage) -> None:
    ask_for_the_vase(page)

    compare(page, Axis.LIMIT)

    assert amounts(page) == ("¥1,500.00", "¥2,500.00")
    assert not is_open(page, "turn_button")
    assert not is_open(page, "copy_quote_button")
    QTest.keyClick(page, Qt.Key.Key_F11)
    assert sees(page, "quote_form")


def test_leaving_the_page_turns_it_back(page: QuotePage) -> None:
    ask_for_the_vase(page)
    page.turn()

    assert page.may_leave()

    assert sees(page, "quote_form")


def test_the_text_for_the_chat_is_on_the_clipboard(page: QuotePage) -> None:
    ask_for_the_vase(page)
    QGuiApplication.clipboard().clear()

    press(page, "copy_quote_button")

    text = QGuiApplication.clipboard().text()
    assert "With an invoice or order record: ¥1,500.00" in text
    assert "Without proof of value: ¥75.00" in text
    assert "dispute" not in text


def test_f11_on_an_unfinished_quote_says_what_is_missing_and_goes_there(page: QuotePage) -> None:
    write(page, "actual_value", "5000")
    said: list[str] = []
    page.said.connect(said.append)

    QTest.keyClick(page, Qt.Key.Key_F11)

    assert sees(page, "quote_form")
    assert said == ["To compare, enter: How much of it is lost, Postage."]
    assert page.focusWidget() is shown(page, "share_lost", QLineEdit)


def test_a_customer_sees_no_card_that_still_waits_for_a_choice(page: QuotePage) -> None:
    ask_for_the_vase(page)
    compare(page, Axis.TERMS)
    assert sees(page, "second_title")

    page.turn()

    assert sees(page, "first_amount")
    assert not sees(page, "second_title")
    page.turn_back()
    assert sees(page, "second_title")
