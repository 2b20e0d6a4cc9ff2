"""The scripts we ship, and the reader that refuses a bad file by name, key and line."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.check_scripts import check_words
from desktop.domain.intake import ComplaintType, Mood
from desktop.domain.scripts import (
    PLACEHOLDER,
    SETTLED_FACTS,
    Fact,
    Script,
    Stands,
    Step,
    Words,
    choose,
    fill,
)
from desktop.domain.sms import sms_size
from desktop.i18n import LANGUAGES
from desktop.scripts import BadScriptFilesError, check_source, load_scripts, source_of, with_own

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHIPPED = load_scripts()
#: A full set of facts of a made-up case, as long as they usually are.
FACTS = {
    "zh_CN": {
        "number": "260302-0007",
        "waybill": "SF1385628716739",
        "contents": "瓷瓶",
        "posted": "2026年2月20日",
        "name": "李小满",
        "staff": "王晓",
        "branch": "青石路网点",
        "brand": "顺丰速运",
        "phone": "025-80000000",
        "head_phone": "95338",
        "due": "3月9日 18:00",
        "legal_due": "3月9日",
        "evidence": "发票、外箱照片",
        "progress": "件已到南京中转场",
        "call_back": "今天17:00",
        "amount": "¥3,421.00",
        "pay_by": "3月16日",
        "remedy": "退还运费、重新派送",
        "reason": "中转时外箱受压",
        "done": "已重新培训装卸",
    },
    "en": {
        "number": "260302-0007",
        "waybill": "SF1385628716739",
        "contents": "vase",
        "posted": "20 Feb 2026",
        "name": "Li Xiaoman",
        "staff": "Wang Xiao",
        "branch": "Qingshi Road",
        "brand": "SF Express",
        "phone": "025-80000000",
        "head_phone": "95338",
        "due": "9 Mar 18:00",
        "legal_due": "9 Mar",
        "evidence": "invoice, photos",
        "progress": "it has reached Nanjing",
        "call_back": "17:00 today",
        "amount": "¥3,421.00",
        "pay_by": "16 Mar",
        "remedy": "refund the postage",
        "reason": "the box was crushed",
        "done": "loading crew retrained",
    },
}
#: Steps that answer a complaint of any type, without a type of its own.
GENERAL = [step for step in Step if step is not Step.FOUND_LATER]

GOOD = """
[[script]]
id = "reply"
step = "first-reply"
[script.zh_CN]
title = "首次回复"
say = [
  "您好。",
  "编号{number}。",
]
[script.en]
title = "First reply"
say = ["Hello."]
"""


def texts(words: Words) -> Iterator[str]:
    yield from (words.title, *words.say, *words.do, *words.avoid)
    yield from (text for text in (words.wechat, words.sms) if text)


def pairs() -> list[tuple[Script, str]]:
    return [(script, language) for script in SHIPPED for language in LANGUAGES]


EACH = pytest.mark.parametrize(("script", "language"), pairs(), ids=lambda part: getattr(part, "id", part))


@EACH
def test_a_script_is_there_in_every_language_and_passes_the_checks(script: Script, language: str) -> None:
    words = script.words(language)

    assert words.say
    assert words.do
    assert words.avoid
    assert check_words(words, script) == []


@EACH
def test_a_script_is_filled_by_a_full_set_of_facts(script: Script, language: str) -> None:
    filled = [fill(text, FACTS[language]) for text in texts(script.words(language))]

    assert [result.missing for result in filled if result.missing] == []
    assert not [result.text for result in filled if result.text and re.search(r"[{}]|\s{2}", result.text)]


@EACH
def test_a_text_message_is_short(script: Script, language: str) -> None:
    text = fill(script.words(language).sms, FACTS[language]).text
    assert text is not None

    # Two Chinese parts hold 134 characters; English needs no second one.
    assert sms_size(text).parts <= (2 if language == "zh_CN" else 1)


@pytest.mark.parametrize("script", SHIPPED, ids=lambda script: script.id)
def test_a_message_tells_the_same_facts_of_the_case_in_both_languages(script: Script) -> None:
    # Whom it is from and to, and where to ask, one language may leave to the greeting.
    about = {fact.value for fact in Fact} - {"branch", "name", "staff", "phone"}
    told = [set(PLACEHOLDER.findall(words.wechat)) & about for words in script.ours.values()]

    assert told[0] == told[1]


@pytest.mark.parametrize("script", SHIPPED, ids=lambda script: script.id)
def test_customers_are_addressed_politely(script: Script) -> None:
    words = script.words("zh_CN")
    heard = "".join((*words.say, words.wechat, words.sms))

    assert "你" not in heard


@pytest.mark.parametrize("kind", ComplaintType)
def test_every_complaint_type_has_a_first_reply_of_its_own(kind: ComplaintType) -> None:
    assert kind in choose(SHIPPED, [kind], step=Step.FIRST_REPLY)[0].types


@pytest.mark.parametrize("step", GENERAL)
def test_every_step_has_something_for_a_complaint_of_any_type(step: Step) -> None:
    assert choose(SHIPPED, [], 0, Mood.UNKNOWN, step, Stands.YES)


def test_goods_found_after_payment_have_a_script_for_what_can_be_lost() -> None:
    assert [script.id for script in choose(SHIPPED, [ComplaintType.LOSS], 5, Mood.UNKNOWN, Step.FOUND_LATER)] == [
        "found-later"
    ]


@pytest.mark.parametrize("mood", [mood for mood in Mood if mood])
def test_every_mood_is_heard_out_in_its_own_way(mood: Mood) -> None:
    first, *rest = choose(SHIPPED, [ComplaintType.DELAY], 3, mood, Step.HEARING_OUT)

    assert first.moods == (mood,)
    assert [script.id for script in rest] == ["hearing-out"]


def test_the_stars_change_what_is_said_about_the_time() -> None:
    assert choose(SHIPPED, [ComplaintType.ATTITUDE], 1, Mood.UNKNOWN, Step.DUE_TIME)[0].id == "due-time-simple"
    assert choose(SHIPPED, [ComplaintType.DELAY], 3, Mood.UNKNOWN, Step.DUE_TIME)[0].id == "due-time"
    assert choose(SHIPPED, [ComplaintType.LOSS], 5, Mood.UNKNOWN, Step.DUE_TIME)[0].id == "due-time-major"


def test_a_complaint_that_does_not_stand_gets_no_admission() -> None:
    offered = choose(SHIPPED, [ComplaintType.MISDELIVERY], 3, Mood.UNKNOWN, Step.OUTCOME, Stands.NO)

    assert offered[0].id == "outcome-not-founded"
    assert "misdelivery-outcome" not in [script.id for script in offered]


#: What nobody says any more once it is known what happened.
NOT_KNOWN = re.compile(
    "还没查到|还没找到|暂时没有新的结果|继续核实|(?<!“)还在查|目前还没|仍在核实|still on it|isn't found yet|still check"
)


@pytest.mark.parametrize("stands", Stands)
@pytest.mark.parametrize("kind", ComplaintType)
def test_after_a_finding_nobody_is_told_that_nothing_is_found_yet(kind: ComplaintType, stands: Stands) -> None:
    offered = choose(SHIPPED, [kind], 5, Mood.UNKNOWN, Step.PROGRESS, stands)

    assert offered
    assert offered[0].stands
    for script in offered:
        for words in script.ours.values():
            assert not [text for text in (*words.say, words.wechat, words.sms) if NOT_KNOWN.search(text)]


def test_a_loss_that_is_certain_is_told_before_the_amount_is() -> None:
    searching = choose(SHIPPED, [ComplaintType.LOSS], 5, Mood.UNKNOWN, Step.PROGRESS)
    certain = choose(SHIPPED, [ComplaintType.LOSS], 5, Mood.UNKNOWN, Step.PROGRESS, Stands.YES)

    assert searching[0].id == "loss-progress"
    assert certain[0].id == "loss-progress-found"
    assert not {script.id for script in searching[:1]} & {script.id for script in certain}


def test_no_amount_is_named_before_the_decision() -> None:
    early = [script for script in SHIPPED if script.step in list(Step)[: list(Step).index(Step.OUTCOME)]]
    named = {
        name
        for script in early
        for words in script.ours.values()
        for text in texts(words)
        for name in PLACEHOLDER.findall(text)
    }

    assert early
    assert not named & SETTLED_FACTS


def problems_of(folder: Path, *contents: str) -> list[tuple[str, str, str, str]]:
    for number, content in enumerate(contents, 1):
        (folder / f"{number}.toml").write_text(content, "utf-8")
    with pytest.raises(BadScriptFilesError) as caught:
        load_scripts(folder)
    return [(p.facts["file"], p.facts.get("line", ""), p.field, p.code) for p in caught.value.problems]


def test_a_good_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text(GOOD, "utf-8")
    (script,) = load_scripts(tmp_path)

    assert (script.id, script.step, script.types) == ("reply", Step.FIRST_REPLY, ())
    assert script.words("zh_CN").say == ("您好。", "编号{number}。")
    assert script.words("en").title == "First reply"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("{number}", "{nummer}", ("9", "script.0.zh_CN.say.1", "unknown-placeholder")),
        ("编号{number}", "保证办好", ("9", "script.0.zh_CN.say.1", "forbidden-word")),
        ("编号{number}", "赔{amount}", ("9", "script.0.zh_CN.say.1", "tells-too-early")),
        ('"您好。"', '""', ("8", "script.0.zh_CN.say.0", "empty")),
        ('say = ["Hello."]', 'say = ["Hello."]\nsms = "Hi."', ("5", "script.0.zh_CN.sms", "missing-language")),
        ('say = ["Hello."]', 'say = "Hello."', ("13", "script.0.en.say", "wants-list")),
        ('title = "First reply"\n', "", ("11", "script.0.en.title", "missing-key")),
        ('step = "first-reply"', 'step = "first"', ("4", "script.0.step", "not-one-of")),
        ('step = "first-reply"', 'step = "first-reply"\nlevels = [2]', ("5", "script.0.levels.0", "does-not-fit")),
        ('step = "first-reply"', 'step = "first-reply"\ntypes = ["los"]', ("5", "script.0.types.0", "not-one-of")),
        ("[script.en]", "[script.fr]", ("11", "script.0.fr", "unknown-key")),
    ],
)
def test_a_bad_file_is_refused_by_name_key_and_line(
    tmp_path: Path, before: str, after: str, told: tuple[str, str, str]
) -> None:
    assert ("1.toml", *told) in problems_of(tmp_path, GOOD.replace(before, after))


def test_a_missing_language_is_told(tmp_path: Path) -> None:
    assert problems_of(tmp_path, GOOD[: GOOD.index("[script.en]")]) == [
        ("1.toml", "2", "script.0.en", "missing-key"),
    ]


def test_everything_wrong_with_all_files_is_told_at_once(tmp_path: Path) -> None:
    assert problems_of(tmp_path, GOOD, GOOD.replace("{number}", "{x}"), "[[script") == [
        ("2.toml", "9", "script.0.zh_CN.say.1", "unknown-placeholder"),
        ("3.toml", "1", "", "not-toml"),
        ("2.toml", "3", "script.0.id", "id-twice"),
    ]


OWN = Words(
    title="首次回复", say=("您好，我是{staff}。", '他说“好”，\n又说"行"\\\x7f'), do=("听",), sms="【{branch}】{due}"
)


def test_a_branchs_words_are_written_and_read_back_as_they_were() -> None:
    source = source_of("first-reply", {"zh_CN": OWN})
    scripts, left_aside = with_own(SHIPPED, {"first-reply": source})
    changed = [script for script in scripts if script.own]

    assert check_source("first-reply", source, SHIPPED) == []
    assert left_aside == ()
    assert [(script.id, script.words("zh_CN")) for script in changed] == [("first-reply", OWN)]
    assert changed[0].words("en") == changed[0].ours["en"]
    assert changed[0].ours["zh_CN"].title == "首次回复"


@given(st.text(st.characters(exclude_categories=["Cs"])), st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_any_words_survive_being_written(title: str, said: list[str]) -> None:
    words = Words(title=title, say=tuple(said) or ("您好。",), wechat=title)
    source = source_of("first-reply", {"en": words})
    read = tomllib.loads(source)["script"][0]

    assert read["en"].get("title", "") == title
    assert tuple(read["en"]["say"]) == words.say


def test_every_shipped_script_can_be_kept_as_a_branchs_own() -> None:
    kept = {script.id: source_of(script.id, script.ours) for script in SHIPPED}
    scripts, left_aside = with_own(SHIPPED, kept)

    assert left_aside == ()
    assert [script.own for script in scripts] == [script.ours for script in SHIPPED]


def test_an_empty_source_goes_back_to_ours() -> None:
    assert source_of("first-reply", {}) == ""
    assert with_own(SHIPPED, {"first-reply": ""}) == (SHIPPED, ())


@pytest.mark.parametrize(
    "source",
    [
        "[[script",
        "[[script]]",
        source_of("gone", {"en": OWN}),
        source_of("closing", {"en": OWN}),
        source_of("first-reply", {"en": Words(title="t", say=("{x}",))}),
        source_of("first-reply", {"en": OWN}) + "[script.fr]",
    ],
)
def test_own_words_this_program_cannot_use_are_left_aside_and_ours_are_used(source: str) -> None:
    own = source_of("closing", {"zh_CN": OWN})
    scripts, left_aside = with_own(SHIPPED, {"first-reply": source, "closing": own})

    assert left_aside == ("first-reply",)
    assert [script.id for script in scripts if script.own] == ["closing"]


def test_what_is_wrong_with_own_words_is_told_by_key_and_line() -> None:
    source = source_of("first-reply", {"zh_CN": Words(title="t", say=("您好。", "保证{x}"), sms="{amount}")})
    told = [(p.facts["line"], p.field, p.code) for p in check_source("first-reply", source, SHIPPED)]

    assert told == [
        ("8", "script.0.zh_CN.say.1", "unknown-placeholder"),
        ("8", "script.0.zh_CN.say.1", "forbidden-word"),
        ("10", "script.0.zh_CN.sms", "tells-too-early"),
    ]
