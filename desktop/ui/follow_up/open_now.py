"""What is open on a case: promises, the wait, work orders, what was approved and is still to be done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop import i18n
from desktop.actions import cases
from desktop.actions.due import appeal_of, promises_of
from desktop.domain import entries as e
from desktop.domain.answers import has_declined
from desktop.domain.as_seen import outcome_since
from desktop.domain.authority import Verb
from desktop.domain.life import to_be_done
from desktop.domain.money_back import asked_back, kept_fen, to_come_back
from desktop.domain.owed import owner_of
from desktop.domain.payments import left_to_pay, paid_before_fen, paid_fen
from desktop.i18n import _, ngettext
from desktop.ui import icons, panels, theme
from desktop.ui.cases.due import due_words
from desktop.ui.flow import FlowLayout
from desktop.ui.follow_up.customer_forms import outcome_untold
from desktop.ui.follow_up.found_forms import clause_on_found
from desktop.ui.follow_up.order_card import OrderCard
from desktop.ui.intake.words import type_name
from desktop.wording import appeal as appeal_words
from desktop.wording import case as case_words
from desktop.wording import life_words as w
from desktop.wording.paid_for import make_up, so_far
from desktop.wording.promises import due_text, explain, promise_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.storage.index import CaseRow

#: So many related cases open with Alt and their place.
KEYED = 9


#: So many work orders are shown, those due first; the others when somebody asks for them.
_ORDERS = 8


class OpenNow(panels.Card):
    """The card of everything open.

    Signals:
        act_requested: do something; key of the act, id of the work order, what is picked beforehand.
        part_requested: go to a part of the case.
        case_requested: open another case; its id.
    """

    act_requested = Signal(str, str, str)
    part_requested = Signal(str)
    case_requested = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(margin=theme.M)
        self._desk = desk
        self._case: Case | None = None
        self._all_orders = False
        self._others: list[str] = []
        self._owner = panels.text("", "secondary", wrap=False)
        self._rows = panels.column(spacing=theme.S)
        self.body.addLayout(panels.row(panels.section_title(_("Open now")), None, self._owner))
        self.body.addLayout(self._rows)

    def show_case(self, case: Case) -> None:
        """Show what is open on a case."""
        if self._case is None or self._case.case_id != case.case_id:
            self._all_orders = False
        self._case = case
        owner = self._desk.office.people.at(owner_of(case))
        after = _("Looked after by {name}")
        self._owner.setText(after.format(name=w.name_of_person(owner)) if owner is not None else "")
        # One line each first: the cards of orders are tall, and nothing should hide behind them.
        rows = [*self._promises(case), *self._wait(case), *self._to_do(case), *self._orders(case)]
        if not rows:
            rows = [_line("circle-check", "good", _("Nothing is open."))]
        rows += [*self._appeal(case), *self._elsewhere(case)]
        panels.fill(self._rows, rows)

    def _promises(self, case: Case) -> list[QWidget]:
        """Show what we owe by when as chips in one line, the first to break in front; each explains itself."""
        box = QWidget()
        flow = FlowLayout(box)
        policy = box.sizePolicy()
        policy.setHeightForWidth(True)
        box.setSizePolicy(policy)
        for promise, due in sorted(promises_of(self._desk, case).items(), key=lambda pair: pair[1].at):
            still = due.waiting_since is not None
            shown = due_words(due.at.isoformat(), self._desk.clock.now())
            name = promise_label(promise)
            words = (
                _("{promise}: stands still while we wait").format(promise=name)
                if still
                else _("{promise}: {time}").format(promise=name, time=shown.words)
            )
            chip = panels.chip(words, "" if still else shown.tone, icon="" if still else shown.icon or "calendar")
            chip.setObjectName(f"promise_{promise.value}")
            chip.setToolTip("\n".join([due_text(due), *explain(due)]))
            flow.addWidget(chip)
        return [box] if flow.count() else []

    def _wait(self, case: Case) -> list[QWidget]:
        wait = case.life.waiting
        if wait is None:
            return []
        header, body = wait.began
        words = _("Waiting for the customer since {time} ({reason}): {words}").format(
            time=i18n.moment_of_text(header.time), reason=w.name(w.WAITS, body.reason), words=body.words
        )
        return [_line("info", "accent", words, self._button(_("End waiting"), "end-wait"))]

    def _appeal(self, case: Case) -> list[QWidget]:
        """Tell when the customer may turn to the postal authority; nothing here is to be done about it."""
        window = appeal_of(self._desk, case)
        if window is None:
            return []
        line = _line("info", "secondary", appeal_words.summary(window, i18n.today(self._desk.clock.now())))
        line.setObjectName("appeal_line")
        line.setToolTip("\n".join(appeal_words.explain(window)))
        return [line]

    def _elsewhere(self, case: Case) -> list[QWidget]:
        """Name the cases that have to do with this one: number, relation, where they stand; with the way there."""
        found = {body.other: w.name(w.RELATIONS, body.relation) for _header, body in case.life.links}
        ending = case.life.ending[1] if case.life.ending is not None else None
        if isinstance(ending, e.CaseMerged):
            found[ending.into] = _("The case goes on in another one.")
        rows = cases.read_rows(self._desk, found)
        self._others = [other for other in found if other in rows]
        return [self._other(other, words, rows.get(other)) for other, words in found.items()]

    def open_other(self, place: int) -> None:
        """Open the case at a place among those that have to do with this one, counted from 0."""
        if place < len(self._others):
            self.case_requested.emit(self._others[place])

    def _other(self, other: str, relation: str, row: CaseRow | None) -> QWidget:
        if row is None:
            return _line("copy", "secondary", _("{relation} (a case of another office)").format(relation=relation))
        words = _("{number} · {relation} · {type} · {status}").format(
            number=row.number,
            relation=relation,
            type=type_name(row.type),
            status=case_words.status(row.status),
        )
        place = self._others.index(other)
        keys = f"Alt+{place + 1}" if place < KEYED else ""
        label = _("Open ({key})").format(key=keys) if keys else _("Open")
        go = panels.quiet_button(label, partial(self.case_requested.emit, other))
        go.setObjectName(f"other_case_{place}_button")
        go.setAccessibleName(_("Open case {number}").format(number=row.number))
        return _line("copy", "secondary", words, go)

    def _orders(self, case: Case) -> list[QWidget]:
        cards: list[QWidget] = []
        orders = sorted(case.life.open_orders, key=lambda order: (order.due_at, order.order_id))
        shown = orders if self._all_orders else orders[:_ORDERS]
        for order in shown:
            card = OrderCard(self._desk, case, order)
            card.act_requested.connect(lambda key, order_id: self.act_requested.emit(key, order_id, ""))
            cards.append(card)
        left = len(orders) - len(shown)
        if left:
            words = ngettext("{count} more work order, due later", "{count} more work orders, due later", left)
            more = panels.link_button(words.format(count=left), self._show_all_orders)
            more.setObjectName("more_orders_button")
            cards.append(more)
        return cards

    def _show_all_orders(self) -> None:
        self._all_orders = True
        if self._case is not None:
            self.show_case(self._case)

    def _to_do(self, case: Case) -> list[QWidget]:
        """List what was approved and is not done, and what the customer does not know."""
        rows = []
        if (left := left_to_pay(case)) and has_declined(case):
            words = _("{left} is approved; the customer does not accept it, so nothing has to be paid yet.")
            rows.append(
                _line(
                    "info", "secondary", words.format(left=i18n.yuan(left)), self._button(_("Pay all the same"), "pay")
                )
            )
        elif left:
            words = _("To be paid: {left}").format(left=i18n.yuan(left))
            if paid := paid_fen(case) + paid_before_fen(case):
                words = _("To be paid: {left} (paid so far: {paid})").format(left=i18n.yuan(left), paid=i18n.yuan(paid))
            rows.append(_line("circle", "warning", words, self._button(_("Record a payment"), "pay")))
        for code in to_be_done(case):
            button = self._button(_("Carried out"), "carry-out", code)
            rows.append(
                _line("circle", "warning", _("To be done: {remedy}").format(remedy=case_words.remedy(code)), button)
            )
        rows += self._towards_customer(case)
        return rows

    def _towards_customer(self, case: Case) -> list[QWidget]:
        life, rows = case.life, []
        if life.found:
            rows += self._found(case)
        # Until they have chosen there is nothing to tell, only something to ask.
        if life.is_closed or (life.found and life.found[-1][1].wish == "open"):
            return rows
        if outcome_untold(case):
            words = _("The customer does not know the outcome yet.")
            rows.append(_line("circle", "warning", words, self._button(_("Tell the customer"), "tell")))
        elif has_declined(case):
            go = panels.button(_("Another proposal"), lambda: self.part_requested.emit("proposal"))
            go.setObjectName("another_proposal_button")
            words = _("The customer does not accept the outcome.")
            rows.append(_line("triangle-alert", "warning", words, go))
        elif outcome_since(case) and (life.satisfaction is None or life.satisfaction[0].time < life.reopened_since):
            words = _("Nobody has asked yet whether the customer is satisfied.")
            rows.append(_line("circle", "secondary", words, self._button(_("Satisfaction"), "satisfaction")))
        return rows

    def _found(self, case: Case) -> list[QWidget]:
        _header, body = case.life.found[-1]
        if body.wish == "open":
            words = _("The goods turned up ({where}). The customer has not been asked yet what they want.")
            button = self._button(_("Record the wish"), "found")
            return [_line("triangle-alert", "warning", words.format(where=body.where), button)]
        if left := to_come_back(case):
            words = _("The customer takes the goods found ({where}): {left} that was paid comes back.")
            words = words.format(where=body.where, left=i18n.yuan(left))
            told = _("{first} {second}").format(
                first=words, second=so_far(case) or make_up(case, clause_on_found(case))
            )
            lines = [_line("circle", "warning", told, self._button(_("Money came back"), "money-back"))]
            if (asked := asked_back(case)) is not None:
                words = _("A supervisor decides whether only {asked} comes back, because: {reason}")
                words = words.format(asked=i18n.yuan(asked), reason=body.reason)
                decides = case.may(Verb.SUPERVISE, self._desk.person) is None
                lines.append(_line("circle", "warning", words, self._button(_("Decide"), "found") if decides else None))
            return lines
        if body.wish == "money" and (kept := kept_fen(case)):
            words = _("The customer keeps {kept}; the goods found ({where}) stay with us.")
            return [_line("info", "accent", words.format(where=body.where, kept=i18n.yuan(kept)))]
        return []

    def _button(self, words: str, key: str, pick: str = "") -> QPushButton:
        made = panels.button(words, lambda: self.act_requested.emit(key, "", pick))
        made.setObjectName(f"open_{key}_button")
        return made


def _line(icon: str, tone: str, words: str, button: QPushButton | None = None) -> QWidget:
    """Return one line: sign, words, and the button that does it."""
    box = QWidget()
    symbol = icons.Symbol(icon, tone)
    label = panels.text(words, tone="danger" if tone == "danger" else "", selectable=True)
    label.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    line = panels.row(symbol, label, spacing=theme.S)
    line.setStretch(1, 1)
    if button is not None:
        line.addWidget(button)
    box.setLayout(line)
    return box
