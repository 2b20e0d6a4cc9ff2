"""Forms for goods that turn up, and for money that comes back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec

from desktop import i18n
from desktop.actions import life
from desktop.actions.paper_facts import article_on_found
from desktop.documents.parts import ordinal
from desktop.domain import entries as e
from desktop.domain.authority import Verb
from desktop.domain.closing import same_again
from desktop.domain.money import Money
from desktop.domain.money_back import (
    GOODS,
    MISTAKE,
    RECKONED,
    agreement_on_goods,
    asked_back,
    back_for_goods,
    back_if_taken,
    kept_fen,
    returned_of_payment,
    stays_agreed,
    to_come_back,
    undecided_fen,
)
from desktop.domain.problems import Problem
from desktop.domain.verbs import verb_of
from desktop.domain.waybill import Force
from desktop.i18n import N_, _
from desktop.ui.choices import ChoiceField, SegmentedField
from desktop.ui.date_field import DateField
from desktop.ui.fields import MoneyField, TextField, kind
from desktop.ui.follow_up.customer_forms import words
from desktop.ui.follow_up.step_form import StepForm, options, typed
from desktop.ui.forms import Field
from desktop.wording import life_words as w
from desktop.wording.life_history import day as day_words
from desktop.wording.paid_for import make_up, so_far

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.ui.follow_up.step_form import Seen
    from desktop.ui.forms import Form, Values

_AMOUNT_WIDTH = 160


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


def _found_fields(_desk: Desk, seen: Seen) -> tuple[Field, ...]:
    last = _last(seen.case)
    again = last is not None
    fields = [Field("wish", N_("What the customer wants"), kind(ChoiceField, options(w.WISHES)), required=True)]
    if last is None or (last.wish != "open" and asked_back(seen.case) is None):
        # Where they lay is on record while only the wish is asked for, or a supervisor's word.
        fields.insert(0, Field("where", N_("Where the goods turned up"), TextField, required=True))
    if kept_fen(seen.case) or back_for_goods(seen.case):
        fields += _extent_fields(seen.case)
    label = N_("What is new, or what the customer said") if again else N_("How they were found, in what state")
    return (*fields, words(label, 2 if again else 3, required=not again))


def _extent_fields(case: Case) -> list[Field]:
    """Ask how much of the money comes back: what was paid for the goods, or another amount and why."""
    for_them = _("{amount} for the goods").format(amount=i18n.yuan(back_if_taken(case)))

    def is_another(values: Values) -> bool:
        return values["part"] is True

    return [
        Field(
            "part",
            N_("How much of the money comes back"),
            kind(SegmentedField, [(False, for_them), (True, _("Another amount"))]),
            when=lambda values: values["wish"] == "goods",
        ),
        Field(
            "back",
            N_("What comes back in all"),
            MoneyField,
            required=True,
            when=is_another,
            width=_AMOUNT_WIDTH,
            beside=True,
        ),
        Field(
            "reason",
            N_("Why another amount: a part is missing, damage"),
            TextField,
            required=True,
            when=is_another,
        ),
    ]


def _last(case: Case) -> e.GoodsFound | None:
    return case.life.found[-1][1] if case.life.found else None


def _found_start(_desk: Desk, seen: Seen) -> dict[str, object]:
    last = _last(seen.case)
    if last is None:
        return {"wish": "open", "part": False}
    # Asked since: the place stays, the wish is what is new.
    start: dict[str, object] = {"where": last.where, "part": False}
    if last.wish != "goods":
        return start
    part = last.asked_fen if last.back_fen is None else last.back_fen
    if part is None:
        return start
    return start | {"wish": "goods", "part": True, "back": Money.from_fen(part), "reason": last.reason}


def _found_about(desk: Desk, seen: Seen) -> str:
    case, last = seen.case, _last(seen.case)
    told = []
    if last is not None:
        told.append(_("On record: found at {where}. {words}").format(where=last.where, words=last.words))
    if paid := make_up(case, clause_on_found(case)):
        told += [paid, so_far(case), _("The customer chooses: the goods, or to keep the money and leave the goods.")]
        told.append(_agreed_so_far(case))
        told.append(_who_agrees(desk, case))
    return "\n".join(filter(None, told))


def _agreed_so_far(case: Case) -> str:
    agreement = agreement_on_goods(case)
    if agreement is None:
        return ""
    told = _("Agreed: {amount} comes back. That stays as long as wish and amount stay as they are.")
    return told.format(amount=i18n.yuan(agreement[1].back_fen or 0))


def _who_agrees(desk: Desk, case: Case) -> str:
    """Say who may let the customer keep money beside the goods, or what was asked for it."""
    may_agree, asked = case.may(Verb.SUPERVISE, desk.person) is None, asked_back(case)
    if asked is not None and may_agree:
        return _("Asked: only {amount} is to come back. Save to agree, or change it.").format(amount=i18n.yuan(asked))
    if may_agree:
        return ""
    if limit := desk.person.alone_limit_fen:
        told = _("You may let up to {limit} go; more is asked of a supervisor and holds once they agree.")
        return told.format(limit=i18n.yuan(limit))
    return _("Another amount is asked of a supervisor and holds once they agree.")


def _found_body(desk: Desk, seen: Seen, values: Values) -> e.LifeBody:
    case, last, back = seen.case, _last(seen.case), values.get("back")
    made = e.GoodsFound(
        where=typed(values, "where") or (last.where if last is not None else ""),
        wish=typed(values, "wish"),
        words=typed(values, "words") or (last.words if last is not None else ""),
        back_fen=back.fen if isinstance(back, Money) else None,
        reason=typed(values, "reason"),
        reckoned=RECKONED,
    )
    if (agreement := agreement_on_goods(case)) is not None:
        as_agreed = msgspec.structs.replace(made, agreed=agreement[0].digest)
        made = as_agreed if stays_agreed(case, as_agreed) else made
    if case.may(verb_of(made, case, desk.person), desk.person) is None:
        return made
    return msgspec.structs.replace(made, back_fen=None, asked_fen=made.back_fen)


def _found_doubt(_desk: Desk, seen: Seen, body: e.LifeBody) -> str:
    """Tell whoever undoes what was agreed without another amount being agreed on."""
    agreement = agreement_on_goods(seen.case)
    if agreement is None or not isinstance(body, e.GoodsFound) or body.back_fen is not None:
        return ""
    agreed = i18n.yuan(agreement[1].back_fen or 0)
    if body.wish != "goods":
        return _("It was agreed that {agreed} comes back. With another wish that falls.").format(agreed=agreed)
    told = _("It was agreed that {agreed} comes back. That falls: {due} comes back until another amount is agreed.")
    return told.format(agreed=agreed, due=i18n.yuan(back_if_taken(seen.case)))


def clause_on_found(case: Case) -> str:
    """Name the paragraph of the issued agreement that says what comes back; empty where none was issued."""
    proposal = case.proposal
    issued = any(
        paper.paper == "agreement" and not paper.draft and proposal is not None and paper.proposal == proposal.digest
        for _header, paper in case.papers
    )
    article = article_on_found(case) if issued else 0
    if not article:
        return ""
    return _("agreement, article {article}, paragraph 2").format(article=ordinal(article))


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
    told = _("{amount} · {day}").format(amount=i18n.yuan(body.amount_fen), day=day_words(body.paid_on))
    return (
        told
        if left == body.amount_fen
        else _("{payment} ({left} still out)").format(payment=told, left=i18n.yuan(left))
    )


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
        return _("The customer has {kept}.").format(kept=i18n.yuan(kept_fen(case)))
    told = _("For the goods found {left} is still to come back.").format(left=i18n.yuan(to_come_back(case)))
    return "\n".join(filter(None, (make_up(case, clause_on_found(case)), so_far(case) or told)))


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


def _back_doubt(_desk: Desk, seen: Seen, body: e.LifeBody) -> str:
    before = same_again(seen.case, body)
    if not isinstance(before, e.MoneyReturned):
        return ""
    told = _("{amount} that came back in the same way on {day} is on record already.")
    return told.format(amount=i18n.yuan(before.amount_fen), day=day_words(before.returned_on))


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
        doubt=_found_doubt,
        names={"back_fen": "back", "asked_fen": "back"},
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
        doubt=_back_doubt,
        react=_back_react,
        names={"amount_fen": "amount"},
        first="method",
        reveals="name",
    ),
}
