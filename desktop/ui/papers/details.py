"""What a person adds to a paper that the case does not hold; each paper has a short form of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from desktop.actions.paper_facts import PaperDetails, begun_with, check_details
from desktop.domain.waybill import Force
from desktop.i18n import N_, _
from desktop.ui.choices import ChipsField, ChoiceField, SegmentedField
from desktop.ui.fields import LongTextField, TextField, kind
from desktop.ui.forms import Field, Form, Values
from desktop.wording import notices as words
from desktop.wording.life_problems import by_field
from desktop.wording.settlement import PAYMENTS

if TYPE_CHECKING:
    from desktop.actions.papers import Paper
    from desktop.domain.case import Case

_LONGEST_STORY = 2000
_READ_BY_THE_CUSTOMER = N_(
    "The customer reads this. It begins with what was found; take out what is meant for us only."
)


def details_form(paper: Paper) -> Form:
    """Return the form for what one paper can say beyond the case."""
    return Form(_fields(paper), dense=True)


def begin(form: Form, paper: Paper, case: Case, language: str) -> None:
    """Fill a form with what the paper would say by itself, and with what was added to the last one of its kind."""
    values: dict[str, object] = {"salutation": "neutral", "payment_method": "transfer"}
    form.fill({**values, **begun_with(case, paper, language)})
    if paper == "notice":
        _offer_notices(form, case)


def details_of(form: Form) -> PaperDetails:
    """Return what is filled in."""
    values = form.values()
    return PaperDetails(
        happened=_text(values.get("happened")),
        payment_method=_text(values.get("payment_method")),
        payee=_text(values.get("payee")),
        account=_text(values.get("account")),
        bank=_text(values.get("bank")),
        salutation=cast("Literal['mr', 'ms', 'neutral']", values.get("salutation") or "neutral"),
        effect=_text(values.get("effect")),
        improvements=_lines(values.get("improvements")),
        still_needed=_lines(values.get("still_needed")),
        branch_copy=bool(values.get("branch_copy")),
        notice=_text(values.get("notice")),
    )


def problems_of(form: Form) -> dict[str, str]:
    """Return what has to be put right before a paper is issued, by field."""
    return {**form.problems(), **wrong_in(form)}


def wrong_in(form: Form) -> dict[str, str]:
    """Return what cannot be right although it can be read: an account, a name."""
    return by_field(check_details(details_of(form)), {})


def left_blank(form: Form) -> list[str]:
    """Return the fields without which nobody can be paid, as far as they are blank."""
    values = form.values()
    if values.get("payment_method") in (None, "cash"):
        return []
    return [key for key in ("payee", "account") if not values.get(key)]


def _offer_notices(form: Form, case: Case) -> None:
    """Offer the responsibility notices of a case, the last one first."""
    given = [(notice_id, words.party(notice.given[1])) for notice_id, notice in case.life.notices.items()]
    box: ChoiceField = form.widget("notice")
    box.set_options(given[::-1])
    if given:
        form.fill({"notice": given[-1][0]})


def _fields(paper: Paper) -> tuple[Field, ...]:
    chips = kind(ChipsField, ((True, _("Branch copy, shows who approved")),))
    branch_copy = Field("branch_copy", N_("Copy"), chips)
    happened = Field(
        "happened",
        N_("What happened, for the customer to read"),
        kind(LongTextField, lines=3, longest=_LONGEST_STORY),
        required=True,
        hint=_READ_BY_THE_CUSTOMER,
    )
    match paper:
        case "receipt":
            needed = kind(LongTextField, _("One per line"), lines=3, longest=600)
            return (Field("still_needed", N_("Still needed from the customer"), needed),)
        case "agreement":
            return (happened, *_payment(), branch_copy)
        case "apology":
            forms = (("neutral", _("By name")), ("mr", _("Mr")), ("ms", _("Ms")))
            return (
                Field("salutation", N_("Address as"), kind(SegmentedField, forms)),
                happened,
                Field(
                    "effect",
                    N_("What it meant for the customer"),
                    kind(LongTextField, _("In one sentence, if they told us"), lines=2, longest=300),
                ),
                Field(
                    "improvements",
                    N_("What we have changed"),
                    kind(LongTextField, _("One per line; only what has really been done"), lines=3, longest=900),
                    required=True,
                ),
                branch_copy,
            )
        case "notice":
            return (Field("notice", N_("To"), ChoiceField),)
        case _:
            return ()


def _payment() -> tuple[Field, ...]:
    by_hand = kind(TextField, _("Filled in by hand if empty"), longest=60)
    account = kind(TextField, _("Filled in by hand if empty"), longest=60, least_scan=Force.STRONG)
    methods = [(code, _(name)) for code, name in PAYMENTS.items()]
    return (
        Field("payment_method", N_("Way of payment"), kind(SegmentedField, methods)),
        Field("payee", N_("Payee"), by_hand),
        Field("bank", N_("Bank or platform"), kind(TextField, longest=60), when=_has_account, beside=True),
        # A row of its own: all its digits have to be in sight.
        Field("account", N_("Account"), account, when=_has_account),
    )


def _has_account(values: Values) -> bool:
    return bool(values["payment_method"] != "cash")


def _text(value: object) -> str:
    return str(value or "")


def _lines(value: object) -> tuple[str, ...]:
    return tuple(filter(None, (line.strip() for line in str(value or "").splitlines())))
