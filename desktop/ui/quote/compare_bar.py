"""The line above the two sides: what they are to differ in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.quote import Axis
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.choices import ChoiceField, SegmentedField
from desktop.ui.quote.form import Comparison
from desktop.wording.quote import AXES

if TYPE_CHECKING:
    from desktop.ui.assessment.fact_kinds import FactKinds


class CompareBar(QWidget):
    """Chooses what is compared, and the other carrier or product where that takes one.

    Signals:
        changed: something else is to be compared.
    """

    changed = Signal()

    def __init__(self, kinds: FactKinds, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds = kinds
        self._axis = SegmentedField([(axis, _(label)) for axis, label in AXES.items()])
        self._terms = ChoiceField(kinds.terms(), _("Which carrier"))
        self._product = ChoiceField((), _("Which product"))
        self._axis.setObjectName("compare_axis")
        self._terms.setObjectName("other_terms")
        self._product.setObjectName("other_product")
        self._axis.setAccessibleName(_("Compare"))
        self._terms.setAccessibleName(_("Other carrier"))
        self._product.setAccessibleName(_("Other product"))
        # Over the side they decide.
        self._others = QWidget()
        choices = QWidget()
        choices.setLayout(panels.columns(self._terms, self._product, spacing=theme.S))
        self._others.setLayout(panels.columns(QWidget(), choices))
        axis = panels.row(panels.text(_("Compare"), "label", wrap=False), self._axis, None)
        self.setLayout(panels.column(axis, self._others))
        self._axis.set_value(Axis.PROOF)
        self._follow()
        self._axis.changed.connect(self._on_changed)
        self._terms.changed.connect(self._on_terms)
        self._product.changed.connect(self._on_changed)

    def comparison(self) -> Comparison:
        """Return what is chosen."""
        chosen = self._axis.value()
        # Between two segments none is chosen for a moment.
        axis = chosen if isinstance(chosen, Axis) else Axis.PROOF
        terms, product = self._terms.value(), self._product.value()
        return Comparison(
            axis,
            str(terms) if axis is Axis.TERMS and terms else None,
            str(product) if axis in (Axis.TERMS, Axis.PRODUCT) and product else None,
        )

    def use(self, kinds: FactKinds) -> None:
        """Offer what other rule packs hold; ``follow`` comes next."""
        self._kinds = kinds

    def follow(self, own_terms: str, own_product: str) -> None:
        """Offer what is left to compare with beside the terms and product of the form."""
        self.blockSignals(True)
        terms = [(value, label) for value, label in self._kinds.terms() if value != own_terms]
        self._terms.set_options(terms)
        if self._axis.value() is Axis.PRODUCT:
            products = [choice for choice in self._kinds.products([own_terms]) if choice[0] != own_product]
            self._offer_products(products)
        elif self._axis.value() is Axis.TERMS:
            self._offer_products(self._kinds.products([str(self._terms.value() or "")]))
        self._follow()
        self.blockSignals(False)

    def start_over(self) -> None:
        """Compare with and without proof again."""
        self._terms.set_value(None)
        self._axis.set_value(Axis.PROOF)

    def _offer_products(self, products: list[tuple[object, str]]) -> None:
        self._product.set_options(products)
        if products and self._product.value() is None:
            self._product.set_value(products[0][0])

    def _follow(self) -> None:
        axis = self._axis.value()
        self._terms.setVisible(axis is Axis.TERMS)
        self._product.setVisible(axis in (Axis.TERMS, Axis.PRODUCT) and self._product.count() > 0)
        self._others.setVisible(not self._terms.isHidden() or not self._product.isHidden())

    def _on_terms(self) -> None:
        self._product.set_options(())
        self._on_changed()

    def _on_changed(self) -> None:
        self._follow()
        self.changed.emit()
