"""The start screen: what it counts, lists and opens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from desktop.actions import cases, intake
from desktop.actions.desk import Desk, Reference, load_reference
from desktop.actions.due import owing
from desktop.domain import entries as e
from desktop.domain.intake import Intake
from desktop.ui.background import InlineBackground
from desktop.ui.cases.due import due_words, is_due_today, is_overdue
from desktop.ui.changes import Changes
from desktop.ui.desk.page import DeskPage
from desktop.ui.main_window import MainWindow
from desktop.ui.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from tests.conftest import FrozenClock
    from tests.factories import Staffed

Shown: TypeAlias = "Callable[[Desk], DeskPage]"
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # Monday 09:00 in Beijing


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


@pytest.fixture
def desk(staffed: Staffed, clock: FrozenClock, reference: Reference) -> Desk:
    staffed.office.owing = owing(reference)
    return Desk(staffed.office, staffed.signers["clerk"], clock, reference)


@pytest.fixture
def changes() -> Changes:
    return Changes()


@pytest.fixture
def shown(changes: Changes, qtbot: QtBot) -> Iterator[Shown]:
    """Show the page in the window it has in the program, for whoever is at the desk."""
    windows: list[MainWindow] = []

    def show(desk: Desk) -> DeskPage:
        page, background = DeskPage(desk, InlineBackground(), changes), InlineBackground()
        pages = [Page("desk", "Desk", "layout-dashboard", lambda: page)]
        windows.append(MainWindow(pages, background, person="王芳", role="前台"))
        qtbot.addWidget(windows[-1])
        windows[-1].show()
        qtbot.waitExposed(windows[-1])
        windows[-1].show_page("desk")
        return page

    yield show
    windows.clear()


def column(page: DeskPage, place: int) -> list[str]:
    model = page.model
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


def test_the_case_that_is_due_first_stands_on_top(
    shown: Shown, desk: Desk, staffed: Staffed, changes: Changes, clock: FrozenClock, qtbot: QtBot
) -> None:
    slow = staffed.registered(level=5)  # five working days
    quick = staffed.registered(level=1)  # one working day
    clock.advance(hours=1)
    for case in (slow, quick):
        staffed.write(
            "clerk",
            case.case_id,
            e.CustomerContacted(way="phone", about="first-reply", reached=True, words="已回电客户"),
        )

    page = shown(desk)

    assert column(page, 1) == [quick.number, slow.number]


def test_names_are_masked_and_waybills_grouped(
    shown: Shown, desk: Desk, staffed: Staffed, changes: Changes, qtbot: QtBot
) -> None:
    staffed.registered(complainant_name="𬭊䶮")

    page = shown(desk)

    assert column(page, 2) == ["SF13 8562 8716 739"]
    assert column(page, 4) == ["𬭊*"]


def test_enter_opens_the_case_in_focus(
    shown: Shown, desk: Desk, staffed: Staffed, changes: Changes, qtbot: QtBot
) -> None:
    case = staffed.registered()
    page = shown(desk)
    page.list.choose(0)

    with qtbot.waitSignal(changes.case_requested) as asked:
        QTest.keyClick(page.list, Qt.Key.Key_Return)

    assert asked.args == [case.case_id, "story"]


def test_a_clerk_waits_for_what_a_supervisor_has_to_do(
    shown: Shown, desk: Desk, staffed: Staffed, changes: Changes, qtbot: QtBot
) -> None:
    mine = staffed.registered()
    proposed = staffed.proposed()

    page = shown(desk)
    assert column(page, 1) == [mine.number]
    page.findChild(QWidget, "list_choice").set_value("waiting")  # type: ignore[union-attr]  # the choice of lists
    assert column(page, 1) == [proposed.number]

    above = shown(desk.seat(staffed.signers["supervisor"]))
    assert sorted(column(above, 1)) == sorted([mine.number, proposed.number])


def test_an_empty_desk_says_what_to_do(shown: Shown, desk: Desk, changes: Changes, qtbot: QtBot) -> None:
    page = shown(desk)

    assert page.model.rowCount() == 0
    assert page.grab().toImage().isNull() is False


def test_drafts_lie_beside_the_list_and_go_on_at_a_click(
    shown: Shown, desk: Desk, changes: Changes, qtbot: QtBot
) -> None:
    intake.save_draft(desk, intake.Draft("d1", Intake(complainant_name="张三")))
    page = shown(desk)
    assert page.right_panel is not None
    go_on = page.right_panel.findChild(QPushButton, "draft_button")
    assert isinstance(go_on, QPushButton)
    assert go_on.text() == "张*"

    with qtbot.waitSignal(changes.draft_requested) as asked:
        go_on.click()

    assert asked.args == ["d1"]


def test_holding_the_eye_shows_the_phone_and_records_the_look(
    shown: Shown, desk: Desk, staffed: Staffed, changes: Changes, qtbot: QtBot
) -> None:
    case = staffed.registered(phone="13912345678")
    page = shown(desk)
    page.list.choose(0)
    panel = page.right_panel
    assert panel is not None
    qtbot.waitUntil(lambda: "139******78" in texts(panel))
    QApplication.processEvents()  # what was just added becomes visible

    eyes = [eye for eye in panel.findChildren(QWidget) if eye.property("kind") == "eye" and eye.isVisible()]
    QTest.mousePress(eyes[1], Qt.MouseButton.LeftButton)
    assert "13912345678" in texts(panel)
    QTest.mouseRelease(eyes[1], Qt.MouseButton.LeftButton)

    assert "13912345678" not in texts(panel)
    looks = [h.entry.body for h in cases.read_case(desk, case.case_id).history if isinstance(h.entry.body, e.Revealed)]
    assert [look.what for look in looks] == ["phone"]


def test_the_list_keeps_the_rules_of_a_model(
    shown: Shown, desk: Desk, staffed: Staffed, changes: Changes, qtbot: QtBot
) -> None:
    staffed.registered()
    page = shown(desk)

    tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.opened()

    assert tester.model() is page.model


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


@pytest.mark.parametrize(
    ("left", "tone", "icon"),
    [
        (timedelta(minutes=-1), "danger", "octagon-alert"),
        (timedelta(minutes=14), "warning", "triangle-alert"),
        (timedelta(hours=2), "warning", "triangle-alert"),
        (timedelta(hours=2, minutes=1), "", ""),
        (timedelta(days=3), "", ""),
    ],
)
def test_what_is_near_or_over_has_an_icon_beside_its_words(left: timedelta, tone: str, icon: str) -> None:
    said = due_words((NOW + left).isoformat(), NOW)

    assert (said.tone, said.icon) == (tone, icon)
    assert said.words


def test_today_ends_at_midnight_in_beijing() -> None:
    evening = datetime(2026, 3, 2, 15, 59, tzinfo=UTC)  # 23:59 in Beijing

    assert is_due_today(evening.isoformat(), NOW)
    assert not is_due_today((evening + timedelta(minutes=1)).isoformat(), NOW)
    assert is_overdue((NOW - timedelta(seconds=1)).isoformat(), NOW)
    assert not is_overdue("", NOW)
