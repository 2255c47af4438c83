"""A timeline says what its documents were read with; an empty one says why it is empty, and what to do."""

from __future__ import annotations

import json
import os
import pickle
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

import dateline
from dateline import Document, Event, ReadError, Source, Timeline
from dateline.cli import main
from dateline.errors import ArgumentError
from dateline.export import SkippedWarning, dumps_with_report, loads_with_report
from dateline.model.remarks import NO_EVENT, merged_remarks

if TYPE_CHECKING:
    from collections.abc import Mapping

MILL = dateline.parse(
    "Ada Brook opened the mill on 3 March 1911. It burned down on 9 June 1970.", source=Source("Milby Herald")
)
SCHEMA = json.loads(files("dateline.export").joinpath("timeline.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "options", "told"),
    [
        ("", {}, ("there is no text", "see whether it was taken from the right place")),
        (" \n\t\u00a0", {"events": "all"}, ("there is no text",)),
        (
            "A bare hill.",
            {},
            ("no time was found, and nothing tells that somebody", 'events="all"', "language=… ", "'en'"),
        ),
        ("A bare hill.", {"events": "dated"}, ("no time was found", 'events="main" also takes')),
        ("In 1911 and in 1912.", {}, ("2 times were found, but none of them tells", "timexes has what was found")),
        ("In 1911.", {"events": "dated"}, ("1 time was found, but none that says when something", 'events="main"')),
        ("Oh!", {"events": "all"}, ("no time was found, and no clause with a verb", "language=…")),
    ],
)
def test_an_empty_timeline_says_why(text: str, options: Mapping[str, Any], told: tuple[str, ...]) -> None:
    timeline = dateline.parse(text, **options)
    (remark,) = timeline.remarks
    assert remark.startswith(NO_EVENT)
    assert all(words in remark for words in told)
    assert str(timeline) == remark
    assert repr(timeline) == f"<Timeline: 0 dated, 0 undated; {remark}>"
    assert remark in dateline.dumps(timeline, "html").replace("&quot;", '"').replace("&#x27;", "'")
    assert "no event" in dateline.dumps(timeline, "markdown")
    assert "no event" in timeline._repr_html_()


def test_a_language_without_a_parser_says_so(tmp_path: Path) -> None:
    from dateline.locale import available

    path = tmp_path / "qq.toml"
    home = files("dateline").joinpath("locales/en.toml")
    assert "en" in available()
    path.write_text(home.read_text(encoding="utf-8").replace('code = "en"', 'code = "qq"'), encoding="utf-8")
    locale = dateline.Locale.load(str(path))
    (remark,) = dateline.parse("A bare hill.", locale=locale).remarks
    assert "the language 'qq' has no parser, so that only sentences with a time are events" in remark
    assert "parser=…" in remark
    told = dateline.parse("Ada Brook opened the mill on 3 March 1911.", locale=locale)
    assert len(told) == 1
    assert told.remarks[0].startswith("the language 'qq' has no parser")
    assert dateline.parse("Ada Brook opened the mill in 1911.", locale=locale, events="dated").remarks == ()


def test_a_timeline_with_events_has_nothing_to_say_of_it() -> None:
    assert MILL.remarks == ()
    # The script of the page has words for what a reader may say.
    page = dateline.dumps(MILL, "html").partition("<script>")[0]
    assert "no event" not in repr(MILL) + str(MILL) + page
    assert Timeline().remarks == ()
    assert (str(Timeline()), repr(Timeline())) == ("", "<Timeline: 0 dated, 0 undated>")


def test_what_a_document_was_read_with_is_kept_under_its_name() -> None:
    document = dateline.open("Zoë Brøk opened the mill in 1911.".encode("utf-16-le"), name="mill.txt")
    timeline = dateline.parse(document)
    assert timeline.remarks == ("mill.txt: decoded as utf-16-le, guessed",)
    for other in (timeline[:1], timeline.within("1911"), timeline.filter(kind="occurrence")):
        assert other.remarks == timeline.remarks
    merged = timeline | MILL
    assert merged.remarks == timeline.remarks
    assert merged.redated(dct="1912-01-01", source="Milby Herald").remarks == timeline.remarks
    ada, zoe = (actor for actor in merged.actors if actor.kind.value == "person")
    assert merged.merge_actors(ada, zoe).remarks == timeline.remarks
    assert merged.merge_actors(ada, zoe).undo().remarks == timeline.remarks
    nameless = Document("It shut in 1950.", remarks=["left out: headers"])
    assert dateline.parse(nameless).remarks == ("left out: headers",)
    assert pickle.loads(pickle.dumps(timeline)).remarks == timeline.remarks


def test_lines_that_are_joined_keep_the_remarks() -> None:
    text = (
        "Ada Brook opened the mill on the river at Kelden in the spring of the year, it\nis said, on 3 March\n1911. "
        * 3
    )
    assert dateline.parse(Document(text, remarks=["left out: headers"])).remarks == ("left out: headers",)


def test_of_timelines_that_become_one_each_says_why_it_had_none() -> None:
    empty = dateline.parse("", source=Source("empty.txt"))
    nameless = dateline.parse("")
    assert (empty | MILL).remarks == (MILL | empty).remarks == empty.remarks
    assert empty.remarks[0].startswith("empty.txt: no event: ")
    # Of whom it is said nobody knows, and there are events.
    assert (nameless | MILL).remarks == ()
    assert (nameless | empty).remarks == tuple(sorted((*nameless.remarks, *empty.remarks)))
    assert (empty | empty).remarks == empty.remarks
    assert Timeline.merge([empty, MILL, nameless]).remarks == empty.remarks
    assert merged_remarks([("b", "a"), ("a",)], empty=False) == ("a", "b")


@pytest.mark.parametrize(
    ("left", "by"),
    [
        (lambda: MILL.filter(status="planned", between="2030"), "status and between"),
        (lambda: MILL.filter(who="Ivo Lind"), "who"),
        (lambda: MILL.within("2030"), "within"),
        (lambda: MILL.within("1911-03", entirely=False).within("1970"), "within"),
        (lambda: MILL.involving("Ivo Lind"), "involving"),
        (lambda: MILL.said_by("Ivo Lind"), "said_by"),
    ],
)
def test_a_filter_that_leaves_nothing_says_so(left: Any, by: str) -> None:
    timeline = left()
    assert timeline.remarks[-1].endswith(f"left out by {by}; ask for less")
    # A second one has nothing to leave out.
    assert timeline.filter(status="planned").remarks == timeline.remarks
    assert MILL[5:].remarks == ()


def test_how_many_were_left_out() -> None:
    assert MILL.within("2030").remarks == ("no event: all 2 events were left out by within; ask for less",)
    assert MILL[:1].within("2030").remarks == ("no event: the only event was left out by within; ask for less",)


# -- files -------------------------------------------------------------------------------------------------------------


def test_json_keeps_them_and_nothing_else_does() -> None:
    timeline = Timeline(MILL.events, remarks=["a.pdf: there is no text on page 3 of 9", "é"])
    for form in ("json", "jsonl"):
        text = dateline.dumps(timeline, form)
        assert dateline.loads(text, form).remarks == timeline.remarks
    jsonschema.validate(json.loads(dateline.dumps(timeline, "json")), SCHEMA)
    assert "remarks" not in dateline.dumps(MILL, "json")
    for form in ("csv", "ical", "html", "markdown", "svg", "visjs"):
        assert "remarks" in {loss.field for loss in dumps_with_report(timeline, form)[1].losses}
        assert "remarks" not in {loss.field for loss in dumps_with_report(MILL, form)[1].losses}


def test_the_timeline_before_a_decision_keeps_its_own() -> None:
    one, other = dateline.parse("Ada Brook met Ivo Lind in 1911.").actors
    timeline = dateline.parse(Document("Ada Brook met Ivo Lind in 1911.", remarks=["a"])).merge_actors(one, other)
    again = dateline.loads(dateline.dumps(timeline, "json"), "json")
    assert again.remarks == again.undo().remarks == ("a",)
    jsonschema.validate(json.loads(dateline.dumps(timeline, "json")), SCHEMA)


@pytest.mark.parametrize(
    ("remarks", "where"), [("[3]", "$.remarks[0]"), ('"a"', "$.remarks"), ('["a", null]', "$.remarks[1]")]
)
def test_remarks_are_texts(remarks: str, where: str) -> None:
    with pytest.raises(ReadError) as caught:
        dateline.loads(f'{{"schema_version": 2, "remarks": {remarks}}}', "json")
    assert caught.value.where == where
    with pytest.raises(ArgumentError, match=r"remarks\[0\]"):
        Timeline(remarks=[3])


@pytest.mark.filterwarnings("ignore::dateline.export.SkippedWarning")
@pytest.mark.parametrize(
    ("form", "text", "told"),
    [
        ("csv", "title,edtf\r\n", "there is no row with words below the header"),
        ("tsv", "title\tedtf\r\n\t\r\n", "there is no row with words below the header"),
        ("ical", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "there is no VEVENT"),
    ],
)
def test_a_file_without_events_says_so(form: str, text: str, told: str) -> None:
    (remark,) = dateline.loads(text, form).remarks
    assert remark.startswith(f"{NO_EVENT}{told}")
    assert remark.endswith("see whether it is the right file")
    with pytest.warns(SkippedWarning, match=told):
        dateline.loads(text, form)


def test_two_columns_of_one_name_are_told() -> None:
    text = "title,title,edtf\r\nFair,Fete,2019\r\n"
    with pytest.warns(SkippedWarning, match="title stands there twice; the last one of each was read"):
        (event,) = dateline.loads(text, "csv")
    assert event.title == "Fete"


def test_titles_do_not_steer_a_terminal() -> None:
    hostile = "Ada \x1b]0;x\x07\x1b[2J\u202eopened\r\nit"
    told = str(Timeline([Event(hostile, "1911")], remarks=[hostile])) + str(Timeline(remarks=[hostile]))
    assert not any(character in told for character in "\x1b\x07\u202e\r")


# -- the command -------------------------------------------------------------------------------------------------------


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mill.txt").write_text("Ada Brook opened the mill on 3 March 1911.", encoding="utf-8")
    return tmp_path


def err(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> list[str]:
    assert main(arguments) == code
    return [line.removeprefix("dateline: ") for line in capsys.readouterr().err.splitlines()]


def test_the_command_says_why_there_is_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("empty.txt").write_bytes(b"")
    Path("hill.txt").write_text("A bare hill.", encoding="utf-8")
    assert err(capsys, "empty.txt") == [
        "empty.txt: no event: there is no text; see whether it was taken from the right place"
    ]
    (told,) = err(capsys, "hill.txt", "--events", "dated")
    assert told == "hill.txt: no event: no time was found; --events main also takes what happened without a date"
    (told,) = err(capsys, "hill.txt")
    assert "--events all takes every clause, and --lang says if it is not 'en'" in told
    assert "=" not in told
    assert err(capsys, "hill.txt", "-q") == []
    assert err(capsys, "mill.txt") == []
    assert err(capsys, "mill.txt", "--from", "2030", "--who", "Ivo Lind") == [
        "the only event was filtered out by --from 2030 and --who Ivo Lind; ask for less"
    ]
    err(capsys, "hill.txt", "-o", "hill.json")
    assert err(capsys, "hill.json")[0].startswith("hill.json: hill.txt: no event: no time was found, and nothing tells")


def test_of_many_files_without_events_three_are_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(5):
        Path(f"e{number}.txt").write_bytes(b"")
    told = err(capsys, *(f"e{number}.txt" for number in range(5)), "mill.txt")
    assert [line[:6] for line in told] == ["e0.txt", "e1.txt", "e2.txt", "2 more"]
    assert len(err(capsys, *(f"e{number}.txt" for number in range(5)), "mill.txt", "-v")) == 5


def test_events_that_a_form_does_not_have_are_said(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text("Ada Brook opened the mill in 1911. Ivo Lind sold the mill.", encoding="utf-8")
    for form in ("ical", "svg", "visjs", "timelinejs"):
        assert err(capsys, "a.txt", "--to", form) == [f"{form} could not hold 1 of 2 events; --verbose names them"]
        assert any("no date" in line for line in err(capsys, "a.txt", "--to", form, "-v"))
        assert err(capsys, "a.txt", "--to", form, "-q") == []
    assert err(capsys, "a.txt", "--to", "csv") == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_of_a_folder_only_its_own_files_are_read(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    house = here / "house"
    (house / "rooms").mkdir(parents=True)
    (house / "rooms" / "a.txt").write_text("Ivo Lind sold the mill in 1951.", encoding="utf-8")
    (house / "out.txt").symlink_to(here / "mill.txt")
    (house / "in.txt").symlink_to(house / "rooms" / "a.txt")
    (house / "gone.txt").symlink_to(here / "nowhere")
    (house / "rooms" / "loop").symlink_to(house)
    (house / "rooms" / "up").symlink_to(here)
    os.mkfifo(house / "pipe.txt")
    assert main(["house", "-v"]) == 0
    told = capsys.readouterr()
    assert told.out.count("\n") == 2
    assert "Ada Brook" not in told.out
    assert told.err.splitlines() == [
        "dateline: house/gone.txt is passed over: a link that leads nowhere",
        "dateline: house/in.txt is passed over: a link to what is in the folder too",
        f"dateline: house/out.txt is passed over: a link that leads out of the folder, to {here}/mill.txt; "
        "name that to have it read",
        "dateline: house/pipe.txt is passed over: a pipe",
        "dateline: house/rooms/loop is passed over: a link to what is in the folder too",
        f"dateline: house/rooms/up is passed over: a link that leads out of the folder, to {here}; "
        "name that to have it read",
    ]
    # One that is named is read.
    assert main(["house/out.txt"]) == 0
    assert "Ada Brook" in capsys.readouterr().out


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="not every system has it")
def test_a_pipe_that_is_named_is_read_once(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    timeline = dateline.dumps(MILL, "json")
    for content, first in ((Path("mill.txt").read_text(encoding="utf-8"), "3 March 1911"), (timeline, "3 March 1911")):
        reader, writer = os.pipe()
        os.write(writer, content.encode())
        os.close(writer)
        assert main([f"/dev/fd/{reader}"]) == 0
        os.close(reader)
        assert first in capsys.readouterr().out


def test_limits_of_the_command(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (told,) = err(capsys, "mill.txt", "--limit", "file_bytes=10", code=1)
    assert told == (
        "cannot read mill.txt: it has 42 bytes, and 10 is the limit; "
        "raise it with --limit file_bytes=… if the file is to be trusted"
    )
    assert err(capsys, "mill.txt", "--limit", "file_bytes=1kb", "--limit", "pages=3") == []
    main(["mill.txt", "-o", "mill.json"])
    (told,) = err(capsys, "mill.json", "--limit", "file_bytes=1KB", code=1)
    assert "--limit file_bytes=…" in told
    assert err(capsys, "mill.json", "--limit", "events=1") == []
    for wrong in ("file_bytes", "file_bytes=x", "pages=-1", "pages=1.5", "filebytes=3", "=3", "pages=0"):
        (told,) = err(capsys, "mill.txt", "--limit", wrong, code=2)
        assert told.startswith("--")
    assert "did you mean file_bytes?" in err(capsys, "mill.txt", "--limit", "filebytes=3", code=2)[0]


# -- calendars and tables of others ------------------------------------------------------------------------------------

CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:u\r\nSUMMARY:Fair\r\n{}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.mark.parametrize(
    ("form", "text", "told"),
    [
        ("ical", "DTSTART:20220717\r\nSUMMARY:Fete", "properties: line 3 (u): SUMMARY stands there twice; the first"),
        ("ical", "DTSTART:20220717\r\nLOCATION:a\r\nLOCATION:b", "properties: line 3 (u): LOCATION stands there twice"),
        ("ical", "DTSTART:20220717\r\nSTATUS:MAYBE", "status: line 3 (u): 'MAYBE' is no status of a calendar"),
        ("ical", "DTSTART:20220717T100000Z\r\nDURATION:-PT5H", "end: line 3 (u): DURATION '-PT5H' is negative"),
        (
            "ical",
            "DTSTART:20220717T100000Z\r\nDTEND:20220717T110000Z\r\nDURATION:PT5H",
            "end: line 3 (u): has both DTEND and DURATION; DTEND was read",
        ),
        (
            "ical",
            "DTSTART;TZID=Europe/Berlin:20230326T023000",
            "zone: line 3 (u): 2023-03-26 02:30 in Europe/Berlin does not exist, or twice; it was read as",
        ),
        ("csv", "title,edtf,mood\r\nFair,2019,glad\r\n", "other columns: mood not read"),
        ("csv", "title,edtf,\r\nFair,2019,glad\r\nFete,2020,\r\n", "other columns: 1 row with words in a column"),
        ("csv", "title,edtf,start,end\r\nFair,2019,2018-01-01,2020-01-01\r\n", "start: row 2 has '2018-01-01'"),
        ("csv", "title,edtf,start,end\r\nFair,,2018-01-01,\r\n", "start: row 2 has '2018-01-01' as its start"),
    ],
)
def test_what_is_not_read_of_others_is_told(form: str, text: str, told: str) -> None:
    _, losses = loads_with_report(CALENDAR.format(text) if form == "ical" else text, form)
    assert any(f"{loss.field}: {loss.reason}".startswith(told) for loss in losses), losses


@pytest.mark.parametrize("form", ["csv", "tsv", "ical"])
def test_of_what_dateline_has_written_there_is_nothing_to_tell(form: str) -> None:
    told = (
        "2019",
        "2019-03",
        "2019-03-03",
        "2019-03-03T10:00",
        "2019-03-03T23:30-11:00",
        "../2019",
        "-0043",
        "1850~",
        None,
    )
    text, _ = dumps_with_report(Timeline([Event("Fair", when) for when in told]), form)
    assert loads_with_report(text, form)[1] == ()
    parts = dateline.parse(
        "Ada Brook opened the mill on the morning of 3 March 1911. It shut last week.", dct="1950-05-04"
    )
    assert loads_with_report(dateline.dumps(parts, form), form)[1] == ()


def test_entries_that_were_passed_over_are_counted(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.csv").write_text("title,edtf,mood\nFair,2019,glad\nFete,sometime,\nBall,ever,\n", encoding="utf-8")
    assert err(capsys, "a.csv") == [
        "a.csv: 2 of its entries were passed over; 3 things were not read, or guessed; --verbose names them"
    ]
    assert len(err(capsys, "a.csv", "-v")) == 3
