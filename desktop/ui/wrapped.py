"""Text over several lines that remembers how high it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent


class WrappedLabel(QLabel):
    """A label that breaks its lines, and works out its height once for each width.

    Qt asks every such label of a page again, several times, whenever one of them changes its words; for text that can
    be selected that is most of the work of a keystroke, and paints the label again besides.
    """

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        self._heights: dict[int, int] = {}
        super().__init__(words, parent)
        self.setWordWrap(True)

    def setText(self, words: str, /) -> None:  # noqa: N802 - Qt's own name
        """Show other words; the same ones again cost nothing."""
        if words != self.text():
            self._heights.clear()
            super().setText(words)

    def heightForWidth(self, width: int, /) -> int:
        """Return the height the words need in a width."""
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = super().heightForWidth(width)
        return height

    def changeEvent(self, event: QEvent, /) -> None:
        """Forget the heights when the font or the style is another one."""
        self._heights.clear()
        super().changeEvent(event)
