"""Whatever entries a case's life holds, in whatever order and by whomever: the fold takes them, and its rules hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain import entries as e
from desktop.domain.case import Case, Status
from desktop.domain.life import left_to_pay, missing_to_close, paid_fen, to_be_done
from desktop.domain.owed import owner_of, tasks_of
from desktop.domain.promises import Timing
from desktop.domain.workdays import OpeningHours, Unannounced
from tests.factories import YUAN, Staffed, a_decision

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

_IDS = st.sampled_from(["", "a", "b"])
_TEXT = st.sampled_from(["", "x", "已办"])
_FEN = st.integers(0, 5000 * YUAN)


def _steps(digest: str) -> SearchStrategy[e.LifeBody]:
    digests = st.sampled_from([digest, "0" * 64, ""])
    return st.one_of(
        st.builds(
            e.CustomerContacted,
            way=st.just("phone"),
            about=st.sampled_from(["outcome", "progress"]),
            reached=st.booleans(),
            words=_TEXT,
        ),
        st.builds(e.WaitBegan, reason=st.just("evidence"), words=_TEXT),
        st.builds(e.WaitEnded, words=_TEXT),
        st.builds(
            e.OrderOpened, order_id=_IDS, task=_TEXT, department=_TEXT, person_id=_IDS, contact_id=_IDS,
            urgent=st.booleans(), due_at=st.just("2026-03-03T10:00:00.000000Z"), words=_TEXT,
        ),
        st.builds(
            e.OrderHandedOver, order_id=_IDS, department=_TEXT, person_id=_IDS, contact_id=_IDS, reason=_TEXT
        ),
        st.builds(e.OrderReminded, order_id=_IDS, words=_TEXT),
        st.builds(e.OrderEscalated, order_id=_IDS, reason=_TEXT),
        st.builds(e.OrderAnswered, order_id=_IDS, words=_TEXT, done=st.booleans()),
        st.builds(e.OrderWithdrawn, order_id=_IDS, reason=_TEXT),
        st.builds(
            e.NoticeGiven, notice_id=_IDS, party=_TEXT, name=_TEXT, percent=st.integers(0, 100), loss_fen=_FEN,
            penalty_fen=_FEN, reason=_TEXT, object_until=_TEXT,
        ),
        st.builds(e.NoticeObjected, notice_id=_IDS, words=_TEXT),
        st.builds(e.ObjectionAnswered, notice_id=_IDS, penalty_fen=_FEN, reason=_TEXT),
        st.builds(
            e.PaymentMade, proposal=digests, amount_fen=_FEN, method=st.just("cash"),
            payee=st.sampled_from(["𬭊䶮", "𬭊 䶮", "别人"]), payee_reason=_TEXT, reference=_TEXT,
            paid_on=st.just("2026-03-02"),
        ),
        st.builds(e.RemedyDone, proposal=digests, remedy=st.sampled_from(["compensate", "refund", "x"]), words=_TEXT),
        st.builds(e.SatisfactionAsked, score=st.integers(0, 5), words=_TEXT),
        st.builds(e.CaseClosed, outcome=st.sampled_from(["settled", "withdrawn", "at-once", "?"]), words=_TEXT),
        st.builds(e.CaseReopened, reason=_TEXT),
        st.builds(e.GoodsFound, where=_TEXT, wish=_TEXT, words=_TEXT),
        st.builds(e.CaseLinked, other=_IDS, relation=_TEXT, reason=_TEXT),
        st.builds(e.CaseMerged, into=_IDS, reason=_TEXT),
        st.builds(e.CaseAssigned, person_id=_IDS, reason=_TEXT),
    )  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_fold_is_total_and_pays_no_fen_too_much(staffed: Staffed, data: st.DataObject) -> None:
    case = staffed.proposed()
    staffed.write("supervisor", case.case_id, a_decision(case))
    assert case.proposal is not None
    who = st.sampled_from(["clerk", "supervisor", "manager", "auditor"])
    steps = data.draw(st.lists(st.tuples(who, _steps(case.proposal.digest)), max_size=25))
    for actor, body in steps:
        staffed.write(actor, case.case_id, body)
    entries = [line.entry for line in staffed.office.case(case.case_id).history]

    seen_closed = False
    for length in range(4, len(entries) + 1):
        folded = Case.from_entries(entries[:length], staffed.office.people)
        _check(folded)
        newest = folded.history[-1]
        if seen_closed and not newest.stale and not isinstance(newest.entry.body, e.CaseReopened):
            assert folded.life.is_closed, "only reopening ends an end"
        seen_closed = folded.life.is_closed


def _check(case: Case) -> None:
    assert case.proposal is not None
    assert paid_fen(case) <= case.proposal.body.amount_fen
    assert left_to_pay(case) == case.proposal.body.amount_fen - paid_fen(case)
    assert all(notice.penalty_fen <= notice.given[1].loss_fen for notice in case.life.notices.values())
    assert all(line.stale for line in case.history if line.entry.header.actor == "auditor")
    ended = {Status.CLOSED, Status.WITHDRAWN, Status.MERGED}
    assert (case.status in ended) == case.life.is_closed
    if case.status is Status.DONE:
        assert not left_to_pay(case)
        assert not to_be_done(case)
    if case.life.ending is not None and getattr(case.life.ending[1], "outcome", "") == "settled":
        assert missing_to_close(case, "settled") == ()
    tasks = tasks_of(case, Timing((), Unannounced(), OpeningHours()))
    assert len(tasks) == len(case.life.open_orders)
    assert owner_of(case) or case.life.assigned is not None
