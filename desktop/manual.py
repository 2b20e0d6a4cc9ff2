"""The staff manual: ``resources/help/LANGUAGE.md``, in sections that begin with ``## Title {#key}``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from desktop import paths
from desktop.resource_files import BadResourceFileError

_HEADING = re.compile(r"^## (?P<title>.+?) \{#(?P<key>[a-z-]+)\}$", re.MULTILINE)


class Section(NamedTuple):
    """One section; ``text`` is Markdown without its heading."""

    key: str
    title: str
    text: str


@lru_cache(maxsize=4)
def load_manual(language: str) -> tuple[Section, ...]:
    """Read the manual in a language.

    Raises:
        BadResourceFileError: it is missing, not UTF-8, or without a section.

    """
    path = paths.resource(f"help/{language}.md")
    try:
        text = path.read_text("utf-8")
    except (OSError, ValueError) as error:
        raise BadResourceFileError(path.name, str(error)) from error
    heads = list(_HEADING.finditer(text))
    if not heads:
        raise BadResourceFileError(path.name, "no section: ## Title {#key}")
    ends = [*(head.start() for head in heads[1:]), len(text)]
    return tuple(
        Section(head["key"], head["title"], text[head.end() : end].strip())
        for head, end in zip(heads, ends, strict=True)
    )
