"""How the customer's way to the postal authority is told, also where it is shut."""

from __future__ import annotations

from datetime import date

import pytest

from desktop import i18n
from desktop.domain.appeal import AppealWindow, Opened
from desktop.wording.appeal import state, summary


@pytest.mark.parametrize(
    ("last", "today", "said", "short"),
    [
        (date(2027, 2, 20), date(2026, 3, 2), "from 10 Mar 2026 to 20 Feb 2027", "from 10 Mar 2026 on"),
        (date(2027, 2, 20), date(2027, 2, 21), "until 20 Feb 2027; that time is over", "ended on 20 Feb 2027"),
        # Posted too long ago, before and after the last day.
        (date(2026, 3, 5), date(2026, 3, 2), "ends on 5 Mar 2026, before it would open", "ends on 5 Mar 2026, before"),
        (date(2026, 3, 5), date(2026, 3, 6), "until 5 Mar 2026; that time is over", "ended on 5 Mar 2026"),
    ],
)
def test_a_time_that_is_over_is_not_told_as_open(last: date, today: date, said: str, short: str) -> None:
    i18n.set_language("en")
    window = AppealWindow(date(2026, 3, 10), Opened.UNANSWERED, last, ())

    assert said in summary(window, today)
    assert short in state(window, today)
    assert window.is_shut == (last < window.first)
