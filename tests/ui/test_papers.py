"""Making papers in a case, reading them again, and checking one that comes back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QTableView, QWidget

from desktop.actions import intake, papers, settlement
from desktop.actions.paper_facts import PaperDetails
from desktop.domain import entries as e
from desktop.domain.proposal import ProposalDraft, Remedy
from desktop.errors import Incomplete
from desktop.ui import ask
from desktop.ui.cases.next_step import next_step
from desktop.ui.changes import Changes
from desktop.ui.papers.case_papers import CasePapers
from desktop.ui.papers.page import PapersPage
from tests.documents.reading import whole_text
from tests.factories import YUAN, a_decision, a_finding, an_intake, example_facts
from tests.ui.driving import to_front
from tests.ui.inline import InlineBackground

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from tests.conftest import FrozenClock
    from tests.factories import Staffed


pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def view(qtbot: QtBot, desk: Desk) -> CasePapers:
    shown = CasePapers(desk, InlineBackground(), Changes())
    qtbot.addWidget(shown)
    shown.resize(926, 560)
    shown.show()
    return shown


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> PapersPage:
    shown = PapersPage(desk, InlineBackground(), Changes())
    qtbot.addWidget(shown)
    assert shown.right_panel is not None
    qtbot.addWidget(shown.right_panel)
    shown.show()
    shown.right_panel.show()
    return shown


@pytest.fixture
def approved(desk: Desk, staffed: Staffed) -> Case:
    case = intake.register_case(desk, an_intake())
    settlement.record_finding(desk, case.case_id, a_finding("装车时受压。", responsible="transport"))
    settlement.keep_assessment(desk, case.case_id, example_facts(), desk.office.case(case.case_id).basis)
    draft = ProposalDraft(3421 * YUAN, 3421 * YUAN, remedies=(Remedy.COMPENSATE,))
    case = settlement.propose(desk, case.case_id, draft)
    staffed.write("supervisor", case.case_id, a_decision(case))
    return staffed.office.case(case.case_id)


def press(widget: QWidget, name: str) -> None:
    QTest.mouseClick(cast("QPushButton", widget.findChild(QPushButton, name)), Qt.MouseButton.LeftButton)


def words_in(widget: QWidget, name: str) -> str:
    found = cast("QWidget", widget.findChild(QWidget, name))
    return "\n".join(label.text() for label in found.findChildren(QLabel)) if found.isVisible() else ""


def shown_text(view: QWidget) -> str:
    """Return the text of the page in the preview."""
    document = view._preview._document  # type: ignore[attr-defined] # both kinds of page have one
    return whole_text(document.content) if document is not None else ""


def test_the_paper_that_is_next_is_chosen(view: CasePapers, approved: Case, desk: Desk, clock: FrozenClock) -> None:
    proposed: list[object] = []
    for issued in ("receipt", "calculation", "agreement"):
        clock.advance(minutes=1)
        papers.issue_paper(desk, approved.case_id, issued, "zh_CN")
        view.show_case(intake.register_case(desk, an_intake()))
        proposed.append(view._paper.value())
        view.show_case(desk.office.case(approved.case_id))
        proposed.append(view._paper.value())

    assert proposed == ["receipt", "calculation", "receipt", "agreement", "receipt", "apology"]


def test_once_the_papers_are_out_what_is_left_is_to_tell_and_to_pay(approved: Case, desk: Desk) -> None:
    assert next_step(approved).words == "Issue the papers and tell the customer."
    papers.issue_paper(desk, approved.case_id, "agreement", "zh_CN")
    papers.issue_paper(desk, approved.case_id, "apology", "zh_CN")

    assert next_step(desk.office.case(approved.case_id)).words == "Tell the customer and pay."


def test_after_issuing_the_keyboard_stays_with_the_papers(view: CasePapers, approved: Case, qtbot: QtBot) -> None:
    view.show_case(approved)
    to_front(view, qtbot)
    button = cast("QPushButton", view.findChild(QPushButton, "issue_button"))
    button.setFocus()

    QTest.keyClick(button, Qt.Key.Key_Space)

    assert view._issued.hasFocus()


def test_the_receipt_is_seen_before_it_is_issued_and_nothing_is_recorded(
    view: CasePapers, approved: Case, desk: Desk
) -> None:
    view.show_case(approved)

    assert "260302-001" in shown_text(view)
    assert papers.list_papers(desk) == []


def test_an_account_that_is_none_is_marked_and_keeps_the_agreement_back(
    view: CasePapers, approved: Case, desk: Desk, qtbot: QtBot
) -> None:
    view.show_case(approved)
    view.choose("agreement")
    to_front(view, qtbot)
    account = cast("QLineEdit", view.findChild(QLineEdit, "account"))
    QTest.keyClicks(cast("QLineEdit", view.findChild(QLineEdit, "payee")), "Li Ming")
    account.setFocus()
    QTest.keyClicks(account, "12ab")
    QTest.keyClick(account, Qt.Key.Key_Tab)
    told = "This is not a bank account number: 8 to 30 digits, with spaces at most."
    assert account.property("invalid")
    assert told in [label.text() for label in view.findChildren(QLabel) if label.isVisible()]

    press(view, "issue_button")
    assert papers.list_papers(desk) == []
    with pytest.raises(Incomplete):
        papers.issue_paper(desk, approved.case_id, "agreement", "en", PaperDetails(account="12ab"))

    account.setFocus()
    account.selectAll()
    QTest.keyClicks(account, "6222 0210 0100 1234")
    assert not account.property("invalid")
    press(view, "issue_button")
    assert [row.paper for row in papers.list_papers(desk)] == ["agreement"]


def test_issuing_records_the_paper_shows_it_and_lists_it(view: CasePapers, approved: Case, desk: Desk) -> None:
    view.show_case(approved)
    view.choose("agreement")
    payee = cast("QLineEdit", view.findChild(QLineEdit, "payee"))
    QTest.keyClicks(payee, "Li Ming")
    QTest.keyClicks(cast("QLineEdit", view.findChild(QLineEdit, "account")), "6222 0000 1111 2222")

    press(view, "issue_button")

    row = papers.list_papers(desk, approved.case_id)[0]
    assert (row.number, row.draft) == ("XY260302-001-1", False)
    assert "LiMing" in whole_text(papers.read_paper(desk, row.number))
    assert shown_text(view) == whole_text(papers.read_paper(desk, row.number))
    assert view._model.rows[0] == row


def test_news_about_the_case_does_not_take_an_issued_paper_out_of_sight(
    view: CasePapers, approved: Case, desk: Desk
) -> None:
    view.show_case(approved)
    press(view, "issue_button")
    row = papers.list_papers(desk, approved.case_id)[0]

    view.show_case(desk.office.case(approved.case_id))

    assert shown_text(view) == whole_text(papers.read_paper(desk, row.number))
    assert row.number in cast("QLabel", view.findChild(QLabel, "paper_note")).text()


def test_what_is_typed_shows_on_the_page_after_a_moment(view: CasePapers, approved: Case, qtbot: QtBot) -> None:
    view.show_case(approved)
    needed = cast("QPlainTextEdit", view.findChild(QPlainTextEdit, "still_needed"))

    QTest.keyClicks(needed, "invoice")

    qtbot.waitUntil(lambda: "invoice" in shown_text(view))


def test_the_paper_speaks_the_language_chosen(view: CasePapers, approved: Case) -> None:
    view.show_case(approved)
    view.choose("agreement")
    assert "Settlementagreement" in shown_text(view)

    view._language.set_value("zh_CN")

    assert "SF1385628716739" in shown_text(view)


def test_without_approval_the_button_says_draft(view: CasePapers, desk: Desk) -> None:
    case = intake.register_case(desk, an_intake())
    case = settlement.keep_assessment(desk, case.case_id, example_facts(), desk.office.case(case.case_id).basis)
    view.show_case(case)
    view.choose("calculation")
    button = cast("QPushButton", view.findChild(QPushButton, "issue_button"))
    assert button.text() == "Issue as a draft"

    press(view, "issue_button")

    assert papers.list_papers(desk)[0].draft


def test_a_missing_step_is_named_with_the_way_there(view: CasePapers, desk: Desk, qtbot: QtBot) -> None:
    case = intake.register_case(desk, an_intake())
    view.show_case(case)
    view.choose("agreement")

    assert "First: make a proposal" in words_in(view, "paper_banner")
    assert not cast("QPushButton", view.findChild(QPushButton, "issue_button")).isEnabled()
    with qtbot.waitSignal(view._changes.case_requested) as asked:
        view._onward.click()
    assert asked.args == [case.case_id, "proposal"]


def test_the_file_saved_is_named_after_the_paper_and_nobody(
    page: PapersPage, approved: Case, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = papers.issue_paper(desk, approved.case_id, "receipt", "zh_CN")
    page.opened()
    proposed: list[str] = []

    def choose(_parent: QWidget, _title: str, name: str, _patterns: object) -> Path:
        proposed.append(name)
        return tmp_path / name

    monkeypatch.setattr(ask, "choose_save_path", choose)
    page._preview.save()

    assert proposed == ["SL260302-001-1.pdf"]
    assert (tmp_path / proposed[0]).read_bytes() == papers.read_paper(desk, row.number)


def test_the_page_lists_papers_newest_first_and_says_what_one_is(
    page: PapersPage, approved: Case, desk: Desk, clock: FrozenClock, qtbot: QtBot
) -> None:
    papers.issue_paper(desk, approved.case_id, "receipt", "zh_CN")
    clock.advance(minutes=5)
    papers.issue_paper(desk, approved.case_id, "agreement", "zh_CN")
    page.opened()

    assert [row.number for row in page._model.rows] == ["XY260302-001-1", "SL260302-001-1"]
    panel = cast("QWidget", page.right_panel)
    told = "\n".join(label.text() for label in panel.findChildren(QLabel))
    for expected in ("Settlement agreement", "XY260302-001-1", "¥3,421.00", "某clerk", "2 Mar 2026 09:05", "Final"):
        assert expected in told
    with qtbot.waitSignal(page._changes.case_requested) as asked:
        press(panel, "open_case_button")
    assert asked.args == [approved.case_id, "papers"]


def test_a_code_typed_by_a_scanner_is_checked_at_its_enter(
    page: PapersPage, approved: Case, desk: Desk, staffed: Staffed
) -> None:
    papers.issue_paper(desk, approved.case_id, "agreement", "zh_CN")
    page.opened()
    code = staffed.office.case(approved.case_id).papers[0][1].code
    panel = cast("QWidget", page.right_panel)
    field = cast("QLineEdit", panel.findChild(QLineEdit, "paper_code_edit"))

    QTest.keyClicks(field, code)
    QTest.keyClick(field, Qt.Key.Key_Return)

    assert words_in(panel, "check_result").startswith("Genuine: XY260302-001-1, ¥3,421.00, 2 Mar 2026")


def test_a_scan_anywhere_on_the_page_is_checked_and_a_waybill_is_left_to_others(
    page: PapersPage, approved: Case, desk: Desk, staffed: Staffed
) -> None:
    papers.issue_paper(desk, approved.case_id, "agreement", "zh_CN")
    page.opened()
    code = staffed.office.case(approved.case_id).papers[0][1].code
    panel = cast("QWidget", page.right_panel)

    assert page.take_scan(code.replace("342100", "942100"))
    assert words_in(panel, "check_result").startswith("Forged or changed")
    assert page.take_scan(code.replace("001-1", "001-9"))
    assert "not on record" in words_in(panel, "check_result")
    assert not page.take_scan("SF1385628716739")


def test_a_damaged_file_is_told_and_not_shown(page: PapersPage, approved: Case, desk: Desk, staffed: Staffed) -> None:
    row = papers.issue_paper(desk, approved.case_id, "receipt", "zh_CN")
    stored = staffed.office.folder / "papers" / row.stored_as[:2] / row.stored_as
    stored.write_bytes(b"changed")

    page.opened()

    assert "missing or was changed" in words_in(page, "papers_banner")
    assert shown_text(page) == ""


def test_an_auditor_looks_at_papers_but_issues_none(
    qtbot: QtBot, desk_of: Callable[[str], Desk], approved: Case
) -> None:
    view = CasePapers(desk_of("auditor"), InlineBackground(), Changes())
    qtbot.addWidget(view)

    view.show_case(approved)

    assert not cast("QPushButton", view.findChild(QPushButton, "issue_button")).isEnabled()
    assert isinstance(approved.history[0].entry.body, e.CaseRegistered)


def test_what_was_added_for_one_customer_never_comes_up_for_another(
    view: CasePapers, approved: Case, desk: Desk
) -> None:
    view.show_case(approved)
    view.choose("agreement")
    payee = cast("QLineEdit", view.findChild(QLineEdit, "payee"))
    QTest.keyClicks(payee, "Li Ming")

    view.show_case(intake.register_case(desk, an_intake()))

    assert payee.text() == ""


def test_nothing_is_drawn_while_another_part_of_the_case_is_in_front(view: CasePapers, approved: Case) -> None:
    view.hide()
    view.show_case(approved)
    assert shown_text(view) == ""

    view.show()

    assert "260302-001" in shown_text(view)


class Late(InlineBackground):
    """Keeps back the lists of issued papers, so that a test can let them come in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.held: list[tuple[Callable[[], object], Callable[[Any], object]]] = []

    def run(self, work: Callable[[], Any], *then: Any, **more: Any) -> None:  # noqa: ANN401 - as given
        if isinstance(work, partial) and work.func is papers.list_papers:
            self.held.append((work, then[0]))
        else:
            super().run(work, *then, **more)


def test_the_papers_of_the_case_before_are_never_listed_under_the_next(
    desk: Desk, changes: Changes, staffed: Staffed, qtbot: QtBot
) -> None:
    before, now = staffed.registered("clerk"), staffed.registered("clerk")
    papers.issue_paper(desk, before.case_id, "receipt", "en")
    background = Late()
    view = CasePapers(desk, background, changes)
    qtbot.addWidget(view)
    view.show_case(desk.office.case(before.case_id))
    view.show_case(desk.office.case(now.case_id))

    for work, then in reversed(background.held):
        then(work())

    listed = view.findChild(QTableView)
    assert listed is not None
    assert listed.model().rowCount() == 0
