"""Scripts (话术): what to say to a customer at each point of a case, and messages ready to send.

The texts are content (``resources/scripts``); this module chooses among them, fills in the facts of a case and puts a
branch's own version over ours. What is wrong with a text is found by ``domain.check_scripts``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping  # noqa: TC003 - msgspec and dataclasses keep the annotation
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.intake import ComplaintType, Level, Mood

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Any ``{word}`` in a text; which words there are is said by ``Fact``.
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_STOP = re.compile(r"[。.．]$")


class Step(StrEnum):
    """The point of a conversation a script is for, in the order they come."""

    OPENING = "opening"
    HEARING_OUT = "hearing-out"
    FIRST_REPLY = "first-reply"
    DUE_TIME = "due-time"
    EVIDENCE = "evidence"
    PROGRESS = "progress"
    #: The goods turned up before anything was paid for them.
    FOUND = "found"
    UNREASONABLE = "unreasonable"
    SUPERVISOR = "supervisor"
    #: A complaint about how a complaint was handled: the worst outcome there is.
    SECOND_COMPLAINT = "second-complaint"
    OUTCOME = "outcome"
    PARTIAL = "partial"
    NO_COMPENSATION = "no-compensation"
    APOLOGY = "apology"
    #: The goods turned up after they were paid for.
    FOUND_LATER = "found-later"
    SATISFACTION = "satisfaction"
    CLOSING = "closing"


class Stands(StrEnum):
    """Whether the complaint is founded, as a finding says it."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Fact(StrEnum):
    """What a text may name of a case; a text writes it in braces.

    There is none for the other party, for whoever signed, or for a courier: no script can give their data away.
    """

    #: Number of the case.
    NUMBER = "number"
    WAYBILL = "waybill"
    #: What was in the parcel.
    CONTENTS = "contents"
    #: Day of posting.
    POSTED = "posted"
    #: Name of the complainant.
    NAME = "name"
    #: Who of us is speaking.
    STAFF = "staff"
    BRANCH = "branch"
    BRAND = "brand"
    #: Of the branch.
    PHONE = "phone"
    #: Of the brand's head office.
    HEAD_PHONE = "head_phone"
    #: When our own promise of a settlement is due.
    DUE = "due"
    #: The last day the law gives us for an answer.
    LEGAL_DUE = "legal_due"
    #: What the customer still has to send.
    EVIDENCE = "evidence"
    #: What we have found out so far.
    PROGRESS = "progress"
    #: When the supervisor, or whoever takes over, will call.
    CALL_BACK = "call_back"
    #: Approved amount, with its currency sign.
    AMOUNT = "amount"
    #: Last day of payment.
    PAY_BY = "pay_by"
    #: Approved remedies.
    REMEDY = "remedy"
    #: Why it comes out this way, as the finding says, with the rule.
    REASON = "reason"
    #: What we have changed or done about it already.
    DONE = "done"


#: Facts a case does not hold as words; whoever speaks types them.
TYPED_FACTS = frozenset({Fact.EVIDENCE, Fact.PROGRESS, Fact.CALL_BACK, Fact.REASON, Fact.DONE})
#: Facts there are only once a supervisor has approved.
SETTLED_FACTS = frozenset({Fact.AMOUNT, Fact.PAY_BY, Fact.REMEDY})
#: Steps that come after the decision: only here may a text name an amount or say whose fault it was.
SETTLED_STEPS = frozenset(
    {
        Step.OUTCOME,
        Step.PARTIAL,
        Step.NO_COMPENSATION,
        Step.APOLOGY,
        Step.FOUND_LATER,
        Step.SATISFACTION,
        Step.CLOSING,
    }
)


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A script in one language.

    Attributes:
        title: when it is for, in a few words.
        say: short things to say out loud, in a useful order.
        do: what helps (要).
        avoid: what makes it worse (不要); the one part that may quote forbidden words.
        wechat: a message ready to send; empty if none fits.
        sms: the same, short; empty if none fits.

    """

    title: str
    say: tuple[str, ...]
    do: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    wechat: str = ""
    sms: str = ""


class ScriptLines(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One script as a file has it; an empty list of types, levels, moods or findings means any.

    Attributes:
        stands: findings it is for; such a script is offered after a finding only, and only it may admit a fault.
        until_finding: it says that nothing is known yet, and is offered until there is a finding only.
        id: name of its own, for ever: a branch's version hangs on it.

    """

    id: str
    step: Step
    types: tuple[ComplaintType, ...] = ()
    levels: tuple[Level, ...] = ()
    moods: tuple[Mood, ...] = ()
    stands: tuple[Stands, ...] = ()
    until_finding: bool = False
    zh_CN: Words  # noqa: N815 - the language's own code
    en: Words


class ScriptSheet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of one file."""

    script: tuple[ScriptLines, ...]


class OwnLines(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A branch's own words for one script; a language that is not there keeps following ours."""

    id: str
    zh_CN: Words | None = None  # noqa: N815 - as above
    en: Words | None = None

    @property
    def languages(self) -> dict[str, Words]:
        """The words by language."""
        return {code: words for code, words in (("zh_CN", self.zh_CN), ("en", self.en)) if words is not None}


