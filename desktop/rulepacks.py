"""Reads the rule files below ``resources/rules`` into packs; refuses a bad file by name, key and line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from desktop import paths
from desktop.domain.check_cases import warn_of_pack
from desktop.domain.check_packs import check_beside, check_names
from desktop.domain.check_rules import check_rules, check_versions
from desktop.domain.packs import PackLibrary, RulePack
from desktop.domain.rules import Citation, PackKind, RuleSheet
from desktop.resource_files import BadFiles
from desktop.rule_text import LARGEST_FILE, Source, id_and_version, legible_of, sheet_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from desktop.domain.problems import Problem
    from desktop.domain.rules import LostAfter
    from desktop.domain.workdays import Calendar

__all__ = [
    "LARGEST_FILE",
    "BadRuleFiles",
    "PackLibrary",
    "Source",
    "check_file",
    "check_sources",
    "load_packs",
    "look_at",
    "plain_sheet",
    "read_packs",
    "read_source",
]


class BadRuleFiles(BadFiles):
    """Rule files cannot be used."""


def load_packs(folder: Path | None = None, calendar: Calendar | None = None) -> PackLibrary:
    """Read all packs of a folder, by default those the program comes with.

    Args:
        folder: where the rule files are.
        calendar: the days of rest a last day moves past.

    Raises:
        BadRuleFiles: at least one file cannot be used.
        OSError: the folder or a file cannot be read.
    """
    return read_packs(_sources(folder or paths.resource("rules")), calendar)


def read_packs(sources: Iterable[Source], calendar: Calendar | None = None) -> PackLibrary:
    """Read packs from their texts, for example those kept beside old assessments.

    Raises:
        BadRuleFiles: at least one of them cannot be used.
    """
    problems: list[Problem] = []
    sheets: list[tuple[Source, RuleSheet]] = []
    for source in sources:
        sheet = sheet_of(source)
        if isinstance(sheet, RuleSheet):
            sheets.append((source, sheet))
        else:
            problems += sheet
    bases = [sheet for _source, sheet in sheets if sheet.kind == PackKind.LAW]
    for source, sheet in sheets:
        problems += [source.placed(problem) for problem in check_rules(sheet, bases)]
    named = {id(sheet): source for source, sheet in sheets}
    problems += [named[id(sheet)].placed(problem) for sheet, problem in check_versions([s for _, s in sheets])]
    if problems:
        raise BadRuleFiles(problems)
    plain = [_plain(source, sheet) for source, sheet in sheets]
    return PackLibrary([_resolved(pack, plain) for pack in plain], calendar)


def with_own(
    shipped: PackLibrary, own: Sequence[Source], kept: Iterable[Source] = (), *, checked: bool = False
) -> PackLibrary:
    """Return the packs a branch works with: those of the program, its own, and those old cases were decided with.

    Args:
        shipped: the packs the program comes with.
        own: the branch's files.
        kept: files as they read when they were first used; they only explain, so only their form has to be right.
        checked: the files were checked when they were taken in; one that this program cannot use any more is named
            in ``PackLibrary.broken``, and the others work on.

    Raises:
        BadRuleFiles: a file that was not checked before cannot be used.
    """
    problems = [] if checked else check_sources(own, shipped)
    if problems:
        raise BadRuleFiles(problems)
    bases = [pack for pack in shipped.packs if pack.sheet.kind == PackKind.LAW]
    packs: list[RulePack] = []
    broken: dict[str, str] = {}
    for source in own:
        sheet = sheet_of(source)
        if isinstance(sheet, RuleSheet) and not check_rules(sheet, [base.sheet for base in bases]):
            packs.append(replace(_resolved(_plain(source, sheet), bases), own=True))
        else:
            broken.update(id_and_version(source))
    read = ((source, sheet_of(source)) for source in kept)
    old = [_plain(source, sheet) for source, sheet in read if isinstance(sheet, RuleSheet)]
    return PackLibrary((*shipped.packs, *packs), shipped.calendar, old, broken)


def plain_sheet(pack: RulePack) -> RuleSheet:
    """Return a pack as its own file has it, without what it takes from the law."""
    sheet = sheet_of(Source(pack.sheet.id, pack.source.encode()))
    assert isinstance(sheet, RuleSheet), "a pack was read from its source"
    return sheet


def check_file(path: Path, folder: Path | None = None) -> list[Problem]:
    """Return everything wrong with one file beside the program's own packs.

    Raises:
        OSError: the file cannot be read.
        BadRuleFiles: the program's own packs cannot be used.
    """
    return check_sources([read_source(path)], load_packs(folder))


def read_source(path: Path) -> Source:
    """Read a file, at most one byte more than a rule file may have: a huge one is refused and not loaded.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return Source(path.name, file.read(LARGEST_FILE + 1))


