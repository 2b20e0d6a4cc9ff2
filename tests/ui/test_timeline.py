"""The history of a case on the screen: filtered, scrolled, copied, handed on to paper."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QWidget

from desktop.domain import entries as e
from desktop.domain.history import Strand
from desktop.ui.cases.page import CasesPage
from desktop.ui.cases.timeline import Timeline
from desktop.ui.changes import Changes
from tests.factories import a_decision
from tests.ui.driving import press, shown, to_front
from tests.ui.inline import InlineBackground

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from tests.factories import Staffed


@pytest.fixture
def timeline(english: None, desk: Desk, qtbot: QtBot) -> Timeline:
    made = Timeline(desk)
    qtbot.addWidget(made)
    made.resize(320, 400)
    made.show()
    return made


def sentences(timeline: Timeline) -> list[str]:
    return [line.sentence for line in timeline.model.rows]


def a_busy_case(staffed: Staffed) -> Case:
    case = staffed.proposed()
    other = staffed.registered()
    staffed.write(
        "supervisor",
        case.case_id,
        e.OrderOpened(
            order_id="o1", task="video", department="sorting", person_id="junior", contact_id="", urgent=False,
            due_at="2026-03-03T02:00:00.000000Z", words="看晚班监控。",
        ),
        e.OrderHandedOver(order_id="o1", department="centre", person_id="", contact_id="c1", reason="监控在中心。"),
        e.OrderAnswered(order_id="o1", words="看到外箱受压。", done=True),
        e.CaseAssigned(person_id="junior", reason="休假。"),
        e.CaseLinked(other=other.case_id, relation="related", reason="同一路线。"),
        e.Revealed(what="phone"),
        e.NoteAdded(words="已电话安抚。"),
    )  # fmt: skip
    staffed.write("clerk", case.case_id, a_decision(case))
    staffed.write("supervisor", case.case_id, a_decision(case))
    return staffed.office.case(case.case_id)


def test_every_line_can_be_read_by_somebody_who_was_not_there(timeline: Timeline, staffed: Staffed) -> None:
    staffed.write("manager", "", e.ContactKept(contact_id="c1", group="centre", name="南京中心", phone="025-1"))
    case = a_busy_case(staffed)
    link = next(body for _header, body in case.life.links)

    timeline.show_case(case)

    told = sentences(timeline)
    assert "Work order to Sorting (某supervisor): Look at the video. 看晚班监控。 (by 3 Mar 2026 10:00)" in told
    assert "Look at the video: Work order handed over to Transfer centre (南京中心): 监控在中心。" in told
    assert "Look at the video: Work order done: 看到外箱受压。" in told
    assert "Given to 某supervisor: 休假。" in told
    assert f"Linked with {staffed.office.case(link.other).number}: Related. 同一路线。" in told
    assert "Looked at masked data: phone" in told
    stale = [line for line in timeline.model.rows if line.stale]
    assert [line.stale for line in stale] == ["Does not count: This person had no right to do that."]
    assert all("某" in line.who_and_when and "2 Mar 2026 09:00" in line.who_and_when for line in timeline.model.rows)


@pytest.mark.parametrize(
    ("strand", "kinds"),
    [
        (Strand.TALKS, {"case-registered", "note-added"}),
        (Strand.ORDERS, {"order-opened", "order-handed-over", "order-answered", "case-assigned"}),
        (Strand.MONEY, {"assessed", "proposed", "decided"}),
        (Strand.DECISIONS, {"proposed", "decided", "case-linked"}),
        (Strand.LOOKS, {"revealed"}),
    ],
)
def test_one_strand_is_shown_by_itself(timeline: Timeline, staffed: Staffed, strand: Strand, kinds: set[str]) -> None:
    timeline.show_case(a_busy_case(staffed))

    shown(timeline, "strand_box", QWidget).set_value(strand)  # type: ignore[attr-defined]  # a choice

    assert {line.kind for line in timeline.model.rows} == kinds


def test_a_strand_looked_at_stays_when_something_happens(timeline: Timeline, staffed: Staffed) -> None:
    case = a_busy_case(staffed)
    timeline.show_case(case)
    shown(timeline, "strand_box", QWidget).set_value(Strand.LOOKS)  # type: ignore[attr-defined]  # a choice

    staffed.write("clerk", case.case_id, e.NoteAdded(words="又来电。"))
    timeline.show_case(staffed.office.case(case.case_id))

    assert {line.kind for line in timeline.model.rows} == {"revealed"}


def test_only_strands_with_something_in_them_are_offered(timeline: Timeline, staffed: Staffed) -> None:
    timeline.show_case(staffed.registered())

    box = shown(timeline, "strand_box", QWidget)
    offered = [box.itemText(place) for place in range(box.count())]  # type: ignore[attr-defined]  # a choice

    assert offered == ["Everything (1)", "Talks (1)"]


def test_two_hundred_entries_take_no_more_widgets_than_one_and_scroll_to_the_first(
    timeline: Timeline, staffed: Staffed, qtbot: QtBot
) -> None:
    short, long = staffed.registered(), staffed.registered()
    staffed.write("clerk", long.case_id, *(e.NoteAdded(words=f"第 {number} 次来电。") for number in range(1, 200)))
    timeline.show_case(short)
    QApplication.processEvents()
    few = len(timeline.findChildren(QWidget))

    timeline.show_case(staffed.office.case(long.case_id))
    QApplication.processEvents()

    assert len(timeline.findChildren(QWidget)) == few
    lines = shown(timeline, "history_list", QListView)
    assert lines.model().rowCount() == 200
    to_front(timeline, qtbot)
    lines.setFocus()
    QTest.keyClick(lines, Qt.Key.Key_End)
    assert lines.currentIndex().row() == 199
    assert lines.viewport().rect().intersects(lines.visualRect(lines.currentIndex())), "the oldest line is in sight"


def test_lines_do_not_cover_each_other_however_long_they_are(timeline: Timeline, staffed: Staffed) -> None:
    case = staffed.registered()
    staffed.write("clerk", case.case_id, e.NoteAdded(words="催" * 900), e.NoteAdded(words="x" * 300))
    timeline.show_case(staffed.office.case(case.case_id))
    QApplication.processEvents()

    lines = shown(timeline, "history_list", QListView)
    rects = [lines.visualRect(lines.model().index(row, 0)) for row in range(3)]

    assert [first.bottom() < second.top() for first, second in itertools.pairwise(rects)] == [True, True]
    # 900 characters of 14 pixels in a list narrower than 320 take at least 40 lines.
    assert rects[1].height() > 40 * 14


def test_a_line_is_copied_whole(timeline: Timeline, staffed: Staffed, qtbot: QtBot) -> None:
    timeline.show_case(a_busy_case(staffed))
    to_front(timeline, qtbot)
    lines = shown(timeline, "history_list", QListView)
    lines.setFocus()
    QTest.keyClick(lines, Qt.Key.Key_Home)

    QTest.keyClick(lines, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QApplication.clipboard().text() == timeline.model.rows[0].text


def test_the_printer_leads_to_the_history_on_paper(
    desk_of: Callable[[str], Desk], staffed: Staffed, qtbot: QtBot
) -> None:
    page = CasesPage(desk_of("clerk"), InlineBackground(), Changes())
    qtbot.addWidget(page)
    page.resize(1294, 648)
    page.show()
    page.open_case(a_busy_case(staffed).case_id)

    press(page, "print_history_button")

    assert shown(page, "paper_box", QWidget).value() == "history"  # type: ignore[attr-defined]  # a choice
    assert shown(page, "save_paper_button", QWidget).isEnabled()
