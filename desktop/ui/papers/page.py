"""All papers the branch issued: the list, the page, what it is, and whether one that comes back is genuine."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop import i18n
from desktop.actions import papers
from desktop.actions.papers import Standing
from desktop.domain.paper_code import is_code
from desktop.i18n import _, ngettext
from desktop.ui import panels, theme
from desktop.ui.fields import TextField
from desktop.ui.page import PageWidget
from desktop.ui.papers.table import ALL_PAPERS, state
from desktop.ui.preview import PdfPreview
from desktop.ui.table_model import RowsModel
from desktop.ui.table_view import RowsView
from desktop.wording.case import paper as paper_name
from desktop.wording.errors import explain_ours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from desktop.actions.desk import Desk
    from desktop.actions.papers import CheckedPaper
    from desktop.storage.index import PaperRow
    from desktop.ui.background import Background
    from desktop.ui.changes import Changes
    from desktop.ui.panels import Tone

_LIST_WIDTH = 412


class PapersPage(PageWidget):
    """The list of papers at the left, the page in the middle, what it is and the check at the right."""

    def __init__(self, desk: Desk, background: Background, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._background, self._changes = desk, background, changes
        self._wanted = ""
        self._model: RowsModel[PaperRow] = RowsModel(ALL_PAPERS)
        self._list = RowsView(
            self._model,
            empty_text=_("No papers have been issued.\nOpen a case to issue its receipt."),
            empty_icon="file-text",
        )
        self._header = panels.PageHeader(_("Papers"))
        self._banner = panels.Banner()
        self._preview = PdfPreview()
        self._beside = _Beside()
        self.right_panel = self._beside
        self.first_focus = self._list
        self._build()
        self._list.row_chosen.connect(self._on_chosen)
        self._beside.code_given.connect(self._check)
        self._beside.case_wanted.connect(lambda case_id: changes.case_requested.emit(case_id, "papers"))
        changes.case_changed.connect(self._on_case_changed)

    def opened(self) -> None:
        """Read the list anew."""
        self._background.run(partial(papers.list_papers, self._desk), self._show_list, self._fail)

    def show_paper(self, number: str) -> None:
        """Show one paper."""
        self._wanted = number
        self.opened()

    def take_scan(self, code: str) -> bool:
        """Check a paper whose code was scanned while this page is in front."""
        if not is_code(code):
            return False
        self._beside.show_code(code)
        self._check(code)
        return True

    def _build(self) -> None:
        self._list.setObjectName("papers_list")
        self._list.setFixedWidth(_LIST_WIDTH)
        self._list.setAccessibleName(_("Issued papers"))
        self._preview.setObjectName("paper_preview")
        self._banner.setObjectName("papers_banner")
        middle = panels.column(self._banner, self._preview)
        middle.setStretch(1, 1)
        across = panels.row(self._list, middle, spacing=theme.L)
        across.setStretch(1, 1)
        self.body.addWidget(self._header)
        self.body.addLayout(across, 1)

    def _on_case_changed(self, _case_id: str) -> None:
        if self.isVisible():
            self.opened()

    def _show_list(self, rows: Sequence[PaperRow]) -> None:
        current = self._list.current_row()
        wanted = self._wanted or (current.number if current else "")
        self._wanted = ""
        self._model.set_rows(rows)
        self._header.set_summary(ngettext("{n} paper", "{n} papers", len(rows)).format(n=len(rows)))
        if rows:
            self._list.choose(max(self._model.position_of(lambda row: row.number == wanted), 0))

    def _on_chosen(self, row: PaperRow | None) -> None:
        self._banner.clear()
        self._beside.show_row(self._desk, row)
        if row is None:
            self._preview.clear()
        else:
            self._background.run(partial(self._read, row.number), self._show_pdf, self._fail)

    def _read(self, number: str) -> tuple[str, bytes]:
        return number, papers.read_paper(self._desk, number)

    def _show_pdf(self, read: tuple[str, bytes]) -> None:
        number, content = read
        row = self._list.current_row()
        if row is not None and row.number == number:
            # The file is named after the paper: a customer's name has no place in a file name.
            self._preview.show_pdf(content, number)

    def _check(self, text: str) -> None:
        self._background.run(partial(papers.check_paper_code, self._desk, text), self._show_check, self._fail)

    def _show_check(self, checked: CheckedPaper) -> None:
        self._beside.show_check(checked)
        if checked.paper is not None:
            self._list.choose(self._model.position_of(lambda row: row == checked.paper))

    def _fail(self, error: Exception) -> None:
        said = explain_ours(error)
        self._preview.clear()
        self._banner.tell(said, "danger")


class _CodeField(TextField):
    """Takes the text of a QR code from a scanner or the clipboard; Enter is the end of it, never a button.

    Signals:
        given: a code is complete.
    """

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Scan or paste the code"), longest=400)
        self.setAccessibleName(_("Code of the paper"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter in the field."""
        super().keyPressEvent(event)
        if event.text() in ("\r", "\n"):
            event.accept()
            if self.value():
                self.given.emit(str(self.value()))


