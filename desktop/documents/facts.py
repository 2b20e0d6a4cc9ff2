"""Facts that papers share. Every value is final: nothing is looked up, reckoned or rounded while drawing."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from desktop.documents import fonts
from desktop.errors import IncompletePaper, MissingCharacters

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFacts:
    """The branch that issues a paper.

    Attributes:
        name: full registered name, as on its seal.
        licence: business licence or branch filing number (许可或备案号).

    """

    name: str
    brand: str
    address: str
    phone: str
    licence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Who issued which paper when, and for which case.

    Attributes:
        number: the paper's own number.
        qr: what the QR code holds, made elsewhere; empty for none.
        draft: not approved yet; marked on every page.

    """

    office: OfficeFacts
    number: str
    issued_at: datetime
    issued_by: str
    case_number: str = ""
    waybill: str = ""
    qr: str = ""
    draft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Somebody did something at a moment: prepared, reviewed, approved."""

    name: str
    at: datetime


def texts(facts: Any) -> Iterator[str]:  # noqa: ANN401 - any facts
    """Yield every string in some facts, however deep."""
    if isinstance(facts, str):
        yield facts
    elif isinstance(facts, tuple):
        for one in facts:
            yield from texts(one)
    elif is_dataclass(facts):
        for field in fields(facts):
            yield from texts(getattr(facts, field.name))


#: Required on every paper.
_ALWAYS = ("issue.number", "issue.issued_by", "issue.office.name", "issue.office.phone")


def check(facts: Any, required: tuple[str, ...], issue: Issue) -> None:  # noqa: ANN401 - any facts
    """Refuse facts that cannot be printed or issued.

    Raises:
        MissingCharacters: some characters are in no font; all of them at once.
        IncompletePaper: the paper is no draft and some required facts are empty.

    """
    characters = [char for words in texts(facts) for char in fonts.missing(words)]
    if characters:
        raise MissingCharacters(characters)
    if issue.draft:
        return
    if missing := empty(facts, (*_ALWAYS, *required)):
        raise IncompletePaper(missing)


def empty(facts: Any, names: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ANN401 - any facts
    """Return which of some facts are empty; names may have dots."""
    return tuple(name for name in names if _is_empty(attrgetter(name)(facts)))


def _is_empty(value: object) -> bool:
    return value is None or value == () or (isinstance(value, str) and not fonts.clean(value).strip())
