"""Finds what is wrong with the words of scripts, ours or a branch's own, by key."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.intake import Mood
from desktop.domain.problems import Problem
from desktop.domain.scripts import PLACEHOLDER, SETTLED_FACTS, SETTLED_STEPS, Fact, Stands

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desktop.domain.scripts import OwnSheet, Script, ScriptLines, ScriptSheet, Step, Words

#: Longest text that can be said in one breath or read in one message; characters.
LONGEST_TEXT = 500

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

#: What nobody says to a customer: promises nobody can keep, blame, "not my department", pressing to take a complaint
#: back, gifts. Only the part "avoid" may quote them.
FORBIDDEN = (
    *(
        "绝对",
        "保证",
        "不可能",
        "百分之百",
        "百分百",
        "100%",
        "肯定能",
        "(?<!不)一定能",
        "(?<!不)一定会赔",
        "包赔",
        "包您",
    ),
    *(
        "你自己",
        "您自己",
        "你们客户",
        "怪你",
        "怪您",
        "你不懂",
        "您不懂",
        "误会",
        "无理取闹",
        "别激动",
        "冷静",
        "消消气",
    ),
    *(
        "没办法",
        "规定就是",
        "公司就这样",
        "不归我",
        "不关我",
        "不是我们的责任",
        "跟我们没关系",
        "爱找谁",
        "随便你",
        "随便您",
    ),
    *("撤诉", "撤销投诉", "撤回投诉", "别投诉", "不要投诉", "好评", "私了", "私下", "红包", "礼品", "礼物", "封口"),
    *(r"\bguarantee", r"\babsolutely\b", r"\bdefinitely\b", r"\bimpossible\b", r"\bfor sure\b", r"\b100 per ?cent\b"),
    *(r"\byour (?:own )?(?:fault|mistake)\b", r"\bcalm down\b", r"\bmisunderst", r"\bnot our (?:problem|fault|job)\b"),
    *(r"\bnothing (?:we|i) can do\b", r"\bcompany policy\b", r"\bwithdraw\b", r"\bgood rating\b", r"\bgifts?\b"),
)
#: What says that we pay; before the decision nobody knows.
PAYING = (
    *("会赔", "赔给您", "赔您"),
    *(r"\bwe(?:'ll| will) (?:pay|compensate|refund)\b",),
)
#: What says that the fault was ours; only a script that is for a finding of a fault may.
ADMISSIONS = (
    *("我们的责任", "我方责任", "全责", "我们的错", "我们的过错", "责任在我们", "弄丢", "丢了您", "弄坏"),
    *("我们没做好", "没做好就是", "没核对好", "做得不对", "没送好", "这样做不对", "这件事我们没做好"),
    *(r"\bour (?:fault|mistake)\b", r"\bwe (?:are|were) (?:liable|responsible|to blame|wrong)\b"),
    *(r"\bwe (?:have )?(?:lost|broke|broken) your\b", r"\bwe did not (?:check|do|handle|deliver)\b"),
)
_FORBIDDEN = re.compile("|".join(FORBIDDEN), re.IGNORECASE)
_ADMISSIONS = re.compile("|".join(ADMISSIONS), re.IGNORECASE)
_PAYING = re.compile("|".join(PAYING), re.IGNORECASE)
#: Any brace that is not part of a placeholder, and the wide ones a Chinese keyboard types.
_STRAY = re.compile(r"[{}｛｝]")


def check_sheet(sheet: ScriptSheet) -> list[Problem]:
    """Return everything wrong with the content of one file, each at its key."""
    problems: list[Problem] = []
    seen: set[str] = set()
    if not sheet.script:
        problems.append(Problem("script", "empty"))
    for number, script in enumerate(sheet.script):
        path = f"script.{number}"
        if not _ID.fullmatch(script.id):
            problems.append(Problem(f"{path}.id", "bad-id"))
        if script.id in seen:
            problems.append(Problem(f"{path}.id", "id-twice", {"id": script.id}))
        seen.add(script.id)
        problems += [Problem(f"{path}.until_finding", "does-not-fit")] if script.until_finding and script.stands else []
        problems += [Problem(f"{path}.levels", "empty")] if 0 in script.levels else []
        problems += [Problem(f"{path}.moods", "empty")] if Mood.UNKNOWN in script.moods else []
        problems += _both_languages(path, script.zh_CN, script.en)
        for language, words in (("zh_CN", script.zh_CN), ("en", script.en)):
            problems += check_words(words, script, f"{path}.{language}")
    return problems


def check_ids(sheets: Sequence[ScriptSheet]) -> list[tuple[ScriptSheet, Problem]]:
    """Return the ids that an earlier file has already, each with the sheet it stands in."""
    owner: dict[str, int] = {}
    problems = []
    for place, sheet in enumerate(sheets):
        for number, script in enumerate(sheet.script):
            if owner.setdefault(script.id, place) != place:
                problems.append((sheet, Problem(f"script.{number}.id", "id-twice", {"id": script.id})))
    return problems


def check_own(sheet: OwnSheet, scripts: Iterable[Script]) -> list[Problem]:
    """Return everything wrong with a branch's own words for one script of the program."""
    if len(sheet.script) != 1:
        return [Problem("script", "one-script")]
    (own,) = sheet.script
    script = next((script for script in scripts if script.id == own.id), None)
    if script is None:
        return [Problem("script.0.id", "unknown-script", {"id": own.id})]
    problems = [] if own.languages else [Problem("script.0", "empty")]
    for language, words in own.languages.items():
        problems += check_words(words, script, f"script.0.{language}")
    return problems


