"""Every paper: what it says, that it says it all, and that it is the same each time."""

from __future__ import annotations

import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any, get_args

import pypdf
import pytest

from desktop.documents.agreement import build_agreement
from desktop.documents.apology import Kind, build_apology
from desktop.documents.calculation import build_calculation
from desktop.documents.facts import Issue, Mark
from desktop.documents.history import build_history
from desktop.documents.receipt import build_receipt
from desktop.errors import IncompletePaper, MissingCharacters
from tests.documents import factories, reading

if TYPE_CHECKING:
    from collections.abc import Callable

#: How many pages each made-up paper takes; a change here is a change of layout to look at.
PAGES = {"receipt": 1, "calculation": 2, "agreement": 2, "apology": 1, "notice": 1, "history": 1, "recovery": 1}

paper = pytest.mark.parametrize("name", sorted(factories.PAPERS))


def built(name: str, language: str, **changes: object) -> bytes:
    make, build = factories.PAPERS[name]
    return build(make(**changes), language=language)


def draft_of(name: str) -> Issue:
    make, _build = factories.PAPERS[name]
    issue: Issue = make().issue
    return replace(issue, draft=True)


@paper
def test_text_is_as_agreed(name: str, language: str, golden: Callable[[str, str], None]) -> None:
    golden(f"{name}.{language}", reading.golden_text(built(name, language)))


@paper
def test_page_count(name: str, language: str) -> None:
    assert len(reading.pages(built(name, language))) == PAGES[name]


@paper
def test_same_facts_give_the_same_bytes(name: str, language: str) -> None:
    assert built(name, language) == built(name, language)


def test_papers_drawn_at_the_same_time_do_not_disturb_each_other(language: str) -> None:
    names = sorted(factories.PAPERS) * 3
    alone = {name: built(name, language) for name in names}

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda name: built(name, language), names))

    assert together == [alone[name] for name in names]


@paper
def test_file_says_what_it_is(name: str, language: str) -> None:
    file = pypdf.PdfReader(BytesIO(built(name, language)))
    number = factories.PAPERS[name][0]().issue.number

    assert file.metadata is not None
    assert number in str(file.metadata.title)
    assert file.metadata.author == factories.OFFICE.name
    assert file.metadata.producer == "Mingpei"
    assert file.metadata.creation_date is not None
    assert file.metadata.creation_date.isoformat() == "2026-03-02T16:40:00+08:00"
    assert str(file.root_object["/Lang"]) == language.replace("_", "-")


@paper
def test_every_font_is_embedded(name: str, language: str) -> None:
    file = pypdf.PdfReader(BytesIO(built(name, language)))

    found = [page._get_fonts() for page in file.pages]
    embedded = set().union(*(inside for inside, _outside in found))
    others = set().union(*(outside for _inside, outside in found))

    assert embedded
    assert others == set()


@paper
def test_footer_counts_pages(name: str, language: str) -> None:
    pages = reading.pages(built(name, language))

    for number, page in enumerate(pages, 1):
        counted = f"Page {number} of {len(pages)}" if language == "en" else f"第 {number} 页，共 {len(pages)} 页"
        assert counted in page
        assert factories.PAPERS[name][0]().issue.number in page


@paper
def test_draft_is_marked_on_every_page(name: str, language: str) -> None:
    word = "DRAFT" if language == "en" else "草稿"

    drafts = reading.pages(built(name, language, issue=draft_of(name)))
    final = reading.pages(built(name, language))

    # The diagonal letters come one by one.
    assert all(word in "".join(page.split()) for page in drafts)
    assert not any(word in "".join(page.split()) for page in final)


@paper
def test_paper_without_qr_uses_the_room(name: str, language: str) -> None:
    make, _build = factories.PAPERS[name]

    text = reading.whole_text(built(name, language, issue=replace(make().issue, qr="")))

    assert ("Scan" if language == "en" else "扫码核对") not in text


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_rare_names_copy_out_of_the_file_with_poppler_too(language: str) -> None:
    found = subprocess.run(
        ["pdftotext", "-", "-"],  # noqa: S607
        input=built("agreement", language),
        capture_output=True,
        check=True,
    ).stdout.decode()

    assert "𬭊䶮" in found
    assert "人民币叁仟肆佰贰拾壹元整" in found


