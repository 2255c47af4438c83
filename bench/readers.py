"""What readers that we did not write make of our exports: a table of formats, checks, readers and round trips.

    python bench/readers.py [--timelines 1000] [--folder FOLDER]

It parses the documents of `seeds/`, makes generated timelines (those of the property tests, the same on every run, but
for control characters), writes each in each format and gives the files to all the readers that are installed.  Those
on PyPI come with `pip install -e '.[test]'`; the others are named with what installs them when they are missing:

    apt-get install khal libreoffice-calc-nogui libxml2-utils libical-dev gcc nodejs
    npm install ical.js          (in FOLDER, or anywhere that NODE_PATH names)
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from attrs import define, field
from hypothesis import HealthCheck, Phase, given, settings

import dateline
from dateline.export import dumps, dumps_with_report, loads
from dateline.export.csv import metadata
from dateline.model import Source, Timeline

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from strategies import timelines  # noqa: E402  # pyright: ignore[reportMissingImports]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# Counts the VEVENTs of a calendar, and fails where libical finds an error in it.
LIBICAL = r"""
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
static char *next(char *line, size_t size, void *file) { return fgets(line, (int) size, (FILE *) file); }
int main(int count, char **names) {
    for (int n = 1; n < count; n++) {
        FILE *file = fopen(names[n], "r");
        icalparser *parser = icalparser_new();
        icalparser_set_gen_data(parser, file);
        icalcomponent *calendar = icalparser_parse(parser, next);
        if (!calendar) { printf("%s: nothing\n", names[n]); continue; }
        int events = 0, starts = 0;
        for (icalcomponent *e = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); e;
             e = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
            events++;
            starts += !icaltime_is_null_time(icalcomponent_get_dtstart(e));
        }
        int errors = icalcomponent_count_errors(calendar);
        if (errors || starts != events)
            printf("%s: %d errors, %d without a start\n", names[n], errors, events - starts);
        else
            printf("%d\n", events);
        icalcomponent_free(calendar);
        icalparser_free(parser);
        fclose(file);
    }
    return 0;
}
"""
ICAL_JS = """
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const ICAL = createRequire(process.cwd() + '/x.js')('ical.js');
const lib = ICAL.default ?? ICAL;
for (const name of process.argv.slice(2)) {
  const calendar = new lib.Component(lib.parse(readFileSync(name, 'utf8')));
  for (const zone of calendar.getAllSubcomponents('vtimezone')) new lib.Timezone(zone);
  const events = calendar.getAllSubcomponents('vevent').map((found) => new lib.Event(found));
  for (const event of events) event.startDate.toJSDate();
  console.log(events.length);
}
"""


@define
class Row:
    """What came of one format."""

    name: str
    check: str
    files: int = 0
    accepted: Counter[str] = field(factory=Counter)
    refused: dict[str, str] = field(factory=dict)
    missing: list[str] = field(factory=list)
    lost: Counter[str] = field(factory=Counter)
    equal: int = 0
    stable: int = 0
    back: int = 0
    events: int = 0
    written: int = 0
    reads: bool = False

    def ask(self, reader: str, work: Callable[[], object]) -> None:
        """Count what a reader accepts; its first complaint is kept."""
        try:
            told = work()
            assert told is not False, "another number of events"
        except Exception as error:
            self.refused.setdefault(reader, " ".join(str(error).split())[:150] or repr(error))
        else:
            self.accepted[reader] += 1


def documents() -> list[tuple[Timeline, str]]:
    """The timelines of seeds/ with their texts."""
    found = []
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        expected = json.loads(path.with_name(f"{path.stem}.expected.json").read_text(encoding="utf-8"))
        source = Source(title=path.stem, url=f"https://example.org/{path.stem}")
        found.append((dateline.parse(text, dct=expected.get("dct"), source=source), text))
    return found


def generated(number: int) -> list[Timeline]:
    """So many timelines of the property tests."""
    out: list[Timeline] = []

    @settings(
        max_examples=number,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[*HealthCheck],  # pyright: ignore[reportArgumentType]
    )
    @given(timelines)
    def collect(timeline: Timeline) -> None:
        out.append(timeline)

    collect()
    return out[:number]


def counted(command: Sequence[str], paths: Sequence[Path], numbers: Sequence[int], row: Row, reader: str) -> None:
    """Give files to a program that prints a line for each, the number of its entries or what is wrong."""
    for start in range(0, len(paths), 50):
        batch = paths[start : start + 50]
        ran = subprocess.run([*command, *map(str, batch)], capture_output=True, text=True, check=False)
        told = ran.stdout.split("\n")
        for index, path in enumerate(batch):
            row.ask(reader, lambda: _same(told, index, numbers[start + index], path, ran.stderr))  # noqa: B023


def _same(told: Sequence[str], index: int, number: int, path: Path, complaint: str) -> None:
    line = told[index] if index < len(told) else ""
    if line != str(number):
        raise ValueError(f"{path.name}: {line or complaint.strip()[-300:] or 'nothing'}, not {number}")


def calendars(row: Row, texts: Sequence[str], numbers: Sequence[int], folder: Path) -> None:
    """Give the calendars to those who read calendars."""
    import ics
    import vobject
    from ical.calendar_stream import IcsCalendarStream
    from icalendar import Calendar

    paths = []
    for index, (text, number) in enumerate(zip(texts, numbers, strict=True)):
        row.ask("icalendar", lambda: len(Calendar.from_ical(text).walk("VEVENT")) == number)  # noqa: B023
        row.ask("ical", lambda: len(IcsCalendarStream.calendar_from_ics(text).events) == number)  # noqa: B023
        row.ask("vobject", lambda: len(getattr(vobject.readOne(text), "vevent_list", [])) == number)  # noqa: B023
        if row.name == "ical":
            row.ask("ics", lambda: len(ics.Calendar(text).events) <= number)  # noqa: B023
        paths.append(folder / f"{row.name.replace(' ', '-')}-{index}.ics")
        paths[-1].write_bytes(text.encode())
    libical(row, paths, numbers, folder)
    ical_js(row, paths, numbers, folder)
    khal(row, paths, folder)


def libical(row: Row, paths: Sequence[Path], numbers: Sequence[int], folder: Path) -> None:
    """libical, which Evolution and many others are built on, through a small C program."""
    program = folder / "libical-count"
    if not program.exists():
        source = folder / "count.c"
        source.write_text(LIBICAL)
        compiler = shutil.which("gcc") or shutil.which("cc")
        command = [compiler or "cc", "-o", str(program), str(source), "-lical"]
        if compiler is None or subprocess.run(command, capture_output=True, check=False).returncode:
            row.missing.append("libical (apt-get install libical-dev gcc)")
            return
    counted([str(program)], paths, numbers, row, "libical")


def ical_js(row: Row, paths: Sequence[Path], numbers: Sequence[int], folder: Path) -> None:
    """ical.js, which Thunderbird uses."""
    script = folder / "count.mjs"
    script.write_text(ICAL_JS)
    probe = ["node", "-e", "require('ical.js')"]
    homes = [folder, *map(Path, filter(None, os.environ.get("NODE_PATH", "").split(os.pathsep)))]
    home = next((home for home in homes if (home / "node_modules" / "ical.js").is_dir()), None)
    if home is None or shutil.which("node") is None or subprocess.run(probe, cwd=home, check=False).returncode:
        row.missing.append("ical.js (apt-get install nodejs; npm install ical.js)")
        return
    _in_folder(home, script, paths, numbers, row)


def _in_folder(home: Path, script: Path, paths: Sequence[Path], numbers: Sequence[int], row: Row) -> None:
    before = Path.cwd()
    os.chdir(home)
    try:
        counted(["node", str(script)], paths, numbers, row, "ical.js")
    finally:
        os.chdir(before)


def khal(row: Row, paths: Sequence[Path], folder: Path) -> None:
    """khal, a calendar for the terminal: it takes every file in, without a question."""
    if shutil.which("khal") is None:
        row.missing.append("khal (apt-get install khal)")
        return
    home = folder / f"khal-{row.name.replace(' ', '-')}"
    (home / "calendar").mkdir(parents=True, exist_ok=True)
    config = home / "config"
    config.write_text(
        f"[calendars]\n[[c]]\npath = {home / 'calendar'}\n[sqlite]\npath = {home / 'khal.db'}\n"
        "[locale]\nlocal_timezone = Europe/London\ndefault_timezone = Europe/London\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
        "longdatetimeformat = %Y-%m-%d %H:%M\n[default]\ndefault_calendar = c\n"
    )
    environment = os.environ | {"LC_ALL": "C.UTF-8", "PYTHONPATH": ""}
    # A program start for each file takes most of a second, so the calendars go in by tens.
    for start in range(0, len(paths), 10):
        batch = paths[start : start + 10]
        command = ["khal", "-c", str(config), "import", "--batch", "-a", "c", *map(str, batch)]
        ran = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        told = f"{batch[0].name} …: {(ran.stderr or ran.stdout).strip()[-300:]}"
        for _ in batch:
            row.ask("khal", lambda: _passed(ran.returncode, told))  # noqa: B023


def _passed(code: int, told: str) -> None:
    if code:
        raise ValueError(told)


def tables(row: Row, texts: Sequence[str], folder: Path) -> None:
    """Give the tables to those who read CSV."""
    import csvw
    import pandas
    import polars

    office = []
    for index, text in enumerate(texts):
        cells = list(csv.reader(io.StringIO(text, newline="")))
        row.ask("csv", lambda: len({len(line) for line in cells}) == 1)  # noqa: B023

        def by_pandas(text: str = text, cells: list[list[str]] = cells) -> bool:
            frame = pandas.read_csv(io.StringIO(text, newline=""), dtype=str, keep_default_na=False)
            return [list(frame.columns), *frame.to_numpy().tolist()] == cells

        def by_polars(text: str = text, cells: list[list[str]] = cells) -> bool:
            frame = polars.read_csv(text.encode(), infer_schema=False, empty_string_is_null=False)
            return bool([frame.columns, *map(list, frame.rows())] == cells)

        row.ask("pandas", by_pandas)
        row.ask("polars", by_polars)
        path = folder / f"table-{index}.csv"
        path.write_bytes(text.encode())
        described = folder / f"table-{index}.csv-metadata.json"
        described.write_text(metadata(path.name), encoding="utf-8")

        def by_csvw(described: Path = described, cells: list[list[str]] = cells) -> bool:
            read: Any = csvw.CSVW(str(described), validate=True)
            (table,) = read.tables
            return bool(read.is_valid) and len(list(table.iterdicts(strict=True))) == len(cells) - 1

        row.ask("csvw", by_csvw)
        row.ask("frictionless", lambda: by_frictionless(path.name, str(folder)))  # noqa: B023
        if index < 60:
            office.append((path, len(cells)))
    libreoffice(row, office, folder)


def by_frictionless(name: str, folder: str) -> bool:
    """Whether frictionless takes a table; not told the encoding and the delimiter, it guesses at them."""
    import frictionless
    from frictionless.formats import CsvControl

    control = CsvControl(delimiter=",")
    return bool(frictionless.validate(name, basepath=folder, encoding="utf-8", control=control).valid)


def libreoffice(row: Row, paths: Sequence[tuple[Path, int]], folder: Path) -> None:
    """LibreOffice without a screen, by way of its own format; no cell of ours may have become a formula."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        row.missing.append("LibreOffice (apt-get install libreoffice-calc-nogui)")
        return
    out = folder / "office"
    # Separator comma, quote, UTF-8, from line 1, every cell as the program thinks best.
    command = [program, f"-env:UserInstallation=file://{folder / 'profile'}", "--headless", "--convert-to", "fods"]
    command += ["--infilter=CSV:44,34,76,1", "--outdir", str(out)]
    ran = subprocess.run([*command, *(str(path) for path, _ in paths)], capture_output=True, text=True, check=False)
    for path, number in paths:
        row.ask("LibreOffice", lambda: _sheet(out / f"{path.stem}.fods", number, ran.stderr))  # noqa: B023


