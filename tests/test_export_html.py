"""The HTML page: hostile text stays text, its data say what the timeline says; a browser shows, filters and zooms."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import re
import sys
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings

import dateline
from dateline.errors import ArgumentError
from dateline.export import dumps, dumps_with_report
from dateline.model import Actor, Attribution, Event, Mention, Participation, Source, Timeline

sys.path.insert(0, str(Path(__file__).parent))

from browser import HINT, Browser, find
from strategies import EDTF, timelines

if TYPE_CHECKING:
    from collections.abc import Iterator

HOSTILE = [
    "</script><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '" onclick="alert(1)" x="',
    "' autofocus onfocus='alert(1)",
    "<!-- ]]> -->",
    "&lt;b&gt; &amp;",
    "javascript:alert(1)",
    "\u202eright to left\u2066",
    "nul\x00 escape\x1b half\ud800",
    "one\r\ntwo\rthree",
]
VOID = {"meta", "input", "link", "br"}
# Their end tags may be left out (HTML, 13.1.2.4).
OPEN_ENDED = {"tr", "td", "th"}


class Outline(HTMLParser):
    """What a reader makes of a page: its elements with their attributes, and whether each that opens closes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self.stack: list[str] = []
        self.feed(page)
        self.close()
        assert not self.stack

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID | OPEN_ENDED:
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.stack or self.stack[-1] not in {"script", "style"}:
            self.text.append(data)

    def all(self, tag: str, kind: str = "") -> list[dict[str, str]]:
        return [
            attrs
            for name, attrs in self.elements
            if name == tag and (not kind or kind in attrs.get("class", "").split())
        ]


TEXT = "Ada Brook opened the mill in 1911. Ivo Lind said that it had burned down about 1950. It is still there."
SOURCE = Source.for_text(TEXT, Source(title="The mill", url="https://example.org/mill"))


def quote(words: str) -> Mention:
    start = TEXT.index(words)
    return Mention((start, start + len(words)), words, SOURCE)


OPENED = Event("Ada Brook opened the mill", "1911", evidence=[quote("Ada Brook opened the mill in 1911.")])
BURNED = Event(
    "It had burned down",
    "1950~",
    participants=[Participation(Actor("the mill", "place"), "patient")],
    attributions=[Attribution(Actor("Ivo Lind"), "said")],
    status="reported",
    evidence=[quote("Ivo Lind said that it had burned down about 1950.")],
)
MILL = Timeline([OPENED, BURNED, Event("It is still there", evidence=[quote("It is still there.")])])


def hostile(text: str) -> Timeline:
    source = Source(title=text, publisher=text, author=text, url=text)
    actor = Actor(text, aliases=[text], description=text)
    mention = Mention((0, len(text)), text, source)
    return Timeline(
        [
            Event(text, "1998", text, [Participation(actor, text)], [Attribution(actor, text)], evidence=[mention]),
            Event(text, None, kind=text, trigger=mention, notes=[text]),
        ]
    )


def data_of(page: str) -> Any:
    """The data of a page, in which no text ends the element that it stands in."""
    (island,) = re.findall(r'<script id="data" type="application/json">(.*?)</script>', page, re.DOTALL)
    return json.loads(island)


def rows_of(page: str) -> list[list[str]]:
    """The rows of the table for readers without scripts."""
    (table,) = re.findall(r"<noscript>(.*?)</noscript>", page, re.DOTALL)
    return [line.split("<td>") for line in re.split(r"\n<tr><td>", table)[1:]]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    timeline = hostile(text)
    plain = Outline(dumps(hostile("plain"), "html"))
    page = dumps(timeline, "html", title=text, texts={timeline.sources[0].id: text})
    outline = Outline(page)
    page.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", page)
    names = {name for _, attrs in outline.elements for name in attrs}
    assert not any(name.startswith("on") for name in names)
    assert [tag for tag, _ in outline.elements] == [tag for tag, _ in plain.elements]
    assert len(outline.all("script")) == 2
    assert not outline.all("a")
    shown = re.sub("[\x00\x1b\ud800]", "\ufffd", text.replace("\r\n", " \n").replace("\r", "\n"))
    assert " ".join(shown.split()) in "".join(outline.text)
    data = data_of(page)
    assert data["sources"][0]["x"] == shown
    assert data["actors"][0] == shown