class _Beside(QWidget):
    """What a paper is, and the check of one that comes back.

    Signals:
        code_given: check this code.
        case_wanted: open the case with this id.
    """

    code_given = Signal(str)
    case_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._case_id = ""
        self._title = panels.section_title("")
        self._facts = panels.Facts()
        self._open = panels.button(_("Open the case"), lambda: self.case_wanted.emit(self._case_id))
        self._open.setObjectName("open_case_button")
        self._code = _CodeField()
        self._code.setObjectName("paper_code_edit")
        self._check = panels.button(_("Check"), self._give)
        self._check.setObjectName("check_button")
        self._result = panels.Banner()
        self._result.setObjectName("check_result")
        self._code.given.connect(self.code_given)
        advice = _("Scan the code at the bottom right of a paper: it shows whether we issued it and with what amount.")
        self.setLayout(
            panels.column(
                self._title,
                self._facts,
                panels.row(self._open, None),
                panels.hairline(),
                panels.section_title(_("Check a paper")),
                panels.text(advice, "secondary"),
                panels.row(self._code, self._check),
                self._result,
                None,
                spacing=theme.M,
            )
        )
        self.show_row(None, None)

    def show_row(self, desk: Desk | None, row: PaperRow | None) -> None:
        """Say what a paper is."""
        self._case_id = row.case_id if row else ""
        self._open.setVisible(row is not None)
        self._title.setText(paper_name(row.paper) if row else _("No paper chosen"))
        self._facts.show_facts(_facts_of(desk, row) if desk is not None and row is not None else ())

    def show_code(self, code: str) -> None:
        """Show a code that was scanned somewhere else in the window."""
        self._code.set_value(code)

    def show_check(self, checked: CheckedPaper) -> None:
        """Say what a check found."""
        self._result.tell(*_verdict(checked))

    def _give(self) -> None:
        if self._code.value():
            self.code_given.emit(str(self._code.value()))


def _facts_of(desk: Desk, row: PaperRow) -> list[tuple[str, str | QWidget]]:
    person = desk.office.people.at(row.issued_by, row.issued_at)
    holder = QWidget()
    holder.setLayout(panels.row(panels.chip(state(draft=row.draft), "warning" if row.draft else "good"), None))
    return [
        (_("Number"), row.number),
        (_("Status"), holder),
        (_("Amount"), "" if row.amount_fen is None else i18n.yuan(row.amount_fen)),
        (_("Issued by"), person.name if person else ""),
        (_("Issued"), i18n.moment_of_text(row.issued_at)),
    ]


def _verdict(checked: CheckedPaper) -> tuple[str, Tone]:
    """Return the sentence for a check, and its tone."""
    code = checked.code
    if checked.standing is Standing.UNREADABLE or code is None:
        return _("This is no code of a paper. Scan the square at the bottom right of the first page."), "info"
    if checked.standing is Standing.UNKNOWN_HERE:
        said = _("{number} is not on record at this branch. Ask the branch named on the paper.")
        return said.format(number=code.number), "warning"
    if checked.standing is Standing.FORGED:
        said = _("Forged or changed: this code is not the one we issued for {number}. Compare with the page shown.")
        return said.format(number=code.number), "danger"
    amount = _("no amount") if code.fen is None else i18n.yuan(code.fen)
    said = _("Genuine: {number}, {amount}, {day}, issued by {name}. Compare number and amount with the print.").format(
        number=code.number, amount=amount, day=i18n.day(code.on), name=checked.issued_by
    )
    notes = []
    if code.draft:
        notes.append(_("It is a draft and not in force."))
    if checked.overtaken:
        notes.append(_("The proposal it states has been replaced since."))
    return "\n".join([said, *notes]), "warning" if notes else "good"
