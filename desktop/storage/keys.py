"""``keys.json``: each person's own locked copy of the office key and of their signing key.

A slot is AES-256-GCM under a key that Argon2id derives from the person's password; office, slot and format are
bound in as associated data, so that slots cannot be swapped. Staff numbers stand there in the clear, names never.
"""

from __future__ import annotations

import os
import secrets
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

import msgspec
from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop.domain.people import RECOVERY
from desktop.errors import KeysDamaged, KeysMissing, NoOffice, WrongPassword
from desktop.paths import write_atomically
from desktop.storage.database import FILE as DATABASE
from desktop.storage.files import disk_error

if TYPE_CHECKING:
    from pathlib import Path

FILE = "keys.json"
FORMAT = 1
_NONCE = 12
#: Crockford's alphabet: no I, L, O, U, so that a code survives being read out and written down.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RECOVERY_LENGTH = 32  # characters of 5 bits: 160 bits


class _Argon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Argon2id parameters, kept with each slot; RFC 9106 section 4, second recommended option."""

    memory_kib: Annotated[int, msgspec.Meta(ge=8, le=1 << 20)] = 65536
    time: Annotated[int, msgspec.Meta(ge=1, le=64)] = 3
    lanes: Annotated[int, msgspec.Meta(ge=1, le=16)] = 4


class _Slot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    code: str
    person_id: str
    argon: _Argon
    salt: Annotated[bytes, msgspec.Meta(min_length=8)]
    sealed: Annotated[bytes, msgspec.Meta(min_length=_NONCE)]


class _Content(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    office_key: bytes
    signing_key: bytes


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    office: str
    slots: tuple[_Slot, ...]


@dataclass(frozen=True)
class OfficeKey:
    """The random 32 bytes from which every other key of the office is derived."""

    secret: bytes = field(repr=False)

    def derive(self, purpose: str) -> bytes:
        """Return the 32-byte key for one purpose (HKDF-SHA256, RFC 5869)."""
        return HKDF(hashes.SHA256(), 32, None, f"mingpei {purpose} 1".encode()).derive(self.secret)


@dataclass(frozen=True)
class Signer:
    """A person who can sign.

    Attributes:
        person_id: who; ``people.RECOVERY`` for the recovery sheet.

    """

    person_id: str
    _key: Ed25519PrivateKey = field(repr=False)

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature (64 bytes)."""
        return self._key.sign(message)

    @property
    def public_key(self) -> str:
        """The 32-byte public key in hex."""
        return self._key.public_key().public_bytes_raw().hex()

    @property
    def secret(self) -> bytes:
        """The private key's 32 bytes, to be sealed into a slot."""
        return self._key.private_bytes_raw()

    @classmethod
    def new(cls, person_id: str) -> Signer:
        """Make a signer with a fresh key."""
        return cls(person_id, Ed25519PrivateKey.generate())

    @classmethod
    def of(cls, person_id: str, secret: bytes) -> Signer:
        """Take up a kept key."""
        return cls(person_id, Ed25519PrivateKey.from_private_bytes(secret))


@dataclass(frozen=True)
class Unlocked:
    """What a right password gives."""

    office_key: OfficeKey
    signer: Signer


def new_office_key() -> OfficeKey:
    """Make the random key of a new office."""
    return OfficeKey(secrets.token_bytes(32))


