"""Timelines as iCalendar (RFC 5545), for calendar programs: one VEVENT a dated event.

| what | how it is written |
|---|---|
| time, a day or coarser | `DTSTART`, `DTEND` of `VALUE=DATE`: the outer days, the end exclusive (RFC 5545, 3.6.1) |
| time of day | with `TZID` and a `VTIMEZONE` if the zone is known by name, in UTC if its offset is, else floating |
| a month, season, year … | its first day alone, with its words behind the title: "Fair (1964)"; see `imprecise` |
| from a clock time to another | `DTEND` is the clock time of the end: a meeting "from 3 to 5 pm" ends at five |
| open or unknown end | `DTSTART` alone; an open start: the last day alone; both are reported as losses |
| a set of times ("every Monday since 2011") | `RRULE`, if the event has one such expression and its value is exact |
| the exact time | `X-DATELINE-EDTF` on every event; its parameters are the granularity and the words behind the title |
| certainty | `STATUS`: CANCELLED if negated, TENTATIVE if planned, hypothetical or of a doubtful date, else CONFIRMED |
| mode and kind | `CATEGORIES`, `X-DATELINE-STATUS` and `X-DATELINE-KIND` |
| where | `LOCATION`; also `GEO` where the place is a pair of coordinates (RFC 5870) |
| who | `CONTACT` and `X-DATELINE-ACTOR`, never ATTENDEE: nobody is invited |
| who says so | `X-DATELINE-SOURCE`, innermost speaker first, and the description |
| quotes | the description; the address of the first source is `URL` |
| `UID` | the id of the event, so that a later export updates the entries of an earlier one |
| `SEQUENCE` | how many more sources tell of it: more evidence leaves the id as it is, and revises the entry |
| `DTSTAMP`, `LAST-MODIFIED` | when its latest source was published, else 1970-01-01 and none; never the clock |

The profile "rich" adds `PARTICIPANT` components (RFC 9073) and `LINK`, `CONCEPT` and `REFID` (RFC 9253), which some
programs drop, and a few older ones refuse.

Left out and reported: events without a date, with one that no year is known of, before the year 1 or after 9999.

It is written here and read in `ical_reader`.
"""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from attrs import evolve
from icalendar import Calendar, Component, Timezone, TimezoneDaylight, TimezoneStandard, vText
from icalendar import Event as Entry
from icalendar.parser import Contentline, Parameters

