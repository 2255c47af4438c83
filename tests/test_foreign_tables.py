"""Tables as other programs write them: which column has what is told or evident, and what is not read is reported."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pandas
import pytest
from counting import operations
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import ArgumentError, ReadError
from dateline.export import SkippedWarning, dumps, loads, loads_with_report, read
from dateline.export.csv_tables import time_of
from dateline.model import Event, Timeline

if TYPE_CHECKING:
    from pathlib import Path


def rows(text: str, **options: Any) -> list[tuple[str, str | None]]:
    return [
        (event.title, event.when.edtf if event.when else None) for event in loads_with_report(text, "csv", **options)[0]
    ]


def told(text: str, **options: Any) -> dict[str, str]:
    """The report of reading, by its fields."""
    return {loss.field: loss.reason for loss in loads_with_report(text, "csv", **options)[1]}


# -- delimiters --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_gives_the_columns(mark: str) -> None:
    timeline = Timeline([Event("Fair; of wool, and | tar\tnow", "1998-05"), Event('"Ball"\nat night', "1999")])
    sheet = io.StringIO(newline="")
    csv.writer(sheet, delimiter=mark).writerows(csv.reader(io.StringIO(dumps(timeline, "csv"), newline="")))
    assert loads_with_report(sheet.getvalue(), "csv") == (timeline, ())
    assert loads(sheet.getvalue(), "csv", delimiter=mark) == timeline


def test_a_delimiter_may_be_given_or_declared() -> None:
    assert rows("title~edtf\nFair~1998\n", delimiter="~") == [("Fair", "1998")]
    assert rows("sep=;\r\ntitle;edtf\r\nFair, large;1998\r\n") == [("Fair, large", "1998")]
    # Of names that nobody knows, only one delimiter makes columns.
    assert rows("Titel;Tag\nFest, laut;3 May 2016\n", columns={"title": "titel", "when": "Tag"}) == [
        ("Fest, laut", "2016-05-03")
    ]
    with pytest.raises(ReadError, match="separated by semicolons"):
        loads("Titel;Tag\nFest;2016\n", "csv")
    for wrong in (";;", "", '"', "\n", 5):
        with pytest.raises(ArgumentError, match="delimiter"):
            loads("title,edtf\n", "csv", delimiter=wrong)


def test_unicode_text_of_a_spreadsheet_is_read(tmp_path: Path) -> None:
    path = tmp_path / "fair.csv"
    frame = pandas.DataFrame({"title": ["Blåbær", "Fair"], "date": ["3 May 2016", "2017-05-03"]})
    frame.to_csv(path, sep="\t", encoding="utf-16", index=False)
    with pytest.warns(SkippedWarning, match='columns={"title": "title", "when": "date"}'):
        assert [event.title for event in read(path)] == ["Blåbær", "Fair"]


# -- columns -----------------------------------------------------------------------------------------------------------

LOG = "message,datetime,who,hall,ref,remark\nDoor opened,2013-10-15 21:30:21 +0200,Ada Brook; Ivo Lind,Milby,{},wet\n"


def test_columns_are_read_as_the_mapping_says() -> None:
    columns = {"title": "Message", "when": "datetime", "who": "who", "place": "hall", "source": "ref"}
    (event,), report = loads_with_report(LOG.format("https://example.org/log"), "csv", columns=columns)
    assert (event.title, event.when and event.when.edtf, event.place) == (
        "Door opened",
        "2013-10-15T21:30:21+02:00",
        "Milby",
    )
    assert [(actor.name, part.role) for actor, part in zip(event.actors, event.participants, strict=True)] == [
        ("Ada Brook", "participant"),
        ("Ivo Lind", "participant"),
    ]
    assert event.evidence[0].source.url == "https://example.org/log"
    assert [(loss.field, loss.reason) for loss in report] == [("other columns", "remark not read")]
    (event,) = loads(LOG.format("Gazette"), "csv", columns={**columns, "text": "remark", "notes": "remark"})
    assert (event.evidence[0].source.name, event.evidence[0].text, event.notes) == ("Gazette", "wet", ("wet",))


@pytest.mark.parametrize(
    ("header", "row", "found", "columns"),
    [
        ("date,headline", "3 May 2016,Fair", ("Fair", "2016-05-03"), '{"title": "headline", "when": "date"}'),
        ("title,start,end", "Fair,2016-05-03,2016-05-05", ("Fair", "2016-05-03/2016-05-05"), '"end": "end"}'),
        ("title,start,end", "Fair,2016-05-03,", ("Fair", "2016-05-03"), '"end": "end"}'),
        ("title,start,end", "Fair,,2016-05-05", ("Fair", "../2016-05-05"), '"end": "end"}'),
        ("title,start,end", "Fair,2016,2016", ("Fair", "2016"), '"end": "end"}'),
        ("Date,Description", "1998,Fair", ("Fair", "1998"), '{"title": "description", "when": "date"}'),
        ("event,when,description", "Fair,1998,wet", ("Fair", "1998"), '"text": "description"}'),
        ("Year,Headline", "899,Fair", ("Fair", "0899"), '"when": "year"}'),
        ("Year,Headline", "-44,Fair", ("Fair", "-0044"), '"when": "year"}'),
        ("Year,Month,Day,Time,Headline", "1998,5,3,14:30,Fair", ("Fair", "1998-05-03T14:30"), '"day", "time"]}'),
        ("Year,Month,Day,Headline", "1998,May,3,Fair", ("Fair", "1998-05-03"), '"day"]}'),
        ("Year,Month,Day,Headline", "1998,5,,Fair", ("Fair", "1998-05"), '"day"]}'),
        ("Year,Month,End Year,End Month,Label", "1998,5,1999,6,Fair", ("Fair", "1998-05/1999-06"), '"end month"]'),
    ],
)
def test_names_in_common_use_are_taken_and_told(header: str, row: str, found: tuple[str, str], columns: str) -> None:
    text = f"{header}\n{row}\n"
    assert rows(text) == [found]
    assert columns in told(text)["columns"]


@pytest.mark.parametrize(
    ("header", "hint"),
    [
        ("message,datetime,kind", 'message, datetime, kind .*columns={"title": "message", "when": "datetime"}'),
        ("label,hdate", 'columns={"title": "label", "when": "hdate"}'),
        ("title,event,date", "which column is the title is not evident"),
        ("title,date,start", "which column is the time is not evident"),
        ("a,b", 'columns={"title": "a", "when": "b"}'),
        ("when", "no column is evidently the title"),
    ],
)
def test_a_table_that_can_be_read_in_two_ways_or_none_is_refused(header: str, hint: str) -> None:
    with pytest.raises(ReadError, match=hint.replace("{", r"\{")) as caught:
        loads(f"{header}\n", "csv")
    assert caught.value.where == "row 1"


@pytest.mark.parametrize(
    "columns",
    [{}, "title", {"titel": "a"}, {"title": 3}, {"title": []}, {"title": ["a", "b"]}, {"when": ["a", 3]}],
)
def test_a_mapping_that_is_none_is_named(columns: Any) -> None:
    with pytest.raises(ArgumentError, match="columns"):
        loads("a,b\n", "csv", columns=columns)


def test_a_column_that_is_not_there_is_named_beside_those_that_are() -> None:
    with pytest.raises(ReadError, match=r"'datum' \(when\) is missing; there are title, date"):
        loads("title,date\n", "csv", columns={"when": "Datum"})


# -- dates -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "edtf"),
    [
        ("c. 912", "0912~"),
        ("14 nov 871", "0871-11-14"),
        ("nov 871", "0871-11"),
        ("3 May 2016", "2016-05-03"),
        ("3–5 May 2016", "2016-05-03/2016-05-05"),
        ("May 1940 to June 1941", "1940-05/1941-06"),
        ("from 1850 to 1860", "1850/1860"),
        ("44 BC", "-0043"),
        ("since 2011", "2011/.."),
        ("before 1900", "../1899"),
        ("2016-05-03 14:00", "2016-05-03T14:00"),
        ("2016-05-03 14:00:05.25Z", "2016-05-03T14:00:05.250000Z"),
        ("2016-05-03 14:00:05 UTC", "2016-05-03T14:00:05Z"),
        ("2016-05-03T14:00:05-0330", "2016-05-03T14:00:05-03:30"),
        ("May 3, 2016 at 3pm", "2016-05-03T15:00"),
        ("1850~", "1850~"),
        ("[1850..1855]", "[1850..1855]"),
    ],
)
def test_a_date_in_a_cell_is_edtf_or_english(cell: str, edtf: str) -> None:
    found = time_of(cell, None)
    assert found is not None
    assert found.edtf == edtf


@pytest.mark.parametrize(
    "cell",
    ["some day", "next week", "10:30", "May 3", "3 May 2016, 10 June 2017", "3 May 2016 or so", "899", "1850 or 1851"],
)
def test_a_cell_that_is_not_one_time_is_kept_as_a_note(cell: str) -> None:
    (event,), report = loads_with_report(f'title,date\nFair,"{cell}"\n', "csv")
    assert (event.when, event.notes) == (None, (f"time: {cell}",))
    assert [(loss.event_id, loss.field) for loss in report] == [(None, "columns"), (event.id, "when")]


def test_the_order_of_a_date_in_digits_is_not_guessed() -> None:
    text = "title,date\nFair,03/04/2021\nBall,13/04/2021\n"
    assert sorted(rows(text), key=str) == [("Ball", "2021-04-13"), ("Fair", None)]
    assert "order=" in told(text)["when"]
    assert rows(text, order="dmy") == [("Fair", "2021-04-03"), ("Ball", "2021-04-13")]
    assert rows("title,date\nFair,03/04/2021\n", order="mdy") == [("Fair", "2021-03-04")]
    with pytest.raises(ArgumentError, match="order"):
        loads(text, "csv", order="ymd")


def test_an_end_before_the_start_is_no_time() -> None:
    (event,) = loads("title,start,end\nFair,2016,2015\n", "csv")
    assert (event.when, event.notes) == (None, ("time: 2016 / 2015",))


# -- rows --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bad", "where"),
    [
        ("A,some day", "row 3, column 'edtf'"),
        ("A", "row 3"),
        ("A,2020,B", "row 3"),
        ('"A,2020', "row 3, cell 1"),
        ('"A"B,2020', "row 3, cell 1"),
    ],
)
def test_one_bad_row_does_not_sink_the_table(bad: str, where: str) -> None:
    text = f"title,edtf\nFair,1998\n{bad}\nBall,1999\n"
    assert rows(text) == [("Fair", "1998"), ("Ball", "1999")]
    assert list(told(text)) == [where]
    with pytest.warns(SkippedWarning, match=where):
        loads(text, "csv")


def test_a_row_of_nothing_is_no_event() -> None:
    text = "title,edtf,place\nFair,1998,\n,,\n , ,\n,,,,\nBall,1999,Milby,,\n\n"
    assert rows(text) == [("Fair", "1998"), ("Ball", "1999")]
    assert not told(text)
    assert told("title,date\n,1998\nFair,1998\n")["row 2, column 'title'"] == "it is empty"


def test_quotes_that_never_close_take_linear_time_and_are_told() -> None:
    def work(number: int) -> int:
        text = "title,edtf\nFair,1998\n" + '"x""\n' * number
        return operations(lambda: loads_with_report(text, "csv"))

    work(10)
    assert work(4_000) <= 8 * 1.25 * work(500) + 2_000
    report = told("title,edtf\nFair,1998\n" + '"x"y,1998\n' * 200)
    assert any(where.endswith("all that follows") for where in report)


cells = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\x00"), min_size=1, max_size=20).map(str.strip)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(cells.filter(bool), st.dates(), cells), min_size=1, max_size=5),
    st.sampled_from([",", ";", "\t", "|"]),
)
def test_cells_of_any_table_are_those_that_another_reader_finds(table: list[Any], mark: str) -> None:
    sheet = io.StringIO(newline="")
    csv.writer(sheet, delimiter=mark).writerows([("What", "Day", "Where"), *table])
    columns = {"title": "What", "when": "Day", "place": "Where"}
    events = loads(sheet.getvalue(), "csv", columns=columns)
    frame = pandas.read_csv(
        io.StringIO(sheet.getvalue(), newline=""), sep=mark, dtype=str, keep_default_na=False, lineterminator=None
    )
    assert sorted(
        (event.title, event.when.edtf if event.when else "", event.place or "") for event in events
    ) == sorted((title.strip(), day, place.strip()) for title, day, place in frame.values.tolist())
    # Written by us and read back, it is the same.
    assert loads(dumps(events, "csv"), "csv") == events
