"""Files of many formats become documents: text, source, pages and blocks; what cannot be read is one clear error."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import logging
import os
import pickle
import random
import subprocess
import sys
import tempfile
import threading
import zipfile
from pathlib import Path
from typing import Any

import pypdf
import pytest
from attrs import evolve
from pypdf import generic

import dateline
from dateline import Block, Document, DocumentError, Limits, MissingExtraError, Source, Span
from dateline.documents import kind_of
from dateline.documents.content import assembled, date_told
from dateline.errors import ArgumentError, LimitError
from dateline.export import dumps_with_report

sys.path.insert(0, str(Path(__file__).parent))

import document_files as made  # pyright: ignore[reportMissingImports]

DATES = ["1911-03-03", "../1950", "1951", "1960-05", "1961-05-04", "1962", "1970-06-09"]
# What most formats make of the story.
TEXT = """\
The mill at Kelden

Ada Brook opened the mill on 3 March 1911. It ground corn for the town until 1950, said Mair Pryce.

- Ivo Lind bought it in 1951.
- He sold it to the town in May 1960.

| Date | Event |
| 4 May 1961 | The wheel broke |

“It stood still for a year,” Mair Pryce wrote in 1962.

The fire

The mill burned down on 9 June 1970."""
BLOCKS = "heading paragraph item item row row quote heading paragraph".split()
VTT = """\
WEBVTT - The mill
Language: en

NOTE The next line is no cue:
3 May 1999

STYLE
::cue { color: red }

opening
00:01.000 --> 00:03.000 line:1
<v Ada Brook>I opened it in 1911 &amp; sold it</v>

00:03.500 --> 00:05.000
in <i>May 1950</i>.

