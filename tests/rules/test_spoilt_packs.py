"""Rule packs with one value spoilt: refused with a place that names it, or usable; nothing in between."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop import paths
from desktop.domain.assess import assess
from desktop.domain.claim import ClaimFacts, Event, Scope
from desktop.domain.premium import quote
from desktop.rulepacks import BadRuleFiles, Source, read_packs
from desktop.wording.rule_files import rule_file_text

#: Keys and numbers on the way to a value.
Place = tuple[Any, ...]

SOURCES = [Source(path.name, path.read_bytes()) for path in sorted(paths.resource("rules").glob("*.toml"))]
FACTS = [
    ClaimFacts(
        event=event,
        accepted_on=date(2026, 11, 21),
        event_on=date(2026, 11, 21),
        claimed_on=date(2026, 11, 22),
        as_of=date(2026, 12, 22),
        promised_by=date(2026, 11, 22),
        scope=Scope.INTER_PROVINCE,
        insured=insured,
        declared_value=Decimal(300) if insured else None,
        actual_value=Decimal(400),
        loss_amount=Decimal(100),
        freight=Decimal(12),
        weight_kg=Decimal(2),
        province="CN-ZJ",
        consumer=True,
    )
    for event in (Event.LOSS, Event.PARTIAL_DAMAGE, Event.DELAY)
    for insured in (True, False)
]

_hostile = st.sampled_from(
    [
        *(
            "",
            "x",
            "NaN",
            "Infinity",
            "-1",
            "1e999999",
            "0",
            "9" * 10_000,
            "0.0000001",
            "\x7f",
            "凌" * 300,
            "{",
            "{id}",
        ),
        *(True, 0, -1, 10**30, 1.5, float("nan"), date(1, 1, 1), date(9999, 12, 31)),
        *([], {}, [[]], [{}], {"x": 1}, ["x"], [""]),
    ]
)


def _places(value: object, place: Place = ()) -> list[Place]:
    """Return the place of every table, list and value below a value."""
    inner: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [*([place] if place else []), *(found for key, each in inner for found in _places(each, (*place, key)))]


def _toml(value: object) -> str:
    """Write a value in one line."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_quoted(key)} = {_toml(each)}' for key, each in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, str):
        return _quoted(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _quoted(text: str) -> str:
    escaped = "".join(char if char.isprintable() and char not in '"\\' else f"\\u{ord(char):04x}" for char in text)
    return f'"{escaped}"'


@st.composite
def _changes(draw: st.DrawFn) -> tuple[str, Place, str, object]:
    """Choose a file, a place in it, and what is to happen there."""
    chosen = draw(st.sampled_from(SOURCES))
    place = draw(st.sampled_from(_places(tomllib.loads(chosen.raw.decode()))))
    return chosen.name, place, draw(st.sampled_from(["replace", "leave out", "add", "twice"])), draw(_hostile)


def _spoilt(source: Source, place: Place, how: str, value: object) -> Source:
    document = tomllib.loads(source.raw.decode())
    holder: Any = document
    for key in place[:-1]:
        holder = holder[key]
    if how == "leave out":
        del holder[place[-1]]
    elif how == "replace":
        holder[place[-1]] = value
    elif isinstance(holder, list):
        holder.append(holder[place[-1]] if how == "twice" else value)
    else:
        holder[f"{place[-1]}_2"] = value
    return Source(source.name, "\n".join(f"{_quoted(key)} = {_toml(each)}" for key, each in document.items()).encode())


@settings(max_examples=250, deadline=None)
@given(_changes())
def test_a_spoilt_pack_is_refused_or_works(change: tuple[str, Place, str, object]) -> None:
    name, place, how, value = change
    sources = [_spoilt(source, place, how, value) if source.name == name else source for source in SOURCES]
    try:
        packs = read_packs(sources)
    except BadRuleFiles as error:
        _check_told(error)
        return

    for terms in packs.terms():
        for facts in FACTS:
            assess(ClaimFacts(**{**_known(facts), "terms": terms}), packs)
        pack = packs.in_force(terms, date(2026, 11, 21)).pack
        if pack is not None:
            quote(pack, Decimal(1000), date(2026, 11, 21))


def _check_told(error: BadRuleFiles) -> None:
    for problem in error.problems:
        assert rule_file_text(problem).startswith(problem.facts["file"])


def _known(facts: ClaimFacts) -> dict[str, Any]:
    return {key: getattr(facts, key) for key in ClaimFacts.__struct_fields__}
