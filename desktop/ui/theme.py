"""How everything looks: the only place that holds colours, sizes and fonts.

``apply`` sets style, palette, fonts and the one style sheet. Pages never call ``setStyleSheet``; they name
what a widget is with ``mark(label, role="title")`` and the sheet in ``resources/theme`` does the rest.
"""

from __future__ import annotations

import string
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from desktop import paths

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

Mode = Literal["light", "dark", "system"]

#: Distances in pixels.
XS, S, M, L, XL = 4, 8, 12, 16, 24
RADIUS = 6
RING = 2
CONTROL = 32
TOUCH_CONTROL = 40
ROW = 32
HEADER = 30
RAIL = 72
RAIL_BUTTON = 56
TOP_BAR = 52
PANEL = 320
ICON = 18
#: The program stays usable down to this window, in device-independent pixels.
SMALLEST = (1180, 660)
#: Narrower than this, a page and the right panel do not fit side by side.
NARROW = 1300
#: Where there is no screen: more than any window.
NO_LIMIT = (16_777_215, 16_777_215)

#: Type sizes in points.
BODY, SECONDARY, SMALL, SECTION, TITLE, FIGURE = 10.5, 9.5, 8.5, 13.0, 18.0, 28.0
#: The same for a screen that is turned to somebody on the other side of the counter.
SHOWN, SHOWN_TITLE, SHOWN_FIGURE = 14.5, 19.0, 46.0

#: Chinese UI fonts of Windows, macOS, UOS, Kylin and the usual Linux desktops, best first.
_SYSTEM_FONTS = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "思源黑体",
    "HarmonyOS Sans SC",
    "WenQuanYi Micro Hei",
)
_OWN_FONT = "Noto Sans SC"


@dataclass(frozen=True, slots=True)
class Colours:
    """One palette.

    Attributes:
        line: hairlines between areas and rows; decoration only.
        border: outlines of controls, at least 3 : 1 on window and surface.
        on_accent: text and icons on the accent colour.
        accent_soft: background of what is selected.

    """

    window: str
    surface: str
    hover: str
    pressed: str
    line: str
    border: str
    text: str
    secondary: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    scroll: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    good: str
    good_soft: str


LIGHT: Final = Colours(
    window="#F6F7F9",
    surface="#FFFFFF",
    hover="#EEF1F4",
    pressed="#E4E8EC",
    line="#DFE3E8",
    border="#828D98",
    text="#1F2933",
    secondary="#5B6770",
    accent="#0F6B66",
    accent_hover="#0C5854",
    on_accent="#FFFFFF",
    accent_soft="#E0F0EE",
    scroll="#C5CCD3",
    warning="#8A5C00",
    warning_soft="#FFF4D6",
    danger="#B3261E",
    danger_soft="#FDE7E5",
    good="#17703F",
    good_soft="#E3F5EA",
)
DARK: Final = Colours(
    window="#1E2126",
    surface="#272B31",
    hover="#30353C",
    pressed="#383E46",
    line="#3A4048",
    border="#77818C",
    text="#E6E9ED",
    secondary="#A3ADB8",
    accent="#4FB3AC",
    accent_hover="#67C4BD",
    on_accent="#0E2423",
    accent_soft="#213F3F",
    scroll="#4B535D",
    warning="#F0C25A",
    warning_soft="#3B3117",
    danger="#F2857D",
    danger_soft="#402220",
    good="#6CC793",
    good_soft="#1C3527",
)


@dataclass(frozen=True, slots=True)
class Theme:
    """What is in force: the palette, its name and the height of controls."""

    name: Literal["light", "dark"] = "light"
    colours: Colours = LIGHT
    control: int = CONTROL
    row: int = ROW

    def colour(self, role: str) -> QColor:
        """Return a colour by its name in ``Colours``."""
        return QColor(getattr(self.colours, role))


_current = Theme()


def current() -> Theme:
    """Return the theme in force, for widgets that paint themselves."""
    return _current


