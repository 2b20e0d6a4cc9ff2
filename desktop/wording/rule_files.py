"""Says what is wrong with a rule file: by file, line and key, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.i18n import N_, _

if TYPE_CHECKING:
    from desktop.domain.problems import Problem

_SENTENCES: dict[str, str] = {
    "too-large": N_("The file is larger than {largest} bytes; this is no rule pack."),
    "not-text": N_("The file is not text in UTF-8."),
    "not-toml": N_("The file is not valid TOML here."),
    "too-many-parts": N_("There are more dots on this line than a rule pack needs. Check that it is the right file."),
    "float": N_('Write the figure as text in quotation marks, for example "0.5".'),
    "unknown-key": N_("There is no such key. Check its spelling."),
    "missing-key": N_("This key is missing."),
    "does-not-fit": N_("The value does not fit: {detail}."),
    "ends-before-start": N_("The period ends before it begins."),
    "not-one-of": N_('"{value}" is not allowed here. Possible: {known}.'),
    "dates-overlap": N_("This holds on the same day as {other}. End the one before the other begins."),
    "dates-gap": N_("Nothing holds from {from} to {to}. Let one begin the day after the other ends."),
    "dates-do-not-cover": N_("The dated limits leave out days on which the pack is in force."),
    "refers-to-itself": N_('"{id}" cannot build on itself. Name another pack.'),
    "fee-or-rate": N_("A band has a fee or a rate, not both; a least premium goes with a rate."),
    "bands-out-of-order": N_("Bands must rise, and only the last may be open."),
    "share-only-of-freight": N_("A share of the loss can only be taken of the postage refunded."),
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
    "versions-overlap": N_('This version is in force at the same time as version {other} of "{id}".'),
    "versions-differ": N_('All versions of "{id}" must be of one kind and be chosen by the same date.'),
}

_ANY = N_("This cannot be used.")


def rule_file_text(problem: Problem) -> str:
    """Say one problem of a rule file in one line."""
    sentence = _(_SENTENCES.get(problem.code, _ANY)).format(**problem.facts)
    place = problem.facts.get("file", "")
    if "line" in problem.facts:
        place = _("{file}, line {line}").format(file=place, line=problem.facts["line"])
    return f"{place}: {problem.field}: {sentence}" if problem.field else f"{place}: {sentence}"
