"""Bad input and faults of the world in the forms of the follow-up: said clearly, and nothing is lost."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from desktop.domain import entries as e
from desktop.ui.fields import LongTextField
from desktop.ui.follow_up.view import FORMS
from tests.ui.driving import sees, shown
from tests.ui.follow_up.hands import alt, approved, bodies, case_of, choose, save, say, sheet, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.ui.cases.page import CasesPage
    from tests.factories import Staffed

NOISE = "\x02王\x1d\x00五\ufeff\u200b\u202e\x1e"
HAS_LONG_TEXT = sorted(set(FORMS) - {"end-wait", "hand-over", "press", "escalate", "answer", "withdraw-order",
                                     "money-back", "reopen", "pay"})  # fmt: skip


@contextmanager
def no_file_grows() -> Iterator[None]:
    """Refuse to let any file grow, as a full disk does, whoever runs the tests."""
    resource = pytest.importorskip("resource", reason="only Unix limits the size of files")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("form", HAS_LONG_TEXT)
def test_a_text_of_100_000_characters_is_said_to_be_too_long_and_stays(
    form: str, staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = approved(staffed)
    page = open_page("supervisor", case)
    page._view.begin_act(form, "")
    inside = sheet(page, form)
    longs = [edit for edit in inside.findChildren(LongTextField) if edit.isVisible()]
    assert longs
    for edit in longs:
        edit.setPlainText("长" * 100_000)

    save(page, form)

    assert "too long" in texts(sheet(page, form))
    assert all(len(edit.toPlainText()) == 100_000 for edit in longs)
    assert bodies(case_of(staffed, case)) == []


def test_what_a_scanner_and_a_chat_leave_behind_is_not_recorded(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = approved(staffed)
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_N)
    inside = sheet(page, "order")
    choose(inside, "task", "Look at the video")
    choose(inside, "receiver", "Delivery")
    shown(inside, "words", QPlainTextEdit).setPlainText(NOISE)
    save(page, "order")
    alt(page, Qt.Key.Key_P)
    pay = sheet(page, "pay")
    choose(pay, "method", "bank transfer")
    shown(pay, "reference", QLineEdit).setText("\x1dTR-7\u202e\x00")
    save(page, "pay")

    now = case_of(staffed, case)
    assert [order.opened[1].words for order in now.life.open_orders] == ["王五"]
    assert [body.reference for _header, body in now.life.payments] == ["TR-7"]


def test_a_full_disk_is_said_keeps_the_form_and_lets_it_be_saved_afterwards(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = approved(staffed)
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_T)
    say(sheet(page, "tell"), "words", "We pay 3421 yuan.")

    with no_file_grows():
        save(page, "tell")
        told = texts(sheet(page, "tell"))

    assert "disk is full" in told or "Nothing can be written" in told
    assert shown(sheet(page, "tell"), "words", QPlainTextEdit).toPlainText() == "We pay 3421 yuan."
    assert bodies(case_of(staffed, case)) == []
    save(page, "tell")
    assert bodies(case_of(staffed, case)) == ["customer-contacted"]
    assert not sees(page, "tell_sheet")


def pick_person(root: QWidget, name: str) -> None:
    """Choose who gets it; a Chinese name cannot be typed with keys alone."""
    box = shown(root, "receiver", QComboBox)
    box.setCurrentIndex(next(row for row in range(box.count()) if box.itemText(row).startswith(name)))


def leaves(staffed: Staffed, person_id: str) -> None:
    person = staffed.office.people.at(person_id)
    assert person is not None
    gone = e.PersonChanged(person_id, person.name, person.role.value, 0, 0, active=False)
    staffed.write("manager", "", gone)


def test_a_work_order_for_somebody_who_left_meanwhile_is_refused_by_name(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = approved(staffed)
    page = open_page("supervisor", case)
    alt(page, Qt.Key.Key_N)
    inside = sheet(page, "order")
    choose(inside, "task", "Look at the video")
    pick_person(inside, "某clerk")
    say(inside, "words", "Please look.")
    leaves(staffed, "clerk")

    save(page, "order")

    assert bodies(case_of(staffed, case)) == []
    assert "某clerk" in texts(sheet(page, "order"))
    assert shown(sheet(page, "order"), "words", QPlainTextEdit).toPlainText() == "Please look."


def test_a_form_begun_for_somebody_who_left_comes_back_without_them(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = approved(staffed)
    page = open_page("supervisor", case)
    alt(page, Qt.Key.Key_N)
    pick_person(sheet(page, "order"), "某clerk")
    say(sheet(page, "order"), "words", "Please look.")
    page.leave()
    leaves(staffed, "clerk")

    again = open_page("supervisor", case)

    assert shown(sheet(again, "order"), "receiver", QComboBox).currentIndex() == -1
    assert shown(sheet(again, "order"), "words", QPlainTextEdit).toPlainText() == "Please look."


def test_the_work_of_somebody_who_left_is_seen_and_can_be_handed_on(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = approved(staffed)
    order = e.OrderOpened("", "find", "counter", "clerk", "", False, "2026-03-02T09:00:00.000000Z", "Please look.")
    staffed.write("supervisor", case.case_id, msgspec.structs.replace(order, order_id="one"))
    leaves(staffed, "clerk")
    page = open_page("supervisor", case)
    QApplication.processEvents()
    assert "Looked after by 某clerk (no longer here)" in texts(page)
    assert "某clerk (no longer here)" in texts(shown(page, "order_card", QWidget))

    page._view.begin_act("hand-over", "one")
    inside = sheet(page, "hand-over")
    pick_person(inside, "某manager")
    say(inside, "reason", "Has left")
    save(page, "hand-over")

    (now,) = case_of(staffed, case).life.open_orders
    assert now.person_id == "manager"


def test_control_characters_in_a_search_find_what_was_meant(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = approved(staffed)
    page = open_page("clerk", case)
    page.search("\x02SF1385\u200b6287\x1d\x00\ufeff")
    QApplication.processEvents()

    assert [row.case_id for row in page._list.model.rows] == [case.case_id]
    page.search("\x1d\x00\u202e")
    assert "case" in texts(page)
