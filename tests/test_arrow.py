"""Documents in, events out, as Arrow tables; and timelines as Parquet files with the same columns."""

from __future__ import annotations

import datetime as dt
import pickle
import re
import sys
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings

import dateline
from dateline import (
    ArgumentError,
    Event,
    LocaleError,
    MissingExtraError,
    Reader,
    Source,
    Timeline,
    WeightsError,
    parse,
    write,
)
from dateline.arrow import events_of, map_in_arrow, schema, spark_schema
from dateline.export import encode_with_report
from dateline.export.rows import SCHEMA_VERSION

sys.path.insert(0, str(Path(__file__).parent))

import invented
from strategies import timelines

ROOT = Path(__file__).resolve().parent.parent
BOAT = "🛶 Ada Brook opened the mill on 3 March 2019. Ivo Lind said it had burned down yesterday."


def table(*texts: Any, dates: Any = None, **columns: Any) -> pa.Table:
    """Documents with the ids a, b, c …"""
    held = texts[0] if len(texts) == 1 and isinstance(texts[0], pa.Array | pa.ChunkedArray) else None
    cells = pa.array(texts, pa.string()) if held is None else held
    ids = [chr(97 + at) for at in range(len(cells))]
    when = pa.nulls(len(cells)) if dates is None else dates
    return pa.table({"id": ids, "date": when, "text": cells, **columns})


DOCUMENTS = pa.Table.from_pylist(list(invented.documents(25)))


# -- rows --------------------------------------------------------------------------------------------------------------


def test_a_row_tells_what_the_event_tells() -> None:
    found = events_of(table(BOAT, dates=["2012-11-09"])).to_pylist()
    events = parse(BOAT, dct="2012-11-09", source=Source("a"))
    assert [row["event_id"] for row in found] == [event.id for event in events]
    assert [(row["event_number"], row["event_count"]) for row in found] == [(0, 2), (1, 2)]
    burned, opened = found
    assert burned["doc"] == "a"
    assert (burned["title"], burned["human"]) == ("It had burned down", "8 November 2012")
    assert (burned["edtf"], burned["granularity"]) == ("2012-11-08", "day")
    assert (burned["first_day"], burned["last_day"]) == (dt.date(2012, 11, 8), dt.date(2012, 11, 8))
    assert (burned["start_time"], burned["end_time"]) == ("2012-11-08T00:00:00", "2012-11-09T00:00:00")
    assert (burned["status"], burned["certainty"], burned["kind"]) == ("reported", "certain", "occurrence")
    assert [(one["name"], one["kind"], one["cue"]) for one in burned["said_by"]] == [("Ivo Lind", "person", "said")]
    assert [(one["name"], one["role"]) for one in opened["actors"]] == [("Ada Brook", "agent")]
    assert opened["actors"][0]["id"] == events[1].actors[0].id
    assert burned["source"]["sha256"] == events.sources[0].sha256
    assert burned["error"] is None


def test_offsets_are_counted_in_code_points_and_in_utf16() -> None:
    for row in events_of(table(BOAT, dates=["2012-11-09"])).to_pylist():
        for name in ("trigger", "quote"):
            assert BOAT[row[f"{name}_start"] : row[f"{name}_end"]] == row[name]
            units = BOAT.encode("utf-16-le")
            assert units[2 * row[f"{name}_start_utf16"] : 2 * row[f"{name}_end_utf16"]].decode("utf-16-le") == row[name]


def test_duckdb_and_polars_count_code_points() -> None:
    documents, events = DOCUMENTS, events_of(DOCUMENTS)
    wrong = duckdb.execute(
        "select doc from events join documents on doc = id "
        "where substring(text, quote_start + 1, quote_end - quote_start) != quote"
    )
    assert wrong.fetchall() == []
    joined = pl.from_arrow(events).join(pl.from_arrow(documents), left_on="doc", right_on="id")  # type: ignore[union-attr,arg-type]
    told = pl.col("text").str.slice(pl.col("quote_start"), pl.col("quote_end") - pl.col("quote_start"))
    assert joined.filter(told != pl.col("quote")).height == 0
    assert joined.filter(pl.col("quote_start") != pl.col("quote_start_utf16")).height > 10


