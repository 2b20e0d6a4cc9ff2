"""The result of an assessment while somebody types: pieces are kept and filled anew, and nobody can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget

from desktop.domain.assess import assess
from desktop.domain.claim import ClaimFacts, Event
from desktop.domain.read_facts import facts_from
from desktop.rulepacks import load_packs
from desktop.ui.assessment.result import ResultPane
from desktop.wording.assessment import explain
from tests.benchmarks.keystrokes import MOST_RULES, MOST_STEPS, TYPICAL
from tests.ui.driving import to_front

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

#: Nothing can be worked out under these: a figure is missing, and two contradict each other.
MISSING = {key: value for key, value in TYPICAL.items() if key != "freight"}
CONTRADICTING = TYPICAL | {"insured": False}
POSTED = {"value_proof": "invoice", "accepted_on": "2026-03-02", "claimed_on": "2026-03-20", "as_of": "2026-03-20"}
#: Nobody knows what J&T pays; without its limit 400 and the fee of 8 are due.
ASKED = POSTED | {"terms": "jt", "event": "loss", "insured": False, "actual_value": "400", "freight": "8"}
#: By which account it was sent is missing; the province gives the 200 declared whatever it was, and the fee of 30.
AT_LEAST = POSTED | {
    "terms": "sf", "product": "domestic", "event": "loss", "insured": False, "province": "CN-ZJ", "consumer": True,
    "value_told": "200", "actual_value": "400", "freight": "30",
}  # fmt: skip
ALL = {
    "typical": TYPICAL, "steps": MOST_STEPS, "rules": MOST_RULES, "missing": MISSING, "contradicting": CONTRADICTING,
    "asked": ASKED, "at least": AT_LEAST,
}  # fmt: skip


pytestmark = pytest.mark.usefixtures("english")


def show(pane: ResultPane, claim: dict[str, Any]) -> None:
    packs, facts = load_packs(), facts_from(claim)
    assert isinstance(facts, ClaimFacts), facts
    result = assess(facts, packs)
    pane.show_assessment(result, explain(result, packs))


def fresh(qtbot: QtBot) -> ResultPane:
    pane = ResultPane()
    qtbot.addWidget(pane)
    pane.resize(640, 1400)
    pane.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    pane.show()
    return pane


def picture(pane: ResultPane) -> QImage:
    # The ring round what Tab would leave next is no part of the result.
    pane.setFocus()
    return pane.grab().toImage()


def fold(pane: ResultPane, words: str) -> QToolButton:
    found = [head for head in pane.findChildren(QToolButton) if head.isVisible() and words in head.text()]
    assert len(found) == 1
    return found[0]


def in_sight(pane: ResultPane) -> list[str]:
    return [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]


@pytest.mark.parametrize("last", list(ALL))
def test_whatever_was_shown_before_the_picture_is_that_of_a_pane_made_anew(qtbot: QtBot, last: str) -> None:
    used = fresh(qtbot)
    for claim in ALL.values():
        show(used, claim)
        picture(used)
    show(used, ALL[last])
    new = fresh(qtbot)
    show(new, ALL[last])

    # Layouts settle in their own time.
    qtbot.waitUntil(lambda: picture(used) == picture(new))


def test_only_words_that_differ_are_written(qtbot: QtBot) -> None:
    """Widgets stay the same ones, so what is selected in a step stays selected while somebody types elsewhere."""
    pane = fresh(qtbot)
    show(pane, TYPICAL)
    step = next(label for label in pane.findChildren(QLabel) if label.text().startswith("What happened:"))
    step.setSelection(0, 4)

    show(pane, TYPICAL | {"actual_value": "9000"})

    assert step.isVisible()
    assert step.selectedText() == "What"


def test_rules_not_applied_are_written_when_unfolded_and_then_all_of_them(qtbot: QtBot) -> None:
    """Of 27 rules in the terms for a late parcel none is left out; folded again and changed, it is up to date."""
    pane = fresh(qtbot)
    facts = facts_from(MOST_RULES)
    assert isinstance(facts, ClaimFacts)
    said = explain(assess(facts, load_packs()), load_packs())
    show(pane, MOST_RULES)
    assert not set(said.not_applied) & {label.text() for label in pane.findChildren(QLabel)}

    QTest.mouseClick(fold(pane, "not applied"), Qt.MouseButton.LeftButton)
    assert len(said.not_applied) >= 20
    assert [words for words in in_sight(pane) if words in said.not_applied] == list(said.not_applied)

    lost = facts_from(MOST_RULES | {"event": Event.LOSS})
    assert isinstance(lost, ClaimFacts)
    others = explain(assess(lost, load_packs()), load_packs()).not_applied
    show(pane, MOST_RULES | {"event": Event.LOSS})
    assert [words for words in in_sight(pane) if words in others] == list(others)


def test_a_reading_that_was_unfolded_stays_so_wherever_it_comes_to_stand(qtbot: QtBot) -> None:
    pane = fresh(qtbot)
    show(pane, TYPICAL)
    QTest.mouseClick(fold(pane, "Limit void"), Qt.MouseButton.LeftButton)
    show(pane, MISSING)
    show(pane, MOST_STEPS)

    opened = [head.text() for head in pane.findChildren(QToolButton) if head.isVisible() and head.isChecked()]
    assert len(opened) == 1
    assert "Limit void" in opened[0]


@pytest.mark.parametrize(
    ("claim", "why", "readings"),
    [
        (ASKED, "No result: only the carrier knows its figure.",
         ["Limit not part of the contract: ¥408.00, provisional", "Limit void: ¥408.00, provisional"]),
        (AT_LEAST, "No result: facts are still missing.",
         ["At least by the rule of the province: ¥230.00, provisional"]),
    ],
)  # fmt: skip
def test_what_can_be_told_without_a_result_is_told_as_provisional(
    qtbot: QtBot, claim: dict[str, Any], why: str, readings: list[str]
) -> None:
    pane = fresh(qtbot)
    show(pane, claim)

    assert not pane.amount.isVisible()
    assert "Provisional sums" in in_sight(pane)
    assert [words for words in in_sight(pane) if words.startswith(why)]
    heads = [head.text() for head in pane.findChildren(QToolButton) if head.isVisible()]
    assert heads[:-1] == readings, "the last fold holds the rules not applied"

    show(pane, TYPICAL)
    assert "Other readings" in in_sight(pane)
    assert not [head for head in pane.findChildren(QToolButton) if head.isVisible() and "provisional" in head.text()]
    assert not [words for words in in_sight(pane) if words.startswith("No result")]


def test_what_only_the_carrier_knows_is_not_called_a_mistake(qtbot: QtBot) -> None:
    pane = fresh(qtbot)

    show(pane, ASKED)
    assert "Please ask the carrier:" in in_sight(pane)
    assert "Please put right:" not in in_sight(pane)

    show(pane, CONTRADICTING)
    assert "Please put right:" in in_sight(pane)


def test_in_a_narrow_pane_a_reading_with_its_sum_is_broken_into_lines_and_not_cut(qtbot: QtBot) -> None:
    pane = fresh(qtbot)
    show(pane, AT_LEAST)
    wide = fold(pane, "At least by the rule").height()

    pane.resize(260, 1400)
    qtbot.waitUntil(lambda: fold(pane, "At least by the rule").height() > wide)

    head = fold(pane, "At least by the rule")
    assert pane.width() == 260
    assert head.mapTo(pane, head.rect().bottomRight()).x() < 260
    assert head.text() == "At least by the rule of the province: ¥230.00, provisional"
    assert head.height() >= head.sizeHint().height()


@pytest.mark.parametrize(("width", "beside"), [(640, True), (300, False)])
def test_a_formula_stands_beside_what_it_is_for_or_under_it_where_there_is_little_room(
    qtbot: QtBot, width: int, beside: bool
) -> None:
    pane = fresh(qtbot)
    pane.resize(width, 1400)
    show(pane, TYPICAL)

    def label(words: str) -> QLabel:
        return next(one for one in pane.findChildren(QLabel) if one.isVisible() and one.text().startswith(words))

    def is_as_wanted() -> bool:
        goods, formula = label("Goods"), label("the ")
        below = formula.mapTo(pane, formula.rect().topLeft()).y() > goods.mapTo(pane, goods.rect().bottomLeft()).y()
        wide = formula.width() > width / 2
        return below is not beside and (beside or wide)

    qtbot.waitUntil(is_as_wanted)


def test_a_claim_that_contradicts_itself_shows_no_sums_at_all(qtbot: QtBot) -> None:
    pane = fresh(qtbot)
    show(pane, ASKED)
    show(pane, CONTRADICTING)

    assert not any("¥" in words for words in in_sight(pane))
    assert "Provisional sums" not in in_sight(pane)


def test_tab_goes_from_top_to_bottom_also_over_what_came_later(qtbot: QtBot) -> None:
    pane = fresh(qtbot)
    show(pane, TYPICAL)
    show(pane, MOST_STEPS)
    to_front(pane, qtbot)
    heads = [*pane.findChildren(QToolButton), *pane.findChildren(QPushButton)]
    expected = sorted((w for w in heads if w.isVisible()), key=lambda w: w.mapTo(pane, w.rect().topLeft()).y())
    expected[0].setFocus()

    passed: list[QWidget | None] = [pane.focusWidget()]
    for _stop in expected[1:]:
        QTest.keyClick(pane.focusWidget(), Qt.Key.Key_Tab)
        passed.append(pane.focusWidget())

    assert passed == expected
    assert len(expected) >= 4


def test_a_jump_answers_to_its_name_only_while_it_is_in_sight(qtbot: QtBot) -> None:
    pane = fresh(qtbot)
    show(pane, MISSING)
    assert pane.findChild(QPushButton, "jump_freight") is not None

    show(pane, TYPICAL)

    assert pane.findChild(QPushButton, "jump_freight") is None
