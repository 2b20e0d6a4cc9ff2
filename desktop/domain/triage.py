"""Reads a customer's own words: what the matter is, how grave, in what mood, and which words say so.

A suggestion to the person at the desk, who confirms it; nothing here decides anything. It works from lists of words
and learned weights (``resources/triage``, see there), with no network, and always shows the words it went by.

How a main type is chosen: every phrase found adds its weight to its type, once. A phrase that is denied (``没坏``)
or only supposed (``如果丢了``) adds nothing, one that is asked (``是不是丢了``) a little. The learned weights say how
likely each type is from all that is not denied (:mod:`desktop.domain.learned`); the type where both together say most
is the main type, but what is asserted by phrases and nearly as likely goes by the order of the tables: the more it
says about the parcel and the money, the earlier it stands. Where no piece of the text has a weight, the phrases decide
alone.

``ComplaintType.WRONG_CONTENTS`` is never given: customers say 发错货 of the shop as often as of us, and what a branch
can look into is what is missing from the parcel, so such words count towards a shortage; the clerk narrows it down.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.intake import ComplaintType, Level, default_level
from desktop.domain.said import ENOUGH, NO_COMPLAINT, Matter, Reading, Role
from desktop.domain.said_sums import largest_sum

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.domain.learned import Weighed
    from desktop.domain.phrases import Folded
    from desktop.domain.said import Triage


class Mood(StrEnum):
    """What kind of conversation is to be expected."""

    VENT = "vent"
    """Wants to vent and asks for nothing."""
    VENT_AND_SOLVE = "vent-and-solve"
    """Vents and wants a solution."""
    EXPLANATION = "explanation"
    """Wants an explanation."""
    ONE_OUTCOME = "one-outcome"
    """Accepts one outcome only."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of the text that counted.

    Attributes:
        start: where they begin in the text as written, in characters.
        end: where they end.
        role: what they say something about.
        type: the type they speak for.

    """

    start: int
    end: int
    role: Role
    type: ComplaintType | None = None


@dataclass(frozen=True, slots=True)
class Triaged:
    """What the words of a customer suggest.

    Attributes:
        matter: what the customer comes with.
        type: the main type.
        also: further complaint types, the weightiest first.
        level: stars.
        mood: ``None`` where no word shows one.
        because: the words that led to it, as they stand.

    """

    matter: Matter
    type: ComplaintType
    also: tuple[ComplaintType, ...] = ()
    level: Level = 1
    mood: Mood | None = None
    because: tuple[Mark, ...] = ()


#: Against the weightiest type, what another must weigh to go before it.
SHARE = 0.5
#: Against an inquiry, what a complaint must weigh to go before it: who complains asks as well.
AGAINST_INQUIRY = 0.5
#: What a phrase adds to the logarithm of its type's share, for each of its weight.
PER_WEIGHT = 0.3
#: How much less than the likeliest a type may score to go before it by the order.
NEARLY = 0.5
#: Weight from which a further complaint is named however unlikely it is as the main one.
PLAIN = 3.0
#: Logarithm of the share below which a further type is not named: one in twenty-five.
UNLIKELY = -3.2
#: The same beside a question, a suggestion or thanks, which seldom come with a complaint: one in eight.
UNLIKELY_BESIDE_A_QUESTION = -2.1


def triage(text: str, tables: Triage) -> Triaged:
    """Say what a customer's own words suggest; any text gives an answer, an empty one type ``other``.

    The time taken grows with the length of the text: about a fifth of a millisecond for a few sentences.
    """
    folded = tables.writing.fold(text)
    reading = Reading(folded.text, tables)
    weighed = tables.learned.weigh(reading.unsaid()) if tables.learned else None
    kind, also = _types(reading, weighed, tables.order)
    matter = _matter(kind, reading)
    level = _level(kind, also, matter, reading, tables)
    return Triaged(matter, kind, also, level, _mood(matter, reading), _marks(folded, reading, weighed, kind, also))


def _types(
    reading: Reading, weighed: Weighed | None, order: Sequence[ComplaintType]
) -> tuple[ComplaintType, tuple[ComplaintType, ...]]:
    """Choose the main type and the further ones."""
    weights = reading.weights
    if weighed is None:
        main = _by_phrases(weights, order)
        likely = frozenset(order)
    else:
        main = _by_both(reading, weighed, order)
        least = UNLIKELY_BESIDE_A_QUESTION if main in NO_COMPLAINT else UNLIKELY
        likely = frozenset(kind for kind in order if weighed.shares[kind] >= least)
    plain = PLAIN if main not in NO_COMPLAINT else math.inf
    also = [
        kind
        for kind, weight in weights.items()
        if kind is not main and kind not in NO_COMPLAINT and weight >= ENOUGH and (weight >= plain or kind in likely)
    ]
    return main, tuple(sorted(also, key=lambda kind: (-weights[kind], order.index(kind))))


def _by_both(reading: Reading, weighed: Weighed, order: Sequence[ComplaintType]) -> ComplaintType:
    """Choose the main type from the learned weights and the phrases together."""
    scores = {
        kind: weighed.shares[kind] + reading.weights.get(kind, 0.0) * PER_WEIGHT + reading.deciding.get(kind, 0.0)
        for kind in order
        if reading.weights.get(kind) or not weighed.lacks(kind)
    }
    best = max(scores, key=lambda kind: scores[kind])
    if best in NO_COMPLAINT:
        return best
    # What is asserted and nearly as likely goes by the order; the attitude comes on top of what happened to the
    # parcel more often than alone, so it yields to whatever is plainly said: the broken cup before the rude courier.
    heaviest = max(reading.weights.values(), default=0.0)
    yields = PLAIN if best is ComplaintType.ATTITUDE else math.inf
    near = [
        kind
        for kind, score in scores.items()
        if kind not in NO_COMPLAINT
        and reading.weights.get(kind, 0.0) >= max(ENOUGH, heaviest * SHARE)
        and (score >= scores[best] - NEARLY or reading.weights[kind] >= yields)
    ]
    return min([best, *near], key=order.index)


def _by_phrases(weights: Mapping[ComplaintType, float], order: Sequence[ComplaintType]) -> ComplaintType:
    """Choose the main type where nothing but phrases is known."""
    complaints = {kind: weight for kind, weight in weights.items() if kind not in NO_COMPLAINT}
    heaviest = max(complaints.values(), default=0.0)
    rest = max((weights.get(kind, 0.0) for kind in (ComplaintType.SUGGESTION, ComplaintType.OTHER)), default=0.0)
    rest = max(rest, weights.get(ComplaintType.INQUIRY, 0.0) * AGAINST_INQUIRY)
    if heaviest >= ENOUGH and heaviest >= rest:
        strong = [kind for kind, weight in complaints.items() if weight >= max(ENOUGH, heaviest * SHARE)]
        return min(strong, key=order.index)
    # The first of the order wins where weights are equal.
    main = max(order, key=lambda kind: weights.get(kind, 0.0))
    return main if weights.get(main) else ComplaintType.OTHER


def _matter(kind: ComplaintType, reading: Reading) -> Matter:
    if kind is ComplaintType.SUGGESTION:
        return Matter.SUGGESTION
    if kind not in NO_COMPLAINT:
        return Matter.COMPLAINT
    said = {matter: weight for (of, matter), weight in reading.matters.items() if of is kind}
    if said:
        return max(said, key=lambda matter: said[matter])
    if kind is ComplaintType.INQUIRY:
        return Matter.INQUIRY
    return Matter.COMPLAINT if reading.roles[Role.ANGER] else Matter.CONSULTATION


def _level(
    kind: ComplaintType, also: Iterable[ComplaintType], matter: Matter, reading: Reading, tables: Triage
) -> Level:
    complains = matter is Matter.COMPLAINT
    levels: list[Level] = [default_level((kind, *also)), 1]
    levels += [item.sense.level for item in reading.roles[Role.LEVEL] if complains or item.sense.always]
    if complains and kind not in NO_COMPLAINT and largest_sum(reading.text) >= tables.valuable_from:
        levels.append(5)
    return max(levels)


def _mood(matter: Matter, reading: Reading) -> Mood | None:
    if matter is not Matter.COMPLAINT:
        return None
    said = {role for role, items in reading.roles.items() if items}
    if Role.OUTCOME in said:
        return Mood.ONE_OUTCOME
    if Role.EXPLANATION in said:
        return Mood.EXPLANATION
    if Role.ANGER in said:
        return Mood.VENT_AND_SOLVE if Role.DEMAND in said else Mood.VENT
    return Mood.VENT_AND_SOLVE if Role.DEMAND in said else None


def _marks(
    folded: Folded,
    reading: Reading,
    weighed: Weighed | None,
    main: ComplaintType,
    also: tuple[ComplaintType, ...],
) -> tuple[Mark, ...]:
    """Return the words that counted for the types chosen, the level and the mood, by where they stand."""
    items = [item for item in reading.counting if item.sense.type in {main, *also}]
    items += [item for role, found in reading.roles.items() if role is not Role.NEUTRAL for item in found]
    marks = {
        Mark(folded.places[span.start], folded.places[span.end - 1] + 1, item.sense.role, item.sense.type)
        for item in items
        for span in item.spans
    }
    if weighed is not None and all(item.sense.type is not main for item in items):
        marks |= {
            Mark(folded.places[span.start], folded.places[span.end - 1] + 1, Role.TYPE, main)
            for span in weighed.spoke_for(main)
        }
    kept: list[Mark] = []
    reach: dict[tuple[Role, ComplaintType | None], int] = {}
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.role, mark.type or "")):
        # What lies within another mark of the same kind says nothing new.
        if mark.end > reach.get((mark.role, mark.type), -1):
            reach[mark.role, mark.type] = mark.end
            kept.append(mark)
    return tuple(kept)
