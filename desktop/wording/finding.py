"""A finding in words: who answers for how much, what was found on each allegation, and what is wrong with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain.intake import ComplaintType
from desktop.i18n import N_, _
from desktop.wording import case as words
from desktop.wording import intake as intake_words
from desktop.wording.sentences import ended

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.domain import entries as e
    from desktop.domain.case import Case
    from desktop.domain.problems import Problem

#: Short answers; the full sentences stand where the finding is shown.
STANDS = {
    "yes": N_("Stands"),
    "partly": N_("In part"),
    "no": N_("Does not stand"),
    "open": N_("Still open"),
}

_PROBLEMS = {
    "required": N_("Please fill this in."),
    "too-long": N_("At most {limit} characters, please."),
    "unknown-choice": N_("Please choose one of these."),
    "empty-share": N_("Give everybody named a share above 0 %, or take them out."),
    "not-whole": N_("The shares add up to {total} %; together they have to make 100 %."),
    "in-the-past": N_("This day has gone by already."),
    "not-a-date": N_("This is not a date. Write it like 3-2 or 2026-03-02."),
    "named-twice": N_("Somebody is named twice."),
    "unknown-evidence": N_("A piece of evidence is not in this case. Choose again."),
    "open-without-missing": N_("Where a point stays open, say which evidence is missing."),
    "none-stands": N_("None of the points stands. Choose that the complaint does not stand, or look at them again."),
    "some-stand": N_("One of the points stands. Choose that the complaint stands or stands in part."),
}


def stands(code: str) -> str:
    """Say in a word whether a point stands; a code we do not know stands for itself."""
    return _(STANDS.get(code, code))


def problem(found: Problem) -> str:
    """Say what is wrong with one field."""
    return _(_PROBLEMS[found.code]).format(**found.facts)


def by_field(problems: Iterable[Problem]) -> dict[str, str]:
    """Return the sentences by field of the form."""
    told: dict[str, str] = {}
    for one in problems:
        told[one.field] = " ".join(filter(None, (told.get(one.field, ""), problem(one))))
    return told


def share(one: e.Share) -> str:
    """Name one of those who answer, with their share."""
    party = words.responsible(one.party)
    if one.name:
        party = _("{party} ({name})").format(party=party, name=one.name)
    return _("{party} {percent} %").format(party=party, percent=one.percent)


def answers(body: e.FindingRecorded) -> str:
    """Say who answers for it, with shares where there are several."""
    if len(body.shares) > 1:
        return _(", ").join(share(one) for one in body.shares)
    party = words.responsible(body.responsible) if body.responsible else ""
    name = body.shares[0].name if body.shares else ""
    return _("{party} ({name})").format(party=party, name=name) if name else party


def allegation(one: e.Allegation, evidence: dict[str, str]) -> str:
    """Say what was found on one allegation; ``evidence`` names the case's pieces, none to leave them out."""
    sentences = [stands(one.stands)]
    if one.evidence and evidence:
        names = _(", ").join(evidence.get(piece, piece) for piece in one.evidence)
        sentences.append(_("rests on {evidence}").format(evidence=names))
    if one.missing:
        sentences.append(_("missing: {missing}").format(missing=one.missing))
    return _("; ").join(sentences)


def about(code: str) -> str:
    """Name what an allegation is about."""
    known = code in set(ComplaintType)
    return intake_words.choice_label(ComplaintType(code)) if known else code


def sentence(body: e.FindingRecorded) -> str:
    """Say a whole finding in a few sentences, for the history."""
    told = [_("Finding: {stands}. {account}").format(stands=words.stands(body.stands), account=ended(body.account))]
    points = _("; ").join(
        _("{about}: {found}").format(about=about(one.about), found=allegation(one, {})) for one in body.allegations
    )
    further = (
        (_("Who answers for it"), answers(body)),
        (_("Cause"), body.cause),
        (_("Point by point"), points if len(body.allegations) > 1 else ""),
        (_("Goes too far"), body.unreasonable),
        (_("Goodwill"), body.goodwill),
    )
    told += [_("{name}: {value}.").format(name=name, value=value.rstrip("。. ")) for name, value in further if value]
    return " ".join(told) if i18n.language() != "zh_CN" else "".join(told)


def facts(case: Case, body: e.FindingRecorded) -> list[tuple[str, str]]:
    """Return a finding as names and values; what it does not say has an empty value."""
    evidence = {header.entry_id: piece.name for header, piece in case.evidence}
    return [
        (_("Does the complaint stand"), words.stands(body.stands)),
        (_("Who answers for it"), answers(body)),
        (_("What was found"), body.account),
        (_("Cause"), body.cause),
        *((about(one.about), allegation(one, evidence)) for one in body.allegations),
        (_("Goes too far"), body.unreasonable),
        (_("Goodwill"), body.goodwill),
    ]
