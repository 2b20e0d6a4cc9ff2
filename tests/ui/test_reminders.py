"""What is about to break is told in time, once, without personal data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain import entries as e
from desktop.ui.desk.reminders import Reminding
from desktop.ui.desk.tray import Tray, picture
from tests.ui.inline import InlineBackground

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from tests.conftest import FrozenClock
    from tests.factories import Staffed

LATER = "2026-03-05T10:00:00.000000Z"
NAME, PHONE, WAYBILL = "王小明", "13912345678", "YT8962646785389"


class ToldTray(Tray):
    """A tray whose messages can be read: the real one hands them to the system."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[str] = []

    def set_visible(self, visible: bool) -> None:
        """Stay out of sight: there is no tray to be seen in."""

    def tell(self, title: str, text: str) -> None:
        """Keep the message."""
        self.messages.append(f"{title}\n{text}")


pytestmark = pytest.mark.usefixtures("counted", "english")


def test_the_tray_tells_ten_minutes_before_a_first_reply_and_never_twice(
    desk: Desk, staffed: Staffed, clock: FrozenClock, qapp: QApplication
) -> None:
    case = staffed.registered(complainant_name=NAME, phone=PHONE, waybill=WAYBILL)
    tray = ToldTray()
    reminding = Reminding(InlineBackground(), tray=tray)
    reminding.watch(desk, tells=True)
    clock.advance(minutes=19)
    reminding.look()
    assert tray.messages == []

    clock.advance(minutes=2)
    reminding.look()
    reminding.look()
    again = Reminding(InlineBackground(), tray=tray)  # the program was started anew
    again.watch(desk, tells=True)

    assert tray.messages == [f"About to be late\n{case.number}: First reply, 9 min left"]
    assert not any(secret in tray.messages[0] for secret in (NAME, PHONE, WAYBILL))
    assert "nothing overdue" in tray.tool_tip
    clock.advance(minutes=10)
    reminding.look()
    assert "1 overdue" in tray.tool_tip
    assert len(tray.messages) == 1
    for one in (reminding, again):
        one.rest()


def test_work_somebody_else_gave_is_told_by_its_number_alone_and_once(
    desk: Desk, staffed: Staffed, clock: FrozenClock, qapp: QApplication
) -> None:
    case = staffed.registered("supervisor", complainant_name=NAME, phone=PHONE, waybill=WAYBILL)
    tray = ToldTray()
    reminding = Reminding(InlineBackground(), tray=tray)
    reminding.watch(desk, tells=True)
    assert tray.messages == []

    order = e.OrderOpened("o1", "find", "sorting", "clerk", "", urgent=False, due_at=LATER, words=f"给{NAME}回电")
    staffed.write("supervisor", case.case_id, order, e.CaseAssigned(person_id="clerk", reason="交接班"))
    reminding.look()
    reminding.look()

    assert tray.messages == [f"New for you\n{case.number}: a work order\n{case.number}: the case is yours now"]
    reminding.rest()


def test_without_a_tray_the_window_says_it(
    desk: Desk, staffed: Staffed, clock: FrozenClock, qapp: QApplication, qtbot: QtBot
) -> None:
    case = staffed.registered()
    reminding = Reminding(InlineBackground())
    reminding._tray = None  # whatever this computer has
    clock.advance(minutes=21)

    with qtbot.waitSignal(reminding.said) as said:
        reminding.watch(desk, tells=True)

    assert said.args == [f"About to be late: {case.number}: First reply, 9 min left"]
    reminding.rest()


def test_off_tells_nothing_and_keeps_it_for_later(
    desk: Desk, staffed: Staffed, clock: FrozenClock, qapp: QApplication
) -> None:
    staffed.registered()
    tray = ToldTray()
    reminding = Reminding(InlineBackground(), tray=tray)
    clock.advance(minutes=21)

    reminding.watch(desk, tells=False)
    assert tray.messages == []
    reminding.watch(desk, tells=True)

    assert len(tray.messages) == 1
    reminding.rest()


def test_many_at_once_are_summed_up(desk: Desk, staffed: Staffed, clock: FrozenClock, qapp: QApplication) -> None:
    for _case in range(5):
        staffed.registered()
    tray = ToldTray()
    reminding = Reminding(InlineBackground(), tray=tray)
    clock.advance(minutes=21)

    reminding.watch(desk, tells=True)

    assert len(tray.messages) == 1
    assert tray.messages[0].endswith("and 2 more")
    reminding.rest()


def test_a_supervisor_hears_how_much_is_late_in_the_office(
    desk: Desk, staffed: Staffed, clock: FrozenClock, qapp: QApplication, qtbot: QtBot
) -> None:
    staffed.registered()
    clock.advance(minutes=31)
    reminding = Reminding(InlineBackground(), tray=ToldTray())

    with qtbot.waitSignal(reminding.counted) as counted:
        reminding.watch(desk.seat(staffed.signers["supervisor"]), tells=True)
    assert counted.args == [1]
    with qtbot.waitSignal(reminding.counted) as counted:
        reminding.watch(desk, tells=True)
    assert counted.args == [0], "a clerk has no such page"
    reminding.rest()


def test_the_count_is_on_the_icon(qapp: QApplication) -> None:
    plain, badged, many = (picture(count).toImage() for count in (0, 3, 120))

    assert plain != badged
    assert badged != many