from dateline.errors import ArgumentError, DatelineError
from dateline.export.ledger import Ledger, interval_of, says_all
from dateline.export.vevents import in_zones
from dateline.interval import Granularity, Interval, Moment, Qualifier
from dateline.interval.zones import in_zone, zone_named
from dateline.limits import DEFAULT, Limits
from dateline.model import Actor, Event, Source, Status, Timeline, TimexType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["EPOCH", "declared", "dumps", "loads", "mended", "per_actor", "stream"]

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""The `DTSTAMP` of events whose source has no date of publication."""

_STATUS = {
    Status.ASSERTED: "CONFIRMED",
    Status.REPORTED: "CONFIRMED",
    Status.PLANNED: "TENTATIVE",
    Status.HYPOTHETICAL: "TENTATIVE",
    Status.NEGATED: "CANCELLED",
}
# What TEXT of RFC 5545, 3.3.11, may not hold, and the byte order mark, which programs drop.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufeff]")
_URI = re.compile(r"https?://[!-+\--;=?-~]+")
_COLOR = re.compile(r"[a-z]{3,20}")
_ZONE_NAME = re.compile(r"[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+)*")
_PLACE = re.compile(r"(?:geo:)?(-?\d{1,2}(?:\.\d{1,12})?), ?(-?\d{1,3}(?:\.\d{1,12})?)(?:[,;?].*)?")
_DAY = dt.timedelta(days=1)
# In microseconds, as instants are counted.
_WEEK = 7 * 24 * 3_600_000_000
# Of a line without its end; a space stands before the next one.
_OCTETS = 74

# A date, or a clock time and the zone that its TZID names ("" for UTC, as the time says, and for floating times).
_Stamp: TypeAlias = tuple[dt.date | dt.datetime, str]
_DateLike: TypeAlias = "Moment | dt.date | str"
Imprecise: TypeAlias = Literal["first", "span", "skip"]


# -- out ---------------------------------------------------------------------------------------------------------------


def dumps(
    timeline: Timeline,
    ledger: Ledger | None = None,
    *,
    profile: Literal["compatible", "rich"] = "compatible",
    name: str | None = None,
    color: str | None = None,
    image: str | None = None,
    zone: str | None = None,
    imprecise: Imprecise = "first",
) -> str:
    """The dated events of `timeline` as an iCalendar stream, folded lines ending with CR LF.

    `profile` "rich" also writes properties that not every program knows.  `name` is what the calendar is called, if not
    as its only source; `color`, a name of CSS, and `image`, an address, are shown with it (RFC 7986).  `zone`
    ("Europe/London", "+02:00") is that of the clock times without one, which are floating otherwise: some programs
    refuse such times in a calendar that is subscribed to.  `imprecise` says what becomes of an event whose date is
    coarser than a week ("in May 1964", "in the 1990s"): "first" puts it on the first day of that time, with the date
    behind the title; "span" makes an entry as long as that time; "skip" leaves it out.  True ranges ("3-5 May",
    "2003-2005") always span.  Raises `ArgumentError` for what is none of these.
    """
    ledger = Ledger() if ledger is None else ledger
    pieces = stream(
        timeline, ledger, profile=profile, name=name, color=color, image=image, zone=zone, imprecise=imprecise
    )
    return "".join(pieces)


def stream(
    timeline: Timeline,
    ledger: Ledger,
    *,
    profile: Literal["compatible", "rich"] = "compatible",
    name: str | None = None,
    color: str | None = None,
    image: str | None = None,
    zone: str | None = None,
    imprecise: Imprecise = "first",
) -> Iterator[str]:
    """What `dumps` gives, in pieces."""
    if profile not in ("compatible", "rich"):
        raise ArgumentError("profile", profile, "must be 'compatible' or 'rich'")
    if imprecise not in ("first", "span", "skip"):
        raise ArgumentError("imprecise", imprecise, "must be 'first', 'span' or 'skip'")
    if color is not None and not _COLOR.fullmatch(color):
        raise ArgumentError("color", color, "must be the name of a color in CSS, such as 'teal'")
    if image is not None and not _URI.fullmatch(image):
        raise ArgumentError("image", image, "must be an address that begins with http: or https:")
    if zone is not None:
        if not isinstance(zone, str):
            raise ArgumentError("zone", zone, "must be a str or None")
        zone_named(zone)
        placed = [_placed(event, zone) for event in timeline]
        timeline = Timeline(placed, actors=timeline.actors, sources=timeline.sources, timexes=timeline.timexes)
    return _pieces(timeline, ledger, profile, imprecise, _calendar(timeline, name, color, image))


def _placed(event: Event, zone: str) -> Event:
    """The event with its clock times, where they have no zone, in one."""
    when = event.when
    if when is None or when.granularity.rank >= Granularity.DAY.rank:
        return event
    start, end = (moment and in_zone(moment, zone) for moment in (when.start, when.end))
    return evolve(event, when=evolve(when, start=start, end=end))


def _calendar(timeline: Timeline, name: str | None, color: str | None, image: str | None) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//dateline//timeline//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if name is None and len(timeline.sources) == 1:
        name = timeline.sources[0].title or timeline.sources[0].stated_name
    if name:
        for known_as in ("name", "x-wr-calname"):
            calendar.add(known_as, vText(_FORBIDDEN.sub("\ufffd", " ".join(name.split()))))
    if color is not None:
        calendar.add("color", vText(color))
    if image is not None:
        calendar.add("image", vText(image), parameters={"VALUE": "URI", "DISPLAY": "BADGE"})
    return calendar


def _pieces(
    timeline: Timeline, ledger: Ledger, profile: str, imprecise: Imprecise, calendar: Calendar
) -> Iterator[str]:
    zones = dict(_zones(timeline))
    for zone in zones.values():
        calendar.add_component(zone)
    end = "END:VCALENDAR\r\n"
    yield _text(calendar).removesuffix(end)
    taken: dict[str, int] = {}
    for event in timeline:
        rule = _recurrence(event)
        when, suffix = event.when, ""
        if not rule and imprecise != "span" and when is not None and when.start is not None and _is_imprecise(event):
            if imprecise == "skip":
                ledger.lose(event, "event", f"{when.edtf} is no day, and imprecise='skip' leaves such events out")
                continue
            suffix = f"({_shown(event)})"
            when = Interval.unit(evolve(when.start, offset=None, zone=None), Granularity.DAY)
        times = rule[0] if rule else _times(when, event, ledger, zones)
        if times is None:
            continue
        if suffix and event.when is not None:
            ledger.lose(event, "end", f"the entry stands on the first day of {event.when.edtf}")
        taken[event.id] = taken.get(event.id, 0) + 1
        number = "" if taken[event.id] == 1 else f"-{taken[event.id]}"
        entry = _entry(event, f"{event.id}{number}@dateline", times, suffix, ledger)
        if rule:
            entry.add("rrule", rule[1])
            _lose_of_rule(event, ledger)
        if profile == "rich":
            _enrich(entry, event)
        ledger.written += 1
        yield _text(entry)
    if timeline.timexes:
        ledger.lose(None, "timexes", "a calendar has no place for the temporal expressions of the text")
    ledger.lose_actors(timeline, "a calendar has no place for")
    if any(event.evidence or event.trigger for event in timeline):
        ledger.lose(None, "evidence", "quotes stand in the description of the entry, without their offsets")
    if any(link.mention for event in timeline for link in event.attributions):
        ledger.lose(None, "mentions", "a calendar has no place for the words that attribute a happening")
    if timeline.sources:
        ledger.lose(None, "sources", "of its sources a calendar has the names and the first address only")
    yield end


def _text(component: Component) -> str:
    # As `to_ical` of the package does, which makes parameters twice over and folds one character at a time.
    none: Any = Parameters()
    items: list[tuple[str, Any]] = component.property_items()
    lines = (Contentline.from_parts(name, getattr(value, "params", none), value) for name, value in items)
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _folded(line: str) -> str:
    """A line in pieces of at most 75 octets (RFC 5545, 3.1), none of which ends within a character or an escape."""
    if len(line) <= _OCTETS and line.isascii():
        return line
    octets = line.encode("utf-8")
    pieces = []
    start, end = 0, _OCTETS
    while end < len(octets):
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        # Some programs undo escapes before they unfold.
        if octets[end - 1] in b"\\^" and end - start > 1:
            end -= 1
        pieces.append(octets[start:end])
        start, end = end, end + _OCTETS
    return b"\r\n ".join([*pieces, octets[start:]]).decode("utf-8")


def per_actor(
    timeline: Timeline, *, profile: Literal["compatible", "rich"] = "compatible"
) -> Iterator[tuple[Actor, str]]:
    """A calendar for each actor who takes part in an event, with the events of that actor and named for them."""
    for actor in timeline.actors:
        own = timeline.involving(actor)
        if own:
            yield actor, dumps(own, profile=profile, name=actor.name)


# -- what repeats

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SET = re.compile(r"(P1D)|XXXX-(?:WXX-(?:([1-7])|(WE))|(0[1-9]|1[0-2]|XX)-(0[1-9]|1[0-9]|2[0-8]))")


def _recurrence(event: Event) -> tuple[tuple[_Stamp, None], dict[str, Any]] | None:
    """First day and rule of an event that repeats, if its words fix them to the day."""
    sets = [timex for timex in event.timexes if timex.type is TimexType.SET]
    when = event.when
    if len(sets) != 1 or when is None or when.start is None or when.within or when.qualifier is not Qualifier.NONE:
        return None
    (said,) = sets
    if said.freq or said.mod or said.quant not in (None, "EVERY", "EACH") or event.status is Status.NEGATED:
        return None
    bounds = [bound for bound in (when.start, when.end) if bound is not None]
    if when.end_unknown or not all(map(_is_midnight, bounds)):
        return None
    if not all(1 <= bound.year < 9999 for bound in bounds):
        return None
    first = when.start.date()
    last = None if when.end is None else _last(when.end).date()
    found = _SET.fullmatch(said.value)
    if found is None:
        return None
    daily, weekday, weekend, month, day = found.groups()
    if daily:
        rule: dict[str, Any] = {"freq": "daily"}
    elif weekend:
        rule = {"freq": "weekly", "byday": ["SA", "SU"]}
        while first.isoweekday() < 6:
            first += _DAY
    elif weekday:
        first += dt.timedelta((int(weekday) - first.isoweekday()) % 7)
        rule = {"freq": "weekly", "byday": _WEEKDAYS[int(weekday) - 1]}
    elif month == "XX":
        rule = {"freq": "monthly", "bymonthday": int(day)}
        while first.day != int(day):
            first += _DAY
    else:
        rule = {"freq": "yearly", "bymonth": int(month), "bymonthday": int(day)}
        nearest = first.replace(month=int(month), day=int(day))
        first = nearest if nearest >= first else nearest.replace(year=first.year + 1)
    if last is not None:
        if first > last:
            return None
        rule["until"] = last
    return ((first, ""), None), rule


def _lose_of_rule(event: Event, ledger: Ledger) -> None:
    when = event.when
    if when is not None and when.end is None and when.granularity.rank > Granularity.DAY.rank:
        ledger.lose(
            event, "start", f"{when.edtf} does not say on which day; the rule begins with the first that it can"
        )


class _Participant(Component):
    name = "PARTICIPANT"


def _enrich(entry: Entry, event: Event) -> None:
    for source in dict.fromkeys(quote.source for quote in event.evidence):
        if source.url and _URI.fullmatch(source.url):
            _say(entry, "link", source.url, VALUE="URI", LINKREL="via")
        _say(entry, "refid", source.id)
    _say(entry, "concept", f"urn:dateline:status:{event.status.value}")
    for part in event.participants:
        component = _Participant()
        component.add("uid", f"{part.actor.id}@dateline")
        component.add("participant-type", vText("ACTIVE"))
        component.add("summary", vText(_FORBIDDEN.sub("\ufffd", " ".join(part.actor.name.split()))))
        entry.add_component(component)


def _say(entry: Entry, name: str, value: str, **parameters: str) -> None:
    entry.add(name, vText(value), parameters=parameters)


# -- times


def _times(
    when: Interval | None, event: Event, ledger: Ledger, zones: Mapping[str, Component]
) -> tuple[_Stamp, _Stamp | None] | None:
    """DTSTART and DTEND of an event, None if a calendar cannot hold it."""
    if when is None:
        ledger.lose(event, "event", "it has no date, and a calendar entry must have one")
        return None
    start, end = when.start, when.end
    told = event.when or when
    if start is None and end is None:
        ledger.lose(event, "event", f"{told.edtf} is no place in a calendar")
        return None
    if any(moment is not None and not 1 <= moment.year <= 9999 for moment in (start, _last(end))):
        ledger.lose(event, "event", f"{told.edtf} lies outside the years 1 to 9999 of a calendar")
        return None
    try:
        return _bounds(start, end, event, ledger, zones)
    except (DatelineError, OverflowError):
        ledger.lose(event, "event", f"{told.edtf}, in UTC, lies outside the years 1 to 9999 of a calendar")
        return None


def _bounds(
    start: Moment | None, end: Moment | None, event: Event, ledger: Ledger, zones: Mapping[str, Component]
) -> tuple[_Stamp, _Stamp | None]:
    days = all(moment is None or _is_midnight(moment) for moment in (start, end))
    if any(moment is not None and moment.microsecond for moment in (start, end)):
        ledger.lose(event, "when", "a calendar counts whole seconds; the fraction is in X-DATELINE-EDTF only")
    if start is None:
        ledger.lose(event, "start", "the start is open; the entry stands on the last day of the event")
        last = _last(end)
        return ((last.date(), "") if days else _clock(last, zones)), None
    if end is None:
        ledger.lose(event, "end", "the end is open or not known; the entry stands on the first day of the event")
        return ((start.date(), "") if days else _clock(start, zones)), None
    if days:
        first, last_day = start.date(), _last(end).date()
        if last_day == dt.date.max and last_day != first:
            ledger.lose(event, "end", "9999-12-31 is the last day there is, and the first one after an entry")
            return (first, ""), (last_day, "")
        # Without DTEND an entry lasts its one day.
        return (first, ""), None if last_day == first else (last_day + _DAY, "")
    end = _told_end(event, start, end)
    begin, stop = _clock(start, zones), _clock(end, zones)
    # A floating end cannot be compared with a start in UTC, nor stand beside one (RFC 5545, 3.8.2.2).
    if (start.offset is None) is not (end.offset is None):
        ledger.lose(event, "end", "of start and end only one has a zone; the entry has the start alone")
        return begin, None
    return begin, stop if start.instant // 1_000_000 < end.instant // 1_000_000 else None


def _told_end(event: Event, start: Moment, end: Moment) -> Moment:
    """The end as it was told: "to 5 pm" means five, not the minute that begins then.

    An interval includes the unit of its last clock time, as EDTF does (15:00/17:00 ends with the minute of 17:00).  A
    time told as one minute or second has no length, one told as an hour has that of an hour.
    """
    when = event.when
    unit = None if when is None else when.end_granularity or when.granularity
    if when is None or unit not in (Granularity.HOUR, Granularity.MINUTE, Granularity.SECOND):
        return end
    last = end.plus(-1, unit)
    if last != last.floor(unit) or (unit is Granularity.HOUR and last.instant <= start.instant):
        return end
    return last


def _is_imprecise(event: Event) -> bool:
    """Whether a time is told as one unit longer than a week, or a part of one, and not as a range or a set of dates."""
    when = event.when
    if when is None or when.start is None or when.end is None:
        return False
    if when.end.instant - when.start.instant <= _WEEK:
        return False
    # A single date has one EDTF; of "the early 1990s" only the words of the text know that they are no range.
    return not any(mark in when.edtf for mark in ("/", "..", ",")) or event.human() != when.human()


def _shown(event: Event) -> str:
    """The time in the words that people have for it."""
    return " ".join(_FORBIDDEN.sub("", event.human()).replace("\\", "").split())


def _last(end: Moment | None) -> Any:
    return None if end is None else end.plus(-1, Granularity.MICROSECOND)


def _is_midnight(moment: Moment) -> bool:
    return moment.offset is None and not (moment.hour or moment.minute or moment.second or moment.microsecond)


def _clock(moment: Moment, zones: Mapping[str, Component]) -> _Stamp:
    time = moment.datetime().replace(microsecond=0)
    if time.tzinfo is not None and moment.zone is not None and moment.zone in zones:
        # In UTC, too, it must be a time that there is.
        time.astimezone(dt.UTC)
        return time.replace(tzinfo=None), moment.zone
    return (time if time.tzinfo is None else time.astimezone(dt.UTC)), ""


def _zones(timeline: Timeline) -> Iterator[tuple[str, Component]]:
    """A VTIMEZONE for each zone that moments name, true for these moments: the zone's other rules are nobody's concern.

    What is written thus depends on the timeline alone, not on the tz database of a machine.
    """
    told: dict[str, dict[int, int]] = {}
    for event in timeline.dated:
        for moment in (event.when.start, event.when.end) if event.when is not None else ():
            if moment is not None and moment.zone and moment.offset is not None and 1 <= moment.year <= 9999:
                told.setdefault(moment.zone, {})[moment.instant // 60_000_000] = moment.offset
    for name in sorted(told):
        component = _zone(name, sorted(told[name].items())) if _ZONE_NAME.fullmatch(name) else None
        if component is not None:
            yield name, component


def _zone(name: str, told: list[tuple[int, int]]) -> Component | None:
    """The zone in which each of these minutes, of instants in UTC, has its offset in minutes."""
    onsets = [(told[0][0] - 2 * 1440, told[0][1], told[0][1])]
    for (before, old), (after, new) in pairwise(told):
        if old != new:
            # Halfway, so that local times on both sides are plainly before or after the change.
            if after - before <= 4 * abs(new - old):
                return None
            onsets.append(((before + after) // 2, old, new))
    zone = Timezone()
    zone.add("tzid", vText(name))
    standard = min(offset for _, offset in told)
    for minute, old, new in onsets:
        try:
            begins = dt.datetime(1, 1, 1) + dt.timedelta(minutes=minute + old)
        except OverflowError:
            return None
        part = TimezoneStandard() if new == standard else TimezoneDaylight()
        part.add("dtstart", begins)
        part.add("tzoffsetfrom", dt.timedelta(minutes=old))
        part.add("tzoffsetto", dt.timedelta(minutes=new))
        zone.add_component(part)
    return zone


# -- an entry


def _entry(event: Event, uid: str, times: tuple[_Stamp, _Stamp | None], suffix: str, ledger: Ledger) -> Entry:
    entry = Entry()
    lossy = False

    def text(value: str) -> str:
        nonlocal lossy
        one_kind = value.replace("\r\n", "\n").replace("\r", "\n")
        clean = _FORBIDDEN.sub("\ufffd", one_kind)
        lossy = lossy or clean != value
        return clean

    def parameter(value: str) -> str:
        nonlocal lossy
        # Readers take the white space around a parameter away.
        bare = value.strip()
        lossy = lossy or bare != value
        # A parameter has no escape for a backslash (RFC 5545, 3.2), and yet there are readers that see one.
        return text(bare.replace("\\", "\x00") if "\\" in bare else bare)

    start, end = times
    published = _published(event)
    entry.add("uid", uid)
    entry.add("dtstamp", published or EPOCH)
    if published is not None:
        entry.add("last-modified", published)
    tellers = len({quote.source for quote in event.evidence})
    if tellers > 1:
        entry.add("sequence", tellers - 1)
    entry.add("dtstart", start[0], parameters={"TZID": start[1]} if start[1] else {})
    if end is not None:
        entry.add("dtend", end[0], parameters={"TZID": end[1]} if end[1] else {})
    # A property without a value is sound, but libical drops it as an error, and takes white space for none.
    if event.title.strip():
        entry.add("summary", text(f"{event.title} {suffix}" if suffix else event.title))
    elif event.title:
        ledger.lose(event, "title", "a title of nothing but white space is not written")
    entry.add("status", "TENTATIVE" if _is_doubtful(event) else _STATUS[event.status])
    entry.add("transp", "TRANSPARENT")
    if event.place:
        entry.add("location", text(event.place))
        point = _PLACE.fullmatch(event.place)
        if point is not None and abs(float(point[1])) <= 90 and abs(float(point[2])) <= 180:
            entry.add("geo", (float(point[1]), float(point[2])))
    description = text("\n".join(_description(event, told=bool(suffix))))
    if description:
        entry.add("description", description)
    url = next((quote.source.url for quote in event.evidence if quote.source.url), "")
    if _URI.fullmatch(url):
        entry.add("url", url)
    kind = text(event.kind)
    entry.add("categories", [name for name in dict.fromkeys((event.status.value, kind)) if name.strip()])
    for part in event.participants:
        entry.add("contact", text(f"{part.actor.name} ({part.role})"))
        _extend(entry, "x-dateline-actor", text(part.actor.name), role=parameter(part.role), kind=part.actor.kind.value)
    for link in event.attributions:
        _extend(
            entry, "x-dateline-source", text(link.source.name), cue=parameter(link.cue), kind=link.source.kind.value
        )
    if event.when is not None:
        more = {"suffix": parameter(suffix)} if suffix and event.title.strip() else {}
        _extend(entry, "x-dateline-edtf", event.when.edtf, granularity=event.when.granularity.value, **more)
    for reading in event.alternatives:
        _extend(entry, "x-dateline-alternative", reading.edtf)
    _extend(entry, "x-dateline-status", event.status.value)
    if kind.strip():
        _extend(entry, "x-dateline-kind", kind)
    else:
        ledger.lose(event, "kind", "a kind without a name is read back as occurrence")
    for note in event.notes:
        if note.strip():
            entry.add("comment", text(note))
    if not all(map(str.strip, event.notes)):
        ledger.lose(event, "notes", "empty notes are not written")
    if lossy:
        reason = (
            "control characters and half characters (lone surrogates) became U+FFFD, line ends line feeds,"
            " and white space around roles and cues is gone"
        )
        ledger.lose(event, "text", reason)
    if event.when is not None and not says_all(event.when):
        exact = interval_of(event.when.edtf, event.when.granularity.value)
        if in_zones(exact, start[1], (start if end is None else end)[1]) != event.when:
            ledger.lose(event, "when", "X-DATELINE-EDTF does not say it all (a part of the day, a zone without offset)")
    if not all(part.role for part in event.participants):
        ledger.lose(event, "participants", "a role without a name is read back as participant")
    if not all(says_all(reading, told=False) for reading in event.alternatives):
        ledger.lose(event, "alternatives", "EDTF does not say all of them (a part of the day, a week as such)")
    return entry


def _published(event: Event) -> dt.datetime | None:
    """When the latest of its sources was published, in UTC."""
    return max((stamp for quote in event.evidence if (stamp := _stamp(quote.source)) is not None), default=None)


def _stamp(source: Source) -> dt.datetime | None:
    published = source.published
    if published is None:
        return None
    if not isinstance(published, dt.datetime):
        published = dt.datetime.combine(published, dt.time())
    stamp = published.replace(microsecond=0)
    try:
        return stamp.replace(tzinfo=dt.UTC) if stamp.tzinfo is None else stamp.astimezone(dt.UTC)
    except OverflowError:
        return None


def _is_doubtful(event: Event) -> bool:
    sure = not event.alternatives and event.when is not None and event.when.qualifier is Qualifier.NONE
    return event.status is not Status.NEGATED and not sure


def _description(event: Event, *, told: bool) -> Iterator[str]:
    """The lines of the description; with `told`, the time of an entry that stands on one of its days."""
    if told and event.when is not None:
        words = _shown(event)
        yield f"When: {words}" if words == event.when.edtf else f"When: {words} ({event.when.edtf})"
    for quote in event.evidence:
        yield f"“{quote.text}” ({quote.citation})"
    for link in event.attributions:
        yield f"According to {link.source.name}" + (f" (“{link.cue}”)" if link.cue else "")
    if event.status is not Status.ASSERTED:
        yield f"Status: {event.status.value}"
    if event.alternatives:
        yield f"Or: {', '.join(reading.edtf for reading in event.alternatives)}"
    yield from dict.fromkeys(quote.source.url for quote in event.evidence if quote.source.url)


def _extend(entry: Entry, name: str, value: str, **parameters: str) -> None:
    named = {f"X-{key.upper()}": told for key, told in parameters.items()}
    # Readers do not unescape an X- property unless it says that it is TEXT.
    entry.add(name, vText(value), parameters={"VALUE": "TEXT", **named})


# -- in ----------------------------------------------------------------------------------------------------------------


def loads(
    text: str,
    ledger: Ledger | None = None,
    limits: Limits = DEFAULT,
    *,
    expand: tuple[_DateLike, _DateLike] | None = None,
) -> Timeline:
    """The events of an iCalendar stream: of one written by `dumps` as far as it goes, and of any other by its dates.

    `expand` is the window within which what repeats is told time by time: two dates, the second one not included
    (`("2012-01-01", "2013-01-01")`).  It takes the rule (RRULE), dates beside it and exceptions from it (RDATE, EXDATE)
    and what was moved (RECURRENCE-ID); at most `occurrences.LIMIT` times are read.  Without it, the first time is read.
    Entries that do not repeat are read wherever they lie.

    An entry that makes no sense is passed over, and told to the ledger with its line, as is what of an entry is not
    read.  Raises `ReadError` if the text is no iCalendar stream, or has entries of which none makes sense, and
    `ArgumentError` for an `expand` that is no pair of dates.
    """
    from dateline.export.ical_reader import read
    from dateline.export.occurrences import Window

    return read(text, Ledger() if ledger is None else ledger, limits, None if expand is None else Window.of(expand))


_CHARSET = re.compile(rb"\bCHARSET=\"?([A-Za-z][A-Za-z0-9_.-]{1,40})", re.IGNORECASE)


def declared(data: bytes) -> str | None:
    """The charset that a stream which is no UTF-8 says it has (CHARSET of vCalendar 1.0, or of a mail around it).

    None if it names none, or more than one.
    """
    names = {found[1].decode("ascii").lower() for found in _CHARSET.finditer(data)} - {"utf-8", "utf8", "us-ascii"}
    return names.pop() if len(names) == 1 else None


_SPLIT = re.compile(rb"([\xc2-\xf4][\x80-\xbf]{0,2})((?:\r\n[ \t]|[\r\n][ \t])+)([\x80-\xbf]+)")


def mended(data: bytes) -> bytes:
    """The same stream with no fold within a character: simple programs fold by octets (RFC 5545, 3.1)."""
    # A character of four octets can be in four pieces.
    for _ in range(3):
        data = _SPLIT.sub(rb"\1\3\2", data)
    return data
