"""What is made to exhaust a machine is refused, by a limit that names itself; what only looks like it is read."""

from __future__ import annotations

import io
import json
import pickle
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import dateline
from dateline import DocumentError, LimitError, Limits, ReadError
from dateline.errors import ArgumentError

sys.path.insert(0, str(Path(__file__).parent))

import document_files as made  # pyright: ignore[reportMissingImports]

if TYPE_CHECKING:
    from collections.abc import Callable

SENTENCE = "Ada Brook opened the mill at Kelden on 3 March 1911. "
HEAD = '{"schema_version": 2, "events": ['
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "ha ha ha ha ha ">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
OUTSIDE = '<!DOCTYPE l [<!ENTITY j SYSTEM "file:///etc/passwd">]>'
MAIL = b"From: ada@example.org\r\nDate: Mon, 4 Mar 2024 09:12:00 +0000\r\nMIME-Version: 1.0\r\n"


def with_body(body: str, before: str = "") -> bytes:
    """A Word file of this body."""
    with zipfile.ZipFile(io.BytesIO(made.docx())) as old:
        members = {name: old.read(name) for name in old.namelist()}
    members["word/document.xml"] = f"{before}<w:document {W}><w:body>{body}</w:body></w:document>".encode()
    return made.package({**members})


def in_odt(body: str, before: str = "") -> bytes:
    name = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'{before}<office:document-content xmlns:office="{name}:office:1.0" xmlns:text="{name}:text:1.0">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return made.package(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}, stored="mimetype"
    )


def lying() -> bytes:
    """A Word file that unpacks to far more than its directory says."""
    data = bytearray(with_body(f"<w:p><w:r><w:t>{'a ' * 20_000_000}</w:t></w:r></w:p>"))
    for mark, ahead in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        name = data.rindex(b"word/document.xml") if ahead == 24 else data.index(b"word/document.xml")
        at = data.rindex(mark, 0, name) + ahead
        data[at : at + 4] = struct.pack("<L", 100)
    return bytes(data)


