"""An open work order as a card: task, who has it, until when, what happened to it; a letter for each thing to do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop import i18n
from desktop.i18n import _, ngettext
from desktop.ui import panels, theme
from desktop.ui.cases.due import due_words
from desktop.ui.flow import FlowLayout
from desktop.ui.follow_up.acts import ORDER_ACTS, why_not_on_order
from desktop.ui.follow_up.order_forms import who_has
from desktop.wording import life_history
from desktop.wording import life_words as w

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QFrame

    from desktop.actions.desk import Desk
    from desktop.domain import entries as e
    from desktop.domain.case import Case
    from desktop.domain.work_orders import WorkOrder

#: Steps in sight; the earlier ones stand in the tool tip, and all of them in the history.
_LAST = 2


class OrderCard(panels.Card):
    """One open work order.

    Signals:
        act_requested: do something to it; key of the form and id of the order.
    """

    act_requested = Signal(str, str)

    def __init__(self, desk: Desk, case: Case, order: WorkOrder) -> None:
        super().__init__(margin=theme.S)
        self._desk, self._order = desk, order
        self.setObjectName("order_card")
        self._why_not = why_not_on_order(case, order.order_id, desk.person)
        self._head()
        opened = order.opened[1]
        self.body.addWidget(panels.text(opened.words, selectable=True))
        lines = [self._step(header, body) for header, body in order.steps]
        for line in lines[-_LAST:]:
            self.body.addWidget(panels.text(line, "secondary"))
        self.setToolTip("\n".join([self._opened_by(), *lines]))
        self._buttons()

    def _head(self) -> None:
        order, opened = self._order, self._order.opened[1]
        due = due_words(order.due_at, self._desk.clock.now())
        who = panels.text(who_has(order, self._desk.office.people))
        chip = panels.chip(due.words, due.tone, icon=due.icon or "calendar")
        chip.setToolTip(_("Due {time}").format(time=i18n.moment_of_text(order.due_at)))
        head = panels.row(panels.text(w.name(w.TASKS, opened.task), "strong", wrap=False), who, chip)
        head.setStretch(1, 1)
        self.body.addLayout(head)
        signs = panels.row(*self._signs(), None, spacing=theme.XS)
        if signs.count() > 1:
            self.body.addLayout(signs)

    def _signs(self) -> list[QFrame]:
        """Say in chips what makes this order more pressing than others."""
        order, signs = self._order, []
        if order.opened[1].urgent:
            signs.append(panels.chip(_("urgent"), "warning"))
        if order.times_pressed:
            pressed = ngettext("chased {count} time", "chased {count} times", order.times_pressed)
            signs.append(panels.chip(pressed.format(count=order.times_pressed)))
        if order.is_escalated:
            signs.append(panels.chip(_("with the supervisor"), "info", icon="arrow-big-up"))
        return signs

    def _buttons(self) -> None:
        holder = QWidget()
        row = FlowLayout(holder, spacing=theme.XS)
        policy = holder.sizePolicy()
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        for key, label, letter in ORDER_ACTS:
            make = panels.button if key == "answer" else panels.quiet_button
            button = make(_(label), partial(self.act_requested.emit, key, self._order.order_id))
            button.setObjectName(f"{key}_button")
            button.setEnabled(not self._why_not)
            button.setToolTip(self._why_not or _("{words} ({key})").format(words=_(label), key=letter))
            row.addWidget(button)
        self.body.addWidget(holder)

    def _step(self, header: e.Header, body: e.LifeBody) -> str:
        person = self._desk.office.people.at(header.actor, header.time)
        return _("{sentence} ({name}, {time})").format(
            sentence=life_history.sentence(body),
            name=person.name if person is not None else _("Unknown person"),
            time=i18n.moment_of_text(header.time),
        )

    def _opened_by(self) -> str:
        header, body = self._order.opened
        return self._step(header, body)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on a letter while one of the buttons has the keyboard."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        key = next((key for key, _label, letter in ORDER_ACTS if event.text().upper() == letter), "")
        if plain and key and not self._why_not:
            self.act_requested.emit(key, self._order.order_id)
        else:
            super().keyPressEvent(event)