@paper
@pytest.mark.parametrize("bad", ["\U0001f600", "\ue000", "\ud800"], ids=["emoji", "private use", "half a pair"])
def test_character_no_font_has_stops_the_paper(name: str, bad: str, language: str) -> None:
    make, _build = factories.PAPERS[name]
    office = replace(factories.OFFICE, name=f"速达{bad}公司", address=f"文三路\U0001f680{bad}")

    with pytest.raises(MissingCharacters) as refusal:
        built(name, language, issue=replace(make().issue, office=office))

    assert refusal.value.characters == (bad, "\U0001f680")


def test_refusal_names_no_more_than_the_characters(language: str) -> None:
    with pytest.raises(MissingCharacters) as refusal:
        built("receipt", language, customer="王芳\U0001f600")

    assert str(refusal.value) == "U+1F600"


@pytest.mark.parametrize(
    ("name", "changes", "missing"),
    [
        ("receipt", {"request": " \u200b\n", "enquiry_phone": ""}, ("request", "enquiry_phone")),
        ("calculation", {"steps": (), "prepared": None}, ("steps", "prepared")),
        ("agreement", {"damage": "", "basis": ""}, ("damage", "basis")),
        ("apology", {"improvements": ()}, ("improvements",)),
        ("recovery", {"code": ""}, ("code",)),
    ],
)
def test_paper_with_empty_required_facts_is_refused(
    name: str, changes: dict[str, Any], missing: tuple[str, ...], language: str
) -> None:
    with pytest.raises(IncompletePaper) as refusal:
        built(name, language, **changes)

    assert refusal.value.names == missing


def test_agreement_leaves_a_line_for_what_can_be_written_by_hand(language: str) -> None:
    issue = factories.an_issue("HZ01-XY-1", office=replace(factories.OFFICE, licence=""), waybill="")

    pdf = built("agreement", language, issue=issue, posted_on=None, contents="", claimant_name="")

    # Waybill and contents, and the waybill once more where the settlement is limited to it.
    blank, known = (reading.whole_text(one).count("_" * 16) for one in (pdf, built("agreement", language)))
    assert blank - known == 3
    assert len(reading.pages(pdf)) == PAGES["agreement"]


def test_a_sheet_says_that_nothing_is_due(language: str) -> None:
    nothing = factories.yuan("0.00")

    text = reading.whole_text(built("calculation", language, lines=(), payable=nothing, amount_in_words="人民币零元整"))

    assert ("Therulesgivenothinghere" if language == "en" else "按规则不产生赔偿") in text


def test_agreement_paid_in_cash_asks_for_no_account(language: str) -> None:
    text = reading.whole_text(built("agreement", language, in_cash=True))

    for said in ("Account", "收款账号", "totheaccountbelow", "以下账户"):
        assert said not in text


def test_largest_amount_stands_on_one_line(language: str) -> None:
    largest = factories.yuan("999999999999.99")
    line = replace(factories.a_calculation().lines[0], amount=largest)

    pages = reading.pages(built("calculation", language, lines=(line,), payable=largest))

    assert pages[0].count("¥999,999,999,999.99") == 3


def test_draft_may_have_gaps(language: str) -> None:
    pdf = built("agreement", language, issue=draft_of("agreement"), claimant_name="", basis="", lines=())

    assert reading.pages(pdf)


def test_markup_is_only_text(language: str) -> None:
    text = "<b>&amp;</b> & <font color=red> <script>"

    pdf = build_receipt(factories.a_receipt(request=text), language=language)

    assert "".join(text.split()) in reading.whole_text(pdf)


def test_control_and_direction_characters_vanish(language: str) -> None:
    pdf = build_receipt(factories.a_receipt(customer="王\x00\x07\u202e芳\u200b\ufe0f"), language=language)

    assert "王芳" in reading.whole_text(pdf)


