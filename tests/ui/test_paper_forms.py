"""What a person adds to a paper: it begins with what would be printed, is kept, and is checked before it is issued."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from desktop.actions import form_drafts, intake, papers, people, settlement
from desktop.actions.paper_facts import PaperDetails
from desktop.domain.proposal import ProposalDraft, Remedy
from desktop.settings import Settings
from desktop.ui import ask
from desktop.ui.cases.page import CasesPage
from desktop.ui.changes import Changes
from desktop.ui.desk.page import DeskPage
from desktop.ui.office.page import OfficePage
from desktop.ui.papers.case_papers import CasePapers
from tests.documents.reading import whole_text
from tests.factories import YUAN, a_decision, a_finding, an_intake, an_office_details, example_facts
from tests.ui.driving import press, sees, shown, to_front, write
from tests.ui.inline import InlineBackground

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from tests.factories import Staffed

pytestmark = pytest.mark.usefixtures("english")

FOUND = "监控未见异常，装车时受压。"
SAID = "装车时受压，瓷瓶碎裂。"
ACCOUNT = "6222 0212 3456 7890"


@pytest.fixture
def approved(desk: Desk, staffed: Staffed) -> Case:
    """A vase, found out, worked out, proposed and approved."""
    return an_approved_case(desk, staffed)


def an_approved_case(desk: Desk, staffed: Staffed, responsible: str = "transport", **changes: object) -> Case:
    case = intake.register_case(desk, an_intake(**changes))
    settlement.record_finding(desk, case.case_id, a_finding(FOUND, responsible=responsible))
    settlement.keep_assessment(desk, case.case_id, example_facts(), desk.office.case(case.case_id).basis)
    draft = ProposalDraft(3421 * YUAN, 3421 * YUAN, remedies=(Remedy.COMPENSATE,))
    case = settlement.propose(desk, case.case_id, draft)
    staffed.write("supervisor", case.case_id, a_decision(case))
    return staffed.office.case(case.case_id)


@pytest.fixture
def window(qtbot: QtBot, desk_of: Callable[[str], Desk]) -> Callable[..., CasesPage]:
    """Open a case at its papers, in a window of its own as after a start of the program."""

    def open_at(case: Case, who: str = "clerk") -> CasesPage:
        page = CasesPage(desk_of(who), InlineBackground(), Changes())
        qtbot.addWidget(page)
        page.resize(1294, 716)
        page.show()
        to_front(page, qtbot)
        page.open_case(case.case_id, "papers")
        return page

    return open_at


def choose(page: CasesPage, paper: papers.Paper) -> None:
    view = page._view._parts["papers"].content()
    assert isinstance(view, CasePapers)
    view.choose(paper)


def say(page: CasesPage, name: str, words: str) -> QPlainTextEdit:
    field = shown(page, name, QPlainTextEdit)
    field.setPlainText(words)
    return field


def texts(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def last_paper(desk: Desk) -> str:
    return whole_text(papers.read_paper(desk, papers.list_papers(desk)[0].number))


def test_what_is_typed_stays_after_another_paper_another_case_and_a_new_start(
    window: Callable[..., CasesPage], approved: Case, desk: Desk, staffed: Staffed
) -> None:
    other = an_approved_case(desk, staffed, waybill="YT8962646785389")
    page = window(approved)
    choose(page, "agreement")
    write(page, "payee", "𬭊䶮")
    write(page, "account", ACCOUNT)

    choose(page, "calculation")
    choose(page, "agreement")
    assert shown(page, "payee", QLineEdit).text() == "𬭊䶮"
    page.open_case(other.case_id, "papers")
    choose(page, "agreement")
    assert shown(page, "payee", QLineEdit).text() == "", "nothing of one customer on the papers of another"
    page.open_case(approved.case_id, "papers")
    assert shown(page, "account", QLineEdit).text() == ACCOUNT
    page.leave()
    again = window(approved)

    assert shown(again, "payee", QLineEdit).text() == "𬭊䶮", "the paper that was typed for is in front"
    assert shown(again, "account", QLineEdit).text() == ACCOUNT
    assert "Here again" in texts(again)


def test_each_person_has_what_they_typed_themselves(window: Callable[..., CasesPage], approved: Case) -> None:
    page = window(approved)
    choose(page, "agreement")
    write(page, "payee", "Li Ming")
    page.leave()

    of_another = window(approved, "supervisor")
    choose(of_another, "agreement")

    assert shown(of_another, "payee", QLineEdit).text() == ""
    assert shown(window(approved), "payee", QLineEdit).text() == "Li Ming"


def test_a_half_typed_paper_is_among_the_drafts_and_leads_back(
    window: Callable[..., CasesPage], approved: Case, desk: Desk, qtbot: QtBot
) -> None:
    page = window(approved)
    choose(page, "agreement")
    write(page, "payee", "Li Ming")
    page.leave()
    desks = DeskPage(desk, InlineBackground(), Changes())
    qtbot.addWidget(desks)
    assert desks.right_panel is not None
    qtbot.addWidget(desks.right_panel)
    desks.right_panel.show()
    desks.opened()
    QApplication.processEvents()

    line = shown(desks.right_panel, "form_draft_button", QPushButton)

    assert "Settlement agreement" in texts(line)
    with qtbot.waitSignal(desks._changes.case_requested) as asked:
        line.click()
    assert asked.args == [approved.case_id, "papers"]


def test_an_issued_paper_puts_the_draft_away_and_the_next_one_begins_with_what_it_said(
    window: Callable[..., CasesPage], approved: Case, desk: Desk
) -> None:
    page = window(approved)
    choose(page, "agreement")
    write(page, "payee", "Li Ming")
    write(page, "account", ACCOUNT)
    say(page, "happened", SAID)

    press(page, "issue_button")

    assert form_drafts.my_forms(desk) == []
    text = last_paper(desk)
    assert SAID in text
    assert FOUND not in text
    again = window(approved)
    choose(again, "agreement")
    assert shown(again, "payee", QLineEdit).text() == "Li Ming"
    assert shown(again, "account", QLineEdit).text() == ACCOUNT
    assert shown(again, "happened", QPlainTextEdit).toPlainText() == SAID


def test_another_proposal_begins_the_words_with_the_finding_again_but_keeps_the_account(
    window: Callable[..., CasesPage], approved: Case, desk: Desk, staffed: Staffed
) -> None:
    details = PaperDetails(happened=SAID, payee="Li Ming", account=ACCOUNT)
    papers.issue_paper(desk, approved.case_id, "agreement", "en", details)
    settlement.record_finding(desk, approved.case_id, a_finding("分拣时受压。", responsible="sorting"))

    page = window(staffed.office.case(approved.case_id))
    choose(page, "agreement")

    assert shown(page, "happened", QPlainTextEdit).toPlainText() == "分拣时受压。"
    assert shown(page, "account", QLineEdit).text() == ACCOUNT


@pytest.mark.parametrize("paper", ["agreement", "apology"])
def test_the_form_shows_what_will_be_printed_and_who_reads_it(
    window: Callable[..., CasesPage], approved: Case, paper: papers.Paper
) -> None:
    page = window(approved)

    choose(page, paper)

    assert shown(page, "happened", QPlainTextEdit).toPlainText() == FOUND
    assert "The customer reads this." in texts(page)


def test_without_words_for_the_customer_nothing_is_issued(
    window: Callable[..., CasesPage], approved: Case, desk: Desk
) -> None:
    page = window(approved)
    choose(page, "apology")
    say(page, "happened", "")

    press(page, "issue_button")

    assert papers.list_papers(desk) == []
    assert "Please fill this in." in texts(page)


def test_where_the_finding_names_no_place_of_ours_what_was_changed_is_asked_for_before_issuing(
    window: Callable[..., CasesPage], desk: Desk, staffed: Staffed
) -> None:
    page = window(an_approved_case(desk, staffed, responsible="unknown"))
    choose(page, "apology")
    assert shown(page, "improvements", QPlainTextEdit).toPlainText() == ""
    assert "Still needed: What we have changed" in texts(page)

    press(page, "issue_button")
    assert papers.list_papers(desk) == []
    say(page, "improvements", "Fragile parcels go into a cage of their own.")
    press(page, "issue_button")

    assert papers.list_papers(desk)[0].paper == "apology"


def test_before_an_agreement_without_an_account_is_issued_it_is_asked(
    window: Callable[..., CasesPage], approved: Case, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = iter((False, True))

    def confirm(_parent: QWidget, _title: str, text: str, _verb: str, *, danger: bool = False) -> bool:
        asked.append(text)
        return next(answers)

    monkeypatch.setattr(ask, "confirm", confirm)
    page = window(approved)
    choose(page, "agreement")
    write(page, "payee", "Li Ming")

    press(page, "issue_button")
    assert papers.list_papers(desk) == []
    assert shown(page, "account", QLineEdit).hasFocus()
    press(page, "issue_button")

    assert papers.list_papers(desk)[0].paper == "agreement"
    assert [text.split(".")[0] for text in asked] == ["Blank on the paper: account"] * 2


def test_cash_needs_no_account(window: Callable[..., CasesPage], approved: Case, desk: Desk) -> None:
    page = window(approved)
    choose(page, "agreement")
    press(page, "cash")
    assert not sees(page, "account")

    press(page, "issue_button")

    text = last_paper(desk)
    assert "incashwithin7calendardays" in text
    assert "totheaccountbelow" not in text


def test_an_account_with_letters_is_complained_of_in_its_own_line_and_not_issued(
    window: Callable[..., CasesPage], approved: Case, desk: Desk
) -> None:
    page = window(approved)
    choose(page, "agreement")
    write(page, "payee", "Li Ming")
    account = write(page, "account", "12ab")

    QTest.keyClick(account, Qt.Key.Key_Tab)
    assert "This is not a bank account number" in texts(page)
    press(page, "issue_button")
    assert papers.list_papers(desk) == []
    write(page, "account", ACCOUNT)
    assert "This is not a bank account number" not in texts(page)
    press(page, "issue_button")

    assert papers.list_papers(desk)[0].paper == "agreement"


def test_a_wechat_account_may_have_letters(window: Callable[..., CasesPage], approved: Case) -> None:
    page = window(approved)
    choose(page, "agreement")
    account = write(page, "account", "wx_liming88")
    QTest.keyClick(account, Qt.Key.Key_Tab)
    assert "This is not a bank account number" in texts(page)

    press(page, "wechat")

    assert "This is not a bank account number" not in texts(page)


def test_what_is_not_known_is_told_when_the_paper_is_chosen_and_left_to_be_written_by_hand(
    window: Callable[..., CasesPage], desk_of: Callable[[str], Desk], desk: Desk, staffed: Staffed
) -> None:
    people.change_office(desk_of("manager"), an_office_details(licence=""))
    case = an_approved_case(
        desk, staffed, waybill="", waybill_raw="", no_waybill_reason="label torn off", posted_on=None
    )
    page = window(case)

    choose(page, "agreement")

    gaps = shown(page, "paper_gaps", QWidget)
    told = texts(gaps)
    assert told == (
        "Not known; a line is left to write it in by hand: waybill number, licence or filing number of the branch, "
        "day of posting.\nA manager fills it in under Office, Branch."
    )
    assert not sees(gaps, "fill_in_branch_button")
    write(page, "payee", "Li Ming")
    write(page, "account", ACCOUNT)
    press(page, "issue_button")
    text = last_paper(desk)
    assert "On____________(date)theparcelwithwaybill________________washanded" in text


def test_a_manager_goes_to_the_field_and_comes_back_to_the_paper_with_what_was_typed(
    window: Callable[..., CasesPage],
    desk_of: Callable[[str], Desk],
    approved: Case,
    qtbot: QtBot,
) -> None:
    manager = desk_of("manager")
    people.change_office(manager, an_office_details(licence=""))
    page = window(approved, "manager")
    choose(page, "agreement")
    write(page, "payee", "Li Ming")
    with qtbot.waitSignal(page._changes.branch_requested) as asked:
        press(page, "fill_in_branch_button")
    assert asked.args == ["licence", approved.case_id]
    office = OfficePage(manager, InlineBackground(), page._changes, Settings())
    qtbot.addWidget(office)
    office.show()
    to_front(office, qtbot)

    office.show_branch(*asked.args)

    assert shown(office, "licence", QLineEdit).hasFocus()
    write(office, "licence", "SU-2026-7")
    with qtbot.waitSignal(page._changes.case_requested) as back:
        press(office, "save_branch_button")
    assert back.args == [approved.case_id, "papers"]
    assert not sees(office, "branch_wanted")
    to_front(page, qtbot)
    assert not sees(page, "paper_gaps"), "the paper was drawn again with the number"
    assert shown(page, "payee", QLineEdit).text() == "Li Ming"
