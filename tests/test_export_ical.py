"""iCalendar as other programs read it: all-day entries, stable stamps, nobody invited, and every loss told."""

from __future__ import annotations

import datetime as dt
import re
import sys
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import ics
import pytest
import vobject
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

import dateline
from dateline.errors import ArgumentError, ReadError
from dateline.export import SkippedWarning, dumps, dumps_with_report, loads, loads_with_report
from dateline.export.ical import per_actor
from dateline.export.vevents import Zones, entries
from dateline.interval import Granularity, Interval, Moment
from dateline.model import Actor, Attribution, Event, Mention, Participation, Source, Timeline, Timex

sys.path.insert(0, str(Path(__file__).parent))

from strategies import timelines

BULLETIN = Source("Solvex Bulletin", published="1998-06-02", url="https://example.org/a")
MAIR = Actor("Mair Pryce")
OPENING = Event(
    "The gate, opened; at last\\",
    "1998-05",
    "Holm Quay",
    [Participation(MAIR, "agent")],
    [Attribution(MAIR, "said")],
    "reported",
    evidence=[Mention((3, 9), "a long quote " * 20, BULLETIN)],
)


def entry(event: Event, **options: Any) -> Any:
    (only,) = Calendar.from_ical(dumps(Timeline([event]), "ical", **options)).walk("VEVENT")
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
        ("9999", dt.date(9999, 1, 1), dt.date(9999, 12, 31)),
        ("0001", dt.date(1, 1, 1), dt.date(2, 1, 1)),
        ("2023-11-06T14:05", dt.datetime(2023, 11, 6, 14, 5), None),
        ("2023-11-06T14:05+09:00", dt.datetime(2023, 11, 6, 5, 5, tzinfo=dt.UTC), None),
        ("2023-11-06T14", dt.datetime(2023, 11, 6, 14), dt.datetime(2023, 11, 6, 15)),
    ],
)
def test_times_are_outer_bounds_with_an_exclusive_end(edtf: str, start: dt.date, end: dt.date | None) -> None:
    written = entry(Event("x", edtf), imprecise="span")
    assert written.decoded("DTSTART") == start
    assert written.decoded("DTEND", None) == end
    assert written["X-DATELINE-EDTF"] == edtf
    text = dumps(Timeline([Event("x", edtf)]), "ical")
    assert ("DTSTART;VALUE=DATE:" in text) is not isinstance(start, dt.datetime)


def test_two_readers_agree_on_an_entry() -> None:
    text = dumps(Timeline([OPENING]), "ical", imprecise="span")
    other = vobject.readOne(text).vevent
    assert other.summary.value == OPENING.title
    assert other.dtstart.value == dt.date(1998, 5, 1)
    assert other.dtend.value == dt.date(1998, 6, 1)
    written = entry(OPENING, imprecise="span")
    assert written["SUMMARY"] == OPENING.title
    assert written["LOCATION"] == "Holm Quay"
    assert written["UID"] == f"{OPENING.id}@dateline"
    assert written["CONTACT"] == "Mair Pryce (agent)"
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


@pytest.mark.parametrize(("status", "told"), [("planned", "TENTATIVE"), ("negated", "CANCELLED")])
def test_readers_see_what_is_not_sure_or_off(status: str, told: str) -> None:
    event = Event("Fair", "1998-05-03", status=status)
    text = dumps(Timeline([event]), "ical")
    (other,) = IcsCalendarStream.calendar_from_ics(text).events
    assert (other.status, vobject.readOne(text).vevent.status.value) == (told, told)
    assert ics.Calendar(text).events.pop().status == told
    bare = "".join(f"{line}\r\n" for line in text.split("\r\n") if line and not line.startswith("X-DATELINE"))
    assert loads(bare, "ical")[0].status is event.status


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
    event = Event("a\x00b\ud800c", "1998-05-03")
    assert entry(event)["SUMMARY"] == "a\ufffdb\ufffdc"
    assert dumps_with_report(Timeline([event]), "ical")[1].losses[0].field == "text"


@pytest.mark.slow
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
    assert talk.when.edtf == "2012-09-10T10:00Z/2012-09-10T11:30Z"


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


