"""The steps of the tour above the single case: what is late, escalated, unusual or keeps coming up."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from desktop.i18n import _
from desktop.tour.people import CLERK, MANAGER

if TYPE_CHECKING:
    from desktop.tour.hands import Hands
    from desktop.tour.people import TourClock

#: The lists of the oversight from left to right, each with its table.
LISTS = {
    "overdue": "overdue_table",
    "escalated": "escalated_table",
    "unusual": "unusual_table",
    "people": "workload_table",
    "patterns": "patterns_table",
}


class Supervising:
    """What a manager looks at besides approvals."""

    def __init__(self, hands: Hands, clock: TourClock) -> None:
        self._hands, self._clock = hands, clock

    def see_to_the_work_of_others(self) -> None:
        """See what is overdue, escalated or unusual, who has how much in hand, and open a root-cause card."""
        hands = self._hands
        hands.click("desk_page_button")
        hands.picture("desk-of-the-manager")
        hands.click("oversight_page_button")
        for place, (name, table) in enumerate(LISTS.items()):
            hands.show_tab("oversight_tabs", place)
            hands.click_row(table)
            hands.picture(f"oversight-{name}")
            if name == "people":
                self._set_a_stand_in()
        hands.write("open_cause_form/cause", "派件高峰一人跑两条线，赶时间，跟客户说话没有耐心。")
        hands.write("open_cause_form/countermeasure", "拆分线路；站长每天抽听五通电话，连续两周复盘。")
        hands.pick("open_cause_form/owner", _("{name} ({code})").format(name=MANAGER.name, code=MANAGER.code))
        hands.write("open_cause_form/check_on", f"{self._clock.now() + timedelta(days=14):%Y-%m-%d}")
        hands.picture("root-cause-card")
        hands.click("open_cause_button")
        hands.wait(lambda: not hands.is_on_screen("open_cause_button"), "the root-cause card was not opened")

    def _set_a_stand_in(self) -> None:
        """Let the manager stand in for the clerk tomorrow."""
        hands, tomorrow = self._hands, f"{self._clock.now() + timedelta(days=1):%Y-%m-%d}"
        hands.click_row("workload_table", CLERK.name)
        hands.pick("stand_in_form/stand_in", _("{name} ({code})").format(name=MANAGER.name, code=MANAGER.code))
        hands.write("stand_in_form/first", tomorrow)
        hands.write("stand_in_form/last", tomorrow)
        hands.picture("stand-in")
        hands.click("stand_in_button")
        hands.wait(lambda: hands.is_on_screen("end_stand_in_button"), "no stand-in was set")