@pytest.mark.parametrize(
    ("edtf", "first", "last", "start", "end"),
    [
        ("2012-09", dt.date(2012, 9, 1), dt.date(2012, 9, 30), "2012-09-01T00:00:00", "2012-10-01T00:00:00"),
        ("-0043-03-15", None, None, "-0043-03-15T00:00:00", "-0043-03-16T00:00:00"),
        ("-0043/0020", None, dt.date(20, 12, 31), "-0043-01-01T00:00:00", "0021-01-01T00:00:00"),
        ("0000", None, None, "0000-01-01T00:00:00", "0001-01-01T00:00:00"),
        ("0001", dt.date(1, 1, 1), dt.date(1, 12, 31), "0001-01-01T00:00:00", "0002-01-01T00:00:00"),
        ("9999-12-31", dt.date(9999, 12, 31), dt.date(9999, 12, 31), "9999-12-31T00:00:00", None),
        ("2011/..", dt.date(2011, 1, 1), None, "2011-01-01T00:00:00", None),
        ("../2003", None, dt.date(2003, 12, 31), None, "2004-01-01T00:00:00"),
        ("XXXX-12-25", None, None, None, None),
        ("2023-11-06T14:05", dt.date(2023, 11, 6), dt.date(2023, 11, 6), "2023-11-06T14:05:00", "2023-11-06T14:06:00"),
        (None, None, None, None, None),
    ],
)
def test_days_and_times(edtf: str | None, first: Any, last: Any, start: Any, end: Any) -> None:
    data, _ = encode_with_report(Timeline([Event("It fell", edtf)]), "parquet")
    (row,) = pq.read_table(pa.BufferReader(data)).to_pylist()
    assert (row["first_day"], row["last_day"], row["start_time"]) == (first, last, start)
    assert row["edtf"] == edtf
    if edtf != "9999-12-31":
        assert row["end_time"] == end


def test_every_document_has_a_row() -> None:
    found = events_of(table("He left in 2003.", "The pump is red.", "", None)).to_pylist()
    assert [(row["doc"], row["event_count"], row["event_number"], row["title"]) for row in found] == [
        ("a", 1, 0, "He left"),
        ("b", 0, None, None),
        ("c", 0, None, None),
        ("d", None, None, None),
    ]
    assert [row["error"] is None for row in found] == [True, True, True, False]
    assert {name for name, value in found[1].items() if value is not None} == {"doc", "event_count"}
    assert {name for name, value in found[3].items() if value is not None} == {"doc", "error"}


@pytest.mark.slow
def test_the_order_is_that_of_the_documents_and_their_timelines() -> None:
    found = events_of(DOCUMENTS)
    expected = [
        (one["id"], event.id)
        for one in invented.documents(25)
        for event in parse(one["text"] or "", dct=one["date"], source=Source(one["id"]))
    ]
    rows = [(row["doc"], row["event_id"]) for row in found.select(["doc", "event_id"]).to_pylist()]
    assert [row for row in rows if row[1]] == expected


@pytest.mark.slow
def test_batches_of_any_size_give_the_same_rows() -> None:
    whole = events_of(DOCUMENTS)
    for rows in (1, 7, 100):
        pieces = map_in_arrow(rows=rows)(DOCUMENTS.to_batches(max_chunksize=10))
        assert pa.Table.from_batches(pieces).equals(whole)
    assert events_of(DOCUMENTS.slice(0, 0)).equals(schema().empty_table())
    assert events_of(DOCUMENTS.combine_chunks().to_batches()[0]).equals(whole)


@pytest.mark.slow
def test_the_function_for_engines_goes_to_other_processes() -> None:
    work = map_in_arrow(rows=5, events="dated", language="en")
    again = pickle.loads(pickle.dumps(work))
    batches = DOCUMENTS.to_batches()
    assert list(again(batches)) == list(work(batches))


# -- what comes in -----------------------------------------------------------------------------------------------------

RAW = [b"He left in 2003.", b"\xff\xfe", None, "Zo\u00eb left in 2004.".encode()]


