"""What keeps a finding from being recorded."""

from __future__ import annotations

import msgspec
import pytest

from desktop.domain import entries as e
from desktop.domain.check_finding import check_finding, tidy_finding
from tests.factories import a_finding

OPEN = e.Allegation("damage", "open", missing="称重记录")


def problems(**changes: object) -> set[tuple[str, str]]:
    found = check_finding(tidy_finding(msgspec.structs.replace(a_finding(), **changes)), {"photo"})
    return {(problem.field, problem.code) for problem in found}


def test_one_party_for_all_of_it_is_enough() -> None:
    assert problems() == set()
    assert problems(shares=(e.Share("transport", 100),)) == set()


def test_everything_wrong_is_told_at_once() -> None:
    wrong = problems(
        stands="perhaps",
        account="\u200b ",
        cause="因" * 2001,
        shares=(e.Share("transport", 60), e.Share("sender", 30)),
        allegations=(e.Allegation("damage", "yes", ("video",)), e.Allegation("loss", "open")),
    )

    assert wrong == {
        ("stands", "unknown-choice"),
        ("account", "required"),
        ("cause", "too-long"),
        ("shares", "not-whole"),
        ("allegations", "unknown-evidence"),
        ("allegations", "open-without-missing"),
    }


@pytest.mark.parametrize(
    ("shares", "code"),
    [
        (((e.Share("transport", 99)),), "not-whole"),
        ((e.Share("transport", 100), e.Share("sender", 0)), "empty-share"),
        ((e.Share("transport", 50), e.Share("transport", 50)), "named-twice"),
        ((e.Share("transport", 50), e.Share("moon", 50)), "unknown-choice"),
        ((e.Share("transport", 100, "名" * 101),), "too-long"),
    ],
)
def test_shares_are_of_known_parties_and_make_a_whole(shares: tuple[e.Share, ...], code: str) -> None:
    assert problems(shares=shares) == {("shares", code)}


def test_two_people_of_one_department_may_share() -> None:
    assert problems(shares=(e.Share("delivery", 50, "张三"), e.Share("delivery", 50, "李四"))) == set()


@pytest.mark.parametrize(("stands", "wrong"), [("yes", True), ("partly", True), ("no", False)])
def test_somebody_answers_for_what_stands(stands: str, wrong: bool) -> None:
    assert (problems(stands=stands, responsible="") == {("shares", "required")}) is wrong


@pytest.mark.parametrize(
    ("whole", "points", "code"),
    [
        ("yes", ("no",), "none-stands"),
        ("partly", ("no", "open"), "none-stands"),
        ("no", ("no", "partly"), "some-stand"),
        ("yes", ("yes", "no"), ""),
        ("no", ("no", "open"), ""),
        ("partly", ("open",), ""),
    ],
)
def test_the_whole_does_not_contradict_its_points(whole: str, points: tuple[str, ...], code: str) -> None:
    kinds = ("damage", "delay")
    found = tuple(e.Allegation(about, stands, missing="录像") for about, stands in zip(kinds, points, strict=False))

    assert problems(stands=whole, allegations=found) == ({("stands", code)} if code else set())


def test_a_type_is_found_on_once_and_known() -> None:
    assert problems(allegations=(OPEN, OPEN)) == {("allegations", "named-twice")}
    assert problems(allegations=(e.Allegation("weather", "yes"),)) == {("allegations", "unknown-choice")}


def test_who_answers_most_is_the_one_responsible() -> None:
    shares = (e.Share("sender", 30), e.Share("delivery", 70, " 张三\u200b "))

    tidied = tidy_finding(a_finding(shares=shares))

    assert tidied.responsible == "delivery"
    assert tidied.shares[1].name == "张三"


def test_a_finding_of_earlier_days_is_still_read() -> None:
    old = b'{"kind":"finding-recorded","stands":"yes","responsible":"transport","account":"\xe5\x8f\x97\xe5\x8e\x8b"}'

    body = e.decode_body(old)

    assert body == msgspec.structs.replace(a_finding("受压"), salt="")
