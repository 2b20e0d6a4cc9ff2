"""Load which evidence an allegation usually rests on, from ``resources/evidence.toml``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from desktop import i18n, paths
from desktop.domain.evidence import unshown_proof
from desktop.domain.intake import ComplaintType
from desktop.i18n import _
from desktop.resource_files import read_toml

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.case import Case
    from desktop.domain.evidence import Unshown

_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]


class _Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    zh_CN: _Name  # noqa: N815 - the name of the language
    en: _Name


class _Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    zh_CN: str  # noqa: N815 - the name of the language
    en: str


class Piece(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A piece of evidence that is usually needed.

    Attributes:
        about: complaint types it serves.
        source: where it is asked for; None for our own practice.
        mark: ``verified`` or ``secondary``.
        read: address at which the source was read.
        shows_value: it shows what the contents were worth.

    """

    about: Annotated[tuple[ComplaintType, ...], msgspec.Meta(min_length=1)]
    name: _Names
    source: _Source | None = None
    mark: Literal["verified", "secondary"] = "verified"
    read: str = ""
    shows_value: bool = False

    @property
    def label(self) -> str:
        """Return the name in the language in force."""
        return str(getattr(self.name, i18n.language(), self.name.en))

    @property
    def source_label(self) -> str:
        """Return who asks for it, and whether that was read in the text itself; empty for our own practice."""
        if self.source is None:
            return ""
        told = str(getattr(self.source, i18n.language(), self.source.en))
        return told if self.mark == "verified" else _("{source} (seen only in a copy)").format(source=told)


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pieces: tuple[Piece, ...]


def load_pieces(path: Path | None = None) -> tuple[Piece, ...]:
    """Load all pieces of evidence.

    Raises:
        BadResourceFileError: the file is damaged, or names a complaint type we do not have.

    """
    return read_toml(path or paths.resource("evidence.toml"), _File).pieces


@cache
def _pieces() -> tuple[Piece, ...]:
    return load_pieces()


def needed_for(about: str) -> tuple[Piece, ...]:
    """Return what a complaint of a type usually rests on; nothing for a type we know nothing about.

    Raises:
        BadResourceFileError: the file is damaged.

    """
    return tuple(piece for piece in _pieces() if about in piece.about)


def unshown_in(case: Case, proof: str | None) -> Unshown | None:
    """Return why a proof of value that is named is not to be seen in a case; ``None`` where nothing speaks against it.

    Raises:
        BadResourceFileError: the file is damaged.
    """
    names = {name for piece in _pieces() if piece.shows_value for name in (piece.name.zh_CN, piece.name.en)}
    return unshown_proof(case, proof, names)
