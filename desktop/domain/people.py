"""Who works here, what they may do and which key they sign with, at any moment of the office's history."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import msgspec

from desktop.domain import entries as e


class Role(StrEnum):
    """What a person is at this office."""

    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    AUDITOR = "auditor"


class Person(msgspec.Struct, frozen=True):
    """A member of staff as known at one moment.

    Attributes:
        code: staff number typed at sign-in; not a name, for it stands in the key file.
        limit_fen: up to which amount this person decides alone on the cases of others; None is without limit.
        alone_limit_fen: up to which amount this person may settle their own case without a second person.
        public_key: Ed25519 key, 32 bytes in hex.

    """

    person_id: str
    code: str
    name: str
    role: Role
    limit_fen: int | None
    alone_limit_fen: int
    active: bool
    public_key: str


#: Signs when every password is forgotten; its key is printed on the recovery sheet.
RECOVERY = "recovery"


@dataclass
class People:
    """The fold of the office's entries. Those by someone without the right are not obeyed.

    Attributes:
        office: the details of the branch.
        not_obeyed: for entries nobody obeys, the reason by entry id.
        kept_packs: rule packs as they read when first used here, by content hash.
    """

    office: e.OfficeDetails | None = None
    _history: dict[str, list[tuple[str, Person]]] = field(default_factory=dict)
    _recovery_key: str = ""
    not_obeyed: dict[str, str] = field(default_factory=dict)
    kept_packs: dict[str, e.PackKept] = field(default_factory=dict)

    @classmethod
    def from_entries(cls, office_entries: list[e.Entry]) -> People:
        """Fold the entries that belong to no case, in any order."""
        people = cls()
        for entry in e.in_order(office_entries):
            people.take(entry)
        return people

    def at(self, person_id: str, time: str | None = None) -> Person | None:
        """Return the person as they stood at a moment (ISO text, default: now), or None if unknown then."""
        found = None
        for since, person in self._history.get(person_id, ()):
            if time is not None and since > time:
                break
            found = person
        return found

    def key_at(self, person_id: str, time: str) -> str:
        """Return the public key (hex) a signature of that moment must verify under, or an empty text."""
        if person_id == RECOVERY:
            return self._recovery_key
        person = self.at(person_id, time)
        return person.public_key if person else ""

    def everyone(self) -> list[Person]:
        """Return all people as they stand now, by staff number."""
        return sorted((history[-1][1] for history in self._history.values()), key=lambda p: p.code)

    def by_code(self, code: str) -> Person | None:
        """Return the person with a staff number, if there is one."""
        return next((p for p in self.everyone() if p.code == code), None)

    def take(self, entry: e.Entry) -> None:
        """Take in the next entry of the office; entries come in order."""
        body, header = entry.body, entry.header
        if isinstance(body, e.OfficeFounded) and self.office is None:
            self.office, self._recovery_key = body.office, body.recovery_key
            self._set(header.time, _joined(body.founder))
            return
        if isinstance(body, e.PackKept):
            self.kept_packs[body.sha256] = body
        if not isinstance(body, e.OfficeChanged | e.PersonAdded | e.PersonChanged | e.PersonRekeyed):
            return
        if not self._may_manage(header, body):
            self.not_obeyed[header.entry_id] = "not-allowed"
        elif isinstance(body, e.OfficeChanged):
            self.office = body.office
        elif isinstance(body, e.PersonAdded):
            self._set(header.time, _joined(body.person))
        else:
            self._change(header, body)

    def _change(self, header: e.Header, body: e.PersonChanged | e.PersonRekeyed) -> None:
        known = self.at(body.person_id)
        if known is None:
            self.not_obeyed[header.entry_id] = "unknown-person"
        elif isinstance(body, e.PersonRekeyed):
            self._set(header.time, msgspec.structs.replace(known, public_key=body.public_key))
        else:
            self._set(
                header.time,
                msgspec.structs.replace(
                    known,
                    name=body.name,
                    role=Role(body.role),
                    limit_fen=body.limit_fen,
                    alone_limit_fen=body.alone_limit_fen,
                    active=body.active,
                ),
            )

    def _may_manage(self, header: e.Header, body: e.Body) -> bool:
        if header.actor == RECOVERY:
            return isinstance(body, e.PersonRekeyed)
        actor = self.at(header.actor)
        return actor is not None and actor.active and actor.role is Role.MANAGER

    def _set(self, time: str, person: Person) -> None:
        self._history.setdefault(person.person_id, []).append((time, person))


def _joined(new: e.NewPerson) -> Person:
    return Person(
        new.person_id,
        new.code,
        new.name,
        Role(new.role),
        new.limit_fen,
        new.alone_limit_fen,
        active=True,
        public_key=new.public_key,
    )
