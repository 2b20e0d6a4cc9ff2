"""Scripts (话术) around their own texts: names of steps and facts, what a case tells, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain.proposal import Remedy
from desktop.domain.scripts import Fact, Step
from desktop.i18n import N_, _, ngettext
from desktop.wording import case as words
from desktop.wording.rule_files import rule_fault

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.domain.case import Case
    from desktop.domain.entries import OfficeDetails
    from desktop.domain.problems import Problem
    from desktop.domain.sms import SmsSize

_STEPS = {
    Step.OPENING: N_("Opening"),
    Step.HEARING_OUT: N_("Hearing out"),
    Step.FIRST_REPLY: N_("First reply"),
    Step.DUE_TIME: N_("Telling the due time"),
    Step.EVIDENCE: N_("Asking for documents"),
    Step.PROGRESS: N_("Telling the progress"),
    Step.FOUND: N_("Goods turned up"),
    Step.UNREASONABLE: N_("Unreasonable demand"),
    Step.SUPERVISOR: N_("Wants the supervisor"),
    Step.SECOND_COMPLAINT: N_("Unhappy with the handling"),
    Step.OUTCOME: N_("Telling the outcome"),
    Step.PARTIAL: N_("Less than asked for"),
    Step.NO_COMPENSATION: N_("No compensation"),
    Step.APOLOGY: N_("Apology call"),
    Step.FOUND_LATER: N_("Found after payment"),
    Step.SATISFACTION: N_("Satisfaction question"),
    Step.CLOSING: N_("Closing"),
}

_FACTS = {
    Fact.NUMBER: N_("Case number"),
    Fact.WAYBILL: N_("Waybill number"),
    Fact.CONTENTS: N_("Contents"),
    Fact.POSTED: N_("Posted on"),
    Fact.NAME: N_("Name of the customer"),
    Fact.STAFF: N_("Your name"),
    Fact.BRANCH: N_("Name of the branch"),
    Fact.BRAND: N_("Brand"),
    Fact.PHONE: N_("Phone of the branch"),
    Fact.HEAD_PHONE: N_("Phone of head office"),
    Fact.DUE: N_("Our answer is due"),
    Fact.LEGAL_DUE: N_("Legal limit for the answer"),
    Fact.EVIDENCE: N_("What the customer still has to send"),
    Fact.PROGRESS: N_("What has been found out so far"),
    Fact.CALL_BACK: N_("When we call back"),
    Fact.AMOUNT: N_("Approved amount"),
    Fact.PAY_BY: N_("Last day of payment"),
    Fact.REMEDY: N_("Approved remedies"),
    Fact.REASON: N_("The reason, as found"),
    Fact.DONE: N_("What has been done about it"),
}

_PROBLEMS = {
    "unknown-placeholder": N_("{{{value}}} is no fact of a case. Did you mean: {known}?"),
    "stray-brace": N_("A brace stands alone here. Write a fact as {{number}}, with plain braces."),
    "forbidden-word": N_('"{value}" is not said to customers. Say it another way.'),
    "tells-too-early": N_("{{{value}}} is only known after the approval; this script is for before it."),
    "pays-too-early": N_('"{value}" promises money before the approval. Say what is being done instead.'),
    "admits-too-much": N_('"{value}" says whose fault it was; only a script for a finding of a fault may.'),
    "one-script": N_("A wording of your own is for one script."),
    "unknown-script": N_('This program has no script "{id}" any more.'),
    "missing-language": N_("This part is there in one language only. Write it in both, or in none."),
}


@dataclass(frozen=True, slots=True)
class Times:
    """When things are due for a case, as far as that is known; in UTC.

    Attributes:
        due: our own promise of a settlement.
        legal_due: the statutory answer.
        pay_by: the payment, once the settlement is agreed.

    """

    due: datetime | None = None
    legal_due: datetime | None = None
    pay_by: datetime | None = None


def step_label(step: Step) -> str:
    """Return the name of a point in the conversation."""
    return _(_STEPS[step])


def fact_label(name: str) -> str:
    """Return the name of a fact; one we have no name for stands for itself."""
    return _(_FACTS[Fact(name)]) if name in set(Fact) else name


def fact_labels() -> dict[str, str]:
    """Return the names of all facts, for ``domain.scripts.preview``."""
    return {fact.value: fact_label(fact) for fact in Fact}


def sms_text(size: SmsSize) -> str:
    """Say how long a text message is: ``86 characters, 2 messages``."""
    characters = ngettext("{n} character", "{n} characters", size.length).format(n=size.length)
    parts = ngettext("{n} message", "{n} messages", size.parts).format(n=size.parts)
    return _("{first}, {second}").format(first=characters, second=parts)


def problem_text(problem: Problem) -> str:
    """Say what is wrong with the words of a script."""
    sentence = _PROBLEMS.get(problem.code)
    return _(sentence).format(**problem.facts) if sentence else rule_fault(problem).sentence


def facts_of(case: Case, office: OfficeDetails, staff: str, times: Times) -> dict[str, str]:
    """Return the facts of a case for its scripts, in the language in force; what is not known is empty.

    Amount, remedies and day of payment are given only for a proposal that is approved and still fits the case. The
    facts of ``TYPED_FACTS`` are not among them.

    Args:
        case: the case.
        office: the branch.
        staff: name of who speaks.
        times: what is due when.
    """
    intake = case.intake
    facts = {
        Fact.NUMBER: case.number,
        Fact.WAYBILL: intake.waybill,
        Fact.CONTENTS: intake.contents,
        Fact.POSTED: i18n.day(date.fromisoformat(intake.posted_on)) if intake.posted_on else "",
        Fact.NAME: intake.complainant_name,
        Fact.STAFF: staff,
        Fact.BRANCH: office.name,
        Fact.BRAND: office.brand,
        Fact.PHONE: office.phone,
        Fact.HEAD_PHONE: office.head_office_phone,
        Fact.DUE: _moment(times.due),
        Fact.LEGAL_DUE: _day(times.legal_due),
        **_settled(case, times),
    }
    return {fact.value: text for fact, text in facts.items()}


def _settled(case: Case, times: Times) -> dict[Fact, str]:
    if case.proposal is None or not case.is_approved:
        return {}
    body = case.proposal.body
    facts = {Fact.REMEDY: _remedies(body.remedies)}
    if body.amount_fen:
        facts |= {Fact.AMOUNT: i18n.yuan(body.amount_fen), Fact.PAY_BY: _day(times.pay_by)}
    return facts


def _remedies(codes: tuple[str, ...]) -> str:
    # The apology is what the script itself says.
    named = [code for code in codes if code != Remedy.APOLOGISE] or list(codes)
    return _(", ").join(words.remedy(code) for code in named)


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    clock = f"{at.astimezone(i18n.BEIJING):%H:%M}"
    return _("{day} {time}").format(day=_day(at), time=clock)


def _day(at: datetime | None) -> str:
    # Messages are short and are about these weeks: the year goes without saying.
    return "" if at is None else i18n.day_of_year(i18n.today(at))
