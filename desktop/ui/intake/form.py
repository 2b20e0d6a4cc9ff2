"""The form of an intake: two columns for the complaint, and below them what a claim rests on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from desktop.domain import waybill
from desktop.domain.check import DATE_FIELDS, MONEY_FIELDS
from desktop.domain.intake import Capacity, Channel, DamageExtent, Intake, Matter, Mood, default_level
from desktop.domain.money import Money
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.collapsible import Collapsible
from desktop.ui.forms import Form, Values
from desktop.ui.intake import declaration
from desktop.ui.intake.waybill_field import Waybill, WaybillField
from desktop.ui.problem_bar import ProblemBar
from desktop.wording import intake as wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from desktop.domain.problems import Problem
    from desktop.domain.waybill import Guess
    from desktop.ui.intake.words_field import WordsField
    from desktop.waybills import Waybills

_UNKNOWN: dict[str, object] = {
    "channel": Channel.UNKNOWN,
    "capacity": Capacity.UNKNOWN,
    "damage_extent": DamageExtent.UNKNOWN,
    "value_proof": "",
    "level": 0,
    "matter": Matter.UNKNOWN,
    "mood": Mood.UNKNOWN,
    "types": (),
    "asks": (),
    "privacy_told": False,
    "read_back": False,
    "scope": None,
}


class IntakeForm(QWidget):
    """Everything the desk asks about one complaint.

    Signals:
        changed: something changed.
        waybill_settled: a waybill number is complete.
        guessed: the carriers the number may belong to changed; carries a tuple of ``Guess``.
    """

    changed = Signal()
    waybill_settled = Signal(str)
    guessed = Signal(object)

    def __init__(self, waybills: Waybills, own_brand: str, today: Callable[[], date]) -> None:
        super().__init__()
        self._waybills = waybills
        self._own_brand = own_brand
        self._filled_carrier = ""
        self._filled_level = 0
        self._number = ""
        self.guesses: tuple[Guess, ...] = ()
        self._who = Form(declaration.who_fields(waybills), dense=True)
        self._matter = Form(declaration.matter_fields(), labels="left", dense=True)
        self._what = Form(declaration.what_fields(), dense=True)
        self._more = Form(declaration.more_fields(), dense=True)
        self._dates = Form(declaration.date_fields(today), dense=True)
        self._values = Form(declaration.value_fields(), dense=True)
        self._forms = (self._who, self._matter, self._what, self._more, self._dates, self._values)
        # Each form brings a summary of its own, which stays out of sight; this bar sums up all of them.
        self.problem_bar = ProblemBar(self)
        self._claim = panels.Card(_("For the claim"), margin=theme.M)
        self._claim.setObjectName("claim_card")
        self._claim.body.addWidget(self._dates)
        self._claim.body.addWidget(self._values)
        self._what_card = panels.Card(margin=theme.M)
        self._grid = QGridLayout(self)
        self._narrow = False
        self._fold = Collapsible(_("More: courier, route, address, shop, where it goes"), self._more)
        self._build()
        self._connect()
        self._show_claim()

    @property
    def is_dirty(self) -> bool:
        """Whether anything differs from what was last filled in."""
        return any(form.is_dirty for form in self._forms)

    def heed(self, banner: panels.Banner) -> None:
        """Say nothing of everything being filled in while a banner says that it did not do."""
        for form in self._forms:
            form.heed(banner)

    @property
    def waybill_field(self) -> WaybillField:
        """The field scans go to."""
        return self._who.widget("waybill")  # type: ignore[no-any-return]  # declared in declaration.py

    @property
    def words_field(self) -> WordsField:
        """The customer's own words."""
        return self._what.widget("words")  # type: ignore[no-any-return]  # declared in declaration.py

    @property
    def filled_level(self) -> int:
        """The level the form put in by itself, as the types call for it; 0 where it did not."""
        return self._filled_level

    def intake(self) -> Intake:
        """Return what is there, readable or not, as an intake."""
        raw: Values = {}
        for form in self._forms:
            raw |= form.values()
        found: Waybill = raw.pop("waybill")
        facts = {key: self._fact(key, value) for key, value in raw.items()}
        return Intake(waybill=found.number, waybill_raw=found.raw, **facts)  # type: ignore[arg-type]  # by declaration

    def set_narrow(self, *, narrow: bool) -> None:
        """Put the two columns under each other, or side by side."""
        if narrow != self._narrow:
            self._narrow = narrow
            places = ((self._what_card, 1, 0), (self._claim, 2, 0)) if narrow else ((self._what_card, 0, 1),)
            for card, row, column in places:
                self._grid.addWidget(card, row, column)
            if not narrow:
                self._grid.addWidget(self._claim, 1, 0, 1, 2)
            self._grid.setColumnStretch(1, 0 if narrow else 5)
            self._grid.setRowStretch(2, 0 if narrow else 1)
            self._grid.setRowStretch(3, 1 if narrow else 0)

    def fill(self, intake: Intake) -> None:
        """Show an intake and count it as saved."""
        facts: dict[str, Any] = msgspec.structs.asdict(intake)
        facts["waybill"] = Waybill(intake.waybill, intake.waybill_raw, is_none=bool(intake.no_waybill_reason))
        for key in MONEY_FIELDS:
            facts[key] = None if facts[key] is None else Money.from_fen(facts[key])
        texts = {key: facts[key] for key in DATE_FIELDS}
        facts |= {key: _day(text) for key, text in texts.items()}
        facts["weight_kg"] = _weight(intake.weight_kg)
        for form in self._forms:
            form.fill(facts)
        for key, text in texts.items():
            if text and facts[key] is None:
                self._line("_dates", key).setText(text)
        self._follow_what_is_there()
        self.mark_saved()
        self.problem_bar.show_problems([])

    def typed(self) -> dict[str, Any]:
        """Return what differs from what was last filled in, as it was typed."""
        return {key: words for form in self._forms for key, words in form.typed().items()}

    def type_again(self, typed: Mapping[str, object]) -> None:
        """Put back what ``typed`` gave; it counts as not saved."""
        for form in self._forms:
            form.type_again(typed)
        self._follow_what_is_there()

    def revert(self) -> None:
        """Show again what was last filled in."""
        for form in self._forms:
            form.revert()
        self._follow_what_is_there()
        self.problem_bar.show_problems([])

    def mark_saved(self) -> None:
        """Count what is there now as saved."""
        for form in self._forms:
            form.mark_saved()

    def troubles(self) -> dict[str, str]:
        """Return by key what cannot be read at all."""
        found: dict[str, str] = {}
        for form in self._forms:
            for key in form.values():
                field = form.widget(key)
                if not field.isHidden() and (trouble := field.trouble()):
                    found[key] = trouble
        return found

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Mark all problems at their fields, sum them up in the bar and go to the first."""
        texts = {found.field: wording.problem_text(found) for found in problems} | self.troubles()
        for form in self._forms:
            form.mark_problems({key: texts[key] for key in form.values() if key in texts})
        keys = [key for form in self._forms for key in form.values() if key in texts]
        if any(self._claim.isAncestorOf(self._form_of(key)) for key in keys):
            self._claim.show()
        self.problem_bar.show_problems([(key, wording.field_label(key)) for key in keys])
        if keys:
            self.focus(keys[0])

    def focus(self, key: str) -> None:
        """Bring a field into view and put the cursor in it."""
        form = self._form_of(key)
        if self._claim.isAncestorOf(form):
            self._claim.show()
            form.show()
        if form is self._more:
            self._fold.set_open(True)
        form.focus(key)

    def choose_carrier(self, carrier: str) -> None:
        """Put in the carrier the person picked from the guesses."""
        self._who.change("carrier", carrier)

    def change(self, key: str, value: object) -> None:
        """Put one value in, as if the person had typed it."""
        self._form_of(key).change(key, value)

    def set_read_only(self, read_only: bool) -> None:
        """Let everything be read but nothing changed."""
        for form in self._forms:
            form.set_read_only(read_only)

    def _build(self) -> None:
        who = panels.Card(_("Who and which parcel"), margin=theme.M)
        what = self._what_card
        self._fold.setObjectName("more_facts")
        for card, parts in ((who, (self._who,)), (what, (self._matter, self._what, self._fold))):
            for part in parts:
                card.body.addWidget(part)
            card.body.addStretch(1)
            card.body.setSpacing(theme.XS)
            card.body.setContentsMargins(theme.M, theme.S, theme.M, theme.S)
        layout = self._grid
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.M)
        layout.addWidget(who, 0, 0)
        layout.addWidget(what, 0, 1)
        layout.addWidget(self._claim, 1, 0, 1, 2)
        layout.setColumnStretch(0, 4)
        layout.setColumnStretch(1, 5)
        layout.setRowStretch(2, 1)

    def _connect(self) -> None:
        for form in self._forms:
            form.changed.connect(self._on_changed)
        self.problem_bar.jump_requested.connect(self.focus)
        self.waybill_field.settled.connect(self.waybill_settled)

    def _follow_what_is_there(self) -> None:
        """Bring what follows from the fields into line with them, after they were filled."""
        intake = self.intake()
        self._number = intake.waybill
        self._guess()
        # What we would have put in ourselves may follow when the number or the types change.
        suggested = self.guesses[0].carrier if self.guesses else ""
        self._filled_carrier = suggested if intake.carrier == suggested else ""
        self._filled_level = intake.level if intake.level == default_level(intake.types) else 0
        self._show_claim()
        self._fold.set_open(any(getattr(intake, key) for key in declaration.MORE))

    def _on_changed(self, key: str) -> None:
        if key == "waybill":
            self._guess()
        elif key == "types":
            self._suggest_level()
            self._show_claim()
        self.problem_bar.drop(key)
        self.changed.emit()

    def _guess(self) -> None:
        found: Waybill = self._who.values()["waybill"]
        self.guesses = waybill.recognise(found.number, self._waybills.forms, self._own_brand) if found.number else ()
        likely = self.guesses[0] if self.guesses else None
        may_fill = likely is not None and (likely.force is not waybill.Force.WEAK or likely.carrier == self._own_brand)
        chosen = self._who.values()["carrier"] or ""
        # What the person chose stays; only our own last guess is replaced.
        if chosen == self._filled_carrier and found.number != self._number:
            self._filled_carrier = likely.carrier if likely and may_fill else ""
            self._who.change("carrier", self._filled_carrier)
        self._number = found.number
        self.guessed.emit(self.guesses)

    def _suggest_level(self) -> None:
        values = self._what.values()
        if (values["level"] or 0) == self._filled_level:
            self._filled_level = default_level(values["types"])
            self._what.change("level", self._filled_level)

    def _show_claim(self) -> None:
        types = self._what.values()["types"]
        self._dates.setVisible(declaration.needs_dates(types))
        self._values.setVisible(declaration.needs_values(types))
        self._claim.setVisible(declaration.needs_dates(types))

    def _form_of(self, key: str) -> Form:
        return next(form for form in self._forms if key in form.values())

    def _line(self, form: str, key: str) -> QLineEdit:
        return getattr(self, form).widget(key)  # type: ignore[no-any-return]  # days are typed into lines

    def _fact(self, key: str, value: object) -> object:
        if key in DATE_FIELDS:
            # What cannot be read as a day stays as typed, so that a draft loses nothing.
            return value.isoformat() if isinstance(value, date) else self._line("_dates", key).text().strip() or None
        if isinstance(value, Money):
            return value.fen
        if key in MONEY_FIELDS or key in ("quantity", "insured"):
            return value
        if isinstance(value, Decimal):
            return f"{value:f}"
        if value is None:
            return _UNKNOWN.get(key, "")
        return value


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _weight(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except ArithmeticError:
        return None
