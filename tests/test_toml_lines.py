"""Places in a TOML text: every value has the line it stands on."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from desktop import paths
from desktop.toml_lines import line_of, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = '''\
a = 1 # [[rule]]
[[ rule ]] # a remark
id = "x"
"ca\\u0070s" = [
  { amount = "1", when.known = """two
]] lines""" },
  # a remark
  { amount = [2,
     'it # is'] },
]
[rule.title]
zh_CN = 'x'
[[rule]]
id.b.c = 2021-01-01 00:00:00
[[rule.caps]]
per_kg = "2"
'''


def _ways(value: Any, way: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:  # noqa: ANN401 - any TOML
    if way:
        yield way
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield from _ways(inner, (*way, str(key)))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("a", 1),
        ("rule", 2),
        ("rule.0", 2),
        ("rule.0.caps", 4),
        ("rule.0.caps.0.when.known", 5),
        ("rule.0.caps.1", 8),
        ("rule.0.caps.1.amount.1", 9),
        ("rule.0.title.zh_CN", 12),
        ("rule.1", 13),
        ("rule.1.id.b.c", 14),
        ("rule.1.caps.0.per_kg", 16),
    ],
)
def test_a_value_has_its_line_however_it_is_written(path: str, line: int) -> None:
    assert line_of(lines_of(TEXT), path) == line


def test_lines_are_counted_the_same_where_windows_ends_them() -> None:
    assert lines_of(TEXT.replace("\n", "\r\n")) == lines_of(TEXT)


def test_what_is_missing_has_the_line_of_what_should_hold_it() -> None:
    lines = lines_of(TEXT)

    assert line_of(lines, "rule.1.title.en") == 13
    assert line_of(lines, "issuer") == 0


@pytest.mark.parametrize("path", sorted(paths.resource("rules").glob("*.toml")), ids=lambda path: path.stem)
def test_every_value_of_our_own_files_stands_on_the_line_that_names_its_key(path: Any) -> None:  # noqa: ANN401
    text = path.read_text(encoding="utf-8")
    rows, lines = text.splitlines(), lines_of(text)

    for way in _ways(tomllib.loads(text)):
        key = next(part for part in reversed(way) if not part.isdigit())
        # A part of a list may stand on a line of its own below the key.
        row = lines[way] if not way[-1].isdigit() else lines[way[: way.index(key) + 1]]
        assert key in rows[row - 1]


@pytest.mark.parametrize(
    "text", ["a." * 100_000 + "a = 1", "a = " + "[" * 50_000, "a = 1\n" * 20_000, "a = '", "[", "="]
)
def test_a_hostile_text_only_loses_its_lines(text: str) -> None:
    assert len(lines_of(text)) < 100
