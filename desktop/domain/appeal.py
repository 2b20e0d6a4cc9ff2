"""When a customer may turn to the postal authority (12305): from when on, until when, and why.

Nobody here has to do anything by these days. They are told so that staff know what a silence or a no leads to, and can
say truthfully where a customer may turn next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

import msgspec

from desktop.domain import entries as e
from desktop.domain.case import Status
from desktop.domain.intake import Channel, is_complaint
from desktop.domain.periods import months_later
from desktop.domain.promises import Reason
from desktop.domain.routes import province_of
from desktop.domain.workdays import ONE_DAY, day_of, next_workday

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.domain.case import Case
    from desktop.domain.workdays import Calendar


class AppealRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One published rule on appeals.

    Attributes:
        after_days: natural days the enterprise has to answer before a customer without an answer may appeal.
        months: how long they may, from the day of posting.
        valid_from: first day it is in force.
        source: where it is written, by language.
        mark: ``verified``, ``secondary`` or ``unverified``.
        dispute: the months may be counted from the day of the dispute as well.
        province: ISO 3166-2 of the place of posting; empty for the whole country.
        valid_to: last day, ``None`` while in force.

    """

    after_days: int
    months: int
    valid_from: date
    source: dict[str, str]
    mark: Literal["verified", "secondary", "unverified"]
    dispute: bool = False
    province: str = ""
    valid_to: date | None = None


class Opened(StrEnum):
    """What lets a customer appeal."""

    TOLD = "told"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class AppealWindow:
    """The days on which a customer may appeal.

    Attributes:
        first: the first day.
        opened: what lets them: an outcome they were told and are not content with, or our silence.
        last: the last day; under two readings the earlier one. ``None`` where the day of posting has to be known.
        because: the steps to it.

    """

    first: date
    opened: Opened
    last: date | None
    because: tuple[Reason, ...]

    @property
    def is_shut(self) -> bool:
        """Whether the last day comes before the first one: the parcel was posted too long ago."""
        return self.last is not None and self.last < self.first


def appeal_window(case: Case, rules: Iterable[AppealRule], calendar: Calendar) -> AppealWindow | None:
    """Return when a customer may appeal; None where there is nothing to appeal, or they have done so already.

    The day of the complaint is not counted (civil code 201). A last day on a rest day stays, and the later one is told,
    as with our own due times.
    """
    if not _can_appeal(case) or case.registered is None:
        return None
    complained = day_of(e.moment(case.registered.time))
    rule = _rule_on(rules, complained, province_of(case))
    if rule is None:
        return None
    first, opened, because = _beginning(case, complained, rule)
    last, until = _end(case, complained, rule, calendar)
    sources = {f"source_{language}": text for language, text in rule.source.items()}
    source = Reason("appeal-source", {"mark": rule.mark, **sources})
    return AppealWindow(first, opened, last, (*because, *until, source))


def _can_appeal(case: Case) -> bool:
    if case.intake.channel is Channel.REGULATOR or case.status in (Status.WITHDRAWN, Status.MERGED):
        return False
    return is_complaint(case.intake)


def _rule_on(rules: Iterable[AppealRule], on: date, province: str) -> AppealRule | None:
    fitting = [
        rule
        for rule in rules
        if rule.province in {province, ""} and rule.valid_from <= on and (rule.valid_to is None or on <= rule.valid_to)
    ]
    return max(fitting, key=lambda rule: (rule.province, rule.valid_from), default=None)


def _beginning(case: Case, complained: date, rule: AppealRule) -> tuple[date, Opened, list[Reason]]:
    """Return the first day: when an outcome was told, or the day after our days to answer, whichever is earlier."""
    ends = complained + rule.after_days * ONE_DAY
    silence = ends + ONE_DAY
    facts = {"from": str(complained), "days": str(rule.after_days), "ends": str(ends), "first": str(silence)}
    because = [Reason("appeal-unanswered", facts)]
    outcomes = [(h, b) for h, b in case.life.contacts if b.reached and b.about == "outcome"]
    if not outcomes:
        return silence, Opened.UNANSWERED, because
    told = day_of(e.moment(outcomes[0][0].time))
    if told > silence:
        return silence, Opened.UNANSWERED, [*because, Reason("appeal-told-late", {"date": str(told)})]
    because = [Reason("appeal-told", {"date": str(told)})]
    if outcomes[-1][1].answer == "accepts":
        because.append(Reason("appeal-accepted", {"date": str(day_of(e.moment(outcomes[-1][0].time)))}))
    return told, Opened.TOLD, because


def _end(case: Case, complained: date, rule: AppealRule, calendar: Calendar) -> tuple[date | None, list[Reason]]:
    """Return the last day: the months from posting, and from the dispute where that counts too; the earlier is safe."""
    months = str(rule.months)
    posted = _day(case.intake.posted_on)
    ends: list[tuple[date, Reason]] = []
    if posted is not None:
        until = months_later(posted, rule.months)
        facts = {"months": months, "from": str(posted), "until": str(until)}
        ends.append((until, Reason("appeal-until-posting", facts)))
    if rule.dispute:
        until = months_later(complained, rule.months)
        facts = {"months": months, "from": str(complained), "until": str(until)}
        ends.append((until, Reason("appeal-until-dispute", facts)))
    if not ends:
        return None, [Reason("appeal-needs-posting", {"months": months})]
    last = min(until for until, _reason in ends)
    because = [reason for _until, reason in ends]
    if not calendar.is_workday(last):
        because.append(Reason("ends-on-rest-day", {"date": str(last), "moved": str(next_workday(last, calendar))}))
    return last, because


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
