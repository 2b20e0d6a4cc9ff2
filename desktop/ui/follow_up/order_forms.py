"""Forms of work orders: asking somebody, handing over, pressing, escalating, answering, taking back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import i18n
from desktop.actions import life
from desktop.domain import entries as e
from desktop.domain.check_life import DEPARTMENTS
from desktop.domain.people import COUNTER, Role
from desktop.domain.proposal import LONGEST_TEXT
from desktop.domain.work_orders import due_by_default
from desktop.i18n import N_, _
from desktop.storage import journal
from desktop.ui.choices import ChoiceField, SegmentedField
from desktop.ui.fields import LongTextField, kind
from desktop.ui.follow_up.customer_forms import words
from desktop.ui.follow_up.moment_field import MomentField
from desktop.ui.follow_up.step_form import StepForm, options, typed
from desktop.ui.forms import Field
from desktop.wording import life_words as w

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.domain.people import People
    from desktop.domain.work_orders import WorkOrder
    from desktop.ui.follow_up.step_form import Seen
    from desktop.ui.forms import Form, Values

#: Whom a task usually goes to; a person may choose otherwise.
_USUAL = {
    "find": "sorting",
    "video": "station",
    "weigh": "counter",
    "ask-courier": "delivery",
    "ask-station": "station",
    "redeliver": "delivery",
    "claim": "claims",
    "stop": "centre",
}
_DEPARTMENT, _PERSON, _CONTACT = "department", "person", "contact"


def who_has(order: WorkOrder, people: People) -> str:
    """Name who has an order: a person, somebody outside, or a department as a whole."""
    if order.contact_id and order.contact_id in people.branch.contacts:
        return people.branch.contacts[order.contact_id].name
    person = people.at(order.person_id) if order.person_id else None
    return w.name_of_person(person) if person is not None else w.name(w.DEPARTMENTS, order.department)


def _receivers(desk: Desk) -> list[tuple[object, str]]:
    """Offer the departments, everybody who works here by department, and the contacts outside."""
    people = desk.office.people
    here = [person for person in people.everyone() if person.active and person.role is not Role.AUDITOR]
    here.sort(key=lambda person: (person.department != COUNTER, person.department))
    found: list[tuple[object, str]] = [((_DEPARTMENT, code), w.name(w.DEPARTMENTS, code)) for code in DEPARTMENTS]
    found += [
        (
            (_PERSON, person.person_id),
            _("{name} (here, {department})").format(
                name=person.name, department=w.name(w.DEPARTMENTS, person.department)
            ),
        )
        for person in here
    ]
    found += [
        (
            (_CONTACT, contact.contact_id),
            _("{name} ({group})").format(name=contact.name, group=w.name(w.DEPARTMENTS, contact.group)),
        )
        for contact in people.branch.contacts.values()
        if contact.active
    ]
    return found


def _receiver(desk: Desk, values: Values) -> tuple[str, str, str]:
    """Return department, person and contact of who was chosen."""
    what, code = values["receiver"] or ("", "")
    if what == _PERSON:
        person = desk.office.people.at(code)
        return person.department if person is not None else COUNTER, code, ""
    if what == _CONTACT:
        group = desk.office.people.branch.contacts[code].group
        return group if group in DEPARTMENTS else "branch", "", code
    return code, "", ""


def _receiver_field(desk: Desk, label: str) -> Field:
    return Field("receiver", label, kind(ChoiceField, _receivers(desk)), required=True)


_RECEIVER_NAMES = {"department": "receiver", "person_id": "receiver", "contact_id": "receiver", "due_at": "due"}


def _default_due(desk: Desk, seen: Seen, *, urgent: bool) -> datetime:
    timing = desk.timing
    return due_by_default(seen.at, timing.calendar, timing.hours, urgent=urgent)


def _open_fields(desk: Desk, _seen: Seen) -> tuple[Field, ...]:
    urgent = ((False, _("Ordinary")), (True, _("Urgent")))
    return (
        Field("task", N_("What is to be done"), kind(ChoiceField, options(w.TASKS)), required=True),
        Field("receiver", N_("Who does it"), kind(ChoiceField, _receivers(desk)), required=True, beside=True),
        Field("urgent", N_("How urgent"), kind(SegmentedField, urgent), required=True),
        Field(
            "due",
            N_("Until when"),
            kind(MomentField, desk.clock.now, desk.timing.hours.close),
            required=True,
            beside=True,
        ),
        words(N_("What exactly"), 4),
    )


def _open_start(desk: Desk, seen: Seen) -> dict[str, object]:
    return {"urgent": False, "due": _default_due(desk, seen, urgent=False)}


def _open_react(desk: Desk, seen: Seen, form: Form, key: str) -> None:
    """Let task and urgency fill in what usually follows from them; what a person chose stays."""
    values = form.values()
    if key == "task" and values["receiver"] in (None, *((_DEPARTMENT, code) for code in _USUAL.values())):
        usual = _USUAL.get(typed(values, "task"))
        if usual:
            form.change("receiver", (_DEPARTMENT, usual))
    if key == "urgent":
        urgent = values["urgent"] is True
        if values["due"] in (None, _default_due(desk, seen, urgent=not urgent)):
            form.change("due", _default_due(desk, seen, urgent=urgent))


def _open_body(desk: Desk, _seen: Seen, values: Values) -> e.LifeBody:
    department, person_id, contact_id = _receiver(desk, values)
    due = values["due"]
    return e.OrderOpened(
        order_id="",
        task=typed(values, "task"),
        department=department,
        person_id=person_id,
        contact_id=contact_id,
        urgent=values["urgent"] is True,
        due_at=journal.stamp(due) if due is not None else "",
        words=typed(values, "words"),
    )


def _open(desk: Desk, seen: Seen, body: e.LifeBody) -> Case:
    assert isinstance(body, e.OrderOpened), "that is what the form makes"
    return life.open_order(desk, seen.case.case_id, body, e.moment(body.due_at))


def _about(desk: Desk, seen: Seen) -> str:
    """Say which order a form is about."""
    order = seen.order
    return _("{task} ({who}): {words}").format(
        task=w.name(w.TASKS, order.opened[1].task), who=who_has(order, desk.office.people), words=order.opened[1].words
    )


def _hand_fields(desk: Desk, _seen: Seen) -> tuple[Field, ...]:
    return (
        _receiver_field(desk, N_("Who takes it over")),
        Field(
            "due",
            N_("Until when"),
            kind(MomentField, desk.clock.now, desk.timing.hours.close),
            required=True,
            beside=True,
        ),
        reason(),
    )


def _hand_start(desk: Desk, seen: Seen) -> dict[str, object]:
    """Leave the time as it is while it is still to come; one gone by gives nobody a chance."""
    due = e.moment(seen.order.due_at)
    return {"due": due if due > seen.at else _default_due(desk, seen, urgent=seen.order.opened[1].urgent)}


def _hand_body(desk: Desk, seen: Seen, values: Values) -> e.LifeBody:
    department, person_id, contact_id = _receiver(desk, values)
    due = journal.stamp(values["due"]) if values["due"] is not None else ""
    return e.OrderHandedOver(
        order_id=seen.order_id,
        department=department,
        person_id=person_id,
        contact_id=contact_id,
        reason=typed(values, "reason"),
        due_at="" if due == seen.order.due_at else due,
    )


def reason(label: str = N_("For what reason"), lines: int = 3) -> Field:
    """Return the field for a reason."""
    return Field("reason", label, kind(LongTextField, lines=lines, longest=LONGEST_TEXT), required=True)


def _press_start(_desk: Desk, seen: Seen) -> dict[str, object]:
    due = i18n.moment_of_text(seen.order.due_at)
    return {"words": _("Please answer; this is due {time}.").format(time=due)}


def _escalate_start(desk: Desk, seen: Seen) -> dict[str, object]:
    order = seen.order
    if order.due_at >= journal.stamp(desk.clock.now()):
        return {}
    return {
        "reason": _("Due {time} and not done; chased {count} times.").format(
            time=i18n.moment_of_text(order.due_at), count=order.times_pressed
        )
    }


def _answer_fields(_desk: Desk, _seen: Seen) -> tuple[Field, ...]:
    done = ((True, _("Done")), (False, _("Progress, not finished")))
    return (Field("done", N_("What it is"), kind(SegmentedField, done), required=True), words(N_("What came of it"), 4))


FORMS = {
    "order": StepForm(
        N_("New work order"),
        N_("Open the work order"),
        _open_fields,
        _open_body,
        start=_open_start,
        record=_open,
        react=_open_react,
        names=_RECEIVER_NAMES,
        first="task",
    ),
    "hand-over": StepForm(
        N_("Hand over"),
        N_("Hand over"),
        _hand_fields,
        _hand_body,
        start=_hand_start,
        about=_about,
        names=_RECEIVER_NAMES,
    ),
    "press": StepForm(
        N_("Chase"),
        N_("Chase"),
        lambda _desk, _seen: (words(N_("What was said")),),
        lambda _desk, seen, values: e.OrderReminded(order_id=seen.order_id, words=typed(values, "words")),
        start=_press_start,
        about=_about,
    ),
    "escalate": StepForm(
        N_("Put before the supervisor"),
        N_("Put before the supervisor"),
        lambda _desk, _seen: (reason(),),
        lambda _desk, seen, values: e.OrderEscalated(order_id=seen.order_id, reason=typed(values, "reason")),
        start=_escalate_start,
        about=_about,
    ),
    "answer": StepForm(
        N_("Answer to a work order"),
        N_("Save the answer"),
        _answer_fields,
        lambda _desk, seen, values: e.OrderAnswered(
            order_id=seen.order_id, words=typed(values, "words"), done=values["done"] is True
        ),
        start=lambda _desk, _seen: {"done": True},
        about=_about,
        first="words",
    ),
    "withdraw-order": StepForm(
        N_("Take a work order back"),
        N_("Take it back"),
        lambda _desk, _seen: (reason(),),
        lambda _desk, seen, values: e.OrderWithdrawn(order_id=seen.order_id, reason=typed(values, "reason")),
        about=_about,
    ),
}
