"""Checking a paper that comes back, without any network."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.actions import cases, papers, people, settlement
from desktop.actions.papers import Standing
from desktop.domain.paper_code import read_code
from desktop.domain.proposal import ProposalDraft, Remedy
from tests.actions.settling import a_proposed_case, approved
from tests.factories import YUAN

if TYPE_CHECKING:
    from tests.actions.conftest import Desks
    from tests.conftest import FrozenClock


@pytest.fixture
def code(desks: Desks) -> str:
    case = approved(desks, a_proposed_case(desks.clerk))
    papers.issue_paper(desks.clerk, case.case_id, "agreement", "zh_CN")
    return cases.read_case(desks.clerk, case.case_id).papers[0][1].code


def test_the_code_of_an_issued_paper_is_genuine_also_years_later_and_for_others(
    desks: Desks, code: str, clock: FrozenClock
) -> None:
    clock.advance(days=800)

    # As a scanner with Caps Lock on and a mail program with short lines would hand it over.
    checked = papers.check_paper_code(desks.supervisor, f" {code[:40].lower()}\n{code[40:]} ")

    assert checked.standing is Standing.GENUINE
    assert checked.code is not None
    assert (checked.code.number, checked.code.fen, checked.code.on, checked.code.draft) == (
        "XY260302-001-1",
        342_100,
        date(2026, 3, 2),
        False,
    )
    assert (checked.issued_by, checked.overtaken) == ("某clerk", False)


def test_the_code_stays_genuine_when_its_issuer_gets_a_new_key(desks: Desks, code: str, clock: FrozenClock) -> None:
    clock.advance(days=1)
    people.give_new_password(desks.manager, desks.clerk.person, "another-2026", "another-2026")

    assert papers.check_paper_code(desks.manager, code).standing is Standing.GENUINE


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("342100", "942100"), ("20260302", "20260303"), ("0302F", "0302D"), ("MP1-XY", "MP2-XY")],
)
def test_a_changed_code_is_never_genuine(desks: Desks, code: str, wrong: str, right: str) -> None:
    forged = code.replace(wrong, right, 1)
    assert forged != code

    assert papers.check_paper_code(desks.supervisor, forged).standing in (Standing.FORGED, Standing.UNREADABLE)


def test_a_code_signed_by_somebody_else_is_forged(desks: Desks, code: str) -> None:
    again = read_code(code)[0].signed(desks.supervisor.signer.sign)

    assert papers.check_paper_code(desks.supervisor, again).standing is Standing.FORGED


def test_a_number_this_office_never_gave_is_unknown_here(desks: Desks, code: str) -> None:
    other = code.replace("XY260302-001-1", "XY260302-001-7")

    assert papers.check_paper_code(desks.supervisor, other).standing is Standing.UNKNOWN_HERE


@pytest.mark.parametrize(
    "text",
    ["", "SF1385628716739", "https://example.com", "MP1-XY1-1-20261399F-" + "A" * 103, "MP1-XY1-1-20260302F-A"],
)
def test_anything_else_is_no_paper_code(desks: Desks, text: str) -> None:
    assert papers.check_paper_code(desks.supervisor, text).standing is Standing.UNREADABLE


def test_a_paper_whose_proposal_was_replaced_is_genuine_but_overtaken(desks: Desks, code: str) -> None:
    case_id = papers.list_papers(desks.clerk)[0].case_id
    draft = ProposalDraft(3000 * YUAN, 3421 * YUAN, "客户让步", (Remedy.COMPENSATE,))
    settlement.propose(desks.clerk, case_id, draft)

    checked = papers.check_paper_code(desks.clerk, code)

    assert (checked.standing, checked.overtaken) == (Standing.GENUINE, True)
