"""One form, one declaration: a tuple of ``Field`` builds the rows, reads them, fills them and marks problems.

    FIELDS = (
        Section(N_("The parcel")),
        Field("waybill", N_("Waybill number"), ScanField, required=True),
        Field("sent_on", N_("Sent on"), kind(DateField, today), width=160),
        Field("insured", N_("Insured value"), MoneyField, when=lambda v: v["cover"] is True, beside=True),
    )
    form = Form(FIELDS)
    if form.check(): action(form.values())

Domain checks come back through ``form.mark_problems({"waybill": text})``. Put ``form.problem_bar`` above the
button.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.as_typed import as_typed, type_again
from desktop.ui.following_area import FollowingArea
from desktop.ui.form_row import FormRow
from desktop.ui.problem_bar import ProblemBar

if TYPE_CHECKING:
    from desktop.ui.fields import FieldWidget
    from desktop.ui.panels import Banner

#: What a form holds, by key. Hidden fields are there with ``None``.
Values = dict[str, Any]
Condition = Callable[[Values], bool]


@dataclass(frozen=True)
class Field:
    """One row of a form.

    Attributes:
        key: name in ``values()``.
        label: marked with ``N_``, translated when built.
        kind: makes the widget; a class or ``fields.kind(Class, options...)``.
        required: must be filled in; may depend on the other values.
        when: shown only while this holds; hidden fields read as ``None``.
        hint: small text under the field, marked with ``N_``.
        width: greatest width in pixels; 0 fills the row.
        beside: stands in the same row as the field before (labels above only).
        aside: stands at the right of the label of the field before, its own label at its left (labels above only).
    """

    key: str
    label: str
    kind: Callable[[], FieldWidget]
    required: bool | Condition = False
    when: Condition | None = None
    hint: str = ""
    width: int = 0
    beside: bool = False
    aside: bool = False


@dataclass(frozen=True)
class Section:
    """A heading between rows, shown while ``when`` holds."""

    label: str
    when: Condition | None = None


class Form(QWidget):
    """The rows of a form and what is in them.

    Signals:
        changed: the field with this key changed.
        left: the person went on from the field with this key; what cannot be read in it is marked by then.
    """

    changed = Signal(str)
    left = Signal(str)

    def __init__(
        self,
        fields: tuple[Field | Section, ...],
        *,
        labels: Literal["above", "left"] = "above",
        dense: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows = {field.key: FormRow(field, self) for field in fields if isinstance(field, Field)}
        self._sections: list[tuple[Section, QLabel]] = []
        self._lines: list[tuple[QHBoxLayout, list[FormRow]]] = []
        self._required = QLabel()
        self._filling = False
        self._closed_up: list[bool] | None = None
        self._banners: list[Banner] = []
        self.problem_bar = ProblemBar(self)
        theme.mark(self._required, role="secondary")
        self._required.setWordWrap(True)

        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.S if dense else theme.M)
        self._layout.addWidget(self._required)
        (self._build_above if labels == "above" else self._build_left)(fields)

        for key, row in self._rows.items():
            row.control.changed.connect(lambda key=key: self._on_changed(key))
            if (was_left := getattr(row.control, "left", getattr(row.control, "editingFinished", None))) is not None:
                was_left.connect(lambda key=key: self._on_left(key))
        self._chain_tab_order()
        self.problem_bar.jump_requested.connect(self.focus)
        self._saved = self._as_typed()
        self._refresh()

    @property
    def is_dirty(self) -> bool:
        """Whether anything differs from what was last filled in or saved; also what cannot be read."""
        return self._as_typed() != self._saved

    def typed(self) -> dict[str, Any]:
        """Return what differs from what was last filled in, as it was typed: plain values for ``type_again``."""
        return {key: typed for key, typed in self._as_typed().items() if typed != self._saved[key]}

    def type_again(self, typed: Mapping[str, object]) -> None:
        """Put back what ``typed`` gave; it counts as not saved. Fields that are no more are passed over."""
        self._filling = True
        for key, row in self._rows.items():
            if key in typed:
                type_again(row.control, typed[key])
        self._filling = False
        self._refresh()

    def begin_with(self, values: Mapping[str, object]) -> None:
        """Let fields begin with values that came late; what the person typed or chose meanwhile stays."""
        typed = self.typed()
        self._filling = True
        for key, value in values.items():
            if key not in typed:
                self._rows[key].control.set_value(value)
                self._saved[key] = as_typed(self._rows[key].control)
        self._filling = False
        self._refresh()

    def revert(self) -> None:
        """Show again what was last filled in or saved."""
        self.clear_problems()
        self.type_again(self._saved)

    def values(self) -> Values:
        """Return everything by key; hidden fields and unreadable text read as ``None``."""
        return {key: row.control.value() if row.shown else None for key, row in self._rows.items()}

    def fill(self, values: Mapping[str, object]) -> None:
        """Show values (keys that are missing empty their field) and count them as saved."""
        self._filling = True
        for key, row in self._rows.items():
            row.control.set_value(values.get(key))
        self._filling = False
        self._refresh()
        self.clear_problems()
        self.mark_saved()

    def change(self, key: str, value: object) -> None:
        """Put one value in, as if the person had typed it."""
        self._rows[key].control.set_value(value)

    def mark_saved(self) -> None:
        """Count what is there now as saved."""
        self._saved = self._as_typed()

    def check(self) -> bool:
        """Mark what is missing or unreadable; say whether nothing is."""
        problems = self.problems()
        self.mark_problems(problems)
        return not problems

    def problems(self) -> dict[str, str]:
        """Return what is missing or unreadable, by key."""
        values = self.values()
        problems: dict[str, str] = {}
        for key, row in self._rows.items():
            if row.shown and (trouble := row.control.trouble()):
                problems[key] = trouble
            elif row.is_required(values) and is_empty(values[key]):
                problems[key] = _("Please fill this in.")
        return problems

    def mark_problems(self, problems: Mapping[str, str]) -> None:
        """Show exactly these problems by key, in their field's line and summed up in the bar; go to the first."""
        self.mark_quietly(problems)
        if problems:
            self.focus(next(key for key in self._rows if key in problems))

    def mark_quietly(self, problems: Mapping[str, str]) -> None:
        """Like ``mark_problems``, with the keyboard staying where it is."""
        for key, row in self._rows.items():
            row.show_problem(problems.get(key, ""))
        self.problem_bar.show_problems([(key, _(row.field.label)) for key, row in self._rows.items() if row.text])
        self._tell_required(self.values())

    def mark_one(self, key: str, problem: str) -> None:
        """Show a problem in the line of one field, beside those of others, with the keyboard staying where it is."""
        self.mark_quietly({other: row.text for other, row in self._rows.items() if row.text} | {key: problem})

    def heed(self, banner: Banner) -> None:
        """Say nothing of everything being filled in while a banner says that it did not do."""
        self._banners.append(banner)
        banner.told.connect(lambda: self._tell_required(self.values()))

    def tell_notes(self, notes: Mapping[str, str]) -> None:
        """Show exactly these notes by key under their fields: worth knowing, and nothing that is wrong."""
        for key, row in self._rows.items():
            row.show_note(notes.get(key, ""))

    def clear_problems(self) -> None:
        """Take all marks away."""
        self.mark_problems({})

    def widget(self, key: str) -> Any:  # noqa: ANN401 - the caller declared its class in the same file
        """Return the widget of a field, for signals of its own kind."""
        return self._rows[key].control

    def focus(self, key: str) -> None:
        """Bring a field into view and put the cursor in it."""
        widget = self._rows[key].widget
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, FollowingArea):
            parent = parent.parentWidget()
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if parent is not None:
            parent.follow()

    def set_read_only(self, read_only: bool) -> None:
        """Let everything be read but nothing changed."""
        for row in self._rows.values():
            row.control.set_read_only(read_only)
        self._required.setVisible(not read_only and bool(self._required.text()))

    def _build_above(self, fields: tuple[Field | Section, ...]) -> None:
        head = panels.row()
        for field in fields:
            if isinstance(field, Section):
                self._layout.addWidget(self._heading(field))
                continue
            row = self._rows[field.key]
            if field.aside:
                head.addStretch(1)
                head.addWidget(row.label)
                head.addWidget(row.widget)
                continue
            column = QVBoxLayout()
            column.setSpacing(theme.XS)
            head = panels.row(row.label)
            column.addLayout(head)
            for widget in (row.widget, row.hint, row.problem):
                column.addWidget(widget)
            column.addStretch(1)
            if not self._lines or not field.beside:
                line = QHBoxLayout()
                line.setSpacing(theme.M)
                # Takes what is left: by hidden fields, or when every field of the line has a greatest width.
                line.addStretch(0)
                self._layout.addLayout(line)
                self._lines.append((line, []))
            line, rows = self._lines[-1]
            line.insertLayout(line.count() - 1, column, 1)
            rows.append(row)

    def _build_left(self, fields: tuple[Field | Section, ...]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.L)
        grid.setVerticalSpacing(self._layout.spacing())
        grid.setColumnStretch(1, 1)
        for number, field in enumerate(fields):
            if isinstance(field, Section):
                grid.addWidget(self._heading(field), number, 0, 1, 2)
                continue
            row = self._rows[field.key]
            row.label.setMinimumHeight(theme.current().control)
            column = QVBoxLayout()
            column.setSpacing(theme.XS)
            for widget in (row.widget, row.hint, row.problem):
                column.addWidget(widget)
            grid.addWidget(row.label, number, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            grid.addLayout(column, number, 1)
        self._layout.addLayout(grid)

    def _heading(self, section: Section) -> QLabel:
        heading = QLabel(_(section.label))
        theme.mark(heading, role="section")
        self._sections.append((section, heading))
        return heading

    def _chain_tab_order(self) -> None:
        panels.chain_tabs(*(row.widget for row in self._rows.values()))

    def _as_typed(self) -> dict[str, Any]:
        return {key: as_typed(row.control) for key, row in self._rows.items()}

    def _on_changed(self, key: str) -> None:
        if self._filling:
            return
        row = self._rows[key]
        if row.text and not row.control.trouble():
            row.show_problem("")
            self.problem_bar.drop(key)
        self._refresh()
        self.changed.emit(key)

    def _on_left(self, key: str) -> None:
        row = self._rows[key]
        if self._filling or not row.shown:
            return
        if trouble := row.control.trouble():
            self.mark_one(key, trouble)
        self.left.emit(key)

    def _refresh(self) -> None:
        values = self.values()
        for key, row in self._rows.items():
            shown = row.field.when is None or row.field.when(values)
            if shown != row.shown:
                row.set_shown(shown)
                # Another dictionary: a condition may have kept the last one to compare with.
                values = {**values, key: row.control.value() if shown else None}
        # Laying the lines out anew at every key would take most of a frame.
        shown_now = [row.shown for row in self._rows.values()]
        if shown_now != self._closed_up:
            self._closed_up = shown_now
            self._close_up()
        for section, heading in self._sections:
            heading.setVisible(section.when is None or section.when(values))
        self._tell_required(values)

    def _close_up(self) -> None:
        """Keep each field in the columns of its line, those at the left first: Qt leaves room for hidden ones."""
        for line, rows in self._lines:
            for place, row in enumerate(rows):
                line.setStretch(place, int(row.shown))
            hidden = sum(not row.shown for row in rows)
            line.setStretch(len(rows), hidden if hidden < len(rows) else 0)
            # The distances that hidden fields would have had.
            line.setContentsMargins(0, 0, hidden * theme.M, 0)

    def _tell_required(self, values: Values) -> None:
        needed = [row for row in self._rows.values() if row.is_required(values)]
        names = [_(row.field.label) for row in needed if is_empty(values[row.field.key])]
        if names:
            text = _("Still needed: {fields}").format(fields=_(", ").join(names))
        elif any(row.text and row.shown for row in self._rows.values()):
            text = _("Please correct what is marked.")
        else:
            refused = any(banner.is_against for banner in self._banners)
            text = _("Everything needed is filled in.") if needed and not refused else ""
        self._required.setText(text)
        self._required.setVisible(bool(text))


def is_empty(value: object) -> bool:
    """Say whether a field's value counts as not filled in. No (``False``) and zero are answers."""
    return value is None or value in ("", (), [])
