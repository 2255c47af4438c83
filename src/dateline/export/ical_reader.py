"""Reading timelines from iCalendar (RFC 5545): entries that `ical.dumps` wrote, and those of any other calendar."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from attrs import evolve

from dateline.errors import ReadError
from dateline.export.ledger import Ledger, interval_of
from dateline.export.occurrences import Occurrences
from dateline.export.vevents import KINDS, Zones, duration_of, entries, in_zones
from dateline.interval import Granularity, Interval, Moment
from dateline.model import Actor, Attribution, Event, Mention, Participation, Source, Span, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dateline.export.occurrences import Window
    from dateline.export.vevents import Entry, Property
    from dateline.limits import Limits

__all__ = ["SUFFIX", "read"]

SUFFIX = "X-SUFFIX"
"""The parameter of `X-DATELINE-EDTF` that says what the summary has behind the title."""

# What needs no word if it is not read: bookkeeping of calendars, and what says the same as something that is read.
_READ = frozenset(
    """
    BEGIN END UID DTSTAMP CREATED LAST-MODIFIED SEQUENCE TRANSP DTSTART DTEND DURATION SUMMARY DESCRIPTION LOCATION GEO
    URL STATUS COMMENT CATEGORIES CONTACT ORGANIZER ATTENDEE RRULE
    """.split()
)
_READ_OF = {
    "VEVENT": _READ,
    "VTODO": _READ | {"DUE", "COMPLETED"},
    "VJOURNAL": _READ,
}
# What an entry has once (3.6.1); of a second one nothing is read.
_ONCE = frozenset({"DTSTART", "DTEND", "DURATION", "DUE", "COMPLETED", "SUMMARY", "LOCATION", "GEO", "URL", "STATUS"})
_STATUSES = frozenset(
    "TENTATIVE CONFIRMED CANCELLED NEEDS-ACTION COMPLETED IN-PROCESS DRAFT FINAL ACCEPTED DECLINED SENT".split()
)
# What is read where what repeats is told time by time.
_REPEATING = frozenset({"RDATE", "EXDATE", "RECURRENCE-ID"})
_ROLES = {"CHAIR": "chair"}
_KINDS = {"GROUP": "group", "ROOM": "place"}
# Those who are named in an entry and do not take part (RFC 5545, 3.2.12 and 3.2.16), and what the notes say of them.
_ABSENT = {"DECLINED": "declined", "DELEGATED": "delegated", "NON-PARTICIPANT": "for information"}
_UNTITLED = "(no title)"
_LONGEST_TITLE = 200


def read(text: str, ledger: Ledger, limits: Limits, window: Window | None = None) -> Timeline:
    """What `ical.loads` gives; what is passed over is told to the ledger.

    What repeats is told time by time within the `window`, and by its first time where there is none.
    """
    bad: list[tuple[str, str]] = []
    zones = Zones(text)
    reader = _Reader(zones, ledger, None if window is None else Occurrences(window, zones))
    found: Iterable[Entry] = entries(text, bad)
    if reader.occurrences is not None:
        found = list(found)
        reader.occurrences.note_moved(found)
    events: list[Event] = []
    silent = 0
    for entry in found:
        try:
            read_of_it = reader.events(entry)
        except (ValueError, OverflowError) as error:
            bad.append((entry.place, str(error)))
        else:
            silent += not read_of_it
            events += read_of_it
            limits.check("events", len(events), "the text", "events or more")
    if bad and not events and not silent:
        raise ReadError("ical", *bad[0])
    for place, reason in bad:
        ledger.lose(None, place, reason)
    if not events:
        held = "nothing in it lies within the window" if silent else f"there is no {', '.join(KINDS)} in it"
        ledger.lose(None, "calendar", f"no event was read: {held}; see whether it is the right file")
    return Timeline(tuple(events))


class _Reader:
    """Makes events of entries; actors and sources that are the same become the same object."""

    def __init__(self, zones: Zones, ledger: Ledger, occurrences: Occurrences | None) -> None:
        self.zones = zones
        self.ledger = ledger
        self.occurrences = occurrences
        self.actors: dict[tuple[str, str], Actor] = {}
        self.sources: dict[tuple[str, str], Source] = {}
        # The calendar that is being read, what it says of itself.
        self.calendar: dict[str, str] = {}
        # What there is to say of the entry that is being read: the field, and why.
        self.remarks: list[tuple[str, str]] = []

    def events(self, entry: Entry) -> list[Event]:
        """The event of an entry, or one for each time that it takes place within the window."""
        if "X-DATELINE-EDTF" in entry.properties:
            return [self.own(entry)]
        self.remarks, self.calendar = [], entry.calendar
        event = self.event(entry)
        expanding = self.occurrences is not None and entry.kind == "VEVENT"
        known = _READ_OF[entry.kind] | (_REPEATING if expanding else frozenset())
        left = [name for name in entry.properties if name not in known] + entry.inside
        left += ["GEO"] if "GEO" in entry.properties and "LOCATION" in entry.properties else []
        if left:
            self.remark("properties", f"{', '.join(dict.fromkeys(left))[:300]} not read")
        twice = [name for name, told in entry.properties.items() if name in _ONCE and len(told) > 1]
        if twice:
            self.remark("properties", f"{', '.join(twice)} stands there twice; the first of each was read")
        for line in entry.broken:
            self.remark("properties", f"line {line} is not NAME:VALUE and was passed over")
        if any("\ufffd" in item.plain and "\ufffd" not in item.value for item in _encoded(entry)):
            self.remark("text", "not all of it is in the charset that it names; U+FFFD stands for the rest")
        if self.occurrences is None or entry.kind != "VEVENT":
            events = [event]
            if "RRULE" in entry.properties:
                self.remark("rrule", "repeats; the first time was read, the rule is in the notes")
        else:
            events = self.expanded(entry, event, self.occurrences)
        about = events[0] if events else None
        for field, reason in dict.fromkeys(self.remarks):
            self.ledger.lose(about, field, f"{entry.place}: {reason}")
        return events

    def remark(self, field: str, reason: str) -> None:
        self.remarks.append((field, reason))

    def event(self, entry: Entry) -> Event:
        when, status = _READERS[entry.kind](self, entry)
        told = entry.text("STATUS").strip()
        if told and told.upper() not in _STATUSES:
            self.remark("status", f"{told[:60]!r} is no status of a calendar; it was taken for what happened")
        notes = tuple(_notes(entry))
        if entry.kind == "VTODO":
            notes += tuple(self.notes_of_task(entry))
        taking, absent = self.taking(entry)
        return Event(
            title=self.title(entry),
            when=when,
            place=entry.text("LOCATION") or _point(entry),
            participants=tuple(taking),
            status=status,
            evidence=self.evidence(entry),
            notes=(*notes, *absent),
        )

    def expanded(self, entry: Entry, event: Event, occurrences: Occurrences) -> list[Event]:
        """The event at each of its times within the window."""
        moved = "RECURRENCE-ID" in entry.properties
        if not moved and not {"RRULE", "RDATE"} & entry.properties.keys():
            return [event]
        if moved:
            if entry.properties["RECURRENCE-ID"][0].parameter("RANGE"):
                self.remark("rrule", "RANGE of RECURRENCE-ID not read; the times that follow are as the rule has them")
            # An occurrence that was moved is one of a series, and stands in the window or not at all.
            if event.when is None or occurrences.window.overlaps(event.when):
                return [event]
            return []
        told = entry.first("DTSTART")
        assert told is not None
        start = self.time(told, "DTSTART")
        found = occurrences.of(entry, start, self.last(entry, start)[0], self.remark)
        return [evolve(event, when=self.stretch(first, last, told, told)) for first, last in found]

    def title(self, entry: Entry) -> str:
        """The summary; where there is none, the first line of the description, since a row must have a name."""
        title = entry.text("SUMMARY").strip()
        if title:
            return title
        first = next((line.strip() for line in entry.text("DESCRIPTION").splitlines() if line.strip()), "")
        if not first:
            self.remark("title", "has no SUMMARY")
            return _UNTITLED
        self.remark("title", "has no SUMMARY; its title is the first line of the description")
        return first if len(first) <= _LONGEST_TITLE else f"{first[:_LONGEST_TITLE].rstrip()}…"

    def own(self, entry: Entry) -> Event:
        """The event of an entry that `dumps` wrote."""
        exact = entry.properties["X-DATELINE-EDTF"][0]
        title, suffix = entry.text("SUMMARY"), exact.parameter(SUFFIX)
        start, end = entry.first("DTSTART"), entry.first("DTEND")
        return Event(
            title=title.removesuffix(f" {suffix}") if suffix else title,
            when=in_zones(
                interval_of(exact.text, exact.parameter("X-GRANULARITY") or ""),
                *(told.parameter("TZID") if told else None for told in (start, end or start)),
            ),
            place=entry.text("LOCATION"),
            participants=tuple(
                Participation(
                    self.actor(item.text, item.parameter("X-KIND")), item.parameter("X-ROLE") or "participant"
                )
                for item in entry.all("X-DATELINE-ACTOR")
            ),
            attributions=tuple(
                Attribution(self.actor(item.text, item.parameter("X-KIND")), item.parameter("X-CUE") or "")
                for item in entry.all("X-DATELINE-SOURCE")
            ),
            status=entry.text("X-DATELINE-STATUS") or _told_status(entry),
            alternatives=tuple(Interval.from_edtf(item.text) for item in entry.all("X-DATELINE-ALTERNATIVE")),
            kind=entry.text("X-DATELINE-KIND") or "occurrence",
            notes=tuple(item.text for item in entry.all("COMMENT")),
        )

    def actor(self, name: str, kind: str | None) -> Actor:
        key = (name, kind or "person")
        known = self.actors.get(key)
        if known is None:
            known = self.actors[key] = Actor(*key)
        return known

    def taking(self, entry: Entry) -> tuple[list[Participation], list[str]]:
        """Those whom a calendar of others invites, by their names or addresses, and notes of those who do not come."""
        taking: list[Participation] = []
        absent: list[str] = []
        for name in ("ORGANIZER", "ATTENDEE"):
            for item in entry.all(name):
                known_as = (item.parameter("CN") or "").strip() or re.sub("(?i)^mailto:", "", item.text.strip())
                if not known_as:
                    continue
                role = (item.parameter("ROLE") or "").upper()
                # vCalendar 1.0 says STATUS where its successor says PARTSTAT.
                answer = (item.parameter("PARTSTAT") or item.parameter("STATUS") or "").upper()
                why = _ABSENT.get(answer) or _ABSENT.get(role)
                if why and name == "ATTENDEE":
                    absent.append(f"{why}: {known_as}")
                    self.remark("participants", f"{known_as[:60]} ({why}) is in the notes, not among the participants")
                    continue
                told = "organizer" if name == "ORGANIZER" else _ROLES.get(role)
                kind = _KINDS.get((item.parameter("CUTYPE") or "").upper(), "person")
                taking.append(Participation(self.actor(known_as, kind), told or "participant"))
        return taking, absent

    def evidence(self, entry: Entry) -> tuple[Mention, ...]:
        """What a calendar of others says of an entry, with the calendar as the source."""
        # A journal may have several.
        text = "\n\n".join(item.text for item in entry.all("DESCRIPTION") if item.value) or entry.text("SUMMARY")
        if not text:
            return ()
        named, url = entry.source.stated_name or "", entry.text("URL")
        source = self.sources.get((named, url))
        if source is None:
            source = self.sources[named, url] = Source(named, url=url)
        return (Mention(Span(0, len(text)), text, source),)

    def when(self, entry: Entry) -> Interval:
        """The time of a VEVENT, which must have one; an end that makes no sense is told, and the start stands."""
        told = entry.first("DTSTART")
        if told is None:
            lines = f"; line {entry.broken[0]} is not NAME:VALUE" if entry.broken else ""
            raise ValueError(f"DTSTART is missing{lines}")
        start = self.time(told, "DTSTART")
        end, by = self.last(entry, start)
        return self.stretch(start, end, told, by or told)

    def last(self, entry: Entry, start: dt.date) -> tuple[dt.date | None, Property | None]:
        """The end of an entry, not included in it, and the property that says so; none where it makes no sense."""
        ends, lasts = entry.first("DTEND"), entry.first("DURATION")
        if ends is not None and lasts is not None:
            self.remark("end", "has both DTEND and DURATION; DTEND was read")
        try:
            if ends is not None:
                end = self.time(ends, "DTEND")
                zone = start.tzinfo if isinstance(start, dt.datetime) else None
                if isinstance(end, dt.datetime) and end.tzinfo is None and zone is not None:
                    self.remark("zone", "its end names no zone; that of its start was taken")
                    end, ends = end.replace(tzinfo=zone), None
                if _order(end) >= _order(start):
                    return end, ends
                self.remark("end", "DTEND lies before DTSTART; the start alone was read")
            elif lasts is not None:
                length = duration_of(lasts.value)
                if length < dt.timedelta():
                    self.remark("end", f"DURATION {lasts.value[:40]!r} is negative; the start alone was read")
                    return None, None
                return start + length, None
        except (ValueError, OverflowError) as error:
            self.remark("end", f"{error}; the start alone was read")
        return None, None

    def stretch(self, start: dt.date, end: dt.date | None, told: Property, by: Property) -> Interval:
        """From a start to an end as calendars have it: a date that is not included, or the clock time of the end."""
        first = _unit(start, self.moment(start, told))
        if end is None:
            return first
        stop = self.moment(end, by)
        if first.start is None or stop.instant <= first.start.instant:
            return first
        if not isinstance(end, dt.datetime):
            return (
                first
                if stop == first.end
                else Interval(first.start, stop, first.granularity, end_granularity=Granularity.DAY)
            )
        # "Until 17:00" ends at five; an interval includes the unit that its end is told in (EDTF).
        return first.to(_unit(end, stop))

    def day_of_journal(self, entry: Entry) -> tuple[Interval | None, str]:
        told = entry.first("DTSTART")
        if told is None:
            self.remark("when", "has no date")
            return None, _told_status(entry)
        start = self.time(told, "DTSTART")
        return _unit(start, self.moment(start, told)), _told_status(entry)

    def day_of_task(self, entry: Entry) -> tuple[Interval | None, str]:
        """When a task was done, or else is to be done, and whether it was."""
        status = entry.text("STATUS").strip().upper()
        done = entry.first("COMPLETED")
        if done is not None and status != "CANCELLED":
            day = self.time(done, "COMPLETED")
            if isinstance(day, dt.datetime):
                shared = self.calendar.get("X-WR-TIMEZONE", "").strip()
                zone = self.zones.of(shared) if shared else None
                day = (day.astimezone(zone) if zone is not None and day.tzinfo is not None else day).date()
            return _unit(day, Moment.of(day)), "asserted"
        when = None
        for name in ("DUE", "DTSTART"):
            told = entry.first(name)
            if told is None:
                continue
            start = self.time(told, name)
            lasts = entry.first("DURATION")
            if name == "DTSTART" and lasts is not None:
                start += duration_of(lasts.value)
            when = _unit(start, self.moment(start, told))
            break
        if when is None:
            self.remark("when", "has no date")
        if status == "COMPLETED":
            self.remark("when", "was done, and nobody says on which day; the day on which it was due was read")
            return when, "asserted"
        return when, "negated" if status == "CANCELLED" else "planned"

    def notes_of_task(self, entry: Entry) -> Iterator[str]:
        """What of the days of a task is not its time."""
        for name, words in (("DTSTART", "begins"), ("DUE", "due")):
            told = entry.first(name)
            if told is not None and ("COMPLETED" in entry.properties or (name == "DTSTART" and entry.first("DUE"))):
                yield f"{words}: {told.value}"

    def time(self, told: Property, name: str) -> dt.date:
        """The value of a property that has DATE or DATE-TIME, in the zone of the calendar where it names none."""
        try:
            read = told.time(self.zones)
        except ValueError as error:
            raise ValueError(f"{name} of line {told.line}: {error}") from None
        if isinstance(read, dt.datetime) and read.tzinfo is not None:
            if read.replace(fold=1).utcoffset() != read.utcoffset():
                # In the night when clocks are changed (3.3.5).
                shown = f"{read:%Y-%m-%d %H:%M} in {str(told.parameter('TZID'))[:60]}"
                self.remark("zone", f"{shown} does not exist, or twice; it was read as before the change, {read:%z}")
            return read
        if not isinstance(read, dt.datetime):
            return read
        named = told.parameter("TZID")
        if named:
            self.remark("zone", f"nobody says what zone {named[:60]!r} is; its times float")
            return read
        shared = self.calendar.get("X-WR-TIMEZONE", "").strip()
        if not shared:
            return read
        zone = self.zones.of(shared)
        if zone is None:
            self.remark("zone", f"nobody says what zone {shared[:60]!r} (X-WR-TIMEZONE) is; its times float")
            return read
        self.remark("zone", f"its times name no zone; that of the calendar was taken, {shared[:60]} (X-WR-TIMEZONE)")
        return read.replace(tzinfo=zone)

    def moment(self, value: dt.date, told: Property) -> Moment:
        moment = Moment.of(value)
        zone = told.parameter("TZID") if moment.offset is not None else None
        return evolve(moment, zone=zone) if zone else moment


_READERS = {
    "VEVENT": lambda reader, entry: (reader.when(entry), _told_status(entry)),
    "VTODO": _Reader.day_of_task,
    "VJOURNAL": _Reader.day_of_journal,
}


def _encoded(entry: Entry) -> Iterator[Property]:
    return (item for items in entry.properties.values() for item in items if item.encoding)


def _order(value: dt.date) -> int:
    return Moment.of(value).instant


def _told_status(entry: Entry) -> str:
    return {"TENTATIVE": "planned", "CANCELLED": "negated"}.get(entry.text("STATUS").strip().upper(), "asserted")


def _point(entry: Entry) -> str:
    """The place of an entry that has none but its coordinates, as RFC 5870 writes them."""
    latitude, _, longitude = entry.text("GEO").partition(";")
    return f"geo:{latitude.strip()},{longitude.strip()}" if longitude else ""


def _notes(entry: Entry) -> Iterator[str]:
    yield from (item.text for item in entry.all("COMMENT"))
    categories = [category for item in entry.all("CATEGORIES") for category in item.items]
    if categories:
        yield f"categories: {', '.join(categories)}"
    yield from (f"contact: {item.text}" for item in entry.all("CONTACT"))
    yield from (f"repeats: {item.value}" for item in entry.all("RRULE"))


def _unit(value: dt.date, moment: Moment) -> Interval:
    if not isinstance(value, dt.datetime):
        return Interval.unit(moment, Granularity.DAY)
    if value.microsecond:
        return Interval.unit(moment, Granularity.MICROSECOND)
    return Interval.unit(moment, Granularity.SECOND if value.second else Granularity.MINUTE)