def apply(app: QApplication, mode: Mode = "system", *, touch: bool = False) -> None:
    """Dress the whole program; windows built before must be built again to recolour their icons."""
    # Qt's own palette is process-wide too; this one sits beside it.
    global _current
    dark = mode == "dark" or (mode == "system" and app.styleHints().colorScheme() == Qt.ColorScheme.Dark)
    size = TOUCH_CONTROL if touch else CONTROL
    _current = Theme("dark" if dark else "light", DARK if dark else LIGHT, size, size if touch else ROW)
    app.setStyle("Fusion")
    app.setFont(_ui_font())
    app.setPalette(_palette(_current.colours))
    app.setStyleSheet(style_sheet(_current))


def font(points: float = BODY, *, bold: bool = False) -> QFont:
    """Return the UI font in a size, for widgets that paint themselves."""
    chosen = _ui_font()
    chosen.setPointSizeF(points)
    chosen.setBold(bold)
    return chosen


def mark(widget: QWidget, **properties: str | bool) -> None:
    """Name what a widget is (``role="title"``, ``kind="primary"``, ``invalid=True``) and restyle it."""
    changed = [name for name, value in properties.items() if widget.property(name) != value]
    for name in changed:
        widget.setProperty(name, properties[name])
    # A new widget is styled when it is shown; to style it before as well costs a frame for a few dozen of them.
    if changed and widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def load_qt_translation(app: QApplication, language: str) -> bool:
    """Make Qt's own buttons and dialogs speak the language; say whether a catalogue was found."""
    QLocale.setDefault(QLocale(language))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for old in app.findChildren(QTranslator, "qtbase"):
        app.removeTranslator(old)
        old.deleteLater()
    translator.setObjectName("qtbase")
    if language.startswith("en") or not translator.load(f"qtbase_{language}", folder):
        translator.deleteLater()
        return language.startswith("en")
    return app.installTranslator(translator)


def style_sheet(theme: Theme) -> str:
    """Fill the one style sheet with the numbers and colours of a theme."""
    template = string.Template(paths.resource("theme", "desk.qss").read_text(encoding="utf-8"))
    # Borders are inside the height named in LOOK: 32 px are 30 px and two hairlines.
    return template.substitute(
        asdict(theme.colours),
        images=paths.resource("theme", theme.name).as_posix(),
        inner=theme.control - 2,
        small=theme.control - 6,
        header=HEADER,
        radius=RADIUS,
        ring=RING,
        secondary_size=SECONDARY,
        small_size=SMALL,
        section_size=SECTION,
        title_size=TITLE,
        figure_size=FIGURE,
        shown_size=SHOWN,
        shown_title_size=SHOWN_TITLE,
        shown_figure_size=SHOWN_FIGURE,
    )


def _ui_font() -> QFont:
    chosen = QFont(_family())
    chosen.setPointSizeF(BODY)
    chosen.setStyleHint(QFont.StyleHint.SansSerif)
    # Figures of one width, so that columns of money and waybills stand under each other.
    chosen.setFeature(QFont.Tag("tnum"), 1)
    return chosen


@lru_cache
def _family() -> str:
    installed = set(QFontDatabase.families())
    for name in _SYSTEM_FONTS:
        if name in installed:
            return name
    for face in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(paths.resource("fonts", f"NotoSansSC-{face}.ttf")))
    return _OWN_FONT


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for target, name in (
        (role.Window, colours.window),
        (role.WindowText, colours.text),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.window),
        (role.Text, colours.text),
        (role.PlaceholderText, colours.secondary),
        (role.Button, colours.surface),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.danger),
        (role.ToolTipBase, colours.surface),
        (role.ToolTipText, colours.text),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Accent, colours.accent),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.Mid, colours.line),
        (role.Midlight, colours.hover),
        (role.Light, colours.surface),
        (role.Dark, colours.border),
        (role.Shadow, colours.line),
    ):
        palette.setColor(target, QColor(name))
    off = QPalette.ColorGroup.Disabled
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(off, target, QColor(colours.border))
    return palette
