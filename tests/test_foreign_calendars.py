"""Calendars as other programs write them: what they mean is read, what is not read is told with its line."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import pytest
import recurring_ical_events
from counting import operations
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from dateline.errors import ArgumentError, DocumentError, ReadError
from dateline.export import SkippedWarning, loads, loads_with_report, read
from dateline.export.occurrences import LIMIT
from dateline.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dateline.model import Event

# In the manner of a web calendar: a name of the calendar, times in UTC and by zones of the tz database, overrides.
WEB = """\
BEGIN:VCALENDAR
PRODID:-//Example//Web Calendar 70.9//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:Harbour society
X-WR-TIMEZONE:Europe/Oslo
BEGIN:VTIMEZONE
TZID:Europe/Oslo
X-LIC-LOCATION:Europe/Oslo
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
DTSTART;VALUE=DATE:20190504
DTEND;VALUE=DATE:20190506
DTSTAMP:20190101T101112Z
UID:1abc@calendar.example
CREATED:20190101T101112Z
DESCRIPTION:<b>Boats</b>\\, tar and&nbsp\\;coffee\\nBring gloves
LAST-MODIFIED:20190101T101112Z
LOCATION:Holm Quay\\, shed 4
SEQUENCE:1
STATUS:CONFIRMED
SUMMARY:Spring work
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=Europe/Oslo:20190910T180000
DTEND;TZID=Europe/Oslo:20190910T193000
RRULE:FREQ=WEEKLY;BYDAY=TU
EXDATE;TZID=Europe/Oslo:20190917T180000
DTSTAMP:20190101T101112Z
ORGANIZER;CN=Ada Brook:mailto:ada@example.org
UID:2abc@calendar.example
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=ivo@exam
 ple.org;X-NUM-GUESTS=0:mailto:ivo@example.org
SUMMARY:Committee
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=Europe/Oslo:20191001T190000
DTEND;TZID=Europe/Oslo:20191001T200000
UID:2abc@calendar.example
RECURRENCE-ID;TZID=Europe/Oslo:20191001T180000
SUMMARY:Committee (an hour later)
END:VEVENT
END:VCALENDAR
"""

# In the manner of an office program: zones by names of its own, quoted parameters, properties of its own, an alarm.
OFFICE = """\
BEGIN:VCALENDAR
PRODID:-//Example Corporation//Office 16.0 MIMEDIR//EN
VERSION:2.0
METHOD:REQUEST
X-MS-OLK-FORCEINSPECTOROPEN:TRUE
BEGIN:VTIMEZONE
TZID:"Harbour office, summer: yes"
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0430
TZOFFSETTO:+0330
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0330
TZOFFSETTO:+0430
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
CLASS:PUBLIC
DTSTART;TZID="W. Europe Standard Time":20210215T090000
DURATION:PT45M
PRIORITY:5
SUMMARY;LANGUAGE=en-gb:Budget talk
TRANSP:OPAQUE
UID:040000008200E00074C5B7101A82E00800000000
X-ALT-DESC;FMTTYPE=text/html:<html><body>Budget: a\\;b</body></html>
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
BEGIN:VALARM
TRIGGER:-PT15M
ACTION:DISPLAY
DESCRIPTION:Reminder
END:VALARM
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID="Harbour office, summer: yes":20210715T090000
SUMMARY:Tide tables
STATUS:CANCELLED
END:VEVENT
END:VCALENDAR
"""

# In the manner of a desktop calendar: places with their coordinates, periods, times without a zone, several calendars.
DESKTOP = """\
BEGIN:VCALENDAR
CALSCALE:GREGORIAN
VERSION:2.0
X-APPLE-CALENDAR-COLOR:#63DA38
BEGIN:VEVENT
DTSTART:20200601T120000
SUMMARY:Lunch
LOCATION:Mill café\\nMilby
X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS="Quay 1\\, Milby";X-APPLE-RA
 DIUS=70.5;X-TITLE="Mill café: the terrace":geo:59.900000,10.700000
