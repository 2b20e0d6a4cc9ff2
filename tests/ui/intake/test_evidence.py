"""Evidence handed in with a new case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel

from desktop.actions import cases
from desktop.domain.intake import ComplaintType
from desktop.domain.problems import Problem
from desktop.wording.evidence import evidence_problem_text
from tests.ui.intake.keyboard import button, fill_in

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.ui.intake.page import IntakePage


def test_evidence_is_checked_and_refused_by_name(page: IntakePage, desk: Desk, tmp_path: Path) -> None:
    photo, fake = tmp_path / "外箱.png", tmp_path / "收据.pdf"
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.gray)
    assert picture.save(str(photo))
    fake.write_bytes(b"MZ not a receipt")
    fill_in(page)

    page.evidence.add([photo, fake])
    assert [label.text() for label in page._banner.findChildren(QLabel) if label.text()] == [
        evidence_problem_text(Problem("evidence", "evidence-program", {"name": "收据.pdf"}))
    ]
    button(page, "save_button").click()

    (row,) = cases.list_cases(desk)
    case = cases.read_case(desk, row.case_id)
    assert [body.name for _header, body in case.evidence] == ["外箱.png"]


def test_the_same_photo_is_taken_once_and_the_second_time_is_told(
    page: IntakePage, tmp_path: Path, qtbot: QtBot
) -> None:
    photo, copy = tmp_path / "外箱.png", tmp_path / "外箱 (1).png"
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.gray)
    assert picture.save(str(photo))
    assert picture.save(str(copy))
    fill_in(page)
    page.form.change("types", (ComplaintType.DAMAGE,))
    bar = page._scroll.verticalScrollBar()

    page.evidence.add([photo])
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())
    assert not page._banner.isVisible()
    page.evidence.add([photo, copy])

    assert [kept.name for kept in page.evidence.evidence] == ["外箱.png"]
    assert page._banner.isVisible()
    told = "\n".join(label.text() for label in page._banner.findChildren(QLabel))
    assert "外箱.png" in told
    assert "外箱 (1).png" in told
