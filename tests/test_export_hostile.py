"""Whatever stands in whichever field, a file keeps its form: other parsers find what they find of plain words."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import Counter
from typing import TYPE_CHECKING, Any

import polars
import pytest
import vobject
from icalendar import Calendar
from lxml import etree, html  # pyright: ignore[reportAttributeAccessIssue]
from markdown_it import MarkdownIt

from dateline.cli.tables import table_text
from dateline.export import dumps, dumps_with_report, encode_with_report, loads
from dateline.export.arrow import to_table
from dateline.model import Actor, Attribution, Event, Hedge, Inference, Mention, Participation, Source, Timeline, Timex

if TYPE_CHECKING:
    from collections.abc import Callable

TEXTS = {
    "lines": "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:b",
    "line feeds": "a\n\nb\n# c\n---\n| d | e |\n",
    "carriage returns": "a\rATTENDEE:mailto:b@example.org\rc",
    "line separators": "a\u2028b\u2029c\x85d\x0be\x0cf",
    "script": "</script><script>alert(1)</script>",
    "style": "</style></title></textarea><svg onload=alert(1)>",
    "attribute": "\" onclick='alert(1)' x=`",
    "comment": "a --> <!-- b ]]> <![CDATA[ c ]]> <?php",
    "entities": "&lt;b&gt; &amp;amp; &#60; &nbsp; &",
    "equals": "=1+1",
    "minus": "-1+cmd|' /C calc'!A0",
    "at": "@SUM(A1)",
    "full width": "\uff1d1",
    "tab": "\t=1",
    "cells": 'a","b\r\n"c,d;e',
    "apostrophes": "''=1",
    "list": "a; b;\\ c\\; d",
    "controls": "a\x00b\x1bc\x7fd\x9be",
    "surrogates": "a\ud800b\udfffc",
    "a pair in halves": "a\ud83d\ude00b",
    "directions": "\u202ea\u2066b\u200fc\u061cd",
    "byte order mark": "\ufeffa",
    "no characters": "a\ufffe\uffff\ufdd0b",
    "astral": "a\U0001f30a\U0010ffffb",
    "escapes": "a\\nb\\,c\\;d\\\\e^nf^'g^^h%0Ai",
    "parameters": 'a";X-A=b:c,d',
    "markdown": "![a](b) [c](javascript:d) `e` *f* _g_ ~~h~~ | i \\| <j@example.org>",
    "json": 'a"}],"b":[{"c":"',
    "format": "{0} {a} %s %(b)s ${c} $d",
    "address": 'https://example.org/a b"c<d>\r\nX:e',
}


def _quote(text: str, source: Source | None = None) -> Mention:
    return Mention((0, len(text)), text, source or Source("Bulletin"))


_PLAIN = _quote("a quote")
FIELDS: dict[str, Callable[[str], dict[str, Any]]] = {
    "title": lambda text: {"title": text},
    "place": lambda text: {"place": text},
    "kind": lambda text: {"kind": text},
    "note": lambda text: {"notes": [text]},
    "actor": lambda text: {"participants": [Participation(Actor(text), "agent")]},
    "alias": lambda text: {"participants": [Participation(Actor("Ada", aliases=[text]), "agent")]},
    "description": lambda text: {"participants": [Participation(Actor("Ada", description=text), "agent")]},
    "disambiguator": lambda text: {"participants": [Participation(Actor("Ada", disambiguator=text), "agent")]},
    "mention": lambda text: {"participants": [Participation(Actor("Ada", mentions=[_quote(text)]), "agent")]},
    "inference": lambda text: {
        "participants": [Participation(Actor("Ada", inferences=[Inference(_PLAIN, text)]), "agent")]
    },
    "role": lambda text: {"participants": [Participation(Actor("Ada"), text)]},
    "speaker": lambda text: {"attributions": [Attribution(Actor(text), "said")]},
    "cue": lambda text: {"attributions": [Attribution(Actor("Ada"), text)]},
    "quote": lambda text: {"evidence": [_quote(text)]},
    "source": lambda text: {"evidence": [_quote("a", Source(text))]},
    "source title": lambda text: {"evidence": [_quote("a", Source(title=text))]},
    "publisher": lambda text: {"evidence": [_quote("a", Source("Bulletin", publisher=text))]},
    "author": lambda text: {"evidence": [_quote("a", Source("Bulletin", author=text))]},
    "url": lambda text: {"evidence": [_quote("a", Source("Bulletin", url=text))]},
    "trigger": lambda text: {"trigger": _quote(text)},
    "hedge": lambda text: {"hedges": [Hedge("possible", _quote(text))]},
    "timex": lambda text: {"timexes": [Timex((0, len(text)), text, "DATE", "1998", rule=text, expression=text)]},
}


def of(field: str, text: str) -> Timeline:
    """A dated event and one without a date, plain but for one field."""
    told = {"title": "A plain title", **FIELDS[field](text)}
    return Timeline([Event(when="1998", **told), Event(**told)])


def shape(value: Any) -> Any:
    """JSON without its words."""
    if isinstance(value, dict):
        return {name: shape(item) for name, item in value.items()}
    return [shape(item) for item in value] if isinstance(value, list) else type(value).__name__


def of_json(text: str) -> Any:
    return shape(json.loads(text))


def of_lines(text: str) -> Any:
    lines = text.removesuffix("\n").split("\n")
    return [of_json(line) for line in lines]


def of_csv(text: str) -> Any:
    rows = list(csv.reader(io.StringIO(text, newline="")))
    frame = polars.read_csv(text.encode(), infer_schema=False, empty_string_is_null=False)
    assert [frame.columns, *map(list, frame.rows())] == rows
    for cell in (cell for row in rows[1:] for cell in row):
        assert not re.match("[=+@\t\r\n\uff1d\uff0b\uff0d\uff20]|-(?![0-9])", cell), cell
    return [len(row) for row in rows]


def of_calendar(text: str) -> Any:
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text)
    assert "" not in text.split("\r\n")[:-1]
    assert len(list(vobject.readComponents(text))) == 1
    return Counter(
        (component.name, name, tuple(sorted(getattr(value, "params", {}))))
        for component in Calendar.from_ical(text).walk()
        for name, value in component.property_items(recursive=False)
        # An address that is none is no URL property.
        if name != "URL"
    )


def of_page(text: str) -> Any:
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", text)
    root = html.document_fromstring(text)
    # That an address is a link, or is none, is the one thing that a text decides.
    found = [
        (node.tag, tuple(sorted(node.keys())))
        for node in root.iter(etree.Element)
        if not (node.tag == "a" and node.get("rel"))
    ]
    assert not [name for _, names in found for name in names if name.startswith("on")]
    assert all(re.match("#|https://", link.get("href")) for link in root.iter("a"))
    return Counter(found)


def of_markdown(text: str) -> Any:
    return [token.type for token in MarkdownIt("gfm-like", {"linkify": False}).parse(text)]


def of_script(text: str) -> Any:
    content = json.loads(text)
    # What the script takes for markup; the names of actors are beside it, for a page to do with what it likes.
    told = (
        [slide["text"] for slide in content["events"]]
        if "events" in content
        else [(item["content"], item["title"]) for item in content]
    )
    for tag in re.findall(r"<[^>]*>?", json.dumps(told, ensure_ascii=False).replace('\\"', '"')):
        assert re.fullmatch(r'</?(?:p|blockquote)>|<a href="https://[^"<>\s]*">|</a>', tag), tag
    return shape(content)


def of_tsv(text: str) -> Any:
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
    for cell in (cell for row in rows[1:] for cell in row):
        assert not re.match("[=+@\t\r\n\uff1d\uff0b\uff0d\uff20]|-(?![0-9])", cell), cell
    return [len(row) for row in rows]


def of_picture(text: str) -> Any:
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", text)
    found = [(node.tag, tuple(sorted(node.keys()))) for node in etree.fromstring(text.encode()).iter()]
    for tag, names in found:
        assert isinstance(tag, str), "an instruction, a comment or an entity"
        assert etree.QName(tag).localname not in ("script", "foreignObject", "image", "use", "a")
        assert not [name for name in names if name.startswith("on") or "href" in name]
    return Counter(found)


FORMS: dict[str, Callable[[str], Any]] = {
    "json": of_json,
    "jsonl": of_lines,
    "csv": of_csv,
    "ical": of_calendar,
    "html": of_page,
    "markdown": of_markdown,
    "jsonld": of_json,
    "timelinejs": of_script,
    "visjs": of_script,
    "tsv": of_tsv,
    "svg": of_picture,
}


@pytest.mark.slow
@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("name", FORMS)
def test_no_text_changes_the_form(name: str, field: str) -> None:
    form = FORMS[name]
    plain = form(dumps(of(field, "https://example.org/plain" if field == "url" else "plain words"), name))
    for kind, text in TEXTS.items():
        timeline = of(field, text)
        written, report = dumps_with_report(timeline, name)
        written.encode("utf-8")
        assert form(written) == plain, kind
        if name in ("json", "jsonl", "csv", "tsv", "ical"):
            again = loads(written, name)
            assert len(again) == report.written, kind
            assert loads(dumps(again, name), name) == again, kind


@pytest.mark.parametrize("field", FIELDS)
def test_no_text_changes_a_table_of_arrow(field: str) -> None:
    plain = to_table(of(field, "plain words"))
    for kind, text in TEXTS.items():
        table = to_table(of(field, text))
        table.validate(full=True)
        assert (table.schema, table.num_rows) == (plain.schema, plain.num_rows), kind
        assert shape(table.to_pylist()) == shape(plain.to_pylist()), kind
        cell = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if field == "title":
            assert set(table.column("title").to_pylist()) == {cell}, kind


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_text_changes_the_form_of_timeml(text: str) -> None:
    source = Source.for_text(text, Source(title=text))
    whole = Timex((0, len(text)), text, "SET", text, quant=text, freq="2X", source=source)
    for form in ("timeml", "tempeval"):
        written = dumps(Timeline(timexes=[whole], sources=[source]), "timeml", texts=[text], form=form)
        root = etree.fromstring(written.encode())
        (timex,) = root.iter("TIMEX3")
        clean = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", text)
        assert timex.text == clean
        assert dict(timex.attrib) == {"tid": "t1", "type": "SET", "value": clean, "quant": clean, "freq": "2X"}


# -- files of offices, and what a terminal or a notebook shows ---------------------------------------------------------


def of_office(data: bytes) -> Any:
    """Which elements there are in the parts of a package; none that does anything but stand there."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
        roots = {name: etree.fromstring(package.read(name)) for name in names}
    found: Counter[tuple[str, str]] = Counter()
    for name, root in roots.items():
        for node in root.iter():
            assert isinstance(node.tag, str), "an instruction, a comment or an entity"
            tag = etree.QName(node.tag).localname
            # A formula, a field, a link, and what Office loads from elsewhere.
            assert tag not in ("f", "instrText", "fldSimple", "hyperlink", "object", "control"), (name, tag)
            assert node.get("TargetMode") != "External"
            # Cells that are alike share their text.
            if "sharedStrings" not in name and tag not in ("br", "t", "tab", "cr", "r", "rPr"):
                found[name, tag] += 1
    return found


