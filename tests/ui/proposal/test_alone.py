"""Settling within one's own limit, without a second person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain import entries as e
from desktop.domain.case import Status
from desktop.domain.proposal import Remedy
from desktop.storage.keys import KeyFile, Unlocked
from desktop.ui import ask
from tests.factories import YUAN, a_decision
from tests.ui.proposal.reading import banner, is_shown, offer, press

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.case import Case
    from desktop.ui.proposal.view import ProposalView
    from tests.factories import Staffed


PASSWORD = "parcel-2026"


def test_nobody_is_offered_to_settle_a_second_claim_alone(
    view_for: Callable[[str], ProposalView], staffed: Staffed
) -> None:
    with_alone_limit(staffed, 5000)
    first = staffed.proposed()
    staffed.write("supervisor", first.case_id, a_decision(first))
    view = view_for("clerk")

    view.show_case(staffed.assessed())

    assert not is_shown(view, "settle_alone_button")


def with_alone_limit(staffed: Staffed, yuan: int) -> None:
    """Let the clerk settle small cases alone, and give them a password to sign with."""
    clerk = staffed.office.people.at("clerk")
    assert clerk is not None
    staffed.write(
        "manager",
        "",
        e.PersonChanged(
            person_id="clerk",
            name=clerk.name,
            role="clerk",
            limit_fen=0,
            alone_limit_fen=yuan * YUAN,
            active=True,
        ),
    )
    keys = KeyFile.new(staffed.office.folder, "office")
    keys.put("clerk", Unlocked(staffed.key, staffed.signers["clerk"]), PASSWORD)


@pytest.mark.parametrize(("limit", "shown"), [(0, False), (3420, False), (3421, True)])
def test_settling_alone_is_offered_only_within_ones_own_limit(
    view_for: Callable[[str], ProposalView], staffed: Staffed, limit: int, shown: bool
) -> None:
    with_alone_limit(staffed, limit)
    view = view_for("clerk")

    view.show_case(staffed.assessed())

    assert is_shown(view, "settle_alone_button") is shown


def test_settling_alone_sends_signs_and_marks_the_case(
    view_for: Callable[[str], ProposalView], staffed: Staffed, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_alone_limit(staffed, 5000)
    case = staffed.assessed()
    view = view_for("clerk")
    view.show_case(case)
    offer(view, Remedy.COMPENSATE)
    monkeypatch.setattr(ask, "ask_reason", lambda *_args, **_options: "网点只有一人")
    monkeypatch.setattr(ask, "ask_password", lambda *_args: PASSWORD)

    press(view, "settle_alone_button")

    settled: Case = staffed.office.case(case.case_id)
    assert settled.status is Status.APPROVED
    assert settled.decision is not None
    assert settled.decision.body.alone
    assert "marked for later review" in banner(view)


def test_a_wrong_password_leaves_the_proposal_waiting(
    view_for: Callable[[str], ProposalView], staffed: Staffed, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_alone_limit(staffed, 5000)
    case = staffed.assessed()
    view = view_for("clerk")
    view.show_case(case)
    offer(view, Remedy.COMPENSATE)
    monkeypatch.setattr(ask, "ask_reason", lambda *_args, **_options: "网点只有一人")
    monkeypatch.setattr(ask, "ask_password", lambda *_args: "not-it-2026")

    press(view, "settle_alone_button")

    assert staffed.office.case(case.case_id).status is not Status.APPROVED
    assert banner(view) == "The password is wrong."
