"""The entries of an iCalendar stream as they stand there (RFC 5545): a bad one sinks no other, and each knows its line.

It reads content lines and nothing more, at a small part of what a tree of components costs; time zones, which are the
hard part, are left to the package `icalendar`.
"""

from __future__ import annotations

import binascii
import datetime as dt
import re
from codecs import lookup
from typing import TYPE_CHECKING, NamedTuple

from attrs import Factory, define, evolve

from dateline.errors import ReadError
from dateline.model import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.interval import Interval

__all__ = ["KINDS", "Entry", "Property", "Zones", "duration_of", "entries", "in_zones", "value_of"]

KINDS = ("VEVENT", "VTODO", "VJOURNAL")
"""The components that become events: what happens, what is to be done, what was written down of a day."""

# A line with the lines that it is folded into (3.1); line ends of any system.  Possessive, here and below: to go back
# is of no use, and to be able to takes gigabytes where a line has a million folds or parameters.
_FOLDED = re.compile(r"([^\r\n]*+(?:(?:\r\n|\r|\n)[ \t][^\r\n]*+)*+)(?:\r\n|\r|\n|\Z)")
_FOLD = re.compile(r"(?:\r\n|\r|\n)[ \t]")
_VALUE = r'(?:"[^"]*"|[^";:,]*+)'
# vCalendar 1.0 has parameters without a name (";QUOTED-PRINTABLE").
_CONTENT = re.compile(rf"([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]++(?:={_VALUE}(?:,{_VALUE})*+)?+)*+):(.*)", re.DOTALL)
_PARAMETER = re.compile(rf";([A-Za-z0-9-]+)=({_VALUE})")
_ESCAPE = re.compile(r"\\([\\;,nN])")
_CARET = re.compile(r"\^([n^'])")
_ITEM = re.compile(r"((?:[^\\,]|\\.|\\\Z)*)(?:,|\Z)", re.DOTALL)
# As 3.3.5 has it, and as other programs write it: with hyphens and colons, no seconds, an offset, a date with a Z.
_TIME = re.compile(
    r"(\d{4}(?:\d{4}|-\d\d-\d\d))"
    r"(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d{1,6})\d*)?)?)? ?(Z|[+-]\d\d:?[0-5]\d)?",
    re.ASCII | re.IGNORECASE,
)
# A zone that is nothing but a distance from UTC; the names of places come from the tz database.
_OFFSET = re.compile(r"\(?(?:UTC|GMT|Z)? ?([+\u2212-]) ?(\d{1,2})(?:[:.]?([0-5]\d))?\)?", re.ASCII | re.IGNORECASE)
_CUT_OFFSET = re.compile(r";TZID=([^:;\"]{0,6}[+\u2212-]\d{1,2})\Z", re.IGNORECASE | re.ASCII)
_CUT_REST = re.compile(r"([0-5]\d\)?):(\d{4}.*)\Z", re.ASCII)
_UTC = frozenset({"Z", "UTC", "GMT", "COORDINATED UNIVERSAL TIME", "(UTC) COORDINATED UNIVERSAL TIME"})
_FURTHEST = dt.timedelta(hours=14)
# A value in the octets of some charset (RFC 2045, 6.7), as vCalendar 1.0 has them, and what breaks its lines.
_QUOTED = re.compile(r"[A-Za-z0-9-]+(?:;[^:\r\n]*)?;(?:ENCODING=)?QUOTED-PRINTABLE[;:]", re.IGNORECASE)
_SOFT = re.compile(r"=[ \t]*(?:\r\n|\r|\n)")
_OCTETS = re.compile(r"((?:=[0-9A-Fa-f]{2})+)")
_BEGINNING = "BEGIN:VCALENDAR"
_COMPONENT = re.compile(r"(?:BEGIN|END):V[A-Z]+\s*", re.IGNORECASE)
# How many parts of a path, counted from its end, can be the name of a zone: "America/Argentina/Buenos_Aires".
_TAIL = 3
_ZONE = re.compile(r"(?<![^\r\n])(?:(BEGIN)|END):VTIMEZONE\b[^\r\n]*", re.IGNORECASE)
_ZONE_NAME = re.compile(r"(?<![^\r\n])TZID\b[^:\r\n]*:([^\r\n]*)", re.IGNORECASE)
_RULE = re.compile(r"(?<![^\r\n])RRULE\b[^:\r\n]*:([^\r\n]*)", re.IGNORECASE)
# A clock is changed on a day of the year.  What is said to change by the second would be counted out for ever.
_YEARLY = re.compile(
    r"(?=.*FREQ=YEARLY)(?:(?:FREQ=YEARLY|INTERVAL=[1-9]|UNTIL=\d{8}(?:T\d{6}Z?)?|COUNT=\d{1,4}|WKST=[A-Z]{2}"
    r"|BYMONTH=\d\d?|BYDAY=[+-]?\d?[A-Z]{2}|BYMONTHDAY=-?\d\d?(?:,-?\d\d?){0,6})(?:;|\s*\Z))+",
    re.IGNORECASE | re.ASCII,
)


