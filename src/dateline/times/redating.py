"""A finished timeline under another document date: what hung on that date is resolved again, the rest stays."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from dateline.errors import ArgumentError, DatelineError
from dateline.interval import Granularity, Interval, Moment
from dateline.model import Event, Source, Status, Timeline, Timex, TimexType
from dateline.model.merging import apart, told_once
from dateline.model.remarks import remark_of
from dateline.times.extend import Locale
from dateline.times.resolve import resolve, unit_of
from dateline.times.timexes import Options
from dateline.times.when import Time, combine, last_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Unmoved", "moved_with", "redated"]

_SIGNALS: Final = ("", "in", "since", "from", "until", "by", "on or before", "before", "after", "on or after", "range")
_JOINTS: Final = ("range", "from", "between", "and")
_DEFAULT: Final = Options()
_KEPT: Final = "the source still says that it was published on"


@frozen
class Unmoved:
    """An event of which a new document date leaves something as it was though it may touch it, and why."""

    event: Event
    reason: str

    def __str__(self) -> str:
        return f"{self.event.title}: {self.reason}"


@frozen
class _Way:
    """How the date of an event was read off its timexes: which of them, what links them and what is said with them."""

    numbers: tuple[int, ...]
    signal: str
    length: int | None = None
    planned: bool = False
    turning: bool = False
    loose: bool = False
    last: bool | None = None

    def read(self, timexes: Sequence[Timex]) -> Interval | None:
        """The date that the timexes give in this way, None if they give none."""
        first, last = timexes[self.numbers[0]], timexes[self.numbers[-1]]
        interval = first.interval if first is last else combine(first, last, self.signal)
        if interval is None:
            return None
        if self.last is not None:
            interval = last_of(interval, to_the_day=self.last)
        length = None if self.length is None else timexes[self.length]
        time = Time([first, last], interval, self.signal, length, moment=self.loose, near=self.loose)
        if self.signal == "and":
            time.signal = "range"
        try:
            return time.when(planned=self.planned, turning=self.turning)
        except DatelineError:
            return interval


def redated(
    timeline: Timeline,
    dct: dt.date | dt.datetime | str | Moment | None,
    source: Source | str | None,
    language: str = "en",
    options: Options = _DEFAULT,
) -> tuple[Timeline, tuple[Unmoved, ...]]:
    """What `Timeline.redated_with_report` gives."""
    document = _source_of(timeline, source)
    timexes = [timex for timex in timeline.timexes if timex.source is not None and timex.source.id == document.id]
    anchors = (timex.anchor for timex in timexes if timex.anchor is not None)
    known = next((anchor.value for anchor in anchors if anchor.kind == "dct"), document.published)
    old, new = (None if date is None else Moment.of(date, "dct") for date in (known, dct))
    locale = Locale.load(language)
    before = _resolved(timexes, old, Granularity.DAY, locale, options)
    after = _resolved(timexes, new, unit_of(dct), locale, options)
    changed = {
        timex: now
        for timex, then, now in zip(timexes, before, after, strict=True)
        if now.value and now != timex and (then == timex or _time_of(then) != _time_of(now))
    }
    unmoved: list[Unmoved] = []
    lengths = [timex for timex in timexes if timex.type is TimexType.DURATION]
    # What several sources tell of one happening is dated anew source by source, and then may be one no more.
    tellings = list(apart(timeline))
    events = [_moved(event, changed, lengths, unmoved) for event in tellings]
    if new is not None:
        unmoved.extend(
            Unmoved(after, "it lies ahead under one of the dates; whether it was planned is left as it was read")
            for before, after in zip(tellings, events, strict=True)
            if any(quote.source.id == document.id for quote in before.evidence) and _turned(before, after, old, new)
        )
    origin = timeline.origin and redated(timeline.origin, dct, document, language, options)[0]
    if len(tellings) > len(timeline):
        events = told_once(events, language, timeline.apart)
    moved = evolve(
        timeline,
        events=events,
        timexes=[changed.get(timex, timex) for timex in timeline.timexes],
        origin=origin,
        remarks=_remarks(timeline, document, new),
    )
    return moved, tuple(unmoved)


def _remarks(timeline: Timeline, document: Source, dct: Moment | None) -> list[str]:
    """The remarks with one that a source keeps the day it was published on, where its text is dated otherwise now.

    All that stands in the source is told apart by what is stated of it, so what is stated is not changed.
    """
    kept = [remark for remark in timeline.remarks if not remark.startswith(remark_of(document, _KEPT))]
    published = document.published
    if published is None:
        return kept
    told = Moment.of(published)
    if dct is not None and (told.year, told.month, told.day) == (dct.year, dct.month, dct.day):
        return kept
    day = "no date" if dct is None else dct.isoformat().removesuffix("T00:00:00")
    return [*kept, remark_of(document, f"{_KEPT} {published.isoformat()}, and its times are counted from {day}")]


def _resolved(
    timexes: Sequence[Timex], dct: Moment | None, unit: Granularity, locale: Locale, options: Options
) -> list[Timex]:
    return resolve(
        timexes,
        dct=dct,
        order=options.order or "",
        default_order=locale.date_order,
        language=locale.code,
        prefer=options.prefer,
        week_start=options.week_start,
        hemisphere=options.hemisphere,
        dct_unit=unit,
    )


def _source_of(timeline: Timeline, source: Source | str | None) -> Source:
    """The source of a timeline that is meant: by itself, its id, its name or address, or as the only one."""
    if isinstance(source, Source):
        found = [known for known in timeline.sources if known.id == source.id]
    elif isinstance(source, str):
        found = [k for k in timeline.sources if source in (k.id, k.name, k.title, k.url)]
    elif source is None:
        found = list(timeline.sources)
    else:
        raise ArgumentError("source", source, "must be a Source, its id, title or address, or None")
    if len(found) == 1:
        return found[0]
    names = ", ".join(repr(known.name) for known in timeline.sources[:8]) or "none"
    which = "must say which source was dated anew" if len(found) > 1 else "must be a source of the timeline"
    raise ArgumentError("source", source, f"{which}: {names}")


def _time_of(timex: Timex) -> tuple[object, ...]:
    return timex.type, timex.value, timex.interval, timex.alternatives


def _moved(event: Event, changed: dict[Timex, Timex], lengths: Sequence[Timex], unmoved: list[Unmoved]) -> Event:
    """The event with its date read again, in the way in which it was read; `lengths` are the durations of the text."""
    if event.tellings:
        # What a reader made one is told of as one.
        event = evolve(event, tellings=[_moved(telling, changed, lengths, []) for telling in event.tellings])
    old = event.timexes
    new = tuple(changed.get(timex, timex) for timex in old)
    if new == old:
        return event
    if any(correction.what == "date" for correction in event.corrections):
        # A reader knows better than any document date.
        return evolve(event, timexes=new)
    if all(_time_of(before) == _time_of(after) for before, after in zip(old, new, strict=True)):
        return evolve(event, timexes=new)
    said = [length for length in lengths if any(quote.span.contains(length.span.start) for quote in event.evidence)]
    way = next((way for way in _ways(old, said) if way.read([*old, *said]) == event.when), None)
    if way is None:
        undated = evolve(event, when=None, timexes=new, alternatives=())
        unmoved.append(Unmoved(undated, "its date was read in a way that its times do not show; it stands undated"))
        return undated
    alternatives = event.alternatives
    if alternatives == old[0].alternatives:
        alternatives = new[0].alternatives
    return evolve(event, when=way.read([*new, *said]), timexes=new, alternatives=alternatives)


def moved_with(event: Event, changed: dict[Timex, Timex], timexes: Iterable[Timex]) -> Event:
    """An event with its date read again, in the way in which it was read, where some of its times have changed.

    `timexes` are all those of its timeline.  Where it is not known how the date was read off its times, the event
    stands undated, with a note that says so.
    """
    homes = {quote.source for quote in event.evidence}
    lengths = [timex for timex in timexes if timex.type is TimexType.DURATION and timex.source in homes]
    unmoved: list[Unmoved] = []
    moved = _moved(event, changed, lengths, unmoved)
    return evolve(moved, notes=(*moved.notes, *(one.reason for one in unmoved))) if unmoved else moved


def _ways(timexes: Sequence[Timex], said: Sequence[Timex]) -> Iterator[_Way]:
    """The ways in which timexes may give a date, the likeliest first: as they are, then with what was said of them.

    `said` are the lengths that stand beside them, numbered after them.
    """
    times = [number for number, timex in enumerate(timexes) if timex.type is not TimexType.SET] or [0]
    lengths = [None, *range(len(timexes), len(timexes) + len(said))]
    pairs = [(one, other) for one in times for other in times if one < other]
    if timexes[times[0]].signal in ("from", "between"):
        yield from (_Way(pair, str(timexes[times[0]].signal), loose=loose) for pair in pairs for loose in (False, True))
    for number in times:
        timex = timexes[number]
        ends = (False, True, None) if timex.mod == "END" else (None,)
        signals = dict.fromkeys((timex.signal or "", *_SIGNALS))
        for signal, length, last in product(signals, lengths, ends):
            for planned, turning, loose in product((False, True), repeat=3):
                yield _Way((number,), signal, length, planned, turning, loose, last)
    for pair, joint in product(pairs, _JOINTS):
        yield from (_Way(pair, joint, loose=loose) for loose in (False, True))


def _turned(before: Event, after: Event, old: Moment | None, new: Moment) -> bool:
    """Whether an event lies ahead under the one document date and not under the other, as far as that is known."""
    if before.when is None or after.when is None:
        return False
    if old is None:
        ahead = before.status is Status.PLANNED
        return before.status in (Status.PLANNED, Status.ASSERTED, Status.REPORTED) and ahead != _is_ahead(
            after.when, new
        )
    return _is_ahead(before.when, old) != _is_ahead(after.when, new)


def _is_ahead(when: Interval, dct: Moment) -> bool:
    bound = when.start if when.start is not None else when.end
    return bound is not None and bound > dct and not when.contains(dct)