RDATE;VALUE=PERIOD:20200608T120000/PT1H,20200615T120000/20200615T130000
END:VEVENT
END:VCALENDAR
BEGIN:VCALENDAR
VERSION:2.0
NAME:Second
BEGIN:VEVENT
UID:d-2
DTSTART;VALUE=DATE:20200701
SUMMARY:Regatta
END:VEVENT
END:VCALENDAR
"""


def by_title(text: str) -> tuple[dict[str, Event], dict[str, str]]:
    """The events of a calendar by their titles, and the reasons of what was not read by field and title."""
    timeline, told = loads_with_report(text, "ical")
    titles = {event.id: event.title for event in timeline}
    reasons = {f"{loss.field} of {titles.get(loss.event_id or '', loss.event_id)}": loss.reason for loss in told}
    return {event.title: event for event in timeline}, reasons


def edtf(event: Event) -> str:
    return event.when.edtf if event.when else "undated"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_a_web_calendar(end: str, mark: str) -> None:
    events, told = by_title(mark + WEB.replace("\n", end))
    assert {title: edtf(event) for title, event in events.items()} == {
        "Spring work": "2019-05-04/2019-05-05",
        "Committee": "2019-09-10T18:00+02:00/2019-09-10T19:30+02:00",
        "Committee (an hour later)": "2019-10-01T19:00+02:00/2019-10-01T20:00+02:00",
    }
    work, committee = events["Spring work"], events["Committee"]
    assert work.place == "Holm Quay, shed 4"
    assert work.evidence[0].text == "<b>Boats</b>, tar and&nbsp;coffee\nBring gloves"
    assert work.evidence[0].source.name == "Harbour society"
    assert [(part.actor.name, part.role) for part in committee.participants] == [
        ("Ada Brook", "organizer"),
        ("ivo@example.org", "participant"),
    ]
    assert committee.notes == ("repeats: FREQ=WEEKLY;BYDAY=TU",)
    assert set(told) == {"rrule of Committee", "properties of Committee", "properties of Committee (an hour later)"}
    line = 1 + [n for n, told_line in enumerate(WEB.splitlines()) if told_line == "BEGIN:VEVENT"][1]
    assert f"line {line} (2abc@" in told["properties of Committee"]
    assert "EXDATE not read" in told["properties of Committee"]
    assert "RECURRENCE-ID not read" in told["properties of Committee (an hour later)"]


def test_an_office_calendar() -> None:
    events, told = by_title(OFFICE)
    assert {title: edtf(event) for title, event in events.items()} == {
        "Budget talk": "2021-02-15T09:00+01:00/2021-02-15T09:45+01:00",
        "Tide tables": "2021-07-15T09:00+04:30",
    }
    assert events["Tide tables"].status.value == "negated"
    assert set(told) == {"properties of Budget talk"}
    assert "X-ALT-DESC, X-MICROSOFT-CDO-BUSYSTATUS, VALARM not read" in told["properties of Budget talk"]


def test_desktop_calendars_in_one_file() -> None:
    events, told = by_title(DESKTOP)
    assert {title: edtf(event) for title, event in events.items()} == {
        "Lunch": "2020-06-01T12:00",
        "Regatta": "2020-07-01",
    }
    assert events["Lunch"].place == "Mill café\nMilby"
    assert events["Regatta"].evidence[0].source.name == "Second"
    assert set(told) == {"properties of Lunch"}
    assert "X-APPLE-STRUCTURED-LOCATION, RDATE not read" in told["properties of Lunch"]


@pytest.mark.parametrize("text", [WEB, OFFICE, DESKTOP], ids=["web", "office", "desktop"])
def test_lines_may_be_folded_anywhere(text: str) -> None:
    straight = loads_with_report(text.replace("\n ", ""), "ical")[0]
    for width in (1, 7, 74):
        lines = text.replace("\n ", "").splitlines()
        folded = ("\r\n\t".join(line[n : n + width] for n in range(0, len(line), width)) for line in lines)
        assert loads_with_report("\r\n".join(folded), "ical")[0] == straight


@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
@pytest.mark.parametrize("width", [1, 3, 5])
def test_a_fold_within_a_character_is_mended(tmp_path: Path, width: int, end: bytes) -> None:
    title = "Mølle – 水車小屋 🌊 ok"
    line = f"SUMMARY:{title}".encode()
    folded = (end + b" ").join(line[n : n + width] for n in range(0, len(line), width))
    head = [b"BEGIN:VCALENDAR", b"BEGIN:VEVENT", b"DTSTART;VALUE=DATE:20120903"]
    path = tmp_path / "folded.ics"
    path.write_bytes(end.join([*head, folded, b"END:VEVENT", b"END:VCALENDAR", b""]))
    assert [event.title for event in read(path)] == [title]
    path.write_bytes(end.join([*head, b"SUMMARY:M\xf8lle", b"END:VEVENT", b"END:VCALENDAR", b""]))
    with pytest.raises(DocumentError, match=r"byte \d+ is not UTF-8"):
        read(path)


def zoned(*rules: str) -> str:
    """A calendar with an entry in a zone that changes by these rules, from +03:00 to +02:00."""
    part = ["BEGIN:STANDARD", "DTSTART:20110101T000000", "TZOFFSETFROM:+0300", "TZOFFSETTO:+0200"]
    parts = [*part, *(f"RRULE:{rule}" for rule in rules), "END:STANDARD"]
    entry = ["BEGIN:VEVENT", "DTSTART;TZID=Town:20120903T100000", "SUMMARY:Talk", "END:VEVENT"]
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "BEGIN:VTIMEZONE", "TZID:Town", *parts, "END:VTIMEZONE", *entry, "END:VCALENDAR", ""]
    )


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=YEARLY;INTERVAL=0",
        "FREQ=YEARLY;BYHOUR=1;BYSECOND=1,2,3",
        "INTERVAL=1",
        "FREQ=YEARLY;BYDAY=XX",
        "FREQ=OFTEN",
        "",
    ],
)
def test_a_zone_whose_rule_makes_no_sense_is_not_defined(rule: str) -> None:
    timeline, told = loads_with_report(zoned(rule), "ical")
    assert timeline[0].when == Interval.from_edtf("2012-09-03T10:00")
    assert [loss.field for loss in told] == ["zone"]


@pytest.mark.parametrize(
    "rules",
    [
        [],
        ["FREQ=YEARLY;BYMONTH=1;BYDAY=-1SU"],
        ["FREQ=YEARLY;BYMONTH=1;BYDAY=SU;BYMONTHDAY=8,9,10,11,12,13,14;UNTIL=20300101T000000Z"],
        ["freq=yearly;wkst=mo;interval=1"],
    ],
)
def test_a_zone_that_changes_by_the_year_is(rules: list[str]) -> None:
    timeline, told = loads_with_report(zoned(*rules), "ical")
    assert edtf(timeline[0]) == "2012-09-03T10:00+02:00"
    assert not told


MANY = {
    "zones that do not end": ("BEGIN:VTIMEZONE\r\nTZID:a\r\n", "", ""),
    "organizers": ("", "ORGANIZER:mailto:a{}@example.org\r\n", ""),
    "folds": ("", "\r\n y", ""),
    "parameters": ("", "", ";X-A=b"),
    "quotes": ("", "", ';X-A="b",'),
    "entries that do not end": ("BEGIN:VEVENT\r\n", "", ""),
    "components inside": ("", "BEGIN:X\r\n", ""),
}


@pytest.mark.parametrize(("before", "within", "parameter"), MANY.values(), ids=MANY)
def test_reading_takes_linear_time(before: str, within: str, parameter: str) -> None:
    def work(number: int) -> int:
        many = "".join(within.format(n) for n in range(number))
        entry = f"BEGIN:VEVENT\r\nDTSTART;TZID=Town:20120903T100000\r\nCOMMENT{parameter * number}:x\r\n{many}"
        text = f"BEGIN:VCALENDAR\r\n{before * number}{entry}\r\nEND:VEVENT\r\n" + zoned()
        return operations(lambda: loads_with_report(text, "ical"))

    work(10)
    assert work(2_000) <= 8 * 1.25 * work(250) + 2_000


def test_a_zone_is_that_of_its_own_calendar() -> None:
    east = zoned()
    west = zoned().replace("+0200", "-0700")
    for _ in range(2):
        assert edtf(loads_with_report(east, "ical")[0][0]) == "2012-09-03T10:00+02:00"
        assert edtf(loads_with_report(west, "ical")[0][0]) == "2012-09-03T10:00-07:00"
    # Nor does it change what the package makes of calendars that others read with it.
    unknown = re.sub(r"BEGIN:VTIMEZONE.*END:VTIMEZONE\r\n", "", east, flags=re.DOTALL)
    (entry,) = Calendar.from_ical(unknown).walk("VEVENT")
    assert entry.decoded("DTSTART").tzinfo is None


# -- as it is written --------------------------------------------------------------------------------------------------


def entry(*lines: str, head: Sequence[str] = (), kind: str = "VEVENT") -> str:
    """A calendar of one entry, which has a date and a title unless these lines have others."""
    body = [*lines]
    for name, line in (("DTSTART", "DTSTART:20120903T100000"), ("SUMMARY", "SUMMARY:Talk")):
        if not any(told.upper().startswith(name) for told in lines):
            body.append(line)
    return "\r\n".join(
        ["BEGIN:VCALENDAR", *head, f"BEGIN:{kind}", "UID:t-1", *body, f"END:{kind}", "END:VCALENDAR", ""]
    )


def only(text: str, **options: Any) -> tuple[Event, list[str]]:
    """The only event of a calendar, and the fields that the report has lines for."""
    (event,), told = loads_with_report(text, "ical", **options)
    return event, [loss.field for loss in told]


@pytest.mark.parametrize(
    ("lines", "edtf_read", "fields"),
    [
        (["DTSTART;VALUE=DATE:20260311Z", "DTEND;VALUE=DATE:20260313Z"], "2026-03-11/2026-03-12", []),
        (["DTSTART:2022-07-17T10:00:00Z"], "2022-07-17T10:00Z", []),
        (["DTSTART:2022-07-17"], "2022-07-17", []),
        (["DTSTART:20220717T1030"], "2022-07-17T10:30", []),
        (["DTSTART:20220717T103000+0200"], "2022-07-17T10:30+02:00", []),
        (["dtstart:20220717t100000z"], "2022-07-17T10:00Z", []),
        (["DTSTART:20220717T100000.250"], "2022-07-17T10:00:00.250000", []),
        (["DTSTART:20220717T230000", "DTEND:20220717T240000"], "2022-07-17T23:00/2022-07-18T00:00", []),
        (["DTSTART:20220717", "DTEND:20223009"], "2022-07-17", ["end"]),
        (["DTSTART:20220717T100000", "DTEND:202207170T110000"], "2022-07-17T10:00", ["end"]),
        (["DTSTART:20220717T100000", "DTEND:20220717T090000"], "2022-07-17T10:00", ["end"]),
        (["DTSTART:20220717T100000", "DURATION:an hour"], "2022-07-17T10:00", ["end"]),
        (["DTSTART:20220717T100000", "DURATION:pt90m"], "2022-07-17T10:00/2022-07-17T11:30", []),
        (["DTSTART:20220717T100000", "DTEND:20220717T100000"], "2022-07-17T10:00", []),
        (["DTSTART:20220717T100000Z", "DTEND:20220717T110000"], "2022-07-17T10:00Z/2022-07-17T11:00Z", ["zone"]),
        (["DTSTART:20220717T100000", "DTEND;VALUE=DATE:20220719"], "2022-07-17T10:00/2022-07-18", []),
        (["DTSTART:20220717T100000", "X-MARGIN=2.5", "Quay 4"], "2022-07-17T10:00", ["properties"] * 2),
    ],
)
def test_dates_are_read_as_programs_write_them(lines: list[str], edtf_read: str, fields: list[str]) -> None:
    event, told = only(entry(*lines))
    assert (edtf(event), event.title, told) == (edtf_read, "Talk", fields)


@pytest.mark.parametrize("value", ["20220230", "2022-0717", "20220717T2500", "202207170", "20220717+0200", ""])
def test_a_start_that_is_none_costs_the_entry(value: str) -> None:
    with pytest.raises(ReadError, match="DTSTART of line 4"):
        only(entry(f"DTSTART:{value}"))


@pytest.mark.parametrize(
    ("zone", "edtf_read"),
    [
        ("GMT+0200", "2012-09-03T10:00+02:00"),
        ("UTC+2", "2012-09-03T10:00+02:00"),
        ("UTC-03:30", "2012-09-03T10:00-03:30"),
        ('"UTC+03:00"', "2012-09-03T10:00+03:00"),
        ("(UTC+01:00)", "2012-09-03T10:00+01:00"),
        ("+0530", "2012-09-03T10:00+05:30"),
        ("utc", "2012-09-03T10:00Z"),
        # The sign of these names of the tz database is the other way round.
        ("Etc/GMT+2", "2012-09-03T10:00-02:00"),
        ("America/Argentina/Buenos_Aires", "2012-09-03T10:00-03:00"),
        ("/vendor.example/Tzfile/America/Argentina/Buenos_Aires", "2012-09-03T10:00-03:00"),
        ("/vendor.example/20120101_1/America/Indiana/Indianapolis", "2012-09-03T10:00-04:00"),
        ("/vendor.example/Europe/Oslo", "2012-09-03T10:00+02:00"),
        ("GMT+99", "2012-09-03T10:00"),
        ("/vendor.example/Nowhere/Milby", "2012-09-03T10:00"),
    ],
)
def test_a_zone_is_its_offset_or_the_longest_name_at_the_end(zone: str, edtf_read: str) -> None:
    event, told = only(entry(f"DTSTART;TZID={zone}:20120903T100000"))
    assert edtf(event) == edtf_read
    assert told == ([] if len(edtf_read) > 16 else ["zone"])


def test_the_zone_of_the_calendar_is_that_of_bare_times() -> None:
    chicago = ["X-WR-TIMEZONE:America/Chicago"]
    event, told = only(entry("DTEND:20120903T113000", head=chicago))
    assert (edtf(event), told) == ("2012-09-03T10:00-05:00/2012-09-03T11:30-05:00", ["zone"])
    for start in ("DTSTART:20120903T100000Z", "DTSTART;TZID=Europe/Oslo:20120903T120000", "DTSTART:20120903"):
        event, told = only(entry(start, head=chicago))
        assert (edtf(event) in ("2012-09-03", "2012-09-03T10:00Z", "2012-09-03T12:00+02:00"), told) == (True, [])
    event, told = only(entry(head=["X-WR-TIMEZONE:Milby"]))
    assert (edtf(event), told) == ("2012-09-03T10:00", ["zone"])


def test_who_declined_does_not_take_part() -> None:
    event, told = only(
        entry(
            "ORGANIZER;CN=Una Berg:MAILTO:una@example.org",
            "ATTENDEE;CN=Ada Brook;PARTSTAT=DECLINED:mailto:ada@example.org",
            "ATTENDEE;CN=Ivo Lind;PARTSTAT=TENTATIVE:mailto:ivo@example.org",
            "ATTENDEE;ROLE=NON-PARTICIPANT:Mailto:office@example.org",
        )
    )
    assert [actor.name for actor in event.actors] == ["Una Berg", "Ivo Lind"]
    assert event.notes == ("declined: Ada Brook", "for information: office@example.org")
    assert told == ["participants", "participants"]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["SUMMARY:", r"DESCRIPTION:\n  Bring gloves \nand tar"], "Bring gloves"),
        (["SUMMARY: ", "DESCRIPTION:" + "ox " * 100], ("ox " * 67)[:200].rstrip() + "…"),
        (["SUMMARY:"], "(no title)"),
    ],
)
def test_no_event_is_without_a_title(lines: list[str], title: str) -> None:
    event, told = only(entry(*lines))
    assert (event.title, told) == (title, ["title"])


OLD = """\
BEGIN:VCALENDAR
VERSION:1.0
BEGIN:VEVENT
DTSTART:20120903T100000
SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Bl=C3=A5b=C3=A6r and=
 cream, =
