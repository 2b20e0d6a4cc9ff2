"""Says what differs between two versions of a rule pack: in groups, a rule or citation at a time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain.rule_diff import Change, ChangeKind, parts_of
from desktop.domain.rules import Citation, LostAfter
from desktop.i18n import N_, _
from desktop.wording.assessment import spoken
from desktop.wording.claim import choice_label, field_label
from desktop.wording.rule_values import citation_name, say_part, say_value, sentence_name, sentence_of
from desktop.wording.rule_words import CONDITION_LABELS, KEY_NAMES, LINE_TITLES, MARKS, METHOD_NAMES
from desktop.wording.side_by_side import side_by_side

if TYPE_CHECKING:
    from collections.abc import Sequence

    import msgspec

    from desktop.domain.rules import RuleSheet
    from desktop.wording.rule_values import Cites

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
    """One value on both sides, in words.

    Attributes:
        change: the code of what happened to it.
        label: what it is; where it moved, its place in the order.
    """

    change: ChangeKind
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class DiffGroup:
    """Everything that differs in one rule, citation or other part of a pack.

    Attributes:
        change: what happened to the part as a whole.
        id: what the file calls the part; empty for the head of the file.
    """

    change: ChangeKind
    id: str
    title: str
    rows: tuple[DiffRow, ...]


@dataclass(frozen=True)
class _Side:
    """One of the two packs, at hand for its words."""

    sheet: RuleSheet
    cites: Cites

    @cached_property
    def parts(self) -> dict[tuple[str, str], msgspec.Struct]:
        return parts_of(self.sheet)


def diff_groups(
    changes: Sequence[Change], before: RuleSheet, after: RuleSheet, cites: Cites | None = None
) -> tuple[DiffGroup, ...]:
    """Put differences together by what they belong to, in the order they come; values in words.

    Where ``cites`` has the citations of the law beneath the packs too, those are named as well.
    """
    known = cites if cites is not None else _own_cites(before) | _own_cites(after)
    sides = _Side(before, known), _Side(after, known)
    return tuple(
        DiffGroup(_whole(found, *part, sides), part[1], _group_title(*part, sides), _rows(found, *part, sides))
        for part, found in _by_part(changes).items()
    )


def diff_lines(changes: Sequence[Change], before: RuleSheet, after: RuleSheet, width: int) -> list[str]:
    """Return the differences as lines of a terminal, the two packs beside each other, values as the files have them."""
    key = min(34, width // 3)
    each = (width - key - 6) // 2
    widths = (1, key, each, each)
    lines = side_by_side([("", "", _heading(before), _heading(after))], widths)
    sides = _Side(before, {}), _Side(after, {})
    for part, found in _by_part(changes).items():
        what = _(CHANGES[_whole(found, *part, sides)])
        lines += ["", f"{' '.join(filter(None, (_group_title(*part, sides), part[1])))} ({what})"]
        rows = [(SIGNS[c.change], c.key or _("place in the table"), _raw(c, c.before), _raw(c, c.after)) for c in found]
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


def _by_part(changes: Sequence[Change]) -> dict[tuple[str, str], list[Change]]:
    parts: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        parts.setdefault((change.table, change.id), []).append(change)
    return parts


def _whole(found: Sequence[Change], table: str, name: str, sides: tuple[_Side, _Side]) -> ChangeKind:
    """Say whether a part is new or gone as a whole; one that both packs have is changed."""
    in_both = not name or all((table, name) in side.parts for side in sides)
    return ChangeKind.CHANGED if in_both else found[0].change


def _rows(found: Sequence[Change], table: str, name: str, sides: tuple[_Side, _Side]) -> tuple[DiffRow, ...]:
    """Say what differs in one part: keys that make one sentence together are told as that sentence."""
    rows: list[DiffRow] = []
    told: set[str] = set()
    before, after = (side.parts.get((table, name)) for side in sides)
    # What a person goes by comes first; the id is of use to who writes packs.
    for change in sorted(found, key=lambda change: change.key == "id"):
        sentence = sentence_of(table, change.key) if change.key else ""
        if sentence and sentence not in told:
            was, now = (say_part(sentence, part, side.sheet) for part, side in zip((before, after), sides, strict=True))
            if was != now:
                told.add(sentence)
                rows.append(DiffRow(_kind(was, now), sentence_name(sentence), was, now))
        if sentence not in told:
            was = say_value(change.key, change.before, before, sides[0].sheet, sides[0].cites)
            now = say_value(change.key, change.after, after, sides[1].sheet, sides[1].cites)
            if was == now:
                # Two codes with one name: what the files have tells them apart.
                was, now = change.before, change.after
            rows.append(DiffRow(change.change, _label(change.key), was, now))
    return tuple(rows)


def _kind(before: str, after: str) -> ChangeKind:
    if before and after:
        return ChangeKind.CHANGED
    return ChangeKind.ADDED if after else ChangeKind.REMOVED


def _label(key: str) -> str:
    """Name a value; a title in the reader's own language is just the title."""
    start, _dot, language = key.rpartition(".")
    return key_text(start if start and language == i18n.language() else key)


def _raw(change: Change, value: str) -> str:
    """Show a value as it stands in the file, and a code with what it means."""
    known = {"mark": MARKS, "method": METHOD_NAMES, "line": LINE_TITLES}.get(change.key, {})
    return f"{value} ({_(known[value])})" if value in known else value


def _own_cites(sheet: RuleSheet) -> dict[str, tuple[Citation, ...]]:
    return {citation.id: (citation,) for citation in sheet.citations}


def _heading(sheet: RuleSheet) -> str:
    return f"{sheet.id} {sheet.version}"


def _group_title(table: str, name: str, sides: tuple[_Side, _Side]) -> str:
    """Call a part by its kind and title; the later pack's title counts."""
    kind = _(TABLES[table]) if table in TABLES else table
    part = next((side.parts[table, name] for side in reversed(sides) if (table, name) in side.parts), None)
    if part is None:
        return kind
    if isinstance(part, Citation):
        title = citation_name(part)
    elif isinstance(part, LostAfter):
        title = _(", ").join(choice_label("scope", scope) for scope in part.scope)
    else:
        title = spoken(getattr(part, "title"))  # noqa: B009 - every other part has one
    return _("{kind}: {title}").format(kind=kind, title=title)
