"""Reads the rule files below ``resources/rules`` into packs; refuses a bad file by name, key and line."""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from desktop import paths
from desktop.domain.check_rules import check_rules, check_versions
from desktop.domain.packs import PackLibrary, RulePack
from desktop.domain.problems import Problem
from desktop.domain.rules import Citation, PackKind, RuleSheet
from desktop.errors import Damaged

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from desktop.domain.workdays import Calendar

__all__ = ["BadRuleFiles", "PackLibrary", "Source", "check_file", "load_packs", "read_packs"]

#: A rule file is a few pages of text.
LARGEST_FILE = 1_000_000
#: More dots than any line of a rule file has; a key of very many parts would keep TOML's reader busy for hours.
MOST_DOTS = 100


class BadRuleFiles(Damaged):
    """Rule files cannot be used.

    Attributes:
        problems: all of them; each names its ``file`` and, where it can be told, its ``line`` among its facts.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(*(f"{problem.facts.get('file')}: {problem.field} {problem.code}" for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Source:
    """One rule file as it lies on the disk."""

    name: str
    raw: bytes


class _Float(str):
    """A number TOML would read as a binary fraction; kept as text so that its place can be named."""

    __slots__ = ()


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
        sheet = _sheet(source)
        if isinstance(sheet, RuleSheet):
            sheets.append((source, sheet))
        else:
            problems.append(sheet)
    bases = [sheet for _source, sheet in sheets if sheet.kind == PackKind.LAW]
    for source, sheet in sheets:
        problems += [_placed(source, problem) for problem in check_rules(sheet, bases)]
    named = {id(sheet): source for source, sheet in sheets}
    problems += [_placed(named[id(sheet)], problem) for sheet, problem in check_versions([s for _, s in sheets])]
    if problems:
        raise BadRuleFiles(problems)
    plain = [RulePack(sheet, s.raw.decode(), hashlib.sha256(s.raw).hexdigest(), (), {}) for s, sheet in sheets]
    return PackLibrary([_resolved(pack, plain) for pack in plain], calendar)


def check_file(path: Path, folder: Path | None = None) -> list[Problem]:
    """Return everything wrong with one file; what it extends is looked for beside the program's own packs.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        source = Source(path.name, file.read(LARGEST_FILE + 1))
    sheet = _sheet(source)
    if not isinstance(sheet, RuleSheet):
        return [sheet]
    others = (_sheet(other) for other in _sources(folder or paths.resource("rules")))
    bases = [other for other in others if isinstance(other, RuleSheet) and other.kind == PackKind.LAW]
    return [_placed(source, problem) for problem in check_rules(sheet, bases)]


def _sources(folder: Path) -> list[Source]:
    return [Source(path.name, path.read_bytes()) for path in sorted(folder.glob("*.toml"))]


def _sheet(source: Source) -> RuleSheet | Problem:
    """Read one file as far as its form goes."""
    if len(source.raw) > LARGEST_FILE:
        return Problem("", "too-large", {"file": source.name, "largest": str(LARGEST_FILE)})
    dots = [row.count(b".") for row in source.raw.splitlines()]
    if max(dots, default=0) > MOST_DOTS:
        return Problem("", "too-many-parts", {"file": source.name, "line": str(dots.index(max(dots)) + 1)})
    try:
        document = tomllib.loads(source.raw.decode(), parse_float=_Float)
    except UnicodeDecodeError:
        return Problem("", "not-text", {"file": source.name})
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        line = at[1] if at else str(source.raw.count(b"\n") + 1)
        return Problem("", "not-toml", {"file": source.name, "line": line})
    except (RecursionError, ValueError):
        return Problem("", "not-toml", {"file": source.name})
    number = _first_float(document, "")
    if number:
        return _placed(source, Problem(number, "float"))
    try:
        return msgspec.convert(document, RuleSheet)
    except msgspec.ValidationError as error:
        return _placed(source, _misfit(str(error)))


def _first_float(value: Any, path: str) -> str:  # noqa: ANN401 - whatever a TOML file may hold
    if isinstance(value, _Float):
        return path
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        found = _first_float(inner, f"{path}.{key}".lstrip("."))
        if found:
            return found
    return ""


def _misfit(message: str) -> Problem:
    """Turn what msgspec says into a path and a code; its sentence goes along for the reader."""
    what, _at, place = message.partition(" - at `")
    path = re.sub(r"\[(\d+|\.\.\.)\]", r".\1", place.rstrip("`").removeprefix("$")).lstrip(".")
    named = re.search(r"field `([^`]+)`", what)
    if named and "unknown" in what:
        return Problem(f"{path}.{named[1]}".lstrip("."), "unknown-key")
    if named and "missing" in what:
        return Problem(f"{path}.{named[1]}".lstrip("."), "missing-key")
    return Problem(path, "does-not-fit", {"detail": what})


def _placed(source: Source, problem: Problem) -> Problem:
    """Add file and line to a problem."""
    facts = {**problem.facts, "file": source.name}
    line = _line_of(source.raw.decode(errors="replace").splitlines(), problem.field.split("."))
    if line:
        facts["line"] = str(line)
    return Problem(problem.field, problem.code, facts)


def _line_of(lines: list[str], path: list[str]) -> int:
    """Find the line of a value: its key below the right table header, else the header, else none (0)."""
    if len(path) > 1 and path[1].isdigit():
        headers = [n for n, line in enumerate(lines, 1) if line.strip() == f"[[{path[0]}]]"]
        if int(path[1]) >= len(headers):
            return _key_line(lines, 1, path[0])
        header = headers[int(path[1])]
        return (len(path) > 2 and _key_line(lines, header + 1, path[2])) or header
    return _key_line(lines, 1, path[0])


def _key_line(lines: list[str], start: int, key: str) -> int:
    """Find a key in one table, that is before the next header."""
    for number, line in enumerate(lines[start - 1 :], start):
        text = line.strip()
        if text.startswith("["):
            return number if text == f"[{key}]" else 0
        if re.match(rf"{re.escape(key)}\s*[=.]", text):
            return number
    return 0


def _resolved(pack: RulePack, packs: list[RulePack]) -> RulePack:
    """Give a pack the citations and delay limits of the law it extends."""
    bases = [base for base in packs if base.sheet.id in pack.sheet.extends]
    cited: dict[str, tuple[Citation, ...]] = {}
    for sheet in (pack.sheet, *(base.sheet for base in bases)):
        for citation in sheet.citations:
            cited[citation.id] = (*cited.get(citation.id, ()), citation)
    limits = (*pack.sheet.lost_after, *(limit for base in bases for limit in base.sheet.lost_after))
    sheet = msgspec.structs.replace(pack.sheet, lost_after=limits)
    return RulePack(sheet, pack.source, pack.sha256, tuple(base.ref for base in bases), cited)
