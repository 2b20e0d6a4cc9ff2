"""What stands in a rule pack, put on the screen: rules in words, premiums, time limits, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop import i18n
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.assessment.steps import Citation
from desktop.wording import rule_packs as words
from desktop.wording.assessment import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from PySide6.QtWidgets import QLabel, QLayout

    from desktop.domain.packs import RulePack
    from desktop.domain.rules import PremiumTable, Text

_TOP = Qt.AlignmentFlag.AlignTop


def rules_of(pack: RulePack, on: date) -> QWidget:
    """Show the rules in their order, one kind of amount after the other, then exemptions and what lifts a limit."""
    parts: list[QWidget | QLayout] = []
    line = ""
    for number, rule in enumerate(pack.sheet.rules, 1):
        text = words.rule_text(rule, pack, on)
        if text.line != line:
            line = text.line
            parts.append(_heading(line))
        facts = [(_("Pays"), text.gives), (_("When"), text.when or _("always"))]
        if text.optional:
            facts.append((_("Note"), _("The carrier may pay this but need not.")))
        if text.beside:
            facts.append((_("Note"), _("Another way to read the text; shown beside the result, never paid by itself.")))
        parts.append(_entry(f"{number}.", text.title, facts, text.citations, tip=text.rule_id))
    if pack.sheet.exemptions:
        parts.append(_heading(_("Grounds for exemption")))
    for exemption in pack.sheet.exemptions:
        facts = [(_("When"), words.when_text(exemption.when, pack.sheet))]
        parts.append(_entry("", spoken(exemption.title), facts, pack.citations(exemption.cite, on), tip=exemption.id))
    if pack.sheet.caps_lifted:
        parts.append(_heading(_("What takes the limit away")))
    for lifted in pack.sheet.caps_lifted:
        parts.append(_entry("", spoken(lifted.title), (), pack.citations(lifted.cite, on), tip=lifted.by))
    return page_of(parts, _("This pack has no rules; others cite it."))


def premiums_of(pack: RulePack, on: date) -> QWidget:
    """Show the premium tables."""
    parts: list[QWidget | QLayout] = []
    products = {product.id: product.title for product in pack.sheet.products}
    for table in pack.sheet.premiums:
        parts.append(_heading(_premium_title(table, products)))
        parts.append(_bands(table))
        notes = []
        if table.largest is not None:
            notes.append(_("The largest value that may be declared: {sum}.").format(sum=words.sum_text(table.largest)))
        if table.valid_from is not None:
            notes.append(words.period(table.valid_from, table.valid_to))
        parts += [panels.text(note, "secondary") for note in notes]
        parts += [Citation(raw) for raw in pack.citations(table.cite, on)]
    return page_of(parts, _("This pack has no premiums."))


def times_of(pack: RulePack, on: date) -> QWidget:
    """Show until when to claim, and when a late parcel counts as lost."""
    parts: list[QWidget | QLayout] = []
    if pack.sheet.time_limits:
        parts.append(_heading(_("Until when to claim")))
    for limit in pack.sheet.time_limits:
        facts = [(_("Time limit"), words.time_text(limit))]
        if limit.when:
            facts.append((_("When"), words.when_text(limit.when, pack.sheet)))
        parts.append(_entry("", spoken(limit.title), facts, pack.citations(limit.cite, on), tip=limit.id))
    if pack.sheet.lost_after:
        parts.append(_heading(_("A late parcel counts as lost")))
    for late in pack.sheet.lost_after:
        parts.append(_entry("", words.late_text(late), (), pack.citations(late.cite, on)))
    return page_of(parts, _("This pack has no time limits."))


def sources_of(pack: RulePack) -> QWidget:
    """Show every source with how far it has been checked, those to be confirmed first."""
    order = {"unverified": 0, "secondary": 1, "verified": 2}
    parts: list[QWidget | QLayout] = []
    for citation in sorted(pack.sheet.citations, key=lambda found: order[found.mark]):
        dates = ""
        if citation.valid_from is not None:
            dates = words.period(citation.valid_from, citation.valid_to)
        elif citation.valid_to is not None:
            dates = _("until {day}").format(day=i18n.day(citation.valid_to))
        notes = [text for text in (dates, citation.address) if text]
        holder = QWidget()
        lines = [panels.text(text, "secondary", selectable=True) for text in notes]
        holder.setLayout(panels.column(Citation(citation.text), *lines, spacing=2))
        holder.setToolTip(citation.id)
        parts.append(holder)
    return page_of(parts, _("This pack has no sources of its own."))


def page_of(parts: Sequence[QWidget | QLayout], empty: str = "") -> QWidget:
    """Put pieces under each other where they can be read on with the arrow keys."""
    content = QWidget()
    if not parts:
        parts = [panels.text(empty, "secondary")]
    layout = panels.column(*parts, None, spacing=theme.M)
    layout.setContentsMargins(0, theme.M, theme.M, theme.M)
    content.setLayout(layout)
    area = panels.scrolling(content)
    # The arrow keys read on; without the keyboard nobody could see the end.
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    theme.mark(area, area="reading")
    return area


def _premium_title(table: PremiumTable, products: dict[str, Text]) -> str:
    title = spoken(table.title)
    if table.product in products:
        return _("{title} ({product})").format(title=title, product=spoken(products[table.product]))
    # An agreement prices products of the terms it lies over; their titles stand there.
    return _("{title} ({product})").format(title=title, product=table.product) if table.product else title


def _bands(table: PremiumTable) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.XL)
    grid.setVerticalSpacing(theme.XS)
    grid.setColumnStretch(1, 1)
    for column, title in enumerate((_("Declared value"), _("Premium"))):
        grid.addWidget(panels.text(title, "secondary", wrap=False), 0, column)
    grid.addWidget(panels.hairline(), 1, 0, 1, 2)
    for number, band in enumerate(words.bands(table.bands), 2):
        grid.addWidget(panels.text(band.declared, wrap=False), number, 0)
        grid.addWidget(panels.text(band.price), number, 1)
    return holder


def _entry(
    number: str, title: str, facts: Iterable[tuple[str, str]], citations: Sequence[str], *, tip: str = ""
) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.S)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(1, 1)
    if number:
        grid.addWidget(panels.text(number, tone="secondary", wrap=False), 0, 0, _TOP)
    heading = panels.text(title, "strong", selectable=True)
    heading.setToolTip(tip)
    below = [heading, *(_named(name, value) for name, value in facts), *(Citation(raw) for raw in citations)]
    grid.addLayout(panels.column(*below, spacing=2), 0, 1)
    return holder


def _named(name: str, value: str) -> QLabel:
    return panels.text(_("{name}: {value}").format(name=name, value=value))


def _heading(title: str) -> QWidget:
    # The name of a table of prices may be longer than the pane is wide.
    return panels.text(title, "section")
