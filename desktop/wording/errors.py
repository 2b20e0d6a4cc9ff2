"""Says what went wrong and what to do next, for every error the program can explain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import errors, i18n
from desktop.domain import authority, other_claims, taking_in
from desktop.i18n import _
from desktop.wording import case as words
from desktop.wording import life_errors
from desktop.wording import other_claims as claim_words
from desktop.wording import papers as paper_words

if TYPE_CHECKING:
    from collections.abc import Callable


def explain(error: errors.DeskError) -> str:
    """Return one or two sentences in the language in force: what happened, and the next step."""
    for kind in type(error).__mro__:
        if kind in _SENTENCES:
            return _SENTENCES[kind](error)
    return _("This did not work. Nothing was changed.")


def explain_ours(error: Exception, *, only_password: bool = False) -> str:
    """Explain an error of ours; any other is a bug, and is raised again for the report of bugs.

    Args:
        error: what went wrong.
        only_password: only a password was asked for, so that only it can be wrong (``explain_password``).
    """
    if not isinstance(error, errors.DeskError):
        raise error
    return explain_password(error) if only_password else explain(error)


def explain_password(error: errors.DeskError) -> str:
    """Explain an error where only a password was asked for, so that only it can be wrong."""
    return _("The password is wrong.") if isinstance(error, errors.WrongPassword) else explain(error)


def _no_office(error: errors.NoOffice) -> str:
    return _(
        "There is no office in {folder}. Check that the disk or network drive is connected, or choose another folder."
    ).format(folder=error.folder)


def _office_exists(error: errors.OfficeExists) -> str:
    return _("There is an office in {folder} already. Sign in to it, or choose an empty folder.").format(
        folder=error.folder
    )


def _folder_not_empty(error: errors.FolderNotEmpty) -> str:
    return _("{folder} holds other files. A new office needs a folder of its own.").format(folder=error.folder)


def _not_writable(error: errors.NotWritable) -> str:
    return _(
        "Nothing can be written to {folder}. Nothing was changed. Remove the write protection or ask for the right to "
        "write there, then try again."
    ).format(folder=error.folder)


def _disk_full(_error: errors.DiskFull) -> str:
    return _("The disk is full. Nothing was lost. Make room, then try again.")


def _in_use(error: errors.OfficeInUse) -> str:
    if not error.since:
        return _("Another window or program has this office open. Close it there, then try again.")
    since = i18n.moment_of_seconds(int(error.since))
    said = _("Another window or program has had this office open since {since}. Close it there, then try again.")
    who = ""
    if error.computer and error.code:
        who = _("Computer {computer}, staff number {code}.").format(computer=error.computer, code=error.code)
    elif error.computer:
        who = _("Computer {computer}.").format(computer=error.computer)
    return _("{first} {second}").format(first=said.format(since=since), second=who) if who else said.format(since=since)


def _made_by_newer(_error: errors.MadeByNewer) -> str:
    return _(
        "This office was written by a newer version of the program. Nothing was changed. Install that version here."
    )


def _database_damaged(_error: errors.DatabaseDamaged) -> str:
    return _(
        "The database of this office cannot be read. Nothing was changed. Do not go on working with it: keep a copy of "
        "the folder, then restore the latest backup."
    )


def _keys_damaged(_error: errors.KeysDamaged) -> str:
    return _("The file keys.json of this office cannot be read. Nothing was changed. Restore it from a backup.")


def _keys_missing(error: errors.KeysMissing) -> str:
    return _(
        "The file keys.json is missing in {folder}; without it nobody can open this office. Nothing was changed. "
        "Restore it from a backup."
    ).format(folder=error.folder)


def _entry_broken(error: errors.EntryBroken) -> str:
    return _(
        "Entry {entry} was changed after it was written ({fault}). What belongs to it is not shown. Nothing was "
        "changed now. Keep a copy of the office folder and tell the manager."
    ).format(entry=error.entry_id, fault=error.fault)


def _file_broken(_error: errors.FileBroken) -> str:
    return _("A stored file is missing or was changed. Restore it from a backup.")


def _wrong_password(_error: errors.WrongPassword) -> str:
    return _("Staff number and password do not belong together.")


def _key_replaced(_error: errors.KeyReplaced) -> str:
    return _(
        "Your password was replaced. Sign in again with the new one; if that does not work, ask the manager for "
        "another, or use the recovery sheet."
    )


def _too_many_tries(error: errors.TooManyTries) -> str:
    return i18n.ngettext("Please wait {n} second.", "Please wait {n} seconds.", error.seconds).format(n=error.seconds)


def _clock_behind(error: errors.ClockBehind) -> str:
    return _(
        "The computer's clock says {now}, but the last entry is from {last}. Please set the clock right. If you go on, "
        "new entries are dated right after the last one."
    ).format(now=i18n.moment(error.now), last=i18n.moment_of_text(error.last))


def _no_such_case(_error: errors.NoSuchCase) -> str:
    return _("That case is not in this office.")


def _case_changed(_error: errors.CaseChanged) -> str:
    return _("The case was changed meanwhile. Look at it again, then decide.")


def _incomplete(_error: errors.Incomplete) -> str:
    return _("Something is missing or cannot be right. See the marked fields.")


def _missing_characters(error: errors.MissingCharacters) -> str:
    return _(
        "No font here can print these characters: {characters}. The paper was not made. Write them another way."
    ).format(characters=" ".join(error.characters))


def _incomplete_paper(error: errors.IncompletePaper) -> str:
    return _("The paper cannot be issued yet. Missing: {names}. A draft can be made all the same.").format(
        names=_(", ").join(paper_words.fact(name) for name in error.names)
    )


def _not_allowed(error: authority.NotAllowed) -> str:
    return _("Your role ({role}) does not allow this. Ask somebody who may {verb}.").format(
        role=words.role(error.role), verb=words.verb(error.verb)
    )


def _no_longer_here(_error: authority.NoLongerHere) -> str:
    return _("This account was closed. Ask the manager.")


def _four_eyes(error: authority.FourEyes) -> str:
    sentences = {
        authority.Verb.REGISTER: _("You took this case in yourself, so somebody else has to decide."),
        authority.Verb.CORRECT: _("You corrected this case yourself, so somebody else has to decide."),
        authority.Verb.ASSESS: _("You assessed this case yourself, so somebody else has to decide."),
        authority.Verb.PROPOSE: _("You made this proposal yourself, so somebody else has to decide."),
    }
    return sentences[error.did]


def _above_limit(error: authority.AboveLimit) -> str:
    if error.limit_fen == 0:
        return _("You have no limit for settling on your own. Send the proposal to a supervisor.")
    return _("{amount} is above your limit of {limit}. Pass it up.").format(
        amount=i18n.yuan(error.amount_fen), limit=i18n.yuan(error.limit_fen)
    )


def _already_passed_up(_error: authority.AlreadyPassedUp) -> str:
    return _("You passed this proposal up. Somebody with a higher limit decides now.")


def _judged_before(_error: authority.JudgedBefore) -> str:
    return _("A supervisor has judged this case before, so a supervisor decides. Send the proposal.")


def _nobody_above(_error: authority.NobodyAbove) -> str:
    return _("You have no limit, so there is nobody to pass this up to.")


def _second_claim(error: other_claims.SecondClaim) -> str:
    told = _("; ").join(claim_words.claim(other) for other in error.others)
    return _(
        "Another case of the same waybill has a claim already ({claims}). Look at it first; a supervisor may approve "
        "one more with a reason."
    ).format(claims=told)


def _not_yet(error: authority.NotYet) -> str:
    return _("First: {verb}.").format(verb=words.verb(error.missing))


def _stale(error: authority.Stale) -> str:
    return words.stale(error.why)


def _already_decided(error: authority.AlreadyDecided) -> str:
    return _("This proposal has been decided already: {verdict}.").format(verdict=words.verdict(error.verdict))


def _pack_frozen(_error: authority.PackFrozen) -> str:
    return _(
        "This rule pack has been used, so it stays as it is. Import a new version with a later first day; it takes "
        "over from that day."
    )


def _same_matter_open(error: taking_in.SameMatterOpen) -> str:
    return _(
        "Case {number} for this waybill is still open. Go on there, or write down at the right why there is a new one."
    ).format(number=error.number)


def _money_is_asked(_error: taking_in.MoneyIsAsked) -> str:
    return _("The customer asks for money: save the case, so that it is worked out and approved.")


def _no_such_pack(_error: authority.NoSuchPack) -> str:
    return _("This rule pack is no longer among the branch's own. Look at the list again.")


_SENTENCES: dict[type, Callable[..., str]] = {
    errors.NoOffice: _no_office,
    errors.OfficeExists: _office_exists,
    errors.FolderNotEmpty: _folder_not_empty,
    errors.NotWritable: _not_writable,
    errors.DiskFull: _disk_full,
    errors.OfficeInUse: _in_use,
    errors.MadeByNewer: _made_by_newer,
    errors.DatabaseDamaged: _database_damaged,
    errors.KeysDamaged: _keys_damaged,
    errors.KeysMissing: _keys_missing,
    errors.EntryBroken: _entry_broken,
    errors.FileBroken: _file_broken,
    errors.WrongPassword: _wrong_password,
    errors.KeyReplaced: _key_replaced,
    errors.TooManyTries: _too_many_tries,
    errors.ClockBehind: _clock_behind,
    errors.NoSuchCase: _no_such_case,
    errors.CaseChanged: _case_changed,
    errors.Incomplete: _incomplete,
    errors.MissingCharacters: _missing_characters,
    errors.IncompletePaper: _incomplete_paper,
    authority.NotAllowed: _not_allowed,
    authority.NoLongerHere: _no_longer_here,
    authority.FourEyes: _four_eyes,
    authority.AboveLimit: _above_limit,
    authority.AlreadyPassedUp: _already_passed_up,
    authority.JudgedBefore: _judged_before,
    authority.NobodyAbove: _nobody_above,
    other_claims.SecondClaim: _second_claim,
    authority.NotYet: _not_yet,
    authority.Stale: _stale,
    authority.AlreadyDecided: _already_decided,
    authority.PackFrozen: _pack_frozen,
    authority.NoSuchPack: _no_such_pack,
    taking_in.SameMatterOpen: _same_matter_open,
    taking_in.MoneyIsAsked: _money_is_asked,
    **life_errors.SENTENCES,
}
