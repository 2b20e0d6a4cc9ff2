"""A branch's own rule packs: in by a manager, in use at once, frozen once used, and old cases stay explained."""

from __future__ import annotations

import dataclasses
import shutil
from datetime import date
from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop import i18n, paths
from desktop.actions import rule_packs
from desktop.actions.due import owing
from desktop.actions.rule_packs import Origin
from desktop.domain import entries as e
from desktop.domain.assess import assess
from desktop.domain.assessment import Assessment
from desktop.domain.authority import NoSuchPack, NotAllowed, PackFrozen
from desktop.errors import Incomplete
from desktop.rulepacks import BadRuleFiles, load_packs
from desktop.storage.office import Office
from desktop.storage.verify import verify
from desktop.wording.assessment import explain
from tests.rules.own_version import GENERIC, MINE, assessed, lost, result, source
from tests.rules.small import PACK

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.actions.desk import Desk
    from desktop.actions.rule_packs import PackRow
    from desktop.domain.case import Case
    from tests.actions.conftest import Desks


def result_of(case: Case) -> Assessment:
    assert case.assessment is not None
    return msgspec.json.decode(case.assessment.body.assessment, type=Assessment)


def row(desk: Desk, version: str) -> PackRow:
    return next(found for found in rule_packs.list_packs(desk) if found.version == version)


def test_the_next_assessment_of_everybody_works_by_the_new_pack(desks: Desks) -> None:
    """5 × 20 + 20 back before, 8 × 20 + 20 back afterwards; a parcel from before its first day stays as it was."""
    before = result(desks.clerk).payable

    rule_packs.import_pack(desks.manager, source(MINE))

    assert (str(before), str(result(desks.clerk).payable)) == ("120.00", "180.00")
    assert str(result(desks.clerk, accepted_on=date(2026, 1, 31)).payable) == "120.00"
    assert verify(desks.manager.office).faults == []


def test_terms_the_program_does_not_know_can_be_claimed_under(desks: Desks) -> None:
    rule_packs.import_pack(desks.manager, source(PACK))

    assert "trial" in desks.clerk.reference.packs.terms()
    assert "trial" not in desks.clerk.program.packs.terms()
    assert str(result(desks.clerk, terms="trial").payable) == "100.00"


def test_a_pack_is_still_there_when_the_office_is_opened_again(desks: Desks) -> None:
    rule_packs.import_pack(desks.manager, source(MINE))
    desks.manager.office.close()

    office = Office.open(desks.folder, desks.manager.office.key, owing(desks.manager.program))
    clerk = dataclasses.replace(desks.clerk, office=office)
    paid = result(clerk).payable
    office.close()
    assert str(paid) == "180.00"


@pytest.mark.parametrize("who", ["clerk", "supervisor"])
def test_only_a_manager_takes_packs_in_or_back(desks: Desks, who: str) -> None:
    desk: Desk = getattr(desks, who)
    with pytest.raises(NotAllowed):
        rule_packs.import_pack(desk, source(MINE))
    rule_packs.import_pack(desks.manager, source(MINE))
    with pytest.raises(NotAllowed):
        rule_packs.withdraw_pack(desk, source(MINE).sha256, "不用了")

    assert row(desk, "branch-1").origin is Origin.OWN


def test_everything_wrong_is_told_at_once_and_nothing_is_taken_in(desks: Desks) -> None:
    bad = MINE.replace('freight_multiple = "8"', 'freight_multiple = "800"').replace(
        'cause = "consignee"', 'cause = "moon"'
    )
    with pytest.raises(BadRuleFiles) as refused:
        rule_packs.import_pack(desks.manager, source(bad))

    assert {problem.code for problem in refused.value.problems} == {"out-of-range", "not-one-of"}
    assert all(problem.facts["line"] for problem in refused.value.problems)
    assert desks.manager.office.people.imported_packs == {}


def test_the_same_version_with_other_content_is_refused(desks: Desks) -> None:
    rule_packs.import_pack(desks.manager, source(MINE))
    other = MINE.replace('freight_multiple = "8"', 'freight_multiple = "9"')

    with pytest.raises(BadRuleFiles) as refused:
        rule_packs.import_pack(desks.manager, source(other))
    assert "version-taken" in {problem.code for problem in refused.value.problems}


@pytest.mark.parametrize("text", [MINE, GENERIC])
def test_what_is_here_already_is_not_taken_in_again(desks: Desks, text: str) -> None:
    rule_packs.import_pack(desks.manager, source(MINE))

    with pytest.raises(BadRuleFiles) as refused:
        rule_packs.import_pack(desks.manager, source(text))
    assert [problem.code for problem in refused.value.problems] == ["known-already"]


