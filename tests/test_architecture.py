"""The house rules: imports run one way, the front door stays light, every public name is listed and explained."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import pkgutil
import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import dateline

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(dateline.__file__).parent

# A room may use those of lower floors, and none on its own but its own parts.
FLOORS = {
    "errors": 0,
    "limits": 1,
    "interval": 1,
    "matching": 1,
    "model": 2,
    "documents": 3,
    "locale": 3,
    "text": 4,
    "times": 5,
    "syntax": 5,
    "tellings": 5,
    "export": 6,
    "many": 6,
    "who": 6,
    "annotations": 7,
    "deciding": 7,
    "events": 7,
    "pipeline": 8,
    "__init__": 9,
    "arrow": 9,
    "cli": 10,
    "__main__": 11,
}

# The late imports against the stream, each for a method that users look for at a timeline: resolution (`redated`) is
# the work of `times`; which words tell of one happening (`merge`, `conflicts`, `retellings`) that of `tellings`; what a
# reader decides (`correct`, `undo`) that of `deciding`; data frames (`to_pandas`), what notebooks show (`show`,
# `_repr_html_`) and what pydantic asks for are that of `export`.
UPSTREAM = {
    ("dateline.model.timeline", "dateline.times.redating"),
    ("dateline.model.timeline", "dateline.times.timexes"),
    ("dateline.model.timeline", "dateline.tellings"),
    ("dateline.model.merging", "dateline.tellings.joining"),
    ("dateline.model.timeline", "dateline.deciding"),
    ("dateline.model.timeline", "dateline.deciding.files"),
    ("dateline.model.timeline", "dateline.export.frames"),
    ("dateline.model.timeline", "dateline.export.arrow"),
    ("dateline.model.timeline", "dateline.export.models"),
    ("dateline.model.timeline", "dateline.export.notebook"),
    ("dateline.model.events", "dateline.export.models"),
    ("dateline.model.events", "dateline.export.notebook"),
}


def module_names() -> list[str]:
    walked = pkgutil.walk_packages([str(PACKAGE)], "dateline.")
    return sorted(module.name for module in walked if module.name != "dateline.__main__")


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """The dateline modules that a file imports, also late or by name, and whether it does so only for type checkers.

    A name that is put together when the program runs ends where its first value comes: "dateline.export.".
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    checked = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom):
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if is_module(name) else node.module or "" for name in inner]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            names = [beginning(node.args[0])] if node.args else []
        for name in dict.fromkeys(names):
            if name == "dateline" or name.startswith("dateline."):
                yield name, id(node) in checked


def is_module(name: str) -> bool:
    path = PACKAGE.parent / name.replace(".", "/")
    return path.is_dir() or path.with_suffix(".py").is_file()


def beginning(name: ast.expr) -> str:
    """The text that an argument begins with: all of a string, what a formatted one has before its first value."""
    if isinstance(name, ast.JoinedStr):
        name = name.values[0]
    return name.value if isinstance(name, ast.Constant) and isinstance(name.value, str) else ""


def module_of(path: Path) -> str:
    parts = ("dateline", *path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 2 else parts)


def room_of(module: str) -> str:
    return module.split(".")[1] if "." in module else "__init__"


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_run_one_way(path: Path) -> None:
    here = room_of(module_of(path))
    assert here in FLOORS, f"{here} has no floor: put it into FLOORS"
    for module, for_types_only in imports(path):
        there = room_of(module)
        if there == here or for_types_only or (module_of(path), module) in UPSTREAM:
            continue
        assert FLOORS[there] < FLOORS[here], f"{path.name} imports {module}"


def test_no_module_imports_itself_by_way_of_others() -> None:
    found = {module_of(path): {name for name, typed in imports(path) if not typed} for path in PACKAGE.rglob("*.py")}
    graph: dict[str, set[str]] = {module: set() for module in found}
    for module, names in found.items():
        for name in names:
            if (module, name) in UPSTREAM:
                continue
            graph[module] |= {known for known in found if name.endswith(".") and known.startswith(name)} | {name}
    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize(
    ("code", "modules"),
    [
        ("from dateline import model, parse", ["dateline.model", "dateline"]),
        ("def late():\n    import dateline.times.find", ["dateline.times.find"]),
        ("import importlib\nfind = importlib.import_module('dateline.pipeline').find", ["dateline.pipeline"]),
        ("from importlib import import_module\nimport_module(f'dateline.export.{name}')", ["dateline.export."]),
        ("import_module('spacy'), import_module(name), __import__('dateline')", ["dateline"]),
    ],
)
def test_late_imports_and_imports_by_name_are_seen(code: str, modules: list[str], tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text(code, encoding="utf-8")
    assert [name for name, _ in imports(tmp_path / "module.py")] == modules


def test_relative_imports_are_not_used() -> None:
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.ImportFrom) and node.level), path


