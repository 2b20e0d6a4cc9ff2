"""Types into the page of quotes and reads what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from tests.ui.driving import press, shown, write

if TYPE_CHECKING:
    from desktop.domain.quote import Axis
    from desktop.ui.quote.page import QuotePage


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
