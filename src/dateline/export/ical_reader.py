"""Reading timelines from iCalendar (RFC 5545): entries that `ical.dumps` wrote, and those of any other calendar."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from attrs import evolve

from dateline.errors import ReadError
from dateline.export.ledger import Ledger, interval_of
from dateline.export.vevents import Zones, entries, in_zones
from dateline.interval import Granularity, Interval, Moment
from dateline.model import Actor, Attribution, Event, Mention, Participation, Source, Span, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.export.vevents import Entry, Property

__all__ = ["read"]

# What needs no word if it is not read: bookkeeping of calendars, and what says the same as something that is read.
_READ = frozenset(
    """
    BEGIN END UID DTSTAMP CREATED LAST-MODIFIED SEQUENCE TRANSP DTSTART DTEND DURATION SUMMARY DESCRIPTION LOCATION GEO
    URL STATUS COMMENT CATEGORIES CONTACT ORGANIZER ATTENDEE RRULE
    """.split()
)
_ROLES = {"CHAIR": "chair"}
_KINDS = {"GROUP": "group", "ROOM": "place"}


def read(text: str, ledger: Ledger) -> Timeline:
    """What `ical.loads` gives; what is passed over is told to the ledger."""
    events: list[Event] = []
    bad: list[tuple[str, str]] = []
    reader = _Reader(Zones(text), ledger)
    for entry in entries(text, bad):
        try:
            events.append(reader.event(entry))
        except (ValueError, OverflowError) as error:
            bad.append((entry.place, str(error)))
    if bad and not events:
        raise ReadError("ical", *bad[0])
    for place, reason in bad:
        ledger.lose(None, place, reason)
    return Timeline(tuple(events))


class _Reader:
    """Makes events of entries; actors and sources that are the same become the same object."""

    def __init__(self, zones: Zones, ledger: Ledger) -> None:
        self.zones = zones
        self.ledger = ledger
        self.actors: dict[tuple[str, str], Actor] = {}
        self.sources: dict[tuple[str, str], Source] = {}
        self.floating: list[str] = []

    def event(self, entry: Entry) -> Event:
        if "X-DATELINE-EDTF" in entry.properties:
            return self.own(entry)
        self.floating.clear()
        event = Event(
            title=entry.text("SUMMARY"),
            when=self.when(entry),
            place=entry.text("LOCATION") or _point(entry),
            participants=tuple(self.taking(entry)),
            status=_told_status(entry),
            evidence=self.evidence(entry),
            notes=tuple(_notes(entry)),
        )
        if "RRULE" in entry.properties:
            reason = f"{entry.place} repeats; the first time was read, the rule is in the notes"
            self.ledger.lose(event, "rrule", reason)
        for zone in dict.fromkeys(self.floating):
            self.ledger.lose(event, "zone", f"{entry.place}: nobody says what zone {zone[:60]!r} is; its times float")
        left = [name for name in entry.properties if name not in _READ] + entry.inside
        left += ["GEO"] if "GEO" in entry.properties and "LOCATION" in entry.properties else []
        if left:
            self.ledger.lose(event, "properties", f"{entry.place}: {', '.join(dict.fromkeys(left))[:300]} not read")
        return event

    def own(self, entry: Entry) -> Event:
        """The event of an entry that `dumps` wrote."""
        exact = entry.properties["X-DATELINE-EDTF"][0]
        return Event(
            title=entry.text("SUMMARY"),
            when=in_zones(
                interval_of(exact.text, exact.parameter("X-GRANULARITY") or ""),
                *(told.parameter("TZID") if told else None for told in map(entry.first, ("DTSTART", "DTEND"))),
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

    def taking(self, entry: Entry) -> Iterator[Participation]:
        """Those whom a calendar of others invites, by their names or addresses."""
        for name in ("ORGANIZER", "ATTENDEE"):
            for item in entry.all(name):
                known_as = (item.parameter("CN") or "").strip() or item.text.strip().removeprefix("mailto:")
                if not known_as:
                    continue
                role = "organizer" if name == "ORGANIZER" else _ROLES.get((item.parameter("ROLE") or "").upper())
                kind = _KINDS.get((item.parameter("CUTYPE") or "").upper(), "person")
                yield Participation(self.actor(known_as, kind), role or "participant")

    def evidence(self, entry: Entry) -> tuple[Mention, ...]:
        """What a calendar of others says of an entry, with the calendar as the source."""
        text = entry.text("DESCRIPTION") or entry.text("SUMMARY")
        if not text:
            return ()
        named, url = entry.source.stated_name or "", entry.text("URL")
        source = self.sources.get((named, url))
        if source is None:
            source = self.sources[named, url] = Source(named, url=url)
        return (Mention(Span(0, len(text)), text, source),)

    def when(self, entry: Entry) -> Interval:
        told = entry.first("DTSTART")
        if told is None:
            raise ValueError("DTSTART is missing")
        start = self.time(told, "DTSTART")
        ends, lasts = entry.first("DTEND"), entry.first("DURATION")
        end: dt.date | dt.datetime | None = None
        if ends is not None:
            end = self.time(ends, "DTEND")
        elif lasts is not None:
            end = start + _duration(lasts.value)
        first = _unit(start, told)
        if end is None:
            return first
        stop = _moment(end, ends or told)
        if first.start is None or stop <= first.start:
            return first
        return Interval(first.start, stop, first.granularity)

    def time(self, told: Property, name: str) -> dt.date | dt.datetime:
        try:
            time = told.time(self.zones)
        except ValueError as error:
            raise ValueError(f"{name} of line {told.line}: {error}") from None
        zone = told.parameter("TZID")
        if zone and isinstance(time, dt.datetime) and time.tzinfo is None:
            self.floating.append(zone)
        return time


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


_DURATION = re.compile(
    r"([+-]?)P(?:(\d{1,7})W)?(?:(\d{1,7})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?", re.ASCII
)


def _duration(value: str) -> dt.timedelta:
    found = _DURATION.fullmatch(value.strip())
    if found is None:
        raise ValueError(f"DURATION {value[:40]!r} is none")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    length = dt.timedelta(days, seconds, minutes=minutes, hours=hours, weeks=weeks)
    return -length if found[1] == "-" else length


def _moment(value: dt.date | dt.datetime, told: Property) -> Moment:
    moment = Moment.of(value)
    zone = told.parameter("TZID") if moment.offset is not None else None
    return evolve(moment, zone=zone) if zone else moment


def _unit(value: dt.date | dt.datetime, told: Property) -> Interval:
    moment = _moment(value, told)
    if not isinstance(value, dt.datetime):
        return Interval.unit(moment, Granularity.DAY)
    return Interval.unit(moment, Granularity.SECOND if value.second else Granularity.MINUTE)
