"""The week before: three complaints about one courier, and a lost parcel that is paid for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QTabWidget

from desktop.domain import waybill
from desktop.domain.claim import ValueProof
from desktop.domain.intake import Ask, Capacity, Channel
from desktop.domain.proposal import Remedy
from desktop.tour.follow_up import TAB
from desktop.tour.people import CLERK, COURIER, COURIER_COMPLAINTS, LOST, RUDE

if TYPE_CHECKING:
    from desktop.tour.hands import Hands
    from desktop.tour.people import Complaint


class WeekBefore:
    """What the clerk takes in a week before the rest; some of it stays undone, so that something is overdue."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def take_in_who_complains_about_one_courier(self) -> None:
        """Answer rude words on the spot, and take in two more matters of the same courier."""
        hands = self._hands
        self._begin(RUDE)
        self._name_the_courier()
        hands.click("at_once_button")
        hands.type(hands.find("at_once_answer", QLineEdit), "已当面致歉，站长今天找这位快递员谈话。")
        hands.picture("answered-on-the-spot")
        hands.click("answer_button")
        hands.wait(lambda: not hands.is_on_screen("at_once_answer"), "the matter was not closed on the spot")
        for complaint in COURIER_COMPLAINTS:
            self._begin(complaint)
            self._name_the_courier()
            if complaint is COURIER_COMPLAINTS[-1]:
                hands.picture("intake-same-courier")
            self._save_new()

    def take_in_a_lost_parcel(self) -> None:
        """Take in a parcel that nobody finds, worth 9,500 and insured for 3,000."""
        hands = self._hands
        self._begin(LOST)
        hands.click(f"asks/{Ask.COMPENSATE}")
        for key, typed in (("posted_on", "2026-03-02"), ("promised_by", "2026-03-05")):
            hands.write(key, typed)
        hands.click("insured/True")
        for key, typed in (("declared_value", "3000"), ("premium", "15"), ("freight", "42"), ("actual_value", "9500")):
            hands.write(key, typed)
        hands.write("contents", "手工银壶")
        hands.pick("value_proof", ValueProof.ORDER)
        self._save_new()

    def ask_for_it_twice(self) -> None:
        """Have it looked for, press, and put the order before the supervisor."""
        hands = self._hands
        hands.show_tab("case_tabs", TAB)
        hands.click("order_button")
        hands.pick("order_sheet/task", "find")
        hands.pick("order_sheet/receiver", ("department", "sorting"))
        hands.write("order_sheet/words", "最后一次扫描在 3 月 3 日夜班分拨线，请查滞留件和异常件。")
        self._save("order")
        for key, field, words in (
            ("press", "words", "夜班说还没找，答应今天查。"),
            ("escalate", "reason", "两次催办没有结果，请主管出面。"),
        ):
            hands.click(f"order_card/{key}_button")
            hands.write(f"{key}_sheet/{field}", words)
            self._save(key)
        hands.picture("order-escalated")

    def find_it_lost(self) -> None:
        """Write down that it is lost, with two who answer for it, and propose what the rules give."""
        hands = self._hands
        hands.show_tab("case_tabs", 0)
        hands.click("stands/yes")
        hands.pick("responsible", "sorting")
        hands.click("share_button")
        hands.pick("responsible_2", "transport")
        hands.write("percent", "70")
        hands.write("percent_2", "30")
        hands.write("account", "3 月 3 日夜班分拨线漏扫，装车清单上有、卸车清单上没有，全网查找未果。")
        hands.picture("finding-shared")
        hands.click("record_finding_button")
        hands.show_tab("case_tabs", 1)
        hands.click("keep_button")
        note: QLabel = hands.find("kept_note", QLabel)
        hands.wait(lambda: CLERK.name in note.text(), "the assessment was not kept")
        hands.show_tab("case_tabs", 2)
        # A person looks at the amount before they propose it; by then it rests on the assessment just saved.
        hands.settle()
        for remedy in (Remedy.COMPENSATE, Remedy.APOLOGISE):
            hands.click(f"proposal_form/remedies/{remedy}")
        hands.write("proposal_form/words", "确认丢失，按保价规则赔付并致歉。")
        hands.click("send_button")
        hands.wait(lambda: not hands.is_on_screen("send_button"), "the proposal was not sent")

    def pay_for_it(self) -> None:
        """Tell the customer and pay."""
        hands = self._hands
        hands.click("cases_page_button")
        hands.click_row("case_list", waybill.grouped(LOST.waybill), twice=True)
        hands.show_tab("case_tabs", TAB)
        hands.click("tell_button")
        hands.pick("tell_sheet/way", "phone")
        hands.pick("tell_sheet/about", "outcome")
        hands.write("tell_sheet/words", "包裹确认丢失，已批准赔付，明天前到账。")
        hands.click("tell_sheet/accepts")
        self._save("tell")
        hands.click("pay_button")
        hands.pick("pay_sheet/method", "wechat")
        hands.write("pay_sheet/reference", "WX-20260310-11")
        self._save("pay")

    def _begin(self, complaint: Complaint) -> None:
        hands = self._hands
        hands.click("intake_page_button")
        hands.write("waybill_edit", complaint.waybill)
        hands.press("waybill_edit", Qt.Key.Key_Return)
        hands.pick("channel", Channel.PHONE)
        hands.write("complainant_name", complaint.customer)
        hands.click(f"capacity/{Capacity.RECIPIENT}")
        hands.write("phone", complaint.phone)
        hands.click(f"types/{complaint.type}")
        hands.write("words", complaint.words)

    def _name_the_courier(self) -> None:
        hands = self._hands
        if not hands.is_on_screen("courier"):
            hands.click("more_facts/fold_head")
        hands.write("courier", COURIER)

    def _save_new(self) -> None:
        self._hands.click("save_button")
        self._hands.find("case_tabs", QTabWidget)

    def _save(self, key: str) -> None:
        """Save a form of the follow-up, and see that it was taken."""
        hands = self._hands
        hands.click(f"{key}_sheet/save_step_button")
        hands.wait(lambda: not hands.is_on_screen(f"{key}_sheet"), f"{key} was not taken")
