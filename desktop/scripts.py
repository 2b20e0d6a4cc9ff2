"""Load the scripts (话术) from ``resources/scripts/*.toml``; refuses a bad file by name, key and line.

A branch's own words for a script are kept in its journal (``ScriptKept``) as the text of such a file with that one
script in it, its id and the languages that were changed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec

from desktop import paths
from desktop.domain.check_scripts import check_ids, check_own, check_sheet
from desktop.domain.scripts import OwnLines, OwnSheet, Script, ScriptSheet, script_of
from desktop.domain.scripts import with_own as words_over
from desktop.resource_files import BadFiles
from desktop.rule_text import Source, struct_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from desktop.domain.problems import Problem
    from desktop.domain.scripts import Words


class BadScriptFilesError(BadFiles):
    """Files of scripts cannot be used."""


def load_scripts(folder: Path | None = None) -> tuple[Script, ...]:
    """Read all scripts of a folder, by default those the program comes with, in the order of files and lines.

    Raises:
        BadScriptFilesError: at least one file cannot be used.
        OSError: the folder or a file cannot be read.
    """
    folder = folder or paths.resource("scripts")
    return read_scripts(Source(path.name, path.read_bytes()) for path in sorted(folder.glob("*.toml")))


def read_scripts(sources: Iterable[Source]) -> tuple[Script, ...]:
    """Read scripts from texts.

    Raises:
        BadScriptFilesError: at least one of them cannot be used; it tells everything wrong with all of them.
    """
    problems: list[Problem] = []
    sheets: list[tuple[Source, ScriptSheet]] = []
    for source in sources:
        sheet = struct_of(source, ScriptSheet)
        if isinstance(sheet, ScriptSheet):
            sheets.append((source, sheet))
            problems += [source.placed(problem) for problem in check_sheet(sheet)]
        else:
            problems += sheet
    named = {id(sheet): source for source, sheet in sheets}
    problems += [named[id(sheet)].placed(problem) for sheet, problem in check_ids([sheet for _, sheet in sheets])]
    if problems:
        raise BadScriptFilesError(problems)
    return tuple(script_of(lines) for _source, sheet in sheets for lines in sheet.script)


def with_own(scripts: Sequence[Script], kept: Mapping[str, str]) -> tuple[tuple[Script, ...], tuple[str, ...]]:
    """Put a branch's own words over ours.

    Words that this program cannot use (written under other checks, or for a script it no longer has) are left aside,
    and ours are used; nothing else stops working for them.

    Args:
        scripts: those of the program.
        kept: source by script id, as ``Branch.scripts`` has it; an empty one is ours again.

    Returns:
        the scripts, and the ids of those whose own words were left aside.
    """
    own: list[OwnLines] = []
    left_aside: list[str] = []
    for script_id, source in kept.items():
        if not source:
            continue
        sheet = struct_of(_kept_as(script_id, source), OwnSheet)
        if not isinstance(sheet, OwnSheet) or check_own(sheet, scripts) or sheet.script[0].id != script_id:
            left_aside.append(script_id)
        else:
            own.append(sheet.script[0])
    return words_over(scripts, own), tuple(left_aside)


def check_source(script_id: str, source: str, scripts: Iterable[Script]) -> list[Problem]:
    """Return everything wrong with a branch's own words before they are kept, from top to bottom."""
    text = _kept_as(script_id, source)
    sheet = struct_of(text, OwnSheet)
    if not isinstance(sheet, OwnSheet):
        return sheet
    problems = [text.placed(problem) for problem in check_own(sheet, scripts)]
    return sorted(problems, key=lambda problem: int(problem.facts.get("line", 0)))


def source_of(script_id: str, words: Mapping[str, Words]) -> str:
    """Write a branch's own words as the source that ``ScriptKept`` holds; of no languages it is empty: ours again.

    Args:
        script_id: the script.
        words: by language, only those the branch wrote itself.
    """
    if not words:
        return ""
    lines = ["[[script]]", f"id = {_quoted(script_id)}"]
    for language, own in words.items():
        lines += ["", f"[script.{language}]"]
        for key, value in msgspec.structs.asdict(own).items():
            if isinstance(value, str):
                lines += [f"{key} = {_quoted(value)}"] if value else []
            elif value:
                lines += [f"{key} = [", *(f"  {_quoted(text)}," for text in value), "]"]
    return "\n".join(lines) + "\n"


def _kept_as(script_id: str, source: str) -> Source:
    return Source(script_id, source.encode())


def _quoted(text: str) -> str:
    # TOML's quoted texts are JSON's, but for the one control character JSON lets through.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
