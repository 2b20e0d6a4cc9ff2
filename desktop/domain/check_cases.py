"""What somebody should look at in a rule pack that can be used: rules that never apply, and cases no rule is for.

These are warnings: the pack works, and says so where it has no rule. Facts of a warning that name other rules are
``other``, ``other1`` ... by their place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.cells import KNOWN, NOT_GIVEN, Cases, TooManyBoxes
from desktop.domain.check_titles import check_titles
from desktop.domain.conditions import CONDITIONS, GROUPS, TREATED_AS
from desktop.domain.problems import Problem
from desktop.domain.rules import LineKind, PackKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.domain.cells import Box
    from desktop.domain.rules import Rule, RuleSheet

#: Nobody writes packs with more rules than this; a longer one is not looked through.
_MOST_RULES = 200
#: More cases left out than this are not told: the first show what is missing.
_MOST_TOLD = 6
_MOST_WIDENED = 40
#: What a case left out has in any event, or says already.
_UNTOLD = ("treated_as", "exempt")
_DAMAGE = GROUPS["damage"]


def warn_of_pack(sheet: RuleSheet) -> list[Problem]:
    """Return what to look at in a pack ``check_rules`` found nothing wrong with, rule by rule."""
    if len(sheet.rules) > _MOST_RULES:
        return []
    cases = Cases(sheet)
    found = [*check_titles(sheet), *_open_ended(sheet)]
    try:
        found += [*_never_applied(sheet, cases), *_left_out(sheet, cases)]
    except TooManyBoxes:
        return found
    return found


def _never_applied(sheet: RuleSheet, cases: Cases) -> Iterator[Problem]:
    """Find rules all of whose cases earlier rules of the same line catch.

    Rules have no days of their own: all of a pack are in force on its days, so that an earlier one always comes before.
    """
    everything = cases.all(TREATED_AS)
    for kind in LineKind:
        # A rule that is only shown beside the result catches nothing, and comes first where it is asked for.
        rules = [(place, rule) for place, rule in enumerate(sheet.rules) if rule.line == kind and _applies(rule)]
        for number, (place, rule) in enumerate(rules):
            own = cases.within(everything, cases.of(rule))
            catching = _catching(own, rules[:number], cases) if own else []
            if catching:
                others = {f"other{n or ''}": f"rule.{other}" for n, other in enumerate(catching)}
                code = "rule-never-applies" if len(catching) == 1 else "rule-never-applies-by-several"
                yield Problem(f"rule.{place}", code, {"rule": rule.id, **others})


def _catching(own: Sequence[Box], earlier: Sequence[tuple[int, Rule]], cases: Cases) -> list[int]:
    """Return the places of the rules that catch all cases of one; none where some are left."""
    for place, rule in earlier:
        if not cases.without(own, cases.of(rule)):
            return [place]
    left, catching = list(own), []
    for place, rule in earlier:
        rest = cases.without(left, cases.of(rule))
        if rest != left:
            catching.append(place)
        left = rest
    return [] if left else catching


def _left_out(sheet: RuleSheet, cases: Cases) -> Iterator[Problem]:
    """Find cases of the events a carrier's pack covers that none of its rules is for.

    Where nothing is lost but time, postage that goes back is an answer as well.
    """
    if sheet.kind != PackKind.CARRIER:
        return
    rules = [rule for rule in sheet.rules if _applies(rule)]
    goods = [rule for rule in rules if rule.line == LineKind.GOODS]
    if any(_is_for(rule, event, cases) for rule in goods for event in _DAMAGE):
        yield from _told(sheet, cases, _DAMAGE, goods)
    for_delay = [rule for rule in rules if rule.line in (LineKind.GOODS, LineKind.FREIGHT_REFUND)]
    if any("treated_as" in rule.when and _is_for(rule, "delay", cases) for rule in for_delay):
        yield from _told(sheet, cases, ("delay",), for_delay)


def _applies(rule: Rule) -> bool:
    """Say whether a rule is ever applied by itself; the others are other readings."""
    return not rule.optional and not rule.beside


def _is_for(rule: Rule, event: str, cases: Cases) -> bool:
    return event in cases.of(rule).get("treated_as", (event,))


def _told(sheet: RuleSheet, cases: Cases, events: Sequence[str], rules: Sequence[Rule]) -> Iterator[Problem]:
    caught = [cases.of(rule) for rule in rules]
    left: list[Box] = cases.within(cases.all(events), {"exempt": frozenset({"none"})})
    for box in (*caught, *(cases.exempt(exemption.when) for exemption in sheet.exemptions)):
        left = cases.without(left, box)
    others = [{"treated_as": cases.answers["treated_as"] - set(events)}, {"exempt": cases.answers["exempt"] - {"none"}}]
    wide: list[Box] = []
    rest = left
    while rest and len(wide) < _MOST_WIDENED:
        wide.append(cases.widened(rest[0], left, [*caught, *others]))
        rest = cases.without(rest, wide[-1])
    for box in _widest(wide)[:_MOST_TOLD]:
        yield Problem(
            f"rule.{_nearest(box, sheet, rules, cases)}", "case-left-out", {"case": _case(box, cases, events)}
        )


def _nearest(box: Box, sheet: RuleSheet, rules: Sequence[Rule], cases: Cases) -> int:
    """Return the place of the rule fewest of whose conditions keep a case away: the other side of the split."""

    def distance(place: int) -> tuple[int, int, int]:
        conditions = cases.of(sheet.rules[place])
        apart = {name for name in conditions if not conditions[name] & box.get(name, cases.answers[name])}
        return len(apart), -len((conditions.keys() & box.keys()) - apart), -place

    return min((place for place, rule in enumerate(sheet.rules) if rule in rules), key=distance)


def _widest(boxes: Sequence[Box]) -> list[Box]:
    """Keep of cases that only add conditions to another's one for each set of events."""
    told: list[Box] = []
    seen: set[tuple[frozenset[str], int]] = set()
    for box in sorted(boxes, key=len):
        conditions, events = _beside_event(box), box.get("treated_as", frozenset())
        wider = [number for number, other in enumerate(told) if _beside_event(other) <= conditions]
        if (events, wider[0] if wider else len(told)) not in seen:
            seen.add((events, wider[0] if wider else len(told)))
            told.append(box)
    return told


