"""Why a file is not taken, in words."""

import re
from pathlib import Path

import pytest

from desktop.domain import evidence
from desktop.domain.evidence import check_evidence
from desktop.domain.problems import Problem
from desktop.exchange import evidence_files
from desktop.i18n import use
from desktop.wording.evidence import evidence_problem_text, kinds_taken


def test_every_refusal_has_a_sentence_with_the_name_of_the_file() -> None:
    sources = "".join(Path(str(module.__file__)).read_text("utf-8") for module in (evidence, evidence_files))
    codes = set(re.findall(r'"(evidence-[a-z-]+)"', sources))
    facts = {"name": "bill.jpg", "size": "20971521", "limit": "20971520"}

    with use("en"):
        said = [evidence_problem_text(Problem("evidence", code, facts)) for code in codes]

    assert len(codes) == 11
    assert all(sentence.startswith('"bill.jpg" ') and sentence.endswith(".") for sentence in said)


@pytest.mark.parametrize(("size", "megabytes"), [(50 * 1024 * 1024, "50"), (20 * 1024 * 1024 + 1, "21")])
def test_a_large_file_is_told_with_both_numbers(size: int, megabytes: str) -> None:
    problem = check_evidence("photo.jpg", b"\xff\xd8\xff", size)

    assert isinstance(problem, Problem)
    with use("en"):
        said = evidence_problem_text(problem)
    assert f"has {megabytes} MB; up to 20 MB are taken" in said


def test_the_hint_says_what_is_taken() -> None:
    with use("en"):
        assert kinds_taken() == "Photos (JPEG, PNG, WebP, HEIC, GIF) and PDF files, up to 20 MB each."


def test_braces_in_a_file_name_do_no_harm() -> None:
    with use("en"):
        assert '"{name}{0}"' in evidence_problem_text(Problem("evidence", "evidence-empty", {"name": "{name}{0}"}))
