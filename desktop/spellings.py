"""How a Chinese name is looked for with a keyboard that writes none: in pinyin, or by its initials."""

from __future__ import annotations

import re
import unicodedata


def spellings(name: str) -> tuple[str, str, str]:
    """Return a name as written, in pinyin and by its initials: ``王强``, ``wangqiang``, ``wq``.

    The dictionary takes a while to load, so that only what needs it does: not for the main thread.
    """
    from pypinyin import lazy_pinyin

    syllables = lazy_pinyin(name)
    return bare(name), bare("".join(syllables)), bare("".join(part[:1] for part in syllables))


def bare(words: str) -> str:
    """Return words as they are compared: narrow, in small letters, with nothing but letters and digits."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", words).lower())
