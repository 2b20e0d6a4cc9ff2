"""The pages of the first run: the branch, its manager, a second person, everything once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.founding import PersonDraft, check_details, check_person
from desktop.domain.money import Money
from desktop.domain.people import Role
from desktop.i18n import N_, _
from desktop.ui import panels, theme
from desktop.ui.choices import SegmentedField
from desktop.ui.collapsible import Collapsible
from desktop.ui.office.branch_form import BranchForm, terms_title
from desktop.ui.office.person_form import PersonForm, founder_fields, second_fields
from desktop.wording import case as words
from desktop.wording import founding, people

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.actions.desk import Reference
    from desktop.domain.entries import OfficeDetails
    from desktop.ui.forms import Form, Values

#: What a supervisor as second person may approve unless the manager writes another amount.
_FIRST_LIMIT_FEN = 1000_00


class Step(QWidget):
    """One page: a title, a line of advice, content.

    Attributes:
        problem_bar: what needs attention on this page, to stand above the footer.

    Signals:
        existing_wanted: there is an office already; the person wants to open it.
    """

    existing_wanted = Signal()
    name = ""

    def __init__(self, title: str, advice: str) -> None:
        super().__init__()
        self.problem_bar: QWidget | None = None
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, theme.XS, 0)
        self.body.setSpacing(theme.S)
        self.body.addWidget(panels.text(title, "title", wrap=False))
        self.body.addWidget(panels.text(advice, tone="secondary"))
        self.body.addSpacing(theme.XS)

    def check(self) -> bool:
        """Mark what is wrong; say whether the person may go on."""
        return True

    def typed(self) -> Values:
        """Return what is typed, to fill the page again in another language."""
        return {}

    def show_typed(self, values: Values) -> None:
        """Fill the page again."""

    def is_touched(self) -> bool:
        """Say whether anything was typed that would be lost."""
        return False


class FormStep(Step):
    """A step that is a form.

    Attributes:
        form: made by each step.
    """

    form: Form

    def typed(self) -> Values:
        """Return the fields of the form."""
        return self.form.values()

    def show_typed(self, values: Values) -> None:
        """Fill the form."""
        self.form.fill(values)

    def is_touched(self) -> bool:
        """Say whether anything is typed."""
        return self.form.is_dirty


class BranchStep(FormStep):
    """The branch as it appears on papers."""

    name = N_("The branch")
    form: BranchForm

    def __init__(self, reference: Reference) -> None:
        super().__init__(
            _("Set up this branch"),
            _("Five short steps. Nothing is made before the fourth. What you write here stands on every paper."),
        )
        self.form = BranchForm(reference)
        self.problem_bar = self.form.problem_bar
        existing = panels.link_button(_("Open an existing office instead"), self.existing_wanted.emit)
        existing.setObjectName("existing_office_button")
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.body.addWidget(existing)
        self.setFocusProxy(self.form.widget("name"))

    def check(self) -> bool:
        """Check the details of the branch."""
        if not self.form.check():
            return False
        problems = check_details(self.form.details())
        self.form.mark(founding.by_field(problems))
        return not problems


class FounderStep(FormStep):
    """The first manager."""

    name = N_("The manager")
    form: PersonForm

    def __init__(self) -> None:
        super().__init__(
            _("The first manager"),
            _("Looks after people, limits and the office, and may approve any amount. Probably you."),
        )
        self.form = PersonForm(founder_fields())
        self.form.setObjectName("founder_form")
        self.problem_bar = self.form.problem_bar
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.setFocusProxy(self.form.widget("name"))

    def draft(self) -> PersonDraft:
        """Return the manager as typed."""
        return self.form.draft()

    def check(self) -> bool:
        """Check the manager."""
        if not self.form.check():
            return False
        problems = check_person(self.draft(), ())
        self.form.mark(founding.by_field(problems))
        return not problems


class SecondStep(FormStep):
    """Four eyes need a second pair."""

    name = N_("A second person")
    form: PersonForm

    def __init__(self, founder: Callable[[], PersonDraft]) -> None:
        super().__init__(
            _("A second person"),
            _(
                "Nobody approves a case they took in themselves: one takes in, the other approves. That is why an "
                "office needs two people."
            ),
        )
        self._founder = founder
        self.choice_field = SegmentedField(((True, _("Add now")), (False, _("Add later"))))
        self.choice_field.setObjectName("second_choice_field")
        self.choice_field.setFixedWidth(260)
        self.form = PersonForm(second_fields())
        self.form.setObjectName("second_form")
        self.problem_bar = self.form.problem_bar
        self._duties = panels.text("", "secondary")
        self._later = panels.Banner(
            "warning",
            _(
                "Until there is a second person, nobody can approve the cases you take in. Add people later under "
                "Office, People."
            ),
        )
        for widget in (self.choice_field, self.form, self._duties, self._later):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.choice_field.changed.connect(self._on_choice)
        self.form.changed.connect(self._on_changed)
        self.choice_field.set_value(True)
        self.form.show_draft(PersonDraft())
        self.form.change("limit", Money.from_fen(_FIRST_LIMIT_FEN))
        self.form.mark_saved()
        self._on_changed("role")
        self.setFocusProxy(self.form.widget("name"))

    def draft(self) -> PersonDraft | None:
        """Return the second person as typed, or None for later."""
        return self.form.draft() if self.choice_field.value() else None

    def check(self) -> bool:
        """Check the second person, if there is to be one."""
        draft = self.draft()
        if draft is None:
            return True
        if not self.form.check():
            return False
        problems = check_person(draft, {self._founder().code})
        self.form.mark(founding.by_field(problems))
        return not problems

    def typed(self) -> Values:
        """Return the fields of the form and whether it counts."""
        return {**super().typed(), "now": self.choice_field.value()}

    def show_typed(self, values: Values) -> None:
        """Fill the form."""
        super().show_typed(values)
        self.choice_field.set_value(values["now"])
        self._on_changed("role")

    def _on_choice(self) -> None:
        now = bool(self.choice_field.value())
        self.form.setVisible(now)
        self._duties.setVisible(now)
        self._later.setVisible(not now)
        self.form.clear_problems()

    def _on_changed(self, key: str) -> None:
        role = self.form.values()["role"]
        if key == "role":
            self._duties.setText(people.duties(role) if role else "")


class SummaryStep(Step):
    """Everything once more before it is made."""

    name = N_("Check and create")

    def __init__(self, reference: Reference, folder: Path, choose_folder: Callable[[], None]) -> None:
        super().__init__(
            _("Is this right?"),
            _("All of it can be changed later under Office, except the staff numbers."),
        )
        self._reference = reference
        self._facts = panels.Facts()
        self._people = panels.Facts()
        self._folder = panels.text("", selectable=True)
        self.banner = panels.Banner("warning")
        self.banner.setObjectName("create_banner")
        inner = QWidget()
        advanced = panels.column(self._folder)
        inner.setLayout(advanced)
        change = panels.button(_("Choose another folder"), choose_folder, icon="folder-open")
        change.setObjectName("choose_folder_button")
        advanced.addWidget(change)
        branch, persons = panels.Card(_("The branch")), panels.Card(_("People"))
        branch.body.addWidget(self._facts)
        persons.body.addWidget(self._people)
        self.body.addWidget(branch)
        self.body.addWidget(persons)
        place = Collapsible(_("Where the office is kept"), inner)
        place.setObjectName("folder_section")
        self.body.addWidget(place)
        self.body.addStretch(1)
        self.body.addWidget(self.banner)
        self.show_folder(folder)

    def show_folder(self, folder: Path) -> None:
        """Say where the office will be."""
        self._folder.setText(str(folder))
        self.banner.clear()

    def show_all(self, details: OfficeDetails, founder: PersonDraft, second: PersonDraft | None) -> None:
        """Show what was typed on the pages before."""
        facts = {key: getattr(details, key) for key in founding.DETAILS}
        facts["terms"] = terms_title(self._reference, details.terms)
        self._facts.show_facts((_(founding.DETAILS[key]), value) for key, value in facts.items())
        self._people.show_facts(
            [
                (words.role(Role.MANAGER.value), _person(founder)),
                (words.role(second.role.value), _person(second)) if second else (_("Second person"), _("later")),
            ]
        )


def _person(draft: PersonDraft) -> str:
    return _("{name}, staff number {code}").format(name=draft.name, code=draft.code)
