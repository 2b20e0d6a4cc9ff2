"""Alike cases on the screen: figures, strip, nearest, and the warning of another claim of the waybill."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.domain.other_claims import OtherClaim, Stage
from desktop.domain.similar import Comparison, Cover, Likeness, Settled
from desktop.ui import panels, theme
from desktop.ui.other_claims import OtherClaimsBanner
from desktop.ui.similar_cases import SimilarCases
from desktop.ui.spread_strip import SpreadStrip
from tests.factories import YUAN
from tests.ui.driving import press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LIKE = Likeness("total-damage", Cover.INSURED, "CNY", 4, 3000 * YUAN, "sf")
NEAREST = tuple(
    Settled(f"id{place}", f"260302-00{place}", "sf", 3000 * YUAN, place * 100 * YUAN, "2026-03-02T01:00:00.000000Z")
    for place in (1, 2, 3)
)
FOUND = Comparison(LIKE, same_terms=True, count=5, median_fen=300, middle_fen=(200, 400), nearest=NEAREST)


pytestmark = pytest.mark.usefixtures("english")


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    """Put a widget on a page, as it always is."""
    page = QWidget()
    page.setLayout(panels.column(widget, None))
    qtbot.addWidget(page)
    page.resize(theme.PANEL, 400)
    page.show()
    return page


def words(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_the_panel_tells_figures_and_leads_to_the_nearest(qtbot: QtBot) -> None:
    panel = SimilarCases(with_nearest=True)
    page = shown(qtbot, panel)

    panel.show_comparison(FOUND, 500)

    told = words(page)
    for expected in ("Wholly damaged, insured", "5 approved cases", "Median ¥3.00", "between ¥2.00 and ¥4.00"):
        assert expected in told
    # What is unusual stands in the list above this panel.
    assert "one and a half times" not in told
    link = cast("QPushButton", page.findChild(QPushButton, "nearest_1"))
    assert link.text() == "260302-002: ¥200.00"
    with qtbot.waitSignal(panel.case_chosen) as chosen:
        press(page, "nearest_1")
    assert chosen.args == ["id2"]


def test_the_hint_says_itself_what_is_unusual_and_names_no_case(qtbot: QtBot) -> None:
    panel = SimilarCases(with_nearest=False)
    page = shown(qtbot, panel)

    panel.show_comparison(FOUND, 500)
    assert "¥5.00 is more than one and a half times what is usual" in words(page)
    assert page.findChild(QPushButton, "nearest_0") is None

    panel.show_amount(300)
    assert "is more than" not in words(page)
    panel.show_amount(None)
    assert "is more than" not in words(page)


def test_without_anything_to_compare_by_it_is_out_of_sight(qtbot: QtBot) -> None:
    panel = SimilarCases(with_nearest=True)
    page = shown(qtbot, panel)

    panel.show_comparison(FOUND, 1)
    panel.show_comparison(None, 1)

    assert not panel.isVisible()
    assert words(page) == ""


def test_a_few_cases_have_no_strip(qtbot: QtBot) -> None:
    panel = SimilarCases(with_nearest=True)
    page = shown(qtbot, panel)

    panel.show_comparison(Comparison(LIKE, same_terms=False, count=2, median_fen=300, middle_fen=None), 500)

    assert "too few to tell what is usual" in words(page)
    assert not cast("QWidget", panel.findChild(SpreadStrip)).isVisible()


@pytest.mark.parametrize("amount", [0, 200, 300, 400, 10**9, None])
def test_everything_marked_on_the_strip_stands_in_order_inside_it(qtbot: QtBot, amount: int | None) -> None:
    strip = SpreadStrip()
    page = shown(qtbot, strip)
    strip.show_spread(300, (200, 400), amount)

    marked = sorted([200, 300, 400, *([] if amount is None else [amount])])
    places = [strip.place(value) for value in marked]

    assert places == sorted(places)
    assert places[0] >= 0
    assert places[-1] <= strip.width() <= page.width()
    if amount is None:
        # The median halves what is shown; 8 of 100 are kept free at each end.
        assert strip.place(300) == pytest.approx(strip.width() / 2)
        assert strip.place(200) == pytest.approx(strip.width() * 0.08)


def test_one_single_amount_stands_in_the_middle(qtbot: QtBot) -> None:
    strip = SpreadStrip()
    page = shown(qtbot, strip)
    strip.show_spread(300, (300, 300), 300)

    assert page.isVisible()
    assert strip.place(300) == strip.width() / 2


def test_the_strip_is_readable_without_colour(qtbot: QtBot) -> None:
    strip = SpreadStrip()
    page = shown(qtbot, strip)
    strip.show_spread(300, (200, 400), 600)

    assert page.isVisible()
    grey = strip.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    ratio = grey.devicePixelRatio()

    background = grey.pixelColor(grey.width() - 1, 0).lightness()

    def inked(value: int) -> int:
        """Return how many pixels above each other differ from the background at a value, give or take one across."""
        places = (round((strip.place(value) + aside) * ratio) for aside in (-1, 0, 1))
        return max(
            sum(abs(grey.pixelColor(x, y).lightness() - background) > 60 for y in range(grey.height())) for x in places
        )

    # A bar for the median, taller than the edge of the box; the pointer, lower than both; elsewhere the bare line.
    assert inked(300) > inked(200) >= 14 * ratio
    assert 4 * ratio < inked(600) < inked(300)
    assert inked(500) == round(ratio)


def test_the_warning_names_case_and_amount_and_leads_there(qtbot: QtBot) -> None:
    banner = OtherClaimsBanner()
    page = shown(qtbot, banner)
    assessed = OtherClaim("a", "260302-001", Stage.ASSESSED, 100 * YUAN)
    approved = OtherClaim("b", "260302-002", Stage.APPROVED, 200 * YUAN)

    banner.show_claims([assessed, approved])

    assert "case 260302-001: assessed at ¥100.00; case 260302-002: ¥200.00 approved" in words(page)
    with qtbot.waitSignal(banner.case_chosen) as chosen:
        press(page, "other_case_button")
    assert chosen.args == ["b"], "the one in force comes first"

    banner.show_claims([])
    assert not banner.isVisible()
