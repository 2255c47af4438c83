"""Timelines as iCalendar (RFC 5545), for calendar programs: one VEVENT a dated event.

| what | how it is written |
|---|---|
| time, a day or coarser | `DTSTART`, `DTEND` of `VALUE=DATE`: the outer days, the end exclusive (RFC 5545, 3.6.1) |
| time of day | in UTC where an offset is known, else floating |
| open or unknown end | `DTSTART` alone; an open start: the last day alone; both are reported as losses |
| the exact time | `X-DATELINE-EDTF`, with the granularity as parameter, on every event |
| certainty | `STATUS`: CANCELLED if negated, TENTATIVE if planned, hypothetical or of a doubtful date, else CONFIRMED |
| who | `CONTACT` and `X-DATELINE-ACTOR`, never ATTENDEE: nobody is invited |
| who says so | `X-DATELINE-SOURCE`, innermost speaker first, and the description |
| quotes | the description |
| `UID` | the id of the event, so that a later export updates the entries of an earlier one |
| `DTSTAMP` | when the source was published, else 1970-01-01: never the clock: same timeline, same bytes |

| a set of times ("every Monday since 2011") | `RRULE`, if the event has one such expression and its value is exact |

The profile "rich" adds `PARTICIPANT` components (RFC 9073) and `LINK`, `CONCEPT` and `REFID` (RFC 9253), which some
programs drop, and a few older ones refuse.

Left out and reported: events without a date, with one that no year is known of, before the year 1 or after 9999.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Literal

from icalendar import Calendar, Component, vText
from icalendar import Event as Entry

from dateline.errors import ArgumentError, DatelineError, ReadError
from dateline.export import Ledger, interval_of
from dateline.interval import Granularity, Interval, Moment, Qualifier
from dateline.model import (
    Actor,
    Attribution,
    Event,
    Mention,
    Participation,
    Source,
    Span,
    Status,
    Timeline,
    TimexType,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["EPOCH", "dumps", "loads", "per_actor"]

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""The `DTSTAMP` of events whose source has no date of publication."""

_STATUS = {
    Status.ASSERTED: "CONFIRMED",
    Status.REPORTED: "CONFIRMED",
    Status.PLANNED: "TENTATIVE",
    Status.HYPOTHETICAL: "TENTATIVE",
    Status.NEGATED: "CANCELLED",
}
# What TEXT of RFC 5545, 3.3.11, may not hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_UNQUOTABLE = re.compile(r'[\x00-\x1f\x7f"\\\ud800-\udfff]')
_URI = re.compile(r"https?://[!-+\--;=?-~]+")
_DAY = dt.timedelta(days=1)


# -- out ---------------------------------------------------------------------------------------------------------------


