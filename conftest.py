"""What all tests share: every example in the README, the documentation and the docstrings is run as a test."""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import tempfile
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import settings
from sybil import Example, Sybil
from sybil.parsers.myst import CodeBlockParser, PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).resolve().parent

# The same examples on every run: a test that fails on one machine fails on all.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")


def run_console(example: Example) -> str | None:
    """Run each `$ dateline …` line of a console block and compare what follows it with what was printed."""
    from dateline import cli

    said: list[str] = []
    for line in str(example.parsed).splitlines():
        if line.startswith("$ "):
            command = shlex.split(line[2:])
            if command[0] != "dateline":
                return f"a console block may only run dateline, not {command[0]!r}"
            output = io.StringIO()
            with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
                cli.main(command[1:])
            said += [line, *output.getvalue().splitlines()]
    got = "\n".join(line.rstrip() for line in said)
    expected = "\n".join(line.rstrip() for line in str(example.parsed).splitlines())
    return None if got == expected else f"expected:\n{expected}\n\ngot:\n{got}"


def save_file(example: Example) -> None:
    """Save a TOML block under the name in its first line, as the reader is told to."""
    text = str(example.parsed)
    name = text.partition("\n")[0].removeprefix("# ")
    Path(name).write_text(text, encoding="utf-8")


def go_to_a_desk(namespace: dict[str, object]) -> None:
    """Work in an empty folder, where the examples find the seeds and leave their files."""
    namespace["_desk"] = desk = contextlib.ExitStack()
    before = Path.cwd()
    desk.callback(os.chdir, before)
    folder = Path(desk.enter_context(tempfile.TemporaryDirectory()))
    (folder / "seeds").symlink_to(ROOT / "seeds")
    os.chdir(folder)


def leave_the_desk(namespace: dict[str, object]) -> None:
    desk = namespace["_desk"]
    assert isinstance(desk, contextlib.ExitStack)
    desk.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly which engines of `-m cluster` were not tested, and why."""
    told = [report.longrepr[2] for report in terminalreporter.stats.get("skipped", [])]
    missing = sorted({reason.removeprefix("Skipped: cluster: ") for reason in told if "cluster: " in reason})
    if missing:
        terminalreporter.section("NOT TESTED: engines that are not here", red=True, bold=True)
        for reason in missing:
            terminalreporter.write_line(reason)


pages = Sybil(
    parsers=[
        PythonCodeBlockParser(doctest_optionflags=ELLIPSIS | NORMALIZE_WHITESPACE),
        CodeBlockParser(language="console", evaluator=run_console),
        CodeBlockParser(language="toml", evaluator=save_file),
    ],
    patterns=["README.md", "CONTRIBUTING.md", "docs/*.md", "docs/**/*.md"],
    setup=go_to_a_desk,
    teardown=leave_the_desk,
)
docstrings = Sybil(
    parsers=[DocTestParser(optionflags=ELLIPSIS | NORMALIZE_WHITESPACE)],
    patterns=["src/dateline/*.py", "src/dateline/**/*.py"],
    setup=go_to_a_desk,
    teardown=leave_the_desk,
)

pytest_collect_file = (pages + docstrings).pytest()