@pytest.mark.parametrize("name", ["receipt", "calculation", "agreement", "apology", "notice"])
def test_long_words_of_a_customer_are_printed_whole(name: str, language: str) -> None:
    words = "".join(f"第{number:03d}句，外包装“破了”；¥3,421.00。" for number in range(150))
    changes: dict[str, dict[str, Any]] = {
        "receipt": {"request": words},
        "calculation": {"used": (replace(factories.a_calculation().used[0], value=words),)},
        "agreement": {"damage": words},
        "apology": {"happened": words},
        "notice": {"found": words},
    }

    number = factories.PAPERS[name][0]().issue.number
    text = reading.body_text(built(name, language, **changes[name]), number)

    assert len(words) > 3000
    places = [text.find(f"第{number:03d}句") for number in range(150)]
    assert -1 not in places
    assert places == sorted(places)
    assert text.count("¥3,421.00。") >= 150


def test_a_long_entry_of_a_history_goes_on_under_the_headings_of_the_next_page(language: str) -> None:
    words = "".join(f"第{number:03d}句，外包装“破了”；¥3,421.00。" for number in range(150))
    heads = "No.TimeBywhomWhatwasrecorded" if language == "en" else "序号时间操作人记录内容"
    facts = factories.a_history(entries=(replace(factories.a_history().entries[0], what=words),))

    pdf = build_history(facts, language=language)

    text = reading.body_text(pdf, facts.issue.number)
    assert text.count(heads) == len(reading.pages(pdf)) > 1
    assert "".join(words.split()) in text.replace(heads, "")


def test_adjustment_shows_both_amounts_and_the_reason(language: str) -> None:
    facts = factories.a_calculation(adjustment=factories.an_adjustment())

    text = reading.whole_text(build_calculation(facts, language=language))

    for part in ("¥3,421.00", "叁仟肆佰贰拾壹元整", "¥3,600.00", "叁仟陆佰元整", "关怀补偿"):
        assert part in text


def test_goodwill_is_an_amount_of_its_own_above_the_sum(language: str) -> None:
    changed = replace(factories.an_adjustment(), goodwill=factories.yuan("179.00"))

    text = reading.whole_text(build_calculation(factories.a_calculation(adjustment=changed), language=language))

    places = [text.find(amount) for amount in ("¥3,421.00", "¥179.00", "关怀补偿", "¥3,600.00")]
    assert -1 not in places
    assert places == sorted(places)


def test_approval_stands_on_the_branch_copy_only(language: str) -> None:
    approval = Mark(name="赵敏", at=factories.a_calculation().calculated_at)
    label = "Branch copy" if language == "en" else "网点留存联"

    ours = reading.whole_text(build_agreement(factories.an_agreement(approval=approval), language=language))
    theirs = reading.whole_text(build_agreement(factories.an_agreement(), language=language))

    assert "".join(label.split()) in ours
    assert "赵敏" in ours
    assert "赵敏" not in theirs


def test_agreement_says_what_happens_if_goods_are_found_only_when_lost(language: str) -> None:
    label = "If the parcel is found" if language == "en" else "快件找回的处理"

    lost = reading.whole_text(build_agreement(factories.an_agreement(goods_may_be_found=True), language=language))
    damaged = reading.whole_text(build_agreement(factories.an_agreement(), language=language))

    assert "".join(label.split()) in lost
    assert "".join(label.split()) not in damaged


def test_agreement_shows_what_is_already_paid(language: str) -> None:
    facts = factories.an_agreement(already_paid=factories.yuan("421.00"), balance=factories.yuan("3000.00"))
    already = "¥421.00hasbeenpaidalready" if language == "en" else "其中已付¥421.00，尚应支付¥3,000.00"

    assert already in reading.whole_text(build_agreement(facts, language=language))


def test_each_type_of_complaint_has_its_own_letter(language: str) -> None:
    letters = {build_apology(factories.an_apology(kind=kind), language=language) for kind in get_args(Kind)}

    assert len(letters) == 12


@pytest.mark.parametrize("kind", get_args(Kind))
def test_letter_names_result_contact_and_where_else_to_turn(kind: Kind, language: str) -> None:
    pdf = build_apology(factories.an_apology(kind=kind), language=language)

    text = reading.whole_text(pdf)

    for part in ("𬭊䶮", "¥3,421.00", "李建国", "0571-55500199", "400-555-0100", "12305", "赵敏"):
        assert part in text
    assert len(reading.pages(pdf)) == 1


def test_letter_without_money_names_none(language: str) -> None:
    pdf = build_apology(factories.an_apology(outcome="", pay_by=None), language=language)

    assert "¥" not in reading.whole_text(pdf)
