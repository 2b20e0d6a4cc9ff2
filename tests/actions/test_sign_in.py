"""Coming in, and being kept out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop.actions import people
from desktop.actions.founding import check_founding, found_office
from desktop.actions.sign_in import change_places, confirm, recover, sign_in
from desktop.domain.authority import NoLongerHere, NotAllowed
from desktop.domain.founding import PersonDraft
from desktop.domain.people import Role
from desktop.errors import FolderNotEmpty, Incomplete, NoOffice, OfficeExists, OfficeInUse, TooManyTries, WrongPassword
from desktop.storage.verify import verify
from tests.actions.conftest import PASSWORD, Desks, a_person
from tests.factories import YUAN, an_office_details

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.actions.desk import Reference
    from tests.conftest import FrozenClock


def test_a_founded_office_opens_for_each_of_its_people(desks: Desks, reference: Reference, clock: FrozenClock) -> None:
    desks.manager.office.close()
    for code, role in (("01", Role.MANAGER), ("02", Role.CLERK), ("03", Role.SUPERVISOR)):
        desk = sign_in(desks.folder, code, PASSWORD, reference, clock)
        assert desk.person.role is role
        assert verify(desk.office).faults == []
        desk.office.close()


def test_wrong_passwords_wait_longer_and_longer_also_after_a_restart(
    desks: Desks, reference: Reference, clock: FrozenClock
) -> None:
    desks.manager.office.close()
    for _try in range(3):
        with pytest.raises(WrongPassword):
            sign_in(desks.folder, "02", "wrong-password", reference, clock)
    waits = []
    for _try in range(4):
        with pytest.raises(TooManyTries) as refusal:
            sign_in(desks.folder, "02", PASSWORD, reference, clock)
        waits.append(refusal.value.seconds)
        clock.advance(seconds=refusal.value.seconds)
        with pytest.raises(WrongPassword):
            sign_in(desks.folder, "99", PASSWORD, reference, clock)
    assert waits == [2, 4, 8, 16]

    clock.advance(seconds=32)
    sign_in(desks.folder, "02", PASSWORD, reference, clock).office.close()
    with pytest.raises(WrongPassword):
        sign_in(desks.folder, "02", "wrong-password", reference, clock)


def test_a_clock_set_back_does_not_lock_anybody_out_for_years(
    desks: Desks, reference: Reference, clock: FrozenClock
) -> None:
    desks.manager.office.close()
    for _try in range(3):
        with pytest.raises(WrongPassword):
            sign_in(desks.folder, "02", "wrong-password", reference, clock)
    clock.advance(days=-3000)

    with pytest.raises(TooManyTries) as refusal:
        sign_in(desks.folder, "02", PASSWORD, reference, clock)
    assert refusal.value.seconds <= 300


def test_an_open_office_is_not_opened_twice(desks: Desks, reference: Reference, clock: FrozenClock) -> None:
    with pytest.raises(OfficeInUse):
        sign_in(desks.folder, "02", PASSWORD, reference, clock)


def test_no_office_is_said_to_be_no_office(tmp_path: Path, reference: Reference, clock: FrozenClock) -> None:
    with pytest.raises(NoOffice):
        sign_in(tmp_path / "nothing", "01", PASSWORD, reference, clock)


def test_a_closed_account_stays_out(desks: Desks) -> None:
    clerk = msgspec.structs.replace(desks.clerk.person, active=False)
    people.change_person(desks.manager, clerk)

    with pytest.raises(NoLongerHere):
        change_places(desks.manager, "02", PASSWORD)


def test_the_recovery_sheet_gives_the_manager_a_new_password(
    desks: Desks, reference: Reference, clock: FrozenClock
) -> None:
    desks.manager.office.close()
    with pytest.raises(WrongPassword):
        recover(desks.folder, "0000-" * 8, "brand-new-one", reference, clock)

    recover(desks.folder, desks.recovery_code.lower(), "brand-new-one", reference, clock).office.close()

    with pytest.raises(WrongPassword):
        sign_in(desks.folder, "01", PASSWORD, reference, clock)
    desk = sign_in(desks.folder, "01", "brand-new-one", reference, clock)
    people.change_office(desk, an_office_details(name="青石路新网点"))
    assert desk.office.details.name == "青石路新网点"
    assert verify(desk.office).faults == []
    desk.office.close()


def test_a_forgotten_password_is_replaced_by_the_manager_and_the_past_still_verifies(desks: Desks) -> None:
    people.give_new_password(desks.manager, desks.supervisor.person, "another-one", "another-one")

    with pytest.raises(WrongPassword):
        change_places(desks.manager, "03", PASSWORD)
    assert change_places(desks.manager, "03", "another-one").person.role is Role.SUPERVISOR
    assert verify(desks.manager.office).faults == []


def test_ones_own_password_is_changed_with_the_old_one(desks: Desks) -> None:
    with pytest.raises(WrongPassword):
        people.change_own_password(desks.clerk, "not-the-old-one", "another-one", "another-one")
    people.change_own_password(desks.clerk, PASSWORD, "another-one", "another-one")

    assert confirm(desks.clerk, "another-one").public_key == desks.clerk.signer.public_key


def test_only_a_manager_manages(desks: Desks) -> None:
    for desk in (desks.clerk, desks.supervisor):
        with pytest.raises(NotAllowed):
            people.add_person(desk, a_person("04", Role.MANAGER, None))
        with pytest.raises(NotAllowed):
            people.change_person(desk, msgspec.structs.replace(desk.person, limit_fen=None))
        with pytest.raises(NotAllowed):
            people.give_new_password(desk, desks.manager.person, "another-one", "another-one")
        with pytest.raises(NotAllowed):
            people.change_office(desk, an_office_details(name="别处"))
    assert [person.code for person in desks.manager.office.people.everyone()] == ["01", "02", "03"]


def test_the_last_manager_stays_manager(desks: Desks) -> None:
    for change in ({"role": Role.CLERK}, {"active": False}):
        with pytest.raises(Incomplete):
            people.change_person(desks.manager, msgspec.structs.replace(desks.manager.person, **change))


def test_all_problems_of_a_founding_are_told_at_once() -> None:
    problems = check_founding(
        an_office_details(name="", phone=" "),
        PersonDraft("01", "", Role.MANAGER, None, 0, "short", "short"),
        PersonDraft("01", "某人", Role.CLERK, -1, 0, PASSWORD, "different"),
    )

    assert [(problem.field, problem.code) for problem in problems] == [
        ("office.name", "required"),
        ("office.phone", "required"),
        ("founder.name", "required"),
        ("founder.password", "password-short"),
        ("second.code", "code-taken"),
        ("second.limit_fen", "negative"),
        ("second.password_again", "password-differs"),
    ]


def test_nothing_is_left_behind_where_founding_fails(tmp_path: Path, reference: Reference, clock: FrozenClock) -> None:
    folder = tmp_path / "office"
    founder = a_person("01", Role.MANAGER, None)
    with pytest.raises(Incomplete):
        found_office(folder, an_office_details(), founder, a_person("01", Role.CLERK), reference, clock)
    assert list(tmp_path.iterdir()) == []

    folder.mkdir()
    (folder / "photo.jpg").write_bytes(b"")
    with pytest.raises(FolderNotEmpty):
        found_office(folder, an_office_details(), founder, None, reference, clock)
    assert [path.name for path in tmp_path.iterdir()] == ["office"]


def test_an_office_is_not_founded_over_another(desks: Desks, reference: Reference, clock: FrozenClock) -> None:
    with pytest.raises(OfficeExists):
        found_office(desks.folder, an_office_details(), a_person("01", Role.MANAGER), None, reference, clock)


def test_limits_are_those_that_were_given(desks: Desks) -> None:
    assert desks.manager.person.limit_fen is None
    assert desks.clerk.person.limit_fen == 0
    assert desks.supervisor.person.limit_fen == 5000 * YUAN


def test_full_width_digits_do_not_give_one_staff_number_to_two_people(
    tmp_path: Path, desks: Desks, reference: Reference, clock: FrozenClock
) -> None:
    """The key file knows one form of a number: whoever came second would take the place of the first."""
    with pytest.raises(Incomplete):
        people.add_person(desks.manager, a_person("０１", Role.CLERK))
    founder, second = a_person("０７", Role.MANAGER, None), a_person("07", Role.CLERK)
    with pytest.raises(Incomplete):
        found_office(tmp_path / "other", an_office_details(), founder, second, reference, clock)

    people.add_person(desks.manager, a_person("０4", Role.CLERK))
    with pytest.raises(Incomplete):
        people.add_person(desks.manager, a_person("04", Role.CLERK))
    assert change_places(desks.manager, "04", PASSWORD).person.code == "04"


def test_a_password_does_not_show_where_a_draft_of_a_person_is_printed() -> None:
    assert PASSWORD not in repr(a_person("01", Role.MANAGER))


def test_a_change_of_a_person_that_cannot_be_taken_writes_nothing(desks: Desks) -> None:
    clerk = desks.clerk.person
    for change in ({"name": " "}, {"name": "长" * 121}, {"limit_fen": -1}, {"alone_limit_fen": -1}):
        with pytest.raises(Incomplete):
            people.change_person(desks.manager, msgspec.structs.replace(clerk, **change))
    with pytest.raises(AssertionError):
        people.change_person(desks.manager, msgspec.structs.replace(clerk, person_id="nobody"))

    assert desks.clerk.person == clerk
    assert verify(desks.manager.office).faults == []
