"""Rich text only through here: every word of a user is escaped before it meets a tag."""

from __future__ import annotations

from html import escape


def plain(text: str) -> str:
    """Return text that shows as typed inside rich text, line breaks kept."""
    return escape(text).replace("\n", "<br>")


def strong(text: str) -> str:
    """Return text in bold."""
    return f"<b>{plain(text)}</b>"


def marked(text: str, ground: str) -> str:
    """Return text in bold on a coloured ground; ``ground`` is a colour of the theme as ``#rrggbb``."""
    return f'<b style="background-color:{ground}">{plain(text)}</b>'


def link(target: str, text: str) -> str:
    """Return a link; ``target`` is our own anchor, not an address typed by somebody."""
    return f'<a href="{escape(target, quote=True)}">{plain(text)}</a>'


def fill(template: str, **parts: str) -> str:
    """Put escaped parts into a translated template that may hold tags of ours."""
    return template.format(**{name: plain(part) for name, part in parts.items()})
