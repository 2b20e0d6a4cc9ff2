"""The forms of the papers of a case, one in sight; what is typed into each is kept until its paper is issued."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.actions import papers
from desktop.actions.form_drafts import PAPER
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.form_keeper import FormKeeper, KeptLine
from desktop.ui.papers.details import begin, details_form, details_of, left_blank, problems_of, wrong_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.actions.desk import Desk
    from desktop.actions.form_drafts import FormDraft
    from desktop.actions.paper_facts import PaperDetails
    from desktop.actions.papers import Paper
    from desktop.domain.case import Case
    from desktop.ui.background import Background

Made = TypeVar("Made")


class PaperForms(QStackedWidget):
    """One form for each paper.

    Signals:
        changed: something was typed; draw the paper again.
        reverted: what was typed was thrown away or brought back; draw the paper at once.
    """

    changed = Signal()
    reverted = Signal()

    def __init__(self, desk: Desk, background: Background) -> None:
        super().__init__()
        self._case: Case | None = None
        self._forms = {paper: details_form(paper) for paper in papers.PAPERS}
        self._keepers: dict[Paper, FormKeeper] = {}
        for paper, form in self._forms.items():
            page = QWidget()
            kept = KeptLine(f"paper_{paper}")
            self._keepers[paper] = keeper = FormKeeper(desk, background, form, kept, page)
            self._lay_out(page, paper, kept)
            self.addWidget(panels.scrolling(page))
            form.changed.connect(self._on_changed)
            form.left.connect(self._mark_left)
            keeper.reverted.connect(self.reverted)

    @property
    def paper(self) -> Paper:
        """The paper whose form is in sight."""
        return papers.PAPERS[self.currentIndex()]

    def choose(self, paper: Paper) -> None:
        """Bring the form of a paper to the front."""
        self.setCurrentIndex(papers.PAPERS.index(paper))

    def show_case(self, case: Case, language: str) -> None:
        """Begin the forms for a case; what is being typed for the same case stays."""
        same = self._case is not None and self._case.case_id == case.case_id
        self._case = case
        for paper, form in self._forms.items():
            if not same:
                self._keepers[paper].stand_for(case, PAPER + paper)
            self._keepers[paper].follow(case)
            if not same or not form.is_dirty:
                begin(form, paper, case, language)

    def speak(self, language: str) -> None:
        """Begin in another language what nobody has touched."""
        for paper, form in self._forms.items():
            if self._case is not None and not form.is_dirty:
                begin(form, paper, self._case, language)

    def take_up(self, drafts: Sequence[FormDraft]) -> Paper | None:
        """Put back what was typed before; return the paper it was typed for last."""
        known = {PAPER + paper: paper for paper in papers.PAPERS}
        found = [draft for draft in drafts if draft.form in known]
        for draft in found:
            self._keepers[known[draft.form]].take_up(draft)
        return known[found[0].form] if found else None

    def leave(self) -> None:
        """Keep what is typed."""
        for keeper in self._keepers.values():
            keeper.leave()

    def details(self) -> PaperDetails:
        """Return what is filled in for the paper in sight."""
        return details_of(self._forms[self.paper])

    def check(self) -> bool:
        """Mark what is missing or wrong in the form in sight; say whether nothing is."""
        form = self._forms[self.paper]
        problems = problems_of(form)
        form.mark_problems(problems)
        return not problems

    def left_blank(self) -> list[str]:
        """Return the fields without which nobody can be paid, as far as they are blank."""
        return left_blank(self._forms[self.paper])

    def focus(self, key: str) -> None:
        """Put the cursor into a field of the form in sight."""
        self._forms[self.paper].focus(key)

    def recording(self, paper: Paper, work: Callable[[], Made]) -> Callable[[], Made]:
        """Return work that keeps what is typed, does it, and puts the draft away."""
        return self._keepers[paper].recording(work)

    def issued(self, case_id: str, paper: Paper) -> None:
        """Take note that what was typed stands on a paper."""
        if self._case is not None and self._case.case_id == case_id:
            self._forms[paper].mark_saved()
            self._keepers[paper].recorded()

    def not_issued(self, case_id: str, paper: Paper) -> None:
        """Take note that it stands on none: it goes on being kept."""
        if self._case is not None and self._case.case_id == case_id:
            self._keepers[paper].not_recorded()

    def _lay_out(self, page: QWidget, paper: Paper, kept: KeptLine) -> None:
        """Put the form of a paper on a page; where there is nothing to fill in, the page says why."""
        form = self._forms[paper]
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, theme.S, 0)
        for widget in (form, form.problem_bar, kept):
            inside.addWidget(widget)
        if paper == "calculation":
            inside.addWidget(panels.text(_("Nothing to add: all of it comes from the assessment."), "secondary"))
        if paper == "history":
            told = _("All entries of the case; names and numbers of the customer are masked.")
            inside.addWidget(panels.text(told, "secondary"))
        inside.addStretch(1)

    def _mark_left(self, key: str) -> None:
        """Mark an account that cannot be one as soon as the person goes on from it."""
        form = self._forms[self.paper]
        if problem := wrong_in(form).get(key):
            form.mark_one(key, problem)

    def _on_changed(self, key: str) -> None:
        if key == "payment_method":
            # What is no account at a bank may well be one elsewhere.
            form = self._forms[self.paper]
            form.mark_quietly(wrong_in(form))
        self.changed.emit()
