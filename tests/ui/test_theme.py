"""The one palette can be read, and the numbers of LOOK are what the screen shows."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTabWidget,
    QWidget,
)

from desktop import paths
from desktop.ui import icons, panels, theme
from desktop.ui.collapsible import Collapsible
from tests.ui.driving import to_front

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QAbstractButton, QApplication
    from pytestqt.qtbot import QtBot

PALETTES = {"light": theme.LIGHT, "dark": theme.DARK}
#: Pairs of words and background that occur on screen.
READ = [
    *((ink, ground) for ink in ("text", "secondary") for ground in ("window", "surface", "hover", "pressed")),
    *((ink, ground) for ink in ("text", "secondary", "accent") for ground in ("accent_soft",)),
    *((ink, ground) for ink in ("accent", "danger", "warning", "good") for ground in ("window", "surface")),
    *((tone, f"{tone}_soft") for tone in ("warning", "danger", "good")),
    *(("text", f"{tone}_soft") for tone in ("warning", "danger", "good")),
    *(("accent", f"{tone}_soft") for tone in ("danger",)),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("window", "text"),
]


@pytest.fixture
def light_again(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp, "light")


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.1."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize(("ink", "ground"), READ)
def test_words_stand_out_from_their_background(name: str, ink: str, ground: str) -> None:
    colours = asdict(PALETTES[name])

    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("edge", ["border", "accent", "danger"])
@pytest.mark.parametrize("ground", ["window", "surface"])
def test_outlines_of_controls_can_be_seen(name: str, edge: str, ground: str) -> None:
    colours = asdict(PALETTES[name])

    assert contrast(colours[edge], colours[ground]) >= 3


@pytest.mark.parametrize("name", PALETTES)
def test_pictures_of_the_sheet_use_colours_of_the_palette(name: str) -> None:
    known = {colour.upper() for colour in asdict(PALETTES[name]).values()}

    for file in paths.resource("theme", name).glob("*.svg"):
        used = {colour.upper() for colour in re.findall(r"#[0-9a-fA-F]{6}", file.read_text(encoding="utf-8"))}
        assert used <= known, file.name


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_picture_of_the_sheet_is_there(name: str, qapp: QApplication, light_again: None) -> None:
    theme.apply(qapp, "dark" if name == "dark" else "light")

    named = re.findall(r'url\("([^"]+)"\)', theme.style_sheet(theme.current()))

    assert named
    for file in named:
        assert f"/{name}/" in file
        assert Path(file).is_file()


def test_controls_are_32_pixels_high_and_40_for_touch(qapp: QApplication, qtbot: QtBot, light_again: None) -> None:
    for touch, height in ((False, 32), (True, 40)):
        theme.apply(qapp, "light", touch=touch)
        for control in (QLineEdit(), QPushButton("保存"), QComboBox()):
            qtbot.addWidget(control)
            control.ensurePolished()
            assert control.sizeHint().height() == height


def test_the_focus_ring_does_not_move_the_field(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    before = field.size()

    field.setFocus()

    assert field.size() == before


def test_chinese_shows_in_a_chinese_font(qapp: QApplication) -> None:
    assert theme.font().families()[0] != ""
    assert qapp.font().pointSizeF() == 10.5


def test_figures_are_of_one_width(qapp: QApplication) -> None:
    from PySide6.QtGui import QFontMetricsF

    widths = {QFontMetricsF(theme.font()).horizontalAdvance(figure) for figure in "0123456789"}

    assert len(widths) == 1


def test_qts_own_buttons_speak_chinese(qapp: QApplication, qtbot: QtBot) -> None:
    assert theme.load_qt_translation(qapp, "zh_CN")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)

    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "取消"


def test_every_icon_draws_something_in_the_colour_asked_for() -> None:
    files = sorted(paths.resource("icons").glob("*.svg"))
    wanted = theme.current().colour("danger")

    assert files
    for file in files:
        image = icons.pixmap(file.stem, "danger", 24, 2.0).toImage()
        inks = {
            image.pixelColor(x, y).name()
            for x in range(image.width())
            for y in range(0, image.height(), 2)
            if image.pixelColor(x, y).alpha() == 255
        }
        assert inks == {wanted.name()}, file.name


@pytest.mark.parametrize(
    "made",
    [
        lambda: panels.button("    "),
        lambda: panels.quiet_button("    "),
        lambda: panels.link_button("    "),
        lambda: QCheckBox("    "),
        lambda: QRadioButton("    "),
    ],
    ids=["button", "quiet", "link", "tick", "radio"],
)
def test_what_has_the_keyboard_has_one_ring_and_nothing_inside_it(
    qtbot: QtBot, made: Callable[[], QAbstractButton]
) -> None:
    """Reached with Tab the style draws a box of its own inside; a click does not show it."""
    holder, before, button = QWidget(), QLineEdit(), made()
    qtbot.addWidget(holder)
    holder.setLayout(panels.column(before, button))
    button.setFixedWidth(160)
    holder.show()
    to_front(holder, qtbot)
    before.setFocus()
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert button.hasFocus()

    image = button.grab().toImage()
    # Behind the mark of a tick, where words would stand, and away from the ring.
    inside = {image.pixelColor(x, y).name() for x in range(30, 150) for y in range(4, image.height() - 4)}

    assert len(inside) == 1


def test_a_tab_has_one_ring_and_nothing_inside_it(qtbot: QtBot) -> None:
    holder, before, tabs = QWidget(), QLineEdit(), QTabWidget()
    qtbot.addWidget(holder)
    tabs.addTab(QWidget(), " " * 20)
    holder.setLayout(panels.column(before, tabs))
    holder.show()
    to_front(holder, qtbot)
    before.setFocus()
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert tabs.tabBar().hasFocus()

    place = tabs.tabBar().tabRect(0).adjusted(4, 4, -12, -4)
    image = tabs.tabBar().grab(place).toImage()

    assert len({image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}) == 1


def test_the_ring_of_a_fold_is_whole(qtbot: QtBot) -> None:
    fold = Collapsible("    ", QWidget())
    qtbot.addWidget(fold)
    fold.resize(300, 60)
    fold.show()
    to_front(fold, qtbot)
    fold.head.setFocus()

    image, middle = fold.head.grab().toImage(), fold.head.height() // 2

    assert image.pixelColor(0, middle).name().upper() == theme.LIGHT.accent
    assert image.pixelColor(image.width() - 1, middle).name().upper() == theme.LIGHT.accent


def test_the_words_of_a_default_button_have_room(qtbot: QtBot) -> None:
    """In the file dialog the last bracket of 保存(S) was cut off."""
    button = QPushButton("保存(S)")
    qtbot.addWidget(button)
    button.show()
    button.setDefault(True)

    def letters(width: int) -> int:
        button.setFixedWidth(width)
        image = button.grab().toImage()
        inside = (image.pixelColor(x, y) for x in range(4, width - 4) for y in range(4, image.height() - 4))
        return sum(colour.lightness() - ground for colour in inside)

    ground = theme.current().colour("accent").lightness()
    needed = button.sizeHint().width()

    # An even number more: the words stand on whole pixels in both.
    assert letters(needed) == letters(needed + 40)