@pytest.mark.parametrize(
    "kind", [pa.binary(), pa.large_binary(), pa.binary_view(), pa.dictionary(pa.int8(), pa.binary())], ids=str
)
def test_bytes_are_utf8(kind: Any) -> None:
    found = events_of(table(pa.array(RAW, pa.binary()).cast(kind) if "view" in str(kind) else pa.array(RAW, kind)))
    assert found["event_count"].to_pylist() == [1, None, None, 1]
    assert found["error"].to_pylist()[1] == "column 'text': byte 0 is not UTF-8"
    assert "is null" in found["error"].to_pylist()[2]


def test_strings_that_are_no_utf8() -> None:
    found = events_of(table(pa.array(RAW, pa.binary()).view(pa.string())))
    assert found["error"].to_pylist()[:2] == [None, "column 'text': byte 0 is not UTF-8"]
    ids = pa.array([b"a", b"\xff", None], pa.binary()).view(pa.string())
    assert events_of(pa.table({"id": ids, "text": [""] * 3}), dct=None)["doc"].to_pylist() == ["a", "\\xff", None]


@pytest.mark.parametrize("kind", [pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())], ids=str)
def test_text_of_other_types(kind: Any) -> None:
    plain = pa.array(["He left in 2003.", None])
    found = events_of(table(pa.array(plain.to_pylist(), kind)))
    assert found["title"].to_pylist() == ["He left", None]
    assert events_of(table(pa.nulls(2)))["event_count"].to_pylist() == [None, None]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (pa.array([dt.date(2012, 11, 9)]), "2012-11-08"),
        (pa.array([dt.date(2012, 11, 9)], pa.date64()), "2012-11-08"),
        (pa.array([dt.datetime(2012, 11, 9, 23, 30)], pa.timestamp("ns")), "2012-11-08"),
        (pa.array([dt.datetime(2012, 11, 9, 23, 30)], pa.timestamp("us", "UTC")), "2012-11-08"),
        # The day that it was there: half past midnight of the 10th.
        (pa.array([dt.datetime(2012, 11, 9, 23, 30)], pa.timestamp("us", "Europe/Berlin")), "2012-11-09"),
        (pa.array(["2012-11-09"]), "2012-11-08"),
        (pa.array(["2012-11-09T10:00:00+01:00"]), "2012-11-08"),
        (pa.array(["2012-11-09"]).dictionary_encode(), "2012-11-08"),
        (pa.array([""]), None),
        (pa.array([None], pa.string()), None),
        (pa.array([None], pa.date32()), None),
        (pa.nulls(1), None),
    ],
    ids=lambda value: str(getattr(value, "type", "")),
)
def test_dates_of_documents(dates: Any, expected: str | None) -> None:
    found = events_of(table("Ada Brook left yesterday.", dates=dates)).to_pylist()
    assert [(row["error"], row["edtf"]) for row in found] == [(None, expected)]


@pytest.mark.parametrize(
    "dates",
    [
        pa.array(["1998-99-99"]),
        pa.array(["yesterday"]),
        pa.array([2**62], pa.timestamp("s")),
        pa.array([10**18], pa.timestamp("us")),
        pa.array([10**9], pa.date32()),
        pa.array([b"\xff"], pa.binary()),
    ],
    ids=lambda value: str(value.type),
)
def test_a_bad_date_is_told_in_the_row_of_its_document(dates: Any) -> None:
    (row,) = events_of(table("He left yesterday.", dates=dates)).to_pylist()
    assert row["event_count"] is None
    assert re.search("dct|date", row["error"])


@pytest.mark.parametrize(
    "ids",
    [
        pa.array([7]),
        pa.array([b"7"]),
        pa.array(["7"]),
        pa.array(["7"]).dictionary_encode(),
        pa.array([7], pa.uint8()),
        pa.array([7.0]),
    ],
    ids=lambda value: str(value.type),
)
def test_ids_become_text(ids: Any) -> None:
    assert events_of(pa.table({"id": ids, "text": ["It rained."]}), dct=None)["doc"].to_pylist() == ["7"]


@pytest.mark.parametrize("text", ["Ada Brook died in 1950.", "", None])
def test_a_document_without_an_id_gets_no_name(text: str | None) -> None:
    documents = pa.table({"id": pa.array([None], pa.string()), "text": pa.array([text], pa.string())})
    assert events_of(documents, dct=None)["doc"].to_pylist() == [None]