def test_nothing_but_the_page_is_needed_or_allowed() -> None:
    page = dumps(MILL, "html", texts=[TEXT])
    outline = Outline(page)
    (policy,) = (attrs["content"] for attrs in outline.all("meta") if "http-equiv" in attrs)
    for tag in ("script", "style"):
        (code,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert not any({"src", "style", "href"} & attrs.keys() for _, attrs in outline.elements)
    assert "@import" not in page
    assert "url(" not in re.sub(r"url\(#", "", page)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(timelines)
def test_every_timeline_gives_a_sound_page(timeline: Timeline) -> None:
    page, report = dumps_with_report(timeline, "html")
    outline = Outline(page)
    assert page == dumps(timeline, "html")
    assert report.written == len(timeline)
    data = data_of(page)
    assert len(data["events"]) == len(rows_of(page)) == len(timeline)
    assert [row[0] for row in data["events"]] == [event.id.removeprefix("e-") for event in timeline]
    ids = [attrs["id"] for _, attrs in outline.elements if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_a_row_without_scripts_says_when_what_who_and_who_says_so() -> None:
    assert rows_of(dumps(MILL, "html")) == [
        ["1911", "Ada Brook opened the mill", ""],
        ["c. 1950", "It had burned down", "reported; the mill; says Ivo Lind"],
        ["undated", "It is still there", "\n</table>"],
    ]


@pytest.mark.parametrize(
    ("edtf", "marks"),
    [
        ("1911-05-03", 0),
        ("1911", 1),
        ("2019-23", 1),
        ("199X", 1),
        ("1911/1913", 0),
        ("[2003..2005]", 2),
        ("1850~", 1 + 4),
        ("1517?", 1 + 8),
        ("2018-08-14%", 4 + 8),
        ("2011/..", 0),
        ("2018-08-14T15:00", 16),
        ("2018-08-14T15:00Z", 16 + 32),
    ],
)
def test_the_picture_is_told_how_sure_a_time_is(edtf: str, marks: int) -> None:
    (row,) = data_of(dumps(Timeline([Event("x", edtf)]), "html"))["events"]
    row += [0] * (10 - len(row))
    assert row[9] == marks
    # The start of ".." is none, and so is its end.
    assert (row[2] is None) is edtf.startswith("..")


def test_places_count_as_javascript_does() -> None:
    text = "\U0001f525\U0001f525 The mill at Milby burned down in 1911.\r\nIt \U0001f525 was rebuilt in 1913."
    page = data_of(dumps(dateline.parse(text), "html", texts=[text]))
    units = page["sources"][0]["x"].encode("utf-16-le")
    quotes = [row[8][0] for row in page["events"]]
    told = [units[2 * at : 2 * (at + length)].decode("utf-16-le") for _, at, length in quotes]
    assert told == ["\U0001f525\U0001f525 The mill at Milby burned down in 1911.", "It \U0001f525 was rebuilt in 1913."]


def test_a_quote_says_its_page() -> None:
    text = "The mill opened in 1911.\n\fIt burned down in 1950."
    source = Source(title="The mill", pages=(0, 26))
    timeline = dateline.parse(text, source=source)
    assert [row[8][0][3] for row in data_of(dumps(timeline, "html", texts=[text]))["events"]] == [1, 2]
    assert [row[8][0][2] for row in data_of(dumps(timeline, "html"))["events"]] == [1, 2]


def test_a_text_that_is_not_the_one_is_refused_or_told() -> None:
    with pytest.raises(ArgumentError, match="texts"):
        dumps(MILL, "html", texts=["another"])
    with pytest.raises(ArgumentError, match="texts"):
        dumps(MILL, "html", texts={"s-1": TEXT})
    page, report = dumps_with_report(MILL, "html", texts={SOURCE.id: "another " + TEXT})
    assert [loss.field for loss in report.losses] == ["texts"]
    assert [row[8][0][1] for row in data_of(page)["events"]] == [event.evidence[0].text for event in MILL]


def test_an_option_that_the_format_does_not_have_is_refused() -> None:
    with pytest.raises(ArgumentError, match="it has texts, title"):
        dumps(MILL, "html", colour="red")
    with pytest.raises(ArgumentError, match="no such option"):
        dumps(MILL, "csv", texts=[TEXT])


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("The mill at Milby\n\nIt burned down in 1911.", "The mill at Milby"),
        ("# The mill at Milby\nIt burned down in 1911.", "The mill at Milby"),
        ("Title: The mill at Milby\nIt burned down in 1911.", "The mill at Milby"),
        ("The mill burned down in 1911.\n\nIt was rebuilt.", "Timeline"),
        ("The mill at Milby\nburned down in 1911.", "Timeline"),
        ("It burned down in 1911", "Timeline"),
        ("| a | b |\n\nIt burned down in 1911.", "Timeline"),
        ("", "Timeline"),
    ],
)
def test_the_headline_of_the_text_heads_the_page(text: str, heading: str) -> None:
    page = dumps(dateline.parse(text), "html", texts=[text] if text else None)
    assert f"<title>{heading}</title>" in page


