"""Timelines as rows, data frames and tables of Arrow, chosen from by `filter`, and times in models of pydantic."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import sys
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from pydantic import BaseModel, ValidationError
from strategies import EDTF, timelines

import dateline
from dateline import (
    Actor,
    ArgumentError,
    Attribution,
    Event,
    Interval,
    Mention,
    MissingExtraError,
    Moment,
    Participation,
    Source,
    Timeline,
)
from dateline.export.frames import to_pandas
from dateline.model.records import DATES, FIELDS, LISTS

if TYPE_CHECKING:
    from collections.abc import Callable

QUICK = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
ADA, IVO = Actor("Ada Brook"), Actor("Ivo Lind", aliases=["I. Lind"])
TRUST = Actor("Milby Mill Trust", "organization")
HERALD = Source("Milby Herald", title="Fire at the mill", url="https://example.org/fire", published="1950-06-01")
LETTER = Source("Letter", published=dt.datetime(1950, 6, 2, 9, 30, tzinfo=dt.UTC))
BURNED = Event(
    "It burned down",
    "1950~",
    "Milby",
    participants=[Participation(ADA, "agent"), Participation(TRUST, "patient")],
    attributions=[Attribution(IVO, "said")],
    status="reported",
    evidence=[Mention((0, 5), "It burned", HERALD), Mention((9, 14), "burnt to the ground", LETTER)],
    alternatives=["1951"],
    notes=["so the papers say"],
)
RANG = Event("Ada Brook rang", "2016-05-03T14:05+01:00", participants=[Participation(ADA)])
PLANNED = Event("The trust opens a shop", "2030-05", status="planned", participants=[Participation(TRUST)])
OLD = Event("The ford was paved", "-0043")
CLOSED = Event("It closed", "2011/..", kind="state")
UNDATED = Event("Nobody came", status="negated", evidence=[Mention((20, 26), "Nobody came", HERALD)])
MILL = Timeline([BURNED, RANG, PLANNED, OLD, CLOSED, UNDATED])


def row(event: Event, **options: Any) -> dict[str, Any]:
    (found,) = Timeline([event]).records(**options)
    return found


# -- rows --------------------------------------------------------------------------------------------------------------


def test_a_row_has_all_that_there_is_to_an_event() -> None:
    assert row(BURNED) == {
        "id": BURNED.id,
        "title": "It burned down",
        "when": "c. 1950",
        "edtf": "1950~",
        "start": dt.date(1950, 1, 1),
        "end": dt.date(1951, 1, 1),
        "granularity": "year",
        "place": "Milby",
        "status": "reported",
        "kind": "occurrence",
        "certainty": "certain",
        "actors": ["Ada Brook", "Milby Mill Trust"],
        "roles": ["agent", "patient"],
        "said_by": ["Ivo Lind"],
        "quote": "It burned",
        "document": "Milby Herald",
        "published": dt.date(1950, 6, 1),
        "url": "https://example.org/fire",
        "other_quotes": ["burnt to the ground"],
        "other_documents": ["Letter"],
        "alternatives": ["1951"],
        "notes": ["so the papers say"],
    }


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("2016-05-03", dt.date(2016, 5, 3), dt.date(2016, 5, 4)),
        ("2016-05-03T14:05", dt.datetime(2016, 5, 3, 14, 5), dt.datetime(2016, 5, 3, 14, 6)),
        # Midnight that is a time of the clock is no day, and neither is the end of the last hour of one.
        ("2016-05-03T00:00", dt.datetime(2016, 5, 3), dt.datetime(2016, 5, 3, 0, 1)),
        ("2016-05-03T23", dt.datetime(2016, 5, 3, 23), dt.datetime(2016, 5, 4)),
        ("2011/..", dt.date(2011, 1, 1), None),
        ("../2003", None, dt.date(2004, 1, 1)),
        ("9999", dt.date(9999, 1, 1), "+10000-01-01"),
        ("-0043-03-15", "-0043-03-15", "-0043-03-16"),
        ("-0043-03-15T10:30Z", "-0043-03-15T10:30:00Z", "-0043-03-15T10:31:00Z"),
        ("XXXX-12-25", None, None),
    ],
)
def test_bounds_are_of_the_types_that_hold_them(edtf: str, start: object, end: object) -> None:
    told = row(Event("x", edtf))
    assert (told["start"], told["end"], told["edtf"]) == (start, end, edtf)
    assert (type(told["start"]), type(told["end"])) == (type(start), type(end))


def test_an_offset_makes_a_moment_aware() -> None:
    zone = dt.timezone(dt.timedelta(hours=1))
    assert row(RANG)["start"] == dt.datetime(2016, 5, 3, 14, 5, tzinfo=zone)
    assert row(RANG, dates="iso")["start"] == "2016-05-03T14:05:00+01:00"


def test_rows_are_json_and_rows_of_a_database() -> None:
    rows = json.loads(json.dumps(MILL.records(dates="iso")))
    assert rows[1]["published"] == "1950-06-01"
    assert [told["start"] for told in rows] == [
        "-0043-01-01",
        "1950-01-01",
        "2011-01-01",
        "2016-05-03T14:05:00+01:00",
        "2030-05-01",
        None,
    ]
    base = sqlite3.connect(":memory:")
    plain = [name for name in FIELDS if name not in LISTS]
    base.execute(f"create table mill ({', '.join(f'{name!r}' for name in plain)})")
    base.executemany(f"insert into mill values ({', '.join('?' * len(plain))})", [[r[n] for n in plain] for r in rows])
    assert base.execute("select title from mill where start > '2000' order by start").fetchall() == [
        ("It closed",),
        ("Ada Brook rang",),
        ("The trust opens a shop",),
    ]
    base.close()


def test_an_event_without_anything_has_every_key() -> None:
    told = row(Event("It rained"))
    assert tuple(told) == FIELDS
    assert told["when"] == "undated"
    assert [name for name in FIELDS if told[name] == []] == list(LISTS)
    assert {name for name in FIELDS if told[name] is None} == {
        "edtf",
        "start",
        "end",
        "granularity",
        "place",
        "quote",
        "document",
        "published",
        "url",
    }


def test_other_dates_are_refused() -> None:
    with pytest.raises(ArgumentError, match=r"'dates'.*'python'.*'iso'"):
        MILL.records(dates="epoch")  # type: ignore[arg-type]


@pytest.mark.slow
@QUICK
@given(timelines)
def test_any_timeline_has_rows(timeline: Timeline) -> None:
    rows = timeline.records()
    assert [told["id"] for told in rows] == [event.id for event in timeline]
    json.dumps(timeline.records(dates="iso"))
    for told in rows:
        assert all(told[name] is None or isinstance(told[name], dt.date | str) for name in DATES)


# -- data frames -------------------------------------------------------------------------------------------------------


def test_pandas_has_dates_and_texts() -> None:
    frame = MILL.to_pandas()
    assert list(frame.columns) == list(FIELDS)
    assert frame["start"].dt.year.tolist()[1:5] == [1950, 2011, 2016, 2030]
    # 44 BC is in no column of dates, an open end is nowhere, and the clock is that of the text.
    assert frame["start"].isna().tolist() == [True, False, False, False, False, True]
    assert frame["end"].isna().tolist() == [True, False, True, False, False, True]
    assert frame["start"].tolist()[3] == pd.Timestamp(2016, 5, 3, 14, 5)
    assert frame["edtf"].tolist()[0] == "-0043"
    assert frame["actors"].tolist()[1] == ["Ada Brook", "Milby Mill Trust"]
    assert frame["place"].isna().tolist().count(True) == 5


def test_polars_has_dates_texts_and_lists() -> None:
    frame = MILL.to_polars()
    assert frame.filter(pl.col("start").dt.year() > 2000)["title"].to_list() == [
        "It closed",
        "Ada Brook rang",
        "The trust opens a shop",
    ]
    assert frame.explode("actors")["actors"].drop_nulls().to_list().count("Milby Mill Trust") == 2
    assert frame["start"].to_list()[3] == dt.datetime(2016, 5, 3, 14, 5)


def test_arrow_takes_a_timeline_as_it_is() -> None:
    table = pa.table(MILL)
    assert table.column_names == list(FIELDS)
    assert table["actors"].to_pylist()[1] == ["Ada Brook", "Milby Mill Trust"]
    assert table["start"].to_pylist()[0] is None
    assert table["published"].to_pylist()[1] == dt.datetime(1950, 6, 1)
    mill = MILL  # noqa: F841 (duckdb finds it by its name)
    found = duckdb.sql("select title from mill where year(start) < 2012 order by start")
    assert found is not None
    assert found.fetchall() == [("It burned down",), ("It closed",)]
    assert pd.DataFrame.from_arrow(MILL)["title"].tolist() == MILL.to_pandas()["title"].tolist()


@pytest.mark.slow
@QUICK
@given(timelines)
def test_columns_have_the_same_types_for_any_timeline(timeline: Timeline) -> None:
    frame = timeline.to_pandas()
    assert frame.dtypes.equals(Timeline().to_pandas().dtypes)
    assert len(frame) == len(timeline)
    assert timeline.to_polars().schema == Timeline().to_polars().schema
    assert pa.table(timeline).schema == pa.table(Timeline()).schema


@pytest.mark.parametrize(
    ("package", "extra", "work"),
    [
        ("pandas", "pandas", Timeline.to_pandas),
        ("polars", "polars", Timeline.to_polars),
        ("pyarrow", "arrow", Timeline.__arrow_c_stream__),
    ],
)
def test_what_is_not_installed_is_named(
    package: str, extra: str, work: Callable[[Timeline], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match=rf"pip install 'dateline\[{extra}\]'"):
        work(MILL)


def test_half_characters_do_not_stop_a_frame() -> None:
    frame = to_pandas(Timeline([Event("half \ud800 of it")]))
    assert frame["title"].tolist()[0] == "half \ufffd of it"


# -- filter ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({}, [event.title for event in MILL]),
        ({"status": "reported"}, ["It burned down"]),
        ({"status": ["planned", dateline.Status.NEGATED]}, ["The trust opens a shop", "Nobody came"]),
        ({"kind": "state"}, ["It closed"]),
        ({"kind": ("state", "reporting")}, ["It closed"]),
        ({"who": "ada brook"}, ["It burned down", "Ada Brook rang"]),
        ({"who": TRUST}, ["It burned down", "The trust opens a shop"]),
        ({"who": [TRUST, "Ada Brook"]}, ["It burned down", "Ada Brook rang", "The trust opens a shop"]),
        ({"who": "Nobody"}, []),
        ({"source": "I. Lind"}, ["It burned down"]),
        ({"source": IVO}, ["It burned down"]),
        ({"source": HERALD}, ["It burned down", "Nobody came"]),
        ({"source": "fire at the mill"}, ["It burned down", "Nobody came"]),
        ({"source": "https://example.org/fire"}, ["It burned down", "Nobody came"]),
        ({"source": HERALD.id}, ["It burned down", "Nobody came"]),
        ({"source": ["Letter", "nobody"]}, ["It burned down"]),
        ({"between": "1950"}, ["It burned down"]),
        ({"between": dt.date(2016, 5, 3)}, ["It closed", "Ada Brook rang"]),
        ({"between": ("2016-05-03", "2030-05")}, ["It closed", "Ada Brook rang"]),
        ({"between": ("2016-05-03", "2030-06")}, ["It closed", "Ada Brook rang", "The trust opens a shop"]),
        ({"between": (None, "1950")}, ["The ford was paved"]),
        ({"between": (Interval.of(1951), None)}, ["It closed", "Ada Brook rang", "The trust opens a shop"]),
        ({"between": [dt.date(1950, 12, 31), dt.date(1951, 1, 1)]}, ["It burned down"]),
        ({"text": "BURNT  to"}, ["It burned down"]),
        ({"text": ["shop", "rang"]}, ["Ada Brook rang", "The trust opens a shop"]),
        ({"dated": False}, ["Nobody came"]),
        ({"dated": True, "source": HERALD}, ["It burned down"]),
        ({"who": "Ada Brook", "status": "asserted", "between": ("2000", "2020")}, ["Ada Brook rang"]),
    ],
    ids=str,
)
def test_filter_keeps_that_of_which_all_holds(asked: dict[str, Any], titles: list[str]) -> None:
    assert [event.title for event in MILL.filter(**asked)] == titles


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"status": "alleged"}, "one of asserted, reported, planned, negated, hypothetical"),
        ({"kind": 3}, "'kind' is 3"),
        ({"who": [3]}, "'who' is 3: must be an Actor or a name"),
        ({"source": 3}, "'source' is 3"),
        ({"text": 3}, "'text' is 3"),
        ({"between": ("1951", "1950")}, "the second must come after the first"),
        ({"between": ("../1950", "1960")}, "has no first moment"),
        ({"between": 1950}, "must be an Interval, its EDTF or a date"),
        ({"between": "soon"}, "not EDTF"),
    ],
    ids=str,
)
def test_what_cannot_be_asked_for_is_named(asked: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        MILL.filter(**asked)


def test_filter_agrees_with_its_sisters() -> None:
    assert MILL.filter(who="Ada Brook") == MILL.involving("Ada Brook")
    assert MILL.filter(between="1950") == MILL.within("1950")
    assert MILL.filter(source=IVO) == MILL.said_by(IVO)
    assert MILL.filter(dated=True) == MILL[: len(MILL.dated)]


# -- one line ----------------------------------------------------------------------------------------------------------


def test_events_and_timelines_have_short_lines() -> None:
    assert repr(RANG) == "<Event 2016-05-03T14:05+01:00 'Ada Brook rang'>"
    assert repr(UNDATED) == "<Event undated 'Nobody came' negated>"
    assert repr(Event("word " * 30)) == f"<Event undated '{'word ' * 11}word…'>"
    assert str(MILL).splitlines() == [
        "44 BC                    The ford was paved",
        "c. 1950                  It burned down",
        "since 2011               It closed",
        "3 May 2016, 14:05 UTC+1  Ada Brook rang",
        "May 2030                 The trust opens a shop",
        "undated                  Nobody came",
    ]


# -- pydantic ----------------------------------------------------------------------------------------------------------


class Lease(BaseModel):
    when: Interval
    signed: Moment | None = None


@pytest.mark.parametrize("edtf", EDTF)
def test_a_model_of_pydantic_holds_times_as_strings(edtf: str) -> None:
    lease = Lease.model_validate({"when": edtf, "signed": "2016-05-03T14:05Z"})
    assert lease.when == Interval.from_edtf(edtf)
    assert lease.model_dump()["when"] == lease.when
    assert json.loads(lease.model_dump_json()) == {"when": edtf, "signed": "2016-05-03T14:05:00Z"}
    assert Lease.model_validate_json(lease.model_dump_json()) == lease


def test_pydantic_reports_what_is_no_time() -> None:
    with pytest.raises(ValidationError, match="not EDTF: 'soon', at character 0"):
        Lease(when="soon")  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="ISO 8601"):
        Lease.model_validate_json('{"when": "2016", "signed": "soon"}')
    assert Lease.model_json_schema()["properties"]["when"]["type"] == "string"
    assert Lease(when=Interval.of(2016)).when.edtf == "2016"


class Report(BaseModel):
    found: Timeline
    first: Event


def test_a_model_of_pydantic_holds_timelines_and_events() -> None:
    report = Report(found=MILL, first=BURNED)
    told = report.model_dump_json()
    assert json.loads(told)["found"] == json.loads(dateline.dumps(MILL, "json"))
    again = Report.model_validate_json(told)
    assert again.found == MILL
    assert again.first == Timeline([BURNED])[0]
    assert Report.model_validate(json.loads(told)) == again
    assert Report.model_json_schema()["properties"]["found"]["type"] == "object"


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        ('{"schema_version": 2, "events": [{"title": 3}]}', r"\$\.events\[0\]\.title"),
        ("3", "Input should be an object|valid dictionary"),
    ],
)
def test_pydantic_reports_what_is_no_timeline(found: str, reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        Report.model_validate_json(f'{{"found": {found}, "first": {{}}}}')
    whole = dateline.dumps(MILL, "json")
    with pytest.raises(ValidationError, match="an event is a timeline of one, and there are 6"):
        Report.model_validate_json(f'{{"found": {whole}, "first": {whole}}}')
