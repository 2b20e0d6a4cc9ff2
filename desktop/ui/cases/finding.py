"""The finding of a case: does the complaint stand, who answers, what happened; and the form to write it down."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop import i18n
from desktop.actions import settlement
from desktop.domain import entries as e
from desktop.domain.authority import Verb
from desktop.domain.check_finding import WHOLE
from desktop.domain.proposal import LONGEST_TEXT
from desktop.errors import Incomplete
from desktop.i18n import N_, _
from desktop.ui import panels, theme
from desktop.ui.cases.allegations_field import AllegationsField
from desktop.ui.cases.shares_field import SharesField
from desktop.ui.choices import ChipsField, SegmentedField
from desktop.ui.fields import LongTextField, kind
from desktop.ui.form_keeper import FormKeeper, KeptLine
from desktop.ui.forms import Field, Form, Values
from desktop.wording import finding as words
from desktop.wording.assessment import pack_title
from desktop.wording.errors import explain, explain_ours

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.actions.form_drafts import FormDraft
    from desktop.domain.case import Case
    from desktop.ui.background import Background


class Finding(panels.Card):
    """Shows the finding, or the form for it.

    Signals:
        handed_in: a finding is on its way.
        recorded: a finding was written down; carries the case as it stands now.
    """

    handed_in = Signal()
    recorded = Signal(object)

    def __init__(self, desk: Desk, background: Background) -> None:
        super().__init__(margin=theme.M)
        self._desk, self._background = desk, background
        self._case: Case | None = None
        self._title = panels.section_title(_("Finding"))
        self._change = panels.link_button(_("Change"), self._start)
        self._change.setObjectName("change_finding_button")
        self._facts = panels.Facts()
        self._why_not = panels.text("", "secondary")
        self._warning = panels.Banner()
        self._form = Form(_fields(), dense=True)
        self._allegations: AllegationsField = self._form.widget("allegations")
        self._cancel = panels.quiet_button(_("Cancel"), self._stop)
        self._record = panels.button(_("Save the finding"), self._save)
        self._record.setObjectName("record_finding_button")
        self._editor = QWidget()
        kept = KeptLine("finding")
        self._keeper = FormKeeper(desk, background, self._form, kept, self._editor)
        foot = panels.row(kept, self._cancel, self._record)
        foot.setStretch(0, 1)
        self._editor.setLayout(panels.column(self._warning, self._form, self._form.problem_bar, foot))
        self.body.addLayout(panels.row(self._title, None, self._change))
        self.body.addWidget(self._facts)
        self.body.addWidget(self._why_not)
        self.body.addWidget(self._editor)
        self._form.changed.connect(self._on_changed)
        self._form.heed(self._warning)

    @property
    def is_dirty(self) -> bool:
        """Whether something is typed that nobody has written down yet."""
        return self._editor.isVisibleTo(self) and self._form.is_dirty

    def show_case(self, case: Case) -> None:
        """Show the finding of a case; what is being typed for the same case stays."""
        same = self._case is not None and self._case.case_id == case.case_id
        if not same:
            self._keeper.stand_for(case, "finding")
        self._keeper.follow(case)
        self._case = case
        if same and self.is_dirty:
            return
        refusal = case.may(Verb.RECORD_FINDING, self._desk.person)
        self._why_not.setText(explain(refusal) if refusal else "")
        self._why_not.setVisible(refusal is not None and case.finding is None)
        self._show_facts(case)
        self._allegations.show_case(case)
        self._form.fill(_values(case))
        self._change.setVisible(case.finding is not None and refusal is None)
        self._open(opened=case.finding is None and refusal is None)

    def take_up(self, draft: FormDraft) -> None:
        """Put back what was typed before, and say so."""
        if self._case is None or self._case.may(Verb.RECORD_FINDING, self._desk.person) is not None:
            return
        if self._case.finding is not None:
            self._open_again()
        self._keeper.take_up(draft)

    def leave(self) -> None:
        """Keep what is typed."""
        self._keeper.leave()

    def _show_facts(self, case: Case) -> None:
        self._facts.setVisible(case.finding is not None)
        if case.finding is None:
            return
        self._facts.show_facts(words.facts(case, case.finding[1]))

    def _open(self, *, opened: bool) -> None:
        self._editor.setVisible(opened)
        self._cancel.setVisible(self._case is not None and self._case.finding is not None)

    def _start(self) -> None:
        self._open_again()
        self._form.focus("stands")

    def _open_again(self) -> None:
        if self._case is not None and self._case.proposal is not None:
            self._warning.tell(
                _("The proposal rests on this finding. After a change it has to be made anew."), "warning"
            )
        self._facts.hide()
        self._change.hide()
        self._open(opened=True)

    def _stop(self) -> None:
        if self._case is not None:
            self._keeper.throw_away()
            self._warning.clear()
            self.show_case(self._case)

    def _save(self) -> None:
        if self._case is None or not self._form.check():
            return
        self.handed_in.emit()
        self._record.setEnabled(False)
        work = partial(settlement.record_finding, self._desk, self._case.case_id, _finding(self._form.values()))
        self._background.run(self._keeper.recording(work), self._on_recorded, self._fail, writes=True)

    def _on_recorded(self, case: Case) -> None:
        self._record.setEnabled(True)
        if self._case is not None and self._case.case_id == case.case_id:
            self._warning.clear()
            self._form.mark_saved()
            self._keeper.recorded()
            self.show_case(case)
        self.recorded.emit(case)

    def _fail(self, error: Exception) -> None:
        self._record.setEnabled(True)
        self._keeper.not_recorded()
        if isinstance(error, Incomplete):
            self._form.mark_problems(words.by_field(error.problems))
        else:
            self._warning.tell(explain_ours(error), "danger")

    def _on_changed(self, key: str) -> None:
        if key == "stands":
            self._allegations.follow(str(self._form.values()["stands"] or ""))
        if key == "too_far" and self._case is not None and not self._form.values()["unreasonable"]:
            self._form.change("unreasonable", self._rules_in_force(self._case))

    def _rules_in_force(self, case: Case) -> str:
        """Begin the reasons with what the rules in force give, where that was worked out."""
        if case.assessment is None or case.assessment_stale:
            return ""
        body = case.assessment.body
        pack = self._desk.reference.packs.find(body.pack_sha256)
        given = _("By the rules in force ({rules}) {amount} is due.").format(
            rules=pack_title(pack, body.pack_id, body.pack_version), amount=i18n.yuan(body.payable_fen)
        )
        if case.intake.asked_amount is None:
            return given
        asked = _("The customer asks for {amount}.").format(amount=i18n.yuan(case.intake.asked_amount))
        return _("{first} {second}").format(first=given, second=asked)


def _fields() -> tuple[Field, ...]:
    stands = [(code, _(words.STANDS[code])) for code in ("yes", "partly", "no")]
    long = partial(kind, LongTextField, longest=LONGEST_TEXT)
    return (
        Field("stands", N_("Does the complaint stand"), kind(SegmentedField, stands), required=True),
        Field("shares", N_("Who answers for it"), SharesField, required=_stands, beside=True),
        Field("too_far", N_("The demand"), kind(ChipsField, ((True, _("goes too far")),)), width=150, beside=True),
        Field("allegations", N_("Point by point"), AllegationsField),
        Field("account", N_("What was found"), long(_("What happened, when and where"), lines=2), required=True),
        Field("cause", N_("Cause"), long(_("Why it happened, if that is known"), lines=2), beside=True),
        Field(
            "unreasonable",
            N_("Why it goes too far"),
            long(_("Reasons and the rules in force"), lines=2),
            required=True,
            when=_goes_too_far,
        ),
        Field(
            "goodwill",
            N_("Goodwill"),
            long(_("What is done all the same"), lines=2),
            when=_goes_too_far,
            beside=True,
        ),
    )


def _stands(values: Values) -> bool:
    return values["stands"] in ("yes", "partly")


def _goes_too_far(values: Values) -> bool:
    return bool(values["too_far"])


def _finding(values: Values) -> e.FindingRecorded:
    return e.FindingRecorded(
        stands=values["stands"] or "",
        responsible="",
        account=values["account"],
        cause=values["cause"],
        shares=values["shares"],
        allegations=values["allegations"],
        unreasonable=values["unreasonable"] or "",
        goodwill=values["goodwill"] or "",
    )


def _values(case: Case) -> dict[str, object]:
    if case.finding is None:
        return {}
    body = case.finding[1]
    shares = body.shares or ((e.Share(body.responsible, WHOLE),) if body.responsible else ())
    return {
        "stands": body.stands,
        "shares": shares,
        "allegations": body.allegations,
        "account": body.account,
        "cause": body.cause,
        "too_far": (True,) if body.unreasonable else (),
        "unreasonable": body.unreasonable,
        "goodwill": body.goodwill,
    }
