"""One rule pack: what it is, what it says, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from desktop import i18n
from desktop.actions.rule_packs import Origin
from desktop.i18n import _, ngettext
from desktop.ui import panels, theme
from desktop.ui.flow import FlowLayout
from desktop.ui.rules import reading
from desktop.ui.rules.table import name_of
from desktop.wording import rule_rows
from desktop.wording.assessment import spoken
from desktop.wording.claim import field_label
from desktop.wording.rule_packs import KINDS, mark_counts
from desktop.wording.rule_words import MARKS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from desktop.actions.rule_packs import PackRow
    from desktop.domain.packs import RulePack
    from desktop.ui.panels import Tone

_SHORT_HASH = 12
_MARK_TONES: dict[str, Tone] = {"verified": "good", "secondary": "info", "unverified": "warning"}


class PackDetail(QWidget):
    """The pack that is chosen in the list.

    Signals:
        withdraw_wanted: take it back; carries the row.
    """

    withdraw_wanted = Signal(object)

    def __init__(self, today: Callable[[], date], *, may_manage: bool) -> None:
        super().__init__()
        self._today, self._may_manage = today, may_manage
        self._row: PackRow | None = None
        self._built: set[int] = set()
        self._title = panels.section_title("")
        self._title.setObjectName("pack_title")
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("pack_tabs")
        self.tabs.setDocumentMode(True)
        for name in (_("About"), _("The rules"), _("Premiums"), _("Periods"), _("Sources")):
            place = QWidget()
            inside = QVBoxLayout(place)
            inside.setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(place, name)
        self._withdraw = panels.danger_button(_("Withdraw"), self._take_back)
        self._withdraw.setObjectName("withdraw_pack_button")
        self._frozen = panels.text("", "secondary")
        self._frozen.setMinimumHeight(theme.current().control)
        foot = panels.row(self._frozen, self._withdraw)
        foot.setStretch(0, 1)
        self._foot = QWidget()
        self._foot.setLayout(panels.column(panels.hairline(), foot))
        layout = panels.column(self._title, self._chips, self.tabs, self._foot)
        layout.setStretch(2, 1)
        self._shown = QWidget()
        self._shown.setLayout(layout)
        self._stack = QStackedWidget()
        self._stack.addWidget(panels.EmptyState("scale", _("Choose a rule pack.")))
        self._stack.addWidget(self._shown)
        self.setLayout(panels.column(self._stack))
        self.tabs.currentChanged.connect(self._build)

    def show_row(self, row: PackRow | None) -> None:
        """Show another pack; the part that was in front stays in front."""
        self._row = row
        self._stack.setCurrentIndex(0 if row is None else 1)
        if row is None:
            return
        self._title.setText(name_of(row))
        self._show_chips(row)
        usable = row.pack is not None
        for place in range(1, self.tabs.count()):
            self.tabs.setTabEnabled(place, usable)
        if not usable:
            self.tabs.setCurrentIndex(0)
        own = row.origin is Origin.OWN and self._may_manage
        self._withdraw.setVisible(own and not row.used_since)
        said = _foot(row, may_manage=self._may_manage)
        self._frozen.setText(said)
        self._foot.setVisible(bool(said))
        self._built.clear()
        self._build(self.tabs.currentIndex())

    def _show_chips(self, row: PackRow) -> None:
        panels.clear(self._flow)
        words, icon, tone = rule_rows.standing(row, self._today())
        self._flow.addWidget(panels.chip(words, tone, icon=icon))
        own = row.origin is Origin.OWN
        self._flow.addWidget(
            panels.chip(rule_rows.origin(row), "info" if own else "", icon="building-2" if own else "")
        )
        if row.pack is not None:
            self._flow.addWidget(panels.chip(_(KINDS[row.pack.sheet.kind])))

    def _build(self, place: int) -> None:
        """Put a part together when it is looked at: a pack has more to it than is seen at once."""
        row = self._row
        if row is None or place in self._built:
            return
        self._built.add(place)
        holder = self.tabs.widget(place)
        inside = holder.layout()
        assert inside is not None, "every tab has a layout"
        panels.clear(inside)
        if row.pack is None:
            inside.addWidget(_about_broken(row))
            return
        on = _day_of(row.pack, self._today())
        makers: tuple[Callable[[], QWidget], ...] = (
            lambda: _about(row, _usable(row), self._today()),
            lambda: reading.rules_of(_usable(row), on),
            lambda: reading.premiums_of(_usable(row), on),
            lambda: reading.times_of(_usable(row), on),
            lambda: reading.sources_of(_usable(row)),
        )
        inside.addWidget(makers[place]())

    def _take_back(self) -> None:
        self.withdraw_wanted.emit(self._row)


def _usable(row: PackRow) -> RulePack:
    assert row.pack is not None, "only a pack that can be read is shown"
    return row.pack


def _day_of(pack: RulePack, today: date) -> date:
    """Return the day whose citations are shown: today, or the nearest day the pack is in force."""
    sheet = pack.sheet
    latest = min(today, sheet.in_force_to) if sheet.in_force_to is not None else today
    return max(latest, sheet.in_force_from)


def _foot(row: PackRow, *, may_manage: bool) -> str:
    if row.origin is not Origin.OWN:
        return ""
    if row.used_since:
        return _("Used, so it stays as it is. A new version with a later first day takes over from that day.")
    return _("Not used yet; it can be taken back.") if may_manage else ""


def _about(row: PackRow, pack: RulePack, today: date) -> QWidget:
    sheet = pack.sheet
    facts: list[tuple[str, str | QWidget]] = [
        (_("Id and version"), f"{sheet.id} {sheet.version}"),
        (_("Published by"), sheet.issuer),
        (_("Period"), rule_rows.in_force(row)),
        (_("Chosen by"), field_label(sheet.chosen_by)),
        (_("Used for"), rule_rows.used_at_length(row)),
    ]
    if sheet.overlays:
        facts.append((_("Changes the terms"), ", ".join(sheet.overlays)))
    facts += _imported(row)
    facts.append((_("Fingerprint"), row.sha256[:_SHORT_HASH]))
    parts: list[QWidget] = []
    if sheet.note is not None:
        parts.append(panels.Banner("warning", spoken(sheet.note)))
    said = rule_rows.standing_at_length(row, today)
    if said:
        parts.append(panels.Banner("info", said))
    parts += [_marks(pack), panels.Facts(facts)]
    return reading.page_of(parts)


def _about_broken(row: PackRow) -> QWidget:
    said = _(
        "This version of the program cannot use this pack, so no claim is worked out by it, nor by another one in its "
        "place. Update the program."
    )
    facts = [(_("Id and version"), f"{row.pack_id} {row.version}"), *_imported(row)]
    return reading.page_of([panels.Banner("danger", said), panels.Facts(facts)])


def _imported(row: PackRow) -> list[tuple[str, str | QWidget]]:
    if row.origin is not Origin.OWN:
        return []
    said = _("{name}, {moment}").format(name=row.imported_by, moment=i18n.moment_of_text(row.imported_at))
    return [(_("Imported"), said), (_("File"), row.file)]


def _marks(pack: RulePack) -> QWidget:
    """Say how far the sources have been checked, each mark with its icon, word and count."""
    holder = QWidget()
    flow = FlowLayout(holder)
    for mark, count in mark_counts(pack.sheet).items():
        sources = ngettext("{n} source", "{n} sources", count).format(n=count)
        said = _("{sources}: {mark}").format(sources=sources, mark=_(MARKS[mark]))
        flow.addWidget(panels.chip(said, _MARK_TONES[mark]))
    return holder
