"""The follow-up of a case: what is open and what was done at the left; what can be done, or its form, at the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QPushButton, QStackedWidget, QWidget

from desktop.actions import cases
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.cases.next_step import next_step
from desktop.ui.follow_up import customer_forms, doing_forms, end_forms, found_forms, order_forms
from desktop.ui.follow_up.acts import ACTS, act_of, why_not, why_not_on_order
from desktop.ui.follow_up.begun import Begun
from desktop.ui.follow_up.done_list import DoneList
from desktop.ui.follow_up.open_now import KEYED, OpenNow
from desktop.ui.follow_up.sheet import Sheet
from desktop.ui.follow_up.step_form import Seen, StepForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.actions.desk import Desk
    from desktop.actions.form_drafts import FormDraft
    from desktop.domain.case import Case
    from desktop.ui.background import Background
    from desktop.ui.changes import Changes
    from desktop.ui.follow_up.acts import Act
    from desktop.ui.follow_up.begun import Place

FORMS: dict[str, StepForm] = {
    **customer_forms.FORMS,
    **order_forms.FORMS,
    **doing_forms.FORMS,
    **found_forms.FORMS,
    **end_forms.FORMS,
}
_SHARES = (11, 9)
#: Narrower than this, two columns of buttons would cut their words off.
_NARROW = 1000


class FollowUp(QWidget):
    """The part of a case around its settlement.

    Signals:
        changed: the case has new entries; carries it as it stands now.
        handed_in: a step is recorded and the next one is elsewhere; the keyboard is free to go there.
    """

    changed = Signal(object)
    handed_in = Signal()

    def __init__(self, desk: Desk, background: Background, changes: Changes) -> None:
        super().__init__()
        self._desk, self._background, self._changes = desk, background, changes
        self._case: Case | None = None
        #: Open forms and those somebody went back from half-typed, by key, order and pick.
        self._sheets: dict[Place, Sheet] = {}
        #: What was typed into forms that are not open again yet.
        self._waiting: dict[Place, FormDraft] = {}
        self._back_to: Place | None = None
        self._banner = panels.Banner()
        self._begun = Begun()
        self._open = OpenNow(desk)
        self._done = DoneList(desk)
        self._buttons: dict[str, QPushButton] = {}
        self._acts = panels.Card(margin=theme.M, scroll=True)
        self._columns = 2
        self._grid = QGridLayout()
        self._stack = QStackedWidget()
        self._holder = panels.Card(margin=theme.M)
        self._build()
        self._open.act_requested.connect(self.begin)
        self._open.part_requested.connect(self._go_to)
        self._open.case_requested.connect(lambda case_id: changes.case_requested.emit(case_id, "follow-up"))
        self._begun.wanted.connect(self._bring)
        self._stack.currentChanged.connect(self._tell_begun)

    def show_case(self, case: Case) -> None:
        """Show a case; forms that are open on it stay, and with them what was typed."""
        same = self._case is not None and self._case.case_id == case.case_id
        self._case = case
        if not same:
            self._forget()
        self._banner.clear()
        standing = self._standing()
        self._open.show_case(case)
        self._done.show_case(case)
        self._offer(case)
        self._stand_again(standing)
        for key, sheet in list(self._sheets.items()):
            if self._why_not(key[0], key[1], key[2]) and not sheet.is_dirty:
                self._drop(key)
            else:
                sheet.follow(self._seen(key[1], key[2]))
        self._tell_begun()

    def take_up(self, drafts: Sequence[FormDraft]) -> None:
        """Put back what was typed before: the form typed in last is open again, the others are named."""
        if self._case is None:
            return
        known = [draft for draft in drafts if draft.form in FORMS and self._has_order(draft.about)]
        self._waiting = {(draft.form, draft.about, draft.pick): draft for draft in known}
        possible = [place for place in self._waiting if not self._why_not(*place)]
        if possible:
            self._bring(possible[0])
        self._tell_begun()

    def leave(self) -> None:
        """Keep what is typed."""
        for sheet in self._sheets.values():
            sheet.leave()

    def begin(self, key: str, order_id: str = "", pick: str = "") -> None:
        """Open the form of an act, or say calmly why it cannot be done now."""
        if self._case is None:
            return
        reason = self._why_not(key, order_id, pick)
        if reason:
            self._tell_begun()
            kept = _("What you typed is kept and stands there again as soon as the form can be opened.")
            told = _("{first} {second}").format(first=reason, second=kept)
            self._banner.tell(told if (key, order_id, pick) in self._waiting else reason, "info")
            return
        self._banner.clear()
        act = act_of(key)
        if act is not None and act.form:
            key, pick = act.form, act.pick
        self._bring((key, order_id, pick))
        self._sheets[key, order_id, pick].focus_first()

    def _bring(self, place: Place) -> None:
        """Bring a form to the front, with what was typed into it before; say why where it can go nowhere now."""
        self._banner.tell(self._why_not(*place))
        if place not in self._sheets:
            self._sheets[place] = self._make(place)
            if place in self._waiting:
                self._sheets[place].take_up(self._waiting.pop(place))
        self._show_sheet(place)

    def _has_order(self, order_id: str) -> bool:
        return not order_id or (self._case is not None and order_id in self._case.life.orders)

    def _tell_begun(self) -> None:
        """Name the forms that are begun and not in front."""
        begun = [place for place, sheet in self._sheets.items() if sheet.is_dirty] + list(self._waiting)
        self._begun.show_begun([(place, _(FORMS[place[0]].title)) for place in begun])

    def focus_next(self) -> None:
        """Put the keyboard on what comes next here, else on the first thing that may be done."""
        wanted = self._buttons.get(next_step(self._case).act) if self._case else None
        offered = [button for button in self._buttons.values() if button.isEnabled()]
        if wanted is not None and wanted.isEnabled():
            offered.insert(0, wanted)
        if offered:
            offered[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _standing(self) -> tuple[str, int]:
        """Return the name of the button that has the keyboard, and which of that name it is."""
        here = self.focusWidget()
        if not isinstance(here, QPushButton) or not here.hasFocus() or self._holder.isAncestorOf(here):
            return "", 0
        alike = self.findChildren(QPushButton, here.objectName())
        return here.objectName(), alike.index(here)

    def _stand_again(self, standing: tuple[str, int]) -> None:
        """Give the keyboard back to a button that was made anew, or to what comes next where it is gone."""
        name, place = standing
        if not name:
            return
        alike = [button for button in self.findChildren(QPushButton, name) if button.isVisible() and button.isEnabled()]
        if alike:
            alike[min(place, len(alike) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_next()

    def _build(self) -> None:
        left = QWidget()
        lists = panels.column(self._banner, self._open, self._done, None, spacing=theme.M)
        # Room for the scroll bar.
        lists.setContentsMargins(0, 0, theme.M, 0)
        left.setLayout(lists)
        self._grid.setSpacing(theme.S)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        hint = panels.text(_("Alt and the letter do the same"), "secondary")
        self._acts.body.addLayout(panels.row(panels.section_title(_("What can be done")), None, hint))
        self._acts.body.addWidget(self._begun)
        self._acts.body.addLayout(self._grid)
        self._acts.body.addStretch(1)
        self._stack.addWidget(self._acts)
        self._stack.addWidget(self._holder)
        self._stack.setObjectName("follow_up_right")
        sides = panels.columns(panels.scrolling(left), self._stack, weights=_SHARES, spacing=theme.M)
        self.setLayout(sides)
        for keys in dict.fromkeys(act.keys for act in ACTS):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(partial(self._press, keys))
        for place in range(KEYED):
            QShortcut(QKeySequence(f"Alt+{place + 1}"), self).activated.connect(partial(self._open.open_other, place))

    def _press(self, keys: str) -> None:
        """Begin the act a key stands for at this moment."""
        case = self._case
        if case is not None:
            self.begin(next(act.key for act in ACTS if act.keys == keys and act.when(case)))

    def _offer(self, case: Case) -> None:
        """Show what can be done, the next step as the one primary button."""
        panels.clear(self._grid)
        self._buttons = {}
        step = next_step(case)
        offered = [act for act in ACTS if act.when(case)]
        for place, act in enumerate(offered):
            button = self._button(act, case, is_next=step.act == act.key)
            self._buttons[act.key] = button
            row, column = divmod(place, self._columns)
            self._grid.addWidget(panels.text(act.keys[-1], "secondary", wrap=False), row, 2 * column)
            self._grid.addWidget(button, row, 2 * column + 1)
            # At once and not with the next layout: the keyboard goes to the next step.
            button.show()
        panels.chain_tabs(*self._buttons.values())

    def _button(self, act: Act, case: Case, *, is_next: bool) -> QPushButton:
        make = panels.primary_button if is_next else panels.button
        button = make(_(act.label), partial(self.begin, act.key))
        button.setObjectName(f"{act.key}_button")
        button.setSizePolicy(self.sizePolicy().Policy.Expanding, self.sizePolicy().Policy.Fixed)
        reason = why_not(act, case, self._desk.person)
        button.setEnabled(not reason)
        keys = QKeySequence(act.keys).toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(reason or _("{words} ({key})").format(words=_(act.label), key=keys))
        return button

    def _why_not(self, key: str, order_id: str, pick: str) -> str:
        case = self._case
        if case is None:
            return ""
        if order_id:
            return why_not_on_order(case, order_id, self._desk.person)
        act = act_of("withdraw" if (key, pick) == ("close", "withdrawn") else key)
        return why_not(act, case, self._desk.person) if act is not None else ""

    def _seen(self, order_id: str, pick: str) -> Seen:
        assert self._case is not None, "forms open on a case"
        return Seen(self._case, self._desk.clock.now(), order_id, pick)

    def _make(self, place: Place) -> Sheet:
        key, order_id, pick = place
        declared, seen = FORMS[key], self._seen(order_id, pick)
        sheet = Sheet(self._desk, self._background, key, declared, seen)
        sheet.setObjectName(f"{key}_sheet")
        sheet.saved.connect(partial(self._on_saved, place))
        sheet.left.connect(partial(self._leave, place))
        sheet.refused.connect(self._read_again)
        sheet.again.connect(partial(self._begin_again, place))
        sheet.wanted.connect(partial(self._lead, place))
        self._holder.body.addWidget(sheet)
        if declared.reveals:
            # A name in full on the screen is a look at it like any other.
            self._background.run(partial(cases.reveal, self._desk, seen.case.case_id, declared.reveals), writes=True)
        return sheet

    def _show_sheet(self, place: Place) -> None:
        for other, sheet in list(self._sheets.items()):
            sheet.setVisible(other == place)
            if other != place and not sheet.is_dirty and other != self._back_to:
                self._drop(other)
        self._stack.setCurrentWidget(self._holder)

    def _on_saved(self, place: Place, case: Case) -> None:
        in_front = self._sheets[place].isVisible()
        back_to, self._back_to = (self._back_to, None) if in_front else (None, self._back_to)
        self._drop(place)
        if self._case is None or self._case.case_id != case.case_id:
            self.changed.emit(case)
            return
        self.show_case(case)
        if back_to is not None and back_to in self._sheets:
            self._show_sheet(back_to)
            self._sheets[back_to].focus_first()
        elif in_front:
            self._stack.setCurrentWidget(self._acts)
            if next_step(case).part == "follow-up":
                self.focus_next()
            else:
                self.handed_in.emit()
        self.changed.emit(case)

    def _leave(self, place: Place) -> None:
        """Go back to what can be done; what was typed waits in the form."""
        self._back_to = None
        typed = self._sheets[place].leave()
        if typed is None or self._why_not(*place):
            self._drop(place)
        if typed is not None and place not in self._sheets:
            # It can go nowhere as the case stands now; the words are still there when it can again.
            self._waiting[place] = typed
        self._stack.setCurrentWidget(self._acts)
        self._tell_begun()
        act = act_of("withdraw" if place[2] == "withdrawn" else place[0])
        button = self._buttons.get(act.key) if act is not None else None
        if button is not None and button.isEnabled():
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_next()

    def _begin_again(self, place: Place) -> None:
        """Open a form anew that rested on something that is no more."""
        typed = self._sheets[place].leave()
        self._drop(place)
        if typed is not None:
            self._waiting[place] = typed
        self.begin(*place)

    def _lead(self, place: Place, wanted: str) -> None:
        """Go and do what a form lacks; once that is done the form comes back."""
        case = self._case
        if case is None:
            return
        if wanted in ("proposal", "story"):
            self._go_to(wanted)
            return
        self._back_to = place
        orders = case.life.open_orders
        pick = "outcome" if wanted == "tell" else ""
        self.begin(wanted, orders[0].order_id if wanted == "answer" and orders else "", pick)

    def _go_to(self, part: str) -> None:
        if self._case is not None:
            self._changes.case_requested.emit(self._case.case_id, part)

    def _read_again(self) -> None:
        """See how the case stands now after it did not stand as the person saw it."""
        if self._case is not None:
            self._background.run(partial(cases.read_case, self._desk, self._case.case_id), self.changed.emit)

    def _drop(self, place: Place) -> None:
        sheet = self._sheets.pop(place)
        if self._holder.isAncestorOf(sheet) and sheet.isVisibleTo(self._holder):
            self._stack.setCurrentWidget(self._acts)
        self._holder.body.removeWidget(sheet)
        sheet.hide()
        sheet.deleteLater()

    def _forget(self) -> None:
        self._back_to, self._waiting = None, {}
        for place in list(self._sheets):
            self._sheets[place].leave()
            self._drop(place)
        self._stack.setCurrentWidget(self._acts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer what can be done in one column where two would cut their words off."""
        super().resizeEvent(event)
        columns = 1 if self.width() < _NARROW else 2
        if columns != self._columns:
            self._columns = columns
            if self._case is not None:
                standing = self._standing()
                self._offer(self._case)
                self._stand_again(standing)
