"""What was found on each thing the customer says: one row for each complaint type of the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from desktop.domain import entries as e
from desktop.i18n import _
from desktop.needed_evidence import needed_for
from desktop.ui import panels, theme
from desktop.ui.as_typed import as_typed, type_again
from desktop.ui.choices import SegmentedField
from desktop.ui.fields import TextField
from desktop.ui.intake.chips import OrderedChips
from desktop.wording import finding as words
from desktop.wording.finding import STANDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.domain.case import Case
    from desktop.ui.fields import FieldWidget

#: Greatest width of a file's name on a chip, in pixels.
_NAME = 150
_ABOUT = 128


class AllegationsField(QWidget):
    """One row for each complaint type; rows nobody has touched follow the answer on the whole complaint."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []
        self._shown: tuple[object, ...] = ()
        self._column = panels.column(spacing=theme.M)
        self.setLayout(self._column)

    def show_case(self, case: Case) -> None:
        """Offer a row for each complaint type of a case, with the case's evidence to choose from."""
        types = [str(kind) for kind in case.intake.types]
        evidence = [(header.entry_id, body.name) for header, body in case.evidence]
        shown = (types, evidence)
        if shown == self._shown:
            return
        kept = {row.about: row.value() for row in self._rows}
        self._shown = shown
        panels.clear(self._column)
        self._rows = [_Row(about, evidence) for about in types]
        for row in self._rows:
            row.setParent(self)
            row.set_value(kept.get(row.about))
            row.changed.connect(self.changed)
            self._column.addWidget(row)
        stops = [stop for row in self._rows for stop in row.stops]
        panels.chain_tabs(*stops)
        if stops:
            self.setFocusProxy(stops[0])

    def follow(self, stands: str) -> None:
        """Give rows nobody has touched the answer on the whole complaint."""
        for row in self._rows:
            row.follow(stands)

    def value(self) -> object:
        """Return what was found, in the order of the rows; a row without an answer says nothing."""
        return tuple(found for row in self._rows if (found := row.value()) is not None)

    def set_value(self, value: object) -> None:
        """Show what was found on each type."""
        found = {one.about: one for one in value if isinstance(one, e.Allegation)} if isinstance(value, tuple) else {}
        for row in self._rows:
            row.set_value(found.get(row.about))

    def typed(self) -> object:
        """Return the rows as they are typed, by what they are about."""
        return {row.about: row.typed() for row in self._rows}

    def type_again(self, typed: object) -> None:
        """Put the rows back; those of types the case no longer has are left out."""
        rows = typed if isinstance(typed, dict) else {}
        for row in self._rows:
            if isinstance(rows.get(row.about), dict):
                row.type_again(rows[row.about])

    def trouble(self) -> str:
        """Every row is readable."""
        return ""

    def set_read_only(self, read_only: bool) -> None:
        """Lock the rows."""
        self.setEnabled(not read_only)


