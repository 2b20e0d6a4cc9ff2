"""Checks on the details of a branch and of its people, all problems at once."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.people import COUNTER, DEPARTMENTS_HERE, Role
from desktop.domain.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection

    from desktop.domain.entries import OfficeDetails
    from desktop.domain.people import Person

SHORTEST_PASSWORD = 8
LONGEST_TEXT = 120
#: What people type most who must type eight characters; straight runs and repeated characters are found by themselves.
_MOST_COMMON = (
    "1234567890",
    "0987654321",
    "123123123",
    "11223344",
    "147258369",
    "1q2w3e4r",
    "1qaz2wsx",
    "a1234567",
    "a12345678",
    "aa123456",
    "abc12345",
    "abcd1234",
    "asdfghjkl",
    "iloveyou",
    "password",
    "password1",
    "password123",
    "qq123456",
    "qwer1234",
    "qwerty123",
    "qwertyuiop",
    "woaini520",
    "woaini1314",
)


class PersonDraft(msgspec.Struct, frozen=True):
    """A member of staff as typed; limits in fen, None is without limit."""

    code: str = ""
    name: str = ""
    role: Role = Role.CLERK
    limit_fen: int | None = 0
    alone_limit_fen: int = 0
    password: str = ""
    password_again: str = ""
    department: str = COUNTER

    def __repr__(self) -> str:
        """Show no password, wherever this ends up."""
        return f"PersonDraft({self.role.value})"


def check_details(details: OfficeDetails) -> list[Problem]:
    """Return what is missing or too long in the details of a branch."""
    required = ("name", "brand", "address", "phone")
    problems = [Problem(key, "required") for key in required if not getattr(details, key).strip()]
    for key in details.__struct_fields__:
        if len(getattr(details, key)) > LONGEST_TEXT:
            problems.append(Problem(key, "too-long", {"limit": str(LONGEST_TEXT)}))
    return problems


def check_person(draft: PersonDraft, taken: Collection[str]) -> list[Problem]:
    """Return what is wrong with a new member of staff; ``taken`` are the staff numbers in use."""
    problems = [Problem(key, "required") for key in ("code", "name") if not getattr(draft, key).strip()]
    code = tidy_code(draft.code)
    if code and not (code.isascii() and code.isalnum() and len(code) <= 20):
        problems.append(Problem("code", "code-form"))
    elif code in taken:
        problems.append(Problem("code", "code-taken"))
    problems += _check_length(draft.name) + _check_limits(draft) + _check_department(draft)
    return problems + check_password(draft.password, draft.password_again, code)


def check_change(person: Person) -> list[Problem]:
    """Return what is wrong with somebody's new name, limits and department."""
    problems = [] if person.name.strip() else [Problem("name", "required")]
    return problems + _check_length(person.name) + _check_limits(person) + _check_department(person)


def tidy_code(code: str) -> str:
    """Return a staff number in the one form the key file knows: full-width digits and blanks are the keyboard's."""
    return unicodedata.normalize("NFKC", code).strip()


def check_password(password: str, again: str, code: str = "") -> list[Problem]:
    """Return why a new password cannot be taken."""
    if len(password) < SHORTEST_PASSWORD:
        return [Problem("password", "password-short", {"least": str(SHORTEST_PASSWORD)})]
    if _is_simple(password) or (code and password in (code, code * 2)):
        return [Problem("password", "password-simple")]
    return [Problem("password_again", "password-differs")] if password != again else []


def _is_simple(password: str) -> bool:
    """Say whether this is among the first things somebody else would try."""
    plain = unicodedata.normalize("NFKC", password).casefold()
    steps = {ord(after) - ord(before) for before, after in pairwise(plain)}
    return len(set(plain)) < 3 or steps in ({1}, {-1}) or plain in _MOST_COMMON


def _check_length(name: str) -> list[Problem]:
    return [Problem("name", "too-long", {"limit": str(LONGEST_TEXT)})] if len(name) > LONGEST_TEXT else []


def _check_limits(draft: PersonDraft | Person) -> list[Problem]:
    problems = []
    if draft.limit_fen is not None and draft.limit_fen < 0:
        problems.append(Problem("limit_fen", "negative"))
    if draft.alone_limit_fen < 0:
        problems.append(Problem("alone_limit_fen", "negative"))
    return problems


def _check_department(draft: PersonDraft | Person) -> list[Problem]:
    return [] if draft.department in DEPARTMENTS_HERE else [Problem("department", "unknown-choice")]
