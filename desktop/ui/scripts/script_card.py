"""One script: what to say, what helps, what makes it worse, and its messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.scripts import PLACEHOLDER, TYPED_FACTS, preview
from desktop.i18n import _
from desktop.ui import icons, panels, theme
from desktop.ui.fields import TextField
from desktop.ui.scripts.message import Message
from desktop.wording.scripts import fact_label, fact_labels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QLabel

    from desktop.domain.scripts import Words


class ScriptCard(QWidget):
    """The parts of a script under each other, with a line for every fact that only the person knows.

    Signals:
        typed: a fact by its name, and what was typed for it.
    """

    typed = Signal(str, str)

    def __init__(self, words: Words, facts: Mapping[str, str]) -> None:
        super().__init__()
        self._said: list[tuple[QLabel, str]] = []
        self._messages = [
            Message(title, text, is_sms=is_sms)
            for title, text, is_sms in ((_("WeChat"), words.wechat, False), (_("Text message"), words.sms, True))
            if text
        ]
        layout = panels.column(spacing=theme.S)
        for key in _typed_facts(words):
            layout.addWidget(self._line_for(key, facts.get(key, "")))
        for text in words.say:
            label = panels.text("", selectable=True)
            self._said.append((label, text))
            layout.addWidget(_line("chevron-right", "accent", label))
        for title, texts, icon, tone in (
            (_("Do"), words.do, "check", "good"),
            (_("Don't"), words.avoid, "x", "danger"),
        ):
            if texts:
                layout.addWidget(panels.text(title, "strong", wrap=False))
            for text in texts:
                layout.addWidget(_line(icon, tone, panels.text(text, "secondary", selectable=True)))
        for message in self._messages:
            layout.addWidget(panels.hairline())
            layout.addWidget(message)
        self.setLayout(layout)
        self.show_facts(facts)

    def show_facts(self, facts: Mapping[str, str]) -> None:
        """Fill in the facts as they stand now."""
        labels = fact_labels()
        for label, text in self._said:
            label.setText(preview(text, facts, labels))
        for message in self._messages:
            message.show_facts(facts)

    def _line_for(self, key: str, value: str) -> QWidget:
        field = TextField(longest=120)
        field.setObjectName(f"typed_{key}")
        field.set_value(value)
        label = panels.text(fact_label(key), "label", wrap=False)
        label.setBuddy(field)
        field.setAccessibleName(label.text())
        field.changed.connect(lambda: self.typed.emit(key, str(field.value())))
        holder = QWidget()
        holder.setLayout(panels.column(label, field, spacing=theme.XS))
        return holder


def _typed_facts(words: Words) -> list[str]:
    """Return the facts a script needs that no case holds, in the order they come up."""
    texts = (*words.say, words.wechat, words.sms)
    named = dict.fromkeys(name for text in texts for name in PLACEHOLDER.findall(text))
    return [name for name in named if name in TYPED_FACTS]


def _line(icon: str, tone: str, label: QLabel) -> QWidget:
    mark = panels.column(icons.Symbol(icon, tone, 14), None)
    mark.setContentsMargins(0, 3, 0, 0)
    line = panels.row(mark, label)
    line.setStretch(1, 1)
    holder = QWidget()
    holder.setLayout(line)
    return holder
