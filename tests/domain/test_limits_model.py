"""Which limit counts, against a slow and obvious model: go from day to day and from the general to the special."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.calendars import load_timing
from desktop.domain.limits import Limit, OwnLimit, Promise, Route, Unit
from desktop.domain.promises import Timing, due_time
from desktop.domain.workdays import BEIJING
from tests.domain.slow_model import LIMITS, STARTS, Book, Office, model, moment, offices, timing_of

FIRST_DAY = date(2029, 11, 26)
SCOPES = ("", "international", "taiwan")
#: Length and first day (from day 0 of the model) of what a branch sets, one after the other; 0 takes it back.
SET = st.lists(st.tuples(st.integers(0, 12), st.integers(-10, 50)), max_size=6)


def day(number: int) -> date:
    return FIRST_DAY + timedelta(days=number)


def own(unit: Unit, settings: list[tuple[int, int]], *, level: int = 0, scope: str = "") -> tuple[OwnLimit, ...]:
    return tuple(OwnLimit(Promise.SETTLEMENT, level, scope, unit, length, day(first)) for length, first in settings)


def length_on(published: int, settings: list[tuple[int, int]], today: int, *, statutory: bool) -> int:
    """Live through the days up to today and do each morning what was set for that day, in the order it was set."""
    length = published
    for morning in range(-10, today + 1):
        for wanted, first in settings:
            if first == morning:
                length = wanted or published
    return published if statutory and length > published else length


@given(offices(), LIMITS, STARTS, SET, st.booleans())
def test_an_own_limit_is_walked_in_place_of_the_published_one_but_never_past_the_law(
    office: Office, limit: tuple[Unit, int], start: int, settings: list[tuple[int, int]], statutory: bool
) -> None:
    unit, published = limit
    timing = timing_of(office, unit, published, statutory=statutory)
    timing = Timing(timing.limits, Book(office), timing.hours, own(unit, settings))

    due = due_time(Promise.SETTLEMENT, moment(start), timing)

    length = length_on(published, settings, start // (24 * 60), statutory=statutory)
    assert due.at == moment(model(unit, length, office, start, []).end)
    told = [reason.facts["length"] for reason in due.because if reason.code == f"own-{unit}"]
    assert told == ([str(length)] if length != published else [])
    assert not statutory or due.at <= moment(model(unit, published, office, start, []).end)


@given(
    st.dictionaries(st.tuples(st.sampled_from([0, 1, 5]), st.sampled_from(SCOPES)), st.integers(1, 40), min_size=1),
    st.sampled_from([0, 1, 3, 5]),
    st.sampled_from(SCOPES),
    st.tuples(st.sampled_from([0, 1, 5]), st.sampled_from(SCOPES), st.integers(1, 40)),
)
def test_the_limit_nearest_to_stars_and_route_counts(
    lengths: dict[tuple[int, str], int], level: int, scope: str, set_here: tuple[int, str, int]
) -> None:
    lengths = {(0, ""): 9, **lengths}
    limits = tuple(
        Limit(Promise.SETTLEMENT, stars, Unit.DAYS, length, False, date(2020, 1, 1), None, {"en": "x"}, "verified", way)
        for (stars, way), length in lengths.items()
    )
    own_level, own_scope, own_length = set_here
    usual = load_timing()
    timing = Timing(
        limits, usual.calendar, usual.hours, own(Unit.DAYS, [(own_length, 0)], level=own_level, scope=own_scope)
    )

    due = due_time(
        Promise.SETTLEMENT, datetime(2030, 3, 4, 10, tzinfo=BEIJING), timing, level=level, route=Route(scope, "waybill")
    )

    # From the general to the special: what is said for the stars goes before what is said for any, then the route.
    wanted = next(key for key in ((level, scope), (level, ""), (0, scope), (0, "")) if key in lengths)
    length = own_length if wanted == (own_level, own_scope) else lengths[wanted]
    assert due.at == datetime(2030, 3, 4, 18, tzinfo=BEIJING) + timedelta(days=length)
    told = [dict(reason.facts) for reason in due.because if reason.code == "route"]
    assert told == ([{"scope": wanted[1], "known_by": "waybill"}] if wanted[1] else [])
