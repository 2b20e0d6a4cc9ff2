"""What stands in lines among the facts of a claim: direct costs, and rates for limits set in another currency."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain.claim import DirectCost, ExchangeRate
from desktop.domain.money import PLACES, Money
from desktop.i18n import _
from desktop.ui.choices import ChoiceField
from desktop.ui.date_field import DateField
from desktop.ui.fields import DecimalField, MoneyField, TextField
from desktop.ui.lines_field import Line, LinesField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_MOST_COSTS = 20
#: A claim names two or three currencies at most; there are no more than the program knows.
_MOST_RATES = len(PLACES) - 1
_RATE_PLACES = 6
_AMOUNT_WIDTH = 120
_CURRENCY_WIDTH = 96
_RATE_WIDTH = 104


def costs_field() -> LinesField:
    """Return the field of the direct costs of a loss."""
    return LinesField(CostLine, _MOST_COSTS)


def rates_field(today: Callable[[], date]) -> LinesField:
    """Return the field of the exchange rates; a currency may be named once."""
    return LinesField(lambda: RateLine(today), _MOST_RATES, _named_twice)


class CostLine(Line):
    """What a cost was, and how much."""

    def __init__(self) -> None:
        self.what = TextField(_("For example an inspection"))
        self.amount = MoneyField(placeholder="0.00")
        self.what.setAccessibleName(_("What it was"))
        self.amount.setAccessibleName(_("Amount"))
        self.amount.setMaximumWidth(_AMOUNT_WIDTH)
        super().__init__(self.what, self.amount, half=_("Say both what the cost was and how much."))
        self.across.setStretch(0, 1)

    def value(self) -> DirectCost | None:
        """Return the cost."""
        what, amount = self.what.value(), self.amount.value()
        return DirectCost(str(what), amount.amount) if what and isinstance(amount, Money) else None

    def set_value(self, value: object) -> None:
        """Show a cost."""
        if isinstance(value, DirectCost):
            self.what.set_value(value.what)
            self.amount.set_value(Money(value.amount))


class RateLine(Line):
    """A currency, what one unit of it is worth, and of which day that is."""

    def __init__(self, today: Callable[[], date]) -> None:
        # The yuan needs no rate: it is what the others are turned into.
        self.currency = ChoiceField([(code, i18n.currency(code)) for code in PLACES if code != "CNY"])
        self.rate = DecimalField(_RATE_PLACES, least=Decimal(0), placeholder=_("such as 7.12"))
        self.on = DateField(today, placeholder=_("Day of the rate, such as 3-2"))
        self.currency.setAccessibleName(_("Currency"))
        self.rate.setAccessibleName(_("Rate"))
        self.on.setAccessibleName(_("Day of the rate"))
        self.currency.setMinimumWidth(_CURRENCY_WIDTH)
        self.rate.setMaximumWidth(_RATE_WIDTH)
        half = _("Say the currency, what one unit of it is worth, and of which day the rate is.")
        super().__init__(self.currency, self.rate, self.on, half=half)
        for place, weight in enumerate((3, 2, 4)):
            self.across.setStretch(place, weight)

    def value(self) -> ExchangeRate | None:
        """Return the rate."""
        currency, rate, on = self.currency.value(), self.rate.value(), self.on.value()
        if currency is None or not isinstance(rate, Decimal) or not rate or not isinstance(on, date):
            return None
        return ExchangeRate(str(currency), rate, on)

    def set_value(self, value: object) -> None:
        """Show a rate."""
        if isinstance(value, ExchangeRate):
            self.currency.set_value(value.currency)
            self.rate.set_value(value.rate)
            self.on.set_value(value.on)


def _named_twice(rates: Sequence[object]) -> str:
    named = [rate.currency for rate in rates if isinstance(rate, ExchangeRate)]
    return _("A currency is named twice. Keep one of its rates.") if len(set(named)) < len(named) else ""
