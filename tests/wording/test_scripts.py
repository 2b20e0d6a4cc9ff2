"""Scripts in words: the facts a case gives them, and what is wrong with one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from desktop.domain.check_scripts import check_words
from desktop.domain.entries import Verdict
from desktop.domain.scripts import SETTLED_FACTS, TYPED_FACTS, Fact, Script, Step, Words, fill
from desktop.domain.sms import sms_size
from desktop.wording import scripts as words
from tests.factories import YUAN, Staffed, a_decision, a_proposal, an_office_details

if TYPE_CHECKING:
    from desktop.domain.case import Case

OFFICE = an_office_details(head_office_phone="95338")
# 10:00 UTC is 18:00 in Beijing; 16:00 UTC is the next day there.
TIMES = words.Times(
    due=datetime(2026, 3, 9, 10, tzinfo=UTC),
    legal_due=datetime(2026, 3, 9, 16, tzinfo=UTC),
    pay_by=datetime(2026, 3, 16, 10, tzinfo=UTC),
)


pytestmark = pytest.mark.usefixtures("english")


def facts(case: Case) -> dict[str, str]:
    return words.facts_of(case, OFFICE, "Wang Xiao", TIMES)


def approved(staffed: Staffed, amount: int = 3421 * YUAN) -> Case:
    case = staffed.proposed(amount=amount)
    staffed.write("supervisor", case.case_id, a_decision(case))
    return staffed.office.case(case.case_id)


def test_a_registered_case_gives_its_facts(staffed: Staffed) -> None:
    case = staffed.registered(contents="vase")
    told = facts(case)

    assert told["number"] == case.number
    assert told["waybill"] == "SF1385628716739"
    assert told["posted"] == "20 Feb 2026"
    assert told["name"] == "𬭊䶮"
    assert told["staff"] == "Wang Xiao"
    assert told["phone"] == "025-80000000"
    assert told["head_phone"] == "95338"
    assert told["due"] == "9 Mar 18:00"
    assert told["legal_due"] == "10 Mar"


def test_amount_and_remedies_are_known_only_once_approved(staffed: Staffed) -> None:
    proposed = facts(staffed.proposed())
    told = facts(approved(staffed))

    assert not {fact.value for fact in SETTLED_FACTS} & set(proposed)
    assert fill("{amount}", proposed).text is None
    assert (told["amount"], told["pay_by"], told["remedy"]) == ("¥3,421.00", "16 Mar", "Compensate")


def test_a_refused_proposal_gives_no_amount(staffed: Staffed) -> None:
    case = staffed.proposed()
    staffed.write("supervisor", case.case_id, a_decision(case, Verdict.REFUSE))

    assert "amount" not in facts(staffed.office.case(case.case_id))


def test_an_approval_that_a_new_proposal_has_overtaken_gives_no_amount(staffed: Staffed) -> None:
    case = approved(staffed)
    staffed.write("clerk", case.case_id, a_proposal(case, 9000 * YUAN, 3421 * YUAN))

    assert "amount" not in facts(staffed.office.case(case.case_id))


def test_an_approved_settlement_without_money_names_no_amount(staffed: Staffed) -> None:
    told = facts(approved(staffed, 0))

    assert "remedy" in told
    assert not {"amount", "pay_by"} & set(told)


def test_what_is_typed_and_what_a_case_tells_are_all_facts_there_are(staffed: Staffed) -> None:
    told = set(facts(approved(staffed)))

    assert told | {fact.value for fact in TYPED_FACTS} == {fact.value for fact in Fact}


def test_every_step_and_fact_has_a_name_of_its_own() -> None:
    names = [
        [words.step_label(step) for step in Step],
        list(words.fact_labels().values()),
    ]

    assert all(len(set(labels)) == len(labels) and all(labels) for labels in names)
    assert words.fact_label("neighbour") == "neighbour"


def test_the_length_of_a_text_message_is_said() -> None:
    assert words.sms_text(sms_size("字" * 71)) == "71 characters, 2 messages"
    assert words.sms_text(sms_size("a")) == "1 character, 1 message"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{nummer}", "{nummer} is no fact of a case. Did you mean: number?"),
        ("{number", "A brace stands alone here. Write a fact as {number}, with plain braces."),
        ("保证", '"保证" is not said to customers. Say it another way.'),
        ("{amount}", "{amount} is only known after the approval; this script is for before it."),
        ("我们的责任", '"我们的责任" says whose fault it was; only a script for a finding of a fault may.'),
        ("会赔", '"会赔" promises money before the approval. Say what is being done instead.'),
        (" ", "Something is missing here."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(text: str, sentence: str) -> None:
    script = Script("reply", Step.FIRST_REPLY, (), (), (), (), {})
    (problem,) = check_words(Words(title="t", say=(text,)), script)

    assert words.problem_text(problem) == sentence
