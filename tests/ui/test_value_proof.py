"""A proof of value nobody can see is pointed out to whoever assesses, proposes and decides; it stops none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from desktop.actions import intake, settlement
from desktop.domain import entries as e
from desktop.domain.claim import ValueProof
from desktop.domain.proposal import ProposalDraft, Remedy
from desktop.ui.assessment.view import AssessmentView
from desktop.ui.changes import Changes
from desktop.ui.proposal.view import ProposalView
from tests.factories import YUAN, an_intake, example_facts
from tests.ui.driving import press, sees, shown
from tests.ui.inline import InlineBackground

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.ui.approval.page import ApprovalPage
    from tests.factories import Staffed

pytestmark = pytest.mark.usefixtures("english")
FILE = e.EvidenceAdded(name="fapiao.pdf", media_type="application/pdf", sha256="0" * 64, stored_as="0", size=9)
NOTE = '"Invoice" is named as the proof of value, but the case has no file.'


@pytest.fixture
def assessed(desk: Desk) -> Case:
    case = intake.register_case(desk, an_intake())
    return settlement.keep_assessment(desk, case.case_id, example_facts(), case.basis)


def told(root: QWidget) -> str:
    return "\n".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())


def test_the_facts_say_it_under_the_field_and_follow_the_choice(
    desk: Desk, assessed: Case, staffed: Staffed, qtbot: QtBot
) -> None:
    view = AssessmentView(desk, InlineBackground(), Changes())
    qtbot.addWidget(view)
    view.show()
    view.show_case(assessed)
    assert NOTE in told(view)
    assert not sees(view, "jump_value_proof"), "nothing is wrong with it"

    view._form.change("value_proof", ValueProof.NONE)
    assert "is named as the proof of value" not in told(view)
    view._form.change("value_proof", ValueProof.ORDER)
    assert '"Order or payment record" is named as the proof of value' in told(view)
    assert shown(view, "keep_button", QWidget).isEnabled()

    staffed.write("clerk", assessed.case_id, FILE)
    view.show_case(staffed.office.case(assessed.case_id))
    assert "is named as the proof of value" not in told(view)


def test_the_proposal_warns_and_leads_to_the_evidence_but_is_sent(
    desk: Desk, assessed: Case, staffed: Staffed, qtbot: QtBot
) -> None:
    view = ProposalView(desk, InlineBackground(), Changes())
    qtbot.addWidget(view)
    view.show()
    view.show_case(assessed)
    assert NOTE in told(shown(view, "proof_banner", QWidget))
    with qtbot.waitSignal(view._changes.case_requested) as asked:
        press(view, "to_evidence_button")
    assert asked.args == [assessed.case_id, "story"]
    assert shown(view, "send_button", QWidget).isEnabled()

    staffed.write("clerk", assessed.case_id, FILE)
    view.show_case(staffed.office.case(assessed.case_id))

    assert not sees(view, "proof_banner")


@pytest.mark.parametrize("with_file", [False, True])
def test_whoever_decides_reads_it_among_what_is_unusual(
    desk: Desk, assessed: Case, staffed: Staffed, page_for: Callable[[str], ApprovalPage], *, with_file: bool
) -> None:
    if with_file:
        staffed.write("clerk", assessed.case_id, FILE)
    draft = ProposalDraft(3421 * YUAN, 3421 * YUAN, "", (Remedy.COMPENSATE,), "")
    settlement.propose(desk, assessed.case_id, draft)

    page = page_for("supervisor")

    assert page.right_panel is not None
    page.right_panel.show()
    assert (NOTE in told(page.right_panel)) is not with_file
