"""One open case: who and what in its head, its parts as tabs below."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QWidget

from desktop.actions.due import appeal_of, promises_of
from desktop.actions.form_drafts import part_of
from desktop.domain.waybill import grouped
from desktop.i18n import _
from desktop.ui import icons, panels, theme
from desktop.ui.cases.masked_person import masked_name
from desktop.ui.cases.next_step import Part, next_step
from desktop.ui.cases.story import Story
from desktop.ui.cases.table import STATUS_ICONS, STATUS_TONES
from desktop.ui.cases.why_due import KEY, DueChip, WhyDue, in_order
from desktop.ui.idle_work import IdleWork
from desktop.ui.intake.words import type_name
from desktop.ui.scripts.beside import ScriptsBeside
from desktop.wording import case as words
from desktop.wording import intake as intake_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

    from desktop.actions.desk import Desk
    from desktop.actions.form_drafts import FormDraft
    from desktop.actions.papers import Paper
    from desktop.domain.case import Case
    from desktop.ui.background import Background
    from desktop.ui.changes import Changes
    from desktop.ui.follow_up.view import FollowUp
    from desktop.ui.papers.case_papers import CasePapers


class CaseView(QWidget):
    """The open case.

    Signals:
        back_requested: to the list.
        correction_requested: put the registration right.
        changed: the case has new entries; carries it as it stands now.
    """

    back_requested = Signal()
    correction_requested = Signal(object)
    changed = Signal(object)

    def __init__(self, desk: Desk, background: Background, changes: Changes) -> None:
        super().__init__()
        self._desk, self._background = desk, background
        self.case: Case | None = None
        self._back = panels.icon_button(
            "chevron-left", _("Back to the list"), self.back_requested.emit, shortcut="Alt+Left"
        )
        self._back.setObjectName("back_button")
        self._number = panels.text("", "title", wrap=False, selectable=True)
        self._facts = panels.row(spacing=theme.L)
        self._chips = panels.row(spacing=theme.S)
        self._step_sign = icons.Symbol("chevron-right", "accent")
        self._step = panels.text("")
        self._step.setObjectName("next_step_label")
        self._step.setMinimumHeight(theme.current().control)
        self._step.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._go = panels.link_button(_("Go there"), self._go_to_next)
        self._go.setObjectName("next_step_button")
        self.story = Story(desk, background, self._show_paper)
        self._tabs = QTabWidget()
        self._tabs.setObjectName("case_tabs")
        self._tabs.setDocumentMode(True)
        self._changes = changes
        self._parts: dict[str, _Tab] = {}
        self._shown: dict[str, tuple[str, object]] = {}
        self._drafts: Sequence[FormDraft] = ()
        self._awaits_next = False
        self._idle = IdleWork(self)
        self._add_part("story", _("Story"), lambda: self.story)
        # Put there at once: what has no parent outlives the page.
        self._parts["story"].content()
        self._add_part("assessment", _("Assessment"), self._make_assessment)
        self._add_part("proposal", _("Proposal"), self._make_proposal)
        self._add_part("papers", _("Papers"), self._make_papers)
        self._add_part("follow-up", _("Follow-up"), self._make_follow_up)
        self._scripts = ScriptsBeside(desk, background, changes)
        self._build()
        self._connect()

    def _build(self) -> None:
        head = panels.row(self._back, self._number, self._chips, None, self._scripts.button, spacing=theme.S)
        below = panels.row(self._facts, self._step, self._step_sign, self._go, spacing=theme.S)
        below.setStretch(1, 1)
        layout = panels.column(head, below, self._scripts.beside(self._tabs), spacing=theme.S)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self._tabs.currentChanged.connect(self._show_current)
        QShortcut(QKeySequence(KEY), self, self._explain_due, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.story.changed.connect(self.changed)
        self.story.handed_in.connect(self._await_next)
        self.story.correction_requested.connect(lambda: self.correction_requested.emit(self.case))

    def show_case(self, case: Case, drafts: Sequence[FormDraft] = ()) -> None:
        """Show a case as it stands, and when it comes to the front what was typed into its forms before."""
        if self.case is None or self.case.case_id != case.case_id:
            self.leave()
            self._drafts = drafts
        self.case = case
        status = case.status.value
        self._number.setText(case.number)
        panels.clear(self._chips)
        self._chips.addWidget(
            panels.chip(words.status(status), STATUS_TONES.get(status, ""), icon=STATUS_ICONS[status])
        )
        self._show_due(case)
        self._show_facts(case)
        stale = bool(case.proposal_stale or case.assessment_stale)
        self._step.setText(_("Next: {step}").format(step=next_step(case).words))
        self._step_sign.show_icon("triangle-alert" if stale else "chevron-right", "warning" if stale else "accent")
        self._mark_parts(case)
        self._scripts.show_case(case)
        self._show_current()
        self._focus_next()
        self._prepare(next_step(case).part)

    def leave(self) -> None:
        """Keep what is typed into the forms of the case."""
        for part in ("story", "assessment", "proposal", "papers", "follow-up"):
            if self._parts[part].is_made:
                self._parts[part].content().leave()  # type: ignore[attr-defined]  # all have it

    @property
    def follow_up(self) -> FollowUp:
        """The part in which the case is brought to its end."""
        made: FollowUp = self._parts["follow-up"].content()  # type: ignore[assignment]  # it makes no other
        return made

    def focus_part(self) -> None:
        """Put the keyboard on the tabs: arrow keys walk through the steps, Tab goes into one."""
        self._tabs.tabBar().setFocus(Qt.FocusReason.OtherFocusReason)

    def _await_next(self) -> None:
        """Take the keyboard from a button about to be shut, which would hand it on out of the page."""
        self._awaits_next = True
        self.focus_part()

    def _focus_next(self) -> None:
        """Put the keyboard on the way to the next step once a step is done."""
        if self._awaits_next and self._tabs.tabBar().hasFocus() and self._go.isVisible():
            self._go.setFocus()
        self._awaits_next = False

    def show_part(self, part: str) -> None:
        """Bring a part to the front; one that is not there leaves the story."""
        self._tabs.setCurrentWidget(self._parts.get(part, self._parts["story"]))

    def begin_act(self, act: str, order_id: str) -> None:
        """Open the form of an act in the follow-up."""
        self.show_part("follow-up")
        self.follow_up.begin(act, order_id)

    def _add_part(self, part: Part, title: str, make: Callable[[], QWidget]) -> None:
        self._parts[part] = _Tab(make)
        self._tabs.addTab(self._parts[part], title)

    # The parts behind the story are imported and made once the first case is on the screen and nobody touches anything,
    # or when somebody goes there before: each takes longer than the head and the story together.

    def _prepare(self, first: str) -> None:
        """Make what is not made yet, the part of the next step first; then fill in the one with the most fields."""
        parts = sorted((part for part, tab in self._parts.items() if not tab.is_made), key=lambda part: part != first)
        self._idle.plan(*(self._parts[part].content for part in parts), partial(self._fill, "assessment"))

    def _make_assessment(self) -> QWidget:
        from desktop.ui.assessment.view import AssessmentView

        made = AssessmentView(self._desk, self._background, self._changes)
        made.handed_in.connect(self._await_next)
        return made

    def _make_proposal(self) -> QWidget:
        from desktop.ui.proposal.view import ProposalView

        return ProposalView(self._desk, self._background, self._changes)

    def _make_papers(self) -> QWidget:
        from desktop.ui.papers.case_papers import CasePapers

        return CasePapers(self._desk, self._background, self._changes)

    def _make_follow_up(self) -> QWidget:
        from desktop.ui.follow_up.view import FollowUp

        made = FollowUp(self._desk, self._background, self._changes)
        made.changed.connect(self.changed)
        made.handed_in.connect(self._await_next)
        return made

    def _show_paper(self, paper: Paper) -> None:
        self.show_part("papers")
        made: CasePapers = self._parts["papers"].content()  # type: ignore[assignment]  # it makes no other
        made.choose(paper)

    def _show_current(self) -> None:
        """Show the case to the part in front, unless nothing it rests on has changed: what is typed there stays."""
        case, part = self.case, self._current()
        if case is None:
            return
        step = next_step(case).part
        self._go.setVisible(step in self._parts and step != part)
        self._step_sign.setVisible(self._go.isVisibleTo(self))
        self._fill(part)

    def _fill(self, part: str) -> None:
        """Show the case to a part, unless what it rests on has not changed since."""
        case = self.case
        if case is None:
            return
        state = _ground(case)
        if part == "story":
            state = tuple(case.history)
        elif part == "follow-up":
            # How long is left is said anew whenever it comes to the front.
            state = (*case.history, self._desk.clock.now())
        if self._shown.get(part) != (case.case_id, state):
            anew = part not in self._shown or self._shown[part][0] != case.case_id
            self._shown[part] = (case.case_id, state)
            content = self._parts[part].content()
            content.show_case(case)  # type: ignore[attr-defined]  # all have it
            drafts = [draft for draft in self._drafts if part_of(draft.form) == part] if anew else []
            if drafts:
                content.take_up(drafts)  # type: ignore[attr-defined]  # whatever has forms has it

    def _current(self) -> str:
        return next((part for part, widget in self._parts.items() if widget is self._tabs.currentWidget()), "")

    def _show_due(self, case: Case) -> None:
        """Show the promise that breaks first; its tool tip and a click tell how the time comes about."""
        owed = in_order(promises_of(self._desk, case))
        if owed:
            self._chips.addWidget(DueChip(owed, appeal_of(self._desk, case), self._desk.clock.now(), self))

    def _explain_due(self) -> None:
        """Open the panel for the case in front."""
        if self.case is None:
            return
        owed, appeal = in_order(promises_of(self._desk, self.case)), appeal_of(self._desk, self.case)
        if owed or appeal is not None:
            WhyDue(owed, appeal, self._desk.clock.now(), self).open()

    def _show_facts(self, case: Case) -> None:
        panels.clear(self._facts)
        intake = case.intake
        types = _(", ").join(type_name(kind) for kind in intake.types)
        self._facts.addWidget(panels.text(types, "strong", wrap=False))
        if intake.level:
            self._facts.addWidget(panels.text(intake_words.level_label(intake.level), wrap=False))
        self._facts.addWidget(panels.text(grouped(intake.waybill) or _("No waybill"), wrap=False, selectable=True))
        self._facts.addWidget(masked_name(self._desk, self._background, case.case_id, intake.complainant_name))
        # ``clear`` has taken the stretch out with the widgets.
        self._facts.addStretch(1)

    def _mark_parts(self, case: Case) -> None:
        """Show at each step whether it is done, stale or still to do."""
        states = {
            "story": "circle-check" if case.finding is not None else "",
            "assessment": "triangle-alert" if case.assessment_stale else "circle-check" if case.assessment else "",
            "proposal": "triangle-alert" if case.proposal_stale else "circle-check" if case.proposal else "",
            "papers": "circle-check" if case.papers else "",
            "follow-up": "circle-check" if case.life.is_closed else "",
        }
        tones = {"circle-check": "good", "triangle-alert": "warning"}
        said = {"circle-check": _("done"), "triangle-alert": _("to be done again")}
        for part, widget in self._parts.items():
            place, state = self._tabs.indexOf(widget), states[part]
            # A sign at every step from the start: the tabs keep their places when one is done.
            tone = tones.get(state, "secondary")
            self._tabs.setTabIcon(place, icons.icon(state or "circle", tone, checked=tone))
            self._tabs.setTabToolTip(place, said.get(state, _("still to do")))

    def _go_to_next(self) -> None:
        if self.case is None:
            return
        step = next_step(self.case)
        self.show_part(step.part)
        if step.act:
            self.follow_up.begin(step.act)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put the scripts away with Escape, wherever in the case nothing else wants it."""
        if event.key() == Qt.Key.Key_Escape and self._scripts.put_away():
            return
        super().keyPressEvent(event)


class _Tab(QWidget):
    """One tab; what is in it is made when it is first wanted."""

    def __init__(self, make: Callable[[], QWidget]) -> None:
        super().__init__()
        self._make: Callable[[], QWidget] | None = make
        self._column = panels.column()
        self._column.setContentsMargins(0, theme.M, 0, 0)
        self.setLayout(self._column)

    @property
    def is_made(self) -> bool:
        """Whether anybody has been here."""
        return self._make is None

    def content(self) -> QWidget:
        """Return what is in the tab."""
        if self._make is not None:
            made = self._make()
            self._column.addWidget(made)
            # A layout shows what it is given only at the next event; whoever asked wants to put the keyboard there.
            made.show()
            self._make = None
        item = self._column.itemAt(0)
        assert item is not None, "put there above"
        return item.widget()


def _ground(case: Case) -> tuple[object, ...]:
    """Return what assessment, proposal and papers of a case rest on."""
    pieces = (case.assessment, case.proposal)
    finding = case.finding[0].digest if case.finding else ""
    counts = (len(case.decisions), len(case.papers), len(case.evidence))
    return (case.basis, finding, *counts, *(piece and piece.digest for piece in pieces))
