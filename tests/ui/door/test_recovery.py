"""The recovery sheet lets a manager in who forgot the password."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from desktop.errors import WrongPassword
from desktop.storage.keys import KeyFile
from tests.ui.driving import fill, press, sees, shown, write

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.conftest import Founded
    from tests.ui.door.hands import AtTheDoor


def test_the_recovery_sheet_gives_the_manager_a_new_password_and_is_replaced(
    at_the_door: AtTheDoor, founded: Founded, qtbot: QtBot
) -> None:
    press(at_the_door.window, "forgotten_button")
    fill(
        at_the_door.window,
        "recovery_form",
        recovery_code=founded.recovery_code.lower().replace("-", " "),
        password="a-new-one-2026",
        password_again="a-new-one-2026",
    )
    press(at_the_door.window, "recover_button")
    qtbot.waitUntil(lambda: sees(at_the_door.window, "recovery_sheet_page"))
    card = shown(at_the_door.window, "recovery_code_card", QWidget)
    new_code = "-".join(label.text() for label in card.findChildren(QLabel))
    write(at_the_door.window, "last_group_field", new_code[-4:])
    press(at_the_door.window, "enter_office_button")
    qtbot.waitUntil(lambda: at_the_door.desk is not None)

    keys = KeyFile.read(at_the_door.folder)
    assert keys.unlock("01", "a-new-one-2026").signer.person_id
    assert keys.unlock_recovery(new_code).signer.person_id == "recovery"
    with pytest.raises(WrongPassword):
        keys.unlock_recovery(founded.recovery_code)


def test_a_wrong_recovery_code_is_said_at_its_field(at_the_door: AtTheDoor, qtbot: QtBot) -> None:
    press(at_the_door.window, "forgotten_button")
    fill(
        at_the_door.window,
        "recovery_form",
        recovery_code="0000-0000-0000-0000-0000-0000-0000-0000",
        password="a-new-one-2026",
        password_again="a-new-one-2026",
    )

    press(at_the_door.window, "recover_button")

    line = shown(at_the_door.window, "recovery_code", QLineEdit)
    qtbot.waitUntil(lambda: bool(line.property("invalid")))
    press(at_the_door.window, "back_button")
    assert sees(at_the_door.window, "password_field")
