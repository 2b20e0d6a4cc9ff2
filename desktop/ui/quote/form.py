"""The few facts a quote is made of: those always asked, and those the rules ask for besides."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop.domain.claim import Account, ClaimFacts, Event, ValueProof
from desktop.domain.money import Money
from desktop.domain.quote import Answer, Axis, Question, answer, price_lists
from desktop.i18n import N_, _
from desktop.ui.assessment.fact_kinds import FactKinds
from desktop.ui.assessment.relevance import relevant
from desktop.ui.choices import ChoiceField
from desktop.ui.fields import MoneyField, kind
from desktop.ui.forms import Field, Form, is_empty
from desktop.ui.quote.extent_field import Extent, ExtentField
from desktop.wording.claim import FIELD_LABELS
from desktop.wording.premium import table_names

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from decimal import Decimal

    from desktop.domain.packs import PackLibrary
    from desktop.ui.fields import FieldWidget
    from desktop.ui.forms import Values

#: Asked whatever the rules are.
_ALWAYS = frozenset({"terms", "event", "declared_value", "actual_value", "cover"})
#: Asked as soon as they can matter: they decide most sums, and everybody at the counter knows them.
_USUAL = frozenset({"freight", "weight_kg", "account", "premium", "product", "agreement"})
_IN_PART = (Event.PARTIAL_DAMAGE, Event.SHORTAGE, Event.DELAY)
#: Asked only when nothing can be computed without them.
_IF_NEEDED = (
    "pieces", "promised_by", "scope", "goods",
    "claimant", "ordered_by", "station_consent", "market_value", "repair_cost",
    "freight_affected", "weight_affected_kg", "consumer", "salvage_value", "salvage_kept_by", "currency", "rates",
)  # fmt: skip
_LEFT_OVER = frozenset(_IF_NEEDED)
#: Told in the form, but no facts of a claim by themselves.
_NO_FACTS = frozenset({"extent", "cover", "price_list"})


@dataclass(frozen=True)
class Comparison:
    """What the two sides are to differ in."""

    axis: Axis = Axis.PROOF
    other_terms: str | None = None
    other_product: str | None = None


class QuoteForm(Form):
    """The facts of a quote, and the answer to them as they stand."""

    def __init__(self, packs: PackLibrary, office_terms: str, today: Callable[[], date]) -> None:
        self._packs, self._today, self._office_terms = packs, today, office_terms
        self.kinds = FactKinds(packs, today)
        self._compared = Comparison()
        self._seen: tuple[Values, Comparison] | None = None
        self._shown: frozenset[str] = _ALWAYS
        self._answer: Answer | None = None
        super().__init__(self._fields(), dense=True)
        around = (self.widget("actual_value"), *self.widget("extent").in_order(), self.widget("freight"))
        for before, after in pairwise(around):
            QWidget.setTabOrder(before, after)
        self.start_over()

    @property
    def answer(self) -> Answer | None:
        """Both sides for what is typed; ``None`` while nobody has said what happened."""
        self._look(self.values())
        return self._answer

    @property
    def comparison(self) -> Comparison:
        """What the sides differ in."""
        return self._compared

    def start_over(self) -> None:
        """Empty everything but what most parcels of this office have in common."""
        self.fill({})
        self.change("terms", self._office_terms)
        self.change("event", Event.PARTIAL_DAMAGE)
        self.change("account", Account.WALK_IN)
        self.change("value_proof", ValueProof.INVOICE)
        self.follow_terms()

    def use_packs(self, packs: PackLibrary) -> bool:
        """Go by other rule packs, say those of the office now; tell whether they are other ones."""
        if packs is self._packs:
            return False
        self._packs, self.kinds = packs, FactKinds(packs, self._today)
        self.widget("terms").set_options(self.kinds.terms())
        self.follow_terms()
        return True

    def compare(self, comparison: Comparison) -> None:
        """Compare other sides; what is asked may change with them."""
        self._compared = comparison
        self._refresh()

    def follow_terms(self) -> None:
        """Offer the products of the terms chosen, beginning with the first, and the agreements beside them."""
        terms = [str(self.values()["terms"] or "")]
        products = self.kinds.products(terms)
        self.widget("product").set_options(products)
        self.widget("agreement").set_options(self.kinds.agreements(terms))
        # A hidden field has no value of its own to look at.
        if products and self.widget("product").value() is None:
            self.widget("product").set_value(products[0][0])
        self._refresh()
        self.follow_product()

    def follow_product(self, *, anew: bool = False) -> None:
        """Offer the price lists of the product and agreement chosen, beginning with the first.

        Args:
            anew: choose the first even where the one chosen before is offered again: an agreement's own come first.
        """
        facts = self.facts()
        lists = () if facts is None else price_lists(facts, self._packs, self._today())
        field = self.widget("price_list")
        field.set_options([(table.id, name) for table, name in zip(lists, table_names(lists), strict=True)])
        if lists and (anew or field.value() is None):
            field.set_value(lists[0].id)
        # What is on offer decides what is shown, and is no value of its own.
        self._seen = None
        self._refresh()

    def facts(self) -> ClaimFacts | None:
        """Return what was said of the parcel; ``None`` while nobody has said what happened."""
        return _facts_of(self.values(), self._compared.axis)

    def go_to(self, key: str) -> None:
        """Put the cursor where a fact is told."""
        key = "extent" if key in Extent._fields and self._rows["extent"].shown else key
        if key in self._rows:
            self.focus(key)
        if key == "extent":
            self.widget("extent").go_to_figure()

    def tell_problems(self, answer: Answer | None) -> None:
        """Show what cannot be right at its field, without moving the cursor."""
        wrong = set() if answer is None else {p.field for side in answer.sides for p in side.result.problems}
        # That only the carrier knows the answer is nobody's slip.
        wrong -= {"terms"}
        for key, row in self._rows.items():
            trouble = row.control.trouble() if row.shown else ""
            row.show_problem(trouble or (_("Please look at this again.") if key in wrong else ""))

    def show_what_is_put_in(self, answer: Answer | None) -> None:
        """Show in pale type what counts where nobody said anything: the table's price, the actual value."""
        prices = [side.premium.amount for side in answer.sides if side.premium is not None] if answer else []
        worth = answer.sides[0].facts.actual_value if answer else None
        self.widget("premium").setPlaceholderText(f"{prices[0]:,}" if prices else "")
        self.widget("cover").setPlaceholderText(f"{worth:,}" if worth else "")

    def _shows(self, key: str, values: Values) -> bool:
        self._look(values)
        return key in self._shown

    def _look(self, values: Values) -> None:
        """Work the answer out once for each state of the form, and see which facts it asks for."""
        if self._seen == (values, self._compared):
            return
        self._seen = (values, self._compared)
        facts = _facts_of(values, self._compared.axis)
        if facts is None:
            self._answer, self._shown = None, _ALWAYS
            return
        by = self._compared
        cover = values.get("cover")
        question = Question(
            facts,
            by.axis,
            by.other_terms,
            by.other_product,
            cover.amount if isinstance(cover, Money) else None,
            values.get("price_list"),
        )
        self._answer = answer(question, self._packs, self._today())
        self._shown = self._asked(self._answer, values)

    def _asked(self, found: Answer, values: Values) -> frozenset[str]:
        matter: set[str] = set()
        needed: set[str] = set()
        for side in found.sides:
            matter |= relevant(side.facts, self._packs)
            needed |= {*side.result.needs, *(problem.field for problem in side.result.problems)}
        given = {key for key, value in values.items() if key in _LEFT_OVER and not is_empty(value)}
        asked = set(_ALWAYS) | (matter & _USUAL) | (needed & (_LEFT_OVER | _USUAL)) | given
        first = found.sides[0].facts
        if first.event in _IN_PART and ("loss_amount" in matter | needed):
            asked = (asked | {"extent"}) - {"pieces"}
        if not self._packs.products(first.terms or ""):
            asked -= {"product"}
        if not first.insured:
            asked -= {"premium"}
        if self.widget("price_list").count() > 1:
            asked |= {"price_list"}
        if found.axis is not Axis.PROOF:
            asked |= {"value_proof"}
        return frozenset(asked)

    def _fields(self) -> tuple[Field, ...]:
        return (
            self._field("terms"),
            self._field("agreement"),
            self._field("event"),
            self._field("product", beside=True),
            self._field("declared_value", kind(MoneyField, placeholder=_("not insured")), label=N_("Insured for")),
            self._field("actual_value", beside=True, label=N_("Worth")),
            self._field("extent", ExtentField, label=N_("How much of it is lost")),
            self._field("freight"),
            self._field("account", beside=True),
            self._field("value_proof"),
            self._field("weight_kg"),
            *(self._field(key) for key in _IF_NEEDED),
            self._field("price_list", ChoiceField, label=N_("Price list for cover")),
            self._field("cover", MoneyField, label=N_("Had it been insured for")),
            self._field("premium", beside=True),
        )

    def _field(
        self,
        key: str,
        make: Callable[[], FieldWidget] | None = None,
        *,
        label: str = "",
        beside: bool = False,
    ) -> Field:
        return Field(
            key,
            label or FIELD_LABELS[key],
            make or self.kinds.of(key),
            when=lambda values: self._shows(key, values),
            beside=beside,
        )


def _facts_of(values: Values, axis: Axis) -> ClaimFacts | None:
    """Build the facts from the form; no insured value means that there is none."""
    if values.get("event") is None:
        return None
    known: dict[str, Any] = {
        key: value.amount if isinstance(value, Money) else value
        for key, value in values.items()
        if value is not None and key not in _NO_FACTS
    }
    extent = values.get("extent")
    if isinstance(extent, Extent):
        known |= {key: value for key, value in extent._asdict().items() if value is not None}
    declared: Decimal | None = known.pop("declared_value", None)
    if axis is Axis.PROOF:
        known.pop("value_proof", None)
    return ClaimFacts(**known, insured=bool(declared), declared_value=declared or None)