def test_more_sources_revise_an_entry_and_the_latest_one_stamps_it() -> None:
    later = Source("Harbour News", published=dt.datetime(1998, 6, 3, 9, tzinfo=dt.timezone(dt.timedelta(hours=2))))
    quotes = [Mention((3, 9), "a", BULLETIN), Mention((0, 1), "b", later), Mention((5, 6), "c", Source("undated"))]
    first, second = entry(Event("x", "1998", evidence=quotes[:1])), entry(Event("x", "1998", evidence=quotes))
    assert first["UID"] == second["UID"]
    assert ("SEQUENCE" in first, second["SEQUENCE"]) == (False, 2)
    assert first.decoded("LAST-MODIFIED") == dt.datetime(1998, 6, 2, tzinfo=dt.UTC)
    assert second.decoded("LAST-MODIFIED") == second.decoded("DTSTAMP") == dt.datetime(1998, 6, 3, 7, tzinfo=dt.UTC)
    assert "LAST-MODIFIED" not in entry(Event("x", "1998"))


def test_no_property_is_without_a_value() -> None:
    event = Event("", "1998-05-03", participants=[Participation(MAIR, "")], kind="", notes=["", "a note"])
    text, report = dumps_with_report(Timeline([event]), "ical")
    assert not [line for line in text.split("\r\n") if line.endswith(":")]
    assert {loss.field for loss in report.losses} == {"participants", "kind", "notes"}
    (again,) = loads(text, "ical")
    assert (again.title, again.kind, again.notes) == ("", "occurrence", ("a note",))


@pytest.mark.parametrize("blank", [" ", "\t", "\n", "\u3000"])
def test_what_is_blank_is_not_written(blank: str) -> None:
    event = Event(blank, "1998-05-03", kind=blank, notes=[blank, "a note"])
    text, report = dumps_with_report(Timeline([event]), "ical")
    assert not [line for line in text.replace("\\n", "").split("\r\n") if re.search(r":\s*$", line)]
    assert {loss.field for loss in report.losses} == {"title", "kind", "notes"}
    (again,) = loads(text, "ical")
    assert (again.title, again.kind, again.notes) == ("", "occurrence", ("a note",))


def test_what_lasts_to_the_end_of_the_calendar_is_a_day_short_and_told() -> None:
    for edtf, fields in (("9999", ["end"]), ("9999-12-30/9999-12-31", ["end"]), ("9999-12-31", []), ("9998", [])):
        event = Event("x", edtf)
        text, report = dumps_with_report(Timeline([event]), "ical", imprecise="span")
        assert [loss.field for loss in report.losses] == fields
        assert loads(text, "ical")[0].when == event.when


def test_mode_and_kind_are_categories() -> None:
    written = entry(Event("x", "1998", status="planned", kind="a, b"))
    assert [str(category) for category in written["CATEGORIES"].cats] == ["planned", "a, b"]


@pytest.mark.parametrize(
    ("place", "geo"),
    [
        ("geo:59.9,-10.75;u=20", (59.9, -10.75)),
        ("59.9, 10.75", (59.9, 10.75)),
        ("Holm Quay", None),
        ("159.9, 10.75", None),
        ("3, 4 and 5 Holm Quay", None),
    ],
)
def test_coordinates_are_a_place_on_the_globe(place: str, geo: tuple[float, float] | None) -> None:
    written = entry(Event("x", "1998", place))
    assert written["LOCATION"] == place
    assert ((written["GEO"].latitude, written["GEO"].longitude) if "GEO" in written else None) == geo


def test_a_calendar_has_a_name_a_color_and_an_image() -> None:
    told = Calendar.from_ical(dumps(Timeline([OPENING]), "ical", color="teal", image="https://example.org/a.png"))
    assert (told["NAME"], told["X-WR-CALNAME"], told["COLOR"]) == ("Solvex Bulletin", "Solvex Bulletin", "teal")
    assert str(told["IMAGE"]) == "https://example.org/a.png"
    assert dumps(Timeline([OPENING]), "ical", name="Gates").count("NAME:Gates\r\n") == 2
    assert "NAME" not in dumps(Timeline([Event("x", "1998")]), "ical")
    for option in ({"color": "red\r\nX:y"}, {"color": "#f00"}, {"image": "javascript:alert(1)"}):
        with pytest.raises(ArgumentError, match=next(iter(option))):
            dumps(Timeline(), "ical", **option)


