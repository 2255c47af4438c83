"""JSON holds everything: exact round trips, the shipped schema, and errors that say where."""

from __future__ import annotations

import json
import re
import sys
import tracemalloc
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from dateline.errors import DocumentError, ReadError, UnknownFormatError
from dateline.export import FORMATS, ExportReport, Loss, dumps, dumps_with_report, loads, read, write
from dateline.export.json import SCHEMA
from dateline.interval import Interval, Moment
from dateline.model import Actor, Attribution, Event, Mention, Participation, Source, Timeline, Timex

sys.path.insert(0, str(Path(__file__).parent))

from strategies import EDTF, timelines

SHIPPED = json.loads(files("dateline.export").joinpath("timeline.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SHIPPED)
SECOND = jsonschema_rs.validator_for(SHIPPED)

BULLETIN = Source(publisher="Solvex Bulletin", published="1998-06-02T00:00:00")
MAIR = Actor("Mair Pryce", aliases=["권 패리"], mentions=[Mention((4, 14), "Mair Pryce", BULLETIN)])
TIMELINE = Timeline(
    [
        Event(
            "Das Tor wurde geöffnet",
            when,
            participants=[Participation(MAIR, "agent")],
            attributions=[Attribution(MAIR, "said")],
            evidence=[Mention((0, 20), "門開 “at last”", BULLETIN)],
            timexes=[Timex((3, 7), "1998", "DATE", "1998", interval="1998", source=BULLETIN)],
        )
        for when in (*EDTF, None)
    ]
)


def test_the_schema_is_a_schema_and_has_the_name_that_the_module_says() -> None:
    Draft202012Validator.check_schema(SHIPPED)
    assert SHIPPED["$id"] == SCHEMA


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(timelines)
def test_a_timeline_comes_back_as_it_was(timeline: Timeline) -> None:
    text = dumps(timeline, "json")
    VALIDATOR.validate(json.loads(text))
    # Another engine, in Rust; its strings hold no half characters.
    if not re.search("[\ud800-\udfff]", json.dumps(json.loads(text), ensure_ascii=False)):
        SECOND.validate(json.loads(text))
    again = loads(text, "json")
    assert again == timeline
    assert dumps(again, "json") == text


def test_each_thing_stands_once_and_is_referred_to_by_id() -> None:
    content = json.loads(dumps(TIMELINE, "json"))
    assert [source["publisher"] for source in content["sources"]] == ["Solvex Bulletin"]
    assert [actor["id"] for actor in content["actors"]] == [MAIR.id]
    event = content["events"][0]
    assert event["participants"] == [{"actor": MAIR.id, "role": "agent"}]
    assert event["attributions"][0]["source"] == MAIR.id
    assert event["evidence"][0]["source"] == content["sources"][0]["id"]
    assert event["timexes"] == [content["timexes"][0]["id"]]
    assert len(content["timexes"]) == 1


def test_characters_stand_as_themselves_and_half_ones_survive() -> None:
    assert "門開" in dumps(TIMELINE, "json")
    torn = Timeline([Event("half \ud83d of one", "1998")])
    text = dumps(torn, "json")
    assert text.encode("utf-8")
    assert loads(text, "json") == torn
    assert dumps_with_report(Timeline([Event("\ud83d\ude00")]), "json")[1].losses


def test_what_edtf_does_not_say_is_kept() -> None:
    seoul = Interval.of(2012, 11, 9, 14, 5)
    named = Interval(Moment(2012, 11, 9, 14, offset=540, zone="Asia/Seoul"), None, seoul.granularity)
    content = json.loads(dumps(Timeline([Event("x", named), Event("y", "2012-09")]), "json"))
    assert "exact" not in content["events"][0]["when"]
    assert content["events"][1]["when"]["exact"]["start"]["zone"] == "Asia/Seoul"


def _changed(change: Any) -> str:
    content = json.loads(dumps(TIMELINE, "json"))
    change(content)
    return json.dumps(content)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "line 1, column 1"),
        (dumps(TIMELINE, "json")[:200], "line "),
        ("[]", "$"),
        ("{}", "$.schema_version"),
        ("[" * 100_000, "$"),
        (_changed(lambda content: content.update(schema_version=3)), "$.schema_version"),
        (_changed(lambda content: content.update(schema_version=True)), "$.schema_version"),
        (_changed(lambda content: content.update(event=[])), "$"),
        (_changed(lambda content: content["events"][2].update(title=3)), "$.events[2].title"),
        (_changed(lambda content: content["events"][2].pop("title")), "$.events[2]"),
        (_changed(lambda content: content["events"][2].update(status="rumoured")), "$.events[2].status"),
        (_changed(lambda content: content["events"][0]["when"].update(edtf="2012-13")), "$.events[0].when.edtf"),
        (_changed(lambda content: content["events"][0]["evidence"][0].update(start=99)), "$.events[0].evidence[0]"),
        (
            _changed(lambda content: content["events"][0]["evidence"][0].update(source="s-0")),
            "$.events[0].evidence[0].source",
        ),
        (_changed(lambda content: content["events"][0].update(timexes=["t-0"])), "$.events[0].timexes[0]"),
        (_changed(lambda content: content.update(actors=[])), "$.events[0].participants[0].actor"),
        (_changed(lambda content: content["sources"][0].update(published="soon")), "$.sources[0]"),
        (_changed(lambda content: content["sources"].append(content["sources"][0])), "$.sources[1].id"),
    ],
)
def test_bad_input_is_refused_with_its_place(text: str, where: str) -> None:
    with pytest.raises(ReadError) as caught:
        loads(text, "json")
    assert caught.value.where.startswith(where)
    assert "ClassValidationError" not in str(caught.value)


