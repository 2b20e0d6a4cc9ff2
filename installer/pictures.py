"""Make the pictures of the README anew: run the tour and keep some of its pictures.

.venv/bin/python installer/pictures.py
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ("desk", "intake", "assessment", "approval", "papers", "payment", "oversight-people", "quote", "rules")


def main() -> int:
    """Run the tour in a throwaway folder; 0 if every picture was made."""
    with tempfile.TemporaryDirectory() as folder:
        tour = [sys.executable, "-m", "desktop", "--language", "zh_CN", "--theme", "light", "tour", "--out", folder]
        status = subprocess.run(tour, cwd=ROOT, check=False).returncode
        if status:
            return status
        for name in KEPT:
            made = next(Path(folder, "pictures").glob(f"[0-9][0-9]-{name}.png"))
            shutil.copyfile(made, ROOT / "resources" / "pictures" / f"{name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
