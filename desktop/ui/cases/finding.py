"""The finding of a case: does the complaint stand, who answers, what happened; and the form to write it down."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.actions import settlement
from desktop.domain.authority import Verb
from desktop.errors import DeskError
from desktop.i18n import N_, _
from desktop.ui import panels, theme
from desktop.ui.choices import ChoiceField, SegmentedField
from desktop.ui.fields import LongTextField, kind
from desktop.ui.forms import Field, Form
from desktop.wording import case as words
from desktop.wording.errors import explain

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.ui.background import Background


# Short answers to "Does the complaint stand"; the full sentences stand where the finding is shown.
_STANDS = {"yes": N_("Stands"), "partly": N_("In part"), "no": N_("Does not stand")}


class Finding(panels.Card):
    """Shows the finding, or the form for it.

    Signals:
        handed_in: a finding is on its way.
        recorded: a finding was written down; carries the case as it stands now.
    """

    handed_in = Signal()
    recorded = Signal(object)

    def __init__(self, desk: Desk, background: Background) -> None:
        super().__init__(margin=theme.L)
        self._desk, self._background = desk, background
        self._case: Case | None = None
        self._title = panels.section_title(_("Finding"))
        self._change = panels.link_button(_("Change"), self._start)
        self._change.setObjectName("change_finding_button")
        self._facts = panels.Facts()
        self._why_not = panels.text("", "secondary")
        self._warning = panels.Banner()
        self._form = Form(_fields(), dense=True)
        self._cancel = panels.quiet_button(_("Cancel"), self._stop)
        self._record = panels.button(_("Save the finding"), self._save)
        self._record.setObjectName("record_finding_button")
        self._editor = QWidget()
        foot = panels.footer(None, self._cancel, self._record)
        self._editor.setLayout(panels.column(self._warning, self._form, self._form.problem_bar, foot))
        self.body.addLayout(panels.row(self._title, None, self._change))
        self.body.addWidget(self._facts)
        self.body.addWidget(self._why_not)
        self.body.addWidget(self._editor)

    @property
    def is_dirty(self) -> bool:
        """Whether something is typed that nobody has written down yet."""
        return self._editor.isVisibleTo(self) and self._form.is_dirty

    def show_case(self, case: Case) -> None:
        """Show the finding of a case; what is being typed for the same case stays."""
        same = self._case is not None and self._case.case_id == case.case_id
        self._case = case
        if same and self.is_dirty:
            return
        refusal = case.may(Verb.RECORD_FINDING, self._desk.person)
        self._why_not.setText(explain(refusal) if refusal else "")
        self._why_not.setVisible(refusal is not None and case.finding is None)
        self._show_facts(case)
        self._form.fill(_values(case))
        self._change.setVisible(case.finding is not None and refusal is None)
        self._open(opened=case.finding is None and refusal is None)

    def _show_facts(self, case: Case) -> None:
        self._facts.setVisible(case.finding is not None)
        if case.finding is None:
            return
        _header, body = case.finding
        self._facts.show_facts(
            [
                (_("Does the complaint stand"), words.stands(body.stands)),
                (_("Who is responsible"), words.responsible(body.responsible) if body.responsible else ""),
                (_("What was found"), body.account),
            ]
        )

    def _open(self, *, opened: bool) -> None:
        self._editor.setVisible(opened)
        self._cancel.setVisible(self._case is not None and self._case.finding is not None)

    def _start(self) -> None:
        if self._case is None:
            return
        if self._case.proposal is not None:
            self._warning.tell(
                _("The proposal rests on this finding. After a change it has to be made anew."), "warning"
            )
        self._facts.hide()
        self._change.hide()
        self._open(opened=True)
        self._form.focus("stands")

    def _stop(self) -> None:
        if self._case is not None:
            self._form.fill(_values(self._case))
            self._warning.clear()
            self.show_case(self._case)

    def _save(self) -> None:
        if self._case is None or not self._form.check():
            return
        values = self._form.values()
        self.handed_in.emit()
        self._record.setEnabled(False)
        work = partial(
            settlement.record_finding,
            self._desk,
            self._case.case_id,
            values["stands"],
            values["responsible"] or "",
            values["account"],
        )
        self._background.run(work, self._on_recorded, self._fail, writes=True)

    def _on_recorded(self, case: Case) -> None:
        self._record.setEnabled(True)
        self._warning.clear()
        self._form.mark_saved()
        self.show_case(case)
        self.recorded.emit(case)

    def _fail(self, error: Exception) -> None:
        self._record.setEnabled(True)
        if not isinstance(error, DeskError):
            raise error
        self._warning.tell(explain(error), "danger")


def _fields() -> tuple[Field, ...]:
    stands = [(code, _(name)) for code, name in _STANDS.items()]
    responsible = [(code, _(name)) for code, name in words.RESPONSIBLE.items()]
    return (
        Field("stands", N_("Does the complaint stand"), kind(SegmentedField, stands), required=True),
        Field("responsible", N_("Who is responsible"), kind(ChoiceField, responsible), required=True, width=260),
        Field("account", N_("What was found"), kind(LongTextField, lines=3, longest=2000), required=True),
    )


def _values(case: Case) -> dict[str, object]:
    if case.finding is None:
        return {}
    _header, body = case.finding
    return {"stands": body.stands, "responsible": body.responsible, "account": body.account}
