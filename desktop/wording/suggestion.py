"""What the customer's words suggest, and what a marked word says, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from desktop import i18n
from desktop.domain.check import MONEY_FIELDS
from desktop.domain.said import Matter, Role
from desktop.domain.triage import Mood
from desktop.i18n import N_, _
from desktop.wording.intake import choice_label, field_label, insured_label, level_label
from desktop.wording.triage import matter_text, mood_text

if TYPE_CHECKING:
    from desktop.domain.intake import ComplaintType, Level
    from desktop.domain.triage import Mark

_FIELDS = {"matter": N_("Matter"), "types": N_("Type"), "level": N_("Level"), "mood": N_("Mood")}
_ROLES = {
    Role.LEVEL: N_("Speaks for a higher level"),
    Role.ANGER: N_("Speaks of anger"),
    Role.DEMAND: N_("Asks for something"),
    Role.EXPLANATION: N_("Wants an explanation"),
    Role.OUTCOME: N_("Accepts one outcome only"),
}


def suggested_name(key: str) -> str:
    """Return the short name of a field of a suggestion."""
    return _(_FIELDS[key]) if key in _FIELDS else field_label(key)


def suggested_text(key: str, value: object) -> str:
    """Return a suggested value in words."""
    match key:
        case "matter":
            return matter_text(Matter(str(value)))
        case "mood":
            return mood_text(Mood(str(value)))
        case "level":
            return level_label(cast("Level", value))
        case "insured":
            return insured_label(bool(value))
        case key if key in MONEY_FIELDS:
            return i18n.yuan(cast("int", value))
        case _:
            kinds = cast("tuple[ComplaintType, ...]", value)
            return _(", ").join(choice_label(kind) for kind in kinds)


def about_text(fen: int) -> str:
    """Say a sum that the customer named only roughly."""
    return _("about {amount}: ask for the exact sum").format(amount=i18n.yuan(fen))


def mark_text(mark: Mark) -> str:
    """Say what a marked word speaks for."""
    if mark.type is not None:
        return _("Speaks for: {type}").format(type=choice_label(mark.type))
    return _(_ROLES[mark.role])
