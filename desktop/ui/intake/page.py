"""New case: reads the form, keeps drafts, registers. The form shows, the panel helps, this page talks to both."""

from __future__ import annotations

import secrets
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop import i18n
from desktop.actions import intake as actions
from desktop.actions import papers, take_in
from desktop.actions.intake import Draft
from desktop.actions.scripts import situation_before
from desktop.actions.take_in import Taken
from desktop.domain.check import check_intake
from desktop.domain.intake import Intake
from desktop.domain.phones import read_phone
from desktop.domain.problems import Problem
from desktop.domain.taking_in import SameMatterOpen, asks_for_money, left_behind
from desktop.errors import Incomplete
from desktop.i18n import _
from desktop.ui import ask, panels, theme
from desktop.ui.intake.at_once import AtOnceBar
from desktop.ui.intake.evidence_area import EvidenceArea
from desktop.ui.intake.form import IntakeForm
from desktop.ui.intake.panel import IntakePanel
from desktop.ui.intake.same_again import LookBack
from desktop.ui.intake.triage_help import TriageHelp
from desktop.ui.keeping import Keeping
from desktop.ui.page import PageWidget
from desktop.ui.scripts.panel import ScriptsPanel
from desktop.wording.errors import explain, explain_ours
from desktop.wording.intake import phone_hint
from desktop.wording.same_again import continue_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from desktop.actions.desk import Desk
    from desktop.actions.same_again import Earlier
    from desktop.domain.case import Case
    from desktop.storage.index import PaperRow
    from desktop.ui.background import Background
    from desktop.ui.changes import Changes

#: Milliseconds after which the panel follows what is typed.
_FOLLOW_AFTER = 200
#: In a narrower page the two columns do not fit side by side.
_NARROW = 908
#: Milliseconds until a new row of evidence has found its place, and there is something to scroll to.
_PLACED_AFTER = 50


