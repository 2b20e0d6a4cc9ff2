"""The other readings of an assessment, folded to one line each; also while there is no result yet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.assessment.steps import Sourced
from desktop.ui.collapsible import Collapsible
from desktop.ui.kept import KeptRows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.domain.assessment import Assessment
    from desktop.wording.assessment import Explanation, ReadingText


class Readings(QWidget):
    """What else the claim could come to; made once and filled anew."""

    def __init__(self, unfolded: set[str]) -> None:
        """Begin with nothing to show; what is unfolded is kept in ``unfolded`` by name."""
        super().__init__()
        self._unfolded = unfolded
        self._title = panels.section_title("")
        self._provisional = panels.Banner("info")
        self._column = panels.column(self._title, self._provisional, spacing=theme.M)
        self._rows = KeptRows(self._add_row)
        self.setLayout(self._column)
        self.hide()

    def show_readings(self, assessment: Assessment, said: Explanation) -> None:
        """Show the readings beside a result, or plainly as provisional where there is none; without any, hide."""
        settled = assessment.payable is not None
        self._title.setText(_("Other readings") if settled else _("Provisional sums"))
        self._provisional.tell(said.provisional, "info")
        others = zip(said.readings, assessment.alternatives, strict=True)
        for folding, (reading, other) in zip(self._rows.fit(len(said.readings)), others, strict=True):
            folding.show_reading(reading, other.citations, provisional=not settled)
        self.setVisible(bool(said.readings))

    def tab_stops(self) -> list[QWidget]:
        """Return what Tab stops at, from top to bottom."""
        return [row.head for row in self._rows.made]

    def _add_row(self, _place: int) -> _Reading:
        folding = _Reading(self._unfolded)
        self._column.addWidget(folding)
        return folding


class Folding(Collapsible):
    """A fold whose content is written while it is open; by its name it is known whether it was unfolded before."""

    def __init__(self, content: QWidget, unfolded: set[str]) -> None:
        super().__init__("", content)
        self._name, self._unfolded = "", unfolded
        self._write: Callable[[], None] = lambda: None
        self.toggled.connect(self._on_toggled)

    def show_fold(self, name: str, title: str, write: Callable[[], None]) -> None:
        """Show another title, and behind it what ``write`` will write."""
        self._name, self._write = name, write
        self.set_title(title)
        if self.is_open:
            write()
        self.set_open(name in self._unfolded)

    def _on_toggled(self, is_open: bool) -> None:
        (self._unfolded.add if is_open else self._unfolded.discard)(self._name)
        if is_open:
            self._write()


class _Reading(Folding):
    def __init__(self, unfolded: set[str]) -> None:
        content = QWidget()
        self._words = Sourced()
        self._words.column.setContentsMargins(theme.XL, 0, 0, theme.XS)
        content.setLayout(self._words.column)
        super().__init__(content, unfolded)

    def show_reading(self, reading: ReadingText, citations: Sequence[str], *, provisional: bool) -> None:
        said = _("{title}: {amount}, provisional") if provisional else _("{title}: {amount}")
        title = said.format(title=reading.title, amount=reading.amount)
        self.show_fold(reading.reading, title, partial(self._words.show_words, reading.sentence, citations))
