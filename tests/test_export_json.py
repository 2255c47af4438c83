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
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from dateline.errors import DocumentError, ReadError, UnknownFormatError, WriteError
from dateline.export import (
    FORMATS,
    ExportReport,
    Loss,
    dumps,
    dumps_with_report,
    json_reader,
    json_text,
    loads,
    read,
    write,
)
from dateline.export import jsonl as json_lines
from dateline.export.json import SCHEMA, SCHEMA_VERSION, load
from dateline.interval import Interval, Moment
from dateline.model import Actor, Attribution, Event, Mention, Participation, Setting, Source, Timeline, Timex

sys.path.insert(0, str(Path(__file__).parent))

from counting import operations
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


@pytest.mark.slow
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


@pytest.mark.parametrize(
    "edtf", ["2012-09-03", "2012-09-30", "2012-12-31", "9999-12-31", "0044-03-15", "2012-09-0X", "2012-1X-01"]
)
def test_the_bounds_of_a_day_are_those_of_the_interval(edtf: str) -> None:
    when = Interval.from_edtf(edtf)
    timeline = Timeline([Event("x", when)])
    (event,) = json.loads(dumps(timeline, "json"))["events"]
    assert when.start is not None
    assert when.end is not None
    assert event["when"] == {
        "edtf": edtf,
        "granularity": "day",
        "start": when.start.isoformat(),
        "end": when.end.isoformat(),
    }
    assert loads(dumps(timeline, "json"), "json") == timeline


def test_version_1_is_read_and_says_no_hedges_and_no_inferences() -> None:
    # The schema and the file as dateline wrote them at that time.
    old, new = (Path(__file__).parent / name for name in ("timeline-1.schema.json", "timeline-1.json"))
    content = json.loads(new.read_text(encoding="utf-8"))
    for validate in (
        Draft202012Validator(json.loads(old.read_text(encoding="utf-8"))).validate,
        jsonschema_rs.validator_for(json.loads(old.read_text(encoding="utf-8"))).validate,
    ):
        validate(content)
    timeline = read(new)
    assert [event.id for event in timeline] == [event["id"] for event in (*content["events"], *content["undated"])]
    assert [timex.id for timex in timeline.timexes] == [timex["id"] for timex in content["timexes"]]
    assert timeline[1].when == Interval.of(1931, 4, 28)
    assert timeline[1].evidence[0].text.endswith("她")
    assert timeline[2].when is not None
    assert timeline[2].when.granularity.value == "week"
    assert all(event.hedges == () for event in timeline)
    assert all(actor.inferences == () for actor in timeline.actors)
    assert not any(timex.leads for timex in timeline.timexes)
    again = dumps(timeline, "json")
    VALIDATOR.validate(json.loads(again))
    assert json.loads(again)["schema_version"] == SCHEMA_VERSION
    assert loads(again, "json") == timeline


def test_each_version_but_the_present_one_leads_to_the_next() -> None:
    assert sorted(json_reader.UPGRADES) == list(range(SCHEMA_VERSION - len(json_reader.UPGRADES), SCHEMA_VERSION))
    assert SCHEMA_VERSION - 1 in json_reader.UPGRADES


def test_a_newer_version_is_refused_by_number() -> None:
    text = _changed(lambda content: content.update(schema_version=SCHEMA_VERSION + 1))
    with pytest.raises(ReadError, match=rf"{SCHEMA_VERSION + 1} is newer .* reads 1 and {SCHEMA_VERSION}; update"):
        loads(text, "json")


def _changed(change: Any) -> str:
    content = json.loads(dumps(TIMELINE, "json"))
    change(content)
    return json.dumps(content)


def _decided() -> Timeline:
    """A timeline that has every part, an origin among them."""
    made = TIMELINE | Timeline(actors=[Actor("Ivo Lind", mentions=[Mention((20, 28), "Ivo Lind", BULLETIN)])])
    return made.merge_actors("Mair Pryce", "Ivo Lind")


def _sparse(value: Any) -> Any:
    """JSON without what may be left out."""
    if isinstance(value, dict):
        return {
            name: (held if name == "exact" else _sparse(held))
            for name, held in value.items()
            if held is not None and held != [] and held is not False
        }
    return [_sparse(item) for item in value] if isinstance(value, list) else value


@pytest.mark.slow
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(timelines)
def test_the_same_is_read_however_it_is_spelled(timeline: Timeline) -> None:
    content = json.loads(dumps(timeline, "json"))
    spelled = json.dumps(content, indent=3, sort_keys=True)
    # In this order no table stands where it is needed, and the version comes last.
    turned = json.dumps({name: content[name] for name in reversed(content)})
    # With names left out nothing is as `dumps` writes it, and all goes the careful way.
    for text in (
        spelled,
        turned,
        json.dumps(_sparse(content) | {"schema_version": SCHEMA_VERSION}),
        f"\ufeff{spelled}\r\n",
    ):
        assert loads(text, "json") == timeline


