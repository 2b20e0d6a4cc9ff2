"""One message ready to send, with its copy button; while a fact is missing it says which, and nothing is copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.domain.scripts import fill, preview
from desktop.domain.sms import sms_size
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.wording.scripts import fact_label, fact_labels, sms_text

if TYPE_CHECKING:
    from collections.abc import Mapping


class Message(QWidget):
    """A WeChat or text message of a script, filled with the facts of the case."""

    def __init__(self, title: str, text: str, *, is_sms: bool) -> None:
        super().__init__()
        self._template, self._is_sms = text, is_sms
        self._filled: str | None = None
        self._copy = panels.button(_("Copy text"), self._to_clipboard, icon="copy")
        self._copy.setObjectName("copy_button")
        self._copy.setAccessibleName(_("Copy: {text}").format(text=title))
        self._text = panels.text("", selectable=True)
        self._text.setObjectName("message_text")
        self._note = panels.text("", "secondary")
        self._note.setObjectName("message_note")
        self._said = panels.text("", "secondary", wrap=False)
        head = panels.row(panels.text(title, "strong", wrap=False), None, self._said, self._copy)
        self.setLayout(panels.column(head, self._text, self._note, spacing=theme.XS))

    def show_facts(self, facts: Mapping[str, str]) -> None:
        """Fill the text; a missing fact stands in it by its name, and keeps it from being copied."""
        filled = fill(self._template, facts)
        if filled.text == self._filled and self._text.text():
            return
        self._filled = filled.text
        self._said.setText("")
        self._text.setText(preview(self._template, facts, fact_labels()))
        self._copy.setEnabled(filled.text is not None)
        if filled.text is None:
            names = _(", ").join(fact_label(name) for name in filled.missing)
            self._note.setText(_("Still missing: {facts}").format(facts=names))
        else:
            self._note.setText(sms_text(sms_size(filled.text)) if self._is_sms else "")
        theme.mark(self._note, tone="warning" if filled.text is None else "secondary")
        self._note.setVisible(bool(self._note.text()))

    def _to_clipboard(self) -> None:
        if self._filled is not None:
            QGuiApplication.clipboard().setText(self._filled)
            self._said.setText(_("Copied"))
