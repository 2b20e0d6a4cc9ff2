"""Whatever is thrown at the commands that take rules and facts: every problem in words, exit status 2, no traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from desktop import paths

if TYPE_CHECKING:
    from pathlib import Path

PACK = paths.resource("rules", "generic.toml")
#: Ten thousand digits, written as no number should be.
DIGITS = "9" * 10_000

#: A line of facts, and the problems it has to end in.
FACTS: list[tuple[str, list[str]]] = [
    (
        f'{{"event": "loss", "colour": 1, "freight": 1.5, "premium": NaN, "loss_ratio": NaN, "pieces": {DIGITS},'
        f' "accepted_on": "0000-01-01", "sender_fault_share": 1.0000001, "weight_kg": -1, "actual_value": "{DIGITS}"}}',
        [
            "colour unknown-key",
            "freight money-not-text",
            "premium money-not-text",
            "loss_ratio not-a-number",
            "pieces not-a-whole-number",
            "accepted_on not-a-date",
            "actual_value not-a-number",
            "weight_kg negative",
            "sender_fault_share ratio-above-1",
        ],
    ),
    ('{"event": "loss", "freight": "1", "freight": "2"}', ["freight key-twice"]),
    ('{"event": "loss", "weight_kg": %s}' % ("[" * 5_000 + "]" * 5_000), [" not-json"]),
    (f'{{"event": "loss", "weight_kg": 1e{DIGITS}}}', ["weight_kg not-a-number"]),
    ('{"event": "loss", "\\ud800": "\\ud800", "terms": "\\u0000"}', ["\\ud800 unknown-key", "terms not-a-name"]),
    ("7", [" not-an-object"]),
    ("null", [" not-an-object"]),
]


def _run(*words: str, given: bytes = b"") -> tuple[str, str]:
    ended = subprocess.run(
        [sys.executable, "-m", "desktop", "--language", "en", *words],
        check=False,
        cwd=paths.ROOT,
        env=os.environ,
        input=given,
        capture_output=True,
        timeout=60,
    )
    assert ended.returncode == 2, ended
    assert b"Traceback" not in ended.stderr
    return ended.stdout.decode(), ended.stderr.decode()


def test_bad_facts_are_told_one_by_one_and_all_at_once() -> None:
    out, err = _run("calc", "-", "--json", given=f"[{','.join(text for text, _codes in FACTS)}]".encode())

    found = [[f"{p['field']} {p['code']}" for p in result["problems"]] for result in json.loads(out)]
    assert found == [codes for _text, codes in FACTS]
    assert err == ""


@pytest.mark.parametrize(
    "given",
    [
        '[{"event": "loss"}]'.encode("utf-16"),
        '{"event": "loss", "direct_costs": [{"what": "检测费", "amount": "1"}]}'.encode("gbk"),
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"\x00" * 1_000,
    ],
    ids=["utf-16", "gbk", "brackets", "braces", "zeros"],
)
def test_what_is_no_json_is_one_sentence(given: bytes) -> None:
    out, err = _run("calc", "-", given=given)

    assert out == ""
    assert err.count("\n") == 1
    assert len(err) < 200


@pytest.mark.parametrize(
    ("words", "sentences"),
    [
        (["--declared", DIGITS, "--on", "0000-01-01"], 2),
        (["--declared", "NaN"], 1),
        (["--declared=-0.01", "--terms", "nobody"], 2),
        (["--declared", "1", "--on", "0001-01-01"], 1),
    ],
)
def test_no_premium_is_quoted_for_nonsense(words: list[str], sentences: int) -> None:
    out, err = _run("premium", "--terms", "sf", *words)

    assert out == ""
    assert err.count("\n") == sentences


def _spoilt(old: str, new: str) -> bytes:
    text = PACK.read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new, 1).encode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (_spoilt('freight_multiple = "5"', 'freight_multiple = "5", colour = 1'), "colour"),
        (_spoilt('freight_multiple = "5"', "freight_multiple = 5.0"), "freight_multiple"),
        (_spoilt('freight_multiple = "5"', "freight_multiple = nan"), "freight_multiple"),
        (_spoilt('freight_multiple = "5"', 'freight_multiple = "NaN"'), "freight_multiple"),
        (_spoilt('freight_multiple = "5"', f'freight_multiple = "{DIGITS}"'), "freight_multiple"),
        (_spoilt('freight_multiple = "5"', f"freight_multiple = {DIGITS}"), "pack.toml"),
        (_spoilt("in_force_from = ", "in_force_from = 0000-01-01 # "), "line "),
        (PACK.read_bytes() + b"#" * 50_000_000, "larger than"),
        (PACK.read_bytes().decode().encode("utf-16"), "UTF-8"),
        (PACK.read_bytes().decode().encode("gbk"), "UTF-8"),
        (b"x = " + b"[" * 100_000, "TOML"),
        (b"x = " + b"{a=" * 50_000, "TOML"),
        (b"[" + b"a." * 100_000 + b"a]", "dots"),
        (b"a" + b".a" * 100_000 + b" = 1", "dots"),
        (b"", "id"),
    ],
    ids=lambda given: given[:12] if isinstance(given, str) else "",
)
def test_a_bad_rule_file_is_told_in_few_words(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "pack.toml"
    path.write_bytes(content)

    out, err = _run("rules", "check", str(path))
    assert out == ""
    assert err.startswith("pack.toml")
    assert said in err
    assert len(err) < 1_000
