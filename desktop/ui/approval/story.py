"""The case a supervisor decides on: the customer and the finding on one side, proposal and reckoning on the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop import i18n
from desktop.domain.money_back import kept_fen
from desktop.domain.proposal import ProposalDraft, Remedy
from desktop.domain.waybill import grouped
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.approval.unusual import decode_assessment
from desktop.ui.assessment.steps import Citation, LinesTable, StepsList
from desktop.ui.cases.evidence_view import EvidenceView
from desktop.ui.cases.masked_person import masked_name
from desktop.ui.collapsible import Collapsible
from desktop.wording import assessment as assessment_words
from desktop.wording import case as case_words
from desktop.wording import finding as finding_words
from desktop.wording import intake as intake_words
from desktop.wording import settlement as words

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.ui.background import Background

#: Below this width the two sides stand under each other.
_NARROW = 560


class CaseStory(QWidget):
    """Everything the decision rests on, side by side."""

    def __init__(self, desk: Desk, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._background = desk, background
        self._stale = panels.Banner()
        self._stale.setObjectName("stale_banner")
        self._head = panels.text("", "strong", wrap=False, selectable=True)
        self._amount = panels.amount("")
        self._amount.setObjectName("proposed_amount")
        self._sentence = panels.text("", "section", selectable=True)
        self._sentence.setObjectName("decision_sentence")
        self._parts = panels.Facts()
        self._parts.setObjectName("amount_parts")
        self._words = panels.text("", "secondary", selectable=True)
        self.evidence = EvidenceView(desk, background)
        self._told, self._reckoned = _Side(), _Side()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(theme.XL)
        # At home from the first: what has no parent outlives the page.
        self._told.add(self.evidence)
        self._sides.addWidget(self._told, 9)
        self._sides.addWidget(self._reckoned, 11)
        card = panels.Card()
        self._who = QVBoxLayout()
        card.body.addLayout(panels.row(self._head, None, self._amount))
        card.body.addWidget(self._sentence)
        card.body.addWidget(self._parts)
        card.body.addWidget(self._words)
        layout = panels.column(self._stale, card, self._sides, None, spacing=theme.M)
        self.setLayout(layout)

    def show_case(self, case: Case) -> None:
        """Show a case with its proposal."""
        self.setUpdatesEnabled(False)
        self._stale.tell(case_words.stale(case.proposal_stale) if case.proposal_stale else "", "warning")
        self._show_proposal(case)
        self._show_told(case)
        self._show_reckoned(case)
        self.setUpdatesEnabled(True)

    def _show_proposal(self, case: Case) -> None:
        kinds = _(", ").join(intake_words.choice_label(kind) for kind in case.intake.types)
        self._head.setText(_("{number} · {kinds}").format(number=case.number, kinds=kinds))
        if case.proposal is None:
            return
        body = case.proposal.body
        draft = ProposalDraft(
            body.amount_fen,
            body.computed_fen,
            body.change_reason,
            tuple(Remedy(code) for code in body.remedies if code in list(Remedy)),
            kept_fen=body.paid_before_fen or kept_fen(case),
            includes_kept=bool(body.paid_before_fen),
        )
        self._amount.setText(i18n.yuan(body.amount_fen))
        self._sentence.setText(words.proposal_sentence(case.intake, draft, assessed=bool(body.assessment)))
        parts = words.breakdown(case.intake, draft, assessed=bool(body.assessment))
        self._parts.show_facts(parts)
        self._parts.setVisible(bool(parts))
        self._words.setText(body.words)
        self._words.setVisible(bool(body.words))

    def _show_told(self, case: Case) -> None:
        side, intake = self._told, case.intake
        side.clear(keep=self.evidence)
        side.add(panels.section_title(_("What the customer says")))
        side.add(panels.text(intake.words, selectable=True))
        side.add(
            panels.Facts(
                [
                    (_("Customer"), masked_name(self._desk, self._background, case.case_id, intake.complainant_name)),
                    (_("Waybill"), grouped(intake.waybill)),
                    (_("Asks for"), words.asks(intake)),
                ]
            )
        )
        side.add(panels.section_title(_("Evidence")))
        side.add(self.evidence)
        self.evidence.show_case(case)
        self.evidence.show()
        side.add(panels.section_title(_("Finding")))
        side.add(*self._finding(case))

    def _finding(self, case: Case) -> list[QWidget]:
        if case.finding is None:
            return [panels.text(_("There is no finding."), "secondary")]
        body = case.finding[1]
        stands = panels.chip(case_words.stands(body.stands), icon="circle-x" if body.stands == "no" else "check")
        chips = QWidget()
        chips.setLayout(panels.row(stands, None))
        # What the chip says need not be said again.
        facts = panels.Facts(finding_words.facts(case, body)[1:])
        facts.setObjectName("finding_facts")
        return [chips, facts]

    def _show_reckoned(self, case: Case) -> None:
        side, result = self._reckoned, decode_assessment(case)
        side.clear()
        side.add(panels.section_title(_("What the rules give")))
        if result is None:
            side.add(panels.text(_("No amount was computed for this case."), "secondary"))
            return
        said = assessment_words.explain(result, self._desk.reference.packs)
        side.add(LinesTable(said.lines, said.payable), panels.text(said.rules, "secondary"))
        side.add(panels.section_title(_("Why")), StepsList(result, said))
        if said.readings:
            side.add(panels.section_title(_("What a dispute could cost")))
        for reading, other in zip(said.readings, result.alternatives, strict=True):
            sources = [Citation(raw) for raw in other.citations]
            content = QWidget()
            content.setLayout(panels.column(panels.text(reading.sentence, selectable=True), *sources, spacing=2))
            title = _("{title}: {amount}").format(title=reading.title, amount=reading.amount)
            side.add(Collapsible(title, content))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the sides under each other where there is no room beside."""
        narrow = event.size().width() < _NARROW
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        super().resizeEvent(event)


class _Side(QWidget):
    """A column of pieces that starts anew with every case."""

    def __init__(self) -> None:
        super().__init__()
        self._column = panels.column(spacing=theme.S)
        outer = panels.column(self._column, None)
        self.setLayout(outer)
        self.setMinimumWidth(1)

    def clear(self, keep: QWidget | None = None) -> None:
        """Take everything out; what is kept goes on living."""
        if keep is not None:
            self._column.removeWidget(keep)
        panels.clear(self._column)

    def add(self, *pieces: QWidget) -> None:
        """Add pieces at the end."""
        for piece in pieces:
            self._column.addWidget(piece)
