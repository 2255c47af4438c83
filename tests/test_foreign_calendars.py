"""Calendars as other programs write them: what they mean is read, what is not read is told with its line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from counting import operations
from icalendar import Calendar

from dateline.errors import DocumentError
from dateline.export import loads_with_report, read
from dateline.interval import Interval

if TYPE_CHECKING:
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
