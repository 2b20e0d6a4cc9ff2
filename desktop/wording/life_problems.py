"""What is wrong with a step in a case's life as typed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desktop.domain.problems import Problem

_PROBLEMS = {
    "required": N_("Please fill this in."),
    "unknown-choice": N_("Please choose one of these."),
    "too-long": N_("At most {limit} characters, please."),
    "in-the-past": N_("This time has gone by already."),
    "in-the-future": N_("This day has not come yet."),
    "not-a-date": N_("This is not a date. Write it like 3-2 or 2026-03-02."),
    "unknown-contact": N_("This contact is not in the list any more. Choose another one."),
    "unknown-person": N_("There is nobody of that name here. Choose somebody else."),
    "before-case": N_("{day} is before the case was taken in ({first}). Look at the day, and at the year."),
    "not-a-name": N_("This is not a name. Write down who it is."),
    "not-an-account": N_("This is not a bank account number: {least} to {most} digits, with spaces at most."),
    "no-longer-here": N_("{name} does not work here any more. Choose somebody else."),
    "unknown-case": N_("There is no case of this number."),
    "no-outcome": N_("The customer asks for money and nobody has decided yet. Record the talk as progress."),
    "same-case": N_("This is the case itself. Choose another one."),
}


#: Facts that are days, as ISO text.
_DAYS = ("day", "first")


def problem(found: Problem) -> str:
    """Say what is wrong with one field."""
    days = {name: i18n.day(date.fromisoformat(found.facts[name])) for name in _DAYS if name in found.facts}
    return _(_PROBLEMS[found.code]).format(**{**found.facts, **days})


def by_field(problems: Iterable[Problem], names: Mapping[str, str]) -> dict[str, str]:
    """Return the sentences by field of a form, one a field.

    Args:
        problems: of a body; one that concerns none of its fields stands under its own name.
        names: what a form calls the fields of the body, where it calls them otherwise.
    """
    found: dict[str, str] = {}
    for one in problems:
        found.setdefault(names.get(one.field, one.field), problem(one))
    return found
