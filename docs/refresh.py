"""Run the examples of the pages, of notebooks and of examples/ again, and write what they print now into them.

    python docs/refresh.py [FILE ...]

FILE is a page (Markdown), a notebook or a script of examples/; without any, all of them are done.  Only outputs are
written, never what is run; an output that still fits, "..." for anything included, stays as it is.  Read the difference
before you commit it: the tests hold the pages to what is written, not to what is right.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from dateline import cli

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```(python|console|toml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
PRINTS = "# Prints:\n"
TAB = "\ue000"
KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def page(text: str) -> str:
    """A page with the outputs of its blocks as they are now; its blocks share their names and an empty folder."""
    names: dict[str, Any] = {"__name__": "__main__"}

    def again(found: re.Match[str]) -> str:
        kind, block = found.groups()
        if kind == "console":
            block = console(block)
        elif kind == "toml":
            Path(block.partition("\n")[0].removeprefix("# ")).write_text(block, encoding="utf-8")
        elif ">>> " in block:
            block = session(block, names)
        else:
            exec(compile(block, "a block", "exec"), names)
        return f"```{kind}\n{block}```"

    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "seeds").symlink_to(ROOT / "seeds")
        os.chdir(folder)
        try:
            return BLOCK.sub(again, text)
        finally:
            os.chdir(before)


def console(block: str) -> str:
    """The `$ dateline …` lines of a block, each with what the command prints."""
    lines: list[str] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            output = io.StringIO()
            with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
                cli.main(shlex.split(line)[2:])
            lines += [line, *(said.rstrip() for said in output.getvalue().splitlines())]
    return "".join(f"{line}\n" for line in lines)


def session(block: str, names: dict[str, Any]) -> str:
    """The `>>>` lines of a block, each with what Python prints."""
    lines = block.splitlines()
    outputs: list[tuple[int, int, list[str]]] = []
    # doctest writes spaces for tabs, which a table in a string needs.
    for example in doctest.DocTestParser().get_examples(block.replace("\t", TAB)):
        example.source, example.want = (part.replace(TAB, "\t") for part in (example.source, example.want))
        said = printed(example, names)
        if not doctest.OutputChecker().check_output(example.want, said, FLAGS):
            start = example.lineno + example.source.count("\n")
            size = example.want.count("\n")
            outputs.append((start, start + size, cut(said.splitlines(), example.want.splitlines())))
    for start, end, said_lines in reversed(outputs):
        lines[start:end] = [line or "<BLANKLINE>" for line in said_lines]
    return "".join(f"{line}\n" for line in lines)


def cut(said: list[str], shown: list[str]) -> list[str]:
    """What was said, cut where a page has cut it with "..." at its end."""
    return [*said[: len(shown) - 1], "..."] if shown[-1:] == ["..."] and len(said) > len(shown) else said


def printed(example: doctest.Example, names: dict[str, Any]) -> str:
    """What a line at the prompt prints; of an error that it is there to show, the last line."""
    output = io.StringIO()
    try:
        with contextlib.redirect_stdout(output):
            exec(compile(example.source, "a line", "single"), names)
    except Exception as error:
        if example.exc_msg is None:
            raise
        kind = type(error)
        name = kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"
        return f"Traceback (most recent call last):\n...\n{name}: {error}\n"
    return output.getvalue()


def script(path: Path) -> str:
    """A script with what it prints as the comment at its end."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
        ran = subprocess.run([sys.executable, path], cwd=folder, env=environment, capture_output=True, check=True)
    lines = ran.stdout.decode("utf-8").splitlines()
    shown = "".join(f"# {line.rstrip()}".rstrip() + "\n" for line in lines)
    source = path.read_text(encoding="utf-8")
    return source.partition(PRINTS)[0] + PRINTS + shown


def notebook(text: str) -> str:
    """A notebook with the outputs of its cells as a kernel of its own gives them now."""
    import nbformat
    from nbclient import NotebookClient

    book = nbformat.reads(text, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        client = NotebookClient(
            book, kernel_name="python3", record_timing=False, resources={"metadata": {"path": folder}}
        )
        client.execute()
    for output in (output for cell in book.cells for output in cell.get("outputs", ())):
        # A whole page changes whenever its style does; who runs the notebook sees it.
        if output.get("data", {}).get("text/html", "").startswith("<iframe"):
            del output.data["text/html"]
    # The kernel writes down its version, which is nobody's business here.
    book.metadata = nbformat.from_dict(KERNEL)
    return str(nbformat.writes(book)) + "\n"


def main(arguments: list[str]) -> int:
    """Refresh the files named, or all; say which have changed."""
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/**/*.md"))]
    others = [*sorted(ROOT.glob("docs/**/*.ipynb")), *sorted(ROOT.glob("examples/*.py"))]
    for path in [Path(name).resolve() for name in arguments] or [*pages, *others]:
        before = path.read_text(encoding="utf-8")
        after = script(path) if path.suffix == ".py" else (notebook if path.suffix == ".ipynb" else page)(before)
        if after != before:
            path.write_text(after, encoding="utf-8")
            print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
