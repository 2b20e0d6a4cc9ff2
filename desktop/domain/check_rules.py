"""What is wrong with the content of a rule file, all of it at once; reading the file is the work of ``rulepacks``.

A problem's field is the path of the value, for example ``rule.3.caps.0.amount``.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from difflib import get_close_matches
from itertools import pairwise
from typing import TYPE_CHECKING

from desktop.domain.check_premium import check_premiums
from desktop.domain.claim import DATES, MONEY, CapStatus, Scope
from desktop.domain.conditions import CONDITIONS, values_of
from desktop.domain.date_runs import Dated, check_run, covers
from desktop.domain.money import PLACES
from desktop.domain.problems import Problem
from desktop.domain.rules import METHODS_OF, WEEKDAYS, Method, PackKind, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desktop.domain.rules import Cap, Rule, RuleSheet, When

REGIMES = ("express", "postal", "cross-border", "air", "road", "upu")
LIFTED_BY = (CapStatus.NOT_INCORPORATED, CapStatus.VOID, CapStatus.NOTICE_FAILED, "gross-negligence")
#: No terms promise more than this many times the fee; a larger number is a slip.
LARGEST_MULTIPLE = Decimal(100)
LARGEST_AMOUNT = Decimal("1000000")
#: Digits after the point of a figure in a rule.
FINEST = -6
LARGEST_DAYS = 3660
LARGEST_MONTHS = 120
LARGEST_YEARS = 20

_CAPPING = frozenset({Method.CAPPED, Method.FIXED})
_FLOORED = frozenset({Method.FIRST_LOSS, Method.ACTUAL_LOSS})


def check_rules(sheet: RuleSheet, bases: Sequence[RuleSheet]) -> list[Problem]:
    """Return everything that is wrong with a rule file.

    Args:
        sheet: the file as read.
        bases: the law files that exist, by whose citations ``extends`` is resolved.
    """
    return [
        *_head(sheet, bases),
        *_runs(sheet),
        *_cited(sheet, bases),
        *_names(sheet),
        *_beside(sheet),
        *_conditions(sheet),
        *_rules(sheet),
        *_periods(sheet),
        *check_premiums(sheet, _between),
        *_kinds(sheet),
    ]


def check_versions(sheets: Sequence[RuleSheet]) -> list[tuple[RuleSheet, Problem]]:
    """Return the sheets whose time in force overlaps an earlier version of the same pack."""
    problems = []
    ordered = sorted(sheets, key=lambda sheet: (sheet.id, sheet.in_force_from))
    for earlier, later in pairwise(ordered):
        if earlier.id != later.id:
            continue
        facts = {"id": later.id, "other": earlier.version}
        if earlier.in_force_to is None or earlier.in_force_to >= later.in_force_from:
            problems.append((later, Problem("in_force_from", "versions-overlap", facts)))
        if (earlier.kind, earlier.chosen_by) != (later.kind, later.chosen_by):
            problems.append((later, Problem("chosen_by", "versions-differ", facts)))
    return problems


def _head(sheet: RuleSheet, bases: Sequence[RuleSheet]) -> Iterator[Problem]:
    if sheet.in_force_to is not None and sheet.in_force_to < sheet.in_force_from:
        yield Problem("in_force_to", "ends-before-start")
    yield from _one_of("chosen_by", sheet.chosen_by, DATES)
    if sheet.rate_day:
        yield from _one_of("rate_day", sheet.rate_day, DATES)
    for key, names in (("extends", sheet.extends), ("overlays", sheet.overlays)):
        if sheet.id in names:
            yield Problem(f"{key}.{names.index(sheet.id)}", "refers-to-itself", {"id": sheet.id})
    yield from _one_of("regime", sheet.regime, REGIMES)
    for place, regime in enumerate(sheet.regimes):
        yield from _one_of(f"regimes.{place}", regime, REGIMES)
    for place, name in enumerate(sheet.extends):
        if name != sheet.id:
            yield from _one_of(f"extends.{place}", name, [base.id for base in bases])


def _runs(sheet: RuleSheet) -> Iterator[Problem]:
    """Find dated values of one thing that claim the same day, or leave a day out."""
    citations: dict[str, list[Dated]] = {}
    for place, citation in enumerate(sheet.citations):
        dated = Dated(f"citation.{place}", citation.valid_from, citation.valid_to)
        citations.setdefault(citation.id, []).append(dated)
    for run in citations.values():
        # An article may have been without force for a while.
        yield from check_run(run, gaps=False)
    late: dict[str, list[Dated]] = {}
    for place, limit in enumerate(sheet.lost_after):
        for scope in limit.scope:
            late.setdefault(scope, []).append(Dated(f"lost_after.{place}", limit.valid_from, limit.valid_to))
    for run in late.values():
        yield from check_run(run)


def _cited(sheet: RuleSheet, bases: Sequence[RuleSheet]) -> Iterator[Problem]:
    """Find values without a citation, and citations that are nowhere."""
    known = {citation.id for citation in sheet.citations}
    known |= {citation.id for base in bases if base.id in sheet.extends for citation in base.citations}
    for path, cite, must in _all_cites(sheet):
        if must and not cite:
            yield Problem(path, "no-citation")
        for name in cite:
            if name not in known:
                yield Problem(path, "unknown-citation", {"id": name})


def _all_cites(sheet: RuleSheet) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    yield "fault_cite", sheet.fault_cite, False
    yield "delay_cite", sheet.delay_cite, False
    yield "delay_only", sheet.delay_only, False
    yield "one_claim", sheet.one_claim, False
    for place, rule in enumerate(sheet.rules):
        yield f"rule.{place}.cite", rule.cite, True
        for key, caps in (("caps", rule.caps), ("at_least", rule.at_least)):
            for number, cap in enumerate(caps):
                yield f"rule.{place}.{key}.{number}.cite", cap.cite, False
    for table, cites in (
        ("exemption", [part.cite for part in sheet.exemptions]),
        ("cap_lifted", [part.cite for part in sheet.caps_lifted]),
        ("time_limit", [part.cite for part in sheet.time_limits]),
        ("lost_after", [part.cite for part in sheet.lost_after]),
        ("premium", [part.cite for part in sheet.premiums]),
    ):
        for place, cite in enumerate(cites):
            yield f"{table}.{place}.cite", cite, True


def _names(sheet: RuleSheet) -> Iterator[Problem]:
    """Find ids given twice; one id names one rule, exemption or time limit of the pack."""
    named = [(f"rule.{place}.id", rule.id) for place, rule in enumerate(sheet.rules)]
    named += [(f"exemption.{place}.id", part.id) for place, part in enumerate(sheet.exemptions)]
    named += [(f"time_limit.{place}.id", part.id) for place, part in enumerate(sheet.time_limits)]
    named += [(f"cap_lifted.{place}.by", part.by) for place, part in enumerate(sheet.caps_lifted)]
    products = [(f"product.{place}.id", part.id) for place, part in enumerate(sheet.products)]
    for group in (named, products):
        times = Counter(name for _path, name in group)
        yield from (Problem(path, "id-twice", {"id": name}) for path, name in group if times[name] > 1)
    for place, part in enumerate(sheet.caps_lifted):
        yield from _one_of(f"cap_lifted.{place}.by", part.by, LIFTED_BY)


def _beside(sheet: RuleSheet) -> Iterator[Problem]:
    """Find rules shown beside what is no other rule; those of an agreement may stand beside rules of the terms."""
    known = [rule.id for rule in sheet.rules if not rule.beside and not rule.optional]
    for place, rule in enumerate(sheet.rules):
        if rule.beside and rule.optional:
            yield Problem(f"rule.{place}.optional", "optional-beside")
        if sheet.kind != PackKind.AGREEMENT:
            for number, name in enumerate(rule.beside):
                yield from _one_of(f"rule.{place}.beside.{number}", name, known)


def _conditions(sheet: RuleSheet) -> Iterator[Problem]:
    tables = (
        ("rule", [part.when for part in sheet.rules]),
        ("exemption", [part.when for part in sheet.exemptions]),
        ("time_limit", [part.when for part in sheet.time_limits]),
    )
    for table, whens in tables:
        for place, when in enumerate(whens):
            yield from _when(sheet, f"{table}.{place}.when", when)


def _when(sheet: RuleSheet, path: str, when: When) -> Iterator[Problem]:
    own_values: dict[str, Sequence[str]] = {
        "product": [product.id for product in sheet.products],
        "exempt": ["none", *(exemption.id for exemption in sheet.exemptions)],
    }
    for condition, asked in when.items():
        if condition not in CONDITIONS:
            near = get_close_matches(condition, CONDITIONS, 1) or CONDITIONS
            yield Problem(f"{path}.{condition}", "unknown-condition", {"known": ", ".join(near)})
            continue
        known = CONDITIONS[condition] or own_values[condition]
        if sheet.kind == PackKind.AGREEMENT and CONDITIONS[condition] is None:
            continue  # products and exemptions are those of the terms it lies over
        wanted = values_of(asked)
        if not wanted:
            yield Problem(f"{path}.{condition}", "empty")
        for value in wanted:
            yield from _one_of(f"{path}.{condition}", value, known)


def _rules(sheet: RuleSheet) -> Iterator[Problem]:
    for place, rule in enumerate(sheet.rules):
        path = f"rule.{place}"
        yield from _one_of(f"{path}.method", rule.method, sorted(METHODS_OF[rule.line]))
        yield from _one_of(f"{path}.value", rule.value, MONEY)
        if (rule.method in _CAPPING) != bool(rule.caps):
            yield Problem(f"{path}.caps", "caps-do-not-fit", {"method": rule.method})
        yield from _between(f"{path}.threshold", rule.threshold, Decimal(1))
        yield from _between(f"{path}.rate", rule.rate, Decimal(1))
        yield from _between(f"{path}.amount", rule.amount, LARGEST_AMOUNT)
        if (rule.method == Method.DEDUCTIBLE) == (rule.amount is None and rule.rate is None):
            yield Problem(f"{path}.amount", "deductible-does-not-fit", {"method": rule.method})
        if rule.at_least and rule.method not in _FLOORED:
            yield Problem(f"{path}.at_least", "caps-do-not-fit", {"method": rule.method})
        yield from _caps(f"{path}.at_least", rule.at_least)
        if rule.part == Part.SHARE and rule.method != Method.FREIGHT:
            yield Problem(f"{path}.part", "share-only-of-freight")
        yield from _caps(f"{path}.caps", rule.caps)
        yield from _runs_of_caps(path, rule, sheet)


def _runs_of_caps(path: str, rule: Rule, sheet: RuleSheet) -> Iterator[Problem]:
    """Find limits of one kind that claim the same day or leave a day of the pack without any."""
    runs: dict[tuple[bool, ...], list[Dated]] = {}
    for number, cap in enumerate(rule.caps):
        kind = tuple(value is not None for value in (cap.amount, cap.per_kg, cap.per_piece, cap.freight_multiple))
        if cap.valid_from is not None or cap.valid_to is not None:
            runs.setdefault(kind, []).append(Dated(f"{path}.caps.{number}", cap.valid_from, cap.valid_to))
    for run in runs.values():
        yield from check_run(run)
        if not covers(run, sheet.in_force_from, sheet.in_force_to):
            yield Problem(run[0].path, "dates-do-not-cover")


def _caps(path: str, caps: Sequence[Cap]) -> Iterator[Problem]:
    for number, cap in enumerate(caps):
        where = f"{path}.{number}"
        if all(value is None for value in (cap.amount, cap.per_kg, cap.per_piece, cap.freight_multiple)):
            yield Problem(where, "empty")
        if cap.part == Part.SHARE:
            yield Problem(f"{where}.part", "share-only-of-freight")
        yield from _between(f"{where}.amount", cap.amount, LARGEST_AMOUNT)
        yield from _between(f"{where}.per_kg", cap.per_kg, LARGEST_AMOUNT)
        yield from _between(f"{where}.per_piece", cap.per_piece, LARGEST_AMOUNT)
        yield from _between(f"{where}.freight_multiple", cap.freight_multiple, LARGEST_MULTIPLE)
        yield from _one_of(f"{where}.currency", cap.currency, tuple(PLACES))


def _periods(sheet: RuleSheet) -> Iterator[Problem]:
    for place, limit in enumerate(sheet.time_limits):
        path = f"time_limit.{place}"
        if not limit.start:
            yield Problem(f"{path}.start", "empty")
        for name in limit.start:
            yield from _one_of(f"{path}.start", name, DATES)
        if not limit.years and not limit.months and not limit.days:
            yield Problem(f"{path}.days", "empty")
        yield from _between(f"{path}.years", Decimal(limit.years), Decimal(LARGEST_YEARS))
        yield from _between(f"{path}.months", Decimal(limit.months), Decimal(LARGEST_MONTHS))
        yield from _between(f"{path}.days", Decimal(limit.days), Decimal(LARGEST_DAYS))
        yield from _between(f"{path}.after_months", Decimal(limit.after_months), Decimal(LARGEST_MONTHS))
        yield from _between(f"{path}.after_days", Decimal(limit.after_days), Decimal(LARGEST_DAYS))
        for name in limit.skips:
            yield from _one_of(f"{path}.skips", name, WEEKDAYS)
        if limit.skips and (limit.years or limit.months or set(WEEKDAYS) <= set(limit.skips)):
            yield Problem(f"{path}.skips", "skips-do-not-fit")
    for place, late in enumerate(sheet.lost_after):
        path = f"lost_after.{place}"
        for name in late.scope:
            yield from _one_of(f"{path}.scope", name, tuple(Scope))
        yield from _between(f"{path}.days", Decimal(late.days), Decimal(LARGEST_DAYS))


def _kinds(sheet: RuleSheet) -> Iterator[Problem]:
    """Hold each kind of pack to its task: law is cited, a province overlays regimes, a carrier has rules.

    All that a customer agreed may be what cover costs.
    """
    if sheet.kind == PackKind.LAW:
        for table, parts in (("rule", sheet.rules), ("exemption", sheet.exemptions), ("time_limit", sheet.time_limits)):
            if parts:
                yield Problem(f"{table}.0", "not-in-law")
    elif not sheet.rules and not (sheet.kind == PackKind.AGREEMENT and sheet.premiums):
        yield Problem("rule", "empty")
    if (sheet.kind == PackKind.PROVINCE) != bool(sheet.regimes):
        yield Problem("regimes", "only-for-provinces")
    if (sheet.kind == PackKind.AGREEMENT) != bool(sheet.overlays):
        yield Problem("overlays", "only-for-agreements")


def _one_of(path: str, value: str, known: Iterable[str]) -> Iterator[Problem]:
    names = [str(name) for name in known]
    if value not in names:
        yield Problem(path, "not-one-of", {"value": value, "known": ", ".join(names)})


def _between(path: str, value: Decimal | None, largest: Decimal) -> Iterator[Problem]:
    if value is None:
        return
    fine = value.is_finite() and 0 <= value <= largest and int(value.as_tuple().exponent) >= FINEST
    if not fine:
        yield Problem(path, "out-of-range", {"largest": str(largest)})