def test_why_is_a_sentence_or_two() -> None:
    text = "Fenwick Echo, 8 June 2023\n\nIvo Lind said that the lock had perhaps broken on Tuesday. She left in 1911."
    told = [event.why() for event in dateline.parse(text) if event.when is not None]
    assert told == [
        "The text says “1911”.",
        "“Tuesday” is 6 June 2023, counted from the date of the document, 8 June 2023. Ivo Lind says so (“said”). "
        "It is hedged: “perhaps”.",
    ]
    assert Event("x").why() == "The text gives no date for it."
    assert Event("x", "1911", alternatives=["1912"], status="negated").why() == (
        "Its date was given, not read from the text. It may also be 1912. It is said not to have happened."
    )


def test_a_long_text_takes_linear_time() -> None:
    text = "It opened on 3 May 1950. " * 2000
    source = Source.for_text(text)
    places = range(0, len(text), 25)
    events = [
        Event(f"opened {n}", "1950-05-03", evidence=[Mention((n, n + 24), text[n : n + 24], source)]) for n in places
    ]
    page = dumps(Timeline(events), "html", texts=[text])
    # The text stands on the page once, and each quote is a place in it.
    assert len(page) < 2000 * 130 + len(text) + 100_000


# What three sources say of a resignation, a fire and a bridge.
REPORTS = {
    "Kelden Post": "Ilse Maran resigned on 3 May 2021. A fire at the Harlow mill killed 12 workers on 4 May 2021.",
    "Harbour News": "Ilse Maran resigned from the board on 5 May 2021. Tom Reyes opened the bridge in May 2021.",
    "Echo": "A fire at the Harlow mill killed 14 workers on 4 May 2021.",
    "Weekly": "Tom Reyes opened the bridge on 9 May 2021.",
}
DIFFERING = Timeline.merge(dateline.parse(text, source=Source(title=title)) for title, text in REPORTS.items())


def test_the_page_says_where_sources_differ() -> None:
    page = dumps(DIFFERING, "html")
    data = data_of(page)
    (date, number) = data["conflicts"]
    assert date[:2] == ["date", 1]
    assert data["strings"][date[2]].startswith("Taken for the same happening: both say “resigned”")
    events = list(DIFFERING)
    assert [(events[n].title, value, who) for n, value, who, _ in date[3]] == [
        ("Ilse Maran resigned", "3 May 2021", "Kelden Post"),
        ("Ilse Maran resigned from the board", "5 May 2021", "Harbour News"),
    ]
    assert number[0] == "number"
    ((one, other, why),) = data["retellings"]
    assert {events[one].title, events[other].title} == {"Tom Reyes opened the bridge"}
    assert "at times that overlap" in data["strings"][why]
    told = {row[1]: row[2] for row in rows_of(page)}
    assert told["Ilse Maran resigned"] == "Ilse Maran; sources differ: date"
    assert told["Tom Reyes opened the bridge"] == "Tom Reyes"
    # Nothing is said where nothing differs.
    assert not {"conflicts", "retellings"} & data_of(dumps(MILL, "html")).keys()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_claims_stay_text(text: str) -> None:
    sources = [Source(title=f"{text} {n}") for n in range(2)]
    told = [
        Event(
            f"{text} Ilse Maran resigned",
            f"2021-05-0{n + 1}",
            participants=[Participation(Actor("Ilse Maran"), "agent")],
            trigger=Mention((40, 48), "resigned", source),
            evidence=[Mention((0, 50), f"{text} resigned", source)],
        )
        for n, source in enumerate(sources)
    ]
    timeline = Timeline(told)
    assert [conflict.field for conflict in timeline.conflicts()] == ["date"]
    Outline(dumps(timeline, "html"))


# -- in a browser ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if find() is None:
        pytest.skip(HINT)
    with Browser() as browser:
        yield browser


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "mill.html"
    dateline.write(MILL, path, texts=[TEXT])
    return path


# Years, days and hours, of five statuses and two sources, with a silence between; more than the lanes can hold.
OTHER = Source(title="Ledger of the mill", author="Ivo Lind")
LONG = Timeline(
    [
        *MILL,
        *(
            Event(
                f"Repair number {n} was begun by somebody",
                f"1911-{n + 1:02}-0{n % 9 + 1}",
                participants=[Participation(Actor(f"Mason {n % 3}"), "agent")],
                status=("asserted", "reported", "planned", "hypothetical", "negated")[n % 5],
                evidence=[Mention((0, 6), "Repair", OTHER)],
            )
            for n in range(12)
        ),
        *(Event(f"Inspection number {n} was held", f"1950-12-{n + 1:02}") for n in range(20)),
        Event("The mill stood through all of this time, as everybody said", "1911/1950"),
        Event("Nobody milled there again in all the years that followed", "1911-06/..", status="negated"),
        Event("The weir was there long before", "../1949"),
        Event("It was about then", "1930~", alternatives=["1931", "1940"]),
    ]
)
SHOWN = "[...document.querySelectorAll('.row[data-n]')].map(e => Number(e.dataset.n))"
MARKED = "[...document.querySelectorAll('#texts mark')].map(e => e.textContent)"
RANGE = "document.querySelector('#range').textContent"


