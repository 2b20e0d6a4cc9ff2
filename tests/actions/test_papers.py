"""Papers from a real office: what they say, when they are drafts, and what their code proves."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec
import pypdf
import pytest

from desktop import errors
from desktop.actions import approval, cases, intake, papers, people, rule_packs, settlement
from desktop.actions.paper_facts import PaperDetails
from desktop.actions.papers import Standing
from desktop.domain import entries as e
from desktop.domain.authority import AboveLimit, FourEyes, NotAllowed, NotYet, Stale, Verb
from desktop.domain.case import Status
from desktop.domain.claim import ClaimFacts, Event, ValueProof
from desktop.domain.intake import ComplaintType
from desktop.domain.paper_code import read_code
from desktop.domain.proposal import ProposalDraft, Remedy
from desktop.rule_text import Source
from desktop.storage.verify import verify
from tests.actions.conftest import PASSWORD
from tests.factories import YUAN, a_finding, an_intake
from tests.rules.small import agreement

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from tests.actions.conftest import Desks
    from tests.conftest import FrozenClock


def keep_example(desk: Desk, case_id: str) -> Case:
    return settlement.keep_assessment(desk, case_id, example_facts(), desk.office.case(case_id).basis)


def example_facts(**changes: object) -> ClaimFacts:
    """Example CN-V-03 of the trade: insured for 3,000, worth 9,500, wholly broken, 421 of freight: 3,421 is paid."""
    usual = ClaimFacts(
        event=Event.TOTAL_DAMAGE,
        terms="generic",
        insured=True,
        declared_value=Decimal(3000),
        actual_value=Decimal(9500),
        value_proof=ValueProof.INVOICE,
        freight=Decimal(421),
        accepted_on=date(2026, 2, 20),
        claimed_on=date(2026, 3, 2),
        as_of=date(2026, 3, 2),
    )
    return msgspec.structs.replace(usual, **changes)


def a_proposed_case(desk: Desk, amount_fen: int = 3421 * YUAN, reason: str = "") -> Case:
    case = intake.register_case(desk, an_intake())
    settlement.record_finding(desk, case.case_id, a_finding("分拨中心装车时受压，瓷瓶碎裂。", responsible="transport"))
    keep_example(desk, case.case_id)
    draft = ProposalDraft(amount_fen, 3421 * YUAN, reason, (Remedy.COMPENSATE, Remedy.APOLOGISE))
    return settlement.propose(desk, case.case_id, draft)


def approved(desks: Desks, case: Case) -> Case:
    assert case.proposal is not None
    return approval.decide(
        desks.supervisor, case.case_id, case.proposal.digest, e.Verdict.APPROVE, "核对无误。", PASSWORD
    )


def text_of(content: bytes) -> str:
    """Return the text of a PDF without blanks, so that a line break in a sentence does not matter."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_a_receipt_is_numbered_after_its_case_says_when_we_answer_and_is_never_a_draft(desks: Desks) -> None:
    case = intake.register_case(desks.clerk, an_intake())

    first = papers.issue_paper(desks.clerk, case.case_id, "receipt", "zh_CN")
    second = papers.issue_paper(desks.clerk, case.case_id, "receipt", "zh_CN")

    assert (first.number, second.number) == ("SL260302-001-1", "SL260302-001-2")
    assert (first.draft, first.amount_fen) == (False, None)
    text = text_of(papers.read_paper(desks.clerk, first.number))
    # First reply in 30 minutes; five stars: five working days from Monday 2 March end on Monday 9 March at 18:00;
    # the 7 natural days of the law end that day too.
    for expected in ("260302-001", "SF1385628716739", "𬭊䶮", "2026-03-0209:30", "2026-03-0918:00", "2026年3月9日"):
        assert expected in text
    assert [row.number for row in papers.list_papers(desks.clerk, case.case_id)] == [second.number, first.number]
    assert verify(desks.manager.office).faults == []


