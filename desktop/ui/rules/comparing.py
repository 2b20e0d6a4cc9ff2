"""Two versions of a rule pack held against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop import i18n
from desktop.actions.rule_packs import Origin, compare_packs
from desktop.i18n import _, ngettext
from desktop.rulepacks import plain_sheet
from desktop.ui import panels, theme
from desktop.ui.choices import ChoiceField
from desktop.ui.rules.differences import DifferencesView
from desktop.ui.rules.table import named
from desktop.wording import rule_rows
from desktop.wording.rule_diff import diff_groups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.actions.rule_packs import PackRow

_FIELD_WIDTH = 380


class CompareView(QWidget):
    """Which two, and what differs.

    Signals:
        closed: back to the list.
    """

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, PackRow] = {}
        back = panels.icon_button("chevron-left", _("Back to the list"), self.closed.emit, shortcut="Alt+Left")
        back.setObjectName("back_to_packs_button")
        self._count = panels.text("", "secondary", wrap=False)
        self._count.setObjectName("differences_count")
        self.before, self.after = ChoiceField(), ChoiceField()
        fields = []
        for field, name, title in (
            (self.before, "compare_before", _("Before")),
            (self.after, "compare_after", _("After")),
        ):
            field.setObjectName(name)
            field.setAccessibleName(title)
            field.setFixedWidth(_FIELD_WIDTH)
            field.changed.connect(self._compare)
            fields.append(panels.row(panels.text(title, "secondary", wrap=False), field))
        swap = panels.icon_button("move-horizontal", _("Swap"), self._swap)
        swap.setObjectName("swap_packs_button")
        self.differences = DifferencesView()
        head = panels.row(back, panels.text(_("Compare rule packs"), "title", wrap=False), None, self._count)
        choice = panels.row(fields[0], swap, fields[1], None, spacing=theme.M)
        layout = panels.column(head, choice, self.differences, spacing=theme.M)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def show_rows(self, rows: Sequence[PackRow], chosen: PackRow | None) -> None:
        """Offer the packs; the one chosen stands at the right, its nearest other version at the left."""
        usable = [row for row in rows if row.pack is not None]
        self._rows = {row.sha256: row for row in usable}
        options = [(row.sha256, _label(row)) for row in usable]
        for field in (self.before, self.after):
            field.blockSignals(True)
            field.set_options(options)
        after = chosen if chosen in usable else next(iter(usable), None)
        before = _other_version(usable, after)
        if before and after and before.pack and after.pack and before.pack_id == after.pack_id:
            # Of two versions the earlier one stands at the left.
            starts = before.pack.sheet.in_force_from, after.pack.sheet.in_force_from
            before, after = (before, after) if starts[0] <= starts[1] else (after, before)
        self.before.set_value(before.sha256 if before else None)
        self.after.set_value(after.sha256 if after else None)
        for field in (self.before, self.after):
            field.blockSignals(False)
        self._compare()
        self.before.setFocus()

    def _swap(self) -> None:
        before, after = self.before.value(), self.after.value()
        self.before.set_value(after)
        self.after.set_value(before)

    def _compare(self) -> None:
        before, after = (self._rows.get(str(field.value())) for field in (self.before, self.after))
        if before is None or after is None or before.pack is None or after.pack is None:
            return
        changes = compare_packs(before.pack, after.pack)
        cites = {**before.pack.cited, **after.pack.cited}
        groups = diff_groups(changes, plain_sheet(before.pack), plain_sheet(after.pack), cites)
        self.differences.show_groups(groups)
        told = sum(len(group.rows) for group in groups)
        count = ngettext("{n} difference", "{n} differences", told).format(n=i18n.number(told))
        self._count.setText(count if told else _("no difference"))


def _label(row: PackRow) -> str:
    if row.origin is Origin.SHIPPED:
        return named(row)
    return _("{name} ({origin})").format(name=named(row), origin=rule_rows.origin(row))


def _other_version(rows: Sequence[PackRow], after: PackRow | None) -> PackRow | None:
    """Find another version of the same terms, else the terms this one changes, else any other pack."""
    if after is None or after.pack is None:
        return None
    others = [row for row in rows if row.sha256 != after.sha256]
    same = [row for row in others if row.pack_id == after.pack_id]
    beneath = [row for row in others if row.pack_id in after.pack.sheet.overlays]
    return next(iter([*same, *beneath, *others]), None)
