"""Columns of the oversight lists: late and escalated work, what is unusual, people, a person's cases, patterns."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.actions.oversight import LATELY, Odd
from desktop.domain.masking import mask_name
from desktop.domain.owed import OBJECTION
from desktop.i18n import N_, _
from desktop.ui.cases.table import status_words
from desktop.ui.desk.rows import left_words, moment_tip, what_to_do
from desktop.ui.intake.words import type_name
from desktop.ui.table_model import RIGHT, Column
from desktop.wording import life_words as w
from desktop.wording import oversight as wording
from desktop.wording import similar
from desktop.wording import work as words

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.actions.oversight import OddCase, PersonsWork
    from desktop.actions.same_again import Recurring
    from desktop.domain.people import People
    from desktop.domain.work_rows import TaskRow
    from desktop.storage.index import CaseRow
    from desktop.ui.table_model import Tone

_ODD = {
    Odd.ABOVE_USUAL: (N_("Above the usual"), "chart-column"),
    Odd.CLAIMS_AGAIN: (N_("Claims again"), "copy"),
    Odd.ALONE: (N_("Settled alone"), "circle"),
    Odd.CHANGED_AMOUNT: (N_("Amount changed"), "pencil"),
    Odd.OWN_OBJECTION: (N_("Own notice"), "scale"),
    Odd.OTHER_PAYEE: (N_("Paid to another"), "users"),
    Odd.PAID_DESPITE: (N_("Paid despite a no"), "triangle-alert"),
    Odd.LET_GO: (N_("Money let go"), "circle"),
    Odd.WITHDRAWN_UNPAID: (N_("Withdrawn unpaid"), "triangle-alert"),
    Odd.MONEY_BACK: (N_("Money back"), "triangle-alert"),
}


def work_columns(desk: Desk) -> tuple[Column[TaskRow], ...]:
    """Return the columns of late or escalated work: who has it stands beside what it is."""

    def name(row: TaskRow) -> str:
        if row.task == OBJECTION:
            return _("Supervisors")
        # An order with a department or an outsider is with whoever looks after the case.
        return words.who(row, desk.office.people) or name_of(desk.office.people, row.owner)

    return (
        Column(
            N_("Time left"),
            lambda row: left_words(row, desk.clock.now()).words,
            lambda row: row.due_at or None,
            icon=lambda row: left_words(row, desk.clock.now()).icon,
            tone=lambda row: left_words(row, desk.clock.now()).tone,
            tip=moment_tip,
            width=150,
        ),
        Column(N_("Who has it"), name, width=110, strong=True),
        Column(
            N_("Task"),
            what_to_do,
            icon=lambda row: "arrow-big-up" if row.escalated else "scale" if row.statutory else "",
            width=230,
        ),
        Column(N_("Case"), lambda row: row.number, width=106),
        Column(N_("Customer"), lambda row: mask_name(row.complainant), width=92),
        Column(N_("Type"), lambda row: type_name(row.type)),
    )


def odd_columns(people: People) -> tuple[Column[OddCase], ...]:
    """Return the columns of what is unusual, each with a sentence why."""
    return (
        Column(N_("Reason to look"), lambda odd: _(_ODD[odd.why][0]), icon=lambda odd: _ODD[odd.why][1], width=140),
        Column(N_("Case"), lambda odd: odd.row.number, width=106, strong=True),
        Column(N_("Customer"), lambda odd: mask_name(odd.row.complainant), width=92),
        Column(N_("Looked after by"), lambda odd: name_of(people, odd.row.owner), width=90),
        Column(N_("Amount"), lambda odd: _yuan(odd.row.amount_fen), lambda odd: odd.row.amount_fen, RIGHT, width=100),
        Column(N_("What is unusual"), odd_sentence, tip=odd_sentence),
    )


def odd_sentence(odd: OddCase) -> str:
    """Say what is unusual about a case."""
    if odd.why is Odd.ABOVE_USUAL and odd.comparison is not None:
        return similar.unusual(odd.comparison, odd.row.amount_fen or 0)
    if odd.why is Odd.CLAIMS_AGAIN:
        return wording.claims(odd.claims, LATELY)
    if odd.why is Odd.CHANGED_AMOUNT:
        return _("Approved {amount}; the rules came to {computed}.").format(
            amount=_yuan(odd.row.amount_fen), computed=_yuan(odd.row.computed_fen)
        )
    if odd.why is Odd.OWN_OBJECTION:
        return _("Whoever gave the notice answered the objection to it, for nobody else could.")
    if odd.why is Odd.LET_GO:
        told = _("Goods found: {amount} paid for them stays with the customer, and nobody above agreed to it.")
        return told.format(amount=_yuan(odd.fen))
    if odd.why is Odd.OTHER_PAYEE:
        return _("Money went to somebody else than the customer; the reason stands in the history.")
    if odd.why is Odd.PAID_DESPITE:
        return _("The customer had declined the outcome, and was paid all the same; the reason stands in the history.")
    if odd.why is Odd.WITHDRAWN_UNPAID:
        return _("Said to be withdrawn by the customer though the amount was approved; it was not paid out.")
    if odd.why is Odd.MONEY_BACK:
        told = _("Goods found: {amount} is due back, or ask the customer.")
        return told.format(amount=_yuan(odd.row.open_back_fen))
    return _("One person took it in and decided on it.")


def people_columns(desk: Desk) -> tuple[Column[PersonsWork], ...]:
    """Return the columns of everybody's work."""
    return (
        Column(N_("Name"), lambda one: one.person.name, strong=True),
        Column(N_("Department"), lambda one: w.name(w.DEPARTMENTS, one.person.department), width=104),
        Column(N_("Open cases"), lambda one: i18n.number(one.load.open), lambda one: one.load.open, RIGHT, width=104),
        Column(N_("Orders"), lambda one: i18n.number(one.load.orders), lambda one: one.load.orders, RIGHT, width=80),
        Column(
            N_("Overdue"),
            lambda one: i18n.number(one.load.overdue),
            lambda one: one.load.overdue,
            RIGHT,
            icon=lambda one: "octagon-alert" if one.load.overdue else "",
            tone=lambda one: "danger" if one.load.overdue else "",
            width=90,
        ),
        Column(N_("Oldest case"), _oldest, lambda one: one.load.oldest or None, width=110),
        Column(
            N_("Stand-in"),
            lambda one: _here(one, desk.office.people),
            icon=lambda one: "" if one.person.active else "x",
            tone=lambda one: "" if one.person.active else "warning",
            width=210,
        ),
    )