def dumps(
    timeline: Timeline,
    ledger: Ledger | None = None,
    *,
    profile: Literal["compatible", "rich"] = "compatible",
    name: str | None = None,
) -> str:
    """The dated events of `timeline` as an iCalendar stream, folded lines ending with CR LF.

    `profile` "rich" also writes properties that not every program knows; `name` is what the calendar is called (RFC
    7986).  Raises `ArgumentError` for any other profile.
    """
    if profile not in ("compatible", "rich"):
        raise ArgumentError("profile", profile, "must be 'compatible' or 'rich'")
    ledger = Ledger() if ledger is None else ledger
    calendar = Calendar()
    calendar.add("prodid", "-//dateline//timeline//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if name:
        for known_as in ("name", "x-wr-calname"):
            calendar.add(known_as, vText(_FORBIDDEN.sub("\ufffd", " ".join(name.split()))))
    taken: dict[str, int] = {}
    for event in timeline:
        rule = _recurrence(event)
        times = rule[0] if rule else _times(event.when, event, ledger)
        if times is None:
            continue
        taken[event.id] = taken.get(event.id, 0) + 1
        number = "" if taken[event.id] == 1 else f"-{taken[event.id]}"
        entry = _entry(event, f"{event.id}{number}@dateline", times, ledger)
        if rule:
            entry.add("rrule", rule[1])
        if profile == "rich":
            _enrich(entry, event)
        calendar.add_component(entry)
        ledger.written += 1
    if timeline.timexes:
        ledger.lose(None, "timexes", "a calendar has no place for the temporal expressions of the text")
    if any(actor != Actor(actor.name, actor.kind) for actor in timeline.actors):
        ledger.lose(None, "actors", "a calendar has no place for aliases, descriptions and mentions of actors")
    if any(event.evidence or event.trigger for event in timeline):
        ledger.lose(None, "evidence", "quotes stand in the description of the entry, without their offsets")
    stream: bytes = calendar.to_ical()
    return stream.decode("utf-8")


def per_actor(
    timeline: Timeline, *, profile: Literal["compatible", "rich"] = "compatible"
) -> Iterator[tuple[Actor, str]]:
    """A calendar for each actor who takes part in an event, with the events of that actor and named for them."""
    for actor in timeline.actors:
        own = timeline.involving(actor)
        if own:
            yield actor, dumps(own, profile=profile, name=actor.name)


_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def _recurrence(event: Event) -> tuple[tuple[dt.date, None], dict[str, Any]] | None:
    """First day and rule of an event that repeats, if its words fix them to the day."""
    sets = [timex for timex in event.timexes if timex.type is TimexType.SET]
    when = event.when
    if len(sets) != 1 or when is None or when.start is None or when.within or when.qualifier is not Qualifier.NONE:
        return None
    (said,) = sets
    bounds = [bound for bound in (when.start, when.end) if bound is not None]
    if said.freq or said.quant not in (None, "EVERY") or when.end_unknown or not all(map(_is_midnight, bounds)):
        return None
    if not all(1 <= bound.year < 9999 for bound in bounds):
        return None
    first = when.start.date()
    last = None if when.end is None else _last(when.end).date()
    found = re.fullmatch(r"(P1D)|XXXX-(?:WXX-([1-7])|(0[1-9]|1[0-2]|XX)-(0[1-9]|1[0-9]|2[0-8]))", said.value)
    if found is None:
        return None
    daily, weekday, month, day = found.groups()
    if daily:
        rule: dict[str, Any] = {"freq": "daily"}
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
    return (first, None), rule


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


def _times(
    when: Interval | None, event: Event, ledger: Ledger
) -> tuple[dt.date | dt.datetime, dt.date | dt.datetime | None] | None:
    """DTSTART and DTEND of an event, None if a calendar cannot hold it."""
    if when is None:
        ledger.lose(event, "event", "it has no date, and a calendar entry must have one")
        return None
    start, end = when.start, when.end
    if start is None and end is None:
        ledger.lose(event, "event", f"{when.edtf} is no place in a calendar")
        return None
    if any(moment is not None and not 1 <= moment.year <= 9999 for moment in (start, _last(end))):
        ledger.lose(event, "event", f"{when.edtf} lies outside the years 1 to 9999 of a calendar")
        return None
    try:
        return _bounds(start, end, event, ledger)
    except (DatelineError, OverflowError):
        ledger.lose(event, "event", f"{when.edtf}, in UTC, lies outside the years 1 to 9999 of a calendar")
        return None


def _bounds(
    start: Moment | None, end: Moment | None, event: Event, ledger: Ledger
) -> tuple[dt.date | dt.datetime, dt.date | dt.datetime | None]:
    days = all(moment is None or _is_midnight(moment) for moment in (start, end))
    if any(moment is not None and moment.microsecond for moment in (start, end)):
        ledger.lose(event, "when", "a calendar counts whole seconds; the fraction is in X-DATELINE-EDTF only")
    if start is None:
        ledger.lose(event, "start", "the start is open; the entry stands on the last day of the event")
        last = _last(end)
        return (last.date() if days else _clock(last)), None
    if end is None:
        ledger.lose(event, "end", "the end is open or not known; the entry stands on the first day of the event")
        return (start.date() if days else _clock(start)), None
    if days:
        first, last_day = start.date(), _last(end).date()
        # Without DTEND an entry lasts its one day; after the last day that there is, nothing can be written.
        return first, None if last_day in {first, dt.date.max} else last_day + _DAY
    begin, stop = _clock(start), _clock(end)
    return begin, stop if _later(begin, stop) else None


def _last(end: Moment | None) -> Any:
    return None if end is None else end.plus(-1, Granularity.MICROSECOND)


def _is_midnight(moment: Moment) -> bool:
    return moment.offset is None and not (moment.hour or moment.minute or moment.second or moment.microsecond)


def _clock(moment: Moment) -> dt.datetime:
    time = moment.datetime().replace(microsecond=0)
    return time if time.tzinfo is None else time.astimezone(dt.UTC)


def _later(begin: dt.datetime, stop: dt.datetime) -> bool:
    # A floating end cannot be compared with a start in UTC, nor stand beside one (RFC 5545, 3.8.2.2).
    return (begin.tzinfo is None) == (stop.tzinfo is None) and begin < stop


def _entry(
    event: Event, uid: str, times: tuple[dt.date | dt.datetime, dt.date | dt.datetime | None], ledger: Ledger
) -> Entry:
    entry = Entry()
    lossy = False

    def text(value: str) -> str:
        nonlocal lossy
        one_kind = value.replace("\r\n", "\n").replace("\r", "\n")
        clean = _FORBIDDEN.sub("\ufffd", one_kind)
        lossy = lossy or clean != one_kind
        return clean

    start, end = times
    entry.add("uid", uid)
    entry.add("dtstamp", _stamp(event))
    entry.add("dtstart", start)
    if end is not None:
        entry.add("dtend", end)
    entry.add("summary", text(event.title))
    entry.add("status", "TENTATIVE" if _is_doubtful(event) else _STATUS[event.status])
    entry.add("transp", "TRANSPARENT")
    if event.place:
        entry.add("location", text(event.place))
    description = text("\n".join(_description(event)))
    if description:
        entry.add("description", description)
    url = next((quote.source.url for quote in event.evidence if quote.source.url), "")
    if _URI.fullmatch(url):
        entry.add("url", url)
    for part in event.participants:
        entry.add("contact", text(f"{part.actor.name} ({part.role})"))
        _extend(entry, "x-dateline-actor", text(part.actor.name), role=part.role, kind=part.actor.kind.value)
    for link in event.attributions:
        _extend(entry, "x-dateline-source", text(link.source.name), cue=link.cue, kind=link.source.kind.value)
    if event.when is not None:
        _extend(entry, "x-dateline-edtf", event.when.edtf, granularity=event.when.granularity.value)
    for reading in event.alternatives:
        _extend(entry, "x-dateline-alternative", reading.edtf)
    _extend(entry, "x-dateline-status", event.status.value)
    _extend(entry, "x-dateline-kind", text(event.kind))
    for note in event.notes:
        entry.add("comment", text(note))
    if lossy:
        ledger.lose(event, "text", "control characters and half characters (lone surrogates) became U+FFFD")
    return entry


def _stamp(event: Event) -> dt.datetime:
    dates = [quote.source.published for quote in event.evidence if quote.source.published is not None]
    if not dates:
        return EPOCH
    published = dates[0]
    if not isinstance(published, dt.datetime):
        published = dt.datetime.combine(published, dt.time())
    stamp = published.replace(microsecond=0)
    try:
        return stamp.replace(tzinfo=dt.UTC) if stamp.tzinfo is None else stamp.astimezone(dt.UTC)
    except OverflowError:
        return EPOCH


def _is_doubtful(event: Event) -> bool:
    sure = not event.alternatives and event.when is not None and event.when.qualifier is Qualifier.NONE
    return event.status is not Status.NEGATED and not sure


def _description(event: Event) -> Iterator[str]:
    for quote in event.evidence:
        yield f"“{quote.text}” ({quote.source.name})"
    for link in event.attributions:
        yield f"According to {link.source.name}" + (f" (“{link.cue}”)" if link.cue else "")
    if event.status is not Status.ASSERTED:
        yield f"Status: {event.status.value}"
    if event.alternatives:
        yield f"Or: {', '.join(reading.edtf for reading in event.alternatives)}"
    yield from dict.fromkeys(quote.source.url for quote in event.evidence if quote.source.url)


def _extend(entry: Entry, name: str, value: str, **parameters: str) -> None:
    # A parameter value has no escape for these characters (RFC 5545, 3.2); readers differ on the backslash.
    named = {f"X-{key.upper()}": _UNQUOTABLE.sub(" ", told) for key, told in parameters.items()}
    # Readers do not unescape an X- property unless it says that it is TEXT.
    entry.add(name, vText(value), parameters={"VALUE": "TEXT", **named})


# -- in ----------------------------------------------------------------------------------------------------------------


def loads(text: str, ledger: Ledger | None = None) -> Timeline:
    """The events of an iCalendar stream: of one written by `dumps` as far as it goes, and of any other by its dates.

    An entry that makes no sense is passed over, and told to the ledger with its line.  Raises `ReadError` if the text
    is no iCalendar stream, or has entries of which none makes sense.
    """
    ledger = Ledger() if ledger is None else ledger
    events: list[Event] = []
    bad: list[tuple[str, str]] = []
    for place, entry, source in _entries(text, bad):
        try:
            events.append(_event(entry, source))
        except (ValueError, TypeError, AttributeError, KeyError, OverflowError) as error:
            uid = f" ({entry['UID']})" if "UID" in entry else ""
            bad.append((f"{place}{uid}", str(error)))
            continue
        if "RRULE" in entry and "X-DATELINE-EDTF" not in entry:
            ledger.lose(events[-1], "rrule", f"{place} repeats; the first time was read, the rule is in the notes")
    if bad and not events:
        raise ReadError("ical", *bad[0])
    for place, reason in bad:
        ledger.lose(None, place, reason)
    return Timeline(tuple(events))


def _entries(text: str, bad: list[tuple[str, str]]) -> Iterator[tuple[str, Any, Source]]:
    """Place, VEVENT and source of each entry; one by one if the whole cannot be read."""
    lines = text.splitlines()
    begins = [number for number, line in enumerate(lines) if line.strip().upper() == "BEGIN:VEVENT"]
    try:
        calendars = Calendar.from_ical(text, multiple=True)
        whole = [(entry, _calendar_source(calendar)) for calendar in calendars for entry in calendar.walk("VEVENT")]
        if len(whole) == len(begins) and calendars:
            for begin, (entry, source) in zip(begins, whole, strict=True):
                yield f"line {begin + 1}", entry, source
            return
        reason = "there is no VCALENDAR" if not calendars else "an entry does not end as it should"
    except (ValueError, IndexError, KeyError, TypeError, AttributeError) as error:
        reason = str(error) or "is no iCalendar stream"
    if not begins or not any(line.strip().upper() == "BEGIN:VCALENDAR" for line in lines):
        raise ReadError("ical", "line 1", reason)
    around = "\r\n".join(_zones(lines))
    for begin, following in zip(begins, [*begins[1:], len(lines)], strict=True):
        ends = (n for n in range(begin, following) if lines[n].strip().upper() == "END:VEVENT")
        end = next(ends, None)
        if end is None:
            bad.append((f"line {begin + 1}", "the entry does not end"))
            continue
        alone = "\r\n".join(("BEGIN:VCALENDAR", around, *lines[begin : end + 1], "END:VCALENDAR", ""))
        try:
            calendar = Calendar.from_ical(alone)
            (entry,) = calendar.walk("VEVENT")
        except (ValueError, IndexError, KeyError, TypeError, AttributeError) as error:
            bad.append((f"line {begin + 1}", str(error)))
            continue
        yield f"line {begin + 1}", entry, _calendar_source(calendar)


def _zones(lines: Iterable[str]) -> Iterator[str]:
    """What entries need of the calendar around them: its name and its time zones."""
    inside = False
    for line in lines:
        bare = line.strip().upper()
        inside = inside or bare == "BEGIN:VTIMEZONE"
        if inside or re.match(r"(NAME|X-WR-CALNAME|PRODID)[;:]", bare):
            yield line
        inside = inside and bare != "END:VTIMEZONE"


def _calendar_source(calendar: Any) -> Source:
    named = next((str(calendar[name]) for name in ("NAME", "X-WR-CALNAME", "PRODID") if name in calendar), None)
    return Source(named)


def _event(entry: Any, source: Source) -> Event:
    ours = "X-DATELINE-EDTF" in entry
    notes = tuple(map(str, _all(entry, "COMMENT")))
    if "RRULE" in entry and not ours:
        notes += (f"repeats: {entry['RRULE'].to_ical().decode()}",)
    return Event(
        title=str(entry.get("SUMMARY", "")),
        when=_when(entry),
        place=str(entry["LOCATION"]) if "LOCATION" in entry else None,
        participants=tuple(
            Participation(_actor(item), item.params.get("X-ROLE") or "participant")
            for item in _all(entry, "X-DATELINE-ACTOR")
        ),
        attributions=tuple(
            Attribution(_actor(item), item.params.get("X-CUE", "")) for item in _all(entry, "X-DATELINE-SOURCE")
        ),
        status=_status(entry),
        alternatives=tuple(Interval.from_edtf(str(item)) for item in _all(entry, "X-DATELINE-ALTERNATIVE")),
        evidence=() if ours else _evidence(entry, source),
        kind=str(entry.get("X-DATELINE-KIND", "occurrence")),
        notes=notes,
    )


def _evidence(entry: Any, source: Source) -> tuple[Mention, ...]:
    """What a calendar of others says of an entry, with the calendar as the source."""
    text = str(entry.get("DESCRIPTION") or entry.get("SUMMARY") or "")
    url = str(entry["URL"]) if "URL" in entry else None
    return (Mention(Span(0, len(text)), text, Source(source.stated_name, url=url)),) if text else ()


def _all(entry: Any, name: str) -> list[Any]:
    items = entry.get(name, [])
    return items if isinstance(items, list) else [items]


def _actor(item: Any) -> Actor:
    return Actor(str(item), item.params.get("X-KIND") or "person")


def _status(entry: Any) -> str:
    told = {"TENTATIVE": "planned", "CANCELLED": "negated"}.get(str(entry.get("STATUS", "")).upper(), "asserted")
    return str(entry.get("X-DATELINE-STATUS", told))


def _when(entry: Any) -> Interval:
    exact = entry.get("X-DATELINE-EDTF")
    if exact is not None:
        return interval_of(str(exact), exact.params.get("X-GRANULARITY", ""))
    if "DTSTART" not in entry:
        raise ValueError("DTSTART is missing")
    start = entry.decoded("DTSTART")
    if not isinstance(start, dt.date):
        raise ValueError("DTSTART is no date")
    first = _unit(start)
    end = entry.decoded("DTEND", None)
    if end is None and "DURATION" in entry:
        end = start + entry.decoded("DURATION")
    if end is None or end <= start:
        return first
    stop = Moment.of(end)
    return Interval(first.start, stop, first.granularity)


def _unit(value: dt.date) -> Interval:
    moment = Moment.of(value)
    if not isinstance(value, dt.datetime):
        return Interval.unit(moment, Granularity.DAY)
    return Interval.unit(moment, Granularity.SECOND if value.second else Granularity.MINUTE)
