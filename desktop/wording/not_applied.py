"""Says which rules were looked at and not applied, and why; those with one plain reason in common fold into a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.i18n import N_, _, ngettext
from desktop.wording.claim import choice_label, field_label
from desktop.wording.rule_words import CONDITION_LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.domain.assessment import NotApplied
    from desktop.wording.assessment import Speaker


@dataclass(frozen=True)
class SetAside:
    """One line of the folded list.

    Attributes:
        rule: title of the rule, or the titles of those the line stands for.
        why: the reason, as a sentence of its own.
        rules: the sentence about each of them.
    """

    rule: str
    why: str
    rules: tuple[str, ...]


#: What rules have in common that are about something else altogether, in the order the lines stand.
_FOLDED = {
    "cause": N_("For a loss by another cause ({names}); the cause here: {found}."),
    "event": N_("For something else than what happened."),
    "product": N_("For another product."),
    "given": N_("They go by what was not given: {names}."),
    "found": N_("For what nobody has found here: {names}."),
}
#: So many rules of one line are named; the others are counted.
_NAMED = 6
#: Conditions said in words of their own, by what they ask for; the others as question and answer.
_SAID = {
    ("cause", ""): N_("{title}: for a loss by another cause ({wanted}); the cause here: {found}."),
    ("insured", "false"): N_("{title}: for parcels that were not insured; this one was."),
    ("insured", "true"): N_("{title}: for insured parcels; this one was not."),
    ("proof", "false"): N_("{title}: for a value that is not proven; here it is."),
    ("proof", "true"): N_("{title}: for a value that is proven; here it is not."),
}
#: Conditions about what counts as absent until somebody finds it, and the answer that says so.
_FOUND = {
    "cause": "unknown",
    "prohibited": "false",
    "gross_negligence": "false",
    "cap": "applies",
    "exempt": "none",
}


def passed_over(speaker: Speaker, rule: NotApplied) -> str:
    """Say in one sentence why a rule was not applied."""
    title = speaker.title(rule.rule)
    if rule.condition == "order":
        return _("{title}: not needed, an earlier rule answers.").format(title=title)
    if rule.condition == "no-difference":
        return _("{title}: makes no difference here.").format(title=title)
    if rule.condition == "optional":
        return _("{title}: the carrier may grant this but need not.").format(title=title)
    if rule.condition == "superseded":
        return _("{title}: another rule comes before it.").format(title=title)
    if rule.condition in {"known", "unknown"}:
        fields = _(", ").join(field_label(key) for key in rule.found.split(", "))
        sentence = _("{title}: does not fit, {fields} is not given.")
        if rule.condition == "unknown":
            sentence = _("{title}: does not fit, {fields} is given.")
        return sentence.format(title=title, fields=fields)
    wanted = _(" or ").join(speaker.value(rule.condition, value) for value in rule.wanted)
    said = _SAID.get((rule.condition, ""), _SAID.get((rule.condition, ",".join(rule.wanted))))
    return _(said or N_('{title}: for "{condition}": {wanted}; here: {found}.')).format(
        title=title,
        condition=condition_label(rule.condition),
        wanted=wanted,
        found=speaker.value(rule.condition, rule.found),
    )


def set_aside(speaker: Speaker, rules: Iterable[NotApplied]) -> tuple[SetAside, ...]:
    """Fold the rules that are about something else into one line for each reason; the others stay as they are.

    A line that would stand for one rule only says what that one is.
    """
    groups: dict[str, list[NotApplied]] = {reason: [] for reason in _FOLDED}
    lines: list[SetAside] = []
    for rule in rules:
        reason = _reason(rule)
        if reason:
            groups[reason].append(rule)
        else:
            lines.append(_alone(speaker, rule))
    for reason, folded in groups.items():
        if len(folded) == 1:
            lines.append(_alone(speaker, folded[0]))
        elif folded:
            lines.append(_together(speaker, reason, folded))
    return tuple(lines)


def _reason(rule: NotApplied) -> str:
    if rule.condition in {"treated_as", "late"}:
        return "event"
    if rule.condition == "product":
        return "product"
    if rule.condition == "known":
        return "given"
    if rule.condition == "cause" and rule.found != _FOUND["cause"]:
        return "cause"
    return "found" if _FOUND.get(rule.condition) == rule.found else ""


def _alone(speaker: Speaker, rule: NotApplied) -> SetAside:
    sentence, title = passed_over(speaker, rule), speaker.title(rule.rule)
    why = sentence.removeprefix(title).lstrip(":： ")
    return SetAside(title, why[:1].upper() + why[1:], (sentence,))


def _together(speaker: Speaker, reason: str, rules: list[NotApplied]) -> SetAside:
    names = dict.fromkeys(name for rule in rules for name in _names(speaker, reason, rule))
    found = speaker.value("cause", rules[0].found) if reason == "cause" else ""
    why = _(_FOLDED[reason]).format(names=_(", ").join(names), found=found)
    if reason == "event" and speaker.assessment.treated_as:
        why = _("For something else than what happened ({event}).").format(
            event=choice_label("event", speaker.assessment.treated_as)
        )
    return SetAside(_titles(speaker, rules), why, tuple(passed_over(speaker, rule) for rule in rules))


def _titles(speaker: Speaker, rules: list[NotApplied]) -> str:
    titles = list(dict.fromkeys(speaker.title(rule.rule) for rule in rules))
    # One more than are named would take no less room counted than named.
    if len(titles) <= _NAMED + 1:
        return _("; ").join(titles)
    rest = len(titles) - _NAMED
    return ngettext("{titles}; and {n} more", "{titles}; and {n} more", rest).format(
        titles=_("; ").join(titles[:_NAMED]), n=rest
    )


def _names(speaker: Speaker, reason: str, rule: NotApplied) -> list[str]:
    if reason == "cause":
        return [speaker.value(rule.condition, value) for value in rule.wanted]
    if rule.condition == "known":
        return [field_label(key) for key in rule.found.split(", ")]
    return [condition_label(rule.condition)]


def condition_label(condition: str) -> str:
    """Return what a condition of a rule is called; those that ask for a fact are called like it."""
    return _(CONDITION_LABELS[condition]) if condition in CONDITION_LABELS else field_label(condition)