def _sheet(path: Path, number: int, complaint: str) -> None:
    if not path.exists():
        raise ValueError(complaint[-200:] or "nothing was written")
    namespace = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
    tree = ElementTree.parse(path)
    if any(f"{namespace}formula" in cell.attrib for cell in tree.iter(f"{namespace}table-cell")):
        raise ValueError(f"{path.name} has a formula")
    rows = [row for row in tree.iter(f"{namespace}table-row") if any(True for _ in row.itertext())]
    if len(rows) != number:
        raise ValueError(f"{path.name} has {len(rows)} rows, not {number}")


def objects(row: Row, texts: Sequence[str]) -> None:
    """Validate the JSON of timelines with two engines."""
    import jsonschema_rs
    from jsonschema import Draft202012Validator

    schema = json.loads((ROOT / "src/dateline/export/timeline.schema.json").read_text(encoding="utf-8"))
    first, second = Draft202012Validator(schema), jsonschema_rs.validator_for(schema)
    for text in texts:
        content = json.loads(text)
        row.ask("jsonschema", lambda: first.validate(content))  # noqa: B023
        row.ask("jsonschema-rs", lambda: second.validate(content))  # noqa: B023


def graphs(row: Row, texts: Sequence[str], numbers: Sequence[int]) -> None:
    """Read JSON-LD as RDF."""
    import rdflib

    warnings.simplefilter("ignore", DeprecationWarning)
    event = rdflib.URIRef("https://schema.org/Event")
    for text, number in zip(texts, numbers, strict=True):

        def read(text: str = text, number: int = number) -> bool:
            graph = rdflib.Graph().parse(data=text, format="json-ld")
            return 0 <= len(set(graph.subjects(rdflib.RDF.type, event))) <= number

        row.ask("rdflib", read)