@pytest.mark.parametrize("size", [1, 7, 64])
def test_a_text_in_pieces_is_read_as_a_whole_one(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "_ENOUGH", size)
    timeline = _decided()
    for text in (dumps(timeline, "json"), json.dumps(json.loads(dumps(timeline, "json")), indent=1)):
        assert load(text[at : at + size] for at in range(0, len(text), size)) == timeline
    # However the text comes, an error is in the same place.
    for wrong in ("tru", '{"a\\', "NaN", "12", "[1 2]"):
        broken = text[:2500] + wrong + text[2500:]
        errors = []
        for pieces in ([broken], [broken[at : at + size] for at in range(0, len(broken), size)]):
            with pytest.raises(ReadError) as caught:
                load(pieces)
            errors.append(str(caught.value))
        assert errors[0] == errors[1]


@pytest.mark.slow
def test_wherever_a_text_is_cut_off_it_says_so() -> None:
    text = dumps(Timeline([*TIMELINE[:2], *TIMELINE.undated]), "json")
    for end in range(len(text.rstrip())):
        with pytest.raises(ReadError, match="at line ") as caught:
            loads(text[:end], "json")
        # As far as `json` itself would come, or where what it misses began.
        line = int(caught.value.where.split()[1].rstrip(","))
        assert text[:end].count("\n") <= line <= text[:end].count("\n") + 1


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "line 1, column 1"),
        (dumps(TIMELINE, "json")[:200], "line "),
        ("[]", "$"),
        ("{}", "$.schema_version"),
        ("[" * 100_000, "$"),
        ("7", "$"),
        ("\ufeff", "line 1, column 2"),
        ('{"schema_version": 2} {}', "line 1, column 23"),
        ('{"schema_version": 2, "events": [' + "[" * 100_000, "line 1, column 34"),
        ('{"schema_version": 2,\n "events": [NaN]}', "line 2, column 13"),
        ('{"schema_version": 2,\n "events": [{"title": "a", "title": "b"}]}', "line 2, column 13"),
        ('{"schema_version": 2, "events": [{"title": "a\nb"}]}', "line 1, column 46"),
        ('{"schema_version": 2, "events": [], "events": []}', "$.events"),
        ('{"schema_version": 2, "events": [3]}', "$.events[0]"),
        ('{"schema_version": 2, "events": {"title": "a"}}', "$.events"),
        ('{"schema_version": 2, "events": null}', "$.events"),
        ('{"schema_version": 2, "origin": [], "events": []}', "$.origin"),
        ('{"schema_version": 2, "origin": {"schema_version": 2}}', "$.origin"),
        ('{"schema_version": 2, "origin": {"events": [{}]}}', "$.origin.events[0]"),
        ('{"schema_version": 2' + ', "origin": {"events": []' * 100_000, "$"),
        ('{"schema_version": 2, "events": [{"title": "a", "notes": "b"}]}', "$.events[0].notes"),
        ('{"schema_version": 2, "events": [{"title": "a", "evidence": {}}]}', "$.events[0].evidence"),
        ('{"schema_version": 2, "events": [{"title": "a", "notes": ["b", 3]}]}', "$.events[0].notes[1]"),
        ('{"events": [{"titel": "a"}]}', "$.schema_version"),
        (_changed(lambda content: content["events"][0].update(notes="b")), "$.events[0].notes"),
        (_changed(lambda content: content["events"][0].update(id=3)), "$.events[0].id"),
        (_changed(lambda content: content["events"][0].update(place=["b"])), "$.events[0].place"),
        (_changed(lambda content: content["events"][1]["evidence"][0].update(start=False)), "$.events[1].evidence[0]"),
        (_changed(lambda content: content["events"][0]["when"].update(granularity=3)), "$.events[0].when.granularity"),
        (_changed(lambda content: content["events"][0]["participants"][0].update(role=3)), "$.events[0].participants"),
        (_changed(lambda content: content["timexes"][0].update(leads=0)), "$.timexes[0].leads"),
        (_changed(lambda content: content["timexes"][0].update(quant=3)), "$.timexes[0].quant"),
        (_changed(lambda content: content["actors"][0].update(aliases="Mair")), "$.actors[0].aliases"),
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
    with pytest.raises(WriteError, match="there is no folder"):
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
        with pytest.raises(UnknownFormatError, match=r"json.*csv.*ical"):
            dumps(TIMELINE, name)


def test_reading_says_which_file_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    with pytest.raises(DocumentError, match=r"out\.json"):
        read(path)
    path.write_bytes(b"{\xff\xfe")
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