@pytest.fixture
def long(tmp_path: Path) -> Path:
    path = tmp_path / "long.html"
    dateline.write(LONG, path, texts=[TEXT])
    return path


def search(browser: Browser, words: str) -> None:
    """Type words into the search box."""
    box = "document.querySelector('#words')"
    browser.run(f"(b => {{ b.value = {words!r}; b.dispatchEvent(new Event('input')); }})({box})")


def group(browser: Browser, by: str) -> None:
    """Choose what the lanes of the picture are."""
    box = "document.querySelector('#lanes')"
    browser.run(f"(b => {{ b.value = {by!r}; b.dispatchEvent(new Event('change')); }})({box})")


@pytest.mark.browser
def test_a_click_shows_the_words_and_underlines_the_date(browser: Browser, tmp_path: Path) -> None:
    text = "Ada Brook opened the mill in 1911. Ivo Lind said that it had burned down about 1950."
    dateline.write(dateline.parse(text), tmp_path / "mill.html", texts=[text])
    browser.open(tmp_path / "mill.html")
    assert browser.run(MARKED) == []
    assert browser.run("document.querySelector('#texts').innerText") == text
    browser.click(".row[data-n='2']")
    assert browser.run(MARKED) == ["Ivo Lind said that it had burned down about 1950."]
    assert browser.run("document.querySelector('#texts mark u').textContent") == "about 1950"
    assert browser.run("document.querySelector('#event h2').textContent") == "It had burned down"
    assert browser.run("document.querySelector('#event .why').textContent") == (
        "The text says “about 1950”, which is c. 1950. Ivo Lind says so (“said”)."
    )
    assert browser.run("document.querySelector('#status').textContent") == "c. 1950: It had burned down"
    browser.click("g.mark[data-n='0'] .shape")
    assert browser.run("document.querySelector('.row.on').id") == "e1"
    browser.press("Escape")
    assert browser.run(MARKED) == []
    assert browser.log == []


@pytest.mark.browser
def test_choosing_moves_nothing_in_the_picture(browser: Browser, long: Path) -> None:
    places = (
        "[...document.querySelectorAll('g.mark')].map(g => [g.dataset.n, g.querySelector('text').getAttribute('x')])"
    )
    browser.open(long)
    before = dict(browser.run(places))
    browser.click("g.mark[data-n='4'] text")
    after = dict(browser.run(places))
    assert {n: x for n, x in after.items() if n in before} == before


@pytest.mark.browser
def test_search_looks_in_titles_people_places_and_quotes_only(browser: Browser, page: Path) -> None:
    browser.open(page)
    found = {}
    for words in (
        "brook",
        "ivo lind",
        "had burned down about",
        "the mill",
        "undated",
        "reported",
        "1911",
        "patient",
        "zz",
    ):
        search(browser, words)
        found[words] = browser.run(SHOWN)
    assert found == {
        "brook": [1],
        "ivo lind": [2],
        "had burned down about": [2],
        "the mill": [1, 2],
        "undated": [],
        "reported": [],
        "1911": [1],  # it stands in the quote
        "patient": [],
        "zz": [],
    }
    assert browser.run("document.querySelector('#list').innerText").startswith("No event fits.")
    assert browser.run("document.querySelector('#status').textContent") == "0 of 3 events shown"


@pytest.mark.browser
def test_chips_count_and_filter_by_status(browser: Browser, long: Path) -> None:
    browser.open(long, width=420)
    chips = "[...document.querySelectorAll('#chips button')]"
    counts = f"Object.fromEntries({chips}.map(b => [b.dataset.status, b.querySelector('.count').textContent]))"
    assert browser.run(counts) == {
        "asserted": "28",
        "reported": "4",
        "planned": "2",
        "hypothetical": "2",
        "negated": "3",
    }
    for status in ("asserted", "reported", "planned"):
        browser.click(f"#chips [data-status={status}]")
    assert len(browser.run(SHOWN)) == 5
    assert browser.run("document.querySelector('#status').textContent") == "5 of 39 events shown"
    # A chip says how many there would be.
    assert browser.run(counts)["asserted"] == "28"
    browser.click("#reset")
    assert browser.run("document.querySelector('#status').textContent") == "All 39 events shown"
    assert browser.run("document.documentElement.scrollWidth") <= 420