def marked(row: Row, texts: Sequence[str], folder: Path) -> None:
    """Validate TimeML against its definition with two validators."""
    from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

    path = ROOT / "tests/timeml.dtd"
    definition = etree.DTD(str(path))
    for index, text in enumerate(texts):
        row.ask("lxml", lambda: definition.validate(etree.fromstring(text.encode())))  # noqa: B023
        if shutil.which("xmllint") is None:
            continue
        written = folder / f"text-{index}.tml"
        written.write_bytes(text.encode())
        command = ["xmllint", "--noout", "--dtdvalid", str(path), str(written)]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        row.ask("xmllint", lambda: _passed(ran.returncode, ran.stderr[-200:]))  # noqa: B023
    if shutil.which("xmllint") is None:
        row.missing.append("xmllint (apt-get install libxml2-utils)")


def arrow(row: Row, made: Sequence[Timeline], folder: Path) -> None:
    """Read Arrow tables with others, and a Parquet file of them."""
    import pandas
    import polars
    import pyarrow.parquet

    from dateline.export.arrow import to_table

    for timeline in made:
        table = to_table(timeline)
        row.ask("pyarrow", lambda: table.validate(full=True))  # noqa: B023

        def by_polars(table: Any = table) -> bool:
            frame = polars.from_arrow(table)
            assert isinstance(frame, polars.DataFrame)
            return bool(frame["id"].to_list() == table.column("id").to_pylist())

        row.ask("polars", by_polars)
        row.ask("pandas", lambda: len(table.to_pandas()) == table.num_rows)  # noqa: B023
        path = folder / "table.parquet"
        pyarrow.parquet.write_table(table, path)
        row.ask("Parquet", lambda: len(pandas.read_parquet(path)) == table.num_rows)  # noqa: B023


