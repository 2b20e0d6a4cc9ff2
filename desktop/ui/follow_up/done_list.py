"""What was done on a case around its settlement, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop import i18n
from desktop.actions.history import names_of
from desktop.domain import entries as e
from desktop.i18n import _
from desktop.ui import icons, panels, theme
from desktop.wording import life_history

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.wording.names import Names

#: What is work on an order that is still open stands on its card.
_DONE: dict[type, str] = {
    e.CustomerContacted: "users",
    e.PaymentMade: "stamp",
    e.RemedyDone: "check",
    e.GoodsFound: "info",
    e.MoneyReturned: "stamp",
    e.SatisfactionAsked: "users",
    e.WaitEnded: "calendar",
    e.OrderAnswered: "check",
    e.OrderWithdrawn: "x",
    e.CaseLinked: "copy",
    e.CaseMerged: "copy",
    e.CaseAssigned: "users",
    e.CaseReopened: "folder-open",
    e.CaseClosed: "circle-check",
}
#: More than this is a long history, which the story shows.
_SHOWN = 15


class DoneList(panels.Card):
    """The card of what was done."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(margin=theme.M)
        self._desk = desk
        self._rows = panels.column(spacing=theme.S)
        self.body.addWidget(panels.section_title(_("Done so far")))
        self.body.addLayout(self._rows)

    def show_case(self, case: Case) -> None:
        """Show what was done on a case."""
        names = names_of(self._desk, case)
        done = [
            (line.entry.header, line.entry.body)
            for line in reversed(case.history)
            if not line.stale and isinstance(line.entry.body, e.LifeBody) and type(line.entry.body) in _DONE
        ]
        rows = [self._row(header, body, names) for header, body in done[:_SHOWN]]
        if len(done) > _SHOWN:
            more = _("{count} earlier ones stand in the history of the story.").format(count=len(done) - _SHOWN)
            rows.append(panels.text(more, "secondary"))
        if not done:
            rows.append(panels.text(_("Nothing yet."), "secondary"))
        panels.fill(self._rows, rows)

    def _row(self, header: e.Header, body: e.LifeBody, names: Names) -> QWidget:
        person = self._desk.office.people.at(header.actor, header.time)
        who = person.name if person is not None else _("Unknown person")
        when = _("{who} · {moment}").format(who=who, moment=i18n.moment_of_text(header.time))
        symbol = icons.Symbol(_DONE[type(body)], "secondary", 16)
        told = panels.column(
            panels.text(life_history.sentence(body, names), selectable=True), panels.text(when, "secondary"), spacing=2
        )
        line = panels.row(symbol, told, spacing=theme.S)
        line.setAlignment(symbol, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        box = QWidget()
        box.setLayout(line)
        return box