00:01:00.000 --> 00:01:02.000
It burned down
on 9 June 1970.
"""
ASS = """\
[Script Info]
Title: The mill
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname
Style: Default,Arial

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:01.00,0:00:03.00,Default,Ada Brook,0,0,0,,{\\i1}I opened it\\Non 3 March 1911.
Comment: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,It never shut in 1920.
Dialogue: 0,0:00:09.00,0:00:10.00,Default,Ivo Lind,0,0,0,,I bought it in 1951.
"""
MICRO_DVD = "{10}{50}Ada Brook opened the mill|on 3 March 1911.\n{300}{320}{y:i}It shut in 1950.\n"
SRT = made.srt(
    [
        (1, 3, "Ada Brook opened"),
        (3, 5, "<i>the mill on\n3 March</i> 1911."),
        (5, 7, "It shut in 1950."),
        (20, 22, "- Who bought it?\n- Ivo Lind bought it in 1951."),
    ]
)
ATTACHED = 'Content-Type: text/plain\r\nContent-Disposition: attachment; filename="deed.txt"\r\n\r\nDated 3 May 1999.'
FILES: dict[str, bytes] = {
    "story.txt": TEXT.encode(),
    "story.md": made.markdown().encode(),
    "story.html": made.html().encode(),
    "story.pdf": made.pdf(),
    "story.docx": made.docx(),
    "story.odt": made.odt(),
    "story.epub": made.epub(),
    "story.rtf": made.rtf(),
    "story.eml": made.mail(more=ATTACHED),
    "story.srt": SRT.encode(),
    "story.vtt": VTT.encode(),
    "story.ass": ASS.encode(),
    "story.sub": MICRO_DVD.encode(),
}


def dated(document: Document) -> list[str]:
    return [event.when.edtf for event in dateline.parse(document).dated if event.when is not None]


def words_of(document: Document, kind: str) -> list[str]:
    return [block.span.slice(document.text) for block in document.blocks if block.kind == kind]


# -- each kind -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_every_kind_is_opened_from_a_path_bytes_and_file_objects_alike(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name])
    document = dateline.open(path)
    assert document.text
    assert document.source.sha256 == Source.for_text(document.text).sha256
    again = [
        dateline.open(str(path)),
        dateline.open(FILES[name], name=name),
        dateline.open(io.BytesIO(FILES[name]), name=name),
    ]
    with path.open("rb") as stream:
        again.append(dateline.open(stream))
    for other in again:
        assert other.text == document.text
        assert (other.blocks, other.language, other.remarks) == (document.blocks, document.language, document.remarks)
        assert evolve(other.source, name=None) == evolve(document.source, name=None)


@pytest.mark.parametrize("name", FILES)
def test_blocks_stand_in_order_and_hold_words(name: str) -> None:
    document = dateline.open(FILES[name], name=name)
    at = 0
    for block in document.blocks:
        if block.kind == "chapter":
            continue
        assert at <= block.span.start < block.span.end <= len(document.text)
        words = block.span.slice(document.text)
        assert words == words.strip()
        at = block.span.end
    outside = set(document.text)
    if document.blocks:
        covered = set().union(*(range(block.span.start, block.span.end) for block in document.blocks))
        outside = {char for at, char in enumerate(document.text) if at not in covered}
        assert "".join(outside).strip() == ""


@pytest.mark.parametrize("name", ["story.docx", "story.odt"])
def test_word_processors(name: str) -> None:
    document = dateline.open(FILES[name])
    assert document.text == TEXT
    assert [block.kind for block in document.blocks] == BLOCKS
    assert document.source.pages == (0, TEXT.index("The fire"))
    assert (document.source.title, document.source.author) == (made.TITLE, made.AUTHOR)
    assert document.source.published is None
    assert document.language == "en-GB"
    assert document.remarks == ("the file was made on 2019-03-03, which is not taken for the date of its text",)
    assert dated(document) == DATES


def test_pdf_has_its_pages() -> None:
    document = dateline.open(FILES["story.pdf"])
    second = document.text.index("The fire")
    assert document.source.pages == (0, second)
    assert document.text[:second].endswith("wrote in 1962.\n\n")
    assert (document.source.title, document.source.author) == (made.TITLE, made.AUTHOR)
    assert document.source.published is None
    assert document.language == "en-GB"
    assert any("made on 2019-03-03" in remark for remark in document.remarks)
    timeline = dateline.parse(document)
    assert [event.when.edtf for event in timeline.dated if event.when] == DATES
    assert [event.evidence[0].page for event in timeline.dated] == [1, 1, 1, 1, 1, 1, 2]
    fire = timeline.dated[-1]
    assert f"({made.TITLE}, p. 2, {fire.evidence[0].span.start}–" in fire.explain()
    shape = json.loads(dateline.dumps(timeline, "json"))
    assert shape["sources"][0]["pages"] == [0, second]
    assert shape["events"][-1]["evidence"][0]["page"] == 2
    assert dateline.loads(dateline.dumps(timeline, "json"), "json") == timeline
    markdown, report = dumps_with_report(timeline, "markdown")
    assert r"(The mill \& its fire, p. 2)" in markdown
    assert "pages" in [loss.field for loss in report.losses]


def test_a_sentence_goes_on_over_the_page() -> None:
    half = "It was on the afternoon of the same day, when nobody thought of it any longer, that Ada Brook"
    document = dateline.open(made.pdf([("paragraph", half), ("break", ""), ("paragraph", "sold the mill in 1950.")]))
    assert "Brook\nsold" in document.text
    (event,) = dateline.parse(document).dated
    assert event.evidence[0].page == 1
    assert event.evidence[0].text.endswith("sold the mill in 1950.")


def paged(*pages: list[str]) -> Document:
    """A PDF of pages of lines, each a paragraph."""
    blocks: list[made.Block] = []
    for page in pages:
        blocks += [("break", "")] if blocks else []
        blocks += [("paragraph", line) for line in page]
    return dateline.open(made.pdf(blocks))


HALF, REST = "It was on the afternoon of that day that Ada Brook", "sold the mill to the town, as Ivo Lind tells."


@pytest.mark.parametrize(
    ("head", "foot", "remark"),
    [
        ("Kelden Report of 3 May 2015", "Page {} of 9", "“Kelden Report of 3 May 2015”, “Page # of 9”"),
        ("- {} -", "Secret", "“- # -”, “Secret”"),
        ("{} The mill at Kelden", "Seite {}", "“# The mill at Kelden”, “Seite #”"),
        ("The mills of the county {}", "{} / 9", "“The mills of the county #”, “# / 9”"),
    ],
)
def test_running_heads_and_feet_are_left_out(head: str, foot: str, remark: str) -> None:
    bodies = ["It opened in 1911.", HALF, REST, "It shut in 1950."]
    pages = [[head.format(at), body, foot.format(at)] for at, body in enumerate(bodies, 4)]
    document = paged(*pages)
    assert document.text == f"It opened in 1911.\n\n{HALF}\n{REST}\n\nIt shut in 1950."
    assert document.remarks[0] == f"left out, heads and feet that run over the pages: {remark}"
    assert document.source.pages == tuple(document.text.index(body) for body in bodies)
    assert "afternoon" not in "".join(map(str, document.remarks))


@pytest.mark.parametrize(
    "lines",
    [
        # Days of a diary, a page each; entries that begin alike; a list; a head on two letters of the same day.
        ["1 March 1911", "2 March 1911", "3 March 1911"],
        ["March 1", "March 2", "March 3"],
        ["Day 1", "Day 2", "Day 3"],
        ["1911", "1912", "1913"],
        ["Kelden, 3 May 1911", "Kelden, 3 May 1911"],
        ["1. Ada Brook opened it.", "2. Ivo Lind bought it.", "3. It burned down."],
    ],
)
def test_lines_that_differ_as_dates_do_are_no_running_heads(lines: list[str]) -> None:
    document = paged(*([line, f"Ada Brook mended wheel {'abc'[at]}."] for at, line in enumerate(lines)))
    assert all(line in document.text for line in lines)
    assert not any("left out" in remark for remark in document.remarks)


def test_a_page_number_on_two_pages_tells_their_heads() -> None:
    document = paged(["Report of 2015", HALF, "Page 1"], ["Report of 2015", REST, "Page 2"])
    assert document.text == f"{HALF}\n{REST}"


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        (["30 November 2026, 18:07 · The mill & its fire", "file:///home/brook/mills.html 1/1"], 2),
        (["11/30/26, 6:34 PM", "https://kelden.example/mills 1 of 1"], 2),
        (["https://kelden.example/mills 30/11/2026, 18:07 1/1"], 1),
        (["1/1"], 1),
        # A day with its hour, or an address, alone is of the text; so is the number of another page.
        (["3 March 2019, 10:30", "1/1"], 1),
        (["3 March 2019, 10:30", "So it was.", "https://kelden.example/mills 1/1"], 1),
        (["https://kelden.example/mills"], 0),
        (["https://kelden.example/mills 1/2"], 0),
        (["See https://kelden.example/mills 1/1"], 0),
    ],
)
def test_what_a_browser_prints_on_a_single_page_is_left_out(lines: list[str], left: int) -> None:
    document = paged([HALF, REST, *lines])
    assert document.source.title == "The mill & its fire"
    kept = [line for line in lines if line in document.text]
    assert len(lines) - len(kept) == left
    assert HALF in document.text
    assert REST in document.text
    told = [remark for remark in document.remarks if remark.startswith("left out, heads and feet")]
    assert all(line in told[0] for line in lines if line not in kept)
    assert len(told) == bool(left)


def test_pages_without_text_are_said() -> None:
    blocks = [("paragraph", "It shut in 1950."), *[("break", "")] * 3, ("paragraph", "It burned down.")]
    document = dateline.open(made.pdf(blocks))
    start = document.text.index("It burned")
    # Those without text begin where the one before them ends.
    assert document.source.pages == (0, start - 2, start - 2, start)
    assert document.source.page_at(start) == 4
    assert "there is no text on pages 2-3 of 4" in document.remarks


def test_html_is_its_article_and_what_its_head_tells() -> None:
    document = dateline.open(FILES["story.html"])
    assert document.text == f"{made.TITLE}\n\n{TEXT}"
    assert [block.kind for block in document.blocks] == ["heading", *BLOCKS]
    source = document.source
    assert (source.title, source.author, source.publisher) == (made.TITLE, made.AUTHOR, "Kelden Post")
    assert source.url == "https://post.example/mill"
    assert source.published == dt.datetime(1971, 2, 3, 10, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    assert document.language == "en-GB"
    assert document.remarks == ()
    assert dated(document) == DATES


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta name="dc.date" content="2012-11-09">', dt.date(2012, 11, 9)),
        ('<meta itemprop="datePublished" content="2012/11/9">', dt.date(2012, 11, 9)),
        ('<meta name="pubdate" content="Fri, 09 Nov 2012 08:00:00 GMT">', dt.datetime(2012, 11, 9, 8, tzinfo=dt.UTC)),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2012-11-09",'
            ' "comment": {"datePublished": "2015-01-01"}}]}</script>',
            dt.date(2012, 11, 9),
        ),
        ('<script type="application/ld+json">{"datePublished": </script>', None),
        # No day, or what the metadata do not state.
        ('<meta name="dc.date" content="2012-11">', None),
        ('<meta property="article:modified_time" content="2012-11-09">', None),
        ('<link rel="canonical" href="https://post.example/2012/11/09/mill">', None),
        ("<title>The mill, 9 November 2012</title>", None),
    ],
)
def test_only_metadata_date_a_page(head: str, published: dt.date | None) -> None:
    document = dateline.open(made.html(head=f"<title>Mill</title>{head}").encode())
    assert document.source.published == published


def linked(data: str) -> bytes:
    head = f'<title>Mill</title><script type="application/ld+json">{data}</script>'
    return made.html(head=head).encode()


SITE, PICTURE = (f'{{"@type": "{kind}", "datePublished": "2001-02-03"}}' for kind in ("WebSite", "ImageObject"))
PAGE, NEWS = (
    '{"@type": "WebPage", "datePublished": "2012-11-10"}',
    '{"@type": "NewsArticle", "datePublished": "2012-11-09"}',
)


@pytest.mark.parametrize(
    ("data", "published"),
    [
        (NEWS, "2012-11-09"),
        (f'{{"@graph": [{SITE}, {PICTURE}, {PAGE}, {NEWS}]}}', "2012-11-09"),
        (f"[{PAGE}, {NEWS}]", "2012-11-09"),
        (f"[{PICTURE}, {PAGE}]", "2012-11-10"),
        (f'{{"@type": "WebPage", "mainEntity": {NEWS}}}', "2012-11-09"),
        (f'{{"@type": "WebPage", "mainEntity": {PICTURE}}}', None),
        ('{"@type": ["Thing", "https://schema.org/BlogPosting"], "datePublished": "2012-11-09"}', "2012-11-09"),
        ('{"datePublished": "2012-11-09"}', "2012-11-09"),
        *(
            (f'{{"@type": "{kind}", "datePublished": "2001-02-03"}}', None)
            for kind in ("VideoObject", "Book", "Product")
        ),
        (f"[{SITE}]", None),
        ("[3, null, {}]", None),
        # As pages write it.
        (f"\n//<![CDATA[\n{NEWS}\n//]]>\n", "2012-11-09"),
        (f"/*<![CDATA[*/{NEWS}/*]]>*/", "2012-11-09"),
        (f"<!-- {NEWS} -->", "2012-11-09"),
        (NEWS.replace("{", '{"headline": "Mill\nburns",', 1), "2012-11-09"),
    ],
)
def test_linked_data_date_a_page_by_its_article_or_the_page(data: str, published: str | None) -> None:
    document = dateline.open(linked(data))
    assert document.source.published == (dt.date.fromisoformat(published) if published else None)
    assert document.remarks == ()


def test_metadata_that_cannot_be_read_are_said() -> None:
    assert dateline.open(linked('{"datePublished": "2012-11-09", }')).remarks == (
        "the page has metadata (JSON-LD) that are no JSON, and were not read",
    )
    for value in ("May 4, 2021", "2021"):
        document = dateline.open(linked(f'{{"datePublished": "{value}"}}'))
        assert document.source.published is None
        assert document.remarks == (
            f"the date of publication that the page states, {value!r}, names no day in ISO 8601 or RFC 5322",
        )
    both = '<meta name="date" content="4 May"><meta name="pubdate" content="2021-05-04">'
    assert dateline.open(made.html(head=both).encode()).remarks == ()


@pytest.mark.parametrize(
    ("head", "author", "publisher"),
    [
        (
            '<meta name="citation_author" content="Quill, Mara"><meta name="citation_author" content="Pike, Jon">',
            "Quill, Mara; Pike, Jon",
            None,
        ),
        ('<meta name="DC.creator" content="Quill, Mara">', "Quill, Mara", None),
        ('<meta name="author" content="Mara Quill">', "Mara Quill", None),
        ('<meta name="copyright" content="2020 Kelden Post">', None, None),
        (
            '<meta name="copyright" content="2020 Kelden Post"><meta property="og:site_name" content="Kelden Post">',
            None,
            "Kelden Post",
        ),
    ],
)
def test_names_in_metadata(head: str, author: str | None, publisher: str | None) -> None:
    source = dateline.open(made.html(head=f"<title>Mill</title>{head}").encode()).source
    assert (source.author, source.publisher) == (author, publisher)


def test_a_page_without_an_article_is_read_whole() -> None:
    document = dateline.open(b"<html><body><aside>Mill, shut 1950</aside></body></html>")
    assert document.text == "Mill, shut 1950"
    assert document.remarks == ("no article was found in the page, so all of it was read",)
    empty = dateline.open(b"<html><head></head><body><script>1950</script></body></html>")
    assert (empty.text, empty.remarks) == ("", ("the page has no text",))


@pytest.mark.parametrize("bound", ["_MOST", "_LARGE"])
def test_the_article_of_a_very_large_page_is_told_by_its_marks(bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.documents import html

    whole = dateline.open(FILES["story.html"])
    monkeypatch.setattr(html, bound, 20)
    document = dateline.open(FILES["story.html"])
    assert document.remarks[0] == "the page is very large: what of it is the article was told by its marks alone"
    assert document.text == whole.text


def test_the_headings_of_a_diary_are_kept() -> None:
    entries = "".join(f"<h3>{day} May 1911</h3><p>Ada Brook mended the wheel of the mill.</p>" for day in range(1, 9))
    menu = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/a'>News of 2023</a></li></ul></nav>"
    document = dateline.open(f"<html><body>{menu}<h1>Diary</h1>{entries}<footer>2024</footer></body></html>".encode())
    assert dated(document) == [f"1911-05-0{day}" for day in range(1, 9)]
    assert "202" not in document.text


def test_tables_that_lay_out_a_page_are_no_rows() -> None:
    page = (
        "<p>One</p><table><tr><td><h2>Left</h2><p>Ada left.</p></td><td><p>Ivo stayed.</p></td></tr></table>"
        "<table><tr><td>Alone</td></tr></table><table><caption>Sums</caption><tr><th>Year</th><th>Sum</th></tr></table>"
        "<ul><li>Top<ul><li>Inner</li></ul></li></ul><pre>a\n  b</pre><p>A<br>B&nbsp;C</p>"
    )
    document = dateline.open(f"<html><body><p>x</p>{page}</body></html>".encode())
    pieces = opening_pieces(page)
    assert pieces == [
        ("paragraph", "One"),
        ("heading", "Left"),
        ("paragraph", "Ada left."),
        ("paragraph", "Ivo stayed."),
        ("paragraph", "Alone"),
        ("paragraph", "Sums"),
        ("row", "| Year | Sum |"),
        ("item", "- Top"),
        ("item", "- Inner"),
        ("code", "a\n  b"),
        ("paragraph", "A\nB C"),
    ]
    assert document.text


def opening_pieces(page: str) -> list[tuple[str, str]]:
    from dateline.documents.content import File
    from dateline.documents.flow import pieces_of
    from dateline.documents.trees import tree_of

    return [*pieces_of(tree_of(f"<html><body>{page}</body></html>", File(b"", "a page")).find("body"))]


FIRST, LAST = (
    "Ada Brook opened the mill by the river in 1911.",
    "Ivo Lind bought it from her in 1951, and then sold it.",
)


def text_of(body: str) -> str:
    return dateline.open(f"<!DOCTYPE html><html><body>{body}</body></html>".encode()).text


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ('It shut on <time datetime="1950-05-03">3 May 1950</time>.', "It shut on 3 May 1950."),
        ("It shut on <output>3 May</output> <label>1950</label>.", "It shut on 3 May 1950."),
        ("It <font color=red>shut</font> in <data value=1950>1950</data>.", "It shut in 1950."),
        ("It shut<sup><a href='#n1'>[1]</a></sup> in 1950<sup><a href='#n2'>b</a></sup>.", "It shut in 1950."),
        ("It shut on the 3<sup>rd</sup> of May<sup>1</sup>.", "It shut on the 3rd of May1."),
        ("It <ins>shut</ins><del>burned</del> in 1950.", "It shut in 1950."),
    ],
)
def test_no_element_within_a_sentence_takes_its_words_away(inner: str, text: str) -> None:
    assert text_of(f"<p>{inner}</p>") == text
    assert text_of(f"<article><p>{FIRST}</p><p>{inner}</p><p>{LAST}</p></article>") == f"{FIRST}\n\n{text}\n\n{LAST}"
    table = f"<table><tr><td>Day</td><td>Event</td></tr><tr><td>3 May</td><td>{inner}</td></tr></table>"
    assert f"| 3 May | {text} |" in text_of(f"<p>{FIRST}</p>{table}")


@pytest.mark.parametrize(
    "element", "div section aside figure figcaption details center fieldset form article address dialog".split()
)
def test_words_directly_in_any_element_of_the_article_are_read_in_their_place(element: str) -> None:
    inner = "Mair Pryce mended the roof in 1923."
    page = f"<article><h1>Mill</h1><p>{FIRST}</p><{element}>{inner}</{element}><p>{LAST}</p></article>"
    assert text_of(page) == f"Mill\n\n{FIRST}\n\n{inner}\n\n{LAST}"


def test_lines_of_code_stay_lines() -> None:
    page = f"<article><h1>Log</h1><p>{FIRST}</p><pre>1911 opened\n1950 shut\n  for good</pre></article>"
    document = dateline.open(f"<html><body>{page}</body></html>".encode())
    assert words_of(document, "code") == ["1911 opened\n1950 shut\n  for good"]
    assert document.text.endswith("1911 opened\n1950 shut\n  for good")


POSTS = [
    "I walked to the mill on Monday and found it shut for the winter.",
    "Mair Pryce told me that the river had risen in 1998 and once more in 2004.",
    "The council meets on 12 June 2020 to hear us about the bridge and the lock.",
]


def test_of_a_page_with_many_texts_all_are_read() -> None:
    for before, after in (("<div class=post><p>", "</p></div>"), ("<article><div>", "</div></article>")):
        posts = "".join(f"{before}{post}{after}" for post in POSTS)
        menu = "<div class=nav><a href='/'>Home</a> <a href='/new'>New of 2023</a></div>"
        document = dateline.open(f"<html><body>{menu}{posts}</body></html>".encode())
        assert document.text == "\n\n".join(POSTS)


def test_what_stands_around_an_article_is_left_out() -> None:
    links = "<ul><li><a href=1>Fire of 3 March 2011</a></li><li><a href=2>Flood of 9 April 2019</a></li></ul>"
    around = [
        f"<nav>{links}</nav>",
        f"<div class='related-posts'><h3>More</h3>{links}</div>",
        "<footer>Founded in 1899 by two brothers.</footer>",
        f"<div>{links}</div>",
        "<div role=navigation>Home of 1998</div>",
    ]
    for one in around:
        document = dateline.open(f"<html><body><h1>Mill</h1><p>{FIRST}</p><p>{LAST}</p>{one}</body></html>".encode())
        assert document.text == f"Mill\n\n{FIRST}\n\n{LAST}", one
    told = dateline.open(
        f"<html><body><article><h1>Mill</h1><p>{FIRST}</p><p>{LAST}</p></article><aside>It rose again in 1998.</aside>"
        "<div id=comments><p>I saw it in 2001.</p></div></body></html>".encode()
    )
    assert told.text == f"Mill\n\n{FIRST}\n\n{LAST}"
    assert told.remarks == ("left out as no part of the article: 10 words",)


def test_a_page_that_holds_more_than_its_article_says_so() -> None:
    names = ("Ada wrote", "Ivo wrote", "Mair wrote")
    posts = zip(names, POSTS, strict=True)
    page = "".join(
        f"<div class=post><span>{one}</span><div class=body><p>{post}</p></div></div>" for one, post in posts
    )
    document = dateline.open(f"<html><body>{page}</body></html>".encode())
    assert document.text == "\n\n".join(text for pair in zip(names, POSTS, strict=True) for text in pair)
    every = len(document.text.split())
    assert len(document.remarks) == 1
    assert document.remarks[0].startswith("the article that was found has 1")
    assert document.remarks[0].endswith(f" of the {every} words of the page, so all of it was read")


def test_the_article_that_a_page_marks_is_read_even_where_other_text_is_longer() -> None:
    more = " ".join(POSTS)
    page = f"<div><article><p>{FIRST}</p></article></div><div><span>{more}</span></div>"
    assert text_of(page) == f"{FIRST}\n\n{more}"


# Where most of what trafilatura finds stands beside the main part, that is read too: rather too much than too little.
@pytest.mark.parametrize(("mark", "beside"), [("main", True), ("div role=main", False)])
def test_what_a_page_marks_as_its_main_part_is_all_of_it(mark: str, beside: bool) -> None:
    aside = "<div><p>" + " ".join(POSTS) + "</p></div>"
    page = f"<{mark}><p>{FIRST}</p><p>{LAST}</p></{mark.partition(' ')[0]}>{aside}"
    document = dateline.open(f"<html><body>{page}</body></html>".encode())
    parts = [FIRST, LAST, " ".join(POSTS)]
    assert document.text == "\n\n".join(parts if beside else parts[:2])


def test_names_of_boxes_do_not_hide_the_article() -> None:
    inner = f"<p>{FIRST}</p><p>{LAST}</p>"
    for page in (
        f"<div class='with-sidebar'>{inner}<div class=sidebar><a href=1>Of 2019</a></div></div>",
        f"<section id='comments-on-mills'>{inner}</section>",
        f"<div class=menu><p>{FIRST}</p><p>{LAST}</p></div>",
        f"<h2 class=related id=comments>Mills</h2>{inner}",
    ):
        assert text_of(page).endswith(f"{FIRST}\n\n{LAST}"), page


@pytest.mark.parametrize(
    "hidden",
    [
        "<template>It fell in 1999.</template>",
        "<div hidden>It fell in 1999.</div>",
        "<span style='color: red; display : none'>It fell in 1999.</span>",
        "<p style='visibility:hidden'>It fell in <del>May</del> 1999.</p>",
        "<p><del>It fell in 1999.</del></p>",
        "<div hidden>It fell <div hidden>in 1999.</div></div>",
        "<table><tr hidden><td>It fell</td><td>in 1999.</td></tr></table>",
    ],
)
def test_what_a_page_does_not_show_is_not_read(hidden: str) -> None:
    document = dateline.open(f"<html><body><p>{FIRST}</p>{hidden}<p>{LAST}</p></body></html>".encode())
    assert document.text == f"{FIRST}\n\n{LAST}"
    if "<template" not in hidden:
        assert [remark for remark in document.remarks if remark.endswith(": 4 words")], document.remarks


@pytest.mark.parametrize(
    "shown", ["<body style='visibility:hidden'>", "<body><div hidden='until-found'>", "<body hidden>"]
)
def test_what_scripts_or_searches_show_is_read(shown: str) -> None:
    document = dateline.open(f"<html>{shown}<p>{FIRST}</p></html>".encode())
    assert (document.text, document.remarks) == (FIRST, ())


@pytest.mark.parametrize(
    ("charset", "codec", "remarks"),
    [
        ("windows-1252", "cp1252", ()),
        ("iso-8859-1", "cp1252", ()),
        ("utf-8", "utf-8", ()),
        ("koi8-r", "koi8-r", ()),
        ("windows-1252", "utf-8-sig", ()),
        ("gb2312", "utf-8", ("decoded as utf-8; the page declares gb2312",)),
        ("no-such", "utf-8", ("the page declares an encoding that is not known, 'no-such'",)),
    ],
)
def test_the_charset_of_a_page_is_honoured(charset: str, codec: str, remarks: tuple[str, ...]) -> None:
    word = "Мельница" if codec == "koi8-r" else "Bröök’s"
    page = made.html([("paragraph", f"{word} mill was opened on 3 March 1911, and shut in 1950.")], charset=charset)
    document = dateline.open(page.encode(codec))
    assert f"{word} mill" in document.text
    assert document.remarks == remarks


def test_epub_has_chapters() -> None:
    document = dateline.open(FILES["story.epub"])
    assert document.text == TEXT
    first, second = (block.span for block in document.blocks if block.kind == "chapter")
    assert document.text[second.start :] == "The fire\n\nThe mill burned down on 9 June 1970."
    assert [block.kind for block in document.blocks if first.contains(block.span)] == ["chapter", *BLOCKS[:7]]
    source = document.source
    assert (source.title, source.author, source.publisher) == (made.TITLE, made.AUTHOR, "Kelden Press")
    assert (source.published, document.language) == (dt.date(1971, 2, 3), "en-GB")
    assert dated(document) == DATES


def test_markdown_is_its_text_and_its_front_matter_tells_of_it() -> None:
    document = dateline.open(FILES["story.md"])
    assert document.text == FILES["story.md"].decode()
    assert [block.kind for block in document.blocks] == ["header", *BLOCKS[:5], "row", *BLOCKS[5:]]
    assert words_of(document, "heading") == ["## The mill at Kelden", "## The fire"]
    source = document.source
    assert (source.title, source.author) == (made.TITLE, f"{made.AUTHOR}, Ivo Lind")
    assert (source.published, document.language) == (dt.date(1971, 2, 3), "en-GB")
    assert dated(document) == DATES


def test_front_matter_is_no_prose() -> None:
    text = "---\ntitle: The mill burned down in 1911\ndate: 2019-03-03\n---\n\nIt was sold last year.\n"
    for timeline in (dateline.parse(text), dateline.parse(dateline.open(text.encode()))):
        assert [(event.title, event.when and event.when.edtf) for event in timeline] == [("It was sold", "2018")]


@pytest.mark.parametrize(
    ("lines", "told", "remarks"),
    [
        ("title: 'Mill: a life'\nauthor:\n  - Ada\n  - Ivo\n", ("Mill: a life", "Ada, Ivo", None), 0),
        ("Title: Mill # old\nby: Ada\ndate: 3 March\n", ("Mill", "Ada", None), 1),
        ("title: |\n  Mill\npublished: 2012-11-09T08:00:00Z\n", ("Mill", None, "2012-11-09T08:00:00+00:00"), 0),
        (
            "title: >\n  The mill\n  burns\nauthor:\n  name: Ada\n  url: https://ada.example\n",
            ("The mill burns", "Ada", None),
            0,
        ),
        ("title: 'Ada''s mill'\nauthors: ['Brook, Ada', Ivo] # both\n", ("Ada's mill", "Brook, Ada, Ivo", None), 0),
        ('title: "Ada\\"s"\nauthors:\n- name: Ada\n  age: 3\n- name: Ivo\n', ('Ada"s', "Ada, Ivo", None), 0),
        ("title: {a: b}\nauthor:\n  first: Ada\n  last: Brook\n", (None, None, None), 1),
        ("title: The mill\n  burns\nauthor: &one Ada\n", ("The mill burns", None, None), 1),
    ],
)
def test_forms_of_front_matter(lines: str, told: tuple[str | None, ...], remarks: int) -> None:
    document = dateline.open(f"---\n{lines}---\nWords.\n".encode())
    source = document.source
    published = None if source.published is None else source.published.isoformat()
    assert (source.title, source.author, published) == told
    assert len(document.remarks) == remarks


def test_front_matter_in_toml() -> None:
    front = '+++\ntitle = "The mill burned down in 1911"\ndate = 2019-03-03\nauthors = ["Ada", "Ivo"]\n+++\n'
    text = f"{front}\nIt was sold last year.\n"
    for given in (text, text.replace("\n", "\r\n")):
        document = dateline.open(given.encode())
        source = document.source
        assert (source.title, source.author) == ("The mill burned down in 1911", "Ada, Ivo")
        assert (source.published, document.remarks) == (dt.date(2019, 3, 3), ())
        assert words_of(document, "header") == [given.partition("\nIt was")[0].partition("\r\nIt was")[0].strip()]
    for timeline in (dateline.parse(text), dateline.parse(dateline.open(text.encode()))):
        assert [(event.title, event.when and event.when.edtf) for event in timeline] == [("It was sold", "2018")]
    told = dateline.open(b'+++\ndate = 2019-03-03T10:00:00Z\n[author]\nname = "Ada"\n+++\nIt shut.').source
    assert (told.author, told.published) == ("Ada", dt.datetime(2019, 3, 3, 10, tzinfo=dt.UTC))
    wrong = dateline.open(b"+++\ntitle = The mill\n+++\nIt shut.")
    assert (wrong.source.title, wrong.remarks) == (None, ("its front matter is no TOML, and was not read",))


def test_comments_of_markdown_are_blank() -> None:
    text = (
        "# Mill\n\nIt opened <!-- or fell --> in 1911.\n\n<!--\nIt fell in 1999.\n-->\n\n"
        "`<!-- x -->` shut\n\n```\n<!-- y -->\n```\n\nIt shut <!-- in 1950.\n"
    )
    document = dateline.open(text.encode(), name="a.md")
    blank = text.replace("<!-- or fell -->", " " * 16)
    blank = blank.replace("<!--\nIt fell in 1999.\n-->", f"    \n{' ' * 16}\n   ")
    assert document.text == blank
    assert len(document.text) == len(text)
    assert document.remarks == ("left out, blank in the text: 2 comments",)
    assert [block.kind for block in document.blocks] == ["heading", "paragraph", "paragraph", "code", "paragraph"]
    assert dated(document)[0] == "1911"
    assert "1999" not in dated(document)


def test_blocks_of_markdown() -> None:
    text = (
        "Kelden\n======\n\nOne\nline.\n- a\n- b\n  more\n\n```\n# no heading\n```\n> said\n> so\n\n1. first\n"
        "| a | b |\n|---|---|\n\nEnd"
    )
    document = dateline.open(text.encode(), name="a.md")
    assert [(block.kind, block.span.slice(text)) for block in document.blocks] == [
        ("heading", "Kelden\n======"),
        ("paragraph", "One\nline."),
        ("item", "- a"),
        ("item", "- b\n  more"),
        ("code", "```\n# no heading\n```"),
        ("quote", "> said\n> so"),
        ("item", "1. first"),
        ("row", "| a | b |"),
        ("row", "|---|---|"),
        ("paragraph", "End"),
    ]


def test_rtf() -> None:
    document = dateline.open(FILES["story.rtf"])
    assert document.text == TEXT.replace("- Ivo", "Ivo").replace(".\n- He", ".\n\nHe")
    assert document.source.pages == (0, document.text.index("The fire"))
    assert [block.kind for block in document.blocks].count("row") == 2
    assert (document.source.title, document.source.author) == (made.TITLE, made.AUTHOR)
    assert document.language == "en-GB"
    assert dated(document) == DATES
    noted = dateline.open(rb"{\rtf1\ansi It shut in 1950.{\footnote He said.}{\headerl Mill}\par}")
    assert noted.remarks == ("left out: footnotes, headers",)


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        (r"It shut {\v or fell in May}in 1950.\par It fell.\par", "It shut in 1950.\n\nIt fell.", 4),
        (r"It shut {\deleted or fell \'e9 \u8211? so\par}in 1950.\par", "It shut\n\nin 1950.", 4),
        (r"It \v never \v0 shut \v once \plain in 1950.\par", "It shut in 1950.", 2),
        (
            r"{\stylesheet{\s1\v Hidden;}}{\*\x \v no words}It \vertalt shut{\v {\xe mill}} in 1950.\par",
            "It shut in 1950.",
            0,
        ),
        (r"It \v0 shut in {\b 1950}.\par", "It shut in 1950.", 0),
    ],
)
def test_hidden_and_deleted_text_of_rtf(code: str, text: str, words: int) -> None:
    document = dateline.open(b"{\\rtf1\\ansi " + code.encode() + b"}")
    assert " ".join(document.text.split(" ")).replace("  ", " ") == text
    told = f"left out, since it is hidden or deleted: {words} words"
    assert document.remarks == ((told,) if words else ())


def test_a_mail_is_its_body_and_its_fields_tell_of_it() -> None:
    body = (
        "Dear Ivo,\n\nYesterday the mill burned down. We met on Monday.\n\n"
        "On 2 Feb 1971 Ivo Lind wrote:\n> The mill was sold\n> in 1960.\n\nAda"
    )
    document = dateline.open(made.mail(body, more=ATTACHED))
    assert document.text == body
    assert words_of(document, "quote") == ["> The mill was sold\n> in 1960."]
    source = document.source
    assert (source.title, source.author) == (made.TITLE, made.AUTHOR)
    assert source.published == dt.datetime(1971, 2, 3, 10, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    assert document.remarks == ("not read, attached: deed.txt",)
    events = {event.title: event.when.edtf for event in dateline.parse(document).dated if event.when}
    assert events["The mill burned down"] == "1971-02-02"
    assert events["The mill was sold"] == "1960"


def saved(page: str, fields: str = "Snapshot-Content-Location: https://post.example/mill", more: str = "") -> bytes:
    """A page as a browser saves it in one file."""
    head = f"From: <Saved by Browser>\r\n{fields}\r\nSubject: =?utf-8?Q?M=C3=BChle?="
    head += "\r\nDate: Mon, 4 Mar 2024 09:12:00 -0000"
    kind = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"'
    part = "--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable"
    return f"{head}\r\n{kind}\r\n\r\n{part}\r\n\r\n{page.replace('=', '=3D')}\r\n{more}--b--\r\n".encode()


def test_a_page_that_a_browser_saved_is_no_mail() -> None:
    menu = "<nav>Home of 2001</nav>"
    document = dateline.open(saved(f"<html><body>{menu}<p>The mill burned down yesterday.</p></body></html>"))
    source = document.source
    assert document.text == "The mill burned down yesterday."
    assert (source.title, source.author, source.published) == ("Mühle", None, None)
    assert source.url == "https://post.example/mill"
    frame = "--b\r\nContent-Type: text/html\r\n\r\n<p>An advertisement.</p>\r\n"
    told = dateline.open(saved(made.html().replace("\n", "\r\n"), fields="X-Other: 1", more=frame))
    assert (told.source.title, told.source.author) == (made.TITLE, made.AUTHOR)
    assert told.source.published == dt.datetime(1971, 2, 3, 10, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    assert told.remarks == ("left out: 1 frame within the page",)
    with pytest.raises(DocumentError, match="without a page in it"):
        dateline.open(saved("").replace(b"Content-Type: text/html", b"Content-Type: text/css"))
    with pytest.raises(DocumentError, match="ends before its last part"):
        dateline.open(saved("<p>x</p>")[:-8])


def test_a_mail_of_html_only() -> None:
    page = "<html><body><p>It shut in 1950.</p><blockquote><p>When?</p><p>Why?</p></blockquote></body></html>"
    head = made.mail().partition(b"Content-Type")[0]
    document = dateline.open(head + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + page.encode())
    assert document.text == "It shut in 1950.\n\n> When?\n\n> Why?"
    assert [block.kind for block in document.blocks] == ["paragraph", "quote", "quote"]


def test_a_mail_without_a_sound_date_has_none() -> None:
    head = "From: Ada Brook <ada@kelden.example>\r\nSubject: =?utf-8?B?TcO8aGxl?=\r\n"
    for date, remarks in (("", 0), ("Date: Someday, 99 Foo 2024\r\n", 1)):
        document = dateline.open(f"{head}{date}\r\nIt shut yesterday.".encode(), name="a.eml")
        source = document.source
        assert document.text == "It shut yesterday."
        assert (source.title, source.author, source.published) == ("Mühle", "Ada Brook", None)
        assert len(document.remarks) == remarks
    assert document.remarks == ("its date, 'Someday, 99 Foo 2024', makes no sense",)


def test_what_a_mail_or_a_book_hides_is_not_read() -> None:
    hidden = "<div style='display:none'>All of 1999.</div><p>It shut in 1950.</p>"
    head = made.mail().partition(b"Content-Type")[0]
    mail = dateline.open(head + f"Content-Type: text/html\r\n\r\n<body>{hidden}</body>".encode())
    assert (mail.text, mail.remarks) == ("It shut in 1950.", ("left out, since it is hidden: 3 words",))
    page = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{hidden}</body></html>'
    book = dateline.open(made.epub([("paragraph", "x")], extra={"OEBPS/text/chapter 1.xhtml": page}))
    assert book.text.startswith("It shut in 1950.")
    assert book.remarks == ("OEBPS/text/chapter 1.xhtml: left out, since it is hidden: 3 words",)


def test_a_mailbox() -> None:
    envelope = b"From ada@kelden.example Wed Feb  3 10:00:00 1971\r\n"
    first, second = made.mail("It opened in 1911.\n>From here on."), made.mail("It shut in 1950.")
    both = envelope + first + b"\r\n" + envelope + second
    assert kind_of(both) == "mbox"
    assert [document.text for document in dateline.open_all(both)] == [
        "It opened in 1911.\nFrom here on.",
        "It shut in 1950.",
    ]
    with pytest.raises(DocumentError, match=r"cannot read old\.mbox: it is a mailbox of 2 mails; dateline\.open_all"):
        dateline.open(both, name="old.mbox")
    assert dateline.open(envelope + second).text == "It shut in 1950."
    assert [document.text for document in dateline.open_all(b"It shut in 1950.")] == ["It shut in 1950."]
    timelines = [*dateline.parse_many(dateline.open_all(both))]
    assert [timeline[0].when.edtf for timeline in timelines if timeline[0].when] == ["1911", "1950"]


def test_subtitles_are_running_text() -> None:
    document = dateline.open(FILES["story.srt"])
    first = "Ada Brook opened the mill on 3 March 1911. It shut in 1950."
    assert document.text == f"{first}\n\n- Who bought it?\n\n- Ivo Lind bought it in 1951."
    assert words_of(document, "cue")[1] == "the mill on 3 March 1911."
    assert dated(document) == ["1911-03-03", "1950", "1951"]
    document = dateline.open(FILES["story.vtt"])
    assert document.text == ("Ada Brook: I opened it in 1911 & sold it in May 1950.\n\nIt burned down on 9 June 1970.")
    assert document.language == "en"
    assert "1999" not in document.text
    document = dateline.open(FILES["story.ass"])
    assert document.text == "Ada Brook: I opened it on 3 March 1911.\n\nIvo Lind: I bought it in 1951."
    assert document.source.title == "The mill"
    document = dateline.open(FILES["story.sub"])
    assert document.text == "Ada Brook opened the mill on 3 March 1911.\n\nIt shut in 1950."


ROLLING = """\
WEBVTT

