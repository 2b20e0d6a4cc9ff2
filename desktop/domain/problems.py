"""What is wrong with something a person typed or handed in: a place, a code and facts, never a sentence."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping  # noqa: TC003 - msgspec reads the annotation where a problem is part of a struct


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        field: key of the field it belongs to; empty where it belongs to the whole.
        code: stable name of the problem.
        facts: what the sentence about it needs, as text.

    """

    field: str
    code: str
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)
