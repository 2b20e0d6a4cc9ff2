"""What keeps a finding from being recorded: everything that is missing or contradicts itself, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.domain.intake import ComplaintType, tidy_text
from desktop.domain.problems import Problem
from desktop.domain.proposal import LONGEST_TEXT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from desktop.domain import entries as e

#: Who may answer for what happened.
PARTIES = ("sorting", "transport", "delivery", "station", "counter", "sender", "customer", "vendor", "unknown")
#: Those the branch can call to account: it tells them, and they may object.
ACCOUNTABLE = ("sorting", "transport", "delivery", "station", "counter", "vendor")

_STANDS = ("yes", "partly", "no")
_TEXTS = ("account", "cause", "unreasonable", "goodwill")
#: All of the blame, in percent.
WHOLE = 100
#: More than enough for a person's or a company's name.
LONGEST_NAME = 100


def tidy_finding(body: e.FindingRecorded) -> e.FindingRecorded:
    """Take invisible characters and outer spaces out of every text, and name who answers most."""
    texts = {name: tidy_text(getattr(body, name), long=True) for name in _TEXTS}
    shares = tuple(msgspec.structs.replace(share, name=tidy_text(share.name, long=False)) for share in body.shares)
    allegations = tuple(
        msgspec.structs.replace(one, missing=tidy_text(one.missing, long=False)) for one in body.allegations
    )
    responsible = max(shares, key=lambda share: share.percent).party if shares else body.responsible
    return msgspec.structs.replace(body, **texts, shares=shares, allegations=allegations, responsible=responsible)


def check_finding(body: e.FindingRecorded, evidence: Collection[str]) -> list[Problem]:
    """Return everything that keeps a finding from being recorded.

    Args:
        body: the finding, tidied.
        evidence: entry ids of the case's evidence.
    """
    problems = []
    if body.stands not in _STANDS:
        problems.append(Problem("stands", "unknown-choice" if body.stands else "required"))
    if not body.account:
        problems.append(Problem("account", "required"))
    problems += [
        Problem(name, "too-long", {"limit": str(LONGEST_TEXT)})
        for name in _TEXTS
        if len(getattr(body, name)) > LONGEST_TEXT
    ]
    problems += _of_shares(body)
    problems += _of_allegations(body, evidence)
    return problems


def _of_shares(body: e.FindingRecorded) -> Iterable[Problem]:
    if not body.responsible and not body.shares:
        # Where nothing went wrong nobody has to answer.
        return [Problem("shares", "required")] if body.stands in ("yes", "partly") else []
    shares = body.shares
    if not {body.responsible, *(share.party for share in shares)} <= set(PARTIES):
        return [Problem("shares", "unknown-choice")]
    problems = []
    if shares and any(share.percent == 0 for share in shares):
        problems.append(Problem("shares", "empty-share"))
    total = sum(share.percent for share in shares)
    if shares and total != WHOLE:
        problems.append(Problem("shares", "not-whole", {"total": str(total)}))
    if len({(share.party, share.name) for share in shares}) < len(shares):
        problems.append(Problem("shares", "named-twice"))
    if any(len(share.name) > LONGEST_NAME for share in shares):
        problems.append(Problem("shares", "too-long", {"limit": str(LONGEST_NAME)}))
    return problems


def _of_allegations(body: e.FindingRecorded, evidence: Collection[str]) -> Iterable[Problem]:
    problems = []
    found = body.allegations
    if any(one.about not in set(ComplaintType) or one.stands not in (*_STANDS, "open") for one in found):
        problems.append(Problem("allegations", "unknown-choice"))
    if len({one.about for one in found}) < len(found):
        problems.append(Problem("allegations", "named-twice"))
    if any(piece not in evidence for one in found for piece in one.evidence):
        problems.append(Problem("allegations", "unknown-evidence"))
    if any(one.stands == "open" and not one.missing for one in found):
        problems.append(Problem("allegations", "open-without-missing"))
    if any(len(one.missing) > LONGEST_TEXT for one in found):
        problems.append(Problem("allegations", "too-long", {"limit": str(LONGEST_TEXT)}))
    decided = {one.stands for one in found} - {"open"}
    if body.stands in ("yes", "partly") and decided == {"no"}:
        problems.append(Problem("stands", "none-stands"))
    if body.stands == "no" and decided & {"yes", "partly"}:
        problems.append(Problem("stands", "some-stand"))
    return problems
