"""The entries of an iCalendar stream as they stand there (RFC 5545): a bad one sinks no other, and each knows its line.

It reads content lines and nothing more, at a small part of what a tree of components costs; time zones, which are the
hard part, are left to the package `icalendar`.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, NamedTuple

from attrs import Factory, define, evolve

from dateline.errors import ReadError
from dateline.model import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.interval import Interval

__all__ = ["Entry", "Property", "Zones", "entries", "in_zones"]

# A line with the lines that it is folded into (3.1); line ends of any system.
_FOLDED = re.compile(r"([^\r\n]*(?:(?:\r\n|\r|\n)[ \t][^\r\n]*)*)(?:\r\n|\r|\n|\Z)")
_FOLD = re.compile(r"(?:\r\n|\r|\n)[ \t]")
_VALUE = r'(?:"[^"]*"|[^";:,]*)'
_CONTENT = re.compile(rf"([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+={_VALUE}(?:,{_VALUE})*)*):(.*)", re.DOTALL)
_PARAMETER = re.compile(rf";([A-Za-z0-9-]+)=({_VALUE})")
_ESCAPE = re.compile(r"\\([\\;,nN])")
_CARET = re.compile(r"\^([n^'])")
_ITEM = re.compile(r"((?:[^\\,]|\\.|\\\Z)*)(?:,|\Z)", re.DOTALL)
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?", re.ASCII)
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
    def text(self) -> str:
        """The value of a property of type TEXT (3.3.11)."""
        return _unescaped(self.value)

    @property
    def items(self) -> list[str]:
        """The values of a list of TEXT."""
        items = [_unescaped(found[1]) for found in _ITEM.finditer(self.value)]
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
        found = _TIME.fullmatch(self.value.strip())
        if found is None:
            raise ValueError(f"{self.value[:40]!r} is no date")
        year, month, day, hour, minute, second = (int(part) if part else 0 for part in found.groups()[:6])
        if not found[4]:
            return dt.date(year, month, day)
        # A leap second has no place in a datetime.
        clock = dt.datetime(year, month, day, hour, minute, min(second, 59))
        if found[7]:
            return clock.replace(tzinfo=dt.UTC)
        name = self.parameter("TZID")
        return clock.replace(tzinfo=zones.of(name)) if name else clock


def _unescaped(value: str) -> str:
    return _ESCAPE.sub(_meant, value) if "\\" in value else value


def _meant(found: re.Match[str]) -> str:
    return "\n" if found[1] in "nN" else found[1]


def _plain(found: re.Match[str]) -> str:
    return {"n": "\n", "'": '"'}.get(found[1], found[1])


@define
class Entry:
    """A VEVENT: its properties by name, the names of the components inside it, and the calendar it stands in."""

    line: int
    calendar: dict[str, str]
    properties: dict[str, list[Property]] = Factory(dict)
    inside: list[str] = Factory(list)

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
        if known is None and name.startswith("/"):
            # "/vendor.example/…/Europe/Berlin": globally unique (3.2.19), and still the name of a place.
            parts = name.split("/")
            known = database.timezone("/".join(parts[-2:]))
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

    Raises `ReadError` if there is no calendar.
    """
    calendar: dict[str, str] | None = None
    entry: Entry | None = None
    open_inside: list[str] = []
    beside = 0
    complaint = ""
    number = 1

    def unfinished() -> None:
        if entry is not None:
            bad.append((entry.place, "the entry does not end"))

    for found in _FOLDED.finditer(text.removeprefix("\ufeff")):
        line, at = found[1], number
        number += 1
        if not line or line.isspace():
            continue
        if "\n" in line or "\r" in line:
            line, folds = _FOLD.subn("", line)
            number += folds
        content = _CONTENT.match(line)
        name = content[1].upper() if content is not None else ""
        if content is not None and name in ("BEGIN", "END"):
            what = content[3].strip().upper()
            if what in ("VCALENDAR", "VEVENT") and (name == "BEGIN" or what == "VCALENDAR"):
                unfinished()
                entry = Entry(at, calendar) if what == "VEVENT" and calendar is not None else None
                calendar = {} if what == "VCALENDAR" else calendar
                open_inside, beside, complaint = [], 0, ""
            elif entry is None:
                if name == "BEGIN" and not beside and what != "VTIMEZONE" and calendar is not None:
                    bad.append((f"line {at}", f"{what[:40]} is no event"))
                beside = max(beside + (1 if name == "BEGIN" else -1), 0)
            elif name == "BEGIN":
                open_inside.append(what)
                entry.inside.append(what)
            elif what == "VEVENT":
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
                complaint = complaint or f"line {at} is not NAME:VALUE"
            else:
                entry.properties.setdefault(name, []).append(Property(at, content[2], content[3]))
        elif calendar is not None and content is not None and name in _NAMES:
            calendar[name] = _unescaped(content[3])
    unfinished()
    if calendar is None:
        raise ReadError("ical", "line 1", "there is no BEGIN:VCALENDAR")


def in_zones(interval: Interval, start: str | None, end: str | None) -> Interval:
    """The interval with the names of zones, which EDTF does not have."""
    if start and interval.start is not None and interval.start.offset is not None:
        interval = evolve(interval, start=evolve(interval.start, zone=start))
    if end and interval.end is not None and interval.end.offset is not None:
        interval = evolve(interval, end=evolve(interval.end, zone=end))
    return interval
