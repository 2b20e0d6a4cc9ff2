"""What else will be needed once the missing facts are known, so that a person is asked for everything at once.

A reading stops where it cannot go on: without the day that chooses the edition of the terms it knows nothing of weights
and rates. Here the missing facts are tried out. Whatever is then missing in every case is certainly needed; what only
some cases need is not named. That a claim may turn out too late, or a parcel not late at all, does not count: who
asks for an amount has to tell what it is reckoned from.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.domain.assess import lacking
from desktop.domain.claim import CHOICES, COUNTS, DATES, FIELDS, FLAGS, MONEY, RATIOS, WEIGHTS, ExchangeRate
from desktop.domain.money import PLACES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.domain.claim import ClaimFacts
    from desktop.domain.packs import PackLibrary

#: How often facts are tried out in all, and for one set of missing facts; beyond that nothing more is named.
_TRIES, _SETS = 160, 48
#: How many times in a row what was missing is filled in.
_DEEP = 3
#: A day before what is known, the same day, just after it, and later than any threshold.
_DISTANCES = (timedelta(0), timedelta(days=1), timedelta(days=400))
_SMALL, _LARGE = Decimal(1), Decimal(1_000_000)
_SOME_DAY = date(2026, 1, 1)


def all_needs(facts: ClaimFacts, needs: Sequence[str], packs: PackLibrary) -> tuple[str, ...]:
    """Return the missing facts of a claim in their order, and after them what is certainly needed besides."""
    beyond = _Ahead(packs).beyond(facts, tuple(needs), _DEEP)
    return (*needs, *(key for key in FIELDS if key in beyond))


class _Ahead:
    def __init__(self, packs: PackLibrary) -> None:
        self._packs, self._tries = packs, _TRIES

    def beyond(self, facts: ClaimFacts, needs: tuple[str, ...], deep: int) -> frozenset[str]:
        """Return what is missing in every case once these facts are known."""
        certain: frozenset[str] | None = None
        for tried in self._cases(facts, needs) if deep else ():
            self._tries -= 1
            if self._tries < 0:
                return frozenset()
            missing = lacking(tried, self._packs)
            if missing is None:
                continue
            found = frozenset(missing)
            if found and (certain is None or not found >= certain):
                found |= self.beyond(tried, missing, deep - 1)
            certain = found if certain is None else certain & found
            if not certain:
                break
        return (certain or frozenset()) - set(needs)

    def _cases(self, facts: ClaimFacts, needs: tuple[str, ...]) -> Iterable[ClaimFacts]:
        """Fill in what is missing in all the ways it can be."""
        figures = [key for key in needs if key in (*MONEY, *WEIGHTS, *COUNTS, *RATIOS)]
        others = [key for key in needs if key not in figures]
        ways = [self._values(facts, key) for key in others]
        sets = 2 if figures else 1
        for values in ways:
            sets *= len(values)
        if not 0 < sets <= _SETS:
            return
        for size in (_SMALL, _LARGE)[: 2 if figures else 1]:
            # One size for all of them: nothing is above what it is a part of.
            known = {
                key: int(size) if key in COUNTS else min(size, _SMALL) if key in RATIOS else size for key in figures
            }
            for chosen in product(*ways):
                yield msgspec.structs.replace(facts, **known, **dict(zip(others, chosen, strict=True)))

    def _values(self, facts: ClaimFacts, key: str) -> list[Any]:
        if key in FLAGS:
            return [True, False]
        if key in CHOICES:
            return list(CHOICES[key])
        if key in DATES:
            return self._days(facts, key)
        if key == "product":
            return [offered.id for offered in self._packs.products(facts.terms or "")]
        if key == "rates":
            return [tuple(ExchangeRate(code, _SMALL, _SOME_DAY) for code in PLACES if code != facts.currency)]
        return []

    def _days(self, facts: ClaimFacts, key: str) -> list[date]:
        """Return days about those that are known; a promise lies before them, everything else after."""
        known = [day for other in DATES if (day := getattr(facts, other)) is not None]
        if not known:
            return [pack.sheet.in_force_from for pack in self._packs.packs if pack.sheet.id == facts.terms]
        sign = -1 if key == "promised_by" else 1
        return sorted({day + sign * distance for day in (min(known), max(known)) for distance in _DISTANCES})
