"""Reads the customer's words while they are typed, marks what speaks for something, and offers to take it over."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.domain.check import LONGEST
from desktop.domain.suggestion import Suggestion, open_to, suggestion_of
from desktop.domain.triage import triage
from desktop.i18n import _
from desktop.triage_words import load_triage
from desktop.ui import panels, theme
from desktop.ui.intake.words_field import Marked
from desktop.wording.suggestion import mark_text, suggested_name, suggested_text

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
            self._form.change(key, value)
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
        self._card.show_suggestion(self._open(), list(dict.fromkeys(words)))

    def _open(self) -> dict[str, object]:
        ours = self._taken | ({"level": self._form.filled_level} if self._form.filled_level else {})
        return open_to(self._suggestion, self._form.intake(), ours)


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
        foot = QWidget()
        foot.setLayout(panels.row(take, key, None))
        self.body.addWidget(foot)
        self.hide()

    def show_suggestion(self, values: Mapping[str, object], words: list[str]) -> None:
        """Show what would be put in, and the words that led to it."""
        shown = (tuple(values.items()), tuple(words))
        if shown == self._shown:
            return
        self._shown = shown
        self._facts.show_facts((suggested_name(key), suggested_text(key, value)) for key, value in values.items())
        quoted = _(", ").join(_("“{word}”").format(word=word) for word in words[:_NAMED])
        self._because.setText(_("Because of {words}").format(words=quoted))
        self.setVisible(bool(values))
