"""What is still to be done before a case can be closed, each line with the way there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.domain.closing import remarks
from desktop.domain.life import to_be_done, told_since
from desktop.domain.money_back import due_back, result_since, to_come_back
from desktop.domain.payments import left_to_pay
from desktop.i18n import N_, _
from desktop.ui import icons, panels, theme
from desktop.wording import life_words as w
from desktop.wording.paid_for import paid_in_parts, remark

if TYPE_CHECKING:
    from desktop.domain.case import Case

#: Where each line leads: words of the button, and the act or part of the case; empty where there is no way there.
_WAYS = {
    "other-outcome": ("", ""),
    "stands-not": (N_("To the finding"), "story"),
    "decision": (N_("To the proposal"), "proposal"),
    "refusal": (N_("To the proposal"), "proposal"),
    "approval": (N_("To the proposal"), "proposal"),
    "paid": (N_("Record a payment"), "pay"),
    "remedies": (N_("Carried out"), "carry-out"),
    "orders": (N_("Answer a work order"), "answer"),
    "objection": (N_("To the notices"), "story"),
    "goods": (N_("Goods found"), "found"),
    "wish": (N_("Record the wish"), "found"),
    "money-back": (N_("Money came back"), "money-back"),
    "money-out": ("", ""),
    "claim": ("", ""),
    "talk": (N_("Tell the customer"), "tell"),
    "outcome-told": (N_("Tell the customer"), "tell"),
    "accepted": (N_("Tell the customer"), "tell"),
    "declined": (N_("Tell the customer"), "tell"),
    "authority": (N_("Record the answer"), "tell"),
}


class Checklist(QWidget):
    """A list of what is done and what is missing.

    Signals:
        wanted: the person wants to do a missing one; the key of the act or part.
    """

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._ways: list[QPushButton] = []
        self._body = panels.column(spacing=theme.XS)
        self.setLayout(self._body)

    def show_missing(self, case: Case, missing: tuple[str, ...], *, with_done: bool = True) -> None:
        """Show what is missing, and what matters for a case and is done already."""
        panels.clear(self._body)
        self._ways = []
        done = _done(case) if with_done else set()
        for code in _WAYS:
            if code in missing or code in done:
                lacks = _("Still missing: {what}") if with_done else _("Still on this case: {what}")
                line = self._line(code, case, lacks if code in missing else "")
                self._body.addWidget(line)
                line.show()
        for found in remarks(case):
            line = _remark_line(remark(found))
            self._body.addWidget(line)
            line.show()

    def focus_first(self) -> None:
        """Put the keyboard on the first thing to do."""
        if self._ways:
            self._ways[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, code: str, case: Case, lacks: str) -> QWidget:
        is_missing = bool(lacks)
        symbol = icons.Symbol("circle" if is_missing else "circle-check", "warning" if is_missing else "good")
        named = _("all work orders") if code == "orders" and not is_missing else w.name(w.MISSING, code)
        words = lacks or _("Done: {what}")
        if code == "paid" and (parts := paid_in_parts(case)):
            named = _("{what} ({parts})").format(what=named, parts=parts)
        line = panels.row(symbol, panels.text(words.format(what=named)))
        line.setStretch(1, 1)
        label, key = _WAYS[code]
        if is_missing and label:
            way = panels.link_button(_(label), lambda: self.wanted.emit(key))
            way.setObjectName(f"missing_{code}_button")
            self._ways.append(way)
            line.addWidget(way)
        box = QWidget()
        box.setLayout(line)
        return box


def _remark_line(words: str) -> QWidget:
    """Return a line that keeps nothing back, but ought to be looked at before the end."""
    line = panels.row(icons.Symbol("triangle-alert", "warning"), panels.text(words))
    line.setStretch(1, 1)
    box = QWidget()
    box.setObjectName("remark_line")
    box.setLayout(line)
    return box


def _done(case: Case) -> set[str]:
    """Return what is really done, whichever outcome asks for it."""
    found = set()
    decided = case.decision.header.time if case.decision else ""
    if told_since(case, max(decided, case.life.reopened_since, result_since(case))) is not None:
        found.add("outcome-told")
    if case.life.orders and not case.life.open_orders:
        found.add("orders")
    if due_back(case) and not to_come_back(case):
        found.add("money-back")
    if case.proposal is None or case.decision is None:
        return found
    found.add("decision")
    if case.is_approved and case.proposal.body.amount_fen and not left_to_pay(case):
        found.add("paid")
    if case.is_approved and set(case.proposal.body.remedies) - {"compensate", "refund"} and not to_be_done(case):
        found.add("remedies")
    return found
