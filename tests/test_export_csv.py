"""CSV: columns as documented, formulas made harmless and restored, and what it can hold comes back."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from pathlib import Path
from typing import Any

import csvw
import frictionless
import pandas
import polars
import pytest
from hypothesis import HealthCheck, given, settings

import dateline.export.csv as module
from dateline.errors import ArgumentError, ReadError
from dateline.export import dumps, dumps_with_report, loads, write
from dateline.interval import Interval
from dateline.model import Actor, Attribution, Event, Mention, Participation, Source, Timeline, Timex

sys.path.insert(0, str(Path(__file__).parent))

from strategies import EDTF, timelines

BULLETIN = Source("Solvex Bulletin", published="1998-06-02", url="https://example.org/a;b")
MAIR = Actor("Mair Pryce")
OPENING = Event(
    'The "gate", opened; at last',
    "1998-05",
    "Holm Quay",
    [Participation(MAIR, "agent"), Participation(Actor("Solvex", "organization"), "patient")],
    [Attribution(MAIR, "said"), Attribution(Actor("Harbour News", "organization"), "according to")],
    "reported",
    evidence=[Mention((3, 9), "a;b\\c", BULLETIN), Mention((12, 15), "x\ny", BULLETIN)],
    alternatives=["1997-05", "{1998-05,1999-05}"],
    notes=["first; second"],
)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_columns_are_the_documented_ones() -> None:
    (row,) = rows(dumps(Timeline([OPENING]), "csv"))
    assert tuple(row) == module.COLUMNS
    documented = re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \|", module.__doc__ or "", re.MULTILINE)))
    assert tuple(documented) == module.COLUMNS
    assert (row["start"], row["end"], row["edtf"], row["granularity"]) == (
        "1998-05-01",
        "1998-06-01",
        "1998-05",
        "month",
    )
    assert (row["actors"], row["roles"]) == ("Mair Pryce; Solvex", "agent; patient")
    assert (row["sources"], row["cues"]) == ("Mair Pryce; Harbour News", "said; according to")
    assert row["offsets"] == "3-9; 12-15"
    assert row["quotes"] == "a;b\\\\c; x\ny"
    assert row["notes"] == "first;\\ second"


def test_what_csv_holds_comes_back() -> None:
    timeline = Timeline([OPENING, *(Event("x", edtf) for edtf in EDTF), Event("never")])
    text, report = dumps_with_report(timeline, "csv")
    assert loads(text, "csv") == timeline
    assert not report.losses
    assert report.written == len(timeline)
    assert loads("\ufeff" + text.replace("\r\n", "\n"), "csv")[0].title == timeline[0].title


def test_a_week_comes_back_as_a_week() -> None:
    for value in ("2012-W45", "2012-W45-WE"):
        timeline = Timeline([Event("x", Interval.from_timex(value))])
        assert loads(dumps(timeline, "csv"), "csv") == timeline


@pytest.mark.parametrize(
    "title", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "'=x", "''=x", "＝1", "'tis", "'", '="a",b', "x\r\n=1,2"]
)
def test_a_formula_is_harmless_in_the_sheet_and_restored_on_reading(title: str) -> None:
    who = Actor(title)
    quote = Mention((0, len(title)), title, Source(title, url=title))
    timeline = Timeline(
        [
            Event(
                title,
                "-0043-03-15",
                title,
                [Participation(who, title)],
                [Attribution(who, title)],
                alternatives=["-0044"],
                evidence=[quote],
                kind=title,
                notes=[title],
            )
            for title, who in ((title, who), (title + " ", who))
        ]
    )
    text = dumps(timeline, "csv")
    for table in (text, dumps(timeline, "csv", by="participant")):
        for row in rows(table):
            for name in module._TEXTS & row.keys():
                assert not re.match("[=+\\-@\t\r\n＝＋－＠]", row[name]), name
            # What is no text stays as it is, for those who compute with it.
            assert (row["start"], row["edtf"]) == ("-0043-03-15", "-0043-03-15")
            assert row.get("alternatives", "-0044") == "-0044"
    assert loads(text, "csv") == timeline


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(timelines)
def test_reading_what_was_written_is_stable(timeline: Timeline) -> None:
    text = dumps(timeline, "csv")
    again = loads(text, "csv")
    assert sorted(event.title for event in again) == sorted(event.title for event in timeline)
    assert [event.when.edtf if event.when else None for event in again] == [
        event.when.edtf if event.when else None for event in timeline
    ] or {event.title for event in again} == {event.title for event in timeline}
    assert loads(dumps(again, "csv"), "csv") == again
    assert all(None not in row for row in rows(text))


def test_losses_are_told() -> None:
    source = Source(title="Gates")
    event = Event("x", Interval.from_timex("2012-11-09TMO"), trigger=Mention((0, 1), "x", source), evidence=())
    timeline = Timeline([event], timexes=[Timex((0, 1), "x", "DATE", "1998")], actors=[Actor("x", aliases=["y"])])
    report = dumps_with_report(timeline, "csv")[1]
    assert {loss.field for loss in report.losses} == {"when", "mentions", "timexes", "actors", "sources"}
    assert dumps_with_report(Timeline([Event("\ud800")]), "csv")[1].losses[0].field == "text"


def test_columns_may_be_few_and_in_any_order() -> None:
    timeline = loads("edtf,colour,title\n1998,red,x\n\n,blue,y\n", "csv")
    assert timeline == Timeline([Event("x", "1998"), Event("y")])
    assert loads('title,edtf\r\n"' + "x" * 300_000 + '",1998', "csv")[0].title == "x" * 300_000


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "row 1"),
        ("title,about\n", "row 1"),
        ("title,edtf\nx\n", "row 2"),
        ("title,edtf\nx,1998,y\n", "row 2"),
        ('title,edtf\n"x,1998\n', "row 2, cell 1"),
        ('"title,edtf\nx,1998\n', "row 1, cell 1"),
        ('title,edtf\n"x"y,1998\n', "row 2, cell 1"),
        ("title,edtf\nx,May\n", "row 2, column 'edtf'"),
        ("title,edtf,granularity\nx,1998,eon\n", "row 2, column 'edtf'"),
        ("title,edtf,status\nx,1998,rumoured\n", "row 2, column 'title'"),
        ("title,edtf,actors,roles\nx,1998,a; b,agent\n", "row 2, column 'roles'"),
        ("title,edtf,quotes,offsets\nx,1998,a,three\n", "row 2, column 'offsets'"),
        ("title,edtf,notes\nx,1998,a\\\n", "row 2, column 'notes'"),
    ],
)
def test_bad_input_is_refused_with_row_and_column(text: str, where: str) -> None:
    with pytest.raises(ReadError) as caught:
        loads(text, "csv")
    assert caught.value.where == where


def test_a_row_a_participant() -> None:
    text, report = dumps_with_report(Timeline([OPENING, Event("y", "1999")]), "csv", by="participant")
    told = rows(text)
    assert tuple(told[0]) == module.PARTICIPANT_COLUMNS
    assert [(row["title"], row["actor"], row["role"]) for row in told] == [
        (OPENING.title, "Mair Pryce", "agent"),
        (OPENING.title, "Solvex", "patient"),
        ("y", "", ""),
    ]
    assert {row["event_id"] for row in told[:2]} == {OPENING.id}
    assert report.written == 2
    assert [loss.field for loss in report.losses] == ["evidence"]
    with pytest.raises(ReadError, match="by participant"):
        loads(text, "csv")
    with pytest.raises(ArgumentError, match="'by'"):
        dumps(Timeline(), "csv", by="actor")


def test_excel_gets_its_byte_order_mark() -> None:
    text = dumps(Timeline([OPENING]), "csv", excel=True)
    assert text == "\ufeff" + dumps(Timeline([OPENING]), "csv")
    assert loads(text, "csv") == loads(text[1:], "csv")


@pytest.mark.parametrize("by", ["event", "participant"])
def test_the_metadata_describe_the_columns(by: str) -> None:
    (header, *_) = csv.reader(io.StringIO(dumps(Timeline([OPENING]), "csv", by=by)))
    content = json.loads(module.metadata("gates.csv", by="event" if by == "event" else "participant"))
    assert content["@context"] == "http://www.w3.org/ns/csvw"
    columns = content["tableSchema"]["columns"]
    assert [column["titles"] for column in columns] == header
    separated = {column["name"] for column in columns if "separator" in column}
    assert separated == ({*header[header.index("actors") :]} if by == "event" else set())


def test_a_table_is_described_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "gates.csv"
    write(Timeline([OPENING]), path, metadata=True, by="participant")
    described = tmp_path / "gates.csv-metadata.json"
    assert described.read_text(encoding="utf-8") == module.metadata("gates.csv", by="participant")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["gates.csv", "gates.csv-metadata.json"]
    with pytest.raises(ArgumentError, match="metadata"):
        write(Timeline(), tmp_path / "gates.ics", metadata=True)


# -- other readers -----------------------------------------------------------------------------------------------------


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(timelines)
def test_tables_of_others_have_the_same_cells(timeline: Timeline) -> None:
    text = dumps(timeline, "csv")
    expected = list(csv.reader(io.StringIO(text, newline="")))
    plain = pandas.read_csv(io.StringIO(text, newline=""), dtype=str, keep_default_na=False, lineterminator=None)
    assert [list(plain.columns), *plain.values.tolist()] == expected
    frame = polars.read_csv(text.encode(), infer_schema=False, empty_string_is_null=False)
    assert [frame.columns, *map(list, frame.rows())] == expected


def test_readers_of_csv_on_the_web_find_lists(tmp_path: Path) -> None:
    path = tmp_path / "gates.csv"
    timeline = Timeline([OPENING, Event("never"), Event("Caesar was murdered", "-0043-03-15"), Event("", "2001")])
    write(timeline, path, metadata=True)
    read: Any = csvw.CSVW(str(tmp_path / "gates.csv-metadata.json"), validate=True)
    assert read.is_valid
    ((table),) = read.tables
    told: list[Any] = list(table.iterdicts(strict=True))
    assert [row["title"] or "" for row in told] == [event.title for event in timeline]
    assert told[0]["edtf"] == "-0043-03-15"
    assert [told[1][name] for name in ("actors", "quotes", "notes")] == [
        ["Mair Pryce", "Solvex"],
        ["a;b\\\\c", "x\ny"],
        ["first;\\ second"],
    ]
    assert told[2]["actors"] == []
    report = frictionless.validate(path.name, basepath=str(tmp_path), encoding="utf-8")
    assert report.valid, report.flatten(["message"])


@pytest.mark.parametrize(
    "items",
    [
        [""],
        [";"],
        ["; "],
        ["", ""],
        [";", ""],
        ["a;", " b"],
        ["\\"],
        ["\\;", "\\ "],
        ["a; b", "c"],
        [" ", ";"],
        ["; ; ", "\\\\; "],
    ],
)
def test_lists_of_anything_come_back(items: list[str]) -> None:
    timeline = Timeline([Event("x", "1998", notes=items)])
    assert loads(dumps(timeline, "csv"), "csv") == timeline


def test_a_list_that_is_empty_beside_another_takes_no_cell() -> None:
    event = Event("x", "1998", evidence=[Mention((0, 1), "x", Source("Gates"))])
    (row,) = rows(dumps(Timeline([event]), "csv"))
    assert (row["documents"], row["published"], row["urls"]) == ("Gates", "", "")
    # As it was escaped before.
    assert loads("title,edtf,notes\nx,1998,a\\; b; c\n", "csv")[0].notes == ("a; b", "c")