def test_times_of_a_named_zone_come_with_its_definition() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    times = [dt.datetime(2012, 7, 1, 10, tzinfo=berlin), dt.datetime(2012, 12, 1, 10, tzinfo=berlin)]
    timeline = Timeline([Event(str(number), time) for number, time in enumerate(times)])
    text = dumps(timeline, "ical")
    assert "DTSTART;TZID=Europe/Berlin:20120701T100000\r\n" in text
    assert text.count("BEGIN:VTIMEZONE") == 1
    # Under a name that no reader knows, its definition alone says what the times are.
    renamed = text.replace("Europe/Berlin", "Marlow")
    for found in Calendar.from_ical(renamed).walk("VEVENT"):
        assert found.decoded("DTSTART").astimezone(dt.UTC) == times[int(str(found["SUMMARY"]))].astimezone(dt.UTC)
    assert loads(text, "ical") == timeline
    assert [event.when.start.zone for event in loads(text, "ical").dated if event.when and event.when.start] == [
        "Europe/Berlin"
    ] * 2


def test_a_zone_for_times_that_float() -> None:
    noon = Moment(2012, 9, 3, 12, 0)
    timeline = Timeline(
        [
            Event("Talk", Interval.unit(noon, Granularity.MINUTE)),
            Event("Call", Interval.unit(evolve(noon, offset=60), Granularity.MINUTE)),
            Event("Fair", Interval.unit(noon, Granularity.DAY)),
        ]
    )
    lines = dumps(timeline, "ical", zone="Europe/London").split("\r\n")
    assert "DTSTART;TZID=Europe/London:20120903T120000" in lines
    assert "DTSTART:20120903T110000Z" in lines
    assert "DTSTART;VALUE=DATE:20120903" in lines
    assert "DTSTART:20120903T120000" in dumps(timeline, "ical").split("\r\n")
    with pytest.raises(ArgumentError, match="zone"):
        dumps(timeline, "ical", zone="Europe/Leith")


def test_a_zone_without_a_sound_name_or_of_two_minds_is_left_for_utc() -> None:
    noon = Moment(2012, 7, 1, 12, offset=120)
    for zones in (["a;b", "a;b"], ["Here", "Here"]):
        events = [
            Event("x", Interval.unit(evolve(noon, zone=zones[0]), Granularity.MINUTE)),
            Event("y", Interval.unit(evolve(noon, zone=zones[1], offset=60), Granularity.MINUTE)),
        ]
        text = dumps(Timeline(events), "ical")
        assert "TZID" not in text
        assert {"DTSTART:20120701T100000Z", "DTSTART:20120701T110000Z"} <= set(text.split("\r\n"))


def test_an_end_that_cannot_stand_beside_its_start_is_told() -> None:
    event = Event("x", Interval(Moment(2012, 7, 1, 12, offset=0), Moment(2012, 7, 2, 12), Granularity.HOUR))
    report = dumps_with_report(Timeline([event]), "ical")[1]
    assert [(loss.event_id, loss.field) for loss in report.losses] == [(event.id, "end")]
    assert "DTEND" not in entry(event)


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(timelines, st.text(st.sampled_from("ab;:,^\\“北😀\n"), max_size=300))
def test_lines_are_written_and_folded_as_the_package_does(timeline: Timeline, text: str) -> None:
    timeline = Timeline([*timeline, Event(text, "1998", text)])
    for profile in ("compatible", "rich"):
        written = dumps(timeline, "ical", profile=profile)
        assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
        again = Calendar.from_ical(written)
        for found in again.walk("VEVENT"):
            assert found.to_ical().decode() in written


# -- other readers -----------------------------------------------------------------------------------------------------

MIXED = Timeline(
    [
        OPENING,
        Event("Böse Zungen; sagen, «nein»", "2012-09-03"),
        Event("talk", "2023-11-06T14:05+01:00", participants=[Participation(MAIR, "speaker")]),
        Event("still open", "2011/.."),
        Event("about then", "1850~", notes=["a note"]),
        Event("half\ttext \\n\r\nBEGIN:VEVENT\r\nSUMMARY:injected", "1999"),
        Event("never"),
        Event("long ago", "-0043"),
    ]
)


# What stands behind the titles of MIXED, from its second event on.
IMPRECISE = (" (c. 1850)", " (May 1998)", " (1999)", "", "", "")


