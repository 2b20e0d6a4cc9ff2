"""Says what ``verify`` found wrong, and where."""

from __future__ import annotations

from typing import Protocol

from desktop.i18n import N_, _

FAULTS = {
    "number-missing": N_("An entry is missing from the log."),
    "tail-missing": N_("Entries are missing at the end of the log, or its last place was changed."),
    "chain-broken": N_("It does not follow the entry before it: that one was changed or exchanged."),
    "time-backwards": N_("It is dated before the entry in front of it."),
    "body-missing": N_("Its content was deleted without an erasure on record."),
    "body-changed": N_("Its content was changed after it was written."),
    "body-unreadable": N_("Its content cannot be read."),
    "kind-changed": N_("Header and content name different kinds of entry."),
    "unknown-signer": N_("Nobody of this office is known under its signature."),
    "bad-signature": N_("Its signature does not fit: header or signature was changed, or somebody else signed."),
    "time-unreadable": N_("Its time cannot be read."),
    "not-obeyed": N_("It was written by someone who had no right to; the program does not obey it."),
    "body-without-entry": N_("There is content whose entry is missing."),
    "index-differs": N_("A list says something else than the journal. Rebuild it: verify --rebuild-index."),
    "index-missing": N_("A list lacks something the journal has. Rebuild it: verify --rebuild-index."),
    "index-surplus": N_("A list has something the journal lacks. Rebuild it: verify --rebuild-index."),
    "database-damaged": N_("A part of the database cannot be read. Keep a copy, then restore the latest backup."),
    "file-broken": N_("A stored file is missing or was changed."),
}


class Fault(Protocol):
    """What a fault tells; ``desktop.storage.verify`` makes them."""

    @property
    def code(self) -> str:
        """What is wrong."""

    @property
    def entry_id(self) -> str:
        """Which entry."""

    @property
    def device(self) -> str:
        """Whose log."""

    @property
    def number(self) -> int:
        """Place in that log."""

    @property
    def where(self) -> str:
        """Table, kind of entry or file."""


def sentence(fault: Fault) -> str:
    """Return one line: where, then what."""
    what = _(FAULTS[fault.code])
    if fault.number and fault.entry_id:
        return _("Log {device}, entry {number} ({kind}, {entry}): {what}").format(
            device=fault.device, number=fault.number, kind=fault.where, entry=fault.entry_id, what=what
        )
    if fault.number:
        return _("Log {device}, entry {number}: {what}").format(device=fault.device, number=fault.number, what=what)
    return _("{where}: {what}").format(where=fault.where, what=what)