def check_sources(sources: Sequence[Source], shipped: PackLibrary, own: Sequence[RulePack] = ()) -> list[Problem]:
    """Return everything wrong with a branch's own rule files, file by file and from top to bottom.

    Args:
        sources: the files; they are also held against each other.
        shipped: the packs the program comes with.
        own: the packs of the branch.
    """
    found: list[Problem] = []
    known = {pack.sha256 for pack in (*shipped.packs, *own)}
    bases = [pack.sheet for pack in shipped.packs if pack.sheet.kind == PackKind.LAW]
    read = {source.sha256: (source, sheet_of(source)) for source in sources}
    joining: list[RuleSheet] = [pack.sheet for pack in own]
    # The terms an agreement changes may be handed in after it.
    terms = [sheet for _s, sheet in read.values() if isinstance(sheet, RuleSheet) and sheet.kind == PackKind.CARRIER]
    for source, sheet in read.values():
        if not isinstance(sheet, RuleSheet):
            found += _with_the_rest(source, sheet, bases)
            continue
        found += _from_top(source, [*check_rules(sheet, bases), *check_names(sheet)])
        if source.sha256 not in known:
            further = [other for other in terms if other not in joining] if sheet.kind == PackKind.AGREEMENT else []
            found += _from_top(
                source, check_beside(sheet, [pack.sheet for pack in shipped.packs], [*joining, *further])
            )
            joining.append(sheet)
    return found


def look_at(sources: Sequence[Source]) -> list[Problem]:
    """Return what somebody should look at in rule files nothing is wrong with: file by file, from top to bottom."""
    read = [(source, sheet_of(source)) for source in sources]
    return [
        problem
        for source, sheet in read
        if isinstance(sheet, RuleSheet)
        for problem in _from_top(source, warn_of_pack(sheet))
    ]


def _sources(folder: Path) -> list[Source]:
    return [Source(path.name, path.read_bytes()) for path in sorted(folder.glob("*.toml"))]


def _with_the_rest(source: Source, slips: list[Problem], bases: Sequence[RuleSheet]) -> list[Problem]:
    """Add to the slips in the form of a file what is wrong with the parts that have none."""
    rest = legible_of(source, slips)
    if rest is None:
        return slips
    further = rest.in_file([*check_rules(rest.sheet, bases), *check_names(rest.sheet)])
    return _from_top(source, [*slips, *further])


def _from_top(source: Source, problems: Sequence[Problem]) -> list[Problem]:
    """Place problems and put them in the order of their lines, as somebody mends the file."""
    return sorted(map(source.placed, problems), key=lambda problem: int(problem.facts.get("line", 0)))


def _plain(source: Source, sheet: RuleSheet) -> RulePack:
    return RulePack(sheet, source.raw.decode(), source.sha256, (), {})


def _resolved(pack: RulePack, packs: list[RulePack]) -> RulePack:
    """Give a pack the citations and delay limits of the law it extends."""
    bases = [base for base in packs if base.sheet.id in pack.sheet.extends]
    cited: dict[str, tuple[Citation, ...]] = {}
    for sheet in (pack.sheet, *(base.sheet for base in bases)):
        for citation in sheet.citations:
            cited[citation.id] = (*cited.get(citation.id, ()), citation)
    of_law = [limit for base in bases for limit in base.sheet.lost_after]
    sheet = msgspec.structs.replace(pack.sheet, lost_after=_limits(pack.sheet.lost_after, of_law))
    return RulePack(sheet, pack.source, pack.sha256, tuple(base.ref for base in bases), cited)


def _limits(own: Sequence[LostAfter], of_law: Iterable[LostAfter]) -> tuple[LostAfter, ...]:
    """Let the law answer for the routes a pack says nothing about."""
    named = {scope for limit in own for scope in limit.scope}
    rest = ((limit, tuple(scope for scope in limit.scope if scope not in named)) for limit in of_law)
    return (*own, *(msgspec.structs.replace(limit, scope=scopes) for limit, scopes in rest if scopes))
