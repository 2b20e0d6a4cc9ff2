"""Shows citations: with the mark in words, and in English under an English name with the original behind it.

Assessments keep citations as their packs have them, ``民法典(2020) 第833条 [verified]``. The English names of works,
and of what a clause is about, stand in ``resources/works.toml``; article numbers are read from the citation itself.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache

from desktop import i18n, paths
from desktop.i18n import _
from desktop.wording.rule_words import MARKS

_CITED = re.compile(r"(?P<work>.+?)\((?P<version>[^()]*)\) (?P<place>.+)")
_DIGITS = "〇一二三四五六七八九"
_TENS = {"十": 10, "百": 100, "千": 1000}
_HAN = f"{_DIGITS}零两十百千"
_ONE = rf"(?:\d+(?:\.\d+)*|[{_HAN}]+)"
_NUMBERS = rf"{_ONE}(?:[、至]{_ONE})*"
#: An article, its paragraphs and items, and what it is about.
_PLACE = re.compile(
    rf"《?第(?P<article>{_NUMBERS})条》?(?:第(?P<paragraph>{_NUMBERS})款)?(?:第(?P<item>{_NUMBERS})项)?"
    r"(?P<point>[①-⑨])?\s*(?:（(?P<topic>.+)）|(?P<rest>.*))"
)


def citation_text(citation: str) -> str:
    """Show a citation with its mark in the language in force."""
    text, _space, mark = citation.rpartition(" [")
    known = MARKS.get(mark.rstrip("]"))
    if not known:
        return cited(citation)
    return _("{citation} ({mark})").format(citation=cited(text), mark=_(known))


def cited(text: str) -> str:
    """Name what a citation without its mark cites, in the language in force.

    In English ``民法典(2020) 第833条`` is ``Civil Code of the PRC, art. 833 (民法典(2020) 第833条)``; a work without an
    English name stays as it is.
    """
    found = _CITED.fullmatch(text)
    if i18n.language() == "zh_CN" or found is None:
        return text
    for table, one, several in (("laws", "art.", "arts."), ("terms", "clause", "clauses")):
        work = _works()[table].get(_short(found["work"]))
        if work is not None:
            place = _place(found["place"], one, several)
            return f"{work}, {place} ({text})" if place else f"{work} ({text})"
    return text


def article_text(work: str, article: str) -> str:
    """Name an article without its work, in the language in force; what has no English words stays as it is."""
    if i18n.language() == "zh_CN":
        return article
    is_law = _short(work) in _works()["laws"]
    return _place(article, *(("art.", "arts.") if is_law else ("clause", "clauses"))) or article


@cache
def _works() -> dict[str, dict[str, str]]:
    return tomllib.loads(paths.resource("works.toml").read_text(encoding="utf-8"))


def _short(work: str) -> str:
    """Take off a title what some write round it: ``《中华人民共和国民法典》`` is ``民法典``."""
    return work.strip("《》").removeprefix("中华人民共和国")


def _place(place: str, one: str, several: str) -> str:
    """Say an article or clause in English; empty where there are no words for it."""
    topics = _works()["topics"]
    found = _PLACE.fullmatch(place)
    if found is None:
        return topics.get(place, "")
    words = _counted(found["article"], one, several)
    if found["paragraph"]:
        words += f", {_counted(found['paragraph'], 'para.', 'paras.')}"
    if found["item"]:
        words += f", {_counted(found['item'], 'item', 'items')}"
    if found["point"]:
        words += f"({ord(found['point']) - ord('①') + 1})"
    topic = topics.get(found["topic"] or found["rest"] or "")
    return f"{words} ({topic})" if topic else words


def _counted(numbers: str, one: str, several: str) -> str:
    plain = re.sub(_ONE, lambda number: _plain(number[0]), numbers)
    if plain.isdecimal() or not re.search("[、至]", plain):
        return f"{one} {plain}"
    parts = plain.replace("至", " to ").split("、")
    return f"{several} {' and '.join(filter(None, (', '.join(parts[:-1]), parts[-1])))}"


def _plain(number: str) -> str:
    """Write a number in Chinese characters in digits: ``八百三十三`` is ``833``."""
    if number[0].isdecimal():
        return number
    total = digit = 0
    for sign in number.replace("零", "〇").replace("两", "二"):
        if sign in _TENS:
            total += (digit or 1) * _TENS[sign]
            digit = 0
        else:
            digit = _DIGITS.index(sign)
    return str(total + digit)
