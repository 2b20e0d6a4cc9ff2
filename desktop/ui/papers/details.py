"""What a person adds to a paper that the case does not hold; each paper has a short form of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from desktop.actions.paper_facts import PaperDetails
from desktop.domain.waybill import Force
from desktop.i18n import N_, _
from desktop.ui.choices import ChipsField, ChoiceField, SegmentedField
from desktop.ui.fields import LongTextField, TextField, kind
from desktop.ui.forms import Field, Form
from desktop.wording import notices as words

if TYPE_CHECKING:
    from desktop.actions.papers import Paper
    from desktop.domain.case import Case


def details_form(paper: Paper) -> Form:
    """Return the form for what one paper can say beyond the case."""
    form = Form(_fields(paper))
    empty_details(form)
    return form


def empty_details(form: Form) -> None:
    """Take out what was filled in."""
    form.fill({"salutation": "neutral"})


def details_of(form: Form) -> PaperDetails:
    """Return what is filled in."""
    values = form.values()
    return PaperDetails(
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


def offer_notices(form: Form, case: Case) -> None:
    """Offer the responsibility notices of a case, the last one first."""
    given = [(notice_id, words.party(notice.given[1])) for notice_id, notice in case.life.notices.items()]
    box: ChoiceField = form.widget("notice")
    box.set_options(given[::-1])
    if box.value() is None and given:
        form.change("notice", given[-1][0])


def _fields(paper: Paper) -> tuple[Field, ...]:
    branch_copy = Field("branch_copy", N_("Copy"), kind(ChipsField, ((True, _("Branch copy, shows who approved")),)))
    match paper:
        case "receipt":
            needed = kind(LongTextField, _("One per line"), lines=3, longest=600)
            return (Field("still_needed", N_("Still needed from the customer"), needed),)
        case "agreement":
            return (
                Field(
                    "payment_method",
                    N_("Way of payment"),
                    kind(TextField, _("Transfer to the account named by Party B"), longest=60),
                ),
                Field("payee", N_("Payee"), kind(TextField, _("Filled in by hand if empty"), longest=60)),
                Field(
                    "account",
                    N_("Account"),
                    kind(TextField, _("Filled in by hand if empty"), longest=60, least_scan=Force.STRONG),
                ),
                Field("bank", N_("Bank or platform"), kind(TextField, longest=60)),
                branch_copy,
            )
        case "apology":
            forms = (("neutral", _("By name")), ("mr", _("Mr")), ("ms", _("Ms")))
            return (
                Field("salutation", N_("Address as"), kind(SegmentedField, forms)),
                Field(
                    "effect",
                    N_("What it meant for the customer"),
                    kind(LongTextField, _("In one sentence, if they told us"), lines=2, longest=300),
                ),
                Field(
                    "improvements",
                    N_("What we have changed"),
                    kind(LongTextField, _("One per line; only what has really been done"), lines=3, longest=900),
                ),
                branch_copy,
            )
        case "notice":
            return (Field("notice", N_("To"), ChoiceField),)
        case _:
            return ()


def _text(value: object) -> str:
    return str(value or "")


def _lines(value: object) -> tuple[str, ...]:
    return tuple(filter(None, (line.strip() for line in str(value or "").splitlines())))
