"""The history of a case on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.actions import cases, intake, papers
from desktop.domain import entries as e
from desktop.domain.masking import mask_in_text, mask_waybill
from desktop.storage import journal
from tests.documents.reading import whole_text
from tests.factories import an_intake

if TYPE_CHECKING:
    from desktop.domain.case import Case
    from tests.actions.conftest import Desks


def a_case(desks: Desks) -> Case:
    case = intake.register_case(desks.clerk, an_intake())
    return cases.add_note(desks.clerk, case.case_id, "客户 13912345678 来电，单号 SF1385628716739，心情 😡。")


def test_the_printed_history_masks_numbers_wherever_they_stand(desks: Desks) -> None:
    case = a_case(desks)

    row = papers.issue_paper(desks.clerk, case.case_id, "history", "en")

    text = whole_text(papers.read_paper(desks.clerk, row.number))
    assert row.number.startswith("LS")
    assert not row.draft
    assert "13912345678" not in text
    assert "SF1385628716739" not in text
    assert "𬭊䶮" not in text
    assert "139******78" in text
    assert "SF13*******6739" in text
    assert "[U+1F621]" in text, "what no font has is named, for the note cannot be written anew"


def test_the_printed_history_names_the_ends_of_the_logs(desks: Desks) -> None:
    case = a_case(desks)
    with desks.clerk.office.reading() as connection:
        ((device, count, head),) = journal.heads(connection)

    text = whole_text(papers.preview_paper(desks.clerk, case.case_id, "history", "en"))

    assert device in text
    assert str(count) in text
    assert head in text


def test_printing_the_history_is_itself_in_it(desks: Desks) -> None:
    case = a_case(desks)

    papers.issue_paper(desks.clerk, case.case_id, "history", "zh_CN")

    last = desks.clerk.office.case(case.case_id).history[-1].entry.body
    assert isinstance(last, e.PaperIssued)
    assert (last.paper, last.proposal, last.amount_fen) == ("history", "", None)
    assert papers.next_paper(desks.clerk.office.case(case.case_id)) == "receipt", "nobody needs it to go on"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("来电 13912345678。", "来电 139******78。"),
        ("身份证 11010119900101123X", "身份证 110*************3X"),
        ("个案 260302-001，文书 LS260302-001-1", "个案 260302-001，文书 LS260302-001-1"),
        ("赔付 ¥3,421.00", "赔付 ¥3,421.00"),
        ("单号SF1385628716739", "单号SF13*******6739"),
    ],
)
def test_numbers_inside_words_are_masked(text: str, masked: str) -> None:
    assert mask_in_text(text, {"SF1385628716739": "SF13*******6739", "": ""}) == masked


def test_a_waybill_keeps_its_ends() -> None:
    assert mask_waybill("SF1385628716739") == "SF13*******6739"
    assert mask_waybill("12345678") == "******78"
    assert mask_waybill("") == ""
