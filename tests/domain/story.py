"""A case whose steps come at times of their own, and what it owes by then."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from desktop.calendars import load_timing
from desktop.domain import entries as e
from desktop.domain.owed import promises_of
from desktop.domain.workdays import BEIJING
from tests.factories import YUAN, a_decision, a_proposal, an_assessment

if TYPE_CHECKING:
    from desktop.domain.promises import Promise
    from tests.factories import Staffed

TIMING = load_timing()


class Story:
    """A case taken in on Monday 2 March 2026 at nine; each later step at a time of its own."""

    def __init__(self, staffed: Staffed, **intake: object) -> None:
        self.staffed = staffed
        self.case = staffed.registered("clerk", **intake)

    def at(self, when: str, who: str, *bodies: e.Body) -> Story:
        self.staffed.now = beijing(when)
        self.staffed.write(who, self.case.case_id, *bodies)
        self.case = self.staffed.office.case(self.case.case_id)
        return self

    def approved(self, when: str, amount: int = 3421 * YUAN) -> Story:
        self.at(when, "clerk", an_assessment(self.case, amount))
        self.at(when, "clerk", a_proposal(self.case, amount))
        return self.at(when, "supervisor", a_decision(self.case))

    def due(self) -> dict[str, str]:
        """The promises that are open, with their times in Beijing; what stands still says so."""
        return {
            promise.value: "waiting" if due.waiting_since else f"{due.at.astimezone(BEIJING):%m-%d %H:%M}"
            for promise, due in promises_of(self.case, TIMING).items()
        }

    def open(self) -> set[Promise]:
        return set(promises_of(self.case, TIMING))

    def payment(self, when: str, fen: int) -> Story:
        assert self.case.proposal is not None
        paid = e.PaymentMade(self.case.proposal.digest, fen, "transfer", "𬭊䶮", "", "T1", when[:10])
        return self.at(when, "clerk", paid)


def beijing(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=BEIJING)


def told(about: str = "outcome", answer: str = "", *, way: str = "phone", reached: bool = True) -> e.CustomerContacted:
    return e.CustomerContacted(way=way, about=about, reached=reached, words="已说明。", answer=answer)
