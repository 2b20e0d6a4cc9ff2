"""What one reading of the facts under one set of rules assumes and comes to; ``reader`` works it out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from desktop.domain.assessment import Line, NotApplied, Step
    from desktop.domain.packs import RulePack
    from desktop.domain.problems import Problem
    from desktop.domain.rules import Method, Rule
    from desktop.domain.workdays import Calendar


@dataclass(frozen=True)
class Choices:
    """What another reading assumes instead of what the rules say.

    Attributes:
        cover: another method for cover below the full value.
        given_back: a parcel that came too late was refused or handed back.
        optional: id of a rule the carrier may follow but need not.
    """

    cover: Method | None = None
    optional: str = ""
    given_back: bool = False
    without_province: bool = False
    without_exemption: bool = False
    without_time_limit: bool = False


@dataclass(frozen=True)
class Terms:
    """The rules a claim is read under: the carrier's pack, the province's layer, and the day they go by.

    Attributes:
        calendar: the days of rest a last day moves past; ``None`` where the law that governs knows no such move.
    """

    pack: RulePack
    province: RulePack | None
    on: date
    calendar: Calendar | None = None


@dataclass
class Outcome:
    """What one reading came to; ``payable`` stays ``None`` while needs or problems remain."""

    payable: Decimal | None = None
    lines: list[Line] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    not_applied: list[NotApplied] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    treated_as: str | None = None
    exempt: str | None = None
    time_barred: bool = False
    goods_rule: Rule | None = None
    of_province: bool = False
