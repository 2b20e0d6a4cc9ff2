"""Scripts: which fit, facts filled in without a hole, a branch's own words over ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.intake import ComplaintType, Mood
from desktop.domain.scripts import (
    PLACEHOLDER,
    Filled,
    OwnLines,
    Script,
    Stands,
    Step,
    Words,
    choose,
    fill,
    preview,
    with_own,
)

LOSS, DELAY, DAMAGE = ComplaintType.LOSS, ComplaintType.DELAY, ComplaintType.DAMAGE


def some_words(title: str = "t") -> Words:
    return Words(title=title, say=("您好。",))


def a_script(name: str, step: Step = Step.FIRST_REPLY, **meant_for: object) -> Script:
    usual = {"types": (), "levels": (), "moods": (), "stands": ()}
    ours = {"zh_CN": some_words("我们的"), "en": some_words("ours")}
    return Script(name, step, **{**usual, **meant_for}, ours=ours)  # type: ignore[arg-type]


def names(scripts: list[Script]) -> list[str]:
    return [script.id for script in scripts]


def test_only_scripts_of_the_step_are_offered() -> None:
    scripts = [a_script("closing", Step.CLOSING), a_script("reply")]

    assert names(choose(scripts, [LOSS], 5, Mood.UNKNOWN, Step.FIRST_REPLY)) == ["reply"]


def test_the_main_type_goes_before_another_and_that_before_any() -> None:
    scripts = [a_script("any"), a_script("delay", types=(DELAY,)), a_script("loss", types=(LOSS,))]
    other = a_script("damage", types=(DAMAGE,))

    assert names(choose([*scripts, other], [LOSS, DELAY])) == ["loss", "delay", "any"]


def test_a_script_for_several_types_counts_as_its_nearest() -> None:
    scripts = [a_script("delay", types=(DELAY,)), a_script("both", types=(DAMAGE, LOSS))]

    assert names(choose(scripts, [LOSS, DELAY])) == ["both", "delay"]


def test_the_mood_and_the_stars_choose_among_those_of_a_type() -> None:
    scripts = [
        a_script("any"),
        a_script("major", levels=(5,)),
        a_script("vent", moods=(Mood.VENT,)),
        a_script("simple", levels=(1,)),
        a_script("explain", moods=(Mood.EXPLANATION,)),
    ]

    assert names(choose(scripts, [LOSS], 5, Mood.VENT)) == ["vent", "major", "any"]


def test_what_is_not_known_yet_leaves_nothing_out_but_puts_the_particular_last() -> None:
    scripts = [a_script("vent", moods=(Mood.VENT,)), a_script("major", levels=(5,)), a_script("any")]

    assert names(choose(scripts)) == ["any", "major", "vent"]


def test_the_type_goes_before_the_mood() -> None:
    scripts = [a_script("vent", moods=(Mood.VENT,)), a_script("loss", types=(LOSS,))]

    assert names(choose(scripts, [LOSS], 5, Mood.VENT)) == ["loss", "vent"]


def test_without_a_step_they_come_in_the_order_of_a_conversation() -> None:
    scripts = [a_script("end", Step.CLOSING, types=(LOSS,)), a_script("reply"), a_script("hello", Step.OPENING)]

    assert names(choose(scripts, [LOSS])) == ["hello", "reply", "end"]


def test_equal_ones_keep_their_order() -> None:
    assert names(choose([a_script("b"), a_script("a")])) == ["b", "a"]


@pytest.mark.parametrize(
    ("stands", "offered"),
    [
        (None, ["neutral"]),
        (Stands.YES, ["ours", "neutral"]),
        (Stands.PARTLY, ["ours", "neutral"]),
        (Stands.NO, ["not-ours", "neutral"]),
    ],
)
def test_a_script_that_says_whose_fault_it_was_waits_for_the_finding(stands: Stands | None, offered: list[str]) -> None:
    scripts = [
        a_script("neutral", Step.OUTCOME),
        a_script("ours", Step.OUTCOME, stands=(Stands.YES, Stands.PARTLY)),
        a_script("not-ours", Step.OUTCOME, stands=(Stands.NO,)),
    ]

    assert names(choose(scripts, [LOSS], 5, Mood.UNKNOWN, Step.OUTCOME, stands)) == offered


@pytest.mark.parametrize("stands", Stands)
def test_a_script_that_says_we_know_nothing_yet_ends_with_the_finding(stands: Stands) -> None:
    scripts = [a_script("searching", Step.PROGRESS, until_finding=True), a_script("any", Step.PROGRESS)]

    assert names(choose(scripts, [LOSS], 5, Mood.UNKNOWN, Step.PROGRESS)) == ["searching", "any"]
    assert names(choose(scripts, [LOSS], 5, Mood.UNKNOWN, Step.PROGRESS, stands)) == ["any"]


def test_facts_are_filled_in() -> None:
    assert fill("编号{number}，电话{phone}。", {"number": "1", "phone": "2"}) == Filled("编号1，电话2。")


def test_a_text_with_a_missing_fact_cannot_be_copied() -> None:
    filled = fill("{due}前，{name}，{due}，{phone}", {"phone": "2", "name": " "})

    assert filled == Filled(None, ("due", "name"))


def test_a_word_in_braces_that_is_no_fact_counts_as_missing() -> None:
    assert fill("{neighbour}", {}).missing == ("neighbour",)


def test_a_fact_with_braces_is_not_filled_a_second_time() -> None:
    assert fill("{name}", {"name": "{phone}", "phone": "2"}).text == "{phone}"


def test_a_line_break_in_a_fact_does_not_tear_a_message_apart() -> None:
    assert fill("[{name}]", {"name": "Li\n Xiaoman"}).text == "[Li Xiaoman]"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("原因：{reason}。", "原因：外箱受压。"),
        ("原因：{reason}，抱歉", "原因：外箱受压，抱歉"),
        ("{reason}", "外箱受压。"),
        ("{reason} 抱歉", "外箱受压。 抱歉"),
    ],
)
def test_a_typed_sentence_does_not_bring_a_second_full_stop(text: str, whole: str) -> None:
    assert fill(text, {"reason": "外箱受压。"}).text == whole


def test_for_reading_a_missing_fact_stands_as_its_label() -> None:
    shown = preview("{due}前答复{name}，{x}", {"name": "李小满"}, {"due": "答复时间"})

    assert shown == "[答复时间]前答复李小满，[x]"


@given(st.text(), st.dictionaries(st.sampled_from(["number", "due", "name"]), st.text()))
def test_a_text_is_either_whole_or_tells_what_it_lacks(text: str, facts: dict[str, str]) -> None:
    asked = set(PLACEHOLDER.findall(text))
    filled = fill(text, facts)

    assert (filled.text is None) == bool(filled.missing)
    assert set(filled.missing) == {name for name in asked if not facts.get(name, "").strip()}


def test_a_branchs_words_go_over_ours_and_ours_stay_to_compare() -> None:
    (script,) = with_own([a_script("reply")], [OwnLines(id="reply", zh_CN=some_words("网点的"))])

    assert script.words("zh_CN").title == "网点的"
    assert script.ours["zh_CN"].title == "我们的"


def test_words_in_one_language_leave_the_other_alone() -> None:
    (script,) = with_own([a_script("reply")], [OwnLines(id="reply", zh_CN=some_words("网点的"))])

    assert script.words("en").title == "ours"
    assert set(script.own) == {"zh_CN"}


def test_other_scripts_and_other_words_do_not_meet() -> None:
    (script,) = with_own([a_script("reply")], [OwnLines(id="gone", zh_CN=some_words("旧的"))])

    assert script.own == {}


def test_going_back_to_ours_is_having_no_own_words() -> None:
    changed = with_own([a_script("reply")], [OwnLines(id="reply", zh_CN=some_words("网点的"))])
    (script,) = with_own(changed, [])

    assert script.words("zh_CN").title == "我们的"
