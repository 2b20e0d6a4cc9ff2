"""What a quote asks for: fields that matter, shares as people say them, prices in pale type."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop.domain.claim import ClaimFacts, Event
from desktop.domain.money import Money
from desktop.domain.quote import Question, answer
from desktop.ui import typed
from desktop.ui.choices import ChoiceField
from desktop.ui.quote.extent_field import Extent, ExtentField
from tests.quoting import trial_packs
from tests.ui.driving import press, sees, shown, write
from tests.ui.quote.reading import amounts, ask_for_the_vase, words

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.quote.page import QuotePage


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


def test_unreadable_amounts_are_told_at_their_field(page: QuotePage) -> None:
    write(page, "actual_value", "12,5")

    assert page.form._rows["actual_value"].text != ""


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("50", "0.5"), ("50%", "0.5"), ("0.5", "0.5"), (".5", "0.5"), ("1/2", "0.5"), ("一半", "0.5"), ("half", "0.5"),
        ("30", "0.3"), ("0.3", "0.3"), ("30％", "0.3"), ("三成", "0.3"), ("3成", "0.3"), ("两成五", "0.25"),
        ("三成半", "0.35"), ("十成", "1"), ("百分之三十五", "0.35"), ("四分之三", "0.75"), ("三分之一", "0.333333333"),
        ("1", "1"), ("1%", "0.01"), ("1.5", "0.015"), ("1/3", "0.333333333"), ("100", "1"),
        ("0.5%", "0.005"), ("０.４", "0.4"), ("33.3%", "0.333"), ("0", "0"),
    ],
)  # fmt: skip
def test_a_share_is_read_the_way_people_say_it(text: str, share: str) -> None:
    assert typed.read_share(text) == Decimal(share)


@pytest.mark.parametrize("text", ["101", "3/2", "1/0", "-5", "many", "5e1", "1,5", "十一成", "零分之一", "成", "三"])
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


def test_enter_goes_from_figure_to_figure(page: QuotePage) -> None:
    page.focus_first()

    reached = []
    for key in (Qt.Key.Key_Enter, Qt.Key.Key_Return):
        QTest.keyClick(page.focusWidget(), key)
        reached.append(page.focusWidget().objectName())

    assert reached == ["actual_value", "share"]
