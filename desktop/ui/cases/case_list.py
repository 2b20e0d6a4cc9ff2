"""All cases: search, filter by status, sort by any column; the story of the one in focus beside them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.actions import cases
from desktop.domain.case import Status
from desktop.i18n import _, ngettext
from desktop.ui import panels, theme
from desktop.ui.cases.summary import CaseSummary
from desktop.ui.cases.table import CaseRows, case_columns
from desktop.ui.choices import ChoiceField
from desktop.ui.fields import TextField
from desktop.ui.table_model import RowsModel
from desktop.wording import case as words
from desktop.wording.errors import explain_ours

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.storage.index import CaseRow
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
        self._asked = ("", "")
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
        self._timer.stop()
        self.refresh()

    def refresh(self) -> None:
        """Read what is asked for."""
        words, status = str(self._search.value()), str(self._status.value() or "")
        self._asked = (words, status)
        self._background.run(partial(self._find, words, status), self._show, self._fail)

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
            self._header, self._banner, panels.row(self._search, self._status, None), across, spacing=theme.M
        )
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self._search.changed.connect(self._timer.start)
        self._search.returnPressed.connect(self._to_first)
        self._status.changed.connect(self.refresh)
        self._timer.timeout.connect(self.refresh)
        self.list.row_chosen.connect(self._summary.show_row)
        self.list.row_opened.connect(lambda row: self.case_chosen.emit(row.case_id, "story"))
        self._summary.open_requested.connect(self.case_chosen)

    def _find(self, words: str, status: str) -> tuple[tuple[str, str], list[CaseRow]]:
        if words:
            found = cases.find_cases(self._desk, words)
            return (words, status), [row for row in found if status in ("", row.status)]
        return (words, status), cases.list_cases(self._desk, (Status(status),) if status else ())

    def _show(self, answer: tuple[tuple[str, str], list[CaseRow]]) -> None:
        asked, rows = answer
        if asked != self._asked:
            return
        self._banner.clear()
        here = self.list.current_row()
        if asked == ("", ""):
            self.list.set_empty_text(_("No cases yet. Scan a waybill or press F2 to take in the first one."))
        else:
            self.list.set_empty_text(_("No case fits. Try fewer words, or another status."))
        self.model.set_rows(rows)
        count = ngettext("{count} case", "{count} cases", len(rows)).format(count=len(rows))
        self._header.set_summary(count)
        if here is not None:
            self.list.choose(self.model.position_of(lambda row: row.case_id == here.case_id))

    def _fail(self, error: Exception) -> None:
        self._banner.tell(explain_ours(error), "danger")

    def _to_first(self) -> None:
        self._timer.stop()
        self.refresh()
        self.list.setFocus()