00:00:00.000 --> 00:00:02.000 align:start
Ada<00:00:00.320><c> Brook</c><00:00:00.480><c> opened</c>

00:00:02.000 --> 00:00:02.010 align:start
Ada Brook opened

00:00:02.010 --> 00:00:04.000 align:start
Ada Brook opened
the<00:00:02.320><c> mill</c><00:00:03.320><c> there</c>

00:00:04.000 --> 00:00:06.000 align:start
the mill there
in<00:00:04.320><c> 1911.</c>
"""


def test_captions_that_roll_are_read_once() -> None:
    told = ("its captions roll: a line that is shown again by the next cue is read once",)
    document = dateline.open(ROLLING.encode())
    assert (document.text, document.remarks) == ("Ada Brook opened the mill there in 1911.", told)
    assert words_of(document, "cue") == ["Ada Brook opened", "the mill there", "in 1911."]
    lines = ["Ada Brook", "opened the mill", "by the river", "on 3 March", "1911, and", "Ivo Lind", "bought it."]
    cues = [(at, at + 1, "\n".join(lines[max(0, at - 1) : at + 1])) for at in range(len(lines))]
    document = dateline.open(made.srt(cues).encode())
    assert (document.text, document.remarks) == (" ".join(lines), told)
    # What is said twice is no caption that rolls.
    twice = dateline.open(
        made.srt([(1, 2, "No."), (2, 3, "No."), *((at, at + 1, f"Of 19{at}1.") for at in range(3, 9))]).encode()
    )
    assert twice.text.startswith("No. No. Of 1931.")
    assert twice.remarks == ()


@pytest.mark.parametrize(
    ("times", "remarks"),
    [
        ("00:00:03,000 --> 00:00:04,000 X1:40 X2:600", ()),
        ("00:00:03,000 --> 00:00:04", ()),
        ("0:03 --> 0:04.5", ()),
        ("00:00:03,000 --> soon", ("of 1 cue the end makes no sense, and was not minded",)),
        ("00:00:03,000 -->", ("of 1 cue the end makes no sense, and was not minded",)),
    ],
)
def test_times_of_cues_never_get_into_the_text(times: str, remarks: tuple[str, ...]) -> None:
    cues = f"1\n00:00:01,000 --> 00:00:02,000\nIt opened in 1911.\n\n2\n{times}\nIt shut.\n"
    for given in (cues, f"WEBVTT\n\n{cues}"):
        document = dateline.open(given.encode())
        assert (document.text, document.remarks) == ("It opened in 1911. It shut.", remarks)


def test_signs_of_another_speaker() -> None:
    cues = [
        (1, 2, "ADA: I opened it"),
        (2, 3, ">> IVO: It shut."),
        (3, 4, ">> When?\n>>\n>>> In 1950."),
        (4, 5, "2 >> 1"),
    ]
    document = dateline.open(made.srt(cues).encode())
    assert document.text == "ADA: I opened it\n\nIVO: It shut.\n\n- When?\n\n- In 1950. 2 >> 1"


# -- plain text ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-be"])
def test_unicode_with_and_without_a_mark(codec: str) -> None:
    text = "Ada Brøøk opened\r\nthe mill on 3 March 1911.\rIt shut – in 1950.\n"
    document = dateline.open(text.encode(codec))
    assert document.text == text
    guessed = codec.startswith(("utf-16-", "utf-32-"))
    assert document.remarks == ((f"decoded as {codec}, guessed",) if guessed else ())
    assert dateline.open(text.encode(codec), encoding=codec).remarks == ()


def test_other_encodings_are_guessed_with_a_remark_or_given() -> None:
    text = "Zoë Müller öffnete die Mühle am 3. März 1911 für die Bürger. Über das Jahr danach weiß man – wenig.\n" * 3
    data = text.encode("cp1252")
    document = dateline.open(data)
    assert document.text == text
    assert len(document.remarks) == 1
    assert document.remarks[0].endswith(", guessed")
    given = dateline.open(data, encoding="windows-1252")
    assert (given.text, given.remarks) == (text, ())
    with pytest.raises(DocumentError, match=r"cannot read a\.txt: byte 2 is not utf-8; name another"):
        dateline.open(data, encoding="utf-8", name="a.txt")
    with pytest.raises(DocumentError, match=r"byte \d+ is not UTF-8, as the rest of it is"):
        dateline.open(text.encode() + b"\xff")
    for wrong in ("no-such", "hex", ""):
        with pytest.raises(ArgumentError, match="'encoding'"):
            dateline.open(data, encoding=wrong)
    with pytest.raises(ArgumentError, match="PDF says itself"):
        dateline.open(FILES["story.pdf"], encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("The mill – at Kelden – cost £300 in 1911.", "windows-1252"),
        ("“It shut at 3° below,” she said.", "windows-1252"),
        ("Мельница в Келдене была открыта 3 марта 1911 года и закрыта в 1950 году.", "windows-1251"),
        ("Młyn w Kelden został otwarty 3 marca 1911 roku, a zamknięty w 1950 roku.", "windows-1250"),
    ],
)
def test_of_guesses_that_are_as_good_the_commonest_is_taken(text: str, codec: str) -> None:
    document = dateline.open(text.encode(codec))
    assert (document.text, document.remarks) == (text, (f"decoded as {codec}, guessed",))


def test_empty_bytes_are_an_empty_text() -> None:
    document = dateline.open(b"", name="empty.txt")
    assert (document.text, document.source.name, document.blocks) == ("", "empty.txt", ())
    assert len(dateline.parse(document)) == 0


def test_form_feeds_end_pages() -> None:
    document = dateline.open(b"It shut in 1950.\n\fIt burned down in 1970.\n")
    assert document.source.pages == (0, 18)
    assert [event.evidence[0].page for event in dateline.parse(document)] == [1, 2]


def test_text_files_give_their_characters(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Bröök’s mill shut in 1950.", encoding="utf-16")
    with path.open(encoding="utf-16") as stream:
        assert dateline.open(stream).text == "Bröök’s mill shut in 1950."
    with pytest.raises(ArgumentError, match="is for bytes"):
        dateline.open(io.StringIO("x"), encoding="utf-8")
    assert dateline.open(path).source.name == "note.txt"
    assert dateline.open(path, name="My note").source.name == "My note"


# -- kinds -----------------------------------------------------------------------------------------------------------

TIMELINE = dateline.parse("Ada Brook opened the mill on 3 March 1911.")


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (FILES["story.pdf"], "story.txt", "pdf"),
        (FILES["story.docx"], "story.zip", "docx"),
        (FILES["story.odt"], None, "odt"),
        (FILES["story.epub"], None, "epub"),
        (FILES["story.rtf"], "story.doc", "rtf"),
        (FILES["story.html"], "story", "html"),
        (FILES["story.eml"], "story.txt", "mail"),
        (saved("<p>It shut.</p>"), "story.eml", "mhtml"),
        (made.mail("It was saved by hand.", fields="X-Note: From: <Saved by Ada>\r\n"), None, "mail"),
        (b"From: ada@kelden.example\nSubject: Mill\n\nIt shut.", "a.eml", "mail"),
        (b"From: Ada\nSubject: Mill\nDate: Someday\n\nIt shut.", "a.EML", "mail"),
        (b"From: ada@kelden.example\nSubject: Mill\n\nIt shut.", "a.txt", "text"),
        (b"Subject: Mill\n\nIt shut.", "a.eml", "text"),
        (b"From: here on it shut.\nIt did.", "a.eml", "text"),
        (FILES["story.srt"], "story.txt", "subtitles"),
        (FILES["story.vtt"], None, "subtitles"),
        (FILES["story.ass"], None, "subtitles"),
        (FILES["story.sub"], None, "subtitles"),
        (FILES["story.md"], "story.txt", "markdown"),
        ("WEBVTT\n\n".encode("utf-16"), None, "subtitles"),
        (b"<p>Only <b>this</b></p>", None, "html"),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", None, "html"),
        (b"It shut.", "a.md", "markdown"),
        (b"# Mill\n\nIt shut.", None, "markdown"),
        (b"# Mill\n\nIt shut.", "a.txt", "text"),
        (b"It shut in 1950, <b>they</b> say.", None, "text"),
        (b"<Priya> it shut in 1950\n<Tom> when?", None, "text"),
        (b"[12/02/2021, 18:04:11] Priya: it shut", None, "text"),
        (b"Date,Event\n3 May 1911,opened", "a.csv", "text"),
        # A letter or memorandum that people headed themselves.
        (b"From: Ada Brook\nTo: Ivo Lind\nDate: 3 May 1998\nSubject: The mill\n\nIt shut.", "a.txt", "text"),
        (b"Note: it shut.\n\nIt did.", None, "text"),
        (dateline.dumps(TIMELINE, "json").encode(), "a.txt", "timeline:json"),
        (dateline.dumps(TIMELINE, "jsonl").encode() * 2, None, "timeline:jsonl"),
        (dateline.dumps(TIMELINE, "csv").encode(), None, "timeline:csv"),
        (dateline.dumps(TIMELINE, "csv", excel=True).encode(), None, "timeline:csv"),
        (dateline.dumps(TIMELINE, "ical").encode(), None, "timeline:ical"),
        (b'{"a": 1}', None, "other:JSON that is no timeline"),
        (b"<?xml version='1.0'?><TimeML/>", None, "other:XML"),
        (b"\x89PNG\r\n\x1a\n", "a.txt", "other:a PNG image"),
        (b"MZ\x90\0\3\0\0\0", None, "other:a program"),
        (bytes(range(1, 32)), None, "other:a file of bytes that are no text"),
        (made.package({"a.txt": "x"}), "a.docx", "other:a ZIP archive"),
        (made.package({"[Content_Types].xml": "", "xl/workbook.xml": ""}), None, "other:a spreadsheet (Excel)"),
    ],
)
def test_kinds_are_told_by_content(data: bytes, name: str | None, kind: str) -> None:
    assert kind_of(data, name) == kind


def test_timelines_are_for_read() -> None:
    for form in ("json", "csv", "ical", "jsonl"):
        with pytest.raises(DocumentError, match=r"it is a timeline \(\w+\), not a text; dateline\.read reads it"):
            dateline.open(dateline.dumps(TIMELINE, form).encode())


# -- what cannot be read ---------------------------------------------------------------------------------------------


def bomb() -> bytes:
    """A Word file that says it unpacks to more than the limit."""
    data = bytearray(made.docx())
    at = data.rindex(b"word/styles.xml") - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 24 : at + 28] = (Limits().unpacked_bytes + 1).to_bytes(4, "little")
    return bytes(data)


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>'
    '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>It shut in 1950.&b;&c;</p></body></html>'
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (FILES["story.pdf"][:-40], "the end of the PDF is missing; get the whole file again"),
        (FILES["story.pdf"].replace(b"/Kids [", b"/Kids x"), "the PDF has no pages; it is damaged or empty"),
        (FILES["story.pdf"].replace(b"/Type /Page ", b"/Type /Pa(e "), "damaged, or no PDF after all"),
        (made.pdf(encrypt=b"secret"), "the PDF is encrypted; save it without a password"),
        (made.pdf([("break", "")]), "the PDF has no text, only pictures of pages as scans have; run OCR"),
        (FILES["story.docx"][:-30], "damaged, or no Word (.docx) after all"),
        (made.docx(body="<w:p>"), "damaged, or no Word (.docx) after all"),
        (bomb(), "it has 500,"),
        (FILES["story.odt"][:-30], "damaged, or no OpenDocument text after all"),
        (FILES["story.odt"].replace(b"content.xml", b"kontent.xml"), "it is damaged: it lacks content.xml"),
        (FILES["story.epub"][:-30], "damaged, or no EPUB after all"),
        (
            made.epub(extra={"META-INF/encryption.xml": '<e><CipherReference URI="OEBPS/a.xhtml"/></e>'}),
            "the book is encrypted (DRM)",
        ),
        (FILES["story.rtf"][:-1], "the RTF ends within 1 open groups"),
        (b"<html><body>" + b"<div>" * 400, "it has tags within tags, deeper than is read, and 256 is the limit"),
        (FILES["story.html"] + b"\0" * 8, "it is a file of bytes that are no text"),
        (FILES["story.eml"].replace(b"--b--", b""), "it is damaged: it ends before its last part does"),
        (FILES["story.srt"][:3], ""),
        (b"WEBVTT\n\n00:01.000 -->", "it holds no cue that says anything"),
        (SRT.encode() + b"{" * 30_000, "it has a line of more than 20,000 characters; it is damaged"),
        (b"\xff\xd8\xff\xe0", "it is a JPEG image; read its words with OCR first"),
        (made.package({"a.txt": "x"}), "it is a ZIP archive; unpack it and open what is in it"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "save it as .docx"),
    ],
)
def test_what_cannot_be_read_is_one_line_with_the_path_and_what_to_do(data: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    if not reason:
        assert dateline.open(path).text == data.decode()
        return
    with pytest.raises(DocumentError) as caught:
        dateline.open(path)
    message = str(caught.value)
    assert message.startswith(f"cannot read {path}: ")
    assert reason in message
    assert "\n" not in message
    assert ";" in message or "run OCR" in message


def test_entities_are_not_expanded() -> None:
    document = dateline.open(made.epub([("paragraph", "x")], extra={"OEBPS/text/chapter 1.xhtml": LAUGHS}))
    assert document.text.startswith("It shut in 1950.")
    assert "ha" not in document.text
    body = "<w:p><w:r><w:t>It shut.&b;</w:t></w:r></w:p>"
    data = io.BytesIO(made.docx())
    with zipfile.ZipFile(data) as old:
        members = {name: old.read(name) for name in old.namelist()}
    whole = LAUGHS.partition("<html")[0].replace("x [", "w:document [") + members["word/document.xml"].decode()
    members["word/document.xml"] = whole.replace("<w:body>", f"<w:body>{body}").encode()
    with pytest.raises(DocumentError, match="declares entities of its own"):
        dateline.open(made.package({**members}))
    # Also where another than us is the first to read the part.
    members["word/document.xml"] = members["word/document.xml"].replace(b"&b;", b"")
    styles = LAUGHS.partition("<html")[0].replace("x [", "w:styles [") + members["word/styles.xml"].decode()
    members["word/styles.xml"] = styles.encode()
    with pytest.raises(DocumentError, match="declares entities of its own"):
        dateline.open(made.package({**members}))


def test_paths_that_lead_nowhere(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="No such file"):
        dateline.open(tmp_path / "none")
    with pytest.raises(DocumentError, match="Is a directory"):
        dateline.open(tmp_path)
    with pytest.raises(DocumentError, match="null byte"):
        dateline.open("a\0b")
    for wrong in (3, None, object(), b"x".__iter__()):
        with pytest.raises(ArgumentError, match="'source'"):
            dateline.open(wrong)  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match="'name'"):
        dateline.open(b"", name=3)  # type: ignore[arg-type]


def test_too_many_bytes(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_bytes(b"x" * 11)
    for source in (tmp_path / "long.txt", b"x" * 11, io.BytesIO(b"x" * 11)):
        with pytest.raises(
            LimitError, match=r"11 bytes.*and 10 is the limit; raise it with limits=Limits\(file_bytes=…\)"
        ):
            dateline.open(source, limits=Limits(file_bytes=10))


@pytest.mark.parametrize("kind", ["story.pdf", "story.docx", "story.html", "story.rtf", "story.srt", "cp1252"])
def test_without_the_extra_it_says_so(kind: str) -> None:
    data = FILES.get(kind, "Bröök, Zoë, Müller".encode("cp1252"))
    script = (
        "import sys, dateline\n"
        "names = 'pypdf docx trafilatura striprtf pysubs2 charset_normalizer lxml'\n"
        "sys.modules |= dict.fromkeys(names.split())\n"
        "try: dateline.open(sys.stdin.buffer)\n"
        "except dateline.MissingExtraError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], input=data, capture_output=True, check=True)
    assert "pip install 'dateline[files]'" in done.stdout.decode()
    assert MissingExtraError("files", "pypdf").extra == "files"


@pytest.mark.parametrize("name", FILES)
def test_cut_off_anywhere_it_is_a_document_or_an_error_of_ours(name: str) -> None:
    data = FILES[name]
    cut = [data[:size] for size in range(1, len(data), max(1, len(data) // 40))]
    outcomes = [*map(opened_or_error, cut)]
    assert all("\n" not in str(outcome) for outcome in outcomes if isinstance(outcome, DocumentError))
    if name.endswith((".pdf", ".docx", ".epub", ".odt")):
        assert not any(isinstance(outcome, Document) for outcome in outcomes[2:])


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_damaged_anywhere_it_is_a_document_or_an_error_of_ours(name: str) -> None:
    dice = random.Random(name)
    for _ in range(600):
        data = bytearray(FILES[name])
        at = dice.randrange(len(data))
        if dice.random() < 0.3:
            data = data[:at]
        elif dice.random() < 0.5:
            data[at : at + dice.randrange(200)] = dice.randbytes(dice.randrange(60))
        else:
            for _ in range(dice.randrange(1, 20)):
                data[dice.randrange(len(data))] = dice.randrange(256)
        found = opened_or_error(bytes(data))
        if isinstance(found, Document):
            assert all(block.span.end <= len(found.text) for block in found.blocks)


def opened_or_error(data: bytes) -> Document | DocumentError:
    try:
        return dateline.open(data)
    except DocumentError as error:
        return error


# -- quiet and steady ------------------------------------------------------------------------------------------------


def test_libraries_write_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    script = (
        "import sys, dateline\n"
        "for name in sys.argv[1:]:\n"
        "    try: dateline.open(name)\n"
        "    except dateline.DocumentError: pass\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, (name, data) in enumerate(
            [*FILES.items(), ("bad.pdf", FILES["story.pdf"].replace(b"0000", b"0009"))]
        ):
            for size in (len(data), len(data) // 2):
                path = Path(folder, f"{number}-{size}-{name}")
                path.write_bytes(data[:size])
                paths.append(str(path))
        done = subprocess.run([sys.executable, "-W", "always", "-c", script, *paths], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")
    assert capfd.readouterr().err == ""


def test_what_pypdf_warns_of_is_a_remark() -> None:
    data = FILES["story.pdf"].replace(b"startxref\n", b"startxref\n9")
    with contextlib.suppress(DocumentError):
        document = dateline.open(data)
        assert any(remark.startswith("pypdf: ") for remark in document.remarks)
    assert not logging.getLogger("pypdf").handlers


@pytest.mark.slow
def test_the_same_bytes_give_the_same_document_on_any_day_and_in_any_thread() -> None:
    script = (
        "import sys, dateline\n"
        "for name in sys.argv[1:]:\n"
        "    d = dateline.open(name); print(repr((d.text, d.source, d.blocks, d.language, d.remarks)))\n"
    )
    said = set()
    with tempfile.TemporaryDirectory() as folder:
        for name, data in FILES.items():
            Path(folder, name).write_bytes(data)
        paths = [str(Path(folder, name)) for name in FILES]
        for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/Lima")):
            environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
            done = subprocess.run(
                [sys.executable, "-c", script, *paths], capture_output=True, check=True, env=environment
            )
            said.add(done.stdout)
    assert len(said) == 1
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(dateline.open(FILES["story.html"]).text)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1


# -- pages, blocks and parse -----------------------------------------------------------------------------------------


def test_sources_without_pages_keep_their_ids() -> None:
    source = Source(title="Mill", published="2012-11-09")
    assert source.id == "s-061fd15f08a37723"
    assert source.id != evolve(source, pages=(0, 9)).id
    assert source.page_at(3) is None
    assert [evolve(source, pages=(0, 5, 5, 9)).page_at(at) for at in (0, 4, 5, 8, 9, 99)] == [1, 1, 3, 3, 4, 4]
    assert "pages" not in json.dumps(json.loads(dateline.dumps(TIMELINE, "json")))
    for wrong, place in (((1,), 0), ((0, 5, 4), 2), ((0, "x"), 1)):
        with pytest.raises(ArgumentError, match=rf"pages\[{place}\]"):
            Source(pages=wrong)  # pyright: ignore[reportArgumentType]


def test_blocks_are_checked() -> None:
    assert Block("cue", (0, 3)).span == Span(0, 3)  # pyright: ignore[reportArgumentType]
    with pytest.raises(ArgumentError, match="must be one of chapter, code"):
        Block("line", Span(0, 3))  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match="blocks"):
        Document("x", blocks=("heading",))  # pyright: ignore[reportArgumentType]


def test_pieces_are_put_together_with_their_pages() -> None:
    text, blocks, pages = assembled(
        [("paragraph", "a\fb"), ("paragraph", "\f\f"), ("item", "- c"), ("item", "\f- d\f"), ("paragraph", "e")]
    )
    assert text == "ab\n\n- c\n- d\n\ne"
    assert [block.span.slice(text) for block in blocks] == ["ab", "- c", "- d", "e"]
    assert pages == (0, 1, 4, 4, 8, 13)


@pytest.mark.parametrize(
    ("told", "date"),
    [
        ("2012-11-09", dt.date(2012, 11, 9)),
        (" 2012/1/9 ", dt.date(2012, 1, 9)),
        ("20121109", dt.date(2012, 11, 9)),
        ("2012-11-09T08:00:00", dt.datetime(2012, 11, 9, 8)),
        ("2012", None),
        ("9 November", None),
        ("", None),
    ],
)
def test_dates_of_metadata(told: str, date: dt.date | None) -> None:
    assert date_told(told) == date


def test_parse_takes_what_the_document_tells_unless_told_otherwise() -> None:
    document = dateline.open(
        b'<html lang="en-US"><head><meta name="dc.date" content="2012-11-09"></head>'
        b"<body><p>The mill at Kelden burned down yesterday, and Ada Brook was there to see it.</p></body></html>"
    )
    assert dated(document) == ["2012-11-08"]
    assert [timex.value for timex in dateline.find_timexes(document)] == ["2012-11-08"]
    (event,) = dateline.parse(document, dct="2020-01-02")
    assert (event.when and event.when.edtf, event.evidence[0].source) == ("2020-01-01", document.source)
    (event,) = dateline.parse(document, source=Source(title="Mine"))
    assert (event.when and event.when.edtf, event.evidence[0].source.title) == (
        "2012-11-08",
        "Mine",
    ) or event.when is None
    with pytest.raises(dateline.LocaleError, match="unknown language 'cy'"):
        dateline.parse(evolve(document, language="cy"))
    assert len(dateline.parse(evolve(document, language="cy"), language="en")) == 1


@pytest.mark.slow
def test_parse_many_takes_documents_to_other_processes() -> None:
    documents = [dateline.open(FILES[name]) for name in ("story.pdf", "story.docx")]
    alone = [*dateline.parse_many(documents)]
    assert [*dateline.parse_many(documents, workers=2)] == alone
    assert [*map(dateline.parse, documents)] == alone
    assert pickle.loads(pickle.dumps(documents[0])).blocks == documents[0].blocks
    with pytest.raises(ArgumentError, match="'documents'"):
        next(dateline.parse_many(documents[0]))  # type: ignore[call-overload]


# -- the particulars of Word and OpenDocument ------------------------------------------------------------------------


def test_word_files_in_their_particulars() -> None:
    body = (
        "<w:p><w:r><w:t>Ada</w:t><w:tab/><w:t>Brook</w:t><w:br/><w:t>left</w:t></w:r>"
        "<w:del><w:r><w:delText>never</w:delText></w:r></w:del><w:ins><w:r><w:t> in 1950</w:t></w:r></w:ins>"
        "<w:r><w:lastRenderedPageBreak/><w:instrText>PAGE</w:instrText><w:t>.</w:t></w:r></w:p>"
        '<w:p><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr><w:hyperlink><w:r><w:t>A link</w:t></w:r>'
        "</w:hyperlink></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>In a frame</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>One column</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    document = dateline.open(made.docx([], body=body, notes=["A note of 1951."], header="Draft"))
    assert document.text == ("Ada\tBrook\nleft in 1950.\n\n- A link\n\nIn a frame\n\nOne column\n\nA note of 1951.")
    assert document.source.pages == (0, document.text.index(".\n"))
    assert [block.kind for block in document.blocks] == ["paragraph", "item", "paragraph", "paragraph", "note"]
    assert document.remarks[:2] == (
        "left out: headers",
        "changes are tracked in it: it is read as if all were accepted",
    )


def test_hidden_text_of_word_is_not_read() -> None:
    runs = (
        "<w:r><w:t>It shut</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> in May</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> in 1950.</w:t></w:r>'
    )
    document = dateline.open(made.docx([], body=f"<w:p>{runs}</w:p>"))
    assert document.text == "It shut in 1950."
    assert document.remarks[0] == "left out, since it is hidden: 2 words"


def test_notes_of_open_documents_stand_below() -> None:
    document = dateline.open(made.odt([("paragraph", "It shut.")], note="In 1950."))
    assert document.text == "It shut.\n\nIn 1950."
    assert [block.kind for block in document.blocks] == ["paragraph", "note"]


def test_a_word_file_without_properties_has_no_title() -> None:
    with zipfile.ZipFile(io.BytesIO(made.docx())) as old:
        members = {name: old.read(name) for name in old.namelist() if name != "docProps/core.xml"}
    relations = members["_rels/.rels"].decode()
    start, end = relations.index('<Relationship Id="rId2"'), relations.index("</Relationships>")
    members["_rels/.rels"] = (relations[:start] + relations[end:]).encode()
    types = members["[Content_Types].xml"].decode()
    first = types.index('<Override PartName="/docProps')
    members["[Content_Types].xml"] = (types[:first] + types[types.index("/>", first) + 2 :]).encode()
    document = dateline.open(made.package({**members}), name="mill.docx")
    assert (document.source.title, document.source.author, document.source.name) == (None, None, "mill.docx")


# -- what is left out, and said ----------------------------------------------------------------------------------------


def with_member(data: bytes, name: str, content: str, *, old: str = "", new: str = "") -> bytes:
    """A package with one member more, and something changed in the others."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = {known: package.read(known) for known in package.namelist()}
    members = {known: value.replace(old.encode(), new.encode()) if old else value for known, value in members.items()}
    stored = "mimetype" if "mimetype" in members else ""
    return made.package({**members, name: content}, stored=stored)


