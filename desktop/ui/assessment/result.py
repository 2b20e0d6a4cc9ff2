"""The right side of the assessment: what the rules pay, why, and what else it could come to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from desktop.i18n import _, ngettext
from desktop.ui import panels, theme
from desktop.ui.assessment.readings import Folding, Readings
from desktop.ui.assessment.steps import LinesTable, StepsList
from desktop.ui.kept import JumpLines, KeptRows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.assessment import Assessment
    from desktop.wording.assessment import Explanation
    from desktop.wording.claim_problems import FieldText

_NOT_APPLIED = "not_applied"


class ResultPane(QWidget):
    """Shows one assessment; what was unfolded stays so while somebody types.

    Every piece is made once. A keystroke changes the words that differ, and what is folded is not even written.

    Signals:
        fact_wanted: the person wants to go to the fact with this key.
    """

    fact_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Assessment | None = None
        self._stops = 0
        self.amount = panels.amount("")
        self.amount.setObjectName("payable_amount")
        self._headline = panels.text("", "secondary")
        self._headline.setObjectName("headline")
        self._problems = JumpLines(_("Please put right:"), spacing=theme.M)
        self._needs = JumpLines(_("Still needed:"), spacing=theme.M)
        self._paid = _Paid()
        self._readings = Readings(set())
        self._not_applied = _NotApplied(set())
        head = panels.column(self.amount, self._headline, spacing=0)
        rest = panels.column(
            self._problems, self._needs, self._paid, self._readings, self._not_applied, spacing=theme.M
        )
        self.setLayout(panels.column(head, rest, None, spacing=theme.M))
        for asking in (self._problems, self._needs):
            asking.wanted.connect(self._jump)
        self._paid.fact_wanted.connect(self._jump)
        self._show_rest(None, None)

    def show_nothing(self, advice: str) -> None:
        """Say what to do before anything can be worked out."""
        self._shown = None
        self._set_head("", advice)
        self._show_rest(None, None)

    def show_assessment(self, assessment: Assessment, said: Explanation) -> None:
        """Show a result; the same one again changes nothing."""
        if assessment == self._shown:
            return
        self._shown = assessment
        self._set_head(said.payable, said.rules if said.payable else said.headline)
        self._show_rest(assessment, said)

    def _set_head(self, amount: str, under: str) -> None:
        self.amount.setText(amount)
        self.amount.setVisible(bool(amount))
        self._headline.setText(under)
        theme.mark(self._headline, role="secondary" if amount else "section")

    def _show_rest(self, assessment: Assessment | None, said: Explanation | None) -> None:
        is_paid = assessment is not None and assessment.payable is not None
        asking = assessment is not None and all(problem.code == "ask-carrier" for problem in assessment.problems)
        # What only the carrier knows is nobody's slip.
        lead = _("Please ask the carrier:") if asking else ""
        self._problems.show_lines(said.problems if said and not is_paid else (), lead)
        self._needs.show_lines(said.needs if said and not is_paid else ())
        if assessment is not None and said is not None and is_paid:
            self._paid.show_result(assessment, said)
        self._paid.setVisible(is_paid)
        if assessment is not None and said is not None:
            self._readings.show_readings(assessment, said)
        else:
            self._readings.hide()
        self._not_applied.show_sentences(said.not_applied if said else ())
        self._chain_tabs()

    def _chain_tabs(self) -> None:
        """Let Tab go from top to bottom, over what was made late as well."""
        parts = (self._problems, self._needs, self._paid, self._readings)
        stops = [*(stop for part in parts for stop in part.tab_stops()), self._not_applied.head]
        if len(stops) != self._stops:
            self._stops = len(stops)
            panels.chain_tabs(*stops)

    def _jump(self, key: str) -> None:
        if key:
            self.fact_wanted.emit(key)


class _Paid(QWidget):
    """Everything under an amount: its lines, warnings and steps."""

    fact_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._headline = panels.Banner("warning")
        self._lines = LinesTable()
        self._steps = StepsList()
        self._warnings = QWidget()
        self._warning_column = panels.column(spacing=theme.M)
        self._warnings.setLayout(self._warning_column)
        self._warning_rows = KeptRows(self._add_warning)
        why = panels.section_title(_("Why"))
        self.setLayout(panels.column(self._headline, self._lines, self._warnings, why, self._steps, spacing=theme.M))

    def show_result(self, assessment: Assessment, said: Explanation) -> None:
        """Show what one amount is made of."""
        self._headline.tell(said.headline if assessment.time_barred or assessment.exempt else "", "warning")
        self._lines.show_lines(said.lines, said.payable)
        for banner, warning in zip(self._warning_rows.fit(len(said.warnings)), said.warnings, strict=True):
            banner.show_warning(warning)
        self._warnings.setVisible(bool(said.warnings))
        self._steps.show_steps(assessment, said)

    def tab_stops(self) -> list[QWidget]:
        """Return what Tab stops at, from top to bottom."""
        return [row.jump for row in self._warning_rows.made]

    def _add_warning(self, _place: int) -> _Warning:
        banner = _Warning()
        banner.jump.clicked.connect(lambda: self.fact_wanted.emit(banner.field))
        self._warning_column.addWidget(banner)
        return banner


class _Warning(panels.Banner):
    def __init__(self) -> None:
        super().__init__("warning")
        self.field = ""
        self.jump = panels.link_button(_("Show where"))
        self.add_action(self.jump)

    def show_warning(self, warning: FieldText) -> None:
        self.field = warning.field
        self.jump.setVisible(bool(warning.field))
        self.tell(warning.sentence, "warning")


class _NotApplied(Folding):
    """All rules that were looked at and do not fit."""

    def __init__(self, unfolded: set[str]) -> None:
        content = QWidget()
        self._column = panels.column(spacing=theme.XS)
        content.setLayout(self._column)
        self._rows = KeptRows(self._add_row)
        super().__init__(content, unfolded)

    def show_sentences(self, sentences: Sequence[str]) -> None:
        count = len(sentences)
        title = ngettext("{n} rule looked at and not applied", "{n} rules looked at and not applied", count).format(
            n=count
        )
        self.show_fold(_NOT_APPLIED, title, partial(self._write_all, sentences))
        self.setVisible(bool(sentences))

    def _write_all(self, sentences: Sequence[str]) -> None:
        for row, sentence in zip(self._rows.fit(len(sentences)), sentences, strict=True):
            row.setText(sentence)

    def _add_row(self, _place: int) -> QLabel:
        row = panels.text("", "secondary")
        self._column.addWidget(row)
        return row
