"""Citations in words: Chinese as packs have them, English under an English name with the original behind it."""

from __future__ import annotations

import pytest

from desktop import i18n
from desktop.rulepacks import load_packs
from desktop.wording.citations import article_text, citation_text, cited

CITED = [
    (pack.sheet.id, citation)
    for pack in load_packs().packs
    for citation in pack.sheet.citations
]  # fmt: skip


@pytest.mark.parametrize(
    ("original", "english"),
    [
        ("民法典(2020) 第833条", "Civil Code of the PRC, art. 833"),
        ("《中华人民共和国民法典》(2020) 第八百三十三条", "Civil Code of the PRC, art. 833"),
        ("邮政法(2015) 第47条第1款第2项", "Postal Law of the PRC, art. 47, para. 1, item 2"),
        ("邮政法(2015) 第47条第2、3款", "Postal Law of the PRC, art. 47, paras. 2 and 3"),
        ("国际公路货物运输合同公约(1978) 第19、20条", "CMR Convention, arts. 19 and 20"),
        ("万国邮政公约(2012) 第23条第1.5至1.7项", "Universal Postal Convention, art. 23, items 1.5 to 1.7"),
        ("蒙特利尔公约(2024-12-28) 第22条第3款（26 SDR/千克）",
         "Montreal Convention, art. 22, para. 3 (26 SDR a kilogram)"),
        ("中通寄件服务协议(转载) 第3.1条第2项①（未保价最高500元）",
         "ZTO Express service agreement, clause 3.1, item 2(1) (uninsured: at most 500 yuan)"),
        ("GB/T 27917.3(2023) 丢失赔偿", "Express service standard GB/T 27917.3, loss"),
        ("万国邮政公约实施细则（函件）(转载) 挂号30 SDR",
         "Universal Postal Convention, letter post regulations, registered items 30 SDR"),
        ("民法典(2020) 总则编的规定", "Civil Code of the PRC"),
    ],
)  # fmt: skip
def test_a_work_we_know_has_an_english_name_with_the_original_behind_it(original: str, english: str) -> None:
    with i18n.use("en"):
        assert cited(original) == f"{english} ({original})"


@pytest.mark.parametrize("text", ["晨雀快运服务协议(2026年3月版) 第7条 保价赔偿", "合同第3条", "", "x (y) z"])
def test_a_work_without_an_english_name_stays_as_it_is(text: str) -> None:
    with i18n.use("en"):
        assert cited(text) == text


@pytest.mark.parametrize(("pack", "citation"), CITED, ids=lambda value: value if isinstance(value, str) else value.id)
def test_every_citation_of_our_packs_is_named_in_english_and_untouched_in_chinese(pack: str, citation: object) -> None:
    text = citation.text  # type: ignore[attr-defined]  # a Citation
    original = text.rpartition(" [")[0]

    with i18n.use("en"):
        english, marked = cited(original), citation_text(text)
        place = article_text(citation.instrument, citation.article)  # type: ignore[attr-defined]
    assert english.endswith(f" ({original})"), pack
    assert english.removesuffix(f" ({original})").isascii()
    assert place.isascii(), "the number or what it is about is said too"
    assert marked.startswith(english)
    with i18n.use("zh_CN"):
        assert cited(original) == original


def test_the_numbers_of_own_packs_may_be_written_out() -> None:
    with i18n.use("en"):
        assert [article_text("民法典", f"第{number}条") for number in ("十二", "二十", "一百零五", "一千二百六十")] == [
            "art. 12", "art. 20", "art. 105", "art. 1260",
        ]  # fmt: skip
