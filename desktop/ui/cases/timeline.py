"""The history of a case, newest first: what, who, when; what is no longer obeyed is struck through and says why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop import i18n
from desktop.domain import entries as e
from desktop.i18n import _, ngettext
from desktop.ui import icons, panels, richtext, theme
from desktop.wording import case as words
from desktop.wording import history

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case, Happened

_ICONS = {
    "case-registered": "inbox",
    "case-corrected": "file-check",
    "evidence-added": "paperclip",
    "finding-recorded": "scan-line",
    "assessed": "calculator",
    "proposed": "file-text",
    "decided": "stamp",
    "paper-issued": "printer",
    "note-added": "info",
    "revealed": "eye",
}


@dataclass
class _Line:
    """One line; looks at masked data by the same person in a row count as one."""

    happened: Happened
    times: int = 1


class Timeline(QWidget):
    """All entries of a case."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._body = panels.column(spacing=theme.M)
        self.setLayout(self._body)

    def show_case(self, case: Case) -> None:
        """Show the history of a case."""
        panels.clear(self._body)
        for line in reversed(_lines(case.history)):
            self._body.addWidget(self._row(line))

    def _row(self, line: _Line) -> QWidget:
        header, stale = line.happened.entry.header, line.happened.stale
        symbol = icons.Symbol(_ICONS.get(header.kind, "info"), "secondary", 16)
        sentence = panels.text(self._sentence(line), selectable=True)
        if stale:
            theme.mark(sentence, tone="secondary")
            # By rich text: the style sheet takes a font of its own away from a label.
            sentence.setTextFormat(Qt.TextFormat.RichText)
            sentence.setText(f"<s>{richtext.plain(self._sentence(line))}</s>")
        person = self._desk.office.people.at(header.actor, header.time)
        who = person.name if person is not None else _("Unknown person")
        when = _("{who} · {moment}").format(who=who, moment=i18n.moment_of_text(header.time))
        told = panels.column(sentence, spacing=2)
        if stale:
            chip = panels.chip(_("stale"), "warning")
            told.addLayout(panels.row(chip, None))
            told.addWidget(panels.text(words.stale(stale), "secondary"))
        told.addWidget(panels.text(when, "secondary"))
        box = QWidget()
        layout = panels.row(symbol, told, spacing=theme.S)
        layout.setAlignment(symbol, Qt.AlignmentFlag.AlignTop)
        layout.setStretch(1, 1)
        box.setLayout(layout)
        return box

    def _sentence(self, line: _Line) -> str:
        if line.times == 1:
            return history.sentence(line.happened, self._desk.reference.packs)
        looks = ngettext("Looked at masked data {count} time", "Looked at masked data {count} times", line.times)
        return looks.format(count=line.times)


def _lines(happened: Iterable[Happened]) -> list[_Line]:
    lines: list[_Line] = []
    for one in happened:
        before = lines[-1].happened.entry if lines else None
        same_look = (
            before is not None
            and isinstance(one.entry.body, e.Revealed)
            and isinstance(before.body, e.Revealed)
            and before.header.actor == one.entry.header.actor
        )
        if same_look:
            lines[-1] = _Line(one, lines[-1].times + 1)
        else:
            lines.append(_Line(one))
    return lines
