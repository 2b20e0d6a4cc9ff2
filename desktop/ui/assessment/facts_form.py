"""The facts of a claim as a form: grouped, and only those that matter for the event and the terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from desktop.domain.ahead import all_needs
from desktop.domain.assess import assess
from desktop.domain.claim import FIELDS, MONEY, ClaimFacts
from desktop.domain.money import Money
from desktop.i18n import N_
from desktop.ui.assessment.fact_kinds import FactKinds
from desktop.ui.assessment.relevance import relevant
from desktop.ui.forms import Field, Form, Section, is_empty
from desktop.wording.claim import FIELD_LABELS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from desktop.domain.assessment import Assessment
    from desktop.domain.packs import PackLibrary
    from desktop.ui.forms import Values

#: Keys in groups, in the order of the form; ``+`` stands beside the key before it.
_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        N_("Terms and cover"),
        (
            "terms", "+product", "agreement", "account", "insured", "declared_value", "+premium", "value_told",
        ),
    ),
    (
        N_("Damage and loss"),
        (
            "event", "goods", "loss_amount", "+loss_ratio", "pieces", "+pieces_lost", "repair_cost", "salvage_value",
            "+salvage_kept_by", "direct_costs", "advance_paid",
        ),
    ),
    (
        N_("Value and postage"),
        (
            "actual_value", "+value_proof", "market_value", "freight", "+freight_affected", "weight_kg",
            "+weight_affected_kg", "currency", "rates",
        ),
    ),
    (
        N_("Circumstances"),
        (
            "accepted_on", "+event_on", "promised_by", "+delivered_on", "claimed_on", "+as_of", "scope", "+province",
            "consumer", "ordered_by", "+claimant", "station_consent", "cause", "+sender_fault_share", "cap_status",
            "prohibited", "gross_negligence",
        ),
    ),
)  # fmt: skip

_HINTS = {
    "cap_status": N_("Found by a person, with reasons"),
    "gross_negligence": N_("Found by a person, with reasons"),
    "rates": N_("What one unit is worth in the currency of the claim"),
}
#: Known from the registration whether or not the terms ask for it; shown only where they do.
_ONLY_WHERE_ASKED = frozenset({"claimant"})


class FactsForm(Form):
    """The form; what is shown follows from what is in it."""

    def __init__(self, packs: PackLibrary, today: Callable[[], date]) -> None:
        self._packs, self._today = packs, today
        self._kinds = FactKinds(packs, today)
        self._seen: Values = {}
        self._last: tuple[ClaimFacts, Assessment] | None = None
        self._shown: frozenset[str] = frozenset(FIELDS)
        super().__init__(self._fields())

    def facts(self) -> ClaimFacts | None:
        """Return the facts as typed; None while nobody has said what happened."""
        return facts_of(self.values())

    def assess(self) -> Assessment | None:
        """Work out what the rules pay for what is typed."""
        facts = self.facts()
        return None if facts is None else self._assess(facts)

    def use_packs(self, packs: PackLibrary) -> None:
        """Go by other rule packs: those of the office as they stand now."""
        if packs is self._packs:
            return
        self._packs, self._kinds = packs, FactKinds(packs, self._today)
        self.widget("terms").set_options(self._kinds.terms())
        self.widget("province").set_options(self._kinds.provinces())
        self._seen, self._last = {}, None
        self.offer_of_terms()

    def show_facts(self, values: Mapping[str, object]) -> None:
        """Fill the form and count what is there as kept."""
        self._with_everything_open(lambda: self.fill(values))

    def type_again(self, typed: Mapping[str, object]) -> None:
        """Put back what ``typed`` gave; also what only shows, or is only offered, by what else is in it."""
        self._with_everything_open(lambda: super(FactsForm, self).type_again(typed))

    def _with_everything_open(self, fill: Callable[[], None]) -> None:
        self.setUpdatesEnabled(False)
        # A hidden row reads as nothing; all must be seen once, or what was given to a hidden one would be lost.
        for row in self._rows.values():
            row.set_shown(True)
        self.widget("product").set_options(self._kinds.products(self._packs.terms()))
        self.widget("agreement").set_options(self._kinds.agreements(self._packs.terms()))
        fill()
        self.offer_of_terms()
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
        result = self._assess(facts)
        given = {key for key, value in values.items() if not is_empty(value)} - _ONLY_WHERE_ASKED
        named = {problem.field for problem in result.problems}
        shown = relevant(facts, self._packs) | set(result.needs) | given | named
        if facts.insured is False:
            shown -= {"declared_value", "premium"}
        elif facts.insured is True:
            shown -= {"value_told"}
        if facts.terms not in {pack.sheet.id for pack in self._packs.packs if pack.sheet.products}:
            shown -= {"product"}
        return frozenset(shown)

    def _assess(self, facts: ClaimFacts) -> Assessment:
        """Work facts out once, and name all that is certainly missing; what is asked for and shown follows from it."""
        if self._last is None or self._last[0] != facts:
            result = assess(facts, self._packs)
            if result.needs:
                result = msgspec.structs.replace(result, needs=all_needs(facts, result.needs, self._packs))
            self._last = facts, result
        return self._last[1]

    def _fields(self) -> tuple[Field | Section, ...]:
        made: list[Field | Section] = []
        for label, keys in _GROUPS:
            made.append(Section(label))
            made += [self._field(key.lstrip("+"), beside=key.startswith("+")) for key in keys]
        return tuple(made)

    def _field(self, key: str, *, beside: bool) -> Field:
        return Field(
            key,
            FIELD_LABELS[key],
            self._kinds.of(key),
            when=lambda values: self._shows(key, values),
            hint=_HINTS.get(key, ""),
            beside=beside,
        )

    def offer_of_terms(self) -> None:
        """Offer the products of the terms chosen and the agreements beside them, and no others."""
        terms = [str(self.values()["terms"] or "")]
        self.widget("product").set_options(self._kinds.products(terms))
        self.widget("agreement").set_options(self._kinds.agreements(terms))
        # What is no longer on offer went away without a word.
        self._refresh()


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
