"""Seeing to the work of others, in words: what is unusual, what keeps coming up, what is wrong with what was typed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain.masking import mask_address, mask_name, mask_phone
from desktop.domain.traces import TraceKind
from desktop.i18n import N_, _, ngettext
from desktop.wording.intake import problem_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.domain import entries as e
    from desktop.domain.people import People
    from desktop.domain.problems import Problem
    from desktop.domain.traces import Trace

_PROBLEMS = {
    "required": N_("Please fill this in."),
    "unknown-choice": N_("Please choose one of these."),
    "too-long": N_("At most {limit} characters, please."),
    "not-a-date": N_("This is not a date. Write it like 3-2 or 2026-03-02."),
    "in-the-past": N_("This day has gone by already."),
    "card-is-open": N_("There is an open root-cause card for this already."),
    "card-is-closed": N_("This root-cause card is at its end."),
    "too-many-days": N_("At most {limit} days at a time. Is the year right?"),
    "before-first": N_("The last day comes before the first."),
    "unknown-person": N_("There is nobody of that name here. Choose somebody else."),
    "no-longer-here": N_("{name} does not work here any more. Choose somebody else."),
    "only-reads": N_("{name} only reads and cannot look after cases. Choose somebody else."),
    "same-person": N_("Nobody stands in for themselves."),
    "stands-in": N_("Stands in for {name} on these days. Let somebody else do that first."),
    "away-too": N_("Away too, from {first} to {last}. Choose somebody who is here."),
}

#: Codes of ``ContactKept.group``.
GROUPS = {
    "branch": N_("Another branch"),
    "centre": N_("Transfer centre"),
    "head-office": N_("Head office"),
    "claims": N_("Claims department"),
    "vendor": N_("Outside vendor"),
    "other": N_("Other"),
}

_TRACES = {
    TraceKind.COURIER: N_("Courier"),
    TraceKind.ROUTE: N_("Line"),
    TraceKind.CLIENT: N_("Shop"),
    TraceKind.ADDRESS: N_("Address"),
    TraceKind.GOODS: N_("Kind of goods"),
    TraceKind.PHONE: N_("Customer"),
    TraceKind.NAME: N_("Name"),
    TraceKind.WAYBILL: N_("Waybill"),
}
#: What identifies a person is shown as far as anybody may see it.
_MASKS = {TraceKind.PHONE: mask_phone, TraceKind.NAME: mask_name, TraceKind.ADDRESS: mask_address}

#: Codes of ``CauseChecked.result``.
RESULTS = {"better": N_("It got better"), "same": N_("No change"), "worse": N_("It got worse")}


def problem(found: Problem) -> str:
    """Say what is wrong with one field."""
    if found.code not in _PROBLEMS:
        return problem_text(found)
    return _(_PROBLEMS[found.code]).format(**found.facts)


def by_field(problems: Iterable[Problem]) -> dict[str, str]:
    """Return the sentences of problems by field, one a field."""
    found: dict[str, str] = {}
    for one in problems:
        found.setdefault(one.field, problem(one))
    return found


def trace(shared: Trace) -> str:
    """Say what cases have in common: ``Courier: 张三``; what identifies a customer is masked."""
    mask = _MASKS.get(shared.kind)
    value = mask(shared.value) if mask is not None else shared.value
    return _("{kind}: {value}").format(kind=_(_TRACES[shared.kind]), value=value)


def claims(count: int, days: int) -> str:
    """Say how often a customer claimed."""
    said = ngettext("{count} claim within {days} days", "{count} claims within {days} days", count)
    return said.format(count=i18n.number(count), days=days)


def first_of(shown: int, total: int) -> str:
    """Say that a list stops before its end; empty where it does not."""
    if shown >= total:
        return ""
    return _("The first {shown} of {total} are shown.").format(shown=i18n.number(shown), total=i18n.number(total))


def looked_at(approvals: tuple[int, int], amounts: tuple[int, int], money_back: tuple[int, int] = (0, 0)) -> str:
    """Say how far was looked for what is unusual, each as (looked at, there are); empty where all was looked at."""
    said = []
    if approvals[0] < approvals[1]:
        said.append(
            _("The first {shown} of {total} approvals alone or with a changed amount are shown.").format(
                shown=i18n.number(approvals[0]), total=i18n.number(approvals[1])
            )
        )
    if amounts[0] < amounts[1]:
        said.append(
            _("The last {shown} of {total} approved amounts were compared with the usual.").format(
                shown=i18n.number(amounts[0]), total=i18n.number(amounts[1])
            )
        )
    if money_back[0] < money_back[1]:
        said.append(
            _("The first {shown} of {total} cases in which money is to come back are shown.").format(
                shown=i18n.number(money_back[0]), total=i18n.number(money_back[1])
            )
        )
    return " ".join(said)


def work_in_all(people: int, still_open: int, overdue: int) -> str:
    """Sum up the work of several people."""
    return _(" · ").join(
        (
            ngettext("{count} person", "{count} people", people).format(count=i18n.number(people)),
            ngettext("{count} open case", "{count} open cases", still_open).format(count=i18n.number(still_open)),
            _("{count} overdue").format(count=i18n.number(overdue)),
        )
    )


def days_away(body: e.StandInSet, people: People) -> str:
    """Say who stands in for somebody and when: ``王芳 (3 Mar to 5 Mar)``."""
    person = people.at(body.stand_in)
    first, last = date.fromisoformat(body.first), date.fromisoformat(body.last)
    say = i18n.day_of_year if first.year == last.year else i18n.day
    days = [say(first), say(last)]
    name = person.name if person is not None else _("Unknown person")
    if person is not None and not person.active:
        name = _("{name}, account closed").format(name=name)
    if body.first == body.last:
        return _("{name} ({day})").format(name=name, day=days[0])
    return _("{name} ({first} to {last})").format(name=name, first=days[0], last=days[1])


def result(code: str) -> str:
    """Name what a look at a countermeasure found."""
    return _(RESULTS[code]) if code in RESULTS else code
