"""Forms of doing what was approved: paying, carrying out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.actions import life
from desktop.domain import entries as e
from desktop.domain.answers import has_declined
from desktop.domain.closing import same_again
from desktop.domain.life import to_be_done
from desktop.domain.money import Money
from desktop.domain.payments import is_another, left_to_pay, paid_before_fen, paid_fen
from desktop.domain.problems import Problem
from desktop.domain.proposal import LONGEST_TEXT
from desktop.domain.waybill import Force
from desktop.i18n import N_, _
from desktop.ui.choices import ChoiceField
from desktop.ui.date_field import DateField
from desktop.ui.fields import LongTextField, MoneyField, TextField, kind
from desktop.ui.follow_up.customer_forms import words
from desktop.ui.follow_up.step_form import StepForm, options, typed
from desktop.ui.forms import Field
from desktop.ui.scan_field import ScanField
from desktop.wording import case as case_words
from desktop.wording import life_words as w
from desktop.wording.life_history import day
from desktop.wording.paid_for import paid_in_parts

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.ui.follow_up.step_form import Seen
    from desktop.ui.forms import Values


def _pay_fields(desk: Desk, seen: Seen) -> tuple[Field, ...]:
    declined = has_declined(seen.case)

    def to_another(values: Values) -> bool:
        payee = typed(values, "payee")
        return bool(payee.strip()) and is_another(seen.case, payee)

    return (
        Field("amount", N_("Amount"), MoneyField, required=True),
        Field("method", N_("How"), kind(ChoiceField, options(w.METHODS)), required=True, beside=True),
        Field("payee", N_("To whom"), TextField, required=True),
        Field("paid_on", N_("Day"), kind(DateField, lambda: i18n.today(desk.clock.now())), required=True, beside=True),
        Field(
            "payee_reason",
            N_("Why to somebody other than the complainant"),
            kind(LongTextField, lines=2, longest=LONGEST_TEXT),
            required=True,
            when=to_another,
        ),
        Field(
            "despite",
            N_("Why it is paid although the customer declines"),
            kind(LongTextField, lines=2, longest=LONGEST_TEXT),
            required=True,
            when=lambda _values: declined,
            hint=N_("What nobody disputes may be paid. Taking it does not mean that the customer accepts the outcome."),
        ),
        Field(
            "reference",
            N_("Number of the transfer or receipt"),
            kind(TextField, least_scan=Force.STRONG),
            required=lambda values: values["method"] == "transfer",
        ),
    )


def _pay_start(desk: Desk, seen: Seen) -> dict[str, object]:
    return {
        "amount": Money.from_fen(left_to_pay(seen.case)),
        "payee": seen.case.intake.complainant_name,
        "paid_on": i18n.today(desk.clock.now()),
    }


def _pay_body(_desk: Desk, seen: Seen, values: Values) -> e.LifeBody:
    amount, day = values["amount"], values["paid_on"]
    return e.PaymentMade(
        proposal=seen.case.proposal.digest if seen.case.proposal else "",
        amount_fen=amount.fen if isinstance(amount, Money) else 0,
        method=typed(values, "method"),
        payee=typed(values, "payee"),
        payee_reason=typed(values, "payee_reason"),
        reference=typed(values, "reference"),
        paid_on=day.isoformat() if isinstance(day, date) else "",
        despite=typed(values, "despite"),
    )


def _pay(desk: Desk, seen: Seen, body: e.LifeBody) -> Case:
    assert isinstance(body, e.PaymentMade), "that is what the form makes"
    return life.pay(desk, seen.case.case_id, body, body.proposal)


def _pay_about(_desk: Desk, seen: Seen) -> str:
    if seen.case.proposal is None:
        return ""
    approved, paid = seen.case.proposal.body.amount_fen, paid_fen(seen.case)
    before = paid_before_fen(seen.case)
    if before and not paid:
        return _("Approved: {approved}. Of this {paid} was paid before. Still to be paid: {left}.").format(
            approved=i18n.yuan(approved), paid=i18n.yuan(before), left=i18n.yuan(left_to_pay(seen.case))
        )
    if not paid:
        return _("Approved: {approved}.").format(approved=i18n.yuan(approved))
    return _("Approved: {approved}. Paid so far: {paid} ({parts}). Still to be paid: {left}.").format(
        approved=i18n.yuan(approved),
        paid=i18n.yuan(paid),
        parts=paid_in_parts(seen.case),
        left=i18n.yuan(left_to_pay(seen.case)),
    )


def _pay_doubt(_desk: Desk, seen: Seen, body: e.LifeBody) -> str:
    before = same_again(seen.case, body)
    if not isinstance(before, e.PaymentMade):
        return ""
    told = _("A payment of {amount} ({method}, {day}) is on record already: is this the same one?")
    return told.format(
        amount=i18n.yuan(before.amount_fen), method=w.name(w.METHODS, before.method), day=day(before.paid_on)
    )


def _done_fields(_desk: Desk, seen: Seen) -> tuple[Field, ...]:
    open_ones: list[tuple[object, str]] = [(code, case_words.remedy(code)) for code in to_be_done(seen.case)]
    return (
        Field("remedy", N_("What was carried out"), kind(ChoiceField, open_ones), required=True),
        Field(
            "waybill",
            N_("Waybill of the new parcel"),
            ScanField,
            when=lambda values: values["remedy"] in ("resend", "redeliver"),
        ),
        words(N_("How and when")),
    )


def _done_start(_desk: Desk, seen: Seen) -> dict[str, object]:
    left = to_be_done(seen.case)
    return {"remedy": seen.pick or (left[0] if left else None)}


def _done_body(_desk: Desk, seen: Seen, values: Values) -> e.LifeBody:
    return e.RemedyDone(
        proposal=seen.case.proposal.digest if seen.case.proposal else "",
        remedy=typed(values, "remedy"),
        words=typed(values, "words"),
        waybill=typed(values, "waybill"),
    )


def _carry_out(desk: Desk, seen: Seen, body: e.LifeBody) -> Case:
    assert isinstance(body, e.RemedyDone), "that is what the form makes"
    return life.carry_out(desk, seen.case.case_id, body, body.proposal)


def _needs_remedy(_desk: Desk, _seen: Seen, values: Values) -> list[Problem]:
    return [] if values["remedy"] else [Problem("remedy", "required")]


FORMS = {
    "pay": StepForm(
        N_("Record a payment"),
        N_("Save the payment"),
        _pay_fields,
        _pay_body,
        start=_pay_start,
        record=_pay,
        doubt=_pay_doubt,
        about=_pay_about,
        names={"amount_fen": "amount"},
        first="method",
        reveals="name",
    ),
    "carry-out": StepForm(
        N_("Carried out"),
        N_("Save"),
        _done_fields,
        _done_body,
        start=_done_start,
        record=_carry_out,
        check=_needs_remedy,
        first="words",
    ),
}