class Property(NamedTuple):
    """A content line of an entry: the number of its line, its parameters and its value, both as they stand there."""

    line: int
    parameters: str
    value: str

    @property
    def plain(self) -> str:
        """The value with the octets of its encoding read (ENCODING and CHARSET of vCalendar 1.0), escapes kept.

        What the charset does not have becomes U+FFFD.
        """
        encoding = self.encoding
        if not encoding:
            return self.value
        name = self.parameter("CHARSET") or "utf-8"
        charset = name if _is_charset(name) else "utf-8"
        if encoding == "QUOTED-PRINTABLE":
            # Between the octets there may be characters, in files of which the rest is UTF-8.
            parts = _OCTETS.split(self.value)
            octets = b"".join(
                bytes.fromhex(part.replace("=", "")) if number % 2 else part.encode(charset, "replace")
                for number, part in enumerate(parts)
            )
        else:
            try:
                octets = binascii.a2b_base64(self.value)
            except ValueError:
                return self.value
        return octets.decode(charset, "replace").replace("\r\n", "\n")

    @property
    def encoding(self) -> str:
        """QUOTED-PRINTABLE or BASE64 where the value has one of them, else ""."""
        if "ENCODING" not in (parameters := self.parameters.upper()) and "QUOTED" not in parameters:
            return ""
        told = (self.parameter("ENCODING") or "").upper()
        if not told and re.search(r";QUOTED-PRINTABLE(?:;|\Z)", parameters):
            told = "QUOTED-PRINTABLE"
        told = {"B": "BASE64"}.get(told, told)
        return told if told in ("QUOTED-PRINTABLE", "BASE64") else ""

    @property
    def text(self) -> str:
        """The value of a property of type TEXT (3.3.11)."""
        return _unescaped(self.plain)

    @property
    def items(self) -> list[str]:
        """The values of a list of TEXT."""
        items = [_unescaped(found[1]) for found in _ITEM.finditer(self.plain)]
        return [item for item in items if item]

    def parameter(self, name: str) -> str | None:
        """The first value of a parameter, None if it is not there (carets as in RFC 6868)."""
        for found in _PARAMETER.finditer(self.parameters):
            if found[1].upper() == name:
                bare = found[2].strip('"')
                return _CARET.sub(_plain, bare) if "^" in bare else bare
        return None

    def time(self, zones: Zones) -> dt.date | dt.datetime:
        """The value of a DATE or DATE-TIME; `ValueError` for what is none."""
        return value_of(self.value, self.zone(zones))

    def zone(self, zones: Zones) -> dt.tzinfo | None:
        """The zone that it names, None if it names none or one that nobody knows."""
        name = self.parameter("TZID")
        return zones.of(name) if name else None


def value_of(value: str, zone: dt.tzinfo | None) -> dt.date | dt.datetime:
    """A DATE or DATE-TIME, in the zone where it is a clock time without one; `ValueError` for what is none."""
    found = _TIME.fullmatch(value.strip())
    if found is None:
        raise ValueError(f"{value[:40]!r} is no date")
    date = found[1].replace("-", "")
    year, month, day = int(date[:4]), int(date[4:6]), int(date[6:])
    if not found[2]:
        if found[6] not in (None, "Z", "z"):
            raise ValueError(f"{value[:40]!r} is no date")
        return dt.date(year, month, day)
    hour, minute, second = int(found[2]), int(found[3]), int(found[4] or 0)
    microsecond = int((found[5] or "").ljust(6, "0"))
    # ISO 8601 has 24:00 for the end of a day; a leap second has no place in a datetime.
    midnight = hour == 24 and not (minute or second)
    clock = dt.datetime(year, month, day, 0 if midnight else hour, minute, min(second, 59), microsecond)
    clock += dt.timedelta(days=midnight)
    if found[6]:
        return clock.replace(tzinfo=dt.UTC if found[6] in "Zz" else _offset(found[6]))
    return clock if zone is None else clock.replace(tzinfo=zone)


def _offset(name: str) -> dt.tzinfo | None:
    """The zone that is told by its distance from UTC alone: "GMT+0200", "UTC-3"; None for any other name."""
    if name.upper() in _UTC:
        return dt.UTC
    found = _OFFSET.fullmatch(name)
    if found is None:
        return None
    size = dt.timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    if size > _FURTHEST:
        return None
    return dt.timezone(size if found[1] == "+" else -size)


