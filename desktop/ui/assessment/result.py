"""The right side of the assessment: what the rules pay, why, and what else it could come to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n import _, ngettext
from desktop.ui import panels, theme
from desktop.ui.assessment.steps import Citation, LinesTable, StepsList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.assessment import Assessment
    from desktop.wording.assessment import Explanation, ReadingText
    from desktop.wording.claim_problems import FieldText


class ResultPane(QWidget):
    """Shows one assessment; what was unfolded stays so while somebody types.

    Signals:
        fact_wanted: the person wants to go to the fact with this key.
    """

    fact_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unfolded: set[str] = set()
        self._shown: Assessment | None = None
        self.amount = panels.amount("")
        self.amount.setObjectName("payable_amount")
        self._headline = panels.text("", "secondary")
        self._headline.setObjectName("headline")
        self._rest = QWidget()
        self._column = QVBoxLayout(self._rest)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.M)
        head = panels.column(self.amount, self._headline, spacing=0)
        self.setLayout(panels.column(head, self._rest, None, spacing=theme.M))

    def show_nothing(self, advice: str) -> None:
        """Say what to do before anything can be worked out."""
        self._shown = None
        self._set_head("", advice)
        panels.clear(self._column)

    def show_assessment(self, assessment: Assessment, said: Explanation) -> None:
        """Show a result; the same one again changes nothing."""
        if assessment == self._shown:
            return
        self._shown = assessment
        self.setUpdatesEnabled(False)
        under = said.rules if said.payable else said.headline
        self._set_head(said.payable, under)
        panels.clear(self._column)
        if assessment.payable is None:
            self._add_needs(said.problems, _("Please put right:"))
            self._add_needs(said.needs, _("Still needed:"))
        else:
            self._add_result(assessment, said)
        self._add_not_applied(said.not_applied)
        self.setUpdatesEnabled(True)

    def _set_head(self, amount: str, under: str) -> None:
        self.amount.setText(amount)
        self.amount.setVisible(bool(amount))
        self._headline.setText(under)
        theme.mark(self._headline, role="secondary" if amount else "section")

    def _add_result(self, assessment: Assessment, said: Explanation) -> None:
        if assessment.time_barred or assessment.exempt:
            self._column.addWidget(panels.Banner("warning", said.headline))
        self._column.addWidget(LinesTable(said.lines, said.payable))
        for warning in said.warnings:
            self._column.addWidget(self._warning(warning))
        self._column.addWidget(panels.section_title(_("Why")))
        self._column.addWidget(StepsList(assessment, said))
        if said.readings:
            self._column.addWidget(panels.section_title(_("Other readings")))
            for number, reading in enumerate(said.readings):
                self._column.addWidget(self._reading(reading, assessment.alternatives[number].citations))

    def _add_needs(self, needs: Sequence[FieldText], lead: str) -> None:
        if not needs:
            return
        self._column.addWidget(panels.text(lead, "strong"))
        for need in needs:
            line = QWidget()
            jump = panels.link_button(need.label or _("Show where"), partial(self._jump, need.field))
            jump.setObjectName(f"jump_{need.field}")
            line.setLayout(panels.column(jump, panels.text(need.sentence, "secondary"), spacing=0))
            self._column.addWidget(line)

    def _add_not_applied(self, sentences: Sequence[str]) -> None:
        if not sentences:
            return
        count = len(sentences)
        title = ngettext("{n} rule looked at and not applied", "{n} rules looked at and not applied", count).format(
            n=count
        )
        content = QWidget()
        content.setLayout(panels.column(*(panels.text(words, "secondary") for words in sentences), spacing=theme.XS))
        self._column.addWidget(self._folding("not_applied", title, content))

    def _reading(self, reading: ReadingText, citations: Sequence[str]) -> QWidget:
        content = QWidget()
        sources = [Citation(raw) for raw in citations]
        layout = panels.column(panels.text(reading.sentence, selectable=True), *sources, spacing=2)
        layout.setContentsMargins(theme.XL, 0, 0, theme.XS)
        content.setLayout(layout)
        title = _("{title}: {amount}").format(title=reading.title, amount=reading.amount)
        return self._folding(reading.reading, title, content)

    def _warning(self, warning: FieldText) -> QWidget:
        banner = panels.Banner("warning", warning.sentence)
        if warning.field:
            banner.add_action(panels.link_button(_("Show where"), partial(self._jump, warning.field)))
        return banner

    def _folding(self, key: str, title: str, content: QWidget) -> panels.Collapsible:
        folding = panels.Collapsible(title, content, is_open=key in self._unfolded)
        folding.toggled.connect(lambda is_open: (self._unfolded.add if is_open else self._unfolded.discard)(key))
        return folding

    def _jump(self, key: str) -> None:
        if key:
            self.fact_wanted.emit(key)