@pytest.mark.parametrize("profile", ["compatible", "rich"])
def test_readers_we_did_not_write_accept_a_calendar(profile: str) -> None:
    text = dumps(MIXED, "ical", profile=profile, name="Gates, and more")
    titles = [
        event.title.replace("\r\n", "\n") + shown
        for event, shown in zip(MIXED.dated, ("", *IMPRECISE), strict=True)
        if event.title != "long ago"
    ]
    titles.sort()
    assert sorted(str(found["SUMMARY"]) for found in Calendar.from_ical(text).walk("VEVENT")) == titles
    assert sorted(str(found.summary) for found in IcsCalendarStream.calendar_from_ics(text).events) == titles
    assert sorted(found.summary.value for found in vobject.readOne(text).vevent_list) == titles
    if profile == "compatible":
        # This one takes a backslash before an n for a line end even if the backslash is escaped.
        told = sorted(str(found.name).replace("\\\n", "\\n") for found in ics.Calendar(text).events)
        assert told == titles


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(timelines)
def test_another_reader_accepts_every_timeline(timeline: Timeline) -> None:
    text, report = dumps_with_report(timeline, "ical")
    assert len(IcsCalendarStream.calendar_from_ics(text).events) == report.written


def test_the_rich_profile_has_participants_and_links() -> None:
    event = Event("x", "1998", participants=[Participation(MAIR, "agent")], evidence=[Mention((0, 1), "x", BULLETIN)])
    plain, rich = (dumps(Timeline([event]), "ical", profile=profile) for profile in ("compatible", "rich"))
    assert "URL:https://example.org/a" in plain
    assert "BEGIN:PARTICIPANT" not in plain
    assert f"UID:{MAIR.id}@dateline" in rich
    (link,) = (line for line in rich.split("\r\n") if line.startswith("LINK;"))
    assert re.fullmatch(r"LINK(;VALUE=URI|;LINKREL=\"?via\"?){2}:https://example.org/a", link)
    assert f"REFID:{BULLETIN.id}" in rich
    assert loads(plain, "ical") == loads(rich, "ical")
    with pytest.raises(ArgumentError, match="profile"):
        dumps(Timeline(), "ical", profile="poor")


def test_a_calendar_for_each_actor() -> None:
    calendars = dict(per_actor(MIXED))
    assert [actor.name for actor in calendars] == ["Mair Pryce"]
    text = calendars[MAIR]
    assert "NAME:Mair Pryce" in text
    assert sorted(event.title for event in loads(text, "ical")) == ["The gate, opened; at last\\", "talk"]


# -- what repeats ------------------------------------------------------------------------------------------------------


def repeating(value: str, when: str, **more: Any) -> Event:
    return Event("x", when, timexes=[Timex((0, 1), "x", "SET", value, quant="EVERY", **more)])


@pytest.mark.parametrize(
    ("value", "when", "start", "rule"),
    [
        ("XXXX-WXX-1", "2011/..", dt.date(2011, 1, 3), "FREQ=WEEKLY;BYDAY=MO"),
        ("XXXX-WXX-5", "2015", dt.date(2015, 1, 2), "FREQ=WEEKLY;UNTIL=20151231;BYDAY=FR"),
        (
            "XXXX-12-25",
            "1990/1999",
            dt.date(1990, 12, 25),
            "FREQ=YEARLY;UNTIL=19991231;BYMONTHDAY=25;BYMONTH=12",
        ),
        ("XXXX-XX-08", "2012-03-09/2012-12", dt.date(2012, 4, 8), "FREQ=MONTHLY;UNTIL=20121231;BYMONTHDAY=8"),
        ("P1D", "2012-05", dt.date(2012, 5, 1), "FREQ=DAILY;UNTIL=20120531"),
        ("XXXX-WXX-WE", "2015-06", dt.date(2015, 6, 6), "FREQ=WEEKLY;UNTIL=20150630;BYDAY=SA,SU"),
    ],
)
def test_what_repeats_to_the_day_has_a_rule(value: str, when: str, start: dt.date, rule: str) -> None:
    written = entry(repeating(value, when))
    assert written.decoded("DTSTART") == start
    assert written["RRULE"].to_ical().decode() == rule
    assert loads(dumps(Timeline([repeating(value, when)]), "ical"), "ical")[0].when == Interval.from_edtf(when)