at noon
LOCATION;QUOTED-PRINTABLE;CHARSET=ISO-8859-1:M=F8lle=2C 2
DESCRIPTION;ENCODING=QUOTED-PRINTABLE:two=0D=0Alines=
END:VEVENT
BEGIN:VEVENT
DTSTART:20120904T100000
SUMMARY;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:caf=E9
COMMENT;ENCODING=BASE64:dGVh
DESCRIPTION:1+1=
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_calendars_of_old_phones_are_quoted_printable(end: str) -> None:
    (first, second), told = loads_with_report(OLD.replace("\n", end), "ical")
    assert (first.title, first.place) == ("Blåbær and cream, at noon", "Mølle, 2")
    assert first.evidence[0].text == "two\nlines"
    assert (second.title, second.notes, second.evidence[0].text) == ("caf\ufffd", ("tea",), "1+1=")
    assert [(loss.event_id, loss.field) for loss in told] == [(second.id, "text")]


@pytest.mark.parametrize("before", ["  ", "\n\n", "\r\n \t\r\n   ", "\ufeff "])
def test_blanks_before_a_calendar_are_nothing(before: str) -> None:
    assert only(before + entry())[0].title == "Talk"


def test_a_calendar_that_is_set_in_is_read_as_if_it_were_not() -> None:
    lines = entry("DESCRIPTION:a long", "  description").split("\r\n")
    event, _ = only("\n".join(f"    {line}" for line in lines))
    assert event.evidence[0].text == "a long description"


