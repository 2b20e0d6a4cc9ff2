"""Says what is wrong with a rule file: by file, line and key, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.i18n import N_, _
from desktop.wording.rule_cases import case_text
from desktop.wording.rule_packs import length_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.problems import Problem

#: More than these are not read by anybody; the first ones show what kind of mistake it is.
MOST_TOLD = 100
#: Longest part of a value from a file that is shown; lists of what is possible are long.
_LONGEST_VALUE = 1000

_SENTENCES: dict[str, str] = {
    "cannot-read": N_("The file cannot be read: {reason}."),
    "known-already": N_("This very pack is here already; nothing has to be imported."),
    "too-large": N_("The file is larger than {largest} bytes; this is no rule pack."),
    "not-text": N_("The file is not text in UTF-8. Save it again with the encoding UTF-8."),
    "not-toml": N_("The file is not valid TOML here. Look for a missing quotation mark, bracket or comma."),
    "too-many-parts": N_("There are more dots on this line than a rule pack needs. Check that it is the right file."),
    "float": N_('Write the figure as text in quotation marks, for example "0.5".'),
    "unknown-key": N_("There is no such key here. Did you mean: {known}?"),
    "missing-key": N_("This key is missing."),
    "does-not-fit": N_("The value does not fit."),
    "wants-text": N_("This must be text in quotation marks."),
    "wants-date": N_("This must be a date that exists, such as 2026-03-01, without quotation marks."),
    "wants-whole-number": N_("This must be a whole number without quotation marks."),
    "wants-figure": N_('This must be a figure in quotation marks, for example "500" or "0.005".'),
    "wants-yes-or-no": N_("This must be true or false, without quotation marks."),
    "wants-list": N_('This must be a list, for example ["one", "two"].'),
    "wants-table": N_("This must be braces with keys. Possible: {keys}."),
    "wants-tables": N_("Each of these begins with a line of its own: [[{name}]]."),
    "wants-conditions": N_("Write conditions in braces, for example {{ insured = true }}."),
    "wants-condition": N_("A condition asks for true, false, a text or a list of texts."),
    "ends-before-start": N_("The period ends before it begins."),
    "not-one-of": N_('"{value}" is not allowed here. Possible: {known}.'),
    "dates-overlap": N_("This holds on the same day as {other}. End the one before the other begins."),
    "dates-gap": N_("Nothing holds from {from} to {to}. Let one begin the day after the other ends."),
    "dates-do-not-cover": N_("The dated limits leave out days on which the pack is in force."),
    "refers-to-itself": N_('"{id}" cannot build on itself. Name another pack.'),
    "fee-or-rate": N_("A band has a fee or a rate, not both; a least premium goes with a rate."),
    "bands-end-early": N_("The bands end before the largest declared value of {largest}. Add a last band."),
    "bands-out-of-order": N_("Bands must rise, and only the last may be open."),
    "share-only-of-freight": N_("A share of the loss can only be taken of the postage refunded."),
    "skips-do-not-fit": N_("Weekdays can be left out of a period of days only, and not all of them."),
    "optional-beside": N_("A rule shown beside others cannot also be one the carrier need not follow."),
    "only-for-agreements": N_("An agreement names the terms it changes; no other pack does."),
    "no-citation": N_("There is no citation. Every value needs the law or terms it comes from."),
    "unknown-citation": N_('The citation "{id}" is nowhere. Add it or check its spelling.'),
    "id-twice": N_('"{id}" is used twice. Give each its own name.'),
    "unknown-condition": N_("There is no such condition. Possible: {known}."),
    "empty": N_("Something is missing here."),
    "caps-do-not-fit": N_('The method "{method}" and the limits do not fit together.'),
    "deductible-does-not-fit": N_("A deductible needs an amount or a rate, and only a deductible has one."),
    "out-of-range": N_("The figure must be between 0 and {largest}, with at most six decimals."),
    "not-in-law": N_("A law file holds citations and delay limits only."),
    "only-for-provinces": N_("A province names the regimes it overlays; no other pack does."),
    "versions-overlap": N_(
        'This version would be in force on the same days as version {other} of "{id}". Let it begin later: a version '
        "without an end ends by itself the day before the next one begins."
    ),
    "versions-gap": N_(
        'From {from} to {to} no version of "{id}" would be in force. Let one begin the day after the other ends.'
    ),
    "versions-differ": N_('All versions of "{id}" must be of one kind and be chosen by the same date.'),
    "version-taken": N_(
        'There is another version {version} of "{id}" already, with other content. Give this one a version of its own.'
    ),
    "law-comes-with-program": N_(
        "Laws come with the program. Choose another id and kind, and put the citations you need into your own pack."
    ),
    "id-of-terms": N_('"{id}" is a name of "{terms}" already. Choose another one.'),
    "bad-id": N_("An id has 1 to 40 letters without accents, digits, points and hyphens."),
    "bad-version": N_("A version has 1 to 40 characters, without spaces and without @."),
    "terms-not-here": N_(
        'The terms "{value}" this agreement changes are not here. Hand in both files together, or bring in the terms '
        "first. Terms that are here: {known}."
    ),
    "too-long": N_("This text has more than {longest} characters."),
    "hidden-character": N_("There is an invisible character in this text. Type it anew."),
}

#: What to look at in a pack that can be used.
_WARNINGS: dict[str, str] = {
    "rule-never-applies": N_(
        "This rule can never apply: {other} comes before it and catches every case it is for. Move this one up, or "
        "narrow that one down."
    ),
    "rule-never-applies-by-several": N_(
        "This rule can never apply: {others} come before it and between them catch every case it is for. Move this one "
        "up, or narrow those down."
    ),
    "case-left-out": N_(
        "No rule is for this case: {case}. A claim like that ends without a result. Add a rule, or widen this one."
    ),
    "title-names-another-figure": N_(
        'The title says "{named}", but the figures of this rule are: {has}. Correct the one that is wrong.'
    ),
    "title-names-another-time": N_(
        'The title says "{named}", but the time of this limit is: {has}. Correct the one that is wrong.'
    ),
    "bands-end": N_(
        "There is no price above {up_to}. Add a last band without up_to, or say with largest that no more may be "
        "declared."
    ),
}

_ANY = N_("This cannot be used.")


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a rule file.

    Attributes:
        line: where it can be told, else empty.
        key: the way to the value, empty where it belongs to the whole file.
    """

    file: str
    line: str
    key: str
    sentence: str


