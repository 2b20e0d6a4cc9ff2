"""Fields that offer a choice: lists, segments and chips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip, QWidget

from desktop.ui import panels
from desktop.ui.choices import ChoiceField, SegmentedField
from desktop.ui.fields import TextField
from tests.ui.driving import to_front

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


KINDS = (("loss", "丢失"), ("damage", "破损"))


def test_the_wheel_changes_no_choice_by_accident(qtbot: QtBot) -> None:
    field = ChoiceField(KINDS)
    other = TextField()
    holder = QWidget()
    holder.setLayout(panels.column(field, other))
    qtbot.addWidget(holder)
    holder.show()
    to_front(holder, qtbot)
    other.setFocus()
    field.set_value("loss")
    place = QPointF(5, 5)
    turn = QWheelEvent(
        place,
        field.mapToGlobal(place),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )

    QApplication.sendEvent(field, turn)

    assert field.value() == "loss"
    assert not turn.isAccepted()


def test_choices_keep_their_values_as_given(qtbot: QtBot) -> None:
    both = (("a", 1), ("b", 2))
    field = ChoiceField(((both[0], "甲"), (both[1], "乙")))
    qtbot.addWidget(field)

    field.set_value(("b", 2))

    assert field.value() is both[1]
    field.set_options(((both[1], "乙"),))
    assert field.value() is both[1]
    field.set_value("unknown")
    assert field.value() is None


def test_segments_can_be_chosen_and_cleared(qtbot: QtBot) -> None:
    field = SegmentedField((("day", "今天"), ("week", "本周")))
    qtbot.addWidget(field)
    assert field.value() is None

    field.findChildren(QPushButton)[1].click()
    assert field.value() == "week"
    field.set_value(None)
    assert field.value() is None
    assert field.focusProxy() is field.findChildren(QPushButton)[0]


def test_arrow_keys_choose_a_segment_even_while_nothing_is_chosen(qtbot: QtBot) -> None:
    field = SegmentedField((("day", "今天"), ("week", "本周"), ("month", "本月")))
    qtbot.addWidget(field)
    segments = field.findChildren(QPushButton)

    QTest.keyClick(segments[0], Qt.Key.Key_Right)
    assert field.value() == "week"
    QTest.keyClick(segments[1], Qt.Key.Key_Left)
    QTest.keyClick(segments[0], Qt.Key.Key_Left)
    assert field.value() == "month"


def test_the_first_down_in_an_open_list_chooses_the_first_row(qtbot: QtBot) -> None:
    field = ChoiceField((("loss", "丢失"), ("damage", "破损")))
    qtbot.addWidget(field)
    field.show()
    qtbot.waitExposed(field)

    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    field.view().setFocus()
    QTest.keyClick(field.view(), Qt.Key.Key_Down)
    assert field.view().selectionModel().selectedIndexes() == [field.model().index(0, 0)]
    QTest.keyClick(field.view(), Qt.Key.Key_Return)

    assert field.value() == "loss"


def test_enter_in_an_open_list_chooses_nothing_that_is_not_lit(qtbot: QtBot) -> None:
    field = ChoiceField((("loss", "丢失"), ("damage", "破损")))
    qtbot.addWidget(field)
    field.show()
    qtbot.waitExposed(field)

    field.showPopup()
    field.view().setFocus()
    QTest.keyClick(field.view(), Qt.Key.Key_Return)

    assert field.value() is None
    assert not field.view().isVisible()


def test_words_too_long_for_the_field_are_told_in_full(qtbot: QtBot) -> None:
    name = "Montreal Convention (international carriage by air)"
    field = ChoiceField((("short", "CMR"), ("long", name)))
    qtbot.addWidget(field)
    field.resize(160, field.sizeHint().height())
    field.show()

    def told() -> str:
        place = field.rect().center()
        QApplication.sendEvent(field, QHelpEvent(QEvent.Type.ToolTip, place, field.mapToGlobal(place)))
        return QToolTip.text()

    field.set_value("short")
    assert told() == ""
    field.set_value("long")
    assert told() == name
    field.showPopup()
    assert field.view().width() >= field.view().sizeHintForColumn(0), "the open list has room for it"
    field.hidePopup()
