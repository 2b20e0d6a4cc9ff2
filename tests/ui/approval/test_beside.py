"""Approvals: alike cases, goodwill and other claims of the waybill beside the proposal that is decided on."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.domain.case import Status
from desktop.ui import ask
from tests.factories import YUAN, a_decision
from tests.ui.approval.reading import all_words, answer, button

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from pytestqt.qtbot import QtBot

    from desktop.domain.case import Case
    from desktop.ui.approval.page import ApprovalPage
    from tests.factories import Staffed


def approved(case: Case, staffed: Staffed) -> Case:
    """Let the other supervisor's signature approve a case."""
    staffed.write("manager", case.case_id, a_decision(case))
    return staffed.office.case(case.case_id)


def test_alike_cases_stand_beside_the_proposal_and_lead_to_the_nearest(
    page_for: Callable[[str], ApprovalPage], proposed: Callable[..., Case], staffed: Staffed, qtbot: QtBot
) -> None:
    amounts = (3000, 3200, 3421, 3500, 4000)
    alike = [
        approved(proposed(yuan * YUAN, "双方商定", waybill=f"SF138562871674{place}"), staffed)
        for place, yuan in enumerate(amounts)
    ]
    this = proposed(6000 * YUAN, "客户不满意")
    page = page_for("supervisor")
    page.show_case(this.case_id)

    panel = page.right_panel
    assert panel is not None
    told = all_words(panel)
    # Places 1, 2 and 3 of the five amounts; one and a half times the median is 5,131.50.
    for expected in (
        "5 approved cases like this, same terms",
        "Median ¥3,421.00",
        "Half of them between ¥3,200.00 and ¥3,500.00",
        "¥6,000.00 is more than one and a half times what is usual in alike cases (¥3,421.00).",
    ):
        assert expected in told
    for private in ("𬭊", "13912345678"):
        assert private not in told
    with qtbot.waitSignal(page._changes.case_requested) as asked:
        QTest.mouseClick(cast("QPushButton", panel.findChild(QPushButton, "nearest_0")), Qt.MouseButton.LeftButton)
    assert asked.args == [alike[-1].case_id, "story"]


def test_goodwill_stands_in_a_line_of_its_own_and_its_reason_once_in_the_sentence(
    page_for: Callable[[str], ApprovalPage], proposed: Callable[..., Case]
) -> None:
    proposed(3600 * YUAN, "客户往返三次")
    page = page_for("supervisor")

    told = all_words(cast("QWidget", page.findChild(QWidget, "amount_parts"))).split("\n")
    # 3,600.00 - 3,421.00 = 179.00
    assert told == ["By the rules", "¥3,421.00", "Goodwill", "¥179.00"]
    # The panel beside it tells the history, in which the reason has its own place.
    said = all_words(page)
    assert "because 客户往返三次 (the rules give ¥3,421.00)" in said
    assert said.count("客户往返三次") == 1


def test_a_second_claim_of_the_waybill_is_approved_with_an_answer_to_why(
    page_for: Callable[[str], ApprovalPage],
    proposed: Callable[..., Case],
    staffed: Staffed,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = approved(proposed(), staffed)
    second = proposed(3000 * YUAN, "另一件内件")
    page = page_for("supervisor")
    asked: list[str] = []

    def ask_reason(_parent: QWidget, _title: str, prompt: str, _verb: str, **_options: object) -> str:
        asked.append(prompt)
        return "两件内件，分别赔付。"

    answer(monkeypatch)
    monkeypatch.setattr(ask, "ask_reason", ask_reason)
    assert page.right_panel is not None
    assert f"case {first.number}: ¥3,421.00 approved" in all_words(page.right_panel)

    QTest.mouseClick(button(page, "approve_button"), Qt.MouseButton.LeftButton)

    assert f"case {first.number}: ¥3,421.00 approved" in asked[0]
    decision = staffed.office.case(second.case_id).decision
    assert decision is not None
    assert (decision.body.reason, decision.body.beside) == ("两件内件，分别赔付。", (first.case_id,))


def test_a_claim_that_came_up_meanwhile_is_told_and_asked_about_the_next_time(
    page_for: Callable[[str], ApprovalPage],
    proposed: Callable[..., Case],
    staffed: Staffed,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = proposed(), proposed(3000 * YUAN, "另一件内件")
    page = page_for("supervisor")
    page.show_case(second.case_id)
    answer(monkeypatch)
    approved(first, staffed)

    QTest.mouseClick(button(page, "approve_button"), Qt.MouseButton.LeftButton)

    banner = all_words(cast("QWidget", page.findChild(QWidget, "approval_banner")))
    assert f"case {first.number}: ¥3,421.00 approved" in banner
    assert staffed.office.case(second.case_id).status is Status.PROPOSED
    QTest.mouseClick(button(page, "approve_button"), Qt.MouseButton.LeftButton)
    decision = staffed.office.case(second.case_id).decision
    assert decision is not None
    assert decision.body.beside == (first.case_id,)


def test_refusing_a_second_claim_asks_what_refusing_always_asks(
    page_for: Callable[[str], ApprovalPage],
    proposed: Callable[..., Case],
    staffed: Staffed,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    approved(proposed(), staffed)
    second = proposed(3000 * YUAN, "另一件内件")
    page = page_for("supervisor")
    answer(monkeypatch, "同一损失已赔付。")

    QTest.mouseClick(button(page, "refuse_button"), Qt.MouseButton.LeftButton)

    assert staffed.office.case(second.case_id).status is Status.REFUSED
