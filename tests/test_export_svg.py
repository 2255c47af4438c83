"""The static picture: sound SVG for any timeline, every dated event in it, no label on another's mark."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings

import dateline
from dateline.errors import ArgumentError, MissingExtraError
from dateline.export import dumps, dumps_with_report
from dateline.model import Event, Timeline

sys.path.insert(0, str(Path(__file__).parent))

from browser import HINT, Browser, find
from strategies import EDTF, timelines

SVG = "{http://www.w3.org/2000/svg}"


def labels(picture: str) -> list[str]:
    """The titles of the events, in the order of their marks."""
    root = ElementTree.fromstring(picture)
    return [title.text or "" for group in root.iter(f"{SVG}g") for title in group.iter(f"{SVG}title")]


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(timelines)
def test_every_timeline_gives_a_sound_picture(timeline: Timeline) -> None:
    picture, report = dumps_with_report(timeline, "svg", title="x")
    assert len(labels(picture)) == report.written == len(timeline.dated)
    assert picture == dumps(timeline, "svg", title="x")
    assert sum(loss.field == "event" for loss in report.losses) == len(timeline.undated)


@pytest.mark.parametrize("text", ["</svg><script>alert(1)</script>", '" onload="x', "a & b < c", "nul\x00 half\ud800"])
def test_hostile_text_stays_text(text: str) -> None:
    picture = dumps(Timeline([Event(text, "1911")]), "svg", title=text)
    root = ElementTree.fromstring(picture)
    assert {element.tag for element in root.iter()} == {
        element.tag
        for element in ElementTree.fromstring(dumps(Timeline([Event("x", "1911")]), "svg", title="x")).iter()
    }
    assert labels(picture) == ["1911: " + re.sub("[\x00\ud800]", "\ufffd", text)]


def test_marks_and_labels_say_status_and_date() -> None:
    events = [
        Event("The mill opened", "1911"),
        Event("It stood", "1911/1950", status="reported"),
        Event("It never burned", "1930-05-03", status="negated"),
        Event("It will reopen", "1955/..", status="planned"),
    ]
    picture = dumps(Timeline(events), "svg")
    assert labels(picture) == [
        "1911: The mill opened",
        "1911–1950: It stood",
        "3 May 1930: It never burned",
        "since 1955: It will reopen",
    ]
    assert 'class="off"' in picture
    assert 'fill="url(#right-planned)"' in picture
    told = re.findall(r'class="axis">([^<]*)<', picture)
    assert {"stated", "reported", "planned", "did not happen", "some time in"} <= set(told)
    assert "possible" not in told


def test_the_axis_counts_in_round_years_days_and_hours() -> None:
    def axis(*times: str) -> list[str]:
        return re.findall(r'class="axis">([^<]*)<', dumps(Timeline([Event("x", time) for time in times]), "svg"))

    assert axis("1911", "1950")[:2] == ["1910", "1915"]
    assert {"1,000 BC", "1", "400"} <= set(axis("-0999", "0999"))
    assert axis("2016-05-03", "2016-05-08")[0] == "3 May 2016"
    assert axis("2016-05-03T10:00", "2016-05-03T16:00")[:3] == ["3 May 2016", "03:00", "06:00"]


def test_all_times_can_be_drawn_at_once() -> None:
    timeline = Timeline([*(Event(f"it is {edtf}", edtf) for edtf in EDTF), Event("Y", "Y170000002")])
    assert len(labels(dumps(timeline, "svg"))) == len(timeline.dated)


def test_no_events_is_said() -> None:
    assert "No dated events" in dumps(Timeline(), "svg")


@pytest.mark.parametrize("width", [0, 100, "wide", "1e3", True, 10**6, None])
def test_a_width_that_is_none_is_refused(width: object) -> None:
    with pytest.raises(ArgumentError, match="number of pixels"):
        dumps(Timeline(), "svg", width=width)


def test_a_width_may_come_as_text_from_the_command() -> None:
    assert 'width="800"' in dumps(Timeline(), "svg", width="800")


@pytest.mark.browser
def test_no_label_lies_on_another_mark(tmp_path: Path) -> None:
    if find() is None:
        pytest.skip(HINT)
    titles = [
        "The mill at Milby was opened by Ada Brook",
        "WWW MMM",
        "illi",
        "It burned down, as everybody said",
        "Ölmühle",
    ]
    events = [Event(f"{titles[n % 5]} {n}", f"19{n % 60 + 11}-0{n % 9 + 1}") for n in range(60)]
    dateline.write(Timeline(events), tmp_path / "crowd.svg")
    script = """
    (() => {
      const all = [...document.querySelectorAll('g')].map(g => g.getBoundingClientRect()), found = [];
      const aside = (a, b) => a.right <= b.left || a.bottom - 2 <= b.top;
      all.forEach((a, n) => all.forEach((b, m) => { if (n < m && !aside(a, b) && !aside(b, a)) found.push([n, m]); }));
      return found;
    })()
    """
    with Browser() as browser:
        browser.open(tmp_path / "crowd.svg", width=1200)
        assert browser.run(script) == []


# -- png ---------------------------------------------------------------------------------------------------------------


def test_a_picture_in_png_has_its_size(tmp_path: Path) -> None:
    timeline = Timeline([Event("The mill opened", "1911"), Event("It burned down", "1950-05-03")])
    report = dateline.write(timeline, tmp_path / "mill.png", width=600, title="The mill")
    data = (tmp_path / "mill.png").read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    # Width and height stand in the header (PNG, 11.2.2).
    assert int.from_bytes(data[16:20], "big") == 1200
    assert report.written == 2
    dateline.write(timeline, tmp_path / "mill.png", width=600, title="The mill", scale=1)
    assert int.from_bytes((tmp_path / "mill.png").read_bytes()[16:20], "big") == 600


@pytest.mark.parametrize("scale", [0, 9, "big", True, None, float("nan")])
def test_a_scale_that_is_none_is_refused(scale: object, tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="from 1 to 8"):
        dateline.write(Timeline(), tmp_path / "x.png", scale=scale)


def test_without_resvg_png_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(MissingExtraError, match=r"dateline\[png\]"):
        dateline.write(Timeline(), tmp_path / "x.png")


def test_a_picture_that_nobody_could_open_is_refused(tmp_path: Path) -> None:
    crowd = Timeline(
        [Event(f"a long title that needs a lane of its own, number {n}", "1911-05-03") for n in range(900)]
    )
    with pytest.raises(ArgumentError, match="pixels high"):
        dateline.write(crowd, tmp_path / "x.png")
    assert not (tmp_path / "x.png").exists()
