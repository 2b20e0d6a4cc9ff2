"""``calc``: work out what the rules pay for a file of facts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.calendars import load_calendar
from desktop.domain.assess import assess
from desktop.domain.assessment import Assessment, write_assessment
from desktop.domain.claim import ClaimFacts
from desktop.domain.read_facts import LARGEST_FILE, facts_from, parse_json
from desktop.i18n import _
from desktop.rulepacks import BadRuleFiles, load_packs, read_source, with_own
from desktop.wording.assessment import explain
from desktop.wording.claim_problems import problem_text
from desktop.wording.rule_files import rule_file_texts

if TYPE_CHECKING:
    import argparse

    from desktop.domain.packs import PackLibrary


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("facts", metavar="FACTS.json", help=_("A file of claim facts, or - for standard input."))
    parser.add_argument("--json", action="store_true", help=_("Print JSON."))
    parser.add_argument(
        "--pack", action="append", default=[], type=Path, metavar="FILE", help=_("A rule pack of your own to work by.")
    )


def run(arguments: argparse.Namespace) -> int:
    """Print one assessment for one object, a list for a list; exit status 2 where facts are refused."""
    try:
        document = parse_json(_read(arguments.facts))
        packs = with_own(load_packs(calendar=load_calendar()), [read_source(path) for path in arguments.pack])
    except OSError as error:
        sentence = _("{file} cannot be read: {reason}.")
        print(sentence.format(file=error.filename or arguments.facts, reason=error.strerror or error), file=sys.stderr)
        return 2
    except BadRuleFiles as error:
        for line in rule_file_texts(error.problems):
            print(line, file=sys.stderr)
        return 2
    if isinstance(document, tuple):
        for problem in document:
            print(problem_text(problem).sentence, file=sys.stderr)
        return 2
    results = [_assessed(values, packs) for values in (document if isinstance(document, list) else [document])]
    if arguments.json:
        print(_json(results, several=isinstance(document, list)))
    else:
        print("\n\n".join(_readable(result, packs) for result in results))
    return 2 if any(result.problems for result in results) else 0


def _read(name: str) -> bytes:
    """Read at most one byte more than a facts file may have, so that a huge file is refused and not loaded."""
    if name == "-":
        return sys.stdin.buffer.read(LARGEST_FILE + 1)
    with Path(name).open("rb") as file:
        return file.read(LARGEST_FILE + 1)


def _assessed(values: object, packs: PackLibrary) -> Assessment:
    facts = facts_from(values)
    if isinstance(facts, ClaimFacts):
        return assess(facts, packs)
    return Assessment(payable=None, currency="CNY", problems=tuple(facts))


def _json(results: list[Assessment], *, several: bool) -> str:
    texts = [write_assessment(result).decode() for result in results]
    return f"[{','.join(texts)}]" if several else texts[0]


def _readable(result: Assessment, packs: PackLibrary) -> str:
    said = explain(result, packs)
    lines = [said.headline]
    lines += [f"  {line.title}: {line.amount}  ({line.formula})" for line in said.lines]
    lines += [f"  - {text.sentence}" for text in (*said.problems, *said.needs)]
    lines += [f"{step.number}. {_with_sources(step.sentence, step.citations)}" for step in said.steps]
    lines += [_("Other readings:"), *(f"  - {r.sentence}" for r in said.readings)] if said.readings else []
    lines += [_("Not applied:"), *(f"  - {text}" for text in said.not_applied)] if said.not_applied else []
    lines += [_("Please look at:"), *(f"  - {text.sentence}" for text in said.warnings)] if said.warnings else []
    return "\n".join(lines)


def _with_sources(sentence: str, citations: tuple[str, ...]) -> str:
    return f"{sentence} [{'; '.join(citations)}]" if citations else sentence