class OwnSheet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one ``ScriptKept`` entry holds as its source: one script."""

    script: tuple[OwnLines, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """A script as the desk uses it.

    Attributes:
        ours: the words that came with the program, by language.
        own: the branch's versions, by language.

    """

    id: str
    step: Step
    types: tuple[ComplaintType, ...]
    levels: tuple[Level, ...]
    moods: tuple[Mood, ...]
    stands: tuple[Stands, ...]
    ours: Mapping[str, Words]
    own: Mapping[str, Words] = field(default_factory=dict)
    until_finding: bool = False

    def words(self, language: str) -> Words:
        """Return the branch's words, else ours.

        Raises:
            KeyError: the program does not speak that language.

        """
        return self.own.get(language) or self.ours[language]


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with the facts of a case in it.

    Attributes:
        text: ready to say or send; ``None`` while a fact is missing, so that nothing with a hole can be copied.
        missing: names of the facts that are missing, in the order of the text, each once.

    """

    text: str | None
    missing: tuple[str, ...] = ()


def script_of(lines: ScriptLines) -> Script:
    """Return a script as the desk uses it."""
    ours = {"zh_CN": lines.zh_CN, "en": lines.en}
    return Script(
        lines.id,
        lines.step,
        lines.types,
        lines.levels,
        lines.moods,
        lines.stands,
        ours,
        until_finding=lines.until_finding,
    )


def choose(
    scripts: Iterable[Script],
    types: Sequence[ComplaintType] = (),
    level: Level = 0,
    mood: Mood = Mood.UNKNOWN,
    step: Step | None = None,
    stands: Stands | None = None,
) -> list[Script]:
    """Return the scripts that fit a case, best first.

    One for the main complaint type goes before one for another of its types, and that before one for any; then one for
    this mood and for these stars before one for any. What is not known yet (no mood, level 0, no step) leaves nothing
    out; scripts for one mood or level then come after those for any. Without a step they come in the order of a
    conversation. Equal ones keep their order. A script for a finding is left out until there is one, for it says whose
    fault it was; one that says we know nothing yet is left out from then on.

    Args:
        scripts: all there are.
        types: complaint types of the case, the main one first.
        level: its stars.
        mood: what the customer wants of us.
        step: where the conversation is.
        stands: what the finding says; ``None`` before it.
    """
    order = list(Step)
    return sorted(
        (script for script in scripts if _fits(script, types, level, mood, step, stands)),
        key=lambda script: (
            order.index(script.step),
            min((types.index(kind) for kind in script.types if kind in types), default=len(types)),
            not script.stands,
            _nearness(bool(script.moods), known=bool(mood)),
            _nearness(bool(script.levels), known=bool(level)),
        ),
    )


def _fits(
    script: Script, types: Sequence[ComplaintType], level: Level, mood: Mood, step: Step | None, stands: Stands | None
) -> bool:
    return (
        step in {None, script.step}
        and (not script.types or not set(script.types).isdisjoint(types))
        and (not level or not script.levels or level in script.levels)
        and (not mood or not script.moods or mood in script.moods)
        and (not script.stands or stands in script.stands)
        and not (script.until_finding and stands is not None)
    )


def _nearness(particular: bool, *, known: bool) -> int:
    """Return 0 for a script meant just for this, 1 for one that fits any, 2 for one whose case we do not know."""
    if not particular:
        return 1
    return 0 if known else 2


def fill(text: str, facts: Mapping[str, str]) -> Filled:
    """Put the facts of a case into a text.

    Args:
        text: words of a script.
        facts: text by name, as ``Fact`` names them; an empty one counts as missing. Braces in it stay as they are.
    """
    missing = tuple(dict.fromkeys(name for name in PLACEHOLDER.findall(text) if not facts.get(name, "").strip()))
    return Filled(None, missing) if missing else Filled(_put(text, facts, {}))


def preview(text: str, facts: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """Return a text for reading only: a missing fact stands in it as its label in brackets."""
    return _put(text, facts, labels)


def _put(text: str, facts: Mapping[str, str], labels: Mapping[str, str]) -> str:
    def value(found: re.Match[str]) -> str:
        name = found[1]
        # A line break in a name or a number would tear a message apart.
        value = " ".join(facts.get(name, "").split()) or f"[{labels.get(name, name)}]"
        # A typed sentence brings its full stop along; the text has its own.
        goes_on = text[found.end() : found.end() + 1] in set("。.，,；;：:、")
        return _STOP.sub("", value) if goes_on else value

    return PLACEHOLDER.sub(value, text)


def with_own(scripts: Iterable[Script], own: Iterable[OwnLines]) -> tuple[Script, ...]:
    """Put a branch's words over ours; ours stay in ``Script.ours``, to compare and to go back to.

    Args:
        scripts: those of the program.
        own: the branch's, at most one for a script; the last one counts.
    """
    words = {lines.id: lines.languages for lines in own}
    return tuple(replace(script, own=words.get(script.id, {})) for script in scripts)
