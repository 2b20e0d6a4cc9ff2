"""Forms for goods that turn up, and for money that comes back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.actions import life
from desktop.domain import entries as e
from desktop.domain.authority import Verb
from desktop.domain.money import Money
from desktop.domain.money_back import (
    GOODS,
    MISTAKE,
    back_for_goods,
    kept_fen,
    returned_of_payment,
    to_come_back,
    undecided_fen,
)
from desktop.domain.problems import Problem
from desktop.domain.waybill import Force
from desktop.i18n import N_, _
from desktop.ui.choices import ChoiceField, SegmentedField
from desktop.ui.date_field import DateField
from desktop.ui.fields import MoneyField, TextField, kind
from desktop.ui.follow_up.customer_forms import words
from desktop.ui.follow_up.step_form import StepForm, options, typed
from desktop.ui.forms import Field
from desktop.wording import life_words as w

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.ui.follow_up.step_form import Seen
    from desktop.ui.forms import Form, Values


def money(fen: int) -> str:
    """Show an amount."""
    return i18n.money(Money.from_fen(fen))


def returnable(case: Case) -> list[tuple[e.Header, e.PaymentMade, int]]:
    """Return the payments of which something is still out, the last one first, each with how much."""
    left = ((header, body, _still_out(case, header, body)) for header, body in reversed(case.life.payments))
    return [(header, body, fen) for header, body, fen in left if fen]


def likely_return(case: Case) -> e.MoneyReturned:
    """Return money that would come back now: for the goods the customer chose, else of the last payment."""
    cause, rests_on = _likely(case)
    return e.MoneyReturned(
        cause=cause,
        rests_on=rests_on,
        amount_fen=1,
        method="cash",
        payer="",
        reference="",
        returned_on="",
        words="",
    )


def _still_out(case: Case, header: e.Header, body: e.PaymentMade) -> int:
    return max(0, min(body.amount_fen - returned_of_payment(case, header.digest), kept_fen(case)))


def _likely(case: Case) -> tuple[str, str]:
    payments = [] if case.life.is_closed else returnable(case)
    if to_come_back(case) or not payments:
        return GOODS, _wish(case)
    return MISTAKE, payments[0][0].digest


def _wish(case: Case) -> str:
    return case.life.found[-1][0].digest if case.life.found else ""


def _found_fields(desk: Desk, seen: Seen) -> tuple[Field, ...]:
    fields = [
        Field("where", N_("Where the goods turned up"), TextField, required=True),
        Field("wish", N_("What the customer wants"), kind(ChoiceField, options(w.WISHES)), required=True),
    ]
    if _all(seen.case) and seen.case.may(Verb.SUPERVISE, desk.person) is None:
        extent = [(False, _("All of it: {amount}").format(amount=money(_all(seen.case)))), (True, _("A part, agreed"))]
        fields += [
            Field(
                "part",
                N_("How much of the money comes back"),
                kind(SegmentedField, extent),
                when=lambda values: values["wish"] == "goods",
            ),
            Field(
                "back",
                N_("What comes back in all"),
                MoneyField,
                required=True,
                when=lambda values: values["part"] is True,
            ),
        ]
    return (*fields, words(N_("How they were found, in what state")))


def _all(case: Case) -> int:
    """Return all that could come back for goods, what is here already among it."""
    return kept_fen(case) + back_for_goods(case)


def _found_start(_desk: Desk, seen: Seen) -> dict[str, object]:
    if not seen.case.life.found:
        return {"wish": "open", "part": False}
    # Asked since: the place stays, the wish is what is new.
    last = seen.case.life.found[-1][1]
    start: dict[str, object] = {"where": last.where, "part": last.back_fen is not None}
    return start if last.back_fen is None else start | {"back": Money.from_fen(last.back_fen)}


def _found_about(desk: Desk, seen: Seen) -> str:
    if not kept_fen(seen.case):
        return ""
    told = _(
        "{paid} was paid. The customer chooses: the goods, and the money comes back; or the money, and the goods stay."
    ).format(paid=money(kept_fen(seen.case)))
    if seen.case.may(Verb.SUPERVISE, desk.person) is None:
        return told
    return _("{first} {second}").format(
        first=told, second=_("Where only a part is to come back, a supervisor records it.")
    )


def _found_body(_desk: Desk, _seen: Seen, values: Values) -> e.LifeBody:
    back = values.get("back")
    return e.GoodsFound(
        where=typed(values, "where"),
        wish=typed(values, "wish"),
        words=typed(values, "words"),
        back_fen=back.fen if isinstance(back, Money) else None,
    )


def _back_fields(desk: Desk, seen: Seen) -> tuple[Field, ...]:
    case = seen.case
    causes = [GOODS] if to_come_back(case) else []
    causes += [MISTAKE] if returnable(case) and not case.life.is_closed else []
    payments: list[tuple[object, str]] = [
        (header.digest, _line_of(body, fen)) for header, body, fen in returnable(case)
    ]

    def is_mistake(values: Values) -> bool:
        return bool(values["cause"] == MISTAKE)

    return (
        Field(
            "cause",
            N_("Why it comes back"),
            kind(ChoiceField, [(cause, w.name(w.BACK_FOR, cause)) for cause in causes]),
            required=True,
        ),
        Field("payment", N_("Which payment"), kind(ChoiceField, payments), required=True, when=is_mistake, beside=True),
        Field("amount", N_("Amount"), MoneyField, required=True),
        Field("method", N_("How"), kind(ChoiceField, options(w.METHODS)), required=True, beside=True),
        Field("payer", N_("From whom"), TextField, required=True),
        Field(
            "returned_on",
            N_("Day"),
            kind(DateField, lambda: i18n.today(desk.clock.now())),
            required=True,
            beside=True,
        ),
        Field(
            "reference",
            N_("Number of the transfer or receipt"),
            kind(TextField, least_scan=Force.STRONG),
            required=lambda values: values["method"] == "transfer",
        ),
        Field("words", N_("What was wrong or agreed"), words(lines=2).kind, required=is_mistake),
    )


def _line_of(body: e.PaymentMade, left: int) -> str:
    day = i18n.day(date.fromisoformat(body.paid_on))
    told = _("{amount} · {day}").format(amount=money(body.amount_fen), day=day)
    return told if left == body.amount_fen else _("{payment} ({left} still out)").format(payment=told, left=money(left))


def _back_start(desk: Desk, seen: Seen) -> dict[str, object]:
    case, payments = seen.case, returnable(seen.case)
    cause, _rests_on = _likely(case)
    return {
        "cause": cause,
        "payment": payments[0][0].digest if payments else None,
        "amount": Money.from_fen(to_come_back(case) if cause == GOODS else payments[0][2]),
        "payer": _payer(case, cause, payments[0][0].digest if payments else ""),
        "returned_on": i18n.today(desk.clock.now()),
    }


def _payer(case: Case, cause: str, payment: str) -> str:
    """Return from whom the money most likely comes: the customer, or whoever got a payment that was a mistake."""
    if cause == MISTAKE:
        return next((body.payee for header, body in case.life.payments if header.digest == payment), "")
    return case.intake.complainant_name


def _back_react(_desk: Desk, seen: Seen, form: Form, key: str) -> None:
    """Let amount and name follow the reason and the payment."""
    if key not in ("cause", "payment"):
        return
    values = form.values()
    payment = typed(values, "payment")
    left = {header.digest: fen for header, _body, fen in returnable(seen.case)}
    most = to_come_back(seen.case) if values["cause"] == GOODS else left.get(payment, 0)
    form.change("amount", Money.from_fen(most))
    form.change("payer", _payer(seen.case, typed(values, "cause"), payment))


def _back_about(_desk: Desk, seen: Seen) -> str:
    case = seen.case
    if undecided_fen(case):
        return _("Goods were found, and the customer has not chosen yet. Record their wish under Goods found first.")
    if not to_come_back(case):
        return _("The customer has {kept}.").format(kept=money(kept_fen(case)))
    told = _("For the goods found {left} is still to come back.")
    return told.format(left=money(to_come_back(case)))


def _back_body(_desk: Desk, seen: Seen, values: Values) -> e.LifeBody:
    amount, day = values["amount"], values["returned_on"]
    mistake = values["cause"] == MISTAKE
    return e.MoneyReturned(
        cause=typed(values, "cause"),
        rests_on=typed(values, "payment") if mistake else _wish(seen.case),
        amount_fen=amount.fen if isinstance(amount, Money) else 0,
        method=typed(values, "method"),
        payer=typed(values, "payer"),
        reference=typed(values, "reference"),
        returned_on=day.isoformat() if isinstance(day, date) else "",
        words=typed(values, "words"),
    )


def _take_back(desk: Desk, seen: Seen, body: e.LifeBody) -> Case:
    assert isinstance(body, e.MoneyReturned), "that is what the form makes"
    return life.take_back(desk, seen.case.case_id, body, body.rests_on)


def _needs_payment(_desk: Desk, _seen: Seen, values: Values) -> list[Problem]:
    return [Problem("payment", "required")] if values["cause"] == MISTAKE and not values["payment"] else []


FORMS = {
    "found": StepForm(
        N_("Goods found"),
        N_("Save"),
        _found_fields,
        _found_body,
        start=_found_start,
        about=_found_about,
        names={"back_fen": "back"},
    ),
    "money-back": StepForm(
        N_("Money came back"),
        N_("Save the money that came back"),
        _back_fields,
        _back_body,
        start=_back_start,
        record=_take_back,
        about=_back_about,
        check=_needs_payment,
        react=_back_react,
        names={"amount_fen": "amount"},
        first="method",
        reveals="name",
    ),
}
