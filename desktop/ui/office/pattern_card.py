"""From how many alike cases within how many days on the program speaks of a pattern: the branch's own choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.actions import same_again
from desktop.domain.branch import LONGEST_PATTERN, MOST_ALIKE
from desktop.i18n import N_, _
from desktop.ui.fields import IntegerField, kind
from desktop.ui.forms import Field
from desktop.ui.oversight.form_card import FormCard

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.actions.desk import Desk
    from desktop.ui.background import Background

_FIELDS = (
    Field("count", N_("Alike cases"), kind(IntegerField, 2, MOST_ALIKE), required=True, width=120),
    Field("days", N_("Within days"), kind(IntegerField, 1, LONGEST_PATTERN), required=True, width=120, beside=True),
)


class PatternCard(FormCard):
    """Two figures; a manager sets them, others read."""

    def __init__(self, desk: Desk, background: Background, *, may_manage: bool) -> None:
        super().__init__(background, _("When the same keeps coming up"), _FIELDS, _("Set"), "pattern_setting")
        self._desk = desk
        self.note.setText(_("From so many alike cases on, oversight asks for a root-cause card."))
        self.form.set_read_only(not may_manage)
        self.button.setVisible(may_manage)
        self.form.changed.connect(lambda _key: self.button.setEnabled(self.form.is_dirty))
        self.done()

    def work(self) -> tuple[Callable[[], object], str]:
        """Return what sets the figures."""
        typed = self.form.values()
        count, days = int(typed["count"]), int(typed["days"])
        return lambda: same_again.set_pattern(self._desk, count, days), _("Patterns are looked for anew.")

    def done(self) -> None:
        """Show the figures in force."""
        count, days = self._desk.office.people.branch.pattern
        self.form.fill({"count": count, "days": days})
        self.button.setEnabled(False)
