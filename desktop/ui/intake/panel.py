"""What helps while a matter is taken in: what the words suggest, the same again, likely carriers, needs, drafts."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import i18n
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.flow import FlowLayout
from desktop.ui.icons import Symbol
from desktop.ui.intake.draft_list import DraftList
from desktop.ui.intake.same_again import SameAgain
from desktop.ui.intake.triage_help import SuggestionCard
from desktop.wording import intake as wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QPushButton

    from desktop.actions.intake import Draft
    from desktop.domain.problems import Problem
    from desktop.domain.waybill import Guess
    from desktop.ui.scripts.panel import ScriptsPanel
    from desktop.waybills import Waybills

_MOST = 4


class IntakePanel(QWidget):
    """The right panel of a new case.

    Signals:
        carrier_chosen: the person picked a carrier.
        jump_requested: go to the field with this key.
        draft_requested: go on with the draft of this id.
        discard_requested: throw the draft of this id away.
    """

    carrier_chosen = Signal(str)
    jump_requested = Signal(str)
    draft_requested = Signal(str)
    discard_requested = Signal(str)

    def __init__(self, waybills: Waybills, scripts: ScriptsPanel) -> None:
        super().__init__()
        self._waybills = waybills
        self.scripts = scripts
        self._shown_needs: tuple[object, ...] = ()
        self.same_again = SameAgain()
        self._carriers = _Section(_("Carrier, by the number"))
        self._phone = panels.Banner()
        self._needs = _Section(_("Still to fill in"))
        self.suggestion = SuggestionCard()
        self._drafts = DraftList(may_discard=True)
        self._drafts.draft_requested.connect(self.draft_requested)
        self._drafts.discard_requested.connect(self.discard_requested)
        layout = panels.column(
            self.suggestion,
            self.same_again,
            self._phone,
            self._needs,
            self._carriers,
            self.scripts,
            self._drafts,
            spacing=theme.XL,
        )
        layout.addStretch(1)
        self.setLayout(layout)

    def show_guesses(self, guesses: Sequence[Guess]) -> None:
        """List the carriers a number may belong to, the likeliest first."""
        self._carriers.clear()
        self._carriers.setVisible(bool(guesses))
        # Carriers offered for the same reason stand together, the reason once below them.
        for reason, alike in groupby(guesses[:_MOST], wording.guess_reason):
            buttons = [self._carrier_button(guess) for guess in alike]
            self._carriers.add(_boxed(panels.column(*buttons, panels.text(reason, "secondary"), spacing=0)))
        if guesses and guesses[0].force != "strong":
            self._carriers.add(panels.text(_("Only a guess. What you choose counts."), "secondary"))

    def _carrier_button(self, guess: Guess) -> QPushButton:
        button = panels.link_button(self._waybills.carrier_name(guess.carrier, i18n.language()))
        button.clicked.connect(lambda: self.carrier_chosen.emit(guess.carrier))
        return button

    def show_phone_hint(self, hint: str) -> None:
        """Say what to know about the number to call back; an empty text says nothing."""
        self._phone.tell(hint, "warning")

    def show_needs(self, to_register: Sequence[Problem], to_assess: Sequence[Problem]) -> None:
        """List what is missing, for saving now and for assessing later."""
        later = [found for found in to_assess if found not in to_register]
        shown = (tuple(found.field for found in to_register), tuple(found.field for found in later))
        if shown == self._shown_needs:
            return
        self._shown_needs = shown
        self._needs.clear()
        self._need(_("Needed to save"), _("Nothing more is needed to save."), shown[0])
        if any(found.field == "types" for found in (*to_register, *later)):
            # No type yet, or one that has nothing to assess.
            return
        self._need(
            _("Needed to assess; may follow later"),
            _("The assessment has what it needs from here; product and cause are chosen there."),
            shown[1],
        )

    def show_drafts(self, drafts: Sequence[Draft], current: str) -> None:
        """List the drafts of the person at the desk, without the one in the form."""
        self._drafts.show_drafts([draft for draft in drafts if draft.draft_id != current])

    def _need(self, title: str, done: str, fields: Sequence[str]) -> None:
        if not fields:
            line = panels.row(Symbol("circle-check", "good", 16), panels.text(done, "secondary"))
            line.setStretch(1, 1)
            self._needs.add(_boxed(line))
            return
        self._needs.add(panels.text(title, "secondary", wrap=False))
        holder = QWidget()
        flow = FlowLayout(holder, spacing=theme.M)
        for key in dict.fromkeys(fields):
            button = panels.link_button(wording.field_label(key))
            button.clicked.connect(lambda _on=False, key=key: self.jump_requested.emit(key))
            flow.addWidget(button)
        self._needs.add(holder)


class _Section(QWidget):
    """A heading with things under it."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._body = QVBoxLayout()
        self._body.setSpacing(theme.S)
        layout = panels.column(spacing=theme.S)
        if title:
            layout.addWidget(panels.section_title(title))
        layout.addLayout(self._body)
        self.setLayout(layout)
        self.hide()

    def add(self, widget: QWidget) -> None:
        """Put something under the heading and show both."""
        self._body.addWidget(widget)
        self.show()

    def clear(self) -> None:
        """Take everything out."""
        panels.clear(self._body)


def _boxed(layout: object) -> QWidget:
    box = QWidget()
    box.setLayout(layout)  # type: ignore[arg-type]  # a layout of panels
    return box