@pytest.mark.slow
@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_no_text_changes_the_form_of_an_office_file(name: str, field: str) -> None:
    plain = of_office(
        encode_with_report(of(field, "https://example.org/plain" if field == "url" else "words"), name)[0]
    )
    for kind, text in TEXTS.items():
        found = of_office(encode_with_report(of(field, text), name)[0])
        # What is no address, or has nothing to be seen in it, may leave out a line.
        assert found == plain or set(found) <= set(plain), kind


@pytest.mark.parametrize("field", FIELDS)
def test_no_text_steers_a_terminal(field: str) -> None:
    for kind, text in TEXTS.items():
        timeline = of(field, text)
        table = table_text(timeline)
        # Two rows, a header, a line above those without a date.
        assert table.count("\n") == 4, kind
        for shown in (table, str(timeline)):
            assert all(character.isprintable() or character == "\n" for character in shown), kind


@pytest.mark.parametrize("field", FIELDS)
def test_no_text_changes_what_a_notebook_shows(field: str) -> None:
    def tags(shown: str) -> Any:
        root = html.fragment_fromstring(shown, create_parent=True)
        return Counter((node.tag, tuple(sorted(node.keys()))) for node in root.iter(etree.Element))

    for told in (lambda text: of(field, text), lambda text: of(field, text)[0]):
        plain = tags(told("https://example.org/plain" if field == "url" else "words")._repr_html_())
        for kind, text in TEXTS.items():
            assert tags(told(text)._repr_html_()) == plain, kind


@pytest.mark.slow
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_any_text_can_be_drawn(text: str) -> None:
    assert encode_with_report(of("title", text), "png")[0].startswith(b"\x89PNG")


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_remarks_change_no_form(text: str) -> None:
    for name in ("html", "markdown"):
        form = FORMS[name]
        assert form(dumps(Timeline(remarks=[text]), name)) == form(dumps(Timeline(remarks=["words"]), name))
    assert len(of_office(encode_with_report(Timeline(remarks=[text]), "docx")[0]))
    assert len(loads(dumps(Timeline(remarks=[text]), "json"), "json").remarks) == 1
