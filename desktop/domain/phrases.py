"""Finds many phrases in one text at once, however the text is written.

A text is *folded* before it is searched: full-width to half-width, capitals to small letters, traditional to
simplified characters, invisible characters dropped; every folded character knows where it stands in the text as
written, so that a screen can mark what was found there. The time taken grows with the length of the text and never
with its contents: no regular expressions, one walk down a tree of phrases from each place.

A phrase may have parts, written ``签收~没收到``: they follow one another in one sentence with up to ``GAP``
characters between. In a phrase of Latin letters whole words count; ``damag*`` leaves the end of the word open.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

#: Most characters between two parts of a phrase.
GAP = 12
#: Where a sentence ends; parts of a phrase never lie on both sides.
SENTENCE_ENDS = frozenset("。!?;…\n")
#: Where a clause ends.
CLAUSE_ENDS = SENTENCE_ENDS | frozenset(",、: ~—()「」[]")
#: Where a stretch of text ends that says one thing.
STRETCH_ENDS = SENTENCE_ENDS | frozenset(",、")

Sense = TypeVar("Sense")


class Folded(NamedTuple):
    """A text made uniform.

    Attributes:
        text: what is searched.
        places: for each character of ``text``, and for its end, where it stands in the text as written.

    """

    text: str
    places: list[int]


@dataclass(frozen=True, slots=True)
class Writing:
    """How texts are made uniform.

    Attributes:
        characters: simplified for traditional characters and the like, one for one.
        spellings: right for wrong spellings, each as long as the other.

    """

    characters: Mapping[str, str]
    spellings: Mapping[str, str]
    #: What each character seen so far becomes; there are a few thousand in use.
    _known: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def fold(self, text: str) -> Folded:
        """Make a text uniform."""
        known = self._known
        for char in {*text} - known.keys():
            known[char] = "".join(self.characters.get(part, part) for part in _plain(char))
        kept = [known[char] for char in text]
        places = [place for place, plain in enumerate(kept) for _ in plain]
        folded = "".join(kept)
        for wrong, right in self.spellings.items():
            if wrong in folded:
                folded = folded.replace(wrong, right)
        places.append(len(text))
        return Folded(folded, places)


def _plain(char: str) -> str:
    if "一" <= char <= "鿿" or "a" <= char <= "z":
        return char
    if char in "\n\r\u2028\u2029":
        return "\n"
    if char.isspace():
        return " "
    if unicodedata.category(char) in {"Cc", "Cf", "Cs"}:
        return ""
    lowered = unicodedata.normalize("NFKC", char).lower()
    # Lower case of a few characters has combining marks of its own; a text without them is as good.
    return "".join(part for part in lowered if not unicodedata.combining(part))


class Span(NamedTuple):
    """A stretch of the folded text."""

    start: int
    end: int


def telling(spans: Sequence[Span]) -> Sequence[Span]:
    """Leave out single characters where longer words speak for the same: an I or an at tells a reader nothing."""
    return [span for span in spans if span.end - span.start > 1] or spans


@dataclass(frozen=True, slots=True)
class Found(Generic[Sense]):
    """A phrase that stands in a text.

    Attributes:
        spans: where each part stands in the folded text.
        sense: what the phrase stands for.
        phrase: the phrase as the tables give it.

    """

    spans: tuple[Span, ...]
    sense: Sense
    phrase: str

    @property
    def start(self) -> int:
        """Where the first part begins."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Where the last part ends."""
        return self.spans[-1].end


class _Node:
    """A place in the tree: the characters that go on from here, and what is complete here."""

    __slots__ = ("firsts", "name", "next", "open", "whole")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        #: Number of the characters that lead here, where anything is complete here.
        self.name: int | None = None
        #: Phrases of one part.
        self.whole: list[int] = []
        #: Phrases whose second part ends here, by the number of their first.
        self.firsts: dict[int, list[int]] = {}
        #: Whether the word may go on.
        self.open = False


class _Hit(NamedTuple):
    """A phrase found: its number and its parts."""

    number: int
    spans: tuple[Span, ...]


