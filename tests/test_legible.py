"""A slip in one part of a rule file hides nothing that is wrong with the others, and makes up nothing."""

from __future__ import annotations

import pytest

from desktop import paths
from desktop.rule_text import Source
from desktop.rulepacks import check_sources, load_packs
from tests.rules.small import PACK, rule

SHIPPED = load_packs()
EXAMPLE = paths.resource("rules", "example", "chenque.toml").read_text(encoding="utf-8")


def told(text: str) -> list[tuple[str, str]]:
    problems = check_sources([Source("own.toml", text.encode())], SHIPPED)
    assert all(problem.facts["file"] == "own.toml" for problem in problems)
    return [(problem.field, problem.code) for problem in problems]


def test_a_ratio_above_one_is_told_beside_an_unknown_method_and_keeps_its_place() -> None:
    unknown = rule("guess", name="one")
    above = rule("proportional", name="two", more='threshold = "1.2"')

    assert told(PACK + unknown + above) == [("rule.1.method", "not-one-of"), ("rule.2.threshold", "out-of-range")]
    assert told(PACK + above + unknown) == [("rule.1.threshold", "out-of-range"), ("rule.2.method", "not-one-of")]


def test_what_cites_a_part_with_a_slip_is_right() -> None:
    assert told(PACK.replace('mark = "unverified"', 'mark = "sure"')) == [("citation.0.mark", "not-one-of")]


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (('kind = "carrier"', 'kind = "carier"'), ("kind", "not-one-of")),
        (("in_force_from = 2026-01-01\n", ""), ("in_force_from", "missing-key")),
        (('chosen_by = "accepted_on"', 'chosen_by = "accepted_on"\nextends = "cn-law"'), ("extends", "wants-list")),
        (('issuer = "明赔"', "issuer = 1"), ("issuer", "wants-text")),
        (('id = "trial"\n', ""), ("id", "missing-key")),
        (('version = "1"\ntitle', "title"), ("version", "missing-key")),
        (("[[rule]]", "[rule]"), ("rule", "wants-tables")),
    ],
)
def test_a_slip_in_the_head_is_told_once_and_the_rest_is_checked(
    change: tuple[str, str], wrong: tuple[str, str]
) -> None:
    text = PACK.replace(*change)
    assert told(text) == [wrong]

    above = (
        text
        + '\n[[time_limit]]\nid = "late"\nstart = ["posted_on"]\ndays = 3\ncite = ["terms"]\n'
        + ('title = { zh_CN = "时限", en = "Limit" }\n')
    )
    assert sorted(told(above)) == sorted([wrong, ("time_limit.0.start", "not-one-of")])


def test_no_line_of_a_pack_can_be_lost_so_that_the_check_itself_fails() -> None:
    lines = EXAMPLE.splitlines()
    for number in range(len(lines)):
        told("\n".join(lines[:number] + lines[number + 1 :]))


def test_no_value_of_a_pack_can_be_of_a_wrong_kind_so_that_the_check_itself_fails() -> None:
    lines = EXAMPLE.splitlines()
    for number, line in enumerate(lines):
        key, equals, _value = line.partition(" = ")
        if equals and line[0].isalpha():
            for wrong in ("1.5", '""', "{}", "[[1]]", "[{}]"):
                told("\n".join([*lines[:number], f"{key} = {wrong}", *lines[number + 1 :]]))
