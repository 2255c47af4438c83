"""iCalendar as other programs read it: all-day entries, stable stamps, nobody invited, and every loss told."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Any

import pytest
import vobject  # type: ignore[import-untyped]
from hypothesis import HealthCheck, given, settings
from icalendar import Calendar

from dateline.errors import ReadError
from dateline.export import dumps, dumps_with_report, loads
from dateline.interval import Interval
from dateline.model import Actor, Attribution, Event, Mention, Participation, Source, Timeline

sys.path.insert(0, str(Path(__file__).parent))

from strategies import timelines

BULLETIN = Source("Norvex Bulletin", published="1998-06-02", url="https://example.org/a")
GWEN = Actor("Gwen Parry")
OPENING = Event(
    "The gate, opened; at last\\",
    "1998-05",
    "Holm Quay",
    [Participation(GWEN, "agent")],
    [Attribution(GWEN, "said")],
    "reported",
    evidence=[Mention((3, 9), "a long quote " * 20, BULLETIN)],
)


def entry(event: Event) -> Any:
    (only,) = Calendar.from_ical(dumps(Timeline([event]), "ical")).walk("VEVENT")
    return only


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("2012-09-03", dt.date(2012, 9, 3), None),
        ("2012-09", dt.date(2012, 9, 1), dt.date(2012, 10, 1)),
        ("2012-21", dt.date(2012, 3, 1), dt.date(2012, 6, 1)),
        ("199X", dt.date(1990, 1, 1), dt.date(2000, 1, 1)),
        ("1850~", dt.date(1850, 1, 1), dt.date(1851, 1, 1)),
        ("[2003..2005]", dt.date(2003, 1, 1), dt.date(2006, 1, 1)),
        ("2012-09-03/2012-09-05", dt.date(2012, 9, 3), dt.date(2012, 9, 6)),
        ("9999-12-31", dt.date(9999, 12, 31), None),
        ("0001", dt.date(1, 1, 1), dt.date(2, 1, 1)),
        ("2023-11-06T14:05", dt.datetime(2023, 11, 6, 14, 5), dt.datetime(2023, 11, 6, 14, 6)),
        (
            "2023-11-06T14:05+09:00",
            dt.datetime(2023, 11, 6, 5, 5, tzinfo=dt.UTC),
            dt.datetime(2023, 11, 6, 5, 6, tzinfo=dt.UTC),
        ),
    ],
)
def test_times_are_outer_bounds_with_an_exclusive_end(edtf: str, start: dt.date, end: dt.date | None) -> None:
    written = entry(Event("x", edtf))
    assert written.decoded("DTSTART") == start
    assert written.decoded("DTEND", None) == end
    assert written["X-DATELINE-EDTF"] == edtf
    text = dumps(Timeline([Event("x", edtf)]), "ical")
    assert ("DTSTART;VALUE=DATE:" in text) is not isinstance(start, dt.datetime)


def test_two_readers_agree_on_an_entry() -> None:
    text = dumps(Timeline([OPENING]), "ical")
    other = vobject.readOne(text).vevent
    assert other.summary.value == OPENING.title
    assert other.dtstart.value == dt.date(1998, 5, 1)
    assert other.dtend.value == dt.date(1998, 6, 1)
    written = entry(OPENING)
    assert written["SUMMARY"] == OPENING.title
    assert written["LOCATION"] == "Holm Quay"
    assert written["UID"] == f"{OPENING.id}@dateline"
    assert written["CONTACT"] == "Gwen Parry (agent)"
    assert written["X-DATELINE-SOURCE"].params["X-CUE"] == "said"
    assert "a long quote" in written["DESCRIPTION"]
    assert written["TRANSP"] == "TRANSPARENT"
    assert "ATTENDEE" not in text
    assert "ORGANIZER" not in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.endswith("END:VCALENDAR\r\n")


def test_the_stamp_is_the_date_of_the_source_and_never_the_clock() -> None:
    assert entry(OPENING).decoded("DTSTAMP") == dt.datetime(1998, 6, 2, tzinfo=dt.UTC)
    assert entry(Event("x", "1998")).decoded("DTSTAMP") == dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    assert dumps(Timeline([OPENING]), "ical") == dumps(Timeline([OPENING]), "ical")


@pytest.mark.parametrize(
    ("event", "status"),
    [
        (Event("x", "1998"), "CONFIRMED"),
        (Event("x", "1998", status="reported"), "CONFIRMED"),
        (Event("x", "1998", status="planned"), "TENTATIVE"),
        (Event("x", "1998", status="hypothetical"), "TENTATIVE"),
        (Event("x", "1998~"), "TENTATIVE"),
        (Event("x", "1998", alternatives=["1997"]), "TENTATIVE"),
        (Event("x", "1998~", status="negated"), "CANCELLED"),
    ],
)
def test_doubt_shows_in_the_status(event: Event, status: str) -> None:
    assert entry(event)["STATUS"] == status


@pytest.mark.parametrize("edtf", [None, "-0043", "0000", "XXXX-12-25", "Y12000", "-0043/0012"])
def test_what_a_calendar_cannot_hold_is_left_out_and_told(edtf: str | None) -> None:
    event = Event("x", edtf)
    text, report = dumps_with_report(Timeline([event]), "ical")
    assert "VEVENT" not in text
    assert report.written == 0
    assert [(loss.event_id, loss.field) for loss in report.losses] == [(event.id, "event")]


@pytest.mark.parametrize(
    ("edtf", "field", "day"),
    [
        ("2011/..", "end", dt.date(2011, 1, 1)),
        ("2011/", "end", dt.date(2011, 1, 1)),
        ("../2003", "start", dt.date(2003, 12, 31)),
    ],
)
def test_an_open_end_is_a_single_day_and_told(edtf: str, field: str, day: dt.date) -> None:
    event = Event("x", edtf)
    report = dumps_with_report(Timeline([event]), "ical")[1]
    assert [(loss.event_id, loss.field) for loss in report.losses] == [(event.id, field)]
    assert entry(event).decoded("DTSTART") == day
    assert "DTEND" not in entry(event)
    assert loads(dumps(Timeline([event]), "ical"), "ical")[0].when == Interval.from_edtf(edtf)


def test_control_characters_are_replaced_and_told() -> None:
    event = Event("a\x00b\ud800c", "1998")
    assert entry(event)["SUMMARY"] == "a\ufffdb\ufffdc"
    assert dumps_with_report(Timeline([event]), "ical")[1].losses[0].field == "text"


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(timelines)
def test_whatever_the_timeline_the_calendar_can_be_read(timeline: Timeline) -> None:
    text, report = dumps_with_report(timeline, "ical")
    entries = Calendar.from_ical(text).walk("VEVENT")
    assert len(entries) == report.written == len({str(written["UID"]) for written in entries})
    assert report.written + sum(loss.field == "event" for loss in report.losses) == len(timeline)
    assert len(list(vobject.readComponents(text))) == 1
    again = loads(text, "ical")
    assert sorted(str(written["X-DATELINE-EDTF"]) for written in entries) == sorted(
        event.when.edtf for event in again if event.when
    )
    assert loads(dumps(again, "ical"), "ical") == again


def test_calendars_of_others_can_be_read() -> None:
    foreign = "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "BEGIN:VEVENT",
            "UID:1",
            "DTSTART;VALUE=DATE:20120903",
            "DTEND;VALUE=DATE:20120906",
            "SUMMARY:Fair",
            "STATUS:TENTATIVE",
            "END:VEVENT",
            "BEGIN:VEVENT",
            "DTSTART:20120910T100000Z",
            "DURATION:PT1H30M",
            "SUMMARY:Talk",
            "END:VEVENT",
            "END:VCALENDAR",
        ]
    )
    fair, talk = loads(foreign, "ical")
    assert fair.when is not None
    assert fair.when.edtf == "2012-09-03/2012-09-05"
    assert fair.status.value == "planned"
    assert talk.when is not None
    assert talk.when.end is not None
    assert talk.when.end.isoformat() == "2012-09-10T11:30:00Z"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no calendar",
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n",
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:soon\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    ],
)
def test_bad_input_is_refused(text: str) -> None:
    with pytest.raises(ReadError):
        loads(text, "ical")