class IntakePage(PageWidget):
    """Takes one complaint in."""

    def __init__(self, desk: Desk, background: Background, changes: Changes) -> None:
        super().__init__()
        self._desk, self._background, self._changes = desk, background, changes
        self._draft_id = ""
        self._saving = False
        self._unkept = False
        self._channel = Intake().channel
        waybills = desk.reference.waybills
        self.form = IntakeForm(waybills, desk.office.details.terms, self._today)
        self.evidence = EvidenceArea(background)
        self.panel = IntakePanel(waybills, ScriptsPanel(desk, background, changes))
        self.right_panel = self.panel
        self._banner = panels.Banner()
        self._draft_line = panels.text("", "secondary", wrap=False)
        self._draft_line.setObjectName("draft_line")
        self._save = panels.button(_("Save"), self.save, shortcut="F9")
        self._save.setObjectName("save_button")
        self._print = panels.primary_button(
            _("Save and print receipt"), self.save_and_print, icon="printer", shortcut="Ctrl+Return"
        )
        self._print.setObjectName("save_and_print_button")
        self.at_once = AtOnceBar()
        self._at_once = panels.button(_("Answered on the spot"), self.at_once.start, shortcut="Shift+F9")
        self._at_once.setObjectName("at_once_button")
        self._again = panels.quiet_button(_("Start over"), self.start_over)
        self._again.setObjectName("start_over_button")
        self._attach = panels.quiet_button(_("Add evidence"), self.add_evidence, icon="paperclip")
        self._attach.setObjectName("add_evidence_button")
        self._keeping = Keeping(self.leave, self)
        self._reach_evidence = _single_shot(self, _PLACED_AFTER, self._show_evidence)
        self._follow = _single_shot(self, _FOLLOW_AFTER, self._show_needs)
        self._triage = TriageHelp(self.form, self.panel.suggestion, background, self._fail)
        self._look_back = LookBack(desk, self.form, self.panel.same_again, background, self._fail)
        self._build()
        self._connect()
        self.start("")

    def start(self, waybill: str) -> None:
        """Start a new case, perhaps with a scanned number; what was there is kept as a draft."""
        self.leave()
        self._show(Draft("", Intake(channel=self._channel)))
        if waybill:
            self.form.waybill_field.take_scan(waybill)
        self.focus_first()

    def start_with(self, intake: Intake) -> None:
        """Start a new case with what is known already; what was there is kept as a draft."""
        self.leave()
        self._show(Draft("", intake))
        self._on_changed()
        self.focus_first()

    def focus_first(self) -> None:
        """Put the keyboard into the waybill, or behind it where a number is there already."""
        self.form.focus("channel" if self.form.intake().waybill else "waybill")

    def open_draft(self, draft_id: str) -> None:
        """Go on with a draft; what was there is kept."""
        self.leave()

        def find() -> Draft | None:
            return next((draft for draft in actions.my_drafts(self._desk) if draft.draft_id == draft_id), None)

        self._background.run(find, self._resume, self._fail)

    def leave(self) -> None:
        """Keep what is typed as a draft; nothing is required of it."""
        self._keeping.rest()
        if self._saving or not self._unkept:
            return
        self._unkept = False
        self._draft_id = self._draft_id or secrets.token_hex(8)
        files = tuple(str(path) for path in self.evidence.files)
        draft = Draft(self._draft_id, self.form.intake(), files, links=self.panel.same_again.links)
        work = partial(actions.save_draft, self._desk, draft)
        self._background.run(work, self._tell_kept, self._fail_to_keep, writes=True)

    def start_over(self) -> None:
        """Empty the form; what was typed stays among the drafts."""
        self.start("")

    def add_evidence(self) -> None:
        """Let the person pick files and show what was taken."""
        self._scroll.ensureWidgetVisible(self.evidence)
        self.evidence.choose()

    def save(self) -> None:
        """Register the case."""
        self._register(self._open)

    def save_and_print(self) -> None:
        """Register the case and ask for its receipt."""
        self._register(self._open_and_print)

    def answer(self, words: str) -> None:
        """Register the case with the answer given on the spot, closed."""
        taken = self._ready()
        if taken is not None:
            self._run(lambda: take_in.answer_at_once(self._desk, taken, words), self._stay)

    def opened(self) -> None:
        """Show the drafts as they are now."""
        self._read_drafts()

    def may_leave(self) -> bool:
        """Keep the draft; the page may always go."""
        self.leave()
        return True

    def take_scan(self, code: str) -> bool:
        """Take a number scanned anywhere on the page, unless there is one already."""
        if self.form.intake().waybill:
            return False
        self.form.waybill_field.take_scan(code)
        return True

    def _build(self) -> None:
        # The primary fields have to fit a screen of 1366 x 768 without scrolling: every pixel of height counts.
        self.body.setContentsMargins(theme.XL, theme.M, theme.XL, theme.M)
        self.body.setSpacing(theme.S)
        self.body.addWidget(panels.PageHeader(_("New case"), self._attach, self._again))
        self.body.addWidget(self._banner)
        content = QWidget()
        evidence = panels.Card(_("Evidence"), margin=theme.M)
        evidence.body.addWidget(self.evidence)
        content.setLayout(panels.column(self.form, evidence, None, spacing=theme.M))
        self._scroll = panels.scrolling(content)
        self.body.addWidget(self._scroll, 1)
        self.body.addWidget(self.form.problem_bar)
        self.body.addWidget(self.at_once)
        foot = panels.row(self._draft_line)
        foot.addStretch(1)
        foot.addWidget(self._at_once)
        foot.addWidget(self._save)
        foot.addWidget(self._print)
        self.body.addLayout(foot)

    def _connect(self) -> None:
        self.form.changed.connect(self._on_changed)
        self.form.heed(self._banner)
        self.evidence.changed.connect(self._on_changed)
        self.evidence.listed.connect(self._reach_evidence.start)
        self.evidence.refused.connect(lambda why: self._banner.tell(why, "warning"))
        self.form.guessed.connect(self.panel.show_guesses)
        self.panel.jump_requested.connect(self.form.focus)
        self.panel.carrier_chosen.connect(self.form.choose_carrier)
        self.panel.same_again.open_requested.connect(lambda found: self._changes.case_requested.emit(found, "story"))
        self.panel.same_again.continue_requested.connect(self._go_on_there)
        self.panel.same_again.links_changed.connect(self._on_changed)
        self.at_once.answered.connect(self.answer)
        self.panel.draft_requested.connect(self.open_draft)
        self.panel.discard_requested.connect(self._discard)
        self._changes.drafts_changed.connect(self._read_drafts)

    def _on_changed(self) -> None:
        self._unkept = True
        self._keeping.touch()
        self._follow.start()

    def _show_evidence(self) -> None:
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _today(self) -> date:
        return i18n.today(self._desk.clock.now())

    def _show(self, draft: Draft) -> None:
        self._draft_id = draft.draft_id
        self._banner.clear()
        self._draft_line.setText("")
        self.form.fill(draft.intake)
        self.evidence.start([Path(name) for name in draft.evidence_paths])
        self._keeping.rest()
        self._unkept = False
        self._triage.start()
        self._look_back.start(draft.links)
        self.panel.scripts.start()
        self.at_once.drop()
        self.panel.show_guesses(self.form.guesses)
        self._show_needs()
        self._read_drafts()

    def _resume(self, draft: Draft | None) -> None:
        if draft is not None:
            self._show(draft)
            self._tell_kept(draft)
            self.focus_first()

    def _show_needs(self) -> None:
        intake, today = self.form.intake(), self._today()
        self._offer_at_once(intake)
        again = any(link.relation == "about-handling" for link in self.panel.same_again.links)
        self.panel.scripts.show_situation(situation_before(self._desk, intake, about_handling=again))
        self.panel.show_phone_hint(phone_hint(read_phone(intake.phone).hint))
        self.panel.show_needs(check_intake(intake, "register", today), check_intake(intake, "assess", today))

    def _read_drafts(self) -> None:
        self._background.run(lambda: actions.my_drafts(self._desk), self._show_drafts, self._fail)

    def _show_drafts(self, drafts: list[Draft]) -> None:
        self.panel.show_drafts(drafts, self._draft_id)

    def _discard(self, draft_id: str) -> None:
        if ask.confirm(
            self, _("Throw this draft away"), _("What was typed in it is lost."), _("Throw away"), danger=True
        ):
            work = partial(actions.discard_draft, self._desk, draft_id)
            self._background.run(work, self._tell_discarded, self._fail, writes=True)

    def _tell_discarded(self, _nothing: None) -> None:
        self._changes.drafts_changed.emit()

    def _tell_kept(self, draft: Draft) -> None:
        saved = datetime.fromisoformat(draft.saved_at).astimezone(i18n.BEIJING)
        self._draft_line.setText(_("Draft saved {time}").format(time=f"{saved:%H:%M:%S}"))
        self._changes.drafts_changed.emit()

    def _register(self, then: Callable[[Case], None]) -> None:
        taken = self._ready()
        if taken is not None:
            self._run(lambda: take_in.take_in(self._desk, taken), then)

    def _ready(self) -> Taken | None:
        """Return what is to be taken in, or tell what keeps it from that."""
        if self._saving:
            return None
        self._banner.clear()
        taken = self._taken()
        problems = check_intake(taken.intake, "register", self._today())
        if problems or self.form.troubles():
            self.form.show_problems(problems)
            return None
        return None if self._is_reading_files() else taken

    def _taken(self) -> Taken:
        links = self.panel.same_again.links
        return Taken(self.form.intake(), tuple(self.evidence.evidence), self._draft_id, links)

    def _is_reading_files(self) -> bool:
        if self.evidence.is_checking:
            self._banner.tell(_("A file is still being read. Please save again in a moment."), "info")
        return self.evidence.is_checking

    def _run(self, work: Callable[[], Case], then: Callable[[Case], None]) -> None:
        self._keeping.rest()
        # A button that is shut hands the keyboard on, out of the page in the end.
        self._scroll.setFocus()
        self._set_saving(saving=True)
        self._background.run(work, then, self._fail, writes=True)

    def _offer_at_once(self, intake: Intake) -> None:
        self._at_once.setVisible(not asks_for_money(intake))
        if asks_for_money(intake):
            self.at_once.drop()

    def _go_on_there(self, earlier: Earlier) -> None:
        """Add what was typed to an earlier case, once the person has seen what does not go along."""
        taken = self._taken()
        if not taken.intake.words.strip() or self.form.troubles():
            self.form.show_problems([Problem("words", "missing")] if not taken.intake.words.strip() else [])
            return
        if self._saving or self._is_reading_files():
            return
        title = _("Go on in case {number}").format(number=earlier.row.number)
        told = continue_text(left_behind(taken.intake, earlier.shared), is_open=earlier.is_open)
        if ask.confirm(self, title, told, _("Go on there")):
            self._run(lambda: take_in.continue_there(self._desk, earlier.row.case_id, taken), self._open)

    def _open(self, case: Case) -> None:
        self._put_away(case, _("Case {number} saved"))
        self._changes.case_requested.emit(case.case_id, "story")

    def _stay(self, case: Case) -> None:
        """Go on with the next customer: nothing is left to do about this one."""
        self._put_away(case, _("Case {number}: answered and closed"))
        self.focus_first()

    def _put_away(self, case: Case, told: str) -> None:
        self._set_saving(saving=False)
        self._channel = self.form.intake().channel
        self._show(Draft("", Intake(channel=self._channel)))
        self._changes.noted.emit(told.format(number=case.number))
        self._changes.drafts_changed.emit()
        self._changes.case_changed.emit(case.case_id)

    def _open_and_print(self, case: Case) -> None:
        self._open(case)
        work = partial(papers.issue_paper, self._desk, case.case_id, "receipt", i18n.language())
        self._background.run(work, self._show_receipt, self._fail_to_print, writes=True)

    def _show_receipt(self, paper: PaperRow) -> None:
        self._changes.case_changed.emit(paper.case_id)
        self._changes.paper_requested.emit(paper.number)

    def _fail_to_print(self, error: Exception) -> None:
        ask.tell(self, _("The case is saved, the receipt is not made"), explain_ours(error), "warning")

    def _fail_to_keep(self, error: Exception) -> None:
        self._unkept = True
        self._keeping.touch()
        self._fail(error)

    def _fail(self, error: Exception) -> None:
        self._set_saving(saving=False)
        if isinstance(error, Incomplete):
            self.form.show_problems(error.problems)
        elif isinstance(error, SameMatterOpen):
            self._banner.tell(explain(error), "warning")
            self.panel_requested.emit()
            self._look_back.look(anew=True)
            self.panel.same_again.ask_why(error.case_id)
        else:
            self._banner.tell(explain_ours(error), "danger")

    def _set_saving(self, *, saving: bool) -> None:
        self._saving = saving
        self._at_once.setEnabled(not saving)
        self._save.setEnabled(not saving)
        self._print.setEnabled(not saving)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns under each other where they do not fit side by side."""
        super().resizeEvent(event)
        self.form.set_narrow(narrow=self.width() < _NARROW)


def _single_shot(parent: IntakePage, milliseconds: int, then: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(then)
    return timer
