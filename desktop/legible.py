"""The part of a rule file with slips in its form that can be read all the same.

A slip in one rule should not hide what is wrong with the others: whoever writes a pack wants to hear it all at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.domain.problems import Problem
from desktop.domain.rules import RuleSheet, fields_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Legible", "legible"]

#: What stands in for a value of the head that is missing or cannot be read; nothing is said about it a second time.
_STAND_IN: Mapping[str, object] = {
    "id": "unreadable",
    "kind": "carrier",
    "version": "0",
    "title": {"zh_CN": "-", "en": "-"},
    "issuer": "-",
    "jurisdiction": "CN",
    "in_force_from": date(2000, 1, 1),
    "chosen_by": "accepted_on",
}
#: Problems that follow from a value of the head, by its key: their codes, or how the key with the problem ends.
_FOLLOW_FROM: Mapping[str, frozenset[str]] = {
    "kind": frozenset({"not-in-law", "only-for-provinces", "only-for-agreements", "empty"}),
    "in_force_from": frozenset({"dates-do-not-cover", "ends-before-start"}),
    "in_force_to": frozenset({"dates-do-not-cover"}),
    "extends": frozenset({"unknown-citation"}),
    "citation": frozenset({"unknown-citation"}),
    "product": frozenset({".product"}),
    "exemption": frozenset({".exempt"}),
}


@dataclass(frozen=True)
class Legible:
    """What could be read.

    Attributes:
        sheet: without the parts that have slips.
        places: for each table that lost parts, where the others stand in the file.
        head: keys of the head with slips.
        names: ids of the parts left out; what cites them is right.
    """

    sheet: RuleSheet
    places: Mapping[str, list[int]]
    head: frozenset[str]
    names: frozenset[str]

    def in_file(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return problems of the sheet where they stand in the file, without those that only follow from a slip."""
        follow = tuple(mark for key in self.head for mark in _FOLLOW_FROM.get(key, ()))
        ends = tuple(mark for mark in follow if mark.startswith("."))
        told = (p for p in problems if p.code not in follow and not p.field.endswith(ends) and self._tells(p))
        return [self._in_file(problem) for problem in told]

    def _tells(self, problem: Problem) -> bool:
        key, _dot, rest = problem.field.partition(".")
        if key in self.head or (key in self.places and not rest):
            return False
        return not {problem.facts.get("id"), problem.facts.get("value")} & self.names

    def _in_file(self, problem: Problem) -> Problem:
        parts = problem.field.split(".")
        if parts[0] in self.places:
            parts[1] = str(self.places[parts[0]][int(parts[1])])
        return Problem(".".join(parts), problem.code, problem.facts)


def legible(document: Mapping[str, Any], slips: Iterable[Problem]) -> Legible | None:
    """Leave the parts with slips out of a document.

    Args:
        document: as TOML has it.
        slips: what is wrong with its form.
    """
    head, parts = set(), set()
    for slip in slips:
        key, number = (*slip.field.split("."), "")[:2]
        part = _part(document, key, number)
        if part is None:
            head |= {key, *(_meant(slip) - document.keys())}
        else:
            parts.add((key, int(number)))
    kept: dict[str, Any] = {}
    places: dict[str, list[int]] = {}
    for field in fields_of(RuleSheet):
        key = field.encode_name
        if key in head:
            kept |= {key: _STAND_IN[key]} if field.required else {}
        elif key in document:
            kept[key] = document[key]
            if any(table == key for table, _number in parts):
                places[key] = [number for number in range(len(document[key])) if (key, number) not in parts]
                kept[key] = [document[key][number] for number in places[key]]
    named = (_part(document, key, str(number)) or {} for key, number in parts)
    names = frozenset(str(part.get("id", part.get("by", ""))) for part in named)
    try:
        sheet = msgspec.convert(kept, RuleSheet)
    except msgspec.ValidationError:
        return None
    return Legible(sheet, places, frozenset(head), names)


def _meant(slip: Problem) -> set[str]:
    """Return the key a misspelt one stands for; what is wrong without it follows from the slip."""
    known = slip.facts.get("known", "")
    return {known} if slip.code == "unknown-key" and "," not in known else set()


def _part(document: Mapping[str, Any], key: str, number: str) -> Mapping[str, Any] | None:
    """Return the element of an array of tables that a path leads into."""
    rows = document.get(key)
    if not number.isdecimal() or not isinstance(rows, list) or int(number) >= len(rows):
        return None
    row = rows[int(number)]
    return row if isinstance(row, dict) else None
