"""Workbooks, documents and tab-separated tables, as third parties read them."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import openpyxl
import pandas as pd
import polars as pl
import pytest
from docx.opc.exceptions import PackageNotFoundError
from hypothesis import HealthCheck, given, settings
from strategies import timelines
from test_tables import BURNED, CLOSED, HERALD, MILL, OLD, RANG, UNDATED

from dateline import (
    Actor,
    ArgumentError,
    Event,
    Mention,
    MissingExtraError,
    Participation,
    ReadError,
    Source,
    Timeline,
    cli,
    dumps,
    loads,
    read,
    write,
)
from dateline.export import encode_with_report, is_text, options_of

ROOT = Path(__file__).resolve().parent.parent
OFFICE = ["xlsx", "docx"]
QUICK = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("https://example.org")', "{=1}", "https://example.org", "12"]


def workbook(timeline: Timeline) -> Any:
    data, _ = encode_with_report(timeline, "xlsx")
    return openpyxl.load_workbook(io.BytesIO(data))


def cells(sheet: Any) -> list[dict[str, Any]]:
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def document(timeline: Timeline, **options: Any) -> Any:
    data, _ = encode_with_report(timeline, "docx", **options)
    return docx.Document(io.BytesIO(data))


def table(found: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in found.rows]


# -- what both have in common ------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("name", OFFICE)
def test_the_same_timeline_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    data, _ = encode_with_report(MILL, name)
    again = Timeline(reversed(MILL.events))
    path = tmp_path / f"mill.{name}"
    # Another process has another order of sets, and another time.
    code = (
        "import sys; sys.path.insert(0, 'tests'); from test_tables import MILL; "
        f"import dateline; dateline.write(MILL, {str(path)!r})"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
    assert encode_with_report(again, name)[0] == data == path.read_bytes()
    with ZipFile(path) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.create_system for entry in archive.infolist()} == {3}
        about = archive.read("docProps/core.xml").decode()
    assert about.count("1980-01-01T00:00:00Z") == 2
    assert str(dt.datetime.now(dt.UTC).year) not in about
    assert "python-docx" not in about


@pytest.mark.parametrize("name", OFFICE)
def test_what_is_no_text_is_no_string(name: str, tmp_path: Path) -> None:
    assert not is_text(name)
    assert is_text("tsv")
    with pytest.raises(ArgumentError, match=r"write\(\) makes a file"):
        dumps(MILL, name)
    with pytest.raises(ReadError, match="not read back"):
        read(tmp_path / f"mill.{name}")
    with pytest.raises(ArgumentError, match=f"{name} has no such option"):
        write(MILL, tmp_path / f"mill.{name}", colour="red")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("name", "package"), [("xlsx", "xlsxwriter"), ("docx", "docx")])
def test_a_missing_package_is_named(name: str, package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match=r"dateline\[office\]"):
        write(MILL, tmp_path / f"mill.{name}")
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
@pytest.mark.parametrize("name", OFFICE)
@QUICK
@given(timelines)
def test_any_timeline_makes_a_file(name: str, timeline: Timeline) -> None:
    data, report = encode_with_report(timeline, name, **({} if name == "xlsx" else {"title": "a\x00\ud800"}))
    assert report.written == len(timeline)
    if name == "xlsx":
        sheets = openpyxl.load_workbook(io.BytesIO(data))
        rows = [row for sheet in sheets if sheet.title in ("Events", "Undated") for row in cells(sheet)]
        assert [told["ID"] for told in rows] == [event.id for event in timeline]
        assert [told["EDTF"] for told in rows] == [event.when.edtf if event.when else None for event in timeline]
    else:
        tables = docx.Document(io.BytesIO(data)).tables
        assert sum(len(found.rows) - 1 for found in tables) == len(timeline)


@pytest.mark.slow
@pytest.mark.parametrize("name", OFFICE)
def test_the_command_writes_files_and_pipes(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "mill.txt"
    text.write_text("Ada Brook opened the mill in 1911.\n", encoding="utf-8")
    path = tmp_path / f"mill.{name}"
    assert cli.main([str(text), "-o", str(path)]) == 0
    piped = subprocess.run(
        [sys.executable, "-m", "dateline", str(text), "--to", name, "-q"], capture_output=True, check=True
    )
    assert piped.stdout == path.read_bytes()
    capsys.readouterr()


@pytest.mark.parametrize("name", OFFICE)
def test_the_command_does_not_flood_a_screen(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert cli.main([str(tmp_path / "absent.txt"), "--to", name]) == 2
    assert f"{name} is not text to be shown: name a file with -o" in capsys.readouterr().err


# -- xlsx --------------------------------------------------------------------------------------------------------------


def test_a_workbook_has_its_sheets() -> None:
    book = workbook(MILL)
    assert book.sheetnames == ["Events", "Undated", "Actors", "Sources"]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet["A1"].font.bold
        assert sheet["A2"].alignment.wrap_text
    assert workbook(Timeline([RANG])).sheetnames == ["Events", "Actors", "Sources"]
    assert workbook(Timeline()).sheetnames == ["Events", "Actors", "Sources"]


def test_an_event_has_its_row() -> None:
    by_title = {told["Event"]: told for told in cells(workbook(MILL)["Events"])}
    assert by_title["It burned down"] == {
        "When": "c. 1950",
        "EDTF": "1950~",
        "Start": dt.datetime(1950, 1, 1),
        "End (not included)": dt.datetime(1951, 1, 1),
        "Granularity": "year",
        "Event": "It burned down",
        "Place": "Milby",
        "Status": "reported",
        "Certainty": "certain",
        "Kind": "occurrence",
        "Who": "Ada Brook; Milby Mill Trust",
        "Roles": "agent; patient",
        "Who says so": "Ivo Lind",
        "In what words": "said",
        "Quote": "It burned\nburnt to the ground",
        "Document": "Milby Herald\nLetter",
        "Published": dt.datetime(1950, 6, 1),
        "Address": "https://example.org/fire",
        "Other readings": "1951",
        "Notes": "so the papers say",
        "ID": BURNED.id,
    }
    assert by_title[OLD.title]["Start"] == "-0043-01-01"
    assert by_title[CLOSED.title]["End (not included)"] is None
    assert by_title[RANG.title]["Start"] == dt.datetime(2016, 5, 3, 14, 5)
    assert [told["Event"] for told in cells(workbook(MILL)["Undated"])] == [UNDATED.title]


def test_dates_that_programs_disagree_on_are_text() -> None:
    told = cells(
        workbook(Timeline([Event("x", edtf) for edtf in ("1900-02-28", "1900-03-01", "9999-12-31")]))["Events"]
    )
    assert [row["Start"] for row in told] == ["1900-02-28", dt.datetime(1900, 3, 1), dt.datetime(9999, 12, 31)]
    assert [row["End (not included)"] for row in told][1:] == [dt.datetime(1900, 3, 2), "+10000-01-01"]


def test_a_date_is_shown_as_a_date() -> None:
    sheet = workbook(MILL)["Events"]
    formats = {sheet.cell(row, 6).value: sheet.cell(row, 3).number_format for row in range(2, sheet.max_row + 1)}
    assert formats[BURNED.title] == "yyyy-mm-dd"
    assert formats[RANG.title] == "yyyy-mm-dd hh:mm:ss"


def test_actors_and_sources_are_counted() -> None:
    book = workbook(MILL)
    actors = {told["Name"]: told for told in cells(book["Actors"])}
    assert (actors["Ada Brook"]["Takes part in"], actors["Ada Brook"]["Answers for"]) == (2, 0)
    assert (actors["Ivo Lind"]["Takes part in"], actors["Ivo Lind"]["Answers for"]) == (0, 1)
    assert actors["Ivo Lind"]["Aliases"] == "I. Lind"
    sources = {told["Title"]: told for told in cells(book["Sources"])}
    assert sources["Fire at the mill"]["Tells"] == 2
    assert sources["Fire at the mill"]["ID"] == HERALD.id


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula_a_number_or_a_link(text: str) -> None:
    quote = Mention((0, len(text)), text, Source(text, url=text))
    book = workbook(Timeline([Event(text, "1950", text, [Participation(Actor(text))], evidence=[quote])]))
    for sheet in book:
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None
                if cell.value == text:
                    assert cell.data_type == "s"
    assert cells(book["Events"])[0]["Event"] == text


def test_what_a_cell_cannot_hold_is_reported() -> None:
    long = Event("x" * 40_000, "1950")
    wide = Event("\N{GRINNING FACE}" * 20_000, "1951")
    odd = Event("half \ud800", "1952")
    data, report = encode_with_report(Timeline([long, wide, odd]), "xlsx")
    found = cells(openpyxl.load_workbook(io.BytesIO(data))["Events"])
    assert found[0]["Event"] == "x" * 32_766 + "…"
    assert found[1]["Event"] == "\N{GRINNING FACE}" * 16_383 + "…"
    assert found[2]["Event"] == "half \ufffd"
    assert [(loss.event_id, loss.field) for loss in report.losses] == [
        (long.id, "text"),
        (wide.id, "text"),
        (odd.id, "text"),
    ]


def test_pandas_reads_the_sheets(tmp_path: Path) -> None:
    write(MILL, tmp_path / "mill.xlsx")
    frame = pd.read_excel(tmp_path / "mill.xlsx", sheet_name="Events")
    assert frame["Event"].tolist() == [event.title for event in MILL.dated]
    assert options_of("xlsx") == ()


# -- docx --------------------------------------------------------------------------------------------------------------


def test_a_document_is_a_chronology() -> None:
    found = document(MILL, title="The mill")
    assert [part.text for part in found.paragraphs if part.style.name.startswith(("Title", "Heading"))] == [
        "The mill",
        "Without a date",
        "Sources",
    ]
    dated, undated = map(table, found.tables)
    assert dated[0] == ["Date", "Event", "Who", "Source"]
    assert [told[0] for told in dated[1:]] == ["44 BC", "c. 1950", "since 2011", "3 May 2016, 14:05 UTC+1", "May 2030"]
    assert dated[2] == [
        "c. 1950",
        "It burned down (Milby) (reported) (or 1951) (so the papers say)",
        "Ada Brook (agent), Milby Mill Trust (patient)",
        "According to Ivo Lind (“said”)\n“It burned” (Milby Herald, 1 June 1950)\n"
        "“burnt to the ground” (Letter, 2 June 1950, 09:30 UTC)",
    ]
    assert undated[1] == ["", "Nobody came (negated)", "", "“Nobody came” (Milby Herald, 1 June 1950)"]
    listed = [part.text for part in found.paragraphs if part.style.name == "List Bullet"]
    assert "Fire at the mill, 1 June 1950, https://example.org/fire" in listed
    assert found.core_properties.title == "The mill"
    assert document(MILL).core_properties.title == "Chronology"
    assert options_of("docx") == ("title",)


def test_the_head_of_a_table_stands_on_every_page() -> None:
    (found,) = document(Timeline([RANG])).tables
    heads = [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in found.rows]
    assert heads == [True, False]


def test_a_document_without_events_is_one() -> None:
    found = document(Timeline())
    assert [len(told.rows) for told in found.tables] == [1]
    with pytest.raises(PackageNotFoundError):
        docx.Document("absent.docx")


# -- tsv ---------------------------------------------------------------------------------------------------------------


def test_tsv_is_csv_with_tabs() -> None:
    text = dumps(MILL, "tsv")
    assert text.startswith("id\tstart\tend\tedtf\t")
    assert loads(text, "tsv") == loads(dumps(MILL, "csv"), "csv")
    frame = pd.read_csv(io.StringIO(text), sep="\t")
    assert frame["title"].tolist() == [event.title for event in MILL]
    assert pl.read_csv(text.encode(), separator="\t")["title"].to_list() == [event.title for event in MILL]
    assert dumps(MILL, "tsv", by="participant").startswith("event_id\t")
    assert dumps(MILL, "tsv", excel=True).startswith("\ufeffid\t")


@QUICK
@given(timelines)
def test_tsv_comes_back_as_csv_does(timeline: Timeline) -> None:
    text = dumps(timeline, "tsv")
    again = loads(text, "tsv")
    assert again == loads(dumps(timeline, "csv"), "csv")
    assert dumps(again, "tsv") == dumps(loads(dumps(again, "tsv"), "tsv"), "tsv")


@pytest.mark.parametrize(
    ("text", "where", "reason"),
    [
        ("title,edtf\nx,1911\n", "row 1", "separated by tabs"),
        ('title\tedtf\n"x\t1911\n', "row 2, cell 1", "does not end"),
        ("title\tedtf\nx\tsoon\n", "row 2, column 'edtf'", "not EDTF"),
        ("title\tplace\nx\ty\n", "row 1", "'edtf' is missing|no column is evidently the time"),
    ],
)
def test_a_table_that_makes_no_sense_says_where(text: str, where: str, reason: str) -> None:
    with pytest.raises(ReadError, match=reason) as told:
        loads(text, "tsv")
    assert (told.value.format, told.value.where) == ("tsv", where)


@pytest.mark.parametrize("options", [{"by": "actor"}, {"excel": "yes"}])
def test_options_of_tsv_are_checked(options: dict[str, Any]) -> None:
    with pytest.raises(ArgumentError, match=next(iter(options))):
        dumps(MILL, "tsv", **options)


def test_a_formula_in_tsv_is_text() -> None:
    timeline = Timeline([Event("=1+1", "1950")])
    assert "\t'=1+1\t" in dumps(timeline, "tsv")
    assert loads(dumps(timeline, "tsv"), "tsv") == timeline
