"""``calc``: work out what the rules pay for a file of facts."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from io import BufferedIOBase
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.calendars import load_calendar
from desktop.domain.assess import assess
from desktop.domain.assessment import Assessment, write_assessment
from desktop.domain.claim import ClaimFacts
from desktop.domain.facts_stream import FactsStream
from desktop.domain.read_facts import all_problems, facts_from
from desktop.i18n import _
from desktop.rulepacks import BadRuleFiles, load_packs, read_source, with_own
from desktop.wording import system
from desktop.wording.assessment import explain
from desktop.wording.claim_problems import problem_text
from desktop.wording.rule_files import rule_file_texts

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from desktop.domain.packs import PackLibrary
    from desktop.domain.problems import Problem

#: Bytes read at a time.
PIECE = 65_536

#: What is printed before the first result, between two and after the last; each result ends its line, so that a
#: program reading along need not wait for the next one.
_JSON_LIST = ("[\n", ",", "]\n")
_JSON_LINES = ("", "", "")
_PARAGRAPHS = ("", "\n", "")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("facts", metavar="FACTS.json", help=_("A file of claim facts, or - for standard input."))
    parser.add_argument("--json", action="store_true", help=_("Print JSON."))
    parser.add_argument(
        "--pack", action="append", default=[], type=Path, metavar="FILE", help=_("A rule pack of your own to work by.")
    )


def run(arguments: argparse.Namespace) -> int:
    """Print an assessment for each claim as soon as it is read; exit status 2 where facts are refused."""
    try:
        packs = with_own(load_packs(calendar=load_calendar()), [read_source(path) for path in arguments.pack])
    except OSError as error:
        print(_cannot_be_read(error.filename, system.reason(error)), file=sys.stderr)
        return 2
    except BadRuleFiles as error:
        for line in rule_file_texts(error.problems):
            print(line, file=sys.stderr)
        return 2
    try:
        stream = FactsStream(_pieces(arguments.facts))
        return _print_all(stream, packs, as_json=arguments.json)
    except _CannotReadError as error:
        print(_cannot_be_read(arguments.facts, error), file=sys.stderr)
        return 2


def _cannot_be_read(file: str, reason: object) -> str:
    return _("{file} cannot be read: {reason}.").format(file=file, reason=reason)


class _CannotReadError(Exception):
    """Told apart from output that cannot be written."""


def _pieces(name: str) -> Iterator[bytes]:
    """Read what is there, piece by piece, so that a list without end needs no more memory than one claim."""
    try:
        with nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb") as file:
            assert isinstance(file, BufferedIOBase)
            while piece := file.read1(PIECE):
                yield piece
    except OSError as error:
        raise _CannotReadError(system.reason(error)) from error


def _print_all(stream: FactsStream, packs: PackLibrary, *, as_json: bool) -> int:
    """Print each result at once; what was printed is whole and valid JSON even where the stream breaks off."""
    of_json = _JSON_LIST if stream.is_list else _JSON_LINES
    before, between, after = of_json if as_json else _PARAGRAPHS
    opened, refused = False, False
    try:
        for result in _results(stream, packs):
            text = write_assessment(result).decode() if as_json else _readable(result, packs)
            _write(f"{between if opened else before}{text}\n")
            opened, refused = True, refused or bool(result.problems)
        if not opened and stream.broken is None:
            opened = True
            _write(before)
    finally:
        if opened:
            _write(after)
    return 2 if refused or stream.broken else 0


def _results(stream: FactsStream, packs: PackLibrary) -> Iterator[Assessment]:
    """Assess one after the other; a list that breaks off ends with what is wrong with it."""
    begun = False
    for document in stream:
        begun = True
        yield _assessed(document, packs)
    if stream.broken is not None:
        print(problem_text(stream.broken).sentence, file=sys.stderr)
        if begun:
            yield _refused([stream.broken])


def _assessed(document: object, packs: PackLibrary) -> Assessment:
    if isinstance(document, tuple):
        return _refused(document)
    facts = facts_from(document)
    return assess(facts, packs) if isinstance(facts, ClaimFacts) else _refused(all_problems(document))


def _refused(problems: Iterable[Problem]) -> Assessment:
    return Assessment(payable=None, currency="CNY", problems=tuple(problems))


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _readable(result: Assessment, packs: PackLibrary) -> str:
    said = explain(result, packs)
    lines = [said.headline]
    lines += [f"  {line.title}: {line.amount}  ({line.formula})" for line in said.lines]
    lines += [f"  - {text.sentence}" for text in (*said.problems, *said.needs)]
    lines += [f"{step.number}. {_with_sources(step.sentence, step.citations)}" for step in said.steps]
    lines += (
        [_("Other readings:"), *(f"  - {_with_sources(r.sentence, r.citations)}" for r in said.readings)]
        if said.readings
        else []
    )
    lines += [_("Not applied:"), *(f"  - {text}" for text in said.not_applied)] if said.not_applied else []
    lines += [_("Please look at:"), *(f"  - {text.sentence}" for text in said.warnings)] if said.warnings else []
    return "\n".join(lines)


def _with_sources(sentence: str, citations: tuple[str, ...]) -> str:
    return f"{sentence} [{'; '.join(citations)}]" if citations else sentence
