"""Days and hours of the branch in words: what is wrong with what was typed, what moved, what is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain.promises import Promise
from desktop.i18n import N_, _, ngettext
from desktop.wording.promises import promise_label
from desktop.wording.rule_files import MOST_TOLD, rule_file_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.domain.problems import Problem

_PROBLEMS = {
    "required": N_("Please fill this in."),
    "not-a-time": N_("This is not a time. Write it like 9:00 or 1830."),
    "times-must-rise": N_("This must be later than {before}."),
    "not-a-day": N_("There is no such day: {day}."),
    "no-reason": N_("Please say why the branch is closed."),
    "day-twice": N_("This day is in the list already."),
}

#: What only a calendar file can have wrong; the rest is said as of a rule file.
_OF_A_CALENDAR = {
    "too-large": N_("The file is larger than {largest} bytes; this is no calendar of a year."),
    "year-out-of-range": N_("The year must be between {first} and {last}."),
    "no-rest-days": N_("There are no days off. A year without holidays cannot be right."),
    "day-of-other-year": N_("{day} is not in {year}."),
    "rest-on-weekend": N_("{day} is at a weekend and off anyway. Put only weekdays here."),
    "work-on-weekday": N_("{day} is a weekday and worked anyway. Put only days at a weekend here."),
    "day-twice": N_("{day} is there twice."),
    "holiday-missing": N_("{day} is a public holiday in every year and is missing here."),
}


def problems_by_field(problems: Iterable[Problem]) -> dict[str, str]:
    """Return the sentences about hours or closing days by field."""
    return {problem.field: _(_PROBLEMS[problem.code]).format(**problem.facts) for problem in problems}


def calendar_problems(problems: Sequence[Problem]) -> list[str]:
    """Say everything that is wrong with a calendar file, one line each."""
    lines: list[str] = []
    for problem in problems[:MOST_TOLD]:
        if problem.code in _OF_A_CALENDAR:
            said = _(_OF_A_CALENDAR[problem.code]).format(**problem.facts)
            line = problem.facts.get("line")
            lines.append(_("Line {line}: {sentence}").format(line=line, sentence=said) if line else said)
        else:
            lines += rule_file_texts([problem])
    return lines


def moved_text(count: int) -> str:
    """Say how many due times moved."""
    if not count:
        return _("Saved. No due time of an open case moved.")
    return ngettext(
        "Saved. {count} due time of open cases moved; see the list.",
        "Saved. {count} due times of open cases moved; see the list.",
        count,
    ).format(count=i18n.number(count))


def promise_name(code: str) -> str:
    """Name a promise by its code."""
    return promise_label(Promise(code)) if code in set(Promise) else code


def reminder(year: int) -> str:
    """Remind the manager of the holidays of a year."""
    sentence = _(
        "The public holidays of {year} are not known here yet, so due times in that year may still move. "
        "Import them once they are announced."
    )
    return sentence.format(year=year)
