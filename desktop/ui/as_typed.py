"""What stands in a field exactly as it was typed, readable or not, in plain values; and back again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

import msgspec
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit

from desktop.ui.choices import ChipsField, ChoiceField, SegmentedField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.ui.fields import FieldWidget


@runtime_checkable
class Composed(Protocol):
    """A field of several parts, which knows itself how to write down what stands in them."""

    def typed(self) -> object:
        """Return what stands in the parts, in plain values."""

    def type_again(self, typed: object) -> None:
        """Put it back; what no longer fits is left out."""


def as_typed(field: FieldWidget) -> object:
    """Return what stands in a field, in values JSON knows."""
    if isinstance(field, Composed):
        return field.typed()
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    return msgspec.to_builtins(field.value(), str_keys=True, enc_hook=str)


def type_again(field: FieldWidget, typed: object) -> None:
    """Put back what stood in a field; a choice that is no longer offered leaves it as it is."""
    if isinstance(field, Composed):
        field.type_again(typed)
    elif isinstance(field, QLineEdit):
        field.setText(str(typed))
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(str(typed))
    elif isinstance(field, QCheckBox):
        field.set_value(typed is True)
    elif isinstance(field, ChipsField):
        field.set_value(among(field.offered, typed))
    elif isinstance(field, ChoiceField | SegmentedField):
        if typed is None:
            field.set_value(None)
        for value in _same(field.offered, typed):
            field.set_value(value)


def among(offered: Iterable[object], typed: object) -> tuple[object, ...]:
    """Return those of several values that are still offered, in the order they were written down."""
    wanted = typed if isinstance(typed, (list, tuple)) else ()
    return tuple(value for one in wanted for value in _same(offered, one))


def _same(offered: Iterable[object], typed: object) -> list[object]:
    """Return the value offered that is written like this: a tuple reads as a list, a member of an enum as its text."""
    wanted = msgspec.json.encode(typed)
    return [value for value in offered if msgspec.json.encode(value) == wanted][:1]
