"""Taking a rule pack back on the page of rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.actions import rule_packs
from desktop.ui import ask
from tests.rules.own_version import MINE, assessed, lost, source
from tests.ui.driving import press, sees
from tests.ui.rules.reading import EXAMPLE, cells, choose, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.ui.rules.page import RulesPage


def test_a_pack_nobody_used_is_withdrawn_with_a_reason(
    desk: Desk, open_page: Callable[[Desk], RulesPage], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule_packs.import_pack(desk, source(MINE))
    page = open_page(desk)
    choose(page, "generic")
    monkeypatch.setattr(ask, "ask_reason", lambda *_args, **_more: None)
    press(page, "withdraw_pack_button")
    assert desk.office.people.imported_packs, "whoever changes their mind withdraws nothing"

    monkeypatch.setattr(ask, "ask_reason", lambda *_args, **_more: "倍数写错")
    with qtbot.waitSignal(page._changes.rules_changed):
        press(page, "withdraw_pack_button")

    qtbot.waitUntil(lambda: cells(page, "generic")[1] == "2026-11")
    assert desk.office.people.imported_packs == {}


def test_a_used_pack_shows_that_it_is_frozen(desk: Desk, open_page: Callable[[Desk], RulesPage]) -> None:
    rule_packs.import_pack(desk, source(MINE))
    assessed(desk, lost())
    page = open_page(desk)
    choose(page, "generic")

    assert not sees(page, "withdraw_pack_button")
    assert "stays as it is" in words(page.detail)


def test_a_pack_used_since_the_page_was_read_is_not_withdrawn(
    desk: Desk, open_page: Callable[[Desk], RulesPage], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule_packs.import_pack(desk, source(MINE))
    page = open_page(desk)
    choose(page, "generic")
    assessed(desk, lost())
    monkeypatch.setattr(ask, "ask_reason", lambda *_args, **_more: "不用了")

    press(page, "withdraw_pack_button")

    qtbot.waitUntil(lambda: "has been used" in words(page))
    assert desk.office.people.imported_packs


@pytest.mark.parametrize(
    ("more", "pack_id", "then"),
    [
        ("", "generic", "New cases are worked out by version 2026-11 instead."),
        # The branch's earlier version ended because of the later one; without it it goes on.
        ("branch-0", "generic", "New cases are worked out by version branch-0 instead."),
        ("", "chenque", "New cases cannot be worked out by these terms any more"),
    ],
)
def test_whoever_withdraws_is_told_what_it_means_for_old_and_new_cases(
    more: str,
    pack_id: str,
    then: str,
    desk: Desk,
    open_page: Callable[[Desk], RulesPage],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if more:
        earlier = MINE.replace("branch-1", more).replace("2026-02-01", "2026-01-01")
        rule_packs.import_pack(desk, source(earlier))
    rule_packs.import_pack(desk, source(MINE))
    rule_packs.import_pack(desk, source(EXAMPLE.read_text(encoding="utf-8")))
    page = open_page(desk)
    version = "branch-1" if pack_id == "generic" else "2026-03"
    page.table.choose(page.table.rows_model.position_of(lambda row: (row.pack_id, row.version) == (pack_id, version)))
    asked: list[str] = []
    monkeypatch.setattr(ask, "ask_reason", lambda _parent, _title, prompt, *_verb, **_more: asked.append(prompt))

    press(page, "withdraw_pack_button")

    (prompt,) = asked
    assert prompt.startswith("No case was worked out by it, so nothing changes for the cases there are")
    assert then in prompt
