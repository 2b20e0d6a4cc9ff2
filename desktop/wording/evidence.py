"""Evidence files in words: what is taken, and why a file is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.evidence import LARGEST_BYTES, Unshown
from desktop.i18n import N_, _
from desktop.wording.claim import choice_label

if TYPE_CHECKING:
    from desktop.domain.problems import Problem

MEGABYTE = 1024 * 1024

# A sentence may use: name, size, limit (both in megabytes).
_PROBLEMS = {
    "evidence-empty": N_('"{name}" is empty. Ask for the file once more.'),
    "evidence-too-large": N_(
        '"{name}" has {size} MB; up to {limit} MB are taken. Send a smaller photo or fewer pages.'
    ),
    "evidence-program": N_('"{name}" is a program, not a photo. It was not opened. Do not open it yourself either.'),
    "evidence-recording": N_(
        '"{name}" is a sound or video recording. Keep it, and write in the record where to find it.'
    ),
    "evidence-other-kind": N_('"{name}" is neither a photo nor a PDF. Take a photo of it, or save it as a PDF.'),
    "evidence-missing": N_('"{name}" is no longer there. Choose it again.'),
    "evidence-not-a-file": N_('"{name}" is not a file. Choose one photo or PDF.'),
    "evidence-no-permission": N_('"{name}" may not be read. Copy it to your own folder first.'),
    "evidence-unreadable": N_('"{name}" cannot be read. Check the drive or phone it is on, and try once more.'),
    "evidence-damaged": N_('"{name}" is damaged or was only copied in part. Copy it once more, or ask for it again.'),
    "evidence-locked": N_('"{name}" is locked with a password. Ask for a copy without one, or a photo of the print.'),
}


_UNSHOWN = {
    Unshown.NO_FILE: N_(
        '"{proof}" is named as the proof of value, but the case has no file. Attach it, or ask the customer for it.'
    ),
    Unshown.SAID_MISSING: N_(
        '"{proof}" is named as the proof of value, but by the finding the proof of value is still missing.'
    ),
}


def proof_note(proof: str | None, unshown: Unshown | None) -> str:
    """Say why a proof of value that is named cannot be seen; empty where nothing speaks against it."""
    if proof is None or unshown is None:
        return ""
    return _(_UNSHOWN[unshown]).format(proof=choice_label("value_proof", proof))


def kinds_taken() -> str:
    """Say which files are taken, for the hint beside the button."""
    sentence = _("Photos (JPEG, PNG, WebP, HEIC, GIF) and PDF files, up to {limit} MB each.")
    return sentence.format(limit=LARGEST_BYTES // MEGABYTE)


def evidence_problem_text(problem: Problem) -> str:
    """Return why a file is not taken, with what to do next."""
    facts = dict(problem.facts)
    words = {"name": facts["name"]}
    if problem.code == "evidence-too-large":
        # Rounded up, so that a little too much does not read as just enough.
        words["size"] = str(-(-int(facts["size"]) // MEGABYTE))
        words["limit"] = str(int(facts["limit"]) // MEGABYTE)
    return _(_PROBLEMS[problem.code]).format(**words)