@pytest.mark.browser
def test_wheel_fingers_keys_and_buttons_zoom(browser: Browser, long: Path) -> None:
    browser.open(long)
    whole = browser.run(RANGE).split(" · ")[0]
    assert whole == "1909 – 1952"

    def extent() -> str:
        shown: str = browser.run(RANGE)
        return shown.split(" · ")[0]

    browser.wheel("#pane", -400)
    assert extent() != whole
    browser.wheel("#pane", 4000)
    browser.wheel("#pane", 4000)
    for _ in range(12):
        browser.wheel("#pane", 400)
    assert extent() == whole
    x, y = browser.run(
        "(b => [b.x + b.width / 2, b.y + b.height / 2])(document.querySelector('#pane').getBoundingClientRect())"
    )
    browser.pinch(x, y, 4)
    pinched = extent()
    assert pinched != whole
    browser.drag((x, y), (x - 300, y))
    assert extent() != pinched
    browser.press("0")
    assert extent() == whole
    browser.run("document.querySelector('#pane').focus()")
    browser.press("+")
    browser.press("+")
    closer = extent()
    assert closer != whole
    browser.press("ArrowRight")
    assert extent() != closer
    browser.press("-")
    browser.press("-")
    browser.press("-")
    assert extent() == whole
    # To what is shown: the repairs of 1911.
    search(browser, "repair")
    browser.click("[data-act=fit]")
    assert extent() == "15 Dec 1910 – 20 Dec 1911"
    browser.click("[data-act=all]")
    assert extent() == whole


@pytest.mark.browser
def test_what_has_no_room_is_counted(browser: Browser, long: Path) -> None:
    browser.open(long)
    marks = "new Set([...document.querySelectorAll('g.mark')].map(g => g.dataset.n)).size"
    more = int(re.findall(r"(\d+) more: zoom in or filter", browser.run(RANGE))[0])
    # One event has no date.
    assert browser.run(marks) + more == len(LONG) - 1
    assert more > 0
    assert browser.run("document.querySelectorAll('.rug').length") > 0


@pytest.mark.browser
@pytest.mark.parametrize("by", ["who", "source", "status"])
def test_lanes_by_person_source_and_status(browser: Browser, long: Path, by: str) -> None:
    browser.open(long)
    group(browser, by)
    lanes = browser.run("[...document.querySelectorAll('text.lane')].map(t => t.firstChild.textContent)")
    assert (
        lanes
        == {
            "who": ["Mason 0", "Mason 1", "Mason 2", "the mill", "Ivo Lind", "nobody named"],
            "source": ["Ledger of the mill", "The mill", "nobody named"],
            "status": ["stated", "reported", "planned", "possible", "did not happen"],
        }[by]
    )
    if by == "who":
        browser.click("text.lane[data-name='Mason 1']")
        assert browser.run("document.querySelector('#who').value") == "Mason 1"
        assert len(browser.run(SHOWN)) == 4


@pytest.mark.browser
def test_only_marks_that_occur_stand_in_the_key(browser: Browser, long: Path, page: Path) -> None:
    key = "[...document.querySelectorAll('#key li')].map(e => e.textContent)"
    browser.open(long)
    assert browser.run(key) == [
        "all through",
        "some time in",
        "about",
        "uncertain, or other readings",
        "start open or not known",
        "end open or not known",
    ]
    browser.open(page)
    assert browser.run(key) == ["some time in", "about"]


@pytest.mark.browser
def test_shapes_say_how_a_time_is_known(browser: Browser, tmp_path: Path) -> None:
    events = [
        Event("all of it", "1911/1950"),
        Event("open", "1930/.."),
        Event("in a year", "1940"),
        Event("on a day", "1945-05-03"),
    ]
    dateline.write(Timeline(events), tmp_path / "shapes.html")
    browser.open(tmp_path / "shapes.html")
    of = "(n) => document.querySelector(`g.mark[data-n='${n}']`)"
    assert browser.run(f"({of})(0).querySelector('.hollow')") is None
    assert browser.run(f"({of})(0).querySelector('rect.shape') !== null") is True
    # An open end fades within 56 pixels.
    assert browser.run(f"Number(({of})(1).querySelector('rect.fade').getAttribute('width'))") == 56
    assert browser.run(f"({of})(2).querySelector('.hollow rect.shape') !== null") is True
    assert browser.run(f"({of})(3).querySelector('circle.shape') !== null") is True