@pytest.mark.parametrize("text", ["BEGIN:VCALENDAR\nEND:VCALENDAR\n", "BEGIN:VCALENDAR\nX-A:b\n"])
def test_no_calendar_is_empty_in_silence(text: str) -> None:
    timeline, told = loads_with_report(text, "ical")
    assert not timeline
    assert [(loss.event_id, loss.field) for loss in told] == [(None, "calendar")]
    with pytest.warns(SkippedWarning, match="no event was read"):
        loads(text, "ical")


# -- tasks and journals ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "edtf_read", "status", "notes", "fields"),
    [
        (["DUE:20120910T120000Z"], "2012-09-10T12:00Z", "planned", ["begins: 20120903T100000"], []),
        (["DTSTART;VALUE=DATE:20120903"], "2012-09-03", "planned", [], []),
        (["DTSTART:20120903T100000", "DURATION:P2D"], "2012-09-05T10:00", "planned", [], []),
        (["DTSTART:20120903", "STATUS:CANCELLED"], "2012-09-03", "negated", [], []),
        (
            ["DTSTART:20120903", "DUE:20120910", "COMPLETED:20120908T101500Z", "STATUS:COMPLETED"],
            "2012-09-08",
            "asserted",
            ["begins: 20120903", "due: 20120910"],
            [],
        ),
        (["DTSTART:20120903", "STATUS:COMPLETED"], "2012-09-03", "asserted", [], ["when"]),
    ],
)
def test_a_task_is_planned_until_it_is_done(
    lines: list[str], edtf_read: str, status: str, notes: list[str], fields: list[str]
) -> None:
    event, told = only(entry(*lines, kind="VTODO"))
    assert (edtf(event), event.status.value, [*event.notes], told) == (edtf_read, status, notes, fields)


