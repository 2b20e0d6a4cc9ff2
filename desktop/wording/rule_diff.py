"""Says what differs between two versions of a rule pack: in groups, a rule or citation at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.rule_diff import Change, ChangeKind
from desktop.i18n import N_, _
from desktop.wording.assessment import spoken
from desktop.wording.claim import field_label
from desktop.wording.rule_words import CONDITION_LABELS, KEY_NAMES, LINE_TITLES, MARKS, METHOD_NAMES
from desktop.wording.side_by_side import side_by_side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.rules import RuleSheet

CHANGES: dict[ChangeKind, str] = {
    ChangeKind.ADDED: N_("added"),
    ChangeKind.REMOVED: N_("removed"),
    ChangeKind.CHANGED: N_("changed"),
    ChangeKind.MOVED: N_("moved"),
}
SIGNS: dict[ChangeKind, str] = {
    ChangeKind.ADDED: "+",
    ChangeKind.REMOVED: "-",
    ChangeKind.CHANGED: "~",
    ChangeKind.MOVED: ">",
}
TABLES: dict[str, str] = {
    "": N_("The pack"),
    "rule": N_("Rule"),
    "citation": N_("Source"),
    "exemption": N_("Exemption"),
    "cap_lifted": N_("What takes the limit away"),
    "time_limit": N_("Time limit"),
    "lost_after": N_("Treated as lost"),
    "product": N_("Product"),
    "premium": N_("Premium table"),
}


@dataclass(frozen=True)
class DiffRow:
    """One value on both sides.

    Attributes:
        change: the code of what happened to it.
        key: the way to the value in the file, empty where the whole moved.
        label: the same, as a person calls it.
    """

    change: ChangeKind
    key: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class DiffGroup:
    """Everything that differs in one rule, citation or other part of a pack.

    Attributes:
        change: what happened to the part as a whole.
    """

    change: ChangeKind
    title: str
    rows: tuple[DiffRow, ...]


def diff_groups(changes: Sequence[Change], before: RuleSheet, after: RuleSheet) -> tuple[DiffGroup, ...]:
    """Put differences together by what they belong to, in the order they come."""
    titles = _titles(before) | _titles(after)
    parts: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        parts.setdefault((change.table, change.id), []).append(change)
    whole = {sheet_part for sheet_part, found in parts.items() if len({c.change for c in found}) == 1}
    both = _names(before) & _names(after)
    return tuple(
        DiffGroup(
            change=found[0].change if part in whole and part not in both else ChangeKind.CHANGED,
            title=_group_title(*part, titles.get(part, "")),
            rows=tuple(_row(change) for change in found),
        )
        for part, found in parts.items()
    )


def diff_lines(changes: Sequence[Change], before: RuleSheet, after: RuleSheet, width: int) -> list[str]:
    """Return the differences as lines of a terminal, the two packs beside each other."""
    key = min(34, width // 3)
    each = (width - key - 6) // 2
    widths = (1, key, each, each)
    lines = side_by_side([("", "", _heading(before), _heading(after))], widths)
    for group in diff_groups(changes, before, after):
        lines += ["", f"{group.title} ({_(CHANGES[group.change])})"]
        rows = [(SIGNS[row.change], row.key or _("place in the table"), row.before, row.after) for row in group.rows]
        lines += side_by_side(rows, widths)
    return lines


def key_text(key: str) -> str:
    """Call a key of a rule file what a person calls it: ``caps.0.per_kg`` is the first limit, a kilogram."""
    if not key:
        return _("Place in the order")
    parts = key.split(".")
    said: list[str] = []
    for place, part in enumerate(parts):
        if part.isdigit():
            said[-1] = _("{name} {number}").format(name=said[-1], number=int(part) + 1)
        elif place and parts[place - 1] == "when":
            said.append(_(CONDITION_LABELS[part]) if part in CONDITION_LABELS else field_label(part))
        else:
            said.append(_(KEY_NAMES[part]) if part in KEY_NAMES else part)
    return _(" · ").join(said)


def _row(change: Change) -> DiffRow:
    before, after = _value(change.key, change.before), _value(change.key, change.after)
    return DiffRow(change.change, change.key, key_text(change.key), before, after)


def _value(key: str, value: str) -> str:
    """Show a value as it stands in the file, and a code with what it means."""
    known = {"mark": MARKS, "method": METHOD_NAMES, "line": LINE_TITLES}.get(key, {})
    return f"{value} ({_(known[value])})" if value in known else value


def _heading(sheet: RuleSheet) -> str:
    return f"{sheet.id} {sheet.version}"


def _group_title(table: str, name: str, title: str) -> str:
    kind = _(TABLES[table]) if table in TABLES else table
    if not name:
        return kind
    return _("{kind} {name}: {title}").format(kind=kind, name=name, title=title) if title else f"{kind} {name}"


def _titles(sheet: RuleSheet) -> dict[tuple[str, str], str]:
    named = {("rule", rule.id): rule.title for rule in sheet.rules}
    named |= {("exemption", part.id): part.title for part in sheet.exemptions}
    named |= {("cap_lifted", part.by): part.title for part in sheet.caps_lifted}
    named |= {("time_limit", part.id): part.title for part in sheet.time_limits}
    named |= {("product", part.id): part.title for part in sheet.products}
    named |= {("premium", part.id): part.title for part in sheet.premiums}
    return {part: spoken(title) for part, title in named.items()}


def _names(sheet: RuleSheet) -> set[tuple[str, str]]:
    """Return the parts a pack has that bear a title; the others are told by their values alone."""
    return {("", ""), *_titles(sheet), *(("citation", citation.id) for citation in sheet.citations)}
