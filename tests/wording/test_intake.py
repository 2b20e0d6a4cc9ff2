"""The intake in words: labels, problems, whose number it is."""

import re
from datetime import date
from enum import StrEnum
from pathlib import Path

import pytest

from desktop.domain import check, phones
from desktop.domain.check import check_intake
from desktop.domain.claim import ValueProof
from desktop.domain.intake import (
    Ask,
    Capacity,
    Channel,
    ComplaintType,
    DamageExtent,
    Intake,
    Level,
)
from desktop.domain.phones import read_phone
from desktop.domain.problems import Problem
from desktop.domain.waybill import recognise
from desktop.i18n import use
from desktop.waybills import load_waybills
from desktop.wording.intake import (
    choice_label,
    field_label,
    guess_reason,
    insured_label,
    level_label,
    phone_hint,
    problem_text,
)

TODAY = date(2026, 3, 20)


def sentences(intake: Intake) -> list[str]:
    with use("en"):
        return [problem_text(problem) for problem in check_intake(intake, "assess", TODAY)]


def test_every_field_has_a_label_of_its_own() -> None:
    with use("en"):
        labels = [field_label(field) for field in Intake.__struct_fields__]

    assert all(labels)
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("kind", [Channel, Capacity, ComplaintType, DamageExtent, Ask, ValueProof])
def test_every_choice_has_a_label(kind: type[StrEnum]) -> None:
    with use("en"):
        labels = [choice_label(choice) for choice in kind if choice]

    assert all(labels)
    assert len(set(labels)) == len(labels)


def test_the_same_code_in_two_kinds_has_two_labels() -> None:
    with use("en"):
        assert choice_label(Channel.OTHER) == "Another way"
        assert choice_label(ComplaintType.OTHER) == "Something else"


def test_nothing_chosen_has_no_label() -> None:
    assert choice_label(Channel.UNKNOWN) == ""


@pytest.mark.parametrize(("level", "stars"), [(0, 0), (1, 1), (3, 3), (5, 5)])
def test_a_level_shows_its_stars(level: Level, stars: int) -> None:
    assert level_label(level).count("★") == stars


def test_yes_no_and_not_known_are_three_answers() -> None:
    assert len({insured_label(True), insured_label(False), insured_label(None)}) == 3


def test_every_code_the_checks_can_give_has_a_sentence() -> None:
    sources = "".join(Path(str(module.__file__)).read_text("utf-8") for module in (check, phones))
    codes = set(re.findall(r'Problem\(\s*[\w"]+, "([a-z-]+)"', sources)) | {
        "phone-masked",
        "phone-unreadable",
    }
    facts = {
        "limit": "200",
        "length": "201",
        "largest": "9",
        "text": "soon",
        "date": "2026-03-02",
        "earlier": "2026-03-05",
        "earlier_field": "posted_on",
        "type": "loss",
    }

    with use("en"):
        said = {code: problem_text(Problem("words", code, facts)) for code in codes}

    assert len(codes) == 20
    assert all(sentence.endswith(".") and "!" not in sentence for sentence in said.values())


def test_problems_name_their_fields_and_facts() -> None:
    said = sentences(
        Intake(
            types=(ComplaintType.LOSS,),
            posted_on="2026-03-05",
            delivered_on="2026-03-04",
            found_on="soon",
            words="x" * 5001,
        )
    )

    assert 'Please fill in "Complainant".' in said
    assert '4 Mar 2026 is before "Posted on" (5 Mar 2026). One of the two is wrong.' in said
    assert '"soon" is no date. Write it like 2026-03-02.' in said
    assert '"Loss" cannot be worked out without "Postage".' in said
    assert '"In the customer\'s words" has 5001 characters; 5000 fit. Shorten it or attach it as a file.' in said


def test_braces_a_customer_typed_do_no_harm() -> None:
    assert '"{field}{0}" is no date. Write it like 2026-03-02.' in sentences(Intake(found_on="{field}{0}"))


@pytest.mark.parametrize("typed", ["18412345678-1234", "132123457749-1234"])
def test_a_virtual_number_comes_with_advice(typed: str) -> None:
    assert phone_hint(read_phone(typed).hint)


def test_a_plain_number_needs_no_advice() -> None:
    assert phone_hint(read_phone("13800001234").hint) == ""


@pytest.mark.parametrize(
    "number",
    [
        "SF1385628716739",
        "77316523125896",
        "968754207139",
        "EE471108151FR",
        "RB123456786US",
        "RB123456785XX",
        "TB473124829US",
    ],
)
def test_every_guess_says_why(number: str) -> None:
    guesses = recognise(number, load_waybills().forms, "sf")

    with use("en"):
        assert all(guess_reason(guess).endswith(".") for guess in guesses)
