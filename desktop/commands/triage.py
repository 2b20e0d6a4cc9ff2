"""``triage``: say what customers' own words are about, how grave, and which words say so."""

from __future__ import annotations

import json
import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.money import Money
from desktop.domain.triage import triage
from desktop.i18n import _
from desktop.resource_files import BadResourceFileError
from desktop.triage_words import load_triage
from desktop.wording import system
from desktop.wording.intake import choice_label, level_label
from desktop.wording.triage import matter_text, mood_text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from desktop.domain.triage import Triaged

#: Largest file taken, in bytes; a year of one branch is far below it.
LARGEST = 64 * 1024 * 1024
#: Most words told in the readable form; JSON tells all.
SHOWN = 6


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("texts", metavar="FILE", help=_("A file with one text a line, or - for standard input."))
    parser.add_argument("--json", action="store_true", help=_("Print JSON."))


def run(arguments: argparse.Namespace) -> int:
    """Print one result for each line, also for an empty one; exit status 2 where there is nothing to read."""
    try:
        lines = _lines(_bytes(arguments.texts))
        tables = load_triage()
    except (OSError, ValueError) as error:
        reason = system.reason(error) if isinstance(error, OSError) else str(error)
        print(_("{file} cannot be read: {reason}.").format(file=arguments.texts, reason=reason), file=sys.stderr)
        return 2
    except BadResourceFileError as error:
        print(_("{file} cannot be read: {reason}.").format(file=error.name, reason=error.reason), file=sys.stderr)
        return 2
    for number, line in zip(count(1), lines, strict=False):
        if _SPOILT in line:
            told = _("Line {number}: characters that cannot be read are left out.").format(number=number)
            print(told, file=sys.stderr)
            line = line.replace(_SPOILT, "")
        result = triage(line, tables)
        print(_json(line, result) if arguments.json else _readable(number, line, result))
    return 0


#: Stands where bytes are no character.
_SPOILT = "\ufffd"
#: Tried one after the other.
_ENCODINGS = ("utf-8-sig", "gb18030")


class _NotATextError(ValueError):
    """What the file holds is not text."""


def _bytes(name: str) -> bytes:
    if name == "-":
        content = sys.stdin.buffer.read(LARGEST + 1)
    else:
        with Path(name).open("rb") as file:
            content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise _NotATextError(_("more than {size} MB").format(size=LARGEST // 1024 // 1024))
    return content


def _lines(content: bytes) -> Iterator[str]:
    """Return the lines of a text in UTF-8, or else in GB18030 as older Chinese programs write it.

    Only line feeds end a line: a text may hold any other character. What cannot be read is ``_SPOILT``.
    """
    text = _decoded(content)
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    return (line.removesuffix("\r") for line in lines)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _text(content.decode("utf-16", errors="replace"))
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    # A byte that a copy spoilt does not cost the other lines: the reading that spoils less is taken.
    read = [content.decode(encoding, errors="replace") for encoding in _ENCODINGS]
    return _text(min(read, key=lambda text: (_spoilt_lines(text), text.count(_SPOILT), len(text))))


def _text(text: str) -> str:
    """Return a text with some characters spoilt; a file in which more lines are than not is none.

    Raises:
        _NotATextError: it is something else.
    """
    lines = text.removesuffix("\n").count("\n") + 1
    if _SPOILT in text and ("\0" in text or 2 * _spoilt_lines(text) > max(lines, 2)):
        first = next(number for number, line in enumerate(text.split("\n"), 1) if _SPOILT in line)
        raise _NotATextError(_("neither UTF-8 nor GB18030, from line {number} on").format(number=first))
    return text


def _spoilt_lines(text: str) -> int:
    return sum(_SPOILT in line for line in text.split("\n"))


def _json(line: str, result: Triaged) -> str:
    record = {
        "type": result.type,
        "also": result.also,
        "level": result.level,
        "because": _words(line, result),
        "matter": result.matter,
        "mood": result.mood,
        "marks": [[mark.start, mark.end] for mark in result.because],
        "sums": [
            {"field": said.field, "amount": f"{Money.from_fen(said.fen).amount}", "exact": said.exact}
            for said in result.sums
        ],
    }
    return json.dumps(record, ensure_ascii=False)


def _words(line: str, result: Triaged) -> list[str]:
    """Return the words that counted as they are written, each once, in the order of the text."""
    return list(dict.fromkeys(line[mark.start : mark.end] for mark in result.because))


def _readable(number: int, line: str, result: Triaged) -> str:
    kinds = " + ".join(choice_label(kind) for kind in (result.type, *result.also))
    said = [matter_text(result.matter), kinds, level_label(result.level)]
    said += [mood_text(result.mood)] if result.mood else []
    words = _words(line, result)
    shown = ", ".join(_visible(word) for word in words[:SHOWN]) + (" ..." if len(words) > SHOWN else "")
    return f"{number}. {' | '.join(said)}" + (f" | {shown}" if shown else "")


def _visible(word: str) -> str:
    """Return words without what would move the cursor or hide on a screen."""
    return "".join(char if char.isprintable() else " " for char in word)
