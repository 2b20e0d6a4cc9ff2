"""The whole job through the real windows, in every language, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pypdf
import pytest

from desktop import i18n, paths
from desktop.tour.people import CUSTOMER

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("language", list(i18n.LANGUAGES))
def test_the_tour_comes_to_its_end(tmp_path: Path, language: str) -> None:
    out = tmp_path / "演示 tour"
    environment = {**os.environ, "MINGPEI_CONFIG": str(tmp_path / "config")}
    environment.pop("DISPLAY", None)
    command = [sys.executable, "-m", "desktop", "--language", language, "tour", "--out", str(out)]

    ended = subprocess.run(
        command, cwd=paths.ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False
    )

    assert ended.returncode == 0, ended.stderr
    report = json.loads((out / "tour.json").read_text(encoding="utf-8"))
    assert report["failure"] == ""
    assert report["amounts"] == {"payable": "¥3,421.00", "in_words": "人民币叁仟肆佰贰拾壹元整"}
    assert report["verified"]["faults"] == 0
    assert all((out / name).stat().st_size > 5_000 for name in report["pictures"])
    agreement = pypdf.PdfReader(out / report["papers"]["agreement"])
    words = "".join(page.extract_text() for page in agreement.pages)
    assert CUSTOMER in words
    assert "人民币叁仟肆佰贰拾壹元整" in words
