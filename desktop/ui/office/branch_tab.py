"""The details of the branch: a manager edits them, others read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop import errors
from desktop.actions import people
from desktop.i18n import _
from desktop.ui import panels
from desktop.ui.office.branch_form import BranchForm
from desktop.ui.office.pattern_card import PatternCard
from desktop.wording import founding
from desktop.wording.errors import explain

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.ui.background import Background
    from desktop.ui.changes import Changes

_WIDTH = 760


class BranchTab(QWidget):
    """One form and its button.

    Signals:
        said: a short message for the top bar.
    """

    said = Signal(str)

    def __init__(self, desk: Desk, background: Background, changes: Changes, *, may_manage: bool) -> None:
        super().__init__()
        self._desk, self._background, self._changes = desk, background, changes
        self.form = BranchForm(desk.reference)
        self.form.show_details(desk.office.details)
        self.form.set_read_only(not may_manage)
        self.banner = panels.Banner("warning")
        self._case_id = ""
        self.wanted = panels.Banner()
        self.wanted.setObjectName("branch_wanted")
        self._back = panels.link_button(_("Back to the paper"), self._go_back)
        self._back.setObjectName("back_to_paper_button")
        self.wanted.add_action(self._back)
        self.save_button = panels.primary_button(_("Save the branch"), self._save)
        self.save_button.setObjectName("save_branch_button")
        self.save_button.setVisible(may_manage)
        self.save_button.setEnabled(False)
        card = panels.Card()
        card.setMaximumWidth(_WIDTH)
        for widget in (self.wanted, self.form, self.form.problem_bar, self.banner):
            card.body.addWidget(widget)
        card.body.addLayout(panels.footer(None, self.save_button))
        note = panels.text(
            _("Papers issued from now on carry the new details; issued ones stay as they are."), "secondary"
        )
        note.setVisible(may_manage)
        self.pattern = PatternCard(desk, background, may_manage=may_manage)
        self.pattern.setMaximumWidth(_WIDTH)
        self.pattern.saved.connect(self._on_pattern_set)
        layout = panels.column(card, note, self.pattern, None)
        self.setLayout(layout)
        self.form.changed.connect(self._on_changed)
        changes.rules_changed.connect(self._on_rules_changed)

    def fill_in(self, field: str, case_id: str) -> None:
        """Go to a field that a paper wants; once the branch is saved, the papers of that case come to the front."""
        self._case_id = case_id
        self.wanted.tell(_("A paper states this. Save the branch, and you are back at the paper."), "info")
        self.form.focus(field)

    def _go_back(self) -> None:
        case_id, self._case_id = self._case_id, ""
        self.wanted.clear()
        if case_id:
            self._changes.case_requested.emit(case_id, "papers")

    def _on_rules_changed(self) -> None:
        self.form.offer_terms(self._desk.reference)

    def _on_changed(self, _key: str) -> None:
        self.save_button.setEnabled(self.form.is_dirty)

    def _save(self) -> None:
        self.banner.clear()
        if not self.form.check():
            return
        desk, details = self._desk, self.form.details()
        self.save_button.setEnabled(False)
        self._background.run(lambda: people.change_office(desk, details), self._on_saved, self._on_failed, writes=True)

    def _on_saved(self, _nothing: None) -> None:
        self.form.show_details(self._desk.office.details)
        self.said.emit(_("The branch is saved."))
        self._changes.office_changed.emit()
        self._go_back()

    def _on_pattern_set(self, words: str) -> None:
        self.said.emit(words)
        self._changes.office_changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, errors.Incomplete):
            self.form.mark(founding.by_field(error.problems))
        elif isinstance(error, errors.DeskError):
            self.banner.tell(explain(error), "warning")
        else:
            raise error
