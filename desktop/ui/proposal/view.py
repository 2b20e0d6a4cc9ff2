"""The proposal of a case: what we want to offer, where it stands, and the next step."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import i18n
from desktop.actions import approval, settlement
from desktop.actions.similar import Beside, look_beside
from desktop.domain.authority import Verb
from desktop.domain.case import Status
from desktop.domain.proposal import check_proposal
from desktop.errors import Incomplete
from desktop.i18n import _
from desktop.ui import ask, panels, theme
from desktop.ui.form_keeper import FormKeeper, KeptLine
from desktop.ui.kept_reason import KeptReason
from desktop.ui.other_claims import OtherClaimsBanner
from desktop.ui.proof_banner import ProofBanner
from desktop.ui.proposal.form import ProposalForm, computed
from desktop.ui.similar_cases import SimilarCases
from desktop.wording import settlement as words
from desktop.wording.assessment import pack_title
from desktop.wording.case import stale, verdict
from desktop.wording.errors import explain, explain_ours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.actions.desk import Desk
    from desktop.actions.form_drafts import FormDraft
    from desktop.domain import entries as e
    from desktop.domain.case import Case, Decision
    from desktop.domain.proposal import ProposalDraft
    from desktop.errors import Refused
    from desktop.ui.background import Background
    from desktop.ui.changes import Changes

_SHARES = (11, 9)


class ProposalView(QWidget):
    """The part of a case where an offer is written and sent to a supervisor."""

    def __init__(self, desk: Desk, background: Background, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._background, self._changes = desk, background, changes
        self._case: Case | None = None
        self._sent: ProposalDraft | None = None
        self._form = ProposalForm()
        self._kept = KeptLine("proposal")
        self._keeper = FormKeeper(desk, background, self._form, self._kept, self)
        self._reason = KeptReason(desk, background, "alone")
        self._state = panels.Banner()
        self._claims, self._proof = OtherClaimsBanner(), ProofBanner()
        self._similar = SimilarCases(with_nearest=False)
        self._parts = panels.Facts()
        self._second = False
        self._onward = panels.link_button("", self._go_on)
        self._part = ""
        self._origin = panels.text("", "secondary", wrap=False)
        self._use_computed = panels.link_button(_("Use this amount"), self._form.use_computed)
        self._sentence = panels.text("", "section", selectable=True)
        self._story = QVBoxLayout()
        self._note = panels.text("", "secondary", wrap=False)
        self._alone_button = panels.button(_("Settle on my own"), self._settle_alone, icon="stamp")
        self._change_button = panels.button(_("Change the proposal"), self._unlock)
        self._unlocked = False
        self._send_button = panels.primary_button(_("Send to the supervisor"), self._send)
        self._build()
        self._form.changed.connect(lambda _key: self._refresh())
        self._form.heed(self._state)
        self._keeper.reverted.connect(self._refresh)
        for wanted in (self._claims.case_chosen, self._proof.evidence_wanted):
            wanted.connect(lambda case_id: changes.case_requested.emit(case_id, "story"))
        changes.case_changed.connect(self._look_beside)

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not sent."""
        return self._form.is_dirty

    def show_case(self, case: Case) -> None:
        """Show a case and its proposal; what is being typed stays, but for an amount whose ground has changed."""
        before, self._case = self._case, case
        if before is None or before.case_id != case.case_id:
            self._keeper.stand_for(case, "proposal")
            self._show_beside(Beside(case.case_id))
        self._keeper.follow(case)
        self._reason.show_case(case)
        typing = before is not None and before.case_id == case.case_id and self._form.is_dirty
        if before is None or _ground(before) != _ground(case) or not typing:
            typed = self._form.draft() if typing else None
            self._form.show_case(case)
            # What was sent and still holds; a proposal that went stale has to be sent again as it is.
            self._sent = self._form.draft() if case.proposal and not case.proposal_stale else None
            if typed is not None:
                self._form.take_up(typed)
            self._unlocked = self._form.draft() != self._sent
        self._tell_state(case)
        self._proof.show_case(case)
        self._tell_origin(case)
        self._tell_story(case)
        self._refresh()
        self._look_beside()

    def take_up(self, drafts: Sequence[FormDraft]) -> None:
        """Put back what was typed before, and say so."""
        if self._case is None or self._case.may(Verb.PROPOSE, self._desk.person) is not None:
            return
        self._reason.take_up(drafts)
        for draft in (one for one in drafts if one.form == "proposal"):
            self._keeper.take_up(draft)
            self._unlocked = True
        self._refresh()

    def leave(self) -> None:
        """Keep what is typed."""
        self._keeper.leave()

    def _build(self) -> None:
        for name, widget in (
            ("proposal_form", self._form),
            ("proposal_state", self._state),
            ("proposal_sentence", self._sentence),
            ("onward_button", self._onward),
            ("use_computed_button", self._use_computed),
            ("settle_alone_button", self._alone_button),
            ("change_button", self._change_button),
            ("send_button", self._send_button),
            ("proposal_note", self._note),
            ("amount_parts", self._parts),
        ):
            widget.setObjectName(name)
        self._state.add_action(self._onward)
        self._story.setSpacing(theme.S)
        left = QWidget()
        origin = panels.row(self._origin, self._use_computed, None)
        left.setLayout(panels.column(origin, self._form, self._kept, None, spacing=theme.S))
        card = panels.Card(_("The proposal in one sentence"))
        card.body.addWidget(self._sentence)
        card.body.addWidget(self._parts)
        right = QWidget()
        right.setLayout(panels.column(card, self._similar, self._story, None, spacing=theme.M))
        sides = QWidget()
        sides.setLayout(panels.columns(panels.scrolling(_padded(left)), panels.scrolling(right), weights=_SHARES))
        layout = panels.column(self._state, self._claims, self._proof, sides, panels.hairline(), self._form.problem_bar)
        layout.setStretch(3, 1)
        layout.addLayout(panels.footer(self._note, self._alone_button, self._change_button, self._send_button))
        self.setLayout(layout)

    def _look_beside(self, _case_id: str = "") -> None:
        """Read what alike cases came to and whether the waybill has another claim."""
        if self._case is not None:
            self._background.run(partial(look_beside, self._desk, self._case), self._show_beside)

    def _show_beside(self, beside: Beside) -> None:
        if self._case is None or beside.case_id != self._case.case_id:
            return
        self._claims.show_claims(beside.others)
        self._second = any(claim.in_force for claim in beside.others)
        self._similar.show_comparison(beside.comparison, self._form.draft().amount_fen)
        self._refresh()

    def _tell_state(self, case: Case) -> None:
        """Say where the proposal stands and what comes next."""
        sentence, tone, self._part, link = self._state_of(case)
        self._state.tell(sentence, tone)
        self._onward.setText(link)
        self._onward.setVisible(bool(link))

    def _state_of(self, case: Case) -> tuple[str, panels.Tone, str, str]:
        to_assessment = ("assessment", _("Go to the assessment"))
        if case.assessment_stale:
            return (stale(case.assessment_stale), "warning", *to_assessment)
        if case.proposal_stale:
            return stale(case.proposal_stale), "warning", "", ""
        decision = case.decisions[-1] if case.decisions else None
        match case.settlement:
            case Status.PASSED_UP if decision:
                return self._decided(decision, _("It waits for somebody with a higher limit.")), "info", "", ""
            case Status.RETURNED if decision:
                return self._decided(decision, _("Change the proposal and send it again.")), "warning", "", ""
            case Status.REFUSED if decision:
                return self._decided(decision, _("Another proposal may be sent.")), "danger", "", ""
            case Status.APPROVED if decision:
                return self._decided(decision, self._after_approval(decision)), "good", "papers", _("Go to the papers")
            case Status.REGISTERED | Status.ASSESSED if self._lacks_finding(case):
                said = _(
                    "Nobody has recorded yet what happened. The supervisor decides on the finding, so record it before "
                    "you send the proposal; recorded later, it makes the proposal out of date."
                )
                return said, "warning", "story", _("Record the finding")
            case Status.REGISTERED if case.assessment is None and words.is_claim(case.intake):
                return (_("The claim has not been worked out yet."), "info", *to_assessment)
        return "", "info", "", ""

    def _lacks_finding(self, case: Case) -> bool:
        """Tell whether this person could send a proposal that rests on no finding; nothing keeps them from it."""
        return case.finding is None and case.may(Verb.PROPOSE, self._desk.person) is None

    def _after_approval(self, decision: Decision) -> str:
        if decision.body.alone:
            return _("Settled without a second person; it is marked for later review.")
        return _("The papers can be issued.")

    def _decided(self, decision: Decision, onward: str) -> str:
        said = _("{verdict} by {name}, {time}: {reason}").format(
            verdict=verdict(decision.body.verdict),
            name=self._name(decision.header),
            time=i18n.moment_of_text(decision.header.time),
            reason=decision.body.reason,
        )
        return f"{said}\n{onward}"

    def _tell_origin(self, case: Case) -> None:
        if case.assessment is None or case.assessment_stale:
            self._origin.setText(_("No amount was computed for this case."))
        else:
            body = case.assessment.body
            pack = self._desk.reference.packs.find(body.pack_sha256)
            self._origin.setText(
                _("The rules give {amount} ({rules}).").format(
                    amount=i18n.yuan(computed(case)),
                    rules=pack_title(pack, body.pack_id, body.pack_version),
                )
            )

    def _tell_story(self, case: Case) -> None:
        """List who did what on the proposal so far."""
        panels.clear(self._story)
        if case.proposal is None:
            return
        header = case.proposal.header
        facts = [(_("Sent by"), self._by(header))]
        facts += [(verdict(d.body.verdict), f"{self._by(d.header)}\n{d.body.reason}") for d in case.decisions]
        if case.settlement is Status.PROPOSED:
            facts.append((_("Waits for"), _("a supervisor")))
        self._story.addWidget(panels.section_title(_("So far")))
        self._story.addWidget(panels.Facts(facts))

    def _refresh(self) -> None:
        """Show what follows from what is typed."""
        case = self._case
        if case is None:
            return
        draft, person = self._form.draft(), self._desk.person
        assessed = case.assessment is not None
        self._sentence.setText(words.proposal_sentence(case.intake, draft, assessed=assessed))
        parts = words.breakdown(case.intake, draft, assessed=assessed)
        self._parts.show_facts(parts)
        self._parts.setVisible(bool(parts))
        self._similar.show_amount(draft.amount_fen)
        differs = draft.amount_fen != draft.computed_fen
        refusal = case.may(Verb.PROPOSE, person)
        unchanged = draft == self._sent and case.settlement not in (Status.RETURNED, Status.REFUSED)
        locked = unchanged and not self._unlocked
        self._form.set_read_only(refusal is not None or locked)
        self._change_button.setVisible(refusal is None and locked)
        self._use_computed.setVisible(assessed and differs and not case.assessment_stale and not locked)
        self._send_button.setEnabled(refusal is None)
        # What has been sent as it stands cannot be sent once more; a change brings the button back.
        self._send_button.setVisible(not unchanged)
        self._send_button.setText(_("Send the new proposal") if case.proposal else _("Send to the supervisor"))
        self._alone_button.setVisible(self._may_settle_alone(case, draft))
        self._note.setText(self._note_of(case, refusal, unchanged=unchanged))

    def _unlock(self) -> None:
        """Let what was sent be changed; until then it cannot be mistaken for something still to be sent."""
        self._unlocked = True
        self._refresh()
        self._form.focus("amount")

    def _note_of(self, case: Case, refusal: Refused | None, *, unchanged: bool) -> str:
        if refusal is not None:
            return explain(refusal)
        if case.finding is None and not unchanged:
            return _("This would be sent without a finding.")
        if case.proposal is None:
            return ""
        if unchanged:
            return _("Change something to send a new proposal.") if self._unlocked else _("This is what was sent.")
        if case.is_approved:
            return _("A new proposal takes the place of the approved one.")
        return _("A new proposal takes the place of the one before.")

    def _may_settle_alone(self, case: Case, draft: ProposalDraft) -> bool:
        """Tell whether the person's own small limit covers what is typed, and nothing is decided on it yet."""
        limit = self._desk.person.alone_limit_fen
        if limit <= 0 or draft.amount_fen is None or draft.amount_fen > limit:
            return False
        if draft.amount_fen and self._second:
            return False  # a second claim of the waybill is for a second person to approve
        if draft == self._sent:
            return case.may(Verb.SETTLE_ALONE, self._desk.person) is None
        return case.may(Verb.PROPOSE, self._desk.person) is None

    def _send(self) -> None:
        draft, case = self._checked_draft(), self._case
        if draft is None or case is None:
            return
        if case.is_approved and not ask.confirm(
            self,
            _("Replace the approved proposal?"),
            _("The approval no longer holds then, and the new proposal has to be approved."),
            _("Replace it"),
        ):
            return
        self._run(case, draft)

    def _settle_alone(self) -> None:
        draft, case = self._checked_draft(), self._case
        if draft is None or case is None:
            return
        reason = ask.ask_reason(
            self,
            _("Settle on your own"),
            _("No second person looks at this. Say why that is right here; the case is marked for later review."),
            _("Go on to the password"),
            signs=True,
            keep=self._reason.keeping(""),
        )
        if reason is None:
            return
        why = _("Your password signs this settlement.")
        password = ask.ask_password(self, self._desk.person.name, why, reason)
        if password is not None:
            self._run(case, draft, (reason, password))

    def _checked_draft(self) -> ProposalDraft | None:
        """Return what is typed if it can be sent, else mark what is wrong."""
        if not self._form.check():
            return None
        draft = self._form.draft()
        problems = check_proposal(draft)
        self._form.tell_problems(problems)
        return None if problems else draft

    def _run(self, case: Case, draft: ProposalDraft, alone: tuple[str, str] | None = None) -> None:
        desk, unsent = self._desk, draft != self._sent
        # A button that is shut hands the keyboard on, out of the page in the end: the sentence to read keeps it.
        self._sentence.setFocus()
        self._send_button.setEnabled(False)
        self._alone_button.setEnabled(False)

        def work() -> Case:
            current = settlement.propose(desk, case.case_id, draft) if unsent or alone is None else case
            if alone is None:
                return current
            assert current.proposal is not None, "it has just been sent"
            return approval.settle_alone(desk, case.case_id, current.proposal.digest, *alone)

        recording = self._keeper.recording(work if alone is None else self._reason.recording("", work))
        self._background.run(recording, self._on_done, self._on_failed, writes=True)

    def _on_done(self, case: Case) -> None:
        self._alone_button.setEnabled(True)
        self._keeper.recorded()
        self._reason.recorded()
        self._changes.case_changed.emit(case.case_id)
        if self._case is not None and self._case.case_id == case.case_id:
            self.show_case(case)
            self._focus_next()

    def _focus_next(self) -> None:
        """Put the keyboard where the person may go on: the way to the papers, or changing what was sent."""
        in_sight = (button for button in (self._onward, self._change_button) if button.isVisible())
        next(in_sight, self._sentence).setFocus()

    def _on_failed(self, error: Exception) -> None:
        self._alone_button.setEnabled(True)
        self._keeper.not_recorded()
        self._refresh()
        if isinstance(error, Incomplete):
            self._form.tell_problems(error.problems)
        else:
            self._state.tell(explain_ours(error, only_password=True), "danger")

    def _go_on(self) -> None:
        if self._case is not None:
            self._changes.case_requested.emit(self._case.case_id, self._part)

    def _by(self, header: e.Header) -> str:
        return _("{name}, {time}").format(name=self._name(header), time=i18n.moment_of_text(header.time))

    def _name(self, header: e.Header) -> str:
        person = self._desk.office.people.at(header.actor, header.time)
        return person.name if person else ""


def _ground(case: Case) -> tuple[str, ...]:
    parts = (case.assessment, case.proposal)
    return (case.case_id, case.basis, case.proposal_stale, *(part.digest if part else "" for part in parts))


def _padded(content: QWidget) -> QWidget:
    """Keep a focus ring clear of the scroll bar."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, theme.M, 0)
    layout.addWidget(content)
    return holder
