"""Rule packs ready for use, and the library that picks the right version for a claim."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from desktop.domain.assessment import PackRef
from desktop.domain.plan import Plans
from desktop.domain.problems import Problem
from desktop.domain.rules import LineKind, PackKind, in_force
from desktop.domain.table import Table
from desktop.domain.workdays import Unannounced

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desktop.domain.claim import ClaimFacts
    from desktop.domain.rules import Citation, Product, Rule, RuleSheet, Text
    from desktop.domain.workdays import Calendar


class _Texts(dict[tuple[str, ...], tuple[str, ...]]):
    """The texts of citations on one day; put together when they are asked for first."""

    def __init__(self, cited: Mapping[str, tuple[Citation, ...]], on: date) -> None:
        super().__init__()
        self._cited, self._on = cited, on

    def __missing__(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        editions = (edition for name in ids for edition in self._cited[name])
        texts = (edition.text for edition in editions if in_force(edition.valid_from, edition.valid_to, self._on))
        self[ids] = tuple(dict.fromkeys(texts))
        return self[ids]


class Period(NamedTuple):
    """What holds of a pack between two days on which a citation changes.

    Attributes:
        cited: the texts of its citations, looked up by their ids.
        plans: what it says to a claim before any figure is looked at.
    """

    cited: Mapping[tuple[str, ...], tuple[str, ...]]
    plans: Plans


@dataclass(frozen=True)
class RulePack:
    """A sheet ready for use: its citations resolved, its content hashed.

    Attributes:
        source: the file as it reads.
        sha256: of the file's bytes.
        bases: the law files it extends.
        cited: all editions of each citation, its own and those of its bases.
        own: the branch brought it in; on the days it is in force it comes before what the program came with.
    """

    sheet: RuleSheet
    source: str
    sha256: str
    bases: tuple[PackRef, ...]
    cited: Mapping[str, tuple[Citation, ...]]
    own: bool = False

    @cached_property
    def ref(self) -> PackRef:
        """Name, version and hash, as an assessment keeps them."""
        return PackRef(id=self.sheet.id, version=self.sheet.version, sha256=self.sha256)

    def citations(self, ids: tuple[str, ...], on: date) -> tuple[str, ...]:
        """Return each citation as it stood on a day, in the order asked for, each once."""
        return self.period(on).cited[ids]

    def period(self, on: date) -> Period:
        """Return what holds of the pack on a day."""
        between = bisect(self._days_of_change, on)
        if between not in self._periods:
            cited = _Texts(self.cited, on)
            self._periods[between] = Period(cited, Plans(self.sheet, self.table(), cited, self.cited))
        return self._periods[between]

    @cached_property
    def _days_of_change(self) -> list[date]:
        """The days an edition of a citation begins or no longer holds; between two of them the texts are the same."""
        editions = [citation for editions in self.cited.values() for citation in editions]
        begin = {citation.valid_from for citation in editions if citation.valid_from is not None}
        ends = (citation.valid_to for citation in editions)
        return sorted(begin | {end + timedelta(days=1) for end in ends if end is not None and end < date.max})

    @cached_property
    def _periods(self) -> dict[int, Period]:
        return {}

    def table(self, optional: str = "") -> Table:
        """Return its rules put to use, for a reading that may ask for an optional one."""
        if optional not in self._tables:
            self._tables[optional] = Table(self.sheet, optional)
        return self._tables[optional]

    @cached_property
    def _tables(self) -> dict[str, Table]:
        return {}

    @cached_property
    def is_chinese(self) -> bool:
        """Whether Chinese law governs it, and not a treaty."""
        return self.sheet.jurisdiction.startswith("CN")

    @cached_property
    def other_rules(self) -> tuple[Rule, ...]:
        """Its rules that only another reading asks for."""
        return tuple(rule for rule in self.sheet.rules if rule.optional or rule.beside)

    def title_of(self, rule_id: str) -> Text | None:
        """Return the title of one of its rules, exemptions, limits or time limits."""
        return self._titles.get(rule_id)

    @cached_property
    def _titles(self) -> dict[str, Text]:
        sheet = self.sheet
        named = {rule.id: rule.title for rule in sheet.rules}
        named |= {exemption.id: exemption.title for exemption in sheet.exemptions}
        named |= {limit.id: limit.title for limit in sheet.time_limits}
        return named | {lifted.by: lifted.title for lifted in sheet.caps_lifted}


class Chosen(msgspec.Struct, frozen=True, gc=False):
    """Which pack answers for a claim, or why none does.

    Attributes:
        on: the day that picked the version; citations are those of this day.
    """

    pack: RulePack | None = None
    on: date | None = None
    needs: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class PackLibrary:
    """All packs of an office, several versions of each.

    Attributes:
        packs: by id, the branch's own after the others, then by the day they came into force.
        calendar: the days of rest a last day moves past.
        broken: ids of packs of the branch this program cannot use, with the version; no claim is worked out by them.
    """

    def __init__(
        self,
        packs: Iterable[RulePack],
        calendar: Calendar | None = None,
        kept: Iterable[RulePack] = (),
        broken: Mapping[str, str] | None = None,
    ) -> None:
        self.calendar: Calendar = calendar or Unannounced()
        self.broken: Mapping[str, str] = broken or {}
        self.packs: tuple[RulePack, ...] = tuple(
            sorted(packs, key=lambda pack: (pack.sheet.id, pack.own, pack.sheet.in_force_from))
        )
        # What was used once is found for ever, but nothing new is worked out by it.
        self._by_hash = {pack.sha256: pack for pack in (*kept, *self.packs)}
        self._carriers = self._versions(PackKind.CARRIER)
        self._provinces = self._versions(PackKind.PROVINCE)
        self._agreements = self._versions(PackKind.AGREEMENT)
        self._overlays: dict[tuple[str, str], RulePack] = {}

    def _versions(self, kind: PackKind) -> dict[str, tuple[RulePack, ...]]:
        ids = {pack.sheet.id for pack in self.packs if pack.sheet.kind == kind}
        return {name: tuple(p for p in self.packs if p.sheet.id == name) for name in sorted(ids)}

    def terms(self) -> tuple[str, ...]:
        """Return the ids a claim may name as its terms."""
        return tuple(self._carriers)

    def products(self, terms: str) -> tuple[Product, ...]:
        """Return the products of the latest version of some terms."""
        versions = self._carriers.get(terms)
        return versions[-1].sheet.products if versions else ()

    def agreements(self, terms: str) -> tuple[RulePack, ...]:
        """Return the latest version of each customer's own agreement beside some terms."""
        latest = (versions[-1] for versions in self._agreements.values())
        return tuple(pack for pack in latest if terms in pack.sheet.overlays)

    def find(self, sha256: str) -> RulePack | None:
        """Return the pack with this content, to explain an assessment made with it."""
        return self._by_hash.get(sha256)

    def choose(self, facts: ClaimFacts) -> Chosen:
        """Pick the version of the claim's terms that was in force on the day the terms go by."""
        if facts.terms is None:
            return Chosen(needs=("terms",))
        if self.broken:
            unusable = self._unusable(terms=facts.terms, agreement=facts.agreement, province=facts.province)
            if unusable:
                return Chosen(problems=unusable)
        versions = self._carriers.get(facts.terms)
        if not versions:
            return self._unknown(facts.terms)
        chosen = _in_force_among(versions, facts)
        return self._with_agreement(chosen, facts) if facts.agreement else chosen

    def _unknown(self, terms: str) -> Chosen:
        if terms in self._agreements:
            overlaid = ", ".join(self._agreements[terms][-1].sheet.overlays)
            problem = Problem("terms", "terms-is-agreement", {"terms": terms, "overlays": overlaid})
            return Chosen(problems=(problem,))
        known = ", ".join(self._carriers)
        return Chosen(problems=(Problem("terms", "no-pack", {"terms": terms, "known": known}),))

    def _unusable(self, **asked: str | None) -> tuple[Problem, ...]:
        """Refuse to work by other rules than the branch's own where those cannot be used."""
        return tuple(
            Problem(key, "pack-broken", {"id": name, "version": self.broken[name]})
            for key, name in asked.items()
            if name is not None and name in self.broken
        )

    def _with_agreement(self, chosen: Chosen, facts: ClaimFacts) -> Chosen:
        """Lay the customer's own agreement over the terms."""
        own = [pack for pack in self.agreements(facts.terms or "") if pack.sheet.id == facts.agreement]
        if not own:
            known = ", ".join(pack.sheet.id for pack in self.agreements(facts.terms or ""))
            problem = Problem("agreement", "no-agreement", {"agreement": str(facts.agreement), "known": known})
            return msgspec.structs.replace(chosen, pack=None, problems=(*chosen.problems, problem))
        agreed = _in_force_among(self._agreements[own[0].sheet.id], facts)
        if chosen.pack is None or agreed.pack is None:
            return Chosen(
                needs=tuple(dict.fromkeys((*chosen.needs, *agreed.needs))),
                problems=(*chosen.problems, *agreed.problems),
            )
        return msgspec.structs.replace(chosen, pack=self._overlaid(chosen.pack, agreed.pack))

    def _overlaid(self, terms: RulePack, agreement: RulePack) -> RulePack:
        """Return some terms with an agreement laid over them, put together once."""
        both = terms.sha256, agreement.sha256
        if both not in self._overlays:
            self._overlays[both] = _overlaid(terms, agreement)
        return self._overlays[both]

    def in_force(self, terms: str, on: date) -> Chosen:
        """Pick the version of some terms in force on a day, for questions before there is a claim."""
        if terms in self.broken:
            return Chosen(problems=self._unusable(terms=terms))
        versions = self._carriers.get(terms)
        if not versions:
            return self._unknown(terms)
        return _in_force_on(versions, on, versions[-1].sheet.chosen_by)

    def province(self, facts: ClaimFacts) -> RulePack | None:
        """Pick the provincial layer, if the place of posting has one."""
        versions = self._provinces.get(facts.province) if facts.province else None
        return None if versions is None else _in_force_among(versions, facts).pack


