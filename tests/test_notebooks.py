"""What a notebook shows of timelines and events: small tables of escaped text, and the page in a frame."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from browser import HINT, Browser, find
from hypothesis import HealthCheck, given, settings
from nbclient import NotebookClient
from strategies import events, timelines

import dateline
from dateline import Actor, ArgumentError, Attribution, Event, Mention, Participation, Source, Timeline, dumps

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted(ROOT.glob("docs/**/*.ipynb"))
TEXT = "Ada Brook opened the mill in 1911. Ivo Lind said that it had burned down about 1950. It reopened on 3 May 1960."
MILL = dateline.parse(TEXT, source=Source("Milby Herald"))
HOSTILE = [
    "</td></table><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<style>td { color: red }</style>",
    "&lt;b&gt; &amp;",
    "half \ud800, nul \x00",
    "\u202eturned round",
]
QUICK = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


class Reader(HTMLParser):
    """The elements, attributes and rows of a piece of HTML; every element that is opened must be closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: set[str] = set()
        self.attributes: dict[str, set[str | None]] = {}
        self.rows: list[list[str]] = []
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, set()).add(value)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.rows:
            self.rows[-1][-1] += data


def read(value: Timeline | Event) -> Reader:
    return Reader(value._repr_html_())


# -- tables ------------------------------------------------------------------------------------------------------------


def test_a_timeline_is_a_table() -> None:
    told = read(MILL)
    assert told.rows == [
        ["When", "What", "Who", "Who says so", "Status"],
        ["1911", "Ada Brook opened the mill", "Ada Brook", "", ""],
        ["c. 1950", "It had burned down", "", "Ivo Lind", "reported"],
        ["3 May 1960", "It reopened", "", "", ""],
    ]
    assert told.attributes["title"] == {"1911", "1950~", "1960-05-03"}


def test_twenty_events_are_shown_and_the_others_counted() -> None:
    many = [Event(f"Fair {year}", str(year)) for year in range(1900, 1925)]
    none = [Event(f"Ball {number}") for number in range(5)]
    rows = read(Timeline([*many, *none])).rows
    assert len(rows) == 1 + 20 + 1 + 1 + 3 + 1
    assert rows[20][1] == "Fair 1919"
    assert rows[21] == ["… and 5 more"]
    assert rows[22] == ["5 events without a date"]
    assert [row[1] for row in rows[23:26]] == ["Ball 0", "Ball 1", "Ball 2"]
    assert rows[26] == ["… and 2 more"]
    assert ["… and 5 more"] not in read(Timeline(many[:20])).rows
    assert read(Timeline(none[:1])).rows[1:] == [["1 event without a date"], ["", "Ball 0", "", "", ""]]
    assert Timeline()._repr_html_() == "<p>A timeline without events.</p>"


def test_an_event_shows_its_quote_and_why() -> None:
    rows = {row[0]: row[1] for row in read(MILL[1]).rows}
    assert list(rows) == ["When", "What", "Status", "Who says so", "Quote", "Why"]
    assert rows["When"] == "c. 1950"
    assert rows["Quote"] == "“Ivo Lind said that it had burned down about 1950.” (Milby Herald)"
    assert MILL[1].explain() in rows["Why"]
    assert read(Event("It rained")).rows[0] == ["When", "undated"]


def hostile(text: str) -> Event:
    quote = Mention((0, len(text)), text, Source(text))
    taking, telling = [Participation(Actor(text), text)], [Attribution(Actor(text), text)]
    return Event(text, "1998", text, taking, telling, evidence=[quote], notes=[text], kind=text)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_markup(text: str) -> None:
    event = hostile(text)
    plain = hostile("plain")
    for told, wanted in ((event, plain), (Timeline([event]), Timeline([plain]))):
        found, expected = read(told), read(wanted)
        assert found.elements == expected.elements
        assert found.attributes == expected.attributes
        assert len(found.rows) == len(expected.rows)
        told._repr_html_().encode("utf-8")


