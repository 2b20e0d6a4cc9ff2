"""Papers from a real office: what they say, when they are drafts, and what their code proves."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop import errors
from desktop.actions import cases, intake, papers, people, rule_packs, settlement
from desktop.actions.paper_facts import PaperDetails, article_on_found, begun_with
from desktop.domain.authority import NotYet, Verb
from desktop.domain.claim import Cause, Event
from desktop.domain.intake import ComplaintType
from desktop.domain.proposal import ProposalDraft, Remedy
from desktop.rule_text import Source
from desktop.storage.verify import verify
from tests.actions.settling import a_proposed_case, approved
from tests.documents.reading import pages, whole_text
from tests.factories import YUAN, a_finding, an_intake, an_office_details, example_facts
from tests.rules.small import agreement

if TYPE_CHECKING:
    from tests.actions.conftest import Desks


def test_a_receipt_is_numbered_after_its_case_says_when_we_answer_and_is_never_a_draft(desks: Desks) -> None:
    case = intake.register_case(desks.clerk, an_intake())

    first = papers.issue_paper(desks.clerk, case.case_id, "receipt", "zh_CN")
    second = papers.issue_paper(desks.clerk, case.case_id, "receipt", "zh_CN")

    assert (first.number, second.number) == ("SL260302-001-1", "SL260302-001-2")
    assert (first.draft, first.amount_fen) == (False, None)
    text = whole_text(papers.read_paper(desks.clerk, first.number))
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
    draft, final = (whole_text(papers.read_paper(desks.clerk, row.number)) for row in (before, after))
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

    text = whole_text(papers.read_paper(desks.clerk, row.number))
    # 3,600.00 - 3,421.00 = 179.00
    for expected in ("¥3,000.00", "¥421.00", "¥179.00", "¥3,600.00", "人民币叁仟陆佰元整"):
        assert expected in text
    assert f"{goodwill}客户往返三次，另补交通费" in text, "the line, its reason under it"
    calculation = whole_text(papers.read_paper(desks.clerk, sheet.number))
    for expected in ("¥3,421.00", f"{goodwill}¥179.00", "¥3,600.00", "客户往返三次，另补交通费", "某supervisor"):
        assert expected in calculation


def test_a_reduction_is_no_goodwill(desks: Desks) -> None:
    case = approved(desks, a_proposed_case(desks.clerk, 3000 * YUAN, "客户同意减让"))

    agreed, sheet = (
        papers.issue_paper(desks.clerk, case.case_id, paper, "en") for paper in ("agreement", "calculation")
    )

    # 3,000.00 - 3,421.00 = -421.00
    text = whole_text(papers.read_paper(desks.clerk, agreed.number))
    assert "Agreedreduction-¥421.00" in text
    assert "oodwill" not in text
    calculation = whole_text(papers.read_paper(desks.clerk, sheet.number))
    assert "Proposedafteradjustment" in calculation
    assert "客户同意减让" in calculation
    assert "oodwill" not in calculation


def test_what_is_paid_for_a_claim_nobody_worked_out_is_not_called_goodwill(desks: Desks) -> None:
    case = intake.register_case(desks.clerk, an_intake())
    settlement.propose(desks.clerk, case.case_id, ProposalDraft(500 * YUAN, 0, "双方商定", (Remedy.COMPENSATE,)))

    text = whole_text(papers.preview_paper(desks.clerk, case.case_id, "agreement", "en"))

    assert "Agreedpayment¥500.00" in text
    assert "oodwill" not in text


def test_what_is_paid_for_rudeness_is_goodwill(desks: Desks) -> None:
    case = intake.register_case(desks.clerk, an_intake(types=(ComplaintType.ATTITUDE,), damage_extent=""))
    settlement.propose(desks.clerk, case.case_id, ProposalDraft(50 * YUAN, 0, "致歉", (Remedy.APOLOGISE,)))

    text = whole_text(papers.preview_paper(desks.clerk, case.case_id, "agreement", "en"))

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

    text = whole_text(papers.read_paper(desks.clerk, row.number))
    for expected in ("分拨中心装车时受压", "¥3,421.00", "易碎件单独装笼。", "生日礼物", "12305"):
        assert expected in text


def test_papers_speak_the_language_asked_for(desks: Desks) -> None:
    case = approved(desks, a_proposed_case(desks.clerk))

    row = papers.issue_paper(desks.clerk, case.case_id, "agreement", "en")

    text = whole_text(papers.read_paper(desks.clerk, row.number))
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

    text = whole_text(papers.preview_paper(desks.clerk, case.case_id, "agreement", "zh_CN"))

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


def test_an_english_sheet_names_its_sources_in_english_with_the_original_behind_and_a_chinese_one_as_ever(
    desks: Desks,
) -> None:
    case = a_proposed_case(desks.clerk)

    english, chinese = (papers.issue_paper(desks.clerk, case.case_id, "calculation", code) for code in ("en", "zh_CN"))

    said = whole_text(papers.read_paper(desks.clerk, english.number))
    assert "InterimRegulationsonExpressDelivery,art.28(快递暂行条例(2025)第28条)" in said
    assert "CivilCodeofthePRC,art.832(民法典(2020)第832条)" in said
    unchanged = whole_text(papers.read_paper(desks.clerk, chinese.number))
    assert "快递暂行条例(2025)第28条" in unchanged
    assert "Interim" not in unchanged


@pytest.mark.parametrize(("language", "title"), [("zh_CN", "梅花陶瓷协议"), ("en", "MeihuaCeramicsagreement")])
def test_a_customers_own_agreement_stands_on_the_sheet_by_its_title(desks: Desks, language: str, title: str) -> None:
    rule_packs.import_pack(desks.manager, Source("meihua.toml", agreement("generic").encode()))
    case = intake.register_case(desks.clerk, an_intake(insured=False, declared_value=None, premium=None))
    facts = example_facts(agreement="meihua", insured=False, declared_value=None)
    settlement.keep_assessment(desks.clerk, case.case_id, facts, case.basis)

    sheet = papers.issue_paper(desks.clerk, case.case_id, "calculation", language)

    text = whole_text(papers.read_paper(desks.clerk, sheet.number))
    # The goods are worth 9,500 and the agreement pays 500 of it; the fee of 421 is waived for total damage.
    assert "¥921.00" in text
    assert text.count(title) == 2, "among the rules used and among the facts"
    assert "meihua" not in text


def test_the_article_that_is_cited_for_goods_found_is_the_one_in_the_agreement(desks: Desks) -> None:
    case = intake.register_case(desks.clerk, an_intake(types=(ComplaintType.LOSS,)))
    facts = example_facts(event=Event.LOSS)
    case = settlement.keep_assessment(desks.clerk, case.case_id, facts, desks.clerk.office.case(case.case_id).basis)
    assert case.assessment is not None
    fen = case.assessment.body.payable_fen
    case = settlement.propose(desks.clerk, case.case_id, ProposalDraft(fen, fen, remedies=(Remedy.COMPENSATE,)))

    told = whole_text(papers.preview_paper(desks.clerk, case.case_id, "agreement", "en"))

    assert f"Article{article_on_found(case)}Iftheparcelisfound" in "".join(told.split())


def test_a_claim_the_rules_give_nothing_for_has_a_sheet_as_well(desks: Desks) -> None:
    case = intake.register_case(desks.clerk, an_intake())
    # The sender's own fault frees the carrier (civil code, art. 832).
    settlement.keep_assessment(desks.clerk, case.case_id, example_facts(cause=Cause.SENDER), case.basis)
    draft = ProposalDraft(0, 0, remedies=(Remedy.APOLOGISE,))
    approved(desks, settlement.propose(desks.clerk, case.case_id, draft))

    sheet = papers.issue_paper(desks.clerk, case.case_id, "calculation", "zh_CN")

    assert (sheet.draft, sheet.amount_fen) == (False, 0)
    assert "人民币零元整" in whole_text(papers.read_paper(desks.clerk, sheet.number))


def test_what_the_clerk_is_to_compare_is_not_on_the_customers_sheet(desks: Desks) -> None:
    case = intake.register_case(desks.clerk, an_intake())
    facts = example_facts(terms="yto", premium=Decimal(15))
    settlement.keep_assessment(desks.clerk, case.case_id, facts, case.basis)

    sheet = papers.issue_paper(desks.clerk, case.case_id, "calculation", "en")

    text = whole_text(papers.read_paper(desks.clerk, sheet.number))
    assert "Lesswasdeclared" in text, "what concerns the customer is"
    assert "pricelist" not in text


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_sheet_of_an_ordinary_claim_has_two_pages(desks: Desks, language: str) -> None:
    case = intake.register_case(desks.clerk, an_intake())
    facts = example_facts(cause=Cause.CARRIER, premium=Decimal(15), delivered_on=date(2026, 2, 25))
    settlement.keep_assessment(desks.clerk, case.case_id, facts, case.basis)

    sheet = papers.issue_paper(desks.clerk, case.case_id, "calculation", language)

    assert len(pages(papers.read_paper(desks.clerk, sheet.number))) == 2


@pytest.mark.parametrize(
    ("language", "readings", "rules", "others"),
    [
        (
            "zh_CN",
            ("限额未订入合同：如未向寄件人提示", "限额条款无效：如法院以不合理"),
            "币种人民币",
            "寄件人过错；收件人过错",
        ),
        (
            "en",
            ("Limitnotpartofthecontract:Ifthelimitwasnotpointedout", "Limitvoid:Ifacourtholdsthelimitvoid"),
            "CurrencyChineseYuan",
            "Faultofthesender;Faultoftheconsignee",
        ),
    ],
)
def test_a_sheet_says_what_readings_of_one_sum_differ_in_and_names_rules_and_currency(
    desks: Desks, language: str, readings: tuple[str, str], rules: str, others: str
) -> None:
    case = intake.register_case(desks.clerk, an_intake())
    settlement.keep_assessment(desks.clerk, case.case_id, example_facts(cause=Cause.CARRIER), case.basis)

    sheet = papers.issue_paper(desks.clerk, case.case_id, "calculation", language)

    text = whole_text(papers.read_paper(desks.clerk, sheet.number))
    # Without the limit: 9,500.00 of actual loss + 421.00 of postage.
    assert text.count("¥9,921.00") == 1, "one sum, said once"
    for said in (*readings, rules, others):
        assert said in text
    for code in ("CNY", "generic", "2条规则", "2rules"):
        assert code not in text


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_an_agreement_is_issued_without_what_can_be_written_by_hand(desks: Desks, language: str) -> None:
    people.change_office(desks.manager, an_office_details(licence=""))
    case = intake.register_case(
        desks.clerk, an_intake(waybill="", waybill_raw="", no_waybill_reason="面单撕毁", posted_on=None)
    )
    draft = ProposalDraft(500 * YUAN, 0, "双方商定", (Remedy.COMPENSATE,))
    case = settlement.propose(desks.clerk, case.case_id, draft)
    case = approved(desks, case)

    gaps = papers.paper_gaps(desks.clerk, case.case_id, "agreement")
    row = papers.issue_paper(desks.clerk, case.case_id, "agreement", language)

    assert gaps.missing == ()
    assert gaps.by_hand == ("issue.waybill", "issue.office.licence", "posted_on", "payee", "account")
    assert row.draft is False
    blank = "运单号________________" if language == "zh_CN" else "waybill________________"
    assert blank in whole_text(papers.read_paper(desks.clerk, row.number))


def test_a_letter_says_beforehand_that_nothing_is_named_as_changed(desks: Desks) -> None:
    case = intake.register_case(desks.clerk, an_intake())
    settlement.record_finding(desks.clerk, case.case_id, a_finding("经过已查。", responsible="unknown"))

    gaps = papers.paper_gaps(desks.clerk, case.case_id, "apology")

    assert gaps.missing == ("improvements",)
    details = PaperDetails(improvements=("易碎件单独装笼。",))
    assert papers.paper_gaps(desks.clerk, case.case_id, "apology", details).missing == ()


def test_words_for_the_customer_take_the_place_of_the_finding_and_are_kept_with_the_paper(desks: Desks) -> None:
    case = approved(desks, a_proposed_case(desks.clerk))
    said = PaperDetails(happened="装车时受压，瓷瓶碎裂。", improvements=("易碎件单独装笼。", "逐车检查。"))

    rows = [papers.issue_paper(desks.clerk, case.case_id, paper, "zh_CN", said) for paper in ("agreement", "apology")]

    for row in rows:
        text = whole_text(papers.read_paper(desks.clerk, row.number))
        assert "装车时受压，瓷瓶碎裂。" in text
        assert "分拨中心" not in text, "what the finding says"
    again = begun_with(cases.read_case(desks.clerk, case.case_id), "apology", "zh_CN")
    assert again == {
        "happened": "装车时受压，瓷瓶碎裂。",
        "salutation": "neutral",
        "improvements": "易碎件单独装笼。\n逐车检查。",
    }
