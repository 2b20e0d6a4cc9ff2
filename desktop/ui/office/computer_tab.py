"""What belongs to this computer: language, look, when the screen locks, sounds. Taken up at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop import i18n
from desktop.i18n import N_, _
from desktop.ui import panels
from desktop.ui.choices import SegmentedField
from desktop.ui.fields import IntegerField, kind
from desktop.ui.forms import Field, Form

if TYPE_CHECKING:
    from desktop.settings import Settings

_WIDTH = 520
_LONGEST_IDLE = 240


class ComputerTab(QWidget):
    """One form without a button: a choice is in force as soon as it is made.

    Signals:
        settings_chosen: other settings; carries them.
    """

    settings_chosen = Signal(object)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self.form = Form(_fields())
        self.form.setObjectName("computer_form")
        self.form.fill({name: getattr(settings, name) for name in settings.__struct_fields__})
        card = panels.Card()
        card.setMaximumWidth(_WIDTH)
        card.body.addWidget(self.form)
        note = panels.text(_("These settings hold for this computer and everybody who works at it."), "secondary")
        self.setLayout(panels.column(card, note, None))
        for key in ("language", "theme", "sounds", "reminders"):
            self.form.widget(key).changed.connect(self._choose)
        self.form.widget("idle_lock_minutes").editingFinished.connect(self._choose)

    def _choose(self) -> None:
        chosen = {key: value for key, value in self.form.values().items() if value is not None}
        settings = msgspec.structs.replace(self._settings, **chosen)
        if settings != self._settings and self.form.check():
            self._settings = settings
            self.settings_chosen.emit(settings)


def _fields() -> tuple[Field, ...]:
    themes = (("system", _("Like the system")), ("light", _("Light")), ("dark", _("Dark")))
    on_or_off = ((True, _("On")), (False, _("Off")))
    return (
        Field("language", N_("Language"), kind(SegmentedField, tuple(i18n.LANGUAGES.items())), width=320),
        Field("theme", N_("Appearance"), kind(SegmentedField, themes), width=320),
        Field(
            "idle_lock_minutes",
            N_("Lock the screen after (minutes without use)"),
            kind(IntegerField, 1, _LONGEST_IDLE),
            width=120,
        ),
        Field("sounds", N_("Sounds for scans"), kind(SegmentedField, on_or_off), width=200),
        Field("reminders", N_("Tell what is about to be late"), kind(SegmentedField, on_or_off), width=200),
    )
