"""What triage suggests, in words."""

from __future__ import annotations

from desktop.domain.said import Matter
from desktop.domain.triage import Mood
from desktop.i18n import N_, _

_MATTERS = {
    Matter.INQUIRY: N_("Inquiry about a parcel"),
    Matter.CONSULTATION: N_("Asks for advice"),
    Matter.COMPLAINT: N_("Complaint"),
    Matter.SUGGESTION: N_("Suggestion"),
}
_MOODS = {
    Mood.VENT: N_("Wants to vent"),
    Mood.VENT_AND_SOLVE: N_("Vents and wants a solution"),
    Mood.EXPLANATION: N_("Wants an explanation"),
    Mood.ONE_OUTCOME: N_("Accepts one outcome only"),
}


def matter_text(matter: Matter) -> str:
    """Return what a customer comes with."""
    return _(_MATTERS[matter])


def mood_text(mood: Mood) -> str:
    """Return what kind of conversation is to be expected."""
    return _(_MOODS[mood])
