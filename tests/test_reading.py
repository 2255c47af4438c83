"""Files of timelines as they come: any encoding that says what it is, options by name, a report of what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from dateline.errors import ArgumentError, DocumentError, ReadError
from dateline.export import (
    FORMATS,
    SkippedWarning,
    dumps,
    loads,
    loads_with_report,
    read,
    read_options_of,
    read_with_report,
    write,
)
from dateline.model import Event, Timeline

if TYPE_CHECKING:
    from pathlib import Path

MOLLE = Timeline([Event("Mølle burned", "1998-05-03", "Østby")])
READ = ("json", "jsonl", "csv", "ical")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", READ)
def test_unicode_is_read_as_its_mark_says(name: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / f"mill{FORMATS[name][0]}"
    path.write_bytes(dumps(MOLLE, name).encode(encoding))
    timeline, report = read_with_report(path)
    assert timeline == MOLLE
    # Without a mark it is a guess, and told.
    guessed = encoding in ("utf-16-le", "utf-16-be") and name in ("csv", "ical")
    assert [loss.field for loss in report] == (["encoding"] if guessed else [])
    assert read_with_report(path, encoding=encoding) == (MOLLE, ())


@pytest.mark.parametrize("name", READ)
def test_other_encodings_are_given(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"mill{FORMATS[name][0]}"
    path.write_bytes(dumps(MOLLE, name).encode("cp1252"))
    with pytest.raises(DocumentError, match=r'byte \d+ is not UTF-8.*encoding="cp1252"'):
        read(path)
    assert read(path, encoding="cp1252") == MOLLE
    with pytest.raises(DocumentError, match=r"byte \d+ is not ascii"):
        read(path, encoding="ascii")
    # A mark says more than a caller.
    path.write_bytes(dumps(MOLLE, name).encode("utf-16"))
    assert read(path, encoding="cp1252") == MOLLE


@pytest.mark.parametrize("encoding", ["no such thing", "hex", "", 8, "utf\0"])
def test_an_encoding_that_there_is_not_is_named(encoding: Any, tmp_path: Path) -> None:
    write(MOLLE, tmp_path / "mill.csv")
    with pytest.raises(ArgumentError, match="encoding"):
        read(tmp_path / "mill.csv", encoding=encoding)


def test_a_calendar_may_say_what_its_charset_is(tmp_path: Path) -> None:
    path = tmp_path / "mill.ics"
    lines = ["BEGIN:VCALENDAR", "VERSION:1.0", "BEGIN:VEVENT", "DTSTART:19980503", "SUMMARY;CHARSET={}:Mølle"]
    text = "\r\n".join([*lines, "END:VEVENT", "END:VCALENDAR", ""])
    path.write_bytes(text.format("ISO-8859-1").encode("iso-8859-1"))
    timeline, report = read_with_report(path)
    assert [event.title for event in timeline] == ["Mølle"]
    assert [(loss.field, "iso-8859-1" in loss.reason) for loss in report] == [("encoding", True)]
    with pytest.warns(SkippedWarning, match="encoding"):
        read(path)
    for wrong in ("X-UNKNOWN", "ISO-8859-1:a\r\nLOCATION;CHARSET=CP850"):
        path.write_bytes(text.format(wrong).encode("iso-8859-1"))
        with pytest.raises(DocumentError):
            read(path)


def test_options_go_by_name_to_the_format(tmp_path: Path) -> None:
    path = tmp_path / "mill.csv"
    path.write_text("what;day\nFire;1998-05-03\n", encoding="utf-8")
    columns = {"title": "what", "when": "day"}
    text = path.read_text(encoding="utf-8")
    for timeline in (
        read(path, columns=columns),
        read_with_report(path, "csv", columns=columns, delimiter=";")[0],
        loads(text, "csv", columns=columns),
        loads_with_report(text, "csv", columns=columns)[0],
    ):
        assert [event.title for event in timeline] == ["Fire"]
    assert read_options_of("csv") == ("delimiter", "columns", "order")
    assert read_options_of("ical") == ("expand",)
    assert read_options_of("html") == read_options_of("json") == ()


@pytest.mark.parametrize(("name", "known"), [("ical", "it has expand"), ("csv", "it has delimiter"), ("json", "none")])
def test_an_option_that_a_format_does_not_have_is_named(name: str, known: str, tmp_path: Path) -> None:
    path = tmp_path / f"mill{FORMATS[name][0]}"
    write(MOLLE, path)
    for work in (
        lambda: read(path, colour="red"),
        lambda: loads("", name, colour="red"),
        lambda: loads_with_report("", name, colour="red"),
    ):
        with pytest.raises(ArgumentError, match=rf"'colour'.*{known}"):
            work()


def test_the_report_of_a_file_is_that_of_its_text(tmp_path: Path) -> None:
    path = tmp_path / "mill.csv"
    text = "title,edtf\nFire,1998\nFlood,some day\n"
    path.write_text(text, encoding="utf-8")
    assert read_with_report(path) == loads_with_report(text, "csv")
    with pytest.warns(SkippedWarning, match="row 3"):
        read(path)
    path.write_text("title,edtf\nFlood,some day\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"mill\.csv, row 2"):
        read(path)