def test_a_pack_nobody_used_can_be_taken_back_put_right_and_taken_in_again(desks: Desks) -> None:
    rule_packs.import_pack(desks.manager, source(MINE))
    rule_packs.withdraw_pack(desks.manager, source(MINE).sha256, "倍数写错")
    assert str(result(desks.clerk).payable) == "120.00"

    right = MINE.replace('freight_multiple = "8"', 'freight_multiple = "9"')
    rule_packs.import_pack(desks.manager, source(right))
    assert str(result(desks.clerk).payable) == "200.00"
    assert verify(desks.manager.office).faults == []


def test_a_pack_that_was_used_is_frozen(desks: Desks) -> None:
    rule_packs.import_pack(desks.manager, source(MINE))
    assessed(desks.clerk, lost())

    with pytest.raises(PackFrozen):
        rule_packs.withdraw_pack(desks.manager, source(MINE).sha256, "不用了")
    assert str(result(desks.clerk).payable) == "180.00"


def test_a_new_version_follows_a_frozen_one(desks: Desks) -> None:
    rule_packs.import_pack(desks.manager, source(MINE))
    assessed(desks.clerk, lost())
    summer = MINE.replace("branch-1", "branch-2").replace("2026-02-01", "2026-06-01").replace('"8"', '"9"')

    rule_packs.import_pack(desks.manager, source(summer))

    june = lost(accepted_on=date(2026, 6, 1), claimed_on=date(2026, 6, 9))
    assert str(assess(june, desks.clerk.reference.packs).payable) == "200.00"
    assert str(result(desks.clerk).payable) == "180.00"
    assert row(desks.clerk, "branch-1").until == date(2026, 5, 31)


def test_taking_back_needs_a_reason_and_a_pack_that_is_there(desks: Desks) -> None:
    rule_packs.import_pack(desks.manager, source(MINE))

    with pytest.raises(Incomplete):
        rule_packs.withdraw_pack(desks.manager, source(MINE).sha256, " ")
    with pytest.raises(NoSuchPack):
        rule_packs.withdraw_pack(desks.manager, "0" * 64, "不用了")


def test_a_version_somebody_worked_by_keeps_its_name_when_the_program_has_another(desks: Desks, tmp_path: Path) -> None:
    """The program is updated and has no "generic" of that version any more; the branch may not fill the name anew."""
    assessed(desks.clerk, lost())
    folder = tmp_path / "rules"
    shutil.copytree(paths.resource("rules"), folder)
    (folder / "generic.toml").write_text(GENERIC.replace('"2026-11"', '"2027-11"'), encoding="utf-8")
    manager = updated(desks.manager, folder)

    with pytest.raises(BadRuleFiles) as refused:
        rule_packs.import_pack(manager, source(MINE.replace("branch-1", "2026-11")))
    assert [problem.code for problem in refused.value.problems] == ["version-taken"]


def updated(desk: Desk, folder: Path) -> Desk:
    """The same desk after an update of the program brought other rule files."""
    return dataclasses.replace(desk, program=dataclasses.replace(desk.program, packs=load_packs(folder)))


def test_an_old_case_is_explained_by_the_rules_it_was_decided_with_for_ever(desks: Desks, tmp_path: Path) -> None:
    case = assessed(desks.clerk, lost())
    said = explain(result_of(case), desks.clerk.reference.packs)
    folder = tmp_path / "rules"
    shutil.copytree(paths.resource("rules"), folder)
    for path in folder.glob("*.toml"):
        text = path.read_text(encoding="utf-8").replace("按实际损失赔偿", "另有规定").replace("通用快递", "改名快递")
        path.write_text(text + "\n# later\n", encoding="utf-8")

    later = updated(desks.clerk, folder)

    assert explain(result_of(later.office.case(case.case_id)), later.reference.packs) == said
    assert any("按实际损失赔偿" in step.sentence for step in said.steps)
    fresh = explain(result(later), later.reference.packs)
    assert any("另有规定" in step.sentence for step in fresh.steps), "the update did change the words"


def test_a_case_decided_with_an_own_pack_is_explained_by_it_also_after_a_new_version(desks: Desks) -> None:
    rule_packs.import_pack(desks.manager, source(MINE))
    case = assessed(desks.clerk, lost())
    summer = MINE.replace("branch-1", "branch-2").replace("2026-02-01", "2026-06-01").replace("8倍", "九倍")
    rule_packs.import_pack(desks.manager, source(summer))

    said = explain(result_of(desks.clerk.office.case(case.case_id)), desks.clerk.reference.packs)
    assert any("运费的8倍" in line.rule for line in said.lines)


