"""What is wrong with something a person typed or handed in: a place, a code and facts, never a sentence."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class Problem(msgspec.Struct, frozen=True, gc=False):
    """One thing that is wrong.

    Attributes:
        field: key of the field it belongs to; empty where it belongs to the whole.
        code: stable name of the problem.
        facts: what the sentence about it needs, as text.
    """

    field: str
    code: str
    facts: Mapping[str, str] = {}