def test_the_agreement_is_a_draft_before_approval_and_none_after(desks: Desks) -> None:
    case = a_proposed_case(desks.clerk)

    before = papers.issue_paper(desks.clerk, case.case_id, "agreement", "zh_CN")
    approved(desks, case)
    after = papers.issue_paper(desks.clerk, case.case_id, "agreement", "zh_CN")

    assert (before.number, before.draft) == ("XY260302-001-1", True)
    assert (after.number, after.draft, after.amount_fen) == ("XY260302-001-2", False, 3421 * YUAN)
    draft, final = (text_of(papers.read_paper(desks.clerk, row.number)) for row in (before, after))
    assert "草稿" in draft or "DRAFT" in draft
    assert "草稿" not in final
    assert "DRAFT" not in final
    for expected in ("¥3,421.00", "人民币叁仟肆佰贰拾壹元整", "𬭊䶮", "¥3,000.00", "¥421.00"):
        assert expected in final


@pytest.mark.parametrize(("language", "goodwill"), [("zh_CN", "善意补偿"), ("en", "Goodwill")])
def test_what_goes_beyond_the_rules_is_a_line_of_goodwill_with_its_reason(
    desks: Desks, language: str, goodwill: str
) -> None:
    case = a_proposed_case(desks.clerk, 3600 * YUAN, "客户往返三次，另补交通费")
    approved(desks, case)

    row = papers.issue_paper(desks.clerk, case.case_id, "agreement", language)
    sheet = papers.issue_paper(desks.clerk, case.case_id, "calculation", language)

    text = text_of(papers.read_paper(desks.clerk, row.number))
    # 3,600.00 - 3,421.00 = 179.00
    for expected in ("¥3,000.00", "¥421.00", "¥179.00", "¥3,600.00", "人民币叁仟陆佰元整"):
        assert expected in text
    assert f"{goodwill}客户往返三次，另补交通费" in text, "the line, its reason under it"
    calculation = text_of(papers.read_paper(desks.clerk, sheet.number))
    for expected in ("¥3,421.00", f"{goodwill}¥179.00", "¥3,600.00", "客户往返三次，另补交通费", "某supervisor"):
        assert expected in calculation


def test_a_reduction_is_no_goodwill(desks: Desks) -> None:
    case = approved(desks, a_proposed_case(desks.clerk, 3000 * YUAN, "客户同意减让"))

    agreed, sheet = (
        papers.issue_paper(desks.clerk, case.case_id, paper, "en") for paper in ("agreement", "calculation")
    )

    # 3,000.00 - 3,421.00 = -421.00
    text = text_of(papers.read_paper(desks.clerk, agreed.number))
    assert "Agreedreduction-¥421.00" in text
    assert "oodwill" not in text
    calculation = text_of(papers.read_paper(desks.clerk, sheet.number))
    assert "Proposedafteradjustment" in calculation
    assert "客户同意减让" in calculation
    assert "oodwill" not in calculation


def test_what_is_paid_for_a_claim_nobody_worked_out_is_not_called_goodwill(desks: Desks) -> None:
    case = intake.register_case(desks.clerk, an_intake())
    settlement.propose(desks.clerk, case.case_id, ProposalDraft(500 * YUAN, 0, "双方商定", (Remedy.COMPENSATE,)))

    text = text_of(papers.preview_paper(desks.clerk, case.case_id, "agreement", "en"))

    assert "Agreedpayment¥500.00" in text
    assert "oodwill" not in text


def test_what_is_paid_for_rudeness_is_goodwill(desks: Desks) -> None:
    case = intake.register_case(desks.clerk, an_intake(types=(ComplaintType.ATTITUDE,), damage_extent=""))
    settlement.propose(desks.clerk, case.case_id, ProposalDraft(50 * YUAN, 0, "致歉", (Remedy.APOLOGISE,)))

    text = text_of(papers.preview_paper(desks.clerk, case.case_id, "agreement", "en"))

    assert "Goodwill致歉¥50.00" in text
    assert "Allofit,¥50.00,isgoodwill" in text


def test_a_correction_after_approval_makes_the_next_agreement_a_draft_again(desks: Desks) -> None:
    case = approved(desks, a_proposed_case(desks.clerk))
    corrected = msgspec.structs.replace(case.intake, freight=400 * YUAN)
    intake.correct_case(desks.clerk, case.case_id, corrected, "运费看错")

    assert papers.issue_paper(desks.clerk, case.case_id, "agreement", "zh_CN").draft is True


