"""What differs between two versions of a rule pack, value by value."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.rules import fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from desktop.domain.rules import RuleSheet

#: Tables whose order counts: the first row whose conditions hold is applied.
_ORDERED = frozenset({"rule", "exemption", "cap_lifted"})
#: What tells the parts of a table apart where it is not ``id``.
_NAMED_BY = {"cap_lifted": "by", "lost_after": "scope"}


class ChangeKind(StrEnum):
    """What happened to a value on the way from one pack to the other."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    #: The rule stands at another place of the table; an earlier one is asked first.
    MOVED = "moved"


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One value that is not the same in both packs.

    Attributes:
        table: ``rule``, ``citation`` and so on; empty for the head of the file.
        id: of the rule, citation and so on.
        key: way to the value below that, for example ``caps.0.amount``; empty where the whole moved.
        before: the value as it stands in the file, empty where there is none; a place from 1 where it moved.
    """

    change: ChangeKind
    table: str
    id: str
    key: str
    before: str
    after: str


def differences(before: RuleSheet, after: RuleSheet) -> tuple[Change, ...]:
    """Return everything that differs, in the order of the later pack; what was removed follows at the end."""
    old, new = _tables(before), _tables(after)
    changes: list[Change] = []
    for table in dict.fromkeys((*new, *old)):
        was, now = old.get(table, {}), new.get(table, {})
        for name in (*now, *(name for name in was if name not in now)):
            changes += _changed(table, name, was.get(name, {}), now.get(name, {}))
        if table in _ORDERED:
            changes += _moved(table, list(was), list(now))
    return tuple(changes)


def _changed(table: str, name: str, was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Change]:
    for key in (*now, *(key for key in was if key not in now)):
        before, after = was.get(key, ""), now.get(key, "")
        if before == after:
            continue
        kind = ChangeKind.CHANGED if before and after else ChangeKind.ADDED if after else ChangeKind.REMOVED
        yield Change(change=kind, table=table, id=name, key=key, before=before, after=after)


def _moved(table: str, was: Sequence[str], now: Sequence[str]) -> Iterator[Change]:
    """Find the fewest rows that changed places among those both packs have."""
    old, new = [name for name in was if name in now], [name for name in now if name in was]
    kept = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    stayed = {name for block in kept for name in new[block.b : block.b + block.size]}
    for name in new:
        if name not in stayed:
            places = str(was.index(name) + 1), str(now.index(name) + 1)
            yield Change(change=ChangeKind.MOVED, table=table, id=name, key="", before=places[0], after=places[1])


def parts_of(sheet: RuleSheet) -> dict[tuple[str, str], msgspec.Struct]:
    """Return every rule, citation and so on by its table and name, as ``Change`` names them."""
    found: dict[tuple[str, str], msgspec.Struct] = {}
    for field in fields_of(type(sheet)):
        value = getattr(sheet, field.name)
        if not isinstance(value, tuple) or not value or not isinstance(value[0], msgspec.Struct):
            continue
        named = _NAMED_BY.get(field.encode_name, "id")
        times: Counter[str] = Counter()
        for row in value:
            name = _plain(getattr(row, named))
            times[name] += 1
            # Editions of one citation bear the same id and follow each other.
            found[field.encode_name, name if times[name] == 1 else f"{name} ({times[name]})"] = row
    return found


def _tables(sheet: RuleSheet) -> dict[str, dict[str, dict[str, str]]]:
    """Return all values of a pack by table, by name of the row, by key."""
    parts = parts_of(sheet)
    inside = {table for table, _name in parts}
    head: dict[str, str] = {}
    for field in fields_of(type(sheet)):
        if field.encode_name not in inside:
            head |= _flat(field.encode_name, getattr(sheet, field.name))
    tables: dict[str, dict[str, dict[str, str]]] = {"": {"": head}}
    for (table, name), part in parts.items():
        named = _NAMED_BY.get(table, "id")
        tables.setdefault(table, {})[name] = {key: text for key, text in _flat("", part).items() if key != named}
    return tables


def _flat(path: str, value: object) -> dict[str, str]:
    """Return every value of a part with the way to it; what is not given has none."""
    if value is None or value in ("", (), {}):
        return {}
    parts: Iterator[tuple[str, object]]
    if isinstance(value, msgspec.Struct):
        given = ((f, getattr(value, f.name)) for f in fields_of(type(value)))
        parts = ((f.encode_name, inner) for f, inner in given if f.required or inner != f.default)
    elif isinstance(value, dict):
        parts = ((str(key), inner) for key, inner in value.items())
    elif isinstance(value, tuple) and isinstance(value[0], msgspec.Struct):
        parts = ((str(number), inner) for number, inner in enumerate(value))
    else:
        return {path: _plain(value)}
    flat: dict[str, str] = {}
    for key, inner in parts:
        flat |= _flat(f"{path}.{key}".lstrip("."), inner)
    return flat


def _plain(value: object) -> str:
    """Write one value as a person reads it in the file, without quotation marks."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value)
