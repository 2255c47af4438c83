"""The command as it is used: what it prints, what it writes, how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import docx
import pytest
from rich.cells import cell_len

import dateline
from dateline import cli, read
from dateline.cli import main
from dateline.cli.tables import table_text
from dateline.model import Actor, Attribution, Event, Participation, Timeline

MILL = "On 3 March 2019 Ada Brook opened the mill.\n"
CLOSURE = "MILBY, 5 May 2020 — Ivo Lind closed the mill on Monday.\n"


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def mill() -> str:
    Path("mill.txt").write_text(MILL, encoding="utf-8")
    return "mill.txt"


@pytest.fixture
def folder(mill: str) -> str:
    Path("notes/deep").mkdir(parents=True)
    Path("notes/b.txt").write_text(MILL, encoding="utf-8")
    Path("notes/deep/a.md").write_text(CLOSURE, encoding="utf-8")
    Path("notes/picture.png").write_bytes(b"\x89PNG\xff")
    Path("notes/.hidden.txt").write_bytes(b"\xff")
    return "notes"


def fails(capsys: pytest.CaptureFixture[str], code: int, *arguments: str) -> str:
    """Run what must fail; give the one line it says."""
    assert main(arguments) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("dateline: ")
    assert said.err.count("\n") == 1, said.err
    assert "Traceback" not in said.err
    return said.err


def test_a_table_is_what_one_gets(mill: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([mill]) == 0
    header, row = capsys.readouterr().out.splitlines()
    assert header.split() == ["when", "what", "who", "says", "who"]
    assert row.startswith("3 March 2019")
    assert "Ada Brook" in row


STORY = "Ada Brook opened the mill on 3 March 2019. Ivo Lind hired two weavers. He had always liked wool.\n"


@pytest.mark.parametrize(("choice", "number"), [("dated", (1, 0)), ("main", (1, 1)), ("all", (1, 2)), (None, (1, 1))])
def test_the_choice_of_events(choice: str | None, number: tuple[int, int], capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text(STORY, encoding="utf-8")
    assert main(["a.txt", "--to", "json", *(["--events", choice] if choice else [])]) == 0
    timeline = dateline.loads(capsys.readouterr().out, "json")
    assert (len(timeline.dated), len(timeline.undated)) == number


def test_the_choices_are_those_of_parse() -> None:
    from dateline.cli.arguments import CHOICES
    from dateline.pipeline import CHOICES as EVENTS
    from dateline.times.timexes import CHOICES as OF_TIMES

    of_times = {name: tuple(value for value in values if value is not None) for name, values in OF_TIMES.items()}
    assert {"events": EVENTS, **of_times} == CHOICES


def test_events_without_a_date_stand_under_a_rule_with_their_number(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text(STORY, encoding="utf-8")
    assert main(["a.txt"]) == 0
    lines = [re.split(r"  +", line) for line in capsys.readouterr().out.splitlines()]
    assert [line[:2] for line in lines] == [
        ["when", "what"],
        ["3 March 2019", "Ada Brook opened the mill"],
        ["— 1 without a date —"],
        ["", "Ivo Lind hired two weavers"],
    ]


ESPERANTO = """\
code = "eo"
name = "Esperanto"
date_order = "dmy"
triggers = ["month"]
[lexicon.month]
03 = ["marto"]
[[rule]]
name = "day of month year"
match = "la? {dd} -? a de {month} {yyyy}"
kind = "DAY"
value = "{yyyy}-{month}-{dd}"
"""


@pytest.mark.parametrize("choice", ["dated", "main", "all"])
def test_a_language_without_a_parser_gets_sentences(choice: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("esperanto.toml").write_text(ESPERANTO, encoding="utf-8")
    Path("a.txt").write_text("La urbo brulis la 3-a de marto 2019. Li foriris.", encoding="utf-8")
    assert main(["a.txt", "--lang", "esperanto.toml", "--to", "json", "--events", choice]) == 0
    timeline = dateline.loads(capsys.readouterr().out, "json")
    assert [event.when.edtf for event in timeline.dated if event.when] == ["2019-03-03"]
    assert timeline.dated[0].title in "La urbo brulis la 3-a de marto 2019."
    assert not timeline.undated


def test_json_tells_the_source(mill: str, capsys: pytest.CaptureFixture[str]) -> None:
    options = [
        "--source-title",
        "The mill",
        "--source-publisher",
        "Milby Post",
        "--source-url",
        "https://milby.example/1",
    ]
    assert main([mill, "--to", "json", *options]) == 0
    timeline = dateline.loads(capsys.readouterr().out, "json")
    (source,) = timeline.sources
    assert (source.title, source.publisher, source.url) == ("The mill", "Milby Post", "https://milby.example/1")
    assert (
        main([mill, "--to", "json", "--title=The mill", "--publisher=Milby Post", "--url=https://milby.example/1"]) == 0
    )
    assert dateline.loads(capsys.readouterr().out, "json") == timeline


def test_a_file_is_called_by_its_name(mill: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([mill, "--to", "json"]) == 0
    assert [source.name for source in dateline.loads(capsys.readouterr().out, "json").sources] == ["mill.txt"]


def test_csv_has_a_row_an_event(mill: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([mill, "--to", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) == 1
    assert "2019-03-03" in rows[0].values()


def test_ical_is_a_calendar(mill: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([mill, "--to", "ical"]) == 0
    assert "DTSTART;VALUE=DATE:20190303" in capsys.readouterr().out


def test_the_document_date_moves_relative_dates(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text("Ada Brook opened the mill yesterday.", encoding="utf-8")
    assert main(["a.txt", "--dct", "2019-03-04"]) == 0
    assert "3 March 2019" in capsys.readouterr().out


def test_the_zone_of_clock_times(capsys: pytest.CaptureFixture[str]) -> None:
    Path("call.txt").write_text("He rang at 14:05 on 4 May 2024.")
    assert cli.main(["call.txt", "--zone", "Europe/London"]) == 0
    assert "4 May 2024, 14:05 UTC+1" in capsys.readouterr().out
    assert cli.main(["call.txt", "--zone", "Europe/Leith"]) == 2
    assert "Europe/Leith" in capsys.readouterr().err


def test_a_finished_timeline_is_dated_anew(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mill.txt").write_text("Ada Brook opened the mill on the 8th. The board opens the hall on 4 May 2019.")
    assert cli.main(["mill.txt", "--dct", "2019-03-20", "-o", "mill.json"]) == 0
    assert cli.main(["mill.json", "--redate", "mill.txt=2019-06-20", "--verbose"]) == 0
    told = capsys.readouterr()
    assert "8 June 2019  Ada Brook opened the mill" in told.out
    assert "The board opens the hall: it lies ahead" in told.err
    assert cli.main(["mill.json", "--redate", "2019-06-20", "-o", "moved.json"]) == 0
    assert read("moved.json") == read("mill.json").redated(dct="2019-06-20")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["mill.txt", "--redate", "2019-06-20"], 1, "mill.txt: no timeline in JSON"),
        (["mill.json", "--redate", "soon"], 2, "--redate: soon is no date"),
        (["mill.json", "--redate", "other.txt=2019-06-20"], 2, "mill.txt"),
        (["mill.json", "--redate", "2019-06-20", "--dct", "2019-06-20"], 2, "--dct"),
        (["mill.json", "--redate", "2019-06-20", "--zone", "Europe/London"], 2, "--zone"),
    ],
)
def test_what_cannot_be_dated_anew(
    arguments: list[str], code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("mill.txt").write_text("Ada Brook opened the mill on the 8th.")
    assert cli.main(["mill.txt", "--dct", "2019-03-20", "-o", "mill.json"]) == 0
    assert cli.main(arguments) == code
    assert words in capsys.readouterr().err


def test_what_cannot_be_dated_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text("Ada Brook opened the mill on the 8th.", encoding="utf-8")
    assert main(["a.txt"]) == 0
    said = capsys.readouterr()
    assert "1 date could not be fixed" in said.err
    assert "8th" in said.err
    assert "--dct" in said.err
    assert main(["a.txt", "--quiet"]) == 0
    assert capsys.readouterr().err == ""


def test_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(MILL.encode())))
    assert main(["-"]) == 0
    assert "3 March 2019" in capsys.readouterr().out


def test_several_texts_become_one_timeline(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([folder, "--to", "json"]) == 0
    said = capsys.readouterr()
    timeline = dateline.loads(said.out, "json")
    assert {source.name for source in timeline.sources} == {"b.txt", "a.md"}
    assert [event.when.edtf for event in timeline.dated if event.when] == ["2019-03-03", "2020-05-04"]
    # What is hidden is not spoken of.
    assert said.err == "dateline: notes/picture.png is passed over: a PNG image\n"


def test_a_byte_order_mark_is_no_text(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_bytes(b"\xef\xbb\xbf" + MILL.encode())
    assert main(["a.txt", "--to", "json"]) == 0
    timeline = dateline.loads(capsys.readouterr().out, "json")
    assert timeline.dated[0].evidence[0].span.start == 0


@pytest.mark.parametrize(
    ("name", "sign"),
    [("o.json", b'"'), ("o.csv", b","), ("o.ics", b"BEGIN:VCALENDAR"), ("o.txt", b"when"), ("O.JSON", b"{")],
)
def test_the_suffix_tells_the_form(mill: str, name: str, sign: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([mill, "-o", name]) == 0
    assert sign in Path(name).read_bytes()
    assert capsys.readouterr().out == ""


def test_to_wins_over_the_suffix(mill: str) -> None:
    assert main([mill, "-o", "o.dat", "--to", "json"]) == 0
    assert json.loads(Path("o.dat").read_text(encoding="utf-8"))


@pytest.mark.slow
def test_printed_and_written_are_the_same_bytes(mill: str) -> None:
    for form, name in (("json", "o.json"), ("csv", "o.csv"), ("ical", "o.ics")):
        assert main([mill, "-o", name]) == 0
        command = [sys.executable, "-m", "dateline", mill, "--to", form]
        environment = os.environ | {"PYTHONIOENCODING": "ascii"}
        printed = subprocess.run(command, capture_output=True, check=True, env=environment).stdout
        assert printed == Path(name).read_bytes()


def test_what_a_format_cannot_hold_is_said_when_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    text = "Julius Caesar was murdered in 44 BC. On 3 March 2019 Ada Brook opened the mill."
    Path("a.txt").write_text(text, encoding="utf-8")
    assert main(["a.txt", "--to", "ical"]) == 0
    assert capsys.readouterr().err == "dateline: ical could not hold 1 of 2 events; --verbose names them\n"
    assert main(["a.txt", "--to", "csv"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["a.txt", "--to", "ical", "--verbose"]) == 0
    first, *rest = capsys.readouterr().err.splitlines()
    assert first.startswith("dateline: ical could not hold")
    assert any("-0043" in line for line in rest)


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["mill.txt", "--to", "icz"], "--to: there is no form icz; did you mean ics?"),
        (["mill.txt", "--to", "nonsense"], "there are table, json, csv"),
        (["mill.txt", "--nonsense"], "--nonsense"),
        (["mill.txt", "--tittle=x"], "did you mean --title?"),
        (["mill.txt", "--to", "ical", "--option", "profil=rich"], "did you mean profile?"),
        (["mill.txt", "--dct", "soon"], "--dct: soon is no date"),
        (["mill.txt", "--dct", "8/6/2023"], "8/6/2023 may be 6 August 2023 or 8 June 2023; give --order"),
        (["mill.txt", "--from", "whenever"], "--from: whenever is no date"),
        (["mill.txt", "--status", "assertd"], "--status: assertd"),
        (["mill.txt", "--zone", "Europe/Leith"], "--zone: Europe/Leith"),
        (["mill.txt", "--order", "ydm"], "--order"),
        (["mill.txt", "--encoding", "foo"], "--encoding: foo"),
        (["mill.txt", "--encoding", "idna"], "--encoding: idna"),
        (["mill.txt", "--from", "2019-06", "--until", "2019-01"], "--until: 2019-01 lies before --from: 2019-06"),
        (["mill.txt", "--lang", "xx"], "--lang: xx"),
        (["mill.txt", "-t", "ical", "--option", "profile=poor"], "--option profile=poor"),
        (["mill.txt", "-t", "ical", "--option", "zone=Foo"], "--option zone=Foo"),
        (["mill.txt", "--columns", "title"], "--columns: title is not as"),
        (["mill.txt", "--expand", "2012-01-01/2013-01-01"], "--expand is for ical files"),
        (["mill.txt", "--option", "foo"], "table has no option foo; it has none"),
        ([""], "empty"),
        (["mill.txt", "--dct", "2012-02-30"], "2012-02-30"),
        (["mill.txt", "--lang", "xx"], "xx"),
        (["mill.txt", "--events", "some"], "some"),
        (["mill.txt", "-o", "out.odt"], "out.odt"),
        (["mill.txt", "-o", "out"], "out"),
        (["mill.txt", "-o", "mill.txt"], "overwritten"),
        (["-", "-"], "standard input"),
    ],
)
def test_a_wrong_command_ends_with_2(
    arguments: list[str], hint: str, mill: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = fails(capsys, 2, *arguments)
    assert hint in said
    assert Path(mill).read_text(encoding="utf-8") == MILL


def test_bad_input_ends_with_1(mill: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "nowhere.txt" in fails(capsys, 1, "nowhere.txt")
    Path("empty").mkdir()
    assert "empty" in fails(capsys, 1, "empty")
    assert "missing" in fails(capsys, 1, mill, "-o", "missing/out.json")
    assert "missing" in fails(capsys, 1, mill, "-o", "missing/out.txt")
    assert "\\x00" in fails(capsys, 1, "a\x00b")
    assert "https://example.org/a: it is an address" in fails(capsys, 1, "https://example.org/a")
    assert "no file fits the pattern" in fails(capsys, 1, "*.nothing")
    assert "the column 'a' (title) is missing" in fails(capsys, 1, mill, "--columns", "title=a")


def test_an_unreadable_file_is_named(
    mill: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    assert "mill.txt: Permission denied" in fails(capsys, 1, mill)


def test_an_empty_text_has_no_events(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_bytes(b"")
    assert main(["a.txt"]) == 0
    assert capsys.readouterr().out == "no events\n"
    for form in ("json", "csv", "ical"):
        assert main(["a.txt", "--to", form]) == 0
        assert capsys.readouterr().out


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"dateline {metadata.version('dateline')}\n"
    assert main(["--help"]) == 0
    screen = capsys.readouterr().out.splitlines()
    assert len(screen) <= 24
    assert max(map(len, screen)) <= 80
    assert main(["--help-all"]) == 0
    said = capsys.readouterr().out
    for words in ("0  done", "1  an input", "2  the command", "--hemisphere", "--expand"):
        assert words in said


def test_control_characters_do_not_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text("On 3 March 2019 Ada Brook opened the \x1b[31mgreat\x1b[0m mill.\x07", encoding="utf-8")
    assert main(["a.txt"]) == 0
    said = capsys.readouterr().out
    assert "3 March 2019" in said
    assert "\x1b" not in said
    assert "\x07" not in said


class Terminal(io.StringIO):
    """Standard output that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def open_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    screen = Terminal()
    monkeypatch.setattr("sys.stdout", screen)
    monkeypatch.setenv("COLUMNS", "70")
    monkeypatch.setenv("NO_COLOR", "1")
    return screen


