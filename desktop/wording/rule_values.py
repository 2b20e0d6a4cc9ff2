"""Says one value of a rule file in words: money, shares, days and the codes of the file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain.rules import PremiumTable, Rule, TimeLimit
from desktop.i18n import N_, _
from desktop.wording.assessment import spoken
from desktop.wording.claim import choice_label, field_label
from desktop.wording.rule_packs import KINDS, bands, pays_text, percent, sum_text, time_text, when_text
from desktop.wording.rule_words import LINE_TITLES, MARKS, METHOD_NAMES, READINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import msgspec

    from desktop.domain.rules import Citation, RuleSheet

    #: The editions of each citation, those of the law beneath a pack too.
    Cites = Mapping[str, tuple[Citation, ...]]

_REGIMES: dict[str, str] = {
    "express": N_("Express"),
    "postal": N_("Post"),
    "cross-border": N_("Cross-border express"),
    "air": N_("Air cargo"),
    "road": N_("Road haulage"),
    "upu": N_("International post"),
}
_PARTS: dict[str, str] = {
    "whole": N_("whole"),
    "affected": N_("of the affected pieces"),
    "share": N_("in proportion to the loss"),
}
_EDGES: dict[str, str] = {"after": N_("only after it"), "on": N_("from that day on")}
_CODES: dict[str, Mapping[str, str]] = {
    "kind": {str(kind): name for kind, name in KINDS.items()},
    "mark": MARKS,
    "method": METHOD_NAMES,
    "line": LINE_TITLES,
    "regime": _REGIMES,
    "regimes": _REGIMES,
    "part": _PARTS,
    "edge": _EDGES,
    "reading": {code: name for code, (name, _sentence) in READINGS.items()},
}
_SUMS = frozenset({"amount", "per_kg", "per_piece", "fee", "least", "largest", "up_to"})
_SHARES = frozenset({"rate", "threshold"})
_DAYS = frozenset({"in_force_from", "in_force_to", "valid_from", "valid_to"})
_FACTS = frozenset({"chosen_by", "rate_day", "value", "start", "known", "unknown"})
_CITES = frozenset({"cite", "fault_cite", "delay_cite", "one_claim"})
_YES_NO = frozenset({"agreed", "optional", "bars"})
#: Keys with several values.
_LISTS = frozenset({"regimes", "scope", "start", "known", "unknown"})
#: Keys that make one sentence together; its name is that of the sentence.
_OF_PAYMENT = frozenset({"method", "caps", "at_least", "part", "value", "threshold", "amount", "rate"})
_OF_LENGTH = frozenset({"years", "months", "days", "start", "bars"})


def sentence_of(table: str, key: str) -> str:
    """Return which sentence of a part a key belongs to, nothing where it stands for itself."""
    first, *_more = key.split(".")
    if first == "when":
        return "when"
    if table == "rule" and first in _OF_PAYMENT and not key.endswith(".cite"):
        return "pays"
    if table == "time_limit" and first in _OF_LENGTH:
        return "length"
    return "bands" if table == "premium" and first == "bands" else ""


def sentence_name(sentence: str) -> str:
    """Return what stands before a sentence."""
    names = {"when": N_("When"), "pays": N_("Pays"), "length": N_("Time limit"), "bands": N_("Price")}
    return _(names[sentence])


def say_part(sentence: str, part: msgspec.Struct | None, sheet: RuleSheet) -> str:
    """Say one sentence of a rule or other part of a pack; nothing where it has none."""
    when = getattr(part, "when", None)
    if sentence == "when" and when:
        return when_text(when, sheet)
    if sentence == "pays" and isinstance(part, Rule):
        return pays_text(part)
    if sentence == "length" and isinstance(part, TimeLimit):
        return time_text(part)
    if sentence == "bands" and isinstance(part, PremiumTable):
        return "\n".join(_("{label}: {values}").format(label=b.declared, values=b.price) for b in bands(part.bands))
    return ""


def say_value(key: str, value: str, part: msgspec.Struct | None, sheet: RuleSheet, cites: Cites) -> str:
    """Say one value; one that needs no words, as a name or a text, is shown as it stands."""
    name = key.rpartition(".")[2]
    if not value or key.startswith("when."):
        return value
    if name in _SUMS:
        return sum_text(Decimal(value), _currency(key, part))
    if name in _SHARES:
        return percent(Decimal(value))
    if name in _DAYS:
        return i18n.day(date.fromisoformat(value))
    if name in _CITES:
        return _(", ").join(_article(cite, cites) for cite in value.split(", "))
    if name in _LISTS:
        return _(", ").join(_code(name, code, sheet) for code in value.split(", "))
    return _code(name, value, sheet)


def citation_name(citation: Citation) -> str:
    """Name a source as it stands below a rule, without how far it was checked."""
    return citation.text.rpartition(" [")[0]


def _code(name: str, code: str, sheet: RuleSheet) -> str:
    """Say one code of the file; what is none is shown as it stands."""
    if name in _CODES:
        known = _CODES[name].get(code)
        return _(known) if known else code
    if name in _FACTS:
        return field_label(code)
    if name == "scope" or name in _YES_NO:
        return choice_label(name, code)
    if name == "product":
        return next((spoken(product.title) for product in sheet.products if product.id == code), code)
    return code


def _article(name: str, cites: Cites) -> str:
    editions = cites.get(name)
    return citation_name(editions[-1]) if editions else name


def _currency(key: str, part: msgspec.Struct | None) -> str:
    """Return the currency a limit is set in; everything else of a file is in yuan."""
    table, _dot, rest = key.partition(".")
    place = rest.partition(".")[0]
    limits = getattr(part, table, ()) if table in {"caps", "at_least"} else ()
    return limits[int(place)].currency if place.isdigit() and int(place) < len(limits) else "CNY"
