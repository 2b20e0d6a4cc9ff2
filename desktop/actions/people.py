"""People of the office: join, change, new password."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.actions.sign_in import confirm
from desktop.domain import entries as e
from desktop.domain.authority import Verb, refusal_of_role
from desktop.domain.founding import PersonDraft, check_change, check_details, check_password, check_person, tidy_code
from desktop.domain.people import Role
from desktop.domain.problems import Problem
from desktop.errors import Incomplete
from desktop.storage.keys import KeyFile, Signer, Unlocked

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain.people import Person


def joining(draft: PersonDraft, signer: Signer) -> e.NewPerson:
    """Return what the journal holds of a person who joins; the password is not among it."""
    return e.NewPerson(
        person_id=signer.person_id,
        code=tidy_code(draft.code),
        name=draft.name.strip(),
        role=draft.role.value,
        limit_fen=draft.limit_fen,
        alone_limit_fen=draft.alone_limit_fen,
        public_key=signer.public_key,
        department=draft.department,
    )


def add_person(desk: Desk, draft: PersonDraft) -> Person:
    """Let someone join; a manager's verb.

    The key file comes first: a slot without a person opens nothing, a person without a slot could never come in.

    Raises:
        Incomplete: what was typed cannot be taken.
        NotAllowed: only a manager adds people.
    """
    problems = check_person(draft, {person.code for person in desk.office.people.everyone()})
    if problems:
        raise Incomplete(problems)
    _require_manager(desk)
    signer = Signer.new(secrets.token_hex(16))
    _put_slot(desk, draft.code, signer, draft.password)
    with desk.office.writing(desk.clock.now()) as writing:
        writing.append(desk.signer, "", e.PersonAdded(person=joining(draft, signer)))
        return writing.person(signer)


def stood_in_for_by(desk: Desk, person_id: str) -> list[str]:
    """Return the names of those a person stands in for, today or on days to come."""
    people, today = desk.office.people, i18n.today(desk.clock.now()).isoformat()
    away = {leave.person_id for leave in people.branch.leaves() if leave.stand_in == person_id and leave.last >= today}
    return sorted(person.name for one in away if (person := people.at(one)) is not None)


def change_person(desk: Desk, person: Person) -> Person:
    """Change name, role, limits, department or standing of someone; a manager's verb.

    Raises:
        Incomplete: the name or a limit cannot be taken, or the office would be left without a manager.
        NotAllowed: only a manager does that.
    """
    _require_manager(desk)
    problems = check_change(person)
    if problems:
        raise Incomplete(problems)
    managers = [p for p in desk.office.people.everyone() if p.active and p.role is Role.MANAGER]
    stays = person.active and person.role is Role.MANAGER
    if [p.person_id for p in managers] == [person.person_id] and not stays:
        raise Incomplete([Problem("role", "last-manager")])
    body = e.PersonChanged(
        person_id=person.person_id,
        name=person.name.strip(),
        role=person.role.value,
        limit_fen=person.limit_fen,
        alone_limit_fen=person.alone_limit_fen,
        active=person.active,
        department=person.department,
    )
    with desk.office.writing(desk.clock.now()) as writing:
        writing.append(desk.signer, "", body)
        changed = writing.people.at(person.person_id)
        assert changed is not None, "only people of the office are changed"
        return changed


def give_new_password(desk: Desk, person: Person, password: str, again: str) -> None:
    """Replace a forgotten password and with it the signing key; a manager's verb.

    Raises:
        Incomplete: the password cannot be taken.
        NotAllowed: only a manager does that.
    """
    problems = check_password(password, again, person.code)
    if problems:
        raise Incomplete(problems)
    _require_manager(desk)
    signer = Signer.new(person.person_id)
    with desk.office.writing(desk.clock.now()) as writing:
        writing.append(desk.signer, "", e.PersonRekeyed(person_id=person.person_id, public_key=signer.public_key))
    _put_slot(desk, person.code, signer, password)


def change_own_password(desk: Desk, old: str, password: str, again: str) -> None:
    """Lock one's own keys under a new password; the signing key stays.

    Raises:
        WrongPassword, TooManyTries: the old one is not right.
        Incomplete: the new one cannot be taken.
    """
    problems = check_password(password, again, desk.person.code)
    if problems:
        raise Incomplete(problems)
    signer = confirm(desk, old)
    _put_slot(desk, desk.person.code, signer, password)


def change_office(desk: Desk, details: e.OfficeDetails) -> None:
    """Change the details of the branch; a manager's verb.

    Raises:
        Incomplete: something is missing.
        NotAllowed: only a manager does that.
    """
    problems = check_details(details)
    if problems:
        raise Incomplete(problems)
    _require_manager(desk)
    with desk.office.writing(desk.clock.now()) as writing:
        writing.append(desk.signer, "", e.OfficeChanged(office=details))


def _require_manager(desk: Desk) -> None:
    refusal = refusal_of_role(Verb.MANAGE, desk.person)
    if refusal is not None:
        raise refusal


def _put_slot(desk: Desk, code: str, signer: Signer, password: str) -> None:
    KeyFile.read(desk.office.folder).put(code, Unlocked(desk.office.key, signer), password)
