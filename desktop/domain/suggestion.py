"""What the customer's own words suggest for the fields of an intake; a person takes it over, or not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.domain.intake import ComplaintType, Intake, Level, Matter, Mood
from desktop.domain.said import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desktop.domain.said_sums import SaidSum
    from desktop.domain.triage import Mark, Triaged


#: Sums that only an insured parcel has.
_OF_COVER = frozenset({"declared_value", "premium"})


@dataclass(frozen=True)
class Suggestion:
    """Values for fields of an intake, as fields have them; empty where the words say nothing.

    Attributes:
        because: the words that led to it, with their places in the text.
        sums: by field, in fen, the one sum that the words name exactly for it.
        about: the same where they name it as "about" or "more than": to be asked, not put in.

    """

    matter: Matter = Matter.UNKNOWN
    types: tuple[ComplaintType, ...] = ()
    level: Level = 0
    mood: Mood = Mood.UNKNOWN
    because: tuple[Mark, ...] = ()
    sums: Mapping[str, int] = field(default_factory=dict)
    about: Mapping[str, int] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, object]:
        """What is suggested by field, in the order it is taken over."""
        named = {"matter": self.matter, "types": self.types, "level": self.level, "mood": self.mood}
        values: dict[str, object] = {key: value for key, value in (*named.items(), *self.sums.items()) if value}
        # Whoever names what a parcel was insured for, or what that cost, says that it was.
        return values | ({"insured": True} if _OF_COVER.intersection(self.sums) else {})


def suggestion_of(found: Triaged) -> Suggestion:
    """Turn what triage found into values; without a word that led to it nothing is suggested."""
    if not found.because and not found.sums:
        return Suggestion()
    exact, about = _sums(found.sums, exact=True), _sums(found.sums, exact=False)
    about = {key: fen for key, fen in about.items() if key not in exact}
    kinds = (found.type, *found.also)
    # "Something else" is what is left where no word says more; that is no suggestion.
    named = any(mark.type is found.type for mark in found.because)
    mood = Mood(found.mood.value) if found.mood else Mood.UNKNOWN
    says_what = named or any(mark.role is Role.LEVEL for mark in found.because)
    matter = Matter(found.matter.value) if says_what or mood else Matter.UNKNOWN
    level = found.level if says_what else 0
    return Suggestion(matter, kinds if named else (), level, mood, found.because, exact, about)


def _sums(said: Iterable[SaidSum], *, exact: bool) -> dict[str, int]:
    """Return by field the sum named for it; a field with two different ones stays open: a person has to choose."""
    named: dict[str, set[int]] = {}
    for one in said:
        if one.field and one.fen and one.exact is exact:
            named.setdefault(one.field, set()).add(one.fen)
    return {key: next(iter(sums)) for key, sums in named.items() if len(sums) == 1}


def open_to(suggestion: Suggestion, intake: Intake, ours: Mapping[str, object]) -> dict[str, object]:
    """Return what of a suggestion may be put in: only where nothing stands, or what we put in ourselves.

    Args:
        suggestion: what the words say.
        intake: as typed so far.
        ours: by field, what was last put in by the program and not by the person.
    """
    values: dict[str, object] = {}
    for key, value in suggestion.values.items():
        now = getattr(intake, key)
        # A no is an answer like any other.
        unsaid = not now and now is not False
        if now != value and (unsaid or now == ours.get(key)):
            values[key] = value
    return values


def still_to_ask(suggestion: Suggestion, intake: Intake) -> dict[str, int]:
    """Return by field, in fen, the sums named roughly for fields in which nothing stands yet."""
    return {key: fen for key, fen in suggestion.about.items() if getattr(intake, key) is None}
