"""What pages tell each other: something happened, or another page is wanted. Made once, in ``app.py``."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Changes(QObject):
    """The one object pages share.

    Signals:
        case_changed: a case has new entries; its id.
        drafts_changed: a draft was saved, registered or thrown away.
        office_changed: details, people or limits of the office.
        scripts_changed: the branch keeps other words for a script, or ours again.
        rules_changed: a rule pack of the branch came in or went.
        case_requested: show a case; its id and the part of it (as in ``next_step.Part``).
        act_requested: show a case with the form of an act open; its id, the act (``tell``, ``answer``, ``pay``,
            ``close``) and the id of the work order it is about, or an empty text.
        decision_requested: show a case among those that wait for a decision; its id.
        draft_requested: go on with a draft; its id.
        new_case_requested: start a new case; a waybill number, or an empty text.
        case_of_quote_requested: start a new case with what a quote was told; an ``Intake``.
        paper_requested: show a paper; its number.
        days_requested: show days and hours of the branch.
        branch_requested: show a field of the branch to fill in; its key, and the id of the case whose papers want it.
        noted: a short word for the status line ("saved 14:32:05").
    """

    case_changed = Signal(str)
    drafts_changed = Signal()
    office_changed = Signal()
    rules_changed = Signal()
    scripts_changed = Signal()
    case_requested = Signal(str, str)
    act_requested = Signal(str, str, str)
    decision_requested = Signal(str)
    draft_requested = Signal(str)
    new_case_requested = Signal(str)
    case_of_quote_requested = Signal(object)
    paper_requested = Signal(str)
    days_requested = Signal()
    branch_requested = Signal(str, str)
    noted = Signal(str)
