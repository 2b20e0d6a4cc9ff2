"""The assessment of a case: facts on the left, what the rules pay on the right with every keystroke."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop import i18n
from desktop.actions import cases, settlement
from desktop.actions.similar import look_beside
from desktop.domain import entries as e
from desktop.domain.as_seen import AssessmentChanged
from desktop.domain.authority import Verb
from desktop.domain.claim import ClaimFacts
from desktop.domain.intake import claim_type, facts_for_claim
from desktop.domain.read_facts import facts_from
from desktop.errors import CaseChanged, Incomplete
from desktop.i18n import _
from desktop.needed_evidence import unshown_in
from desktop.ui import ask, icons, panels, theme
from desktop.ui.assessment.facts_form import FactsForm, values_of
from desktop.ui.assessment.result import ResultPane
from desktop.ui.form_keeper import FormKeeper, KeptLine
from desktop.ui.other_claims import OtherClaimsBanner
from desktop.wording import assessment as words
from desktop.wording.case import stale
from desktop.wording.claim_problems import problem_text
from desktop.wording.errors import explain, explain_ours
from desktop.wording.evidence import proof_note

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desktop.actions.desk import Desk
    from desktop.actions.form_drafts import FormDraft
    from desktop.actions.similar import Beside
    from desktop.domain.case import Case
    from desktop.ui.background import Background
    from desktop.ui.changes import Changes
    from desktop.ui.forms import Values
    from desktop.ui.panels import Tone

#: Who answers by the finding, as the cause of a claim; what is not here is left for a person to say.
_CAUSES = {
    "sorting": "carrier",
    "transport": "carrier",
    "delivery": "carrier",
    "station": "carrier",
    "counter": "carrier",
    "vendor": "carrier",
    "sender": "sender",
}
#: Widths of the facts and of the result.
_SHARES = (9, 11)


class AssessmentView(QWidget):
    """The part of a case where a claim is worked out; nothing is recorded before it is kept.

    Signals:
        handed_in: an assessment is on its way; the keyboard is free to leave its button.
    """

    handed_in = Signal()

    def __init__(self, desk: Desk, background: Background, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._background, self._changes = desk, background, changes
        self._case: Case | None = None
        self._recorded: ClaimFacts | None = None
        self._form = FactsForm(desk.reference.packs, self._today)
        self._kept_line = KeptLine("assessment")
        self._keeper = FormKeeper(desk, background, self._form, self._kept_line, self)
        self._result = ResultPane()
        self._notice = panels.Banner()
        self._claims = OtherClaimsBanner()
        self._mark = icons.Symbol("info")
        self._note = panels.text("", "secondary", wrap=False)
        self._keep_button = panels.primary_button(_("Save this assessment"), self._keep, icon="check")
        self._pages = QStackedWidget()
        for name, widget in (
            ("facts_form", self._form),
            ("result_pane", self._result),
            ("assessment_notice", self._notice),
            ("kept_note", self._note),
            ("keep_button", self._keep_button),
        ):
            widget.setObjectName(name)
        self._pages.addWidget(self._work_page())
        self._pages.addWidget(self._moneyless_page())
        self.setLayout(panels.column(self._pages))
        changes.rules_changed.connect(self._on_rules_changed)
        self._form.changed.connect(self._on_typed)
        self._keeper.reverted.connect(self._work_out)
        self._result.fact_wanted.connect(self._form.focus)
        self._claims.case_chosen.connect(lambda case_id: changes.case_requested.emit(case_id, "story"))
        changes.case_changed.connect(self._look_beside)

    @property
    def is_dirty(self) -> bool:
        """Whether facts were typed that are not recorded."""
        return self._form.is_dirty

    def show_case(self, case: Case) -> None:
        """Show a case: the recorded facts if there are any, else what its registration gives.

        What is being typed stays, on top of other facts if those it began from have changed.
        """
        before, self._case = self._case, case
        self._form.use_packs(self._desk.reference.packs)
        same = before is not None and before.case_id == case.case_id
        if not same:
            self._claims.show_claims(())
            self._stand_for(case)
        self._keeper.follow(case)
        if before is None or _ground(before) != _ground(case) or not self._form.is_dirty:
            self._recorded = _recorded_facts(case)
            moneyless = bool(case.intake.types) and claim_type(case.intake.types) is None and case.assessment is None
            self._pages.setCurrentIndex(1 if moneyless else 0)
            first = self._first_values(case)
            if same:
                self._keeper.fill_beneath(partial(self._form.show_facts, first))
            else:
                self._form.show_facts(first)
        self._work_out()
        self._look_beside()

    def take_up(self, drafts: Sequence[FormDraft]) -> None:
        """Put back what was typed before on top of the facts as they are recorded now, and say so."""
        if self._case is None or self._case.may(Verb.ASSESS, self._desk.person) is not None:
            return
        for draft in drafts:
            self._pages.setCurrentIndex(0)
            self._keeper.take_up(draft)
        self._work_out()

    def leave(self) -> None:
        """Keep what is typed."""
        self._keeper.leave()

    def _stand_for(self, case: Case) -> None:
        """Keep what will be typed, unless this person only tries out what they could not save."""
        if case.may(Verb.ASSESS, self._desk.person) is None:
            self._keeper.stand_for(case, "assessment")
        else:
            self._keeper.stand_aside()

    def _look_beside(self, _case_id: str = "") -> None:
        """Read whether another case of the waybill has come to an amount."""
        if self._case is not None:
            self._background.run(partial(look_beside, self._desk, self._case), self._show_beside)

    def _show_beside(self, beside: Beside) -> None:
        if self._case is not None and beside.case_id == self._case.case_id:
            self._claims.show_claims(beside.others)

    def _work_page(self) -> QWidget:
        areas = []
        for content, margin in ((self._form, 0), (self._result, theme.L)):
            holder = QWidget()
            inside = QVBoxLayout(holder)
            inside.setContentsMargins(margin, 0, theme.L, 0)
            inside.addWidget(content)
            inside.addStretch(1)
            areas.append(panels.scrolling(holder))
        sides = QWidget()
        sides.setLayout(panels.columns(*areas, weights=_SHARES, spacing=0))
        page = QWidget()
        note = QWidget()
        state = panels.row(self._mark, self._note, None)
        note.setLayout(panels.column(state, self._kept_line, spacing=0))
        layout = panels.column(self._claims, self._notice, sides, panels.hairline(), self._form.problem_bar)
        layout.setStretch(2, 1)
        layout.addLayout(panels.footer(note, self._keep_button))
        page.setLayout(layout)
        return page

    def _moneyless_page(self) -> QWidget:
        onward = panels.primary_button(_("Go to the proposal"), self._go_to_proposal)
        onward.setObjectName("to_proposal_button")
        anyway = panels.quiet_button(_("Work out a claim after all"), lambda: self._pages.setCurrentIndex(0))
        anyway.setObjectName("assess_anyway_button")
        buttons = QWidget()
        buttons.setLayout(panels.row(anyway, onward))
        return panels.EmptyState(
            "calculator",
            _("No compensation rules apply to this kind of complaint."),
            _("Settle it with a proposal: an apology, or another delivery."),
            buttons,
        )

    def _today(self) -> date:
        return i18n.today(self._desk.clock.now())

    def _first_values(self, case: Case) -> Values:
        recorded = values_of(self._recorded) if self._recorded is not None else {}
        if recorded and not case.assessment_stale:
            return recorded
        # What the registration says now goes before what was recorded for an older state of it.
        return {**recorded, **self._known_values(case)}

    def _known_values(self, case: Case) -> Values:
        known = facts_for_claim(case.intake, self._desk.office.details.terms)
        known["as_of"] = self._today().isoformat()
        if case.registered is not None:
            known["claimed_on"] = i18n.today(e.moment(case.registered.time)).isoformat()
        if case.finding is not None and case.finding[1].responsible in _CAUSES:
            known["cause"] = _CAUSES[case.finding[1].responsible]
        facts = facts_from({"event": "loss", **known})
        if not isinstance(facts, ClaimFacts):
            wrong = {problem.field for problem in facts}
            facts = facts_from({"event": "loss", **{key: value for key, value in known.items() if key not in wrong}})
        assert isinstance(facts, ClaimFacts), "every fact that could not be read was left out"
        values = {key: value for key, value in values_of(facts).items() if value is not None}
        return values if "event" in known else {**values, "event": None}

    def _on_rules_changed(self) -> None:
        """Work out what is on the screen by the rules as they are now."""
        self._form.use_packs(self._desk.reference.packs)
        if self._case is not None:
            self._work_out()

    def _on_typed(self, key: str) -> None:
        if key == "terms":
            self._form.offer_of_terms()
        self._work_out()

    def _work_out(self) -> None:
        """Work out what is typed and show it; takes less than a millisecond, so it happens here and now."""
        result = self._form.assess()
        if result is None:
            self._result.show_nothing(_("Say what happened to the parcel, and it is worked out at once."))
            self._form.tell_problems({})
        else:
            said = words.explain(result, self._desk.reference.packs)
            self._result.show_assessment(result, said)
            self._form.tell_problems({problem.field: problem.sentence for problem in said.problems})
        self._form.tell_notes({"value_proof": self._note_of_proof()})
        self._tell_state(computed=result is not None and result.payable is not None)

    def _note_of_proof(self) -> str:
        proof = self._form.values()["value_proof"]
        return proof_note(proof, unshown_in(self._case, proof)) if self._case is not None else ""

    def _tell_notice(self, case: Case, *, same: bool) -> None:
        """Say what is stale already, or what would become so by keeping what is on the screen."""
        if case.assessment_stale:
            self._notice.tell(stale(case.assessment_stale), "warning")
        elif case.proposal is None or case.proposal_stale or same:
            self._notice.clear()
        elif case.is_approved:
            self._notice.tell(_("If this is saved, the approved proposal no longer holds."), "warning")
        else:
            self._notice.tell(_("If this is saved, the proposal no longer holds and has to be made anew."), "warning")

    def _tell_state(self, *, computed: bool) -> None:
        """Say at the foot what is kept, how that compares with the screen, and whether it can be kept."""
        case = self._case
        if case is None:
            return
        refusal = case.may(Verb.ASSESS, self._desk.person)
        same = self._recorded is not None and self._form.facts() == self._recorded and not case.assessment_stale
        self._keep_button.setEnabled(computed and not same and refusal is None)
        self._tell_notice(case, same=same)
        kept = self._kept_sentence(case)
        if refusal is not None:
            self._say_state(explain(refusal), "info", "secondary")
        elif not kept:
            self._say_state(_("Nothing is saved yet."), "info", "secondary")
        elif same:
            self._say_state(kept, "circle-check", "good")
        else:
            differs = _("What is on the screen differs from it.")
            self._say_state(_("{first} {second}").format(first=kept, second=differs), "triangle-alert", "warning")

    def _say_state(self, sentence: str, icon: str, tone: Tone) -> None:
        self._mark.show_icon(icon, tone)
        self._note.setText(sentence)

    def _kept_sentence(self, case: Case) -> str:
        if case.assessment is None:
            return ""
        header, body = case.assessment.header, case.assessment.body
        person = self._desk.office.people.at(header.actor, header.time)
        return _("Saved: {amount}, by {name}, {time}.").format(
            amount=i18n.yuan(body.payable_fen),
            name=person.name if person else "",
            time=i18n.moment_of_text(header.time),
        )

    def _keep(self) -> None:
        facts, case = self._form.facts(), self._case
        if not self._form.check() or facts is None or case is None:
            return
        if case.proposal is not None and not case.proposal_stale and not self._confirmed(case):
            return
        self.handed_in.emit()
        self._keep_button.setEnabled(False)
        seen = case.assessment.digest if case.assessment else ""
        work = partial(settlement.keep_assessment, self._desk, case.case_id, facts, case.basis, seen)
        self._background.run(
            self._keeper.recording(work), partial(self._on_recorded, facts), self._on_failed, writes=True
        )

    def _confirmed(self, case: Case) -> bool:
        text = (
            _("The proposal was approved on the assessment saved before. The approval no longer holds then.")
            if case.is_approved
            else _("The proposal rests on the assessment saved before. It no longer holds then.")
        )
        text = _("{first} {second}").format(first=text, second=_("A new proposal has to be made."))
        return ask.confirm(self, _("Save a new assessment?"), text, _("Save it"))

    def _on_recorded(self, facts: ClaimFacts, case: Case) -> None:
        if self._case is not None and self._case.case_id == case.case_id:
            if self._form.facts() == facts:
                # Nothing was typed while it was on its way.
                self._form.mark_saved()
                self._keeper.recorded()
            self.show_case(case)
        self._changes.case_changed.emit(case.case_id)

    def _on_failed(self, error: Exception) -> None:
        self._keeper.not_recorded()
        self._work_out()
        if isinstance(error, Incomplete):
            self._form.mark_problems({p.field: problem_text(p).sentence for p in error.problems})
            return
        self._notice.tell(explain_ours(error), "danger")
        if isinstance(error, AssessmentChanged | CaseChanged) and self._case is not None:
            read = partial(cases.read_case, self._desk, self._case.case_id)
            self._background.run(read, partial(self._show_changed, error))

    def _show_changed(self, error: AssessmentChanged | CaseChanged, case: Case) -> None:
        """Show what somebody else recorded meanwhile beneath what is typed."""
        if self._case is not None and self._case.case_id == case.case_id:
            self.show_case(case)
            self._notice.tell(explain(error), "danger")

    def _go_to_proposal(self) -> None:
        if self._case is not None:
            self._changes.case_requested.emit(self._case.case_id, "proposal")


def _ground(case: Case) -> tuple[str, str, str]:
    return case.case_id, case.basis, case.assessment.digest if case.assessment else ""


def _recorded_facts(case: Case) -> ClaimFacts | None:
    """Return the facts a recorded assessment rests on; None if there is none this version can read."""
    if case.assessment is None:
        return None
    try:
        return msgspec.json.decode(case.assessment.body.facts, type=ClaimFacts)
    except msgspec.MsgspecError:
        return None
