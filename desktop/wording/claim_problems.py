"""Says what is wrong, missing or doubtful in the facts of a claim, and what to do about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain.claim import CHOICES, FLAGS, NAMES
from desktop.i18n import N_, _
from desktop.wording.claim import choice_label, field_label

if TYPE_CHECKING:
    from desktop.domain.problems import Problem


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class FieldText:
    """Something to do about one fact; ``field`` is its key, empty where it is about the whole."""

    field: str
    label: str
    sentence: str


_PROBLEMS: dict[str, str] = {
    "unknown-key": N_('"{label}" is not a known key. Check its spelling or leave it out.'),
    "key-twice": N_('"{label}" is given twice. Keep one.'),
    "required": N_('"{label}" is missing. Please enter it.'),
    "money-not-text": N_('"{label}" must be written as text in quotation marks, for example "3421.00".'),
    "not-a-number": N_('"{label}" is not a plain decimal number. Please enter it again.'),
    "not-a-whole-number": N_('"{label}" is not a whole number. Please enter it again.'),
    "not-true-or-false": N_('"{label}" must be true or false.'),
    "not-a-date": N_('"{label}" is not a date like 2026-03-02. Please enter it again.'),
    "not-a-name": N_('"{label}" is not a short name of letters, digits and hyphens.'),
    "unknown-choice": N_('"{label}" must be one of: {known}.'),
    "unknown-currency": N_("This currency is not known. Use its code of three letters, for example CNY."),
    "not-a-list-of-costs": N_('"{label}" must be a list of at most {most} costs.'),
    "not-a-cost": N_('Each direct cost needs "what" and "amount", and nothing else.'),
    "not-a-list-of-rates": N_('"{label}" must be a list of at most {most} rates, one for each currency.'),
    "not-a-rate": N_('Each exchange rate needs "currency", "rate" and "on", and nothing else.'),
    "not-json": N_("This is not a JSON file. Check that it was saved as plain text in UTF-8."),
    "not-an-object": N_("The facts of a claim must be one object in braces."),
    "list-breaks-off": N_("The list breaks off before its end. Check that the file is complete."),
    "file-too-large": N_("The file is too large for the facts of a claim. Check that it is the right file."),
    "out-of-range": N_('"{label}" is larger than can be true. Check the figure.'),
    "negative": N_('"{label}" is negative. Check the figure.'),
    "finer-than-unit": N_('"{label}" has too many decimals; the smallest unit is {unit}.'),
    "ratio-above-1": N_('"{label}" is a share and cannot be more than 1.'),
    "too-few": N_('"{label}" must be at least {least}.'),
    "before": N_('"{label}" is before "{other}" ({on}). Check both dates.'),
    "without-insurance": N_('"{label}" is given although no insured value was bought. Correct one of the two.'),
    "insured-for-nothing": N_("Insured value was bought, but the declared value is 0. Correct one of the two."),
    "above": N_('"{label}" is larger than "{other}" ({limit}). Check both figures.'),
    "contradicts": N_('"{label}" contradicts "{other}". Check both.'),
    "whole-parcel": N_(
        '"{label}" says that a part is left, but the event is about the whole parcel. Choose contents short or partly '
        "damaged, or correct the figure."
    ),
    "pack-broken": N_(
        'The branch\'s own rules "{id}", version {version}, cannot be used by this version of the program, and no '
        "others are used in their place. Update the program, or ask the manager."
    ),
    "no-pack": N_('There are no rules for "{terms}" here. Known: {known}. Ask the manager to add the rule pack.'),
    "terms-is-agreement": N_(
        '"{terms}" is a customer\'s own agreement. Enter it as "agreement", and as "terms" what it changes: {overlays}.'
    ),
    "no-pack-in-force": N_(
        'The rules "{terms}" were not in force on {on}. Ask the manager for the version of that day.'
    ),
    "unknown-product": N_('These terms have no product "{product}". Known: {known}.'),
    "ask-carrier": N_(
        'The rules "{terms}" do not give this limit; only the carrier knows it. Ask the carrier and note the answer.'
    ),
    "no-agreement": N_('There is no agreement "{agreement}" beside these terms. Known: {known}.'),
    "rate-out-of-range": N_("An exchange rate must be above 0 and at most {largest}. Check the figure."),
    "no-premium-table": N_('The rules "{terms}" hold no price of cover for {on}. Ask the carrier.'),
    "above-largest": N_("The carrier takes no declared value above {largest}."),
    "no-rule": N_('The rules "{terms}" do not say what applies here. Pass the claim to a supervisor.'),
}

_WARNINGS: dict[str, str] = {
    "value-unproven": N_("The value is not proven. Ask for an invoice or a payment record before paying."),
    "over-insured": N_("More was declared than the contents are worth; the loss is paid, not the declared value."),
    "under-insured": N_(
        "Less was declared than the contents are worth; see whether the declared value limits what is paid."
    ),
    "zero-entered": N_('"{label}" was entered as 0, and so it comes to nothing. If it is not known, empty the field.'),
    "misdelivery-counts-as-loss": N_(
        "Delivered to the wrong person counts as lost. If it is brought back, treat it as late."
    ),
    "time-limit-not-checked": N_('Whether the claim came in time could not be checked: "{label}" is missing.'),
    "time-limit-near-holiday": N_(
        "The last day was {until}. If it was a holiday, the next working day still counts: check."
    ),
    "no-effect-on-limit": N_('"{choice}" does not lift the limit under these rules.'),
    "consumer-not-known": N_("The province protects consumers. Ask whether the parcel was sent for daily life."),
    "above-largest": N_(
        "More was declared than the carrier takes ({largest}). Check the waybill, and ask the carrier what counts."
    ),
    "premium-not-as-listed": N_(
        "The insurance fee noted is {paid}; by the price list this declared value costs {listed}. Compare with the "
        "waybill. What is paid does not change by it unless the fee itself goes back."
    ),
    "late-notice": N_(
        "Notice should have been given by {until}. The claim is not refused for that here, but ask why it came late."
    ),
    "one-claim": N_("These terms allow one claim for each waybill. Make sure there was none before."),
    "rate-of-another-day": N_("The rate for {currency} is of {on}; the terms ask for that of {wanted}."),
    "consignee-outside-contract": N_(
        "The consignee is not party to the contract. In a suit over damage to property the limit may not bind: "
        "look at the reading without it."
    ),
    "terms-perhaps-not-seen": N_(
        "The sender did not fill in the order and may not have seen the limit. Look for proof before relying on it."
    ),
    "fee-is-zero": N_("The postage is 0, so a limit by the postage is 0 as well. Check the fee on the waybill."),
    "salvage-in-loss": N_(
        "The loss was given as a sum, so what is left is taken to be counted in it and is not taken off again."
    ),
    "station-without-consent": N_(
        "Left at a station without consent: a breach of the delivery rules that the regulator fines. Say so openly."
    ),
    "carrier-may-owe-more": N_(
        "The rule of the province is paid, but only the carrier knows its own limit, which may be higher. "
        "Ask the carrier."
    ),
    "cover-without-terms": N_("Insured value was bought, but no terms are chosen. Choose the carrier's terms."),
}

_NEEDS: dict[str, str] = {
    "loss_amount": N_("State the loss as a sum, as a share or by pieces, and say how it was found."),
    "rates": N_("The limit is set in another currency. Enter the exchange rate, with its day."),
    "pieces": N_("State how many pieces the parcel had."),
    "terms": N_("Choose the carrier's terms that go with the parcel."),
    "insured": N_("Look up on the waybill whether insured value was bought."),
    "value_proof": N_("Ask for an invoice or a payment record, and note what was shown."),
}

_ANY_NEED = N_('Enter "{label}"; without it nothing can be computed.')
_NEED_CHOICE = N_('Choose "{label}"; without it nothing can be computed.')
#: Facts that are chosen, not written.
_CHOSEN = frozenset({*CHOICES, *FLAGS, *NAMES})


def problem_text(problem: Problem) -> FieldText:
    """Say one problem of the facts."""
    return _said(problem, _PROBLEMS, N_('"{label}" cannot be right. Please check it.'))


def warning_text(warning: Problem) -> FieldText:
    """Say one thing to look at again although the sum could be computed."""
    return _said(warning, _WARNINGS, N_('Please check "{label}".'))


def need_text(key: str) -> FieldText:
    """Say which fact is missing and how to come by it."""
    otherwise = _NEED_CHOICE if key in _CHOSEN else _ANY_NEED
    sentence = _(_NEEDS.get(key, otherwise)).format(label=field_label(key))
    return FieldText(key, field_label(key), sentence)


def _said(problem: Problem, sentences: dict[str, str], otherwise: str) -> FieldText:
    label = field_label(problem.field)
    facts = dict(problem.facts)
    if "other" in facts:
        facts["other"] = field_label(facts["other"])
    for key in ("on", "until", "wanted"):
        if _DAY.fullmatch(facts.get(key, "")):
            facts[key] = i18n.day(date.fromisoformat(facts[key]))
    if "by" in facts:
        facts["choice"] = choice_label("cap_status", facts["by"])
    sentence = _(sentences.get(problem.code, otherwise)).format(label=label, **facts)
    return FieldText(problem.field, label, sentence)
