"""Set the program up with the developers' tools, run every check, and sum up.

python3 installer/test.py               all checks
python3 installer/test.py -- ARGS       the same, with arguments for pytest, for example: -- -k money
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from installer import launch, setup_steps

if TYPE_CHECKING:
    from collections.abc import Sequence

#: In this order, the quick ones first; each is what our Python is called with.
CHECKS = {
    "ruff check": ["-m", "ruff", "check"],
    "ruff format": ["-m", "ruff", "format", "--check"],
    "mypy": ["-m", "mypy"],
    "lint-imports": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
    "translations": ["installer/translate.py", "check"],
    "pytest": ["-m", "pytest", "-n", "auto", "--maxprocesses", "4", "--dist", "worksteal"],
}

#: Seconds after which a check is taken to hang; the slowest takes a few minutes.
LONGEST_CHECK = 1500


def run(words: Sequence[str]) -> int:
    """Run every check, also after one has failed; return 0 when all are good."""
    extra = list(words[1:] if words[:1] == ["--"] else words)
    setup_steps.set_up(setup_steps.DEVELOPMENT)
    environment = launch.program_environment(display=False)
    lines, failed = [], 0
    for name, command in CHECKS.items():
        print(f"== {name}", flush=True)
        began = time.monotonic()
        arguments = [*command, *extra] if name == "pytest" else command
        verdict = _verdict([str(setup_steps.PYTHON), *arguments], environment)
        failed += verdict != "good"
        lines.append(f"{verdict:<8}{name:<14}{time.monotonic() - began:6.1f} s")
    print("== summary", *lines, sep="\n", flush=True)
    return 1 if failed else 0


def _verdict(command: list[str], environment: dict[str, str]) -> str:
    """Run one check; one that hangs is ended and named rather than waited for."""
    try:
        ended = subprocess.run(command, check=False, cwd=setup_steps.ROOT, env=environment, timeout=LONGEST_CHECK)
    except subprocess.TimeoutExpired:
        return "HUNG"
    return "FAILED" if ended.returncode else "good"


if __name__ == "__main__":
    sys.exit(setup_steps.guarded(run, sys.argv[1:]))
