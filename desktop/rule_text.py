"""Reads the text of one rule file as far as TOML and the model of a pack go; tells all that is wrong with it at once.

What the values mean is checked by ``domain.check_rules``; this module also says on which line each of them stands.
"""

from __future__ import annotations

import difflib
import hashlib
import re
import tomllib
import types
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin

import msgspec

from desktop.domain.problems import Problem
from desktop.domain.rules import RuleSheet, fields_of
from desktop.legible import Legible, legible
from desktop.toml_lines import line_of, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from desktop.toml_lines import Path as Place

__all__ = ["LARGEST_FILE", "Source", "id_and_version", "legible_of", "sheet_of", "struct_of"]

S = TypeVar("S", bound=msgspec.Struct)

#: A rule file is a few pages of text; bytes.
LARGEST_FILE = 300_000
#: A key of thousands of parts keeps the reader of the standard library busy for minutes; no line of ours has so many.
_MOST_POINTS = 300
#: A fact that names another part of the file, and how such a place reads.
_OTHER = re.compile(r"other\d*")
_PLACE = re.compile(r"[a-z_]+\.\d+(\.|$)")


@dataclass(frozen=True)
class Source:
    """One rule file as it lies on the disk."""

    name: str
    raw: bytes

    @cached_property
    def sha256(self) -> str:
        """The hash of the bytes, by which an assessment names the file."""
        return hashlib.sha256(self.raw).hexdigest()

    @cached_property
    def _lines(self) -> dict[Place, int]:
        return lines_of(self.raw.decode("utf-8-sig", errors="replace"))

    @cached_property
    def _named(self) -> dict[str, str]:
        """The ids of the parts of the file, by their place: ``rule.4``."""
        document = _document(self)
        if isinstance(document, Problem):
            return {}
        tables = ((key, rows) for key, rows in document.items() if isinstance(rows, list))
        parts = ((f"{key}.{n}", row) for key, rows in tables for n, row in enumerate(rows) if isinstance(row, dict))
        named = ((place, row.get("id", row.get("by"))) for place, row in parts)
        return {place: name for place, name in named if isinstance(name, str) and name}

    def placed(self, problem: Problem) -> Problem:
        """Add file and line to a problem, and the ids of the parts it speaks of.

        ``part`` is the id of the rule, band table and so on it lies in. Other parts are named in the facts ``other``,
        ``other1`` ... by their place; ``other_id`` and ``other_line``, ``other1_id`` ... are added.
        """
        facts = {**problem.facts, "file": self.name}
        line = line_of(self._lines, problem.field)
        if line and "line" not in facts:
            facts["line"] = str(line)
        for key, place in (("part", problem.field), *_places_in(problem.facts)):
            name = self._named.get(".".join(place.split(".")[:2]), "")
            if key == "part":
                facts |= {"part": name} if name else {}
            elif place in self._named or line_of(self._lines, place):
                facts |= {f"{key}_id": name, f"{key}_line": str(line_of(self._lines, place))}
        return Problem(problem.field, problem.code, facts)


