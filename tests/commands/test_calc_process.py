"""``calc`` as a process of its own: results come while facts are still being written, and a reader may go away."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from desktop import paths

FACTS = (
    b'{"terms": "generic", "event": "loss", "insured": true, "declared_value": "40", "actual_value": "50",'
    b' "value_proof": "invoice", "freight": "8", "accepted_on": "2026-03-02", "claimed_on": "2026-03-20"}'
)


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "desktop", "calc", "-", "--json"],
        cwd=paths.ROOT,
        env=os.environ | {"PYTHONUNBUFFERED": ""},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_each_result_is_there_before_the_next_facts_are_written() -> None:
    with _started() as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(b"[" + FACTS + b",")
        process.stdin.flush()
        first = process.stdout.readline() + process.stdout.readline()
        rest, err = process.communicate(FACTS + b"]")

    assert b'"payable":"48.00"' in first
    assert (len(json.loads(first + rest)), err, process.returncode) == (2, b"", 0)


def test_a_reader_that_goes_away_is_no_news() -> None:
    with _started() as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(b"[" + FACTS + b",")
        process.stdin.flush()
        process.stdout.close()
        process.stdin.write(FACTS + b",")
        process.stdin.flush()
        assert process.stderr
        err = process.stderr.read()

    assert (process.returncode, err) == (141, b"")
