"""Entries: what happened, to a case or to the office, written once and never changed.

An entry is a header and a body. The header is chained to the one before it in the same device's log and signed by
the person who acted; the body is JSON with a random salt, and only its digest stands in the header, so that a body
can be erased (personal data) while chain and signature still verify.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import Annotated, TypeAlias

import msgspec

from desktop.domain.intake import Intake
from desktop.domain.money import LARGEST_FEN

#: An amount that can be shown, listed and compared with a limit; a body with any other cannot be read.
Fen: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=LARGEST_FEN)]

#: What the first header of a device's log names as its predecessor.
NO_PREVIOUS = "0" * 64


class Header(msgspec.Struct, frozen=True):
    """The part of an entry that stays for ever.

    Attributes:
        entry_id: UUIDv7.
        case_id: the case it belongs to; empty for the office.
        kind: the tag of the body.
        time: UTC, ISO 8601 with microseconds and ``Z``: sorts as text; never runs backwards within a log.
        actor: person id of who acted.
        device: id of the machine whose log this stands in.
        number: place in that log, from 1 without gaps.
        previous: SHA-256 (hex) of the previous header of that log.
        digest: SHA-256 (hex) of the body's bytes.
        signature: Ed25519 by the actor over ``message()``.

    """

    entry_id: str
    case_id: str
    kind: str
    time: str
    actor: str
    device: str
    number: int
    previous: str
    digest: str
    signature: bytes = b""

    def message(self) -> bytes:
        """Return the bytes the actor signs: every field but the signature, in one fixed form."""
        return msgspec.json.encode(
            [
                "mingpei entry 1",
                self.entry_id,
                self.case_id,
                self.kind,
                self.time,
                self.actor,
                self.device,
                self.number,
                self.previous,
                self.digest,
            ]
        )

    def hash(self) -> str:
        """Return the SHA-256 (hex) the next header of this log must name."""
        return hashlib.sha256(self.message() + self.signature).hexdigest()


class _Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", kw_only=True):
    """What every body has: a random salt, so that a digest gives nothing away about an erased body."""

    salt: str = ""


class OfficeDetails(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The branch as it appears on papers.

    Attributes:
        brand: carrier brand as customers know it.
        terms: rule pack used unless a case says otherwise.
        licence: business licence or filing number (许可或备案号).
        head_office_phone: where a customer may turn next; may be empty.

    """

    name: str
    brand: str
    terms: str
    address: str
    phone: str
    licence: str
    head_office_phone: str = ""


