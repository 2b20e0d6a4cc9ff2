"""How much of a parcel is lost: as a share, as a sum or in pieces, whichever the customer says."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple, cast

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStackedWidget, QWidget

from desktop.domain.money import Money
from desktop.i18n import _
from desktop.ui import fields, panels
from desktop.ui.choices import SegmentedField
from desktop.ui.fields import IntegerField, MoneyField
from desktop.ui.share_field import ShareField

_UNITS = ("share", "sum", "pieces")


class Extent(NamedTuple):
    """What was said of the loss, by the keys of the facts."""

    loss_ratio: Decimal | None = None
    loss_amount: Decimal | None = None
    pieces_lost: int | None = None
    pieces: int | None = None


class ExtentField(QWidget):
    """Three ways to say it; only the one chosen counts."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unit = SegmentedField((("share", _("Share")), ("sum", _("Amount")), ("pieces", _("Pieces"))))
        self._share, self._sum = ShareField(), MoneyField()
        self._lost, self._all = IntegerField(), IntegerField(1)
        self._pages = _Pages()
        for name, field, label in (
            ("share_lost", self._share, _("Share lost")),
            ("sum_lost", self._sum, _("Sum lost")),
            ("pieces_lost", self._lost, _("Pieces lost")),
            ("pieces_in_all", self._all, _("Pieces in all")),
        ):
            field.setObjectName(name)
            field.setAccessibleName(label)
            # Narrow: two of them stand in half a form.
            field.setMinimumWidth(1)
            field.changed.connect(self.changed)
        self._unit.setObjectName("extent_unit")
        self._unit.setAccessibleName(_("How it is said"))
        pieces = QWidget()
        pieces.setLayout(panels.row(self._lost, panels.text(_("of"), wrap=False), self._all))
        for page in (self._share, self._sum, pieces):
            self._pages.addWidget(page)
        layout = panels.row(self._unit, self._pages)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._unit.set_value("share")
        # Not the figure: Tab would skip what stands before it.
        self.setFocusProxy(self._unit)
        self._unit.changed.connect(self._on_unit)

    def in_order(self) -> list[QWidget]:
        """Return what Tab stops at, from left to right; a form knows of one widget only."""
        return [*self._unit.findChildren(QPushButton), self._share, self._sum, self._lost, self._all]

    def go_to_figure(self) -> None:
        """Put the cursor where the figure is written."""
        (self._share, self._sum, self._lost)[_UNITS.index(self._chosen())].setFocus()

    def value(self) -> object:
        """Return what is said in the way chosen; ``None`` for nothing."""
        share, amount = self._share.value(), self._sum.value()
        said = {
            "share": Extent(loss_ratio=share if isinstance(share, Decimal) else None),
            "sum": Extent(loss_amount=amount.amount if isinstance(amount, Money) else None),
            "pieces": Extent(
                pieces_lost=cast("int | None", self._lost.value()), pieces=cast("int | None", self._all.value())
            ),
        }[self._chosen()]
        return None if said == Extent() else said

    def set_value(self, value: object) -> None:
        """Show what was said, in the way it was said; nothing empties all three."""
        said = value if isinstance(value, Extent) else Extent()
        self._share.set_value(said.loss_ratio)
        self._sum.set_value(None if said.loss_amount is None else Money(said.loss_amount))
        self._lost.set_value(said.pieces_lost)
        self._all.set_value(said.pieces)
        unit = "sum" if said.loss_amount is not None else "pieces" if said.pieces_lost is not None else "share"
        self._unit.set_value(unit)

    def trouble(self) -> str:
        """Return why the way chosen cannot be read."""
        chosen: dict[str, tuple[fields.TextField, ...]] = {
            "share": (self._share,), "sum": (self._sum,), "pieces": (self._lost, self._all),
        }  # fmt: skip
        return next((trouble for field in chosen[self._chosen()] if (trouble := field.trouble())), "")

    def set_read_only(self, read_only: bool) -> None:
        """Switch between reading and writing."""
        for field in (self._unit, self._share, self._sum, self._lost, self._all):
            field.set_read_only(read_only)

    def _chosen(self) -> str:
        # Between two segments none is chosen for a moment.
        return str(self._unit.value() or _UNITS[0])

    def _on_unit(self) -> None:
        self._pages.setCurrentIndex(_UNITS.index(self._chosen()))
        self.changed.emit()


class _Pages(QStackedWidget):
    """A stack as high as a field and as wide as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Ask for no width; the fields take what there is."""
        return QSize(1, super().minimumSizeHint().height())
