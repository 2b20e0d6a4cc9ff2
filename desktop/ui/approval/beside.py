"""What stands beside a proposal: what is unusual about it, what was paid in alike cases, and who did what so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop import i18n
from desktop.actions.history import names_of
from desktop.domain import entries as e
from desktop.i18n import _
from desktop.ui import icons, panels, theme
from desktop.ui.similar_cases import SimilarCases
from desktop.wording import history

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QLayout

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.domain.similar import Comparison

_LAST_ENTRIES = 10
#: Entries that are no step of the settlement.
_NOT_TOLD = (e.Revealed, e.PaperIssued)


class BesidePanel(QWidget):
    """The right-hand panel of the approvals.

    Signals:
        case_chosen: the person wants to see another case; its id.
    """

    case_chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._column = panels.column(spacing=theme.S)
        self.setLayout(panels.column(self._column, None))
        self.setObjectName("approval_panel")

    def show_hint(self, words: str) -> None:
        """Say what will stand here."""
        panels.clear(self._column)
        self._column.addWidget(panels.text(words, "secondary"))

    def show_case(self, case: Case, sentences: Sequence[str], comparison: Comparison | None) -> None:
        """Show what is unusual about a case, alike cases, then its last entries, the newest on top."""
        panels.clear(self._column)
        self._show_unusual(sentences)
        if comparison is not None and case.proposal is not None:
            similar = SimilarCases(with_nearest=True)
            similar.case_chosen.connect(self.case_chosen)
            self._column.addSpacing(theme.S)
            self._column.addWidget(similar)
            similar.show_comparison(comparison, case.proposal.body.amount_fen)
        self._column.addSpacing(theme.S)
        self._show_steps(case)

    def _show_unusual(self, sentences: Sequence[str]) -> None:
        self._column.addWidget(panels.section_title(_("Unusual")))
        for sentence in sentences:
            mark = panels.column(icons.Symbol("triangle-alert", "warning", 16), None)
            mark.setContentsMargins(0, 2, 0, 0)
            told = panels.row(mark, panels.text(sentence, selectable=True))
            told.setStretch(1, 1)
            self._add(told)
        if not sentences:
            self._column.addWidget(panels.text(_("Nothing unusual."), "secondary"))

    def _show_steps(self, case: Case) -> None:
        self._column.addWidget(panels.section_title(_("Who did what")))
        steps = [happened for happened in case.history if not isinstance(happened.entry.body, _NOT_TOLD)]
        names = names_of(self._desk, case)
        for happened in reversed(steps[-_LAST_ENTRIES:]):
            header = happened.entry.header
            person = self._desk.office.people.at(header.actor, header.time)
            who = _("{name}, {time}").format(name=person.name if person else "", time=i18n.moment_of_text(header.time))
            self._add(
                panels.column(
                    panels.text(who, "secondary"),
                    panels.text(history.sentence(happened, self._desk.reference.packs, names)),
                    spacing=0,
                )
            )

    def _add(self, line: QLayout) -> None:
        holder = QWidget()
        holder.setLayout(line)
        self._column.addWidget(holder)
