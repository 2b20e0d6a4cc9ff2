"""Promises in words: what is owed, when, and why then."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain.promises import Promise, Unit
from desktop.i18n import N_, _, ngettext
from desktop.wording.claim import choice_label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.domain.promises import Due, Limit, NoLimitInForceError, Reason

#: How the route of the parcel is known.
_KNOWN_BY = {
    "assessment": N_("The route of the parcel is, as assessed: {route}."),
    "registration": N_("The route of the parcel is, as registered: {route}."),
    "waybill": N_("The route of the parcel is, by its number: {route}."),
}

_PROMISES = {
    Promise.FIRST_REPLY: N_("First reply"),
    Promise.SETTLEMENT: N_("Settlement"),
    Promise.COMPLAINT_REPLY: N_("Statutory answer to the complaint"),
    Promise.CLAIM_REPLY: N_("Answer to the claim form"),
    Promise.CLAIM_SETTLEMENT: N_("Compensation proposal"),
    Promise.CLAIM_PAYMENT: N_("Payment of compensation"),
    Promise.APPEAL: N_("Answer to the appeal"),
    Promise.OBJECTION: N_("Objection to a responsibility notice"),
}


def promise_label(promise: Promise) -> str:
    """Return the name of a promise."""
    return _(_PROMISES[promise])


def due_text(due: Due) -> str:
    """Return a due time for a line of text: ``2026-03-02 18:00``, with a word where it may still move."""
    moment = i18n.moment(due.at)
    return _("{moment} (provisional)").format(moment=moment) if due.provisional else moment


def explain(due: Due) -> list[str]:
    """Return one sentence for each step to a due time."""
    return [reason_text(reason) for reason in due.because]


def reason_text(reason: Reason) -> str:
    """Put one step to a due time into words."""
    return _REASONS[reason.code](reason.facts)


def source_text(limit: Limit) -> str:
    """Return where a limit is written."""
    return limit.source.get(i18n.language()) or limit.source.get("en", "")


def no_limit_text(error: NoLimitInForceError) -> str:
    """Say that nothing was owed by that name on that day."""
    sentence = _('No time limit for "{promise}" was in force on {day}.')
    return sentence.format(promise=promise_label(error.promise), day=i18n.day(error.on))


def _from(facts: Mapping[str, str]) -> str:
    moment = i18n.moment(datetime.fromisoformat(facts["at"]))
    return _("Counted from {moment}.").format(moment=moment)


def _limited(length: str, facts: Mapping[str, str]) -> str:
    return _("Limit: {length}. Source: {source}.").format(length=length, source=source_of(facts))


def source_of(facts: Mapping[str, str]) -> str:
    """Return where something is written, and that it was seen only in a copy where it was."""
    source = facts.get(f"source_{i18n.language()}") or facts.get("source_en", "")
    return source if facts["mark"] == "verified" else _("{source} (seen only in a copy)").format(source=source)


def limit_length(unit: str, count: int) -> str:
    """Say how long a limit is: ``3 working days``."""
    match unit:
        case "open-minutes":
            words = ngettext("{count} minute of opening time", "{count} minutes of opening time", count)
        case "hours":
            words = ngettext("{count} hour", "{count} hours", count)
        case "workdays":
            words = ngettext("{count} working day", "{count} working days", count)
        case _:
            words = ngettext("{count} calendar day", "{count} calendar days", count)
    return words.format(count=count)


def _limit(unit: str, facts: Mapping[str, str]) -> str:
    return _limited(limit_length(unit, int(facts["length"])), facts)


def _own(unit: str, facts: Mapping[str, str]) -> str:
    sentence = _("Limit: {length}. The branch itself promises this for what begins on {day} or later.")
    return sentence.format(length=limit_length(unit, int(facts["length"])), day=_day(facts["first"]))


def _instead_of(unit: str, facts: Mapping[str, str]) -> str:
    sentence = _("It stands in place of {length}. Source: {source}.")
    return sentence.format(length=limit_length(unit, int(facts["length"])), source=source_of(facts))


def _by_law(unit: str, facts: Mapping[str, str]) -> str:
    sentence = _("Law or standard allow {length}, until {moment}. Source: {source}.")
    moment = i18n.moment(datetime.fromisoformat(facts["at"]))
    return sentence.format(length=limit_length(unit, int(facts["length"])), moment=moment, source=source_of(facts))


def _route(facts: Mapping[str, str]) -> str:
    sentence = _(_KNOWN_BY.get(facts["known_by"], _KNOWN_BY["registration"]))
    return sentence.format(route=choice_label("scope", facts["scope"]))


def _start_day(facts: Mapping[str, str]) -> str:
    return _("{day} itself is not counted.").format(day=_day(facts["date"]))


def _make_up(facts: Mapping[str, str]) -> str:
    return _("{day} is a make-up working day and counts.").format(day=_day(facts["date"]))


def _holidays(facts: Mapping[str, str]) -> str:
    count = int(facts["count"])
    if facts["first"] == facts["last"]:
        return _("{day} is a public holiday and does not count.").format(day=_day(facts["first"]))
    sentence = ngettext(
        "{count} weekday from {first} to {last} is a public holiday and does not count.",
        "{count} weekdays from {first} to {last} are public holidays and do not count.",
        count,
    )
    return sentence.format(count=count, first=_day(facts["first"]), last=_day(facts["last"]))


def _rest_day(facts: Mapping[str, str]) -> str:
    sentence = _("{day} is a rest day. The Civil Code would allow until {moved}; the earlier day is kept to be safe.")
    return sentence.format(day=_day(facts["date"]), moved=_day(facts["moved"]))


def _closing_days(facts: Mapping[str, str]) -> str:
    days = _(", ").join(_day(day) for day in facts["days"].split(", "))
    return _("The branch is closed on {days}.").format(days=days)


def _closing_day(facts: Mapping[str, str]) -> str:
    sentence = _("The branch itself is closed on {day}: it has to be done before.")
    return sentence.format(day=_day(facts["date"]))


def _waited(facts: Mapping[str, str]) -> str:
    count = int(facts["times"])
    sentence = ngettext(
        "We waited for the customer {count} time, {length}; this time is left out.",
        "We waited for the customer {count} times, {length} in all; this time is left out.",
        count,
    )
    said = sentence.format(count=count, length=length_text(int(facts["minutes"])))
    if "open_minutes" not in facts:
        return said
    within = length_text(int(facts["open_minutes"]))
    more = _("Of that, {length} is opening time.").format(length=within)
    return _("{sentence} {more}").format(sentence=said, more=more)


def _waiting(facts: Mapping[str, str]) -> str:
    moment = i18n.moment(datetime.fromisoformat(facts["since"]))
    return _("We wait for the customer since {moment}; until that ends, the time stands still.").format(moment=moment)


def _late_before(facts: Mapping[str, str]) -> str:
    moment = i18n.moment(datetime.fromisoformat(facts["at"]))
    return _("It was late already when the stars were changed on {moment}; other stars heal nothing.").format(
        moment=moment
    )


def length_text(minutes: int) -> str:
    """Say a length of time to the minute: ``2 days 3 h 20 min``."""
    days, rest = divmod(minutes, 24 * 60)
    parts = (
        (days, ngettext("{count} day", "{count} days", days)),
        (rest // 60, ngettext("{count} h", "{count} h", rest // 60)),
        (rest % 60, ngettext("{count} min", "{count} min", rest % 60)),
    )
    said = [text.format(count=count) for count, text in parts if count]
    return " ".join(said or [ngettext("{count} min", "{count} min", 0).format(count=0)])


def _not_announced(facts: Mapping[str, str]) -> str:
    sentence = _("The holidays of {year} are not announced yet; the day may still move.")
    return sentence.format(year=facts["year"])


def _day(text: str) -> str:
    return i18n.day(date.fromisoformat(text))


_REASONS: dict[str, Callable[[Mapping[str, str]], str]] = {
    "from": _from,
    **{
        f"{kind}-{unit}": partial(say, unit.value)
        for kind, say in (("limit", _limit), ("own", _own), ("instead-of", _instead_of), ("by-law", _by_law))
        for unit in Unit
    },
    "route": _route,
    "start-day-not-counted": _start_day,
    "open-on-workdays": lambda facts: _("Open {hours} on working days.").format(**facts),
    "open-every-day": lambda facts: _("Open {hours} every day.").format(**facts),
    "close-of-business": lambda facts: _("The last day ends at close of business, {time}.").format(**facts),
    "make-up": _make_up,
    "holidays": _holidays,
    "closing-days": _closing_days,
    "ends-on-rest-day": _rest_day,
    "ends-on-closing-day": _closing_day,
    "waited": _waited,
    "waiting": _waiting,
    "late-before-change": _late_before,
    "holidays-not-announced": _not_announced,
}
