"""The branch's own rule packs: look at a file, take it in, take it back, see what is used and what differs."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import paths
from desktop.actions.desk import reference_of
from desktop.domain import entries as e
from desktop.domain.authority import NoSuchPack, PackFrozen, Verb, refusal_of_role
from desktop.domain.problems import Problem
from desktop.domain.rule_diff import differences
from desktop.domain.rules import PackKind, in_force
from desktop.domain.workdays import day_of
from desktop.errors import Incomplete
from desktop.rulepacks import BadRuleFiles, check_sources, look_at, plain_sheet, read_source, with_own
from desktop.storage import journal
from desktop.storage.files import disk_error
from desktop.wording import system

if TYPE_CHECKING:
    from datetime import date

    from desktop.actions.desk import Desk
    from desktop.domain.packs import PackLibrary, RulePack
    from desktop.domain.people import ImportedPack, People
    from desktop.domain.rule_diff import Change
    from desktop.domain.rules import RuleSheet
    from desktop.rule_text import Source


#: Name of the folder the guide is copied to.
_GUIDE = "mingpei-rules"
#: In the list, terms come before the provinces' rules and the laws.
_ORDER = (PackKind.CARRIER, PackKind.AGREEMENT, PackKind.PROVINCE, PackKind.LAW)


class Origin(StrEnum):
    """Where a pack comes from."""

    OWN = "own"
    SHIPPED = "shipped"
    #: Neither comes with the program nor was imported any more; it explains old cases.
    KEPT = "kept"


@dataclass(frozen=True)
class PackRow:
    """A rule pack as the list shows it.

    Attributes:
        pack: ``None`` where this version of the program cannot use it.
        until: the last day it is in force, also where a later version ends it.
        overruled: the branch's own version answers in its place today.
        imported_by: name of who took it in.
        imported_at: when, as entries hold it.
        used_since: when an assessment first used it, as entries hold it; empty where none has.
        cases: how many cases were assessed with it.
    """

    pack: RulePack | None
    pack_id: str
    version: str
    sha256: str
    origin: Origin
    until: date | None = None
    overruled: bool = False
    file: str = ""
    imported_by: str = ""
    imported_at: str = ""
    used_since: str = ""
    cases: int = 0


@dataclass(frozen=True)
class Looked:
    """What a file holds before anybody takes it in.

    Attributes:
        pack: ``None`` where something is wrong with it.
        earlier: what answers so far for the first day of the new pack.
        changes: what differs from that.
        warnings: what to look at before it is taken in: rules that never apply, cases left out.
    """

    source: Source | None
    problems: tuple[Problem, ...] = ()
    pack: RulePack | None = None
    earlier: RulePack | None = None
    changes: tuple[Change, ...] = ()
    warnings: tuple[Problem, ...] = ()


def list_packs(desk: Desk) -> list[PackRow]:
    """Return all packs: the branch's own, those of the program, and those that only explain old cases."""
    people, library = desk.office.people, desk.reference.packs
    with desk.office.reading() as connection:
        cases = journal.cases_by_pack(connection)
    rows = [_own_row(desk, pack, library) for pack in people.imported_packs.values()]
    today = day_of(desk.clock.now())
    ours = {p.sheet.id for p in library.packs if p.own and in_force(p.sheet.in_force_from, p.sheet.in_force_to, today)}
    rows += [_shipped_row(pack, library, overruled=pack.sheet.id in ours) for pack in desk.program.packs.packs]
    rows.sort(key=lambda row: (row.origin is not Origin.OWN, _place(row), row.pack_id.lower()))
    listed = {row.sha256 for row in rows}
    rows += [_kept_row(pack, library) for pack in people.kept_packs.values() if pack.sha256 not in listed]
    return [_with_uses(row, people, cases.get(row.sha256, 0)) for row in rows]


def look_at_pack(desk: Desk, path: Path) -> Looked:
    """Check a file and say what it would change; nothing is taken in."""
    try:
        source = read_source(path)
    except OSError as error:
        facts = {"file": path.name, "reason": system.reason(error)}
        return Looked(None, (Problem("", "cannot-read", facts),))
    problems = _problems(desk, source, desk.office.people)
    if problems:
        return Looked(source, tuple(problems))
    new = _ready(desk, source)
    earlier = _earlier(new.sheet, desk.reference.packs)
    changes = differences(plain_sheet(earlier), plain_sheet(new)) if earlier is not None else ()
    return Looked(source, (), new, earlier, changes, tuple(look_at([source])))


def import_pack(desk: Desk, source: Source) -> None:
    """Take a rule pack in; from now on assessments use it. A manager's verb.

    Raises:
        NotAllowed: only a manager does that.
        BadRuleFiles: something is wrong with it, or came in between.
    """
    _require_manager(desk)
    with desk.office.writing(desk.clock.now()) as writing:
        problems = _problems(desk, source, writing.people)
        if problems:
            raise BadRuleFiles(problems)
        new = _ready(desk, source)
        body = e.RulePackImported(
            file=source.name,
            pack_id=new.sheet.id,
            version=new.sheet.version,
            sha256=new.sha256,
            source=new.source,
        )
        writing.append(desk.signer, "", body)


