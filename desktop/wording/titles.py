"""Names of rule packs and their parts in the language in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import i18n
from desktop.i18n import _

if TYPE_CHECKING:
    from desktop.domain.packs import RulePack
    from desktop.domain.rules import Text


def spoken(title: Text) -> str:
    """Return a title of a rule file in the language in force."""
    return title.zh_CN if i18n.language() == "zh_CN" else title.en


def pack_title(pack: RulePack | None, pack_id: str, version: str) -> str:
    """Name a rule pack with its version; its id stands in where the pack is no longer here."""
    title = pack_id if pack is None else spoken(pack.sheet.title)
    return _("{title}, version {version}").format(title=title, version=version)
