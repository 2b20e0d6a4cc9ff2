"""What a person typed, put so that another sentence may follow."""

from __future__ import annotations

from desktop import i18n

#: What ends a sentence, in both scripts, with what may stand behind it.
_ENDS = tuple("。.！!？?；;…”’\"'）)")


def ended(text: str) -> str:
    """Return a text with a full stop behind it, unless it is empty or ends by itself."""
    text = text.rstrip()
    if not text or text.endswith(_ENDS):
        return text
    return text.rstrip("，,、：:") + ("。" if i18n.language() == "zh_CN" else ".")