def test_far_dates_are_told_with_their_value() -> None:
    (row,) = events_of(table("He left.", dates=pa.array([2**60], pa.timestamp("s")))).to_pylist()
    assert row["error"] == "column 'date': 1152921504606846976 as timestamp[s] is outside of the years 1 to 9999"


def test_a_zone_that_there_is_not_is_told_of_its_column() -> None:
    dates = pa.array([1], pa.timestamp("s", "Mars/Kelden"))
    with pytest.raises(ArgumentError, match=r"argument 'dct' is 'date'.*no zone 'Mars/Kelden'"):
        events_of(table("He left.", dates=dates))


def test_frames_that_cannot_become_arrow_as_a_whole() -> None:
    frame = table("He left in 1950.", "She left in 1950.").to_pandas().astype(object)
    expected = events_of(frame)
    assert events_of(frame.assign(more=["x", 7])).equals(expected)
    half = frame.copy()
    half.loc[0, "text"] = "He left \ud800 in 1950."
    bad, good = events_of(half).to_pylist()
    assert bad["error"] == "column 'text': byte 8 is not UTF-8"
    assert good["event_count"] == 1
    with pytest.raises(ArgumentError, match=r"argument 'text' is 'text': is a column of mixed values"):
        events_of(frame.assign(text=["He left.", 7]))
    with pytest.raises(ArgumentError, match=r"argument 'dct' is 'date'.*is no column; there are"):
        events_of(frame.assign(more=["x", 7]).drop(columns="date"))


def test_what_speaks_arrow_is_taken() -> None:
    documents = DOCUMENTS
    expected = events_of(documents)
    assert events_of(pl.from_arrow(documents)).equals(expected)
    assert events_of(duckdb.sql("from documents")).equals(expected)
    assert events_of(documents.to_pandas()).equals(expected)


def test_columns_may_tell_more_of_the_source() -> None:
    text = "Ada Brook left in 2003."
    documents = table(text, link=["https://kelden.example/1"], day=["2012-11-09"], outlet=[None])
    source = {"url": "link", "published": "day", "publisher": "outlet"}
    (row,) = events_of(documents, source=source).to_pylist()
    expected = Source("a", url="https://kelden.example/1", published="2012-11-09")
    assert row["source"] == {
        "id": parse(text, source=expected).sources[0].id,
        "name": "a",
        "title": None,
        "publisher": None,
        "author": None,
        "url": "https://kelden.example/1",
        "published": "2012-11-09",
        "sha256": Source.for_text(text).sha256,
    }
    (row,) = events_of(documents, source={"published": "link"}).to_pylist()
    assert row["error"].startswith("ArgumentError: argument 'published' is 'https://")


def test_options_are_those_of_parse() -> None:
    text = "Paid by Ada Brook on 03/04/2021. She may come."
    for options in ({"order": "mdy"}, {"order": "dmy", "events": "all"}):
        found = events_of(table(text), **options)  # type: ignore[arg-type]
        assert found["event_id"].to_pylist() == [e.id for e in parse(text, source=Source("a"), **options)]  # type: ignore[arg-type]


# -- what is wrong -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"text": "body"}, "'text' is 'body': is no column; there are id, date, text"),
        ({"dct": "published"}, "'dct' is 'published': is no column"),
        ({"id": "key"}, "'id' is 'key': is no column"),
        ({"id": None}, "'id' is None: must be the name of a column"),
        ({"dct": dt.date(2012, 11, 9)}, "'dct' is .*: must be the name of a column"),
        ({"source": {"isbn": "id"}}, "'source' is 'isbn': is no part of a source; there are name, title"),
        ({"source": {"url": "link"}}, "is 'link': is no column"),
        ({"source": "link"}, "'source'"),
        ({"langage": "de"}, "'langage' is 'de': there is no such option; there are .*language"),
        ({"events": "some"}, "'events'"),
        ({"order": "ymd"}, "'order'"),
    ],
)
def test_what_is_wrong_with_the_call_is_told_at_once(options: dict[str, Any], told: str) -> None:
    with pytest.raises(ArgumentError, match=told):
        events_of(table("It rained."), **options)
    if "no column" not in told:
        with pytest.raises(ArgumentError, match=told):
            map_in_arrow(**options)