def test_tables_leave_colours_and_scripts_to_the_notebook() -> None:
    for told in (read(Timeline([*MILL, Event("x")])), read(MILL[1])):
        assert not told.elements & {"script", "style", "link", "img", "iframe"}
        styles = " ".join(style or "" for style in told.attributes["style"])
        assert not re.search(r"color|background|#[0-9a-f]{3}|url|font", styles)


@pytest.mark.slow
@QUICK
@given(timelines, events())
def test_anything_is_shown(timeline: Timeline, event: Event) -> None:
    assert len(read(timeline).rows) <= 1 + len(timeline) + 3
    read(event)


# -- the page ----------------------------------------------------------------------------------------------------------


def test_the_page_is_the_one_that_is_written() -> None:
    page = MILL.show([TEXT], height=500)
    assert page.html == dumps(MILL, "html", texts=[TEXT])
    frame = page._repr_html_()
    found = re.fullmatch(r'<iframe srcdoc="([^"]*)" ([^>]*)></iframe>', frame)
    assert found is not None
    assert html.unescape(found[1]) == page.html
    assert 'sandbox="allow-scripts allow-downloads"' in found[2]
    assert 'height="500"' in found[2]
    assert repr(page) == "<Page, 500 pixels high in a notebook>"


@pytest.mark.parametrize("height", [0, -1, "600", 1.5, True])
def test_a_height_is_a_number_of_pixels(height: Any) -> None:
    with pytest.raises(ArgumentError, match=r"'height'.*pixels"):
        MILL.show(height=height)


def test_showing_needs_no_notebook() -> None:
    code = (
        "import sys, dateline; timeline = dateline.Timeline([dateline.Event('It rained', '1911')]); "
        "timeline.records(); timeline._repr_html_(); timeline[0]._repr_html_(); timeline.show()._repr_html_(); "
        "print([name for name in ('IPython', 'pandas', 'polars', 'pyarrow') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "[]\n"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if find() is None:
        pytest.skip(HINT)
    with Browser() as browser:
        yield browser


@pytest.mark.browser
def test_the_script_of_the_page_runs_in_its_frame(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "notebook.html"
    path.write_text(f"<!DOCTYPE html><meta charset=utf-8>{MILL.show([TEXT])._repr_html_()}", encoding="utf-8")
    browser.open(path)
    # In its sandbox the frame is a target of its own, which only it can look into.
    targets = browser.send("Target.getTargets", session="")["targetInfos"]
    (frame,) = [target["targetId"] for target in targets if target["type"] == "iframe"]
    session = browser.send("Target.attachToTarget", session="", targetId=frame, flatten=True)["sessionId"]

    def run(script: str) -> Any:
        answer = browser.send("Runtime.evaluate", session=session, expression=script, returnByValue=True)
        return answer["result"].get("value")

    assert run("document.querySelectorAll('#list .row').length") == 3
    assert run("document.querySelector('#texts').innerText") == TEXT
    run("document.querySelector('g.mark .shape').dispatchEvent(new MouseEvent('click', {bubbles: true}))")
    assert run("document.querySelector('#status').textContent") == "1911: Ada Brook opened the mill"
    assert run("document.querySelector('#texts mark').innerText") == "Ada Brook opened the mill in 1911."
    assert run("try { parent.document.title } catch (error) { error.name }") == "SecurityError"
    assert run("location.href.split('#')[0]") == "about:srcdoc"
    assert browser.log == []


# -- a kernel ----------------------------------------------------------------------------------------------------------


def plain(book: Any) -> list[tuple[str, str]]:
    """The outputs of the cells of a notebook as plain text, by the ids of the cells."""
    return [
        (cell.id, output.get("text") or output["data"]["text/plain"])
        for cell in book.cells
        for output in cell.get("outputs", ())
    ]


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_give_what_they_show(path: Path, tmp_path: Path) -> None:
    book: Any = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(book)
    shown = plain(book)
    assert len(shown) == sum(cell.cell_type == "code" for cell in book.cells)
    NotebookClient(book, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert plain(book) == shown
    assert any("text/html" in output.get("data", {}) for cell in book.cells for output in cell.get("outputs", ()))
