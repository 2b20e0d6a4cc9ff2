"""Finds what a customer's words say: which phrases stand in a text, and whether each is said, denied, asked, supposed.

What the phrases weigh together, and what is made of it, is for :mod:`desktop.domain.triage`.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.intake import ComplaintType, Level
from desktop.domain.phrases import CLAUSE_ENDS, STRETCH_ENDS, Found, Phrasebook, Span, Writing

if TYPE_CHECKING:
    from desktop.domain.learned import Learned


class Matter(StrEnum):
    """What a customer comes with (service practice: the first sort)."""

    INQUIRY = "inquiry"
    """查询: about one parcel."""
    CONSULTATION = "consultation"
    """咨询: about rules, prices, places."""
    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"


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
        concepts: words that mean the same, for the learned weights.
        learned: weights learned from labelled texts; without them the phrases decide alone.

    """

    writing: Writing
    phrases: Phrasebook[Sense]
    between: frozenset[str]
    question_ends: frozenset[str]
    order: tuple[ComplaintType, ...]
    valuable_from: int
    concepts: Phrasebook[str]
    learned: Learned | None = None


#: Types that are no complaint.
NO_COMPLAINT = frozenset({ComplaintType.INQUIRY, ComplaintType.SUGGESTION, ComplaintType.OTHER})
#: Weight from which a complaint type is asserted.
ENOUGH = 2.0
#: A phrase of this weight or more decides alone; for words a branch adds.
DECIDING = 6.0
#: What stands in the place of what is denied; no piece of any text.
BLOT = "\0"
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
_NEVER_ASKED = frozenset({ComplaintType.ATTITUDE, *NO_COMPLAINT})


def asserted(text: str, tables: Triage) -> str:
    """Return a text made uniform with what it denies blotted out: what the weights are learned from."""
    return Reading(tables.writing.fold(text).text, tables).unsaid()


class Reading:
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
        self._stretch_ends = [place for place, char in enumerate(text) if char in STRETCH_ENDS]
        #: Where denied phrases end, and the latest of them: what begins within one is denied with it.
        self._denied: set[int] = set()
        self._denied_to = -1
        #: Stretches that deny something, from the negation to what is denied.
        self.denials: list[Span] = []
        #: Weight of phrases that decide alone, by type.
        self.deciding: dict[ComplaintType, float] = defaultdict(float)
        #: What has been weighed, and per type where the latest of it ends and what it weighs.
        self._weighed: set[tuple[str, ComplaintType]] = set()
        self._latest: dict[ComplaintType, tuple[int, float]] = {}
        for item in found:
            self._take(item)

    def _take(self, item: Found[Sense]) -> None:
        sense = item.sense
        if sense.role in {Role.NEGATION, Role.SUPPOSING, Role.ASKING}:
            return
        negation = self._denial(item)
        if negation is not None:
            self._denied.add(item.end)
            self._denied_to = item.end
            if sense.weight >= ENOUGH:
                self.denials.append(Span(negation, item.end))
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
        if item.sense.weight >= DECIDING:
            self.deciding[kind] += gain
        if item.sense.matter:
            self.matters[kind, item.sense.matter] += gain

    def _weight(self, item: Found[Sense], kind: ComplaintType) -> float:
        if kind in NO_COMPLAINT:
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

    def unsaid(self) -> str:
        """Return the text with what it denies blotted out, place for place."""
        chars = list(self.text)
        for span in self.denials:
            chars[span.start : span.end] = BLOT * (span.end - span.start)
        return "".join(chars)

    @property
    def stretches(self) -> int:
        """How many stretches there are between commas and ends of sentences, empty ones left out."""
        ends = [-1, *self._stretch_ends, len(self.text)]
        return sum(after - before > 1 for before, after in itertools.pairwise(ends))

    def stretch_of(self, item: Found[Sense]) -> Span:
        """Return the stretch between two commas or ends of sentences in which a phrase begins, to where it ends."""
        number = bisect_right(self._stretch_ends, item.start - 1)
        begin = self._stretch_ends[number - 1] + 1 if number else 0
        number = bisect_right(self._stretch_ends, item.end - 1)
        end = self._stretch_ends[number] if number < len(self._stretch_ends) else len(self.text)
        return Span(begin, end)

    def _denial(self, item: Found[Sense]) -> int | None:
        """Return where the denial begins if a negation, itself not denied, stands before, small words between."""
        if item.start < self._denied_to:
            return item.start
        # 收到了没破没少: what is denied right before its last part was not received short.
        last = item.spans[-1].start
        if len(item.spans) > 1 and self._negations.get(last, -1) >= item.spans[0].end:
            return item.start
        place, denied = item.start, False
        while True:
            place = self._back_over_small_words(place)
            # 没破没少 denies one after the other; 没破损、丢失 denies both at once.
            if place in self._denied:
                return place
            start = self._negations.get(place)
            if start is None:
                return place if denied else None
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
