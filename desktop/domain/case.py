"""A case is the fold of its entries.

The fold is pure and total: an entry that does not fit (a decision on a proposal since replaced, a verdict by someone
without the right) is kept and marked stale, never dropped and never obeyed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain import entries as e
from desktop.domain.as_seen import ProposalReplaced
from desktop.domain.authority import (
    AboveLimit,
    AlreadyDecided,
    AlreadyPassedUp,
    FourEyes,
    JudgedBefore,
    NobodyAbove,
    NoLongerHere,
    NotYet,
    Stale,
    Verb,
    refusal_of_amount,
    refusal_of_role,
)
from desktop.domain.intake import Intake, claim_basis
from desktop.domain.life import CaseIsClosed, Life, NotDone, refusal_of, to_be_done
from desktop.domain.payments import left_to_pay
from desktop.domain.verbs import VERB_OF_KIND, verb_of

if TYPE_CHECKING:
    from desktop.domain.people import People, Person
    from desktop.errors import Refused


class Status(StrEnum):
    """Where a case stands."""

    REGISTERED = "registered"
    ASSESSED = "assessed"
    PROPOSED = "proposed"
    PASSED_UP = "passed-up"
    RETURNED = "returned"
    REFUSED = "refused"
    APPROVED = "approved"
    #: Approved, and everything approved has been carried out.
    DONE = "done"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


@dataclass(frozen=True)
class Happened:
    """One line of a case's history.

    Attributes:
        stale: why the entry is not obeyed; empty if it is.

    """

    entry: e.Entry
    stale: str = ""


@dataclass(frozen=True)
class Piece:
    """A body with the header it came under."""

    header: e.Header

    @property
    def digest(self) -> str:
        """What later entries name to bind themselves to this one."""
        return self.header.digest


@dataclass(frozen=True)
class Assessment(Piece):
    """The assessment of a case."""

    body: e.Assessed


@dataclass(frozen=True)
class Proposal(Piece):
    """The proposal of a case."""

    body: e.Proposed


@dataclass(frozen=True)
class Decision(Piece):
    """A verdict that was obeyed."""

    body: e.Decided


@dataclass
class Case:
    """One customer matter as it stands after all its entries.

    Attributes:
        did: for each person who registered, corrected, assessed or proposed: the first such verb (four eyes).
        judged: somebody has given a verdict on some proposal of the case, other than alone.
        decisions: verdicts obeyed on the current proposal, oldest first: passed up, then a final one.

    """

    case_id: str
    number: str = ""
    intake: Intake = field(default_factory=Intake)
    registered: e.Header | None = None
    evidence: list[tuple[e.Header, e.EvidenceAdded]] = field(default_factory=list)
    finding: tuple[e.Header, e.FindingRecorded] | None = None
    assessment: Assessment | None = None
    proposal: Proposal | None = None
    decisions: list[Decision] = field(default_factory=list)
    judged: bool = False
    papers: list[tuple[e.Header, e.PaperIssued]] = field(default_factory=list)
    history: list[Happened] = field(default_factory=list)
    did: dict[str, Verb] = field(default_factory=dict)
    life: Life = field(default_factory=Life)

    @classmethod
    def from_entries(cls, entries: list[e.Entry], people: People) -> Case:
        """Fold the entries of one case; ``people`` tells who had which role when."""
        case = cls(entries[0].header.case_id if entries else "")
        for entry in e.in_order(entries):
            stale = case._apply(entry, people)
            case.history.append(Happened(entry, stale))
        return case

    @property
    def owner(self) -> str:
        """The id of who looks after the case: whoever it was given to, else who took it in; empty without either."""
        if self.life.assigned is not None:
            return self.life.assigned[1].person_id
        return self.registered.actor if self.registered is not None else ""

    @property
    def basis(self) -> str:
        """Digest of what the registration says about the claim; a changed phone number leaves it as it is."""
        return e.digest(claim_basis(self.intake))

    @property
    def status(self) -> Status:
        """Where the case stands now: its end if it is closed, else its settlement and whether that is carried out."""
        if self.life.ending is not None:
            body = self.life.ending[1]
            if isinstance(body, e.CaseMerged):
                return Status.MERGED
            return Status.WITHDRAWN if body.outcome == "withdrawn" else Status.CLOSED
        if self.is_approved and not left_to_pay(self) and not to_be_done(self):
            return Status.DONE
        return self.settlement

    @property
    def is_approved(self) -> bool:
        """Whether an approval is in force."""
        return self.settlement is Status.APPROVED

    @property
    def settlement(self) -> Status:
        """How far the settlement has come, whatever became of the case since."""
        if self.proposal is not None and not self.proposal_stale:
            final = self.decisions[-1].body.verdict if self.decisions else None
            return _STATUS_AFTER[final] if final else Status.PROPOSED
        return Status.ASSESSED if self.assessment and not self.assessment_stale else Status.REGISTERED

    @property
    def assessment_stale(self) -> str:
        """Why the assessment no longer fits the registration; empty if it does."""
        return "facts-changed" if self.assessment and self.assessment.body.basis != self.basis else ""

    @property
    def proposal_stale(self) -> str:
        """Why the proposal no longer fits the case; empty if it does."""
        if self.proposal is None:
            return ""
        body = self.proposal.body
        if body.basis != self.basis:
            return "facts-changed"
        if body.assessment != (self.assessment.digest if self.assessment else ""):
            return "assessment-replaced"
        if body.finding != (self.finding[0].digest if self.finding else ""):
            return "finding-changed"
        return ""

    @property
    def decision(self) -> Decision | None:
        """The final verdict in force, if there is one."""
        if self.settlement in (Status.APPROVED, Status.REFUSED, Status.RETURNED):
            return self.decisions[-1]
        return None

    def may(self, verb: Verb, person: Person, proposal: str = "") -> Refused | None:
        """Tell whether a person may do something to this case.

        Args:
            verb: what they want to do.
            person: as they stand at that moment.
            proposal: for a verdict, the digest of the proposal they saw; empty means the current one.

        Returns:
            None for yes, otherwise the reason for the no.

        """
        refusal = refusal_of_role(verb, person)
        if refusal is not None:
            return refusal
        if verb is Verb.SETTLE_ALONE:
            return self._refusal_of_verdict(proposal) or self._refusal_alone(person)
        if verb in (Verb.APPROVE, Verb.RETURN, Verb.REFUSE, Verb.PASS_UP):
            return self._refusal_of_verdict(proposal) or self._refusal_of_judge(verb, person)
        if verb is not Verb.REGISTER and self.registered is None:
            return NotYet(Verb.REGISTER)
        if verb in _ON_AN_OPEN_CASE and self.life.is_closed:
            return CaseIsClosed()
        if verb is Verb.PROPOSE and self.assessment_stale:
            return Stale(self.assessment_stale)
        return None

    def _refusal_of_verdict(self, proposal: str) -> Refused | None:
        if self.life.is_closed:
            return CaseIsClosed()
        if self.proposal is None:
            return NotYet(Verb.PROPOSE)
        if proposal and proposal != self.proposal.digest:
            return Stale("proposal-replaced")
        if self.proposal_stale:
            return Stale(self.proposal_stale)
        if self.decisions and self.decisions[-1].body.verdict is not e.Verdict.PASS_UP:
            return AlreadyDecided(self.decisions[-1].body.verdict)
        return None

    def _refusal_of_judge(self, verb: Verb, person: Person) -> Refused | None:
        assert self.proposal is not None
        if person.person_id in self.did:
            return FourEyes(self.did[person.person_id])
        if any(decision.header.actor == person.person_id for decision in self.decisions):
            return AlreadyPassedUp()
        if verb is Verb.PASS_UP:
            return NobodyAbove() if person.limit_fen is None else None
        if verb is Verb.APPROVE or self.decisions:
            return refusal_of_amount(self.proposal.body.amount_fen, person.limit_fen)
        return None

    def _refusal_alone(self, person: Person) -> Refused | None:
        assert self.proposal is not None
        if self.judged:
            return JudgedBefore()
        if person.alone_limit_fen <= 0:
            return AboveLimit(self.proposal.body.amount_fen, 0)
        return refusal_of_amount(self.proposal.body.amount_fen, person.alone_limit_fen)

    def _apply(self, entry: e.Entry, people: People) -> str:
        """Take one entry in; return why it is not obeyed, or an empty text."""
        header, body = entry.header, entry.body
        if body is None:
            # Erased, but whose work it was still stands in the header.
            if header.kind in _OWN_WORK_KINDS:
                self.did.setdefault(header.actor, _OWN_WORK_KINDS[header.kind])
            return ""
        person = people.at(header.actor, header.time)
        if person is None:
            return "unknown-person"
        verb = verb_of(body, self, person)
        refusal = self.may(verb, person, body.proposal if isinstance(body, e.Decided) else "")
        if refusal is not None:
            return _stale_code(refusal)
        if isinstance(body, e.LifeBody):
            unfit = refusal_of(self, body)
            if unfit is not None:
                return _stale_code(unfit)
        stale = self._unfit(body)
        if stale:
            return stale
        self._take(header, body)
        if verb in _OWN_WORK:
            self.did.setdefault(header.actor, verb)
        return ""

    def _unfit(self, body: e.Body) -> str:
        """Return why content does not fit the case, whoever wrote it; our own actions write nothing of the kind."""
        match body:
            case e.CaseRegistered() if self.registered is not None:
                return "registered-twice"
            case e.Proposed():
                return self._unfit_proposal(body)
            case e.Decided(proposal=""):
                return "proposal-replaced"
            case e.Decided(alone=True) if body.verdict is not e.Verdict.APPROVE:
                return "not-allowed"
            case _:
                return "not-allowed" if isinstance(body, e.OfficeBody) else ""

    def _unfit_proposal(self, body: e.Proposed) -> str:
        """Return why a proposal that arrives does not rest on what the case holds."""
        if body.computed_fen != (self.assessment.body.payable_fen if self.assessment else 0):
            return "assessment-replaced"
        proposal, self.proposal = self.proposal, Proposal(_NOBODY, body)
        try:
            return self.proposal_stale
        finally:
            self.proposal = proposal

    def _take(self, header: e.Header, body: e.Body) -> None:
        match body:
            case e.CaseRegistered():
                self.registered, self.number, self.intake = header, body.number, body.intake
            case e.CaseCorrected():
                self.intake = body.intake
            case e.EvidenceAdded():
                self.evidence.append((header, body))
            case e.FindingRecorded():
                self.finding = (header, body)
            case e.Assessed():
                self.assessment = Assessment(header, body)
            case e.Proposed():
                self.proposal, self.decisions = Proposal(header, body), []
            case e.Decided():
                self.decisions.append(Decision(header, body))
                self.judged = self.judged or not body.alone
            case e.PaperIssued():
                self.papers.append((header, body))
            case _ if isinstance(body, e.LifeBody):
                self.life.take(header, body)
            case _:
                pass


_NOBODY = e.Header("", "", "", "", "", "", 0, "", "")

#: What changes the settlement, and so needs a case that is not at its end.
_ON_AN_OPEN_CASE = frozenset({Verb.CORRECT, Verb.RECORD_FINDING, Verb.ASSESS, Verb.PROPOSE})

_OWN_WORK = frozenset({Verb.REGISTER, Verb.CORRECT, Verb.ASSESS, Verb.PROPOSE})

_STATUS_AFTER = {
    e.Verdict.APPROVE: Status.APPROVED,
    e.Verdict.RETURN: Status.RETURNED,
    e.Verdict.REFUSE: Status.REFUSED,
    e.Verdict.PASS_UP: Status.PASSED_UP,
}

_OWN_WORK_KINDS = {
    str(kind.__struct_config__.tag): verb  # type: ignore[attr-defined]
    for kind, verb in VERB_OF_KIND.items()
    if verb in _OWN_WORK
}


_STALE_CODES: dict[type[Refused], str] = {
    FourEyes: "four-eyes",
    AboveLimit: "above-limit",
    AlreadyDecided: "already-decided",
    NoLongerHere: "no-longer-here",
    NotYet: "too-early",
    NotDone: "too-early",
    CaseIsClosed: "closed",
}


def _stale_code(refusal: Refused) -> str:
    if isinstance(refusal, Stale | ProposalReplaced):
        return refusal.why
    return next((code for kind, code in _STALE_CODES.items() if isinstance(refusal, kind)), "not-allowed")