def test_the_apology_says_what_was_found_and_what_is_paid(desks: Desks) -> None:
    case = approved(desks, a_proposed_case(desks.clerk))

    details = PaperDetails(improvements=("易碎件单独装笼。",), effect="这是给父亲的生日礼物。")
    row = papers.issue_paper(desks.clerk, case.case_id, "apology", "zh_CN", details)

    text = text_of(papers.read_paper(desks.clerk, row.number))
    for expected in ("分拨中心装车时受压", "¥3,421.00", "易碎件单独装笼。", "生日礼物", "12305"):
        assert expected in text


def test_papers_speak_the_language_asked_for(desks: Desks) -> None:
    case = approved(desks, a_proposed_case(desks.clerk))

    row = papers.issue_paper(desks.clerk, case.case_id, "agreement", "en")

    text = text_of(papers.read_paper(desks.clerk, row.number))
    assert "Settlementagreement" in text
    assert "人民币叁仟肆佰贰拾壹元整" in text


def test_a_paper_that_states_a_step_not_taken_is_refused(desks: Desks) -> None:
    case = intake.register_case(desks.clerk, an_intake())

    for paper, missing in (("calculation", Verb.ASSESS), ("agreement", Verb.PROPOSE), ("apology", Verb.RECORD_FINDING)):
        with pytest.raises(NotYet) as refusal:
            papers.issue_paper(desks.clerk, case.case_id, paper, "zh_CN")  # type: ignore[arg-type] # names of papers
        assert refusal.value.missing is missing
    assert papers.list_papers(desks.clerk) == []


def test_a_preview_is_marked_as_a_draft_and_leaves_nothing_behind(desks: Desks) -> None:
    case = approved(desks, a_proposed_case(desks.clerk))
    entries = len(cases.read_case(desks.clerk, case.case_id).history)

    text = text_of(papers.preview_paper(desks.clerk, case.case_id, "agreement", "zh_CN"))

    assert "¥3,421.00" in text
    assert "草稿" in text or "DRAFT" in text
    assert len(cases.read_case(desks.clerk, case.case_id).history) == entries
    assert list((desks.folder / "papers").rglob("*")) == []


def test_a_character_no_font_has_stops_the_paper_and_nothing_is_recorded(desks: Desks) -> None:
    case = intake.register_case(desks.clerk, an_intake(complainant_name="\U000323ae某"))

    with pytest.raises(errors.MissingCharacters):
        papers.issue_paper(desks.clerk, case.case_id, "receipt", "zh_CN")

    assert papers.list_papers(desks.clerk) == []


def test_an_auditor_or_a_closed_account_issues_nothing(desks: Desks) -> None:
    case = intake.register_case(desks.clerk, an_intake())
    closed = msgspec.structs.replace(desks.clerk.person, active=False)
    people.change_person(desks.manager, closed)

    with pytest.raises(errors.Refused):
        papers.issue_paper(desks.clerk, case.case_id, "receipt", "zh_CN")


def test_an_unknown_number_is_told(desks: Desks) -> None:
    with pytest.raises(errors.Incomplete):
        papers.read_paper(desks.clerk, "XY260302-009-1")


