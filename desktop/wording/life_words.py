"""Names for what a case's life consists of: ways to reach people, tasks, departments, outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.i18n import N_, _

if TYPE_CHECKING:
    from desktop.domain.people import Person

WAYS = {
    "counter": N_("at the counter"),
    "phone": N_("by phone"),
    "wechat": N_("by WeChat"),
    "sms": N_("by text message"),
    "email": N_("by e-mail"),
    "letter": N_("by letter"),
    "platform": N_("on the platform"),
    "other": N_("in another way"),
}

ABOUT = {
    "first-reply": N_("First reply"),
    "progress": N_("Progress"),
    "evidence": N_("Evidence"),
    "outcome": N_("Outcome"),
    "apology": N_("Apology"),
    "authority": N_("Answer to the authority (12305)"),
    "other": N_("Other"),
}

ANSWERS = {"": N_("no answer yet"), "accepts": N_("accepts"), "declines": N_("declines")}

WAITS = {
    "evidence": N_("evidence from the customer"),
    "decision": N_("the customer's decision"),
    "goods": N_("the goods from the customer"),
    "account": N_("the customer's account"),
    "other": N_("something else from the customer"),
}

TASKS = {
    "find": N_("Find the parcel"),
    "video": N_("Look at the video"),
    "weigh": N_("Check weight and packing"),
    "ask-courier": N_("Ask the courier"),
    "ask-station": N_("Ask the pickup point"),
    "redeliver": N_("Deliver again"),
    "evidence": N_("Get evidence"),
    "claim": N_("Settle the claim"),
    "stop": N_("Change address or contact"),
    "other": N_("Something else"),
}

DEPARTMENTS = {
    "counter": N_("Counter"),
    "delivery": N_("Delivery"),
    "sorting": N_("Sorting"),
    "transport": N_("Transport"),
    "station": N_("Pickup point"),
    "claims": N_("Claims"),
    "branch": N_("Another branch"),
    "centre": N_("Transfer centre"),
    "vendor": N_("Outside vendor"),
    "head-office": N_("Head office"),
}

METHODS = {
    "cash": N_("cash"),
    "transfer": N_("bank transfer"),
    "wechat": N_("WeChat Pay"),
    "alipay": N_("Alipay"),
    "deduction": N_("set off"),
}

OUTCOMES = {
    "settled": N_("Settled"),
    "not-accepted": N_("Not accepted by the customer"),
    "at-once": N_("Answered on the spot"),
    "unfounded": N_("Explained: the complaint does not stand"),
    "refused": N_("Refused"),
    "withdrawn": N_("Withdrawn by the customer"),
    "found": N_("The goods were found"),
}

WISHES = {
    "goods": N_("wants the goods and gives the money back"),
    "money": N_("keeps the money and leaves the goods"),
    "open": N_("not asked yet"),
}

#: Codes of ``MoneyReturned.cause``.
BACK_FOR = {
    "goods-found": N_("The customer takes the goods found"),
    "mistake": N_("A payment was a mistake"),
}

RELATIONS = {
    "same-matter": N_("The same matter"),
    "related": N_("Related"),
    "about-handling": N_("About how that case was handled"),
}

MISSING = {
    "decision": N_("a decision on the proposal"),
    "paid": N_("the payment"),
    "remedies": N_("the approved remedies"),
    "orders": N_("work orders that are still open"),
    "outcome-told": N_("telling the customer the outcome"),
    "accepted": N_("the customer's yes to the outcome, or an ending that says they do not accept it"),
    "declined": N_("the customer's no to the outcome"),
    "authority": N_("the answer to the authority"),
    "wish": N_("the customer's choice between goods and money"),
    "money-back": N_("the money that is to come back"),
    "objection": N_("the answer to an objection"),
    "money-out": N_("money the customer was paid"),
    "claim": N_("a claim, which the other case is not"),
    "talk": N_("a talk in which the customer was reached"),
    "goods": N_("the goods that were found, with what the customer wants"),
    "refusal": N_("a decision that refuses"),
    "approval": N_("an approval, for the proposal was refused"),
    "stands-not": N_("a finding that the complaint does not stand"),
    "other-outcome": N_("another outcome: this one is for matters without money that an answer settles"),
}


def name(names: dict[str, str], code: str) -> str:
    """Name a code of one of the tables above; one we do not know (from a newer version) stands for itself."""
    return _(names[code]) if code in names else code


def name_of_person(person: Person) -> str:
    """Name who has some work, and say where they no longer work here: it has to be handed on."""
    return person.name if person.active else _("{name} (no longer here)").format(name=person.name)
