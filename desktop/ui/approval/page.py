"""Approvals: what waits at the left, what it rests on in the middle, what is unusual beside it, the verdict below."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop import i18n
from desktop.actions import approval, cases, intake
from desktop.actions.form_drafts import DECIDING, FormDraft, forms_of_case
from desktop.actions.history import names_of
from desktop.actions.similar import look_beside
from desktop.domain import entries as e
from desktop.domain.authority import NobodyAbove
from desktop.domain.other_claims import SecondClaim, refusal_of_second
from desktop.errors import WrongPassword
from desktop.i18n import N_, _, ngettext
from desktop.ui import ask, panels, theme
from desktop.ui.approval.beside import BesidePanel
from desktop.ui.approval.queue import columns, read_queue
from desktop.ui.approval.story import CaseStory
from desktop.ui.approval.unusual import unusual
from desktop.ui.kept_reason import KeptReason
from desktop.ui.page import PageWidget
from desktop.ui.table_model import RowsModel
from desktop.ui.table_view import RowsView
from desktop.wording import history
from desktop.wording.errors import explain, explain_ours
from desktop.wording.other_claims import question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.actions.desk import Desk
    from desktop.actions.similar import Beside
    from desktop.domain.case import Case
    from desktop.domain.other_claims import OtherClaim
    from desktop.errors import Refused
    from desktop.storage.index import CaseRow
    from desktop.ui.background import Background
    from desktop.ui.changes import Changes

_QUEUE_WIDTH = 320
#: Qt's own word for no limit.
_UNBOUNDED = (1 << 24) - 1

_BUTTONS: dict[e.Verdict, str] = {
    e.Verdict.PASS_UP: N_("Pass up"),
    e.Verdict.RETURN: N_("Return"),
    e.Verdict.REFUSE: N_("Refuse"),
    e.Verdict.APPROVE: N_("Approve  ⏎"),
}
_ASKED: dict[e.Verdict, str] = {
    e.Verdict.PASS_UP: N_("Why should somebody with a higher limit decide?"),
    e.Verdict.RETURN: N_("What has to be changed before it can be approved?"),
    e.Verdict.REFUSE: N_("Why is the proposal refused?"),
    e.Verdict.APPROVE: N_("Why is it right? One sentence is enough; it goes on record."),
}
_DOES: dict[e.Verdict, str] = {
    e.Verdict.PASS_UP: N_("Pass the proposal up"),
    e.Verdict.RETURN: N_("Return the proposal"),
    e.Verdict.REFUSE: N_("Refuse the proposal"),
    e.Verdict.APPROVE: N_("Approve the proposal"),
}


class _Read(NamedTuple):
    """What the page shows of a case, and the reasons this person began to write."""

    case: Case
    same_waybill: list[CaseRow]
    beside: Beside
    drafts: list[FormDraft]


class ApprovalPage(PageWidget):
    """Where a supervisor reads every proposal and decides."""

    def __init__(self, desk: Desk, background: Background, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._background, self._changes = desk, background, changes
        self._case: Case | None = None
        self._others: tuple[OtherClaim, ...] = ()
        self._reason = KeptReason(desk, background, DECIDING)
        self._wanted = ""
        self._deciding = False
        self._model: RowsModel[CaseRow] = RowsModel(columns(desk.clock))
        self._queue = RowsView(
            self._model, empty_text=_("Nothing waits for approval.\nProposals sent by the desk appear here.")
        )
        self._header = panels.PageHeader(_("Approvals"))
        self._banner = panels.Banner()
        self._story = CaseStory(desk, background)
        self._panel = BesidePanel(desk)
        self._note = panels.text("", "secondary")
        self._buttons = {verdict: self._button(verdict) for verdict in _BUTTONS}
        self._middle = QWidget()
        self.right_panel = self._panel
        self.first_focus = self._queue
        self._build()
        self._queue.row_chosen.connect(self._on_chosen)
        self._queue.row_opened.connect(lambda _row: self._decide(e.Verdict.APPROVE))
        self._story.evidence.failed.connect(self._fail)
        self._panel.case_chosen.connect(lambda case_id: changes.case_requested.emit(case_id, "story"))
        changes.case_changed.connect(self._on_case_changed)

    def opened(self) -> None:
        """Read the queue anew."""
        self._background.run(partial(read_queue, self._desk), self._show_queue, self._fail)

    def show_case(self, case_id: str) -> None:
        """Make one case of the queue the current one."""
        self._wanted = case_id
        self.opened()

    def _build(self) -> None:
        self._queue.setObjectName("approval_queue")
        self._queue.setAccessibleName(_("Proposals that wait"))
        self._banner.setObjectName("approval_banner")
        self._note.setObjectName("approval_note")
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, theme.M, 0)
        inside.addWidget(self._story)
        middle = panels.column(self._banner, panels.scrolling(holder), panels.hairline())
        middle.setStretch(1, 1)
        # The reasons why not take a line of their own: beside the buttons there is too little room.
        middle.addWidget(self._note)
        middle.addLayout(panels.footer(None, *self._buttons.values()))
        self._middle.setLayout(middle)
        across = panels.row(self._queue, self._middle, spacing=theme.L)
        across.setStretch(1, 1)
        self.body.addWidget(self._header)
        self.body.addLayout(across, 1)
        self._show_nothing()

    def _button(self, verdict: e.Verdict) -> QPushButton:
        make = {e.Verdict.APPROVE: panels.primary_button, e.Verdict.REFUSE: panels.danger_button}
        made = make.get(verdict, panels.button)(_(_BUTTONS[verdict]), partial(self._decide, verdict))
        made.setObjectName(f"{verdict.name.lower()}_button")
        return made

    def _show_queue(self, rows: Sequence[CaseRow]) -> None:
        current = self._queue.current_row()
        place = max(self._model.position_of(lambda row: row == current), 0)
        wanted = self._wanted or (current.case_id if current else "")
        self._wanted = ""
        self._model.set_rows(rows)
        waiting = sum(not row.stale for row in rows)
        said = ngettext("{n} proposal waits", "{n} proposals wait", waiting).format(n=waiting) if waiting else ""
        self._header.set_summary(said)
        if not rows:
            self._show_nothing()
            return
        self._queue.setFixedWidth(_QUEUE_WIDTH)
        found = self._model.position_of(lambda row: row.case_id == wanted)
        # After a decision the next one moves up to where the decided one stood.
        self._queue.choose(found if found >= 0 else min(place, len(rows) - 1))

    def _on_chosen(self, row: CaseRow | None) -> None:
        if row is not None:
            # A reason that is being kept at this moment has to be there first.
            self._background.run(partial(self._read, row.case_id), self._show_case, self._fail, writes=True)

    def _read(self, case_id: str) -> _Read:
        case = cases.read_case(self._desk, case_id)
        same_waybill = intake.same_waybill(self._desk, case.intake.waybill)
        return _Read(case, same_waybill, look_beside(self._desk, case), forms_of_case(self._desk, case_id))

    def _show_case(self, read: _Read) -> None:
        case, same_waybill, beside, drafts = read
        row = self._queue.current_row()
        if row is None or row.case_id != case.case_id:
            return
        self._reason.show_case(case)
        self._reason.take_up(drafts)
        self._case, self._others = case, tuple(claim for claim in beside.others if claim.in_force)
        self._banner.clear()
        self._middle.show()
        self._story.show_case(case)
        self._panel.show_case(case, unusual(case, same_waybill, beside), beside.comparison)
        self._offer(case)

    def _show_nothing(self) -> None:
        self._case = None
        self._middle.hide()
        # Alone on the page, the list has all of it.
        self._queue.setMinimumWidth(_QUEUE_WIDTH)
        self._queue.setMaximumWidth(_UNBOUNDED)
        self._panel.show_hint(_("Choose a proposal to see what is unusual about it, and who did what."))

    def _offer(self, case: Case) -> None:
        """Enable what this person may do to this proposal, and say why not for the rest."""
        digest = case.proposal.digest if case.proposal else ""
        refusals: dict[e.Verdict, Refused] = {}
        for verdict, button in self._buttons.items():
            refusal = case.may(approval.VERBS[verdict], self._desk.person, digest)
            button.setEnabled(refusal is None and not self._deciding)
            button.setToolTip(explain(refusal) if refusal is not None else "")
            if refusal is not None:
                refusals[verdict] = refusal
        note = self._note_of(refusals)
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _note_of(self, refusals: dict[e.Verdict, Refused]) -> str:
        """Say why some verdicts are closed; where all are, once."""
        if len(refusals) == len(_BUTTONS):
            return explain(refusals[e.Verdict.APPROVE])
        reasons: dict[str, list[str]] = {}
        for verdict, refusal in refusals.items():
            # Nobody is above a person without a limit: nothing to act on, so it is left to the tool tip.
            if not isinstance(refusal, NobodyAbove):
                name = self._buttons[verdict].text().removesuffix("⏎").strip()
                reasons.setdefault(explain(refusal), []).append(name)
        sentence = _("{verbs}: {reason}")
        return "\n".join(sentence.format(verbs=_(", ").join(names), reason=reason) for reason, names in reasons.items())

    def _decide(self, verdict: e.Verdict) -> None:
        case = self._case
        if case is None or case.proposal is None or not self._buttons[verdict].isEnabled():
            return
        danger = verdict is e.Verdict.REFUSE
        asked = question(self._others) if self._is_second(case, verdict) else _(_ASKED[verdict])
        keep, does = self._reason.keeping(verdict.value), _(_DOES[verdict])
        reason = ask.ask_reason(self, does, asked, _("Go on to the password"), danger=danger, signs=True, keep=keep)
        if reason is not None:
            self._sign(case, verdict, reason)

    def _is_second(self, case: Case, verdict: e.Verdict) -> bool:
        """Tell whether approving would pay a second claim of the waybill, as far as this page knows."""
        assert case.proposal is not None, "there is something to decide"
        refusal = refusal_of_second(case.proposal.body.amount_fen, self._others)
        return verdict is e.Verdict.APPROVE and refusal is not None

    def _sign(self, case: Case, verdict: e.Verdict, reason: str, trouble: str = "") -> None:
        """Ask for the password, again after a wrong one, so that the reason is written once."""
        assert case.proposal is not None, "there is something to decide"
        why = _("Your password signs: {verb}, {amount}, case {number}.").format(
            verb=_(_DOES[verdict]),
            amount=i18n.yuan(case.proposal.body.amount_fen),
            number=case.number,
        )
        told = f"{trouble}\n{why}" if trouble else why
        password = ask.ask_password(self, self._desk.person.name, told, reason)
        if password is None:
            return
        if password and password in reason:
            # It would stand in the journal for ever, and be read by everybody.
            self._banner.tell(_("Nothing was decided: your password stands in the reason. Write it anew."), "danger")
            return
        # A button that is shut hands the keyboard on, out of the page in the end; the next one is in the queue.
        self._queue.setFocus()
        self._set_deciding(deciding=True)
        seen = self._desk, case.case_id, case.proposal.digest
        decide = (
            partial(approval.approve_second, *seen, self._others, reason, password)
            if self._is_second(case, verdict)
            else partial(approval.decide, *seen, verdict, reason, password)
        )
        self._background.run(
            self._reason.recording(verdict.value, decide),
            self._on_decided,
            lambda error: self._on_not_signed(error, case, verdict, reason),
            writes=True,
        )

    def _on_not_signed(self, error: Exception, case: Case, verdict: e.Verdict, reason: str) -> None:
        if isinstance(error, SecondClaim):
            # Pressed once more, the button asks about the claims that have come up meanwhile too.
            known = {claim.case_id: claim for claim in (*self._others, *error.others)}
            self._others = tuple(known.values())
        if not isinstance(error, WrongPassword):
            self._fail(error)
            return
        self._set_deciding(deciding=False)
        self._sign(case, verdict, reason, _("That password is not right. Nothing was decided."))

    def _on_decided(self, case: Case) -> None:
        self._reason.recorded()
        self._set_deciding(deciding=False)
        last = case.history[-1]
        sentence = history.sentence(last, self._desk.reference.packs, names_of(self._desk, case))
        said = _("Case {number} · {sentence}").format(number=case.number, sentence=sentence)
        self._changes.noted.emit(said)
        self._changes.case_changed.emit(case.case_id)

    def _on_case_changed(self, _case_id: str) -> None:
        if self.isVisible():
            self.opened()

    def _set_deciding(self, *, deciding: bool) -> None:
        self._deciding = deciding
        if self._case is not None:
            self._offer(self._case)

    def _fail(self, error: Exception) -> None:
        self._set_deciding(deciding=False)
        said = explain_ours(error, only_password=True)
        self._middle.show()
        self._banner.tell(said, "danger")
