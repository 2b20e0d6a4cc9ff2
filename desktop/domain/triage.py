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
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.intake import ComplaintType, Level, default_level
from desktop.domain.phrases import Folded, telling
from desktop.domain.said import DECIDING, ENOUGH, NO_COMPLAINT, Matter, Reading, Role
from desktop.domain.said_sums import SaidSum, sums

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from desktop.domain.learned import Learned, Weighed
    from desktop.domain.phrases import Span, Writing
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
        sums: the sums of money named, with their places in the text as written.

    """

    matter: Matter
    type: ComplaintType
    also: tuple[ComplaintType, ...] = ()
    level: Level = 1
    mood: Mood | None = None
    because: tuple[Mark, ...] = ()
    sums: tuple[SaidSum, ...] = ()


#: Of a text longer than both together the beginning and the end are read, so many characters: nobody tells a branch
#: more than that, and what somebody pastes must not stop the typing.
HEAD, TAIL = 3_000, 1_000
#: Against the weightiest type, what another must weigh to go before it.
SHARE = 0.5
#: Against an inquiry, what a complaint must weigh to go before it: who complains asks as well.
AGAINST_INQUIRY = 0.5
#: What a phrase adds to the logarithm of its type's share, for each of its weight.
PER_WEIGHT = 0.25
#: How much less than the likeliest a type may score to go before it by the order.
NEARLY = 0.5
#: Weight from which what is said of the parcel goes before the attitude.
PLAIN = 3.0
#: A story with more stretches between commas is a long one.
LONG_STORY = 5
#: Logarithm of the share a further type must have in the stretch of text that says it: a good third.
LIKELY_WHERE_SAID = -1.0


def triage(text: str, tables: Triage) -> Triaged:
    """Say what a customer's own words suggest; any text gives an answer, an empty one type ``other``.

    The time taken grows with the length of the text up to ``HEAD + TAIL`` characters, and no further: a millisecond
    for a few sentences. Of a longer text what lies between its beginning and its end is not read.
    """
    folded = _folded(text, tables.writing)
    reading = Reading(folded.text, tables)
    weighed = tables.learned.weigh(reading.unsaid()) if tables.learned else None
    said = _said(reading, tables.learned)
    kind = _main(reading, weighed, tables.order, said)
    also = tuple(sorted(said - {kind}, key=lambda one: (-reading.weights[one], tables.order.index(one))))
    matter = _matter(kind, reading)
    found = sums(folded.text)
    level = _level(kind, also, matter, reading, _is_valuable(found, tables))
    marks = _marks(folded, reading, weighed, kind, also)
    places = folded.places
    placed = tuple(replace(said, start=places[said.start], end=places[said.end - 1] + 1) for said in found)
    return Triaged(matter, kind, also, level, _mood(matter, reading), marks, placed)


def _folded(text: str, writing: Writing) -> Folded:
    """Make what is read of a text uniform; its characters know where they stand in the whole of it."""
    gap = len(text) - HEAD - TAIL
    if gap <= 0:
        return writing.fold(text)
    # The end begins a sentence of its own: nothing reaches over what was left out.
    folded = writing.fold(f"{text[:HEAD]}\n{text[-TAIL:]}")
    return Folded(folded.text, [place if place <= HEAD else place + gap - 1 for place in folded.places])


def _is_valuable(found: Iterable[SaidSum], tables: Triage) -> bool:
    return any(said.fen >= tables.valuable_from * 100 for said in found)


def _main(
    reading: Reading, weighed: Weighed | None, order: Sequence[ComplaintType], said: Container[ComplaintType]
) -> ComplaintType:
    """Choose the main type."""
    return _by_phrases(reading.weights, order) if weighed is None else _by_both(reading, weighed, order, said)


def _said(reading: Reading, learned: Learned | None) -> frozenset[ComplaintType]:
    """Choose the complaints asserted by phrases, and likely from the stretch of text alone that asserts them.

    A whole text is mostly about its main matter, so its shares say little about a second one; the few words between
    two commas that name it say much, and words that only look like a second matter do not stand that test.
    """
    said: set[ComplaintType] = set()
    weighed: dict[Span, Weighed | None] = {}
    text = reading.unsaid() if learned else ""
    for item in reading.counting:
        kind = item.sense.type
        if kind is None or kind in said or kind in NO_COMPLAINT or reading.weights[kind] < ENOUGH:
            continue
        if learned is None or item.sense.weight >= DECIDING:
            said.add(kind)
            continue
        stretch = reading.stretch_of(item)
        if stretch not in weighed:
            weighed[stretch] = learned.weigh(text[stretch.start : stretch.end])
        found = weighed[stretch]
        if found is not None and found.shares[kind] >= LIKELY_WHERE_SAID:
            said.add(kind)
    return frozenset(said)


def _by_both(
    reading: Reading, weighed: Weighed, order: Sequence[ComplaintType], said: Container[ComplaintType]
) -> ComplaintType:
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
    # parcel more often than alone, so it yields to what is plainly said: the broken cup before the rude courier. So
    # does, in a long story of calls and counters, which sounds like many things, a type of which no phrase speaks.
    heaviest = max(reading.weights.values(), default=0.0)
    unsaid = reading.stretches > LONG_STORY and not reading.weights.get(best)
    yields = PLAIN if best is ComplaintType.ATTITUDE or unsaid else math.inf
    near = [
        kind
        for kind, score in scores.items()
        if kind not in NO_COMPLAINT
        and reading.weights.get(kind, 0.0) >= max(ENOUGH, heaviest * SHARE)
        and (score >= scores[best] - NEARLY or (reading.weights[kind] >= yields and kind in said))
    ]
    return min(near if unsaid and near else [best, *near], key=order.index)


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
    kind: ComplaintType, also: Iterable[ComplaintType], matter: Matter, reading: Reading, valuable: bool
) -> Level:
    complains = matter is Matter.COMPLAINT
    levels: list[Level] = [default_level((kind, *also)), 1]
    levels += [item.sense.level for item in reading.roles[Role.LEVEL] if complains or item.sense.always]
    if complains and kind not in NO_COMPLAINT and valuable:
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
        for span in telling(item.spans)
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
