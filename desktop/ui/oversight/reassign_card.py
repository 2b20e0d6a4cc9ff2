"""Gives the chosen cases to somebody else, with a reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.actions import oversight
from desktop.domain.check_oversight import may_look_after
from desktop.i18n import N_, _, ngettext
from desktop.ui.choices import ChoiceField
from desktop.ui.fields import LongTextField, kind
from desktop.ui.forms import Field
from desktop.ui.oversight.form_card import FormCard

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.actions.desk import Desk
    from desktop.ui.background import Background
    from desktop.ui.choices import Options

_FIELDS = (
    Field("person_id", N_("Give to"), ChoiceField, required=True),
    Field("reason", N_("Why the case changes hands"), kind(LongTextField, lines=2, longest=500), required=True),
)


class ReassignCard(FormCard):
    """One form for one case or many: they change hands together or not at all."""

    def __init__(self, desk: Desk, background: Background) -> None:
        super().__init__(background, _("Give cases to somebody"), _FIELDS, _("Give"), "reassign")
        self._desk = desk
        self._case_ids: tuple[str, ...] = ()
        self._of = ""
        self.offer_people()
        self.show_cases(())

    def offer_people(self) -> None:
        """Offer everybody who can look after cases now."""
        self.form.widget("person_id").set_options(people_options(self._desk))

    def show_cases(self, case_ids: Sequence[str], of: str = "") -> None:
        """Say how many cases would change hands; with a person whose work they are, their work orders go along."""
        self._of = of
        self._case_ids = tuple(dict.fromkeys(case_ids))
        count = len(self._case_ids)
        said = ngettext("{count} case chosen. Shift and Ctrl choose more.", "{count} cases chosen.", count)
        self.note.setText(said.format(count=count) if count else _("Choose one case or several in the list."))
        self.button.setEnabled(bool(count))

    def work(self) -> tuple[Callable[[], object], str]:
        """Return what gives the cases away."""
        typed, count = self.form.values(), len(self._case_ids)
        person = self._desk.office.people.at(str(typed["person_id"]))
        said = ngettext("{count} case given to {name}.", "{count} cases given to {name}.", count)
        act = partial(
            oversight.reassign,
            self._desk,
            self._case_ids,
            str(typed["person_id"]),
            str(typed["reason"] or ""),
            self._of,
        )
        return act, said.format(count=count, name=person.name if person is not None else "")


def people_options(desk: Desk, but_for: str = "") -> Options:
    """Return everybody who can look after cases, with their staff number, for names can be alike."""
    return [
        (person.person_id, _("{name} ({code})").format(name=person.name, code=person.code))
        for person in desk.office.people.everyone()
        if may_look_after(person) and person.person_id != but_for
    ]
