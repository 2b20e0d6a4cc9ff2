"""Bodies of entries about a case and its settlement: from the registration to the papers."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from desktop.domain.entry_body import EntryBody, Fen, Percent
from desktop.domain.intake import Intake


class CaseRegistered(EntryBody, frozen=True, tag="case-registered"):
    """A customer's matter becomes a case."""

    number: str
    intake: Intake


class CaseCorrected(EntryBody, frozen=True, tag="case-corrected"):
    """The registration as it should have read, whole, with the reason."""

    intake: Intake
    reason: str


class EvidenceAdded(EntryBody, frozen=True, tag="evidence-added"):
    """A photo or document came in.

    Attributes:
        sha256: of the content before encryption.
        stored_as: name of the encrypted file below ``attachments/``.
        size: bytes before encryption.

    """

    name: str
    media_type: str
    sha256: str
    stored_as: str
    size: int
    about: str = ""


class Share(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The part of the blame one party bears.

    Attributes:
        party: code as in ``FindingRecorded.responsible``.
        name: of the person or company, where it is known.

    """

    party: str
    percent: Percent
    name: str = ""


class Allegation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing the customer says, and what was found on it.

    Attributes:
        about: complaint type.
        stands: ``yes``, ``partly``, ``no`` or ``open`` while evidence is missing.
        evidence: entry ids of the evidence it rests on.
        missing: what evidence is still missing, in words.

    """

    about: str
    stands: str
    evidence: tuple[str, ...] = ()
    missing: str = ""


class FindingRecorded(EntryBody, frozen=True, tag="finding-recorded"):
    """What happened and who answers for it.

    Attributes:
        stands: ``yes``, ``partly`` or ``no``: whether the complaint is founded.
        responsible: code of who answers most (sorting, transport, delivery, station, sender ...).
        account: what happened.
        cause: why it happened.
        shares: who answers for how much; empty or 100 percent in all.
        allegations: what was found on each thing the customer says.
        unreasonable: why a demand goes too far; empty where it does not.
        goodwill: what is done all the same.

    """

    stands: str
    responsible: str
    account: str
    cause: str = ""
    shares: tuple[Share, ...] = ()
    allegations: tuple[Allegation, ...] = ()
    unreasonable: str = ""
    goodwill: str = ""


class Assessed(EntryBody, frozen=True, tag="assessed"):
    """What the rules pay for given facts.

    Attributes:
        basis: digest of what the registration said about the claim at that moment.
        facts: the claim facts, JSON as ``calc`` reads it.
        assessment: the result, JSON as ``calc`` writes it.
        payable_fen: its sum in fen, for lists and limits.

    """

    basis: str
    facts: msgspec.Raw
    assessment: msgspec.Raw
    payable_fen: Fen
    pack_id: str
    pack_version: str
    pack_sha256: str


class Proposed(EntryBody, frozen=True, tag="proposed"):
    """What we want to offer, bound to one assessment, finding and state of the registration.

    Attributes:
        assessment: digest of the ``Assessed`` body; empty where no money is at stake.
        finding: digest of the ``FindingRecorded`` body; empty if there was none.
        basis: as in ``Assessed``.
        computed_fen: what the rules gave.
        change_reason: why ``amount_fen`` differs from it; empty if it does not.
        remedies: codes: refund, redeliver, resend, find, apologise, compensate ...
        paid_before_fen: how much of ``amount_fen`` the customer has already from payments on earlier proposals; 0 where
            there were none, or where all of the amount goes out on top of them.

    """

    assessment: str
    finding: str
    basis: str
    amount_fen: Fen
    computed_fen: Fen
    change_reason: str
    remedies: tuple[str, ...]
    words: str
    paid_before_fen: Fen = 0


class Verdict(StrEnum):
    """What a supervisor says to a proposal."""

    APPROVE = "approve"
    RETURN = "return"
    REFUSE = "refuse"
    PASS_UP = "pass-up"


class Decided(EntryBody, frozen=True, tag="decided"):
    """A verdict on exactly one proposal.

    Attributes:
        proposal: digest of the ``Proposed`` body the person saw.
        alone: settled by the person who took the case, under their own limit, without a second pair of eyes.
        beside: ids of the other cases of the same waybill beside whose claims it was approved knowingly.

    """

    proposal: str
    verdict: Verdict
    reason: str
    alone: bool = False
    beside: tuple[str, ...] = ()


class PaperIssued(EntryBody, frozen=True, tag="paper-issued"):
    """A PDF went out for a case.

    Attributes:
        proposal: digest of the proposal it states; empty for a receipt.
        sha256: of the PDF.
        code: the text in its QR code.
        added: what a person added that the case does not hold, by field; the next one of its kind begins with it.

    """

    paper: str
    number: str
    language: str
    draft: bool
    proposal: str
    amount_fen: Fen | None
    sha256: str
    stored_as: str
    code: str
    added: dict[str, str] = msgspec.field(default_factory=dict)


class NoteAdded(EntryBody, frozen=True, tag="note-added"):
    """Something worth keeping that changes nothing."""

    words: str


class Revealed(EntryBody, frozen=True, tag="revealed"):
    """Someone looked at masked personal data."""

    what: str


SettlementBody = (
    CaseRegistered
    | CaseCorrected
    | EvidenceAdded
    | FindingRecorded
    | Assessed
    | Proposed
    | Decided
    | PaperIssued
    | NoteAdded
    | Revealed
)
