"""A founded office with two people who sign in by password, as in real life."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from desktop.actions.desk import Desk, load_reference
from desktop.actions.founding import found_office
from desktop.actions.people import add_person
from desktop.actions.sign_in import change_places
from desktop.domain.founding import PersonDraft
from desktop.domain.people import Role
from tests.factories import YUAN, an_office_details

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.actions.desk import Reference
    from tests.conftest import FrozenClock

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


@pytest.fixture(scope="session")
def reference() -> Reference:
    """What the program looks things up in."""
    return load_reference()


@pytest.fixture
def desks(tmp_path: Path, clock: FrozenClock, reference: Reference) -> Iterator[Desks]:
    """A manager (01), a clerk (02) and a supervisor (03, limit 5,000 yuan)."""
    folder = tmp_path / "新网点" / "office"
    folder.parent.mkdir()
    founded = found_office(
        folder, an_office_details(), a_person("01", Role.MANAGER, None), a_person("02", Role.CLERK), reference, clock
    )
    manager = founded.desk
    add_person(manager, a_person("03", Role.SUPERVISOR, 5000 * YUAN))
    clerk, supervisor = (change_places(manager, code, PASSWORD) for code in ("02", "03"))
    yield Desks(manager, clerk, supervisor, folder, founded.recovery_code)
    manager.office.close()
