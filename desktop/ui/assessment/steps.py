"""Pieces that show how an amount came about: lines, numbered steps, citations with their mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from desktop.i18n import _
from desktop.ui import icons, panels, theme
from desktop.wording.citations import citation_text
from desktop.wording.formulas import spoken_formula

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.assessment import Assessment
    from desktop.ui.panels import Tone
    from desktop.wording.assessment import Explanation, LineText

_MARKS: dict[str, tuple[str, Tone]] = {
    "verified]": ("circle-check", "good"),
    "secondary]": ("info", "secondary"),
    "unverified]": ("triangle-alert", "warning"),
}
_MARK_SIZE = 14
_TOP = Qt.AlignmentFlag.AlignTop
_RIGHT = Qt.AlignmentFlag.AlignRight


class Citation(QWidget):
    """Where a rule stands, with an icon and a word for how far that was checked."""

    def __init__(self, raw: str) -> None:
        super().__init__()
        mark = raw.rpartition("[")[2]
        icon, tone = _MARKS.get(mark, _MARKS["unverified]"])
        words = panels.text(citation_text(raw), "secondary")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.XS)
        layout.addLayout(panels.column(icons.Symbol(icon, tone, _MARK_SIZE), None, spacing=0))
        layout.addWidget(words, 1)


class LinesTable(QWidget):
    """What is paid for, the formula with its numbers, the sum; the total under a line."""

    def __init__(self, lines: Sequence[LineText], total: str) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.L)
        grid.setVerticalSpacing(theme.XS + 2)
        grid.setColumnStretch(1, 1)
        for column, title in enumerate((_("What for"), _("Formula"), _("Amount"))):
            head = panels.text(title, "secondary", wrap=False)
            grid.addWidget(head, 0, column, _RIGHT if column == 2 else Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(panels.hairline(), 1, 0, 1, 3)
        for number, line in enumerate(lines):
            place = 2 + 2 * number
            grid.addWidget(panels.text(line.title, wrap=False), place, 0, _TOP)
            formula = panels.text(spoken_formula(line.formula), "secondary", selectable=True)
            formula.setToolTip(line.rule)
            grid.addWidget(formula, place, 1, _TOP)
            grid.addWidget(_figure(line.amount), place, 2, _TOP | _RIGHT)
            grid.addWidget(panels.hairline(), place + 1, 0, 1, 3)
        last = 2 + 2 * len(lines)
        grid.addWidget(panels.text(_("Sum"), "strong", wrap=False), last, 0)
        grid.addWidget(panels.text(total, "strong", wrap=False), last, 2, _RIGHT)


class StepsList(QWidget):
    """The way to the amount in numbered sentences, each with what it rests on."""

    def __init__(self, assessment: Assessment, said: Explanation) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.S)
        grid.setVerticalSpacing(theme.S)
        grid.setColumnStretch(1, 1)
        for number, (step, text) in enumerate(zip(assessment.steps, said.steps, strict=True)):
            grid.addWidget(panels.text(f"{text.number}.", tone="secondary", wrap=False), number, 0, _TOP | _RIGHT)
            sentence = panels.text(text.sentence, selectable=True)
            sources = [Citation(raw) for raw in step.citations]
            grid.addLayout(panels.column(sentence, *sources, spacing=2), number, 1)


def _figure(words: str) -> QLabel:
    return panels.text(words, wrap=False, selectable=True)
