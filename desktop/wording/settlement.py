"""The sentences of a settlement: the proposal in one sentence, and what papers say in the branch's name."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain.claim import MONEY
from desktop.domain.intake import claim_type
from desktop.domain.money import Money
from desktop.domain.proposal import Remedy, goodwill_fen
from desktop.i18n import N_, _
from desktop.wording import case as words
from desktop.wording import claim as claim_words
from desktop.wording import intake as intake_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.domain.claim import ClaimFacts
    from desktop.domain.intake import ComplaintType, Intake
    from desktop.domain.proposal import ProposalDraft

_RESPONSIBLE = {
    "sorting": N_("It happened while sorting; Party A answers for it."),
    "transport": N_("It happened on the way; Party A answers for it."),
    "delivery": N_("It happened on delivery; Party A answers for it."),
    "station": N_("It happened at the pickup point; Party A answers for it."),
    "counter": N_("It happened at the counter; Party A answers for it."),
    "sender": N_("It comes from how the parcel was packed."),
    "customer": N_("It comes from Party B's side."),
    "vendor": N_("It happened with a partner of Party A; Party A answers for it towards Party B."),
    "unknown": N_("Where it happened could not be found; Party A answers for it."),
}


def type_names(types: Iterable[ComplaintType]) -> str:
    """Name everything a complaint is about, the main matter first."""
    return _(", ").join(intake_words.choice_label(kind) for kind in types)


def asks(intake: Intake) -> str:
    """Name what the customer asks for, with the sum if they named one."""
    named = _(", ").join(intake_words.choice_label(ask) for ask in intake.asks)
    if intake.asked_amount is not None:
        amount = i18n.yuan(intake.asked_amount)
        named = _("{asks} ({amount})").format(asks=named, amount=amount) if named else amount
    return named


def request(intake: Intake) -> str:
    """Say in one sentence what the customer asks for."""
    named = asks(intake)
    return _("Asks for: {asks}.").format(asks=named) if named else _("Asks for nothing in particular.")


def matter(intake: Intake) -> str:
    """Name the matter with the thing it is about: ``Damage (vase)``."""
    kind = intake_words.choice_label(intake.types[0]) if intake.types else _("the matter")
    return _("{kind} ({contents})").format(kind=kind, contents=intake.contents) if intake.contents else kind


def is_claim(intake: Intake) -> bool:
    """Tell whether compensation rules know the matter."""
    return claim_type(intake.types) is not None


def proposal_sentence(intake: Intake, draft: ProposalDraft, *, assessed: bool) -> str:
    """Say a proposal in one sentence: what is paid, for what, and why.

    Args:
        intake: the matter.
        draft: the proposal; an amount that is not known yet is left open.
        assessed: whether ``computed_fen`` comes from an assessment.
    """
    what = matter(intake)
    if draft.amount_fen is None:
        return _("{what}: say how much is to be paid.").format(what=what)
    why = _because(draft, assessed=assessed, claim=is_claim(intake))
    if draft.amount_fen:
        amount = i18n.yuan(draft.amount_fen)
        first = _("{what}: pay {amount}, because {why}.").format(amount=amount, what=what, why=why)
    else:
        first = _("{what}: pay nothing, because {why}.").format(what=what, why=why)
    first = _("{first} {second}").format(first=first, second=kept) if (kept := _kept(draft)) else first
    besides = [code for code in draft.remedies if code not in (Remedy.COMPENSATE, Remedy.REFUND)]
    if not besides:
        return first
    names = _(", ").join(words.remedy(code) for code in besides)
    return _("{first} {second}").format(first=first, second=_("Also: {remedies}.").format(remedies=names))


def _kept(draft: ProposalDraft) -> str:
    """Say what the customer was paid before, and what goes out now; empty where nothing was or nobody said how."""
    if not draft.kept_fen or not draft.amount_fen or draft.includes_kept is None:
        return ""
    paid, now = draft.kept_fen, draft.amount_fen - draft.paid_before_fen
    if draft.includes_kept:
        said = _("Of this {paid} was paid before; {now} goes out now.")
        paid = draft.paid_before_fen
    else:
        said = _("{paid} was paid before; with this it is {all} in all.")
    return said.format(paid=i18n.yuan(paid), now=i18n.yuan(now), all=i18n.yuan(draft.kept_fen + draft.amount_fen))


def _because(draft: ProposalDraft, *, assessed: bool, claim: bool) -> str:
    reason = draft.change_reason.strip().rstrip("。.；; ")
    if draft.amount_fen == draft.computed_fen:
        if assessed:
            return _("that is what the rules give")
        return _("the claim has not been worked out") if claim else _("no money rules apply to this matter")
    computed = i18n.yuan(draft.computed_fen)
    if not reason:
        reason = _("(reason still missing)")
    if not assessed:
        return reason
    return _("{reason} (the rules give {computed})").format(reason=reason, computed=computed)


def breakdown(intake: Intake, draft: ProposalDraft, *, assessed: bool) -> tuple[tuple[str, str], ...]:
    """Part an amount into what the rules give and the difference, each with its name; empty where they are one.

    What goes beyond the rules is called goodwill and never a liability; its reason stands in ``proposal_sentence``.
    """
    if draft.amount_fen is None or draft.amount_fen == draft.computed_fen:
        return ()
    goodwill = goodwill_fen(intake, draft.amount_fen, draft.computed_fen, assessed=assessed)
    difference = i18n.yuan(goodwill or draft.amount_fen - draft.computed_fen)
    by_rules = (_("By the rules"), i18n.yuan(draft.computed_fen))
    if goodwill:
        return (*((by_rules,) if assessed else ()), (_("Goodwill"), difference))
    return (by_rules, (_("Agreed reduction"), difference)) if assessed else ()


#: Where something went wrong that the branch can name to a customer without putting it on anybody outside.
_OURS = ("sorting", "transport", "delivery", "station", "counter")
#: Who is not Party A.
_THEIRS = frozenset({"sender", "customer"})


def responsibility(parties: Sequence[str]) -> str:
    """Say in the words of an agreement who answers for what happened; no parties are for no finding at all."""
    if not parties:
        return _("Party A pays without the cause having been established.")
    if len(parties) == 1:
        return _(_RESPONSIBLE.get(parties[0], _RESPONSIBLE["unknown"]))
    if _THEIRS.intersection(parties):
        return _("Both sides had their part in it; Party A pays what is agreed here.")
    where = [words.responsible(code) for code in parties if code in _OURS]
    if len(where) < len(parties):
        return _("It happened at more than one place; Party A answers for all of it towards Party B.")
    return _("It happened at more than one place ({where}); Party A answers for it.").format(where=_(", ").join(where))


def basis(pack_title: str, goodwill: Money | None, *, assessed: bool, reduced: bool) -> str:
    """Say in the words of an agreement how the amount was found.

    Args:
        pack_title: whose rules it follows.
        goodwill: what is paid beyond them; None for nothing.
        assessed: whether the rules were asked at all.
        reduced: less was agreed than they give.
    """
    if assessed:
        first = _('The amount follows the compensation rules of "{pack}".').format(pack=pack_title)
        second = _("Beyond that the parties agreed on an adjustment.") if reduced else ""
        further = _("Besides, {goodwill} is goodwill, paid of Party A's own accord and without any admission.")
    else:
        first, second = _("The parties agreed on the amount by negotiation."), ""
        further = _("All of it, {goodwill}, is goodwill, paid of Party A's own accord and without any admission.")
    if goodwill:
        second = further.format(goodwill=i18n.money(goodwill))
    return _("{first} {second}").format(first=first, second=second) if second else first


#: How an agreement is paid, by code.
PAYMENTS = {
    "transfer": N_("Bank transfer"),
    "wechat": N_("WeChat Pay"),
    "alipay": N_("Alipay"),
    "cash": N_("Cash"),
}


def payment(method: str, *, account: bool) -> str:
    """Say in the words of an agreement how it is paid; a text that is no code stands for itself.

    Args:
        method: one of ``PAYMENTS``, or words; empty for a transfer.
        account: whether the account is named.
    """
    if method in ("", "transfer") and not account:
        return _("Transfer to the account named by Party B")
    return _(PAYMENTS.get(method or "transfer", method))


def salvage(keeper: str) -> str:
    """Say in the words of an agreement who keeps the damaged goods."""
    sentences = {
        "claimant": _("The damaged goods stay with Party B."),
        "carrier": _("The damaged goods go to Party A."),
    }
    return sentences.get(keeper, "")


def improvement(parties: Sequence[str]) -> str:
    """State the one step that is on record once a finding names a place of ours: it was established and written down.

    Empty where it names none: what has been done is then for a person to say.
    """
    ours = [code for code in parties if code in _OURS]
    if not ours:
        return ""
    return _("We have established where it went wrong ({where}) and put it on record at our branch.").format(
        where=_(", ").join(words.responsible(code) for code in ours)
    )


#: What a letter promises besides money; a letter of apology need not say that we apologise.
_PROMISED = {
    Remedy.REDELIVER: N_("We will deliver the parcel to you again."),
    Remedy.RESEND: N_("We will send you what is missing."),
    Remedy.FIND: N_("We go on looking for your parcel and tell you as soon as we know more."),
}


def outcome(remedies: Iterable[str], amount: str) -> str:
    """Say in a letter what we do for the customer, in whole sentences.

    Args:
        remedies: what was proposed.
        amount: what is paid, with its capitals; empty for nothing.
    """
    chosen = list(remedies)
    sentences = [_paid(chosen, amount), *(_(_PROMISED[code]) for code in _PROMISED if code in chosen)]
    said = ""
    for sentence in filter(None, sentences):
        said = _("{first} {second}").format(first=said, second=sentence) if said else sentence
    return said


def _paid(remedies: list[str], amount: str) -> str:
    if not amount:
        return ""
    if Remedy.COMPENSATE in remedies and Remedy.REFUND in remedies:
        said = _("We compensate you and refund the postage: you will receive {amount} in all.")
    elif Remedy.COMPENSATE in remedies:
        said = _("We compensate you: you will receive {amount}.")
    elif Remedy.REFUND in remedies:
        said = _("We refund the postage: you will receive {amount}.")
    else:
        said = _("You will receive {amount}.")
    return said.format(amount=amount)


def fact_value(facts: ClaimFacts, key: str) -> str:
    """Show the value of a fact of a claim; empty where it is not known."""
    value = getattr(facts, key)
    if value is None or value == ():
        return ""
    if key == "currency":
        return i18n.currency_name(str(value))
    if key == "direct_costs":
        costs = (f"{cost.what} {_money(cost.amount, facts.currency)}" for cost in facts.direct_costs)
        return _("; ").join(costs)
    if key == "rates":
        into = i18n.currency_sign(facts.currency)
        rates = (
            f"1 {i18n.currency_sign(rate.currency)} = {rate.rate} {into} ({i18n.day(rate.on)})" for rate in facts.rates
        )
        return _("; ").join(rates)
    if isinstance(value, Decimal):
        return _money(value, facts.currency) if key in MONEY else str(value)
    if isinstance(value, bool):
        return claim_words.choice_label(key, "true" if value else "false")
    if isinstance(value, date):
        return i18n.day(value)
    return claim_words.choice_label(key, str(value))


def _money(amount: Decimal, currency: str) -> str:
    return i18n.money(Money(amount, currency))