def test_a_task_without_a_day_has_none() -> None:
    text = "BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:Tar the boat\nEND:VTODO\nEND:VCALENDAR\n"
    event, told = only(text)
    assert (event.title, event.when, event.status.value, told) == ("Tar the boat", None, "planned", ["when"])


def test_a_journal_tells_of_its_day() -> None:
    lines = ["DTSTART;VALUE=DATE:20120903", "SUMMARY:Monday", "DESCRIPTION:It rained.", "DESCRIPTION:Ada came."]
    event, told = only(entry(*lines, "STATUS:FINAL", kind="VJOURNAL"))
    assert (event.title, edtf(event), event.status.value, told) == ("Monday", "2012-09-03", "asserted", [])
    assert event.evidence[0].text == "It rained.\n\nAda came."


# -- what repeats ------------------------------------------------------------------------------------------------------


def times(text: str, first: str, last: str) -> list[str]:
    return [edtf(event) for event in loads_with_report(text, "ical", expand=(first, last))[0]]


def test_what_repeats_is_told_time_by_time_within_a_window() -> None:
    timeline, told = loads_with_report(WEB, "ical", expand=("2019-09-01", "2019-10-10"))
    assert [(event.title, edtf(event)[:16]) for event in timeline] == [
        ("Spring work", "2019-05-04/2019-"),
        ("Committee", "2019-09-10T18:00"),
        # Not on the 17th; and an hour later, by an entry of its own, on 1 October.
        ("Committee", "2019-09-24T18:00"),
        ("Committee (an hour later)", "2019-10-01T19:00"),
        ("Committee", "2019-10-08T18:00"),
    ]
    assert [loss.reason for loss in told if loss.field == "rrule"] == [
        "line 40 (2abc@calendar.example): repeats; 3 times within 2019-09-01/2019-10-10 came of it, no others were read"
    ]
    # At six in winter too.
    assert times(WEB, "2019-11-01", "2019-11-06")[1:] == ["2019-11-05T18:00+01:00/2019-11-05T19:30+01:00"]
    assert times(WEB, "2018-01-01", "2019-01-01") == ["2019-05-04/2019-05-05"]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["DTSTART:20120131", "RRULE:FREQ=MONTHLY;COUNT=3"], ["2012-01-31", "2012-03-31", "2012-05-31"]),
        (["DTSTART:20120903", "RRULE:FREQ=DAILY;UNTIL=20120904"], ["2012-09-03", "2012-09-04"]),
        (["RRULE:FREQ=DAILY;UNTIL=20120904"], ["2012-09-03T10:00", "2012-09-04T10:00"]),
        (["RRULE:FREQ=DAILY;COUNT=4", "EXDATE:20120904,20120905T100000"], ["2012-09-03T10:00", "2012-09-06T10:00"]),
        (["DTSTART:20120903", "RRULE:FREQ=DAILY;COUNT=2", "EXDATE:20120903T000000Z"], ["2012-09-04"]),
        (["RDATE:20120905T120000,soon"], ["2012-09-03T10:00", "2012-09-05T12:00"]),
        (
            ["DTEND:20120903T110000", "RDATE;VALUE=PERIOD:20120905T120000/PT2H,20120906T120000/20120906T121500"],
            [
                "2012-09-03T10:00/2012-09-03T11:00",
                "2012-09-05T12:00/2012-09-05T14:00",
                "2012-09-06T12:00/2012-09-06T12:15",
            ],
        ),
        (["DTSTART:20110903", "DTEND:20110906", "RRULE:FREQ=YEARLY;BYMONTH=1"], ["2012-01-03/2012-01-05"]),
        # An occurrence that has begun before the window.
        (["DTSTART:20111230", "DTEND:20120103", "RRULE:FREQ=YEARLY;COUNT=1"], ["2011-12-30/2012-01-02"]),
        # What makes no sense is told, and the first time stands.
        (["RRULE:W1 MO #5"], ["2012-09-03T10:00"]),
        (["RRULE:FREQ=DAILY;BYWEEKNO=3"], ["2012-09-03T10:00"]),
        (["RRULE:FREQ=DAILY;INTERVAL=0"], ["2012-09-03T10:00"]),
        (["RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"], ["2012-09-03T10:00"]),
    ],
)
def test_rules_dates_and_exceptions(lines: list[str], found: list[str]) -> None:
    assert times(entry(*lines), "2012-01-01", "2013-01-01") == found


