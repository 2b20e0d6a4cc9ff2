"""What a change of days, hours or limits moved: said in a banner, listed in a panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from desktop import i18n
from desktop.i18n import N_, _
from desktop.ui import panels, theme
from desktop.ui.table_model import Column, RowsModel
from desktop.ui.table_view import RowsView
from desktop.wording import branch_days as words

if TYPE_CHECKING:
    from desktop.actions.branch_days import Moved

_COLUMNS: tuple[Column[Moved], ...] = (
    Column(N_("Case"), lambda row: row.number, width=116, strong=True),
    Column(N_("Time limit"), lambda row: words.promise_name(row.promise)),
    Column(N_("Was due"), lambda row: i18n.moment_of_text(row.old), lambda row: row.old, width=168),
    Column(N_("Is due now"), lambda row: i18n.moment_of_text(row.new), lambda row: row.new, width=168),
)
_SIZE = (720, 480)


class MovedList(QDialog):
    """The due times that moved; Enter opens the case, Escape closes the list.

    Signals:
        case_chosen: open the case with this id.
    """

    case_chosen = Signal(str)

    def __init__(self, moved: list[Moved], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("moved_list")
        self.setWindowTitle(_("Due times that moved"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self.table = RowsView(RowsModel(_COLUMNS))
        self.table.setObjectName("moved_table")
        self.table.setAccessibleName(_("Due times that moved"))
        self.table.rows_model.set_rows(moved)
        self.table.choose(0)
        close = panels.button(_("Close"), self.reject)
        close.setObjectName("close_moved_button")
        layout = panels.column(panels.section_title(_("Due times that moved")), self.table, panels.footer(None, close))
        layout.setContentsMargins(theme.XL, theme.L, theme.XL, theme.L)
        self.setLayout(layout)
        self.table.row_opened.connect(self._choose)

    def _choose(self, row: Moved) -> None:
        self.accept()
        self.case_chosen.emit(row.case_id)


class MovedBanner(panels.Banner):
    """Says how many due times the last change moved, with the way to the list of them.

    Signals:
        case_chosen: open the case with this id.
    """

    case_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("good")
        self.setObjectName("moved_banner")
        self._list = panels.link_button(_("Show them"), self._show_list)
        self._list.setObjectName("show_moved_button")
        self.add_action(self._list)
        self._moved: list[Moved] = []

    def show_moved(self, moved: list[Moved]) -> str:
        """Say what moved; return what was said."""
        said = words.moved_text(len(moved))
        self.tell(said, "good")
        self._moved = moved
        self._list.setVisible(bool(moved))
        return said

    def _show_list(self) -> None:
        shown = MovedList(self._moved, self)
        shown.case_chosen.connect(self.case_chosen)
        shown.open()
