"""Corrections on the page: shown at once, listed and undone, and saved as decisions that a new reading takes."""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

import dateline
from dateline import Interval, Source, cli

sys.path.insert(0, str(Path(__file__).parent))

from browser import HINT, Browser, find

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.browser

VALIDATOR = Draft202012Validator(
    json.loads(files("dateline.deciding").joinpath("decisions.schema.json").read_text(encoding="utf-8"))
)
TEXT = (
    "Ada Brook opened the mill in 1911. Ivo Lind painted it in May 1920. The weir broke in 1931. "
    "Ivo Lind painted it in May 1935. Two weavers left the town."
)
SOURCE = Source(title="The mill")
TITLES = "[...document.querySelectorAll('#list .row[data-n] .title')].map(e => e.textContent)"
WHENS = "[...document.querySelectorAll('#list .row[data-n] .when')].map(e => e.textContent)"
LISTED = "[...document.querySelectorAll('#mine li bdi')].map(e => e.textContent)"
CARD = "document.querySelector('#event').innerText"
FOCUS = "document.activeElement.id || document.activeElement.textContent"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if find() is None:
        pytest.skip(HINT)
    with Browser() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Path:
    path = tmp_path / "mill.html"
    # All pages of files share a store; what is kept in it is told apart by their titles.
    dateline.write(dateline.parse(TEXT, source=SOURCE), path, texts=[TEXT], title=tmp_path.name)
    browser.open(path)
    return path


def correct(browser: Browser, event: str, *, drop: bool = False, **fields: str) -> None:
    """Open the event that is titled so, fill in the form and save."""
    rows = "[...document.querySelectorAll('#list .row[data-n]')]"
    browser.run(f"{rows}.find(e => e.querySelector('.title').textContent === {json.dumps(event)}).click()")
    browser.run("document.querySelector('[data-correct]').click()")
    for name, value in fields.items():
        browser.run(f"document.getElementById('c-{name}').value = {json.dumps(value)}")
    if drop:
        browser.run("document.getElementById('c-drop').click()")
    browser.run("document.querySelector('#event form [type=submit]').click()")
    browser.settle()


def saved(browser: Browser, folder: Path) -> Path:
    """What "Download decisions.json" gives."""
    folder.mkdir(exist_ok=True)
    browser.run("document.querySelector('#mine').hidden && document.querySelector('#corrections').click()")
    return browser.saved("[data-mine=download]", folder)


def test_corrections_are_shown_and_saved_and_survive(browser: Browser, page: Path, tmp_path: Path) -> None:
    correct(browser, "Ada Brook opened the mill", date="4 May 1912", note="the stone", by="R. Ames")
    assert browser.run(WHENS) == ["4 May 1912", "May 1920", "1931", "May 1935", "undated"]
    said = "The date was given by R. Ames (the stone); the text was read as 1911."
    assert said in browser.run(CARD)
    assert "corrected by R. Ames" in browser.run(CARD)
    correct(browser, "The weir broke", drop=True)
    correct(browser, "Two weavers left the town", date="1940", title="The weavers left")
    names = "[...document.querySelectorAll('#event form input')].map(e => e.id).find(id => id.startsWith('c-name'))"
    browser.run("[...document.querySelectorAll('#list .row[data-n]')][1].click()")
    browser.run("document.querySelector('[data-correct]').click()")
    field = browser.run(names)
    browser.run(f"document.getElementById('{field}').value = 'Ivan Lind'")
    browser.run("document.querySelector('#event form [type=submit]').click()")
    assert browser.run(WHENS) == ["4 May 1912", "May 1920", "May 1935", "1940"]
    assert "Ivan Lind" in browser.run(CARD)
    assert browser.run("[...document.querySelector('#who').options].map(e => e.value)").count("Ivan Lind") == 1
    assert browser.run("document.querySelector('#corrections').textContent") == "4 corrections"
    assert browser.run(LISTED)[0] == "1911 → 4 May 1912: “Ada Brook opened the mill” (by R. Ames: the stone)"
    assert browser.log == []

    file = saved(browser, tmp_path / "saved")
    VALIDATOR.validate(json.loads(file.read_text(encoding="utf-8")))
    decisions = dateline.read_decisions(file)
    assert [decision.by for decision in decisions] == ["R. Ames"] * 4
    for text in (TEXT, f"It was long ago. {TEXT.replace('Ada', 'Then Ada', 0)} Nobody came."):
        again = dateline.parse(text, source=SOURCE, decisions=file)
        assert again.lapsed == ()
        assert [event.human() for event in again.dated] == ["4 May 1912", "May 1920", "May 1935", "1940"]
        assert again.dated[-1].title == "The weavers left"
        assert len(again.involving("Ivan Lind")) == 2
        assert said in again.dated[0].why()
    (tmp_path / "mill.txt").write_text(TEXT, encoding="utf-8")
    asked = ["--title", "The mill", "--decisions", str(file), "--strict", "-o", str(tmp_path / "mill.json")]
    assert cli.main([str(tmp_path / "mill.txt"), *asked]) == 0
    assert dateline.read(tmp_path / "mill.json").dated[0].human() == "4 May 1912"