CHECKS = {
    "json": "our schema, JSON Schema 2020-12",
    "jsonl": "the same, a line each",
    "csv": "RFC 4180, CSV on the Web",
    "ical": "RFC 5545, 7986",
    "ical rich": "RFC 9073, 9253",
    "jsonld": "JSON-LD 1.1",
    "timeml": "TimeML 1.2.1 (DTD)",
}


def rows(made: Sequence[Timeline], texts: Sequence[str | None], folder: Path) -> Iterator[Row]:
    """Write all the timelines in all the formats, and have them read."""
    for name, check in CHECKS.items():
        row = Row(name, check)
        form, _, profile = name.partition(" ")
        options: dict[str, Any] = {"profile": profile} if profile else {}
        written, numbers = [], []
        for timeline, text in zip(made, texts, strict=True):
            if form == "timeml":
                if text is None:
                    continue
                options = {"texts": [text]}
            out, report = dumps_with_report(timeline, form, **options)
            row.files += 1
            row.events += len(timeline)
            row.written += report.written
            row.lost.update({loss.field for loss in report.losses})
            written.append(out)
            numbers.append(report.written)
            if form in ("json", "jsonl", "csv", "ical"):
                row.reads = True
                again = loads(out, form)
                row.back += len(again)
                row.equal += again == timeline
                row.stable += loads(dumps(again, form), form) == again and len(again) == report.written
        if form in ("json", "jsonl"):
            objects(row, written)
        elif form == "csv":
            tables(row, written, folder)
        elif form == "ical":
            calendars(row, written, numbers, folder)
        elif form == "jsonld":
            graphs(row, written, numbers)
        else:
            marked(row, written, folder)
        yield row
    row = Row("Arrow", "Arrow", files=len(made))
    arrow(row, made, folder)
    yield row


def show(row: Row) -> None:
    """Print a row as one of Markdown, and what was refused below the table."""
    readers = ", ".join(
        f"{reader} {number}" for reader, number in sorted(row.accepted.items(), key=lambda i: i[0].lower())
    )
    lost = ", ".join(f"{field} {number}" for field, number in row.lost.most_common()) or "nothing"
    back = "no"
    if row.reads:
        back = (
            f"{row.back} of {row.events} events; {row.equal} timelines equal, {row.stable} unchanged by a second trip"
        )
    print(f"| {row.name} | {row.check} | {row.files} | {readers} | {lost} | {back} |", flush=True)


def main() -> int:
    """Write, have read, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--timelines", type=int, default=1000)
    parser.add_argument("--folder", type=Path, help="where the files go, and stay")
    options = parser.parse_args()
    seeds = documents()
    made = [timeline for timeline, _ in seeds] + generated(options.timelines)
    texts = [text for _, text in seeds] + [None] * (len(made) - len(seeds))
    with tempfile.TemporaryDirectory() as temporary:
        folder = (options.folder or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        print(f"{len(seeds)} documents, {len(made) - len(seeds)} generated timelines, {sum(map(len, made))} events\n")
        print("| format | conforms to | files | accepted by | losses told, in files | read back |\n" + 6 * "|---" + "|")
        done = []
        for row in rows(made, texts, folder):
            show(row)
            done.append(row)
    for row in done:
        for reader, complaint in row.refused.items():
            print(f"\n{row.name}: {reader} accepted {row.accepted[reader]} of {row.files}; first refusal: {complaint}")
        for missing in row.missing:
            print(f"\n{row.name}: not asked, since it is not installed: {missing}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
