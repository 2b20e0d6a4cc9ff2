"""Load the word lists of triage from ``resources/triage``.

Each file there may hold any part of the lists; all files together are the tables, so a branch adds words of its own
in a file of its own. What the parts mean is said at the head of ``resources/triage/signs.toml``.
"""

from __future__ import annotations

import itertools
import re
import string
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from desktop import paths
from desktop.domain.intake import ComplaintType
from desktop.domain.learned import CONCEPT, Learned, counted
from desktop.domain.phrases import Phrasebook, Writing
from desktop.domain.said import Matter, Role, Sense, Triage
from desktop.resource_files import BadResourceFileError, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: What a learned weight is written in steps of.
GRAIN = 0.2
#: Learned weights as letters: a dot is nought, a to z speak for a type in steps of ``GRAIN``, A to Z against it.
LETTERS = string.ascii_uppercase[::-1] + "." + string.ascii_lowercase
_WEIGHTS = {letter: (place - len(string.ascii_lowercase)) * GRAIN for place, letter in enumerate(LETTERS)}
#: Most words one part of a phrase may stand for.
MOST = 2_000

_Phrases = tuple[Annotated[str, msgspec.Meta(min_length=1, max_length=60)], ...]


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    type: ComplaintType
    weight: Annotated[float, msgspec.Meta(gt=0, le=10)]
    phrases: _Phrases
    matter: Matter | None = None


class _Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    level: Literal[3, 5]
    why: str
    phrases: _Phrases
    always: bool = False


