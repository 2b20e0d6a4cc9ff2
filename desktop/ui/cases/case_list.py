"""All cases: search, filter by status and department, sort by any column; the story of the one in focus beside them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop import i18n
from desktop.actions import cases
from desktop.domain.case import Status
from desktop.domain.people import DEPARTMENTS_HERE
from desktop.i18n import _, ngettext
from desktop.ui import panels, theme
from desktop.ui.cases.summary import CaseSummary
from desktop.ui.cases.table import CaseRows, case_columns
from desktop.ui.choices import ChoiceField
from desktop.ui.fields import TextField
from desktop.ui.table_model import RowsModel
from desktop.wording import case as words
from desktop.wording import life_words as w
from desktop.wording.errors import explain_ours
from desktop.wording.oversight import first_of

if TYPE_CHECKING:
    from desktop.actions.cases import Found
    from desktop.actions.desk import Desk
    from desktop.ui.background import Background

#: Milliseconds after the last key until the search runs.
_SEARCH_AFTER = 200


class CaseList(QWidget):
    """Finds a case.

    Signals:
        case_chosen: open the case with this id at this part.
    """

    case_chosen = Signal(str, str)

    def __init__(self, desk: Desk, background: Background) -> None:
        super().__init__()
        self._desk, self._background = desk, background
        self._asked = ("", "", "")
        self._search = TextField(_("Number, waybill, name or part of a phone"))
        self._search.setObjectName("search_edit")
        self._search.setAccessibleName(_("Search the cases"))
        self._search.setClearButtonEnabled(True)
        self._search.setMinimumWidth(theme.PANEL)
        every: list[tuple[object, str]] = [("", _("Every status"))]
        self._status = ChoiceField([*every, *((status.value, words.status(status.value)) for status in Status)])
        self._status.setObjectName("status_choice")
        self._status.setAccessibleName(_("Status"))
        self._status.setMinimumWidth(160)
        self._status.set_value("")
        anywhere: list[tuple[object, str]] = [("", _("Every department"))]
        self._department = ChoiceField([*anywhere, *((code, w.name(w.DEPARTMENTS, code)) for code in DEPARTMENTS_HERE)])
        self._department.setObjectName("department_choice")
        self._department.setAccessibleName(_("Department"))
        self._department.setMinimumWidth(160)
        self._department.set_value("")
        self.model = RowsModel(case_columns(desk.clock))
        self.list = CaseRows(self.model)
        self.list.setObjectName("case_list")
        self.list.setAccessibleName(_("Cases"))
        self.list.sort_by(0, Qt.SortOrder.AscendingOrder)
        self._header = panels.PageHeader(_("Cases"))
        self._banner = panels.Banner()
        self._summary = CaseSummary(desk, background, _("Choose a case to see its story."))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SEARCH_AFTER)
        self._build()
        self._connect()

    def search(self, words: str) -> None:
        """Show the cases in which a number, waybill, name or phone holds these words."""
        self._search.set_value(words)
        self._status.set_value("")
        self._department.set_value("")
        self._timer.stop()
        self.refresh()

    def refresh(self) -> None:
        """Read what is asked for."""
        self._asked = (
            str(self._search.value()),
            str(self._status.value() or ""),
            str(self._department.value() or ""),
        )
        self._background.run(partial(self._find, *self._asked), self._show, self._fail)

    def focus_list(self) -> None:
        """Put the keyboard where the person goes on: the list, or the search while nothing is found."""
        (self.list if self.model.rowCount() else self._search).setFocus()

    def _build(self) -> None:
        side = panels.Card(margin=theme.L, scroll=True)
        side.setFixedWidth(theme.PANEL)
        side.body.addWidget(self._summary)
        side.body.addStretch(1)
        across = panels.row(self.list, side, spacing=theme.M)
        across.setStretch(0, 1)
        layout = panels.column(
            self._header,
            self._banner,
            panels.row(self._search, self._status, self._department, None),
            across,
            spacing=theme.M,
        )
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self._search.changed.connect(self._timer.start)
        self._search.returnPressed.connect(self._to_first)
        self._status.changed.connect(self.refresh)
        self._department.changed.connect(self.refresh)
        self._timer.timeout.connect(self.refresh)
        self.list.row_chosen.connect(self._summary.show_row)
        self.list.row_opened.connect(lambda row: self.case_chosen.emit(row.case_id, "story"))
        self._summary.open_requested.connect(self.case_chosen)

    def _find(self, words: str, status: str, department: str) -> tuple[tuple[str, str, str], Found]:
        asked = (words, status, department)
        statuses = (Status(status),) if status else ()
        if words:
            return asked, cases.search(self._desk, words, statuses, department)
        return asked, cases.look_up(self._desk, statuses, department)

    def _show(self, answer: tuple[tuple[str, str, str], Found]) -> None:
        asked, (rows, total) = answer
        if asked != self._asked:
            return
        self._banner.clear()
        here = self.list.current_row()
        if not any(asked):
            self.list.set_empty_text(_("No cases yet. Scan a waybill or press F2 to take in the first one."))
        else:
            self.list.set_empty_text(_("No case fits. Try fewer words, or another status or department."))
        self.model.set_rows(rows)
        count = ngettext("{count} case", "{count} cases", total).format(count=i18n.number(total))
        self._header.set_summary(_(" · ").join(filter(None, (count, first_of(len(rows), total)))))
        if here is not None:
            self.list.choose(self.model.position_of(lambda row: row.case_id == here.case_id))

    def _fail(self, error: Exception) -> None:
        self._banner.tell(explain_ours(error), "danger")

    def _to_first(self) -> None:
        self._timer.stop()
        self.refresh()
        self.list.setFocus()
