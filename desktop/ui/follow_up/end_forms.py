"""Forms of how a case ends and where it goes: closing, reopening, linking, merging, giving to somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.actions import cases, life
from desktop.actions.same_again import look_back
from desktop.domain import entries as e
from desktop.domain.answers import NOT_ACCEPTED, has_declined
from desktop.domain.case import Status
from desktop.domain.closing import missing_to_close, missing_to_merge
from desktop.domain.ending import lacking
from desktop.domain.money_back import took_goods
from desktop.domain.owed import owner_of
from desktop.domain.people import Role
from desktop.domain.problems import Problem
from desktop.errors import Incomplete
from desktop.i18n import N_, _
from desktop.ui.choices import ChoiceField
from desktop.ui.fields import TextField, kind
from desktop.ui.follow_up.customer_forms import likely_way, words
from desktop.ui.follow_up.order_forms import reason
from desktop.ui.follow_up.step_form import Found, Look, StepForm, options, typed
from desktop.ui.forms import Field
from desktop.ui.intake.words import type_name
from desktop.wording import case as case_words
from desktop.wording import life_words as w
from desktop.wording.life_problems import problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.actions.desk import Desk
    from desktop.actions.same_again import Earlier
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
    if has_declined(case) and (stands or pays):
        return NOT_ACCEPTED
    if case.is_approved and (stands or pays):
        return "settled"
    if case.life.found:
        return "found"
    # An apology for the trouble alone settles nothing that does not stand.
    if not stands:
        return "unfounded"
    return "settled"


def _close_fields(_desk: Desk, seen: Seen) -> tuple[Field, ...]:
    return (
        Field("outcome", N_("How it ended"), kind(ChoiceField, options(w.OUTCOMES)), required=True),
        Field(
            "way",
            N_("How the customer said so"),
            kind(ChoiceField, options(w.WAYS)),
            required=True,
            when=lambda values: _says_so(seen.case, values),
        ),
        words(N_("In one or two sentences")),
    )


def _says_so(case: Case, values: Values) -> bool:
    """Tell whether the customer withdraws by what is typed here, for no talk with them is on record."""
    outcome = typed(values, "outcome")
    return outcome == "withdrawn" and "talk" in lacking(case, outcome)


def _close_start(_desk: Desk, seen: Seen) -> dict[str, object]:
    return {"outcome": seen.pick or likely_outcome(seen.case), "way": likely_way(seen.case)}


def _close_body(_desk: Desk, seen: Seen, values: Values) -> e.LifeBody:
    if _says_so(seen.case, values):
        return e.CustomerContacted(way=typed(values, "way"), about="other", reached=True, words=typed(values, "words"))
    return e.CaseClosed(outcome=typed(values, "outcome"), words=typed(values, "words"))


def _close(desk: Desk, seen: Seen, body: e.LifeBody) -> Case:
    if isinstance(body, e.CustomerContacted):
        return life.withdraw(desk, seen.case.case_id, body)
    return life.take_step(desk, seen.case.case_id, body)


def _missing(case: Case, values: Values) -> tuple[str, ...]:
    missing = missing_to_close(case, typed(values, "outcome")) if values["outcome"] else ()
    # The talk in which they withdraw is recorded with it.
    return tuple(code for code in missing if code != "talk") if _says_so(case, values) else missing


def _link_fields(_desk: Desk, seen: Seen) -> tuple[Field, ...]:
    relations = {code: name for code, name in _RELATIONS.items() if code != _MERGE or not seen.case.life.is_closed}
    return (
        Field("relation", N_("How they belong together"), kind(ChoiceField, options(relations)), required=True),
        Field("other", N_("The other case"), kind(ChoiceField, _known(())), required=True),
        Field("number", N_("Its number"), TextField, required=True, when=lambda values: values["other"] == _BY_NUMBER),
        reason(),
    )


def _known(before: Iterable[Earlier]) -> list[tuple[object, str]]:
    known: list[tuple[object, str]] = [(earlier.row.case_id, _line_of(earlier.row)) for earlier in before]
    return [*known, (_BY_NUMBER, _("Another one, by its number"))]


def _line_of(row: CaseRow) -> str:
    return _("{number} · {type} · {status}").format(
        number=row.number,
        type=type_name(row.type),
        status=case_words.status(row.status),
    )


def _missing_to_link(case: Case, values: Values) -> tuple[str, ...]:
    return missing_to_merge(case) if values["relation"] == _MERGE else ()


def _asked_number(values: Values) -> str:
    return typed(values, "number") if values["other"] == _BY_NUMBER else ""


def _look(desk: Desk, seen: Seen, number: str) -> Found:
    """Find the case of a number; without one, the cases that may belong to this one."""
    if number:
        row = _row_of(desk, number)
        return Found(words=_line_of(row) if row is not None else problem(Problem("number", "unknown-case")))
    before = look_back(desk, seen.case.intake, seen.case.case_id).cases
    return Found({"other": _known(before)}, {"other": before[0].row.case_id if before else _BY_NUMBER})


def _row_of(desk: Desk, number: str) -> CaseRow | None:
    return next((row for row in cases.find_cases(desk, number) if row.number == number), None)


def _link_body(_desk: Desk, _seen: Seen, values: Values) -> e.LifeBody:
    # Whether there is a case of a number is found out where the link is recorded, off the main thread.
    number, why = _asked_number(values), typed(values, "reason")
    other = f"{_BY_NUMBER}:{number}" if number else typed(values, "other").removesuffix(_BY_NUMBER)
    if values["relation"] == _MERGE:
        return e.CaseMerged(into=other, reason=why)
    return e.CaseLinked(other=other, relation=typed(values, "relation"), reason=why)


def _link(desk: Desk, seen: Seen, body: e.LifeBody) -> Case:
    assert isinstance(body, e.CaseMerged | e.CaseLinked), "that is what the form makes"
    other = body.into if isinstance(body, e.CaseMerged) else body.other
    if other.startswith(f"{_BY_NUMBER}:"):
        row = _row_of(desk, other.removeprefix(f"{_BY_NUMBER}:"))
        if row is None or row.case_id == seen.case.case_id:
            raise Incomplete([Problem("number", "unknown-case" if row is None else "same-case")])
        other = row.case_id
    if isinstance(body, e.CaseMerged):
        return life.merge(desk, seen.case.case_id, other, body.reason)
    return life.link(desk, seen.case.case_id, msgspec.structs.replace(body, other=other))


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
        record=_close,
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
        start=lambda _desk, _seen: {"other": _BY_NUMBER},
        record=_link,
        missing=_missing_to_link,
        waits=N_("Merged like this something would be lost. Finish it first, or let the other case go on in this one."),
        lists_done=False,
        look=Look(_asked_number, _look),
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
