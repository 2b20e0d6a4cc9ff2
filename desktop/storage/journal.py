"""The journal: appends entries to this device's log and reads them back, checked.

Ordering, in the words of the promise it keeps: encrypted files MUST be safe on disk before the entry that names them
is written; entries, their device's head and the index rows MUST be in one transaction. A crash before its commit
leaves at most an orphan file; a crash after it loses nothing.
"""

from __future__ import annotations

import base64
import os
import re
import secrets
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from desktop.domain import entries as e
from desktop.domain.people import People
from desktop.errors import ClockBehind, EntryBroken
from desktop.storage import tables as t

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection, Row

    from desktop.storage.keys import Signer

#: A clock that lags by less than this is corrected without asking: two computers never agree to the second.
TOLERANCE = timedelta(minutes=2)

#: Only this form sorts as text; the years keep date arithmetic within its bounds.
_TIME_FORM = re.compile(r"2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)


def stamp(moment: datetime) -> str:
    """Return a moment as entries hold it: UTC text that sorts."""
    return moment.astimezone(UTC).strftime(e.TIME_FORMAT)


def new_id(now: datetime) -> str:
    """Make a UUIDv7 (RFC 9562): sorts by time, 74 random bits."""
    milliseconds = int(now.timestamp() * 1000)
    value = milliseconds << 80 | 7 << 76 | secrets.randbits(12) << 64 | 2 << 62 | secrets.randbits(62)
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def last_time(connection: Connection) -> str:
    """Return the time of the last entry of all logs, or an empty text.

    Of all logs: a decision must come after the proposal it is about, also where that was written on another machine.

    Raises:
        EntryBroken: nobody can read that time.

    """
    ends = (t.heads.c.device == t.entries.c.device) & (t.heads.c.number == t.entries.c.number)
    query = select(t.entries.c.entry_id, t.entries.c.time).join(t.heads, ends)
    row = connection.execute(query.order_by(t.entries.c.time.desc()).limit(1)).first()
    if row is None:
        return ""
    if not is_readable(row.time):
        raise EntryBroken(row.entry_id, "time-unreadable")
    return str(row.time)


def is_readable(time: object) -> bool:
    """Whether something is the time of an entry, as ``stamp`` writes it."""
    if not isinstance(time, str) or not _TIME_FORM.fullmatch(time):
        return False
    try:
        datetime.fromisoformat(time)
    except ValueError:
        return False
    return True


def time_for(now: datetime, last: str, *, clock_confirmed: bool) -> str:
    """Return the time the next entries bear: later than everything in the journal, by a microsecond if need be.

    So the order of entries, and with it who had which role or key when, never hangs on two equal times.

    Raises:
        ClockBehind: the computer's clock stands clearly before the last entry and nobody confirmed going on.

    """
    text = stamp(now)
    if text > last:
        return text
    if not clock_confirmed and e.moment(last) - now > TOLERANCE:
        raise ClockBehind(now, last)
    return stamp(e.moment(last) + timedelta(microseconds=1))


def append(
    connection: Connection, signer: Signer, device: str, time: str, bodies: Iterable[tuple[str, e.Body]]
) -> list[e.Header]:
    """Add entries to this device's log, signed by one person; index rows are the caller's.

    Args:
        connection: inside a writing transaction.
        signer: who acts.
        device: whose log this is.
        time: from ``time_for``.
        bodies: pairs of case id (empty for the office) and body.

    """
    head = connection.execute(select(t.heads).where(t.heads.c.device == device)).first()
    number, previous = (head.number, head.hash) if head else (0, e.NO_PREVIOUS)
    headers = []
    for case_id, body in bodies:
        number += 1
        content = e.encode_body(msgspec.structs.replace(body, salt=_salt()))
        header = e.Header(
            new_id(e.moment(time)),
            case_id,
            e.kind_of(body),
            time,
            signer.person_id,
            device,
            number,
            previous,
            e.digest(content),
        )
        header = msgspec.structs.replace(header, signature=signer.sign(header.message()))
        connection.execute(insert(t.entries).values(msgspec.structs.asdict(header)))
        connection.execute(insert(t.bodies).values(entry_id=header.entry_id, body=content))
        previous = header.hash()
        headers.append(header)
    row = {"number": number, "hash": previous}
    connection.execute(upsert(t.heads).values(device=device, **row).on_conflict_do_update([t.heads.c.device], set_=row))
    return headers


def heads(connection: Connection) -> list[tuple[str, int, str]]:
    """Return device, number and hash of the last entry of every log; whoever notes them sees if a log is cut later."""
    query = select(t.heads.c.device, t.heads.c.number, t.heads.c.hash).order_by(t.heads.c.device)
    return [(str(device), int(number), str(last)) for device, number, last in connection.execute(query)]


def count_of_office_entries(connection: Connection) -> int:
    """Return how many entries belong to no case."""
    return connection.execute(select(func.count()).where(t.entries.c.case_id == "")).scalar_one()


def office_entries(connection: Connection) -> tuple[People, list[e.Entry], dict[str, str]]:
    """Fold the entries that belong to no case, checking each against the people known before it.

    Returns:
        The people, the entries in order, and a fault code for every entry that is broken; broken ones are not obeyed.

    """
    people, sound, faults = People(), [], {}
    read = [(header_of(row), row.body) for row in _rows(connection, "")]
    for header, body in sorted(read, key=lambda pair: (pair[0].time, pair[0].device, pair[0].number)):
        if body is None:
            faults[header.entry_id] = "body-missing"
            continue
        fault = fault_of_body(header, body)
        if not fault:
            entry = e.Entry(header, e.decode_body(body))
            key = _founding_key(entry, people) or people.key_at(header.actor, header.time)
            fault = fault_of_header(header, key)
        if fault:
            faults[header.entry_id] = fault
            continue
        people.take(entry)
        sound.append(entry)
    return people, sound, faults


def _founding_key(entry: e.Entry, people: People) -> str:
    """Return the key the very first entry brings along for itself."""
    body = entry.body
    if isinstance(body, e.OfficeFounded) and people.office is None and body.founder.person_id == entry.header.actor:
        return body.founder.public_key
    return ""


def case_entries(connection: Connection, case_id: str, people: People) -> list[e.Entry]:
    """Return the entries of a case, each checked against its digest and its signature.

    Raises:
        EntryBroken: one was changed since it was written; nothing of the case is to be trusted.

    """
    found = []
    for row in _rows(connection, case_id):
        header = header_of(row)
        fault = fault_of(header, row.body, people)
        if fault:
            raise EntryBroken(header.entry_id, fault)
        found.append(entry_of(row))
    return found


def unchecked_entries(connection: Connection, case_id: str) -> list[e.Entry]:
    """Return the entries of a case out of a journal that was checked as a whole just now."""
    return [entry_of(row) for row in _rows(connection, case_id)]


def entry_of(row: Row[tuple[object, ...]]) -> e.Entry:
    """Build the entry from a row of ``entries`` with its body."""
    return e.Entry(header_of(row), None if row.body is None else e.decode_body(row.body))


class _Layer(msgspec.Struct):
    sha256: str


class _Result(msgspec.Struct):
    layers: tuple[_Layer, ...] = ()


class _AssessedWith(msgspec.Struct):
    """The part of an assessment's body that names rule packs."""

    pack_sha256: str
    assessment: _Result


def cases_by_pack(connection: Connection) -> dict[str, int]:
    """Count the cases in whose assessments a rule pack had a part, by the pack's hash."""
    query = select(t.entries.c.case_id, t.bodies.c.body).join_from(t.entries, t.bodies)
    decode = msgspec.json.Decoder(_AssessedWith).decode
    cases: dict[str, set[str]] = {}
    for case_id, body in connection.execute(query.where(t.entries.c.kind == "assessed")):
        try:
            named = decode(body)
        except msgspec.MsgspecError:
            continue  # ``verify`` tells of it
        for sha256 in (named.pack_sha256, *(layer.sha256 for layer in named.assessment.layers)):
            cases.setdefault(sha256, set()).add(case_id)
    return {sha256: len(found) for sha256, found in cases.items()}


def everything(connection: Connection) -> Iterator[Row[tuple[object, ...]]]:
    """Walk all entries with their bodies, device by device in log order."""
    query = select(t.entries, t.bodies.c.body).outerjoin_from(t.entries, t.bodies)
    yield from connection.execute(query.order_by(t.entries.c.device, t.entries.c.number))


def header_of(row: Row[tuple[object, ...]]) -> e.Header:
    """Build the header from a row of ``entries``, whatever an intruder put there: SQLite columns hold any type."""
    columns: tuple[Any, ...] = tuple(row)
    entry_id, case_id, kind, time, actor, device, number, previous, digest, signature, *_body = columns
    return e.Header(
        str(entry_id),
        str(case_id),
        str(kind),
        str(time),
        str(actor),
        str(device),
        number if isinstance(number, int) else -1,
        str(previous),
        str(digest),
        signature if isinstance(signature, bytes) else b"",
    )


def fault_of(header: e.Header, body: bytes | None, people: People) -> str:
    """Return what is wrong with one entry of a case taken by itself, or an empty text.

    Codes: ``body-changed``, ``body-unreadable``, ``kind-changed``, ``unknown-signer``, ``bad-signature``,
    ``time-unreadable``.
    """
    fault = "" if body is None else fault_of_body(header, body)
    return fault or fault_of_header(header, people.key_at(header.actor, header.time))


def fault_of_body(header: e.Header, body: bytes) -> str:
    """Return in what a body does not fit its header, or an empty text."""
    if not isinstance(body, bytes) or e.digest(body) != header.digest:
        return "body-changed"
    try:
        kind = e.kind_of(e.decode_body(body))
    except msgspec.MsgspecError:
        return "body-unreadable"
    return "" if kind == header.kind else "kind-changed"


def fault_of_header(header: e.Header, key: str) -> str:
    """Return what is wrong with a header whose actor has this public key (hex; empty if nobody knows one)."""
    if not key:
        return "unknown-signer"
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(header.signature, header.message())
    except (InvalidSignature, ValueError):
        return "bad-signature"
    return "" if is_readable(header.time) else "time-unreadable"


def _rows(connection: Connection, case_id: str) -> list[Row[tuple[object, ...]]]:
    query = select(t.entries, t.bodies.c.body).outerjoin_from(t.entries, t.bodies)
    query = query.where(t.entries.c.case_id == case_id).order_by(t.entries.c.device, t.entries.c.number)
    return list(connection.execute(query))


def _salt() -> str:
    return base64.b64encode(os.urandom(16)).decode()
