"""What the bodies of all entries have in common."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import msgspec

from desktop.domain.money import LARGEST_FEN

#: An amount that can be shown, listed and compared with a limit; a body with any other cannot be read.
Fen: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=LARGEST_FEN)]

#: Whole percent of a share.
Percent: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=100)]


class EntryBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", kw_only=True):
    """What every body has: a random salt, so that a digest gives nothing away about an erased body."""

    salt: str = ""
