"""Which cases the conditions of rules let through, worked out exactly: what one leaves, what none has.

A case gives each question one answer; a box is all cases whose answers lie in the sets it names. A fact nobody gave is
an answer of its own, ``NOT_GIVEN``: a condition on it may hold, so that a rule with one counts as catching it too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.conditions import CONDITIONS, FACT_OF, values_of
from desktop.domain.rules import PackKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.domain.rules import Rule, RuleSheet, When

    #: The answers allowed to each question; a question that is not there allows all.
    Box = Mapping[str, frozenset[str]]

NOT_GIVEN = "?"
GIVEN = "given"
#: Before the name of a fact where a rule only asks whether it is known.
KNOWN = "known."
#: Conditions that can stay open because the fact behind them was not given.
_OPEN = frozenset(
    {"insured", "consumer", "proof", "account", "scope", "salvage_kept_by", "claimant", "goods", "product"}
)
_BY_FACT = {FACT_OF.get(condition, condition): condition for condition in _OPEN if CONDITIONS[condition]}
_OF_TERMS = "*"
#: What lateness goes with: a parcel that came in time is not late, and only what was late counts as a delay.
_LATE: Mapping[str, frozenset[str]] = {
    "delay": frozenset({"true"}),
    "on-time": frozenset({"false"}),
    "shortage": frozenset({"false"}),
}
#: More boxes than come up with any pack somebody wrote, at once and in all; beyond, nothing is said.
_MOST_BOXES = 3_000
_MOST_WORK = 200_000


class TooManyBoxes(Exception):
    """The conditions are too tangled to be looked through."""


class Cases:
    """The questions a pack asks and the answers there are."""

    def __init__(self, sheet: RuleSheet) -> None:
        """Take the questions from the conditions of the rules and exemptions of a pack."""
        self._work = 0
        self._own = sheet.kind == PackKind.AGREEMENT
        self._lifted = bool(sheet.caps_lifted) or self._own
        self._named: dict[str, tuple[str, ...]] = {
            "product": tuple(product.id for product in sheet.products),
            "exempt": ("none", *(exemption.id for exemption in sheet.exemptions)),
        }
        self._routes = {product.id: product.scope for product in sheet.products if product.scope}
        whens = [*(rule.when for rule in sheet.rules), *(exemption.when for exemption in sheet.exemptions)]
        asked = {"treated_as", "late", "exempt", *(question for when in whens for question in _box(when))}
        seen = {name: frozenset[str]().union(*(_box(when).get(name, ()) for when in whens)) for name in asked}
        self.answers: dict[str, frozenset[str]] = {name: self._answers(name, seen[name]) for name in sorted(asked)}

    def _answers(self, question: str, seen: frozenset[str]) -> frozenset[str]:
        if question.startswith(KNOWN):
            return frozenset({GIVEN, NOT_GIVEN})
        if question == "cap" and not self._lifted:
            return frozenset({"applies"})
        answers = frozenset(CONDITIONS[question] or self._named[question])
        if question in self._named and self._own:
            # The products and exemptions are those of the terms it lies over, with others beside the ones it names.
            answers |= seen | {_OF_TERMS}
        return answers | {NOT_GIVEN} if question in _OPEN else answers

    def all(self, events: Iterable[str]) -> list[Box]:
        """Return the cases that can come up for some events, apart from those the carrier need not answer for."""
        return [
            {"treated_as": frozenset({event}), "late": _LATE.get(event, self.answers["late"]), **route}
            for event in events
            for route in self._by_route()
        ]

    def _by_route(self) -> list[Box]:
        """Keep products off the routes that cannot be theirs."""
        if not self._routes or not {"product", "scope"} <= self.answers.keys():
            return [{}]
        rest = self.answers["product"] - self._routes.keys()
        of_product = [
            {"product": frozenset({name}), "scope": frozenset((*routes, NOT_GIVEN))}
            for name, routes in self._routes.items()
        ]
        return [*of_product, {"product": rest}]

    def of(self, rule: Rule) -> Box:
        """Return the cases a rule is for; unless it says otherwise, it speaks of a carrier that has to answer."""
        return {"exempt": frozenset({"none"}), **_box(rule.when)}

    def exempt(self, when: When) -> Box:
        """Return the cases an exemption is for."""
        return _box(when)

    def without(self, boxes: Sequence[Box], taken: Box) -> list[Box]:
        """Take the cases of one box away from others.

        Raises:
            TooManyBoxes: they fall into too many pieces.
        """
        self._work += len(boxes)
        left = [piece for box in boxes for piece in self._pieces(box, taken)]
        if len(left) > _MOST_BOXES or self._work > _MOST_WORK:
            raise TooManyBoxes
        return left

    def within(self, boxes: Sequence[Box], wanted: Box) -> list[Box]:
        """Return the part of some boxes that lies in another."""
        parts = ({**box, **{name: self._of(box, name) & wanted[name] for name in wanted}} for box in boxes)
        return [part for part in parts if all(part.values())]

    def _pieces(self, box: Box, taken: Box) -> list[Box]:
        common = {name: self._of(box, name) & taken[name] for name in taken}
        if not all(common.values()):
            return [box]
        pieces: list[Box] = []
        rest = dict(box)
        for name in taken:
            outside = self._of(rest, name) - taken[name]
            if outside:
                pieces.append({**rest, name: outside})
                rest[name] = common[name]
        return pieces

    def _of(self, box: Box, question: str) -> frozenset[str]:
        return box.get(question, self.answers[question])

    def widened(self, box: Box, boxes: Sequence[Box], caught: Sequence[Box]) -> Box:
        """Let a box that none of some others touches grow as far as it still touches none; what says nothing goes.

        On the way cases that cannot come up are let in: without them it takes more words to say the same.

        Args:
            box: one of ``boxes``.
            boxes: all that nothing touches; an answer that is in none of them is not named.
            caught: the others.
        """
        grown = {name: self._of(box, name) for name in self.answers}
        for name in self.answers:
            others = self.answers[name] - grown[name]
            grown[name] |= {answer for answer in others if not self._meets(grown, name, answer, caught)}
        told = {name: answers for name, answers in grown.items() if answers != self.answers[name]}
        return {
            name: frozenset(answer for answer in answers if self._meets(grown, name, answer, boxes))
            for name, answers in told.items()
        }

    def _meets(self, box: Box, question: str, answer: str, others: Sequence[Box]) -> bool:
        """Say whether the part of a box with one answer has cases in common with any other."""
        part = {**box, question: frozenset({answer})}
        return any(all(self._of(part, name) & other[name] for name in other) for other in others)


def _box(when: When) -> dict[str, frozenset[str]]:
    """Return the answers the conditions of a rule let through."""
    box: dict[str, frozenset[str]] = {}
    for condition, asked in when.items():
        wanted = frozenset(values_of(asked))
        if condition not in ("known", "unknown"):
            box[condition] = wanted | {NOT_GIVEN} if condition in _OPEN else wanted
    for condition, given in (("known", True), ("unknown", False)):
        for fact in values_of(when.get(condition, ())):
            # For some, whether the fact is given and what it says is one question.
            question = _BY_FACT.get(fact, KNOWN + fact)
            answers = frozenset((*(CONDITIONS.get(question) or (GIVEN,)), NOT_GIVEN))
            here = box.get(question, answers)
            box[question] = here - {NOT_GIVEN} if given else here & {NOT_GIVEN}
    return box
