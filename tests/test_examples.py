"""The scripts in examples/ run as they stand and print what they say they print."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = sorted((ROOT / "examples").glob("*.py"))


def test_there_are_examples() -> None:
    assert len(SCRIPTS) >= 5


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_example(script: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", str(script)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    source = script.read_text(encoding="utf-8")
    # What a script prints stands in the comment at its end, so that a reader sees it too.
    shown = source.rpartition("# Prints:\n")[2].splitlines()
    expected = [line.removeprefix("#").removeprefix(" ") for line in shown]
    assert [line.rstrip() for line in done.stdout.splitlines()] == expected
    assert not list(tmp_path.iterdir()), "an example must not leave files behind"