@pytest.mark.slow
def test_so_many_times_are_read_and_no_more() -> None:
    text = entry("RRULE:FREQ=MINUTELY")
    timeline, told = loads_with_report(text, "ical", expand=("2012-09-03", "2013-01-01"))
    assert len(timeline) == LIMIT
    assert any(f"the first {LIMIT} times" in loss.reason for loss in told)
    # From near the window on: the years before it are not counted out.
    assert operations(lambda: times(entry("RRULE:FREQ=MINUTELY"), "2090-01-01T00:00", "2090-01-01T00:05")) < 500_000
    timeline, told = loads_with_report(
        entry("RRULE:FREQ=SECONDLY;COUNT=999999999"), "ical", expand=("2090-01-01", "2091-01-01")
    )
    assert not timeline
    assert any("have to be counted out" in loss.reason for loss in told)


@pytest.mark.parametrize(
    "lines",
    [
        "EXDATE{parameters}:{times}",
        "RDATE{parameters}:{times}",
        "EXDATE:{times}\r\nRDATE:{times}",
        "RRULE:FREQ=DAILY;COUNT=9;BYMONTH=1{numbers}",
        "SUMMARY;QUOTED-PRINTABLE:{soft}",
    ],
)
def test_exceptions_and_dates_take_linear_time(lines: str) -> None:
    def work(number: int) -> int:
        times = ",".join("20120903T100000" for _ in range(number))
        body = lines.format(
            parameters=";X-A=b" * number, times=times, numbers=",1" * min(number, 90), soft="=\r\n" * number
        )
        return operations(lambda: loads_with_report(entry(body), "ical", expand=("2012-01-01", "2013-01-01")))

    work(10)
    assert work(2_000) <= 8 * 1.25 * work(250) + 4_000