# Who is meant is still read off the words of mentions and their surroundings in these: a later change gives them trees.
READS_CHARACTERS = {
    "who/actors.py": "finds names and descriptions by their spelling",
    "who/aliases.py": "compares the spellings of names",
    "who/coreference.py": "looks at the words around mentions",
    "who/entities.py": "looks at the words between mentions",
    "who/names.py": "finds names by their spelling",
    "who/pronouns.py": "looks at the words around pronouns",
    "who/runs.py": "finds runs of words with capital letters",
}
SEARCHES = frozenset("find rfind index rindex search match fullmatch finditer findall partition rpartition".split())


def searches(path: Path) -> Iterator[str]:
    """What a file does that reads characters of a text: regular expressions and searches in strings."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            if {"re", "regex"} & set(names):
                yield f"line {node.lineno} imports {names[0]}"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of = ast.unparse(node.func.value)
            edges = node.func.attr in ("startswith", "endswith") and ("text" in of or ".slice(" in of)
            if node.func.attr in SEARCHES or edges:
                yield f"line {node.lineno} searches: {ast.unparse(node.func)}"
        elif (
            isinstance(node, ast.Compare)
            and isinstance(node.ops[0], ast.In | ast.NotIn)
            and re.fullmatch(r"(.+[._])?text", ast.unparse(node.comparators[0]))
        ):
            yield f"line {node.lineno} searches: {ast.unparse(node)}"


def test_who_and_events_see_no_characters() -> None:
    seen = {
        path.relative_to(PACKAGE).as_posix(): list(searches(path))
        for room in ("who", "events")
        for path in (PACKAGE / room).rglob("*.py")
    }
    assert {name: found for name, found in seen.items() if found and name not in READS_CHARACTERS} == {}
    assert [name for name in READS_CHARACTERS if not seen[name]] == [], "no exceptions any more"


@pytest.mark.parametrize(
    "code",
    [
        "import re",
        "from re import compile",
        "at = text.find('he')",
        "at = document.text.index('he')",
        "if 'he' in self.text:\n    pass",
        "if 'he' not in document.text:\n    pass",
        "if span.slice(text).startswith('he'):\n    pass",
    ],
)
def test_searches_in_the_text_are_seen(code: str, tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text(code, encoding="utf-8")
    assert list(searches(tmp_path / "module.py"))


# What these import late, an extra of pyproject.toml brings.  The types of frames are named for type checkers alone.
EXTRAS = {
    "arrow.py": {"pyarrow"},
    "documents/decoding.py": {"charset_normalizer"},
    "documents/docx.py": {"docx"},
    "documents/epub.py": {"lxml"},
    "documents/flow.py": {"lxml"},
    "documents/html.py": {"trafilatura"},
    "documents/metadata.py": {"trafilatura"},
    "documents/pdf.py": {"pypdf"},
    "documents/rtf.py": {"striprtf"},
    "documents/subtitles.py": {"pysubs2"},
    "documents/trees.py": {"lxml"},
    "export/arrow.py": {"pyarrow"},
    "export/docx.py": {"docx"},
    "export/frames.py": {"pandas", "polars"},
    "export/parquet.py": {"pyarrow"},
    "export/png.py": {"resvg_py"},
    "export/rows.py": {"pyarrow"},
    "export/xlsx.py": {"xlsxwriter"},
    "interval/schemas.py": {"pydantic_core"},
    "model/timeline.py": {"pandas", "polars"},
    "syntax/spacy.py": {"spacy"},
}


def loaded_after(code: str) -> set[str]:
    script = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_import_dateline_loads_no_heavy_package() -> None:
    heavy = {
        "dateparser",
        "icalendar",
        "cattrs",
        "cattr",
        "rich",
        "spacy",
        "regex",
        "dateutil",
        "pytz",
        "argparse",
        "multiprocessing",
        "numpy",
        "threadpoolctl",
    }
    assert heavy & loaded_after("import dateline") == set()


def test_timexes_are_found_without_the_parser() -> None:
    text = "'Ada Brook opened the mill on 3 March 2019.'"
    found = loaded_after(f"import dateline; assert dateline.find_timexes({text})")
    assert not {"numpy", "threadpoolctl", "dateline.syntax.network"} & found


def test_only_declared_packages_are_imported() -> None:
    declared = {"attrs", "cattrs", "dateline", "dateparser", "dateutil", "icalendar", "numpy", "rich", "threadpoolctl"}
    declared.add("typing_extensions")
    for path in PACKAGE.rglob("*.py"):
        extra = EXTRAS.get(path.relative_to(PACKAGE).as_posix(), set())
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            foreign = {name.partition(".")[0] for name in names} - set(sys.stdlib_module_names)
            assert foreign <= declared | extra, path.name


def test_json_needs_no_calendar_and_parsing_no_exporter() -> None:
    text = "'Ada Brook opened the mill on 3 March 2019.'"
    assert not {"icalendar", "cattrs"} & loaded_after(f"import dateline; dateline.parse({text})")
    exported = loaded_after(f"import dateline; dateline.dumps(dateline.parse({text}), 'json')")
    assert "icalendar" not in exported


@pytest.mark.parametrize("name", ["dateline", *module_names()])
def test_all_is_true(name: str) -> None:
    module = importlib.import_module(name)
    public = getattr(module, "__all__", None)
    if public is None:
        assert name.count(".") > 1, f"{name} has no __all__"
        return
    assert len(set(public)) == len(public)
    for member in public:
        assert hasattr(module, member), f"{name}.{member}"


def test_the_names_at_the_front_door_are_sorted() -> None:
    # Those of other modules stand in the order that ruff keeps (constants first).
    assert dateline.__all__ == sorted(dateline.__all__)


def test_the_front_door_lists_all_it_holds() -> None:
    held = {
        name for name, value in vars(dateline).items() if not name.startswith("_") and not inspect.ismodule(value)
    } - {"TYPE_CHECKING", "annotations"}
    assert held <= set(dateline.__all__)
    for name in [
        "Event",
        "Granularity",
        "Interval",
        "Moment",
        "Source",
        "Timeline",
        "Timex",
        "dumps",
        "Reader",
        "find_timexes",
        "loads",
        "parse",
        "parse_many",
        "read",
        "resolve",
        "write",
    ]:
        assert name in dateline.__all__


def public_things() -> Iterator[tuple[str, object]]:
    for name in ["dateline", *module_names()]:
        if name.count(".") > 1 and not name.startswith("dateline.export."):
            # The parts of a room are not for visitors.
            continue
        module = importlib.import_module(name)
        for member in getattr(module, "__all__", ()):
            value = getattr(module, member)
            if inspect.isclass(value) or inspect.isroutine(value):
                yield f"{name}.{member}", value


PUBLIC = dict(public_things())


@pytest.mark.parametrize(("name", "thing"), PUBLIC.items(), ids=PUBLIC)
def test_every_public_name_is_explained(name: str, thing: object) -> None:
    doc = inspect.getdoc(thing)
    assert doc, f"{name} has no docstring"
    if not inspect.isclass(thing):
        return
    for member, value in inspect.getmembers_static(thing):
        if member.startswith("_") or isinstance(value, type):
            continue
        target = value.fget if isinstance(value, property) else getattr(value, "__func__", value)
        if inspect.isfunction(target) and target.__module__.startswith("dateline"):
            assert inspect.getdoc(target), f"{name}.{member} has no docstring"


@pytest.mark.parametrize("name", ["dateline", *module_names()])
def test_every_module_says_what_it_is_for(name: str) -> None:
    doc = importlib.import_module(name).__doc__
    assert doc
    assert doc.strip().splitlines()[0].rstrip().endswith((".", ":")) or len(doc.strip().splitlines()) > 1


def test_the_clock_is_never_read() -> None:
    clocks = re.compile(r"\b(datetime|dt|date|Date|DateTime)\.(now|today|utcnow|fromtimestamp)\b|\btime\.\w+\(\)")
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                assert not clocks.match(ast.unparse(node)), f"{path.name}:{node.lineno} reads the clock"
