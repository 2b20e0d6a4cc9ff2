"""Finding a case, reading its story, and putting its registration right."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QScrollArea, QTabWidget, QWidget

from desktop import i18n
from desktop.actions import cases
from desktop.domain import entries as e
from desktop.domain.intake import Ask, ComplaintType, Intake
from desktop.storage import case_lists
from desktop.ui.cases.page import CasesPage
from desktop.ui.cases.timeline import pieces
from desktop.ui.changes import Changes
from desktop.ui.choices import ChoiceField
from desktop.ui.intake.form import IntakeForm
from tests.factories import YUAN, a_decision, an_intake
from tests.ui.driving import sees, to_front
from tests.ui.inline import InlineBackground

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk, Reference
    from desktop.ui.background import Background
    from desktop.ui.cases.correction import Correction
    from tests.factories import Staffed


@pytest.fixture
def page(desk: Desk, changes: Changes, qtbot: QtBot) -> CasesPage:
    made = CasesPage(desk, InlineBackground(), changes)
    qtbot.addWidget(made)
    made.resize(1294, 648)
    made.show()
    qtbot.waitExposed(made)
    made.opened()
    return made


def child(parent: QWidget, name: str) -> QWidget:
    QApplication.processEvents()  # what was just added becomes visible
    found = next((one for one in parent.findChildren(QWidget, name) if one.isVisible()), None)
    assert found is not None, name
    return found


def click(parent: QWidget, name: str) -> None:
    QTest.mouseClick(child(parent, name), Qt.MouseButton.LeftButton)


def texts(parent: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in parent.findChildren(QLabel) if label.isVisible())


def numbers(page: CasesPage) -> list[str]:
    model = page._list.model
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]


@pytest.mark.parametrize("words", ["8716739", "𬭊", "2345678", "SF1385 6287"])
def test_a_case_is_found_by_any_part_of_number_name_or_phone(page: CasesPage, staffed: Staffed, words: str) -> None:
    wanted = staffed.registered()
    staffed.registered(waybill="YT8962646785389", complainant_name="张三", phone="18800001111")

    page.search(words)

    assert numbers(page) == [wanted.number]


def test_the_list_can_be_narrowed_to_one_status(page: CasesPage, staffed: Staffed) -> None:
    staffed.registered()
    assessed = staffed.assessed()

    child(page, "status_choice").set_value("assessed")  # type: ignore[attr-defined]  # a field

    assert numbers(page) == [assessed.number]


def test_an_opened_case_tells_its_story_with_the_name_masked(page: CasesPage, staffed: Staffed) -> None:
    case = staffed.registered()

    page.open_case(case.case_id, "story")

    assert case.number in texts(page)
    assert "瓷瓶全碎了，外箱一角压扁。" in texts(page)
    assert "𬭊䶮" not in texts(page)


@pytest.mark.parametrize("part", ["story", "assessment", "proposal", "papers"])
def test_a_case_opens_at_the_part_asked_for(page: CasesPage, staffed: Staffed, part: str) -> None:
    case = staffed.registered()

    page.open_case(case.case_id, part)

    tabs = child(page, "case_tabs")
    assert isinstance(tabs, QTabWidget)
    assert tabs.currentWidget() is page._view._parts[part]


def test_what_is_typed_in_a_finding_outlives_a_note(page: CasesPage, staffed: Staffed) -> None:
    case = staffed.registered()
    page.open_case(case.case_id)
    child(page._view.story, "account").set_value("还在核实")  # type: ignore[attr-defined]  # a field

    child(page, "note_edit").set_value("已联系收件人")  # type: ignore[attr-defined]  # a field
    click(page, "add_note_button")

    assert child(page._view.story, "account").value() == "还在核实"  # type: ignore[attr-defined]  # a field


def test_a_stale_entry_is_struck_through_and_says_why(page: CasesPage, staffed: Staffed) -> None:
    case = staffed.proposed()
    staffed.write("clerk", case.case_id, a_decision(case))  # a clerk decides nothing

    page.open_case(case.case_id)

    lines = page._view.story._timeline.model.rows
    struck = [line for line in lines if pieces(line)[0].font.strikeOut()]
    assert [line.kind for line in struck] == ["decided"]
    assert i18n._("This person had no right to do that.") in struck[0].text


def test_a_finding_is_written_down_by_keyboard(page: CasesPage, desk: Desk, staffed: Staffed) -> None:
    case = staffed.registered()
    page.open_case(case.case_id)

    story = page._view.story
    for key, value in (("stands", "yes"), ("responsible", "transport"), ("account", "中转时被压坏")):
        child(story, key).set_value(value)  # type: ignore[attr-defined]  # a field
    click(story, "record_finding_button")

    finding = cases.read_case(desk, case.case_id).finding
    assert finding is not None
    assert (finding[1].stands, finding[1].responsible, finding[1].account) == ("yes", "transport", "中转时被压坏")
    assert "中转时被压坏" in texts(story)


def test_a_finding_without_an_account_is_not_written(page: CasesPage, desk: Desk, staffed: Staffed) -> None:
    case = staffed.registered()
    page.open_case(case.case_id)

    click(page, "record_finding_button")

    assert cases.read_case(desk, case.case_id).finding is None


def test_an_auditor_reads_and_writes_nothing(staffed: Staffed, desk: Desk, qtbot: QtBot) -> None:
    case = staffed.registered()
    page = CasesPage(desk.seat(staffed.signers["auditor"]), InlineBackground(), Changes())
    qtbot.addWidget(page)
    page.show()

    page.open_case(case.case_id)

    for name in ("correct_button", "record_finding_button", "evidence_area", "note_edit"):
        assert not any(one.isVisible() for one in page.findChildren(QWidget, name)), name


def test_a_note_joins_the_history(page: CasesPage, desk: Desk, staffed: Staffed) -> None:
    case = staffed.registered()
    page.open_case(case.case_id)

    child(page, "note_edit").set_value("已电话安抚")  # type: ignore[attr-defined]  # a field
    click(page, "add_note_button")

    notes = [h.entry.body for h in cases.read_case(desk, case.case_id).history if isinstance(h.entry.body, e.NoteAdded)]
    assert [note.words for note in notes] == ["已电话安抚"]


def test_evidence_added_later_is_kept_and_opens_at_full_size(
    page: CasesPage, desk: Desk, staffed: Staffed, tmp_path: Path, qapp: QApplication
) -> None:
    case = staffed.registered()
    photo = tmp_path / "外箱.png"
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.gray)
    assert picture.save(str(photo))
    page.open_case(case.case_id)

    page._view.story._area.add([photo])
    assert [body.name for _h, body in cases.read_case(desk, case.case_id).evidence] == ["外箱.png"]
    child(page, "evidence_button").setFocus()
    QTest.keyClick(child(page, "evidence_button"), Qt.Key.Key_Return)

    viewers = [window for window in qapp.topLevelWidgets() if window.objectName() == "evidence_viewer"]
    assert [viewer.isVisible() for viewer in viewers] == [True]
    viewers[0].close()


def test_several_files_added_in_one_go_are_all_kept(
    desk: Desk, staffed: Staffed, background: Background, qtbot: QtBot, tmp_path: Path
) -> None:
    case = staffed.registered()
    made = CasesPage(desk, background, Changes())
    qtbot.addWidget(made)
    made.show()
    made.open_case(case.case_id)
    qtbot.waitUntil(lambda: made._view.case is not None)
    photos = [tmp_path / f"{number}.png" for number in range(3)]
    for number, path in enumerate(photos):
        picture = QImage(8, 8 + number, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.gray)
        assert picture.save(str(path))
    fake = tmp_path / "收据.pdf"
    fake.write_bytes(b"MZ not a receipt")

    made._view.story._area.add([*photos, fake])

    qtbot.waitUntil(lambda: len(desk.office.case(case.case_id).evidence) == 3)
    assert "收据.pdf" in texts(made._view.story._area)


def correcting(page: CasesPage) -> Correction:
    """Return the form of the correction, which is made when it is first wanted."""
    assert page._correction is not None
    return page._correction


def test_a_correction_needs_a_reason_and_says_what_it_undoes(page: CasesPage, desk: Desk, staffed: Staffed) -> None:
    case = staffed.assessed()
    page.open_case(case.case_id)
    click(page, "correct_button")
    correction = correcting(page)
    save = child(correction, "save_correction_button")

    correction.form.change("complainant_name", "王小明")
    assert i18n._("This touches what was assessed. Assess again after it.") in texts(correction)
    assert not save.isEnabled()
    child(correction, "reason_edit").set_value("姓名听错")  # type: ignore[attr-defined]  # a field
    click(correction, "save_correction_button")

    after = cases.read_case(desk, case.case_id)
    assert after.intake.complainant_name == "王小明"
    assert after.assessment_stale == "facts-changed"
    tabs = page.findChild(QTabWidget, "case_tabs")
    assert isinstance(tabs, QTabWidget)
    assert tabs.isVisible()


def test_a_new_phone_number_undoes_nothing(page: CasesPage, staffed: Staffed) -> None:
    case = staffed.assessed()
    page.open_case(case.case_id)
    click(page, "correct_button")

    correcting(page).form.change("phone", "18800001111")

    assert i18n._("This touches what was assessed. Assess again after it.") not in texts(page)


def test_opening_the_form_with_full_names_is_recorded_as_a_look(page: CasesPage, desk: Desk, staffed: Staffed) -> None:
    case = staffed.registered()
    page.open_case(case.case_id)

    click(page, "correct_button")

    looks = [h.entry.body for h in cases.read_case(desk, case.case_id).history if isinstance(h.entry.body, e.Revealed)]
    assert [look.what for look in looks] == ["registration"]


def test_a_half_made_correction_stays_when_the_page_is_left(page: CasesPage, staffed: Staffed) -> None:
    case = staffed.registered()
    page.open_case(case.case_id)
    click(page, "correct_button")
    correcting(page).form.change("note", "改了一半")

    assert page.may_leave()

    assert correcting(page).form.intake().note == "改了一半"


@pytest.mark.parametrize("width", [911, 1208, 1294])
def test_the_form_of_a_correction_never_scrolls_sideways(page: CasesPage, staffed: Staffed, width: int) -> None:
    """Two waybills run together bring the widest line of the form: a warning and two numbers to choose from."""
    case = staffed.registered(waybill="SF1385628716739YT8962646785389")
    page.resize(width, 648)
    page.open_case(case.case_id)
    click(page, "correct_button")
    QApplication.processEvents()

    areas = [area for area in correcting(page).findChildren(QScrollArea) if area.isVisible()]
    assert areas
    assert all(area.horizontalScrollBar().maximum() == 0 for area in areas)


@pytest.mark.usefixtures("page")
def test_every_status_has_a_next_step(page: CasesPage, staffed: Staffed) -> None:
    approved = staffed.proposed()
    staffed.write("supervisor", approved.case_id, a_decision(approved))
    seen: set[str] = set()
    for case in (staffed.registered(), staffed.assessed(), staffed.proposed(), approved):
        page.open_case(case.case_id)

        shown = child(page, "next_step_label")
        assert isinstance(shown, QLabel)
        seen.add(shown.text())
    assert len(seen) == 4


def test_header_and_tabs_keep_their_places_when_a_step_is_done(page: CasesPage, staffed: Staffed) -> None:
    tabs = child_of_view(page)
    approved = staffed.proposed()
    staffed.write("supervisor", approved.case_id, a_decision(approved))
    seen: dict[str, set[tuple[int, str]]] = {}
    for case in (staffed.registered(), staffed.assessed(), staffed.office.case(approved.case_id)):
        for part in ("story", "assessment", "proposal", "papers"):
            page.open_case(case.case_id, part)
            QApplication.processEvents()
            bar = tabs.tabBar()
            rects = [bar.tabRect(place).getRect() for place in range(bar.count())]
            seen.setdefault(part, set()).add((tabs.y(), str(rects)))

    assert all(len(places) == 1 for places in seen.values())


def test_after_writing_the_finding_the_keyboard_is_on_the_way_to_the_next_step(
    page: CasesPage, staffed: Staffed, qtbot: QtBot
) -> None:
    page.open_case(staffed.registered().case_id)
    to_front(page, qtbot)
    click(page, "yes")
    form = page._view.story._finding._form
    form.change("shares", "transport")
    form.change("account", "外箱受压")
    child(page, "record_finding_button").setFocus()

    QTest.keyClick(child(page, "record_finding_button"), Qt.Key.Key_Space)

    assert child(page, "next_step_button").hasFocus()


def child_of_view(page: CasesPage) -> QTabWidget:
    found = page._view.findChild(QTabWidget, "case_tabs")
    assert isinstance(found, QTabWidget)
    return found


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=TEXT,
    words=TEXT,
    types=st.lists(st.sampled_from(list(ComplaintType)), min_size=1, unique=True),
    asks=st.lists(st.sampled_from(list(Ask)), unique=True),
    actual=st.none() | st.integers(0, 10**9),
    insured=st.none() | st.booleans(),
    quantity=st.none() | st.integers(1, 1000),
)
def test_what_the_form_is_filled_with_comes_back_the_same(
    reference: Reference,
    qtbot: QtBot,
    name: str,
    words: str,
    types: list[ComplaintType],
    asks: list[Ask],
    actual: int | None,
    insured: bool | None,
    quantity: int | None,
) -> None:
    form = IntakeForm(reference.waybills, "sf", lambda: date(2026, 3, 2))
    qtbot.addWidget(form)
    intake = an_intake(
        complainant_name=name,
        words=words,
        types=tuple(types),
        asks=tuple(asks),
        actual_value=actual,
        insured=insured,
        quantity=quantity,
        damage_extent="total" if ComplaintType.DAMAGE in types else "",
        premium=None if insured is False else 15 * YUAN,
        weight_kg="1.5",
        promised_by="2026-02-25",
    )

    form.fill(intake)

    assert msgspec.structs.asdict(form.intake()) == msgspec.structs.asdict(intake)
    assert not form.is_dirty
    form.fill(Intake())
    assert form.intake() == Intake()


def test_what_stands_behind_the_story_is_made_when_somebody_goes_there(page: CasesPage, staffed: Staffed) -> None:
    page.open_case(staffed.registered().case_id)
    assert page.findChild(QWidget, "facts_form") is None

    page._view.show_part("assessment")

    assert child(page, "facts_form").isVisible()


def test_the_list_shows_the_cases_of_one_department_and_says_where_it_stops(
    page: CasesPage, staffed: Staffed, monkeypatch: pytest.MonkeyPatch
) -> None:
    i18n.set_language("en")
    mine = staffed.registered("clerk")
    for number in range(3):
        staffed.registered("supervisor", waybill=f"YT896264678538{number}")
    staffed.write("manager", "", e.PersonChanged("clerk", "某clerk", "clerk", 0, 0, active=True, department="delivery"))
    monkeypatch.setattr(case_lists, "LONGEST_LIST", 2)
    page.opened()
    box = page.findChild(ChoiceField, "department_choice")
    assert box is not None
    box.setFocus()
    for _down in ("counter", "delivery"):
        QTest.keyClick(box, Qt.Key.Key_Down)

    assert box.value() == "delivery"
    assert [row.number for row in page._list.model.rows] == [mine.number]
    QTest.keyClick(box, Qt.Key.Key_Home)
    assert page._list.model.rowCount() == 2
    said = [label.text() for label in page._list.findChildren(QLabel)]
    assert "4 cases · The first 2 of 4 are shown." in said


def test_while_another_case_is_read_nothing_reaches_the_one_before_it(
    staffed: Staffed, desk: Desk, background: Background, qtbot: QtBot
) -> None:
    first, second = staffed.registered(), staffed.registered(waybill="SF1385628716740")
    page = CasesPage(desk, background, Changes())
    qtbot.addWidget(page)
    page.show()
    page.open_case(first.case_id)
    qtbot.waitUntil(lambda: first.number in texts(page))

    page.open_case(second.case_id)

    # Before any event: the other case may arrive with the next one.
    assert not [one for one in page.findChildren(QTabWidget, "case_tabs") if one.isVisible()]
    assert first.number not in texts(page)
    qtbot.waitUntil(lambda: second.number in texts(page))
    assert child(page, "case_tabs").isVisible()


def test_where_another_case_cannot_be_read_the_list_is_in_front_and_not_the_case_before(
    page: CasesPage, staffed: Staffed
) -> None:
    first = staffed.registered()
    page.open_case(first.case_id)

    page.open_case("no such case")

    assert child(page, "case_list").isVisible()
    assert not [one for one in page.findChildren(QTabWidget, "case_tabs") if one.isVisible()]


def test_the_assessment_is_filled_in_before_anybody_goes_there(
    staffed: Staffed, open_case: Callable[..., CasesPage], qtbot: QtBot
) -> None:
    case = staffed.registered()
    page = open_case("clerk", case)

    def filled() -> bool:
        form = page.findChild(QWidget, "facts_form")
        line = form.findChild(QLineEdit, "declared_value") if form is not None else None
        return line is not None and line.text() == "3,000.00"

    qtbot.waitUntil(filled)

    assert not sees(page, "facts_form"), "the story is in front"