def withdraw_pack(desk: Desk, sha256: str, reason: str) -> None:
    """Take a rule pack back that no assessment has used yet; a manager's verb.

    Raises:
        NotAllowed: only a manager does that.
        NoSuchPack: it is not among the branch's own.
        PackFrozen: it was used; a new version has to follow it instead.
        Incomplete: there is no reason.
    """
    _require_manager(desk)
    if not reason.strip():
        raise Incomplete([Problem("reason", "required")])
    with desk.office.writing(desk.clock.now()) as writing:
        refusal = writing.people.refusal_of_withdrawal(sha256)
        if refusal:
            raise PackFrozen if refusal == "pack-used" else NoSuchPack
        writing.append(desk.signer, "", e.RulePackWithdrawn(sha256=sha256, reason=reason.strip()))


def compare_packs(before: RulePack, after: RulePack) -> tuple[Change, ...]:
    """Return what differs between two packs."""
    return differences(plain_sheet(before), plain_sheet(after))


def save_guide(folder: Path) -> Path:
    """Copy the guide and the example to a new folder, where a manager can begin to write; return that folder.

    Raises:
        NotWritable, DiskFull: nothing, or not everything, was copied.
    """
    place, number = folder / _GUIDE, 1
    try:
        while place.exists():
            number += 1
            place = folder / f"{_GUIDE}-{number}"
        shutil.copytree(paths.resource("rules"), place, ignore=_not_of_the_guide)
    except OSError as error:
        raise disk_error(error, folder) from error
    return place


def _not_of_the_guide(folder: str, names: list[str]) -> list[str]:
    """Leave the packs of the program out: a copy of them would be taken for something to edit."""
    return [name for name in names if name.endswith(".toml") and Path(folder).name != "example"]


def _require_manager(desk: Desk) -> None:
    refusal = refusal_of_role(Verb.MANAGE, desk.person)
    if refusal is not None:
        raise refusal


def _problems(desk: Desk, source: Source, people: People) -> list[Problem]:
    """Return everything that keeps a file from being taken in."""
    library = reference_of(desk.program, people).packs
    if source.sha256 in {pack.sha256 for pack in library.packs} | set(people.imported_packs):
        return [source.placed(Problem("version", "known-already"))]
    problems = check_sources([source], desk.program.packs, [pack for pack in library.packs if pack.own])
    if not problems:
        new = _ready(desk, source)
        # A version that was worked by keeps its name, also where the program has none of it any more.
        name = (new.sheet.id, new.sheet.version)
        others = (kept for kept in people.kept_packs.values() if kept.sha256 != new.sha256)
        if any((kept.pack_id, kept.version) == name for kept in others):
            taken = Problem("version", "version-taken", {"id": new.sheet.id, "version": new.sheet.version})
            problems.append(source.placed(taken))
    return problems


def _ready(desk: Desk, source: Source) -> RulePack:
    """Return a checked file as a pack ready for use."""
    new = with_own(desk.program.packs, [source], checked=True).find(source.sha256)
    assert new is not None, "nothing is wrong with it"
    return new


def _earlier(sheet: RuleSheet, library: PackLibrary) -> RulePack | None:
    """Find what answers for the first day of a new version, else the version before it, else any."""
    versions = [pack for pack in library.packs if pack.sheet.id == sheet.id]
    before = [pack for pack in versions if pack.sheet.in_force_from <= sheet.in_force_from]
    found = before or versions
    return found[-1] if found else None


def _shipped_row(pack: RulePack, library: PackLibrary, *, overruled: bool) -> PackRow:
    sheet = pack.sheet
    until = _until(pack, library)
    return PackRow(pack, sheet.id, sheet.version, pack.sha256, Origin.SHIPPED, until=until, overruled=overruled)


def _own_row(desk: Desk, imported: ImportedPack, library: PackLibrary) -> PackRow:
    body = imported.body
    found = library.find(body.sha256)
    # One kept to explain old cases may be found although it cannot be worked by any more.
    usable = found if found in library.packs else None
    person = desk.office.people.at(imported.actor, imported.time)
    return PackRow(
        usable,
        body.pack_id,
        body.version,
        body.sha256,
        Origin.OWN,
        until=_until(usable, library) if usable else None,
        file=body.file,
        imported_by=person.name if person else "",
        imported_at=imported.time,
    )


def _kept_row(kept: e.PackKept, library: PackLibrary) -> PackRow:
    pack = library.find(kept.sha256)
    until = pack.sheet.in_force_to if pack else None
    return PackRow(pack, kept.pack_id, kept.version, kept.sha256, Origin.KEPT, until=until)


def _place(row: PackRow) -> int:
    """Put what a branch works by most before what that rests on."""
    return _ORDER.index(row.pack.sheet.kind) if row.pack is not None else -1


def _with_uses(row: PackRow, people: People, cases: int) -> PackRow:
    return replace(row, used_since=people.kept_since.get(row.sha256, ""), cases=cases)


def _until(pack: RulePack, library: PackLibrary) -> date | None:
    """Return the last day of a version; one without an end ends before the next of its kind begins."""
    sheet = pack.sheet
    if sheet.in_force_to is not None:
        return sheet.in_force_to
    later = [
        other.sheet.in_force_from
        for other in library.packs
        if (other.sheet.id, other.own) == (sheet.id, pack.own) and other.sheet.in_force_from > sheet.in_force_from
    ]
    return min(later) - timedelta(days=1) if later else None
