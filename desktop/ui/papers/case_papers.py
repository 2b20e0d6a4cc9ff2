"""The papers of a case: choose one, see it, issue it, print or save it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop import i18n
from desktop.actions import papers
from desktop.actions.paper_facts import check_details
from desktop.domain.authority import NotYet, Verb
from desktop.errors import DeskError
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.choices import ChoiceField, SegmentedField
from desktop.ui.papers.details import details_form, details_of, empty_details, offer_notices
from desktop.ui.papers.table import ALL_PAPERS
from desktop.ui.preview import PdfPreview
from desktop.ui.table_model import RowsModel
from desktop.ui.table_view import RowsView
from desktop.wording.case import paper as paper_name
from desktop.wording.errors import explain
from desktop.wording.life_problems import by_field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from desktop.actions.desk import Desk
    from desktop.actions.papers import Paper
    from desktop.domain.case import Case
    from desktop.storage.index import PaperRow
    from desktop.ui.background import Background
    from desktop.ui.changes import Changes

_MAKER_WIDTH = 412
#: Milliseconds of rest in typing before the page is drawn again.
_PAUSE = 350
#: Where the step that is missing can be taken.
_PART_OF = {Verb.ASSESS: "assessment", Verb.PROPOSE: "proposal", Verb.RECORD_FINDING: "story"}


class _Drawn(NamedTuple):
    """A page that was drawn, or why it could not be; ``number`` tells whether it is still asked for."""

    number: int
    name: str
    content: bytes
    error: DeskError | None = None


class CasePapers(QWidget):
    """The part of a case where papers are made."""

    def __init__(self, desk: Desk, background: Background, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._background, self._changes = desk, background, changes
        self._case: Case | None = None
        self._drawn = 0
        self._shown = ""
        self._is_due = False
        self._paper = ChoiceField([(paper, paper_name(paper)) for paper in papers.PAPERS])
        self._language = SegmentedField(list(i18n.LANGUAGES.items()))
        self._forms = {paper: details_form(paper) for paper in papers.PAPERS}
        self._details = QStackedWidget()
        self._model: RowsModel[PaperRow] = RowsModel(ALL_PAPERS)
        self._issued = RowsView(self._model, empty_text=_("No papers yet."), empty_icon="file-text")
        self._banner = panels.Banner()
        self._onward = panels.link_button(_("Go there"), self._go_on)
        self._part = ""
        self._preview = PdfPreview()
        self._note = panels.text("", "secondary", wrap=False)
        self._issue_button = panels.primary_button(_("Issue the paper"), self._issue, icon="file-check")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._build()
        self._connect()

    def show_case(self, case: Case) -> None:
        """Show a case: the papers it has, and the one chosen as it would look now."""
        if self._case is not None and self._case.case_id != case.case_id:
            # What was added for one customer has no place on the papers of another.
            for form in self._forms.values():
                empty_details(form)
            self._shown = ""
        self._propose(case)
        self._case = case
        offer_notices(self._forms["notice"], case)
        self._background.run(partial(papers.list_papers, self._desk, case.case_id), self._show_issued, self._fail)
        if not self._shown:
            self._draw()

    def _propose(self, case: Case) -> None:
        """Choose the paper that is next, unless one is being looked at or worked on."""
        before = self._case
        is_new = before is None or before.case_id != case.case_id
        if is_new or (before is not None and before.status is not case.status and not self._shown):
            self._choose_quietly(papers.next_paper(case))

    def choose(self, paper: Paper) -> None:
        """Choose which paper to make."""
        if self._paper.value() == paper:
            self._draw()
        self._paper.set_value(paper)

    def show_paper(self, number: str) -> None:
        """Show an issued paper of this case."""
        place = self._model.position_of(lambda row: row.number == number)
        if place >= 0:
            self._issued.choose(place)

    def _build(self) -> None:
        for name, widget in (
            ("paper_box", self._paper),
            ("paper_language", self._language),
            ("issued_papers", self._issued),
            ("paper_banner", self._banner),
            ("paper_preview", self._preview),
            ("issue_button", self._issue_button),
            ("paper_note", self._note),
        ):
            widget.setObjectName(name)
        self._paper.setAccessibleName(_("Paper"))
        self._language.setAccessibleName(_("Language of the paper"))
        self._banner.add_action(self._onward)
        for paper in papers.PAPERS:
            self._details.addWidget(panels.scrolling(self._details_of(paper)))
        left = QWidget()
        left.setFixedWidth(_MAKER_WIDTH)
        made = panels.column(
            self._paper,
            panels.row(panels.text(_("Language"), "label", wrap=False), self._language, None),
            self._details,
            panels.section_title(_("Papers of this case")),
            self._issued,
        )
        made.setStretch(2, 3)
        made.setStretch(4, 2)
        left.setLayout(made)
        right = panels.column(self._banner, self._preview)
        right.setStretch(1, 1)
        across = panels.row(left, right, spacing=theme.L)
        across.setStretch(1, 1)
        layout = panels.column(across, panels.hairline())
        layout.setStretch(0, 1)
        layout.addLayout(panels.footer(self._note, self._issue_button))
        self.setLayout(layout)
        self._paper.set_value(papers.PAPERS[0])
        self._language.set_value(i18n.language())
        self._issue_button.setEnabled(False)

    def _details_of(self, paper: Paper) -> QWidget:
        """Put the form of a paper on a page; where there is nothing to fill in, the page says why."""
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, theme.S, 0)
        inside.addWidget(self._forms[paper])
        if paper == "calculation":
            inside.addWidget(panels.text(_("Nothing to add: all of it comes from the assessment."), "secondary"))
        if paper == "history":
            told = _("All entries of the case; names and numbers of the customer are masked.")
            inside.addWidget(panels.text(told, "secondary"))
        inside.addStretch(1)
        return page

    def _connect(self) -> None:
        self._paper.changed.connect(self._on_paper_chosen)
        self._language.changed.connect(self._draw)
        for form in self._forms.values():
            form.changed.connect(lambda _key: self._pause.start())
            form.left.connect(self._mark_left)
        self._pause.timeout.connect(self._draw)
        self._issued.row_chosen.connect(self._on_issued_chosen)

    @property
    def _chosen(self) -> Paper:
        chosen: Paper = self._paper.value() or papers.PAPERS[0]  # type: ignore[assignment] # the values offered
        return chosen

    def _on_paper_chosen(self) -> None:
        self._details.setCurrentIndex(papers.PAPERS.index(self._chosen))
        self._draw()

    def _choose_quietly(self, paper: str) -> None:
        """Let the box name the paper in sight, without drawing a new one."""
        self._paper.blockSignals(True)
        self._paper.set_value(paper)
        self._paper.blockSignals(False)
        self._details.setCurrentIndex(papers.PAPERS.index(self._chosen))

    def _draw(self) -> None:
        """Draw the chosen paper as it would look now."""
        case = self._case
        if case is None:
            return
        self._is_due = not self.isVisible()
        if self._is_due:
            return
        self._issued.clearSelection()
        self._shown = ""
        self._preview.wait()
        self._drawn += 1
        number, desk, paper, language = self._drawn, self._desk, self._chosen, str(self._language.value())
        details = details_of(self._forms[paper])
        self._tell_note(case, paper)

        def work() -> _Drawn:
            try:
                content = papers.preview_paper(desk, case.case_id, paper, language, details)
            except DeskError as error:
                return _Drawn(number, "", b"", error)
            return _Drawn(number, paper_name(paper), content)

        self._background.run(work, self._show_drawn)

    def _show_drawn(self, drawn: _Drawn) -> None:
        """Show a page unless something else was asked for while it was drawn."""
        if drawn.number != self._drawn or self._case is None:
            return
        may_issue = self._case.may(Verb.ISSUE_PAPER, self._desk.person) is None
        self._issue_button.setEnabled(may_issue and drawn.error is None)
        if drawn.error is not None:
            self._preview.clear()
            self._fail(drawn.error)
            return
        self._banner.clear()
        self._preview.show_pdf(drawn.content, drawn.name)

    def _tell_note(self, case: Case, paper: Paper) -> None:
        refusal = case.may(Verb.ISSUE_PAPER, self._desk.person)
        draft = papers.is_draft(case, paper)
        self._issue_button.setText(_("Issue as a draft") if draft else _("Issue the paper"))
        if refusal is not None:
            self._note.setText(explain(refusal))
        elif draft and paper == "notice":
            self._note.setText(_("Until a notice was given it can only be a draft."))
        elif draft:
            self._note.setText(_("Without an approved proposal it can only be a draft."))
        else:
            self._note.setText(_("Issuing gives the paper its number and signature and takes the draft mark off."))

    def _mark_left(self, key: str) -> None:
        """Mark an account that cannot be one as soon as the person goes on from it."""
        form = self._forms[self._chosen]
        if problem := by_field(check_details(details_of(form)), {}).get(key):
            form.mark_one(key, problem)

    def _issue(self) -> None:
        case = self._case
        if case is None:
            return
        paper, language = self._chosen, str(self._language.value())
        details = details_of(self._forms[paper])
        wrong = by_field(check_details(details), {})
        self._forms[paper].mark_problems(wrong)
        if wrong:
            return
        # A button that is shut hands the keyboard on, out of the page in the end.
        self._issued.setFocus()
        self._issue_button.setEnabled(False)
        self._preview.wait()
        self._background.run(
            partial(papers.issue_paper, self._desk, case.case_id, paper, language, details),
            self._on_issued,
            self._on_not_issued,
            writes=True,
        )

    def _on_issued(self, row: PaperRow) -> None:
        # The draft in sight is not what was issued: show that, whatever else the change of the case brings about.
        self._shown = row.number
        self._changes.noted.emit(_("Issued: {paper} {number}").format(paper=paper_name(row.paper), number=row.number))
        self._changes.case_changed.emit(row.case_id)
        self._background.run(partial(papers.list_papers, self._desk, row.case_id), self._show_issued, self._fail)

    def _on_not_issued(self, error: Exception) -> None:
        self._issue_button.setEnabled(True)
        self._preview.wait(waiting=False)
        self._fail(error)

    def _show_issued(self, rows: Sequence[PaperRow]) -> None:
        self._model.set_rows(rows)
        if self._shown:
            self.show_paper(self._shown)

    def _on_issued_chosen(self, row: PaperRow | None) -> None:
        if row is None:
            return
        self._shown = row.number
        self._choose_quietly(row.paper)
        self._preview.wait()
        self._drawn += 1
        number, desk = self._drawn, self._desk
        self._issue_button.setText(_("Issue again"))
        self._note.setText(_("Shown as issued: {number}").format(number=row.number))

        def work() -> _Drawn:
            # The file is named after the paper: a customer's name has no place in a file name.
            return _Drawn(number, row.number, papers.read_paper(desk, row.number))

        self._background.run(work, self._show_drawn, self._fail)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self._part = _PART_OF.get(error.missing, "") if isinstance(error, NotYet) else ""
        self._onward.setVisible(bool(self._part))
        self._banner.tell(explain(error), "warning" if self._part else "danger")

    def _go_on(self) -> None:
        if self._case is not None:
            self._changes.case_requested.emit(self._case.case_id, self._part)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what was put off while another part of the case was in front."""
        super().showEvent(event)
        if self._is_due:
            self._draw()
