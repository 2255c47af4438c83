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

import pytest

import dateline
from dateline import cli, read
from dateline.cli import main

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
    assert row.startswith("2019-03-03")
    assert "Ada Brook" in row


STORY = "Ada Brook opened the mill on 3 March 2019. Ivo Lind hired two weavers. He had always liked wool.\n"


@pytest.mark.parametrize(("choice", "number"), [("dated", (1, 0)), ("main", (1, 1)), ("all", (1, 2)), (None, (1, 1))])
def test_the_choice_of_events(choice: str | None, number: tuple[int, int], capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text(STORY, encoding="utf-8")
    assert main(["a.txt", "--to", "json", *(["--events", choice] if choice else [])]) == 0
    timeline = dateline.loads(capsys.readouterr().out, "json")
    assert (len(timeline.dated), len(timeline.undated)) == number


def test_the_choices_are_those_of_parse() -> None:
    from dateline.pipeline import CHOICES

    assert cli.EVENTS == CHOICES


def test_events_without_a_date_stand_apart(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text(STORY, encoding="utf-8")
    assert main(["a.txt"]) == 0
    dated, undated = capsys.readouterr().out.split("\n\n")
    assert [line.split("  ")[0] for line in dated.splitlines()] == ["when", "2019-03-03"]
    assert [line.split("  ")[0] for line in undated.splitlines()] == ["without a date", "Ivo Lind hired two weavers"]


def test_a_table_of_undated_events_alone(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text("Ivo Lind hired two weavers.", encoding="utf-8")
    assert main(["a.txt"]) == 0
    assert capsys.readouterr().out.startswith("without a date")


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


@pytest.mark.parametrize("choice", cli.EVENTS)
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


def test_a_file_is_titled_by_its_name(mill: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([mill, "--to", "json"]) == 0
    assert [source.title for source in dateline.loads(capsys.readouterr().out, "json").sources] == ["mill.txt"]


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
    assert "2019-03-03" in capsys.readouterr().out


def test_the_zone_of_clock_times(capsys: pytest.CaptureFixture[str]) -> None:
    Path("call.txt").write_text("He rang at 14:05 on 4 May 2024.")
    assert cli.main(["call.txt", "--zone", "Europe/London"]) == 0
    assert "2024-05-04T14:05+01:00" in capsys.readouterr().out
    assert cli.main(["call.txt", "--zone", "Europe/Leith"]) == 2
    assert "Europe/Leith" in capsys.readouterr().err


def test_a_finished_timeline_is_dated_anew(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mill.txt").write_text("Ada Brook opened the mill on the 8th. The board opens the hall on 4 May 2019.")
    assert cli.main(["mill.txt", "--dct", "2019-03-20", "-o", "mill.json"]) == 0
    assert cli.main(["mill.json", "--redate", "mill.txt=2019-06-20", "--verbose"]) == 0
    told = capsys.readouterr()
    assert "2019-06-08  Ada Brook opened the mill" in told.out
    assert "The board opens the hall: it lies ahead" in told.err
    assert cli.main(["mill.json", "--redate", "2019-06-20", "-o", "moved.json"]) == 0
    assert read("moved.json") == read("mill.json").redated(dct="2019-06-20")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["mill.txt", "--redate", "2019-06-20"], 1, "mill.txt: no timeline in JSON"),
        (["mill.json", "--redate", "soon"], 2, "ISO 8601"),
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
    assert "2019-03-03" in capsys.readouterr().out


def test_several_texts_become_one_timeline(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([folder, "--to", "json"]) == 0
    said = capsys.readouterr()
    timeline = dateline.loads(said.out, "json")
    assert [source.title for source in timeline.sources] == ["b.txt", "a.md"] or len(timeline.sources) == 2
    assert [event.when.edtf for event in timeline.dated if event.when] == ["2019-03-03", "2020-05-04"]
    assert said.err.splitlines() == ["[1/2] notes/b.txt", "[2/2] notes/deep/a.md"]


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


def test_printed_and_written_are_the_same_bytes(mill: str) -> None:
    for form, name in (("json", "o.json"), ("csv", "o.csv"), ("ical", "o.ics")):
        assert main([mill, "-o", name]) == 0
        command = [sys.executable, "-m", "dateline", mill, "--to", form]
        environment = os.environ | {"PYTHONIOENCODING": "ascii"}
        printed = subprocess.run(command, capture_output=True, check=True, env=environment).stdout
        assert printed == Path(name).read_bytes()


def test_what_a_format_cannot_hold_is_counted_and_named(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text(
        "Julius Caesar was murdered in 44 BC. On 3 March 2019 Ada Brook opened the mill.", encoding="utf-8"
    )
    assert main(["a.txt", "--to", "ical"]) == 0
    said = capsys.readouterr().err
    assert said.startswith("dateline: ical could not hold")
    assert "--verbose" in said
    assert main(["a.txt", "--to", "ical", "--verbose"]) == 0
    said = capsys.readouterr().err
    assert len(said.splitlines()) > 1
    assert "-0043" in said or "Caesar" in said
    assert main(["a.txt", "--to", "ical", "-q"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        ([], "FILE"),
        (["mill.txt", "--to", "odt"], "odt"),
        (["mill.txt", "--nonsense"], "--nonsense"),
        (["mill.txt", "--dct", "soon"], "soon"),
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
    Path("latin.txt").write_bytes("Café, 3 March 2019".encode("latin-1"))
    assert "latin.txt: not UTF-8 text (byte 3" in fails(capsys, 1, "latin.txt")
    Path("empty").mkdir()
    assert "empty" in fails(capsys, 1, "empty")
    assert "missing" in fails(capsys, 1, mill, "-o", "missing/out.json")
    assert "missing" in fails(capsys, 1, mill, "-o", "missing/out.txt")
    assert "\\x00" in fails(capsys, 1, "a\x00b")


def test_an_unreadable_file_is_named(
    mill: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
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
    said = capsys.readouterr().out
    for code in ("0  done", "1  an input", "2  the command"):
        assert code in said


def test_control_characters_do_not_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text("On 3 March 2019 Ada Brook opened the \x1b[31mgreat\x1b[0m mill.\x07", encoding="utf-8")
    assert main(["a.txt"]) == 0
    said = capsys.readouterr().out
    assert "2019-03-03" in said
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


def test_the_table_in_a_terminal(mill: str, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = open_terminal(monkeypatch)
    assert main([mill]) == 0
    screen = re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue())
    assert "2019-03-03" in screen
    assert max(map(len, screen.splitlines())) <= 70


def test_the_table_in_a_terminal_without_rich(mill: str, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = open_terminal(monkeypatch)
    monkeypatch.setitem(sys.modules, "rich", None)
    Path("long.txt").write_text(
        "On 3 March 2019 Ada Brook opened the great mill by the river before two hundred guests from Milby.", "utf-8"
    )
    assert main([mill, "long.txt", "-q"]) == 0
    lines = terminal.getvalue().splitlines()
    assert max(map(len, lines)) <= 70
    assert sum("2019-03-03" in line for line in lines) == 2


def test_a_reader_who_leaves_is_no_error(mill: str) -> None:
    command = f"{sys.executable} -m dateline {mill} {mill} -q --to json | true"
    done = subprocess.run(["bash", "-c", command], capture_output=True, encoding="utf-8", check=False)
    assert done.stderr == ""


def test_the_installed_command_and_the_module_are_one(mill: str) -> None:
    script = Path(sys.executable).parent / "dateline"
    for command in ([str(script)], [sys.executable, "-m", "dateline"]):
        done = subprocess.run([*command, mill], capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0
        assert "2019-03-03" in done.stdout
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


def test_a_table_is_written_in_one_step(mill: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("o.txt").write_text("old", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device", "o.txt")

    monkeypatch.setattr(os, "fdopen", fail)
    assert main([mill, "-o", "o.txt"]) == 1
    assert Path("o.txt").read_text(encoding="utf-8") == "old"
    monkeypatch.undo()


def test_wide_characters_keep_the_columns_in_line() -> None:
    rows = [
        ("1911", "門が開いた", "권 패리", "x"),
        ("1912", "The gate was opened", "Ada", "y"),
        ("1913", "Zoe\u0308 left", "A\u0301da", "z"),
    ]
    for width in (None, 44):
        lines = cli._table(cli._DATED, rows, width).splitlines()
        starts = {
            cli._columns(line[: line.index(mark)])
            for line, mark in ((at, m) for at in lines for m in "xyz" if at.endswith(m))
        }
        assert len(starts) == 1
    folded = cli._table(cli._DATED, [("1911", "門が開いた" * 20, "権", "x" * 30)], 60)
    assert all(cli._columns(line) <= 60 for line in folded.splitlines())
    assert "".join(re.findall("[門が開いた]", folded)) == "門が開いた" * 20


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
    assert fails(capsys, 1, mill, "-o", "nowhere/mill.ics") == "dateline: nowhere/mill.ics: No such file or directory\n"
