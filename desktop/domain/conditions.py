"""Whether the conditions of a rule hold: yes, no, or not known yet because facts are missing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import repeat
from operator import attrgetter, is_
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

from desktop.domain.claim import FIELDS, Account, Cause, Claimant, ClaimFacts, GoodsClass, Keeper, Scope, ValueProof
from desktop.domain.loss import Loss, less_own_share, measure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.domain.rules import When

#: How an event counts once lateness has been looked at.
TREATED_AS = ("loss", "total-damage", "partial-damage", "shortage", "delay", "on-time")

#: Names a rule may use for several of them.
GROUPS = {"damage": ("loss", "total-damage", "partial-damage", "shortage")}

#: Every condition a rule may ask for and its possible values; ``None`` stands for ids of the pack or of facts.
CONDITIONS: dict[str, tuple[str, ...] | None] = {
    "insured": ("true", "false"),
    "consumer": ("true", "false"),
    "prohibited": ("true", "false"),
    "gross_negligence": ("true", "false"),
    "late": ("true", "false"),
    "proof": ("true", "false"),
    "account": tuple(Account),
    "scope": tuple(Scope),
    "cause": tuple(Cause),
    "salvage_kept_by": tuple(Keeper),
    "claimant": tuple(Claimant),
    "goods": tuple(GoodsClass),
    "treated_as": TREATED_AS,
    "cap": ("applies", "lifted"),
    "sender_fault": ("whole", "part"),
    "product": None,
    "exempt": None,
    "known": FIELDS,
    "unknown": FIELDS,
}

#: Conditions that ask whether facts are given at all.
_OF_FACTS = ("known", "unknown")

#: Sets of answers kept for one use of one pack; a few hundred come up in practice.
MOST_REMEMBERED = 5_000

T = TypeVar("T")

#: The fact a person must add where a condition cannot be answered.
FACT_OF = {"proof": "value_proof", "treated_as": "event"}


class Situation(msgspec.Struct, gc=False):
    """The facts of a claim together with what has been worked out about them so far.

    Attributes:
        on: the day the terms go by; limits are those of this day.
        product: the product given, or the only one the route allows.
        late: the parcel came, or would come, after the promised day.
        exempt: id of the exemption that applies, or ``none``.
        lifted: what took the limit away, empty where it applies.
        answerable: read as if no exemption held.
        own_share: the sender's own share where it is taken off the loss itself; else it comes off the sum found.
    """

    facts: ClaimFacts
    on: date | None = None
    product: str | None = None
    treated_as: str = ""
    late: bool = False
    exempt: str = "none"
    lifted: str = ""
    own_share: Decimal = Decimal(0)
    answerable: bool = False
    _losses: dict[str, Loss] = {}

    def loss(self, basis: str = "actual_value") -> Loss:
        """Measure the loss; to be asked once it is known how the event counts."""
        loss = self._losses.get(basis)
        if loss is None:
            loss = measure(self.facts, self.treated_as, basis)
            if self.own_share:
                loss = less_own_share(loss, self.own_share)
            self._losses[basis] = loss
        return loss

    def with_facts(self, facts: ClaimFacts) -> Situation:
        """Return the same parcel with other facts that have no part in its loss; the limit applies, nothing exempts."""
        return Situation(facts, self.on, self.product, self.treated_as, self.late, _losses=self._losses)

    def with_own_share(self, share: Decimal) -> Situation:
        """Return the same situation with the sender's own share taken off the loss itself."""
        return msgspec.structs.replace(self, own_share=share, _losses={})


def _text(value: str | bool | None) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def _proof(situation: Situation) -> str | None:
    proof = situation.facts.value_proof
    return None if proof is None else _text(proof != ValueProof.NONE)


def _sender_fault(situation: Situation) -> str:
    share = situation.facts.sender_fault_share
    return "part" if share is not None and share < 1 else "whole"


# Causes, prohibited contents and lifted limits are for the carrier or a court to show (civil code 832, 496):
# while nobody has found them they count as not there, and the step says so.
_ANSWERS: dict[str, Callable[[Situation], str | None]] = {
    "proof": _proof,
    "sender_fault": _sender_fault,
    "cause": lambda situation: situation.facts.cause or Cause.UNKNOWN,
    "prohibited": lambda situation: _text(bool(situation.facts.prohibited)),
    "gross_negligence": lambda situation: _text(bool(situation.facts.gross_negligence)),
    "product": lambda situation: situation.product,
    "treated_as": lambda situation: situation.treated_as,
    "late": lambda situation: _text(situation.late),
    "exempt": lambda situation: situation.exempt,
    "cap": lambda situation: "lifted" if situation.lifted else "applies",
}

