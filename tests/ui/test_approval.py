"""Approvals: the queue, what a decision rests on, who may do what, and what is signed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import msgspec
import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QPushButton, QWidget

from desktop import i18n
from desktop.actions import intake, settlement
from desktop.actions.desk import Desk, load_reference
from desktop.domain import entries as e
from desktop.domain.case import Status
from desktop.domain.proposal import ProposalDraft, Remedy
from desktop.storage.keys import KeyFile, Unlocked
from desktop.ui import ask
from desktop.ui.approval.page import ApprovalPage
from desktop.ui.background import InlineBackground
from desktop.ui.changes import Changes
from tests.actions.test_papers import example_facts
from tests.factories import YUAN, a_decision, an_intake

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.domain.case import Case
    from tests.conftest import FrozenClock
    from tests.factories import Staffed

PASSWORD = "parcel-2026"


@pytest.fixture
def desk_of(staffed: Staffed, clock: FrozenClock) -> Callable[[str], Desk]:
    reference = load_reference()
    return lambda who: Desk(staffed.office, staffed.signers[who], clock, reference)


@pytest.fixture
def page_for(qtbot: QtBot, staffed: Staffed, desk_of: Callable[[str], Desk]) -> Callable[[str], ApprovalPage]:
    """Open the page for one of the people, with a password to sign with."""
    i18n.set_language("en")

    def opened(who: str) -> ApprovalPage:
        keys = KeyFile.new(staffed.office.folder, "office")
        keys.put(who, Unlocked(staffed.key, staffed.signers[who]), PASSWORD)
        page = ApprovalPage(desk_of(who), InlineBackground(), Changes())
        qtbot.addWidget(page)
        assert page.right_panel is not None
        qtbot.addWidget(page.right_panel)
        page.resize(974, 640)
        page.show()
        page.opened()
        return page

    return opened


@pytest.fixture
def proposed(desk_of: Callable[[str], Desk]) -> Callable[..., Case]:
    """Take a case in, assess it and propose, as the clerk."""

    def made(amount: int = 3421 * YUAN, reason: str = "", **changes: object) -> Case:
        desk = desk_of("clerk")
        case = intake.register_case(desk, an_intake(**changes))
        settlement.record_finding(desk, case.case_id, "yes", "transport", "装车时受压。")
        settlement.keep_assessment(desk, case.case_id, example_facts(), desk.office.case(case.case_id).basis)
        return settlement.propose(
            desk, case.case_id, ProposalDraft(amount, 3421 * YUAN, reason, (Remedy.COMPENSATE,), "请批。")
        )

    return made


def all_words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def words(page: QWidget, name: str) -> str:
    return cast("QLabel", page.findChild(QLabel, name)).text()


def button(page: QWidget, name: str) -> QPushButton:
    return cast("QPushButton", page.findChild(QPushButton, name))


def answer(monkeypatch: pytest.MonkeyPatch, reason: str | None = "核对无误。", password: str | None = PASSWORD) -> None:
    monkeypatch.setattr(ask, "ask_reason", lambda *_args, **_options: reason)
    monkeypatch.setattr(ask, "ask_password", lambda *_args: password)


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
        "lower of (9500.00, 3000.00)",
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
    assert "¥3,600.00 instead of ¥3,421.00. Reason given: 客户往返三次" in told
    # With the limit void the whole loss of 9,500 and the fee of 421 are due.
    assert "A dispute could cost up to ¥9,921.00" in told
    assert "The customer asks for more: ¥9,500.00." in told
    assert "There is no evidence." in told
    assert "某clerk" in told


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
    for private in ("𬭊", "13912345678", "某clerk;"):
        assert private not in told
    with qtbot.waitSignal(page._changes.case_requested) as asked:
        QTest.mouseClick(cast("QPushButton", panel.findChild(QPushButton, "nearest_0")), Qt.MouseButton.LeftButton)
    assert asked.args == [alike[-1].case_id, "story"]


def test_goodwill_stands_in_a_line_of_its_own(
    page_for: Callable[[str], ApprovalPage], proposed: Callable[..., Case]
) -> None:
    proposed(3600 * YUAN, "客户往返三次")
    page = page_for("supervisor")

    told = all_words(cast("QWidget", page.findChild(QWidget, "amount_parts"))).split("\n")
    # 3,600.00 - 3,421.00 = 179.00
    assert told == ["By the rules", "¥3,421.00", "Goodwill", "¥179.00 (客户往返三次)"]


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

    def ask_password(_parent: QWidget, _who: str, why: str) -> str:
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
