"""Learn the weights of triage anew: ``python installer/triage_weights.py``, a minute.

Reads the practice texts of ``tests/triage`` (never those held back or put aside by lot) and writes
``resources/triage/learned.toml``. Needed after a change to those texts, to ``concepts.toml`` or to ``writing.toml``;
``tests/test_triage_words.py`` says when it was forgotten. The same texts always give the same file.

The method is multinomial logistic regression with a pull towards nought (L2), trained by AdaGrad over texts in a
fixed shuffled order: plain enough to need no library and small enough to read.
"""

from __future__ import annotations

import hashlib
import math
import random
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from desktop.domain.learned import counted, pieces, scaled  # noqa: E402  the program's own folder must be found first
from desktop.domain.said import asserted  # noqa: E402
from desktop.triage_words import GRAIN, LETTERS, load_triage  # noqa: E402

if TYPE_CHECKING:
    from desktop.domain.said import Triage

#: The files of texts learned from.
PRACTICE = ("tuned", "practice", "public_seen", "public_told", "told_aslant", "several", "short")
LEARNED = ROOT / "resources" / "triage" / "learned.toml"
#: Texts a piece must stand in to have weights.
_LEAST = 3
_ROUNDS, _STEP, _START_STEP, _PULL, _SEEDS = 20, 0.2, 0.02, 1e-3, (1, 2, 3, 4, 5)
#: Share of the pieces of a text passed over each time it is read, so that no single one is relied on.
_PASSED_OVER = 0.5
_HEAD = """\
# 学得的权重，由 installer/triage_weights.py 生成，不要手改；要加词，加在 zh.toml、en.toml 或 concepts.toml。
# Learned weights, made by installer/triage_weights.py; not to be changed by hand. Add words to zh.toml, en.toml or
# concepts.toml instead. For each piece of text one letter a type, in the order of `start`: a to z speak for the type,
# z most, A to Z against it, a dot says nothing; @ stands before a concept.

[learned]
"""


def fingerprint() -> str:
    """Return what the weights depend on, as one number in hexadecimal."""
    folder = ROOT / "tests" / "triage"
    files = [folder / f"{name}.toml" for name in PRACTICE]
    files += [LEARNED.with_name(name) for name in ("concepts.toml", "writing.toml")]
    # Line ends differ between checkouts; the texts do not.
    contents = [file.read_text("utf-8").encode() for file in files]
    return hashlib.sha256(b"\0".join(contents)).hexdigest()


def practice_texts() -> list[tuple[str, str]]:
    """Return type and text of each practice text."""
    read = [tomllib.loads((ROOT / "tests" / "triage" / f"{name}.toml").read_text("utf-8")) for name in PRACTICE]
    return [(text["type"], text["text"]) for content in read for text in content["texts"]]


def learn(texts: list[tuple[str, str]], tables: Triage) -> tuple[list[float], dict[str, list[float]]]:
    """Return the start of each type and the weights of each piece, in the order of ``tables.order``."""
    number = {kind.value: place for place, kind in enumerate(tables.order)}
    said = [(number[kind], list(pieces(asserted(text, tables), tables.concepts))) for kind, text in texts]
    often = Counter(piece for _, found in said for piece in found)
    said = [(kind, [piece for piece in found if often[piece] >= _LEAST]) for kind, found in said]
    runs = [_one_run(said, len(number), seed) for seed in _SEEDS]
    # One run leans on its own order of the texts; the mean of several does not.
    start = [sum(numbers) / len(runs) for numbers in zip(*(run[0] for run in runs), strict=True)]
    weights = {
        piece: [sum(numbers) / len(runs) for numbers in zip(*(run[1][piece] for run in runs), strict=True)]
        for piece in runs[0][1]
    }
    return start, weights


def _one_run(said: list[tuple[int, list[str]]], types: int, seed: int) -> tuple[list[float], dict[str, list[float]]]:
    kinds = range(types)
    weights: dict[str, list[float]] = {piece: [0.0] * types for _, found in said for piece in found}
    past = {piece: [1e-2] * types for piece in weights}
    start = [0.0] * types
    order = random.Random(seed)  # noqa: S311  the same order each time is the point
    said = said[:]
    for _ in range(_ROUNDS):
        order.shuffle(said)
        for kind, known in said:
            found = [piece for piece in known if order.random() >= _PASSED_OVER]
            if not found:
                continue
            scale = scaled(found)
            counts = [scale * counted(piece) for piece in found]
            scores = start[:]
            for piece, count in zip(found, counts, strict=True):
                scores = [score + weight * count for score, weight in zip(scores, weights[piece], strict=True)]
            errors = _errors(scores, kind)
            for k in kinds:
                start[k] -= _START_STEP * errors[k]
            for piece, count in zip(found, counts, strict=True):
                weight, before = weights[piece], past[piece]
                for k in kinds:
                    slope = errors[k] * count + _PULL * weight[k]
                    before[k] += slope * slope
                    weight[k] -= _STEP * slope / math.sqrt(before[k])
    return start, weights


def _errors(scores: list[float], kind: int) -> list[float]:
    """Return how far each type's share is from what it should be."""
    highest = max(scores)
    shares = [math.exp(score - highest) for score in scores]
    total = sum(shares)
    return [share / total - (k == kind) for k, share in enumerate(shares)]


def written(start: list[float], weights: dict[str, list[float]], tables: Triage) -> str:
    """Return the weights as the file holds them."""
    lines = [_HEAD, f'made_from = "{fingerprint()}"\n']
    lines.append("[learned.start]\n")
    lines += [f"{kind} = {start[place]:.3f}\n" for place, kind in enumerate(tables.order)]
    lines.append("\n[learned.pieces]\n")
    for piece in sorted(weights):
        letters = "".join(_letter(weight) for weight in weights[piece])
        if letters.strip("."):
            lines.append(f'"{piece}" = "{letters}"\n')
    return "".join(lines)


def _letter(weight: float) -> str:
    nought = LETTERS.index(".")
    return LETTERS[min(max(round(weight / GRAIN), -nought), nought) + nought]


if __name__ == "__main__":
    loaded = load_triage()
    LEARNED.write_text(written(*learn(practice_texts(), loaded), loaded), "utf-8", newline="\n")
