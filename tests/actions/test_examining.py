"""Checking and mending the lists of an office."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from desktop.actions import intake, people
from desktop.actions.examining import examine
from desktop.actions.indexing import bring_up_to_date, rebuild_index
from desktop.actions.sign_in import sign_in
from desktop.errors import KeyReplaced
from desktop.storage import tables as t
from desktop.storage.verify import verify
from tests.actions.conftest import PASSWORD, Desks
from tests.factories import an_intake

if TYPE_CHECKING:
    from desktop.actions.desk import Reference
    from tests.conftest import FrozenClock


def test_a_spoilt_list_is_found_and_made_anew(desks: Desks, reference: Reference, clock: FrozenClock) -> None:
    intake.register_case(desks.clerk, an_intake())
    with desks.manager.office.database.writing() as connection:
        connection.execute(update(t.cases).values(due_at="2020-01-01T00:00:00.000000Z"))
    assert [fault.code for fault in verify(desks.manager.office).faults] == ["index-differs"]

    desks.manager.office.close()
    report = examine(desks.folder, "01", PASSWORD, reference, clock, rebuild=True)

    assert report.faults == []
    assert report.cases == 1


def test_a_changed_calendar_moves_the_due_times_of_open_cases(desks: Desks, reference: Reference) -> None:
    intake.register_case(desks.clerk, an_intake())
    rebuild_index(desks.manager.office, reference)
    with desks.manager.office.database.writing() as connection:
        connection.execute(update(t.cases).values(due_at="2020-01-01T00:00:00.000000Z"))

    bring_up_to_date(desks.manager.office, reference)
    assert verify(desks.manager.office).faults, "nothing changed, so nothing was made anew"
    bring_up_to_date(desks.manager.office, dataclasses.replace(reference, timing_mark="another calendar"))
    assert verify(desks.manager.office).faults == []


def test_signing_in_with_another_calendar_moves_the_due_times(
    desks: Desks, reference: Reference, clock: FrozenClock
) -> None:
    intake.register_case(desks.clerk, an_intake())
    with desks.manager.office.database.writing() as connection:
        connection.execute(update(t.cases).values(due_at="2020-01-01T00:00:00.000000Z"))
    desks.manager.office.close()

    other = dataclasses.replace(reference, timing_mark="another calendar")
    desk = sign_in(desks.folder, "02", PASSWORD, other, clock)

    assert verify(desk.office).faults == []
    desk.office.close()


def test_a_key_that_was_replaced_signs_nothing_any_more(desks: Desks) -> None:
    people.give_new_password(desks.manager, desks.clerk.person, "another-one", "another-one")

    with pytest.raises(KeyReplaced):
        intake.register_case(desks.clerk, an_intake())
    assert verify(desks.manager.office).faults == []