@pytest.mark.parametrize("window", ["2012", ("2012-01-01",), ("2013-01-01", "2012-01-01"), ("2012-01-01", 5), 7])
def test_a_window_is_two_dates(window: Any) -> None:
    with pytest.raises(ArgumentError, match="expand"):
        loads(entry(), "ical", expand=window)


rules = st.builds(
    "FREQ={};INTERVAL={}{}{}".format,
    st.sampled_from(
        ["DAILY", "WEEKLY", "WEEKLY;BYDAY=MO,TH", "MONTHLY", "MONTHLY;BYDAY=-1FR", "MONTHLY;BYMONTHDAY=-1,15", "YEARLY"]
    ),
    st.integers(1, 4),
    st.sampled_from(["", ";COUNT=7", ";UNTIL=20121231T230000Z"]),
    st.sampled_from(["", ";WKST=SU"]),
)


@settings(max_examples=60, deadline=None)
@given(rules, st.dates(dt.date(2011, 1, 1), dt.date(2012, 12, 31)), st.integers(0, 400), st.integers(1, 200))
def test_what_repeats_is_counted_as_another_package_does(rule: str, start: dt.date, skip: int, days: int) -> None:
    first = start + dt.timedelta(skip)
    last = first + dt.timedelta(days)
    text = entry(
        f"DTSTART;TZID=Europe/Oslo:{start:%Y%m%d}T180000",
        f"DTEND;TZID=Europe/Oslo:{start:%Y%m%d}T193000",
        f"RRULE:{rule}",
        f"EXDATE;TZID=Europe/Oslo:{start + dt.timedelta(7):%Y%m%d}T180000",
        f"RDATE;TZID=Europe/Oslo:{start + dt.timedelta(3):%Y%m%d}T120000",
    )
    ours = loads_with_report(text, "ical", expand=(first, last))[0]
    theirs = recurring_ical_events.of(Calendar.from_ical(text)).between(first, last)
    expected = sorted(one.decoded("DTSTART").astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M") for one in theirs)
    found = [
        event.when.start.datetime().astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M")
        for event in ours
        if event.when and event.when.start
    ]
    assert found == expected
