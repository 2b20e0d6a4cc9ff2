"""What a customer's words are taken for: denied, supposed and asked things, several matters, level, mood and marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.intake import ComplaintType
from desktop.domain.said import Matter, Role
from desktop.domain.triage import HEAD, TAIL, Mark, Mood, triage
from desktop.triage_words import load_triage

if TYPE_CHECKING:
    from desktop.domain.triage import Triaged

TABLES = load_triage()


def _read(text: str) -> Triaged:
    return triage(text, TABLES)


@pytest.mark.parametrize(
    ("text", "kind", "never"),
    [
        ("没坏，就是晚了三天", "delay", "damage"),
        ("不是破损，是少了两件", "shortage", "damage"),
        ("没有丢，送错地方了", "misdelivery", "loss"),
        ("东西没有破损、丢失，就是态度太差", "attitude", "loss"),
        ("箱子没有被压坏，但里面少了一瓶", "shortage", "damage"),
        ("並沒有損壞，只是一直沒送到", "delay", "damage"),
        ("件冇烂，但係遲咗五日", "delay", "damage"),
        ("It is not broken, it is just very late", "delay", "damage"),
        ("The lamp wasn't damaged but the driver was rude", "attitude", "damage"),
        ("not lost, you delivered it to the wrong address", "misdelivery", "loss"),
        ("完好无损，就是收费太贵", "fee", "damage"),
        ("没多收钱，可是态度恶劣", "attitude", "fee"),
    ],
)
def test_what_is_denied_does_not_count(text: str, kind: str, never: str) -> None:
    result = _read(text)

    assert result.type == kind
    assert never not in result.also


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("不是没坏，是全碎了", "damage"),
        ("没人管，东西丢了", "loss"),
        ("没打电话就放驿站了", "unauthorized_station"),
        ("特别慢，催了三次", "delay"),
        ("并不是没丢，就是丢了", "loss"),
    ],
)
def test_a_negation_reaches_no_further_than_it_should(text: str, kind: str) -> None:
    assert _read(text).type == kind


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("我的快递到哪了", Matter.INQUIRY),
        ("如果丢了怎么赔", Matter.CONSULTATION),
        ("万一摔坏了你们赔吗", Matter.CONSULTATION),
        ("寄到广州多少钱", Matter.CONSULTATION),
        ("Where is my parcel?", Matter.INQUIRY),
    ],
)
def test_what_is_asked_or_supposed_is_no_complaint(text: str, matter: Matter) -> None:
    result = _read(text)

    assert (result.type, result.matter, result.also, result.level) == (ComplaintType.INQUIRY, matter, (), 1)


def test_what_is_said_goes_before_what_is_asked() -> None:
    result = _read("我的快递到哪了？一直没到，都五天了")

    assert (result.type, result.matter, result.level) == (ComplaintType.DELAY, Matter.COMPLAINT, 3)


@pytest.mark.parametrize(
    ("text", "kind", "also"),
    [
        ("东西碎了，客服态度还很差", "damage", "attitude"),
        ("晚了六天，打开一看全烂了", "damage", "delay"),
        ("丢了一个月，只肯赔运费", "claim_refused", "loss"),
        ("送到驿站不通知，还要收两块钱保管费", "fee", "unauthorized_station"),
    ],
)
def test_of_several_matters_the_one_money_hangs_on_is_the_main_one(text: str, kind: str, also: str) -> None:
    result = _read(text)

    assert result.type == kind
    assert also in result.also


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "我上周三在你们网点寄了一台投影仪给我弟，买成一千二，保价三千，走了六天才到，打开一看镜头裂了一道缝，外壳也瘪了，"
            "我打客服电话等了二十分钟，说让我找网点，网点说让我找客服，派件的小哥说话还特别冲，挂我电话。",
            "damage",
        ),
        (
            "我妈从老家寄了两箱腊肉，一箱昨天到了，另外那箱到今天都找不到，打网点说在站里，打站里说没见过，我下了班专门跑过去，"
            "站长让我自己翻，翻了一个钟头没有，客服让我等三个工作日，我都等了两个了。",
            "loss",
        ),
        (
            "孩子的开学用品八月二十号就寄了，说三天到，我天天打电话问，今天说车满了明天说人不够，客服让我体谅，网点让我找客服，"
            "现在都九月五号了还没送到，学校老师催了我两回，我请假去站里问，站里说还在路上。",
            "delay",
        ),
    ],
)
def test_a_long_story_of_calls_and_counters_keeps_its_matter(text: str, kind: str) -> None:
    assert _read(text).type == kind


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("快递员态度很差", 1),
        ("快递员态度很差，我已经投诉过了", 3),
        ("快递员态度很差，我要打12305", 5),
        ("快递员态度很差，我要找记者曝光", 5),
        ("快递员态度很差，还动手打人，我受伤了", 5),
        ("快递员态度很差，没有受伤", 1),
        ("一直没送到", 3),
        ("一直没送到，里面是手机", 5),
        ("一直没送到，里面的东西值3000元", 5),
        ("一直没送到，里面的东西值1200多块", 5),
        ("一直没送到，值30元", 3),
        ("一直没送到，单号463431409940372", 3),
        ("箱子破损", 5),
        ("寄手机多少钱", 1),
        ("", 1),
    ],
)
def test_the_level_starts_from_the_types_and_is_raised(text: str, level: int) -> None:
    assert _read(text).level == level


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("快递碎了，气死我了", Mood.VENT),
        ("快递碎了，气死我了，赶紧给我处理", Mood.VENT_AND_SOLVE),
        ("快递碎了，请给我一个解释", Mood.EXPLANATION),
        ("快递碎了，必须全额赔，少一分都不行", Mood.ONE_OUTCOME),
        ("快递碎了", None),
        ("请问到哪了", None),
    ],
)
def test_the_mood_is_read(text: str, mood: Mood | None) -> None:
    assert _read(text).mood == mood


def test_wrong_contents_count_as_a_shortage() -> None:
    assert _read("发错货了，货不对版").type is ComplaintType.SHORTAGE
    assert ComplaintType.WRONG_CONTENTS not in TABLES.order


def test_the_words_that_counted_are_marked_where_they_stand() -> None:
    text = "我嘅件　還沒\u200b收到，態度惡劣"
    marks = _read(text).because

    assert Mark(4, 9, Role.TYPE, ComplaintType.DELAY) in marks
    assert Mark(10, 14, Role.TYPE, ComplaintType.ATTITUDE) in marks


def test_an_empty_text_is_other() -> None:
    result = _read(" \u200b\n")

    assert (result.type, result.also, result.level, result.mood, result.because) == ("other", (), 1, None, ())


@given(st.text(st.sampled_from("没不坏丢签收到了吗？，。 ~a*{}\x00\u200b\U0001f621没坏如果元3.,"), max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_an_answer_with_marks_inside_it(text: str) -> None:
    result = _read(text)

    assert result.type not in result.also
    assert result.level in {1, 3, 5}
    assert all(0 <= mark.start < mark.end <= len(text) for mark in result.because)


@pytest.mark.parametrize("piece", ["签收", "放驿站", "不坏了", "1,", "not ", "~"])
def test_a_text_of_a_hundred_thousand_characters_is_read_to_the_end(piece: str) -> None:
    filler = (piece * 100_000)[: 100_000 - 20]

    assert _read(filler + "。\n骂人，态度恶劣").because[-1].end > 100_000 - 20


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        # Words that look like a second matter, but speak of something else.
        ("没少东西，就是杯子裂了", "damage"),
        ("外箱一点没破，里面少了一盒", "shortage"),
        ("件没丢，在五栋一户人家里，你们给错了", "misdelivery"),
        ("东西收到了没破没少，就是那个小哥说话太冲", "attitude"),
    ],
)
def test_what_is_only_mentioned_is_no_further_type(text: str, kind: str) -> None:
    result = _read(text)

    assert (result.type, result.also) == (kind, ())


def test_of_a_very_long_text_the_beginning_and_the_end_are_read() -> None:
    middle = "今天天气很好" * 10_000
    long = f"快递员骂人，态度恶劣。{middle}。花瓶全碎了，买成一千二"

    result = _read(long)

    assert {result.type, *result.also} == {ComplaintType.DAMAGE, ComplaintType.ATTITUDE}
    assert {long[mark.start : mark.end] for mark in result.because} >= {"骂人", "碎了"}
    assert [(long[said.start : said.end], said.fen) for said in result.sums] == [("一千二", 120_000)]


def test_what_is_left_out_of_a_very_long_text_is_not_read() -> None:
    filler = "今天天气很好。" * 1_000

    assert ComplaintType.ATTITUDE not in {_read(f"{filler}快递员态度恶劣{filler}").type}
    assert [said.fen for said in _read(f"{filler}保价三千{filler}").sums] == []


def test_nothing_reaches_over_what_is_left_out() -> None:
    # A denial at the end of the beginning does not deny what the end begins with.
    beginning = "。" * (HEAD - 1) + "没"
    result = _read(beginning + "。" * 50 + "碎了" + "。" * (TAIL - 2))

    assert result.type is ComplaintType.DAMAGE
