"""Write the two lock files anew from pyproject.toml, and check that every package has wheels where it must.

Needs uv (``pip install uv``) and the package index pip uses; run it after changing a dependency:

    python3 installer/lock.py
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNTIME = ROOT / "installer" / "requirements.lock"
DEVELOPMENT = ROOT / "installer" / "requirements-dev.lock"

PYTHONS = ("3.11", "3.12", "3.13")
# Windows, and Linux with the glibc of UOS 20 and Kylin V10.
PLATFORMS = ("x86_64-pc-windows-msvc", "x86_64-manylinux_2_28")


def main() -> int:
    """Write both files; stop at the first thing that does not fit."""
    write(RUNTIME)
    write(DEVELOPMENT, "--extra", "dev", "--constraint", str(RUNTIME))
    for python in PYTHONS:
        for platform in PLATFORMS:
            for lock in (RUNTIME, DEVELOPMENT):
                print(f"{lock.name}: wheels for {platform}, Python {python}")
                where = ("--python-platform", platform, "--python-version", python)
                uv("pip", "compile", str(lock), "--quiet", "--no-deps", "--only-binary", ":all:", *where)
    return 0


def write(lock: Path, *options: str) -> None:
    """Resolve for every platform at once and keep no address of where the packages came from."""
    everywhere = ("--universal", "--python-version", PYTHONS[0], "--generate-hashes", "--upgrade")
    plain = ("--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header", "--quiet")
    text = uv("pip", "compile", "pyproject.toml", *everywhere, *plain, *options)
    if re.search(r"://|^-(?!-hash)", text, re.MULTILINE):
        sys.exit(f"{lock.name} would hold an address or an option")
    lock.write_text(text, encoding="utf-8", newline="\n")
    count = len(re.findall(r"^\S+==", text, re.MULTILINE))
    print(f"{lock.name}: {count} packages")


def uv(*arguments: str) -> str:
    """Run uv and return what it prints."""
    return subprocess.run(("uv", *arguments), cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    sys.exit(main())
