"""The proposal as a form: amount, reason for a changed amount, remedies, words to the supervisor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain.money import Money
from desktop.domain.money_back import kept_fen
from desktop.domain.payments import paid_fen
from desktop.domain.proposal import LONGEST_TEXT, ProposalDraft, Remedy
from desktop.i18n import N_, _
from desktop.ui.choices import ChipsField, ChoiceField
from desktop.ui.fields import LongTextField, MoneyField, kind
from desktop.ui.forms import Field, Form
from desktop.wording import case as case_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desktop.domain import entries as e
    from desktop.domain.case import Case
    from desktop.domain.problems import Problem
    from desktop.ui.forms import Values

_PROBLEMS = {
    "required": N_("Please fill this in."),
    "negative": N_("An amount cannot be below zero."),
    "change-needs-reason": N_("Say why the amount differs from what the rules give."),
    "too-long": N_("This text is too long; {limit} characters fit."),
    "paid-meanwhile": N_("Money was paid or came back meanwhile. Look at the amount again."),
    "assessment-changed": N_("The assessment was replaced meanwhile. Look at the amount again."),
}


class ProposalForm(Form):
    """The form; the reason is asked for as soon as the amount differs from what was computed."""

    def __init__(self) -> None:
        self._computed = self._kept = 0
        self._locked = self._paid_on_it = False
        remedies = [(remedy, case_words.remedy(remedy.value)) for remedy in Remedy]
        super().__init__(
            (
                Field("amount", N_("Amount to pay"), MoneyField, required=True, width=200),
                Field(
                    "includes_kept",
                    N_("What the customer was paid before"),
                    ChoiceField,
                    required=True,
                    width=360,
                    when=self._was_paid,
                ),
                Field(
                    "change_reason",
                    N_("Why it differs from the rules"),
                    kind(LongTextField, lines=2, longest=LONGEST_TEXT),
                    required=True,
                    when=self._differs,
                    hint=N_("What goes beyond the rules is goodwill; the papers print it with this reason."),
                ),
                Field("remedies", N_("What we offer"), kind(ChipsField, remedies), required=True),
                Field(
                    "words",
                    N_("Note to the supervisor"),
                    kind(LongTextField, lines=3, longest=LONGEST_TEXT),
                ),
            )
        )

    def show_case(self, case: Case) -> None:
        """Fill the form from the proposal there is, else with what the rules give."""
        body = case.proposal.body if case.proposal else None
        # Until the case is assessed again there is no newer amount than the one last proposed.
        as_sent = body is not None and (case.assessment_stale or not case.proposal_stale)
        self._computed = body.computed_fen if body is not None and as_sent else computed(case)
        amount = body.amount_fen if body is not None and as_sent else self._computed
        self._ask_about_kept(kept_fen(case))
        self._paid_on_it = bool(paid_fen(case))
        # All rows are seen once while filling: a hidden one reads as nothing.
        for key in ("change_reason", "includes_kept"):
            self._rows[key].set_shown(True)
        self.fill(
            {
                "amount": Money.from_fen(amount),
                "includes_kept": self._sent_with(body) if as_sent else None,
                "change_reason": body.change_reason if body else "",
                # What to offer is for a person to say; nothing is chosen beforehand.
                "remedies": [Remedy(code) for code in body.remedies if code in list(Remedy)] if body else (),
                "words": body.words if body else "",
            }
        )

    def type_again(self, typed: Mapping[str, object]) -> None:
        """Put back what was kept, but for what becomes of earlier payments: they may be others by now."""
        super().type_again({key: value for key, value in typed.items() if key != "includes_kept"})

    def take_up(self, typed: ProposalDraft) -> None:
        """Put back what was being typed when news came in; the amount is the case's own."""
        self.change("remedies", typed.remedies)
        if typed.kept_fen == self._kept:
            self.change("includes_kept", typed.includes_kept)
        if typed.change_reason:
            self.change("change_reason", typed.change_reason)
        self.change("words", typed.words)

    def use_computed(self) -> None:
        """Take the amount the rules give."""
        self.change("amount", Money.from_fen(self._computed))

    def draft(self) -> ProposalDraft:
        """Return the proposal as typed."""
        values = self.values()
        amount = values["amount"]
        return ProposalDraft(
            amount_fen=amount.fen if isinstance(amount, Money) else None,
            computed_fen=self._computed,
            change_reason=str(values["change_reason"] or ""),
            remedies=tuple(values["remedies"] or ()),
            words=str(values["words"] or ""),
            kept_fen=self._kept,
            includes_kept=values["includes_kept"],
        )

    def tell_problems(self, problems: Iterable[Problem]) -> None:
        """Mark what a check found."""
        self.mark_problems({p.field: _(_PROBLEMS[p.code]).format(**p.facts) for p in problems})

    def set_read_only(self, read_only: bool) -> None:
        """Let everything be read but nothing changed; what nobody has been asked yet is asked only for a change."""
        super().set_read_only(read_only)
        self._locked = read_only
        self._refresh()

    def _sent_with(self, body: e.Proposed | None) -> bool | None:
        """Return what was said about earlier payments; payments on the proposal itself are no earlier ones."""
        if body is None or not self._kept or self._paid_on_it:
            return None
        return bool(body.paid_before_fen)

    def _ask_about_kept(self, fen: int) -> None:
        self._kept = fen
        paid = i18n.yuan(fen)
        self.widget("includes_kept").set_options(
            [
                (True, _("{paid} is part of the amount").format(paid=paid)),
                (False, _("The amount goes out on top of {paid}").format(paid=paid)),
            ]
        )

    def _was_paid(self, values: Values) -> bool:
        amount = values["amount"]
        asked = self._kept and not (self._locked and values["includes_kept"] is None)
        return bool(asked) and isinstance(amount, Money) and amount.fen > 0

    def _differs(self, values: Values) -> bool:
        amount = values["amount"]
        return isinstance(amount, Money) and amount.fen != self._computed


def computed(case: Case) -> int:
    """Return what the rules give, in fen; nothing without an assessment that holds."""
    return case.assessment.body.payable_fen if case.assessment and not case.assessment_stale else 0