def test_columns_of_other_things_are_refused() -> None:
    with pytest.raises(ArgumentError, match=r"column of int64; cast it to text \(string\)"):
        events_of(table(pa.array([1])))
    for dates in (pa.array([2012]), pa.array([1.5]), pa.array([True]), pa.array([["2012"]])):
        with pytest.raises(ArgumentError, match="cast it to dates"):
            events_of(table("It rained.", dates=dates))
    twice = pa.Table.from_arrays([pa.array(["a"])] * 3, names=["id", "text", "text"])
    with pytest.raises(ArgumentError, match="the name of several columns"):
        events_of(twice, dct=None)


@pytest.mark.parametrize("batch", [None, "It rained.", [{"id": "a", "text": "It rained."}]])
def test_what_is_no_table_is_refused(batch: Any) -> None:
    with pytest.raises(ArgumentError, match="batch"):
        events_of(batch)


@pytest.mark.parametrize("rows", [0, -1, 1.5, True, None])
def test_rows_are_a_number(rows: Any) -> None:
    with pytest.raises(ArgumentError, match="rows"):
        map_in_arrow(rows=rows)


def test_an_unknown_language_is_told_at_once() -> None:
    with pytest.raises(LocaleError):
        map_in_arrow(language="tlh")


def failing(error: Exception) -> Any:
    def recognizer(document: Any, found: Any) -> Any:
        if "BREAK" in document.text:
            raise error
        return ()

    return [recognizer]


@pytest.mark.parametrize("error", [KeyError("k"), RecursionError("deep"), MemoryError(), ZeroDivisionError("x\ny")])
def test_no_document_raises(error: Exception) -> None:
    found = events_of(table("It rained.", "BREAK", "It rained."), recognizers=failing(error))
    assert found["event_count"].to_pylist() == [0, None, 0]
    told = found["error"].to_pylist()[1]
    assert told.startswith(f"{type(error).__name__}: ")
    assert "(in recognizer, test_arrow.py, line " in told
    assert "\n" not in told


@pytest.mark.parametrize("error", [MissingExtraError("spacy", "spacy"), WeightsError("en.npz", "is not there")])
def test_what_no_document_is_to_blame_for_is_raised(error: Exception) -> None:
    with pytest.raises(type(error)):
        events_of(table("BREAK"), recognizers=failing(error))


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    documents = table("It rained.")
    timeline = parse("He left in 2003.")
    for name in ("pyarrow", "pyarrow.parquet"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtraError, match=r"dateline\[arrow\]"):
        events_of(documents)
    with pytest.raises(MissingExtraError, match=r"dateline\[arrow\]"):
        write(timeline, tmp_path / "mill.parquet")
    assert not list(tmp_path.iterdir())


# -- the columns -------------------------------------------------------------------------------------------------------


def test_the_columns_stay_what_they_are() -> None:
    # A column that is renamed, removed or gets another type needs another SCHEMA_VERSION; new ones go to the end.
    assert SCHEMA_VERSION == 1
    assert schema().metadata == {b"dateline.schema": b"1"}
    assert ", ".join(f"{field.name} {field.type}" for field in schema() if field.type != pa.string()) == (
        "event_count int32, event_number int32, first_day date32[day], last_day date32[day], "
        "actors list<item: struct<id: string, name: string, kind: string, role: string>>, "
        "said_by list<item: struct<id: string, name: string, kind: string, cue: string>>, "
        "trigger_start int64, trigger_end int64, trigger_start_utf16 int64, trigger_end_utf16 int64, "
        "quote_start int64, quote_end int64, quote_start_utf16 int64, quote_end_utf16 int64, "
        "other_quotes list<item: struct<doc: string, quote: string, quote_start: int64, quote_end: int64, "
        "quote_start_utf16: int64, quote_end_utf16: int64>>, "
        "alternatives list<item: string>, notes list<item: string>, "
        "source struct<id: string, name: string, title: string, publisher: string, author: string, url: string, "
        "published: string, sha256: string>"
    )
    names = (
        "doc event_count event_number event_id title human edtf granularity first_day last_day start_time end_time "
        "status certainty kind place actors said_by trigger trigger_start trigger_end trigger_start_utf16 "
        "trigger_end_utf16 quote quote_start quote_end quote_start_utf16 quote_end_utf16 other_quotes alternatives "
        "notes source error"
    )
    assert schema().names == names.split()


