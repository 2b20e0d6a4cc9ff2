"""What keeps a step in a case's life from being recorded: everything that is missing or impossible, at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

import msgspec

from desktop.domain import entries as e
from desktop.domain.accounts import check_name
from desktop.domain.check_finding import ACCOUNTABLE
from desktop.domain.closing import first_day
from desktop.domain.intake import tidy_text
from desktop.domain.money_back import GOODS, MISTAKE
from desktop.domain.problems import Problem
from desktop.domain.proposal import LONGEST_TEXT

if TYPE_CHECKING:
    from desktop.domain.case import Case
    from desktop.domain.people import People

Step = TypeVar("Step", bound=e.LifeBody)

_WAYS = {"counter", "phone", "wechat", "sms", "email", "letter", "platform", "other"}
_ABOUT = {"first-reply", "progress", "evidence", "outcome", "apology", "authority", "other"}
DEPARTMENTS = (
    "counter", "delivery", "sorting", "transport", "station", "claims", "branch", "centre", "vendor", "head-office",
)  # fmt: skip
TASKS = ("find", "video", "weigh", "ask-courier", "ask-station", "redeliver", "evidence", "claim", "stop", "other")

_METHODS = frozenset({"cash", "transfer", "wechat", "alipay", "deduction"})

#: What may stand in a field of a body, where that is a closed list.
_CHOICES: dict[tuple[type, str], frozenset[str]] = {
    (e.CustomerContacted, "way"): frozenset(_WAYS),
    (e.CustomerContacted, "about"): frozenset(_ABOUT),
    (e.CustomerContacted, "answer"): frozenset({"", "accepts", "declines"}),
    (e.WaitBegan, "reason"): frozenset({"evidence", "decision", "goods", "account", "other"}),
    (e.OrderOpened, "task"): frozenset(TASKS),
    (e.OrderOpened, "department"): frozenset(DEPARTMENTS),
    (e.OrderHandedOver, "department"): frozenset(DEPARTMENTS),
    (e.NoticeGiven, "party"): frozenset(ACCOUNTABLE),
    (e.PaymentMade, "method"): _METHODS,
    (e.MoneyReturned, "method"): _METHODS,
    (e.MoneyReturned, "cause"): frozenset({GOODS, MISTAKE}),
    (e.CaseClosed, "outcome"): frozenset(
        {"settled", "not-accepted", "at-once", "unfounded", "refused", "withdrawn", "found"}
    ),
    (e.GoodsFound, "wish"): frozenset({"goods", "money", "open"}),
    (e.CaseLinked, "relation"): frozenset({"same-matter", "related", "about-handling"}),
}

#: Texts without which a step says nothing to whoever reads the history.
_REQUIRED: dict[type, tuple[str, ...]] = {
    e.CustomerContacted: ("words",),
    e.WaitBegan: ("words",),
    e.WaitEnded: ("words",),
    e.OrderOpened: ("words",),
    e.OrderHandedOver: ("reason",),
    e.OrderReminded: ("words",),
    e.OrderEscalated: ("reason",),
    e.OrderAnswered: ("words",),
    e.OrderWithdrawn: ("reason",),
    e.NoticeGiven: ("reason", "object_until"),
    e.NoticeObjected: ("words",),
    e.ObjectionAnswered: ("reason",),
    e.NoticeWithdrawn: ("reason",),
    e.PaymentMade: ("payee", "paid_on"),
    e.MoneyReturned: ("payer", "returned_on"),
    e.RemedyDone: ("words",),
    e.CaseClosed: ("words",),
    e.CaseReopened: ("reason",),
    e.GoodsFound: ("where", "words"),
    e.CaseLinked: ("other", "reason"),
    e.CaseMerged: ("into", "reason"),
    e.CaseAssigned: ("person_id", "reason"),
}

_DATES = ("paid_on", "returned_on", "object_until")

#: The best mark a customer can give.
BEST_SCORE = 5


def tidy_body(body: Step) -> Step:
    """Take out of every text what scanners and chat programs leave behind, and the spaces around it."""
    texts = {
        name: tidy_text(value, long=name in ("words", "reason", "payee_reason", "direct_reason"))
        for name, value in msgspec.structs.asdict(body).items()
        if type(value) is str
    }
    tidied: Step = msgspec.structs.replace(body, **texts)
    return tidied


def check_life(body: e.LifeBody, people: People, now: str, today: date, case: Case | None = None) -> list[Problem]:
    """Return everything that is wrong with a step as typed.

    Args:
        body: the step.
        people: as they stand, with the branch's contacts.
        now: UTC text as in entries.
        today: in Beijing.
        case: the case it is about; None for one that is only beginning.
    """
    problems = [
        Problem(name, "required") for name in _REQUIRED.get(type(body), ()) if not str(getattr(body, name)).strip()
    ]
    problems += [
        Problem(name, "required" if not getattr(body, name) else "unknown-choice")
        for (kind, name), allowed in _CHOICES.items()
        if type(body) is kind and getattr(body, name) not in allowed
    ]
    for name, value in msgspec.structs.asdict(body).items():
        if type(value) is str and len(value) > LONGEST_TEXT:
            problems.append(Problem(name, "too-long", {"limit": str(LONGEST_TEXT)}))
    problems += _impossible_dates(body, today, first_day(case) if case is not None else None)
    match body:
        case e.OrderHandedOver(due_at=""):
            problems += _of_receiver(body, people)
        case e.OrderOpened() | e.OrderHandedOver():
            problems += _of_receiver(body, people)
            if body.due_at <= now:
                problems.append(Problem("due_at", "in-the-past"))
        case e.CaseAssigned():
            problems += _of_person("person_id", body.person_id, people)
        case e.SatisfactionAsked() if body.score > BEST_SCORE:
            problems.append(Problem("score", "unknown-choice"))
        case e.PaymentMade() | e.MoneyReturned() | e.NoticeGiven():
            problems += _of_money(body)
        case e.GoodsFound():
            problems += _of_part(body)
    return problems


def _of_money(body: e.PaymentMade | e.MoneyReturned | e.NoticeGiven) -> list[Problem]:
    if isinstance(body, e.NoticeGiven):
        undocumented = bool(body.direct_fen) and not body.direct_reason.strip()
        return [Problem("direct_reason", "required")] if undocumented else []
    missing = {"amount_fen": not body.amount_fen, "reference": body.method == "transfer" and not body.reference}
    if isinstance(body, e.MoneyReturned):
        missing["words"] = body.cause == MISTAKE and not body.words.strip()
    problems = [Problem(name, "required") for name, is_missing in missing.items() if is_missing]
    who = "payer" if isinstance(body, e.MoneyReturned) else "payee"
    return problems + check_name(who, getattr(body, who))


def _of_part(body: e.GoodsFound) -> list[Problem]:
    """Another amount than what was paid for the goods has a reason, and only who takes the goods gives one back."""
    named = [name for name in ("back_fen", "asked_fen") if getattr(body, name) is not None]
    if not named:
        return []
    problems = [Problem(name, "unknown-choice") for name in named if body.wish != "goods"]
    return problems if problems or body.reason.strip() else [Problem("reason", "required")]


def _impossible_dates(body: e.LifeBody, today: date, first: date | None) -> list[Problem]:
    problems = []
    for name in _DATES:
        text = getattr(body, name, "")
        if not text:
            continue
        try:
            day = date.fromisoformat(text)
        except ValueError:
            problems.append(Problem(name, "not-a-date"))
            continue
        if name in ("paid_on", "returned_on") and day > today:
            problems.append(Problem(name, "in-the-future"))
        if name in ("paid_on", "returned_on") and first is not None and day < first:
            # Cash is often out before anybody writes it down, but never before the customer came to us.
            problems.append(Problem(name, "before-case", {"day": day.isoformat(), "first": first.isoformat()}))
        if name == "object_until" and day < today:
            problems.append(Problem(name, "in-the-past"))
    return problems


def _of_receiver(body: e.OrderOpened | e.OrderHandedOver, people: People) -> list[Problem]:
    contact = people.branch.contacts.get(body.contact_id)
    if body.contact_id and (contact is None or not contact.active):
        return [Problem("contact_id", "unknown-contact")]
    return _of_person("person_id", body.person_id, people) if body.person_id else []


def _of_person(name: str, person_id: str, people: People) -> list[Problem]:
    """Nobody gets work who is not here any more: it would lie there unseen."""
    person = people.at(person_id)
    if person is None:
        return [Problem(name, "unknown-person")] if person_id else []
    return [] if person.active else [Problem(name, "no-longer-here", {"name": person.name})]