#: Where the answer to a condition comes from, unless it is the fact of the same name.
_SOURCES = {
    "proof": "facts.value_proof",
    "product": "product",
    "treated_as": "treated_as",
    "late": "late",
    "exempt": "exempt",
    "cap": "lifted",
}
#: Conditions whose answer depends on a figure or on several facts.
_BY_FIGURES = (*_OF_FACTS, "sender_fault")


def _question(condition: str) -> Callable[[Situation], str | None]:
    """Return how to look up what a situation says to a condition, ``None`` where it does not say."""
    return _ANSWERS.get(condition) or (lambda situation: _text(getattr(situation.facts, condition)))


class Match(msgspec.Struct, frozen=True, gc=False):
    """The answer to all conditions of one rule.

    Attributes:
        holds: ``None`` where it depends on ``missing``.
        failed: the first condition that does not hold.
    """

    holds: bool | None
    missing: tuple[str, ...] = ()
    failed: str = ""
    wanted: tuple[str, ...] = ()
    found: str = ""


def match(when: When, situation: Situation) -> Match:
    """Compare the conditions of a rule with the situation; a condition that fails outweighs missing facts."""
    missing: list[str] = []
    for condition, asked in when.items():
        wanted = values_of(asked)
        if condition in _OF_FACTS:
            wrong = [key for key in wanted if (getattr(situation.facts, key) is None) == (condition == "known")]
            if wrong:
                return Match(False, failed=condition, wanted=wanted, found=", ".join(wrong))
            continue
        found = _question(condition)(situation)
        if found is None:
            missing.append(FACT_OF.get(condition, condition))
        elif found not in wanted:
            return Match(False, failed=condition, wanted=wanted, found=found)
    return Match(None, missing=tuple(missing)) if missing else Match(True)


class Remembered(Generic[T]):
    """Something that follows from the answers to some conditions alone, worked out once for each set of answers.

    A pack asks about few things and each has few answers, so that the same ones come up again and again.
    """

    def __init__(
        self, whens: Sequence[When], work_out: Callable[[Situation], T], decisive: tuple[str, ...] = ()
    ) -> None:
        """Find out where the answers come from.

        Args:
            whens: the conditions.
            work_out: what to do with answers that come up for the first time.
            decisive: attributes of a situation and ``facts.`` that decide as well, beside the conditions.
        """
        names = {name for when in whens for name in when}
        # What stands behind an answer is quicker to get at than the answer.
        sources = {_SOURCES.get(name, f"facts.{name}") for name in names - set(_BY_FIGURES)} | set(decisive)
        given = {source.removeprefix("facts.") for source in sources if source.startswith("facts.")}
        # Of two and more ``attrgetter`` makes a tuple, of none it refuses to be made.
        self._facts = attrgetter("event", "event", *sorted(given))
        self._found = attrgetter("treated_as", "late", *sorted(sources - {f"facts.{key}" for key in given}))
        keys = {key for when in whens for name in _OF_FACTS for key in values_of(when.get(name, ()))}
        self._known_of = attrgetter("event", "event", *sorted(keys))
        self._work_out = work_out
        self._known: dict[object, T] = {}

    def of(self, situation: Situation) -> T:
        """Return what follows from a situation."""
        facts = situation.facts
        share = facts.sender_fault_share
        answers = (
            self._facts(facts), self._found(situation), tuple(map(is_, self._known_of(facts), repeat(None))),
            share is not None and share < 1, not facts.direct_costs,
        )  # fmt: skip
        try:
            return self._known[answers]
        except KeyError:
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            result = self._known[answers] = self._work_out(situation)
            return result


def once(known: list[T], found: T) -> T:
    """Return one and the same object for what is equal, so that another reading sees at once that it is."""
    same = next((one for one in known if one == found), None)
    if same is None:
        known.append(found)
        return found
    return same


def values_of(asked: bool | str | tuple[str, ...]) -> tuple[str, ...]:
    """Return what a condition asks for as plain texts, groups spelled out."""
    if isinstance(asked, bool):
        return ("true",) if asked else ("false",)
    if isinstance(asked, str):
        return GROUPS.get(asked, (asked,))
    return tuple(asked)