def overlapping() -> bytes:
    """A Word file of which many members stand at one place."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = bytes(10_000_000)
    packed = packer.compress(data) + packer.flush()
    names = [b"[Content_Types].xml", b"word/document.xml", *(b"word/%d.xml" % number for number in range(100))]
    about = struct.pack("<LLL", zlib.crc32(data), len(packed), len(data))
    out = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 33) + about + struct.pack("<HH", len(names[0]), 0)
    out += names[0] + packed
    begin = len(out)
    for name in names:
        out += b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 33) + about
        out += struct.pack("<HHHHHLL", len(name), 0, 0, 0, 0, 0, 0) + name
    end = struct.pack("<HHHHLLH", 0, 0, len(names), len(names), len(out) - begin, begin, 0)
    return out + b"PK\x05\x06" + end


def pdf(objects: list[bytes]) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, told in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, told)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(places) + 1, table)
    return out + head + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(out))


def page_of(stream: bytes) -> bytes:
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<<>>>>>>",
            b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(stream), stream),
        ]
    )


def nested(depth: int) -> bytes:
    """A mail of parts within parts."""
    opens = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(depth))
    closes = "".join(f"--b{n}--\r\n" for n in reversed(range(depth)))
    return MAIL + f"{opens}Content-Type: text/plain\r\n\r\n{SENTENCE}\r\n{closes}".encode()


def parts(number: int) -> bytes:
    return MAIL + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nHi\r\n" * number + b"--b--\r\n"


# What is refused, and what the message says of it.
BOMBS = {
    "a package that unpacks to very much": (
        lambda: with_body(f"<w:p><w:r><w:t>{' ' * 60_000_000}</w:t></w:r></w:p>"),
        r"[\d,]+ bytes for each that it is packed in, and 250 is the limit; raise it with limits=Limits\(ratio=…\)",
    ),
    "a package that lies": (lying, "word/document.xml in it is not whole"),
    "a package whose members overlap": (overlapping, r"1,020,000,000 bytes when it is unpacked.*unpacked_bytes=…"),
    "a package of very many files": (
        lambda: made.package(
            {"mimetype": "application/epub+zip", **{f"{n}": "" for n in range(20_001)}}, stored="mimetype"
        ),
        r"20,002 files in it, and 20,000 is the limit.*parts=…",
    ),
    "entities in Word": (lambda: with_body("<w:p>&j;</w:p>", LAUGHS), "entities of its own"),
    "entities in OpenDocument": (lambda: in_odt("<text:p>&j;</text:p>", LAUGHS), "goes beyond what is read safely"),
    "a file outside in Word": (
        lambda: with_body("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", OUTSIDE),
        "entities of its own",
    ),
    "a file outside in OpenDocument": (lambda: in_odt("<text:p>&j;</text:p>", OUTSIDE), "entities of its own"),
    "Word within Word": (lambda: with_body("<w:sdt>" * 9_999 + "</w:sdt>" * 9_999), "Excessive depth"),
    "tags within tags": (lambda: b"<html><body>" + b"<div>" * 100_000, "tags within tags.* and 256 is the limit"),
    "a tag of attributes": (
        lambda: b"<html><body><p " + b" ".join(b"a%d=1" % n for n in range(60_000)) + b">It shut.",
        "a tag of 60,000 attributes, and 50,000 is the limit",
    ),
    "signs of tags": (lambda: b"<html><body><p>" + b"<" * 5_000_001, r"tags, and 5,000,000 is the limit.*tags=…"),
    "parts within parts": (lambda: nested(3_000), "parts within parts, deeper than is read"),
    "mails within mails": (
        lambda: MAIL + b"Content-Type: message/rfc822\r\n\r\nFrom: b@example.org\r\n" * 3_000 + b"\r\nHi",
        "parts within parts, deeper than is read",
    ),
    "very many parts": (lambda: parts(20_001), r"20,001 parts, and 20,000 is the limit.*parts=…"),
    "a field without end": (
        lambda: MAIL + b"Subject: " + b"=?utf-8?q?a?= " * 100_000 + b"\r\n\r\nHi",
        "1,400,000 characters in the field Subject, and 100,000 is the limit",
    ),
    "a page of PDF that unpacks to very much": (
        lambda: page_of(zlib.compress(b"(" + b"a" * 90_000_000 + b") Tj")),
        "more in page 1 than is unpacked",
    ),
    "pages that hold themselves": (
        lambda: pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"]),
        "damaged, or no PDF after all",
    ),
    "pages told twice, and twice again": (
        lambda: pdf(
            [b"<</Type/Catalog/Pages 2 0 R>>"]
            + [b"<</Type/Pages/Count 2/Kids[%d 0 R %d 0 R]>>" % (n + 3, n + 3) for n in range(25)]
            + [b"<</Type/Page/MediaBox[0 0 9 9]>>"]
        ),
        "damaged, or no PDF after all",
    ),
    "arrays within arrays": (
        lambda: pdf([b"<</Type/Catalog/X " + b"[" * 50_000 + b"]" * 50_000 + b">>"]),
        "damaged, or no PDF after all",
    ),
    "fonts without end": (
        lambda: rb"{\rtf1{\fonttbl" + rb"{\f1 a;}" * 100_000 + b"}It shut.}",
        "100,000 fonts, most of them without a charset, and 3,000 is the limit",
    ),
    "a picture longer than its file": (
        lambda: rb"{\rtf1 a \bin999999999 b}",
        "a picture in it is longer than the file",
    ),
}


@pytest.mark.parametrize(("build", "told"), BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_one_of_our_errors(build: Callable[[], bytes], told: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(build())
    with pytest.raises(DocumentError, match=told) as caught:
        dateline.open(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


HARMLESS = {
    "a text in one line of 12 MB": lambda: (
        b"<html><body><p>It shut. " + b"x " * 6_000_000 + b"</p><p>" + SENTENCE.encode()
    ),
    "a picture of 12 MB in a page": lambda: (
        b'<html><body><p>It shut. <img src="data:image/png;base64,'
        + b"A" * 12_000_000
        + b'"></p><p>'
        + SENTENCE.encode()
    ),
    "a script of 12 MB in a page": lambda: (
        b"<html><body><script>" + b"a = 1;" * 2_000_000 + b"</script><p>" + SENTENCE.encode()
    ),
    "tags 250 deep": lambda: b"<html><body>" + b"<div>" * 250 + SENTENCE.encode() + b"</div>" * 250,
    "Word 240 deep": lambda: with_body(
        "<w:p>" + "<w:smartTag>" * 240 + f"<w:r><w:t>{SENTENCE}</w:t></w:r>" + "</w:smartTag>" * 240 + "</w:p>"
    ),
    "a mail 90 deep": lambda: nested(90),
    "rules in a mail": lambda: MAIL + b"\r\n" + b"--x\r\n" * 30_000 + SENTENCE.encode(),
    "fonts in RTF": lambda: rb"{\rtf1{\fonttbl" + rb"{\f1\fcharset0 a;}" * 20_000 + b"}" + SENTENCE.encode() + b"}",
    "a picture in RTF": lambda: rb"{\rtf1 {\pict\bin9 {}}}{{\par}" + SENTENCE.encode() + b"}",
    "characters that stand for very many": lambda: rb"{\rtf1 \uc999999999 \u233 ?" + SENTENCE.encode() + b"}",
    "words about pictures in RTF": lambda: rb"{\rtf1 \\bin99999 \\uc9999 " + SENTENCE.encode() + b"}",
    "groups in RTF": lambda: rb"{\rtf1 " + b"{" * 100_000 + SENTENCE.encode() + b"}" * 100_000 + b"}",
    "spaces without number": lambda: in_odt(f'<text:p>a<text:s text:c="{"9" * 5_000}"/>{SENTENCE}</text:p>'),
}


@pytest.mark.slow
@pytest.mark.parametrize("build", HARMLESS.values(), ids=HARMLESS)
def test_what_only_looks_like_a_bomb_is_read_whole(build: Callable[[], bytes]) -> None:
    document = dateline.open(build())
    assert SENTENCE.strip() in document.text
    assert document.text.count("3 March 1911") == 1


def test_a_chapter_that_is_told_twice_is_read_once() -> None:
    data = io.BytesIO(made.epub([("paragraph", SENTENCE)]))
    with zipfile.ZipFile(data) as old:
        members = {name: old.read(name) for name in old.namelist()}
    name = next(name for name in members if name.endswith(".opf"))
    spine = members[name].rpartition(b"<itemref")[2].partition(b">")[0]
    members[name] = members[name].replace(b"</spine>", (b"<itemref" + spine + b">") * 1_000 + b"</spine>")
    document = dateline.open(made.package({**members}, stored="mimetype"))
    assert document.text.count(SENTENCE.strip()) == 1
    assert document.remarks == ("its spine names a chapter more than once; it was read once",)


# -- what may be changed -----------------------------------------------------------------------------------------------


def test_limits_can_be_raised_and_lowered() -> None:
    book = b"One.\n\fTwo.\n"
    with pytest.raises(LimitError) as caught:
        dateline.open(book, name="a.txt", limits=Limits(characters=5))
    error = caught.value
    assert (error.path, error.limit, error.allowed, error.found) == ("a.txt", "characters", 5, "11 characters of text")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
    assert dateline.open(book, limits=Limits(characters=11)).text == book.decode()
    with pytest.raises(LimitError, match=r"2 pages or more, and 1 is the limit"):
        dateline.open(made.pdf([*made.STORY, ("break", ""), *made.STORY]), limits=Limits(pages=1))
    packed = with_body(f"<w:p><w:r><w:t>{'It shut. ' * 1_000_000}</w:t></w:r></w:p>")
    with pytest.raises(LimitError, match="unpacked_bytes"):
        dateline.open(packed, limits=Limits(unpacked_bytes=1_000_000))
    assert len(dateline.open(packed).text) > 8_000_000
    (document,) = dateline.open_all(b"It shut.", limits=Limits(file_bytes=8))
    assert document.text == "It shut."
    with pytest.raises(LimitError, match="file_bytes"):
        next(dateline.open_all(b"It shut.", limits=Limits(file_bytes=7)))


@pytest.mark.parametrize("wrong", [0, -1, 1.5, "9", None, True])
def test_a_limit_is_a_number(wrong: object) -> None:
    with pytest.raises(ArgumentError, match=r"'pages'.*whole number"):
        Limits(pages=wrong)  # type: ignore[arg-type]
    if wrong is not None:
        with pytest.raises(ArgumentError, match=r"'limits'.*Limits\(pages"):
            dateline.open(b"", limits=wrong)  # type: ignore[arg-type]


class Slow(io.RawIOBase):
    """A file object that gives a few bytes at a time, as those of networks do."""

    def __init__(self, data: bytes) -> None:
        self.data = io.BytesIO(data)

    def read(self, size: int = -1) -> bytes:
        return self.data.read(min(size, 3) if size >= 0 else 3)


def test_a_file_object_may_give_it_in_parts() -> None:
    slow: Any = Slow
    assert dateline.open(slow(SENTENCE.encode())).text == SENTENCE
    with pytest.raises(LimitError, match="11 bytes or more"):
        dateline.open(slow(SENTENCE.encode()), limits=Limits(file_bytes=10))


# -- timelines ---------------------------------------------------------------------------------------------------------

CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}END:VCALENDAR\r\n"
ENTRY = "BEGIN:VEVENT\r\nUID:{0}\r\nDTSTART;VALUE=DATE:20190301\r\nSUMMARY:Fair {0}\r\n{1}END:VEVENT\r\n"
FAIRS = {
    "json": HEAD + ", ".join(f'{{"title": "Fair {n}"}}' for n in range(5)) + "]}",
    "jsonl": "\n".join(f'{HEAD}{{"title": "Fair {n}"}}]}}' for n in range(5)),
    "csv": "title,edtf\r\n" + "".join(f"Fair {n},2019\r\n" for n in range(5)),
    "tsv": "title\tedtf\r\n" + "".join(f"Fair {n}\t2019\r\n" for n in range(5)),
    "ical": CALENDAR.format("".join(ENTRY.format(n, "") for n in range(5))),
}


@pytest.mark.parametrize("form", FAIRS)
def test_of_timelines_so_many_events_are_read(form: str, tmp_path: Path) -> None:
    path = tmp_path / "fairs"
    path.write_text(FAIRS[form], encoding="utf-8", newline="")
    assert len(dateline.read(path, form, limits=Limits(events=5))) == 5
    assert len(dateline.loads(FAIRS[form], form)) == 5
    with pytest.raises(
        LimitError, match=r"fairs: it has .* and 4 is the limit; raise it with limits=Limits\(events=…\)"
    ):
        dateline.read(path, form, limits=Limits(events=4))
    with pytest.raises(LimitError, match="the text: it has"):
        dateline.loads(FAIRS[form], form, limits=Limits(events=4))
    with pytest.raises(LimitError, match=r"fairs: it has .*bytes.* and 40 is the limit.*file_bytes"):
        dateline.read(path, form, limits=Limits(file_bytes=40))


ODD_TIMELINES = {
    "arrays within arrays": ("json", HEAD + "[" * 500_000, "nested too deep"),
    "timelines within timelines": (
        "json",
        '{"schema_version": 2, "origin": ' + '{"origin": ' * 50_000,
        "nested too deep",
    ),
    "a number without end": ("json", HEAD + '{"title": ' + "9" * 1_000_000 + "}]}", "limit"),
    "a year without end": ("json", HEAD + '{"title": "a", "when": {"edtf": "Y' + "9" * 100_000 + '"}}]}', "not EDTF"),
    "a year with an exponent": ("csv", "title,edtf\r\na,Y1E999999999\r\n", "not EDTF"),
    "a quote that does not close": ("csv", 'title,edtf\r\n"' + "a" * 5_000_000, "a quoted cell does not end"),
    "parts of entries that do not end": (
        "ical",
        CALENDAR.format(ENTRY.format(1, "BEGIN:VALARM\r\n" * 100_000)),
        "VALARM in it does not end",
    ),
}


@pytest.mark.parametrize(("form", "text", "told"), ODD_TIMELINES.values(), ids=ODD_TIMELINES)
def test_odd_timelines_are_one_of_our_errors(form: str, text: str, told: str) -> None:
    with pytest.raises(ReadError, match=told):
        dateline.loads(text, form)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::dateline.export.SkippedWarning")
def test_long_lines_and_wide_tables_are_read() -> None:
    line = "x" * 3_000_000
    (fair,) = dateline.loads(CALENDAR.format(ENTRY.format(1, f"DESCRIPTION:{line}\r\n")), "ical")
    assert fair.evidence[0].text == line
    (fair,) = dateline.loads(CALENDAR.format(ENTRY.format(1, "DESCRIPTION:a\r\n" + " b\r\n" * 300_000)), "ical")
    assert len(fair.evidence[0].text) == 300_001
    many = f"ATTENDEE;{'X=1;' * 300_000}CN=Ada Brook:mailto:ada@example.org\r\n"
    (fair,) = dateline.loads(CALENDAR.format(ENTRY.format(1, many)), "ical")
    assert [actor.name for actor in fair.actors] == ["Ada Brook"]
    (fair,) = dateline.loads(
        f"title,edtf,{','.join(f'c{n}' for n in range(100_000))}\r\nFair,2019{',' * 100_000}\r\n", "csv"
    )
    assert fair.title == "Fair"
    (fair,) = dateline.loads(f'title,edtf\r\n"{line}",2019\r\n', "csv")
    assert fair.title == line


# -- memory ------------------------------------------------------------------------------------------------------------

MEASURE = """
import json, sys, time
import dateline
def peak():
    return next(int(line.split()[1]) // 1024 for line in open("/proc/self/status") if line.startswith("VmHWM"))
kind, path = sys.argv[1:]
begun = time.monotonic()
try:
    told = len(dateline.read(path)) if kind == "read" else len(dateline.open(path).text)
except dateline.DatelineError as error:
    told = type(error).__name__
print(json.dumps([told, peak(), time.monotonic() - begun]))
"""

# In MB: the most that each takes; what it takes is about two thirds of it.
LARGE = {
    "a text of 100 MB": ("a.txt", lambda: (SENTENCE + "\n").encode() * 1_870_000, 500),
    "a page of 20 MB": ("a.html", lambda: b"<html><body><main>" + (f"<p>{SENTENCE * 3}</p>\n".encode()) * 120_000, 480),
    "a cell of 100 MB": ("a.csv", lambda: b'title,edtf\r\n"' + b"a" * 100_000_000 + b'",1998\r\n', 340),
    "a word of JSON of 100 MB": ("a.json", lambda: f'{HEAD}{{"title": "{"a" * 100_000_000}"}}]}}'.encode(), 800),
    "a line of a calendar of 100 MB": (
        "a.ics",
        lambda: CALENDAR.format(ENTRY.format(1, f"DESCRIPTION:{'a' * 100_000_000}\r\n")).encode(),
        640,
    ),
    "parameters of 8 MB": (
        "b.ics",
        lambda: CALENDAR.format(ENTRY.format(1, f"ATTENDEE;{'X=1;' * 2_000_000}CN=Ada:mailto:a\r\n")).encode(),
        120,
    ),
    "a package that lies": ("a.docx", lying, 120),
}


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the peak of memory so")
@pytest.mark.parametrize(("name", "build", "most"), LARGE.values(), ids=LARGE)
def test_memory_is_bounded(name: str, build: Callable[[], bytes], most: int, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(build())
    kind = "read" if path.suffix in (".csv", ".json", ".ics") else "open"
    arguments = [sys.executable, "-W", "ignore", "-c", MEASURE, kind, str(path)]
    run = subprocess.run(arguments, capture_output=True, text=True, check=True, timeout=300)
    told, peak, _ = json.loads(run.stdout)
    assert told == "DocumentError" if name == "a.docx" else told
    assert peak < most
