"""The root-cause card of a pattern: opening one, and looking later whether its countermeasure helped."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop import i18n
from desktop.actions import same_again
from desktop.domain import entries as e
from desktop.i18n import N_, _
from desktop.ui import panels, theme
from desktop.ui.choices import ChoiceField, SegmentedField
from desktop.ui.date_field import DateField
from desktop.ui.fields import LongTextField, kind
from desktop.ui.flow import FlowLayout
from desktop.ui.forms import Field
from desktop.ui.oversight.form_card import FormCard
from desktop.ui.oversight.lists import name_of
from desktop.ui.oversight.reassign_card import people_options
from desktop.wording import oversight as wording

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from desktop.actions.desk import Desk
    from desktop.actions.same_again import Recurring
    from desktop.domain.branch import Cause
    from desktop.ui.background import Background

#: So many cases of a pattern are named.
_NAMED = 8


def _day(desk: Desk) -> Callable[[], DateField]:
    def today() -> date:
        return i18n.today(desk.clock.now())

    return lambda: DateField(today, past=False, placeholder=_("3-2 or tomorrow"))


class OpenCauseCard(FormCard):
    """Why it happens, what is done against it, who sees to it and when somebody looks again."""

    def __init__(self, desk: Desk, background: Background) -> None:
        long = kind(LongTextField, lines=2, longest=1000)
        fields = (
            Field("cause", N_("Root cause"), long, required=True),
            Field("countermeasure", N_("What is done against it"), long, required=True),
            Field("owner", N_("Who sees to it"), ChoiceField, required=True),
            Field("check_on", N_("Look again on"), _day(desk), required=True),
        )
        super().__init__(background, _("Root-cause card"), fields, _("Open the card"), "open_cause")
        self._desk = desk
        self._pattern: Recurring | None = None
        self.note.hide()

    def show_pattern(self, pattern: Recurring) -> None:
        """Get ready for a pattern."""
        self._pattern = pattern
        self.form.widget("owner").set_options(people_options(self._desk))

    def work(self) -> tuple[Callable[[], object], str] | None:
        """Return what opens the card."""
        if self._pattern is None:
            return None
        typed, group = self.form.values(), self._pattern.group
        body = e.CauseOpened(
            cause_id="",
            trace=(group.trace.kind.value, group.trace.value),
            cases=tuple(row.case_id for row in self._pattern.cases),
            cause=typed["cause"],
            countermeasure=typed["countermeasure"],
            check_on=typed["check_on"].isoformat(),
            owner=str(typed["owner"]),
        )
        return partial(same_again.open_cause, self._desk, body), _("The root-cause card is open.")


class CheckCauseCard(FormCard):
    """Whether a countermeasure helped; without a next day the matter is at its end."""

    def __init__(self, desk: Desk, background: Background) -> None:
        results = [(code, _(name)) for code, name in wording.RESULTS.items()]
        fields = (
            Field("result", N_("Did it help?"), kind(SegmentedField, results), required=True),
            Field("words", N_("What was seen"), kind(LongTextField, lines=2, longest=1000), required=True),
            Field("check_on", N_("Look again on"), _day(desk), hint=N_("Left empty, the matter is at its end.")),
        )
        super().__init__(background, _("Check the countermeasure"), fields, _("Record the check"), "check_cause")
        self._desk = desk
        self._cause_id = ""
        self.note.hide()

    def show_cause(self, cause: Cause) -> None:
        """Get ready for a card."""
        self._cause_id = cause.opened.cause_id

    def work(self) -> tuple[Callable[[], object], str]:
        """Return what records the look."""
        typed = self.form.values()
        day = typed["check_on"]
        body = e.CauseChecked(
            cause_id=self._cause_id,
            result=str(typed["result"]),
            words=typed["words"],
            check_on=day.isoformat() if day is not None else "",
        )
        return partial(same_again.check_cause, self._desk, body), _("The check is recorded.")


class PatternPanel(QWidget):
    """What the cases of a pattern are, its root-cause card, and the form that comes next.

    Signals:
        case_requested: show the case of this id.
        saved: something was recorded; carries what to say.

    """

    case_requested = Signal(str)
    saved = Signal(str)

    def __init__(self, desk: Desk, background: Background) -> None:
        super().__init__()
        self._desk = desk
        self._pattern: Recurring | None = None
        self._title = panels.section_title("")
        self._cases = QWidget()
        self._flow = FlowLayout(self._cases, spacing=theme.S)
        self._facts = panels.Facts()
        self.opening = OpenCauseCard(desk, background)
        self.checking = CheckCauseCard(desk, background)
        parts = (self._title, self._cases, self._facts, self.opening, self.checking)
        self.setLayout(panels.column(*parts, spacing=theme.M))
        for card in (self.opening, self.checking):
            card.saved.connect(self.saved)
        self.show_pattern(None)

    def show_pattern(self, pattern: Recurring | None) -> None:
        """Show a pattern; what is being typed for the same one stays."""
        same = pattern is not None and self._pattern is not None and pattern.group[:2] == self._pattern.group[:2]
        self._pattern = pattern
        cause = pattern.cause if pattern is not None else None
        self._title.setText(wording.trace(pattern.group.trace) if pattern is not None else _("Choose a pattern."))
        self._show_cases(pattern)
        self._facts.show_facts(self._facts_of(cause) if cause is not None else [])
        ended = cause is not None and not cause.check_on
        self.opening.setVisible(pattern is not None and (cause is None or ended))
        self.checking.setVisible(cause is not None and not ended)
        if pattern is not None:
            self.opening.show_pattern(pattern)
        if cause is not None:
            self.checking.show_cause(cause)
        if not same:
            self.opening.form.fill({})
            self.checking.form.fill({})

    def _show_cases(self, pattern: Recurring | None) -> None:
        panels.clear(self._flow)
        for row in pattern.cases[:_NAMED] if pattern is not None else ():
            self._flow.addWidget(panels.link_button(row.number, partial(self.case_requested.emit, row.case_id)))
        self._cases.setVisible(pattern is not None)

    def _facts_of(self, cause: Cause) -> list[tuple[str, str | QWidget]]:
        opened = cause.opened
        facts: list[tuple[str, str | QWidget]] = [
            (_("Root cause"), opened.cause),
            (_("What is done against it"), opened.countermeasure),
            (_("Who sees to it"), name_of(self._desk.office.people, opened.owner)),
            (_("Look again on"), cause.check_on),
        ]
        for time, check in cause.checks:
            said = _("{result}: {words}").format(result=wording.result(check.result), words=check.words)
            facts.append((i18n.day_of_year(i18n.today(e.moment(time))), said))
        return facts
