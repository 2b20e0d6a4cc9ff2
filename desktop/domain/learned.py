"""Weighs a whole text with weights learned from labelled texts, by what it says and not only by fixed phrases.

A text is cut into *pieces*: the words of the concepts it names (``resources/triage/concepts.toml``: many words of
several tongues that mean one thing), every run of one to three Chinese characters, every English word and pair of
words. Each piece has a weight for each type; the sum, made into shares, says how likely each type is. Weights are made
by ``installer/triage_weights.py``; nothing here is learned while the program runs.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.phrases import Span, telling

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from desktop.domain.intake import ComplaintType
    from desktop.domain.phrases import Phrasebook

#: What stands before the name of a concept among the pieces.
CONCEPT = "@"
#: How much more a concept says than a piece of mere text.
CONCEPT_COUNTS = 1.5
#: Longest run of Chinese characters that is a piece.
_RUN = 3
#: Most words marked for a type that no phrase speaks for.
_SHOWN = 3
#: Longest English word too short to be shown.
_SHORT = 4
_ENGLISH = re.compile(r"[a-z][a-z']*")
_CHINESE = re.compile(r"[一-鿿?!]+")


@dataclass(frozen=True, slots=True)
class Learned:
    """The learned weights.

    Attributes:
        concepts: words and the concept each stands for.
        types: what the numbers of a weight are for.
        start: what each type weighs before anything is said.
        weights: for each piece, its weight for each type times how much the piece counts.
        needs: for a type that is more than its subject, pieces of which one must be there.

    """

    concepts: Phrasebook[str]
    types: tuple[ComplaintType, ...]
    start: tuple[float, ...]
    weights: Mapping[str, Sequence[float]]
    needs: Mapping[ComplaintType, frozenset[str]]

    def weigh(self, text: str) -> Weighed | None:
        """Weigh a folded text; ``None`` where no piece of it is known."""
        known = pieces(text, self.concepts, self.weights)
        if not known:
            return None
        sums = [sum(column) for column in zip(*(self.weights[piece] for piece in known), strict=True)]
        scale = scaled(known)
        scores = [start + total * scale for start, total in zip(self.start, sums, strict=True)]
        highest = max(scores)
        total = math.log(math.fsum(math.exp(score - highest) for score in scores)) + highest
        return Weighed(self, known, {kind: score - total for kind, score in zip(self.types, scores, strict=True)})


@dataclass(frozen=True, slots=True)
class Weighed:
    """A text weighed.

    Attributes:
        learned: the weights used.
        known: the pieces that have weights, and where each stands first in the folded text.
        shares: natural logarithm of each type's share.

    """

    learned: Learned
    known: Mapping[str, Span]
    shares: Mapping[ComplaintType, float]

    def lacks(self, kind: ComplaintType) -> bool:
        """Whether a type needs a meaning that the text has not."""
        return self.learned.needs.get(kind, frozenset()).isdisjoint(self.known) and kind in self.learned.needs

    def spoke_for(self, kind: ComplaintType) -> list[Span]:
        """Return where the few words stand that spoke most for a type: of concepts, or else of mere text."""
        number = self.learned.types.index(kind)
        told = [(self.learned.weights[piece][number], piece, span) for piece, span in self.known.items()]
        told = sorted((item for item in told if item[0] > 0), key=lambda item: (-item[0], item[2]))
        of_concepts = telling([span for _, piece, span in told if piece.startswith(CONCEPT)])
        # Single characters and short English words of mere text mean nothing to the reader.
        of_text = [span for _, piece, span in told if len(piece) > (_SHORT if piece.isascii() else 1)]
        chosen: list[Span] = []
        for span in of_concepts or of_text:
            if all(span.end <= other.start or other.end <= span.start for other in chosen):
                chosen.append(span)
        return chosen[:_SHOWN]


def counted(piece: str) -> float:
    """Return how much a piece counts."""
    return CONCEPT_COUNTS if piece.startswith(CONCEPT) else 1.0


def scaled(known: Iterable[str]) -> float:
    """Return what the sum is multiplied with, so that a long text is not a surer one."""
    return 1 / math.sqrt(sum(counted(piece) ** 2 for piece in known))


def pieces(text: str, concepts: Phrasebook[str], known: Container[str] | None = None) -> dict[str, Span]:
    """Return the pieces of a folded text, of those known if it is said which, and where each stands first."""
    found: dict[str, Span] = {}
    for item in concepts.find(text):
        found.setdefault(CONCEPT + item.sense, item.spans[0])
    before: re.Match[str] | None = None
    for word in _ENGLISH.finditer(text):
        found.setdefault(word[0], Span(*word.span()))
        if before is not None:
            found.setdefault(f"{before[0]} {word[0]}", Span(before.start(), word.end()))
        before = word
    if known is not None:
        found = {piece: span for piece, span in found.items() if piece in known}
    for run in _CHINESE.finditer(text):
        start, end = run.span()
        for size in range(1, _RUN + 1):
            for place in range(start, end - size + 1):
                piece = text[place : place + size]
                if (known is None or piece in known) and piece not in found:
                    found[piece] = Span(place, place + size)
    return found