def check_words(words: Words, script: ScriptLines | Script, path: str = "") -> list[Problem]:
    """Return what is wrong with words for a script in one language, each at its key below ``path``.

    A branch's own version is held to the same as ours: it reaches customers just so.
    """
    problems: list[Problem] = []
    if not words.say:
        problems.append(Problem(_below(path, "say"), "empty"))
    for key, text in _texts(words):
        problems += [Problem(_below(path, key), p.code, p.facts) for p in _text_problems(key, text, script)]
    return problems


def _text_problems(key: str, text: str, script: ScriptLines | Script) -> Iterator[Problem]:
    if not text.strip():
        # A message that is left out is no slip, one of spaces is.
        if text or key not in {"sms", "wechat"}:
            yield Problem("", "empty")
        return
    if len(text) > LONGEST_TEXT:
        yield Problem("", "too-long", {"longest": str(LONGEST_TEXT)})
    yield from _placeholder_problems(text, script.step)
    if not key.startswith("avoid"):
        yield from _named("forbidden-word", _FORBIDDEN, text)
    # What to do and not to do is told to our own staff only.
    if key.startswith(("do", "avoid")):
        return
    if script.step not in SETTLED_STEPS:
        yield from _named("pays-too-early", _PAYING, text)
    if not script.stands or Stands.NO in script.stands:
        yield from _named("admits-too-much", _ADMISSIONS, text)


def _named(code: str, words: re.Pattern[str], text: str) -> Iterator[Problem]:
    return (Problem("", code, {"value": found[0]}) for found in words.finditer(text))


def _placeholder_problems(text: str, step: Step) -> Iterator[Problem]:
    if _STRAY.search(PLACEHOLDER.sub("", text)):
        yield Problem("", "stray-brace")
    known = [fact.value for fact in Fact]
    for name in PLACEHOLDER.findall(text):
        if name not in known:
            near = difflib.get_close_matches(name, known, 1) or known
            yield Problem("", "unknown-placeholder", {"value": name, "known": ", ".join(near)})
        elif name in SETTLED_FACTS and step not in SETTLED_STEPS:
            yield Problem("", "tells-too-early", {"value": name})


def _both_languages(path: str, chinese: Words, english: Words) -> Iterator[Problem]:
    """Ask for each part in both languages or in none."""
    for key in chinese.__struct_fields__:
        if bool(getattr(chinese, key)) != bool(getattr(english, key)):
            language = "en" if getattr(chinese, key) else "zh_CN"
            yield Problem(f"{path}.{language}.{key}", "missing-language", {"language": language})


def _texts(words: Words) -> Iterator[tuple[str, str]]:
    for key, value in msgspec.structs.asdict(words).items():
        if isinstance(value, str):
            yield key, value
        else:
            yield from ((f"{key}.{number}", text) for number, text in enumerate(value))


def _below(path: str, key: str) -> str:
    return f"{path}.{key}".lstrip(".")
