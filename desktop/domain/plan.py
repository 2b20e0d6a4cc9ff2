"""What a pack says to a claim before any figure is looked at: which time limits, exemptions and rules there are for it.

All of it follows from the answers to conditions alone, and the same answers come up again and again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.domain.assessment import NotApplied, Step
from desktop.domain.claim import CapStatus, ClaimFacts, Event
from desktop.domain.conditions import Match, Remembered, match, once
from desktop.domain.rules import Exemption, TimeLimit
from desktop.domain.table import Fittings, passed_over, whens_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from desktop.domain.conditions import Situation
    from desktop.domain.rules import CapLifted, RuleSheet
    from desktop.domain.table import Table

#: Events that did no damage to the goods.
NO_DAMAGE = frozenset({"delay", "on-time"})
#: Where it stands that a carrier answers, and how an event counts that is called something else.
_CARRIER_ANSWERS = "civil-carrier"
_COUNTS_BY = {
    Event.WRONG_CONTENTS: "gbt-damage",
    Event.PARTIAL_DAMAGE: "gbt-damage",
    Event.SHORTAGE: "gbt-loss",
}


class Limits(msgspec.Struct, frozen=True, gc=False):
    """The time limits of a pack held against a situation.

    Attributes:
        asked: those whose conditions hold or depend on missing facts, each with the answer to its conditions.
        not_applied: the others, and why.
    """

    asked: tuple[tuple[TimeLimit, Match], ...]
    not_applied: tuple[NotApplied, ...]


class Exempting(msgspec.Struct, frozen=True, gc=False):
    """The exemptions of a pack held against a situation.

    Attributes:
        first: the first that holds, which is the one that is applied.
        needs: facts that decide whether others hold.
        not_applied: those that do not hold, and why.
    """

    first: Exemption | None
    needs: tuple[str, ...]
    not_applied: tuple[NotApplied, ...]


class Plan(msgspec.Struct, frozen=True, gc=False):
    """What answers for a claim in one situation.

    Attributes:
        limits: the time limits to hold the claim against.
        taken_away: what a person found to take the limit away, each after the key of the fact.
        lifted: the first of them that works against these terms, empty where the limit applies.
        exempting: the exemptions.
        exempt: id of the exemption that applies, or ``none``.
        fittings: the rules for the lines.
        event: the step that says how the event counts, which for a delay goes by days.
        about_limit: the steps that say whether the limit applies.
        about_answering: the step that says whether the carrier has to answer.
    """

    limits: Limits
    taken_away: tuple[tuple[str, str], ...]
    lifted: str
    exempting: Exempting
    exempt: str
    fittings: Fittings
    event: tuple[Step, ...]
    about_limit: tuple[Step, ...]
    about_answering: tuple[Step, ...]


class Plans:
    """The plans of one pack.

    Attributes:
        lifting: what takes the limit away, by its name.
    """

    def __init__(
        self, sheet: RuleSheet, table: Table, cited: Mapping[tuple[str, ...], tuple[str, ...]], known: Container[str]
    ) -> None:
        """Make ready to plan.

        Args:
            sheet: the pack.
            table: its rules.
            cited: the texts of citations by their ids.
            known: ids of the citations the pack has at hand.
        """
        self.lifting: dict[str, CapLifted] = {lifted.by: lifted for lifted in sheet.caps_lifted}
        self._sheet, self._table, self._cited, self._known = sheet, table, cited, known
        self._limits: list[Limits] = []
        self._exempting: list[Exempting] = []
        whens = [*(part.when for part in sheet.exemptions), *(part.when for part in sheet.time_limits)]
        decisive = ("facts.cap_status", "facts.gross_negligence", "facts.cause", "answerable")
        self._plans = Remembered([*whens, *whens_of(sheet.rules)], self._plan, decisive)

    def of(self, situation: Situation) -> Plan:
        """Return the plan for a situation, which is then that of a claim whose limit and exemption are known."""
        plan = self._plans.of(situation)
        situation.lifted, situation.exempt = plan.lifted, plan.exempt
        return plan

    def _plan(self, situation: Situation) -> Plan:
        limits = once(self._limits, self._held_against(situation))
        taken_away = _limit_taken_away(situation.facts)
        situation.lifted = next((by for _key, by in taken_away if by in self.lifting), "")
        exempting = once(self._exempting, self._exempting_in(situation))
        exempt = "none" if exempting.first is None or situation.answerable else exempting.first.id
        situation.exempt = exempt
        return Plan(
            limits=limits,
            taken_away=taken_away,
            lifted=situation.lifted,
            exempting=exempting,
            exempt=exempt,
            fittings=self._table.lines(situation),
            event=self._event(situation),
            about_limit=tuple(self._about_limit(situation, taken_away)),
            about_answering=tuple(self._about_answering(situation, exempting)),
        )

    def _event(self, situation: Situation) -> tuple[Step, ...]:
        event = situation.facts.event
        if event == Event.DELAY:
            return ()
        cite = _COUNTS_BY.get(event, "") if situation.treated_as != event else ""
        return (self._step("event", inputs={"event": event}, outcome=situation.treated_as, cite=self._at_hand(cite)),)

    def _about_limit(self, situation: Situation, taken_away: Sequence[tuple[str, str]]) -> Iterator[Step]:
        for _key, by in taken_away:
            if by in self.lifting:
                yield self._step("cap-lifted", rule=by, cite=self.lifting[by].cite)
        if self.lifting and not situation.lifted and situation.treated_as not in NO_DAMAGE:
            yield self._step("cap-applies")

    def _about_answering(self, situation: Situation, exempting: Exempting) -> Iterator[Step]:
        cause = {"cause": str(situation.facts.cause or "")}
        if exempting.first is not None:
            yield self._step("exempt", rule=exempting.first.id, inputs=cause, cite=exempting.first.cite)
        elif situation.treated_as not in NO_DAMAGE:
            yield self._step("answerable", inputs=cause, cite=self._at_hand(_CARRIER_ANSWERS))

    def _step(
        self, code: str, *, rule: str = "", inputs: dict[str, str] | None = None, outcome: str = "",
        cite: tuple[str, ...] = (),
    ) -> Step:  # fmt: skip
        return Step(code=code, rule=rule, inputs=inputs or {}, outcome=outcome, citations=self._cited[cite])

    def _at_hand(self, cite: str) -> tuple[str, ...]:
        return (cite,) if cite in self._known else ()

    def _held_against(self, situation: Situation) -> Limits:
        answers = [(limit, match(limit.when, situation)) for limit in self._sheet.time_limits]
        return Limits(
            asked=tuple((limit, answer) for limit, answer in answers if answer.holds is not False),
            not_applied=_passed_over_of(answers, "time-limit"),
        )

    def _exempting_in(self, situation: Situation) -> Exempting:
        answers = [(exemption, match(exemption.when, situation)) for exemption in self._sheet.exemptions]
        return Exempting(
            first=next((exemption for exemption, answer in answers if answer.holds), None),
            needs=tuple(dict.fromkeys(key for _exemption, answer in answers for key in answer.missing)),
            not_applied=_passed_over_of(answers, "exemption"),
        )


def _limit_taken_away(facts: ClaimFacts) -> tuple[tuple[str, str], ...]:
    by_status = (("cap_status", str(facts.cap_status)),) if facts.cap_status not in (None, CapStatus.APPLIES) else ()
    by_fault = (("gross_negligence", "gross-negligence"),) if facts.gross_negligence else ()
    return by_status + by_fault


def _passed_over_of(answers: Sequence[tuple[Exemption | TimeLimit, Match]], line: str) -> tuple[NotApplied, ...]:
    return tuple(passed_over(part.id, line, answer) for part, answer in answers if answer.holds is False)
