"""Forms of how a case ends and where it goes: closing, reopening, linking, merging, giving to somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.actions import cases, life
from desktop.actions.same_again import look_back
from desktop.domain import entries as e
from desktop.domain.case import Status
from desktop.domain.life import missing_to_close
from desktop.domain.money_back import took_goods
from desktop.domain.owed import owner_of
from desktop.domain.people import Role
from desktop.domain.problems import Problem
from desktop.i18n import N_, _
from desktop.ui.choices import ChoiceField
from desktop.ui.fields import TextField, kind
from desktop.ui.follow_up.customer_forms import words
from desktop.ui.follow_up.order_forms import reason
from desktop.ui.follow_up.step_form import StepForm, options, take, typed
from desktop.ui.forms import Field
from desktop.ui.intake.words import type_name
from desktop.wording import case as case_words
from desktop.wording import life_words as w

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.storage.index import CaseRow
    from desktop.ui.follow_up.step_form import Seen
    from desktop.ui.forms import Values

_MERGE = "merge"
#: Stands for a case that is not offered, to be found by its number.
_BY_NUMBER = "by-number"
_RELATIONS = {_MERGE: N_("This case goes on in the other one and ends here"), **w.RELATIONS}


def likely_outcome(case: Case) -> str:
    """Return the outcome the state of a case points to."""
    if case.settlement is Status.REFUSED:
        return "refused"
    if case.life.found and took_goods(case):
        return "found"
    stands = case.finding is None or case.finding[1].stands != "no"
    pays = case.proposal is not None and case.proposal.body.amount_fen > 0
    if case.is_approved and (stands or pays):
        return "settled"
    if case.life.found:
        return "found"
    # An apology for the trouble alone settles nothing that does not stand.
    if not stands:
        return "unfounded"
    return "settled"


def _close_fields(_desk: Desk, _seen: Seen) -> tuple[Field, ...]:
    return (
        Field("outcome", N_("How it ended"), kind(ChoiceField, options(w.OUTCOMES)), required=True),
        words(N_("In one or two sentences")),
    )


def _close_start(_desk: Desk, seen: Seen) -> dict[str, object]:
    return {"outcome": seen.pick or likely_outcome(seen.case)}


def _close_body(_desk: Desk, _seen: Seen, values: Values) -> e.LifeBody:
    return e.CaseClosed(outcome=typed(values, "outcome"), words=typed(values, "words"))


def _missing(case: Case, values: Values) -> tuple[str, ...]:
    return missing_to_close(case, typed(values, "outcome")) if values["outcome"] else ()


def _link_fields(desk: Desk, seen: Seen) -> tuple[Field, ...]:
    relations = {code: name for code, name in _RELATIONS.items() if code != _MERGE or not seen.case.life.is_closed}
    before = look_back(desk, seen.case.intake, seen.case.case_id).cases
    known: list[tuple[object, str]] = [(earlier.row.case_id, _line_of(earlier.row)) for earlier in before]
    known.append((_BY_NUMBER, _("Another one, by its number")))
    return (
        Field("relation", N_("How they belong together"), kind(ChoiceField, options(relations)), required=True),
        Field("other", N_("The other case"), kind(ChoiceField, known), required=True),
        Field("number", N_("Its number"), TextField, required=True, when=lambda values: values["other"] == _BY_NUMBER),
        reason(),
    )


def _line_of(row: CaseRow) -> str:
    return _("{number} · {type} · {status}").format(
        number=row.number,
        type=type_name(row.type),
        status=case_words.status(row.status),
    )


def _link_start(desk: Desk, seen: Seen) -> dict[str, object]:
    before = look_back(desk, seen.case.intake, seen.case.case_id).cases
    return {"other": before[0].row.case_id if before else _BY_NUMBER}


def _other(desk: Desk, values: Values) -> str:
    """Return the id of the case that was chosen or whose number was typed; empty if there is none."""
    if values["other"] != _BY_NUMBER:
        return typed(values, "other")
    number = typed(values, "number")
    return next((row.case_id for row in cases.find_cases(desk, number) if row.number == number), "")


def _link_check(desk: Desk, seen: Seen, values: Values) -> list[Problem]:
    if values["other"] != _BY_NUMBER or not typed(values, "number"):
        return []
    other = _other(desk, values)
    if other == seen.case.case_id:
        return [Problem("number", "same-case")]
    return [] if other else [Problem("number", "unknown-case")]


def _link_body(desk: Desk, _seen: Seen, values: Values) -> e.LifeBody:
    other, why = _other(desk, values), typed(values, "reason")
    if values["relation"] == _MERGE:
        return e.CaseMerged(into=other, reason=why)
    return e.CaseLinked(other=other, relation=typed(values, "relation"), reason=why)


def _link(desk: Desk, seen: Seen, body: e.LifeBody) -> Case:
    if isinstance(body, e.CaseMerged):
        return life.merge(desk, seen.case.case_id, body.into, body.reason)
    return take(desk, seen, body)


def _assign_fields(desk: Desk, seen: Seen) -> tuple[Field, ...]:
    owner = owner_of(seen.case)
    people: list[tuple[object, str]] = [
        (person.person_id, person.name)
        for person in desk.office.people.everyone()
        if person.active and person.role is not Role.AUDITOR and person.person_id != owner
    ]
    return (
        Field("person_id", N_("Who looks after it from now on"), kind(ChoiceField, people), required=True),
        reason(),
    )


FORMS = {
    "close": StepForm(
        N_("Close the case"),
        N_("Close the case"),
        _close_fields,
        _close_body,
        start=_close_start,
        missing=_missing,
        first="words",
    ),
    "reopen": StepForm(
        N_("Reopen the case"),
        N_("Reopen the case"),
        lambda _desk, _seen: (reason(N_("Why it goes on")),),
        lambda _desk, _seen, values: e.CaseReopened(reason=typed(values, "reason")),
    ),
    "link": StepForm(
        N_("Link or merge"),
        N_("Save"),
        _link_fields,
        _link_body,
        start=_link_start,
        record=_link,
        check=_link_check,
        names={"into": "other"},
        first="relation",
    ),
    "assign": StepForm(
        N_("Give to somebody"),
        N_("Give the case"),
        _assign_fields,
        lambda _desk, _seen, values: e.CaseAssigned(
            person_id=typed(values, "person_id"), reason=typed(values, "reason")
        ),
    ),
}
