"""The customer's way to the postal authority in words: from when, until when, and why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.i18n import N_, _, ngettext
from desktop.wording.promises import reason_text, source_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.appeal import AppealWindow
    from desktop.domain.promises import Reason

TITLE = N_("Appeal of the customer to the postal authority (12305)")


def summary(window: AppealWindow, today: date) -> str:
    """Say in one sentence when the customer may appeal, or that the time for it is over."""
    first = i18n.day(window.first)
    if window.last is not None and today > window.last:
        told = _("The customer could appeal to the postal authority (12305) until {last}; that time is over.")
        return told.format(last=i18n.day(window.last))
    if window.is_shut and window.last is not None:
        told = _("The time to appeal to the postal authority (12305) ends on {last}, before it would open on {first}.")
        return told.format(first=first, last=i18n.day(window.last))
    if window.last is None:
        return _("The customer may appeal to the postal authority (12305) from {first} on.").format(first=first)
    sentence = _("The customer may appeal to the postal authority (12305) from {first} to {last}.")
    return sentence.format(first=first, last=i18n.day(window.last))


def state(window: AppealWindow, today: date) -> str:
    """Say in a few words how it stands today."""
    if window.last is not None and today > window.last:
        return _("ended on {day}").format(day=i18n.day(window.last))
    if window.is_shut and window.last is not None:
        return _("ends on {day}, before it opens").format(day=i18n.day(window.last))
    if today >= window.first:
        return _("open now")
    return _("from {day} on").format(day=i18n.day(window.first))


def explain(window: AppealWindow) -> list[str]:
    """Return one sentence for each step."""
    return [_step(reason) for reason in window.because]


def _step(reason: Reason) -> str:
    facts = reason.facts
    if reason.code == "appeal-source":
        return _("Source: {source}. It is told for information; nobody here has to act on it.").format(
            source=source_of(facts)
        )
    if reason.code in _MONTHS:
        return _months(_MONTHS[reason.code], facts)
    if reason.code not in _STEPS:
        return reason_text(reason)
    days = {key: i18n.day(date.fromisoformat(facts[key])) for key in ("from", "ends", "first", "date") if key in facts}
    return _(_STEPS[reason.code]).format(**(dict(facts) | days))


def _months(sentence: str, facts: Mapping[str, str]) -> str:
    count = int(facts["months"])
    length = ngettext("{count} month", "{count} months", count).format(count=count)
    days = {key: i18n.day(date.fromisoformat(facts[key])) for key in ("from", "until") if key in facts}
    return _(sentence).format(length=length, **days)


_STEPS = {
    "appeal-unanswered": N_(
        "Complained on {from}; that day not counted, we have {days} days to answer, up to {ends}. "
        "Without an outcome by then the customer may appeal from {first} on."
    ),
    "appeal-told": N_("Told the outcome on {date}: whoever is not content with it may appeal from then on."),
    "appeal-told-late": N_("The outcome was told on {date}, after those days; the customer may still appeal."),
    "appeal-accepted": N_("The customer accepted the outcome on {date}."),
}

_MONTHS = {
    "appeal-until-posting": N_("Until {until}: {length} from posting on {from}."),
    "appeal-until-dispute": N_("Counted from the dispute, that is from the complaint on {from}: until {until}."),
    "appeal-needs-posting": N_("The last day is {length} after posting; the day of posting is not known."),
}
