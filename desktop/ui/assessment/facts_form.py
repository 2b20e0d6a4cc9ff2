"""The facts of a claim as a form: grouped, and only those that matter for the event and the terms."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec

from desktop import i18n
from desktop.domain.assess import assess
from desktop.domain.claim import (
    CHOICES,
    DATES,
    FIELDS,
    MONEY,
    ClaimFacts,
)
from desktop.domain.money import PLACES, Money
from desktop.domain.rules import PackKind
from desktop.i18n import N_
from desktop.ui.assessment.costs_field import CostsField
from desktop.ui.assessment.relevance import relevant
from desktop.ui.choices import ChoiceField, YesNoField
from desktop.ui.date_field import DateField
from desktop.ui.fields import DecimalField, IntegerField, MoneyField, kind
from desktop.ui.forms import Field, Form, Section, is_empty
from desktop.wording.claim import FIELD_LABELS, choice_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date
    from enum import StrEnum

    from desktop.domain.assessment import Assessment
    from desktop.domain.packs import PackLibrary
    from desktop.domain.rules import RuleSheet, Text
    from desktop.ui.fields import FieldWidget
    from desktop.ui.forms import Values

_SHARE_PLACES = 4

#: Keys in groups, in the order of the form; ``+`` stands beside the key before it.
_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("Terms and cover"), ("terms", "+product", "account", "insured", "declared_value", "+premium", "value_told")),
    (
        N_("Damage and loss"),
        (
            "event", "loss_amount", "+loss_ratio", "pieces", "+pieces_lost", "repair_cost", "salvage_value",
            "+salvage_kept_by", "direct_costs",
        ),
    ),
    (
        N_("Value and postage"),
        (
            "actual_value", "+value_proof", "market_value", "freight", "+freight_affected", "weight_kg",
            "+weight_affected_kg", "currency",
        ),
    ),
    (
        N_("Circumstances"),
        (
            "accepted_on", "+event_on", "promised_by", "claimed_on", "+as_of", "scope", "+province", "consumer",
            "cause", "+sender_fault_share", "cap_status", "prohibited", "gross_negligence",
        ),
    ),
)  # fmt: skip

_HINTS = {
    "loss_ratio": N_("0.4 for 40 %"),
    "sender_fault_share": N_("0.3 for 30 %"),
    "cap_status": N_("Found by a person, with reasons"),
    "gross_negligence": N_("Found by a person, with reasons"),
}


class FactsForm(Form):
    """The form; what is shown follows from what is in it."""

    def __init__(self, packs: PackLibrary, today: Callable[[], date]) -> None:
        self._packs = packs
        self._seen: Values = {}
        self._shown: frozenset[str] = frozenset(FIELDS)
        super().__init__(self._fields(today))

    def facts(self) -> ClaimFacts | None:
        """Return the facts as typed; None while nobody has said what happened."""
        return facts_of(self.values())

    def assess(self) -> Assessment | None:
        """Work out what the rules pay for what is typed."""
        facts = self.facts()
        return None if facts is None else assess(facts, self._packs)

    def show_facts(self, values: Mapping[str, object]) -> None:
        """Fill the form and count what is there as kept."""
        self.setUpdatesEnabled(False)
        # A hidden row reads as nothing; all must be seen once, or what was given to a hidden one would be lost.
        for row in self._rows.values():
            row.set_shown(True)
        self.widget("product").set_options(self._products())
        self.fill(values)
        self.offer_products()
        self.setUpdatesEnabled(True)

    def tell_problems(self, problems: Mapping[str, str]) -> None:
        """Show problems at their fields while somebody types: the cursor stays where it is."""
        for key, row in self._rows.items():
            row.show_problem(problems.get(key, "") or (row.control.trouble() if row.shown else ""))

    def _shows(self, key: str, values: Values) -> bool:
        if values != self._seen:
            self._seen, self._shown = values, self._relevant(values)
        return key in self._shown

    def _relevant(self, values: Values) -> frozenset[str]:
        """Return the facts to show: those that matter, those that are missing, and those already given."""
        facts = facts_of(values)
        if facts is None:
            return frozenset({"terms", "event", "insured", "actual_value", "value_proof", "freight", "accepted_on"})
        result = assess(facts, self._packs)
        given = {key for key, value in values.items() if not is_empty(value)}
        named = {problem.field for problem in result.problems}
        shown = relevant(facts, self._packs) | set(result.needs) | given | named
        if facts.insured is False:
            shown -= {"declared_value", "premium"}
        elif facts.insured is True:
            shown -= {"value_told"}
        if facts.terms not in {pack.sheet.id for pack in self._packs.packs if pack.sheet.products}:
            shown -= {"product"}
        return frozenset(shown)

    def _fields(self, today: Callable[[], date]) -> tuple[Field | Section, ...]:
        made: list[Field | Section] = []
        for label, keys in _GROUPS:
            made.append(Section(label))
            made += [self._field(key.lstrip("+"), today, beside=key.startswith("+")) for key in keys]
        return tuple(made)

    def _field(self, key: str, today: Callable[[], date], *, beside: bool) -> Field:
        return Field(
            key,
            FIELD_LABELS[key],
            self._kind(key, today),
            when=lambda values: self._shows(key, values),
            hint=_HINTS.get(key, ""),
            beside=beside,
        )

    def _kind(self, key: str, today: Callable[[], date]) -> Callable[[], FieldWidget]:
        if key in MONEY:
            return MoneyField
        if key in DATES:
            return kind(DateField, today, past=key != "promised_by")
        if key in CHOICES:
            return kind(ChoiceField, _choices(key, CHOICES[key]))
        special: dict[str, Callable[[], FieldWidget]] = {
            "terms": kind(ChoiceField, self._terms()),
            "product": kind(ChoiceField, self._products()),
            "province": kind(ChoiceField, self._provinces()),
            "currency": kind(ChoiceField, [(code, code) for code in PLACES]),
            "pieces": kind(IntegerField, 1),
            "pieces_lost": IntegerField,
            "loss_ratio": kind(DecimalField, _SHARE_PLACES, least=Decimal(0), most=Decimal(1)),
            "sender_fault_share": kind(DecimalField, _SHARE_PLACES, least=Decimal(0), most=Decimal(1)),
            "weight_kg": kind(DecimalField, 3, least=Decimal(0)),
            "weight_affected_kg": kind(DecimalField, 3, least=Decimal(0)),
            "direct_costs": CostsField,
        }
        return special.get(key, YesNoField)

    def _terms(self) -> list[tuple[object, str]]:
        return [(terms, _title(self._newest(terms).title)) for terms in self._packs.terms()]

    def _products(self) -> list[tuple[object, str]]:
        """Offer the products of all terms; ``offer_products`` narrows them to the terms chosen."""
        offered = {product.id: product for terms in self._packs.terms() for product in self._packs.products(terms)}
        return [(product.id, _title(product.title)) for product in offered.values()]

    def offer_products(self) -> None:
        """Offer the products of the terms chosen, and no others."""
        terms = str(self.values()["terms"] or "")
        field = self.widget("product")
        field.set_options([(product.id, _title(product.title)) for product in self._packs.products(terms)])

    def _provinces(self) -> list[tuple[object, str]]:
        sheets = {pack.sheet.id: pack.sheet for pack in self._packs.packs if pack.sheet.kind is PackKind.PROVINCE}
        return [(sheet.id, _title(sheet.title)) for sheet in sheets.values()]

    def _newest(self, terms: str) -> RuleSheet:
        return [pack.sheet for pack in self._packs.packs if pack.sheet.id == terms][-1]


def facts_of(values: Values) -> ClaimFacts | None:
    """Build the facts from the values of the form; what is empty or unreadable is not known."""
    if values.get("event") is None:
        return None
    known: dict[str, Any] = {
        key: value.amount if isinstance(value, Money) else value for key, value in values.items() if value is not None
    }
    return ClaimFacts(**known)


def values_of(facts: ClaimFacts) -> Values:
    """Return facts as values of the form."""
    values = dict(msgspec.structs.asdict(facts))
    for key in MONEY:
        if values[key] is not None:
            values[key] = Money.rounded(values[key])
    if values["currency"] == "CNY":
        values["currency"] = None
    return values


def _choices(key: str, members: Iterable[StrEnum]) -> list[tuple[object, str]]:
    return [(member, choice_label(key, member.value)) for member in members]


def _title(title: Text) -> str:
    return title.zh_CN if i18n.language() == "zh_CN" else title.en
