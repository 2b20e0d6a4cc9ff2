"""``rules``: list the rule packs the program comes with, or check a rule file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.i18n import _
from desktop.rulepacks import BadRuleFiles, check_file, load_packs
from desktop.wording.rule_files import rule_file_text

if TYPE_CHECKING:
    import argparse

    from desktop.domain.packs import RulePack


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("verb", choices=("list", "check"), help=_("List the packs, or check one file."))
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE")


def run(arguments: argparse.Namespace) -> int:
    """Print the list, or what is wrong with the file; exit status 2 where a file is refused."""
    if arguments.verb == "list":
        return _list()
    if arguments.file is None:
        print(_("Name the rule file to check."), file=sys.stderr)
        return 2
    return _check(arguments.file)


def _list() -> int:
    try:
        packs = load_packs().packs
    except BadRuleFiles as error:
        for problem in error.problems:
            print(rule_file_text(problem), file=sys.stderr)
        return 2
    for pack in packs:
        print(_row(pack))
    return 0


def _row(pack: RulePack) -> str:
    sheet = pack.sheet
    title = sheet.title.zh_CN if i18n.language() == "zh_CN" else sheet.title.en
    end = sheet.in_force_to.isoformat() if sheet.in_force_to else ""
    period = f"{sheet.in_force_from.isoformat()}/{end}"
    return "\t".join((sheet.id, sheet.version, sheet.kind, period, pack.sha256[:12], title))


def _check(path: Path) -> int:
    try:
        problems = check_file(path)
    except OSError as error:
        sentence = _("{file} cannot be read: {reason}.")
        print(sentence.format(file=path, reason=error.strerror or error), file=sys.stderr)
        return 2
    for problem in problems:
        print(rule_file_text(problem), file=sys.stderr)
    if problems:
        return 2
    print(_("{file} is a valid rule pack.").format(file=path))
    return 0
