"""What this office paid in alike cases: count, median, spread, this amount among them, and the nearest cases."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.ui import icons, panels, theme
from desktop.ui.spread_strip import SpreadStrip
from desktop.wording import similar as words

if TYPE_CHECKING:
    from desktop.domain.similar import Comparison


class SimilarCases(QWidget):
    """A short panel without names or phones; nothing to compare by leaves it out of sight.

    Signals:
        case_chosen: the person wants to see one of the nearest cases; its id.
    """

    case_chosen = Signal(str)

    def __init__(self, *, with_nearest: bool, parent: QWidget | None = None) -> None:
        """Make an empty panel.

        Args:
            with_nearest: name the nearest cases; without them it is a hint that says itself what is unusual.
            parent: as in Qt.
        """
        super().__init__(parent)
        self._with_nearest = with_nearest
        self._comparison: Comparison | None = None
        self._kind = panels.text("", "secondary", selectable=True)
        self._figures = panels.text("", selectable=True)
        self._figures.setObjectName("similar_figures")
        self._strip = SpreadStrip()
        self._unusual = panels.text("", selectable=True)
        self._unusual.setObjectName("similar_unusual")
        self._warning = QWidget()
        mark = panels.column(icons.Symbol("triangle-alert", "warning", 16), None)
        mark.setContentsMargins(0, 2, 0, 0)
        told = panels.row(mark, self._unusual)
        told.setStretch(1, 1)
        self._warning.setLayout(told)
        self._nearest = panels.column(spacing=theme.XS)
        self.setLayout(
            panels.column(
                panels.section_title(_("Similar cases")),
                self._kind,
                self._warning,
                self._figures,
                self._strip,
                self._nearest,
                spacing=theme.S,
            )
        )
        self.setObjectName("similar_cases")
        self.hide()

    def show_comparison(self, comparison: Comparison | None, amount_fen: int | None) -> None:
        """Show a comparison with the amount it is about; None hides the panel."""
        self._comparison = comparison
        panels.clear(self._nearest)
        if comparison is None:
            self.hide()
            return
        self._kind.setText(words.kind(comparison.likeness))
        figures = (words.count(comparison), words.median(comparison), words.middle(comparison))
        # The hint stands on a wide page and is short; the panel is narrow and has the height.
        self._figures.setText(("\n" if self._with_nearest else " · ").join(filter(None, figures)))
        if self._with_nearest:
            self._show_nearest(comparison)
        self.show_amount(amount_fen)
        self.setVisible(True)

    def show_amount(self, amount_fen: int | None) -> None:
        """Mark an amount among those of alike cases; None while there is none."""
        comparison = self._comparison
        if comparison is None:
            return
        unusual = words.unusual(comparison, amount_fen) if amount_fen is not None else ""
        self._unusual.setText(unusual)
        self._warning.setVisible(bool(unusual) and not self._with_nearest)
        self._strip.show_spread(comparison.median_fen, comparison.middle_fen, amount_fen)
        self._strip.setAccessibleName(unusual or words.middle(comparison))

    def _show_nearest(self, comparison: Comparison) -> None:
        if comparison.nearest:
            self._nearest.addWidget(panels.text(words.nearest_title(comparison.likeness), "secondary"))
        for number, case in enumerate(comparison.nearest):
            title, details = words.nearest(comparison.likeness, case)
            link = panels.link_button(title, partial(self.case_chosen.emit, case.case_id))
            link.setObjectName(f"nearest_{number}")
            line = QWidget()
            line.setLayout(panels.column(link, panels.text(details, "secondary"), spacing=0))
            self._nearest.addWidget(line)
