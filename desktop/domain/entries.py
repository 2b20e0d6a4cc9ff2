"""Entries: what happened, to a case or to the office, written once and never changed.

An entry is a header and a body. The header is chained to the one before it in the same device's log and signed by
the person who acted; the body is JSON with a random salt, and only its digest stands in the header, so that a body
can be erased (personal data) while chain and signature still verify.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TypeAlias

import msgspec

from desktop.domain.case_entries import (
    Allegation,
    Assessed,
    CaseCorrected,
    CaseRegistered,
    Decided,
    EvidenceAdded,
    FindingRecorded,
    NoteAdded,
    PaperIssued,
    Proposed,
    Revealed,
    SettlementBody,
    Share,
    Verdict,
)
from desktop.domain.entry_body import (
    Fen,
)
from desktop.domain.life_entries import (
    CaseAssigned,
    CaseClosed,
    CaseLinked,
    CaseMerged,
    CaseReopened,
    CustomerContacted,
    GoodsFound,
    LifeBody,
    MoneyReturned,
    NoticeGiven,
    NoticeObjected,
    NoticeWithdrawn,
    ObjectionAnswered,
    OrderAnswered,
    OrderEscalated,
    OrderHandedOver,
    OrderOpened,
    OrderReminded,
    OrderWithdrawn,
    PaymentMade,
    RemedyDone,
    SatisfactionAsked,
    WaitBegan,
    WaitEnded,
)
from desktop.domain.office_entries import (
    BodyErased,
    CalendarImported,
    CauseChecked,
    CauseOpened,
    ClosingDaysSet,
    ContactKept,
    HoursSet,
    LimitSet,
    NewPerson,
    OfficeBody,
    OfficeChanged,
    OfficeDetails,
    OfficeFounded,
    PackKept,
    PatternSet,
    PersonAdded,
    PersonChanged,
    PersonRekeyed,
    RulePackImported,
    RulePackWithdrawn,
    ScriptKept,
    StandInSet,
)

__all__ = [
    "NO_PREVIOUS",
    "TIME_FORMAT",
    "Allegation",
    "Assessed",
    "Body",
    "BodyErased",
    "CalendarImported",
    "CaseAssigned",
    "CaseBody",
    "CaseClosed",
    "CaseCorrected",
    "CaseLinked",
    "CaseMerged",
    "CaseRegistered",
    "CaseReopened",
    "CauseChecked",
    "CauseOpened",
    "ClosingDaysSet",
    "ContactKept",
    "CustomerContacted",
    "Decided",
    "Entry",
    "EvidenceAdded",
    "Fen",
    "FindingRecorded",
    "GoodsFound",
    "Header",
    "HoursSet",
    "LifeBody",
    "LimitSet",
    "MoneyReturned",
    "NewPerson",
    "NoteAdded",
    "NoticeGiven",
    "NoticeObjected",
    "NoticeWithdrawn",
    "ObjectionAnswered",
    "OfficeBody",
    "OfficeChanged",
    "OfficeDetails",
    "OfficeFounded",
    "OrderAnswered",
    "OrderEscalated",
    "OrderHandedOver",
    "OrderOpened",
    "OrderReminded",
    "OrderWithdrawn",
    "PackKept",
    "PaperIssued",
    "PatternSet",
    "PaymentMade",
    "PersonAdded",
    "PersonChanged",
    "PersonRekeyed",
    "Proposed",
    "RemedyDone",
    "Revealed",
    "RulePackImported",
    "RulePackWithdrawn",
    "SatisfactionAsked",
    "ScriptKept",
    "SettlementBody",
    "Share",
    "StandInSet",
    "Verdict",
    "WaitBegan",
    "WaitEnded",
    "decode_body",
    "digest",
    "encode_body",
    "in_order",
    "kind_of",
    "moment",
]

#: How an entry holds a moment: UTC text that sorts.
TIME_FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"

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


CaseBody: TypeAlias = SettlementBody | LifeBody
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


def moment(text: str) -> datetime:
    """Return the moment of an entry's time."""
    return datetime.strptime(text, TIME_FORMAT).replace(tzinfo=UTC)


def digest(content: bytes) -> str:
    """Return the SHA-256 (hex) of bytes."""
    return hashlib.sha256(content).hexdigest()


def in_order(entries: list[Entry]) -> list[Entry]:
    """Put entries of several devices into one order: by time, which never runs backwards within a device's log."""
    return sorted(entries, key=lambda entry: (entry.header.time, entry.header.device, entry.header.number))