class Phrasebook(Generic[Sense]):
    """Many phrases, each with what it stands for."""

    def __init__(self, phrases: Iterable[tuple[str, tuple[tuple[str, ...], ...], Sense]]) -> None:
        """Take each phrase as written, its one or two parts with the words that may stand for each, and its sense."""
        self._phrases = list(dict.fromkeys(phrases))
        self._root = _Node()
        self._names = 0
        for number, (_phrase, parts, _sense) in enumerate(self._phrases):
            first, *second = parts
            for text in first:
                node = self._plant(text)
                if not second:
                    node.whole.append(number)
                    continue
                assert node.name is not None
                for other in second[0]:
                    self._plant(other).firsts.setdefault(node.name, []).append(number)

    def __len__(self) -> int:
        """Return how many phrases there are."""
        return len(self._phrases)

    def _plant(self, text: str) -> _Node:
        node = self._root
        for char in text.removesuffix("*"):
            node = node.next.setdefault(char, _Node())
        if node.name is None:
            node.name = self._names
            self._names += 1
        node.open = node.open or text.endswith("*")
        return node

    def find(self, text: str) -> list[Found[Sense]]:
        """Return the phrases that stand in a folded text, by where they begin.

        A phrase within a longer one, or within the part of one that has two, does not count: whoever wrote
        ``丢在门口`` did not write ``丢``.
        """
        ends = [place for place, char in enumerate(text) if char in SENTENCE_ENDS]
        hits: list[_Hit] = []
        #: The latest places of what may be a first part.
        latest: dict[int, Span] = {}
        for span, node in self._parts_in(text):
            single = (span,)
            hits += [_Hit(number, single) for number in node.whole]
            if node.firsts:
                hits += _pairs(span, node.firsts, latest, ends)
            assert node.name is not None
            latest[node.name] = span
        phrases = self._phrases
        return [Found(hit.spans, phrases[hit.number][2], phrases[hit.number][0]) for hit in _outermost(hits)]

    def _parts_in(self, text: str) -> Iterator[tuple[Span, _Node]]:
        """Yield every part that stands in the text, by where it begins."""
        root, length = self._root.next, len(text)
        for start, first in enumerate(text):
            node = root.get(first)
            if node is None or (start and first <= "z" and _joined(text[start - 1], first)):
                continue
            end = start
            while node is not None:
                end += 1
                # Chinese has no ends of words; they are looked at for letters and figures only.
                if node.name is not None and (
                    node.open or end == length or text[end] > "z" or not _joined(text[end - 1], text[end])
                ):
                    yield Span(start, end), node
                node = node.next.get(text[end]) if end < length else None


def _pairs(span: Span, firsts: dict[int, list[int]], latest: dict[int, Span], ends: list[int]) -> Iterator[_Hit]:
    """Yield the phrases of two parts whose second part stands at a place."""
    # What is seldom goes first: either few phrases end like this, or few words stand before.
    for name in firsts if len(firsts) < len(latest) else list(latest):
        before = latest.get(name)
        numbers = firsts.get(name)
        if before is not None and numbers is not None and _follows(before, span, ends):
            for number in numbers:
                yield _Hit(number, (before, span))


def _joined(char: str, following: str) -> bool:
    """Whether two characters belong to one word or one number: 12345 within 13812345678 is no hotline."""
    if "a" <= char <= "z":
        return "a" <= following <= "z"
    return "0" <= char <= "9" and "0" <= following <= "9"


def _follows(before: Span, span: Span, ends: list[int]) -> bool:
    """Whether a part may belong to the one before: after it, near, and in the same sentence."""
    if not 0 <= span.start - before.end <= GAP:
        return False
    place = bisect_left(ends, before.end)
    return place == len(ends) or ends[place] >= span.start


def _outermost(hits: list[_Hit]) -> list[_Hit]:
    """Leave out what lies within something longer, and put the rest in the order of the text.

    A part of a phrase of two parts also hides a whole phrase of its own length, and is never hidden itself.
    """
    pieces = sorted(
        (span.start, -span.end, len(hit.spans) == 1, place) for place, hit in enumerate(hits) for span in hit.spans
    )
    kept: dict[int, None] = {}
    # Of what began so far, the piece that reaches furthest; pieces that begin together come longest first.
    reach, reaching, in_parts = -1, (-1, -1), False
    for start, minus_end, whole, place in pieces:
        end = -minus_end
        if not whole or end > reach or (reaching == (start, end) and not in_parts):
            kept[place] = None
        if end > reach:
            reach, reaching, in_parts = end, (start, end), not whole
    return [hits[place] for place in kept]