def _places_in(facts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Return the facts that name other places of the file."""
    return ((key, place) for key, place in facts.items() if _OTHER.fullmatch(key) and _PLACE.match(place))


class _Float(str):
    """A number TOML would read as a binary fraction; kept as text so that its place can be named."""

    __slots__ = ()


def sheet_of(source: Source) -> RuleSheet | list[Problem]:
    """Read one file as far as its form goes, or say everything that is wrong with its form."""
    return struct_of(source, RuleSheet)


def struct_of(source: Source, form: type[S]) -> S | list[Problem]:
    """Read one file into a struct, or say everything that is wrong with its form, from top to bottom."""
    document = _document(source)
    if isinstance(document, Problem):
        return [document]
    problems = [source.placed(problem) for problem in _misfits(document, form, "")]
    problems.sort(key=lambda problem: int(problem.facts.get("line", 0)))
    return problems or msgspec.convert(document, form)


def legible_of(source: Source, slips: Iterable[Problem]) -> Legible | None:
    """Read what can be read of a file whose form has slips, so that the rest of it can be checked too."""
    document = _document(source)
    return None if isinstance(document, Problem) else legible(document, slips)


def id_and_version(source: Source) -> dict[str, str]:
    """Return the version by the id of a file whose form another version of the program has changed; empty if none."""
    document = _document(source)
    if isinstance(document, Problem):
        return {}
    return {str(document.get("id", "")): str(document.get("version", ""))}


def _document(source: Source) -> dict[str, Any] | Problem:
    if len(source.raw) > LARGEST_FILE:
        return Problem("", "too-large", {"file": source.name, "largest": str(LARGEST_FILE)})
    try:
        # Windows' own editor puts a mark before the first key.
        text = source.raw.decode("utf-8-sig")
        for number, line in enumerate(text.split("\n"), 1):
            if line.count(".") > _MOST_POINTS:
                return Problem("", "too-many-parts", {"file": source.name, "line": str(number)})
        return tomllib.loads(text, parse_float=_Float)
    except UnicodeDecodeError:
        return Problem("", "not-text", {"file": source.name})
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        line = at[1] if at else str(source.raw.count(b"\n") + 1)
        return Problem("", "not-toml", {"file": source.name, "line": line})
    except (RecursionError, ValueError):
        return Problem("", "not-toml", {"file": source.name})


def _misfits(value: object, form: Any, path: str) -> Iterator[Problem]:  # noqa: ANN401 - a type of the model
    """Compare a value with the type the model wants there, down to every part of it."""
    form = _without_none(form)
    if isinstance(value, _Float):
        yield Problem(path, "float")
    elif isinstance(form, type) and issubclass(form, msgspec.Struct):
        yield from _table_misfits(value, form, path)
    elif get_origin(form) is tuple:
        yield from _list_misfits(value, get_args(form)[0], path)
    elif get_origin(form) is dict:
        yield from _condition_misfits(value, path)
    else:
        yield from _plain_misfits(value, form, path)


def _table_misfits(value: object, form: type[msgspec.Struct], path: str) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem(path, "wants-table", {"keys": ", ".join(f.encode_name for f in fields_of(form))})
        return
    known = {field.encode_name: field for field in fields_of(form)}
    misspelt = {key: _meant(key, [name for name in known if name not in value]) for key in value if key not in known}
    for key, meant in misspelt.items():
        likely = [meant] if meant else difflib.get_close_matches(key, known, 1) or known
        yield Problem(_below(path, key), "unknown-key", {"known": ", ".join(likely)})
    for key, field in known.items():
        if key in value:
            yield from _misfits(value[key], field.type, _below(path, key))
        elif field.required and key not in misspelt.values():
            yield Problem(_below(path, key), "missing-key")


def _meant(key: str, left: list[str]) -> str:
    """Return the key somebody most likely meant, of those that are still free; empty where none is near."""
    return next(iter(difflib.get_close_matches(key, left, 1)), "")


def _list_misfits(value: object, form: Any, path: str) -> Iterator[Problem]:  # noqa: ANN401 - as above
    if not isinstance(value, list):
        is_table = isinstance(form, type) and issubclass(form, msgspec.Struct)
        yield Problem(path, "wants-tables" if is_table else "wants-list", {"name": path.rpartition(".")[2]})
        return
    for number, element in enumerate(value):
        yield from _misfits(element, form, _below(path, str(number)))


def _condition_misfits(value: object, path: str) -> Iterator[Problem]:
    """Conditions are true, false, a text or a list of texts."""
    if not isinstance(value, dict):
        yield Problem(path, "wants-conditions")
        return
    for key, asked in value.items():
        texts = isinstance(asked, list) and all(type(text) is str for text in asked)
        if not (texts or isinstance(asked, bool) or type(asked) is str):
            yield Problem(_below(path, key), "wants-condition")


def _plain_misfits(value: object, form: Any, path: str) -> Iterator[Problem]:  # noqa: ANN401 - as above
    try:
        msgspec.convert(value, form)
    except msgspec.ValidationError:
        if isinstance(form, type) and issubclass(form, Enum) and isinstance(value, str):
            known = ", ".join(str(choice.value) for choice in form)
            yield Problem(path, "not-one-of", {"value": value, "known": known})
        else:
            yield Problem(path, _WANTED.get(form, "does-not-fit"))
    except (ValueError, ArithmeticError):
        # A figure with more digits than can be counted with.
        yield Problem(path, _WANTED.get(form, "does-not-fit"))


_WANTED: dict[object, str] = {
    str: "wants-text",
    date: "wants-date",
    datetime: "wants-date",
    int: "wants-whole-number",
    Decimal: "wants-figure",
    bool: "wants-yes-or-no",
}


def _without_none(form: Any) -> Any:  # noqa: ANN401 - as above
    """Return the type a value has where one is given."""
    if isinstance(form, types.UnionType):
        return next(part for part in get_args(form) if part is not types.NoneType)
    return form


def _below(path: str, key: str) -> str:
    return f"{path}.{key}".lstrip(".")