def test_no_column_is_a_word_of_sql() -> None:
    reserved = {
        word
        for (word,) in duckdb.execute(
            "select keyword_name from duckdb_keywords() where keyword_category = 'reserved'"
        ).fetchall()
    }
    assert reserved & set(schema().names) == set()


def test_the_schema_of_spark_has_the_same_columns() -> None:
    written = spark_schema()
    assert written.startswith("doc STRING, event_count INT, event_number INT, event_id STRING")
    assert "actors ARRAY<STRUCT<id: STRING, name: STRING, kind: STRING, role: STRING>>" in written
    assert re.sub(r"<.*?>+", "", written).count(",") == len(schema()) - 1


def test_every_column_is_documented() -> None:
    page = (ROOT / "docs" / "reference" / "formats.md").read_text(encoding="utf-8")
    section = page.partition("\n## parquet\n")[2].partition("\n## ")[0]
    told = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    assert re.findall(r"`(\w+)`", " ".join(told)) == schema().names


# -- Parquet -----------------------------------------------------------------------------------------------------------


def test_duckdb_and_polars_read_a_parquet_file(tmp_path: Path) -> None:
    timeline = parse(BOAT, dct="2012-11-09", source=Source("Kelden Post"))
    path = tmp_path / "mill.parquet"
    report = write(timeline, path, texts=[BOAT])
    assert report.written == 2
    assert {loss.field for loss in report.losses} == {"timexes", "actors", "mentions"}
    expected = [(event.id, event.title, event.when.edtf if event.when else None) for event in timeline]
    assert duckdb.execute(f"select event_id, title, edtf from '{path}' order by event_number").fetchall() == expected
    assert pl.read_parquet(path).select("event_id", "title", "edtf").rows() == expected
    assert pq.read_table(path).equals(events_of(table(BOAT, dates=["2012-11-09"], name=["Kelden Post"]), id="name"))
    assert pq.read_schema(path).metadata[b"dateline.schema"] == b"1"
    assert dateline.write(timeline, tmp_path / "again.parquet", texts=[BOAT]).written == 2
    assert (tmp_path / "again.parquet").read_bytes() == path.read_bytes()


def test_without_the_texts_there_are_no_offsets_in_utf16(tmp_path: Path) -> None:
    write(parse(BOAT), tmp_path / "mill.parquet")
    rows = pq.read_table(tmp_path / "mill.parquet").to_pylist()
    assert [row["quote_start"] for row in rows] == [0, 45]
    assert [row["quote_start_utf16"] for row in rows] == [None, None]


def test_events_of_several_documents_in_one_file(tmp_path: Path) -> None:
    text = "Ada Brook opened the mill on 3 March 2019."
    both = parse(text, source=Source("one")) | parse(text, source=Source("other"))
    report = write(both, tmp_path / "mill.parquet")
    assert "sources" in {loss.field for loss in report.losses}
    (row,) = pq.read_table(tmp_path / "mill.parquet").to_pylist()
    assert row["doc"] == "one"
    assert [(quote["doc"], quote["quote"]) for quote in row["other_quotes"]] == [("other", text)]


@pytest.mark.slow
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(timelines)
def test_any_timeline_makes_a_parquet_file(timeline: Timeline) -> None:
    data, report = encode_with_report(timeline, "parquet")
    rows = pq.read_table(pa.BufferReader(data)).to_pylist()
    assert len(rows) == report.written == len(timeline)
    assert [row["event_id"] for row in rows] == [event.id for event in timeline]
    told = {loss.field for loss in report.losses}
    if "text" not in told:
        assert [row["title"] for row in rows] == [event.title for event in timeline]
        assert [row["notes"] for row in rows] == [list(event.notes) for event in timeline]


def test_a_reader_is_made_once_for_all_batches() -> None:
    work = map_in_arrow(order="dmy")
    assert work.keywords["reader"] == Reader(order="dmy")  # type: ignore[attr-defined]
