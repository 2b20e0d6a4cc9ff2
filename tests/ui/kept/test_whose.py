"""Whose the half typed is, where it is named, and what leaves none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from desktop import i18n
from desktop.actions import form_drafts
from desktop.ui.changes import Changes
from desktop.ui.desk.page import DeskPage
from desktop.ui.follow_up.view import FORMS
from desktop.wording.form_drafts import name_of
from tests.ui.driving import press, sees, shown
from tests.ui.follow_up.hands import alt, approved, say, sheet
from tests.ui.inline import InlineBackground

if TYPE_CHECKING:
    from tests.ui.kept.hands import Office


def test_nobody_else_sees_what_somebody_half_typed(office: Office) -> None:
    case = office.staffed.registered()
    page = office.opened(case)
    alt(page, Qt.Key.Key_T)
    say(sheet(page, "tell"), "words", "Half")
    page.leave()

    assert not sees(office.opened(case, who="supervisor"), "tell_sheet")
    assert office.drafts("supervisor") == []
    assert sees(office.opened(case), "tell_sheet")


def test_a_look_leaves_no_draft(office: Office) -> None:
    case = approved(office.staffed)
    page = office.opened(case)
    for form in ("tell", "order", "pay", "close", "link"):
        page._view.begin_act(form, "")
    page._view.show_part("proposal")
    page._view.show_part("story")
    page.leave()

    assert office.drafts() == []


def test_the_desk_names_what_is_half_typed_and_leads_there(office: Office) -> None:
    case = office.staffed.registered()
    page = office.opened(case)
    alt(page, Qt.Key.Key_T)
    say(sheet(page, "tell"), "words", "Half")
    page.leave()
    changes, asked = Changes(), []
    changes.case_requested.connect(lambda case_id, part: asked.append((case_id, part)))
    desk = DeskPage(office.desk("clerk"), InlineBackground(), changes)
    office.qtbot.addWidget(desk)
    assert desk.right_panel is not None
    office.qtbot.addWidget(desk.right_panel)
    desk.right_panel.show()
    desk.opened()
    QApplication.processEvents()

    button = shown(desk.right_panel, "form_draft_button", QPushButton)
    assert button.accessibleName().startswith(f"{case.number} · Tell the customer")
    press(desk.right_panel, "form_draft_button")

    assert asked == [(case.case_id, "follow-up")]


def test_every_form_has_a_name_and_a_part_of_the_case() -> None:
    others = (
        "finding",
        "note",
        "notice-give",
        "notice-object",
        "notice-answer",
        "correction",
        "assessment",
        "proposal",
    )
    for form in (*FORMS, *others, "alone", "verdict"):
        assert name_of(form), form
        assert form_drafts.part_of(form) in ("story", "assessment", "proposal", "follow-up", "approval")
    assert all(name_of(form) == i18n._(declared.title) for form, declared in FORMS.items())
