"""A demand that goes too far: refused with reasons and an apology, declined, explained once more, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from desktop.actions.due import promises_of
from desktop.domain.case import Status
from tests.ui.driving import press, shown, write
from tests.ui.follow_up.hands import alt, choose, save, say, sheet, tell
from tests.ui.lives.hands import begin, decide, history_of, in_order, next_words, only_case, pick, save_new, send

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.ui.approval.page import ApprovalPage
    from desktop.ui.cases.page import CasesPage
    from desktop.ui.intake.page import IntakePage
    from tests.conftest import FrozenClock

REASONS = "Nothing was broken; ten times the postage has no ground in any rule."


def find_that_it_goes_too_far(page: CasesPage) -> None:
    pick(page, "stands", "no")
    pick(page, "too_far", "True")
    say(page, "account", "The courier rang twice and spoke calmly; the call is recorded.")
    say(page, "unreasonable", REASONS)
    say(page, "goodwill", "An apology for the trouble.")
    press(page, "record_finding_button")


def explain_and_close(page: CasesPage) -> None:
    """Explain once more with the reasons, apologise as approved, ask, close."""
    alt(page, Qt.Key.Key_T)
    choose(sheet(page, "tell"), "about", "Outcome")
    say(sheet(page, "tell"), "words", REASONS)
    save(page, "tell")
    assert "Carry out what was approved: Apologise." in next_words(page)
    alt(page, Qt.Key.Key_D)
    say(sheet(page, "carry-out"), "words", "Apologised in writing.")
    save(page, "carry-out")
    alt(page, Qt.Key.Key_S)
    press(sheet(page, "satisfaction"), "1")
    save(page, "satisfaction")
    alt(page, Qt.Key.Key_E)
    assert shown(sheet(page, "close"), "outcome", QComboBox).currentText().startswith("Explained")
    say(sheet(page, "close"), "words", "Explained twice; the customer stays unhappy.")
    save(page, "close")


def test_a_demand_without_ground_is_answered_with_reasons_and_an_apology_and_closed_as_unfounded(
    intake_page: IntakePage,
    open_case: Callable[..., CasesPage],
    page_for: Callable[[str], ApprovalPage],
    desk_of: Callable[[str], Desk],
    clock: FrozenClock,
    qtbot: QtBot,
) -> None:
    desk = desk_of("clerk")
    begin(intake_page, "He was rude. I want 4210 yuan or I post it online.", "attitude")
    pick(intake_page, "asks", "compensate")
    write(intake_page, "asked_amount", "4210")
    case = save_new(desk, qtbot)
    page = open_case("clerk", case)

    find_that_it_goes_too_far(page)
    finding = only_case(desk).finding
    assert finding is not None
    assert (finding[1].unreasonable, finding[1].goodwill) == (REASONS, "An apology for the trouble.")
    assert "Propose an answer; a supervisor decides." in next_words(page), "money is asked for"
    send(page, "An apology and no money.", "apologise")
    proposal = only_case(desk).proposal
    assert proposal is not None
    assert (proposal.body.amount_fen, proposal.body.remedies) == (0, ("apologise",))

    clock.advance(hours=1)
    decide(page_for("supervisor"), "approve_button", "No more than that.")
    page = open_case("clerk", case, "follow-up")
    tell(page, "We apologise; we do not pay, and why.", "declines")
    assert "does not accept" in next_words(page)
    clock.advance(hours=1)
    explain_and_close(page)

    closed = only_case(desk)
    assert closed.status is Status.CLOSED
    assert closed.life.payments == []
    assert promises_of(desk, closed) == {}
    assert in_order(
        history_of(page),
        "Taken in as",
        f"Goes too far: {REASONS} Goodwill: An apology for the trouble.",
        "Proposed: ¥0.00; Apologise",
        "Approved: No more than that.",
        "The customer declines.",
        f"Outcome, by phone: {REASONS}",
        "Carried out: Apologise. Apologised in writing.",
        "Asked whether satisfied: 1 of 5.",
        "Closed: Explained: the complaint does not stand. Explained twice; the customer stays unhappy.",
    )
