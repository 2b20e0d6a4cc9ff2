"""The same again, in words: what two cases share, and what keeps coming up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.traces import TraceKind
from desktop.i18n import N_, _, ngettext
from desktop.wording.intake import field_label

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHARED = {
    TraceKind.WAYBILL: N_("same waybill"),
    TraceKind.PHONE: N_("same phone"),
    TraceKind.NAME: N_("same name"),
    TraceKind.ADDRESS: N_("same address"),
}
_FIELDS = {
    TraceKind.COURIER: "courier",
    TraceKind.ROUTE: "route",
    TraceKind.CLIENT: "client",
    TraceKind.ADDRESS: "address",
    TraceKind.GOODS: "contents",
}


def shared_text(kinds: Iterable[TraceKind]) -> str:
    """Say what an earlier case has in common with what is being typed."""
    return _(", ").join(_(_SHARED[kind]) for kind in kinds)


def often_text(kind: TraceKind, count: int, days: int) -> str:
    """Say that the same courier, route, shop, address or goods came up lately."""
    sentence = ngettext(
        "{field}: {count} other case in {days} days", "{field}: {count} other cases in {days} days", count
    )
    return sentence.format(field=field_label(_FIELDS[kind]), count=count, days=days)


def continue_text(left_behind: Iterable[str], *, is_open: bool) -> str:
    """Say what happens when a matter goes on in an earlier case, and name the fields that do not go along."""
    told = [_("What the customer said and the files are added there; this form is emptied.")]
    if not is_open:
        told.append(_("The case is closed; it is reopened."))
    names = _(", ").join(dict.fromkeys(field_label(key) for key in left_behind))
    if names:
        told.append(_("Not taken along: {fields}. Write what matters of it into the words first.").format(fields=names))
    return "\n".join(told)
