"""Time limits: what is published, what the branch itself promises from a day on; and what a change moved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop import errors, i18n
from desktop.actions import branch_limits
from desktop.domain.branch import LONGEST_LIMIT
from desktop.i18n import N_, _
from desktop.ui import panels, theme
from desktop.ui.date_field import DateField
from desktop.ui.fields import IntegerField, kind
from desktop.ui.forms import Field, Form
from desktop.ui.office.moved import MovedBanner
from desktop.ui.table_model import Column, RowsModel
from desktop.ui.table_view import RowsView
from desktop.wording import limits as words
from desktop.wording.errors import explain

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from desktop.actions.branch_days import Moved
    from desktop.actions.desk import Desk
    from desktop.domain.branch import BranchLimit
    from desktop.ui.background import Background
    from desktop.ui.changes import Changes

_CARD_WIDTH = 400

_COLUMNS: tuple[Column[BranchLimit], ...] = (
    Column(
        N_("Time limit"), lambda one: words.name(one.limit), tip=lambda one: words.published(one.limit), strong=True
    ),
    Column(
        N_("Published"),
        lambda one: words.length(one.limit),
        icon=lambda one: "scale" if one.limit.statutory else "",
        tip=lambda one: words.published(one.limit),
        width=190,
    ),
    Column(N_("We promise"), words.ours, width=130, strong=True),
    Column(N_("From a day to come"), words.to_come, tip=words.to_come, width=226),
)


class LimitCard(panels.Card):
    """One limit: what is published, what we promise from which day on, what was set so far.

    Signals:
        saved: another limit is set; carries the due times that moved.
    """

    saved = Signal(object)

    def __init__(self, desk: Desk, background: Background, *, may_manage: bool) -> None:
        super().__init__()
        self._desk, self._background, self._may_manage = desk, background, may_manage
        self.setObjectName("limit_card")
        self._limit: BranchLimit | None = None
        self._title = panels.section_title("")
        self._published = panels.text("", selectable=True)
        self._form_place = panels.column()
        self.form = self._make_form(_("Length"))
        self.banner = panels.Banner("warning")
        self._so_far = panels.text("", "secondary", selectable=True)
        self._so_far.setObjectName("limits_so_far")
        self.save_button = panels.primary_button(_("Set the limit"), self._save)
        self.save_button.setObjectName("save_limit_button")
        self.drop_button = panels.quiet_button(_("Back to the published limit"), self._drop)
        self.drop_button.setObjectName("drop_limit_button")
        note = panels.text(
            _("It counts for what begins on that day or later. What began before keeps its due time and its reasons."),
            "secondary",
        )
        for part in (self._title, self._published):
            self.body.addWidget(part)
        self.body.addLayout(self._form_place)
        self.body.addWidget(note)
        self.body.addWidget(self.banner)
        self.body.addLayout(panels.footer(None, self.drop_button, self.save_button))
        self.body.addWidget(self._so_far)
        self.body.addStretch(1)
        for widget in (note, self.save_button):
            widget.setVisible(may_manage)

    def show_limit(self, one: BranchLimit | None) -> None:
        """Show a limit; what is typed for another one is forgotten."""
        self._limit = one
        self.setEnabled(one is not None)
        if one is None:
            return
        self._title.setText(words.name(one.limit))
        self._published.setText(words.published(one.limit))
        self.form = self._make_form(words.unit_label(one.limit.unit))
        today = i18n.today(self._desk.clock.now())
        self.form.fill({"length": (one.own or one.limit).length, "first": today})
        self.form.set_read_only(not self._may_manage)
        self.form.changed.connect(self._enable)
        self.banner.clear()
        people = self._desk.office.people
        lines = [words.was_set(done, people) for done in reversed(one.set)]
        self._so_far.setText("\n".join([_("Set so far:"), *lines]) if lines else "")
        self.drop_button.setVisible(self._may_manage and (one.own is not None or bool(one.to_come)))
        self._enable()

    def _make_form(self, unit: str) -> Form:
        """Return the form anew: its label says what is counted."""
        panels.clear(self._form_place)

        def today() -> date:
            return i18n.today(self._desk.clock.now())

        form = Form(
            (
                Field("length", unit, kind(IntegerField, 1, LONGEST_LIMIT), required=True),
                Field(
                    "first", N_("From day"), kind(DateField, today, past=False, placeholder=_("Such as 5-1")),
                    required=True, beside=True,
                ),
            ),
            dense=True,
        )  # fmt: skip
        form.setObjectName("limit_form")
        self._form_place.addWidget(form)
        self._form_place.addWidget(form.problem_bar)
        return form

    def _enable(self, _key: str = "") -> None:
        self.save_button.setEnabled(self.form.is_dirty)

    def _save(self) -> None:
        self.banner.clear()
        one = self._limit
        if one is None or not self.form.check():
            return
        typed = self.form.values()
        self._run(partial(branch_limits.set_limit, self._desk, one.limit, typed["length"], typed["first"]))

    def _drop(self) -> None:
        if self._limit is not None:
            self._run(partial(branch_limits.drop_limit, self._desk, self._limit.limit))

    def _run(self, work: Callable[[], object]) -> None:
        self._hold(held=True)
        self._background.run(work, self._on_saved, self._on_failed, writes=True)

    def _hold(self, *, held: bool) -> None:
        for button in (self.save_button, self.drop_button):
            button.setEnabled(not held)

    def _on_saved(self, moved: object) -> None:
        self._hold(held=False)
        self.saved.emit(moved)

    def _on_failed(self, error: Exception) -> None:
        self._hold(held=False)
        if isinstance(error, errors.Incomplete):
            self.form.mark_problems(words.problems_by_field(error.problems))
        elif isinstance(error, errors.DeskError):
            self.banner.tell(explain(error), "warning")
        else:
            raise error


class LimitsTab(QWidget):
    """The list at the left, the chosen limit at the right, and what the last change moved; a manager changes.

    Signals:
        said: a short message for the top bar.
    """

    said = Signal(str)

    def __init__(self, desk: Desk, background: Background, changes: Changes, *, may_manage: bool) -> None:
        super().__init__()
        self._desk, self._changes = desk, changes
        self.table = RowsView(RowsModel(_COLUMNS))
        self.table.setObjectName("limits_table")
        self.table.setAccessibleName(_("Time limits"))
        self.card = LimitCard(desk, background, may_manage=may_manage)
        self._told = MovedBanner()
        right = panels.scrolling(self.card)
        right.setFixedWidth(_CARD_WIDTH)
        beside = panels.row(spacing=theme.L)
        beside.addWidget(self.table, 1)
        beside.addWidget(right)
        layout = panels.column(self._told, beside, spacing=theme.M)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.table.row_chosen.connect(self.card.show_limit)
        self.card.saved.connect(self._on_saved)
        self._told.case_chosen.connect(lambda case_id: changes.case_requested.emit(case_id, "story"))
        self.refresh()

    def refresh(self) -> None:
        """Show the limits as they are today, on the one that was chosen."""
        here = self.table.current_row()
        self.table.rows_model.set_rows(branch_limits.read_limits(self._desk))
        place = 0
        if here is not None:
            place = self.table.rows_model.position_of(lambda one: one.limit.key == here.limit.key)
        self.table.choose(max(0, place))

    def _on_saved(self, moved: list[Moved]) -> None:
        self.refresh()
        self.said.emit(self._told.show_moved(moved))
        self._changes.office_changed.emit()