LONG = "On 3 March 2019 Ada Brook opened the great mill by the river before two hundred guests from Milby.\n"


@pytest.mark.parametrize("width", [30, 40, 70, 80, 120])
def test_the_table_in_a_terminal(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = open_terminal(monkeypatch)
    monkeypatch.setenv("COLUMNS", str(width))
    Path("long.txt").write_text(LONG + STORY, encoding="utf-8")
    assert main(["long.txt", "-q"]) == 0
    screen = re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue())
    assert max(map(len, screen.splitlines())) <= width
    assert screen.count("3 March 2019") == 2
    assert "1 without a date" in screen
    # In a narrow window there are no columns: each thing has a line of its own.
    assert ("what" in screen) is (width >= 56)
    assert ("says who" in screen) is (width >= 100)
    words = " ".join(screen.split())
    assert "Ivo Lind hired two weavers" in words


@pytest.mark.slow
def test_colours_as_the_user_wants_them(mill: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def printed(**settings: str) -> str:
        environment = {**os.environ, **settings}
        for name in {"NO_COLOR", "FORCE_COLOR"} - settings.keys():
            environment.pop(name, None)
        command = [sys.executable, "-m", "dateline", mill]
        return subprocess.run(command, capture_output=True, check=True, env=environment, encoding="utf-8").stdout

    assert "\x1b[36m" in printed(FORCE_COLOR="1", TERM="xterm")
    assert "\x1b[36m" not in printed(FORCE_COLOR="1", NO_COLOR="1", TERM="xterm")
    assert "\x1b" not in printed()


def test_a_reader_who_leaves_is_no_error(mill: str) -> None:
    command = f"{sys.executable} -m dateline {mill} {mill} -q --to json | true"
    done = subprocess.run(["bash", "-c", command], capture_output=True, encoding="utf-8", check=False)
    assert done.stderr == ""


@pytest.mark.slow
def test_the_installed_command_and_the_module_are_one(mill: str) -> None:
    script = Path(sys.executable).parent / "dateline"
    for command in ([str(script)], [sys.executable, "-m", "dateline"]):
        done = subprocess.run([*command, mill], capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0
        assert "3 March 2019" in done.stdout
        assert subprocess.run([*command, "nowhere.txt"], capture_output=True, check=False).returncode == 1


def test_options_of_the_form(mill: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main([mill, "-o", "o.csv", "--option", "by=participant", "--option", "excel=true", "--option", "metadata=true"])
        == 0
    )
    assert Path("o.csv").read_bytes().startswith(b"\xef\xbb\xbfevent_id,")
    assert '"event_id"' in Path("o.csv-metadata.json").read_text(encoding="utf-8")
    assert main([mill, "-o", "o.ics", "--option", "profile=rich", "--option", "name=The mill"]) == 0
    assert "X-WR-CALNAME:The mill" in Path("o.ics").read_text(encoding="utf-8")
    capsys.readouterr()
    for form, option in (
        ("csv", "by"),
        ("csv", "texts=a"),
        ("json", "by=event"),
        ("csv", "metadata=true"),
        ("table", "a=b"),
    ):
        assert main([mill, "--to", form, "--option", option]) == 2
        assert f"{form} has no option {option}" in capsys.readouterr().err
    assert main([mill, "--to", "csv", "--option", "by=actor"]) == 2
    assert "must be 'event' or 'participant'" in capsys.readouterr().err


def test_the_table_marks_what_sources_differ_in(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("post.txt").write_text("Ilse Maran resigned on 3 May 2021. Ada Brook met Tom Reyes in York on 9 May 2021.")
    Path("news.txt").write_text("Ilse Maran resigned on 5 May 2021. Ada Brook met Tom Reyes in Leeds on 9 May 2021.")
    assert main(["post.txt", "news.txt"]) == 0
    *table, blank, heading, date, place = capsys.readouterr().out.splitlines()
    assert (blank, heading) == ("", "sources differ:")
    assert date.startswith(
        "!1 date: post.txt says 3 May 2021 (“Ilse Maran resigned on 3 May 2021.”); news.txt says 5 May"
    )
    assert place.startswith("?2 place: ")
    assert place.endswith("May be the same happening: both say “met” and name Ada Brook, Tom Reyes, on the same day.")
    assert [line.partition("[")[2].partition("]")[0] for line in table[1:]] == ["!1", "!1", "?2", "?2"]
    assert main(["post.txt", "-q", "-o", "one.table", "-t", "table"]) == 0
    assert "sources differ" not in Path("one.table").read_text(encoding="utf-8")
    for width in ("40", "80", "140"):
        terminal = open_terminal(monkeypatch)
        monkeypatch.setenv("COLUMNS", width)
        assert main(["post.txt", "news.txt", "-q"]) == 0
        screen = re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue())
        assert max(map(len, screen.splitlines())) <= int(width)
        assert "sources differ:" in screen
        assert "[!1]" in screen


def test_a_table_is_written_in_one_step(mill: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("o.txt").write_text("old", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device", "o.txt")

    monkeypatch.setattr(os, "fdopen", fail)
    assert main([mill, "-o", "o.txt"]) == 1
    assert Path("o.txt").read_text(encoding="utf-8") == "old"
    monkeypatch.undo()


def test_wide_characters_keep_the_columns_in_line() -> None:
    titles = [
        ("1911", "門が開いた", "권 패리"),
        ("1912", "The gate was opened", "Ada"),
        ("1913", "Zoe\u0308 left", "A\u0301da"),
    ]
    events = [
        Event(title, year, participants=[Participation(Actor(who))], attributions=[Attribution(Actor("Zz"))])
        for year, title, who in titles
    ]
    lines = table_text(Timeline(events)).splitlines()[1:]
    assert len({cell_len(line[: line.index("Zz")]) for line in lines}) == 1


def test_a_dash_is_standard_output(mill: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([mill, "--to", "csv", "-o", "-"]) == 0
    assert capsys.readouterr().out.startswith("id,start,end,")
    assert not Path("-").exists()


def test_only_switches_are_true_or_false(mill: str, capsys: pytest.CaptureFixture[str]) -> None:
    for option in ("excel=maybe", "metadata=maybe"):
        assert "must be true or false" in fails(capsys, 2, mill, "-o", "mill.csv", "--option", option)
    assert main([mill, "--to", "html", "--option", "title=true"]) == 0
    assert "<title>true</title>" in capsys.readouterr().out


def test_what_cannot_be_written_is_called_as_the_user_calls_it(mill: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = "dateline: cannot write nowhere/mill.ics: there is no folder nowhere; make it first, or choose another\n"
    for form in ("ical", "table", "xlsx"):
        assert fails(capsys, 1, mill, "-o", "nowhere/mill.ics", "--to", form) == told


# -- what goes in ------------------------------------------------------------------------------------------------------


def given(monkeypatch: pytest.MonkeyPatch, data: bytes, *, terminal: bool = False) -> None:
    stream = io.TextIOWrapper(io.BytesIO(data))
    monkeypatch.setattr(stream, "isatty", lambda: terminal)
    monkeypatch.setattr("sys.stdin", stream)


def test_without_a_file_standard_input_is_read(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    given(monkeypatch, MILL.encode())
    assert main(["--to", "md"]) == 0
    assert "| 3 March 2019 | Ada Brook opened the mill" in capsys.readouterr().out
    given(monkeypatch, b"", terminal=True)
    assert "no FILE is given" in fails(capsys, 2)


@pytest.mark.parametrize("name", ["ics", "ical", ".ics", "ICS", "md", "markdown", "htm", "csv", "ndjson", "txt", "tml"])
def test_a_form_goes_by_the_suffixes_of_its_files(name: str, mill: str, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--title", "x"] if name != "tml" else []
    assert main([mill, "-t", name, *options]) == 0
    assert "Ada Brook" in capsys.readouterr().out


@pytest.mark.parametrize("date", ["14 June 2022", "June 14, 2022", "2022-06-14", " 2022-06-14 ", "14.06.2022"])
def test_a_date_may_be_written_in_words(date: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text("Ada Brook opened the mill yesterday.", encoding="utf-8")
    assert main(["a.txt", "--dct", date]) == 0
    assert "13 June 2022" in capsys.readouterr().out


def test_the_order_of_a_date_settles_what_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text("Ada Brook opened the mill yesterday.", encoding="utf-8")
    assert main(["a.txt", "--dct", "8/6/2023", "--order", "dmy"]) == 0
    assert "7 June 2023" in capsys.readouterr().out


def test_the_date_in_the_name_of_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("2023-05-04.md", "20230604 minutes.txt"):
        Path(name).write_text("Yesterday Ada Brook opened the mill.", encoding="utf-8")
    Path("undated.txt").write_text("Yesterday the lock broke.", encoding="utf-8")
    assert main(["2023-05-04.md", "20230604 minutes.txt", "undated.txt", "--dct", "name"]) == 0
    said = capsys.readouterr()
    assert "3 May 2023" in said.out
    assert "3 June 2023" in said.out
    assert "undated.txt: its name has no date" in said.err


def test_options_of_parse_reach_it(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text("The fair opened on 03/04/2021. Ivo Lind fell in the summer of 2020.", encoding="utf-8")
    assert main(["a.txt", "--order", "mdy", "--hemisphere", "south", "-t", "json"]) == 0
    timeline = dateline.loads(capsys.readouterr().out, "json")
    assert [event.human() for event in timeline] == ["December 2020 – February 2021", "4 March 2021"]


def test_a_document_of_another_kind_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    document = docx.Document()
    document.add_heading("The mill at Milby", 0)
    document.add_paragraph("Ada Brook opened the mill on 3 March 2019.")
    document.save("mill.docx")
    Path("page.html").write_text(
        "<html><head><title>Milby Post</title></head><body><p>The mill burned down on 4 May 2020.</p></body></html>"
    )
    Path("mail.eml").write_text(
        "From: Ivo Lind <ivo@milby.example>\nDate: Mon, 4 Mar 2024 09:12:00 +0000\nSubject: The lock\n"
        "Message-ID: <1@milby.example>\n\nThe lock broke yesterday.\n"
    )
    assert main(["mill.docx", "page.html", "mail.eml"]) == 0
    said = capsys.readouterr().out
    for date, what in (("3 March 2019", "opened"), ("4 May 2020", "burned down"), ("3 March 2024", "The lock broke")):
        assert any(line.startswith(date) and what in line for line in said.splitlines()), date


def test_one_bad_file_of_many_is_passed_over(mill: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert main([mill, "picture.png", "nowhere.txt"]) == 1
    said = capsys.readouterr()
    assert "3 March 2019" in said.out
    first, second, last = said.err.splitlines()
    assert first.startswith("dateline: cannot read picture.png: it is a PNG image")
    assert "nowhere.txt" in second
    assert last == "dateline: 2 of 3 files could not be read"
    assert main([mill, "picture.png", "--strict"]) == 1
    assert capsys.readouterr().out == ""
    assert main(["picture.png", "nowhere.txt"]) == 1
    assert capsys.readouterr().out == ""


def test_an_encoding_is_guessed_with_a_remark_or_given(capsys: pytest.CaptureFixture[str]) -> None:
    text = "Zoë Brook opened the café in Milby on 3 March 2019, and her brother the mill on 4 May 2020."
    Path("latin.txt").write_bytes(text.encode("cp1252"))
    assert main(["latin.txt"]) == 0
    said = capsys.readouterr()
    assert "Zoë Brook" in said.out
    assert said.err.startswith("dateline: latin.txt: ")
    assert main(["latin.txt", "--encoding", "cp1252"]) == 0
    said = capsys.readouterr()
    assert "Zoë Brook" in said.out
    assert said.err == ""
    Path("wide.txt").write_bytes(text.encode("utf-16"))
    assert main(["wide.txt"]) == 0
    assert "Zoë Brook" in capsys.readouterr().out


def test_timelines_are_taken_as_they_are(mill: str, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.json", "a.csv", "a.ics", "a.jsonl", "a.tsv"):
        assert main([mill, "-o", name]) == 0
        assert main([name]) == 0
        table = capsys.readouterr().out
        assert "3 March 2019  Ada Brook opened the mill" in table
        assert "TRANSP" not in table
    assert main(["a.json", "-o", "b.ics"]) == 0
    assert Path("b.ics").read_bytes() == Path("a.ics").read_bytes()


def test_a_table_of_others_needs_to_know_its_columns(capsys: pytest.CaptureFixture[str]) -> None:
    Path("log.csv").write_text("message,stamp,host\nLock broke,2021-05-03,a\n", encoding="utf-8")
    assert "the columns are message, stamp, host" in fails(capsys, 1, "log.csv")
    assert main(["log.csv", "--columns", "title=message,when=stamp", "-q"]) == 0
    assert "3 May 2021  Lock broke" in capsys.readouterr().out
    assert "--columns" in fails(capsys, 2, "log.csv", "--columns", "message")


def test_what_repeats_in_a_calendar_is_counted_out(capsys: pytest.CaptureFixture[str]) -> None:
    entry = "BEGIN:VEVENT\nUID:1\nSUMMARY:Fair\nDTSTART;VALUE=DATE:20120903\nRRULE:FREQ=WEEKLY\nEND:VEVENT\n"
    Path("fair.ics").write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{entry}END:VCALENDAR\n", encoding="utf-8")
    assert main(["fair.ics", "--expand", "2012-09-01/2012-10-01", "-q"]) == 0
    assert capsys.readouterr().out.count("Fair") == 4


def test_a_pattern_that_the_shell_did_not_expand(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["notes/*.txt", "--to", "json"]) == 0
    assert len(dateline.loads(capsys.readouterr().out, "json").sources) == 1


def test_what_dateline_has_made_is_not_read_again(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("case.html", "case.docx", "case.json", "case.md", "case.txt", "case.csv"):
        assert main([folder, "-o", f"notes/{name}", "-q"]) == 0
    first = dateline.read("notes/case.json")
    # Neither the file that is written, nor what was made of the same documents before.
    assert main([folder, "-o", "notes/case.json", "-v"]) == 0
    assert read("notes/case.json") == first
    told = capsys.readouterr().err
    for name in ("case.html", "case.docx", "case.md", "case.txt"):
        assert f"dateline: notes/{name} is passed over: dateline has made it of other documents\n" in told
    assert "dateline: notes/case.csv is passed over: a timeline" in told
    assert "case.json" not in told
    assert main([folder, "-o", "notes/case.json"]) == 0
    assert capsys.readouterr().err.splitlines()[-1] == "dateline: 4 more are passed over; --verbose names them"
    assert "it is a page that dateline made of other documents" in fails(capsys, 1, "notes/case.html")
    assert main([folder, "-o", "notes/case.svg", "-q"]) == 0
    assert "it is an SVG image" in fails(capsys, 1, "notes/case.svg")


def test_a_file_of_a_folder_is_told_by_its_content(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("notes/letter").write_text("The lock broke on 3 May 1950.", encoding="utf-8")
    Path("notes/host.log").write_text("On 4 May 1950 the lock was mended.", encoding="utf-8")
    Path("notes/junk.bin").write_bytes(bytes(range(256)) * 9)
    assert main([folder, "-v"]) == 0
    said = capsys.readouterr()
    assert "3 May 1950" in said.out
    assert "4 May 1950" in said.out
    assert "notes/junk.bin is passed over: a file of bytes that are no text" in said.err


def test_tables_are_tables_on_standard_input_too(
    mill: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for form in ("csv", "tsv", "json", "ical"):
        assert main([mill, "-t", form]) == 0
        given(monkeypatch, capsys.readouterr().out.encode())
        assert main(["-"]) == 0
        assert "3 March 2019  Ada Brook opened the mill" in capsys.readouterr().out, form
    given(monkeypatch, b"message;Year;Month;Day\nLock broke;2021;5;3\n")
    assert main(["-", "--columns", "title=message,when=Year+Month+Day", "-q"]) == 0
    assert "3 May 2021  Lock broke" in capsys.readouterr().out


def test_what_a_table_loses_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    Path("days.csv").write_text("title,date\nFair,03/04/2021\nBall,2021-05-03\n", encoding="utf-8")
    assert main(["days.csv"]) == 0
    assert "days.csv: " in capsys.readouterr().err
    assert main(["days.csv", "--order", "dmy"]) == 0
    assert "3 April 2021  Fair" in capsys.readouterr().out


def test_what_is_for_texts_is_refused_for_timelines(capsys: pytest.CaptureFixture[str]) -> None:
    Path("b.txt").write_text("Ada Brook left on the 8th.", encoding="utf-8")
    assert main(["b.txt", "-o", "b.json", "-q"]) == 0
    assert main(["b.json"]) == 0
    assert "; --redate tells when the text was written" in capsys.readouterr().err
    for option in (["--dct", "2019-03-20"], ["--zone", "Z"], ["--title", "x"], ["--events", "all"]):
        assert f"{option[0]} is for texts" in fails(capsys, 2, "b.json", *option)
    assert "--columns is for csv and tsv files" in fails(capsys, 2, "b.json", "--columns", "title=a")


def test_a_language_that_a_file_says_and_nobody_knows_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    body = "<body><p>The mill burned down on 4 May 2020.</p></body>"
    page = f"<html lang='xx'><head><title>Milby</title></head>{body}</html>"
    Path("page.html").write_text(page)
    assert main(["page.html"]) == 0
    said = capsys.readouterr()
    assert "4 May 2020" in said.out
    assert "page.html: it says that its language is xx" in said.err


# -- what is chosen ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "years"),
    [
        (["--from", "1912"], [1930, 1950]),
        (["--until", "1930"], [1911, 1930]),
        (["--from", "3 May 1912", "--until", "1930"], [1930]),
        (["--who", "Ada Brook"], [1911]),
        (["--status", "reported"], [1930]),
        (["--status", "asserted,reported", "--from", "1930"], [1930, 1950]),
    ],
)
def test_only_some_events(options: list[str], years: list[int], capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text(
        "Ada Brook opened the mill in 1911. Ivo Lind said that it burned down in 1930. It was rebuilt in 1950.",
        encoding="utf-8",
    )
    assert main(["a.txt", "-t", "json", *options]) == 0
    timeline = dateline.loads(capsys.readouterr().out, "json")
    assert [event.when.start.year for event in timeline if event.when and event.when.start] == years


def test_the_page_of_the_command_has_the_texts(mill: str) -> None:
    assert main([mill, "-o", "mill.html"]) == 0
    assert "On 3 March 2019 Ada Brook opened the mill." in Path("mill.html").read_text(encoding="utf-8")


def test_a_format_of_bytes_is_written(mill: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main([mill, "-o", "mill.xlsx"]) == 0
    assert Path("mill.xlsx").read_bytes().startswith(b"PK")
    assert main([mill, "-t", "docx"]) == 0
    assert capfdbinary.readouterr().out.startswith(b"PK")


# -- many files --------------------------------------------------------------------------------------------------------


def test_several_processes_give_what_one_gives(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([folder, "mill.txt", "--to", "json"]) == 0
    alone = capsys.readouterr().out
    assert main([folder, "mill.txt", "--to", "json", "--workers", "2"]) == 0
    assert capsys.readouterr().out == alone


@pytest.mark.slow
def test_with_several_processes_the_file_that_cannot_be_read_is_named(
    folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("notes/c.pdf").write_bytes(b"%PDF-1.4 and no more")
    assert main([folder, "--workers", "2"]) == 1
    said = capsys.readouterr()
    assert "Ada Brook" in said.out
    assert "Ivo Lind" in said.out
    assert "notes/c.pdf" in said.err
    assert "1 of 3 files could not be read" in said.err


@pytest.mark.parametrize("number", ["0", "-1", "two", "1.5"])
def test_a_wrong_number_of_processes(number: str, mill: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "--workers" in fails(capsys, 2, mill, f"--workers={number}")


def test_a_folder_gets_a_file_for_each_input(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([folder, "mill.txt", "-o", "out/"]) == 0
    made = sorted(str(path.relative_to("out")) for path in Path("out").rglob("*.json"))
    assert made == ["b.txt.json", "deep/a.md.json", "mill.txt.json"]
    assert [event.title for event in read("out/deep/a.md.json")] == ["Ivo Lind closed the mill"]
    assert "3 files written to out/" in capsys.readouterr().err


def test_what_is_done_is_not_done_again(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*more: str) -> str:
        assert main([folder, "-o", "out/", *more]) == 0
        return capsys.readouterr().err.splitlines()[-1]

    assert run() == "dateline: 2 files written to out/"
    assert run() == "dateline: 0 files written to out/, 2 were there already"
    # The form that is the default, and what changes nothing of the result.
    assert run("--to", "json", "--verbose", "--workers", "1").endswith("2 were there already")
    Path("notes/b.txt").write_text("On 4 June 2021 Ada Brook died.", encoding="utf-8")
    assert run() == "dateline: 1 file written to out/, 1 was there already"
    assert [event.human() for event in read("out/b.txt.json")] == ["4 June 2021"]
    # Another option makes another result; so does a file that is gone.
    assert run("--events", "all") == "dateline: 2 files written to out/"
    Path("out/b.txt.json").unlink()
    assert run("--events", "all") == "dateline: 1 file written to out/, 1 was there already"


def test_a_run_that_was_killed_goes_on_where_it_was(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([folder, "-o", "out/"]) == 0
    ledger = Path("out/.dateline-done.jsonl")
    whole = ledger.read_bytes()
    # Half of the last line was written.
    ledger.write_bytes(whole[:-20])
    assert main([folder, "-o", "out/"]) == 0
    assert "1 file written to out/, 1 was there already" in capsys.readouterr().err
    assert main([folder, "-o", "out/"]) == 0
    assert "0 files written to out/, 2 were there already" in capsys.readouterr().err


def test_in_a_folder_what_fails_is_tried_again(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("notes/c.pdf").write_bytes(b"%PDF-1.4 and no more")
    for written in ("2 files written to out/\n", "0 files written to out/, 2 were there already\n"):
        assert main([folder, "-o", "out/"]) == 1
        said = capsys.readouterr().err
        assert "notes/c.pdf" in said
        assert written in said
        assert "1 of 3 files could not be read" in said


def test_two_files_that_would_become_one_are_refused(mill: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("other").mkdir()
    Path("other/mill.txt").write_text(CLOSURE, encoding="utf-8")
    assert "both become" in fails(capsys, 2, mill, "other/mill.txt", "-o", "out/")
    assert not Path("out").exists()


def decided(*changes: str) -> None:
    """Write decisions about the mill and its letter to files."""
    Path("letter.txt").write_text("J. Lind had built the mill in 1911. Mrs Brook sold it in 1956.\n", encoding="utf-8")
    timeline = dateline.parse(dateline.open("letter.txt"))
    built = timeline.filter(text="built")[0]
    for number, date in enumerate(changes):
        timeline.correct(built, date=date, by=f"Reader {number}").write_decisions(f"decisions{number}.json")


def test_decisions_are_applied(capsys: pytest.CaptureFixture[str]) -> None:
    decided("1912", "1913")
    assert cli.main(["letter.txt", "--decisions", "decisions0.json"]) == 0
    printed = capsys.readouterr()
    assert "1912  J. Lind had built the mill" in printed.out
    assert printed.err == ""
    assert cli.main(["letter.txt", "--decisions", "decisions0.json", "--decisions", "decisions1.json"]) == 0
    printed = capsys.readouterr()
    assert "1913  J. Lind had built the mill" in printed.out
    assert "is set aside for 1911 → 1913" in printed.err
    assert cli.main(["letter.txt", "-o", "letter.json"]) == 0
    assert cli.main(["letter.json", "--decisions", "decisions0.json", "-o", "mended.json"]) == 0
    assert read("mended.json").undo() == read("letter.json")
    assert capsys.readouterr().err == ""


def test_decisions_that_do_not_stand_are_told(mill: str, capsys: pytest.CaptureFixture[str]) -> None:
    decided("1912")
    Path("letter.txt").write_text("J. Lind had rebuilt the mill in 1911.\n", encoding="utf-8")
    asked = ["letter.txt", "--decisions", "decisions0.json"]
    assert cli.main(asked) == 0
    assert capsys.readouterr().err == "dateline: 1 of 1 decision could not be applied; --verbose names them\n"
    assert cli.main([*asked, "--verbose"]) == 0
    assert "its words no longer stand in letter.txt" in capsys.readouterr().err
    assert cli.main([*asked, "--quiet"]) == 0
    assert capsys.readouterr().err == ""
    assert "1 of 1 decision could not be applied" in fails(capsys, 1, *asked, "--strict")
    assert cli.main([mill, *asked[1:], "-q"]) == 0
    capsys.readouterr()
    assert cli.main([mill, *asked[1:]]) == 0
    assert (
        "1 of 1 decision could not be applied, 1 of them about documents that are not read" in capsys.readouterr().err
    )


def test_a_renamed_document_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    decided("1912")
    Path("letter.txt").rename("copy.txt")
    assert cli.main(["copy.txt", "--decisions", "decisions0.json", "--strict"]) == 0
    printed = capsys.readouterr()
    assert "1912  J. Lind had built the mill" in printed.out
    assert "its document is not here; it was applied to copy.txt" in printed.err


def test_what_is_no_file_of_decisions_ends_with_1(mill: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "none.json" in fails(capsys, 1, mill, "--decisions", "none.json")
    Path("bad.json").write_text('{"decisions_version": 1, "decisions": [{"kind": "drop"}]}', encoding="utf-8")
    assert "bad.json, $.decisions[0]" in fails(capsys, 1, mill, "--decisions", "bad.json")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--decisions", "d.json", "-o", "d.json"),
        ("--decisions", "d.json", "-o", "d.json", "-t", "html"),
        ("--lang", "own.toml", "-o", "own.toml", "-t", "json"),
        ("--decisions", "out/mill.txt.json", "-o", "out/"),
    ],
)
def test_nothing_that_is_read_is_overwritten(
    arguments: tuple[str, ...], mill: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("out").mkdir()
    shipped = Path(dateline.__file__).with_name("locales") / "en.toml"
    known: dict[str, str] = dict.fromkeys(("d.json", "out/mill.txt.json"), '{"decisions_version": 1, "decisions": []}')
    known["own.toml"] = shipped.read_text(encoding="utf-8")
    for name, text in known.items():
        Path(name).write_text(text, encoding="utf-8")
    assert "it would be overwritten" in fails(capsys, 2, mill, *arguments)
    assert {name: Path(name).read_text(encoding="utf-8") for name in known} == known


@pytest.fixture
def apart() -> list[str]:
    """Two files of one sentence and a third; a decision about the first, and one about it and the third."""
    Path("in").mkdir()
    for name, text in (("letter", "built"), ("other", "built"), ("third", "sold")):
        Path(f"in/{name}.txt").write_text(f"Ivo Lind {text} the mill in 1911.\n", encoding="utf-8")
    both = Timeline.merge([dateline.parse(dateline.open(f"in/{name}.txt")) for name in ("letter", "third")])
    both = both.correct(both.filter(text="built")[0], date="1913")
    both.keep_apart(*both.events[:2]).write_decisions("d.json")
    return ["in", "-o", "out/", "--decisions", "d.json"]


def test_a_decision_is_not_for_another_document_with_its_words(apart: list[str]) -> None:
    assert main(apart) == 0
    assert [read(f"out/{name}.txt.json")[0].human() for name in ("letter", "other")] == ["1913", "1911"]
    Path("in/letter.txt").unlink()
    assert main([*apart[:2], "new/", *apart[3:]]) == 0
    assert read("new/other.txt.json")[0].human() == "1911"


def test_what_no_document_of_a_folder_took_is_told_once(apart: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    untaken = "1 of 2 decisions could not be applied"
    # Also where the file that took the other one has been made by an earlier run.
    for _ in range(2):
        assert main(apart) == 0
        said = capsys.readouterr().err
        assert said.count("could not be applied") == 1
        assert f"{untaken}: about documents that are not read, or about several" in said
    assert main([*apart, "-v"]) == 0
    assert "and “Ivo Lind built the mill” are not the same event" in capsys.readouterr().err
    assert main([*apart, "--strict", "-q"]) == 1
    assert untaken in capsys.readouterr().err
    assert main([*apart, "-q", "--workers", "2"]) == 0
    assert capsys.readouterr().err == ""


def test_a_result_that_is_not_what_was_made_is_made_again(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([folder, "-o", "out/"]) == 0
    made = Path("out/b.txt.json").read_bytes()
    Path("out/b.txt.json").write_text("junk", encoding="utf-8")
    capsys.readouterr()
    assert main([folder, "-o", "out/"]) == 0
    assert "1 file written to out/, 1 was there already" in capsys.readouterr().err
    assert Path("out/b.txt.json").read_bytes() == made
    Path("notes/b.txt").unlink()
    assert main([folder, "-o", "out/"]) == 0
    assert "1 file there is of no input any more: b.txt.json" in capsys.readouterr().err
    assert Path("out/b.txt.json").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("link", ["out/b.txt.json", "out/deep", "out/.dateline-done.jsonl"])
def test_nothing_is_written_through_a_link_in_the_folder(
    link: str, folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("out").mkdir()
    Path("elsewhere").mkdir()
    Path("elsewhere/a.md.json").write_text("mine", encoding="utf-8")
    Path(link).symlink_to(Path("elsewhere" if link.endswith("deep") else "elsewhere/a.md.json").absolute())
    said = fails(capsys, 1, folder, "-o", "out/", "-q")
    assert f"{link} is a link to" in said
    assert "remove the link" in said
    assert Path("elsewhere/a.md.json").read_text(encoding="utf-8") == "mine"


def test_what_there_is_to_say_of_many_files_is_summed_up(capsys: pytest.CaptureFixture[str]) -> None:
    Path("in").mkdir()
    for number in range(5):
        Path(f"in/{number}.txt").write_text("Ada Brook sold the mill on Tuesday.\n", encoding="utf-8")
    assert main(["in", "-o", "out/"]) == 0
    *first, rest, written = capsys.readouterr().err.splitlines()
    assert [line.partition(": ")[2][:8] for line in first] == ["in/0.txt", "in/1.txt"]
    assert rest == "dateline: 3 more files had dates that could not be fixed; --verbose names them"
    assert written == "dateline: 5 files written to out/"
    assert main(["in", "-o", "again/", "-v"]) == 0
    assert capsys.readouterr().err.count("could not be fixed") == 5


def test_a_day_that_there_is_not_is_told_as_such(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text("Ivo Lind left on 31 February 2021.\n", encoding="utf-8")
    assert main(["a.txt"]) == 0
    assert capsys.readouterr().err == (
        "dateline: 1 date could not be fixed: “31 February 2021”; there is no such day\n"
    )
    Path("b.txt").write_text("Ada Brook left on Tuesday. Ivo Lind left on February 30.\n", encoding="utf-8")
    assert main(["b.txt"]) == 0
    said = capsys.readouterr().err
    assert "--dct tells when the text was written; there is no “February 30”" in said
    (timex,) = dateline.parse("Ivo Lind left on 31 February 2021.").unresolved
    assert "as there is no such day" in timex.explain()


def test_messages_name_what_was_typed(mill: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "--limit: characters=0: must be" in fails(capsys, 2, mill, "--limit", "characters=0")
    Path("c.csv").write_text("name,when it was\nAda,2020\n", encoding="utf-8")
    assert "such as --columns 'title=name,when=when it was'" in fails(capsys, 1, "c.csv")
    assert "mill.txt is a file" in fails(capsys, 2, mill, "-o", "mill.txt/")
    Path("d.json").write_text('{"decisions_version": 1, "decisions": []}', encoding="utf-8")
    assert "give them with --decisions" in fails(capsys, 1, "d.json")


def test_timelines_and_decisions_in_a_folder_are_called_so(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("notes/d.json").write_text('{"decisions_version": 1, "decisions": []}', encoding="utf-8")
    assert main(["mill.txt", "-t", "json", "-o", "notes/made"]) == 0
    assert main([folder, "-v"]) == 0
    said = capsys.readouterr().err
    assert "d.json is passed over: decisions, which are no document; give them with --decisions" in said
    assert "made is passed over: a timeline, which may be what dateline has made" in said


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_to_nowhere_is_told_with_where_it_leads(mill: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("lost.json").symlink_to("nowhere/x.json")
    said = fails(capsys, 1, mill, "-o", "lost.json")
    assert "it is a link to" in said
    assert "there is no folder" in said
    assert "nowhere; make it first" in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("form", ["json", "table"])
def test_a_full_disk_is_told_of_standard_output_too(form: str, mill: str) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "dateline", mill, "-t", form]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert (
        done.stderr
        == "dateline: cannot write to standard output: the disk is full; make room on it, or write to another\n"
    )


def test_a_conflict_with_what_was_not_asked_for_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    for name, day in (("a.txt", 3), ("b.txt", 16)):
        Path(name).write_text(f"On {day} May 2021 Ada Brook resigned.\n", encoding="utf-8")
    assert main(["a.txt", "b.txt", "--from", "2021-05-15", "--until", "2021-05-18"]) == 0
    _, row, _, below, told = capsys.readouterr().out.splitlines()
    assert row.startswith("16 May 2021  Ada Brook resigned [?1]")
    assert below == "sources differ:"
    assert told.startswith("?1 date: a.txt says 3 May 2021")
    # What nothing that is shown is in is not told.
    assert main(["a.txt", "b.txt", "--until", "2021-04"]) == 0
    assert "sources differ" not in capsys.readouterr().out


def test_what_a_reader_gave_is_marked_in_the_table() -> None:
    timeline = dateline.parse(MILL)
    corrected = timeline.correct(timeline[0], date="2019-03-04")
    assert "Ada Brook opened the mill [corrected]" in table_text(corrected)
    assert "[added]" in table_text(timeline.add_event("The mill shop closed", date="2020"))