def _long(events: int) -> Timeline:
    """So many events, none of which has anything that another has but the actor, the source and the place."""
    return Timeline(
        [
            Event(
                f"Das Tor {number} wurde geöffnet",
                Interval.of(1000 + number // 300, 1 + number % 12, 1 + number % 25),
                "Solva",
                [Participation(MAIR, "agent")],
                [Attribution(MAIR, "said")] if number % 2 else [],
                evidence=[Mention((number, number + 40), f"Am Abend wurde das Tor {number} geöffnet.", BULLETIN)],
            )
            for number in range(events)
        ]
    )


def _memory(work: Any) -> tuple[int, int]:
    """What is held of the result of some work, and what was held at most while it was done."""
    tracemalloc.start()
    result = work()
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert result
    return held, peak


@pytest.mark.slow
@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_little_more_is_held_than_what_is_read_or_written(name: str, tmp_path: Path) -> None:
    timeline = _long(2000)
    path = tmp_path / f"long.{name}"
    write(timeline, path)
    text = path.read_text(encoding="utf-8")
    loads(dumps(TIMELINE, name), name)
    held, peak = _memory(lambda: loads(text, name))
    # A line of JSON Lines is held beside what is made of it.
    line = 0 if name == "json" else len(text)
    assert peak < 1.6 * held + line
    held, peak = _memory(lambda: read(path))
    # So is a piece of the file, as bytes and as text.
    assert peak < 1.6 * held + line + 600_000
    held, peak = _memory(lambda: dumps(timeline, name))
    assert peak < 1.6 * held


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_the_work_grows_with_the_number_of_events(name: str) -> None:
    calls = []
    for events in (200, 800):
        timeline = _long(events)
        text = dumps(timeline, name)
        # Without ids and caches of anything.
        fresh = loads(text, name)
        calls.append((operations(lambda: loads(text, name)), operations(lambda: dumps(fresh, name))))  # noqa: B023
    (few_in, few_out), (many_in, many_out) = calls
    assert many_in < 4.2 * few_in
    assert many_out < 4.2 * few_out
    # What an event costs: a guard against going the careful way, or over every value, unnoticed.
    assert many_in / 800 < 260
    assert many_out / 800 < 100


def test_json_lines_say_the_line_and_come_in_any_pieces(tmp_path: Path) -> None:
    line = dumps(TIMELINE, "jsonl")
    odd = dumps(Timeline([Event("a\u2028b\x85c", "1998")]), "jsonl")
    text = f"{line}\n\n{odd}"
    for size in (1, 100, 10**6):
        pieces = [text[at : at + size] for at in range(0, len(text), size)]
        assert json_lines.load(pieces) == Timeline.merge([TIMELINE, loads(odd, "jsonl")])
    path = tmp_path / "broken.jsonl"
    path.write_text(f"{line}{odd}{line[:-9]}\n{line}", encoding="utf-8")
    with pytest.raises(ReadError, match=r"broken\.jsonl, line 3, line 1, column"):
        read(path)
    path.write_text(f'{line}{{"schema_version": 9}}', encoding="utf-8")
    with pytest.raises(ReadError, match=r"line 2, \$\.schema_version: 9 is newer"):
        read(path)


def test_a_file_that_is_no_utf_8_far_in_says_where(tmp_path: Path) -> None:
    path = tmp_path / "long.json"
    write(_long(2000), path)
    data = path.read_bytes()
    at = data.index("ö".encode(), 300_000)
    path.write_bytes(data[: at + 1] + data[at + 2 :])
    with pytest.raises(DocumentError, match=rf"byte {at} is not UTF-8"):
        read(path)
    path.write_bytes(b"\xef\xbb\xbf" + data)
    assert read(path) == loads(data.decode(), "json")


def test_a_file_is_written_without_holding_it(tmp_path: Path) -> None:
    timeline = Timeline([Event("x" * 1000, "1998", notes=[str(number)]) for number in range(1000)])
    path = tmp_path / "long.json"
    tracemalloc.start()
    write(timeline, path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert path.read_text(encoding="utf-8") == dumps(timeline, "json")
    assert peak < path.stat().st_size


def test_a_setting_is_written_where_it_says_something() -> None:
    plain = Timex((0, 4), "1998", "DATE", "1998", source=BULLETIN)
    told = evolve(plain, span=(8, 12), setting=Setting("heading", "Z", "aside"))
    text = dumps(Timeline(timexes=[plain, told]), "json")
    assert [item.get("setting") for item in json.loads(text)["timexes"]] == [
        None,
        {"position": "heading", "zone": "Z", "narrative": "aside"},
    ]
    assert loads(text, "json").timexes == (plain, told)
    with pytest.raises(ReadError, match="position"):
        loads(text.replace('"heading"', '"footer"'), "json")