def test_they_are_kept_and_undone(browser: Browser, page: Path) -> None:
    correct(browser, "The weir broke", date="1932", by="R. Ames")
    correct(browser, "The weir broke", title="The weir gave way")
    assert browser.run(LISTED) == ["1931 → 1932; “The weir broke” → “The weir gave way” (by R. Ames)"]
    browser.open(page)
    assert "The weir gave way" in browser.run(TITLES)
    browser.run("document.querySelector('#corrections').click()")
    assert "kept in this browser" in browser.run("document.querySelector('#mine').innerText")
    browser.run("document.querySelector('#mine li button').click()")
    assert browser.run(WHENS) == ["1911", "May 1920", "1931", "May 1935", "undated"]
    assert browser.run("document.querySelector('#corrections').hidden")
    browser.open(page)
    assert "The weir broke" in browser.run(TITLES)
    assert browser.log == []


def test_another_title_or_reading_finds_them_again(browser: Browser, page: Path) -> None:
    correct(browser, "Two weavers left the town", date="1940")
    correct(browser, "The weir broke", date="1932")
    text = TEXT.replace("Ada", "Then Ada").replace("The weir broke", "The old weir broke")
    dateline.write(dateline.parse(text, source=SOURCE), page, texts=[text], title=page.parent.name)
    browser.open(page)
    # What was about words that are gone is still listed, and saved.
    assert browser.run(WHENS)[-1] == "1940"
    assert [sentence.endswith("not on this page any more") for sentence in browser.run(LISTED)] == [False, True]
    assert browser.log == []


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("1912", "1912"),
        ("1912-05", "1912-05"),
        ("1912-12", "1912-12"),
        ("1912-05-04", "1912-05-04"),
        ("4 May 1912", "1912-05-04"),
        ("4th of May 1912", None),
        ("May 4, 1912", "1912-05-04"),
        ("Sept 1912", "1912-09"),
        ("may 1912", "1912-05"),
        ("29 February 1911", None),
        ("29 February 1912", "1912-02-29"),
        ("1912-13", None),
        ("about 1912", "1912~"),
        ("c. May 1912", "1912-05~"),
        ("1912?", "1912?"),
        ("1910s", "191X"),
        ("191X", "191X"),
        ("1910/1912", "1910/1912"),
        ("1910 to 1912", "1910/1912"),
        ("3 May 1912 – 8 May 1912", "1912-05-03/1912-05-08"),
        ("1910-1912", "1910/1912"),
        ("3 May 1912 to 8 June 1912", "1912-05-03/1912-06-08"),
        ("3 May 1912 to 8 June 1913", "1912-05-03/1913-06-08"),
        ("May 1912 to June 1912", "1912-05/1912-06"),
        ("May 1912 to June 1913", "1912-05/1913-06"),
        ("3 May 1912 to June 1912", "1912-05-03/1912-06"),
        ("1912 to May 1913", "1912/1913-05"),
        ("about 3 May 1912", "1912-05-03~"),
        ("about 1910s", "191X~"),
        ("1912/1910", None),
        ("1912/..", "1912/.."),
        ("../1912", "../1912"),
        ("1912/1913~", None),
        ("", ""),
        ("undated", ""),
        ("harvest time", None),
        # As the page shows dates, and EDTF with a time.
        ("summer 1922", "1922-22"),
        ("winter 1922–23", "1922-24"),
        ("winter 1999–2000", "1999-24"),
        ("winter 1922–24", None),
        ("3-5 May 1916", "1916-05-03/1916-05-05"),
        ("3–5 May 1916", "1916-05-03/1916-05-05"),
        ("3 May – 8 June 1916", "1916-05-03/1916-06-08"),
        ("May–June 1916", "1916-05/1916-06"),
        ("4 May 1921, 12:30", "1921-05-04T12:30"),
        ("1921-05-04T12:30", "1921-05-04T12:30"),
        ("1921-05-04T12:30:15", "1921-05-04T12:30:15"),
        ("4 May 1921, 12:30 UTC", "1921-05-04T12:30Z"),
        ("1921-05-04T00:30+02:00", "1921-05-04T00:30+02:00"),
        ("1921-05-04T12:30-03:30", "1921-05-04T12:30-03:30"),
        ("1921-05-04T25:30", None),
        ("before 1912", "../1911"),
        ("before 1 May 1912", "../1912-04-30"),
        ("before January 1912", "../1911-12"),
        ("after 1912", "1913/.."),
        ("until May 1912", "../1912-05"),
        ("since 4 May 1912", "1912-05-04/.."),
        ("44 BC", "-0043"),
        ("15 March 44 BC", "-0043-03-15"),
        ("before 44 BC", "../-0044"),
        ("before 1 March 44 BC", "../-0043-02-28"),
        ("19th century", "18XX"),
        ("21st century", "20XX"),
        ("18XX", "18XX"),
        ("c. summer 1922", "1922-22~"),
        ("1922-22", "1922-22"),
        ("04/05/1912", None),
    ],
)
def test_dates_as_people_type_them(browser: Browser, page: Path, tmp_path: Path, typed: str, edtf: str | None) -> None:
    correct(browser, "Two weavers left the town" if edtf else "The weir broke", date=typed)
    if edtf is None:
        assert f"“{typed}” is no date that this page can check" in browser.run(
            "document.querySelector('.wrong').innerText"
        )
        assert browser.run("document.getElementById('c-note').value") == f"date: {typed}"
        browser.run("document.querySelector('#event form [type=submit]').click()")
        assert browser.run(LISTED) == [f"a note on “The weir broke” (date: {typed})"]
    (decision,) = dateline.read_decisions(saved(browser, tmp_path / "saved"))
    again = dateline.parse(TEXT, source=SOURCE, decisions=[decision])
    assert again.lapsed == ()
    if edtf is None:
        assert again.filter(text="weir")[0].notes == (f"A reader notes: “date: {typed}”.",)
        return
    (change,) = decision.changes
    assert change.to == (Interval.from_edtf(edtf) if edtf else None)
    shown = browser.run("document.querySelector('#event .when').firstChild.textContent")
    assert shown == ("undated" if not edtf else Interval.from_edtf(edtf).human())
    # What the page draws is what a page made of the corrected timeline draws.
    fresh = tmp_path / "fresh.html"
    dateline.write(again, fresh)
    marks = "[...document.querySelectorAll('#pane g.mark title')].map(e => e.textContent).sort().join()"
    drawn = browser.run(marks)
    browser.open(fresh)
    assert browser.run(marks) == drawn
    assert browser.run("document.querySelector('#range').textContent")


