"""Says which case the rules of a pack leave out, from the line ``domain.check_cases`` wrote about it."""

from __future__ import annotations

from desktop.domain.cells import GIVEN, KNOWN, NOT_GIVEN
from desktop.i18n import _
from desktop.wording.claim import choice_label, field_label
from desktop.wording.not_applied import condition_label
from desktop.wording.rule_words import CONDITION_LABELS, CONDITION_VALUES, PROOF_VALUES


def case_text(case: str) -> str:
    """Put ``treated_as=loss|shortage;insured=false`` into words; ids of products stay as they are."""
    parts = (part.partition("=") for part in case.split(";"))
    return _("; ").join(_condition(name, answers.split("|")) for name, _is, answers in parts)


def _condition(name: str, answers: list[str]) -> str:
    if name.startswith(KNOWN):
        said = _("given: {facts}") if answers == [GIVEN] else _("not given: {facts}")
        return said.format(facts=field_label(name.removeprefix(KNOWN)))
    label = condition_label(name)
    if answers == [NOT_GIVEN]:
        return _("not given: {facts}").format(facts=label)
    values = _(" or ").join(condition_value(name, answer) for answer in answers)
    return _("{label}: {values}").format(label=label, values=values)


def condition_value(name: str, value: str) -> str:
    """Return what a condition asks for, in words; ids of a pack are shown as they are."""
    if name == "proof":
        return _(PROOF_VALUES.get(value, value))
    if name == "treated_as":
        return choice_label("event", value)
    if value in CONDITION_VALUES and name in CONDITION_LABELS:
        return _(CONDITION_VALUES[value])
    return choice_label(name, value)
