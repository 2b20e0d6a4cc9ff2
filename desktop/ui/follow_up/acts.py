"""What can be done on a case from the follow-up: buttons with their keys, and why one may not be pressed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain import entries as e
from desktop.domain.closing import refusal_to_record
from desktop.domain.life import refusal_of, to_be_done
from desktop.domain.payments import left_to_pay
from desktop.domain.verbs import verb_of
from desktop.i18n import N_, _
from desktop.ui.follow_up.found_forms import likely_return
from desktop.wording.errors import explain

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.case import Case
    from desktop.domain.people import Person

    Probe = Callable[[Case], e.LifeBody]


@dataclass(frozen=True)
class Act:
    """One thing to do.

    Attributes:
        label: words of the button, marked with ``N_``.
        keys: its shortcut.
        probe: the kind of step it records, asked beforehand whether it would be taken.
        form: the form it opens, where that is not its own key.
        pick: what the form is told.
        when: offered only while this holds; another act stands in its place otherwise.

    """

    key: str
    label: str
    keys: str
    probe: Probe
    form: str = ""
    pick: str = ""
    when: Callable[[Case], bool] = lambda _case: True


def _is_open(case: Case) -> bool:
    return not case.life.is_closed


def _is_closed(case: Case) -> bool:
    return case.life.is_closed


def _payment(case: Case) -> e.LifeBody:
    digest, name = (case.proposal.digest if case.proposal else ""), case.intake.complainant_name
    return e.PaymentMade(
        proposal=digest,
        amount_fen=1,
        method="cash",
        payee=name,
        payee_reason="",
        reference="",
        paid_on="",
        despite="-",
    )


def _remedy(case: Case) -> e.LifeBody:
    left = to_be_done(case)
    digest = case.proposal.digest if case.proposal else ""
    return e.RemedyDone(proposal=digest, remedy=left[0] if left else "", words="")


def _any_work(_case: Case) -> e.LifeBody:
    """Stand for whatever only needs a case that is open; what a closing lacks is for its form to say."""
    return e.OrderOpened(
        order_id="", task="", department="", person_id="", contact_id="", urgent=False, due_at="", words=""
    )


ACTS = (
    Act(
        "tell",
        N_("Tell the customer"),
        "Alt+T",
        lambda _case: e.CustomerContacted(way="", about="", reached=True, words=""),
    ),
    Act(
        "wait",
        N_("Wait for the customer"),
        "Alt+W",
        lambda _case: e.WaitBegan(reason="", words=""),
        when=lambda case: case.life.waiting is None,
    ),
    Act(
        "end-wait",
        N_("End waiting"),
        "Alt+W",
        lambda _case: e.WaitEnded(words=""),
        when=lambda case: case.life.waiting is not None,
    ),
    Act("order", N_("New work order"), "Alt+N", _any_work),
    Act("pay", N_("Record a payment"), "Alt+P", _payment),
    Act("carry-out", N_("Carried out"), "Alt+D", _remedy),
    Act("found", N_("Goods found"), "Alt+G", lambda _case: e.GoodsFound(where="", wish="", words="")),
    Act("money-back", N_("Money came back"), "Alt+B", likely_return),
    Act("satisfaction", N_("Satisfaction"), "Alt+S", lambda _case: e.SatisfactionAsked(score=0, words="")),
    Act("close", N_("Close the case"), "Alt+E", _any_work, when=_is_open),
    Act("reopen", N_("Reopen the case"), "Alt+E", lambda _case: e.CaseReopened(reason=""), when=_is_closed),
    Act(
        "withdraw",
        N_("Withdrawn by the customer"),
        "Alt+X",
        _any_work,
        form="close",
        pick="withdrawn",
    ),
    Act("link", N_("Link or merge"), "Alt+M", lambda _case: e.CaseLinked(other="", relation="", reason="")),
    Act("assign", N_("Give to somebody"), "Alt+A", lambda _case: e.CaseAssigned(person_id="", reason="", own=True)),
)

#: What can be done to one work order: key of the form, words, letter.
ORDER_ACTS = (
    ("answer", N_("Answer"), "A"),
    ("press", N_("Chase"), "P"),
    ("hand-over", N_("Hand over"), "H"),
    ("escalate", N_("To the supervisor"), "E"),
    ("withdraw-order", N_("Take back"), "W"),
)


def act_of(key: str) -> Act | None:
    """Return the act of a key."""
    return next((act for act in ACTS if act.key == key), None)


def why_not(act: Act, case: Case, person: Person) -> str:
    """Return why a person may not do something now, or an empty text."""
    probe = act.probe(case)
    refusal = case.may(verb_of(probe, case, person), person)
    if refusal is None and act.key == "carry-out" and case.is_approved and not to_be_done(case):
        return _("Nothing that was approved is left to carry out.")
    if refusal is None and act.key == "pay" and case.is_approved and not left_to_pay(case):
        return _("Nothing that was approved is left to pay.")
    refusal = refusal or refusal_to_record(case, probe)
    return explain(refusal) if refusal is not None else ""


def why_not_on_order(case: Case, order_id: str, person: Person) -> str:
    """Return why a person may do nothing to a work order, or an empty text."""
    probe = e.OrderReminded(order_id=order_id, words="")
    refusal = case.may(verb_of(probe), person) or refusal_of(case, probe)
    return explain(refusal) if refusal is not None else ""