@pytest.mark.browser
def test_the_address_leads_to_the_same(browser: Browser, long: Path) -> None:
    browser.open(long)
    search(browser, "repair")
    browser.click("#chips [data-status=negated]")
    group(browser, "who")
    browser.click(".row[data-n='6']")
    browser.run("new Promise(done => setTimeout(done, 250))")
    address = browser.run("location.hash")
    assert address == "#e6&q=repair&hide=negated&lanes=who"
    shown = browser.run(SHOWN)
    browser.run("location.hash = ''")
    browser.settle()
    assert browser.run(SHOWN) != shown
    browser.run(f"location.hash = {address!r}")
    browser.settle()
    assert browser.run(SHOWN) == shown
    assert browser.run("document.querySelector('.row.on').id") == "e6"
    browser.run("location.hash = '#e99999&hide=nonsense&t=a,b&who=%'")
    browser.settle()
    assert browser.run("document.querySelector('#status').textContent") == "Nothing is chosen"
    assert browser.log == []


@pytest.mark.browser
def test_several_sources_stand_side_by_side(browser: Browser, tmp_path: Path) -> None:
    texts = ["The mill at Milby burned down on 3 May 1950.", "Report\n\nThe mill at Milby burned down on 3 May 1950."]
    titles = ("Milby Echo", "Fire brigade")
    both = [dateline.parse(text, source=Source(title=title)) for text, title in zip(texts, titles, strict=True)]
    dateline.write(Timeline.merge(both), tmp_path / "two.html", texts=texts)
    browser.open(tmp_path / "two.html")
    browser.click(".row[data-n='1']")
    assert browser.run(MARKED) == ["The mill at Milby burned down on 3 May 1950."] * 2
    boxes = browser.run(
        "[...document.querySelectorAll('.source')].map(e => [e.getBoundingClientRect().x, e.getBoundingClientRect().y])"
    )
    assert boxes[0][0] < boxes[1][0]
    assert boxes[0][1] == boxes[1][1]


@pytest.mark.browser
def test_an_opened_event_tells_what_sources_differ_in_and_leads_to_the_other(browser: Browser, tmp_path: Path) -> None:
    dateline.write(DIFFERING, tmp_path / "differing.html", texts=list(REPORTS.values()))
    browser.open(tmp_path / "differing.html")
    assert browser.run("document.querySelector('#summary').textContent").endswith(
        "4 sources · 2 conflicts between sources"
    )
    said = "document.querySelector('#event dl').innerText"
    resigned = next(n for n, event in enumerate(DIFFERING, start=1) if event.title == "Ilse Maran resigned")
    browser.click(f".row[data-n='{resigned}']")
    assert "date differs" in browser.run(said)
    assert "Harbour News says 5 May 2021 “Ilse Maran resigned from the board on 5 May 2021.”" in browser.run(said)
    assert "sources differ: date" in browser.run(
        f"document.querySelector('.row[data-n=\"{resigned}\"] .meta').innerText"
    )
    browser.click("#event .claim button")
    assert browser.run("document.querySelector('#event h2').textContent") == "Ilse Maran resigned from the board"
    # What may be one happening leads to the other too.
    search(browser, "bridge")
    browser.click(".row[data-n]")
    assert "May be the same happening: both say “opened” and name Tom Reyes" in browser.run(said)
    search(browser, "")
    tree = browser.tree()
    assert any(role == "button" and name.startswith("Sources differ") for role, name in tree)
    browser.click("#differ")
    assert browser.run(SHOWN) == [
        n for n, event in enumerate(DIFFERING, start=1) if "resigned" in event.title or "killed" in event.title
    ]
    assert browser.run("document.querySelector('#differ').getAttribute('aria-pressed')") == "true"
    browser.run("new Promise(done => setTimeout(done, 250))")
    assert "differ=1" in browser.run("location.hash")
    browser.click("#reset")
    assert len(browser.run(SHOWN)) == len(DIFFERING)
    browser.run("dispatchEvent(new Event('beforeprint'))")
    assert "date differs: Kelden Post says 3 May 2021; Harbour News says 5 May 2021" in browser.run(
        "document.querySelector('#paper').textContent"
    )
    assert browser.log == []


@pytest.mark.browser
def test_a_page_without_conflicts_has_no_button_for_them(browser: Browser, page: Path) -> None:
    browser.open(page)
    assert browser.run("document.querySelector('#differ').hidden") is True
    assert "conflict" not in browser.run("document.querySelector('#summary').textContent")


@pytest.mark.browser
def test_the_list_goes_through_all_by_keys(browser: Browser, long: Path) -> None:
    browser.open(long)
    browser.run("document.querySelector('#list').focus()")
    seen = []
    for _ in range(len(LONG)):
        browser.press("ArrowDown")
        seen.append(browser.run("document.querySelector('#list').getAttribute('aria-activedescendant')"))
    assert seen == [f"e{n}" for n in range(1, len(LONG) + 1)]
    browser.press("Home")
    assert browser.run("document.querySelector('.row.on').id") == "e1"
    assert browser.run("document.querySelectorAll('.row').length") < 25
    # Only the rows in view are on the page, and there is no hole between them.
    tops = browser.run("[...document.querySelectorAll('.row')].map(e => e.offsetTop)")
    assert {b - a for a, b in pairwise(tops)} == {70}


