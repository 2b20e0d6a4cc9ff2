"""The root-cause cards somebody has to look at today: a line that says so, and the form for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.traces import Trace, TraceKind
from desktop.i18n import _
from desktop.ui import panels
from desktop.ui.oversight.cause_cards import CheckCauseCard
from desktop.wording import oversight as wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.actions.desk import Desk
    from desktop.domain.branch import Cause
    from desktop.ui.background import Background


class CheckToday(panels.Banner):
    """One line for the card that has waited longest; its button opens the form, which stands elsewhere on the page.

    Attributes:
        card: the form; out of sight until it is wanted.
    """

    def __init__(self, desk: Desk, background: Background) -> None:
        super().__init__("warning")
        self.setObjectName("check_today")
        self._cause_id = ""
        self.card = CheckCauseCard(desk, background)
        self.card.hide()
        begin = panels.link_button(_("Record the check"), self._begin)
        begin.setObjectName("check_today_button")
        self.add_action(begin)

    def show_causes(self, due: Sequence[Cause]) -> None:
        """Say what is to be looked at; what is being typed about the same card stays."""
        first = due[0] if due else None
        cause_id = first.opened.cause_id if first is not None else ""
        if cause_id != self._cause_id:
            self._cause_id = cause_id
            self.card.hide()
            self.card.form.fill({})
        if first is None:
            self.tell("")
            return
        kind, value = first.opened.trace
        told = _("To be checked today: did it help? {trace}: {countermeasure}").format(
            trace=wording.trace(Trace(TraceKind(kind), value)), countermeasure=first.opened.countermeasure
        )
        more = _("{count} more after it.").format(count=len(due) - 1)
        self.tell(_("{first} {second}").format(first=told, second=more) if len(due) > 1 else told, "warning")
        self.card.show_cause(first)

    def _begin(self) -> None:
        self.card.show()
        self.card.form.focus("result")
