"""Rules and sheets of rules as values, valid by default; ``small`` has them as text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec

from desktop.domain.rules import Cap, LineKind, Method, PackKind, Rule, RuleSheet, Text


def a_rule(name: str, **changes: object) -> Rule:
    usual = Rule(
        id=name,
        line=LineKind.GOODS,
        method=Method.CAPPED,
        title=Text(zh_CN="限额", en="Limit"),
        cite=("terms",),
        when={"insured": False, "treated_as": ("loss", "total-damage")},
        caps=(Cap(freight_multiple=Decimal(5)),),
    )
    return msgspec.structs.replace(usual, **changes)


def a_sheet(*rules: Rule, **changes: object) -> RuleSheet:
    usual = RuleSheet(
        id="trial",
        kind=PackKind.CARRIER,
        version="1",
        title=Text(zh_CN="试用", en="Trial"),
        issuer="某快递",
        jurisdiction="CN",
        in_force_from=date(2026, 1, 1),
        chosen_by="accepted_on",
        rules=rules,
    )
    return msgspec.structs.replace(usual, **changes)