def test_without_a_store_they_are_kept_until_the_page_is_closed(browser: Browser, page: Path, tmp_path: Path) -> None:
    refuse = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied'); } })"
    made = browser.send("Page.addScriptToEvaluateOnNewDocument", source=refuse)
    try:
        browser.open(page)
        correct(browser, "The weir broke", date="1932")
        assert "1932" in browser.run(WHENS)
        browser.run("document.querySelector('#corrections').click()")
        assert "lost when it is closed" in browser.run("document.querySelector('#mine').innerText")
        assert len(dateline.read_decisions(saved(browser, tmp_path / "saved"))) == 1
        assert browser.log == []
    finally:
        browser.send("Page.removeScriptToEvaluateOnNewDocument", identifier=made["identifier"])


@pytest.mark.parametrize(
    "left",
    [
        "no JSON",
        "{}",
        "[3, null, {}]",
        '[{"kind": "correct", "events": [{"title": 3}]}]',
        '[{"kind": "correct", "actors": [{"name": "Ada Brook"}]}]',
        '[{"kind": "correct", "events": [{"title": "The weir broke"}], "to": {"date": {}}}]',
        '[{"kind": "correct", "events": [{"title": "The weir broke", "quote": {}}]}]',
    ],
)
def test_what_others_left_in_the_store_does_no_harm(browser: Browser, page: Path, left: str) -> None:
    others = browser.run("Object.keys(localStorage)")
    correct(browser, "The weir broke", date="1932")
    mine = f"Object.keys(localStorage).find(key => !{json.dumps(others)}.includes(key))"
    browser.run(f"localStorage.setItem({mine}, {json.dumps(left)})")
    browser.open(page)
    assert browser.run(WHENS) == ["1911", "May 1920", "1931", "May 1935", "undated"]
    assert browser.log == []


