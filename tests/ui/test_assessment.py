"""The assessment of a case: what is asked, what is shown with every keystroke, what is kept."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import TYPE_CHECKING, cast

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from desktop.actions import rule_packs
from desktop.domain import entries as e
from desktop.domain.claim import ClaimFacts, Event
from desktop.domain.intake import ComplaintType
from desktop.domain.money import Money
from desktop.domain.people import Role
from desktop.rulepacks import load_packs
from desktop.ui import ask
from desktop.ui.assessment.facts_form import facts_of
from desktop.ui.assessment.relevance import relevant
from desktop.ui.assessment.view import AssessmentView
from desktop.ui.changes import Changes
from tests.factories import a_decision, a_proposal
from tests.rules.own_version import MINE, source
from tests.rules.small import PACK
from tests.ui.inline import InlineBackground

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from tests.factories import Staffed


@pytest.fixture
def view(qtbot: QtBot, desk: Desk, english: None) -> AssessmentView:
    shown = AssessmentView(desk, InlineBackground(), Changes())
    qtbot.addWidget(shown)
    shown.resize(926, 560)
    shown.show()
    return shown


@pytest.fixture
def case(staffed: Staffed) -> Case:
    """The parcel of example CN-V-03 under the terms of a plain agreement."""
    return staffed.registered(carrier="zz")


def field(view: QWidget, key: str) -> QWidget:
    return cast("QWidget", view.findChild(QWidget, key))


def words(view: QWidget, name: str) -> str:
    return cast("QLabel", view.findChild(QLabel, name)).text()


def choose(view: AssessmentView, key: str, value: object) -> None:
    view._form.change(key, value)


def type_amount(view: AssessmentView, key: str, text: str) -> None:
    line = cast("QLineEdit", field(view, key))
    line.selectAll()
    QTest.keyClicks(line, text)


def test_the_registration_fills_the_facts_and_the_result_stands_there_at_once(view: AssessmentView, case: Case) -> None:
    view.show_case(case)
    choose(view, "terms", "generic")

    assert words(view, "payable_amount") == "¥3,421.00"
    facts = view._form.facts()
    assert facts is not None
    assert (facts.declared_value, facts.freight, facts.event) == (Decimal(3000), Decimal(421), Event.TOTAL_DAMAGE)
    assert (str(facts.claimed_on), str(facts.as_of)) == ("2026-03-02", "2026-03-02")


def test_another_claim_of_the_waybill_is_told_before_this_one_is_worked_out(
    view: AssessmentView, case: Case, staffed: Staffed, qtbot: QtBot
) -> None:
    view.show_case(case)
    assert not field(view, "other_claims").isVisible()

    other = staffed.assessed()
    view._changes.case_changed.emit(other.case_id)

    told = "\n".join(label.text() for label in field(view, "other_claims").findChildren(QLabel))
    assert f"case {other.number}: assessed at ¥3,421.00" in told
    with qtbot.waitSignal(view._changes.case_requested) as asked:
        QTest.mouseClick(cast("QPushButton", field(view, "other_case_button")), Qt.MouseButton.LeftButton)
    assert asked.args == [other.case_id, "story"]


def test_a_rule_pack_that_comes_in_counts_at_once_for_what_is_on_the_screen(
    view: AssessmentView, case: Case, staffed: Staffed
) -> None:
    """The branch's own version pays the loss of 9,500 in full, and the fee of 421 goes back as before."""
    view.show_case(case)
    choose(view, "terms", "generic")
    type_amount(view, "actual_value", "9500")
    desk = dataclasses.replace(view._desk, signer=staffed.signers["manager"])

    rule_packs.import_pack(desk, source(MINE.replace('method = "first-loss"', 'method = "actual-loss"')))
    rule_packs.import_pack(desk, source(PACK))
    view._changes.rules_changed.emit()

    assert words(view, "payable_amount") == "¥9,921.00"
    choose(view, "terms", "trial")
    assert words(view, "payable_amount") == "¥100.00"


def test_every_keystroke_works_the_result_out_again(view: AssessmentView, case: Case) -> None:
    view.show_case(case)
    choose(view, "terms", "generic")

    type_amount(view, "actual_value", "2000")

    # Below the declared value the loss itself is paid: 2,000 and the fee of 421.
    assert words(view, "payable_amount") == "¥2,421.00"