def case_columns(now: datetime) -> tuple[Column[CaseRow], ...]:
    """Return the columns of a person's open cases."""
    return (
        Column(N_("Case"), lambda row: row.number, width=106, strong=True),
        Column(N_("Age"), lambda row: words.span(now - _moment(row)), lambda row: row.registered_at, width=80),
        Column(N_("Customer"), lambda row: mask_name(row.complainant), width=92),
        Column(N_("Type"), lambda row: type_name(row.type), width=110),
        Column(N_("Status"), status_words),
    )


def pattern_columns(today: str) -> tuple[Column[Recurring], ...]:
    """Return the columns of what keeps coming up, with where its root-cause card stands."""

    def state(one: Recurring) -> tuple[str, str, Tone]:
        if one.cause is None:
            return _("No card yet"), "", "secondary"
        day = one.cause.check_on
        if not day:
            return _("Dealt with"), "circle-check", "good"
        if day <= today:
            return _("To be checked now"), "triangle-alert", "warning"
        return _("Check on {day}").format(day=i18n.day_of_year(datetime.fromisoformat(day).date())), "calendar", ""

    return (
        Column(N_("In common"), lambda one: wording.trace(one.group.trace), strong=True),
        Column(N_("Type"), lambda one: type_name(one.group.type), width=130),
        Column(N_("Cases"), lambda one: i18n.number(one.group.size), lambda one: one.group.size, RIGHT, width=70),
        Column(
            N_("Last"), lambda one: i18n.moment_of_text(one.group.last_at), lambda one: one.group.last_at, width=150
        ),
        Column(
            N_("Root cause"),
            lambda one: state(one)[0],
            icon=lambda one: state(one)[1],
            tone=lambda one: state(one)[2],
            width=170,
        ),
    )


def name_of(people: People, person_id: str) -> str:
    """Name a person of the office; empty for nobody."""
    person = people.at(person_id) if person_id else None
    return person.name if person is not None else ""


def _moment(row: CaseRow) -> datetime:
    return datetime.fromisoformat(row.registered_at)


def _oldest(one: PersonsWork) -> str:
    return i18n.day_of_year(i18n.today(datetime.fromisoformat(one.load.oldest))) if one.load.oldest else ""


def _here(one: PersonsWork, people: People) -> str:
    if not one.person.active:
        return _("Account closed: give the work to somebody")
    return _("; ").join(wording.days_away(leave, people) for leave in one.leaves)


def _yuan(fen: int | None) -> str:
    return "" if fen is None else i18n.yuan(fen)
