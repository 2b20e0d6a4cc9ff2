"""``rules``: list the rule packs the program comes with, check rule files, show two versions side by side."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desktop import i18n
from desktop.domain.rule_diff import differences
from desktop.domain.rules import Mark, RuleSheet
from desktop.i18n import _
from desktop.rule_text import Source, sheet_of
from desktop.rulepacks import BadRuleFiles, check_sources, load_packs, look_at, read_source
from desktop.wording import system
from desktop.wording.rule_diff import diff_lines
from desktop.wording.rule_files import rule_file_texts

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from desktop.domain.packs import PackLibrary, RulePack
    from desktop.domain.problems import Problem

_NARROWEST = 60


class _Refused(Exception):
    """The command cannot go on.

    Attributes:
        lines: why, for standard error.
    """

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = lines


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "verb", choices=("list", "check", "diff"), help=_("List the packs, check files, or compare two packs.")
    )
    parser.add_argument(
        "names", nargs="*", metavar="FILE", help=_("Files to check; two files, ids or id@version to compare.")
    )
    parser.add_argument("--json", action="store_true", help=_("Print JSON."))


def run(arguments: argparse.Namespace) -> int:
    """Do what the verb says; where it cannot be done, exit status 2 and everything that is wrong on standard error."""
    try:
        if arguments.verb == "check":
            return _check([Path(name) for name in arguments.names], as_json=arguments.json)
        if arguments.verb == "diff":
            return _diff(arguments.names, as_json=arguments.json)
        return _list(arguments.names, as_json=arguments.json)
    except BadRuleFiles as error:
        lines: Sequence[str] = rule_file_texts(error.problems)
    except _Refused as refused:
        lines = refused.lines
    for line in lines:
        print(line, file=sys.stderr)
    return 2


def _list(names: Sequence[str], *, as_json: bool) -> int:
    if names:
        raise _Refused(_("The list takes no names."))
    packs = load_packs().packs
    if as_json:
        print(json.dumps([_record(pack) for pack in packs], ensure_ascii=False, indent=1))
    else:
        for pack in packs:
            print(_row(pack))
    return 0


def _row(pack: RulePack) -> str:
    sheet = pack.sheet
    end = sheet.in_force_to.isoformat() if sheet.in_force_to else ""
    period = f"{sheet.in_force_from.isoformat()}/{end}"
    return "\t".join((sheet.id, sheet.version, sheet.kind, period, pack.sha256[:12], _title(sheet)))


def _title(sheet: RuleSheet) -> str:
    return sheet.title.zh_CN if i18n.language() == "zh_CN" else sheet.title.en


def _record(pack: RulePack) -> dict[str, object]:
    sheet = pack.sheet
    keys = ("id", "version", "kind", "title", "issuer", "jurisdiction", "in_force_from", "in_force_to", "chosen_by")
    named = {key: msgspec.to_builtins(getattr(sheet, key)) for key in keys}
    marks = Counter(citation.mark for citation in sheet.citations)
    counts = {mark.value: marks[mark] for mark in Mark}
    return {**named, "rules": len(sheet.rules), "marks": counts, "sha256": pack.sha256}


def _check(paths: Sequence[Path], *, as_json: bool) -> int:
    """Check files, also against each other and against the packs of the program."""
    if not paths:
        raise _Refused(_("Name the rule file to check."))
    sources = [_read(path) for path in paths]
    problems = check_sources(sources, load_packs())
    bad = {problem.facts["file"] for problem in problems}
    good = [(path, source) for path, source in zip(paths, sources, strict=True) if source.name not in bad]
    warnings = look_at([source for _path, source in good])
    if as_json:
        found = {"problems": msgspec.to_builtins(problems), "warnings": msgspec.to_builtins(warnings)}
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for path, source in good:
            print(_accepted(path, source))
        for line in rule_file_texts(warnings):
            print(line)
    if problems and not as_json:
        raise _Refused(*rule_file_texts(problems))
    return 2 if problems else 0


def _read(path: Path) -> Source:
    try:
        return read_source(path)
    except (OSError, ValueError) as error:
        reason = system.reason(error) if isinstance(error, OSError) else error
        raise _Refused(_("{file} cannot be read: {reason}.").format(file=path, reason=reason)) from error


def _accepted(path: Path, source: Source) -> str:
    """Say that a file is good, and how many of its sources a person still has to confirm."""
    said = _("{file} is a valid rule pack.").format(file=path)
    sheet = sheet_of(source)
    assert isinstance(sheet, RuleSheet), "nothing is wrong with it"
    open_marks = sum(citation.mark != Mark.VERIFIED for citation in sheet.citations)
    if not open_marks:
        return said
    told = i18n.ngettext("{n} source is to be confirmed.", "{n} sources are to be confirmed.", open_marks)
    return f"{said} {told.format(n=open_marks)}"


def _diff(names: Sequence[str], *, as_json: bool) -> int:
    if len(names) != 2:
        raise _Refused(_("Name two packs to compare: files, ids, or id@version."))
    packs = load_packs()
    sources = [_named(name, packs) for name in names]
    sheets = [sheet_of(source) for source in sources]
    problems: list[Problem] = [problem for sheet in sheets if not isinstance(sheet, RuleSheet) for problem in sheet]
    before, after = sheets
    if not isinstance(before, RuleSheet) or not isinstance(after, RuleSheet):
        raise _Refused(*rule_file_texts(problems))
    changes = differences(before, after)
    if as_json:
        refs = [
            {"id": sheet.id, "version": sheet.version, "sha256": source.sha256}
            for sheet, source in zip((before, after), sources, strict=True)
        ]
        record = {"before": refs[0], "after": refs[1], "changes": msgspec.to_builtins(changes)}
        print(json.dumps(record, ensure_ascii=False, indent=1))
    elif not changes:
        print(_("The two packs are the same."))
    else:
        width = max(_NARROWEST, shutil.get_terminal_size((110, 24)).columns)
        print("\n".join(diff_lines(changes, before, after, width)))
    return 0


def _named(name: str, packs: PackLibrary) -> Source:
    """Find a pack by file, id or id@version; of several versions the latest."""
    if Path(name).suffix == ".toml" or re.search(r"[/\\]", name):
        return _read(Path(name))
    pack_id, _at, version = name.partition("@")
    found = [p for p in packs.packs if p.sheet.id == pack_id and version in ("", p.sheet.version)]
    if not found:
        known = ", ".join(f"{pack.sheet.id}@{pack.sheet.version}" for pack in packs.packs)
        raise _Refused(_('There is no pack "{name}". Possible: {known}, or a file.').format(name=name, known=known))
    return Source(f"{found[-1].sheet.id}.toml", found[-1].source.encode())
