"""Load the forms of waybill numbers and the names of the carriers from ``resources/waybills.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from desktop import paths
from desktop.domain.waybill import CHECKS, Force, Form, Forms
from desktop.resource_files import BadResourceFileError, read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class _FormLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    carrier: str
    form: str
    force: Force
    source: str
    seen_on: date
    check: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    countries: str
    reserved: str
    carriers: dict[str, dict[str, str]]
    forms: tuple[_FormLine, ...]


@dataclass(frozen=True, slots=True)
class Waybills:
    """What we know about waybill numbers.

    Attributes:
        forms: for ``desktop.domain.waybill``.
        carriers: names by carrier code and language, in the order a list shows them.

    """

    forms: Forms
    carriers: Mapping[str, Mapping[str, str]]

    def carrier_name(self, code: str, language: str) -> str:
        """Return a carrier's name; a code we have no name for stands for itself."""
        names = self.carriers.get(code, {})
        return names.get(language) or names.get("en") or code


def load_waybills(path: Path | None = None) -> Waybills:
    """Load the data file.

    Raises:
        BadResourceFileError: the file is damaged or names something we do not have.

    """
    path = path or paths.resource("waybills.toml")
    content = read_toml(path, _File)
    forms = tuple(_form(path.name, number, line, content) for number, line in enumerate(content.forms, 1))
    return Waybills(Forms(forms, frozenset(content.countries.split()), frozenset(content.reserved)), content.carriers)


def _form(file_name: str, number: int, line: _FormLine, content: _File) -> Form:
    place = f"forms, entry {number}"
    if line.carrier not in content.carriers:
        raise BadResourceFileError(file_name, f"{place}: unknown carrier {line.carrier!r}")
    if line.check and line.check not in CHECKS:
        raise BadResourceFileError(file_name, f"{place}: unknown check digit {line.check!r}")
    try:
        pattern = re.compile(line.form, re.ASCII)
    except re.error as error:
        raise BadResourceFileError(file_name, f"{place}: {error}") from error
    return Form(line.carrier, pattern, line.force, line.check, line.source, line.seen_on)
