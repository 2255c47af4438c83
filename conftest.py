"""What all tests share: every example in the README, the documentation and the docstrings is run as a test."""

from __future__ import annotations

import contextlib
import io
import os
import shlex
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import settings
from sybil import Example, Sybil
from sybil.parsers.myst import CodeBlockParser, PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent

# The same examples on every run: a test that fails on one machine fails on all.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")


@contextlib.contextmanager
def standing_in(folder: Path) -> Iterator[None]:
    """Work in `folder`; the examples name files of the checkout by relative paths."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


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
            with standing_in(ROOT), contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
                cli.main(command[1:])
            said += [line, *output.getvalue().splitlines()]
    got = "\n".join(line.rstrip() for line in said)
    expected = "\n".join(line.rstrip() for line in str(example.parsed).splitlines())
    return None if got == expected else f"expected:\n{expected}\n\ngot:\n{got}"


def start_at_the_root(namespace: dict[str, object]) -> None:
    namespace["_stack"] = stack = contextlib.ExitStack()
    stack.enter_context(standing_in(ROOT))


def go_back(namespace: dict[str, object]) -> None:
    stack = namespace["_stack"]
    assert isinstance(stack, contextlib.ExitStack)
    stack.close()


pages = Sybil(
    parsers=[
        PythonCodeBlockParser(doctest_optionflags=ELLIPSIS | NORMALIZE_WHITESPACE),
        CodeBlockParser(language="console", evaluator=run_console),
    ],
    patterns=["README.md", "CONTRIBUTING.md", "docs/*.md", "docs/**/*.md"],
    setup=start_at_the_root,
    teardown=go_back,
)
docstrings = Sybil(
    parsers=[DocTestParser(optionflags=ELLIPSIS | NORMALIZE_WHITESPACE)],
    patterns=["src/dateline/*.py", "src/dateline/**/*.py"],
    setup=start_at_the_root,
    teardown=go_back,
)

pytest_collect_file = (pages + docstrings).pytest()
