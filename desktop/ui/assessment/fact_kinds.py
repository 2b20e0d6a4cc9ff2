"""Which kind of field each fact of a claim has, and what its choices are called."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain.claim import CHOICES, DATES, MONEY
from desktop.domain.money import PLACES
from desktop.domain.rules import PackKind
from desktop.ui.assessment.line_kinds import costs_field, rates_field
from desktop.ui.choices import ChoiceField, YesNoField
from desktop.ui.date_field import DateField, PromisedDayField
from desktop.ui.fields import DecimalField, IntegerField, MoneyField, kind
from desktop.ui.share_field import ShareField
from desktop.wording.assessment import spoken
from desktop.wording.claim import choice_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from desktop.domain.packs import PackLibrary
    from desktop.domain.rules import RuleSheet
    from desktop.ui.fields import FieldWidget

    Options = list[tuple[object, str]]


class FactKinds:
    """Makes fields for facts; what can be chosen follows from the rule packs."""

    def __init__(self, packs: PackLibrary, today: Callable[[], date]) -> None:
        self._packs, self._today = packs, today
        #: How to make the maker: what there is to choose from takes long to gather and is wanted for one key at a time.
        self._special: dict[str, Callable[[], Callable[[], FieldWidget]]] = {
            "terms": lambda: kind(ChoiceField, self.terms()),
            "product": lambda: kind(ChoiceField, self.products(packs.terms())),
            "agreement": lambda: kind(ChoiceField, self.agreements(packs.terms())),
            "province": lambda: kind(ChoiceField, self.provinces()),
            "currency": lambda: kind(ChoiceField, [(code, i18n.currency(code)) for code in PLACES]),
            "rates": lambda: kind(rates_field, today),
            "pieces": lambda: kind(IntegerField, 1),
            "pieces_lost": lambda: IntegerField,
            "loss_ratio": lambda: ShareField,
            "sender_fault_share": lambda: ShareField,
            "weight_kg": lambda: kind(DecimalField, 3, least=Decimal(0)),
            "weight_affected_kg": lambda: kind(DecimalField, 3, least=Decimal(0)),
            "direct_costs": lambda: costs_field,
        }

    def of(self, key: str) -> Callable[[], FieldWidget]:
        """Return the maker of the field of one fact; all terms' products and agreements are on offer."""
        if key in MONEY:
            return MoneyField
        if key in DATES:
            return kind(PromisedDayField if key == "promised_by" else DateField, self._today)
        if key in CHOICES:
            return kind(ChoiceField, [(member, choice_label(key, member.value)) for member in CHOICES[key]])
        special = self._special.get(key)
        return YesNoField if special is None else special()

    def terms(self) -> Options:
        """Offer all terms by the title of their newest version."""
        return [(terms, spoken(self._newest(terms).title)) for terms in self._packs.terms()]

    def products(self, terms: Iterable[str]) -> Options:
        """Offer the products of some terms."""
        offered = {product.id: product for name in terms for product in self._packs.products(name)}
        return [(product.id, spoken(product.title)) for product in offered.values()]

    def agreements(self, terms: Iterable[str]) -> Options:
        """Offer the customers' own agreements beside some terms."""
        beside = {pack.sheet.id: pack.sheet for name in terms for pack in self._packs.agreements(name)}
        return [(sheet.id, spoken(sheet.title)) for sheet in beside.values()]

    def provinces(self) -> Options:
        """Offer the provinces that have rules of their own."""
        sheets = {pack.sheet.id: pack.sheet for pack in self._packs.packs if pack.sheet.kind is PackKind.PROVINCE}
        return [(sheet.id, spoken(sheet.title)) for sheet in sheets.values()]

    def _newest(self, terms: str) -> RuleSheet:
        return [pack.sheet for pack in self._packs.packs if pack.sheet.id == terms][-1]
