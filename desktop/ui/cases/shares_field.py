"""Who answers for what happened: one party with one choice; shares unfold when a second is added."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain import entries as e
from desktop.domain.check_finding import LONGEST_NAME, PARTIES, WHOLE
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.as_typed import as_typed, type_again
from desktop.ui.choices import ChoiceField
from desktop.ui.fields import IntegerField, TextField
from desktop.wording import case as words

if TYPE_CHECKING:
    from desktop.ui.fields import FieldWidget

_PARTY, _PERCENT = 156, 56


class SharesField(QWidget):
    """One line for each who answers. The first is named ``responsible``, the next ``responsible_2`` and so on."""

    changed = Signal()
    #: What is missing here is chosen, not written.
    is_chosen = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[_Line] = []
        self._filling = False
        self._column = panels.column(spacing=theme.XS)
        self._split = panels.link_button(_("Shared"), self._add_line)
        self._split.setObjectName("share_button")
        self._split.setToolTip(_("Somebody else answers for part of it."))
        self._add = panels.link_button(_("Add another party"), self._add_line)
        self._add.setObjectName("add_share_button")
        self._total = panels.text("", "secondary", wrap=False)
        self._total.setObjectName("shares_total")
        across = panels.row(self._column, self._split)
        across.setStretch(0, 1)
        self.setLayout(panels.column(across, panels.row(self._add, None, self._total), spacing=theme.XS))
        self._append(None)

    def value(self) -> object:
        """Return the shares of all parties chosen; one party alone answers for all of it."""
        return self._shares()

    def set_value(self, value: object) -> None:
        """Show shares; a single code is a party that answers for all of it."""
        if isinstance(value, str) and value:
            value = (e.Share(value, WHOLE),)
        shares = [one for one in value if isinstance(one, e.Share)] if isinstance(value, tuple) else []
        self._filling = True
        while len(self._lines) > max(1, len(shares)):
            self._drop(self._lines[-1])
        while len(self._lines) < len(shares):
            self._append(None)
        for place, line in enumerate(self._lines):
            line.show_share(shares[place] if place < len(shares) else None)
        self._filling = False
        self._on_changed()

    def typed(self) -> object:
        """Return every line as it is typed, also a name without a party; nothing while all is empty."""
        lines = [line.typed() for line in self._lines]
        return lines if any(any(line) for line in lines) else []

    def type_again(self, typed: object) -> None:
        """Put the lines back."""
        lines = [line for line in typed if isinstance(line, list)] if isinstance(typed, list) else []
        self.set_value(tuple(e.Share("", 0) for _line in lines))
        self._filling = True
        for line, parts in zip(self._lines, lines, strict=False):
            line.type_again(parts)
        self._filling = False
        self._on_changed()

    def trouble(self) -> str:
        """Say when a percentage cannot be read."""
        return next(filter(None, (line.percent.trouble() for line in self._lines)), "")

    def set_read_only(self, read_only: bool) -> None:
        """Lock the lines."""
        self.setEnabled(not read_only)

    def event(self, event: QEvent) -> bool:
        """Pass the mark of a wrong field on to the first party."""
        if event.type() == QEvent.Type.DynamicPropertyChange and self._lines:
            theme.mark(self._lines[0].party, invalid=self.property("invalid") is True)
        return super().event(event)

    def _shares(self) -> tuple[e.Share, ...]:
        lines = [line for line in self._lines if line.party.value()]
        return tuple(line.share(WHOLE if len(lines) == 1 else line.typed_percent) for line in lines)

    def _add_line(self) -> None:
        first = len(self._lines) == 1
        line = self._append(None)
        if first:
            self._lines[0].percent.set_value(None)
        line.party.setFocus()
        self._on_changed()

    def _append(self, share: e.Share | None) -> _Line:
        line = _Line(len(self._lines) + 1)
        line.setParent(self)
        line.show_share(share)
        self._lines.append(line)
        self._column.addWidget(line)
        line.show()  # at once: the keyboard goes there
        # First the other share, then the sum of both.
        line.percent.changed.connect(partial(self._complete, line))
        fields: tuple[FieldWidget, ...] = (line.party, line.name, line.percent)
        for field in fields:
            field.changed.connect(self._on_changed)
        line.remove.clicked.connect(lambda: self._remove(line))
        before = self._lines[-2].remove if len(self._lines) > 1 else None
        panels.chain_tabs(*filter(None, (before, *line.stops, self._split, self._add)))
        if len(self._lines) == 1:
            self.setFocusProxy(line.party)
        self._unfold()
        return line

    def _remove(self, line: _Line) -> None:
        self._drop(line)
        self._lines[-1].party.setFocus()
        self._on_changed()

    def _drop(self, line: _Line) -> None:
        self._lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
        for place, left in enumerate(self._lines, 1):
            left.rename(place)
        self.setFocusProxy(self._lines[0].party)
        self._unfold()

    def _unfold(self) -> None:
        """Ask for shares only where there are several."""
        several = len(self._lines) > 1
        for line in self._lines:
            line.show_shares(several=several)
        self._split.setVisible(not several)
        self._add.setVisible(several)
        self._total.setVisible(several)

    def _complete(self, line: _Line) -> None:
        """With two parties the one gets what the other leaves."""
        percent = line.percent.value()
        if self._filling or len(self._lines) != 2 or not isinstance(percent, int):
            return
        other = self._lines[1 - self._lines.index(line)]
        self._filling = True
        other.percent.set_value(WHOLE - percent)
        self._filling = False

    def _on_changed(self) -> None:
        if self._filling:
            return
        total = sum(one.percent for one in self._shares())
        self._total.setText(_("Together {total} %").format(total=total))
        theme.mark(self._total, tone="" if total == WHOLE else "danger")
        self.changed.emit()


class _Line(QWidget):
    """One party with its name and share."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.party = ChoiceField([(code, words.responsible(code)) for code in PARTIES])
        self.name = TextField(_("Name, if known"), longest=LONGEST_NAME)
        self.percent = IntegerField(0, WHOLE, placeholder="%")
        self._sign = panels.text("%", "secondary", wrap=False)
        self.remove = panels.icon_button("x", _("Take out"))
        self.party.setMinimumWidth(_PARTY)
        self.percent.setFixedWidth(_PERCENT)
        self.party.setAccessibleName(_("Who answers for it"))
        self.name.setAccessibleName(_("Name"))
        self.percent.setAccessibleName(_("Share in percent"))
        layout = panels.row(self.party, self.name, self.percent, self._sign, self.remove, spacing=theme.XS)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.rename(number)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Return the fields in the order Tab goes."""
        return (self.party, self.name, self.percent, self.remove)

    @property
    def typed_percent(self) -> int:
        """Return the share as typed; 0 for none."""
        value = self.percent.value()
        return value if isinstance(value, int) else 0

    def rename(self, number: int) -> None:
        """Tell the lines apart."""
        suffix = f"_{number}" if number > 1 else ""
        for widget, key in ((self.party, "responsible"), (self.name, "answers_name"), (self.percent, "percent")):
            widget.setObjectName(f"{key}{suffix}")
        self.remove.setObjectName(f"remove_share{suffix}")

    def share(self, percent: int) -> e.Share:
        """Return what the line says."""
        return e.Share(str(self.party.value()), percent, str(self.name.value()))

    def show_share(self, share: e.Share | None) -> None:
        """Show a share, or an empty line."""
        self.party.set_value(share.party if share else None)
        self.name.set_value(share.name if share else "")
        self.percent.set_value(share.percent if share else None)

    def typed(self) -> list[object]:
        """Return the line as it is typed."""
        return [as_typed(self.party), as_typed(self.name), as_typed(self.percent)]

    def type_again(self, parts: list[object]) -> None:
        """Put the line back."""
        fields: tuple[FieldWidget, ...] = (self.party, self.name, self.percent)
        for field, part in zip(fields, parts, strict=False):
            type_again(field, part if part is not None else "")

    def show_shares(self, *, several: bool) -> None:
        """Show or hide what only matters among several."""
        for widget in (self.percent, self._sign, self.remove):
            widget.setVisible(several)
