"""One model and one view carry every list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from desktop.domain.money import Money
from desktop.ui.table_model import RIGHT, ROW, SORT, TONE, Column, RowsModel
from desktop.ui.table_view import RowsView
from tests.ui.driving import to_front

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@dataclass(frozen=True)
class Claim:
    number: str
    amount: Money | None
    late: bool = False


COLUMNS: tuple[Column[Claim], ...] = (
    Column("编号", lambda claim: claim.number, width=90, middle=True),
    Column(
        "金额",
        lambda claim: claim.amount.text if claim.amount else "—",
        lambda claim: claim.amount.amount if claim.amount else None,
        align=RIGHT,
        tone=lambda claim: "danger" if claim.late else "",
        icon=lambda claim: "circle-alert" if claim.late else "",
    ),
)
SMALL, LARGE, UNKNOWN = (
    Claim("0412-002", Money.from_fen(900)),
    Claim("0412-001", Money.from_fen(10000), True),
    Claim("x", None),
)


@pytest.fixture
def model() -> Iterator[RowsModel[Claim]]:
    made = RowsModel(COLUMNS)
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.set_rows([SMALL, UNKNOWN, LARGE])
    yield made
    tester.deleteLater()


def numbers(model: QAbstractItemModel) -> list[str]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_the_model_stays_sound_through_every_change(model: RowsModel[Claim]) -> None:
    model.sort(0)
    model.set_rows([])
    model.set_rows([SMALL])

    assert numbers(model) == ["0412-002"]


def test_a_cell_has_nothing_below_it(model: RowsModel[Claim]) -> None:
    cell = model.index(0, 0)

    assert model.rowCount(cell) == 0
    assert model.columnCount(cell) == 0


def test_a_cell_answers_for_words_sorting_row_and_tone(model: RowsModel[Claim]) -> None:
    cell = model.index(2, 1)

    assert cell.data() == "100.00"
    assert cell.data(SORT) == Money.from_fen(10000).amount
    assert cell.data(ROW) is LARGE
    assert cell.data(TONE) == "danger"
    assert not cell.data(Qt.ItemDataRole.DecorationRole).isNull()
    assert Qt.AlignmentFlag(cell.data(Qt.ItemDataRole.TextAlignmentRole)) == RIGHT
    assert model.headerData(1, Qt.Orientation.Horizontal) == "金额"


def test_amounts_sort_by_value_and_the_unknown_stays_last(model: RowsModel[Claim]) -> None:
    model.sort(1)
    assert numbers(model) == ["0412-002", "0412-001", "x"]

    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert numbers(model) == ["0412-001", "0412-002", "x"]


def test_a_new_query_keeps_the_order_asked_for(model: RowsModel[Claim]) -> None:
    model.sort(0)

    model.set_rows([SMALL, LARGE])

    assert numbers(model) == ["0412-001", "0412-002"]


def test_the_selection_stays_on_its_row_when_sorted(model: RowsModel[Claim]) -> None:
    held = QPersistentModelIndex(model.index(2, 0))

    model.sort(1, Qt.SortOrder.AscendingOrder)

    assert model.row_at(held) is LARGE
    assert held.row() == 1


def test_rows_are_found_by_what_they_are(model: RowsModel[Claim]) -> None:
    assert model.position_of(lambda claim: claim.late) == 2
    assert model.position_of(lambda claim: claim.number == "?") == -1
    assert model.row_at(QModelIndex()) is None
    assert model.rows == (SMALL, UNKNOWN, LARGE)


@pytest.fixture
def view(model: RowsModel[Claim], qtbot: QtBot) -> RowsView[Claim]:
    made = RowsView(model, empty_text="还没有个案。\n按 F2 登记。")
    qtbot.addWidget(made)
    made.resize(500, 240)
    made.show()
    to_front(made, qtbot)
    return made


def test_enter_and_double_click_open_the_row(view: RowsView[Claim], qtbot: QtBot) -> None:
    view.choose(2)
    with qtbot.waitSignal(view.row_opened) as by_key:
        QTest.keyClick(view, Qt.Key.Key_Return)

    place = view.visualRect(view.model().index(0, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(view.row_opened) as by_mouse:
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert by_key.args == [LARGE]
    assert by_mouse.args == [SMALL]


def test_the_row_in_focus_is_told(view: RowsView[Claim], qtbot: QtBot) -> None:
    view.choose(0)
    with qtbot.waitSignal(view.row_chosen) as heard:
        QTest.keyClick(view, Qt.Key.Key_Down)

    assert heard.args == [UNKNOWN]
    assert view.current_row() is UNKNOWN
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.current_row() is LARGE
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.current_row() is SMALL


def test_a_list_that_gets_the_focus_has_a_row_to_stand_on(view: RowsView[Claim]) -> None:
    view.clearFocus()
    view.setFocus()

    assert view.current_row() is SMALL


def test_an_empty_list_says_what_to_do(view: RowsView[Claim], model: RowsModel[Claim]) -> None:
    view.clearFocus()
    before = view.grab().toImage()

    model.set_rows([])
    view.set_empty_text("")
    blank = view.grab().toImage()
    view.set_empty_text("还没有个案。")
    spoken = view.grab().toImage()

    assert before != blank
    assert spoken != blank


def test_rows_are_32_pixels_and_the_heading_30(view: RowsView[Claim]) -> None:
    assert view.rowHeight(0) == 32
    assert view.horizontalHeader().height() == 30


def test_several_rows_come_back_in_the_order_shown(view: RowsView[Claim]) -> None:
    view.allow_many()
    view.selectAll()

    assert view.selected_rows() == [SMALL, UNKNOWN, LARGE]