def test_what_is_missing_is_named_with_a_jump_to_its_field(view: AssessmentView, case: Case) -> None:
    view.show_case(case)
    choose(view, "terms", "generic")
    choose(view, "freight", None)

    jump = cast("QPushButton", view.findChild(QPushButton, "jump_freight"))

    assert not cast("QLabel", view.findChild(QLabel, "payable_amount")).isVisible()
    assert "Postage" in words(view, "headline")
    QTest.mouseClick(jump, Qt.MouseButton.LeftButton)
    assert view.focusWidget() is field(view, "freight")
    assert not cast("QPushButton", field(view, "keep_button")).isEnabled()


def test_contradictions_stand_at_their_fields_and_the_cursor_stays_where_it_is(
    view: AssessmentView, case: Case
) -> None:
    view.show_case(case)
    choose(view, "terms", "generic")
    line = field(view, "declared_value")
    line.setFocus()
    type_amount(view, "declared_value", "0")

    row = view._form._rows["declared_value"]
    assert "declared value is 0" in row.text
    assert view.focusWidget() is line


def test_only_facts_that_matter_for_the_event_are_asked_for(view: AssessmentView, case: Case) -> None:
    view.show_case(case)
    choose(view, "terms", "generic")
    assert not field(view, "pieces_lost").isVisible()
    assert not field(view, "promised_by").isVisible()

    choose(view, "event", Event.SHORTAGE)
    assert field(view, "pieces_lost").isVisible()

    choose(view, "event", Event.DELAY)
    assert field(view, "promised_by").isVisible()
    assert field(view, "scope").isVisible()


def test_a_fact_that_was_given_stays_in_sight_and_counts(view: AssessmentView, case: Case) -> None:
    view.show_case(case)
    choose(view, "terms", "generic")
    choose(view, "event", Event.PARTIAL_DAMAGE)
    choose(view, "loss_amount", Money(Decimal(800)))

    choose(view, "event", Event.TOTAL_DAMAGE)

    assert field(view, "loss_amount").isVisible()
    facts = view._form.facts()
    assert facts is not None
    assert facts.loss_amount == Decimal(800)


def test_keeping_records_facts_and_result_and_says_by_whom(
    view: AssessmentView, case: Case, staffed: Staffed, qtbot: QtBot
) -> None:
    view.show_case(case)
    choose(view, "terms", "generic")

    with qtbot.waitSignal(view._changes.case_changed) as told:
        QTest.mouseClick(field(view, "keep_button"), Qt.MouseButton.LeftButton)

    assert told.args == [case.case_id]
    kept = staffed.office.case(case.case_id).assessment
    assert kept is not None
    assert kept.body.payable_fen == 342_100
    assert msgspec.json.decode(kept.body.facts, type=ClaimFacts) == view._form.facts()
    assert words(view, "kept_note") == "Saved: ¥3,421.00, by 某clerk, 2 Mar 2026 09:00."
    assert not cast("QPushButton", field(view, "keep_button")).isEnabled()


def test_edited_facts_are_marked_as_differing_from_what_is_kept(view: AssessmentView, case: Case) -> None:
    view.show_case(case)
    choose(view, "terms", "generic")
    QTest.mouseClick(field(view, "keep_button"), Qt.MouseButton.LeftButton)

    type_amount(view, "actual_value", "2000")

    assert words(view, "kept_note").endswith("What is on the screen differs from it.")
    assert not field(view, "assessment_notice").isVisible()
    assert cast("QPushButton", field(view, "keep_button")).isEnabled()


def test_keeping_under_a_proposal_asks_once_and_makes_it_stale(
    view: AssessmentView, case: Case, staffed: Staffed, monkeypatch: pytest.MonkeyPatch
) -> None:
    view.show_case(case)
    choose(view, "terms", "generic")
    QTest.mouseClick(field(view, "keep_button"), Qt.MouseButton.LeftButton)
    kept = staffed.office.case(case.case_id)
    staffed.write("clerk", case.case_id, a_proposal(kept))
    proposed = staffed.office.case(case.case_id)
    staffed.write("supervisor", case.case_id, a_decision(proposed))
    view.show_case(staffed.office.case(case.case_id))
    assert not field(view, "assessment_notice").isVisible()
    type_amount(view, "actual_value", "2000")
    assert field(view, "assessment_notice").isVisible()
    asked: list[str] = []
    answers = [False, True]

    def confirm(_parent: QWidget, _title: str, text: str, _verb: str) -> bool:
        asked.append(text)
        return answers.pop(0)

    monkeypatch.setattr(ask, "confirm", confirm)
    QTest.mouseClick(field(view, "keep_button"), Qt.MouseButton.LeftButton)
    assert staffed.office.case(case.case_id).proposal_stale == ""

    QTest.mouseClick(field(view, "keep_button"), Qt.MouseButton.LeftButton)

    assert len(asked) == 2
    assert "approved" in asked[0]
    assert staffed.office.case(case.case_id).proposal_stale == "assessment-replaced"


