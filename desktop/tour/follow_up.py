"""The steps of the tour that bring a case to its end: asking around, telling, paying, apologising, closing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.domain import waybill
from desktop.tour.people import LOST

if TYPE_CHECKING:
    from desktop.tour.hands import Hands
    from desktop.tour.people import TourClock

#: Place of the follow-up among the tabs of a case.
TAB = 4


class FollowUpSteps:
    """What is done in the follow-up of the case in front."""

    def __init__(self, hands: Hands, clock: TourClock) -> None:
        self._hands, self._clock = hands, clock

    def ask_the_transfer_centre(self) -> None:
        """Send a work order, and write down what came back."""
        hands = self._hands
        hands.show_tab("case_tabs", TAB)
        hands.find("order_button", QPushButton)
        hands.picture("follow-up")
        hands.click("order_button")
        hands.pick("order_sheet/task", "video")
        hands.pick("order_sheet/receiver", ("department", "transport"))
        hands.write("order_sheet/words", "请调 3 月 4 日夜班卸车监控，看外箱何时受压。")
        hands.picture("work-order")
        self._save("order")
        hands.find("order_card", QWidget)
        hands.click("order_card/answer_button")
        hands.write("answer_sheet/words", "监控显示卸车时被重物压在下面，有截图。")
        hands.click("answer_sheet/True")
        self._save("answer")
        hands.wait(lambda: not hands.is_on_screen("order_card"), "the order is still open")

    def tell_and_pay(self) -> None:
        """Tell the customer, pay what was approved, apologise, ask whether they are satisfied, and close."""
        hands = self._hands
        hands.show_tab("case_tabs", TAB)
        hands.click("tell_button")
        hands.pick("tell_sheet/way", "phone")
        hands.pick("tell_sheet/about", "outcome")
        hands.write("tell_sheet/words", "已批准赔付 3,421.00 元并致歉，说明了计算依据。")
        hands.click("tell_sheet/accepts")
        hands.picture("tell-the-customer")
        self._save("tell")
        hands.click("pay_button")
        hands.pick("pay_sheet/method", "transfer")
        hands.write("pay_sheet/reference", "TR-20260302-7")
        hands.picture("payment")
        self._save("pay")
        hands.click("carry-out_button")
        hands.write("carry-out_sheet/words", "致歉信已当面交给客户。")
        self._save("carry-out")
        hands.click("satisfaction_button")
        hands.click("satisfaction_sheet/5")
        self._save("satisfaction")
        hands.click("close_button")
        hands.write("close_sheet/words", "赔款已到账，客户认可。")
        hands.picture("close-the-case")
        self._save("close")
        hands.find("reopen_button", QPushButton)
        hands.picture("case-closed")
        hands.click("reopen_button")
        hands.picture("reopen")
        hands.click("reopen_sheet/leave_step_button")

    def find_the_lost_parcel(self) -> None:
        """Write down that a lost parcel that was paid for has turned up, and what the customer chose."""
        hands = self._hands
        hands.show_tab("case_tabs", TAB)
        hands.click("found_button")
        hands.write("found_sheet/where", "转运中心异常件库")
        hands.pick("found_sheet/wish", "goods")
        hands.write("found_sheet/words", "盘库时找到，外包装完好，银壶无损。客户愿意退回赔款、要回物品。")
        hands.picture("goods-found")
        self._save("found")
        hands.picture("money-to-come-back")

    def hold_those_responsible(self) -> None:
        """Give a responsibility notice to one of those who answer for it."""
        hands = self._hands
        hands.click("back_button")
        hands.click_row("case_list", waybill.grouped(LOST.waybill), twice=True)
        hands.settle()
        hands.show_tab("case_tabs", 0)
        hands.click("give_notice_button")
        hands.write("name", "夜班分拨组")
        hands.write("reason", "3 月 3 日夜班分拨线漏扫，未按班次盘点，致快件下落不明。")
        hands.picture("responsibility-notice")
        hands.click("notice_save_button")
        hands.wait(lambda: not hands.is_on_screen("notice_save_button"), "the notice was not given")
        hands.click("object_button")
        hands.write("words", "当晚系统升级停机四十分钟，漏扫不全是班组的责任。")
        hands.picture("objection")
        hands.click("notice_save_button")
        hands.wait(lambda: not hands.is_on_screen("notice_save_button"), "the objection was not recorded")

    def hand_the_order_over(self) -> None:
        """Hand the order that was put before the supervisor over, as the manager."""
        hands = self._hands
        hands.show_tab("case_tabs", TAB)
        hands.click("order_card/hand-over_button")
        hands.pick("hand-over_sheet/receiver", ("department", "transport"))
        hands.write("hand-over_sheet/due", f"{self._clock.now() + timedelta(days=1):%Y-%m-%d} 12:00")
        hands.write("hand-over_sheet/reason", "分拨线已查清，改请运输查装车和卸车。")
        hands.picture("hand-over")
        self._save("hand-over")

    def _save(self, key: str) -> None:
        """Save a form, and see that it was taken."""
        hands = self._hands
        hands.click(f"{key}_sheet/save_step_button")
        hands.wait(lambda: not hands.is_on_screen(f"{key}_sheet"), f"{key} was not taken")
