"""What is wrong with a step in a case's life as typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    "no-longer-here": N_("{name} does not work here any more. Choose somebody else."),
    "unknown-case": N_("There is no case of this number."),
    "account-number": N_("This is no account number: 8 to 30 digits, please, with or without spaces."),
    "same-case": N_("This is the case itself. Choose another one."),
}


def problem(found: Problem) -> str:
    """Say what is wrong with one field."""
    return _(_PROBLEMS[found.code]).format(**found.facts)


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
