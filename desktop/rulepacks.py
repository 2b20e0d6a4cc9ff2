"""Reads the rule files below ``resources/rules`` into packs; refuses a bad file by name, key and line."""

from __future__ import annotations

import hashlib
import tomllib
from typing import TYPE_CHECKING

import msgspec

from desktop import paths
from desktop.domain.rules import Citation, PackLibrary, RulePack, RuleSheet

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["PackLibrary", "load_packs"]


def load_packs(folder: Path | None = None) -> PackLibrary:
    """Read all packs of a folder, by default those the program comes with."""
    read = []
    for path in sorted((folder or paths.resource("rules")).glob("*.toml")):
        raw = path.read_bytes()
        sheet = msgspec.convert(tomllib.loads(raw.decode()), RuleSheet)
        read.append(RulePack(sheet, raw.decode(), hashlib.sha256(raw).hexdigest(), (), {}))
    return PackLibrary([_resolved(pack, read) for pack in read])


def _resolved(pack: RulePack, all_packs: list[RulePack]) -> RulePack:
    """Give a pack the citations and delay limits of the law it extends."""
    bases = [base for base in all_packs if base.sheet.id in pack.sheet.extends]
    cited: dict[str, tuple[Citation, ...]] = {}
    for sheet in (pack.sheet, *(base.sheet for base in bases)):
        for citation in sheet.citations:
            cited[citation.id] = (*cited.get(citation.id, ()), citation)
    limits = (*pack.sheet.lost_after, *(limit for base in bases for limit in base.sheet.lost_after))
    sheet = msgspec.structs.replace(pack.sheet, lost_after=limits)
    return RulePack(sheet, pack.source, pack.sha256, tuple(base.ref for base in bases), cited)
