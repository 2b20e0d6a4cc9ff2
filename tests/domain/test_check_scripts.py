"""What no script may say, and what every script must have."""

from __future__ import annotations

import pytest

from desktop.domain.check_scripts import LONGEST_TEXT, check_ids, check_own, check_sheet, check_words
from desktop.domain.intake import Mood
from desktop.domain.scripts import OwnLines, OwnSheet, Script, ScriptLines, ScriptSheet, Stands, Step, Words


def words(*say: str, **parts: object) -> Words:
    return Words(**{"title": "t", "say": say or ("您好。",), **parts})  # type: ignore[arg-type]


def a_script(step: Step = Step.FIRST_REPLY, stands: tuple[Stands, ...] = ()) -> Script:
    return Script("reply", step, (), (), (), stands, {})


def lines(name: str = "reply", **changes: object) -> ScriptLines:
    return ScriptLines(**{"id": name, "step": Step.FIRST_REPLY, "zh_CN": words(), "en": words("Hello."), **changes})  # type: ignore[arg-type]


def codes(checked: Words, step: Step = Step.FIRST_REPLY, stands: tuple[Stands, ...] = ()) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in check_words(checked, a_script(step, stands))]


def test_good_words_have_no_problem() -> None:
    assert codes(words("编号{number}。", do=("听",), avoid=("打断",), sms="【{branch}】{due}", wechat="您好")) == []


@pytest.mark.parametrize(
    ("checked", "problem"),
    [
        (words("  "), ("say.0", "empty")),
        (words("您好。", title=""), ("title", "empty")),
        (words("您好。", do=("听", "")), ("do.1", "empty")),
        (words("您好。", sms=" "), ("sms", "empty")),
        (words("您好。", "x" * (LONGEST_TEXT + 1)), ("say.1", "too-long")),
        (words("{nummer}"), ("say.0", "unknown-placeholder")),
        (words("{}"), ("say.0", "unknown-placeholder")),
        (words("{ number }"), ("say.0", "unknown-placeholder")),
        (words("{number"), ("say.0", "stray-brace")),
        (words("{{number}}"), ("say.0", "stray-brace")),
        (words("｛number｝"), ("say.0", "stray-brace")),
    ],
)
def test_a_slip_is_told_at_its_key(checked: Words, problem: tuple[str, str]) -> None:
    assert codes(checked) == [problem]


def test_what_a_finding_ends_cannot_be_for_a_finding() -> None:
    sheet = ScriptSheet((lines(until_finding=True, stands=(Stands.YES,)),))

    assert [(problem.field, problem.code) for problem in check_sheet(sheet)] == [
        ("script.0.until_finding", "does-not-fit")
    ]


def test_something_to_say_is_what_a_script_is_for() -> None:
    assert codes(Words(title="t", say=())) == [("say", "empty")]


def test_a_misspelt_fact_is_told_with_the_nearest_one() -> None:
    (problem,) = check_words(words("{nummer}"), a_script())

    assert problem.facts == {"value": "nummer", "known": "number"}


@pytest.mark.parametrize(
    "text",
    [
        "我绝对办好",
        "保证明天到",
        "这不可能",
        "是您自己没看清",
        "是你自己的事",
        "一定能找到",
        "您冷静一下",
        "规定就是这样",
        "请您撤销投诉",
        "麻烦给个好评",
        "送您一份小礼品",
        "We guarantee it",
        "It is ABSOLUTELY fine",
        "That was your own fault",
        "Please calm down",
        "There is nothing we can do",
        "Please withdraw it",
    ],
)
def test_what_nobody_says_to_a_customer_is_refused(text: str) -> None:
    assert codes(words(text)) == [("say.0", "forbidden-word")]
    assert codes(words(sms=text)) == [("sms", "forbidden-word")]
    assert codes(words(wechat=text)) == [("wechat", "forbidden-word")]
    assert codes(words(title=text)) == [("title", "forbidden-word")]


def test_what_to_avoid_may_quote_it() -> None:
    assert codes(words(avoid=("“您冷静一下”", "“会赔您的”", "“是我们的责任”"))) == []