@pytest.mark.parametrize(
    "event",
    [
        repeating("P2W", "2011"),
        repeating("XXXX-02-29", "2011/.."),
        repeating("XXXX-WXX-1", "2011~"),
        repeating("XXXX-WXX-1", "2011/"),
        repeating("XXXX-WXX-1", "2011/..", freq="2"),
        repeating("XXXX-12-25", "2012-05"),
        repeating("XXXX-WXX-1", "[2003..2005]"),
        repeating("P1D", "9999"),
        repeating("P1D", "2011", mod="APPROX"),
        evolve(repeating("P1D", "2011"), status="negated"),
    ],
)
def test_what_repeats_in_another_way_has_none(event: Event) -> None:
    assert "RRULE" not in entry(event)


def test_what_a_text_says_of_mondays_becomes_a_rule() -> None:
    told = dateline.parse("The committee met every Monday from 5 May 2010 until 28 June 2010.")
    (written,) = Calendar.from_ical(dumps(told, "ical")).walk("VEVENT")
    assert written.decoded("DTSTART") == dt.date(2010, 5, 10)
    assert written["RRULE"].to_ical() == b"FREQ=WEEKLY;UNTIL=20100628;BYDAY=MO"
    assert "RRULE" not in dumps(dateline.parse("In 2010 the committee met almost every Monday."), "ical")
    since = dateline.parse("Since 2011 the committee has met every Monday.", dct="2012-01-01")
    assert "RRULE:FREQ=WEEKLY;BYDAY=MO" in dumps(since, "ical")
    assert (since[0].id, "start") in [
        (loss.event_id, loss.field) for loss in dumps_with_report(since, "ical")[1].losses
    ]


# -- dates that are no days, and ends ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edtf", "day", "shown"),
    [
        ("1964", dt.date(1964, 1, 1), "(1964)"),
        ("1850~", dt.date(1850, 1, 1), "(c. 1850)"),
        ("1964-05", dt.date(1964, 5, 1), "(May 1964)"),
        ("2012-21", dt.date(2012, 3, 1), "(spring 2012)"),
        ("[1964]", dt.date(1964, 1, 1), "(some time in 1964)"),
        ("2004-12-XX", dt.date(2004, 12, 1), "(some day in December 2004)"),
        ("19XX?", dt.date(1900, 1, 1), "(20th century?)"),
        ("9999", dt.date(9999, 1, 1), "(9999)"),
    ],
)
def test_what_is_no_day_stands_on_its_first_with_its_date_behind_the_title(edtf: str, day: dt.date, shown: str) -> None:
    event = Event("Fair (of wool)", edtf)
    written = entry(event)
    assert written.decoded("DTSTART") == day
    assert "DTEND" not in written
    assert written["SUMMARY"] == f"Fair (of wool) {shown}"
    assert shown.strip("()") in written["DESCRIPTION"]
    text, report = dumps_with_report(Timeline([event]), "ical")
    assert [(loss.event_id, loss.field) for loss in report.losses] == [(event.id, "end")]
    (again,) = loads(text, "ical")
    assert (again.title, again.when) == (event.title, event.when)
    other = vobject.readOne(text).vevent
    assert other.summary.value == f"Fair (of wool) {shown}"
    assert other.dtstart.value == day


def test_what_is_no_day_may_span_or_be_left_out() -> None:
    timeline = Timeline([Event("Fair", "1964"), Event("Ball", "1965-05-03/1965-05-05"), Event("Lease", "2003/2005")])
    span = Calendar.from_ical(dumps(timeline, "ical", imprecise="span")).walk("VEVENT")
    assert [(str(one["SUMMARY"]), one.decoded("DTEND")) for one in span] == [
        ("Fair", dt.date(1965, 1, 1)),
        ("Ball", dt.date(1965, 5, 6)),
        ("Lease", dt.date(2006, 1, 1)),
    ]
    text, report = dumps_with_report(timeline, "ical", imprecise="skip")
    assert [event.title for event in loads(text, "ical")] == ["Ball", "Lease"]
    assert (report.written, [loss.field for loss in report.losses]) == (2, ["event"])
    # A range is a range in any case, and a week is seven days.
    week = Timeline([*timeline[1:], Event("Camp", Interval.from_timex("2012-W45"))])
    assert dumps(week, "ical") == dumps(week, "ical", imprecise="span") == dumps(week, "ical", imprecise="skip")
    with pytest.raises(ArgumentError, match="imprecise"):
        dumps(timeline, "ical", imprecise="last")


def test_a_part_of_a_decade_is_no_range() -> None:
    told = dateline.parse("The dam was built in the early 1990s.")
    assert "SUMMARY:The dam was built (early 1990s)\r\n" in dumps(told, "ical")


