"""Reads a customer's own words: what the matter is, how grave, in what mood, and which words say so.

A suggestion to the person at the desk, who confirms it; nothing here decides anything. It works from lists of words
(``resources/triage``, see there), with no network and no model, and always shows the words it went by.

How a main type is chosen: every phrase found adds its weight to its type, once. A phrase that is denied (``没坏``)
or only supposed (``如果丢了``) adds nothing, one that is asked (``是不是丢了``) a little. Of the complaint types that
weigh enough, the one the tables name first is the main type: the more it says about the parcel and the money, the
earlier it stands. Without any, the question, suggestion or other matter that weighs most.

``ComplaintType.WRONG_CONTENTS`` is never given: customers say 发错货 of the shop as often as of us, and what a branch
can look into is what is missing from the parcel, so such words count towards a shortage; the clerk narrows it down.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.intake import ComplaintType, Level, default_level
from desktop.domain.phrases import CLAUSE_ENDS, Folded, Found, Phrasebook, Span, Writing
from desktop.domain.said_sums import largest_sum

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Matter(StrEnum):
    """What a customer comes with (service practice: the first sort)."""

    INQUIRY = "inquiry"
    """查询: about one parcel."""
    CONSULTATION = "consultation"
    """咨询: about rules, prices, places."""
    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"


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


class Role(StrEnum):
    """What a phrase does."""

    TYPE = "type"
    NEUTRAL = "neutral"
    """Means nothing, and hides what lies within it."""
    NEGATION = "negation"
    SUPPOSING = "supposing"
    ASKING = "asking"
    LEVEL = "level"
    ANGER = "anger"
    DEMAND = "demand"
    EXPLANATION = "explanation"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Sense:
    """What a phrase of the tables stands for.

    Attributes:
        role: what it does.
        type: for ``Role.TYPE``.
        weight: how much it says for that type; 2 is enough alone.
        matter: where it is not what the type says.
        level: for ``Role.LEVEL``, the least level it calls for.
        always: such a level holds for questions and suggestions as well.

    """

    role: Role
    type: ComplaintType | None = None
    weight: float = 0.0
    matter: Matter | None = None
    level: Level = 1
    always: bool = False


@dataclass(frozen=True, slots=True)
class Triage:
    """The tables.

    Attributes:
        writing: how texts are made uniform.
        phrases: every phrase there is.
        between: what may stand between a negation and what it denies.
        question_ends: endings of a clause that asks for yes or no.
        order: complaint types, the one that goes before all others first.
        valuable_from: yuan from which a sum named makes a complaint major.

    """

    writing: Writing
    phrases: Phrasebook[Sense]
    between: frozenset[str]
    question_ends: frozenset[str]
    order: tuple[ComplaintType, ...]
    valuable_from: int


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


#: Types that are no complaint.
_NO_COMPLAINT = frozenset({ComplaintType.INQUIRY, ComplaintType.SUGGESTION, ComplaintType.OTHER})
#: Weight from which a complaint type is asserted.
ENOUGH = 2.0
#: Against the weightiest type, what another must weigh to go before it.
SHARE = 0.5
#: Against an inquiry, what a complaint must weigh to go before it: who complains asks as well.
AGAINST_INQUIRY = 0.5
#: What is left of the weight of something only asked about.
ASKED = 0.3
#: What a thing supposed or asked says for an inquiry.
SUPPOSED_INQUIRY, ASKED_INQUIRY = 2.0, 1.0
#: Longest stretch, in characters, between a negation and what it denies, and after a supposition.
_DENIAL, _SUPPOSITION = 10, 12
#: Longest small word.
_SMALL_WORD = 8
#: Longest ending that makes a question of what stands before it.
_QUESTION = 3
#: Attitude is not asked about: 有你们这样骂人的吗 is a complaint.
_NEVER_ASKED = frozenset({ComplaintType.ATTITUDE, *_NO_COMPLAINT})


def triage(text: str, tables: Triage) -> Triaged:
    """Say what a customer's own words suggest; any text gives an answer, an empty one type ``other``.

    The time taken grows with the length of the text: about a fifth of a millisecond for a few sentences.
    """
    folded = tables.writing.fold(text)
    reading = _Reading(folded.text, tables)
    kind, also = _types(reading.weights, tables.order)
    matter = _matter(kind, reading)
    level = _level(kind, also, matter, reading, tables)
    return Triaged(matter, kind, also, level, _mood(matter, reading), _marks(folded, reading, {kind, *also}))


class _Reading:
    """The phrases of one text, and what they weigh."""

    def __init__(self, text: str, tables: Triage) -> None:
        self.text = text
        self.counting: list[Found[Sense]] = []
        self.weights: dict[ComplaintType, float] = defaultdict(float)
        self.matters: dict[tuple[ComplaintType, Matter], float] = defaultdict(float)
        self.roles: dict[Role, list[Found[Sense]]] = defaultdict(list)
        self._tables = tables
        found = _without_neutral(tables.phrases.find(text))
        self._negations = {item.end: item.start for item in found if item.sense.role is Role.NEGATION}
        self._openers = {
            role: sorted(item.end for item in found if item.sense.role is role)
            for role in (Role.SUPPOSING, Role.ASKING)
        }
        self._clause_ends = [place for place, char in enumerate(text) if char in CLAUSE_ENDS]
        #: Where denied phrases end, and the latest of them: what begins within one is denied with it.
        self._denied: set[int] = set()
        self._denied_to = -1
        #: What has been weighed, and per type where the latest of it ends and what it weighs.
        self._weighed: set[tuple[str, ComplaintType]] = set()
        self._latest: dict[ComplaintType, tuple[int, float]] = {}
        for item in found:
            self._take(item)

    def _take(self, item: Found[Sense]) -> None:
        sense = item.sense
        if sense.role in {Role.NEGATION, Role.SUPPOSING, Role.ASKING}:
            return
        if self._is_denied(item):
            self._denied.add(item.end)
            self._denied_to = item.end
            return
        if sense.type is None:
            self.roles[sense.role].append(item)
            return
        weight = self._weight(item, sense.type)
        if not weight:
            return
        self.counting.append(item)
        if (item.phrase, sense.type) not in self._weighed:
            self._weighed.add((item.phrase, sense.type))
            self._weigh(item, sense.type, weight)

    def _weigh(self, item: Found[Sense], kind: ComplaintType, weight: float) -> None:
        # The same words do not speak twice for a type: of phrases that overlap, the heaviest counts.
        end, counted = self._latest.get(kind, (-1, 0.0))
        gain = max(0.0, weight - counted) if item.start < end else weight
        self._latest[kind] = max(end, item.end), (max(weight, counted) if item.start < end else weight)
        self.weights[kind] += gain
        if item.sense.matter:
            self.matters[kind, item.sense.matter] += gain

    def _weight(self, item: Found[Sense], kind: ComplaintType) -> float:
        if kind in _NO_COMPLAINT:
            return item.sense.weight
        if self._opened(Role.SUPPOSING, item, _SUPPOSITION):
            self._ask(SUPPOSED_INQUIRY, Matter.CONSULTATION)
            return 0.0
        if kind not in _NEVER_ASKED and (self._opened(Role.ASKING, item, _SUPPOSITION) or self._ends_asking(item)):
            self._ask(ASKED_INQUIRY, Matter.INQUIRY)
            return item.sense.weight * ASKED
        return item.sense.weight

    def _ask(self, weight: float, matter: Matter) -> None:
        # However often something is asked, it is one question.
        self.weights[ComplaintType.INQUIRY] = max(self.weights[ComplaintType.INQUIRY], weight)
        key = ComplaintType.INQUIRY, matter
        self.matters[key] = max(self.matters[key], weight)

    def _is_denied(self, item: Found[Sense]) -> bool:
        """Whether a negation, itself not negated, comes before, with only small words between."""
        if item.start < self._denied_to:
            return True
        place, denied = item.start, False
        while True:
            place = self._back_over_small_words(place)
            if place in self._denied:
                return not denied
            start = self._negations.get(place)
            if start is None:
                return denied
            place, denied = start, not denied

    def _back_over_small_words(self, place: int) -> int:
        earliest = max(0, place - _DENIAL)
        while place > earliest and place not in self._negations and place not in self._denied:
            for size in range(min(_SMALL_WORD, place - earliest), 0, -1):
                if self.text[place - size : place] in self._tables.between:
                    place -= size
                    break
            else:
                break
        return place

    def _opened(self, role: Role, item: Found[Sense], reach: int) -> bool:
        """Whether such a word stands before, near and in the same clause."""
        places = self._openers[role]
        number = bisect_right(places, item.start)
        if not number or item.start - places[number - 1] > reach:
            return False
        clause = bisect_right(self._clause_ends, places[number - 1] - 1)
        return clause == len(self._clause_ends) or self._clause_ends[clause] >= item.start

    def _ends_asking(self, item: Found[Sense]) -> bool:
        number = bisect_right(self._clause_ends, item.end - 1)
        end = self._clause_ends[number] if number < len(self._clause_ends) else len(self.text)
        # Only right behind it: 丢了吗 asks, 丢了你们不管吗 does not.
        rest = self.text[item.end : end] if end - item.end <= _QUESTION else ""
        return any(rest[place:] in self._tables.question_ends for place in range(len(rest)))


def _without_neutral(found: list[Found[Sense]]) -> list[Found[Sense]]:
    neutral = sorted(item.spans[0] for item in found if item.sense.role is Role.NEUTRAL)
    starts = [span.start for span in neutral]

    def within(span: Span) -> bool:
        number = bisect_right(starts, span.start)
        return number > 0 and neutral[number - 1].end >= span.end

    return [item for item in found if not any(within(span) for span in item.spans)]


def _types(
    weights: Mapping[ComplaintType, float], order: Sequence[ComplaintType]
) -> tuple[ComplaintType, tuple[ComplaintType, ...]]:
    """Choose the main type and the further ones."""
    complaints = {kind: weight for kind, weight in weights.items() if kind not in _NO_COMPLAINT}
    heaviest = max(complaints.values(), default=0.0)
    rest = max((weights.get(kind, 0.0) for kind in (ComplaintType.SUGGESTION, ComplaintType.OTHER)), default=0.0)
    rest = max(rest, weights.get(ComplaintType.INQUIRY, 0.0) * AGAINST_INQUIRY)
    if heaviest >= ENOUGH and heaviest >= rest:
        strong = [kind for kind, weight in complaints.items() if weight >= max(ENOUGH, heaviest * SHARE)]
        main = min(strong, key=order.index)
    else:
        # The first of the order wins where weights are equal.
        main = max(order, key=lambda kind: weights.get(kind, 0.0))
        if not weights.get(main):
            main = ComplaintType.OTHER
    also = [kind for kind, weight in complaints.items() if weight >= ENOUGH and kind is not main]
    return main, tuple(sorted(also, key=lambda kind: (-complaints[kind], order.index(kind))))


def _matter(kind: ComplaintType, reading: _Reading) -> Matter:
    if kind is ComplaintType.SUGGESTION:
        return Matter.SUGGESTION
    if kind not in _NO_COMPLAINT:
        return Matter.COMPLAINT
    said = {matter: weight for (of, matter), weight in reading.matters.items() if of is kind}
    if said:
        return max(said, key=lambda matter: said[matter])
    if kind is ComplaintType.INQUIRY:
        return Matter.INQUIRY
    return Matter.COMPLAINT if reading.roles[Role.ANGER] else Matter.CONSULTATION


def _level(
    kind: ComplaintType, also: Iterable[ComplaintType], matter: Matter, reading: _Reading, tables: Triage
) -> Level:
    complains = matter is Matter.COMPLAINT
    levels: list[Level] = [default_level((kind, *also)), 1]
    levels += [item.sense.level for item in reading.roles[Role.LEVEL] if complains or item.sense.always]
    if complains and kind not in _NO_COMPLAINT and largest_sum(reading.text) >= tables.valuable_from:
        levels.append(5)
    return max(levels)


def _mood(matter: Matter, reading: _Reading) -> Mood | None:
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


def _marks(folded: Folded, reading: _Reading, kinds: set[ComplaintType]) -> tuple[Mark, ...]:
    """Return the words that counted for the types chosen, the level and the mood, by where they stand."""
    items = [item for item in reading.counting if item.sense.type in kinds]
    items += [item for role, found in reading.roles.items() if role is not Role.NEUTRAL for item in found]
    marks = {
        Mark(folded.places[span.start], folded.places[span.end - 1] + 1, item.sense.role, item.sense.type)
        for item in items
        for span in item.spans
    }
    kept: list[Mark] = []
    reach: dict[tuple[Role, ComplaintType | None], int] = {}
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.role, mark.type or "")):
        # What lies within another mark of the same kind says nothing new.
        if mark.end > reach.get((mark.role, mark.type), -1):
            reach[mark.role, mark.type] = mark.end
            kept.append(mark)
    return tuple(kept)
