"""The row in focus: how long is left, what lateness costs and where that is written, and the buttons to act."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop.domain.authority import VERBS_OF, Verb
from desktop.i18n import _
from desktop.ui import icons, panels, theme
from desktop.ui.desk.acts import acts_of
from desktop.ui.desk.rows import left_words, moment_tip, what_to_do
from desktop.wording import work as words

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain.lateness import Lateness
    from desktop.domain.work_rows import TaskRow


class TaskCard(panels.Card):
    """Follows the list.

    Signals:
        act_requested: do something about the row; carries the row and the code of the act.

    """

    act_requested = Signal(object, str)

    def __init__(self, desk: Desk, lateness: Lateness) -> None:
        super().__init__(margin=theme.M)
        self._desk, self._lateness = desk, lateness
        self._row: TaskRow | None = None
        self.setObjectName("task_card")
        self.hide()

    def show_row(self, row: TaskRow | None) -> None:
        """Show a row, or nothing."""
        self._row = row
        panels.clear(self.body)
        self.setVisible(row is not None)
        if row is None:
            return
        due = left_words(row, self._desk.clock.now())
        head = panels.row(panels.text(due.words, "section", tone=due.tone, wrap=False), None)
        if due.icon:
            head.insertWidget(0, icons.Symbol(due.icon, due.tone or "secondary"))
        self.body.addLayout(head)
        self.body.addWidget(panels.text(what_to_do(row), "strong"))
        self.body.addWidget(panels.text(moment_tip(row), "secondary"))
        costs = words.costs_with_sources(self._lateness, row.task)
        if costs:
            self.body.addWidget(panels.text(_("If it is late"), "secondary", wrap=False))
            for line in costs:
                self.body.addWidget(panels.text(line))
        self._add_buttons(row)

    def _add_buttons(self, row: TaskRow) -> None:
        if Verb.LOOK_AFTER not in VERBS_OF[self._desk.person.role]:
            return
        for act in acts_of(row, self._desk.person.person_id):
            label = _("{words} ({key})").format(words=_(act.label), key=act.key)
            button = panels.button(label, partial(self.act_requested.emit, row, act.code))
            button.setObjectName(f"{act.code}_task_button")
            self.body.addLayout(panels.row(button, None))
