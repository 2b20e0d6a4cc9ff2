"""What is told beside a proposal: alike cases, other claims, a finding that is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QLabel, QWidget

from desktop.domain import entries as e
from tests.factories import a_decision, a_proposal, an_assessment
from tests.ui.proposal.reading import banner, is_enabled, is_shown, press, type_amount, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.ui.proposal.view import ProposalView
    from tests.factories import Staffed


def test_goodwill_is_told_while_typing_and_so_is_what_is_unusual(
    view_for: Callable[[str], ProposalView], staffed: Staffed, qtbot: QtBot
) -> None:
    for place in range(5):
        alike = staffed.registered(waybill=f"SF138562871674{place}")
        staffed.write("clerk", alike.case_id, an_assessment(alike))
        alike = staffed.office.case(alike.case_id)
        staffed.write("clerk", alike.case_id, a_proposal(alike))
        staffed.write("supervisor", alike.case_id, a_decision(staffed.office.case(alike.case_id)))
    view = view_for("clerk")
    view.show_case(staffed.assessed())
    assert not is_shown(view, "amount_parts")
    assert "5 approved cases" in words(view, "similar_figures")
    assert not is_shown(view, "similar_unusual")

    type_amount(view, "3600")

    def told() -> list[str]:
        parts = cast("QWidget", view.findChild(QWidget, "amount_parts")).findChildren(QLabel)
        return [label.text() for label in parts if label.isVisible()]

    # 3,600.00 - 3,421.00 = 179.00
    qtbot.waitUntil(lambda: told() == ["By the rules", "¥3,421.00", "Goodwill", "¥179.00"])
    assert "is more than in three of four alike cases" in words(view, "similar_unusual")


def test_another_claim_of_the_waybill_is_told_and_one_click_away(
    view_for: Callable[[str], ProposalView], staffed: Staffed, qtbot: QtBot
) -> None:
    first, second = staffed.proposed(), staffed.assessed()
    view = view_for("clerk")
    view.show_case(second)
    assert f"case {first.number}: ¥3,421.00 proposed" in claims(view)

    # Decided while the view is open: it hears of it.
    staffed.write("supervisor", first.case_id, a_decision(first))
    view._changes.case_changed.emit(first.case_id)
    assert f"case {first.number}: ¥3,421.00 approved" in claims(view)
    with qtbot.waitSignal(view._changes.case_requested) as asked:
        press(view, "other_case_button")
    assert asked.args == [first.case_id, "story"]

    view.show_case(staffed.registered(waybill="YT8962646785389"))
    assert claims(view) == ""


def claims(view: QWidget) -> str:
    warned = cast("QWidget", view.findChild(QWidget, "other_claims"))
    return "\n".join(label.text() for label in warned.findChildren(QLabel)) if warned.isVisible() else ""


def test_whoever_is_about_to_send_without_a_finding_is_told_and_may_still_do_so(
    view_for: Callable[[str], ProposalView], staffed: Staffed, qtbot: QtBot
) -> None:
    case = staffed.assessed()
    view = view_for("clerk")
    view.show_case(case)

    assert "Nobody has recorded yet what happened." in banner(view)
    assert words(view, "proposal_note") == "This would be sent without a finding."
    with qtbot.waitSignal(view._changes.case_requested) as asked:
        press(view, "onward_button")
    assert asked.args == [case.case_id, "story"]
    assert is_enabled(view, "send_button")

    staffed.write("clerk", case.case_id, e.FindingRecorded(stands="yes", responsible="transport", account="受压。"))
    view.show_case(staffed.office.case(case.case_id))

    assert "Nobody has recorded" not in banner(view)
    assert words(view, "proposal_note") == ""


def test_whoever_cannot_propose_is_not_asked_for_a_finding(
    view_for: Callable[[str], ProposalView], staffed: Staffed
) -> None:
    view = view_for("auditor")
    view.show_case(staffed.assessed())

    assert "Nobody has recorded" not in banner(view)
