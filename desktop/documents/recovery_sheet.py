"""恢复密钥单: the printed code that opens the office when every password is forgotten."""

from __future__ import annotations

from dataclasses import dataclass

from desktop import i18n
from desktop.documents import facts as shared
from desktop.documents import page, parts, styles
from desktop.documents.parts import Pair
from desktop.documents.tables import Cell, Table
from desktop.documents.text import Text
from desktop.i18n import _

_REQUIRED = ("code",)
_IN_A_ROW = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryFacts:
    """What the recovery sheet says.

    Attributes:
        code: as it is typed, its groups parted by hyphens or spaces.
        first_sheet: false where this sheet makes an older one void.

    """

    issue: shared.Issue
    code: str
    first_sheet: bool = True


def build_recovery_sheet(facts: RecoveryFacts, *, language: str) -> bytes:
    """Draw the recovery sheet.

    Raises:
        MissingCharacters: no font has some character of the facts.
        IncompletePaper: required facts are empty and it is no draft.

    """
    shared.check(facts, _REQUIRED, facts.issue)
    with i18n.use(language):
        sheet = page.Sheet(_("Recovery sheet"), facts.issue, _("The code above, to be scanned"))
        width = sheet.content_width
        story = [
            *parts.heading(facts.issue.office, sheet.title, _("Secret. Whoever holds this sheet can open the office.")),
            parts.grid(_rows(facts), width),
            *parts.section(_("Recovery code"), [_code_table(facts.code, width), Text(_legend(), styles.SMALL)]),
            *parts.section(_("When you need it"), parts.numbered(_use(), styles.STEP)),
            *parts.section(_("How to keep it"), parts.numbered(_keep(facts), styles.STEP)),
            *parts.section(_("Kept and opened"), [_log_table(width)]),
        ]
        return page.build(story, sheet)


def _rows(facts: RecoveryFacts) -> list[Pair]:
    issue = facts.issue
    return [
        Pair(_("Sheet number"), issue.number),
        Pair(_("Printed at"), i18n.moment(issue.issued_at)),
        Pair(_("Printed by"), issue.issued_by),
        Pair(_("Phone"), issue.office.phone),
    ]


def _code_table(code: str, width: float) -> Table:
    groups = code.replace("-", " ").split()
    rows = [groups[start : start + _IN_A_ROW] for start in range(0, len(groups), _IN_A_ROW)]
    cells = [
        tuple(Cell(Text(group, styles.RECOVERY_CODE)) for group in [*row, *[""] * (_IN_A_ROW - len(row))])
        for row in rows
    ]
    return Table(cells, [width / _IN_A_ROW] * _IN_A_ROW)


def _legend() -> str:
    return _(
        "0 and 1 are always digits; the letters I, L, O and U do not occur. Capital or small letters, with or without "
        "gaps, are all the same."
    )


def _use() -> list[str]:
    return [
        _("Only if nobody can sign in any more: every password is forgotten, or the only manager has left."),
        _("In the sign-in window, choose to sign in with the recovery sheet."),
        _("Type the groups from left to right, row by row, or scan the code at the bottom right."),
        _("Set a new password for a manager. Then print a new recovery sheet; this one is void from that moment."),
    ]


def _keep(facts: RecoveryFacts) -> list[str]:
    rules = [
        _(
            "Put it in an envelope, sign across the flap, and lock it in the safe or with the owner, away "
            "from this computer."
        ),
        _("Do not photograph it, do not send it by chat or mail, do not keep it beside the backup."),
        _("Print it twice and keep the two in different places: a lost sheet cannot be made again."),
        _("Without this sheet and without a password nobody can open the office's records, not even its makers."),
    ]
    if not facts.first_sheet:
        rules.insert(0, _("Earlier recovery sheets are void. Tear them up."))
    return rules


def _log_table(width: float) -> Table:
    columns = [
        parts.Column(_("Date"), 2),
        parts.Column(_("Kept where, or opened why"), 5),
        parts.Column(_("By (signature)"), 2.5),
    ]
    return parts.table(columns, [("\n", "", "")] * 4, width)