@pytest.mark.parametrize("name", ["json", "csv", "ical"])
def test_a_file_is_written_whole_and_read_back_by_its_suffix(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"out{FORMATS[name][0].upper()}"
    path.write_text("old", encoding="utf-8")
    report = write(TIMELINE, path)
    assert (report.path, report.format) == (path, name)
    assert path.read_bytes() == dumps(TIMELINE, name).encode("utf-8")
    assert report.written == len(read(path))
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
    write(Timeline(), str(path), name)
    assert len(read(str(path), name)) == 0


def test_a_failed_write_leaves_the_old_file_alone(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write(TIMELINE, tmp_path / "missing" / "out.json")
    folder = tmp_path / "folder.json"
    folder.mkdir()
    with pytest.raises(OSError):  # noqa: PT011 (which one it is, is up to the system)
        write(TIMELINE, folder)
    assert [entry.name for entry in tmp_path.iterdir()] == ["folder.json"]


@pytest.mark.parametrize("path", ["out.xyz", "out", ".json"])
def test_a_suffix_is_never_guessed_at(path: str) -> None:
    for call in (lambda: write(TIMELINE, path), lambda: read(path)):
        with pytest.raises(UnknownFormatError, match="json") as caught:
            call()
        assert "ical" in str(caught.value)


def test_an_unknown_format_is_told_the_known_ones() -> None:
    for name in ("xml", "__init__", "JSON"):
        with pytest.raises(UnknownFormatError, match="json, csv, ical"):
            dumps(TIMELINE, name)


def test_reading_says_which_file_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    with pytest.raises(DocumentError, match=r"out\.json"):
        read(path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(DocumentError, match="not UTF-8"):
        read(path)
    path.write_text("{", encoding="utf-8")
    with pytest.raises(ReadError, match=r"out\.json, line 1"):
        read(path)


def test_a_report_reads_as_text() -> None:
    assert str(ExportReport(None, "json", 1)) == "wrote 1 event (json), nothing lost"
    lost = ExportReport(None, "ical", 2, (Loss("e-1", "end", "it is open"), Loss(None, "timexes", "no place")))
    assert str(lost).splitlines() == [
        "wrote 2 events (ical), not held:",
        "  e-1: end: it is open",
        "  timeline: timexes: no place",
    ]
    assert not lost


def test_a_file_is_written_without_holding_it(tmp_path: Path) -> None:
    timeline = Timeline([Event("x" * 1000, "1998", notes=[str(number)]) for number in range(1000)])
    path = tmp_path / "long.json"
    tracemalloc.start()
    write(timeline, path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert path.read_text(encoding="utf-8") == dumps(timeline, "json")
    assert peak < path.stat().st_size
