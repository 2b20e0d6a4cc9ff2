"""Says where a rule pack of the list stands: in force, ours, used, to be confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

from desktop import i18n
from desktop.domain.rules import in_force as in_force_on
from desktop.i18n import _, ngettext
from desktop.wording.rule_packs import period

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from desktop.domain.packs import RulePack

Tone = Literal["", "info", "good", "warning", "danger", "secondary"]


class Row(Protocol):
    """What a row tells; ``desktop.actions.rule_packs`` makes them."""

    @property
    def pack(self) -> RulePack | None:
        """The pack, where this program can use it."""

    @property
    def pack_id(self) -> str:
        """What the file calls it."""

    @property
    def version(self) -> str:
        """Which version of it."""

    @property
    def origin(self) -> str:
        """``own``, ``shipped`` or ``kept``."""

    @property
    def until(self) -> date | None:
        """The last day it is in force."""

    @property
    def overruled(self) -> bool:
        """Whether the branch's own version answers in its place today."""

    @property
    def used_since(self) -> str:
        """When an assessment first used it."""

    @property
    def cases(self) -> int:
        """How many cases it was used for."""


def origin(row: Row) -> str:
    """Say where a pack comes from."""
    if row.origin == "own":
        return _("Our own")
    return _("With the program") if row.origin == "shipped" else _("Earlier program")


def in_force(row: Row) -> str:
    """Say when a pack is in force."""
    return "" if row.pack is None else period(row.pack.sheet.in_force_from, row.until)


def standing(row: Row, today: date) -> tuple[str, str, Tone]:
    """Say how a pack stands today: words, icon, tone."""
    if row.pack is None:
        return _("Unusable"), "triangle-alert", "danger"
    if row.origin == "kept":
        return _("Old cases"), "circle", "secondary"
    if today < row.pack.sheet.in_force_from:
        return _("Not yet"), "calendar", "info"
    if row.until is not None and row.until < today:
        return _("Ended"), "circle", "secondary"
    if row.overruled:
        return _("Replaced"), "circle", "secondary"
    return _("In force"), "circle-check", "good"


def place(row: Row, today: date) -> int:
    """Return where a pack belongs in the list: what cannot be used, in force today, to come, then what is over."""
    if row.pack is None:
        return 0
    if row.origin == "kept" or row.overruled or (row.until is not None and row.until < today):
        return 3
    return 2 if today < row.pack.sheet.in_force_from else 1


def standing_at_length(row: Row, today: date) -> str:
    """Say what it means how a pack stands, where one word does not say it all."""
    if row.pack is None:
        return ""
    if row.origin == "kept":
        return _("Neither the program nor the branch works by it any more; it explains the cases decided with it.")
    if row.overruled and (row.until is None or row.until >= today >= row.pack.sheet.in_force_from):
        return _("The branch's own version answers in its place today.")
    return ""


def withdrawal(row: Row, others: Iterable[Row], today: date) -> str:
    """Say what taking a pack back means for old cases and for new ones.

    Args:
        row: the pack that is taken back; no assessment has used it.
        others: the other packs of the list.
        today: the day of the office.
    """
    old = _("No case was worked out by it, so nothing changes for the cases there are: each keeps its rule pack.")
    return f"{old} {_after_withdrawal(row, others, today)}"


def _after_withdrawal(row: Row, others: Iterable[Row], today: date) -> str:
    """Say what new cases are worked out by once a pack is gone."""
    start = today if row.pack is None else max(today, row.pack.sheet.in_force_from)
    # The day a version ends because of this one does not count: without it the version goes on.
    left = [
        (other.origin == "own", other.pack.sheet.in_force_from, other.version)
        for other in others
        if other.pack is not None and other.pack_id == row.pack_id and other.origin != "kept"
        if in_force_on(other.pack.sheet.in_force_from, other.pack.sheet.in_force_to, start)
    ]
    if left:
        return _("New cases are worked out by version {version} instead.").format(version=max(left)[2])
    return _("New cases cannot be worked out by these terms any more, until another version is imported.")


def used(row: Row) -> str:
    """Say for how many cases a pack was used."""
    if row.cases:
        return ngettext("{n} case", "{n} cases", row.cases).format(n=i18n.number(row.cases))
    return _("used") if row.used_since else _("not yet")


def used_at_length(row: Row) -> str:
    """Say since when a pack is used, and what that means."""
    if not row.used_since:
        return _("No assessment has used it yet.")
    since = i18n.moment_of_text(row.used_since)
    return _("{count}, first on {moment}; it is kept word for word.").format(count=used(row), moment=since)
