"""Whatever entries a case is folded from, none is lost and no approval comes out that the rules forbid."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import entries as e
from desktop.domain.authority import Verb
from desktop.domain.case import Case, Status
from desktop.domain.entries import Verdict
from desktop.domain.intake import claim_basis
from desktop.domain.people import People
from tests.factories import an_intake, an_office_details

TEXTS = st.sampled_from(["", "clerk", "supervisor", "manager", "nobody", "recovery"])
TIMES = st.sampled_from(["", "~", "1999", "2026-03-02T01:00:00.000009Z", "2026-03-02T01:00:01.000000Z"])
DIGESTS = st.sampled_from(["", "0", "1", "2", "3", "4"])
AMOUNTS = st.integers(0, 10**13)
BODIES = st.one_of(
    st.none(),
    st.builds(e.CaseRegistered, number=TEXTS, intake=st.just(an_intake())),
    st.builds(e.CaseCorrected, intake=st.sampled_from([an_intake(), an_intake(quantity=9)]), reason=TEXTS),
    st.builds(e.FindingRecorded, stands=TEXTS, responsible=TEXTS, account=TEXTS),
    st.builds(
        e.Assessed,
        basis=st.sampled_from(["", e.digest(claim_basis(an_intake()))]),
        facts=st.just(msgspec.Raw(b"{}")),
        assessment=st.just(msgspec.Raw(b"{}")),
        payable_fen=AMOUNTS,
        pack_id=TEXTS,
        pack_version=TEXTS,
        pack_sha256=TEXTS,
    ),
    st.builds(
        e.Proposed,
        assessment=DIGESTS,
        finding=DIGESTS,
        basis=st.sampled_from(["", e.digest(claim_basis(an_intake()))]),
        amount_fen=AMOUNTS,
        computed_fen=AMOUNTS,
        change_reason=TEXTS,
        remedies=st.just(()),
        words=TEXTS,
    ),
    st.builds(e.Decided, proposal=DIGESTS, verdict=st.sampled_from(Verdict), reason=TEXTS, alone=st.booleans()),
    st.builds(e.BodyErased, entry_id=DIGESTS, reason=TEXTS),
    st.builds(e.Revealed, what=TEXTS),
)
ENTRIES = st.builds(
    lambda body, time, actor, device, number, digest, kind: e.Entry(
        e.Header(digest, "case", e.kind_of(body) if body else kind, time, actor, device, number, "", digest), body
    ),
    body=BODIES,
    time=TIMES,
    actor=TEXTS,
    device=st.sampled_from(["a", "b"]),
    number=st.integers(-1, 9),
    digest=DIGESTS,
    kind=st.sampled_from(["", "assessed", "proposed", "surprise"]),
)


@pytest.fixture(scope="module")
def people() -> People:
    def joined(name: str, role: str, limit: int | None, alone: int = 0) -> e.NewPerson:
        return e.NewPerson(name, name, name, role, limit, alone, "")

    def entry(number: int, body: e.Body) -> e.Entry:
        header = e.Header("x", "", e.kind_of(body), "2026-03-02T01:00:00.000000Z", "manager", "a", number, "", "")
        return e.Entry(header, body)

    founding = e.OfficeFounded(office=an_office_details(), founder=joined("manager", "manager", None), recovery_key="")
    clerk = e.PersonAdded(person=joined("clerk", "clerk", 0, 100))
    supervisor = e.PersonAdded(person=joined("supervisor", "supervisor", 10**9))
    return People.from_entries([entry(1, founding), entry(2, clerk), entry(3, supervisor)])


@given(st.lists(ENTRIES, max_size=14))
def test_no_entries_whatever_break_the_fold_or_get_lost_in_it(people: People, entries: list[e.Entry]) -> None:
    case = Case.from_entries(entries, people)

    assert len(case.history) == len(entries)
    assert case == Case.from_entries(entries[::-1], people) or ambiguous(entries)
    if case.status is Status.APPROVED:
        assert case.decision is not None
        assert case.proposal is not None
        judge = people.at(case.decision.header.actor)
        assert judge is not None
        limit = judge.alone_limit_fen if case.decision.body.alone else judge.limit_fen
        assert limit is None or case.proposal.body.amount_fen <= limit
        assert case.decision.body.alone or judge.person_id not in case.did
        assert case.decision.body.proposal == case.proposal.digest
    for verb in Verb:
        case.may(verb, people.everyone()[0])


def ambiguous(entries: list[e.Entry]) -> bool:
    """Whether two entries claim the same place, which the journal does not allow."""
    places = [(entry.header.time, entry.header.device, entry.header.number) for entry in entries]
    return len(set(places)) < len(places)