def _beside_event(box: Box) -> set[tuple[str, frozenset[str]]]:
    return {(name, answers) for name, answers in box.items() if name != "treated_as"}


def _case(box: Box, cases: Cases, events: Sequence[str]) -> str:
    """Write a case as one line, ``treated_as=loss|shortage;insured=false``; wording reads it back."""
    told = {"treated_as": box.get("treated_as", frozenset(events))}
    told |= {name: answers for name, answers in box.items() if name not in _UNTOLD}
    if told.get("cap") == frozenset({"applies"}):
        del told["cap"]
    parts = []
    for name, answers in told.items():
        # That a fact was not given goes without saying beside what else it may be.
        plain = answers if name.startswith(KNOWN) or answers == {NOT_GIVEN} else answers - {NOT_GIVEN}
        if plain | {NOT_GIVEN} != cases.answers[name] | {NOT_GIVEN} or name.startswith(KNOWN):
            ordered = [answer for answer in CONDITIONS.get(name) or () if answer in plain]
            parts.append(f"{name}={'|'.join([*ordered, *sorted(plain - set(ordered))])}")
    return ";".join(parts)


def _open_ended(sheet: RuleSheet) -> Iterator[Problem]:
    """Find premium tables that end with a band and do not say that nothing more may be declared."""
    for place, table in enumerate(sheet.premiums):
        last = table.bands[-1].up_to
        if last is not None and table.largest is None:
            yield Problem(f"premium.{place}.bands.{len(table.bands) - 1}.up_to", "bands-end", {"up_to": str(last)})
