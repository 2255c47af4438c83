"""What is there is documented, and what is documented is there (the examples are run from conftest.py)."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

import dateline
from dateline import Status, Timeline, cli
from dateline.cli.arguments import FORMS, parser
from dateline.events.factuality import EMBEDDINGS
from dateline.export import FORMATS
from dateline.export.csv import COLUMNS
from dateline.model.records import FIELDS

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("seeds/*.md")])


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_its_section(name: str) -> None:
    formats = page("docs/reference/formats.md")
    assert f"\n## {name}\n" in formats
    for suffix in FORMATS[name]:
        assert f"`{suffix}`" in formats
    assert name in FORMS.values()


def test_every_column_of_the_csv_file_is_documented() -> None:
    section = page("docs/reference/formats.md").partition("\n## csv\n")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    assert re.findall(r"`(\w+)`", " ".join(rows)) == list(COLUMNS)


def test_every_key_of_a_record_is_documented() -> None:
    section = page("docs/how-to/pandas-and-notebooks.md").partition("| key | value |")[2].partition("\n\n")[0]
    keys = re.findall(r"`(\w+)`", " ".join(line.split("|")[1] for line in section.splitlines() if line[:3] == "| `"))
    assert sorted(keys) == sorted(FIELDS)
    described = inspect.getdoc(Timeline.records) or ""
    assert all(f"`{key}`" in described for key in FIELDS)


def test_every_embedding_is_documented() -> None:
    section = page("docs/explanation/events.md").partition("| words | such as |")[2].partition("\n\n")[0]
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in section.splitlines()[2:]]
    assert len(rows) == len(EMBEDDINGS)
    for (words, _, form, negated, becomes), line in zip(rows, EMBEDDINGS, strict=True):
        assert words == (f"`{line.words}`" if line.words else "any other")
        assert form == line.form
        assert negated == {"positive": "not negated", "negated": "negated", "any": "either"}[line.governor]
        assert becomes == line.status.value + (", always" if line.always else "")


def test_every_status_is_documented() -> None:
    events = page("docs/explanation/events.md")
    assert all(f"\n| `{status.value}` |" in events for status in Status)


def test_every_option_is_documented() -> None:
    reference = page("docs/reference/command-line.md")
    for action in parser(whole=True)._actions:
        for option in action.option_strings:
            assert f"`{option}" in reference, option


def test_every_exit_code_is_documented() -> None:
    reference = page("docs/reference/command-line.md")
    for code in (cli.DONE, cli.BAD_INPUT, cli.BAD_USAGE, cli.INTERRUPTED):
        assert f"| {code} |" in reference


def test_every_name_of_the_front_door_is_documented_under_that_name() -> None:
    directives = re.findall(
        r"^\.\. auto(?:function|class|exception):: (\S+)$", page("docs/reference/api.md"), re.MULTILINE
    )
    written = [name.removeprefix("dateline.") for name in directives if name.count(".") == 1]
    assert sorted(written) == dateline.__all__


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8")):
        if not re.match(r"\w+:", target):
            assert (path.parent / target).exists(), target


def test_the_readme_example_is_short() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", page("README.md"), flags=re.DOTALL)
    assert 10 <= len(example.splitlines()) <= 30


def test_ci_runs_the_command_of_the_readme() -> None:
    readme, script = page("README.md"), page(".ci/run")
    commands = re.findall(r"^ {4}(python3 -m venv .*)$", readme, flags=re.MULTILINE)
    assert len(commands) == 2
    extras = re.search(r"'\.\[(.*?)\]'", commands[1])
    assert extras
    assert extras[0] in script
    assert commands[1].rpartition(".venv/bin/")[2] in script