def _in_force_among(versions: tuple[RulePack, ...], facts: ClaimFacts) -> Chosen:
    chosen_by = versions[-1].sheet.chosen_by
    on: date | None = getattr(facts, chosen_by)
    if on is None:
        return Chosen(needs=(chosen_by,))
    return _in_force_on(versions, on, chosen_by)


def _in_force_on(versions: tuple[RulePack, ...], on: date, chosen_by: str) -> Chosen:
    """Pick the branch's own version before the others, and of several the one that began last."""
    for pack in reversed(versions):
        if in_force(pack.sheet.in_force_from, pack.sheet.in_force_to, on):
            return Chosen(pack=pack, on=on)
    facts_of_it = {"terms": versions[-1].sheet.id, "on": on.isoformat()}
    return Chosen(problems=(Problem(chosen_by, "no-pack-in-force", facts_of_it),))


def _while_limits_hold(rule: Rule, terms: RuleSheet) -> Rule:
    """Let what was agreed about the goods give way, like the terms' own limits, where limits may not be relied on."""
    if rule.line != LineKind.GOODS or "cap" in rule.when or not terms.caps_lifted:
        return rule
    return msgspec.structs.replace(rule, when={"cap": "applies", **rule.when})


def _overlaid(terms: RulePack, agreement: RulePack) -> RulePack:
    """Return the terms with the rules of an agreement before their own."""
    base, own = terms.sheet, agreement.sheet
    sheet = msgspec.structs.replace(
        base,
        rules=(*(_while_limits_hold(rule, base) for rule in own.rules), *base.rules),
        exemptions=(*own.exemptions, *base.exemptions),
        time_limits=(*own.time_limits, *base.time_limits),
        premiums=(*own.premiums, *base.premiums),
    )
    bases = tuple(dict.fromkeys((agreement.ref, *terms.bases, *agreement.bases)))
    return replace(terms, sheet=sheet, bases=bases, cited={**agreement.cited, **terms.cited})