def test_to_say_that_something_is_not_certain_is_honest() -> None:
    assert codes(words("不一定能找到，我尽力去找。")) == []


@pytest.mark.parametrize("name", ["amount", "pay_by", "remedy"])
def test_what_is_approved_is_told_only_after_the_approval(name: str) -> None:
    assert codes(words(f"{{{name}}}")) == [("say.0", "tells-too-early")]
    assert codes(words(f"{{{name}}}"), Step.OUTCOME) == []


@pytest.mark.parametrize("text", ["我们会赔您", "We will pay for it"])
def test_no_money_is_promised_before_the_approval(text: str) -> None:
    assert codes(words(text)) == [("say.0", "pays-too-early")]
    assert codes(words(text), Step.OUTCOME) == []


@pytest.mark.parametrize("text", ["这是我们的责任", "这一步我们没做好", "It was our fault"])
def test_a_fault_is_admitted_only_where_it_was_found(text: str) -> None:
    refused = [("say.0", "admits-too-much")]

    assert codes(words(text)) == refused
    assert codes(words(text), Step.OUTCOME) == refused
    assert codes(words(text), Step.OUTCOME, (Stands.PARTLY, Stands.NO)) == refused
    assert codes(words(text), Step.OUTCOME, (Stands.YES, Stands.PARTLY)) == []


def sheet_codes(*scripts: ScriptLines) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in check_sheet(ScriptSheet(scripts))]


def test_an_empty_file_is_no_file_of_scripts() -> None:
    assert sheet_codes() == [("script", "empty")]


def test_a_part_in_one_language_only_is_told_in_the_other() -> None:
    one = lines(zh_CN=words(sms="短信"), en=words("Hello.", do=("Listen",)))

    assert sheet_codes(one) == [("script.0.zh_CN.do", "missing-language"), ("script.0.en.sms", "missing-language")]


def test_problems_name_the_script_and_the_language() -> None:
    assert sheet_codes(lines(), lines("b", en=words("{x}"))) == [("script.1.en.say.0", "unknown-placeholder")]


@pytest.mark.parametrize("name", ["", "Reply", "a--b", "a_b", "回复"])
def test_an_id_is_plain(name: str) -> None:
    assert sheet_codes(lines(name)) == [("script.0.id", "bad-id")]


def test_an_id_is_used_once_in_a_file_and_among_files() -> None:
    first, second = ScriptSheet((lines(),)), ScriptSheet((lines("b"), lines()))

    assert sheet_codes(lines(), lines()) == [("script.1.id", "id-twice")]
    assert [(sheet is second, problem.field) for sheet, problem in check_ids([first, second])] == [
        (True, "script.1.id")
    ]


def test_a_script_for_stars_or_a_mood_nobody_knows_is_for_nobody() -> None:
    assert sheet_codes(lines(levels=(0,), moods=(Mood.UNKNOWN,))) == [
        ("script.0.levels", "empty"),
        ("script.0.moods", "empty"),
    ]


@pytest.mark.parametrize(
    ("own", "problem"),
    [
        ((), ("script", "one-script")),
        ((OwnLines(id="reply", en=words()), OwnLines(id="reply", en=words())), ("script", "one-script")),
        ((OwnLines(id="gone", en=words()),), ("script.0.id", "unknown-script")),
        ((OwnLines(id="reply"),), ("script.0", "empty")),
        ((OwnLines(id="reply", zh_CN=words("您好{x}")),), ("script.0.zh_CN.say.0", "unknown-placeholder")),
        # The step is that of our script, whatever the branch writes.
        ((OwnLines(id="reply", en=words("{amount}")),), ("script.0.en.say.0", "tells-too-early")),
    ],
)
def test_a_branchs_own_words_are_held_to_the_same(own: tuple[OwnLines, ...], problem: tuple[str, str]) -> None:
    assert [(p.field, p.code) for p in check_own(OwnSheet(own), [a_script()])] == [problem]


def test_a_branch_may_write_one_language_only() -> None:
    assert check_own(OwnSheet((OwnLines(id="reply", zh_CN=words("{number}")),)), [a_script()]) == []
