"""The words of one script in one language, to read and to change: one thing to say, do or avoid a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.domain.scripts import Words
from desktop.i18n import N_, _
from desktop.ui.fields import LongTextField, TextField, kind
from desktop.ui.forms import Field, Form
from desktop.wording.scripts import problem_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.domain.problems import Problem

#: Parts of a script that are several texts.
_LISTS: Final = ("say", "do", "avoid")
_LONGEST: Final = 5000
_FIELDS: Final = (
    Field("title", N_("When it is for"), TextField),
    Field("say", N_("Say, one sentence a line"), kind(LongTextField, lines=4, longest=_LONGEST)),
    Field("do", N_("Do, one a line"), kind(LongTextField, lines=3, longest=_LONGEST)),
    Field("avoid", N_("Don't, one a line"), kind(LongTextField, lines=3, longest=_LONGEST), beside=True),
    Field("wechat", N_("WeChat message"), kind(LongTextField, lines=4, longest=_LONGEST)),
    Field("sms", N_("Text message"), kind(LongTextField, lines=4, longest=_LONGEST), beside=True),
)


class ScriptForm(Form):
    """The form of a script's words."""

    def __init__(self) -> None:
        super().__init__(_FIELDS, dense=True)
        self.setObjectName("script_form")

    def show_words(self, words: Words) -> None:
        """Show words and count them as saved."""
        texts = {key: getattr(words, key) for key in words.__struct_fields__}
        self.fill(texts | {key: "\n".join(texts[key]) for key in _LISTS})

    def words(self) -> Words:
        """Return what is there."""
        typed = self.values()
        lines = {key: tuple(line.strip() for line in typed[key].splitlines() if line.strip()) for key in _LISTS}
        return Words(title=typed["title"], wechat=typed["wechat"], sms=typed["sms"], **lines)

    def mark(self, problems: Iterable[Problem], language: str) -> None:
        """Mark problems at their fields without moving the keyboard; those of another language are left out."""
        found: dict[str, list[str]] = {}
        for problem in problems:
            # script.0.zh_CN.say.2: the language, the part, the line of it.
            path = problem.field.split(".")
            if language in path and path[-1] != language:
                key = path[path.index(language) + 1]
                found.setdefault(key, []).append(_told(problem, path))
        self.mark_quietly({key: "\n".join(texts) for key, texts in found.items() if key in self.values()})


def _told(problem: Problem, path: list[str]) -> str:
    if path[-1].isdigit():
        return _("Line {number}: {problem}").format(number=int(path[-1]) + 1, problem=problem_text(problem))
    return problem_text(problem)
