"""Sums are told from numbers of parcels, phones, days and miles, and what they are the sum of.

Every expected amount is read off the words by hand, in fen.
"""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.said_sums import largest_sum, sums

YUAN = 100


def _told(text: str) -> list[tuple[str, int, bool]]:
    return [(said.field, said.fen, said.exact) for said in sums(text)]


@pytest.mark.parametrize(
    ("text", "largest"),
    [
        ("价值3000元", 3000),
        ("¥1,299.50", 1299.5),
        ("2.5万", 25_000),
        ("值1200多块", 1200),
        ("运费12元，东西800块", 800),
        ("单号463431409940372元", 0),
        ("打18412345678", 0),
        ("等了3天", 0),
        ("1.2.3元", 0),
        ("", 0),
        ("保价三千", 3000),
        ("两百块", 200),
        ("一万五", 15_000),
        ("3k", 3000),
    ],
)
def test_the_largest_sum_is_found(text: str, largest: float) -> None:
    assert largest_sum(text) == largest


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("两百块", 200),
        ("一百二十块", 120),
        ("一百二块", 120),
        ("一千二块", 1200),
        ("一千零二块", 1002),
        ("一千零二十块", 1020),
        ("一万五块钱", 15_000),
        ("一万五千元", 15_000),
        ("一万零五百元", 10_500),
        ("三万八", 38_000),
        ("十二块", 12),
        ("二十块", 20),
        ("五块", 5),
        ("三块五", 3.5),
        ("两块半", 2.5),
        ("十万块", 100_000),
        ("3千块", 3000),
        ("1.5万", 15_000),
        ("2w", 20_000),
        ("3.5k", 3500),
        ("¥60", 60),
        ("1500rmb", 1500),
        ("三千蚊", 3000),
        ("千二块", None),
    ],
)
def test_words_and_short_forms_are_read_as_they_are_spoken(text: str, yuan: float | None) -> None:
    assert _told(text) == ([("", round(yuan * YUAN), True)] if yuan is not None else [])


@pytest.mark.parametrize(
    ("text", "field", "yuan"),
    [
        ("保价三千", "declared_value", 3000),
        ("保了五千块", "declared_value", 5000),
        ("声明价值2000元", "declared_value", 2000),
        ("当时保价是一万", "declared_value", 10_000),
        ("买成一千二", "actual_value", 1200),
        ("买的时候花了八百", "actual_value", 800),
        ("这手机值四千五", "actual_value", 4500),
        ("三千八买的", "actual_value", 3800),
        ("两千块的货", "actual_value", 2000),
        ("进价650", "actual_value", 650),
        ("运费十八", "freight", 18),
        ("邮费12块", "freight", 12),
        ("二十三块运费", "freight", 23),
        ("保价费15", "premium", 15),
        ("保费三十块", "premium", 30),
        ("要求赔三千", "asked_amount", 3000),
        ("你们给我赔一千二", "asked_amount", 1200),
    ],
)
def test_a_sum_belongs_to_what_is_named_beside_it(text: str, field: str, yuan: int) -> None:
    assert _told(text) == [(field, yuan * YUAN, True)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # Insurance for three thousand cost thirty.
        ("三千块的保价费30", [("declared_value", 3000), ("premium", 30)]),
        ("保价三千，保价费十五，运费二十二", [("declared_value", 3000), ("premium", 15), ("freight", 22)]),
        ("东西值一万五，保价三千", [("actual_value", 15_000), ("declared_value", 3000)]),
        ("运费12块东西买成八百", [("freight", 12), ("actual_value", 800)]),
        # What the branch offered is nobody's demand and no value.
        ("保价五千只赔三百", [("declared_value", 5000), ("", 300)]),
        ("上楼费收了我十块", [("", 10)]),
    ],
)
def test_of_several_sums_each_has_its_own_field(text: str, told: list[tuple[str, int]]) -> None:
    assert _told(text) == [(field, yuan * YUAN, True) for field, yuan in told]


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("值三千多", 3000),
        ("值三千多块", 3000),
        ("大概值两千", 2000),
        ("买成一千二左右", 1200),
        ("价值差不多一万", 10_000),
        ("值2000多块", 2000),
        ("值两三千块", 2000),
        ("值快五千了", 5000),
    ],
)
def test_about_so_much_is_no_exact_sum(text: str, yuan: int) -> None:
    assert _told(text) == [("actual_value", yuan * YUAN, False)]


@pytest.mark.parametrize(
    "text",
    [
        "三天",
        "等了十二天还没到",
        "两百多公里",
        "一号寄的",
        "十五号到现在",
        "三千克",
        "3kg",
        "5km",
        "20w快充",
        "三百个件",
        "第三次了",
        "千万别摔",
        "万一丢了",
        "二十一楼",
        "打了13800138000没人接",
        "单号7734512345678",
        "尾号3456",
        "一二三四五",
        "买了三件",
        "保价了三次",
        "收到三千克的货",
        "2026年11月22日",
        "上午10点",
        "百分之三十",
        "花了三天",
        "一万个不愿意",
        "几千块",
        "好几百块",
    ],
)
def test_what_is_no_sum_is_none(text: str) -> None:
    assert _told(text) == []


def test_a_sum_stands_where_it_is_said() -> None:
    text = "当时买成一千二，保价三千多块"

    assert [text[said.start : said.end] for said in sums(text)] == ["一千二", "三千多块"]


@given(st.text(st.sampled_from("零一二两三十百千万0123.,¥元块多半保价费运买成值的天公里kw "), max_size=40))
def test_any_text_gives_sums_inside_it(text: str) -> None:
    found = sums(text)

    assert all(0 <= said.start < said.end <= len(text) and said.fen >= 0 for said in found)
    assert all(before.end <= after.start for before, after in itertools.pairwise(found))
