"""What the rules pay for the facts of a claim, with every step: the result of ``assess``, and nothing that computes it.

No sentences live here: steps, warnings and readings carry codes and figures, ``desktop.wording.assessment`` says them.
"""

from __future__ import annotations

from decimal import Decimal

import msgspec

from desktop.domain.money import Money
from desktop.domain.problems import Problem


class Line(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One amount of the payout; rounded once, here.

    Attributes:
        kind: one of ``LineKind``: ``goods``, ``freight-refund``, ``salvage`` (negative) and so on.
        formula: the calculation with its numbers, for example ``min(9500.00, 3000.00)``.
        rule: id of the rule in its pack.
        citations: the law or terms it rests on, with the mark of each.
    """

    kind: str
    amount: Decimal
    formula: str
    rule: str
    citations: tuple[str, ...]


class Alternative(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Another reading of the same facts, and what it would cost.

    Attributes:
        why: the fact or choice that would make it true, for example ``cap_status=void``.
    """

    reading: str
    payable: Decimal
    lines: tuple[Line, ...]
    why: str
    citations: tuple[str, ...] = ()


class Step(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One step on the way to the result.

    Attributes:
        code: what kind of step it is; decides the sentence.
        rule: id of the rule it followed, empty where there is none.
        inputs: the facts it used, by key, as plain text.
        outcome: what it came to: an amount, a date or a code.
    """

    code: str
    rule: str = ""
    inputs: dict[str, str] = {}
    formula: str = ""
    outcome: str = ""
    citations: tuple[str, ...] = ()


class NotApplied(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A rule that was looked at and does not fit.

    Attributes:
        line: kind of line it would have given, ``exemption`` or ``time-limit``.
        condition: the first condition that does not hold; ``order`` where an earlier rule already answered,
            ``no-difference`` where a missing fact would not change the sum, ``superseded`` where the province's rule
            or the terms come before it.
        wanted: values the rule asks for.
        found: what the facts say.
    """

    rule: str
    line: str
    condition: str
    wanted: tuple[str, ...] = ()
    found: str = ""


class PackRef(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Exactly which published rules were used."""

    id: str
    version: str
    sha256: str


class Assessment(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The result for one claim; equal facts and packs give equal bytes.

    Attributes:
        payable: sum of the lines; ``None`` while facts are missing or contradict each other.
        exempt: true where the carrier need not answer for the goods, else ``None``.
        exempt_reason: id of the exemption.
        treated_as: how the event counts: ``loss``, ``total-damage``, ``partial-damage``, ``shortage``, ``delay``,
            ``on-time``.
        needs: keys of the facts without which nothing can be computed.
        layers: other packs that had a part in it: shared law, a province.
    """

    payable: Decimal | None
    currency: str
    lines: tuple[Line, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    exempt: bool | None = None
    exempt_reason: str | None = None
    time_barred: bool = False
    treated_as: str | None = None
    needs: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    pack: PackRef | None = None
    layers: tuple[PackRef, ...] = ()
    steps: tuple[Step, ...] = ()
    not_applied: tuple[NotApplied, ...] = ()

    @property
    def total(self) -> Money | None:
        """The payable amount as money."""
        return None if self.payable is None else Money(self.payable, self.currency)


def write_assessment(assessment: Assessment) -> bytes:
    """Return the assessment as JSON; this is what ``calc --json`` prints and what a proposal is bound to."""
    return msgspec.json.encode(assessment)