_DURATION = re.compile(
    r"([+-]?)P(?:(\d{1,7})W)?(?:(\d{1,7})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?",
    re.ASCII | re.IGNORECASE,
)


def duration_of(value: str) -> dt.timedelta:
    """The length of a DURATION (3.3.6); `ValueError` for what is none."""
    found = _DURATION.fullmatch(value.strip())
    if found is None:
        raise ValueError(f"DURATION {value[:40]!r} is none")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    length = dt.timedelta(days, seconds, minutes=minutes, hours=hours, weeks=weeks)
    return -length if found[1] == "-" else length


def _is_charset(name: str) -> bool:
    try:
        "".encode(name)
        lookup(name)
    except (LookupError, ValueError):
        return False
    return True


def _unescaped(value: str) -> str:
    return _ESCAPE.sub(_meant, value) if "\\" in value else value


def _meant(found: re.Match[str]) -> str:
    return "\n" if found[1] in "nN" else found[1]


def _plain(found: re.Match[str]) -> str:
    return {"n": "\n", "'": '"'}.get(found[1], found[1])


@define
class Entry:
    """A component of `KINDS`: its properties by name, the components inside it, and the calendar it stands in.

    `broken` are the numbers of those of its lines that are not NAME:VALUE.
    """

    line: int
    calendar: dict[str, str]
    kind: str = "VEVENT"
    properties: dict[str, list[Property]] = Factory(dict)
    inside: list[str] = Factory(list)
    broken: list[int] = Factory(list)

    def first(self, name: str) -> Property | None:
        """The first property of a name."""
        found = self.properties.get(name)
        return found[0] if found else None

    def all(self, name: str) -> list[Property]:
        """The properties of a name."""
        return self.properties.get(name, [])

    def text(self, name: str) -> str:
        """The text of the first property of a name, "" if there is none."""
        found = self.properties.get(name)
        return found[0].text if found else ""

    @property
    def place(self) -> str:
        """Where it begins, and its UID, for messages."""
        uid = self.text("UID")
        return f"line {self.line} ({uid[:80]})" if uid else f"line {self.line}"

    @property
    def source(self) -> Source:
        """The calendar, by its name or that of the program that made it."""
        return Source(next((self.calendar[name] for name in _NAMES if self.calendar.get(name, "").strip()), None))


_NAMES = ("NAME", "X-WR-CALNAME", "PRODID")
_OF_CALENDAR = frozenset({*_NAMES, "X-WR-TIMEZONE"})


