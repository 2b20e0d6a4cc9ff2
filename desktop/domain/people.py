"""Who works here, what they may do and which key they sign with, at any moment of the office's history."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

import msgspec

from desktop.domain import entries as e
from desktop.domain.branch import Branch, is_readable


class Role(StrEnum):
    """What a person is at this office."""

    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    AUDITOR = "auditor"


#: Departments inside a branch, by the codes work orders have; where nobody says otherwise people sit at the counter.
DEPARTMENTS_HERE = ("counter", "delivery", "sorting", "transport", "station", "claims")
COUNTER = DEPARTMENTS_HERE[0]


class Person(msgspec.Struct, frozen=True):
    """A member of staff as known at one moment.

    Attributes:
        code: staff number typed at sign-in; not a name, for it stands in the key file.
        limit_fen: up to which amount this person decides alone on the cases of others; None is without limit.
        alone_limit_fen: up to which amount this person may settle their own case without a second person.
        public_key: Ed25519 key, 32 bytes in hex.
        department: where in the branch they work, as in ``DEPARTMENTS_HERE``.

    """

    person_id: str
    code: str
    name: str
    role: Role
    limit_fen: int | None
    alone_limit_fen: int
    active: bool
    public_key: str
    department: str = COUNTER


class ImportedPack(msgspec.Struct, frozen=True):
    """A rule pack of the branch's own: what came in, when and by whom."""

    body: e.RulePackImported
    time: str
    actor: str


#: Signs when every password is forgotten; its key is printed on the recovery sheet.
RECOVERY = "recovery"


