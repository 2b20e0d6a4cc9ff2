"""What one reading of the facts under one set of rules assumes and comes to; ``reader`` works it out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import msgspec

from desktop.domain.assessment import Line, NotApplied, Step
from desktop.domain.packs import RulePack
from desktop.domain.plan import Plans
from desktop.domain.problems import Problem
from desktop.domain.rules import Method, Rule, TimeLimit
from desktop.domain.workdays import Calendar


class Choices(msgspec.Struct, frozen=True, gc=False):
    """What another reading assumes instead of what the rules say.

    Attributes:
        cover: another method for cover below the full value.
        agreed_terms: whether terms to claim that are not the law's end a claim; ``None`` for what the rules say.
        own_share_first: the sender's own share comes off the loss, and the limit is held against the rest.
        delay_only: contents that lost value by a delay are late and nothing else.
        province_only: the goods by the rule of the province, whatever the carrier's own terms give.
        given_back: a parcel that came too late was refused or handed back.
        optional: id of a rule the carrier may follow but need not, or that understands the text in another way.
    """

    cover: Method | None = None
    optional: str = ""
    own_share_first: bool = False
    delay_only: bool = False
    given_back: bool = False
    without_province: bool = False
    province_only: bool = False
    without_exemption: bool = False
    without_time_limit: bool = False
    agreed_terms: bool | None = None


class Terms(msgspec.Struct, frozen=True, gc=False):
    """The rules a claim is read under: the carrier's pack, the province's layer, and the day they go by.

    Attributes:
        cited: the texts of the pack's citations as they stood on the day, looked up by their ids.
        plans: what the pack says to a claim before any figure is looked at.
        calendar: the days of rest a last day moves past; ``None`` where the law that governs knows no such move.
    """

    pack: RulePack
    province: RulePack | None
    on: date
    cited: Mapping[tuple[str, ...], tuple[str, ...]]
    plans: Plans
    calendar: Calendar | None = None


class Outcome(msgspec.Struct):
    """What one reading came to; ``payable`` stays ``None`` while needs or problems remain."""

    payable: Decimal | None = None
    lines: list[Line] = []
    steps: list[Step] = []
    not_applied: list[NotApplied] = []
    needs: list[str] = []
    warnings: list[Problem] = []
    problems: list[Problem] = []
    treated_as: str | None = None
    exempt: str | None = None
    barred_by: list[TimeLimit] = []
    goods_rule: Rule | None = None
    of_province: bool = False

    @property
    def time_barred(self) -> bool:
        """Whether the claim came too late."""
        return bool(self.barred_by)

    def need(self, keys: tuple[str, ...]) -> None:
        """Record facts without which nothing can be computed, each once."""
        for key in keys:
            if key not in self.needs:
                self.needs.append(key)

    def settle(self, due: Decimal) -> bool:
        """Let a sum be payable unless needs or problems stand in its way, and say whether it is."""
        if self.needs or self.problems:
            return False
        self.payable = due
        return True
