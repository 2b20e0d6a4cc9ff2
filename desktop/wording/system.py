"""Why the computer says no, in the language in force: what it reports itself is in its own."""

from __future__ import annotations

import errno

from desktop.i18n import N_, _

_REASONS = {
    errno.ENOENT: N_("there is no such file or folder"),
    errno.EACCES: N_("this computer does not allow it"),
    errno.EPERM: N_("this computer does not allow it"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOTDIR: N_("a part of the path is no folder"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EROFS: N_("the disk is write-protected"),
    errno.EIO: N_("the disk has an error"),
    errno.ENAMETOOLONG: N_("the name is too long"),
}


def reason(error: OSError) -> str:
    """Say why a file could not be read or written; what we have no words for stays as the computer says it."""
    known = _REASONS.get(error.errno or 0)
    return _(known) if known else error.strerror or str(error)