def test_text_that_is_typed_stays_text(browser: Browser, page: Path) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    correct(browser, "The weir broke", title=hostile, note=hostile, by=hostile)
    assert hostile in browser.run(TITLES)
    assert hostile in browser.run(LISTED)[0]
    assert browser.log == []


def test_hands_on_the_keyboard(browser: Browser, page: Path) -> None:
    browser.run("[...document.querySelectorAll('#list .row[data-n]')][0].click()")
    browser.run("document.querySelector('[data-correct]').focus()")
    browser.run("document.querySelector('[data-correct]').click()")
    assert browser.run(FOCUS) == "c-date"
    labels = "[...document.querySelectorAll('#event form input')].map(e => e.labels.length)"
    assert set(browser.run(labels)) == {1}

    browser.press("Escape")
    assert browser.run("document.querySelector('#event form')") is None
    assert browser.run(FOCUS) == "Correct…"
    correct(browser, "Ada Brook opened the mill", title="")
    assert browser.run("document.querySelector('.wrong').textContent") == "The title must not be empty."
    assert browser.run(FOCUS) == "c-title"
    correct(browser, "Ada Brook opened the mill", title="The mill rose", by="R. Ames")
    assert browser.run(FOCUS) == "Correct…"
    assert browser.run("document.querySelector('#status').textContent").startswith("Saved")
    browser.run("document.querySelector('#corrections').click()")
    assert browser.run(FOCUS) == "mine"
    assert browser.run("document.querySelector('#corrections').getAttribute('aria-expanded')") == "true"
    browser.press("Escape")
    assert browser.run("document.querySelector('#mine').hidden")
    assert browser.run(FOCUS) == "corrections"
    browser.run("[...document.querySelectorAll('#list .row[data-n]')][1].click()")
    browser.run("document.querySelector('[data-correct]').click()")
    assert browser.run("document.getElementById('c-by').value") == "R. Ames"


def test_a_name_that_another_has_is_refused(browser: Browser, page: Path) -> None:
    browser.run("[...document.querySelectorAll('#list .row[data-n]')][0].click()")
    browser.run("document.querySelector('[data-correct]').click()")
    browser.run("document.querySelector('#event form input[id^=c-name]').value = 'Ivo Lind'")
    browser.run("document.querySelector('#event form [type=submit]').click()")
    assert "Another is called Ivo Lind already" in browser.run("document.querySelector('.wrong').textContent")


def test_nothing_of_it_is_printed(browser: Browser, page: Path) -> None:
    correct(browser, "The weir broke", date="1932")
    browser.run("document.querySelector('#corrections').click()")
    browser.send("Emulation.setEmulatedMedia", media="print")
    try:
        shown: Any = browser.run(
            "['#mine', '#corrections'].map(id => getComputedStyle(document.querySelector(id)).display)"
        )
        assert shown == ["none", "none"]
    finally:
        browser.send("Emulation.setEmulatedMedia", media="")


def test_a_page_without_texts_corrects_too(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "quotes.html"
    dateline.write(dateline.parse(TEXT, source=SOURCE), path, title=tmp_path.name)
    browser.open(path)
    correct(browser, "The weir broke", date="1932")
    again = dateline.parse(f"Long ago. {TEXT}", source=SOURCE, decisions=saved(browser, tmp_path / "saved"))
    assert again.lapsed == ()
    assert again.filter(text="weir")[0].human() == "1932"


def test_a_date_that_the_page_shows_is_taken(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "shown.html"
    events = [dateline.Event("A fair", "[1667..1668]"), dateline.Event("A flood", "1912")]
    dateline.write(dateline.Timeline(events), path, title=tmp_path.name)
    browser.open(path)
    correct(browser, "A flood", date=browser.run(WHENS)[0])
    (decision,) = dateline.read_decisions(saved(browser, tmp_path / "saved"))
    assert [change.to for change in decision.changes] == [Interval.from_edtf("[1667..1668]")]
    assert len(set(browser.run(WHENS))) == 1