def test_a_correction_of_the_registration_is_told_and_its_facts_go_before_the_kept_ones(
    view: AssessmentView, case: Case, staffed: Staffed
) -> None:
    view.show_case(case)
    choose(view, "terms", "generic")
    choose(view, "repair_cost", None)
    QTest.mouseClick(field(view, "keep_button"), Qt.MouseButton.LeftButton)
    corrected = msgspec.structs.replace(case.intake, freight=40_000)
    staffed.write("clerk", case.case_id, e.CaseCorrected(intake=corrected, reason="看错"))

    view.show_case(staffed.office.case(case.case_id))

    assert field(view, "assessment_notice").isVisible()
    facts = view._form.facts()
    assert facts is not None
    assert (facts.terms, facts.freight) == ("generic", Decimal(400))
    assert cast("QPushButton", field(view, "keep_button")).isEnabled()


def test_a_complaint_without_money_rules_leads_on_to_the_proposal(
    view: AssessmentView, staffed: Staffed, qtbot: QtBot
) -> None:
    case = staffed.registered(types=(ComplaintType.ATTITUDE,))
    view.show_case(case)

    with qtbot.waitSignal(view._changes.case_requested) as asked:
        QTest.mouseClick(field(view, "to_proposal_button"), Qt.MouseButton.LeftButton)

    assert asked.args == [case.case_id, "proposal"]


def test_an_auditor_may_try_facts_but_keep_nothing(
    qtbot: QtBot, desk_of: Callable[[str], Desk], english: None, case: Case
) -> None:
    desk = desk_of("auditor")
    assert desk.person.role is Role.AUDITOR
    view = AssessmentView(desk, InlineBackground(), Changes())
    qtbot.addWidget(view)
    view.show_case(case)
    choose(view, "terms", "generic")

    assert words(view, "payable_amount") == "¥3,421.00"
    assert not cast("QPushButton", field(view, "keep_button")).isEnabled()
    assert "Auditor" in words(view, "kept_note")


@pytest.mark.parametrize(
    ("facts", "asked", "not_asked"),
    [
        (ClaimFacts(event=Event.LOSS, terms="generic"), {"freight", "declared_value"}, {"promised_by", "pieces"}),
        (ClaimFacts(event=Event.LOSS, terms="generic", insured=False), {"value_told"}, {"declared_value", "premium"}),
        (ClaimFacts(event=Event.SHORTAGE, terms="generic"), {"pieces", "pieces_lost"}, {"scope"}),
        (ClaimFacts(event=Event.LOSS, terms="sf"), {"product", "account"}, {"market_value"}),
        (ClaimFacts(event=Event.LOSS, terms="none"), {"market_value", "direct_costs"}, {"product"}),
    ],
)
def test_the_rules_themselves_say_which_facts_matter(facts: ClaimFacts, asked: set[str], not_asked: set[str]) -> None:
    keys = relevant(facts, load_packs())

    assert asked <= keys
    assert not not_asked & keys


def test_without_an_event_there_are_no_facts_yet() -> None:
    assert facts_of({"event": None, "freight": Money(Decimal(12))}) is None


def test_what_is_being_typed_survives_news_about_the_case_but_not_another_case(
    view: AssessmentView, case: Case, staffed: Staffed
) -> None:
    view.show_case(case)
    choose(view, "terms", "generic")
    type_amount(view, "actual_value", "2000")
    staffed.write("clerk", case.case_id, e.NoteAdded(words="客户来电"))

    view.show_case(staffed.office.case(case.case_id))
    assert words(view, "payable_amount") == "¥2,421.00"
    assert view.is_dirty

    view.show_case(staffed.registered(carrier="zz", actual_value=100_000))
    facts = view._form.facts()
    assert facts is not None
    assert facts.actual_value == Decimal(1000)
