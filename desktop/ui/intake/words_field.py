"""The customer's own words, with the words underlined that a suggestion goes by."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QToolTip

from desktop.ui import theme
from desktop.ui.fields import LongTextField

if TYPE_CHECKING:
    from collections.abc import Sequence


class Marked(NamedTuple):
    """A stretch of the text that says something.

    Attributes:
        start: its first character, counted as Python counts.
        end: behind its last one.
        tip: what it says.
    """

    start: int
    end: int
    tip: str


class WordsField(LongTextField):
    """A text in which words can be underlined; what they say comes up under the mouse."""

    def text(self) -> str:
        """Return the text as it stands, spaces and all; places of marks count in it."""
        return self.toPlainText()

    def show_marks(self, marks: Sequence[Marked]) -> None:
        """Underline exactly these stretches; they go by themselves where the text is deleted."""
        selections = []
        places = _places(self.text()[: max((mark.end for mark in marks), default=0)])
        for mark in marks:
            cursor = QTextCursor(self.document())
            cursor.setPosition(places[mark.start])
            cursor.setPosition(places[mark.end], QTextCursor.MoveMode.KeepAnchor)
            selection = QTextEdit.ExtraSelection()
            selection.cursor = cursor  # type: ignore[attr-defined]  # fields of a struct, which the stubs leave out
            selection.format = _underline(mark.tip)  # type: ignore[attr-defined]  # as above
            selections.append(selection)
        self.setExtraSelections(selections)

    def tip_at(self, place: int) -> str:
        """Return what the words at a place of the document say; several things on lines of their own."""
        tips = []
        for selection in self.extraSelections():
            cursor: QTextCursor = selection.cursor  # type: ignore[attr-defined]  # as in show_marks
            if cursor.selectionStart() <= place < cursor.selectionEnd():
                tips.append(selection.format.toolTip())  # type: ignore[attr-defined]  # as in show_marks
        return "\n".join(dict.fromkeys(tips))

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell under the mouse what a word says: Qt itself looks at the document only, not at such marks."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tip = self.tip_at(self.cursorForPosition(event.pos()).position())
            QToolTip.showText(event.globalPos(), tip, self.viewport())
            return True
        return super().viewportEvent(event)


def _underline(tip: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    made.setUnderlineColor(theme.current().colour("accent"))
    made.setToolTip(tip)
    return made


def _places(text: str) -> list[int]:
    """Return for each place in a text where Qt has it: a rare character takes two of its places."""
    return list(accumulate((1 + (ord(char) > 0xFFFF) for char in text), initial=0))
