"""The project as a stranger meets it: lint, types, documentation site, and the wheel in an environment of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = Path(sys.executable).parent

pytestmark = pytest.mark.project


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """Run a command and give its standard output; fail with all it said if it does not succeed."""
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment | {"PATH": f"{SCRIPTS}{os.pathsep}{os.environ.get('PATH', '')}"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        shown = " ".join(str(part) for part in command)
        pytest.fail(f"{shown} ended with {done.returncode}\n{done.stdout}\n{done.stderr}", pytrace=False)
    return done.stdout


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["ruff", "check", "--quiet", "."], id="ruff-check"),
        pytest.param(["ruff", "format", "--check", "--quiet", "."], id="ruff-format"),
        pytest.param(["mypy"], id="mypy"),
        pytest.param(["pyright"], id="pyright"),
    ],
)
def test_lint_and_types(command: list[str]) -> None:
    run(sys.executable, "-m", *command)


def test_the_documentation_site_builds_without_a_warning(tmp_path: Path) -> None:
    site = tmp_path / "site"
    run(
        sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", "-d", tmp_path / "cache", "docs", site
    )
    assert (site / "index.html").is_file()
    for schema in ("export/timeline.schema.json", "deciding/decisions.schema.json"):
        shipped = ROOT / "src/dateline" / schema
        assert (site / shipped.name).read_bytes() == shipped.read_bytes()


def test_the_wheel_works_away_from_the_checkout(tmp_path: Path) -> None:
    run(sys.executable, "-m", "build", "--outdir", tmp_path, ROOT)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        held = {name.removeprefix("dateline/") for name in archive.namelist() if name.startswith("dateline/")}
    package = ROOT / "src" / "dateline"
    expected = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert held == expected

    home = tmp_path / "venv"
    venv.create(home, with_pip=True)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    run(scripts / "python", "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    with (ROOT / "pyproject.toml").open("rb") as handle:
        version = tomllib.load(handle)["project"]["version"]
    assert run(scripts / "dateline", "--version", cwd=tmp_path).split() == ["dateline", version]
    (tmp_path / "note.txt").write_text("Ada Brook opened the mill on 3 March 2019.\n", encoding="utf-8")
    signs = {"table": "3 March 2019", "json": '"2019-03-03"', "csv": "2019-03-03", "ical": "20190303"}
    for form, sign in signs.items():
        assert sign in run(scripts / "python", "-m", "dateline", "note.txt", "--to", form, cwd=tmp_path)