def test_who_takes_the_date_from_the_title_takes_nothing_else() -> None:
    text = dumps(Timeline([Event("Fair", "1964")]), "ical")
    assert loads(text.replace("SUMMARY:Fair (1964)", "SUMMARY:Wool fair"), "ical")[0].title == "Wool fair"
    # A title that ends like a date is one.
    exact = Event("Fair (1964)", "1964-05-03")
    assert loads(dumps(Timeline([exact]), "ical"), "ical")[0].title == "Fair (1964)"


@pytest.mark.parametrize(
    ("edtf", "end"),
    [
        ("2013-03-29T15:00/2013-03-29T17:00", "20130329T170000"),
        ("2013-03-29T15:00Z/2013-03-30T01:30Z", "20130330T013000Z"),
        ("2013-03-29T15:00:10/2013-03-29T15:00:45", "20130329T150045"),
        ("2013-03-29T15/2013-03-29T17", "20130329T170000"),
        ("2013-03-29T15:00/2013-03-30", "20130331T000000"),
    ],
)
def test_an_end_is_the_clock_time_that_was_told(edtf: str, end: str) -> None:
    event = Event("Panel", edtf)
    text = dumps(Timeline([event]), "ical")
    assert f"DTEND:{end}\r\n" in text
    assert loads(text, "ical")[0].when == event.when
    if "T15/" not in edtf and not edtf.endswith("-30"):
        # What is ours taken away, it is the calendar of somebody else, and says the same.
        bare = "".join(line + "\r\n" for line in text.split("\r\n") if line and not line.startswith("X-DATELINE"))
        assert loads(bare, "ical")[0].when == event.when


def test_a_text_and_its_calendar_agree_when_it_ends() -> None:
    told = dateline.parse("The panel met on 29 March 2013 from 3 to 5 pm.")
    text = dumps(told, "ical")
    assert "DTSTART:20130329T150000\r\nDTEND:20130329T170000\r\n" in text
    assert ics.Calendar(text).events.pop().end.datetime.hour == 17
    assert loads(text, "ical")[0].when == told[0].when == Interval.from_edtf("2013-03-29T15:00/2013-03-29T17:00")


clocks = st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2100, 1, 1)).map(lambda time: time.replace(microsecond=0))


@settings(max_examples=100, deadline=None)
@given(clocks, st.timedeltas(dt.timedelta(seconds=1), dt.timedelta(days=40)), st.booleans())
def test_clock_times_of_others_come_back(start: dt.datetime, length: dt.timedelta, to_the_minute: bool) -> None:
    end = start + length - dt.timedelta(microseconds=length.microseconds)
    if to_the_minute:
        start, end = start.replace(second=0), end.replace(second=0)
    form = "%Y%m%dT%H%M%S"
    body = f"SUMMARY:x|DTSTART:{start.strftime(form)}|DTEND:{end.strftime(form)}"
    (read_once,) = loads(calendar(body), "ical")
    text = dumps(Timeline([read_once]), "ical")
    written = vobject.readOne(text).vevent
    assert written.dtstart.value == start
    assert (written.dtend.value if hasattr(written, "dtend") else start) == end
    assert loads(text, "ical")[0].when == read_once.when


# -- broken calendars --------------------------------------------------------------------------------------------------