@dataclass
class People:
    """The fold of the office's entries. Those by someone without the right are not obeyed.

    Attributes:
        office: the details of the branch.
        not_obeyed: for entries nobody obeys, the reason by entry id.
        kept_packs: rule packs as they read when first used here, by content hash.
        kept_since: when that was.
        imported_packs: the branch's own rule packs in use, by content hash.
        branch: how the branch works.
        entries: how many entries were taken in.
    """

    office: e.OfficeDetails | None = None
    _history: dict[str, tuple[tuple[str, Person], ...]] = field(default_factory=dict)
    _recovery_key: str = ""
    not_obeyed: dict[str, str] = field(default_factory=dict)
    kept_packs: dict[str, e.PackKept] = field(default_factory=dict)
    kept_since: dict[str, str] = field(default_factory=dict)
    imported_packs: dict[str, ImportedPack] = field(default_factory=dict)
    branch: Branch = field(default_factory=Branch)
    entries: int = 0

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

    def in_department(self, department: str) -> frozenset[str]:
        """Return the ids of a department's people, those who left among them: their work is still there."""
        return frozenset(person.person_id for person in self.everyone() if person.department == department)

    def stand_in_for(self, person_id: str, on: str) -> str:
        """Return who looks after somebody's work on a day (ISO date); empty too where that person left."""
        stand_in = self.branch.stand_in_for(person_id, on)
        person = self.at(stand_in) if stand_in else None
        return stand_in if person is not None and person.active else ""

    def take(self, entry: e.Entry) -> None:
        """Take in the next entry of the office; entries come in order."""
        self.entries += 1
        no = self._refusal(entry.header, entry.body)
        if no:
            self.not_obeyed[entry.header.entry_id] = no
        else:
            self._take(entry.header, entry.body)

    def after(self, entry: e.Entry) -> People:
        """Return the people with one more entry taken in; whoever reads the old ones sees no change."""
        later = replace(
            self,
            _history=dict(self._history),
            not_obeyed=dict(self.not_obeyed),
            kept_packs=dict(self.kept_packs),
            kept_since=dict(self.kept_since),
            imported_packs=dict(self.imported_packs),
        )
        later.take(entry)
        return later

    def _refusal(self, header: e.Header, body: e.Body | None) -> str:
        """Return why an entry is not obeyed, or an empty text."""
        match body:
            case _ if not isinstance(body, e.OfficeBody):
                return ""
            case e.OfficeFounded():
                return "founded-twice" if self.office is not None else _unknown_role(body.founder.role)
            case e.PackKept():
                return _unlike_its_hash(body)
            case e.StandInSet() | e.ScriptKept() | e.CauseOpened() | e.CauseChecked() | e.ContactKept():
                return self._refusal_of_supervision(header, body)
            case _ if not self._may_manage(header, body):
                return "not-allowed"
            case e.PersonAdded():
                taken = body.person.person_id == RECOVERY or self.at(body.person.person_id) is not None
                return "known-person" if taken else _unknown_role(body.person.role)
            case e.PersonChanged() | e.PersonRekeyed() if self.at(body.person_id) is None:
                return "unknown-person"
            case e.PersonChanged():
                return _unknown_role(body.role)
            case e.RulePackImported() | e.RulePackWithdrawn():
                return self._refusal_of_pack(body)
            case _:
                return "" if is_readable(body) else "unreadable"

    def _refusal_of_supervision(self, header: e.Header, body: e.Body) -> str:
        """Refuse what only those may do who see to the work of others."""
        actor = self.at(header.actor)
        if isinstance(body, e.CauseChecked) and actor is not None and actor.active:
            # Whoever sees to a countermeasure says whether it helped, whatever they are here.
            card = self.branch.causes.get(body.cause_id)
            if card is not None and card.opened.owner == actor.person_id and actor.role is not Role.AUDITOR:
                return ""
        if actor is None or not actor.active or actor.role not in (Role.SUPERVISOR, Role.MANAGER):
            return "not-allowed"
        if isinstance(body, e.StandInSet):
            known = self.at(body.person_id) and (not body.stand_in or self.at(body.stand_in))
            return "" if known and body.person_id != body.stand_in else "unknown-person"
        if isinstance(body, e.CauseChecked) and body.cause_id not in self.branch.causes:
            return "not-allowed"
        return ""

    def _refusal_of_pack(self, body: e.RulePackImported | e.RulePackWithdrawn) -> str:
        if isinstance(body, e.RulePackWithdrawn):
            return self.refusal_of_withdrawal(body.sha256)
        return _unlike_its_hash(body) or self._taken_version(body)

    def refusal_of_withdrawal(self, sha256: str) -> str:
        """Return why a rule pack cannot be taken back, or an empty text: what was used once is frozen."""
        if sha256 not in self.imported_packs:
            return "unknown-pack"
        return "pack-used" if sha256 in self.kept_packs else ""

    def _taken_version(self, new: e.RulePackImported) -> str:
        """Refuse other content under a name and version somebody may have worked by."""
        known: list[e.RulePackImported | e.PackKept] = [pack.body for pack in self.imported_packs.values()]
        known += self.kept_packs.values()
        named = {pack.sha256 for pack in known if (pack.pack_id, pack.version) == (new.pack_id, new.version)}
        return "version-taken" if named - {new.sha256} else ""

    def _take(self, header: e.Header, body: e.Body | None) -> None:
        time = header.time
        match body:
            case e.OfficeFounded():
                self.office, self._recovery_key = body.office, body.recovery_key
                self._set(time, _joined(body.founder))
            case e.OfficeChanged():
                self.office = body.office
            case e.PackKept():
                self.kept_packs[body.sha256] = body
                self.kept_since.setdefault(body.sha256, time)
            case e.RulePackImported():
                self.imported_packs.setdefault(body.sha256, ImportedPack(body, time, header.actor))
            case e.RulePackWithdrawn():
                del self.imported_packs[body.sha256]
            case e.PersonAdded():
                self._set(time, _joined(body.person))
            case e.PersonRekeyed():
                self._change(time, body.person_id, public_key=body.public_key)
            case e.PersonChanged():
                self._change(
                    time,
                    body.person_id,
                    name=body.name,
                    role=Role(body.role),
                    limit_fen=body.limit_fen,
                    alone_limit_fen=body.alone_limit_fen,
                    active=body.active,
                    **({"department": body.department} if body.department else {}),
                )
            case (
                e.HoursSet()
                | e.ClosingDaysSet()
                | e.CalendarImported()
                | e.LimitSet()
                | e.StandInSet()
                | e.ContactKept()
                | e.ScriptKept()
                | e.PatternSet()
                | e.CauseOpened()
                | e.CauseChecked()
            ):
                self.branch = self.branch.after(header, body)

    def _change(self, time: str, person_id: str, **changes: object) -> None:
        known = self.at(person_id)
        assert known is not None, "a change of nobody is not obeyed"
        self._set(time, msgspec.structs.replace(known, **changes))

    def _may_manage(self, header: e.Header, body: e.Body | None) -> bool:
        if header.actor == RECOVERY:
            return isinstance(body, e.PersonRekeyed)
        actor = self.at(header.actor)
        return actor is not None and actor.active and actor.role is Role.MANAGER

    def _set(self, time: str, person: Person) -> None:
        self._history[person.person_id] = (*self._history.get(person.person_id, ()), (time, person))


def _unlike_its_hash(body: e.PackKept | e.RulePackImported) -> str:
    return "" if e.digest(body.source.encode()) == body.sha256 else "not-allowed"


def _unknown_role(text: str) -> str:
    return "" if text in set(Role) else "unknown-role"


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
        department=new.department or COUNTER,
    )
