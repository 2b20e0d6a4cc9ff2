"""Approvals: the queue, what a decision rests on, who may do what, and what is signed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import msgspec
import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QWidget

from desktop.actions import intake, settlement
from desktop.domain import entries as e
from desktop.domain.case import Status
from desktop.domain.proposal import ProposalDraft, Remedy
from desktop.ui import ask
from tests.factories import YUAN, an_intake, example_facts
from tests.ui.approval.reading import all_words, answer, button, words
from tests.ui.conftest import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.ui.approval.page import ApprovalPage
from tests.factories import Staffed


def test_the_proposal_stands_there_as_a_sentence_with_what_it_rests_on(
    page_for: Callable[[str], ApprovalPage], proposed: Callable[..., Case]
) -> None:
    proposed()
    page = page_for("supervisor")

    assert words(page, "proposed_amount") == "¥3,421.00"
    assert words(page, "decision_sentence").startswith("Damage (瓷瓶): pay ¥3,421.00")
    shown = all_words(page)
    for expected in (
        "瓷瓶全碎了，外箱一角压扁。",
        "装车时受压。",
        "¥3,000.00",
        "¥421.00",
        "the lower of the actual loss ¥9,500.00 and the declared value ¥3,000.00",
    ):
        assert expected in shown
    assert "𬭊䶮" not in shown


def test_what_is_unusual_is_told_with_both_amounts_and_what_a_dispute_could_cost(
    page_for: Callable[[str], ApprovalPage], proposed: Callable[..., Case]
) -> None:
    proposed(3600 * YUAN, "客户往返三次", asked_amount=9500 * YUAN)
    page = page_for("supervisor")

    assert page.right_panel is not None
    told = all_words(page.right_panel)
    assert "Amount changed by hand: ¥3,600.00 instead of ¥3,421.00." in told
    # With the limit void the whole loss of 9,500 and the fee of 421 are due.
    assert "A dispute could cost up to ¥9,921.00" in told
    assert "The customer asks for more: ¥9,500.00." in told
    assert "There is no evidence." in told
    assert "某clerk" in told


def test_approving_asks_for_reason_and_password_signs_and_shows_the_next(
    page_for: Callable[[str], ApprovalPage],
    proposed: Callable[..., Case],
    staffed: Staffed,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = proposed(), proposed(3000 * YUAN, "让步")
    page = page_for("supervisor")
    page.show_case(first.case_id)
    answer(monkeypatch)

    QTest.mouseClick(button(page, "approve_button"), Qt.MouseButton.LeftButton)

    decided = staffed.office.case(first.case_id)
    assert decided.status is Status.APPROVED
    assert decided.decision is not None
    assert decided.decision.header.actor == "supervisor"
    row = page._queue.current_row()
    assert row is not None
    assert row.case_id == second.case_id
    assert words(page, "proposed_amount") == "¥3,000.00"
    assert page.focusWidget() is page._queue


def test_enter_in_the_queue_approves(
    page_for: Callable[[str], ApprovalPage],
    proposed: Callable[..., Case],
    staffed: Staffed,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = proposed()
    page = page_for("supervisor")
    answer(monkeypatch)

    QTest.keyClick(page._queue, Qt.Key.Key_Return)

    assert staffed.office.case(case.case_id).status is Status.APPROVED
    assert page._model.rowCount() == 0


@pytest.mark.parametrize(
    ("name", "status"),
    [("return_button", Status.RETURNED), ("refuse_button", Status.REFUSED), ("pass_up_button", Status.PASSED_UP)],
)
def test_every_verdict_has_its_button(
    page_for: Callable[[str], ApprovalPage],
    proposed: Callable[..., Case],
    staffed: Staffed,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    status: Status,
) -> None:
    case = proposed()
    page = page_for("supervisor")
    answer(monkeypatch)

    QTest.mouseClick(button(page, name), Qt.MouseButton.LeftButton)

    assert staffed.office.case(case.case_id).status is status


@pytest.mark.parametrize(
    ("reason", "password"), [(None, PASSWORD), ("核对无误。", None), ("核对无误。", "not-it-2026")]
)
def test_without_reason_or_the_right_password_nothing_is_written(
    page_for: Callable[[str], ApprovalPage],
    proposed: Callable[..., Case],
    staffed: Staffed,
    monkeypatch: pytest.MonkeyPatch,
    reason: str | None,
    password: str | None,
) -> None:
    case = proposed()
    page = page_for("supervisor")
    answer(monkeypatch, reason, password)

    QTest.mouseClick(button(page, "approve_button"), Qt.MouseButton.LeftButton)

    assert staffed.office.case(case.case_id).status is Status.PROPOSED
    assert button(page, "approve_button").isEnabled()


def test_after_a_wrong_password_only_the_password_is_asked_again(
    page_for: Callable[[str], ApprovalPage],
    proposed: Callable[..., Case],
    staffed: Staffed,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = proposed()
    page = page_for("supervisor")
    reasons, passwords = ["核对无误。"], ["not-it-2026", PASSWORD]
    told: list[str] = []

    def ask_password(_parent: QWidget, _who: str, why: str, _reason: str) -> str:
        told.append(why)
        return passwords.pop(0)

    monkeypatch.setattr(ask, "ask_reason", lambda *_args, **_options: reasons.pop())
    monkeypatch.setattr(ask, "ask_password", ask_password)

    QTest.mouseClick(button(page, "approve_button"), Qt.MouseButton.LeftButton)

    decision = staffed.office.case(case.case_id).decision
    assert decision is not None
    assert decision.body.reason == "核对无误。"
    assert "password is not right" in told[1]


def test_a_clerk_sees_the_queue_and_the_reason_why_nothing_can_be_pressed(
    page_for: Callable[[str], ApprovalPage], proposed: Callable[..., Case]
) -> None:
    proposed()
    page = page_for("clerk")

    assert page._model.rowCount() == 1
    for name in ("approve_button", "return_button", "refuse_button", "pass_up_button"):
        assert not button(page, name).isEnabled()
    assert "Clerk" in words(page, "approval_note")


def test_above_the_limit_only_approving_is_closed_and_says_so(
    page_for: Callable[[str], ApprovalPage], proposed: Callable[..., Case]
) -> None:
    proposed(6000 * YUAN, "协商一致")
    page = page_for("supervisor")

    assert not button(page, "approve_button").isEnabled()
    assert button(page, "pass_up_button").isEnabled()
    assert words(page, "approval_note") == "Approve: ¥6,000.00 is above your limit of ¥5,000.00. Pass it up."


def test_whoever_worked_on_the_case_reads_why_somebody_else_decides(
    page_for: Callable[[str], ApprovalPage], desk_of: Callable[[str], Desk]
) -> None:
    desk = desk_of("supervisor")
    case = intake.register_case(desk, an_intake())
    settlement.keep_assessment(
        desk_of("clerk"), case.case_id, example_facts(), desk_of("clerk").office.case(case.case_id).basis
    )
    settlement.propose(
        desk_of("clerk"), case.case_id, ProposalDraft(3421 * YUAN, 3421 * YUAN, remedies=(Remedy.COMPENSATE,))
    )

    page = page_for("supervisor")

    assert "You took this case in yourself" in words(page, "approval_note")
    assert not button(page, "approve_button").isEnabled()


def test_a_stale_proposal_is_shown_as_stale_with_nothing_to_press(
    page_for: Callable[[str], ApprovalPage], proposed: Callable[..., Case], desk_of: Callable[[str], Desk]
) -> None:
    case = proposed()
    intake.correct_case(desk_of("clerk"), case.case_id, msgspec.structs.replace(case.intake, freight=1), "看错")
    page = page_for("supervisor")

    assert page._model.rowCount() == 1
    assert "corrected since" in all_words(cast("QWidget", page.findChild(QWidget, "stale_banner")))
    assert not button(page, "approve_button").isEnabled()
    assert "corrected since" in words(page, "approval_note")


def test_a_correction_behind_the_back_of_the_screen_is_refused_as_stale(
    page_for: Callable[[str], ApprovalPage],
    proposed: Callable[..., Case],
    desk_of: Callable[[str], Desk],
    staffed: Staffed,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = proposed()
    page = page_for("supervisor")
    intake.correct_case(desk_of("clerk"), case.case_id, msgspec.structs.replace(case.intake, freight=1), "看错")
    answer(monkeypatch)

    QTest.mouseClick(button(page, "approve_button"), Qt.MouseButton.LeftButton)

    assert staffed.office.case(case.case_id).decisions == []
    assert "corrected since" in all_words(cast("QWidget", page.findChild(QWidget, "approval_banner")))


def test_an_empty_queue_shows_no_case(page_for: Callable[[str], ApprovalPage]) -> None:
    page = page_for("supervisor")

    assert not button(page, "approve_button").isVisible()


def a_picture(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.ReadWrite)
    image.save(buffer, "PNG")  # type: ignore[call-overload] # the stub wants bytes for the format
    return bytes(buffer.data().data())


def test_evidence_stands_there_as_thumbnails_and_opens_large(
    page_for: Callable[[str], ApprovalPage], proposed: Callable[..., Case], staffed: Staffed
) -> None:
    case = proposed()
    content = a_picture(40, 30)
    body = e.EvidenceAdded(
        name="外包装.png",
        media_type="image/png",
        sha256=e.digest(content),
        stored_as=staffed.office.attachments.keep(content),
        size=len(content),
    )
    staffed.write("clerk", case.case_id, body)
    page = page_for("supervisor")

    thumbnail = cast("QAbstractButton", page.findChild(QAbstractButton, "evidence_button"))
    QTest.mouseClick(thumbnail, Qt.MouseButton.LeftButton)

    viewer = cast("QDialog", page.findChild(QDialog, "evidence_viewer"))
    assert viewer.windowTitle() == "外包装.png"
    assert viewer.isVisible()
    viewer.close()


def test_evidence_that_was_changed_on_disk_says_so(
    page_for: Callable[[str], ApprovalPage], proposed: Callable[..., Case], staffed: Staffed
) -> None:
    case = proposed()
    body = e.EvidenceAdded(name="a.png", media_type="image/png", sha256="0" * 64, stored_as="ab" * 32, size=1)
    staffed.write("clerk", case.case_id, body)
    page = page_for("supervisor")

    assert "missing or was changed" in all_words(cast("QWidget", page.findChild(QWidget, "approval_banner")))