class _Learned(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The learned weights: for each type its start, and for each piece one letter a type, in the same order."""

    made_from: str
    start: dict[ComplaintType, float]
    pieces: dict[str, str]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sets: dict[str, _Phrases] = {}
    words: tuple[_Words, ...] = ()
    levels: tuple[_Level, ...] = ()
    neutral: _Phrases = ()
    negation: _Phrases = ()
    between: _Phrases = ()
    supposing: _Phrases = ()
    asking: _Phrases = ()
    question_ends: _Phrases = ()
    anger: _Phrases = ()
    demand: _Phrases = ()
    explanation: _Phrases = ()
    outcome: _Phrases = ()
    order: tuple[ComplaintType, ...] = ()
    concepts: dict[str, _Phrases] = {}
    needs: dict[ComplaintType, _Phrases] = {}
    learned: _Learned | None = None
    valuable_from: Annotated[int, msgspec.Meta(ge=1)] | None = None
    characters: dict[Annotated[str, msgspec.Meta(min_length=1)], str] = {}
    spellings: dict[Annotated[str, msgspec.Meta(min_length=2)], str] = {}


#: Parts of a file that are nothing but phrases of one role.
_PLAIN = (
    Role.NEUTRAL,
    Role.NEGATION,
    Role.SUPPOSING,
    Role.ASKING,
    Role.ANGER,
    Role.DEMAND,
    Role.EXPLANATION,
    Role.OUTCOME,
)


def load_triage(*folders: Path) -> Triage:
    """Load the tables from the program's files and those of further folders.

    Of what there is only one, the order and the sum, the last file that gives it wins.

    Raises:
        BadResourceFileError: a file is damaged, or names something we do not have.

    """
    files = [path for folder in (paths.resource("triage"), *folders) for path in sorted(folder.glob("*.toml"))]
    read = [(path.name, read_toml(path, _File)) for path in files]
    sets = {name: phrases for _, content in read for name, phrases in content.sets.items()}
    writing = _writing(read)
    phrases = [
        (phrase, _parts(name, phrase, sets, writing), sense)
        for name, content in read
        for phrase, sense in _lines(content)
    ]
    order = _order(read)
    concepts = _concepts(read, sets, writing)
    return Triage(
        writing=writing,
        phrases=Phrasebook(phrases),
        between=frozenset(word for _, content in read for word in content.between) | {" "},
        question_ends=frozenset(ending for _, content in read for ending in content.question_ends),
        order=order,
        concepts=concepts,
        learned=_learned(read, concepts, order),
        valuable_from=next((c.valuable_from for _, c in reversed(read) if c.valuable_from), 1_000),
    )


def _lines(content: _File) -> Iterator[tuple[str, Sense]]:
    for words in content.words:
        sense = Sense(Role.TYPE, words.type, words.weight, words.matter)
        yield from ((phrase, sense) for phrase in words.phrases)
    for level in content.levels:
        sense = Sense(Role.LEVEL, level=level.level, always=level.always)
        yield from ((phrase, sense) for phrase in level.phrases)
    for role in _PLAIN:
        yield from ((phrase, Sense(role)) for phrase in getattr(content, role.value))


def _parts(name: str, phrase: str, sets: dict[str, _Phrases], writing: Writing) -> tuple[tuple[str, ...], ...]:
    """Return for each part of a phrase all the words it stands for."""
    if phrase.count("~") > 1:
        raise BadResourceFileError(name, f"{phrase!r}: a phrase has one or two parts")
    return tuple(
        tuple(writing.fold(text).text for text in _spread(name, phrase, part, sets)) for part in phrase.split("~")
    )


def _spread(name: str, phrase: str, part: str, sets: dict[str, _Phrases]) -> list[str]:
    """Write a part once for each word of the sets it names."""
    pieces = re.split(r"\{(\w+)\}", part)
    choices = [(piece,) if number % 2 == 0 else sets.get(piece, ()) for number, piece in enumerate(pieces)]
    if not all(choices):
        raise BadResourceFileError(name, f"{phrase!r}: no such set")
    spread = ["".join(words) for words in itertools.islice(itertools.product(*choices), MOST + 1)]
    if len(spread) > MOST:
        raise BadResourceFileError(name, f"{phrase!r}: stands for more than {MOST} phrases")
    if not all(text.strip("* ") for text in spread):
        raise BadResourceFileError(name, f"{phrase!r}: a part is empty")
    return spread


def _writing(read: list[tuple[str, _File]]) -> Writing:
    characters: dict[str, str] = {}
    spellings: dict[str, str] = {}
    for name, content in read:
        for group, plain in content.characters.items():
            if len(group) != len(plain):
                raise BadResourceFileError(name, f"characters, {group!r}: not one for one")
            characters.update(zip(group, plain, strict=True))
        for wrong, right in content.spellings.items():
            if len(wrong) != len(right):
                raise BadResourceFileError(name, f"spellings, {wrong!r}: {right!r} is not as long")
            spellings[wrong] = right
    return Writing(characters, spellings)


def _order(read: list[tuple[str, _File]]) -> tuple[ComplaintType, ...]:
    name, order = next(((name, content.order) for name, content in reversed(read) if content.order), ("signs.toml", ()))
    expected = set(ComplaintType) - {ComplaintType.WRONG_CONTENTS}
    if set(order) != expected or len(order) != len(expected):
        raise BadResourceFileError(name, f"order: names each of {', '.join(sorted(expected))} once")
    return order


def _concepts(read: list[tuple[str, _File]], sets: dict[str, _Phrases], writing: Writing) -> Phrasebook[str]:
    """Collect the words of each concept from all files: a branch's own file adds to those of the program."""
    return Phrasebook(
        (word, _parts(name, word, sets, writing), concept)
        for name, content in read
        for concept, words in content.concepts.items()
        for word in words
    )


def _learned(
    read: list[tuple[str, _File]], concepts: Phrasebook[str], order: tuple[ComplaintType, ...]
) -> Learned | None:
    """Spread the learned weights out: for each piece one number a type, in our order."""
    name, learned = next(((name, content.learned) for name, content in reversed(read) if content.learned), ("", None))
    if learned is None:
        return None
    if set(learned.start) != set(order):
        raise BadResourceFileError(name, f"learned, start: names each of {', '.join(sorted(order))} once")
    places = [list(learned.start).index(kind) for kind in order]
    weights: dict[str, list[float]] = {}
    for piece, letters in learned.pieces.items():
        if len(letters) != len(order) or not _WEIGHTS.keys() >= set(letters):
            raise BadResourceFileError(name, f"learned, {piece!r}: {letters!r} is no {len(order)} weights")
        counts = counted(piece)
        weights[piece] = [_WEIGHTS[letters[place]] * counts for place in places]
    needs = {
        kind: frozenset(CONCEPT + need for need in needs)
        for _, content in read
        for kind, needs in content.needs.items()
    }
    return Learned(concepts, order, tuple(learned.start[kind] for kind in order), weights, needs)
