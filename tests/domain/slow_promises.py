"""A slow and obvious model of what a case owes: live through what happened, hour by hour, and keep a list of promises.

The rules once more, in the order in which a person would tell them:

- Taking a matter in, or taking it up again, begins everything anew. A closed case owes nothing.
- The first reply and the answer to a claim end when the customer hears from us: reached, or with a receipt in hand.
  What we do among ourselves, a call nobody takes and what we tell the authority are no answer to the customer.
- The settlement, the law's answer to a complaint and the offer to a claim last until the customer hears an outcome and
  does not decline it there and then. A later no, another complaint, or another outcome in place of the one they heard
  lets them wait again, from that hour on. On a claim, what is said before anything is decided is no outcome.
- A decision is a settlement until the customer declines it.
- The payment is owed from the decision, or from the first yes to it; nothing is owed to whoever says no.
- Only what is told to the authority ends what is owed to the authority.
- Our own promises stand still while we wait for the customer, but for the first reply.
- What is late when somebody changes the stars stays late.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from desktop.domain.promises import Limit, Promise, Unit

#: Hours there are for each promise, by stars where those matter.
HOURS = {
    "first-reply": {0: 25},
    "settlement": {0: 24, 1: 9, 3: 30, 5: 55},
    "complaint-reply": {0: 70},
    "claim-reply": {0: 24},
    "claim-settlement": {0: 130},
    "claim-payment": {0: 40},
    "appeal": {0: 90},
}
BY_LAW = {"complaint-reply", "claim-reply", "claim-settlement", "claim-payment", "appeal"}

LIMITS = tuple(
    Limit(
        Promise(name), level, Unit.HOURS, hours, name in BY_LAW, date(2020, 1, 1), None, {"en": "made up"}, "verified"
    )
    for name, by_level in HOURS.items()
    for level, hours in by_level.items()
)

#: Complaint types the model uses, and what each of them is.
CLAIMS = {"loss", "delay"}
QUESTIONS = {"inquiry", "suggestion"}
#: What a customer is told of where nothing has been decided.
NOTHING = "nothing decided"


class Facts(NamedTuple):
    """What the registration says."""

    types: tuple[str, ...]
    level: int

    @property
    def is_claim(self) -> bool:
        return bool(CLAIMS & set(self.types))

    @property
    def is_complaint(self) -> bool:
        return not self.types or bool(set(self.types) - QUESTIONS)


class Due(NamedTuple):
    """When a promise is due, in hours from the beginning, and whether it stands still."""

    hour: int
    stands_still: bool


@dataclass
class Offer:
    """A proposal: what it rests on, what became of it."""

    made: int
    rests_on: tuple[int, ...]
    verdict: str = ""
    decided: int = -1
    agreed: int = -1
    paid: bool = False


@dataclass
class Waiting:
    """A customer who waits for an outcome."""

    since: int
    heard: object = None
    declined: object = None


@dataclass
class Matter:
    """Everything the model keeps of a case."""

    facts: Facts
    from_authority: bool
    begun: int = 0
    closed: bool = False
    claim_since: int = -1
    complaint_since: int = -1
    spoken: int = -1
    authority: int = -1
    offer: Offer | None = None
    finding: str = ""
    versions: list[int] = field(default_factory=lambda: [0, 0, 0])
    waits: list[list[int]] = field(default_factory=list)
    waiting: int | None = None
    levels: list[tuple[int, int]] = field(default_factory=list)
    customer: Waiting = field(default_factory=lambda: Waiting(0))

    def __post_init__(self) -> None:
        self.note_facts(0, self.facts)

    def note_facts(self, hour: int, facts: Facts) -> None:
        """Write down what is registered now, and since when it is a claim or a complaint."""
        self.facts = facts
        self.claim_since = (hour if self.claim_since < 0 else self.claim_since) if facts.is_claim else -1
        self.complaint_since = (
            (hour if self.complaint_since < 0 else self.complaint_since) if facts.is_complaint else -1
        )
        self.levels.append((hour, facts.level))

    def outcome(self) -> object:
        """What there is to tell: a decision that holds, or that the complaint does not stand."""
        if self.offer is None:
            return ("finding", self.versions[1]) if self.finding == "no" else None
        holds = self.offer.rests_on == tuple(self.versions)
        return ("decision", self.offer.made) if holds and self.offer.verdict in ("approve", "refuse") else None

    # What happens, one after the other.

    def correct(self, hour: int, facts: Facts) -> None:
        before, more = self.outcome(), set(facts.types) - set(self.facts.types)
        more_than_before = (facts.is_claim and not self.facts.is_claim) or (
            facts.is_complaint and not self.facts.is_complaint
        )
        self.versions[0] += 1
        self.note_facts(hour, facts)
        self.look_again(hour, before, more=bool(more) or more_than_before)

    def find(self, hour: int, stands: str) -> None:
        before = self.outcome()
        self.versions[1] += 1
        self.finding = stands
        self.look_again(hour, before)

    def propose(self, hour: int) -> None:
        before = self.outcome()
        self.versions[2] += 1
        self.offer = Offer(hour, tuple(self.versions))
        self.look_again(hour, before, offered=True)

    def decide(self, hour: int, verdict: str) -> None:
        assert self.offer is not None
        self.offer.verdict, self.offer.decided = verdict, hour
        if verdict in ("approve", "refuse"):
            self.something_new(hour)
            self.customer.declined = None

    def look_again(self, hour: int, before: object, *, more: bool = False, offered: bool = False) -> None:
        """Whoever heard an outcome waits again where it is gone, an offer follows it, or more has come up."""
        if offered and self.customer.heard == NOTHING:
            self.something_new(hour)
        elif more or offered or (self.customer.heard == before is not None and self.outcome() != before):
            self.wait_again(hour)

    def something_new(self, hour: int) -> None:
        """Something is offered or decided where nothing was: who claims has waited all along, anybody else from now."""
        if self.customer.heard == NOTHING and self.facts.is_claim:
            self.customer.heard = None
        self.wait_again(hour)

    def wait_again(self, hour: int) -> None:
        if self.customer.heard is not None:
            self.customer.since, self.customer.heard = hour, None

    def tell(self, hour: int, answer: str) -> None:
        self.spoken = hour
        what = self.outcome() or NOTHING
        if answer == "declines":
            self.wait_again(hour)
            self.customer.declined = what
        elif answer == "accepts" or what != self.customer.declined:
            self.customer.heard, self.customer.declined = what, None
        if self.offer is not None and what == ("decision", self.offer.made):
            if answer == "declines":
                self.offer.agreed = -1
            elif answer == "accepts" and self.offer.agreed < 0:
                self.offer.agreed = hour

    def end_wait(self, hour: int) -> None:
        if self.waiting is not None:
            self.waits.append([self.waiting, hour])
        self.waiting = None

    def close(self, hour: int) -> None:
        self.closed = True
        self.end_wait(hour)

    def reopen(self, hour: int) -> None:
        self.closed, self.begun = False, hour
        self.customer = Waiting(hour)

    # What is owed in the end.

    def owed(self) -> dict[str, Due]:
        return {name: self.due(name, start) for name, start in self.open().items()}

    def open(self) -> dict[str, int]:
        if self.closed:
            return {}
        found = {}
        customer, offer, outcome = self.customer, self.offer, self.outcome()
        knows, declined = customer.heard is not None, customer.declined in (outcome or NOTHING, NOTHING)
        if offer is not None and outcome is not None and offer.verdict == "approve" and not offer.paid and not declined:
            found["claim-payment"] = offer.decided if offer.agreed < 0 else offer.agreed
        decided = offer is not None and outcome is not None and offer.decided >= customer.since
        in_hand = offer is not None and outcome is None and offer.made >= customer.since
        if not (decided and not declined) and not (knows and not in_hand):
            found["settlement"] = customer.since
        if not knows:
            if self.complaint_since >= 0:
                found["complaint-reply"] = max(self.complaint_since, customer.since)
            if self.claim_since >= 0:
                found["claim-settlement"] = max(self.claim_since, customer.since)
        if self.spoken < self.begun:
            found["first-reply"] = self.begun
        if self.claim_since >= 0 and self.spoken < max(self.claim_since, self.begun):
            found["claim-reply"] = max(self.claim_since, self.begun)
        if self.from_authority and self.authority < self.begun:
            found["appeal"] = self.begun
        return found

    def due(self, name: str, start: int) -> Due:
        """Ask at every change of the stars whether it is late already; what is late stays late."""
        late: list[Due] = []
        for place, (_hour, level) in enumerate(self.levels):
            changed = self.levels[place + 1][0] if place + 1 < len(self.levels) else None
            if changed is not None and changed <= start:
                continue
            due = self.by_stars(name, start, level)
            if changed is None:
                return sorted([due, *late], key=lambda one: (one.stands_still, one.hour))[0]
            if not due.stands_still and due.hour < changed and self.levels[place + 1][1] != level:
                late.append(due)
        raise AssertionError("every matter has stars")

    def by_stars(self, name: str, start: int, level: int) -> Due:
        """Walk on hour by hour; those of a wait do not count, unless law or the first word to the customer is owed."""
        needed = HOURS[name].get(level, HOURS[name][0])
        heeds_waits = name not in BY_LAW and name != "first-reply"
        hour = start
        while needed:
            if not (heeds_waits and any(begin <= hour < end for begin, end in self.waits)):
                needed -= 1
            hour += 1
        return Due(hour, heeds_waits and self.waiting is not None and self.waiting < hour)
