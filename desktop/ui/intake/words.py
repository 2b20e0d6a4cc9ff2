"""Words only the form of an intake needs: short names that fit on a chip, options for its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain.claim import Scope
from desktop.domain.intake import Ask, Capacity, ComplaintType, DamageExtent, Matter, Mood
from desktop.i18n import N_, _
from desktop.wording import intake as wording
from desktop.wording.claim import choice_label as claim_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from enum import StrEnum

# Full names stand where there is room; a chip has little.
_SHORT_TYPES: dict[StrEnum, str] = {
    ComplaintType.SHORTAGE: N_("Shortage"),
    ComplaintType.MISDELIVERY: N_("Wrong person"),
    ComplaintType.UNAUTHORIZED_STATION: N_("Left at station"),
    ComplaintType.OTHER: N_("Other"),
}
_SHORT_ASKS: dict[StrEnum, str] = {
    Ask.FIND: N_("Find it"),
    Ask.RESEND: N_("Send the rest"),
    Ask.REFUND: N_("Refund"),
    Ask.COMPENSATE: N_("Compensate"),
    Ask.APOLOGISE: N_("Apologise"),
    Ask.DEAL_WITH_STAFF: N_("Deal with staff"),
    Ask.EXPLAIN: N_("Explain"),
}
_SHORT_EXTENTS: dict[StrEnum, str] = {
    DamageExtent.TOTAL: N_("Wholly"),
    DamageExtent.PARTIAL: N_("Partly"),
}
_SHORT_CAPACITIES: dict[StrEnum, str] = {Capacity.AGENT: N_("Agent")}
_SHORT_MATTERS: dict[StrEnum, str] = {
    Matter.INQUIRY: N_("Query"),
    Matter.CONSULTATION: N_("Advice"),
    Matter.COMPLAINT: N_("Complaint"),
    Matter.SUGGESTION: N_("Suggestion"),
}
_SHORT_MOODS: dict[StrEnum, str] = {
    Mood.VENT: N_("Wants to vent"),
    Mood.VENT_AND_SOLVE: N_("Vents and wants a solution"),
    Mood.EXPLANATION: N_("Wants an explanation"),
    Mood.ONE_OUTCOME: N_("Accepts one outcome only"),
}
_SHORT: dict[type[StrEnum], Mapping[StrEnum, str]] = {
    ComplaintType: _SHORT_TYPES,
    Ask: _SHORT_ASKS,
    Capacity: _SHORT_CAPACITIES,
    DamageExtent: _SHORT_EXTENTS,
    Matter: _SHORT_MATTERS,
    Mood: _SHORT_MOODS,
}


def options(choices: Iterable[StrEnum]) -> list[tuple[object, str]]:
    """Return choices with their names, without the one for not chosen yet."""
    return [(choice, _short(choice)) for choice in choices if choice]


def level_options() -> list[tuple[object, str]]:
    """Return the levels a person can choose."""
    return [(1, wording.level_label(1)), (3, wording.level_label(3)), (5, wording.level_label(5))]


def carrier_options(carriers: Mapping[str, Mapping[str, str]]) -> list[tuple[object, str]]:
    """Return the carriers with their names in the language in force."""
    language = i18n.language()
    return [(code, names.get(language) or names.get("en") or code) for code, names in carriers.items()]


def scope_options() -> list[tuple[object, str]]:
    """Return how far a parcel may travel."""
    return [(scope, claim_label("scope", scope.value)) for scope in Scope]


def type_name(code: str) -> str:
    """Name a complaint type by its code, short enough for a list."""
    return _short(ComplaintType(code)) if code in set(ComplaintType) else code


def short(choice: StrEnum) -> str:
    """Name a choice, short enough for a chip; empty for one not chosen yet."""
    return _short(choice) if choice else ""


def _short(choice: StrEnum) -> str:
    short = _SHORT.get(type(choice), {}).get(choice)
    return _(short) if short else wording.choice_label(choice)