def new_recovery_code() -> str:
    """Make the code for the recovery sheet: 160 random bits in groups of four."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(_RECOVERY_LENGTH))
    return "-".join(letters[i : i + 4] for i in range(0, _RECOVERY_LENGTH, 4))


class KeyFile:
    """The key file of one office folder."""

    def __init__(self, path: Path, content: _File) -> None:
        self._path, self._content = path, content

    @classmethod
    def read(cls, folder: Path) -> KeyFile:
        """Read the key file of an office folder.

        Raises:
            NoOffice: there is none.
            KeysMissing: there is none, but a database lies beside where it should be.
            KeysDamaged: it cannot be understood.
            NotWritable: it is there, but this person of the computer may not read it.

        """
        path = folder / FILE
        try:
            raw = path.read_bytes()
        except FileNotFoundError as error:
            raise (KeysMissing if (folder / DATABASE).is_file() else NoOffice)(folder) from error
        except OSError as error:
            raise disk_error(error, folder) from error
        try:
            content = msgspec.json.decode(raw, type=_File)
        except (msgspec.ValidationError, msgspec.DecodeError) as error:
            raise KeysDamaged from error
        if content.format != FORMAT:
            raise KeysDamaged
        return cls(path, content)

    @classmethod
    def new(cls, folder: Path, office_id: str) -> KeyFile:
        """Start an empty key file; nothing is written before the first slot."""
        return cls(folder / FILE, _File(FORMAT, office_id, ()))

    @property
    def office_id(self) -> str:
        """The id of the office, bound into every slot."""
        return self._content.office

    @property
    def codes(self) -> list[str]:
        """Staff numbers that have a slot."""
        return [slot.code for slot in self._content.slots if slot.person_id != RECOVERY]

    def unlock(self, code: str, password: str) -> Unlocked:
        """Open a slot; takes as long for an unknown staff number as for a wrong password.

        Raises:
            WrongPassword: the two do not belong together.
            KeysDamaged: the slot asks for what Argon2id cannot do.

        """
        wanted = _typed(code)
        slot = next((s for s in self._content.slots if s.code == wanted and s.person_id != RECOVERY), None)
        return self._open(slot, password)

    def unlock_recovery(self, recovery_code: str) -> Unlocked:
        """Open the slot of the recovery sheet.

        Raises:
            WrongPassword: that is not the code.

        """
        slot = next((s for s in self._content.slots if s.person_id == RECOVERY), None)
        return self._open(slot, _recovery_letters(recovery_code))

    def put(self, code: str, unlocked: Unlocked, password: str) -> None:
        """Lock a person's keys under a new password, in place of any slot they or their staff number had.

        Raises:
            DiskFull, NotWritable: the old slot stays.

        """
        secret = _recovery_letters(password) if unlocked.signer.person_id == RECOVERY else password
        slot = self._seal(_typed(code), unlocked, secret)
        kept = [s for s in self._content.slots if s.person_id != slot.person_id and s.code != slot.code]
        self._content = msgspec.structs.replace(self._content, slots=(*kept, slot))
        try:
            write_atomically(self._path, msgspec.json.format(msgspec.json.encode(self._content), indent=1))
        except OSError as error:
            raise disk_error(error, self._path.parent) from error

    def _seal(self, code: str, unlocked: Unlocked, password: str) -> _Slot:
        argon, salt, nonce = _Argon(), secrets.token_bytes(16), os.urandom(_NONCE)
        person_id = unlocked.signer.person_id
        content = msgspec.msgpack.encode(_Content(unlocked.office_key.secret, unlocked.signer.secret))
        cipher = AESGCM(_derive(password, salt, argon))
        return _Slot(code, person_id, argon, salt, nonce + cipher.encrypt(nonce, content, self._bound(code, person_id)))

    def _open(self, slot: _Slot | None, password: str) -> Unlocked:
        if slot is None:
            _derive(password, b"no such slot....", _Argon())
            raise WrongPassword
        try:
            cipher = AESGCM(_derive(password, slot.salt, slot.argon))
        except HashingError as error:
            raise KeysDamaged from error
        nonce, sealed = slot.sealed[:_NONCE], slot.sealed[_NONCE:]
        try:
            plain = cipher.decrypt(nonce, sealed, self._bound(slot.code, slot.person_id))
        except InvalidTag as error:
            raise WrongPassword from error
        content = msgspec.msgpack.decode(plain, type=_Content)
        return Unlocked(OfficeKey(content.office_key), Signer.of(slot.person_id, content.signing_key))

    def _bound(self, code: str, person_id: str) -> bytes:
        return msgspec.json.encode(["mingpei slot", FORMAT, self.office_id, code, person_id])


def _typed(text: str) -> str:
    """Bring what a person typed into the one form we compare (full-width digits, composed accents, outer blanks)."""
    return unicodedata.normalize("NFKC", text).strip()


def _recovery_letters(code: str) -> str:
    swaps = str.maketrans({"O": "0", "I": "1", "L": "1"})
    return "".join(c for c in _typed(code).upper().translate(swaps) if c in _ALPHABET)


def _derive(password: str, salt: bytes, argon: _Argon) -> bytes:
    # Half a surrogate pair, as a broken clipboard gives it, is a wrong password like any other.
    secret = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    return hash_secret_raw(secret, salt, argon.time, argon.memory_kib, argon.lanes, 32, Type.ID)
