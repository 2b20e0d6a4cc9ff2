"""The quote at the counter: typed in seconds, shown side by side, turned to the customer, recorded nowhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from desktop import i18n
from desktop.actions import rule_packs
from desktop.actions.desk import Desk, load_reference
from desktop.domain.claim import ClaimFacts, Event
from desktop.domain.intake import ComplaintType, Intake
from desktop.domain.money import Money
from desktop.domain.quote import Axis, Question, answer
from desktop.rule_text import Source
from desktop.ui import typed
from desktop.ui.background import InlineBackground
from desktop.ui.changes import Changes
from desktop.ui.choices import ChoiceField
from desktop.ui.quote.extent_field import Extent, ExtentField
from desktop.ui.quote.page import QuotePage
from tests.quoting import TRIAL, trial_packs
from tests.ui.driving import press, sees, shown, to_front, write

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.conftest import FrozenClock
    from tests.factories import Staffed


@pytest.fixture
def page(qtbot: QtBot, staffed: Staffed, clock: FrozenClock) -> QuotePage:
    i18n.set_language("en")
    reference = replace(load_reference(), packs=trial_packs())
    made = QuotePage(Desk(staffed.office, staffed.signers["clerk"], clock, reference), InlineBackground(), Changes())
    qtbot.addWidget(made)
    made.resize(1294, 640)
    made.show()
    to_front(made, qtbot)
    made.form.change("terms", "trial")
    return made


def words(page: QuotePage, name: str) -> str:
    return cast("QLabel", page.findChild(QLabel, name)).text()


def amounts(page: QuotePage) -> tuple[str, str]:
    return words(page, "first_amount"), words(page, "second_amount")


def is_open(page: QuotePage, name: str) -> bool:
    return cast("QPushButton", page.findChild(QPushButton, name)).isEnabled()


def compare(page: QuotePage, axis: Axis) -> None:
    press(shown(page, "compare_axis", QWidget), str(axis))


def ask_for_the_vase(page: QuotePage) -> None:
    """Insured 3,000, worth 5,000, half broken."""
    write(page, "declared_value", "3000")
    write(page, "actual_value", "5000")
    write(page, "share_lost", "half")
    write(page, "freight", "20")


def test_a_question_is_answered_while_it_is_typed(page: QuotePage) -> None:
    ask_for_the_vase(page)

    # In proportion 2,500 x 3,000 / 5,000; without proof 3 x 20 and the premium of 0.5 % back.
    assert amounts(page) == ("¥1,500.00", "¥75.00")
    assert words(page, "quote_difference") == "Without proof of value it is ¥1,425.00 less."
    assert words(page, "quote_cover").startswith("Insured for ¥5,000.00, which costs ¥25.00, you would get ¥2,500.00")


def test_the_branch_s_own_terms_stand_there_and_the_cursor_where_one_begins(
    qtbot: QtBot, staffed: Staffed, clock: FrozenClock
) -> None:
    page = QuotePage(
        Desk(staffed.office, staffed.signers["auditor"], clock, load_reference()), InlineBackground(), Changes()
    )
    qtbot.addWidget(page)
    page.show()
    page.focus_first()

    facts = page.form.facts()
    assert facts is not None
    assert facts.terms == staffed.office.details.terms == "sf"
    assert facts.product == "domestic"
    assert page.focusWidget() is shown(page, "declared_value", QLineEdit)


def test_only_facts_the_rules_ask_for_are_shown(page: QuotePage) -> None:
    assert not sees(page, "weight_kg")
    assert not sees(page, "rates")

    page.form.change("terms", "sf")
    assert sees(page, "account")
    page.form.change("product", "cross-border")

    # 20 US dollars a kilogram for what is not insured.
    assert sees(page, "weight_kg")
    assert sees(page, "rates")
    assert not sees(page, "account")


def test_what_is_missing_leads_to_its_field(page: QuotePage) -> None:
    write(page, "actual_value", "5000")
    write(page, "declared_value", "3000")

    QApplication.processEvents()
    press(page, "jump_loss_amount")

    assert page.focusWidget() is shown(page, "share_lost", QLineEdit)
    assert not is_open(page, "turn_button")


def test_a_loss_can_be_told_as_a_sum_or_in_pieces(page: QuotePage) -> None:
    ask_for_the_vase(page)

    press(page, "sum")
    write(page, "sum_lost", "1000")
    # 1,000 x 3,000 / 5,000.
    assert amounts(page)[0] == "¥600.00"

    press(page, "pieces")
    write(page, "pieces_lost", "1")
    write(page, "pieces_in_all", "4")
    # A quarter of 5,000 is 1,250, of which three fifths are insured.
    assert amounts(page)[0] == "¥750.00"

    press(page, "share")
    assert amounts(page)[0] == "¥1,500.00"


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


def test_a_day_that_is_needed_is_asked_for(page: QuotePage) -> None:
    page.form.change("terms", "generic")
    write(page, "freight", "20")

    page.form.change("event", Event.DELAY)

    assert sees(page, "promised_by")
    write(page, "promised_by", "2026-02-20")
    assert sees(page, "scope")


@pytest.mark.parametrize("insured", [True, False])
def test_whatever_any_terms_need_can_be_told(page: QuotePage, insured: bool) -> None:
    packs = trial_packs()
    for terms in packs.terms():
        products: list[str | None] = [choice.id for choice in packs.products(terms)]
        for product in products or [None]:
            for event in Event:
                facts = ClaimFacts(
                    event=event, terms=terms, product=product, insured=insured, actual_value=Decimal(5000),
                    declared_value=Decimal(3000) if insured else None, promised_by=date(2026, 2, 1),
                )  # fmt: skip
                found = answer(Question(facts), packs, date(2026, 3, 2))
                needed = {key for side in found.sides for key in side.result.needs}
                unreachable = needed - page.form.values().keys() - set(Extent._fields)
                assert not unreachable, (terms, product, event)


def test_the_price_list_follows_the_product(page: QuotePage) -> None:
    assert not sees(page, "price_list")

    page.form.change("terms", "sf")
    assert shown(page, "price_list", ChoiceField).value() == "domestic"
    ask_for_the_vase(page)
    assert "costs ¥25.00" in words(page, "quote_cover")
    # 0.6 % of 5,000 for a heavy parcel.
    page.form.change("price_list", "heavy-parcel")
    assert "costs ¥30.00" in words(page, "quote_cover")

    page.form.change("product", "cross-border")
    assert not sees(page, "price_list")


def test_a_rule_pack_of_the_branch_is_taken_up_when_the_page_is_opened(
    qtbot: QtBot, staffed: Staffed, clock: FrozenClock
) -> None:
    i18n.set_language("en")
    desk = Desk(staffed.office, staffed.signers["manager"], clock, load_reference())
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


def test_unreadable_amounts_are_told_at_their_field(page: QuotePage) -> None:
    write(page, "actual_value", "12,5")

    assert page.form._rows["actual_value"].text != ""


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("50", "0.5"), ("50%", "0.5"), ("0.5", "0.5"), (".5", "0.5"), ("1/2", "0.5"), ("一半", "0.5"), ("half", "0.5"),
        ("1/3", "0.333333333"), ("100", "1"), ("0.5%", "0.005"), ("０.４", "0.4"), ("33.3%", "0.333"), ("0", "0"),
    ],
)  # fmt: skip
def test_a_share_is_read_the_way_people_say_it(text: str, share: str) -> None:
    assert typed.read_share(text) == Decimal(share)


@pytest.mark.parametrize("text", ["101", "3/2", "1/0", "-5", "many", "5e1", "1,5"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(typed.Unreadable):
        typed.read_share(text)


def test_a_share_is_written_out_in_percent_when_its_field_is_left(page: QuotePage) -> None:
    line = write(page, "share_lost", "1/4")

    shown(page, "freight", QLineEdit).setFocus()

    assert line.text() == "25%"


@pytest.mark.parametrize(
    "extent",
    [Extent(loss_ratio=Decimal("0.5")), Extent(loss_amount=Decimal(800)), Extent(pieces_lost=1, pieces=3), None],
)
def test_an_extent_survives_its_field(qtbot: QtBot, extent: Extent | None) -> None:
    field = ExtentField()
    qtbot.addWidget(field)

    field.set_value(extent)

    assert field.value() == extent
    assert field.trouble() == ""


def test_the_price_by_the_table_stands_in_pale_where_nobody_named_one(page: QuotePage) -> None:
    ask_for_the_vase(page)
    premium = shown(page, "premium", QLineEdit)
    assert premium.placeholderText() == "15.00"

    page.form.change("premium", Money(Decimal(18)))

    assert amounts(page)[1] == "¥78.00"


def test_every_field_can_be_reached_with_tab(page: QuotePage) -> None:
    ask_for_the_vase(page)
    page.focus_first()
    seen: list[str] = []
    for _step in range(30):
        widget = page.focusWidget()
        seen.append(widget.objectName())
        QTest.keyClick(widget, Qt.Key.Key_Tab)

    order = ["declared_value", "actual_value", "share", "share_lost", "freight", "premium"]
    places = [seen.index(name) for name in order]
    assert places == sorted(places)