class NewPerson(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A member of staff who joins; fields as in ``people.Person``."""

    person_id: str
    code: str
    name: str
    role: str
    limit_fen: int | None
    alone_limit_fen: int
    public_key: str


class OfficeFounded(_Body, frozen=True, tag="office-founded"):
    """The first entry of all; signed by the founder it names."""

    office: OfficeDetails
    founder: NewPerson
    recovery_key: str


class OfficeChanged(_Body, frozen=True, tag="office-changed"):
    """New details of the branch."""

    office: OfficeDetails


class PersonAdded(_Body, frozen=True, tag="person-added"):
    """Someone joins, by a manager."""

    person: NewPerson


class PersonChanged(_Body, frozen=True, tag="person-changed"):
    """Role, limits or standing of someone changes, by a manager."""

    person_id: str
    name: str
    role: str
    limit_fen: int | None
    alone_limit_fen: int
    active: bool


class PersonRekeyed(_Body, frozen=True, tag="person-rekeyed"):
    """Someone's forgotten password was replaced and with it their signing key, by a manager or the recovery key."""

    person_id: str
    public_key: str


class PackKept(_Body, frozen=True, tag="pack-kept"):
    """A rule pack as it read when first used here, so that an old result can be explained word for word."""

    pack_id: str
    version: str
    sha256: str
    source: str


class RulePackImported(_Body, frozen=True, tag="rule-pack-imported"):
    """A rule pack of the branch's own comes into use, by a manager.

    Attributes:
        file: name of the file it came from.
        sha256: of the source; it is what an assessment is bound to.
        source: the whole file as it read.

    """

    file: str
    pack_id: str
    version: str
    sha256: str
    source: str


class RulePackWithdrawn(_Body, frozen=True, tag="rule-pack-withdrawn"):
    """A rule pack that no assessment has used yet is taken back, by a manager."""

    sha256: str
    reason: str


class BodyErased(_Body, frozen=True, tag="body-erased"):
    """The body of an earlier entry was deleted because it held personal data."""

    entry_id: str
    reason: str


class CaseRegistered(_Body, frozen=True, tag="case-registered"):
    """A customer's matter becomes a case."""

    number: str
    intake: Intake


class CaseCorrected(_Body, frozen=True, tag="case-corrected"):
    """The registration as it should have read, whole, with the reason."""

    intake: Intake
    reason: str


class EvidenceAdded(_Body, frozen=True, tag="evidence-added"):
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


class FindingRecorded(_Body, frozen=True, tag="finding-recorded"):
    """What happened and who answers for it.

    Attributes:
        stands: ``yes``, ``partly`` or ``no``: whether the complaint is founded.
        responsible: code of who answers (sorting, transport, delivery, station, sender ...).

    """

    stands: str
    responsible: str
    account: str


class Assessed(_Body, frozen=True, tag="assessed"):
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


class Proposed(_Body, frozen=True, tag="proposed"):
    """What we want to offer, bound to one assessment, finding and state of the registration.

    Attributes:
        assessment: digest of the ``Assessed`` body; empty where no money is at stake.
        finding: digest of the ``FindingRecorded`` body; empty if there was none.
        basis: as in ``Assessed``.
        computed_fen: what the rules gave.
        change_reason: why ``amount_fen`` differs from it; empty if it does not.
        remedies: codes: refund, redeliver, resend, find, apologise, compensate ...

    """

    assessment: str
    finding: str
    basis: str
    amount_fen: Fen
    computed_fen: Fen
    change_reason: str
    remedies: tuple[str, ...]
    words: str


class Verdict(StrEnum):
    """What a supervisor says to a proposal."""

    APPROVE = "approve"
    RETURN = "return"
    REFUSE = "refuse"
    PASS_UP = "pass-up"


class Decided(_Body, frozen=True, tag="decided"):
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


class PaperIssued(_Body, frozen=True, tag="paper-issued"):
    """A PDF went out for a case.

    Attributes:
        proposal: digest of the proposal it states; empty for a receipt.
        sha256: of the PDF.
        code: the text in its QR code.

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


class NoteAdded(_Body, frozen=True, tag="note-added"):
    """Something worth keeping that changes nothing."""

    words: str


class Revealed(_Body, frozen=True, tag="revealed"):
    """Someone looked at masked personal data."""

    what: str


OfficeBody: TypeAlias = (
    OfficeFounded
    | OfficeChanged
    | PersonAdded
    | PersonChanged
    | PersonRekeyed
    | PackKept
    | RulePackImported
    | RulePackWithdrawn
    | BodyErased
)
CaseBody: TypeAlias = (
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
Body: TypeAlias = OfficeBody | CaseBody

_decoder: msgspec.json.Decoder[Body] = msgspec.json.Decoder(Body)
_encoder = msgspec.json.Encoder()


class Entry(msgspec.Struct, frozen=True):
    """A header with its body; the body is None once erased."""

    header: Header
    body: Body | None


def encode_body(body: Body) -> bytes:
    """Return the bytes that are stored and digested."""
    return _encoder.encode(body)


def decode_body(content: bytes) -> Body:
    """Read a stored body.

    Raises:
        msgspec.ValidationError: it is not one of the kinds this version knows.
        msgspec.DecodeError: it is not JSON.

    """
    return _decoder.decode(content)


def kind_of(body: Body) -> str:
    """Return the tag that the header repeats."""
    return str(type(body).__struct_config__.tag)


def digest(content: bytes) -> str:
    """Return the SHA-256 (hex) of bytes."""
    return hashlib.sha256(content).hexdigest()


def in_order(entries: list[Entry]) -> list[Entry]:
    """Put entries of several devices into one order: by time, which never runs backwards within a device's log."""
    return sorted(entries, key=lambda entry: (entry.header.time, entry.header.device, entry.header.number))
