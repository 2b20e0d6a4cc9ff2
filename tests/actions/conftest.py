"""A founded office with two people who sign in by password, as in real life."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

import pytest

from desktop.actions.desk import Desk
from desktop.actions.due import owing
from desktop.actions.founding import found_office
from desktop.actions.people import add_person
from desktop.actions.sign_in import change_places
from desktop.domain.founding import PersonDraft
from desktop.domain.people import Role
from desktop.storage.office import Office
from tests.conftest import FrozenClock
from tests.factories import YUAN, an_office_details

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.actions.desk import Reference
    from desktop.storage.keys import OfficeKey, Signer

PASSWORD = "parcel-2026"


def a_person(code: str, role: Role, limit_fen: int | None = 0, alone_limit_fen: int = 0) -> PersonDraft:
    """A member of staff as typed."""
    return PersonDraft(code, f"某{role.value}", role, limit_fen, alone_limit_fen, PASSWORD, PASSWORD)


class Desks(NamedTuple):
    """One office, several people at it."""

    manager: Desk
    clerk: Desk
    supervisor: Desk
    folder: Path
    recovery_code: str


class Founded(NamedTuple):
    """The office every test copies."""

    folder: Path
    key: OfficeKey
    signers: list[Signer]
    recovery_code: str


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory, reference: Reference) -> Founded:
    """Found the office once, for it takes a while to lock four slots; every test works on a copy."""
    clock = FrozenClock(datetime(2026, 3, 2, 0, 0, tzinfo=UTC))
    folder = tmp_path_factory.mktemp("新网点") / "office"
    people = (a_person("01", Role.MANAGER, None), a_person("02", Role.CLERK))
    founded = found_office(folder, an_office_details(), *people, reference, clock)
    add_person(founded.desk, a_person("03", Role.SUPERVISOR, 5000 * YUAN))
    signers = [change_places(founded.desk, code, PASSWORD).signer for code in ("01", "02", "03")]
    founded.desk.office.close()
    return Founded(folder, founded.desk.office.key, signers, founded.recovery_code)


@pytest.fixture
def desks(tmp_path: Path, founded: Founded, clock: FrozenClock, reference: Reference) -> Iterator[Desks]:
    """A manager (01), a clerk (02) and a supervisor (03, limit 5,000 yuan)."""
    folder = tmp_path / "新网点" / "office"
    shutil.copytree(founded.folder, folder)
    office = Office.open(folder, founded.key, owing(reference))
    manager, clerk, supervisor = (Desk(office, signer, clock, reference) for signer in founded.signers)
    yield Desks(manager, clerk, supervisor, folder, founded.recovery_code)
    office.close()
