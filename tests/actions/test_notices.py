"""The responsibility notice on paper, from the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop.actions import intake, life, oversight, papers, people, settlement, worklist
from desktop.actions.notices import suggested
from desktop.actions.oversight import Odd
from desktop.actions.paper_facts import PaperDetails
from desktop.actions.people import add_person
from desktop.domain import entries as e
from desktop.domain.as_seen import outcome_digest
from desktop.domain.authority import NotAllowed, NotYet
from desktop.domain.new_steps import GivenByYou
from desktop.domain.notice_steps import EarlierNoticesStand, NoShare, NoSuchNotice, outdated_notices, to_be_told
from desktop.domain.notices import LossTooHigh, NobodyToTell
from desktop.domain.owed import OBJECTION
from desktop.domain.people import Role
from desktop.errors import Incomplete
from tests.actions.conftest import a_person
from tests.actions.living import TAKEN_BACK, TOLD, approved, pay
from tests.documents.reading import whole_text
from tests.factories import YUAN, a_finding, an_intake

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.domain.work_rows import TaskRow
    from tests.actions.conftest import Desks
    from tests.conftest import FrozenClock

SHARES = (e.Share("delivery", 70, "张三"), e.Share("station", 30))


def a_case(desks: Desks, shares: tuple[e.Share, ...] = SHARES) -> Case:
    """A loss of 1,000 yuan, approved, and who answers for it."""
    return approved(desks, 1000 * YUAN, finding=a_finding(shares=shares))


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
    life.take_step(desks.manager, case.case_id, answer)

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
    life.take_step(desks.manager, case.case_id, answer)

    text = whole_text(papers.preview_paper(desks.clerk, case.case_id, "notice", "en"))

    assert "Objectedon7Mar2026,afterthelastday(5Mar2026)." in text
    assert ("Notheard,foritcamelate:通知在先。" in text) is not heard
    assert amount in text


def give(desks: Desks, case: Case, share: e.Share, **changes: object) -> Case:
    """Give a notice as the case suggests it, but for some changes."""
    notice = msgspec.structs.replace(suggested(desks.supervisor, case, share), **changes)
    return life.give_notice(desks.supervisor, case.case_id, notice, case.finding[0].digest if case.finding else "")


def penalties(case: Case) -> int:
    return sum(notice.penalty_fen for notice in case.life.notices.values())


@pytest.mark.parametrize(
    "changes",
    [
        {"percent": 100},  # the finding says 70
        {"party": "sorting"},  # is not in the finding
    ],
)
def test_a_notice_is_for_a_share_of_the_finding(desks: Desks, changes: dict[str, object]) -> None:
    case = a_case(desks)

    with pytest.raises(NoShare):
        give(desks, case, SHARES[0], **changes)


@pytest.mark.parametrize("party", ["customer", "sender", "unknown", "xyz", ""])
def test_nobody_gets_a_notice_whom_the_branch_cannot_call_to_account(desks: Desks, party: str) -> None:
    case = a_case(desks, (e.Share("delivery", 70), e.Share("customer", 30)))

    with pytest.raises(Incomplete) as problems:
        give(desks, case, e.Share("customer", 30), party=party)

    assert [problem.field for problem in problems.value.problems] == ["party"]


def test_the_same_share_is_charged_once_and_not_where_the_complaint_does_not_stand(desks: Desks) -> None:
    case = give(desks, a_case(desks), SHARES[0])
    with pytest.raises(NoShare):
        give(desks, case, SHARES[0])

    case = settlement.record_finding(desks.clerk, case.case_id, a_finding(stands="no", responsible="", shares=()))
    with pytest.raises(NoShare):
        give(desks, case, SHARES[1])


def test_a_withdrawn_complaint_is_charged_to_nobody(desks: Desks) -> None:
    case = intake.register_case(desks.clerk, an_intake())
    settlement.record_finding(desks.clerk, case.case_id, a_finding(shares=SHARES))
    case = life.withdraw(desks.clerk, case.case_id, TAKEN_BACK)

    with pytest.raises(NoShare):
        give(desks, case, SHARES[0])


def test_the_loss_is_what_the_case_shows_and_only_a_manager_adds_documented_costs(desks: Desks) -> None:
    case = a_case(desks)
    with pytest.raises(LossTooHigh) as refusal:
        give(desks, case, SHARES[0], loss_fen=5000 * YUAN, penalty_fen=3500 * YUAN)
    assert refusal.value.most_fen == 1000 * YUAN, "1,000 is approved"
    costs = {"loss_fen": 1100 * YUAN, "penalty_fen": 770 * YUAN, "direct_fen": 100 * YUAN}
    with pytest.raises(Incomplete) as problems:
        give(desks, case, SHARES[0], **costs)
    assert [problem.field for problem in problems.value.problems] == ["direct_reason"]
    with pytest.raises(NotAllowed):
        give(desks, case, SHARES[0], **costs, direct_reason="上门取件车费，票据在案。")
    assert case.finding is not None
    notice = msgspec.structs.replace(
        suggested(desks.manager, case, SHARES[0]), **costs, direct_reason="上门取件车费，票据在案。"
    )

    # 1,000 approved and 100 of costs; 70 % of it are 770.
    case = life.give_notice(desks.manager, case.case_id, notice, case.finding[0].digest)

    assert penalties(case) == 770 * YUAN
    text = whole_text(papers.preview_paper(desks.clerk, case.case_id, "notice", "en"))
    assert "¥1,100.00" in text
    assert "¥100.00ofitaredirectcosts:上门取件车费，票据在案。" in text


def test_notices_on_an_earlier_finding_are_withdrawn_before_others_are_given(desks: Desks) -> None:
    shares = (e.Share("delivery", 70, "张三"), e.Share("station", 30))
    case = a_case(desks, shares)
    for share in shares:
        case = give(desks, case, share)
    assert penalties(case) == 1000 * YUAN
    pay(desks.clerk, case, 1000 * YUAN)
    halves = (e.Share("delivery", 50, "张三"), e.Share("station", 50))
    case = settlement.record_finding(desks.clerk, case.case_id, a_finding(shares=halves))
    assert to_be_told(case) == halves
    first, second = outdated_notices(case)

    with pytest.raises(EarlierNoticesStand):
        give(desks, case, halves[0])
    with pytest.raises(Incomplete):
        life.take_step(desks.supervisor, case.case_id, e.NoticeWithdrawn(notice_id=first, reason=" "))
    taken_back = e.NoticeWithdrawn(notice_id=first, reason="责任比例重新核定。")
    with pytest.raises(NotAllowed):
        life.take_step(desks.clerk, case.case_id, taken_back)
    for notice_id in (first, second):
        case = life.take_step(desks.supervisor, case.case_id, msgspec.structs.replace(taken_back, notice_id=notice_id))
    assert penalties(case) == 0
    with pytest.raises(NoSuchNotice):
        life.take_step(desks.supervisor, case.case_id, taken_back)
    with pytest.raises(NoSuchNotice):
        life.take_step(desks.clerk, case.case_id, e.NoticeObjected(notice_id=first, words="不服。"))
    for share in halves:
        case = give(desks, case, share)

    assert penalties(case) == 1000 * YUAN, "the loss and no more"
    text = whole_text(papers.preview_paper(desks.clerk, case.case_id, "notice", "en", PaperDetails(notice=first)))
    assert "Withdrawnon2Mar2026,nothingistobeborneanymore:责任比例重新核定。" in text


def test_an_objection_is_answered_by_somebody_else_than_who_gave_the_notice(desks: Desks) -> None:
    case = give(desks, a_case(desks), SHARES[0])
    (notice,) = case.life.notices
    life.take_step(desks.clerk, case.case_id, e.NoticeObjected(notice_id=notice, words="不服。"))
    answer = e.ObjectionAnswered(notice_id=notice, penalty_fen=700 * YUAN, reason="维持。")

    with pytest.raises(GivenByYou):
        life.take_step(desks.supervisor, case.case_id, answer)

    assert life.take_step(desks.manager, case.case_id, answer).life.notices[notice].answered is not None
    assert Odd.OWN_OBJECTION not in {odd.why for odd in oversight.read_unusual(desks.manager).rows}


def test_who_alone_could_answer_does_so(desks: Desks) -> None:
    people.change_person(desks.manager, msgspec.structs.replace(desks.supervisor.person, active=False))
    case = intake.register_case(desks.clerk, an_intake())
    case = settlement.record_finding(desks.clerk, case.case_id, a_finding(shares=SHARES))
    notice = suggested(desks.manager, case, SHARES[0])
    assert case.finding is not None
    case = life.give_notice(desks.manager, case.case_id, notice, case.finding[0].digest)
    (notice_id,) = case.life.notices
    life.take_step(desks.clerk, case.case_id, e.NoticeObjected(notice_id=notice_id, words="不服。"))
    answer = e.ObjectionAnswered(notice_id=notice_id, penalty_fen=0, reason="维持警告。")

    case = life.take_step(desks.manager, case.case_id, answer)

    assert case.life.notices[notice_id].answered is not None
    odd = [(one.why, one.row.case_id) for one in oversight.read_unusual(desks.manager).rows]
    assert odd == [(Odd.OWN_OBJECTION, case.case_id)], "it is looked at later"


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


def test_an_objection_is_before_the_supervisors_until_it_is_answered_also_once_the_case_is_closed(
    desks: Desks, clock: FrozenClock
) -> None:
    add_person(desks.manager, a_person("04", Role.SUPERVISOR, 5000 * YUAN))
    case = give(desks, a_case(desks), SHARES[0])
    (notice,) = case.life.notices
    pay(desks.clerk, case, 1000 * YUAN)
    life.tell(desks.clerk, case.case_id, TOLD, outcome_digest(desks.clerk.office.case(case.case_id)))
    life.take_step(desks.clerk, case.case_id, e.CaseClosed(outcome="settled", words="已赔。"))
    before = oversight.count_pressing(desks.manager)

    life.take_step(desks.clerk, case.case_id, e.NoticeObjected(notice_id=notice, words="不服。"))

    rows = to_answer(desks.manager)
    # Objected on Monday 2 March 2026: as long as one may object, that is by the third working day, Thursday.
    assert [(row.case_id, row.ref, row.due_at[:10]) for row in rows] == [(case.case_id, notice, "2026-03-05")]
    assert to_answer(desks.supervisor) == [], "they gave the notice and others can answer"
    assert to_answer(desks.clerk) == []
    assert [row.task for row in oversight.read_escalated(desks.manager).rows] == [OBJECTION]
    assert oversight.count_pressing(desks.manager) == before + 1
    clock.advance(days=6)
    assert [row.task for row in oversight.read_overdue(desks.manager).rows] == [OBJECTION]
    assert worklist.read_work(desks.clerk, worklist.Which.TO_CLOSE).rows == ()

    life.take_step(
        desks.manager, case.case_id, e.ObjectionAnswered(notice_id=notice, penalty_fen=0, reason="照片属实。")
    )
    assert to_answer(desks.manager) == []
    assert oversight.read_overdue(desks.manager).rows == []


def to_answer(desk: Desk) -> list[TaskRow]:
    return [row for row in worklist.read_work(desk, worklist.Which.MINE).rows if row.task == OBJECTION]
