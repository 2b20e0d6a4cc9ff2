"""The papers of a case: choose one, see it, issue it, print or save it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop import i18n
from desktop.actions import papers
from desktop.domain.authority import NotYet, Verb, refusal_of_role
from desktop.errors import DeskError
from desktop.i18n import _
from desktop.ui import ask, panels, theme
from desktop.ui.choices import ChoiceField, SegmentedField
from desktop.ui.papers.forms import PaperForms
from desktop.ui.papers.gaps import GapsBanner
from desktop.ui.papers.table import ALL_PAPERS
from desktop.ui.preview import PdfPreview
from desktop.ui.table_model import RowsModel
from desktop.ui.table_view import RowsView
from desktop.wording.case import paper as paper_name
from desktop.wording.errors import explain, explain_ours
from desktop.wording.papers import fact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from desktop.actions.desk import Desk
    from desktop.actions.form_drafts import FormDraft
    from desktop.actions.papers import Gaps, Paper
    from desktop.domain.case import Case
    from desktop.storage.index import PaperRow
    from desktop.ui.background import Background
    from desktop.ui.changes import Changes

_MAKER_WIDTH = 412
#: The headings and three papers.
_ISSUED_HEIGHT = 132
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
    gaps: Gaps | None = None


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
        self._forms = PaperForms(desk, background)
        self._model: RowsModel[PaperRow] = RowsModel(ALL_PAPERS)
        self._issued = RowsView(self._model, empty_text=_("No papers yet."), empty_icon="file-text")
        self._banner = panels.Banner()
        self._gaps = GapsBanner(may_manage=refusal_of_role(Verb.MANAGE, desk.person) is None)
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
            self._shown = ""
        self._propose(case)
        self._case = case
        self._forms.show_case(case, str(self._language.value()))
        self._list(case.case_id)
        if not self._shown:
            self._draw()

    def take_up(self, drafts: Sequence[FormDraft]) -> None:
        """Put back what was typed before for papers that were not issued, and show the one typed last."""
        paper = self._forms.take_up(drafts)
        if paper is not None:
            self._choose_quietly(paper)
            self._draw()

    def leave(self) -> None:
        """Keep what is typed."""
        self._forms.leave()

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
        left = QWidget()
        left.setFixedWidth(_MAKER_WIDTH)
        which = panels.row(self._paper, self._language)
        which.setStretch(0, 1)
        made = panels.column(
            which,
            self._forms,
            panels.section_title(_("Papers of this case")),
            self._issued,
        )
        # What is filled in needs the room; of the papers the last ones are in sight.
        made.setStretch(1, 1)
        self._issued.setFixedHeight(_ISSUED_HEIGHT)
        left.setLayout(made)
        right = panels.column(self._banner, self._gaps, self._preview)
        right.setStretch(2, 1)
        across = panels.row(left, right, spacing=theme.L)
        across.setStretch(1, 1)
        layout = panels.column(across, panels.hairline())
        layout.setStretch(0, 1)
        layout.addLayout(panels.footer(self._note, self._issue_button))
        self.setLayout(layout)
        self._paper.set_value(papers.PAPERS[0])
        self._language.set_value(i18n.language())
        self._issue_button.setEnabled(False)

    def _connect(self) -> None:
        self._paper.changed.connect(self._on_paper_chosen)
        self._language.changed.connect(self._on_language)
        self._forms.changed.connect(self._pause.start)
        self._forms.reverted.connect(self._draw)
        self._gaps.branch_wanted.connect(self._go_to_branch)
        self._changes.office_changed.connect(self._on_office_changed)
        self._pause.timeout.connect(self._draw)
        self._issued.row_chosen.connect(self._on_issued_chosen)

    @property
    def _chosen(self) -> Paper:
        chosen: Paper = self._paper.value() or papers.PAPERS[0]  # type: ignore[assignment] # the values offered
        return chosen

    def _on_paper_chosen(self) -> None:
        self._forms.choose(self._chosen)
        self._draw()

    def _on_language(self) -> None:
        self._forms.speak(str(self._language.value()))
        self._draw()

    def _on_office_changed(self) -> None:
        """Draw again what states the branch; an issued paper stays as it is."""
        if not self._shown:
            self._draw()

    def _choose_quietly(self, paper: str) -> None:
        """Let the box name the paper in sight, without drawing a new one."""
        self._paper.blockSignals(True)
        self._paper.set_value(paper)
        self._paper.blockSignals(False)
        self._forms.choose(self._chosen)

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
        details = self._forms.details()
        self._tell_note(case, paper)

        def work() -> _Drawn:
            try:
                content = papers.preview_paper(desk, case.case_id, paper, language, details)
                gaps = papers.paper_gaps(desk, case.case_id, paper, details)
            except DeskError as error:
                return _Drawn(number, "", b"", error)
            return _Drawn(number, paper_name(paper), content, gaps=gaps)

        self._background.run(work, self._show_drawn)

    def _show_drawn(self, drawn: _Drawn) -> None:
        """Show a page unless something else was asked for while it was drawn."""
        if drawn.number != self._drawn or self._case is None:
            return
        may_issue = self._case.may(Verb.ISSUE_PAPER, self._desk.person) is None
        self._issue_button.setEnabled(may_issue and drawn.error is None)
        self._gaps.show_gaps(drawn.gaps or papers.Gaps())
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

    def _issue(self) -> None:
        case = self._case
        if case is None or not self._forms.check() or not self._may_stay_blank(case):
            return
        paper, language = self._chosen, str(self._language.value())
        # A button that is shut hands the keyboard on, out of the page in the end.
        self._issued.setFocus()
        self._issue_button.setEnabled(False)
        self._preview.wait()
        work = partial(papers.issue_paper, self._desk, case.case_id, paper, language, self._forms.details())
        self._background.run(
            self._forms.recording(paper, work),
            partial(self._on_issued, paper),
            partial(self._on_not_issued, case.case_id, paper),
            writes=True,
        )

    def _may_stay_blank(self, case: Case) -> bool:
        """Ask before an agreement is issued that does not say to whom and where the money goes."""
        blank = self._forms.left_blank()
        if not blank or papers.is_draft(case, self._chosen):
            return True
        said = _("Blank on the paper: {facts}. Write it in by hand on both copies before they are signed.").format(
            facts=_(", ").join(map(fact, blank))
        )
        if ask.confirm(self, _("Issue it without saying where the money goes?"), said, _("Issue with blanks")):
            return True
        self._forms.focus(blank[0])
        return False

    def _on_issued(self, paper: Paper, row: PaperRow) -> None:
        self._forms.issued(row.case_id, paper)
        if self._is_in_front(row.case_id):
            # The draft in sight is not what was issued: show that, whatever else the change of the case brings about.
            self._shown = row.number
        self._changes.noted.emit(_("Issued: {paper} {number}").format(paper=paper_name(row.paper), number=row.number))
        self._changes.case_changed.emit(row.case_id)
        self._list(row.case_id)

    def _on_not_issued(self, case_id: str, paper: Paper, error: Exception) -> None:
        self._forms.not_issued(case_id, paper)
        self._issue_button.setEnabled(True)
        self._preview.wait(waiting=False)
        self._fail(error)

    def _list(self, case_id: str) -> None:
        self._background.run(
            partial(papers.list_papers, self._desk, case_id), partial(self._show_issued, case_id), self._fail
        )

    def _is_in_front(self, case_id: str) -> bool:
        return self._case is not None and self._case.case_id == case_id

    def _show_issued(self, case_id: str, rows: Sequence[PaperRow]) -> None:
        # Several are read at once: the answer for the case before may be the last to come.
        if not self._is_in_front(case_id):
            return
        self._model.set_rows(rows)
        if self._shown:
            self.show_paper(self._shown)

    def _on_issued_chosen(self, row: PaperRow | None) -> None:
        if row is None:
            return
        self._shown = row.number
        self._gaps.clear()
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
        said = explain_ours(error)
        self._gaps.clear()
        self._part = _PART_OF.get(error.missing, "") if isinstance(error, NotYet) else ""
        self._onward.setVisible(bool(self._part))
        self._banner.tell(said, "warning" if self._part else "danger")

    def _go_on(self) -> None:
        if self._case is not None:
            self._changes.case_requested.emit(self._case.case_id, self._part)

    def _go_to_branch(self, field: str) -> None:
        if self._case is not None:
            self._changes.branch_requested.emit(field, self._case.case_id)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what was put off while another part of the case was in front."""
        super().showEvent(event)
        if self._is_due:
            self._draw()
