"""What is wrong with a branch's own rule pack beside the packs that are there already; ``check_rules`` looks inside it.

Of the versions of one id a branch may have several in turn, each for its own days. One without an end ends by itself on
the day before the next begins. On the days a branch's own version is in force it comes before the one the program came
with; on all other days that one answers.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.claim import Scope
from desktop.domain.problems import Problem
from desktop.domain.rules import PackKind, fields_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desktop.domain.rules import RuleSheet

#: Ids and versions are written on the command line, ``id@version``.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_VERSION = re.compile(r"[^\s@]{1,40}")
#: What a reading without the limit can be called.
READINGS = ("not-incorporated", "cap-void", "notice-failed", "gross-negligence")
LONGEST_TEXT = 300
LONGEST_NOTE = 2000
_ONE_DAY = timedelta(days=1)


def check_names(sheet: RuleSheet) -> list[Problem]:
    """Return what is wrong with the words of a pack: ids nobody could name, endless texts, hidden characters."""
    return [*_ids(sheet), *_texts(sheet, ""), *_scopes(sheet), *_readings(sheet)]


def check_beside(sheet: RuleSheet, shipped: Sequence[RuleSheet], own: Sequence[RuleSheet]) -> list[Problem]:
    """Return what keeps a pack from joining the others.

    Args:
        sheet: the branch's new pack.
        shipped: the packs the program comes with.
        own: the branch's other packs.
    """
    if sheet.kind == PackKind.LAW or any(law.id == sheet.id for law in shipped if law.kind == PackKind.LAW):
        return [Problem("id" if sheet.kind != PackKind.LAW else "kind", "law-comes-with-program", {"id": sheet.id})]
    versions = [other for other in (*shipped, *own) if other.id == sheet.id]
    return [
        *_same_version(sheet, versions),
        *_differ(sheet, versions),
        *_overlaps(sheet, [other for other in own if other.id == sheet.id]),
        *_gaps(sheet, versions),
        *_overlay(sheet, (*shipped, *own)),
    ]


def _same_version(sheet: RuleSheet, versions: Iterable[RuleSheet]) -> Iterator[Problem]:
    if any(other.version == sheet.version for other in versions):
        yield Problem("version", "version-taken", {"id": sheet.id, "version": sheet.version})


def _differ(sheet: RuleSheet, versions: Iterable[RuleSheet]) -> Iterator[Problem]:
    for key in ("kind", "chosen_by"):
        others = [other for other in versions if getattr(other, key) != getattr(sheet, key)]
        if others:
            facts = {"id": sheet.id, "other": others[0].version, "value": str(getattr(others[0], key))}
            yield Problem(key, "versions-differ", facts)


def _overlaps(sheet: RuleSheet, own: Iterable[RuleSheet]) -> Iterator[Problem]:
    """Find own versions with a day in common; a later start ends the one before it, unless that names its own end."""
    for other in own:
        earlier, later = sorted((sheet, other), key=lambda version: version.in_force_from)
        open_before = earlier.in_force_to is None and earlier.in_force_from < later.in_force_from
        if open_before or (earlier.in_force_to is not None and earlier.in_force_to < later.in_force_from):
            continue
        facts = {"id": sheet.id, "other": other.version, **_period(other)}
        yield Problem("in_force_from", "versions-overlap", facts)


def _gaps(sheet: RuleSheet, versions: Iterable[RuleSheet]) -> Iterator[Problem]:
    """Find days next to the new version on which no version of the id answers."""
    open_end = date.max
    spans = sorted((v.in_force_from, v.in_force_to or open_end) for v in (sheet, *versions))
    reached = spans[0][1]
    for start, end in spans[1:]:
        if reached != open_end and start > reached + _ONE_DAY:
            facts = {"id": sheet.id, "from": _iso(reached + _ONE_DAY), "to": _iso(start - _ONE_DAY)}
            if start == sheet.in_force_from:
                yield Problem("in_force_from", "versions-gap", facts)
            elif reached == sheet.in_force_to:
                yield Problem("in_force_to", "versions-gap", facts)
        reached = max(reached, end)


def _overlay(sheet: RuleSheet, others: Iterable[RuleSheet]) -> Iterator[Problem]:
    """Hold an agreement to terms that exist, and to names that are not theirs: a name must lead to one thing."""
    carriers = [other for other in others if other.kind == PackKind.CARRIER]
    known = ", ".join(dict.fromkeys(carrier.id for carrier in carriers))
    yield from _priced_products(sheet, carriers)
    for place, name in enumerate(sheet.overlays):
        terms = [carrier for carrier in carriers if carrier.id == name]
        if not terms and name != sheet.id:
            yield Problem(f"overlays.{place}", "terms-not-here", {"value": name, "known": known})
        taken = {part_id for carrier in terms for _path, part_id in _named(carrier)}
        yield from (
            Problem(path, "id-of-terms", {"id": part_id, "terms": name})
            for path, part_id in _named(sheet)
            if part_id in taken
        )


def _priced_products(sheet: RuleSheet, carriers: Iterable[RuleSheet]) -> Iterator[Problem]:
    """Find prices an agreement names for products its terms do not have."""
    products = {product.id for carrier in carriers if carrier.id in sheet.overlays for product in carrier.products}
    for place, table in enumerate(sheet.premiums):
        if sheet.overlays and table.product and table.product not in products:
            facts = {"value": table.product, "known": ", ".join(sorted(products))}
            yield Problem(f"premium.{place}.product", "not-one-of", facts)


def _named(sheet: RuleSheet) -> Iterator[tuple[str, str]]:
    for table, ids in (
        ("citation", [part.id for part in sheet.citations]),
        ("rule", [part.id for part in sheet.rules]),
        ("exemption", [part.id for part in sheet.exemptions]),
        ("time_limit", [part.id for part in sheet.time_limits]),
        ("premium", [part.id for part in sheet.premiums]),
    ):
        yield from ((f"{table}.{place}.id", part_id) for place, part_id in enumerate(ids))


def _ids(sheet: RuleSheet) -> Iterator[Problem]:
    if not _ID.fullmatch(sheet.id):
        yield Problem("id", "bad-id")
    if not _VERSION.fullmatch(sheet.version):
        yield Problem("version", "bad-version")


def _scopes(sheet: RuleSheet) -> Iterator[Problem]:
    for place, product in enumerate(sheet.products):
        for name in product.scope:
            if name not in tuple(Scope):
                yield Problem(f"product.{place}.scope", "not-one-of", {"value": name, "known": ", ".join(Scope)})
    for place, late in enumerate(sheet.lost_after):
        if not late.scope:
            yield Problem(f"lost_after.{place}.scope", "empty")


def _readings(sheet: RuleSheet) -> Iterator[Problem]:
    """Find other readings nobody has words for."""
    for place, lifted in enumerate(sheet.caps_lifted):
        if lifted.reading and lifted.reading not in READINGS:
            facts = {"value": lifted.reading, "known": ", ".join(READINGS)}
            yield Problem(f"cap_lifted.{place}.reading", "not-one-of", facts)


def _texts(part: msgspec.Struct, path: str) -> Iterator[Problem]:
    """Look at every text of a part: what is printed on papers and screens has to be plain."""
    for field in fields_of(type(part)):
        value, where = getattr(part, field.name), f"{path}.{field.encode_name}".lstrip(".")
        if isinstance(value, msgspec.Struct):
            yield from _texts(value, where)
        elif isinstance(value, str):
            yield from _text(value, where, may_be_empty=not field.required)
        elif isinstance(value, tuple):
            for number, element in enumerate(value):
                if isinstance(element, msgspec.Struct):
                    yield from _texts(element, f"{where}.{number}")
                elif isinstance(element, str):
                    yield from _text(element, f"{where}.{number}")


def _text(text: str, where: str, *, may_be_empty: bool = False) -> Iterator[Problem]:
    note = where.startswith("note")
    if not text.strip() and not may_be_empty:
        yield Problem(where, "empty")
    if len(text) > (LONGEST_NOTE if note else LONGEST_TEXT):
        yield Problem(where, "too-long", {"longest": str(LONGEST_NOTE if note else LONGEST_TEXT)})
    if not all(char.isprintable() or (note and char == "\n") for char in text):
        yield Problem(where, "hidden-character")


def _period(sheet: RuleSheet) -> dict[str, str]:
    return {"from": _iso(sheet.in_force_from), "to": _iso(sheet.in_force_to) if sheet.in_force_to else ""}


def _iso(day: date) -> str:
    return day.isoformat()
