"""Correcting a registration: the form of the intake once more, with a reason and what the correction costs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from desktop import i18n
from desktop.actions import intake as actions
from desktop.domain.check import check_intake
from desktop.domain.intake import claim_basis, tidy
from desktop.errors import DeskError, Incomplete
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.fields import TextField
from desktop.ui.intake.form import IntakeForm
from desktop.wording.errors import explain

if TYPE_CHECKING:
    from datetime import date

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.ui.background import Background


class Correction(QWidget):
    """The registration to be put right.

    Signals:
        corrected: the correction is written; carries the case as it stands now.
        cancelled: nothing was changed.
    """

    corrected = Signal(object)
    cancelled = Signal()

    def __init__(self, desk: Desk, background: Background) -> None:
        super().__init__()
        self._desk, self._background = desk, background
        self._case: Case | None = None
        self._header = panels.PageHeader("")
        self._cost = panels.Banner()
        self._trouble = panels.Banner()
        self.form = IntakeForm(desk.reference.waybills, desk.office.details.terms, self._today)
        self._reason = TextField(_("What was wrong, and how we know"), longest=500)
        self._reason.setObjectName("reason_edit")
        label = QLabel(_("Reason"))
        label.setBuddy(self._reason)
        theme.mark(label, role="label")
        self._cancel = panels.button(_("Cancel"), self.cancelled.emit)
        self._cancel.setObjectName("cancel_correction_button")
        self._save = panels.primary_button(_("Save correction"), self.save)
        self._save.setObjectName("save_correction_button")
        foot = panels.row(label, self._reason, self._cancel, self._save)
        foot.setStretch(1, 1)
        layout = panels.column(
            self._header,
            self._cost,
            self._trouble,
            panels.scrolling(self.form),
            self.form.problem_bar,
            foot,
        )
        layout.setStretch(3, 1)
        self.setLayout(layout)
        self.form.changed.connect(self._tell_cost)
        self.form.heed(self._trouble)
        self._reason.changed.connect(self._offer)

    @property
    def is_dirty(self) -> bool:
        """Whether something was changed that is not written yet."""
        return self._case is not None and self.form.is_dirty

    def start(self, case: Case) -> None:
        """Show the registration of a case."""
        self._case = case
        self._header.set_title(_("Correct {number}").format(number=case.number))
        self._trouble.clear()
        self._reason.set_value("")
        self.form.fill(case.intake)
        self._tell_cost()
        self._offer()
        self.form.focus("complainant_name")

    def forget(self) -> None:
        """Drop what was typed."""
        self._case = None

    def save(self) -> None:
        """Write the correction, or mark what is wrong with it."""
        if self._case is None or not self._reason.value():
            return
        self._trouble.clear()
        intake = self.form.intake()
        problems = check_intake(intake, "register", self._today())
        if problems or self.form.troubles():
            self.form.show_problems(problems)
            return
        self._save.setEnabled(False)
        work = partial(actions.correct_case, self._desk, self._case.case_id, intake, str(self._reason.value()))
        self._background.run(work, self._on_saved, self._fail, writes=True)

    def _on_saved(self, case: Case) -> None:
        self._case = None
        self.corrected.emit(case)

    def _fail(self, error: Exception) -> None:
        self._offer()
        if isinstance(error, Incomplete):
            self.form.show_problems(error.problems)
        elif isinstance(error, DeskError):
            self._trouble.tell(explain(error), "danger")
        else:
            raise error

    def _tell_cost(self) -> None:
        """Say before saving what a correction would undo."""
        case = self._case
        if case is None or claim_basis(tidy(self.form.intake())) == claim_basis(case.intake):
            self._cost.clear()
        elif case.is_approved:
            words = _("This touches what was approved. The approval will no longer hold: assess and propose again.")
            self._cost.tell(words, "warning")
        elif case.proposal is not None:
            self._cost.tell(_("This touches what the proposal rests on. Assess and propose again after it."), "warning")
        elif case.assessment is not None:
            self._cost.tell(_("This touches what was assessed. Assess again after it."), "warning")

    def _offer(self) -> None:
        self._save.setEnabled(bool(self._reason.value()))
        self._save.setToolTip("" if self._reason.value() else _("First write down the reason."))

    def _today(self) -> date:
        return i18n.today(self._desk.clock.now())
