"""The desk: one signed-in person at one open office, with what the program looks things up in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from desktop.calendars import load_timing, mark_of_timing, timing_of
from desktop.domain.closing import refusal_to_record
from desktop.domain.entries import LifeBody
from desktop.domain.new_steps import refusal_of_new
from desktop.rulepacks import PackLibrary, Source, load_packs, with_own
from desktop.waybills import Waybills, load_waybills

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.clock import Clock
    from desktop.domain.authority import Verb
    from desktop.domain.case import Case
    from desktop.domain.entries import Body, PackKept, RulePackImported
    from desktop.domain.people import People, Person
    from desktop.domain.promises import Timing
    from desktop.storage.keys import Signer
    from desktop.storage.office import Office


@dataclass(frozen=True)
class Reference:
    """What the program looks things up in; read once at the start.

    Attributes:
        packs: the rule packs.
        waybills: forms of waybill numbers and names of carriers.
        timing: limits of our promises, working days and opening hours.
        timing_mark: changes whenever due times might.
    """

    packs: PackLibrary
    waybills: Waybills
    timing: Timing
    timing_mark: str


def load_reference() -> Reference:
    """Read what the program looks things up in.

    Raises:
        BadResourceFileError: a file of the program is damaged.
    """
    timing = load_timing()
    return Reference(load_packs(calendar=timing.calendar), load_waybills(), timing, mark_of_timing())


def reference_of(program: Reference, people: People) -> Reference:
    """Return what an office looks things up in: the rule packs of the program, its own, and those it ever used."""
    own = tuple(pack.body for pack in people.imported_packs.values())
    return replace(program, packs=_packs(program.packs, own, tuple(people.kept_packs.values())))


@lru_cache(maxsize=4)
def _packs(shipped: PackLibrary, own: tuple[RulePackImported, ...], kept: tuple[PackKept, ...]) -> PackLibrary:
    """Read the packs of an office once for as long as they stay the same."""
    return with_own(
        shipped,
        [Source(pack.file, pack.source.encode()) for pack in own],
        [Source(pack.pack_id, pack.source.encode()) for pack in kept],
        checked=True,
    )


@dataclass(frozen=True)
class Desk:
    """Where a member of staff works; passed to every action.

    Attributes:
        program: what the program looks things up in, as it comes.
    """

    office: Office
    signer: Signer
    clock: Clock
    program: Reference

    @property
    def reference(self) -> Reference:
        """What this office looks things up in: with its own rule packs as they stand now."""
        return reference_of(self.program, self.office.people)

    @property
    def timing(self) -> Timing:
        """What due times of this branch are worked out with."""
        return timing_of(self.program.timing, self.office.people.branch)

    @property
    def person(self) -> Person:
        """Who is signed in, as they stand now."""
        person = self.office.people.at(self.signer.person_id)
        assert person is not None, "only people of the office get a desk"
        return person

    def seat(self, signer: Signer) -> Desk:
        """Return this desk with another person at it."""
        return replace(self, signer=signer)

    def record(self, case_id: str, verb: Verb, *bodies: Body) -> Case:
        """Append entries to a case after asking whether this person may; return the case as it then stands.

        Raises:
            Refused: the reason why not; nothing was written.
        """
        return self.record_from(case_id, verb, lambda _case: bodies)

    def record_from(self, case_id: str, verb: Verb, make: Callable[[Case], tuple[Body, ...]]) -> Case:
        """Like ``record``, with bodies made from the case as it stands inside the transaction."""
        with self.office.writing(self.clock.now()) as writing:
            case = writing.case(case_id)
            person = writing.person(self.signer)
            refusal = case.may(verb, person)
            if refusal is not None:
                raise refusal
            bodies = make(case)
            for body in bodies:
                unfit = refusal_to_record(case, body) if isinstance(body, LifeBody) else None
                unfit = unfit or refusal_of_new(case, body, person, writing.people)
                if unfit is not None:
                    raise unfit
            writing.append(self.signer, case_id, *bodies)
            return writing.case(case_id)
