"""Columns of the list of rule packs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import i18n
from desktop.actions.rule_packs import Origin, PackRow
from desktop.domain.rules import Mark
from desktop.i18n import N_
from desktop.ui.table_model import Column, Tone
from desktop.wording import rule_rows as words
from desktop.wording.assessment import spoken
from desktop.wording.rule_packs import confirm_text, to_confirm, worst_mark

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

_MARK_ICONS = {Mark.VERIFIED: "circle-check", Mark.SECONDARY: "info", Mark.UNVERIFIED: "triangle-alert"}
_MARK_TONES: dict[Mark, Tone] = {Mark.VERIFIED: "good", Mark.SECONDARY: "secondary", Mark.UNVERIFIED: "warning"}


def name_of(row: PackRow) -> str:
    """Return the title of a pack; its id stands in where it cannot be read."""
    return spoken(row.pack.sheet.title) if row.pack is not None else row.pack_id


def named(row: PackRow) -> str:
    """Return title and version, as they are told apart."""
    return f"{name_of(row)} {row.version}"


def columns(today: Callable[[], date]) -> tuple[Column[PackRow], ...]:
    """Return the columns; how a pack stands depends on the day."""

    def tone(row: PackRow) -> Tone:
        shade = words.standing(row, today())[2]
        return "accent" if shade == "info" else shade

    def quiet(row: PackRow) -> Tone:
        return "" if tone(row) in {"good", "accent", "danger"} else "secondary"

    return (
        Column(
            N_("Rule pack"),
            name_of,
            icon=lambda row: "building-2" if row.origin is Origin.OWN else "",
            tone=lambda row: "" if quiet(row) == "" else "secondary",
            tip=_tip,
            strong=True,
        ),
        Column(N_("Version"), lambda row: row.version, tone=quiet, width=86),
        Column(
            N_("State"),
            lambda row: words.standing(row, today())[0],
            icon=lambda row: words.standing(row, today())[1],
            tone=tone,
            tip=words.in_force,
            width=110,
        ),
        Column(N_("Sources"), _confirm, icon=_mark_icon, tone=_mark_tone, width=136),
        Column(N_("Used for"), words.used, lambda row: row.cases, tone=quiet, tip=_since, width=88),
    )


def _tip(row: PackRow) -> str:
    issuer = row.pack.sheet.issuer if row.pack is not None else ""
    return "\n".join(filter(None, (named(row), issuer, words.origin(row))))


def _confirm(row: PackRow) -> str:
    return confirm_text(row.pack.sheet) if row.pack is not None else ""


def _mark_icon(row: PackRow) -> str:
    return "" if row.pack is None else _MARK_ICONS[worst_mark(row.pack.sheet)]


def _mark_tone(row: PackRow) -> Tone:
    if row.pack is None or not to_confirm(row.pack.sheet):
        return "good"
    return _MARK_TONES[worst_mark(row.pack.sheet)]


def _since(row: PackRow) -> str:
    return i18n.moment_of_text(row.used_since) if row.used_since else ""
