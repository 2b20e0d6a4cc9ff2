"""Encrypted files: evidence and papers.

A file is written once and never changed. Its name is a keyed hash of its content, so the folder gives nothing away
and the same content is kept once; its content is AES-256-GCM under a key of its own purpose.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import hmac
import os
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop.errors import DiskFull, FileBroken, NotWritable
from desktop.paths import sync_folder, write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.keys import OfficeKey

_NONCE = 12


class FileStore:
    """The encrypted files of one folder of the office."""

    def __init__(self, folder: Path, key: OfficeKey) -> None:
        self._folder = folder
        self._cipher = AESGCM(key.derive(f"{folder.name} content"))
        self._name_key = key.derive(f"{folder.name} names")

    def keep(self, content: bytes) -> str:
        """Store content and return the name it is stored under; safe on disk when this returns.

        Raises:
            DiskFull: no room; nothing was kept.
            NotWritable: the folder cannot be written to.

        """
        name = hmac.new(self._name_key, content, hashlib.sha256).hexdigest()
        path = self._path(name)
        if path.exists():
            # One that cannot be read any more is written anew: this is the content it had.
            with contextlib.suppress(FileBroken):
                self.fetch(name)
                return name
        nonce = os.urandom(_NONCE)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            sync_folder(self._folder)
            write_atomically(path, nonce + self._cipher.encrypt(nonce, content, name.encode()))
        except OSError as error:
            raise disk_error(error, self._folder) from error
        return name

    def fetch(self, name: str) -> bytes:
        """Return stored content.

        Raises:
            FileBroken: it is missing or was changed.

        """
        try:
            sealed = self._path(name).read_bytes()
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], name.encode())
        except (OSError, InvalidTag, ValueError) as error:
            raise FileBroken(name) from error

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name


def disk_error(error: OSError, folder: Path) -> DiskFull | NotWritable:
    """Tell a full disk from a folder that cannot be written to."""
    return DiskFull() if error.errno in (errno.ENOSPC, errno.EDQUOT) else NotWritable(folder)
