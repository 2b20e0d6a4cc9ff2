"""What a case owes, against a slow and obvious telling of the rules: whatever happens, in whatever order."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.calendars import load_timing
from desktop.domain import entries as e
from desktop.domain.as_seen import outcome_digest
from desktop.domain.case import Case
from desktop.domain.entries import Verdict
from desktop.domain.intake import Channel, ComplaintType
from desktop.domain.owed import promises_of
from desktop.domain.payments import left_to_pay
from desktop.domain.people import People
from desktop.domain.promises import Timing
from desktop.domain.workdays import BEIJING
from desktop.storage.journal import stamp
from tests.domain.slow_promises import LIMITS, Due, Facts, Matter
from tests.domain.story import told
from tests.factories import a_decision, a_finding, a_proposal, an_assessment, an_intake, an_office_details

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.intake import Intake

FIRST = datetime(2026, 3, 2, 9, tzinfo=BEIJING)
_USUAL = load_timing()
TIMING = Timing(LIMITS, _USUAL.calendar, _USUAL.hours)

FACTS = st.builds(
    Facts,
    st.lists(st.sampled_from(["attitude", "fee", "loss", "delay", "inquiry"]), min_size=1, max_size=2, unique=True).map(
        tuple
    ),
    st.sampled_from([0, 1, 3, 5]),
)
KINDS = (
    "talk", "missed", "authority", "receipt", "found", "found-not", "correct", "propose", "approve", "refuse", "return",
    "pay", "tell", "tell-accepts", "tell-declines", "wait", "go-on", "close", "reopen",
)  # fmt: skip
#: What often follows each other, so that chance comes as far as what is decided, told, declined and taken up again.
CHAPTERS = (
    ("propose", "approve", "tell"),
    ("propose", "approve", "tell-accepts", "tell-accepts"),
    ("propose", "approve", "tell-accepts", "tell-declines", "tell-accepts"),
    ("propose", "approve", "tell", "correct"),
    ("propose", "approve", "tell", "found"),
    ("propose", "approve", "tell-declines"),
    ("propose", "refuse", "tell"),
    ("propose", "tell"),
    ("tell-declines", "propose", "approve"),
    ("tell", "propose", "approve"),
    ("tell", "correct"),
    ("found-not", "tell", "found-not"),
    ("wait", "correct"),
    ("close", "reopen"),
)
STEPS = st.one_of(st.sampled_from(KINDS).map(lambda kind: (kind,)), st.sampled_from(CHAPTERS))
HAPPENINGS = st.lists(st.tuples(st.integers(1, 40), STEPS, FACTS), max_size=8)


@pytest.fixture(scope="module")
def people() -> People:
    def joined(name: str, role: str, limit: int | None) -> e.NewPerson:
        return e.NewPerson(name, name, name, role, limit, 0, "")

    founding = e.OfficeFounded(office=an_office_details(), founder=joined("manager", "manager", None), recovery_key="")
    bodies: list[e.Body] = [founding]
    bodies += [e.PersonAdded(joined("clerk", "clerk", 0)), e.PersonAdded(joined("supervisor", "supervisor", None))]
    return People.from_entries([entry(number, -1, "manager", "", body) for number, body in enumerate(bodies)])


def entry(number: int, hour: int, who: str, case_id: str, body: e.Body) -> e.Entry:
    time = stamp(FIRST + timedelta(hours=hour))
    return e.Entry(e.Header(f"e{number}", case_id, e.kind_of(body), time, who, "a", number, "", f"d{number}"), body)


class Told:
    """One case, written down as entries and told to the model at once; what the case refuses happens in neither."""

    def __init__(self, people: People, facts: Facts, *, from_authority: bool) -> None:
        self.people, self.entries, self.hour = people, list[e.Entry](), 0
        self.intake = registered(facts, 0)
        if from_authority:
            self.intake = msgspec.structs.replace(self.intake, channel=Channel.REGULATOR)
        self.model = Matter(facts, from_authority)
        self.corrections = 0
        assert self.write("clerk", e.CaseRegistered(number="1", intake=self.intake))

    def write(self, who: str, body: e.Body) -> bool:
        made = entry(len(self.entries), self.hour, who, "case", body)
        case = Case.from_entries([*self.entries, made], self.people)
        if case.history[-1].stale:
            return False
        self.entries.append(made)
        self.case = case
        return True

    def go_on(self, gap: int, kind: str, facts: Facts) -> None:
        """Let something happen, to the case and to the model."""
        self.hour += gap
        if kind in PLAIN:
            body, happen = PLAIN[kind]
            if self.write("clerk", body):
                happen(self.model, self.hour)
        elif kind == "correct":
            self.corrections += 1
            intake = registered(facts, self.corrections, self.intake)
            if self.write("clerk", e.CaseCorrected(intake=intake, reason="更正")):
                self.model.correct(self.hour, facts)
        else:
            self.settle(kind)

    def settle(self, kind: str) -> None:
        """Propose, decide, pay or tell."""
        hour, model, case = self.hour, self.model, self.case
        paid = bool(case.life.payments)
        match kind:
            case "propose" if not paid and self.write("clerk", an_assessment(case)):
                assert self.write("clerk", a_proposal(self.case))
                model.propose(hour)
            case "approve" | "refuse" | "return" if case.proposal is not None:
                if self.write("supervisor", a_decision(case, Verdict(kind))):
                    model.decide(hour, kind)
            case "pay" if case.proposal is not None and left_to_pay(case):
                payment = e.PaymentMade(case.proposal.digest, left_to_pay(case), "cash", "𬭊䶮", "", "", "2026-03-02")
                if self.write("clerk", payment):
                    assert model.offer is not None
                    model.offer.paid = True
            case "tell" | "tell-accepts" | "tell-declines":
                answer = kind.removeprefix("tell").removeprefix("-")
                talk = msgspec.structs.replace(told(answer=answer), outcome=outcome_digest(case))
                if self.write("clerk", talk):
                    model.tell(hour, answer)


RECEIPT = e.PaperIssued("receipt", "P1", "zh_CN", False, "", None, "0" * 64, "0" * 64, "")


def _spoke(model: Matter, hour: int) -> None:
    model.spoken = hour


def _answered(model: Matter, hour: int) -> None:
    model.authority = hour


def _waits(model: Matter, hour: int) -> None:
    model.waiting = hour


def _nothing(_model: Matter, _hour: int) -> None:
    pass


#: Happenings that are one entry whatever the case holds, and what they are to the model.
PLAIN: dict[str, tuple[e.Body, Callable[[Matter, int], None]]] = {
    "talk": (told("progress"), _spoke),
    "missed": (told(reached=False), _nothing),
    "authority": (told("authority", way="platform"), _answered),
    "receipt": (RECEIPT, _spoke),
    "found": (a_finding(), lambda model, hour: model.find(hour, "yes")),
    "found-not": (a_finding(stands="no"), lambda model, hour: model.find(hour, "no")),
    "wait": (e.WaitBegan(reason="evidence", words="等材料"), _waits),
    "go-on": (e.WaitEnded(words="到了"), Matter.end_wait),
    "close": (e.CaseClosed(outcome="withdrawn", words="撤回"), Matter.close),
    "reopen": (e.CaseReopened(reason="又来"), Matter.reopen),
}


def registered(facts: Facts, number: int, before: Intake | None = None) -> Intake:
    """Facts as a registration; each correction changes the quantity, so that none takes back an earlier one."""
    types = tuple(ComplaintType(kind) for kind in facts.types)
    before = before or an_intake(asks=(), asked_amount=None)
    return msgspec.structs.replace(before, types=types, level=facts.level, quantity=number + 1)


@settings(max_examples=300)
@given(FACTS, st.booleans(), HAPPENINGS)
def test_what_is_owed_is_what_a_slow_telling_of_the_rules_says(
    people: People, facts: Facts, from_authority: bool, happenings: list[tuple[int, tuple[str, ...], Facts]]
) -> None:
    story = Told(people, facts, from_authority=from_authority)
    for gap, kinds, later in happenings:
        for kind in kinds:
            story.go_on(gap, kind, later)

    found = {
        promise.value: Due(hours(due.at), due.waiting_since is not None)
        for promise, due in promises_of(story.case, TIMING).items()
    }

    assert found == story.model.owed()


def hours(moment: datetime) -> int:
    return int((moment - FIRST) / timedelta(hours=1))
