"""Sums of money as customers name them in passing, in figures and in words: ¥300, 3000元, 2.5万, 3k, 一千二, 两百块.

A sum is told from a day, a distance or a number of parcels by what stands beside it: a sign or unit of money, or a
word like 保价 or 买成 before it. What it is the sum of is told by such words as well, the nearest first; where none
stands near it stays open. ``三千多`` is a sum, but not an exact one: a person asks before it becomes an amount.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

#: Largest sum taken for one, in yuan: above it somebody reads out a number.
_LARGEST = Decimal(100_000_000)


@dataclass(frozen=True, slots=True)
class SaidSum:
    """A sum of money somebody named.

    Attributes:
        start: where it begins in the folded text.
        end: where it ends.
        fen: the sum in fen.
        exact: not "about", "more than", "two or three thousand".
        field: the field of an intake it belongs to; empty where the words do not say, or where it is something else
            that was charged or offered.

    """

    start: int
    end: int
    fen: int
    exact: bool
    field: str = ""


_DIGITS = {char: number for number, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "仨": 3}
_TENS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000}
_SHORT = {"百": 100, "千": 1_000, "k": 1_000, "w": 10_000, "万": 10_000, "": 1}
_UNIT = r"元|块|圆|蚊|刀(?!片|具)|人民币|rmb"
#: What may stand between a figure and its unit, and makes it a rough one.
_ROUGH = r"多|来|几|好几|出头|左右|上下|把"
_NUMBER = re.compile(
    rf"""
    (?P<sign>[¥$])?\s?
    (?:
      (?<![0-9a-z.,/:-])(?P<figure>[0-9]{{1,9}}(?:,[0-9]{{3}})*(?:\.[0-9]{{1,2}})?)(?![0-9.,]*[0-9])\s?
      (?P<short>[百千万](?![克瓦米升字])|[kw](?![a-z0-9]))?
      | (?<![第零〇一二两俩仨三四五六七八九十百千万半])(?P<words>[零〇一二两俩仨三四五六七八九十百千万]+)(?![亿])
    )
    (?P<rough>{_ROUGH})?\s?
    (?P<unit>(?:{_UNIT})(?:钱)?)?
    (?P<half>(?<=块)(?:半(?!天|年|个|路)|[零〇一二两三四五六七八九](?=[,。!?;\s]|$)))?
    (?P<after>左右|上下|出头|不到|的样子|以上|上)?
    """,
    re.VERBOSE,
)
#: What follows a number of something else: days, metres, floors, pieces.
_COUNTED = re.compile(
    r"多?[天日号月年周点时分秒公里米克斤吨瓦度升件个条箱本张人次遍家户页层楼栋幢室岁%倍成折种样包瓶盒袋双套台辆票单"
    r"位名场回趟圈步字集部楼座排组站根支片块]|多?只(?![赔给退肯认])|多?(?:小时|礼拜|星期|厘米|毫|平|kg|km|cm|ml|mah|wh|充|快充|年前)"
)
#: Words that are no number though they look like one.
_NO_NUMBER = re.compile(
    r"千万别|千万要|千万不|千万记|万一|一千零一夜|十万火急|百万庄|万万|一二|一五一十|三五成|七七八八|千千万|百分之"
)
#: What a sum is called when it is given without a unit: the cue, the field it belongs to, and whether it is money at
#: all without a unit. The nearest before a number counts; a longer word hides a shorter one at the same place.
_CUES = {
    "premium": "保价费|保费|保险费|保的钱",
    "declared_value": "保价金额|保价了|保价|保额|保了|投保|声明价值|申报价值|声明|申报|保险|保",
    "freight": "快递费|运输费|邮寄费|运费|邮费|寄费|邮资|路费|postage|shipping",
    "actual_value": (
        "实际价值|价值|价格|货值|货款|货价|原价|进价|进货价|成本|售价|卖价|成交价|标价|市价|买成|买价|买的|买来|买了|购价"
        "|花了|花|值个|值|拍下|卖|发票|worth|value|paid"
    ),
    "asked_amount": "给我赔|要求赔偿|要求赔付|要求赔|索赔|赔偿我|赔我|赔给我|你们赔|必须赔|至少赔|退我|要你们",
    "": (
        "只赔偿|只赔付|只赔|就赔|才赔|最多赔|只肯赔|只给|只肯给|只退|赔了|赔付了|多收了|多收|收我|收了我|收了|又收|要收|加收|扣了"
        "|扣|要我|保管费|上楼费|取件费|搬运费|手续费|包装费|服务费|关税|罚|押金|工资|一天|每天|充值|[一-鿿]费"
    ),
}
_BEFORE = re.compile("|".join(f"(?P<c{place}>{words})" for place, words in enumerate(_CUES.values())), re.IGNORECASE)
_FIELDS = tuple(_CUES)
#: Right behind a sum.
_BEHIND = (
    # 三千块的保价费30 speaks of insurance for three thousand; 30 保价费 is the premium itself.
    (re.compile(r"\s?的保(?:价|额|费)"), "declared_value"),
    (re.compile(r"\s?(?:保价费|保费)"), "premium"),
    (re.compile(r"\s?(?:保价|保额)"), "declared_value"),
    (re.compile(r"\s?的?(?:运费|邮费|快递费|寄费)"), "freight"),
    (re.compile(r"\s?的?[一-鿿]{0,2}费"), ""),
    (
        re.compile(r"\s?(?:买的|买来|买回来|进的|的(?:货|东西|手机|电脑|相机|酒|表|衣服|鞋|包|首饰|玉|茶))"),
        "actual_value",
    ),
)
#: Between a cue and its sum: 保价 了 是 大概 三千.
_LINK = re.compile(
    r"(?:[了是为要个约近快有到的我你给才就只共:\s]|大概|大约|差不多|将近|一共|总共|起码|至少|最多|好像|应该|金额)*\Z"
)
#: Anywhere before a sum in its clause, or right before it: no exact one.
_ABOUT = re.compile(r"大概|大约|差不多|将近|可能|估计|好像|[约近快上]\s?\Z|(?:至少|起码|最多|不到|超过)\s?\Z")
_CLAUSE = re.compile(r"[,。!?;\n]")
#: A number of so many yuan or more is a sum after a cue even without a unit; fewer may be anything.
_BARE = 100
#: Fees may be small.
_SMALL = frozenset({"premium", "freight"})
#: As far back as a cue is looked for, in characters.
_REACH = 12


def sums(text: str) -> list[SaidSum]:
    """Return the sums of money named in a folded text, in the order they stand."""
    found: list[SaidSum] = []
    for match in _NUMBER.finditer(text):
        if one := _sum(text, match, found[-1].end if found else 0):
            found.append(one)
    return found


def largest_sum(text: str) -> float:
    """Return the largest sum of money named, in yuan, 0 without one; a hint, nothing to reckon with."""
    return max((said.fen / 100 for said in sums(text)), default=0.0)


def _sum(text: str, match: re.Match[str], earlier: int) -> SaidSum | None:
    """Read one number; nothing where it is no sum of money."""
    value, exact = _value(match)
    if value is None or value > _LARGEST or _NO_NUMBER.search(text, max(0, match.start() - 1), match.end() + 2):
        return None
    start = match.start("sign") if match["sign"] else match.start("figure" if match["figure"] else "words")
    end = max(match.end(name) for name in ("figure", "short", "words", "rough", "unit", "half", "after"))
    has_unit = bool(match["sign"] or match["unit"])
    if not has_unit and _COUNTED.match(text, max(match.end("figure"), match.end("short"), match.end("words"))):
        return None
    before, close = _cue_before(text, start, earlier)
    behind = _cue_behind(text, end)
    called = before if close else behind
    if not (
        has_unit
        or match["short"] in {"k", "w", "万", "千"}
        or (called and (value >= _BARE or called in _SMALL))
        or (close and value >= _BARE)
        or _sounds_like_a_price(match["words"] or "", value, rough=bool(match["rough"]))
    ):
        return None
    about = match["rough"] or match["after"] or _ABOUT.search(text, _stretch(text, start, earlier), start)
    field = next((one for one in (called, behind, before) if one is not None), "")
    return SaidSum(start, end, int(value * 100), exact and not about, field)


def _sounds_like_a_price(words: str, value: Decimal, *, rough: bool) -> bool:
    """Whether words without any unit still sound like a price: 一万五, 一千二, 三千八."""
    return value >= 1_000 and len(words) > 2 and words[-1] in _DIGITS and words[-2] in "千万" and not rough


def _value(match: re.Match[str]) -> tuple[Decimal | None, bool]:
    """Return the number in yuan, and whether it is an exact one."""
    if match["figure"]:
        figure = Decimal(match["figure"].replace(",", "")) * _SHORT[match["short"] or ""]
        return figure + _tail(match), True
    value, exact = _number(match["words"])
    return (None if value is None else value + _tail(match)), exact


def _tail(match: re.Match[str]) -> Decimal:
    """Return what follows 块: 三块五 is 3.50, 两块半 is 2.50."""
    half = match["half"]
    return Decimal(0) if not half else Decimal("0.5") if half == "半" else Decimal(_DIGITS[half]) / 10


def _number(words: str) -> tuple[Decimal | None, bool]:
    """Read a number in words as it is spoken: 一万五 is 15,000, 两三千 some 2,000, 两千零五十 2,050."""
    if all(char in _DIGITS for char in words):
        # 两三 is a range, 一二三四 a number read out; one digit alone is a number.
        return (Decimal(_DIGITS[words]), True) if len(words) == 1 else (None, False)
    if words[0] in "百千万":
        return None, False
    whole = Decimal(0)
    section = digit = 0
    last, exact, seen = 1, True, False
    for char in words:
        if char in _DIGITS:
            if seen and digit:
                exact = False
                if _DIGITS[char] != digit + 1:
                    return None, False
            else:
                digit = _DIGITS[char]
            seen = char not in "零〇"
            last = 1 if char in "零〇" else last
        elif char == "万":
            whole, section, digit, last, seen = (whole + section + digit) * 10_000, 0, 0, 10_000, False
        else:
            section += (digit or 1) * _TENS[char]
            digit, last, seen = 0, _TENS[char], False
    # A digit left over counts in tenths of what was named last: 一千二 is 1,200, 一万五 is 15,000.
    section += digit * (last // 10 if last > 10 and words[-2] not in "零〇" else 1)
    return whole + section, exact


def _cue_before(text: str, start: int, earlier: int) -> tuple[str | None, bool]:
    """Return the field named before a sum in its clause, and whether it stands right before it."""
    *_, nearest = (None, *_BEFORE.finditer(text, _stretch(text, start, earlier), start))
    if nearest is None or nearest.lastgroup is None:
        return None, False
    field = _FIELDS[int(nearest.lastgroup[1:])]
    return field, _LINK.match(text, nearest.end(), start) is not None


def _stretch(text: str, start: int, earlier: int) -> int:
    """Return from where the words before a sum speak of it: its clause, behind the sum before it, and near."""
    begin = max(earlier, start - _REACH)
    return max([begin, *(end.end() for end in _CLAUSE.finditer(text, begin, start))])


def _cue_behind(text: str, end: int) -> str | None:
    """Return the field named right behind a sum."""
    return next((field for pattern, field in _BEHIND if pattern.match(text, end)), None)
