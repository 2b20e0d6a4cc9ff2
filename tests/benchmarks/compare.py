"""Compare how fast claims are worked out: ``python -m tests.benchmarks.compare [--count N] [--without-openfisca]``.

Everybody starts from the JSON text of one claim and ends with its amount, in one process, one claim after the other;
all amounts are compared before anything is printed. OpenFisca runs in a virtual environment made for this run only.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import venv
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.calendars import load_calendar
from desktop.domain.assess import assess
from desktop.domain.assessment import write_assessment
from desktop.domain.claim import ClaimFacts
from desktop.domain.read_facts import facts_from, parse_json
from desktop.rulepacks import load_packs
from tests.benchmarks import by_hand, made_up

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.domain.packs import PackLibrary

HERE = Path(__file__).parent
#: OpenFisca counts in binary fractions of single precision.
NEAR_ENOUGH = Decimal("0.01")
RUNS = 5


def main(words: Sequence[str] | None = None) -> int:
    """Print how many claims a second each of them works out; exit status 1 where their amounts differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--without-openfisca", action="store_true")
    arguments = parser.parse_args(words)
    packs = load_packs(calendar=load_calendar())
    claims = made_up.plain(arguments.count)
    plain = [json.dumps(claim).encode() for claim in claims]
    mixed = [json.dumps(claim).encode() for claim in made_up.mixed(arguments.count, packs)]

    amounts, seconds = _measured(
        {
            "by hand": lambda: [by_hand.payable(raw) for raw in plain],
            "read and assess": lambda: [_paid(raw, packs) for raw in plain],
            "read, assess and write": lambda: [_written(raw, packs) for raw in plain],
            "mixed claims: read and assess": lambda: [_assessed(raw, packs) for raw in mixed],
            "mixed claims: read, assess and write": lambda: [_written(raw, packs) for raw in mixed],
        }
    )
    compared = {name: amounts[name] for name in ("by hand", "read and assess")}
    if not arguments.without_openfisca:
        for name, (theirs, taken) in _openfisca(claims).items():
            compared[name], seconds[name] = theirs, taken
    for name, taken in seconds.items():
        each, times = taken / arguments.count, taken / seconds["by hand"]
        sys.stdout.write(f"{name:<40}{1 / each:>9.0f} a second{each * 1e6:>9.1f} µs each{times:>8.1f} x by hand\n")
    return 1 if _differ(compared) else 0


def _read(raw: bytes) -> ClaimFacts:
    facts = facts_from(parse_json(raw))
    assert isinstance(facts, ClaimFacts), facts
    return facts


def _assessed(raw: bytes, packs: PackLibrary) -> Decimal | None:
    return assess(_read(raw), packs).payable


def _paid(raw: bytes, packs: PackLibrary) -> Decimal:
    payable = _assessed(raw, packs)
    assert payable is not None, raw
    return payable


def _written(raw: bytes, packs: PackLibrary) -> bytes:
    return write_assessment(assess(_read(raw), packs))


def _measured(works: dict[str, Callable[[], list[Any]]]) -> tuple[dict[str, list[Any]], dict[str, float]]:
    """Return the results of each and the seconds of its best run.

    They take turns, so that what else the machine does meanwhile slows all of them down and not the last one only.
    """
    results: dict[str, list[Any]] = {}
    seconds = dict.fromkeys(works, float("inf"))
    for _run in range(RUNS):
        for name, work in works.items():
            start = time.perf_counter()
            results[name] = work()
            seconds[name] = min(seconds[name], time.perf_counter() - start)
    return results, seconds


def _openfisca(claims: list[dict[str, Any]]) -> dict[str, tuple[list[Decimal], float]]:
    """Let OpenFisca work out the same claims in an environment that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder, "Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
        subprocess.run([python, "-m", "pip", "install", "-qq", "-r", str(HERE / "requirements.txt")], check=True)
        command = [python, str(HERE / "openfisca_side.py")]
        ended = subprocess.run(command, check=True, input=json.dumps(claims).encode(), stdout=subprocess.PIPE)
    return {
        f"OpenFisca, {name}": ([Decimal(amount) for amount in measured["amounts"]], measured["seconds"])
        for name, measured in json.loads(ended.stdout).items()
    }


def _differ(amounts: dict[str, list[Decimal]]) -> bool:
    """Say where somebody comes to another amount than the function written by hand."""
    found = False
    for name, theirs in amounts.items():
        pairs = enumerate(zip(amounts["by hand"], theirs, strict=True))
        numbers = [number for number, (right, other) in pairs if abs(right - other) >= NEAR_ENOUGH]
        if numbers:
            sys.stdout.write(f"{name} differs in {len(numbers)} claims, the first is number {numbers[0]}\n")
            found = True
    return found


if __name__ == "__main__":
    sys.exit(main())
