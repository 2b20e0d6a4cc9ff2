"""The steps of the tour, one method each, as a person at the branch would do them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QTabWidget, QWidget

from desktop.domain import waybill
from desktop.domain.claim import ValueProof
from desktop.domain.intake import Ask, Capacity, Channel, ComplaintType, DamageExtent
from desktop.domain.masking import mask_name
from desktop.domain.people import Role
from desktop.domain.proposal import Remedy
from desktop.tour.follow_up import FollowUpSteps
from desktop.tour.people import (
    BRANCH,
    BRAND,
    CLERK,
    CUSTOMER,
    CUSTOMER_PHONE,
    MANAGER,
    MORE_COMPLAINTS,
    PAID_TO,
    PAYABLE,
    QUOTED,
    QUOTED_FACTS,
    WAYBILL,
)
from desktop.tour.photo import broken_vase
from desktop.tour.supervising import Supervising
from desktop.tour.week_before import WeekBefore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QDialog

    from desktop.app import App
    from desktop.tour.hands import Hands
    from desktop.tour.people import TourClock, Worker


class Day:
    """A day at the branch.

    Attributes:
        papers: file names of the saved papers, by kind.
    """

    def __init__(self, app: App, hands: Hands, clock: TourClock, out: Path) -> None:
        self._app, self._hands, self._clock, self._out = app, hands, clock, out
        self._before, self._after = WeekBefore(hands), FollowUpSteps(hands, clock)
        self._above = Supervising(hands, clock)
        self.papers: dict[str, str] = {}

    def steps(self) -> tuple[Callable[[], None], ...]:
        """Return the steps in order."""
        return (
            self.go_a_week_back,
            self.found_the_branch,
            self.name_the_manager,
            self.name_the_clerk,
            self.print_the_recovery_sheet,
            self.look_at_the_empty_desk,
            self.hand_over_to_the_clerk,
            self._before.take_in_who_complains_about_one_courier,
            self._before.take_in_a_lost_parcel,
            self._before.ask_for_it_twice,
            self._before.find_it_lost,
            self.hand_over_to_the_manager,
            self.approve_the_lost_parcel,
            self._before.pay_for_it,
            self.come_back_a_week_later,
            self.hand_over_to_the_clerk,
            self.answer_a_question_at_the_counter,
            self.take_the_complaint_in,
            self.write_the_finding_down,
            self._after.ask_the_transfer_centre,
            self.work_the_claim_out,
            self.propose_to_pay,
            self.hand_out_the_receipt,
            self.take_two_more_in,
            self.see_that_a_clerk_cannot_approve,
            self.hand_over_to_the_manager,
            self.approve,
            self.hand_out_the_papers,
            self._after.tell_and_pay,
            self._after.hold_those_responsible,
            self._after.hand_the_order_over,
            self._after.find_the_lost_parcel,
            self.look_around,
            self._above.see_to_the_work_of_others,
            self.look_at_the_office,
            self.lock_the_screen,
        )

    def go_a_week_back(self) -> None:
        """Let the clock of the tour stand a week back."""
        self._clock.back = timedelta(days=7)

    def come_back_a_week_later(self) -> None:
        """Let a week go by."""
        self._clock.back = timedelta()

    def found_the_branch(self) -> None:
        """Fill in the branch."""
        for key, typed in BRANCH.items():
            self._hands.write(f"branch_form/{key}", typed)
        self._hands.pick("branch_form/carrier", "other")
        self._hands.write("branch_form/brand", BRAND)
        self._hands.pick("branch_form/terms", "generic")
        self._hands.picture("welcome-branch")
        self._hands.click("next_button")

    def name_the_manager(self) -> None:
        """Name the first manager."""
        self._person("founder_form", MANAGER)
        self._hands.picture("welcome-manager")
        self._hands.click("next_button")

    def name_the_clerk(self) -> None:
        """Name a second person, so that four eyes look at every settlement."""
        self._person("second_form", CLERK)
        self._hands.pick("second_form/role", Role.CLERK)
        self._hands.picture("welcome-second-person")
        self._hands.click("next_button")
        self._hands.picture("welcome-summary")
        self._hands.click("next_button")

    def print_the_recovery_sheet(self) -> None:
        """Save the recovery sheet and confirm it."""
        last_group: QLineEdit = self._hands.find("last_group_field", QLineEdit)
        self._hands.picture("recovery-sheet")
        self._save("save_sheet_button", "recovery")
        code = self._hands.words_on("recovery_code_card")[-1]
        self._hands.type(last_group, code)
        self._hands.click("enter_office_button")

    def look_at_the_empty_desk(self) -> None:
        """See the desk of a new office."""
        self._hands.click("desk_page_button")
        self._hands.picture("desk-empty")

    def hand_over_to_the_clerk(self) -> None:
        """Let the clerk take the seat."""
        self._change_places(CLERK)

    def answer_a_question_at_the_counter(self) -> None:
        """Quote without a case: insured for 3,000, worth 5,000, half broken; turn it to the customer."""
        hands = self._hands
        hands.press("main_window", Qt.Key.Key_F8)
        hands.pick("quote_form/terms", "sf")
        for key, typed in QUOTED_FACTS.items():
            hands.write(f"quote_form/{key}", typed)
        for name, amount in QUOTED.items():
            self._see(amount, name)
        hands.picture("quote")
        hands.press("main_window", Qt.Key.Key_F11)
        hands.find("turn_back_button", QPushButton)
        if hands.is_on_screen("quote_form") or hands.is_on_screen("first_inside"):
            hands.fail("the customer sees what is the branch's own")
        hands.picture("quote-for-the-customer")
        hands.press("main_window", Qt.Key.Key_Escape)
        hands.find("quote_form", QWidget)

    def take_the_complaint_in(self) -> None:
        """Take the complaint in."""
        hands = self._hands
        hands.click("intake_page_button")
        hands.write("waybill_edit", WAYBILL)
        hands.press("waybill_edit", Qt.Key.Key_Return)
        hands.pick("channel", Channel.COUNTER)
        hands.write("complainant_name", CUSTOMER)
        hands.click(f"capacity/{Capacity.SENDER}")
        hands.write("phone", CUSTOMER_PHONE)
        hands.click(f"types/{ComplaintType.DAMAGE}")
        hands.click(f"damage_extent/{DamageExtent.TOTAL}")
        hands.write("words", "瓷瓶碎成几块，修不了了。箱子一角是压扁的，里面的泡沫也破了。")
        hands.click(f"asks/{Ask.COMPENSATE}")
        for key, typed in (("posted_on", "2026-03-02"), ("delivered_on", "2026-03-05"), ("found_on", "2026-03-05")):
            hands.write(key, typed)
        hands.click("insured/True")
        for key, typed in (
            ("declared_value", "3000"),
            ("premium", "15"),
            ("freight", "421"),
            ("contents", "青花瓷瓶"),
            ("quantity", "1"),
            ("actual_value", "9500"),
        ):
            hands.write(key, typed)
        hands.pick("value_proof", ValueProof.INVOICE)
        hands.click("privacy_told")
        self._hand_in(broken_vase(self._out / "photo.jpg"))
        hands.picture("intake")
        hands.click("save_button")

    def write_the_finding_down(self) -> None:
        """Write down what was found."""
        hands = self._hands
        hands.find("case_tabs", QTabWidget)
        hands.picture("case-story")
        hands.click("stands/yes")
        hands.pick("responsible", "transport")
        hands.write("account", "中转分拣时外箱受压，箱角凹陷，瓶身碎裂，无法修复。包装符合要求。")
        hands.click("record_finding_button")
        hands.find("change_finding_button", QPushButton)
        hands.picture("case-finding")

    def work_the_claim_out(self) -> None:
        """Work out what the rules pay, and keep it."""
        self._hands.show_tab("case_tabs", 1)
        self._see(PAYABLE, "payable_amount")
        self._hands.picture("assessment")
        self._hands.click("keep_button")
        note: QLabel = self._hands.find("kept_note", QLabel)
        self._hands.wait(lambda: CLERK.name in note.text(), "the assessment was not kept")

    def propose_to_pay(self) -> None:
        """Propose to pay what the rules give, and to apologise."""
        hands = self._hands
        hands.show_tab("case_tabs", 2)
        for remedy in (Remedy.COMPENSATE, Remedy.APOLOGISE):
            hands.click(f"proposal_form/remedies/{remedy}")
        hands.write("proposal_form/words", "客户是老主顾，瓷瓶确已碎裂，发票齐全，按保价规则赔付并致歉。")
        hands.picture("proposal")
        hands.click("send_button")
        hands.wait(lambda: not hands.is_on_screen("send_button"), "the proposal was not sent")
        hands.picture("proposal-sent")

    def hand_out_the_receipt(self) -> None:
        """Issue the receipt, and look at a calculation sheet that is still a draft."""
        self._hands.show_tab("case_tabs", 3)
        self._issue("receipt")
        self._hands.pick("paper_box", "calculation")
        self._hands.picture("paper-calculation-draft")

    def take_two_more_in(self) -> None:
        """Take two more complaints in, with no more than has to be known."""
        hands = self._hands
        for complaint in MORE_COMPLAINTS:
            hands.click("intake_page_button")
            hands.write("waybill_edit", complaint.waybill)
            hands.press("waybill_edit", Qt.Key.Key_Return)
            hands.pick("channel", Channel.PHONE)
            hands.write("complainant_name", complaint.customer)
            hands.click(f"capacity/{Capacity.RECIPIENT}")
            hands.write("phone", complaint.phone)
            hands.click(f"types/{complaint.type}")
            hands.write("words", complaint.words)
            hands.click("save_button")
            hands.find("case_tabs", QTabWidget)
        hands.click("desk_page_button")
        hands.click_row("task_list", mask_name(MORE_COMPLAINTS[0].customer))
        hands.picture("desk")

    def see_that_a_clerk_cannot_approve(self) -> None:
        """See that whoever took the case in cannot approve it."""
        self._hands.click("approval_page_button")
        self._hands.click_row("approval_queue")
        button: QPushButton = self._hands.find("approve_button", QPushButton)
        self._hands.picture("approval-as-clerk")
        if button.isEnabled():
            self._hands.fail("a clerk can approve")

    def hand_over_to_the_manager(self) -> None:
        """Let the manager take the seat."""
        self._change_places(MANAGER)

    def approve(self) -> None:
        """Read the whole case and approve, signed with the password."""
        hands = self._hands
        hands.click("approval_page_button")
        hands.click_row("approval_queue")
        hands.wait(hands.find("approve_button", QPushButton).isEnabled, "the manager cannot approve")
        hands.picture("approval")
        self._sign(pictured=True)
        hands.picture("approval-done")

    def approve_the_lost_parcel(self) -> None:
        """Approve what is paid for the lost parcel."""
        self._hands.click("approval_page_button")
        self._hands.click_row("approval_queue")
        self._sign()

    def hand_out_the_papers(self) -> None:
        """Issue the calculation sheet, the agreement and the letter, now final."""
        self._hands.click("cases_page_button")
        self._hands.picture("cases")
        self._hands.click_row("case_list", waybill.grouped(WAYBILL), twice=True)
        self._hands.show_tab("case_tabs", 3)
        for kind in ("calculation", "agreement", "apology"):
            self._issue(kind)

    def look_around(self) -> None:
        """Look at the other pages."""
        self._hands.show_tab("case_tabs", 2)
        self._hands.picture("proposal-approved")
        self._hands.show_tab("case_tabs", 0)
        self._hands.picture("case-history")
        self._hands.click("papers_page_button")
        self._hands.click_row("papers_list")
        self._hands.picture("papers")
        self._hands.click("rules_page_button")
        self._hands.show_tab("pack_tabs", 1)
        self._hands.picture("rules")
        self._hands.click("help_page_button")
        self._hands.picture("help")

    def look_at_the_office(self) -> None:
        """Look at what the manager looks after."""
        self._hands.click("office_page_button")
        for place, name in enumerate(
            ("people", "branch", "days", "limits", "contacts", "password", "computer", "check")
        ):
            self._hands.show_tab("office_tabs", place)
            self._hands.picture(f"office-{name}")

    def lock_the_screen(self) -> None:
        """Lock the screen."""
        self._hands.click("lock_button")
        self._hands.find("password_field", QLineEdit)
        self._hands.picture("locked")

    def _see(self, wanted: str, name: str) -> None:
        label: QLabel = self._hands.find(name, QLabel)
        self._hands.wait(lambda: label.text() == wanted, f"{name!r} does not show {wanted}")

    def _issue(self, kind: str) -> None:
        self._hands.pick("paper_box", kind)
        for field, words in PAID_TO.items() if kind == "agreement" else ():
            self._hands.write(field, words)
        self._hands.click("issue_button")
        shown: QLabel = self._hands.find("paper_note", QLabel)
        self._hands.wait(lambda: PREFIXES[kind] in shown.text(), f"no {kind} was issued")
        self._hands.picture(f"paper-{kind}")
        self._save("save_paper_button", kind)

    def _sign(self, *, pictured: bool = False) -> None:
        """Approve the proposal in front: the reason, then the password."""
        hands = self._hands

        def give_the_password(_dialog: QDialog) -> None:
            hands.write("asked_password_field", MANAGER.password)
            if pictured:
                hands.picture("approval-password")
            hands.click("asked_verb_button")

        def give_the_reason(_dialog: QDialog) -> None:
            hands.write("asked_reason_edit", "证据齐全，核算无误，同意赔付。")
            if pictured:
                hands.picture("approval-reason")
            hands.answering(give_the_password)
            hands.click("asked_verb_button")

        hands.answering(give_the_reason)
        hands.click("approve_button")
        hands.wait(lambda: not hands.rows_of("approval_queue"), "the proposal still waits")

    def _person(self, form: str, worker: Worker) -> None:
        self._hands.write(f"{form}/name", worker.name)
        self._hands.write(f"{form}/code", worker.code)
        self._hands.write(f"{form}/password", worker.password)
        self._hands.write(f"{form}/password_again", worker.password)

    def _change_places(self, worker: Worker) -> None:
        before = self._app.window
        self._hands.choose_in_menu("person_button", 0)
        self._hands.click(f"person_{worker.code}")
        self._hands.write("password_field", worker.password)
        self._hands.click("enter_button")
        self._hands.wait(lambda: self._app.window is not before, f"{worker.code} does not come to the desk")

    def _save(self, button: str, kind: str) -> None:
        """Press a button that asks for a file, and answer with a place among the papers of the tour."""
        target = self._out / "papers" / f"{kind}.pdf"
        self._hands.answering(lambda dialog: _choose(dialog, target))
        self._hands.click(button)
        self._hands.wait(target.is_file, f"{target.name} was not saved")
        self.papers[kind] = target.name

    def _hand_in(self, photo: Path) -> None:
        self._hands.answering(lambda dialog: _choose(dialog, photo))
        self._hands.click("add_evidence_button")


#: How the numbers of papers begin.
PREFIXES = {"receipt": "SL", "calculation": "HS", "agreement": "XY", "apology": "ZQ"}


def _choose(dialog: QDialog, path: Path) -> None:
    """Type a path into a file dialog and accept it."""
    assert isinstance(dialog, QFileDialog), "a file is asked for"
    edit = dialog.findChild(QLineEdit, "fileNameEdit")
    assert edit is not None, "Qt's own file dialog has this field"
    edit.setText(str(path))
    dialog.accept()
