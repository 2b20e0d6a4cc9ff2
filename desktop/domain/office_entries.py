"""Bodies of entries that belong to the office: the branch, its people, its rules and its days."""

from __future__ import annotations

import msgspec

from desktop.domain.entry_body import EntryBody


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
    """A member of staff who joins; fields as in ``people.Person``. Without a department they sit at the counter."""

    person_id: str
    code: str
    name: str
    role: str
    limit_fen: int | None
    alone_limit_fen: int
    public_key: str
    department: str = ""


class OfficeFounded(EntryBody, frozen=True, tag="office-founded"):
    """The first entry of all; signed by the founder it names."""

    office: OfficeDetails
    founder: NewPerson
    recovery_key: str


class OfficeChanged(EntryBody, frozen=True, tag="office-changed"):
    """New details of the branch."""

    office: OfficeDetails


class PersonAdded(EntryBody, frozen=True, tag="person-added"):
    """Someone joins, by a manager."""

    person: NewPerson


class PersonChanged(EntryBody, frozen=True, tag="person-changed"):
    """Role, limits, department or standing of someone changes, by a manager.

    Attributes:
        department: empty leaves it as it is.

    """

    person_id: str
    name: str
    role: str
    limit_fen: int | None
    alone_limit_fen: int
    active: bool
    department: str = ""


class PersonRekeyed(EntryBody, frozen=True, tag="person-rekeyed"):
    """Someone's forgotten password was replaced and with it their signing key, by a manager or the recovery key."""

    person_id: str
    public_key: str


class PackKept(EntryBody, frozen=True, tag="pack-kept"):
    """A rule pack as it read when first used here, so that an old result can be explained word for word."""

    pack_id: str
    version: str
    sha256: str
    source: str


class RulePackImported(EntryBody, frozen=True, tag="rule-pack-imported"):
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


class RulePackWithdrawn(EntryBody, frozen=True, tag="rule-pack-withdrawn"):
    """A rule pack that no assessment has used yet is taken back, by a manager."""

    sha256: str
    reason: str


class BodyErased(EntryBody, frozen=True, tag="body-erased"):
    """The body of an earlier entry was deleted because it held personal data."""

    entry_id: str
    reason: str


class HoursSet(EntryBody, frozen=True, tag="hours-set"):
    """When the branch is open from now on, by a manager.

    Attributes:
        spans: opening and closing times (``HH:MM``) in order, one pair for each stretch between breaks.
        every_day: open on rest days too.

    """

    spans: tuple[tuple[str, str], ...]
    every_day: bool


class ClosingDaysSet(EntryBody, frozen=True, tag="closing-days-set"):
    """The branch's own closing days, all that are known; they replace those set before. By a manager.

    Attributes:
        days: ISO dates with the reason for each.

    """

    days: tuple[tuple[str, str], ...]


class CalendarImported(EntryBody, frozen=True, tag="calendar-imported"):
    """The announced holidays of a year, by a manager.

    Attributes:
        source: the TOML text as it read (``desktop.calendars`` says what it holds).

    """

    year: int
    source: str


class LimitSet(EntryBody, frozen=True, tag="limit-set"):
    """How long the branch itself takes for a promise, for what begins on a day or later; by a manager.

    It stands in place of the published limit for the same promise, stars and route. What is looser than the law is
    not obeyed.

    Attributes:
        promise: code of the promise.
        level: stars of the published limit it stands for.
        scope: route of the published limit it stands for; empty for any.
        unit: what is counted: ``open-minutes``, ``hours``, ``workdays`` or ``days``, as in the published limit.
        length: how many; 0 goes back to the published limit.
        first: the first day (ISO date).

    """

    promise: str
    level: int
    scope: str
    unit: str
    length: int
    first: str


class StandInSet(EntryBody, frozen=True, tag="stand-in-set"):
    """While one person is away their work is shown to another; by a supervisor or manager.

    Attributes:
        person_id: who is away.
        stand_in: who looks after their work; empty ends it.
        first: first day away (ISO date).
        last: last day away.
        leave_id: which leave is set or ended, for a person may have several; a leave of days without one is known by
            its entry's id. Empty for all of them: until leaves had ids, each entry took the place of whatever was set.

    """

    person_id: str
    stand_in: str
    first: str
    last: str
    leave_id: str = ""


class ContactKept(EntryBody, frozen=True, tag="contact-kept"):
    """Somebody outside this branch whom work orders go to: another branch, a centre, a vendor.

    Attributes:
        group: ``branch``, ``centre``, ``head-office``, ``claims``, ``vendor`` or ``other``.
        active: false takes the contact out of the lists; old work orders still name it.

    """

    contact_id: str
    group: str
    name: str
    phone: str
    note: str = ""
    active: bool = True


class ScriptKept(EntryBody, frozen=True, tag="script-kept"):
    """The branch's own wording of a script (话术), in place of ours; by a supervisor or manager.

    Attributes:
        source: the script as it reads, TOML as in ``resources/scripts``; empty goes back to ours.

    """

    script_id: str
    source: str


class PatternSet(EntryBody, frozen=True, tag="pattern-set"):
    """From when on alike cases are a pattern, by a manager.

    Attributes:
        count: so many alike cases.
        days: registered within so many days.

    """

    count: int
    days: int


class CauseOpened(EntryBody, frozen=True, tag="cause-opened"):
    """The same trouble again and again: its root cause and what is done against it.

    Attributes:
        trace: what the cases have in common: kind and value, as in ``desktop.domain.traces``.
        cases: ids of the cases it was opened for.
        check_on: day (ISO) on which somebody looks whether it helped.
        owner: person id of who sees to it.

    """

    cause_id: str
    trace: tuple[str, str]
    cases: tuple[str, ...]
    cause: str
    countermeasure: str
    check_on: str
    owner: str


class CauseChecked(EntryBody, frozen=True, tag="cause-checked"):
    """Whether a countermeasure helped.

    Attributes:
        result: ``better``, ``same`` or ``worse``.
        check_on: the next look (ISO date); empty ends the matter.

    """

    cause_id: str
    result: str
    words: str
    check_on: str = ""


OfficeBody = (
    OfficeFounded
    | OfficeChanged
    | PersonAdded
    | PersonChanged
    | PersonRekeyed
    | PackKept
    | RulePackImported
    | RulePackWithdrawn
    | BodyErased
    | HoursSet
    | ClosingDaysSet
    | CalendarImported
    | LimitSet
    | StandInSet
    | ContactKept
    | ScriptKept
    | PatternSet
    | CauseOpened
    | CauseChecked
)