@pytest.mark.browser
def test_a_screen_reader_is_told_what_it_needs(browser: Browser, page: Path) -> None:
    browser.open(page)
    tree = browser.tree()
    for one in (
        ("heading", "The mill"),
        ("search", "Which events to show"),
        ("searchbox", "Search titles, people, places and quotes"),
        ("region", "Picture"),
        ("region", "Events"),
        ("region", "Words and sources"),
        ("listbox", "Events in order of time"),
        ("button", "Zoom in"),
        ("article", "The mill"),
    ):
        assert one in tree, one
    options = [name for role, name in tree if role == "option"]
    assert "c. 1950 It had burned down reported · the mill · says Ivo Lind" in options
    assert not [
        role for role, name in tree if role in {"link", "button", "combobox", "searchbox", "option"} and not name
    ]


@pytest.mark.browser
def test_hostile_text_does_nothing_in_a_browser(browser: Browser, tmp_path: Path) -> None:
    for number, text in enumerate(HOSTILE):
        path = tmp_path / f"{number}.html"
        timeline = hostile(text)
        dateline.write(timeline, path, texts={timeline.sources[0].id: text})
        browser.log.clear()
        browser.open(path)
        browser.click(".row[data-n='1']")
        group(browser, "who")
        browser.run("dispatchEvent(new Event('beforeprint'))")
        assert browser.log == [], text
        assert browser.run("document.querySelectorAll('script').length") == 2
        links = "[...document.querySelectorAll('a')].filter(a => !/^https?:/.test(a.href)).length"
        assert browser.run(links) == 0
        shown = re.sub("[\x00\x1b\ud800]", "\ufffd", text.replace("\r\n", " \n").replace("\r", "\n"))
        assert browser.run("document.querySelector('#texts mark').textContent") == shown


