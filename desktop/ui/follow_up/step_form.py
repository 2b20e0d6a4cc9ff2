"""What a form of the follow-up is made of: its fields, what stands in them at first, the step it records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.actions import life
from desktop.i18n import N_
from desktop.wording import life_words as w

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from desktop.actions.desk import Desk
    from desktop.domain import entries as e
    from desktop.domain.case import Case
    from desktop.domain.problems import Problem
    from desktop.domain.work_orders import WorkOrder
    from desktop.ui.forms import Field, Form, Values


@dataclass(frozen=True)
class Seen:
    """What the person had before them when a form was opened.

    Attributes:
        case: as it stood then; money goes out on this proposal and no other.
        at: when that was.
        order_id: the work order it is about; empty for the case as a whole.
        pick: what the way here already says: an outcome, a remedy.

    """

    case: Case
    at: datetime
    order_id: str = ""
    pick: str = ""

    @property
    def order(self) -> WorkOrder:
        """The work order it is about."""
        return self.case.life.orders[self.order_id]


def take(desk: Desk, seen: Seen, body: e.LifeBody) -> Case:
    """Record a step as it is."""
    return life.take_step(desk, seen.case.case_id, body)


def no_words(_desk: Desk, _seen: Seen) -> str:
    """Say nothing above the fields."""
    return ""


def nothing(_desk: Desk, _seen: Seen) -> dict[str, object]:
    """Start with empty fields."""
    return {}


def no_problem(_desk: Desk, _seen: Seen, _values: Values) -> list[Problem]:
    """Find nothing wrong beyond what is checked everywhere."""
    return []


def no_doubt(_desk: Desk, _seen: Seen, _body: e.LifeBody) -> str:
    """Take a step for what it says."""
    return ""


@dataclass(frozen=True)
class Found:
    """What was looked up.

    Attributes:
        options: what a field offers, by field.
        start: what stands in a field at first, by field; what was typed or chosen meanwhile stays.
        words: said under the fields.

    """

    options: Mapping[str, list[tuple[object, str]]] = field(default_factory=dict)
    start: Mapping[str, object] = field(default_factory=dict)
    words: str = ""


@dataclass(frozen=True)
class Look:
    """What a form looks up while it is filled in.

    Attributes:
        asks: the question, given what is typed; asked only when it is another one than before.
        look: answers it; runs off the main thread.

    """

    asks: Callable[[Values], str]
    look: Callable[[Desk, Seen, str], Found]


@dataclass(frozen=True)
class StepForm:
    """One form, declared once.

    Attributes:
        title: marked with ``N_``, as is ``verb``, the words of its button.
        fields: builds them, for lists of people and cases are never the same.
        body: makes the step from what was typed; missing figures and days count as 0 and an empty text.
        start: what stands in the fields at first.
        record: writes it down; runs off the main thread.
        about: a line above the fields.
        check: problems only this form can know.
        doubt: what makes a step look like a mistake that it need not be; whoever saves once more means it.
        react: changes other fields when one changes.
        missing: what keeps the step back, shown as a list that leads to each.
        waits: said where something is missing; marked with ``N_``.
        lists_done: the list also names what is done already.
        names: what the form calls the fields of the body, where it calls them otherwise.
        look: what it looks up in the office.
        first: the field that gets the keyboard; empty for the first one that is empty.
        reveals: what personal data the form shows in full: a look that goes on record.

    """

    title: str
    verb: str
    fields: Callable[[Desk, Seen], tuple[Field, ...]]
    body: Callable[[Desk, Seen, Values], e.LifeBody]
    start: Callable[[Desk, Seen], dict[str, object]] = nothing
    record: Callable[[Desk, Seen, e.LifeBody], Case] = take
    about: Callable[[Desk, Seen], str] = no_words
    check: Callable[[Desk, Seen, Values], list[Problem]] = no_problem
    doubt: Callable[[Desk, Seen, e.LifeBody], str] = no_doubt
    react: Callable[[Desk, Seen, Form, str], None] | None = None
    missing: Callable[[Case, Values], tuple[str, ...]] | None = None
    waits: str = N_("Something is still missing. Do it first; this form waits.")
    lists_done: bool = True
    names: Mapping[str, str] = field(default_factory=dict)
    look: Look | None = None
    first: str = ""
    reveals: str = ""


def options(names: Mapping[str, str]) -> list[tuple[object, str]]:
    """Return a table of names as what a field offers."""
    return [(code, w.name(dict(names), code)) for code in names]


def typed(values: Values, key: str) -> str:
    """Return what was typed or chosen, as text."""
    return str(values.get(key) or "")
