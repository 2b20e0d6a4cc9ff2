"""Says who looks after somebody's work while they are away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import msgspec

from desktop import i18n
from desktop.actions import oversight
from desktop.domain import entries as e
from desktop.i18n import N_, _
from desktop.ui import panels
from desktop.ui.choices import ChoiceField
from desktop.ui.date_field import DateField
from desktop.ui.fields import kind
from desktop.ui.forms import Field
from desktop.ui.oversight.form_card import FormCard
from desktop.ui.oversight.reassign_card import people_options
from desktop.wording import oversight as wording

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from desktop.actions.desk import Desk
    from desktop.ui.background import Background

_PERSON = Field("person_id", N_("Who is away"), ChoiceField, required=True)


def _fields(desk: Desk, *, with_person: bool) -> tuple[Field, ...]:
    def today() -> date:
        return i18n.today(desk.clock.now())

    day = kind(DateField, today, past=False, placeholder="3-2")
    return (
        *((_PERSON,) if with_person else ()),
        Field("stand_in", N_("Who stands in"), ChoiceField, required=True),
        Field("first", N_("First day away"), day, required=True),
        Field("last", N_("Last day away"), day, required=True, beside=True),
    )


class StandInCard(FormCard):
    """Sets a stand-in, or ends one; for one person, or for whoever is chosen in the form."""

    def __init__(self, desk: Desk, background: Background, *, with_person: bool = False) -> None:
        fields = _fields(desk, with_person=with_person)
        super().__init__(background, _("Stand-in"), fields, _("Set"), "stand_in")
        self._desk, self._with_person = desk, with_person
        self._person_id = ""
        self._end = panels.quiet_button(_("End it"), self._stop)
        self._end.setObjectName("end_stand_in_button")
        self.foot.insertWidget(self.foot.count() - 1, self._end)
        if with_person:
            self.form.widget("person_id").changed.connect(self._follow)
        self.offer_people()

    def offer_people(self) -> None:
        """Offer everybody who works here now."""
        if self._with_person:
            everyone = [person for person in self._desk.office.people.everyone() if person.active]
            self.form.widget("person_id").set_options([(person.person_id, person.name) for person in everyone])
        self.show_person(self._person_id)

    def show_person(self, person_id: str) -> None:
        """Show the stand-in of a person, and offer the others."""
        self._person_id = person_id
        self.form.widget("stand_in").set_options(people_options(self._desk, but_for=person_id))
        leaves = oversight.leaves_of(self._desk, person_id)
        person = self._desk.office.people.at(person_id)
        self.banner.clear()
        if leaves:
            people = self._desk.office.people
            said = _("; ").join(wording.days_away(leave, people) for leave in leaves)
            self.note.setText(_("Stand-in: {who}").format(who=said))
        else:
            self.note.setText(_("{name} is here.").format(name=person.name) if person is not None else "")
        self.note.setVisible(bool(self.note.text()))
        self._end.setVisible(bool(leaves))
        if len(leaves) > 1:
            self._end.setToolTip(_("The nearest one: {who}").format(who=wording.days_away(leaves[0], people)))

    def done(self) -> None:
        """Show what is set now."""
        self.form.fill({"person_id": self._person_id} if self._with_person else {})
        self.show_person(self._person_id)

    def work(self) -> tuple[Callable[[], object], str]:
        """Return what sets the stand-in."""
        typed = self.form.values()
        body = e.StandInSet(
            person_id=self._person_id,
            stand_in=str(typed["stand_in"]),
            first=typed["first"].isoformat(),
            last=typed["last"].isoformat(),
        )
        said = wording.days_away(body, self._desk.office.people)
        return partial(oversight.set_stand_in, self._desk, body), _("Stand-in: {who}").format(who=said)

    def _follow(self) -> None:
        self.show_person(str(self.form.values()["person_id"] or ""))

    def _stop(self) -> None:
        leaves = oversight.leaves_of(self._desk, self._person_id)
        if leaves:
            nearest = leaves[0]
            body = msgspec.structs.replace(nearest, stand_in="")
            self.run(partial(oversight.set_stand_in, self._desk, body), _("The stand-in is ended."))