# Pairs of numbers of events, one's label on the other's shape or label.
OVERLAPS = """
(() => {
  const of = (g) => [...g.querySelectorAll('.shape, .fade, .cross, text')];
  const part = (g, e) => [g.dataset.n, e.tagName, e.getBoundingClientRect()];
  const parts = [...document.querySelectorAll('g.mark')].flatMap(g => of(g).map(e => part(g, e)));
  const found = [];
  const aside = (a, b) => a.right - 1 <= b.left || a.bottom - 3 <= b.top;
  for (const [n, kind, a] of parts) for (const [m, other, b] of parts)
    if (kind === 'text' && n !== m && !aside(a, b) && !aside(b, a)) found.push([n, m]);
  return found;
})()
"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 420, 800, 1280])
def test_no_label_lies_on_a_bar(browser: Browser, long: Path, width: int) -> None:
    browser.open(long, width=width)
    assert browser.run(OVERLAPS) == []
    browser.click("[data-act=in]")
    assert browser.run(OVERLAPS) == []
    group(browser, "who")
    assert browser.run(OVERLAPS) == []
    browser.click(".row[data-n='9']")
    assert browser.run(OVERLAPS) == []
    assert browser.run("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_on_paper_there_is_the_picture_and_a_table_of_what_is_shown(
    browser: Browser, long: Path, tmp_path: Path
) -> None:
    browser.open(long, dark=True)
    search(browser, "mill")
    browser.send("Emulation.setEmulatedMedia", media="print")
    browser.run("dispatchEvent(new Event('beforeprint'))")
    assert browser.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    shown = "[...document.querySelectorAll('#filters, #tools, main, button')].filter(e => e.getClientRects().length)"
    assert browser.run(f"{shown}.length") == 0
    rows = browser.run("[...document.querySelectorAll('#paper tbody tr')].map(r => [...r.cells].map(c => c.innerText))")
    assert [
        "1911",
        "Ada Brook opened the mill",
        "",
        "“Ada Brook opened the mill in 1911.” — The mill, https://example.org/mill.",
    ] in rows
    assert len(rows) == 4
    assert browser.run("document.querySelector('#pane svg').getBoundingClientRect().height") > 50
    browser.send("Emulation.setEmulatedMedia", media="")
    assert browser.paper().startswith(b"%PDF")


@pytest.mark.browser
def test_without_scripts_there_is_a_table(browser: Browser, page: Path) -> None:
    browser.send("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.send("Page.navigate", url=page.resolve().as_uri())
        tree = browser.tree()
        while ("heading", "The mill") not in tree:
            tree = browser.tree()
    finally:
        browser.send("Emulation.setScriptExecutionDisabled", value=False)
    assert ("cell", "Ada Brook opened the mill") in tree
    assert not [role for role, _ in tree if role in {"listbox", "searchbox", "button"}]


@pytest.mark.browser
def test_csv_and_calendar_are_saved_from_the_page(browser: Browser, long: Path, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    browser.open(long)
    search(browser, "mill")
    table = browser.saved("[data-save=csv]", folder)
    with table.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["title"] for row in rows] == [
        "Ada Brook opened the mill",
        "The mill stood through all of this time, as everybody said",
        "Nobody milled there again in all the years that followed",
        "It had burned down",
    ]
    mill = next(row for row in rows if row["title"] == "Ada Brook opened the mill")
    assert (mill["when"], mill["edtf"], mill["quote"]) == ("1911", "1911", "Ada Brook opened the mill in 1911.")
    calendar = icalendar.Calendar.from_ical(browser.saved("[data-save=ics]", folder).read_bytes())
    entries = {str(entry["SUMMARY"]): entry for entry in calendar.walk("VEVENT")}
    assert "Ada Brook opened the mill (1911)" in entries
    assert str(entries["Ada Brook opened the mill (1911)"]["UID"]) == OPENED.id
    assert str(entries["Ada Brook opened the mill (1911)"].decoded("DTSTART")) == "1911-01-01"
    assert len(entries) == 4


@pytest.mark.browser
def test_an_axis_of_hours_says_the_day_and_one_of_ages_counts_in_round_years(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "axis.html"
    labels = "[...document.querySelectorAll('text.axis')].map(e => e.textContent)"
    dateline.write(Timeline([Event("It opened", "1911-05-03")]), path)
    browser.open(path)
    assert browser.run(labels) == ["2 May 1911, 12:00", "3 May 1911", "12:00", "4 May 1911"]
    dateline.write(Timeline([Event("first", "-2999"), Event("last", "2999")]), path)
    browser.open(path)
    assert {"2,000 BC", "1", "2000"} <= set(browser.run(labels))


@pytest.mark.browser
def test_all_times_can_be_drawn_at_once(browser: Browser, tmp_path: Path) -> None:
    timeline = Timeline([*(Event(f"it is {edtf}", edtf) for edtf in EDTF), Event("Y", "Y170000002")])
    dateline.write(timeline, tmp_path / "all.html")
    browser.open(tmp_path / "all.html")
    assert browser.log == []
    assert browser.run("document.querySelectorAll('path.gap').length") >= 1
    for _ in range(6):
        browser.click("[data-act=in]")
    for width in (300, 900):
        browser.resize(width, 700)
        browser.settle()
    assert browser.log == []


@pytest.mark.browser
def test_a_page_without_events_says_so(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "none.html"
    dateline.write(Timeline(), path)
    browser.open(path)
    assert browser.log == []
    assert "Nothing was found." in browser.run("document.querySelector('#list').innerText")
    assert browser.run("['filters', 'picture', 'save'].every(id => document.getElementById(id).hidden)")


@pytest.mark.browser
def test_tab_goes_from_the_search_to_the_texts_and_shows_where_it_is(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.click(".row[data-n='1']")
    browser.run("document.activeElement.blur()")
    browser.run("scrollTo(0, 0)")
    places = []
    script = """
    (() => {
      const e = document.activeElement, box = e.getBoundingClientRect();
      const seen = getComputedStyle(e).outlineStyle !== 'none';
      return [e.id || e.dataset.act || e.dataset.status || e.textContent, seen, box.left >= 0 && box.width > 0];
    })()
    """
    browser.run("document.querySelector('#words').focus()")
    for _ in range(14):
        place, seen, within = browser.run(script)
        assert seen, place
        assert within, place
        places.append(place)
        browser.press("Tab")
    assert places[:10] == ["words", "asserted", "reported", "who", "lanes", "out", "in", "fit", "all", "pane"]
    assert "list" in places


@pytest.mark.browser
def test_a_long_text_is_shown_around_the_quote(browser: Browser, tmp_path: Path) -> None:
    filler = "Nothing else was told of it. " * 4000
    text = f"{filler}The mill at Milby burned down in 1911. {filler}"
    dateline.write(dateline.parse(text), tmp_path / "long.html", texts=[text])
    browser.open(tmp_path / "long.html")
    browser.click(".row[data-n='1']")
    assert browser.run(MARKED) == ["The mill at Milby burned down in 1911."]
    assert browser.run("document.querySelector('#texts .text').textContent.length") < 30_000
    browser.click("#texts .part")
    browser.click("#texts .part")
    assert browser.run("document.querySelector('#texts .text').textContent") == text
    assert browser.run(MARKED) == ["The mill at Milby burned down in 1911."]