def related(data: bytes, kind: str, target: str, content: str) -> bytes:
    """A Word file with one more part that its document refers to."""
    relation = (
        f'<Relationship Id="r{kind}" Target="{target}" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'
    )
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    name = "word/_rels/document.xml.rels"
    members[name] = members[name].replace(b"</Relationships>", relation.encode())
    types = "[Content_Types].xml"
    members[types] = members[types].replace(b"</Types>", b'<Default Extension="xml" ContentType="text/xml"/></Types>')
    return made.package({**members, f"word/{target}": content})


def annotated(note: bytes) -> bytes:
    """The story in PDF with something put upon its first page."""
    writer = pypdf.PdfWriter(io.BytesIO(made.pdf()))
    reader: Any = writer
    told = generic.DictionaryObject()
    for key, value in json.loads(note).items():
        told[generic.NameObject(key)] = (
            generic.NameObject(value) if value.startswith("/") else generic.TextStringObject(value)
        )
    reader.pages[0][generic.NameObject("/Annots")] = generic.ArrayObject([told])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_file() -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(made.pdf()))
    writer.add_attachment("deed.txt", b"Dated 3 May 1999.")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


DRAWING = '<d xmlns:a="urn:a"><a:t>Ada Brook</a:t></d>'
STYLES = (
    '<s xmlns:style="urn:s" xmlns:text="urn:t"><style:master-page><style:footer>'
    "<text:p>Kelden Press</text:p></style:footer></style:master-page></s>"
)
PICTURE = '<item id="p" media-type="image/png"/></manifest><spine><itemref idref="p"/>'
LEFT_OUT = {
    "diagrams of Word": (related(made.docx(), "diagramData", "data1.xml", DRAWING), "left out: diagrams"),
    "charts of Word": (related(made.docx(), "chart", "chart1.xml", "<c/>"), "left out: charts"),
    "texts put into Word": (related(made.docx(), "aFChunk", "chunk1.xml", "<c/>"), "left out: inserted texts"),
    "feet of OpenDocument": (with_member(made.odt(), "styles.xml", STYLES), "left out: footers"),
    "comments of OpenDocument": (
        with_member(made.odt(), "x", "", old="</text:p>", new="<o:annotation xmlns:o='o'>No.</o:annotation></text:p>"),
        "left out: comments",
    ),
    "pictures of a book": (
        with_member(made.epub(), "x", "", old="</manifest><spine>", new=PICTURE),
        "left out, since it is no text: 1 chapter (image/png)",
    ),
    "notes on a page": (annotated(b'{"/Subtype": "/FreeText", "/Contents": "No"}'), "left out: notes on its pages"),
    "a form": (annotated(b'{"/Subtype": "/Widget", "/V": "Ada Brook"}'), "left out: what is filled into its form"),
    "files of a PDF": (with_file(), "left out: the files in it"),
    "boxes of RTF": (rb"{\rtf1 It shut.{\shp{\*\shpinst{\shptxt In 1950.}}}}", "left out: text boxes"),
    "notes of WebVTT": (VTT.encode(), "left out, since it is not shown: 1 note"),
    "comments of SubStation": (ASS.encode(), "left out, since it is not shown: 1 note"),
    "words of a picture": (
        b"<html><body><p>It shut.</p><svg><title>x</title><text>In <tspan>1950</tspan></text></svg></body></html>",
        "left out, since it stands in pictures or formulas: 2 words",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "remark"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_is_left_out_is_said(data: bytes, remark: str) -> None:
    assert remark in dateline.open(data).remarks


@pytest.mark.parametrize("name", FILES)
def test_of_what_is_not_there_nothing_is_said(name: str) -> None:
    told = [remark for remark in dateline.open(FILES[name]).remarks if remark.startswith("left out")]
    assert all("note" in remark or "headers" in remark for remark in told), told


def test_buttons_of_a_form_have_no_words() -> None:
    for note in (b'{"/Subtype": "/Widget", "/V": "/Off"}', b'{"/Subtype": "/Link"}', b'{"/Subtype": "/Widget"}'):
        assert not any("form" in remark or "notes" in remark for remark in dateline.open(annotated(note)).remarks)