def test_the_list_says_where_a_pack_is_from_who_took_it_in_and_whether_it_was_used(desks: Desks) -> None:
    rule_packs.import_pack(desks.manager, source(MINE))
    assert (row(desks.clerk, "branch-1").used_since, row(desks.clerk, "branch-1").cases) == ("", 0)
    assessed(desks.clerk, lost())
    assessed(desks.clerk, lost())

    mine = row(desks.clerk, "branch-1")
    assert (mine.origin, mine.file, mine.imported_by, mine.cases) == (Origin.OWN, "mine.toml", "某manager", 2)
    assert mine.used_since > mine.imported_at
    law = next(found for found in rule_packs.list_packs(desks.clerk) if found.pack_id == "cn-law")
    assert (law.origin, law.cases) == (Origin.SHIPPED, 2), "the law it rests on had a part in both"


def test_a_pack_the_program_has_no_more_is_still_listed_for_old_cases(desks: Desks, tmp_path: Path) -> None:
    assessed(desks.clerk, lost())
    folder = tmp_path / "rules"
    shutil.copytree(paths.resource("rules"), folder)
    (folder / "generic.toml").write_text(GENERIC.replace('"2026-11"', '"2027-11"'), encoding="utf-8")

    rows = [found for found in rule_packs.list_packs(updated(desks.clerk, folder)) if found.pack_id == "generic"]

    assert {(found.version, found.origin) for found in rows} == {
        ("2027-11", Origin.SHIPPED),
        ("2026-11", Origin.KEPT),
    }


def test_a_look_at_a_file_says_what_it_would_change(desks: Desks, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(MINE, encoding="utf-8")

    looked = rule_packs.look_at_pack(desks.clerk, path)

    assert looked.problems == ()
    assert looked.earlier is not None
    assert looked.earlier.sheet.version == "2026-11"
    assert [(c.key, c.before, c.after) for c in looked.changes if c.id == "generic.uninsured"] == [
        ("title.zh_CN", "未保价：按实际损失赔偿，最高不超过运费的5倍", "未保价：按实际损失赔偿，最高不超过运费的8倍"),
        (
            "title.en",
            "Not insured: the actual loss, at most 5 times the fee",
            "Not insured: the actual loss, at most 8 times the fee",
        ),
        ("caps.0.freight_multiple", "5", "8"),
    ]
    assert desks.clerk.office.people.imported_packs == {}


def test_a_look_at_a_bad_or_missing_file_says_what_is_wrong(desks: Desks, tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text("id = 1\nversion = 2\n", encoding="utf-8")

    looked = rule_packs.look_at_pack(desks.manager, path)
    assert {problem.facts.get("line") for problem in looked.problems if problem.code == "wants-text"} == {"1", "2"}
    missing = rule_packs.look_at_pack(desks.manager, tmp_path / "none.toml")
    assert [problem.code for problem in missing.problems] == ["cannot-read"]


def test_two_packs_differ_by_their_own_files_and_not_by_the_law_they_rest_on(desks: Desks) -> None:
    rule_packs.import_pack(desks.manager, source(MINE))
    mine = row(desks.clerk, "branch-1").pack
    assert mine is not None

    packs = {found.sheet.id: found for found in desks.clerk.reference.packs.packs if not found.own}
    changes = rule_packs.compare_packs(packs["generic"], mine)
    assert {change.key for change in changes} == {
        "version",
        "in_force_from",
        "title.zh_CN",
        "title.en",
        "caps.0.freight_multiple",
    }


def test_a_pack_written_for_a_later_program_stops_its_claims_and_is_listed(desks: Desks) -> None:
    """Forged past the check, as a later version of the program on another machine might have taken it in."""
    later = source(MINE.replace('method = "actual-loss"', 'method = "by-weather"'))
    body = e.RulePackImported(
        file="mine.toml", pack_id="generic", version="branch-1", sha256=later.sha256, source=later.raw.decode()
    )
    with desks.manager.office.writing(desks.manager.clock.now()) as writing:
        writing.append(desks.manager.signer, "", body)

    found = result(desks.clerk)
    assert found.payable is None
    assert [problem.code for problem in found.problems] == ["pack-broken"]
    assert row(desks.clerk, "branch-1").pack is None
    with i18n.use("en"):
        assert "cannot be used by this version" in explain(found, desks.clerk.reference.packs).problems[0].sentence
