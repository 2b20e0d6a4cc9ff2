"""Scripts (话术) at this branch: ours with its own words over them, the facts of a case for them, its own version."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from desktop.actions.due import promises_of
from desktop.domain import entries as e
from desktop.domain.authority import Verb, refusal_of_role
from desktop.domain.case import Case
from desktop.domain.promises import NoLimitInForceError, Promise, due_time
from desktop.domain.script_steps import stands_of, step_of, step_of_intake
from desktop.errors import Incomplete
from desktop.scripts import check_source, load_scripts, source_of, with_own
from desktop.wording.scripts import Times, facts_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from desktop.actions.desk import Desk
    from desktop.domain.intake import Intake
    from desktop.domain.problems import Problem
    from desktop.domain.scripts import Script, Stands, Step, Words


@dataclass(frozen=True)
class Situation:
    """What scripts are chosen by and filled with.

    Attributes:
        about: id of the case; empty while there is none yet.
        facts: text by name, as ``domain.scripts.Fact`` names them.
    """

    about: str
    intake: Intake
    step: Step
    stands: Stands | None = None
    facts: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=1)
def _shipped() -> tuple[Script, ...]:
    """Read the scripts of the program once; takes a quarter of a second."""
    return load_scripts()


def list_scripts(desk: Desk) -> tuple[Script, ...]:
    """Return all scripts, the branch's own words over ours; words this program cannot use are left aside.

    Raises:
        BadScriptFilesError: a file of the program is damaged.
    """
    return with_own(_shipped(), desk.office.people.branch.scripts)[0]


def situation_of(desk: Desk, case: Case) -> Situation:
    """Return what scripts for a case go by."""
    due = promises_of(desk, case)
    times = Times(
        *(
            due[promise].at if promise in due else None
            for promise in (Promise.SETTLEMENT, Promise.COMPLAINT_REPLY, Promise.CLAIM_PAYMENT)
        )
    )
    facts = facts_of(case, desk.office.details, desk.person.name, times)
    return Situation(case.case_id, case.intake, step_of(case), stands_of(case), facts)


def situation_before(desk: Desk, intake: Intake, *, about_handling: bool = False) -> Situation:
    """Return what scripts go by while a matter is being typed; its times are as if it were taken in now."""
    times = Times(due=_due(desk, Promise.SETTLEMENT, intake), legal_due=_due(desk, Promise.COMPLAINT_REPLY, intake))
    facts = facts_of(Case("", intake=_readable(intake)), desk.office.details, desk.person.name, times)
    return Situation("", intake, step_of_intake(intake, about_handling=about_handling), None, facts)


def problems_of(script: Script, words: Mapping[str, Words]) -> list[Problem]:
    """Return everything wrong with a branch's own words for a script, each at its key."""
    source = source_of(script.id, words)
    return check_source(script.id, source, _shipped()) if source else []


def keep_script(desk: Desk, script: Script, words: Mapping[str, Words]) -> None:
    """Keep the branch's own words for a script; without any it is ours again.

    Args:
        desk: with who decides it.
        script: which one.
        words: by language, only those that are not ours.

    Raises:
        Incomplete: something is wrong with the words; all of it is told.
        NotAllowed: that is for those who see to the work of others.
    """
    problems = problems_of(script, words)
    if problems:
        raise Incomplete(problems)
    with desk.office.writing(desk.clock.now()) as writing:
        refusal = refusal_of_role(Verb.SUPERVISE, writing.person(desk.signer))
        if refusal is not None:
            raise refusal
        writing.append(desk.signer, "", e.ScriptKept(script_id=script.id, source=source_of(script.id, words)))


def _readable(intake: Intake) -> Intake:
    """Leave out a day that is typed in words so far (大约上周): a draft may hold it, a text may not."""
    try:
        date.fromisoformat(intake.posted_on or "")
    except ValueError:
        return msgspec.structs.replace(intake, posted_on=None)
    return intake


def _due(desk: Desk, promise: Promise, intake: Intake) -> datetime | None:
    try:
        return due_time(promise, desk.clock.now(), desk.timing, level=intake.level).at
    except NoLimitInForceError:
        return None