class _Row(QWidget):
    """One allegation: whether it stands, what it rests on, what is missing."""

    changed = Signal()

    def __init__(self, about: str, evidence: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.about = about
        self._touched = False
        self._missing_title: QWidget | None = None
        self._filling = False
        name = words.about(about)
        self._stands = SegmentedField([(code, _(label)) for code, label in STANDS.items()])
        self._other = TextField(_("Something else that is missing"), longest=300)
        self._usual = [piece.label for piece in needed_for(about)]
        self._missing = _chips([(label, label) for label in self._usual])
        self._evidence = _chips([(entry_id, _short(label)) for entry_id, label in evidence])
        fields = (
            (self._stands, "stands", _("{about}: does it stand")),
            (self._evidence, "evidence", _("{about}: the evidence it rests on")),
            (self._missing, "missing", _("{about}: evidence that is missing")),
            (self._other, "missing_else", _("{about}: something else that is missing")),
        )
        for field, key, label in fields:
            if field is not None:
                # With a parent from the start: shown without one it would flash up as a window of its own.
                field.setParent(self)
                field.setObjectName(f"{key}_{about}")
                field.setAccessibleName(label.format(about=name))
                field.changed.connect(self._on_changed)
        self.stops = [field for field, _key, _label in fields if field is not None]
        self._build(name)
        self._stands.changed.connect(self._on_stands)
        self._tell_missing()

    def value(self) -> e.Allegation | None:
        """Return what was found; None while nobody says whether it stands."""
        stands = self._stands.value()
        if stands is None:
            return None
        return e.Allegation(
            about=self.about,
            stands=str(stands),
            evidence=_chosen(self._evidence),
            missing=_(", ").join(filter(None, (*_chosen(self._missing), str(self._other.value())))),
        )

    def set_value(self, found: e.Allegation | None) -> None:
        """Show what was found."""
        self._filling = True
        self._touched = found is not None
        self._stands.set_value(found.stands if found else None)
        named = [part.strip() for part in found.missing.split(_(", "))] if found else []
        if self._missing is not None:
            self._missing.set_value(tuple(part for part in named if part in self._usual))
        self._other.set_value(_(", ").join(part for part in named if part not in self._usual))
        if self._evidence is not None:
            self._evidence.set_value(found.evidence if found else ())
        self._filling = False
        self._fold_missing()

    def typed(self) -> dict[str, object]:
        """Return the row as it is typed, and whether a person answered it."""
        found: dict[str, object] = {"touched": self._touched}
        for name, field in self._parts().items():
            found[name] = as_typed(field)
        return found

    def type_again(self, typed: Mapping[str, object]) -> None:
        """Put the row back."""
        self._filling = True
        for name, field in self._parts().items():
            if isinstance(field, OrderedChips):
                chosen = typed.get(name)
                field.set_value(tuple(chosen) if isinstance(chosen, list | tuple) else ())
            else:
                type_again(field, typed.get(name))
        self._touched = typed.get("touched") is True
        self._filling = False
        self._fold_missing()

    def _parts(self) -> dict[str, FieldWidget]:
        named = {"stands": self._stands, "other": self._other, "missing": self._missing, "evidence": self._evidence}
        return {name: field for name, field in named.items() if field is not None}

    def follow(self, stands: str) -> None:
        """Take the answer on the whole complaint unless somebody has answered here."""
        if not self._touched:
            self._filling = True
            self._stands.set_value(stands)
            self._filling = False
            self._fold_missing()

    def _build(self, name: str) -> None:
        about = panels.text(name, "strong")
        about.setFixedWidth(_ABOUT)
        lines = [panels.row(about, self._stands, self._other, spacing=theme.M)]
        lines[0].setStretch(2, 1)
        lines[0].addStretch(0)
        for label, chips in ((_("Rests on"), self._evidence), (_("Missing"), self._missing)):
            if chips is not None:
                title = panels.text(label, "secondary", wrap=False)
                title.setFixedWidth(_ABOUT)
                line = panels.row(title, chips, spacing=theme.M)
                line.setStretch(1, 1)
                lines.append(line)
                if chips is self._missing:
                    self._missing_title = title
        self.setLayout(panels.column(*lines, spacing=theme.XS + 2))
        self._fold_missing()

    def _fold_missing(self) -> None:
        """Ask what is missing where something may be: a point that plainly stands or falls needs nothing more."""
        settled = self._stands.value() not in ("partly", "open") and not _chosen(self._missing)
        for widget in (self._missing, self._missing_title):
            if widget is not None:
                widget.setVisible(not settled)
        self._other.setVisible(not settled or bool(self._other.value()))

    def _on_changed(self) -> None:
        self._fold_missing()
        if not self._filling:
            self.changed.emit()

    def _on_stands(self) -> None:
        if not self._filling:
            self._touched = True

    def _tell_missing(self) -> None:
        """Say in the tool tip where a piece of evidence is asked for."""
        if self._missing is None:
            return
        asked = [
            _("{piece}: {source}").format(piece=piece.label, source=piece.source_label)
            for piece in needed_for(self.about)
            if piece.source_label
        ]
        self._missing.setToolTip("\n".join([_("Usually needed for such a complaint."), *asked]))


def _chips(options: Sequence[tuple[object, str]]) -> OrderedChips | None:
    return OrderedChips(options) if options else None


def _chosen(chips: OrderedChips | None) -> tuple[str, ...]:
    value = chips.value() if chips is not None else ()
    return tuple(str(one) for one in value) if isinstance(value, tuple) else ()


def _short(name: str) -> str:
    metrics = QFontMetrics(theme.font(theme.SECONDARY))
    return metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, _NAME)
