"""Load the scripts (话术) from ``resources/scripts/*.toml``; refuses a bad file by name, key and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import paths
from desktop.domain.check_scripts import check_ids, check_sheet
from desktop.domain.scripts import Script, ScriptSheet, script_of
from desktop.errors import Damaged
from desktop.rule_text import Source, struct_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from desktop.domain.problems import Problem


class BadScriptFilesError(Damaged):
    """Files of scripts cannot be used.

    Attributes:
        problems: all of them; each names its ``file`` and, where it can be told, its ``line`` among its facts.

    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(*(f"{problem.facts.get('file')}: {problem.field} {problem.code}" for problem in problems))
        self.problems = tuple(problems)


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
