"""One row of a form: label, field, hint and the line in which its problem stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.i18n import _
from desktop.ui import theme
from desktop.ui.choices import ChipsField, ChoiceField, SegmentedField
from desktop.ui.problem_bar import ProblemLine

if TYPE_CHECKING:
    from desktop.ui.forms import Field, Values

#: Least width of a line that says what is wrong, in pixels.
_LEAST_LINE = 160
#: Fields in which something is chosen rather than written.
_CHOSEN = (ChipsField, ChoiceField, SegmentedField)


class FormRow:
    """The widgets of one field: label, field, hint, problem line."""

    def __init__(self, field: Field, form: QWidget) -> None:
        self.field = field
        self.control = field.kind()
        self.widget = cast("QWidget", self.control)
        # With a parent from the start: shown without one they would flash up as windows of their own.
        self.label = QLabel(_(field.label), form)
        self.hint = QLabel(_(field.hint), form)
        self.problem = ProblemLine(form)
        self.text = ""
        self.shown = True
        self.widget.setParent(form)
        self.widget.setObjectName(field.key)
        self.widget.setAccessibleName(_(field.label))
        self.widget.setAccessibleDescription(_(field.hint))
        if field.width:
            self.widget.setMaximumWidth(field.width)
        self.label.setBuddy(self.widget)
        self.hint.setWordWrap(True)
        theme.mark(self.label, role="label")
        theme.mark(self.hint, role="secondary")
        self._tell_hint()

    def is_required(self, values: Values) -> bool:
        """Say whether the field must be filled in, given the others."""
        required = self.field.required
        return self.shown and (required(values) if callable(required) else required)

    def show_problem(self, text: str) -> None:
        """Mark or clear the problem of this field."""
        if not text and not self.text:
            # Nothing to clear; to mark it all the same would dress every field of a long form anew.
            return
        chosen = isinstance(self.control, _CHOSEN) or getattr(self.control, "is_chosen", False)
        if chosen and text == _("Please fill this in."):
            # Whoever finds the problem knows the value that is missing, not how it is given here.
            text = _("Please choose.")
        self.text = text
        if self.widget.sizePolicy().horizontalPolicy() in (QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum):
            # Wider than a field that does not grow, the line would push the fields beside it away.
            self.problem.setMaximumWidth(max(self.widget.sizeHint().width(), _LEAST_LINE))
        self.problem.show_text(text)
        self._tell_hint()
        theme.mark(self.widget, invalid=bool(text))
        theme.mark(self.label, invalid=bool(text))

    def set_shown(self, shown: bool) -> None:
        """Show or hide the whole row."""
        self.shown = shown
        for widget in (self.label, self.widget):
            widget.setVisible(shown)
        self._tell_hint()
        self.problem.setVisible(shown and bool(self.text))

    def show_note(self, note: str) -> None:
        """Show a note in the place of the hint; none gives the hint back."""
        self.hint.setText(note or _(self.field.hint))
        theme.mark(self.hint, tone="warning" if note else "")
        self._tell_hint()

    def _tell_hint(self) -> None:
        self.hint.setVisible(self.shown and bool(self.hint.text()) and not self.text)
