"""Quick quote: a few facts at the left, two results side by side; one key turns it to the customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop import i18n
from desktop.domain.quote import Axis, intake_of
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.page import PageWidget
from desktop.ui.quote.compare_bar import CompareBar
from desktop.ui.quote.form import QuoteForm
from desktop.ui.quote.side_card import SideCard
from desktop.wording import quote as words

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QKeyEvent

    from desktop.actions.desk import Desk
    from desktop.ui.background import Background
    from desktop.ui.changes import Changes
    from desktop.wording.quote import QuoteText

_FORM_WIDTH = 388


class QuotePage(PageWidget):
    """Answers "what would I get?" with every keystroke; nothing is recorded."""

    def __init__(self, desk: Desk, _background: Background, changes: Changes) -> None:
        super().__init__()
        self._desk, self._changes = desk, changes
        self._packs = desk.reference.packs
        self._said: QuoteText | None = None
        self._turned = False
        self.form = QuoteForm(self._packs, desk.office.details.terms, self._today)
        self._bar = CompareBar(self.form.kinds)
        self._first, self._second = SideCard("first"), SideCard("second")
        self._situation = panels.text("")
        self._difference = panels.text("", "section")
        self._cover = panels.text("", selectable=True)
        self._price_note = panels.text("", "secondary")
        self._caution = panels.text("", "secondary")
        self._note = panels.text("", "secondary")
        self._build_buttons()
        self._build()
        self._name()
        self._connect()
        self.first_focus = self.form.widget("declared_value")
        self._work_out()

    def opened(self) -> None:
        """Take up rule packs that came to the office since."""
        self._packs = self._desk.reference.packs
        if self.form.use_packs(self._packs):
            self._bar.use(self.form.kinds)
            self._compare()

    def focus_first(self) -> None:
        """Go to the first figure, ready to be typed over."""
        super().focus_first()
        self.form.widget("declared_value").selectAll()

    def start_over(self) -> None:
        """Empty the form for the next customer."""
        self._bar.start_over()
        self.form.start_over()
        self._compare()
        self.focus_first()

    def turn(self) -> None:
        """Turn the screen to the customer, if what is on it may be seen; else say what is in the way."""
        if self._turned:
            return
        if self._turn_button.isEnabled():
            self._show_turned(turned=True)
            return
        self.said.emit(self._turn_button.toolTip())
        wanted = [want.field for side in self._said.sides for want in side.wanting] if self._said else ["event"]
        if wanted:
            self.form.go_to(wanted[0])

    def turn_back(self) -> None:
        """Come back to the form."""
        if self._turned:
            self._show_turned(turned=False)
            self.focus_first()

    def copy(self) -> None:
        """Put the quote on the clipboard, as text for a chat."""
        if self._said is not None and self._copy_button.isEnabled():
            QGuiApplication.clipboard().setText(self._said.message())
            self.said.emit(_("Copied as text; paste it into the chat."))

    def make_case(self) -> None:
        """Begin a case with what was said."""
        facts = self.form.facts()
        if facts is None:
            return
        own = self._desk.office.details.terms
        is_known = facts.terms in self._desk.reference.waybills.carriers
        # The office's own carrier is for the waybill to say.
        carrier = facts.terms if is_known and facts.terms != own else ""
        note = self._said.message() if self._said is not None and self._copy_button.isEnabled() else ""
        self._changes.case_of_quote_requested.emit(intake_of(facts, carrier or "", note))

    def may_leave(self) -> bool:
        """Turn back; there is nothing to keep."""
        self.turn_back()
        return True

    def _today(self) -> date:
        return i18n.today(self._desk.clock.now())

    def _build_buttons(self) -> None:
        self._again_button = panels.quiet_button(_("New quote"), self.start_over, shortcut="Ctrl+Backspace")
        self._case_button = panels.quiet_button(_("Make a case of it"), self.make_case, icon="file-plus-2")
        self._copy_button = panels.button(_("Copy as text"), self.copy, icon="copy", shortcut="Ctrl+Shift+C")
        self._copy_tip = self._copy_button.toolTip()
        self._turn_button = panels.primary_button(_("Turn to the customer  F11"), self.turn, icon="maximize-2")
        self._back_button = panels.quiet_button(_("Back  Esc"), self.turn_back)
        self._escape = QShortcut(QKeySequence("Esc"), self)
        self._escape.setEnabled(False)

    def _build(self) -> None:
        # All of it has to fit a screen of 1366 x 768 without scrolling.
        self.body.setContentsMargins(theme.XL, theme.M, theme.XL, theme.M)
        self._header = panels.PageHeader(
            _("Quote"), self._again_button, summary=_("Nothing here is recorded; no names, no numbers.")
        )
        self._form_card = panels.Card(margin=theme.M, scroll=True)
        self._form_card.body.addWidget(self.form)
        self._form_card.body.addStretch(1)
        self._form_card.setFixedWidth(_FORM_WIDTH)
        sides = QWidget()
        sides.setLayout(panels.columns(self._first, self._second))
        # What the sides differ by is always in sight; only the sides scroll where a window is low.
        below = panels.column(self._difference, self._cover, self._price_note)
        right = panels.column(self._bar, self._situation, panels.scrolling(sides), below, spacing=theme.M)
        right.setStretch(2, 1)
        across = panels.row(self._form_card, right, spacing=theme.L)
        across.setStretch(1, 1)
        self.body.addWidget(self._header)
        self.body.addLayout(across, 1)
        foot = panels.row(
            self._note, self._caution, self._back_button, self._case_button, self._copy_button, self._turn_button
        )
        foot.setStretch(0, 1)
        foot.setStretch(1, 1)
        self.body.addLayout(foot)
        self._situation.hide()
        self._back_button.hide()

    def _name(self) -> None:
        for widget, name in (
            (self.form, "quote_form"),
            (self._situation, "quote_situation"),
            (self._difference, "quote_difference"),
            (self._cover, "quote_cover"),
            (self._price_note, "quote_price_note"),
            (self._caution, "quote_caution"),
            (self._note, "quote_note"),
            (self._again_button, "start_over_quote_button"),
            (self._case_button, "make_case_button"),
            (self._copy_button, "copy_quote_button"),
            (self._turn_button, "turn_button"),
            (self._back_button, "turn_back_button"),
        ):
            widget.setObjectName(name)

    def _connect(self) -> None:
        self.form.changed.connect(self._on_typed)
        self._bar.changed.connect(self._compare)
        for card in (self._first, self._second):
            card.fact_wanted.connect(self.form.go_to)
        QShortcut(QKeySequence("F11"), self, self.turn)
        self._escape.activated.connect(self.turn_back)

    def _on_typed(self, key: str) -> None:
        if key == "terms":
            self.form.follow_terms()
        elif key in ("product", "agreement"):
            self.form.follow_product(anew=key == "agreement")
        if key in ("terms", "product"):
            self._compare()
        else:
            self._work_out()

    def _compare(self) -> None:
        values = self.form.values()
        self._bar.follow(str(values["terms"] or ""), str(values["product"] or ""))
        self.form.compare(self._bar.comparison())
        self._work_out()

    def _work_out(self) -> None:
        """Show both sides of what is typed; this takes a few milliseconds, so it happens here and now."""
        answer = self.form.answer
        self.form.tell_problems(answer)
        self.form.show_what_is_put_in(answer)
        self._said = None if answer is None else words.tell(answer, self._packs, self._today())
        if self._said is None:
            advice = _("Say what happened to the parcel, and it is worked out at once.")
            self._first.show_nothing("", advice)
            self._second.hide()
        else:
            self._show_sides(self._said)
        self._show_rest(self._said, words.price_unknown(answer.cover) if answer and answer.cover else "")

    def _show_sides(self, said: QuoteText) -> None:
        self._first.show_side(said.sides[0])
        self._second.show()
        if len(said.sides) > 1:
            # What both sides lack is asked for at the first one.
            self._second.show_side(said.sides[1], words.to_compare(said))
        elif self.form.comparison.axis is Axis.PRODUCT:
            self._second.show_nothing(_("Another product"), _("These terms have no other product to compare with."))
        else:
            self._second.show_nothing(_("Another carrier"), _("Choose above which carrier to compare with."))

    def _show_rest(self, said: QuoteText | None, price_note: str) -> None:
        for label, sentence in (
            (self._situation, said.situation if said else ""),
            (self._difference, said.difference if said else ""),
            (self._cover, said.cover if said else ""),
            (self._price_note, price_note or (said.price_source if said else "")),
            (self._caution, said.caution if said else ""),
        ):
            label.setText(sentence)
        inside = self.form.comparison.axis is Axis.LIMIT
        in_the_way = _("What a dispute could cost is for your own eyes.") if inside else words.to_compare(said)
        for button, usual in ((self._turn_button, ""), (self._copy_button, self._copy_tip)):
            button.setEnabled(not in_the_way)
            button.setToolTip(in_the_way or usual)
        self._case_button.setEnabled(said is not None)
        self._note.setText(in_the_way)
        self._note.setVisible(not self._turned)
        self._show_labels()

    def _show_labels(self) -> None:
        """Show only labels that say something, and to the customer only what is theirs to know."""
        for label, for_whom in (
            (self._situation, self._turned),
            (self._difference, True),
            (self._cover, True),
            (self._price_note, not self._turned),
            (self._caution, self._turned),
        ):
            label.setVisible(for_whom and bool(label.text()))

    def _show_turned(self, *, turned: bool) -> None:
        self._turned = turned
        self._escape.setEnabled(turned)
        self.setUpdatesEnabled(False)
        for widget in (self._form_card, self._bar, self._again_button, self._case_button):
            widget.setVisible(not turned)
        for inside in (self._copy_button, self._turn_button, self._note):
            inside.setVisible(not turned)
        self._back_button.setVisible(turned)
        self._header.set_title(_("What the rules pay") if turned else _("Quote"))
        self._header.set_summary("" if turned else _("Nothing here is recorded; no names, no numbers."))
        for card in (self._first, self._second):
            card.set_large(turned)
        # What there is to choose is for whoever works here.
        self._second.setVisible(not turned or len(self._said.sides if self._said else ()) > 1)
        theme.mark(self._difference, role="shown-title" if turned else "section")
        for label in (self._situation, self._cover):
            theme.mark(label, role="shown" if turned else "")
        theme.mark(self._caution, role="" if turned else "secondary")
        self._show_labels()
        self.alone_requested.emit(turned)
        if turned:
            self._back_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setUpdatesEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to the next field on Enter: figures are typed on the number pad."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(self.focusWidget(), QLineEdit):
            self.focusNextChild()
            return
        super().keyPressEvent(event)
