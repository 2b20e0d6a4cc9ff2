"""The responsibility notice on paper, from the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop.actions import intake, life, papers, settlement
from desktop.actions.notices import suggested
from desktop.actions.paper_facts import PaperDetails
from desktop.domain import entries as e
from desktop.domain.authority import NotAllowed, NotYet
from desktop.domain.notices import NobodyToTell
from tests.documents.reading import whole_text
from tests.factories import YUAN, a_finding, an_intake

if TYPE_CHECKING:
    from desktop.domain.case import Case
    from tests.actions.conftest import Desks
    from tests.conftest import FrozenClock

SHARES = (e.Share("delivery", 70, "张三"), e.Share("station", 30))


def a_case(desks: Desks, shares: tuple[e.Share, ...] = SHARES) -> Case:
    case = intake.register_case(desks.clerk, an_intake())
    return settlement.record_finding(desks.clerk, case.case_id, a_finding(shares=shares))


def given(desks: Desks, case: Case, share: e.Share, loss: int = 1000 * YUAN, penalty: int = 100 * YUAN) -> Case:
    notice = suggested(desks.supervisor, case, share)
    notice = msgspec.structs.replace(notice, loss_fen=loss, penalty_fen=penalty)
    assert case.finding is not None
    return life.give_notice(desks.supervisor, case.case_id, notice, case.finding[0].digest)


def test_the_paper_is_a_draft_until_a_notice_was_given(desks: Desks) -> None:
    case = a_case(desks)

    draft = papers.issue_paper(desks.supervisor, case.case_id, "notice", "en")
    given(desks, case, SHARES[0])
    final = papers.issue_paper(desks.supervisor, case.case_id, "notice", "en")

    assert (draft.draft, final.draft) == (True, False)
    assert draft.number.startswith("ZR")
    text = whole_text(papers.read_paper(desks.clerk, final.number))
    for part in ("Delivery(张三)", "70%", "¥1,000.00", "¥100.00", "人民币壹佰元整", "5Mar2026", "SF13*******6739"):
        assert part in text
    # 1,000.00 x 70 % = 700.00
    assert "¥700.00" in text
    assert "SF1385628716739" not in text


def test_each_party_has_a_paper_of_their_own(desks: Desks) -> None:
    case = given(desks, given(desks, a_case(desks), SHARES[0]), SHARES[1], penalty=50 * YUAN)
    first, second = case.life.notices

    texts = [
        whole_text(papers.preview_paper(desks.clerk, case.case_id, "notice", "en", PaperDetails(notice=notice)))
        for notice in (first, second, "")
    ]

    assert ["张三" in text for text in texts] == [True, False, False]
    assert ["Pickuppoint" in text for text in texts] == [False, True, True], "else the last one given"


def test_objection_and_answer_stand_on_the_paper_with_what_is_left(desks: Desks) -> None:
    case = given(desks, a_case(desks), SHARES[0])
    (notice,) = case.life.notices
    life.take_step(desks.clerk, case.case_id, e.NoticeObjected(notice_id=notice, words="交接时已破。"))
    answer = e.ObjectionAnswered(notice_id=notice, penalty_fen=40 * YUAN, reason="照片属实。")
    with pytest.raises(NotAllowed):
        life.take_step(desks.clerk, case.case_id, answer)
    life.take_step(desks.supervisor, case.case_id, answer)

    text = whole_text(papers.preview_paper(desks.clerk, case.case_id, "notice", "en"))

    for part in ("交接时已破。", "照片属实。", "¥40.00", "人民币肆拾元整"):
        assert part in text


@pytest.mark.parametrize(("heard", "amount"), [(True, "¥40.00"), (False, "¥100.00")])
def test_the_paper_says_that_an_objection_came_late_and_whether_it_was_heard(
    desks: Desks, clock: FrozenClock, *, heard: bool, amount: str
) -> None:
    # The last day is Thursday 5 March; five days after Monday the 2nd it is Saturday the 7th.
    case = given(desks, a_case(desks), SHARES[0])
    (notice,) = case.life.notices
    clock.advance(days=5)
    life.take_step(desks.clerk, case.case_id, e.NoticeObjected(notice_id=notice, words="出差了。"))
    answer = e.ObjectionAnswered(notice_id=notice, penalty_fen=40 * YUAN, reason="通知在先。", heard=heard)
    life.take_step(desks.supervisor, case.case_id, answer)

    text = whole_text(papers.preview_paper(desks.clerk, case.case_id, "notice", "en"))

    assert "Objectedon7Mar2026,afterthelastday(5Mar2026)." in text
    assert ("Notheard,foritcamelate:通知在先。" in text) is not heard
    assert amount in text


def test_without_a_finding_or_anybody_to_tell_there_is_no_paper(desks: Desks) -> None:
    case = intake.register_case(desks.clerk, an_intake())
    with pytest.raises(NotYet):
        papers.preview_paper(desks.clerk, case.case_id, "notice", "en")

    settlement.record_finding(desks.clerk, case.case_id, a_finding(shares=(e.Share("customer", 100),)))

    with pytest.raises(NobodyToTell):
        papers.preview_paper(desks.clerk, case.case_id, "notice", "en")


def test_the_promise_to_hear_them_is_three_working_days_and_said_to_be_our_own(desks: Desks) -> None:
    # Monday 2 March 2026: the third working day after it is Thursday.
    assert suggested(desks.supervisor, a_case(desks), SHARES[0]).object_until == "2026-03-05"
    (limit,) = [limit for limit in desks.clerk.timing.limits if limit.promise == "objection"]
    assert limit.source["en"] == "the branch's own promise"
    assert not limit.statutory