def calendar(*entries: str) -> str:
    lines = ["BEGIN:VCALENDAR", "X-WR-CALNAME:Town hall"]
    for number, body in enumerate(entries):
        lines += ["BEGIN:VEVENT", f"UID:{number}", *body.split("|"), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


GOOD = "SUMMARY:Fair|DTSTART;VALUE=DATE:20120903"


@pytest.mark.parametrize(
    "bad", ["SUMMARY:x", "DTSTART:soon|SUMMARY:x", "DTSTART;VALUE=DATE:20121399", "DTSTART:20120101|BEGIN:VALARM", "§§"]
)
def test_one_bad_entry_does_not_sink_the_file(bad: str) -> None:
    text = calendar(GOOD, bad, GOOD.replace("Fair", "Ball"))
    timeline, skipped = loads_with_report(text, "ical")
    assert sorted(event.title for event in timeline) == ["Ball", "Fair"]
    (loss,) = skipped
    assert loss.field.startswith("line 8")
    with pytest.warns(SkippedWarning, match="line 8"):
        assert loads(text, "ical") == timeline


def test_an_entry_that_does_not_end_takes_no_other_with_it() -> None:
    text = calendar(GOOD, GOOD).replace("END:VEVENT\r\n", "", 1)
    timeline, skipped = loads_with_report(text, "ical")
    assert len(timeline) == 1
    assert [loss.field for loss in skipped] == ["line 3 (0)"]


def test_entries_of_others_have_the_calendar_as_their_source() -> None:
    body = "URL:https://example.org/fair|DESCRIPTION:Come\\, all|RRULE:FREQ=YEARLY"
    text = calendar(GOOD + "|" + body)
    timeline, told = loads_with_report(text, "ical")
    (event,) = timeline
    (quote,) = event.evidence
    assert (quote.text, quote.source.name, quote.source.url) == ("Come, all", "Town hall", "https://example.org/fair")
    assert event.notes == ("repeats: FREQ=YEARLY",)
    assert [loss.field for loss in told] == ["rrule"]


def test_a_zone_that_the_calendar_defines_is_known_beside_a_bad_entry() -> None:
    zone = "BEGIN:VTIMEZONE|TZID:Town|BEGIN:STANDARD|DTSTART:19700101T000000|TZOFFSETFROM:+0300|TZOFFSETTO:+0300|"
    zone += "END:STANDARD|END:VTIMEZONE|"
    text = calendar("SUMMARY:Talk|DTSTART;TZID=Town:20120903T100000", "DTSTART:20120101|BEGIN:VALARM")
    text = text.replace("BEGIN:VEVENT", zone.replace("|", "\r\n") + "BEGIN:VEVENT", 1)
    (event,) = loads_with_report(text, "ical")[0]
    assert event.when is not None
    assert event.when.edtf == "2012-09-03T10:00+03:00"


# -- the entries as they stand there -----------------------------------------------------------------------------------


@pytest.mark.slow
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(timelines)
def test_lines_are_read_as_another_package_reads_them(timeline: Timeline) -> None:
    text = dumps(timeline, "ical")
    bad: list[tuple[str, str]] = []
    ours = list(entries(text, bad))
    theirs = Calendar.from_ical(text).walk("VEVENT")
    assert not bad
    assert len(ours) == len(theirs)
    for mine, other in zip(ours, theirs, strict=True):
        assert text.split("\r\n")[mine.line - 1] == "BEGIN:VEVENT"
        for name in ("UID", "SUMMARY", "DESCRIPTION", "LOCATION", "X-DATELINE-EDTF"):
            assert mine.text(name) == str(other.get(name, ""))
        first = mine.first("DTSTART")
        assert first is not None
        assert first.time(Zones(text)) == other.decoded("DTSTART")
        for which, parameter in (("X-DATELINE-SOURCE", "X-CUE"), ("X-DATELINE-ACTOR", "X-ROLE")):
            told = other.get(which, [])
            expected = [item.params.get(parameter) or "" for item in (told if isinstance(told, list) else [told])]
            ours_told = [(item.parameter(parameter) or "").strip() for item in mine.all(which)]
            assert ours_told == [cue.strip() for cue in expected]


def test_what_a_calendar_of_others_says_is_kept_or_told() -> None:
    body = (
        'ORGANIZER;CN="Brook, Ada":mailto:ada@example.org|ATTENDEE;CN=Ivo^\'s;CUTYPE=GROUP:mailto:ivo@example.org|'
        "ATTENDEE:mailto:una@example.org|CATEGORIES:town\\, gown,fairs|CONTACT:Tel. 1|GEO:59.9;10.75|COMMENT:note|"
        "PRIORITY:1|X-MOOD:gay|begin:valarm|ACTION:DISPLAY|DESCRIPTION:Wake|end:valarm"
    )
    timeline, told = loads_with_report(calendar(f"{GOOD}|{body}"), "ical")
    (event,) = timeline
    assert [(part.actor.name, part.actor.kind.value, part.role) for part in event.participants] == [
        ("Brook, Ada", "person", "organizer"),
        ('Ivo"s', "group", "participant"),
        ("una@example.org", "person", "participant"),
    ]
    assert event.place == "geo:59.9,10.75"
    assert event.notes == ("note", "categories: town, gown, fairs", "contact: Tel. 1")
    (loss,) = told
    assert (loss.event_id, loss.field) == (event.id, "properties")
    assert "PRIORITY, X-MOOD, VALARM" in loss.reason
    assert "Wake" not in event.evidence[0].text


def test_folds_blanks_and_odd_characters_leave_the_lines_counted() -> None:
    text = calendar("SUMMARY:one\u2028 two\x85 thr|  ee\\nfour|DTSTART;VALUE=DATE:20120903", "SUMMARY:x|DTSTART:soon")
    text = text.replace("BEGIN:VCALENDAR", "\ufeffBEGIN:VCALENDAR").replace("\r\n", "\n").replace("UID:0", "\nUID:0")
    timeline, told = loads_with_report(text, "ical")
    assert timeline[0].title == "one\u2028 two\x85 thr ee\nfour"
    (loss,) = told
    assert loss.field == "line 10 (1)"
    assert text.split("\n")[9] == "BEGIN:VEVENT"
    assert "DTSTART of line 13" in loss.reason


@pytest.mark.parametrize(
    ("zone", "offset"), [("Europe/Berlin", 120), ("W. Europe Standard Time", 120), ("/x.example/Europe/Berlin", 120)]
)
def test_zones_are_known_by_the_names_in_use(zone: str, offset: int) -> None:
    (event,) = loads(calendar(f"SUMMARY:Talk|DTSTART;TZID={zone}:20120903T100000"), "ical")
    assert event.when is not None
    assert event.when.start is not None
    assert (event.when.start.offset, event.when.start.zone) == (offset, zone)


def test_a_zone_that_nobody_defines_is_told() -> None:
    timeline, told = loads_with_report(calendar("SUMMARY:Talk|DTSTART;TZID=Nowhere:20120903T100000"), "ical")
    assert timeline[0].when == Interval.from_edtf("2012-09-03T10:00")
    assert [loss.field for loss in told] == ["zone"]


@pytest.mark.parametrize(
    ("duration", "edtf"),
    [
        ("P2D", "2012-09-03/2012-09-04"),
        ("P1W", "2012-09-03/2012-09-09"),
        ("PT0S", "2012-09-03"),
        ("-P1D", "2012-09-03"),
    ],
)
def test_durations_are_understood(duration: str, edtf: str) -> None:
    (event,) = loads(calendar(f"{GOOD}|DURATION:{duration}"), "ical")
    assert event.when is not None
    assert event.when.edtf == edtf


def test_what_is_no_event_is_told() -> None:
    text = calendar(GOOD).replace("END:VCALENDAR", "BEGIN:VFREEBUSY\r\nUID:x\r\nEND:VFREEBUSY\r\nEND:VCALENDAR")
    timeline, told = loads_with_report(text, "ical")
    assert len(timeline) == 1
    assert [(loss.field, loss.reason) for loss in told] == [("line 8", "VFREEBUSY is no event")]


HOSTILE = [
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:injected",
    "x\nATTENDEE:mailto:ada@example.org",
    "x\r\n ",
    '";X-A=b:c,d',
    "^n^^ ^'",
    "</script>",
    "=1+1",
    "\u202eleft\u2066",
    "nul \x00 \x1b",
    "half \ud800",
    "x\u2028\u2029\x85",
    "\\n \\, \\",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_adds_a_line_to_a_calendar(text: str) -> None:
    actor = Actor(text)
    source = Source(title=text, publisher=text, author=text, url=text)
    event = Event(
        text,
        "1998-05-03",
        text,
        [Participation(actor, text)],
        [Attribution(actor, text)],
        evidence=[Mention((0, len(text)), text, source)],
        kind=text,
        notes=[text],
    )
    for profile in ("compatible", "rich"):
        written = dumps(Timeline([event]), "ical", name=text, profile=profile)
        assert written.split("\r\n").count("BEGIN:VEVENT") == 1
        names = {re.split("[;:]", line)[0] for line in written.replace("\r\n ", "").split("\r\n") if line}
        assert not names & {"ATTENDEE", "X-A"}
        assert all(re.fullmatch("[A-Z-]+", name) for name in names)
        (found,) = Calendar.from_ical(written).walk("VEVENT")
        one_kind = re.sub("[\x00\x1b\ud800]", "\ufffd", text.replace("\r\n", "\n"))
        assert found["SUMMARY"] == found["COMMENT"] == one_kind
        assert found["LOCATION"] == one_kind.strip()
        again = loads(written, "ical")[0]
        assert (again.title, again.place, again.kind, again.notes) == (
            one_kind,
            one_kind.strip(),
            one_kind,
            (one_kind,),
        )
