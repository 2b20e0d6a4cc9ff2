"""The quote at the counter: typed in seconds, shown side by side, recorded nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton

from desktop.actions import rule_packs
from desktop.domain.claim import Event
from desktop.domain.intake import ComplaintType, Intake
from desktop.domain.quote import Axis
from desktop.rule_text import Source
from desktop.ui.changes import Changes
from desktop.ui.quote.page import QuotePage
from tests.quoting import ACME, TRIAL
from tests.ui.driving import press, sees, shown, write
from tests.ui.inline import InlineBackground
from tests.ui.quote.reading import amounts, ask_for_the_vase, compare, is_open, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from tests.factories import Staffed


def test_a_question_is_answered_while_it_is_typed(page: QuotePage) -> None:
    ask_for_the_vase(page)

    # In proportion 2,500 x 3,000 / 5,000; without proof 3 x 20 and the premium of 0.5 % back.
    assert amounts(page) == ("¥1,500.00", "¥75.00")
    assert words(page, "quote_difference") == "Without proof of value it is ¥1,425.00 less."
    assert words(page, "quote_cover").startswith("Insured for ¥5,000.00, which costs ¥25.00, you would get ¥2,500.00")


def test_the_branch_s_own_terms_stand_there_and_the_cursor_where_one_begins(
    qtbot: QtBot, staffed: Staffed, desk_of: Callable[[str], Desk]
) -> None:
    page = QuotePage(desk_of("auditor"), InlineBackground(), Changes())
    qtbot.addWidget(page)
    page.show()
    page.focus_first()

    facts = page.form.facts()
    assert facts is not None
    assert facts.terms == staffed.office.details.terms == "sf"
    assert facts.product == "domestic"
    assert page.focusWidget() is shown(page, "declared_value", QLineEdit)


def test_what_is_missing_leads_to_its_field(page: QuotePage) -> None:
    write(page, "actual_value", "5000")
    write(page, "declared_value", "3000")

    QApplication.processEvents()
    press(page, "jump_loss_amount")

    assert page.focusWidget() is shown(page, "share_lost", QLineEdit)
    assert not is_open(page, "turn_button")


def test_what_is_compared_can_be_chosen(page: QuotePage) -> None:
    ask_for_the_vase(page)

    compare(page, Axis.COVER)
    assert amounts(page) == ("¥1,500.00", "¥60.00")

    compare(page, Axis.PRODUCT)
    # Full cover pays the loss of 2,500 up to 3,000.
    assert amounts(page) == ("¥1,500.00", "¥2,500.00")

    compare(page, Axis.TERMS)
    assert amounts(page)[0] == "¥1,500.00"
    assert not cast("QLabel", page.findChild(QLabel, "second_amount")).isVisible()
    page._bar._terms.set_value("generic")
    assert amounts(page) == ("¥1,500.00", "¥2,500.00")
    assert "Plain express agreement" in words(page, "quote_difference")


def test_a_carrier_cannot_be_compared_with_itself(page: QuotePage) -> None:
    compare(page, Axis.TERMS)
    page._bar._terms.set_value("generic")

    page.form.change("terms", "generic")

    assert page.form.comparison.other_terms is None
    assert not sees(page, "second_amount")


def test_a_quote_is_recorded_nowhere(page: QuotePage, staffed: Staffed) -> None:
    before = sorted((path.name, path.stat().st_size) for path in staffed.office.folder.rglob("*") if path.is_file())

    ask_for_the_vase(page)
    page.turn()
    page.copy()
    page.turn_back()
    page.start_over()

    after = sorted((path.name, path.stat().st_size) for path in staffed.office.folder.rglob("*") if path.is_file())
    assert after == before


def test_a_case_can_be_made_of_it(page: QuotePage, qtbot: QtBot) -> None:
    ask_for_the_vase(page)

    with qtbot.waitSignal(page._changes.case_of_quote_requested) as asked:
        press(page, "make_case_button")

    begun = asked.args[0]
    assert isinstance(begun, Intake)
    assert begun.types == (ComplaintType.DAMAGE,)
    assert (begun.declared_value, begun.actual_value, begun.freight) == (300_000, 500_000, 2_000)
    assert "¥1,500.00" in begun.note
    # The made-up carrier has no waybills of its own.
    assert begun.carrier == ""


def test_another_quote_starts_from_the_branch_s_terms(page: QuotePage) -> None:
    ask_for_the_vase(page)
    compare(page, Axis.COVER)
    press(page, "sum")
    write(page, "sum_lost", "1000")

    press(page, "start_over_quote_button")

    facts = page.form.facts()
    assert facts is not None
    assert (facts.terms, facts.declared_value, facts.loss_amount) == ("sf", None, None)
    assert facts.event is Event.PARTIAL_DAMAGE
    assert page.form.comparison.axis is Axis.PROOF


def test_without_an_event_there_is_nothing_to_show(page: QuotePage) -> None:
    ask_for_the_vase(page)

    page.form.change("event", None)

    assert page.form.answer is None
    assert not is_open(page, "make_case_button")
    page.form.change("event", Event.LOSS)
    # Lost: in proportion 5,000 x 3,000 / 5,000.
    assert amounts(page)[0] == "¥3,000.00"


def test_a_rule_pack_of_the_branch_is_taken_up_when_the_page_is_opened(
    qtbot: QtBot, english: None, desk_of: Callable[[str], Desk]
) -> None:
    desk = desk_of("manager")
    page = QuotePage(desk, InlineBackground(), Changes())
    qtbot.addWidget(page)
    page.show()
    page.form.change("terms", "trial")
    assert page.form.values()["terms"] is None

    rule_packs.import_pack(desk, Source("trial.toml", TRIAL.encode()))
    page.opened()
    page.form.change("terms", "trial")
    ask_for_the_vase(page)

    assert amounts(page) == ("¥1,500.00", "¥75.00")
    compare(page, Axis.PRODUCT)
    assert amounts(page)[1] == "¥2,500.00"


def test_both_sides_and_the_foot_say_what_is_missing_to_compare(page: QuotePage) -> None:
    said = "To compare, enter: How much of it is lost, Postage."
    page.form.change("terms", "sf")

    assert words(page, "second_advice") == said
    assert shown(page, "second_advice", QLabel)
    assert words(page, "quote_note") == said
    for name in ("turn_button", "copy_quote_button"):
        assert not is_open(page, name)
        assert cast("QPushButton", page.findChild(QPushButton, name)).toolTip() == said

    ask_for_the_vase(page)

    assert not sees(page, "second_advice")
    assert words(page, "quote_note") == ""
    assert is_open(page, "turn_button")


def test_under_a_customer_s_agreement_cover_costs_what_was_agreed(
    qtbot: QtBot, english: None, desk_of: Callable[[str], Desk]
) -> None:
    """0.3 % of 5,000 is 15 by the agreement, 0.5 % is 25 by the terms; without proof three times 20 and the fee."""
    desk = desk_of("manager")
    for name, text in (("trial.toml", TRIAL), ("acme.toml", ACME)):
        rule_packs.import_pack(desk, Source(name, text.encode()))
    page = QuotePage(desk, InlineBackground(), Changes())
    qtbot.addWidget(page)
    page.show()
    page.opened()
    page.form.change("terms", "trial")
    ask_for_the_vase(page)
    assert words(page, "quote_cover").startswith("Insured for ¥5,000.00, which costs ¥25.00")
    assert not sees(page, "price_list")

    page.form.change("agreement", "acme")

    # 0.3 % of the 3,000 insured are 9, and come back where nothing is proven.
    assert amounts(page) == ("¥1,500.00", "¥69.00")
    assert words(page, "quote_cover").startswith("Insured for ¥5,000.00, which costs ¥15.00")
    prices = shown(page, "price_list", QComboBox)
    assert [prices.itemText(number) for number in range(prices.count())] == ["Agreed cover", "Cover"]
    assert prices.currentText() == "Agreed cover"

    prices.setFocus()
    QTest.keyClick(prices, Qt.Key.Key_Down)
    assert words(page, "quote_cover").startswith("Insured for ¥5,000.00, which costs ¥25.00")
