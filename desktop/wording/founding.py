"""Labels of the branch and its people, and what is wrong with what was typed about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.domain.problems import Problem

#: Keys of ``entries.OfficeDetails``.
DETAILS = {
    "name": N_("Name of the branch"),
    "brand": N_("Brand"),
    "terms": N_("Carrier's terms"),
    "address": N_("Address"),
    "phone": N_("Phone"),
    "licence": N_("Licence or filing number"),
    "head_office_phone": N_("Head office phone"),
}

#: Keys of ``founding.PersonDraft``.
PERSON = {
    "name": N_("Name"),
    "code": N_("Staff number"),
    "role": N_("Role"),
    "department": N_("Department"),
    "limit_fen": N_("Approves up to"),
    "alone_limit_fen": N_("Settles alone up to"),
    "password": N_("Password"),
    "password_again": N_("Password again"),
}

_PROBLEMS = {
    "required": N_("Please fill this in."),
    "unknown-choice": N_("Please choose one of these."),
    "too-long": N_("At most {limit} characters, please."),
    "code-form": N_("Letters and digits only, at most 20."),
    "code-taken": N_("Somebody has this staff number already."),
    "password-short": N_("At least {least} characters, please."),
    "password-simple": N_("This password is too easy to guess. Mix different characters."),
    "password-differs": N_("The two passwords are not the same."),
    "negative": N_("An amount cannot be below zero."),
    "last-manager": N_("The office needs a manager. Make somebody else manager first."),
}


def problem(found: Problem) -> str:
    """Say what is wrong with one field."""
    return _(_PROBLEMS[found.code]).format(**found.facts)


def by_field(problems: Iterable[Problem], prefix: str = "") -> dict[str, str]:
    """Return the sentences of problems by field, of those whose field begins with ``prefix``, without it."""
    found: dict[str, str] = {}
    for one in problems:
        if one.field.startswith(prefix):
            found.setdefault(one.field.removeprefix(prefix), problem(one))
    return found