def rule_fault(problem: Problem) -> Fault:
    """Say one problem of a rule file, in parts; rules are called by their id, other parts counted from 1."""
    facts = {key: _plain(value) for key, value in problem.facts.items()}
    others = [key for key in facts if f"{key}_line" in facts]
    facts |= {key: _other(facts[key], facts[f"{key}_id"], facts[f"{key}_line"]) for key in others}
    facts["others"] = _(", ").join(facts[key] for key in others)
    if "case" in facts:
        facts["case"] = case_text(facts["case"])
    if problem.code == "title-names-another-time":
        facts["has"] = length_text(*(int(facts[unit]) for unit in ("years", "months", "days")))
    sentence = _(_SENTENCES.get(problem.code) or _WARNINGS.get(problem.code, _ANY)).format(**facts)
    key = _key(_plain(problem.field), facts.get("part", ""))
    return Fault(facts.get("file", ""), facts.get("line", ""), key, sentence)


def _key(place: str, part: str) -> str:
    """Say a place in a file: ``rule.4.caps.0.amount`` is ``rule sf.uninsured, caps 1, amount``."""
    words: list[str] = []
    for name in place.split("."):
        if name.isdecimal() and words:
            number = part if part and len(words) == 1 else str(int(name) + 1)
            words[-1] = f"{words[-1]} {number}"
        else:
            words.append(name)
    return ", ".join(words)


def _other(place: str, part: str, line: str) -> str:
    return _("{part} (line {line})").format(part=_key(place, part), line=line)


def rule_file_text(problem: Problem) -> str:
    """Say one problem of a rule file in one line."""
    fault = rule_fault(problem)
    sentence = fault.sentence
    if problem.code in _WARNINGS:
        sentence = _("warning: {sentence}").format(sentence=sentence)
    return fault_line(fault, sentence)


def fault_line(fault: Fault, sentence: str) -> str:
    """Put a sentence behind the place of a fault: file, line and key."""
    place = _("{file}, line {line}").format(file=fault.file, line=fault.line) if fault.line else fault.file
    return f"{place}: {fault.key}: {sentence}" if fault.key else f"{place}: {sentence}"


def rule_file_texts(problems: Sequence[Problem]) -> list[str]:
    """Say problems line by line; of a flood of them the first, and how many more there are."""
    lines = [rule_file_text(problem) for problem in problems[:MOST_TOLD]]
    if len(problems) > MOST_TOLD:
        lines.append(_("... and {n} more.").format(n=len(problems) - MOST_TOLD))
    return lines


def _plain(value: str) -> str:
    """Show a value from a file without what a terminal would obey, and not endlessly."""
    visible = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in value)
    return visible if len(visible) <= _LONGEST_VALUE else visible[:_LONGEST_VALUE] + "…"