class TestCode:
    """Checking a paper that comes back, without any network."""

    @pytest.fixture
    def code(self, desks: Desks) -> str:
        case = approved(desks, a_proposed_case(desks.clerk))
        papers.issue_paper(desks.clerk, case.case_id, "agreement", "zh_CN")
        return cases.read_case(desks.clerk, case.case_id).papers[0][1].code

    def test_the_code_of_an_issued_paper_is_genuine_also_years_later_and_for_others(
        self, desks: Desks, code: str, clock: FrozenClock
    ) -> None:
        clock.advance(days=800)

        # As a scanner with Caps Lock on and a mail program with short lines would hand it over.
        checked = papers.check_paper_code(desks.supervisor, f" {code[:40].lower()}\n{code[40:]} ")

        assert checked.standing is Standing.GENUINE
        assert checked.code is not None
        assert (checked.code.number, checked.code.fen, checked.code.on, checked.code.draft) == (
            "XY260302-001-1",
            342_100,
            date(2026, 3, 2),
            False,
        )
        assert (checked.issued_by, checked.overtaken) == ("某clerk", False)

    def test_the_code_stays_genuine_when_its_issuer_gets_a_new_key(
        self, desks: Desks, code: str, clock: FrozenClock
    ) -> None:
        clock.advance(days=1)
        people.give_new_password(desks.manager, desks.clerk.person, "another-2026", "another-2026")

        assert papers.check_paper_code(desks.manager, code).standing is Standing.GENUINE

    @pytest.mark.parametrize(
        ("wrong", "right"),
        [("342100", "942100"), ("20260302", "20260303"), ("0302F", "0302D"), ("MP1-XY", "MP2-XY")],
    )
    def test_a_changed_code_is_never_genuine(self, desks: Desks, code: str, wrong: str, right: str) -> None:
        forged = code.replace(wrong, right, 1)
        assert forged != code

        assert papers.check_paper_code(desks.supervisor, forged).standing in (Standing.FORGED, Standing.UNREADABLE)

    def test_a_code_signed_by_somebody_else_is_forged(self, desks: Desks, code: str) -> None:
        again = read_code(code)[0].signed(desks.supervisor.signer.sign)

        assert papers.check_paper_code(desks.supervisor, again).standing is Standing.FORGED

    def test_a_number_this_office_never_gave_is_unknown_here(self, desks: Desks, code: str) -> None:
        other = code.replace("XY260302-001-1", "XY260302-001-7")

        assert papers.check_paper_code(desks.supervisor, other).standing is Standing.UNKNOWN_HERE

    @pytest.mark.parametrize(
        "text",
        ["", "SF1385628716739", "https://example.com", "MP1-XY1-1-20261399F-" + "A" * 103, "MP1-XY1-1-20260302F-A"],
    )
    def test_anything_else_is_no_paper_code(self, desks: Desks, text: str) -> None:
        assert papers.check_paper_code(desks.supervisor, text).standing is Standing.UNREADABLE

    def test_a_paper_whose_proposal_was_replaced_is_genuine_but_overtaken(self, desks: Desks, code: str) -> None:
        case_id = papers.list_papers(desks.clerk)[0].case_id
        draft = ProposalDraft(3000 * YUAN, 3421 * YUAN, "客户让步", (Remedy.COMPENSATE,))
        settlement.propose(desks.clerk, case_id, draft)

        checked = papers.check_paper_code(desks.clerk, code)

        assert (checked.standing, checked.overtaken) == (Standing.GENUINE, True)


