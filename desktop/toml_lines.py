"""Says on which line of a TOML text a value stands; the reader of the standard library keeps no places."""

from __future__ import annotations

import re
from contextlib import suppress

__all__ = ["line_of", "lines_of"]

Path = tuple[str, ...]

#: No key of ours lies deeper; what does is placed at its eighth part.
_DEEPEST = 8
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BARE_VALUE = re.compile(r"[^,\]}#\n]*")
_STRINGS = (
    re.compile(r'"""(?:\\.|[^\\])*?"""(?:""|")?', re.DOTALL),
    re.compile(r"'''.*?'''(?:''|')?", re.DOTALL),
    re.compile(r'"(?:\\.|[^"\\\n])*"'),
    re.compile(r"'[^'\n]*'"),
)
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")


def lines_of(text: str) -> dict[Path, int]:
    """Return the line, from 1, of every table, key and element of a text that ``tomllib`` has accepted.

    A place is the way to it, with numbers from 0 for the elements of arrays: ``("rule", "2", "caps", "0")``.
    """
    scanner = _Scanner(text.replace("\r\n", "\n"))
    # What was found before the scanner lost its way is right; the rest has no line.
    with suppress(_LostError, RecursionError):
        scanner.scan()
    return scanner.lines


def line_of(lines: dict[Path, int], path: str) -> int:
    """Return the line of a dotted path, or of the nearest thing round it; 0 where there is none."""
    way = tuple(path.split("."))[:_DEEPEST]
    while way:
        if way in lines:
            return lines[way]
        way = way[:-1]
    return 0


class _LostError(Exception):
    """The text is not what ``tomllib`` would have accepted."""


class _Scanner:
    """Walks through the text once; values are skipped, only their places are kept."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: dict[Path, int] = {}
        self._at = 0
        self._counted_to, self._line = 0, 1
        #: How many elements each array of tables has so far.
        self._elements: dict[Path, int] = {}

    def scan(self) -> None:
        base: Path = ()
        while True:
            self._skip(_BLANK)
            if self._at >= len(self.text):
                return
            base = self._header() if self.text[self._at] == "[" else self._pair(base)

    def _header(self) -> Path:
        """Read ``[table]`` or ``[[table]]`` and return the way to what follows."""
        line = self._here()
        several = self.text.startswith("[[", self._at)
        self._at += 2 if several else 1
        *outer, last = self._key()
        self._skip(_BLANK)
        self._at += 2 if several else 1
        way: Path = ()
        for part in outer:
            self._note((*way, part), line)
            way = self._element((*way, part))
        way = (*way, last)
        if several:
            self._elements[way] = self._elements.get(way, 0) + 1
            self._note(way, line)
        way = self._element(way)
        self._note(way, line)
        return way

    def _element(self, way: Path) -> Path:
        """Return the way to the element of an array of tables that is being written."""
        return (*way, str(self._elements[way] - 1)) if way in self._elements else way

    def _pair(self, base: Path) -> Path:
        """Read ``key = value`` below a table."""
        line = self._here()
        key = self._key()
        self._note((*base, *key)[:_DEEPEST], line)
        for length in range(1, min(len(key), _DEEPEST)):
            self._note((*base, *key[:length]), line)
        self._skip(_BLANK)
        self._expect("=")
        self._value((*base, *key)[:_DEEPEST])
        return base

    def _value(self, way: Path) -> None:
        self._skip(_BLANK)
        start = self.text[self._at : self._at + 1]
        if start and start in "\"'":
            self._string()
        elif start == "[":
            self._array(way)
        elif start == "{":
            self._inline_table(way)
        else:
            self._skip(_BARE_VALUE)

    def _array(self, way: Path) -> None:
        self._expect("[")
        number = 0
        while not self._ends("]"):
            element = (*way, str(number))
            self._note(element, self._here())
            self._value(element)
            self._comma()
            number += 1

    def _inline_table(self, way: Path) -> None:
        self._expect("{")
        while not self._ends("}"):
            self._pair(way)
            self._comma()

    def _ends(self, closing: str) -> bool:
        self._skip(_BLANK)
        if self.text.startswith(closing, self._at):
            self._at += 1
            return True
        if self._at >= len(self.text):
            raise _LostError
        return False

    def _comma(self) -> None:
        self._skip(_BLANK)
        if self.text.startswith(",", self._at):
            self._at += 1

    def _key(self) -> Path:
        """Read a key and its dots."""
        parts: list[str] = []
        while True:
            self._skip(_BLANK)
            if self.text[self._at : self._at + 1] in {'"', "'"}:
                parts.append(self._string())
            else:
                parts.append(self._skip(_BARE_KEY))
            self._skip(_BLANK)
            if not self.text.startswith(".", self._at):
                return tuple(parts)
            self._at += 1

    def _string(self) -> str:
        for form in _STRINGS:
            found = form.match(self.text, self._at)
            if found:
                self._at = found.end()
                return _unescaped(found[0])
        raise _LostError

    def _skip(self, what: re.Pattern[str]) -> str:
        found = what.match(self.text, self._at)
        if found is None:
            raise _LostError
        self._at = found.end()
        return found[0]

    def _expect(self, sign: str) -> None:
        if not self.text.startswith(sign, self._at):
            raise _LostError
        self._at += len(sign)

    def _here(self) -> int:
        """Return the line of the place the scanner is at."""
        self._line += self.text.count("\n", self._counted_to, self._at)
        self._counted_to = self._at
        return self._line

    def _note(self, way: Path, line: int) -> None:
        if len(way) <= _DEEPEST:
            self.lines.setdefault(way, line)


def _unescaped(quoted: str) -> str:
    """Return the words of a quoted key; literal ones are what they read."""
    if quoted.startswith("'"):
        return quoted.strip("'")
    return _ESCAPED.sub(_character, quoted.strip('"'))


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else found[3]
