"""A field of any number of lines, each made of a few fields; one empty line stands ready to be filled."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui import panels, theme
from desktop.ui.as_typed import as_typed, type_again

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.ui.fields import FieldWidget


class Line(QWidget):
    """One line: a few fields side by side that make one value together.

    ``half`` is what to say of a line that is filled only in part.
    """

    def __init__(self, *fields: FieldWidget, half: str) -> None:
        super().__init__()
        self.fields, self._half = fields, half
        self.widgets = tuple(cast("QWidget", field) for field in fields)
        self.across = panels.row(*self.widgets)
        self.setLayout(self.across)
        self.setFocusProxy(self.widgets[0])

    def value(self) -> object:
        """Return what the line says, ``None`` while anything of it is missing or cannot be read."""
        raise NotImplementedError

    def set_value(self, value: object) -> None:
        """Show what a line says."""
        raise NotImplementedError

    def is_empty(self) -> bool:
        """Tell whether nothing at all is in the line; what cannot be read is something."""
        return not any(
            field.text().strip() if isinstance(field, QLineEdit) else field.value() is not None for field in self.fields
        )

    def trouble(self) -> str:
        """Return what cannot be read, or that something is missing."""
        for field in self.fields:
            if trouble := field.trouble():
                return trouble
        return "" if self.is_empty() or self.value() is not None else self._half


class LinesField(QWidget):
    """Lines of one kind.

    ``most`` is how many there may be; ``against`` says what speaks against lines that are each fine by themselves.

    Signals:
        changed: the value may have changed.
        left: the person went on from a line of text that cannot be read.
    """

    changed = Signal()
    left = Signal()

    def __init__(
        self,
        make: Callable[[], Line],
        most: int,
        against: Callable[[Sequence[object]], str] = lambda _values: "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._make, self._most, self._against = make, most, against
        self._read_only = False
        self.lines: list[Line] = []
        self._column = panels.column(spacing=theme.XS)
        self.setLayout(self._column)
        self._fit()

    def value(self) -> object:
        """Return what the whole lines say, ``None`` where there are none."""
        return tuple(self._values()) or None

    def set_value(self, value: object) -> None:
        """Show other lines."""
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = []
        for said in value if isinstance(value, tuple) else ():
            self._add(said)
        self._fit()
        self.changed.emit()

    def typed(self) -> object:
        """Return what stands in each line that has anything in it, in plain values."""
        return [[as_typed(field) for field in line.fields] for line in self.lines if not line.is_empty()]

    def type_again(self, typed: object) -> None:
        """Put it back; what no longer fits is left out."""
        self.set_value(None)
        for said in typed if isinstance(typed, (list, tuple)) else ():
            line = self.lines[-1]
            if isinstance(said, (list, tuple)) and line.is_empty():
                for field, words in zip(line.fields, said, strict=False):
                    type_again(field, words)
            self._fit()

    def trouble(self) -> str:
        """Say what is wrong with the first line that is not right, or with all of them together."""
        for line in self.lines:
            if trouble := line.trouble():
                return trouble
        return self._against(self._values())

    def set_read_only(self, read_only: bool) -> None:
        """Switch between reading and writing."""
        self._read_only = read_only
        for line in self.lines:
            for field in line.fields:
                field.set_read_only(read_only)

    def _values(self) -> list[object]:
        said = (line.value() for line in self.lines)
        return [value for value in said if value is not None]

    def _add(self, value: object = None) -> None:
        line = self._make()
        if value is not None:
            line.set_value(value)
        for field in line.fields:
            field.set_read_only(self._read_only)
            field.changed.connect(self._on_changed)
            if isinstance(field, QLineEdit):
                field.editingFinished.connect(partial(self._on_left, field))
        # Without a parent the fields could not be chained to those of the line before.
        self._column.addWidget(line)
        before = [self.lines[-1].widgets[-1]] if self.lines else []
        panels.chain_tabs(*before, *line.widgets)
        self.lines.append(line)
        self.setFocusProxy(self.lines[0])

    def _fit(self) -> None:
        """Keep one empty line at the end."""
        if (not self.lines or not self.lines[-1].is_empty()) and len(self.lines) < self._most:
            self._add()

    def _on_left(self, field: FieldWidget) -> None:
        # A line that is half filled in is only begun.
        if field.trouble():
            self.left.emit()

    def _on_changed(self) -> None:
        self._fit()
        self.changed.emit()