class TestFourEyes:
    """A proposal goes to somebody who had no part in it; what was seen is what is decided."""

    def decide(self, desk: Desk, case: Case, verdict: e.Verdict = e.Verdict.APPROVE, password: str = PASSWORD) -> Case:
        assert case.proposal is not None
        return approval.decide(desk, case.case_id, case.proposal.digest, verdict, "核对无误。", password)

    def entries(self, desks: Desks, case: Case) -> int:
        return len(cases.read_case(desks.clerk, case.case_id).history)

    def test_a_clerk_approves_nothing(self, desks: Desks) -> None:
        case = a_proposed_case(desks.clerk)

        with pytest.raises(NotAllowed):
            self.decide(desks.clerk, case)

    def test_a_supervisor_does_not_approve_what_they_had_a_hand_in(self, desks: Desks) -> None:
        taken_in = intake.register_case(desks.supervisor, an_intake())
        keep_example(desks.clerk, taken_in.case_id)
        draft = ProposalDraft(3421 * YUAN, 3421 * YUAN, remedies=(Remedy.COMPENSATE,))
        taken_in = settlement.propose(desks.clerk, taken_in.case_id, draft)

        corrected = intake.register_case(desks.clerk, an_intake())
        intake.correct_case(desks.supervisor, corrected.case_id, an_intake(note="补"), "补记")
        keep_example(desks.clerk, corrected.case_id)
        corrected = settlement.propose(desks.clerk, corrected.case_id, draft)

        assessed = intake.register_case(desks.clerk, an_intake())
        keep_example(desks.supervisor, assessed.case_id)
        assessed = settlement.propose(desks.clerk, assessed.case_id, draft)

        proposed = intake.register_case(desks.clerk, an_intake())
        keep_example(desks.clerk, proposed.case_id)
        proposed = settlement.propose(desks.supervisor, proposed.case_id, draft)

        for case, did in (
            (taken_in, Verb.REGISTER),
            (corrected, Verb.CORRECT),
            (assessed, Verb.ASSESS),
            (proposed, Verb.PROPOSE),
        ):
            with pytest.raises(FourEyes) as refusal:
                self.decide(desks.supervisor, case)
            assert refusal.value.did is did
            assert cases.read_case(desks.clerk, case.case_id).status is Status.PROPOSED

    def test_above_the_limit_it_is_passed_up_and_somebody_else_above_decides(self, desks: Desks) -> None:
        case = a_proposed_case(desks.clerk, 6000 * YUAN, "协商一致")

        with pytest.raises(AboveLimit):
            self.decide(desks.supervisor, case)
        assert self.decide(desks.supervisor, case, e.Verdict.PASS_UP).status is Status.PASSED_UP
        assert self.decide(desks.manager, case).status is Status.APPROVED

    def test_approving_after_a_correction_is_stale_and_writes_nothing(self, desks: Desks) -> None:
        case = a_proposed_case(desks.clerk)
        intake.correct_case(
            desks.clerk, case.case_id, msgspec.structs.replace(case.intake, declared_value=2000 * YUAN), "看错"
        )
        entries = self.entries(desks, case)

        with pytest.raises(Stale) as refusal:
            self.decide(desks.supervisor, case)

        assert refusal.value.why == "facts-changed"
        assert self.entries(desks, case) == entries

    def test_a_verdict_on_a_replaced_proposal_is_stale(self, desks: Desks) -> None:
        seen = a_proposed_case(desks.clerk)
        draft = ProposalDraft(3421 * YUAN, 3421 * YUAN, remedies=(Remedy.APOLOGISE,))
        settlement.propose(desks.clerk, seen.case_id, draft)

        with pytest.raises(Stale) as refusal:
            self.decide(desks.supervisor, seen)

        assert refusal.value.why == "proposal-replaced"

    def test_a_wrong_password_writes_nothing(self, desks: Desks) -> None:
        case = a_proposed_case(desks.clerk)
        entries = self.entries(desks, case)

        with pytest.raises(errors.WrongPassword):
            self.decide(desks.supervisor, case, password="not-it-2026")

        assert self.entries(desks, case) == entries


def test_an_english_sheet_names_its_sources_in_english_with_the_original_behind_and_a_chinese_one_as_ever(
    desks: Desks,
) -> None:
    case = a_proposed_case(desks.clerk)

    english, chinese = (papers.issue_paper(desks.clerk, case.case_id, "calculation", code) for code in ("en", "zh_CN"))

    said = text_of(papers.read_paper(desks.clerk, english.number))
    assert "InterimRegulationsonExpressDelivery,art.28(快递暂行条例(2025)第28条)" in said
    assert "CivilCodeofthePRC,art.832(民法典(2020)第832条)" in said
    unchanged = text_of(papers.read_paper(desks.clerk, chinese.number))
    assert "快递暂行条例(2025)第28条" in unchanged
    assert "Interim" not in unchanged


@pytest.mark.parametrize(("language", "title"), [("zh_CN", "梅花陶瓷协议"), ("en", "MeihuaCeramicsagreement")])
def test_a_customers_own_agreement_stands_on_the_sheet_by_its_title(desks: Desks, language: str, title: str) -> None:
    rule_packs.import_pack(desks.manager, Source("meihua.toml", agreement("generic").encode()))
    case = intake.register_case(desks.clerk, an_intake(insured=False, declared_value=None, premium=None))
    facts = example_facts(agreement="meihua", insured=False, declared_value=None)
    settlement.keep_assessment(desks.clerk, case.case_id, facts, case.basis)

    sheet = papers.issue_paper(desks.clerk, case.case_id, "calculation", language)

    text = text_of(papers.read_paper(desks.clerk, sheet.number))
    # The goods are worth 9,500 and the agreement pays 500 of it; the fee of 421 is waived for total damage.
    assert "¥921.00" in text
    assert text.count(title) == 2, "among the rules used and among the facts"
    assert "meihua" not in text