class Zones:
    """The time zones of a stream: those of the tz database by their names, others as the stream defines them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.known: dict[str, dt.tzinfo | None] = {}
        self.defined: dict[str, dt.tzinfo] | None = None

    def of(self, name: str) -> dt.tzinfo | None:
        """The zone that is called so, None if nobody says what it is."""
        if name not in self.known:
            self.known[name] = self._found(name)
        return self.known[name]

    def _found(self, name: str) -> dt.tzinfo | None:
        # Imported when a calendar names a zone: most entries of timelines are days.
        from icalendar.timezone.tzp import TZP

        # One of its own: that of the package remembers what other calendars have defined by the same name.
        database = TZP()
        known = None if name.startswith("/") else database.timezone(name)
        if known is None:
            if self.defined is None:
                self.defined = dict(self._definitions())
            known = self.defined.get(name)
        if known is None:
            known = _offset(name.strip())
        if known is None and "/" in name:
            # "/vendor.example/…/America/Argentina/Buenos_Aires": globally unique (3.2.19), and still names a place.
            parts = name.split("/")[-_TAIL:]
            tails = filter(None, ("/".join(parts[number:]) for number in range(len(parts))))
            return next(filter(None, map(database.timezone, tails)), None)
        return known

    def _definitions(self) -> Iterator[tuple[str, dt.tzinfo]]:
        from icalendar import Calendar, Timezone

        text = _FOLD.sub("", self.text)
        begins: int | None = None
        for found in _ZONE.finditer(text):
            if found[1]:
                begins = found.start()
                continue
            if begins is None:
                continue
            definition, begins = text[begins : found.end()], None
            named = _ZONE_NAME.search(definition)
            if named is None or not all(map(_YEARLY.fullmatch, _RULE.findall(definition))):
                continue
            # Under a name of ours, so that the package remembers none of theirs for other calendars.
            definition = _ZONE_NAME.sub("TZID:dateline", definition)
            try:
                calendar = Calendar.from_ical(f"BEGIN:VCALENDAR\r\n{definition}\r\nEND:VCALENDAR\r\n")
                for zone in calendar.walk("VTIMEZONE"):
                    if isinstance(zone, Timezone):
                        # Some programs quote the name here too, as only a parameter is.
                        yield _unescaped(named[1]).strip().strip('"'), zone.to_tz(lookup_tzid=False)
            except (ValueError, KeyError, IndexError, TypeError, AttributeError):
                # A zone that makes no sense is one that is not defined.
                continue


def entries(text: str, bad: list[tuple[str, str]]) -> Iterator[Entry]:
    """The entries of a stream in order; those that make no sense go to `bad`, as their place and the reason.

    A line that is not NAME:VALUE is passed over, and the entry says so.  Raises `ReadError` if there is no calendar.
    """
    calendar: dict[str, str] | None = None
    entry: Entry | None = None
    open_inside: list[str] = []
    beside = 0
    complaint = ""

    def unfinished() -> None:
        if entry is not None:
            bad.append((entry.place, "the entry does not end"))

    for at, line in _lines(text):
        content = _CONTENT.match(line if calendar is not None else line.lstrip())
        name = content[1].upper() if content is not None else ""
        if content is not None and name in ("BEGIN", "END"):
            what = content[3].strip().upper()
            if what == "VCALENDAR" or (what in KINDS and name == "BEGIN"):
                unfinished()
                entry = Entry(at, calendar, what) if what in KINDS and calendar is not None else None
                calendar = {} if what == "VCALENDAR" else calendar
                open_inside, beside, complaint = [], 0, ""
            elif entry is None:
                if name == "BEGIN" and not beside and what != "VTIMEZONE" and calendar is not None:
                    bad.append((f"line {at}", f"{what[:40]} is no event"))
                beside = max(beside + (1 if name == "BEGIN" else -1), 0)
            elif name == "BEGIN":
                open_inside.append(what)
                entry.inside.append(what)
            elif what == entry.kind:
                complaint = complaint or (f"{open_inside[-1]} in it does not end" if open_inside else "")
                if complaint:
                    bad.append((entry.place, complaint))
                else:
                    yield entry
                entry = None
            elif open_inside and open_inside[-1] == what:
                open_inside.pop()
        elif entry is not None:
            if open_inside:
                continue
            if content is None:
                entry.broken.append(at)
            else:
                parameters, value = content[2], content[3]
                if parameters and (cut := _CUT_OFFSET.search(parameters)) and (rest := _CUT_REST.match(value)):
                    # A colon in a parameter needs quotes, which "TZID=UTC+03:00" does not always have.
                    parameters, value = f'{parameters[: cut.start(1)]}"{cut[1]}:{rest[1]}"', rest[2]
                entry.properties.setdefault(name, []).append(Property(at, parameters, value))
        elif calendar is not None and content is not None and name in _OF_CALENDAR:
            calendar[name] = _unescaped(content[3])
    unfinished()
    if calendar is None:
        raise ReadError("ical", "line 1", "there is no BEGIN:VCALENDAR")


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The content lines of a stream, unfolded, each with its number; blank ones are left out."""
    number = 1
    begun, pieces = 0, list[str]()
    for found in _FOLDED.finditer(_flush(text.removeprefix("\ufeff"))):
        line, at = found[1], number
        number += 1
        if pieces and not _COMPONENT.fullmatch(line):
            # What a soft break was before, whatever it looks like.
            at = begun
        elif pieces:
            yield begun, "".join(pieces)
            pieces = []
        elif not line or line.isspace():
            continue
        folded = "\n" in line or "\r" in line
        if pieces or ((folded or line.endswith("=")) and _QUOTED.match(line)):
            number += len(_FOLD.findall(line)) if folded else 0
            line = _FOLD.sub("", _SOFT.sub("", line)) if folded else line
            begun = at
            pieces.append(line.removesuffix("="))
            if line.endswith("="):
                continue
            line, pieces = "".join(pieces), []
        elif folded:
            line, folds = _FOLD.subn("", line)
            number += folds
        yield at, line
    if pieces:
        yield begun, "".join(pieces)


def _flush(text: str) -> str:
    """The text without the margin that all of its lines have: a calendar that was set in from the left."""
    bare = text.lstrip()
    margin = re.split(r"[\r\n]", text[: len(text) - len(bare)])[-1]
    if not margin or bare[: len(_BEGINNING)].upper() != _BEGINNING:
        return text
    lines = text.splitlines(keepends=True)
    if not all(line.startswith(margin) or not line.strip() for line in lines):
        return text
    return "".join(line.removeprefix(margin) for line in lines)


def in_zones(interval: Interval, start: str | None, end: str | None) -> Interval:
    """The interval with the names of zones, which EDTF does not have."""
    if start and interval.start is not None and interval.start.offset is not None:
        interval = evolve(interval, start=evolve(interval.start, zone=start))
    if end and interval.end is not None and interval.end.offset is not None:
        interval = evolve(interval, end=evolve(interval.end, zone=end))
    return interval
