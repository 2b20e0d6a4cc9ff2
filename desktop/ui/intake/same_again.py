"""The same again, seen while somebody types: earlier cases that may be this matter, and what keeps coming up."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.actions import same_again
from desktop.domain.traces import traces_of
from desktop.i18n import _, ngettext
from desktop.ui import icons, panels, theme
from desktop.ui.intake.earlier_card import EarlierCard
from desktop.wording.same_again import often_text

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.actions.same_again import Before, Earlier
    from desktop.domain import entries as e
    from desktop.domain.intake import Intake
    from desktop.domain.traces import Trace
    from desktop.ui.background import Background, Failed
    from desktop.ui.intake.form import IntakeForm

#: Milliseconds of silence after which the earlier cases are looked up.
LOOK_AFTER = 400
#: Most cases shown with all their ways; more are counted.
_MOST = 4


class LookBack(QObject):
    """Asks what there was before, whenever something typed may find it; one question at a time."""

    def __init__(self, desk: Desk, form: IntakeForm, shown: SameAgain, background: Background, failed: Failed) -> None:
        super().__init__(form)
        self._desk, self._form, self._shown = desk, form, shown
        self._background, self._failed = background, failed
        self._asked: list[Trace] = []
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(LOOK_AFTER)
        self._silence.timeout.connect(self.look)
        form.changed.connect(self._silence.start)
        form.waybill_settled.connect(lambda _number: self.look())

    def start(self, links: tuple[e.CaseLinked, ...] = ()) -> None:
        """Begin with another case, and with the links its draft holds."""
        self._asked = []
        self._shown.start(links)
        if links:
            # What is typed need not lead to them: they may be linked for what was typed before.
            others = [link.other for link in links]
            work = partial(same_again.named, self._desk, others)
            self._background.run(work, self._shown.show_linked, self._failed)
        self.look()

    def look(self, *, anew: bool = False) -> None:
        """Look up what the traces typed so far lead to, unless that is what was asked last."""
        self._silence.stop()
        intake = self._form.intake()
        traces = traces_of(intake)
        if traces == self._asked and not anew:
            return
        self._asked = traces
        if not traces:
            self._shown.show_before(same_again.Before((), ()))
            return
        self._background.run(lambda: (traces, self._look_back(intake)), self._show, self._failed)

    def _look_back(self, intake: Intake) -> Before:
        return same_again.look_back(self._desk, intake)

    def _show(self, found: tuple[list[Trace], Before]) -> None:
        traces, before = found
        if traces == self._asked:
            self._shown.show_before(before)


class SameAgain(QWidget):
    """Earlier cases with what they share, and lines for what comes up often; out of sight where there is nothing.

    Signals:
        open_requested: show the case of this id.
        continue_requested: go on in this case; an ``Earlier``.
        links_changed: what the new case is to be linked to changed.
    """

    open_requested = Signal(str)
    continue_requested = Signal(object)
    links_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("same_again")
        self._cards: dict[str, EarlierCard] = {}
        #: Links of a draft whose cards are still to come.
        self._pending: dict[str, e.CaseLinked] = {}
        self._wanted = ""
        self._head = panels.section_title(_("Seen before"))
        self._banner = panels.Banner()
        self._places = QVBoxLayout()
        self._places.setSpacing(theme.S)
        self._more = panels.text("", "secondary")
        self._often = panels.column(spacing=theme.XS)
        layout = panels.column(self._head, self._banner, self._places, self._more, self._often, spacing=theme.S)
        self.setLayout(layout)
        self.hide()

    @property
    def links(self) -> tuple[e.CaseLinked, ...]:
        """What the new case is to be linked to."""
        chosen = (card.link for card in self._cards.values() if card.link is not None)
        return (*chosen, *self._pending.values())

    def start(self, links: tuple[e.CaseLinked, ...] = ()) -> None:
        """Forget everything, links too, and begin with those a draft holds."""
        self._wanted = ""
        self._pending = {link.other: link for link in links}
        for card in self._cards.values():
            card.hide()
            card.deleteLater()
        self._cards.clear()
        self.show_before(same_again.Before((), ()))

    def show_before(self, before: Before) -> None:
        """Show what there was; a case somebody is linking to stays, whatever is typed since."""
        found = {earlier.row.case_id: earlier for earlier in before.cases[:_MOST]}
        for case_id in [one for one, card in self._cards.items() if one not in found and card.link is None]:
            card = self._cards.pop(case_id)
            card.hide()
            card.deleteLater()
        for place, (case_id, earlier) in enumerate(found.items()):
            if case_id in self._cards:
                self._cards[case_id].show_earlier(earlier)
            else:
                self._cards[case_id] = self._card(earlier)
            self._places.insertWidget(place, self._cards[case_id])
        self._tell(before)
        self._show_often(before)
        self.setVisible(bool(self._cards or self._often.count()))
        if self._wanted in self._cards:
            self.ask_why(self._wanted)

    def show_linked(self, linked: list[Earlier]) -> None:
        """Show the cases that the links of a draft lead to, where what is typed has not led to them yet."""
        for earlier in linked:
            if earlier.row.case_id in self._pending:
                card = self._card(earlier)
                self._cards[earlier.row.case_id] = card
                self._places.addWidget(card)
        self._warn()
        self.setVisible(bool(self._cards or self._often.count()))

    def ask_why(self, case_id: str) -> None:
        """Ask why there should be a new case beside this one; it comes with the next answer if it is not here yet."""
        card = self._cards.get(case_id)
        self._wanted = "" if card is not None else case_id
        if card is not None:
            card.ask_why()

    def _card(self, earlier: Earlier) -> EarlierCard:
        card = EarlierCard(earlier)
        row = earlier.row
        card.open_requested.connect(lambda: self.open_requested.emit(row.case_id))
        card.continue_requested.connect(lambda: self.continue_requested.emit(earlier))
        card.link_changed.connect(self._on_link)
        if link := self._pending.pop(row.case_id, None):
            card.put_link(link)
        return card

    def _on_link(self) -> None:
        self._warn()
        self.links_changed.emit()

    def _warn(self) -> None:
        same = any(card.is_same_parcel and card.link is None for card in self._cards.values())
        self._banner.tell(
            _("There is an open case for this waybill. Go on there, or say why there is a new one.") if same else "",
            "warning",
        )

    def _tell(self, before: Before) -> None:
        self._warn()
        more = len(before.cases) - _MOST
        self._more.setText(ngettext("{n} more case", "{n} more cases", more).format(n=more) if more > 0 else "")
        self._more.setVisible(more > 0)

    def _show_often(self, before: Before) -> None:
        panels.clear(self._often)
        least, days = before.pattern
        # So many others lately, and this one makes a pattern.
        lines = [often_text(one.trace.kind, one.count, days) for one in before.often if one.count >= least - 1]
        if lines:
            self._often.addWidget(panels.text(_("Often lately"), "strong"))
        for words in lines:
            line = panels.row(icons.Symbol("info", "accent", 16), panels.text(words))
            line.setStretch(1, 1)
            holder = QWidget()
            holder.setObjectName("often_line")
            holder.setLayout(line)
            self._often.addWidget(holder)
