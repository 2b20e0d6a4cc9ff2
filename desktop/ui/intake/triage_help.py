"""Reads the customer's words while they are typed, marks what speaks for something, and offers to take it over."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.domain.check import LONGEST, MONEY_FIELDS
from desktop.domain.money import Money
from desktop.domain.suggestion import Suggestion, open_to, still_to_ask, suggestion_of
from desktop.domain.triage import triage
from desktop.i18n import _
from desktop.triage_words import load_triage
from desktop.ui import panels, theme
from desktop.ui.intake.declaration import needs_values
from desktop.ui.intake.words_field import Marked
from desktop.wording.suggestion import about_text, mark_text, suggested_name, suggested_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.said import Triage
    from desktop.ui.background import Background, Failed
    from desktop.ui.intake.form import IntakeForm

#: Milliseconds of silence after which the words are read.
READ_AFTER = 300
#: The key that takes the suggestion over.
TAKE_OVER = "Alt+T"
#: Most words named beside a suggestion; all of them are marked in the text.
_NAMED = 6


@lru_cache(maxsize=1)
def _tables() -> Triage:
    """Load the word lists once for as long as the program runs; takes half a second."""
    return load_triage()


class TriageHelp(QObject):
    """Stands between the form and the suggestion; nothing is put in before the person says so."""

    def __init__(self, form: IntakeForm, card: SuggestionCard, background: Background, failed: Failed) -> None:
        super().__init__(form)
        self._form, self._card, self._background, self._failed = form, card, background, failed
        self._suggestion = Suggestion()
        self._taken: dict[str, object] = {}
        self._text = ""
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(READ_AFTER)
        self._silence.timeout.connect(self._read)
        form.words_field.changed.connect(self._on_words)
        form.changed.connect(self._offer)
        card.take_over_requested.connect(self.take_over)
        # Alive also while there is nothing to take over: the key must never end up as a letter in a field.
        take = QShortcut(QKeySequence(TAKE_OVER), form)
        take.activated.connect(self._take_over_seen)
        background.run(_tables, None, failed)

    def start(self) -> None:
        """Begin with another case: what is in the form counts as chosen."""
        self._taken.clear()
        self._read()

    def take_over(self) -> None:
        """Put in what is suggested where the person has chosen nothing."""
        for key, value in self._open().items():
            self._taken[key] = value
            self._form.change(key, Money.from_fen(cast("int", value)) if key in MONEY_FIELDS else value)
        self._offer()

    def _take_over_seen(self) -> None:
        if self._card.isVisible():
            self.take_over()

    def _on_words(self) -> None:
        # Marks keep to the words they were made for; the next look at the text replaces them.
        self._silence.start()

    def _read(self) -> None:
        self._silence.stop()
        # No more than may be kept: the rest of a long paste is refused anyway, and would take its time.
        text = self._text = self._form.words_field.text()[: LONGEST["words"]]
        if not text.strip():
            self._show((text, Suggestion()))
            return
        self._background.run(lambda: (text, suggestion_of(triage(text, _tables()))), self._show, self._failed)

    def _show(self, found: tuple[str, Suggestion]) -> None:
        text, suggestion = found
        if text != self._text or not self._form.words_field.text().startswith(text):
            return
        self._suggestion = suggestion
        self._form.words_field.show_marks([Marked(m.start, m.end, mark_text(m)) for m in suggestion.because])
        self._offer()

    def _offer(self) -> None:
        words = [self._text[mark.start : mark.end] for mark in self._suggestion.because]
        rough = still_to_ask(self._suggestion, self._form.intake())
        self._card.show_suggestion(self._open(), list(dict.fromkeys(words)), rough)

    def _open(self) -> dict[str, object]:
        ours = self._taken | ({"level": self._form.filled_level} if self._form.filled_level else {})
        intake = self._form.intake()
        values = open_to(self._suggestion, intake, ours)
        # Sums are put in where they are seen: with a type that asks for them, chosen or about to be taken over.
        asked = needs_values(intake.types or self._suggestion.types)
        return {key: value for key, value in values.items() if asked or key not in MONEY_FIELDS}


class SuggestionCard(panels.Card):
    """What the words suggest, why, and the button that takes it over; out of sight without anything to take over.

    Signals:
        take_over_requested: put it in.
    """

    take_over_requested = Signal()

    def __init__(self) -> None:
        super().__init__(_("The words suggest"), margin=theme.M)
        self.setObjectName("suggestion_card")
        self._facts = panels.Facts()
        self._because = panels.text("", "secondary")
        self._because.setObjectName("suggested_because")
        take = panels.button(_("Take over"), self.take_over_requested.emit, icon="check")
        take.setObjectName("take_over_button")
        key = panels.text(TAKE_OVER, "secondary", wrap=False)
        self._shown: tuple[object, ...] = ()
        for part in (self._facts, self._because):
            self.body.addWidget(part)
        self._foot = QWidget()
        self._foot.setLayout(panels.row(take, key, None))
        self.body.addWidget(self._foot)
        self.hide()

    def show_suggestion(
        self, values: Mapping[str, object], words: list[str], rough: Mapping[str, int] | None = None
    ) -> None:
        """Show what would be put in, the words that led to it, and by field the sums in fen that are to be asked."""
        rough = rough or {}
        shown = (tuple(values.items()), tuple(words), tuple(rough.items()))
        if shown == self._shown:
            return
        self._shown = shown
        facts = [(suggested_name(key), suggested_text(key, value)) for key, value in values.items()]
        self._facts.show_facts([*facts, *((suggested_name(key), about_text(fen)) for key, fen in rough.items())])
        quoted = _(", ").join(_("“{word}”").format(word=word) for word in words[:_NAMED])
        self._because.setText(_("Because of {words}").format(words=quoted))
        self._because.setVisible(bool(words))
        self._foot.setVisible(bool(values))
        self.setVisible(bool(values or rough))
