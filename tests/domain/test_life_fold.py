"""Whatever entries a case's life holds, in whatever order and by whomever: the fold takes them, and its rules hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain import entries as e
from desktop.domain.case import Case, Status
from desktop.domain.life import missing_to_end, to_be_done
from desktop.domain.money_back import kept_fen, to_come_back, took_goods
from desktop.domain.owed import owner_of, tasks_of
from desktop.domain.payments import left_to_pay, paid_fen
from desktop.domain.promises import Timing
from desktop.domain.workdays import OpeningHours, Unannounced
from tests.factories import YUAN, Staffed, a_decision

if TYPE_CHECKING:
    from collections.abc import Callable

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
        st.builds(
            e.GoodsFound, where=_TEXT, wish=st.sampled_from(["goods", "goods", "money", "open"]), words=_TEXT,
            back_fen=st.none() | _FEN,
        ),
        st.builds(
            e.MoneyReturned, cause=st.sampled_from(["goods-found", "mistake"]),
            rests_on=st.sampled_from(["payment-made", "goods-found", ""]), amount_fen=_FEN, method=st.just("cash"),
            payer=_TEXT, reference=_TEXT, returned_on=st.sampled_from(["2026-03-02", "2026-03-01"]), words=_TEXT,
        ),
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
    entries = _written(staffed, case, steps)

    seen_closed = False
    for length in range(4, len(entries) + 1):
        folded = Case.from_entries(entries[:length], staffed.office.people)
        _check(folded)
        _check_money(folded)
        newest = folded.history[-1]
        if isinstance(newest.entry.body, e.CaseClosed) and not newest.stale:
            assert missing_to_end(folded, newest.entry.body.outcome) == ()
        if seen_closed and not newest.stale and not isinstance(newest.entry.body, e.CaseReopened):
            assert folded.life.is_closed, "only reopening ends an end"
        seen_closed = folded.life.is_closed


def _money_steps(digest: str) -> SearchStrategy[e.LifeBody]:
    """Draw steps that mostly fit, so that money really goes out and comes back."""
    sums = st.sampled_from([421 * YUAN, 1000 * YUAN, 2000 * YUAN, 3421 * YUAN])
    pay = st.builds(
        e.PaymentMade, proposal=st.just(digest), amount_fen=sums, method=st.just("cash"), payee=st.just("𬭊䶮"),
        payee_reason=st.just(""), reference=st.just(""), paid_on=st.just("2026-03-02"),
    )  # fmt: skip
    return st.one_of(
        pay,
        pay,
        st.builds(
            e.GoodsFound, where=st.just("x"), wish=st.sampled_from(["goods", "goods", "money", "open"]),
            words=st.just("x"), back_fen=st.none() | sums,
        ),
        st.builds(
            e.MoneyReturned, cause=st.just("goods-found"), rests_on=st.just("goods-found"), amount_fen=sums,
            method=st.just("cash"), payer=st.just("x"), reference=st.just(""), returned_on=st.just("2026-03-02"),
            words=st.just("x"),
        ),
        st.builds(
            e.MoneyReturned, cause=st.just("mistake"), rests_on=st.just("payment-made"), amount_fen=sums,
            method=st.just("cash"), payer=st.just("x"), reference=st.just(""), returned_on=st.just("2026-03-02"),
            words=st.just("x"),
        ),
        st.builds(e.CaseClosed, outcome=st.sampled_from(["withdrawn", "found"]), words=st.just("x")),
        st.builds(e.CaseReopened, reason=st.just("x")),
    )  # fmt: skip


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_fen_comes_back_that_was_not_paid(staffed: Staffed, data: st.DataObject) -> None:
    case = staffed.proposed()
    staffed.write("supervisor", case.case_id, a_decision(case))
    assert case.proposal is not None
    steps = data.draw(st.lists(_money_steps(case.proposal.digest), min_size=3, max_size=12))
    entries = _written(staffed, case, [("supervisor", body) for body in steps])

    for length in range(4, len(entries) + 1):
        folded = Case.from_entries(entries[:length], staffed.office.people)
        _check(folded)
        _check_money(folded)


def _written(staffed: Staffed, case: Case, steps: list[tuple[str, e.LifeBody]]) -> list[e.Entry]:
    """Write steps one after the other and return everything the case then holds."""
    last: dict[str, str] = {}
    for actor, body in steps:
        # What money that comes back rests on is known only once that is written.
        rests_on = last.get(body.rests_on, "") if isinstance(body, e.MoneyReturned) else ""
        written = msgspec.structs.replace(body, rests_on=rests_on) if isinstance(body, e.MoneyReturned) else body
        (header,) = staffed.write(actor, case.case_id, written)
        last[header.kind] = header.digest
    return [line.entry for line in staffed.office.case(case.case_id).history]


def _check(case: Case) -> None:
    assert case.proposal is not None
    assert paid_fen(case) <= case.proposal.body.amount_fen
    owed = 0 if took_goods(case) else case.proposal.body.amount_fen
    assert left_to_pay(case) == max(0, owed - paid_fen(case))
    assert all(notice.penalty_fen <= notice.given[1].loss_fen for notice in case.life.notices.values())
    assert all(line.stale for line in case.history if line.entry.header.actor == "auditor")
    ended = {Status.CLOSED, Status.WITHDRAWN, Status.MERGED}
    assert (case.status in ended) == case.life.is_closed
    if case.status is Status.DONE:
        assert not left_to_pay(case)
        assert not to_be_done(case)
    tasks = tasks_of(case, Timing((), Unannounced(), OpeningHours()))
    objections = sum(notice.is_objected for notice in case.life.notices.values())
    assert len(tasks) == len(case.life.open_orders) + objections
    assert owner_of(case) or case.life.assigned is not None


def _check_money(case: Case) -> None:
    """Go through what counts step by step, as with notes and coins, and compare."""
    out: dict[str, int] = {}
    back_for_goods = 0
    promised_back: Callable[[], int] = lambda: 0  # noqa: E731 - replaced as the customer chooses
    for line in case.history:
        header, body = line.entry.header, line.entry.body
        if line.stale:
            continue
        if isinstance(body, e.PaymentMade):
            out[header.digest] = body.amount_fen
        elif isinstance(body, e.MoneyReturned) and body.cause == "mistake":
            out[body.rests_on] -= body.amount_fen
        elif isinstance(body, e.MoneyReturned):
            back_for_goods += body.amount_fen
        elif isinstance(body, e.GoodsFound):
            promised_back = _promised(body, tuple(out), out)
        assert min(out.values(), default=0) >= 0, "no payment comes back more than once"
        assert back_for_goods <= sum(out.values()), "no more comes back than was paid"
    kept = sum(out.values()) - back_for_goods
    assert kept_fen(case) == kept
    assert to_come_back(case) == max(0, min(promised_back() - back_for_goods, kept))


def _promised(found: e.GoodsFound, before: tuple[str, ...], out: dict[str, int]) -> Callable[[], int]:
    """Return what the customer is to give back in all: nothing, what was agreed, or all that was paid until then."""
    if found.wish != "goods":
        return lambda: 0
    agreed = found.back_fen
    return lambda: sum(out[payment] for payment in before) if agreed is None else agreed
