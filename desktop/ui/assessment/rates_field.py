"""Exchange rates for limits set in another currency: any number of lines, each with currency, rate and day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.claim import ExchangeRate
from desktop.domain.money import PLACES
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.choices import ChoiceField
from desktop.ui.date_field import DateField
from desktop.ui.fields import DecimalField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: A claim names two or three currencies at most; there are no more than the program knows.
MOST = len(PLACES) - 1
_RATE_PLACES = 6
_CURRENCY_WIDTH = 96
_RATE_WIDTH = 112


class RatesField(QWidget):
    """Lines of exchange rates; one empty line stands ready to be filled."""

    changed = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._lines: list[_Line] = []
        self._column = panels.column(spacing=theme.XS)
        self.setLayout(self._column)
        self._fit()

    def value(self) -> object:
        """Return the lines that are filled in wholly."""
        rates = (line.rate_given() for line in self._lines)
        return tuple(rate for rate in rates if rate is not None) or None

    def set_value(self, value: object) -> None:
        """Show some rates."""
        rates: Sequence[ExchangeRate] = value if isinstance(value, tuple) else ()
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = []
        for rate in rates:
            self._add(rate)
        self._fit()
        self.changed.emit()

    def trouble(self) -> str:
        """Say which line is only half filled, cannot be read, or names a currency again."""
        for line in self._lines:
            if trouble := line.trouble():
                return trouble
        named = [line.currency.value() for line in self._lines if line.currency.value() is not None]
        return _("A currency is named twice. Keep one of its rates.") if len(set(named)) < len(named) else ""

    def set_read_only(self, read_only: bool) -> None:
        """Switch between reading and writing."""
        for line in self._lines:
            for field in (line.currency, line.rate, line.on):
                field.set_read_only(read_only)

    def _add(self, rate: ExchangeRate | None = None) -> None:
        line = _Line(self._today)
        if rate is not None:
            line.currency.set_value(rate.currency)
            line.rate.set_value(rate.rate)
            line.on.set_value(rate.on)
        for field in (line.currency, line.rate, line.on):
            field.changed.connect(self._on_changed)
        if self._lines:
            panels.chain_tabs(self._lines[-1].on, line.currency, line.rate, line.on)
        self._lines.append(line)
        self._column.addWidget(line)
        self.setFocusProxy(self._lines[0].currency)

    def _fit(self) -> None:
        """Keep one empty line at the end."""
        if (not self._lines or not self._lines[-1].is_empty()) and len(self._lines) < MOST:
            self._add()

    def _on_changed(self) -> None:
        self._fit()
        self.changed.emit()


class _Line(QWidget):
    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        # The yuan needs no rate: it is what the others are turned into.
        codes = [code for code in PLACES if code != "CNY"]
        self.currency = ChoiceField([(code, _("SDR (XDR)") if code == "XDR" else code) for code in codes])
        self.rate = DecimalField(_RATE_PLACES, least=Decimal(0), placeholder=_("such as 7.12"))
        self.on = DateField(today, placeholder=_("such as 3-2"))
        self.currency.setAccessibleName(_("Currency"))
        self.rate.setAccessibleName(_("Rate"))
        self.on.setAccessibleName(_("Day of the rate"))
        self.currency.setMinimumWidth(_CURRENCY_WIDTH)
        self.rate.setMaximumWidth(_RATE_WIDTH)
        layout = panels.row(self.currency, self.rate, self.on)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.currency)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def is_empty(self) -> bool:
        nothing_typed = not self.rate.text().strip() and not self.on.text().strip()
        return self.currency.value() is None and nothing_typed

    def rate_given(self) -> ExchangeRate | None:
        currency, rate, on = self.currency.value(), self.rate.value(), self.on.value()
        if currency is None or not isinstance(rate, Decimal) or not rate or not isinstance(on, date):
            return None
        return ExchangeRate(str(currency), rate, on)

    def trouble(self) -> str:
        if trouble := self.rate.trouble() or self.on.trouble():
            return trouble
        if self.is_empty() or self.rate_given() is not None:
            return ""
        return _("Say the currency, what one unit of it is worth, and of which day the rate is.")
