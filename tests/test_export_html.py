"""The HTML page: hostile text stays text, every quote is marked both ways, and a browser lights what is clicked."""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

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
        if tag not in VOID:
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
    assert {tag for tag, _ in outline.elements} == {tag for tag, _ in plain.elements} - {"blockquote"}
    assert len(outline.all("script")) == 1
    assert all(not attrs.get("href", "").lower().startswith("javascript") for attrs in outline.all("a"))
    seen = "".join(outline.text)
    shown = re.sub("[\x00\x1b\ud800]", "\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    assert shown in seen


def test_a_text_of_two_directions_moves_nothing_around_it() -> None:
    text = "\u202efrom right to left"
    page = dumps(hostile(text), "html", title=text)
    (body,) = re.findall("<body>.*</body>", page, re.DOTALL)
    bare = re.sub(r"<bdi>.*?</bdi>|<(title|option|text|script)\b.*?</\1>|<[^>]*>", "", body, flags=re.DOTALL)
    # What is left stands in an element that isolates what it holds: a quote.
    assert bare.count(text) == len(re.findall(f'class="quote"[^>]*>{text}', body)) == 1


def test_nothing_but_the_page_is_needed_or_allowed() -> None:
    page = dumps(MILL, "html", texts=[TEXT])
    outline = Outline(page)
    (policy,) = (attrs["content"] for attrs in outline.all("meta") if "http-equiv" in attrs)
    for tag in ("script", "style"):
        (code,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert not any({"src", "style"} & attrs.keys() for _, attrs in outline.elements)
    assert "@import" not in page
    links = [attrs["href"] for attrs in outline.all("a") if not attrs["href"].startswith("#")]
    assert links == ["https://example.org/mill"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(timelines)
def test_every_timeline_gives_a_sound_page(timeline: Timeline) -> None:
    page, report = dumps_with_report(timeline, "html")
    outline = Outline(page)
    assert page == dumps(timeline, "html")
    assert report.written == len(timeline)
    assert [int(item["data-n"]) for item in outline.all("li", "event")] == list(range(1, len(timeline) + 1))
    ids = [attrs["id"] for _, attrs in outline.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {attrs["href"][1:] for attrs in outline.all("a") if attrs["href"].startswith("#")} <= set(ids)
    named = {word for _, attrs in outline.elements for word in attrs.get("aria-labelledby", "").split()}
    assert named <= set(ids)


@pytest.mark.parametrize(
    ("edtf", "marks"),
    [
        ("1911", set()),
        ("[2003..2005]", {"within"}),
        ("1850~", {"about"}),
        ("1517?", {"unsure"}),
        ("2018-08-14%", {"about", "unsure"}),
        ("2011/..", {"from"}),
        ("../2003", {"until"}),
        ("2004/", {"from"}),
    ],
)
def test_uncertainty_is_drawn_and_said(edtf: str, marks: set[str]) -> None:
    outline = Outline(dumps(Timeline([Event("x", edtf)]), "html"))
    (bar,) = outline.all("a", "bar")
    assert set(bar["class"].split()) == {"bar", "asserted"} | marks
    assert (bar["data-a"] == "") is ("until" in marks)
    assert (bar["data-b"] == "") is ("from" in marks)
    assert len(outline.all("span", "badge")) == len(marks)
    assert bar["aria-label"].startswith(f"{edtf}: x")
    # In the words of the badges, which say what the picture shows.
    badges = {"within": "some time within", "unsure": "uncertain", "from": "end open", "until": "start open"}
    assert set(re.findall(r"\((.*)\)", bar["aria-label"])) == (
        {", ".join(badges.get(mark, mark) for mark in ("within", "about", "unsure", "from", "until") if mark in marks)}
        if marks
        else set()
    )


def test_all_times_can_be_drawn_at_once() -> None:
    timeline = Timeline([*(Event(f"it is {edtf}", edtf) for edtf in EDTF), Event("Y", "Y170000002")])
    outline = Outline(dumps(timeline, "html"))
    assert len(outline.all("a", "bar")) == len(timeline.dated)
    (svg,) = (attrs for tag, attrs in outline.elements if tag == "svg" and "data-scale" in attrs)
    points = [tuple(map(float, pair.split(":"))) for pair in svg["data-scale"].split()]
    assert points == sorted(points)
    assert (points[0][1], points[-1][1]) == (0.0, 1.0)


def test_long_silences_are_shortened() -> None:
    events = [Event("x", "-0043-03-15"), *(Event("x", f"2012-0{month}") for month in range(1, 9))]
    outline = Outline(dumps(Timeline(events), "html"))
    (svg,) = (attrs for tag, attrs in outline.elements if tag == "svg" and "data-scale" in attrs)
    assert svg["data-breaks"] == "2"


def test_quotes_lead_to_their_events_and_back() -> None:
    outline = Outline(dumps(MILL, "html", texts={SOURCE.id: TEXT}))
    assert "".join(outline.text).count(TEXT[:34]) == 2  # in the text, and in why the event is where it is
    assert [attrs["data-n"] for attrs in outline.all("a", "quote")] == ["1", "2", "3"]
    assert [attrs["href"] for attrs in outline.all("a", "title")] == ["#q1", "#q2", "#q3"]
    assert TEXT in "".join(outline.text)
    assert not outline.all("blockquote")
    without = Outline(dumps(MILL, "html"))
    assert len(without.all("blockquote")) == 3


def test_overlapping_quotes_are_cut_where_they_meet() -> None:
    timeline = Timeline(
        [Event("a", "1911", evidence=[quote(TEXT[:20])]), Event("b", "1912", evidence=[quote(TEXT[10:40])])]
    )
    outline = Outline(dumps(timeline, "html", texts=[TEXT]))
    assert [attrs["data-n"] for attrs in outline.all("a", "quote")] == ["1", "1 2", "2"]
    assert TEXT in "".join(outline.text)


def test_a_text_that_is_not_the_one_is_refused_or_told() -> None:
    with pytest.raises(ArgumentError, match="texts"):
        dumps(MILL, "html", texts=["another"])
    with pytest.raises(ArgumentError, match="texts"):
        dumps(MILL, "html", texts={"s-1": TEXT})
    page, report = dumps_with_report(MILL, "html", texts={SOURCE.id: "another " + TEXT})
    assert [loss.field for loss in report.losses] == ["texts"]
    assert len(Outline(page).all("blockquote")) == 3


def test_an_option_that_the_format_does_not_have_is_refused() -> None:
    with pytest.raises(ArgumentError, match="it has texts, title"):
        dumps(MILL, "html", colour="red")
    with pytest.raises(ArgumentError, match="no such option"):
        dumps(MILL, "csv", texts=[TEXT])


def test_a_parsed_text_comes_with_its_dates_underlined() -> None:
    text = "The mill at Milby opened in 1911. It burned down on 3 May 1950."
    outline = Outline(dumps(dateline.parse(text), "html", texts=[text]))
    assert [attrs["title"] for attrs in outline.all("span", "timex")] == ["1911", "1950-05-03"]


def test_a_long_text_takes_linear_time() -> None:
    text = "It opened on 3 May 1950. " * 2000
    source = Source.for_text(text)
    places = range(0, len(text), 25)
    events = [
        Event(f"opened {n}", "1950-05-03", evidence=[Mention((n, n + 24), text[n : n + 24], source)]) for n in places
    ]
    page = dumps(Timeline(events), "html", texts=[text])
    assert page.count('class="quote"') == 2000


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


def lit(browser: Browser) -> list[str]:
    found: list[str] = browser.run("[...document.querySelectorAll('.lit')].map(e => e.textContent)")
    return found


@pytest.mark.browser
def test_a_click_on_an_event_lights_its_quote(browser: Browser, page: Path) -> None:
    browser.open(page)
    assert lit(browser) == []
    browser.click("a.bar[data-n='2'] .shape")
    words = "Ivo Lind said that it had burned down about 1950."
    assert words in lit(browser)
    assert browser.run("getComputedStyle(document.querySelector('a.quote.lit')).backgroundColor") == "rgb(255, 200, 61)"
    assert browser.run("document.querySelector('#status').textContent") == "It had burned down: 1 quote highlighted"
    browser.click("a.quote[data-n='1']")
    assert browser.run("document.querySelector('li.event.lit').id") == "e1"
    assert browser.run("document.querySelector('a.bar.lit').dataset.n") == "1"
    browser.press("Escape")
    assert lit(browser) == []
    assert browser.log == []


@pytest.mark.browser
def test_the_keyboard_goes_everywhere(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.run("document.querySelector('a.bar').focus()")
    browser.press("ArrowRight")
    browser.press("Enter")
    assert browser.run("document.querySelector('li.event.lit').id") == "e2"
    width = "document.querySelector('a.bar[data-n=\"1\"] .shape').getAttribute('width')"
    before = float(browser.run(width))
    browser.run("document.querySelector('a.bar').focus()")
    browser.press("+")
    browser.press("+")
    assert float(browser.run(width)) > before
    assert len(browser.run("[...document.querySelectorAll('a.bar')].filter(b => b.tabIndex === 0)")) == 1


@pytest.mark.browser
def test_filters_hide_in_all_three_places(browser: Browser, page: Path) -> None:
    browser.open(page, width=420)
    browser.run(
        "(() => { const s = document.querySelector('select[name=source]'); s.selectedIndex = 1;"
        " s.dispatchEvent(new Event('input', {bubbles: true})); })()"
    )
    browser.settle()
    assert browser.run("[...document.querySelectorAll('li.event')].filter(e => !e.hidden).map(e => e.id)") == ["e2"]
    assert browser.run("document.querySelectorAll('a.bar.away').length") == 1
    assert browser.run("document.querySelectorAll('a.quote.away').length") == 2
    assert browser.run("document.querySelector('#status').textContent") == "1 of 3 events are shown"
    assert browser.run("document.documentElement.scrollWidth") <= 420


@pytest.mark.browser
def test_a_screen_reader_is_told_what_it_needs(browser: Browser, page: Path) -> None:
    browser.open(page)
    tree = browser.tree()
    assert ("link", "1950~: It had burned down (about, reported)") in tree
    assert ("region", "Events") in tree
    assert ("region", "Sources") in tree
    assert ("combobox", "Who takes part") in tree
    assert ("button", "Zoom in") in tree
    assert not [role for role, name in tree if role in {"link", "button", "combobox", "searchbox"} and not name]


@pytest.mark.browser
def test_hostile_text_does_nothing_in_a_browser(browser: Browser, tmp_path: Path) -> None:
    for number, text in enumerate(HOSTILE):
        path = tmp_path / f"{number}.html"
        timeline = hostile(text)
        dateline.write(timeline, path, texts={timeline.sources[0].id: text})
        browser.log.clear()
        browser.open(path)
        browser.click("li.event a.title")
        assert browser.log == [], text
        assert browser.run("document.querySelectorAll('script').length") == 1


# Bars from one edge to the other and crowds at both ends, so that labels find no room where they would like to be.
CROWDED = Timeline(
    [
        Event("The mill stood through all of this time, as everybody said", "1911/1950"),
        Event("Nobody milled there again in all the years that followed", "1911-06/..", status="negated"),
        Event("The weir was there long before", "../1949"),
        *(Event(f"Repair number {n} was begun by somebody", f"1911-{n + 1:02}") for n in range(12)),
        *(Event(f"Inspection number {n} was held", f"1950-12-{n + 1:02}") for n in range(12)),
        Event("It was about then", "1930~", alternatives=["1931", "1940"]),
    ]
)
# Pairs of numbers of events, one's label on the other's shape or label.
OVERLAPS = """
(() => {
  const box = (element) => element.getBoundingClientRect();
  const bars = [...document.querySelectorAll('a.bar:not(.off):not(.bare)')];
  const of = (bar) => ['.shape', 'text'].map(name => [bar.dataset.n, name, box(bar.querySelector(name))]);
  const parts = bars.flatMap(of);
  const found = [];
  const aside = (a, b) => a.right - 1 <= b.left || a.bottom - 3 <= b.top;
  for (const [n, kind, a] of parts) for (const [m, other, b] of parts)
    if (kind === 'text' && a.width && (n !== m || other !== 'text') && !aside(a, b) && !aside(b, a)) found.push([n, m]);
  return found;
})()
"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 420, 800, 1280])
def test_no_label_lies_on_a_bar(browser: Browser, tmp_path: Path, width: int) -> None:
    path = tmp_path / "crowded.html"
    dateline.write(CROWDED, path)
    browser.open(path, width=width)
    assert browser.run(OVERLAPS) == []
    browser.run("document.querySelector('button[data-act=in]').click()")
    browser.settle()
    assert browser.run(OVERLAPS) == []
    assert browser.run("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_without_its_script_no_label_lies_on_a_bar(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "crowded.html"
    page = dumps(CROWDED, "html")
    # Its policy does not let a changed script run.
    path.write_text(page.replace('"use strict";', '"use strict"; '), encoding="utf-8")
    browser.open(path, width=1100)
    assert not browser.run("document.documentElement.classList.contains('js')")
    assert browser.run(OVERLAPS) == []
    browser.log.clear()


@pytest.mark.browser
def test_the_axis_stays_in_sight(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "crowded.html"
    dateline.write(CROWDED, path)
    browser.open(path, width=420, height=600)
    browser.run("document.querySelector('.scroll').scrollTop = 200")
    browser.settle()
    assert browser.run("document.querySelector('.scroll').scrollTop") == 200
    tops = "[...document.querySelectorAll('.scroll, svg.head')].map(e => e.getBoundingClientRect().top)"
    scroll, head = browser.run(tops)
    assert scroll == head
    assert browser.run("document.querySelectorAll('svg.head text').length") >= 2


@pytest.mark.browser
def test_on_paper_there_is_the_whole_picture_and_no_control(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "crowded.html"
    dateline.write(Timeline.merge([CROWDED, MILL]), path)
    browser.open(path, width=420, dark=True)
    browser.run("document.querySelector('button[data-act=in]').click()")
    browser.settle()
    browser.send("Emulation.setEmulatedMedia", media="print")
    browser.resize(720, 1000)
    browser.send("Emulation.setEmulatedMedia", media="print")
    browser.run("dispatchEvent(new Event('beforeprint'))")
    shown = "[...document.querySelectorAll('#filters, #zoom, #status, button')].filter(e => e.getClientRects().length)"
    assert browser.run(f"{shown}.length") == 0
    assert browser.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    width, height = browser.run(
        "(b => [b.width, b.height])(document.querySelector('svg[role=group]').getBoundingClientRect())"
    )
    # A page is taller than it is wide, and has a heading and a key besides.
    assert 600 < width <= 720
    assert 100 < height <= width * 1.2
    assert browser.run("(e => e.scrollHeight - e.clientHeight)(document.querySelector('.scroll'))") <= 1
    assert browser.run("[...document.querySelectorAll('blockquote')].every(e => e.getClientRects().length)")
    browser.send("Emulation.setEmulatedMedia", media="")


@pytest.mark.browser
def test_an_axis_of_hours_says_the_day_and_one_of_ages_counts_in_round_years(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "axis.html"
    labels = "[...document.querySelectorAll('svg.head text')].map(e => e.textContent)"
    dateline.write(Timeline([Event("It opened", "1911-05-03")]), path)
    browser.open(path)
    assert browser.run(labels) == ["1911-05-02 12:00", "1911-05-03", "12:00", "1911-05-04"]
    dateline.write(Timeline([Event("first", "-2999"), Event("last", "2999")]), path)
    browser.open(path)
    assert {"2000 BCE", "1", "2000"} <= set(browser.run(labels))


@pytest.mark.browser
def test_a_page_without_events_says_so(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "none.html"
    dateline.write(Timeline(), path)
    browser.open(path)
    assert browser.log == []
    assert "Nothing was found." in browser.run("document.body.innerText")
    assert browser.run("document.querySelectorAll('form, figure').length") == 0


@pytest.mark.browser
def test_tab_goes_from_the_top_to_the_texts_and_shows_where_it_is(browser: Browser, page: Path) -> None:
    browser.open(page)
    places = []
    script = """
    (() => {
      const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
      const shape = e.querySelector('.shape');
      const seen = style.outlineStyle !== 'none' || (shape && getComputedStyle(shape).strokeWidth === '3px');
      const name = e.getAttribute('class') || e.name || e.dataset.act || e.type || e.tagName;
      return [name, Boolean(seen), box.left >= 0 && box.width > 0];
    })()
    """
    for _ in range(20):
        browser.press("Tab")
        place, seen, within = browser.run(script)
        assert seen, place
        assert within, place
        places.append(place)
    order = [
        "skip",
        "actor",
        "source",
        "words",
        "reset",
        "in",
        "out",
        "all",
        "earlier",
        "later",
        "bar asserted",
        "title",
    ]
    assert places[:12] == order
    assert [place for place in places if place in ("bar asserted", "bar reported about")] == ["bar asserted"]
    assert places.index("texts") < places.index("quote")
