"""Forms of what goes on between us and the customer: telling them, waiting for them, asking how content they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import i18n
from desktop.actions import life
from desktop.actions.due import promises_of
from desktop.domain import entries as e
from desktop.domain.answers import AUTHORITY, has_declined
from desktop.domain.as_seen import outcome_digest, outcome_since
from desktop.domain.check_life import BEST_SCORE
from desktop.domain.ending import refusal_to_tell
from desktop.domain.intake import Channel
from desktop.domain.life import told_since
from desktop.domain.problems import Problem
from desktop.domain.promises import Promise
from desktop.domain.proposal import LONGEST_TEXT
from desktop.i18n import N_, _
from desktop.ui.choices import ChoiceField, SegmentedField
from desktop.ui.fields import LongTextField, kind
from desktop.ui.follow_up.step_form import StepForm, options, typed
from desktop.ui.forms import Field
from desktop.wording import life_words as w

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.ui.follow_up.step_form import Seen
    from desktop.ui.forms import Values

_ANSWERS = {"accepts": N_("Accepts"), "declines": N_("Declines"), "": N_("No answer yet")}
#: Ways of reaching people that are also channels a matter comes in by.
_SAME_WAY = ("counter", "wechat", "email", "letter", "platform")


def words(label: str = N_("In words"), lines: int = 3, *, required: bool = True) -> Field:
    """Return the field for what is said in one's own words."""
    return Field("words", label, kind(LongTextField, lines=lines, longest=LONGEST_TEXT), required=required)


def outcome_untold(case: Case) -> bool:
    """Tell whether there is an outcome the customer does not know yet."""
    since = outcome_since(case)
    return bool(since) and told_since(case, since) is None


def _tell_fields(_desk: Desk, seen: Seen) -> tuple[Field, ...]:
    reached = ((True, _("Reached")), (False, _("Not reached")))
    # Only where the authority handed the matter down is there anything to answer it.
    from_authority = seen.case.intake.channel is Channel.REGULATOR
    about = {code: name for code, name in w.ABOUT.items() if code != AUTHORITY or from_authority}
    answers = [(code, _(name)) for code, name in _ANSWERS.items()]
    return (
        Field("way", N_("How"), kind(ChoiceField, options(w.WAYS)), required=True),
        Field("about", N_("What it was about"), kind(ChoiceField, options(about)), required=True, beside=True),
        Field(
            "reached",
            N_("Was the customer reached"),
            kind(SegmentedField, reached),
            required=True,
            when=lambda values: values["about"] != AUTHORITY,
        ),
        words(N_("What was said"), 4),
        Field(
            "answer",
            N_("What the customer says to the outcome"),
            kind(SegmentedField, answers),
            when=lambda values: values["about"] == "outcome" and values["reached"] is True,
        ),
    )


def likely_way(case: Case) -> str:
    """Return how the customer is likely spoken to: as last time, else as they came to us."""
    channel = case.intake.channel.value if case.intake.channel else ""
    return case.life.contacts[-1][1].way if case.life.contacts else channel if channel in _SAME_WAY else "phone"


def _tell_start(desk: Desk, seen: Seen) -> dict[str, object]:
    case = seen.case
    about = seen.pick
    if not about and (has_declined(case) or outcome_untold(case)):
        about = "outcome"
    if not about:
        about = "first-reply" if Promise.FIRST_REPLY in promises_of(desk, case) else "progress"
    return {"way": likely_way(case), "about": about, "reached": True, "answer": ""}


def _tell_body(_desk: Desk, _seen: Seen, values: Values) -> e.LifeBody:
    return e.CustomerContacted(
        way=typed(values, "way"),
        about=typed(values, "about"),
        reached=bool(values["reached"]) or values["about"] == AUTHORITY,
        words=typed(values, "words"),
        answer=typed(values, "answer"),
    )


def _tell(desk: Desk, seen: Seen, body: e.LifeBody) -> Case:
    assert isinstance(body, e.CustomerContacted), "that is what the form makes"
    return life.tell(desk, seen.case.case_id, body, outcome_digest(seen.case))


def _tell_check(_desk: Desk, seen: Seen, values: Values) -> list[Problem]:
    """Say at once where there is no outcome to tell yet."""
    body = e.CustomerContacted(way="", about=typed(values, "about"), reached=True, words="")
    return [Problem("about", "no-outcome")] if refusal_to_tell(seen.case, body) is not None else []


def _wait_fields(_desk: Desk, _seen: Seen) -> tuple[Field, ...]:
    return (
        Field("reason", N_("What we wait for"), kind(ChoiceField, options(w.WAITS)), required=True),
        words(N_("What was agreed with the customer")),
    )


def _wait_body(_desk: Desk, _seen: Seen, values: Values) -> e.LifeBody:
    return e.WaitBegan(reason=typed(values, "reason"), words=typed(values, "words"))


def _end_body(_desk: Desk, _seen: Seen, values: Values) -> e.LifeBody:
    return e.WaitEnded(words=typed(values, "words"))


def _end_about(_desk: Desk, seen: Seen) -> str:
    wait = seen.case.life.waiting
    if wait is None:
        return ""
    header, body = wait.began
    return _("Waiting since {time} for {reason}.").format(
        time=i18n.moment_of_text(header.time), reason=w.name(w.WAITS, body.reason)
    )


def _asked_fields(_desk: Desk, _seen: Seen) -> tuple[Field, ...]:
    scores = [*((score, str(score)) for score in range(1, BEST_SCORE + 1)), (0, _("No answer"))]
    return (
        Field(
            "score",
            N_("How satisfied is the customer"),
            kind(SegmentedField, scores),
            required=True,
            hint=N_("1 is not at all, 5 is very."),
        ),
        words(N_("In the customer's words"), required=False),
    )


def _asked_body(_desk: Desk, _seen: Seen, values: Values) -> e.LifeBody:
    score = values["score"]
    # Nothing chosen must not pass for "no answer", which is 0.
    return e.SatisfactionAsked(score=BEST_SCORE + 1 if score is None else int(score), words=typed(values, "words"))


FORMS = {
    "tell": StepForm(
        N_("Tell the customer"),
        N_("Save the talk"),
        _tell_fields,
        _tell_body,
        start=_tell_start,
        record=_tell,
        check=_tell_check,
        first="words",
    ),
    "wait": StepForm(
        N_("Wait for the customer"),
        N_("Begin to wait"),
        _wait_fields,
        _wait_body,
        about=lambda _desk, _seen: _("Our own time limits stand still meanwhile. Limits of the law go on."),
    ),
    "end-wait": StepForm(
        N_("End waiting"),
        N_("End waiting"),
        lambda _desk, _seen: (words(N_("What came in, or why we go on")),),
        _end_body,
        about=_end_about,
    ),
    "satisfaction": StepForm(N_("Satisfaction"), N_("Save the answer"), _asked_fields, _asked_body),
}
