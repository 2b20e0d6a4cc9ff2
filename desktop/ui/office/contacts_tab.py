"""Whom work orders go to outside this branch, and who stands in for whom inside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from desktop import i18n
from desktop.actions import contacts
from desktop.domain import entries as e
from desktop.domain.waybill import Force
from desktop.i18n import N_, _
from desktop.ui import panels, theme
from desktop.ui.choices import ChoiceField
from desktop.ui.fields import LongTextField, TextField, kind
from desktop.ui.forms import Field
from desktop.ui.oversight.form_card import FormCard
from desktop.ui.oversight.lists import name_of
from desktop.ui.oversight.stand_in_card import StandInCard
from desktop.ui.table_model import Column, RowsModel
from desktop.ui.table_view import RowsView
from desktop.wording import oversight as wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.actions.desk import Desk
    from desktop.ui.background import Background
    from desktop.ui.changes import Changes
    from desktop.ui.table_model import Tone

_EDITOR_WIDTH = 336


def _tone(contact: e.ContactKept) -> Tone:
    return "" if contact.active else "secondary"


def _group(contact: e.ContactKept) -> str:
    return _(wording.GROUPS.get(contact.group, contact.group))


_COLUMNS: tuple[Column[e.ContactKept], ...] = (
    Column(N_("Name of the contact"), lambda contact: contact.name, tone=_tone, strong=True),
    Column(N_("Kind"), _group, tone=_tone, width=120),
    Column(N_("Phone"), lambda contact: contact.phone, tone=_tone, width=128),
    Column(
        N_("In use"),
        lambda contact: _("In use") if contact.active else _("Not in use"),
        icon=lambda contact: "check" if contact.active else "x",
        tone=_tone,
        width=96,
    ),
)


def _stand_in_columns(desk: Desk) -> tuple[Column[e.StandInSet], ...]:
    people = desk.office.people
    return (
        Column(N_("Who is away"), lambda one: name_of(desk.office.people, one.person_id), strong=True, width=200),
        Column(N_("Who stands in"), lambda one: wording.days_away(one, people)),
    )


class ContactCard(FormCard):
    """One contact: a new one, or one that changes or goes out of use."""

    def __init__(self, desk: Desk, background: Background) -> None:
        groups = [(code, _(name)) for code, name in wording.GROUPS.items()]
        fields = (
            Field("name", N_("Name of the contact"), kind(TextField, longest=60), required=True),
            Field("group", N_("Kind"), kind(ChoiceField, groups), required=True),
            Field(
                "phone", N_("Phone"), kind(TextField, longest=40, least_scan=Force.MEDIUM), required=True, beside=True
            ),
            Field("note", N_("Note"), kind(LongTextField, lines=2, longest=300)),
        )
        super().__init__(background, _("Contact"), fields, _("Save"), "contact")
        self._desk = desk
        self._contact: e.ContactKept | None = None
        self._aside = panels.quiet_button("", self._switch)
        self._aside.setObjectName("contact_use_button")
        self.foot.insertWidget(0, self._aside)
        self.note.hide()

    def show_contact(self, contact: e.ContactKept | None) -> None:
        """Show a contact, or an empty form for a new one."""
        self._contact = contact
        names = ("name", "group", "phone", "note")
        self.form.fill({name: getattr(contact, name) for name in names} if contact is not None else {})
        self.banner.clear()
        self._aside.setVisible(contact is not None)
        self._aside.setText(_("Take out of use") if contact is None or contact.active else _("Use again"))

    def done(self) -> None:
        """Leave what is shown to the list, which follows."""

    def work(self) -> tuple[Callable[[], object], str]:
        """Return what keeps the contact."""
        typed = self.form.values()
        body = e.ContactKept(
            contact_id=self._contact.contact_id if self._contact is not None else "",
            group=str(typed["group"]),
            name=typed["name"] or "",
            phone=typed["phone"] or "",
            note=typed["note"] or "",
            active=self._contact.active if self._contact is not None else True,
        )
        return partial(contacts.keep_contact, self._desk, body), _("{name} is saved.").format(name=body.name)

    def _switch(self) -> None:
        if self._contact is not None:
            body = msgspec.structs.replace(self._contact, active=not self._contact.active)
            said = _("{name} is in use.") if body.active else _("{name} is out of use. Old work orders still name it.")
            self.run(partial(contacts.keep_contact, self._desk, body), said.format(name=body.name))


class ContactsTab(QWidget):
    """Contacts above, stand-ins below, a form for each beside them; those change both who see to the work of others.

    Signals:
        said: a short message for the top bar.

    """

    said = Signal(str)

    def __init__(self, desk: Desk, background: Background, changes: Changes, *, may_change: bool) -> None:
        super().__init__()
        self._desk, self._changes = desk, changes
        self.table = RowsView(RowsModel(_COLUMNS), empty_text=_("No contacts yet: other branches, centres, vendors."))
        self.table.setObjectName("contacts_table")
        self.table.setAccessibleName(_("Contacts"))
        self.stand_ins = RowsView(RowsModel(_stand_in_columns(desk)), empty_text=_("Everybody is here."))
        self.stand_ins.setObjectName("stand_ins_table")
        self.stand_ins.setAccessibleName(_("Stand-ins"))
        self.card = ContactCard(desk, background)
        self.stand_in_card = StandInCard(desk, background, with_person=True)
        self._build(may_change=may_change)
        self.table.row_chosen.connect(self.card.show_contact)
        self.stand_ins.row_chosen.connect(self._show_stand_in)
        self.card.saved.connect(self._on_saved)
        self.stand_in_card.saved.connect(self._on_saved)
        self.refresh()

    def refresh(self) -> None:
        """Show contacts and stand-ins as they are now, on whatever was chosen."""
        here = self.table.current_row()
        self.table.rows_model.set_rows(contacts.contacts(self._desk))
        if here is not None:
            self.table.choose(self.table.rows_model.position_of(lambda one: one.contact_id == here.contact_id))
        today = i18n.today(self._desk.clock.now()).isoformat()
        stand_ins = self._desk.office.people.branch.leaves()
        self.stand_ins.rows_model.set_rows([one for one in stand_ins if one.last >= today])

    def _build(self, *, may_change: bool) -> None:
        new = panels.button(_("New contact"), self._new, icon="plus")
        new.setObjectName("new_contact_button")
        new.setVisible(may_change)
        left = panels.column(
            panels.row(panels.section_title(_("Contacts")), None, new),
            self.table,
            panels.section_title(_("Stand-ins")),
            self.stand_ins,
        )
        left.setStretch(1, 3)
        left.setStretch(3, 2)
        layout = panels.row(spacing=theme.M)
        layout.addLayout(left, 1)
        # Side by side: one under the other the second would lie below the edge of a small screen.
        for card in (self.card, self.stand_in_card):
            place = QWidget()
            place.setLayout(panels.column(card, None))
            scrolled = panels.scrolling(place)
            scrolled.setFixedWidth(_EDITOR_WIDTH)
            scrolled.setVisible(may_change)
            layout.addWidget(scrolled)
        self.setLayout(layout)

    def _new(self) -> None:
        self.table.setCurrentIndex(QModelIndex())
        self.card.show_contact(None)
        self.card.form.focus("name")

    def _show_stand_in(self, one: e.StandInSet | None) -> None:
        if one is not None:
            self.stand_in_card.form.change("person_id", one.person_id)

    def _on_saved(self, words: str) -> None:
        self.refresh()
        self.stand_in_card.offer_people()
        self.card.show_contact(self.table.current_row())
        self.said.emit(words)
        self._changes.office_changed.emit()
