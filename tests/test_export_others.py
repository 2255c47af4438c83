"""Markdown, JSON Lines, JSON-LD, TimeML, Arrow and the JSON of two timeline scripts: sound, escaped, losses told."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyarrow as pa
import pytest
import rdflib
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]
from markdown_it import MarkdownIt

import dateline
from dateline.errors import ArgumentError, MissingExtraError, ReadError, UnknownFormatError
from dateline.export import FORMATS, dumps, dumps_with_report, is_text, loads, options_of, read, write
from dateline.export.arrow import to_table
from dateline.export.jsonl import dump_many, load_many
from dateline.interval import Interval
from dateline.model import Actor, Attribution, Event, Mention, Participation, Source, Timeline

sys.path.insert(0, str(Path(__file__).parent))

from strategies import EDTF, hostile_text, timelines

TEXT = (
    "Ada Brook opened the mill on 3 March 1911.\r\nIvo Lind said that it burned down < 1950 & that \x00 all was lost."
)
SOURCE = Source("The Mill", url="https://example.org/mill", published="1950-06-01")
MILL = dateline.parse(TEXT, source=SOURCE)
HOSTILE = [
    "</script><script>alert(1)</script>",
    "![x](https://example.org/x.png) [y](javascript:alert(1)) <b>",
    "a | b \\| c",
    "`code` *bold* _it_ ~~no~~ ^[note]",
    "# heading",
    "- item",
    "1. item",
    "https://example.org www.example.org x@example.org @user #1 :smile:",
    "&lt; &amp; &#60;",
    "one\n\ntwo\r\n---\n",
    "half \ud800, nul \x00",
]
QUICK = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def hostile(text: str) -> Timeline:
    actor = Actor(text)
    mention = Mention((0, len(text)), text, Source(title=text, url=text))
    taking = [Participation(actor, text)]
    return Timeline([Event(text, "1998", text, taking, [Attribution(actor, text)], evidence=[mention], notes=[text])])


WRITTEN = [name for name in FORMATS if name != "timeml" and is_text(name)]


@pytest.mark.slow
@pytest.mark.parametrize("name", WRITTEN)
@QUICK
@given(timelines)
def test_every_timeline_can_be_written(name: str, timeline: Timeline) -> None:
    text, report = dumps_with_report(timeline, name)
    text.encode("utf-8")
    left_out = {loss.event_id for loss in report.losses if loss.field == "event"}
    assert report.written + len([event for event in timeline if event.id in left_out]) == len(timeline)
    assert dumps(timeline, name) == text
    if name in {"jsonld", "timelinejs", "visjs"}:
        json.loads(text)


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_can_be_written_everywhere(name: str, text: str) -> None:
    dumps(hostile(text), name).encode("utf-8")


@pytest.mark.parametrize(
    "name", ["docx", "html", "jsonld", "markdown", "parquet", "timelinejs", "timeml", "visjs", "xlsx"]
)
def test_what_is_only_written_says_so(name: str) -> None:
    with pytest.raises(ReadError, match="not read back"):
        loads("", name)


def test_suffixes_name_one_format_each(tmp_path: Path) -> None:
    suffixes = [suffix for ends in FORMATS.values() for suffix in ends]
    assert len(suffixes) == len(set(suffixes))
    for name, ends in FORMATS.items():
        for suffix in ends:
            texts: dict[str, Any] = {"texts": [TEXT]} if "texts" in options_of(name) else {}
            assert write(MILL, tmp_path / f"mill{suffix}", **texts).format == name
    with pytest.raises(UnknownFormatError):
        write(MILL, tmp_path / "mill.xml")


def test_what_is_no_timeline_and_no_text_is_named(tmp_path: Path) -> None:
    for wrong in ("It rained.", None, [Event("x")]):
        for work in (lambda: dumps(wrong, "csv"), lambda: write(wrong, tmp_path / "x.csv")):  # type: ignore[arg-type]  # noqa: B023
            with pytest.raises(ArgumentError, match="'timeline'"):
                work()
    for text in (b"BEGIN:VCALENDAR", None):
        with pytest.raises(ArgumentError, match="'text'"):
            loads(text, "ical")  # type: ignore[arg-type]
    with pytest.raises(UnknownFormatError, match=r"ical \(\.ics, \.ical\)"):
        dumps(MILL, "ics")
    assert not list(tmp_path.iterdir())


# -- Markdown ----------------------------------------------------------------------------------------------------------


def rendered(text: str) -> list[Any]:
    return list(MarkdownIt("gfm-like", {"linkify": False}).parse(text))


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_text_becomes_markup(text: str) -> None:
    timeline = hostile(text)
    plain = rendered(dumps(hostile("plain"), "markdown", title="x"))
    tokens = rendered(dumps(timeline, "markdown", title=text))
    assert [token.type for token in tokens] == [token.type for token in plain]
    inner = {child.type for token in tokens for child in token.children or ()}
    assert inner <= {"text", "text_special", "em_open", "em_close", "softbreak"}
    shown = "".join(child.content for token in tokens for child in token.children or ())
    wanted = re.sub("[\x00\ud800]", "\ufffd", " ".join(text.split()))
    assert shown.count(wanted) >= 6


def test_markdown_has_a_table_and_numbered_quotes() -> None:
    text = dumps(MILL, "markdown", title="The mill")
    assert text.startswith("# The mill\n\n| When | What | Who | Who says so | EDTF |\n|---|---|---|---|---|\n")
    assert "\n| 3 March 1911 | Ada Brook opened the mill \\[1\\] | Ada Brook (agent) |  | 1911-03-03 |\n" in text
    assert "\n1. “Ada Brook opened the mill on 3 March 1911.” (The Mill)\n" in text
    assert "- The Mill, 1950-06-01, <https://example.org/mill>\n" in text


# -- JSON Lines --------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@QUICK
@given(timelines)
def test_json_lines_come_back(timeline: Timeline) -> None:
    text = dumps(timeline, "jsonl")
    assert text.count("\n") == 1
    again = loads(text, "jsonl")
    if not dumps_with_report(timeline, "jsonl")[1].losses:
        assert again == timeline


def test_a_stream_is_read_line_by_line(tmp_path: Path) -> None:
    stream = io.StringIO()
    assert dump_many(iter([MILL, Timeline(), MILL]), stream) == 3
    lines = stream.getvalue().splitlines()
    assert list(load_many(lines)) == [MILL, Timeline(), MILL]
    lazy = load_many([lines[0], "", "{"])
    assert next(lazy) == MILL
    with pytest.raises(ReadError, match="line 3, line 1"):
        next(lazy)
    path = tmp_path / "mill.jsonl"
    path.write_text("\ufeff" + stream.getvalue(), encoding="utf-8")
    assert [event.id for event in read(path)] == [event.id for event in Timeline.merge([MILL, MILL])]


# -- JSON-LD -----------------------------------------------------------------------------------------------------------


def test_rdflib_reads_the_graph() -> None:
    schema, prov = rdflib.Namespace("https://schema.org/"), rdflib.Namespace("http://www.w3.org/ns/prov#")
    graph = rdflib.Graph().parse(data=dumps(MILL, "jsonld"), format="json-ld")
    opened = rdflib.URIRef(f"urn:dateline:{MILL[0].id}")
    assert (opened, rdflib.RDF.type, schema.Event) in graph
    assert str(graph.value(opened, schema.startDate)) == "1911-03-03"
    assert str(graph.value(opened, schema.endDate)) == "1911-03-03"
    temporal = graph.value(opened, rdflib.DCTERMS.temporal)
    assert isinstance(temporal, rdflib.Literal)
    assert (str(temporal), str(temporal.datatype)) == ("1911-03-03", "http://id.loc.gov/datatypes/edtf/EDTF")
    quote = graph.value(opened, schema.subjectOf)
    source = graph.value(quote, prov.wasQuotedFrom)
    assert str(graph.value(source, schema.url)) == "https://example.org/mill"


@pytest.mark.slow
@QUICK
@given(timelines)
def test_rdflib_finds_every_event(timeline: Timeline) -> None:
    graph = rdflib.Graph().parse(data=dumps(timeline, "jsonld"), format="json-ld")
    found = set(graph.subjects(rdflib.RDF.type, rdflib.URIRef("https://schema.org/Event")))
    assert found == {rdflib.URIRef(f"urn:dateline:{event.id}") for event in timeline}


# -- TimeML ------------------------------------------------------------------------------------------------------------

TIMEML = etree.DTD(str(Path(__file__).parent / "timeml.dtd"))
DATED = (
    "It opened on 3 March 1911, and last year, about ten years later & more, twice a day, it closed.\r\nA\rB <x> \x00."
)


def valid(root: Any) -> bool:
    """Valid to the definition, and to what of the grammar a definition of a document type cannot say."""
    assert TIMEML.validate(root), TIMEML.error_log
    timexes = list(root.iter("TIMEX3"))
    for timex in timexes:
        assert re.fullmatch("t[0-9]+", timex.get("tid"))
        assert timex.get("value")
        assert re.fullmatch(r"([0-9]+|X)X|P.+|", timex.get("freq", ""))
        if timex.get("anchorTimeID"):
            assert timex.get("anchorTimeID") in {other.get("tid") for other in timexes} - {timex.get("tid")}
    return True


def test_timeml_keeps_the_text_and_is_valid() -> None:
    timeline = dateline.parse(DATED, source=Source(title="a < b"), dct="1922-05-01")
    root = etree.fromstring(dumps(timeline, "timeml", texts=[DATED]).encode())
    assert valid(root)
    assert "".join(root.itertext()) == DATED.replace("\x00", "\ufffd")
    created, first, second, *_ = root.findall("TIMEX3")
    assert (created.text, created.get("value"), created.get("functionInDocument")) == (
        None,
        "1922-05-01",
        "CREATION_TIME",
    )
    assert (first.text, first.get("anchorTimeID")) == ("3 March 1911", None)
    assert (second.text, second.get("value"), second.get("anchorTimeID")) == ("last year", "1921", "t0")


def test_timeml_in_the_form_of_tempeval_has_its_elements() -> None:
    timeline = dateline.parse(DATED, source=Source(title="a < b"), dct="1922-05-01")
    root = ElementTree.fromstring(dumps(timeline, "timeml", texts=[DATED], form="tempeval"))
    assert [child.tag for child in root] == ["DOCID", "DCT", "TEXT"]
    body = root.find("TEXT")
    assert body is not None
    assert "".join(body.itertext()) == DATED.replace("\x00", "\ufffd")
    assert [timex.text for timex in root.findall(".//TIMEX3")][:3] == ["1922-05-01", "3 March 1911", "last year"]
    with pytest.raises(ArgumentError, match="form"):
        dumps(timeline, "timeml", texts=[DATED], form="xml")


SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_timeml_of_whole_documents_is_valid(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    root = etree.fromstring(dumps(dateline.parse(text, dct="2019-05-01T10:00Z"), "timeml", texts=[text]).encode())
    assert valid(root)
    assert "".join(root.itertext()) == text


@pytest.mark.slow
@QUICK
@given(timelines, hostile_text)
def test_timeml_of_any_expressions_is_valid(timeline: Timeline, text: str) -> None:
    source = Source.for_text(text)
    moved = [evolve(timex, source=source, text=timex.span.slice(text)) for timex in timeline.timexes]
    marked = dumps(Timeline(timexes=moved, sources=[source]), "timeml", texts=[text])
    assert valid(etree.fromstring(marked.encode()))


def test_timeml_needs_its_one_text() -> None:
    for texts in (None, [], ["another"]):
        with pytest.raises(ArgumentError, match="texts"):
            dumps(MILL, "timeml", texts=texts)
    report = dumps_with_report(MILL, "timeml", texts=[TEXT])[1]
    assert {loss.field for loss in report.losses} == {"event", "sources", "text"}


# -- scripts that draw timelines ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["timelinejs", "visjs"])
@pytest.mark.parametrize("text", HOSTILE)
def test_no_markup_of_a_text_reaches_a_script(name: str, text: str) -> None:
    content = json.loads(dumps(hostile(text), name))
    if name == "visjs":
        told = json.dumps([(item["content"], item["title"]) for item in content])
    else:
        told = json.dumps([slide["text"] for slide in content["events"]])
    assert set(re.findall(r"<[^>]*>?", told)) <= {"<p>", "</p>", "<blockquote>", "</blockquote>"}


def test_timelinejs_has_slides() -> None:
    content = json.loads(dumps(Timeline([Event(edtf, edtf) for edtf in ("-0043-03-15", "2012-09")]), "timelinejs"))
    first, second = content["events"]
    assert first["start_date"] == {"year": -43, "month": 3, "day": 15}
    assert first["display_date"] == "15 March 44 BC"
    assert first["text"]["text"] == "<p>in EDTF: -0043-03-15</p>"
    assert second["end_date"] == {"year": 2012, "month": 9, "day": 30, "hour": 23, "minute": 59, "second": 59}


def test_visjs_has_items_of_ecmascript_dates() -> None:
    items = json.loads(dumps(Timeline([Event("x", edtf) for edtf in EDTF]), "visjs"))
    dates = [item[name] for item in items for name in ("start", "end") if name in item]
    for date in dates:
        assert re.fullmatch(r"(\d{4}|[+-]\d{6})-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?", date), date
    by_edtf = {item["edtf"]: item for item in items}
    assert by_edtf["-0043"]["start"] == "-000043-01-01T00:00:00"
    assert by_edtf["2012-09"]["end"] == "2012-10-01T00:00:00"
    kinds = {name: by_edtf[name]["type"] for name in ("2012-09-03", "2012-09", "2012", "2003/2005", "2011/..")}
    assert list(kinds.values()) == ["box", "box", "range", "range", "point"]
    assert by_edtf["2012-09-03/2012-09-05"]["type"] == "box"
    assert by_edtf["2012-09"]["title"] == "September 2012"
    assert by_edtf["-0043-03-15"]["title"] == "15 March 44 BC"
    assert by_edtf["2011/.."]["className"] == "asserted open-end"
    assert by_edtf["[2003..2005]"]["className"] == "asserted within"
    twice = json.loads(dumps(Timeline([Event("x", "1998", notes=[n]) for n in "ab"]), "visjs"))
    assert len({item["id"] for item in twice}) == 2


# -- Arrow -------------------------------------------------------------------------------------------------------------


@QUICK
@given(timelines)
def test_a_table_has_a_row_an_event(timeline: Timeline) -> None:
    table = to_table(timeline)
    assert table.num_rows == len(timeline)
    assert table.column("id").to_pylist() == [event.id for event in timeline]
    table.validate(full=True)


def test_a_table_holds_lists() -> None:
    when = Interval.from_edtf("1998")
    event = Event("x", when, participants=[Participation(Actor("Ada"), "agent")], alternatives=["1997"])
    (row,) = to_table(Timeline([event])).to_pylist()
    assert row["participants"] == [{"actor": "Ada", "kind": "person", "role": "agent"}]
    assert (row["start"], row["edtf"], row["alternatives"]) == ("1998-01-01T00:00:00", "1998", ["1997"])
    assert isinstance(to_table(Timeline()), pa.Table)


def test_without_pyarrow_one_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"dateline\[arrow\]"):
        to_table(Timeline())


@pytest.mark.parametrize("path", ["a\0b.json", 3, None])
def test_what_is_no_path_is_named(path: Any) -> None:
    for use in (lambda: dateline.write(Timeline([]), path), lambda: dateline.read(path)):
        with pytest.raises(ArgumentError, match="path"):
            use()


@pytest.mark.parametrize("form", ["html", "markdown", "timelinejs"])
def test_a_title_is_text(form: str) -> None:
    with pytest.raises(ArgumentError, match="title"):
        dateline.dumps(Timeline([]), form, title=3)
