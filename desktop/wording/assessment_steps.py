"""Says the steps of an assessment that are no calculations: which rules, what happened, in time or not, who answers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain.rules import PackKind
from desktop.i18n import N_, _
from desktop.wording.claim import choice_label
from desktop.wording.formulas import total_text
from desktop.wording.titles import spoken

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.assessment import Step
    from desktop.wording.assessment import Speaker

#: Which day the version of the rules goes by.
_STOOD = {
    "accepted_on": N_("Rules used: {title}, as they stood on {day}, when the parcel was posted."),
    "event_on": N_("Rules used: {title}, as they stood on {day}, the day of the damage."),
    "": N_("Rules used: {title}, as they stood on {day}."),
}


def _day(text: str) -> str:
    return i18n.day(date.fromisoformat(text))


def _pack_step(speaker: Speaker, step: Step) -> str:
    pack = speaker.assessment.pack
    title = step.outcome if pack is None else speaker.pack_title(pack)
    key, day = next(((key, value) for key, value in step.inputs.items() if key.endswith("_on")), ("", ""))
    said = _(_STOOD.get(key, _STOOD[""])).format(title=title, day=_day(day))
    first = [spoken(pack.sheet.title) for pack in speaker.packs if pack.sheet.kind == PackKind.AGREEMENT]
    if "province" in step.inputs:
        layer = next((pack for pack in speaker.packs if pack.sheet.id == step.inputs["province"]), None)
        if layer is None:
            return said + _(" The consumer rule of the province comes before them.")
        first.append(spoken(layer.sheet.title))
    return said + _(" Before them comes: {province}.").format(province=_(", ").join(first)) if first else said


def _event_step(speaker: Speaker, step: Step) -> str:
    event, treated_as = choice_label("event", step.inputs["event"]), choice_label("event", step.outcome)
    if event == treated_as:
        return _("What happened: {event}.").format(event=event)
    said = _("What happened: {event}. It counts as: {treated_as}.").format(event=event, treated_as=treated_as)
    if step.inputs["event"] not in {"partial-damage", "shortage"}:
        return said
    return _("{said} Nothing of it is left, so the rules for the whole hold.").format(said=said)


def _lateness_step(speaker: Speaker, step: Step) -> str:
    days = int(step.inputs["days"])
    if "delivered_on" in step.inputs:
        said = _came_late(step, days)
        return said if days <= 0 else said + _what_it_counts_as(step)
    facts = {"promised": _day(step.inputs["promised_by"]), "as_of": _day(step.inputs["as_of"])}
    if days <= 0:
        return _("Promised by {promised}; on {as_of} it is not late.").format(**facts)
    said = i18n.ngettext(
        "Promised by {promised}; on {as_of} it is {days} day late.",
        "Promised by {promised}; on {as_of} it is {days} days late.",
        days,
    ).format(days=days, **facts)
    return said + _what_it_counts_as(step)


def _came_late(step: Step, days: int) -> str:
    facts = {"promised": _day(step.inputs["promised_by"]), "came": _day(step.inputs["delivered_on"])}
    if days <= 0:
        return _("Promised by {promised} and delivered on {came}: not late.").format(**facts)
    return i18n.ngettext(
        "Promised by {promised} and delivered on {came}: {days} day late.",
        "Promised by {promised} and delivered on {came}: {days} days late.",
        days,
    ).format(days=days, **facts)


def _what_it_counts_as(step: Step) -> str:
    if step.outcome == "loss":
        return _(" More than {limit} days late may be treated as lost.").format(limit=step.inputs["limit"])
    if step.outcome == "delay":
        return _(" It counts as late, not as lost.")
    return _(" The contents lost value by it, so it counts as damage.")


def _time_limit_step(speaker: Speaker, step: Step) -> str:
    facts = {"title": speaker.title(step.rule), "until": _day(step.outcome), "made": _day(step.inputs["made"])}
    if step.code == "time-limit-passed":
        said = _("{title}: the last day was {until}; {made} is too late.").format(**facts)
    else:
        said = _("{title}: the last day is {until}; {made} is in time.").format(**facts)
    moved = step.inputs.get("moved_from")
    if moved is None:
        return said
    return said + _(" By count it would have been {day}, a day of rest, so it moved on.").format(day=_day(moved))


def _exempt_step(speaker: Speaker, step: Step) -> str:
    return _("Ground for exemption: {title}. The carrier does not answer for the goods.").format(
        title=speaker.title(step.rule)
    )


def _answerable_step(speaker: Speaker, step: Step) -> str:
    return _("No ground for exemption has been found, so the carrier answers for the damage.")


def _cap_applies_step(speaker: Speaker, step: Step) -> str:
    return _("No limit in the terms has been found void; where there is one, it applies.")


def _cap_lifted_step(speaker: Speaker, step: Step) -> str:
    return _("The limit may not be relied on: {title}.").format(title=speaker.title(step.rule))


def _ask_carrier_step(speaker: Speaker, step: Step) -> str:
    return _("{title}. What the carrier answers decides.").format(title=speaker.title(step.rule))


def _loss_step(speaker: Speaker, step: Step) -> str:
    return speaker.calculated(_("The actual loss"), step)


def _rate_step(speaker: Speaker, step: Step) -> str:
    currency, into = i18n.currency_sign(step.inputs["currency"]), i18n.currency_sign(step.inputs["into"])
    return _("Exchange rate of {day}: 1 {currency} = {rate} {into}.").format(
        day=_day(step.inputs["on"]), currency=currency, rate=step.outcome, into=into
    )


def _total_step(speaker: Speaker, step: Step) -> str:
    amount = speaker.money(step.outcome)
    lines = speaker.assessment.lines
    if len(lines) < 2:
        return _("Payable in all: {amount}.").format(amount=amount)
    formula = total_text(lines, speaker.assessment.currency)
    return _("Payable in all: {formula} = {amount}.").format(formula=formula, amount=amount)


#: How each kind of step is said.
STEPS: dict[str, Callable[[Speaker, Step], str]] = {
    "pack": _pack_step,
    "event": _event_step,
    "lateness": _lateness_step,
    "time-limit-kept": _time_limit_step,
    "time-limit-passed": _time_limit_step,
    "exempt": _exempt_step,
    "answerable": _answerable_step,
    "cap-applies": _cap_applies_step,
    "cap-lifted": _cap_lifted_step,
    "ask-carrier": _ask_carrier_step,
    "loss": _loss_step,
    "rate": _rate_step,
    "total": _total_step,
}
