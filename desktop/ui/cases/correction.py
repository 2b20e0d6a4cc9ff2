"""Correcting a registration: the form of the intake once more, with a reason and what the correction costs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QWidget

from desktop import i18n
from desktop.actions import intake as actions
from desktop.domain.check import check_intake
from desktop.domain.intake import claim_basis, tidy
from desktop.errors import Incomplete
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.fields import TextField
from desktop.ui.form_keeper import FormKeeper, KeptLine
from desktop.ui.intake.form import IntakeForm
from desktop.wording.errors import explain_ours

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from desktop.actions.desk import Desk
    from desktop.actions.form_drafts import FormDraft
    from desktop.domain.case import Case
    from desktop.ui.background import Background

#: In a narrower page the two columns of the form do not fit side by side.
_NARROW = 908


class Correction(QWidget):
    """The registration to be put right.

    Signals:
        corrected: the correction is written; carries the case as it stands now.
        left: the person goes back; what they typed stays.
    """

    corrected = Signal(object)
    left = Signal()

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
        self._kept = KeptLine("correction")
        self._keeper = FormKeeper(desk, background, _Typed(self.form, self._reason), self._kept, self)
        self._leave = panels.button(_("Go back"), self.left.emit)
        self._leave.setObjectName("leave_correction_button")
        self._leave.setToolTip(_("Esc: what is typed here stays"))
        self._save = panels.primary_button(_("Save correction"), self.save)
        self._save.setObjectName("save_correction_button")
        foot = panels.row(label, self._reason, self._leave, self._save)
        foot.setStretch(1, 1)
        head = QWidget()
        across = panels.row(self._header, self._kept, spacing=theme.L)
        across.setStretch(1, 1)
        head.setLayout(across)
        layout = panels.column(
            head,
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
        self._keeper.reverted.connect(self._tell_cost)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self.left)

    @property
    def case_id(self) -> str:
        """The case whose registration is in the form; empty once it is corrected."""
        return self._case.case_id if self._case is not None else ""

    @property
    def is_dirty(self) -> bool:
        """Whether something was changed that is not written yet."""
        return self._case is not None and (self.form.is_dirty or bool(self._reason.text()))

    def start(self, case: Case, drafts: Sequence[FormDraft] = ()) -> None:
        """Show the registration of a case, and on top of it what was typed before."""
        self._keeper.stand_for(case, "correction")
        self._case = case
        self._header.set_title(_("Correct {number}").format(number=case.number))
        self._trouble.clear()
        self._reason.set_value("")
        self.form.fill(case.intake)
        for draft in drafts:
            self._keeper.take_up(draft)
        self._tell_cost()
        self._offer()
        self.form.focus("complainant_name")

    def leave(self) -> None:
        """Keep what is typed."""
        self._keeper.leave()

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
        self._background.run(self._keeper.recording(work), self._on_saved, self._fail, writes=True)

    def _on_saved(self, case: Case) -> None:
        self._keeper.recorded()
        self._case = None
        self.corrected.emit(case)

    def _fail(self, error: Exception) -> None:
        self._keeper.not_recorded()
        self._offer()
        if isinstance(error, Incomplete):
            self.form.show_problems(error.problems)
        else:
            self._trouble.tell(explain_ours(error), "danger")

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns under each other where they do not fit side by side."""
        super().resizeEvent(event)
        self.form.set_narrow(narrow=self.width() < _NARROW)


class _Typed(QObject):
    """The form and the reason below it, as one form that can be kept."""

    changed = Signal()

    def __init__(self, form: IntakeForm, reason: TextField) -> None:
        super().__init__(form)
        self._form, self._reason = form, reason
        form.changed.connect(self.changed)
        reason.textEdited.connect(lambda _words: self.changed.emit())

    def typed(self) -> dict[str, Any]:
        reason = self._reason.text()
        return self._form.typed() | ({"reason": reason} if reason else {})

    def type_again(self, typed: Mapping[str, object]) -> None:
        self._form.type_again(typed)
        if "reason" in typed:
            self._reason.set_value(typed["reason"])

    def revert(self) -> None:
        self._form.revert()
        self._reason.set_value("")
