"""Scripts at a branch: its own words over ours, kept by those who see to the work of others, and the facts for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop.actions import intake, scripts
from desktop.domain.authority import NotAllowed
from desktop.domain.intake import ComplaintType, Intake
from desktop.domain.scripts import Script, Step, fill
from desktop.errors import Incomplete
from tests.factories import an_intake

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from tests.actions.conftest import Desks


def script(desk: Desk, script_id: str = "first-reply") -> Script:
    return next(one for one in scripts.list_scripts(desk) if one.id == script_id)


def test_a_branch_keeps_its_own_words_and_goes_back_to_ours(desks: Desks) -> None:
    ours = script(desks.supervisor)
    own = msgspec.structs.replace(ours.ours["zh_CN"], say=("您好，我是{staff}，这件事我来跟。",))

    scripts.keep_script(desks.supervisor, ours, {"zh_CN": own})

    assert script(desks.clerk).words("zh_CN") == own
    assert script(desks.clerk).words("en") == ours.ours["en"], "the other language keeps following ours"
    scripts.keep_script(desks.manager, ours, {})
    assert script(desks.clerk).words("zh_CN") == ours.ours["zh_CN"]
    assert not script(desks.clerk).own


def test_a_clerk_does_not_change_what_everybody_says(desks: Desks) -> None:
    ours = script(desks.clerk)
    own = msgspec.structs.replace(ours.ours["en"], say=("Hello.",))

    with pytest.raises(NotAllowed):
        scripts.keep_script(desks.clerk, ours, {"en": own})

    assert desks.clerk.office.people.branch.scripts == {}


def test_words_nobody_says_to_customers_are_not_kept_and_all_are_told(desks: Desks) -> None:
    ours = script(desks.supervisor)
    own = msgspec.structs.replace(ours.ours["zh_CN"], say=("绝对没问题。", "{nobody}您好。"))

    with pytest.raises(Incomplete) as refused:
        scripts.keep_script(desks.supervisor, ours, {"zh_CN": own})

    assert {problem.code for problem in refused.value.problems} == {"forbidden-word", "unknown-placeholder"}
    assert desks.supervisor.office.people.branch.scripts == {}


def test_before_a_case_is_saved_only_its_number_is_missing(desks: Desks) -> None:
    # Taken in at 09:00 on Monday 2 March 2026; three working days after that end on Thursday the 5th.
    typed = an_intake(types=(ComplaintType.DELAY,), level=3)

    now = scripts.situation_before(desks.clerk, typed)

    assert now.step is Step.FIRST_REPLY
    assert now.facts["number"] == ""
    assert now.facts["waybill"] == "SF1385628716739"
    assert now.facts["due"].startswith("3月5日")
    sms = script(desks.clerk, "delay-first-reply").words("zh_CN").sms
    assert fill(sms, now.facts).missing == ("number",)
    case = intake.register_case(desks.clerk, typed)
    assert case.number in (fill(sms, scripts.situation_of(desks.clerk, case).facts).text or "")


@pytest.mark.parametrize(
    ("typed", "about_handling", "step"),
    [
        (Intake(), False, Step.OPENING),
        (Intake(words="碎了"), False, Step.HEARING_OUT),
        (Intake(words="碎了", types=(ComplaintType.DAMAGE,)), False, Step.FIRST_REPLY),
        (Intake(words="碎了", types=(ComplaintType.DAMAGE,)), True, Step.SECOND_COMPLAINT),
    ],
)
def test_the_step_follows_what_is_typed(desks: Desks, typed: Intake, about_handling: bool, step: Step) -> None:
    assert scripts.situation_before(desks.clerk, typed, about_handling=about_handling).step is step


def test_a_day_typed_in_words_is_no_fact_yet(desks: Desks) -> None:
    now = scripts.situation_before(desks.clerk, an_intake(posted_on="大约上周"))

    assert now.facts["posted"] == ""
